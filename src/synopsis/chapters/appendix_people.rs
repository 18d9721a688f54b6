//! Appendix E: people who agreed to be named, the words used here, and the log (the handbook, 5.2, E; 5.6).

use super::{chapter, part};
use crate::session::{Attribution, Person, Presence, Role};
use crate::synopsis::context::Context;
use crate::synopsis::document::{Block, Inline, Inlines, List, text};
use crate::text::plural;

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    let mut inner = Vec::new();
    people(c, &mut inner);
    glossary(c, &mut inner);
    log(c, &mut inner);
    if !inner.is_empty() {
        out.push(chapter("people", "E · People, words, changes"));
        out.extend(inner);
    }
}

fn people(c: &Context, out: &mut Vec<Block>) {
    if c.s.session.attribution == Attribution::Anonymous {
        return;
    }
    let present: Vec<&Person> = c.s.people.iter().filter(|person| person.takes_part()).collect();
    if present.is_empty() {
        return;
    }
    let named: Vec<&Person> = present
        .iter()
        .copied()
        .filter(|person| person.consent.name_in_full_report && !person.name.trim().is_empty())
        .collect();
    out.push(part("who", "Who took part"));
    if !named.is_empty() {
        let items = named
            .iter()
            .map(|person| {
                let department =
                    person.department.as_ref().and_then(|id| c.department(id)).map(str::to_owned);
                let title = Some(person.job_title.trim().to_owned()).filter(|title| !title.is_empty());
                let about: Vec<String> = title.into_iter().chain(department).collect();
                let mut run = vec![Inline::Text(person.name.trim().to_owned())];
                if !about.is_empty() {
                    run.push(Inline::Soft(format!(", {}", about.join(", "))));
                }
                run
            })
            .collect();
        out.push(Block::List(List { items, numbered: false, columns: true }));
    }
    let rest = present.len() - named.len();
    let observers =
        c.s.people
            .iter()
            .filter(|person| person.role == Role::Observer && person.status == Presence::Present)
            .count();
    let mut words = Vec::new();
    if rest > 0 {
        words.push(format!("{} took part and preferred not to be named.", plural(rest, "person", "people")));
    }
    if observers > 0 {
        words.push(format!("{} watched.", plural(observers, "observer", "observers")));
    }
    if !words.is_empty() {
        out.push(Block::Paragraph(text(words.join(" "))));
    }
}

/// Only where there is something to look words up for.
fn glossary(c: &Context, out: &mut Vec<Block>) {
    if c.s.gaps.is_empty() || c.playbook.glossary.terms.is_empty() {
        return;
    }
    out.push(part("glossary", "Words used here"));
    let items = c
        .playbook
        .glossary
        .terms
        .iter()
        .map(|term| vec![Inline::Strong(format!("{}. ", term.term)), Inline::Text(term.means.clone())])
        .collect();
    out.push(Block::List(List { items, numbered: false, columns: true }));
}

/// Day, what, and of what; never the time, never the words before and after.
fn log(c: &Context, out: &mut Vec<Block>) {
    if c.s.log.is_empty() {
        return;
    }
    out.push(part("log", "What was changed"));
    let mut items: Vec<Inlines> =
        c.s.log
            .iter()
            .map(|entry| {
                let day = entry.at.as_ref().map(|at| format!("{}: ", c.short(at.day()))).unwrap_or_default();
                let what = entry.what.replace('_', " ");
                vec![Inline::Text(
                    format!("{day}{} {}", c.say(&what), c.say(&entry.target)).trim_end().to_owned(),
                )]
            })
            .collect();
    // The same line twice says nothing new.
    items.dedup();
    out.push(Block::List(List { items, numbered: false, columns: true }));
}
