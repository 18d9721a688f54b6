//! One page of the playbook: how it is read from text, checked, and how its sentences are filled in.
//!
//! It knows no page by name.

use serde::de::DeserializeOwned;

/// A page that can say whether it makes sense beyond being well formed.
pub trait Page: DeserializeOwned + Default {
    /// What is wrong with the page, in one plain sentence without a full stop.
    fn check(&self) -> Result<(), String>;
}

/// Reads a page. The error is one line: file, line and column where known, and what is wrong.
pub(super) fn read<P: Page>(file: &str, content: &str) -> Result<P, String> {
    let content = content.strip_prefix('\u{feff}').unwrap_or(content);
    let page: P = toml::from_str(content).map_err(|error| describe(file, content, &error))?;
    page.check().map_err(|what| format!("{file}: {what}; the built-in page is used."))?;
    Ok(page)
}

/// What to say about a file that is none of the pages.
pub(super) fn unknown(file: &str, known: &[&str]) -> String {
    format!("{file}: not a page of the playbook; the pages are {}.", known.join(", "))
}

fn describe(file: &str, content: &str, error: &toml::de::Error) -> String {
    let what = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
    let place = error.span().map(|span| {
        let (line, column) = line_and_column(content, span.start);
        format!(", line {line}, column {column}")
    });
    format!("{file}{}: {what}; the built-in page is used.", place.unwrap_or_default())
}

/// Line and column, both from 1, of a byte offset; columns count characters.
fn line_and_column(content: &str, offset: usize) -> (usize, usize) {
    let before = content.char_indices().take_while(|(at, _)| *at < offset).map(|(_, c)| c);
    before.fold((1, 1), |(line, column), c| if c == '\n' { (line + 1, 1) } else { (line, column + 1) })
}

/// Replaces words in braces: `fill("Place {place}.", &[("place", "2")])` is `Place 2.`
///
/// Text that is filled in is never filled in again, so a reason may contain braces.
pub fn fill(sentence: &str, words: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let known = after.split_once('}').and_then(|(name, tail)| {
            words.iter().find(|(word, _)| *word == name).map(|(_, text)| (*text, tail))
        });
        if let Some((text, tail)) = known {
            filled.push_str(text);
            rest = tail;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
    filled
}

/// Fails with `what` unless `holds`.
pub(super) fn ensure(holds: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what()) }
}

/// The first value that appears twice.
pub(super) fn repeated<'a>(values: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut seen = std::collections::BTreeSet::new();
    values.into_iter().find(|value| !seen.insert(*value))
}

/// Fails when a value appears twice.
pub(super) fn ensure_distinct<'a>(
    what: &str,
    values: impl IntoIterator<Item = &'a str>,
) -> Result<(), String> {
    repeated(values).map_or(Ok(()), |value| Err(format!("{what} {value} appears twice")))
}

/// Fails when a sentence has lost one of its words in braces.
pub(super) fn ensure_braces(name: &str, sentence: &str, words: &[&str]) -> Result<(), String> {
    words.iter().try_for_each(|word| {
        ensure(sentence.contains(&format!("{{{word}}}")), || format!("{name} needs the word {{{word}}}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_braces_are_replaced_once() {
        assert_eq!(fill("Place {place} of {of}.", &[("place", "2"), ("of", "4")]), "Place 2 of 4.");
        assert_eq!(fill("Moved: {reason}.", &[("reason", "{reason} {x")]), "Moved: {reason} {x.");
        assert_eq!(fill("{unknown} and { alone", &[("reason", "r")]), "{unknown} and { alone");
        assert_eq!(fill("{{reason}", &[("reason", "r")]), "{r");
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(line_and_column("äö = 1\nx", 6), (1, 5));
        assert_eq!(line_and_column("äö = 1\nx", 9), (2, 1));
    }

    #[test]
    fn a_repeated_value_is_named() {
        assert_eq!(repeated(["a", "b", "a"]), Some("a"));
        assert_eq!(repeated(["a", "b"]), None);
    }
}
