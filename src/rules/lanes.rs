//! The lane of one gap (the handbook, R1): rule, evidence gate, robustness, flags.
//!
//! Looks at one gap alone. How many fit into Now is `capacity.rs`; who decided otherwise is not asked here.

use std::cmp::Ordering;

use super::Share;
pub use super::scores::{
    Fingers, Partial, Scale, Scores, Weights, fingers, missing_sentence, order_key, points, score_tenths,
    worth_scoring,
};
use super::words::{Lane, list_with};

/// Which line of the rule fired. `K1` and the override are added by `capacity.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    U0,
    L1,
    N1,
    N2,
    N3,
    L2,
    L3,
    X1,
    X2,
    X3,
    E1,
    K1,
}

impl Rule {
    /// As screens, synopsis and file name it.
    pub fn id(self) -> &'static str {
        match self {
            Rule::U0 => "U0",
            Rule::L1 => "L1",
            Rule::N1 => "N1",
            Rule::N2 => "N2",
            Rule::N3 => "N3",
            Rule::L2 => "L2",
            Rule::L3 => "L3",
            Rule::X1 => "X1",
            Rule::X2 => "X2",
            Rule::X3 => "X3",
            Rule::E1 => "E1",
            Rule::K1 => "K1",
        }
    }

    /// Where the line sends a gap.
    pub fn lane(self) -> Lane {
        match self {
            Rule::U0 => Lane::Unsorted,
            Rule::L1 | Rule::L2 | Rule::L3 => Lane::Later,
            Rule::N1 | Rule::N2 | Rule::N3 => Lane::Now,
            Rule::X1 | Rule::X2 | Rule::X3 | Rule::E1 | Rule::K1 => Lane::Next,
        }
    }

    /// The sentence shown to the room. `U0` and `K1` are said in full by [`missing_sentence`] and `capacity.rs`.
    pub fn sentence(self) -> &'static str {
        match self {
            Rule::U0 => "Still needs scores.",
            Rule::L1 => "Cannot be done at present.",
            Rule::N1 => "High impact and it cannot wait.",
            Rule::N2 => "Harm is happening now. Slow or costly: agree a first slice.",
            Rule::N3 => "Cheap, easy, and customers will notice soon.",
            Rule::L2 => "Too little would change.",
            Rule::L3 => "Nothing gets worse if it waits.",
            Rule::X1 => "Worth it, but slow or expensive.",
            Rule::X2 => "Worth it, and it can wait a little.",
            Rule::X3 => "Useful, smaller effect.",
            Rule::E1 => "Nobody has described this happening yet.",
            Rule::K1 => "Now is full.",
        }
    }
}

/// The rule table without the evidence gate, read from the top: the first line that fits decides.
pub fn raw_rule(s: Scores) -> Rule {
    let Scores { impact, urgency, feasibility, cost } = s;
    if feasibility <= 1 || cost >= 5 {
        Rule::L1
    } else if impact >= 4 && urgency >= 4 && feasibility >= 3 && cost <= 3 {
        Rule::N1
    } else if impact >= 4 && urgency >= 5 {
        Rule::N2
    } else if impact >= 3 && feasibility >= 4 && cost <= 2 {
        Rule::N3
    } else if impact <= 1 || (impact <= 2 && urgency <= 2) {
        Rule::L2
    } else if urgency <= 1 && impact <= 3 {
        Rule::L3
    } else if impact >= 4 && s.heavy() {
        Rule::X1
    } else if impact >= 4 {
        Rule::X2
    } else {
        Rule::X3
    }
}

/// The rule with the evidence gate E1: what nobody has seen happen is never suggested for Now.
pub fn rule(s: Scores, supported: bool) -> Rule {
    let raw = raw_rule(s);
    if raw.lane() == Lane::Now && !supported { Rule::E1 } else { raw }
}

/// Ids in the order of their numbers: `G9` before `G10`, then as spelled.
pub fn id_order(a: &str, b: &str) -> Ordering {
    fn parts(id: &str) -> (&str, Option<u64>) {
        let digits = id.len() - id.bytes().rev().take_while(u8::is_ascii_digit).count();
        id.split_at_checked(digits).map_or((id, None), |(head, tail)| (head, tail.parse().ok()))
    }
    parts(a).cmp(&parts(b)).then_with(|| a.cmp(b))
}

/// One step on one scale that would move the gap to another lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flip {
    pub scale: Scale,
    pub value: u8,
    pub lane: Lane,
}

/// How firmly the lane holds when each score moves by one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Robustness {
    /// Steps that leave the lane as it is, of all possible ones.
    pub stays: Share,
    pub flips: Vec<Flip>,
}

impl Robustness {
    /// Whole percent, for display.
    pub fn percent(&self) -> u64 {
        self.stays.percent()
    }

    /// “firm”, “fairly firm” or “finely balanced”.
    pub fn label(&self) -> &'static str {
        if self.stays.part == self.stays.whole {
            "firm"
        } else if self.stays.at_least(60) {
            "fairly firm"
        } else {
            "finely balanced"
        }
    }

    /// Below 60%: the mark ≈.
    pub fn finely_balanced(&self) -> bool {
        self.label() == "finely balanced"
    }

    /// “Would be Next if feasibility were 2.”; empty where nothing flips.
    pub fn sentence(&self) -> String {
        let clauses: Vec<String> = Lane::BOARD
            .into_iter()
            .filter_map(|lane| {
                let steps: Vec<String> = self
                    .flips
                    .iter()
                    .filter(|flip| flip.lane == lane)
                    .map(|flip| format!("{} were {}", flip.scale.words(), flip.value))
                    .collect();
                (!steps.is_empty()).then(|| format!("{} if {}", lane.words(), list_with(&steps, "or")))
            })
            .collect();
        if clauses.is_empty() { String::new() } else { format!("Would be {}.", clauses.join("; ")) }
    }
}

