//! The checklist before the day and the blocks of its agenda.

use super::deck::{Slot, deck};
use super::named::Of;
use crate::session::{Block, BlockChange, BlockId, Check, CheckChange, CheckId, Person};
use crate::tui::ctx::Ctx;

/// A checklist item.
pub(super) fn check<'a>(id: &CheckId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Check>(id)?;
    let mut d = deck::<Check>(id, ctx);
    d.prose("text", "What", &it.text, CheckChange::text);
    d.toggle("done", "Done", it.done, CheckChange::done);
    d.must_whole("lead", "Days before", it.lead_days, (0, 365), CheckChange::lead_days)
        .hint("How many days before the workshop it should be done.");
    d.one::<Person>("owner", "Who", it.owner.as_ref(), Of::People, CheckChange::owner);
    let by = ctx.session.session.date.plus(-i32::try_from(it.lead_days).unwrap_or(0));
    d.info("by", "That is", by.in_words());
    Some(d.done())
}

/// An agenda block.
pub(super) fn block<'a>(id: &BlockId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Block>(id)?;
    let mut d = deck::<Block>(id, ctx);
    d.line("title", "Title", &it.title, BlockChange::title);
    d.word("kind", "Kind", &it.kind, BlockChange::kind);
    d.must_whole("planned", "Minutes", it.planned_minutes, (1, 1440), BlockChange::planned_minutes)
        .hint("Start times follow from the minutes before them.");
    d.must_whole("minimum", "At least", it.minimum_minutes, (1, 1440), BlockChange::minimum_minutes)
        .hint("How short a late day may make it. A break keeps 10 minutes, lunch 45.");
    d.info("start", "Planned start", it.planned_start.to_string()).hint(if it.actual_start.is_some() {
        "It has begun, so its planned start stays: against it the clock says how late it was."
    } else {
        "It follows from the minutes of the blocks before it."
    });
    d.clock("began", "Began", it.actual_start, BlockChange::actual_start);
    d.whole("took", "Took, minutes", it.actual_minutes, (0, 1440), BlockChange::actual_minutes);
    d.whole("late", "Put off, minutes", it.late_minutes, (0, 1440), BlockChange::late_minutes)
        .hint("How much later this block and those after it begin than the minutes before them say.");
    if let Some(words) = ctx.playbook.block(&ctx.session.session.agenda_variant, id.as_str()) {
        d.info("say", "To say", words.say.clone());
    }
    Some(d.done())
}
