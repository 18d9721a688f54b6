//! Questions, notes and themes. A note's author has a card of its own, under the band.

use smol_str::SmolStr;

use super::deck::{Deck, Slot, blank, deck};
use super::field::{Field, Kind};
use super::named::{self, Of};
use crate::session::copies::Copies;
use crate::session::edit::{change, many};
use crate::session::notes::KEPT_PRIVATE;
use crate::session::{
    BlockerId, Department, Edit, NeedId, Note, NoteChange, NoteId, ParkedId, Person, Question,
    QuestionChange, QuestionId, Session, Theme, ThemeChange, ThemeId, moves,
};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::outcome::Choice;

/// A question.
pub(super) fn question<'a>(id: &QuestionId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Question>(id)?;
    let mut d = deck::<Question>(id, ctx);
    d.prose("text", "Question", &it.text, QuestionChange::text);
    d.lines("probes", "Probes", &it.probes, QuestionChange::probes)
        .hint("What to ask when it gets quiet, one a line.");
    d.whole("paper", "Notes on paper", it.paper_notes, (0, 100_000), QuestionChange::paper_notes)
        .hint("How many hang on the wall; the screen tells how many of them are typed.");
    d.word("stance", "A note says first", &it.default_stance, QuestionChange::default_stance)
        .hint("As is: what happens today. Wish: what should be. Question: what nobody knows yet.");
    let now = it.columns.join(",");
    let mut choices = vec![
        Choice::new("main", "one column", ""),
        Choice::new("perfect,today", "perfect and today", "two columns"),
    ];
    if !choices.iter().any(|choice| choice.id == now) {
        choices.push(Choice::new(now.clone(), it.columns.join(" and "), ""));
    }
    let value = choices.iter().find(|c| c.id == now).map(|c| c.label.clone()).unwrap_or_default();
    let field =
        Field { value, chosen: vec![now.into()], ..blank("columns", "Columns", Kind::Choice(choices)) };
    d.put(field, |value| {
        let id = value.first().ok_or("A question has at least one column.")?;
        Ok(QuestionChange::columns(id.split(',').map(SmolStr::new).collect()))
    });
    Some(d.done())
}

/// The field of a note's own words.
pub(super) const WORDS: &str = "text";

/// A note, without its author; of a sensitive one only what the room may read.
pub(super) fn note<'a>(id: &NoteId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Note>(id)?;
    let mut d = deck::<Note>(id, ctx);
    if it.sensitive {
        d.info(WORDS, "Note", it.for_room()).hint("Sensitive: Enter opens its own words, under the band.");
    } else {
        d.prose(WORDS, "Note", &it.text, NoteChange::text);
    }
    place(&mut d, it);
    d.word("stance", "Says", &it.stance, NoteChange::stance)
        .hint("As is: what happens today. Wish: what should be. Question: what nobody knows yet.");
    d.one_or_new::<Theme>(
        ("theme", "Theme", "New theme"),
        it.theme.as_ref(),
        Of::Themes,
        |name| Theme { name, ..Theme::default() },
        NoteChange::theme,
    )
    .empty("in no theme");
    d.whole("stands_for", "Paper notes", it.stands_for, (1, 10_000), NoteChange::stands_for)
        .empty("1")
        .hint("How many notes on paper this one stands for.");
    d.one::<Note>(
        "stacked",
        "Lies under",
        it.duplicate_of.as_ref(),
        Of::Beside(it.question.clone(), it.id.clone()),
        NoteChange::duplicate_of,
    )
    .empty("stands by itself")
    .hint("The note that says the same. Del takes it out of the stack.");
    d.one::<Note>("pair", "Goes with", it.pair.as_ref(), Of::Notes, NoteChange::pair)
        .empty("no other note")
        .hint(
            "Of a note about today: the perfect it falls short of. Of an open question: what it asks about.",
        );
    d.toggle("news", "New to the room", it.new_to_room, NoteChange::new_to_room)
        .hint("Somebody learnt it here and now.");
    linked(&mut d, it);
    d.head("In print");
    d.toggle(SENSITIVE, "Sensitive", it.sensitive, NoteChange::sensitive)
        .hint("A sensitive note is not printed word for word.")
        .then(move |edit, value| {
            let private =
                (!it.sensitive && value.first().is_some()).then(|| privately(it, it.public(), ctx.session));
            in_print(it, edit, private.unwrap_or_default())
        });
    d.maybe_prose(PRINTED, "Printed as", it.public_text.as_deref(), NoteChange::public_text)
        .then(move |edit, value| {
            let words = Some(value.typed().trim()).filter(|words| !words.is_empty());
            let anew = words != it.public();
            let private = (it.sensitive && anew).then(|| privately(it, words, ctx.session));
            in_print(it, edit, private.unwrap_or_default())
        })
        .empty(if it.sensitive { "nothing" } else { "as it stands" })
        .hint("What the synopsis prints instead: the same thought without names.");
    d.maybe_toggle("quote", "May be quoted", it.quote_ok, NoteChange::quote_ok).empty("not asked");
    Some(d.done())
}

