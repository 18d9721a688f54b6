//! What screens and overlays answer, carried out: edits, questions, lines, effects. A refused answer stays on the screen.

use super::{Purpose, Work, blocker, park};
use crate::room::Wish;
use crate::tui::ctx::Ctx;
use crate::tui::frame;
use crate::tui::outcome::{Answer, Outcome};
use crate::tui::overlays::{Overlay, Reply};
use crate::tui::screens::{self, Screen, questions};
use crate::tui::showing::WallChange;

impl Work {
    pub(super) fn reply(&mut self, overlay: Box<dyn Overlay>, reply: Reply) {
        match reply {
            Reply::Stay | Reply::Ignored => self.overlays.push(overlay),
            Reply::Close => {
                self.forget_draft(&*overlay);
                self.unanswered(overlay.purpose());
            }
            Reply::Do(outcome) => {
                self.overlays.push(overlay);
                self.outcome(outcome);
            }
            Reply::CloseAnd(outcome) => {
                self.forget_draft(&*overlay);
                self.outcome(outcome);
            }
            Reply::Run(command) => {
                self.forget_draft(&*overlay);
                self.run(command);
            }
            Reply::RunThere(binding) => {
                self.forget_draft(&*overlay);
                self.run_there(binding);
            }
            Reply::Answer(answer) => {
                let purpose = overlay.purpose().cloned();
                let (before, said) = (self.history.revision(), self.saying.take());
                if let Some(purpose) = purpose {
                    self.answer(purpose, answer);
                }
                // A refused answer stays on the screen, so that nothing typed is lost.
                let refused =
                    self.history.revision() == before && self.saying.as_ref().is_some_and(|s| s.warn);
                self.saying = self.saying.take().or(said);
                if refused && self.overlays.last().is_none_or(|o| o.layer() != overlay.layer()) {
                    self.overlays.push(overlay);
                } else if let Some((key, _)) = overlay.half_typed() {
                    self.keep(&key, None);
                }
            }
        }
    }

    /// A question was left without an answer: who asked goes back to where it was asked.
    pub(super) fn unanswered(&mut self, purpose: Option<&screens::Purpose>) {
        match purpose {
            Some(screens::Purpose::Standing(_)) => self.screens.standing.unanswered(),
            Some(screens::Purpose::Questions(questions::Purpose::Paste)) => {
                let ctx = split_ctx!(self);
                let said = self.screens.questions.left_out(&ctx);
                self.say(said);
            }
            _ => {}
        }
    }

    pub(super) fn answer(&mut self, purpose: screens::Purpose, answer: Answer) {
        macro_rules! screen {
            ($field:ident, $purpose:expr) => {{
                let ctx = split_ctx!(self);
                let outcome = self.screens.$field.answer($purpose, answer, &ctx);
                self.outcome(outcome);
            }};
        }
        match purpose {
            screens::Purpose::Global(purpose) => self.global_answer(&purpose, answer),
            screens::Purpose::Prepare(purpose) => screen!(prepare, purpose),
            screens::Purpose::Roster(purpose) => screen!(roster, purpose),
            screens::Purpose::Questions(purpose) => screen!(questions, purpose),
            screens::Purpose::Themes(purpose) => screen!(themes, purpose),
            screens::Purpose::Gaps(purpose) => screen!(gaps, purpose),
            screens::Purpose::Sort(purpose) => screen!(sort, purpose),
            screens::Purpose::Plan(purpose) => screen!(plan, purpose),
            screens::Purpose::Standing(purpose) => screen!(standing, purpose),
            screens::Purpose::Synopsis(purpose) => screen!(synopsis, purpose),
            screens::Purpose::Start(_) => {}
        }
    }

    pub(super) fn global_answer(&mut self, purpose: &Purpose, answer: Answer) {
        if let (Purpose::Scene, Answer::Picked(ids)) = (purpose, &answer) {
            let wish = ids.first().and_then(|key| Wish::from_key(key));
            return self.wall(WallChange::Pin(wish));
        }
        if let (Purpose::HandOver, Answer::Picked(ids)) = (purpose, &answer) {
            if let Some((stage, item)) = ids.first().and_then(|id| super::hand_over::place(id)) {
                self.enter(stage, item.as_deref());
            }
            return;
        }
        let Answer::Text(said) = answer else { return };
        match purpose {
            Purpose::Park => {
                if self.edit(&park(&said)) {
                    self.say("Parked. It waits for an outcome in Plan.");
                }
            }
            Purpose::Blocker => {
                if self.edit(&blocker(&said, self.playbook)) {
                    self.say("Blocker noted. Who checks it, and by when, is asked in Plan.");
                }
            }
            Purpose::Field | Purpose::Scene | Purpose::HandOver => {}
        }
    }

    /// Does what a screen or an overlay answered; false where something was refused.
    pub fn outcome(&mut self, outcome: Outcome) -> bool {
        match outcome {
            Outcome::Stay | Outcome::Ignored => true,
            Outcome::Edit(edit) => self.edit(&edit),
            Outcome::Amend(edit) => self.amend(&edit),
            Outcome::Ask(ask) => {
                self.ask(ask);
                true
            }
            Outcome::Go(stage) => {
                self.enter(stage, None);
                true
            }
            Outcome::Show(stage, item) => {
                self.enter(stage, Some(&item));
                true
            }
            Outcome::Say(line) => {
                self.say(line);
                true
            }
            Outcome::Warn(line) => {
                self.warn(line);
                false
            }
            Outcome::Do(effect) => {
                let effect = self.with_session(effect);
                self.effects.push(effect);
                true
            }
            // One timer runs a day: the window that writes has it.
            Outcome::Timer(change) => {
                if let Some(why) = &self.read_only {
                    let line = format!("Read only: {why}");
                    self.warn(line);
                    return false;
                }
                change.apply(&mut self.timer, &self.now);
                self.keep_timer();
                true
            }
            Outcome::Keep(key, value) => {
                self.keep(&key, value);
                true
            }
            Outcome::Wall(change) => {
                self.wall(change);
                true
            }
            Outcome::Many(outcomes) => outcomes.into_iter().all(|outcome| self.outcome(outcome)),
        }
    }
}
