//! Who is in the room and what they wrote: roster, voice, labels, pre-reads, as-is share, themes, references.

use std::collections::{HashMap, HashSet};

use jiff::tz::Offset;
use rustc_hash::FxHashMap;

use super::super::attribution::labels;
use super::super::coverage::{self, Department, Present};
use super::super::dots::{self, Piles};
use super::super::fairness::{self, Item, LEAD_HOURS, fairness};
use super::super::stance::of_the_day;
use super::super::support::{Voice, support};
use super::super::voice::{self, Desk, MIN_NOTES_DAY, MIN_NOTES_QUESTION, Unheard, Voices, voices};
use super::super::words::{Id, Level};
use super::{Index, Refs, Verdicts, count};
use crate::session::{self, Audience, Clock, Role, Session, Subject};

/// When a day without a start time begins.
const NINE: Clock = Clock(9 * 60);

pub(super) fn level(level: Option<&session::Level>) -> Option<Level> {
    level.and_then(|level| Level::from_key(level.as_str()))
}

/// Present participants in roster order.
pub(super) fn present(session: &Session) -> Vec<(Id, Option<Level>)> {
    let there = session.people.iter().filter(|person| person.takes_part());
    there.map(|person| (person.id.0.clone(), level(person.level.as_ref()))).collect()
}

pub(super) fn fill(
    v: &mut Verdicts,
    session: &Session,
    index: &Index<'_>,
    earlier: Option<(&Session, Verdicts)>,
) {
    let people = present(session);
    v.k = count(session.session.k());
    roster(v, session);
    let mut per_level = [0; 3];
    for level in people.iter().filter_map(|(_, level)| *level) {
        per_level[level as usize] += 1;
    }
    v.labels = labels(per_level, v.k);
    preread(v, session, &people);

    // These walk all notes.
    let earlier = earlier.filter(|(before, _)| {
        before.notes.same(&session.notes)
            && before.people.same(&session.people)
            && before.questions.same(&session.questions)
    });
    let Some((before, old)) = earlier else {
        voice(v, session, &people);
        v.as_is = of_the_day(session.notes.iter());
        themes(v, session, index);
        v.refs = Refs::of(session);
        return;
    };
    (v.voice, v.voice_by_question, v.as_is, v.refs) = (old.voice, old.voice_by_question, old.as_is, old.refs);
    if before.themes.same(&session.themes) && before.ballots.same(&session.ballots) {
        (v.themes, v.theme_at, v.loners) = (old.themes, old.theme_at, old.loners);
    } else {
        themes(v, session, index);
    }
}

fn roster(v: &mut Verdicts, session: &Session) {
    let departments: Vec<Department> = session
        .organisation
        .departments
        .iter()
        .map(|department| Department {
            id: department.id.0.clone(),
            name: department.name.clone(),
            customer_facing: department.customer_facing,
            waived: department.waiver.as_deref().is_some_and(|reason| !reason.trim().is_empty()),
        })
        .collect();
    let present: Vec<Present> = session
        .people
        .iter()
        .filter(|person| person.takes_part())
        .map(|person| Present {
            department: person.department.as_ref().map(|id| id.0.clone()),
            level: level(person.level.as_ref()),
        })
        .collect();
    v.roster = coverage::coverage(&departments, &present);
    v.roster_is_empty = !session.people.iter().any(|person| person.role == Role::Participant);
}

fn voice(v: &mut Verdicts, session: &Session, people: &[(Id, Option<Level>)]) {
    let mut by_question: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    let mut all = Vec::new();
    for note in session.notes.iter() {
        if let Some(author) = &note.author {
            all.push(author.as_str());
            by_question.entry(note.question.as_str()).or_default().push(author.as_str());
        }
    }
    v.voice = voices(people, all, MIN_NOTES_DAY);
    v.voice_by_question = session
        .questions
        .iter()
        .map(|question| {
            let authors = by_question.remove(question.id.as_str()).unwrap_or_default();
            (question.id.0.clone(), voices(people, authors, MIN_NOTES_QUESTION))
        })
        .collect();
}

/// Seconds of the moment the session starts.
fn start_of(session: &Session) -> i64 {
    let card = &session.session;
    let Clock(minutes) = card.start.unwrap_or(NINE);
    let hour = i8::try_from(minutes / 60 % 24).unwrap_or(0);
    let minute = i8::try_from(minutes % 60).unwrap_or(0);
    Offset::from_seconds(card.offset_minutes().saturating_mul(60))
        .ok()
        .and_then(|offset| offset.to_timestamp(card.date.0.at(hour, minute, 0, 0)).ok())
        .map_or(i64::MIN, jiff::Timestamp::as_second)
}

fn preread(v: &mut Verdicts, session: &Session, people: &[(Id, Option<Level>)]) {
    v.reading_minutes = session.evidence.iter().filter_map(|item| item.reading_minutes).map(u64::from).sum();
    if session.evidence.is_empty() || people.is_empty() {
        return;
    }
    let everyone: Vec<Id> = people.iter().map(|(id, _)| id.clone()).collect();
    v.preread = Some(fairness(&items(session, &everyone), &everyone, start_of(session), LEAD_HOURS * 3600));
}

