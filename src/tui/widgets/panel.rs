//! The surface of an overlay: a sheet in the middle or at the bottom, with a title and, for what is private, a band.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::put::{fill, fill_row, put, put_clipped};
use crate::text;
use crate::tui::look::Look;

/// Where a sheet lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Centre,
    Bottom,
}

/// A sheet over the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Panel<'a> {
    pub title: &'a str,
    /// The words of the band over private matter: `NOT FOR THE ROOM`.
    pub band: Option<&'a str>,
    pub side: Side,
    /// Wanted size of the content; it is cut to what the screen has.
    pub width: u16,
    pub height: u16,
}

impl Panel<'_> {
    /// The rectangle the whole sheet takes on this screen.
    pub fn place(&self, screen: Rect) -> Rect {
        let chrome = 2 + u16::from(self.band.is_some());
        let width = match self.side {
            Side::Centre => self.width.saturating_add(4).min(screen.width),
            Side::Bottom => screen.width,
        };
        let height = self.height.saturating_add(chrome).min(screen.height);
        let x = screen.x + (screen.width - width) / 2;
        let y = match self.side {
            Side::Centre => screen.y + (screen.height - height) / 2,
            Side::Bottom => screen.bottom() - height,
        };
        Rect::new(x, y, width, height)
    }

    /// Draws the sheet and returns the rectangle for its content, which may be empty on a tiny screen.
    pub fn draw(&self, buf: &mut Buffer, screen: Rect, look: &Look) -> Rect {
        let rect = self.place(screen.intersection(buf.area));
        if rect.is_empty() {
            return rect;
        }
        match self.side {
            Side::Centre => beside(buf, rect),
            Side::Bottom => cut_wide(buf, rect.x, rect),
        }
        // Styles are laid over each other: what was bold below would shine through.
        for place in rect.positions() {
            buf[place].reset();
        }
        fill(buf, rect, look.panel());
        let mut top = rect.y;
        if let Some(words) = self.band {
            fill_row(buf, rect, top, " ", look.band());
            put_clipped(buf, rect.x + 2.min(rect.width), top, inner_width(rect), words, look.band());
            top += 1;
        }
        match self.side {
            Side::Centre => frame(buf, Rect { y: top, height: rect.bottom() - top, ..rect }, look),
            Side::Bottom if top < rect.bottom() => fill_row(buf, rect, top, look.marks().line, look.border()),
            Side::Bottom => {}
        }
        if top < rect.bottom() && !self.title.is_empty() {
            let room = inner_width(rect).saturating_sub(2);
            let used = put_clipped(buf, rect.x.saturating_add(3), top, room, self.title, look.heading());
            if used > 0 {
                put(buf, rect.x + 2, top, 1, " ", look.panel());
                let after = rect.x + 3 + super::put::narrow(used);
                put(
                    buf,
                    after,
                    top,
                    usize::from(rect.right().saturating_sub(after)).min(1),
                    " ",
                    look.panel(),
                );
            }
        }
        let x = rect.x + 2.min(rect.width);
        let y = (top + 1).min(rect.bottom());
        let bottom = if self.side == Side::Centre { rect.bottom().saturating_sub(1) } else { rect.bottom() };
        Rect::new(x, y, rect.width.saturating_sub(4), bottom.saturating_sub(y))
    }
}

/// A wide letter that begins left of a column would hide its first cell: it gives way, as paper does below paper.
fn cut_wide(buf: &mut Buffer, column: u16, rect: Rect) {
    let Some(x) = column.checked_sub(1).filter(|x| *x >= buf.area.left()) else { return };
    for y in rect.top()..rect.bottom() {
        let cell = &mut buf[(x, y)];
        if text::width(cell.symbol()) > 1 {
            cell.set_symbol(" ");
        }
    }
}

/// One cell on either side of a sheet is blank: a letter that touches its edge reads like a part of it.
fn beside(buf: &mut Buffer, rect: Rect) {
    let left = rect.x.checked_sub(1).filter(|x| *x >= buf.area.left());
    let right = Some(rect.right()).filter(|x| *x < buf.area.right());
    for x in left.into_iter().chain(right) {
        cut_wide(buf, x, rect);
        for y in rect.top()..rect.bottom() {
            buf[(x, y)].set_symbol(" ");
        }
    }
}

fn inner_width(rect: Rect) -> usize {
    usize::from(rect.width.saturating_sub(4))
}

/// A thin frame along the inside of `rect`.
pub fn frame(buf: &mut Buffer, rect: Rect, look: &Look) {
    let rect = rect.intersection(buf.area);
    if rect.width < 2 || rect.height < 2 {
        return;
    }
    let marks = look.marks();
    let style = look.border();
    let (right, bottom) = (rect.right() - 1, rect.bottom() - 1);
    fill_row(buf, rect, rect.y, marks.line, style);
    fill_row(buf, rect, bottom, marks.line, style);
    for y in rect.y + 1..bottom {
        put(buf, rect.x, y, 1, marks.wall, style);
        put(buf, right, y, 1, marks.wall, style);
    }
    let places = [(rect.x, rect.y), (right, rect.y), (rect.x, bottom), (right, bottom)];
    for ((x, y), corner) in places.into_iter().zip(marks.corners) {
        put(buf, x, y, 1, corner, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_sheet_has_its_band_and_its_title() {
        let screen = Rect::new(0, 0, 24, 7);
        let mut buf = Buffer::empty(screen);
        let look = Look::default();
        let panel = Panel {
            title: "Voice",
            band: Some("NOT FOR THE ROOM"),
            side: Side::Centre,
            width: 18,
            height: 2,
        };
        assert_eq!(panel.draw(&mut buf, screen, &look), Rect::new(3, 3, 18, 2));
        let row = |y| (0..24).map(|x| buf[(x, y)].symbol()).collect::<String>();
        assert_eq!(row(1), "   NOT FOR THE ROOM     ");
        assert_eq!(row(2), " ╭─ Voice ────────────╮ ");
        assert_eq!(row(5), " ╰────────────────────╯ ");
        assert_eq!(Some(buf[(2, 1)].bg), look.band().bg);
    }
}
