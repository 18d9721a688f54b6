//! Themes: the wall. Notes hang in columns, first those without a theme, then one column a theme; they are grouped,
//! stacked, named and counted here. Refuses to know who wrote a note.

mod ballot;
mod layout;
mod moving;
mod paper;
mod pointer;
mod tally;
#[cfg(test)]
mod tests;
mod view;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, MouseEvent};

use super::Screen;
use crate::session::{NoteId, QuestionId, Theme, ThemeChange, ThemeId, edit, moves};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::forms::Target;
use crate::tui::keymap::{Binding, Chord, Command, Layer};
use crate::tui::outcome::{Answer, Ask, ConfirmAsk, Outcome};

pub use paper::{meaning, readable};
use tally::Tally;

/// Its own commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmd {
    /// The note above, or the column's name.
    Up,
    /// The note below.
    Down,
    /// The column to the left.
    Left,
    /// The column to the right.
    Right,
    /// The first column.
    First,
    /// The last column.
    Last,
    /// The next column's name.
    NextColumn,
    /// The name of the column before.
    PreviousColumn,
    /// Mark this note, or take the mark off.
    Mark,
    /// Take back marks, then the filter.
    Clear,
    /// Put the notes into a theme.
    Group,
    /// To the column on the left.
    MoveLeft,
    /// To the column on the right.
    MoveRight,
    /// A new theme of the marked notes.
    New,
    /// Split the notes off into a theme of their own.
    Split,
    /// Another name for the theme.
    Rename,
    /// Join this theme to another.
    Merge,
    /// Stack what says the same.
    Stack,
    /// Take a stack apart.
    Unstack,
    /// Out of its theme.
    TakeOut,
    /// This note speaks for its theme.
    Lead,
    /// Remove notes, or a theme whose name is selected.
    Remove,
    /// The theme's column further left.
    Earlier,
    /// The theme's column further right.
    Later,
    /// A gap from this theme.
    Gap,
    /// Count the dots.
    Dots,
    /// Only one question's notes.
    Filter,
    /// The card of what is selected.
    Open,
}

/// What it asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// Where these notes go.
    Group(Vec<NoteId>),
    /// The name of a new theme of these notes.
    Name(Vec<NoteId>),
    /// Another name.
    Rename(ThemeId),
    /// Which theme takes this one in.
    Merge(ThemeId),
    /// Whether these notes go.
    Remove(Vec<NoteId>),
    /// How many voted.
    Voters,
    /// The dots of the next theme.
    Dots,
}

const fn row(
    chords: &'static [Chord],
    name: &'static str,
    label: &'static str,
    command: Cmd,
    footer: u8,
) -> Binding {
    Binding { layer: Layer::Themes, chords, name, label, command: Command::Themes(command), footer }
}

const UP: &[Chord] = &[Chord::key(KeyCode::Up), Chord::ch('k')];
const DOWN: &[Chord] = &[Chord::key(KeyCode::Down), Chord::ch('j')];
const LEFT: &[Chord] = &[Chord::key(KeyCode::Left), Chord::ch('h')];
const RIGHT: &[Chord] = &[Chord::key(KeyCode::Right), Chord::ch('l')];
const REMOVE: &[Chord] = &[Chord::ch('x'), Chord::key(KeyCode::Delete)];

