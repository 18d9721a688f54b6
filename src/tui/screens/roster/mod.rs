//! Roster: who is in the room, from which department and level, who has come and who has left, what they agreed to;
//! and beside it which departments the room covers.
//!
//! Refuses to know who said what and how much: that is never shown here.

mod asking;
mod cursor;
mod departments_view;
mod keys;
mod layout;
mod people;
mod people_view;
mod pointer;
mod room;
#[cfg(test)]
mod tests;
pub(super) mod typed;
mod view;

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use smol_str::SmolStr;

use self::people::Agreed;
use super::Screen;
use crate::room::Wish;
use crate::session::{
    self, Department, DepartmentChange, DepartmentId, Person, PersonChange, PersonId, Presence, Role, edit,
};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::effect::Effect;
use crate::tui::forms::Target;
use crate::tui::keymap::{Hint, Layer};
use crate::tui::outcome::{Answer, Ask, Outcome};
use crate::tui::widgets::list;
use asking::ask_text;

use cursor::Cursor;
pub use keys::{Cmd, KEYS};

/// Two clicks within this time open.
const DOUBLE_CLICK_MS: u64 = 500;
/// Chosen for: no department.
const NONE: &str = "-";

/// What it asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    AddPeople,
    AddDepartments,
    Import,
    Department(PersonId),
    Role(PersonId),
    Rename(DepartmentId),
    Waiver(DepartmentId),
}

/// Which list has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Pane {
    #[default]
    People,
    Departments,
}

/// A row of the people's list.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Row {
    /// A department's name, or those without one.
    Heading(Option<DepartmentId>),
    Person(PersonId),
}

/// The screen's own state.
#[derive(Debug, Default)]
pub struct Roster {
    pane: Pane,
    grouped: bool,
    person: Cursor<PersonId>,
    department: Cursor<DepartmentId>,
    clicked: Option<(SmolStr, u64)>,
}

fn department_ids(ctx: &Ctx) -> Vec<DepartmentId> {
    ctx.session.organisation.departments.iter().map(|department| department.id.clone()).collect()
}

fn labels(ctx: &Ctx) -> [String; 2] {
    let of = |name: &str, n: usize| if n == 0 { name.to_owned() } else { format!("{name} {n}") };
    [of("People", ctx.session.people.len()), of("Departments", ctx.session.organisation.departments.len())]
}

impl Roster {
    /// The rows of the people's list as they are shown.
    fn rows(&self, ctx: &Ctx) -> Vec<Row> {
        let people = ctx.session.people.iter();
        if !self.grouped {
            return people.map(|person| Row::Person(person.id.clone())).collect();
        }
        let mut rows = Vec::new();
        let known = department_ids(ctx);
        let groups = known.iter().cloned().map(Some).chain([None]);
        for group in groups {
            let own = ctx.session.people.iter().filter(|person| {
                let department = person.department.as_ref().filter(|id| known.contains(id));
                department == group.as_ref()
            });
            let own: Vec<Row> = own.map(|person| Row::Person(person.id.clone())).collect();
            if !own.is_empty() {
                rows.push(Row::Heading(group));
                rows.extend(own);
            }
        }
        rows
    }

    /// The people in the order in which they are shown.
    fn people(&self, ctx: &Ctx) -> Vec<PersonId> {
        let rows = self.rows(ctx).into_iter();
        rows.filter_map(|row| if let Row::Person(id) = row { Some(id) } else { None }).collect()
    }

