//! The roster as CSV: people by name, their departments, levels and what they are here for.
//!
//! Nobody is removed; an empty cell changes nothing.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::table::{Heads, Row, Table, short, word};
use super::{Problems, Proposal, step};
use crate::session::words::Numbered as _;
use crate::session::{
    Department, DepartmentChange, DepartmentId, Edit, Level, Person, PersonChange, PersonId, Presence, Role,
    Session, edit,
};
use crate::text;

const HEADS: &[Heads] = &[
    &["name", "full_name", "person", "participant", "teilnehmer", "teilnehmerin", "teilnehmende"],
    &["first_name", "given_name", "vorname"],
    &["last_name", "family_name", "surname", "nachname", "familienname"],
    &["department", "dept", "team", "abteilung", "bereich"],
    &["level", "ebene", "hierarchie", "hierarchieebene"],
    &["job_title", "title", "job", "position", "funktion", "stelle", "titel"],
    &["role", "rolle"],
    &["status", "presence", "anwesenheit"],
    &["customer_facing", "customers", "kundenkontakt", "kundennah"],
];
const NAME: usize = 0;
const FIRST: usize = 1;
const LAST: usize = 2;
const DEPARTMENT: usize = 3;
const LEVEL: usize = 4;
const JOB_TITLE: usize = 5;
const ROLE: usize = 6;
const STATUS: usize = 7;
const CUSTOMER_FACING: usize = 8;

/// The level that a word means.
pub(super) fn level(said: &str) -> Option<Level> {
    Some(match said {
        "front_line" | "frontline" | "front" | "f" | "mitarbeiter" | "mitarbeiterin" | "mitarbeitende"
        | "kundenkontakt" => Level::FrontLine,
        "manager" | "managerin" | "m" | "führungskraft" | "teamleitung" | "leitung" => Level::Manager,
        "executive" | "exec" | "e" | "geschäftsleitung" | "geschäftsführung" | "vorstand" => {
            Level::Executive
        }
        _ => return None,
    })
}

fn role(said: &str) -> Option<Role> {
    Some(match said {
        "participant" | "teilnehmer" | "teilnehmerin" => Role::Participant,
        "observer" | "beobachter" | "beobachterin" | "gast" => Role::Observer,
        "facilitator" | "moderator" | "moderatorin" | "moderation" => Role::Facilitator,
        "scribe" | "protokoll" => Role::Scribe,
        _ => return None,
    })
}

fn presence(said: &str) -> Option<Presence> {
    Some(match said {
        "invited" | "eingeladen" => Presence::Invited,
        "confirmed" | "accepted" | "zugesagt" => Presence::Confirmed,
        "present" | "here" | "anwesend" => Presence::Present,
        "absent" | "declined" | "abwesend" | "abgesagt" => Presence::Absent,
        _ => return None,
    })
}

fn yes(said: &str) -> Option<bool> {
    Some(match said {
        "yes" | "y" | "true" | "1" | "x" | "ja" | "j" => true,
        "no" | "n" | "false" | "0" | "nein" => false,
        _ => return None,
    })
}

/// What a row says; an empty cell says nothing.
struct Said {
    line: usize,
    name: String,
    department: String,
    level: Option<Level>,
    job_title: String,
    role: Option<Role>,
    status: Option<Presence>,
    customer_facing: Option<bool>,
}

