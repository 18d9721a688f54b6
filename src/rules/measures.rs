//! Measures and their noise (the handbook, R10): NPS, shares, and whether a change is clear.
//!
//! Works on counts; a margin is an estimate, so it is a floating number, and only the comparison with it decides.

/// Two sided, 95 of 100.
const Z: f64 = 1.96;

/// A number with its margin, in the unit of the measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    pub value: f64,
    pub margin: f64,
}

/// One decimal, halves away from zero, for display.
pub fn one_decimal(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn ratio(part: u64, whole: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts of answers are far below 2^52")]
    let (part, whole) = (part as f64, whole as f64);
    part / whole
}

/// Percent of promoters less percent of detractors, −100…+100; nothing without answers.
pub fn nps(promoters: u64, passives: u64, detractors: u64) -> Option<Reading> {
    let n = promoters.checked_add(passives)?.checked_add(detractors).filter(|n| *n > 0)?;
    let (p, d) = (ratio(promoters, n), ratio(detractors, n));
    let variance = (p + d - (p - d).powi(2)).max(0.0) * ratio(1, n);
    Some(Reading { value: (p - d) * 100.0, margin: Z * variance.sqrt() * 100.0 })
}

/// A share in percent; nothing without a base, or where the part is larger than the whole.
pub fn share(part: u64, whole: u64) -> Option<Reading> {
    if whole == 0 || part > whole {
        return None;
    }
    Some(Reading {
        value: ratio(part, whole) * 100.0,
        margin: share_margin(ratio(part, whole) * 100.0, whole),
    })
}

/// Margin of a share given in percent.
pub fn share_margin(percent: f64, n: u64) -> f64 {
    let p = (percent / 100.0).clamp(0.0, 1.0);
    if n == 0 || p.is_nan() { 0.0 } else { Z * (p * (1.0 - p) * ratio(1, n)).sqrt() * 100.0 }
}

/// A difference and whether it stands out of the noise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    pub difference: f64,
    /// The difference must be larger than this.
    pub needed: f64,
    pub clear: bool,
}

/// How far apart two readings must be before it says something: the root of both squared margins (R10).
pub fn needed(margin: f64, other: f64) -> f64 {
    // Not `hypot`: the only function of the mathematical library that would be loaded at every start.
    (margin * margin + other * other).sqrt()
}

/// The noise check: clear when the difference exceeds the root of both squared margins.
pub fn change(before: Reading, after: Reading) -> Change {
    let difference = after.value - before.value;
    let needed = needed(before.margin, after.margin);
    Change { difference, needed, clear: difference.abs() > needed }
}

impl Change {
    /// “Better by 4.5 (1.7 needed): a clear change.” or “No clear change yet.”
    pub fn sentence(self, higher_is_better: bool) -> String {
        if !self.clear {
            return format!(
                "No clear change yet: {:+.1}, needed {:.1}.",
                one_decimal(self.difference),
                one_decimal(self.needed)
            );
        }
        let word = if (self.difference > 0.0) == higher_is_better { "Better" } else { "Worse" };
        format!(
            "{word} by {:.1} (needed {:.1}): a clear change. Same season, same definition?",
            one_decimal(self.difference.abs()),
            one_decimal(self.needed)
        )
    }
}

/// How the numbers of a measure are written in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Written {
    /// “94”.
    #[default]
    Plain,
    /// “14.2%”.
    Percent,
    /// “+20”: points that may lie below zero.
    Signed,
}

impl Written {
    /// A number as it is written; a whole one without its “.0”.
    pub fn number(self, value: f64) -> String {
        let value = if value == 0.0 { 0.0 } else { value };
        let text = match self {
            Self::Signed => format!("{value:+.1}"),
            Self::Plain | Self::Percent => format!("{value:.2}"),
        };
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        if self == Self::Percent { format!("{text}%") } else { text.to_owned() }
    }
}

/// A number that was measured, as far as it can be compared with another one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    pub value: f64,
    /// Nothing where nobody knows how far chance moves it.
    pub margin: Option<f64>,
    /// The number of the definition it was measured by.
    pub definition: u32,
}

