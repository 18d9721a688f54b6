//! What people type for days, times, numbers and money, read with good will; one kind sentence where it cannot be.

use std::str::FromStr;

use jiff::civil::{Date, Time, Weekday};

use crate::session::{Clock, Day, Moment, Num};

/// The days from which typed ones are counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days {
    /// The day on the wall.
    pub today: Day,
    /// The day from which `+14` and `fri` count.
    pub from: Day,
}

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
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

fn begins(word: &str, name: &str) -> bool {
    word.len() >= 3 && name.starts_with(word)
}

/// A day: `2026-03-12`, `12.3.`, `12/3`, `12 Mar`, `+14`, `+2w`, `fri`, `today`, `tomorrow`. Without a year it is the
/// next one that fits, or one of the last half year.
pub(super) fn day(typed: &str, days: Days) -> Result<Day, String> {
    let typed = typed.trim();
    if let Ok(day) = Day::from_str(typed) {
        return Ok(day);
    }
    let word = typed.to_lowercase();
    let unknown = || format!("“{typed}” is no day I can read. Try 2026-03-12, 12.3., 12 Mar, +14 or fri.");
    if let Some(later) = word.strip_prefix('+') {
        let (number, unit) = match later.trim().strip_suffix('w') {
            Some(weeks) => (weeks, 7),
            None => (later.trim().trim_end_matches("days").trim_end_matches('d'), 1),
        };
        let number: i32 = number.trim().parse().map_err(|_| unknown())?;
        return (0..=3660).contains(&number).then(|| days.from.plus(number * unit)).ok_or_else(unknown);
    }
    match word.as_str() {
        "today" => return Ok(days.today),
        "tomorrow" => return Ok(days.today.plus(1)),
        _ => {}
    }
    if let Some((_, weekday)) = WEEKDAYS.iter().find(|(name, _)| begins(&word, name)) {
        let ahead = i32::from(days.from.0.weekday().until(*weekday));
        return Ok(days.from.plus(if ahead == 0 { 7 } else { ahead }));
    }
    let parts: Vec<&str> =
        word.split(|c: char| c == '.' || c == '/' || c == '-' || c == ',' || c.is_whitespace()).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let named = |part: &str| MONTHS.iter().position(|name| begins(part, name)).map(|i| i + 1);
    let (d, m, year) = match parts.as_slice() {
        [a, b] => (*a, *b, None),
        [a, b, year] => (*a, *b, Some(*year)),
        _ => return Err(unknown()),
    };
    let (d, m) = if named(d).is_some() { (m, d) } else { (d, m) };
    let month = named(m).or_else(|| m.parse().ok()).ok_or_else(unknown)?;
    let d = d.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let date = |year: i16| -> Result<Day, String> {
        let (month, d): (i8, i8) =
            (i8::try_from(month).map_err(|_| unknown())?, d.parse().map_err(|_| unknown())?);
        Date::new(year, month, d).map(Day).map_err(|_| format!("There is no such day as {typed}."))
    };
    if let Some(year) = year {
        let number: i16 = year.parse().map_err(|_| unknown())?;
        date(if year.len() <= 2 { 2000 + number } else { number })
    } else {
        let year = days.from.0.year();
        match date(year) {
            Ok(day) if day.days_until(days.from) <= 183 => Ok(day),
            Ok(_) => date(year + 1),
            Err(why) => date(year + 1).map_err(|_| why),
        }
    }
}

/// A time of day.
pub(super) fn clock(typed: &str) -> Result<Clock, String> {
    Clock::from_typed(typed)
        .ok_or_else(|| format!("“{}” is no time I can read. Try 9, 930 or 9:30.", typed.trim()))
}

/// A moment: a time on the day of the session, or a day and a time, or `now`.
pub(super) fn moment(typed: &str, days: Days, on: Day, offset: i32, now: &Moment) -> Result<Moment, String> {
    let typed = typed.trim();
    if typed.eq_ignore_ascii_case("now") {
        return Ok(now.clone());
    }
    if let Ok(moment) = typed.parse() {
        return Ok(moment);
    }
    let (on, time) = match typed.rsplit_once(' ') {
        Some((date, time)) => (day(date, days)?, time),
        None => (on, typed),
    };
    let clock = clock(time)?;
    let (hour, minute) = (i8::try_from(clock.0 / 60).unwrap_or(0), i8::try_from(clock.0 % 60).unwrap_or(0));
    Ok(Moment::new(
        on.0.to_datetime(
            Time::constant(0, 0, 0, 0).with().hour(hour).minute(minute).build().unwrap_or_default(),
        ),
        offset,
    ))
}

/// A whole number between two others.
pub(super) fn whole(typed: &str, min: u64, max: u64) -> Result<u64, String> {
    let number = typed.trim().parse::<u64>().ok().filter(|n| (min..=max).contains(n));
    number.ok_or_else(|| {
        if max > 100_000 {
            format!("A whole number from {min}, please.")
        } else {
            format!("A whole number from {min} to {max}, please.")
        }
    })
}

/// A decimal number.
pub(super) fn number(typed: &str) -> Result<Num, String> {
    Num::from_typed(typed)
        .ok_or_else(|| format!("“{}” is no number I can read. Try 31 or 14.2.", typed.trim()))
}

