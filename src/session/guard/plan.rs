//! The invariants of what is decided: gaps, actions and all the lists of the plan. It knows nothing of ballots.

use super::{anew, drop_from, fresh, ok, said};
use crate::session::edit::{Keeps, Rejection};
use crate::session::{
    Action, ActionId, Blocker, BlockerId, Decision, DecisionId, Department, DepartmentId, Evidence, Feedback,
    FeedbackId, Gap, GapId, Guideline, GuidelineId, Initiative, InitiativeId, Metric, MetricId, Moment, Need,
    NeedId, Note, Objective, ObjectiveId, Parked, ParkedId, Person, Premortem, PremortemId, Process,
    ProcessId, Review, ReviewId, Session, SessionStatus, Sop, SopId, System, SystemId, Theme, Win, WinId,
};

impl Keeps<Gap> for Session {
    fn after(&mut self, id: &GapId, before: Option<&Gap>, at: &Moment) -> Result<(), Rejection> {
        let Some(gap) = self.get::<Gap>(id) else { return Ok(()) };
        // The board moves gaps that nobody touched: what a stranger's file broke in one of them must not stop the others.
        if let Some(before) = before
            && *gap == (Gap { lane: gap.lane.clone(), position: gap.position, ..before.clone() })
        {
            return Ok(());
        }
        said(&gap.title, "The gap's title", 200)?;
        let scores = [gap.scores.impact, gap.scores.urgency, gap.scores.feasibility, gap.scores.cost];
        if scores.iter().flatten().any(|n| !(1..=5).contains(n)) {
            return Rejection::because("Scores are whole numbers from 1 to 5.");
        }
        if let Some(moved) = &gap.moved
            && moved.reason.trim().chars().count() < 10
        {
            return Rejection::because(
                "Say why, in at least ten characters: the reason is printed in the synopsis.",
            );
        }
        self.all_known::<Theme>(&fresh(&gap.themes, before.map(|b| &*b.themes)))?;
        self.all_known::<Note>(&fresh(&gap.notes, before.map(|b| &*b.notes)))?;
        self.all_known::<Evidence>(&fresh(&gap.evidence, before.map(|b| &*b.evidence)))?;
        self.all_known::<Department>(&fresh(&gap.affects, before.map(|b| &*b.affects)))?;
        self.all_known::<System>(&fresh(&gap.systems, before.map(|b| &*b.systems)))?;
        let same = |field: fn(&Gap) -> Option<&str>| before.is_some_and(|b| field(b) == field(gap));
        if !same(|g| g.lead_department.as_ref().map(DepartmentId::as_str)) {
            self.known::<Department>(gap.lead_department.as_ref())?;
        }
        if !same(|g| g.process.as_ref().map(ProcessId::as_str)) {
            self.known::<Process>(gap.process.as_ref())?;
        }
        if !same(|g| g.caused_by.as_ref().map(ActionId::as_str)) {
            self.known::<Action>(gap.caused_by.as_ref())?;
        }
        if gap.merged_into.as_ref() == Some(id) {
            return Rejection::because("A gap cannot be merged into itself.");
        }
        if !same(|g| g.merged_into.as_ref().map(GapId::as_str)) {
            self.known::<Gap>(gap.merged_into.as_ref())?;
        }
        if let Some(before) = before {
            let (moved, rescored) = (before.moved != gap.moved, before.scores != gap.scores);
            let to = gap.moved.as_ref().map(|m| m.lane.to_string());
            if moved {
                self.note_in_log(at, "override", id.as_str(), to);
            }
            if rescored {
                self.log_if_closed(at, id.as_str());
            }
        }
        Ok(())
    }
    fn forget(&mut self, gone: &Gap) {
        let (id, me) = (&gone.id, Some(&gone.id));
        self.actions.each_mut(|a| a.gap.as_ref() == me, |a| a.gap = None);
        self.processes.each_mut(|p| p.gaps.contains(id), |p| drop_from(&mut p.gaps, id));
        self.initiatives.each_mut(|i| i.gaps.contains(id), |i| drop_from(&mut i.gaps, id));
        self.blockers.each_mut(|b| b.gap.as_ref() == me, |b| b.gap = None);
        self.gaps.each_mut(|g| g.merged_into.as_ref() == me, |g| g.merged_into = None);
    }
}

impl Keeps<Objective> for Session {
    fn after(&mut self, id: &ObjectiveId, before: Option<&Objective>, _: &Moment) -> Result<(), Rejection> {
        let Some(objective) = self.get::<Objective>(id) else { return Ok(()) };
        said(&objective.text, "The objective", 300)?;
        self.known::<Metric>(anew(objective.metric.as_ref(), before.and_then(|b| b.metric.as_ref())))
    }
    fn forget(&mut self, gone: &Objective) {
        self.actions.each_mut(|a| a.objective.as_ref() == Some(&gone.id), |a| a.objective = None);
    }
}

