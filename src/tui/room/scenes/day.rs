//! Welcome, rules, corners, pulse, and the card for who comes late.

use ratatui::layout::Rect;

use crate::room::{CatchUp, Corners, Pulse, Rules, Stop, StopState, Welcome};
use crate::session::Clock;
use crate::tui::event::Now;
use crate::tui::room::page::{self, Page, Size, cells, mark, one, one_right, paged, rows, set};
use crate::tui::room::scenes::list::list;
use crate::tui::room::whole::{How, laid};
use crate::tui::widgets::put::put;

/// More minutes than these no block runs over.
const MOST_LATE: u16 = 180;
/// A day that is put off ends before midnight.
const LAST_MINUTE: u16 = 24 * 60 - 1;

/// ```text
/// Customer experience baseline workshop
/// Thursday 12 March 2026
///
/// Churn rose for three quarters ...
///
/// ●──●──◐──○──○──○──○
/// now Question 1 · 10:30 Break · 16:30 Close
/// ```
pub fn welcome(welcome: &Welcome, page: &mut Page, now: &Now) {
    let look = page.look;
    if welcome.date.is_empty() && welcome.reason.is_empty() && welcome.agenda.is_empty() {
        page.centre(if welcome.title.is_empty() { "Welcome" } else { &welcome.title }, look.heading());
        return;
    }
    let line = page.small().cell().1;
    let day = match (welcome.agenda.is_empty(), page.small()) {
        (true, _) => 0,
        // What the title and the reason in large letters leave free names what comes, a block a row.
        (false, Size::Plain) if welcome.agenda.iter().all(|stop| stop.state == StopState::Done) => 3,
        (false, Size::Plain) => {
            let width = page.free.width;
            let in_middle = |words: &str| rows(words, Size::Middle, width, look).unwrap_or(2);
            let reason = if welcome.reason.is_empty() { 0 } else { in_middle(&welcome.reason) };
            let used = in_middle(&welcome.title).saturating_add(reason).saturating_add(4);
            page.free.height.saturating_sub(used).clamp(3, 6)
        }
        (false, _) if welcome.agenda.iter().all(|stop| stop.state == StopState::Done) => 2 * line,
        // The line, the times, and two lines of titles below it.
        (false, _) => 4 * line + 1,
    };
    let most = if page.small() == Size::Plain { page.free.height * 2 / 5 } else { page.free.height / 3 };
    let below = page.take_below(day.min(most));
    let title = if welcome.title.is_empty() { "Welcome" } else { &welcome.title };
    // A huge title where the reason for the day still stands large below it.
    let width = page.free.width;
    let reason = rows(&welcome.reason, Size::Large, width, look).filter(|_| !welcome.reason.is_empty());
    let left = page.free.height.saturating_sub(reason.unwrap_or(0) + line + 3);
    let huge = rows(title, Size::Huge, width, look).filter(|rows| page.wide && *rows <= left);
    if let Some(rows) = huge {
        let rect = page.take(rows);
        set(page.buf, rect, title, Size::Huge, look.heading(), look);
    } else {
        // What the date and the reason leave: a long title has a smaller face before it has none.
        let free = page.free.height;
        let below = page::tall(&welcome.reason, page.small(), width, look) + line + 1;
        page.text_in(title, look.heading(), (free / 2).max(free.saturating_sub(below)));
    }
    page.space(1);
    page.line(&welcome.date, look.accent());
    page.space(2);
    reason_of(welcome, page);
    agenda(&put_off(welcome, now), &mut page.inside(below));
}

