//! The day and where the organisation stands: assessments, tempo, pulse, clock, speaking order.

use super::super::assessments::{self, Phase};
use super::super::clock::{self, Block, Coming, Standing, Trim};
use super::super::tempo::{self, Tempo};
use super::super::voice;
use super::super::words::Id;
use super::{Baseline, Verdicts, room};
use crate::session::{self, BlockKind, Session};

/// Blocks of the method that are never trimmed, whatever their kind.
const FIXED: [&str; 3] = ["lunch", "actions", "close"];

/// The phase, or nothing while no statement is answered.
pub(super) fn phase(session: &Session) -> Option<Phase> {
    let mut answers = [[None; 4]; 4];
    for (row, given) in answers.iter_mut().zip(&session.assessments.phase.answers) {
        for (cell, answer) in row.iter_mut().zip(given) {
            *cell = *answer;
        }
    }
    answers.iter().flatten().any(Option::is_some).then(|| assessments::phase(&answers))
}

/// The phase is higher than it was at the session that this one follows.
fn moved_up(session: &Session, baseline: Option<&Baseline>) -> bool {
    let now = phase(session).and_then(|phase| phase.standing().map(|standing| standing.phase));
    baseline.and_then(|baseline| baseline.phase).zip(now).is_some_and(|(then, now)| now > then)
}

/// The pace that readiness allows; nothing without its answers.
pub(super) fn tempo_of(session: &Session, baseline: Option<&Baseline>) -> Option<Tempo> {
    let readiness = assessments::readiness(&session.assessments.readiness.answers)?;
    Some(tempo::tempo(readiness.share, moved_up(session, baseline)))
}

pub(super) fn fill(v: &mut Verdicts, session: &Session, baseline: Option<&Baseline>) {
    let said = &session.assessments;
    v.phase = phase(session);
    v.mindset = assessments::mindset(&said.planning_mindset.answers);
    v.readiness = assessments::readiness(&said.readiness.answers);
    let moved_up = moved_up(session, baseline);
    v.tempo = tempo_of(session, baseline);
    v.tempo_sentence = v.readiness.as_ref().map(|readiness| tempo::sentence(readiness.share, moved_up));
    v.basics = assessments::basics(
        said.basics
            .iter()
            .map(|group| (group.group.as_str(), group.items.iter().map(|item| item.value).collect())),
    );
    v.pulse = said
        .pulse
        .iter()
        .map(|pulse| {
            let count = |answer: &str| pulse.counts.get(answer).copied().map_or(0, u64::from);
            assessments::pulse(["1", "2", "3", "4", "5"].map(count))
        })
        .collect();
}

fn block(block: &session::Block) -> Block {
    Block {
        planned_start: i64::from(block.planned_start.0),
        planned: i64::from(block.planned_minutes),
        actual_start: block.actual_start.map(|clock| i64::from(clock.0)),
        actual: block.actual_minutes.map(i64::from),
    }
}

/// How far behind its planned start the first coming block would begin at `now`; what the day owes at its end aside.
pub fn lag(session: &Session, now: i64) -> Standing {
    let blocks: Vec<Block> = session.agenda.iter().map(block).collect();
    clock::standing(&blocks, now)
}

/// How far behind or ahead the day is at `now`, in minutes since midnight of its own clock: against what comes next, and
/// where that was put off, against the end that was promised. What was trimmed or dropped, and a later end, make up for it.
pub fn behind(session: &Session, now: i64) -> Standing {
    let standing = lag(session, now);
    let last = session.agenda.iter().last();
    let ends = last.map(|block| i64::from(block.planned_start.0) + i64::from(block.planned_minutes));
    let promised = session.session.end.map(|end| i64::from(end.0));
    match promised.zip(ends).filter(|_| standing.off.is_none()) {
        Some((promised, ends)) => {
            let late = session.agenda.iter().filter_map(|block| block.late_minutes).map(i64::from).sum();
            standing.with_end(ends, promised, late)
        }
        None => standing,
    }
}

/// The blocks that have not begun at `now`, and what may happen to them.
pub fn coming(session: &Session, now: i64) -> Vec<Coming<'_>> {
    let first = behind(session, now).coming;
    let blocks = session.agenda.iter().skip(first);
    blocks
        .map(|block| {
            let pause = block.kind == BlockKind::Break;
            let shortest = if pause { clock::SHORTEST_BREAK } else { 0 };
            Coming {
                id: block.id.as_str(),
                planned: i64::from(block.planned_minutes),
                minimum: i64::from(block.minimum_minutes).max(shortest),
                fixed: block.kind == BlockKind::Close
                    || FIXED.contains(&block.id.as_str())
                    || (pause && block.minimum_minutes >= 45),
                pause,
            }
        })
        .collect()
}

/// Where the lost minutes could come from, given how far behind the day is at `now`; nowhere on another clock.
pub fn trim_plan(session: &Session, now: i64) -> Trim {
    let standing = behind(session, now);
    if standing.off.is_some() {
        return Trim::default();
    }
    clock::trim(standing.behind, &coming(session, now))
}

/// Who reads next for a question (0 is the first), for the facilitator's eyes.
pub fn speaking_order(session: &Session, question_index: usize) -> Vec<Id> {
    voice::speaking_order(&room::present(session), question_index)
}
