//! Which of many names fit what was typed, the best first: names whose words begin so before names that merely have the
//! letters somewhere. Letters may be left out; case and accents do not matter.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::text;

/// How well a text fits: the better, the less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The label begins so.
    Begins,
    /// Each typed word begins a word of the label.
    Words,
    /// Each typed word begins a word of the label or of its quiet part.
    QuietWords,
    /// The letters are there, somewhere in the label.
    Letters,
    /// What is typed stands in the quiet part as it is.
    QuietLetters,
}

/// Places of the texts that fit, best first; all of them, in order, where nothing is typed. A text is a label and a
/// quiet part.
pub fn ranked<'a>(query: &str, texts: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<usize> {
    fits(query, texts).into_iter().map(|(.., place)| place).collect()
}

/// Like [`ranked`], each place with how well it fits, which the caller may sort anew.
pub fn fits<'a>(query: &str, texts: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(Fit, usize)> {
    if query.trim().is_empty() {
        return texts.enumerate().map(|(place, _)| (Fit::Begins, place)).collect();
    }
    let wanted = text::folded(query.trim());
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::new(query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut chars = Vec::new();
    let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut chars), &mut matcher);
    let mut found: Vec<(Fit, u32, usize)> = texts
        .enumerate()
        .filter_map(|(place, (label, quiet))| {
            if let Some(points) = score(label) {
                let folded = text::folded(label);
                let fit = match () {
                    () if folded.starts_with(&wanted) => Fit::Begins,
                    () if words_begin(&wanted, &folded) => Fit::Words,
                    () => Fit::Letters,
                };
                return Some((fit, points, place));
            }
            if quiet.is_empty() {
                return None;
            }
            // Scattered over a sentence any letters are there: that is a surprise and no find.
            let both = format!("{label} {quiet}");
            let points = score(&both)?;
            let folded = text::folded(&both);
            match () {
                () if words_begin(&wanted, &folded) => Some((Fit::QuietWords, points, place)),
                () if folded.contains(&wanted) => Some((Fit::QuietLetters, points, place)),
                () => None,
            }
        })
        .collect();
    found.sort_by_key(|(fit, points, place)| (*fit, std::cmp::Reverse(*points), *place));
    found.into_iter().map(|(fit, _, place)| (fit, place)).collect()
}

/// Whether each of the words that are wanted begins a word of the text.
fn words_begin(wanted: &str, text: &str) -> bool {
    let words = || text.split(|c: char| !c.is_alphanumeric());
    wanted.split_whitespace().all(|wanted| words().any(|word| word.starts_with(wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(query: &str) -> Vec<usize> {
        let texts = [("Finance", ""), ("Field Engineering", "customers see them"), ("Bürgerbüro", "desk")];
        ranked(query, texts.into_iter())
    }

    #[test]
    fn letters_may_be_left_out_and_accents_and_case_do_not_matter() {
        assert_eq!(of(""), [0, 1, 2]);
        assert_eq!(of("fe"), [1, 0]);
        assert_eq!(of("BURGER"), [2]);
        assert_eq!(of("desk"), [2]);
        assert_eq!(of("esk"), [2]);
        assert_eq!(of("fctm"), Vec::<usize>::new(), "scattered over a quiet part is no find");
        assert_eq!(of("zzz"), Vec::<usize>::new());
    }

    #[test]
    fn words_that_begin_so_come_before_scattered_letters() {
        let texts =
            || [("To the second department", ""), ("A new sort", ""), ("Sort", ""), ("Board", "Sort")];
        assert_eq!(ranked("sort", texts().into_iter()), [2, 1, 3, 0]);
        assert_eq!(ranked("new so", texts().into_iter()), [1]);
        assert_eq!(ranked("so ne", texts().into_iter()), [1, 0]);
    }
}
