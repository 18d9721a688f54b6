//! The sections of the plan and the items in each, in the order in which they are shown.

use crate::rules::ready::{About, Finding};
use crate::rules::{Lane, Verdicts};
use crate::session::{ActionId, EvidenceId, Gap, GapId, NoteId, ParkedId, PersonId, Session, ThemeId};
use crate::tui::ctx::Ctx;
use crate::tui::forms::Target;

/// A section of the plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Section {
    /// Now gaps with their ticks and actions.
    #[default]
    Now,
    /// What waits: start conditions and revisit dates.
    Waiting,
    /// Information needs.
    Needs,
    /// Measures.
    Measures,
    /// Objectives.
    Objectives,
    /// Blockers.
    Blockers,
    /// Pre-mortem.
    Premortem,
    /// Parking lot.
    Parked,
    /// Decisions asked of the leadership.
    Decisions,
    /// Reviews.
    Reviews,
    /// Keep/change cards.
    Feedback,
    /// Wins.
    Wins,
    /// What blocks the final synopsis.
    Leaving,
}

impl Section {
    /// In order.
    pub const ALL: [Self; 13] = [
        Self::Now,
        Self::Waiting,
        Self::Needs,
        Self::Measures,
        Self::Objectives,
        Self::Blockers,
        Self::Premortem,
        Self::Parked,
        Self::Decisions,
        Self::Reviews,
        Self::Feedback,
        Self::Wins,
        Self::Leaving,
    ];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Now => "Now gaps",
            Self::Waiting => "Next and Later",
            Self::Needs => "Needs",
            Self::Measures => "Measures",
            Self::Objectives => "Objectives",
            Self::Blockers => "Blockers",
            Self::Premortem => "Pre-mortem",
            Self::Parked => "Parking lot",
            Self::Decisions => "Decisions",
            Self::Reviews => "Reviews",
            Self::Feedback => "Feedback",
            Self::Wins => "Wins",
            Self::Leaving => "Ready to leave",
        }
    }

    /// By its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }

    /// The one `by` further, round and round.
    pub fn step(self, by: isize) -> Self {
        let count = Self::ALL.len().cast_signed();
        let at = (self as usize).cast_signed() + by;
        Self::ALL[at.rem_euclid(count).cast_unsigned()]
    }

    /// What the room is asked here, for an empty section and the head of a full one.
    pub const fn ask(self) -> &'static str {
        match self {
            Self::Now => "Owner first: who wants this? Then a first step within two weeks.",
            Self::Waiting => "What must be true before it starts, and when is it looked at again?",
            Self::Needs => "What do we believe without a number, and what do we not understand?",
            Self::Measures => "One number each, with today's value and what we do if it moves.",
            Self::Objectives => "Two to four sentences that say what the year is for.",
            Self::Blockers => "“We can't, because …” An assumption, until somebody shows the rule.",
            Self::Premortem => "It is June, nothing has changed. Why?",
            Self::Parked => "Each item leaves with an outcome or an owner.",
            Self::Decisions => "What does the leadership have to decide, and by when?",
            Self::Reviews => "Four looks back, in everybody's calendar before the day ends.",
            Self::Feedback => "What do we keep, what do we change next time?",
            Self::Wins => "What worked, and since when?",
            Self::Leaving => "What the final synopsis still needs. A draft can always be made.",
        }
    }

    /// What to do while there is nothing.
    pub const fn empty(self) -> &'static str {
        match self {
            Self::Now => {
                "No gap lies in Now yet. Score and sort the gaps in Sort; they appear here with five ticks each."
            }
            Self::Waiting => "Nothing lies in Next or Later yet. Gaps come from Sort.",
            Self::Needs => "Nothing to find out yet. n notes a question.",
            Self::Measures => "No measure yet. n adds one; m on a Now gap makes one on the way.",
            Self::Objectives => "No objective yet. n adds one; b on a Now gap links it.",
            Self::Blockers => "Nothing was called impossible yet. n notes it word for word.",
            Self::Premortem => "No reason yet. n takes one each, round the room.",
            Self::Parked => "Nothing is parked. n parks a line, and Ctrl-O does so from everywhere.",
            Self::Decisions => "No decision is asked yet. n adds one.",
            Self::Reviews => "No review is planned yet. r suggests 30, 60, 90 and 180 days; n adds one.",
            Self::Feedback => "No card yet. n adds what to keep or to change.",
            Self::Wins => "No win yet. n adds one; small ones count.",
            Self::Leaving => "Nothing blocks the final synopsis.",
        }
    }
}

/// Whether a text says something.
pub fn said(text: &str) -> bool {
    !text.trim().is_empty()
}

/// Whether an optional text says something.
pub fn told(text: Option<&String>) -> bool {
    text.is_some_and(|text| said(text))
}

/// The live gaps of a lane, in the order of the board.
pub fn gaps_in<'a>(session: &'a Session, verdicts: &Verdicts, lane: Lane) -> Vec<&'a Gap> {
    let ids = verdicts.gaps.iter().filter(|gap| gap.lane == lane);
    ids.filter_map(|gap| session.get::<Gap>(&GapId(gap.id.clone()))).collect()
}