impl Keeps<Action> for Session {
    fn after(&mut self, id: &ActionId, before: Option<&Action>, _: &Moment) -> Result<(), Rejection> {
        let Some(action) = self.get::<Action>(id) else { return Ok(()) };
        said(&action.title, "The action", 300)?;
        self.known::<Gap>(anew(action.gap.as_ref(), before.and_then(|b| b.gap.as_ref())))?;
        self.known::<Objective>(anew(action.objective.as_ref(), before.and_then(|b| b.objective.as_ref())))?;
        self.known::<Person>(anew(action.owner.as_ref(), before.and_then(|b| b.owner.as_ref())))?;
        self.all_known::<Person>(&fresh(&action.helpers, before.map(|b| &*b.helpers)))?;
        self.known::<Metric>(anew(action.measure.as_ref(), before.and_then(|b| b.measure.as_ref())))?;
        if let Some(due) = action.due {
            if action.first_step_on.is_some_and(|day| day > due) {
                return Rejection::because(format!(
                    "The first step comes after the due date, {}.",
                    due.short()
                ));
            }
            if action.start.is_some_and(|day| day > due) {
                return Rejection::because(format!("The start comes after the due date, {}.", due.short()));
            }
        }
        Ok(())
    }
    fn forget(&mut self, gone: &Action) {
        let me = Some(&gone.id);
        self.gaps.each_mut(|g| g.caused_by.as_ref() == me, |g| g.caused_by = None);
        self.wins.each_mut(|w| w.action.as_ref() == me, |w| w.action = None);
    }
}

impl Keeps<Need> for Session {
    fn after(&mut self, id: &NeedId, before: Option<&Need>, _: &Moment) -> Result<(), Rejection> {
        let Some(need) = self.get::<Need>(id) else { return Ok(()) };
        said(&need.question, "The question", 500)?;
        self.known::<Note>(anew(need.note.as_ref(), before.and_then(|b| b.note.as_ref())))?;
        self.known::<Person>(anew(need.owner.as_ref(), before.and_then(|b| b.owner.as_ref())))
    }
}

impl Keeps<Metric> for Session {
    fn after(&mut self, id: &MetricId, before: Option<&Metric>, _: &Moment) -> Result<(), Rejection> {
        let Some(metric) = self.get::<Metric>(id) else { return Ok(()) };
        said(&metric.name, "The measure's name", 200)?;
        let frozen = self.session.status == SessionStatus::Closed
            && before
                .is_some_and(|b| b.baseline.value.is_some() && b.baseline.value != metric.baseline.value);
        if frozen {
            return Rejection::because(
                "The baseline is frozen since the session was closed. Add a reading instead.",
            );
        }
        self.known::<Person>(anew(metric.owner.as_ref(), before.and_then(|b| b.owner.as_ref())))?;
        let defined = |b: &&Metric| {
            b.definition != metric.definition || b.definition_version != metric.definition_version
        };
        if let Some(before) = before.filter(defined)
            && let Some(metric) = self.metrics.get_mut(id)
        {
            metric.keep_definition(before);
        }
        Ok(())
    }
    fn forget(&mut self, gone: &Metric) {
        let me = Some(&gone.id);
        self.actions.each_mut(|a| a.measure.as_ref() == me, |a| a.measure = None);
        self.objectives.each_mut(|o| o.metric.as_ref() == me, |o| o.metric = None);
        self.processes.each_mut(|p| p.metric.as_ref() == me, |p| p.metric = None);
        self.sops.each_mut(|s| s.measure.as_ref() == me, |s| s.measure = None);
    }
}

impl Keeps<Process> for Session {
    fn after(&mut self, id: &ProcessId, before: Option<&Process>, _: &Moment) -> Result<(), Rejection> {
        let Some(process) = self.get::<Process>(id) else { return Ok(()) };
        said(&process.name, "The process's name", 200)?;
        self.known::<Person>(anew(process.owner.as_ref(), before.and_then(|b| b.owner.as_ref())))?;
        self.all_known::<Gap>(&fresh(&process.gaps, before.map(|b| &*b.gaps)))?;
        self.known::<Metric>(anew(process.metric.as_ref(), before.and_then(|b| b.metric.as_ref())))
    }
    fn forget(&mut self, gone: &Process) {
        let me = Some(&gone.id);
        self.gaps.each_mut(|g| g.process.as_ref() == me, |g| g.process = None);
        self.sops.each_mut(|s| s.process.as_ref() == me, |s| s.process = None);
    }
}

