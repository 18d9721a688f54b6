//! How the day ends on the wall: what was promised, and when we meet again. An owner who did not agree to be named is
//! shown as a department.

use super::wish::Parts;
use super::{Action, Plan, Promise, Scene, Thanks};
use crate::session::{self, Day, GapId, PersonId};

fn owner(id: Option<&PersonId>, parts: &Parts) -> String {
    let Some(person) = id.and_then(|id| parts.session.people.get(id)) else {
        return "nobody yet".to_owned();
    };
    if person.consent.name_as_owner && !person.name.trim().is_empty() {
        return person.name.clone();
    }
    let department = person.department.as_ref().and_then(|id| parts.session.organisation.departments.get(id));
    department.map_or_else(|| "somebody in the room".to_owned(), |department| department.name.clone())
}

fn day(day: Option<Day>) -> String {
    day.map_or_else(String::new, Day::short)
}

fn measure(action: &session::Action, parts: &Parts) -> String {
    let Some(metric) = action.measure.as_ref().and_then(|id| parts.session.metrics.get(id)) else {
        return String::new();
    };
    match (&metric.baseline.value, &metric.target) {
        (Some(from), Some(to)) => format!("{}: {from} to {} {}", metric.name, to.value, metric.unit),
        (Some(from), None) => format!("{}: {from} {} today", metric.name, metric.unit),
        _ => metric.name.clone(),
    }
    .trim_end()
    .to_owned()
}

fn one(gap: &session::Gap, parts: &Parts) -> Promise {
    let mine = parts
        .session
        .actions
        .iter()
        .filter(|action| action.gap.as_ref() == Some(&gap.id) && action.is_live());
    let actions = mine.map(|action| Action {
        title: action.title.clone(),
        owner: owner(action.owner.as_ref(), parts),
        due: day(action.due),
        first_step: match (action.first_step.as_str(), action.first_step_on) {
            ("", _) => String::new(),
            (step, Some(on)) => format!("{}: {step}", on.short()),
            (step, None) => step.to_owned(),
        },
        measure: measure(action, parts),
    });
    Promise {
        id: gap.id.to_string(),
        title: gap.title.clone(),
        actions: actions.collect(),
        place: String::new(),
        page: 0,
    }
}

fn rows(parts: &Parts) -> Vec<Promise> {
    let now = (parts.verdicts)().board.now.iter();
    let gaps = now.filter_map(|id| parts.session.gaps.get(&GapId(id.clone())));
    gaps.map(|gap| one(gap, parts)).collect()
}

pub(super) fn plan(parts: &Parts) -> Scene {
    Scene::Plan(Plan { rows: rows(parts), page: parts.page })
}

pub(super) fn promise(id: &GapId, parts: &Parts) -> Scene {
    let rows = rows(parts);
    let of = rows.len();
    let found = rows.into_iter().zip(1..).find(|(row, _)| row.id == id.as_str());
    match found {
        Some((row, at)) => {
            Scene::Promise(Promise { place: format!("{at} of {of}"), page: parts.page, ..row })
        }
        None => plan(parts),
    }
}

pub(super) fn thanks(parts: &Parts) -> Scene {
    let mut dates: Vec<(Day, String)> = Vec::new();
    dates
        .extend(parts.session.session.synopsis_playback_on.map(|on| (on, "We show the synopsis".to_owned())));
    for review in parts.session.reviews.iter().filter(|review| review.held_on.is_none()) {
        let name = if review.kind.trim().is_empty() {
            "Review".to_owned()
        } else {
            format!("{} review", review.kind)
        };
        dates.extend(review.on.map(|on| (on, name)));
    }
    dates.sort();
    let dates = dates.into_iter().map(|(on, what)| (what, on.in_words()));
    Scene::Thanks(Thanks { dates: dates.collect(), page: parts.page })
}
