//! The invariants of what is gathered: questions, notes, themes and ballots. It knows nothing of what is decided.

use super::{anew, drop_from, fresh, said};
use crate::session::edit::{Keeps, Rejection};
use crate::session::themes::SHORTFALL_LEAST;
use crate::session::{
    Ballot, BallotId, Department, Moment, Note, NoteId, Person, Question, QuestionId, Session, Theme, ThemeId,
};

impl Keeps<Question> for Session {
    fn after(&mut self, id: &QuestionId, before: Option<&Question>, _: &Moment) -> Result<(), Rejection> {
        let Some(question) = self.get::<Question>(id) else { return Ok(()) };
        said(&question.text, "The question", 300)?;
        if question.columns.is_empty() {
            return Rejection::because("A question has at least one column.");
        }
        let lost = before.is_some_and(|b| b.columns != question.columns)
            && self.notes.iter().any(|n| n.question == *id && !question.columns.contains(&n.column));
        if lost {
            return Rejection::because("There are notes in a column that would go. Move them first.");
        }
        Ok(())
    }
    fn may_remove(&self, id: &QuestionId) -> Result<(), Rejection> {
        if matches!(id.as_str(), "Q1" | "Q2" | "Q3" | "Q4") {
            return Rejection::because("The four questions of the method stay.");
        }
        match self.notes.iter().filter(|n| n.question == *id).count() {
            0 => Ok(()),
            n => Rejection::because(format!("{n} notes answer this question. Move them first.")),
        }
    }
}

impl Keeps<Note> for Session {
    fn after(&mut self, id: &NoteId, before: Option<&Note>, at: &Moment) -> Result<(), Rejection> {
        let Some(note) = self.get::<Note>(id) else { return Ok(()) };
        if before.is_none_or(|b| b.text != note.text) {
            said(&note.text, "The note", 1000)?;
        }
        match self.get::<Question>(&note.question) {
            None => return Rejection::because(format!("There is no question {}.", note.question)),
            Some(q) if !q.columns.contains(&note.column) => {
                return Rejection::because(format!("Question {} has no column “{}”.", q.id, note.column));
            }
            Some(_) => {}
        }
        if before.is_none_or(|b| b.theme != note.theme) {
            self.known::<Theme>(note.theme.as_ref())?;
        }
        if before.is_none_or(|b| b.author != note.author) {
            self.known::<Person>(note.author.as_ref())?;
        }
        if before.is_none_or(|b| b.department != note.department) {
            self.known::<Department>(note.department.as_ref())?;
        }
        if before.is_none_or(|b| b.pair != note.pair) {
            if note.pair.as_ref() == Some(id) {
                return Rejection::because("A note cannot go with itself.");
            }
            self.known::<Note>(note.pair.as_ref())?;
        }
        if note.not_same.contains(id) {
            return Rejection::because("A note is always the same as itself.");
        }
        if before.is_none_or(|b| b.not_same != note.not_same) {
            self.all_known::<Note>(&fresh(&note.not_same, before.map(|b| &*b.not_same)))?;
        }
        if let Some(first) = &note.duplicate_of {
            if first == id {
                return Rejection::because("A note cannot repeat itself.");
            }
            match self.get::<Note>(first) {
                None => return Rejection::because(format!("There is no note {first}.")),
                Some(first) if first.duplicate_of.is_some() => {
                    return Rejection::because("That note repeats another one itself. Stack on the first.");
                }
                Some(_) => {}
            }
            let (on, theme) = (Some(id.clone()), self.get::<Note>(first).and_then(|n| n.theme.clone()));
            if self.notes.iter().any(|n| n.duplicate_of == on) {
                return Rejection::because("Other notes are stacked on this one. Unstack them first.");
            }
            // Onto a stack, or from one stack to another: a stack lies in one theme.
            if before.is_none_or(|b| b.duplicate_of != note.duplicate_of)
                && let Some(note) = self.notes.get_mut(id)
            {
                note.theme = theme;
            }
        }
        if let Some(before) = before {
            let theme = self.get::<Note>(id).and_then(|n| n.theme.clone());
            if before.theme != theme {
                self.after_theme_change(id, before.theme.as_ref(), theme.as_ref());
            }
        }
        self.log_if_closed(at, id.as_str());
        Ok(())
    }
    fn forget(&mut self, gone: &Note) {
        let (id, me) = (&gone.id, Some(&gone.id));
        self.themes.each_mut(|t| t.lead_quote.as_ref() == me, |t| t.lead_quote = None);
        self.gaps.each_mut(|g| g.notes.contains(id), |g| drop_from(&mut g.notes, id));
        self.information_needs.each_mut(|n| n.note.as_ref() == me, |n| n.note = None);
        self.blockers.each_mut(|b| b.note.as_ref() == me, |b| b.note = None);
        self.parking_lot.each_mut(|p| p.note.as_ref() == me, |p| p.note = None);
        self.notes.each_mut(|n| n.pair.as_ref() == me, |n| n.pair = None);
        self.notes.each_mut(|n| n.not_same.contains(id), |n| drop_from(&mut n.not_same, id));
        let mut heir: Option<NoteId> = None;
        self.notes.each_mut(
            |n| n.duplicate_of.as_ref() == me,
            |n| match &heir {
                None => {
                    n.duplicate_of = None;
                    heir = Some(n.id.clone());
                }
                Some(first) => n.duplicate_of = Some(first.clone()),
            },
        );
    }
}

