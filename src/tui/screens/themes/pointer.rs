//! The mouse on the wall: a click selects, two open the card, dragging a note carries it (or all the marked ones) to
//! another column, the wheel scrolls the column under the pointer.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::layout::{self, Wall};
use super::{Themes, grouping, view};
use crate::session::{NoteId, ThemeId};
use crate::tui::ctx::Ctx;
use crate::tui::outcome::Outcome;

/// Two clicks within this time are one double click.
const DOUBLE_MS: u64 = 500;

/// What lies under the pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A column's name.
    Name(Option<ThemeId>),
    /// A note.
    Note(NoteId),
    /// A column, between its notes.
    Column(Option<ThemeId>),
}

/// A note being carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drag {
    /// The note under the pointer when it went down.
    pub note: NoteId,
    /// Where it was gripped, from its upper left corner.
    pub grip: (u16, u16),
    /// Where the pointer is.
    pub at: (u16, u16),
    /// Whether it has moved at all: a click is no drag.
    pub moved: bool,
}

/// What lies under a cell.
pub fn spot(wall: &Wall<'_>, ctx: &Ctx, x: u16, y: u16) -> Option<(Spot, (u16, u16))> {
    let section = wall.sections.iter().find(|section| section.has(x, y))?;
    let id = section.id().cloned();
    if section.head.contains((x, y).into()) {
        return Some((Spot::Name(id), (0, 0)));
    }
    let hit = section.stickies.iter().find(|(_, rect)| rect.contains((x, y).into()));
    let note = hit.and_then(|(at, rect)| {
        let note = ctx.session.notes.at(*section.notes.get(*at)?)?;
        Some((Spot::Note(note.id.clone()), (x - rect.x, y - rect.y)))
    });
    Some(note.unwrap_or((Spot::Column(id), (0, 0))))
}

impl Themes {
    /// Answers the mouse.
    pub(super) fn point(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        let (x, y) = (mouse.column, mouse.row);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.press(x, y, ctx),
            MouseEventKind::Drag(MouseButton::Left) => self.drag_to(x, y, ctx),
            MouseEventKind::Up(MouseButton::Left) => self.drop_at(x, y, ctx),
            MouseEventKind::ScrollUp => self.wheel(-1, x, y, ctx),
            MouseEventKind::ScrollDown => self.wheel(1, x, y, ctx),
            MouseEventKind::ScrollLeft => self.pan(-1, ctx),
            MouseEventKind::ScrollRight => self.pan(1, ctx),
            _ => Outcome::Ignored,
        }
    }

    fn press(&mut self, x: u16, y: u16, ctx: &Ctx) -> Outcome {
        let wall = layout::lay(self, ctx);
        if view::on_split(self, ctx, &wall, &self.tally(ctx), (x, y)) {
            return self.split_large(ctx);
        }
        let Some((spot, grip)) = spot(&wall, ctx, x, y) else { return Outcome::Stay };
        let twice = self
            .clicked
            .take()
            .is_some_and(|(before, at)| before == spot && ctx.now.awake_ms.saturating_sub(at) <= DOUBLE_MS);
        // What was clicked is in view already: the wall stays still.
        self.follow = false;
        self.drag = None;
        match &spot {
            Spot::Name(theme) | Spot::Column(theme) => {
                self.column.clone_from(theme);
                self.note = None;
            }
            Spot::Note(note) => {
                self.show_clicked(note, ctx);
                self.drag = Some(Drag { note: note.clone(), grip, at: (x, y), moved: false });
            }
        }
        if twice {
            self.drag = None;
            return self.open();
        }
        self.clicked = Some((spot, ctx.now.awake_ms));
        Outcome::Stay
    }

    fn show_clicked(&mut self, note: &NoteId, ctx: &Ctx) {
        let found = ctx.index().places.get(note).and_then(|place| ctx.session.notes.at(*place));
        if let Some(found) = found {
            self.column.clone_from(&found.theme);
            self.note = Some(note.clone());
        }
    }

    fn drag_to(&mut self, x: u16, y: u16, ctx: &Ctx) -> Outcome {
        let Some(drag) = &mut self.drag else { return Outcome::Stay };
        drag.moved |= drag.at != (x, y);
        drag.at = (x, y);
        // At the edge of the wall the next column comes into view.
        let area = ctx.area;
        if x <= area.x {
            return self.pan(-1, ctx);
        }
        if x + 1 >= area.right() {
            return self.pan(1, ctx);
        }
        Outcome::Stay
    }

    fn drop_at(&mut self, x: u16, y: u16, ctx: &Ctx) -> Outcome {
        let Some(drag) = self.drag.take().filter(|drag| drag.moved) else { return Outcome::Stay };
        self.clicked = None;
        let wall = layout::lay(self, ctx);
        let Some(section) = wall.sections.iter().find(|section| section.has(x, y)) else {
            return Outcome::Stay;
        };
        let notes = self.carried(&drag.note);
        let theme = section.id().cloned();
        let Some(edit) = grouping(&notes, theme.as_ref(), ctx) else { return Outcome::Stay };
        self.note = Some(drag.note);
        self.marked.clear();
        self.follow = true;
        edit.into()
    }

    /// The notes that go along when this one is carried.
    pub(super) fn carried(&self, note: &NoteId) -> Vec<NoteId> {
        if self.marked.contains(note) { self.marked.clone() } else { vec![note.clone()] }
    }

    fn wheel(&mut self, by: isize, x: u16, y: u16, ctx: &Ctx) -> Outcome {
        let wall = layout::lay(self, ctx);
        let Some(section) = wall.sections.iter().find(|section| section.has(x, y)) else {
            return Outcome::Stay;
        };
        if section.head.contains((x, y).into()) {
            return self.pan(by, ctx);
        }
        let first = section.first.saturating_add_signed(by);
        if by < 0 || section.hidden.1 > 0 {
            self.follow = false;
            self.scrolls.insert(section.id().cloned(), first);
        }
        Outcome::Stay
    }

    fn pan(&mut self, by: isize, ctx: &Ctx) -> Outcome {
        self.follow = false;
        let wall = layout::lay(self, ctx);
        if by < 0 || wall.hidden.1 > 0 {
            self.first = wall.first.saturating_add_signed(by);
        }
        Outcome::Stay
    }
}
