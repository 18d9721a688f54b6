//! The gaps of a session: from scores and links to lanes, and what each card says about itself.

use std::collections::{HashMap, HashSet};

use super::super::capacity::{self, Candidate, Sorting, queue_sentence, weight_check};
use super::super::lanes::{
    self, Flag, Partial, Robustness, Rule, Scale, Weights, flags, points, score_tenths,
};
use super::super::processes::{Process, tracked};
use super::super::tempo::Tempo;
use super::super::voice::overrides;
use super::super::words::{Id, Lane};
use super::{Baseline, Index, Verdicts, count, day, room};
use crate::session::{Gap, Override, Session, Stance};

/// What the rules say about one live gap.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate yes or no that a card shows")]
pub struct GapVerdict {
    pub id: Id,
    /// Where it lies: override, rule and capacity together.
    pub lane: Lane,
    /// 1..n inside the lane.
    pub position: usize,
    /// The line that fired; `K1` while it waits for a place.
    pub rule: Rule,
    /// Where the rule alone would put it.
    pub rule_lane: Lane,
    pub missing: Vec<Scale>,
    pub heavy: bool,
    /// 10..=50 with the default weights.
    pub points: Option<u32>,
    /// The shown score 0.0..=100.0, in tenths.
    pub score_tenths: Option<u32>,
    pub robustness: Option<Robustness>,
    /// In how many of the five weightings it is in Now.
    pub weights: u8,
    pub flags: Vec<Flag>,
    pub overridden: bool,
    /// The override changes nothing.
    pub redundant: bool,
    /// The room moved it; by the rule it would wait for a place in Now.
    pub would_wait: bool,
    /// 1..n while it waits for a place in Now.
    pub queue_place: Option<usize>,
    /// An as-is note or an evidence item is linked.
    pub supported: bool,
    /// Dots of its strongest theme.
    pub dots: u32,
    /// Why it lies where it lies.
    pub sentence: String,
}

impl GapVerdict {
    /// “Would be Next if feasibility were 2.”; empty where nothing flips. Of a gap that waits for a place it is said
    /// against the lane of the rule alone, not against the one it lies in.
    pub fn flip_sentence(&self) -> String {
        let said = self.robustness.as_ref().map(Robustness::sentence).unwrap_or_default();
        match self.queue_place {
            Some(_) => said.replacen("Would be", "By the rule alone it would be Now, and", 1),
            None => said,
        }
    }

    /// What the rule says, and where that leads while Now is full: “The rule says Now: High impact and it cannot wait. Now
    /// is full, so it would wait in Next.”
    pub fn rule_says(&self) -> String {
        let lane = self.rule_lane.words();
        match self.queue_place {
            Some(place) => {
                format!("The rule says {lane}; Now is full, so it waits in Next: place {place} in the queue.")
            }
            None => format!("The rule says {lane}: {}{}", self.rule.sentence(), self.waiting_words()),
        }
    }

    /// Where the rule leads a gap that the room moved while Now is full; empty where it has a place.
    pub fn waiting_words(&self) -> &'static str {
        if self.would_wait { " Now is full, so it would wait in Next." } else { "" }
    }

    /// The shown score as text, `77.5`.
    pub fn score_words(&self) -> Option<String> {
        self.score_tenths.map(tenths_words)
    }

    /// How far the shown score lies above another one's, as text; `None` where they are level or one has none.
    pub fn ahead_of(&self, other: &Self) -> Option<String> {
        let apart = self.score_tenths?.saturating_sub(other.score_tenths?);
        (apart > 0).then(|| tenths_words(apart))
    }

    /// The lane stays in fewer than six of ten steps: the mark ≈.
    pub fn finely_balanced(&self) -> bool {
        self.robustness.as_ref().is_some_and(Robustness::finely_balanced)
    }
}

fn tenths_words(tenths: u32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The override of a gap, unless it has run out before the day of the session.
fn standing_override<'a>(session: &Session, gap: &'a Gap) -> Option<&'a Override> {
    gap.moved.as_ref().filter(|moved| moved.until.is_none_or(|until| until >= session.session.date))
}

fn moved_to(session: &Session, gap: &Gap) -> Option<Lane> {
    standing_override(session, gap)
        .and_then(|moved| Lane::from_key(moved.lane.as_str()))
        .filter(|lane| *lane != Lane::Unsorted)
}

