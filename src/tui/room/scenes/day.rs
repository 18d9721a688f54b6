//! Welcome, rules, corners, pulse, and the card for who comes late.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::room::{CatchUp, Corners, Pulse, Rules, Stop, StopState, Welcome};
use crate::tui::room::letters;
use crate::tui::room::page::{Page, Size, cells, mark, one, one_right, rows, set};
use crate::tui::widgets::put::put;

/// ```text
/// Customer experience baseline workshop
/// Thursday 12 March 2026
///
/// Churn rose for three quarters ...
///
/// ●──●──◐──○──○──○──○
/// now Question 1 · 10:30 Break · 16:30 Close
/// ```
pub fn welcome(welcome: &Welcome, page: &mut Page) {
    let look = page.look;
    if welcome.date.is_empty() && welcome.reason.is_empty() && welcome.agenda.is_empty() {
        page.centre(if welcome.title.is_empty() { "Welcome" } else { &welcome.title }, look.heading());
        return;
    }
    let line = page.small().cell().1;
    let rows = match (welcome.agenda.is_empty(), page.small()) {
        (true, _) => 0,
        (false, Size::Plain) => 3,
        (false, _) if welcome.agenda.iter().all(|stop| stop.state == StopState::Done) => 2 * line,
        // The line, the times, and two lines of titles below it.
        (false, _) => 4 * line + 1,
    };
    let below = page.take_below(rows.min(page.free.height / 3));
    page.headline(if welcome.title.is_empty() { "Welcome" } else { &welcome.title }, 4);
    page.space(1);
    page.line(&welcome.date, look.accent());
    page.space(2);
    page.text(&welcome.reason, look.text(), 8);
    agenda(&welcome.agenda, &mut page.inside(below));
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
        shown.truncate(if here.is_some() { 2 } else { 1 });
        shown.extend(last.filter(|last| !shown.contains(last)));
        let words = shown.iter().map(|stop| format!("{} {}", time_of(stop), stop.title));
        let words = words.collect::<Vec<_>>().join(&format!(" {} ", page.look.marks().dot));
        set(page.buf, page.free, &words, small, page.look.text(), page.look);
        return;
    }
    let places = if shown.len() < 4 { shown.len() } else { 4 };
    shown.truncate(if last.is_some_and(|last| !shown[..places].contains(&last)) {
        places - 1
    } else {
        places
    });
    shown.extend(last.filter(|last| !shown.contains(last)));
    titles(&shown, page);
}

fn time_of(stop: &Stop) -> &str {
    if stop.state == StopState::Here { "now" } else { &stop.start }
}

