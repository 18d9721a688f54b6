//! What a note goes with and what becomes of it: the pair *Perfect* and *Today*, and the blocker, parked item, information
//! need, gap or open question made of it (the handbook, 2.3, 4.3 blocks 7 and 11, R6).
//!
//! Every move is one edit, so that one undo takes it back. It refuses to know keys and words on a screen.

use rustc_hash::FxHashMap;
use smol_str::{SmolStr, ToSmolStr};

use super::edit::{Edit, add, change, many};
use super::{
    Blocker, BlockerId, Gap, GapId, Moment, Need, NeedChange, NeedId, NeedKind, Note, NoteChange, NoteId,
    Parked, ParkedId, QuestionId, Session, Stance, moves,
};

/// What a note can be turned into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A question nobody can answer yet, on the board of question 4.
    Question,
    /// Something said to be impossible.
    Blocker,
    /// An item of the parking lot.
    Parked,
    /// Something to find out.
    Need,
    /// A gap.
    Gap,
}

/// What became of a note.
#[derive(Clone, Debug, PartialEq)]
pub enum Became {
    /// A new item, with the edit that makes it.
    Made(SmolStr, Edit),
    /// There is one already: nothing to do.
    Already(SmolStr),
    /// It supports one that was not made of it.
    Supports(SmolStr),
    /// The note is kept private and nobody has said what may be shown instead.
    Private,
    /// There is no such note, or no question 4.
    Nothing,
}

/// The question that asks for the perfect experience.
pub fn perfect_board(session: &Session) -> Option<QuestionId> {
    let whole = |column: &str| session.questions.iter().find(|q| q.id.as_str() == "Q2" && has(q, column));
    whole("perfect").map(|question| question.id.clone())
}

fn has(question: &super::Question, column: &str) -> bool {
    question.columns.iter().any(|own| own == column)
}

/// Turns a note into something else and keeps the link; `check` is the checking question of a blocker.
pub fn turn(session: &Session, note: &NoteId, kind: Kind, check: &str, at: &Moment) -> Became {
    let Some(note) = session.get::<Note>(note) else { return Became::Nothing };
    if let Some(there) = already(session, &note.id, kind) {
        let supports = kind == Kind::Gap && !session.gaps.iter().any(|gap| made_gap(session, gap, &note.id));
        return if supports { Became::Supports(there) } else { Became::Already(there) };
    }
    afresh(session, note, kind, check, at)
}

/// The same for a note that supports a gap that was not made of it: it makes one of its own.
pub fn of_its_own(session: &Session, note: &NoteId, kind: Kind, check: &str, at: &Moment) -> Became {
    match (turn(session, note, kind, check, at), session.get::<Note>(note)) {
        (Became::Supports(_), Some(note)) => afresh(session, note, kind, check, at),
        (became, _) => became,
    }
}

/// Whether a gap was made of this note: it stands first, with at most what it goes with. Among several others it only
/// supports the gap.
fn made_gap(session: &Session, gap: &Gap, note: &NoteId) -> bool {
    gap.notes.split_first().is_some_and(|(first, rest)| {
        let pairs = || partners(session, note);
        first == note && rest.iter().all(|other| pairs().iter().any(|pair| pair.id == *other))
    })
}

fn afresh(session: &Session, note: &Note, kind: Kind, check: &str, at: &Moment) -> Became {
    if note.sensitive && note.public().is_none() {
        return Became::Private;
    }
    // A private note lends only its public words.
    let words = note.for_room();
    let link = Some(note.id.clone());
    let line = |most: usize| clipped(words, most);
    match kind {
        Kind::Question => open_question(session, note, words, at),
        Kind::Blocker => {
            let id = session.next_id::<Blocker>();
            let item = Blocker {
                id: id.clone(),
                said: line(500),
                check: check.to_owned(),
                note: link,
                ..Blocker::default()
            };
            made(&id, "blocker", add(item))
        }
        Kind::Parked => {
            let id = session.next_id::<Parked>();
            made(
                &id,
                "parked item",
                add(Parked { id: id.clone(), text: line(500), note: link, ..Parked::default() }),
            )
        }
        Kind::Need => {
            let id = session.next_id::<Need>();
            // What is stated wants its number; what is asked wants its reason.
            let kind = if note.stance == Stance::Question { NeedKind::Investigate } else { NeedKind::Affirm };
            let item = Need { id: id.clone(), note: link, kind, question: line(500), ..Need::default() };
            made(&id, "information need", add(item))
        }
        Kind::Gap => {
            let id = session.next_id::<Gap>();
            made(&id, "gap", add(gap(session, note, words, id.clone())))
        }
    }
}

