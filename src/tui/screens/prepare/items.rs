//! Draws one item of a card, and says how many rows it wants so that it is read whole. It knows items, not cards: which
//! of them are seen is the layout's matter.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::checklist::Due;
use super::layout::{self, Parts, Places, Wants};
use super::pane::{Item, Kind, Line, Pane, rows};
use super::view::{Card, cells};
use super::{agenda, checklist, day, evidence, summary};
use crate::session::{Adoption, Block, BlockId, Check, CheckId, Evidence, EvidenceId, PersonId, Session};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::day as clock;
use crate::tui::widgets::list;
use crate::tui::widgets::put::{fill, put, put_clipped, put_right, put_wrapped, wrapped_rows};

/// One row: where it lies, its colours, and whether the cursor is on it.
struct Row {
    rect: Rect,
    chosen: bool,
    text: Style,
    soft: Style,
}

impl Row {
    /// The colour of a meaning, unless the cursor's own colour must stay readable.
    fn of(&self, style: Style) -> Style {
        if self.chosen { self.text } else { style }
    }
}

/// The rows that one text takes at most; a line of the day may take more, for nothing is said of it below.
const MOST: u16 = 3;
const LINE_MOST: u16 = 6;
/// Where the text of a day's line begins; where the title of a block or of a check.
const LABEL: u16 = 15;
const DATE: u16 = 9;
/// From this width on everything is said that stands beside a title.
const WIDE: u16 = 56;

/// Where everything lies, with this card in focus.
pub fn places(ctx: &Ctx, focus: Pane) -> Places {
    layout::places(ctx.area, focus, |pane, width, most| {
        wants(ctx, pane, &rows(pane, ctx.session), width, most, true)
    })
}

/// The parts of a card that lists these items.
pub fn parts(ctx: &Ctx, pane: Pane, rect: Rect, all: bool, items: &[Item]) -> Parts {
    layout::parts(pane, rect, all, |most| wants(ctx, pane, items, rect.width, most, all))
}

/// Where the items lie that are seen.
pub fn seen(ctx: &Ctx, pane: Pane, list: Rect, items: &[Item], cursor: Option<usize>) -> Vec<(usize, Rect)> {
    list::spread(list, items.len(), cursor, pane.item_height(), |at| wanted(ctx, &items[at], list.width))
}

/// What a card wants at this width. Where not even the lowest rows fit nothing is measured.
fn wants(ctx: &Ctx, pane: Pane, items: &[Item], width: u16, most: u16, all: bool) -> Wants {
    let least = cells(items.len()).saturating_mul(pane.item_height());
    let list = if least > most { least } else { items.iter().map(|item| wanted(ctx, item, width)).sum() };
    Wants { summary: summary::rows(pane, width, all, ctx), list }
}

/// How many rows an item wants so that it is read whole.
fn wanted(ctx: &Ctx, item: &Item, width: u16) -> u16 {
    let session = ctx.session;
    let width = width.saturating_sub(3);
    let rows = |said: &str, room: u16| wrapped_rows(said, room, MOST).max(1);
    match item {
        Item::Line(line) => {
            let said = day::line(*line, session, ctx.now.day()).text;
            wrapped_rows(&said, width.saturating_sub(LABEL), LINE_MOST).max(1)
        }
        Item::Block(id) => {
            let Some(block) = session.agenda.get(id) else { return 1 };
            rows(&block.title, Times::of(block, ctx, width).title)
        }
        Item::Check(id) => {
            let Some(check) = session.checklist.get(id) else { return 1 };
            let due = due_words(checklist::due(check, session, ctx.now.day()), width);
            rows(short(check, ctx), check_room(width, &due))
        }
        Item::Evidence(id) => {
            let Some(item) = session.evidence.get(id) else { return 2 };
            let (standing, _) = evidence::standing(item, session, ctx.verdicts());
            rows(&item.title, evidence_rooms(width, &standing).0)
                + rows(headline(item), width.saturating_sub(10))
        }
        Item::Heading(kind) => {
            let (title, said) = heading(*kind, session);
            rows(&said, width.saturating_sub(cells(text::width(title)) + 2))
        }
        Item::Objective(_) | Item::System(_) | Item::Process(_) | Item::Initiative(_) => {
            background(item, session)
                .map_or(1, |(title, aside)| rows(title, background_rooms(width, &aside).0))
        }
    }
}

