//! Draws the cards of Prepare.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::pane::{Item, Pane, rows};
use super::{Prepare, checklist, day, evidence, items, layout, summary};
use crate::rules::overlaps;
use crate::session::BlockId;
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::widgets::list::{self, scrollbar};
use crate::tui::widgets::put::{fill, put, put_right, put_wrapped};

/// A screen has no more cells than this counts.
pub fn cells(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// Draws the stage.
pub fn view(screen: &Prepare, buf: &mut Buffer, ctx: &Ctx) {
    if ctx.area.is_empty() {
        return;
    }
    let places = items::places(ctx, screen.pane);
    verdict(buf, places.verdict, ctx);
    if let Some(row) = places.tabs {
        for (pane, at) in layout::tabs(row) {
            let style = if pane == screen.pane { ctx.look.selected() } else { ctx.look.soft() };
            if pane == screen.pane {
                fill(buf, at, style);
            }
            put(buf, at.x + 1, at.y, usize::from(at.width.saturating_sub(1)), pane.name(), style);
        }
        if row.height > 0 {
            let last = layout::tabs(row).last().map_or(row.x, |(_, at)| at.right());
            let free = Rect { x: last + 1, width: row.right().saturating_sub(last + 1), ..row };
            // The checklist says it in the row below, in full.
            if screen.pane != Pane::Checklist {
                let (said, style) = summary::aside(screen.pane, ctx);
                put_right(buf, free, &said, style);
            }
        }
    }
    for (pane, rect) in &places.panes {
        Card { screen, ctx, pane: *pane, focused: *pane == screen.pane }.draw(buf, *rect, places.all());
    }
}

fn verdict(buf: &mut Buffer, rect: Rect, ctx: &Ctx) {
    if rect.is_empty() {
        return;
    }
    let look = ctx.look;
    let (go, said) = day::verdict(ctx.session, ctx.playbook);
    let (mark, word, style) = if go {
        (look.marks().tick, "Go", look.good())
    } else {
        (look.marks().lanes[2], "Not yet", look.warn())
    };
    let head = format!("{mark} {word}");
    let used = cells(put(buf, rect.x, rect.y, usize::from(rect.width), &head, style)) + 2;
    let free = Rect { x: rect.x + used.min(rect.width), width: rect.width.saturating_sub(used), ..rect };
    put_wrapped(buf, free, &said, look.text());
}

/// One card being drawn.
pub struct Card<'a> {
    screen: &'a Prepare,
    pub ctx: &'a Ctx<'a>,
    pane: Pane,
    pub focused: bool,
}

