//! A gap: the two sentences, what it rests on, whom it touches, and what the rule says of it.

use super::deck::{Deck, Slot, deck, slim, with};
use super::named::Of;
use crate::session::{
    Action, Department, Evidence, Gap, GapChange, GapId, Lane, Note, Override, Process, Revisit, System,
    Theme,
};
use crate::tui::ctx::Ctx;

/// A gap.
pub(super) fn gap<'a>(id: &GapId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Gap>(id)?;
    let mut d = deck::<Gap>(id, ctx);
    d.line("title", "Title", &it.title, GapChange::title).hint("The problem, not the solution.");
    d.prose("perfect", "Perfect", &it.perfect, GapChange::perfect)
        .empty("not said yet")
        .hint("What the customer says when it works.");
    d.prose("today", "Today", &it.today, GapChange::today)
        .empty("not said yet")
        .hint("What happens instead, as somebody has seen it.");
    d.word("kind", "Kind", &it.kind, GapChange::kind)
        .hint("A gap is a repair; an opportunity is something new.");
    d.word("benefit", "Who gains", &it.benefit, GapChange::benefit);
    d.word("depth", "How deep", &it.depth, GapChange::depth)
        .hint("A pain point in one place, a process across places, or how the house is built.");
    d.word("status", "Status", &it.status, GapChange::status);
    d.head("What it rests on");
    d.many::<Theme>("themes", "Themes", &it.themes, Of::Themes, GapChange::themes);
    d.many::<Note>("notes", "Notes", &it.notes, Of::Notes, GapChange::notes);
    d.many::<Evidence>("evidence", "Evidence", &it.evidence, Of::Evidence, GapChange::evidence);
    d.head("Whom it touches");
    d.one_or_new::<Department>(
        ("lead", "Leads", "New department"),
        it.lead_department.as_ref(),
        Of::Departments,
        |name| Department { name, ..Department::default() },
        GapChange::lead_department,
    );
    d.many::<Department>("affects", "Feel it next", &it.affects, Of::Departments, GapChange::affects)
        .hint("Departments whose work changes when this is solved.");
    d.maybe_line("tell", "Must be told", it.tell.as_deref(), GapChange::tell);
    d.one_or_new::<Process>(
        ("process", "Process", "New process"),
        it.process.as_ref(),
        Of::Processes,
        |name| Process { name, ..Process::default() },
        GapChange::process,
    );
    d.many::<System>("systems", "Systems", &it.systems, Of::Systems, GapChange::systems);
    sorting(&mut d, it);
    d.head("Where it comes from");
    d.word("origin", "Origin", &it.origin, GapChange::origin)
        .hint("Uncovered by work on another gap, underlying several, or a ripple of an action.");
    d.one::<Action>("caused_by", "Caused by", it.caused_by.as_ref(), Of::Actions, GapChange::caused_by);
    d.one::<Gap>(
        "merged",
        "Merged into",
        it.merged_into.as_ref(),
        Of::OtherGaps(id.clone()),
        GapChange::merged_into,
    );
    let happened = it.history.iter().map(|event| {
        let (from, to) = (event.from.as_deref().unwrap_or(""), event.to.as_deref().unwrap_or(""));
        format!("{} {} {from} {to}", event.at, event.what).trim_end().to_owned()
    });
    d.info("history", "So far", happened.collect::<Vec<_>>().join("\n"));
    Some(d.done())
}

fn sorting<'a>(d: &mut Deck<'a, GapChange>, it: &'a Gap) {
    let ctx = d.ctx;
    d.head("Sorting");
    let score = |n: Option<u8>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
    let s = &it.scores;
    d.info(
        "scores",
        "Scores",
        format!(
            "impact {} · urgency {} · feasibility {} · cost {}",
            score(s.impact),
            score(s.urgency),
            score(s.feasibility),
            score(s.cost)
        ),
    );
    if let Some(verdict) = ctx.verdicts().gap(it.id.as_str()) {
        let rule = Some(verdict).filter(|verdict| verdict.overridden && verdict.missing.is_empty());
        let rule = rule.map(|verdict| format!(" {}", verdict.rule_says())).unwrap_or_default();
        d.info("lane", "Lane", format!("{}. {}{rule}", lane_name(&it.lane), verdict.sentence));
        d.info("flip", "What would move it", verdict.flip_sentence());
    }
    if let Some(moved) = &it.moved {
        d.info("moved.to", "Moved by the room", lane_name(&moved.lane));
        let make = |change: fn(&mut Override, String)| {
            move |text: String| GapChange::moved(Some(with(moved, |m| change(m, text))))
        };
        d.prose("moved.reason", "   because", &moved.reason, make(|m, text| m.reason = text))
            .hint("At least ten characters: it is printed in the synopsis.");
        // Who asked stays in the file and on the private panel: a room reads this card.
        if moved.requested_by.is_some() {
            d.info("moved.by", "   asked for", "in the room");
        }
        d.day("moved.until", "   until", moved.until, move |until| {
            GapChange::moved(Some(with(moved, |m| m.until = until)))
        });
    }
    d.maybe_prose("start_when", "Starts when", it.start_when.as_deref(), GapChange::start_when)
        .hint("For Next: what must be true before it starts.");
    let base = it.revisit.clone().unwrap_or_default();
    let (on, trigger) = (base.on, base.trigger.clone());
    let keep = it.revisit.is_some();
    let same = move |next: Revisit, before: &Option<Revisit>| {
        if keep && before.as_ref() == Some(&next) {
            GapChange::revisit(Some(next))
        } else {
            GapChange::revisit(slim(next))
        }
    };
    let first = base.clone();
    d.day("revisit.on", "Look again on", on, move |on| same(with(&first, |r| r.on = on), &it.revisit))
        .hint("For Later: the day on which somebody asks again.");
    d.line("revisit.when", "   or when", &trigger, move |text| {
        same(with(&base, |r| r.trigger = text), &it.revisit)
    })
    .hint("For Later: what would bring it back sooner.");
    if let Some(votes) = &it.score_votes {
        let fingers = |name: &str, shown: &[u8]| {
            let shown: Vec<String> = shown.iter().map(u8::to_string).collect();
            (!shown.is_empty()).then(|| format!("{name} {}", shown.join(" ")))
        };
        let rows = [
            fingers("impact", &votes.impact),
            fingers("urgency", &votes.urgency),
            fingers("feasibility", &votes.feasibility),
            fingers("cost", &votes.cost),
        ];
        d.info("fingers", "Fingers shown", rows.into_iter().flatten().collect::<Vec<_>>().join("\n"));
    }
}

/// A lane as people call it.
fn lane_name(lane: &Lane) -> String {
    match lane {
        Lane::Now => "Now".into(),
        Lane::Next => "Next".into(),
        Lane::Later => "Later".into(),
        Lane::Unsorted => "Not sorted yet".into(),
        other @ Lane::Other(_) => other.label(),
    }
}
