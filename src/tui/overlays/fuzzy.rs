//! Which of many names fit what was typed, the best first. Letters may be left out; case and accents do not matter.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// Places of the texts that fit, best first; all of them, in order, where nothing is typed. A text is a label and a
/// quiet part; what fits the label comes before what fits only together with the quiet part.
pub fn ranked<'a>(query: &str, texts: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<usize> {
    if query.trim().is_empty() {
        return texts.enumerate().map(|(place, _)| place).collect();
    }
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::new(query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut chars = Vec::new();
    let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut chars), &mut matcher);
    let mut found: Vec<(bool, u32, usize)> = texts
        .enumerate()
        .filter_map(|(place, (label, quiet))| match score(label) {
            Some(points) => Some((true, points, place)),
            None if quiet.is_empty() => None,
            None => score(&format!("{label} {quiet}")).map(|points| (false, points, place)),
        })
        .collect();
    found.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then(a.2.cmp(&b.2)));
    found.into_iter().map(|(.., place)| place).collect()
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
        assert_eq!(of("zzz"), Vec::<usize>::new());
    }
}
