//! What carries the work: processes, playbook pages, systems, initiatives.

use super::deck::{Deck, Slot, deck};
use super::field::Kind;
use super::named::Of;
use crate::rules::open_ends::OpenEnds;
use crate::rules::{overlaps, processes};
use crate::session::{
    Department, Gap, Initiative, InitiativeChange, InitiativeId, List, Metric, Person, Process,
    ProcessChange, ProcessId, Revision, Sop, SopChange, SopId, Step, System, SystemChange, SystemId,
};
use crate::text;
use crate::tui::ctx::Ctx;

/// A process.
pub(super) fn process<'a>(id: &ProcessId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Process>(id)?;
    let mut d = deck::<Process>(id, ctx);
    let v = ctx.verdicts();
    let tracked = v.tracked.contains(&id.0);
    d.open(&OpenEnds::new(ctx.session, ctx.now.moment()).process(it, tracked));
    d.line("name", "Name", &it.name, ProcessChange::name);
    let counts = v.processes.iter().find(|process| process.id == id.0);
    d.info("why", "Why", counts.map(|counts| processes::sentence(counts, tracked)).unwrap_or_default());
    d.one::<Person>("owner", "Owner", it.owner.as_ref(), Of::People, ProcessChange::owner);
    d.word("adoption", "How far", &it.adoption, ProcessChange::adoption)
        .hint("How far it is lived, not how far it is written.");
    d.toggle("track", "Follow it", it.track, ProcessChange::track);
    d.many::<Gap>("gaps", "Gaps", &it.gaps, Of::Gaps, ProcessChange::gaps);
    d.one::<Metric>("metric", "Measure", it.metric.as_ref(), Of::Metrics, ProcessChange::metric);
    d.maybe_prose("note", "Note", it.note.as_deref(), ProcessChange::note);
    d.head("Steps");
    steps(&mut d, it);
    Some(d.done())
}

fn steps<'a>(d: &mut Deck<'a, ProcessChange>, it: &'a Process) {
    let all = &it.steps;
    let texts: Vec<String> = all.iter().map(|step| step.text.clone()).collect();
    // A step that stays word for word keeps its department and its handover.
    d.lines("steps", "Steps", &texts, move |lines| {
        let step = |text: String| {
            let known = all.iter().find(|step| step.text == text);
            known.cloned().unwrap_or_else(|| Step { text, ..Step::default() })
        };
        ProcessChange::steps(lines.into_iter().map(step).collect())
    })
    .hint("One a line, in order.");
    for (i, step) in all.iter().enumerate() {
        let n = i + 1;
        d.one::<Department>(
            &format!("step.{n}.where"),
            &format!("{n}. done by"),
            step.department.as_ref(),
            Of::Departments,
            move |to| changed(all, i, |step| step.department = to),
        )
        .hint(step.text.clone());
        d.toggle(&format!("step.{n}.over"), "   handed over", step.handover, move |yes| {
            changed(all, i, |step| step.handover = yes)
        })
        .hint(step.text.clone());
    }
}

fn changed(all: &List<Step>, i: usize, change: impl FnOnce(&mut Step)) -> ProcessChange {
    let mut next = all.clone();
    if let Some(step) = next.at_mut(i) {
        change(step);
    }
    ProcessChange::steps(next)
}

/// A playbook page.
pub(super) fn sop<'a>(id: &SopId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Sop>(id)?;
    let mut d = deck::<Sop>(id, ctx);
    d.open(&OpenEnds::new(ctx.session, ctx.now.moment()).sop(it));
    d.line("title", "Title", &it.title, SopChange::title);
    d.one::<Process>("process", "Process", it.process.as_ref(), Of::Processes, SopChange::process);
    d.prose("trigger", "Begins when", &it.trigger, SopChange::trigger);
    d.prose("purpose", "What for", &it.purpose, SopChange::purpose);
    d.line("who", "Who does it", &it.who, SopChange::who);
    d.lines("steps", "Steps", &it.steps, SopChange::steps).hint("One a line, in order.");
    d.maybe_prose("message", "Customer hears", it.customer_message.as_deref(), SopChange::customer_message);
    d.prose("exceptions", "But when", &it.exceptions, SopChange::exceptions);
    d.one::<Metric>("measure", "Measure", it.measure.as_ref(), Of::Metrics, SopChange::measure);
    d.one::<Person>("owner", "Owner", it.owner.as_ref(), Of::People, SopChange::owner);
    d.word("status", "Status", &it.status, SopChange::status);
    d.day("due", "Due", it.due, SopChange::due);
    d.whole("review", "Look again, days", it.review_every_days, (1, 3650), SopChange::review_every_days);
    let past = it.revisions.iter().map(|r| {
        let on = r.on.map(|day| day.to_string()).unwrap_or_default();
        format!("{on} {}", r.what).trim().to_owned()
    });
    d.info("revisions", "Changes so far", past.collect::<Vec<_>>().join("\n"));
    let (all, today) = (&it.revisions, ctx.now.day());
    d.adds("revision.new", "New change", Kind::Line, move |value| {
        let what = text::clean_line(value.typed());
        if what.is_empty() {
            return Ok(None);
        }
        let mut next = all.clone();
        next.push(Revision { on: Some(today), what, ..Revision::default() });
        Ok(Some(SopChange::revisions(next)))
    })
    .empty("Enter adds what changed, dated today");
    Some(d.done())
}

/// A system.
pub(super) fn system<'a>(id: &SystemId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<System>(id)?;
    let mut d = deck::<System>(id, ctx);
    d.line("name", "Name", &it.name, SystemChange::name);
    d.one::<Person>("owner", "Owner", it.owner.as_ref(), Of::People, SystemChange::owner);
    Some(d.done())
}

/// Something that is already running.
pub(super) fn initiative<'a>(id: &InitiativeId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Initiative>(id)?;
    let mut d = deck::<Initiative>(id, ctx);
    d.line("name", "Name", &it.name, InitiativeChange::name);
    d.one::<Person>("owner", "Owner", it.owner.as_ref(), Of::People, InitiativeChange::owner);
    d.line("until", "Until", &it.until, InitiativeChange::until).hint("A day, a month or a quarter.");
    d.many::<Gap>("gaps", "Gaps", &it.gaps, Of::Gaps, InitiativeChange::gaps)
        .hint("Which gaps it already works on.");
    d.info("overlap", "Meets", overlaps::of_initiative(ctx.session, it).join("\n"));
    Some(d.done())
}
