//! Questions and notes on the wall. A note that is kept private is not there at all, unless it has words that may be
//! printed; who wrote one is not asked.

use std::collections::HashMap;

use super::wish::Parts;
use super::{Meaning, Note, Notes, PerfectToday, Question, Scene, Spotlight};
use crate::session::{self, NoteId, QuestionId, Session, Stance};

/// More than these nobody pages through, and the published file stays small: what is older is counted, and the laptop shows
/// each of them alone.
const MOST: usize = 400;

/// What the wall may read of a note; nothing where it is kept private.
pub(super) fn words(note: &session::Note) -> Option<&str> {
    let public = note.public_text.as_deref().filter(|text| !text.trim().is_empty());
    match (note.sensitive, public) {
        (true, None) => None,
        (_, Some(public)) => Some(public),
        (false, None) => Some(&note.text),
    }
}

/// Whether the wall may show a note.
pub fn may_be_shown(note: &session::Note) -> bool {
    words(note).is_some()
}

fn meaning(note: &session::Note) -> Meaning {
    match (note.column.as_str(), &note.stance) {
        ("perfect", _) => Meaning::Perfect,
        (_, Stance::Wish) => Meaning::Wish,
        (_, Stance::Question) => Meaning::Question,
        ("today", _) => Meaning::Today,
        _ => Meaning::AsIs,
    }
}

fn on_the_wall(note: &session::Note, under: &HashMap<&NoteId, u32>) -> Option<Note> {
    let own = note.stands_for.unwrap_or(1).max(1);
    let times = own.saturating_add(under.get(&note.id).copied().unwrap_or(0));
    Some(Note { text: words(note)?.to_owned(), meaning: meaning(note), times })
}

/// How many notes lie under each.
fn stacks(session: &Session) -> HashMap<&NoteId, u32> {
    let mut under = HashMap::new();
    for first in session.notes.iter().filter_map(|note| note.duplicate_of.as_ref()) {
        *under.entry(first).or_default() += 1;
    }
    under
}

/// The newest notes of a column, and how many there are.
fn newest(session: &Session, question: &QuestionId, column: &str) -> (Vec<Note>, usize) {
    let under = stacks(session);
    let mut here = session.notes.iter().rev().filter(|note| {
        note.question == *question
            && note.column == column
            && note.duplicate_of.is_none()
            && may_be_shown(note)
    });
    let notes: Vec<Note> = here.by_ref().take(MOST).filter_map(|note| on_the_wall(note, &under)).collect();
    let total = notes.len() + here.count();
    (notes, total)
}

fn asked<'a>(id: &QuestionId, parts: &Parts<'a>) -> Option<&'a session::Question> {
    parts.session.questions.get(id).or_else(|| parts.session.questions.at(0))
}

/// "Question 2 of 4", and the column that is asked.
fn place(question: &session::Question, column: &str, parts: &Parts) -> String {
    let session = parts.session;
    let at = session.questions.place(&question.id).unwrap_or(0) + 1;
    let place = format!("Question {at} of {}", session.questions.len());
    match Some(column).filter(|column| !column.is_empty()) {
        Some(column) => match column_title(question, column, parts) {
            Some(title) => format!("{place}: {title}"),
            None => place,
        },
        None => place,
    }
}

/// `column`: the one that is asked, where one is.
pub(super) fn question(id: &QuestionId, probes: bool, column: &str, parts: &Parts) -> Scene {
    let Some(question) = asked(id, parts) else { return Scene::Question(Question::default()) };
    let method = parts.playbook.question(question.id.as_str());
    let own = (!question.probes.is_empty()).then(|| question.probes.clone());
    let probes = if probes { own.or_else(|| method.map(|m| m.probes.clone())) } else { None };
    Scene::Question(Question {
        place: place(question, column, parts),
        text: question.text.clone(),
        probes: probes.unwrap_or_default(),
        page: parts.page,
    })
}

fn column_title(question: &session::Question, column: &str, parts: &Parts) -> Option<String> {
    if question.columns.len() < 2 {
        return None;
    }
    let method = parts.playbook.question(question.id.as_str());
    let known = method.map(|method| method.column_title(column)).filter(|title| !title.is_empty());
    Some(known.map_or_else(|| crate::rules::words::sentence_case(column), str::to_owned))
}

/// The notes of a column; before the first one, the question alone.
pub(super) fn notes(id: &QuestionId, column: &str, parts: &Parts) -> Scene {
    let Some(question) = asked(id, parts) else { return Scene::Question(Question::default()) };
    let known = question.columns.iter().find(|known| *known == column).or_else(|| question.columns.first());
    let column = known.map_or("main", smol_str::SmolStr::as_str);
    let (notes, total) = newest(parts.session, &question.id, column);
    if notes.is_empty() {
        return self::question(id, false, column, parts);
    }
    Scene::Notes(Notes {
        question: question.text.clone(),
        column: column_title(question, column, parts),
        notes,
        total,
        page: parts.page,
    })
}

pub(super) fn perfect_today(id: &QuestionId, parts: &Parts) -> Scene {
    let Some(question) = asked(id, parts) else { return Scene::Question(Question::default()) };
    let [first, second, ..] = question.columns.as_slice() else { return notes(id, "", parts) };
    let column = |column: &str| newest(parts.session, &question.id, column);
    let ((perfect, all_perfect), (today, all_today)) = (column(first), column(second));
    if perfect.is_empty() && today.is_empty() {
        return self::question(&question.id, false, "", parts);
    }
    Scene::PerfectToday(PerfectToday {
        question: question.text.clone(),
        perfect,
        today,
        totals: (all_perfect, all_today),
        page: parts.page,
    })
}

/// One note; a private one is not shown, its question is.
pub(super) fn spotlight(id: &NoteId, parts: &Parts) -> Scene {
    let Some(note) = parts.session.notes.get(id) else { return super::day::welcome(parts) };
    let Some(shown) = on_the_wall(note, &stacks(parts.session)) else {
        return question(&note.question, false, "", parts);
    };
    let asked = parts.session.questions.get(&note.question);
    let question = asked.map_or_else(String::new, |question| question.text.clone());
    Scene::Spotlight(Spotlight { question, note: shown })
}