/// What runs and what comes, beside each other, each with its time above.
fn titles(shown: &[&Stop], page: &mut Page) {
    let (look, free, small) = (page.look, page.free, page.small());
    let columns = u16::try_from(shown.len()).unwrap_or(1).clamp(1, 4);
    let width = free.width / columns.max(3);
    for (stop, at) in shown.iter().zip(0..columns) {
        let inner = Rect { x: free.x + at * width, width: width.saturating_sub(3), ..free };
        let mut column = page.inside(inner);
        let here = stop.state == StopState::Here;
        let time = column.take(small.cell().1);
        let style = if here { look.accent() } else { look.heading() };
        one(column.buf, time, time_of(stop), small, style, look);
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
    list(&rules.rules, page, true);
}

/// A list with numbers or bullets in the largest size in which all of it fits, with room between.
pub fn list(items: &[String], page: &mut Page, numbered: bool) {
    list_from(items, page, numbered.then_some(1));
}

/// The heights of these as [`list_from`] sets them at the size of small words.
pub fn heights(items: &[String], page: &Page) -> Vec<u16> {
    let size = page.small();
    let width = page.free.width.saturating_sub(3 * size.cell().0 + u16::from(size == Size::Plain));
    let one = |item: &String| {
        let set = rows(item, size, width, page.look);
        set.or_else(|| rows(item, Size::Plain, width, page.look)).unwrap_or(1)
    };
    items.iter().map(one).collect()
}

/// [`list`], numbered from a number where one is given.
pub fn list_from(items: &[String], page: &mut Page, first: Option<usize>) {
    if items.is_empty() {
        return;
    }
    let look = page.look;
    if page.small() == Size::Middle
        && items.iter().all(|item| letters::written(item, Size::Large, look).is_none())
    {
        // Writing that no face has stays small: in the middle it is looked at, in a corner it is lost.
        let longest = items.iter().map(|item| cells(item, Size::Large, look)).max().unwrap_or(0);
        let left = page.free.width.saturating_sub(longest.saturating_add(16)) / 2;
        page.free = Rect { x: page.free.x + left, width: page.free.width - left, ..page.free };
    }
    let free = page.free;
    let count = u16::try_from(items.len()).unwrap_or(u16::MAX);
    let indent = |size: Size| 3 * size.cell().0 + u16::from(size == Size::Plain);
    let height = |size: Size, text: &str| {
        let width = free.width.saturating_sub(indent(size));
        rows(text, size, width, look).or_else(|| rows(text, Size::Plain, width, look)).unwrap_or(1)
    };
    let all = |size: Size| items.iter().fold(0_u16, |sum, item| sum.saturating_add(height(size, item)));
    let legible = |size: Size| {
        let width = free.width.saturating_sub(indent(size));
        // A word that would be broken inside asks for a smaller face.
        items.iter().all(|item| {
            rows(item, size, width, look).is_some() || letters::written(item, size, look).is_none()
        })
    };
    let fits =
        |size: &&Size| **size == Size::Plain || (legible(**size) && all(**size) + count / 2 <= free.height);
    let fitting = page.sizes().iter().find(fits).copied().unwrap_or(Size::Plain);
    // On a wide page nobody at the back reads plain cells: rather fewer things, and the rest counted.
    let size = if fitting == Size::Plain && legible(page.small()) { page.small() } else { fitting };
    let line = size.cell().1;
    let spare = free.height.saturating_sub(all(size));
    let gap = if count > 1 { (spare / (count - 1)).min(size.cell().1.min(2)) } else { 0 };
    for (at, item) in items.iter().enumerate() {
        let wanted = height(size, item);
        let left = items.len() - at;
        // The last line that is free says what is not shown.
        let more = if left > 1 { line } else { 0 };
        if page.free.height < wanted.min(2 * line) + more {
            let rect = page.take(line);
            if rect.height == line {
                one(page.buf, rect, &format!("and {left} more"), size, look.text(), look);
            }
            return;
        }
        let rect = page.take(wanted);
        let sign = first.map_or_else(|| look.marks().bullet.to_owned(), |first| (first + at).to_string());
        one(page.buf, Rect { width: indent(size), ..rect }, &sign, size, look.accent(), look);
        let text = Rect { x: rect.x + indent(size), width: rect.width.saturating_sub(indent(size)), ..rect };
        set(page.buf, text, item, size, look.text(), look);
        let _ = page.take(gap);
    }
}

/// The four corners as the room stands in them.
pub fn corners(corners: &Corners, page: &mut Page) {
    let look = page.look;
    page.headline("Which corner are we in?", 2);
    page.space(1);
    let free = page.free;
    let gap = 2;
    let width = free.width.saturating_sub(gap) / 2;
    let height = free.height.saturating_sub(1) / 2;
    let words: Vec<&str> = corners.corners.iter().map(|(_, words)| words.as_str()).collect();
    let head = page.small().cell().1;
    // On a wide page the end of a long sentence is a smaller loss than letters that nobody reads.
    let size = match page.fit(&words, width, height.saturating_sub(head)) {
        Size::Plain => page.small(),
        fits => fits,
    };
    for (at, (name, sentence)) in corners.corners.iter().take(4).enumerate() {
        let (column, row) = (u16::try_from(at % 2).unwrap_or(0), u16::try_from(at / 2).unwrap_or(0));
        let rect = Rect::new(free.x + column * (width + gap), free.y + row * (height + 1), width, height);
        let mut corner = page.inside(rect);
        let place = corner.take(head);
        let name = format!("{} {name}", at + 1);
        let face = corner.inside(place).size_of(&name, head);
        set(corner.buf, place, &name, face, look.accent(), look);
        set(corner.buf, corner.free, sentence, size, look.text(), look);
    }
}

pub fn pulse(pulse: &Pulse, page: &mut Page) {
    let look = page.look;
    let below = page.take_below(page.small().cell().1 + 1);
    page.centre(&pulse.question, look.heading());
    let size = page.small();
    one(page.buf, below, &format!("1 {}", pulse.low), size, look.accent(), look);
    one_right(page.buf, below, &format!("5 {}", pulse.high), size, look.accent(), look);
}

fn heading(words: &str, page: &mut Page, style: Style) {
    page.line(words, style);
}

pub fn catch_up(card: &CatchUp, page: &mut Page) {
    let look = page.look;
    heading("Where we are", page, look.accent());
    page.headline(&card.question, 2);
    page.space(1);
    let small = page.small().cell().1;
    let rules = u16::try_from(card.rules.len()).unwrap_or(0).saturating_mul(small) + small;
    let kept = page.take_below(rules.min(page.free.height / 2));
    if !card.found.is_empty() {
        heading("What was found so far", page, look.accent());
        list(&card.found, page, false);
    }
    page.free = kept;
    heading("How we work", page, look.accent());
    for rule in &card.rules {
        page.line(rule, look.text());
    }
}
