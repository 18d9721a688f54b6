//! Sort: taking shape.

use ratatui::buffer::Buffer;

use super::Screen;
use crate::tui::ctx::Ctx;
use crate::tui::keymap::{Binding, Layer};
use crate::tui::outcome::{Answer, Outcome};

/// Its own commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmd {}

/// What it asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {}

/// Its keys.
pub const KEYS: &[Binding] = &[];

/// The screen's own state.
#[derive(Debug, Default)]
pub struct Sort {}

impl Screen for Sort {
    type Cmd = Cmd;
    type Purpose = Purpose;

    fn layer(&self) -> Layer {
        Layer::Scores
    }

    fn command(&mut self, command: Cmd, _ctx: &Ctx) -> Outcome {
        match command {}
    }

    fn answer(&mut self, purpose: Purpose, _answer: Answer, _ctx: &Ctx) -> Outcome {
        match purpose {}
    }

    fn view(&self, _buf: &mut Buffer, _ctx: &Ctx) -> Option<(u16, u16)> {
        None
    }
}