fn made(id: &impl std::fmt::Display, what: &str, edit: Edit) -> Became {
    Became::Made(id.to_smolstr(), many(format!("{what} {id} made of a note"), vec![edit]))
}

/// The whole text on one line, at most so many characters.
pub(super) fn clipped(words: &str, most: usize) -> String {
    let line = crate::text::clean_line(words);
    if line.chars().count() <= most {
        return line;
    }
    let mut short: String = line.chars().take(most.saturating_sub(1)).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

/// The gap of a note, with both sides of its pair where it has one.
fn gap(session: &Session, note: &Note, words: &str, id: GapId) -> Gap {
    let other =
        partners(session, &note.id).into_iter().find(|other| !other.sensitive && board(other) != board(note));
    let mut gap = Gap {
        id,
        title: clipped(words, 200),
        themes: note.theme.iter().cloned().collect(),
        notes: std::iter::once(note.id.clone()).chain(other.map(|other| other.id.clone())).collect(),
        ..Gap::default()
    };
    let theirs = other.map(|other| other.text.clone()).unwrap_or_default();
    match (note.column.as_str(), &note.stance) {
        ("perfect", _) | (_, Stance::Wish) => (gap.perfect, gap.today) = (words.to_owned(), theirs),
        (_, Stance::AsIs) => (gap.perfect, gap.today) = (theirs, words.to_owned()),
        _ => {}
    }
    gap
}

fn board(note: &Note) -> (&str, &str) {
    (note.question.as_str(), note.column.as_str())
}

/// An open question on the board of question 4, which goes with the note, and the need to find out.
fn open_question(session: &Session, note: &Note, words: &str, at: &Moment) -> Became {
    let fourth = QuestionId::new("Q4");
    let Some(column) = session.questions.get(&fourth).and_then(|q| q.columns.first()) else {
        return Became::Nothing;
    };
    let id = session.next_id::<Note>();
    let asked = Note {
        id: id.clone(),
        question: fourth,
        column: column.clone(),
        author: note.author.clone(),
        level: note.level.clone(),
        department: note.department.clone(),
        stance: Stance::Question,
        text: words.to_owned(),
        written_at: Some(at.clone()),
        pair: Some(note.id.clone()),
        ..Note::default()
    };
    // A need that was made of the note first is the open question's need from now on: one thing stays one thing.
    let need = match session.information_needs.iter().find(|need| need.note.as_ref() == Some(&note.id)) {
        Some(there) => many(
            format!("{} goes with {id}", there.id),
            vec![
                change::<Need>(&there.id, NeedChange::note(Some(id.clone()))),
                change::<Need>(&there.id, NeedChange::kind(NeedKind::Investigate)),
            ],
        ),
        None => add(Need {
            note: Some(id.clone()),
            kind: NeedKind::Investigate,
            question: clipped(words, 500),
            ..Need::default()
        }),
    };
    Became::Made(id.to_smolstr(), many(format!("open question {id} made of a note"), vec![add(asked), need]))
}

/// The open question made of a note: a note of question 4 that goes with it.
fn asked_of<'a>(session: &'a Session, note: &NoteId) -> Option<&'a Note> {
    session.notes.iter().find(|n| n.pair.as_ref() == Some(note) && n.question.as_str() == "Q4")
}

/// What of this kind is linked to the note already.
pub fn already(session: &Session, note: &NoteId, kind: Kind) -> Option<SmolStr> {
    let me = Some(note);
    match kind {
        Kind::Question => {
            if session.get::<Note>(note).is_some_and(|n| n.question.as_str() == "Q4") {
                return Some(note.to_smolstr());
            }
            asked_of(session, note).map(|n| n.id.to_smolstr())
        }
        Kind::Blocker => session.blockers.iter().find(|b| b.note.as_ref() == me).map(|b| b.id.to_smolstr()),
        Kind::Parked => session.parking_lot.iter().find(|p| p.note.as_ref() == me).map(|p| p.id.to_smolstr()),
        Kind::Need => {
            // The need of the open question made of the note is the note's need, too.
            let asked = asked_of(session, note).map(|asked| &asked.id);
            let about = |n: &&Need| n.note.is_some() && (n.note.as_ref() == me || n.note.as_ref() == asked);
            session.information_needs.iter().find(about).map(|n| n.id.to_smolstr())
        }
        Kind::Gap => session.gaps.iter().find(|g| g.notes.contains(note)).map(|g| g.id.to_smolstr()),
    }
}

