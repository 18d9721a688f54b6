//! Where everything of Sort lies: one answer for drawing and for the mouse. It knows rectangles, not gaps.
//!
//! ```text
//! Scores  Board         limit and advice        |   Scores  Board
//! ● Now 6 of 6    ◐ Next 7      ○ Later 3       |   Gap                 Imp Urg Fea Cost   Lane
//! cards           cards         cards           |   rows
//! the card in hand: why, and what would move it |   the gap in hand; what 1 to 5 mean
//! ```

use ratatui::layout::Rect;

use super::View;
use crate::rules::lanes::Scale;
use crate::tui::widgets::put::wrapped_rows;

/// From this width on things lie side by side.
const WIDE: u16 = 110;
/// From this height on there is a row for the two views.
const TALL: u16 = 17;

/// The row with the names of the two views; empty on a small screen.
pub fn top(area: Rect) -> Rect {
    Rect { height: u16::from(area.height >= TALL), ..area }
}

/// The names of the views, where they lie in the top row.
pub const SWITCH: [(View, &str, u16); 3] =
    [(View::Scores, "Scores", 0), (View::Board, "Board", 8), (View::Edges, "Edges", 15)];

/// The view whose name is at this cell.
pub fn switch_at(area: Rect, at: (u16, u16)) -> Option<View> {
    let top = top(area);
    SWITCH.into_iter().find_map(|(view, name, x)| {
        let width = u16::try_from(name.len()).unwrap_or(0);
        Rect { x: top.x + x, width, ..top }.contains(at.into()).then_some(view)
    })
}

/// The score grid.
#[derive(Clone, Copy, Debug)]
pub struct Grid {
    /// The names of the columns.
    pub head: Rect,
    /// One row a gap.
    pub rows: Rect,
    /// The gap in hand: lane and why.
    pub detail: Rect,
    /// The question of the scale, then five anchors.
    pub anchors: Rect,
    /// How far each scale is; empty where there is no room to spare.
    pub progress: Rect,
    /// Where the title begins and how wide it is.
    pub title: (u16, u16),
    /// Where the four scales begin.
    pub scales: [u16; 4],
    /// How wide a scale is.
    pub cell: u16,
    /// Where the lane stands.
    pub lane: u16,
    /// Everything lies side by side.
    pub wide: bool,
}

/// Divides the area; with the line for `fingers` open, its words get a row more. `anchors`: the rows that five anchors take to
/// be whole, see [`anchors_want`].
pub fn grid(area: Rect, fingers: bool, anchors: u16) -> Grid {
    let wide = area.width >= WIDE;
    let top = top(area).height;
    let said = 2 + u16::from(fingers);
    let (left, below) = if wide { (area.width * 2 / 3, 0) } else { (area.width, 1 + anchors.max(5) + said) };
    let inner = Rect { y: area.y + top, height: area.height - top, ..area };
    // The head and two gaps come first; then what is said below.
    let below = below.min(inner.height.saturating_sub(3));
    let spare = inner.height.saturating_sub(below + 1);
    let air = u16::from(!wide && spare >= 9);
    let head = Rect { height: inner.height.min(1), width: left, ..inner };
    let meter = if wide && spare >= 24 { 5 } else { 0 };
    let rows = Rect { y: inner.y + head.height, height: spare - air - meter, width: left, ..inner };
    let progress = Rect { y: rows.bottom() + meter.min(1), height: meter.saturating_sub(1), ..rows };
    let (detail, anchors) = if wide {
        let side = Rect { x: area.x + left + 3, width: area.width - left - 3, ..inner };
        let anchors = Rect { height: side.height.min(12), ..side };
        let rest = side.height - anchors.height;
        (Rect { y: anchors.bottom() + rest.min(1), height: rest.saturating_sub(1), ..side }, anchors)
    } else {
        let detail = Rect { y: rows.bottom() + air, height: below.min(said), ..area };
        (detail, Rect { y: detail.bottom(), height: below.saturating_sub(said), ..area })
    };
    let cell = if left >= 90 { 12 } else { 5 };
    // Pointer and id before the title, lane and points after the scales.
    let after = 4 * cell + 15;
    let title = (area.x + 6, left.saturating_sub(6 + after + 1));
    let first = title.0 + title.1 + 1;
    let scales = [first, first + cell, first + 2 * cell, first + 3 * cell];
    Grid { head, rows, detail, anchors, progress, title, scales, cell, lane: first + 4 * cell + 1, wide }
}

impl Grid {
    /// The scale under a column of the screen.
    pub fn scale_at(&self, x: u16) -> Option<Scale> {
        let at = self.scales.iter().position(|from| (*from..*from + self.cell).contains(&x))?;
        Some(Scale::ALL[at])
    }
}

/// The rows that each anchor takes to be whole.
fn anchor_heights(width: u16, texts: &[String]) -> [u16; 5] {
    let mut heights = [1_u16; 5];
    for (height, text) in heights.iter_mut().zip(texts) {
        *height = wrapped_rows(text, width.saturating_sub(4), 3).max(1);
    }
    heights
}

/// The rows that the five anchors of a scale take to be whole on a page of this width.
pub fn anchors_want(width: u16, texts: &[String]) -> u16 {
    anchor_heights(width, texts).iter().sum()
}

