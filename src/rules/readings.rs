//! The numbers of one measure beside its baseline (the handbook, R10): their margins, and what the noise check says.
//!
//! Refuses to know which kind of measure it is.

use super::counted::is_share;
use super::measures::{Measured, Written, needed, noise_sentence, nps, one_decimal, share_margin};
use crate::session::{Better, Metric, Num, Reading};

/// How its numbers are written.
pub fn written(metric: &Metric) -> Written {
    if is_share(&metric.unit) {
        Written::Percent
    } else if metric.counts.is_some() || metric.unit.trim().to_lowercase().starts_with("point") {
        Written::Signed
    } else {
        Written::Plain
    }
}

fn reckoned(metric: &Metric, value: &Num, n: Option<u64>) -> Option<f64> {
    let n = n.filter(|n| *n > 0 && is_share(&metric.unit))?;
    let percent = value.as_f64();
    (0.0..=100.0).contains(&percent).then(|| share_margin(percent, n))
}

/// The margin of the baseline: as it was written down, or reckoned from a share and its base, or from the counts.
pub fn baseline_margin(metric: &Metric) -> Option<f64> {
    let counts = || {
        let counts = metric.counts.as_ref()?;
        let count = |key: &str| counts.get(key).and_then(|n| n.to_string().parse().ok());
        Some(nps(count("promoters")?, count("passives")?, count("detractors")?)?.margin)
    };
    let stored = metric.margin.as_ref().map(Num::as_f64).filter(|m| m.is_finite() && *m >= 0.0);
    let value = metric.baseline.value.as_ref()?;
    stored.or_else(|| reckoned(metric, value, metric.baseline.n)).or_else(counts)
}

/// The margin of a reading.
pub fn margin(metric: &Metric, reading: &Reading) -> Option<f64> {
    let stored = reading.margin.as_ref().map(Num::as_f64).filter(|m| m.is_finite() && *m >= 0.0);
    stored.or_else(|| reckoned(metric, &reading.value, reading.n))
}

/// “14.2% ± 1.3 of 2718”, “94 minutes”.
pub fn shown(metric: &Metric, value: &Num, n: Option<u64>, margin: Option<f64>) -> String {
    let unit = match written(metric) {
        Written::Percent => "%".to_owned(),
        _ if metric.unit.trim().is_empty() => String::new(),
        _ => format!(" {}", metric.unit.trim()),
    };
    let margin = margin.map_or_else(String::new, |margin| format!(" ± {:.1}", one_decimal(margin)));
    let base = n.map_or_else(String::new, |n| format!(" of {n}"));
    format!("{value}{unit}{margin}{base}")
}

/// What the noise check says of a reading beside the baseline; nothing where there is no baseline.
pub fn sentence(metric: &Metric, reading: &Reading) -> Option<String> {
    let base = &metric.baseline;
    let before = Measured {
        value: base.value.as_ref()?.as_f64(),
        margin: baseline_margin(metric),
        definition: base.definition_version.unwrap_or(metric.version()),
    };
    let after = Measured {
        value: reading.value.as_f64(),
        margin: margin(metric, reading),
        definition: reading.definition_version.unwrap_or(metric.version()),
    };
    Some(noise_sentence(before, after, metric.better != Better::Lower, written(metric)))
}

/// What the last reading means, in one sentence, by the noise check (R10) beside the baseline and the target: “clearly
/// better than the baseline; 4.7 short of the target of 5% by 2026-06-30.” Nothing without a reading or without both.
pub fn meaning(metric: &Metric) -> Option<String> {
    let reading = metric.readings.iter().next_back()?;
    let parts: Vec<String> =
        [beside_baseline(metric, reading), beside_target(metric, reading)].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("{}.", super::words::sentence_case(&parts.join("; "))))
}

fn beside_baseline(metric: &Metric, reading: &Reading) -> Option<String> {
    let base = metric.baseline.value.as_ref()?.as_f64();
    let version = metric.version();
    if metric.baseline.definition_version.unwrap_or(version) != reading.definition_version.unwrap_or(version)
    {
        return Some("not to be compared with the baseline: another definition".into());
    }
    let difference = reading.value.as_f64() - base;
    if !difference.is_finite() {
        return None;
    }
    let better = (difference > 0.0) == (metric.better != Better::Lower);
    let word = if better { "better" } else { "worse" };
    Some(match (baseline_margin(metric), margin(metric, reading)) {
        _ if difference == 0.0 => "the same as the baseline".into(),
        (Some(then), Some(now)) if difference.abs() > needed(then, now) => {
            format!("clearly {word} than the baseline")
        }
        (Some(_), Some(_)) => "no clear change from the baseline yet".into(),
        _ => format!("{word} than the baseline, if it is not noise: a margin is missing"),
    })
}

