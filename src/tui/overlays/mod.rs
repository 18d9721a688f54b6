//! What lies over a stage: questions for text, lists, cards, help, palette, find, timer, the private panel.
//! Each owns its data; the one in front gets the keys; Esc always leaves.

mod booth;
mod catch_up;
mod confirm;
pub mod count;
mod find;
pub mod form;
mod fuzzy;
mod grid;
pub mod help;
pub mod page;
mod palette;
mod pick;
pub mod pile;
mod private;
pub mod reading;
mod room;
pub mod sheet;
#[cfg(test)]
mod tests;
mod text_box;
mod timer;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, MouseEvent};

use super::ctx::Ctx;
use super::keymap::{Binding, Chord, Command, Global, Hint, Layer};
use super::outcome::{Answer, Ask, Outcome};
use super::screens::Purpose;

/// The overlays' own commands; which ones apply depends on the layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmd {
    /// Leave without an answer.
    Leave,
    /// Take what is there.
    Accept,
    /// A line break in a text of several lines.
    NewLine,
    /// The one before.
    Up,
    /// The one after.
    Down,
    /// A page back.
    PageUp,
    /// A page on.
    PageDown,
    /// Mark or unmark.
    Mark,
    /// The next choice, or the next field.
    Next,
    /// The choice before, or the field before.
    Previous,
    /// Empty it.
    Clear,
    /// The first.
    First,
    /// The last.
    Last,
    /// Start, pause, go on.
    Toggle,
    /// A minute more.
    More,
    /// A minute less.
    Less,
    /// Off.
    Stop,
    /// The next speaker.
    Spoke,
    /// This speaker later.
    Skip,
    /// This speaker passes.
    Pass,
    /// One speaker back.
    Back,
    /// The step taken back, again.
    Again,
    /// The question before.
    PreviousQuestion,
    /// The question after.
    NextQuestion,
    /// A dot more; at the most, none.
    Turn,
    /// So many dots.
    Dots(u32),
    /// The repairs of a day that is behind.
    CatchUp,
    /// A page of the private panel.
    Leaf(private::Leaf),
    /// A plain page on the wall.
    Blank,
    /// Black on the wall.
    Black,
    /// The wall stands still.
    Freeze,
    /// The wall is dark.
    Dark,
    /// One note alone.
    Spotlight,
    /// The wall follows the stage.
    Follow,
    /// For who comes late.
    ComesLate,
    /// The clock, large.
    BigClock,
}

const fn row(
    layer: Layer,
    chords: &'static [Chord],
    name: &'static str,
    label: &'static str,
    command: Cmd,
    footer: u8,
) -> Binding {
    Binding { layer, chords, name, label, command: Command::Overlay(command), footer }
}

const ESC: &[Chord] = &[Chord::key(KeyCode::Esc)];
const ENTER: &[Chord] = &[Chord::key(KeyCode::Enter)];

const UP: &[Chord] = &[Chord::key(KeyCode::Up)];
const DOWN: &[Chord] = &[Chord::key(KeyCode::Down)];
const PAGE_UP: &[Chord] = &[Chord::key(KeyCode::PageUp)];
const PAGE_DOWN: &[Chord] = &[Chord::key(KeyCode::PageDown)];

