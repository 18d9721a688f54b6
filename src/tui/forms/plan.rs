//! The plan: objectives, actions, and what has to be found out.

use super::deck::{Deck, Slot, deck, slim, with};
use super::field::{Field, Kind, Value};
use super::named::Of;
use super::typed;
use crate::rules::measures::payback_words;
use crate::rules::open_ends::OpenEnds;
use crate::session::{
    Action, ActionChange, ActionId, Gap, Metric, Need, NeedChange, NeedId, Note, Objective, ObjectiveChange,
    ObjectiveId, Payback, Person,
};
use crate::tui::ctx::Ctx;

/// What a measure made by its name looks like.
fn new_metric(name: String) -> Metric {
    Metric { name, ..Metric::default() }
}

/// An objective.
pub(super) fn objective<'a>(id: &ObjectiveId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Objective>(id)?;
    let mut d = deck::<Objective>(id, ctx);
    d.prose("text", "Objective", &it.text, ObjectiveChange::text)
        .hint("What the year is for, in one sentence.");
    d.line("year", "Year", &it.year, ObjectiveChange::year);
    d.one_or_new::<Metric>(
        ("metric", "Measure", "New measure"),
        it.metric.as_ref(),
        Of::Metrics,
        new_metric,
        ObjectiveChange::metric,
    );
    Some(d.done())
}

/// An action.
pub(super) fn action<'a>(id: &ActionId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Action>(id)?;
    let mut d = deck::<Action>(id, ctx);
    d.open(&OpenEnds::new(ctx.session, ctx.now.moment()).action(it));
    d.line("title", "Action", &it.title, ActionChange::title).hint("Begins with a verb.");
    d.one::<Gap>("gap", "Gap", it.gap.as_ref(), Of::Gaps, ActionChange::gap);
    d.one::<Person>("owner", "Owner", it.owner.as_ref(), Of::People, ActionChange::owner)
        .empty("nobody yet")
        .hint("Exactly one name; others help.");
    d.many::<Person>("helpers", "Helpers", &it.helpers, Of::People, ActionChange::helpers);
    d.prose("step", "First step", &it.first_step, ActionChange::first_step)
        .empty("not said yet")
        .hint("What happens first, small enough to begin next week.");
    d.day("step_on", "   on", it.first_step_on, ActionChange::first_step_on);
    d.day("start", "Starts", it.start, ActionChange::start);
    d.day("due", "Due", it.due, ActionChange::due);
    d.one_or_new::<Metric>(
        ("measure", "Measure", "New measure"),
        it.measure.as_ref(),
        Of::Metrics,
        new_metric,
        ActionChange::measure,
    )
    .hint("What will show that it worked. A name that is not in the list becomes a new measure.");
    d.maybe_word("kind", "Kind of work", it.kind.as_ref(), ActionChange::kind);
    d.one::<Objective>(
        "objective",
        "Objective",
        it.objective.as_ref(),
        Of::Objectives,
        ActionChange::objective,
    );
    d.head("How it goes");
    d.word("status", "Status", &it.status, ActionChange::status);
    d.day("done_on", "Done on", it.done_on, ActionChange::done_on);
    d.maybe_prose("result", "Result", it.result.as_deref(), ActionChange::result);
    payback(&mut d, it);
    Some(d.done())
}

fn payback<'a>(d: &mut Deck<'a, ActionChange>, it: &'a Action) {
    type Part = (&'static str, &'static str, &'static str, fn(&mut Payback) -> &mut i64);
    d.head("Money case");
    let base = it.payback.clone().unwrap_or_default();
    let currency = d.ctx.session.session.currency.as_str();
    let parts: [Part; 2] = [
        ("payback.cost", "Costs once", "What it costs to get there.", |p| &mut p.cost_minor),
        ("payback.benefit", "Brings monthly", "What it saves or earns in a month.", |p| {
            &mut p.monthly_benefit_minor
        }),
    ];
    let had = it.payback.is_some();
    let make = move |next: Payback| {
        let same = had && it.payback.as_ref() == Some(&next);
        ActionChange::payback(if same { Some(next) } else { slim(next) })
    };
    for (key, label, hint, part) in parts {
        let now = it.payback.clone().map(|mut p| *part(&mut p));
        let text = now.map(|minor| typed::money_text(minor, currency)).unwrap_or_default();
        let value =
            if text.is_empty() { String::new() } else { format!("{currency} {text}").trim().to_owned() };
        let base = base.clone();
        let field = Field { value, text, hint: hint.into(), ..super::deck::blank(key, label, Kind::Number) };
        d.put(field, move |value: &Value| {
            let typed = value.typed().trim();
            let minor = if typed.is_empty() { 0 } else { typed::money(typed, currency)? };
            Ok(make(with(&base, |p| *part(p) = minor)))
        });
    }
    let text = base.assumptions.clone();
    d.prose("payback.assumes", "Assuming", &text, move |text| make(with(&base, |p| p.assumptions = text)))
        .hint("What must hold for these numbers.");
    let earned = it.payback.as_ref().and_then(|p| payback_words(p.cost_minor, p.monthly_benefit_minor));
    d.info("payback.months", "So", earned.unwrap_or_default());
}

/// Something to find out.
pub(super) fn need<'a>(id: &NeedId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Need>(id)?;
    let mut d = deck::<Need>(id, ctx);
    d.open(&OpenEnds::new(ctx.session, ctx.now.moment()).need(it));
    d.prose("question", "Question", &it.question, NeedChange::question);
    d.word("kind", "Kind", &it.kind, NeedChange::kind)
        .hint("Affirm: we believe it and need the number. Investigate: we do not know why.");
    d.prose("how", "How", &it.how, NeedChange::how).hint("Where somebody looks, or whom they ask.");
    d.one::<Person>("owner", "Who", it.owner.as_ref(), Of::People, NeedChange::owner).empty("nobody yet");
    d.day("due", "By", it.due, NeedChange::due);
    d.one::<Note>("note", "From the note", it.note.as_ref(), Of::Notes, NeedChange::note);
    d.maybe_prose("answer", "Answer", it.answer.as_deref(), NeedChange::answer);
    d.day("answered", "Answered on", it.answered_on, NeedChange::answered_on);
    Some(d.done())
}
