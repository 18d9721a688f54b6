//! Where the organisation stands (the handbook, R9): four phases, planning mindset, readiness, basics, pulse.
//!
//! Knows answers as numbers and groups by name; the texts of the statements belong to the session.

use super::Share;
use super::share::half_up;
use super::words::{list, number, sentence_case};

/// The four phases of maturity, in order.
pub const PHASE_NAMES: [&str; 4] = ["Idea Planters", "Advice Givers", "Change Starters", "Transformers"];

/// Points of a statement; out-of-scale numbers count as not answered.
type Answer = Option<u8>;

fn given(answer: Answer, top: u8) -> Option<u8> {
    answer.filter(|value| *value <= top)
}

/// The four-phase assessment, or what is still unanswered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// Statements without an answer, as `1.4`.
    Incomplete {
        missing: Vec<String>,
    },
    Standing(Standing),
}

/// A complete four-phase assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub sums: [u64; 4],
    pub in_place: [bool; 4],
    /// 1..=4
    pub phase: usize,
    /// All four are in place.
    pub sustaining: bool,
    /// Later phases with more points than the current one.
    pub ahead: Vec<usize>,
    /// The lowest statements of the current phase, at most three, none that is already “always”.
    pub next_moves: Vec<String>,
}

impl Standing {
    /// The name of the current phase.
    pub fn name(&self) -> &'static str {
        PHASE_NAMES[(self.phase - 1).min(3)]
    }

    /// Each phase in whole percent of its twelve points.
    pub fn percent(&self) -> [u64; 4] {
        self.sums.map(|sum| Share::new(sum, 12).percent())
    }
}

impl Phase {
    /// The assessment, once every statement has an answer.
    pub fn standing(&self) -> Option<&Standing> {
        match self {
            Phase::Standing(standing) => Some(standing),
            Phase::Incomplete { .. } => None,
        }
    }

    /// “Phase 2 of 4, Advice Givers.” with what runs ahead; or what is still unanswered.
    pub fn sentence(&self) -> String {
        match self {
            Phase::Incomplete { missing } => match missing.as_slice() {
                [one] => format!("Not complete yet: statement {one} has no answer."),
                many => format!("Not complete yet: {} statements have no answer.", number(many.len())),
            },
            Phase::Standing(standing) if standing.sustaining => {
                "All four phases are in place: Transformers, sustaining.".to_owned()
            }
            Phase::Standing(standing) => {
                let here = format!("Phase {} of 4, {}.", standing.phase, standing.name());
                let phases: Vec<String> = standing.ahead.iter().map(ToString::to_string).collect();
                match phases.len() {
                    0 => here,
                    1 => format!("{here} Ahead of the foundations in phase {}.", phases[0]),
                    _ => format!("{here} Ahead of the foundations in phases {}.", list(&phases)),
                }
            }
        }
    }
}

/// 16 answers 0..=3. A phase is in place from 8 of 12 points without a zero; the current one is the first that is not.
pub fn phase(answers: &[[Answer; 4]; 4]) -> Phase {
    let mut missing = Vec::new();
    let mut values = [[0_u8; 4]; 4];
    for (at, row) in answers.iter().enumerate() {
        for (item, answer) in row.iter().enumerate() {
            match given(*answer, 3) {
                Some(value) => values[at][item] = value,
                None => missing.push(format!("{}.{}", at + 1, item + 1)),
            }
        }
    }
    if !missing.is_empty() {
        return Phase::Incomplete { missing };
    }
    let sums = values.map(|row| row.iter().map(|value| u64::from(*value)).sum::<u64>());
    let in_place: [bool; 4] = std::array::from_fn(|at| sums[at] >= 8 && !values[at].contains(&0));
    let first_open = in_place.iter().position(|there| !there);
    let current = first_open.unwrap_or(3);
    let mut lowest: Vec<usize> = (0..4).filter(|item| values[current][*item] < 3).collect();
    lowest.sort_by_key(|item| values[current][*item]);
    Phase::Standing(Standing {
        sums,
        in_place,
        phase: current + 1,
        sustaining: first_open.is_none(),
        ahead: (current + 1..4).filter(|later| sums[*later] > sums[current]).map(|later| later + 1).collect(),
        next_moves: lowest.iter().take(3).map(|item| format!("{}.{}", current + 1, item + 1)).collect(),
    })
}

