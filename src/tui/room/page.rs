//! A page of the wall and how text is set on it: as large as it fits, with room around it, cut at a word with a mark.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

pub use super::letters::Size;
use super::letters::{self, READABLE};
pub use super::writing::written;
use super::writing::{composed, hyphened, inlay};
use crate::text;
use crate::tui::look::Look;
use crate::tui::widgets::big;
use crate::tui::widgets::put::{put, put_clipped, put_right, put_wrapped};

/// From this width on, plain cells are too small for the back row: all text is set in a larger face where it fits.
pub const WIDE: u16 = 120;

/// From this width on, a headline may be huge.
const HUGE_HEADLINES: u16 = 180;

/// So many letters a word has at most that is never broken inside.
const LONG: usize = 18;

/// The faces of one line or a few, the largest first; a terminal draws two of them.
pub const LARGER: [Size; 3] = [Size::Large, Size::Filled, Size::Middle];

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
    /// The rows of the whole screen.
    pub high: u16,
    /// Whether the middle face is the tall one here, for letters with two marks.
    pub tall: bool,
}

/// The rows of a text that no face can write, as one in Japanese: a blank row between two lines, and no fewer than a
/// line of the face it stands in for.
fn spaced(lines: usize, size: Size) -> u16 {
    u16::try_from(lines.max(1) * 2 - 1).unwrap_or(u16::MAX).max(size.cell().1)
}

/// The rows a text takes in a size; nothing where the terminal has no such face or a word would be broken inside. What
/// the face cannot write stands in plain cells with blank rows between.
pub fn rows(text: &str, size: Size, width: u16, look: &Look) -> Option<u16> {
    let count = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX).max(1);
    if size == Size::Plain {
        let text = hyphened(text, size, width);
        return Some(count(text::lines(&text, usize::from(width)).count()));
    }
    if !size.drawn_by(look) {
        return None;
    }
    let Some(written) = written(text, size, look) else {
        return Some(spaced(text::lines(text, usize::from(width)).count(), size));
    };
    // Only a word that is long in itself, as an address of the net, may be broken: not all of a page is small for it.
    let broken = |word: &str| letters::across(word, size) > width && text::width(word) <= LONG;
    if written.split_whitespace().any(broken) {
        return None;
    }
    let written = hyphened(&written, size, width);
    Some(count(letters::lines(&written, size, width).len()).saturating_mul(size.cell().1))
}

/// The rows in which a text is whole in a size, also where a word is broken inside.
pub fn tall(text: &str, size: Size, width: u16, look: &Look) -> u16 {
    let plain = |text: &str| text::lines(text, usize::from(width)).count();
    if size == Size::Plain || !size.drawn_by(look) {
        return u16::try_from(plain(&hyphened(text, Size::Plain, width))).unwrap_or(u16::MAX).max(1);
    }
    let Some(written) = written(text, size, look) else { return spaced(plain(text), size) };
    let written = hyphened(&written, size, width);
    let lines = u16::try_from(letters::lines(&written, size, width).len()).unwrap_or(u16::MAX).max(1);
    lines.saturating_mul(size.cell().1)
}

/// Draws a text into a place in a size, or in plain cells where the face has not all its letters; what does not fit
/// ends in `…`. Returns the rows used.
pub fn set(buf: &mut Buffer, rect: Rect, text: &str, size: Size, style: Style, look: &Look) -> u16 {
    set_led(buf, rect, text, size, style, look, 0)
}

/// The rows that may stay free below each line of a text, where it has so many rows for itself: most of a line at most.
pub fn lead(text: &str, size: Size, (width, height): (u16, u16), look: &Look) -> u16 {
    let (rows, down) = (tall(text, size, width, look), size.cell().1);
    let gaps = (rows / down).saturating_sub(1);
    height.saturating_sub(rows).checked_div(gaps).unwrap_or(down).min(down * 3 / 4)
}

/// The rows of a text with so many rows free between its lines.
pub fn led(text: &str, size: Size, width: u16, look: &Look, lead: u16) -> u16 {
    let rows = tall(text, size, width, look);
    rows + (rows / size.cell().1).saturating_sub(1) * lead
}

