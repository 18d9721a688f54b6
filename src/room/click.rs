//! What a clicker at the projector's own window asks of the laptop: a handful of words, none of which can touch the
//! session. What they do is the laptop's matter.

/// A word from the projector's window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Click {
    /// The stage after this one.
    NextStage,
    /// The stage before this one.
    PreviousStage,
    /// The question alone, or back.
    Plain,
    /// Black, or back.
    Black,
    /// Whatever veil lies over the wall goes.
    Lift,
    /// The wall stands still, or goes on.
    Freeze,
    /// One note alone, or back.
    Spotlight,
    /// The wall follows the stage.
    Follow,
    /// The card for who comes late.
    ComesLate,
    /// The clock, large.
    Clock,
    /// A window that found no wall asks for it once more.
    Hello,
}

impl Click {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::NextStage,
        Self::PreviousStage,
        Self::Plain,
        Self::Black,
        Self::Lift,
        Self::Freeze,
        Self::Spotlight,
        Self::Follow,
        Self::ComesLate,
        Self::Clock,
        Self::Hello,
    ];

    /// The word that is sent.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NextStage => "next",
            Self::PreviousStage => "previous",
            Self::Plain => "plain",
            Self::Black => "black",
            Self::Lift => "lift",
            Self::Freeze => "freeze",
            Self::Spotlight => "spotlight",
            Self::Follow => "follow",
            Self::ComesLate => "late",
            Self::Clock => "clock",
            Self::Hello => "hello",
        }
    }

    /// From what was sent; anything else is none.
    pub fn from_word(word: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|click| click.word().as_bytes() == word)
    }
}