/// The overlays' keys.
pub const KEYS: &[Binding] = &[
    row(Layer::Text, ENTER, "text.take", "takes it", Cmd::Accept, 1),
    row(Layer::Text, &[Chord::ctrl('j')], "text.break", "line break", Cmd::NewLine, 2),
    row(Layer::Text, &[Chord::key(KeyCode::Tab)], "text.also", "there too, or not", Cmd::Mark, 4),
    row(Layer::Text, ESC, "text.leave", "leaves", Cmd::Leave, 3),
    row(Layer::Pick, ENTER, "pick.take", "takes it", Cmd::Accept, 1),
    row(
        Layer::Pick,
        &[Chord::key(KeyCode::Tab)],
        "pick.mark",
        "marks, where several may be taken",
        Cmd::Mark,
        0,
    ),
    row(Layer::Pick, ESC, "pick.leave", "leaves", Cmd::Leave, 2),
    row(Layer::Pick, UP, "pick.up", "up", Cmd::Up, 0),
    row(Layer::Pick, DOWN, "pick.down", "down", Cmd::Down, 0),
    row(Layer::Pick, PAGE_UP, "pick.page_up", "a page up", Cmd::PageUp, 0),
    row(Layer::Pick, PAGE_DOWN, "pick.page_down", "a page down", Cmd::PageDown, 0),
    row(Layer::Confirm, ENTER, "confirm.yes", "yes", Cmd::Accept, 1),
    row(Layer::Confirm, ESC, "confirm.no", "no", Cmd::Leave, 2),
    row(
        Layer::Help,
        &[Chord::key(KeyCode::Esc), Chord::key(KeyCode::Enter), Chord::ch('q')],
        "help.leave",
        "leaves",
        Cmd::Leave,
        1,
    ),
    row(Layer::Help, &[Chord::key(KeyCode::Down), Chord::ch('j')], "help.down", "on", Cmd::Down, 2),
    row(Layer::Help, &[Chord::key(KeyCode::Up), Chord::ch('k')], "help.up", "back", Cmd::Up, 3),
    row(
        Layer::Help,
        &[Chord::key(KeyCode::PageDown), Chord::ch(' ')],
        "help.page_down",
        "a page on",
        Cmd::PageDown,
        0,
    ),
    row(Layer::Help, PAGE_UP, "help.page_up", "a page back", Cmd::PageUp, 0),
    row(Layer::Help, &[Chord::key(KeyCode::Home)], "help.first", "the beginning", Cmd::First, 0),
    row(Layer::Help, &[Chord::key(KeyCode::End)], "help.last", "the end", Cmd::Last, 0),
    row(Layer::Palette, ENTER, "palette.run", "does it", Cmd::Accept, 1),
    row(Layer::Palette, ESC, "palette.leave", "leaves", Cmd::Leave, 2),
    row(Layer::Palette, UP, "palette.up", "up", Cmd::Up, 0),
    row(Layer::Palette, DOWN, "palette.down", "down", Cmd::Down, 0),
    row(Layer::Palette, PAGE_UP, "palette.page_up", "a page up", Cmd::PageUp, 0),
    row(Layer::Palette, PAGE_DOWN, "palette.page_down", "a page down", Cmd::PageDown, 0),
    row(Layer::Find, ENTER, "find.go", "goes there", Cmd::Accept, 1),
    row(Layer::Find, ESC, "find.leave", "leaves", Cmd::Leave, 2),
    row(Layer::Find, UP, "find.up", "up", Cmd::Up, 0),
    row(Layer::Find, DOWN, "find.down", "down", Cmd::Down, 0),
    row(Layer::Find, PAGE_UP, "find.page_up", "a page up", Cmd::PageUp, 0),
    row(Layer::Find, PAGE_DOWN, "find.page_down", "a page down", Cmd::PageDown, 0),
    row(Layer::Timer, &[Chord::ch(' ')], "timer.toggle", "start, pause", Cmd::Toggle, 1),
    row(Layer::Timer, &[Chord::ch('+'), Chord::ch('=')], "timer.more", "a minute more", Cmd::More, 2),
    row(Layer::Timer, &[Chord::ch('-')], "timer.less", "a minute less", Cmd::Less, 3),
    row(Layer::Timer, ENTER, "timer.start", "starts the chosen minutes", Cmd::Accept, 0),
    row(Layer::Timer, &[Chord::key(KeyCode::Up), Chord::ch('k')], "timer.up", "up", Cmd::Up, 0),
    row(Layer::Timer, &[Chord::key(KeyCode::Down), Chord::ch('j')], "timer.down", "down", Cmd::Down, 0),
    row(Layer::Timer, &[Chord::ch('x')], "timer.stop", "stop", Cmd::Stop, 4),
    row(Layer::Timer, &[Chord::ch('c')], "timer.catch-up", "catch up", Cmd::CatchUp, 6),
    row(Layer::Timer, ESC, "timer.leave", "leaves, it goes on", Cmd::Leave, 5),
    row(Layer::Private, &[Chord::key(KeyCode::Tab)], "private.next-page", "next page", Cmd::Next, 5),
    row(
        Layer::Private,
        &[Chord::key(KeyCode::BackTab)],
        "private.page-before",
        "page before",
        Cmd::Previous,
        0,
    ),
    row(
        Layer::Private,
        &[Chord::ch('1')],
        "private.turn",
        "whose turn it is",
        Cmd::Leaf(private::Leaf::Turn),
        0,
    ),
    row(
        Layer::Private,
        &[Chord::ch('2')],
        "private.voice",
        "who has been heard",
        Cmd::Leaf(private::Leaf::Voice),
        0,
    ),
    row(
        Layer::Private,
        &[Chord::ch('3')],
        "private.hints",
        "a hint for this block",
        Cmd::Leaf(private::Leaf::Hints),
        0,
    ),
    row(
        Layer::Private,
        &[Chord::ch('4')],
        "private.what-if",
        "without the executives",
        Cmd::Leaf(private::Leaf::WhatIf),
        0,
    ),
    row(Layer::Private, &[Chord::ch(' ')], "private.spoke", "has spoken, next", Cmd::Spoke, 1),
    row(Layer::Private, &[Chord::ch('s')], "private.skip", "later", Cmd::Skip, 2),
    row(Layer::Private, &[Chord::ch('p')], "private.pass", "passes", Cmd::Pass, 4),
    row(
        Layer::Private,
        &[Chord::ctrl('z'), Chord::key(KeyCode::Backspace), Chord::ch('b')],
        "private.back",
        "one back",
        Cmd::Back,
        3,
    ),
    row(Layer::Private, &[Chord::ctrl('y')], "private.again", "again", Cmd::Again, 0),
    row(
        Layer::Private,
        &[Chord::key(KeyCode::Left), Chord::ch('h')],
        "private.previous",
        "previous question",
        Cmd::PreviousQuestion,
        0,
    ),
    row(
        Layer::Private,
        &[Chord::key(KeyCode::Right), Chord::ch('l')],
        "private.next",
        "next question",
        Cmd::NextQuestion,
        0,
    ),
    row(Layer::Private, &[Chord::key(KeyCode::Down), Chord::ch('j')], "private.down", "on", Cmd::Down, 0),
    row(Layer::Private, &[Chord::key(KeyCode::Up), Chord::ch('k')], "private.up", "back", Cmd::Up, 0),
    row(
        Layer::Private,
        &[Chord::key(KeyCode::Esc), Chord::key(KeyCode::Enter)],
        "private.leave",
        "closes",
        Cmd::Leave,
        6,
    ),
    row(Layer::Grid, &[Chord::key(KeyCode::Down), Chord::ch('j')], "grid.down", "down", Cmd::Down, 1),
    row(Layer::Grid, &[Chord::key(KeyCode::Up), Chord::ch('k')], "grid.up", "up", Cmd::Up, 0),
    row(
        Layer::Grid,
        &[Chord::key(KeyCode::Right), Chord::ch('l')],
        "grid.right",
        "items after",
        Cmd::Next,
        0,
    ),
    row(
        Layer::Grid,
        &[Chord::key(KeyCode::Left), Chord::ch('h')],
        "grid.left",
        "items before",
        Cmd::Previous,
        0,
    ),
    row(Layer::Grid, &[Chord::ch(' ')], "grid.page-down", "a page down", Cmd::PageDown, 0),
    row(Layer::Grid, &[Chord::ch('b')], "grid.page-up", "a page up", Cmd::PageUp, 0),
    row(
        Layer::Grid,
        &[Chord::key(KeyCode::Esc), Chord::key(KeyCode::Enter), Chord::ch('w')],
        "grid.leave",
        "closes",
        Cmd::Leave,
        2,
    ),
    row(Layer::Reading, ENTER, "reading.done", "the room has read it", Cmd::Accept, 1),
    row(Layer::Reading, &[Chord::ch(' ')], "reading.toggle", "start, pause", Cmd::Toggle, 2),
    row(Layer::Reading, &[Chord::ch('+'), Chord::ch('=')], "reading.more", "a minute more", Cmd::More, 3),
    row(Layer::Reading, &[Chord::ch('-')], "reading.less", "a minute less", Cmd::Less, 0),
    row(Layer::Reading, ESC, "reading.leave", "leaves, it goes on", Cmd::Leave, 4),
    row(Layer::CatchUp, ENTER, "catch-up.take", "does it", Cmd::Accept, 1),
    row(Layer::CatchUp, &[Chord::key(KeyCode::Down), Chord::ch('j')], "catch-up.down", "down", Cmd::Down, 0),
    row(Layer::CatchUp, &[Chord::key(KeyCode::Up), Chord::ch('k')], "catch-up.up", "up", Cmd::Up, 0),
    row(
        Layer::CatchUp,
        &[Chord::ch('+'), Chord::ch('=')],
        "catch-up.more",
        "five minutes later",
        Cmd::More,
        2,
    ),
    row(Layer::CatchUp, &[Chord::ch('-')], "catch-up.less", "five minutes sooner", Cmd::Less, 0),
    row(
        Layer::CatchUp,
        &[Chord::key(KeyCode::Esc), Chord::ch('c')],
        "catch-up.leave",
        "leaves",
        Cmd::Leave,
        3,
    ),
    row(Layer::Count, ENTER, "count.take", "takes it, next", Cmd::Accept, 1),
    row(Layer::Count, UP, "count.up", "the one before", Cmd::Up, 2),
    row(Layer::Count, DOWN, "count.down", "the one after", Cmd::Down, 0),
    row(Layer::Count, &[Chord::key(KeyCode::Tab)], "count.pile", "pile by level", Cmd::Next, 3),
    row(Layer::Count, ESC, "count.leave", "leaves", Cmd::Leave, 4),
    row(Layer::Booth, ENTER, "booth.give", "gives the ballot", Cmd::Accept, 1),
    row(Layer::Booth, &[Chord::ch(' ')], "booth.turn", "dots", Cmd::Turn, 2),
    row(Layer::Booth, &[Chord::key(KeyCode::Down), Chord::ch('j')], "booth.down", "down", Cmd::Down, 3),
    row(Layer::Booth, &[Chord::key(KeyCode::Up), Chord::ch('k')], "booth.up", "up", Cmd::Up, 4),
    row(
        Layer::Booth,
        &[Chord::key(KeyCode::Right), Chord::ch('+'), Chord::ch('l')],
        "booth.more",
        "a dot more",
        Cmd::More,
        0,
    ),
    row(
        Layer::Booth,
        &[Chord::key(KeyCode::Left), Chord::ch('-'), Chord::ch('h'), Chord::key(KeyCode::Backspace)],
        "booth.less",
        "a dot back",
        Cmd::Less,
        0,
    ),
    row(Layer::Booth, &[Chord::ch('0')], "booth.none", "no dot here", Cmd::Dots(0), 0),
    row(Layer::Booth, &[Chord::ch('1')], "booth.one", "one dot here", Cmd::Dots(1), 0),
    row(Layer::Booth, &[Chord::ch('2')], "booth.two", "two dots here", Cmd::Dots(2), 0),
    row(Layer::Booth, &[Chord::key(KeyCode::Home)], "booth.first", "the first", Cmd::First, 0),
    row(Layer::Booth, &[Chord::key(KeyCode::End)], "booth.last", "the last", Cmd::Last, 0),
    row(Layer::Booth, ESC, "booth.leave", "leaves", Cmd::Leave, 5),
    row(Layer::BoothCover, ENTER, "booth.begin", "goes on", Cmd::Accept, 1),
    row(Layer::BoothCover, &[Chord::key(KeyCode::Tab)], "booth.cover.pile", "pile by level", Cmd::Next, 2),
    row(Layer::BoothCover, ESC, "booth.cover.leave", "leaves", Cmd::Leave, 3),
    row(Layer::Room, ESC, "room.leave", "back to the stage", Cmd::Leave, 1),
    row(Layer::Room, &[Chord::ch('b')], "room.blank", "the question alone", Cmd::Blank, 2),
    row(Layer::Room, &[Chord::ch('.')], "room.black", "black", Cmd::Black, 0),
    row(Layer::Room, &[Chord::ch('f')], "room.freeze", "freeze, go on", Cmd::Freeze, 3),
    row(Layer::Room, &[Chord::ch('s')], "room.spotlight", "one note alone", Cmd::Spotlight, 4),
    row(
        Layer::Room,
        &[Chord::key(KeyCode::Down), Chord::ch(' ')],
        "room.page",
        "next page",
        Cmd::PageDown,
        5,
    ),
    row(Layer::Room, &[Chord::key(KeyCode::Up)], "room.page-before", "the page before", Cmd::PageUp, 0),
    row(
        Layer::Room,
        &[Chord::key(KeyCode::Right)],
        "room.next",
        "next of its kind, else next page",
        Cmd::Next,
        0,
    ),
    row(Layer::Room, &[Chord::key(KeyCode::Left)], "room.previous", "the one before", Cmd::Previous, 0),
    row(Layer::Room, &[Chord::ch('u'), Chord::ch('0')], "room.follow", "follows the stage", Cmd::Follow, 6),
    row(Layer::Room, &[Chord::ch('c')], "room.late", "for who comes late", Cmd::ComesLate, 0),
    row(Layer::Room, &[Chord::ch('t')], "room.clock", "the clock, large", Cmd::BigClock, 0),
    row(Layer::Room, &[Chord::ch('d')], "room.dark", "light or dark", Cmd::Dark, 0),
];

