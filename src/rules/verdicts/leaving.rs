//! The plan and the way out: ticks, load, starts, leads, what blocks the final export and what to know before it.

use std::collections::{HashMap, HashSet};

use super::super::capacity::heavy_sentence;
use super::super::fairness::reading_sentence;
use super::super::lanes::missing_sentence;
use super::super::ready::{
    About, Action, Finding, Week, before_the_day, exposed_sentence, holes, lead_sentence, load_sentence,
    start_sentence, tally, ticks,
};
use super::super::support::Label;
use super::super::words::{Lane, list, number, sentence_case};
use super::{Index, ON_PAGE_ONE, Verdicts};
use crate::session::{ActionStatus, Gap, Need, Parked, Session, ThemeId};

/// A reason shorter than this is none.
const REASON: usize = 10;

fn said(text: Option<&String>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

fn open_need(need: &Need) -> bool {
    need.answered_on.is_none() && !said(need.answer.as_ref())
}

fn actions_of<'a>(session: &'a Session) -> HashMap<&'a str, Vec<Action>> {
    let measured: HashSet<&str> = session
        .metrics
        .iter()
        .filter(|metric| metric.baseline.value.is_some())
        .map(|metric| metric.id.as_str())
        .collect();
    let people: HashSet<&str> = session.people.iter().map(|person| person.id.as_str()).collect();
    let mut by_gap: HashMap<&'a str, Vec<Action>> = HashMap::new();
    for action in session.actions.iter() {
        let Some(gap) = &action.gap else { continue };
        by_gap.entry(gap.as_str()).or_default().push(Action {
            // Who is not on the roster is nobody.
            owner: action.owner.as_ref().filter(|id| people.contains(id.as_str())).map(|id| id.0.clone()),
            first_step: !action.first_step.trim().is_empty(),
            first_step_on: action.first_step_on.map(|day| day.0),
            due: action.due.map(|day| day.0),
            measured: action.measure.as_ref().is_some_and(|id| measured.contains(id.as_str())),
            begun: action.status != ActionStatus::Open,
        });
    }
    by_gap
}

pub(super) fn fill(v: &mut Verdicts, session: &Session, index: &Index<'_>) {
    let actions = actions_of(session);
    let of = |gap: &Gap| actions.get(gap.id.as_str()).map_or(&[][..], Vec::as_slice);
    let horizon = i64::from(session.session.horizon_days());
    let now: Vec<&Gap> = session.gaps.iter().filter(|gap| v.lane(gap.id.as_str()) == Lane::Now).collect();
    v.ticks = now
        .iter()
        .map(|gap| (gap.id.0.clone(), ticks(of(gap), Some(session.session.date.0), horizon)))
        .collect();
    pace(v, session, index, &now);
    blockers(v, session, &now, of);
    warnings(v, session, &now, of);
}

fn pace(v: &mut Verdicts, session: &Session, index: &Index<'_>, now: &[&Gap]) {
    let live = || session.actions.iter().filter(|action| action.is_live());
    let needs = session.information_needs.iter().filter(|need| open_need(need));
    let owners =
        live().filter_map(|action| action.owner.as_ref()).chain(needs.filter_map(|need| need.owner.as_ref()));
    v.owner_load = tally(owners.map(|id| id.0.clone()));
    v.starts = tally(live().filter_map(|action| action.start).map(|day| Week::of(day.0)));
    v.leads = tally(now.iter().filter_map(|gap| gap.lead_department.as_ref()).map(|id| id.0.clone()));

    let departments: HashMap<&str, &str> =
        session.organisation.departments.iter().map(|d| (d.id.as_str(), d.name.as_str())).collect();
    let load = v.owner_load.iter().filter_map(|(id, items)| {
        let name = index.people.get(id.as_str()).map_or(id.as_str(), |person| person.name.as_str());
        load_sentence(name, *items).map(|sentence| Finding::new(About::Person, id.clone(), sentence))
    });
    let starts = v.starts.iter().filter_map(|(week, starts)| {
        start_sentence(*week, *starts)
            .map(|sentence| Finding::new(About::Week, week.week.to_string().as_str(), sentence))
    });
    let leads = v.leads.iter().filter_map(|(id, gaps)| {
        let department = departments.get(id.as_str()).copied().unwrap_or(id.as_str());
        lead_sentence(department, *gaps).map(|sentence| Finding::new(About::Department, id.clone(), sentence))
    });
    v.pace = load.chain(starts).chain(leads).collect();
}

