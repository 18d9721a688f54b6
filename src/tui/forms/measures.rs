//! A measure: what it is, its baseline, its target, and later readings.

use smol_str::SmolStr;

use super::deck::{Deck, Slot, deck, with};
use super::field::Kind;
use super::named::Of;
use super::typed;
use crate::session::{Baseline, List, Metric, MetricChange, MetricId, Num, Person, Reading, Target};
use crate::tui::ctx::Ctx;

/// A measure.
pub(super) fn metric<'a>(id: &MetricId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Metric>(id)?;
    let mut d = deck::<Metric>(id, ctx);
    d.line("name", "Name", &it.name, MetricChange::name);
    d.line("unit", "Unit", &it.unit, MetricChange::unit).hint("Points, %, minutes, calls a week …");
    d.word("better", "Better is", &it.better, MetricChange::better);
    d.prose("definition", "Definition", &it.definition, MetricChange::definition)
        .hint("What is counted, from when to when, so that next time counts the same.");
    d.whole("version", "Definition no.", it.definition_version, (1, 1000), MetricChange::definition_version);
    d.line("source", "Source", &it.source, MetricChange::source);
    d.one::<Person>("owner", "Owner", it.owner.as_ref(), Of::People, MetricChange::owner);
    d.prose("decision", "Decides", &it.decision, MetricChange::decision)
        .empty("nothing yet: nice to know")
        .hint("Which decision this number changes.");
    d.head("Baseline");
    baseline(&mut d, it);
    d.head("Target");
    target(&mut d, it);
    d.maybe_line("guardrail", "Guardrail", it.guardrail.as_deref(), MetricChange::guardrail)
        .hint("What must not get worse meanwhile.");
    d.maybe_prose("note", "Note", it.note.as_deref(), MetricChange::note);
    let counts = it
        .counts
        .as_ref()
        .map(|counts| counts.iter().map(|(key, n)| format!("{key} {n}")).collect::<Vec<_>>().join(", "));
    d.info("counts", "Counted", counts.unwrap_or_default());
    d.head("Readings");
    readings(&mut d, it);
    Some(d.done())
}

fn baseline<'a>(d: &mut Deck<'a, MetricChange>, it: &'a Metric) {
    fn to<T>(base: &Baseline, part: fn(&mut Baseline, T), value: T) -> MetricChange {
        MetricChange::baseline(with(base, |b| part(b, value)))
    }
    let base = &it.baseline;
    d.number("base.value", "Value", base.value.as_ref(), move |n| to(base, |b, n| b.value = n, n))
        .hint("The first measurement. It is frozen when the session is closed.");
    d.whole("base.n", "Out of", base.n, (0, u64::MAX), move |n| to(base, |b, n| b.n = n, n))
        .hint("How many answers or cases it rests on.");
    d.line("base.period", "Period", &base.period, move |text| to(base, |b, text| b.period = text, text));
    d.word("base.quality", "Known how", &base.quality, move |q| to(base, |b, q| b.quality = q, q))
        .hint("Measured, estimated, or not known yet.");
    d.number("margin", "Margin", it.margin.as_ref(), MetricChange::margin)
        .hint("How far chance alone moves it, plus or minus.");
    d.number("p90", "Nine of ten below", it.p90.as_ref(), MetricChange::p90);
}

fn target<'a>(d: &mut Deck<'a, MetricChange>, it: &'a Metric) {
    let now = it.target.as_ref();
    d.number("target.value", "Value", now.map(|t| &t.value), move |value: Option<Num>| {
        let base = it.target.clone().unwrap_or_default();
        MetricChange::target(value.map(|value| Target { value, ..base }))
    })
    .hint("Where it should be. Del takes the target away.");
    if let Some(now) = now {
        d.maybe_line("target.due", "By", now.due.as_deref(), move |due| {
            MetricChange::target(Some(with(now, |t| t.due = due.map(SmolStr::new))))
        })
        .hint("A day, or a quarter like 2026-Q4.");
    }
}

fn readings<'a>(d: &mut Deck<'a, MetricChange>, it: &'a Metric) {
    let all = &it.readings;
    for (i, reading) in all.iter().enumerate() {
        let key = |part: &str| format!("reading.{}.{part}", i + 1);
        let on = reading.date;
        d.number(&key("value"), &format!("{}. value", i + 1), Some(&reading.value), move |value| {
            let mut next = all.clone();
            match value {
                Some(value) => {
                    if let Some(reading) = next.at_mut(i) {
                        reading.value = value;
                    }
                }
                None => {
                    next.take(i);
                }
            }
            MetricChange::readings(next)
        })
        .hint("Del takes this reading out.");
        d.day(&key("date"), "   on", Some(on), move |day| changed(all, i, |r| r.date = day.unwrap_or(on)));
        d.whole(&key("n"), "   out of", reading.n, (0, u64::MAX), move |n| changed(all, i, |r| r.n = n));
        d.number(&key("margin"), "   margin", reading.margin.as_ref(), move |n| {
            changed(all, i, |r| r.margin.clone_from(&n))
        });
        d.maybe_line(&key("note"), "   note", reading.note.as_deref(), move |note| {
            changed(all, i, |r| r.note.clone_from(&note))
        });
    }
    let today = d.ctx.now.day();
    d.adds("reading.new", "New reading", Kind::Number, move |value| {
        if value.typed().trim().is_empty() {
            return Ok(None);
        }
        let value = typed::number(value.typed())?;
        let mut next = all.clone();
        next.push(Reading { date: today, value, ..Reading::default() });
        Ok(Some(MetricChange::readings(next)))
    })
    .empty("Enter adds one, dated today");
}

fn changed(all: &List<Reading>, i: usize, change: impl FnOnce(&mut Reading)) -> MetricChange {
    let mut next = all.clone();
    if let Some(reading) = next.at_mut(i) {
        change(reading);
    }
    MetricChange::readings(next)
}
