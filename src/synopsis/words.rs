//! Small phrases that several chapters share: days, lists, counts, sentences that end.
//!
//! Knows English, not the session.

use crate::rules::words::{number, sentence_case};
use crate::session::Day;
use crate::text;

/// “12 March”.
pub fn day(day: Day) -> String {
    day.day_and_month()
}

/// “12 Mar”.
pub fn short(day: Day) -> String {
    day.short()
}

/// The day of a session, if somebody set one.
pub fn known(day: Day) -> Option<Day> {
    (day != Day::default()).then_some(day)
}

/// The text with a full stop, unless it ends with a sign of its own.
pub fn sentence(words: &str) -> String {
    let words = words.trim();
    if words.is_empty() || words.ends_with(['.', '!', '?', '…', ':', '”']) {
        words.to_owned()
    } else {
        format!("{words}.")
    }
}

/// Without the full stop at its end.
pub fn clause(words: &str) -> &str {
    words.trim().trim_end_matches('.')
}

/// The first letter small, unless the word is a name in capitals (“CRM”).
pub fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_none_or(char::is_uppercase) {
        return words.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

/// Cut at a word with … so that it takes at most `cells`; line breaks become blanks.
pub fn cut(words: &str, cells: usize) -> String {
    let one_line = text::shown(words).split_whitespace().collect::<Vec<_>>().join(" ");
    text::clip_words(&one_line, cells).into_owned()
}

/// A number at the start of a sentence about people: “Fourteen”; digits from twenty-one.
pub fn spelled(n: usize) -> String {
    const TEENS: [&str; 8] =
        ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"];
    let words =
        n.checked_sub(13).and_then(|at| TEENS.get(at)).map_or_else(|| number(n), |word| (*word).to_owned());
    sentence_case(&words)
}

/// Thousands set apart: 12,480.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// “2025-12 to 2026-02” as “Dec 2025 to Feb 2026”; anything else stays as it is.
pub fn period(words: &str) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = |part: &str| -> Option<String> {
        if let Ok(day) = part.parse::<Day>() {
            return Some(format!("{} {}", day.short(), day.0.year()));
        }
        let (year, month) = part.split_once('-')?;
        let _: u16 = year.parse().ok().filter(|_| year.len() == 4)?;
        let at: usize = month.parse().ok().filter(|_| month.len() == 2)?;
        Some(format!("{} {year}", MONTHS.get(at.checked_sub(1)?)?))
    };
    let parts: Option<Vec<String>> = words.split(" to ").map(|part| month(part.trim())).collect();
    match parts.as_deref() {
        Some([one]) => one.clone(),
        Some([from, to]) => {
            let same_year = from.rsplit(' ').next() == to.rsplit(' ').next();
            let from =
                if same_year { from.rsplit_once(' ').map_or(from.as_str(), |(head, _)| head) } else { from };
            format!("{from} to {to}")
        }
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_read_as_spoken() {
        assert_eq!(period("2025-12 to 2026-02"), "Dec 2025 to Feb 2026");
        assert_eq!(period("2026-01 to 2026-02"), "Jan to Feb 2026");
        assert_eq!(period("2025"), "2025");
        assert_eq!(period("2025-11-18"), "18 Nov 2025");
        assert_eq!(period("winter to spring"), "winter to spring");
        assert_eq!(period("2025-00 to 2025-13"), "2025-00 to 2025-13");
    }

    #[test]
    fn sentences_end_once() {
        assert_eq!(sentence("It waits"), "It waits.");
        assert_eq!(sentence("Does it?"), "Does it?");
        assert_eq!(clause("It waits."), "It waits");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(86), "86");
        assert_eq!(lower_first("CRM upgrade"), "CRM upgrade");
        assert_eq!(lower_first("A place"), "a place");
        assert_eq!(lower_first("Pricing"), "pricing");
    }
}
