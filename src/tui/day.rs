//! The agenda against the wall clock: which block runs, what is next, how far behind (R11).

use crate::rules::clock::{Block, Standing, standing};
use crate::session::{BlockChange, Clock, Edit, Session, edit};

use super::event::Now;

fn minutes(clock: Clock) -> i64 {
    i64::from(clock.0)
}

/// Whether the day is today, so that the clock has something to say.
pub fn is_today(session: &Session, now: &Now) -> bool {
    session.session.date == now.day()
}

/// Where the day stands, if it is today and has an agenda.
pub fn where_we_are(session: &Session, now: &Now) -> Option<Standing> {
    if !is_today(session, now) || session.agenda.is_empty() {
        return None;
    }
    let blocks: Vec<Block> = session
        .agenda
        .iter()
        .map(|block| Block {
            planned_start: minutes(block.planned_start),
            planned: i64::from(block.planned_minutes),
            actual_start: block.actual_start.map(minutes),
            actual: block.actual_minutes.map(i64::from),
        })
        .collect();
    Some(standing(&blocks, minutes(now.clock())))
}

/// Ends the running block and starts the one after it, at this minute.
pub fn start_next(session: &Session, now: &Now) -> Option<(String, Edit)> {
    let at = now.clock();
    let mut edits = Vec::new();
    let next = session.agenda.iter().position(|block| block.actual_start.is_none());
    let running =
        session.agenda.iter().rev().find(|b| b.actual_start.is_some() && b.actual_minutes.is_none());
    if let Some(block) = running {
        let took = block.actual_start.map_or(0, |start| at.0.saturating_sub(start.0));
        edits.push(edit::change::<crate::session::Block>(
            &block.id,
            BlockChange::actual_minutes(Some(took.into())),
        ));
    }
    let title = match next.and_then(|i| session.agenda.at(i)) {
        Some(block) => {
            edits.push(edit::change::<crate::session::Block>(&block.id, BlockChange::actual_start(Some(at))));
            block.title.clone()
        }
        None => "the day's end".to_owned(),
    };
    (!edits.is_empty()).then(|| (title.clone(), edit::many(format!("started {title}"), edits)))
}
