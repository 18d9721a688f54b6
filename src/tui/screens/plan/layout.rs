//! Where the plan's parts lie: the switcher, the list, the pace. Drawing and the mouse ask here.

use ratatui::layout::Rect;

use super::sections::{Section, count, open};
use crate::text;
use crate::tui::ctx::Ctx;

/// From this width on, the sections stand at the left.
const WIDE: u16 = 100;
/// From this width on, pace and what blocks the synopsis stand at the right.
const RICH: u16 = 130;
/// Room for “Next and Later 10 · 10 open”.
const SECTIONS: u16 = 30;
const ASIDE: u16 = 40;

/// The parts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Places {
    /// The sections: one row, or a column.
    pub switcher: Rect,
    /// Whether the switcher is a column.
    pub column: bool,
    /// The section's items.
    pub list: Rect,
    /// Load and pace in words; below, or at the right.
    pub pace: Rect,
    /// Whether the pace stands at the right, with what blocks the synopsis.
    pub aside: bool,
}

/// Where everything lies. What is to know before leaving holds load and pace, too: there they stand once.
pub fn places(area: Rect, section: Section) -> Places {
    let column = area.width >= WIDE;
    let once = section == Section::Leaving;
    let aside = area.width >= RICH && !once;
    let below = match area.height {
        _ if once => 0,
        0..9 => 0,
        9..17 => 1,
        17..26 => 3,
        _ => 4,
    };
    let below = if aside { 0 } else { below };
    let mut list = area;
    list.height -= below.min(list.height);
    let mut pace = Rect { y: area.bottom() - below, height: below, ..area };
    let mut switcher = Rect { height: area.height.min(1), ..area };
    if column {
        switcher = Rect { width: SECTIONS, height: list.height, ..area };
        list.x += SECTIONS + 2;
        list.width -= SECTIONS + 2;
    } else {
        let gap = if area.height >= 17 { 2 } else { 1 };
        list.y += gap.min(list.height);
        list.height -= gap.min(list.height);
    }
    if aside {
        pace = Rect { x: area.right() - ASIDE, width: ASIDE, ..area };
        list.width -= ASIDE + 2;
    }
    Places { switcher, column, list, pace, aside }
}

/// A section's words in the switcher.
pub fn label(section: Section, ctx: &Ctx) -> String {
    let open = match (section, open(section, ctx)) {
        (Section::Reviews, _) if ctx.session.reviews.is_empty() => " · none planned".to_owned(),
        (_, 0) => String::new(),
        (_, open) => format!(" · {open} open"),
    };
    format!("{} {}{open}", section.name(), count(section, ctx))
}

/// The visible sections with their words and places. In a row, as many as fit around the current one.
pub fn tabs(places: &Places, current: Section, ctx: &Ctx) -> Vec<(Section, String, Rect)> {
    let area = places.switcher;
    let labels: Vec<(Section, String)> =
        Section::ALL.into_iter().map(|section| (section, label(section, ctx))).collect();
    if places.column {
        let rows = (area.y..area.bottom()).zip(labels);
        return rows.map(|(y, (section, words))| (section, words, Rect { y, height: 1, ..area })).collect();
    }
    let wide = |words: &str| u16::try_from(text::width(words)).unwrap_or(u16::MAX).saturating_add(2);
    let room = area.width.saturating_sub(4);
    let at = current as usize;
    let mut first = 0;
    // One neighbour stays in view at the left, so that going back looks possible.
    while first + 1 < at.max(1)
        && labels[first..=(at + 1).min(labels.len() - 1)].iter().map(|(_, words)| wide(words)).sum::<u16>()
            > room
    {
        first += 1;
    }
    while first < at && labels[first..=at].iter().map(|(_, words)| wide(words)).sum::<u16>() > room {
        first += 1;
    }
    let mut x = area.x + 2.min(area.width);
    let mut out = Vec::new();
    for (section, words) in labels.into_iter().skip(first) {
        let width = wide(&words);
        if x + width > area.right().saturating_sub(2) && !out.is_empty() {
            break;
        }
        out.push((section, words, Rect { x, width: width.min(area.right().saturating_sub(x)), ..area }));
        x = x.saturating_add(width);
    }
    out
}

/// The section whose name lies at this cell.
pub fn section_at(places: &Places, current: Section, ctx: &Ctx, x: u16, y: u16) -> Option<Section> {
    let tabs = tabs(places, current, ctx);
    tabs.into_iter().find(|(_, _, rect)| rect.contains((x, y).into())).map(|(section, ..)| section)
}
