//! Text on its way into a session: typed, pasted or imported. Composed form, no control characters, plain line breaks.
//!
//! Joiners and variation selectors stay: they are part of emoji and of names in some scripts.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::cells::is_line_break;

/// One-line text: composed, control characters out, every run of blanks with a line break or tab in it is one space,
/// no blanks at either end.
pub fn clean_line(text: &str) -> String {
    typed_line(text).trim_matches(is_edge).to_owned()
}

/// [`clean_line`], without a copy where nothing but its ends is to be cleaned.
pub fn cleaned_line(text: &str) -> Cow<'_, str> {
    if is_plain(text, false) { text.trim_matches(is_edge).into() } else { clean_line(text).into() }
}

/// Text with line breaks: composed, control characters out, every line break is `\n`, a tab is a space, no blanks at
/// line ends, no empty lines at either end.
pub fn clean_prose(text: &str) -> String {
    let text = typed_prose(text);
    let mut out = String::with_capacity(text.len());
    for line in text.split('\n') {
        out.push_str(line.trim_end_matches(is_edge));
        out.push('\n');
    }
    out.trim_end_matches(is_edge).trim_start_matches(['\n', '\u{FEFF}']).to_owned()
}

/// The same with `\n` for every line break: terminals send a pasted one as `\r` or `\r\n`.
pub fn unix_lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

/// A piece of one-line text as it arrives at a cursor: like [`clean_line`], but blanks at the ends are kept.
pub fn typed_line(text: &str) -> String {
    if is_plain(text, false) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut folded = false;
    for c in composed(text).chars() {
        if c == '\t' || is_line_break(c) {
            if !folded {
                out.truncate(out.trim_end_matches(' ').len());
                out.push(' ');
            }
            folded = true;
        } else if folded && c == ' ' {
        } else if !c.is_control() {
            folded = false;
            out.push(c);
        }
    }
    out
}

/// A piece of text with line breaks as it arrives at a cursor: like [`clean_prose`], but blanks at ends are kept.
pub fn typed_prose(text: &str) -> String {
    if is_plain(text, true) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut after_return = false;
    for c in composed(text).chars() {
        let returned = std::mem::replace(&mut after_return, c == '\r');
        if c == '\n' && returned {
        } else if is_line_break(c) {
            out.push('\n');
        } else if c == '\t' {
            out.push(' ');
        } else if !c.is_control() {
            out.push(c);
        }
    }
    out
}

fn is_plain(text: &str, breaks: bool) -> bool {
    text.bytes().all(|byte| (0x20..0x7F).contains(&byte) || (breaks && byte == b'\n'))
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || c == '\u{FEFF}'
}

/// Composed after the control characters are gone: one of them may have stood between a letter and its accent.
fn composed(text: &str) -> Cow<'_, str> {
    let unwanted = |c: char| c.is_control() && c != '\t' && !is_line_break(c);
    let text =
        if text.contains(unwanted) { Cow::Owned(text.replace(unwanted, "")) } else { Cow::Borrowed(text) };
    if is_nfc_quick(text.chars()) == IsNormalized::Yes { text } else { Cow::Owned(text.nfc().collect()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_way_to_break_a_line_is_one() {
        assert_eq!(unix_lines("one\rtwo\r\nthree\nfour\r\r\nfive"), "one\ntwo\nthree\nfour\n\nfive");
        assert!(matches!(unix_lines("one\ntwo"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_pasted_line_loses_its_breaks_and_its_control_bytes() {
        assert_eq!(clean_line("  one\r\n\t two\u{7} \n"), "one two");
        assert_eq!(clean_line("Zoe\u{308}"), "Zoë");
        assert_eq!(clean_line("two  spaces stay"), "two  spaces stay");
        assert_eq!(clean_line("👩\u{200D}🚀 ❤\u{FE0F}"), "👩\u{200D}🚀 ❤\u{FE0F}");
    }

    #[test]
    fn prose_keeps_its_lines() {
        assert_eq!(clean_prose("\u{FEFF}a \r\nb\rc\td\n\n"), "a\nb\nc d");
        assert_eq!(clean_prose("a\n\nb"), "a\n\nb");
        assert_eq!(clean_prose(" \n "), "");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(text in "\\PC{0,12}|[\\x00-\\x20\u{301}\u{85}ae]{0,12}|.{0,12}") {
            let line = clean_line(&text);
            prop_assert_eq!(clean_line(&line), line.clone());
            prop_assert!(!line.contains(char::is_control));
            let prose = clean_prose(&text);
            prop_assert_eq!(clean_prose(&prose), prose.clone());
            prop_assert!(!prose.contains(|c: char| c.is_control() && c != '\n'));
        }
    }
}
