//! The geometry that the overlays share: a sheet with a hint, a line to type into and a list. Drawing and the mouse ask
//! the same function where things lie.

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::text;
use crate::tui::look::Look;
use crate::tui::widgets::list::{scrollbar, step, visible};
use crate::tui::widgets::panel::{Panel, Side};
use crate::tui::widgets::put::{fill, put, put_clipped, put_right, put_wrapped, restyle, wrapped_rows};

/// The words over what the room must not see.
pub const BAND: &str = "NOT FOR THE ROOM";

/// Where sheets lie: the screen without its first row and without the footer, whose keys stay readable.
pub const fn room(screen: Rect) -> Rect {
    let top = if screen.height > 3 { 1 } else { 0 };
    Rect {
        x: screen.x,
        y: screen.y + top,
        width: screen.width,
        height: screen.height.saturating_sub(top + 1),
    }
}

/// Pushes what lies behind a sheet back, footer and header aside.
pub fn push_back(buf: &mut Buffer, screen: Rect, look: &Look) {
    let below = Rect { y: screen.y + 1, height: screen.height.saturating_sub(2), ..screen };
    let below = below.intersection(buf.area);
    for place in below.positions() {
        buf[place].modifier = Modifier::empty();
    }
    restyle(buf, below, look.scrim());
}

/// A sheet with an optional hint, an optional line to type into, and rows.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// Its title.
    pub title: &'a str,
    /// Whether it is private.
    pub private: bool,
    /// What helps; may be empty.
    pub hint: &'a str,
    /// Whether there is a line to type into.
    pub typed: bool,
    /// The wanted width of the content.
    pub width: u16,
    /// The wanted rows of the list.
    pub rows: u16,
}

/// Where the parts of a sheet lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places {
    /// The whole sheet.
    pub whole: Rect,
    /// The hint.
    pub hint: Rect,
    /// The line to type into.
    pub typed: Rect,
    /// The list.
    pub list: Rect,
}

impl Sheet<'_> {
    fn parts(&self, screen: Rect) -> (Panel<'_>, u16) {
        let room = room(screen);
        let width = self.width.min(room.width.saturating_sub(4)).max(1);
        let hint = if self.hint.is_empty() { 0 } else { wrapped_rows(self.hint, width, 3) };
        let height = hint + u16::from(hint > 0) + 2 * u16::from(self.typed) + self.rows;
        let panel = Panel {
            title: self.title,
            band: self.private.then_some(BAND),
            side: Side::Centre,
            width,
            height,
        };
        (panel, hint)
    }

    /// Where its parts lie on this screen.
    pub fn places(&self, screen: Rect) -> Places {
        let (panel, hint) = self.parts(screen);
        let whole = panel.place(room(screen));
        let top = whole.y + 1 + u16::from(self.private);
        let x = whole.x + 2.min(whole.width);
        let width = whole.width.saturating_sub(4);
        let end = whole.bottom().saturating_sub(1);
        let mut y = top.min(end);
        let mut take = |rows: u16, gap: u16| {
            let rows = rows.min(end - y);
            let rect = Rect::new(x, y, width, rows);
            y = (y + rows + gap).min(end);
            rect
        };
        // Where it is tight the blank rows go first.
        let tight = end.saturating_sub(top) < panel.height.min(hint + 6);
        let gap = u16::from(!tight);
        let hint = take(hint, if hint > 0 { gap } else { 0 });
        let typed = take(u16::from(self.typed), if self.typed { gap } else { 0 });
        let list = take(u16::MAX, 0);
        Places { whole, hint, typed, list }
    }

    /// Draws the sheet and its hint.
    pub fn draw(&self, buf: &mut Buffer, screen: Rect, look: &Look) -> Places {
        let (panel, _) = self.parts(screen);
        panel.draw(buf, room(screen), look);
        let places = self.places(screen);
        put_wrapped(buf, places.hint, self.hint, look.soft());
        places
    }
}

