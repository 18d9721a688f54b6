//! What the roster asks, and what it makes of an answer: people and departments as they are typed, a department or a
//! role for somebody. It draws nothing and counts nobody.

use super::{NONE, Pane, Purpose, Roster, people, typed};
use crate::session::{self, Department, DepartmentId, Person, PersonChange, PersonId, Role, edit};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::outcome::{Ask, Choice, Outcome, PickAsk, TextAsk};
use crate::tui::screens;
use crate::tui::screens::prepare::{Part, give_part};

impl Roster {
    pub(super) fn add(&self, ctx: &Ctx) -> Outcome {
        match self.pane {
            Pane::People => ask_people(ctx.session, 0),
            Pane::Departments => ask_text(
                "Which departments?".into(),
                "One a line. They count as meeting customers; Space changes that.",
                "",
                true,
                "roster.departments".into(),
                Purpose::AddDepartments,
            ),
        }
    }

    pub(super) fn ask_department(person: &Person, ctx: &Ctx) -> Outcome {
        let departments = ctx.session.organisation.departments.iter();
        let mut options: Vec<Choice> =
            departments.map(|d| Choice::new(d.id.0.clone(), &d.name, "")).collect();
        options.push(Choice::new(NONE, "No department", ""));
        let chosen = person.department.as_ref().map_or_else(|| NONE.into(), |id| id.0.clone());
        Outcome::Ask(Ask::Pick(PickAsk {
            title: format!("Where does {} work?", person.name),
            hint: String::new(),
            options,
            many: false,
            chosen: vec![chosen],
            new: Some("New department".into()),
            private: false,
            purpose: screens::Purpose::Roster(Purpose::Department(person.id.clone())),
        }))
    }

    pub(super) fn ask_role(person: &Person, ctx: &Ctx) -> Outcome {
        let sponsor = people::is_sponsor(ctx.session, person);
        let options = vec![
            Choice::new("participant", "Participant", "counts for coverage, votes and pre-reads"),
            Choice::new("observer", "Observer", "listens"),
            Choice::new("facilitator", "Facilitator", "leads the day"),
            Choice::new("scribe", "Scribe", "types"),
            if sponsor {
                Choice::new("no-sponsor", "Not the sponsor after all", "")
            } else {
                Choice::new("sponsor", "Sponsor as well", "asks for the day and decides afterwards")
            },
        ];
        Outcome::Ask(Ask::Pick(PickAsk {
            title: format!("What is {} here for?", person.name),
            hint: String::new(),
            options,
            many: false,
            chosen: vec![person.role.as_str().into()],
            new: None,
            private: false,
            purpose: screens::Purpose::Roster(Purpose::Role(person.id.clone())),
        }))
    }

    pub(super) fn role_chosen(person: &Person, word: &str, ctx: &Ctx) -> Outcome {
        let session = ctx.session;
        let part = |part: Part| {
            let mut edits =
                if part == Part::Sponsor { Vec::new() } else { people::gives_up(session, person) };
            edits.extend(give_part(part, &person.id, ctx));
            edit::many(format!("{} is {word}", person.name), edits).into()
        };
        match word {
            "facilitator" => part(Part::Facilitator),
            "scribe" => part(Part::Scribe),
            "sponsor" => part(Part::Sponsor),
            "no-sponsor" => people::not_sponsor(session, person).into(),
            word => people::plain_role(session, person, Role::from_word(word)).into(),
        }
    }

    pub(super) fn to_department(person: &PersonId, department: Option<DepartmentId>) -> Outcome {
        edit::change::<Person>(person, PersonChange::department(department)).into()
    }

    pub(super) fn take_people(&mut self, typed: &str, again: bool, ctx: &Ctx) -> Outcome {
        let found = typed::lines(typed);
        let Some((last, edit)) = typed::add(ctx.session, &found) else {
            return Outcome::Warn("A name, please; the rest can wait.".into());
        };
        self.person.id = Some(last);
        let said = match found.as_slice() {
            [one] if one.has_namesake(ctx.session) => {
                format!("There is already one named {}; both are on the roster now.", one.name)
            }
            [one] => format!("{} is on the roster.", one.name),
            many => {
                let twice = many.iter().filter(|one| one.has_namesake(ctx.session));
                let twice: Vec<&str> = twice.map(|one| one.name.as_str()).collect();
                let twice = match twice.as_slice() {
                    [] => String::new(),
                    names => format!(" There was already one named {}.", names.join(", ")),
                };
                format!("{} people are on the roster now.{twice}", many.len())
            }
        };
        let mut all = vec![Outcome::Edit(edit), Outcome::Say(said)];
        if again {
            all.push(ask_people(ctx.session, u32::try_from(found.len()).unwrap_or(1)));
        }
        Outcome::Many(all)
    }

    pub(super) fn take_departments(&mut self, typed: &str, ctx: &Ctx) -> Outcome {
        use crate::session::words::Numbered as _;
        let first = ctx.session.next_id::<Department>().number().unwrap_or(1);
        let names: Vec<String> =
            typed.lines().map(text::clean_line).filter(|name| !name.is_empty()).collect();
        let ids = (first..).map(DepartmentId::numbered);
        let new: Vec<Department> =
            ids.zip(&names).map(|(id, name)| typed::new_department(id, name)).collect();
        let Some(last) = new.last() else { return Outcome::Warn("A name, please.".into()) };
        self.department.id = Some(last.id.clone());
        let label = format!("{} added", text::plural(new.len(), "department", "departments"));
        edit::many(label, new.into_iter().map(edit::add).collect()).into()
    }
}

pub(super) fn ask_text(
    title: String,
    hint: &str,
    text: &str,
    prose: bool,
    key: String,
    purpose: Purpose,
) -> Outcome {
    Outcome::Ask(Ask::Text(TextAsk {
        title,
        hint: hint.into(),
        text: text.into(),
        prose,
        private: false,
        key,
        purpose: screens::Purpose::Roster(purpose),
    }))
}

pub(super) fn ask_people(session: &session::Session, after: u32) -> Outcome {
    // A name of its own for each box, so that what was taken is not offered again as half-typed.
    let next = session.next_id::<Person>().number().unwrap_or(1) + after;
    ask_text(
        "Who comes?".into(),
        "Name, department, level (f front line, m manager, e executive), job title. One person a line; Esc when all are there.",
        "",
        true,
        format!("roster.add.{next}"),
        Purpose::AddPeople,
    )
}
