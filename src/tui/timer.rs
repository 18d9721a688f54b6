//! The timer: counts down to a moment on the wall, so it survives sleep and restart.

use super::event::Now;

/// A countdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timer {
    /// Seconds it was set to.
    set: i64,
    state: State,
    /// The end was rung.
    rung: bool,
    /// The awake clock beside the wall clock at the last look, to notice sleep.
    twin: Option<(u64, i64)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Off,
    /// Runs until this wall second.
    Until(i64),
    /// Stands with this many seconds left.
    Paused(i64),
}

impl Timer {
    /// Starts anew with this many minutes.
    pub fn start(&mut self, minutes: u32, now: &Now) {
        self.set = i64::from(minutes) * 60;
        self.state = State::Until(now.wall_seconds() + self.set);
        self.twin = None;
        self.rung = false;
    }

    /// Starts, pauses, goes on.
    pub fn toggle(&mut self, minutes: u32, now: &Now) {
        self.twin = None;
        match self.state {
            State::Off => self.start(minutes, now),
            State::Until(end) => self.state = State::Paused(end - now.wall_seconds()),
            State::Paused(left) => self.state = State::Until(now.wall_seconds() + left),
        }
    }

    /// Gives or takes minutes.
    pub fn add(&mut self, minutes: i64) {
        self.set = (self.set + minutes * 60).max(60);
        match &mut self.state {
            State::Off => {}
            State::Until(end) => *end += minutes * 60,
            State::Paused(left) => *left = (*left + minutes * 60).max(0),
        }
        self.rung = false;
    }

    /// Off.
    pub fn stop(&mut self) {
        *self = Self::default();
    }

    /// Seconds left (negative: over), if it is set.
    pub fn left(&self, now: &Now) -> Option<i64> {
        match self.state {
            State::Off => None,
            State::Until(end) => Some(end - now.wall_seconds()),
            State::Paused(left) => Some(left),
        }
    }

    /// Seconds it was set to.
    pub fn set_seconds(&self) -> i64 {
        self.set
    }

    /// Whether it counts now.
    pub fn runs(&self) -> bool {
        matches!(self.state, State::Until(_))
    }

    /// Whether it stands.
    pub fn is_paused(&self) -> bool {
        matches!(self.state, State::Paused(_))
    }

    /// Fifths and twentieths: how urgent it is, in words for the screen.
    pub fn urgency(&self, now: &Now) -> Urgency {
        match self.left(now) {
            Some(left) if left <= 0 => Urgency::Over,
            Some(left) if left * 20 <= self.set => Urgency::Last,
            Some(left) if left * 5 <= self.set => Urgency::Soon,
            _ => Urgency::Calm,
        }
    }

    /// True once when it ends; an end that passed while nobody looked is not rung afterwards.
    pub fn rings(&mut self, now: &Now) -> bool {
        let State::Until(end) = self.state else { return false };
        let over = now.wall_seconds() - end;
        if over < 0 || self.rung {
            return false;
        }
        self.rung = true;
        over < 30
    }

    /// Looks at both clocks; true once when the laptop slept while it ran.
    pub fn slept(&mut self, now: &Now) -> bool {
        let seen = (now.awake_ms, now.wall_seconds());
        let Some((awake, wall)) = self.twin.replace(seen) else { return false };
        let awake_seconds = i64::try_from(seen.0.saturating_sub(awake) / 1000).unwrap_or(0);
        self.runs() && (seen.1 - wall) - awake_seconds > 2
    }

    /// For the kept places: what to remember across a restart.
    pub fn keep(&self) -> Option<String> {
        match self.state {
            State::Off => None,
            State::Until(end) => Some(format!("until {end} of {}", self.set)),
            State::Paused(left) => Some(format!("paused {left} of {}", self.set)),
        }
    }

    /// From the kept places; nonsense is no timer.
    pub fn kept(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split(' ').collect();
        let [word, at, "of", set] = words[..] else { return None };
        let (at, set): (i64, i64) = (at.parse().ok()?, set.parse().ok()?);
        let state = match word {
            "until" => State::Until(at),
            "paused" => State::Paused(at),
            _ => return None,
        };
        Some(Self { set, state, rung: false, twin: None })
    }
}

/// What the facilitator does to the timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerChange {
    /// Start anew with these minutes.
    Start(u32),
    /// Start with these minutes, pause, go on.
    Toggle(u32),
    /// Give or take minutes.
    Add(i64),
    /// Off.
    Stop,
}

impl TimerChange {
    /// Does it.
    pub fn apply(self, timer: &mut Timer, now: &Now) {
        match self {
            Self::Start(minutes) => timer.start(minutes, now),
            Self::Toggle(minutes) => timer.toggle(minutes, now),
            Self::Add(minutes) => timer.add(minutes),
            Self::Stop => timer.stop(),
        }
    }
}

/// How much of the time is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// More than a fifth.
    Calm,
    /// A fifth or less: "soon".
    Soon,
    /// A twentieth or less: "last moments".
    Last,
    /// None: "over".
    Over,
}

/// `18:42`, `-0:15`, `1:05:00`.
pub fn minutes_and_seconds(seconds: i64) -> String {
    let (sign, s) = (if seconds < 0 { "-" } else { "" }, seconds.abs());
    if s >= 3600 {
        format!("{sign}{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
    } else {
        format!("{sign}{}:{:02}", s / 60, s % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i8, awake_ms: u64) -> Now {
        let local = jiff::civil::date(2026, 3, 12).at(10, 0, second, 0);
        Now { local, offset_minutes: 60, awake_ms }
    }

    #[test]
    fn it_counts_by_the_wall_pauses_and_survives_a_restart() {
        let mut timer = Timer::default();
        timer.start(1, &at(0, 0));
        assert_eq!(timer.left(&at(20, 20_000)), Some(40));
        timer.toggle(1, &at(20, 20_000));
        assert_eq!(timer.left(&at(50, 50_000)), Some(40));
        timer.toggle(1, &at(50, 50_000));
        let again = Timer::kept(&timer.keep().unwrap()).unwrap();
        assert_eq!(again.left(&at(55, 55_000)), Some(35));
    }

    #[test]
    fn it_says_when_the_laptop_slept() {
        let mut timer = Timer::default();
        timer.start(1, &at(0, 0));
        assert!(!timer.slept(&at(1, 1000)));
        assert!(!timer.slept(&at(2, 2000)));
        assert!(timer.slept(&at(30, 3000)));
    }

    #[test]
    fn it_rings_once_at_the_end() {
        let mut timer = Timer::default();
        timer.start(1, &at(0, 0));
        assert!(!timer.rings(&at(59, 0)));
        timer.add(-1);
        assert!(timer.rings(&at(1, 0)));
        assert!(!timer.rings(&at(2, 0)));
        timer.start(1, &at(0, 0));
        timer.add(-1);
        assert!(!timer.rings(&at(45, 0)), "long over");
    }

    #[test]
    fn the_last_fifth_and_the_last_twentieth_are_told() {
        let mut timer = Timer::default();
        timer.start(1, &at(0, 0));
        assert_eq!(timer.urgency(&at(40, 0)), Urgency::Calm);
        assert_eq!(timer.urgency(&at(48, 0)), Urgency::Soon);
        assert_eq!(timer.urgency(&at(57, 0)), Urgency::Last);
        timer.add(-1);
        assert_eq!(timer.urgency(&at(57, 0)), Urgency::Over);
    }
}
