//! The mouse on the wall of notes: a click selects, a second one opens, a note is dragged to the other column, the wheel
//! scrolls.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::commands::move_column;
use super::layout::{layout, visible};
use super::{Focus, Questions};
use crate::tui::ctx::Ctx;
use crate::tui::forms::Target;
use crate::tui::outcome::{Ask, Outcome};

impl Questions {
    pub(super) fn pointed(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        let Some(question) = self.question(ctx) else { return Outcome::Stay };
        let place = layout(self, question, ctx);
        let at = Position::new(mouse.column, mouse.row);
        let region = place.regions.iter().find(|r| r.wall.contains(at) || r.head.contains(at));
        let hit = region.and_then(|region| {
            let notes = ctx.index().column(&question.id, &region.column);
            let top = self.top(question, region, ctx);
            let shown = visible(region, notes, top, ctx);
            shown.into_iter().find(|(_, rect)| rect.contains(at)).and_then(|(i, _)| ctx.session.notes.at(i))
        });
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                if place.line.contains(at) || place.hint.contains(at) {
                    self.focus = Focus::Line;
                } else if let Some(region) = region {
                    self.column = region.column.clone();
                    if let Some(note) = hit {
                        self.focus = Focus::Wall;
                        self.cursor = Some(note.id.clone());
                        self.dragging = Some(note.id.clone());
                        let again = self
                            .clicked
                            .as_ref()
                            .is_some_and(|(id, ms)| *id == note.id && ctx.now.awake_ms < ms + 400);
                        self.clicked = Some((note.id.clone(), ctx.now.awake_ms));
                        if again {
                            self.clicked = None;
                            return Outcome::Ask(Ask::Form(Target::Note(note.id.clone())));
                        }
                    }
                }
                Outcome::Stay
            }
            MouseEventKind::Up(MouseButton::Left) => {
                let Some(id) = self.dragging.take() else { return Outcome::Stay };
                let note = ctx.index().places.get(&id).and_then(|i| ctx.session.notes.at(*i));
                match (note, region) {
                    (Some(note), Some(region)) if note.column != region.column => {
                        self.column = region.column.clone();
                        move_column(note, &region.column, question, ctx)
                    }
                    _ => Outcome::Stay,
                }
            }
            MouseEventKind::ScrollUp | MouseEventKind::ScrollDown => {
                if let Some(region) = region {
                    let by = if mouse.kind == MouseEventKind::ScrollUp { -1 } else { 1 };
                    let slot = Self::slot(question, &region.column);
                    let top = self.top(question, region, ctx);
                    if self.focus == Focus::Line {
                        self.focus = Focus::Wall;
                        self.cursor = None;
                    }
                    self.column = region.column.clone();
                    self.tops[slot] = top.saturating_add_signed(by);
                    self.cursor_into_view(question, region, ctx);
                }
                Outcome::Stay
            }
            _ => Outcome::Stay,
        }
    }
}