/// [`set`], with so many rows free below each line.
pub fn set_led(
    buf: &mut Buffer,
    rect: Rect,
    text: &str,
    size: Size,
    style: Style,
    look: &Look,
    lead: u16,
) -> u16 {
    let down = size.cell().1;
    if size == Size::Plain || !size.drawn_by(look) || rect.height < down {
        return put_wrapped(buf, rect, &hyphened(text, Size::Plain, rect.width), style);
    }
    let Some((written, words)) = composed(text, size, look) else {
        return set_spaced(buf, rect, text, size, style);
    };
    let mut words = words.iter();
    let written = hyphened(&written, size, rect.width);
    let lines = letters::lines(&written, size, rect.width);
    let fit = usize::from((rect.height + lead) / (down + lead));
    let mut used = 0;
    for (at, line) in lines.iter().take(fit).enumerate() {
        let place = Rect { y: rect.y + used, height: down, ..rect };
        if at + 1 == fit && lines.len() > fit {
            let cut = letters::cut(&written[line.start..], size, rect.width);
            letters::draw(buf, place, &cut, size, style, look);
            inlay(buf, place, &cut, &mut words, size, style);
        } else {
            letters::draw(buf, place, &written[line.clone()], size, style, look);
            inlay(buf, place, &written[line.clone()], &mut words, size, style);
        }
        used += down + lead;
    }
    used.min(rect.height)
}

/// The points of a cell of quarter blocks: upper left 1, upper right 2, lower left 4, lower right 8.
fn quarters(symbol: &str) -> Option<usize> {
    letters::QUARTERS.iter().position(|one| *one == symbol)
}

/// Faces and how many cells stand for one of theirs, across and down, the largest letters first: for very high walls.
const SCALED: [(Size, (u16, u16)); 6] = [
    (Size::Middle, (10, 6)),
    (Size::Middle, (8, 6)),
    (Size::Huge, (2, 2)),
    (Size::Middle, (8, 4)),
    (Size::Middle, (6, 4)),
    (Size::Middle, (4, 4)),
];

/// What is drawn on fewer cells, so many times as large; both numbers are even.
fn set_scaled(
    buf: &mut Buffer,
    rect: Rect,
    (across, down): (u16, u16),
    look: &Look,
    drawn: impl FnOnce(&mut Buffer, Rect) -> u16,
    style: Style,
) {
    let mut small = Buffer::empty(Rect::new(0, 0, rect.width / across, rect.height / down));
    let area = small.area;
    let _ = drawn(&mut small, area);
    let full = look.marks().full;
    let (wide, high) = (across / 2, down / 2);
    for at in area.positions() {
        let (symbol, x, y) = (small[at].symbol(), rect.x + across * at.x, rect.y + down * at.y);
        let Some(bits) = quarters(symbol) else {
            put(buf, x, y, across.into(), symbol, style.add_modifier(Modifier::BOLD));
            continue;
        };
        for quarter in (0..4_u16).filter(|quarter| bits >> quarter & 1 == 1) {
            let (x, y) = (x + quarter % 2 * wide, y + quarter / 2 * high);
            for (column, row) in (0..wide).flat_map(|column| (0..high).map(move |row| (column, row))) {
                put(buf, x + column, y + row, 1, full, style);
            }
        }
    }
}

/// What no face can write: heavy, with a blank row between two lines where there is room for all of them.
fn set_spaced(buf: &mut Buffer, rect: Rect, text: &str, size: Size, style: Style) -> u16 {
    let style = style.add_modifier(Modifier::BOLD);
    let lines = text::wrap(text, usize::from(rect.width));
    let rows = spaced(lines.len(), size);
    if rows > rect.height {
        return put_wrapped(buf, rect, text, style);
    }
    let above = (rows - spaced(lines.len(), Size::Plain)) / 2;
    for (line, y) in lines.into_iter().zip((rect.y + above..).step_by(2)) {
        put(buf, rect.x, y, rect.width.into(), &text[line], style);
    }
    rows
}

/// The cells of a line in a size; what no face can write counts in plain cells.
pub fn cells(line: &str, size: Size, look: &Look) -> u16 {
    match written(line, size, look) {
        Some(written) => letters::across(&written, size),
        None => letters::across(line, Size::Plain),
    }
}

