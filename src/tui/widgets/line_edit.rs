//! A small text editor for one line or for prose. The cursor stands between grapheme clusters, never inside one;
//! deleting takes whole clusters; undo goes back word by word.
//!
//! It refuses to know what the text is for and when it is finished: Enter in one line, Esc and Tab are not its keys.

use std::cell::Cell;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

use super::put::{fill, narrow, put};
use crate::text;
use crate::tui::look::Look;

/// What became of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handled {
    /// Not a key of this field: somebody else may have it.
    No,
    /// The cursor moved, or could not move further.
    Moved,
    /// The text changed.
    Changed,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Moment {
    text: String,
    at: usize,
}

/// What the last change was; a change of another kind begins a new step of undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Typed,
    TypedSpace,
    Deleted,
    Other,
}

/// Text being edited, with its cursor and its own undo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineEdit {
    text: String,
    /// Byte offset of the cursor, on a grapheme border.
    at: usize,
    prose: bool,
    past: Vec<Moment>,
    future: Vec<Moment>,
    last: Kind,
    /// The column that up and down try to keep.
    goal: Option<usize>,
    /// The number that stood there is marked as a whole: a digit replaces it, any other key keeps it for editing.
    marked: bool,
    /// Cells a row of prose had when it was last drawn: up and down move by the rows that are seen.
    row_width: Cell<usize>,
}

