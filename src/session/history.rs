//! Undo and redo without limit. Each step keeps the session as it was before; lists share what did not change,
//! so a step costs little.

use super::edit::{Edit, Rejection};
use super::{Moment, Session};

/// One step that can be taken back.
#[derive(Clone, Debug)]
struct Step {
    label: String,
    other: Session,
}

/// The session with everything that was done to it.
#[derive(Clone, Debug, Default)]
pub struct History {
    now: Session,
    past: Vec<Step>,
    future: Vec<Step>,
    revision: u64,
}

impl History {
    /// A history that begins with this session, at revision 0.
    pub fn new(session: Session) -> Self {
        Self { now: session, ..Self::default() }
    }

    /// The session as it is.
    pub fn session(&self) -> &Session {
        &self.now
    }

    /// Counts every change, undo and redo; equal revisions mean equal sessions.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Applies an edit as one step; `settle` may name a consequence (lanes after a score) that belongs to it.
    ///
    /// # Errors
    /// The session's refusal; nothing has changed then.
    pub fn apply(
        &mut self,
        edit: &Edit,
        at: &Moment,
        settle: impl FnOnce(&Session, &Session) -> Option<Edit>,
    ) -> Result<(), Rejection> {
        let mut next = self.now.clone();
        next.apply(edit, at)?;
        if let Some(consequence) = settle(&self.now, &next) {
            next.apply(&consequence, at)?;
        }
        let before = std::mem::replace(&mut self.now, next);
        self.past.push(Step { label: edit.label(), other: before });
        self.future.clear();
        self.revision += 1;
        Ok(())
    }

    /// Applies an edit as a part of the last step where both bear one label, so that one undo takes both back; else as a
    /// step of its own.
    ///
    /// # Errors
    /// The session's refusal; nothing has changed then.
    pub fn amend(
        &mut self,
        edit: &Edit,
        at: &Moment,
        settle: impl FnOnce(&Session, &Session) -> Option<Edit>,
    ) -> Result<(), Rejection> {
        let joins = self.past.last().is_some_and(|step| step.label == edit.label());
        self.apply(edit, at, settle)?;
        if joins {
            self.past.pop();
        }
        Ok(())
    }

    /// Another session in its place, as somebody else wrote it: there is nothing to take back.
    pub fn replace(&mut self, session: Session) {
        *self = Self { revision: self.revision + 1, ..Self::new(session) };
    }

    /// Takes the last step back; says what it was.
    pub fn undo(&mut self) -> Option<String> {
        let step = self.past.pop()?;
        let after = std::mem::replace(&mut self.now, step.other);
        self.future.push(Step { label: step.label.clone(), other: after });
        self.revision += 1;
        Some(step.label)
    }

    /// Does the last step that was taken back again; says what it was.
    pub fn redo(&mut self) -> Option<String> {
        let step = self.future.pop()?;
        let before = std::mem::replace(&mut self.now, step.other);
        self.past.push(Step { label: step.label.clone(), other: before });
        self.revision += 1;
        Some(step.label)
    }

    /// How many steps can be taken back, and done again.
    pub fn depth(&self) -> (usize, usize) {
        (self.past.len(), self.future.len())
    }
}
