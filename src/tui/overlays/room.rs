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
        // A small word for who steers: why the picture does not follow.
        let word = match (ctx.wall.frozen, ctx.wall.pinned) {
            (true, _) => "frozen",
            (false, true) => "pinned",
            (false, false) => "",
        };
        room::draw_signed(ctx.wall, buf, ctx.area, ctx.look, &ctx.now, word);
        None
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use crate::room::Wall;
    use crate::tui::harness::Harness;
    use crate::tui::look::Look;
    use crate::tui::room;

    /// The letters of the small words of a wall of this size.
    fn written(word: &str, size: &str) -> String {
        let (width, height) = size.split_once('x').unwrap();
        let area = Rect::new(0, 0, width.parse().unwrap(), height.parse().unwrap());
        let mut buf = Buffer::empty(area);
        let look = Look::default();
        let wall = Wall { whose: word.to_owned(), ..Wall::default() };
        let now = Harness::sample().now;
        room::draw(&wall, &mut buf, area, &look, &now);
        let first = (0..area.height)
            .map(|y| (0..area.width / 2).map(|x| buf[(x, y)].symbol()).collect::<String>().trim().to_owned());
        first.into_iter().find(|row| !row.is_empty()).unwrap_or_default()
    }

    #[test]
    fn a_picture_that_does_not_follow_says_so_beside_the_time_in_letters_of_its_size() {
        for size in ["66x18", "80x24", "160x48", "240x67"] {
            for (keys, word) in [
                ("f", "frozen"),
                ("t", "pinned"),
                ("tf", "frozen"),
                ("<Right>", "pinned"),
                ("<Right>b", "pinned"),
            ] {
                let mut h = Harness::sample();
                h.keys(&format!("<resize {size}>")).stage("Gaps").keys("<C-r>");
                let before = h.screen();
                h.keys(keys);
                let head: String = h.screen().lines().take(6).collect::<Vec<_>>().join("\n");
                let shown = written(word, size);
                assert!(head.contains(&shown), "{size} {keys}: no {shown:?} in\n{}", h.screen());
                if keys == "f" {
                    let below = |screen: &str| screen.lines().skip(6).map(str::to_owned).collect::<Vec<_>>();
                    assert_eq!(below(&h.screen()), below(&before), "{size}: nothing else is moved");
                }
                h.keys(if keys.ends_with('b') { "bu" } else { "u" });
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
