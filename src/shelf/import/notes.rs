//! Notes as CSV, with the columns of the raw list: only `text` must be there.
//!
//! An author who is not on the roster is not made up: the note keeps level and department where they are known.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use smol_str::SmolStr;

use super::place::{self, Place, Source};
use super::table::{Heads, Row, Table, short, word};
use super::{Problems, Proposal, roster, step};
use crate::playbook::Playbook;
use crate::rules::attribution;
use crate::session::words::Numbered as _;
use crate::session::{
    Attribution, Department, DepartmentId, Edit, Level, List, Moment, Note, NoteId, Person, PersonId,
    Question, QuestionId, Session, Stance, edit,
};
use crate::text;

const HEADS: &[Heads] = &[
    &["text", "note", "note_text", "notiz", "zettel"],
    &["note_id", "id", "nr", "no"],
    &["written_at", "time", "zeit"],
    &["question", "frage"],
    &["column", "spalte"],
    &["author_id", "person_id"],
    &["author", "name", "person", "autor", "autorin"],
    &["department", "dept", "team", "abteilung", "bereich"],
    &["level", "ebene"],
    &["stance", "haltung"],
];
const TEXT: usize = 0;
const ID: usize = 1;
const WRITTEN_AT: usize = 2;
const QUESTION: usize = 3;
const COLUMN: usize = 4;
const AUTHOR_ID: usize = 5;
const AUTHOR: usize = 6;
const DEPARTMENT: usize = 7;
const LEVEL: usize = 8;
const STANCE: usize = 9;

/// The largest number a note of another file keeps; beyond it, numbers are not running numbers any more.
const MOST_NUMBER: u32 = 999_999;

/// Proposes a note for each row that is not there already.
pub(super) fn propose(
    text: &str,
    place: &Place,
    session: &Session,
    playbook: &Playbook,
) -> Result<Proposal, String> {
    let table = Table::read(text, HEADS, &[TEXT])?;
    let (questions, new) = place::questions(session, playbook);
    let mut reader = Reader::new(&table, place, session, playbook, &questions);
    let mut problems = Problems::default();
    let mut notes = Vec::new();
    for row in &table.rows {
        match reader.note(row) {
            Ok(Some(note)) => notes.push(note),
            Ok(None) => {}
            Err(what) => problems.add(row.line, what),
        }
    }
    problems.none()?;
    let already = reader.already;
    let mut told = told(&reader, notes.len());
    told.push_str(&table.unused_words());
    if notes.is_empty() && already == 0 {
        return Err("there is no note below the heading. One row a note".into());
    }
    reader.number(&mut notes);
    let label = format!("{} imported", text::plural(notes.len(), "note", "notes"));
    let mut edits: Vec<Edit> = if new && !notes.is_empty() {
        questions.iter().cloned().map(edit::add).collect()
    } else {
        Vec::new()
    };
    edits.extend(notes.into_iter().map(edit::add));
    Ok(Proposal { edit: step(label, edits), summary: told })
}

fn told(reader: &Reader, count: usize) -> String {
    let mut told = match (count, reader.already) {
        (0, already) => {
            format!("Nothing new: {} there already.", text::plural(already, "note is", "notes are"))
        }
        (count, 0) => format!("{} imported.", text::plural(count, "note", "notes")),
        (count, already) => format!(
            "{} imported; {already} {} there already.",
            text::plural(count, "note", "notes"),
            if already == 1 { "was" } else { "were" }
        ),
    };
    if reader.strangers > 0 {
        let notes = text::plural(reader.strangers, "note is", "notes are");
        let _ = write!(told, " {notes} by somebody who is not on the roster: kept without a name.");
    }
    if reader.times > 0 {
        let times = text::plural(reader.times, "time was", "times were");
        let _ = write!(told, " {times} not understood and left out.");
    }
    told
}

/// Who wrote a note, as far as it is kept: the person, or the level and the department.
type Writer = (Option<PersonId>, Option<Level>, Option<DepartmentId>);

struct Reader<'a> {
    table: &'a Table,
    place: &'a Place,
    session: &'a Session,
    playbook: &'a Playbook,
    questions: &'a List<Question>,
    /// The notes that are there, by id.
    there: HashMap<&'a str, &'a Note>,
    /// The same by what was said when.
    said: HashSet<(&'a str, &'a Moment)>,
    already: usize,
    strangers: usize,
    times: usize,
}

