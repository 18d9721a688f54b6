//! Small words about names and numbers: file names, plurals, and the order people expect of `N2` and `N10`.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const LONGEST_SLUG: usize = 80;
const NOTHING_LEFT: &str = "untitled";

/// A file name made of lower-case ASCII letters, digits and single hyphens. Never empty, never longer than 80 bytes,
/// never a name an operating system keeps for itself, so it cannot leave its folder.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            '\'' | '’' => {}
            _ if !out.ends_with('-') && !out.is_empty() => out.push('-'),
            _ => {}
        }
        if out.len() >= LONGEST_SLUG {
            out.truncate(LONGEST_SLUG);
            break;
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    if out.is_empty() {
        return NOTHING_LEFT.to_owned();
    }
    if is_device(&out) {
        out.push_str("-1");
    }
    out
}

/// The text as a search compares it: lower case, without accents, `ß` as `ss`.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' => out.push('d'),
            'ı' => out.push('i'),
            '’' => out.push('\''),
            c => out.push(c),
        }
    }
    out
}

fn is_device(name: &str) -> bool {
    matches!(name, "con" | "prn" | "aux" | "nul")
        || ((name.starts_with("com") || name.starts_with("lpt"))
            && name.len() == 4
            && name.ends_with(|c: char| c.is_ascii_digit()))
}

/// `1 note`, `2 notes`: the number with the word that fits it.
pub fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The order of ids as people read them: `N2` before `N10`, `G09` before `G10`. Total: only equal texts are equal.
pub fn natural_cmp(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (Some(first), Some(second)) = (left.chars().next(), right.chars().next()) else {
            return left.len().cmp(&right.len()).then_with(|| a.cmp(b));
        };
        let order = if first.is_ascii_digit() && second.is_ascii_digit() {
            let (low, high) = (number(&mut left), number(&mut right));
            low.len().cmp(&high.len()).then_with(|| low.cmp(high))
        } else {
            left = &left[first.len_utf8()..];
            right = &right[second.len_utf8()..];
            first.cmp(&second)
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Takes the digits at the front, and returns them without leading zeros.
fn number<'a>(text: &mut &'a str) -> &'a str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    *text = rest;
    digits.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_title_becomes_a_file_name() {
        assert_eq!(slug("Halvorn Broadband · 12 March"), "halvorn-broadband-12-march");
        assert_eq!(slug("Größe & Émile's"), "grosse-emiles");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("日本語"), "untitled");
        assert_eq!(slug("CON"), "con-1");
        assert_eq!(slug(""), "untitled");
    }

    #[test]
    fn ids_are_in_the_order_people_read() {
        let mut ids = ["N10", "N2", "G10", "G09", "N", "N02", "N1x2", "N1x10"];
        ids.sort_by(|a, b| natural_cmp(a, b));
        assert_eq!(ids, ["G09", "G10", "N", "N1x2", "N1x10", "N02", "N2", "N10"]);
    }

    #[test]
    fn one_note_and_two_notes() {
        assert_eq!(plural(1, "note", "notes"), "1 note");
        assert_eq!(plural(0, "note", "notes"), "0 notes");
    }

    proptest! {
        #[test]
        fn a_slug_is_always_a_plain_file_name(text in ".{0,200}") {
            let name = slug(&text);
            prop_assert!(!name.is_empty() && name.len() <= LONGEST_SLUG + 2);
            prop_assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            prop_assert!(!name.starts_with('-'));
        }

        #[test]
        fn the_natural_order_is_an_order(a in "[A-C0-2]{0,5}", b in "[A-C0-2]{0,5}", c in "[A-C0-2]{0,5}") {
            prop_assert_eq!(natural_cmp(&a, &b), natural_cmp(&b, &a).reverse());
            prop_assert_eq!(natural_cmp(&a, &b) == Ordering::Equal, a == b);
            if natural_cmp(&a, &b).is_le() && natural_cmp(&b, &c).is_le() {
                prop_assert!(natural_cmp(&a, &c).is_le());
            }
        }
    }
}
