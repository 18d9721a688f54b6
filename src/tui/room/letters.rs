//! Letters larger than a cell, for what the back row must read: in quarter blocks a middle face of about two cells by three,
//! a taller one by four for letters with two marks, and a large one of about four by four; in whole cells a huge one of
//! eight by eight, and one of four by six for terminals without block characters. A letter takes the room it needs, a word begins at a cell. They have the alphabets of Europe,
//! Greek and Cyrillic among them. Hebrew, Arabic and the writing of East Asia have no large face: such a text is drawn in
//! plain cells by whoever asks.

use std::borrow::Cow;
use std::cell::RefCell;

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
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization as _;

use super::{accents, alphabet, shapes};
use crate::text::{self, Cell};
use crate::tui::look::Look;
use crate::tui::widgets::big;
use crate::tui::widgets::put::put;

/// As many lines as this on a usual wall can be read from the back of a room of 6 to 8 metres.
pub const READABLE: u16 = 21;

/// How large a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Size {
    /// One cell a letter.
    Plain,
    /// Two cells by three, in quarter blocks.
    Middle,
    /// Four cells by six, a cell a point: the middle face twice as large, and instead of it where there are no block
    /// characters.
    Filled,
    /// Two cells by four: the middle face with room for two marks above a letter.
    Tall,
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
            Self::Tall => (2, 4),
            Self::Large => (4, 4),
            Self::Huge => (8, 8),
        }
    }

    /// Whether a terminal can draw it.
    pub fn drawn_by(self, look: &Look) -> bool {
        match self {
            Self::Plain | Self::Filled | Self::Huge => true,
            Self::Middle | Self::Tall | Self::Large => big::has_blocks(look),
        }
    }

    /// Letters that fit side by side, about.
    pub const fn letters(self, width: u16) -> u16 {
        width / self.cell().0
    }

    /// Points that a cell has across.
    const fn points(self) -> usize {
        match self {
            Self::Plain | Self::Filled | Self::Huge => 1,
            Self::Middle | Self::Tall | Self::Large => 2,
        }
    }
}

/// Quarter blocks by their four bits: upper left 1, upper right 2, lower left 4, lower right 8.
pub const QUARTERS: [&str; 16] =
    [" ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█"];

/// A letter: its points row by row from above, the leftmost one in the lowest bit, and how many columns it has.
type Letter = ([u8; 8], usize);

/// The points of a letter as its font has them.
#[cfg(test)]
fn shape(size: Size, c: char) -> Option<[u8; 8]> {
    made(size, c)
}

/// The points of a letter from its first column on, and how many columns it has. A letter that is put together, or looked
/// for in many alphabets, is made once: a page of many notes asks for it a hundred thousand times.
fn set_of(size: Size, c: char) -> Option<Letter> {
    thread_local! {
        static SET: RefCell<FxHashMap<(Size, char), Option<Letter>>> = RefCell::default();
    }
    if let Some(letter) = SET.with_borrow(|known| known.get(&(size, c)).copied()) {
        return letter;
    }
    let letter = set(size, c);
    SET.with_borrow_mut(|known| {
        // More letters than a few alphabets have are no text.
        if known.len() >= 4_096 {
            known.clear();
        }
        known.insert((size, c), letter);
    });
    letter
}

/// The points of a letter row by row from above, its leftmost point in the lowest bit.
fn made(size: Size, c: char) -> Option<[u8; 8]> {
    if matches!(c, ' ' | '\u{a0}') {
        return Some([0; 8]);
    }
    match size {
        Size::Plain => None,
        Size::Middle | Size::Filled => {
            let marks = || shapes::middle(c).or_else(|| middle(c));
            let composed = || accents::middle(c, |base| made(Size::Middle, base));
            alphabet::points(c)
                .or_else(|| accents::capital(c))
                .or_else(marks)
                .or_else(|| further(c).map(|(middle, _)| middle))
                .or_else(composed)
        }
        Size::Tall => accents::tall(c, |base| made(Size::Middle, base)),
        // From the back row the font's slashed 0 is an 8.
        Size::Large | Size::Huge if c == '0' => Some([0x3e, 0x63, 0x63, 0x63, 0x63, 0x63, 0x3e, 0]),
        Size::Large | Size::Huge => shapes::large(c).or_else(|| {
            let latin = || font8x8::LATIN_FONTS.get(c);
            let found = font8x8::BASIC_FONTS.get(c).or_else(latin);
            found
                .filter(|rows| rows.iter().any(|row| *row != 0))
                .or_else(|| further(c).map(|(_, large)| large))
                .or_else(|| accents::large(c, |base| made(Size::Large, base)))
        }),
    }
}

