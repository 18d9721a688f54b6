//! How the day ends and goes on: parking lot, decisions asked, reviews, feedback, wins, guidelines, who got
//! which version, and the log (the handbook, 2.3).

use smol_str::SmolStr;

use super::record::{entity, record};
use super::values::{Day, Moment};
use super::words::{
    ActionId, DecisionId, FeedbackId, GuidelineId, NoteId, ParkedId, PersonId, ReviewId, WinId, words,
};

record! {
    /// Parked, not buried: every item has an outcome or an owner before closing.
    pub struct Parked / ParkedChange {
        @* id: ParkedId,
        @! text: String,
        raised_by: Option<PersonId>,
        outcome: Option<String>,
        owner: Option<PersonId>,
        /// The note that was parked.
        note: Option<NoteId>,
    }
}
entity!(Parked, ParkedId, ParkedChange, "parking-lot item");

words! {
    /// What became of a decision.
    pub enum DecisionStatus {
        Asked = "asked", Taken = "taken", Refused = "refused", TakenInTheRoom = "taken_in_the_room",
    }
}

record! {
    /// Something asked of somebody.
    pub struct Decision / DecisionChange {
        @* id: DecisionId,
        @! text: String,
        asked_of: Option<PersonId>,
        by: Option<Day>,
        @! status: DecisionStatus,
        note: Option<String>,
    }
}
entity!(Decision, DecisionId, DecisionChange, "decision");

record! {
    /// A planned look back: `30-day`.
    pub struct Review / ReviewChange {
        @* id: ReviewId,
        @! kind: String,
        @! on: Option<Day>,
        minutes: Option<u32>,
        held_on: Option<Day>,
        session: Option<String>,
    }
}
entity!(Review, ReviewId, ReviewChange, "review");

words! {
    /// Keep it, or change it.
    pub enum FeedbackKind { Keep = "keep", Change = "change" }
}

record! {
    /// A keep/change card; each gets an answer at the next review.
    pub struct Feedback / FeedbackChange {
        @* id: FeedbackId,
        @! kind: FeedbackKind,
        @! text: String,
        answer: Option<String>,
    }
}
entity!(Feedback, FeedbackId, FeedbackChange, "feedback card");

record! {
    /// Something that worked.
    pub struct Win / WinChange {
        @* id: WinId,
        @! text: String,
        on: Option<Day>,
        action: Option<ActionId>,
    }
}
entity!(Win, WinId, WinChange, "win");

record! {
    /// A sentence the client keeps.
    pub struct Guideline / GuidelineChange {
        @* id: GuidelineId,
        @! text: String,
    }
}
entity!(Guideline, GuidelineId, GuidelineChange, "guideline");

record! {
    /// Who was sent which version.
    pub struct Distribution / DistributionChange {
        variant: SmolStr,
        to: String,
        on: Option<Day>,
    }
}

record! {
    /// What was decided against the rule, deleted, or edited after closing.
    pub struct LogEntry / LogEntryChange {
        @! at: Option<Moment>,
        who: Option<PersonId>,
        @! what: SmolStr,
        @! target: SmolStr,
        from: Option<String>,
        to: Option<String>,
    }
}
