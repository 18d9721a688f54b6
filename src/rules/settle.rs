//! After a change: where each gap lies now, written beside it. The lane and the position in the file are what the rule,
//! the limit and the room say together (R1); this keeps them so, in the same undoable step.

use super::verdicts::sorting;
use super::words::Lane as RuleLane;
use crate::session::{Edit, Gap, GapChange, Lane, ListEdit, Session, edit};

/// As [`settle`], after this very edit. A new note is linked to no gap yet, so it moves none: the key that is pressed
/// most stays cheap.
pub fn settle_after(made: &Edit, before: &Session, after: &Session) -> Option<Edit> {
    if only_adds_notes(made) { None } else { settle(before, after) }
}

fn only_adds_notes(made: &Edit) -> bool {
    match made {
        Edit::Note(ListEdit::Add(_)) => true,
        Edit::Many { edits, .. } => edits.iter().all(only_adds_notes),
        _ => false,
    }
}

/// The edits that put every live gap where it belongs after `after` came from `before`, if any moved.
pub fn settle(before: &Session, after: &Session) -> Option<Edit> {
    let untouched = before.gaps.same(&after.gaps)
        && before.notes.same(&after.notes)
        && before.evidence.same(&after.evidence)
        && before.ballots.same(&after.ballots)
        && before.session.capacity == after.session.capacity
        && before.session.weights == after.session.weights
        && before.assessments.readiness == after.assessments.readiness;
    if untouched || after.gaps.is_empty() {
        return None;
    }
    let board = sorting(after);
    let lanes = [
        (RuleLane::Now, Lane::Now),
        (RuleLane::Next, Lane::Next),
        (RuleLane::Later, Lane::Later),
        (RuleLane::Unsorted, Lane::Unsorted),
    ];
    let mut edits = Vec::new();
    for (from, lane) in lanes {
        for (id, position) in board.lane(from).iter().zip(1..) {
            let id = crate::session::GapId(id.clone());
            let Some(gap) = after.get::<Gap>(&id) else { continue };
            if gap.lane != lane {
                edits.push(edit::change::<Gap>(&id, GapChange::lane(lane.clone())));
            }
            if gap.position != position {
                edits.push(edit::change::<Gap>(&id, GapChange::position(position)));
            }
        }
    }
    (!edits.is_empty()).then(|| edit::many("the board followed", edits))
}
