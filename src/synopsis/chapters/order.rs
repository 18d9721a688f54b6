//! Why this order: the sentence behind every place, close calls, and what is not being done (the handbook, 5.2, 8).

use super::chapter;
use crate::playbook::fill;
use crate::rules::Lane;
use crate::rules::lanes::Flag;
use crate::rules::verdicts::GapVerdict;
use crate::rules::words::{list, number, sentence_case};
use crate::session::{Gap, GapStatus};
use crate::synopsis::context::Context;
use crate::synopsis::document::{Align, Block, Inline, Inlines, Link, List, Table};
use crate::synopsis::words::{clause, lower_first, sentence};

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    let board = &c.v.board;
    let settled = c.settled();
    if board.now.is_empty() && board.next.is_empty() && board.later.is_empty() && settled.is_empty() {
        return;
    }
    out.push(chapter("order", "Why this order"));
    let mut table =
        Table::new(&["Gap", "Score", "Why it lies there, and what happens with it"], &[36, 8, 56]);
    table.align[1] = Align::Right;
    for (lane, ids) in [(Lane::Now, &board.now), (Lane::Next, &board.next), (Lane::Later, &board.later)] {
        let gaps = c.lane(ids);
        if gaps.is_empty() {
            continue;
        }
        table.row(vec![vec![Inline::Lane(lane), Inline::Text(format!(" {}", lane.words()))]]);
        for gap in gaps {
            let Some(verdict) = c.verdict(gap) else { continue };
            table.row(vec![
                vec![
                    Inline::Link(Link::gap(gap.id.as_str())),
                    Inline::Text(format!(" {}", c.say(gap.title.trim()))),
                ],
                vec![Inline::Text(verdict.score_words().unwrap_or_default())],
                why(c, gap, verdict),
            ]);
        }
    }
    if !table.rows.is_empty() {
        out.push(Block::Table(table));
    }
    close_calls(c, out);
    if !settled.is_empty() {
        out.push(Block::Paragraph(vec![Inline::Strong("No longer on the board. ".into())]));
        out.push(Block::List(List {
            items: settled.into_iter().map(|gap| closed(c, gap)).collect(),
            ..List::default()
        }));
    }
}

fn why(c: &Context, gap: &Gap, verdict: &GapVerdict) -> Inlines {
    let mut run = Vec::new();
    match gap.moved.as_ref().filter(|_| verdict.overridden) {
        Some(moved) => {
            run.push(Inline::Strong("Moved by the room. ".into()));
            run.push(Inline::Text(sentence(&c.say(&moved.reason))));
            if let Some(person) = &moved.requested_by {
                run.push(Inline::Text(format!(" Asked for by {}.", c.name(person))));
            }
            run.push(Inline::Soft(format!(
                " The rule alone says {}: {}.{}",
                verdict.rule_lane.words(),
                lower_first(clause(rule_words(c, verdict))),
                verdict.waiting_words()
            )));
            if verdict.redundant {
                run.push(Inline::Soft(" The move changes nothing.".into()));
            }
        }
        None => run.push(Inline::Text(match verdict.queue_place {
            Some(place) => fill(c.playbook.rule_sentence("K1"), &[("place", &place.to_string())]),
            None => rule_words(c, verdict).to_owned(),
        })),
    }
    for flag in &verdict.flags {
        let id = match flag {
            Flag::Stopgap => "stopgap",
            Flag::FillIn => "fill_in",
            // The rule N2 says it itself; the other way into Now with a heavy gap is an override.
            Flag::FirstSlice if verdict.overridden => "first_slice",
            Flag::FirstSlice | Flag::NotSeen => continue,
        };
        if let Some(flag) = c.playbook.lane_rules.flag(id) {
            run.push(Inline::Text(format!(" {}", sentence(&flag.sentence))));
        }
    }
    if verdict.lane == Lane::Next
        && let Some(when) = gap.start_when.as_deref().map(str::trim).filter(|when| !when.is_empty())
    {
        run.push(Inline::Text(" ".into()));
        run.push(Inline::Emphasis("Starts when:".into()));
        run.push(Inline::Text(format!(" {}", sentence(&lower_first(&c.say(when))))));
    }
    if verdict.lane == Lane::Later
        && let Some(revisit) = &gap.revisit
    {
        let trigger = lower_first(clause(&c.say(&revisit.trigger)));
        let words = match (revisit.on, trigger.is_empty()) {
            (Some(on), true) => format!("{}.", c.day(on)),
            (Some(on), false) => format!("{}, or when {trigger}.", c.day(on)),
            (None, false) => format!("when {trigger}."),
            (None, true) => String::new(),
        };
        if !words.is_empty() {
            run.push(Inline::Text(" ".into()));
            run.push(Inline::Emphasis("Looked at again:".into()));
            run.push(Inline::Text(format!(" {words}")));
        }
    }
    run
}

/// The sentence of the rule alone, without the override and the queue.
fn rule_words<'a>(c: &Context<'a>, verdict: &'a GapVerdict) -> &'a str {
    let words = c.playbook.rule_sentence(verdict.rule.id());
    if words.is_empty() || words.contains('{') { verdict.rule.sentence() } else { words }
}

fn close_calls(c: &Context, out: &mut Vec<Block>) {
    let board = &c.v.board;
    let mut words = Vec::new();
    if let (Some(last), Some(first)) = (&board.last_in, &board.first_out)
        && let (Some(a), Some(b)) = (c.v.gap(last), c.v.gap(first))
        && a.score_tenths.is_some()
        && b.score_tenths.is_some()
    {
        let apart = a.ahead_of(b).map_or_else(
            || format!("its score the same as that of {first}"),
            |apart| format!("its score {apart} above that of {first}"),
        );
        words.push(format!("{last} took the last free place in Now, {apart}."));
    }
    for gap in c.on_the_board() {
        if let Some(verdict) =
            c.verdict(gap).filter(|verdict| verdict.finely_balanced() && !verdict.overridden)
        {
            let flip = lower_first(&verdict.flip_sentence());
            if !flip.is_empty() {
                let it = if verdict.queue_place.is_some() { "" } else { "it " };
                words.push(format!("{} is finely balanced: {it}{flip}", gap.id));
            }
        }
    }
    words.extend(board.over_limit_sentence());
    let heavy = c.v.gaps.iter().filter(|gap| gap.lane == Lane::Now && gap.heavy).count();
    words.extend(crate::rules::capacity::heavy_sentence(heavy));
    if !words.is_empty() {
        out.push(Block::Paragraph(vec![
            Inline::Strong("Close calls. ".into()),
            Inline::Text(words.join(" ")),
        ]));
    }
}

fn closed(c: &Context, gap: &Gap) -> Inlines {
    let into = gap.merged_into.as_ref().map(|id| format!(" into {id}")).unwrap_or_default();
    let became = match gap.status {
        GapStatus::Done => "done".to_owned(),
        GapStatus::Merged => format!("merged{into}"),
        _ => "dropped".to_owned(),
    };
    vec![
        Inline::Link(Link::gap(gap.id.as_str())),
        Inline::Text(format!(" {} ", c.say(gap.title.trim()))),
        Inline::Soft(format!("({became})")),
    ]
}

/// “one, two and three” with a large first letter, for the chapters that count things.
pub(super) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", sentence_case(&number(n)), if n == 1 { one } else { many })
}

/// “G01, G02 and G03”.
pub(super) fn ids(gaps: &[&Gap]) -> String {
    list(&gaps.iter().map(|gap| gap.id.as_str()).collect::<Vec<_>>())
}