/// The rows of the five anchors below their question; each takes what its text wants where all find room, else the chosen
/// one.
pub fn anchor_rows(area: Rect, texts: &[String], chosen: Option<u8>) -> [Rect; 5] {
    let most = area.height.saturating_sub(1);
    let mut heights = anchor_heights(area.width, texts);
    if heights.iter().sum::<u16>() > most {
        let spare = most.saturating_sub(5);
        for (height, number) in heights.iter_mut().zip(1_u8..) {
            *height = if chosen == Some(number) { (*height).min(1 + spare) } else { 1 };
        }
    }
    let mut y = area.y + 1;
    heights.map(|height| {
        let rect = Rect { y, height, ..area }.intersection(area);
        y += height;
        rect
    })
}

/// The board.
#[derive(Clone, Copy, Debug)]
pub struct Board {
    /// Gaps that are not sorted yet; empty where there are none.
    pub strip: Rect,
    /// Now, Next, Later: the heading and the cards below it.
    pub lanes: [(Rect, Rect); 3],
    /// What is said about the card in hand.
    pub detail: Rect,
    /// Rows a card takes, and whether the last of them is its edge.
    pub card: u16,
    /// Cards have a lower edge.
    pub edge: bool,
}

/// Divides the area. `most` is how many cards Now holds; `unfolded`, the card in hand says all there is to say.
pub fn board(area: Rect, unsorted: bool, most: usize, unfolded: bool) -> Board {
    let top = top(area).height;
    let below = match area.height {
        0..8 => 1,
        8..13 => 2,
        13..17 => 3,
        17..26 => 4,
        26..36 => 6,
        _ => 8,
    };
    let below = if unfolded { below.max(area.height * 3 / 5) } else { below };
    let strip = Rect { y: area.y + top, height: u16::from(unsorted && area.height > 8), ..area };
    let detail = Rect { y: area.bottom() - below.min(area.height), height: below.min(area.height), ..area };
    let space = if area.width >= WIDE { 3 } else { 1 + u16::from(area.width >= 60) };
    let width = area.width.saturating_sub(2 * space) / 3;
    let y = strip.bottom();
    let air = u16::from(area.height >= 26);
    let height = detail.y.saturating_sub(y + air);
    let lane = |at: u16| {
        // The last lane takes what the division left over.
        let x = area.x + at * (width + space);
        let width = if at == 2 { area.right().saturating_sub(x) } else { width };
        let band = Rect { x, y, width, height: height.min(1) };
        (band, Rect { y: band.bottom(), height: height - band.height, ..band })
    };
    let cards = height.saturating_sub(1);
    let edge = usize::from(cards) > 3 * most.max(3) && cards >= 12;
    Board { strip, lanes: [lane(0), lane(1), lane(2)], detail, card: 2 + u16::from(edge), edge }
}

impl Board {
    /// The lane at a cell: its heading and everything below it.
    pub fn lane_at(&self, at: (u16, u16)) -> Option<usize> {
        self.lanes.iter().position(|(band, cards)| band.contains(at.into()) || cards.contains(at.into()))
    }
}

/// Which items of a lane are shown, and where: `heights` in order, beginning at `from` or as near to it as keeps
/// `chosen` in view.
pub fn stack(heights: &[u16], area: Rect, chosen: Option<usize>, from: usize) -> Vec<(usize, Rect)> {
    let fits = |from: usize, to: usize| {
        heights[from..=to].iter().map(|h| u32::from(*h)).sum::<u32>() <= u32::from(area.height)
    };
    let Some(last) = heights.len().checked_sub(1) else { return Vec::new() };
    let mut start = from.min(last);
    if let Some(chosen) = chosen.map(|at| at.min(last)) {
        start = start.min(chosen);
        while start < chosen && !fits(start, chosen) {
            start += 1;
        }
    }
    // No empty space below while something above could be shown.
    while start > 0 && fits(start - 1, last) {
        start -= 1;
    }
    let mut y = area.y;
    let mut shown = Vec::new();
    for (at, height) in heights.iter().enumerate().skip(start) {
        if y >= area.bottom() {
            break;
        }
        let height = (*height).min(area.bottom() - y);
        shown.push((at, Rect { y, height, ..area }));
        y += height;
    }
    shown
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn everything_lies_inside_the_area(w in 0_u16..200, h in 0_u16..60, unsorted: bool, most in 0_usize..14, more: bool) {
            let area = Rect::new(3, 2, w, h);
            let inside = |r: Rect| r.is_empty() || area.intersection(r) == r;
            let board = board(area, unsorted, most, more);
            prop_assert!(inside(board.strip) && inside(board.detail));
            for (band, cards) in board.lanes {
                prop_assert!(inside(band) && inside(cards), "{:?}", board);
            }
            let grid = grid(area, more, 9);
            for rect in [grid.head, grid.rows, grid.detail, grid.anchors, grid.progress] {
                prop_assert!(inside(rect), "{:?}", grid);
            }
            for rect in anchor_rows(grid.anchors, &["a long text ".repeat(12), "b".into(), "c".into(), "d".into(), "e".into()], Some(1)) {
                prop_assert!(inside(rect));
            }
        }

        #[test]
        fn the_chosen_card_is_in_view(heights in prop::collection::vec(1_u16..4, 1..40), height in 4_u16..20, chosen in 0_usize..40, from in 0_usize..50) {
            let chosen = chosen.min(heights.len() - 1);
            let shown = stack(&heights, Rect::new(0, 0, 9, height), Some(chosen), from);
            let whole = shown.iter().any(|(at, rect)| *at == chosen && rect.height == heights[chosen]);
            prop_assert!(whole, "{:?}", shown);
        }
    }
}
