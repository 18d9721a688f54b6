//! The Questions stage's moves that link: a wish to *Perfect*, the pair, new to the room, and what is made of a note.
//! The edits are `session::links`; here are the words around them.

use smol_str::SmolStr;

use super::capture::{self, Line, Place, understand};
use super::{Purpose, Questions, view};
use crate::session::copies::Copies;
use crate::session::edit::{change, many};
use crate::session::links::{self, Became, Kind};
use crate::session::notes::KEPT_PRIVATE;
use crate::session::{BlockerKind, Note, NoteChange, NoteId, Stance};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::forms::{copies_words, same_words, stay_private};
use crate::tui::outcome::{Ask, Choice, Outcome, PickAsk, TextAsk};

const NO_PERFECT: &str = "Question 2 has no column Perfect in this session.";
/// The choice that takes a pair apart.
const ALONE: &str = "alone";

/// “What happens instead today?”, in one line; Esc leaves it for later.
fn ask_instead(wish: &NoteId, said: &str) -> Outcome {
    Outcome::Ask(Ask::Text(TextAsk {
        title: "What happens instead today?".into(),
        hint: format!(
            "In Perfect now: “{}”. The answer goes with it, in Today. Esc: later.",
            text::clip_words(said, 60)
        ),
        text: String::new(),
        prose: false,
        private: false,
        key: format!("note.{wish}.instead"),
        purpose: crate::tui::screens::Purpose::Questions(Purpose::Instead(wish.clone())),
    }))
}

/// The answer to it.
pub fn instead(wish: &NoteId, said: &str, ctx: &Ctx) -> Outcome {
    if said.trim().is_empty() {
        return Outcome::Stay;
    }
    match links::instead(ctx.session, wish, said, &ctx.now.moment()) {
        Some(edit) => {
            Outcome::Many(vec![edit.into(), Outcome::Say("Noted in Today. The two go together.".into())])
        }
        None => Outcome::Warn("Question 2 has no column Today in this session.".into()),
    }
}

impl Questions {
    /// The selected note is a wish.
    pub(super) fn move_wish(&mut self, ctx: &Ctx) -> Outcome {
        let Some(note) = self.selected(ctx) else {
            return Outcome::Say("No note is selected. Enter goes back to typing.".into());
        };
        if note.column == "perfect" {
            return Outcome::Say(
                "This note is in Perfect already. c lets it go with a note about today.".into(),
            );
        }
        let Some(edit) = links::to_perfect(ctx.session, &note.id) else {
            return Outcome::Warn(NO_PERFECT.into());
        };
        let ask = ask_instead(&note.id, view::said(note));
        self.cursor = self.neighbour(ctx);
        Outcome::Many(vec![edit.into(), ask])
    }

    /// What is being typed is a wish.
    pub(super) fn add_wish(&mut self, ctx: &Ctx) -> Outcome {
        let typed = self.line.text().to_owned();
        let (times, said) = match understand(&typed) {
            Line::Note(said) => (None, said),
            Line::Times(n, said) => (Some(n), said),
            _ => return Outcome::Say("Type the wish first; Ctrl-V then puts it into Perfect.".into()),
        };
        let Some(board) = links::perfect_board(ctx.session) else { return Outcome::Warn(NO_PERFECT.into()) };
        let column = SmolStr::new_static("perfect");
        let place = Place {
            question: &board,
            column: &column,
            speaker: self.speaker.as_ref(),
            theme: self.theme.as_ref(),
        };
        let note = capture::note(ctx.session, ctx.playbook, place, said, ctx.now.moment());
        let id = ctx.session.next_id::<Note>();
        let note = Note { id: id.clone(), stance: Stance::Wish, stands_for: times, ..note };
        let ask = ask_instead(&id, &note.text);
        self.sent = Some(ctx.revision);
        Outcome::Many(vec![capture::added(ctx.session, vec![note]).into(), ask])
    }
}

