//! Which part of a long list is on the screen, and the thumb that shows it.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::put::{fill_row, put};
use crate::tui::look::Look;

/// The rows to draw: `height` of `count`, beginning at `scroll` or as near to it as keeps `selected` in view. The start
/// of the range is the scroll to remember.
pub fn visible(count: usize, selected: Option<usize>, height: usize, scroll: usize) -> Range<usize> {
    if height == 0 || count == 0 {
        return 0..0;
    }
    let mut start = scroll.min(count.saturating_sub(height));
    if let Some(selected) = selected.map(|at| at.min(count - 1)) {
        start = start.min(selected).max((selected + 1).saturating_sub(height));
    }
    start..count.min(start + height)
}

/// The rows of a scrollbar of this height that the thumb covers; `None` when everything is visible.
pub fn thumb(count: usize, shown: &Range<usize>, height: usize) -> Option<Range<usize>> {
    if height == 0 || shown.len() >= count {
        return None;
    }
    let size = (shown.len() * height / count).clamp(1, height);
    let travel = count - shown.len();
    let start = (shown.start * (height - size) + travel / 2) / travel;
    Some(start..start + size)
}

/// Draws the thumb into the last column of `rect`, if there is more than is shown.
pub fn scrollbar(buf: &mut Buffer, rect: Rect, count: usize, shown: &Range<usize>, look: &Look) {
    let Some(thumb) = thumb(count, shown, usize::from(rect.height)) else { return };
    if rect.is_empty() {
        return;
    }
    for (row, y) in (rect.top()..rect.bottom()).enumerate() {
        if thumb.contains(&row) {
            put(buf, rect.right() - 1, y, 1, look.marks().thumb, look.border());
        }
    }
}

/// Where the items of a list lie that are taller where rows are free: each takes `base` rows, and the first ones as many
/// as they want while there are rows to spare. Where not all items fit there are none to spare: nothing is measured then,
/// and the selected one stays in the middle.
pub fn spread(
    area: Rect,
    count: usize,
    selected: Option<usize>,
    base: u16,
    mut wanted: impl FnMut(usize) -> u16,
) -> Vec<(usize, Rect)> {
    let base = base.max(1);
    let fits = usize::from(area.height / base);
    let shown = visible(count, selected, fits, selected.unwrap_or(0).saturating_sub(fits / 2));
    let taken = u16::try_from(shown.len()).unwrap_or(u16::MAX).saturating_mul(base);
    let mut free = if shown.len() == count { area.height.saturating_sub(taken) } else { 0 };
    let mut y = area.y;
    shown
        .map(|at| {
            let more = if free == 0 { 0 } else { wanted(at).saturating_sub(base).min(free) };
            let rect = Rect { y, height: base + more, ..area };
            free -= more;
            y += rect.height;
            (at, rect)
        })
        .collect()
}

/// The item of a spread list at this row of the screen.
pub fn spread_at(shown: &[(usize, Rect)], y: u16) -> Option<usize> {
    shown.iter().find(|(_, rect)| (rect.top()..rect.bottom()).contains(&y)).map(|(at, _)| *at)
}

/// The items of a spread list that are seen.
pub fn spread_range(shown: &[(usize, Rect)]) -> Range<usize> {
    shown.first().map_or(0, |(at, _)| *at)..shown.last().map_or(0, |(at, _)| at + 1)
}

/// The selection after a move: clamped to the list, `None` when it is empty.
pub fn step(count: usize, selected: Option<usize>, by: isize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(selected.map_or(0, |at| at.min(last).saturating_add_signed(by).min(last)))
}

/// A thin line along the first row of `rect`.
pub fn rule(buf: &mut Buffer, rect: Rect, look: &Look) {
    fill_row(buf, rect, rect.y, look.marks().line, look.border());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_taller_where_rows_are_free_and_never_measured_where_none_are() {
        let area = Rect::new(2, 5, 20, 8);
        let heights = |count, wants: &[u16]| -> Vec<u16> {
            spread(area, count, Some(0), 1, |at| wants[at]).iter().map(|(_, rect)| rect.height).collect()
        };
        assert_eq!(heights(3, &[2, 1, 3]), [2, 1, 3]);
        assert_eq!(heights(6, &[2, 1, 3, 1, 1, 1]), [2, 1, 2, 1, 1, 1], "the rows are used up");
        assert_eq!(heights(8, &[3; 8]), [1; 8]);
        let shown = spread(area, 3, Some(0), 1, |at| [2, 1, 3][at]);
        assert_eq!(
            (spread_at(&shown, 6), spread_at(&shown, 7), spread_at(&shown, 11)),
            (Some(0), Some(1), None)
        );
        let long = spread(area, 5000, Some(100), 2, |_| panic!("measured"));
        assert_eq!((long.len(), spread_range(&long)), (4, 98..102));
        assert!(spread(Rect { height: 0, ..area }, 9, None, 1, |_| 2).is_empty());
    }
    use proptest::prelude::*;

    #[test]
    fn the_selection_stays_in_view_and_the_list_moves_as_little_as_possible() {
        assert_eq!(visible(100, Some(5), 10, 0), 0..10);
        assert_eq!(visible(100, Some(10), 10, 0), 1..11);
        assert_eq!(visible(100, Some(3), 10, 7), 3..13);
        assert_eq!(visible(4, Some(9), 10, 2), 0..4);
        assert_eq!(visible(0, None, 10, 3), 0..0);
        assert_eq!(step(3, Some(2), 1), Some(2));
        assert_eq!(step(3, None, 1), Some(0));
        assert_eq!(step(0, Some(1), -1), None);
    }

    proptest! {
        #[test]
        fn the_thumb_lies_on_its_bar(count in 0_usize..500, selected in 0_usize..500, height in 0_usize..40, scroll in 0_usize..500) {
            let shown = visible(count, Some(selected), height, scroll);
            prop_assert!(shown.end <= count && shown.len() == height.min(count));
            if count > 0 && height > 0 {
                prop_assert!(shown.contains(&selected.min(count - 1)));
            }
            if let Some(thumb) = thumb(count, &shown, height) {
                prop_assert!(thumb.end <= height && !thumb.is_empty());
            }
        }
    }
}
