//! A text by its words alone: the one form in which two texts that differ in case, accents, stops, quotes and blanks are
//! the same.
//!
//! Refuses to know what words mean: which are left out and which are read as others is the rules' matter.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words in lower case, without accents and marks, with one space between; empty where there is none (emoji are no
/// words).
pub fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if !text.is_ascii() {
        each(text, |_, put| out.push(put));
        return out;
    }
    // The same by bytes: all notes of a wall are asked.
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.make_ascii_lowercase();
    out
}

/// The first four characters of the bare text, blanks left out; zeros where there are fewer. Texts that say the same begin the
/// same, and all notes of a wall are asked for it.
pub fn bare_start(text: &str) -> [char; 4] {
    let mut start = ['\0'; 4];
    let mut free = start.iter_mut();
    for c in text.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                let Some(place) = free.next() else { break };
                *place = c.to_ascii_lowercase();
            }
            continue;
        }
        for c in unfolded(c).filter(|c| c.is_alphanumeric()) {
            let Some(place) = free.next() else { return start };
            *place = c;
        }
    }
    start
}

/// Where these bare words stand in a text, whole words only, from the first letter to behind the last.
pub fn bare_spots(text: &str, words: &str) -> Vec<Range<usize>> {
    if words.is_empty() {
        return Vec::new();
    }
    let (mut folded, mut places) = (String::new(), Vec::new());
    each(text, |at, put| {
        folded.push(put);
        places.resize(folded.len(), at);
    });
    let whole = |from: usize, to: usize| {
        (from == 0 || folded[..from].ends_with(' ')) && (to == folded.len() || folded[to..].starts_with(' '))
    };
    let mut spots: Vec<Range<usize>> = Vec::new();
    let mut next = 0;
    while let Some(found) = folded[next..].find(words) {
        let (from, to) = (next + found, next + found + words.len());
        next =
            if whole(from, to) { to } else { from + folded[from..].chars().next().map_or(1, char::len_utf8) };
        // A sign that unfolds to several words, as ½, may end one spot and begin the next: it belongs to the first.
        if whole(from, to) && spots.last().is_none_or(|last| last.end <= places[from]) {
            let last = places[to - 1];
            let end = last + text[last..].chars().next().map_or(0, char::len_utf8);
            let marks = text[end..].chars().take_while(|c| is_combining_mark(*c)).map(char::len_utf8);
            spots.push(places[from]..end + marks.sum::<usize>());
        }
    }
    spots
}

/// A character in lower case without its marks; letters that are written in two ways in one of them.
fn unfolded(c: char) -> impl Iterator<Item = char> {
    let parts = std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c));
    parts.flat_map(char::to_lowercase).flat_map(|c| match c {
        'ß' => ['s', 's'].into_iter().take(2),
        'ς' => ['σ', 'σ'].into_iter().take(1),
        c => [c, c].into_iter().take(1),
    })
}

/// Every character of the bare text with the place of the one it was made of.
fn each(text: &str, mut put: impl FnMut(usize, char)) {
    let (mut begun, mut apart) = (false, false);
    let mut letter = |at: usize, c: char| {
        if !c.is_alphanumeric() {
            apart = true;
            return;
        }
        if std::mem::take(&mut apart) && begun {
            put(at, ' ');
        }
        begun = true;
        put(at, c);
    };
    for (at, c) in text.char_indices() {
        if c.is_ascii() {
            letter(at, c.to_ascii_lowercase());
        } else {
            unfolded(c).for_each(|c| letter(at, c));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_accents_stops_quotes_and_blanks_make_no_other_text() {
        for (text, words) in [
            ("Jones shouted at a customer", "jones shouted at a customer"),
            ("  “JONES  shouted, at a\ncustomer!”", "jones shouted at a customer"),
            ("Zoë waits 10.5 min…", "zoe waits 10 5 min"),
            ("Zoe\u{308} waits", "zoe waits"),
            ("Ｆｕｌｌ width", "full width"),
            ("顧客", "顧客"),
            ("STRASSE Straße", "strasse strasse"),
            ("ΟΔΟΣ οδος", "οδοσ οδοσ"),
            ("👍 !?", ""),
        ] {
            assert_eq!(bare(text), words, "{text}");
        }
    }

    #[test]
    fn words_are_found_where_they_stand() {
        let found = |text: &str, words: &str| -> Vec<String> {
            bare_spots(text, words).into_iter().map(|spot| text[spot].to_owned()).collect()
        };
        assert_eq!(found("Monday: JONES  shouted. Then jones shouted", "jones shouted").len(), 2);
        assert_eq!(found("Monday: “Zoë” waits.", "zoe waits"), ["Zoë” waits"]);
        assert_eq!(found("With Zoe\u{308}.", "zoe"), ["Zoe\u{308}"]);
        assert!(found("The Joneses shouted", "jones").is_empty(), "whole words only");
        assert_eq!(found("Diana was rude to ana was rude to ana", "ana was rude to ana").len(), 1);
        assert_eq!(found("½ foo bar ½ foo bar ½", "2 foo bar 1").len(), 1);
        assert!(found("anything", "").is_empty());
    }

    proptest! {
        #[test]
        fn plain_letters_are_read_as_all_others_are(text in "[ -~\\n]{0,30}") {
            let mut slow = String::new();
            each(&text, |_, put| slow.push(put));
            prop_assert_eq!(bare(&text), slow);
        }

        #[test]
        fn what_was_made_bare_stays_so_and_its_spots_are_in_the_text(text in "\\PC{0,30}", other in "\\PC{0,3}") {
            let words = bare(&text);
            let begins: String = bare_start(&text).into_iter().filter(|c| *c != '\0').collect();
            prop_assert_eq!(begins, words.chars().filter(|c| *c != ' ').take(4).collect::<String>());
            prop_assert!(!words.starts_with(' ') && !words.ends_with(' ') && !words.contains("  "));
            for spot in bare_spots(&text, &bare(&other)) {
                prop_assert!(text.get(spot).is_some());
            }
            if !words.is_empty() {
                prop_assert_eq!(bare_spots(&text, &words).len(), 1);
            }
        }
    }
}
