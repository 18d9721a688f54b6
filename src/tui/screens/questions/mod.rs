//! Questions: the heart of the day. Type, Enter, next. The capture line is always live; question, column and speaker
//! repeat until they are changed.

mod capture;
mod hint;
mod keys;
mod layout;
mod linking;
mod probes;
#[cfg(test)]
mod tests;
pub mod view;

use std::cell::OnceCell;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;
use smol_str::SmolStr;

pub use keys::KEYS;

use self::capture::{Line, Place, understand};
use self::layout::{Region, first_row, layout, visible};
use self::probes::Probes;
use super::Screen;
use crate::room::Wish;
use crate::rules::stance;
use crate::session::edit::{add, change, many, remove, shift};
use crate::session::links::Kind;
use crate::session::{
    Note, NoteChange, NoteId, PersonId, Question, QuestionChange, QuestionId, Stance, Theme, ThemeId,
};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::forms::Target;
use crate::tui::keymap::{Hint, Layer};
use crate::tui::outcome::{Answer, Ask, Choice, ConfirmAsk, Outcome, PickAsk, TextAsk};
use crate::tui::widgets::line_edit::{Handled, LineEdit};
use crate::tui::work;

/// Its own commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmd {
    /// Add what is typed.
    Add,
    /// The other column.
    NextColumn,
    /// From the line to the wall.
    ToWall,
    /// From the wall to the line.
    ToLine,
    /// The question after.
    NextQuestion,
    /// The question before.
    PreviousQuestion,
    /// A question by place.
    Go(usize),
    /// The next page of probes, or none.
    Probes,
    /// A wish: to *Perfect*, and what happens instead is asked.
    Perfect,
    /// What the note goes with.
    Pair,
    /// Takes the pair apart.
    Unpair,
    /// New to the room, or not.
    News,
    /// Makes something else of it.
    Turn(Kind),
    /// The note's card.
    Open,
    /// Take the note away.
    Remove,
    /// Its theme.
    Theme,
    /// As is, wish, question.
    Stance,
    /// To the other column.
    MoveColumn,
    /// Keep it private, or not.
    Sensitive,
    /// Who wrote it.
    Author,
    /// How many notes hang on paper.
    Paper,
    /// The question's card.
    Question,
    /// Another question.
    AddQuestion,
    /// One place back in its column.
    Later,
    /// One place forward in its column.
    Earlier,
    /// Left.
    Left,
    /// Right.
    Right,
    /// Up.
    Up,
    /// Down.
    Down,
    /// The first note.
    First,
    /// The last note.
    Last,
}

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
    pasted: Vec<String>,
    clicked: Option<(NoteId, u64)>,
    dragging: Option<NoteId>,
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
            pasted: Vec::new(),
            clicked: None,
            dragging: None,
        }
    }
}

impl Questions {
    /// The note that is selected on the wall.
    pub fn selected_note(&self) -> Option<NoteId> {
        self.cursor.clone()
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

    /// The first row of notes shown in a column: the cursor's row on the wall, the newest while typing.
    fn top(&self, question: &Question, region: &Region, ctx: &Ctx) -> usize {
        let notes = ctx.index().column(&question.id, &region.column);
        let wanted = self.tops[Self::slot(question, &region.column)];
        let keep = match self.focus {
            Focus::Line => Some(notes.len().saturating_sub(1) / region.across.max(1)),
            Focus::Wall if self.column == region.column => {
                let at = self.cursor.as_ref().and_then(|id| ctx.index().places.get(id));
                at.and_then(|place| notes.binary_search(place).ok()).map(|i| i / region.across.max(1))
            }
            Focus::Wall => None,
        };
        first_row(region, notes, wanted, keep, ctx)
    }

    fn set_question(&mut self, id: Option<QuestionId>, ctx: &Ctx) {
        let Some(id) = id else { return };
        self.question = Some(id);
        self.tops = [0; 2];
        self.cursor = None;
        if let Some(question) = self.question(ctx)
            && !question.columns.contains(&self.column)
        {
            self.column = question.columns.first().cloned().unwrap_or_default();
        }
    }

    fn step_question(&mut self, by: isize, ctx: &Ctx) {
        let Some(question) = self.question(ctx) else { return };
        let at = ctx.session.questions.place(&question.id).unwrap_or(0);
        let to = at.saturating_add_signed(by).min(ctx.session.questions.len().saturating_sub(1));
        let id = ctx.session.questions.at(to).map(|q| q.id.clone());
        self.column = SmolStr::default();
        self.set_question(id, ctx);
    }

    /// The notes of the present column, and the cursor's place among them.
    fn here<'a>(&self, ctx: &Ctx<'a>) -> (&'a [usize], Option<usize>) {
        let Some(question) = self.question(ctx) else { return (&[], None) };
        let notes = ctx.index().column(&question.id, &self.column);
        let place = self.cursor.as_ref().and_then(|id| ctx.index().places.get(id));
        (notes, place.and_then(|place| notes.binary_search(place).ok()))
    }

