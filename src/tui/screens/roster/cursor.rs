//! The cursor of a list that holds an id, and where it last stood for when that goes. It knows no list.

/// A cursor: the id, and where it last stood.
#[derive(Clone, Debug)]
pub struct Cursor<I> {
    pub id: Option<I>,
    pub at: usize,
}

impl<I> Default for Cursor<I> {
    fn default() -> Self {
        Self { id: None, at: 0 }
    }
}

impl<I: Clone + PartialEq> Cursor<I> {
    pub fn place(&self, ids: &[I]) -> Option<usize> {
        let last = ids.len().checked_sub(1)?;
        let known = self.id.as_ref().and_then(|id| ids.iter().position(|other| other == id));
        Some(known.unwrap_or(self.at.min(last)))
    }

    pub fn set(&mut self, ids: &[I], at: usize) {
        self.at = at.min(ids.len().saturating_sub(1));
        self.id = ids.get(self.at).cloned();
    }

    pub fn settle(&mut self, ids: &[I]) {
        match self.place(ids) {
            Some(at) => self.set(ids, at),
            None => *self = Self::default(),
        }
    }
}
