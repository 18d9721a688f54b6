//! Draws the board: three lanes of cards, the gaps that are not sorted, and why the card in hand lies where it lies.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use smol_str::SmolStr;

use super::hand::Item;
use super::{Sort, View, card, gap_id, layout, tint};
use crate::rules::words::Lane;
use crate::session::Gap;
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::look::LaneTint;
use crate::tui::widgets::list;
use crate::tui::widgets::put::{fill, fill_row, put, put_centred, put_clipped, put_right, put_wrapped};

/// The row with the views, and at its right what belongs to the one that is shown: the first of some wordings that has
/// room there.
pub fn switch(buf: &mut Buffer, ctx: &Ctx, shown: View, right: &[&str]) {
    let top = layout::top(ctx.area);
    if top.is_empty() {
        return;
    }
    let mut end = top.x;
    for (view, name, x) in layout::SWITCH {
        let style = if view == shown {
            ctx.look.accent().add_modifier(Modifier::UNDERLINED)
        } else {
            ctx.look.soft()
        };
        end = top.x
            + x
            + narrow(put(buf, top.x + x, top.y, usize::from(top.width.saturating_sub(x)), name, style));
    }
    let edges = ctx.verdicts().edges().len();
    if edges > 0 {
        let room = usize::from(top.right().saturating_sub(end + 1));
        end += 1 + narrow(put(buf, end + 1, top.y, room, &edges.to_string(), ctx.look.warn()));
    }
    let room = Rect { x: end + 3, width: top.right().saturating_sub(end + 3), ..top };
    let fits = right.iter().find(|words| text::width(words) <= usize::from(room.width));
    put_right(buf, room, fits.or(right.last()).unwrap_or(&""), ctx.look.soft());
}

/// Where the names of the unsorted gaps lie in their strip, so far as they fit, the one in hand among them.
pub fn chips(sort: &Sort, ctx: &Ctx, strip: Rect) -> Vec<(SmolStr, Rect)> {
    let unsorted = &sort.board_now(ctx).unsorted;
    if strip.is_empty() || unsorted.is_empty() {
        return Vec::new();
    }
    let start = strip.x + narrow(text::width(&strip_label(sort, ctx))) + 2;
    let room = strip.right().saturating_sub(start);
    let widest = unsorted.iter().map(|id| text::width(id)).max().unwrap_or(3);
    let step = narrow(widest) + 2;
    let fits = usize::from(room / step.max(1));
    let chosen = sort.gap.as_ref().and_then(|gap| unsorted.iter().position(|id| *id == gap.0));
    let shown = list::visible(unsorted.len(), chosen, fits, 0);
    let places = (start..).step_by(usize::from(step.max(1)));
    unsorted[shown].iter().cloned().zip(places.map(|x| Rect { x, width: step, ..strip })).collect()
}

fn strip_label(sort: &Sort, ctx: &Ctx) -> String {
    let mark = ctx.look.marks().lanes[3];
    format!("{mark} Unsorted {}", sort.board_now(ctx).unsorted.len())
}

/// What is said below the board keeps a column free at both sides.
pub fn inside(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }
}

/// A screen has no more cells than this counts.
pub fn narrow(cells: usize) -> u16 {
    u16::try_from(cells).unwrap_or(u16::MAX)
}

impl Sort {
    pub(super) fn draw_board(&self, buf: &mut Buffer, ctx: &Ctx) {
        let place = self.place(ctx);
        let verdicts = ctx.verdicts();
        let advice = match &self.what_if {
            Some(_) => "what if? nothing is changed yet".to_owned(),
            None => format!("limit {} · {}", verdicts.board.limit, short_advice(ctx)),
        };
        let brief = format!("limit {} · c says why", verdicts.board.limit);
        switch(buf, ctx, View::Board, &[&advice, &brief]);
        if ctx.session.gaps.is_empty() {
            self.draw_empty(buf, ctx, &place);
            return;
        }
        self.draw_strip(buf, ctx, place.strip);
        for column in 0..3 {
            self.draw_lane(buf, ctx, &place, column);
        }
        self.draw_detail(buf, ctx, place.detail);
        self.draw_carried(buf, ctx, &place);
    }

    fn draw_empty(&self, buf: &mut Buffer, ctx: &Ctx, place: &layout::Board) {
        for column in 0..3 {
            self.draw_lane(buf, ctx, place, column);
        }
        let line = "Nothing to sort yet. PgUp goes back to Gaps; n there adds the first one.";
        put_wrapped(buf, place.detail, line, ctx.look.soft());
    }