/// Its keys.
pub const KEYS: &[Binding] = &[
    row(&[Chord::ch(' ')], "themes.mark", "marks", Cmd::Mark, 1),
    row(&[Chord::ch('g')], "themes.group", "into a theme", Cmd::Group, 2),
    row(&[Chord::ch('n'), Chord::ch('N')], "themes.new", "new theme", Cmd::New, 3),
    row(&[Chord::ch('s')], "themes.stack", "stack", Cmd::Stack, 4),
    row(&[Chord::ch('r')], "themes.rename", "rename", Cmd::Rename, 5),
    row(&[Chord::key(KeyCode::Enter), Chord::ch('e')], "themes.open", "its card", Cmd::Open, 6),
    row(&[Chord::shift(KeyCode::Left)], "themes.note.left", "to the column on the left", Cmd::MoveLeft, 0),
    row(
        &[Chord::ch('m'), Chord::shift(KeyCode::Right)],
        "themes.note.right",
        "to the column on the right",
        Cmd::MoveRight,
        0,
    ),
    row(&[Chord::ch('o')], "themes.note.out", "out of its theme", Cmd::TakeOut, 0),
    row(&[Chord::ch('u')], "themes.unstack", "take the stack apart", Cmd::Unstack, 0),
    row(&[Chord::ch('L')], "themes.lead", "lead quote", Cmd::Lead, 0),
    row(&[Chord::ch('S')], "themes.split", "split off into a new theme", Cmd::Split, 0),
    row(&[Chord::ch('M')], "themes.merge", "join to another theme", Cmd::Merge, 0),
    row(&[Chord::ch('d')], "themes.dots", "count the dots", Cmd::Dots, 7),
    row(&[Chord::ch('G')], "themes.gap", "make a gap of it", Cmd::Gap, 0),
    row(&[Chord::ch('f')], "themes.filter", "one question only", Cmd::Filter, 8),
    row(REMOVE, "themes.remove", "remove", Cmd::Remove, 0),
    row(&[Chord::ch('<'), Chord::ch('K')], "themes.earlier", "column further left", Cmd::Earlier, 0),
    row(&[Chord::ch('>'), Chord::ch('J')], "themes.later", "column further right", Cmd::Later, 0),
    row(UP, "themes.up", "note above", Cmd::Up, 0),
    row(DOWN, "themes.down", "note below", Cmd::Down, 0),
    row(LEFT, "themes.left", "column to the left", Cmd::Left, 0),
    row(RIGHT, "themes.right", "column to the right", Cmd::Right, 0),
    row(&[Chord::key(KeyCode::Tab)], "themes.next", "next column's name", Cmd::NextColumn, 0),
    row(&[Chord::key(KeyCode::BackTab)], "themes.previous", "name before", Cmd::PreviousColumn, 0),
    row(&[Chord::key(KeyCode::Home)], "themes.first", "first column", Cmd::First, 0),
    row(&[Chord::key(KeyCode::End)], "themes.last", "last column", Cmd::Last, 0),
    row(&[Chord::key(KeyCode::Esc)], "themes.clear", "take marks back", Cmd::Clear, 0),
];

/// The screen's own state.
#[derive(Debug, Default)]
pub struct Themes {
    /// The column with the cursor; `None` is the one without a theme.
    column: Option<ThemeId>,
    /// The note with the cursor; `None`: the column's name.
    note: Option<NoteId>,
    /// The cursor's place in its column the last time it was seen: where it goes when its note is gone.
    at: usize,
    /// Marked notes, in the order of marking.
    marked: Vec<NoteId>,
    /// Only this question's notes.
    filter: Option<QuestionId>,
    /// The first column in view.
    first: usize,
    /// The first row of notes in view, by column.
    scrolls: HashMap<Option<ThemeId>, usize>,
    /// Whether the view follows the cursor; the wheel lets it go.
    follow: bool,
    drag: Option<pointer::Drag>,
    clicked: Option<(pointer::Spot, u64)>,
    counting: Option<ballot::Counting>,
    counted: RefCell<Option<(u64, Rc<Tally>)>>,
}

impl Themes {
    /// What is known of each theme, counted once a revision.
    fn tally(&self, ctx: &Ctx) -> Rc<Tally> {
        let mut counted = self.counted.borrow_mut();
        match &*counted {
            Some((revision, tally)) if *revision == ctx.revision => Rc::clone(tally),
            _ => {
                let tally = Rc::new(Tally::of(ctx.session));
                *counted = Some((ctx.revision, Rc::clone(&tally)));
                tally
            }
        }
    }

    fn scroll_of(&self, theme: Option<&ThemeId>) -> usize {
        self.scrolls.get(&theme.cloned()).copied().unwrap_or(0)
    }

