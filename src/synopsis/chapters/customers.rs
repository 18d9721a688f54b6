//! Our customers in the room's words: question 1 (the handbook, 5.2, 3), in the groups that the room made of them: what
//! several customers were hung together under has the name that the room gave it, “customers we forget to count” too.

use super::{chapter, part};
use crate::session::{Note, Stance, Theme};
use crate::synopsis::context::Context;
use crate::synopsis::document::{Block, Inline, List, anchor};

/// More than this stand in the appendix alone.
const MOST: usize = 24;
const CELLS: usize = 150;

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    let notes = in_order(c, "Q1", |note| note.stance == Stance::AsIs);
    if notes.is_empty() {
        return;
    }
    out.push(chapter("customers", "Who our customers are"));
    let all = notes.len();
    let notes: Vec<&Note> = notes.into_iter().take(MOST).collect();
    let mut alone: Vec<&Note> = Vec::new();
    let mut groups: Vec<(&Theme, Vec<&Note>)> = Vec::new();
    for note in notes {
        match note.theme.as_ref().and_then(|id| c.theme(id)) {
            None => alone.push(note),
            Some(theme) => match groups.iter_mut().find(|(other, _)| other.id == theme.id) {
                Some((_, of)) => of.push(note),
                None => groups.push((theme, vec![note])),
            },
        }
    }
    // One customer is no group, whatever theme the note went to.
    groups.retain(|(_, of)| {
        of.len() > 1 || {
            alone.extend(of);
            false
        }
    });
    alone.sort_by_key(|note| c.v.refs.in_order.iter().position(|(id, _)| *id == note.id.0));
    groups.sort_by_key(|(_, of)| std::cmp::Reverse(of.len()));
    let grouped = !groups.is_empty();
    for (theme, of) in groups {
        out.push(part(&anchor("customers", theme.id.as_str()), theme.name.trim()));
        out.push(list(c, &of));
    }
    if !alone.is_empty() {
        if grouped {
            out.push(part("customers-alone", "And, each on its own"));
        }
        out.push(list(c, &alone));
    }
    if all > MOST {
        let more = all - MOST;
        out.push(Block::Paragraph(vec![Inline::Soft(format!("{more} more in appendix A."))]));
    }
}

fn list(c: &Context, notes: &[&Note]) -> Block {
    let items = notes.iter().map(|note| vec![Inline::Quote(c.quote_unsigned(note, CELLS))]).collect();
    Block::List(List { items, numbered: false, columns: true })
}

/// Quotable notes of a question that repeat no other, by their public references.
pub(super) fn in_order<'a>(c: &Context<'a>, question: &str, wanted: impl Fn(&Note) -> bool) -> Vec<&'a Note> {
    c.v.refs
        .in_order
        .iter()
        .filter_map(|(id, _)| c.note(&crate::session::NoteId::new(id.as_str())))
        .filter(|note| note.question.as_str() == question && note.duplicate_of.is_none())
        .filter(|note| Context::quotable(note) && wanted(note))
        .collect()
}
