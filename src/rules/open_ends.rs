//! What an item of the plan still lacks before the room is left, in words (the handbook, 4.3 blocks 11, 18, 19, 20;
//! R10, R16), and who cannot be an owner because nobody can ask them today.
//!
//! It only says: nothing is ever blocked by it. Refuses to know how a screen shows it.

use crate::session::{
    Action, Blocker, BlockerKind, BlockerStatus, Decision, DecisionStatus, Feedback, Kind, Metric, Moment,
    Need, Parked, Person, PersonId, Premortem, Presence, Process, Review, Role, Session, SessionStatus, Sop,
};

fn said(text: &str) -> bool {
    !text.trim().is_empty()
}

fn told(text: Option<&String>) -> bool {
    text.is_some_and(|text| said(text))
}

/// The room at a moment: whether the day has begun, and who is there to be asked.
#[derive(Debug, Clone)]
pub struct OpenEnds<'a> {
    session: &'a Session,
    now: Moment,
    begun: bool,
}

impl<'a> OpenEnds<'a> {
    /// What is open in a session at a moment.
    pub fn new(session: &'a Session, now: Moment) -> Self {
        let there = |p: &Person| p.role == Role::Participant && p.status == Presence::Present;
        let begun = session.session.status != SessionStatus::Preparing && session.people.iter().any(there);
        Self { session, now, begun }
    }

    /// Why somebody cannot be asked today: “absent”, “not in the room”, “left at 14:30”, “not on the roster”. Before
    /// anybody has come, nobody is missing; and who left when the day ended has not left it.
    pub fn away(&self, id: &PersonId) -> Option<String> {
        let Some(person) = self.session.get::<Person>(id) else { return Some("not on the roster".into()) };
        if person.status == Presence::Absent {
            return Some("absent".into());
        }
        if !self.begun {
            return None;
        }
        if person.status != Presence::Present {
            return Some("not in the room".into());
        }
        let left = person.left_at.as_ref()?;
        let early = self.session.session.end.is_none_or(|end| left.clock() < end);
        (early && left.day() == self.session.session.date && left.instant() <= self.now.instant())
            .then(|| format!("left at {}", left.clock()))
    }

    /// “Tom is absent: who asks them today?” A name that is not in the room is not an owner; nothing for one that is.
    pub fn owner_sentence(&self, id: &PersonId) -> Option<String> {
        let why = self.away(id)?;
        let name =
            self.session.get::<Person>(id).map_or_else(|| id.to_string(), |person| person.name.clone());
        let is = if why.starts_with("left") { "" } else { "is " };
        Some(format!("{name} {is}{why}: who asks them today?"))
    }

    fn owner(&self, id: Option<&PersonId>, out: &mut Vec<String>) {
        match id {
            None => out.push("no owner".into()),
            Some(id) => out.extend(self.away(id).map(|why| {
                let is = if why.starts_with("left") { "" } else { "is " };
                format!("owner {is}{why}")
            })),
        }
    }

    /// An action: whether its owner can be asked. What else it lacks is told by its gap's ticks.
    pub fn action(&self, action: &Action) -> Vec<String> {
        let mut out = Vec::new();
        if action.is_live() && action.owner.is_some() {
            self.owner(action.owner.as_ref(), &mut out);
        }
        out
    }

    /// A need: how, who, until when.
    pub fn need(&self, need: &Need) -> Vec<String> {
        let mut out = Vec::new();
        if need.answered_on.is_some() || told(need.answer.as_ref()) {
            return out;
        }
        if !said(&need.how) {
            out.push("no how".into());
        }
        self.owner(need.owner.as_ref(), &mut out);
        if need.due.is_none() {
            out.push("no date".into());
        }
        out
    }

    /// A measure: its decision, its baseline, its owner.
    pub fn metric(&self, metric: &Metric) -> Vec<String> {
        let mut out = Vec::new();
        if metric.baseline.value.is_none() {
            out.push("no baseline".into());
        }
        if !said(&metric.decision) {
            out.push("no decision: nice to know".into());
        }
        self.owner(metric.owner.as_ref(), &mut out);
        out
    }

