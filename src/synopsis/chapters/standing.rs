//! Where we are: phase, four corners, planning mindset, readiness, pulse (the handbook, 5.2, 12; R9).

use super::chapter;
use super::room::group as room_group;
use crate::rules::Level;
use crate::rules::assessments::Standing;
use crate::rules::corners::{self, Apart};
use crate::rules::words::{list, number, sentence_case};
use crate::session::Attribution;
use crate::synopsis::context::Context;
use crate::synopsis::document::{Bar, Bars, Block, Histogram, Inline, List, text};
use crate::synopsis::words::{clause, lower_first, sentence};

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    let mut inner = Vec::new();
    if let Some(phase) = &c.v.phase {
        match phase.standing() {
            Some(standing) => self::phase(c, standing, &mut inner),
            None => inner.push(Block::Paragraph(text(format!(
                "The four-phase checklist is {}",
                lower_first(&phase.sentence())
            )))),
        }
    }
    corners(c, &mut inner);
    mindset_and_readiness(c, &mut inner);
    pulse(c, &mut inner);
    if !inner.is_empty() {
        out.push(chapter("standing", "Where we are"));
        out.extend(inner);
    }
}

fn phase(c: &Context, standing: &Standing, out: &mut Vec<Block>) {
    let words = u8::try_from(standing.phase).ok().and_then(|number| c.playbook.phase(number));
    let name = words.map_or_else(|| standing.name().to_owned(), |phase| phase.name.clone());
    let mut run = vec![
        Inline::Text(format!("The checklist says phase {} of 4, ", standing.phase)),
        Inline::Emphasis(name),
    ];
    if standing.sustaining {
        run.push(Inline::Text(": all four are in place.".into()));
    } else {
        run.push(Inline::Text(": the first that is not in place yet.".into()));
    }
    if let Some(phase) = words {
        let resources = list(&phase.resources);
        run.push(Inline::Text(format!(
            " The key challenge is to {}; it takes {resources}.",
            clause(&phase.challenge)
        )));
    }
    if !standing.ahead.is_empty() {
        let ahead: Vec<String> = standing.ahead.iter().map(ToString::to_string).collect();
        run.push(Inline::Text(format!(" Ahead of the foundations in phase {}.", list(&ahead))));
    }
    out.push(Block::Paragraph(run));
    let rows = (0..4)
        .map(|at| {
            let name = c.playbook.phases.phases.get(at).map(|phase| phase.name.clone()).unwrap_or_default();
            let here = at + 1 == standing.phase;
            let state = if standing.in_place[at] { ", in place" } else { "" };
            Bar {
                label: format!("{} {name}", at + 1),
                percent: standing.percent()[at],
                note: format!("{} of 12{state}", standing.sums[at]),
                here,
            }
        })
        .collect();
    out.push(Block::Bars(Bars { caption: "How much of each phase is in place".into(), rows }));
    let mut moves = Vec::new();
    for id in &standing.next_moves {
        let place = id
            .split_once('.')
            .and_then(|(phase, item)| Some((phase.parse::<usize>().ok()?, item.parse::<usize>().ok()?)));
        let Some((phase, item)) = place else { continue };
        let stored = c.s.assessments.phase.items.get(phase - 1).and_then(|items| items.get(item - 1));
        let builtin = c.playbook.phases.phases.get(phase - 1).and_then(|phase| phase.items.get(item - 1));
        moves.extend(
            stored.filter(|text| !text.trim().is_empty()).or(builtin).map(|text| lower_first(clause(text))),
        );
    }
    let mut items = Vec::new();
    if !moves.is_empty() {
        items.push(vec![
            Inline::Strong("Weakest here: ".into()),
            Inline::Text(format!("{}.", moves.join("; "))),
        ]);
    }
    if let Some(phase) = words.filter(|phase| !phase.do_next.is_empty()) {
        items.push(vec![
            Inline::Strong("What helps next: ".into()),
            Inline::Text(format!("{}.", phase.do_next.join("; "))),
        ]);
    }
    if !items.is_empty() {
        out.push(Block::List(List { items, ..List::default() }));
    }
}