fn said(table: &Table, row: &Row) -> Result<Said, String> {
    fn choice<T>(
        table: &Table,
        row: &Row,
        column: usize,
        of: fn(&str) -> Option<T>,
        words: &str,
    ) -> Result<Option<T>, String> {
        let said = table.word(row, column);
        if said.is_empty() {
            return Ok(None);
        }
        of(&said)
            .map(Some)
            .ok_or_else(|| format!("“{}” is not one of {words}", short(&table.line(row, column))))
    }
    let mut name = table.line(row, NAME);
    if name.is_empty() {
        name = text::clean_line(&format!("{} {}", table.line(row, FIRST), table.line(row, LAST)));
    }
    let department = table.line(row, DEPARTMENT);
    if name.is_empty() {
        return Err("the name is empty; write it, or remove the row".into());
    }
    for (what, text) in [("name", &name), ("department", &department)] {
        let long = text.chars().count();
        if long > 200 {
            return Err(format!("the {what} has {long} characters; 200 is the limit"));
        }
    }
    let mut job_title = table.line(row, JOB_TITLE);
    // Many lists call somebody's job their role.
    let role = match (role(&table.word(row, ROLE)), table.line(row, ROLE)) {
        (Some(role), _) => Some(role),
        (None, other) if job_title.is_empty() => {
            job_title = other;
            None
        }
        (None, other) if other.is_empty() => None,
        (None, other) => {
            return Err(format!(
                "“{}” is not one of participant, observer, facilitator, scribe",
                short(&other)
            ));
        }
    };
    Ok(Said {
        line: row.line,
        name,
        department,
        level: choice(table, row, LEVEL, level, "front line, manager, executive (f, m, e)")?,
        job_title,
        role,
        status: choice(table, row, STATUS, presence, "invited, confirmed, present, absent")?,
        customer_facing: choice(table, row, CUSTOMER_FACING, yes, "yes, no")?,
    })
}

/// Proposes the people and departments that are new, and what has changed of those that are there.
pub(super) fn propose(text: &str, session: &Session) -> Result<Proposal, String> {
    let table = Table::read(text, HEADS, &[])?;
    let named = table.has(NAME) || (table.has(FIRST) && table.has(LAST));
    if !named {
        Table::read(text, HEADS, &[NAME])?;
    }
    let mut problems = Problems::default();
    let mut people: Vec<Said> = Vec::new();
    let mut seen: HashMap<(String, String), usize> = HashMap::new();
    for row in &table.rows {
        match said(&table, row) {
            Ok(said) => match seen.insert((word(&said.name), word(&said.department)), said.line) {
                Some(line) => problems.add(
                    said.line,
                    format!("“{}” is in line {line} already; remove one of them", short(&said.name)),
                ),
                None => people.push(said),
            },
            Err(what) => problems.add(row.line, what),
        }
    }
    let mut plan = Plan::new(session);
    for said in &people {
        if let Err(what) = plan.add(said) {
            problems.add(said.line, what);
        }
    }
    problems.none()?;
    if people.is_empty() {
        return Err("there is nobody below the heading. One row a person".into());
    }
    Ok(plan.proposal(&table))
}

struct Plan<'a> {
    session: &'a Session,
    /// Departments by name, those that are made as well.
    departments: HashMap<String, DepartmentId>,
    made: Vec<Department>,
    /// Departments that turn out to deal with customers.
    facing: Vec<DepartmentId>,
    /// Which of the made ones a row called customer-facing.
    said_facing: Vec<DepartmentId>,
    edits: Vec<Edit>,
    added: usize,
    changed: usize,
    same: usize,
}

impl<'a> Plan<'a> {
    fn new(session: &'a Session) -> Self {
        let departments = &session.organisation.departments;
        Self {
            session,
            departments: departments.iter().map(|d| (word(&d.name), d.id.clone())).collect(),
            made: Vec::new(),
            facing: Vec::new(),
            said_facing: Vec::new(),
            edits: Vec::new(),
            added: 0,
            changed: 0,
            same: 0,
        }
    }

    fn add(&mut self, said: &Said) -> Result<(), String> {
        let department = self.department(said);
        let named: Vec<&Person> =
            self.session.people.iter().filter(|person| word(&person.name) == word(&said.name)).collect();
        let there: Vec<&Person> = match named.as_slice() {
            [_, _, ..] => named.iter().copied().filter(|p| p.department == department).collect(),
            _ => named.clone(),
        };
        match there.as_slice() {
            [] => {
                self.edits.push(edit::add(Person {
                    id: PersonId::default(),
                    name: said.name.clone(),
                    department,
                    level: said.level.clone(),
                    job_title: said.job_title.clone(),
                    role: said.role.clone().unwrap_or_default(),
                    status: said.status.clone().unwrap_or_default(),
                    ..Person::default()
                }));
                self.added += 1;
            }
            [person] => self.change(person, said, department),
            _ => {
                return Err(format!(
                    "several people on the roster are called “{}”; change them in the roster",
                    short(&said.name)
                ));
            }
        }
        Ok(())
    }

