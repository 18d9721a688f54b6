//! Text that has to fit: cut at a grapheme border, or at the end of a word, with `…` where something is missing.
//!
//! What comes out is one line and safe to show.

use std::borrow::Cow;

use super::cells::{Cells, cells};

const ELLIPSIS: char = '…';

/// The text in at most `width` cells; `…` is the last cell when something was cut.
pub fn clip(text: &str, width: usize) -> Cow<'_, str> {
    cut(text, width, false)
}

/// Like [`clip`], but cut at the end of a word where one ends in the second half of the room.
pub fn clip_words(text: &str, width: usize) -> Cow<'_, str> {
    cut(text, width, true)
}

fn cut(text: &str, width: usize, at_word: bool) -> Cow<'_, str> {
    let plain = text.bytes().all(|byte| (0x20..0x7F).contains(&byte));
    if plain && text.len() <= width {
        return Cow::Borrowed(text);
    }
    let Some(kept) = fitting(text, width) else {
        let same = plain || cells(text).all(|cell| &text[cell.range()] == cell.text);
        return if same {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(cells(text).map(|cell| cell.text).collect())
        };
    };
    if width == 0 {
        return Cow::Borrowed("");
    }
    let kept = if at_word { word_end(text, kept, width).unwrap_or(kept) } else { kept };
    let mut out: String = upto(text, kept).map(|cell| cell.text).collect();
    out.truncate(out.trim_end().len());
    out.push(ELLIPSIS);
    Cow::Owned(out)
}

/// `None` when all of it fits; else the bytes that fit beside an ellipsis.
fn fitting(text: &str, width: usize) -> Option<usize> {
    let mut used = 0;
    let mut kept = 0;
    for cell in cells(text) {
        used += usize::from(cell.width);
        if used > width {
            return Some(kept);
        }
        if used < width {
            kept = cell.end;
        }
    }
    None
}

fn word_end(text: &str, kept: usize, width: usize) -> Option<usize> {
    let next_is_space = cells(&text[kept..]).next().is_none_or(|cell| cell.is_space());
    if next_is_space {
        return Some(kept);
    }
    let mut used = 0;
    let mut end = None;
    for cell in upto(text, kept) {
        if cell.is_space() && used * 2 >= width {
            end = Some(cell.start);
        }
        used += usize::from(cell.width);
    }
    end
}

fn upto(text: &str, end: usize) -> Cells<'_> {
    cells(&text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{shown, width};
    use proptest::prelude::*;

    #[test]
    fn a_long_text_ends_in_an_ellipsis() {
        assert_eq!(clip("customers", 9), "customers");
        assert_eq!(clip("customers", 5), "cust…");
        assert_eq!(clip("漢字かな", 5), "漢字…");
        assert_eq!(clip("漢字かな", 4), "漢…");
        assert_eq!(clip("one two", 5), "one…");
        assert_eq!(clip("x", 0), "");
        assert_eq!(clip("two\nlines", 20), "two lines");
    }

    #[test]
    fn a_text_cut_at_words_ends_with_a_whole_word() {
        assert_eq!(clip_words("customers explain the same fault", 20), "customers explain…");
        assert_eq!(clip_words("a Donaudampfschifffahrt", 12), "a Donaudamp…");
    }

    proptest! {
        #[test]
        fn a_cut_text_fits_and_is_safe(text in ".{0,20}|[a漢 e\u{301}👩\u{200D}🚀\\n]{0,20}", room in 0_usize..24) {
            for cut in [clip(&text, room), clip_words(&text, room)] {
                prop_assert!(width(&cut) <= room);
                prop_assert!(shown(&cut) == cut);
                prop_assert!(!cut.contains('\n'));
            }
        }
    }
}
