//! After the day (the handbook, R14): review dates, what is due again, persistence.
//!
//! Weekends are known, public holidays are not: the facilitator moves those by hand.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::Share;
use super::ready::days_between;

/// Days after the session at which a review is suggested.
pub const REVIEW_DAYS: [i64; 4] = [30, 60, 90, 180];
/// A Later gap without a date is looked at again after this many days.
pub const REVISIT_DAYS: i64 = 180;
/// A review counts as held when it took place within so many days of its date.
pub const HELD_WITHIN: i64 = 14;

/// The day itself, or the Monday after a weekend.
pub fn working_day(mut day: Date) -> Date {
    while matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
        match day.tomorrow() {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    day
}

/// Suggested dates of the reviews; a date beyond the calendar is left out.
pub fn review_dates(session: Date) -> Vec<Date> {
    REVIEW_DAYS
        .into_iter()
        .filter_map(|days| session.checked_add(days.days()).ok())
        .map(working_day)
        .collect()
}

/// When a Later gap should be looked at again, if nobody has said.
pub fn revisit_date(session: Date) -> Option<Date> {
    session.checked_add(REVISIT_DAYS.days()).ok().map(working_day)
}

/// A Later gap is due on its date.
pub fn due_again(revisit_on: Option<Date>, session: Date, today: Date) -> bool {
    revisit_on.or_else(|| revisit_date(session)).is_some_and(|on| on <= today)
}

/// Reviews held within 14 days of their date, of those that were due by `today`.
pub fn persistence(reviews: &[(Date, Option<Date>)], today: Date) -> Share {
    let due = || reviews.iter().filter(|(on, held)| *on <= today || held.is_some());
    let held =
        due().filter(|(on, held)| held.is_some_and(|held| days_between(*on, held).abs() <= HELD_WITHIN));
    Share::of(held.count(), due().count())
}

/// “Three of four reviews were held in time (75%).”
pub fn persistence_sentence(share: Share) -> Option<String> {
    (share.whole > 0).then(|| {
        format!("{} of {} reviews were held in time ({}%).", share.part, share.whole, share.percent())
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn three_of_four_reviews_are_seventy_five_percent() {
        let on = [date(2026, 4, 13), date(2026, 5, 11), date(2026, 6, 10), date(2026, 9, 8)];
        let held = [Some(on[0]), Some(date(2026, 5, 25)), Some(date(2026, 6, 25)), Some(on[3])];
        let reviews: Vec<_> = on.into_iter().zip(held).collect();
        assert_eq!(persistence(&reviews, date(2026, 12, 1)).percent(), 75, "15 days late is not in time");
        assert_eq!(persistence(&reviews[..1], date(2026, 1, 1)).whole, 1);
        assert_eq!(persistence_sentence(Share::default()), None);
    }

    #[test]
    fn later_comes_back_on_its_date_or_after_half_a_year() {
        let day = date(2026, 3, 12);
        assert!(!due_again(None, day, date(2026, 9, 7)));
        assert!(due_again(None, day, date(2026, 9, 8)));
        assert!(due_again(Some(date(2026, 4, 1)), day, date(2026, 4, 1)));
    }

    #[test]
    fn the_end_of_the_calendar_is_no_reason_to_fall_over() {
        assert!(review_dates(Date::MAX).is_empty());
        let _ = working_day(Date::MAX);
    }
}
