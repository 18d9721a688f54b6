//! What one to five mean on the four scales, and the money bands beside the cost scale (R1).
//!
//! It knows no gap and computes nothing.

use serde::Deserialize;

use super::page::{Page, ensure};
use crate::text;

/// One of the four scales. Higher is more of the word; for cost, more is worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scale {
    /// What changes if the gap is closed.
    Impact,
    /// What happens if we wait.
    Urgency,
    /// Whether our people, skills and systems can do it.
    Feasibility,
    /// First year, all in.
    Cost,
}

impl Scale {
    /// Every scale, in the order in which the room scores.
    pub const ALL: [Self; 4] = [Self::Impact, Self::Urgency, Self::Feasibility, Self::Cost];

    /// The word as it stands in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Impact => "impact",
            Self::Urgency => "urgency",
            Self::Feasibility => "feasibility",
            Self::Cost => "cost",
        }
    }
}

/// The words of one scale.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct ScaleText {
    /// As on screens.
    pub label: String,
    /// The beginning of the sentence that each anchor ends.
    pub question: String,
    /// The anchors of 1 to 5.
    pub anchors: [String; 5],
}

impl ScaleText {
    /// What a score means; empty outside of 1 to 5.
    pub fn anchor(&self, score: u8) -> &str {
        usize::from(score).checked_sub(1).and_then(|at| self.anchors.get(at)).map_or("", String::as_str)
    }
}

/// Money bands for the cost scale, as a client would edit them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Bands {
    /// Three-letter code.
    pub currency: String,
    /// One text for each cost score.
    pub texts: [String; 5],
}

/// All four scales.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Anchors {
    /// If we close this gap …
    pub impact: ScaleText,
    /// If we wait …
    pub urgency: ScaleText,
    /// With our people, skills, systems …
    pub feasibility: ScaleText,
    /// First year, all in …
    pub cost: ScaleText,
    /// Money bands of a new session.
    pub bands: Bands,
}

impl Anchors {
    /// The words of a scale.
    pub fn of(&self, scale: Scale) -> &ScaleText {
        match scale {
            Scale::Impact => &self.impact,
            Scale::Urgency => &self.urgency,
            Scale::Feasibility => &self.feasibility,
            Scale::Cost => &self.cost,
        }
    }
}

/// An anchor of the cost scale with the client's money band before it; where one says all that the other says, or both end
/// in the same words, once.
pub fn with_band(anchor: &str, band: &str) -> String {
    let (plain, money) = (text::folded(anchor), text::folded(band));
    let end = |text: &str| text.split(' ').rev().take(3).map(str::to_owned).collect::<Vec<_>>();
    match () {
        () if plain.contains(&money) => anchor.to_owned(),
        () if money.contains(&plain) || end(&plain) == end(&money) => band.to_owned(),
        () => format!("{band}: {anchor}"),
    }
}

impl Page for Anchors {
    fn check(&self) -> Result<(), String> {
        Scale::ALL.into_iter().try_for_each(|scale| {
            let empty = self.of(scale).anchors.iter().any(|anchor| anchor.trim().is_empty());
            ensure(!empty, || format!("{} has an empty anchor", scale.id()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::Playbook;

    #[test]
    fn the_money_bands_are_those_of_the_sample_session() {
        let sample: serde_json::Value =
            serde_json::from_str(include_str!("../../sessions/halvorn.json")).unwrap();
        let bands = &Playbook::builtin().anchors.bands;
        assert_eq!(sample["session"]["cost_bands"], serde_json::json!(bands.texts));
        assert_eq!(sample["session"]["currency"], bands.currency);
    }

    #[test]
    fn a_band_that_repeats_its_anchor_is_said_once() {
        for (anchor, band, both) in [
            ("no new money, working time only", "no new money", "no new money, working time only"),
            ("no new money, working time only", "No new money", "no new money, working time only"),
            ("within a team's own budget", "up to €5,000", "up to €5,000: within a team's own budget"),
            ("needs a case", "needs a case above €150,000", "needs a case above €150,000"),
        ] {
            assert_eq!(with_band(anchor, band), both);
        }
    }

    #[test]
    fn every_score_has_an_anchor_of_its_own() {
        for scale in Scale::ALL {
            let text = Playbook::builtin().anchors.of(scale);
            let distinct: std::collections::BTreeSet<_> = (1..=5).map(|score| text.anchor(score)).collect();
            assert_eq!(distinct.len(), 5, "{}", scale.id());
        }
    }

    #[test]
    fn a_scale_with_four_anchors_is_refused() {
        let file =
            include_str!("../../assets/anchors.toml").replace("  \"nothing gets worse for a year\",\n", "");
        assert!(crate::playbook::page::read::<Anchors>("anchors.toml", &file).is_err());
    }
}
