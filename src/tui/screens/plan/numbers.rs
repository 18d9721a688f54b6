//! Numbers that are typed on the plan: what a measure is today, its later readings, and the dots of the pre-mortem.
//!
//! It refuses to know how a number is read; that is the rules' and the cards' matter.

use super::Purpose;
use super::answers::{step, then};
use super::asks::{text, words_of};
use crate::rules::counted::WAYS;
use crate::rules::readings::{baseline_margin, shown};
use crate::session::{Metric, MetricId, Premortem, PremortemChange, PremortemId, edit};
use crate::tui::ctx::Ctx;
use crate::tui::forms::{self, Target};
use crate::tui::outcome::{Ask, Outcome};

/// More dots than this are a slip of the hand.
const MOST_DOTS: u32 = 999;

/// What a measure is today; once there is a baseline, its next reading.
pub fn ask(id: &MetricId, ctx: &Ctx) -> Ask {
    let metric = ctx.session.get::<Metric>(id);
    let mind = metric.and_then(|metric| ctx.playbook.measures.kind(&metric.name));
    let mind = mind.map_or_else(String::new, |kind| format!("\n{}", kind.mind()));
    let first = metric.and_then(|it| Some((it, it.baseline.value.as_ref()?)));
    let Some((it, value)) = first else {
        return text(
            format!("{id} · What is the number today?"),
            format!("{WAYS} Leave with Esc if nobody knows.{mind}"),
            String::new(),
            format!("plan.{id}.value"),
            Purpose::Value(id.clone()),
        );
    };
    let stands = shown(it, value, it.baseline.n, baseline_margin(it));
    text(
        format!("{id} · What is it now? A reading of today"),
        format!("The baseline stays: {stands}.\n{WAYS}{mind}"),
        String::new(),
        format!("plan.{id}.reading"),
        Purpose::Reading(id.clone()),
    )
}

/// The first number, with how it was reckoned.
pub fn first(id: &MetricId, words: &str, ctx: &Ctx) -> Outcome {
    let Some(it) = ctx.session.get::<Metric>(id) else { return Outcome::Stay };
    match forms::first_number(id, it, words) {
        Ok((edit, said)) => said_with(Outcome::Edit(edit), said),
        Err(why) => Outcome::Warn(why),
    }
}

/// A later reading, with what the noise check says.
pub fn reading(id: &MetricId, words: &str, ctx: &Ctx) -> Outcome {
    if words.trim().is_empty() {
        return Outcome::Stay;
    }
    match forms::new_reading(id, words, ctx) {
        Ok((edit, said)) => said_with(Outcome::Edit(edit), said),
        Err(why) => Outcome::Warn(why),
    }
}

fn said_with(edit: Outcome, said: Option<String>) -> Outcome {
    let mut all = vec![edit];
    all.extend(said.map(Outcome::Say));
    Outcome::Many(all)
}

/// How many dots a reason has; the next one follows, in the order in which they were said, until all had their turn.
pub fn votes(id: &PremortemId, from: &PremortemId, ctx: &Ctx) -> Ask {
    let dots = ctx.session.get::<Premortem>(id).map_or(0, |reason| reason.votes);
    let all = ctx.session.premortem.len();
    let at = ctx.session.premortem.iter().position(|reason| reason.id == *id).map_or(1, |at| at + 1);
    text(
        format!("{id} · How many dots? ({at} of {all})"),
        format!(
            "{}\nEnter goes on to the next reason; Esc ends.",
            words_of(&Target::Premortem(id.clone()), ctx)
        ),
        if dots == 0 { String::new() } else { dots.to_string() },
        format!("plan.{id}.votes"),
        Purpose::Votes(id.clone(), from.clone()),
    )
}

/// Takes the dots of one reason and asks for those of the next.
pub fn voted(id: &PremortemId, from: &PremortemId, words: &str, ctx: &Ctx) -> Outcome {
    let reasons = &ctx.session.premortem;
    let next = reasons.iter().position(|reason| reason.id == *id).and_then(|at| {
        let next = reasons.at((at + 1) % reasons.len())?;
        (next.id != *from).then(|| votes(&next.id, from, ctx))
    });
    let words = words.trim();
    if words.is_empty() {
        return then(Outcome::Stay, next, None);
    }
    let Some(dots) = words.parse::<u32>().ok().filter(|dots| *dots <= MOST_DOTS) else {
        return Outcome::Warn(format!("“{words}” is no number of dots: 0, 3, 12."));
    };
    let set = edit::change::<Premortem>(id, PremortemChange::votes(dots));
    then(step(format!("dots of {id}"), set), next, None)
}
