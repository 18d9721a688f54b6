//! Who has been heard, in shares and names, with a move to try for each (the handbook, R4).

use super::name;
use crate::rules::Verdicts;
use crate::rules::dots::Piles;
use crate::rules::verdicts::{dots_by_level, unheard, voice_of_now};
use crate::rules::voice::{Status, Voices};
use crate::rules::words::Level;
use crate::session::{Department, DepartmentId, PersonId};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::overlays::page::{Row, Tone};

/// What can be said of dots without piles.
const NO_PILES: &str = "No piles by level: no share of dots by level.";

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
    let dots = dots_by_level(ctx.session);
    if shown.status == Status::TooEarly {
        let notes = text::plural(shown.total, "note has", "notes have");
        rows.push(Row::soft(format!("{notes} an author so far. From twenty on there is something to say.")));
        if dots.is_some() {
            shares(&mut rows, shown, &Voices::default(), dots.as_ref());
        }
    } else {
        shares(&mut rows, shown, &voice_of_now(ctx.session), dots.as_ref());
        moves(&mut rows, ctx, shown);
    }
    not_yet(&mut rows, ctx, question, here);
    rows.push(Row::Blank);
    rows.extend(match &dots {
        None => Some(Row::soft(NO_PILES)),
        Some(piles) if piles.without > 0 => {
            let without = usize::try_from(piles.without).unwrap_or(usize::MAX);
            Some(Row::soft(format!(
                "Dots: {} in no pile, not counted here.",
                text::plural(without, "lies", "lie")
            )))
        }
        Some(_) => Some(Row::soft("Dots: of the piles, from the last ballot about themes.")),
    });
    asked(&mut rows, ctx, verdicts);
    rows
}

/// Share of people, of notes, of the notes behind the Now gaps, of dots: a row a level. What it is too early to say of
/// has no column.
fn shares(rows: &mut Vec<Row>, voices: &Voices, now: &Voices, dots: Option<&Piles>) {
    let spoken = voices.status != Status::TooEarly;
    let behind_now = now.status != Status::TooEarly;
    let line = |cells: [String; 4]| {
        let [people, notes, behind, given] = cells;
        let mut words = format!("{people:>6}");
        for (cell, width, shown) in
            [(notes, 11, spoken), (behind, 12, behind_now), (given, 6, dots.is_some())]
        {
            if shown {
                words = format!("{words}{cell:>width$}");
            }
        }
        words
    };
    let head = ["people", "notes", "behind Now", "dots"].map(str::to_owned);
    rows.push(Row::Pair(11, (Tone::Soft, String::new()), (Tone::Soft, line(head))));
    for level in Level::ALL {
        let of = |voices: &Voices| voices.levels.iter().find(|other| other.level == level).copied();
        let (here, given) = (of(voices), dots.and_then(|dots| dots.of(level)));
        if here.is_none() && given.is_none() {
            continue;
        }
        let heads = here.map_or(0, |voice| voice.people.percent());
        let notes = here.map_or(0, |voice| voice.notes.percent());
        let behind = of(now).map_or(0, |voice| voice.notes.percent());
        let [heads, notes, behind] = [heads, notes, behind].map(|percent| format!("{percent}%"));
        // Share of notes over share of people, with two decimals (the handbook, R4).
        let ratio = here.map_or(0, |voice| voice.ratio_hundredths);
        let notes = format!("{notes} {}.{:02}", ratio / 100, ratio % 100);
        // No pile is not no dot.
        let given = given.map_or_else(|| "-".to_owned(), |share| format!("{}%", share.percent()));
        let words = line([heads, notes, behind, given]);
        let short = match level {
            Level::FrontLine => "Front line",
            Level::Manager => "Managers",
            Level::Executive => "Executives",
        };
        rows.push(Row::Pair(11, (Tone::Text, short.into()), (Tone::Text, words)));
    }
    if spoken && !behind_now {
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
