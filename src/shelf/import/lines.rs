//! Plain text, one note a line; blank lines are passed over.

use super::place::{self, Place, Source};
use super::{Problems, Proposal, step};
use crate::playbook::Playbook;
use crate::session::{Edit, Note, NoteId, Session, edit};
use crate::text;

/// A line of a list without the sign before it: "- we wait" is "we wait". A sign alone is no note.
fn without_bullet(line: &str) -> &str {
    let after = line.strip_prefix(['-', '*', '•', '‣', '◦', '–']);
    after.filter(|rest| rest.is_empty() || rest.starts_with(' ')).map_or(line, str::trim_start)
}

/// Proposes a note for each line.
pub(super) fn propose(
    text: &str,
    place: &Place,
    session: &Session,
    playbook: &Playbook,
) -> Result<Proposal, String> {
    let (questions, new) = place::questions(session, playbook);
    let (question, column) = place::find(&questions, "", "", place, Source::Text)
        .map_err(|what| format!("where do the notes go? {what}"))?;
    let stance = place::stance(&questions, playbook, &question, &column);
    let mut edits: Vec<Edit> =
        if new { questions.iter().cloned().map(edit::add).collect() } else { Vec::new() };
    let mut problems = Problems::default();
    let mut count = 0;
    for (line, text) in text.lines().enumerate().map(|(at, text)| (at + 1, text::clean_prose(text))) {
        let text = without_bullet(text.trim());
        match text.chars().count() {
            0 => continue,
            1..=1000 => {}
            long => problems.add(line, format!("{long} characters; a note has at most 1,000")),
        }
        count += 1;
        edits.push(edit::add(Note {
            id: NoteId::default(),
            question: question.clone(),
            column: column.clone(),
            stance: stance.clone(),
            text: text.to_owned(),
            ..Note::default()
        }));
    }
    problems.none()?;
    if count == 0 {
        return Err("there is no line with a note in this file. Write one note a line".into());
    }
    let notes = text::plural(count, "note", "notes");
    let summary = format!("{notes} imported into {question}, {column}.");
    Ok(Proposal { edit: step(format!("{notes} imported"), edits), summary })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Stance;

    fn empty() -> Session {
        let day = "2026-03-12".parse().unwrap_or_default();
        Playbook::builtin().new_session("", day, &crate::session::Variant::FullDay, "+01:00")
    }

    #[test]
    fn the_signs_of_a_list_are_no_part_of_a_note() {
        for (line, note) in [
            ("- we wait", "we wait"),
            ("*  we wait", "we wait"),
            ("• we wait", "we wait"),
            ("-5 degrees in the shop", "-5 degrees in the shop"),
            ("we - wait", "we - wait"),
            ("-", ""),
        ] {
            assert_eq!(without_bullet(line), note, "{line}");
        }
    }

    #[test]
    fn every_line_becomes_a_note_in_one_step() {
        let mut session = empty();
        let place = Place::new(Some("2"), Some("Perfect"));
        let proposal =
            propose("one\n\n  two\u{7} \n\t\nthree", &place, &session, Playbook::builtin()).unwrap();
        assert_eq!(proposal.summary, "3 notes imported into Q2, perfect.");
        session.apply(&proposal.edit.unwrap(), &"2026-03-12T10:00:00+01:00".parse().unwrap()).unwrap();
        let texts: Vec<&str> = session.notes.iter().map(|note| note.text.as_str()).collect();
        assert_eq!(texts, ["one", "two", "three"]);
        assert!(
            session.notes.iter().all(|note| note.stance == Stance::Wish && note.question.as_str() == "Q2")
        );
    }

    #[test]
    fn a_long_line_is_named_and_nothing_is_proposed() {
        let text = format!("ok\n{}\n", "x".repeat(1001));
        let place = Place::new(Some("Q1"), None);
        let refused = propose(&text, &place, &empty(), Playbook::builtin()).unwrap_err();
        assert!(refused.starts_with("line 2: 1001 characters"), "{refused}");
        assert!(refused.contains("Nothing was imported"), "{refused}");
    }

    #[test]
    fn without_a_place_it_is_asked_for() {
        let refused = propose("one", &Place::default(), &empty(), Playbook::builtin()).unwrap_err();
        assert_eq!(refused, "where do the notes go? say --question Q1");
        let two = Place::new(Some("Q2"), None);
        let refused = propose("one", &two, &empty(), Playbook::builtin()).unwrap_err();
        assert!(refused.contains("perfect and today; say --column today"), "{refused}");
    }

    #[test]
    fn a_question_that_is_not_there_is_told_as_it_was_typed() {
        let refused =
            propose("one", &Place::new(Some(" Q9-Ä "), None), &empty(), Playbook::builtin()).unwrap_err();
        assert!(refused.contains("there is no question “Q9-Ä”; there are Q1"), "{refused}");
    }
}
