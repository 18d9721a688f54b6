//! What lies over a stage: questions for text, lists, cards, help, palette, find, timer, the private panel.
//! Each owns its data; the one in front gets the keys; Esc always leaves.

mod text_box;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, MouseEvent};

use super::ctx::Ctx;
use super::keymap::{Binding, Chord, Command, Layer};
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

/// The overlays' keys.
pub const KEYS: &[Binding] = &[
    row(Layer::Text, ENTER, "text.take", "takes it", Cmd::Accept, 1),
    row(Layer::Text, &[Chord::ctrl('j')], "text.break", "line break", Cmd::NewLine, 2),
    row(Layer::Text, ESC, "text.leave", "leaves", Cmd::Leave, 3),
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
    /// Not its matter: the layers behind may have it.
    Ignored,
}

/// Something that lies over a stage. `ctx.area` is the whole screen.
pub trait Overlay: std::fmt::Debug {
    /// The layer of keys that applies.
    fn layer(&self) -> Layer;
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
    /// Whether it closes when the stage changes.
    fn goes_on_navigation(&self) -> bool {
        true
    }
    /// Whether time on the screen matters to it.
    fn ticks(&self) -> bool {
        false
    }
    /// Draws over the screen; gives the cursor's place where text is typed.
    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)>;
}

/// The overlay for a question.
pub fn open(ask: Ask, ctx: &Ctx) -> Box<dyn Overlay> {
    match ask {
        Ask::Text(ask) => Box::new(text_box::TextBox::new(ask, ctx)),
        Ask::Pick(_) | Ask::Confirm(_) | Ask::Form(_) => unreachable!("opened by its own file"),
    }
}

/// Help for this stage.
pub fn help(ctx: &Ctx) -> Box<dyn Overlay> {
    palette(ctx)
}
/// All commands by name.
pub fn palette(_ctx: &Ctx) -> Box<dyn Overlay> {
    unreachable!()
}
/// Find in notes, gaps, people.
pub fn find(ctx: &Ctx) -> Box<dyn Overlay> {
    palette(ctx)
}
/// The timer.
pub fn timer(ctx: &Ctx) -> Box<dyn Overlay> {
    palette(ctx)
}
/// The private panel.
pub fn private(ctx: &Ctx) -> Box<dyn Overlay> {
    palette(ctx)
}
