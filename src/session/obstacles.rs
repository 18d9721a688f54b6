//! What could stop the plan: blockers heard, and the pre-mortem (the handbook, 2.3).

use super::record::{entity, record};
use super::values::Day;
use super::words::{BlockerId, GapId, NoteId, PersonId, PremortemId, words};

words! {
    /// What kind of "we can't" it is; an assumption until somebody shows the rule.
    pub enum BlockerKind {
        Assumption = "assumption", Habit = "habit", Rule = "rule", Contract = "contract", Resource = "resource",
        Incentive = "incentive", Skill = "skill",
    }
}
words! {
    /// What became of it.
    pub enum BlockerStatus { Open = "open", TrueConstraint = "true_constraint", Dissolved = "dissolved" }
}

record! {
    /// Something said to be impossible, word for word, and how it is checked.
    pub struct Blocker / BlockerChange {
        @* id: BlockerId,
        @! said: String,
        @! kind: BlockerKind,
        gap: Option<GapId>,
        @! check: String,
        @! owner: Option<PersonId>,
        @! due: Option<Day>,
        @! status: BlockerStatus,
        /// The note in which it was said.
        note: Option<NoteId>,
    }
}
entity!(Blocker, BlockerId, BlockerChange, "blocker");

record! {
    /// "It is June, nothing has changed. Why?"
    pub struct Premortem / PremortemChange {
        @* id: PremortemId,
        @! text: String,
        @! votes: u32,
        answer: Option<String>,
    }
}
entity!(Premortem, PremortemId, PremortemChange, "pre-mortem item");
