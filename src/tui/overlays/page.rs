//! A text to read that may be longer than the sheet: headings, sentences, keys, in one column or two, with a scroll.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::sheet::cells;
use crate::text;
use crate::tui::look::Look;
use crate::tui::widgets::list::scrollbar;
use crate::tui::widgets::put::{put, put_clipped};

/// How a piece of text is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Plain.
    Text,
    /// Secondary.
    Soft,
    /// What stands over others.
    Heading,
    /// What is now.
    Accent,
    /// Well.
    Good,
    /// To watch.
    Warn,
}

impl Tone {
    fn style(self, look: &Look) -> Style {
        match self {
            Self::Text => look.text(),
            Self::Soft => look.soft(),
            Self::Heading => look.heading(),
            Self::Accent => look.accent(),
            Self::Good => look.good(),
            Self::Warn => look.warn(),
        }
    }
}

/// A row as it is meant; how many lines it takes depends on the width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// An empty line.
    Blank,
    /// A sentence, wrapped.
    Text(Tone, String),
    /// A short word in a column of this many cells, and a text that wraps beside it.
    Pair(u16, (Tone, String), (Tone, String)),
}

impl Row {
    /// A heading.
    pub fn heading(text: impl Into<String>) -> Self {
        Self::Text(Tone::Heading, text.into())
    }

    /// A sentence.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(Tone::Text, text.into())
    }

    /// A quiet sentence.
    pub fn soft(text: impl Into<String>) -> Self {
        Self::Text(Tone::Soft, text.into())
    }
}

/// A line as it is drawn: at most two pieces.
#[derive(Debug, Clone, Default)]
struct Drawn {
    first: Option<(Tone, String)>,
    second: Option<(u16, Tone, String)>,
}

fn lay(rows: &[Row], width: u16) -> Vec<Drawn> {
    let mut lines = Vec::new();
    for row in rows {
        match row {
            Row::Blank => lines.push(Drawn::default()),
            Row::Text(tone, words) => {
                for range in text::wrap(words, usize::from(width.max(1))) {
                    lines.push(Drawn { first: Some((*tone, words[range].to_owned())), second: None });
                }
            }
            Row::Pair(column, (tone, short), (other, words)) => {
                let own = cells(short);
                let column = (*column).min(width / 2);
                // A long key pushes the text of its own row only.
                let from = if own > column { own.min(width) } else { column } + 2;
                let room = usize::from(width.saturating_sub(from).max(8));
                let mut first = Some((*tone, short.clone()));
                for range in text::wrap(words, room) {
                    let second = Some((from, *other, words[range].to_owned()));
                    lines.push(Drawn { first: first.take(), second });
                }
                if first.is_some() {
                    lines.push(Drawn { first, second: None });
                }
            }
        }
    }
    lines
}

/// Rows in columns, and how far they are scrolled.
#[derive(Debug)]
pub struct Page {
    top: Cell<usize>,
    /// How far it can be scrolled, known once it was drawn.
    most: Cell<usize>,
}

impl Default for Page {
    fn default() -> Self {
        Self { top: Cell::new(0), most: Cell::new(usize::MAX) }
    }
}

impl Page {
    /// Lines these rows take at a width.
    pub fn height(rows: &[Row], width: u16) -> u16 {
        u16::try_from(lay(rows, width).len()).unwrap_or(u16::MAX)
    }

    /// Scrolls by lines.
    pub fn scroll(&self, by: isize) {
        self.top.set(self.top.get().saturating_add_signed(by).min(self.most.get()));
    }

    /// Draws the columns beside each other; all scroll together.
    pub fn draw(&self, buf: &mut Buffer, rect: Rect, columns: &[&[Row]], look: &Look) {
        let count = u16::try_from(columns.len()).unwrap_or(1).max(1);
        let inner = rect.width.saturating_sub(2);
        let width = (inner.saturating_sub((count - 1) * 4)) / count;
        if rect.is_empty() || width == 0 {
            return;
        }
        let laid: Vec<Vec<Drawn>> = columns.iter().map(|rows| lay(rows, width)).collect();
        let longest = laid.iter().map(Vec::len).max().unwrap_or(0);
        let height = usize::from(rect.height);
        self.most.set(longest.saturating_sub(height));
        let top = self.top.get().min(self.most.get());
        self.top.set(top);
        let mut x = rect.x;
        for lines in &laid {
            for (line, y) in lines.iter().skip(top).zip(rect.top()..rect.bottom()) {
                if let Some((tone, words)) = &line.first {
                    put_clipped(buf, x, y, usize::from(width), words, tone.style(look));
                }
                if let Some((from, tone, words)) = &line.second {
                    let room = usize::from(width.saturating_sub(*from));
                    put(buf, x + from, y, room, words, tone.style(look));
                }
            }
            x += width + 4;
        }
        scrollbar(buf, rect, longest, &(top..longest.min(top + height)), look);
    }
}
