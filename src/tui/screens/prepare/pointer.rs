//! The mouse on Prepare: a click on a card, on its name or on an item, and a block that is carried to another place.
//! It knows no keys.

use ratatui::crossterm::event::MouseEvent;
use ratatui::layout::Rect;

use super::pane::{Item, Pane, rows};
use super::{DOUBLE_CLICK_MS, Prepare, items};
use crate::session::{Block, edit};
use crate::tui::ctx::Ctx;
use crate::tui::outcome::Outcome;
use crate::tui::widgets::list::spread_at;

impl Prepare {
    /// The items of a card that are seen, and where: around the cursor, or, where the pointer touched the list last, as
    /// they lay then.
    pub(super) fn seen(&self, pane: Pane, list: Rect, rows: &[Item], ctx: &Ctx) -> Vec<(usize, Rect)> {
        let cursor = self.cursors[pane as usize].place(rows);
        if let Some((_, middle)) = self.still.filter(|(still, _)| *still == pane) {
            let shown = items::seen(ctx, pane, list, rows, Some(middle.min(rows.len().saturating_sub(1))));
            if shown.iter().any(|(at, _)| cursor == Some(*at)) {
                return shown;
            }
        }
        items::seen(ctx, pane, list, rows, cursor)
    }

    pub(super) fn click(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        let places = items::places(ctx, self.pane);
        let (x, y) = (mouse.column, mouse.row);
        if let Some(pane) = places.tab_at(x, y) {
            return self.show(pane);
        }
        let Some((pane, rect)) = places.pane_at(x, y) else { return Outcome::Ignored };
        self.pane = pane;
        let rows = self.rows(ctx);
        let list = items::parts(ctx, pane, rect, places.all(), &rows).list;
        let shown = self.seen(pane, list, &rows, ctx);
        let Some(at) = spread_at(&shown, y) else { return Outcome::Stay };
        // What is under the pointer stays there while the button is down, and for the second click.
        if self.still.is_none_or(|(still, _)| still != pane) {
            self.still = self.cursor().place(&rows).map(|place| (pane, place));
        }
        self.cursor().set(&rows, at);
        let item = rows[at].clone();
        if let Item::Block(id) = &item {
            self.held = Some((id.clone(), y));
        }
        let now = ctx.now.awake_ms;
        let twice =
            self.clicked.take().is_some_and(|(last, when)| last == item && now - when < DOUBLE_CLICK_MS);
        if twice {
            return if pane == Pane::Day { self.fill(ctx) } else { self.open(ctx) };
        }
        self.clicked = Some((item, now));
        Outcome::Stay
    }

    /// A block that was held is let go over another one: it goes there.
    pub(super) fn drop(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        let Some((held, row)) = self.held.take() else { return Outcome::Stay };
        // Who lets go where the button was pressed carries nothing.
        if row == mouse.row {
            return Outcome::Stay;
        }
        let places = items::places(ctx, self.pane);
        let Some((Pane::Agenda, rect)) = places.pane_at(mouse.column, mouse.row) else {
            return Outcome::Stay;
        };
        let rows = rows(Pane::Agenda, ctx.session);
        let list = items::parts(ctx, Pane::Agenda, rect, places.all(), &rows).list;
        let to = spread_at(&self.seen(Pane::Agenda, list, &rows, ctx), mouse.row);
        match (ctx.session.agenda.place(&held), to) {
            (Some(from), Some(to)) if from != to => edit::shift::<Block>(&held, to).into(),
            _ => Outcome::Stay,
        }
    }
}