/// The scores of a gap as the rules read them.
pub fn partial(gap: &Gap) -> Partial {
    let scores = &gap.scores;
    Partial {
        impact: scores.impact,
        urgency: scores.urgency,
        feasibility: scores.feasibility,
        cost: scores.cost,
    }
}

fn weights(session: &Session) -> Weights {
    let small = |n: u32| u8::try_from(n).unwrap_or(9).clamp(1, 9);
    session.session.weights.as_ref().map_or_else(Weights::default, |w| {
        Weights::new(small(w.impact), small(w.urgency), small(w.feasibility), small(w.affordability))
    })
}

/// Gaps somebody has described happening: an as-is note or an evidence item is linked, here or in the baseline.
pub(super) fn supported<'a>(
    session: &'a Session,
    index: &Index<'_>,
    earlier: Option<&Baseline>,
) -> HashSet<&'a Id> {
    let evidence: HashSet<&str> = session.evidence.iter().map(|item| item.id.as_str()).collect();
    session
        .gaps
        .iter()
        .filter(|gap| {
            gap.notes.iter().any(|id| index.notes.get(id.as_str()).is_some_and(|n| n.stance == Stance::AsIs))
                || gap.evidence.iter().any(|id| evidence.contains(id.as_str()))
                || earlier.is_some_and(|earlier| earlier.supported.contains(&gap.id.0))
        })
        .map(|gap| &gap.id.0)
        .collect()
}

/// What the capacity step needs to know of every gap, done ones included.
pub fn candidates(session: &Session, baseline: Option<&Baseline>) -> Vec<Candidate> {
    candidates_with(session, &Index::of(session), baseline)
}

fn candidates_with(session: &Session, index: &Index<'_>, baseline: Option<&Baseline>) -> Vec<Candidate> {
    let supported = supported(session, index, baseline);
    let dots = room::theme_dots(session);
    session
        .gaps
        .iter()
        .map(|gap| Candidate {
            id: gap.id.0.clone(),
            scores: partial(gap),
            supported: supported.contains(&gap.id.0),
            dots: gap.themes.iter().filter_map(|theme| dots.get(theme.as_str())).copied().max().unwrap_or(0),
            moved_to: moved_to(session, gap),
            live: gap.is_live(),
        })
        .collect()
}

/// The board alone: where the rule, the limit and the room put each live gap. Cheap enough for every key press.
pub fn sorting(session: &Session) -> Sorting {
    sort_with(session, None, &candidates(session, None))
}

/// The same for a session that follows another.
pub(super) fn sorting_following(session: &Session, baseline: Option<&Baseline>) -> Sorting {
    sort_with(session, baseline, &candidates(session, baseline))
}

/// The board as it would be with one gap moved by the room (`None` takes its override away), for a card in the hand.
pub fn what_if(session: &Session, baseline: Option<&Baseline>, gap: &str, to: Option<Lane>) -> Sorting {
    let mut candidates = candidates(session, baseline);
    for candidate in candidates.iter_mut().filter(|candidate| candidate.id == gap) {
        candidate.moved_to = to.filter(|lane| *lane != Lane::Unsorted);
    }
    sort_with(session, baseline, &candidates)
}

/// The board as it would be with other scores for one gap, before the room agrees on them.
pub fn what_if_scored(session: &Session, baseline: Option<&Baseline>, gap: &str, scores: Partial) -> Sorting {
    let mut candidates = candidates(session, baseline);
    for candidate in candidates.iter_mut().filter(|candidate| candidate.id == gap) {
        candidate.scores = scores;
    }
    sort_with(session, baseline, &candidates)
}

fn sort_with(session: &Session, baseline: Option<&Baseline>, candidates: &[Candidate]) -> Sorting {
    capacity::sort(candidates, limit(session, day::tempo_of(session, baseline)), weights(session))
}

/// The limit the session set, or the one that readiness suggests.
fn limit(session: &Session, tempo: Option<Tempo>) -> usize {
    let suggested = tempo.unwrap_or(Tempo::Steady).limit();
    session.session.capacity.as_ref().map_or(suggested, |capacity| count(capacity.limit))
}

/// “Moved by the room: *reason*.”
fn moved_sentence(reason: &str) -> String {
    let reason = reason.trim();
    let end = if reason.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    format!("Moved by the room: {reason}{end}")
}