    fn step(&mut self, by: isize, ctx: &Ctx) {
        let (notes, at) = self.here(ctx);
        let Some(last) = notes.len().checked_sub(1) else { return };
        let to = at.map_or(last, |at| at.saturating_add_signed(by).min(last));
        self.cursor = ctx.session.notes.at(notes[to]).map(|n| n.id.clone());
    }

    /// Where the cursor goes when its note leaves: the next note, or the one before.
    fn neighbour(&self, ctx: &Ctx) -> Option<NoteId> {
        let (notes, at) = self.here(ctx);
        let at = at?;
        let next = notes.get(at + 1).or_else(|| at.checked_sub(1).and_then(|i| notes.get(i)));
        next.and_then(|place| ctx.session.notes.at(*place)).map(|n| n.id.clone())
    }

    fn across(&self, ctx: &Ctx) -> isize {
        let Some(question) = self.question(ctx) else { return 1 };
        let place = layout(self, question, ctx);
        let region = place.regions.iter().find(|r| r.column == self.column);
        region.map_or(1, |r| isize::try_from(r.across).unwrap_or(1))
    }

    fn other_column(&mut self, ctx: &Ctx) {
        let Some(question) = self.question(ctx) else { return };
        let at = question.columns.iter().position(|c| *c == self.column).unwrap_or(0);
        let to = (at + 1) % question.columns.len().max(1);
        self.column = question.columns.get(to).cloned().unwrap_or_default();
        if self.focus == Focus::Wall {
            self.cursor = None;
            self.step(0, ctx);
        }
    }

    fn place<'a>(&'a self, question: &'a QuestionId) -> Place<'a> {
        Place { question, column: &self.column, speaker: self.speaker.as_ref(), theme: self.theme.as_ref() }
    }

