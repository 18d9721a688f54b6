//! The few words that rules share: ids, levels, lanes, and how a list is said aloud.
//!
//! Refuses to know where they are stored.

use serde::Serialize;
use smol_str::SmolStr;

/// An id as the file spells it (`G07`, `P03`); rules only compare and repeat it.
pub type Id = SmolStr;

/// The three levels of the handbook, R3. Fixed, because the rules need them; labels may be renamed on screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    FrontLine,
    Manager,
    Executive,
}

impl Level {
    /// From the front line up.
    pub const ALL: [Level; 3] = [Level::FrontLine, Level::Manager, Level::Executive];

    /// As the file spells it.
    pub fn key(self) -> &'static str {
        match self {
            Level::FrontLine => "front_line",
            Level::Manager => "manager",
            Level::Executive => "executive",
        }
    }

    /// As a sentence says it.
    pub fn words(self) -> &'static str {
        match self {
            Level::FrontLine => "front line",
            Level::Manager => "manager",
            Level::Executive => "executive",
        }
    }

    /// Nothing for a word of a newer file.
    pub fn from_key(key: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.key() == key)
    }
}

/// Where a gap lies on the board; the order of the variants is from soon to late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    Now,
    Next,
    Later,
    #[default]
    Unsorted,
}

impl Lane {
    /// The three lanes of the board.
    pub const BOARD: [Lane; 3] = [Lane::Now, Lane::Next, Lane::Later];

    /// As the file spells it.
    pub fn key(self) -> &'static str {
        match self {
            Lane::Now => "now",
            Lane::Next => "next",
            Lane::Later => "later",
            Lane::Unsorted => "unsorted",
        }
    }

    /// As a sentence says it.
    pub fn words(self) -> &'static str {
        match self {
            Lane::Now => "Now",
            Lane::Next => "Next",
            Lane::Later => "Later",
            Lane::Unsorted => "unsorted",
        }
    }

    /// Nothing for a word of a newer file.
    pub fn from_key(key: &str) -> Option<Lane> {
        [Lane::Now, Lane::Next, Lane::Later, Lane::Unsorted].into_iter().find(|lane| lane.key() == key)
    }
}

/// “a”, “a and b”, “a, b and c”; `last` is the joining word.
pub fn list_with<S: AsRef<str>>(items: &[S], last: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [head @ .., tail] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", head.join(", "), tail.as_ref())
        }
    }
}

/// “a, b and c”.
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    list_with(items, "and")
}

/// Small numbers in words, as a person would say them; larger ones in digits.
pub fn number(n: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// The first letter of a sentence, large.
pub fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_spoken() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["Billing"]), "Billing");
        assert_eq!(list(&["Billing", "Shops", "Sales"]), "Billing, Shops and Sales");
        assert_eq!(list_with(&["a", "b"], "or"), "a or b");
    }

    #[test]
    fn keys_come_back_as_the_same_level_and_lane() {
        for level in Level::ALL {
            assert_eq!(Level::from_key(level.key()), Some(level));
        }
        for lane in Lane::BOARD {
            assert_eq!(Lane::from_key(lane.key()), Some(lane));
        }
        assert_eq!(Level::from_key("boss"), None);
    }

    #[test]
    fn small_numbers_are_words() {
        assert_eq!(number(3), "three");
        assert_eq!(number(40), "40");
        assert_eq!(sentence_case("five start"), "Five start");
    }
}