/// The noise check in words: “+20 → +27: difference 7.0, needed 11.2: no clear change yet.” Numbers by different
/// definitions are not compared at all.
pub fn noise_sentence(before: Measured, after: Measured, higher_is_better: bool, written: Written) -> String {
    if before.definition != after.definition {
        return format!(
            "Definition {} then, definition {} now: the two numbers cannot be compared.",
            before.definition, after.definition
        );
    }
    let difference = after.value - before.value;
    if !difference.is_finite() {
        return "One of the two is no number that can be compared.".to_owned();
    }
    let pair = format!("{} → {}", written.number(before.value), written.number(after.value));
    let (Some(then), Some(now)) = (before.margin, after.margin) else {
        return format!(
            "{pair}: difference {:.1}. Without a margin nobody can tell it from noise.",
            one_decimal(difference.abs())
        );
    };
    let change =
        change(Reading { value: before.value, margin: then }, Reading { value: after.value, margin: now });
    let verdict = match (change.clear, (difference > 0.0) == higher_is_better) {
        (false, _) => "no clear change yet.",
        (true, true) => "clearly better. Same season, same definition?",
        (true, false) => "clearly worse. Same season, same definition?",
    };
    format!(
        "{pair}: difference {:.1}, needed {:.1}: {verdict}",
        one_decimal(difference.abs()),
        one_decimal(change.needed)
    )
}

/// “Earned back in 6.4 months.”; nothing where nothing is earned or nothing is spent.
pub fn payback_words(cost_minor: i64, monthly_benefit_minor: i64) -> Option<String> {
    let (cost, benefit) = (u64::try_from(cost_minor).ok()?, u64::try_from(monthly_benefit_minor).ok()?);
    let months = one_decimal(payback_months(cost, benefit).filter(|_| cost > 0)?);
    let months = Written::Plain.number(months);
    let word = if months == "1" { "month" } else { "months" };
    Some(format!("Earned back in {months} {word}."))
}

/// The same with the assumptions beside it: “Earned back in 6.4 months. Assuming: …”
pub fn payback_sentence(cost_minor: i64, monthly_benefit_minor: i64, assumptions: &str) -> Option<String> {
    let words = payback_words(cost_minor, monthly_benefit_minor)?;
    let given = match assumptions.trim().trim_end_matches('.') {
        "" => " No assumption is written down.".to_owned(),
        words => format!(" Assuming: {}.", words.split_whitespace().collect::<Vec<_>>().join(" ")),
    };
    Some(format!("{words}{given}"))
}

/// Months until a one-off cost is earned back; nothing where nothing is earned.
pub fn payback_months(cost_minor: u64, monthly_benefit_minor: u64) -> Option<f64> {
    (monthly_benefit_minor > 0).then(|| ratio(cost_minor, monthly_benefit_minor))
}

