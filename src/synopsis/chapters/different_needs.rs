//! Customers who need something different: question 3, with the lane of the gap that answers it (the handbook, 5.2, 5).

use std::collections::HashMap;

use super::chapter;
use super::customers::in_order;
use crate::session::{Gap, Note, NoteId, Stance};
use crate::synopsis::context::Context;
use crate::synopsis::document::{Block, Inline, Inlines, Table};

const CELLS: usize = 170;
const MOST: usize = 24;

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    let notes = in_order(c, "Q3", |note| note.stance != Stance::Question);
    if notes.is_empty() {
        return;
    }
    out.push(chapter("different", "Customers who need something different"));
    let shown = &notes[..notes.len().min(MOST)];
    let home = homes(c);
    let mut table = Table::new(&["In the room’s words", "What happens with it"], &[62, 38]);
    let mut taken: Vec<&Note> = Vec::new();
    for gap in c.on_the_board() {
        let mine: Vec<&Note> = shown
            .iter()
            .copied()
            .filter(|note| home.get(&note.id).is_some_and(|other| other.id == gap.id))
            .collect();
        if !mine.is_empty() {
            taken.extend(&mine);
            table.row(vec![said(c, &mine), c.gap_line(gap)]);
        }
    }
    let open: Vec<&Note> =
        shown.iter().copied().filter(|note| !taken.iter().any(|other| other.id == note.id)).collect();
    if !open.is_empty() {
        table.row(vec![said(c, &open), vec![Inline::Text("Heard; no gap has taken it up yet".into())]]);
    }
    out.push(Block::Table(table));
    if notes.len() > MOST {
        let more = notes.len() - MOST;
        out.push(Block::Paragraph(vec![Inline::Soft(format!("{more} more in appendix A."))]));
    }
}

/// For each note the gap that links it first in the order of the board; a stacked repeat counts for its original.
fn homes<'a>(c: &Context<'a>) -> HashMap<&'a NoteId, &'a Gap> {
    let mut home = HashMap::new();
    for gap in c.on_the_board() {
        for id in &gap.notes {
            let original = c.note(id).and_then(|note| note.duplicate_of.as_ref()).unwrap_or(id);
            home.entry(original).or_insert(gap);
        }
    }
    home
}

fn said(c: &Context, notes: &[&Note]) -> Inlines {
    let mut run = Vec::new();
    for note in notes {
        if !run.is_empty() {
            run.push(Inline::Break);
        }
        // The note lives as long as the session the context holds.
        if let Some(note) = c.note(&note.id) {
            run.push(Inline::Quote(c.quote(note, CELLS)));
        }
    }
    run
}
