//! Text as terminal cells: what is drawn, how wide it is, and what must never reach a terminal.
//!
//! One [`Cell`] is one grapheme cluster, 0, 1 or 2 cells wide. Two things are split further so that boxes never
//! break: clusters that would be wider than two cells, and clusters with trouble in them (control bytes, direction
//! overrides, invisible characters), which become [`PLACEHOLDER`], one for each.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands where a character was that must not be shown.
pub const PLACEHOLDER: &str = "\u{FFFD}";

/// One drawn unit of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'a> {
    /// What to draw: safe for any terminal. A line break or tab is drawn as one space.
    pub text: &'a str,
    /// Terminal cells: 0, 1 or 2. Zero means there is nothing to draw.
    pub width: u8,
    /// First byte in the source.
    pub start: usize,
    /// First byte after it in the source.
    pub end: usize,
    /// True for a line break in the source.
    pub is_break: bool,
}

impl Cell<'_> {
    /// The bytes of the source this cell stands for.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// True where a line may be broken and the cell dropped: a space that is not a no-break space.
    pub fn is_space(&self) -> bool {
        self.text == " "
            || (!self.text.is_ascii()
                && self
                    .text
                    .chars()
                    .all(|c| c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')))
    }
}

/// The cells of a text in order; nothing is allocated.
pub fn cells(text: &str) -> Cells<'_> {
    Cells { text, at: 0, split_until: 0 }
}

/// Iterator made by [`cells`].
#[derive(Debug, Clone)]
pub struct Cells<'a> {
    text: &'a str,
    at: usize,
    /// Up to here single characters are handed out instead of clusters.
    split_until: usize,
}

impl<'a> Cells<'a> {
    fn hand(&mut self, text: &'a str, width: u8, end: usize, is_break: bool) -> Cell<'a> {
        let start = std::mem::replace(&mut self.at, end);
        Cell { text, width, start, end, is_break }
    }

    fn single(&mut self) -> Option<Cell<'a>> {
        let first = self.text[self.at..].chars().next()?;
        let mut end = self.at + first.len_utf8();
        if is_line_break(first) {
            return Some(self.hand(" ", 1, end, true));
        }
        if first == '\t' {
            return Some(self.hand(" ", 1, end, false));
        }
        if is_trouble(first) || first == '\u{200D}' || is_tag(first) {
            return Some(self.hand(PLACEHOLDER, 1, end, false));
        }
        // Marks without a width of their own stay with the character before them, if that keeps it narrow.
        let start = self.at;
        for next in self.text[end..self.split_until.max(end)].chars() {
            let stays = next.width() == Some(0)
                && !(is_trouble(next) || next == '\u{200D}' || is_tag(next))
                && cluster_width(&self.text[start..end + next.len_utf8()]) <= 2;
            if !stays {
                break;
            }
            end += next.len_utf8();
        }
        let piece = &self.text[start..end];
        let width = u8::try_from(cluster_width(piece).min(2)).unwrap_or(2);
        Some(self.hand(piece, width, end, false))
    }
}

impl<'a> Iterator for Cells<'a> {
    type Item = Cell<'a>;

    fn next(&mut self) -> Option<Cell<'a>> {
        let bytes = self.text.as_bytes();
        let byte = *bytes.get(self.at)?;
        let followed_by_ascii = bytes.get(self.at + 1).is_none_or(u8::is_ascii);
        if (0x20..0x7F).contains(&byte) && followed_by_ascii {
            let end = self.at + 1;
            return Some(self.hand(&self.text[self.at..end], 1, end, false));
        }
        if self.at < self.split_until {
            return self.single();
        }
        let cluster = self.text[self.at..].graphemes(true).next()?;
        let end = self.at + cluster.len();
        if cluster == "\r\n" {
            return Some(self.hand(" ", 1, end, true));
        }
        let width = cluster_width(cluster);
        if width > 2 || has_trouble(cluster) || cluster.contains(is_spaced_control) {
            self.split_until = end;
            return self.single();
        }
        Some(self.hand(cluster, u8::try_from(width).unwrap_or(2), end, false))
    }
}

/// Terminal cells a text takes on one line, counted by grapheme cluster as it will be drawn.
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| (0x20..0x7F).contains(&byte)) {
        return text.len();
    }
    cells(text).map(|cell| usize::from(cell.width)).sum()
}

