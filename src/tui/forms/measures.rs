//! A measure: what it is, what to mind, its baseline, its target; the later readings have a file of their own.

use smol_str::SmolStr;

use super::deck::{Deck, Slot, deck, with};
use super::field::{Field, Kind};
use super::named::Of;
use super::readings;
use crate::rules::counted::{self, Counted};
use crate::rules::measures::one_decimal;
use crate::rules::open_ends::OpenEnds;
use crate::rules::readings::{baseline_margin, shown};
use crate::session::{
    Baseline, Edit, Metric, MetricChange, MetricId, Num, Person, Quality, Table, Target, edit,
};
use crate::tui::ctx::Ctx;

/// A measure.
pub(super) fn metric<'a>(id: &MetricId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Metric>(id)?;
    let mut d = deck::<Metric>(id, ctx);
    d.open(&OpenEnds::new(ctx.session, ctx.now.moment()).metric(it));
    d.line("name", "Name", &it.name, MetricChange::name);
    if let Some(kind) = ctx.playbook.measures.kind(&it.name) {
        d.info(
            "kind",
            "Is a kind of",
            format!("{}: {}. Good for {}.", kind.label, kind.formula, kind.good_for),
        );
        d.info("mind", "Mind", kind.pitfalls.join("; "));
    }
    d.line("unit", "Unit", &it.unit, MetricChange::unit).hint("Points, %, minutes, calls a week …");
    d.word("better", "Better is", &it.better, MetricChange::better);
    d.prose("definition", "Definition", &it.definition, MetricChange::definition)
        .hint("What is counted, from when to when. Another text makes definition 2: numbers are not compared across.");
    d.whole("version", "Definition no.", it.definition_version, (1, 1000), MetricChange::definition_version)
        .hint("Counts itself. Set it back where only a slip of the pen was mended.");
    d.line("source", "Source", &it.source, MetricChange::source);
    d.one::<Person>("owner", "Owner", it.owner.as_ref(), Of::People, MetricChange::owner);
    d.prose("decision", "Decides", &it.decision, MetricChange::decision)
        .empty("nothing yet: nice to know")
        .hint("Which decision this number changes.");
    d.head("Baseline");
    baseline(&mut d, id, it);
    d.head("Target");
    target(&mut d, it);
    d.maybe_line("guardrail", "Guardrail", it.guardrail.as_deref(), MetricChange::guardrail)
        .hint("What must not get worse meanwhile.");
    d.maybe_prose("note", "Note", it.note.as_deref(), MetricChange::note);
    d.head("Readings");
    readings::readings(&mut d, it);
    Some(d.done())
}

/// A number to type for a measure, in all the ways in which it may be typed.
pub(super) fn reckoned(text: &str, unit: &str) -> Result<Counted, String> {
    let read = counted::typed(text, unit)?;
    read.ok_or_else(|| format!("“{}” is no number I can read. {}", text.trim(), counted::WAYS))
}

/// The edit that writes the first number of a measure: value, base, unit, margin and counts in one step; nothing at
/// all for an empty text.
///
/// # Errors
/// Where the text is no number.
pub fn first_number(id: &MetricId, it: &Metric, text: &str) -> Result<(Edit, Option<String>), String> {
    let set = |change| edit::change::<Metric>(id, change);
    let label = format!("baseline of {id}");
    if text.trim().is_empty() {
        let gone = Baseline { value: None, quality: Quality::Unknown, ..it.baseline.clone() };
        return Ok((edit::many(label, vec![set(MetricChange::baseline(gone))]), None));
    }
    let read = reckoned(text, &it.unit)?;
    let quality = if read.estimated { Quality::Estimated } else { Quality::Measured };
    let baseline = Baseline {
        value: Some(read.value),
        n: read.n.or(it.baseline.n),
        quality,
        definition_version: None,
        ..it.baseline.clone()
    };
    let mut edits = vec![set(MetricChange::baseline(baseline))];
    if !read.unit.is_empty() && read.unit != it.unit {
        edits.push(set(MetricChange::unit(read.unit)));
    }
    // A margin and counts that belong to another number go with it.
    let counts = read.nps.map(|counts| {
        let mut table = Table::default();
        for (key, n) in ["promoters", "passives", "detractors"].iter().zip(counts) {
            table.set(key, Num::from_typed(&n.to_string()).unwrap_or_default());
        }
        table
    });
    if counts.is_some() || it.counts.is_some() {
        let margin = read.margin.filter(|_| counts.is_some());
        let margin = margin.and_then(|m| Num::from_typed(&format!("{:.1}", one_decimal(m))));
        edits.push(set(MetricChange::margin(margin)));
        edits.push(set(MetricChange::counts(counts)));
    }
    Ok((edit::many(label, edits), read.said))
}

fn baseline<'a>(d: &mut Deck<'a, MetricChange>, id: &MetricId, it: &'a Metric) {
    fn to<T>(base: &Baseline, part: fn(&mut Baseline, T), value: T) -> MetricChange {
        MetricChange::baseline(with(base, |b| part(b, value)))
    }
    let base = &it.baseline;
    let text = base.value.as_ref().map(ToString::to_string).unwrap_or_default();
    let old = text.clone();
    let id = id.clone();
    let field = Field {
        value: base.value.as_ref().map(|v| shown(it, v, None, baseline_margin(it))).unwrap_or_default(),
        text,
        hint: format!("The first measurement, written once. {}", counted::WAYS),
        ..super::deck::blank("base.value", "Value", Kind::Number)
    };
    d.raw(
        field,
        Some(Box::new(move |value| {
            if value.typed().trim() == old {
                return Ok(edit::many("nothing", Vec::new()));
            }
            first_number(&id, it, value.typed()).map(|(edit, _)| edit)
        })),
    );
    d.whole("base.n", "Out of", base.n, (0, u64::MAX), move |n| to(base, |b, n| b.n = n, n))
        .hint("How many answers or cases it rests on.");
    d.line("base.period", "Period", &base.period, move |text| to(base, |b, text| b.period = text, text));
    d.word("base.quality", "Known how", &base.quality, move |q| to(base, |b, q| b.quality = q, q))
        .hint("Measured, estimated, or not known yet.");
    let margin = baseline_margin(it).filter(|_| it.margin.is_none());
    let margin = margin.map(|m| format!("{:.1}, reckoned from the number and its base", one_decimal(m)));
    d.number("margin", "Margin", it.margin.as_ref(), MetricChange::margin)
        .empty(margin.unwrap_or_default())
        .hint("How far chance alone moves it, plus or minus. For a share with its base it reckons itself.");
    d.number("p90", "Nine of ten below", it.p90.as_ref(), MetricChange::p90);
    let counts = it
        .counts
        .as_ref()
        .map(|counts| counts.iter().map(|(key, n)| format!("{key} {n}")).collect::<Vec<_>>().join(", "));
    d.info("counts", "Counted", counts.unwrap_or_default());
    if let Some(version) = base.definition_version.filter(|version| *version != it.version()) {
        d.info("base.version", "By definition", version.to_string());
    }
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
