//! The day as planned and as it went: agenda blocks and the checklist before it (the handbook, 2.3 and 4).

use super::record::{entity, record};
use super::values::Clock;
use super::words::{BlockId, CheckId, PersonId, words};

words! {
    /// What a block of the agenda is for.
    pub enum BlockKind {
        Frame = "frame", Evidence = "evidence", Question = "question", Break = "break", Energiser = "energiser",
        Themes = "themes", Gaps = "gaps", Lanes = "lanes", Actions = "actions", Close = "close",
    }
}

record! {
    /// A block of the agenda. 0 < minimum ≤ planned; a break is never under 10 minutes, lunch never under 45.
    pub struct Block / BlockChange {
        @* id: BlockId,
        @! title: String,
        @! kind: BlockKind,
        /// Follows from the blocks before it.
        @! planned_start: Clock,
        @! planned_minutes: u32,
        @! minimum_minutes: u32,
        actual_start: Option<Clock>,
        actual_minutes: Option<u32>,
        /// Minutes by which this block, and with it all after it, was put off while the day ran.
        late_minutes: Option<u32>,
    }
}
entity!(Block, BlockId, BlockChange, "agenda block");

record! {
    /// Something to have done before the day.
    pub struct Check / CheckChange {
        @* id: CheckId,
        @! text: String,
        /// Days before the session by which it should be done.
        @! lead_days: u32,
        @! done: bool,
        owner: Option<PersonId>,
    }
}
entity!(Check, CheckId, CheckChange, "checklist item");
