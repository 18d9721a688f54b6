//! Measures with a frozen baseline and later readings (the handbook, 2.3 Metric; R10).

use smol_str::SmolStr;

use super::list::{List, Table};
use super::record::{entity, record};
use super::values::{Day, Num};
use super::words::{MetricId, PersonId, words};

words! {
    /// Which way is better.
    pub enum Better { Higher = "higher", Lower = "lower" }
}
words! {
    /// How a baseline is known.
    pub enum Quality { Measured = "measured", Estimated = "estimated", Unknown = "unknown" }
}

record! {
    /// A measure. Without a `decision` it is nice to know.
    pub struct Metric / MetricChange {
        @* id: MetricId,
        @! name: String,
        @! unit: String,
        @! better: Better,
        definition: String,
        definition_version: Option<u32>,
        source: String,
        @! baseline: Baseline,
        @! owner: Option<PersonId>,
        @! decision: String,
        target: Option<Target>,
        note: Option<String>,
        p90: Option<Num>,
        counts: Option<Table<Num>>,
        margin: Option<Num>,
        readings: List<Reading>,
        guardrail: Option<String>,
    }
}
entity!(Metric, MetricId, MetricChange, "measure");

record! {
    /// The first measurement: written once. Without a definition of its own it has that of the measure.
    pub struct Baseline / BaselineChange {
        value: Option<Num>,
        n: Option<u64>,
        period: String,
        @! quality: Quality,
        definition_version: Option<u32>,
    }
}

record! {
    /// Where a measure should be, and when.
    pub struct Target / TargetChange {
        @! value: Num,
        due: Option<SmolStr>,
    }
}

record! {
    /// A later measurement. Without a definition of its own it has that of the measure.
    pub struct Reading / ReadingChange {
        @! date: Day,
        @! value: Num,
        n: Option<u64>,
        margin: Option<Num>,
        note: Option<String>,
        definition_version: Option<u32>,
    }
}

impl Metric {
    /// The number of its definition; the first one where nobody counted.
    pub fn version(&self) -> u32 {
        self.definition_version.unwrap_or(1)
    }

    /// A changed definition gets a number of its own, and what was measured before keeps the old one. Numbers without
    /// one were measured as the measure is defined today.
    pub(super) fn keep_definition(&mut self, before: &Metric) {
        let (was, old) = (before.definition.trim(), before.version());
        if !was.is_empty() && was != self.definition.trim() && self.version() == old {
            self.definition_version = Some(old.saturating_add(1));
        }
        if self.version() == old {
            return;
        }
        if self.baseline.value.is_some() && self.baseline.definition_version.is_none() {
            self.baseline.definition_version = Some(old);
        }
        self.readings.each_mut(|r| r.definition_version.is_none(), |r| r.definition_version = Some(old));
    }
}