/// What a note may go with: the other column of its question, else the notes of *Perfect*.
pub fn ask_pair(note: &Note, ctx: &Ctx) -> Outcome {
    let Some(board) = links::perfect_board(ctx.session) else { return Outcome::Warn(NO_PERFECT.into()) };
    let column = if note.column == "perfect" { "today" } else { "perfect" };
    let places = ctx.index().column(&board, column);
    if places.is_empty() {
        let title = if column == "today" { "Today" } else { "Perfect" };
        return Outcome::Say(format!("There is no note in {title} yet to go with this one."));
    }
    let partners = ctx.index().partners(&note.id);
    let choice = |place: &usize| {
        let other = ctx.session.notes.at(*place)?;
        Some(Choice::new(other.id.0.clone(), text::clean_line(view::said(other)), ""))
    };
    let chosen: Vec<SmolStr> =
        partners.iter().filter_map(|p| ctx.session.notes.at(*p)).map(|n| n.id.0.clone()).collect();
    let alone = (!chosen.is_empty()).then(|| Choice::new(ALONE, "by itself: take the pair apart", ""));
    Outcome::Ask(Ask::Pick(PickAsk {
        title: if column == "today" {
            "What happens today instead?"
        } else {
            "Which wish does it fall short of?"
        }
        .into(),
        hint: format!("“{}” goes with …", text::clip_words(&text::clean_line(view::said(note)), 44)),
        options: alone.into_iter().chain(places.iter().filter_map(choice)).collect(),
        many: false,
        chosen,
        new: None,
        private: false,
        purpose: crate::tui::screens::Purpose::Questions(Purpose::Pair(note.id.clone())),
    }))
}

/// The answer to it.
pub fn paired(note: &NoteId, ids: &[SmolStr], ctx: &Ctx) -> Outcome {
    match ids.first().map(SmolStr::as_str) {
        None => Outcome::Stay,
        Some(ALONE) => links::unpair(ctx.session, note).into(),
        Some(other) => match links::pair(ctx.session, note, &NoteId::new(other)) {
            Some(edit) => Outcome::Many(vec![edit.into(), Outcome::Say("The two notes go together.".into())]),
            None => Outcome::Stay,
        },
    }
}

/// Takes the pair of a note apart.
pub fn unpair(note: &Note, ctx: &Ctx) -> Outcome {
    match links::unpair(ctx.session, &note.id) {
        Some(edit) => {
            Outcome::Many(vec![edit.into(), Outcome::Say("The note stands by itself again.".into())])
        }
        None => Outcome::Say("This note goes with no other. c links it.".into()),
    }
}

/// Marks a note as new to the room, or takes the mark away (R5).
pub fn news(note: &Note, ctx: &Ctx) -> Outcome {
    let new = !note.new_to_room;
    let before: usize = ctx.index().news.values().sum();
    let said = if new {
        format!("New to the room: {} today.", text::plural(before + 1, "note", "notes"))
    } else {
        "No longer marked as new to the room.".to_owned()
    };
    Outcome::Many(vec![change::<Note>(&note.id, NoteChange::new_to_room(new)).into(), Outcome::Say(said)])
}

/// What the step is called in which a note is kept private and gets other words.
fn privately(note: &NoteId) -> String {
    format!("note {note} kept private")
}

/// Keeps a note private, with those that say the same, and asks what may be printed instead; what was made of it before
/// holds a copy of its words, so that the new words are offered for that, too.
pub fn keep_private(note: &Note, ctx: &Ctx) -> Outcome {
    let copies = Copies::of(ctx.session, note, note.public().unwrap_or(KEPT_PRIVATE)).ids;
    let same = Copies::same(ctx.session, note);
    let with = same_words(same.len()).map(|with| format!("{with} ")).unwrap_or_default();
    let ask = TextAsk {
        title: "What may be printed instead?".into(),
        hint: format!(
            "{with}Without names, streets or anything that tells who it was. Esc: nothing is printed."
        ),
        text: note.public_text.clone().unwrap_or_default(),
        prose: true,
        private: true,
        key: format!("note.{}.public", note.id),
        purpose: crate::tui::screens::Purpose::Questions(Purpose::Public(note.id.clone())),
    };
    let ask = if copies.is_empty() {
        Ask::Text(ask)
    } else {
        Ask::TextAlso(ask, format!("also in {}", copies.join(", ")))
    };
    let all = std::iter::once(&note.id).chain(&same);
    let edits = all.map(|id| change::<Note>(id, NoteChange::sensitive(true))).collect();
    Outcome::Many(vec![many(privately(&note.id), edits).into(), Outcome::Ask(ask)])
}