/// Why now, as large as it stays whole in what is free; rows that no face fills stand between its lines.
fn reason_of(welcome: &Welcome, page: &mut Page) {
    let (look, free) = (page.look, page.free);
    let size = page.size_of(&welcome.reason, free.height);
    if welcome.reason.is_empty() || size == Size::Plain || !page.wide {
        return page.text(&welcome.reason, look.text(), 8);
    }
    // On a very high wall there is a face between the large and the huge one.
    let between = page::rows(&welcome.reason, Size::Filled, free.width, look);
    let between = between
        .filter(|rows| size == Size::Large && page.small() == size && rows.saturating_add(2) <= free.height);
    let size = if between.is_some() { Size::Filled } else { size };
    // Neither on the date above nor on the line of the day below.
    let led = page::lead(&welcome.reason, size, (free.width, free.height.saturating_sub(2)), look);
    let led = if between.is_some() { led.min(2) } else { led };
    let used = page::led(&welcome.reason, size, free.width, look, led);
    let place = Rect { y: free.y + free.height.saturating_sub(used) / 3, ..free }.intersection(free);
    page::set_led(page.buf, place, &welcome.reason, size, look.text(), look, led);
}

/// A block that runs over puts off what comes, and so does a day that should have begun and did not: nothing that is
/// announced lies in the past. What waits only for the end of what runs comes next, at no time. A day that is hours off,
/// or another day's, is not on this clock, and its times stay as they are.
fn put_off(welcome: &Welcome, now: &Now) -> Vec<Stop> {
    let mut stops = welcome.agenda.clone();
    let time = |stop: &Stop| stop.start.parse::<Clock>().ok();
    let runs = stops.iter().any(|stop| stop.state == StopState::Here);
    let begun = stops.iter().any(|stop| stop.state != StopState::Coming);
    let today = !welcome.date.is_empty() && welcome.date == now.day().in_words();
    let first = stops.iter().position(|stop| stop.state == StopState::Coming);
    let late =
        first.and_then(|first| time(&stops[first])).map_or(0, |next| now.clock().0.saturating_sub(next.0));
    let last = stops.iter().filter_map(time).map(|last| last.0).max().unwrap_or(0);
    let most = if begun { MOST_LATE } else { LAST_MINUTE.saturating_sub(last) };
    if !(runs || today && !begun) || !(1..=most).contains(&late) {
        return stops;
    }
    for stop in stops.iter_mut().filter(|stop| stop.state == StopState::Coming) {
        if let Some(start) = time(stop) {
            stop.start = start.plus(late.into()).to_string();
        }
    }
    if let Some(first) = first.filter(|_| runs) {
        "next".clone_into(&mut stops[first].start);
    }
    stops
}

/// The day as a line: one mark a block, and below it what runs and what comes.
fn agenda(stops: &[Stop], page: &mut Page) {
    if page.free.height < 2 || stops.is_empty() {
        return;
    }
    let small = page.small();
    let rail = page.take(small.cell().1);
    line_of(stops, rail, page);
    let here = stops.iter().find(|stop| stop.state == StopState::Here);
    let coming = stops.iter().filter(|stop| stop.state == StopState::Coming);
    let last = stops.last().filter(|last| last.state == StopState::Coming);
    let mut shown: Vec<&Stop> = here.into_iter().chain(coming).collect();
    if shown.is_empty() {
        page.line("The day is done.", page.look.text());
        return;
    }
    if small == Size::Plain {
        in_rows(&shown, last, page);
        return;
    }
    let all = shown.len();
    let places = if all < 4 { all } else { 4 };
    shown.truncate(if last.is_some_and(|last| !shown[..places].contains(&last)) {
        places - 1
    } else {
        places
    });
    shown.extend(last.filter(|last| !shown.contains(last)));
    titles(&shown, all > shown.len(), page);
}

