//! A number of a measure as it is typed: `14.2 %`, `~14 %`, `386 of 2718`, `14.2 % of 2718`, `180/120/100` (the
//! handbook, R10): shares and net promoter scores are reckoned from their counts.
//!
//! Refuses to know which measure it is for.

use super::measures::{Reading, Written, nps, one_decimal, share, share_margin};
use crate::session::Num;

/// How it may be typed, for hints.
pub const WAYS: &str = "Type 14.2 %, or counts: 386 of 2718; promoters, passives, detractors as 180/120/100. ~14 % is an estimate.";

/// What was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    pub value: Num,
    /// How many answers or cases it rests on.
    pub n: Option<u64>,
    /// Known from the counts, or from the share and its base.
    pub margin: Option<f64>,
    /// As it was typed, or as the counts say it; may be empty.
    pub unit: String,
    pub estimated: bool,
    /// Promoters, passives, detractors.
    pub nps: Option<[u64; 3]>,
    /// How it was reckoned, where it was: “386 of 2718 is 14.2% ± 1.3.”
    pub said: Option<String>,
}

/// Whole numbers as people write them: `2718`, `2,718`, `2 718`.
fn count(text: &str) -> Option<u64> {
    let groups: Vec<&str> = text.trim().split([',', '.', '\u{a0}', '’', '\'', ' ']).collect();
    let digits = |group: &&str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let (first, rest) = groups.split_first()?;
    let grouped = rest.iter().all(|group| group.len() == 3) && (rest.is_empty() || first.len() <= 3);
    (groups.iter().all(digits) && grouped).then(|| groups.concat().parse().ok()).flatten()
}

/// A number and the words behind it.
fn number_and_unit(text: &str) -> Option<(Num, &str)> {
    let text = text.trim().trim_start_matches('+');
    let end =
        text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))).unwrap_or(text.len());
    Some((Num::from_typed(&text[..end])?, text[end..].trim()))
}

fn decimal(value: f64) -> Num {
    Num::from_typed(&format!("{:.1}", one_decimal(value) + 0.0)).unwrap_or_default()
}

/// Whether a unit says that a number is a share.
pub fn is_share(unit: &str) -> bool {
    let unit = unit.trim().to_lowercase();
    unit.starts_with('%') || unit.starts_with("percent") || unit.starts_with("per cent")
}

/// Reads what was typed for a measure with this unit; nothing where it is no number.
///
/// # Errors
/// Where it is a count of people that cannot be, in one kind sentence.
pub fn typed(text: &str, unit: &str) -> Result<Option<Counted>, String> {
    let text = text.trim();
    let (estimated, text) = match text.strip_prefix('~') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let parts: Vec<&str> = text.split('/').collect();
    if let [promoters, passives, detractors] = parts.as_slice()
        && let (Some(p), Some(m), Some(d)) = (count(promoters), count(passives), count(detractors))
    {
        let Some(Reading { value, margin }) = nps(p, m, d) else {
            return Err("Nobody answered: there is no score yet.".into());
        };
        let said = format!(
            "{p} promoters, {m} passives, {d} detractors: {} ± {:.1}.",
            Written::Signed.number(value),
            one_decimal(margin)
        );
        return Ok(Some(Counted {
            value: decimal(value),
            n: Some(p + m + d),
            margin: Some(margin),
            unit: "points".into(),
            estimated,
            nps: Some([p, m, d]),
            said: Some(said),
        }));
    }
    let (part, whole) = match (text.split_once(" of "), parts.as_slice()) {
        (Some((part, whole)), _) => (part, Some(whole)),
        (None, [part, whole]) => (*part, Some(*whole)),
        _ => (text, None),
    };
    let Some(whole) = whole else {
        return Ok(number_and_unit(part).map(|(value, unit)| Counted {
            value,
            n: None,
            margin: None,
            unit: unit.to_owned(),
            estimated,
            nps: None,
            said: None,
        }));
    };
    let Some(n) = count(whole).filter(|n| *n > 0) else {
        return Err(format!("“{}” is no number of answers. Try 386 of 2718.", whole.trim()));
    };
    let counted = count(part).filter(|_| unit.trim().is_empty() || is_share(unit));
    if let Some(part) = counted {
        let Some(Reading { value, margin }) = share(part, n) else {
            return Err(format!("{part} of {n}: the part is larger than the whole."));
        };
        let value = decimal(value);
        let said = format!("{part} of {n} is {value}% ± {:.1}.", one_decimal(margin));
        return Ok(Some(Counted {
            value,
            n: Some(n),
            margin: Some(margin),
            unit: "%".into(),
            estimated,
            nps: None,
            said: Some(said),
        }));
    }
    Ok(number_and_unit(part).map(|(value, typed)| {
        let percent = is_share(if typed.is_empty() { unit } else { typed });
        let margin = percent.then(|| share_margin(value.as_f64(), n));
        Counted { value, n: Some(n), margin, unit: typed.to_owned(), estimated, nps: None, said: None }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, unit: &str) -> Option<(String, Option<u64>, String)> {
        typed(text, unit).ok().flatten().map(|it| (it.value.to_string(), it.n, it.unit))
    }

    #[test]
    fn a_number_is_read_with_its_unit_and_its_base() {
        for (text, unit, value, n, said) in [
            ("14.2 %", "", "14.2", None, "%"),
            ("95 minutes", "", "95", None, "minutes"),
            ("14,2", "%", "14.2", None, ""),
            ("386 of 2718", "", "14.2", Some(2718), "%"),
            ("1,377 of 1,940", "%", "71.0", Some(1940), "%"),
            ("386/2718", "%", "14.2", Some(2718), "%"),
            ("14.2 % of 2718", "%", "14.2", Some(2718), "%"),
            ("94 of 17", "minutes", "94", Some(17), ""),
            ("94 minutes of 17", "", "94", Some(17), "minutes"),
            ("180/120/100", "points", "20.0", Some(400), "points"),
            ("0/0/5", "", "-100.0", Some(5), "points"),
            ("+20", "points", "20", None, ""),
            ("-12", "points", "-12", None, ""),
        ] {
            assert_eq!(read(text, unit), Some((value.into(), n, said.into())), "{text}");
        }
        assert!(typed("~14 %", "").is_ok_and(|it| it.is_some_and(|it| it.estimated)));
        let share = typed("386 of 2718", "").ok().flatten().and_then(|it| it.said);
        assert_eq!(share.as_deref(), Some("386 of 2718 is 14.2% ± 1.3."));
        let nps = typed("180/120/100", "").ok().flatten().and_then(|it| it.said);
        assert_eq!(nps.as_deref(), Some("180 promoters, 120 passives, 100 detractors: +20 ± 8.0."));
    }

    #[test]
    fn what_is_no_number_is_said_or_left() {
        assert_eq!(typed("many", ""), Ok(None));
        assert_eq!(typed("", ""), Ok(None));
        for text in ["5 of 3", "5 of 0", "5 of many", "0/0/0"] {
            assert!(typed(text, "").is_err(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}", unit in ".{0,6}") {
            if let Ok(Some(it)) = typed(&text, &unit) {
                proptest::prop_assert!(it.margin.is_none_or(|margin| margin >= 0.0));
            }
        }

        #[test]
        fn any_counts_make_a_score(p in 0_u64..100_000, m in 0_u64..100_000, d in 0_u64..100_000) {
            let it = typed(&format!("{p}/{m}/{d}"), "");
            proptest::prop_assert_eq!(it.is_ok(), p + m + d > 0);
        }
    }
}
