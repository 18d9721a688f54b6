//! The day's clock (the handbook, R11): how far behind, and where the minutes could come from.
//!
//! Knows minutes since midnight and the blocks of the agenda; never reads a clock itself.

/// Below this many minutes nothing is said.
pub const QUIET_MINUTES: i64 = 5;
/// A day that has not begun so long after its first block should have is not late: nobody keeps its clock.
pub const NOT_KEPT_MINUTES: i64 = 60;
/// A block that began so long before or after its time began on another clock than the agenda's: no trimming helps.
pub const OTHER_CLOCK_MINUTES: i64 = 180;
/// Breaks are never shorter than this.
pub const SHORTEST_BREAK: i64 = 10;

/// A block that is still to come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coming<'a> {
    pub id: &'a str,
    pub planned: i64,
    pub minimum: i64,
    /// Lunch, owners and first steps, the close: never trimmed.
    pub fixed: bool,
    /// A break: it may be shortened, but nobody leaves it out.
    pub pause: bool,
}

impl Coming<'_> {
    /// What the room may decide to leave out: nothing that is fixed.
    pub fn may_go(&self) -> bool {
        !self.fixed && !self.pause
    }
}

/// Which blocks to shorten.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trim {
    /// Block id and minutes to take from it, in agenda order.
    pub cuts: Vec<(String, i64)>,
    pub recovered: i64,
    pub remaining: i64,
}

impl Trim {
    /// What to say when the blocks cannot give enough.
    pub fn sentence(&self) -> Option<String> {
        (self.remaining > 0).then(|| {
            format!("{} minutes remain: drop a block or finish later; ask the room.", self.remaining)
        })
    }
}

/// Trims the coming blocks in order down to their minimum until recovered.
pub fn trim(behind: i64, coming: &[Coming<'_>]) -> Trim {
    let mut plan = Trim::default();
    if behind < QUIET_MINUTES {
        return plan;
    }
    for block in coming.iter().filter(|block| !block.fixed) {
        let open = behind - plan.recovered;
        let cut = block.planned.saturating_sub(block.minimum.max(0)).min(open);
        if cut > 0 {
            plan.cuts.push((block.id.to_owned(), cut));
            plan.recovered += cut;
        }
    }
    plan.remaining = behind - plan.recovered;
    plan
}

/// A block of the agenda in minutes since midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Block {
    pub planned_start: i64,
    pub planned: i64,
    pub actual_start: Option<i64>,
    pub actual: Option<i64>,
}

/// Where the day stands at `now` (minutes since midnight).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Index of the block that runs now.
    pub running: Option<usize>,
    /// Index of the first block that has not started.
    pub coming: usize,
    /// Minutes behind the plan; negative is ahead.
    pub behind: i64,
    /// Minutes left of the running block's planned length; negative when it runs over.
    pub left: Option<i64>,
    /// Why the minutes behind say nothing, where they do.
    pub off: Option<Off>,
}

/// Why an agenda and a clock do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Off {
    /// Its first block should have begun long ago, and nobody started it.
    NotBegun,
    /// It runs, by so many minutes on another clock than planned; negative is earlier.
    OtherClock(i64),
}

impl Standing {
    /// A plan that ends before the promised end has minutes in reserve: being late uses them up first.
    #[must_use]
    pub fn with_reserve(self, minutes: i64) -> Self {
        let behind = if self.behind > 0 { (self.behind - minutes.max(0)).max(0) } else { self.behind };
        Self { behind, ..self }
    }

    /// Whether there is anything to say: small differences are nothing, nor is a day that nobody has begun.
    pub fn speaks(self) -> bool {
        matches!(self.off, Some(Off::OtherClock(_))) || self.behind.abs() >= QUIET_MINUTES
    }

    /// “6 min behind”, “on time”, “10 min ahead”; small differences are on time. Hours are no lateness: then it says so.
    pub fn words(self) -> String {
        match self.off {
            Some(Off::NotBegun) => return "not begun".to_owned(),
            Some(Off::OtherClock(_)) => return "not on this clock".to_owned(),
            None => {}
        }
        match self.behind {
            behind if behind >= QUIET_MINUTES => format!("{behind} min behind"),
            behind if behind <= -QUIET_MINUTES => format!("{} min ahead", -behind),
            _ => "on time".to_owned(),
        }
    }
}