/// The actions of a gap, in order.
pub fn actions_of(session: &Session, gap: &GapId) -> Vec<ActionId> {
    session.actions.iter().filter(|a| a.gap.as_ref() == Some(gap)).map(|a| a.id.clone()).collect()
}

/// Actions that no gap claims, or whose gap is not in Now.
pub fn loose_actions(session: &Session, verdicts: &Verdicts) -> Vec<ActionId> {
    let now = |id: &GapId| verdicts.lane(id.as_str()) == Lane::Now;
    session.actions.iter().filter(|a| !a.gap.as_ref().is_some_and(now)).map(|a| a.id.clone()).collect()
}

/// Where the thing a finding is about has its card; the session's own card where there is nothing to point at.
fn about(finding: &Finding) -> Target {
    let id = finding.id.as_str();
    if id.is_empty() {
        return Target::Card;
    }
    match finding.about {
        About::Gap => Target::Gap(GapId::new(id)),
        About::Note => Target::Note(NoteId::new(id)),
        About::Person => Target::Person(PersonId::new(id)),
        About::Department => Target::Department(crate::session::DepartmentId::new(id)),
        About::Theme => Target::Theme(ThemeId::new(id)),
        About::Evidence => Target::Evidence(EvidenceId::new(id)),
        About::ParkingLot => Target::Parked(ParkedId::new(id)),
        About::Week | About::Review => Target::Card,
    }
}

/// Blockers of the final version, then what to know before it.
pub fn findings(verdicts: &Verdicts) -> impl Iterator<Item = (&Finding, bool)> {
    let ready = &verdicts.ready;
    ready.blockers.iter().map(|f| (f, true)).chain(ready.warnings.iter().map(|f| (f, false)))
}

/// The items of a section that can be selected, in the order in which they are drawn.
pub fn items(section: Section, ctx: &Ctx) -> Vec<Target> {
    let s = ctx.session;
    macro_rules! all {
        ($list:ident, $kind:ident) => {
            s.$list.iter().map(|item| Target::$kind(item.id.clone())).collect()
        };
    }
    match section {
        Section::Now => {
            let mut items = Vec::new();
            for gap in gaps_in(s, ctx.verdicts(), Lane::Now) {
                items.push(Target::Gap(gap.id.clone()));
                items.extend(actions_of(s, &gap.id).into_iter().map(Target::Action));
            }
            items.extend(loose_actions(s, ctx.verdicts()).into_iter().map(Target::Action));
            items
        }
        Section::Waiting => {
            let next = gaps_in(s, ctx.verdicts(), Lane::Next);
            let later = gaps_in(s, ctx.verdicts(), Lane::Later);
            next.into_iter().chain(later).map(|gap| Target::Gap(gap.id.clone())).collect()
        }
        Section::Needs => all!(information_needs, Need),
        Section::Measures => all!(metrics, Metric),
        Section::Objectives => all!(objectives, Objective),
        Section::Blockers => all!(blockers, Blocker),
        Section::Premortem => all!(premortem, Premortem),
        Section::Parked => all!(parking_lot, Parked),
        Section::Decisions => all!(decisions, Decision),
        Section::Reviews => all!(reviews, Review),
        Section::Feedback => all!(feedback, Feedback),
        Section::Wins => all!(wins, Win),
        Section::Leaving => findings(ctx.verdicts()).map(|(finding, _)| about(finding)).collect(),
    }
}

/// How many items the switcher counts.
pub fn count(section: Section, ctx: &Ctx) -> usize {
    match section {
        Section::Now => ctx.verdicts().board.lane(Lane::Now).len(),
        Section::Leaving => ctx.verdicts().ready.blockers.len(),
        other => items(other, ctx).len(),
    }
}

/// Whether something in the section still waits for an answer.
pub fn waits(section: Section, ctx: &Ctx) -> bool {
    let s = ctx.session;
    match section {
        Section::Now => ctx.verdicts().ticks.iter().any(|(_, ticks)| ticks.count() < 5),
        Section::Waiting => {
            let v = ctx.verdicts();
            gaps_in(s, v, Lane::Next).iter().any(|gap| !told(gap.start_when.as_ref()))
                || gaps_in(s, v, Lane::Later).iter().any(|gap| gap.revisit.is_none())
        }
        Section::Needs => s.information_needs.iter().any(|need| need.owner.is_none() || need.due.is_none()),
        Section::Measures => s.metrics.iter().any(|metric| metric.baseline.value.is_none()),
        Section::Blockers => s.blockers.iter().any(|b| b.owner.is_none() || b.due.is_none()),
        Section::Parked => s.parking_lot.iter().any(|p| p.owner.is_none() && !told(p.outcome.as_ref())),
        Section::Reviews => s.reviews.is_empty(),
        Section::Leaving => !ctx.verdicts().ready.blockers.is_empty(),
        Section::Objectives | Section::Premortem | Section::Decisions | Section::Feedback | Section::Wins => {
            false
        }
    }
}
