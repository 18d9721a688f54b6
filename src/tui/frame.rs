//! The frame around every stage: header with the day, the stages, the footer with keys and what is saved.
//!
//! ```text
//! Halvorn Broadband · 12 March        Question 2 of 4 · 18:42 left        11:24  6 min behind
//! Prepare  Roster  [Questions]  Themes  Gaps  Sort  Plan  Standing  Synopsis
//!
//!   (the stage)
//!
//! Enter adds · Tab column · Esc to the wall                                        saved 11:24
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::ctx::Ctx;
use super::keymap::{Binding, Command, Global, Hint, Layer, footer};
use super::stage::Stage;
use super::timer::{Urgency, minutes_and_seconds};
use super::widgets::put::{fill, put, put_clipped, put_right, put_wrapped};
use super::work::{OnTheWall, Saying, Work};
use super::{day, keymap};
use crate::rules::clock::Standing;
use crate::text;

/// Smaller than this, there is only the plain page that says so.
pub const LEAST: (u16, u16) = (40, 12);

/// Between two things that stand in one row.
const BETWEEN: &str = " · ";

/// The name of the session keeps so many cells, whatever stands beside it.
const LEAST_NAME: u16 = 8;

/// What is on the wall keeps so many.
const LEAST_WALL: usize = 18;

/// In fewer cells the stage's own words say nothing.
const LEAST_SAID: usize = 8;

/// A message at the start screen takes no more rows than these.
const SAID_ROWS: usize = 4;

/// Whether the terminal is too small for a stage.
pub const fn too_small(size: Rect) -> bool {
    size.width < LEAST.0 || size.height < LEAST.1
}

const fn margin(size: Rect) -> u16 {
    if size.width >= 120 { 2 } else { (size.width >= 60) as u16 }
}

const fn roomy(size: Rect) -> bool {
    size.height >= 22
}

/// Where a stage draws.
pub fn body(size: Rect) -> Rect {
    if too_small(size) {
        return Rect::new(size.x, size.y, 0, 0);
    }
    let (top, bottom, side) = if roomy(size) { (3, 2, margin(size)) } else { (2, 1, margin(size)) };
    Rect::new(size.x + side, size.y + top, size.width - 2 * side, size.height - top - bottom)
}

/// The columns of each stage's name in the second row: with room around it, side by side, or cut.
fn tabs(size: Rect) -> impl Iterator<Item = (Stage, u16, u16)> {
    let names: u16 = Stage::ALL.iter().map(|s| u16::try_from(s.name().len()).unwrap_or(0)).sum();
    let room = size.width.saturating_sub(2 * margin(size));
    let pad = match room {
        _ if room >= names + 4 * 9 => 4,
        _ if room >= names + 2 * 9 => 2,
        _ => 1,
    };
    let cut = if room < names + 8 { room.saturating_sub(9) / 9 } else { u16::MAX };
    let mut x = size.x + margin(size).saturating_sub(pad / 2);
    Stage::ALL.into_iter().map(move |stage| {
        let name = u16::try_from(stage.name().len()).unwrap_or(0);
        let width = name.min(cut) + pad;
        let here = (stage, x, width);
        x += width;
        here
    })
}

/// The stage whose name lies at this cell, if one does.
pub fn tab_at(size: Rect, x: u16, y: u16) -> Option<Stage> {
    if too_small(size) || y != size.y + 1 {
        return None;
    }
    tabs(size).find(|(_, at, width)| (*at..at + width).contains(&x)).map(|(stage, ..)| stage)
}

/// Whether the words that say how far behind the day is lie at this cell: a click there opens what can be done.
pub fn standing_at(ctx: &Ctx, size: Rect, x: u16, y: u16) -> bool {
    let standing = day::where_we_are(ctx.session, &ctx.now).filter(|standing| standing.speaks());
    standing.is_some_and(|standing| {
        let right = size.right() - margin(size);
        let width = u16::try_from(text::width(&standing_words(standing, size))).unwrap_or(0);
        !too_small(size) && y == size.y && (right.saturating_sub(width)..right).contains(&x)
    })
}

