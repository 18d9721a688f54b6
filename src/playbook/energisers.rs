//! Short exercises, each with a way to stay seated (4.7).

use serde::Deserialize;

use super::page::{Page, ensure_distinct};

/// One exercise.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Energiser {
    /// Distinct.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How long, in minutes.
    pub minutes: u32,
    /// How it goes.
    pub text: String,
    /// How it goes for those who stay seated.
    pub seated: String,
}

/// All exercises.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Energisers {
    /// In the order in which they are offered.
    pub items: Vec<Energiser>,
}

impl Page for Energisers {
    fn check(&self) -> Result<(), String> {
        ensure_distinct("exercise", self.items.iter().map(|item| item.id.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use crate::playbook::Playbook;

    #[test]
    fn every_exercise_is_short_and_can_be_done_seated() {
        let items = &Playbook::builtin().energisers.items;
        assert_eq!(items.len(), 6);
        for item in items {
            assert!((5..=10).contains(&item.minutes), "{}", item.id);
            assert!(!item.seated.is_empty(), "{}", item.id);
        }
    }
}