/// Four answers 0..=3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mindset {
    pub share: Share,
}

impl Mindset {
    /// “basic”, “planning” or “self-sustaining”.
    pub fn stage(self) -> &'static str {
        if self.share.below(50) {
            "basic"
        } else if self.share.below(80) {
            "planning"
        } else {
            "self-sustaining"
        }
    }

    /// As one line, in whole percent with what it means.
    pub fn sentence(self) -> String {
        let meaning = match self.stage() {
            "basic" => "we mostly wait for problems",
            "planning" => "improvements start from a plan",
            _ => "the plan renews itself",
        };
        format!("Planning is {}% ({}): {meaning}.", self.share.percent(), self.stage())
    }
}

/// Sum over `n` answers 0..=3; nothing while one is missing.
fn sum(answers: &[Answer], n: usize) -> Option<Share> {
    if answers.len() < n {
        return None;
    }
    let values: Option<Vec<u64>> = answers.iter().take(n).map(|a| given(*a, 3).map(u64::from)).collect();
    Some(Share::new(values?.iter().sum(), 3 * n as u64))
}

/// Below half basic, below 80% planning; nothing while one of the four answers is missing.
pub fn mindset(answers: &[Answer]) -> Option<Mindset> {
    sum(answers, 4).map(|share| Mindset { share })
}

/// Eight answers 0..=3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readiness {
    pub share: Share,
    /// Items with the lowest answer, `R1`..=`R8`.
    pub weakest: Vec<String>,
    pub chain_breaks_at: Option<&'static str>,
}

impl Readiness {
    /// The word for it.
    pub fn band(&self) -> &'static str {
        if self.share.below(40) {
            "prepare first"
        } else if self.share.below(70) {
            "start small"
        } else {
            "ready"
        }
    }

    /// As one line for the screen.
    pub fn sentence(&self) -> String {
        let chain =
            self.chain_breaks_at.map_or_else(String::new, |place| format!(" The chain breaks at {place}."));
        format!("Readiness is {}%: {}.{chain}", self.share.percent(), self.band())
    }
}

/// Below 40% prepare first, below 70% start small; nothing while one of the eight answers is missing.
pub fn readiness(answers: &[Answer]) -> Option<Readiness> {
    const CHAIN: [(usize, &str); 3] =
        [(4, "measurement to insight"), (5, "insight to change"), (6, "change to value")];
    let share = sum(answers, 8)?;
    let values: Vec<u8> = answers.iter().take(8).filter_map(|a| given(*a, 3)).collect();
    let lowest = values.iter().min().copied()?;
    let weakest = values
        .iter()
        .enumerate()
        .filter(|(_, value)| **value == lowest)
        .map(|(at, _)| format!("R{}", at + 1))
        .collect();
    let chain_breaks_at =
        CHAIN.into_iter().find(|(at, _)| values.get(*at).is_some_and(|v| *v < 2)).map(|(_, at)| at);
    Some(Readiness { share, weakest, chain_breaks_at })
}

/// The basics: groups of items 0 no, 1 partly, 2 yes; not applicable is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basics {
    /// In the order of the session; `None` where nothing in the group applies.
    pub groups: Vec<(String, Option<Share>)>,
    pub total: Share,
}

impl Basics {
    /// The word for it.
    pub fn band(&self) -> &'static str {
        if self.total.below(50) {
            "missing"
        } else if self.total.below(80) {
            "patchy"
        } else {
            "sound"
        }
    }

    /// “The basics stand at 37% (17 of 46 points): missing. Weakest: …”
    pub fn sentence(&self) -> String {
        let Share { part, whole } = self.total;
        let weakest = self
            .groups
            .iter()
            .filter_map(|(name, share)| share.map(|share| (name, share)))
            .min_by(|a, b| (a.1.part * b.1.whole).cmp(&(b.1.part * a.1.whole)));
        let tail = weakest
            .map_or_else(String::new, |(name, share)| format!(" Weakest: {name} ({}%).", share.percent()));
        format!(
            "The basics stand at {}% ({part} of {whole} points): {}.{tail}",
            self.total.percent(),
            self.band()
        )
    }
}