/// How the day stands; where there is room, also that it ends in time all the same.
fn standing_words(standing: Standing, size: Rect) -> String {
    if standing.ends_in_time() && size.width >= 130 {
        format!("{}, the day still ends in time", standing.words())
    } else {
        standing.words()
    }
}

/// Draws the frame of the work.
pub fn view(work: &Work, headline: &str, buf: &mut Buffer, size: Rect) {
    let ctx = work.ctx();
    fill(buf, size, ctx.look.page());
    stages(&ctx, buf, size);
    // Where no row is free for the wall, the header tells what is on it, or what holds it: the room sees nothing else.
    let OnTheWall { words, held, .. } = work.on_the_wall();
    let wall = match held {
        _ if on_the_wall(&words, held.is_some(), &ctx, buf, size) => String::new(),
        // What holds it is read before what it shows, which may be cut.
        Some(held) => match words.trim_end_matches(held).trim_end_matches(BETWEEN) {
            "" => format!("wall {held}"),
            shown if shown.starts_with(held) => format!("wall {shown}"),
            shown => format!("wall {held}: {shown}"),
        },
        None => format!("wall: {words}"),
    };
    header(&ctx, headline, &wall, held.is_some(), buf, size);
    foot(work, &ctx, buf, size);
}

/// What is on the wall now: beside the stages where there is room for it, else in the free row below them; whether it is
/// there.
fn on_the_wall(words: &str, held: bool, ctx: &Ctx, buf: &mut Buffer, size: Rect) -> bool {
    let right = size.right() - margin(size);
    let end = tabs(size).last().map_or(size.x, |(_, x, width)| x + width);
    let line = format!("wall: {words}");
    let width = u16::try_from(text::width(&line)).unwrap_or(u16::MAX);
    let (left, y) = match right.saturating_sub(end + 2) {
        room if width <= room => (end + 2, size.y + 1),
        _ if roomy(size) => (size.x + margin(size), size.y + 2),
        _ => return false,
    };
    let style = if held { ctx.look.accent() } else { ctx.look.soft() };
    put_right(buf, Rect::new(left, y, right.saturating_sub(left), 1), &line, style);
    true
}