impl Card<'_> {
    fn draw(&self, buf: &mut Buffer, rect: Rect, all: bool) {
        let look = self.ctx.look;
        let rows = rows(self.pane, self.ctx.session);
        let parts = items::parts(self.ctx, self.pane, rect, all, &rows);
        if parts.heading.height > 0 {
            let style = if self.focused { look.accent() } else { look.heading() };
            let used =
                cells(put(buf, rect.x, parts.heading.y, usize::from(rect.width), self.pane.name(), style));
            let (said, style) = summary::aside(self.pane, self.ctx);
            let free =
                Rect { x: rect.x + used + 2, width: rect.width.saturating_sub(used + 2), ..parts.heading };
            put_right(buf, free, &said, style);
        }
        summary::draw(buf, parts.summary, self.pane, all, self.ctx);
        if rows.is_empty() {
            put_wrapped(buf, parts.list, self.nothing(), look.text());
            return;
        }
        let cursor = self.screen.cursors[self.pane as usize].place(&rows);
        let seen = self.screen.seen(self.pane, parts.list, &rows, self.ctx);
        for (at, rect) in &seen {
            self.row(buf, *rect, &rows[*at], cursor == Some(*at));
        }
        scrollbar(buf, parts.list, rows.len(), &list::spread_range(&seen), look);
        if let Some(item) = cursor.and_then(|at| rows.get(at))
            && parts.detail.height > 1
        {
            let free = Rect { y: parts.detail.y + 1, height: parts.detail.height - 1, ..parts.detail };
            self.detail(buf, free, item);
        }
    }

    /// What an empty card says.
    fn nothing(&self) -> &'static str {
        match self.pane {
            Pane::Day | Pane::Background => "",
            Pane::Agenda => "No agenda yet. v chooses a form of the day, n adds a single block.",
            Pane::Checklist => "Nothing on the list. n adds something to have done before the day.",
            Pane::Evidence => {
                "No evidence yet. n adds the first item; five to seven are enough, each with one headline: one \
                 number and what it counts. Send them to everyone on the same day."
            }
        }
    }

    fn detail(&self, buf: &mut Buffer, rect: Rect, item: &Item) {
        let (ctx, look) = (self.ctx, self.ctx.look);
        match item {
            Item::Line(line) => {
                let shown = day::line(*line, ctx.session, ctx.now.day());
                let room = usize::from(rect.width.saturating_sub(18));
                if text::width(&shown.text) > room {
                    put_wrapped(buf, rect, &shown.text, look.soft());
                }
            }
            Item::Block(id) => self.block_detail(buf, rect, id),
            Item::Check(id) => {
                if let Some(check) = ctx.session.checklist.get(id) {
                    let owner = check.owner.as_ref().and_then(|id| ctx.session.people.get(id));
                    let owner = owner.map_or_else(String::new, |person| format!(" ({})", person.name));
                    let said = format!("{}: {}{owner}", checklist::lead(check.lead_days), check.text);
                    put_wrapped(buf, rect, &crate::rules::words::sentence_case(&said), look.soft());
                }
            }
            Item::Evidence(id) => {
                if let Some(item) = ctx.session.evidence.get(id) {
                    let mut said = evidence::shares(item, ctx.session);
                    if let Some(found) = ctx.verdicts().preread.as_ref().and_then(|all| all.item(id.as_str()))
                    {
                        said = format!("{} Shared: {said}.", found.sentence());
                    }
                    put_wrapped(buf, rect, &crate::rules::words::sentence_case(&said), look.soft());
                }
            }
            Item::Heading(kind) => {
                let (_, what) = kind.heading();
                let said = format!("{}. n adds one.", crate::rules::words::sentence_case(what));
                put_wrapped(buf, rect, &said, look.soft());
            }
            Item::Process(id) => {
                let note = ctx.session.processes.get(id).and_then(|process| process.note.as_deref());
                put_wrapped(buf, rect, note.unwrap_or_default(), look.soft());
            }
            Item::Initiative(id) => {
                let met = ctx.session.initiatives.get(id);
                let met = met.map(|it| overlaps::of_initiative(ctx.session, it)).unwrap_or_default();
                put_wrapped(buf, rect, &met.join(" "), look.warn());
            }
            Item::Objective(_) | Item::System(_) => {}
        }
    }

    /// What is said and shown in the block, from the playbook; never its hint or its private word: the room may see this.
    fn block_detail(&self, buf: &mut Buffer, rect: Rect, id: &BlockId) {
        let (ctx, look) = (self.ctx, self.ctx.look);
        let Some(page) = ctx.playbook.block(&ctx.session.session.agenda_variant, id.as_str()) else { return };
        let mut y = rect.y;
        for (label, said) in
            [("Say", &page.say), ("Projected", &page.projected), ("Captured", &page.captured)]
        {
            if said.trim().is_empty() || y >= rect.bottom() {
                continue;
            }
            put(buf, rect.x, y, 10, label, look.heading());
            let place =
                Rect { x: rect.x + 11, y, width: rect.width.saturating_sub(11), height: rect.bottom() - y };
            y += put_wrapped(buf, place, said, look.soft()).max(1);
        }
    }
}