impl<'a> Reader<'a> {
    fn new(
        table: &'a Table,
        place: &'a Place,
        session: &'a Session,
        playbook: &'a Playbook,
        questions: &'a List<Question>,
    ) -> Self {
        let there = session.notes.iter().map(|note| (note.id.as_str(), note)).collect();
        let said = session
            .notes
            .iter()
            .filter_map(|note| Some((note.text.as_str(), note.written_at.as_ref()?)))
            .collect();
        Self { table, place, session, playbook, questions, there, said, already: 0, strangers: 0, times: 0 }
    }

    /// The note of a row with the id it would like to have; `None` where it is there already.
    fn note(&mut self, row: &Row) -> Result<Option<Note>, String> {
        let table = self.table;
        let text = text::clean_prose(as_said(table.raw(row, TEXT))).trim().to_owned();
        match text.chars().count() {
            0 => return Err("the text is empty; write the note, or remove the row".into()),
            1..=1000 => {}
            long => return Err(format!("the text has {long} characters; a note has at most 1,000")),
        }
        let id = table.line(row, ID);
        let written_at = self.written_at(row);
        let same = self.there.get(id.as_str()).is_some_and(|note| note.text == text)
            || written_at.as_ref().is_some_and(|at| self.said.contains(&(text.as_str(), at)));
        if same {
            self.already += 1;
            return Ok(None);
        }
        let (question, column) = place::find(
            self.questions,
            table.raw(row, QUESTION),
            table.raw(row, COLUMN),
            self.place,
            Source::Table,
        )?;
        let stance = self.stance(row, &question, &column)?;
        let (author, level, department) = self.author(row)?;
        Ok(Some(Note {
            id: NoteId::new(&id),
            question,
            column,
            author,
            level,
            department,
            stance,
            text,
            written_at,
            ..Note::default()
        }))
    }

    fn written_at(&mut self, row: &Row) -> Option<Moment> {
        let cell = self.table.line(row, WRITTEN_AT);
        let moment: Option<Moment> = cell.parse().ok();
        self.times += usize::from(moment.is_none() && !cell.is_empty());
        moment
    }

    fn stance(&self, row: &Row, question: &QuestionId, column: &SmolStr) -> Result<Stance, String> {
        Ok(match self.table.word(row, STANCE).as_str() {
            "" => place::stance(self.questions, self.playbook, question, column),
            "as_is" | "today" | "ist" => Stance::AsIs,
            "wish" | "perfect" | "wunsch" | "soll" => Stance::Wish,
            "question" | "frage" => Stance::Question,
            other => return Err(format!("the stance “{}” is not as_is, wish or question", short(other))),
        })
    }

    /// Who wrote it; where nobody on the roster did, what is known of them.
    fn author(&mut self, row: &Row) -> Result<Writer, String> {
        let table = self.table;
        let (id, name) = (table.line(row, AUTHOR_ID), table.line(row, AUTHOR));
        let level = match table.word(row, LEVEL).as_str() {
            "" => None,
            // As our own list of notes writes it: levels that are counted together tell nobody's.
            said if pooled(said) => None,
            said => Some(roster::level(said).ok_or_else(|| {
                format!("the level “{}” is not front line, manager or executive", short(said))
            })?),
        };
        let department = department(self.session, &table.line(row, DEPARTMENT)).map(|d| d.id.clone());
        let somebody = !id.is_empty() || !name.is_empty();
        let known = self.person(&id, &name, department.as_ref()).map(|person| person.id.clone());
        if somebody && known.is_none() {
            self.strangers += 1;
        }
        Ok(match known {
            Some(known) if self.session.session.attribution == Attribution::Anonymous => {
                // The author is not stored in an anonymous session; the level may be.
                let level =
                    level.or_else(|| self.session.get::<Person>(&known).and_then(|p| p.level.clone()));
                (None, level, None)
            }
            Some(known) => (Some(known), None, None),
            None => (None, level, department),
        })
    }

