//! Our starting line: measures with base and period, the basics as bars, tracked processes (the handbook, 5.2, 11).

use super::chapter;
use crate::rules::words::{list, number};
use crate::session::{Metric, Num, Process, ProcessId, Quality};
use crate::synopsis::context::Context;
use crate::synopsis::document::{Align, Bar, Bars, Block, Inline, Inlines, Table, text};
use crate::synopsis::words::{grouped, period, short};

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    let mut inner = Vec::new();
    measures(c, &mut inner);
    basics(c, &mut inner);
    processes(c, &mut inner);
    if !inner.is_empty() {
        out.push(chapter("start", "Our starting line"));
        out.extend(inner);
    }
}

/// A number of a measure with its unit: “31%”, “+9 points”, “94 minutes”.
pub(super) fn value(metric: &Metric, number: &Num) -> String {
    let raw = number.to_string();
    let raw = raw.strip_suffix(".0").unwrap_or(&raw).replace('-', "−");
    match metric.unit.trim() {
        "%" => format!("{}%", few_decimals(metric, &raw)),
        "points" if metric.name.contains("NPS") => {
            format!("{}{raw}", if number.as_f64() > 0.0 { "+" } else { "" })
        }
        "" | "count" => raw,
        unit => format!("{raw} {unit}"),
    }
}

/// No decimals on a share of fewer than a hundred.
fn few_decimals(metric: &Metric, raw: &str) -> String {
    let small = metric.baseline.n.is_some_and(|n| n < 100);
    match raw.split_once('.') {
        Some((whole, tail)) if small => {
            let up = tail.bytes().next().is_some_and(|digit| digit >= b'5');
            whole.parse::<i64>().map_or_else(|_| raw.to_owned(), |n| (n + i64::from(up)).to_string())
        }
        _ => raw.to_owned(),
    }
}

fn measures(c: &Context, out: &mut Vec<Block>) {
    if c.s.metrics.is_empty() {
        return;
    }
    let mut table = Table::new(&["Measure", "Baseline", "Target", "Sample and period"], &[40, 20, 16, 24]);
    for metric in c.s.metrics.iter() {
        let baseline = &metric.baseline;
        let mut start: Inlines = Vec::new();
        match &baseline.value {
            Some(number) => {
                start.push(Inline::Strong(value(metric, number)));
                if let Some(margin) = &metric.margin {
                    let margin = margin.to_string();
                    start.push(Inline::Soft(format!(" ± {}", margin.strip_suffix(".0").unwrap_or(&margin))));
                }
                if baseline.quality == Quality::Estimated {
                    start.push(Inline::Soft(" estimated".into()));
                }
                if let Some(slow) = &metric.p90 {
                    start.push(Inline::Soft(format!(" (slowest tenth {slow})")));
                }
            }
            None => start.push(Inline::Strong("not known".into())),
        }
        let target = metric.target.as_ref().map_or_else(String::new, |target| {
            let due = target.due.as_ref().map(|due| format!(" by {}", due_words(due))).unwrap_or_default();
            format!("{}{due}", value(metric, &target.value))
        });
        let n = baseline.n.map(|n| format!("{} · ", grouped(n))).unwrap_or_default();
        let when = if baseline.value.is_some() { period(baseline.period.trim()) } else { String::new() };
        let mut name = text(metric.name.trim());
        if metric.decision.trim().is_empty() {
            name.push(Inline::Soft(" (nice to know)".into()));
        }
        table.row(vec![
            name,
            start,
            text(target),
            vec![Inline::Soft(format!("{n}{when}").trim_end_matches(" · ").to_owned())],
        ]);
    }
    out.push(Block::Table(table));
    for metric in c.s.metrics.iter() {
        let last = metric.readings.iter().max_by_key(|reading| reading.date);
        if let Some(last) = last {
            out.push(Block::Paragraph(vec![
                Inline::Strong(format!("{}: ", metric.name.trim())),
                Inline::Text(format!("{} on {}", value(metric, &last.value), c.day(last.date))),
                Inline::Soft(last.n.map(|n| format!(" ({} counted)", grouped(n))).unwrap_or_default()),
                Inline::Text(".".into()),
            ]));
        }
    }
}

fn due_words(due: &str) -> String {
    due.parse::<crate::session::Day>().map_or_else(|()| due.to_owned(), short)
}

fn basics(c: &Context, out: &mut Vec<Block>) {
    let Some(basics) = &c.v.basics else { return };
    let total = basics.total;
    let caption = format!(
        "The basics of customer experience stand at {}% ({} of {} points).",
        total.percent(),
        total.part,
        total.whole
    );
    let rows = basics
        .groups
        .iter()
        .filter_map(|(name, share)| {
            let share = (*share)?;
            Some(Bar {
                label: name.clone(),
                percent: share.percent(),
                note: format!("{} of {} points", share.part, share.whole),
                here: false,
            })
        })
        .collect();
    out.push(Block::Bars(Bars { caption, rows }));
}

fn processes(c: &Context, out: &mut Vec<Block>) {
    let tracked: Vec<&Process> =
        c.v.tracked.iter().filter_map(|id| c.s.processes.get(&ProcessId::new(id.as_str()))).collect();
    if tracked.is_empty() {
        return;
    }
    let mut table = Table::new(&["Process to track", "Owner", "Measure", "Today"], &[27, 25, 30, 18]);
    table.align = vec![Align::Left; 4];
    for process in &tracked {
        let metric = process.metric.as_ref().and_then(|id| c.metric(id));
        let note = process.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
        let adoption = process.adoption.label();
        table.row(vec![
            text(process.name.trim()),
            text(c.owner_or(process.owner.as_ref(), "no owner yet")),
            vec![Inline::Soft(
                metric.map_or_else(|| "no measure yet".to_owned(), |metric| metric.name.trim().to_owned()),
            )],
            vec![Inline::Soft(
                note.map_or_else(|| adoption.clone(), |note| format!("{adoption}, {}", c.say(note))),
            )],
        ]);
    }
    let others: Vec<&str> =
        c.s.processes
            .iter()
            .filter(|process| !tracked.iter().any(|other| other.id == process.id))
            .map(|process| process.name.trim())
            .collect();
    out.push(Block::Table(table));
    if !others.is_empty() && others.len() <= 7 {
        out.push(Block::Paragraph(vec![Inline::Soft(format!(
            "Not tracked for now ({} gap each at most, none in Now): {}.",
            number(1),
            list(&others)
        ))]));
    }
}
