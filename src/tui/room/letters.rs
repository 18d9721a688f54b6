//! Letters larger than a cell, for what the back row must read: in quarter blocks a middle face of two cells by three and
//! a large one of four by four; in whole cells a huge one of eight by eight, and one of four by six for terminals without
//! block characters. They have the alphabets of Europe, Greek and Cyrillic among them. Hebrew, Arabic and the writing of
//! East Asia have no large face: such a text is drawn in plain cells by whoever asks.

use std::borrow::Cow;

use embedded_graphics::geometry::{OriginDimensions as _, Point};
use embedded_graphics::image::GetPixel as _;
use embedded_graphics::mono_font::iso_8859_1::FONT_4X6;
use embedded_graphics::mono_font::{
    MonoFont, iso_8859_2, iso_8859_3, iso_8859_4, iso_8859_5, iso_8859_7, iso_8859_9, iso_8859_10,
    iso_8859_13, iso_8859_14, iso_8859_15, iso_8859_16,
};
use embedded_graphics::pixelcolor::BinaryColor as Bit;
use font8x8::UnicodeFonts as _;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_normalization::UnicodeNormalization as _;

use super::shapes;
use crate::text;
use crate::tui::look::Look;
use crate::tui::widgets::big;
use crate::tui::widgets::put::put;

/// How large a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// One cell a letter.
    Plain,
    /// Two cells by three, in quarter blocks.
    Middle,
    /// Four cells by six, a cell a point: the middle face where there are no block characters.
    Filled,
    /// Four cells by four, in quarter blocks.
    Large,
    /// Eight cells by eight, a cell a point.
    Huge,
}

impl Size {
    /// Cells of a letter, across and down.
    pub const fn cell(self) -> (u16, u16) {
        match self {
            Self::Plain => (1, 1),
            Self::Middle => (2, 3),
            Self::Filled => (4, 6),
            Self::Large => (4, 4),
            Self::Huge => (8, 8),
        }
    }

    /// Whether a terminal can draw it.
    pub fn drawn_by(self, look: &Look) -> bool {
        match self {
            Self::Plain | Self::Huge => true,
            Self::Middle | Self::Large => big::has_blocks(look),
            Self::Filled => !big::has_blocks(look),
        }
    }

    /// Letters that fit side by side.
    pub const fn letters(self, width: u16) -> u16 {
        width / self.cell().0
    }
}

/// Quarter blocks by their four bits: upper left 1, upper right 2, lower left 4, lower right 8.
const QUARTERS: [&str; 16] = [" ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█"];

/// The points of a letter row by row from above, its leftmost point in the lowest bit.
fn shape(size: Size, c: char) -> Option<[u8; 8]> {
    if c == ' ' {
        return Some([0; 8]);
    }
    match size {
        Size::Plain => None,
        Size::Middle | Size::Filled => {
            shapes::middle(c).or_else(|| middle(c)).or_else(|| further(c).map(|(middle, _)| middle))
        }
        // From the back row the font's slashed 0 is an 8.
        Size::Large | Size::Huge if c == '0' => Some([0x3e, 0x63, 0x63, 0x63, 0x63, 0x63, 0x3e, 0]),
        Size::Large | Size::Huge => shapes::large(c).or_else(|| {
            let latin = || font8x8::LATIN_FONTS.get(c);
            let found = font8x8::BASIC_FONTS.get(c).or_else(latin);
            found
                .filter(|rows| rows.iter().any(|row| *row != 0))
                .or_else(|| further(c).map(|(_, large)| large))
        }),
    }
}

fn middle(c: char) -> Option<[u8; 8]> {
    // Three points across make an H of the font's own N, a capital of its m and an 8 of its 0.
    let own = match c {
        'N' => Some([0b011, 0b101, 0b101, 0b101, 0b101, 0, 0, 0]),
        'm' => Some([0, 0b111, 0b111, 0b101, 0b101, 0, 0, 0]),
        '0' => Some([0b111, 0b101, 0b101, 0b101, 0b111, 0, 0, 0]),
        _ => None,
    };
    if own.is_some() {
        return own;
    }
    let known = |c: char| matches!(c, ' '..='~' | '\u{a1}'..='\u{ff}');
    known(c).then(|| glyph(&FONT_4X6, c)).flatten()
}

