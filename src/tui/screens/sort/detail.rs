//! What is said below the board of the card in hand: why it lies where it lies, and what would move it. It draws no lane.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::board_view::{inside, narrow};
use crate::rules::GapVerdict;
use crate::rules::capacity::{heavy_sentence, weights_sentence};
use crate::rules::lanes::{Flag, Scale};
use crate::rules::words::{Lane, sentence_case};
use crate::session::Gap;
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::look::Look;
use crate::tui::screens::sort::scores::score;
use crate::tui::screens::sort::{Sort, flags, tint};
use crate::tui::widgets::put::{fill, put, put_clipped, put_right, put_wrapped, wrapped_rows};

impl Sort {
    pub(super) fn draw_detail(&self, buf: &mut Buffer, ctx: &Ctx, area: Rect) {
        let look = ctx.look;
        if area.is_empty() {
            return;
        }
        fill(buf, area, look.panel());
        let mut area = inside(area);
        if let Some(tried) = &self.what_if {
            self.draw_what_if(buf, ctx, tried, area);
            return;
        }
        if let Some(drag) = &self.drag
            && drag.over.is_some()
        {
            put_wrapped(buf, area, &drag.sentence(ctx), look.heading());
            return;
        }
        let warnings = warnings(ctx);
        if !warnings.is_empty() && area.height > 1 {
            let line = format!("{} {}", look.marks().blocker, warnings.join(" "));
            put_clipped(buf, area.x, area.y, usize::from(area.width), &line, look.warn());
            area = Rect { y: area.y + 1, height: area.height - 1, ..area };
        }
        let Some(gap) = self.current(ctx) else { return };
        let Some(verdict) = ctx.verdicts().gap(gap.id.as_str()) else { return };
        let used = narrow(put(
            buf,
            area.x,
            area.y,
            usize::from(area.width),
            gap.id.as_str(),
            look.lane(tint(verdict.lane)),
        )) + 1;
        if area.height < 2 {
            let line = format!("{} {}", gap.title, verdict.sentence);
            put_clipped(
                buf,
                area.x + used,
                area.y,
                usize::from(area.width.saturating_sub(used)),
                &line,
                look.text(),
            );
            return;
        }
        let mut title = area;
        title.width = title.width.saturating_sub(used);
        let word =
            format!("{} {}", look.marks().lanes[verdict.lane as usize], sentence_case(verdict.lane.words()));
        let shown =
            put_clipped(buf, area.x + used, area.y, usize::from(title.width), &gap.title, look.heading());
        let after = area.x + used + narrow(shown) + 2;
        put_clipped(
            buf,
            after,
            area.y,
            usize::from(area.right().saturating_sub(after)),
            &word,
            look.lane(tint(verdict.lane)),
        );
        let scores: Vec<String> = Scale::ALL
            .into_iter()
            .filter_map(|scale| Some(format!("{} {}", scale.words(), score(gap, scale)?)))
            .collect();
        let scores = scores.join(" · ");
        let end = after + narrow(text::width(&word)) + 3;
        let rest = Rect { x: end, width: area.right().saturating_sub(end), ..area };
        if text::width(&scores) <= usize::from(rest.width) {
            put_right(buf, rest, &scores, look.soft());
        }
        let below = Rect { y: area.y + 1, height: area.height - 1, ..area };
        if area.width >= 100 && below.height >= 3 {
            draw_reasons(buf, ctx, gap, verdict, below);
        } else {
            let words = sentences(ctx, verdict, true).join(" ");
            put_with_more(buf, below, &words, look);
        }
    }
}

