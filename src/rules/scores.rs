//! The four scores of a gap (the handbook, R1): scales, points, weights, a show of fingers.
//!
//! Knows numbers only; which lane they lead to is `lanes.rs`.

use std::cmp::Reverse;

use super::share::half_up;
use super::words::list;

/// One of the four scales, in the order the room scores them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scale {
    Impact,
    Urgency,
    Feasibility,
    Cost,
}

impl Scale {
    /// In the order the room scores them.
    pub const ALL: [Scale; 4] = [Scale::Impact, Scale::Urgency, Scale::Feasibility, Scale::Cost];

    /// As the file and a sentence spell it.
    pub fn words(self) -> &'static str {
        match self {
            Scale::Impact => "impact",
            Scale::Urgency => "urgency",
            Scale::Feasibility => "feasibility",
            Scale::Cost => "cost",
        }
    }
}

/// Four whole scores 1..=5; on every scale more is more of the word, so cost points the other way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Scores {
    pub impact: u8,
    pub urgency: u8,
    pub feasibility: u8,
    pub cost: u8,
}

impl Scores {
    /// One of the four.
    pub fn get(self, scale: Scale) -> u8 {
        match scale {
            Scale::Impact => self.impact,
            Scale::Urgency => self.urgency,
            Scale::Feasibility => self.feasibility,
            Scale::Cost => self.cost,
        }
    }

    /// The same with one score changed.
    #[must_use]
    pub fn with(mut self, scale: Scale, value: u8) -> Self {
        match scale {
            Scale::Impact => self.impact = value,
            Scale::Urgency => self.urgency = value,
            Scale::Feasibility => self.feasibility = value,
            Scale::Cost => self.cost = value,
        }
        self
    }

    /// Feasibility 2 or less, or cost 4 or more.
    pub fn heavy(self) -> bool {
        self.feasibility <= 2 || self.cost >= 4
    }
}

/// Scores while the room is still choosing; a number outside 1..=5 counts as not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Partial {
    pub impact: Option<u8>,
    pub urgency: Option<u8>,
    pub feasibility: Option<u8>,
    pub cost: Option<u8>,
}

impl Partial {
    /// One of the four, if given.
    pub fn get(self, scale: Scale) -> Option<u8> {
        let value = match scale {
            Scale::Impact => self.impact,
            Scale::Urgency => self.urgency,
            Scale::Feasibility => self.feasibility,
            Scale::Cost => self.cost,
        };
        value.filter(|score| (1..=5).contains(score))
    }

    /// All four, or nothing.
    pub fn complete(self) -> Option<Scores> {
        Some(Scores {
            impact: self.get(Scale::Impact)?,
            urgency: self.get(Scale::Urgency)?,
            feasibility: self.get(Scale::Feasibility)?,
            cost: self.get(Scale::Cost)?,
        })
    }

    /// What is still to be chosen.
    pub fn missing(self) -> Vec<Scale> {
        Scale::ALL.into_iter().filter(|scale| self.get(*scale).is_none()).collect()
    }
}

impl From<Scores> for Partial {
    fn from(scores: Scores) -> Self {
        Self {
            impact: Some(scores.impact),
            urgency: Some(scores.urgency),
            feasibility: Some(scores.feasibility),
            cost: Some(scores.cost),
        }
    }
}

/// “Still needs: cost.”
pub fn missing_sentence(missing: &[Scale]) -> String {
    let words: Vec<&str> = missing.iter().map(|scale| scale.words()).collect();
    format!("Still needs: {}.", list(&words))
}

/// What each scale weighs in the points; they order a lane and never change the lane rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Weights {
    pub impact: u8,
    pub urgency: u8,
    pub feasibility: u8,
    pub affordability: u8,
}

impl Default for Weights {
    fn default() -> Self {
        Self::new(3, 3, 2, 2)
    }
}

