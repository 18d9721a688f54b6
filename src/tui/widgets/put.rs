//! Text and fills, straight into the buffer: safe, clipped at grapheme borders, nothing allocated per cell.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::text;

/// One-cell texts of the printable ASCII characters, so that the fast path writes slices.
const ASCII: &str =
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// Draws as much of one line as fits into `max_width` cells and into the buffer; returns the cells used. A wide letter
/// that would be cut in half is left out. Line breaks and tabs are drawn as a space.
pub fn put(buf: &mut Buffer, x: u16, y: u16, max_width: usize, text: &str, style: Style) -> usize {
    let Some(room) = room_at(buf, x, y, max_width) else { return 0 };
    if text.bytes().all(|byte| (0x20..0x7F).contains(&byte)) {
        let used = text.len().min(room);
        let first = buf.index_of(x, y);
        for (cell, byte) in buf.content[first..first + used].iter_mut().zip(text.bytes()) {
            let at = usize::from(byte - 0x20);
            cell.set_symbol(&ASCII[at..=at]).set_style(style);
        }
        return used;
    }
    let mut used = 0;
    for cell in text::cells(text) {
        let width = usize::from(cell.width);
        if used + width > room {
            break;
        }
        if width > 0 {
            put_cell(buf, x + narrow(used), y, &cell, style);
            used += width;
        }
    }
    used
}

/// Like [`put`], with `…` at the end when something did not fit: after a whole word, unless that would leave less than
/// half of the room.
pub fn put_clipped(buf: &mut Buffer, x: u16, y: u16, max_width: usize, text: &str, style: Style) -> usize {
    let Some(room) = room_at(buf, x, y, max_width) else { return 0 };
    put(buf, x, y, room, &text::clip_words(text, room), style)
}

/// Draws a text so that it ends at the right edge of `rect`'s first row, clipped; returns the cells used.
pub fn put_right(buf: &mut Buffer, rect: Rect, text: &str, style: Style) -> usize {
    if rect.height == 0 {
        return 0;
    }
    let room = usize::from(rect.width);
    let clipped = text::clip(text, room);
    let width = text::width(&clipped).min(room);
    put(buf, rect.right() - narrow(width), rect.y, width, &clipped, style)
}

/// Draws a text in the middle of `rect`'s first row, clipped; returns the cells used.
pub fn put_centred(buf: &mut Buffer, rect: Rect, text: &str, style: Style) -> usize {
    if rect.height == 0 {
        return 0;
    }
    let room = usize::from(rect.width);
    let clipped = text::clip(text, room);
    let width = text::width(&clipped).min(room);
    put(buf, rect.x + narrow((room - width) / 2), rect.y, width, &clipped, style)
}

/// Draws a text wrapped into `rect`; the last row ends in `…` when there is more. Returns the rows used.
pub fn put_wrapped(buf: &mut Buffer, rect: Rect, text: &str, style: Style) -> u16 {
    let room = usize::from(rect.width);
    let mut rows = text::lines(text, room).take(usize::from(rect.height) + 1).peekable();
    let mut used = 0;
    while used < rect.height
        && let Some(line) = rows.next()
    {
        let y = rect.y + used;
        used += 1;
        if used == rect.height && rows.peek().is_some() {
            put_cut_row(buf, rect, y, &text[line], style);
        } else {
            put(buf, rect.x, y, room, &text[line], style);
        }
    }
    used
}

/// The rows [`put_wrapped`] would want, at most `most`.
pub fn wrapped_rows(text: &str, width: u16, most: u16) -> u16 {
    narrow(text::lines(text, usize::from(width)).take(usize::from(most)).count())
}

/// Paints a surface: blanks in this style. Nothing of what lay below, not even its weight, shines through.
pub fn fill(buf: &mut Buffer, rect: Rect, style: Style) {
    for y in rect.top()..rect.bottom().min(buf.area.bottom()) {
        for cell in row_mut(buf, rect, y) {
            cell.modifier = Modifier::empty();
            // Most of a fresh frame is blank already, and to look is cheaper than to write.
            if cell.symbol() != " " {
                cell.set_symbol(" ");
            }
            cell.set_style(style);
        }
    }
}

/// Repeats a one-cell mark along the row `y` of `rect`.
pub fn fill_row(buf: &mut Buffer, rect: Rect, y: u16, mark: &str, style: Style) {
    for cell in row_mut(buf, rect, y) {
        cell.set_symbol(mark).set_style(style);
    }
}

