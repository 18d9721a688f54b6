//! Every change to a session, as data, and the one door through which it goes. A refused edit leaves no trace.

use super::record::Entity;
use super::words::Numbered;
use super::{
    Action, ActionId, Assessments, AssessmentsChange, Ballot, BallotId, Block, BlockId, Blocker, BlockerId,
    CardChange, Check, CheckId, Decision, DecisionId, Department, DepartmentId, Distribution, Evidence,
    EvidenceId, Feedback, FeedbackId, Gap, GapId, Guideline, GuidelineId, Initiative, InitiativeId, List,
    LogEntry, Metric, MetricId, Moment, Need, NeedId, Note, NoteId, Objective, ObjectiveId,
    OrganisationChange, Parked, ParkedId, Person, PersonId, Premortem, PremortemId, Process, ProcessId,
    Question, QuestionId, Review, ReviewId, Session, SessionStatus, Sop, SopId, System, SystemId, Theme,
    ThemeId, VenueChange, Win, WinId,
};

/// Why an edit was refused: one sentence for the facilitator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection(pub String);

impl Rejection {
    pub(super) fn because<T>(why: impl Into<String>) -> Result<T, Self> {
        Err(Self(why.into()))
    }
}

impl std::fmt::Display for Rejection {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Rejection {}

/// A change to one list of the session.
#[derive(Clone, Debug, PartialEq)]
pub enum ListEdit<T: Entity> {
    /// At the end. An empty id gets the next number.
    Add(Box<T>),
    /// One field of one item.
    Change(T::Id, T::Change),
    /// Out of the list; what pointed at it is cleaned up in the same step.
    Remove(T::Id),
    /// To another place in the list (index after removal).
    Move(T::Id, usize),
}

/// An item that lives in one of the session's lists.
pub trait Listed: Entity<Id: Numbered + Default + Clone + Ord + std::hash::Hash> {
    /// Its list.
    fn list(session: &Session) -> &List<Self>;
    /// Its list, to change it. Outside of this room only [`Session::apply`] does.
    fn list_mut(session: &mut Session) -> &mut List<Self>;
    /// Gives a new item its id.
    fn with_id(self, id: Self::Id) -> Self;
    /// The edit that does this to its list.
    fn edit(change: ListEdit<Self>) -> Edit;
}

macro_rules! edits {
    ($( $(#[$doc:meta])* $Variant:ident: $Type:ident, $Id:ident, $($path:ident).+ );+ $(;)?) => {
        /// A change to the session, as data. The only thing the session accepts.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Edit {
            /// The session's card.
            Card(Box<CardChange>),
            /// The room.
            Venue(VenueChange),
            /// The client.
            Organisation(Box<OrganisationChange>),
            /// The assessments.
            Assessments(AssessmentsChange),
            $( $(#[$doc])* #[doc = concat!("The list of ", stringify!($Type), ".")] $Variant(ListEdit<$Type>), )*
            /// Who was sent which version.
            Sent(Distribution),
            /// A place for what would be seen by nobody ([`Session::ailments`]).
            Mend,
            /// Several in one undoable step, with the words for undo.
            Many {
                /// "12 notes added".
                label: String,
                /// In order; all or none.
                edits: Vec<Edit>,
            },
        }

        $(
            impl Listed for $Type {
                fn list(session: &Session) -> &List<Self> {
                    &session.$($path).+
                }
                fn list_mut(session: &mut Session) -> &mut List<Self> {
                    &mut session.$($path).+
                }
                fn with_id(mut self, id: $Id) -> Self {
                    self.id = id;
                    self
                }
                fn edit(change: ListEdit<Self>) -> Edit {
                    Edit::$Variant(change)
                }
            }
        )+

        impl Session {
            /// Gives new ids to what another one of its kind has; a sentence each.
            pub(super) fn renumber_all(&mut self, told: &mut Vec<String>) {
                $( self.renumber::<$Type>(told); )+
            }

            fn run(&mut self, edit: &Edit, at: &Moment) -> Result<(), Rejection> {
                match edit {
                    Edit::Card(change) => {
                        let before = self.session.clone();
                        self.session.set((**change).clone());
                        if self.session.start != before.start {
                            self.retime();
                        }
                        self.check_card(&before)
                    }
                    Edit::Venue(change) => {
                        self.session.venue.set(change.clone());
                        Ok(())
                    }
                    Edit::Organisation(change) => {
                        self.organisation.set((**change).clone());
                        Ok(())
                    }
                    Edit::Assessments(change) => {
                        self.assessments.set(change.clone());
                        check_assessments(&self.assessments)
                    }
                    $( Edit::$Variant(change) => self.run_list(change, at), )+
                    Edit::Sent(sent) => {
                        self.distribution.push(sent.clone());
                        Ok(())
                    }
                    Edit::Mend => {
                        self.mend();
                        Ok(())
                    }
                    Edit::Many { edits, .. } => edits.iter().try_for_each(|edit| self.run(edit, at)),
                }
            }
        }

        impl Edit {
            /// What was done, in a few words: "note added".
            pub fn label(&self) -> String {
                match self {
                    Self::Card(_) => "session card changed".into(),
                    Self::Venue(_) => "venue changed".into(),
                    Self::Organisation(_) => "organisation changed".into(),
                    Self::Assessments(_) => "assessment answered".into(),
                    $( Self::$Variant(change) => change.label(), )+
                    Self::Sent(_) => "sending recorded".into(),
                    Self::Mend => "session mended".into(),
                    Self::Many { label, .. } => label.clone(),
                }
            }
        }
    };
}

edits! {
    Department: Department, DepartmentId, organisation.departments;
    Person: Person, PersonId, people;
    Check: Check, CheckId, checklist;
    Block: Block, BlockId, agenda;
    Evidence: Evidence, EvidenceId, evidence;
    Question: Question, QuestionId, questions;
    Note: Note, NoteId, notes;
    Theme: Theme, ThemeId, themes;
    Ballot: Ballot, BallotId, ballots;
    Gap: Gap, GapId, gaps;
    Objective: Objective, ObjectiveId, objectives;
    Action: Action, ActionId, actions;
    Need: Need, NeedId, information_needs;
    Metric: Metric, MetricId, metrics;
    Process: Process, ProcessId, processes;
    Sop: Sop, SopId, sops;
    System: System, SystemId, systems;
    Initiative: Initiative, InitiativeId, initiatives;
    Blocker: Blocker, BlockerId, blockers;
    Premortem: Premortem, PremortemId, premortem;
    Parked: Parked, ParkedId, parking_lot;
    Decision: Decision, DecisionId, decisions;
    Review: Review, ReviewId, reviews;
    Feedback: Feedback, FeedbackId, feedback;
    Win: Win, WinId, wins;
    Guideline: Guideline, GuidelineId, guidelines;
}

impl<T: Entity> ListEdit<T> {
    fn label(&self) -> String {
        let noun = T::NOUN;
        match self {
            Self::Add(_) => format!("{noun} added"),
            Self::Change(id, _) => format!("{noun} {id} changed"),
            Self::Remove(id) => format!("{noun} {id} removed"),
            Self::Move(id, _) => format!("{noun} {id} moved"),
        }
    }
}

/// The edit that adds an item; an empty id gets the next number.
pub fn add<T: Listed>(item: T) -> Edit {
    T::edit(ListEdit::Add(Box::new(item)))
}

/// The edit that changes one field of an item.
pub fn change<T: Listed>(id: &T::Id, change: T::Change) -> Edit {
    T::edit(ListEdit::Change(id.clone(), change))
}

/// The edit that removes an item and what points at it.
pub fn remove<T: Listed>(id: &T::Id) -> Edit {
    T::edit(ListEdit::Remove(id.clone()))
}

/// The edit that moves an item to another place in its list.
pub fn shift<T: Listed>(id: &T::Id, to: usize) -> Edit {
    T::edit(ListEdit::Move(id.clone(), to))
}

/// Several edits as one step.
pub fn many(label: impl Into<String>, edits: Vec<Edit>) -> Edit {
    Edit::Many { label: label.into(), edits }
}

/// The edit of one field of the session's card.
pub fn card(change: CardChange) -> Edit {
    Edit::Card(Box::new(change))
}

impl Session {
    /// The only door: applies an edit at a moment, or refuses it and stays as it was.
    ///
    /// # Errors
    /// A sentence that says which rule of the data model the edit would break (the handbook, 2.3).
    pub fn apply(&mut self, edit: &Edit, at: &Moment) -> Result<(), Rejection> {
        let mut next = self.clone();
        next.run(edit, at)?;
        *self = next;
        Ok(())
    }

    /// The id that the next added item of this kind gets: never one that was used before.
    pub fn next_id<T: Listed>(&self) -> T::Id {
        let used =
            T::list(self).iter().filter_map(|item| T::Id::running_number(&item.id().to_string())).max();
        let logged = self.log.iter().filter_map(|entry| T::Id::running_number(&entry.target)).max();
        T::Id::numbered(used.max(logged).unwrap_or(0).saturating_add(1))
    }

    /// An item by id.
    pub fn get<T: Listed>(&self, id: &T::Id) -> Option<&T> {
        T::list(self).get(id)
    }

    fn run_list<T: Listed>(&mut self, edit: &ListEdit<T>, at: &Moment) -> Result<(), Rejection>
    where
        Session: Keeps<T>,
    {
        let noun = T::NOUN;
        match edit {
            ListEdit::Add(item) => {
                let item = (**item).clone();
                let item =
                    if item.id().to_string().is_empty() { item.with_id(self.next_id::<T>()) } else { item };
                if T::list(self).has(item.id()) {
                    return Rejection::because(format!("There is already a {noun} {}.", item.id()));
                }
                let id = item.id().clone();
                T::list_mut(self).push(item);
                self.after(&id, None, at)
            }
            ListEdit::Change(id, change) => {
                let Some(item) = T::list_mut(self).get_mut(id) else {
                    return Rejection::because(format!("There is no {noun} {id} any more."));
                };
                let before = item.clone();
                item.change(change.clone());
                if item.id() != id {
                    return Rejection::because(format!("A {noun} keeps its id."));
                }
                self.after(id, Some(&before), at)
            }
            ListEdit::Remove(id) => {
                let Some(place) = T::list(self).place(id) else {
                    return Rejection::because(format!("There is no {noun} {id} any more."));
                };
                self.may_remove(id)?;
                let Some(gone) = T::list_mut(self).take(place) else { return Ok(()) };
                self.forget(&gone);
                self.note_in_log(at, "removed", &id.to_string(), None);
                Ok(())
            }
            ListEdit::Move(id, to) => {
                let Some(place) = T::list(self).place(id) else {
                    return Rejection::because(format!("There is no {noun} {id} any more."));
                };
                T::list_mut(self).shift(place, *to);
                self.after(id, None, at)
            }
        }
    }

    /// Adds a line to the log, in the facilitator's name.
    pub(super) fn note_in_log(&mut self, at: &Moment, what: &str, target: &str, to: Option<String>) {
        let who = self.session.facilitator.clone();
        self.log.push(LogEntry {
            at: Some(at.clone()),
            who,
            what: what.into(),
            target: target.into(),
            to,
            ..LogEntry::default()
        });
    }

    /// A closed session may still be corrected, but the log says so.
    pub(super) fn log_if_closed(&mut self, at: &Moment, target: &str) {
        if self.session.status == SessionStatus::Closed {
            self.note_in_log(at, "edited after closing", target, None);
        }
    }
}

fn check_assessments(assessments: &Assessments) -> Result<(), Rejection> {
    let within = |answers: &[Option<u8>], most: u8| answers.iter().flatten().all(|n| *n <= most);
    let scales = assessments.phase.answers.iter().all(|four| within(four, 3))
        && within(&assessments.planning_mindset.answers, 3)
        && within(&assessments.readiness.answers, 3);
    if !scales {
        return Rejection::because("Statements are answered with 0, 1, 2 or 3.");
    }
    let basics = assessments
        .basics
        .iter()
        .flat_map(|group| group.items.iter())
        .all(|i| i.value.is_none_or(|n| n <= 2));
    if !basics {
        return Rejection::because("A basic is 0 (no), 1 (partly) or 2 (yes).");
    }
    let pulse = assessments.pulse.iter().flat_map(|pulse| pulse.counts.iter());
    if pulse.into_iter().any(|(key, _)| !matches!(key, "1" | "2" | "3" | "4" | "5")) {
        return Rejection::because("The pulse is answered with 1 to 5.");
    }
    Ok(())
}

/// What the session guards about one kind of item.
pub(super) trait Keeps<T: Listed> {
    /// After an item was added, moved or changed: its invariants, and what follows from the change.
    fn after(&mut self, id: &T::Id, before: Option<&T>, at: &Moment) -> Result<(), Rejection>;
    /// Whether it may go.
    fn may_remove(&self, _id: &T::Id) -> Result<(), Rejection> {
        Ok(())
    }
    /// Cleans up what pointed at a removed item.
    fn forget(&mut self, _gone: &T) {}
}