pub(super) fn fill(v: &mut Verdicts, session: &Session, index: &Index<'_>, baseline: Option<&Baseline>) {
    let candidates = candidates_with(session, index, baseline);
    let weights = weights(session);
    let limit = limit(session, v.tempo);
    v.board = capacity::sort(&candidates, limit, weights);
    let check = weight_check(&candidates, limit);
    let redundant: HashSet<&Id> = v.board.redundant.iter().collect();
    let would_wait: HashSet<&Id> = v.board.would_wait.iter().collect();
    let waits: HashMap<&Id, usize> = v.board.queue.iter().zip(1..).collect();
    let by_id: HashMap<&Id, (&Candidate, &Gap)> = candidates
        .iter()
        .zip(session.gaps.iter())
        .map(|(candidate, gap)| (&candidate.id, (candidate, gap)))
        .collect();

    let lanes = [Lane::Now, Lane::Next, Lane::Later, Lane::Unsorted];
    let mut verdicts = Vec::with_capacity(candidates.len());
    for lane in lanes {
        for (id, position) in v.board.lane(lane).iter().zip(1..) {
            let Some((candidate, gap)) = by_id.get(id).copied() else { continue };
            let place = waits.get(id).copied();
            let mut verdict = verdict(candidate, weights, lane, place);
            verdict.position = position;
            verdict.weights = check.get(id).copied().unwrap_or(0);
            verdict.redundant = redundant.contains(id);
            verdict.would_wait = would_wait.contains(id);
            if let Some(moved) = standing_override(session, gap).filter(|_| verdict.overridden) {
                verdict.sentence = moved_sentence(&moved.reason);
            }
            verdicts.push(verdict);
        }
    }
    v.gap_at = verdicts.iter().enumerate().map(|(at, verdict)| (verdict.id.clone(), at)).collect();
    v.gaps = verdicts;

    let asked =
        session.gaps.iter().filter(|gap| gap.is_live()).filter_map(|gap| standing_override(session, gap));
    v.overrides = overrides(asked.map(|moved| {
        let person = moved.requested_by.as_ref().and_then(|id| index.people.get(id.as_str()));
        person.and_then(|person| room::level(person.level.as_ref()))
    }));
    processes(v, session);
}

fn verdict(candidate: &Candidate, weights: Weights, lane: Lane, queue_place: Option<usize>) -> GapVerdict {
    let scores = candidate.scores.complete();
    let missing = candidate.scores.missing();
    let rule = scores.map_or(Rule::U0, |s| lanes::rule(s, candidate.supported));
    let points = scores.map(|s| points(s, weights));
    let sentence = match (queue_place, rule) {
        (Some(place), _) => queue_sentence(place),
        (None, Rule::U0) => lanes::missing_sentence(&missing),
        (None, rule) => rule.sentence().to_owned(),
    };
    GapVerdict {
        id: candidate.id.clone(),
        lane,
        position: 0,
        rule: if queue_place.is_some() { Rule::K1 } else { rule },
        rule_lane: rule.lane(),
        missing,
        heavy: scores.is_some_and(lanes::Scores::heavy),
        points,
        score_tenths: points.map(|points| score_tenths(points, weights)),
        robustness: scores.map(|s| lanes::robustness(s, candidate.supported)),
        weights: 0,
        flags: scores.map(|s| flags(s, rule, lane)).unwrap_or_default(),
        overridden: candidate.moved_to.is_some(),
        redundant: false,
        would_wait: false,
        queue_place,
        supported: candidate.supported,
        dots: candidate.dots,
        sentence,
    }
}

fn processes(v: &mut Verdicts, session: &Session) {
    let mut linked: HashMap<&str, (usize, usize)> = HashMap::new();
    for gap in session.gaps.iter().filter(|gap| gap.is_live()) {
        if let Some(process) = &gap.process {
            let entry = linked.entry(process.as_str()).or_default();
            entry.0 += usize::from(v.lane(gap.id.as_str()) == Lane::Now);
            entry.1 += 1;
        }
    }
    let processes: Vec<Process> = session
        .processes
        .iter()
        .map(|process| {
            let (now_gaps, gaps) = linked.get(process.id.as_str()).copied().unwrap_or_default();
            Process { id: process.id.0.clone(), now_gaps, gaps }
        })
        .collect();
    v.has_processes = !processes.is_empty();
    v.tracked = tracked(&processes);
    v.processes = processes;
}
