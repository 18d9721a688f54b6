//! A sticky note on a wall: a filled rectangle of paper with dark text and a soft lower edge, and the wall that
//! arranges many of them.
//!
//! ```text
//! ▐We find out     ▌
//! ▐about outages   ▌
//! ▐from Facebook 😡▌
//! ▐! blocker     ×2▌
//!  ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀
//! ```
//!
//! It refuses to know whose note it is.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::put::{fill, fill_row, narrow, put, put_clipped, put_wrapped, wrapped_rows};
use crate::text;
use crate::tui::look::{Look, StickyTint};

/// Rows of text before a note ends in `…`.
pub const MOST_ROWS: u16 = 5;

/// What a sticky note shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sticky<'a> {
    pub text: &'a str,
    pub tint: StickyTint,
    /// How many notes this one stands for; 2 and more are shown.
    pub times: u32,
    /// A mark or a word for the lower left: `! blocker`, `wish`, the theme.
    pub word: &'a str,
    pub selected: bool,
}

impl<'a> Sticky<'a> {
    /// A note with nothing beside its text.
    pub const fn new(text: &'a str, tint: StickyTint) -> Sticky<'a> {
        Sticky { text, tint, times: 1, word: "", selected: false }
    }

    /// Rows a note takes at this width, its lower edge included; a note with a word or a count has a row for them.
    pub fn height(&self, width: u16) -> u16 {
        Sticky::height_of(self.text, width, self.has_foot())
    }

    /// Rows a text takes as a note at this width, its lower edge included.
    pub fn height_of(text: &str, width: u16, foot: bool) -> u16 {
        wrapped_rows(text, width.saturating_sub(2), MOST_ROWS).max(1) + u16::from(foot) + 1
    }

    fn has_foot(&self) -> bool {
        self.times > 1 || !self.word.is_empty()
    }

    /// Draws the note into the whole of `rect`: text from the top, word and count in the last row of the paper, edge
    /// in the last row. A rectangle too small for all of it loses the edge first, then the foot.
    pub fn draw(&self, buf: &mut Buffer, rect: Rect, look: &Look) {
        let rect = rect.intersection(buf.area);
        if rect.is_empty() {
            return;
        }
        let edge = u16::from(rect.height > 1);
        let paper = Rect { height: rect.height - edge, ..rect };
        let style = look.sticky(self.tint);
        fill(buf, paper, style);
        if edge == 1 {
            self.draw_edge(buf, rect, look);
        }
        self.draw_sides(buf, paper, look);
        if paper.width < 3 {
            return;
        }
        let foot = u16::from(self.has_foot() && paper.height > 1);
        let inner = Rect { x: paper.x + 1, width: paper.width - 2, height: paper.height - foot, ..paper };
        put_wrapped(buf, inner, self.text, style);
        if foot == 1 {
            self.draw_foot(buf, Rect { y: paper.bottom() - 1, height: 1, ..inner }, look);
        }
    }

    fn draw_edge(&self, buf: &mut Buffer, rect: Rect, look: &Look) {
        let inset = u16::from(rect.width > 2 && !look.has_colour());
        let under = Rect { x: rect.x + inset, width: rect.width - 2 * inset, ..rect };
        // The same for a selected note: a lower edge that changed its colour is most of the bytes of a selection.
        fill_row(buf, under, rect.bottom() - 1, look.marks().upper_half, look.sticky_edge(self.tint));
    }

    fn draw_sides(&self, buf: &mut Buffer, paper: Rect, look: &Look) {
        let marks = look.marks();
        if paper.width < 2 || (!self.selected && look.has_colour()) {
            return;
        }
        // In the ink of the paper: a selection that moves changes letters only, no colour, and is drawn in an instant.
        let style = look.sticky(self.tint);
        let (left, right) = if look.has_colour() {
            (marks.left_half, marks.right_half)
        } else {
            (marks.right_half, marks.left_half)
        };
        for y in paper.top()..paper.bottom() {
            put(buf, paper.x, y, 1, left, style);
            put(buf, paper.right() - 1, y, 1, right, style);
        }
        if self.selected {
            put(buf, paper.x, paper.y, 1, marks.pointer, style);
        }
    }

    fn draw_foot(&self, buf: &mut Buffer, row: Rect, look: &Look) {
        let style = look.sticky(self.tint);
        let mut count = String::new();
        if self.times > 1 {
            // Writing into a string cannot fail.
            let _ = write!(count, "{}{}", look.marks().times, self.times);
        }
        let taken = text::width(&count).min(usize::from(row.width));
        put(buf, row.right() - narrow(taken), row.y, taken, &count, style);
        let room = usize::from(row.width).saturating_sub(taken + 1);
        put_clipped(buf, row.x, row.y, room, self.word, style);
    }
}

/// Where the notes of a wall lie; the same answer serves drawing and the mouse.
///
/// `heights` are the notes in order, `column` the width of a note, `area` the visible part of the wall. Notes fill rows
/// from the left; a row is as high as its highest note; notes are one cell apart. The rectangles are on an endless wall
/// that begins at `area`'s upper left corner, in `i32` rows, so that callers can scroll it.
pub fn wall(heights: &[u16], area: Rect, column: u16) -> Vec<Place> {
    let width = column.min(area.width).max(1);
    let across = columns(area.width, column);
    let mut places = Vec::with_capacity(heights.len());
    let mut top = 0;
    for row in heights.chunks(across) {
        let mut x = area.x;
        for height in row {
            places.push(Place { x, width, top, height: *height });
            x = x.saturating_add(width + 1);
        }
        top += row.iter().map(|height| i32::from(*height)).max().unwrap_or(0);
    }
    places
}

/// How many notes lie beside each other; at least one.
pub fn columns(width: u16, column: u16) -> usize {
    usize::from(width.saturating_add(1) / column.saturating_add(1).max(1)).max(1)
}

/// A note's place on a wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub x: u16,
    pub width: u16,
    /// Rows below the upper edge of the wall.
    pub top: i32,
    pub height: u16,
}