    fn theme<'a>(&self, ctx: &Ctx<'a>) -> Option<&'a Theme> {
        ctx.session.get::<Theme>(self.column.as_ref()?)
    }

    /// The marked notes, or the one with the cursor.
    fn chosen(&self) -> Vec<NoteId> {
        if self.marked.is_empty() { self.note.iter().cloned().collect() } else { self.marked.clone() }
    }

    fn mark(&mut self, ctx: &Ctx) -> Outcome {
        let Some(note) = self.note.clone() else {
            return Outcome::Say("Go down to a note to mark it.".into());
        };
        match self.marked.iter().position(|id| *id == note) {
            Some(at) => {
                self.marked.remove(at);
            }
            None => self.marked.push(note),
        }
        self.step(1, ctx);
        Outcome::Stay
    }

    fn clear(&mut self) -> Outcome {
        if self.drag.take().is_some() {
            return Outcome::Stay;
        }
        if !self.marked.is_empty() {
            self.marked.clear();
            return Outcome::Stay;
        }
        if self.filter.take().is_some() {
            return Outcome::Say("All questions again.".into());
        }
        Outcome::Ignored
    }

    fn filter(&mut self, ctx: &Ctx) -> Outcome {
        let questions = &ctx.session.questions;
        let next = match &self.filter {
            None => questions.at(0),
            Some(id) => questions.place(id).and_then(|place| questions.at(place + 1)),
        };
        self.filter = next.map(|question| question.id.clone());
        match next {
            Some(question) => Outcome::Say(format!("Only {}: {}", question.id, question.text)),
            None => Outcome::Say("All questions again.".into()),
        }
    }

    /// Does something to the chosen notes and takes the marks off; the cursor goes on to the next one.
    fn with_chosen(&mut self, edit: crate::session::Edit, ctx: &Ctx) -> Outcome {
        let gone = self.chosen();
        self.leave(&gone, ctx);
        self.marked.clear();
        edit.into()
    }

    fn lead(&self, ctx: &Ctx) -> Outcome {
        let (Some(theme), Some(note)) = (self.theme(ctx), &self.note) else {
            return Outcome::Warn("The lead quote is a note that lies in a theme.".into());
        };
        let lead = (theme.lead_quote.as_ref() != Some(note)).then(|| note.clone());
        edit::change::<Theme>(&theme.id, ThemeChange::lead_quote(lead)).into()
    }

    fn remove(&mut self, ctx: &Ctx) -> Outcome {
        let notes = self.chosen();
        match (notes.as_slice(), self.theme(ctx)) {
            ([], Some(theme)) => edit::remove::<Theme>(&theme.id).into(),
            ([], None) => Outcome::Stay,
            ([one], _) => {
                let edit = edit::remove::<crate::session::Note>(one);
                self.with_chosen(edit, ctx)
            }
            (several, _) => Outcome::Ask(Ask::Confirm(ConfirmAsk {
                title: format!("Remove {} notes?", several.len()),
                text: "Ctrl-Z brings them back.".into(),
                yes: "Remove".into(),
                purpose: super::Purpose::Themes(Purpose::Remove(several.to_vec())),
            })),
        }
    }

    fn shift(&self, by: isize, ctx: &Ctx) -> Outcome {
        let Some(place) = self.column.as_ref().and_then(|id| ctx.session.themes.place(id)) else {
            return Outcome::Say("Notes without a theme stay on the left.".into());
        };
        match (place.checked_add_signed(by), &self.column) {
            (Some(to), Some(id)) if to < ctx.session.themes.len() => edit::shift::<Theme>(id, to).into(),
            _ => Outcome::Stay,
        }
    }

    fn open(&self) -> Outcome {
        match (&self.note, &self.column) {
            (Some(note), _) => Outcome::Ask(Ask::Form(Target::Note(note.clone()))),
            (None, Some(theme)) => Outcome::Ask(Ask::Form(Target::Theme(theme.clone()))),
            (None, None) => Outcome::Stay,
        }
    }
}

impl Screen for Themes {
    type Cmd = Cmd;
    type Purpose = Purpose;

