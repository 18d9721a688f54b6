//! Big digits for clocks, three cells wide and three rows high, drawn in half blocks: readable from the back row.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::put::{narrow, put};
use crate::text;
use crate::tui::look::Look;

/// Rows a big text takes.
pub const HEIGHT: u16 = 3;

/// Six half rows of three columns each, from the top; a bit is a filled half cell.
fn shape(c: char) -> Option<[u8; 6]> {
    Some(match c {
        '0' => [0b111, 0b101, 0b101, 0b101, 0b101, 0b111],
        '1' => [0b010, 0b110, 0b010, 0b010, 0b010, 0b111],
        '2' => [0b111, 0b001, 0b001, 0b111, 0b100, 0b111],
        '3' => [0b111, 0b001, 0b011, 0b001, 0b001, 0b111],
        '4' => [0b101, 0b101, 0b101, 0b111, 0b001, 0b001],
        '5' => [0b111, 0b100, 0b111, 0b001, 0b001, 0b111],
        '6' => [0b111, 0b100, 0b111, 0b101, 0b101, 0b111],
        '7' => [0b111, 0b001, 0b001, 0b010, 0b010, 0b010],
        '8' => [0b111, 0b101, 0b111, 0b101, 0b101, 0b111],
        '9' => [0b111, 0b101, 0b101, 0b111, 0b001, 0b111],
        ':' => [0b0, 0b1, 0b0, 0b0, 0b1, 0b0],
        '+' => [0b000, 0b010, 0b111, 0b010, 0b000, 0b000],
        '-' => [0b000, 0b000, 0b111, 0b000, 0b000, 0b000],
        ' ' => [0; 6],
        _ => return None,
    })
}

fn columns(c: char) -> u16 {
    if c == ':' { 1 } else { 3 }
}

/// Cells a big text takes; characters without a big shape (all but digits and `:+- `) take none.
pub fn width(text: &str) -> u16 {
    let sum =
        text.chars().filter(|c| shape(*c).is_some()).map(|c| columns(c) + 1).fold(0, u16::saturating_add);
    sum.saturating_sub(1)
}

/// Draws big digits at the upper left of `rect`; where they do not fit, and on terminals with plain marks only, the text
/// is drawn small. Returns the cells used.
pub fn draw(buf: &mut Buffer, rect: Rect, text: &str, style: Style, look: &Look) -> u16 {
    let rect = rect.intersection(buf.area);
    if rect.is_empty() {
        return 0;
    }
    let marks = look.marks();
    let fits = rect.height >= HEIGHT && width(text) <= rect.width && text.chars().all(|c| shape(c).is_some());
    if !fits || !has_blocks(look) {
        return narrow(put(
            buf,
            rect.x,
            rect.y,
            usize::from(rect.width),
            &text::clip(text, rect.width.into()),
            style,
        ));
    }
    let mut x = rect.x;
    for c in text.chars() {
        let Some(half_rows) = shape(c) else { continue };
        for row in 0..HEIGHT {
            let pair = &half_rows[usize::from(row) * 2..usize::from(row) * 2 + 2];
            for column in 0..columns(c) {
                let bit = 1 << (columns(c) - 1 - column);
                let mark = match (pair[0] & bit != 0, pair[1] & bit != 0) {
                    (true, true) => marks.full,
                    (true, false) => marks.upper_half,
                    (false, true) => marks.lower_half,
                    (false, false) => " ",
                };
                put(buf, x + column, rect.y + row, 1, mark, style);
            }
        }
        x += columns(c) + 1;
    }
    width(text)
}

/// Whether a terminal draws block characters.
pub fn has_blocks(look: &Look) -> bool {
    let marks = look.marks();
    marks.upper_half != marks.line
}

/// A cell that is filled, as this terminal draws one: a block, else a reversed blank where there is colour, else a sign.
pub fn dot(look: &Look) -> (&'static str, Modifier) {
    if has_blocks(look) {
        (look.marks().full, Modifier::empty())
    } else if look.has_colour() {
        (" ", Modifier::REVERSED)
    } else {
        (look.marks().full, Modifier::empty())
    }
}

/// Whether a text can be drawn big.
pub fn shows(text: &str) -> bool {
    text.chars().all(|c| shape(c).is_some())
}

/// Draws big digits in whole cells, so many across and down a point, at the upper left of `rect`, which must hold them:
/// [`width`] times `across` cells, twice [`HEIGHT`] times `down` rows.
pub fn draw_filled(
    buf: &mut Buffer,
    rect: Rect,
    text: &str,
    (across, down): (u16, u16),
    style: Style,
    look: &Look,
) {
    let (dot, modifier) = dot(look);
    let mut x = rect.x;
    for c in text.chars() {
        let Some(points) = shape(c) else { continue };
        for (row, y) in (0..2 * HEIGHT * down).zip(rect.y..) {
            let lit = points[usize::from(row / down)];
            for column in (0..columns(c)).filter(|column| lit >> (columns(c) - 1 - column) & 1 == 1) {
                for cell in 0..across {
                    put(buf, x + column * across + cell, y, 1, dot, style.add_modifier(modifier));
                }
            }
        }
        x += (columns(c) + 1) * across;
    }
}

/// Draws big digits `scale` times as big at the upper left of `rect`, which must hold them: [`width`] times `scale`
/// cells across, [`HEIGHT`] times `scale` down.
pub fn draw_scaled(buf: &mut Buffer, rect: Rect, text: &str, scale: u16, style: Style, look: &Look) {
    let marks = look.marks();
    let mut x = rect.x;
    for c in text.chars() {
        let Some(half_rows) = shape(c) else { continue };
        for row in 0..HEIGHT * scale {
            let lit = |half: u16, column: u16| {
                let point = half_rows[usize::from((row * 2 + half) / scale)];
                point & (1 << (columns(c) - 1 - column)) != 0
            };
            for column in 0..columns(c) {
                let mark = match (lit(0, column), lit(1, column)) {
                    (true, true) => marks.full,
                    (true, false) => marks.upper_half,
                    (false, true) => marks.lower_half,
                    (false, false) => continue,
                };
                for cell in 0..scale {
                    put(buf, x + column * scale + cell, rect.y + row, 1, mark, style);
                }
            }
        }
        x += (columns(c) + 1) * scale;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::look::{Depth, Glyphs, Theme};

    #[test]
    fn a_clock_can_be_read() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 9, 3));
        let area = buf.area;
        assert_eq!(draw(&mut buf, area, "4:20", Style::new(), &Look::default()), 4);
        let mut buf = Buffer::empty(Rect::new(0, 0, 13, 3));
        let area = buf.area;
        assert_eq!(draw(&mut buf, area, "4:20", Style::new(), &Look::default()), 13);
        let rows: Vec<String> = (0..3).map(|y| (0..13).map(|x| buf[(x, y)].symbol()).collect()).collect();
        assert_eq!(rows, ["█ █ ▄ ▀▀█ █▀█", "█▄█   ▄▄█ █ █", "  █ ▀ █▄▄ █▄█"]);
    }

    #[test]
    fn a_plain_terminal_shows_it_small() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 20, 3));
        let area = buf.area;
        let look = Look::new(Theme::Light, Depth::C16, Glyphs::Ascii);
        assert_eq!(draw(&mut buf, area, "18:42", Style::new(), &look), 5);
        assert_eq!(buf[(0, 0)].symbol(), "1");
    }
}
