//! As it is, or as we would like it (the handbook, R6): a hint for one note, and the share over a day.
//!
//! Only hints. The word lists come from outside, one for each language; the facilitator decides.

use super::Share;
use crate::session::{Note, Stance};

/// Words and phrases, lower case, in the order in which findings are listed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    pub wish: Vec<String>,
    pub as_is: Vec<String>,
}

impl Words {
    /// From any two lists; case and curly apostrophes do not matter.
    pub fn new<I, S>(wish: I, as_is: I) -> Self
    where
        I: IntoIterator<Item = S>,
        S: AsRef<str>,
    {
        let tidy = |list: I| {
            list.into_iter().map(|word| plain(word.as_ref())).filter(|word| !word.is_empty()).collect()
        };
        Self { wish: tidy(wish), as_is: tidy(as_is) }
    }
}

/// What is found when a digit speaks for today.
pub const A_NUMBER: &str = "<number>";

/// What the words of a note sound like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Suggestion {
    AsIs,
    Wish,
    Unclear,
}

impl Suggestion {
    /// As the file spells it; `unclear` where the words say nothing.
    pub fn key(self) -> &'static str {
        match self {
            Suggestion::AsIs => "as_is",
            Suggestion::Wish => "wish",
            Suggestion::Unclear => "unclear",
        }
    }
}

/// A suggestion with the words that made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    pub suggest: Suggestion,
    pub wish: Vec<String>,
    pub as_is: Vec<String>,
}

impl Hint {
    /// The question to ask, only where the words sound like a wish.
    pub fn sentence(&self) -> Option<&'static str> {
        (self.suggest == Suggestion::Wish).then_some("Is this how it works today, or how we would like it?")
    }
}

fn plain(text: &str) -> String {
    text.trim().to_lowercase().replace(['\u{2019}', '\u{2018}', '\u{02bc}'], "'")
}

fn of_a_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '\''
}

/// `phrase` stands in `text` with no letter touching it; both are plain.
fn says(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        !before.is_some_and(of_a_word) && !after.is_some_and(of_a_word)
    })
}

/// Counts wish words and today words; a digit speaks for today only where no wish word stands.
pub fn hint(text: &str, words: &Words) -> Hint {
    let text = plain(text);
    let found = |list: &[String]| list.iter().filter(|word| says(&text, word)).cloned().collect::<Vec<_>>();
    let wish = found(&words.wish);
    let mut as_is = found(&words.as_is);
    if wish.is_empty() && text.chars().any(char::is_numeric) {
        as_is.push(A_NUMBER.to_owned());
    }
    let suggest = if wish.len() > as_is.len() {
        Suggestion::Wish
    } else if as_is.is_empty() {
        Suggestion::Unclear
    } else {
        Suggestion::AsIs
    };
    Hint { suggest, wish, as_is }
}

/// How many notes describe today, of those that describe something: every board but question 4 and *Perfect*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Grounding {
    pub as_is: Share,
}

/// Of so many notes that describe, and so many that wish.
pub fn grounding(as_is: usize, wish: usize) -> Grounding {
    Grounding { as_is: Share::of(as_is, as_is + wish) }
}

/// Over the notes of a day: all boards but question 4 and *Perfect*, extra questions included.
pub fn of_the_day<'a>(notes: impl IntoIterator<Item = &'a Note>) -> Grounding {
    let boards = notes.into_iter().filter(|note| note.question.as_str() != "Q4" && note.column != "perfect");
    let (mut as_is, mut wish) = (0, 0);
    for note in boards {
        match note.stance {
            Stance::AsIs => as_is += 1,
            Stance::Wish => wish += 1,
            Stance::Question | Stance::Other(_) => {}
        }
    }
    grounding(as_is, wish)
}

/// Notes below which a share is not said aloud on a wall.
pub const ENOUGH: u64 = 5;

impl Grounding {
    /// Few words for a wall: “94% describe today: grounded”; “today or wish: too early to say” below five notes.
    pub fn words(self) -> String {
        match self.as_is.whole {
            0 => "no notes yet".to_owned(),
            few if few < ENOUGH => "today or wish: too early to say".to_owned(),
            _ => format!("{}% describe today: {}", self.as_is.percent(), self.verdict()),
        }
    }

    /// So many wishes that the last real customer is asked for.
    pub fn is_wishful(self) -> bool {
        self.as_is.whole >= ENOUGH && self.verdict() == "wishful"
    }

    /// “grounded”, “mixed”, “wishful” or “no notes yet”.
    pub fn verdict(self) -> &'static str {
        if self.as_is.whole == 0 {
            "no notes yet"
        } else if self.as_is.at_least(70) {
            "grounded"
        } else if self.as_is.at_least(50) {
            "mixed"
        } else {
            "wishful"
        }
    }

    /// “49 of 52 notes describe what happens today (94%): grounded.”
    pub fn sentence(self) -> String {
        let Share { part, whole } = self.as_is;
        let advice = match self.verdict() {
            "no notes yet" => return "No notes yet.".to_owned(),
            "wishful" => " Ask for the last real customer: what happened, in order?",
            _ => "",
        };
        format!(
            "{part} of {whole} notes describe what happens today ({}%): {}.{advice}",
            self.as_is.percent(),
            self.verdict()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curly_apostrophes_and_capitals_do_not_hide_a_wish() {
        let words = Words::new(vec!["Let\u{2019}s"], vec!["today"]);
        let found = hint("LET\u{2019}S call back", &words);
        assert_eq!(found.suggest, Suggestion::Wish);
        assert_eq!(found.sentence(), Some("Is this how it works today, or how we would like it?"));
    }

    #[test]
    fn a_word_inside_a_word_is_not_that_word() {
        let words = Words::new(vec!["should"], vec!["every"]);
        assert_eq!(hint("Shoulders everywhere 😡", &words).suggest, Suggestion::Unclear);
        assert_eq!(hint("", &Words::default()).suggest, Suggestion::Unclear);
    }

    #[test]
    fn a_wishful_day_gets_an_exercise() {
        assert!(grounding(4, 6).sentence().contains("the last real customer"));
        assert_eq!(
            grounding(49, 3).sentence(),
            "49 of 52 notes describe what happens today (94%): grounded."
        );
        assert_eq!(grounding(0, 0).sentence(), "No notes yet.");
    }

    #[test]
    fn on_a_wall_a_share_needs_five_notes() {
        assert_eq!(grounding(49, 3).words(), "94% describe today: grounded");
        assert_eq!(grounding(1, 3).words(), "today or wish: too early to say");
        assert_eq!(grounding(2, 3).words(), "40% describe today: wishful");
        assert_eq!(grounding(0, 0).words(), "no notes yet");
        assert!(grounding(2, 3).is_wishful());
        assert!(!grounding(1, 3).is_wishful() && !grounding(6, 4).is_wishful());
    }
}
