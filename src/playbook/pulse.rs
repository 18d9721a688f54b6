//! The pulse: one question, one to five fingers, eyes shut (R9).
//!
//! It knows no answers.

use serde::Deserialize;

use super::page::{Page, ensure};

/// The pulse question and how to ask it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Pulse {
    /// As asked and stored.
    pub question: String,
    /// What one finger means.
    pub low: String,
    /// What five fingers mean.
    pub high: String,
    /// How to ask.
    #[serde(default)]
    pub how: String,
    /// Fewer answers than this are not shown.
    pub hidden_below: u16,
    /// Shown instead; `{least}` is filled in.
    pub hidden: String,
}

impl Page for Pulse {
    fn check(&self) -> Result<(), String> {
        ensure(!self.question.trim().is_empty(), || "the question is empty".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use crate::playbook::{Playbook, fill};

    #[test]
    fn the_question_is_the_one_of_the_sample_session() {
        let sample: serde_json::Value =
            serde_json::from_str(include_str!("../../sessions/halvorn.json")).unwrap();
        let pulse = &Playbook::builtin().pulse;
        assert_eq!(sample["assessments"]["pulse"][0]["question"], pulse.question);
        assert_eq!(fill(&pulse.hidden, &[("least", "5")]), "Hidden: fewer than 5 answers.");
    }
}
