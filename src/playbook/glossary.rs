//! Terms explained at the end of the synopsis (5.2, appendix E).

use serde::Deserialize;

use super::page::{Page, ensure_distinct};

/// One term.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Term {
    /// As used in the synopsis.
    pub term: String,
    /// In one or two sentences.
    pub means: String,
}

/// All terms, in the order in which they are printed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Glossary {
    /// In order.
    pub terms: Vec<Term>,
}

impl Page for Glossary {
    fn check(&self) -> Result<(), String> {
        ensure_distinct("term", self.terms.iter().map(|term| term.term.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use crate::playbook::Playbook;

    #[test]
    fn the_glossary_is_short_and_speaks_in_sentences() {
        let terms = &Playbook::builtin().glossary.terms;
        assert!((8..=15).contains(&terms.len()));
        assert!(terms.iter().all(|term| term.means.ends_with('.')));
    }
}