/// Score over applicable items, not an average of groups; nothing where no item applies.
pub fn basics<'a, G>(groups: G) -> Option<Basics>
where
    G: IntoIterator<Item = (&'a str, Vec<Option<u8>>)>,
{
    let groups: Vec<(String, Option<Share>)> = groups
        .into_iter()
        .map(|(name, items)| {
            let values: Vec<u64> = items.iter().filter_map(|item| given(*item, 2)).map(u64::from).collect();
            let share =
                (!values.is_empty()).then(|| Share::new(values.iter().sum(), 2 * values.len() as u64));
            (name.to_owned(), share)
        })
        .collect();
    let total = groups
        .iter()
        .filter_map(|(_, share)| *share)
        .fold(Share::default(), |sum, share| Share::new(sum.part + share.part, sum.whole + share.whole));
    (total.whole > 0).then_some(Basics { groups, total })
}

/// One show of fingers with eyes shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pulse {
    pub n: u64,
    /// Mean in tenths; hidden below five answers.
    pub mean_tenths: Option<u64>,
}

impl Pulse {
    /// “2.6 of 5 (14 answers)”, or why there is no number.
    pub fn sentence(self) -> String {
        match self.mean_tenths {
            Some(tenths) => format!("{}.{} of 5 ({} answers)", tenths / 10, tenths % 10, self.n),
            None => format!(
                "{} answers: too few to show.",
                sentence_case(&number(usize::try_from(self.n).unwrap_or(usize::MAX)))
            ),
        }
    }
}

/// Counts of the answers 1..=5, lowest first.
pub fn pulse(counts: [u64; 5]) -> Pulse {
    let n = counts.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
    let points: u128 = (1..=5_u128).zip(counts).map(|(value, count)| value * u128::from(count)).sum();
    Pulse { n, mean_tenths: (n >= 5).then(|| half_up(points * 10, u128::from(n))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_phase_is_said_in_one_line() {
        let ahead = phase(&[[Some(3), Some(3), Some(3), Some(0)], [Some(3); 4], [Some(1); 4], [Some(0); 4]]);
        assert_eq!(ahead.sentence(), "Phase 1 of 4, Idea Planters. Ahead of the foundations in phase 2.");
        let mut open = [[Some(2); 4]; 4];
        open[0][3] = None;
        assert_eq!(phase(&open).sentence(), "Not complete yet: statement 1.4 has no answer.");
        open[1][1] = Some(9);
        assert_eq!(phase(&open).sentence(), "Not complete yet: two statements have no answer.");
    }

    #[test]
    fn a_pulse_of_four_is_hidden() {
        assert_eq!(pulse([0, 0, 4, 0, 0]).mean_tenths, None);
        assert_eq!(pulse([0, 0, 4, 0, 0]).sentence(), "Four answers: too few to show.");
        assert_eq!(pulse([2, 5, 4, 3, 0]).sentence(), "2.6 of 5 (14 answers)");
        assert_eq!(pulse([0; 5]).n, 0);
        let _ = pulse([u64::MAX; 5]);
    }

    #[test]
    fn unanswered_lists_say_nothing() {
        assert_eq!(mindset(&[Some(1), None, Some(2), Some(3)]), None);
        assert_eq!(readiness(&[]), None);
        assert_eq!(basics([("A", vec![None])]), None);
    }

    #[test]
    fn readiness_names_where_the_chain_breaks() {
        let all = readiness(&[Some(2), Some(1), Some(1), Some(2), Some(1), Some(1), Some(0), Some(2)]);
        assert_eq!(
            all.map(|r| r.sentence()).as_deref(),
            Some("Readiness is 42%: start small. The chain breaks at measurement to insight.")
        );
    }
}
