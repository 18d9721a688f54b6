//! Statements answered with one digit: the planning mindset and readiness (R9).
//!
//! It knows the wording; bands and the broken link are computed by the rules.

use serde::Deserialize;

use super::page::{Page, ensure};

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Statement {
    /// `M1` … or `R1` …
    pub id: String,
    /// As stored with the answers.
    pub text: String,
    /// The link of the chain that this statement stands for.
    #[serde(default)]
    pub link: Option<String>,
}

/// What to say about a result.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Band {
    /// The word of the verdict, for example `start small`.
    pub id: String,
    /// For the room and for the synopsis.
    pub sentence: String,
}

/// Four statements on planning ahead.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Mindset {
    /// As a heading.
    pub title: String,
    /// One question that leads in.
    pub intro: String,
    /// The words of 0 to 3.
    pub answers: [String; 4],
    /// The statements.
    pub items: [Statement; 4],
    /// One sentence for each result, lowest first.
    #[serde(default)]
    pub bands: Vec<Band>,
}

/// Eight statements on readiness.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Readiness {
    /// As a heading.
    pub title: String,
    /// One question that leads in.
    pub intro: String,
    /// The words of 0 to 3.
    pub answers: [String; 4],
    /// The statements, `R1` to `R8`.
    pub items: [Statement; 8],
    /// One sentence for each result, lowest first.
    #[serde(default)]
    pub bands: Vec<Band>,
}

impl Readiness {
    /// The links of the chain, in order, each with the place of its statement (from 0).
    pub fn chain(&self) -> impl Iterator<Item = (usize, &str)> {
        self.items.iter().enumerate().filter_map(|(at, item)| Some((at, item.link.as_deref()?)))
    }
}

fn in_order(items: &[Statement], prefix: char) -> Result<(), String> {
    items.iter().enumerate().try_for_each(|(at, item)| {
        let id = format!("{prefix}{}", at + 1);
        ensure(item.id == id, || format!("statement {id} is missing or out of order"))
    })
}

impl Page for Mindset {
    fn check(&self) -> Result<(), String> {
        in_order(&self.items, 'M')
    }
}

impl Page for Readiness {
    fn check(&self) -> Result<(), String> {
        in_order(&self.items, 'R')?;
        ensure(self.chain().map(|(at, _)| at).eq([4, 5, 6]), || {
            "R5, R6 and R7 must be the links of the chain".to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::Playbook;

    fn sample() -> serde_json::Value {
        serde_json::from_str(include_str!("../../sessions/halvorn.json")).unwrap()
    }

    fn texts(items: &[Statement]) -> serde_json::Value {
        serde_json::json!(items.iter().map(|item| &item.text).collect::<Vec<_>>())
    }

    #[test]
    fn both_are_worded_as_in_the_sample_session() {
        let playbook = Playbook::builtin();
        assert_eq!(sample()["assessments"]["planning_mindset"]["items"], texts(&playbook.mindset.items));
        assert_eq!(sample()["assessments"]["readiness"]["items"], texts(&playbook.readiness.items));
    }

    #[test]
    fn the_chain_runs_from_measurement_to_effect() {
        let readiness = &Playbook::builtin().readiness;
        let links: Vec<_> = readiness.chain().collect();
        assert_eq!(links[0], (4, "measurement to insight"));
        assert_eq!(links[1], (5, "insight to change"));
        assert_eq!(links.len(), 3);
    }

    #[test]
    fn statements_out_of_order_are_refused() {
        let mut readiness = (*Playbook::builtin().readiness).clone();
        readiness.items.swap(0, 1);
        assert!(readiness.check().is_err());
    }
}
