//! The rows of what carries the work: measures with their readings, processes, playbook pages.
//!
//! It refuses to know the rules behind a sentence.

use super::page::{dotted, name, plain, soft};
use super::sections::said;
use crate::rules::processes;
use crate::rules::readings::{baseline_margin, meaning, sentence, shown};
use crate::session::{Metric, MetricId, Process, Quality, Sop};
use crate::text::{clip_words, plural};
use crate::tui::ctx::Ctx;
use crate::tui::widgets::lines::{Lines, Piece, Tone};

/// From this width on, what to mind stands beside each measure; on its card it always does.
const WIDE: u16 = 82;

/// A measure: what it is today, what it decides, and what the last reading says.
pub(super) fn metric(page: &mut Lines, at: usize, it: &Metric, ctx: &Ctx) {
    let of = Some(at);
    let value = match &it.baseline.value {
        Some(value) => {
            let about = if it.baseline.quality == Quality::Estimated { "about " } else { "" };
            (Tone::Text, format!("{about}{}", shown(it, value, None, baseline_margin(it))))
        }
        None => (Tone::Warn, "what is it today?".to_owned()),
    };
    page.wrap(of, 0, &[plain(it.name.clone())], Some(value));
    let target = it.target.as_ref().map_or_else(String::new, |t| format!("target {}", t.value));
    let who = it.owner.as_ref().map_or_else(String::new, |id| name(ctx, Some(id)));
    page.wrap(of, 2, &dotted(vec![plain(who), soft(target), soft(it.decision.clone())]), None);
    if let Some(reading) = it.readings.iter().next_back() {
        let words = sentence(it, reading).unwrap_or_else(|| {
            format!("{}: no baseline to compare with.", shown(it, &reading.value, None, None))
        });
        let tone = if words.contains("clearly better") {
            Tone::Good
        } else if words.contains("clearly worse") || words.contains("cannot be compared") {
            Tone::Warn
        } else {
            Tone::Soft
        };
        let count = it.readings.len();
        let more = if count > 1 { format!("{count} readings, the last ") } else { String::new() };
        page.wrap(of, 2, &[soft(format!("{more}{}: ", reading.date.short())), (tone, words)], None);
        page.wrap(of, 2, &[plain(meaning(it).unwrap_or_default())], None);
    }
    if let Some(kind) = ctx.playbook.measures.kind(&it.name).filter(|_| page.width() >= WIDE) {
        page.wrap(of, 2, &[soft(kind.mind())], None);
    }
}

/// A process: why it is tracked, who owns it, in which measure it is seen, how far it is lived.
pub(super) fn process(page: &mut Lines, at: usize, it: &Process, ctx: &Ctx) {
    let of = Some(at);
    let v = ctx.verdicts();
    let tracked = v.tracked.contains(&it.id.0);
    let mark = if tracked {
        (Tone::Good, format!("{} ", ctx.look.marks().lanes[0]))
    } else {
        soft(format!("{} ", ctx.look.marks().lanes[2]))
    };
    page.wrap(of, 0, &[mark, plain(it.name.clone())], Some(soft(it.adoption.label())));
    let why = v.processes.iter().find(|process| process.id == it.id.0);
    let why = why.map(|process| processes::sentence(process, tracked)).unwrap_or_default();
    page.wrap(of, 2, &[soft(why)], None);
    let handed = it.steps.iter().filter(|step| step.handover).count();
    let steps = match (it.steps.len(), handed) {
        (0, _) => "no steps yet".to_owned(),
        (n, 0) => plural(n, "step", "steps"),
        (n, over) => format!("{}, {}", plural(n, "step", "steps"), plural(over, "handover", "handovers")),
    };
    let who = it.owner.as_ref().map_or_else(String::new, |id| name(ctx, Some(id)));
    let words = vec![plain(who), soft(seen_in(it.metric.as_ref(), ctx)), soft(steps)];
    page.wrap(of, 2, &dotted(words), None);
}

/// A page of the playbook: what starts it, who owns it, how far it is.
pub(super) fn sop(page: &mut Lines, at: usize, it: &Sop, ctx: &Ctx) {
    let of = Some(at);
    page.wrap(of, 0, &[plain(it.title.clone())], Some(soft(it.status.label())));
    let who = it.owner.as_ref().map_or_else(String::new, |id| name(ctx, Some(id)));
    let process = it.process.as_ref().and_then(|id| ctx.session.get::<Process>(id));
    let process = process.map_or_else(String::new, |process| process.name.clone());
    let due = it.due.map_or_else(String::new, |day| format!("due {}", super::dates::weekday_and_day(day)));
    let again = it.review_every_days.map_or_else(String::new, |days| format!("looked at every {days} days"));
    let words: Vec<Piece> = vec![plain(who), soft(process), soft(due), soft(again)];
    page.wrap(of, 2, &dotted(words), None);
    if said(&it.trigger) {
        page.wrap(of, 2, &[soft(format!("begins with: {}", it.trigger))], None);
    }
}

fn seen_in(metric: Option<&MetricId>, ctx: &Ctx) -> String {
    let metric = metric.and_then(|id| ctx.session.get::<Metric>(id));
    metric.map_or_else(String::new, |metric| format!("measure {}", clip_words(&metric.name, 36)))
}