/// The notes that go with this one, on whichever side the link is kept: its own first, then the others in file order.
pub fn partners<'a>(session: &'a Session, note: &NoteId) -> Vec<&'a Note> {
    let own = session.get::<Note>(note).and_then(|n| n.pair.as_ref()).and_then(|id| session.get::<Note>(id));
    let mine = own.map(|own| own.id.clone());
    let others =
        session.notes.iter().filter(|n| n.pair.as_ref() == Some(note) && Some(&n.id) != mine.as_ref());
    own.into_iter().chain(others).collect()
}

/// Lets two notes go together: the one about today keeps the link to the *Perfect*.
pub fn pair(session: &Session, one: &NoteId, other: &NoteId) -> Option<Edit> {
    let (one, other) = (session.get::<Note>(one)?, session.get::<Note>(other)?);
    let (keeps, to) = if one.column == "perfect" { (other, one) } else { (one, other) };
    Some(many(
        format!("{} goes with {}", keeps.id, to.id),
        vec![change::<Note>(&keeps.id, NoteChange::pair(Some(to.id.clone())))],
    ))
}

/// Takes a note out of its pair, on whichever side the link is kept. Open questions of question 4 keep theirs.
pub fn unpair(session: &Session, note: &NoteId) -> Option<Edit> {
    let asks = |n: &Note| n.question.as_str() == "Q4";
    let me = session.get::<Note>(note)?;
    let own = (me.pair.is_some()).then(|| me.id.clone());
    let others =
        session.notes.iter().filter(|n| n.pair.as_ref() == Some(note) && !asks(n)).map(|n| n.id.clone());
    let edits: Vec<Edit> =
        own.into_iter().chain(others).map(|id| change::<Note>(&id, NoteChange::pair(None))).collect();
    (!edits.is_empty()).then(|| many(format!("{note} stands by itself"), edits))
}

/// A note that is a wish goes to *Perfect* of question 2; what it goes with stays. `None` where there is no such column.
pub fn to_perfect(session: &Session, note: &NoteId) -> Option<Edit> {
    let note = session.get::<Note>(note)?;
    let board = perfect_board(session)?;
    let edits = vec![
        moves::answer(session, note, &board, "perfect")?,
        change::<Note>(&note.id, NoteChange::stance(Stance::Wish)),
    ];
    Some(many(format!("{} moved to Perfect", note.id), edits))
}

/// What happens instead today: a note in *Today* that goes with the wish, said by whoever had the wish.
pub fn instead(session: &Session, wish: &NoteId, said: &str, at: &Moment) -> Option<Edit> {
    let wish = session.get::<Note>(wish)?;
    let board = perfect_board(session)?;
    let column = session.get::<super::Question>(&board).filter(|q| has(q, "today")).map(|_| "today")?;
    let id = session.next_id::<Note>();
    let note = Note {
        id: id.clone(),
        question: board,
        column: column.into(),
        author: wish.author.clone(),
        level: wish.level.clone(),
        department: wish.department.clone(),
        stance: Stance::AsIs,
        text: crate::text::clean_prose(said),
        written_at: Some(at.clone()),
        pair: Some(wish.id.clone()),
        ..Note::default()
    };
    Some(many(format!("{id} added, what happens today"), vec![add(note)]))
}

