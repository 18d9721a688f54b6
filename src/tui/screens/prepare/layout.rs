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

/// The rows that a card wants, so that everything in it is read whole.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wants {
    /// Above its list.
    pub summary: u16,
    /// Its list, at most as many as were asked for; more where not even one row an item fits.
    pub list: u16,
}

/// Where everything lies, with this card in focus; `wants` answers for a card at a width, up to so many rows.
pub fn places(area: Rect, focus: Pane, wants: impl Fn(Pane, u16, u16) -> Wants) -> Places {
    if area.width >= 120 && area.height >= 30 {
        let verdict = Rect { height: 1.min(area.height), ..area };
        let body = Rect { y: area.y + 2, height: area.height - 2, ..area };
        let gap = 4;
        let room = body.width - 2 * gap;
        let (left, middle) = (room * 35 / 100, room * 34 / 100);
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
        // A heading, and a row free below. The checklist keeps a row an item, and what is said of the chosen one.
        let checks = wants(Pane::Checklist, columns[0].width, 0).list.min(10) + 5;
        let day = wants(Pane::Day, columns[0].width, body.height).list + 2;
        let day = day.min(body.height.saturating_sub(checks)).max(15);
        let (day, checklist) = split(columns[0], day);
        let known = wants(Pane::Evidence, columns[2].width, body.height);
        let known = (known.summary + known.list + 6).min(body.height.saturating_sub(14));
        let (evidence, background) = split(columns[2], known.max(19));
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

/// The parts of a card in its rectangle; it wants so many rows of the height that is left below its heading.
pub fn parts(pane: Pane, rect: Rect, all: bool, wants: impl Fn(u16) -> Wants) -> Parts {
    let mut free = rect;
    let mut take = |rows: u16| {
        let rows = rows.min(free.height);
        let taken = Rect { height: rows, ..free };
        free = Rect { y: free.y + rows, height: free.height - rows, ..free };
        taken
    };
    let heading = take(u16::from(all));
    let wants = wants(rect.height);
    let summary = take(wants.summary);
    let spare = free.height.saturating_sub(wants.list);
    let wanted = match (pane, free.height) {
        // Nothing more is to be said of a line that is read whole.
        (Pane::Day, height) if wants.list <= height => 0,
        (Pane::Day, height) => height.saturating_sub(12).min(4),
        (Pane::Agenda, 30..) => spare.clamp(6, 14),
        (_, 19..) => spare.clamp(3, 4),
        (_, 10..) => 3,
        (_, 7..) => 2,
        _ => 0,
    };
    let list = Rect { height: free.height - wanted, ..free };
    let detail = Rect { y: list.bottom(), height: wanted, ..free };
    Parts { heading, summary, list, detail }
}
