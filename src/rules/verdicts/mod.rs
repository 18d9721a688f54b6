//! All verdicts on one session, gathered once for screens, synopsis and `check`.
//!
//! Only reads a session and hands small inputs to the rules; decides nothing itself and knows no file or screen.

mod board;
mod boss_out;
mod day;
mod edges;
mod json;
mod leaving;
mod refs;
mod room;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use rustc_hash::FxHashMap;

use super::assessments::{Basics, Mindset, Phase, Pulse, Readiness};
use super::attribution::Labels;
use super::capacity::Sorting;
use super::coverage::Coverage;
use super::fairness::Fairness;
use super::processes::Process;
use super::ready::{self, Finding, Ticks, Week};
use super::stance::Grounding;
use super::support::Support;
use super::tempo::Tempo;
use super::voice::{Overrides, Voices};
use super::words::{Id, Lane};
use crate::session::{Note, Person, Session};

pub use board::{GapVerdict, candidates, partial, sorting, what_if, what_if_scored};
pub use boss_out::{BossOut, GapShift, KEPT, ThemeShift, Why, boss_out};
pub use day::{behind, coming, lag, speaking_order, trim_plan};
pub use edges::{Edge, EdgeKind};
pub use refs::Refs;
pub use room::{dots_by_level, evidence_grid, unheard, voice_of_now};

/// Findings on the synopsis' first page (the handbook, 5.2).
pub const ON_PAGE_ONE: usize = 5;

/// What a follow-up needs of the session it follows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    /// Its maturity phase, 1..=4.
    pub phase: Option<usize>,
    /// Gaps that an as-is note or an evidence item of that session supports.
    pub supported: HashSet<Id>,
}

impl Baseline {
    /// Reads it from the earlier session, which may follow another one itself.
    pub fn of(session: &Session, earlier: Option<&Baseline>) -> Self {
        let index = Index::of(session);
        let supported = board::supported(session, &index, earlier);
        let phase = day::phase(session).and_then(|phase| phase.standing().map(|standing| standing.phase));
        Self { phase, supported: supported.into_iter().cloned().collect() }
    }
}

/// Everything the rules say about a session, each verdict with its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdicts {
    /// The whole day; for the facilitator's eyes alone.
    pub voice: Voices,
    /// Each question, in the order of the session; for the facilitator's eyes alone.
    pub voice_by_question: Vec<(Id, Voices)>,
    pub roster: Coverage,
    /// Nobody is on the roster yet, so the roster has nothing to say.
    pub roster_is_empty: bool,
    /// Nothing where there is no evidence or nobody present.
    pub preread: Option<Fairness>,
    pub reading_minutes: u64,
    pub as_is: Grounding,
    /// Lane orders, queue, cut line, limit.
    pub board: Sorting,
    /// Every live gap, in the order of the board: Now, Next, Later, unsorted.
    pub gaps: Vec<GapVerdict>,
    gap_at: FxHashMap<Id, usize>,
    /// Every theme, in the order of the session.
    pub themes: Vec<(Id, Support)>,
    theme_at: FxHashMap<Id, usize>,
    /// Nothing while no statement is answered.
    pub phase: Option<Phase>,
    pub mindset: Option<Mindset>,
    pub readiness: Option<Readiness>,
    /// Nothing without readiness answers; the board then works with steady five.
    pub tempo: Option<Tempo>,
    pub tempo_sentence: Option<String>,
    pub basics: Option<Basics>,
    /// Unfinished actions and information needs per owner.
    pub owner_load: Vec<(Id, usize)>,
    /// Unfinished actions that start in a week.
    pub starts: Vec<(Week, usize)>,
    /// Now gaps per leading department.
    pub leads: Vec<(Id, usize)>,
    /// Load, starts and leads that are too much, each with whom or what it is about.
    pub pace: Vec<Finding>,
    /// How authors are named.
    pub labels: Labels,
    /// The anonymity threshold.
    pub k: usize,
    /// Processes worth tracking, in order.
    pub tracked: Vec<Id>,
    /// Every process with the number of its gaps, in the order of the session.
    pub processes: Vec<Process>,
    pub pulse: Vec<Pulse>,
    /// Notes that lie in no theme.
    pub loners: Vec<Id>,
    pub overrides: Overrides,
    /// Now gaps in the order of the session.
    pub ticks: Vec<(Id, Ticks)>,
    pub refs: Refs,
    /// What blocks the final export, and what to know before it.
    pub ready: ready::Readiness,
    has_processes: bool,
}

