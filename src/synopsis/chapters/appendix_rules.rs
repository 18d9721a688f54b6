//! Appendix D: how the order is computed, in plain words (the handbook, 5.2, D; R1).

use super::{chapter, part};
use crate::playbook::{Scale, fill};
use crate::rules::words::sentence_case;
use crate::synopsis::context::Context;
use crate::synopsis::document::{Align, Block, Inline, Table, text};

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    if c.s.gaps.is_empty() {
        return;
    }
    out.push(chapter("rules", "D · How the order is computed"));
    let explain = &c.playbook.lane_rules.explain;
    out.push(Block::Paragraph(text(format!("{} {}", explain.scales, explain.lanes))));
    anchors(c, out);
    rules(c, out);
    let points = c.s.session.weights.as_ref().map_or_else(
        || explain.points.clone(),
        |weights| {
            fill(
                &explain.own_weights,
                &[
                    ("impact", &weights.impact.to_string()),
                    ("urgency", &weights.urgency.to_string()),
                    ("feasibility", &weights.feasibility.to_string()),
                    ("affordability", &weights.affordability.to_string()),
                ],
            )
        },
    );
    for words in [
        format!("{points} {}", explain.ties),
        format!("{} {}", explain.capacity, explain.overrides),
        format!("{} {}", explain.robustness, explain.weight_check),
    ] {
        out.push(Block::Paragraph(text(words)));
    }
}

fn anchors(c: &Context, out: &mut Vec<Block>) {
    out.push(part("anchors", "What the scores mean"));
    let heads: Vec<String> = Scale::ALL
        .into_iter()
        .map(|scale| {
            let words = c.playbook.anchors.of(scale);
            format!("{}: {}", words.label, words.question)
        })
        .collect();
    let heads: Vec<&str> = std::iter::once("").chain(heads.iter().map(String::as_str)).collect();
    let mut table = Table::new(&heads, &[4, 24, 24, 24, 24]);
    table.align[0] = Align::Right;
    for score in 1..=5_u8 {
        let mut cells = vec![vec![Inline::Strong(score.to_string())]];
        for scale in Scale::ALL {
            let mut cell = text(c.playbook.anchor(scale, score));
            let band = c.s.session.cost_bands.get(usize::from(score) - 1).map(|band| band.trim());
            if let Some(band) = band.filter(|band| scale == Scale::Cost && !band.is_empty()) {
                cell.push(Inline::Soft(format!(" ({band})")));
            }
            cells.push(cell);
        }
        table.row(cells);
    }
    out.push(Block::Table(table));
}

fn rules(c: &Context, out: &mut Vec<Block>) {
    out.push(part("rule-table", "The rule, read from the top"));
    let mut table = Table::new(&["", "When", "Lane", "What it says"], &[6, 48, 10, 36]);
    for rule in &c.playbook.lane_rules.rules {
        let blank = fill(&rule.sentence, &[("missing", "…"), ("place", "…"), ("reason", "…")]);
        table.row(vec![
            vec![Inline::Strong(rule.id.clone())],
            text(rule.condition.clone()),
            text(sentence_case(&rule.lane)),
            vec![Inline::Soft(blank)],
        ]);
    }
    out.push(Block::Table(table));
}
