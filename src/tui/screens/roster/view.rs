//! Draws the roster: the verdict, the people, the departments by level.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::layout::{self, Places};
use super::room::{self, Room};
use super::{Pane, Roster, departments_view, labels, people_view};
use crate::tui::ctx::Ctx;
use crate::tui::widgets::put::{fill, put, put_clipped, put_right, put_wrapped};

/// A screen has no more cells than this counts.
pub fn cells(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// Draws the stage.
pub fn view(screen: &Roster, buf: &mut Buffer, ctx: &Ctx) {
    if ctx.area.is_empty() {
        return;
    }
    let room = room::room(ctx);
    let places = departments_view::places(screen, ctx);
    verdict(buf, places.verdict, &room, ctx);
    tabs(screen, buf, &places, ctx);
    for parts in &places.panes {
        let focused = parts.pane == screen.pane;
        if parts.heading.height > 0 {
            let label = &labels(ctx)[usize::from(parts.pane == Pane::Departments)];
            let style = if focused { ctx.look.accent() } else { ctx.look.heading() };
            put(buf, parts.heading.x, parts.heading.y, usize::from(parts.heading.width), label, style);
        }
        match parts.pane {
            Pane::People => people_view::draw(screen, buf, parts, focused, ctx),
            Pane::Departments => departments_view::draw(screen, buf, parts, focused, &room, ctx),
        }
    }
}

/// The mark and colour of the verdict: never a red cross.
fn verdict(buf: &mut Buffer, rect: Rect, room: &Room, ctx: &Ctx) {
    let (look, marks) = (ctx.look, ctx.look.marks());
    let (mark, style) = match room.coverage.fails.len() {
        _ if room.empty => (marks.lanes[2], look.soft()),
        0 => (marks.tick, look.good()),
        1 => (marks.lanes[1], look.warn()),
        _ => (marks.lanes[2], look.warn()),
    };
    let (head, free) = room.said(ctx.session);
    let head = format!("{mark} {head}");
    let used = cells(put_clipped(buf, rect.x, rect.y, usize::from(rect.width), &head, style)) + 2;
    if used + 24 <= rect.width {
        let place = Rect { x: rect.x + used, width: rect.width - used, ..rect };
        put_wrapped(buf, place, &free, look.text());
    } else if rect.height > 1 {
        let place = Rect {
            x: rect.x + 2,
            y: rect.y + 1,
            width: rect.width.saturating_sub(2),
            height: rect.height - 1,
        };
        put_wrapped(buf, place, &free, look.text());
    }
}

fn tabs(screen: &Roster, buf: &mut Buffer, places: &Places, ctx: &Ctx) {
    let Some(row) = places.tabs.filter(|row| row.height > 0) else { return };
    let labels = labels(ctx);
    let mut end = row.x;
    for ((pane, at), label) in layout::tabs(row, &labels).into_iter().zip(&labels) {
        let style = if pane == screen.pane { ctx.look.selected() } else { ctx.look.soft() };
        if pane == screen.pane {
            fill(buf, at, style);
        }
        put(buf, at.x + 1, at.y, usize::from(at.width.saturating_sub(1)), label, style);
        end = at.right();
    }
    if screen.pane == Pane::People && ctx.session.people.is_empty() {
        return;
    }
    if screen.pane == Pane::People {
        let free = Rect { x: end + 2, width: row.right().saturating_sub(end + 2), ..row };
        put_right(buf, free, "o owner  w report  p photo", ctx.look.soft());
    }
}

/// Draws a text at a row of its column: cut after a word in one row, wrapped where the place is taller.
pub fn at(buf: &mut Buffer, place: Rect, y: u16, said: &str, style: Style) {
    if place.height < 2 {
        put_clipped(buf, place.x, y, usize::from(place.width), said, style);
    } else {
        put_wrapped(buf, Rect { y, ..place }, said, style);
    }
}
