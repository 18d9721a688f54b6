//! People as they are typed or pasted, one a line: `Name, Department, level, job title`. Knows no screen.

use crate::session::words::Numbered as _;
use crate::session::{
    CardChange, Department, DepartmentId, Edit, Level, Person, PersonChange, PersonId, Role, Session, edit,
};
use crate::text;

/// One line, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub name: String,
    pub department: String,
    pub level: Option<Level>,
    pub job_title: String,
    pub role: Role,
}

/// A level as people write it: `f`, `front line`, `m`, `manager`, `e`, `exec`.
pub fn level(word: &str) -> Option<Level> {
    match word.trim().to_lowercase().replace(['-', '_'], " ").as_str() {
        "f" | "fl" | "front" | "frontline" | "front line" => Some(Level::FrontLine),
        "m" | "mgr" | "manager" | "managers" => Some(Level::Manager),
        "e" | "x" | "exec" | "executive" | "executives" => Some(Level::Executive),
        _ => None,
    }
}

fn role(word: &str) -> Option<Role> {
    match word.trim().to_lowercase().as_str() {
        "participant" => Some(Role::Participant),
        "facilitator" => Some(Role::Facilitator),
        "scribe" => Some(Role::Scribe),
        "observer" => Some(Role::Observer),
        _ => None,
    }
}

/// Whether it is the job title of somebody who decides across departments, and no department's name.
fn leads(words: &str) -> bool {
    let words = words.trim().to_lowercase();
    let short = ["ceo", "cfo", "coo", "cto", "cio", "cmo", "cco", "cxo", "cpo", "chro"];
    short.contains(&words.as_str())
        || matches!(words.as_str(), "managing director" | "chief executive" | "general manager")
        || (words.starts_with("chief ") && words.ends_with(" officer"))
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

/// What stands in quotes at the beginning, and what follows. Quotes open at the beginning of a part, and only where they
/// close at its end.
fn quoted(rest: &str) -> Option<(&str, &str)> {
    let inner = rest.trim_start().strip_prefix(is_quote)?;
    let end = inner.find(is_quote)?;
    let after = inner[end..].trim_start_matches(is_quote);
    let ends = after.trim_start().is_empty() || after.trim_start().starts_with([',', ';', '\t']);
    ends.then_some((&inner[..end], after))
}

/// The parts of a line between commas, semicolons or tabs; what stands in quotes is one part: `"Höll, Renate", Ops, m`.
fn parts(typed: &str) -> Vec<String> {
    let outside = quoted(typed).map_or(typed, |(_, after)| after);
    let between = [';', '\t'].into_iter().find(|c| outside.contains(*c)).unwrap_or(',');
    let (mut found, mut rest) = (Vec::new(), typed);
    loop {
        let (part, after) = match quoted(rest) {
            Some((part, after)) => (part, after.trim_start_matches(|c: char| c != between)),
            None => rest.find(between).map_or((rest, ""), |at| rest.split_at(at)),
        };
        found.push(text::clean_line(part));
        match after.strip_prefix(between) {
            Some(more) => rest = more,
            None => return found,
        }
    }
}

/// One line; nothing where it holds no name. Parts stand between commas, semicolons or tabs; a level or a role is known
/// wherever it stands, so is who leads the house (`Renate Höll, CEO`); an empty second part means no department, whatever is left over belongs to the job title.
pub fn line(typed: &str) -> Option<Typed> {
    let mut parts = parts(typed).into_iter();
    let name = parts.next().filter(|name| !name.is_empty())?;
    let mut person = Typed { name, ..Typed::default() };
    let mut rest: Vec<String> = Vec::new();
    let (mut has_department, mut leader) = (false, false);
    for part in parts {
        if let (None, Some(found)) = (&person.level, level(&part)) {
            person.level = Some(found);
            has_department = true;
        } else if let Some(found) = role(&part) {
            person.role = found;
            has_department = true;
        } else if !has_department && leads(&part) {
            leader = true;
            rest.push(part);
        } else if !has_department {
            person.department = part;
            has_department = true;
        } else if !part.is_empty() {
            rest.push(part);
        }
    }
    person.job_title = rest.join(", ");
    if leader && person.level.is_none() {
        person.level = Some(Level::Executive);
    }
    Some(person)
}

/// One line in a box that asks who does something: what stands after the name is a job title, unless a department is
/// called so or more follows.
pub fn one(session: &Session, typed: &str) -> Option<Typed> {
    let mut person = line(typed)?;
    let wanted = person.department.to_lowercase();
    let known = session.organisation.departments.iter().any(|d| d.name.to_lowercase() == wanted);
    if person.job_title.is_empty() && !known {
        person.job_title = std::mem::take(&mut person.department);
    }
    Some(person)
}

/// All lines of a text.
pub fn lines(typed: &str) -> Vec<Typed> {
    typed.lines().filter_map(line).collect()
}

/// Who is on the roster by name alone, as a sponsor is whom Prepare asked for: what is typed fills in the rest.
fn bare<'a>(session: &'a Session, name: &str) -> Option<&'a Person> {
    let wanted = name.to_lowercase();
    session.people.iter().find(|person| {
        person.department.is_none() && person.level.is_none() && person.name.trim().to_lowercase() == wanted
    })
}

