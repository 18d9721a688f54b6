//! A page of styled lines, some of which belong to items that can be selected: for screens that read like a list with
//! a few lines an item. The page is built for a width, so that drawing and the mouse count the same rows.
//!
//! It refuses to know what the items are.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::bars::gauge;
use super::list::scrollbar;
use super::put::{fill, narrow, put, put_clipped};
use crate::text;
use crate::tui::look::{BarTint, LaneTint, Look};

/// Cells before the text of a line: the pointer and a space.
pub const GUTTER: u16 = 2;

/// What a piece of text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Text,
    Soft,
    Heading,
    Good,
    Warn,
    Bad,
    Accent,
    Lane(LaneTint),
}

impl Tone {
    fn style(self, look: &Look) -> Style {
        match self {
            Self::Text => look.text(),
            Self::Soft => look.soft(),
            Self::Heading => look.heading(),
            Self::Good => look.good(),
            Self::Warn => look.warn(),
            Self::Bad => look.bad(),
            Self::Accent => look.accent(),
            Self::Lane(lane) => look.lane(lane),
        }
    }
}

/// A piece of text with its meaning.
pub type Piece = (Tone, String);

/// A length drawn at the right of a line, before the text at the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gauge {
    pub value: u64,
    pub most: u64,
    pub tint: BarTint,
    pub width: u16,
}

/// One row of the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// The item it belongs to.
    pub of: Option<usize>,
    /// Cells from the gutter.
    pub indent: u16,
    pub pieces: Vec<Piece>,
    pub gauge: Option<Gauge>,
    /// At the right edge.
    pub right: Option<Piece>,
}

/// The page while it is built, for one width.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    /// Rows in order.
    pub rows: Vec<Line>,
    width: u16,
}

impl Lines {
    /// An empty page, `width` cells wide.
    pub const fn new(width: u16) -> Self {
        Self { rows: Vec::new(), width }
    }

    /// The page's width.
    pub const fn width(&self) -> u16 {
        self.width
    }

    /// An empty row.
    pub fn blank(&mut self) {
        self.rows.push(Line::default());
    }

    /// A row as it is; what does not fit is cut.
    pub fn row(&mut self, line: Line) {
        self.rows.push(line);
    }

    /// A heading.
    pub fn heading(&mut self, words: impl Into<String>) {
        self.rows.push(Line { pieces: vec![(Tone::Heading, words.into())], ..Line::default() });
    }

    /// Plain words that belong to no item, wrapped.
    pub fn say(&mut self, tone: Tone, words: impl Into<String>) {
        self.wrap(None, 0, &[(tone, words.into())], None);
    }

    /// Pieces of text, wrapped; `right` stands at the end of the first row and keeps its room.
    pub fn wrap(&mut self, of: Option<usize>, indent: u16, pieces: &[Piece], right: Option<Piece>) {
        let whole: String = pieces.iter().map(|(_, words)| words.as_str()).collect();
        let taken = right.as_ref().map_or(0, |(_, words)| narrow(text::width(words)) + 2);
        let room = self.width.saturating_sub(GUTTER + 2 + indent).saturating_sub(taken).max(8);
        let mut right = right;
        let mut any = false;
        for range in text::lines(&whole, usize::from(room)) {
            let mut at = 0;
            let mut cut = Vec::new();
            for (tone, words) in pieces {
                let (from, to) = (range.start.max(at), range.end.min(at + words.len()));
                if from < to {
                    cut.push((*tone, words[from - at..to - at].to_owned()));
                }
                at += words.len();
            }
            self.rows.push(Line { of, indent, pieces: cut, gauge: None, right: right.take() });
            any = true;
        }
        if !any {
            self.rows.push(Line { of, indent, right, ..Line::default() });
        }
    }

    /// The first row to draw so that the selected item is in view, as near to `scroll` as can be.
    pub fn start(&self, selected: Option<usize>, height: u16, scroll: usize) -> usize {
        let height = usize::from(height);
        let last = self.rows.len().saturating_sub(height);
        let mut start = scroll.min(last);
        let Some(selected) = selected else { return start };
        let own = |line: &Line| line.of == Some(selected);
        let (Some(mut first), Some(end)) = (self.rows.iter().position(own), self.rows.iter().rposition(own))
        else {
            return start;
        };
        // A heading above an item comes into view with it.
        while first > 0 && self.rows[first - 1].of.is_none() && end - first + 1 < height {
            first -= 1;
        }
        start = start.max((end + 1).saturating_sub(height));
        start.min(first).min(last)
    }

