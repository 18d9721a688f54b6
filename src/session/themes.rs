//! Themes and the dots given to them (the handbook, 2.3 Theme, Ballot; R8, R13).

use smol_str::SmolStr;

use super::list::Table;
use super::record::{entity, record};
use super::values::Moment;
use super::words::{BallotId, NoteId, ThemeId, words};

record! {
    /// A group of notes named with a sentence a customer could say.
    pub struct Theme / ThemeChange {
        @* id: ThemeId,
        @! name: String,
        @! summary: String,
        /// One of its notes.
        lead_quote: Option<NoteId>,
    }
}
entity!(Theme, ThemeId, ThemeChange, "theme");

words! {
    /// What a ballot is about.
    pub enum Subject { Themes = "themes", Gaps = "gaps", Premortem = "premortem" }
}

record! {
    /// Secret dots. `cast` exists only while the ballot is open; on closing only totals remain.
    pub struct Ballot / BallotChange {
        @* id: BallotId,
        @! subject: Subject,
        options: Option<Vec<SmolStr>>,
        @! dots_each: u32,
        @! max_per_option: u32,
        @! secret: bool,
        @! opened_at: Option<Moment>,
        closed_at: Option<Moment>,
        @! voters: u32,
        @! totals: Table<u32>,
        cast: Option<Table<Table<u32>>>,
    }
}
entity!(Ballot, BallotId, BallotChange, "ballot");
