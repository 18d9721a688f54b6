//! The answers to what the stage asked.

use smol_str::SmolStr;

use super::capture;
use super::{Purpose, Questions, linking};
use crate::session::edit::{add, change, many};
use crate::session::{Note, NoteChange, Question, QuestionChange, ThemeId};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::outcome::{Answer, Outcome};

impl Questions {
    pub(super) fn answered(&mut self, purpose: Purpose, answer: Answer, ctx: &Ctx) -> Outcome {
        match (purpose, answer) {
            (Purpose::Paste, Answer::Yes) => {
                let Some(question) = self.question(ctx) else { return Outcome::Stay };
                let lines = self.pasted.accepted(ctx.revision).to_vec();
                let place = self.place(&question.id);
                let at = ctx.now.moment();
                let notes: Vec<Note> = lines
                    .iter()
                    .map(|l| capture::note(ctx.session, ctx.playbook, place, l, at.clone()))
                    .collect();
                let said = text::plural(notes.len(), "note added.", "notes added.");
                Outcome::Many(vec![Outcome::Edit(capture::added(ctx.session, notes)), Outcome::Say(said)])
            }
            (Purpose::Theme(note), Answer::Picked(ids)) => {
                let theme = ids.first().map(|id| ThemeId(id.clone()));
                change::<Note>(&note, NoteChange::theme(theme)).into()
            }
            (Purpose::Theme(note), Answer::New(name)) => {
                let (_, edit) = crate::session::moves::new_theme(ctx.session, &name, &[note]);
                edit.into()
            }
            (Purpose::Paper(question), Answer::Text(said)) => match paper(&said) {
                Some((count, place)) => {
                    let edits = vec![
                        change::<Question>(&question, QuestionChange::paper_notes(count)),
                        change::<Question>(&question, QuestionChange::paper_place(place)),
                    ];
                    many("paper notes counted", edits).into()
                }
                None => Outcome::Warn("A whole number first, please: 84 wall B.".into()),
            },
            (Purpose::Public(note), Answer::Text(said)) => linking::printed_as(&note, &said, false, ctx),
            (Purpose::Public(note), Answer::TextAlso(said)) => linking::printed_as(&note, &said, true, ctx),
            (Purpose::AddQuestion, Answer::Text(said)) => {
                let order = u32::try_from(ctx.session.questions.len() + 1).unwrap_or(u32::MAX);
                let columns = vec![SmolStr::new_static("main")];
                let id = ctx.session.next_id::<Question>();
                self.question = Some(id);
                self.column = SmolStr::new_static("main");
                add(Question { order, text: said, columns, ..Question::default() }).into()
            }
            (Purpose::Instead(wish), Answer::Text(said)) => linking::instead(&wish, &said, ctx),
            (Purpose::Pair(note), Answer::Picked(ids)) => linking::paired(&note, &ids, ctx),
            _ => Outcome::Stay,
        }
    }
}

/// How many notes hang on paper, and where: `84 wall B`. An empty line: nobody counted.
fn paper(said: &str) -> Option<(Option<u32>, Option<String>)> {
    let said = said.trim();
    if said.is_empty() {
        return Some((None, None));
    }
    let (number, place) = said.split_once([' ', ',']).unwrap_or((said, ""));
    let place = text::clean_line(place.trim_start_matches([' ', ',']));
    Some((Some(number.parse().ok()?), (!place.is_empty()).then_some(place)))
}
