//! The day's card: what each line says, what is missing, and the verdict go or not yet (the handbook, 4.2).

use super::pane::Line;
use crate::playbook::Playbook;
use crate::rules::words::list;
use crate::session::{Attribution, Day, Level, Person, PersonId, Presence, Role, Session, Venue};
use crate::text;

/// The three reasons for not yet, by their ids in the playbook, and whether each of them holds.
fn reasons(session: &Session) -> [(&'static str, bool); 3] {
    [
        ("sponsor", sponsor(session).is_none()),
        ("front_line", front_line(session).0 == 0),
        ("results", session.session.synopsis_playback_on.is_none()),
    ]
}

/// Why the day cannot begin yet, in the playbook's words; empty means go.
pub fn not_yet(session: &Session, playbook: &Playbook) -> Vec<String> {
    let holds = reasons(session);
    let said = playbook.checklist.not_yet.iter();
    said.filter(|reason| holds.iter().any(|(id, holds)| *holds && *id == reason.id))
        .map(|reason| {
            let sentence = reason.sentence.trim();
            let sentence = sentence.split_once(": ").map_or(sentence, |(_, rest)| rest);
            sentence.trim_end_matches('.').to_owned()
        })
        .collect()
}

/// The verdict as two parts: the word, and what follows it.
pub fn verdict(session: &Session, playbook: &Playbook) -> (bool, String) {
    let missing = not_yet(session, playbook);
    if missing.is_empty() {
        return (
            true,
            "There is a sponsor, the front line comes, and all know what happens with the results.".into(),
        );
    }
    (false, format!("{}.", crate::rules::words::sentence_case(&list(&missing))))
}

/// The sponsor of the day; nobody where the card names one who is not on the roster.
pub fn sponsor(session: &Session) -> Option<&Person> {
    match &session.session.sponsor {
        Some(id) => session.people.get(id),
        None => session.people.iter().find(|person| person.sponsor),
    }
}

/// Participants of the front line who are not absent, and all participants who are not absent.
pub fn front_line(session: &Session) -> (usize, usize) {
    let coming =
        session.people.iter().filter(|p| p.role == Role::Participant && p.status != Presence::Absent);
    let front = coming.clone().filter(|p| p.level == Some(Level::FrontLine)).count();
    (front, coming.count())
}

/// What a line shows: its label, its text, and whether something is missing there.
#[derive(Debug, PartialEq, Eq)]
pub struct Shown {
    pub label: &'static str,
    pub text: String,
    /// The text says what is missing.
    pub missing: bool,
    /// Without it the verdict is not yet.
    pub decides: bool,
}

fn has(label: &'static str, text: String) -> Shown {
    Shown { label, text, missing: false, decides: false }
}

fn lacks(label: &'static str, text: &str) -> Shown {
    Shown { label, text: text.to_owned(), missing: true, decides: false }
}

fn filled(label: &'static str, text: &str, missing: &str) -> Shown {
    if text.trim().is_empty() { lacks(label, missing) } else { has(label, text.replace('\n', " ")) }
}

fn who(label: &'static str, session: &Session, id: Option<&PersonId>, missing: &str) -> Shown {
    match id.and_then(|id| session.people.get(id)) {
        Some(person) if person.job_title.is_empty() || person.job_title == label => {
            has(label, person.name.clone())
        }
        Some(person) => has(label, format!("{}, {}", person.name, person.job_title)),
        None => lacks(label, missing),
    }
}

/// What a line of the card shows.
pub fn line(line: Line, session: &Session, today: Day) -> Shown {
    let card = &session.session;
    match line {
        Line::Title => filled("Title", &card.title, "What is the day called?"),
        Line::Date => date(session, today),
        Line::Reason => filled("Why now", &card.reason, "One sentence: why now?"),
        Line::Sponsor => Shown {
            decides: true,
            ..who("Sponsor", session, sponsor(session).map(|p| &p.id), "Nobody yet. Who asks for this day?")
        },
        Line::Front => {
            let (front, all) = front_line(session);
            let shown = match (front, all) {
                (0, 0) => lacks("Front line", "The roster is empty. Enter goes there."),
                (0, _) => lacks("Front line", "Nobody from the front line is coming."),
                _ => has(
                    "Front line",
                    format!("{front} of {}", text::plural(all, "participant", "participants")),
                ),
            };
            Shown { decides: true, ..shown }
        }
        Line::Results => {
            let shown = match card.synopsis_playback_on {
                Some(day) => has("Results", format!("played back on {}", day.in_words())),
                None => lacks("Results", "When are they played back? Without a date nobody knows."),
            };
            Shown { decides: true, ..shown }
        }
        Line::Facilitator => who("Facilitator", session, card.facilitator.as_ref(), "Nobody yet. Is it you?"),
        Line::Scribe => who("Scribe", session, card.scribe.as_ref(), "Nobody yet. Who types?"),
        Line::Organisation => organisation(session),
        Line::Vision => {
            let said = session.organisation.vision.as_deref().unwrap_or("");
            let champion = session.organisation.champion.as_deref().unwrap_or("");
            match (said.trim(), champion.trim()) {
                ("", "") => lacks("Vision", "What should customers say one day? Who champions them?"),
                (said, "") => has("Vision", said.to_owned()),
                ("", champion) => has("Vision", format!("champion of the customer: {champion}")),
                (said, champion) => has("Vision", format!("{said} · champion: {champion}")),
            }
        }
        Line::Venue => venue(&card.venue, front_line(session).1),
        Line::Terms => {
            let quotes = match card.attribution {
                Attribution::Named => "quotes with names".to_owned(),
                Attribution::Anonymous => "quotes without any label".to_owned(),
                _ => format!("quotes by level, groups under {} pooled", card.k()),
            };
            let money =
                if card.currency.is_empty() { String::new() } else { format!(" · {}", card.currency) };
            has("Terms", format!("{quotes} · Now within {} days{money}", card.horizon_days()))
        }
    }
}

fn date(session: &Session, today: Day) -> Shown {
    let card = &session.session;
    if card.date == Day::default() {
        return lacks("Date", "Which day?");
    }
    let hours = match (card.start, card.end) {
        (Some(start), Some(end)) => format!(", {start}–{end}"),
        (Some(start), None) => format!(", from {start}"),
        _ => String::new(),
    };
    let away = match today.days_until(card.date) {
        0 => " · today".to_owned(),
        1 => " · tomorrow".to_owned(),
        days @ 2.. => format!(" · in {days} days"),
        _ => String::new(),
    };
    has("Date", format!("{}{hours}{away}", card.date.in_words()))
}

fn organisation(session: &Session) -> Shown {
    let client = &session.organisation;
    if client.name.trim().is_empty() {
        return lacks("Client", "Whose customers are they? Name, sector, size.");
    }
    let parts = [&client.name, &client.sector, &client.size];
    let said: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    has("Client", said.join(" · "))
}

/// The room, with what it lacks: 1.5 seats a person, 8 m of wall, away from the office.
fn venue(venue: &Venue, people: usize) -> Shown {
    if venue.name.trim().is_empty() {
        return lacks("Venue", "Which room? Offsite, 8 m of wall, 1.5 seats a person.");
    }
    let mut said = vec![venue.name.clone()];
    let mut wants = Vec::new();
    if venue.offsite {
        said.push("offsite".into());
    } else {
        wants.push("away from the office works better".to_owned());
    }
    if let Some(seats) = venue.seats {
        said.push(format!("{seats} seats"));
        let wanted = (people * 3).div_ceil(2);
        if usize::try_from(seats).unwrap_or(usize::MAX) < wanted {
            wants.push(format!("{wanted} seats would be better"));
        }
    }
    if let Some(metres) = venue.wall_metres {
        said.push(format!("{metres} m of wall"));
        if metres < 8 {
            wants.push("8 m of wall would be better".to_owned());
        }
    }
    if venue.remote_participants > 0 {
        said.push(format!("{} remote", venue.remote_participants));
    }
    let said = said.join(" · ");
    if wants.is_empty() { has("Venue", said) } else { has("Venue", format!("{said} ({})", wants.join("; "))) }
}

/// How many lines of the card say that something is missing.
pub fn missing(session: &Session, today: Day) -> usize {
    Line::ALL.into_iter().filter(|l| line(*l, session, today).missing).count()
}
