//! Yes or no, in clear words. Enter says yes; Esc leaves everything as it is. No letter answers: it may belong to what is
//! being typed behind it.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use super::sheet::{Sheet, cells, push_back};
use super::{Cmd, Overlay, Reply};
use crate::tui::ctx::Ctx;
use crate::tui::keymap::Layer;
use crate::tui::outcome::{Answer, ConfirmAsk};
use crate::tui::screens::Purpose;
use crate::tui::widgets::put::{fill, put_clipped};

const NO: &str = "Leave it";

/// A question with two answers.
#[derive(Debug)]
pub struct Confirm {
    ask: ConfirmAsk,
}

impl Confirm {
    /// Opens it.
    pub fn new(ask: ConfirmAsk) -> Self {
        Self { ask }
    }

    fn sheet(&self) -> Sheet<'_> {
        let width = cells(&self.ask.title).max(cells(&self.ask.text)).saturating_add(6).clamp(40, 60);
        Sheet { title: &self.ask.title, private: false, hint: &self.ask.text, typed: false, width, rows: 1 }
    }

    fn words(&self) -> (String, String) {
        (format!("  Enter  {}  ", self.ask.yes), format!("  Esc  {NO}  "))
    }

    /// Where the two answers lie.
    fn answers(&self, screen: Rect) -> (Rect, Rect) {
        let list = self.sheet().places(screen).list;
        let (yes, no) = self.words();
        let yes = Rect { width: cells(&yes).min(list.width), height: list.height.min(1), ..list };
        let x = (yes.right() + 2).min(list.right());
        let no = Rect { x, width: cells(&no).min(list.right() - x), ..yes };
        (yes, no)
    }
}

impl Overlay for Confirm {
    fn layer(&self) -> Layer {
        Layer::Confirm
    }

    fn command(&mut self, command: Cmd, _ctx: &Ctx) -> Reply {
        match command {
            Cmd::Leave => Reply::Close,
            Cmd::Accept => Reply::Answer(Answer::Yes),
            _ => Reply::Stay,
        }
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Reply {
        let at = (mouse.column, mouse.row).into();
        let (yes, no) = self.answers(ctx.area);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) if yes.contains(at) => Reply::Answer(Answer::Yes),
            MouseEventKind::Down(MouseButton::Left) if no.contains(at) => Reply::Close,
            _ => Reply::Stay,
        }
    }

    fn purpose(&self) -> Option<&Purpose> {
        Some(&self.ask.purpose)
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        push_back(buf, ctx.area, ctx.look);
        self.sheet().draw(buf, ctx.area, ctx.look);
        let (yes, no) = self.answers(ctx.area);
        let (yes_words, no_words) = self.words();
        fill(buf, yes, ctx.look.focus());
        put_clipped(buf, yes.x, yes.y, usize::from(yes.width), &yes_words, ctx.look.focus());
        put_clipped(buf, no.x, no.y, usize::from(no.width), &no_words, ctx.look.text());
        None
    }
}
