//! Cards: every field of every kind of item, as data. The form overlay shows them and turns what is typed into edits.

use crate::session::{
    ActionId, BlockId, BlockerId, CheckId, DecisionId, DepartmentId, EvidenceId, FeedbackId, GapId,
    GuidelineId, InitiativeId, MetricId, NeedId, NoteId, ObjectiveId, ParkedId, PersonId, PremortemId,
    ProcessId, QuestionId, ReviewId, SopId, SystemId, ThemeId, WinId,
};

/// Whose card.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// The session's card: title, date, reason, who, terms.
    Card,
    /// The room.
    Venue,
    /// The client.
    Organisation,
    /// The limit of Now.
    Capacity,
    /// A department.
    Department(DepartmentId),
    /// A person.
    Person(PersonId),
    /// A checklist item.
    Check(CheckId),
    /// An agenda block.
    Block(BlockId),
    /// An evidence item.
    Evidence(EvidenceId),
    /// A question.
    Question(QuestionId),
    /// A note (never its author: that is private).
    Note(NoteId),
    /// A note's author, level and department, under the band.
    NoteAuthor(NoteId),
    /// A theme.
    Theme(ThemeId),
    /// A gap.
    Gap(GapId),
    /// An objective.
    Objective(ObjectiveId),
    /// An action.
    Action(ActionId),
    /// An information need.
    Need(NeedId),
    /// A measure.
    Metric(MetricId),
    /// A process.
    Process(ProcessId),
    /// A playbook page.
    Sop(SopId),
    /// A system.
    System(SystemId),
    /// A running initiative.
    Initiative(InitiativeId),
    /// A blocker.
    Blocker(BlockerId),
    /// A pre-mortem item.
    Premortem(PremortemId),
    /// A parking-lot item.
    Parked(ParkedId),
    /// A decision.
    Decision(DecisionId),
    /// A review.
    Review(ReviewId),
    /// A keep/change card.
    Feedback(FeedbackId),
    /// A win.
    Win(WinId),
    /// A guideline.
    Guideline(GuidelineId),
}