    /// By id where the name agrees; else the one person of this name, or of this name in this department.
    fn person(&self, id: &str, name: &str, department: Option<&DepartmentId>) -> Option<&'a Person> {
        let session = self.session;
        if let Some(person) = session.get::<Person>(&PersonId::new(id))
            && (name.is_empty() || word(&person.name) == word(name))
        {
            return Some(person);
        }
        if name.is_empty() {
            return None;
        }
        let named: Vec<&Person> = session.people.iter().filter(|p| word(&p.name) == word(name)).collect();
        match named.as_slice() {
            [only] => Some(only),
            several => {
                let mut there =
                    several.iter().filter(|p| department.is_some() && p.department.as_ref() == department);
                match (there.next(), there.next()) {
                    (Some(only), None) => Some(only),
                    _ => None,
                }
            }
        }
    }

    /// Free numbers stay; the others get the next ones, never one that was used before.
    fn number(&self, notes: &mut [Note]) {
        let gone: HashSet<&str> = self.session.log.iter().map(|entry| entry.target.as_str()).collect();
        let mut taken: HashSet<String> = HashSet::new();
        let mut last = self.session.next_id::<Note>().number().unwrap_or(1).saturating_sub(1);
        for note in notes.iter_mut() {
            let id = note.id.as_str();
            let number = NoteId::running_number(id).filter(|n| (1..=MOST_NUMBER).contains(n));
            let free = !self.there.contains_key(id) && !gone.contains(id) && !taken.contains(id);
            match number.filter(|number| free && NoteId::numbered(*number) == note.id) {
                Some(number) => {
                    last = last.max(number);
                    taken.insert(id.to_owned());
                }
                None => note.id = NoteId::default(),
            }
        }
        for note in notes.iter_mut().filter(|note| note.id.as_str().is_empty()) {
            last = last.saturating_add(1);
            note.id = NoteId::numbered(last);
        }
    }
}

/// A text without the apostrophe that our own lists put before what a spreadsheet would run.
fn as_said(cell: &str) -> &str {
    let bare = cell.strip_prefix('\'').unwrap_or(cell);
    if crate::synopsis::lists::runs(bare) { bare } else { cell }
}

/// Whether a list of notes says so for people of more than one level (the handbook, R12).
fn pooled(said: &str) -> bool {
    let mut levels = said.split("_or_").flat_map(|part| part.split(",_")).peekable();
    said == attribution::PARTICIPANT
        || said.contains("_or_") && levels.all(|level| crate::rules::Level::from_key(level).is_some())
}

