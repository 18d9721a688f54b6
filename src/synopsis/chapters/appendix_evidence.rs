//! Appendix C: evidence, when it was shared, and which gaps lean on it (the handbook, 5.2, C; R5).

use super::chapter;
use crate::rules::fairness::Status;
use crate::session::{Evidence, Moment};
use crate::synopsis::context::Context;
use crate::synopsis::document::{Block, Inline, Inlines, Link, Table, anchor, text};
use crate::synopsis::words::{grouped, period};

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    if c.s.evidence.is_empty() {
        return;
    }
    out.push(chapter("evidence", "C · Evidence"));
    let mut table = Table::new(
        &["", "What it says", "Source, period, sample", "Shared", "Used by"],
        &[6, 40, 24, 17, 13],
    );
    for item in c.s.evidence.iter() {
        table.anchored(anchor("evidence", item.id.as_str()), row(c, item));
    }
    out.push(Block::Table(table));
}

fn row(c: &Context, item: &Evidence) -> Vec<Inlines> {
    let mut what = vec![Inline::Strong(item.title.trim().to_owned())];
    let headline = item.headline.trim();
    if !headline.is_empty() {
        what.push(Inline::Break);
        what.push(Inline::Text(c.say(headline)));
    }
    let mut source: Vec<String> = Vec::new();
    source.extend(Some(item.source.trim().to_owned()).filter(|words| !words.is_empty()));
    source.extend(Some(period(item.period.trim())).filter(|words| !words.is_empty()));
    source.extend(item.sample_size.map(|n| format!("n = {}", grouped(n))));
    let first = item.shares.iter().map(|share| &share.at).min_by_key(|at| at.instant()).map(Moment::day);
    let status =
        c.v.preread.as_ref().and_then(|preread| preread.item(item.id.as_str())).map(|item| item.status);
    let mut shared = match (first, status) {
        (None, _) => "not shared".to_owned(),
        (Some(on), Some(Status::InOrder)) => format!("{}, to all in time", c.short(on)),
        (Some(on), Some(Status::Late)) => format!("{}, late", c.short(on)),
        (Some(on), Some(Status::Partial)) => format!("{}, not to all", c.short(on)),
        (Some(on), Some(Status::Surprise)) => format!("{}, during the day", c.short(on)),
        (Some(on), _) => c.short(on),
    };
    if item.read_in_room_at.is_some() {
        shared.push_str("; read in the room");
    }
    let mut used: Inlines = Vec::new();
    for gap in c.on_the_board().filter(|gap| gap.evidence.contains(&item.id)) {
        if !used.is_empty() {
            used.push(Inline::Text(", ".into()));
        }
        used.push(Inline::Link(Link::gap(gap.id.as_str())));
    }
    if used.is_empty() {
        used.push(Inline::Soft("no gap".into()));
    }
    vec![
        vec![Inline::Strong(item.id.to_string())],
        what,
        vec![Inline::Soft(source.join(" · "))],
        text(shared),
        used,
    ]
}
