//! The invariants of what is prepared: the checklist, the agenda with its times, the evidence. It knows nothing of notes.

use super::{drop_from, ok, said, short};
use crate::session::edit::{Keeps, Rejection};
use crate::session::{
    Block, BlockId, BlockKind, Check, CheckId, Clock, Evidence, EvidenceId, Moment, Session,
};

impl Keeps<Check> for Session {
    fn after(&mut self, id: &CheckId, _: Option<&Check>, _: &Moment) -> Result<(), Rejection> {
        self.get::<Check>(id).map_or(ok(), |c| said(&c.text, "The item", 500))
    }
}

impl Session {
    /// Start times follow from the sum of the minutes before them, and from what was put off during the day.
    pub(in crate::session) fn retime(&mut self) {
        let Some(first) = self.agenda.at(0) else { return };
        let mut at: Clock = self.session.start.unwrap_or(first.planned_start);
        for i in 0..self.agenda.len() {
            at = at.plus(self.agenda.at(i).and_then(|block| block.late_minutes).unwrap_or(0));
            if self.agenda.at(i).is_some_and(|block| block.planned_start != at)
                && let Some(block) = self.agenda.at_mut(i)
            {
                block.planned_start = at;
            }
            at = at.plus(self.agenda.at(i).map_or(0, |block| block.planned_minutes));
        }
    }
}

impl Keeps<Block> for Session {
    fn after(&mut self, id: &BlockId, _: Option<&Block>, _: &Moment) -> Result<(), Rejection> {
        if let Some(block) = self.get::<Block>(id) {
            said(&block.title, "The block's title", 200)?;
            if block.minimum_minutes == 0 || block.minimum_minutes > block.planned_minutes {
                return Rejection::because(format!(
                    "The minimum is between 1 and the planned {} minutes.",
                    block.planned_minutes
                ));
            }
            if block.planned_minutes > 24 * 60 {
                return Rejection::because("A block is at most a day long.");
            }
            if block.late_minutes.is_some_and(|late| late > 24 * 60) {
                return Rejection::because("A block is put off by at most a day.");
            }
            let floor = if block.id.as_str() == "lunch" { 45 } else { 10 };
            if block.kind == BlockKind::Break && block.minimum_minutes < floor {
                return Rejection::because(format!("This break is never shorter than {floor} minutes."));
            }
        }
        self.retime();
        Ok(())
    }
    fn forget(&mut self, _: &Block) {
        self.retime();
    }
}

impl Keeps<Evidence> for Session {
    fn after(&mut self, id: &EvidenceId, _: Option<&Evidence>, _: &Moment) -> Result<(), Rejection> {
        let Some(item) = self.get::<Evidence>(id) else { return Ok(()) };
        said(&item.title, "The title", 200)?;
        short(&item.headline, "The headline", 140)
    }
    fn forget(&mut self, gone: &Evidence) {
        self.gaps.each_mut(|g| g.evidence.contains(&gone.id), |g| drop_from(&mut g.evidence, &gone.id));
    }
}