fn beside_target(metric: &Metric, reading: &Reading) -> Option<String> {
    let target = metric.target.as_ref()?;
    let written = written(metric);
    let by = target.due.as_deref().map(str::trim).filter(|due| !due.is_empty());
    let by = by.map_or_else(String::new, |due| format!(" by {due}"));
    let name = format!("the target of {}{by}", written.number(target.value.as_f64()));
    let over = reading.value.as_f64() - target.value.as_f64();
    let short = if metric.better == Better::Lower { over } else { -over };
    if !short.is_finite() {
        return None;
    }
    let noise = margin(metric, reading).unwrap_or(0.0);
    Some(match short {
        short if short > noise => format!("{} short of {name}", Written::Plain.number(one_decimal(short))),
        short if short > 0.0 => format!("so near {name} that noise may be all of the rest"),
        short if -short < noise => format!("{name} is reached, within the noise"),
        _ => format!("{name} is reached"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Baseline, MetricChange, Session, edit};

    fn num(text: &str) -> Num {
        Num::from_typed(text).expect("a number")
    }

    fn metric() -> Metric {
        Metric {
            name: "Visits missed".into(),
            unit: "%".into(),
            better: Better::Lower,
            definition: "Missed or over an hour late".into(),
            baseline: Baseline { value: Some(num("14.2")), n: Some(2718), ..Baseline::default() },
            ..Metric::default()
        }
    }

    #[test]
    fn a_share_with_its_base_has_a_margin_and_a_hand_written_one_goes_first() {
        let mut metric = metric();
        assert_eq!(baseline_margin(&metric).map(one_decimal), Some(1.3));
        assert_eq!(shown(&metric, &num("14.2"), Some(2718), baseline_margin(&metric)), "14.2% ± 1.3 of 2718");
        metric.margin = Some(num("2"));
        assert_eq!(baseline_margin(&metric), Some(2.0));
        metric.unit = "minutes".into();
        metric.margin = None;
        assert_eq!(baseline_margin(&metric), None);
        assert_eq!(shown(&metric, &num("94"), None, None), "94 minutes");
    }

    #[test]
    fn the_last_reading_means_something_beside_the_baseline_and_the_target() {
        let with = |value: &str, n: Option<u64>, target: Option<&str>, by: Option<&str>| {
            let mut metric = metric();
            let reading = |value: &str, n| Reading { value: num(value), n, ..Reading::default() };
            metric.readings.push(reading("30", None));
            metric.readings.push(reading(value, n));
            metric.target = target.map(|value| crate::session::Target {
                value: num(value),
                due: by.map(Into::into),
                ..crate::session::Target::default()
            });
            meaning(&metric).unwrap_or_default()
        };
        for (value, n, target, by, said) in [
            ("9.7", Some(2700), None, None, "Clearly better than the baseline."),
            (
                "9.7",
                Some(2700),
                Some("5"),
                Some("2026-06-30"),
                "Clearly better than the baseline; 4.7 short of the target of 5% by 2026-06-30.",
            ),
            (
                "13.9",
                Some(2700),
                Some("13"),
                None,
                "No clear change from the baseline yet; so near the target of 13% that noise may be all of the rest.",
            ),
            (
                "4",
                Some(2700),
                Some("5"),
                None,
                "Clearly better than the baseline; the target of 5% is reached.",
            ),
            (
                "4.9",
                Some(2700),
                Some("5"),
                None,
                "Clearly better than the baseline; the target of 5% is reached, within the noise.",
            ),
            (
                "20",
                None,
                Some("5"),
                None,
                "Worse than the baseline, if it is not noise: a margin is missing; 15 short of the target of 5%.",
            ),
            ("14.2", None, None, None, "The same as the baseline."),
        ] {
            assert_eq!(with(value, n, target, by), said, "{value}");
        }
        assert_eq!(meaning(&metric()), None, "nothing was read yet");
    }

    #[test]
    fn what_was_measured_before_a_new_definition_is_not_compared_with_what_came_after() {
        let at = "2026-03-12T14:00:00+01:00".parse().expect("a moment");
        let mut session = Session::default();
        session.apply(&edit::add(metric()), &at).expect("it is fine");
        let id = session.metrics.at(0).expect("it is there").id.clone();
        let change = |session: &mut Session, change| {
            session.apply(&edit::change::<Metric>(&id, change), &at).expect("it is fine");
        };
        let add = |session: &mut Session, value: &str| {
            let mut all = session.metrics.at(0).expect("it is there").readings.clone();
            all.push(Reading { value: num(value), n: Some(2700), ..Reading::default() });
            change(session, MetricChange::readings(all));
        };
        add(&mut session, "9.7");
        change(&mut session, MetricChange::definition("Missed, or over two hours late".into()));
        add(&mut session, "6.0");
        let metric = session.metrics.at(0).expect("it is there");
        assert_eq!(metric.definition_version, Some(2));
        assert_eq!(metric.baseline.definition_version, Some(1));
        let said: Vec<String> = metric.readings.iter().filter_map(|r| sentence(metric, r)).collect();
        assert!(said[0].contains("clearly better"), "{said:?}");
        assert!(said[1].contains("cannot be compared"), "{said:?}");
        change(&mut session, MetricChange::name("Visits missed or late".into()));
        assert_eq!(session.metrics.at(0).and_then(|m| m.definition_version), Some(2), "only the text counts");
    }

    #[test]
    fn the_first_definition_is_number_one() {
        let at = "2026-03-12T14:00:00+01:00".parse().expect("a moment");
        let mut session = Session::default();
        let bare = Metric { definition: String::new(), ..metric() };
        session.apply(&edit::add(bare), &at).expect("it is fine");
        let id = session.metrics.at(0).expect("it is there").id.clone();
        let set = edit::change::<Metric>(&id, MetricChange::definition("Missed".into()));
        session.apply(&set, &at).expect("it is fine");
        let metric = session.metrics.at(0).expect("it is there");
        assert_eq!((metric.version(), metric.baseline.definition_version), (1, None));
    }
}
