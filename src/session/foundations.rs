//! What carries the work: processes, playbook pages, systems, running initiatives (the handbook, 2.3; R15).

use super::list::List;
use super::record::{entity, record};
use super::values::Day;
use super::words::{
    DepartmentId, GapId, InitiativeId, MetricId, PersonId, ProcessId, SopId, SystemId, words,
};

words! {
    /// How far a process is lived.
    pub enum Adoption { NotDesigned = "not_designed", Designed = "designed", Pilot = "pilot", InUse = "in_use", Routine = "routine" }
}

record! {
    /// A process of the client.
    pub struct Process / ProcessChange {
        @* id: ProcessId,
        @! name: String,
        @! owner: Option<PersonId>,
        steps: List<Step>,
        @! adoption: Adoption,
        note: Option<String>,
        gaps: Vec<GapId>,
        track: bool,
        metric: Option<MetricId>,
    }
}
entity!(Process, ProcessId, ProcessChange, "process");

record! {
    /// One step of a process.
    pub struct Step / StepChange {
        @! text: String,
        department: Option<DepartmentId>,
        handover: bool,
    }
}

words! {
    /// How far a playbook page is.
    pub enum SopStatus { Idea = "idea", Planned = "planned", Draft = "draft", Tested = "tested", InUse = "in_use", Retired = "retired" }
}

record! {
    /// A playbook page (standard operating procedure).
    pub struct Sop / SopChange {
        @* id: SopId,
        @! title: String,
        process: Option<ProcessId>,
        trigger: String,
        purpose: String,
        who: String,
        steps: Vec<String>,
        customer_message: Option<String>,
        exceptions: String,
        measure: Option<MetricId>,
        owner: Option<PersonId>,
        @! status: SopStatus,
        due: Option<Day>,
        review_every_days: Option<u32>,
        revisions: List<Revision>,
    }
}
entity!(Sop, SopId, SopChange, "playbook page");

record! {
    /// A change to a playbook page.
    pub struct Revision / RevisionChange {
        on: Option<Day>,
        by: Option<PersonId>,
        what: String,
    }
}

record! {
    /// A system of the client.
    pub struct System / SystemChange {
        @* id: SystemId,
        @! name: String,
        owner: Option<PersonId>,
    }
}
entity!(System, SystemId, SystemChange, "system");

record! {
    /// Something that is already running.
    pub struct Initiative / InitiativeChange {
        @* id: InitiativeId,
        @! name: String,
        owner: Option<PersonId>,
        until: String,
        gaps: Vec<GapId>,
    }
}
entity!(Initiative, InitiativeId, InitiativeChange, "initiative");
