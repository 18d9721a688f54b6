//! What happens next: playback, reviews, the parking lot with its outcomes, keep and change (the handbook, 5.2, 14).

use super::{chapter, part};
use crate::session::{Day, FeedbackKind};
use crate::synopsis::context::Context;
use crate::synopsis::document::{Block, Inline, Inlines, List, Table, text};
use crate::synopsis::words::{clause, sentence};

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    let mut inner = Vec::new();
    dates(c, &mut inner);
    parked(c, &mut inner);
    feedback(c, &mut inner);
    wins(c, &mut inner);
    if !inner.is_empty() {
        out.push(chapter("next", "What happens next"));
        out.extend(inner);
    }
}

fn dates(c: &Context, out: &mut Vec<Block>) {
    let mut items: Vec<(Option<Day>, Inlines)> = Vec::new();
    let when = |on: Option<Day>| {
        Inline::Strong(format!("{}: ", on.map_or_else(|| "Date open".to_owned(), |on| c.day(on))))
    };
    if let Some(on) = c.s.session.synopsis_playback_on {
        items.push((
            Some(on),
            vec![
                when(Some(on)),
                Inline::Text(
                    "this synopsis is presented to everyone who took part, and decisions are asked for."
                        .into(),
                ),
            ],
        ));
    }
    for sent in c.s.distribution.iter().filter(|sent| !sent.to.trim().is_empty()) {
        let words = format!("{} version to {}.", sent.variant.replace('_', " "), c.say(clause(&sent.to)));
        items.push((sent.on, vec![when(sent.on), Inline::Text(words)]));
    }
    for review in c.s.reviews.iter() {
        let minutes = review.minutes.map_or_else(String::new, |minutes| format!(", {minutes} minutes"));
        let state = if review.held_on.is_some() { ", held" } else { "" };
        let later = c.lane(&c.v.board.later);
        let looked =
            |gap: &&crate::session::Gap| gap.revisit.as_ref().is_some_and(|revisit| revisit.on == review.on);
        let look =
            if review.on.is_some() && later.iter().any(looked) { "; Later is looked at again" } else { "" };
        let words = format!("{} review{minutes}{state}{look}.", review.kind.trim());
        items.push((review.on, vec![when(review.on), Inline::Text(words)]));
    }
    // What has no date yet comes last.
    items.sort_by_key(|(on, _)| (on.is_none(), *on));
    if !items.is_empty() {
        let items = items.into_iter().map(|(_, run)| run).collect();
        out.push(Block::List(List { items, ..List::default() }));
        if !c.s.reviews.is_empty() {
            out.push(Block::Paragraph(text(
                "Every review reads the same measures with the same definitions.",
            )));
        }
    }
}

fn parked(c: &Context, out: &mut Vec<Block>) {
    if c.s.parking_lot.is_empty() {
        return;
    }
    let answered = |item: &crate::session::Parked| {
        item.outcome.as_deref().is_some_and(|outcome| !outcome.trim().is_empty())
    };
    let all = c.s.parking_lot.iter().all(answered);
    out.push(part("parked", if all { "Parked, with an answer" } else { "Parked" }));
    let mut table = Table::new(&["Parked", "Outcome", "Owner"], &[42, 35, 23]);
    for item in c.s.parking_lot.iter() {
        let outcome = item.outcome.as_deref().map(clause).filter(|outcome| !outcome.is_empty());
        // What has its answer needs nobody any more.
        let nobody = if outcome.is_some() { "–" } else { "no owner yet" };
        table.row(vec![
            text(c.say(item.text.trim())),
            outcome
                .map_or_else(|| vec![Inline::Soft("no outcome yet".into())], |outcome| text(c.say(outcome))),
            text(c.owner_or(item.owner.as_ref(), nobody)),
        ]);
    }
    out.push(Block::Table(table));
}

fn feedback(c: &Context, out: &mut Vec<Block>) {
    if c.s.feedback.is_empty() {
        return;
    }
    out.push(part("feedback", "About the day itself"));
    let items = c
        .s
        .feedback
        .iter()
        .map(|card| {
            let kind = match &card.kind {
                FeedbackKind::Keep => "Keep: ".to_owned(),
                FeedbackKind::Change => "Change: ".to_owned(),
                other @ FeedbackKind::Other(_) => format!("{}: ", other.label()),
            };
            let mut run = vec![Inline::Strong(kind), Inline::Text(format!("“{}”", card.text.trim()))];
            if let Some(answer) = card.answer.as_deref().map(str::trim).filter(|answer| !answer.is_empty()) {
                run.push(Inline::Text(format!(" → {}", sentence(&c.say(answer)))));
            }
            run
        })
        .collect();
    out.push(Block::List(List { items, numbered: false, columns: true }));
}

fn wins(c: &Context, out: &mut Vec<Block>) {
    if c.s.wins.is_empty() {
        return;
    }
    out.push(part("wins", "What already works"));
    let items =
        c.s.wins
            .iter()
            .map(|win| {
                let on = win.on.map(|on| format!(" ({})", c.day(on))).unwrap_or_default();
                vec![Inline::Text(c.say(clause(&win.text))), Inline::Soft(on)]
            })
            .collect();
    out.push(Block::List(List { items, ..List::default() }));
}
