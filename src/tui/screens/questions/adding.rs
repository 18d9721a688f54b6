//! Enter on the capture line, and what is pasted: notes, speakers, themes, and what begins with a sign.
//!
//! What a line means is `capture`'s matter.

use super::capture::{self, Line, Place, understand};
use super::{Focus, Purpose, Questions};
use crate::session::edit::add;
use crate::session::{Note, QuestionId, Theme};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::outcome::{Ask, ConfirmAsk, Outcome};
use crate::tui::screens;
use crate::tui::work;

impl Questions {
    pub(super) fn place<'a>(&'a self, question: &'a QuestionId) -> Place<'a> {
        Place { question, column: &self.column, speaker: self.speaker.as_ref(), theme: self.theme.as_ref() }
    }

    /// Enter on the line.
    pub(super) fn add(&mut self, ctx: &Ctx) -> Outcome {
        let Some(question) = self.question(ctx) else {
            return Outcome::Warn("There is no question to answer: A on the wall adds one.".into());
        };
        let text = self.line.text().to_owned();
        let note = |said: &str, times: Option<u32>| {
            let place = self.place(&question.id);
            let note = capture::note(ctx.session, ctx.playbook, place, said, ctx.now.moment());
            Note { stands_for: times, ..note }
        };
        let outcome = match understand(&text) {
            Line::Empty => return Outcome::Stay,
            Line::BadTimes => {
                return Outcome::Warn("*7 and then the text, please: *7 nobody calls back".into());
            }
            Line::Speaker(typed) => return self.set_speaker(typed, ctx),
            Line::Theme(typed) => return self.set_theme(typed, ctx),
            Line::Note(said) => Outcome::Edit(capture::added(ctx.session, vec![note(said, None)])),
            Line::Times(n, said) => Outcome::Edit(capture::added(ctx.session, vec![note(said, Some(n))])),
            Line::Blocker(said) => Outcome::Many(vec![
                Outcome::Edit(capture::blocker(said, ctx.playbook)),
                Outcome::Say("Blocker noted.".into()),
            ]),
            Line::Question(said) => Outcome::Many(vec![
                Outcome::Edit(capture::open_question(
                    ctx.session,
                    ctx.now.moment(),
                    self.speaker.as_ref(),
                    said,
                )),
                Outcome::Say("Open question noted for question 4.".into()),
            ]),
            Line::Park(said) => {
                Outcome::Many(vec![Outcome::Edit(work::park(said)), Outcome::Say("Parked.".into())])
            }
        };
        self.sent = Some(ctx.revision);
        outcome
    }

    pub(super) fn set_speaker(&mut self, typed: &str, ctx: &Ctx) -> Outcome {
        if typed.is_empty() {
            self.speaker = None;
            self.line.set("");
            return Outcome::Say("The next notes come from nobody in particular.".into());
        }
        match capture::speakers(ctx.session, typed).into_iter().next() {
            Some(found) => {
                self.speaker = Some(found.id);
                self.line.set("");
                Outcome::Say(format!("The next notes come from: {}", found.shown))
            }
            None => self.speaker_and_note(typed, ctx),
        }
    }

    /// `@zoe and what she says`: the longest beginning that names somebody, and the rest as the note.
    pub(super) fn speaker_and_note(&mut self, typed: &str, ctx: &Ctx) -> Outcome {
        match (capture::speaker_and_said(ctx.session, typed), self.question(ctx)) {
            (Some((_, false, _)), _) => {
                Outcome::Warn("More than one on the roster fits. Type more of the name.".into())
            }
            (Some((found, true, said)), Some(question)) => {
                self.speaker = Some(found.id);
                let place = self.place(&question.id);
                let note = capture::note(ctx.session, ctx.playbook, place, said, ctx.now.moment());
                self.sent = Some(ctx.revision);
                Outcome::Edit(capture::added(ctx.session, vec![note]))
            }
            _ => Outcome::Warn("Nobody on the roster fits. The Roster stage adds people.".into()),
        }
    }

    pub(super) fn set_theme(&mut self, typed: &str, ctx: &Ctx) -> Outcome {
        if typed.is_empty() {
            self.theme = None;
            self.line.set("");
            return Outcome::Say("The next note goes to no theme.".into());
        }
        if let Some(theme) = capture::theme(ctx.session, typed) {
            self.theme = Some(theme.id.clone());
            self.line.set("");
            return Outcome::Stay;
        }
        self.theme = Some(ctx.session.next_id::<Theme>());
        self.sent = Some(ctx.revision);
        add(Theme { name: text::clean_line(typed), ..Theme::default() }).into()
    }

    pub(super) fn offer_pasted(&mut self, text: &str, ctx: &Ctx) -> Outcome {
        let lines: Vec<String> = text
            .split(['\n', '\r'])
            .map(|line| text::clean_line(line.trim_start_matches(['-', '*', '•', '·'])))
            .filter(|line| !line.is_empty())
            .collect();
        if lines.len() < 2 {
            self.focus = Focus::Line;
            self.line.paste(&text::clean_line(text));
            return Outcome::Stay;
        }
        let Some(question) = self.question(ctx) else { return Outcome::Stay };
        let ask = ConfirmAsk {
            title: format!("{} notes?", lines.len()),
            text: format!(
                "Each line becomes a note in {}. The first: “{}”. One undo takes them all back.",
                Self::column_title(question, &self.column, ctx),
                text::clip(&lines[0], 40)
            ),
            yes: format!("Add {}", lines.len()),
            purpose: screens::Purpose::Questions(Purpose::Paste),
        };
        self.pasted = lines;
        Outcome::Ask(Ask::Confirm(ask))
    }
}
