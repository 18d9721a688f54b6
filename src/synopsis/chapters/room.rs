//! Who was in the room, and how far this reaches (the handbook, 5.2, 2). Always there: it says what is missing.

use super::chapter;
use crate::playbook::fill;
use crate::rules::Level;
use crate::rules::fairness::Status;
use crate::rules::words::{list, number, sentence_case};
use crate::session::{Attribution, Quality, Variant};
use crate::synopsis::context::Context;
use crate::synopsis::document::{Block, Callout, DotMatrix, DotRow, Inline, text};
use crate::synopsis::words::{clause, lower_first, sentence, spelled};

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    out.push(chapter("room", "Who was in the room, and how far these findings reach"));
    people(c, out);
    matrix(c, out);
    evidence(c, out);
    how_they_wrote(c, out);
    out.push(limits(c));
}

fn people(c: &Context, out: &mut Vec<Block>) {
    let coverage = &c.v.roster;
    if coverage.n == 0 {
        out.push(Block::Paragraph(text(
            "Nobody is marked as present yet, so nothing can be said about how far this reaches.",
        )));
        return;
    }
    let departments =
        coverage.grid.iter().filter(|(id, counts)| id.is_some() && counts.iter().sum::<usize>() > 0).count();
    let who = if coverage.n == 1 {
        "One colleague".to_owned()
    } else {
        format!("{} colleagues", spelled(coverage.n))
    };
    let from = match departments {
        0 => String::new(),
        1 => " from one department".to_owned(),
        n => format!(" from {} departments", number(n)),
    };
    let levels = by_level(c);
    let split = if levels.len() > 1 { format!(": {}", list(&levels)) } else { String::new() };
    let mut words = format!("{who}{from} took part{split}.");
    let facing = coverage.covered.len() + coverage.waived.len() + coverage.missing.len();
    if facing > 0 {
        let there = coverage.covered.len();
        let said = if there == facing {
            "Every department that meets customers was in the room.".to_owned()
        } else {
            let were = if there == 1 { "was" } else { "were" };
            let (there, facing) = (sentence_case(&number(there)), number(facing));
            format!("{there} of the {facing} departments that meet customers {were} in the room.")
        };
        words.push(' ');
        words.push_str(&said);
    }
    out.push(Block::Paragraph(text(words)));
    for department in c.s.organisation.departments.iter() {
        let excused = coverage.waived.contains(&department.id.0);
        let name = &department.name;
        if let Some(reason) = department.waiver.as_deref().filter(|_| excused) {
            out.push(Block::Paragraph(text(fill(
                &c.playbook.limits.excused,
                &[("department", name), ("reason", lower_first(clause(&c.say(reason))).as_str())],
            ))));
        }
    }
}

/// “7 from the front line”, “7 managers or executives”: pooled so that nobody is found by elimination.
fn by_level(c: &Context) -> Vec<String> {
    let mut counts = [0_u64; 3];
    for (_, row) in &c.v.roster.grid {
        for (sum, n) in counts.iter_mut().zip(row) {
            *sum += *n as u64;
        }
    }
    if c.s.session.attribution == Attribution::Anonymous {
        return Vec::new();
    }
    let pooled = c.v.labels.pool(counts);
    pooled
        .iter()
        .map(|(label, n)| {
            format!("{} {}", number(usize::try_from(*n).unwrap_or(usize::MAX)), group(label, *n))
        })
        .collect()
}

/// The label of a group as the end of “seven …”.
pub(super) fn group(label: &str, n: u64) -> String {
    if label == Level::FrontLine.words() {
        "from the front line".to_owned()
    } else if n == 1 {
        label.to_owned()
    } else {
        label
            .split(" or ")
            .map(|word| if word == Level::FrontLine.words() { word.to_owned() } else { format!("{word}s") })
            .collect::<Vec<_>>()
            .join(" or ")
    }
}

fn matrix(c: &Context, out: &mut Vec<Block>) {
    let coverage = &c.v.roster;
    if coverage.n == 0 {
        return;
    }
    let anonymous = c.s.session.attribution == Attribution::Anonymous;
    let columns: Vec<String> = if anonymous {
        vec!["people".to_owned()]
    } else {
        Level::ALL
            .into_iter()
            .map(|level| {
                c.playbook
                    .levels
                    .of(level.key())
                    .map_or_else(|| level.words().to_owned(), |words| words.plural.clone())
            })
            .collect()
    };
    let rows = coverage
        .grid
        .iter()
        .map(|(id, counts)| {
            let department = id.as_ref().map(|id| crate::session::DepartmentId::new(id.as_str()));
            let label = department
                .as_ref()
                .and_then(|id| c.department(id))
                .unwrap_or("without a department")
                .to_owned();
            let id = id.as_deref().unwrap_or("");
            let note = if coverage.waived.iter().any(|other| other == id) {
                "excused"
            } else if coverage.missing.iter().any(|other| other == id) {
                "nobody came"
            } else {
                ""
            };
            let counts = if anonymous { vec![counts.iter().sum()] } else { counts.to_vec() };
            DotRow { label, counts, note: note.to_owned() }
        })
        .filter(|row| !row.note.is_empty() || row.counts.iter().sum::<usize>() > 0)
        .collect();
    out.push(Block::Dots(DotMatrix { columns, rows }));
    let placed: usize = coverage.grid.iter().flat_map(|(_, counts)| counts).sum();
    let more = coverage.n.saturating_sub(placed);
    if more > 0 {
        let words = format!(
            "{} without a level on the roster.",
            super::order::counted(more, "more person", "more people")
        );
        out.push(Block::Paragraph(vec![Inline::Soft(words)]));
    }
}

