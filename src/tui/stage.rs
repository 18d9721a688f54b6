//! The nine stages of the day, in order.

/// A stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Stage {
    /// Title, reason, agenda, checklist, evidence.
    #[default]
    Prepare,
    /// People, departments, presence.
    Roster,
    /// The four questions and their notes.
    Questions,
    /// The wall.
    Themes,
    /// Perfect, today, title.
    Gaps,
    /// Scores and the Now-Next-Later board.
    Sort,
    /// Owners, first steps, dates.
    Plan,
    /// Assessments.
    Standing,
    /// The document.
    Synopsis,
}

impl Stage {
    /// All, in order.
    pub const ALL: [Stage; 9] = [
        Stage::Prepare,
        Stage::Roster,
        Stage::Questions,
        Stage::Themes,
        Stage::Gaps,
        Stage::Sort,
        Stage::Plan,
        Stage::Standing,
        Stage::Synopsis,
    ];

    /// Its name on the screen.
    pub const fn name(self) -> &'static str {
        match self {
            Stage::Prepare => "Prepare",
            Stage::Roster => "Roster",
            Stage::Questions => "Questions",
            Stage::Themes => "Themes",
            Stage::Gaps => "Gaps",
            Stage::Sort => "Sort",
            Stage::Plan => "Plan",
            Stage::Standing => "Standing",
            Stage::Synopsis => "Synopsis",
        }
    }

    /// By name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }

    /// The one after; the last stays.
    pub fn next(self) -> Self {
        Self::ALL[(self as usize + 1).min(8)]
    }

    /// The one before; the first stays.
    pub fn previous(self) -> Self {
        Self::ALL[(self as usize).saturating_sub(1)]
    }
}
