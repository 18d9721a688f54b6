//! Evidence as CSV: what was known before the day. Who got it is said in Prepare, not here.

use std::collections::HashMap;

use super::table::{Heads, Row, Table, short, word};
use super::{Problems, Proposal, step};
use crate::session::{Evidence, EvidenceId, EvidenceKind, Session, edit};
use crate::text;

const HEADS: &[Heads] = &[
    &["title", "titel", "name"],
    &["kind", "type", "art"],
    &["source", "quelle"],
    &["period", "zeitraum"],
    &["sample_size", "sample", "n", "stichprobe"],
    &["reading_minutes", "minutes", "lesezeit"],
    &["headline", "finding", "kernaussage"],
];
const TITLE: usize = 0;
const KIND: usize = 1;
const SOURCE: usize = 2;
const PERIOD: usize = 3;
const SAMPLE_SIZE: usize = 4;
const READING_MINUTES: usize = 5;
const HEADLINE: usize = 6;

/// Proposes an item for each row whose title is not there yet.
pub(super) fn propose(text: &str, session: &Session) -> Result<Proposal, String> {
    let table = Table::read(text, HEADS, &[TITLE])?;
    let mut titles: HashMap<String, Option<usize>> =
        session.evidence.iter().map(|item| (word(&item.title), None)).collect();
    let mut problems = Problems::default();
    let (mut items, mut already) = (Vec::new(), 0);
    for row in &table.rows {
        match item(&table, row) {
            Ok(item) => match titles.get(&word(&item.title)) {
                Some(Some(line)) => {
                    problems
                        .add(row.line, format!("this title is in line {line} already; remove one of them"));
                }
                Some(None) => already += 1,
                None => {
                    titles.insert(word(&item.title), Some(row.line));
                    items.push(item);
                }
            },
            Err(what) => problems.add(row.line, what),
        }
    }
    problems.none()?;
    let count = items.len();
    let mut summary = match (count, already) {
        (0, 0) => return Err("there is nothing below the heading. One row for each item".into()),
        (0, already) => {
            format!("Nothing new: {} there already.", text::plural(already, "item is", "items are"))
        }
        (count, 0) => format!("{} of evidence imported.", text::plural(count, "item", "items")),
        (count, already) => format!(
            "{} of evidence imported; {already} {} there already.",
            text::plural(count, "item", "items"),
            if already == 1 { "was" } else { "were" }
        ),
    };
    summary.push_str(&table.unused_words());
    let edits = items.into_iter().map(edit::add).collect();
    Ok(Proposal { edit: step("evidence imported".into(), edits), summary })
}

fn item(table: &Table, row: &Row) -> Result<Evidence, String> {
    let title = table.line(row, TITLE);
    let headline = table.line(row, HEADLINE);
    match title.chars().count() {
        0 => return Err("the title is empty; write it, or remove the row".into()),
        1..=200 => {}
        long => return Err(format!("the title has {long} characters; 200 is the limit")),
    }
    let long = headline.chars().count();
    if long > 140 {
        return Err(format!(
            "the headline has {long} characters; 140 is the limit: one number and what it counts"
        ));
    }
    let minutes = number(table, row, READING_MINUTES)?;
    let reading_minutes = match minutes.map(u32::try_from) {
        None => None,
        Some(Ok(minutes)) => Some(minutes),
        Some(Err(_)) => return Err("that is too long to read in a lifetime; give the minutes".into()),
    };
    Ok(Evidence {
        id: EvidenceId::default(),
        title,
        kind: kind(&table.word(row, KIND))?,
        source: table.line(row, SOURCE),
        period: table.line(row, PERIOD),
        sample_size: number(table, row, SAMPLE_SIZE)?,
        reading_minutes,
        headline,
        ..Evidence::default()
    })
}

fn kind(said: &str) -> Result<EvidenceKind, String> {
    let kind = match said {
        "" | "other" => EvidenceKind::Other("other".into()),
        said => EvidenceKind::from_word(said),
    };
    match &kind {
        EvidenceKind::Other(word) if word != "other" => {
            let known: Vec<&str> = EvidenceKind::ALL.iter().map(EvidenceKind::as_str).collect();
            Err(format!("the kind “{}” is not one of {}, other", short(word), known.join(", ")))
        }
        _ => Ok(kind),
    }
}

/// A whole number as people write it: `812`, `1,240`, `1 240`, `1.240`, `1'240`.
fn number(table: &Table, row: &Row, column: usize) -> Result<Option<u64>, String> {
    let said = table.line(row, column);
    if said.is_empty() {
        return Ok(None);
    }
    let groups: Vec<&str> = said.split([',', '.', '\'', '’', ' ', '\u{a0}', '\u{202f}']).collect();
    let grouped = groups.iter().skip(1).all(|group| group.len() == 3);
    let digits: String = groups.concat();
    let plain = grouped && digits.bytes().all(|b| b.is_ascii_digit());
    match digits.parse() {
        Ok(number) if plain => Ok(Some(number)),
        _ => Err(format!("“{}” is not a whole number", short(&said))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::Playbook;

    fn empty() -> Session {
        let day = "2026-03-12".parse().unwrap_or_default();
        Playbook::builtin().new_session("", day, &crate::session::Variant::FullDay, "+01:00")
    }

    fn import(session: &mut Session, text: &str) -> Result<String, String> {
        let proposal = propose(text, session)?;
        if let Some(edit) = proposal.edit {
            session.apply(&edit, &"2026-03-12T09:00:00+01:00".parse().unwrap()).unwrap();
        }
        Ok(proposal.summary)
    }

    #[test]
    fn a_list_of_evidence_is_taken_in_once() {
        let mut session = empty();
        let text = "Title;Kind;Source;Period;Sample size;Reading minutes;Headline;Colour\n\
            NPS;survey;Mailbox;Q4 2025;1,240;6;NPS +9;red\nTickets;Listening tool;;;;;;\n";
        let told = import(&mut session, text).unwrap();
        assert_eq!(told, "2 items of evidence imported. The column “Colour” was not used.");
        let item = session.evidence.at(0).unwrap();
        assert_eq!(
            (item.sample_size, item.reading_minutes, item.kind.as_str()),
            (Some(1240), Some(6), "survey")
        );
        assert_eq!(session.evidence.at(1).unwrap().kind, EvidenceKind::ListeningTool);
        assert!(import(&mut session, text).unwrap().starts_with("Nothing new: 2 items are there already."));
    }

    #[test]
    fn what_is_not_understood_is_named_by_line() {
        let refused = |row: &str| {
            import(&mut empty(), &format!("title,kind,sample_size,headline\n{row}\n")).unwrap_err()
        };
        assert!(refused("A,rumour,,").starts_with("line 2: the kind “rumour” is not one of survey"));
        assert!(refused("A,survey,some,").starts_with("line 2: “some” is not a whole number"));
        assert!(refused("A,survey,\"1,24\",").contains("not a whole number"));
        assert!(
            refused(&format!("A,survey,,{}", "x".repeat(141))).contains("141 characters; 140 is the limit")
        );
        assert!(refused(",survey,,").contains("the title is empty"));
        assert!(refused("A,,,\na,,,").contains("line 3: this title is in line 2 already"));
    }
}