/// What an overlay answers.
#[derive(Debug)]
pub enum Reply {
    /// It stays.
    Stay,
    /// It goes.
    Close,
    /// It goes with an answer for the one who asked.
    Answer(Answer),
    /// It stays, and this is to be done.
    Do(Outcome),
    /// It goes, and this is to be done.
    CloseAnd(Outcome),
    /// It goes, and this command is to be run.
    Run(Command),
    /// It goes, and this command of another place is to be run there.
    RunThere(&'static Binding),
    /// Not its matter: the layers behind may have it.
    Ignored,
}

/// Something that lies over a stage. `ctx.area` is the whole screen.
pub trait Overlay: std::fmt::Debug {
    /// The layer of keys that applies.
    fn layer(&self) -> Layer;
    /// What the footer says of a key of its layer, as things stand.
    fn hint(&self, _command: Cmd, _ctx: &Ctx) -> Hint {
        Hint::AsNamed
    }
    /// Answers a command.
    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Reply;
    /// A key that is no command.
    fn key(&mut self, _key: KeyEvent, _ctx: &Ctx) -> Reply {
        Reply::Ignored
    }
    /// Text from the clipboard.
    fn paste(&mut self, _text: &str, _ctx: &Ctx) -> Reply {
        Reply::Stay
    }
    /// The mouse.
    fn mouse(&mut self, _mouse: MouseEvent, _ctx: &Ctx) -> Reply {
        Reply::Stay
    }
    /// Takes typing back, or does it again; false where there is nothing of its own.
    fn undo_typing(&mut self, _redo: bool) -> bool {
        false
    }
    /// A second passed.
    fn tick(&mut self, _ctx: &Ctx) -> Reply {
        Reply::Stay
    }
    /// Who gets its answer.
    fn purpose(&self) -> Option<&Purpose> {
        None
    }
    /// Half-typed text to keep: its box's name and what stands there (`None`: nothing worth keeping).
    fn half_typed(&self) -> Option<(String, Option<String>)> {
        None
    }
    /// What is half-typed here, for a line on opening the session again; nothing where nothing new was typed, or where it
    /// tells too much.
    fn half_typed_as(&self) -> Option<String> {
        None
    }
    /// Whether it closes when the stage changes.
    fn goes_on_navigation(&self) -> bool {
        true
    }
    /// Whether time on the screen matters to it.
    fn ticks(&self) -> bool {
        false
    }
    /// Whether what it is about is gone, so that it goes too.
    fn gone(&self, _ctx: &Ctx) -> bool {
        false
    }
    /// Draws over the screen; gives the cursor's place where text is typed.
    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)>;
}

