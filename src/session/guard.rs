//! The invariants of the data model (the handbook, 2.3 and 2.4), checked on the item an edit touches, and the
//! clean-up after a removal, so that all references resolve.

mod day;
mod notes;
mod people;
mod plan;

use super::edit::{Listed, Rejection};
use super::{Card, Person, Session};

#[expect(clippy::unnecessary_wraps, reason = "the answer of a check that has nothing against it")]
const fn ok() -> Result<(), Rejection> {
    Ok(())
}

fn said(text: &str, what: &str, most: usize) -> Result<(), Rejection> {
    if text.trim().is_empty() {
        return Rejection::because(format!("{what} is empty."));
    }
    short(text, what, most)
}

fn short(text: &str, what: &str, most: usize) -> Result<(), Rejection> {
    let count = text.chars().count();
    if count > most {
        return Rejection::because(format!("{what} has {count} characters; {most} is the limit."));
    }
    Ok(())
}

fn drop_from<I: PartialEq>(ids: &mut Vec<I>, id: &I) {
    ids.retain(|other| other != id);
}

/// The same of one reference.
fn anew<'a, I: PartialEq>(id: Option<&'a I>, before: Option<&I>) -> Option<&'a I> {
    id.filter(|id| before != Some(*id))
}

/// What an edit named anew; what the file brought along may dangle.
fn fresh<I: PartialEq + Clone>(ids: &[I], before: Option<&[I]>) -> Vec<I> {
    let before = before.unwrap_or_default();
    ids.iter().filter(|id| !before.contains(id)).cloned().collect()
}

fn clear<I: PartialEq>(slot: &mut Option<I>, id: &I) {
    if slot.as_ref() == Some(id) {
        *slot = None;
    }
}

impl Session {
    fn known<T: Listed>(&self, id: Option<&T::Id>) -> Result<(), Rejection> {
        match id {
            Some(id) if self.get::<T>(id).is_none() => {
                Rejection::because(format!("There is no {} {id}.", T::NOUN))
            }
            _ => Ok(()),
        }
    }

    fn all_known<T: Listed>(&self, ids: &[T::Id]) -> Result<(), Rejection> {
        ids.iter().try_for_each(|id| self.known::<T>(Some(id)))
    }

    pub(super) fn check_card(&self, before: &Card) -> Result<(), Rejection> {
        let card = &self.session;
        if let (Some(start), Some(end)) = (card.start, card.end)
            && end <= start
        {
            return Rejection::because(format!(
                "The day ends at {end}, which is not after its start at {start}."
            ));
        }
        if card.anonymity_threshold.is_some_and(|k| k < 2) {
            return Rejection::because("The anonymity threshold is at least 2 people.");
        }
        if card.now_horizon_days.is_some_and(|days| !(14..=180).contains(&days)) {
            return Rejection::because("The horizon of Now is 14 to 180 days.");
        }
        if !card.cost_bands.is_empty() && card.cost_bands.len() != 5 {
            return Rejection::because("There are five cost bands, one for each number.");
        }
        if let Some(capacity) = &card.capacity {
            if !(1..=12).contains(&capacity.limit) {
                return Rejection::because("Now holds between 1 and 12 gaps.");
            }
            let reason = capacity.reason.as_deref().unwrap_or("").trim();
            if capacity.suggested.is_some_and(|n| n != capacity.limit) && reason.is_empty() {
                return Rejection::because("A limit that differs from the suggested one needs a reason.");
            }
        }
        if let Some(w) = &card.weights
            && [w.impact, w.urgency, w.feasibility, w.affordability].iter().any(|n| !(1..=9).contains(n))
        {
            return Rejection::because("Weights are whole numbers from 1 to 9.");
        }
        for (person, before) in [
            (&card.facilitator, &before.facilitator),
            (&card.scribe, &before.scribe),
            (&card.sponsor, &before.sponsor),
        ] {
            self.known::<Person>(anew(person.as_ref(), before.as_ref()))?;
        }
        Ok(())
    }
}
