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

/// The text in at most `width` cells; what does not fit is taken out of its middle: of a path, both the drive and the
/// name of the file are read.
pub fn clip_middle(text: &str, width: usize) -> Cow<'_, str> {
    let cells: Vec<_> = cells(text).collect();
    let all: usize = cells.iter().map(|cell| usize::from(cell.width)).sum();
    if all <= width {
        return clip(text, width);
    }
    let room = width.saturating_sub(1);
    let take = |from: &mut dyn Iterator<Item = usize>, most: usize| {
        let mut used = 0;
        from.take_while(|at| {
            used += usize::from(cells[*at].width);
            used <= most
        })
        .count()
    };
    let head = take(&mut (0..cells.len()), room / 3);
    let taken: usize = cells[..head].iter().map(|cell| usize::from(cell.width)).sum();
    let tail = take(&mut (0..cells.len()).rev(), room - taken);
    let mut out: String = cells[..head].iter().map(|cell| cell.text).collect();
    if width > 0 {
        out.push(ELLIPSIS);
    }
    out.extend(cells[cells.len() - tail..].iter().map(|cell| cell.text));
    Cow::Owned(out)
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
    fn of_a_path_the_middle_gives_way_and_the_name_of_the_file_stays() {
        let path = "/data/somebody/state/emergency/day (not saved).json";
        assert_eq!(clip_middle(path, 60), path);
        assert_eq!(clip_middle(path, 31), "/data/some…day (not saved).json");
        for width in 0..60 {
            let cut = clip_middle(path, width);
            assert!(crate::text::width(&cut) <= width, "{width}: {cut}");
        }
        assert!(crate::text::width(&clip_middle("田中商店の一日", 6)) <= 6);
    }

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
