//! In which pile the ballots lie that are typed now: no pile, or one of the three levels (the handbook, R4, R8). Kept
//! beside the session, as it is a place in the stack of paper and no fact about anybody. Knows nothing of dots.

use crate::session::{BallotId, Level};
use crate::tui::ctx::Ctx;
use crate::tui::outcome::Outcome;

fn kept_as(ballot: &BallotId) -> String {
    format!("ballot.{ballot}.pile")
}

/// The pile that is typed now.
pub fn now(ballot: &BallotId, ctx: &Ctx) -> Option<Level> {
    let kept = ctx.kept.get(&kept_as(ballot))?;
    Level::ALL.iter().find(|level| level.as_str() == kept).cloned()
}

/// The pile after this one, and after the last one none.
pub fn after(pile: Option<&Level>) -> Option<Level> {
    match pile {
        None => Level::ALL.first().cloned(),
        Some(level) => {
            let place = Level::ALL.iter().position(|known| known == level);
            place.and_then(|place| Level::ALL.get(place + 1)).cloned()
        }
    }
}

/// To the next pile, for the ballots that are typed from now on.
pub fn turn(ballot: &BallotId, ctx: &Ctx) -> Outcome {
    let next = after(now(ballot, ctx).as_ref());
    let said = match &next {
        Some(level) => format!("Pile: {}.", word(level)),
        None => "No pile.".to_owned(),
    };
    let keep = Outcome::Keep(kept_as(ballot), next.map(|level| level.to_string()));
    Outcome::Many(vec![keep, Outcome::Say(said)])
}

/// What a pile is called.
pub fn word(level: &Level) -> &str {
    match level {
        Level::FrontLine => "front line",
        Level::Manager => "managers",
        Level::Executive => "executives",
        Level::Other(word) => word,
    }
}