fn middle(c: char) -> Option<[u8; 8]> {
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

/// Whether a text has letters with a mark over another, as Vietnamese has: the middle face has no room for them.
pub fn stacked(text: &str) -> bool {
    let mark = |c: char| matches!(c, '\u{309}' | '\u{31b}' | '\u{323}' | '\u{1ea0}'..='\u{1ef9}');
    !text.is_ascii() && text.chars().any(mark)
}

/// How a character is set: as it is, made plain, or not at all in this face.
fn set_as(size: Size, c: char) -> Option<char> {
    let plain = match c {
        '\u{2018}' | '\u{2019}' | '\u{02bc}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' => '"',
        '\u{2013}' | '\u{2014}' | '\u{2212}' => '-',
        '\u{202f}' => '\u{a0}',
        '\u{2009}' | '\n' => ' ',
        c => c,
    };
    set_of(size, plain).map(|_| plain)
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
    if text.chars().all(|c| set_of(size, c).is_some()) {
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

/// A letter as it is set: figures are all of one width, so that a clock stands still.
fn set(size: Size, c: char) -> Option<Letter> {
    let rows = made(size, c)?;
    let standing = if size == Size::Tall { &rows[2..] } else { &rows[..] };
    if c.is_ascii_digit() && matches!(size, Size::Large | Size::Huge) {
        return Some((rows, 7));
    }
    // What stands high above the other letters takes no room beside them.
    let high = standing.iter().all(|row| *row == 0);
    let all = if high { &rows } else { standing }.iter().fold(0, |all, row| all | row);
    let left = all.trailing_zeros().min(7);
    let columns = u8::BITS - (all >> left).leading_zeros();
    Some((rows.map(|row| row >> left), columns as usize))
}

/// How many points a line reaches with one more letter, of one that reached so far before: a column stays free after each
/// letter, and what follows a space or a hyphen begins at a cell.
fn step(size: Size, reached: usize, cell: &Cell) -> usize {
    if size == Size::Plain {
        return reached + usize::from(cell.width);
    }
    let per = size.points();
    match cell.text.chars().next() {
        Some(c) if matches!(c, ' ' | '\u{a0}') || cell.is_space() => (reached
            + if matches!(size, Size::Middle | Size::Tall | Size::Filled) { 2 } else { 4 })
        .next_multiple_of(per),
        Some(c) => match set_of(size, c) {
            Some((_, columns)) if c == '-' => (reached + columns + 1).next_multiple_of(per),
            Some((_, columns)) => reached + columns + 1,
            None => whole_cells(size, reached, cell).1,
        },
        None => reached,
    }
}

/// Where a letter that no face has stands in plain cells, and where what follows begins: it takes the room of a letter.
fn whole_cells(size: Size, reached: usize, cell: &Cell) -> (usize, usize) {
    let (per, across) = (size.points(), usize::from(size.cell().0));
    let from = reached.next_multiple_of(per);
    (from, from + across * usize::from(cell.width) * per)
}

/// So many points may the mark of a line's last letter reach beyond it.
const fn overhang(size: Size) -> usize {
    if matches!(size, Size::Tall) { 3 } else { 0 }
}

/// The cells of a line.
pub fn across(line: &str, size: Size) -> u16 {
    let reached = text::cells(line).fold(0, |reached, cell| step(size, reached, &cell));
    let free = usize::from(size != Size::Plain);
    u16::try_from((reached + overhang(size)).saturating_sub(free).div_ceil(size.points())).unwrap_or(u16::MAX)
}

/// Draws one line at the upper left of `rect`; letters that do not fit are left out.
pub fn draw(buf: &mut Buffer, rect: Rect, line: &str, size: Size, style: Style, look: &Look) {
    let rect = rect.intersection(buf.area);
    let (width, per) = (usize::from(rect.width), size.points());
    let mut rows = [0_u128; 8];
    let mut drawn = Vec::new();
    let (mut reached, mut first) = (0, 0);
    // A few letters at a time: as many as points fit into a row.
    for cell in text::cells(line).filter(|cell| cell.width > 0) {
        let next = step(size, reached, &cell);
        let shape = cell.text.chars().next().and_then(|c| set_of(size, c));
        let end = shape.map_or(next, |(_, columns)| reached + columns);
        if end > width * per {
            break;
        }
        if next - first > 120 {
            drawn.push((first / per, std::mem::take(&mut rows)));
            first = reached / per * per;
        }
        if let Some((points, _)) = shape {
            for (row, points) in rows.iter_mut().zip(points) {
                *row |= u128::from(points) << (reached - first);
            }
        } else {
            let (from, to) = whole_cells(size, reached, &cell);
            let room = (to - from) / per - usize::from(cell.width);
            let x = u16::try_from(from / per + room / 2).unwrap_or(u16::MAX);
            let style = style.add_modifier(Modifier::BOLD);
            let y = rect.y + (size.cell().1 - 1) / 2;
            put(buf, rect.x.saturating_add(x), y, usize::from(cell.width), cell.text, style);
        }
        reached = next;
    }
    drawn.push((first / per, rows));
    for (from, rows) in drawn {
        let x = rect.x + u16::try_from(from).unwrap_or(0).min(rect.width);
        let place = Rect { x, width: rect.right() - x, height: size.cell().1.min(rect.height), ..rect };
        ink(buf, place, rows, size, style, look);
    }
}

/// Draws a mark into four cells by three, as large as the large face has it; a letter that serves as a mark in the middle
/// face.
pub fn mark(buf: &mut Buffer, rect: Rect, mark: &str, style: Style, look: &Look) {
    let rect = Rect { width: 4, height: 3, ..rect }.intersection(buf.area);
    let Some(c) = mark.chars().next() else { return };
    match shapes::large(c) {
        Some(rows) => ink(buf, rect, rows.map(u128::from), Size::Large, style, look),
        None => draw(buf, Rect { x: rect.x + 1, ..rect }, mark, Size::Middle, style, look),
    }
}

/// Puts points into cells. A cell without a point stays as it is.
fn ink(buf: &mut Buffer, rect: Rect, rows: [u128; 8], size: Size, style: Style, look: &Look) {
    if matches!(size, Size::Filled | Size::Huge) {
        let (dot, modifier) = big::dot(look);
        for (row, points) in (rect.top()..rect.bottom()).zip(rows) {
            for column in (0..rect.width.min(128)).filter(|column| points >> column & 1 == 1) {
                put(buf, rect.x + column, row, 1, dot, style.add_modifier(modifier));
            }
        }
        return;
    }
    for (row, pair) in (rect.top()..rect.bottom()).zip(rows.chunks(2)) {
        let &[upper, lower] = pair else { return };
        for cell in 0..rect.width.min(64) {
            let bits = ((upper >> (cell * 2)) & 3) | (((lower >> (cell * 2)) & 3) << 2);
            if let Some(quarter) = QUARTERS.get(usize::try_from(bits).unwrap_or(0)).filter(|_| bits != 0) {
                put(buf, rect.x + cell, row, 1, quarter, style);
            }
        }
    }
}

/// The lines of a text in a size for a width in cells.
pub fn lines(written: &str, size: Size, width: u16) -> Vec<std::ops::Range<usize>> {
    let free = usize::from(size != Size::Plain && width > 0);
    let room = (usize::from(width) * size.points() + free).saturating_sub(overhang(size));
    text::wrap_by(written, room, |reached, cell| step(size, reached, cell))
}

/// As much of a text as a line has room for, to the end of a word, with three points; inside a word only where the first
/// one is longer than the line.
pub fn cut(written: &str, size: Size, width: u16) -> String {
    let room = width.saturating_sub(across("...", size) + 1);
    let line = lines(written, size, room).into_iter().next().unwrap_or(0..0);
    let kept = written[line].trim_end_matches(|c: char| c.is_whitespace() || "…,;:–—-.".contains(c));
    format!("{kept}...")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::look::{Depth, Glyphs, Theme};

    fn drawn(line: &str, size: Size) -> Vec<String> {
        let (width, down) = (across(line, size), size.cell().1);
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
            assert_eq!(written("Nguyễn", size, &look).as_deref(), Some("Nguyễn"), "never another letter");
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
    fn vietnamese_keeps_its_marks() {
        let look = Look::default();
        let text = "Sự cố mất mạng: khách hàng biết trước; ba lần, kỹ thuật, ĐỔI MỚI, ỷ Ỳ ẵ ợ ữ";
        for size in [Size::Middle, Size::Tall, Size::Large] {
            assert_eq!(written(text, size, &look).as_deref(), Some(text));
        }
        let letters: Vec<char> =
            "aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵđ".chars().collect();
        for size in [Size::Middle, Size::Tall, Size::Large] {
            let of = |c: char| shape(size, c).unwrap();
            for (at, letter) in letters.iter().enumerate() {
                assert!(letters[..at].iter().all(|other| of(*other) != of(*letter)), "{letter} {size:?}");
            }
        }
    }

    #[test]
    fn a_mark_stands_apart_from_its_letter() {
        for c in "ÀÁÂÃÄÈÉÊËÍÎÑÒÓÔÕÖÙÚÛÜÝĆŃŐŚŰŹŻ".chars() {
            let rows = shape(Size::Middle, c).unwrap();
            assert!(rows[0] != 0 && rows[1] == 0 && rows[2..6].iter().all(|row| *row != 0), "{c} {rows:?}");
        }
        for c in "àáâãäèéêëìíòóôõöùúüýấầẩẫềếểễồốổỗ".chars() {
            let rows = shape(Size::Tall, c).unwrap();
            assert!(rows[1] != 0 && rows[3] == 0 && rows[4..7].iter().all(|row| *row != 0), "{c} {rows:?}");
        }
        // A tone beside a hat takes no room from the next letter.
        assert_eq!(across("Nguyễn", Size::Tall), across("Nguyen", Size::Tall));
        assert!(
            stacked("Nguyễn")
                && stacked("Nguye\u{302}\u{303}n o\u{31b}")
                && !stacked("Überstraße, Łódź, été")
        );
    }

    #[test]
    fn a_letter_takes_the_room_it_needs_and_a_word_begins_at_a_cell() {
        for size in [Size::Middle, Size::Large] {
            assert!(across("illi", size) < across("mwmw", size), "{size:?}");
            let (one, two) = (drawn("i we", size), drawn("mm we", size));
            let last = |rows: &[String]| -> Vec<String> {
                let wide = usize::from(across("we", size));
                rows.iter().map(|row| row.chars().skip(row.chars().count() - wide).collect()).collect()
            };
            assert_eq!(last(&one), last(&two), "{size:?}");
        }
        // Figures are all of one width: a clock stands still.
        assert_eq!(across("11:11", Size::Huge), across("20:48", Size::Huge));
        assert_eq!(cut("who owns a customer's whole problem", Size::Middle, 34), "who owns a...");
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
                let sizes = [Size::Middle, Size::Filled, Size::Tall, Size::Large, Size::Huge];
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
            let sizes = [Size::Middle, Size::Filled, Size::Tall, Size::Large, Size::Huge];
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
