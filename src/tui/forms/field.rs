//! One field of a card: what it shows, what can be done with it, and a value given to it.

use smol_str::SmolStr;

use super::named::Of;
use crate::tui::outcome::Choice;

/// One field of a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name within the card: `title`, `share.0.at`.
    pub key: SmolStr,
    /// What stands left of it.
    pub label: String,
    /// As it is shown; empty where there is nothing yet.
    pub value: String,
    /// What is said softly while there is nothing: "3, as usual".
    pub empty: String,
    /// As it is edited, where it is typed.
    pub text: String,
    /// What is chosen, where it is chosen.
    pub chosen: Vec<SmolStr>,
    /// What helps to fill it in.
    pub hint: String,
    /// What it takes.
    pub kind: Kind,
}

/// What a field takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A heading between fields: nothing to select.
    Heading,
    /// Only for reading.
    Info,
    /// One line of text.
    Line,
    /// Several lines of text.
    Prose,
    /// A day.
    Day,
    /// A time of day.
    Clock,
    /// A whole number between these.
    Whole {
        /// At least.
        min: u64,
        /// At most.
        max: u64,
    },
    /// A decimal number.
    Number,
    /// One of these words.
    Choice(Vec<Choice>),
    /// Yes or no.
    Toggle,
    /// One item of a list, or none.
    One {
        /// Which list.
        of: Of,
        /// A text that fits nothing may become a new one, with this label.
        new: Option<&'static str>,
    },
    /// Any items of a list.
    Many(Of),
}

impl Kind {
    /// Whether it is filled in by typing.
    pub fn typed(&self) -> bool {
        matches!(self, Self::Line | Self::Prose | Self::Day | Self::Clock | Self::Whole { .. } | Self::Number)
    }

    /// How it wants to be written, for the line below the card.
    pub fn manner(&self) -> String {
        match self {
            Self::Day => "2026-03-12, 12.3., 12 Mar, +14 or fri.".into(),
            Self::Clock => "9, 930 or 9:30.".into(),
            Self::Whole { min, max } if *max > 100_000 => format!("A whole number from {min}."),
            Self::Whole { min, max } => format!("A whole number from {min} to {max}."),
            Self::Number => "A number, like 31 or 14.2.".into(),
            _ => String::new(),
        }
    }
}

/// A value for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// What was typed; for a [`Kind::One`] the name of something new.
    Text(String),
    /// What was chosen: a toggle is `yes` or nothing.
    Chosen(Vec<SmolStr>),
}

impl Value {
    /// The one chosen id, if there is one.
    pub(super) fn first(&self) -> Option<&SmolStr> {
        match self {
            Self::Chosen(ids) => ids.first().filter(|id| !id.is_empty()),
            Self::Text(_) => None,
        }
    }

    /// The typed text, empty where something was chosen.
    pub(super) fn typed(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Chosen(_) => "",
        }
    }
}