impl Weights {
    /// The five fixed sets of the weight check, in the order of the handbook.
    pub const CHECK: [(&'static str, Weights); 5] = [
        ("default", Weights::new(3, 3, 2, 2)),
        ("equal", Weights::new(1, 1, 1, 1)),
        ("value first", Weights::new(4, 4, 1, 1)),
        ("doability first", Weights::new(2, 2, 3, 3)),
        ("impact first", Weights::new(4, 2, 2, 2)),
    ];

    /// In the order impact, urgency, feasibility, affordability.
    pub const fn new(impact: u8, urgency: u8, feasibility: u8, affordability: u8) -> Self {
        Self { impact, urgency, feasibility, affordability }
    }

    fn sum(self) -> u32 {
        u32::from(self.impact)
            + u32::from(self.urgency)
            + u32::from(self.feasibility)
            + u32::from(self.affordability)
    }
}

/// Priority points, 10..=50 with the default weights.
pub fn points(s: Scores, w: Weights) -> u32 {
    u32::from(w.impact) * u32::from(s.impact)
        + u32::from(w.urgency) * u32::from(s.urgency)
        + u32::from(w.feasibility) * u32::from(s.feasibility)
        + u32::from(w.affordability) * u32::from(6_u8.saturating_sub(s.cost))
}

/// Points as tenths of the shown score 0.0..=100.0: with the default weights `(P - 10) * 2.5`.
pub fn score_tenths(points: u32, w: Weights) -> u32 {
    let sum = w.sum();
    let above = u128::from(points.saturating_sub(sum)) * 1000;
    u32::try_from(half_up(above, u128::from(sum) * 4)).unwrap_or(u32::MAX)
}

/// What decides the order inside a lane, best first: points, urgency, impact, less cost, dots, lower id.
pub fn order_key(
    points: u32,
    s: Scores,
    dots: u32,
) -> (Reverse<u32>, Reverse<u8>, Reverse<u8>, u8, Reverse<u32>) {
    (Reverse(points), Reverse(s.urgency), Reverse(s.impact), s.cost, Reverse(dots))
}

/// What a show of fingers says for one scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingers {
    pub score: u8,
    pub spread: u8,
    /// “talk for two minutes, then show once more”
    pub discuss: bool,
}

impl Fingers {
    /// Said only where the fingers lie far apart.
    pub fn sentence(self) -> Option<&'static str> {
        self.discuss.then_some("Ask the lowest and the highest. Talk for two minutes, then show once more.")
    }
}

/// The median of the fingers; a half goes to the cautious side. Numbers outside 1..=5 are not fingers.
pub fn fingers(votes: &[u8], scale: Scale) -> Option<Fingers> {
    let mut votes: Vec<u8> = votes.iter().copied().filter(|vote| (1..=5).contains(vote)).collect();
    votes.sort_unstable();
    let (low, high) = (*votes.first()?, *votes.last()?);
    let (below, above) = (votes[(votes.len() - 1) / 2], votes[votes.len() / 2]);
    let score = match scale {
        Scale::Cost => (below + above).div_ceil(2),
        Scale::Impact | Scale::Urgency | Scale::Feasibility => u8::midpoint(below, above),
    };
    Some(Fingers { score, spread: high - low, discuss: high - low >= 3 })
}

/// Where the day is short, only so many gaps are scored: those of the themes with the most dots, and with equal dots
/// the earlier ones of the list (the handbook, 4.3). Places in `dots`, rising.
pub fn worth_scoring(dots: &[u32], most: usize) -> Vec<usize> {
    let mut places: Vec<usize> = (0..dots.len()).collect();
    places.sort_by_key(|at| Reverse(dots[*at]));
    places.truncate(most);
    places.sort_unstable();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_time_is_short_the_themes_with_the_most_dots_are_scored_then_the_first_of_the_list() {
        assert_eq!(worth_scoring(&[1, 5, 0, 5, 2], 3), [1, 3, 4]);
        assert_eq!(worth_scoring(&[0, 0, 0], 2), [0, 1]);
        assert_eq!(worth_scoring(&[2, 1], 9), [0, 1]);
        assert_eq!(worth_scoring(&[], 3), [0_usize; 0]);
    }

    #[test]
    fn fingers_far_apart_ask_the_lowest_and_the_highest_and_show_once_more() {
        let said =
            |votes: &[u8]| fingers(votes, Scale::Impact).and_then(Fingers::sentence).unwrap_or_default();
        assert_eq!(
            said(&[1, 4]),
            "Ask the lowest and the highest. Talk for two minutes, then show once more."
        );
        assert_eq!(said(&[2, 4]), "");
    }
}
