//! Draws the gaps: how complete they are, the list, and the selected gap with its two sentences side by side.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::layout::{Parts, parts};
use super::make::status_word;
use super::missing::{
    Missing, completeness, lane_word, missing, sounds_like_a_solution, tint, unread, unread_sentence,
};
use super::{Gaps, Pane, asking};
use crate::session::{Benefit, Department, DepartmentId, Depth, Gap, GapKind, Note, Theme};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::look::{LaneTint, StickyTint};
use crate::tui::screens::themes::{meaning, readable};
use crate::tui::widgets::list;
use crate::tui::widgets::put::{fill, fill_row, put, put_clipped, put_right, put_wrapped, wrapped_rows};

/// Rows of a sentence before it ends in `…`.
const MOST_SENTENCE: u16 = 8;
/// Cells of the names of facts.
const LABEL: u16 = 10;

/// Draws the stage.
pub fn draw(state: &Gaps, buf: &mut Buffer, ctx: &Ctx) {
    let area = ctx.area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let look = ctx.look;
    if ctx.session.gaps.is_empty() {
        let words = "No gap yet. G makes gaps from themes; n writes one: what is the problem, how should it be, how is it today.";
        let place = Rect { y: area.y + area.height.min(3) - 1, height: area.height.min(4), ..area };
        put_wrapped(buf, Rect { width: place.width.min(60), ..place }, words, look.soft());
        return;
    }
    let parts = parts(state, ctx);
    put_clipped(
        buf,
        parts.head.x,
        parts.head.y,
        usize::from(parts.head.width),
        &completeness(ctx),
        look.soft(),
    );
    rows(state, buf, ctx, &parts);
    if !parts.beside && parts.list.height > 0 && parts.card.height > 0 {
        list::rule(buf, Rect { y: parts.card.y - 1, height: 1, ..parts.card }, look);
    }
    if let Some(gap) = state.gap(ctx) {
        card(state, buf, ctx, gap, parts.card);
    }
}

fn rows(state: &Gaps, buf: &mut Buffer, ctx: &Ctx, parts: &Parts) {
    let look = ctx.look;
    let rect = parts.list;
    for (at, y) in parts.rows.clone().zip((rect.y..rect.bottom()).step_by(usize::from(parts.each))) {
        let Some(gap) = ctx.session.gaps.at(at) else { continue };
        let current = state.gap.as_ref() == Some(&gap.id);
        let row = Rect { y, height: 1, width: rect.width.saturating_sub(1), ..rect };
        let both = Rect { height: parts.each, ..row };
        let surface = match (current, state.pane) {
            (true, Pane::List) => Some(look.focus()),
            (true, Pane::Card) => Some(look.selected()),
            (false, _) => None,
        };
        if let Some(surface) = surface {
            fill(buf, both, surface);
            put(buf, row.x, y, 1, look.marks().pointer, surface);
        }
        let on = |style: Style| surface.unwrap_or(style);
        let live = gap.is_live();
        put_clipped(buf, row.x + 2, y, 3, gap.id.as_str(), on(look.soft()));
        let lane = tint(&gap.lane);
        let mark = if live { look.marks().lanes[lane as usize] } else { look.marks().open };
        put(buf, row.x + 6, y, 1, mark, on(if live { look.lane(lane) } else { look.soft() }));
        let (words, style) = needs(gap, ctx, row.width >= 50);
        let used = put_right(buf, Rect { width: row.width.saturating_sub(1), ..row }, &words, on(style));
        let room = usize::from(row.width).saturating_sub(8 + used + 2);
        let style = on(if live { look.text() } else { look.soft() });
        title(
            buf,
            Rect { x: row.x + 8, width: row.width.saturating_sub(9), ..both },
            room,
            &gap.title,
            style,
        );
    }
    list::scrollbar(buf, rect, ctx.session.gaps.len(), &parts.rows, look);
}

/// A title: its first row ends before what is missing, the second, where there is one, takes the rest.
fn title(buf: &mut Buffer, rect: Rect, first: usize, said: &str, style: Style) {
    if rect.height < 2 || text::width(said) <= first {
        put_clipped(buf, rect.x, rect.y, first, said, style);
        return;
    }
    let Some(line) = text::lines(said, first).next() else { return };
    put(buf, rect.x, rect.y, first, &said[line.clone()], style);
    put_clipped(buf, rect.x, rect.y + 1, usize::from(rect.width), said[line.end..].trim_start(), style);
}

