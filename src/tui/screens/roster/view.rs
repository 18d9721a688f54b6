//! Draws the roster: the verdict, the people, the departments by level.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::layout::{self, Parts, Places};
use super::people::{consent_letters, consent_words, is_sponsor, presence_words, standing};
use super::room::{self, Room, Stands};
use super::{Pane, Roster, Row, department_ids, labels};
use crate::session::{Department, DepartmentId, Person, Presence};
use crate::tui::ctx::Ctx;
use crate::tui::look::BarTint;
use crate::tui::widgets::bars::Bar;
use crate::tui::widgets::list::scrollbar;
use crate::tui::widgets::put::{fill, put, put_centred, put_clipped, put_right, put_wrapped};

fn cells(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// Draws the stage.
pub fn view(screen: &Roster, buf: &mut Buffer, ctx: &Ctx) {
    if ctx.area.is_empty() {
        return;
    }
    let room = room::room(ctx);
    let places = layout::places(ctx.area, screen.pane, ctx.session.organisation.departments.len());
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
            Pane::People => people(screen, buf, parts, focused, ctx),
            Pane::Departments => departments(screen, buf, parts, focused, &room, ctx),
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

/// Where the columns of the people's list lie: presence, name, department, level, job title, consent.
struct Columns {
    presence: Rect,
    name: Rect,
    department: Rect,
    level: Rect,
    job: Rect,
    consent: Rect,
}

fn columns(rect: Rect, grouped: bool) -> Columns {
    let gap = 2;
    let rect = Rect { x: rect.x + 2.min(rect.width), width: rect.width.saturating_sub(3), ..rect };
    let wide = rect.width >= 84;
    let (presence, level, consent) = (12, 11, 3);
    let fixed = presence + level + consent + 3 * gap;
    let room = rect.width.saturating_sub(fixed);
    // Name, department, job title share the rest.
    let parts: [u16; 3] = match (wide, grouped) {
        (true, false) => [40, 32, 28],
        (true, true) => [45, 0, 55],
        (false, false) => [56, 44, 0],
        (false, true) => [50, 0, 50],
    };
    let shown = cells(parts.iter().filter(|part| **part > 0).count());
    let free = room.saturating_sub(gap * shown.saturating_sub(1));
    let of = |part: u16| u16::try_from(u32::from(free) * u32::from(part) / 100).unwrap_or(0);
    let mut x = rect.x;
    let mut next = |width: u16| {
        let place = Rect { x: x.min(rect.right()), width: width.min(rect.right().saturating_sub(x)), ..rect };
        if width > 0 {
            x = x.saturating_add(width + gap);
        }
        place
    };
    Columns {
        presence: next(presence),
        name: next(of(parts[0])),
        department: next(of(parts[1])),
        level: next(level),
        job: next(of(parts[2])),
        consent: next(consent),
    }
}

fn at(buf: &mut Buffer, place: Rect, y: u16, said: &str, style: Style) {
    put_clipped(buf, place.x, y, usize::from(place.width), said, style);
}

fn people(screen: &Roster, buf: &mut Buffer, parts: &Parts, focused: bool, ctx: &Ctx) {
    let look = ctx.look;
    let rows = screen.rows(ctx);
    if rows.is_empty() {
        let place =
            Rect { y: parts.columns.y, height: parts.columns.height + parts.list.height, ..parts.list };
        let used = put_wrapped(
            buf,
            place,
            "Nobody on the roster yet. n adds people, i imports a CSV; a list from the clipboard can be pasted here.",
            look.text(),
        );
        let free = Rect { y: place.y + used + 1, height: place.height.saturating_sub(used + 1), ..place };
        put_wrapped(buf, free, "One person a line:  Ana Ruiz, Billing, f, Billing adviser", look.soft());
        return;
    }
    let places = columns(parts.list, screen.grouped);
    let y = parts.columns.y;
    for (place, title) in [
        (places.presence, ""),
        (places.name, "Name"),
        (places.department, "Department"),
        (places.level, "Level"),
        (places.job, "Job"),
        (places.consent, "owp"),
    ] {
        at(buf, place, y, title, look.soft());
    }
    let cursor = screen.row_of_cursor(&rows, &screen.people(ctx));
    let seen = layout::seen(parts.list, rows.len(), cursor);
    for (row, y) in seen.clone().zip(parts.list.y..) {
        match &rows[row] {
            Row::Heading(id) => heading(buf, Rect { y, height: 1, ..parts.list }, id.as_ref(), ctx),
            Row::Person(id) => {
                let Some(person) = ctx.session.people.get(id) else { continue };
                let line = Rect { y, height: 1, ..parts.list };
                one(buf, line, &places, person, (cursor == Some(row), focused), ctx);
            }
        }
    }
    scrollbar(buf, parts.list, rows.len(), &seen, look);
    if let Some(person) = screen.chosen(ctx)
        && parts.detail.height > 1
    {
        let place = Rect { y: parts.detail.y + 1, height: parts.detail.height - 1, ..parts.detail };
        put_wrapped(buf, place, &about(person, ctx), look.soft());
    }
}

fn heading(buf: &mut Buffer, rect: Rect, id: Option<&DepartmentId>, ctx: &Ctx) {
    let departments = &ctx.session.organisation.departments;
    let name = id.and_then(|id| departments.get(id)).map_or("Without a department", |d| d.name.as_str());
    put_clipped(buf, rect.x, rect.y, usize::from(rect.width), name, ctx.look.heading());
}

fn one(
    buf: &mut Buffer,
    line: Rect,
    places: &Columns,
    person: &Person,
    (here, focused): (bool, bool),
    ctx: &Ctx,
) {
    let (look, marks) = (ctx.look, ctx.look.marks());
    let chosen = here && focused;
    let of = |style: Style| if chosen { look.selected() } else { style };
    if chosen {
        fill(buf, line, look.selected());
    }
    if here {
        put(buf, line.x, line.y, 1, marks.pointer, of(look.soft()));
    }
    let away = person.status == Presence::Absent;
    let text = of(if away { look.soft() } else { look.text() });
    let (mark, word) = presence_words(person, ctx.session, marks);
    let style = match person.status {
        Presence::Present if person.left_at.is_none() || word == "present" => look.good(),
        _ => look.soft(),
    };
    let y = line.y;
    put(buf, places.presence.x, y, 1, mark, of(style));
    let word_place =
        Rect { x: places.presence.x + 2, width: places.presence.width.saturating_sub(2), ..places.presence };
    at(buf, word_place, y, &word, of(look.soft()));
    // The word "sponsor" stands before the job where there is room for jobs, else after the name.
    let (sponsor, jobs) = (is_sponsor(ctx.session, person), places.job.width > 0);
    let name = if sponsor && !jobs { format!("{}, sponsor", person.name) } else { person.name.clone() };
    let job = if sponsor { format!("sponsor, {}", person.job_title) } else { person.job_title.clone() };
    at(buf, places.name, y, &name, text);
    let department = person.department.as_ref().and_then(|id| ctx.session.organisation.departments.get(id));
    at(buf, places.department, y, department.map_or("", |d| d.name.as_str()), of(look.soft()));
    at(buf, places.level, y, &standing(person), text);
    at(buf, places.job, y, &job, of(look.soft()));
    at(buf, places.consent, y, &consent_letters(&person.consent, marks.dot), of(look.soft()));
}

/// Everything about the chosen person, in a sentence or three.
fn about(person: &Person, ctx: &Ctx) -> String {
    let mut said = vec![person.name.clone()];
    if !person.job_title.is_empty() {
        said.push(person.job_title.clone());
    }
    if person.remote {
        said.push("remote".into());
    }
    if is_sponsor(ctx.session, person) {
        said.push("sponsor".into());
    }
    let mut sentences = vec![format!("{}.", said.join(", "))];
    match (&person.arrived_at, &person.left_at) {
        (Some(came), Some(left)) => sentences.push(format!("Came {}, left {}.", came.clock(), left.clock())),
        (Some(came), None) => sentences.push(format!("Came {}.", came.clock())),
        (None, Some(left)) => sentences.push(format!("Left {}.", left.clock())),
        (None, None) => {}
    }
    sentences.push(consent_words(&person.consent).to_owned());
    sentences.join(" ")
}

const LEVELS: [(&str, u16); 3] = [("front", 6), ("manager", 7), ("exec", 6)];

fn departments(screen: &Roster, buf: &mut Buffer, parts: &Parts, focused: bool, room: &Room, ctx: &Ctx) {
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
        let seen = layout::seen(parts.list, all.len(), cursor);
        for (row, y) in seen.clone().zip(parts.list.y..) {
            let Some(department) = all.at(row) else { continue };
            let line = Rect { y, height: 1, ..parts.list };
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
            at(buf, name, y, &department.name, of(look.text()));
            for (count, place) in room.counts(&department.id).into_iter().zip(levels) {
                let place = Rect { y, height: 1, ..place };
                put_centred(buf, place, &dots(count, room.expected, ctx), of(look.text()));
            }
            let (mark, style) = mark(stands, ctx);
            let words = stands.words(room.expected);
            at(buf, state, y, &format!("{mark} {words}"), of(style));
        }
        scrollbar(buf, parts.list, all.len(), &seen, look);
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
                format!("{}: excused. {reason}", department.name)
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
