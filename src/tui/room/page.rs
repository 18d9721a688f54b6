//! A page of the wall and how text is set on it: as large as it fits, with room around it, cut at a word with a mark.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::letters;
pub use super::letters::Size;
use crate::text;
use crate::tui::look::Look;
use crate::tui::widgets::put::{put_clipped, put_right, put_wrapped};

/// From this width on, plain cells are too small for the back row: all text is set in a larger face where it fits.
pub const WIDE: u16 = 120;

/// A page being drawn, from above to below.
pub struct Page<'a> {
    /// Where it is drawn.
    pub buf: &'a mut Buffer,
    /// What is still free.
    pub free: Rect,
    /// Colours and marks.
    pub look: &'a Look,
    /// Whether the whole page is so wide that plain cells are small.
    pub wide: bool,
}

/// The rows a text takes in a size; nothing where the face has not all its letters or a word would be broken inside.
pub fn rows(text: &str, size: Size, width: u16, look: &Look) -> Option<u16> {
    let count = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX).max(1);
    if size == Size::Plain {
        return Some(count(text::lines(text, usize::from(width)).count()));
    }
    let written = letters::written(text, size, look)?;
    let room = usize::from(size.letters(width));
    if written.split_whitespace().any(|word| text::width(word) > room) {
        return None;
    }
    Some(count(letters::lines(&written, size, width).len()).saturating_mul(size.cell().1))
}

/// Draws a text into a place in a size, or in plain cells where the face has not all its letters; what does not fit
/// ends in `…`. Returns the rows used.
pub fn set(buf: &mut Buffer, rect: Rect, text: &str, size: Size, style: Style, look: &Look) -> u16 {
    let down = size.cell().1;
    let written = letters::written(text, size, look).filter(|_| rect.height >= down);
    let Some(written) = written else { return put_wrapped(buf, rect, text, style) };
    let lines = letters::lines(&written, size, rect.width);
    let fit = usize::from(rect.height / down);
    let mut used = 0;
    for (at, line) in lines.iter().take(fit).enumerate() {
        let place = Rect { y: rect.y + used, height: down, ..rect };
        if at + 1 == fit && lines.len() > fit {
            let room = usize::from(size.letters(rect.width));
            let cut = text::clip_words(&written[line.start..], room.saturating_sub(2));
            letters::draw(buf, place, &format!("{}...", cut.trim_end_matches('…').trim_end()), size, style);
        } else {
            letters::draw(buf, place, &written[line.clone()], size, style);
        }
        used += down;
    }
    used
}

