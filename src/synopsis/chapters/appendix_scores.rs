//! Appendix B: gaps and scores, points as they are shown, rule, robustness, weight check (the handbook, 5.2, B; R1).

use super::chapter;
use crate::rules::lanes::{Robustness, Weights};
use crate::rules::verdicts::GapVerdict;
use crate::session::Gap;
use crate::synopsis::context::Context;
use crate::synopsis::document::{Align, Block, Inline, Table, anchor, text};

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    if c.s.gaps.is_empty() {
        return;
    }
    out.push(chapter("scores", "B · Gaps and scores"));
    let mut table = Table::new(
        &["", "Gap", "Impact", "Urgency", "Feasible", "Cost", "Score", "Rule", "Holds", "Weights"],
        &[8, 34, 7, 7, 7, 6, 7, 6, 12, 6],
    );
    for at in 2..=6 {
        table.align[at] = Align::Right;
    }
    for gap in c.on_the_board().chain(c.settled()) {
        table.anchored(anchor("gap", gap.id.as_str()), row(c, gap));
    }
    out.push(Block::Table(table));
    out.push(Block::Paragraph(vec![Inline::Soft(format!(
        "Holds: how often the lane stays when one score moves by one step. Weights: in how many of {} sets of weights the gap is in Now. O: moved by the room; K1: waiting for a place.",
        Weights::CHECK.len()
    ))]));
}

fn row(c: &Context, gap: &Gap) -> Vec<crate::synopsis::document::Inlines> {
    let verdict = c.verdict(gap);
    let mut id = Vec::new();
    if let Some(verdict) = verdict.filter(|verdict| verdict.lane != crate::rules::Lane::Unsorted) {
        id.extend([Inline::Lane(verdict.lane), Inline::Text(" ".into())]);
    }
    id.push(Inline::Strong(gap.id.to_string()));
    let score = |score: Option<u8>| text(score.map_or_else(|| "–".to_owned(), |score| score.to_string()));
    let rule = verdict.map_or_else(
        || gap.status.label(),
        |verdict| {
            if verdict.overridden {
                format!("O ({})", verdict.rule.id())
            } else {
                verdict.rule.id().to_owned()
            }
        },
    );
    let holds = verdict.and_then(|verdict| verdict.robustness.as_ref());
    vec![
        id,
        vec![Inline::Text(c.say(gap.title.trim()))],
        score(gap.scores.impact),
        score(gap.scores.urgency),
        score(gap.scores.feasibility),
        score(gap.scores.cost),
        text(verdict.and_then(GapVerdict::score_words).unwrap_or_else(|| "–".to_owned())),
        text(rule),
        vec![Inline::Soft(holds.map_or_else(String::new, |holds: &Robustness| {
            format!("{}% {}", holds.percent(), holds.label())
        }))],
        text(
            verdict
                .map_or_else(String::new, |verdict| format!("{}/{}", verdict.weights, Weights::CHECK.len())),
        ),
    ]
}
