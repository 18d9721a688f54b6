//! What could stop us: the pre-mortem with answers, and what was said to be impossible (the handbook, 5.2, 13).

use super::chapter;
use crate::session::BlockerStatus;
use crate::synopsis::context::Context;
use crate::synopsis::document::{Align, Block, Inline, Link, Quote, Table, text};
use crate::synopsis::words::{clause, short};

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    if c.s.premortem.is_empty() && c.s.blockers.is_empty() {
        return;
    }
    out.push(chapter("obstacles", "What could stop us"));
    premortem(c, out);
    blockers(c, out);
}

fn premortem(c: &Context, out: &mut Vec<Block>) {
    if c.s.premortem.is_empty() {
        return;
    }
    let mut items: Vec<_> = c.s.premortem.iter().collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.votes));
    let voted = items.iter().any(|item| item.votes > 0);
    let mut table = Table::new(&["“It failed. Why?”", "Dots", "Our answer"], &[47, 8, 45]);
    table.align[1] = Align::Right;
    for item in items {
        let answer = item.answer.as_deref().map(clause).filter(|answer| !answer.is_empty());
        table.row(vec![
            text(c.say(clause(&item.text))),
            text(if voted { item.votes.to_string() } else { String::new() }),
            answer.map_or_else(|| vec![Inline::Soft("no answer yet".into())], |answer| text(c.say(answer))),
        ]);
    }
    out.push(Block::Table(table));
}

fn blockers(c: &Context, out: &mut Vec<Block>) {
    if c.s.blockers.is_empty() {
        return;
    }
    out.push(Block::Paragraph(vec![
        Inline::Strong("Said to be impossible, and being checked. ".into()),
        Inline::Soft("Each is an assumption until somebody shows the rule.".into()),
    ]));
    let mut table = Table::new(&["Said", "How we check it", "Owner", "By"], &[36, 36, 20, 8]);
    for blocker in c.s.blockers.iter() {
        let mut said =
            vec![Inline::Quote(Quote { text: blocker.said.trim().to_owned(), ..Quote::default() })];
        let state = match &blocker.status {
            BlockerStatus::TrueConstraint => ", it holds",
            BlockerStatus::Dissolved => ", gone",
            _ => "",
        };
        said.push(Inline::Soft(format!(" ({}{state}", blocker.kind.label())));
        if let Some(gap) = blocker.gap.as_ref().filter(|id| c.gap(id.as_str()).is_some()) {
            said.push(Inline::Soft(", ".into()));
            said.push(Inline::Link(Link::gap(gap.as_str())));
        }
        said.push(Inline::Soft(")".into()));
        let check = clause(&blocker.check);
        table.row(vec![
            said,
            if check.is_empty() { vec![Inline::Soft("not agreed yet".into())] } else { text(c.say(check)) },
            text(c.owner_or(blocker.owner.as_ref(), "no owner yet")),
            text(blocker.due.map_or_else(|| "open".to_owned(), short)),
        ]);
    }
    out.push(Block::Table(table));
}
