//! What the three levels are called (the handbook, 2.3 and R12).
//!
//! It knows no people; which levels are pooled is decided by the rules.

use serde::Deserialize;

use super::page::{Page, ensure};

/// The words of one level.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct LevelWords {
    /// For one person.
    pub label: String,
    /// For several.
    pub plural: String,
    /// Who belongs to it.
    #[serde(default)]
    pub means: String,
}

/// The words for groups that are too small to be named.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Pooled {
    /// Between two labels: “manager or executive”.
    pub join: String,
    /// When the pool holds everyone.
    pub everyone: String,
    /// The same for several people.
    pub everyone_plural: String,
}

/// All three levels.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Levels {
    /// Deals with customers most days.
    pub front_line: LevelWords,
    /// Leads people.
    pub manager: LevelWords,
    /// Decides across departments.
    pub executive: LevelWords,
    /// For small groups.
    pub pooled: Pooled,
}

impl Levels {
    /// The words of a level by the id that stands in files.
    pub fn of(&self, id: &str) -> Option<&LevelWords> {
        match id {
            "front_line" => Some(&self.front_line),
            "manager" => Some(&self.manager),
            "executive" => Some(&self.executive),
            _ => None,
        }
    }
}

impl Page for Levels {
    fn check(&self) -> Result<(), String> {
        let labels = [&self.front_line.label, &self.manager.label, &self.executive.label];
        ensure(labels.iter().all(|label| !label.trim().is_empty()), || "a level has no label".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use crate::playbook::Playbook;

    #[test]
    fn levels_are_found_by_the_word_in_the_file() {
        let levels = &Playbook::builtin().levels;
        assert_eq!(levels.of("front_line").map(|level| level.label.as_str()), Some("front line"));
        assert_eq!(levels.of("intern"), None);
    }
}