impl Keeps<Sop> for Session {
    fn after(&mut self, id: &SopId, _: Option<&Sop>, _: &Moment) -> Result<(), Rejection> {
        self.get::<Sop>(id).map_or(ok(), |s| said(&s.title, "The page's title", 200))
    }
}

impl Keeps<System> for Session {
    fn after(&mut self, id: &SystemId, _: Option<&System>, _: &Moment) -> Result<(), Rejection> {
        self.get::<System>(id).map_or(ok(), |s| said(&s.name, "The system's name", 200))
    }
    fn forget(&mut self, gone: &System) {
        self.gaps.each_mut(|g| g.systems.contains(&gone.id), |g| drop_from(&mut g.systems, &gone.id));
    }
}

impl Keeps<Initiative> for Session {
    fn after(&mut self, id: &InitiativeId, before: Option<&Initiative>, _: &Moment) -> Result<(), Rejection> {
        let Some(initiative) = self.get::<Initiative>(id) else { return Ok(()) };
        said(&initiative.name, "The initiative's name", 200)?;
        self.known::<Person>(anew(initiative.owner.as_ref(), before.and_then(|b| b.owner.as_ref())))?;
        self.all_known::<Gap>(&fresh(&initiative.gaps, before.map(|b| &*b.gaps)))
    }
}

impl Keeps<Blocker> for Session {
    fn after(&mut self, id: &BlockerId, before: Option<&Blocker>, _: &Moment) -> Result<(), Rejection> {
        let Some(blocker) = self.get::<Blocker>(id) else { return Ok(()) };
        said(&blocker.said, "What was said", 500)?;
        if before.is_none_or(|b| b.note != blocker.note) {
            self.known::<Note>(anew(blocker.note.as_ref(), before.and_then(|b| b.note.as_ref())))?;
        }
        self.known::<Gap>(anew(blocker.gap.as_ref(), before.and_then(|b| b.gap.as_ref())))?;
        self.known::<Person>(anew(blocker.owner.as_ref(), before.and_then(|b| b.owner.as_ref())))
    }
}

impl Keeps<Premortem> for Session {
    fn after(&mut self, id: &PremortemId, _: Option<&Premortem>, _: &Moment) -> Result<(), Rejection> {
        self.get::<Premortem>(id).map_or(ok(), |p| said(&p.text, "The reason", 500))
    }
}

impl Keeps<Parked> for Session {
    fn after(&mut self, id: &ParkedId, before: Option<&Parked>, _: &Moment) -> Result<(), Rejection> {
        let Some(parked) = self.get::<Parked>(id) else { return Ok(()) };
        said(&parked.text, "The item", 500)?;
        if before.is_none_or(|b| b.note != parked.note) {
            self.known::<Note>(anew(parked.note.as_ref(), before.and_then(|b| b.note.as_ref())))?;
        }
        self.known::<Person>(anew(parked.raised_by.as_ref(), before.and_then(|b| b.raised_by.as_ref())))?;
        self.known::<Person>(anew(parked.owner.as_ref(), before.and_then(|b| b.owner.as_ref())))
    }
}

impl Keeps<Decision> for Session {
    fn after(&mut self, id: &DecisionId, before: Option<&Decision>, _: &Moment) -> Result<(), Rejection> {
        let Some(decision) = self.get::<Decision>(id) else { return Ok(()) };
        said(&decision.text, "The decision", 500)?;
        self.known::<Person>(anew(decision.asked_of.as_ref(), before.and_then(|b| b.asked_of.as_ref())))
    }
}

impl Keeps<Review> for Session {
    fn after(&mut self, id: &ReviewId, _: Option<&Review>, _: &Moment) -> Result<(), Rejection> {
        self.get::<Review>(id).map_or(ok(), |r| said(&r.kind, "The review's name", 100))
    }
}

impl Keeps<Feedback> for Session {
    fn after(&mut self, id: &FeedbackId, _: Option<&Feedback>, _: &Moment) -> Result<(), Rejection> {
        self.get::<Feedback>(id).map_or(ok(), |f| said(&f.text, "The card", 500))
    }
}

impl Keeps<Win> for Session {
    fn after(&mut self, id: &WinId, before: Option<&Win>, _: &Moment) -> Result<(), Rejection> {
        let Some(win) = self.get::<Win>(id) else { return Ok(()) };
        said(&win.text, "The win", 300)?;
        self.known::<Action>(anew(win.action.as_ref(), before.and_then(|b| b.action.as_ref())))
    }
}

impl Keeps<Guideline> for Session {
    fn after(&mut self, id: &GuidelineId, _: Option<&Guideline>, _: &Moment) -> Result<(), Rejection> {
        self.get::<Guideline>(id).map_or(ok(), |g| said(&g.text, "The guideline", 500))
    }
}