    fn draw_strip(&self, buf: &mut Buffer, ctx: &Ctx, strip: Rect) {
        if strip.is_empty() {
            return;
        }
        fill(buf, strip, ctx.look.lane_fill(LaneTint::Unsorted));
        put_clipped(
            buf,
            strip.x,
            strip.y,
            usize::from(strip.width),
            &strip_label(self, ctx),
            ctx.look.lane(LaneTint::Unsorted),
        );
        let chips = chips(self, ctx, strip);
        let end = chips.last().map_or(strip.x, |(_, rect)| rect.right());
        for (id, rect) in &chips {
            let mine = self.gap.as_ref().is_some_and(|gap| gap.0 == *id);
            let style = if mine { ctx.look.focus() } else { ctx.look.text() };
            let cell = Rect { width: rect.width - 1, ..*rect };
            if mine {
                fill(buf, cell, style);
            }
            put(buf, rect.x + u16::from(mine), rect.y, usize::from(rect.width), id, style);
        }
        let rest = self.board_now(ctx).unsorted.len() - chips.len();
        if rest > 0 {
            let room = Rect { x: end, width: strip.right().saturating_sub(end), ..strip };
            put_right(buf, room, &format!("+{rest}"), ctx.look.soft());
        }
    }

    fn draw_lane(&self, buf: &mut Buffer, ctx: &Ctx, place: &layout::Board, column: usize) {
        let look = ctx.look;
        let lane = Lane::BOARD[column];
        let (band, body) = place.lanes[column];
        if band.is_empty() {
            return;
        }
        let board = self.board_now(ctx);
        let target = self.drag.as_ref().is_some_and(|drag| drag.over == Some(lane));
        let count = board.lane(lane).len();
        let words = match lane {
            Lane::Now => format!("{} Now {count} of {}", look.marks().lanes[column], board.limit),
            lane => format!("{} {} {count}", look.marks().lanes[column], lane.words()),
        };
        let heading = if target { look.focus() } else { look.lane_band(tint(lane)) };
        fill(buf, band, heading);
        let used =
            put_clipped(buf, band.x + 1, band.y, usize::from(band.width.saturating_sub(2)), &words, heading);
        fill(buf, body, look.lane_fill(tint(lane)));
        let (items, shown) = self.lane_items(ctx, place, column);
        if count == 0 && !body.is_empty() {
            let words = if lane == Lane::Now { "" } else { "nothing here" };
            put_centred(buf, Rect { y: body.y + body.height / 2, height: 1, ..body }, words, look.soft());
        }
        for (at, rect) in &shown {
            match &items[*at] {
                Item::Card(id) => self.draw_card(buf, ctx, id, *rect, place),
                other => self.draw_line(buf, ctx, other, *rect, lane),
            }
        }
        // What is out of sight is counted in the heading.
        let above = shown.first().map_or(0, |(at, _)| *at);
        let cut =
            shown.last().is_some_and(|(at, rect)| matches!(items[*at], Item::Card(_)) && rect.height < 2);
        let below = items.len() - shown.last().map_or(0, |(at, _)| at + 1) + usize::from(cut);
        let mut more = String::new();
        if above > 0 {
            more.push_str(look.marks().more_above);
        }
        if below > 0 {
            more.push_str(look.marks().more_below);
        }
        let free =
            Rect { x: band.x + 1 + narrow(used), width: band.width.saturating_sub(narrow(used) + 2), ..band };
        put_right(buf, free, &more, heading);
    }

