//! Who had which evidence when: a row a person, a column an item (the handbook, R5). It names people, so it stands under
//! the band and closes by itself. It changes nothing; sharing and reading together are asked for on the card.
//!
//! ```text
//!                           E1   E2   E3   E4   E5   E6   in time
//! Zoë Brännström            ✓    ✓    ✓    ✓    ◐    ●     4 of 6
//! ✓ in time · ◐ late · ● in the room · ○ never
//! ```

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyEvent, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::private::CLOSES_AFTER_MS;
use super::sheet::{Sheet, cells, push_back};
use super::{Cmd, Overlay, Reply};
use crate::rules::fairness::{Grid as Found, Had};
use crate::rules::verdicts::evidence_grid;
use crate::session::{Evidence, EvidenceId, Person, PersonId};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::keymap::Layer;
use crate::tui::look::Look;
use crate::tui::widgets::list::scrollbar;
use crate::tui::widgets::put::{put, put_clipped, put_right};

/// Cells of a column.
const COLUMN: u16 = 5;
/// Cells of the count at the right edge.
const COUNT: u16 = 8;
/// Cells of a name where there is room.
const NAME: u16 = 26;

/// The grid, and how far it is scrolled.
#[derive(Debug)]
pub struct Grid {
    down: usize,
    across: usize,
    /// How far it can be scrolled, known once it was drawn.
    most: Cell<usize>,
    closes_at_ms: u64,
}

impl Grid {
    /// Opens it at its beginning.
    pub fn new(ctx: &Ctx) -> Self {
        Self {
            down: 0,
            across: 0,
            most: Cell::new(usize::MAX),
            closes_at_ms: ctx.now.awake_ms + CLOSES_AFTER_MS,
        }
    }

    fn scroll(&mut self, by: isize) {
        self.down = self.down.min(self.most.get()).saturating_add_signed(by).min(self.most.get());
    }
}

fn page(ctx: &Ctx) -> (Found, Vec<String>) {
    let found = evidence_grid(ctx.session);
    let words = knows_more(&found, ctx);
    (found, words)
}

fn sheet<'a>(title: &'a str, found: &Found, words: usize, width: u16) -> Sheet<'a> {
    let rows = u16::try_from(found.people.len() + words + 3).unwrap_or(u16::MAX);
    Sheet { title, private: true, hint: "", typed: false, width, rows }
}

/// The width of the content on a screen.
fn width(found: &Found, ctx: &Ctx) -> u16 {
    let columns = u16::try_from(found.items.len()).unwrap_or(u16::MAX).saturating_mul(COLUMN);
    (NAME + COUNT + 1).saturating_add(columns).max(62).min(ctx.area.width.saturating_sub(6))
}

/// Who had an item before the others, in words, wrapped later.
fn knows_more(found: &Found, ctx: &Ctx) -> Vec<String> {
    let item = |at: usize, id: &str| {
        let ahead = found.ahead(at);
        let read =
            ctx.session.get::<Evidence>(&EvidenceId::new(id)).is_some_and(|e| e.read_in_room_at.is_some());
        let names: Vec<String> = ahead.iter().map(|id| name(id, ctx)).collect();
        let then = if read { " The room read it together." } else { " Read it together (r)." };
        (!names.is_empty()).then(|| format!("{id} was known before only to {}.{then}", names.join(", ")))
    };
    found.items.iter().enumerate().filter_map(|(at, id)| item(at, id)).collect()
}

fn name(id: &str, ctx: &Ctx) -> String {
    ctx.session.get::<Person>(&PersonId::new(id)).map_or_else(|| id.to_owned(), |person| person.name.clone())
}

fn mark(had: Had, look: &Look) -> (&'static str, Style) {
    let marks = look.marks();
    match had {
        Had::InTime => (marks.tick, look.good()),
        Had::Late => (marks.lanes[1], look.text()),
        Had::InRoom => (marks.lanes[0], look.accent()),
        Had::Never => (marks.lanes[2], look.warn()),
    }
}

