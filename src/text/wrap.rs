//! Text broken into lines: at words, after hyphens, anywhere between wide letters, and inside a word only when the
//! word alone is longer than a line. Lines are byte ranges of the source; nothing is copied.

use std::ops::Range;

use super::cells::{Cell, Cells, cells};

/// The lines of a text in at most `width` cells each, as byte ranges of the text. Spaces at a soft line end belong to
/// no line; a line break in the text always starts a line. No text or no width gives no lines. A letter two cells wide
/// still gets a line of its own when only one cell is there.
pub fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    lines(text, width).collect()
}

/// [`wrap`], one line at a time, so that a long text costs only the lines which are drawn.
pub fn lines(text: &str, width: usize) -> Lines<'_> {
    Lines { text, width, at: 0, open: width > 0 && !text.is_empty() }
}

/// [`wrap`] for letters of other widths: `step` tells how far a line reaches with one more cell on it, of one that
/// reached so far before.
pub fn wrap_by(text: &str, room: usize, step: impl Fn(usize, &Cell) -> usize) -> Vec<Range<usize>> {
    let mut lines = lines(text, room);
    let mut made = Vec::new();
    while lines.open {
        made.push(lines.any(&step));
    }
    made
}

fn by_cells(used: usize, cell: &Cell) -> usize {
    used + usize::from(cell.width)
}

/// Iterator made by [`lines`].
#[derive(Debug, Clone)]
pub struct Lines<'a> {
    text: &'a str,
    width: usize,
    at: usize,
    /// There is another line, even if it is empty.
    open: bool,
}

impl Lines<'_> {
    fn cells_from_here(&self) -> Cells<'_> {
        cells(&self.text[self.at..])
    }

    /// The next line, where it is plain: every byte up to its end is a letter of ASCII of one cell, and it begins with
    /// none of the cases that need thought. The same answer as the long way, several times as quick.
    fn plain(&mut self) -> Option<Range<usize>> {
        let rest = &self.text.as_bytes()[self.at..];
        let (mut content, mut chance) = (0, None);
        for (at, byte) in rest.iter().enumerate() {
            match byte {
                b' ' if content == 0 => return None,
                b' ' => chance = Some((content, at + 1)),
                0x21..0x7F => {
                    if content == at && at > 0 && rest[at - 1] == b'-' && byte.is_ascii_alphanumeric() {
                        chance = Some((at, at));
                    }
                    if at >= self.width {
                        let (end, next) = chance.unwrap_or((at, at));
                        let from = self.at;
                        self.at += next;
                        return Some(from..from + end);
                    }
                    content = at + 1;
                }
                _ => return None,
            }
        }
        self.open = false;
        Some(self.at..self.at + content)
    }
}

/// What is known about the line while it grows; offsets are relative to where the line began.
#[derive(Default)]
struct Growing {
    start: usize,
    /// End of the last cell that is not a space.
    content: usize,
    has_content: bool,
    used: usize,
    /// Where the line may end, and where the next one would begin.
    chance: Option<(usize, usize)>,
    last: Option<char>,
}

impl Growing {
    fn note_space(&mut self, cell: &Cell<'_>, reaches: usize) {
        if self.has_content {
            self.chance = Some((self.content, cell.end));
        }
        self.used = reaches;
        self.last = Some(' ');
    }

    fn note_chance_before(&mut self, cell: &Cell<'_>) {
        let (Some(last), Some(next)) = (self.last, cell.text.chars().next()) else { return };
        if self.has_content && self.content == cell.start && may_break(last, next) {
            self.chance = Some((cell.start, cell.start));
        }
    }

    fn take(&mut self, cell: &Cell<'_>, reaches: usize) {
        self.used = reaches;
        self.content = cell.end;
        self.has_content = true;
        if cell.width > 0 {
            self.last = cell.text.chars().next();
        }
    }
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        if !self.open {
            return None;
        }
        Some(self.plain().unwrap_or_else(|| self.any(&by_cells)))
    }
}

impl Lines<'_> {
    /// The next line, whatever it holds.
    fn any(&mut self, step: &impl Fn(usize, &Cell) -> usize) -> Range<usize> {
        let from = self.at;
        let mut line = Growing::default();
        let mut soft_end = None;
        let mut hard_end = None;
        for cell in self.cells_from_here() {
            if cell.is_break {
                hard_end = Some(cell.end);
                break;
            }
            if cell.is_space() {
                let reaches = step(line.used, &cell);
                line.note_space(&cell, reaches);
                continue;
            }
            line.note_chance_before(&cell);
            if step(line.used, &cell) > self.width {
                if line.has_content {
                    soft_end = Some(line.chance.unwrap_or((cell.start, cell.start)));
                    break;
                }
                // Only blanks so far, and no room left beside them: the word matters more.
                line.start = cell.start;
                line.used = 0;
            }
            let reaches = step(line.used, &cell);
            line.take(&cell, reaches);
        }
        if let Some((end, next)) = soft_end {
            self.at = from + next;
            return from + line.start..from + end;
        }
        match hard_end {
            Some(next) => self.at = from + next,
            None => self.open = false,
        }
        let end = if line.has_content { line.content } else { line.start };
        from + line.start..from + end
    }
}