impl Typed {
    fn says_more(&self) -> bool {
        !self.department.is_empty()
            || self.level.is_some()
            || !self.job_title.is_empty()
            || self.role != Role::default()
    }

    /// Whether somebody else of this name is on the roster, who is not filled in by this.
    pub fn has_namesake(&self, session: &Session) -> bool {
        let wanted = self.name.to_lowercase();
        let fills_in = self.says_more() && bare(session, &self.name).is_some();
        !fills_in && session.people.iter().any(|person| person.name.trim().to_lowercase() == wanted)
    }
}

/// The one undoable step that adds these people, and departments nobody has named before. With the last one's id.
/// Somebody who is there by name alone is filled in, not added once more.
pub fn add(session: &Session, people: &[Typed]) -> Option<(PersonId, Edit)> {
    let mut edits = Vec::new();
    let mut known: Vec<(String, DepartmentId)> = Vec::new();
    for department in session.organisation.departments.iter() {
        known.push((department.name.to_lowercase(), department.id.clone()));
    }
    let mut next_department = session.next_id::<Department>().number().unwrap_or(1);
    let mut next_person = session.next_id::<Person>().number().unwrap_or(1);
    let mut filled: Vec<PersonId> = Vec::new();
    let mut last = None;
    for typed in people {
        let wanted = typed.department.to_lowercase();
        let department = if wanted.is_empty() {
            None
        } else if let Some((_, id)) = known.iter().find(|(name, _)| *name == wanted) {
            Some(id.clone())
        } else {
            let id = DepartmentId::numbered(next_department);
            next_department += 1;
            edits.push(edit::add(new_department(id.clone(), &typed.department)));
            known.push((wanted, id.clone()));
            Some(id)
        };
        let there =
            bare(session, &typed.name).filter(|person| typed.says_more() && !filled.contains(&person.id));
        let id = if let Some(person) = there {
            let mut changed = person.clone();
            changed.department = department;
            changed.level.clone_from(&typed.level);
            if !typed.job_title.is_empty() {
                changed.job_title.clone_from(&typed.job_title);
            }
            if typed.role != Role::default() {
                changed.role = typed.role.clone();
            }
            let changes = [
                PersonChange::department(changed.department),
                PersonChange::level(changed.level),
                PersonChange::job_title(changed.job_title),
                PersonChange::role(changed.role),
            ];
            edits.extend(changes.map(|change| edit::change::<Person>(&person.id, change)));
            filled.push(person.id.clone());
            person.id.clone()
        } else {
            let id = PersonId::numbered(next_person);
            next_person += 1;
            edits.push(edit::add(Person {
                id: id.clone(),
                name: typed.name.clone(),
                department,
                level: typed.level.clone(),
                job_title: typed.job_title.clone(),
                role: typed.role.clone(),
                ..Person::default()
            }));
            id
        };
        match typed.role {
            Role::Facilitator => edits.push(edit::card(CardChange::facilitator(Some(id.clone())))),
            Role::Scribe => edits.push(edit::card(CardChange::scribe(Some(id.clone())))),
            _ => {}
        }
        last = Some(id);
    }
    let label = match people {
        [one] if !filled.is_empty() => format!("{} filled in", one.name),
        [one] => format!("{} added", one.name),
        many => format!("{} people on the roster", many.len()),
    };
    last.map(|id| (id, edit::many(label, edits)))
}