impl Page<'_> {
    /// A page of a screen of this size, with a margin around what is free.
    pub fn new<'a>(buf: &'a mut Buffer, free: Rect, look: &'a Look, screen: Rect) -> Page<'a> {
        Page { buf, free, look, wide: free.width >= WIDE, high: screen.height, tall: false }
    }

    /// Another page inside this one.
    pub fn inside(&mut self, free: Rect) -> Page<'_> {
        Page { buf: self.buf, free, look: self.look, wide: self.wide, high: self.high, tall: self.tall }
    }

    /// The sizes that body text may have here, the largest first.
    pub fn sizes(&self) -> &'static [Size] {
        match (self.wide, big::has_blocks(self.look)) {
            (true, true) if self.tall => &[Size::Large, Size::Tall, Size::Plain],
            (true, true) => &[Size::Large, Size::Middle, Size::Plain],
            (true, false) => &[Size::Filled, Size::Plain],
            _ => &[Size::Plain],
        }
    }

    /// The largest size of body text in which all these fit, each into so many rows of this width. What no face can
    /// write counts as fitting: it stands in plain cells.
    pub fn fit(&self, texts: &[&str], width: u16, rows: u16) -> Size {
        let fits = |size: Size| {
            texts.iter().all(|text| {
                written(text, size, self.look).is_none()
                    || self::rows(text, size, width, self.look).is_some_and(|wanted| wanted <= rows)
            })
        };
        self.sizes().iter().copied().find(|size| *size == Size::Plain || fits(*size)).unwrap_or(Size::Plain)
    }

    /// The middle face of this page.
    pub const fn middle(&self) -> Size {
        if self.tall { Size::Tall } else { Size::Middle }
    }

    /// The face of the smallest words here: a line of it is at least a twentieth or so of the screen.
    pub fn small(&self) -> Size {
        match (self.wide, big::has_blocks(self.look)) {
            (true, true) if self.high > READABLE * Size::Middle.cell().1 => Size::Large,
            (true, true) => self.middle(),
            _ => Size::Plain,
        }
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
        self.text_in(text, style, (self.free.height * eighths / 8).max(1));
    }

    /// A text, as large as it fits into so many rows.
    pub fn text_in(&mut self, text: &str, style: Style, most: u16) {
        if text.is_empty() {
            return;
        }
        // A huge headline is for walls where large letters are those of a small one, and leaves room for the rest.
        let rest = self.free.height * 3 / 10;
        let huge = self.free.width >= HUGE_HEADLINES
            && self.rows_in(text, Size::Huge).is_some_and(|rows| rows <= rest.min(most));
        // Filled letters are as high as two lines of the others: a line of them may take a little more.
        let filled = Size::Filled.cell().1;
        let most = if big::has_blocks(self.look) || most < 4 || self.free.height < 2 * filled {
            most
        } else {
            most.max(filled)
        };
        let size = if huge { Size::Huge } else { self.largest(&LARGER, text, most) };
        let rows = rows(text, size, self.free.width, self.look).unwrap_or(1).min(most);
        let mut rect = self.take(rows);
        if self.wide && big::has_blocks(self.look) && written(text, Size::Large, self.look).is_none() {
            // Writing that no face has stays small: in the middle it is looked at, in a corner it is lost.
            let left = rect.width.saturating_sub(cells(text, Size::Plain, self.look)) / 2;
            rect = Rect { x: rect.x + left, width: rect.width - left, ..rect };
        }
        set(self.buf, rect, text, size, style, self.look);
    }

    /// The largest size in which a text fits into so many rows, whatever the page.
    pub fn size_of(&self, text: &str, most: u16) -> Size {
        let huge = self.wide && self.rows_in(text, Size::Huge).is_some_and(|rows| rows <= most);
        if huge { Size::Huge } else { self.largest(&LARGER, text, most) }
    }

    fn largest(&self, sizes: &[Size], text: &str, most: u16) -> Size {
        let middle = |size: Size| if size == Size::Middle { self.middle() } else { size };
        let own = |size: &&Size| **size != Size::Filled || !big::has_blocks(self.look);
        let fits = |size: &Size| self.rows_in(text, *size).is_some_and(|rows| rows <= most);
        sizes.iter().filter(own).map(|size| middle(*size)).find(fits).unwrap_or(Size::Plain)
    }

    fn rows_in(&self, text: &str, size: Size) -> Option<u16> {
        rows(text, size, self.free.width, self.look)
    }

    /// A line of small words.
    pub fn line(&mut self, text: &str, style: Style) {
        if !text.is_empty() && self.free.height > 0 {
            let size = self.small();
            let rect = self.take(size.cell().1);
            one(self.buf, rect, text, size, style, self.look);
        }
    }

    /// Small words, on as many lines as they need within a share of what is free (in eighths).
    pub fn lines(&mut self, text: &str, style: Style, eighths: u16) {
        if !text.is_empty() && self.free.height > 0 {
            let size = self.small();
            let rows =
                tall(text, size, self.free.width, self.look).min((self.free.height * eighths / 8).max(1));
            let rect = self.take(rows);
            set(self.buf, rect, text, size, style, self.look);
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
        let wide = cells(&words, size, self.look);
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

    /// On a very high wall a text of a few words is set in a face drawn some times as large, the largest that has it whole.
    fn centre_scaled(&mut self, text: &str, style: Style) -> bool {
        let (free, look) = (self.free, self.look);
        if self.small() != Size::Large || letters::stacked(text) {
            return false;
        }
        let fits = |(size, (across, down)): &(Size, (u16, u16))| {
            let rows = rows(text, *size, free.width / across, look).map(|rows| rows.saturating_mul(*down));
            // It touches neither what stands above nor what comes below.
            written(text, *size, look).is_some()
                && rows.is_some_and(|rows| rows.saturating_add(2) <= free.height)
        };
        let Some((size, (across, down))) = SCALED.into_iter().find(fits) else { return false };
        let Some(words) = written(text, size, look) else { return false };
        let width = free.width / across;
        let words = hyphened(&words, size, width);
        let lines = letters::lines(&words, size, width);
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX) * size.cell().1 * down;
        let longest = lines.into_iter().map(|line| cells(&words[line], size, look)).max().unwrap_or(0);
        let left = (free.width - across * longest.min(width)) / 2;
        let place = Rect {
            x: free.x + left,
            y: free.y + (free.height - rows) / 2,
            width: free.width - left,
            height: rows,
        };
        set_scaled(
            self.buf,
            place,
            (across, down),
            look,
            |small, area| set_led(small, area, text, size, style, look, 0),
            style,
        );
        self.free = Rect { y: place.bottom(), height: free.bottom() - place.bottom(), ..free };
        true
    }

    /// The text in the middle of what is free, as large as it fits.
    pub fn centre(&mut self, text: &str, style: Style) {
        if self.centre_scaled(text, style) {
            return;
        }
        let size = self.size_of(text, self.free.height);
        let rows = rows(text, size, self.free.width, self.look).unwrap_or(1).min(self.free.height);
        let above = (self.free.height - rows) / 2;
        let _ = self.take(above);
        let rect = self.take(rows);
        let written = written(text, size, self.look);
        let face = if written.is_some() { size } else { Size::Plain };
        let lines = written.as_deref().unwrap_or(text);
        let lines = letters::lines(lines, face, rect.width)
            .into_iter()
            .map(|line| cells(&lines[line], face, self.look));
        let left = (rect.width - lines.max().unwrap_or(0).min(rect.width)) / 2;
        let rect = Rect { x: rect.x + left, width: rect.width - left, ..rect };
        set(self.buf, rect, text, size, style, self.look);
    }
}