/// What a gap still needs, as the right end of its row.
fn needs(gap: &Gap, ctx: &Ctx, wide: bool) -> (String, Style) {
    let look = ctx.look;
    if !gap.is_live() {
        let word = status_word(&gap.status);
        let into = gap.merged_into.as_ref().map(|id| format!("in {id}"));
        return (into.unwrap_or_else(|| word.to_owned()), look.soft());
    }
    let missing = missing(gap, ctx);
    let marks = look.marks();
    match missing.as_slice() {
        [] if wide => (format!("{} complete", marks.tick), look.good()),
        [] => (marks.tick.to_owned(), look.good()),
        lacking if wide => {
            let words: Vec<&str> = lacking.iter().map(|what| what.word()).collect();
            (format!("{} {}", marks.open, words.join(", ")), look.warn())
        }
        [one] => (format!("{} {}", marks.open, one.word()), look.warn()),
        lacking => (format!("{} {} things", marks.open, lacking.len()), look.warn()),
    }
}

/// A piece of the gap's text: what it is called, what it says.
struct Fact {
    name: &'static str,
    said: String,
    style: Style,
}

fn facts(gap: &Gap, ctx: &Ctx) -> Vec<Fact> {
    let look = ctx.look;
    let session = ctx.session;
    let mut facts = Vec::new();
    let mut say = |name: &'static str, said: String, style: Style| facts.push(Fact { name, said, style });
    let lacking = missing(gap, ctx);
    let hints = !lacking.is_empty()
        || sounds_like_a_solution(&gap.title)
        || gap.evidence.iter().any(|id| unread(id, ctx));
    for what in lacking {
        say("", format!("{} {}", look.marks().open, what.sentence()), look.warn());
    }
    let not_read: Vec<_> = gap.evidence.iter().filter(|id| unread(id, ctx)).cloned().collect();
    if let Some(said) = unread_sentence(&not_read) {
        say("", format!("{} {said}", look.marks().unseen), look.warn());
    }
    if sounds_like_a_solution(&gap.title) {
        say("", "The title sounds like a solution. What is the problem behind it?".into(), look.warn());
    }
    if hints {
        say("", String::new(), look.text());
    }
    let places = &ctx.index().places;
    let mut name = "Notes";
    for note in gap.notes.iter().filter_map(|id| places.get(id)).filter_map(|at| session.notes.at(*at)) {
        say(name, quote(note), look.text());
        name = "";
    }
    if gap.notes.is_empty() {
        say("Notes", "none linked yet (l)".into(), look.soft());
    }
    let mut name = "Evidence";
    for item in asking::evidence(gap, ctx) {
        let said = if item.headline.is_empty() { item.title.clone() } else { item.headline.clone() };
        say(name, format!("{} · {said}", item.id), look.text());
        name = "";
    }
    if gap.evidence.is_empty() {
        say("Evidence", "none linked (v)".into(), look.soft());
    }
    let themes: Vec<String> = gap
        .themes
        .iter()
        .filter_map(|id| session.get::<Theme>(id))
        .map(|theme| format!("{} {}", theme.id, theme.name))
        .collect();
    if themes.is_empty() {
        say("Themes", "none linked (h)".into(), look.soft());
    } else {
        say("Themes", themes.join(" · "), look.text());
    }
    let department = |id: &DepartmentId| session.get::<Department>(id).map(|d| d.name.clone());
    let lead = gap.lead_department.as_ref().and_then(department);
    let none = lead.is_none();
    say(
        "Leads",
        lead.unwrap_or_else(|| "nobody yet (D)".into()),
        if none { look.soft() } else { look.text() },
    );
    let affects: Vec<String> = gap.affects.iter().filter_map(department).collect();
    if affects.is_empty() {
        say("Affects", "nobody else (A)".into(), look.soft());
    } else {
        say("Affects", affects.join(", "), look.text());
    }
    say("Helps", format!("{} · {}", benefit(&gap.benefit), depth(&gap.depth)), look.text());
    facts
}

fn quote(note: &Note) -> String {
    let (_, word) = meaning(note);
    format!("“{}” · {word}", readable(note))
}

