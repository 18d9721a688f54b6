//! The facilitator's hint for the block that runs, or for the stage when none runs, and the probes of its question
//! (the handbook, 4.3). Hints are for one pair of eyes: no other screen shows them.

use crate::playbook::Block;
use crate::session::Question;
use crate::tui::ctx::Ctx;
use crate::tui::day::is_today;
use crate::tui::overlays::help;
use crate::tui::overlays::page::{Row, Tone};
use crate::tui::stage::Stage;

/// The block whose hint is wanted, and whether it runs now. Where the other column of its question is worked, that
/// column's block.
pub fn block<'a>(ctx: &Ctx<'a>, question: &str) -> Option<(&'a Block, bool)> {
    let agenda = ctx.playbook.agenda(&ctx.session.session.agenda_variant);
    let column = help::on_screen(ctx).filter(|(shown, _)| *shown == question).map(|(_, column)| column);
    let asks = |block: &&Block| block.question.as_deref() == Some(question);
    let fills = |block: &&Block| column.is_some_and(|column| help::fills(block, column));
    let here = agenda.blocks.iter().filter(asks).find(fills);
    if let Some(runs) = help::running(ctx).filter(|_| is_today(ctx.session, &ctx.now)) {
        return match here {
            Some(here) if asks(&runs) && !fills(&runs) => Some((here, false)),
            _ => Some((runs, true)),
        };
    }
    if here.is_some() {
        return here.map(|block| (block, false));
    }
    let stage = ctx.stage.name().to_lowercase();
    let mine = |block: &&Block| match ctx.stage {
        Stage::Questions => block.question.as_deref() == Some(question),
        _ => block.stage.id() == stage,
    };
    // What is still to come on this stage, before what is over.
    let over = |block: &&Block| {
        ctx.session.agenda.iter().any(|b| b.id.as_str() == block.id && b.actual_start.is_some())
    };
    let ahead = agenda.blocks.iter().filter(mine).find(|block| !over(block));
    ahead.or_else(|| agenda.blocks.iter().find(mine)).map(|block| (block, false))
}

/// The page.
pub fn rows(ctx: &Ctx, question: Option<&Question>) -> Vec<Row> {
    let id = question.map_or("", |question| question.id.as_str());
    let mut rows = Vec::new();
    let block = block(ctx, id);
    // Elsewhere a question is asked only while its block runs.
    let asked = block.and_then(|(block, _)| block.question.as_deref());
    let asked = if ctx.stage == Stage::Questions { Some(id) } else { asked };
    match block {
        Some((block, runs)) => {
            let when = if runs { "now" } else { "for this stage" };
            rows.push(Row::heading(format!("{} · {when}", block.title)));
            for line in [&block.private, &block.hint].into_iter().filter(|line| !line.is_empty()) {
                rows.push(Row::text(line.clone()));
            }
            if block.private.is_empty() && block.hint.is_empty() {
                rows.push(Row::soft("The playbook has no hint for this block."));
            }
        }
        None => rows.push(Row::soft("The playbook has no block for this stage.")),
    }
    let id = asked.unwrap_or_default();
    let own = question.filter(|question| question.id.as_str() == id).map(|question| &question.probes);
    let own = own.filter(|probes| !probes.is_empty());
    let probes = own.or_else(|| ctx.playbook.question(id).map(|question| &question.probes));
    if let Some(probes) = probes.filter(|probes| !probes.is_empty()) {
        rows.push(Row::Blank);
        rows.push(Row::heading(format!("Probes for {id}")));
        let bullet = ctx.look.marks().bullet;
        rows.extend(
            probes.iter().map(|p| Row::Pair(1, (Tone::Soft, bullet.into()), (Tone::Text, p.clone()))),
        );
    }
    rows
}