/// The text as it may reach a terminal, a pipe, a message or an export: no control byte, no escape sequence, no
/// direction override, nothing invisible that is not part of an emoji or of a script which needs it. Each such
/// character becomes [`PLACEHOLDER`]; line breaks become `\n`, a tab becomes a space. Borrowed when nothing had to change.
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..0x7F).contains(&byte) || byte == b'\n') {
        return Cow::Borrowed(text);
    }
    let safe = |cell: &Cell<'_>| {
        let source = &text[cell.range()];
        source == cell.text || source == "\n"
    };
    if cells(text).all(|cell| safe(&cell)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for cell in cells(text) {
        out.push_str(if cell.is_break { "\n" } else { cell.text });
    }
    Cow::Owned(out)
}

/// Line breaks of every kind that keyboards, spreadsheets and word processors send.
pub(super) fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_spaced_control(c: char) -> bool {
    c == '\t' || is_line_break(c)
}

/// Never shown, wherever it stands.
fn is_trouble(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{180E}' | '\u{200B}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E001F}')
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0020}'..='\u{E007F}')
}

/// Scripts in which a joiner shapes the letters around it: Arabic, Syriac, the Indic family, Myanmar, Khmer, Mongolian.
fn joins_letters(c: char) -> bool {
    matches!(c, '\u{0600}'..='\u{08FF}' | '\u{0900}'..='\u{0DFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{18AF}')
}

fn has_trouble(cluster: &str) -> bool {
    if cluster.chars().any(is_trouble) {
        return true;
    }
    let first = cluster.chars().next();
    if cluster.chars().any(is_tag) && first != Some('\u{1F3F4}') {
        return true;
    }
    // A joiner with something visible after it in the same cluster is an emoji sequence or a conjunct.
    let mut rest = cluster;
    while let Some(at) = rest.find('\u{200D}') {
        let before = rest[..at].chars().next_back().or(first);
        rest = &rest[at + '\u{200D}'.len_utf8()..];
        let joined = rest.chars().next().and_then(UnicodeWidthChar::width).unwrap_or(0) > 0;
        if !joined && !before.is_some_and(joins_letters) {
            return true;
        }
    }
    false
}

/// The width the drawing library gives a cluster; half-width sound marks take a cell of their own on terminals.
fn cluster_width(cluster: &str) -> usize {
    let marks = cluster.chars().filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}')).count();
    cluster.width() + marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_family_a_flag_and_a_wide_letter_are_two_cells_each() {
        for text in ["👩‍👩‍👧‍👦", "🇯🇵", "漢", "👍🏽", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]
        {
            assert_eq!(width(text), 2, "{text}");
            assert_eq!(cells(text).count(), 1, "{text}");
        }
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("Zoë says 漢字"), 13);
    }

    #[test]
    fn plain_text_is_lent_not_copied() {
        assert!(matches!(shown("two\nlines"), Cow::Borrowed(_)));
        assert!(matches!(shown("日本語 👩‍🚀 naïve"), Cow::Borrowed(_)));
        assert!(matches!(shown("कर्म क्‍ष نمی‌خواهم"), Cow::Borrowed(_)));
    }

    #[test]
    fn escape_sequences_and_overrides_become_visible() {
        assert_eq!(shown("a\u{1b}[31mb"), "a\u{FFFD}[31mb");
        assert_eq!(shown("x\u{202E}gnp.exe"), "x\u{FFFD}gnp.exe");
        assert_eq!(shown("pay\u{200B}pal\u{AD}"), "pay\u{FFFD}pal\u{FFFD}");
        assert_eq!(shown("a\u{200D}b"), "a\u{FFFD}b");
        assert_eq!(shown("hi\u{E0041}"), "hi\u{FFFD}");
        assert_eq!(shown("a\r\nb\rc\td"), "a\nb\nc d");
        assert_eq!(shown("\u{9b}31m"), "\u{FFFD}31m");
    }

    #[test]
    fn a_cell_is_never_wider_than_two() {
        for text in ["ｶﾞﾞﾞ", "ᄀᄀᄀ각", "क्षि", "\u{0E33}\u{0E33}\u{0E33}"] {
            assert!(cells(text).all(|cell| cell.width <= 2), "{text}");
            let back: String = cells(text).map(|cell| &text[cell.range()]).collect();
            assert_eq!(back, text);
        }
    }
}