    /// A blocker: who checks, how, until when; an assumption without a check will stay one.
    pub fn blocker(&self, blocker: &Blocker) -> Vec<String> {
        let mut out = Vec::new();
        if matches!(blocker.status, BlockerStatus::Dissolved | BlockerStatus::TrueConstraint) {
            return out;
        }
        if !said(&blocker.check) {
            let assumed = blocker.kind == BlockerKind::Assumption;
            out.push(if assumed { "an assumption, and no check" } else { "no check" }.into());
        }
        self.owner(blocker.owner.as_ref(), &mut out);
        if blocker.due.is_none() {
            out.push("no date".into());
        }
        out
    }

    /// A reason that somebody gave a dot wants an answer.
    pub fn premortem(&self, reason: &Premortem) -> Vec<String> {
        let open = reason.votes > 0 && !told(reason.answer.as_ref());
        if open { vec!["no answer yet".into()] } else { Vec::new() }
    }

    /// A parked item leaves with an outcome or an owner.
    pub fn parked(&self, item: &Parked) -> Vec<String> {
        let mut out = Vec::new();
        match (&item.owner, told(item.outcome.as_ref())) {
            (None, false) => out.push("no outcome and no owner".into()),
            (Some(owner), false) => self.owner(Some(owner), &mut out),
            (_, true) => {}
        }
        out
    }

    /// A decision that is asked: of whom, until when.
    pub fn decision(&self, decision: &Decision) -> Vec<String> {
        let mut out = Vec::new();
        if decision.status != DecisionStatus::Asked {
            return out;
        }
        if decision.asked_of.is_none() {
            out.push("asked of nobody".into());
        }
        if decision.by.is_none() {
            out.push("no date".into());
        }
        out
    }

    /// A review: its date; once that is past, whether it was held.
    pub fn review(&self, review: &Review) -> Vec<String> {
        match review.on {
            None => vec!["no date".into()],
            Some(on) if on < self.now.day() && review.held_on.is_none() => vec!["past, and not held".into()],
            Some(_) => Vec::new(),
        }
    }

    /// A card of keep and change: it gets an answer at the next review.
    pub fn feedback(&self, card: &Feedback) -> Vec<String> {
        let review =
            self.session.session.kind == Kind::Review
                || self.session.reviews.iter().any(|review| {
                    review.held_on.is_some() || review.on.is_some_and(|on| on <= self.now.day())
                });
        if review && !told(card.answer.as_ref()) { vec!["no answer yet".into()] } else { Vec::new() }
    }

    /// A process: a tracked one needs an owner and one measure (R15).
    pub fn process(&self, process: &Process, tracked: bool) -> Vec<String> {
        let mut out = Vec::new();
        if tracked {
            self.owner(process.owner.as_ref(), &mut out);
            if process.metric.is_none() {
                out.push("no measure".into());
            }
        }
        out
    }

