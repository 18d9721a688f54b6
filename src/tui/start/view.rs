//! How the start screen looks.
//!
//! ```text
//!     ▄▀▀▄ ▄▀ ▄▀ ▄▀▀ ▀ ▄█▄ ▄▀▄
//!     █  █ █▀ █▀  ▀▄ █  █  █▀▀      ▆▆ ▆▆
//!     ▀▄▄▀ █  █  ▀▀  █  ▀▄ ▀▄▄        ▆▆
//!     A workshop day, from the first name to the synopsis.
//!
//!     Continue
//!     ▸ Halvorn Broadband: Customer experience baseline
//!       12 March 2026 · 77 notes
//!
//!     n  A new session
//!     o  Open a file
//!     d  The sample day, to walk around in
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Asking, Cmd, KEYS, Start};
use crate::playbook::{FORMS, Playbook};
use crate::tui::frame;
use crate::tui::keymap::{Chord, Command, Layer};
use crate::tui::look::{Look, StickyTint};
use crate::tui::overlays::help::keys_of;
use crate::tui::overlays::page::{Page, Row};
use crate::tui::overlays::sheet::{Cursor, Line, Sheet, cells, push_back};
use crate::tui::widgets::list::{scrollbar, visible};
use crate::tui::widgets::put::{fill, put, put_clipped, put_wrapped};

const TAGLINE: &str = "A workshop day, from the first name to the synopsis.";
const FIRST: &str = "Nothing here yet. A new session needs a title and an agenda, and both can be changed later. Or \
                     walk around in the sample day first: it is a copy, nothing can go wrong.";
const ACTIONS: &[(Cmd, &str)] = &[
    (Cmd::New, "A new session"),
    (Cmd::Path, "Open a file"),
    (Cmd::Demo, "The sample day, to walk around in"),
];

/// The name in half rows, five letters that are three or four cells wide: a bit is a filled half cell.
const LETTERS: &[(u16, [u8; 6])] = &[
    (4, [0b0110, 0b1001, 0b1001, 0b1001, 0b1001, 0b0110]),
    (3, [0b011, 0b010, 0b111, 0b010, 0b010, 0b010]),
    (3, [0b011, 0b010, 0b111, 0b010, 0b010, 0b010]),
    (3, [0b000, 0b011, 0b100, 0b010, 0b001, 0b110]),
    (1, [0b1, 0b0, 0b1, 0b1, 0b1, 0b1]),
    (3, [0b010, 0b111, 0b010, 0b010, 0b010, 0b011]),
    (3, [0b000, 0b010, 0b101, 0b111, 0b100, 0b011]),
];

/// Where everything lies.
#[derive(Debug)]
pub struct Places {
    logo: Rect,
    tagline: Rect,
    heading: Rect,
    list: Rect,
    /// Rows a session takes: 1, 2, or 3 with a blank row.
    each: u16,
    actions: Vec<(Rect, Cmd)>,
    shown: std::ops::Range<usize>,
}

impl Places {
    /// The session under a cell.
    pub fn session_at(&self, at: (u16, u16)) -> Option<usize> {
        if !self.list.contains(at.into()) {
            return None;
        }
        let row = self.shown.start + usize::from((at.1 - self.list.y) / self.each);
        self.shown.contains(&row).then_some(row)
    }

    /// What can be done under a cell.
    pub fn action_at(&self, at: (u16, u16)) -> Option<Cmd> {
        self.actions.iter().find(|(rect, _)| rect.contains(at.into())).map(|(_, command)| *command)
    }
}

/// Where everything lies on a screen of this size.
pub fn places(start: &Start, size: Rect) -> Places {
    let roomy = size.height >= 24;
    let width = size.width.saturating_sub(6).min(84);
    let x = size.x + (size.width - width) / 2;
    let sessions = start.sessions().len();
    let room = size.height.saturating_sub(1);
    // From below: the footer, a blank row, what can be done. From above: the name. The list takes the rest.
    let small = size.height < 16;
    let fixed = if small { 3 } else { 3 + 1 + 2 + 1 + 1 + 3 + 1 };
    let free = room.saturating_sub(fixed);
    let wanted = u16::try_from(sessions).unwrap_or(u16::MAX).max(1);
    let each = if roomy && wanted.saturating_mul(3) <= free {
        3
    } else if wanted.saturating_mul(2) <= free {
        2
    } else {
        1
    };
    let rows = if sessions == 0 { 4.min(free) } else { wanted.saturating_mul(each).min(free) };
    let above = free.saturating_sub(rows) / 3;
    let mut y = size.y + above + u16::from(size.height > 14);
    let mut take = |rows: u16, gap: u16| {
        let bottom = size.bottom().saturating_sub(1);
        let rect = Rect::new(x, y.min(bottom), width, rows.min(bottom.saturating_sub(y)));
        y += rows + gap;
        rect
    };
    let logo = take(if small { 1 } else { 3 }, u16::from(small));
    let tagline = if small { Rect::default() } else { take(1, 1) };
    let heading = take(1, u16::from(roomy));
    let list = take(rows, u16::from(each < 3 || sessions == 0));
    // Where it is tight, the footer alone says what can be done.
    let offered = if small { &[] } else { ACTIONS };
    let actions = offered.iter().map(|(command, _)| (take(1, 0), *command)).collect();
    let fit = usize::from((list.height / each).max(1));
    let shown = visible(sessions, Some(start.at), fit, 0);
    Places { logo, tagline, heading, list, each, actions, shown }
}