impl Page<'_> {
    /// Another page inside this one.
    pub fn inside(&mut self, free: Rect) -> Page<'_> {
        Page { buf: self.buf, free, look: self.look, wide: self.wide }
    }

    /// The sizes that body text may have here, the largest first.
    pub const fn sizes(&self) -> &'static [Size] {
        if self.wide { &[Size::Large, Size::Middle, Size::Plain] } else { &[Size::Plain] }
    }

    /// The largest size of body text in which all these fit, each into so many rows of this width. What no face can
    /// write counts as fitting: it stands in plain cells.
    pub fn fit(&self, texts: &[&str], width: u16, rows: u16) -> Size {
        let fits = |size: Size| {
            texts.iter().all(|text| {
                letters::written(text, size, self.look).is_none()
                    || self::rows(text, size, width, self.look).is_some_and(|wanted| wanted <= rows)
            })
        };
        self.sizes().iter().copied().find(|size| *size == Size::Plain || fits(*size)).unwrap_or(Size::Plain)
    }

    /// The face of small words here: a row of plain cells is too small on a wide page.
    pub const fn small(&self) -> Size {
        if self.wide { Size::Middle } else { Size::Plain }
    }

    /// Takes rows from above.
    pub fn take(&mut self, rows: u16) -> Rect {
        let rows = rows.min(self.free.height);
        let taken = Rect { height: rows, ..self.free };
        self.free = Rect { y: self.free.y + rows, height: self.free.height - rows, ..self.free };
        taken
    }

    /// Takes rows from below.
    pub fn take_below(&mut self, rows: u16) -> Rect {
        let rows = rows.min(self.free.height);
        self.free.height -= rows;
        Rect { y: self.free.bottom(), height: rows, ..self.free }
    }

    /// Leaves rows free, where there is room to waste.
    pub fn space(&mut self, rows: u16) {
        let _ = self.take(rows.min(self.free.height / 4));
    }

    /// A headline: as large as it fits into a share of what is free (in eighths), else in weight.
    pub fn headline(&mut self, text: &str, eighths: u16) {
        self.text(text, self.look.heading(), eighths);
    }

    /// A text, as large as it fits into a share of what is free (in eighths).
    pub fn text(&mut self, text: &str, style: Style, eighths: u16) {
        if text.is_empty() {
            return;
        }
        let most = (self.free.height * eighths / 8).max(1);
        let size = self.size_of(text, most);
        let rows = rows(text, size, self.free.width, self.look).unwrap_or(1).min(most);
        let rect = self.take(rows);
        set(self.buf, rect, text, size, style, self.look);
    }

    /// The largest size in which a text fits into so many rows, whatever the page.
    pub fn size_of(&self, text: &str, most: u16) -> Size {
        let fits = |size: Size| rows(text, size, self.free.width, self.look).is_some_and(|rows| rows <= most);
        [Size::Large, Size::Middle].into_iter().find(|size| fits(*size)).unwrap_or(Size::Plain)
    }

    /// A line of small words.
    pub fn line(&mut self, text: &str, style: Style) {
        if !text.is_empty() && self.free.height > 0 {
            let size = self.small();
            let rect = self.take(size.cell().1);
            one(self.buf, rect, text, size, style, self.look);
        }
    }

    /// Says in the last row that there is more, and where we are.
    pub fn pages(&mut self, page: usize, pages: usize) {
        if pages > 1 {
            let rect = self.take_below(self.small().cell().1);
            self.page_of(rect, page, pages);
        }
    }

    /// "2 of 3" in the middle of a row.
    pub fn page_of(&mut self, rect: Rect, page: usize, pages: usize) {
        let words = format!("{} of {pages}", page + 1);
        let size = if rect.height < self.small().cell().1 { Size::Plain } else { self.small() };
        let wide = u16::try_from(text::width(&words)).unwrap_or(0) * size.cell().0;
        let left = rect.width.saturating_sub(wide) / 2;
        one(
            self.buf,
            Rect { x: rect.x + left, width: rect.width - left, ..rect },
            &words,
            size,
            self.look.text(),
            self.look,
        );
    }

    /// The text in the middle of what is free, as large as it fits.
    pub fn centre(&mut self, text: &str, style: Style) {
        let size = self.size_of(text, self.free.height);
        let rows = rows(text, size, self.free.width, self.look).unwrap_or(1).min(self.free.height);
        let above = (self.free.height - rows) / 2;
        let _ = self.take(above);
        let rect = self.take(rows);
        let written = letters::written(text, size, self.look);
        let text = written.as_deref().unwrap_or(text);
        let lines = letters::lines(text, size, rect.width);
        let longest = lines.into_iter().map(|line| text::width(&text[line])).max().unwrap_or(0);
        let longest =
            u16::try_from(longest).unwrap_or(u16::MAX).saturating_mul(size.cell().0).min(rect.width);
        let left = (rect.width - longest) / 2;
        let rect = Rect { x: rect.x + left, width: rect.width - left, ..rect };
        set(self.buf, rect, text, size, style, self.look);
    }
}

/// One line in a size, clipped with a mark.
pub fn one(buf: &mut Buffer, rect: Rect, text: &str, size: Size, style: Style, look: &Look) {
    if size == Size::Plain || letters::written(text, size, look).is_none() || rect.height < size.cell().1 {
        put_clipped(buf, rect.x, rect.y, rect.width.into(), text, style);
    } else {
        set(buf, Rect { height: size.cell().1, ..rect }, text, size, style, look);
    }
}

/// One line that ends at the right edge; the cells it took.
pub fn one_right(buf: &mut Buffer, rect: Rect, text: &str, size: Size, style: Style, look: &Look) -> u16 {
    let wide = u16::try_from(text::width(text)).unwrap_or(u16::MAX).saturating_mul(size.cell().0);
    let plain = size == Size::Plain || letters::written(text, size, look).is_none();
    if plain || rect.height < size.cell().1 || wide > rect.width {
        return u16::try_from(put_right(buf, rect, text, style)).unwrap_or(0);
    }
    let place = Rect { x: rect.right() - wide, width: wide, height: size.cell().1, ..rect };
    set(buf, place, text, size, style, look);
    wide
}

/// How many pages so many things make, and the page that is shown: past the end it begins again.
pub fn paged(things: usize, a_page: usize, wanted: usize) -> (std::ops::Range<usize>, usize, usize) {
    let a_page = a_page.max(1);
    let pages = things.div_ceil(a_page).max(1);
    let page = wanted % pages;
    (page * a_page..((page + 1) * a_page).min(things), page, pages)
}
