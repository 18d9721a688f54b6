//! Days as a facilitator types them: `+10`, `20.3.`, `20 mar`, `fri`, `2026-03-20`.
//!
//! It refuses to know what the day is for.

use jiff::civil::{Date, Weekday};

use crate::session::Day;

const DAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// How it may be typed, for hints.
pub const WAYS: &str = "+10 · 20.3. · fri · 2026-03-20";

/// The day that is meant. `+10` counts from `from`; a weekday or a day without a year is the next one after `from`.
pub fn typed_day(typed: &str, from: Day) -> Option<Day> {
    let typed = typed.trim().to_lowercase();
    if let Some(days) = typed.strip_prefix('+') {
        let days: i32 = days.trim().trim_end_matches('d').trim_end().parse().ok()?;
        return (0..=20_000).contains(&days).then(|| from.plus(days));
    }
    match typed.as_str() {
        "today" => return Some(from),
        "tomorrow" => return Some(from.plus(1)),
        _ => {}
    }
    if let Ok(day) = typed.parse() {
        return Some(day);
    }
    if typed.len() >= 2
        && let Some((_, weekday)) = DAYS.iter().find(|(name, _)| name.starts_with(&typed))
    {
        return (1..=7).map(|days| from.plus(days)).find(|day| day.0.weekday() == *weekday);
    }
    let parts: Vec<&str> = typed.split(['.', '/', ' ']).filter(|part| !part.is_empty()).collect();
    let (first, second, year) = match parts.as_slice() {
        [first, second] => (*first, *second, None),
        [first, second, year] => (*first, *second, Some(year.parse::<i16>().ok()?)),
        _ => return None,
    };
    let (day, month) = match (month_of(first), month_of(second)) {
        (None, Some(month)) => (first, month),
        (Some(month), None) => (second, month),
        (None, None) => (first, second.parse().ok()?),
        (Some(_), Some(_)) => return None,
    };
    let day: i8 = day.trim_end_matches(',').parse().ok()?;
    let on = |year: i16| Date::new(year, month, day).ok().map(Day);
    match year {
        Some(year @ 0..=99) => on(2000 + year),
        Some(year @ 1000..=9999) => on(year),
        Some(_) => None,
        // A leap day may be up to eight years away.
        None => (0..=8).filter_map(|later| on(from.0.year().checked_add(later)?)).find(|day| *day >= from),
    }
}

fn month_of(word: &str) -> Option<i8> {
    if word.chars().count() < 3 {
        return None;
    }
    let at = MONTHS.iter().position(|month| month.starts_with(word))?;
    i8::try_from(at + 1).ok()
}

/// "Thu 26 Mar".
pub fn weekday_and_day(day: Day) -> String {
    day.0.strftime("%a %-d %b").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Option<String> {
        // A Thursday.
        typed_day(text, "2026-03-12".parse().unwrap_or_default()).map(|day| day.to_string())
    }

    #[test]
    fn a_day_may_be_typed_as_it_is_said() {
        for (text, day) in [
            ("+10", "2026-03-22"),
            ("+0", "2026-03-12"),
            ("+ 14d", "2026-03-26"),
            ("20.3.", "2026-03-20"),
            ("20.3", "2026-03-20"),
            ("20/3", "2026-03-20"),
            ("1.2.", "2027-02-01"),
            ("20.3.27", "2027-03-20"),
            ("20.3.2027", "2027-03-20"),
            ("fri", "2026-03-13"),
            ("Friday", "2026-03-13"),
            ("thu", "2026-03-19"),
            ("20 mar", "2026-03-20"),
            ("March 20", "2026-03-20"),
            ("29.2.", "2028-02-29"),
            ("2026-05-01", "2026-05-01"),
            ("tomorrow", "2026-03-13"),
        ] {
            assert_eq!(typed(text).as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in ["", "soon", "31.2.", "1.13.", "+", "+-3", "+99999999", "m", "12", "1.2.3.4", "mar mar"] {
            assert_eq!(typed(text), None, "{text}");
        }
    }
}
