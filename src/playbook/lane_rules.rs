//! The wording of the lane rules: the sentence for the room and the condition in plain words (R1).
//!
//! It knows no scores; which rule fires is decided by the rules.

use serde::Deserialize;

use super::page::{Page, ensure, ensure_braces, ensure_distinct};

/// The rules that must be worded, in the order in which they are read.
const IDS: [&str; 13] = ["U0", "L1", "N1", "N2", "N3", "L2", "L3", "X1", "X2", "X3", "E1", "K1", "O"];

/// The words of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct LaneRule {
    /// `U0`, `L1` … `O`.
    pub id: String,
    /// `now`, `next`, `later`, `unsorted` or `any`.
    pub lane: String,
    /// Shown to the room; may hold words in braces.
    pub sentence: String,
    /// For the appendix, in plain words.
    pub condition: String,
}

/// Something that a gap, or the board, may carry beside its lane.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Flag {
    /// `first_slice`, `stopgap`, `fill_in` or `many_heavy`.
    pub id: String,
    /// One character.
    pub mark: String,
    /// Shown to the room.
    pub sentence: String,
    /// For the appendix, in plain words.
    pub condition: String,
}

/// Paragraphs for the appendix on how the order is computed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Explain {
    /// The four scores.
    pub scales: String,
    /// How a lane is found.
    pub lanes: String,
    /// What points do, with the default weights.
    pub points: String,
    /// What points do when the weights are the room's own.
    pub own_weights: String,
    /// What decides between equal points.
    pub ties: String,
    /// What the limit does.
    pub capacity: String,
    /// What the room may change.
    pub overrides: String,
    /// What firm and finely balanced mean.
    pub robustness: String,
    /// What “4 of 5” means.
    pub weight_check: String,
}

/// All wording around the lanes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct LaneRules {
    /// The rules, in the order in which they are read.
    pub rules: Vec<LaneRule>,
    /// The flags.
    #[serde(default)]
    pub flags: Vec<Flag>,
    /// For the appendix.
    #[serde(default)]
    pub explain: Explain,
}

impl LaneRules {
    /// A rule by its id.
    pub fn rule(&self, id: &str) -> Option<&LaneRule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// A flag by its id.
    pub fn flag(&self, id: &str) -> Option<&Flag> {
        self.flags.iter().find(|flag| flag.id == id)
    }
}

impl Page for LaneRules {
    fn check(&self) -> Result<(), String> {
        ensure_distinct("rule", self.rules.iter().map(|rule| rule.id.as_str()))?;
        IDS.into_iter()
            .try_for_each(|id| ensure(self.rule(id).is_some(), || format!("rule {id} is missing")))?;
        self.rules.iter().try_for_each(|rule| {
            let words: &[&str] = match rule.id.as_str() {
                "U0" => &["missing"],
                "K1" => &["place"],
                "O" => &["reason"],
                _ => &[],
            };
            ensure_braces(&format!("the sentence of {}", rule.id), &rule.sentence, words)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::{Playbook, fill};

    #[test]
    fn the_rules_stand_in_the_order_in_which_they_are_read() {
        let ids: Vec<_> = Playbook::builtin().lane_rules.rules.iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(ids, IDS);
    }

    #[test]
    fn sentences_are_filled_in() {
        let playbook = Playbook::builtin();
        assert_eq!(fill(playbook.rule_sentence("U0"), &[("missing", "cost")]), "Still needs: cost.");
        assert_eq!(
            fill(playbook.rule_sentence("K1"), &[("place", "2")]),
            "Now is full. Place 2 in the queue."
        );
        assert_eq!(playbook.rule_sentence("N9"), "");
    }

    #[test]
    fn the_lane_of_a_rule_is_one_of_five_words() {
        for rule in &Playbook::builtin().lane_rules.rules {
            assert!(["now", "next", "later", "unsorted", "any"].contains(&rule.lane.as_str()), "{}", rule.id);
            assert!(!rule.condition.is_empty(), "{}", rule.id);
        }
    }

    #[test]
    fn a_missing_rule_is_named() {
        let mut page = (*Playbook::builtin().lane_rules).clone();
        page.rules.retain(|rule| rule.id != "X2");
        assert_eq!(page.check(), Err("rule X2 is missing".to_owned()));
    }
}
