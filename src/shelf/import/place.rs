//! Where a note goes: a question and one of its columns.

use smol_str::SmolStr;

use super::table::word;
use crate::playbook::Playbook;
use crate::session::{List, Question, QuestionId, Session, Stance};
use crate::text::clean_line;

/// The question and column for notes that name none themselves, as a person wrote them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    question: Option<String>,
    column: Option<String>,
}

impl Place {
    /// From the words of a person: `Q2`, `2`; `today`.
    pub fn new(question: Option<&str>, column: Option<&str>) -> Self {
        let own = |words: Option<&str>| words.map(clean_line).filter(|words| !words.is_empty());
        Self { question: own(question), column: own(column).map(|column| word(&column)) }
    }
}

/// What notes come from: only a table can get a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// Rows and columns.
    Table,
    /// Plain text, a note a line.
    Text,
}

impl Source {
    /// What to do about a question or a column that nobody named.
    fn advice(self, name: &str, example: &str) -> String {
        match self {
            Self::Table => format!("add a column “{name}”, or say --{name} {example}"),
            Self::Text => format!("say --{name} {example}"),
        }
    }
}

/// The questions of the session; those of the method where it has none yet.
pub(super) fn questions(session: &Session, playbook: &Playbook) -> (List<Question>, bool) {
    if session.questions.is_empty() {
        (playbook.session_questions().into_iter().collect(), true)
    } else {
        (session.questions.clone(), false)
    }
}

/// Finds the question and the column that a row names, as they stand there, else those of the place.
///
/// # Errors
/// What is missing or unknown, without the line.
pub(super) fn find(
    questions: &List<Question>,
    question: &str,
    column: &str,
    place: &Place,
    from: Source,
) -> Result<(QuestionId, SmolStr), String> {
    let (question, column) = (question.trim(), word(column));
    let column = column.as_str();
    let asked_alone = question.is_empty();
    let asked = match (question, &place.question) {
        ("", Some(asked)) => asked.as_str(),
        ("", None) => {
            let nobody = if from == Source::Table { "it names no question; " } else { "" };
            return Err(format!("{nobody}{}", from.advice("question", "Q1")));
        }
        (asked, _) => asked,
    };
    let wanted = word(asked);
    let same = |question: &&Question| {
        let id = question.id.as_str().to_lowercase();
        id == wanted || id.strip_prefix('q') == Some(&wanted)
    };
    let Some(question) = questions.iter().find(same) else {
        let known: Vec<&str> = questions.iter().map(|question| question.id.as_str()).collect();
        return Err(format!(
            "there is no question “{}”; there are {}",
            super::table::short(&clean_line(asked)),
            known.join(", ")
        ));
    };
    let named = |name: &str| question.columns.iter().find(|column| word(column) == name).cloned();
    let columns = question.columns.as_slice();
    // A column that was named for notes of several questions is left aside where a row's question has only one; not where
    // both were named together.
    let together = asked_alone && place.column.is_some();
    let found = match (column, &place.column, columns) {
        ("", Some(column), _) if named(column).is_some() => named(column),
        ("", _, [only]) if !together => Some(only.clone()),
        ("", None, _) => {
            return Err(format!(
                "question {} has the columns {}; {}",
                question.id,
                columns.join(" and "),
                from.advice("column", columns.last().map_or("main", SmolStr::as_str))
            ));
        }
        ("", Some(column), _) => named(column),
        (column, ..) => named(column),
    };
    found.map(|column| (question.id.clone(), column)).ok_or_else(|| {
        format!("question {} has no such column; its columns are {}", question.id, columns.join(", "))
    })
}

/// What a note in this column says of itself, where nothing else is known.
pub(super) fn stance(
    questions: &List<Question>,
    playbook: &Playbook,
    question: &QuestionId,
    column: &str,
) -> Stance {
    match (playbook.question(question.as_str()), questions.get(question)) {
        (Some(asked), _) => asked.stance_of(column).clone(),
        (None, Some(asked)) => asked.default_stance.clone(),
        (None, None) => Stance::default(),
    }
}
