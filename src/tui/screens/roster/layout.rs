//! Where the roster's parts lie: people and departments side by side where there is room, else one at a time.
//! View and mouse both ask here.
//!
//! ```text
//! ✓ Broad  14 people, coverage 90%.
//! People 14   Departments 8
//!
//! ● present   Zoë Brännström     Contact Centre   front line   owp
//!
//! Zoë Brännström, Customer adviser. Agrees to be named ...
//! ```

use ratatui::layout::Rect;

use super::Pane;

/// The rows below the departments that stay free for what is said of the room.
const BELOW: u16 = 14;

/// The parts of one list.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    pub pane: Pane,
    /// Its name, where both are shown.
    pub heading: Rect,
    /// The names of the columns.
    pub columns: Rect,
    pub list: Rect,
    /// More about the chosen one; for departments the five checks.
    pub detail: Rect,
}

/// The places of one frame.
#[derive(Clone, Debug)]
pub struct Places {
    pub verdict: Rect,
    /// The names of both lists, where only one is shown.
    pub tabs: Option<Rect>,
    pub panes: Vec<Parts>,
}

/// The rows that the list of departments wants.
#[derive(Clone, Copy, Debug)]
pub struct Rows {
    /// One a department.
    pub least: u16,
    /// With every name read whole.
    pub whole: u16,
}

/// Where everything lies, with this list in focus; `departments` answers for the widths and height of a list.
pub fn places(area: Rect, focus: Pane, departments: impl Fn(Rect) -> Rows) -> Places {
    if area.width >= 120 && area.height >= 24 {
        let verdict = Rect { height: 2, ..area };
        let body = Rect { y: area.y + 3, height: area.height - 3, ..area };
        let right = (area.width * 40 / 100).clamp(50, 72);
        let gap = 4;
        let left = Rect { width: body.width - right - gap, ..body };
        let right = Rect { x: left.right() + gap, width: right, ..body };
        let panes = vec![
            parts(Pane::People, left, true, &departments),
            parts(Pane::Departments, right, true, &departments),
        ];
        return Places { verdict, tabs: None, panes };
    }
    let roomy = area.height >= 18;
    let rows = 2.min(area.height);
    let verdict = Rect { height: rows, ..area };
    let tabs = Rect { y: area.y + rows, height: 1.min(area.height - rows), ..area };
    let top = (rows + 1 + u16::from(roomy)).min(area.height);
    let body = Rect { y: area.y + top, height: area.height - top, ..area };
    Places { verdict, tabs: Some(tabs), panes: vec![parts(focus, body, false, &departments)] }
}

fn parts(pane: Pane, rect: Rect, both: bool, departments: impl Fn(Rect) -> Rows) -> Parts {
    let mut free = rect;
    let mut take = |rows: u16| {
        let rows = rows.min(free.height);
        let taken = Rect { height: rows, ..free };
        free = Rect { y: free.y + rows, height: free.height - rows, ..free };
        taken
    };
    let heading = take(u16::from(both));
    let columns = take(1);
    let wanted = match pane {
        Pane::People if free.height >= 16 => 4,
        Pane::People if free.height >= 8 => 3,
        Pane::People => 0,
        // The list takes what it needs, the checks the rest of it.
        Pane::Departments => {
            let rows = departments(free);
            let list = if rows.whole + BELOW <= free.height { rows.whole } else { rows.least };
            let least = if free.height >= 8 { 3 } else { 0 };
            free.height.saturating_sub(list).max(least)
        }
    };
    let list = Rect { height: free.height - wanted, ..free };
    let detail = Rect { y: list.bottom(), height: wanted, ..free };
    Parts { pane, heading, columns, list, detail }
}

impl Places {
    /// The list under a cell.
    pub fn pane_at(&self, x: u16, y: u16) -> Option<Parts> {
        self.panes.iter().copied().find(|parts| {
            let columns = x >= parts.list.left() && x < parts.list.right();
            columns && y >= parts.heading.y && y < parts.detail.bottom()
        })
    }

    /// Whether a cell lies on the name of a list.
    pub fn tab_at(&self, x: u16, y: u16, labels: &[String; 2]) -> Option<Pane> {
        let row = self.tabs.filter(|row| row.contains((x, y).into()))?;
        tabs(row, labels).into_iter().find(|(_, at)| at.contains((x, y).into())).map(|(pane, _)| pane)
    }
}

/// Where the names of the two lists lie.
pub fn tabs(row: Rect, labels: &[String; 2]) -> [(Pane, Rect); 2] {
    let width = |label: &String| u16::try_from(crate::text::width(label)).unwrap_or(0) + 2;
    let first = Rect { width: width(&labels[0]).min(row.width), ..row };
    let x = (first.right() + 1).min(row.right());
    let second = Rect { x, width: width(&labels[1]).min(row.right() - x), ..row };
    [(Pane::People, first), (Pane::Departments, second)]
}
