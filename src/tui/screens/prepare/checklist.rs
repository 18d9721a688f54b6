//! When an item of the checklist is due, in words, counted back from the session's date (the handbook, 4.2).

use std::fmt::Write as _;

use crate::session::{Check, CheckId, Day, Edit, Session, edit};
use crate::text;

/// How an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    Done,
    /// The session has no date to count from.
    Undated,
    Today,
    /// Days from now.
    In(u32),
    /// Days ago.
    Overdue(u32),
}

/// The day by which an item is to be done.
pub fn due_on(check: &Check, session: &Session) -> Option<Day> {
    let date = session.session.date;
    (date != Day::default()).then(|| date.plus(-i32::try_from(check.lead_days).unwrap_or(i32::MAX)))
}

/// How an item stands today.
pub fn due(check: &Check, session: &Session, today: Day) -> Due {
    if check.done {
        return Due::Done;
    }
    let Some(day) = due_on(check, session) else { return Due::Undated };
    match today.days_until(day) {
        0 => Due::Today,
        days if days > 0 => Due::In(days.unsigned_abs()),
        days => Due::Overdue(days.unsigned_abs()),
    }
}

impl Due {
    /// In words: "overdue by 3 days".
    pub fn words(self) -> String {
        let days = |n: u32| text::plural(usize::try_from(n).unwrap_or(0), "day", "days");
        match self {
            Due::Done => "done".into(),
            Due::Undated => String::new(),
            Due::Today => "due today".into(),
            Due::In(n) => format!("in {}", days(n)),
            Due::Overdue(n) => format!("overdue by {}", days(n)),
        }
    }
}

impl Due {
    /// The same in fewer cells: "3 days late".
    pub fn short(self) -> String {
        match self {
            Due::Overdue(n) => {
                format!("{} late", text::plural(usize::try_from(n).unwrap_or(0), "day", "days"))
            }
            Due::Today => "today".into(),
            _ => self.words(),
        }
    }
}

/// "4 weeks before", "3 days before", "in the morning".
pub fn lead(days: u32) -> String {
    match days {
        0 => "in the morning".into(),
        1 => "the day before".into(),
        days if days % 7 == 0 => {
            format!("{} before", text::plural(usize::try_from(days / 7).unwrap_or(0), "week", "weeks"))
        }
        days => format!("{days} days before"),
    }
}

/// "4 of 9 done, 2 overdue".
pub fn summary(session: &Session, today: Day) -> (String, bool) {
    let all = session.checklist.len();
    let done = session.checklist.iter().filter(|check| check.done).count();
    let late = session.checklist.iter().filter(|c| matches!(due(c, session, today), Due::Overdue(_))).count();
    let mut said = format!("{done} of {all} done");
    if late > 0 {
        let _ = write!(said, ", {late} overdue");
    }
    (said, late > 0)
}

/// A new item from what was typed: `Order lunch, 3` is to be done three days before.
pub fn new_check(session: &Session, typed: &str) -> Option<(CheckId, Edit)> {
    let (text, days) = super::agenda::title_and_number(typed);
    if text.is_empty() {
        return None;
    }
    let id = session.next_id::<Check>();
    let check = Check { id: id.clone(), text, lead_days: days.unwrap_or(1), ..Check::default() };
    Some((id, edit::add(check)))
}
