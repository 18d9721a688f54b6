//! The word lists with which two notes are compared (R7).
//!
//! It knows no note; the order of the steps is written in the file itself and kept by the rules.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::page::{Page, ensure, ensure_distinct};
use crate::rules::likeness::{self, Words};

/// An ending that is cut off.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Ending {
    /// What is cut.
    pub cut: String,
    /// What is put in its place.
    #[serde(default)]
    pub put: String,
    /// How many characters must be left at least.
    pub keep: u16,
    /// Not cut when what is left ends in one of these.
    #[serde(default)]
    pub unless: Vec<String>,
}

impl Ending {
    /// The word without this ending, if it may be cut.
    pub fn apply(&self, word: &str) -> Option<String> {
        let stem = word.strip_suffix(self.cut.as_str())?;
        let long_enough = stem.chars().count() >= usize::from(self.keep);
        let kept = self.unless.iter().any(|end| stem.ends_with(end.as_str()));
        (long_enough && !kept).then(|| format!("{stem}{}", self.put))
    }

    fn as_rule(&self) -> likeness::Ending {
        likeness::Ending {
            cut: self.cut.clone(),
            put: self.put.clone(),
            keep: usize::from(self.keep),
            unless: self.unless.clone(),
        }
    }
}

/// From which share of shared words two notes are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub struct LikenessBands {
    /// Likely duplicate from this share of all words of both, in percent …
    pub duplicate_percent: u16,
    /// … and with at least so many shared words.
    pub duplicate_words: u16,
    /// Related from this share, in percent.
    pub related_percent: u16,
}

/// All lists. Words are in lower case and without marks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Likeness {
    /// Dropped before endings are cut.
    pub stop: Vec<String>,
    /// Dropped last: words that every note could contain.
    pub empty: Vec<String>,
    /// Cut in this order, the first that fits, once.
    #[serde(default)]
    pub endings: Vec<Ending>,
    /// The word that stands for each of a list of words; those are written as they are after the cut.
    #[serde(default)]
    pub synonyms: BTreeMap<String, Vec<String>>,
    /// From where on notes are alike.
    pub bands: LikenessBands,
}

impl Likeness {
    /// The synonyms turned round: from each word to the one that stands for it.
    pub fn synonym_of(&self) -> BTreeMap<&str, &str> {
        let pairs = self.synonyms.iter();
        pairs.flat_map(|(to, from)| from.iter().map(move |word| (word.as_str(), to.as_str()))).collect()
    }

    /// The lists as the rule reads them.
    pub fn words(&self) -> Words {
        Words {
            stop: self.stop.iter().cloned().collect(),
            empty: self.empty.iter().cloned().collect(),
            endings: self.endings.iter().map(Ending::as_rule).collect(),
            synonyms: self
                .synonym_of()
                .into_iter()
                .map(|(from, to)| (from.to_owned(), to.to_owned()))
                .collect(),
        }
    }
}

impl Page for Likeness {
    fn check(&self) -> Result<(), String> {
        ensure_distinct("synonym", self.synonyms.values().flatten().map(String::as_str))?;
        let bands = self.bands;
        ensure(bands.related_percent <= bands.duplicate_percent && bands.duplicate_percent <= 100, || {
            "related_percent must not be above duplicate_percent, nor that above 100".to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;

    use crate::playbook::Playbook;

    /// The steps of R7, written down once more and as shortly as possible.
    fn words(text: &str) -> BTreeSet<String> {
        let lists = &Playbook::builtin().likeness;
        let synonyms = lists.synonym_of();
        let plain: String =
            text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
        plain
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty() && !lists.stop.iter().any(|stop| stop == word))
            .map(|word| {
                lists.endings.iter().find_map(|ending| ending.apply(word)).unwrap_or_else(|| word.to_owned())
            })
            .map(|word| synonyms.get(word.as_str()).map_or(word.clone(), |to| (*to).to_owned()))
            .filter(|word| !lists.empty.contains(word))
            .collect()
    }

    #[test]
    fn the_lists_give_the_worked_examples_of_the_handbook() {
        let vectors: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/data/vectors.json")).unwrap();
        let all = vectors.as_array().or_else(|| vectors["vectors"].as_array()).unwrap();
        let pairs: Vec<_> = all.iter().filter(|vector| vector["rule"] == "R7 similarity").collect();
        assert_eq!(pairs.len(), 6);
        for vector in pairs {
            for side in ["a", "b"] {
                let ours = words(vector["input"][side].as_str().unwrap());
                assert_eq!(serde_json::json!(ours), vector["expect"][side], "{} {side}", vector["id"]);
            }
        }
    }

    #[test]
    fn endings_are_cut_with_care() {
        let lists = &Playbook::builtin().likeness;
        let cut = |word: &str| lists.endings.iter().find_map(|ending| ending.apply(word));
        assert_eq!(cut("companies").as_deref(), Some("company"));
        assert_eq!(cut("visits").as_deref(), Some("visit"));
        assert_eq!(cut("loss"), None);
        assert_eq!(cut("status"), None);
        assert_eq!(cut("need"), None);
        assert_eq!(cut("king"), None);
    }

    #[test]
    fn stop_words_and_synonyms_do_not_fight() {
        let lists = &Playbook::builtin().likeness;
        for (to, from) in &lists.synonyms {
            for word in from.iter().chain([to]) {
                assert!(!lists.stop.contains(word) && !lists.empty.contains(word), "{word}");
            }
        }
    }
}
