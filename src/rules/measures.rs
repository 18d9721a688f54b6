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
    if n == 0 { 0.0 } else { Z * (p * (1.0 - p) * ratio(1, n)).sqrt() * 100.0 }
}

/// A difference and whether it stands out of the noise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    pub difference: f64,
    /// The difference must be larger than this.
    pub needed: f64,
    pub clear: bool,
}

/// The noise check: clear when the difference exceeds the root of both squared margins.
pub fn change(before: Reading, after: Reading) -> Change {
    let difference = after.value - before.value;
    let needed = before.margin.hypot(after.margin);
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
        assert!(share_margin(f64::NAN, 10).is_nan() || share_margin(f64::NAN, 10) >= 0.0);
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
}
