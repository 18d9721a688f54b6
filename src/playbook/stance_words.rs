//! Words that hint at a wish and words that hint at today, by language (R6).
//!
//! It knows no note and counts nothing.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::page::{Page, ensure, ensure_distinct};

/// The two lists of one language: lower case, straight apostrophes, whole words or phrases.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct WordList {
    /// How one would like it. What is found is listed in this order.
    pub wish: Vec<String>,
    /// How it is. What is found is listed in this order.
    pub today: Vec<String>,
}

/// The lists of all languages, by their two-letter code.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct StanceWords {
    /// `en`, `de` …
    pub languages: BTreeMap<String, WordList>,
}

impl StanceWords {
    /// The lists of a language (`de`, `de-AT`, `de_DE.UTF-8`); those for English where there are none.
    pub fn of(&self, language: &str) -> &WordList {
        static NONE: WordList = WordList { wish: Vec::new(), today: Vec::new() };
        let code = language.split(['-', '_', '.']).next().unwrap_or_default().to_ascii_lowercase();
        self.languages.get(&code).or_else(|| self.languages.get("en")).unwrap_or(&NONE)
    }
}

impl StanceWords {
    /// The lists of all languages at once, English first: people mix languages, and a word of another language is rare
    /// in a sentence. What stands in two languages counts once.
    pub fn together(&self) -> WordList {
        let english = self.languages.get("en");
        let others = self.languages.iter().filter(|(code, _)| code.as_str() != "en").map(|(_, words)| words);
        let mut all = WordList::default();
        for words in english.into_iter().chain(others) {
            for word in &words.wish {
                if !all.wish.contains(word) {
                    all.wish.push(word.clone());
                }
            }
            for word in &words.today {
                if !all.today.contains(word) && !all.wish.contains(word) {
                    all.today.push(word.clone());
                }
            }
        }
        all
    }
}

impl Page for StanceWords {
    fn check(&self) -> Result<(), String> {
        ensure(self.languages.contains_key("en"), || "the language en is missing".to_owned())?;
        self.languages.iter().try_for_each(|(code, words)| {
            let all = || words.wish.iter().chain(&words.today);
            ensure_distinct(&format!("in {code}, the word"), all().map(String::as_str))?;
            let odd = all().find(|word| {
                word.trim() != word.as_str() || word.is_empty() || word.to_lowercase() != **word
            });
            ensure(odd.is_none(), || {
                format!(
                    "in {code}, “{}” is not in lower case or has spaces around",
                    odd.map_or("", String::as_str)
                )
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::playbook::Playbook;

    fn has(text: &str, phrase: &str) -> bool {
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        text.match_indices(phrase).any(|(at, _)| {
            !inside(text[..at].chars().next_back()) && !inside(text[at + phrase.len()..].chars().next())
        })
    }

    /// The counting of R6, written down once more and as shortly as possible.
    fn hint(text: &str) -> &'static str {
        let words = Playbook::builtin().stance_words.together();
        let text = text.to_lowercase().replace('’', "'");
        let wish = words.wish.iter().filter(|word| has(&text, word)).count();
        let digit = usize::from(wish == 0 && text.chars().any(|c| c.is_ascii_digit()));
        let today = words.today.iter().filter(|word| has(&text, word)).count() + digit;
        if wish > today {
            "wish"
        } else if today > 0 {
            "as_is"
        } else {
            "unclear"
        }
    }

    #[test]
    fn the_lists_give_the_worked_examples_of_the_handbook() {
        let vectors: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/data/vectors.json")).unwrap();
        let all = vectors.as_array().or_else(|| vectors["vectors"].as_array()).unwrap();
        let hints: Vec<_> = all.iter().filter(|vector| vector["rule"] == "R6 stance hint").collect();
        assert_eq!(hints.len(), 6);
        for vector in hints {
            assert_eq!(
                vector["expect"]["suggest"],
                hint(vector["input"]["text"].as_str().unwrap()),
                "{}",
                vector["id"]
            );
        }
    }

    #[test]
    fn on_the_sample_25_hints_agree_27_stay_silent_and_none_is_wrong() {
        let sample: serde_json::Value =
            serde_json::from_str(include_str!("../../sessions/halvorn.json")).unwrap();
        let (mut agree, mut silent, mut wrong) = (0, 0, Vec::new());
        for note in sample["notes"].as_array().unwrap() {
            if note["question"] == "Q4" || note["column"] == "perfect" {
                continue;
            }
            match hint(note["text"].as_str().unwrap()) {
                "unclear" => silent += 1,
                said if note["stance"] == said => agree += 1,
                _ => wrong.push(&note["id"]),
            }
        }
        assert_eq!((agree, silent, wrong.len()), (25, 27, 0), "{wrong:?}");
    }

    #[test]
    fn german_wishes_and_german_todays_are_heard_too() {
        for (text, said) in [
            ("Wir sollten eine Rechnung haben, die man versteht", "wish"),
            ("Idealerweise ruft jemand innerhalb von 2 Stunden zurück", "wish"),
            ("Stell dir vor, die Rechnung kommt pünktlich", "wish"),
            ("Wenn nur einer zuständig wäre", "wish"),
            ("Ich würde gern wissen, wann der Techniker kommt", "wish"),
            ("Die Kundin ruft jedes Mal wieder an", "as_is"),
            ("Letzte Woche kam niemand", "as_is"),
            ("40 Anrufe pro Monat wegen derselben Rechnung", "as_is"),
            ("Idealerweise kommt die Rechnung pünktlich, aber heute kommt sie nie", "as_is"),
            ("Die Rechnung versteht keiner", "unclear"),
            ("Sollbruchstelle im Gehäuse", "unclear"),
        ] {
            assert_eq!(hint(text), said, "{text}");
        }
    }

    #[test]
    fn a_broken_list_of_ones_own_is_one_line_and_the_built_in_words_stay() {
        let own = [("wish_words.toml".to_owned(), "[en]\nwish = [\"Should\"]\ntoday = []\n".to_owned())];
        let (playbook, problems) = Playbook::with_overrides(&own.into());
        assert_eq!(problems.len(), 1);
        assert!(!problems[0].contains('\n') && problems[0].contains("lower case"), "{}", problems[0]);
        assert_eq!(playbook.stance_words, Playbook::builtin().stance_words);
    }

    #[test]
    fn a_language_without_lists_reads_english() {
        let words = &Playbook::builtin().stance_words;
        assert_eq!(words.of("fr"), words.of("en"));
        assert!(words.of("de_DE.UTF-8").today.contains(&"heute".to_owned()));
    }
}
