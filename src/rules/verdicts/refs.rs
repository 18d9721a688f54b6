//! The public references of a session's notes (R17), made when somebody asks: documents do, a key press does not.

use std::ops::Deref;
use std::sync::OnceLock;

use super::super::references::{self, References, references};
use crate::session::{List, Note, Question, Session};

/// References that are made the first time they are looked at; used as if they were made.
#[derive(Debug, Clone, Default)]
pub struct Refs {
    questions: List<Question>,
    notes: List<Note>,
    made: OnceLock<References>,
}

impl Refs {
    pub(super) fn of(session: &Session) -> Self {
        Self { questions: session.questions.clone(), notes: session.notes.clone(), made: OnceLock::new() }
    }

    fn make(&self) -> References {
        let mut ordered: Vec<_> = self.questions.iter().collect();
        ordered.sort_by_key(|question| question.order);
        let questions: Vec<references::Question> = ordered
            .into_iter()
            .map(|question| references::Question {
                id: question.id.0.clone(),
                columns: question.columns.clone(),
            })
            .collect();
        let notes: Vec<references::Note<'_>> = self
            .notes
            .iter()
            .map(|note| references::Note {
                id: note.id.0.clone(),
                question: note.question.as_str(),
                column: &note.column,
                printed: note.printed(),
            })
            .collect();
        references(&questions, &notes)
    }
}

impl Deref for Refs {
    type Target = References;
    fn deref(&self) -> &References {
        self.made.get_or_init(|| self.make())
    }
}

impl PartialEq for Refs {
    fn eq(&self, other: &Self) -> bool {
        self.questions.same(&other.questions) && self.notes.same(&other.notes) || **self == **other
    }
}

impl Eq for Refs {}
