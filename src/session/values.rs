//! Days, clock times, moments and decimal numbers, kept so that they are written as they were read.

use jiff::civil::{Date, Time};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::{SmolStr, ToSmolStr, format_smolstr};

#[cfg(test)]
fn inline_text(format: &str) -> schemars::Schema {
    schemars::json_schema!({ "type": "string", "pattern": format })
}

macro_rules! text_value {
    ($Name:ident, $what:literal, $pattern:literal) => {
        impl Serialize for $Name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $Name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                struct V;
                impl serde::de::Visitor<'_> for V {
                    type Value = $Name;
                    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                        f.write_str($what)
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$Name, E> {
                        text.parse().map_err(|()| E::custom(format_args!("“{text}” is not {}", $what)))
                    }
                }
                d.deserialize_str(V)
            }
        }
        #[cfg(test)]
        impl schemars::JsonSchema for $Name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($Name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                inline_text($pattern)
            }
        }
    };
}

/// A calendar day, `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub Date);

impl std::str::FromStr for Day {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let day: Date = text.parse().map_err(|_| ())?;
        if text.len() == 10 && day.year() > 0 { Ok(Self(day)) } else { Err(()) }
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl Default for Day {
    fn default() -> Self {
        Self(Date::constant(1, 1, 1))
    }
}

impl Day {
    /// The day `n` days later (earlier if negative); the last possible day where the calendar ends.
    pub fn plus(self, n: i32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(n.clamp(-200_000, 200_000))))
    }

    /// Whole days from `self` to `other`; negative if `other` is earlier.
    pub fn days_until(self, other: Day) -> i32 {
        self.0.until(other.0).map_or(0, |span| span.get_days())
    }

    /// "Thursday 12 March 2026".
    pub fn in_words(self) -> String {
        self.0.strftime("%A %-d %B %Y").to_string()
    }

    /// "12 Mar".
    pub fn short(self) -> String {
        self.0.strftime("%-d %b").to_string()
    }

    /// "12 March".
    pub fn day_and_month(self) -> String {
        self.0.strftime("%-d %B").to_string()
    }
}
text_value!(Day, "a day like 2026-03-12", "^\\d{4}-\\d{2}-\\d{2}$");

/// A time of day in minutes after midnight, `HH:MM`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock(pub u16);

impl std::str::FromStr for Clock {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let bytes = text.as_bytes();
        let [h, hh, b':', m, mm] = bytes else { return Err(()) };
        if ![h, hh, m, mm].iter().all(|b| b.is_ascii_digit()) {
            return Err(());
        }
        let digit = |b: &u8| u16::from(b - b'0');
        let (hours, minutes) = (digit(h) * 10 + digit(hh), digit(m) * 10 + digit(mm));
        if hours < 24 && minutes < 60 { Ok(Self(hours * 60 + minutes)) } else { Err(()) }
    }
}

impl std::fmt::Display for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60 % 24, self.0 % 60)
    }
}

impl Clock {
    /// From a time of day.
    pub fn of(time: Time) -> Self {
        Self(u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).unwrap_or(0))
    }

    /// What a person types: `9`, `930`, `9:30`, `09.30`.
    pub fn from_typed(text: &str) -> Option<Self> {
        let text = text.trim().replace(['.', 'h'], ":");
        let (hours, minutes) = match text.split_once(':') {
            Some((h, m)) => (h.to_owned(), if m.is_empty() { "00".to_owned() } else { m.to_owned() }),
            None if text.len() > 2 && text.is_ascii() => {
                let (h, m) = text.split_at(text.len() - 2);
                (h.to_owned(), m.to_owned())
            }
            None => (text, "00".to_owned()),
        };
        let clock: String = format!("{:0>2}:{:0>2}", hours.trim(), minutes.trim());
        clock.parse().ok()
    }

    /// `minutes` later, at most the end of the day.
    pub fn plus(self, minutes: u32) -> Self {
        Self(u16::try_from(u32::from(self.0).saturating_add(minutes)).unwrap_or(u16::MAX).min(23 * 60 + 59))
    }
}
text_value!(Clock, "a time like 09:30", "^\\d{2}:\\d{2}$");

/// A moment with its offset, ISO 8601, kept as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Moment(Form);

/// How a moment is kept: thousands of notes have one, nearly all of the same shape, whose dashes and colons need no room.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Form {
    /// The digits and the sign of [`PLAIN`].
    Plain([u8; 19]),
    /// Any other way to write one.
    Other(SmolStr),
}

/// The usual shape; the zeros stand for digits, the plus for the sign.
const PLAIN: &[u8; 25] = b"0000-00-00T00:00:00+00:00";

impl Default for Moment {
    fn default() -> Self {
        Self(Form::Other(SmolStr::default()))
    }
}

impl std::str::FromStr for Moment {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some(plain) = plain_moment(text.as_bytes()) {
            return Ok(Self(Form::Plain(plain)));
        }
        if text.parse::<jiff::Timestamp>().is_ok() {
            return Ok(Self(Form::Other(text.into())));
        }
        Err(())
    }
}

