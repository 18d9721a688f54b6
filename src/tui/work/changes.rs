//! The one way to change the session, and back: edits, imports, undo. Every change becomes a wish to save.

use super::Work;
use crate::session::{Edit, Session};
use crate::tui::effect::{Effect, Import, Imported};

impl Work {
    /// The one way to change the session. False where it was refused; the facilitator is told why.
    pub fn edit(&mut self, edit: &Edit) -> bool {
        self.make(edit, false)
    }

    /// The same, as a part of the last step where that has the same label.
    pub(super) fn amend(&mut self, edit: &Edit) -> bool {
        self.make(edit, true)
    }

    fn make(&mut self, edit: &Edit, amends: bool) -> bool {
        if let Some(why) = &self.read_only {
            let line = format!("Read only: {why}");
            self.warn(line);
            return false;
        }
        let before = self.history.session().clone();
        let settle = |before: &Session, after: &Session| crate::rules::settle_after(edit, before, after);
        let at = self.now.moment();
        let made = if amends {
            self.history.amend(edit, &at, settle)
        } else {
            self.history.apply(edit, &at, settle)
        };
        match made {
            Ok(()) => {
                if before.notes.len() >= 10 && self.history.session().notes.len() * 2 < before.notes.len() {
                    self.effects.push(Effect::Backup { reason: "before-removal", session: before });
                }
                self.changed();
                true
            }
            Err(refused) => {
                self.warn(refused.0);
                false
            }
        }
    }

    /// An import is proposed for the session as it is now.
    pub(super) fn with_session(&self, effect: Effect) -> Effect {
        let (what, path) = match effect {
            Effect::ImportRoster(path) => (Imported::Roster, path),
            Effect::ImportNotes(path) => (Imported::Notes { question: None, column: None }, path),
            other => return other,
        };
        let (session, revision) = (self.session().clone(), self.revision());
        Effect::Import(Box::new(Import { what, path, session, revision }))
    }

    /// A file was read. Where somebody typed meanwhile, it is proposed anew for what there is now.
    pub fn proposed(&mut self, wish: Import, edit: Option<&Edit>, summary: String) {
        if wish.revision != self.revision() {
            let (session, revision) = (self.session().clone(), self.revision());
            self.effects.push(Effect::Import(Box::new(Import { session, revision, ..wish })));
            return;
        }
        if let Some(edit) = edit {
            let before = self.session().clone();
            if !self.edit(edit) {
                return;
            }
            self.effects.push(Effect::Backup { reason: "before import", session: before });
        }
        self.say(summary);
        self.after();
    }

    pub(super) fn changed(&mut self) {
        self.derived.changed();
        if self.saving.waiting_since_ms.is_none() {
            self.saving.waiting_since_ms = Some(self.now.awake_ms);
        }
        self.effects.push(Effect::Save {
            revision: self.history.revision(),
            session: self.history.session().clone(),
        });
    }

    pub(super) fn undo(&mut self) {
        if self.read_only.is_some() {
            return self.warn("Read only: nothing to take back.");
        }
        match self.history.undo() {
            Some(label) => {
                self.changed();
                self.say(format!("Taken back: {label}. Ctrl-Y does it again."));
            }
            None => self.say("Nothing to take back."),
        }
    }

    pub(super) fn redo(&mut self) {
        match self.history.redo() {
            Some(label) => {
                self.changed();
                self.say(format!("Done again: {label}."));
            }
            None => self.say("Nothing to do again."),
        }
    }
}