/// Whether a line may end between two neighbouring letters that have no space between them.
fn may_break(last: char, next: char) -> bool {
    // Between letters of ASCII only a hyphen is a chance.
    if last.is_ascii() && next.is_ascii() && last != '-' {
        return false;
    }
    if is_closing(next) || is_opening(last) {
        return false;
    }
    if matches!(last, '-' | '–' | '—') {
        return next.is_alphanumeric();
    }
    is_wide(last) || is_wide(next)
}

/// Letters that are written without spaces, and emoji.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{1F300}'..='\u{1FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_closing(c: char) -> bool {
    "、。，．：；！？）」』】〕〉》ー…,.:;!?)]}’”".contains(c)
}

fn is_opening(c: char) -> bool {
    "（「『【〔〈《([{‘“".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width;
    use proptest::prelude::*;

    fn wrapped(text: &str, room: usize) -> Vec<&str> {
        wrap(text, room).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn words_stay_whole_and_spaces_vanish_at_line_ends() {
        assert_eq!(
            wrapped("One person stays with my problem", 11),
            ["One person", "stays with", "my problem"]
        );
        assert_eq!(wrapped("exact fit", 5), ["exact", "fit"]);
        assert_eq!(wrapped("a  b", 1), ["a", "b"]);
    }

    #[test]
    fn a_long_word_is_broken_and_a_hyphen_is_a_chance() {
        assert_eq!(wrapped("Donaudampfschiff", 6), ["Donaud", "ampfsc", "hiff"]);
        assert_eq!(wrapped("customer-experience", 10), ["customer-", "experience"]);
    }

    #[test]
    fn wide_letters_break_anywhere_but_not_before_a_full_stop() {
        assert_eq!(wrapped("東京都庁舎", 4), ["東京", "都庁", "舎"]);
        assert_eq!(wrapped("東京都。", 6), ["東京", "都。"]);
    }

    #[test]
    fn line_breaks_are_kept_even_empty_ones() {
        assert_eq!(wrapped("a\n\nb\n", 9), ["a", "", "b", ""]);
        assert_eq!(wrapped("  indented", 20), ["  indented"]);
    }

    #[test]
    fn no_width_or_no_text_gives_no_lines_and_one_cell_does_not_hang() {
        assert!(wrap("text", 0).is_empty());
        assert!(wrap("", 9).is_empty());
        assert_eq!(wrapped("漢字", 1), ["漢", "字"]);
    }

    fn any_text() -> impl Strategy<Value = String> {
        prop_oneof![
            ".{0,40}",
            "[a-c漢字。 \\-\\n\u{301}]{0,40}",
            proptest::collection::vec(
                prop::sample::select(vec![
                    "👩‍👩‍👧",
                    "e\u{301}",
                    "🇯🇵",
                    " ",
                    "word",
                    "漢",
                    "\r\n",
                    "ｶﾞﾞ",
                    "\u{202E}"
                ]),
                0..12
            )
            .prop_map(|parts| parts.concat()),
        ]
    }

    proptest! {
        #[test]
        fn the_quick_way_gives_the_lines_of_the_long_way(
            text in "[a-c \\-.,(]{0,60}|[a-c \\-é\u{301}漢\\n\u{FE0F}1]{0,30}",
            room in 1_usize..14,
        ) {
            let mut quick = lines(&text, room);
            while quick.open {
                let mut long = quick.clone();
                if let Some(line) = quick.plain() {
                    prop_assert_eq!((line, quick.at, quick.open), (long.any(&by_cells), long.at, long.open));
                } else {
                    prop_assert_eq!((quick.at, quick.open), (long.at, long.open));
                    let _ = quick.any(&by_cells);
                }
            }
        }

        #[test]
        fn any_text_at_any_width_fits_and_loses_only_blanks(text in any_text(), room in 1_usize..14) {
            let lines = wrap(&text, room);
            let mut at = 0;
            for line in &lines {
                let piece = &text[line.clone()];
                prop_assert!(width(piece) <= room || cells(piece).filter(|cell| cell.width > 0).count() == 1);
                prop_assert!(line.start >= at);
                prop_assert!(cells(&text[at..line.start]).all(|cell| cell.is_space() || cell.is_break));
                at = line.end;
            }
            prop_assert!(cells(&text[at..]).all(|cell| cell.is_space() || cell.is_break));
        }

        #[test]
        fn nothing_that_is_shown_can_steer_a_terminal(text in any_text(), hostile in "[\\x00-\\x1f\\x7f-\u{9f}\u{200b}-\u{206f}\u{e0020}-\u{e007f}]{0,6}") {
            let text = format!("{text}{hostile}{text}");
            let shown = crate::text::shown(&text);
            let control = shown.contains(|c: char| c.is_control() && c != '\n');
            let turned = shown.contains(|c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'));
            prop_assert!(!control && !turned);
            prop_assert!(crate::text::shown(&shown) == shown);
        }
    }
}