/// `wall`: what is on the wall, where it is told here, the whole of it where something holds it there; the stage's own words and the name give way to it.
fn header(ctx: &Ctx, headline: &str, wall: &str, held: bool, buf: &mut Buffer, size: Rect) {
    let look = ctx.look;
    let side = margin(size);
    let (left, right) = (size.x + side, size.right() - side);
    let mut room = right.saturating_sub(left);
    let card = &ctx.session.session;
    let whose = match ctx.session.organisation.name.as_str() {
        "" if card.title.is_empty() => "New session",
        "" => &card.title,
        name => name,
    };

    // Right: the wall clock, and how the day stands.
    let mut x = right;
    let clock = ctx.now.clock().to_string();
    if let Some(standing) = day::where_we_are(ctx.session, &ctx.now).filter(|standing| standing.speaks()) {
        let words = standing_words(standing, size);
        let style = if standing.behind >= 5 { look.warn() } else { look.soft() };
        let width = put_right(buf, Rect::new(left, size.y, room, 1), &words, style);
        x = x.saturating_sub(u16::try_from(width + 2).unwrap_or(0));
    }
    let used = put_right(buf, Rect::new(left, size.y, x.saturating_sub(left), 1), &clock, look.heading());
    room = x.saturating_sub(left).saturating_sub(u16::try_from(used + 2).unwrap_or(0));

    // Middle: where we are in the stage, the wall, and the timer.
    let mut most = room / 2 + room / 8;
    if !wall.is_empty() {
        most = most.max(room.saturating_sub(LEAST_NAME + 2));
    }
    let (timer, middle_style) = timer_words(ctx);
    // The timer is read whole, and of the wall what fits beside it; the headline gives way to both.
    most = most.max(u16::try_from(text::width(&timer)).unwrap_or(0)).min(room);
    let beside = |taken: &str| match text::width(taken) {
        0 => usize::from(most),
        width => usize::from(most).saturating_sub(width + text::width(BETWEEN)),
    };
    let room_for_both = beside(&timer);
    let own = if held { 0 } else { text::width(headline) + text::width(BETWEEN) };
    let wall = text::clip_words(wall, room_for_both.saturating_sub(own).max(LEAST_WALL).min(room_for_both));
    let fixed: Vec<&str> = [&*wall, timer.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    let fixed = fixed.join(BETWEEN);
    let rest = beside(&fixed);
    let middle = match text::clip_words(headline, rest) {
        _ if fixed.is_empty() => headline.to_owned(),
        said if rest >= LEAST_SAID && !said.is_empty() => format!("{said}{BETWEEN}{fixed}"),
        _ => fixed,
    };
    let middle_width = u16::try_from(text::width(&middle)).unwrap_or(0).min(most);
    let date =
        if card.date == crate::session::Day::default() { String::new() } else { card.date.day_and_month() };
    let left_room = room.saturating_sub(middle_width + 2);
    let name_width = put_clipped(buf, left, size.y, usize::from(left_room), whose, look.heading());
    let after = u16::try_from(name_width).unwrap_or(0);
    let date_width = u16::try_from(text::width(&date) + 3).unwrap_or(u16::MAX);
    if !date.is_empty() && left_room >= after.saturating_add(date_width) {
        put(buf, left + after, size.y, usize::from(left_room - after), &format!(" · {date}"), look.soft());
    }
    if !middle.is_empty() {
        let centre = size.x + size.width.saturating_sub(middle_width) / 2;
        let earliest = left + (room - middle_width).min(after + u16::try_from(date.len()).unwrap_or(0) + 5);
        let at = centre.max(earliest).min(left + room - middle_width);
        put_clipped(buf, at, size.y, usize::from(middle_width), &middle, middle_style);
    }
}

/// The timer, if one is set, and how urgent it looks.
fn timer_words(ctx: &Ctx) -> (String, ratatui::style::Style) {
    let look = ctx.look;
    let Some(seconds) = ctx.timer.left(&ctx.now) else { return (String::new(), look.soft()) };
    let (word, style) = match ctx.timer.urgency(&ctx.now) {
        Urgency::Calm => ("left", look.accent()),
        Urgency::Soon => ("left, nearly done", look.warn()),
        Urgency::Last => ("left, last moments", look.bad()),
        Urgency::Over => ("over", look.bad()),
    };
    let time = minutes_and_seconds(seconds.abs());
    let word = if ctx.timer.is_paused() { "paused" } else { word };
    (format!("{time} {word}"), style)
}

fn stages(ctx: &Ctx, buf: &mut Buffer, size: Rect) {
    for (stage, x, width) in tabs(size) {
        if x >= size.right() {
            break;
        }
        let here = stage == ctx.stage;
        let style = if here { ctx.look.tab_on() } else { ctx.look.tab_off() };
        let name = u16::try_from(stage.name().len()).unwrap_or(0);
        // Side by side, the blank between two names belongs to neither.
        let (lead, room) = if width > name + 1 { ((width - name) / 2, width) } else { (0, width - 1) };
        let room = room.min(size.right() - x);
        fill(buf, Rect::new(x, size.y + 1, room, 1), style);
        put(buf, x + lead, size.y + 1, usize::from(room.saturating_sub(lead)), stage.name(), style);
        if here && !ctx.look.has_colour() && lead > 0 {
            put(buf, x, size.y + 1, 1, "[", style);
            put(buf, x + room - 1, size.y + 1, 1, "]", style);
        }
    }
}

/// A message that does not fit into the last row has rows of its own above it, over whatever lies there, sheets too: half
/// a reason helps nobody. Answers the rows that it takes.
pub fn long_message(work: &Work, buf: &mut Buffer, size: Rect) -> Option<Rect> {
    let ctx = work.ctx();
    let saying = work.saying.as_ref()?;
    let (_, rest) = last_row(work, &ctx, size);
    // In the room view there is no footer: what was refused is told all the same.
    let over_the_wall = work.overlays().last().is_some_and(|over| over.layer() == Layer::Room);
    if text::width(&saying.text) <= usize::from(rest.width) && !(over_the_wall && saying.warn) {
        return None;
    }
    let style = if saying.warn { ctx.look.warn() } else { ctx.look.text() };
    let side = margin(size);
    let width = size.width - 2 * side;
    // The names of the session and the stages stay, whatever is said.
    let above = size.height.saturating_sub(3);
    let rows = u16::try_from(text::wrap(&saying.text, usize::from(width)).len()).unwrap_or(above).min(above);
    let over = Rect { y: size.bottom() - 1 - rows, height: rows, ..size };
    fill(buf, over, ctx.look.page());
    put_wrapped(buf, Rect { x: size.x + side, width, ..over }, &saying.text, style);
    Some(over)
}

/// The last row: what is saved at its right end, and the cells that are left of it.
fn last_row(work: &Work, ctx: &Ctx, size: Rect) -> (Rect, Rect) {
    let side = margin(size);
    let (left, right) = (size.x + side, size.right() - side);
    let mut room = right - left;
    let (saved, _) = saved_words(work, ctx);
    // What is not saved is read whole; the keys give way to it.
    let most = if work.saving.failing.is_some() { room } else { room * 2 / 3 };
    let width = u16::try_from(text::width(&saved)).unwrap_or(0).min(most);
    if width > 0 {
        room -= width + 2.min(room - width);
    }
    let y = size.bottom() - 1;
    (Rect::new(right - width, y, width, 1), Rect::new(left, y, room, 1))
}

fn foot(work: &Work, ctx: &Ctx, buf: &mut Buffer, size: Rect) {
    let (saved, style) = saved_words(work, ctx);
    let (end, rest) = last_row(work, ctx, size);
    put_right(buf, end, &saved, style);
    let fits = |saying: &&Saying| text::width(&saying.text) <= usize::from(rest.width);
    if let Some(saying) = work.saying.as_ref().filter(fits) {
        let style = if saying.warn { ctx.look.warn() } else { ctx.look.text() };
        put(buf, rest.x, rest.y, usize::from(rest.width), &saying.text, style);
    } else {
        hints(ctx.look, &work.layers(), work.moment(), &|binding| work.hint(binding), buf, rest);
    }
}

/// A message, whole: what does not fit into the last row grows upwards, over the stage.
pub fn say(
    look: &super::look::Look,
    words: &str,
    style: ratatui::style::Style,
    buf: &mut Buffer,
    last: Rect,
) {
    let lines = text::wrap(words, usize::from(last.width));
    let most = lines.len().min(SAID_ROWS);
    let top = last.y + 1 - u16::try_from(most).unwrap_or(1);
    for (y, (i, line)) in (top..).zip(lines.into_iter().take(most).enumerate()) {
        if y < last.y {
            fill(buf, Rect { x: buf.area.x, y, width: buf.area.width, height: 1 }, look.page());
        }
        // The last row that there is takes the rest, cut with a mark.
        let shown = if i + 1 == most { &words[line.start..] } else { &words[line] };
        put_clipped(buf, last.x, y, usize::from(last.width), shown, style);
    }
}

/// The footer's three truths.
fn saved_words(work: &Work, ctx: &Ctx) -> (String, ratatui::style::Style) {
    let look = ctx.look;
    if work.read_only().is_some() {
        return ("read only".into(), look.warn());
    }
    let saving = &work.saving;
    let missing = work.revision().saturating_sub(saving.revision);
    if let (Some((reason, _)), true) = (&saving.failing, missing > 0) {
        let changes = text::plural(usize::try_from(missing).unwrap_or(usize::MAX), "change", "changes");
        return (format!("NOT SAVED, {changes}: {reason}"), look.bad().add_modifier(Modifier::BOLD));
    }
    let waits = saving.waiting_since_ms.is_some_and(|since| ctx.now.awake_ms.saturating_sub(since) >= 300);
    if missing > 0 && waits {
        return ("saving".into(), look.soft());
    }
    match saving.at {
        Some(at) => (format!("saved {}", at.strftime("%H:%M")), look.soft()),
        None if work.revision() == 0 => ("all saved".into(), look.soft()),
        None => (String::new(), look.soft()),
    }
}

/// The keys that do something now, as many as fit, the most useful first. The way out of a mode always has its place, and so
/// has help on a stage: who knows no key finds the others there.
pub fn hints(
    look: &super::look::Look,
    layers: &[Layer],
    moment: &[&str],
    hint: &dyn Fn(&Binding) -> Hint,
    buf: &mut Buffer,
    area: Rect,
) {
    let stage = layers.first().is_some_and(|front| front.home().is_some());
    let rows: Vec<_> = footer(layers, moment)
        .into_iter()
        .filter_map(|binding| {
            let label = match hint(binding) {
                Hint::AsNamed => binding.label,
                Hint::Words(words) => words,
                Hint::Silent => return None,
            };
            let chord = binding.chords.first().map_or_else(String::new, |chord| keymap::Chord::label(*chord));
            let width = text::width(&chord) + 1 + text::width(label);
            let leaves = binding.layer == layers[0]
                && binding.chords.contains(&keymap::Chord::key(ratatui::crossterm::event::KeyCode::Esc));
            let helps = stage && matches!(binding.command, Command::Global(Global::Help));
            Some((chord, label, width + text::width(BETWEEN), leaves, helps))
        })
        .collect();
    // A mode keeps its own keys: its way out leads to where help stands.
    let mode = rows.iter().any(|(.., leaves, _)| *leaves);
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(chord, label, width, leaves, helps)| (chord, label, width, leaves || helps && !mode))
        .collect();
    // No words stand after the last key.
    let mut room = usize::from(area.width) + text::width(BETWEEN);
    let out: usize = rows.iter().filter(|(.., kept)| *kept).map(|(_, _, width, _)| *width).sum();
    // On a stage what its first key does is worth more than the way out of typing, where there is room for one of them.
    let first = rows.first().filter(|(.., kept)| stage && mode && !kept).map_or(0, |(_, _, width, _)| *width);
    let crowded = first + out > room;
    room = if crowded { room } else { room.saturating_sub(out) };
    let mut x = area.x;
    for (chord, label, width, kept) in rows {
        if !kept || crowded {
            if width > room {
                continue;
            }
            room -= width;
        }
        if x > area.x {
            x += u16::try_from(put(buf, x, area.y, text::width(BETWEEN), BETWEEN, look.hint())).unwrap_or(0);
        }
        for (words, style, gap) in [(chord.as_str(), look.accent(), 1), (label, look.hint(), 0)] {
            let left = usize::from(area.right().saturating_sub(x));
            x += u16::try_from(put(buf, x, area.y, left, words, style)).unwrap_or(0) + gap;
        }
    }
}

/// The page for a terminal that is too small.
pub fn view_too_small(buf: &mut Buffer, size: Rect, look: &super::look::Look) {
    fill(buf, size, look.page());
    let line =
        format!("Offsite needs {} x {} cells; this is {} x {}.", LEAST.0, LEAST.1, size.width, size.height);
    let mut row = 0;
    for line in [line.as_str(), "Make the window larger or the type smaller.", "Nothing is lost."] {
        for part in text::wrap(line, usize::from(size.width)) {
            if row < size.height {
                put(buf, size.x, size.y + row, usize::from(size.width), &line[part], look.text());
            }
            row += 1;
        }
    }
}

#[cfg(test)]
#[path = "frame_tests.rs"]
mod tests;