/// What runs and what comes on a small page: a block a row where there are rows, else one after the other, as many as are
/// whole; the last of the day closes it.
fn in_rows(shown: &[&Stop], last: Option<&Stop>, page: &mut Page) {
    let look = page.look;
    let free = page.free;
    let height = usize::from(free.height);
    let first = |count: usize| {
        let mut first: Vec<&Stop> = shown.iter().copied().take(count).collect();
        first.extend(last.filter(|last| !first.contains(last)));
        first
    };
    if height >= 4 {
        let rows = if shown.len() > height { first(height - 1) } else { first(height) };
        let (count, left_out) = (rows.len(), shown.len() - rows.len());
        for ((stop, y), at) in rows.into_iter().zip(free.top()..free.bottom()).zip(2..) {
            let mut row = Rect { y, height: 1, ..free };
            if left_out > 0 && at == count {
                // Before the last of the day stands how many come between.
                let more = format!("then {left_out} more");
                let used = one_right(page.buf, row, &more, Size::Plain, look.text(), look);
                row.width = row.width.saturating_sub(used + 2);
            }
            let style = if stop.state == StopState::Here { look.accent() } else { look.heading() };
            put(page.buf, row.x, y, row.width.into(), time_of(stop), style);
            set(
                page.buf,
                Rect { x: row.x + 7, width: row.width.saturating_sub(7), ..row },
                &stop.title,
                Size::Plain,
                look.text(),
                look,
            );
        }
        return;
    }
    let said = |count: usize| {
        let first = first(count);
        let left_out = shown.len() > first.len();
        let words = first.iter().map(|stop| format!("{} {}", time_of(stop), stop.title));
        let mut words: Vec<String> = words.collect();
        if left_out {
            words.insert(words.len() - 1, look.marks().ellipsis.to_owned());
        }
        words.join(&format!(" {} ", look.marks().dot))
    };
    let whole = |count: &usize| page::tall(&said(*count), Size::Plain, free.width, look) <= free.height;
    let count = (1..=4).rev().find(whole).unwrap_or(1);
    set(page.buf, free, &said(count), Size::Plain, look.text(), look);
}

fn time_of(stop: &Stop) -> &str {
    if stop.state == StopState::Here { "now" } else { &stop.start }
}

/// What runs and what comes, beside each other, each with its time above; a mark before the last where others come between.
fn titles(shown: &[&Stop], left_out: bool, page: &mut Page) {
    let (look, free, small) = (page.look, page.free, page.small());
    let columns = u16::try_from(shown.len()).unwrap_or(1).clamp(1, 4);
    let width = free.width / columns.max(3);
    for (stop, at) in shown.iter().zip(0..columns) {
        let inner = Rect { x: free.x + at * width, width: width.saturating_sub(3), ..free };
        let mut column = page.inside(inner);
        let here = stop.state == StopState::Here;
        let time = column.take(small.cell().1);
        let style = if here { look.accent() } else { look.heading() };
        let between = left_out && usize::from(at) + 1 == shown.len();
        let words = if between {
            format!("{} {}", look.marks().ellipsis, time_of(stop))
        } else {
            time_of(stop).to_owned()
        };
        one(column.buf, time, &words, small, style, look);
        set(
            column.buf,
            column.free,
            &stop.title,
            small,
            if here { look.accent() } else { look.text() },
            look,
        );
    }
}

/// The marks of all blocks on a rail, as wide as the page.
fn line_of(stops: &[Stop], rect: Rect, page: &mut Page) {
    let look = page.look;
    let marks = look.marks();
    let count = u16::try_from(stops.len()).unwrap_or(u16::MAX);
    // Large marks where each has room for itself and for a piece of rail.
    let large = rect.height >= 3 && count.saturating_mul(6) <= rect.width;
    let (size, across) = if large { (page.small(), 4) } else { (Size::Plain, 1) };
    let gaps = count.saturating_sub(1).max(1);
    let length = u32::from(rect.width.saturating_sub(across));
    let x_of = |at: u16| {
        let even = u16::try_from(length * u32::from(at) / u32::from(gaps)).unwrap_or(u16::MAX);
        // On a small page a short day does not stretch: marks far from each other are no line.
        rect.x + if large { even } else { even.min(at.saturating_mul(12)) }
    };
    for (stop, at) in stops.iter().zip(0_u16..) {
        let x = x_of(at);
        if x + across > rect.right() {
            break;
        }
        let (sign, style) = match stop.state {
            StopState::Done => (marks.lanes[0], look.heading()),
            StopState::Here => (marks.lanes[1], look.accent()),
            StopState::Coming => (marks.lanes[2], look.heading()),
        };
        if at + 1 < count {
            let rail = if large { marks.lower_half } else { marks.line };
            let row = rect.y + u16::from(large);
            for between in x + across..x_of(at + 1) {
                put(page.buf, between, row, 1, rail, look.text());
            }
        }
        mark(page.buf, Rect { x, width: across, ..rect }, sign, size, style, look);
    }
}