/// The alphabets beyond that of western Europe, each in the points of the middle face and in those of the large one.
const ALPHABETS: [[&MonoFont; 2]; 11] = [
    [&iso_8859_2::FONT_4X6, &iso_8859_2::FONT_5X8],
    [&iso_8859_9::FONT_4X6, &iso_8859_9::FONT_5X8],
    [&iso_8859_5::FONT_4X6, &iso_8859_5::FONT_5X8],
    [&iso_8859_7::FONT_4X6, &iso_8859_7::FONT_5X8],
    [&iso_8859_15::FONT_4X6, &iso_8859_15::FONT_5X8],
    [&iso_8859_16::FONT_4X6, &iso_8859_16::FONT_5X8],
    [&iso_8859_4::FONT_4X6, &iso_8859_4::FONT_5X8],
    [&iso_8859_10::FONT_4X6, &iso_8859_10::FONT_5X8],
    [&iso_8859_13::FONT_4X6, &iso_8859_13::FONT_5X8],
    [&iso_8859_14::FONT_4X6, &iso_8859_14::FONT_5X8],
    [&iso_8859_3::FONT_4X6, &iso_8859_3::FONT_5X8],
];

/// A letter of a further alphabet, for the middle face and for the large one; there it is made as heavy as its neighbours.
fn further(c: char) -> Option<([u8; 8], [u8; 8])> {
    // What is no letter, as a quotation mark, is made plain instead.
    if c <= '\u{ff}' || !(c.is_alphabetic() || matches!(c, '€' | '№')) {
        return None;
    }
    ALPHABETS.iter().find_map(|[middle, large]| {
        // A point more to the right of each, but where that would close the only point between two strokes.
        let heavy = |rows: [u8; 8]| rows.map(|row| (row | (row << 1 & !(row >> 1))) << 1);
        Some((glyph(middle, c)?, heavy(glyph(large, c)?)))
    })
}

/// The points of a character in a font; nothing where it has none.
fn glyph(font: &MonoFont, c: char) -> Option<[u8; 8]> {
    let index = font.glyph_mapping.index(c);
    // What a font does not know it shows as a question mark.
    if c != '?' && index == font.glyph_mapping.index('?') {
        return None;
    }
    let (width, height) = (font.character_size.width, font.character_size.height.min(8));
    let index = u32::try_from(index).ok()?;
    let across = (font.image.size().width / width).max(1);
    let (left, top) = (index % across * width, index / across * font.character_size.height);
    let mut rows = [0; 8];
    for (y, row) in (0..height).zip(&mut rows) {
        for x in 0..width {
            let point = Point::new(i32::try_from(left + x).ok()?, i32::try_from(top + y).ok()?);
            *row |= u8::from(font.image.pixel(point).is_some_and(Bit::is_on)) << x;
        }
    }
    rows.iter().any(|row| *row != 0).then_some(rows)
}

/// How a character is set: as it is, made plain, without its accent, or not at all in this face.
fn set_as(size: Size, c: char) -> Option<char> {
    let plain = match c {
        '\u{2018}' | '\u{2019}' | '\u{02bc}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' => '"',
        '\u{2013}' | '\u{2014}' | '\u{2212}' => '-',
        '\u{00a0}' | '\u{202f}' | '\u{2009}' | '\n' => ' ',
        c => c,
    };
    if shape(size, plain).is_some() {
        return Some(plain);
    }
    // The face has no ễ: an e is read from the back row, a small ễ is not.
    c.nfd().next().filter(|base| *base != c && shape(size, *base).is_some())
}

/// What no face has and has no base to fall back to, as one writes it without.
fn spelt(letter: &str) -> Option<&'static str> {
    Some(match letter {
        "\u{2026}" => "...",
        "ґ" => "г",
        "Ґ" => "Г",
        "ẞ" => "SS",
        _ => return None,
    })
}