    fn chosen<'a>(&self, ctx: &Ctx<'a>) -> Option<&'a Person> {
        let people = self.people(ctx);
        let at = self.person.place(&people)?;
        ctx.session.people.get(people.get(at)?)
    }

    fn chosen_department<'a>(&self, ctx: &Ctx<'a>) -> Option<&'a Department> {
        let at = self.department.place(&department_ids(ctx))?;
        ctx.session.organisation.departments.at(at)
    }

    fn go_to(&mut self, to: impl FnOnce(usize, usize) -> usize, ctx: &Ctx) -> Outcome {
        match self.pane {
            Pane::People => {
                let people = self.people(ctx);
                if let Some(at) = self.person.place(&people) {
                    self.person.set(&people, to(at, people.len() - 1));
                }
            }
            Pane::Departments => {
                let departments = department_ids(ctx);
                if let Some(at) = self.department.place(&departments) {
                    self.department.set(&departments, to(at, departments.len() - 1));
                }
            }
        }
        Outcome::Stay
    }

    fn open(&self, ctx: &Ctx) -> Outcome {
        match self.pane {
            Pane::People => match self.chosen(ctx) {
                Some(person) => Outcome::Ask(Ask::Form(Target::Person(person.id.clone()))),
                None => self.add(ctx),
            },
            Pane::Departments => match self.chosen_department(ctx) {
                Some(department) => Outcome::Ask(Ask::Form(Target::Department(department.id.clone()))),
                None => self.add(ctx),
            },
        }
    }

    fn remove(&self, ctx: &Ctx) -> Outcome {
        let (edit, name) = match self.pane {
            Pane::People => match self.chosen(ctx) {
                Some(person) => (edit::remove::<Person>(&person.id), &person.name),
                None => return Outcome::Stay,
            },
            Pane::Departments => match self.chosen_department(ctx) {
                Some(department) => (edit::remove::<Department>(&department.id), &department.name),
                None => return Outcome::Stay,
            },
        };
        let said = format!("{name} is off the roster. Ctrl-Z brings it back.");
        Outcome::Many(vec![edit.into(), Outcome::Say(said)])
    }

    /// Up or down among those who are shown next to each other.
    fn shift(&self, by: isize, ctx: &Ctx) -> Outcome {
        match self.pane {
            Pane::People => {
                let people = self.people(ctx);
                let Some(at) = self.person.place(&people) else { return Outcome::Stay };
                let other = at.checked_add_signed(by).and_then(|to| people.get(to));
                let to = other.and_then(|id| ctx.session.people.place(id));
                to.map(|to| edit::shift::<Person>(&people[at], to)).into()
            }
            Pane::Departments => {
                let departments = department_ids(ctx);
                let Some(at) = self.department.place(&departments) else { return Outcome::Stay };
                let to = at.checked_add_signed(by).filter(|to| *to < departments.len());
                to.map(|to| edit::shift::<Department>(&departments[at], to)).into()
            }
        }
    }

    fn with_person(&self, ctx: &Ctx, change: impl FnOnce(&Person) -> Outcome) -> Outcome {
        self.chosen(ctx).map_or(Outcome::Stay, change)
    }

    fn with_department(&self, ctx: &Ctx, change: impl FnOnce(&Department) -> Outcome) -> Outcome {
        self.chosen_department(ctx).map_or(Outcome::Stay, change)
    }

    fn all_here(ctx: &Ctx) -> Outcome {
        let waiting = |person: &&Person| matches!(person.status, Presence::Invited | Presence::Confirmed);
        let coming: Vec<&Person> = ctx.session.people.iter().filter(waiting).collect();
        if coming.is_empty() {
            return Outcome::Say("Nobody is waited for.".into());
        }
        let label = format!("{} arrived", text::plural(coming.len(), "person", "people"));
        let edits = coming.into_iter().flat_map(|person| people::arrives(person, ctx)).collect();
        Outcome::Many(vec![edit::many(label.clone(), edits).into(), Outcome::Say(format!("{label}."))])
    }

    fn row_of_cursor(&self, rows: &[Row], people: &[PersonId]) -> Option<usize> {
        let id = people.get(self.person.place(people)?)?;
        rows.iter().position(|row| matches!(row, Row::Person(other) if other == id))
    }
}

impl Screen for Roster {
    type Cmd = Cmd;
    type Purpose = Purpose;

    fn layer(&self) -> Layer {
        match self.pane {
            Pane::People => Layer::Roster,
            Pane::Departments => Layer::Departments,
        }
    }