    fn change(&mut self, person: &Person, said: &Said, department: Option<DepartmentId>) {
        let before = self.edits.len();
        let mut set = |change: PersonChange| self.edits.push(edit::change::<Person>(&person.id, change));
        if department.is_some() && department != person.department {
            set(PersonChange::department(department));
        }
        if said.level.is_some() && said.level != person.level {
            set(PersonChange::level(said.level.clone()));
        }
        if !said.job_title.is_empty() && said.job_title != person.job_title {
            set(PersonChange::job_title(said.job_title.clone()));
        }
        if let Some(role) = said.role.as_ref().filter(|role| **role != person.role) {
            set(PersonChange::role(role.clone()));
        }
        if let Some(status) = said.status.as_ref().filter(|status| **status != person.status) {
            set(PersonChange::status(status.clone()));
        }
        if self.edits.len() == before { self.same += 1 } else { self.changed += 1 }
    }

    fn department(&mut self, said: &Said) -> Option<DepartmentId> {
        if said.department.is_empty() {
            return None;
        }
        let name = word(&said.department);
        let facing = said.customer_facing == Some(true);
        if let Some(id) = self.departments.get(&name) {
            if let Some(made) = self.made.iter_mut().find(|made| made.id == *id) {
                // One row that says yes is enough; one that says no is believed where none says yes.
                let yes = self.said_facing.contains(id);
                match said.customer_facing {
                    Some(true) => made.customer_facing = true,
                    Some(false) if !yes => made.customer_facing = false,
                    _ => {}
                }
                if facing && !yes {
                    self.said_facing.push(id.clone());
                }
            } else if facing
                && self.session.get::<Department>(id).is_some_and(|d| !d.customer_facing)
                && !self.facing.contains(id)
            {
                self.facing.push(id.clone());
            }
            return Some(id.clone());
        }
        let first = self.session.next_id::<Department>().number().unwrap_or(1);
        let id =
            DepartmentId::numbered(first.saturating_add(u32::try_from(self.made.len()).unwrap_or(u32::MAX)));
        self.departments.insert(name, id.clone());
        self.made.push(Department {
            id: id.clone(),
            name: said.department.clone(),
            // As one that is typed: whoever is named here usually meets customers.
            customer_facing: said.customer_facing != Some(false),
            ..Department::default()
        });
        if facing {
            self.said_facing.push(id.clone());
        }
        Some(id)
    }