/// Simple value of a customer: monthly revenue × margin × (1 ÷ monthly churn).
pub fn lifetime_value(monthly_revenue: f64, margin: f64, churned: u64, at_start: u64) -> Option<f64> {
    (churned > 0 && at_start > 0).then(|| monthly_revenue * margin * ratio(at_start, churned))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(reading: Option<Reading>) -> Option<(f64, f64)> {
        reading.map(|reading| (one_decimal(reading.value), one_decimal(reading.margin)))
    }

    #[test]
    fn the_check_values_of_the_handbook_hold() {
        assert_eq!(shown(nps(301, 283, 228)), Some((9.0, 5.5)));
        assert_eq!(shown(share(1377, 1940)), Some((71.0, 2.0)));
        assert_eq!(share(5430, 12_480 - 3120).map(|r| one_decimal(r.value)), Some(58.0));
        assert_eq!(share(5430, 12_480).map(|r| one_decimal(r.value)), Some(43.5));
        assert_eq!(lifetime_value(39.5, 0.52, 1396, 86_200).map(f64::round), Some(1268.0));
        assert_eq!(payback_months(3_800_000, 593_500).map(one_decimal), Some(6.4));
    }

    #[test]
    fn no_answers_are_no_number() {
        assert_eq!(nps(0, 0, 0), None);
        assert_eq!(nps(u64::MAX, 1, 1), None);
        assert_eq!(share(3, 2), None);
        assert_eq!(payback_months(1, 0), None);
        assert!(share_margin(f64::NAN, 10).abs() < f64::EPSILON);
    }

    #[test]
    fn a_small_difference_is_not_called_a_change() {
        let (Some(before), Some(after)) = (nps(180, 120, 100), nps(196, 116, 88)) else {
            panic!("both have answers")
        };
        assert_eq!(change(before, after).sentence(true), "No clear change yet: +7.0, needed 11.2.");
        let (Some(before), Some(after)) = (share(386, 2718), share(262, 2700)) else {
            panic!("both have a base")
        };
        assert!(change(before, after).sentence(false).starts_with("Better by 4.5 (needed 1.7)"));
    }

    fn measured(reading: Option<Reading>) -> Measured {
        let reading = reading.expect("there are answers");
        Measured { value: reading.value, margin: Some(reading.margin), definition: 1 }
    }

    #[test]
    fn the_noise_check_is_said_in_words() {
        let (before, after) = (measured(nps(180, 120, 100)), measured(nps(196, 116, 88)));
        assert_eq!(
            noise_sentence(before, after, true, Written::Signed),
            "+20 → +27: difference 7.0, needed 11.2: no clear change yet."
        );
        let then = Measured { value: 14.2, margin: Some(share_margin(14.2, 2718)), definition: 1 };
        let now = Measured { value: 9.7, margin: Some(share_margin(9.7, 2700)), definition: 1 };
        assert_eq!(
            noise_sentence(then, now, false, Written::Percent),
            "14.2% → 9.7%: difference 4.5, needed 1.7: clearly better. Same season, same definition?"
        );
        assert!(noise_sentence(then, now, true, Written::Percent).contains("clearly worse"));
        let plain = |value| Measured { value, margin: None, definition: 1 };
        assert_eq!(
            noise_sentence(plain(94.0), plain(60.0), false, Written::Plain),
            "94 → 60: difference 34.0. Without a margin nobody can tell it from noise."
        );
    }

    #[test]
    fn two_definitions_are_not_compared() {
        let old = Measured { value: 14.2, margin: Some(1.0), definition: 1 };
        assert_eq!(
            noise_sentence(old, Measured { value: 9.0, definition: 2, ..old }, false, Written::Percent),
            "Definition 1 then, definition 2 now: the two numbers cannot be compared."
        );
    }

    #[test]
    fn a_number_is_written_without_needless_zeros() {
        for (value, written, said) in [
            (20.0, Written::Signed, "+20"),
            (-3.5, Written::Signed, "-3.5"),
            (0.0, Written::Plain, "0"),
            (1.62, Written::Percent, "1.62%"),
            (100.0, Written::Percent, "100%"),
            (94.0, Written::Plain, "94"),
        ] {
            assert_eq!(written.number(value), said);
        }
    }

    #[test]
    fn a_case_for_the_money_prints_its_assumptions() {
        assert_eq!(
            payback_sentence(3_800_000, 593_500, "57 fewer failed visits a month.").as_deref(),
            Some("Earned back in 6.4 months. Assuming: 57 fewer failed visits a month.")
        );
        assert_eq!(payback_sentence(0, 10, ""), None);
        assert_eq!(payback_sentence(10, 0, ""), None);
        assert_eq!(payback_sentence(-1, 10, ""), None);
        assert!(payback_sentence(10, 10, " ").is_some_and(|said| said.contains("No assumption")));
    }

    proptest::proptest! {
        #[test]
        fn a_margin_is_never_less_than_nothing(a in 0_u64..1_000_000, b in 0_u64..1_000_000, c in 0_u64..1_000_000) {
            for reading in [nps(a, b, c), share(a.min(b), b)].into_iter().flatten() {
                proptest::prop_assert!(reading.margin.is_finite() && reading.margin >= 0.0);
                proptest::prop_assert!((-100.0..=100.0).contains(&reading.value));
            }
        }

        #[test]
        fn any_number_has_a_margin(percent in proptest::num::f64::ANY, n in proptest::num::u64::ANY) {
            proptest::prop_assert!(share_margin(percent, n) >= 0.0);
        }

        #[test]
        fn the_noise_check_is_the_same_from_both_sides(
            a in 0_u64..5000, b in 1_u64..5000, c in 0_u64..5000, d in 1_u64..5000
        ) {
            let (Some(x), Some(y)) = (share(a.min(b), b), share(c.min(d), d)) else { return Ok(()) };
            let (there, back) = (change(x, y), change(y, x));
            proptest::prop_assert_eq!(there.clear, back.clear);
            proptest::prop_assert!((there.needed - back.needed).abs() < 1e-9);
            proptest::prop_assert!((there.difference + back.difference).abs() < 1e-9);
        }
    }
}
