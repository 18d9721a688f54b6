//! What comes from outside: notes, the roster and evidence as CSV, and plain text with one note a line. Each kind turns
//! bytes into one edit and a summary; either everything is understood, or nothing is proposed and the line is named.
//!
//! Knows no path and no screen: whoever asks reads the file and applies the edit.

use crate::playbook::Playbook;
use crate::session::{Edit, Session, edit};

mod evidence;
mod lines;
mod notes;
mod place;
mod roster;
mod table;

pub use place::Place;

/// The largest file that is imported: 16 MiB, some 50,000 notes.
pub const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// What is imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Notes as CSV; rows that name no question go to the place.
    Notes(Place),
    /// The roster as CSV.
    Roster,
    /// Evidence as CSV.
    Evidence,
    /// Plain text, one note a line, all to the place.
    Lines(Place),
}

/// What an import would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The one undoable step; `None` where everything is there already.
    pub edit: Option<Edit>,
    /// What was found, as a sentence: "77 notes imported; 12 were there already."
    pub summary: String,
}

/// Reads a file's bytes and proposes what to change.
///
/// # Errors
/// One sentence that names the line and what to do. Nothing is proposed then.
pub fn propose(
    kind: &Kind,
    bytes: &[u8],
    session: &Session,
    playbook: &Playbook,
) -> Result<Proposal, String> {
    let text = table::decode(bytes)?;
    match kind {
        Kind::Notes(place) => notes::propose(&text, place, session, playbook),
        Kind::Roster => roster::propose(&text, session),
        Kind::Evidence => evidence::propose(&text, session),
        Kind::Lines(place) => lines::propose(&text, place, session, playbook),
    }
}

/// One step of several edits, or none where there is nothing to do.
fn step(label: String, edits: Vec<Edit>) -> Option<Edit> {
    (!edits.is_empty()).then(|| edit::many(label, edits))
}

/// What is wrong, by line; told together, so that a table is mended in one go.
#[derive(Debug, Default)]
struct Problems(Vec<(usize, String)>);

impl Problems {
    fn add(&mut self, line: usize, what: impl Into<String>) {
        self.0.push((line, what.into()));
    }

    /// Nothing is wrong, or one sentence about the first few lines.
    fn none(self) -> Result<(), String> {
        const TOLD: usize = 3;
        if self.0.is_empty() {
            return Ok(());
        }
        let told: Vec<String> =
            self.0.iter().take(TOLD).map(|(line, what)| format!("line {line}: {what}")).collect();
        let more = match self.0.len().saturating_sub(TOLD) {
            0 => String::new(),
            n => format!("; and {n} more"),
        };
        Err(format!("{}{more}. Nothing was imported; mend the file and import it again", told.join("; ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_the_bytes_are_the_answer_is_a_proposal_or_one_plain_sentence(
            bytes in prop_oneof![
                proptest::collection::vec(any::<u8>(), 0..200),
                "(name|text|title|level|question|,|;|\t|\"|\n|\r|Q2|today|\u{1b}|x| ){0,40}".prop_map(String::into_bytes),
            ]
        ) {
            let playbook = Playbook::builtin();
            let session = playbook.new_session(
                "Day",
                "2026-03-12".parse().unwrap_or_default(),
                &crate::session::Variant::FullDay,
                "+01:00",
            );
            let place = Place::new(Some("Q2"), Some("today"));
            for kind in [Kind::Notes(place.clone()), Kind::Roster, Kind::Evidence, Kind::Lines(place)] {
                match propose(&kind, &bytes, &session, playbook) {
                    Ok(proposal) => {
                        let mut after = session.clone();
                        let at = "2026-03-12T10:00:00+01:00".parse().unwrap_or_default();
                        if let Some(edit) = proposal.edit {
                            prop_assert!(after.apply(&edit, &at).is_ok(), "a proposal is accepted");
                        }
                    }
                    Err(line) => prop_assert!(!line.is_empty() && !line.contains('\n'), "{line:?}"),
                }
            }
        }
    }
}