/// Whether a text is digits and nothing else.
fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl LineEdit {
    /// A field of one line, the cursor at its end.
    pub fn line(text: &str) -> LineEdit {
        LineEdit::with(text::typed_line(text), false)
    }

    /// A field of one line whose text, where it is a number, is replaced by the first digit that is typed.
    pub fn number(text: &str) -> LineEdit {
        let mut edit = LineEdit::line(text);
        edit.marked = is_number(&edit.text);
        edit
    }

    /// A field of several lines, the cursor at its end.
    pub fn prose(text: &str) -> LineEdit {
        LineEdit::with(text::typed_prose(text), true)
    }

    fn with(text: String, prose: bool) -> LineEdit {
        let at = text.len();
        let row_width = Cell::new(usize::MAX);
        LineEdit {
            text,
            at,
            prose,
            past: Vec::new(),
            future: Vec::new(),
            last: Kind::Other,
            goal: None,
            marked: false,
            row_width,
        }
    }

    /// The text as it stands; clean it with [`text::clean_line`] or [`text::clean_prose`] before it becomes an edit.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Byte offset of the cursor.
    pub fn cursor(&self) -> usize {
        self.at
    }

    /// Puts the cursor at a byte offset, or at the next grapheme border after it.
    pub fn set_cursor(&mut self, at: usize) {
        self.at = self.border_from(at);
        self.goal = None;
    }

    /// Replaces the whole text, as one step that can be undone.
    pub fn set(&mut self, text: &str) {
        let text = self.clean(text);
        self.change(Kind::Other, 0..self.text.len(), &text);
    }

    /// Takes the text out and leaves an empty field without history.
    pub fn take(&mut self) -> String {
        let prose = self.prose;
        std::mem::replace(self, LineEdit::with(String::new(), prose)).text
    }

    /// Ends its history: what stands there stays, and nothing older comes back.
    pub fn settle(&mut self) {
        self.past.clear();
        self.future.clear();
        self.last = Kind::Other;
    }

    /// Inserts text at the cursor; control characters are dropped, in one line breaks become spaces.
    pub fn paste(&mut self, text: &str) -> Handled {
        let text = self.clean(text);
        if text.is_empty() {
            return Handled::Moved;
        }
        self.unmark(is_number(text.trim()));
        self.change(Kind::Other, self.at..self.at, &text);
        Handled::Changed
    }

    /// Whether anything was typed into it since it was made or set.
    pub fn is_changed(&self) -> bool {
        !self.past.is_empty()
    }

    /// One step back inside the field; false when there is none.
    pub fn undo(&mut self) -> bool {
        let Some(moment) = self.past.pop() else { return false };
        let now = self.restore(moment);
        self.future.push(now);
        true
    }

    /// One step forward again; false when there is none.
    pub fn redo(&mut self) -> bool {
        let Some(moment) = self.future.pop() else { return false };
        let now = self.restore(moment);
        self.past.push(now);
        true
    }

    /// Does what the key means in a text field.
    pub fn key(&mut self, key: KeyEvent) -> Handled {
        if key.kind == KeyEventKind::Release {
            return Handled::No;
        }
        if self.marked {
            let plain =
                key.modifiers.contains(KeyModifiers::CONTROL) == key.modifiers.contains(KeyModifiers::ALT);
            self.unmark(plain && matches!(key.code, KeyCode::Char(c) if c.is_ascii_digit()));
        }
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match key.code {
            // AltGr sends both on some systems, and means a letter.
            KeyCode::Char(c) if ctrl == alt => self.typed(c),
            KeyCode::Char(c) if ctrl => self.control(c.to_ascii_lowercase()),
            KeyCode::Char('b') => self.go(self.word_left()),
            KeyCode::Char('f') => self.go(self.word_right()),
            KeyCode::Char('d') => self.delete(self.at..self.word_right()),
            KeyCode::Enter if self.prose && !ctrl => self.typed('\n'),
            KeyCode::Backspace if ctrl || alt => self.delete(self.word_left()..self.at),
            KeyCode::Backspace => self.delete(self.left()..self.at),
            KeyCode::Delete if ctrl || alt => self.delete(self.at..self.word_right()),
            KeyCode::Delete => self.delete(self.at..self.right()),
            KeyCode::Left if ctrl || alt => self.go(self.word_left()),
            KeyCode::Right if ctrl || alt => self.go(self.word_right()),
            KeyCode::Left => self.go(self.left()),
            KeyCode::Right => self.go(self.right()),
            KeyCode::Home if ctrl => self.go(0),
            KeyCode::End if ctrl => self.go(self.text.len()),
            KeyCode::Home => self.go(self.row_range().start),
            KeyCode::End => self.go(self.row_range().end),
            KeyCode::Up if self.prose => self.go_row(-1),
            KeyCode::Down if self.prose => self.go_row(1),
            _ => Handled::No,
        }
    }

    /// What is done next is meant for the text as it stands, or for another number in its place.
    fn unmark(&mut self, replaces: bool) {
        if std::mem::take(&mut self.marked) && replaces {
            self.set("");
        }
    }

    /// Rows the text takes as prose at this width; at least one.
    pub fn rows(&self, width: u16) -> u16 {
        narrow(self.row_ranges(prose_width(width)).len())
    }

    /// Draws the field over the whole of `rect`, scrolled so that the cursor is seen. Returns where the cursor stands
    /// when the field has the focus.
    pub fn view(&self, buf: &mut Buffer, rect: Rect, look: &Look, focused: bool) -> Option<(u16, u16)> {
        let rect = rect.intersection(buf.area);
        if rect.is_empty() {
            return None;
        }
        fill(buf, rect, look.input());
        let place =
            if self.prose { self.view_prose(buf, rect, look) } else { self.view_line(buf, rect, look) };
        focused.then_some(place)
    }

    fn view_line(&self, buf: &mut Buffer, rect: Rect, look: &Look) -> (u16, u16) {
        let room = usize::from(rect.width);
        let column = text::width(&self.text[..self.at]);
        let total = text::width(&self.text) + 1;
        let from = if total <= room { 0 } else { (column + 1 + room / 4).min(total).saturating_sub(room) };
        let (mut skipped, mut start) = (0, 0);
        for cell in text::cells(&self.text) {
            if skipped >= from {
                break;
            }
            skipped += usize::from(cell.width);
            start = cell.end;
        }
        let style = if self.marked { look.selected() } else { look.input() };
        put(buf, rect.x, rect.y, room, &self.text[start..], style);
        (rect.x + narrow(column.saturating_sub(skipped).min(room - 1)), rect.y)
    }

    fn view_prose(&self, buf: &mut Buffer, rect: Rect, look: &Look) -> (u16, u16) {
        let width = prose_width(rect.width);
        self.row_width.set(width);
        let rows = self.row_ranges(width);
        let (row, column) = self.place(&rows);
        let height = usize::from(rect.height);
        let top = (row + 1).saturating_sub(height);
        for (range, y) in rows[top..].iter().zip(rect.top()..rect.bottom()) {
            put(buf, rect.x, y, usize::from(rect.width), &self.text[range.clone()], look.input());
        }
        (rect.x + narrow(column.min(usize::from(rect.width) - 1)), rect.y + narrow(row - top))
    }

    fn clean(&self, text: &str) -> String {
        if self.prose { text::typed_prose(text) } else { text::typed_line(text) }
    }

    fn control(&mut self, c: char) -> Handled {
        match c {
            'a' => self.go(self.row_range().start),
            'e' => self.go(self.row_range().end),
            'w' => self.delete(self.word_left()..self.at),
            'u' => self.delete(self.paragraph().start..self.at),
            'k' => self.delete(self.at..self.paragraph().end),
            'h' => self.delete(self.left()..self.at),
            _ => Handled::No,
        }
    }

    fn typed(&mut self, c: char) -> Handled {
        let mut bytes = [0; 4];
        let piece = self.clean(c.encode_utf8(&mut bytes));
        if piece.is_empty() {
            return Handled::Moved;
        }
        let kind = if c.is_whitespace() { Kind::TypedSpace } else { Kind::Typed };
        self.change(kind, self.at..self.at, &piece);
        Handled::Changed
    }

    fn delete(&mut self, range: Range<usize>) -> Handled {
        if range.is_empty() {
            return Handled::Moved;
        }
        self.change(Kind::Deleted, range, "");
        Handled::Changed
    }

    fn change(&mut self, kind: Kind, range: Range<usize>, with: &str) {
        // A word and the spaces after it are one step.
        let goes_on =
            kind == self.last && kind != Kind::Other || (self.last, kind) == (Kind::Typed, Kind::TypedSpace);
        if !goes_on || self.past.is_empty() {
            self.past.push(Moment { text: self.text.clone(), at: self.at });
        }
        self.future.clear();
        self.text.replace_range(range.clone(), with);
        self.at = self.border_from(range.start + with.len());
        self.last = kind;
        self.goal = None;
    }

    fn restore(&mut self, moment: Moment) -> Moment {
        let text = std::mem::replace(&mut self.text, moment.text);
        let at = std::mem::replace(&mut self.at, moment.at);
        self.last = Kind::Other;
        self.goal = None;
        Moment { text, at }
    }

    fn go(&mut self, at: usize) -> Handled {
        self.at = at;
        self.last = Kind::Other;
        self.goal = None;
        Handled::Moved
    }

    fn go_row(&mut self, by: isize) -> Handled {
        let rows = self.row_ranges(self.row_width.get());
        let (row, column) = self.place(&rows);
        let Some(range) = row.checked_add_signed(by).and_then(|row| rows.get(row)) else {
            return Handled::No;
        };
        let goal = self.goal.unwrap_or(column);
        let mut used = 0;
        let mut at = range.start;
        for cluster in self.text[range.clone()].graphemes(true) {
            used += text::width(cluster);
            if used > goal {
                break;
            }
            at += cluster.len();
        }
        self.go(at);
        self.goal = Some(goal);
        Handled::Moved
    }

    fn row_ranges(&self, width: usize) -> Vec<Range<usize>> {
        let mut rows = text::wrap(&self.text, width);
        if rows.is_empty() {
            rows.push(0..0);
        }
        rows
    }

    /// Row and column of the cursor; after the last letter of a row it still belongs to that row.
    fn place(&self, rows: &[Range<usize>]) -> (usize, usize) {
        let row = rows.iter().rposition(|range| range.start <= self.at).unwrap_or(0);
        let start = rows.get(row).map_or(0, |range| range.start.min(self.at));
        (row, text::width(&self.text[start..self.at]))
    }

    fn row_range(&self) -> Range<usize> {
        if !self.prose {
            return 0..self.text.len();
        }
        let rows = self.row_ranges(self.row_width.get());
        rows[self.place(&rows).0].clone()
    }

    fn paragraph(&self) -> Range<usize> {
        let start = self.text[..self.at].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[self.at..].find('\n').map_or(self.text.len(), |at| self.at + at);
        start..end
    }

    fn left(&self) -> usize {
        self.text[..self.at].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn right(&self) -> usize {
        self.text[self.at..].graphemes(true).next().map_or(self.at, |cluster| self.at + cluster.len())
    }

    fn word_left(&self) -> usize {
        self.text[..self.at]
            .split_word_bound_indices()
            .rev()
            .find(|(_, word)| is_word(word))
            .map_or(0, |(at, _)| at)
    }

    fn word_right(&self) -> usize {
        let after = self.text[self.at..].split_word_bound_indices().find(|(_, word)| is_word(word));
        after.map_or(self.text.len(), |(at, word)| self.border_from(self.at + at + word.len()))
    }

    /// The first grapheme border at or after a byte offset.
    fn border_from(&self, at: usize) -> usize {
        let borders = self.text.grapheme_indices(true).map(|(start, _)| start);
        borders.chain([self.text.len()]).find(|start| *start >= at).unwrap_or(self.text.len())
    }
}

/// One column stays free, so that the cursor can stand behind the last letter of a row.
fn prose_width(width: u16) -> usize {
    usize::from(width.saturating_sub(1).max(1))
}

fn is_word(word: &str) -> bool {
    !word.chars().all(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn press(edit: &mut LineEdit, code: KeyCode) -> Handled {
        edit.key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    fn ctrl(edit: &mut LineEdit, c: char) -> Handled {
        edit.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL))
    }

    fn type_in(edit: &mut LineEdit, text: &str) {
        for c in text.chars() {
            press(edit, KeyCode::Char(c));
        }
    }

    #[test]
    fn backspace_takes_a_whole_family() {
        let mut edit = LineEdit::line("a👩‍👩‍👧");
        press(&mut edit, KeyCode::Backspace);
        assert_eq!(edit.text(), "a");
        assert_eq!(press(&mut edit, KeyCode::Enter), Handled::No);
    }

    #[test]
    fn the_usual_keys_move_and_delete() {
        let mut edit = LineEdit::line("we find out");
        ctrl(&mut edit, 'w');
        assert_eq!(edit.text(), "we find ");
        ctrl(&mut edit, 'a');
        press(&mut edit, KeyCode::Right);
        ctrl(&mut edit, 'k');
        assert_eq!(edit.text(), "w");
        type_in(&mut edit, "e do");
        edit.key(KeyEvent::new(KeyCode::Left, KeyModifiers::ALT));
        ctrl(&mut edit, 'u');
        assert_eq!((edit.text(), edit.cursor()), ("do", 0));
        press(&mut edit, KeyCode::Delete);
        assert_eq!(edit.text(), "o");
        assert_eq!(ctrl(&mut edit, 'p'), Handled::No);
    }

    #[test]
    fn undo_goes_back_word_by_word() {
        let mut edit = LineEdit::line("");
        type_in(&mut edit, "one two three");
        assert!(edit.undo());
        assert_eq!(edit.text(), "one two ");
        assert!(edit.undo());
        assert_eq!(edit.text(), "one ");
        assert!(edit.redo());
        assert_eq!(edit.text(), "one two ");
        assert!(edit.undo() && edit.undo() && !edit.undo());
        assert_eq!(edit.text(), "");
    }

    #[test]
    fn a_paste_cannot_bring_control_bytes_or_lines_into_one_line() {
        let mut edit = LineEdit::line("x");
        edit.paste("a\u{1b}[2J\r\nb");
        assert_eq!(edit.text(), "xa[2J b");
        let mut edit = LineEdit::prose("x");
        edit.paste("a\r\nb");
        assert_eq!(edit.text(), "xa\nb");
    }

    #[test]
    fn the_cursor_stands_in_the_right_column_after_wide_text() {
        let area = Rect::new(2, 1, 6, 1);
        let mut buf = Buffer::empty(Rect::new(0, 0, 10, 3));
        let edit = LineEdit::line("👩‍🚀 x");
        assert_eq!(edit.view(&mut buf, area, &Look::default(), true), Some((6, 1)));
        assert_eq!(edit.view(&mut buf, area, &Look::default(), false), None);
        let long = LineEdit::line("a long line of text");
        assert_eq!(long.view(&mut buf, area, &Look::default(), true), Some((7, 1)));
        assert_eq!(buf[(6, 1)].symbol(), "t");
    }

    #[test]
    fn up_and_down_follow_the_rows_that_are_seen() {
        let mut edit = LineEdit::prose("one two three\nx");
        let mut buf = Buffer::empty(Rect::new(0, 0, 9, 4));
        let area = buf.area;
        assert_eq!(edit.view(&mut buf, area, &Look::default(), true), Some((1, 2)));
        assert_eq!(edit.rows(9), 3);
        edit.set_cursor(4 + 8);
        assert_eq!(edit.view(&mut buf, area, &Look::default(), true), Some((4, 1)));
        press(&mut edit, KeyCode::Up);
        assert_eq!(edit.cursor(), 4);
        assert_eq!(press(&mut edit, KeyCode::Up), Handled::No);
        press(&mut edit, KeyCode::Down);
        press(&mut edit, KeyCode::Down);
        assert_eq!(edit.cursor(), "one two three\nx".len());
        press(&mut edit, KeyCode::Enter);
        assert_eq!(edit.text(), "one two three\nx\n");
        assert_eq!(edit.view(&mut buf, area, &Look::default(), true), Some((0, 3)));
    }

    proptest! {
        #[test]
        fn any_keys_leave_the_cursor_on_a_border(keys in proptest::collection::vec((0_u8..14, ".|[e\u{301}\u{200D}👩🚀漢 ]"), 0..30), prose: bool) {
            let mut edit = if prose { LineEdit::prose("") } else { LineEdit::line("") };
            let mut buf = Buffer::empty(Rect::new(0, 0, 7, 3));
            for (key, text) in keys {
                match key {
                    0 => { press(&mut edit, KeyCode::Left); }
                    1 => { press(&mut edit, KeyCode::Right); }
                    2 => { press(&mut edit, KeyCode::Backspace); }
                    3 => { press(&mut edit, KeyCode::Delete); }
                    4 => { ctrl(&mut edit, 'w'); }
                    5 => { edit.undo(); }
                    6 => { edit.redo(); }
                    7 => { press(&mut edit, KeyCode::Up); }
                    8 => { press(&mut edit, KeyCode::Enter); }
                    9 => { edit.key(KeyEvent::new(KeyCode::Right, KeyModifiers::CONTROL)); }
                    _ => { edit.paste(&text); }
                }
                let borders: Vec<usize> = edit.text().grapheme_indices(true).map(|(at, _)| at).collect();
                prop_assert!(edit.cursor() == edit.text().len() || borders.contains(&edit.cursor()));
                let area = buf.area;
                let (x, y) = edit.view(&mut buf, area, &Look::default(), true).expect("a cursor");
                prop_assert!(x < 7 && y < 3);
            }
        }
    }
}
