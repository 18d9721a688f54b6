//! What was known before the day, and who had it when (the handbook, 2.3 Evidence item; R5).

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::list::List;
use super::record::{entity, record};
use super::values::Moment;
use super::words::{EvidenceId, PersonId, words};

words! {
    /// Where a piece of evidence comes from.
    pub enum EvidenceKind {
        Survey = "survey", Operations = "operations", Complaints = "complaints", Interviews = "interviews",
        Incident = "incident", ListeningTool = "listening_tool", Secondary = "secondary",
    }
}

record! {
    /// A pre-read. The headline has at most 140 characters: one number and what it counts.
    pub struct Evidence / EvidenceChange {
        @* id: EvidenceId,
        @! title: String,
        @! kind: EvidenceKind,
        source: String,
        period: String,
        sample_size: Option<u64>,
        reading_minutes: Option<u32>,
        headline: String,
        @! shares: List<Share>,
        read_in_room_at: Option<Moment>,
        file: Option<String>,
    }
}
entity!(Evidence, EvidenceId, EvidenceChange, "evidence item");

record! {
    /// One sharing of an evidence item.
    pub struct Share / ShareChange {
        @! to: Audience,
        @! at: Moment,
        channel: String,
    }
}

/// Who got it: a word (`all` = every participant on the roster at that moment), or people by id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Audience {
    /// `all`.
    Word(#[cfg_attr(test, schemars(with = "String"))] SmolStr),
    /// These people.
    People(Vec<PersonId>),
}

impl Default for Audience {
    fn default() -> Self {
        Self::People(Vec::new())
    }
}