/// A text in the rows it has: cut after a word in one, else wrapped.
fn put_whole(buf: &mut Buffer, rect: Rect, said: &str, style: Style) {
    if rect.height < 2 {
        put_clipped(buf, rect.x, rect.y, usize::from(rect.width), said, style);
    } else {
        put_wrapped(buf, rect, said, style);
    }
}

/// A rectangle's columns from `x` on, `width` of them.
fn from(rect: Rect, x: u16, width: u16) -> Rect {
    let x = x.min(rect.width);
    Rect { x: rect.x + x, width: width.min(rect.width - x), ..rect }
}

/// When a check is due, in the words there is room for.
fn due_words(due: Due, width: u16) -> String {
    if width < WIDE { due.short() } else { due.words() }
}

fn check_room(width: u16, due: &str) -> u16 {
    width.saturating_sub(DATE + cells(text::width(due)) + 2)
}

/// The room of an evidence item's title, and of how it stands.
fn evidence_rooms(width: u16, standing: &str) -> (u16, u16) {
    let right = cells(text::width(standing)).min(width / 2);
    (width.saturating_sub(2 + right + 2), right)
}

fn headline(item: &Evidence) -> &str {
    if item.headline.is_empty() { "No headline yet: one number and what it counts." } else { &item.headline }
}

/// A heading of the background, and what is said beside it.
fn heading(kind: Kind, session: &Session) -> (&'static str, String) {
    let (title, what) = kind.heading();
    let count = match kind {
        Kind::Objective => session.objectives.len(),
        Kind::System => session.systems.len(),
        Kind::Process => session.processes.len(),
        Kind::Initiative => session.initiatives.len(),
    };
    (title, if count == 0 { format!("none yet: {what}") } else { count.to_string() })
}

/// An item of the background, and what stands beside it.
fn background<'a>(item: &Item, session: &'a Session) -> Option<(&'a str, String)> {
    let name = |id: Option<&PersonId>| {
        id.and_then(|id| session.people.get(id)).map_or_else(String::new, |person| person.name.clone())
    };
    match item {
        Item::Objective(id) => {
            session.objectives.get(id).map(|found| (found.text.as_str(), found.year.clone()))
        }
        Item::System(id) => {
            session.systems.get(id).map(|found| (found.name.as_str(), name(found.owner.as_ref())))
        }
        Item::Process(id) => session.processes.get(id).map(|found| {
            let not = found.adoption == Adoption::NotDesigned;
            (found.name.as_str(), if not { "not designed".into() } else { found.adoption.label() })
        }),
        Item::Initiative(id) => session.initiatives.get(id).map(|found| {
            let none = found.until.is_empty();
            (found.name.as_str(), if none { String::new() } else { format!("until {}", found.until) })
        }),
        _ => None,
    }
}

/// The room of a background item's name, and of what stands beside it.
fn background_rooms(width: u16, aside: &str) -> (u16, u16) {
    let right = cells(text::width(aside)).min(width / 2);
    (width.saturating_sub(3 + right + 2), right)
}

/// What stands behind a block's title, and the room that is left for the title.
struct Times {
    minutes: String,
    real: String,
    real_width: u16,
    title: u16,
}

impl Times {
    fn of(block: &Block, ctx: &Ctx, width: u16) -> Self {
        let real = went(block, runs(block, ctx), ctx);
        // The title comes first: the shortest the block may be and when it began are in its card, too.
        let wide = width >= WIDE;
        let minutes = if wide {
            format!("{} ({})", block.planned_minutes, block.minimum_minutes)
        } else {
            block.planned_minutes.to_string()
        };
        let real = if wide { real } else { real.split(" · ").last().unwrap_or_default().to_owned() };
        // Whatever was written behind them, a blank stands after the planned minutes.
        let real_width = (cells(text::width(&real)) + 1).max(if wide { 15 } else { 7 });
        let right = real_width + if wide { 9 } else { 5 };
        Self { minutes, real, real_width, title: width.saturating_sub(DATE + right) }
    }
}