/// The overlay for a question.
pub fn open(ask: Ask, ctx: &Ctx) -> Box<dyn Overlay> {
    match ask {
        Ask::Text(ask) => Box::new(text_box::TextBox::new(ask, None, ctx)),
        Ask::TextAlso(ask, also) => Box::new(text_box::TextBox::new(ask, Some(also), ctx)),
        Ask::Pick(ask) => Box::new(pick::Pick::new(ask)),
        Ask::Confirm(ask) => Box::new(confirm::Confirm::new(ask)),
        Ask::Form(target) => Box::new(form::Form::new(target, ctx)),
        Ask::Count(ballot, way) => Box::new(count::Count::new(ballot, way, ctx)),
        Ask::Booth(ballot) => Box::new(booth::Booth::new(ballot, ctx)),
        Ask::Grid => Box::new(grid::Grid::new(ctx)),
        Ask::Reading(item) => Box::new(reading::Reading::new(item)),
        Ask::CatchUp => Box::new(catch_up::CatchUp::new()),
        Ask::Field(target, field) => Box::new(form::Form::at(target, &field, ctx)),
    }
}

/// Help for these layers, the one in front first, without the keys that `hint` is silent about.
pub fn help(ctx: &Ctx, layers: &[Layer], hint: &dyn Fn(&Binding) -> Hint) -> Box<dyn Overlay> {
    Box::new(help::Help::new(ctx, layers, hint))
}

/// All commands by name, those of these layers before the others; `first` stands before them all. `reads`: only those
/// that change nothing.
pub fn palette(
    layers: &[Layer],
    hint: &dyn Fn(&Binding) -> Hint,
    first: Option<Global>,
    reads: bool,
) -> Box<dyn Overlay> {
    Box::new(palette::Palette::new(layers, hint, first, reads))
}

/// Find in all that was written down.
pub fn find(ctx: &Ctx) -> Box<dyn Overlay> {
    Box::new(find::Find::new(ctx))
}

/// The timer.
pub fn timer(ctx: &Ctx) -> Box<dyn Overlay> {
    Box::new(timer::Timer::new(ctx))
}

/// The wall in this window.
pub fn room() -> Box<dyn Overlay> {
    Box::new(room::Room)
}

/// The private panel.
pub fn private(ctx: &Ctx) -> Box<dyn Overlay> {
    Box::new(private::Private::new(ctx))
}