impl Place {
    /// The rectangle on the screen when the wall is scrolled down by `scroll` rows; `None` unless its first row shows.
    /// A note that hangs out below is cut.
    pub fn on_screen(&self, area: Rect, scroll: i32) -> Option<Rect> {
        let row = u16::try_from(self.top - scroll).ok().filter(|row| *row < area.height)?;
        let rect = Rect::new(self.x, area.y + row, self.width, self.height.min(area.height - row));
        Some(rect.intersection(area)).filter(|rect| !rect.is_empty())
    }
}

/// The note under a cell of the screen.
pub fn hit(places: &[Place], area: Rect, scroll: i32, x: u16, y: u16) -> Option<usize> {
    places
        .iter()
        .position(|place| place.on_screen(area, scroll).is_some_and(|rect| rect.contains((x, y).into())))
}

/// The scroll that shows the whole of a note (or its top, if it is higher than the area), moving as little as possible.
pub fn scroll_to(place: &Place, area: Rect, scroll: i32) -> i32 {
    let bottom = place.top + i32::from(place.height);
    let lowest = bottom - i32::from(area.height);
    scroll.max(lowest).min(place.top).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::look::{Depth, Glyphs, Theme};

    fn drawn(sticky: &Sticky<'_>, look: &Look, width: u16) -> Vec<String> {
        let rect = Rect::new(0, 0, width, sticky.height(width));
        let mut buf = Buffer::empty(rect);
        sticky.draw(&mut buf, rect, look);
        let row = |y| (0..width).map(|x| buf[(x, y)].symbol()).collect::<String>();
        (0..rect.height).map(row).collect()
    }

    #[test]
    fn a_note_is_paper_with_its_text_its_count_and_a_soft_edge() {
        let sticky = Sticky {
            times: 2,
            word: "! blocker",
            ..Sticky::new("We find out from Facebook", StickyTint::Today)
        };
        let rows = drawn(&sticky, &Look::default(), 16);
        assert_eq!(rows, [" We find out    ", " from Facebook  ", " ! blocker   ×2 ", "▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀"]);
    }

    #[test]
    fn without_colour_the_paper_has_sides_and_the_selection_a_pointer() {
        let look = Look::new(Theme::Light, Depth::None, Glyphs::Ascii);
        let sticky = Sticky { selected: true, ..Sticky::new("We find out", StickyTint::Today) };
        assert_eq!(drawn(&sticky, &look, 9), [">We find|", "|out    |", " ------- "]);
    }

    #[test]
    fn a_selected_note_has_bars_of_ink_on_its_sides_and_keeps_its_colours() {
        let look = Look::default();
        let rect = Rect::new(0, 0, 8, 2);
        let mut buf = Buffer::empty(rect);
        Sticky { selected: true, ..Sticky::new("note", StickyTint::Wish) }.draw(&mut buf, rect, &look);
        assert_eq!((buf[(0, 0)].symbol(), buf[(7, 0)].symbol()), ("▸", "▐"));
        assert_eq!(Some(buf[(0, 0)].bg), look.sticky(StickyTint::Wish).bg);
        assert_eq!(buf[(0, 0)].style(), buf[(2, 0)].style());
    }

    #[test]
    fn a_long_note_ends_in_an_ellipsis() {
        let long = "word ".repeat(40);
        let rows = drawn(&Sticky::new(&long, StickyTint::Plain), &Look::default(), 12);
        assert_eq!(rows.len(), usize::from(MOST_ROWS) + 1);
        assert!(rows[4].contains('…'));
    }

    #[test]
    fn the_mouse_finds_the_note_it_sees() {
        let area = Rect::new(2, 3, 21, 6);
        let places = wall(&[3, 4, 2, 2], area, 10);
        assert_eq!(
            places.iter().map(|p| (p.x, p.top)).collect::<Vec<_>>(),
            [(2, 0), (13, 0), (2, 4), (13, 4)]
        );
        assert_eq!(hit(&places, area, 0, 14, 6), Some(1));
        assert_eq!(hit(&places, area, 0, 12, 3), None);
        assert_eq!(hit(&places, area, 4, 3, 3), Some(2));
        assert_eq!(scroll_to(&places[2], area, 0), 0);
        assert_eq!(scroll_to(&places[2], Rect { height: 3, ..area }, 0), 3);
        assert_eq!(scroll_to(&places[0], area, 4), 0);
    }
}
