//! Appendix A: every note by question and column, in the order of the public references (the handbook, 5.2, A; R17).

use std::collections::HashSet;

use super::{chapter, part};
use crate::session::{Note, NoteId, Stance};
use crate::synopsis::context::Context;
use crate::synopsis::document::{Block, Inline, NoteLine, NoteList, anchor};

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    if c.v.refs.in_order.is_empty() {
        return;
    }
    out.push(chapter("notes", "A · All notes"));
    out.push(Block::Paragraph(vec![Inline::Soft(
        "In alphabetical order within each question, so that nothing shows who wrote when. What says the same stands indented below.".into(),
    )]));
    let all: Vec<(&Note, &str)> =
        c.v.refs
            .in_order
            .iter()
            .filter_map(|(id, reference)| Some((c.note(&NoteId::new(id.as_str()))?, reference.as_str())))
            .collect();
    let roots: HashSet<&NoteId> =
        all.iter().filter(|(note, _)| is_root(c, note)).map(|(note, _)| &note.id).collect();
    let mut board: Option<(&str, &str)> = None;
    let mut items = Vec::new();
    for (note, reference) in all {
        if !roots.contains(&note.id) {
            continue;
        }
        let here = (note.question.as_str(), note.column.as_str());
        if board != Some(here) {
            flush(&mut items, out);
            board = Some(here);
            out.push(part(&anchor("notes", &format!("{}-{}", here.0, here.1)), &heading(c, note)));
        }
        items.push(line(c, note, reference));
    }
    flush(&mut items, out);
}

/// Not stacked on another note, or on one that is not there (or is stacked itself).
fn is_root(c: &Context, note: &Note) -> bool {
    note.duplicate_of
        .as_ref()
        .and_then(|id| c.note(id))
        .is_none_or(|original| original.duplicate_of.is_some())
}

fn heading(c: &Context, note: &Note) -> String {
    let question = c.s.questions.get(&note.question);
    let text = question.map_or_else(|| note.question.to_string(), |question| question.text.trim().to_owned());
    let two = question.is_some_and(|question| question.columns.len() > 1);
    if two {
        format!("{} {text} · {}", note.question, note.column)
    } else {
        format!("{} {text}", note.question)
    }
}

fn line(c: &Context, note: &Note, reference: &str) -> NoteLine {
    let mut about = Vec::new();
    about.extend(c.voice(note));
    match note.stance {
        Stance::Wish if note.column != "perfect" => about.push("wish".to_owned()),
        Stance::Question if note.question.as_str() != "Q4" => about.push("question".to_owned()),
        _ => {}
    }
    about.extend(note.theme.as_ref().and_then(|id| c.theme(id)).map(|theme| theme.id.to_string()));
    if let Some(n) = note.stands_for.filter(|n| *n > 1) {
        about.push(format!("stands for {n} paper notes"));
    }
    let repeats = if is_root(c, note) {
        let mut repeats: Vec<(&str, &Note)> = c
            .repeats(note)
            .iter()
            .filter(|repeat| !is_root(c, repeat))
            .filter_map(|repeat| Some((c.reference(repeat)?, *repeat)))
            .collect();
        repeats.sort_unstable_by_key(|(reference, _)| *reference);
        repeats
            .into_iter()
            .filter_map(|(reference, repeat)| Some(line(c, c.note(&repeat.id)?, reference)))
            .collect()
    } else {
        Vec::new()
    };
    let text = c.note(&note.id).map_or("", Context::printed).to_owned();
    NoteLine { reference: reference.to_owned(), text, about, repeats }
}

fn flush(items: &mut Vec<NoteLine>, out: &mut Vec<Block>) {
    if !items.is_empty() {
        out.push(Block::Notes(NoteList { items: std::mem::take(items) }));
    }
}