/// One row of a list.
#[derive(Debug, Clone, Default)]
pub struct Line<'a> {
    /// A mark before the label, where the list has marks.
    pub mark: &'a str,
    /// What it is.
    pub label: Cow<'a, str>,
    /// A quiet second part.
    pub detail: Cow<'a, str>,
    /// At the right edge: a key.
    pub key: Cow<'a, str>,
}

/// A cursor in a list that scrolls.
#[derive(Debug, Default, Clone)]
pub struct Cursor {
    at: usize,
    scroll: Cell<usize>,
    clicked: Option<usize>,
}

impl Cursor {
    /// The place in the list.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Goes to a place.
    pub fn set(&mut self, at: usize) {
        self.at = at;
        self.clicked = None;
    }

    /// Moves by rows.
    pub fn step(&mut self, count: usize, by: isize) {
        self.set(step(count, Some(self.at), by).unwrap_or(0));
    }

    /// The rows that are visible in so many.
    pub fn shown(&self, count: usize, height: u16) -> Range<usize> {
        let shown = visible(count, Some(self.at), usize::from(height), self.scroll.get());
        self.scroll.set(shown.start);
        shown
    }

    /// A click: moves there; true when it is the second on the same row.
    pub fn click(&mut self, count: usize, list: Rect, x: u16, y: u16) -> Option<bool> {
        if !list.contains((x, y).into()) {
            return None;
        }
        let row = self.shown(count, list.height).start + usize::from(y - list.y);
        if row >= count {
            return None;
        }
        let again = self.clicked == Some(row);
        self.at = row;
        self.clicked = Some(row);
        Some(again)
    }

    /// Draws the visible rows; `label` cells are kept for labels where details follow.
    pub fn draw<'l>(
        &self,
        buf: &mut Buffer,
        list: Rect,
        count: usize,
        label: u16,
        look: &Look,
        line: impl Fn(usize) -> Line<'l>,
    ) {
        let shown = self.shown(count, list.height);
        let lines: Vec<Line> = shown.clone().map(line).collect();
        let key = lines.iter().map(|line| cells(&line.key)).max().unwrap_or(0);
        for ((row, line), y) in shown.clone().zip(&lines).zip(list.top()..list.bottom()) {
            let place = Rect { y, height: 1, width: list.width.saturating_sub(1), ..list };
            draw_line(buf, place, line, row == self.at, (label, key), look);
        }
        scrollbar(buf, list, count, &shown, look);
    }
}

/// `wide`: the cells of the longest label and of the longest key, so that columns stand under each other.
fn draw_line(buf: &mut Buffer, place: Rect, line: &Line, here: bool, wide: (u16, u16), look: &Look) {
    let (label, keys) = wide;
    let (text, soft, key): (Style, Style, Style) = (look.text(), look.soft(), look.accent());
    if here {
        fill(buf, place, look.selected());
        put(buf, place.x, place.y, usize::from(place.width), look.marks().pointer, look.selected());
    }
    let mut x = place.x + 2;
    let mut room = place.width.saturating_sub(2);
    if !line.mark.is_empty() {
        put(buf, x, place.y, usize::from(room), line.mark, key);
        let used = cells(line.mark) + 1;
        x += used;
        room = room.saturating_sub(used);
    }
    if keys > 0 {
        let keys = keys.min(room / 2);
        let right = Rect { x: x + room.saturating_sub(keys + 1), width: keys, ..place };
        put_right(buf, right, &line.key, key);
        room = room.saturating_sub(keys + 3);
    }
    let style = if here { look.selected() } else { text };
    let wide = cells(&line.label);
    if line.detail.is_empty() {
        put_clipped(buf, x, place.y, usize::from(room), &line.label, style);
        return;
    }
    let for_label = label.max(wide.min(room / 2)).min(room * 2 / 3);
    put_clipped(buf, x, place.y, usize::from(for_label), &line.label, style);
    let from = for_label + 2;
    if room > from + 3 {
        put_clipped(buf, x + from, place.y, usize::from(room - from), &line.detail, soft);
    }
}

/// Cells a text takes, as the buffer counts them.
pub fn cells(of: &str) -> u16 {
    u16::try_from(text::width(of)).unwrap_or(u16::MAX)
}
