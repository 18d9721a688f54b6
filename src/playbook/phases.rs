//! Four phases of maturity: what they are called, what they need, and four statements each (R9).
//!
//! It knows no answers and no corner poll.

use serde::Deserialize;

use super::page::{Page, ensure};

/// One phase.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Phase {
    /// `idea_planters`, `advice_givers`, `change_starters` or `transformers`.
    pub id: String,
    /// As printed.
    pub name: String,
    /// The key challenge, as the end of a sentence.
    pub challenge: String,
    /// What it takes.
    pub resources: Vec<String>,
    /// What to do next.
    pub do_next: Vec<String>,
    /// Two sentences, read aloud in the four corners.
    pub read_aloud: String,
    /// The work on culture in this phase.
    #[serde(default)]
    pub culture: String,
    /// Four statements.
    pub items: [String; 4],
}

/// What the digits are called.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct PhaseAnswers {
    /// The words of 0 to 3.
    pub labels: [String; 4],
}

/// All four phases, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Phases {
    /// In order.
    pub phases: [Phase; 4],
    /// What the digits are called.
    pub answers: PhaseAnswers,
}

impl Page for Phases {
    fn check(&self) -> Result<(), String> {
        let ids: Vec<_> = self.phases.iter().map(|phase| phase.id.as_str()).collect();
        ensure(ids == ["idea_planters", "advice_givers", "change_starters", "transformers"], || {
            "the phases must be idea_planters, advice_givers, change_starters and transformers, in order"
                .to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::playbook::Playbook;

    #[test]
    fn the_statements_are_worded_as_in_the_sample_session() {
        let sample: serde_json::Value =
            serde_json::from_str(include_str!("../../sessions/halvorn.json")).unwrap();
        let phases = &Playbook::builtin().phases.phases;
        let ours: Vec<_> = phases.iter().map(|phase| &phase.items).collect();
        assert_eq!(sample["assessments"]["phase"]["items"], serde_json::json!(ours));
        for phase in phases {
            assert!(sample["assessments"]["phase"]["corner_poll"].get(&phase.id).is_some(), "{}", phase.id);
        }
    }

    #[test]
    fn each_phase_is_read_aloud_in_two_sentences() {
        for phase in &Playbook::builtin().phases.phases {
            assert_eq!(phase.read_aloud.matches('.').count(), 2, "{}", phase.id);
            assert!(!phase.do_next.is_empty() && !phase.resources.is_empty(), "{}", phase.id);
        }
    }
}