    fn layer(&self) -> Layer {
        Layer::Themes
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Outcome {
        self.follow = true;
        match command {
            Cmd::Up => self.step(-1, ctx),
            Cmd::Down => self.step(1, ctx),
            Cmd::Left => self.sideways(-1, ctx),
            Cmd::Right => self.sideways(1, ctx),
            Cmd::First => self.go_to_column(0, ctx),
            Cmd::Last => self.go_to_column(usize::MAX, ctx),
            Cmd::NextColumn => self.go_to_name(1, ctx),
            Cmd::PreviousColumn => self.go_to_name(-1, ctx),
            Cmd::Mark => return self.mark(ctx),
            Cmd::Clear => return self.clear(),
            Cmd::Group => return self.ask_group(ctx),
            Cmd::MoveLeft => return self.carry(-1, ctx),
            Cmd::MoveRight => return self.carry(1, ctx),
            Cmd::New => return Self::ask_name(self.marked.clone()),
            Cmd::Split => return self.ask_split(ctx),
            Cmd::Rename => return self.ask_rename(ctx),
            Cmd::Merge => return self.ask_merge(ctx),
            Cmd::Stack => return self.stack(ctx),
            Cmd::Unstack => return self.unstack(ctx),
            Cmd::TakeOut => return self.take_out(ctx),
            Cmd::Lead => return self.lead(ctx),
            Cmd::Remove => return self.remove(ctx),
            Cmd::Earlier => return self.shift(-1, ctx),
            Cmd::Later => return self.shift(1, ctx),
            Cmd::Gap => return self.make_gap(ctx),
            Cmd::Dots => return self.ask_dots(ctx),
            Cmd::Filter => return self.filter(ctx),
            Cmd::Open => return self.open(),
        }
        Outcome::Stay
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        self.point(mouse, ctx)
    }

    fn answer(&mut self, purpose: Purpose, answer: Answer, ctx: &Ctx) -> Outcome {
        self.follow = true;
        self.answered(purpose, answer, ctx)
    }

    fn opened(&mut self, ctx: &Ctx) {
        self.follow = true;
        self.counting = ctx.kept.get("themes.dots").and_then(|text| ballot::Counting::kept(text));
        self.column = ctx.kept.get("themes.column").map(ThemeId::new);
        self.find_place(ctx);
        self.go_to_column(layout::column_of(self.column.as_ref(), ctx), ctx);
        self.settle(ctx);
    }

    fn keep(&self) -> Vec<(String, Option<String>)> {
        let counting = self.counting.as_ref().map(ballot::Counting::keep);
        let column = self.column.as_ref().map(ToString::to_string);
        vec![("themes.dots".into(), counting), ("themes.column".into(), column)]
    }

    fn enter(&mut self, item: Option<&str>, ctx: &Ctx) {
        self.drag = None;
        if let Some(item) = item {
            self.follow = true;
            self.show(item, ctx);
        }
        self.settle(ctx);
    }

    fn settle(&mut self, ctx: &Ctx) {
        self.find_place(ctx);
        let wall = layout::lay(self, ctx);
        let scrolls: Vec<_> = wall.sections.iter().map(|s| (s.id().cloned(), s.first)).collect();
        self.first = wall.first;
        self.scrolls.extend(scrolls);
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        view::draw(self, buf, ctx);
        None
    }

    fn headline(&self, ctx: &Ctx) -> String {
        let loners = ctx.index().loners.len();
        let themes = text::plural(ctx.session.themes.len(), "theme", "themes");
        match loners {
            _ if ctx.session.notes.is_empty() => String::new(),
            0 => format!("{themes} · every note has one"),
            n => format!("{themes} · {} without", text::plural(n, "note", "notes")),
        }
    }
}

/// The edit that groups notes, unless they all lie there already.
fn grouping(notes: &[NoteId], theme: Option<&ThemeId>, ctx: &Ctx) -> Option<edit::Edit> {
    let index = ctx.index();
    let elsewhere = |id: &&NoteId| {
        let note = index.places.get(*id).and_then(|place| ctx.session.notes.at(*place));
        note.is_some_and(|note| note.theme.as_ref() != theme)
    };
    let moving: Vec<NoteId> = notes.iter().filter(elsewhere).cloned().collect();
    (!moving.is_empty()).then(|| moves::group(&moving, theme))
}
