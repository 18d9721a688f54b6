//! What a stranger's file should not hold and what would then be seen by nobody: ids that are there twice, and notes of
//! no question. They are given a place when a session is opened; the file has it with the first edit (the handbook, 2.4).
//!
//! Refuses to guess: what points at an id that is there twice points at the first.

use std::collections::HashSet;

use smol_str::SmolStr;

use super::edit::Listed;
use super::words::Numbered as _;
use super::{Note, Question, QuestionId, Session};
use crate::text;

/// So many ids are named in a sentence.
const NAMED: usize = 3;
/// So much of an id is told, in cells: in a stranger's file it may be of any length.
const LONGEST: usize = 24;

/// "N1, N2, N3 and 4 more".
fn named(ids: &[String]) -> String {
    let shown: Vec<&str> = ids.iter().take(NAMED).map(String::as_str).collect();
    match ids.len().saturating_sub(NAMED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// As much of an id as a sentence has room for.
fn told_of(id: &impl std::fmt::Display) -> String {
    text::clip(&id.to_string(), LONGEST).into_owned()
}

impl Session {
    /// What would be seen by nobody, and the place that [`Edit::Mend`](super::Edit::Mend) gives it: a sentence about each
    /// kind of thing; none where all is sound.
    pub fn ailments(&self) -> Vec<String> {
        self.clone().mend()
    }

    /// Gives it its place, and answers as [`Session::ailments`].
    pub(super) fn mend(&mut self) -> Vec<String> {
        let mut told = Vec::new();
        self.renumber_all(&mut told);
        if !self.questions.is_empty() {
            self.shelter(&mut told);
        }
        told
    }

    /// Items whose id another one before them has get the next free ones.
    pub(super) fn renumber<T: Listed>(&mut self, told: &mut Vec<String>) {
        let list = T::list(self);
        // Ids that rise from one to the next, as the program gives them, are there once each.
        if list.iter().is_sorted_by(|one, next| one.id() < next.id()) {
            return;
        }
        let mut seen = HashSet::with_capacity(list.len());
        let twice: Vec<usize> = list
            .iter()
            .enumerate()
            .filter(|(_, item)| !seen.insert(item.id()))
            .map(|(place, _)| place)
            .collect();
        if twice.is_empty() {
            return;
        }
        let mut next = T::Id::running_number(&self.next_id::<T>().to_string()).unwrap_or(1);
        let mut names = Vec::new();
        for place in twice {
            let id = T::Id::numbered(next);
            next = next.saturating_add(1);
            let Some(item) = T::list_mut(self).at_mut(place) else { continue };
            names.push(format!("{} (now {id})", told_of(item.id())));
            *item = item.clone().with_id(id);
        }
        told.push(format!("More than one {} has the same id: {}.", T::NOUN, named(&names)));
    }

    /// The places of notes whose question is not there, and of those in a column that it has not, with its first.
    fn homeless(&self) -> (Vec<usize>, Vec<(usize, SmolStr)>) {
        let (mut lost, mut astray) = (Vec::new(), Vec::new());
        // Notes of one column follow one another.
        let mut fits: Option<&Note> = None;
        for (place, note) in self.notes.iter().enumerate() {
            if fits.is_some_and(|before| before.question == note.question && before.column == note.column) {
                continue;
            }
            match self.questions.get(&note.question) {
                None => lost.push(place),
                Some(question) if question.columns.is_empty() || question.columns.contains(&note.column) => {
                    fits = Some(note);
                }
                Some(question) => {
                    astray.push((place, question.columns.first().cloned().unwrap_or_default()));
                }
            }
        }
        (lost, astray)
    }

    /// Notes of a question that is not there get one of their own; those in a column that it has not, its first.
    fn shelter(&mut self, told: &mut Vec<String>) {
        let (lost, astray) = self.homeless();
        if !lost.is_empty() {
            let column = SmolStr::new_static("main");
            let id: QuestionId = self.next_id::<Question>();
            self.questions.push(Question {
                id: id.clone(),
                order: u32::try_from(self.questions.len() + 1).unwrap_or(u32::MAX),
                text: "Notes without a question".into(),
                columns: vec![column.clone()],
                ..Question::default()
            });
            let mut names = Vec::new();
            for place in lost {
                if let Some(note) = self.notes.at_mut(place) {
                    names.push(told_of(&note.id));
                    note.question = id.clone();
                    note.column = column.clone();
                }
            }
            told.push(format!(
                "Notes whose question is not there: {}. They are under {id} now.",
                named(&names)
            ));
        }
        let mut names = Vec::new();
        for (place, column) in astray {
            if let Some(note) = self.notes.at_mut(place) {
                names.push(told_of(&note.id));
                note.column = column;
            }
        }
        if !names.is_empty() {
            told.push(format!(
                "Notes in a column that their question has not: {}. They are in its first now.",
                named(&names)
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::NoteId;

    fn note(id: &str, question: &str, column: &str) -> Note {
        Note {
            id: NoteId::new(id),
            question: QuestionId::new(question),
            column: column.into(),
            text: "we wait".into(),
            ..Note::default()
        }
    }

    fn sample() -> Session {
        serde_json::from_slice(include_bytes!("../../sessions/halvorn.json")).unwrap()
    }

    fn session(notes: Vec<Note>) -> Session {
        let mut session = sample();
        session.notes = notes.into_iter().collect();
        session
    }

    #[test]
    fn a_sound_session_stays_as_it_is() {
        let mut session = sample();
        assert!(session.mend().is_empty());
        assert_eq!(session, sample());
    }

    #[test]
    fn the_second_of_two_notes_with_one_id_gets_the_next() {
        let mut day =
            session(vec![note("N1", "Q1", "main"), note("N1", "Q1", "main"), note("N007", "Q1", "main")]);
        assert_eq!(day.mend(), ["More than one note has the same id: N1 (now N008)."]);
        let ids: Vec<_> = day.notes.iter().map(|note| note.id.to_string()).collect();
        assert_eq!(ids, ["N1", "N008", "N007"]);
        assert!(day.mend().is_empty());
    }

    #[test]
    fn mending_is_an_edit_that_a_sound_session_takes_unchanged() {
        let mut day = session(vec![note("N1", "Q1", "main"), note("N1", "Q7", "main")]);
        let told = day.ailments();
        assert_eq!(told.len(), 2, "{told:?}");
        for _ in 0..2 {
            day.apply(&crate::session::Edit::Mend, &crate::session::Moment::default()).unwrap();
            assert!(day.ailments().is_empty());
        }
        assert_eq!(day.notes.len(), 2);
    }

    #[test]
    fn an_id_of_any_length_leaves_room_for_the_sentence() {
        let long = "N".repeat(5_000);
        let day = session(vec![note(&long, "Q1", "main"), note(&long, "Q1", "main")]);
        assert!(day.ailments()[0].len() < 120, "{:?}", day.ailments());
    }

    #[test]
    fn notes_of_no_question_and_of_no_column_are_given_a_place() {
        let mut day =
            session(vec![note("N001", "", ""), note("N002", "Q9", "main"), note("N003", "Q1", "elsewhere")]);
        let told = day.mend();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("N001, N002") && told[1].contains("N003"), "{told:?}");
        for note in day.notes.iter() {
            let question = day.questions.get(&note.question).unwrap();
            assert!(question.columns.contains(&note.column), "{note:?}");
        }
        assert!(day.mend().is_empty());
    }
}