/// The digits and the sign where it surely is a moment: of the shape [`PLAIN`], on a day that every month has. What is not
/// may still be one; this also spares thousands of notes the calendar.
fn plain_moment(text: &[u8]) -> Option<[u8; 19]> {
    let text: &[u8; 25] = text.try_into().ok()?;
    let (mut plain, mut at) = ([0; 19], 0);
    for (byte, shape) in text.iter().zip(PLAIN) {
        let fits = match shape {
            b'0' => byte.is_ascii_digit(),
            b'+' => matches!(byte, b'+' | b'-'),
            mark => byte == mark,
        };
        if !fits {
            return None;
        }
        if matches!(shape, b'0' | b'+') {
            plain[at] = *byte;
            at += 1;
        }
    }
    let two = |at: usize| (plain[at] - b'0') * 10 + (plain[at + 1] - b'0');
    let exists = (two(0), two(2)) != (0, 0)
        && (1..=12).contains(&two(4))
        && (1..=28).contains(&two(6))
        && two(8) < 24
        && two(10) < 60
        && two(12) < 60
        && two(15) < 24
        && two(17) < 60;
    exists.then_some(plain)
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match &self.0 {
            Form::Other(text) => f.write_str(text),
            Form::Plain(plain) => {
                let (mut text, mut signs) = (*PLAIN, plain.iter());
                for place in text.iter_mut().filter(|byte| matches!(byte, b'0' | b'+')) {
                    *place = signs.next().copied().unwrap_or_default();
                }
                f.write_str(std::str::from_utf8(&text).unwrap_or_default())
            }
        }
    }
}

impl Moment {
    /// From a local time and its offset in minutes east of Greenwich: `2026-03-12T09:30:00+01:00`.
    pub fn new(local: jiff::civil::DateTime, offset_minutes: i32) -> Self {
        let (sign, off) = (if offset_minutes < 0 { '-' } else { '+' }, offset_minutes.unsigned_abs());
        let text =
            format_smolstr!("{}{sign}{:02}:{:02}", local.strftime("%Y-%m-%dT%H:%M:%S"), off / 60, off % 60);
        plain_moment(text.as_bytes()).map_or(Self(Form::Other(text)), |plain| Self(Form::Plain(plain)))
    }

    /// The instant, for comparing moments across time zones.
    pub fn instant(&self) -> jiff::Timestamp {
        self.to_smolstr().parse().unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// The wall clock as written.
    pub fn clock(&self) -> Clock {
        self.to_smolstr().get(11..16).and_then(|text| text.parse().ok()).unwrap_or_default()
    }

    /// The day as written.
    pub fn day(&self) -> Day {
        self.to_smolstr().get(..10).and_then(|text| text.parse().ok()).unwrap_or_default()
    }
}
text_value!(Moment, "a moment like 2026-03-12T09:30:00+01:00", "^\\d{4}-\\d{2}-\\d{2}T");

/// What is said behind a text that should have been a number.
pub const NO_NUMBER: &str = " is not a number";

/// A decimal number, written as it was read (`9.0` stays `9.0`, whatever its size).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Num(SmolStr);

impl Default for Num {
    fn default() -> Self {
        Self(SmolStr::new_static("0"))
    }
}

impl Num {
    /// The nearest floating-point number.
    pub fn as_f64(&self) -> f64 {
        self.0.parse().unwrap_or(0.0)
    }

    /// What a person types: `31`, `14.2`, `14,2`.
    pub fn from_typed(text: &str) -> Option<Self> {
        let text = text.trim().replace(',', ".");
        let value: f64 = text.parse().ok()?;
        let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
        (value.is_finite() && plain).then(|| serde_json::from_str::<Self>(&text).ok()).flatten()
    }
}

impl std::fmt::Display for Num {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Num {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match serde_json::value::RawValue::from_string(self.0.to_string()) {
            Ok(raw) => raw.serialize(s),
            Err(_) => s.serialize_f64(self.as_f64()),
        }
    }
}

impl<'de> Deserialize<'de> for Num {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let raw = <Box<serde_json::value::RawValue>>::deserialize(d)?;
        let text = raw.get();
        if text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            Ok(Self(text.into()))
        } else {
            Err(D::Error::custom(format_args!("{text}{NO_NUMBER}")))
        }
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Num {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Num".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_stays_as_it_was_written() {
        for text in [
            "2026-03-12T09:30:05+01:00",
            "2026-02-30T09:30:05+01:00",
            "2026-03-31T23:59:59-11:30",
            "2026-03-12T09:30:05.250+01:00",
            "2026-03-12T09:30:05Z",
            "2026-03-12t09:30:05+01:00",
            "2026-03-12T09:30:05+01:00x",
            "2026-03-12T24:30:05+01:00",
            "2026-03-12T09:3é:05+1:00",
        ] {
            let read = text.parse::<Moment>();
            assert_eq!(read.is_ok(), text.parse::<jiff::Timestamp>().is_ok(), "{text}");
            if let Ok(moment) = read {
                assert_eq!(moment.to_string(), text);
                assert_eq!(Some(moment.instant()), text.parse().ok());
                assert_eq!(
                    (moment.day().to_string(), moment.clock().to_string()),
                    (text[..10].into(), text[11..16].into())
                );
            }
        }
        let now = Moment::new(jiff::civil::date(2026, 3, 12).at(9, 30, 5, 0), -90);
        assert_eq!(now.to_string(), "2026-03-12T09:30:05-01:30");
        assert_eq!(Ok(now), "2026-03-12T09:30:05-01:30".parse());
        assert_eq!(size_of::<Option<Moment>>(), 24, "no more than the text's handle alone");
    }
}
