//! Who takes it: the people to choose from, and what is said about one who was chosen.
//!
//! It refuses to know what else an item needs.

use super::Purpose;
use super::asks::{id_of, pick, words_of};
use super::page::department;
use super::sections::ends;
use crate::rules::words::number;
use crate::session::{
    Action, Blocker, Decision, Level, Metric, Need, Parked, Person, PersonId, Presence, Process, Sop,
};
use crate::tui::ctx::Ctx;
use crate::tui::forms::Target;
use crate::tui::outcome::{Ask, Choice};

/// Where somebody who is not to be named is printed.
fn printed_as(person: &Person, ctx: &Ctx) -> String {
    person.department.as_ref().map_or_else(|| "a colleague".into(), |id| department(ctx, id))
}

/// What to say about somebody who was made an owner, if anything.
pub fn about_owner(id: &PersonId, ctx: &Ctx) -> Option<String> {
    let person = ctx.session.get::<Person>(id)?;
    let mut words: Vec<String> = ends(ctx).owner_sentence(id).into_iter().collect();
    if !person.consent.name_as_owner {
        words.push(format!(
            "{} has not agreed to be named and will be printed as {}.",
            person.name,
            printed_as(person, ctx)
        ));
    }
    (!words.is_empty()).then(|| words.join(" "))
}

fn people(ctx: &Ctx, leaders: bool) -> Vec<Choice> {
    let load = &ctx.verdicts().owner_load;
    let mut people: Vec<&Person> = ctx.session.people.iter().collect();
    people.sort_by_key(|person| {
        let decides = person.sponsor || person.level == Some(Level::Executive);
        (leaders && !decides, person.status != Presence::Present)
    });
    let ends = ends(ctx);
    let mut options: Vec<Choice> = people
        .into_iter()
        .map(|person| {
            let of = person.department.as_ref().map(|id| department(ctx, id)).unwrap_or_default();
            let mut aside: Vec<String> = ends.away(&person.id).into_iter().collect();
            if !leaders && !person.consent.name_as_owner {
                aside.push(format!("will be printed as {}", printed_as(person, ctx)));
            }
            let items = load.iter().find(|(id, _)| *id == person.id.0).map_or(0, |(_, items)| *items);
            if !leaders && items > 0 {
                aside.push(format!("has {} already", number(items)));
            }
            Choice::new(person.id.0.clone(), person.name.clone(), of).beside(aside.join(" · "))
        })
        .collect();
    options.push(Choice::new("", "Nobody yet", ""));
    options
}

/// Who takes it; of whom a decision is asked.
pub fn owner(target: &Target, and: bool, about: Option<&str>, ctx: &Ctx) -> Ask {
    let s = ctx.session;
    let leaders = matches!(target, Target::Decision(_));
    let chosen = match target {
        Target::Action(id) => s.get::<Action>(id).and_then(|item| item.owner.clone()),
        Target::Need(id) => s.get::<Need>(id).and_then(|item| item.owner.clone()),
        Target::Metric(id) => s.get::<Metric>(id).and_then(|item| item.owner.clone()),
        Target::Process(id) => s.get::<Process>(id).and_then(|item| item.owner.clone()),
        Target::Sop(id) => s.get::<Sop>(id).and_then(|item| item.owner.clone()),
        Target::Blocker(id) => s.get::<Blocker>(id).and_then(|item| item.owner.clone()),
        Target::Parked(id) => s.get::<Parked>(id).and_then(|item| item.owner.clone()),
        Target::Decision(id) => s.get::<Decision>(id).and_then(|item| item.asked_of.clone()),
        _ => None,
    };
    let question = if leaders { "Of whom is it asked?" } else { "Who wants this?" };
    let hint = about.map_or_else(|| words_of(target, ctx), str::to_owned);
    let chosen = chosen.as_ref().map(PersonId::as_str);
    Ask::Pick(pick(
        format!("{} · {question}", id_of(target)),
        hint,
        people(ctx, leaders),
        chosen.into_iter().collect(),
        Purpose::Owner(target.clone(), and),
    ))
}
