//! Where the cards of Prepare lie: one at a time under a row of names, or all five side by side where there is room.
//! View and mouse both ask here.
//!
//! ```text
//! ● Go  There is a sponsor ...                 ○ Not yet  There is no sponsor.
//! The day  Agenda  Checklist  Evidence         The day         Agenda          Evidence
//!                                              Title  ...      09:00 Welcome   6 items · 36 min
//! Title     Customer experience baseline       Checklist       09:15 Rules     Background
//! ```

use ratatui::layout::Rect;

use super::pane::Pane;
use crate::tui::widgets::list;

/// The places of one frame.
#[derive(Clone, Debug)]
pub struct Places {
    /// Go or not yet.
    pub verdict: Rect,
    /// The names of the cards, where only one is shown.
    pub tabs: Option<Rect>,
    /// Each card that is shown.
    pub panes: Vec<(Pane, Rect)>,
}

/// The parts of one card.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    /// Its heading, where several cards are shown.
    pub heading: Rect,
    /// What can be said of the whole list.
    pub summary: Rect,
    /// The list.
    pub list: Rect,
    /// More about the chosen item.
    pub detail: Rect,
}

/// Where everything lies, with this card in focus.
pub fn places(area: Rect, focus: Pane) -> Places {
    if area.width >= 120 && area.height >= 30 {
        let verdict = Rect { height: 1.min(area.height), ..area };
        let body = Rect { y: area.y + 2, height: area.height - 2, ..area };
        let gap = 4;
        let room = body.width - 2 * gap;
        let (left, middle) = (room * 36 / 100, room * 30 / 100);
        let columns = [
            Rect { width: left, ..body },
            Rect { x: body.x + left + gap, width: middle, ..body },
            Rect { x: body.x + left + middle + 2 * gap, width: room - left - middle, ..body },
        ];
        let split = |rect: Rect, rows: u16| {
            let rows = rows.min(rect.height);
            let below = Rect { y: rect.y + rows, height: rect.height - rows, ..rect };
            (Rect { height: rows.saturating_sub(1), ..rect }, below)
        };
        let (day, checklist) = split(columns[0], 21);
        let (evidence, background) = split(columns[2], (body.height / 2).max(19));
        let panes = vec![
            (Pane::Day, day),
            (Pane::Agenda, columns[1]),
            (Pane::Checklist, checklist),
            (Pane::Evidence, evidence),
            (Pane::Background, background),
        ];
        return Places { verdict, tabs: None, panes };
    }
    let roomy = area.height >= 18;
    let row = |y: u16| Rect {
        y: area.y + y.min(area.height),
        height: 1.min(area.height.saturating_sub(y)),
        ..area
    };
    let verdict_rows = 2.min(area.height);
    let verdict = Rect { height: verdict_rows, ..area };
    let top = (verdict_rows + 1 + u16::from(roomy)).min(area.height);
    let body = Rect { y: area.y + top, height: area.height - top, ..area };
    Places { verdict, tabs: Some(row(verdict_rows)), panes: vec![(focus, body)] }
}

impl Places {
    /// The card under a cell, with its rectangle.
    pub fn pane_at(&self, x: u16, y: u16) -> Option<(Pane, Rect)> {
        self.panes.iter().copied().find(|(_, rect)| rect.contains((x, y).into()))
    }

    /// The card whose name lies at this cell.
    pub fn tab_at(&self, x: u16, y: u16) -> Option<Pane> {
        let row = self.tabs.filter(|row| row.contains((x, y).into()))?;
        tabs(row).find(|(_, at)| at.contains((x, y).into())).map(|(pane, _)| pane)
    }

    /// Whether all cards are shown.
    pub fn all(&self) -> bool {
        self.tabs.is_none()
    }
}

/// Where each name lies in the row of names.
pub fn tabs(row: Rect) -> impl Iterator<Item = (Pane, Rect)> {
    let mut x = row.x;
    Pane::ALL.into_iter().map(move |pane| {
        let width = u16::try_from(pane.name().len()).unwrap_or(0) + 2;
        let here = Rect { x: x.min(row.right()), width: width.min(row.right().saturating_sub(x)), ..row };
        x = x.saturating_add(width + 1);
        (pane, here)
    })
}

/// The parts of a card in its rectangle.
pub fn parts(pane: Pane, rect: Rect, all: bool) -> Parts {
    let mut free = rect;
    let mut take = |rows: u16| {
        let rows = rows.min(free.height);
        let taken = Rect { height: rows, ..free };
        free = Rect { y: free.y + rows, height: free.height - rows, ..free };
        taken
    };
    let heading = take(u16::from(all));
    let summary = take(match pane {
        Pane::Day | Pane::Background => 0,
        Pane::Agenda | Pane::Checklist => 1,
        Pane::Evidence => 2,
    });
    let wanted = match (pane, free.height) {
        (Pane::Day, height) => height.saturating_sub(12).min(4),
        (Pane::Agenda, 30..) => 14,
        (_, 19..) => 4,
        (_, 10..) => 3,
        (_, 7..) => 2,
        _ => 0,
    };
    let list = Rect { height: free.height - wanted, ..free };
    let detail = Rect { y: list.bottom(), height: wanted, ..free };
    Parts { heading, summary, list, detail }
}

/// Which items of a list are seen: the cursor stays in the middle where there is more than fits.
pub fn seen(pane: Pane, list: Rect, count: usize, cursor: Option<usize>) -> std::ops::Range<usize> {
    let fits = usize::from(list.height / pane.item_height());
    let start = cursor.unwrap_or(0).saturating_sub(fits / 2);
    list::visible(count, cursor, fits, start)
}

/// The item of a list at this row of the screen.
pub fn item_at(pane: Pane, list: Rect, count: usize, cursor: Option<usize>, y: u16) -> Option<usize> {
    let seen = seen(pane, list, count, cursor);
    let row = usize::from(y.checked_sub(list.y)? / pane.item_height());
    (y < list.bottom() && seen.start + row < seen.end).then_some(seen.start + row)
}