impl Overlay for Grid {
    fn layer(&self) -> Layer {
        Layer::Grid
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Reply {
        self.closes_at_ms = ctx.now.awake_ms + CLOSES_AFTER_MS;
        match command {
            Cmd::Leave => return Reply::Close,
            Cmd::Up => self.scroll(-1),
            Cmd::Down => self.scroll(1),
            Cmd::PageUp => self.scroll(-8),
            Cmd::PageDown => self.scroll(8),
            Cmd::Previous => self.across = self.across.saturating_sub(1),
            Cmd::Next => self.across = (self.across + 1).min(ctx.session.evidence.len().saturating_sub(1)),
            _ => {}
        }
        Reply::Stay
    }

    fn key(&mut self, _key: KeyEvent, _ctx: &Ctx) -> Reply {
        Reply::Stay
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Reply {
        match mouse.kind {
            MouseEventKind::ScrollUp => self.command(Cmd::Up, ctx),
            MouseEventKind::ScrollDown => self.command(Cmd::Down, ctx),
            _ => Reply::Stay,
        }
    }

    fn tick(&mut self, ctx: &Ctx) -> Reply {
        if ctx.now.awake_ms >= self.closes_at_ms { Reply::Close } else { Reply::Stay }
    }

    fn ticks(&self) -> bool {
        true
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        let look = ctx.look;
        let (found, words) = page(ctx);
        let width = width(&found, ctx);
        let room = usize::from(width.saturating_sub(2));
        let lines: Vec<String> = words
            .iter()
            .flat_map(|said| {
                text::wrap(said, room).into_iter().map(|part| said[part].to_owned()).collect::<Vec<_>>()
            })
            .collect();
        let left = self.closes_at_ms.saturating_sub(ctx.now.awake_ms).div_ceil(1000);
        push_back(buf, ctx.area, look);
        let title = format!("Who had it when · closes in {left} s");
        let places = sheet(&title, &found, lines.len(), width).draw(buf, ctx.area, look);
        let list = places.list;
        if found.people.is_empty() || found.items.is_empty() {
            put_clipped(
                buf,
                list.x,
                list.y,
                room,
                "Nobody is present yet, or there is no evidence.",
                look.soft(),
            );
            return None;
        }
        // Head, rows, legend.
        let body = Rect { y: list.y + 1, height: list.height.saturating_sub(2), ..list };
        let fit = usize::from(list.width.saturating_sub(COUNT + 12) / COLUMN).max(1);
        let across = self.across.min(found.items.len().saturating_sub(fit));
        let shown = across..found.items.len().min(across + fit);
        let columns = u16::try_from(shown.len()).unwrap_or(0) * COLUMN;
        let names = list.width.saturating_sub(columns + COUNT + 2);
        let column = |at: usize| list.x + names + u16::try_from(at).unwrap_or(0) * COLUMN;
        if list.height > 0 {
            for (place, at) in shown.clone().enumerate() {
                put_clipped(buf, column(place), list.y, 4, &found.items[at], look.heading());
            }
            put_right(buf, Rect { height: 1, width: list.width - 2, ..list }, "in time", look.soft());
        }
        let all = found.people.len() + lines.len();
        self.most.set(all.saturating_sub(usize::from(body.height)));
        let down = self.down.min(self.most.get());
        for (row, y) in (down..all).zip(body.top()..body.bottom()) {
            if let Some(said) = row.checked_sub(found.people.len()).and_then(|at| lines.get(at)) {
                put_clipped(buf, list.x, y, room, said, look.warn());
                continue;
            }
            let id = &found.people[row];
            put_clipped(buf, list.x, y, usize::from(names.saturating_sub(1)), &name(id, ctx), look.text());
            for (place, at) in shown.clone().enumerate() {
                let (mark, style) = mark(found.had[row][at], look);
                put(buf, column(place), y, 2, mark, style);
            }
            let known = found.had[row].iter().filter(|had| **had == Had::InTime).count();
            let count = format!("{known} of {}", found.items.len());
            put_right(buf, Rect { y, height: 1, width: list.width - 2, ..list }, &count, look.soft());
        }
        scrollbar(buf, body, all, &(down..all.min(down + usize::from(body.height))), look);
        let mut x = list.x;
        for had in Had::ALL {
            let (mark, style) = mark(had, look);
            let y = list.bottom().saturating_sub(1);
            let more = list.right().saturating_sub(x);
            if list.height < 3 || more < cells(had.words()) + 4 {
                break;
            }
            put(buf, x, y, 2, mark, style);
            x += cells(mark) + 1;
            put(buf, x, y, usize::from(more), had.words(), look.soft());
            x += cells(had.words()) + 3;
        }
        None
    }
}
