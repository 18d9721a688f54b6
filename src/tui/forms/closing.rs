//! What could stop the plan, and how the day ends and goes on.

use super::deck::{Slot, deck};
use super::named::Of;
use crate::rules::open_ends::OpenEnds;
use crate::session::{
    Action, Blocker, BlockerChange, BlockerId, Decision, DecisionChange, DecisionId, Feedback,
    FeedbackChange, FeedbackId, Gap, Guideline, GuidelineChange, GuidelineId, Note, Parked, ParkedChange,
    ParkedId, Person, Premortem, PremortemChange, PremortemId, Review, ReviewChange, ReviewId, Win,
    WinChange, WinId,
};
use crate::tui::ctx::Ctx;

fn ends<'a>(ctx: &Ctx<'a>) -> OpenEnds<'a> {
    OpenEnds::new(ctx.session, ctx.now.moment())
}

/// A blocker.
pub(super) fn blocker<'a>(id: &BlockerId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Blocker>(id)?;
    let mut d = deck::<Blocker>(id, ctx);
    d.open(&ends(&ctx).blocker(it));
    d.prose("said", "Said", &it.said, BlockerChange::said).hint("Word for word.");
    d.word("kind", "Kind", &it.kind, BlockerChange::kind)
        .hint("It counts as an assumption until somebody shows the rule.");
    d.one::<Gap>("gap", "Stands before", it.gap.as_ref(), Of::Gaps, BlockerChange::gap);
    let usual =
        ctx.playbook.blockers.kind(it.kind.as_str()).map(|words| words.check.clone()).unwrap_or_default();
    d.prose("check", "How to check", &it.check, BlockerChange::check).hint(usual);
    d.one::<Person>("owner", "Who checks", it.owner.as_ref(), Of::People, BlockerChange::owner)
        .empty("nobody yet");
    d.day("due", "By", it.due, BlockerChange::due);
    d.word("status", "Status", &it.status, BlockerChange::status);
    d.one::<Note>("note", "From the note", it.note.as_ref(), Of::Notes, BlockerChange::note);
    Some(d.done())
}

/// A pre-mortem item.
pub(super) fn premortem<'a>(id: &PremortemId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Premortem>(id)?;
    let mut d = deck::<Premortem>(id, ctx);
    d.open(&ends(&ctx).premortem(it));
    d.prose("text", "Why nothing changed", &it.text, PremortemChange::text);
    d.must_whole("votes", "Votes", it.votes, (0, 10_000), PremortemChange::votes);
    d.maybe_prose("answer", "What we do about it", it.answer.as_deref(), PremortemChange::answer);
    Some(d.done())
}

/// A parking-lot item.
pub(super) fn parked<'a>(id: &ParkedId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Parked>(id)?;
    let mut d = deck::<Parked>(id, ctx);
    d.open(&ends(&ctx).parked(it));
    d.prose("text", "Parked", &it.text, ParkedChange::text);
    d.maybe_prose("outcome", "Outcome", it.outcome.as_deref(), ParkedChange::outcome)
        .hint("What becomes of it. Either this or an owner before the day ends.");
    d.one::<Person>("owner", "Owner", it.owner.as_ref(), Of::People, ParkedChange::owner);
    d.one::<Person>("by", "Raised by", it.raised_by.as_ref(), Of::People, ParkedChange::raised_by);
    d.one::<Note>("note", "From the note", it.note.as_ref(), Of::Notes, ParkedChange::note);
    Some(d.done())
}

/// A decision.
pub(super) fn decision<'a>(id: &DecisionId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Decision>(id)?;
    let mut d = deck::<Decision>(id, ctx);
    d.open(&ends(&ctx).decision(it));
    d.prose("text", "Decision", &it.text, DecisionChange::text);
    d.one::<Person>("of", "Asked of", it.asked_of.as_ref(), Of::People, DecisionChange::asked_of);
    d.day("by", "By", it.by, DecisionChange::by);
    d.word("status", "Status", &it.status, DecisionChange::status);
    d.maybe_prose("note", "Note", it.note.as_deref(), DecisionChange::note);
    Some(d.done())
}

/// A review.
pub(super) fn review<'a>(id: &ReviewId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Review>(id)?;
    let mut d = deck::<Review>(id, ctx);
    d.open(&ends(&ctx).review(it));
    d.line("kind", "Review", &it.kind, ReviewChange::kind).hint("30-day, 60-day, half year …");
    d.day("on", "On", it.on, ReviewChange::on);
    d.whole("minutes", "Minutes", it.minutes, (1, 1440), ReviewChange::minutes);
    d.day("held", "Held on", it.held_on, ReviewChange::held_on);
    d.maybe_line("session", "Its session", it.session.as_deref(), ReviewChange::session);
    Some(d.done())
}

/// A keep/change card.
pub(super) fn feedback<'a>(id: &FeedbackId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Feedback>(id)?;
    let mut d = deck::<Feedback>(id, ctx);
    d.open(&ends(&ctx).feedback(it));
    d.word("kind", "Kind", &it.kind, FeedbackChange::kind);
    d.prose("text", "Card", &it.text, FeedbackChange::text);
    d.maybe_prose("answer", "Answer", it.answer.as_deref(), FeedbackChange::answer)
        .hint("Every card gets one at the next review.");
    Some(d.done())
}

/// A win.
pub(super) fn win<'a>(id: &WinId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Win>(id)?;
    let mut d = deck::<Win>(id, ctx);
    d.prose("text", "What worked", &it.text, WinChange::text);
    d.day("on", "On", it.on, WinChange::on);
    d.one::<Action>("action", "Through", it.action.as_ref(), Of::Actions, WinChange::action);
    Some(d.done())
}

/// A guideline.
pub(super) fn guideline<'a>(id: &GuidelineId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Guideline>(id)?;
    let mut d = deck::<Guideline>(id, ctx);
    d.prose("text", "Guideline", &it.text, GuidelineChange::text);
    Some(d.done())
}