fn benefit(benefit: &Benefit) -> &str {
    match benefit {
        Benefit::Customer => "the customer",
        Benefit::Operations => "our own work",
        Benefit::Both => "the customer and our own work",
        Benefit::Other(word) => word,
    }
}

fn depth(depth: &Depth) -> &str {
    match depth {
        Depth::PainPoint => "a pain point",
        Depth::Process => "in the process",
        Depth::Structural => "in the structure",
        Depth::Other(word) => word,
    }
}

/// The widths of the two sentences.
fn halves(width: u16) -> (u16, u16) {
    let left = width.saturating_sub(2) / 2;
    (left, width.saturating_sub(2) - left)
}

fn sentence_rows(gap: &Gap, width: u16) -> u16 {
    let (left, right) = halves(width);
    let rows = |said: &str, width: u16| wrapped_rows(said, width.saturating_sub(2), MOST_SENTENCE).max(1);
    rows(&gap.perfect, left).max(rows(&gap.today, right))
}

/// Rows of the facts at a width.
fn fact_rows(facts: &[Fact], width: u16) -> usize {
    facts.iter().map(|fact| usize::from(height_of(fact, width))).sum()
}

fn height_of(fact: &Fact, width: u16) -> u16 {
    let room = if fact.name.is_empty() && !indented(fact) { width } else { width.saturating_sub(LABEL) };
    wrapped_rows(&fact.said, room, 12).max(1)
}

/// A nameless fact that goes on with the one above it.
fn indented(fact: &Fact) -> bool {
    fact.said.starts_with('“') || fact.said.starts_with('E')
}

/// How far the selected gap can be scrolled.
pub fn rows_below(state: &Gaps, ctx: &Ctx) -> usize {
    let Some(gap) = state.gap(ctx) else { return 0 };
    let rect = parts(state, ctx).card;
    let fixed = usize::from(fixed_rows(gap, rect));
    let room = usize::from(rect.height).saturating_sub(fixed);
    let all = fact_rows(&facts(gap, ctx), rect.width);
    all.saturating_sub(fact_room(all, room))
}

/// The rows that show facts: the last one says that there is more.
fn fact_room(all: usize, room: usize) -> usize {
    if all > room { room.saturating_sub(1) } else { room }
}

/// Title, its line, the two sentences.
fn fixed_rows(gap: &Gap, rect: Rect) -> u16 {
    let title = wrapped_rows(&gap.title, rect.width, 2);
    let all = title + 1 + sentence_rows(gap, rect.width) + 2 + 1;
    if rect.height < 12 { all - 1 } else { all + 1 }
}

fn card(state: &Gaps, buf: &mut Buffer, ctx: &Ctx, gap: &Gap, rect: Rect) {
    if rect.height < 3 || rect.width < 12 {
        return;
    }
    let look = ctx.look;
    let mut y = rect.y;
    let tight = rect.height < 12;
    let title = Rect { height: rect.height.min(2), ..rect };
    let style = if state.pane == Pane::Card { look.accent() } else { look.heading() };
    y += put_wrapped(buf, title, &gap.title, style);
    y += about(buf, ctx, gap, Rect { y, height: 1, ..rect });
    y += u16::from(!tight);
    let rows = sentence_rows(gap, rect.width) + 2;
    let (left, right) = halves(rect.width);
    let high = rows.min(rect.bottom().saturating_sub(y));
    let perfect = Rect::new(rect.x, y, left, high);
    let today = Rect::new(rect.x + left + 2, y, right, high);
    sentence(buf, ctx, perfect, "Perfect", &gap.perfect, StickyTint::Perfect, Missing::Perfect);
    sentence(buf, ctx, today, "Today", &gap.today, StickyTint::Today, Missing::Today);
    y += high + u16::from(!tight);
    if y < rect.bottom() {
        list_facts(state, buf, ctx, gap, Rect { y, height: rect.bottom() - y, ..rect });
    }
}

