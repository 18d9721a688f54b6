//! Questions: the heart of the day. Type, Enter, next. The capture line is always live; question, column and speaker
//! repeat until they are changed.

mod adding;
mod answers;
mod capture;
mod commands;
mod cursor;
mod hint;
mod keys;
mod layout;
mod linking;
mod pointer;
#[cfg(test)]
mod private_tests;
mod probes;
#[cfg(test)]
mod tests;
pub mod view;

use std::cell::OnceCell;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, MouseEvent};
use smol_str::SmolStr;

pub use commands::Cmd;
pub use keys::KEYS;

use self::adding::Pasted;
use self::probes::Probes;
use super::Screen;
use crate::room::Wish;
use crate::rules::stance;
use crate::session::{NoteId, PersonId, Question, QuestionId, ThemeId};
use crate::tui::ctx::Ctx;
use crate::tui::keymap::{Hint, Layer};
use crate::tui::outcome::{Answer, Outcome};
use crate::tui::widgets::line_edit::{Handled, LineEdit};

/// What it asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// Whether the pasted lines become notes.
    Paste,
    /// A theme for a note.
    Theme(NoteId),
    /// The count of paper notes.
    Paper(QuestionId),
    /// What may be printed instead of a sensitive note.
    Public(NoteId),
    /// A further question.
    AddQuestion,
    /// What happens today instead of this wish.
    Instead(NoteId),
    /// What a note goes with.
    Pair(NoteId),
}

/// What has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The capture line.
    #[default]
    Line,
    /// The wall of notes.
    Wall,
}

/// The screen's own state.
#[derive(Debug)]
pub struct Questions {
    question: Option<QuestionId>,
    column: SmolStr,
    speaker: Option<PersonId>,
    /// For the next note.
    theme: Option<ThemeId>,
    line: LineEdit,
    focus: Focus,
    cursor: Option<NoteId>,
    /// First row shown, by column; the newest notes are followed while typing.
    tops: [usize; 2],
    probes: Option<Probes>,
    /// The words of wishes and of today, from the playbook, made where they are first needed.
    words: OnceCell<stance::Words>,
    /// The line was typed before a crash and not added.
    recovered: bool,
    /// The revision at which the line was sent: if it grew, the line was taken.
    sent: Option<u64>,
    pasted: Pasted,
    clicked: Option<(NoteId, u64)>,
    dragging: Option<NoteId>,
    /// A note that supports a gap: the same key again makes one of its own.
    again: Option<NoteId>,
}

impl Default for Questions {
    fn default() -> Self {
        Self {
            question: None,
            column: SmolStr::default(),
            speaker: None,
            theme: None,
            line: LineEdit::line(""),
            focus: Focus::Line,
            cursor: None,
            tops: [0; 2],
            probes: None,
            words: OnceCell::new(),
            recovered: false,
            sent: None,
            pasted: Pasted::default(),
            clicked: None,
            dragging: None,
            again: None,
        }
    }
}

impl Questions {
    /// The note that is selected on the wall of notes; while something is typed, none is.
    pub fn selected_note(&self) -> Option<NoteId> {
        self.cursor.clone().filter(|_| self.focus == Focus::Wall)
    }

    /// The question that is on the screen.
    pub fn asked(&self, ctx: &Ctx) -> Option<QuestionId> {
        self.question(ctx).map(|question| question.id.clone())
    }

    fn question<'a>(&self, ctx: &Ctx<'a>) -> Option<&'a Question> {
        let here = self.question.as_ref().and_then(|id| ctx.session.questions.get(id));
        here.or_else(|| ctx.session.questions.at(0))
    }

    fn column_title(question: &Question, column: &str, ctx: &Ctx) -> String {
        let known = ctx.playbook.question(question.id.as_str()).map_or("", |q| q.column_title(column));
        match (known, column) {
            ("", "main") => "Notes".to_owned(),
            ("", other) => {
                let mut letters = other.chars();
                letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
            }
            (known, _) => known.to_owned(),
        }
    }

    fn slot(question: &Question, column: &str) -> usize {
        question.columns.iter().position(|c| c == column).unwrap_or(0).min(1)
    }
}

impl Screen for Questions {
    type Cmd = Cmd;
    type Purpose = Purpose;

    fn layer(&self) -> Layer {
        match self.focus {
            Focus::Line => Layer::Capture,
            Focus::Wall => Layer::Answers,
        }
    }

