//! Who has been heard, in shares and names, with a move to try for each (the handbook, R4).

use super::name;
use crate::rules::Verdicts;
use crate::rules::verdicts::{unheard, voice_of_now};
use crate::rules::voice::{Status, Voices};
use crate::session::{Department, DepartmentId, PersonId};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::overlays::page::{Row, Tone};

/// What can be said of dots.
const DOTS: &str = "Dots are secret: the file keeps their sums, not whose they were. No share by level.";

/// The page for a question.
pub fn rows(ctx: &Ctx, question: &str) -> Vec<Row> {
    let verdicts = ctx.verdicts();
    let mut rows = Vec::new();
    let here = verdicts.voice_by_question.iter().find(|(id, _)| id == question).map(|(_, voices)| voices);
    let (shown, of) = match here.filter(|voices| voices.status != Status::TooEarly) {
        Some(voices) => (voices, format!("Voice in {question}")),
        None => (&verdicts.voice, "Voice over the day".to_owned()),
    };
    rows.push(Row::heading(format!("{of}: {}", shown.status.words())));
    if shown.status == Status::TooEarly {
        let notes = text::plural(shown.total, "note has", "notes have");
        rows.push(Row::soft(format!("{notes} an author so far. From twenty on there is something to say.")));
    } else {
        shares(&mut rows, shown, &voice_of_now(ctx.session));
        moves(&mut rows, ctx, shown);
    }
    not_yet(&mut rows, ctx, question, here);
    rows.push(Row::Blank);
    rows.push(Row::soft(DOTS));
    asked(&mut rows, ctx, verdicts);
    rows
}

/// Share of people, of notes, of the notes behind the Now gaps: a row a level.
fn shares(rows: &mut Vec<Row>, voices: &Voices, now: &Voices) {
    let mut levels: Vec<_> = voices.levels.iter().collect();
    levels.sort_by_key(|level| level.level);
    let behind_now = now.status != Status::TooEarly;
    let head = if behind_now { "people   notes   behind Now" } else { "people   notes" };
    rows.push(Row::Pair(11, (Tone::Soft, String::new()), (Tone::Soft, head.into())));
    for level in levels {
        let mut words = format!("{:>5}%  {:>5}%", level.people.percent(), level.notes.percent());
        if let Some(share) = now.levels.iter().find(|other| other.level == level.level).filter(|_| behind_now)
        {
            let of = format!("{}%", share.notes.percent());
            words = format!("{words}  {of:>11}");
        }
        let short = match level.level.words() {
            "front line" => "Front line",
            "manager" => "Managers",
            _ => "Executives",
        };
        rows.push(Row::Pair(11, (Tone::Text, short.into()), (Tone::Text, words)));
    }
    if !behind_now {
        rows.push(Row::soft("Behind Now: too few linked notes have an author to say."));
    }
}

/// Silent and loud people, and what to try.
fn moves(rows: &mut Vec<Row>, ctx: &Ctx, voices: &Voices) {
    for (people, words, suggestion) in [
        (&voices.silent, "Not heard yet", "Ask by name, softly: “What would your customers add?”"),
        (&voices.loud, "Much heard", "Ask for one note per turn, and start the round at the other end."),
    ] {
        if people.is_empty() {
            continue;
        }
        let names: Vec<String> = people.iter().map(|id| name(ctx.session, id)).collect();
        rows.push(Row::Text(Tone::Warn, format!("{words}: {}.", names.join(", "))));
        rows.push(Row::soft(suggestion));
    }
    rows.push(Row::text(voices.status.advice()));
}

/// Departments and levels in the room without a note.
fn not_yet(rows: &mut Vec<Row>, ctx: &Ctx, question: &str, here: Option<&Voices>) {
    let department = |id: &str| {
        let known = ctx.session.get::<Department>(&DepartmentId::new(id));
        known.map_or_else(|| id.to_owned(), |department| department.name.clone())
    };
    let said = |question: Option<&str>| unheard(ctx.session, question).sentence(department);
    let day = said(None).filter(|_| ctx.verdicts().voice.total > 0);
    let now = said(Some(question)).filter(|_| here.is_some_and(|voices| voices.total > 0));
    let same = now == day;
    let (here, over) =
        (now.map(|said| ("here", said)), day.filter(|_| !same).map(|said| ("over the day", said)));
    for (of, said) in [here, over].into_iter().flatten() {
        let of = if same { "here and over the day" } else { of };
        rows.push(Row::Text(
            Tone::Warn,
            said.replacen("Nothing yet from", &format!("Nothing yet, {of}, from"), 1),
        ));
    }
}

/// Changes to the board that executives asked for.
fn asked(rows: &mut Vec<Row>, ctx: &Ctx, verdicts: &Verdicts) {
    let overrides = verdicts.overrides;
    if overrides.total == 0 {
        return;
    }
    rows.push(Row::text(format!(
        "Changes to the board: executives asked for {} of {}.",
        overrides.executive, overrides.total
    )));
    for gap in ctx.session.gaps.iter().filter(|gap| gap.is_live()) {
        let by = gap.moved.as_ref().and_then(|moved| moved.requested_by.as_ref());
        let by = by.and_then(|id| ctx.session.people.get(&PersonId::new(id.as_str())));
        let executive = |level: &crate::session::Level| level.as_str() == "executive";
        if let Some(person) = by.filter(|person| person.level.as_ref().is_some_and(executive)) {
            let lane = verdicts.lane(gap.id.as_str()).words();
            rows.push(Row::Pair(
                4,
                (Tone::Soft, gap.id.to_string()),
                (Tone::Text, format!("to {lane}: {}", person.name)),
            ));
        }
    }
    if let Some(said) = overrides.sentence() {
        rows.push(Row::Text(Tone::Warn, said));
    }
}