/// The text in letters that a face has, typographic marks made plain. What has no large shape, as an emoji, stays as it
/// is and is drawn small among the others; where that is more than a few, or the terminal cannot draw the face, nothing.
pub fn written<'a>(text: &'a str, size: Size, look: &Look) -> Option<Cow<'a, str>> {
    if size == Size::Plain || !size.drawn_by(look) {
        return None;
    }
    if text.chars().all(|c| shape(size, c).is_some()) {
        return Some(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    let (mut all, mut missing) = (0, 0);
    for cell in text::cells(text) {
        all += 1;
        // An accent that was typed for itself belongs to its letter.
        let mut chars = cell.text.nfc();
        let first = chars.next().and_then(|c| set_as(size, c));
        match (cell.text, first) {
            (plain, _) if spelt(plain).is_some() => out.push_str(spelt(plain).unwrap_or_default()),
            (_, Some(c)) if chars.next().is_none() || cell.width == 1 => out.push(c),
            _ => {
                missing += 1;
                out.push_str(cell.text);
            }
        }
    }
    (missing * 5 <= all).then_some(Cow::Owned(out))
}

/// Draws one line at the upper left of `rect`; letters that do not fit are left out.
pub fn draw(buf: &mut Buffer, rect: Rect, line: &str, size: Size, style: Style, look: &Look) {
    let rect = rect.intersection(buf.area);
    let (across, down) = size.cell();
    let mut x = rect.x;
    for cell in text::cells(line).filter(|cell| cell.width > 0) {
        let wide = across * u16::from(cell.width);
        if x + wide > rect.right() {
            return;
        }
        if let Some(rows) = cell.text.chars().next().and_then(|c| shape(size, c)) {
            // A mark that is two cells wide in plain cells stands in the middle of two letters.
            let x = x + (wide - across) / 2;
            letter(
                buf,
                Rect { x, width: across, height: down.min(rect.height), ..rect },
                rows,
                size,
                style,
                look,
            );
        } else {
            let left = (wide - u16::from(cell.width)) / 2;
            let style = style.add_modifier(Modifier::BOLD);
            put(buf, x + left, rect.y + (down - 1) / 2, usize::from(cell.width), cell.text, style);
        }
        x += wide;
    }
}

/// Draws a mark into four cells by three, as large as the large face has it; a letter that serves as a mark in the middle
/// face.
pub fn mark(buf: &mut Buffer, rect: Rect, mark: &str, style: Style, look: &Look) {
    let rect = Rect { width: 4, height: 3, ..rect }.intersection(buf.area);
    let Some(c) = mark.chars().next() else { return };
    match shapes::large(c) {
        Some(rows) => letter(buf, rect, rows, Size::Large, style, look),
        None => draw(buf, Rect { x: rect.x + 1, ..rect }, mark, Size::Middle, style, look),
    }
}

fn letter(buf: &mut Buffer, rect: Rect, rows: [u8; 8], size: Size, style: Style, look: &Look) {
    if matches!(size, Size::Filled | Size::Huge) {
        let (dot, modifier) = big::dot(look);
        for (row, points) in (rect.top()..rect.bottom()).zip(rows) {
            for column in (0..rect.width).filter(|column| points >> column & 1 == 1) {
                put(buf, rect.x + column, row, 1, dot, style.add_modifier(modifier));
            }
        }
        return;
    }
    for row in 0..rect.height {
        let upper = rows[usize::from(row) * 2];
        let lower = rows[usize::from(row) * 2 + 1];
        for cell in 0..rect.width {
            let bits = ((upper >> (cell * 2)) & 3) | (((lower >> (cell * 2)) & 3) << 2);
            put(buf, rect.x + cell, rect.y + row, 1, QUARTERS[usize::from(bits)], style);
        }
    }
}

/// The lines of a text in a size for a width in cells.
pub fn lines(written: &str, size: Size, width: u16) -> Vec<std::ops::Range<usize>> {
    text::wrap(written, usize::from(size.letters(width)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::look::{Depth, Glyphs, Theme};

    fn drawn(line: &str, size: Size) -> Vec<String> {
        let (across, down) = size.cell();
        let width = across * u16::try_from(line.chars().count()).unwrap();
        let mut buf = Buffer::empty(Rect::new(0, 0, width, down));
        let area = buf.area;
        draw(&mut buf, area, line, size, Style::new(), &Look::default());
        (0..down).map(|y| (0..width).map(|x| buf[(x, y)].symbol()).collect()).collect()
    }

    #[test]
    fn letters_are_drawn_in_quarter_blocks() {
        assert_eq!(drawn("Hi", Size::Large).len(), 4);
        assert_ne!(drawn("H", Size::Large), drawn("N", Size::Large));
        for (one, other) in [("N", "H"), ("m", "M"), ("0", "8"), ("0", "O")] {
            assert_ne!(drawn(one, Size::Middle), drawn(other, Size::Middle), "{one}");
        }
        assert_ne!(drawn("ä", Size::Middle), drawn("a", Size::Middle));
    }

    #[test]
    fn marks_of_print_become_plain_and_unknown_letters_are_refused() {
        let look = Look::default();
        for size in [Size::Middle, Size::Large] {
            assert_eq!(written("“Who’s there?” …", size, &look).as_deref(), Some("\"Who's there?\" ..."));
            assert_eq!(written("Österreich", size, &look).as_deref(), Some("Österreich"));
            assert_eq!(written("田中 美咲", size, &look), None);
            assert_eq!(written("Nguyễn", size, &look).as_deref(), Some("Nguyen"));
            assert_eq!(
                written("We wait 😡", size, &look).as_deref(),
                Some("We wait 😡"),
                "small among the others"
            );
        }
        let plain = Look::new(Theme::Light, Depth::C16, Glyphs::Ascii);
        assert_eq!(written("Hi", Size::Large, &plain), None, "no blocks, no quarters");
        assert_eq!(written("Hi", Size::Filled, &plain).as_deref(), Some("Hi"));
    }

    #[test]
    fn the_alphabets_of_europe_are_written_whole_in_every_face() {
        for text in [
            "Każdy dział ma własną listę klientów, zażółć gęślą jaźń ŁÓDŹ",
            "Příliš žluťoučký kůň úpěl ďábelské ódy, ŘEŠENÍ",
            "Müşterilerimiz için İSTANBUL, ığdır şöyle ğ",
            "Οι πελάτες μας περιμένουν πολύ: γιατί; ΆΝΘΡΩΠΟΣ",
            "Клиенты ждут слишком долго: почему? ЩЁТКА",
            "Ние чакаме, їжак і єнот, Љубав џак ђак",
            "Țară și înțelegere, ŞTIINŢĂ",
            "Ātrāk ķermenis ņemt, ąžuolas įėjimas ūkis, Œuvre, 20 €",
            "Ŵy ŷ Ċaħda Ġ ħ",
        ] {
            for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
                let look = Look::new(Theme::Light, Depth::True, glyphs);
                let sizes = [Size::Middle, Size::Filled, Size::Large, Size::Huge];
                for size in sizes.into_iter().filter(|size| size.drawn_by(&look)) {
                    assert_eq!(written(text, size, &look).as_deref(), Some(text), "{size:?}");
                    // An accent typed for itself is drawn with its letter.
                    let apart: String = text.nfd().collect();
                    assert_eq!(written(&apart, size, &look).as_deref(), Some(text), "{size:?}");
                    for c in text.chars().filter(|c| !c.is_whitespace()) {
                        let lit = shape(size, c).unwrap().iter().map(|row| row.count_ones()).sum::<u32>();
                        assert!(lit > 0, "{c} in {size:?}");
                    }
                }
            }
        }
        let look = Look::default();
        for plain in ["שלום לכולם", "مرحبا بكم", "お客様"] {
            assert_eq!(written(plain, Size::Middle, &look), None, "{plain} stays plain");
        }
        assert_ne!(drawn("ł", Size::Large), drawn("l", Size::Large));
        assert_ne!(drawn("И", Size::Middle), drawn("Н", Size::Middle));
    }

    #[test]
    fn every_mark_of_the_wall_has_a_shape_in_each_face_that_a_terminal_draws() {
        for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
            let look = Look::new(Theme::Light, Depth::True, glyphs);
            let m = look.marks();
            let (signs, wide) = (m.signs(), [m.waiting, m.pair, m.became]);
            let sizes = [Size::Middle, Size::Filled, Size::Large, Size::Huge];
            for size in sizes.into_iter().filter(|size| size.drawn_by(&look)) {
                for mark in signs.iter().chain(&wide).chain(&m.lanes) {
                    let written = written(mark, size, &look);
                    let all = |text: &str| text.chars().all(|c| shape(size, c).is_some());
                    assert!(written.as_deref().is_some_and(all), "{mark} in {size:?}");
                }
            }
        }
    }

    #[test]
    fn without_block_characters_a_letter_is_made_of_reversed_blanks_or_of_signs() {
        let cells = |depth| {
            let look = Look::new(Theme::Light, depth, Glyphs::Ascii);
            let mut buf = Buffer::empty(Rect::new(0, 0, 4, 6));
            let area = buf.area;
            draw(&mut buf, area, "I", Size::Filled, look.text(), &look);
            let lit: Vec<_> = buf
                .content
                .iter()
                .filter(|cell| **cell != ratatui::buffer::Cell::default())
                .cloned()
                .collect();
            lit
        };
        let reversed = cells(Depth::C16);
        assert!(reversed.len() >= 5, "{reversed:?}");
        assert!(
            reversed.iter().all(|cell| cell.symbol() == " " && cell.modifier.contains(Modifier::REVERSED))
        );
        assert!(cells(Depth::None).iter().all(|cell| cell.symbol() == "#"));
    }
}