/// Evidence items with the moment each person first had them, in seconds.
fn items(session: &Session, everyone: &[Id]) -> Vec<Item> {
    session
        .evidence
        .iter()
        .map(|item| {
            let mut first_had: HashMap<Id, i64> = HashMap::new();
            for share in item.shares.iter() {
                let at = share.at.instant().as_second();
                let mut had = |id: &Id| {
                    first_had.entry(id.clone()).and_modify(|first| *first = at.min(*first)).or_insert(at);
                };
                match &share.to {
                    Audience::Word(word) if word == "all" => everyone.iter().for_each(&mut had),
                    Audience::Word(_) => {}
                    Audience::People(ids) => ids.iter().for_each(|id| had(&id.0)),
                }
            }
            Item { id: item.id.0.clone(), first_had, read_in_room: item.read_in_room_at.is_some() }
        })
        .collect()
}

/// Who had which evidence when (R5), for the facilitator's eyes: it names people.
pub fn evidence_grid(session: &Session) -> fairness::Grid {
    let everyone: Vec<Id> = present(session).into_iter().map(|(id, _)| id).collect();
    fairness::grid(&items(session, &everyone), &everyone, start_of(session), LEAD_HOURS * 3600)
}

/// Whose notes show the Now gaps, by level (R4), for the facilitator's eyes.
pub fn voice_of_now(session: &Session) -> Voices {
    let linked: HashSet<&str> = session
        .gaps
        .iter()
        .filter(|gap| gap.is_live() && gap.lane == session::Lane::Now)
        .flat_map(|gap| gap.notes.iter().map(session::NoteId::as_str))
        .collect();
    let notes = session.notes.iter().filter(|note| linked.contains(note.id.as_str()));
    voices(
        &present(session),
        notes.filter_map(|note| note.author.as_ref()).map(session::PersonId::as_str),
        MIN_NOTES_QUESTION,
    )
}

/// Dots by level of the last closed ballot about themes (R4, R8), where its paper came in piles; for the facilitator's
/// eyes. Never by option.
pub fn dots_by_level(session: &Session) -> Option<Piles> {
    let ballot = session.last_ballot(&Subject::Themes)?;
    let sums = ballot.by_level.as_ref()?;
    dots::piles(sums.iter().map(|(level, dots)| (level, *dots)), ballot.counted())
}

/// Departments and levels in the room that wrote nothing, for one question or over the day (R4).
pub fn unheard(session: &Session, question: Option<&str>) -> Unheard {
    let desk = |person: &session::Person| -> Desk {
        (person.department.as_ref().map(|id| id.0.clone()), level(person.level.as_ref()))
    };
    let room: Vec<Desk> = session.people.iter().filter(|person| person.takes_part()).map(desk).collect();
    let notes = session.notes.iter().filter(|note| question.is_none_or(|id| note.question.as_str() == id));
    let authors: HashSet<&str> =
        notes.filter_map(|note| note.author.as_ref()).map(session::PersonId::as_str).collect();
    let heard = session.people.iter().filter(|person| authors.contains(person.id.as_str()));
    voice::unheard(&room, &heard.map(desk).collect::<Vec<_>>())
}

pub(super) fn themes(v: &mut Verdicts, session: &Session, index: &Index<'_>) {
    let mut written: FxHashMap<&str, (usize, Vec<Voice>)> = FxHashMap::default();
    for note in session.notes.iter() {
        let Some(theme) = &note.theme else { continue };
        let entry = written.entry(theme.as_str()).or_default();
        entry.0 += 1;
        if let Some(author) = &note.author {
            let person = index.people.get(author.as_str());
            entry.1.push(Voice {
                author: author.0.clone(),
                department: person.and_then(|person| person.department.as_ref()).map(|id| id.0.clone()),
                level: person.and_then(|person| level(person.level.as_ref())),
            });
        }
    }
    let dots = theme_dots(session);
    v.themes = session
        .themes
        .iter()
        .map(|theme| {
            let id = theme.id.as_str();
            let (notes, voices) = written.remove(id).unwrap_or_default();
            (theme.id.0.clone(), support(notes, &voices, dots.get(id).copied().unwrap_or(0)))
        })
        .collect();
    v.theme_at = v.themes.iter().enumerate().map(|(at, (id, _))| (id.clone(), at)).collect();
    v.loners = session
        .notes
        .iter()
        .filter(|note| note.theme.is_none() && note.duplicate_of.is_none())
        .map(|note| note.id.0.clone())
        .collect();
}

/// Dots of the last closed ballot about themes; a run-off between a few of them does not take the others' dots away.
pub(super) fn theme_dots(session: &Session) -> HashMap<&str, u32> {
    session
        .last_ballot(&Subject::Themes)
        .map(|ballot| ballot.totals.iter().map(|(id, dots)| (id, *dots)).collect())
        .unwrap_or_default()
}
