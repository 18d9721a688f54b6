//! Exact fractions: a decision compares whole numbers, a screen shows a rounded one.
//!
//! Knows nothing of what is counted.

use std::cmp::Ordering;

/// `part` of `whole`. A share of nothing counts as zero, so that an empty room is never a division by zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    pub part: u64,
    pub whole: u64,
}

impl Share {
    /// From two numbers.
    pub fn new(part: u64, whole: u64) -> Self {
        Self { part, whole }
    }

    /// From two counts.
    pub fn of(part: usize, whole: usize) -> Self {
        Self { part: part as u64, whole: whole as u64 }
    }

    /// Whole percent, rounded half up; for display only.
    pub fn percent(self) -> u64 {
        half_up(u128::from(self.part) * 100, u128::from(self.whole))
    }

    /// Compares the exact fraction with a percentage (both sides multiplied out).
    pub fn cmp_percent(self, percent: u64) -> Ordering {
        if self.whole == 0 {
            return 0.cmp(&percent);
        }
        (u128::from(self.part) * 100).cmp(&(u128::from(self.whole) * u128::from(percent)))
    }

    /// Strictly less than so many percent.
    pub fn below(self, percent: u64) -> bool {
        self.cmp_percent(percent) == Ordering::Less
    }

    /// Strictly more than so many percent.
    pub fn above(self, percent: u64) -> bool {
        self.cmp_percent(percent) == Ordering::Greater
    }

    /// Not below so many percent.
    pub fn at_least(self, percent: u64) -> bool {
        !self.below(percent)
    }
}

/// `part / whole` as a whole number, halves rounded up; zero where `whole` is zero.
pub fn half_up(part: u128, whole: u128) -> u64 {
    if whole == 0 {
        return 0;
    }
    u64::try_from((part * 2 + whole) / (whole * 2)).unwrap_or(u64::MAX)
}

/// The same for signed numbers, halves away from zero; zero where `whole` is not positive.
pub fn half_up_signed(part: i128, whole: i128) -> i64 {
    if whole <= 0 {
        return 0;
    }
    let size = i64::try_from((part.abs() * 2 + whole) / (whole * 2)).unwrap_or(i64::MAX);
    if part < 0 { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_never_sees_the_rounded_number() {
        let nearly = Share::new(696, 1000);
        assert_eq!(nearly.percent(), 70);
        assert!(nearly.below(70));
        assert_eq!(Share::new(1, 8).percent(), 13, "12.5 rounds up");
    }

    #[test]
    fn a_share_of_nothing_is_zero() {
        assert_eq!(Share::new(0, 0).percent(), 0);
        assert!(Share::new(0, 0).below(40));
        assert!(!Share::new(0, 0).above(0));
    }

    #[test]
    fn signed_halves_go_away_from_zero() {
        assert_eq!(half_up_signed(-9, 2), -5);
        assert_eq!(half_up_signed(9, 2), 5);
        assert_eq!(half_up_signed(9, 0), 0);
    }
}
