//! The four questions, and what to ask when a table falls quiet (the handbook, 4.5).
//!
//! It knows no notes and nothing of who is speaking.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::session::Stance;

use super::page::{Page, ensure};

/// One question of the day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Question {
    /// `Q1` to `Q4`.
    pub id: String,
    /// The question as it is projected.
    pub text: String,
    /// One sentence that helps to answer it.
    #[serde(default)]
    pub describe: String,
    /// Column ids, one or two.
    pub columns: Vec<String>,
    /// The stance of a note as long as nobody says otherwise.
    pub default_stance: Stance,
    /// Stances of columns that differ from the default.
    #[serde(default)]
    pub column_stances: BTreeMap<String, Stance>,
    /// What columns are called on a screen.
    #[serde(default)]
    pub column_titles: BTreeMap<String, String>,
    /// One line for the facilitator.
    #[serde(default)]
    pub hint: String,
    /// Questions for the second round; six as built in.
    #[serde(default)]
    pub probes: Vec<String>,
}

impl Question {
    /// The stance that a note in `column` has as long as nobody says otherwise.
    pub fn stance_of(&self, column: &str) -> &Stance {
        self.column_stances.get(column).unwrap_or(&self.default_stance)
    }

    /// What a column is called on a screen; empty when the question has only one.
    pub fn column_title(&self, column: &str) -> &str {
        self.column_titles.get(column).map_or("", String::as_str)
    }
}

/// Probes for one department, or for one stage of the customer's journey.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Probes {
    /// The department or the stage.
    pub who: String,
    /// What to ask there.
    pub probes: Vec<String>,
}

/// Something heard, and what to ask back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct HeardAsk {
    /// What somebody says.
    pub heard: String,
    /// What to ask back.
    pub ask: String,
}

/// Prompts for special moments.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Prompts {
    /// When something is said to be impossible.
    pub blocker: Vec<String>,
    /// When a change is planned.
    pub ripple: Vec<String>,
    /// When the customer is forgotten.
    pub empathy: Vec<String>,
    /// The exercise for a wall of wishes (R6).
    pub last_real_customer: String,
}

/// The whole question bank.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Questions {
    /// The questions, in order.
    pub questions: Vec<Question>,
    /// For quiet tables.
    #[serde(default)]
    pub by_department: Vec<Probes>,
    /// Along the customer's journey, in order.
    #[serde(default)]
    pub by_stage: Vec<Probes>,
    /// From wish to today.
    #[serde(default)]
    pub from_wish_to_today: Vec<HeardAsk>,
    /// Prompts for special moments.
    #[serde(default)]
    pub prompts: Prompts,
}

impl Page for Questions {
    fn check(&self) -> Result<(), String> {
        let ids: Vec<_> = self.questions.iter().map(|question| question.id.as_str()).collect();
        ensure(ids.starts_with(&["Q1", "Q2", "Q3", "Q4"]), || {
            "Q1, Q2, Q3 and Q4 must come first, in order".to_owned()
        })?;
        super::page::ensure_distinct("question", ids)?;
        self.questions.iter().try_for_each(|question| {
            let id = &question.id;
            ensure(!question.text.trim().is_empty(), || format!("{id} has no text"))?;
            let mut stances = question.column_stances.values().chain([&question.default_stance]);
            ensure(!stances.any(|stance| matches!(stance, Stance::Other(_))), || {
                format!("a stance of {id} is none of as_is, wish and question")
            })?;
            ensure(!question.columns.is_empty(), || format!("{id} has no column"))
        })?;
        ensure(self.questions[1].columns == ["perfect", "today"], || {
            "Q2 needs the columns perfect and today".to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::Playbook;

    #[test]
    fn the_questions_are_those_of_the_sample_session() {
        let sample: serde_json::Value =
            serde_json::from_str(include_str!("../../sessions/halvorn.json")).unwrap();
        let bank = &Playbook::builtin().questions.questions;
        let theirs = sample["questions"].as_array().unwrap();
        assert_eq!(theirs.len(), bank.len());
        for (theirs, ours) in theirs.iter().zip(bank) {
            assert_eq!(theirs["id"], ours.id);
            assert_eq!(theirs["text"], ours.text);
            assert_eq!(theirs["columns"], serde_json::json!(ours.columns));
            assert_eq!(theirs["default_stance"], ours.default_stance.as_str());
        }
    }

    #[test]
    fn every_question_has_six_probes_and_a_hint() {
        for question in &Playbook::builtin().questions.questions {
            assert_eq!(question.probes.len(), 6, "{}", question.id);
            assert!(!question.hint.is_empty(), "{}", question.id);
        }
    }

    #[test]
    fn notes_on_the_perfect_experience_are_wishes() {
        let q2 = Playbook::builtin().question("Q2").unwrap();
        assert_eq!(q2.stance_of("perfect"), &Stance::Wish);
        assert_eq!(q2.stance_of("today"), &Stance::AsIs);
        assert_eq!(q2.column_title("perfect"), "Perfect");
    }

    #[test]
    fn a_bank_without_the_four_questions_is_refused() {
        let mut bank = (*Playbook::builtin().questions).clone();
        bank.questions.swap(0, 1);
        assert!(bank.check().is_err());
    }
}
