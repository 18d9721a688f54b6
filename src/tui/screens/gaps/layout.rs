//! Where the list and the gap beside it lie. Drawing and the mouse ask the same function.
//!
//! ```text
//! 14 of 16 gaps complete; 12 to 16 are enough
//!
//! ▸ G01 ● Nobody tells customers    ✓      Nobody tells customers about an outage
//!         about an outage                  ▐Perfect        ▌ ▐Today          ▌
//!   G02 ● All-day waiting windows   today  ▐                ▌ ▐               ▌
//! ```

use std::ops::Range;

use ratatui::layout::Rect;

use super::{Gaps, Pane};
use crate::session::Gap;
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::widgets::list;

/// Cells of a row that its title never has: number, mark, what is missing, the scrollbar.
const MARKS: u16 = 13;

/// The stage's parts; a part that is not shown has no rows.
#[derive(Clone, Debug)]
pub struct Parts {
    /// How complete it is.
    pub head: Rect,
    /// The list.
    pub list: Rect,
    /// Which gaps are in it, by place.
    pub rows: Range<usize>,
    /// Rows of the screen that each of them takes: two where titles would be cut to a word or two.
    pub each: u16,
    /// The selected gap.
    pub card: Rect,
    /// List and gap lie beside each other.
    pub beside: bool,
}

/// Lays the stage out in `ctx.area`.
pub fn parts(state: &Gaps, ctx: &Ctx) -> Parts {
    let area = ctx.area;
    let head = Rect { height: area.height.min(1), ..area };
    let gap = u16::from(area.height >= 17);
    let top = head.height + gap;
    let rest = Rect { y: area.y + top.min(area.height), height: area.height.saturating_sub(top), ..area };
    let beside = area.width >= 76;
    let none = Rect { height: 0, ..rest };
    let (list, card) = if beside {
        let width = if area.width >= 140 { area.width * 9 / 20 } else { area.width * 11 / 25 };
        let card = Rect { x: rest.x + width + 3, width: rest.width - width - 3, ..rest };
        (Rect { width, ..rest }, card)
    } else if state.pane == Pane::Card {
        (none, rest)
    } else {
        let rows = rest.height.saturating_sub(8).max(rest.height.min(4)).min(rest.height);
        let card = Rect { y: rest.y + rows + 1, height: rest.height.saturating_sub(rows + 1), ..rest };
        (Rect { height: rows, ..rest }, card)
    };
    let at = state.place(ctx);
    let narrow = beside && list.width < 48 && list.height >= 6;
    let long = |gap: &Gap| text::width(&gap.title) > usize::from(list.width.saturating_sub(MARKS));
    let each = if narrow && ctx.session.gaps.iter().any(long) { 2 } else { 1 };
    let rows = list::visible(
        ctx.session.gaps.len(),
        at.filter(|_| state.follow),
        usize::from(list.height / each),
        state.scroll,
    );
    Parts { head, list, rows, each, card, beside }
}

impl Parts {
    /// The gap under a row of the screen, by place.
    pub fn gap_at(&self, y: u16) -> Option<usize> {
        let row = self.rows.start + usize::from(y.checked_sub(self.list.y)? / self.each);
        self.rows.contains(&row).then_some(row)
    }
}
