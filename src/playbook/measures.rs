//! Kinds of measures with what to mind beside each (the handbook, R10), found by the name that a client gives one.
//!
//! It knows no number.

use serde::Deserialize;

use super::page::{Page, ensure, ensure_distinct};

/// One kind of measure.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct MeasureWords {
    /// A stable word.
    pub id: String,
    /// As a heading.
    pub label: String,
    /// What such a measure is called, in small letters.
    pub names: Vec<String>,
    /// How it is reckoned.
    pub formula: String,
    /// What it is good for.
    pub good_for: String,
    /// What to mind.
    pub pitfalls: Vec<String>,
}

impl MeasureWords {
    /// “Mind: several mixes give the same score; it needs its margin.”
    pub fn mind(&self) -> String {
        format!("Mind: {}.", self.pitfalls.join("; "))
    }
}

/// All kinds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Measures {
    /// In the order in which they are tried.
    pub kinds: Vec<MeasureWords>,
}

impl Measures {
    /// The kind that a measure of this name is; nothing where no name fits.
    pub fn kind(&self, name: &str) -> Option<&MeasureWords> {
        let name = words(name);
        self.kinds.iter().find(|kind| kind.names.iter().any(|known| name.contains(&words(known))))
    }
}

/// Small letters, one space before each word, so that a name is found at the beginning of words only.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(String::new(), |all, word| all + " " + word)
}

impl Page for Measures {
    fn check(&self) -> Result<(), String> {
        ensure_distinct("measure", self.kinds.iter().map(|kind| kind.id.as_str()))?;
        self.kinds.iter().try_for_each(|kind| {
            let named = !kind.names.is_empty() && kind.names.iter().all(|name| !words(name).is_empty());
            ensure(named && !kind.pitfalls.is_empty(), || {
                format!("measure {} needs a name to be found by and something to mind", kind.id)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::playbook::Playbook;

    #[test]
    fn a_measure_is_known_by_its_name() {
        let measures = &Playbook::builtin().measures;
        for (name, kind) in [
            ("Relationship NPS", Some("nps")),
            ("CSAT after a call (4 or 5 of 5)", Some("csat")),
            ("First contact resolution, net", Some("fcr")),
            ("Repeat contact within 7 days", Some("repeat_contact")),
            ("Engineer visits missed or over one hour late", Some("appointments_kept")),
            ("Monthly churn", Some("churn")),
            ("Complaints per 1,000 customers per month", Some("complaint_rate")),
            ("Days from order to working line (median)", Some("order_to_use")),
            ("Minutes to the first message", None),
            ("", None),
        ] {
            assert_eq!(measures.kind(name).map(|kind| kind.id.as_str()), kind, "{name}");
        }
        assert_eq!(measures.kinds.len(), 13);
    }

    #[test]
    fn every_kind_says_what_to_mind() {
        for kind in &Playbook::builtin().measures.kinds {
            assert!(kind.mind().starts_with("Mind: ") && kind.mind().ends_with('.'), "{}", kind.id);
            assert!(!kind.formula.is_empty() && !kind.good_for.is_empty(), "{}", kind.id);
        }
    }
}
