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
    /// The first measurement: written once.
    pub struct Baseline / BaselineChange {
        value: Option<Num>,
        n: Option<u64>,
        period: String,
        @! quality: Quality,
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
    /// A later measurement.
    pub struct Reading / ReadingChange {
        @! date: Day,
        @! value: Num,
        n: Option<u64>,
        margin: Option<Num>,
        note: Option<String>,
    }
}
