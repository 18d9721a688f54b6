//! The sections of the plan and the items in each, in the order in which they are shown.

use crate::rules::open_ends::OpenEnds;
use crate::rules::ready::{About, Finding};
use crate::rules::{Lane, Verdicts};
use crate::session::{
    Action, ActionId, Blocker, Decision, EvidenceId, Feedback, Gap, GapId, Metric, Need, NoteId, Parked,
    ParkedId, PersonId, Premortem, Process, ProcessId, Review, Session, Sop, ThemeId,
};
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
    /// Processes, the tracked ones first.
    Processes,
    /// Playbook pages.
    Playbook,
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
    pub const ALL: [Self; 15] = [
        Self::Now,
        Self::Waiting,
        Self::Needs,
        Self::Measures,
        Self::Objectives,
        Self::Processes,
        Self::Playbook,
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
            Self::Processes => "Processes",
            Self::Playbook => "Playbook",
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
            Self::Processes => "At most seven are tracked, each with an owner and one measure.",
            Self::Playbook => {
                "One page each for what happens again and again: who does what, in which order."
            }
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
            Self::Processes => "No process yet. n adds one; the card of a gap says in which process it lies.",
            Self::Playbook => "No page yet. n adds one; r takes the two starters along.",
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
    ready.blocks().map(|f| (f, true)).chain(ready.good_to_know().map(|f| (f, false)))
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
        Section::Processes => {
            let tracked = &ctx.verdicts().tracked;
            let place = |id: &ProcessId| tracked.iter().position(|other| *other == id.0);
            let mut ids: Vec<ProcessId> = s.processes.iter().map(|process| process.id.clone()).collect();
            ids.sort_by_key(|id| place(id).unwrap_or(usize::MAX));
            ids.into_iter().map(Target::Process).collect()
        }
        Section::Playbook => all!(sops, Sop),
        Section::Blockers => all!(blockers, Blocker),
        // The room's dots make the order; those with as many stay as they were said.
        Section::Premortem => {
            let mut reasons: Vec<&Premortem> = s.premortem.iter().collect();
            reasons.sort_by_key(|reason| std::cmp::Reverse(reason.votes));
            reasons.into_iter().map(|reason| Target::Premortem(reason.id.clone())).collect()
        }
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
        other => items(other, ctx).len(),
    }
}

/// What an item still lacks, in words (the handbook, R16): the same for its row, its card and the switcher.
pub fn lacks(item: &Target, ends: &OpenEnds, ctx: &Ctx) -> Vec<String> {
    let s = ctx.session;
    let found = match item {
        Target::Action(id) => s.get::<Action>(id).map(|it| ends.action(it)),
        Target::Need(id) => s.get::<Need>(id).map(|it| ends.need(it)),
        Target::Metric(id) => s.get::<Metric>(id).map(|it| ends.metric(it)),
        Target::Process(id) => {
            let tracked = ctx.verdicts().tracked.contains(&id.0);
            s.get::<Process>(id).map(|it| ends.process(it, tracked))
        }
        Target::Sop(id) => s.get::<Sop>(id).map(|it| ends.sop(it)),
        Target::Blocker(id) => s.get::<Blocker>(id).map(|it| ends.blocker(it)),
        Target::Premortem(id) => s.get::<Premortem>(id).map(|it| ends.premortem(it)),
        Target::Parked(id) => s.get::<Parked>(id).map(|it| ends.parked(it)),
        Target::Decision(id) => s.get::<Decision>(id).map(|it| ends.decision(it)),
        Target::Review(id) => s.get::<Review>(id).map(|it| ends.review(it)),
        Target::Feedback(id) => s.get::<Feedback>(id).map(|it| ends.feedback(it)),
        _ => None,
    };
    found.unwrap_or_default()
}

/// Who is there to be asked, at this moment.
pub fn ends<'a>(ctx: &Ctx<'a>) -> OpenEnds<'a> {
    OpenEnds::new(ctx.session, ctx.now.moment())
}

/// How many items of a section still wait for something.
pub fn open(section: Section, ctx: &Ctx) -> usize {
    let s = ctx.session;
    let v = ctx.verdicts();
    let ends = ends(ctx);
    match section {
        Section::Now => {
            let away = |gap: &str| {
                let of = s.actions.iter().filter(|a| a.gap.as_ref().is_some_and(|id| id.as_str() == gap));
                of.into_iter().any(|action| !ends.action(action).is_empty())
            };
            v.ticks.iter().filter(|(gap, ticks)| ticks.count() < 5 || away(gap.as_str())).count()
        }
        Section::Waiting => {
            let next = gaps_in(s, v, Lane::Next);
            let later = gaps_in(s, v, Lane::Later);
            next.iter().filter(|gap| !told(gap.start_when.as_ref())).count()
                + later.iter().filter(|gap| gap.revisit.as_ref().is_none_or(|r| r.on.is_none())).count()
        }
        Section::Leaving => 0,
        other => items(other, ctx).iter().filter(|item| !lacks(item, &ends, ctx).is_empty()).count(),
    }
}
