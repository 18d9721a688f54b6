//! Public references of notes (the handbook, R17): `Q2-T05`, never `N040`.
//!
//! Rank by the printed text alone, so that neither time nor author can be read from a number.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use super::lanes::id_order;
use super::words::Id;

/// A question and its columns, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub id: Id,
    pub columns: Vec<Id>,
}

/// A note as the rule sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note<'a> {
    pub id: Id,
    pub question: &'a str,
    pub column: &'a str,
    /// What an export prints: the public text where there is one.
    pub printed: &'a str,
}

/// Note id and public reference, ordered by question, column and rank.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct References {
    pub in_order: Vec<(Id, String)>,
    by_id: FxHashMap<Id, usize>,
}

impl References {
    /// The reference of a note id.
    pub fn get(&self, note: &str) -> Option<&str> {
        self.by_id.get(note).and_then(|at| self.in_order.get(*at)).map(|(_, reference)| reference.as_str())
    }
}

/// The letter of a column: its initial, or A, B, C where two columns of the question share it.
fn letter(columns: &[Id], at: usize) -> String {
    let initial = |column: &Id| column.chars().next().map(|c| c.to_uppercase().to_string());
    let mine = columns.get(at).and_then(initial);
    let alone = columns.iter().filter(|column| initial(column) == mine).count() == 1;
    match mine {
        Some(letter) if alone => letter,
        _ => char::from(b'A' + u8::try_from(at % 26).unwrap_or(0)).to_string(),
    }
}

/// References of all notes. Notes of a question or column that no longer exists come last, under its old name.
pub fn references(questions: &[Question], notes: &[Note<'_>]) -> References {
    let questions_at: HashMap<&str, usize> =
        questions.iter().enumerate().map(|(at, question)| (question.id.as_str(), at)).collect();
    let mut keyed: Vec<(usize, &str, usize, &str, String, &Note<'_>)> = notes
        .iter()
        .map(|note| {
            let question = questions_at.get(note.question).copied();
            let columns = question.map_or(&[][..], |at| &questions[at].columns);
            let column = columns.iter().position(|column| column == note.column).unwrap_or(columns.len());
            let stray = if column == columns.len() { note.column } else { "" };
            (
                question.unwrap_or(questions.len()),
                note.question,
                column,
                stray,
                note.printed.to_lowercase(),
                note,
            )
        })
        .collect();
    keyed.sort_unstable_by(|a, b| {
        (a.0, a.1, a.2, a.3, &a.4).cmp(&(b.0, b.1, b.2, b.3, &b.4)).then_with(|| id_order(&a.5.id, &b.5.id))
    });
    let mut verdict = References::default();
    verdict.in_order.reserve(keyed.len());
    verdict.by_id.reserve(keyed.len());
    let mut board = None;
    let mut prefix = String::new();
    let mut rank = 0;
    for (question, name, column, stray, _, note) in keyed {
        if board != Some((question, name, column, stray)) {
            board = Some((question, name, column, stray));
            rank = 0;
            let columns = questions.get(question).map_or(&[][..], |question| &question.columns);
            prefix = match (columns.len(), column < columns.len()) {
                (2.., true) => format!("{name}-{}", letter(columns, column)),
                (_, true) => format!("{name}-"),
                (0, false) if stray.is_empty() || stray == "main" => format!("{name}-"),
                (_, false) => format!("{name}-{stray}-"),
            };
        }
        rank += 1;
        verdict.by_id.insert(note.id.clone(), verdict.in_order.len());
        verdict.in_order.push((note.id.clone(), format!("{prefix}{rank:02}")));
    }
    verdict
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note<'a>(id: &str, column: &'a str, printed: &'a str) -> Note<'a> {
        Note { id: id.into(), question: "Q2", column, printed }
    }

    #[test]
    fn columns_that_share_an_initial_get_letters_of_the_alphabet() {
        let question = Question { id: "Q2".into(), columns: vec!["today".into(), "tomorrow".into()] };
        let notes = [note("N1", "today", "a"), note("N2", "tomorrow", "b")];
        let refs = references(&[question], &notes);
        assert_eq!((refs.get("N1"), refs.get("N2")), (Some("Q2-A01"), Some("Q2-B01")));
    }

    #[test]
    fn a_note_of_a_lost_column_keeps_a_reference_of_its_own() {
        let question = Question { id: "Q2".into(), columns: vec!["perfect".into(), "today".into()] };
        let notes = [note("N1", "gone", "a"), note("N2", "perfect", "a"), note("N3", "elsewhere", "a")];
        let refs = references(&[question], &notes);
        assert_eq!(refs.get("N2"), Some("Q2-P01"));
        assert_eq!(refs.get("N1"), Some("Q2-gone-01"));
        assert_eq!(refs.get("N3"), Some("Q2-elsewhere-01"));
        assert_eq!(refs.get("N9"), None);
    }

    #[test]
    fn typing_order_never_shows() {
        let question = Question { id: "Q2".into(), columns: vec!["perfect".into(), "today".into()] };
        let mut notes = vec![note("N1", "today", "b"), note("N2", "today", "A"), note("N3", "today", "c")];
        let before = references(std::slice::from_ref(&question), &notes);
        notes.reverse();
        assert_eq!(before, references(&[question], &notes));
    }
}
