//! Draws the score grid: gaps down, four scales across, what each number of the current scale means, and the lane that
//! follows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::board_view::{narrow, switch};
use super::detail::sentences;
use super::fingers::shown_fingers;
use super::scores::{anchors, score, words};
use super::{Sort, View, layout, live, tint};
use crate::rules::lanes::Scale;
use crate::rules::words::{Lane, sentence_case};
use crate::session::Gap;
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::look::BarTint;
use crate::tui::widgets::bars::Bar;
use crate::tui::widgets::list;
use crate::tui::widgets::put::{fill, put, put_centred, put_clipped, put_right, put_wrapped};

impl Sort {
    pub(super) fn draw_scores(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        let gaps = live(ctx.session);
        let grid = self.grid(ctx);
        let wanted = self.wanted(&gaps, ctx);
        let given = |scale| wanted.iter().filter(|at| score(gaps[**at], scale).is_some()).count();
        let way = if self.across { "across" } else { "down" };
        let done = Scale::ALL.map(|scale| format!("{} {}", scale.words(), given(scale)));
        let brief = Scale::ALL.map(|scale| {
            let words = scale.words();
            let name = if words.len() > 4 { &words[..3] } else { words };
            format!("{name} {}", given(scale))
        });
        let only = if self.only.is_some() { "only " } else { "" };
        let right = format!("{way} · {} of {only}{}", done.join(" · "), wanted.len());
        let shorter = format!("{way} · {} of {only}{}", brief.join(" · "), wanted.len());
        let shortest = format!("{} of {}", brief.join(" · "), wanted.len());
        switch(buf, ctx, View::Scores, &[&right, &shorter, &shortest]);
        self.draw_head(buf, ctx, &grid);
        if gaps.is_empty() {
            let line = "Nothing to score yet. PgUp goes back to Gaps; n there adds the first one.";
            put_wrapped(buf, grid.rows, line, ctx.look.soft());
        }
        let shown = self.shown_rows(ctx, &grid, gaps.len());
        for (at, y) in shown.clone().zip(grid.rows.y..) {
            self.draw_row(buf, ctx, &grid, (gaps[at], wanted.contains(&at)), y);
        }
        list::scrollbar(buf, grid.rows, gaps.len(), &shown, ctx.look);
        for (scale, y) in Scale::ALL.into_iter().zip(grid.progress.y..grid.progress.bottom()) {
            let number = format!("{} of {}", given(scale), wanted.len());
            let bar = Bar {
                label: &words(scale, ctx).label,
                label_width: 12,
                value: given(scale) as u64,
                most: wanted.len() as u64,
                number: &number,
                tint: BarTint::Plain,
            };
            bar.draw(
                buf,
                Rect { y, height: 1, width: grid.progress.width.min(48), ..grid.progress },
                ctx.look,
            );
        }
        self.draw_anchors(buf, ctx, grid.anchors);
        self.draw_why(buf, ctx, &grid)
    }

    fn draw_head(&self, buf: &mut Buffer, ctx: &Ctx, grid: &layout::Grid) {
        let look = ctx.look;
        let head = grid.head;
        if head.is_empty() {
            return;
        }
        put_clipped(buf, grid.title.0, head.y, usize::from(grid.title.1), "Gap", look.soft());
        for (scale, x) in Scale::ALL.into_iter().zip(grid.scales) {
            let label = &words(scale, ctx).label;
            let room =
                usize::from(grid.cell.saturating_sub(1)).min(usize::from(head.right().saturating_sub(x)));
            let style = if scale == self.scale { look.accent() } else { look.soft() };
            let cell = Rect { x, width: narrow(room), ..head };
            put_centred(buf, cell, &cut(label, room), style);
        }
        if grid.lane < head.right() {
            put(buf, grid.lane, head.y, usize::from(head.right() - grid.lane), "Lane", look.soft());
            let score = Rect { width: head.width.saturating_sub(1), ..head };
            put_right(buf, score, "Score", look.soft());
        }
    }

    fn draw_row(
        &self,
        buf: &mut Buffer,
        ctx: &Ctx,
        grid: &layout::Grid,
        (gap, wanted): (&Gap, bool),
        y: u16,
    ) {
        let look = ctx.look;
        let row = Rect { y, height: 1, ..grid.rows };
        let mine = self.gap.as_ref() == Some(&gap.id);
        if mine {
            fill(buf, Rect { width: row.width.saturating_sub(1), ..row }, look.selected());
            put(buf, row.x, y, 1, look.marks().pointer, look.accent());
        }
        let style = match (mine, wanted) {
            (true, _) => look.heading(),
            (false, true) => look.text(),
            // Not scored today: in sight, and pushed back.
            (false, false) => look.hint(),
        };
        put(buf, row.x + 1, y, 4.min(usize::from(row.width)), gap.id.as_str(), look.soft());
        put_clipped(buf, grid.title.0, y, usize::from(grid.title.1), &gap.title, style);
        for (scale, x) in Scale::ALL.into_iter().zip(grid.scales) {
            if x >= row.right() {
                break;
            }
            let cell = Rect { x, y, width: grid.cell.saturating_sub(1).min(row.right() - x), height: 1 };
            let here = scale == self.scale;
            let given = score(gap, scale);
            let none = if wanted { look.marks().dot } else { "" };
            let digit = given.map_or_else(|| none.to_owned(), |n| n.to_string());
            if here && mine {
                fill(buf, cell, look.focus());
            } else if here && wanted {
                fill(buf, cell, look.card());
            }
            let style = match (here, mine, given) {
                (true, true, _) => look.focus(),
                (_, _, None) => look.soft(),
                _ if !wanted => style,
                (true, ..) => look.heading(),
                _ => look.text(),
            };
            put_centred(buf, cell, &digit, style);
        }
        let Some(verdict) = ctx.verdicts().gap(gap.id.as_str()) else { return };
        if grid.lane >= row.right() {
            return;
        }
        let room = usize::from(row.right() - grid.lane);
        let mark = look.marks().lanes[verdict.lane as usize];
        let words = if verdict.lane == Lane::Unsorted {
            (if wanted { look.marks().open } else { "passed" }).to_owned()
        } else {
            format!("{mark} {}", verdict.lane.words())
        };
        put(buf, grid.lane, y, room.min(8), &words, look.lane(tint(verdict.lane)));
        let score = verdict.score_words().unwrap_or_default();
        put_right(buf, Rect { width: row.width.saturating_sub(1), ..row }, &score, style);
    }

