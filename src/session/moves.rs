//! The facilitator's moves that touch several items at once, each made of plain edits in one undoable step.

use super::edit::{Edit, add, change, many, remove};
use super::{
    Ballot, BallotChange, Gap, GapChange, GapId, Lane, Moment, Note, NoteChange, NoteId, Override, PersonId,
    Premortem, PremortemChange, Question, QuestionChange, QuestionId, Session, Subject, Table, Theme,
    ThemeId,
};

/// Puts notes into a theme, or (`None`) takes them out of theirs.
pub fn group(notes: &[NoteId], theme: Option<&ThemeId>) -> Edit {
    let edits = notes.iter().map(|id| change::<Note>(id, NoteChange::theme(theme.cloned()))).collect();
    let what = if notes.len() == 1 { "1 note".to_owned() } else { format!("{} notes", notes.len()) };
    many(
        match theme {
            Some(theme) => format!("{what} to {theme}"),
            None => format!("{what} taken out"),
        },
        edits,
    )
}

/// Makes a new theme of these notes. Which of them says it best, its lead quote, is for the room to choose.
pub fn new_theme(session: &Session, name: &str, notes: &[NoteId]) -> (ThemeId, Edit) {
    let id = session.next_id::<Theme>();
    let mut edits = vec![add(Theme { id: id.clone(), name: name.to_owned(), ..Theme::default() })];
    edits.extend(notes.iter().map(|note| change::<Note>(note, NoteChange::theme(Some(id.clone())))));
    (id.clone(), many(format!("theme {id} made"), edits))
}

/// Joins themes: the notes and gap links of `from` go to `into`, and `from` goes.
pub fn merge_themes(session: &Session, from: &ThemeId, into: &ThemeId) -> Edit {
    let mut edits: Vec<Edit> = session
        .notes
        .iter()
        .filter(|n| n.theme.as_ref() == Some(from))
        .map(|n| change::<Note>(&n.id, NoteChange::theme(Some(into.clone()))))
        .collect();
    for gap in session.gaps.iter().filter(|g| g.themes.contains(from)) {
        let mut themes: Vec<ThemeId> =
            gap.themes.iter().filter(|t| *t != from && *t != into).cloned().collect();
        themes.push(into.clone());
        edits.push(change::<Gap>(&gap.id, GapChange::themes(themes)));
    }
    edits.push(remove::<Theme>(from));
    many(format!("theme {from} joined to {into}"), edits)
}

/// Lets a note answer another question, in one of its columns.
pub fn answer(session: &Session, note: &Note, to: &QuestionId, column: &str) -> Option<Edit> {
    let question = session.get::<Question>(to)?;
    let step = |what| change::<Note>(&note.id, what);
    let into = NoteChange::column(column.into());
    if *to == note.question {
        return Some(step(into));
    }
    // Each step must hold by itself: a note is always in a column that its question has. So the question it goes to
    // lends it one for the way.
    let columns = |columns| change::<Question>(to, QuestionChange::columns(columns));
    let mut wider = question.columns.clone();
    wider.push(note.column.clone());
    let edits = vec![
        columns(wider),
        step(NoteChange::question(to.clone())),
        step(into),
        columns(question.columns.clone()),
    ];
    Some(many(format!("{} moved", note.id), edits))
}

/// Stacks notes that say the same: all others lie under the first one of the list. Nothing is deleted.
pub fn stack(session: &Session, notes: &[NoteId]) -> Option<Edit> {
    let first = notes.first()?;
    let first = session.get::<Note>(first)?.duplicate_of.clone().unwrap_or_else(|| first.clone());
    let mut edits = Vec::new();
    for id in notes.iter().filter(|id| **id != first) {
        let under: Vec<&Note> =
            session.notes.iter().filter(|n| n.duplicate_of.as_ref() == Some(id)).collect();
        for note in under {
            edits.push(change::<Note>(&note.id, NoteChange::duplicate_of(Some(first.clone()))));
        }
        if session.get::<Note>(id)?.duplicate_of.as_ref() != Some(&first) {
            edits.push(change::<Note>(id, NoteChange::duplicate_of(Some(first.clone()))));
        }
    }
    (!edits.is_empty()).then(|| many(format!("stacked on {first}"), edits))
}

