//! The day on the wall: welcome, rules, break, corners, pulse, and the card for who comes late.

use super::wish::Parts;
use super::{Break, CatchUp, Corners, Pulse, Rules, RunningBlock, Scene, Stop, StopState, Welcome, themes};
use crate::session::{Block, BlockKind, Clock, Day, QuestionId};

/// So many rules are repeated for who comes late.
const RULES_REPEATED: usize = 3;
/// So many findings.
const FOUND: usize = 5;

/// The block that runs: started, and not ended.
fn running<'a>(parts: &Parts<'a>) -> Option<&'a Block> {
    parts.session.agenda.iter().rev().find(|b| b.actual_start.is_some() && b.actual_minutes.is_none())
}

/// What the wall may say of the running block.
pub fn running_block(session: &crate::session::Session) -> Option<RunningBlock> {
    let block =
        session.agenda.iter().rev().find(|b| b.actual_start.is_some() && b.actual_minutes.is_none())?;
    let ends = block.actual_start?.plus(block.planned_minutes).to_string();
    Some(RunningBlock { title: block.title.clone(), ends })
}

pub(super) fn welcome(parts: &Parts) -> Scene {
    let card = &parts.session.session;
    let agenda = &parts.session.agenda;
    let last_begun = agenda.iter().enumerate().filter(|(_, block)| block.actual_start.is_some());
    let last_begun = last_begun.map(|(at, _)| at).next_back();
    // What has not begun follows what did, one block after the other: a day that began late announces no time that is past.
    let mut free = Clock(0);
    let stops = agenda.iter().enumerate().map(|(at, block)| {
        let state = match (block.actual_start, block.actual_minutes) {
            (Some(_), None) => StopState::Here,
            (Some(_), Some(_)) => StopState::Done,
            // Passed over: the day went on without it.
            (None, _) if last_begun.is_some_and(|last| at < last) => StopState::Done,
            _ => StopState::Coming,
        };
        let start = block.actual_start.unwrap_or(block.planned_start.max(free));
        if block.actual_start.is_some() || state == StopState::Coming && last_begun.is_some() {
            free = start.plus(block.actual_minutes.unwrap_or(block.planned_minutes));
        }
        Stop { start: start.to_string(), title: block.title.clone(), state }
    });
    Scene::Welcome(Welcome {
        title: card.title.clone(),
        date: if card.date == Day::default() { String::new() } else { card.date.in_words() },
        reason: card.reason.clone(),
        agenda: stops.collect(),
    })
}

pub(super) fn rules(parts: &Parts) -> Scene {
    let rules = &parts.playbook.ground_rules;
    Scene::Rules(Rules { title: rules.title.clone(), rules: rules.rules.clone(), page: parts.page })
}

/// The break that runs, else the next one, else the one that ended last.
pub(super) fn pause(parts: &Parts) -> Scene {
    let blocks: Vec<&Block> = parts.session.agenda.iter().collect();
    let is_break = |block: &&Block| block.kind == BlockKind::Break;
    let now = running(parts).filter(is_break);
    let next = || blocks.iter().copied().find(|b| is_break(b) && b.actual_start.is_none());
    let last = || blocks.iter().rev().copied().find(is_break);
    let Some(block) = now.or_else(next).or_else(last) else {
        return Scene::Break(Break { title: "Break".to_owned(), ..Break::default() });
    };
    let begins = block.actual_start.unwrap_or(block.planned_start);
    let then = blocks.iter().skip_while(|b| b.id != block.id).nth(1);
    Scene::Break(Break {
        title: block.title.clone(),
        state: match (block.actual_start, block.actual_minutes) {
            (None, _) => StopState::Coming,
            (Some(_), None) => StopState::Here,
            (Some(_), Some(_)) => StopState::Done,
        },
        begins: begins.to_string(),
        minutes: block.planned_minutes,
        back_at: begins.plus(block.planned_minutes).to_string(),
        then: then.map_or_else(String::new, |block| block.title.clone()),
    })
}

/// A break that was put on the wall at this time without being started: where that is later than planned, it counts from
/// then, so that nobody is asked back at a time that is past.
pub fn announce(pause: &mut Break, at: Clock) {
    let begins = at.to_string();
    if pause.back_at.is_empty() {
        return;
    }
    // All as `HH:MM`. After the last break of the agenda, one that is put up is another one.
    if pause.state == StopState::Done && begins >= pause.back_at {
        pause.state = StopState::Coming;
        pause.then.clear();
    }
    if pause.state == StopState::Coming && begins > pause.begins {
        pause.back_at = at.plus(pause.minutes).to_string();
        pause.begins = begins;
    }
}

/// What runs, by its title alone; where nothing runs, what the day is called.
pub(super) fn block(parts: &Parts) -> Scene {
    let title = running(parts).map_or(&parts.session.session.title, |block| &block.title);
    Scene::Welcome(Welcome { title: title.clone(), ..Welcome::default() })
}

/// The break that runs, so that the wall shows it by itself.
fn running_break(session: &crate::session::Session) -> Option<&crate::session::Block> {
    let last = session.agenda.iter().rev().find(|b| b.actual_start.is_some())?;
    (last.actual_minutes.is_none() && last.kind == BlockKind::Break).then_some(last)
}

/// Whether a break runs.
pub fn break_runs(session: &crate::session::Session) -> bool {
    running_break(session).is_some()
}

/// Whether a break still runs whose time is over at `now`.
pub fn break_is_over(session: &crate::session::Session, now: Clock) -> bool {
    let end = |block: &Block| block.actual_start.map(|start| start.plus(block.planned_minutes));
    running_break(session).and_then(end).is_some_and(|end| now >= end)
}

pub(super) fn corners(parts: &Parts) -> Scene {
    let phases = parts.playbook.phases.phases.iter();
    let corners = phases.map(|phase| (phase.name.clone(), phase.read_aloud.clone())).collect();
    Scene::Corners(Corners { corners, page: parts.page })
}

pub(super) fn pulse(parts: &Parts) -> Scene {
    let pulse = &parts.playbook.pulse;
    Scene::Pulse(Pulse { question: pulse.question.clone(), low: pulse.low.clone(), high: pulse.high.clone() })
}

pub(super) fn catch_up(question: Option<&QuestionId>, parts: &Parts) -> Scene {
    let asked = question.and_then(|id| parts.session.questions.get(id));
    // Where nobody says which: the one of the block that runs, else the last that something was said to.
    let agenda = parts.playbook.agenda(&parts.session.session.agenda_variant);
    let block = running(parts).and_then(|block| agenda.block(block.id.as_str()));
    let runs = block.and_then(|block| block.question.as_deref());
    let asked = asked.or_else(|| parts.session.questions.get(&QuestionId::new(runs?)));
    let said = |question: &&crate::session::Question| {
        parts.session.notes.iter().any(|note| note.question == question.id)
    };
    let asked = asked.or_else(|| parts.session.questions.iter().rev().find(said));
    let asked = asked.or_else(|| parts.session.questions.at(0));
    let rules = parts.playbook.ground_rules.rules.iter().take(RULES_REPEATED).cloned().collect();
    Scene::CatchUp(CatchUp {
        question: asked.map_or_else(String::new, |question| question.text.clone()),
        found: themes::strongest(parts, question, FOUND),
        rules,
        page: parts.page,
    })
}