    /// Enter on the line.
    fn add(&mut self, ctx: &Ctx) -> Outcome {
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

    fn set_speaker(&mut self, typed: &str, ctx: &Ctx) -> Outcome {
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
    fn speaker_and_note(&mut self, typed: &str, ctx: &Ctx) -> Outcome {
        let spaces = typed.match_indices(' ').map(|(at, _)| at).rev();
        let named = spaces.filter_map(|at| {
            let (name, said) = typed.split_at(at);
            let found = capture::speakers(ctx.session, name.trim()).into_iter().next()?;
            (!said.trim().is_empty()).then(|| (found, said.trim().to_owned()))
        });
        let first = named.into_iter().next();
        match (first, self.question(ctx)) {
            (Some((found, said)), Some(question)) => {
                self.speaker = Some(found.id);
                let place = self.place(&question.id);
                let note = capture::note(ctx.session, ctx.playbook, place, &said, ctx.now.moment());
                self.sent = Some(ctx.revision);
                Outcome::Edit(capture::added(ctx.session, vec![note]))
            }
            _ => Outcome::Warn("Nobody on the roster fits. The Roster stage adds people.".into()),
        }
    }

    fn set_theme(&mut self, typed: &str, ctx: &Ctx) -> Outcome {
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

    fn selected<'a>(&self, ctx: &Ctx<'a>) -> Option<&'a Note> {
        self.cursor
            .as_ref()
            .and_then(|id| ctx.index().places.get(id))
            .and_then(|place| ctx.session.notes.at(*place))
    }

    fn with_note(&self, ctx: &Ctx, make: impl FnOnce(&Note) -> Outcome) -> Outcome {
        match self.selected(ctx) {
            Some(note) => make(note),
            None => Outcome::Say("No note is selected. Enter goes back to typing.".into()),
        }
    }

    fn reorder(&self, by: isize, ctx: &Ctx) -> Outcome {
        let (notes, Some(at)) = self.here(ctx) else { return Outcome::Stay };
        let to = at.saturating_add_signed(by).min(notes.len().saturating_sub(1));
        if to == at {
            return Outcome::Stay;
        }
        self.with_note(ctx, |note| shift::<Note>(&note.id, notes[to]).into())
    }

    fn offer_pasted(&mut self, text: &str, ctx: &Ctx) -> Outcome {
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
            purpose: super::Purpose::Questions(Purpose::Paste),
        };
        self.pasted = lines;
        Outcome::Ask(Ask::Confirm(ask))
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

    #[expect(clippy::too_many_lines, reason = "one arm a command, as the table of keys has them")]
    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Outcome {
        match command {
            Cmd::Add => return self.add(ctx),
            Cmd::NextColumn => self.other_column(ctx),
            Cmd::ToWall => {
                self.focus = Focus::Wall;
                if self.selected(ctx).is_none() {
                    self.cursor = None;
                }
                self.step(0, ctx);
            }
            Cmd::ToLine => self.focus = Focus::Line,
            Cmd::NextQuestion => self.step_question(1, ctx),
            Cmd::PreviousQuestion => self.step_question(-1, ctx),
            Cmd::Go(place) => {
                let id = ctx.session.questions.at(place).map(|q| q.id.clone());
                self.column = SmolStr::default();
                self.set_question(id, ctx);
            }
            Cmd::Probes => self.next_probes(ctx),
            Cmd::Perfect if self.focus == Focus::Line => return self.add_wish(ctx),
            Cmd::Perfect => return self.move_wish(ctx),
            Cmd::Pair => return self.with_note(ctx, |note| linking::ask_pair(note, ctx)),
            Cmd::Unpair => return self.with_note(ctx, |note| linking::unpair(note, ctx)),
            Cmd::News => return self.with_note(ctx, |note| linking::news(note, ctx)),
            Cmd::Turn(kind) => return self.with_note(ctx, |note| linking::turn(note, kind, ctx)),
            Cmd::Open => return self.with_note(ctx, |n| Outcome::Ask(Ask::Form(Target::Note(n.id.clone())))),
            Cmd::Author => {
                return self.with_note(ctx, |n| Outcome::Ask(Ask::Form(Target::NoteAuthor(n.id.clone()))));
            }
            Cmd::Remove => {
                let gone = self.selected(ctx).map(|note| note.id.clone());
                self.cursor = self.neighbour(ctx);
                if let Some(id) = gone {
                    return Outcome::Many(vec![
                        Outcome::Edit(remove::<Note>(&id)),
                        Outcome::Say("Note removed. Ctrl-Z brings it back.".into()),
                    ]);
                }
            }
            Cmd::Theme => {
                return self.with_note(ctx, |note| {
                    let options = ctx
                        .session
                        .themes
                        .iter()
                        .map(|t| Choice::new(t.id.0.clone(), &*t.name, t.id.as_str()));
                    Outcome::Ask(Ask::Pick(PickAsk {
                        title: "Which theme?".into(),
                        hint: "Type to find one, or a new name. Esc leaves it as it is.".into(),
                        options: options.collect(),
                        many: false,
                        chosen: note.theme.iter().map(|t| t.0.clone()).collect(),
                        new: Some("New theme".into()),
                        private: false,
                        purpose: super::Purpose::Questions(Purpose::Theme(note.id.clone())),
                    }))
                });
            }
            Cmd::Stance => {
                return self.with_note(ctx, |note| {
                    let next = match note.stance {
                        Stance::AsIs => Stance::Wish,
                        Stance::Wish => Stance::Question,
                        _ => Stance::AsIs,
                    };
                    let word = match next {
                        Stance::AsIs => "how it is",
                        Stance::Wish => "a wish",
                        _ => "a question",
                    };
                    Outcome::Many(vec![
                        Outcome::Edit(change::<Note>(&note.id, NoteChange::stance(next))),
                        Outcome::Say(format!("This note says {word}.")),
                    ])
                });
            }
            Cmd::MoveColumn => {
                let Some(question) = self.question(ctx).filter(|q| q.columns.len() > 1) else {
                    return Outcome::Say("This question has one column.".into());
                };
                let at = question.columns.iter().position(|c| *c == self.column).unwrap_or(0);
                let to = question.columns[(at + 1) % question.columns.len()].clone();
                return self.with_note(ctx, |note| move_column(note, &to, question, ctx));
            }
            Cmd::Sensitive => {
                return self.with_note(ctx, |note| {
                    if note.sensitive {
                        return change::<Note>(&note.id, NoteChange::sensitive(false)).into();
                    }
                    Outcome::Many(vec![
                        Outcome::Edit(change::<Note>(&note.id, NoteChange::sensitive(true))),
                        Outcome::Ask(Ask::Text(TextAsk {
                            title: "What may be printed instead?".into(),
                            hint: "Without names, streets or anything that tells who it was. Esc: nothing is printed.".into(),
                            text: note.public_text.clone().unwrap_or_default(),
                            prose: true,
                            private: true,
                            key: format!("note.{}.public", note.id),
                            purpose: super::Purpose::Questions(Purpose::Public(note.id.clone())),
                        })),
                    ])
                });
            }
            Cmd::Paper => {
                let Some(question) = self.question(ctx) else { return Outcome::Stay };
                return Outcome::Ask(Ask::Text(TextAsk {
                    title: "How many notes hang on paper?".into(),
                    hint: "And where: 84 wall B. The line then says how many are still to be typed. Empty: nobody counted.".into(),
                    text: question.paper_notes.map_or_else(String::new, |count| {
                        format!("{count} {}", question.paper_place.as_deref().unwrap_or("")).trim_end().to_owned()
                    }),
                    prose: false,
                    private: false,
                    key: format!("question.{}.paper", question.id),
                    purpose: super::Purpose::Questions(Purpose::Paper(question.id.clone())),
                }));
            }
            Cmd::Question => {
                if let Some(question) = self.question(ctx) {
                    return Outcome::Ask(Ask::Form(Target::Question(question.id.clone())));
                }
            }
            Cmd::AddQuestion => {
                return Outcome::Ask(Ask::Text(TextAsk {
                    title: "One more question".into(),
                    hint: "It follows the four of the method.".into(),
                    text: String::new(),
                    prose: false,
                    private: false,
                    key: "question.new".into(),
                    purpose: super::Purpose::Questions(Purpose::AddQuestion),
                }));
            }
            Cmd::Later => return self.reorder(1, ctx),
            Cmd::Earlier => return self.reorder(-1, ctx),
            Cmd::Left => self.step_side(-1, ctx),
            Cmd::Right => self.step_side(1, ctx),
            Cmd::Up => self.step(-self.across(ctx), ctx),
            Cmd::Down => self.step(self.across(ctx), ctx),
            Cmd::First => {
                self.cursor = None;
                let (notes, _) = self.here(ctx);
                self.cursor = notes.first().and_then(|i| ctx.session.notes.at(*i)).map(|n| n.id.clone());
            }
            Cmd::Last => {
                self.cursor = None;
                self.step(0, ctx);
            }
        }
        Outcome::Stay
    }

    fn key(&mut self, key: KeyEvent, _ctx: &Ctx) -> Outcome {
        if self.focus == Focus::Wall {
            return Outcome::Ignored;
        }
        match self.line.key(key) {
            Handled::No => Outcome::Ignored,
            Handled::Changed => {
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
        self.offer_pasted(text, ctx)
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        let Some(question) = self.question(ctx) else { return Outcome::Stay };
        let place = layout(self, question, ctx);
        let at = Position::new(mouse.column, mouse.row);
        let region = place.regions.iter().find(|r| r.wall.contains(at) || r.head.contains(at));
        let hit = region.and_then(|region| {
            let notes = ctx.index().column(&question.id, &region.column);
            let top = self.top(question, region, ctx);
            let shown = visible(region, notes, top, ctx);
            shown.into_iter().find(|(_, rect)| rect.contains(at)).and_then(|(i, _)| ctx.session.notes.at(i))
        });
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                if place.line.contains(at) || place.hint.contains(at) {
                    self.focus = Focus::Line;
                } else if let Some(region) = region {
                    self.column = region.column.clone();
                    if let Some(note) = hit {
                        self.focus = Focus::Wall;
                        self.cursor = Some(note.id.clone());
                        self.dragging = Some(note.id.clone());
                        let again = self
                            .clicked
                            .as_ref()
                            .is_some_and(|(id, ms)| *id == note.id && ctx.now.awake_ms < ms + 400);
                        self.clicked = Some((note.id.clone(), ctx.now.awake_ms));
                        if again {
                            self.clicked = None;
                            return Outcome::Ask(Ask::Form(Target::Note(note.id.clone())));
                        }
                    }
                }
                Outcome::Stay
            }
            MouseEventKind::Up(MouseButton::Left) => {
                let Some(id) = self.dragging.take() else { return Outcome::Stay };
                let note = ctx.index().places.get(&id).and_then(|i| ctx.session.notes.at(*i));
                match (note, region) {
                    (Some(note), Some(region)) if note.column != region.column => {
                        self.column = region.column.clone();
                        move_column(note, &region.column, question, ctx)
                    }
                    _ => Outcome::Stay,
                }
            }
            MouseEventKind::ScrollUp | MouseEventKind::ScrollDown => {
                if let Some(region) = region {
                    let by = if mouse.kind == MouseEventKind::ScrollUp { -1 } else { 1 };
                    let slot = Self::slot(question, &region.column);
                    let top = self.top(question, region, ctx);
                    if self.focus == Focus::Line {
                        self.focus = Focus::Wall;
                        self.cursor = None;
                    }
                    self.column = region.column.clone();
                    self.tops[slot] = top.saturating_add_signed(by);
                    self.cursor_into_view(question, region, ctx);
                }
                Outcome::Stay
            }
            _ => Outcome::Stay,
        }
    }

    fn answer(&mut self, purpose: Purpose, answer: Answer, ctx: &Ctx) -> Outcome {
        match (purpose, answer) {
            (Purpose::Paste, Answer::Yes) => {
                let Some(question) = self.question(ctx) else { return Outcome::Stay };
                // Kept until the next paste: where one line is refused, all are there to be asked for again.
                let lines = self.pasted.clone();
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
            (Purpose::Public(note), Answer::Text(said)) => {
                let said = (!said.trim().is_empty()).then_some(said);
                change::<Note>(&note, NoteChange::public_text(said)).into()
            }
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
            let was_theme = self.line.text().trim_start().starts_with('#');
            self.line = LineEdit::line("");
            self.recovered = false;
            if !was_theme {
                self.theme = None;
            }
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
            Some(question) if self.probes.is_some() => Wish::Question(question.id.clone(), true),
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

impl Questions {
    fn step_side(&mut self, by: isize, ctx: &Ctx) {
        let (notes, at) = self.here(ctx);
        let across = usize::try_from(self.across(ctx)).unwrap_or(1).max(1);
        let edge = at.is_none_or(|at| {
            if by < 0 { at % across == 0 } else { at % across + 1 == across || at + 1 == notes.len() }
        });
        let Some(question) = self.question(ctx) else { return };
        let column = question.columns.iter().position(|c| *c == self.column).unwrap_or(0);
        let to = column.saturating_add_signed(by);
        if edge && to != column && to < question.columns.len() {
            self.column = question.columns[to].clone();
            self.cursor = None;
            self.step(0, ctx);
        } else {
            self.step(by, ctx);
        }
    }

    /// After the wheel: the cursor follows into what is shown.
    fn cursor_into_view(&mut self, question: &Question, region: &Region, ctx: &Ctx) {
        let notes = ctx.index().column(&question.id, &region.column);
        let top = first_row(region, notes, self.tops[Self::slot(question, &region.column)], None, ctx);
        let shown = visible(region, notes, top, ctx);
        let whole =
            |id: &NoteId| ctx.index().places.get(id).is_some_and(|i| shown.iter().any(|(at, _)| at == i));
        if !self.cursor.as_ref().is_some_and(whole) {
            self.cursor = shown.first().and_then(|(i, _)| ctx.session.notes.at(*i)).map(|n| n.id.clone());
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

/// A note in another column takes the stance that is usual there, if it had the usual one of its own column.
fn move_column(note: &Note, to: &SmolStr, question: &Question, ctx: &Ctx) -> Outcome {
    let method = ctx.playbook.question(question.id.as_str());
    let mut edits = vec![change::<Note>(&note.id, NoteChange::column(to.clone()))];
    if let Some(method) = method
        && *method.stance_of(&note.column) == note.stance
    {
        edits.push(change::<Note>(&note.id, NoteChange::stance(method.stance_of(to).clone())));
    }
    many("note moved to the other column", edits).into()
}
