//! Draws the departments by level, and below them the checks of the room. It knows no person.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::layout::{self, Parts, Places, Rows};
use super::room::{self, Room, Stands};
use super::view::{at, cells};
use super::{Roster, department_ids};
use crate::session::Department;
use crate::tui::ctx::Ctx;
use crate::tui::look::BarTint;
use crate::tui::widgets::bars::Bar;
use crate::tui::widgets::list::{self, scrollbar};
use crate::tui::widgets::put::{fill, put, put_centred, put_wrapped, wrapped_rows};

const LEVELS: [(&str, u16); 3] = [("front", 6), ("manager", 7), ("exec", 6)];

/// The rows that one department takes at most.
const MOST: u16 = 3;

/// Where everything of the stage lies.
pub fn places(screen: &Roster, ctx: &Ctx) -> Places {
    let all = &ctx.session.organisation.departments;
    layout::places(ctx.area, screen.pane, |list| {
        let least = cells(all.len()).max(1);
        // A list that does not fit has no rows to spare: it is not measured.
        let whole: u16 =
            if least > list.height { least } else { all.iter().map(|d| wanted(&d.name, list)).sum() };
        let whole = whole.max(1);
        Rows { least, whole }
    })
}

fn wanted(name: &str, list: Rect) -> u16 {
    wrapped_rows(name, grid(list).0.width, MOST).max(1)
}

/// Where the departments lie that are seen.
pub fn seen(list: Rect, cursor: Option<usize>, ctx: &Ctx) -> Vec<(usize, Rect)> {
    let all = &ctx.session.organisation.departments;
    list::spread(list, all.len(), cursor, 1, |row| all.at(row).map_or(1, |d| wanted(&d.name, list)))
}

/// Draws the list, and below it what it says of the room.
pub fn draw(screen: &Roster, buf: &mut Buffer, parts: &Parts, focused: bool, room: &Room, ctx: &Ctx) {
    let look = ctx.look;
    let all = &ctx.session.organisation.departments;
    if all.is_empty() {
        let place =
            Rect { y: parts.columns.y, height: parts.columns.height + parts.list.height, ..parts.list };
        put_wrapped(
            buf,
            place,
            "No departments yet. n adds them; adding people makes theirs, too.",
            look.text(),
        );
    } else {
        let (name, levels, state) = grid(parts.list);
        at(buf, name, parts.columns.y, "Department", look.soft());
        for ((title, _), place) in LEVELS.iter().zip(levels) {
            put_centred(buf, Rect { y: parts.columns.y, height: 1, ..place }, title, look.soft());
        }
        let cursor = screen.department.place(&department_ids(ctx));
        let seen = seen(parts.list, cursor, ctx);
        for (row, line) in seen.iter().copied() {
            let Some(department) = all.at(row) else { continue };
            let y = line.y;
            let chosen = cursor == Some(row) && focused;
            let of = |style: Style| if chosen { look.selected() } else { style };
            if chosen {
                fill(buf, line, look.selected());
            }
            if cursor == Some(row) {
                put(buf, line.x, y, 1, look.marks().pointer, of(look.soft()));
            }
            let stands = room.stands(&department.id);
            let number = if row < 9 { (row + 1).to_string() } else { String::new() };
            put(buf, line.x + 2, y, 1, &number, of(look.soft()));
            at(buf, Rect { height: line.height, ..name }, y, &department.name, of(look.text()));
            for (count, place) in room.counts(&department.id).into_iter().zip(levels) {
                let place = Rect { y, height: 1, ..place };
                put_centred(buf, place, &dots(count, room.expected, ctx), of(look.text()));
            }
            let (mark, style) = mark(stands, ctx);
            let words = stands.words(room.expected);
            at(buf, state, y, &format!("{mark} {words}"), of(style));
        }
        scrollbar(buf, parts.list, all.len(), &list::spread_range(&seen), look);
    }
    let detail =
        Rect { y: parts.detail.y + 1, height: parts.detail.height.saturating_sub(1), ..parts.detail };
    below(buf, detail, screen.chosen_department(ctx), focused, room, ctx);
}

