//! What a key does to the selected item: take it out, move it, mark it, ask for its one missing thing.
//!
//! It refuses to know how the answer becomes an edit.

use super::sections::{Section, items};
use super::{Plan, asks, numbers, owners};
use crate::rules::Lane;
use crate::session::{
    Action, ActionChange, ActionStatus, Blocker, Decision, DecisionChange, DecisionStatus, Edit, Feedback,
    FeedbackChange, FeedbackKind, Metric, Need, Objective, Parked, Premortem, PremortemChange, Process,
    Review, ReviewChange, Sop, Win, edit,
};
use crate::tui::ctx::Ctx;
use crate::tui::forms::Target;
use crate::tui::outcome::Outcome;

/// Runs an expression for the item of the plan that a target means.
macro_rules! with_item {
    ($target:expr, |$id:ident: $T:ident| $body:expr, else $none:expr) => {
        match $target {
            Target::Action($id) => {
                type $T = Action;
                $body
            }
            Target::Need($id) => {
                type $T = Need;
                $body
            }
            Target::Metric($id) => {
                type $T = Metric;
                $body
            }
            Target::Objective($id) => {
                type $T = Objective;
                $body
            }
            Target::Process($id) => {
                type $T = Process;
                $body
            }
            Target::Sop($id) => {
                type $T = Sop;
                $body
            }
            Target::Blocker($id) => {
                type $T = Blocker;
                $body
            }
            Target::Premortem($id) => {
                type $T = Premortem;
                $body
            }
            Target::Parked($id) => {
                type $T = Parked;
                $body
            }
            Target::Decision($id) => {
                type $T = Decision;
                $body
            }
            Target::Review($id) => {
                type $T = Review;
                $body
            }
            Target::Feedback($id) => {
                type $T = Feedback;
                $body
            }
            Target::Win($id) => {
                type $T = Win;
                $body
            }
            _ => $none,
        }
    };
}

impl Plan {
    pub(super) fn remove(&self) -> Outcome {
        let Some(here) = self.here().filter(|_| self.section != Section::Leaving) else {
            return Outcome::Stay;
        };
        with_item!(
            here,
            |id: Item| Outcome::Many(vec![
                edit::remove::<Item>(id).into(),
                Outcome::Say(format!("{id} removed. Ctrl-Z brings it back."))
            ]),
            else Outcome::Say("x takes actions out. A gap is removed in Gaps.".into())
        )
    }

    /// Moves the selected item past its neighbour; actions stay within their gap.
    pub(super) fn shift(&self, down: bool, ctx: &Ctx) -> Outcome {
        let items = items(self.section, ctx);
        let Some(here) = self.here().filter(|_| self.section != Section::Leaving) else {
            return Outcome::Stay;
        };
        let Some(at) = items.iter().position(|item| item == here) else { return Outcome::Stay };
        let other = if down { items.get(at + 1) } else { at.checked_sub(1).and_then(|at| items.get(at)) };
        if let (Target::Action(id), Some(Target::Action(other))) = (here, other) {
            let gap = |id| ctx.session.get::<Action>(id).and_then(|action| action.gap.clone());
            if gap(id) != gap(other) {
                return Outcome::Stay;
            }
        }
        match here {
            Target::Premortem(_) => {
                return Outcome::Say("The dots make the order: v counts them, + and - change one.".into());
            }
            Target::Process(_) => {
                return Outcome::Say("The gaps make the order: Now gaps first, then how many.".into());
            }
            _ => {}
        }
        with_item!(
            here,
            |id: Item| {
                let place = other.and_then(|other| {
                    let list = <Item as crate::session::Listed>::list(ctx.session);
                    let other = asks::id_of(other);
                    list.iter().position(|item| crate::session::Entity::id(item).as_str() == other)
                });
                place.map(|place| edit::shift::<Item>(id, place)).into()
            },
            else Outcome::Say("The order of gaps comes from Sort.".into())
        )
    }

    pub(super) fn done(&self, ctx: &Ctx) -> Outcome {
        let s = ctx.session;
        let today = ctx.now.day();
        let Some(here) = self.here() else { return Outcome::Stay };
        let step = |label: String, edits: Vec<Edit>| Outcome::Edit(edit::many(label, edits));
        match here {
            Target::Action(id) => {
                let Some(action) = s.get::<Action>(id) else { return Outcome::Stay };
                let done = action.is_live();
                let status = if done { ActionStatus::Done } else { ActionStatus::Open };
                let edits = vec![
                    edit::change::<Action>(id, ActionChange::status(status)),
                    edit::change::<Action>(id, ActionChange::done_on(done.then_some(today))),
                ];
                step(format!("{id} {}", if done { "done" } else { "open again" }), edits)
            }
            Target::Review(id) => {
                let held = s.get::<Review>(id).is_some_and(|review| review.held_on.is_none());
                let set = edit::change::<Review>(id, ReviewChange::held_on(held.then_some(today)));
                step(format!("{id} {}", if held { "held" } else { "not held" }), vec![set])
            }
            Target::Decision(id) => {
                let asked = s.get::<Decision>(id).is_some_and(|d| d.status == DecisionStatus::Asked);
                let status = if asked { DecisionStatus::Taken } else { DecisionStatus::Asked };
                let label = format!("{id} {}", status.label());
                step(label, vec![edit::change::<Decision>(id, DecisionChange::status(status))])
            }
            Target::Feedback(_) => self.kind(ctx),
            Target::Blocker(_) | Target::Process(_) | Target::Sop(_) => {
                asks::state(here, ctx).map_or(Outcome::Stay, Outcome::Ask)
            }
            Target::Need(_) | Target::Parked(_) | Target::Premortem(_) => {
                asks::words(here, ctx).map_or(Outcome::Stay, Outcome::Ask)
            }
            Target::Gap(_) if self.section == Section::Now => {
                Outcome::Say("Choose an action to mark it done. A gap is closed on its card.".into())
            }
            _ => Outcome::Stay,
        }
    }