/// `G01 · ● Now · open`.
fn about(buf: &mut Buffer, ctx: &Ctx, gap: &Gap, row: Rect) -> u16 {
    if row.y >= buf.area.bottom() {
        return 1;
    }
    let look = ctx.look;
    let mut x = row.x;
    let mut say = |buf: &mut Buffer, words: &str, style| {
        let room = usize::from(row.right().saturating_sub(x));
        x += u16::try_from(put_clipped(buf, x, row.y, room, words, style)).unwrap_or(0);
    };
    say(buf, &format!("{} · ", gap.id), look.soft());
    if gap.is_live() {
        let lane = tint(&gap.lane);
        // What is not sorted has no mark: a dot between two dots would say nothing.
        let words = match lane {
            LaneTint::Unsorted => lane_word(&gap.lane).to_owned(),
            lane => format!("{} {}", look.marks().lanes[lane as usize], lane_word(&gap.lane)),
        };
        say(buf, &words, look.lane(lane));
        say(buf, " · ", look.soft());
    }
    let mut words = status_word(&gap.status).to_owned();
    if let Some(into) = &gap.merged_into {
        words.push_str(" into ");
        words.push_str(into.as_str());
    }
    if gap.kind == GapKind::Opportunity {
        words.push_str(" · opportunity");
    }
    say(buf, &words, look.soft());
    1
}

fn sentence(
    buf: &mut Buffer,
    ctx: &Ctx,
    rect: Rect,
    name: &str,
    said: &str,
    tint: StickyTint,
    lacking: Missing,
) {
    if rect.height == 0 || rect.width < 4 {
        return;
    }
    let look = ctx.look;
    let style = look.sticky(tint);
    let edge = u16::from(rect.height > 2);
    let paper = Rect { height: rect.height - edge, ..rect };
    fill(buf, paper, style);
    if edge == 1 {
        fill_row(buf, rect, rect.bottom() - 1, look.marks().upper_half, look.sticky_edge(tint));
    }
    let bold = style.add_modifier(ratatui::style::Modifier::BOLD);
    let room = usize::from(rect.width).saturating_sub(2);
    put_clipped(buf, rect.x + 1, rect.y, room, name, bold);
    let inner = Rect {
        x: rect.x + 1,
        y: rect.y + 1,
        width: rect.width.saturating_sub(2),
        height: paper.height.saturating_sub(1),
    };
    if said.trim().is_empty() {
        let key = if lacking == Missing::Perfect { "p" } else { "t" };
        let words = format!("{} not written yet ({key})", look.marks().open);
        put_wrapped(buf, inner, &words, style.add_modifier(ratatui::style::Modifier::ITALIC));
    } else {
        put_wrapped(buf, inner, said, style);
    }
}

fn list_facts(state: &Gaps, buf: &mut Buffer, ctx: &Ctx, gap: &Gap, rect: Rect) {
    let look = ctx.look;
    let facts = facts(gap, ctx);
    let all = fact_rows(&facts, rect.width);
    let whole = rect;
    let room = fact_room(all, usize::from(rect.height));
    let rect = Rect { height: u16::try_from(room).unwrap_or(rect.height), ..rect };
    let mut skip = state.down.min(all.saturating_sub(room));
    let below = all.saturating_sub(skip + room);
    let mut y = rect.y;
    for fact in &facts {
        let high = height_of(fact, rect.width);
        if skip >= usize::from(high) {
            skip -= usize::from(high);
            continue;
        }
        let label = !fact.name.is_empty() || indented(fact);
        let inset = if label { LABEL.min(rect.width) } else { 0 };
        let width = rect.width - inset;
        let lines = text::lines(&fact.said, usize::from(width)).take(usize::from(high)).skip(skip);
        if skip == 0 && !fact.name.is_empty() && y < rect.bottom() {
            put_clipped(buf, rect.x, y, usize::from(LABEL) - 1, fact.name, look.soft());
        }
        let mut drawn = 0;
        for line in lines {
            if y + drawn >= rect.bottom() {
                break;
            }
            put(buf, rect.x + inset, y + drawn, usize::from(width), &fact.said[line], fact.style);
            drawn += 1;
        }
        y += drawn.max(u16::from(fact.said.is_empty()));
        skip = 0;
        if y >= rect.bottom() {
            break;
        }
    }
    if below > 0 && whole.height > rect.height {
        let words = format!("{} {below} more", look.marks().more_below);
        let row = Rect { y: whole.bottom() - 1, height: 1, ..whole };
        put_clipped(buf, row.x, row.y, usize::from(row.width), &words, look.soft());
    }
}
