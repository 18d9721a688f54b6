//! The wall as it is drawn: one [`Wall`](crate::room::Wall) on a whole screen, in this window or in the projector's own.
//! Large type, generous space, light and high in contrast; marks and words beside every colour. It draws what it is
//! given and knows nothing of a session.

mod accents;
mod alphabet;
mod letters;
mod page;
pub mod pattern;
#[cfg(test)]
mod readable_tests;
mod scenes;
mod shapes;
#[cfg(test)]
mod tests;
pub mod watch;
mod whole;
#[cfg(test)]
mod whole_tests;
mod writing;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::page::Page;
use super::event::Now;
use super::look::{Look, Theme};
use super::timer::minutes_and_seconds;
use super::widgets::put::fill;
use crate::room::{Countdown, Scene, Veil, Wall};

/// The look of the wall: light and high in contrast, or dark; depth and marks of the terminal.
pub fn look_of(wall: &Wall, terminal: &Look) -> Look {
    let theme = if wall.dark { Theme::WallDark } else { Theme::HighContrast };
    terminal.with_theme(theme)
}

fn margin(area: Rect) -> (u16, u16) {
    match area.width {
        0..=59 => (1, 0),
        60..=119 => (2, u16::from(area.height >= 22)),
        120..=199 => (6, 1),
        _ => (8, 2),
    }
}

/// Draws the wall.
pub fn draw(wall: &Wall, buf: &mut Buffer, area: Rect, terminal: &Look, now: &Now) {
    draw_signed(wall, buf, area, terminal, now, "");
}

/// The same with a few words for who steers, before the time: why the picture does not follow, what a key could not do.
/// Nothing of the picture is under them, it stays on the page it is on, and they are as large as the time.
pub fn draw_signed(wall: &Wall, buf: &mut Buffer, area: Rect, terminal: &Look, now: &Now, sign: &str) {
    let look = look_of(wall, terminal);
    if wall.veil == Veil::Black {
        fill(buf, area, look.blackout());
        return;
    }
    fill(buf, area, look.page());
    let (side, top) = margin(area);
    if area.width <= 2 * side || area.height <= 2 * top + 2 {
        return;
    }
    let inner = Rect::new(area.x + side, area.y + top, area.width - 2 * side, area.height - 2 * top);
    let mut page = Page::new(buf, inner, &look, area);
    page.tall = serde_json::to_string(wall).is_ok_and(|written| letters::stacked(&written));
    // The clock is its own head, and the plain page has none.
    let headed =
        wall.veil != Veil::Plain && !matches!(wall.scene, Scene::Clock | Scene::DayClock | Scene::Break(_));
    if !headed && !sign.is_empty() {
        let (rect, size) = (page.take(page.small().cell().1), page.small());
        page::one_right(page.buf, rect, sign, size, look.accent(), &look);
    }
    if wall.veil == Veil::Plain {
        scenes::plain(wall, &mut page);
        return;
    }
    if headed {
        head(wall, &mut page, now, sign);
    }
    scenes::draw(&wall.scene, wall, &mut page, now);
}

/// Whether there is a page after (or before) the one that the wall is at, on a screen of this size.
pub fn has_page(wall: &Wall, by: isize, area: Rect, terminal: &Look, now: &Now) -> bool {
    let mut wall = Wall { veil: Veil::None, ..wall.clone() };
    let Some(page) = watch::page_of(&mut wall.scene).map(|page| *page) else { return false };
    let mut drawn = |page: usize| {
        if let Some(at) = watch::page_of(&mut wall.scene) {
            *at = page;
        }
        let mut buf = Buffer::empty(area);
        draw(&wall, &mut buf, area, terminal, now);
        buf
    };
    // After the last page comes the first.
    if by < 0 { page > 0 } else { drawn(page + 1) != drawn(0) }
}

/// Whose day it is and what runs, the time that is left or the time of day.
fn head(wall: &Wall, page: &mut Page, now: &Now, sign: &str) {
    let look = page.look;
    let size = page.small();
    let rect = page.take(size.cell().1);
    let time = match wall.timer {
        Some(timer) => timer_words(timer, now),
        None => now.clock().to_string(),
    };
    let style =
        if wall.timer.is_some_and(|timer| nearly_over(timer, now)) { look.bad() } else { look.heading() };
    let used = page::one_right(page.buf, rect, &time, size, style, look);
    let mut room = Rect { width: rect.width.saturating_sub(used + 4), ..rect };
    if !sign.is_empty() {
        let used = page::one_right(page.buf, room, sign, size, look.accent(), look);
        room.width = room.width.saturating_sub(used + 4);
    }
    let left = match &wall.block {
        Some(block) if wall.whose.is_empty() => block.title.clone(),
        Some(block) if !block.title.is_empty() => {
            format!("{} {} {}", wall.whose, look.marks().dot, block.title)
        }
        _ => wall.whose.clone(),
    };
    page::one(page.buf, room, &left, size, look.text(), look);
    page.space(1);
}

/// "12:40 left", "+0:15 over": the sign stands where the word is too small to be read.
fn timer_words(timer: Countdown, now: &Now) -> String {
    let left = timer.left_at(now.wall_seconds());
    let time = timer_time(left);
    let word = match (left, timer.until) {
        (..=0, _) => "over",
        (_, None) => "paused",
        _ if nearly_over(timer, now) => "left, last moments",
        _ => "left",
    };
    format!("{time} {word}")
}

/// The seconds that are left, as "12:40"; those over with a sign.
fn timer_time(left: i64) -> String {
    let sign = if left < 0 { "+" } else { "" };
    format!("{sign}{}", minutes_and_seconds(left.abs()))
}

/// A twentieth or less is left.
fn nearly_over(timer: Countdown, now: &Now) -> bool {
    timer.left_at(now.wall_seconds()) * 20 <= timer.set
}

/// The page while nothing was published yet.
pub fn draw_waiting(buf: &mut Buffer, area: Rect, terminal: &Look, what: &str) {
    let look = look_of(&Wall::default(), terminal);
    fill(buf, area, look.page());
    let (side, top) = margin(area);
    let inner = Rect::new(
        area.x + side.min(area.width / 2),
        area.y + top.min(area.height / 2),
        area.width.saturating_sub(2 * side),
        area.height.saturating_sub(2 * top),
    );
    let mut page = Page::new(buf, inner, &look, area);
    let rect = page.take_below(2);
    super::widgets::put::put_wrapped(page.buf, rect, what, look.text());
    page.centre("Waiting for the laptop", look.heading());
}