pub fn rules(rules: &Rules, page: &mut Page) {
    page.headline(&rules.title, 3);
    page.space(1);
    list(&rules.rules, page, true, rules.page);
}

/// How corners stand on a page: so many across and down, each so wide and high, in a size.
struct Grid {
    across: u16,
    down: u16,
    size: Size,
}

/// So many letters of the face stay free between two columns of corners: nobody reads across.
const APART: u16 = 5;

fn apart(page: &Page) -> u16 {
    match page.small() {
        // On a small page the letters of the words need that room.
        Size::Plain => 3,
        size => APART * size.cell().0,
    }
}

/// The names of all corners, two by two where they are more than a line.
fn names(names: &[String], page: &mut Page) {
    let (look, width, size) = (page.look, page.free.width, page.small());
    let one_line = names.join("   ");
    if cells(&one_line, size, look) <= width {
        page.line(&one_line, look.heading());
        return;
    }
    let half = width.saturating_sub(apart(page)) / 2;
    let beside = names.iter().all(|name| cells(name, size, look) <= half);
    let columns = if beside { 2 } else { 1 };
    for pair in names.chunks(columns) {
        let row = page.take(size.cell().1);
        for (name, x) in pair.iter().zip([row.x, row.x + half + apart(page)]) {
            let place = Rect { x, width: if beside { half } else { width }, ..row };
            one(page.buf, place, name, size, look.heading(), look);
        }
    }
}

/// The room of one of so many corners, where the foot of the page is taken.
fn corner(free: Rect, apart: u16, (across, down): (u16, u16), foot: u16) -> (u16, u16) {
    let width = free.width.saturating_sub(apart * (across - 1)) / across;
    (width, free.height.saturating_sub(foot + down - 1) / down)
}

/// The first of the ways in which every corner stands whole, in the largest face that it allows.
fn grid_of(all: &[(String, String)], page: &Page, ways: &[(u16, u16)]) -> Option<Grid> {
    let line = page.small().cell().1;
    let sizes = || page.sizes().iter().copied().filter(|size| *size >= page.small());
    ways.iter().find_map(|(across, down)| {
        let foot = if across * down < 4 { line } else { 0 };
        let (width, height) = corner(page.free, apart(page), (*across, *down), foot);
        let whole = |size: Size, words: &str| {
            rows(words, size, width, page.look).is_some_and(|rows| rows.saturating_add(line) <= height)
        };
        let size = sizes().find(|size| all.iter().all(|(_, words)| whole(*size, words)))?;
        Some(Grid { across: *across, down: *down, size })
    })
}

/// The four corners as the room stands in them; where four do not stand whole, the names of all, and two or one of them
/// explained on a page.
pub fn corners(corners: &Corners, page: &mut Page) {
    let look = page.look;
    page.headline("Which corner are we in?", 2);
    page.space(1);
    let all = &corners.corners;
    let line = page.small().cell().1;
    let grid = grid_of(all, page, &[(2, 2)]).unwrap_or_else(|| {
        // Who looks for a corner sees all four names, whichever are explained below.
        let four: Vec<String> = all.iter().zip(1..).map(|((name, _), at)| format!("{at} {name}")).collect();
        names(&four, page);
        page.space(line.div_ceil(2));
        grid_of(all, page, &[(2, 1), (1, 2), (1, 1)]).unwrap_or(Grid {
            across: 1,
            down: 1,
            size: Size::Plain,
        })
    });
    let Grid { across, down, size } = grid;
    let (free, apart) = (page.free, apart(page));
    let (shown, at, pages) = paged(all.len(), usize::from(across * down), corners.page);
    page.pages(at, pages);
    let (width, height) = corner(free, apart, (across, down), if pages > 1 { line } else { 0 });
    for (place, number) in shown.zip(0_u16..) {
        let (name, sentence) = &all[place];
        let (column, row) = (number % across, number / across);
        let rect = Rect::new(free.x + column * (width + apart), free.y + row * (height + 1), width, height);
        let mut corner = page.inside(rect);
        let name = format!("{} {name}", place + 1);
        let head = corner.take(line);
        let face = corner.inside(head).size_of(&name, line);
        set(corner.buf, head, &name, face, look.accent(), look);
        set(corner.buf, corner.free, sentence, size, look.text(), look);
    }
}