/// Behind = actual − planned. A running block that runs over adds to it minute by minute.
pub fn standing(blocks: &[Block], now: i64) -> Standing {
    let Some(last) = blocks.iter().rposition(|block| block.actual_start.is_some()) else {
        let late = blocks.first().map_or(0, |first| (now - first.planned_start).max(0));
        let kept = late < NOT_KEPT_MINUTES;
        let (behind, off) = if kept { (late, None) } else { (0, Some(Off::NotBegun)) };
        return Standing { running: None, coming: 0, behind, left: None, off };
    };
    let off = |behind: i64| (behind.abs() >= OTHER_CLOCK_MINUTES).then_some(Off::OtherClock(behind));
    let block = blocks[last];
    let started = block.actual_start.unwrap_or(block.planned_start);
    match block.actual {
        None => {
            let left = started.saturating_add(block.planned) - now;
            let behind = started - block.planned_start + (-left).max(0);
            Standing { running: Some(last), coming: last + 1, behind, left: Some(left), off: off(behind) }
        }
        Some(actual) => {
            let ended = started.saturating_add(actual);
            let behind = match blocks.get(last + 1) {
                Some(next) => ended.max(now) - next.planned_start,
                None => ended - block.planned_start.saturating_add(block.planned),
            };
            Standing { running: None, coming: last + 1, behind, left: None, off: off(behind) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(planned_start: i64, planned: i64, actual_start: Option<i64>, actual: Option<i64>) -> Block {
        Block { planned_start, planned, actual_start, actual }
    }

    #[test]
    fn a_block_that_runs_over_adds_minute_by_minute() {
        let day = [block(540, 15, Some(545), None), block(555, 15, None, None)];
        assert_eq!(standing(&day, 550).behind, 5);
        assert_eq!(standing(&day, 560).words(), "5 min behind");
        assert_eq!(
            standing(&day, 563),
            Standing { running: Some(0), coming: 1, behind: 8, left: Some(-3), off: None }
        );
    }

    #[test]
    fn a_block_that_ended_early_puts_the_day_ahead_until_the_next_should_start() {
        let day = [block(540, 30, Some(540), Some(20)), block(570, 15, None, None)];
        assert_eq!(standing(&day, 560).words(), "10 min ahead");
        assert_eq!(standing(&day, 575).behind, 5);
    }

    #[test]
    fn before_the_first_block_the_day_is_on_time() {
        assert_eq!(standing(&[block(540, 15, None, None)], 500).words(), "on time");
        assert_eq!(standing(&[], 500), Standing::default());
    }

    #[test]
    fn a_day_whose_clock_nobody_keeps_is_not_hours_behind() {
        let day = [block(540, 15, None, None)];
        for (now, behind) in [(540, 0), (552, 12), (599, 59), (600, 0), (843, 0)] {
            assert_eq!(standing(&day, now).behind, behind, "at {now}");
        }
        assert_eq!(standing(&day, 600).words(), "not begun");
        assert!(!standing(&day, 600).speaks());
    }

    #[test]
    fn a_block_begun_hours_off_its_time_is_on_another_clock_not_hours_behind() {
        for (began, words) in [
            (540 + 179, "179 min behind"),
            (540 + 180, "not on this clock"),
            (540 + 819, "not on this clock"),
            (540 - 180, "not on this clock"),
            (540 - 60, "60 min ahead"),
        ] {
            let standing = standing(&[block(540, 15, Some(began), None)], began);
            assert_eq!(standing.words(), words, "began at {began}");
            assert!(standing.speaks());
        }
    }

    #[test]
    fn minutes_in_reserve_are_used_up_before_the_day_is_behind() {
        let late = |behind| Standing { behind, ..Standing::default() };
        for (behind, reserve, left) in
            [(18, 0, 18), (18, 18, 0), (18, 25, 0), (18, 13, 5), (-10, 20, -10), (18, -9, 18)]
        {
            assert_eq!(late(behind).with_reserve(reserve).behind, left, "{behind} with {reserve}");
        }
        assert!(late(5).speaks() && late(-5).speaks() && !late(4).speaks() && !late(-4).speaks());
    }

    #[test]
    fn what_is_fixed_is_never_trimmed() {
        let coming = [
            Coming { id: "lunch", planned: 60, minimum: 45, fixed: true, pause: false },
            Coming { id: "q4", planned: 25, minimum: 30, fixed: false, pause: false },
            Coming { id: "vote", planned: 10, minimum: 4, fixed: false, pause: false },
        ];
        let plan = trim(18, &coming);
        assert_eq!((plan.cuts, plan.recovered, plan.remaining), (vec![("vote".to_owned(), 6)], 6, 12));
    }

    #[test]
    fn below_five_minutes_nothing_is_said() {
        assert_eq!(
            trim(4, &[Coming { id: "q3", planned: 35, minimum: 25, fixed: false, pause: false }]),
            Trim::default()
        );
    }
}