/// The cells of the row `y` of `rect`, as far as they are on the screen.
fn row_mut(buf: &mut Buffer, rect: Rect, y: u16) -> &mut [Cell] {
    let rect = rect.intersection(buf.area);
    if rect.width == 0 || y < rect.top() || y >= rect.bottom() {
        return &mut [];
    }
    let first = buf.index_of(rect.x, y);
    &mut buf.content[first..first + usize::from(rect.width)]
}

/// Changes the style of what is already drawn.
pub fn restyle(buf: &mut Buffer, rect: Rect, style: Style) {
    buf.set_style(rect, style);
}

fn put_cut_row(buf: &mut Buffer, rect: Rect, y: u16, line: &str, style: Style) {
    let room = usize::from(rect.width);
    if text::width(line) < room {
        let used = put(buf, rect.x, y, room, line, style);
        put(buf, rect.x + narrow(used), y, room - used, "…", style);
    } else {
        // One cell too many: the last word gives way to the mark.
        put(buf, rect.x, y, room, &text::clip_words(&format!("{line}…"), room), style);
    }
}

fn room_at(buf: &Buffer, x: u16, y: u16, max_width: usize) -> Option<usize> {
    let area = buf.area;
    let inside = x >= area.left() && x < area.right() && y >= area.top() && y < area.bottom();
    inside.then(|| max_width.min(usize::from(area.right() - x)))
}

fn put_cell(buf: &mut Buffer, x: u16, y: u16, cell: &text::Cell<'_>, style: Style) {
    buf[(x, y)].set_symbol(cell.text).set_style(style);
    if cell.width == 2 {
        // Hidden behind the wide letter; the style stays so that a fill has no holes when the letter goes.
        buf[(x + 1, y)].set_symbol(" ").set_style(style);
    }
}

/// Cells as the buffer counts them; more than a screen is a screen.
pub(super) fn narrow(cells: usize) -> u16 {
    u16::try_from(cells).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::buffer::CellWidth;

    fn row(buf: &Buffer, y: u16) -> String {
        (buf.area.left()..buf.area.right()).map(|x| buf[(x, y)].symbol()).collect()
    }

    #[test]
    fn text_is_drawn_safely_and_clipped() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 8, 2));
        assert_eq!(put(&mut buf, 0, 0, 8, "a\u{1b}[1m漢字漢字", Style::new()), 7);
        assert_eq!(row(&buf, 0), "a\u{FFFD}[1m漢  ");
        assert_eq!(put_clipped(&mut buf, 0, 1, 5, "customers", Style::new()), 5);
        assert_eq!(row(&buf, 1), "cust…   ");
        assert_eq!(put(&mut buf, 8, 0, 5, "x", Style::new()), 0);
        let mut buf = Buffer::empty(Rect::new(0, 0, 16, 1));
        put_clipped(&mut buf, 0, 0, 16, "No one person owns", Style::new());
        assert_eq!(row(&buf, 0), "No one person…  ");
    }

    #[test]
    fn a_long_text_ends_in_an_ellipsis_on_its_last_row() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 9, 2));
        let area = buf.area;
        assert_eq!(put_wrapped(&mut buf, area, "You tell me about the outage", Style::new()), 2);
        assert_eq!(row(&buf, 0), "You tell ");
        assert_eq!(row(&buf, 1), "me about…");
        let mut buf = Buffer::empty(Rect::new(0, 0, 11, 1));
        let area = buf.area;
        put_wrapped(&mut buf, area, "You told me it works", Style::new());
        assert_eq!(row(&buf, 0), "You told…  ");
        let mut buf = Buffer::empty(Rect::new(0, 0, 9, 3));
        let area = buf.area;
        assert_eq!(put_wrapped(&mut buf, area, "It works", Style::new()), 1);
        assert_eq!(put_right(&mut buf, Rect::new(0, 2, 9, 1), "漢 12", Style::new()), 5);
        assert_eq!(row(&buf, 2), "    漢  12");
    }

    proptest! {
        #[test]
        fn widths_agree_with_the_buffer(text in ".{0,20}|[ｶﾞ漢e\u{301}\u{200D}👩🚀❤\u{FE0F}🇯🇵क्षि]{0,10}") {
            for cell in text::cells(&text).filter(|cell| cell.width > 0) {
                prop_assert_eq!(u16::from(cell.width), cell.text.cell_width(), "{:?}", cell);
            }
        }
    }
}