/// Draws it; gives the cursor's place where text is typed.
pub fn view(
    start: &Start,
    buf: &mut Buffer,
    area: Rect,
    look: &Look,
    playbook: &Playbook,
) -> Option<(u16, u16)> {
    fill(buf, area, look.page());
    let places = places(start, area);
    logo(buf, places.logo, look);
    put_wrapped(buf, places.tagline, TAGLINE, look.soft());
    sessions(start, buf, &places, look);
    for (rect, command) in &places.actions {
        if rect.height > 0 {
            let key =
                KEYS.iter().find(|b| b.command == Command::Start(*command)).and_then(|b| b.chords.first());
            let key = key.map_or_else(String::new, |chord| Chord::label(*chord));
            let words = ACTIONS.iter().find(|(known, _)| known == command).map_or("", |(_, words)| words);
            put(buf, rect.x + 2, rect.y, 3, &key, look.accent());
            put_clipped(
                buf,
                rect.x + 5,
                rect.y,
                usize::from(rect.width.saturating_sub(5)),
                words,
                look.text(),
            );
        }
    }
    let foot = Rect { x: area.x + 1, y: area.bottom() - 1, width: area.width.saturating_sub(2), height: 1 };
    let cursor = asking(start, buf, area, look, playbook);
    match &start.saying {
        Some(line) => {
            frame::say(look, line, look.warn(), buf, foot);
        }
        None => frame::hints(look, &[start.layer()], &[], &|binding| start.hint(binding), buf, foot),
    }
    cursor
}

fn sessions(start: &Start, buf: &mut Buffer, places: &Places, look: &Look) {
    let list = places.list;
    let Some(recent) = &start.recent else {
        put(buf, list.x, list.y, usize::from(list.width), "Looking for sessions.", look.soft());
        return;
    };
    if recent.is_empty() {
        let heading = places.heading;
        put(buf, heading.x, heading.y, usize::from(heading.width), "Welcome", look.heading());
        put_wrapped(buf, Rect { width: list.width.min(64), ..list }, FIRST, look.text());
        return;
    }
    put(
        buf,
        places.heading.x,
        places.heading.y,
        usize::from(places.heading.width),
        "Continue",
        look.heading(),
    );
    for (row, at) in places.shown.clone().zip(0_u16..) {
        let y = list.y + at * places.each;
        if y >= list.bottom() {
            break;
        }
        let here = row == start.at;
        let height = places.each.min(2).min(list.bottom() - y);
        let line = Rect { y, height, width: list.width.saturating_sub(1), ..list };
        let style = if here { look.selected() } else { look.text() };
        if here {
            fill(buf, line, style);
            put(buf, line.x, y, 1, look.marks().pointer, style);
        }
        let found = &recent[row];
        let room = usize::from(line.width.saturating_sub(2));
        let title = if here { style } else { look.heading() };
        if height > 1 {
            put_clipped(buf, line.x + 2, y, room, &found.title, title);
            put_clipped(buf, line.x + 2, y + 1, room, &found.detail, look.soft());
        } else {
            let detail = cells(&found.detail).min(line.width / 2);
            let left = room.saturating_sub(usize::from(detail) + 3);
            put_clipped(buf, line.x + 2, y, left, &found.title, title);
            let from = line.right().saturating_sub(detail + 1);
            put_clipped(buf, from, y, detail.into(), &found.detail, look.soft());
        }
    }
    scrollbar(buf, list, recent.len(), &places.shown, look);
}