    pub(super) fn kind(&self, ctx: &Ctx) -> Outcome {
        match self.here() {
            Some(Target::Feedback(id)) => {
                let keep =
                    ctx.session.get::<Feedback>(id).is_some_and(|card| card.kind == FeedbackKind::Keep);
                let kind = if keep { FeedbackKind::Change } else { FeedbackKind::Keep };
                edit::change::<Feedback>(id, FeedbackChange::kind(kind)).into()
            }
            Some(here @ (Target::Need(_) | Target::Blocker(_))) => {
                asks::kind(here, false, None, ctx).map_or(Outcome::Stay, Outcome::Ask)
            }
            _ => Outcome::Say("Kinds belong to needs, blockers and keep/change cards.".into()),
        }
    }

    pub(super) fn state(&self, ctx: &Ctx) -> Outcome {
        let Some(here) = self.here() else { return Outcome::Stay };
        let ask = match here {
            Target::Gap(_) => asks::words(here, ctx),
            other => asks::state(other, ctx),
        };
        ask.map_or_else(|| self.done(ctx), Outcome::Ask)
    }

    pub(super) fn dots(&self, by: i64, ctx: &Ctx) -> Outcome {
        let Some(Target::Premortem(id)) = self.here() else {
            return Outcome::Say("Dots are counted in the pre-mortem.".into());
        };
        let Some(item) = ctx.session.get::<Premortem>(id) else { return Outcome::Stay };
        let votes = u32::try_from((i64::from(item.votes) + by).clamp(0, 9999)).unwrap_or(item.votes);
        if votes == item.votes {
            return Outcome::Stay;
        }
        edit::change::<Premortem>(id, PremortemChange::votes(votes)).into()
    }

    /// A number: today's, the next reading, or the dots of every reason in turn.
    pub(super) fn value(&self, ctx: &Ctx) -> Outcome {
        match self.here() {
            Some(Target::Metric(id)) => numbers::ask(id, ctx).into(),
            Some(Target::Premortem(id)) => numbers::votes(id, id, ctx).into(),
            _ => Outcome::Say("Numbers belong to measures, dots to the pre-mortem.".into()),
        }
    }

    /// The measure of an action, a process, an objective or a playbook page.
    pub(super) fn measure(&self, ctx: &Ctx) -> Outcome {
        match self.here() {
            Some(here @ (Target::Process(_) | Target::Objective(_) | Target::Sop(_))) => {
                asks::measure(here, ctx).into()
            }
            Some(Target::Gap(_) | Target::Action(_)) | None if self.section == Section::Now => self
                .ask_action(
                    ctx,
                    |a| a.measure.is_some(),
                    |id| asks::measure(&Target::Action(id.clone()), ctx),
                ),
            _ => Outcome::Say("A measure belongs to an action, a process, an objective or a page.".into()),
        }
    }

    pub(super) fn date(&self, ctx: &Ctx) -> Outcome {
        match (self.section, self.here()) {
            (Section::Now, _) => self.ask_action(
                ctx,
                |a| a.due.is_some(),
                |id| asks::date(&Target::Action(id.clone()), false, ctx),
            ),
            (Section::Waiting, Some(Target::Gap(id))) if ctx.verdicts().lane(id.as_str()) != Lane::Later => {
                Outcome::Say("A Next gap starts on a condition, not on a day: s says it.".into())
            }
            (
                _,
                Some(
                    here @ (Target::Gap(_)
                    | Target::Need(_)
                    | Target::Blocker(_)
                    | Target::Decision(_)
                    | Target::Review(_)
                    | Target::Sop(_)
                    | Target::Win(_)),
                ),
            ) => asks::date(here, false, ctx).into(),
            _ => Outcome::Say("There is no date here.".into()),
        }
    }

    /// Whether what is at the cursor has an owner, or its actions have.
    pub(super) fn may_be_owned(&self) -> bool {
        match self.here() {
            Some(Target::Gap(_) | Target::Action(_)) => self.section == Section::Now,
            Some(
                Target::Need(_)
                | Target::Metric(_)
                | Target::Process(_)
                | Target::Sop(_)
                | Target::Blocker(_)
                | Target::Parked(_)
                | Target::Decision(_),
            ) => true,
            _ => false,
        }
    }

    pub(super) fn owner(&self, ctx: &Ctx) -> Outcome {
        match self.here() {
            Some(Target::Gap(_) | Target::Action(_)) if self.section == Section::Now => self.ask_action(
                ctx,
                |a| a.owner.is_some(),
                |id| owners::owner(&Target::Action(id.clone()), false, None, ctx),
            ),
            Some(here) if self.may_be_owned() => owners::owner(here, false, None, ctx).into(),
            _ => Outcome::Say("There is no owner here.".into()),
        }
    }
}
