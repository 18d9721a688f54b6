//! Enter on the capture line, and what is pasted: notes, speakers, themes, and what begins with a sign.
//!
//! What a line means is `capture`'s matter.

use super::capture::{self, Line, Place, understand};
use super::{Focus, Purpose, Questions};
use crate::session::edit::{add, many};
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
        let outcome = match understand(&text) {
            Line::Empty => return Outcome::Stay,
            Line::BadTimes => {
                return Outcome::Warn(
                    "*, a number from 2 to 999, and then the text: *7 nobody calls back".into(),
                );
            }
            Line::Alone(sign, example) => {
                return Outcome::Warn(format!("{sign} and then the text, please: {sign} {example}"));
            }
            Line::Speaker(typed) => return self.set_speaker(typed, &question.id, ctx),
            Line::Theme(typed) => return self.set_theme(typed, ctx),
            Line::Note(_) | Line::Times(..) => self.note(&question.id, &text, ctx),
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

    /// `@zoe` alone: who says what comes next; with words behind it, a note of hers. A name that nobody has holds nothing
    /// up: the next note is not written to its end.
    fn set_speaker(&mut self, typed: &str, question: &QuestionId, ctx: &Ctx) -> Outcome {
        let found = capture::speakers(ctx.session, typed).into_iter().next();
        if found.is_none() && typed.contains(char::is_whitespace) {
            self.sent = Some(ctx.revision);
            let line = self.line.text().to_owned();
            return self.note(question, &line, ctx);
        }
        self.line.take();
        self.speaker = found.as_ref().filter(|_| !typed.is_empty()).map(|found| found.id.clone());
        let nobody = "The next notes come from nobody in particular.";
        match found {
            _ if typed.is_empty() => Outcome::Say(nobody.into()),
            Some(found) => Outcome::Say(format!("The next notes come from: {}", found.shown)),
            None => Outcome::Warn(format!("Nobody on the roster fits “{typed}”. {nobody}")),
        }
    }

    pub(super) fn set_theme(&mut self, typed: &str, ctx: &Ctx) -> Outcome {
        if typed.is_empty() {
            self.theme = None;
            self.line.take();
            return Outcome::Say("The next note goes to no theme.".into());
        }
        if capture::theme_and_said(ctx.session, typed).is_some() {
            let Some(question) = self.question(ctx) else {
                return Outcome::Warn("There is no question to answer: A on the wall adds one.".into());
            };
            self.sent = Some(ctx.revision);
            let line = self.line.text().to_owned();
            return self.note(&question.id, &line, ctx);
        }
        let typed = typed.trim_end_matches(':');
        if let Some(theme) = capture::theme(ctx.session, typed) {
            self.theme = Some(theme.id.clone());
            self.line.take();
            return Outcome::Stay;
        }
        self.theme = Some(ctx.session.next_id::<Theme>());
        self.sent = Some(ctx.revision);
        add(Theme { name: text::clean_line(typed), ..Theme::default() }).into()
    }

    /// A note with what stands before its words: who says it, how many paper notes it stands for, its theme, which is made
    /// if there is none of this name.
    fn note(&mut self, question: &QuestionId, line: &str, ctx: &Ctx) -> Outcome {
        let mut signed = capture::signed(ctx.session, line);
        let (mut unknown, mut private) = (None, false);
        if let Some(typed) = signed.said.strip_prefix('@') {
            let said = match capture::speaker_and_said(ctx.session, typed) {
                Some((found, true, said)) => {
                    self.speaker = Some(found.id);
                    said
                }
                Some((_, false, said)) => {
                    let name = typed.trim().strip_suffix(said).unwrap_or_default().trim_end();
                    unknown = Some(format!(
                        "More than one on the roster fits “{name}”: the note is added without a speaker."
                    ));
                    self.speaker = None;
                    said
                }
                None => {
                    let (name, said) = typed.trim().split_once(char::is_whitespace).unwrap_or((typed, ""));
                    // A word in capitals may be a part of the name: the room must not read who said it.
                    private = said.trim_start().starts_with(char::is_uppercase);
                    let kept = if private { ", and private in case of a name: v shows it" } else { "" };
                    unknown = Some(format!(
                        "Nobody on the roster fits “{name}”: the note is added without a speaker{kept}."
                    ));
                    self.speaker = None;
                    said
                }
            };
            let inner = capture::signed(ctx.session, said);
            signed = capture::Signed {
                times: inner.times.or(signed.times),
                theme: inner.theme.or(signed.theme),
                said: inner.said,
            };
        }
        let capture::Signed { times, theme: name, said } = signed;
        if said.is_empty() {
            self.sent = None;
            return Outcome::Warn("And then the text, please.".into());
        }
        let known = name.and_then(|name| capture::theme(ctx.session, name)).map(|theme| theme.id.clone());
        let new = name.filter(|_| known.is_none());
        let theme = known.or_else(|| new.map(|_| ctx.session.next_id::<Theme>()));
        let place = self.place(question);
        let place = Place { theme: theme.as_ref().or(place.theme), ..place };
        let note = capture::note(ctx.session, ctx.playbook, place, said, ctx.now.moment());
        let note = capture::added(ctx.session, vec![Note { stands_for: times, sensitive: private, ..note }]);
        let edit = match new {
            Some(name) => {
                let theme = add(Theme { name: text::clean_line(name), ..Theme::default() });
                many("note added, in a new theme", vec![theme, note])
            }
            None => note,
        };
        match unknown {
            Some(words) => Outcome::Many(vec![edit.into(), Outcome::Warn(words)]),
            None => edit.into(),
        }
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
        if self.question(ctx).is_none() {
            return Outcome::Warn("There is no question to answer: A on the wall adds one.".into());
        }
        self.pasted.more(lines);
        self.ask_pasted(ctx)
    }

    fn ask_pasted(&self, ctx: &Ctx) -> Outcome {
        let lines = &self.pasted.lines;
        let (Some(question), Some(first)) = (self.question(ctx), lines.first()) else { return Outcome::Stay };
        Outcome::Ask(Ask::Confirm(ConfirmAsk {
            title: format!("{} notes?", lines.len()),
            text: format!(
                "Each line becomes a note in {}. The first: “{}”. One undo takes them all back.",
                Self::column_title(question, &self.column, ctx),
                text::clip(first, 40)
            ),
            yes: format!("Add {}", lines.len()),
            purpose: screens::Purpose::Questions(Purpose::Paste),
        }))
    }

    /// The pasted lines were not wanted: they stay within reach, and the line says how.
    pub fn left_out(&mut self, ctx: &Ctx) -> String {
        self.pasted.asked = false;
        self.pasted.left_out = Some(ctx.revision);
        format!("{} pasted lines left out. Ctrl-Z asks again.", self.pasted.lines.len())
    }

    /// Asks about the lines that were left out, if nothing was done since.
    pub fn ask_again(&mut self, ctx: &Ctx) -> Option<Outcome> {
        self.pasted.left_out.take().filter(|revision| *revision == ctx.revision)?;
        self.pasted.asked = true;
        Some(self.ask_pasted(ctx))
    }
}

/// Lines from the clipboard that wait for a yes.
#[derive(Debug, Default)]
pub(super) struct Pasted {
    lines: Vec<String>,
    /// The question about them is on the screen: what is pasted now comes to them.
    asked: bool,
    /// The revision at which they were said yes to: if it grew, they are notes now. Where one line is refused, all are
    /// still there.
    accepted: Option<u64>,
    /// The revision at which they were left out.
    left_out: Option<u64>,
}

impl Pasted {
    fn more(&mut self, lines: Vec<String>) {
        if !self.asked {
            self.lines.clear();
        }
        self.lines.extend(lines);
        self.asked = true;
        self.left_out = None;
    }

    pub(super) fn accepted(&mut self, revision: u64) -> &[String] {
        self.accepted = Some(revision);
        &self.lines
    }

    pub(super) fn forget_left_out(&mut self) {
        self.left_out = None;
    }

    /// Whether the lines that were said yes to are notes now; then they are let go.
    pub(super) fn settle(&mut self, revision: u64) -> bool {
        let added = self.accepted.take().is_some_and(|before| revision > before);
        if added {
            *self = Self::default();
        }
        added
    }
}
