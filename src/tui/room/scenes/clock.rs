//! The timer or the time of day, as large as it gets, and the break with the time to be back.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::room::{Break, StopState, Wall};
use crate::tui::event::Now;
use crate::tui::room::page::{Page, Size, cells, set};
use crate::tui::room::{nearly_over, timer_time, timer_words};
use crate::tui::widgets::big;

/// What runs, until when.
fn block(wall: &Wall) -> Option<String> {
    wall.block.as_ref().map(|block| format!("{} until {}", block.title, block.ends))
}

/// The time of day, and what the timer counts below it.
pub fn day(wall: &Wall, page: &mut Page, now: &Now) {
    let look = page.look;
    let last = page.take_below(page.small().cell().1 + 1);
    digits(&now.clock().to_string(), page, look.heading());
    let timer = wall.timer.map(|timer| timer_words(timer, now));
    let said: Vec<String> = [timer, block(wall)].into_iter().flatten().collect();
    centred(&said.join(&format!(" {} ", look.marks().dot)), page, last);
}

/// The timer, else the time of day.
pub fn clock(wall: &Wall, page: &mut Page, now: &Now) {
    let look = page.look;
    let (time, words, style) = match wall.timer {
        Some(timer) => {
            let left = timer.left_at(now.wall_seconds());
            let style = if nearly_over(timer, now) { look.bad() } else { look.heading() };
            let words = timer_words(timer, now);
            let words = words.split_once(' ').map_or(String::new(), |(_, words)| words.to_owned());
            (timer_time(left), words, style)
        }
        None => (now.clock().to_string(), String::new(), look.heading()),
    };
    let last = page.take_below(page.small().cell().1 + 1);
    digits(&time, page, style);
    let said: Vec<String> =
        [Some(words).filter(|w| !w.is_empty()), block(wall)].into_iter().flatten().collect();
    centred(&said.join(&format!(" {} ", look.marks().dot)), page, last);
}

pub fn pause(pause: &Break, wall: &Wall, page: &mut Page, now: &Now) {
    let look = page.look;
    // All as `HH:MM`. What was only announced is never over.
    let it_is = now.clock().to_string();
    let over = pause.state != StopState::Coming && !pause.back_at.is_empty() && it_is >= pause.back_at;
    let head = page.take((page.free.height / 4).max(1));
    let title = if over { format!("{} is over", pause.title) } else { pause.title.clone() };
    page.inside(head).centre(&title, look.heading());
    let last = page.take_below(page.small().cell().1 + 1);
    // A break that ended early, or another day's, has no time that anybody is to be back at.
    let no_promise = pause.state == StopState::Done && it_is < pause.back_at;
    if pause.back_at.is_empty() || no_promise {
        match wall.timer {
            Some(timer) => page.centre(&timer_words(timer, now), look.heading()),
            None => digits(&now.clock().to_string(), page, look.heading()),
        }
        return;
    }
    let head = page.take(page.small().cell().1);
    let words = match pause.state {
        _ if over => "it was until".to_owned(),
        StopState::Coming if it_is < pause.begins => format!("from {}, back at", pause.begins),
        _ => "back at".to_owned(),
    };
    centred(&words, page, head);
    digits(&pause.back_at, page, if over { look.bad() } else { look.heading() });
    let it_is = format!("it is {}", now.clock());
    let words = if pause.then.is_empty() {
        it_is
    } else {
        format!("{it_is} {} then {}", look.marks().dot, pause.then)
    };
    centred(&words, page, last);
}

/// One line of small words in the middle.
fn centred(words: &str, page: &mut Page, rect: Rect) {
    let look = page.look;
    let fits = cells(words, page.small(), look) <= rect.width;
    let size = if fits { page.small() } else { Size::Plain };
    let wide = cells(words, size, look).min(rect.width);
    let place = Rect { x: rect.x + (rect.width - wide) / 2, width: wide, ..rect };
    set(page.buf, place, words, size, look.text(), look);
}

/// Digits as large as there is room.
fn digits(time: &str, page: &mut Page, style: Style) {
    let free = page.free;
    if !big::shows(time) {
        page.centre(time, style);
        return;
    }
    if !big::has_blocks(page.look) {
        filled_digits(time, page, style);
        return;
    }
    let scale = (1..=20).rev().find(|scale| {
        big::width(time).saturating_mul(*scale) <= free.width && (big::HEIGHT * scale) <= free.height
    });
    let Some(scale) = scale else {
        page.centre(time, style);
        return;
    };
    let (width, height) = (big::width(time) * scale, big::HEIGHT * scale);
    let rect =
        Rect::new(free.x + (free.width - width) / 2, free.y + (free.height - height) / 2, width, height);
    big::draw_scaled(page.buf, rect, time, scale, style, page.look);
}

/// The same in whole cells, about twice as wide as high, as cells are twice as high as wide.
fn filled_digits(time: &str, page: &mut Page, style: Style) {
    let free = page.free;
    let (columns, points) = (big::width(time), 2 * big::HEIGHT);
    let across = free.width / columns.max(1);
    let down = (free.height / points).min(across.div_ceil(2));
    let across = across.min(3 * down);
    if down == 0 || across == 0 {
        page.centre(time, style);
        return;
    }
    let (width, height) = (columns * across, points * down);
    let rect =
        Rect::new(free.x + (free.width - width) / 2, free.y + (free.height - height) / 2, width, height);
    big::draw_filled(page.buf, rect, time, (across, down), style, page.look);
}
