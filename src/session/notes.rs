//! Questions and the notes written to them (the handbook, 2.3 Question, Note).

use smol_str::SmolStr;

use super::people::Level;
use super::record::{entity, record};
use super::values::Moment;
use super::words::{DepartmentId, NoteId, PersonId, QuestionId, ThemeId, words};

/// What stands for a sensitive note of which nobody has said what may be shown instead.
pub const KEPT_PRIVATE: &str = "(kept private)";

words! {
    /// Whether a note says how it is, how it should be, or asks.
    pub enum Stance { AsIs = "as_is", Wish = "wish", Question = "question" }
}

record! {
    /// A guided question. The four of the method are always there and in order; more may follow.
    pub struct Question / QuestionChange {
        @* id: QuestionId,
        @! order: u32,
        @! text: String,
        /// One column `main`, or two: `perfect` and `today`.
        @! columns: Vec<SmolStr>,
        @! default_stance: Stance,
        probes: Vec<String>,
        /// How many notes hang on paper, where somebody counted: `paper 84, typed 61`.
        paper_notes: Option<u32>,
        /// Where they hang: "wall B".
        paper_place: Option<String>,
    }
}
entity!(Question, QuestionId, QuestionChange, "question");

record! {
    /// One note: 1 to 1,000 characters, any Unicode, line breaks allowed, no control characters.
    pub struct Note / NoteChange {
        @* id: NoteId,
        @! question: QuestionId,
        @! column: SmolStr,
        author: Option<PersonId>,
        /// Kept where the session is anonymous and the author is not stored.
        level: Option<Level>,
        department: Option<DepartmentId>,
        @! stance: Stance,
        theme: Option<ThemeId>,
        @! text: String,
        written_at: Option<Moment>,
        sensitive: bool,
        /// What exports print instead of `text`.
        public_text: Option<String>,
        /// The note this one repeats; that one is not itself a repeat.
        duplicate_of: Option<NoteId>,
        quote_ok: Option<bool>,
        image: Option<String>,
        /// How many paper notes this one stands for, where more than one.
        stands_for: Option<u32>,
        /// The note this one goes with: of a note about today, the *Perfect* it falls short of; of an open question in
        /// question 4, the note it was asked about. Kept on one side only; several may go with the same note.
        pair: Option<NoteId>,
        /// Somebody learnt it here and now: the room did not know it (R5).
        new_to_room: bool,
        /// Notes with like words that somebody looked at: they are not the same (the handbook, R7).
        not_same: Vec<NoteId>,
    }
}
entity!(Note, NoteId, NoteChange, "note");

impl Note {
    /// What may be said instead of its own words, where somebody has said it.
    pub fn public(&self) -> Option<&str> {
        self.public_text.as_deref().filter(|text| !text.trim().is_empty())
    }

    /// What may be printed: the public text where there is one; of a sensitive note never its own words.
    pub fn printed(&self) -> &str {
        match self.public() {
            Some(public) => public,
            None if self.sensitive => KEPT_PRIVATE,
            None => &self.text,
        }
    }

    /// What a screen that everybody sees may show of it: its own words, of a sensitive note only what may be printed.
    pub fn for_room(&self) -> &str {
        if self.sensitive { self.printed() } else { &self.text }
    }

    /// Whether somebody said of these two that they are not the same; either of them may hold it.
    pub fn differs_from(&self, other: &Self) -> bool {
        self.not_same.contains(&other.id) || other.not_same.contains(&self.id)
    }
}