/// A department that is new: whoever is named here usually meets customers.
pub fn new_department(id: DepartmentId, name: &str) -> Department {
    Department { id, name: name.to_owned(), customer_facing: true, ..Department::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_quotes_is_one_name() {
        let said = |typed: &str| {
            let person = line(typed).unwrap();
            (person.name, person.department, person.level)
        };
        let renate = ("Höll, Renate".to_owned(), "Ops".to_owned(), Some(Level::Manager));
        for typed in ["\"Höll, Renate\", Ops, m", "“Höll, Renate”, Ops, m", "\"Höll, Renate\";Ops;m"] {
            assert_eq!(said(typed), renate, "{typed}");
        }
        assert_eq!(said("Ana, \"Sales, South\", f").1, "Sales, South");
        // Quotes that do not close, or within a name, are letters like others.
        assert_eq!(said("\"Ana, Ops, f").0, "\"Ana");
        assert_eq!(said("Bob \"Bo\" Lee, Ops, f").0, "Bob \"Bo\" Lee");
    }

    #[test]
    fn who_leads_the_house_has_a_job_title_and_no_department_of_that_name() {
        for title in ["CEO", "cfo", "Managing director", "Chief Operating Officer"] {
            let person = line(&format!("Renate Höll, {title}")).unwrap();
            assert_eq!((person.department.as_str(), person.job_title.as_str()), ("", title));
            assert_eq!(person.level, Some(Level::Executive), "{title}");
        }
        let person = line("Renate Höll, COO, Operations, m").unwrap();
        assert_eq!((person.department.as_str(), person.job_title.as_str()), ("Operations", "COO"));
        assert_eq!(person.level, Some(Level::Manager), "what is said goes before what is guessed");
        assert_eq!(line("Ana, Chief desk, f").unwrap().department, "Chief desk");
    }

    #[test]
    fn a_line_holds_name_department_level_and_job_title() {
        let typed = line("Zoë Brännström, Contact Centre, f, Customer adviser, night shift").unwrap();
        assert_eq!(typed.name, "Zoë Brännström");
        assert_eq!(typed.department, "Contact Centre");
        assert_eq!(typed.level, Some(Level::FrontLine));
        assert_eq!(typed.job_title, "Customer adviser, night shift");
    }

    #[test]
    fn parts_may_be_left_out() {
        assert_eq!(line("Ana, Billing").unwrap().department, "Billing");
        let ana = line("Ana, m").unwrap();
        assert_eq!((ana.department.as_str(), ana.level), ("", Some(Level::Manager)));
        let dana = line("Dana; ; facilitator").unwrap();
        assert_eq!((dana.department.as_str(), dana.role), ("", Role::Facilitator));
        assert_eq!(line("Ana\tSales\texec\tCCO").unwrap().job_title, "CCO");
        assert_eq!(line(" , Billing, f"), None);
        assert_eq!(lines("A\n\n  \nB, Shops").len(), 2);
    }

    #[test]
    fn a_department_is_made_once_and_found_again_however_it_is_written() {
        let mut session = Session::default();
        let people = lines("Ana, Billing, f\nBo, BILLING, m\nCy, Shops, e");
        let (last, edit) = add(&session, &people).unwrap();
        session.apply(&edit, &crate::session::Moment::default()).unwrap();
        assert_eq!(last.as_str(), "P03");
        assert_eq!(session.organisation.departments.len(), 2);
        assert_eq!(session.people.at(1).unwrap().department, session.people.at(0).unwrap().department);
    }

    #[test]
    fn somebody_who_is_there_by_name_alone_is_filled_in_not_added_again() {
        let mut session = crate::tui::harness::Harness::empty().session().clone();
        session.people.push(Person {
            id: PersonId::new("P01"),
            name: "Rita Boss".into(),
            ..Person::default()
        });
        let at = "2026-03-12T09:00:00+01:00".parse().unwrap();
        let (id, edit) =
            add(&session, &lines("rita boss, Board, e\nBo Li, Billing, f\nRita Boss, Sales, m")).unwrap();
        session.apply(&edit, &at).unwrap();
        let people: Vec<_> = session.people.iter().collect();
        assert_eq!((people.len(), id.as_str()), (3, "P03"));
        assert_eq!((people[0].name.as_str(), &people[0].level), ("Rita Boss", &Some(Level::Executive)));
        assert!(people[0].department.is_some());
        assert_eq!(people[2].level, Some(Level::Manager), "a second one of that name is somebody else");
        let mut session = crate::tui::harness::Harness::empty().session().clone();
        session.people.push(Person { id: PersonId::new("P01"), name: "Anna".into(), ..Person::default() });
        let (id, _) = add(&session, &lines("Anna")).unwrap();
        assert_eq!(id.as_str(), "P02", "a name alone fills nothing in: another Anna");
    }
}
