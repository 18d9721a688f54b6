//! Our customers in the room's words: question 1 (the handbook, 5.2, 3).

use super::chapter;
use crate::session::{Note, Stance};
use crate::synopsis::context::Context;
use crate::synopsis::document::{Block, Inline, List};

/// More than this stand in the appendix alone.
const MOST: usize = 24;
const CELLS: usize = 150;

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    let notes = in_order(c, "Q1", |note| note.stance == Stance::AsIs);
    if notes.is_empty() {
        return;
    }
    out.push(chapter("customers", "Who our customers are"));
    let items =
        notes.iter().take(MOST).map(|note| vec![Inline::Quote(c.quote_unsigned(note, CELLS))]).collect();
    out.push(Block::List(List { items, numbered: false, columns: true }));
    if notes.len() > MOST {
        let more = notes.len() - MOST;
        out.push(Block::Paragraph(vec![Inline::Soft(format!("{more} more in appendix A."))]));
    }
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