fn blockers<'a>(v: &mut Verdicts, session: &Session, now: &[&Gap], of: impl Fn(&Gap) -> &'a [Action]) {
    let mut found = Vec::new();
    for gap in now {
        let holes = holes(of(gap));
        if !holes.is_empty() {
            let sentence = format!("{} is in Now and still needs {}.", gap.id, list(&holes));
            found.push(Finding::new(About::Gap, gap.id.0.clone(), sentence));
        }
    }
    for gap in session.gaps.iter().filter(|gap| gap.is_live()) {
        let without_reason =
            gap.moved.as_ref().is_some_and(|moved| moved.reason.trim().chars().count() < REASON);
        if without_reason {
            let sentence = format!("{} was moved by the room; the reason is missing.", gap.id);
            found.push(Finding::new(About::Gap, gap.id.0.clone(), sentence));
        }
    }
    for id in &v.board.unsorted {
        let missing = v.gap(id).map(|gap| missing_sentence(&gap.missing)).unwrap_or_default();
        found.push(Finding::new(About::Gap, id.clone(), format!("{id} lies in no lane. {missing}")));
    }
    for note in session.notes.iter().filter(|note| note.sensitive && !said(note.public_text.as_ref())) {
        let reference = v.reference(note.id.as_str()).unwrap_or("A note");
        let sentence =
            format!("{reference} is sensitive and has no public text yet; versions without names need one.");
        found.push(Finding::new(About::Note, note.id.0.clone(), sentence).anonymised_only());
    }
    v.ready.blockers = found;
}

fn warnings<'a>(v: &mut Verdicts, session: &Session, now: &[&Gap], of: impl Fn(&Gap) -> &'a [Action]) {
    let mut found = Vec::new();
    for gap in now {
        if let Some(day) = before_the_day(of(gap), session.session.date.0) {
            let (id, words) = (&gap.id, day.strftime("%-d %B %Y"));
            let sentence = format!("{id}: {words} lies before the day of the workshop.");
            found.push(Finding::new(About::Gap, id.0.clone(), sentence));
        }
    }
    for (id, ticks) in &v.ticks {
        if ticks.action && !ticks.measure {
            let sentence = format!("{id}: no measure with a baseline yet. What is the number today?");
            found.push(Finding::new(About::Gap, id.clone(), sentence));
        }
        if ticks.action && !ticks.first_step {
            found.push(Finding::new(About::Gap, id.clone(), format!("{id}: no first step within 14 days.")));
        }
        if ticks.action && !ticks.due {
            let days = session.session.horizon_days();
            let sentence = format!("{id}: not every due date lies within {days} days.");
            found.push(Finding::new(About::Gap, id.clone(), sentence));
        }
    }
    found.extend(v.pace.iter().cloned());
    found.extend(v.overrides.sentence().map(|sentence| Finding::new(About::Gap, "", sentence)));
    let heavy = v.gaps.iter().filter(|gap| gap.lane == Lane::Now && gap.heavy).count();
    found.extend(heavy_sentence(heavy).map(|sentence| Finding::new(About::Gap, "", sentence)));
    if let (false, Some(first)) = (session.themes.is_empty(), v.loners.first()) {
        let n = v.loners.len();
        let lie = if n == 1 { "note lies" } else { "notes lie" };
        let sentence = format!("{} {lie} in no theme.", sentence_case(&number(n)));
        found.push(Finding::new(About::Note, first.clone(), sentence));
    }
    for item in session.parking_lot.iter().filter(|item| parked(item)) {
        let sentence = format!("Parked without an outcome or an owner: “{}”.", item.text.trim());
        found.push(Finding::new(About::ParkingLot, item.id.0.clone(), sentence));
    }
    // What stands there: the findings, and what the gaps of Now come from.
    let mut page_one: HashSet<&str> = now.iter().flat_map(|gap| &gap.themes).map(ThemeId::as_str).collect();
    page_one.extend(v.strongest().take(ON_PAGE_ONE).map(|(id, _)| id.as_str()));
    for theme in session.themes.iter().filter(|theme| page_one.contains(theme.id.as_str())) {
        if v.theme(theme.id.as_str()).is_some_and(|support| support.label == Label::OneVoice) {
            let sentence =
                format!("{} “{}” is one voice and stands on page one.", theme.id, theme.name.trim());
            found.push(Finding::new(About::Theme, theme.id.0.clone(), sentence));
        }
    }
    if let Some(preread) = &v.preread {
        for (item, verdict) in
            session.evidence.iter().zip(&preread.items).filter(|(_, verdict)| !verdict.read_by_all)
        {
            let cited: Vec<&str> = session
                .gaps
                .iter()
                .filter(|gap| gap.is_live() && gap.evidence.contains(&item.id))
                .map(|gap| gap.id.as_str())
                .collect();
            let leans = match cited.len() {
                0 => String::new(),
                1 => format!(" {} leans on it.", cited[0]),
                _ => format!(" {} lean on it.", list(&cited)),
            };
            let sentence = format!("“{}” was never read by all.{leans}", item.title.trim());
            found.push(Finding::new(About::Evidence, verdict.id.clone(), sentence));
        }
    }
    found.extend(
        reading_sentence(v.reading_minutes).map(|sentence| Finding::new(About::Evidence, "", sentence)),
    );
    if let Some(sentence) = exposed_sentence(&session.exposed()) {
        found.push(Finding::new(About::Gap, "", sentence));
    }
    if session.reviews.is_empty() {
        found.push(Finding::new(About::Review, "", "No review is planned yet."));
    }
    v.ready.warnings = found;
}

fn parked(item: &Parked) -> bool {
    item.owner.is_none() && !said(item.outcome.as_ref())
}
