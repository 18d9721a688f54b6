//! Who: the organisation, its departments, and the people in the room (the handbook, 2.3).

use super::list::List;
use super::record::{entity, record};
use super::values::Moment;
use super::words::{DepartmentId, PersonId, words};

words! {
    /// The three levels; the rules need exactly these.
    pub enum Level { FrontLine = "front_line", Manager = "manager", Executive = "executive" }
}
words! {
    /// What somebody is here for. Only participants count for coverage, voice, votes and pre-reads.
    pub enum Role { Participant = "participant", Observer = "observer", Facilitator = "facilitator", Scribe = "scribe" }
}
words! {
    /// Whether somebody is here.
    pub enum Presence { Invited = "invited", Confirmed = "confirmed", Present = "present", Absent = "absent" }
}

record! {
    /// The client.
    pub struct Organisation / OrganisationChange {
        name: String,
        sector: String,
        size: String,
        /// Who champions the customer; a person or a group.
        champion: Option<String>,
        vision: Option<String>,
        departments: List<Department>,
    }
}

record! {
    /// A department.
    pub struct Department / DepartmentChange {
        @* id: DepartmentId,
        @! name: String,
        @! customer_facing: bool,
        /// Why nobody could come; ignored once somebody from it is present.
        waiver: Option<String>,
        note: Option<String>,
    }
}
entity!(Department, DepartmentId, DepartmentChange, "department");

record! {
    /// A stakeholder.
    pub struct Person / PersonChange {
        @* id: PersonId,
        @! name: String,
        department: Option<DepartmentId>,
        /// None for facilitator and scribe, who are not participants.
        @! level: Option<Level>,
        job_title: String,
        @! role: Role,
        @! status: Presence,
        arrived_at: Option<Moment>,
        /// Not before `arrived_at`.
        left_at: Option<Moment>,
        remote: bool,
        key_person: bool,
        consent: Consent,
        /// Whether this is the sponsor of the day.
        sponsor: bool,
    }
}
entity!(Person, PersonId, PersonChange, "person");

impl Person {
    /// Present, and here to take part.
    pub fn takes_part(&self) -> bool {
        self.role == Role::Participant && self.status == Presence::Present
    }

    /// Left by then, and is not there any more.
    pub fn has_left(&self, by: &Moment) -> bool {
        self.left_at.as_ref().is_some_and(|left| left.instant() <= by.instant())
    }
}

/// So many minutes after the day has begun in fact nobody is late.
const GRACE_MINUTES: u16 = 15;

impl super::Session {
    /// Whether somebody came after the day had begun: so many minutes of grace after the first block's start in fact, or
    /// after the planned one, whichever is later.
    pub fn came_late(&self, person: &Person) -> bool {
        let card = &self.session;
        let began = self.agenda.iter().find_map(|block| block.actual_start);
        let (Some(came), Some(start)) = (&person.arrived_at, card.start.max(began)) else { return false };
        came.day() == card.date && came.clock().0 > start.0 + GRACE_MINUTES
    }

    /// Whether somebody who came went before the day's end.
    pub fn left_early(&self, person: &Person) -> bool {
        let card = &self.session;
        let early = |left: &Moment| left.day() == card.date && card.end.is_none_or(|end| left.clock() < end);
        person.left_at.as_ref().is_some_and(early)
    }
}

record! {
    /// What somebody agreed to.
    pub struct Consent / ConsentChange {
        @! name_in_full_report: bool,
        @! name_as_owner: bool,
        @! photo: bool,
    }
}