/// Why and what would move it at the left, perfect and today at the right.
pub(super) fn draw_reasons(buf: &mut Buffer, ctx: &Ctx, gap: &Gap, verdict: &GapVerdict, area: Rect) {
    let look = ctx.look;
    let left = Rect { width: area.width * 3 / 5 - 2, ..area };
    let right = Rect { x: left.right() + 4, width: area.right().saturating_sub(left.right() + 4), ..area };
    let mut y = left.y;
    for sentence in sentences(ctx, verdict, true) {
        let rest = Rect { y, height: left.bottom().saturating_sub(y), ..left };
        y += put_wrapped(buf, rest, &sentence, look.text());
    }
    let mut y = right.y;
    for (label, said) in [("Perfect", &gap.perfect), ("Today", &gap.today)] {
        let rest = Rect { y, height: right.bottom().saturating_sub(y).min(area.height / 2), ..right };
        if rest.is_empty() {
            break;
        }
        put(buf, rest.x, rest.y, usize::from(rest.width), label, look.soft());
        let said = if said.trim().is_empty() { "not said yet" } else { said.as_str() };
        let inner = Rect { x: rest.x + 9.min(rest.width), width: rest.width.saturating_sub(9), ..rest };
        y += put_wrapped(buf, inner, said, look.text()).max(1);
    }
}

/// What the room should know of the whole board.
pub(super) fn warnings(ctx: &Ctx) -> Vec<String> {
    let verdicts = ctx.verdicts();
    let heavy = verdicts.gaps.iter().filter(|gap| gap.lane == Lane::Now && gap.heavy).count();
    [verdicts.board.over_limit_sentence(), heavy_sentence(heavy)].into_iter().flatten().collect()
}

/// Why a card lies where it lies, and what would move it; with the cut between Now and Next where that is asked. Never
/// who asked for a move.
pub fn sentences(ctx: &Ctx, verdict: &GapVerdict, cut: bool) -> Vec<String> {
    let mut said = vec![verdict.sentence.clone()];
    if verdict.overridden {
        said.push(match verdict.rule_lane {
            Lane::Unsorted => missing(verdict),
            _ => verdict.rule_says(),
        });
        if verdict.redundant {
            said.push("Taking the move back would change nothing.".to_owned());
        }
    }
    said.extend(verdict.flags.iter().filter(|flag| **flag != Flag::NotSeen).map(|flag| match flag {
        Flag::FirstSlice if verdict.sentence.contains("first slice") => {
            format!("Key {} makes it an action.", flags::KEY)
        }
        Flag::Stopgap | Flag::FirstSlice => format!("{} Key {}.", flag.sentence(), flags::KEY),
        _ => flag.sentence().to_owned(),
    }));
    // A card that the room holds in place moves with no score: what follows is about the rule alone.
    let flip = verdict.flip_sentence();
    said.push(if verdict.overridden {
        flip.replacen("Would be", "By the rule it would be", 1)
    } else {
        flip
    });
    if verdict.weights > 0 && !verdict.overridden {
        said.push(weights_sentence(verdict.weights));
    }
    if let Some(firm) = verdict.robustness.as_ref().filter(|_| !verdict.overridden) {
        let label = sentence_case(firm.label());
        said.push(format!("{label}: {}% of small changes leave it here.", firm.percent()));
    }
    if cut && (verdict.lane == Lane::Now || verdict.queue_place.is_some()) {
        said.extend(ctx.verdicts().cut_sentence());
    }
    said.retain(|sentence| !sentence.is_empty());
    said
}

pub(super) fn missing(verdict: &GapVerdict) -> String {
    crate::rules::lanes::missing_sentence(&verdict.missing)
}

/// A text with the key that shows all of it at its end, where it is too long; the last word before the key is whole.
pub(super) fn put_with_more(buf: &mut Buffer, area: Rect, words: &str, look: &Look) {
    const MORE: &str = "  Space: all of it";
    put_wrapped(buf, area, words, look.text());
    if wrapped_rows(words, area.width, area.height + 1) <= area.height || area.is_empty() {
        return;
    }
    let last = Rect { y: area.bottom() - 1, height: 1, ..area };
    let width = narrow(text::width(MORE)).min(last.width);
    let shown = text::lines(words, usize::from(area.width)).nth(usize::from(area.height) - 1);
    let rest = shown.map_or("", |line| &words[line.start..]);
    for place in last.positions() {
        buf[place].set_symbol(" ");
    }
    put_clipped(buf, last.x, last.y, usize::from(last.width - width), rest, look.text());
    put(buf, last.right() - width, last.y, usize::from(width), MORE, look.accent());
}