/// Changes each score by one step down and up, keeps the evidence gate, and counts how often the lane stays.
pub fn robustness(s: Scores, supported: bool) -> Robustness {
    let home = rule(s, supported).lane();
    let mut stays = Share::default();
    let mut flips = Vec::new();
    for scale in Scale::ALL {
        let value = s.get(scale);
        for step in [value.wrapping_sub(1), value.saturating_add(1)] {
            if !(1..=5).contains(&step) {
                continue;
            }
            stays.whole += 1;
            let lane = rule(s.with(scale, step), supported).lane();
            if lane == home {
                stays.part += 1;
            } else {
                flips.push(Flip { scale, value: step, lane });
            }
        }
    }
    Robustness { stays, flips }
}

/// A nudge beside the lane; none of them moves a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flag {
    Stopgap,
    FirstSlice,
    FillIn,
    NotSeen,
}

impl Flag {
    /// As the card says it.
    pub fn words(self) -> &'static str {
        match self {
            Flag::Stopgap => "name a stopgap",
            Flag::FirstSlice => "heavy: agree a first slice",
            Flag::FillIn => "fill-in: may simply be done",
            Flag::NotSeen => "nobody has described this happening",
        }
    }
}

impl Flag {
    /// In full, below the card.
    pub fn sentence(self) -> &'static str {
        match self {
            Flag::Stopgap => "It hurts and cannot be done: name a stopgap.",
            Flag::FirstSlice => "Heavy: agree a first slice.",
            Flag::FillIn => "Fill-in: may simply be done, takes no place.",
            Flag::NotSeen => "Nobody has described this happening.",
        }
    }
}

/// The flags of a gap whose rule is `rule` and which lies in `lane`.
pub fn flags(s: Scores, rule: Rule, lane: Lane) -> Vec<Flag> {
    let mut found = Vec::new();
    if rule == Rule::L1 && s.impact >= 4 && s.urgency >= 4 {
        found.push(Flag::Stopgap);
    }
    if lane == Lane::Now && s.heavy() {
        found.push(Flag::FirstSlice);
    }
    if matches!(rule, Rule::X3 | Rule::L2) && s.feasibility == 5 && s.cost == 1 {
        found.push(Flag::FillIn);
    }
    if rule == Rule::E1 {
        found.push(Flag::NotSeen);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(impact: u8, urgency: u8, feasibility: u8, cost: u8) -> Scores {
        Scores { impact, urgency, feasibility, cost }
    }

    fn every_combination() -> impl Iterator<Item = Scores> {
        (0..625_u16).map(|n| {
            let digit = |place: u16| u8::try_from(n / place % 5).unwrap_or(0) + 1;
            scores(digit(125), digit(25), digit(5), digit(1))
        })
    }

    #[test]
    fn raising_a_score_never_moves_a_gap_to_a_later_lane() {
        for s in every_combination() {
            for supported in [true, false] {
                let lane = rule(s, supported).lane();
                for scale in Scale::ALL {
                    let better = if scale == Scale::Cost { s.cost - 1 } else { s.get(scale) + 1 };
                    if (1..=5).contains(&better) {
                        assert!(rule(s.with(scale, better), supported).lane() <= lane, "{s:?} {scale:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn over_all_combinations_the_labels_split_as_the_handbook_says() {
        let mut count = [0; 3];
        for s in every_combination() {
            match robustness(s, true).label() {
                "firm" => count[0] += 1,
                "fairly firm" => count[1] += 1,
                _ => count[2] += 1,
            }
        }
        assert_eq!(count, [164, 420, 41]);
    }

    #[test]
    fn the_flip_is_named() {
        let g02 = robustness(scores(5, 4, 3, 3), true);
        assert_eq!(g02.sentence(), "Would be Next if urgency were 3, feasibility were 2 or cost were 4.");
        assert_eq!(robustness(scores(3, 3, 3, 3), true).sentence(), "");
        let fine = robustness(scores(3, 4, 4, 2), true);
        assert_eq!(fine.sentence(), "Would be Next if impact were 2, feasibility were 3 or cost were 3.");
    }

    #[test]
    fn a_missing_score_is_named() {
        let partial = Partial { impact: Some(4), urgency: Some(9), ..Partial::default() };
        assert_eq!(partial.complete(), None);
        assert_eq!(missing_sentence(&partial.missing()), "Still needs: urgency, feasibility and cost.");
    }

    #[test]
    fn scores_outside_the_scales_never_panic() {
        for s in [scores(0, 0, 0, 0), scores(255, 255, 255, 255)] {
            let r = rule(s, true);
            let _ = (points(s, Weights::default()), robustness(s, false), flags(s, r, r.lane()));
        }
    }

    #[test]
    fn ids_count_as_people_count() {
        assert_eq!(id_order("G9", "G10"), Ordering::Less);
        assert_eq!(id_order("G02", "G01"), Ordering::Greater);
        assert_eq!(id_order("G1", "G01"), Ordering::Greater);
        assert_eq!(id_order("Ü", "Ü"), Ordering::Equal);
    }

    #[test]
    fn custom_weights_still_show_nought_to_a_hundred() {
        let w = Weights::new(9, 1, 1, 1);
        assert_eq!(score_tenths(points(scores(1, 1, 1, 5), w), w), 0);
        assert_eq!(score_tenths(points(scores(5, 5, 5, 1), w), w), 1000);
    }

    #[test]
    fn nobody_showing_fingers_is_no_score() {
        assert_eq!(fingers(&[], Scale::Cost), None);
        assert_eq!(fingers(&[0, 9], Scale::Impact), None);
    }
}