/// Keeps a note private no longer; those that say the same stay as they are, which is said.
pub fn print_again(note: &Note, ctx: &Ctx) -> Outcome {
    let edit = change::<Note>(&note.id, NoteChange::sensitive(false)).into();
    match stay_private(note, ctx.session) {
        Some(words) => Outcome::Many(vec![edit, Outcome::Say(words)]),
        None => edit,
    }
}

/// The answer to it, as a part of the same step; `also`: in what was made of the note, too.
pub fn printed_as(note: &NoteId, said: &str, also: bool, ctx: &Ctx) -> Outcome {
    let Some(it) = ctx.session.get::<Note>(note) else { return Outcome::Stay };
    let said = Some(said.trim()).filter(|said| !said.is_empty());
    let mut copies = Copies::of(ctx.session, it, said.unwrap_or(KEPT_PRIVATE));
    let mut edits = vec![change::<Note>(note, NoteChange::public_text(said.map(str::to_owned)))];
    let done = also && said.is_some();
    let nothing = same_words(copies.silent.len()).filter(|_| !done);
    let told = copies_words(&copies.named(done), done);
    if done {
        edits.append(&mut copies.edits);
    }
    let told: Vec<String> = nothing.into_iter().chain(told).collect();
    let told = if told.is_empty() { Outcome::Stay } else { Outcome::Say(told.join(" ")) };
    Outcome::Many(vec![Outcome::Amend(many(privately(note), edits)), told])
}

/// What a thing made of a note is called.
const fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Question => "an open question",
        Kind::Blocker => "a blocker",
        Kind::Parked => "parked",
        Kind::Need => "an information need",
        Kind::Gap => "a gap",
    }
}

/// Whether the note merely supports one, so that the key is asked for again.
pub fn asks_again(note: &Note, kind: Kind, ctx: &Ctx) -> bool {
    matches!(links::turn(ctx.session, &note.id, kind, "", &ctx.now.moment()), Became::Supports(_))
}

/// Makes something else of a note; the link is kept on both sides. `own`: also where the note supports one already.
pub fn turn(note: &Note, kind: Kind, own: bool, ctx: &Ctx) -> Outcome {
    let words = ctx.playbook.blockers.kind(BlockerKind::default().as_str());
    let check = words.map(|words| words.check.as_str()).unwrap_or_default();
    let turn = if own { links::of_its_own } else { links::turn };
    match turn(ctx.session, &note.id, kind, check, &ctx.now.moment()) {
        Became::Made(id, edit) => {
            let said = match kind {
                Kind::Question => {
                    format!("{id}: an open question on the board of question 4, and an information need.")
                }
                _ => format!("{id}: this note is {} now. The link is kept.", noun(kind)),
            };
            Outcome::Many(vec![edit.into(), Outcome::Say(said)])
        }
        Became::Already(id) if *id == *note.id.as_str() => {
            Outcome::Say("This note is an open question already.".into())
        }
        Became::Supports(id) => {
            Outcome::Say(format!("It supports {id}. The same key again makes {} of its own.", noun(kind)))
        }
        Became::Already(id) => Outcome::Say(format!("This note is {} already: {id}.", noun(kind))),
        Became::Private => Outcome::Warn(
            "This note is kept private. e: say under “Printed as” what may be shown instead.".into(),
        ),
        Became::Nothing => Outcome::Warn("There is no question 4 in this session.".into()),
    }
}
