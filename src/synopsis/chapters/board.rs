//! The board: Now, Next and Later side by side (the handbook, 5.2, 7).

use super::chapter;
use crate::rules::Lane;
use crate::rules::words::number;
use crate::session::Gap;
use crate::synopsis::context::Context;
use crate::synopsis::document::{Block, Board, BoardCard, BoardLane, Callout, Inline, Link, Mark};
use crate::synopsis::words::clause;

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    let board = &c.v.board;
    if c.on_the_board().next().is_none() {
        return;
    }
    out.push(chapter("board", "The board"));
    if !(board.now.is_empty() && board.next.is_empty() && board.later.is_empty()) {
        let lanes: Vec<BoardLane> =
            [(Lane::Now, &board.now), (Lane::Next, &board.next), (Lane::Later, &board.later)]
                .into_iter()
                .map(|(lane, ids)| {
                    let gaps = c.lane(ids);
                    BoardLane {
                        lane,
                        note: note(c, lane, &gaps),
                        cards: gaps.into_iter().map(|gap| card(c, gap)).collect(),
                    }
                })
                .collect();
        let mut legend: Vec<Mark> =
            lanes.iter().flat_map(|lane| &lane.cards).flat_map(|card| &card.marks).copied().collect();
        legend.sort_unstable();
        legend.dedup();
        out.push(Block::Board(Board { lanes, legend }));
    }
    unsorted(c, out);
    unconfirmed(c, out);
}

fn note(c: &Context, lane: Lane, gaps: &[&Gap]) -> String {
    match lane {
        Lane::Now => {
            let places = c.v.board.limit;
            let full = if gaps.len() > places { "over the limit" } else { "places taken" };
            format!("{} of {} {full}", number(gaps.len()), number(places))
        }
        Lane::Next => "in this order".to_owned(),
        _ => {
            let mut days: Vec<_> = gaps.iter().filter_map(|gap| gap.revisit.as_ref()?.on).collect();
            days.sort_unstable();
            match (days.first(), days.last()) {
                (Some(first), Some(last)) if first == last => format!("looked at again on {}", c.day(*first)),
                (Some(first), Some(_)) => format!("looked at again from {}", c.day(*first)),
                _ => "looked at again at a review".to_owned(),
            }
        }
    }
}

fn card(c: &Context, gap: &Gap) -> BoardCard {
    let facts = c.verdict(gap);
    let mut marks = Vec::new();
    if let Some(facts) = facts {
        let all = [
            (Mark::Waiting, facts.queue_place.is_some()),
            (Mark::Moved, facts.overridden),
            (Mark::Heavy, facts.heavy && facts.lane != Lane::Later),
            (Mark::FinelyBalanced, facts.finely_balanced() && !facts.overridden),
            (Mark::NotSeen, facts.rule == crate::rules::lanes::Rule::E1),
        ];
        marks.extend(all.into_iter().filter(|(_, there)| *there).map(|(mark, _)| mark));
    }
    BoardCard {
        id: gap.id.to_string(),
        title: c.say(gap.title.trim()),
        score: facts.and_then(crate::rules::verdicts::GapVerdict::score_words).unwrap_or_default(),
        marks,
    }
}

fn unsorted(c: &Context, out: &mut Vec<Block>) {
    let gaps = c.lane(&c.v.board.unsorted);
    if gaps.is_empty() {
        return;
    }
    let items = gaps
        .into_iter()
        .map(|gap| {
            let mut run = c.gap_line(gap);
            if let Some(facts) = c.verdict(gap) {
                run.push(Inline::Soft(format!(
                    " ({})",
                    crate::synopsis::words::lower_first(clause(&facts.sentence))
                )));
            }
            run
        })
        .collect();
    out.push(Block::Callout(Callout { lead: "Not sorted yet.".into(), items }));
}

/// Where the board on the wall and the rule differ, the rule is only a suggestion.
fn unconfirmed(c: &Context, out: &mut Vec<Block>) {
    let open: Vec<&Gap> = c
        .on_the_board()
        .filter(|gap| {
            c.verdict(gap)
                .is_some_and(|facts| facts.lane != Lane::Unsorted && facts.lane.key() != gap.lane.as_str())
        })
        .collect();
    if open.is_empty() {
        return;
    }
    let mut run = vec![Inline::Text("Suggested by the rule and not confirmed on the board yet: ".into())];
    for (at, gap) in open.iter().enumerate() {
        if at > 0 {
            run.push(Inline::Text(", ".into()));
        }
        run.push(Inline::Link(Link::gap(gap.id.as_str())));
    }
    run.push(Inline::Text(".".into()));
    out.push(Block::Paragraph(run));
}