/// The fields that say what is printed of a note.
const SENSITIVE: &str = "sensitive";
const PRINTED: &str = "public";

/// Whether a field says what is printed of a note.
pub(super) fn is_print(key: &str) -> bool {
    key == SENSITIVE || key == PRINTED
}

/// One step of what is printed of a note; they bear one label, so that the next can become a part of it.
fn in_print(note: &Note, edit: Edit, more: Vec<Edit>) -> Edit {
    many(format!("note {} in print", note.id), std::iter::once(edit).chain(more).collect())
}

/// What keeping a note private does to others: its other words go into all that holds its own; without any, the notes
/// that say the same are kept private with it.
fn privately(note: &Note, words: Option<&str>, session: &Session) -> Vec<Edit> {
    if let Some(words) = words {
        return Copies::of(session, note, words).edits;
    }
    let same = Copies::same(session, note);
    same.iter().map(|id| change::<Note>(id, NoteChange::sensitive(true))).collect()
}

/// Who is kept private with a note, in one line.
pub fn same_words(notes: usize) -> Option<String> {
    match notes {
        0 => None,
        1 => Some("Kept private, and 1 that says the same.".into()),
        n => Some(format!("Kept private, and {n} that say the same.")),
    }
}

/// What became of the copies of a note's own words: `done`, they have the new ones; else they still hold them.
pub fn copies_words(ids: &[SmolStr], done: bool) -> Option<String> {
    let names = ids.join(", ");
    match (ids.len(), done) {
        (0, _) => None,
        (_, true) => Some(format!("The same words are in {names} now.")),
        (1, false) => Some(format!("{names} still holds the note's own words: reword it.")),
        (_, false) => Some(format!("{names} still hold the note's own words: reword them.")),
    }
}

/// What happened to the copies of a note's words when it was kept private or got other words; which of them still hold
/// its own; and who stays private where the note does not.
pub(super) fn copies_sentence(id: &NoteId, before: &Session, after: &Session) -> Option<String> {
    let (was, note) = (before.notes.get(id)?, after.notes.get(id)?);
    if was.sensitive && !note.sensitive {
        return stay_private(note, after);
    }
    if !note.sensitive || (was.sensitive == note.sensitive && was.public_text == note.public_text) {
        return None;
    }
    let held = Copies::of(after, note, note.printed()).ids;
    let now_private = |other: &&Note| {
        other.id != note.id
            && other.sensitive
            && before.notes.get(&other.id).is_some_and(|was| !was.sensitive)
    };
    let with = same_words(after.notes.iter().filter(now_private).count()).filter(|_| note.public().is_none());
    let words = if held.is_empty() {
        copies_words(&Copies::of(before, was, note.printed()).named(note.public().is_some()), true)
            .filter(|_| with.is_none())
    } else {
        copies_words(&held, false)
    };
    let told: Vec<String> = with.into_iter().chain(words).collect();
    (!told.is_empty()).then(|| told.join(" "))
}

/// Who says the same as a note that is printed again, and stays private.
pub fn stay_private(note: &Note, session: &Session) -> Option<String> {
    let stay = match Copies::of(session, note, KEPT_PRIVATE).silent.len() {
        0 => return None,
        1 => "1 that says the same stays private".to_owned(),
        n => format!("{n} that say the same stay private"),
    };
    Some(format!("Printed again; {stay}. v there, too, or Ctrl-Z."))
}

