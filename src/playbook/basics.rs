//! Twenty-four basics in six groups (R9).
//!
//! It knows the statements, not the answers; those keep their own copy of the wording.

use serde::Deserialize;

use super::page::{Page, ensure, ensure_distinct};

/// One group of basics.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct BasicsGroup {
    /// A short word, stable.
    pub id: String,
    /// For bars and narrow screens.
    pub label: String,
    /// In full, as stored with the answers.
    pub title: String,
    /// The statements; four as built in.
    pub items: Vec<String>,
}

/// What the digits are called.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct BasicsAnswers {
    /// The words of 0, 1 and 2.
    pub labels: [String; 3],
    /// The word for a statement that does not apply.
    pub not_applicable: String,
}

/// The whole checklist of basics.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Basics {
    /// Which wording this is.
    pub version: String,
    /// The groups, in order; six as built in.
    pub groups: Vec<BasicsGroup>,
    /// What the digits are called.
    pub answers: BasicsAnswers,
}

impl Page for Basics {
    fn check(&self) -> Result<(), String> {
        ensure(!self.groups.is_empty(), || "there is no group".to_owned())?;
        ensure_distinct("group", self.groups.iter().map(|group| group.title.as_str()))?;
        self.groups.iter().try_for_each(|group| {
            ensure(!group.items.is_empty(), || format!("group {} has no statement", group.id))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::playbook::Playbook;

    #[test]
    fn the_basics_are_worded_as_in_the_sample_session() {
        let sample: serde_json::Value =
            serde_json::from_str(include_str!("../../sessions/halvorn.json")).unwrap();
        let groups = &Playbook::builtin().basics.groups;
        let theirs = sample["assessments"]["basics"].as_array().unwrap();
        assert_eq!(theirs.len(), groups.len());
        for (theirs, ours) in theirs.iter().zip(groups) {
            assert_eq!(theirs["group"], ours.title);
            let items: Vec<_> =
                theirs["items"].as_array().unwrap().iter().map(|item| &item["text"]).collect();
            assert_eq!(items.len(), 4);
            assert_eq!(serde_json::json!(items), serde_json::json!(ours.items));
        }
    }
}