fn mark<'a>(stands: Stands, ctx: &Ctx<'a>) -> (&'a str, Style) {
    let (look, marks) = (ctx.look, ctx.look.marks());
    match stands {
        Stands::Covered => (marks.tick, look.good()),
        Stands::Excused => (marks.lanes[1], look.soft()),
        Stands::Missing => (marks.lanes[2], look.warn()),
        Stands::Inside => (marks.dot, look.soft()),
    }
}

/// Name, the three levels, the state.
fn grid(rect: Rect) -> (Rect, [Rect; 3], Rect) {
    let rect = Rect { height: 1, ..rect };
    let state = 17.min(rect.width / 3);
    let levels: u16 = LEVELS.iter().map(|(_, width)| width + 1).sum();
    let name = rect.width.saturating_sub(4 + levels + state + 2);
    let mut x = rect.x + 4;
    let mut next = |width: u16, gap: u16| {
        let place = Rect { x: x.min(rect.right()), width: width.min(rect.right().saturating_sub(x)), ..rect };
        x = x.saturating_add(width + gap);
        place
    };
    let name = next(name, 1);
    let levels = LEVELS.map(|(_, width)| next(width, 1));
    (name, levels, next(state, 0))
}

/// How many, as dots; more than four as a number. Hollow while they are only invited.
fn dots(count: usize, expected: bool, ctx: &Ctx) -> String {
    let marks = ctx.look.marks();
    let dot = marks.lanes[if expected { 2 } else { 0 }];
    match count {
        0 => marks.dot.to_owned(),
        1..=4 => dot.repeat(count),
        more => format!("{dot}{}{more}", marks.times),
    }
}

/// Below the grid: the reason of an excuse, the five checks, the index, and how quotes are attributed.
fn below(buf: &mut Buffer, rect: Rect, chosen: Option<&Department>, focused: bool, room: &Room, ctx: &Ctx) {
    let look = ctx.look;
    let mut free = rect;
    let mut down = |rows: u16| {
        let rows = rows.min(free.height);
        free = Rect { y: free.y + rows, height: free.height - rows, ..free };
        free
    };
    if let Some(department) = chosen.filter(|_| focused || rect.height > 8) {
        let said = match (&department.waiver, &department.note) {
            (Some(reason), _) if !reason.trim().is_empty() => {
                if room.stands(&department.id) == Stands::Covered && !room.expected {
                    format!("{}: somebody is here, so the excuse does not count. {reason}", department.name)
                } else {
                    format!("{}: excused. {reason}", department.name)
                }
            }
            (_, Some(note)) => format!("{}. {note}", department.name),
            _ if room.stands(&department.id) == Stands::Missing && !room.empty => {
                format!("{}: who could come for the morning? w says why nobody can.", department.name)
            }
            _ => String::new(),
        };
        if !said.is_empty() {
            let most = Rect { height: rect.height.min(if rect.height > 8 { 3 } else { 2 }), ..rect };
            let used = put_wrapped(buf, most, &said, look.soft());
            down(used + u16::from(rect.height > 8));
        }
    }
    if room.empty {
        return;
    }
    let mut place = down(0);
    for (holds, said) in room.checks() {
        if place.height == 0 {
            return;
        }
        let (mark, style) =
            if holds { (look.marks().tick, look.good()) } else { (look.marks().lanes[2], look.warn()) };
        put(buf, place.x, place.y, 1, mark, style);
        let words = Rect { x: place.x + 2, width: place.width.saturating_sub(2), ..place };
        let used = put_wrapped(buf, Rect { height: words.height.min(2), ..words }, &said, look.text());
        place = down(used.max(1));
    }
    if place.height > 2 {
        place = down(1);
        let index = room.coverage.index;
        let number = format!("{}%", index.percent());
        let bar = Bar {
            label: "Coverage",
            label_width: 9,
            value: index.part,
            most: index.whole,
            number: &number,
            tint: BarTint::Plain,
        };
        bar.draw(buf, Rect { height: 1, width: place.width.min(50), ..place }, look);
        place = down(1);
    }
    if place.height > 1
        && let Some(said) = room::labels(ctx)
    {
        let place = down(1);
        put_wrapped(buf, place, &said, look.soft());
    }
}
