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
    /// Minutes after the promised end that the day would end; nothing where no end was promised.
    pub late_end: Option<i64>,
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
    /// What the day owes at its end: the blocks end at `planned`, the room was promised `promised`, and what comes was put
    /// off by `late` minutes already. A plan that was longer than the promise from the beginning owes nothing by that; a
    /// reserve at the end does not hide that the day is behind.
    #[must_use]
    pub fn with_end(self, planned: i64, promised: i64, late: i64) -> Self {
        let over = planned + self.behind - promised;
        let owed = over.min(self.behind + late).max(0);
        let behind = if owed > 0 { self.behind.max(owed) } else { self.behind };
        Self { behind, late_end: Some(owed), ..self }
    }

    /// The day is behind, and ends when it was promised to all the same.
    pub fn ends_in_time(self) -> bool {
        self.off.is_none()
            && self.behind >= QUIET_MINUTES
            && self.late_end.is_some_and(|late| late < QUIET_MINUTES)
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
        return Standing { running: None, coming: 0, behind, left: None, off, late_end: None };
    };
    let off = |behind: i64| (behind.abs() >= OTHER_CLOCK_MINUTES).then_some(Off::OtherClock(behind));
    let block = blocks[last];
    let started = block.actual_start.unwrap_or(block.planned_start);
    match block.actual {
        None => {
            let left = started.saturating_add(block.planned) - now;
            let planned = block.planned_start.saturating_add(block.planned);
            // What comes may have been put off already: it is late against its own start.
            let next = blocks.get(last + 1).map_or(planned, |next| next.planned_start);
            let behind = started.saturating_add(block.planned).max(now) - next;
            let off = off(behind);
            Standing { running: Some(last), coming: last + 1, behind, left: Some(left), off, late_end: None }
        }
        Some(actual) => {
            let ended = started.saturating_add(actual);
            let behind = match blocks.get(last + 1) {
                Some(next) => ended.max(now) - next.planned_start,
                None => ended - block.planned_start.saturating_add(block.planned),
            };
            let off = off(behind);
            Standing { running: None, coming: last + 1, behind, left: None, off, late_end: None }
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
            Standing { running: Some(0), coming: 1, behind: 8, left: Some(-3), ..Standing::default() }
        );
    }

    #[test]
    fn a_block_that_ended_early_puts_the_day_ahead_until_the_next_should_start() {
        let day = [block(540, 30, Some(540), Some(20)), block(570, 15, None, None)];
        assert_eq!(standing(&day, 560).words(), "10 min ahead");
        assert_eq!(standing(&day, 575).behind, 5);
    }

    #[test]
    fn a_running_block_that_is_late_is_nothing_once_what_comes_was_put_off() {
        let day = [block(540, 15, Some(565), None), block(580, 15, None, None)];
        assert_eq!(standing(&day, 570).words(), "on time");
        assert_eq!(standing(&day, 590).words(), "10 min behind");
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
    fn a_reserve_at_the_end_does_not_hide_that_the_day_is_behind_and_what_was_put_off_is_owed_at_its_end() {
        let late = |behind| Standing { behind, ..Standing::default() };
        for (behind, planned, put_off, said, owed, in_time) in [
            (18, 600, 0, 18, 18, false),
            (18, 582, 0, 18, 0, true),
            (18, 587, 0, 18, 5, false),
            (-10, 580, 0, -10, 0, false),
            (18, 609, 0, 18, 18, false),
            (0, 615, 0, 0, 0, false),
            (0, 615, 40, 15, 15, false),
            (0, 600, 40, 0, 0, false),
            (-5, 615, 40, 10, 10, false),
            (7, 615, 40, 22, 22, false),
        ] {
            let standing = late(behind).with_end(planned, 600, put_off);
            let found = (standing.behind, standing.late_end, standing.ends_in_time());
            assert_eq!(found, (said, Some(owed), in_time), "{behind} {planned} {put_off}");
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
