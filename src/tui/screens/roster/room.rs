//! The coverage of the room in words: what is so, and what would be if everyone came (the handbook, R3).

use crate::rules::coverage::{self, Check, Coverage, Present};
use crate::rules::words::{Level, list};
use crate::session::{DepartmentId, Presence, Role, Session};
use crate::text;
use crate::tui::ctx::Ctx;

/// The coverage that is shown.
pub struct Room {
    /// Counted, or expected.
    pub coverage: Coverage,
    /// Nobody is here yet: these are those who are invited.
    pub expected: bool,
    /// Nobody is on the roster.
    pub empty: bool,
}

/// The coverage as it is, or, before anybody came, as it would be if everyone did.
pub fn room(ctx: &Ctx) -> Room {
    let verdicts = ctx.verdicts();
    if verdicts.roster_is_empty || verdicts.roster.n > 0 {
        return Room { coverage: verdicts.roster.clone(), expected: false, empty: verdicts.roster_is_empty };
    }
    Room { coverage: if_all_come(ctx.session), expected: true, empty: false }
}

fn if_all_come(session: &Session) -> Coverage {
    let departments: Vec<coverage::Department> = session
        .organisation
        .departments
        .iter()
        .map(|department| coverage::Department {
            id: department.id.0.clone(),
            name: department.name.clone(),
            customer_facing: department.customer_facing,
            waived: department.waiver.as_deref().is_some_and(|reason| !reason.trim().is_empty()),
        })
        .collect();
    let coming =
        session.people.iter().filter(|p| p.role == Role::Participant && p.status != Presence::Absent);
    let present: Vec<Present> = coming
        .map(|person| Present {
            department: person.department.as_ref().map(|id| id.0.clone()),
            level: person.level.as_ref().and_then(|level| Level::from_key(level.as_str())),
        })
        .collect();
    coverage::coverage(&departments, &present)
}

/// How a department stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    Covered,
    Excused,
    Missing,
    /// It does not meet customers; nobody has to come.
    Inside,
}

impl Stands {
    /// In words.
    pub fn words(self, expected: bool) -> &'static str {
        match self {
            Stands::Covered if expected => "coming",
            Stands::Covered => "in the room",
            Stands::Excused => "excused",
            Stands::Missing => "who could come?",
            Stands::Inside => "no customers",
        }
    }
}

impl Room {
    /// How a department stands.
    pub fn stands(&self, id: &DepartmentId) -> Stands {
        let among = |ids: &[smol_str::SmolStr]| ids.contains(&id.0);
        if among(&self.coverage.covered) {
            Stands::Covered
        } else if among(&self.coverage.waived) {
            Stands::Excused
        } else if among(&self.coverage.missing) {
            Stands::Missing
        } else {
            Stands::Inside
        }
    }

    /// How many of a department at each level.
    pub fn counts(&self, id: &DepartmentId) -> [usize; 3] {
        let found = self.coverage.grid.iter().find(|(row, _)| row.as_ref() == Some(&id.0));
        found.map_or([0; 3], |(_, counts)| *counts)
    }

    /// The verdict and what follows from it.
    pub fn said(&self, session: &Session) -> (String, String) {
        if self.empty {
            return (
                "Nobody yet".into(),
                "Eight to twenty people work best: every department that meets customers, all three levels, at \
                 least four in ten from the front line."
                    .into(),
            );
        }
        let found = &self.coverage;
        let mut head = crate::rules::words::sentence_case(found.verdict());
        if self.expected {
            head.push_str(" if everyone comes");
        }
        let people = text::plural(found.n, "person", "people");
        let mut rest = vec![format!("{people}, coverage {}%.", found.index.percent())];
        rest.extend(found.sentences());
        if !found.waived.is_empty() {
            let names: Vec<&str> = session
                .organisation
                .departments
                .iter()
                .filter(|department| found.waived.contains(&department.id.0))
                .map(|department| department.name.as_str())
                .collect();
            rest.push(format!("Excused: {}.", list(&names)));
        }
        (head, rest.join(" "))
    }

    /// Each of the five checks: whether it holds, and its sentence.
    pub fn checks(&self) -> Vec<(bool, String)> {
        let found = &self.coverage;
        let mut failing = found.sentences().into_iter();
        [Check::C1, Check::C2, Check::C3, Check::C4, Check::C5]
            .into_iter()
            // Where nobody is an executive, the check of the levels says so, and a share of none says nothing.
            .filter(|check| *check != Check::C4 || found.executives.part > 0 || found.n == 0)
            .map(|check| {
                if found.fails.contains(&check) {
                    return (false, failing.next().unwrap_or_default());
                }
                let said = match check {
                    Check::C1 if !found.waived.is_empty() => {
                        "Every customer-facing department is here or excused.".to_owned()
                    }
                    Check::C1 => "Every customer-facing department is here.".to_owned(),
                    Check::C2 => "All three levels are here.".to_owned(),
                    Check::C3 => format!("The front line is {}% of the room.", found.front_line.percent()),
                    Check::C4 => format!("Executives are {}% of the room.", found.executives.percent()),
                    Check::C5 => format!("{} people: a good size.", found.n),
                };
                (true, said)
            })
            .collect()
    }
}

/// How quotes will be attributed: "front line; manager or executive".
pub fn labels(ctx: &Ctx) -> Option<String> {
    let labels = &ctx.verdicts().labels;
    let mut seen: Vec<&str> = Vec::new();
    for (_, label) in labels.iter() {
        if !seen.contains(&label) {
            seen.push(label);
        }
    }
    (!seen.is_empty()).then(|| format!("Quotes will say: {}.", seen.join("; ")))
}