    fn hint(&self, command: Cmd, ctx: &Ctx) -> Hint {
        match command {
            Cmd::Add | Cmd::Import | Cmd::OtherPane | Cmd::Back => Hint::AsNamed,
            _ => Hint::when(match self.pane {
                Pane::People => self.chosen(ctx).is_some(),
                Pane::Departments => self.chosen_department(ctx).is_some(),
            }),
        }
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Outcome {
        let consent = |what: Agreed| self.with_person(ctx, |person| people::consent(person, what).into());
        match command {
            Cmd::Step(by) => self.go_to(|at, last| list::step(last + 1, Some(at), by).unwrap_or(0), ctx),
            Cmd::First => self.go_to(|_, _| 0, ctx),
            Cmd::Last => self.go_to(|_, last| last, ctx),
            Cmd::OtherPane => {
                self.pane = if self.pane == Pane::People { Pane::Departments } else { Pane::People };
                Outcome::Stay
            }
            Cmd::Back => {
                self.pane = Pane::People;
                Outcome::Stay
            }
            Cmd::Open => self.open(ctx),
            Cmd::Add => self.add(ctx),
            Cmd::Remove => self.remove(ctx),
            Cmd::Shift(by) => self.shift(by, ctx),
            Cmd::Presence => self.with_person(ctx, |person| {
                let (edit, said) = people::presence(person, ctx);
                Outcome::Many(vec![edit.into(), Outcome::Say(said)])
            }),
            Cmd::AllHere => Self::all_here(ctx),
            Cmd::Left => self.with_person(ctx, |person| match people::left(person, ctx) {
                Ok((edit, said)) => Outcome::Many(vec![edit.into(), Outcome::Say(said)]),
                Err(why) => Outcome::Warn(why),
            }),
            Cmd::Level(level) => self.with_person(ctx, |person| {
                let level = Some(session::Level::from_word(level.key()));
                edit::change::<Person>(&person.id, PersonChange::level(level)).into()
            }),
            Cmd::Department => self.with_person(ctx, |person| Self::ask_department(person, ctx)),
            Cmd::NumberedDepartment(n) => self.with_person(ctx, |person| {
                match ctx.session.organisation.departments.at(usize::from(n) - 1) {
                    Some(department) => Self::to_department(&person.id, Some(department.id.clone())),
                    None => Outcome::Warn(format!("There is no department {n} yet. d makes a new one.")),
                }
            }),
            Cmd::Role => self.with_person(ctx, |person| Self::ask_role(person, ctx)),
            Cmd::ConsentAll => consent(Agreed::All),
            Cmd::ConsentOwner => consent(Agreed::Owner),
            Cmd::ConsentReport => consent(Agreed::Report),
            Cmd::ConsentPhoto => consent(Agreed::Photo),
            Cmd::Grouped => {
                self.grouped = !self.grouped;
                Outcome::Stay
            }
            Cmd::Import => ask_text(
                "Import people from a table".into(),
                "The path of a CSV file with the columns name, department, level and job title.",
                "",
                false,
                "roster.import".into(),
                Purpose::Import,
            ),
            Cmd::Rename => self.with_department(ctx, |department| {
                ask_text(
                    "What is the department called?".into(),
                    "",
                    &department.name,
                    false,
                    format!("department.{}.name", department.id),
                    Purpose::Rename(department.id.clone()),
                )
            }),
            Cmd::Facing => self.with_department(ctx, |department| {
                let facing = !department.customer_facing;
                edit::change::<Department>(&department.id, DepartmentChange::customer_facing(facing)).into()
            }),
            Cmd::Waiver => self.with_department(ctx, |department| {
                // An excuse counts for nothing once somebody came (the handbook, 2.3); one that stands can be taken back.
                let here = people::here_from(&department.id, ctx.session);
                if here > 0 && department.waiver.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
                    let is = if here == 1 { "is" } else { "are" };
                    let count = text::plural(here, "person", "people");
                    return Outcome::Say(format!(
                        "{count} from {} {is} in the room: nothing to excuse.",
                        department.name
                    ));
                }
                ask_text(
                    format!("Why could nobody from {} come?", department.name),
                    "One sentence; it is printed in the synopsis. An empty line takes the excuse back.",
                    department.waiver.as_deref().unwrap_or(""),
                    true,
                    format!("department.{}.waiver", department.id),
                    Purpose::Waiver(department.id.clone()),
                )
            }),
        }
    }

