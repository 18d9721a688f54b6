//! How one note hangs on the wall: what it means, what may be read of it, and how many rows it takes. Knows nothing of
//! columns, cursors, or who wrote it.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::session::{Note, Stance};
use crate::text;
use crate::tui::look::{Look, StickyTint};
use crate::tui::widgets::put::{put, put_right};
use crate::tui::widgets::sticky::{MOST_ROWS, Sticky};

/// The colour of a note and the word that stands beside it.
pub fn meaning(note: &Note) -> (StickyTint, &'static str) {
    match (note.column.as_str(), &note.stance) {
        ("perfect", _) => (StickyTint::Perfect, "perfect"),
        ("today", Stance::AsIs | Stance::Other(_)) => (StickyTint::Today, "today"),
        (_, Stance::Wish) => (StickyTint::Wish, "wish"),
        (_, Stance::Question) => (StickyTint::Question, "question"),
        (_, Stance::AsIs) => (StickyTint::AsIs, "as it is"),
        (_, Stance::Other(_)) => (StickyTint::Plain, "note"),
    }
}

/// Whether nothing of a note may be read in the room.
pub fn closed(note: &Note) -> bool {
    note.sensitive && note.public().is_none()
}

/// What a room may read of a note: the public text where there is one; a sensitive note without one stays closed.
pub fn readable(note: &Note) -> &str {
    if closed(note) { "Sensitive: kept off the wall. Its card leads to the words." } else { note.printed() }
}

/// A note with its place on the wall decided.
#[derive(Clone, Debug)]
pub struct Paper<'a> {
    text: &'a str,
    tint: StickyTint,
    word: Cow<'static, str>,
    times: u32,
    /// Word and count share the last row of the text.
    inline: bool,
    rows: u16,
}

/// What a note shows beside its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The cursor is on it.
    pub current: bool,
    /// It is one of several that were marked.
    pub marked: bool,
}

impl<'a> Paper<'a> {
    /// Measures a note for a width.
    pub fn new(note: &'a Note, times: usize, lead: bool, width: u16) -> Self {
        let (tint, word) = meaning(note);
        let word = if lead { Cow::Owned(format!("“lead” {word}")) } else { Cow::Borrowed(word) };
        let text = readable(note);
        let times = u32::try_from(times).unwrap_or(u32::MAX);
        let inner = usize::from(width.saturating_sub(2));
        let (mut rows, mut last) = (0, 0..0);
        for line in text::lines(text, inner).take(usize::from(MOST_ROWS) + 1) {
            rows += 1;
            last = line;
        }
        let foot = text::width(&word) + if times > 1 { 2 + times.to_string().len() } else { 0 };
        let inline = rows <= MOST_ROWS && text::width(&text[last]) + 2 + foot <= inner;
        Self { text, tint, word, times, inline, rows: rows.clamp(1, MOST_ROWS) }
    }

    /// The rows it takes, its lower edge included.
    pub fn height(&self) -> u16 {
        self.rows + u16::from(!self.inline) + 1
    }

    /// Draws it into `rect`, which may be cut below.
    pub fn draw(&self, buf: &mut Buffer, rect: Rect, look: &Look, state: State) {
        let inline = self.inline && rect.height >= self.height();
        let (word, times) = if inline { ("", 1) } else { (self.word.as_ref(), self.times) };
        let tint = self.tint;
        Sticky { text: self.text, tint, times, word, selected: state.current }.draw(buf, rect, look);
        let style = look.sticky(tint);
        if inline && rect.width > 2 {
            let row = Rect::new(rect.x + 1, rect.y + self.rows - 1, rect.width - 2, 1);
            if self.times > 1 {
                put_right(buf, row, &format!("{} {}{}", self.word, look.marks().times, self.times), style);
            } else {
                put_right(buf, row, &self.word, style);
            }
        }
        if state.marked && rect.width > 2 {
            put(buf, rect.right() - 1, rect.y, 1, look.marks().tick, look.focus());
        }
    }
}
