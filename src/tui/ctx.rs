//! What a screen may look at while it answers or draws. All of it is read-only.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

use ratatui::layout::Rect;

use super::event::Now;
use super::index::Index;
use super::look::Look;
use super::stage::Stage;
use super::timer::Timer;
use crate::playbook::Playbook;
use crate::room::Wall;
use crate::rules::Verdicts;
use crate::session::Session;

/// What is known once a revision, computed when it is first asked for.
#[derive(Debug, Default)]
pub struct Derived {
    index: OnceCell<Index>,
    verdicts: OnceCell<Judged>,
    /// The verdicts of the last revision that was asked for them: what a change did not touch is taken over.
    before: RefCell<Option<Judged>>,
}

/// Verdicts, and the session that they are about.
#[derive(Debug)]
struct Judged {
    session: Session,
    verdicts: Verdicts,
}

impl Derived {
    /// The session changed: what was known is known no longer.
    pub fn changed(&mut self) {
        let before = self.verdicts.take().or_else(|| self.before.take());
        *self = Self { before: RefCell::new(before), ..Self::default() };
    }
}

/// The world as a screen sees it.
#[derive(Clone, Copy)]
pub struct Ctx<'a> {
    /// The session as it is.
    pub session: &'a Session,
    /// Counts every change of the session: a key for what a screen remembers of it.
    pub revision: u64,
    /// The method.
    pub playbook: &'a Playbook,
    /// Colours and marks by meaning.
    pub look: &'a Look,
    /// What time it is.
    pub now: Now,
    /// Where the screen may draw.
    pub area: Rect,
    /// The stage that is shown.
    pub stage: Stage,
    /// Half-typed text and places, by box.
    pub kept: &'a BTreeMap<String, String>,
    /// Why nothing can be changed, if so.
    pub read_only: Option<&'a str>,
    /// The timer.
    pub timer: &'a Timer,
    /// What is on the wall now.
    pub wall: &'a Wall,
    pub(super) derived: &'a Derived,
}

impl<'a> Ctx<'a> {
    /// Where things are.
    pub fn index(&self) -> &'a Index {
        self.derived.index.get_or_init(|| Index::of(self.session))
    }

    /// What the rules say. The first time it costs some milliseconds in a large session; later only as much as the
    /// changes since then touched.
    pub fn verdicts(&self) -> &'a Verdicts {
        let judged = self.derived.verdicts.get_or_init(|| {
            let verdicts = match self.derived.before.take() {
                Some(before) => before.verdicts.again(&before.session, self.session),
                None => Verdicts::of(self.session),
            };
            #[cfg(test)]
            assert!(verdicts == Verdicts::of(self.session), "what was taken over is what would be made anew");
            Judged { session: self.session.clone(), verdicts }
        });
        &judged.verdicts
    }

    /// The same, in another area.
    pub fn within(self, area: Rect) -> Self {
        Self { area, ..self }
    }
}