/// How many digits the smallest unit of a currency stands behind the point.
fn decimals(currency: &str) -> u32 {
    match currency {
        "JPY" | "KRW" | "ISK" | "VND" | "CLP" => 0,
        "BHD" | "JOD" | "KWD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// An amount in the smallest unit: `1200`, `1,200.50`, `1.200,50`, `€ 38k`.
pub(super) fn money(typed: &str, currency: &str) -> Result<i64, String> {
    let bad = || format!("“{}” is no amount I can read. Try 1200 or 1,200.50.", typed.trim());
    let mut text: String =
        typed.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | 'k')).collect();
    let letters = typed.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    if !letters.is_empty() && !letters.eq_ignore_ascii_case(currency) && letters != "k" {
        return Err(bad());
    }
    let thousand = text.ends_with('k');
    text.retain(|c| c != 'k');
    let minus = text.starts_with('-');
    text.retain(|c| c != '-');
    let point = text.rfind(['.', ',']).filter(|&at| {
        let kinds = text.contains('.') && text.contains(',');
        let marks = text.matches(['.', ',']).count();
        kinds || (marks == 1 && text.len() - at - 1 != 3)
    });
    let (whole, part) = point.map_or((text.as_str(), ""), |at| (&text[..at], &text[at + 1..]));
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let digits = decimals(currency) as usize;
    if (whole.is_empty() && part.is_empty())
        || part.len() > digits && part.bytes().skip(digits).any(|b| b != b'0')
    {
        return Err(bad());
    }
    let part: String = part.chars().chain(std::iter::repeat('0')).take(digits).collect();
    let minor: i64 = format!("0{whole}{part}").parse().map_err(|_| bad())?;
    let minor = if thousand { minor.checked_mul(1000).ok_or_else(bad)? } else { minor };
    Ok(if minus { -minor } else { minor })
}

/// An amount as it is typed: `1200.50`.
pub(super) fn money_text(minor: i64, currency: &str) -> String {
    let digits = decimals(currency);
    let unit = 10_u64.pow(digits);
    let (whole, part) = (minor.unsigned_abs() / unit, minor.unsigned_abs() % unit);
    let sign = if minor < 0 { "-" } else { "" };
    if part == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part:0width$}", width = digits as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days() -> Days {
        let from: Day = "2026-03-12".parse().unwrap();
        Days { today: from.plus(-2), from }
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for (typed, meant) in [
            ("2026-03-12", "2026-03-12"),
            ("12.3.", "2026-03-12"),
            ("12.3.27", "2027-03-12"),
            ("12/3", "2026-03-12"),
            ("12 Mar", "2026-03-12"),
            ("March 12th", "2026-03-12"),
            ("1 december", "2026-12-01"),
            ("5 jan", "2026-01-05"),
            ("29.2.", ""),
            ("+14", "2026-03-26"),
            ("+2w", "2026-03-26"),
            ("fri", "2026-03-13"),
            ("Thursday", "2026-03-19"),
            ("today", "2026-03-10"),
            ("tomorrow", "2026-03-11"),
            ("soon", ""),
            ("31.2.", ""),
            ("", ""),
            ("+", ""),
            ("12", ""),
        ] {
            let read = day(typed, days());
            assert_eq!(read.as_ref().map(Day::to_string).unwrap_or_default(), meant, "{typed}: {read:?}");
        }
    }

    #[test]
    fn a_day_without_a_year_is_the_next_one_when_it_is_long_past() {
        let from: Day = "2026-11-20".parse().unwrap();
        assert_eq!(day("4.2.", Days { today: from, from }).unwrap().to_string(), "2027-02-04");
        assert_eq!(day("4.10.", Days { today: from, from }).unwrap().to_string(), "2026-10-04");
    }

    #[test]
    fn money_is_read_with_any_separators_and_never_guessed() {
        for (typed, meant) in [
            ("1200", Some(120_000)),
            ("1,200", Some(120_000)),
            ("1.200,50", Some(120_050)),
            ("€ 1,200.5", Some(120_050)),
            ("38k", Some(3_800_000)),
            ("EUR 12", Some(1_200)),
            ("-3.5", Some(-350)),
            ("1.234,567", None),
            ("many", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(money(typed, "EUR").ok(), meant, "{typed}");
        }
        assert_eq!(money("1200", "JPY"), Ok(1200));
        for minor in [0, 5, 120_050, -350] {
            assert_eq!(money(&money_text(minor, "EUR"), "EUR"), Ok(minor));
        }
    }

    #[test]
    fn a_moment_is_a_time_on_the_day_or_a_day_and_a_time() {
        let on: Day = "2026-03-12".parse().unwrap();
        let now: Moment = "2026-03-12T14:03:00+01:00".parse().unwrap();
        let read = |typed| moment(typed, days(), on, 60, &now).map(|m| m.to_string());
        assert_eq!(read("9:10"), Ok("2026-03-12T09:10:00+01:00".into()));
        assert_eq!(read("5 mar 16"), Ok("2026-03-05T16:00:00+01:00".into()));
        assert_eq!(read("now"), Ok("2026-03-12T14:03:00+01:00".into()));
        assert!(read("late").is_err());
    }
}