impl Session {
    /// A note that leaves a theme is no longer its lead quote, and takes the notes stacked on it along.
    fn after_theme_change(&mut self, id: &NoteId, from: Option<&ThemeId>, to: Option<&ThemeId>) {
        if let Some(theme) = from.and_then(|from| self.themes.get(from))
            && theme.lead_quote.as_ref() == Some(id)
        {
            let theme = theme.id.clone();
            if let Some(theme) = self.themes.get_mut(&theme) {
                theme.lead_quote = None;
            }
        }
        self.notes.each_mut(|n| n.duplicate_of.as_ref() == Some(id), |n| n.theme = to.cloned());
    }
}

impl Keeps<Theme> for Session {
    fn after(&mut self, id: &ThemeId, before: Option<&Theme>, _: &Moment) -> Result<(), Rejection> {
        let Some(theme) = self.get::<Theme>(id) else { return Ok(()) };
        said(&theme.name, "The theme's name", 200)?;
        match anew(theme.lead_quote.as_ref(), before.and_then(|b| b.lead_quote.as_ref()))
            .map(|n| (n, self.get::<Note>(n)))
        {
            Some((_, Some(note))) if note.theme.as_ref() == Some(id) => Ok(()),
            Some((note, _)) => Rejection::because(format!("{note} is not a note of this theme.")),
            None => Ok(()),
        }
    }
    fn forget(&mut self, gone: &Theme) {
        self.notes.each_mut(|n| n.theme.as_ref() == Some(&gone.id), |n| n.theme = None);
        self.gaps.each_mut(|g| g.themes.contains(&gone.id), |g| drop_from(&mut g.themes, &gone.id));
    }
}

impl Keeps<Ballot> for Session {
    fn after(&mut self, id: &BallotId, before: Option<&Ballot>, at: &Moment) -> Result<(), Rejection> {
        let Some(ballot) = self.get::<Ballot>(id) else { return Ok(()) };
        let sum: u64 = ballot.totals.iter().map(|(_, n)| u64::from(*n)).sum();
        let all = u64::from(ballot.voters) * u64::from(ballot.dots_each);
        if sum > all {
            return Rejection::because(format!(
                "{sum} dots counted, but {} voters have {all}.",
                ballot.voters
            ));
        }
        let cap = u64::from(ballot.voters) * u64::from(ballot.max_per_option);
        if let Some((option, _)) = ballot.totals.iter().find(|(_, n)| u64::from(**n) > cap) {
            return Rejection::because(format!("{option} has more dots than {cap}, the most it can have."));
        }
        if before.is_none_or(|b| b.by_level != ballot.by_level || b.totals != ballot.totals)
            && ballot.dots_in_piles() > sum
        {
            let piles = ballot.dots_in_piles();
            return Rejection::because(format!("{piles} dots by level, but only {sum} were counted."));
        }
        if before.is_some_and(|b| b.opened_at.is_some() && b.options != ballot.options) {
            return Rejection::because("The options cannot change once the ballot is open.");
        }
        let to_give = |b: &Ballot| (b.voters, b.dots_each, b.max_per_option);
        if before.is_none_or(|b| b.cast != ballot.cast || to_give(b) != to_give(ballot)) {
            check_cast(ballot)?;
        }
        if before.is_none_or(|b| b.shortfall != ballot.shortfall)
            && ballot.shortfall.as_ref().is_some_and(|why| why.trim().chars().count() < SHORTFALL_LEAST)
        {
            return Rejection::because(
                "Say why, in at least ten characters: it is printed with the dots in the synopsis.",
            );
        }
        if ballot.closed_at.is_some()
            && ballot.cast.is_some()
            && let Some(ballot) = self.ballots.get_mut(id)
        {
            ballot.cast = None;
        }
        // While it is open the piles lie with the single ballots; sums of an earlier count say nothing of this one.
        if self.get::<Ballot>(id).is_some_and(|b| b.closed_at.is_none() && b.by_level.is_some())
            && let Some(ballot) = self.ballots.get_mut(id)
        {
            ballot.by_level = None;
        }
        self.log_if_closed(at, id.as_str());
        Ok(())
    }
}

/// No ballot holds more dots than anybody has, and there are not more ballots than voters.
fn check_cast(ballot: &Ballot) -> Result<(), Rejection> {
    let Some(cast) = &ballot.cast else { return Ok(()) };
    let within = ballot.ballots_in();
    if within > ballot.voters {
        let ballots = if within == 1 { "ballot is" } else { "ballots are" };
        return Rejection::because(format!("{within} {ballots} in, and {} may vote.", ballot.voters));
    }
    let choices = ballot.choices();
    for (key, dots) in cast.iter() {
        let sum: u64 = dots.iter().map(|(_, n)| u64::from(*n)).sum();
        if sum > u64::from(ballot.dots_each) {
            return Rejection::because(format!(
                "Ballot {key} has {sum} dots, but everybody has {}.",
                ballot.dots_each
            ));
        }
        if dots.iter().any(|(_, n)| *n > ballot.max_per_option) {
            return Rejection::because(format!("At most {} dots on one option.", ballot.max_per_option));
        }
        if let Some((option, _)) = dots.iter().find(|(id, _)| !choices.iter().any(|choice| choice == id)) {
            return Rejection::because(format!("{option} is no option of this ballot."));
        }
    }
    Ok(())
}
