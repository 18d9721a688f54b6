//! Gaps, actions and notes as CSV for a spreadsheet: the same rules of print as the synopsis, and no cell that a
//! spreadsheet would run as a formula (the handbook, 5.6).

use crate::rules::Verdicts;
use crate::session::{
    Attribution, Department, Gap, GapId, Metric, Note, NoteId, Person, PersonId, Session, Theme,
};
use crate::text;

/// All lists: name and content. UTF-8, CRLF.
pub fn all(session: &Session, verdicts: &Verdicts) -> [(&'static str, String); 3] {
    [("gaps", gaps(session, verdicts)), ("actions", actions(session)), ("notes", notes(session, verdicts))]
}

/// A cell as a spreadsheet may have it: an apostrophe before what it would read as a formula, blanks or not.
pub fn cell(content: &str) -> String {
    let shown: String = text::shown(content).into_owned();
    if runs(content) { format!("'{shown}") } else { shown }
}

/// Whether a spreadsheet would run this.
pub fn runs(content: &str) -> bool {
    let first = content.trim_start_matches(' ').chars().next();
    matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠'))
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(head);
    for row in rows {
        let _ = writer.write_record(row.iter().map(|content| cell(content)));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn number(n: Option<u8>) -> String {
    n.map(|n| n.to_string()).unwrap_or_default()
}

fn owner(session: &Session, id: Option<&PersonId>) -> String {
    let Some(person) = id.and_then(|id| session.get::<Person>(id)) else { return String::new() };
    if person.consent.name_as_owner {
        return person.name.clone();
    }
    let department = person.department.as_ref().and_then(|id| session.get::<Department>(id));
    department.map(|department| department.name.clone()).unwrap_or_default()
}

fn gaps(session: &Session, verdicts: &Verdicts) -> String {
    let head = [
        "id",
        "lane",
        "position",
        "title",
        "perfect",
        "today",
        "impact",
        "urgency",
        "feasibility",
        "cost",
        "points",
        "rule",
        "why",
        "moved by the room because",
        "status",
        "kind",
        "depth",
        "benefit",
        "lead department",
    ];
    let rows = session.gaps.iter().map(|gap: &Gap| {
        let verdict = verdicts.gap(gap.id.as_str());
        let lead = gap.lead_department.as_ref().and_then(|id| session.get::<Department>(id));
        vec![
            gap.id.to_string(),
            gap.lane.label(),
            gap.position.to_string(),
            gap.title.clone(),
            gap.perfect.clone(),
            gap.today.clone(),
            number(gap.scores.impact),
            number(gap.scores.urgency),
            number(gap.scores.feasibility),
            number(gap.scores.cost),
            verdict.and_then(|v| v.points).map(|n| n.to_string()).unwrap_or_default(),
            verdict.map(|v| v.rule.id().to_owned()).unwrap_or_default(),
            verdict.map(|v| v.sentence.clone()).unwrap_or_default(),
            gap.moved.as_ref().map(|moved| moved.reason.clone()).unwrap_or_default(),
            gap.status.label(),
            gap.kind.label(),
            gap.depth.label(),
            gap.benefit.label(),
            lead.map(|department| department.name.clone()).unwrap_or_default(),
        ]
    });
    table(&head, rows)
}

fn actions(session: &Session) -> String {
    let head = [
        "id",
        "gap",
        "gap title",
        "action",
        "owner",
        "first step",
        "first step on",
        "start",
        "due",
        "measure",
        "status",
    ];
    let day = |day: Option<crate::session::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let rows = session.actions.iter().map(|action| {
        let gap = action.gap.as_ref().and_then(|id: &GapId| session.get::<Gap>(id));
        let measure = action.measure.as_ref().and_then(|id| session.get::<Metric>(id));
        vec![
            action.id.to_string(),
            action.gap.as_ref().map(ToString::to_string).unwrap_or_default(),
            gap.map(|gap| gap.title.clone()).unwrap_or_default(),
            action.title.clone(),
            owner(session, action.owner.as_ref()),
            action.first_step.clone(),
            day(action.first_step_on),
            day(action.start),
            day(action.due),
            measure.map(|metric| metric.name.clone()).unwrap_or_default(),
            action.status.label(),
        ]
    });
    table(&head, rows)
}

fn notes(session: &Session, verdicts: &Verdicts) -> String {
    let head = ["reference", "question", "column", "stance", "theme", "level", "text", "repeats"];
    let reference = |id: &NoteId| verdicts.reference(id.as_str()).unwrap_or_default().to_owned();
    let mut rows: Vec<Vec<String>> = session
        .notes
        .iter()
        .map(|note: &Note| {
            let theme = note.theme.as_ref().and_then(|id| session.get::<Theme>(id));
            let shown = note.printed();
            vec![
                reference(&note.id),
                note.question.to_string(),
                note.column.to_string(),
                note.stance.label(),
                theme.map(|theme| theme.name.clone()).unwrap_or_default(),
                level(session, verdicts, note),
                shown.to_owned(),
                note.duplicate_of.as_ref().map(reference).unwrap_or_default(),
            ]
        })
        .collect();
    // In the order of the public references: the order of typing would tell who spoke.
    rows.sort_by(|a, b| text::natural_cmp(&a[0], &b[0]));
    table(&head, rows.into_iter())
}

fn level(session: &Session, verdicts: &Verdicts, note: &Note) -> String {
    if session.session.attribution == Attribution::Anonymous {
        return String::new();
    }
    let author = note.author.as_ref().and_then(|id| session.get::<Person>(id));
    let level = author.and_then(|person| person.level.clone()).or_else(|| note.level.clone());
    let level = level.and_then(|level| crate::rules::Level::from_key(level.as_str()));
    verdicts.labels.label(level).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_gets_an_apostrophe() {
        for formula in ["=1+1", "+1", "-1", "@x", "\tx", "  =1"] {
            assert!(cell(formula).starts_with('\''), "{formula}");
        }
        assert_eq!(cell("31% of calls"), "31% of calls");
    }
}
