//! Themes and dots on the wall, be they on themes, gaps or reasons. Of an open ballot only how many are in; the dots are there once it is closed.

use std::collections::HashMap;

use super::notes::words;
use super::wish::Parts;
use super::{BallotOpen, BallotResult, BallotRow, Scene, Standing, Theme, ThemeLine, Themes};
use crate::rules::dots;
use crate::rules::words::Id;
use crate::session::{self, Ballot, QuestionId, Subject, ThemeId};

/// So many quotes stand for a theme.
const QUOTES: usize = 6;

/// The ballot that is open, whatever it is about; else the one that was closed last.
fn latest<'a>(parts: &Parts<'a>) -> Option<&'a Ballot> {
    parts.session.open_ballot().or_else(|| parts.session.ballots.iter().next_back())
}

/// Dots by theme of the last closed ballot; a run-off between a few of them does not take the others' dots away.
fn given<'a>(parts: &Parts<'a>) -> Option<&'a Ballot> {
    parts.session.last_ballot(&Subject::Themes)
}

/// Whether dots are being given now.
pub fn ballot_is_open(session: &session::Session) -> bool {
    session.open_ballot().is_some()
}

/// The dots of a theme; nothing where there was no vote, or the theme was not there to be voted for.
fn dots_of(id: &ThemeId, ballot: Option<&Ballot>) -> Option<u32> {
    let ballot = ballot?;
    let offered = ballot.options.as_ref().is_none_or(|options| options.iter().any(|one| one == id.as_str()));
    offered.then(|| ballot.totals.get(id.as_str()).copied().unwrap_or(0))
}

fn lines(parts: &Parts) -> Vec<ThemeLine> {
    let mut notes: HashMap<&ThemeId, usize> = HashMap::new();
    for theme in parts.session.notes.iter().filter_map(|note| note.theme.as_ref()) {
        *notes.entry(theme).or_default() += 1;
    }
    let ballot = given(parts);
    let line = |theme: &session::Theme| ThemeLine {
        name: theme.name.clone(),
        notes: notes.get(&theme.id).copied().unwrap_or(0),
        dots: dots_of(&theme.id, ballot),
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
    let dots = dots_of(id, given(parts));
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
    let Some(ballot) = latest(parts) else {
        // Before there is anything to vote on, the wall says what the dots are for.
        let nothing = parts.session.themes.is_empty();
        return if nothing { Scene::BallotResult(BallotResult::default()) } else { all(parts) };
    };
    if ballot.closed_at.is_none() {
        let options = ballot.options.clone().unwrap_or_else(|| parts.session.options_of(&ballot.subject));
        let name = |id: &Id| parts.session.option_name(&ballot.subject, id);
        // How far the count is, never what was counted.
        let by_option = !ballot.totals.is_empty();
        let (given, of) = if by_option {
            (count(ballot.totals.iter().count()), count(options.len()))
        } else {
            (ballot.cast.as_ref().map_or(0, |cast| count(cast.iter().count())), ballot.voters)
        };
        return Scene::BallotOpen(BallotOpen {
            by_option,
            each: ballot.dots_each,
            most: ballot.max_per_option,
            given,
            of,
            options: options.iter().map(name).collect(),
            page: parts.page,
        });
    }
    result(ballot, parts)
}

/// The options of a closed ballot with their dots, most first; among equals as they hung.
fn standing(ballot: &Ballot) -> Vec<(Id, u32)> {
    let dots = |id: &Id| ballot.totals.get(id).copied().unwrap_or(0);
    let mut totals: Vec<(Id, u32)> = ballot.choices().into_iter().map(|id| (id.clone(), dots(&id))).collect();
    totals.sort_by_key(|(_, dots)| std::cmp::Reverse(*dots));
    totals
}

/// The result of a closed ballot; of a run-off, the shortlist that it made together with the ballot before.
fn result(ballot: &Ballot, parts: &Parts) -> Scene {
    let session = parts.session;
    let main = session.main_of(ballot).unwrap_or(ballot);
    let run_offs: Vec<_> = session.run_offs_of(main).into_iter().map(standing).collect();
    let totals = standing(main);
    let list = dots::broken_at(&totals, &run_offs).map(|want| dots::joined(&totals, &run_offs, want));
    let last_dots = |id: &Id| {
        let found = run_offs.iter().rev().find_map(|run_off| run_off.iter().find(|(other, _)| other == id));
        found.map(|(_, dots)| *dots)
    };
    let row = |(id, dots): &(Id, u32)| BallotRow {
        name: session.option_name(&main.subject, id),
        dots: *dots,
        run_off: list.as_ref().and_then(|_| last_dots(id)),
        standing: match &list {
            Some(list) if list.has(id) => Standing::In,
            Some(list) if list.run_off.contains(id) => Standing::Tied,
            _ => Standing::Open,
        },
    };
    let mut rows: Vec<BallotRow> = totals.iter().map(row).collect();
    if list.is_some() {
        let first = |row: &BallotRow| match row.standing {
            Standing::In => 0,
            Standing::Tied => 1,
            Standing::Open => 2,
        };
        // Dots of the ballot first; those of the run-off part its equals.
        rows.sort_by_key(|row| (first(row), std::cmp::Reverse((row.dots, row.run_off))));
    }
    let list = list.map(|list| list.len());
    // Where dots are missing, nobody knows how many gave theirs.
    let voters = if main.shortfall.is_some() { 0 } else { main.voters };
    Scene::BallotResult(BallotResult { rows, voters, list, page: parts.page })
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
