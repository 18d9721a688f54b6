//! What we do not know yet: questions with how, owner and date (the handbook, 5.2, 10).

use super::chapter;
use super::customers::in_order;
use crate::session::{NeedKind, NoteId};
use crate::synopsis::context::Context;
use crate::synopsis::document::{Block, Inline, Inlines, Link, List, Table, text};
use crate::synopsis::words::{clause, sentence, short};
use std::collections::HashSet;

const MOST: usize = 12;
const CELLS: usize = 140;

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    let taken: HashSet<&NoteId> =
        c.s.information_needs.iter().filter_map(|need| need.note.as_ref()).collect();
    let open: Vec<_> = in_order(c, "Q4", |note| !taken.contains(&note.id));
    if c.s.information_needs.is_empty() && open.is_empty() {
        return;
    }
    out.push(chapter("unknown", "What we do not know yet"));
    if !c.s.information_needs.is_empty() {
        let mut table = Table::new(&["Question", "How we find out", "Owner", "By"], &[40, 32, 20, 8]);
        for need in c.s.information_needs.iter() {
            table.row(vec![
                question(c, need),
                text(c.say(clause(&need.how))),
                text(c.owner_or(need.owner.as_ref(), "no owner yet")),
                text(need.due.map_or_else(|| "open".to_owned(), short)),
            ]);
        }
        out.push(Block::Table(table));
    }
    if open.is_empty() {
        return;
    }
    let more = open.len().saturating_sub(MOST);
    let lead = if c.s.information_needs.is_empty() {
        "Asked in the room; nobody has taken a question on yet:"
    } else {
        "Also asked, and not taken on yet:"
    };
    out.push(Block::Paragraph(text(lead)));
    let items =
        open.iter().take(MOST).map(|note| vec![Inline::Quote(c.quote_unsigned(note, CELLS))]).collect();
    out.push(Block::List(List { items, numbered: false, columns: true }));
    if more > 0 {
        out.push(Block::Paragraph(vec![Inline::Soft(format!("{more} more in appendix A."))]));
    }
}

fn question(c: &Context, need: &crate::session::Need) -> Inlines {
    let mut run = vec![Inline::Text(c.say(need.question.trim()))];
    let kind = match need.kind {
        NeedKind::Affirm => "to affirm",
        NeedKind::Investigate => "to investigate",
        NeedKind::Other(_) => "",
    };
    let reference = need.note.as_ref().and_then(|id| c.note(id)).and_then(|note| c.reference(note));
    if !kind.is_empty() || reference.is_some() {
        run.push(Inline::Soft(format!(
            " ({kind}{}",
            if kind.is_empty() || reference.is_none() { "" } else { ", " }
        )));
        run.extend(reference.map(|reference| Inline::Link(Link::note(reference))));
        run.push(Inline::Soft(")".into()));
    }
    if let Some(answer) = need.answer.as_deref().map(str::trim).filter(|answer| !answer.is_empty()) {
        run.push(Inline::Break);
        run.push(Inline::Strong("Answer: ".into()));
        run.push(Inline::Text(sentence(&c.say(answer))));
    }
    run
}
