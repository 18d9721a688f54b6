//! The later readings of a measure, each with what the noise check says beside the baseline (the handbook, R10).

use super::deck::{Deck, blank, days};
use super::field::{Field, Kind};
use super::measures::reckoned;
use super::typed;
use crate::rules::counted::{Counted, WAYS};
use crate::rules::measures::one_decimal;
use crate::rules::readings::{margin, sentence, shown};
use crate::session::{Day, List, Metric, MetricChange, Num, Reading};

/// A reading of a day from what was typed. The margin of a share reckons itself; that of a score is kept.
fn taken(read: Counted, date: Day, old: &Reading) -> Reading {
    let kept = read.margin.filter(|_| read.nps.is_some());
    let kept = kept.and_then(|m| Num::from_typed(&format!("{:.1}", one_decimal(m))));
    Reading { date, value: read.value, n: read.n.or(old.n), margin: kept, ..old.clone() }
}

/// All readings with a new one: `9.7 % of 2700`, or with its day in front: `12.6. 9.7 % of 2700`.
///
/// # Errors
/// Where the text is no number.
pub fn with_reading(it: &Metric, text: &str, today: Day, days: typed::Days) -> Result<List<Reading>, String> {
    let (date, number) = match text.trim().split_once(' ') {
        Some((day, rest)) if counts_as_day(day, rest, &it.unit) => (typed::day(day, days)?, rest),
        _ => (today, text),
    };
    let read = reckoned(number, &it.unit)?;
    let mut next = it.readings.clone();
    next.push(taken(read, date, &Reading::default()));
    Ok(next)
}

/// `12.6.` and `2026-06-12` are days, `9.7` is a number; both may stand in front of something.
fn counts_as_day(word: &str, rest: &str, unit: &str) -> bool {
    let dated = word.ends_with('.') || word.matches(['-', '.']).count() >= 2;
    dated && crate::rules::counted::typed(rest, unit).is_ok_and(|read| read.is_some())
}

pub(super) fn readings<'a>(d: &mut Deck<'a, MetricChange>, it: &'a Metric) {
    let all = &it.readings;
    for (i, reading) in all.iter().enumerate() {
        let key = |part: &str| format!("reading.{}.{part}", i + 1);
        let on = reading.date;
        let text = reading.value.to_string();
        let old = text.clone();
        let field = Field {
            value: shown(it, &reading.value, None, margin(it, reading)),
            text,
            hint: format!("Del takes this reading out. {WAYS}"),
            ..blank(&key("value"), &format!("{}. value", i + 1), Kind::Number)
        };
        d.put(field, move |value| {
            let text = value.typed().trim();
            let mut next = all.clone();
            if text.is_empty() {
                next.take(i);
            } else if text != old {
                let read = reckoned(text, &it.unit)?;
                if let Some(reading) = next.at_mut(i) {
                    *reading = taken(read, reading.date, &reading.clone());
                }
            }
            Ok(MetricChange::readings(next))
        });
        d.info(&key("noise"), "   says", sentence(it, reading).unwrap_or_default());
        d.day(&key("date"), "   on", Some(on), move |day| changed(all, i, |r| r.date = day.unwrap_or(on)));
        d.whole(&key("n"), "   out of", reading.n, (0, u64::MAX), move |n| changed(all, i, |r| r.n = n));
        d.number(&key("margin"), "   margin", reading.margin.as_ref(), move |n| {
            changed(all, i, |r| r.margin.clone_from(&n))
        });
        d.maybe_line(&key("note"), "   note", reading.note.as_deref(), move |note| {
            changed(all, i, |r| r.note.clone_from(&note))
        });
    }
    d.info("reading.means", "Means", crate::rules::readings::meaning(it).unwrap_or_default());
    let (today, days) = (d.ctx.now.day(), days(&d.ctx));
    d.adds("reading.new", "New reading", Kind::Number, move |value| {
        if value.typed().trim().is_empty() {
            return Ok(None);
        }
        Ok(Some(MetricChange::readings(with_reading(it, value.typed(), today, days)?)))
    })
    .empty("Enter adds one, dated today")
    .hint("9.7 % of 2700, 262 of 2700 or 196/116/88; with another day in front: 12.6. 9.7 % of 2700.");
}

fn changed(all: &List<Reading>, i: usize, change: impl FnOnce(&mut Reading)) -> MetricChange {
    let mut next = all.clone();
    if let Some(reading) = next.at_mut(i) {
        change(reading);
    }
    MetricChange::readings(next)
}
