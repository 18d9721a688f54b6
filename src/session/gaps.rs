//! Gaps: the distance between perfect and today, its four scores, and the lane it lies in (the handbook, 2.3 Gap; R1).

use smol_str::SmolStr;

use super::list::List;
use super::record::{entity, record};
use super::values::{Day, Moment};
use super::words::{
    ActionId, DepartmentId, EvidenceId, GapId, NoteId, PersonId, ProcessId, SystemId, ThemeId, words,
};

words! {
    /// A repair, or something new.
    pub enum GapKind { Gap = "gap", Opportunity = "opportunity" }
}
words! {
    /// Who gains.
    pub enum Benefit { Customer = "customer", Operations = "operations", Both = "both" }
}
words! {
    /// How deep it goes.
    pub enum Depth { PainPoint = "pain_point", Process = "process", Structural = "structural" }
}
words! {
    /// Where a gap came from.
    pub enum Origin { Baseline = "baseline", Uncovered = "uncovered", Underlying = "underlying", Ripple = "ripple" }
}
words! {
    /// The three lanes, and not sorted yet.
    pub enum Lane { Unsorted = "unsorted", Now = "now", Next = "next", Later = "later" }
}
words! {
    /// How far a gap is.
    pub enum GapStatus { Open = "open", InProgress = "in_progress", Done = "done", Dropped = "dropped", Merged = "merged" }
}

record! {
    /// A gap. The title says the problem, not the solution.
    pub struct Gap / GapChange {
        @* id: GapId,
        @! title: String,
        @! perfect: String,
        @! today: String,
        @! kind: GapKind,
        @! benefit: Benefit,
        @! depth: Depth,
        @! themes: Vec<ThemeId>,
        @! notes: Vec<NoteId>,
        @! evidence: Vec<EvidenceId>,
        @! scores: Scores,
        @! origin: Origin,
        @! status: GapStatus,
        lead_department: Option<DepartmentId>,
        affects: Vec<DepartmentId>,
        process: Option<ProcessId>,
        systems: Vec<SystemId>,
        caused_by: Option<ActionId>,
        /// Who must be told.
        tell: Option<String>,
        score_votes: Option<ScoreVotes>,
        moved as "override": Option<Override>,
        @! lane: Lane,
        /// 1..n in its lane, without holes.
        @! position: u32,
        /// What must be true before a Next gap starts.
        start_when: Option<String>,
        revisit: Option<Revisit>,
        merged_into: Option<GapId>,
        history: List<GapEvent>,
    }
}
entity!(Gap, GapId, GapChange, "gap");

impl Gap {
    /// Open or in progress: what the lanes hold.
    pub fn is_live(&self) -> bool {
        matches!(self.status, GapStatus::Open | GapStatus::InProgress)
    }
}

words! {
    /// One of the four scales.
    pub enum ScoreScale { Impact = "impact", Urgency = "urgency", Feasibility = "feasibility", Cost = "cost" }
}

record! {
    /// The four scores, each 1 to 5 or not given yet.
    pub struct Scores / ScoresChange {
        @! urgency: Option<u8>,
        @! feasibility: Option<u8>,
        @! cost: Option<u8>,
        @! impact: Option<u8>,
    }
}

record! {
    /// The fingers shown in the room, one number a person.
    pub struct ScoreVotes / ScoreVotesChange {
        impact: Vec<u8>,
        urgency: Vec<u8>,
        feasibility: Vec<u8>,
        cost: Vec<u8>,
        /// On which scales these are the fingers of the second round, which is the last.
        second_round: Vec<ScoreScale>,
    }
}

record! {
    /// The room decided otherwise. The reason has at least 10 characters.
    pub struct Override / OverrideChange {
        @! lane: Lane,
        @! reason: String,
        requested_by: Option<PersonId>,
        recorded_at: Option<Moment>,
        /// What the rule said at that time.
        rule_said: Option<String>,
        until: Option<Day>,
    }
}

record! {
    /// When a Later gap is looked at again.
    pub struct Revisit / RevisitChange {
        on: Option<Day>,
        trigger: String,
    }
}

record! {
    /// Something that happened to a gap.
    pub struct GapEvent / GapEventChange {
        at: String,
        session: String,
        what: SmolStr,
        from: Option<String>,
        to: Option<String>,
    }
}