/// Where each group stood in the four corners; groups are pooled, small numbers are not printed.
fn corners(c: &Context, out: &mut Vec<Block>) {
    let Some(poll) =
        c.s.assessments
            .phase
            .corner_poll
            .as_ref()
            .filter(|_| c.s.session.attribution != Attribution::Anonymous)
    else {
        return;
    };
    let phases = &c.playbook.phases.phases;
    let counts = [0, 1, 2, 3].map(|at: usize| {
        let row = phases.get(at).and_then(|phase| poll.get(&phase.id));
        Level::ALL.map(|level| row.and_then(|row| row.get(level.key())).copied().map_or(0, u64::from))
    });
    let k = c.v.k as u64;
    let groups = corners::groups(&c.v.labels, counts, k);
    if groups.is_empty() {
        return;
    }
    let said: Vec<String> = groups
        .iter()
        .map(|group| {
            let (at, most) = group.most();
            let most =
                if most < k { format!("fewer than {k}") } else { number(usize::try_from(most).unwrap_or(0)) };
            let name = &phases[at].name;
            format!(
                "{most} of {} {} stood with {name}",
                number(usize::try_from(group.people).unwrap_or(0)),
                room_group(&group.label, group.people)
            )
        })
        .collect();
    let mut words = format!("When the room stood in four corners, {}.", list(&said));
    match corners::apart(&groups) {
        Some(apart @ (Apart::HigherFurther | Apart::Differ)) => {
            words.push(' ');
            words.push_str(apart.sentence());
        }
        Some(Apart::Alike) | None => {}
    }
    out.push(Block::Paragraph(text(words)));
}

fn mindset_and_readiness(c: &Context, out: &mut Vec<Block>) {
    let mut words = Vec::new();
    if let Some(mindset) = c.v.mindset {
        let said = mindset.sentence();
        let meaning = said.rsplit_once(": ").map_or("", |(_, meaning)| meaning);
        let (share, stage) = (mindset.share, mindset.stage());
        words.push(format!(
            "Planning stands at {}% ({} of {} points), {stage}: {meaning}",
            share.percent(),
            share.part,
            share.whole
        ));
    }
    if let Some(readiness) = &c.v.readiness {
        let share = readiness.share;
        words.push(format!(
            "Readiness stands at {}% ({} of {} points): {}.",
            share.percent(),
            share.part,
            share.whole,
            readiness.band()
        ));
        words.extend(readiness.chain_breaks_at.map(|place| format!("The chain breaks at {place}.")));
        let weakest: Vec<String> = readiness
            .weakest
            .iter()
            .filter_map(|id| id.strip_prefix('R')?.parse::<usize>().ok())
            .filter_map(|at| c.s.assessments.readiness.items.get(at.checked_sub(1)?))
            .map(|item| lower_first(clause(item)))
            .collect();
        if !weakest.is_empty() && weakest.len() <= 2 {
            words.push(format!("Least true today: {}.", weakest.join("; ")));
        }
    }
    if !words.is_empty() {
        out.push(Block::Paragraph(text(
            words.iter().map(|words| sentence(words)).collect::<Vec<_>>().join(" "),
        )));
    }
}

fn pulse(c: &Context, out: &mut Vec<Block>) {
    let mut question: Option<&str> = None;
    let mut all = Vec::new();
    for (stored, verdict) in c.s.assessments.pulse.iter().zip(&c.v.pulse) {
        if verdict.n == 0 {
            continue;
        }
        let at = stored.at.as_ref().map(|at| at.clock().0);
        let label = match at {
            Some(minutes) if minutes < 12 * 60 => "In the morning",
            Some(_) => "In the afternoon",
            None => "In the room",
        };
        let hidden = verdict.mean_tenths.is_none();
        let counts = ["1", "2", "3", "4", "5"]
            .map(|answer| if hidden { 0 } else { stored.counts.get(answer).copied().map_or(0, u64::from) });
        if hidden {
            out.push(Block::Paragraph(text(format!("{label}: {}", lower_first(&verdict.sentence())))));
            continue;
        }
        let asked = stored.question.trim();
        if question != Some(asked) {
            question = Some(asked);
            if !asked.is_empty() {
                flush(&mut all, out);
                out.push(Block::Paragraph(vec![
                    Inline::Strong("How people left. ".into()),
                    Inline::Text(format!("“{asked}” With eyes shut, {}:", scale(c))),
                ]));
            }
        }
        all.push(Histogram { label: label.to_owned(), counts, note: sentence_case(&verdict.sentence()) });
    }
    flush(&mut all, out);
}

/// “from 1 (not at all) to 5 (very)”.
fn scale(c: &Context) -> String {
    let pulse = &c.playbook.pulse;
    let end = |n: u8, word: &str| {
        if word.trim().is_empty() { n.to_string() } else { format!("{n} ({})", word.trim()) }
    };
    format!("from {} to {}", end(1, &pulse.low), end(5, &pulse.high))
}

fn flush(all: &mut Vec<Histogram>, out: &mut Vec<Block>) {
    if !all.is_empty() {
        out.push(Block::Histograms(std::mem::take(all)));
    }
}
