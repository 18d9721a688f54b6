//! Seven kinds of “we can't because …”, each with a question that checks it.
//!
//! It knows no blocker that was really said.

use serde::Deserialize;

use super::page::{Page, ensure};

const IDS: [&str; 7] = ["habit", "rule", "contract", "assumption", "resource", "incentive", "skill"];

/// One kind of blocker.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct BlockerWords {
    /// `habit`, `rule`, `contract`, `assumption`, `resource`, `incentive` or `skill`.
    pub id: String,
    /// As on screens.
    pub label: String,
    /// What it sounds like.
    pub heard: String,
    /// What to ask.
    pub check: String,
}

/// All kinds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Blockers {
    /// The kind of a blocker as long as nobody says otherwise.
    pub default: String,
    /// In the order in which they are offered.
    pub kinds: Vec<BlockerWords>,
}

impl Blockers {
    /// A kind by its id.
    pub fn kind(&self, id: &str) -> Option<&BlockerWords> {
        self.kinds.iter().find(|kind| kind.id == id)
    }
}

impl Page for Blockers {
    fn check(&self) -> Result<(), String> {
        IDS.into_iter()
            .try_for_each(|id| ensure(self.kind(id).is_some(), || format!("kind {id} is missing")))?;
        ensure(self.kind(&self.default).is_some(), || {
            format!("the default kind {} does not exist", self.default)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::playbook::Playbook;

    #[test]
    fn a_blocker_is_an_assumption_until_somebody_shows_the_rule() {
        let blockers = &Playbook::builtin().blockers;
        assert_eq!(blockers.default, "assumption");
        assert_eq!(blockers.kinds.len(), 7);
        assert!(blockers.kinds.iter().all(|kind| kind.check.ends_with('?')));
    }
}
