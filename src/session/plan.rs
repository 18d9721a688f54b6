//! The plan: objectives, actions with names and dates, and what has to be found out (the handbook, 2.3; R16).

use super::record::{entity, record};
use super::values::Day;
use super::words::{ActionId, GapId, MetricId, NeedId, NoteId, ObjectiveId, PersonId, words};

record! {
    /// What the year is for. Two to four an organisation.
    pub struct Objective / ObjectiveChange {
        @* id: ObjectiveId,
        @! text: String,
        year: String,
        metric: Option<MetricId>,
    }
}
entity!(Objective, ObjectiveId, ObjectiveChange, "objective");

words! {
    /// What kind of work an action is.
    pub enum ActionType {
        Fix = "fix", Sop = "sop", SystemChange = "system_change", Training = "training",
        Communication = "communication", Research = "research",
    }
}
words! {
    /// How far an action is.
    pub enum ActionStatus { Open = "open", InProgress = "in_progress", Done = "done", Dropped = "dropped" }
}

record! {
    /// One action with exactly one owner. `first_step_on` and `start` are not after `due`.
    pub struct Action / ActionChange {
        @* id: ActionId,
        @! gap: Option<GapId>,
        objective: Option<ObjectiveId>,
        kind as "type": Option<ActionType>,
        @! title: String,
        @! owner: Option<PersonId>,
        @! helpers: Vec<PersonId>,
        @! first_step: String,
        @! first_step_on: Option<Day>,
        @! start: Option<Day>,
        @! due: Option<Day>,
        measure: Option<MetricId>,
        payback: Option<Payback>,
        @! status: ActionStatus,
        done_on: Option<Day>,
        result: Option<String>,
    }
}
entity!(Action, ActionId, ActionChange, "action");

impl Action {
    /// Not done and not dropped.
    pub fn is_live(&self) -> bool {
        !matches!(self.status, ActionStatus::Done | ActionStatus::Dropped)
    }
}

record! {
    /// The money case of an action, in the smallest unit of the session's currency.
    pub struct Payback / PaybackChange {
        cost_minor: i64,
        monthly_benefit_minor: i64,
        assumptions: String,
    }
}

words! {
    /// affirm = we believe it and need the number; investigate = we do not know why.
    pub enum NeedKind { Investigate = "investigate", Affirm = "affirm" }
}

record! {
    /// Something to find out.
    pub struct Need / NeedChange {
        @* id: NeedId,
        note: Option<NoteId>,
        @! kind: NeedKind,
        @! question: String,
        @! how: String,
        @! owner: Option<PersonId>,
        @! due: Option<Day>,
        answer: Option<String>,
        answered_on: Option<Day>,
    }
}
entity!(Need, NeedId, NeedChange, "information need");
