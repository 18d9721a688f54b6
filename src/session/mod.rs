//! The session: everything one workshop day holds, as typed aggregates, changed through one door,
//! [`Session::apply`]. Pure: knows no disk, no clock, no screen (the handbook, section 2).

pub mod agenda;
pub mod assessments;
pub mod card;
pub mod closing;
pub mod copies;
mod dangling;
pub mod edit;
pub mod evidence;
pub mod foundations;
pub mod gaps;
mod guard;
pub mod history;
pub mod links;
pub mod list;
pub mod measures;
mod mend;
pub mod moves;
pub mod notes;
pub mod obstacles;
pub mod people;
pub mod plan;
pub mod record;
pub mod themes;
pub mod values;
pub mod words;

pub use agenda::*;
pub use assessments::*;
pub use card::*;
pub use closing::*;
pub use edit::{Edit, ListEdit, Listed, Rejection};
pub use evidence::*;
pub use foundations::*;
pub use gaps::*;
pub use history::History;
pub use list::{Item, List, Table};
pub use measures::*;
pub use notes::*;
pub use obstacles::*;
pub use people::*;
pub use plan::*;
pub use record::Entity;
pub use themes::*;
pub use values::{Clock, Day, Moment, Num};
pub use words::*;

use record::record;

/// What the file calls itself.
pub const FORMAT: &str = "cx-workshop-session";
/// The newest file version this program writes.
pub const SCHEMA_VERSION: u32 = 1;
/// The version of the rules that a session made here follows.
pub const RULE_VERSION: &str = "nnl-1";

record! {
    /// One workshop day. A file with only `format`, `schema_version` and `session` is valid.
    pub struct Session / SessionChange {
        /// Always `cx-workshop-session`.
        @* format: String,
        /// The file's version: 1.
        @* schema_version: u32,
        rule_version: String,
        @* session: Card,
        organisation: Organisation,
        people: List<Person>,
        checklist: List<Check>,
        agenda: List<Block>,
        evidence: List<Evidence>,
        questions: List<Question>,
        notes: List<Note>,
        themes: List<Theme>,
        ballots: List<Ballot>,
        gaps: List<Gap>,
        objectives: List<Objective>,
        actions: List<Action>,
        information_needs: List<Need>,
        metrics: List<Metric>,
        processes: List<Process>,
        sops: List<Sop>,
        systems: List<System>,
        initiatives: List<Initiative>,
        blockers: List<Blocker>,
        premortem: List<Premortem>,
        assessments: Assessments,
        parking_lot: List<Parked>,
        decisions: List<Decision>,
        reviews: List<Review>,
        feedback: List<Feedback>,
        wins: List<Win>,
        guidelines: List<Guideline>,
        distribution: List<Distribution>,
        log: List<LogEntry>,
    }
}