/// One line in a size, clipped with a mark.
pub fn one(buf: &mut Buffer, rect: Rect, text: &str, size: Size, style: Style, look: &Look) {
    let down = size.cell().1;
    if size == Size::Plain || !size.drawn_by(look) || rect.height < down {
        put_clipped(buf, rect.x, rect.y, rect.width.into(), text, style);
    } else if written(text, size, look).is_none() {
        let style = style.add_modifier(Modifier::BOLD);
        put_clipped(buf, rect.x, rect.y + (down - 1) / 2, rect.width.into(), text, style);
    } else {
        set(buf, Rect { height: down, ..rect }, text, size, style, look);
    }
}

/// One line that ends at the right edge; the cells it took.
pub fn one_right(buf: &mut Buffer, rect: Rect, text: &str, size: Size, style: Style, look: &Look) -> u16 {
    let wide = cells(text, size, look);
    let fits = size != Size::Plain && size.drawn_by(look) && rect.height >= size.cell().1;
    if !fits || wide > rect.width {
        return u16::try_from(put_right(buf, rect, text, style)).unwrap_or(0);
    }
    let place = Rect { x: rect.right() - wide, width: wide, height: size.cell().1, ..rect };
    one(buf, place, text, size, style, look);
    wide
}

/// A mark, on a wide page as large as a line of the middle face; the cells it took.
pub fn mark(buf: &mut Buffer, rect: Rect, mark: &str, size: Size, style: Style, look: &Look) -> u16 {
    if size == Size::Plain || rect.height < 3 || rect.width < 4 {
        return u16::try_from(put(buf, rect.x, rect.y, rect.width.into(), mark, style)).unwrap_or(0);
    }
    letters::mark(buf, rect, mark, style, look);
    4
}

/// Things of these heights put on pages of so many rows, in order, at least one a page.
pub fn packed(heights: &[u16], rows: u16) -> Vec<std::ops::Range<usize>> {
    let (mut pages, mut first, mut used) = (Vec::new(), 0, 0_u16);
    for (at, height) in heights.iter().enumerate() {
        if at > first && used.saturating_add(*height) > rows {
            pages.push(first..at);
            (first, used) = (at, 0);
        }
        used = used.saturating_add(*height);
    }
    pages.push(first..heights.len());
    pages
}

/// How many pages so many things make, and the page that is shown: past the end it begins again.
pub fn paged(things: usize, a_page: usize, wanted: usize) -> (std::ops::Range<usize>, usize, usize) {
    let a_page = a_page.max(1);
    let pages = things.div_ceil(a_page).max(1);
    let page = wanted % pages;
    (page * a_page..((page + 1) * a_page).min(things), page, pages)
}
