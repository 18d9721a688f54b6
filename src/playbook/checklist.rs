//! What to prepare and how long before (4.2).
//!
//! It knows no dates and nothing of what is done.

use serde::Deserialize;

use super::page::{Page, ensure_distinct};

/// One thing to prepare.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct ChecklistItem {
    /// `C01` …
    pub id: String,
    /// For a narrow list.
    pub short: String,
    /// How long before, in words.
    pub when: String,
    /// How long before, in days.
    pub lead_days: u32,
    /// In full.
    pub text: String,
}

/// A reason to say “not yet”.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct NotYet {
    /// `sponsor`, `front_line` or `results`.
    pub id: String,
    /// For the facilitator.
    pub sentence: String,
}

/// The preparation list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Checklist {
    /// In the order of time.
    pub items: Vec<ChecklistItem>,
    /// What makes the verdict “not yet”.
    #[serde(default)]
    pub not_yet: Vec<NotYet>,
}

impl Page for Checklist {
    fn check(&self) -> Result<(), String> {
        ensure_distinct("item", self.items.iter().map(|item| item.id.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use crate::playbook::Playbook;

    #[test]
    fn the_lead_times_count_down_to_the_day() {
        let items = &Playbook::builtin().checklist.items;
        let days: Vec<_> = items.iter().map(|item| item.lead_days).collect();
        assert_eq!(days, [28, 28, 21, 14, 14, 7, 3, 1, 0]);
        assert!(items.iter().all(|item| item.short.chars().count() <= 44));
    }
}
