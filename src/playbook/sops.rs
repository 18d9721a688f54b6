//! The one-page playbook for the months after, and starters to fill in (4.8).
//!
//! It knows no page that a client has written.

use serde::Deserialize;

use super::page::{Page, ensure_distinct};

/// One part of the page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct SopPart {
    /// A stable word.
    pub id: String,
    /// As a heading.
    pub label: String,
    /// A question that helps to fill it in; may be empty.
    #[serde(default)]
    pub prompt: String,
}

/// A page that is filled in as far as possible without knowing the client.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Starter {
    /// A stable word.
    pub id: String,
    /// As a heading.
    pub title: String,
    /// When exactly this starts.
    pub trigger: String,
    /// What the customer should feel.
    pub purpose: String,
    /// Who leads, who helps, who decides.
    pub who: String,
    /// The first 15 minutes.
    pub first_15_minutes: Vec<String>,
    /// What follows.
    pub steps: Vec<String>,
    /// What we tell the customer.
    pub customer_message: String,
    /// What we never say.
    pub never_say: Vec<String>,
    /// Protected customers first.
    pub exceptions: Vec<String>,
    /// When it is over.
    pub over_when: String,
    /// How we see that it works.
    pub measure: String,
    /// How often it is looked at, in days.
    pub review_every_days: u16,
}

/// The parts of the page and the starters.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Sops {
    /// In the order in which they are printed.
    pub parts: Vec<SopPart>,
    /// Pages to begin with.
    #[serde(default)]
    pub starters: Vec<Starter>,
}

impl Page for Sops {
    fn check(&self) -> Result<(), String> {
        ensure_distinct("part", self.parts.iter().map(|part| part.id.as_str()))?;
        ensure_distinct("starter", self.starters.iter().map(|starter| starter.id.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use crate::playbook::Playbook;

    #[test]
    fn two_starters_fill_the_page_in() {
        let sops = &Playbook::builtin().sops;
        let ids: Vec<_> = sops.starters.iter().map(|starter| starter.id.as_str()).collect();
        assert_eq!(ids, ["outage", "return"]);
        assert_eq!(sops.parts.len(), 15);
        assert!(
            sops.starters.iter().all(|starter| !starter.steps.is_empty() && !starter.never_say.is_empty())
        );
    }
}
