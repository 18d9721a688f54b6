//! The ground rules that are projected at the start (4.6).
//!
//! It knows nothing of the rule that the room adds.

use serde::Deserialize;

use super::page::{Page, ensure};

/// The ground rules.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct GroundRules {
    /// As a heading.
    pub title: String,
    /// One sentence each.
    pub rules: Vec<String>,
    /// Before the line that the room fills in.
    pub one_more: String,
}

impl Page for GroundRules {
    fn check(&self) -> Result<(), String> {
        ensure(!self.rules.is_empty(), || "there is no rule".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use crate::playbook::Playbook;

    #[test]
    fn nine_rules_begin_with_describing() {
        let rules = &Playbook::builtin().ground_rules.rules;
        assert_eq!(rules.len(), 9);
        assert_eq!(rules[0], "Describe before you repair.");
    }
}