fn runs(block: &Block, ctx: &Ctx) -> bool {
    agenda::running(ctx.session).is_some_and(|running| running.id == block.id)
}

impl Card<'_> {
    /// Draws an item; `here` is the cursor on it.
    pub fn row(&self, buf: &mut Buffer, rect: Rect, item: &Item, here: bool) {
        let look = self.ctx.look;
        let chosen = here && self.focused;
        let mut row = Row { rect, chosen, text: look.text(), soft: look.soft() };
        if chosen {
            fill(buf, rect, look.selected());
            (row.text, row.soft) = (look.selected(), look.selected());
        }
        if here {
            let style = if chosen { look.selected() } else { look.soft() };
            put(buf, rect.x, rect.y, 1, look.marks().pointer, style);
        }
        // The pointer on the left, the thumb on the right.
        row.rect = Rect { x: rect.x + 2.min(rect.width), width: rect.width.saturating_sub(3), ..rect };
        match item {
            Item::Line(line) => self.line(buf, &row, *line),
            Item::Block(id) => self.block(buf, &row, id),
            Item::Check(id) => self.check(buf, &row, id),
            Item::Evidence(id) => self.evidence(buf, &row, id),
            Item::Heading(kind) => self.heading(buf, &row, *kind),
            Item::Objective(_) | Item::System(_) | Item::Process(_) | Item::Initiative(_) => {
                self.background(buf, &row, item);
            }
        }
    }

    fn line(&self, buf: &mut Buffer, row: &Row, line: Line) {
        let look = self.ctx.look;
        let marks = look.marks();
        let shown = day::line(line, self.ctx.session, self.ctx.now.day());
        let (mark, style) = match (shown.missing, shown.decides) {
            (true, true) => (marks.lanes[2], look.warn()),
            (true, false) => (marks.lanes[2], look.soft()),
            (false, true) => (marks.tick, look.good()),
            (false, false) => (marks.tick, look.soft()),
        };
        let rect = row.rect;
        put(buf, rect.x, rect.y, 1, mark, row.of(style));
        put_clipped(buf, rect.x + 2, rect.y, 12, shown.label, row.soft);
        let style = if shown.missing { row.of(style) } else { row.text };
        put_whole(buf, from(rect, LABEL, rect.width), &shown.text, style);
    }

    fn block(&self, buf: &mut Buffer, row: &Row, id: &BlockId) {
        let Some(block) = self.ctx.session.agenda.get(id) else { return };
        let look = self.ctx.look;
        let marks = look.marks();
        let runs = runs(block, self.ctx);
        let (mark, style) = match (block.actual_start, block.actual_minutes) {
            _ if runs => (marks.lanes[0], look.accent()),
            (Some(_), _) => (marks.tick, look.soft()),
            (None, _) => (" ", look.soft()),
        };
        let rect = row.rect;
        put(buf, rect.x, rect.y, 1, mark, row.of(style));
        put(buf, rect.x + 2, rect.y, 5, &block.planned_start.to_string(), row.soft);
        let times = Times::of(block, self.ctx, rect.width);
        let style = if runs { row.of(look.accent()) } else { row.text };
        put_whole(buf, from(rect, DATE, times.title), &block.title, style);
        let number = Rect { width: rect.width.saturating_sub(times.real_width), ..rect };
        put_right(buf, number, &times.minutes, row.text);
        put_right(buf, rect, &times.real, row.soft);
    }

    fn check(&self, buf: &mut Buffer, row: &Row, id: &CheckId) {
        let Some(check) = self.ctx.session.checklist.get(id) else { return };
        let (ctx, look) = (self.ctx, self.ctx.look);
        let due = checklist::due(check, ctx.session, ctx.now.day());
        let mark = if check.done { look.marks().tick } else { look.marks().lanes[2] };
        let rect = row.rect;
        let style = match due {
            Due::Done => look.good(),
            Due::Overdue(_) | Due::Today => look.warn(),
            Due::In(_) | Due::Undated => look.soft(),
        };
        put(buf, rect.x, rect.y, 1, mark, row.of(style));
        let by = checklist::due_on(check, ctx.session)
            .map_or_else(|| checklist::lead(check.lead_days), crate::session::Day::short);
        put_clipped(buf, rect.x + 2, rect.y, 6, &by, row.soft);
        let words = due_words(due, rect.width);
        let style = if check.done { row.soft } else { row.text };
        put_whole(buf, from(rect, DATE, check_room(rect.width, &words)), short(check, ctx), style);
        put_right(buf, rect, &words, row.of(style_of(due, ctx)));
    }

    fn evidence(&self, buf: &mut Buffer, row: &Row, id: &EvidenceId) {
        let Some(item) = self.ctx.session.evidence.get(id) else { return };
        let (ctx, look) = (self.ctx, self.ctx.look);
        let (standing, warn) = evidence::standing(item, ctx.session, ctx.verdicts());
        let rect = row.rect;
        let mark = if warn { look.marks().unseen } else { look.marks().bullet };
        put(buf, rect.x, rect.y, 1, mark, row.of(if warn { look.warn() } else { look.soft() }));
        let (room, right) = evidence_rooms(rect.width, &standing);
        let tall = wrapped_rows(&item.title, room, MOST).clamp(1, rect.height.saturating_sub(1).max(1));
        put_whole(buf, Rect { height: tall.min(rect.height), ..from(rect, 2, room) }, &item.title, row.text);
        let place = Rect { x: rect.right() - right, width: right, height: 1, ..rect };
        put_right(buf, place, &standing, row.of(if warn { look.warn() } else { look.soft() }));
        let minutes = item.reading_minutes.map_or_else(String::new, |n| format!("{n} min"));
        let below = Rect { y: rect.y + tall, height: rect.height.saturating_sub(tall), ..rect };
        if !below.is_empty() {
            put_whole(buf, from(below, 2, below.width.saturating_sub(10)), headline(item), row.soft);
            put_right(buf, below, &minutes, row.soft);
        }
    }

    fn heading(&self, buf: &mut Buffer, row: &Row, kind: Kind) {
        let (title, said) = heading(kind, self.ctx.session);
        let rect = row.rect;
        let style = row.of(self.ctx.look.heading());
        let used = cells(put(buf, rect.x, rect.y, usize::from(rect.width), title, style)) + 2;
        put_whole(buf, from(rect, used, rect.width), &said, row.soft);
    }

    fn background(&self, buf: &mut Buffer, row: &Row, item: &Item) {
        let Some((title, aside)) = background(item, self.ctx.session) else { return };
        let rect = row.rect;
        let (room, right) = background_rooms(rect.width, &aside);
        put(buf, rect.x + 1.min(rect.width), rect.y, 1, self.ctx.look.marks().bullet, row.soft);
        put_whole(buf, from(rect, 3, room), title, row.text);
        put_right(buf, Rect { x: rect.right() - right, width: right, ..rect }, &aside, row.soft);
    }
}

/// How a block really went: "09:20 · 15 min", and while it runs how long still.
fn went(block: &Block, runs: bool, ctx: &Ctx) -> String {
    match (block.actual_start, block.actual_minutes) {
        (Some(start), Some(took)) => format!("{start} · {took} min"),
        (Some(start), None) if runs && clock::is_today(ctx.session, &ctx.now) => {
            let ends = start.plus(block.planned_minutes);
            let left = i32::from(ends.0) - i32::from(ctx.now.clock().0);
            if left >= 0 { format!("{start} · {left} left") } else { format!("{start} · {} over", -left) }
        }
        (Some(start), None) => format!("{start} · open"),
        (None, _) => String::new(),
    }
}

/// The playbook's short form of an item, while the item says what the playbook says.
fn short<'a>(check: &'a Check, ctx: &Ctx<'a>) -> &'a str {
    let items = &ctx.playbook.checklist.items;
    let known = items.iter().find(|item| item.id == check.id.as_str() && item.text == check.text);
    known.map_or(check.text.as_str(), |item| item.short.as_str())
}

fn style_of(due: Due, ctx: &Ctx) -> Style {
    match due {
        Due::Overdue(_) | Due::Today => ctx.look.warn(),
        _ => ctx.look.soft(),
    }
}
