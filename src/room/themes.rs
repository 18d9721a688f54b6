//! Themes and dots on the wall. Of an open ballot only how many are in; the dots are there once it is closed.

use std::collections::HashMap;

use super::notes::words;
use super::wish::Parts;
use super::{BallotOpen, BallotResult, Scene, Theme, ThemeLine, Themes};
use crate::session::{self, Ballot, QuestionId, Subject, ThemeId};

/// So many quotes stand for a theme.
const QUOTES: usize = 6;

/// The ballot on themes that was opened or closed last.
fn latest<'a>(parts: &Parts<'a>) -> Option<&'a Ballot> {
    parts.session.ballots.iter().rev().find(|ballot| ballot.subject == Subject::Themes)
}

/// Dots by theme of the last closed ballot; a run-off between a few of them does not take the others' dots away.
fn dots<'a>(parts: &Parts<'a>) -> Option<&'a Ballot> {
    parts.session.last_ballot(&Subject::Themes)
}

/// Whether dots are being given now.
pub fn ballot_is_open(session: &session::Session) -> bool {
    let last = session.ballots.iter().rev().find(|ballot| ballot.subject == Subject::Themes);
    last.is_some_and(|ballot| ballot.closed_at.is_none())
}

fn lines(parts: &Parts) -> Vec<ThemeLine> {
    let mut notes: HashMap<&ThemeId, usize> = HashMap::new();
    for theme in parts.session.notes.iter().filter_map(|note| note.theme.as_ref()) {
        *notes.entry(theme).or_default() += 1;
    }
    let ballot = dots(parts);
    let line = |theme: &session::Theme| ThemeLine {
        name: theme.name.clone(),
        notes: notes.get(&theme.id).copied().unwrap_or(0),
        dots: ballot.map(|ballot| ballot.totals.get(theme.id.as_str()).copied().unwrap_or(0)),
    };
    let mut lines: Vec<ThemeLine> = parts.session.themes.iter().map(line).collect();
    // Most dots first; before the vote they hang as the room hung them.
    lines.sort_by_key(|line| std::cmp::Reverse(line.dots.unwrap_or(0)));
    lines
}

pub(super) fn all(parts: &Parts) -> Scene {
    Scene::Themes(Themes { themes: lines(parts), page: parts.page })
}

pub(super) fn theme(id: &ThemeId, parts: &Parts) -> Scene {
    let Some(theme) = parts.session.themes.get(id) else { return all(parts) };
    let mine = || parts.session.notes.iter().filter(|note| note.theme.as_ref() == Some(id));
    let lead = theme.lead_quote.as_ref();
    let quote = |note: &session::Note| words(note).map(str::to_owned);
    let first = mine().filter(|note| Some(&note.id) == lead).filter_map(quote);
    let rest = mine().filter(|note| Some(&note.id) != lead && note.duplicate_of.is_none()).filter_map(quote);
    let dots = dots(parts).map(|ballot| ballot.totals.get(id.as_str()).copied().unwrap_or(0));
    Scene::Theme(Theme {
        line: ThemeLine { name: theme.name.clone(), notes: mine().count(), dots },
        summary: theme.summary.clone(),
        quotes: first.chain(rest).take(QUOTES).collect(),
        page: parts.page,
    })
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

pub(super) fn ballot(parts: &Parts) -> Scene {
    let name = |id: &str| {
        let theme = parts.session.themes.get(&ThemeId::new(id));
        theme.map_or_else(|| id.to_owned(), |theme| theme.name.clone())
    };
    let Some(ballot) = latest(parts) else { return all(parts) };
    if ballot.closed_at.is_none() {
        let given = ballot.cast.as_ref().map_or(0, |cast| count(cast.iter().count()));
        let options = match &ballot.options {
            Some(options) => options.iter().map(|id| name(id)).collect(),
            None => parts.session.themes.iter().map(|theme| theme.name.clone()).collect(),
        };
        return Scene::BallotOpen(BallotOpen {
            each: ballot.dots_each,
            most: ballot.max_per_option,
            given,
            of: ballot.voters,
            options,
        });
    }
    let mut rows: Vec<(String, u32)> = ballot.totals.iter().map(|(id, dots)| (name(id), *dots)).collect();
    rows.sort_by_key(|(_, dots)| std::cmp::Reverse(*dots));
    Scene::BallotResult(BallotResult { rows, voters: ballot.voters, page: parts.page })
}

/// The strongest findings: themes by dots, then by notes; before there are themes, the newest notes of the question.
pub(super) fn strongest(parts: &Parts, question: Option<&QuestionId>, most: usize) -> Vec<String> {
    let mut lines = lines(parts);
    if !lines.is_empty() {
        lines.sort_by_key(|line| std::cmp::Reverse((line.dots.unwrap_or(0), line.notes)));
        return lines.into_iter().take(most).map(|line| line.name).collect();
    }
    let here = |note: &&session::Note| question.is_none_or(|id| note.question == *id);
    let notes = parts.session.notes.iter().rev().filter(here).filter_map(words);
    notes.take(most).map(str::to_owned).collect()
}
