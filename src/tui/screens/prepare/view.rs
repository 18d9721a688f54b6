//! Draws the cards of Prepare.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::checklist::Due;
use super::pane::{Item, Kind, Line, Pane, rows};
use super::{Prepare, agenda, checklist, day, evidence, layout};
use crate::rules::overlaps;
use crate::session::{Adoption, Block, BlockId, Check, CheckId, EvidenceId, PersonId};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::day as clock;
use crate::tui::widgets::list::scrollbar;
use crate::tui::widgets::put::{fill, put, put_clipped, put_right, put_wrapped};

fn cells(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// Draws the stage.
pub fn view(screen: &Prepare, buf: &mut Buffer, ctx: &Ctx) {
    if ctx.area.is_empty() {
        return;
    }
    let places = layout::places(ctx.area, screen.pane);
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
                let (said, style) = aside(screen.pane, ctx);
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

/// What can be said of a card in a few words.
fn aside(pane: Pane, ctx: &Ctx) -> (String, Style) {
    let look = ctx.look;
    match pane {
        Pane::Day => match day::missing(ctx.session, ctx.now.day()) {
            0 => ("complete".into(), look.good()),
            n => (format!("{n} open"), look.soft()),
        },
        Pane::Agenda => match clock::where_we_are(ctx.session, &ctx.now) {
            Some(standing) if standing.behind >= 5 => (standing.words(), look.warn()),
            Some(standing) => (standing.words(), look.soft()),
            None => (String::new(), look.soft()),
        },
        Pane::Checklist if ctx.session.checklist.is_empty() => (String::new(), look.soft()),
        Pane::Checklist => {
            let (said, late) = checklist::summary(ctx.session, ctx.now.day());
            (said, if late { look.warn() } else { look.soft() })
        }
        Pane::Evidence | Pane::Background => (String::new(), look.soft()),
    }
}

/// One card being drawn.
struct Card<'a> {
    screen: &'a Prepare,
    ctx: &'a Ctx<'a>,
    pane: Pane,
    focused: bool,
}

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

impl Card<'_> {
    fn draw(&self, buf: &mut Buffer, rect: Rect, all: bool) {
        let look = self.ctx.look;
        let parts = layout::parts(self.pane, rect, all);
        if parts.heading.height > 0 {
            let style = if self.focused { look.accent() } else { look.heading() };
            let used =
                cells(put(buf, rect.x, parts.heading.y, usize::from(rect.width), self.pane.name(), style));
            let (said, style) = aside(self.pane, self.ctx);
            let free =
                Rect { x: rect.x + used + 2, width: rect.width.saturating_sub(used + 2), ..parts.heading };
            put_right(buf, free, &said, style);
        }
        self.summary(buf, parts.summary);
        let rows = rows(self.pane, self.ctx.session);
        if rows.is_empty() {
            put_wrapped(buf, parts.list, self.nothing(), look.text());
            return;
        }
        let cursor = self.screen.cursors[self.pane as usize].place(&rows);
        let seen = layout::seen(self.pane, parts.list, rows.len(), cursor);
        let tall = self.pane.item_height();
        for (at, y) in seen.clone().zip((parts.list.y..).step_by(usize::from(tall))) {
            let rect = Rect { y, height: tall, ..parts.list };
            self.row(buf, rect, &rows[at], cursor == Some(at));
        }
        scrollbar(buf, parts.list, rows.len(), &seen, look);
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

    fn summary(&self, buf: &mut Buffer, rect: Rect) {
        let (ctx, look) = (self.ctx, self.ctx.look);
        let room = usize::from(rect.width);
        if rect.height == 0 {
            return;
        }
        match self.pane {
            Pane::Day | Pane::Background => {}
            Pane::Agenda if ctx.session.agenda.is_empty() => {}
            Pane::Agenda => {
                let (all, breaks) = agenda::minutes(ctx.session);
                let form = agenda::form(&ctx.session.session.agenda_variant);
                let ends = agenda::ends(ctx.session).map_or_else(String::new, |at| format!(" · ends {at}"));
                let over = match (agenda::ends(ctx.session), ctx.session.session.end) {
                    (Some(ends), Some(end)) if ends > end => format!(", {} min after {end}", ends.0 - end.0),
                    (Some(ends), Some(end)) if ends < end => format!(", {} min before {end}", end.0 - ends.0),
                    _ => String::new(),
                };
                let said = format!("{form} · {all} min, {breaks} of them breaks{ends}{over}");
                put_clipped(buf, rect.x, rect.y, room, &said, look.soft());
            }
            Pane::Checklist => {
                if layout::places(ctx.area, self.pane).all() {
                    return;
                }
                if ctx.session.checklist.is_empty() {
                    return;
                }
                let (said, late) = checklist::summary(ctx.session, ctx.now.day());
                let style = if late { look.warn() } else { look.soft() };
                put_clipped(buf, rect.x, rect.y, room, &format!("{said}, counted back from the day"), style);
            }
            Pane::Evidence if ctx.session.evidence.is_empty() => {}
            Pane::Evidence => {
                let verdicts = ctx.verdicts();
                let (said, over) = evidence::reading(ctx.session, verdicts.reading_minutes);
                let style = if over { look.warn() } else { look.soft() };
                let used = put_clipped(buf, rect.x, rect.y, room, &said, style);
                if let Some(fairness) = &verdicts.preread {
                    let mut words = fairness.sentence();
                    if text::width(&words) > room {
                        words = words.replace(" pairs in time", " in time");
                    }
                    put_clipped(buf, rect.x, rect.y + 1, room, &words, look.text());
                    let left = fairness.left();
                    if !left.is_empty() {
                        let (x, rest) = (rect.x + cells(used), room.saturating_sub(used));
                        put_clipped(buf, x, rect.y, rest, &format!(" · {left}"), look.text());
                    }
                }
            }
        }
    }

    fn row(&self, buf: &mut Buffer, rect: Rect, item: &Item, here: bool) {
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
        let x = 15.min(rect.width);
        let style = if shown.missing { row.of(style) } else { row.text };
        put_clipped(buf, rect.x + x, rect.y, usize::from(rect.width - x), &shown.text, style);
    }

    fn block(&self, buf: &mut Buffer, row: &Row, id: &BlockId) {
        let Some(block) = self.ctx.session.agenda.get(id) else { return };
        let look = self.ctx.look;
        let marks = look.marks();
        let runs = agenda::running(self.ctx.session).is_some_and(|running| running.id == *id);
        let (mark, style) = match (block.actual_start, block.actual_minutes) {
            _ if runs => (marks.lanes[0], look.accent()),
            (Some(_), _) => (marks.tick, look.soft()),
            (None, _) => (" ", look.soft()),
        };
        let rect = row.rect;
        put(buf, rect.x, rect.y, 1, mark, row.of(style));
        put(buf, rect.x + 2, rect.y, 5, &block.planned_start.to_string(), row.soft);
        let real = went(block, runs, self.ctx);
        let wide = rect.width >= 50;
        let minutes = if wide {
            format!("{} ({})", block.planned_minutes, block.minimum_minutes)
        } else {
            block.planned_minutes.to_string()
        };
        let real = if wide { real } else { real.split(" · ").last().unwrap_or_default().to_owned() };
        // Whatever was written behind them, a blank stands after the planned minutes.
        let taken = u16::try_from(text::width(&real)).unwrap_or(0) + 1;
        let real_width = taken.max(if wide { 15 } else { 7 });
        let right = real_width + if wide { 9 } else { 5 };
        let title = usize::from(rect.width.saturating_sub(9 + right));
        let style = if runs { row.of(look.accent()) } else { row.text };
        put_clipped(buf, rect.x + 9, rect.y, title, &block.title, style);
        let number = Rect { width: rect.width.saturating_sub(real_width), ..rect };
        put_right(buf, number, &minutes, row.text);
        put_right(buf, rect, &real, row.soft);
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
        let words = due.words();
        let right = cells(text::width(&words));
        let room = rect.width.saturating_sub(9 + right + 2);
        let style = if check.done { row.soft } else { row.text };
        put_clipped(buf, rect.x + 9, rect.y, usize::from(room), short(check, ctx), style);
        put_right(buf, rect, &words, row.of(style_of(due, ctx)));
    }

    fn evidence(&self, buf: &mut Buffer, row: &Row, id: &EvidenceId) {
        let Some(item) = self.ctx.session.evidence.get(id) else { return };
        let (ctx, look) = (self.ctx, self.ctx.look);
        let (standing, warn) = evidence::standing(item, ctx.session, ctx.verdicts());
        let rect = row.rect;
        let mark = if warn { look.marks().unseen } else { look.marks().bullet };
        put(buf, rect.x, rect.y, 1, mark, row.of(if warn { look.warn() } else { look.soft() }));
        let right = cells(text::width(&standing)).min(rect.width / 2);
        let room = usize::from(rect.width.saturating_sub(2 + right + 2));
        put_clipped(buf, rect.x + 2, rect.y, room, &item.title, row.text);
        let place = Rect { x: rect.right() - right, width: right, height: 1, ..rect };
        put_right(buf, place, &standing, row.of(if warn { look.warn() } else { look.soft() }));
        let minutes = item.reading_minutes.map_or_else(String::new, |n| format!("{n} min"));
        let second = Rect { y: rect.y + 1, height: 1, ..rect };
        let headline = if item.headline.is_empty() {
            "No headline yet: one number and what it counts."
        } else {
            &item.headline
        };
        put_clipped(
            buf,
            second.x + 2,
            second.y,
            usize::from(second.width.saturating_sub(10)),
            headline,
            row.soft,
        );
        put_right(buf, second, &minutes, row.soft);
    }

    fn heading(&self, buf: &mut Buffer, row: &Row, kind: Kind) {
        let session = self.ctx.session;
        let (title, what) = kind.heading();
        let count = match kind {
            Kind::Objective => session.objectives.len(),
            Kind::System => session.systems.len(),
            Kind::Process => session.processes.len(),
            Kind::Initiative => session.initiatives.len(),
        };
        let rect = row.rect;
        let style = row.of(self.ctx.look.heading());
        let used = cells(put(buf, rect.x, rect.y, usize::from(rect.width), title, style)) + 2;
        let free = usize::from(rect.width.saturating_sub(used));
        let said = if count == 0 { format!("none yet: {what}") } else { count.to_string() };
        put_clipped(buf, rect.x + used.min(rect.width), rect.y, free, &said, row.soft);
    }

    fn background(&self, buf: &mut Buffer, row: &Row, item: &Item) {
        let session = self.ctx.session;
        let name = |id: Option<&PersonId>| {
            id.and_then(|id| session.people.get(id)).map_or_else(String::new, |person| person.name.clone())
        };
        let (title, aside) = match item {
            Item::Objective(id) => match session.objectives.get(id) {
                Some(found) => (found.text.as_str(), found.year.clone()),
                None => return,
            },
            Item::System(id) => match session.systems.get(id) {
                Some(found) => (found.name.as_str(), name(found.owner.as_ref())),
                None => return,
            },
            Item::Process(id) => match session.processes.get(id) {
                Some(found) if found.adoption == Adoption::NotDesigned => {
                    (found.name.as_str(), "not designed".into())
                }
                Some(found) => (found.name.as_str(), found.adoption.label()),
                None => return,
            },
            Item::Initiative(id) => match session.initiatives.get(id) {
                Some(found) if found.until.is_empty() => (found.name.as_str(), String::new()),
                Some(found) => (found.name.as_str(), format!("until {}", found.until)),
                None => return,
            },
            _ => return,
        };
        let rect = row.rect;
        let right = cells(text::width(&aside)).min(rect.width / 2);
        put(buf, rect.x + 1.min(rect.width), rect.y, 1, self.ctx.look.marks().bullet, row.soft);
        let room = usize::from(rect.width.saturating_sub(3 + right + 2));
        put_clipped(buf, rect.x + 3, rect.y, room, title, row.text);
        put_right(buf, Rect { x: rect.right() - right, width: right, ..rect }, &aside, row.soft);
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