/// The question, and one to five in a row with what the ends mean.
pub fn pulse(pulse: &Pulse, page: &mut Page) {
    let look = page.look;
    let small = page.small();
    let digit = page.size_of("1", page.free.height / 6);
    let ends = page.take_below(small.cell().1);
    let row = page.take_below(digit.cell().1);
    let _ = page.take_below(1);
    page.centre(&pulse.question, look.heading());
    let across = digit.cell().0;
    for (number, at) in ["1", "2", "3", "4", "5"].into_iter().zip(0_u16..) {
        let x = row.x + row.width.saturating_sub(across) / 4 * at;
        let place = Rect { x, width: across, ..row }.intersection(row);
        one(page.buf, place, number, digit, look.accent(), look);
    }
    let used = one_right(page.buf, ends, &pulse.high, small, look.text(), look);
    let left = Rect { width: ends.width.saturating_sub(used + 2), ..ends };
    one(page.buf, left, &pulse.low, small, look.text(), look);
}

/// A line of the card for who comes late: a head, or one thing below it.
enum Late<'a> {
    Head(&'a str),
    Thing(&'a str),
}

/// Where we are, what was found, how we work; what does not fit goes to the next page.
pub fn catch_up(card: &CatchUp, page: &mut Page) {
    let look = page.look;
    page.line("Where we are", look.accent());
    page.headline(&card.question, 3);
    page.space(1);
    let parts = [("What was found so far", &card.found), ("How we work", &card.rules)];
    let lines: Vec<Vec<Late>> = parts
        .iter()
        .flat_map(|(head, things)| {
            things.iter().enumerate().map(|(at, thing)| {
                let head = (at == 0).then_some(Late::Head(head));
                head.into_iter().chain([Late::Thing(thing)]).collect()
            })
        })
        .collect();
    let indent = |size: Size| 3 * size.cell().0;
    let width = page.free.width;
    // A blank row above the second head, where it does not make another page.
    let body = page.small();
    let rows_of = |line: &Late| match line {
        Late::Head(words) => page::tall(words, body, width, look),
        Late::Thing(words) => page::tall(words, body, width.saturating_sub(indent(body)), look),
    };
    let all = lines.iter().flatten().map(rows_of).fold(1, u16::saturating_add);
    let above = |at: usize| u16::from(at > 0 && lines[at].len() > 1 && all <= page.free.height);
    let parted: Vec<u16> = (0..lines.len()).map(above).collect();
    let of = |line: &Late, size: Size| match line {
        Late::Head(words) => rows(words, size, width, look),
        Late::Thing(words) => rows(words, size, width.saturating_sub(indent(size)), look),
    };
    let tall = |size: Size, at: usize| {
        lines[at].iter().try_fold(parted[at], |sum, line| Some(sum.saturating_add(of(line, size)?)))
    };
    let found = laid(page, How::list(lines.len(), card.page), tall);
    let size = found.size;
    for (at, rect) in found.places {
        let mut place = page.inside(rect);
        let _ = place.take(parted[at]);
        for line in &lines[at] {
            let rect = place.take(of(line, size).unwrap_or(1));
            match line {
                Late::Head(words) => {
                    set(place.buf, rect, words, size, look.accent(), look);
                }
                Late::Thing(words) => {
                    one(place.buf, rect, look.marks().bullet, size, look.accent(), look);
                    let x = rect.x + indent(size);
                    let text = Rect { x, width: rect.right().saturating_sub(x), ..rect };
                    set(place.buf, text, words, size, look.text(), look);
                }
            }
        }
    }
}