/// The name in half blocks, three notes beside it; on a terminal with plain marks, the word.
fn logo(buf: &mut Buffer, rect: Rect, look: &Look) {
    let marks = look.marks();
    if rect.height < 3 || marks.upper_half == marks.line {
        put(buf, rect.x, rect.y, usize::from(rect.width), "Offsite", look.accent());
        return;
    }
    let mut x = rect.x;
    for (wide, rows) in LETTERS {
        for (y, pair) in (rect.y..).zip(rows.chunks_exact(2)) {
            for column in 0..*wide {
                let bit = 1 << (wide - 1 - column);
                let mark = match (pair[0] & bit != 0, pair[1] & bit != 0) {
                    (true, true) => marks.full,
                    (true, false) => marks.upper_half,
                    (false, true) => marks.lower_half,
                    (false, false) => continue,
                };
                put(buf, x + column, y, 1, mark, look.accent());
            }
        }
        x += wide + 1;
    }
    if look.has_colour() && rect.width > 44 {
        let notes = [(2, 0, StickyTint::Today), (9, 0, StickyTint::Perfect), (16, 0, StickyTint::Question)];
        for (dx, dy, tint) in notes {
            sticky(
                buf,
                Rect::new(x + dx, rect.y + dy, 6, 2),
                look.sticky(tint),
                look.sticky_edge(tint),
                look,
            );
        }
    }
}

fn sticky(buf: &mut Buffer, rect: Rect, paper: Style, edge: Style, look: &Look) {
    fill(buf, rect, paper);
    for x in rect.left()..rect.right() {
        put(buf, x, rect.bottom(), 1, look.marks().upper_half, edge);
    }
}

fn form_sheet(width: u16) -> Sheet<'static> {
    Sheet {
        title: "Which agenda?",
        private: false,
        hint: "",
        typed: false,
        width: width.saturating_sub(8).min(66),
        rows: u16::try_from(FORMS.len()).unwrap_or(4) + 4,
    }
}

/// The agenda under a cell.
pub fn form_at(size: Rect, at: (u16, u16)) -> Option<usize> {
    let list = form_sheet(size.width).places(size).list;
    let row = usize::from(at.1.checked_sub(list.y)?);
    (list.contains(at.into()) && row < FORMS.len()).then_some(row)
}

/// What is asked lies over the screen.
fn asking(
    start: &Start,
    buf: &mut Buffer,
    area: Rect,
    look: &Look,
    playbook: &Playbook,
) -> Option<(u16, u16)> {
    if matches!(start.asking, Asking::Nothing) {
        return None;
    }
    push_back(buf, area, look);
    let width = area.width.saturating_sub(8).min(66);
    let typed = |buf: &mut Buffer, title, hint, field: &crate::tui::widgets::line_edit::LineEdit| {
        let sheet = Sheet { title, private: false, hint, typed: true, width, rows: 0 };
        let places = sheet.draw(buf, area, look);
        field.view(buf, places.typed, look, true)
    };
    match &start.asking {
        Asking::Nothing => None,
        Asking::Title => {
            typed(buf, "A new session", "Its title, as it stands on the synopsis. It can wait.", &start.title)
        }
        Asking::Path => typed(
            buf,
            "Open a file",
            "Its path, or the name of a session in the sessions folder.",
            &start.path,
        ),
        Asking::Form(at) => {
            let places = form_sheet(area.width).draw(buf, area, look);
            let mut cursor = Cursor::default();
            cursor.set(*at);
            let rows = u16::try_from(FORMS.len()).unwrap_or(4).min(places.list.height);
            let list = Rect { height: rows, ..places.list };
            cursor.draw(buf, list, FORMS.len(), 30, look, |row| {
                let agenda = playbook.agenda(&FORMS[row]);
                Line {
                    label: agenda.title.as_str().into(),
                    detail: length(agenda.minutes()).into(),
                    ..Line::default()
                }
            });
            let below = Rect {
                x: list.x + 2,
                y: (list.bottom() + 1).min(places.list.bottom()),
                width: list.width.saturating_sub(3),
                height: places.list.bottom().saturating_sub(list.bottom() + 1),
            };
            put_wrapped(buf, below, &playbook.agenda(&FORMS[*at]).honest, look.soft());
            None
        }
        Asking::Help(page) => {
            let mut rows = vec![Row::text(
                "Offsite runs a customer-experience workshop day from one laptop, without a network. Each session is one \
                 file, saved as you type; the synopsis exists from the first minute.",
            )];
            keys_of(&mut rows, Layer::Start, &|_| true);
            rows.push(Row::Blank);
            rows.push(Row::soft(
                "Ctrl-G changes light and dark. Inside a session ? shows the keys of each stage.",
            ));
            let height = Page::height(&rows, width.saturating_sub(2));
            let sheet = Sheet { title: "Help", private: false, hint: "", typed: false, width, rows: height };
            let places = sheet.draw(buf, area, look);
            page.draw(buf, places.list, &[&rows], look);
            None
        }
    }
}

/// `7 h 30 min`.
fn length(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}
