//! The wall in this window, for a mirrored laptop: the whole screen, nothing of the facilitator's on it. The same keys
//! steer the projector's own window, which shows the same picture.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyEvent, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use super::{Cmd, Overlay, Reply};
use crate::room::{Veil, Wish};
use crate::tui::ctx::Ctx;
use crate::tui::keymap::Layer;
use crate::tui::outcome::Outcome;
use crate::tui::room;
use crate::tui::showing::WallChange;
use crate::tui::widgets::put::{fill, put};

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
        let word = match (ctx.wall.veil, ctx.wall.frozen, ctx.wall.pinned) {
            (Veil::Black, ..) | (_, false, false) => return None,
            (_, true, _) => "frozen",
            (_, false, true) => "pinned",
        };
        sign(word, buf, ctx);
        None
    }
}

/// A small word in the last row, for who steers: why the picture does not follow. Where the picture reaches down there, it
/// is drawn a row shorter.
fn sign(word: &str, buf: &mut Buffer, ctx: &Ctx) {
    let area = ctx.area;
    let look = room::look_of(ctx.wall, ctx.look);
    let width = u16::try_from(word.len()).unwrap_or(0) + 2;
    if area.height < 2 || area.width < width {
        return;
    }
    let row = Rect { y: area.bottom() - 1, height: 1, ..area };
    let place = Rect { x: row.right() - width, width, ..row };
    if place.positions().any(|at| buf[at].symbol() != " " || buf[at].bg != buf[(area.x, area.y)].bg) {
        room::draw(ctx.wall, buf, Rect { height: area.height - 1, ..area }, ctx.look, &ctx.now, false);
        fill(buf, row, look.page());
    }
    put(buf, place.x, place.y, word.len(), word, look.soft());
}

#[cfg(test)]
mod tests {
    use crate::tui::harness::Harness;

    #[test]
    fn a_picture_that_does_not_follow_says_so_in_a_small_word_at_every_size() {
        for size in ["66x18", "80x24", "160x48"] {
            for (keys, word) in [("f", "frozen"), ("t", "pinned"), ("tf", "frozen"), ("<Right>", "pinned")] {
                let mut h = Harness::sample();
                h.keys(&format!("<resize {size}>")).stage("Gaps").keys("<C-r>");
                let before = h.screen();
                h.keys(keys);
                let last = h.screen().lines().last().unwrap_or_default().trim_end().to_owned();
                assert!(last.ends_with(word), "{size} {keys}: {}", h.screen());
                h.keys("u");
                assert_eq!(h.screen(), before, "{size} {keys}");
            }
        }
    }

    #[test]
    fn a_black_wall_has_no_sign_on_it() {
        let mut h = Harness::sample();
        h.keys("<C-r>tf.");
        assert!(h.screen().trim().is_empty(), "{}", h.screen());
    }
}
