//! The session's own card: what, when, where, why, and the terms everybody agreed on (the handbook, 2.3 Session).

use super::record::record;
use super::values::{Clock, Day};
use super::words::{PersonId, words};

words! {
    /// What kind of session this is; decides agenda and synopsis.
    pub enum Kind { Baseline = "baseline", Review = "review", Problem = "problem", Handover = "handover" }
}
words! {
    /// How far the session is. `closed` freezes notes, ballots and scores: later edits go to the log.
    pub enum SessionStatus { Preparing = "preparing", Running = "running", Paused = "paused", Draft = "draft", Closed = "closed" }
}
words! {
    /// Which agenda the day follows.
    pub enum Variant { FullDay = "full_day", HalfDay = "half_day", NinetyMinutes = "ninety_minutes", Review = "review", Custom = "custom" }
}
words! {
    /// What exports may show of a note's author.
    pub enum Attribution { Level = "level", Named = "named", Anonymous = "anonymous" }
}
words! {
    /// Whether the reason for the day is solved; answered in the final review.
    pub enum ReasonStatus { Open = "open", Partly = "partly", Solved = "solved" }
}
words! {
    /// How fast changes start (R2).
    pub enum Tempo { Steady = "steady", Gentle = "gentle", Brisk = "brisk" }
}

record! {
    /// The session's card.
    pub struct Card / CardChange {
        /// Slug and date; unique in an engagement.
        @! id: String,
        @! kind: Kind,
        @! title: String,
        @! date: Day,
        start: Option<Clock>,
        /// After `start`.
        end: Option<Clock>,
        /// Offset from Greenwich, `+01:00`: no guessing on another laptop.
        timezone: String,
        @! status: SessionStatus,
        @! agenda_variant: Variant,
        follows: Option<Follows>,
        venue: Venue,
        /// "Why now", one sentence.
        reason: String,
        reason_status: Option<ReasonStatus>,
        facilitator: Option<PersonId>,
        scribe: Option<PersonId>,
        /// Required before closing.
        sponsor: Option<PersonId>,
        @! attribution: Attribution,
        /// At least 2; 3 where nothing is said.
        anonymity_threshold: Option<u32>,
        currency: String,
        /// Five texts: the anchors of the cost scale.
        cost_bands: Vec<String>,
        capacity: Option<Capacity>,
        weights: Option<Weights>,
        /// Days, 14 to 180; 75 where nothing is said.
        now_horizon_days: Option<u32>,
        synopsis_playback_on: Option<Day>,
    }
}

impl Card {
    /// The anonymity threshold *k* in force.
    pub fn k(&self) -> u32 {
        self.anonymity_threshold.unwrap_or(3).max(2)
    }

    /// The horizon of Now in days.
    pub fn horizon_days(&self) -> i32 {
        i32::try_from(self.now_horizon_days.unwrap_or(75)).unwrap_or(75)
    }

    /// The offset from Greenwich in minutes.
    pub fn offset_minutes(&self) -> i32 {
        let Some((sign, rest)) = self.timezone.split_at_checked(1) else { return 0 };
        let Ok(clock) = rest.parse::<Clock>() else { return 0 };
        if sign == "-" { -i32::from(clock.0) } else { i32::from(clock.0) }
    }
}

record! {
    /// The session that this one follows.
    pub struct Follows / FollowsChange {
        session_id: String,
        file: String,
        sha256: String,
    }
}

record! {
    /// The room: warnings only, never a block.
    pub struct Venue / VenueChange {
        name: String,
        offsite: bool,
        remote_participants: u32,
        seats: Option<u32>,
        wall_metres: Option<u32>,
    }
}

record! {
    /// How many gaps Now may hold (R1, R2).
    pub struct Capacity / CapacityChange {
        tempo: Tempo,
        suggested: Option<u32>,
        /// 1 to 12.
        @! limit: u32,
        /// Required where `limit` differs from `suggested`.
        reason: Option<String>,
        set_by: Option<PersonId>,
    }
}

record! {
    /// Custom weights of the four scores, whole numbers 1 to 9; they order, they never set a lane.
    pub struct Weights / WeightsChange {
        @! impact: u32,
        @! urgency: u32,
        @! feasibility: u32,
        @! affordability: u32,
    }
}