    fn hint(&self, command: Cmd, ctx: &Ctx) -> Hint {
        match command {
            Cmd::NextColumn => {
                Hint::when(self.question(ctx).is_some_and(|question| question.columns.len() > 1))
            }
            Cmd::Open | Cmd::Remove | Cmd::Theme | Cmd::Stance => Hint::when(self.selected(ctx).is_some()),
            _ => Hint::AsNamed,
        }
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Outcome {
        let again = self.again.take();
        if let Cmd::Turn(kind) = command {
            let (outcome, asks) = self.turn(kind, again.as_ref(), ctx);
            self.again = asks;
            return outcome;
        }
        self.run(command, ctx)
    }

    fn key(&mut self, key: KeyEvent, ctx: &Ctx) -> Outcome {
        if self.focus == Focus::Wall {
            return Outcome::Ignored;
        }
        if let (Some(why), KeyCode::Char(_)) = (ctx.read_only, key.code) {
            return Outcome::Warn(format!("Read only: {why}"));
        }
        match self.line.key(key) {
            Handled::No => Outcome::Ignored,
            Handled::Changed => {
                self.pasted.forget_left_out();
                self.recovered &= !self.line.is_empty();
                Outcome::Stay
            }
            Handled::Moved => Outcome::Stay,
        }
    }

    fn undo_typing(&mut self, redo: bool) -> bool {
        self.focus == Focus::Line && if redo { self.line.redo() } else { self.line.undo() }
    }

    fn paste(&mut self, text: &str, ctx: &Ctx) -> Outcome {
        if let Some(why) = ctx.read_only {
            return Outcome::Warn(format!("Read only: {why}"));
        }
        self.offer_pasted(text, ctx)
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        self.pointed(mouse, ctx)
    }

    fn answer(&mut self, purpose: Purpose, answer: Answer, ctx: &Ctx) -> Outcome {
        self.answered(purpose, answer, ctx)
    }

    fn opened(&mut self, ctx: &Ctx) {
        if let Some(line) = ctx.kept.get("capture") {
            self.line.set(line);
            self.recovered = true;
        }
        if let Some(kept) = ctx.kept.get("questions.place") {
            let mut words = kept.split(' ');
            self.question = words.next().map(QuestionId::new);
            self.column = words.next().unwrap_or_default().into();
            self.speaker = words.next().filter(|w| !w.is_empty()).map(PersonId::new);
        }
        self.settle(ctx);
    }

    fn keep(&self) -> Vec<(String, Option<String>)> {
        let typed = self.line.text();
        let question = self.question.as_ref().map_or("", QuestionId::as_str);
        let speaker = self.speaker.as_ref().map_or("", PersonId::as_str);
        vec![
            ("capture".into(), (!typed.trim().is_empty()).then(|| typed.to_owned())),
            ("questions.place".into(), Some(format!("{question} {} {speaker}", self.column))),
        ]
    }

    fn enter(&mut self, item: Option<&str>, ctx: &Ctx) {
        let Some(item) = item else { return };
        let note = ctx.session.notes.get(&NoteId::new(item));
        let shown = note.map(|note| match &note.duplicate_of {
            Some(first) => ctx.session.notes.get(first).unwrap_or(note),
            None => note,
        });
        if let Some(note) = shown {
            self.question = Some(note.question.clone());
            self.column = note.column.clone();
            self.cursor = Some(note.id.clone());
            self.focus = Focus::Wall;
        } else if ctx.session.questions.has(&QuestionId::new(item)) {
            self.set_question(Some(QuestionId::new(item)), ctx);
        }
    }

    fn settle(&mut self, ctx: &Ctx) {
        if self.sent.take().is_some_and(|before| ctx.revision > before) {
            // What was typed is in the session now; a theme is for one note only.
            let typed = self.line.text().trim_start();
            let was_theme = typed
                .strip_prefix('#')
                .is_some_and(|rest| capture::theme_and_said(ctx.session, rest).is_none());
            self.line = LineEdit::line("");
            self.recovered = false;
            if !was_theme {
                self.theme = None;
            }
        }
        if self.pasted.settle(ctx.revision) {
            // One undo takes the notes back, not what was typed and deleted before them.
            self.line.settle();
        }
        let Some(question) = self.question(ctx) else { return };
        if self.question.as_ref() != Some(&question.id) {
            self.question = Some(question.id.clone());
        }
        if !question.columns.contains(&self.column) {
            self.column = question.columns.first().cloned().unwrap_or_default();
        }
        if self.theme.as_ref().is_some_and(|id| !ctx.session.themes.has(id)) {
            self.theme = None;
        }
        if self.speaker.as_ref().is_some_and(|id| !ctx.session.people.has(id)) {
            self.speaker = None;
        }
        if self.cursor.is_some() && self.selected(ctx).is_none() {
            self.cursor = None;
            if self.focus == Focus::Wall {
                self.step(0, ctx);
            }
        }
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        let question = self.question(ctx)?;
        view::view(self, question, buf, ctx)
    }

    fn wish(&self, ctx: &Ctx) -> Wish {
        match self.question(ctx) {
            Some(question) if self.probes.is_some() => {
                Wish::Question(question.id.clone(), true, self.column.to_string())
            }
            Some(question) => Wish::Notes(question.id.clone(), self.column.to_string()),
            None => Wish::Welcome,
        }
    }

    fn headline(&self, ctx: &Ctx) -> String {
        let Some(question) = self.question(ctx) else { return String::new() };
        let at = ctx.session.questions.place(&question.id).unwrap_or(0) + 1;
        let here = format!("Question {at} of {}", ctx.session.questions.len());
        // Beside a running timer, and on a small screen, there is no room for more; the wall says it there.
        let room = ctx.area.width >= 110 && ctx.timer.left(&ctx.now).is_none();
        match ctx.index().grounding {
            day if room && day.as_is.whole > 0 => format!("{here} · {}", day.words()),
            _ => here,
        }
    }
}
