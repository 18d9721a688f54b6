//! The mouse on the roster: a click on a list's name, on a person, on a department. It knows no keys.

use ratatui::crossterm::event::MouseEvent;

use super::{DOUBLE_CLICK_MS, Pane, Roster, Row, department_ids, departments_view, labels, people_view};
use crate::tui::ctx::Ctx;
use crate::tui::outcome::Outcome;
use crate::tui::widgets::list::spread_at;

impl Roster {
    pub(super) fn click(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        let departments = department_ids(ctx);
        let places = departments_view::places(self, ctx);
        let (x, y) = (mouse.column, mouse.row);
        if let Some(pane) = places.tab_at(x, y, &labels(ctx)) {
            self.pane = pane;
            return Outcome::Stay;
        }
        let Some(parts) = places.pane_at(x, y) else { return Outcome::Ignored };
        self.pane = parts.pane;
        let key = match parts.pane {
            Pane::People => {
                let (rows, people) = (self.rows(ctx), self.people(ctx));
                let here = self.row_of_cursor(&rows, &people);
                let seen = people_view::seen(self, parts.list, &rows, here, ctx);
                match spread_at(&seen, y).and_then(|at| rows.get(at)) {
                    Some(Row::Person(id)) => {
                        let at = people.iter().position(|other| other == id).unwrap_or(0);
                        self.person.set(&people, at);
                        id.0.clone()
                    }
                    _ => return Outcome::Stay,
                }
            }
            Pane::Departments => {
                let here = self.department.place(&departments);
                let Some(at) = spread_at(&departments_view::seen(parts.list, here, ctx), y) else {
                    return Outcome::Stay;
                };
                self.department.set(&departments, at);
                departments[at].0.clone()
            }
        };
        let now = ctx.now.awake_ms;
        let twice =
            self.clicked.take().is_some_and(|(last, when)| last == key && now - when < DOUBLE_CLICK_MS);
        if twice {
            return self.open(ctx);
        }
        self.clicked = Some((key, now));
        Outcome::Stay
    }
}