/// The ids of everything made of each note, in the order open questions, blockers, parked items, needs, gaps;
/// counted in one go. The need of an open question counts for the note it was made of, too.
pub fn made_of(session: &Session) -> FxHashMap<NoteId, Vec<SmolStr>> {
    let mut links: FxHashMap<NoteId, Vec<SmolStr>> = FxHashMap::default();
    let mut link = |note: &NoteId, id: SmolStr| links.entry(note.clone()).or_default().push(id);
    let mut asked: FxHashMap<&NoteId, &NoteId> = FxHashMap::default();
    for open in session.notes.iter().filter(|n| n.question.as_str() == "Q4") {
        if let Some(of) = &open.pair {
            link(of, open.id.to_smolstr());
            asked.insert(&open.id, of);
        }
    }
    for (note, id) in session.blockers.iter().filter_map(|b| Some((b.note.as_ref()?, &b.id))) {
        link(note, BlockerId::to_smolstr(id));
    }
    for (note, id) in session.parking_lot.iter().filter_map(|p| Some((p.note.as_ref()?, &p.id))) {
        link(note, ParkedId::to_smolstr(id));
    }
    for (note, id) in session.information_needs.iter().filter_map(|n| Some((n.note.as_ref()?, &n.id))) {
        link(note, NeedId::to_smolstr(id));
        if let Some(of) = asked.get(note) {
            link(of, NeedId::to_smolstr(id));
        }
    }
    for gap in session.gaps.iter() {
        for note in &gap.notes {
            link(note, gap.id.to_smolstr());
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::edit::{change, remove};
    use crate::session::{History, NoteChange};

    fn sample() -> Session {
        crate::shelf::format::read(include_bytes!("../../sessions/halvorn.json")).unwrap()
    }

    fn at() -> Moment {
        "2026-03-12T09:30:00+01:00".parse().unwrap()
    }

    fn done(session: &Session, edit: &Edit) -> Session {
        let mut next = session.clone();
        next.apply(edit, &at()).unwrap();
        next
    }

    fn a_note(session: &Session, fits: impl Fn(&Note) -> bool) -> NoteId {
        session.notes.iter().find(|n| fits(n)).unwrap().id.clone()
    }

    fn today(session: &Session) -> NoteId {
        let free = |n: &Note| {
            [Kind::Need, Kind::Gap].into_iter().all(|kind| already(session, &n.id, kind).is_none())
        };
        a_note(session, |n| n.question.as_str() == "Q1" && !n.sensitive && free(n))
    }

    fn made(session: &Session, note: &NoteId, kind: Kind) -> (SmolStr, Session) {
        match turn(session, note, kind, "Who decided that?", &at()) {
            Became::Made(id, edit) => (id, done(session, &edit)),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn each_kind_is_made_once_keeps_the_link_and_says_that_it_is_there() {
        for kind in [Kind::Question, Kind::Blocker, Kind::Parked, Kind::Need, Kind::Gap] {
            let session = sample();
            let note = today(&session);
            let (id, after) = made(&session, &note, kind);
            assert_eq!(already(&after, &note, kind), Some(id.clone()), "{kind:?}");
            assert_eq!(turn(&after, &note, kind, "", &at()), Became::Already(id), "{kind:?}");
        }
    }

    #[test]
    fn an_open_question_is_a_note_of_question_four_with_its_need_and_goes_with_the_note() {
        let session = sample();
        let note = today(&session);
        let (id, after) = made(&session, &note, Kind::Question);
        let asked = after.get::<Note>(&NoteId::new(&id)).unwrap();
        assert_eq!(
            (asked.question.as_str(), &asked.stance, &asked.pair),
            ("Q4", &Stance::Question, &Some(note))
        );
        assert!(after.information_needs.iter().any(|need| need.note.as_ref() == Some(&asked.id)));
    }

    #[test]
    fn a_need_and_an_open_question_of_one_note_are_one_thing_whichever_came_first() {
        let session = sample();
        let note = today(&session);
        let before = session.information_needs.len();
        let (need, after) = made(&session, &note, Kind::Need);
        let (asked, after) = made(&after, &note, Kind::Question);
        assert_eq!(after.information_needs.len(), before + 1);
        let one = after.information_needs.iter().next_back().unwrap();
        assert_eq!((&one.note, &one.kind), (&Some(NoteId::new(&asked)), &NeedKind::Investigate));
        assert_eq!(already(&after, &note, Kind::Need), Some(need));
        let (_, other) = made(&session, &note, Kind::Question);
        assert_eq!(other.information_needs, after.information_needs);
    }

    #[test]
    fn removing_the_note_clears_every_link_to_it_in_the_same_step() {
        let mut session = sample();
        let note = today(&session);
        for kind in [Kind::Blocker, Kind::Parked, Kind::Need, Kind::Gap, Kind::Question] {
            session = made(&session, &note, kind).1;
        }
        let after = done(&session, &remove::<Note>(&note));
        assert!(!made_of(&after).contains_key(&note));
        assert!(after.notes.iter().all(|n| n.pair.as_ref() != Some(&note)));
        assert_eq!(after.blockers.len(), session.blockers.len());
        let mut history = History::new(session.clone());
        history.apply(&remove::<Note>(&note), &at(), |_, _| None).unwrap();
        history.undo();
        assert_eq!(*history.session(), session);
    }

    #[test]
    fn a_private_note_lends_only_its_public_words() {
        let session = sample();
        let note = today(&session);
        let secret = done(&session, &change::<Note>(&note, NoteChange::sensitive(true)));
        assert_eq!(turn(&secret, &note, Kind::Blocker, "", &at()), Became::Private);
        let said = NoteChange::public_text(Some("said kindly".into()));
        let (_, after) = made(&done(&secret, &change::<Note>(&note, said)), &note, Kind::Blocker);
        assert_eq!(after.blockers.iter().next_back().unwrap().said, "said kindly");
    }

    #[test]
    fn a_long_note_becomes_a_title_that_fits() {
        let session = sample();
        let note = today(&session);
        let long = done(&session, &change::<Note>(&note, NoteChange::text("wort ".repeat(180))));
        for kind in [Kind::Blocker, Kind::Parked, Kind::Need, Kind::Gap, Kind::Question] {
            made(&long, &note, kind);
        }
    }

    #[test]
    fn a_wish_goes_to_perfect_from_any_board_and_what_happens_instead_goes_with_it() {
        let session = sample();
        let note = today(&session);
        let moved = done(&session, &to_perfect(&session, &note).unwrap());
        let wish = moved.get::<Note>(&note).unwrap().clone();
        assert_eq!(
            (wish.question.as_str(), wish.column.as_str(), &wish.stance),
            ("Q2", "perfect", &Stance::Wish)
        );
        assert_eq!(moved.questions, session.questions);
        let both = done(&moved, &instead(&moved, &note, "Nobody calls", &at()).unwrap());
        let told = both.notes.iter().next_back().unwrap();
        assert_eq!(
            (told.column.as_str(), &told.stance, &told.pair),
            ("today", &Stance::AsIs, &Some(note.clone()))
        );
        assert_eq!(told.author, wish.author);
        assert_eq!(partners(&both, &note)[0].id, told.id);
        assert_eq!(partners(&both, &told.id)[0].id, note);
    }

    #[test]
    fn the_pair_is_kept_on_the_side_of_today_and_comes_apart_from_either_side() {
        let session = sample();
        let wish = a_note(&session, |n| n.column == "perfect");
        let real = a_note(&session, |n| n.column == "today");
        let both = done(&session, &pair(&session, &wish, &real).unwrap());
        assert_eq!(both.get::<Note>(&real).unwrap().pair, Some(wish.clone()));
        assert_eq!(both.get::<Note>(&wish).unwrap().pair, None);
        for side in [&wish, &real] {
            let apart = done(&both, &unpair(&both, side).unwrap());
            assert!(partners(&apart, &wish).is_empty() && partners(&apart, &real).is_empty());
        }
        assert!(unpair(&session, &wish).is_none());
        let mut kept = session.clone();
        assert!(kept.apply(&change::<Note>(&wish, NoteChange::pair(Some(wish.clone()))), &at()).is_err());
        assert!(
            kept.apply(&change::<Note>(&wish, NoteChange::pair(Some(NoteId::new("N999")))), &at()).is_err()
        );
        assert_eq!(kept, session);
    }

    #[test]
    fn a_file_without_links_stays_as_it_was_and_one_with_them_comes_back() {
        use crate::shelf::format::{read, write};
        let bytes = include_bytes!("../../sessions/halvorn.json");
        assert_eq!(write(&read(bytes).unwrap()).unwrap(), bytes);
        let session = sample();
        let note = today(&session);
        let (_, after) = made(&session, &note, Kind::Blocker);
        let after = done(&after, &change::<Note>(&note, NoteChange::new_to_room(true)));
        let (_, after) = made(&after, &note, Kind::Question);
        assert_eq!(read(&write(&after).unwrap()).unwrap(), after);
    }
}
