//! Where the organisation stands: basics, phase, planning mindset, readiness, pulse (the handbook, 2.3; R9).
//! The items' texts are stored with the answers: a better checklist next year must not rewrite this year's result.

use super::list::{List, Table};
use super::record::record;
use super::values::Moment;

record! {
    /// The five assessments.
    pub struct Assessments / AssessmentsChange {
        basics: List<BasicsGroup>,
        phase: Phase,
        planning_mindset: Answers,
        readiness: Answers,
        pulse: List<Pulse>,
    }
}

record! {
    /// A group of the basics.
    pub struct BasicsGroup / BasicsGroupChange {
        @! group: String,
        @! items: List<BasicsItem>,
    }
}

record! {
    /// One basic: 0 no, 1 partly, 2 yes, null not applicable or not answered.
    pub struct BasicsItem / BasicsItemChange {
        @! text: String,
        @! value: Option<u8>,
    }
}

record! {
    /// Four phases of four statements, each 0 to 3.
    pub struct Phase / PhaseChange {
        answers: Vec<Vec<Option<u8>>>,
        items: Vec<Vec<String>>,
        /// How many stood in each corner: phase, then level.
        corner_poll: Option<Table<Table<u32>>>,
    }
}

record! {
    /// Statements answered 0 to 3.
    pub struct Answers / AnswersChange {
        answers: Vec<Option<u8>>,
        items: Vec<String>,
    }
}

record! {
    /// One question answered 1 to 5 with eyes shut: how many showed each number.
    pub struct Pulse / PulseChange {
        @! at: Option<Moment>,
        @! question: String,
        @! counts: Table<u32>,
    }
}
