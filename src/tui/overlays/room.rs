//! The wall in this window, for a mirrored laptop: the whole screen, nothing of the facilitator's on it. The same keys
//! steer the projector's own window, which shows the same picture.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyEvent, MouseEvent, MouseEventKind};

use super::{Cmd, Overlay, Reply};
use crate::room::{Veil, Wish};
use crate::tui::ctx::Ctx;
use crate::tui::keymap::Layer;
use crate::tui::outcome::Outcome;
use crate::tui::room;
use crate::tui::showing::WallChange;

/// The wall.
#[derive(Debug, Default)]
pub struct Room;

impl Room {
    fn wall(change: WallChange) -> Reply {
        Reply::Do(Outcome::Wall(change))
    }
}

impl Overlay for Room {
    fn layer(&self) -> Layer {
        Layer::Room
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Reply {
        match command {
            Cmd::Leave if ctx.wall.veil != Veil::None => Self::wall(WallChange::Veil(ctx.wall.veil)),
            Cmd::Leave => Reply::Close,
            Cmd::Blank => Self::wall(WallChange::Veil(Veil::Plain)),
            Cmd::Black => Self::wall(WallChange::Veil(Veil::Black)),
            Cmd::Freeze => Self::wall(WallChange::Freeze),
            Cmd::Dark => Self::wall(WallChange::Dark),
            Cmd::Next => Self::wall(WallChange::Step(1)),
            Cmd::Previous => Self::wall(WallChange::Step(-1)),
            Cmd::PageDown => Self::wall(WallChange::Page(1)),
            Cmd::PageUp => Self::wall(WallChange::Page(-1)),
            Cmd::Follow => Self::wall(WallChange::Pin(None)),
            Cmd::ComesLate => Self::wall(WallChange::Pin(Some(Wish::CatchUp(None)))),
            Cmd::BigClock => Self::wall(WallChange::Pin(Some(Wish::Clock))),
            Cmd::Spotlight => Self::wall(WallChange::SpotlightHere),
            _ => Reply::Stay,
        }
    }

    fn key(&mut self, _key: KeyEvent, _ctx: &Ctx) -> Reply {
        Reply::Stay
    }

    fn mouse(&mut self, mouse: MouseEvent, _ctx: &Ctx) -> Reply {
        match mouse.kind {
            MouseEventKind::ScrollUp => Self::wall(WallChange::Page(-1)),
            MouseEventKind::ScrollDown => Self::wall(WallChange::Page(1)),
            _ => Reply::Stay,
        }
    }

    fn goes_on_navigation(&self) -> bool {
        false
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        room::draw(ctx.wall, buf, ctx.area, ctx.look, &ctx.now, false);
        None
    }
}