/// Who had read what, in words.
fn evidence(c: &Context, out: &mut Vec<Block>) {
    let Some(fairness) = c.v.preread.as_ref() else { return };
    let total = fairness.items.len();
    let good = fairness.items.iter().filter(|item| item.status == Status::InOrder).count();
    let mut words = if good == total && total == 1 {
        "The one pre-read reached everyone at least three days ahead.".to_owned()
    } else if good == total {
        format!("All {} pre-reads reached everyone at least three days ahead.", number(total))
    } else if total == 1 {
        "The one pre-read did not reach everyone three days ahead.".to_owned()
    } else if good == 0 {
        format!("None of the {} pre-reads reached everyone at least three days ahead.", number(total))
    } else {
        format!(
            "{} of {} pre-reads reached everyone at least three days ahead.",
            sentence_case(&number(good)),
            number(total)
        )
    };
    let k = usize::try_from(c.s.session.k()).unwrap_or(3);
    for item in &fairness.items {
        let Some(evidence) = c.evidence(&crate::session::EvidenceId::new(item.id.as_str())) else { continue };
        let title = format!("“{}”", evidence.title.trim());
        let remedy = if item.read_by_all || evidence.read_in_room_at.is_some() {
            ", so the room read it together before the first question"
        } else {
            " and was not read together: take what rests on it with care"
        };
        let said = match item.status {
            Status::InOrder => continue,
            Status::Late => format!("{title} came late."),
            Status::Partial => {
                let without = crate::rules::attribution::people_words(item.missing.len(), k);
                let without = if item.missing.len() >= k {
                    format!("{} of {}", item.missing.len(), c.v.roster.n)
                } else {
                    without
                };
                format!("{title} had not reached {without}{remedy}.")
            }
            Status::NotShared => format!("{title} was not shared beforehand{remedy}."),
            Status::Surprise => format!("{title} was first shown during the day{remedy}."),
        };
        words.push(' ');
        words.push_str(&said);
    }
    out.push(Block::Paragraph(text(words)));
}

/// Silent writing, the share of the front line, and how much is about today.
fn how_they_wrote(c: &Context, out: &mut Vec<Block>) {
    let mut words = Vec::new();
    let wrote =
        c.v.voice.levels.iter().find(|voice| voice.level == Level::FrontLine).map(|voice| voice.notes);
    let alone = c.v.labels.label(Some(Level::FrontLine)) == Level::FrontLine.words();
    let anonymous = c.s.session.attribution == Attribution::Anonymous;
    if let Some(wrote) = wrote.filter(|wrote| wrote.whole >= 20 && alone && !anonymous) {
        words.push(format!(
            "The front line was {}% of the room and wrote {} of {} notes ({}%).",
            c.v.roster.front_line.percent(),
            wrote.part,
            wrote.whole,
            wrote.percent()
        ));
    }
    let grounding = c.v.as_is.as_is;
    if grounding.whole > 0 {
        words.push(format!(
            "Of the notes on how things are, {} of {} describe what happens today rather than what we would like.",
            grounding.part, grounding.whole
        ));
    }
    if !words.is_empty() {
        out.push(Block::Paragraph(text(words.join(" "))));
    }
}

/// The fixed paragraph: who was not asked, opinions are not frequencies, which numbers are estimates.
fn limits(c: &Context) -> Block {
    let limits = &c.playbook.limits;
    let coverage = &c.v.roster;
    let people = spelled(coverage.n);
    let mut words = vec![limits.not_asked.clone()];
    match coverage.n {
        0 => {}
        1 => words.push("One colleague remembers what struck one colleague, not what is typical.".to_owned()),
        _ => words.push(fill(&limits.opinions, &[("people", &people)])),
    }
    words.push(limits.figures.clone());
    for name in &coverage.missing_names {
        words.push(fill(&limits.missing, &[("department", name)]));
    }
    if coverage.n > 0 && coverage.levels.len() < Level::ALL.len() {
        let there: Vec<&str> = coverage.levels.iter().map(|level| level.words()).collect();
        let there =
            if there.is_empty() { "no level is known".to_owned() } else { format!("only {}", list(&there)) };
        words.push(fill(&limits.thin_levels, &[("levels", &there)]));
    }
    let estimates: Vec<String> =
        c.s.metrics
            .iter()
            .filter(|metric| metric.baseline.quality == Quality::Estimated)
            .map(|metric| lower_first(metric.name.trim()))
            .collect();
    if !estimates.is_empty() {
        words.push(fill(&limits.estimates, &[("measures", &list(&estimates))]));
    }
    let card = &c.s.session;
    if matches!(card.agenda_variant, Variant::HalfDay | Variant::NinetyMinutes)
        && let (Some(start), Some(end)) = (card.start, card.end)
    {
        let minutes = end.0.saturating_sub(start.0).to_string();
        words.push(fill(&limits.short_form, &[("minutes", &minutes)]));
    }
    if card.venue.remote_participants > 0
        || c.s.people.iter().any(|person| person.remote && person.takes_part())
    {
        words.push(limits.remote.clone());
    }
    let words: Vec<String> = words.iter().map(|line| sentence(line)).collect();
    Block::Callout(Callout { lead: limits.lead.clone(), items: vec![vec![Inline::Text(words.join(" "))]] })
}