/// What is linked to a note from the other side: only to read here.
fn linked<'a>(d: &mut Deck<'a, NoteChange>, it: &'a Note) {
    let (session, index) = (d.ctx.session, d.ctx.index());
    let others = index.partners(&it.id).iter().filter_map(|place| session.notes.at(*place));
    let others: Vec<String> = others
        .filter(|other| it.pair.as_ref() != Some(&other.id))
        .map(|other| named::name::<Note>(&other.id, session))
        .collect();
    d.info("pairs", "Also goes with", others.join("\n"));
    let made = index.made.get(&it.id).map_or(&[][..], Vec::as_slice);
    let made: Vec<String> = made.iter().map(|id| format!("{} {id}", kind_of(session, id))).collect();
    d.info("made", "Became", made.join(", "));
}

/// What a thing made of a note is called.
fn kind_of(session: &Session, id: &str) -> &'static str {
    match id {
        id if session.notes.has(&NoteId::new(id)) => "open question",
        id if session.blockers.has(&BlockerId::new(id)) => "blocker",
        id if session.parking_lot.has(&ParkedId::new(id)) => "parked",
        id if session.information_needs.has(&NeedId::new(id)) => "information need",
        _ => "gap",
    }
}

fn place<'a>(d: &mut Deck<'a, NoteChange>, it: &'a Note) {
    let session = d.ctx.session;
    let spot = |question: &QuestionId, column: &str| format!("{question}/{column}");
    let mut choices = Vec::new();
    for question in session.questions.iter() {
        for column in &question.columns {
            let name = if question.columns.len() > 1 {
                format!("{} {}", question.id, text::shown(column))
            } else {
                question.id.to_string()
            };
            choices.push(Choice::new(spot(&question.id, column), name, question.text.clone()));
        }
    }
    let now = spot(&it.question, &it.column);
    let value = choices.iter().find(|c| c.id == now).map_or_else(|| now.clone(), |c| c.label.clone());
    let field = Field { value, chosen: vec![now.into()], ..blank("place", "Answers", Kind::Choice(choices)) };
    d.raw(
        field,
        Some(Box::new(move |value| {
            let place = value.first().ok_or("A note answers a question.")?;
            let (to, column) = place.split_once('/').ok_or("A note answers a question.")?;
            let to = QuestionId::new(to);
            moves::answer(session, it, &to, column).ok_or_else(|| format!("There is no question {to}."))
        })),
    );
}

/// Who wrote a note, and its own words, whether or not the room may read them.
pub(super) fn author<'a>(id: &NoteId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Note>(id)?;
    let mut d = deck::<Note>(id, ctx);
    d.prose(WORDS, "Note", &it.text, NoteChange::text);
    d.one::<Person>("author", "Author", it.author.as_ref(), Of::People, NoteChange::author)
        .empty("nobody named");
    d.maybe_word("level", "Level", it.level.as_ref(), NoteChange::level)
        .hint("Where the author is not kept: the level alone.");
    d.one::<Department>(
        "department",
        "Department",
        it.department.as_ref(),
        Of::Departments,
        NoteChange::department,
    );
    Some(d.done())
}

/// A theme.
pub(super) fn theme<'a>(id: &ThemeId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Theme>(id)?;
    let mut d = deck::<Theme>(id, ctx);
    d.line("name", "Name", &it.name, ThemeChange::name).hint("A sentence that a customer could say.");
    d.prose("summary", "Summary", &it.summary, ThemeChange::summary)
        .hint("What is behind it, in one or two sentences.");
    d.one::<Note>(
        "quote",
        "Lead quote",
        it.lead_quote.as_ref(),
        Of::NotesOf(id.clone()),
        ThemeChange::lead_quote,
    )
    .empty("none yet")
    .hint("The note that says it best; the synopsis prints it.");
    let notes = ctx.index().theme(id).len();
    d.info("notes", "Notes", text::plural(notes, "note", "notes"));
    if let Some(support) = ctx.verdicts().theme(id.as_str()) {
        d.info("support", "Behind it", support.anonymised_sentence(ctx.verdicts().k));
    }
    Some(d.done())
}