    /// A page of the playbook: what starts it, and who owns it.
    pub fn sop(&self, page: &Sop) -> Vec<String> {
        let mut out = Vec::new();
        if !said(&page.trigger) {
            out.push("no trigger".into());
        }
        self.owner(page.owner.as_ref(), &mut out);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{CardChange, Day, Edit, edit};

    fn at(text: &str) -> Moment {
        text.parse().expect("a moment")
    }

    /// A running day with one person there, one absent, one invited, one who left at half past two.
    fn day() -> Session {
        let mut session = Session::default();
        let person = |name: &str, status, left: Option<&str>| {
            edit::add(Person { name: name.into(), status, left_at: left.map(at), ..Person::default() })
        };
        let edits: Vec<Edit> = vec![
            edit::card(CardChange::date("2026-03-12".parse().expect("a day"))),
            edit::card(CardChange::end(Some("16:30".parse().expect("a time")))),
            edit::card(CardChange::status(SessionStatus::Running)),
            person("There", Presence::Present, Some("2026-03-12T16:30:00+01:00")),
            person("Ill", Presence::Absent, None),
            person("Asked", Presence::Invited, None),
            person("Gone", Presence::Present, Some("2026-03-12T14:30:00+01:00")),
        ];
        for edit in edits {
            session.apply(&edit, &at("2026-03-12T09:00:00+01:00")).expect("they are fine");
        }
        session
    }

    #[test]
    fn a_name_that_is_not_in_the_room_is_no_owner() {
        let session = day();
        let ids: Vec<PersonId> = session.people.iter().map(|p| p.id.clone()).collect();
        let away = |now: &str| {
            let ends = OpenEnds::new(&session, at(now));
            ids.iter().map(|id| ends.away(id).unwrap_or_default()).collect::<Vec<_>>()
        };
        assert_eq!(away("2026-03-12T14:00:00+01:00"), ["", "absent", "not in the room", ""]);
        assert_eq!(away("2026-03-12T15:00:00+01:00"), ["", "absent", "not in the room", "left at 14:30"]);
        let ends = OpenEnds::new(&session, at("2026-03-20T15:00:00+01:00"));
        assert_eq!(ends.away(&ids[0]), None, "who stayed to the end has not left");
        assert_eq!(ends.away(&PersonId::new("P99")).as_deref(), Some("not on the roster"));
    }

    #[test]
    fn before_the_day_nobody_is_missing() {
        let mut session = day();
        let preparing = edit::card(CardChange::status(SessionStatus::Preparing));
        session.apply(&preparing, &at("2026-03-12T09:00:00+01:00")).expect("it is fine");
        let invited = session.people.at(2).expect("invited").id.clone();
        assert_eq!(OpenEnds::new(&session, at("2026-03-01T09:00:00+01:00")).away(&invited), None);
    }

    #[test]
    fn each_item_says_what_it_lacks_and_nothing_when_it_is_settled() {
        let session = day();
        let ends = OpenEnds::new(&session, at("2026-03-12T15:00:00+01:00"));
        let there = session.people.at(0).map(|p| p.id.clone());
        let ill = session.people.at(1).map(|p| p.id.clone());
        let on: Option<Day> = "2026-03-26".parse().ok();
        assert_eq!(ends.need(&Need::default()), ["no how", "no owner", "no date"]);
        assert_eq!(
            ends.need(&Need { how: "ask".into(), owner: ill.clone(), due: on, ..Need::default() }),
            ["owner is absent"]
        );
        assert!(ends.need(&Need { answer: Some("41".into()), ..Need::default() }).is_empty());
        assert_eq!(
            ends.metric(&Metric { owner: there.clone(), ..Metric::default() }),
            ["no baseline", "no decision: nice to know"]
        );
        assert_eq!(
            ends.blocker(&Blocker { owner: there.clone(), due: on, ..Blocker::default() }),
            ["an assumption, and no check"]
        );
        assert!(ends.blocker(&Blocker { status: BlockerStatus::Dissolved, ..Blocker::default() }).is_empty());
        assert_eq!(ends.parked(&Parked::default()), ["no outcome and no owner"]);
        assert_eq!(ends.parked(&Parked { owner: ill, ..Parked::default() }), ["owner is absent"]);
        assert!(ends.parked(&Parked { outcome: Some("to sales".into()), ..Parked::default() }).is_empty());
        assert_eq!(ends.decision(&Decision::default()), ["asked of nobody", "no date"]);
        assert!(ends.decision(&Decision { status: DecisionStatus::Taken, ..Decision::default() }).is_empty());
        assert_eq!(ends.review(&Review::default()), ["no date"]);
        assert!(ends.feedback(&Feedback::default()).is_empty(), "answered at the review, not today");
        assert_eq!(ends.process(&Process::default(), true), ["no owner", "no measure"]);
        assert!(ends.process(&Process::default(), false).is_empty());
    }

    #[test]
    fn cards_of_keep_and_change_want_an_answer_at_a_review() {
        let mut session = day();
        let review =
            edit::add(Review { kind: "30-day".into(), on: "2026-04-13".parse().ok(), ..Review::default() });
        session.apply(&review, &at("2026-03-12T16:00:00+01:00")).expect("it is fine");
        let on = |now: &str| OpenEnds::new(&session, at(now)).feedback(&Feedback::default());
        assert!(on("2026-03-12T16:00:00+01:00").is_empty());
        assert_eq!(on("2026-04-13T09:00:00+02:00"), ["no answer yet"]);
    }
}