    fn draw_card(&self, buf: &mut Buffer, ctx: &Ctx, id: &SmolStr, rect: Rect, place: &layout::Board) {
        let look = ctx.look;
        let (Some(gap), Some(verdict)) = (ctx.session.get::<Gap>(&gap_id(id)), ctx.verdicts().gap(id)) else {
            return;
        };
        let mine = self.gap.as_ref().is_some_and(|gap| gap.0 == *id);
        let landing = self.landing(id);
        let edge = u16::from(place.edge && rect.height >= place.card);
        let tight = card::tight(rect.width);
        let paper = card::paper(Rect { height: rect.height - edge, ..rect });
        if paper.width < 8 {
            put_clipped(buf, rect.x, rect.y, usize::from(rect.width), id, look.text());
            return;
        }
        let surface = match (landing, mine) {
            (true, _) => look.input(),
            (_, true) => look.selected(),
            _ => look.card(),
        };
        fill(buf, paper, surface);
        if edge == 1 {
            let under = if mine { look.accent() } else { look.shadow() };
            fill_row(
                buf,
                Rect { y: paper.bottom(), height: 1, ..paper },
                paper.bottom(),
                look.marks().upper_half,
                under,
            );
        }
        let pointer = if mine { look.marks().pointer } else { " " };
        put(buf, if tight { rect.x } else { paper.x }, paper.y, 1, pointer, look.accent());
        let lane = tint(
            Lane::BOARD
                .into_iter()
                .find(|lane| self.board_now(ctx).lane(*lane).contains(id))
                .unwrap_or_default(),
        );
        let inner = card::inner(paper, tight);
        let used = narrow(put(buf, inner.x, inner.y, usize::from(inner.width), id, look.lane(lane))) + 1;
        let foot = card::Foot::of(verdict, self.instead(ctx, id), inner.width, look);
        foot.draw(buf, inner, used, &gap.title, look);
    }

    fn draw_line(&self, buf: &mut Buffer, ctx: &Ctx, item: &Item, rect: Rect, lane: Lane) {
        let look = ctx.look;
        let board = self.board_now(ctx);
        let said = |word: &str, id: &Option<SmolStr>| {
            let gap = ctx.verdicts().gap(id.as_deref()?)?;
            match &self.what_if {
                // Its score would be another.
                Some(tried) if tried.gap.0 == gap.id => Some(format!("{word} {}", gap.id)),
                _ => Some(format!("{word} {} {}", gap.id, gap.score_words()?)),
            }
        };
        let words = match item {
            Item::Card(_) => return,
            Item::Free(n) => text::plural(*n, "place free", "places free"),
            Item::Waiting(n) => {
                let mark = look.marks().more_above;
                let waits = if *n == 1 { "waits" } else { "wait" };
                let first = said("first out", &board.first_out).filter(|_| rect.width >= 44);
                first.map_or(format!("{mark} {n} {waits} for Now"), |first| {
                    format!("{mark} {n} {waits} for Now · {first}")
                })
            }
            Item::Cut => {
                let (last, first) = (said("last in", &board.last_in), said("first out", &board.first_out));
                let both: Vec<String> = [last.clone(), first].into_iter().flatten().collect();
                let both = both.join(" · ");
                if text::width(&both) + 4 <= usize::from(rect.width) {
                    both
                } else {
                    last.unwrap_or_default()
                }
            }
        };
        let inner = Rect { x: rect.x + 1, width: rect.width.saturating_sub(2), ..rect };
        if !matches!(item, Item::Free(_)) {
            fill_row(buf, inner, inner.y, look.marks().line, look.border());
        }
        let words = if words.is_empty() { words } else { format!(" {words} ") };
        put_centred(buf, inner, &words, look.lane(tint(lane)).remove_modifier(Modifier::BOLD));
    }

    /// The card below the pointer.
    fn draw_carried(&self, buf: &mut Buffer, ctx: &Ctx, place: &layout::Board) {
        let Some(drag) = self.drag.as_ref().filter(|drag| drag.over.is_some()) else { return };
        let Some(gap) = ctx.session.get::<Gap>(&drag.gap) else { return };
        let width = place.lanes[0].0.width.min(36).min(ctx.area.width);
        let x = drag.at.0.saturating_sub(2).clamp(ctx.area.x, ctx.area.right().saturating_sub(width));
        let y = drag.at.1.clamp(ctx.area.y, ctx.area.bottom().saturating_sub(1));
        let rect = Rect::new(x, y, width, 1);
        fill(buf, rect, ctx.look.focus());
        let words = format!("{} {}", gap.id, gap.title);
        put_clipped(buf, x + 1, y, usize::from(width.saturating_sub(2)), &words, ctx.look.focus());
    }
}

/// “suggested 5: readiness is 42%, …” in few words.
fn short_advice(ctx: &Ctx) -> String {
    match &ctx.verdicts().tempo_sentence {
        Some(sentence) => sentence.trim_end_matches('.').replacen("Readiness", "readiness", 1),
        None => "steady five, until readiness is answered".to_owned(),
    }
}
