//! Two who work on the same gap without one plan (the handbook, 2.3 Initiative): initiatives that are already running,
//! and owners of new actions.
//!
//! Refuses to know which of them is right.

use super::words::list;
use crate::session::{Action, Gap, GapId, Initiative, Person, PersonId, Session};

fn name(session: &Session, id: &PersonId) -> String {
    session.get::<Person>(id).map_or_else(|| id.to_string(), |person| person.name.clone())
}

/// What to say about one gap; empty where nobody meets anybody there.
pub fn of_gap(session: &Session, gap: &GapId) -> Option<String> {
    let running: Vec<&Initiative> = session.initiatives.iter().filter(|it| it.gaps.contains(gap)).collect();
    let (first, rest) = running.split_first()?;
    if !rest.is_empty() {
        let names: Vec<String> = running.iter().map(|it| format!("“{}”", it.name.trim())).collect();
        return Some(format!("{gap} is worked on by {}: which of them leads?", list(&names)));
    }
    let mut others: Vec<&PersonId> = Vec::new();
    let actions = session.actions.iter().filter(|a: &&Action| a.gap.as_ref() == Some(gap) && a.is_live());
    for owner in actions.filter_map(|action| action.owner.as_ref()) {
        if first.owner.as_ref() != Some(owner) && !others.contains(&owner) {
            others.push(owner);
        }
    }
    if others.is_empty() {
        return None;
    }
    let others: Vec<String> = others.into_iter().map(|id| name(session, id)).collect();
    let whose = first.owner.as_ref().map_or_else(String::new, |id| format!(" ({})", name(session, id)));
    Some(format!(
        "{gap}: “{}”{whose} is already running, and {} starts something: one plan?",
        first.name.trim(),
        list(&others)
    ))
}

/// What to say about a running initiative, gap by gap.
pub fn of_initiative(session: &Session, initiative: &Initiative) -> Vec<String> {
    let live = |id: &&GapId| session.get::<Gap>(id).is_some_and(Gap::is_live);
    initiative.gaps.iter().filter(live).filter_map(|gap| of_gap(session, gap)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{InitiativeId, edit};

    fn day() -> Session {
        let mut session = Session::default();
        let at = "2026-03-12T14:00:00+01:00".parse().expect("a moment");
        let person = |name: &str| edit::add(Person { name: name.into(), ..Person::default() });
        for add in
            [person("Priya"), person("Tom"), edit::add(Gap { title: "Late visits".into(), ..Gap::default() })]
        {
            session.apply(&add, &at).expect("they are fine");
        }
        session
    }

    fn add(session: &mut Session, what: &crate::session::Edit) {
        let at = "2026-03-12T14:00:00+01:00".parse().expect("a moment");
        session.apply(what, &at).expect("it is fine");
    }

    #[test]
    fn two_initiatives_on_one_gap_are_said() {
        let mut session = day();
        let gap = session.gaps.at(0).expect("a gap").id.clone();
        let tom = session.people.at(1).expect("Tom").id.clone();
        let running = |name: &str, owner| {
            edit::add(Initiative { name: name.into(), owner, gaps: vec![gap.clone()], ..Default::default() })
        };
        add(&mut session, &running("Rota pilot", Some(tom.clone())));
        assert_eq!(of_gap(&session, &gap), None, "one alone meets nobody");
        let action = |owner| {
            edit::add(Action {
                title: "Try it".into(),
                gap: Some(gap.clone()),
                owner: Some(owner),
                ..Action::default()
            })
        };
        add(&mut session, &action(tom));
        assert_eq!(of_gap(&session, &gap), None, "the same owner knows");
        let priya = session.people.at(0).expect("Priya").id.clone();
        add(&mut session, &action(priya));
        let said = of_gap(&session, &gap).expect("two owners meet");
        assert!(said.contains("“Rota pilot” (Tom) is already running, and Priya starts something"), "{said}");
        add(&mut session, &running("CRM upgrade", None));
        let said = of_gap(&session, &gap).expect("two initiatives meet");
        assert!(
            said.ends_with("is worked on by “Rota pilot” and “CRM upgrade”: which of them leads?"),
            "{said}"
        );
        let first = session.initiatives.at(0).expect("one").clone();
        assert_eq!(of_initiative(&session, &first).len(), 1);
        assert!(
            of_initiative(&session, &Initiative { id: InitiativeId::new("V9"), ..Default::default() })
                .is_empty()
        );
    }
}
