//! The mouse on Prepare: a click on a card, on its name or on an item, and a block that is carried to another place.
//! It knows no keys.

use ratatui::crossterm::event::MouseEvent;

use super::pane::{Item, Pane, rows};
use super::{DOUBLE_CLICK_MS, Prepare, items};
use crate::session::{Block, edit};
use crate::tui::ctx::Ctx;
use crate::tui::outcome::Outcome;
use crate::tui::widgets::list::spread_at;

impl Prepare {
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
        let place = self.cursor().place(&rows);
        let shown = items::seen(ctx, pane, list, &rows, place);
        let Some(at) = spread_at(&shown, y) else { return Outcome::Stay };
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
        // Who lets go where the button was pressed carries nothing, though the list may have moved below the hand.
        if row == mouse.row {
            return Outcome::Stay;
        }
        let places = items::places(ctx, self.pane);
        let Some((Pane::Agenda, rect)) = places.pane_at(mouse.column, mouse.row) else {
            return Outcome::Stay;
        };
        let rows = rows(Pane::Agenda, ctx.session);
        let list = items::parts(ctx, Pane::Agenda, rect, places.all(), &rows).list;
        let place = self.cursors[Pane::Agenda as usize].place(&rows);
        let to = spread_at(&items::seen(ctx, Pane::Agenda, list, &rows, place), mouse.row);
        match (ctx.session.agenda.place(&held), to) {
            (Some(from), Some(to)) if from != to => edit::shift::<Block>(&held, to).into(),
            _ => Outcome::Stay,
        }
    }
}