    fn proposal(self, table: &Table) -> Proposal {
        let mut told = match (self.added, self.changed) {
            (0, 0) => String::from("Nothing new"),
            (added, 0) => format!("{} added", text::plural(added, "person", "people")),
            (0, changed) => format!("{} changed", text::plural(changed, "person", "people")),
            (added, changed) => {
                format!("{} added, {changed} changed", text::plural(added, "person", "people"))
            }
        };
        if self.same > 0 {
            let were = if self.same == 1 { "was" } else { "were" };
            let _ = write!(told, "; {} {were} there already", self.same);
        }
        told.push('.');
        if !self.made.is_empty() {
            let _ = write!(told, " {} made", text::plural(self.made.len(), "department", "departments"));
            told.push_str(if table.has(CUSTOMER_FACING) {
                "."
            } else {
                ": say in the roster which of them do not meet customers."
            });
        }
        told.push_str(&table.unused_words());
        let mut edits: Vec<Edit> = self.made.into_iter().map(edit::add).collect();
        let faces =
            |id: &DepartmentId| edit::change::<Department>(id, DepartmentChange::customer_facing(true));
        edits.extend(self.facing.iter().map(faces));
        edits.extend(self.edits);
        Proposal { edit: step("roster imported".into(), edits), summary: told }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::Playbook;

    fn empty() -> Session {
        let day = "2026-03-12".parse().unwrap_or_default();
        Playbook::builtin().new_session("", day, &crate::session::Variant::FullDay, "+01:00")
    }

    fn import(session: &mut Session, text: &str) -> Result<String, String> {
        let proposal = propose(text, session)?;
        if let Some(edit) = proposal.edit {
            session.apply(&edit, &"2026-03-12T09:00:00+01:00".parse().unwrap()).unwrap();
        }
        Ok(proposal.summary)
    }

    #[test]
    fn a_list_in_german_becomes_people_and_departments() {
        let mut session = empty();
        let text = "Vorname;Nachname;Abteilung;Ebene;Funktion;Kundenkontakt\n\
            Jürgen;Weiß;Technik;f;Monteur;nein\n王;芳;Laden;Manager;;ja\nAda;Okafor;technik;Geschäftsleitung;CTO;\n";
        assert_eq!(import(&mut session, text).unwrap(), "3 people added. 2 departments made.");
        let people: Vec<_> = session
            .people
            .iter()
            .map(|p| {
                (p.id.as_str(), p.name.as_str(), p.level.clone().unwrap(), p.department.clone().unwrap().0)
            })
            .collect();
        assert_eq!(
            people,
            [
                ("P01", "Jürgen Weiß", Level::FrontLine, "D1".into()),
                ("P02", "王 芳", Level::Manager, "D2".into()),
                ("P03", "Ada Okafor", Level::Executive, "D1".into()),
            ]
        );
        let facing: Vec<bool> = session.organisation.departments.iter().map(|d| d.customer_facing).collect();
        assert_eq!(facing, [false, true]);
    }

    #[test]
    fn a_department_meets_customers_unless_the_list_says_otherwise() {
        let facing = |text: &str| {
            let mut session = empty();
            import(&mut session, text).unwrap();
            session.organisation.departments.iter().map(|d| d.customer_facing).collect::<Vec<bool>>()
        };
        assert_eq!(facing("name,department\nAda,Ops\nBo,Shop\n"), [true, true]);
        let said = "name,department,customers\n";
        assert_eq!(facing(&format!("{said}Ada,Ops,no\nBo,Ops,\nCy,Shop,\n")), [false, true]);
        assert_eq!(facing(&format!("{said}Ada,Ops,no\nBo,Ops,yes\n")), [true]);
        assert_eq!(facing(&format!("{said}Ada,Ops,yes\nBo,Ops,no\n")), [true]);
        assert_eq!(facing(&format!("{said}Ada,Ops,\nBo,Ops,no\n")), [false]);
    }

    #[test]
    fn who_is_there_is_changed_or_passed_over_never_doubled() {
        let mut session = empty();
        import(&mut session, "name,department,level,role\nAda,Ops,m,Head of Ops\nBo,Shop,f,observer\n")
            .unwrap();
        assert_eq!(session.people.at(0).unwrap().job_title, "Head of Ops");
        assert_eq!(session.people.at(1).unwrap().role, Role::Observer);
        let told = import(
            &mut session,
            "name,department,level,status\nADA,ops,executive,present\nBo,Shop,front line,\nCy,Shop,e,absent\n",
        )
        .unwrap();
        assert_eq!(told, "1 person added, 1 changed; 1 was there already.");
        let ada = session.people.at(0).unwrap();
        assert_eq!((&ada.level, &ada.status), (&Some(Level::Executive), &Presence::Present));
        assert_eq!((session.people.len(), session.organisation.departments.len()), (3, 2));
        let again = import(&mut session, "name\nCy\n").unwrap();
        assert_eq!(again, "Nothing new; 1 was there already.");
    }

    #[test]
    fn rows_that_are_not_understood_are_named_and_nothing_is_imported() {
        let mut session = empty();
        let before = session.clone();
        let refused = import(&mut session, "name,level,status\nAda,boss,\n,m,\nBo,m,maybe\nCy,m,\nCy,e,\n")
            .unwrap_err();
        assert_eq!(session, before);
        assert!(
            refused.starts_with("line 2: “boss” is not one of front line, manager, executive"),
            "{refused}"
        );
        assert!(refused.contains("line 3: the name is empty"), "{refused}");
        assert!(refused.contains("and 1 more. Nothing was imported"), "{refused}");
        assert!(import(&mut session, "level,department\nm,Ops\n").unwrap_err().contains("no column “name”"));
        assert!(import(&mut session, "name\n").unwrap_err().contains("nobody below the heading"));
    }
}