fn department<'a>(session: &'a Session, said: &str) -> Option<&'a Department> {
    let said = word(said);
    let departments = &session.organisation.departments;
    departments
        .iter()
        .find(|d| word(&d.name) == said)
        .or_else(|| departments.iter().find(|d| word(d.id.as_str()) == said))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shelf::format;

    const SAMPLE: &[u8] = include_bytes!("../../../sessions/halvorn.json");
    const NOTES: &str = include_str!("../../../tests/data/halvorn.notes.csv");

    fn sample() -> Session {
        format::read(SAMPLE).unwrap()
    }

    fn without_notes() -> Session {
        let mut session = sample();
        session.notes = List::default();
        session.themes = List::default();
        session.gaps = List::default();
        session
    }

    fn import(session: &mut Session, text: &str, place: &Place) -> Result<String, String> {
        let proposal = propose(text, place, session, Playbook::builtin())?;
        if let Some(edit) = proposal.edit {
            session.apply(&edit, &"2026-03-12T17:00:00+01:00".parse().unwrap()).unwrap();
        }
        Ok(proposal.summary)
    }

    #[test]
    fn the_notes_of_the_sample_come_back_as_they_were() {
        let mut session = without_notes();
        assert_eq!(import(&mut session, NOTES, &Place::default()).unwrap(), "77 notes imported.");
        let original = sample();
        for (back, note) in session.notes.iter().zip(original.notes.iter()) {
            assert_eq!((&back.id, &back.text, &back.author), (&note.id, &note.text, &note.author));
            assert_eq!(
                (&back.question, &back.column, &back.stance, &back.written_at),
                (&note.question, &note.column, &note.stance, &note.written_at)
            );
        }
    }

    #[test]
    fn the_list_of_notes_that_was_exported_can_be_imported_again() {
        let exported = crate::synopsis::lists::all(&sample(), &crate::rules::Verdicts::of(&sample()));
        let (_, text) = exported.into_iter().find(|(name, _)| name.contains("notes")).unwrap();
        let mut session = without_notes();
        let told = import(&mut session, &text, &Place::default()).unwrap();
        assert!(told.starts_with("77 notes imported."), "{told}");
        assert_eq!(session.notes.len(), 77);
        let original = sample();
        let open = original.notes.iter().filter(|note| !note.sensitive);
        for note in open {
            assert!(
                session.notes.iter().any(|back| back.text == note.text && back.question == note.question),
                "{note:?}"
            );
        }
        let labels = ["participant", "manager or executive", "front line, manager or executive"];
        for label in labels {
            let mut session = without_notes();
            import(&mut session, &format!("text,question,level\n'=1+1,Q1,\"{label}\"\n"), &Place::default())
                .unwrap();
            let note = session.notes.at(0).unwrap();
            assert_eq!((note.level.clone(), note.text.as_str()), (None, "=1+1"));
        }
        for label in ["owner", "manager or owner", "or"] {
            let text = format!("text,question,level\na,Q1,{label}\n");
            assert!(import(&mut without_notes(), &text, &Place::default()).is_err(), "{label}");
        }
    }

    #[test]
    fn what_is_there_already_is_passed_over() {
        let mut session = sample();
        let told = import(&mut session, NOTES, &Place::default()).unwrap();
        assert_eq!(told, "Nothing new: 77 notes are there already.");
        assert_eq!(session, sample());
        let mut fewer = sample();
        fewer.notes = sample().notes.iter().take(12).cloned().collect();
        fewer.themes = List::default();
        let told = import(&mut fewer, NOTES, &Place::default()).unwrap();
        assert_eq!(told, "65 notes imported; 12 were there already.");
    }

    #[test]
    fn numbers_that_are_taken_or_were_used_get_the_next_one() {
        let mut session = sample();
        let text = "note_id;text;Frage\nN001;another;1\nN200;far;1\nN200;again;1\nx;odd;1\n;none;1\n";
        import(&mut session, text, &Place::default()).unwrap();
        let ids: Vec<&str> = session.notes.iter().skip(77).map(|note| note.id.as_str()).collect();
        assert_eq!(ids, ["N201", "N200", "N202", "N203", "N204"]);
    }

    #[test]
    fn somebody_unknown_leaves_level_and_department_but_no_name() {
        let mut session = without_notes();
        let text = "text,author,department,level,question\nhello,Nobody Known,contact centre,Front Line,Q1\n";
        let told = import(&mut session, text, &Place::default()).unwrap();
        assert!(told.contains("1 note is by somebody who is not on the roster"), "{told}");
        let note = session.notes.at(0).unwrap();
        assert_eq!((note.author.as_ref(), note.level.clone()), (None, Some(Level::FrontLine)));
        assert_eq!(note.department, Some(DepartmentId::new("D1")));
    }

    #[test]
    fn an_id_of_another_day_does_not_put_words_into_somebodys_mouth() {
        let mut session = without_notes();
        let person = session.people.at(0).unwrap().clone();
        let other = session.people.at(1).unwrap().clone();
        let text = format!("text,author_id,author,question\na,{},{},Q1\n", person.id, other.name);
        import(&mut session, &text, &Place::default()).unwrap();
        assert_eq!(session.notes.at(0).unwrap().author, Some(other.id));
    }

    #[test]
    fn an_anonymous_session_keeps_the_level_alone() {
        let mut session = without_notes();
        session.session.attribution = Attribution::Anonymous;
        import(&mut session, NOTES, &Place::default()).unwrap();
        assert!(session.notes.iter().all(|note| note.author.is_none() && note.level.is_some()));
    }

    #[test]
    fn empty_long_and_homeless_rows_are_named_and_nothing_is_imported() {
        let mut session = sample();
        let before = session.clone();
        let text = format!(
            "text,question,column,stance\n,Q1,main,\n{},Q1,,\nok,Q9,,\nok,Q2,,\nok,Q1,,maybe\n",
            "x".repeat(1001)
        );
        let refused = import(&mut session, &text, &Place::default()).unwrap_err();
        assert_eq!(session, before);
        assert!(refused.starts_with("line 2: the text is empty"), "{refused}");
        assert!(refused.contains("line 3: the text has 1001 characters"), "{refused}");
        assert!(refused.contains("line 4: there is no question “Q9”; there are Q1, Q2, Q3, Q4"), "{refused}");
        assert!(refused.contains("and 2 more. Nothing was imported"), "{refused}");
    }

    #[test]
    fn rows_without_a_question_go_where_they_are_sent() {
        let mut session = without_notes();
        let place = Place::new(Some("q2"), Some("today"));
        import(&mut session, "TEXT\nplain\n", &place).unwrap();
        let note = session.notes.at(0).unwrap();
        assert_eq!(
            (note.question.as_str(), note.column.as_str(), &note.stance),
            ("Q2", "today", &Stance::AsIs)
        );
        let refused = import(&mut session, "text\nplain\n", &Place::default()).unwrap_err();
        assert!(refused.contains("--question"), "{refused}");
    }

    #[test]
    fn a_session_without_questions_gets_the_four_of_the_method() {
        let mut session =
            format::read(br#"{"format":"cx-workshop-session","schema_version":1,"session":{}}"#).unwrap();
        import(&mut session, "text\nplain\n", &Place::new(Some("Q4"), None)).unwrap();
        assert_eq!((session.questions.len(), session.notes.len()), (4, 1));
    }
}
