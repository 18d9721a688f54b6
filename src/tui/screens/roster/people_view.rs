//! Draws the people of the roster: a row each, or more where names and titles want them. It counts nobody.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::layout::Parts;
use super::people::{consent_letters, consent_words, is_sponsor, presence_words, standing};
use super::view::{at, cells};
use super::{Roster, Row};
use crate::session::{DepartmentId, Person, Presence};
use crate::tui::ctx::Ctx;
use crate::tui::widgets::list::{self, scrollbar};
use crate::tui::widgets::put::{fill, put, put_clipped, put_wrapped, wrapped_rows};

/// The rows that one person takes at most.
const MOST: u16 = 3;

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
    let rect = Rect { x: rect.x + 2.min(rect.width), width: rect.width.saturating_sub(3), height: 1, ..rect };
    let wide = rect.width >= 84;
    // On a small page a name wants every cell.
    let gap = if wide { 2 } else { 1 };
    let (presence, level, consent) = (12, if wide { 11 } else { 10 }, 3);
    let fixed = presence + level + consent + 3 * gap;
    let room = rect.width.saturating_sub(fixed);
    // Name, department, job title share the rest.
    let parts: [u16; 3] = match (wide, grouped) {
        (true, false) => [38, 29, 33],
        (true, true) => [45, 0, 55],
        (false, false) => [57, 43, 0],
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

/// Name, department and job title as they stand in the list. The word "sponsor" stands before the job where there is room
/// for jobs, else after the name.
fn words<'a>(person: &Person, jobs: bool, ctx: &Ctx<'a>) -> (String, &'a str, String) {
    let sponsor = is_sponsor(ctx.session, person);
    let name = if sponsor && !jobs { format!("{}, sponsor", person.name) } else { person.name.clone() };
    let job = match (sponsor, person.job_title.as_str()) {
        (true, "") => "sponsor".to_owned(),
        (true, job) => format!("sponsor, {job}"),
        (false, job) => job.to_owned(),
    };
    let department = person.department.as_ref().and_then(|id| ctx.session.organisation.departments.get(id));
    (name, department.map_or("", |d| d.name.as_str()), job)
}

/// Where the rows lie that are seen: a person takes as many rows as names and titles want, where rows are free.
pub fn seen(
    screen: &Roster,
    list: Rect,
    rows: &[Row],
    cursor: Option<usize>,
    ctx: &Ctx,
) -> Vec<(usize, Rect)> {
    let places = columns(list, screen.grouped);
    list::spread(list, rows.len(), cursor, 1, |row| {
        let Row::Person(id) = &rows[row] else { return 1 };
        let Some(person) = ctx.session.people.get(id) else { return 1 };
        let (name, department, job) = words(person, places.job.width > 0, ctx);
        let columns = [(name.as_str(), places.name), (department, places.department), (&job, places.job)];
        let shown = columns.into_iter().filter(|(_, place)| place.width > 0);
        shown.map(|(said, place)| wrapped_rows(said, place.width, MOST)).fold(1, u16::max)
    })
}

/// Draws the list, and what is to be said of the chosen one.
pub fn draw(screen: &Roster, buf: &mut Buffer, parts: &Parts, focused: bool, ctx: &Ctx) {
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
    let seen = seen(screen, parts.list, &rows, cursor, ctx);
    for (row, line) in &seen {
        match &rows[*row] {
            Row::Heading(id) => heading(buf, *line, id.as_ref(), ctx),
            Row::Person(id) => {
                let Some(person) = ctx.session.people.get(id) else { continue };
                one(buf, *line, &places, person, (cursor == Some(*row), focused), ctx);
            }
        }
    }
    scrollbar(buf, parts.list, rows.len(), &list::spread_range(&seen), look);
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
    let (name, department, job) = words(person, places.job.width > 0, ctx);
    let tall = |place: Rect| Rect { height: line.height, ..place };
    at(buf, tall(places.name), y, &name, text);
    at(buf, tall(places.department), y, department, of(look.soft()));
    at(buf, places.level, y, &standing(person), text);
    at(buf, tall(places.job), y, &job, of(look.soft()));
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