impl Verdicts {
    /// The verdicts on a session that follows no other.
    pub fn of(session: &Session) -> Self {
        Self::following(session, None)
    }

    /// The verdicts on a session; `baseline` is the one it follows, if it follows one and it could be read.
    pub fn following(session: &Session, baseline: Option<&Baseline>) -> Self {
        Self::made(session, baseline, None)
    }

    /// The verdicts on a session that came from another by a change, as [`Verdicts::of`]. What counts all notes is taken
    /// over where neither the notes nor whose they are was touched: a key that scores a gap asks for no count of notes.
    pub fn again(self, before: &Session, session: &Session) -> Self {
        Self::made(session, None, Some((before, self)))
    }

    fn made(session: &Session, baseline: Option<&Baseline>, earlier: Option<(&Session, Verdicts)>) -> Self {
        let index = Index::of(session);
        let mut v = Verdicts::default();
        room::fill(&mut v, session, &index, earlier);
        day::fill(&mut v, session, baseline);
        board::fill(&mut v, session, &index, baseline);
        leaving::fill(&mut v, session, &index);
        v
    }

    pub fn gap(&self, id: &str) -> Option<&GapVerdict> {
        self.gap_at.get(id).and_then(|at| self.gaps.get(*at))
    }

    pub fn theme(&self, id: &str) -> Option<&Support> {
        self.theme_at.get(id).and_then(|at| self.themes.get(*at)).map(|(_, support)| support)
    }

    /// Themes with notes, as findings are ordered: most dots first, then most people, then most notes, then as they hang.
    pub fn strongest(&self) -> impl Iterator<Item = (&Id, &Support)> {
        let mut themes: Vec<_> = self.themes.iter().filter(|(_, support)| support.notes > 0).collect();
        themes.sort_by_key(|(_, support)| std::cmp::Reverse((support.dots, support.people, support.notes)));
        themes.into_iter().map(|(id, support)| (id, support))
    }

    /// Where a gap lies; done, dropped and merged ones lie nowhere.
    pub fn lane(&self, id: &str) -> Lane {
        self.gap(id).map_or(Lane::Unsorted, |gap| gap.lane)
    }

    pub fn ticks(&self, gap: &str) -> Option<Ticks> {
        self.ticks.iter().find(|(id, _)| id == gap).map(|(_, ticks)| *ticks)
    }

    /// `Q2-T05` for a note id.
    pub fn reference(&self, note: &str) -> Option<&str> {
        self.refs.get(note)
    }

    /// The limit that readiness suggests; steady five without answers.
    pub fn suggested_limit(&self) -> usize {
        self.tempo.unwrap_or(Tempo::Steady).limit()
    }

    /// “Last in: G02 (72.5). First out: G06 (70.0).”
    pub fn cut_sentence(&self) -> Option<String> {
        let said = |word: &str, id: &Option<Id>| {
            let gap = self.gap(id.as_deref()?)?;
            Some(format!("{word}: {} ({}).", gap.id, gap.score_words()?))
        };
        let parts: Vec<String> =
            [said("Last in", &self.board.last_in), said("First out", &self.board.first_out)]
                .into_iter()
                .flatten()
                .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

/// Look-up tables over one session, so that no rule searches a list.
struct Index<'a> {
    notes: FxHashMap<&'a str, &'a Note>,
    people: FxHashMap<&'a str, &'a Person>,
}

impl<'a> Index<'a> {
    fn of(session: &'a Session) -> Self {
        Self {
            notes: session.notes.iter().map(|note| (note.id.as_str(), note)).collect(),
            people: session.people.iter().map(|person| (person.id.as_str(), person)).collect(),
        }
    }
}

fn count(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