    /// Draws the rows from `start` on, the selected item on its own surface with a pointer.
    pub fn draw(&self, buf: &mut Buffer, rect: Rect, look: &Look, selected: Option<usize>, start: usize) {
        let rect = rect.intersection(buf.area);
        let mut pointed = false;
        for (line, y) in self.rows.iter().skip(start).zip(rect.top()..rect.bottom()) {
            let row = Rect { y, height: 1, ..rect };
            let chosen = line.of.is_some() && line.of == selected;
            let plain = look.selected().remove_modifier(Modifier::BOLD);
            if chosen {
                fill(buf, row, plain);
                if !pointed {
                    put(buf, row.x, y, 1, look.marks().pointer, look.selected());
                    pointed = true;
                }
            }
            line.draw(buf, row, look, chosen.then_some(plain));
        }
        let shown = start..self.rows.len().min(start + usize::from(rect.height));
        scrollbar(buf, rect, self.rows.len(), &shown, look);
    }

    /// The item under a cell of the screen.
    pub fn hit(&self, rect: Rect, start: usize, x: u16, y: u16) -> Option<usize> {
        rect.contains((x, y).into()).then(|| self.rows.get(start + usize::from(y - rect.y))?.of).flatten()
    }
}

impl Line {
    fn draw(&self, buf: &mut Buffer, row: Rect, look: &Look, chosen: Option<Style>) {
        let styled = |tone: Tone| match (chosen, tone) {
            (Some(_), Tone::Heading) => look.selected(),
            (Some(plain), _) => plain,
            (None, tone) => tone.style(look),
        };
        let mut end = row.right().saturating_sub(2).max(row.x);
        if let Some((tone, words)) = &self.right {
            let wide = narrow(text::width(words)).min(row.width);
            end = end.saturating_sub(wide).max(row.x);
            put_clipped(buf, end, row.y, usize::from(wide), words, styled(*tone));
            end = end.saturating_sub(1).max(row.x);
        }
        if let Some(bar) = self.gauge {
            let wide = bar.width.min(end.saturating_sub(row.x));
            end -= wide;
            gauge(buf, Rect { x: end, width: wide, ..row }, bar.value, bar.most, bar.tint, look);
            end = end.saturating_sub(1).max(row.x);
        }
        let mut x = row.x.saturating_add(GUTTER).saturating_add(self.indent);
        for (at, (tone, words)) in self.pieces.iter().enumerate() {
            let room = usize::from(end.saturating_sub(x));
            let used = if at + 1 == self.pieces.len() || text::width(words) > room {
                put_clipped(buf, x, row.y, room, words, styled(*tone))
            } else {
                put(buf, x, row.y, room, words, styled(*tone))
            };
            x += narrow(used);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Lines {
        let mut page = Lines::new(30);
        page.heading("Bread");
        page.wrap(
            Some(0),
            0,
            &[(Tone::Text, "one loaf of rye bread ".into()), (Tone::Soft, "with caraway and salt".into())],
            Some((Tone::Good, "2 of 5".into())),
        );
        page.blank();
        for item in 1..6 {
            page.wrap(Some(item), 2, &[(Tone::Text, format!("roll {item}"))], None);
        }
        page
    }

    #[test]
    fn a_long_item_wraps_and_keeps_the_tone_of_its_pieces() {
        let page = page();
        let own: Vec<_> = page.rows.iter().filter(|line| line.of == Some(0)).collect();
        assert!(own.len() > 1);
        assert_eq!(own[0].right, Some((Tone::Good, "2 of 5".into())));
        assert!(own[1..].iter().all(|line| line.right.is_none()));
        assert_eq!(own.last().and_then(|line| line.pieces.last()).map(|piece| piece.0), Some(Tone::Soft));
    }

    #[test]
    fn the_selected_item_is_in_view_and_a_heading_comes_along() {
        let page = page();
        assert_eq!(page.start(Some(0), 4, 5), 0, "the heading shows again");
        assert_eq!(page.start(Some(5), 4, 0), page.rows.len() - 4);
        assert_eq!(page.start(None, 100, 7), 0);
    }

    #[test]
    fn a_click_finds_the_item_it_falls_on() {
        let page = page();
        let rect = Rect::new(5, 2, 30, 4);
        assert_eq!(page.hit(rect, 0, 6, 2), None, "a heading is nothing to select");
        assert_eq!(page.hit(rect, 0, 6, 3), Some(0));
        assert_eq!(page.hit(rect, 0, 2, 3), None, "outside");
    }

    #[test]
    fn any_page_at_any_size_stays_in_its_box() {
        let page = page();
        for (width, height) in [(0, 0), (1, 1), (3, 2), (12, 4), (30, 20)] {
            let mut buf = Buffer::empty(Rect::new(0, 0, 40, 24));
            let rect = Rect::new(2, 2, width, height);
            page.draw(&mut buf, rect, &Look::default(), Some(0), 0);
            for y in 0..24 {
                for x in 0..40 {
                    if !rect.contains((x, y).into()) {
                        assert_eq!(buf[(x, y)].symbol(), " ", "{x},{y} at {width}x{height}");
                    }
                }
            }
        }
    }
}
