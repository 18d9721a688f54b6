//! Where the cursor is on the wall of notes, and how it moves: by notes, columns and questions. It holds ids.

use smol_str::SmolStr;

use super::layout::{Region, first_row, layout, visible};
use super::{Focus, Questions};
use crate::session::edit::shift;
use crate::session::{Note, NoteId, Question, QuestionId};
use crate::tui::ctx::Ctx;
use crate::tui::outcome::Outcome;

impl Questions {
    /// The first row of notes shown in a column: the cursor's row on the wall, the newest while typing.
    pub(super) fn top(&self, question: &Question, region: &Region, ctx: &Ctx) -> usize {
        let notes = ctx.index().column(&question.id, &region.column);
        let wanted = self.tops[Self::slot(question, &region.column)];
        let keep = match self.focus {
            Focus::Line => Some(notes.len().saturating_sub(1) / region.across.max(1)),
            Focus::Wall if self.column == region.column => {
                let at = self.cursor.as_ref().and_then(|id| ctx.index().places.get(id));
                at.and_then(|place| notes.binary_search(place).ok()).map(|i| i / region.across.max(1))
            }
            Focus::Wall => None,
        };
        first_row(region, notes, wanted, keep, ctx)
    }

    pub(super) fn set_question(&mut self, id: Option<QuestionId>, ctx: &Ctx) {
        let Some(id) = id else { return };
        self.question = Some(id);
        self.tops = [0; 2];
        self.cursor = None;
        if let Some(question) = self.question(ctx)
            && !question.columns.contains(&self.column)
        {
            self.column = question.columns.first().cloned().unwrap_or_default();
        }
    }

    pub(super) fn step_question(&mut self, by: isize, ctx: &Ctx) {
        let Some(question) = self.question(ctx) else { return };
        let at = ctx.session.questions.place(&question.id).unwrap_or(0);
        let to = at.saturating_add_signed(by).min(ctx.session.questions.len().saturating_sub(1));
        let id = ctx.session.questions.at(to).map(|q| q.id.clone());
        self.column = SmolStr::default();
        self.set_question(id, ctx);
    }

    /// The notes of the present column, and the cursor's place among them.
    pub(super) fn here<'a>(&self, ctx: &Ctx<'a>) -> (&'a [usize], Option<usize>) {
        let Some(question) = self.question(ctx) else { return (&[], None) };
        let notes = ctx.index().column(&question.id, &self.column);
        let place = self.cursor.as_ref().and_then(|id| ctx.index().places.get(id));
        (notes, place.and_then(|place| notes.binary_search(place).ok()))
    }

    pub(super) fn step(&mut self, by: isize, ctx: &Ctx) {
        let (notes, at) = self.here(ctx);
        let Some(last) = notes.len().checked_sub(1) else { return };
        let to = at.map_or(last, |at| at.saturating_add_signed(by).min(last));
        self.cursor = ctx.session.notes.at(notes[to]).map(|n| n.id.clone());
    }

    /// Where the cursor goes when its note leaves: the next note, or the one before.
    pub(super) fn neighbour(&self, ctx: &Ctx) -> Option<NoteId> {
        let (notes, at) = self.here(ctx);
        let at = at?;
        let next = notes.get(at + 1).or_else(|| at.checked_sub(1).and_then(|i| notes.get(i)));
        next.and_then(|place| ctx.session.notes.at(*place)).map(|n| n.id.clone())
    }

    pub(super) fn across(&self, ctx: &Ctx) -> isize {
        let Some(question) = self.question(ctx) else { return 1 };
        let place = layout(self, question, ctx);
        let region = place.regions.iter().find(|r| r.column == self.column);
        region.map_or(1, |r| isize::try_from(r.across).unwrap_or(1))
    }

    pub(super) fn other_column(&mut self, ctx: &Ctx) {
        let Some(question) = self.question(ctx) else { return };
        let at = question.columns.iter().position(|c| *c == self.column).unwrap_or(0);
        let to = (at + 1) % question.columns.len().max(1);
        self.column = question.columns.get(to).cloned().unwrap_or_default();
        if self.focus == Focus::Wall {
            self.cursor = None;
            self.step(0, ctx);
        }
    }

    pub(super) fn selected<'a>(&self, ctx: &Ctx<'a>) -> Option<&'a Note> {
        self.cursor
            .as_ref()
            .and_then(|id| ctx.index().places.get(id))
            .and_then(|place| ctx.session.notes.at(*place))
    }

    pub(super) fn with_note(&self, ctx: &Ctx, make: impl FnOnce(&Note) -> Outcome) -> Outcome {
        match self.selected(ctx) {
            Some(note) => make(note),
            None => Outcome::Say("No note is selected. Enter goes back to typing.".into()),
        }
    }

    pub(super) fn reorder(&self, by: isize, ctx: &Ctx) -> Outcome {
        let (notes, Some(at)) = self.here(ctx) else { return Outcome::Stay };
        let to = at.saturating_add_signed(by).min(notes.len().saturating_sub(1));
        if to == at {
            return Outcome::Stay;
        }
        self.with_note(ctx, |note| shift::<Note>(&note.id, notes[to]).into())
    }

    pub(super) fn step_side(&mut self, by: isize, ctx: &Ctx) {
        let (notes, at) = self.here(ctx);
        let across = usize::try_from(self.across(ctx)).unwrap_or(1).max(1);
        let edge = at.is_none_or(|at| {
            if by < 0 { at % across == 0 } else { at % across + 1 == across || at + 1 == notes.len() }
        });
        let Some(question) = self.question(ctx) else { return };
        let column = question.columns.iter().position(|c| *c == self.column).unwrap_or(0);
        let to = column.saturating_add_signed(by);
        if edge && to != column && to < question.columns.len() {
            self.column = question.columns[to].clone();
            self.cursor = None;
            self.step(0, ctx);
        } else {
            self.step(by, ctx);
        }
    }

    /// After the wheel: the cursor follows into what is shown.
    pub(super) fn cursor_into_view(&mut self, question: &Question, region: &Region, ctx: &Ctx) {
        let notes = ctx.index().column(&question.id, &region.column);
        let top = first_row(region, notes, self.tops[Self::slot(question, &region.column)], None, ctx);
        let shown = visible(region, notes, top, ctx);
        let whole =
            |id: &NoteId| ctx.index().places.get(id).is_some_and(|i| shown.iter().any(|(at, _)| at == i));
        if !self.cursor.as_ref().is_some_and(whole) {
            self.cursor = shown.first().and_then(|(i, _)| ctx.session.notes.at(*i)).map(|n| n.id.clone());
        }
    }
}