    fn paste(&mut self, text: &str, ctx: &Ctx) -> Outcome {
        match self.pane {
            Pane::People => self.take_people(text, false, ctx),
            Pane::Departments => self.take_departments(text, ctx),
        }
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(mouse, ctx),
            MouseEventKind::ScrollDown => self.command(Cmd::Step(1), ctx),
            MouseEventKind::ScrollUp => self.command(Cmd::Step(-1), ctx),
            _ => Outcome::Ignored,
        }
    }

    fn answer(&mut self, purpose: Purpose, answer: Answer, ctx: &Ctx) -> Outcome {
        match (purpose, answer) {
            (Purpose::AddPeople, Answer::Text(said)) => self.take_people(&said, true, ctx),
            (Purpose::AddDepartments, Answer::Text(said)) => self.take_departments(&said, ctx),
            (Purpose::Import, Answer::Text(said)) if said.trim().is_empty() => {
                Outcome::Warn("The path of a file, please.".into())
            }
            (Purpose::Import, Answer::Text(said)) => {
                Outcome::Do(Effect::ImportRoster(PathBuf::from(said.trim())))
            }
            (Purpose::Department(person), Answer::Picked(ids)) => match ids.first() {
                Some(id) if id == NONE => Self::to_department(&person, None),
                Some(id) => Self::to_department(&person, Some(DepartmentId(id.clone()))),
                None => Outcome::Stay,
            },
            (Purpose::Department(person), Answer::New(name)) => {
                let name = text::clean_line(&name);
                let id = ctx.session.next_id::<Department>();
                let edits = vec![
                    edit::add(typed::new_department(id.clone(), &name)),
                    edit::change::<Person>(&person, PersonChange::department(Some(id))),
                ];
                edit::many(format!("department {name} added"), edits).into()
            }
            (Purpose::Role(person), Answer::Picked(ids)) => {
                match (ctx.session.people.get(&person), ids.first()) {
                    (Some(person), Some(word)) => Self::role_chosen(person, word, ctx),
                    _ => Outcome::Stay,
                }
            }
            (Purpose::Rename(id), Answer::Text(name)) => {
                edit::change::<Department>(&id, DepartmentChange::name(text::clean_line(&name))).into()
            }
            (Purpose::Waiver(id), Answer::Text(said)) => {
                let said = said.trim();
                let waiver = (!said.is_empty()).then(|| said.to_owned());
                edit::change::<Department>(&id, DepartmentChange::waiver(waiver)).into()
            }
            _ => Outcome::Stay,
        }
    }

    fn opened(&mut self, ctx: &Ctx) {
        self.grouped = ctx.kept.contains_key("roster.grouped");
    }

    fn keep(&self) -> Vec<(String, Option<String>)> {
        vec![("roster.grouped".into(), self.grouped.then(|| "yes".to_owned()))]
    }

    fn enter(&mut self, item: Option<&str>, ctx: &Ctx) {
        let Some(id) = item else { return };
        if let Some(at) = self.people(ctx).iter().position(|person| person.as_str() == id) {
            self.pane = Pane::People;
            let people = self.people(ctx);
            self.person.set(&people, at);
        } else if let Some(at) = department_ids(ctx).iter().position(|department| department.as_str() == id) {
            self.pane = Pane::Departments;
            self.department.set(&department_ids(ctx), at);
        }
    }

    fn settle(&mut self, ctx: &Ctx) {
        let people = self.people(ctx);
        self.person.settle(&people);
        self.department.settle(&department_ids(ctx));
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        view::view(self, buf, ctx);
        None
    }

    fn wish(&self, _ctx: &Ctx) -> Wish {
        Wish::Rules
    }

    fn headline(&self, ctx: &Ctx) -> String {
        let there = ctx
            .session
            .people
            .iter()
            .filter(|person| person.takes_part() && !people::left_early(person, ctx.session));
        let all = ctx.session.people.iter().filter(|person| person.role == Role::Participant).count();
        match (there.count(), all) {
            (_, 0) => String::new(),
            (0, all) => format!("{all} invited"),
            (there, all) => format!("{there} of {all} here"),
        }
    }
}
