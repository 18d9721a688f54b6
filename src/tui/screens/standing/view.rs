//! Where the parts of Standing lie, and how they are drawn: the switcher, the statements, the result.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::sheet::Which;
use super::{Standing, page};
use crate::text::width;
use crate::tui::ctx::Ctx;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::list::rule;
use crate::tui::widgets::put::{fill, put, put_clipped, put_right};

/// From this width on, the result stands at the right.
const RICH: u16 = 120;
const ASIDE: u16 = 52;

/// The parts.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    /// One row.
    pub switcher: Rect,
    /// What the digits mean; one row.
    pub legend: Rect,
    /// The statements.
    pub list: Rect,
    /// The result; below, or at the right.
    pub result: Rect,
    /// Whether the result stands at the right.
    pub aside: bool,
}

fn result_page(which: Which, ctx: &Ctx, width: u16, apart: bool) -> Lines {
    let mut page = Lines::new(width);
    for (tone, words) in page::result(which, ctx) {
        page.say(tone, words);
        if apart {
            page.blank();
        }
    }
    page
}

/// Where everything lies.
pub fn places(which: Which, ctx: &Ctx) -> Places {
    let area = ctx.area;
    let roomy = area.height >= 17;
    let switcher = Rect { height: area.height.min(1), ..area };
    let head = u16::from(roomy) + 1;
    let legend_rows = u16::from(which != Which::Pulse && area.height >= 12);
    let legend = Rect {
        y: (area.y + head).min(area.bottom()),
        height: legend_rows.min(area.height.saturating_sub(head)),
        ..area
    };
    let top = (head + legend.height + u16::from(roomy && legend_rows > 0)).min(area.height);
    let mut list = Rect { y: area.y + top, height: area.height - top, ..area };
    let aside = area.width >= RICH;
    let result = if aside {
        list.width -= ASIDE + 3;
        Rect { x: area.right() - ASIDE, width: ASIDE, ..list }
    } else {
        let wanted = u16::try_from(result_page(which, ctx, area.width, false).rows.len()).unwrap_or(u16::MAX);
        let height = (wanted + 1).min(list.height * 2 / 5);
        list.height -= height;
        Rect { y: list.bottom(), height, ..list }
    };
    Places { switcher, legend, list, result, aside }
}

/// The assessments with their words and places.
pub fn tabs(places: &Places, ctx: &Ctx) -> Vec<(Which, String, Rect)> {
    let area = places.switcher;
    let labels: Vec<(Which, String, String)> = Which::ALL
        .into_iter()
        .map(|which| (which, which.name().to_owned(), page::state(which, ctx)))
        .collect();
    let long: usize = labels.iter().map(|(_, name, state)| width(name) + width(state) + 4).sum();
    let mut x = area.x;
    let mut out = Vec::new();
    for (which, name, state) in labels {
        let words = if long <= usize::from(area.width) { format!("{name} {state}") } else { name };
        let wide = u16::try_from(width(&words) + 2).unwrap_or(u16::MAX).min(area.right().saturating_sub(x));
        out.push((which, words, Rect { x, width: wide, ..area }));
        x = x.saturating_add(wide).saturating_add(1).min(area.right());
    }
    out
}

/// Draws all of it.
pub fn draw(standing: &Standing, buf: &mut Buffer, ctx: &Ctx) {
    let look = ctx.look;
    let which = standing.which;
    let places = places(which, ctx);
    for (tab, words, rect) in tabs(&places, ctx) {
        let style = if tab == which { look.selected() } else { look.soft() };
        if tab == which {
            fill(buf, rect, style);
        }
        put_clipped(buf, rect.x + 1, rect.y, usize::from(rect.width.saturating_sub(2)), &words, style);
    }
    if places.legend.height > 0 {
        let area = places.legend;
        let room = usize::from(area.width.saturating_sub(2));
        put_clipped(buf, area.x + 2, area.y, room, &which.legend(ctx, room), look.soft());
    }
    let page = page::statements(which, ctx, places.list.width);
    let selected = Some(standing.place());
    let start = page.start(selected, places.list.height, standing.scroll.get());
    standing.scroll.set(start);
    page.draw(buf, places.list, look, selected, start);
    let mut rect = places.result;
    if places.aside {
        for y in rect.top()..rect.bottom() {
            put(buf, rect.x.saturating_sub(2), y, 1, look.marks().wall, look.border());
        }
    } else if rect.height > 1 {
        rule(buf, rect, look);
        rect.y += 1;
        rect.height -= 1;
    }
    let page = result_page(which, ctx, rect.width, places.aside);
    page.draw(buf, rect, look, None, 0);
    if page.rows.len() > usize::from(rect.height) && rect.height > 0 {
        let last = Rect { y: rect.bottom() - 1, height: 1, ..rect };
        put_right(buf, last, &format!(" {} more", look.marks().more_below), look.soft());
    }
}