    fn draw_anchors(&self, buf: &mut Buffer, ctx: &Ctx, area: Rect) {
        let look = ctx.look;
        if area.is_empty() {
            return;
        }
        fill(buf, area, look.panel());
        let text = words(self.scale, ctx);
        let used = narrow(put(
            buf,
            area.x + 1,
            area.y,
            usize::from(area.width.saturating_sub(1)),
            &text.label,
            look.accent(),
        ));
        let after = area.x + 1 + used;
        let question = format!(": {}", text.question);
        put_clipped(
            buf,
            after,
            area.y,
            usize::from(area.right().saturating_sub(after)),
            &question,
            look.heading(),
        );
        let chosen = self.current(ctx).and_then(|gap| score(gap, self.scale));
        let texts = anchors(self.scale, ctx);
        let rows = layout::anchor_rows(area, &texts, chosen);
        for ((rect, text), number) in rows.into_iter().zip(&texts).zip(1_u8..) {
            if rect.is_empty() {
                continue;
            }
            let mine = chosen == Some(number);
            if mine {
                fill(buf, rect, look.selected());
                put(buf, rect.x, rect.y, 1, look.marks().pointer, look.accent());
            }
            let style = if mine { look.heading() } else { look.text() };
            put(buf, rect.x + 1, rect.y, 1, &number.to_string(), look.accent());
            let inner = Rect { x: rect.x + 3, width: rect.width.saturating_sub(4), ..rect };
            put_wrapped(buf, inner, text, style);
        }
    }

    /// The lane of the gap in hand, with the sentence of its rule.
    fn draw_why(&self, buf: &mut Buffer, ctx: &Ctx, grid: &layout::Grid) -> Option<(u16, u16)> {
        let look = ctx.look;
        let mut area = grid.detail;
        let gap = self.current(ctx)?;
        let verdict = ctx.verdicts().gap(gap.id.as_str())?;
        if area.is_empty() {
            return None;
        }
        let mut cursor = None;
        if self.fingers.is_some() {
            // The line with two rows of words; on a narrow screen there is room for nothing else.
            cursor = self.draw_fingers(buf, ctx, Rect { height: area.height.min(4), ..area });
            if !grid.wide {
                return cursor;
            }
            area = Rect { y: area.y + area.height.min(5), height: area.height.saturating_sub(5), ..area };
            if area.is_empty() {
                return cursor;
            }
        }
        let mark = look.marks().lanes[verdict.lane as usize];
        let lane = format!("{} {mark} {}", gap.id, sentence_case(verdict.lane.words()));
        let used =
            narrow(put(buf, area.x, area.y, usize::from(area.width), &lane, look.lane(tint(verdict.lane))))
                + 2;
        let mut said = sentences(ctx, verdict, false);
        if let Some(line) = shown_fingers(gap, self.scale) {
            said.insert(1, line);
        }
        if gap.perfect.trim().is_empty() || gap.today.trim().is_empty() {
            said.push("Perfect or today is not said yet: so far it is a wish.".to_owned());
        }
        if grid.wide {
            put_clipped(
                buf,
                area.x + used,
                area.y,
                usize::from(area.width.saturating_sub(used)),
                &gap.title,
                look.heading(),
            );
            let mut y = area.y + 1;
            for sentence in said {
                let rest = Rect { y, height: area.bottom().saturating_sub(y), ..area };
                y += put_wrapped(buf, rest, &sentence, look.text());
            }
            y += 1;
            for (label, said) in [("Perfect", &gap.perfect), ("Today", &gap.today)] {
                let rest = Rect { y, height: area.bottom().saturating_sub(y), ..area };
                if rest.is_empty() || said.trim().is_empty() {
                    continue;
                }
                put(buf, rest.x, rest.y, usize::from(rest.width), label, look.soft());
                let inner =
                    Rect { x: rest.x + 9.min(rest.width), width: rest.width.saturating_sub(9), ..rest };
                y += put_wrapped(buf, inner, said, look.text()).max(1);
            }
            return cursor;
        }
        // The first row is shared with the lane; what follows goes below it.
        let text = said.join(" ");
        let room = usize::from(area.width.saturating_sub(used));
        let first = text::lines(&text, room).next()?;
        put(buf, area.x + used, area.y, room, &text[first.clone()], look.text());
        let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        put_wrapped(buf, below, text[first.end..].trim_start(), look.text());
        cursor
    }
}

/// A label, or its first letters where it has no room: `Fea.`.
fn cut(label: &str, room: usize) -> String {
    if text::width(label) <= room {
        return label.to_owned();
    }
    let letters: String =
        text::cells(label).take(room.saturating_sub(1).min(3)).map(|cell| cell.text).collect();
    letters + "."
}