/// Takes a stack apart: the notes under this one (or this one, if it lies under another) stand alone again.
pub fn unstack(session: &Session, id: &NoteId) -> Option<Edit> {
    let note = session.get::<Note>(id)?;
    let edits: Vec<Edit> = if note.duplicate_of.is_some() {
        vec![change::<Note>(id, NoteChange::duplicate_of(None))]
    } else {
        let under = session.notes.iter().filter(|n| n.duplicate_of.as_ref() == Some(id));
        under.map(|n| change::<Note>(&n.id, NoteChange::duplicate_of(None))).collect()
    };
    (!edits.is_empty()).then(|| many("stack taken apart", edits))
}

/// Remembers that two notes with like words are not the same (R7): they are not offered as a pair again.
pub fn not_same(session: &Session, a: &NoteId, b: &NoteId) -> Option<Edit> {
    let mut others = session.get::<Note>(a)?.not_same.clone();
    if others.contains(b) {
        return None;
    }
    others.push(b.clone());
    Some(many(format!("{a} and {b} are not the same"), vec![change::<Note>(a, NoteChange::not_same(others))]))
}

/// One ballot is in, or is corrected: `dots` in the order of the options. Nobody's name goes with it.
pub fn cast(ballot: &Ballot, key: &str, dots: &[u32]) -> Edit {
    recast(ballot, key, key, dots)
}

/// A ballot that is in is corrected, and lies in another pile if its key becomes another one; its place stays.
pub fn recast(ballot: &Ballot, was: &str, key: &str, dots: &[u32]) -> Edit {
    let mut given = Table::default();
    for (option, dots) in ballot.choices().iter().zip(dots).filter(|(_, dots)| **dots > 0) {
        given.set(option, *dots);
    }
    let mut cast = ballot.cast.clone().unwrap_or_default();
    match cast.0.iter_mut().find(|(other, _)| other == was) {
        Some(slip) => *slip = (key.into(), given),
        None => cast.set(key, given),
    }
    // Its key tells a level: the room reads labels.
    many("a ballot", vec![change::<Ballot>(&ballot.id, BallotChange::cast(Some(cast)))])
}

/// Closes a ballot: its totals stay, the single ballots go. `shortfall` says why dots are missing, where some are.
pub fn close_ballot(session: &Session, ballot: &Ballot, shortfall: Option<&str>, at: &Moment) -> Edit {
    let why = shortfall.map(|why| why.trim().to_owned());
    let mut totals = Table::default();
    let sums = ballot.sums();
    for option in ballot.choices() {
        totals.set(&option, sums.get(&option).copied().unwrap_or(0));
    }
    let mut edits = Vec::new();
    if ballot.subject == Subject::Premortem {
        let asked = session.premortem.iter().filter(|item| totals.get(item.id.as_str()).is_some());
        edits.extend(asked.map(|item| {
            let votes = totals.get(item.id.as_str()).copied().unwrap_or(0);
            change::<Premortem>(&item.id, PremortemChange::votes(votes))
        }));
    }
    edits.push(change::<Ballot>(&ballot.id, BallotChange::totals(totals)));
    edits.push(change::<Ballot>(&ballot.id, BallotChange::shortfall(why)));
    edits.push(change::<Ballot>(&ballot.id, BallotChange::closed_at(Some(at.clone()))));
    // Of the piles only what each gave in all stays, never what for.
    if let Some(piles) = ballot.piles() {
        edits.push(change::<Ballot>(&ballot.id, BallotChange::by_level(Some(piles))));
    }
    many(format!("ballot {} closed", ballot.id), edits)
}

/// The room moves a gap to a lane against the rule, and says why (R1, override).
pub fn place(
    gap: &GapId,
    lane: Lane,
    reason: &str,
    asked: Option<PersonId>,
    rule_said: &str,
    at: &Moment,
) -> Edit {
    let label = format!("{gap} moved to {lane}");
    let moved = Override {
        lane,
        reason: reason.trim().to_owned(),
        requested_by: asked,
        recorded_at: Some(at.clone()),
        rule_said: Some(rule_said.to_owned()),
        ..Override::default()
    };
    many(label, vec![change::<Gap>(gap, GapChange::moved(Some(moved)))])
}

/// Takes an override back: the rule decides again.
pub fn unplace(gap: &GapId) -> Edit {
    many(format!("{gap} back to the rule"), vec![change::<Gap>(gap, GapChange::moved(None))])
}
