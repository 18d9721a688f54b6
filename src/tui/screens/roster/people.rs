//! Edits of one person, and a person in words: presence, role, consent (the handbook, 2.3 and 5.6).

use crate::session::{
    CardChange, Consent, DepartmentId, Edit, Person, PersonChange, Presence, Role, Session, edit,
};
use crate::tui::ctx::Ctx;
use crate::tui::day::is_today;
use crate::tui::look::Marks;

/// What somebody may agree to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreed {
    All,
    Owner,
    Report,
    Photo,
}

/// Somebody is here, with the time if the day is today and no time is known.
pub fn arrives(person: &Person, ctx: &Ctx) -> Vec<Edit> {
    let mut edits = vec![edit::change::<Person>(&person.id, PersonChange::status(Presence::Present))];
    let unknown = person.arrived_at.is_none() && person.left_at.is_none();
    if unknown && is_today(ctx.session, &ctx.now) {
        edits.push(edit::change::<Person>(&person.id, PersonChange::arrived_at(Some(ctx.now.moment()))));
    }
    edits
}

/// How many of a department take part and are in the room.
pub fn here_from(department: &DepartmentId, session: &Session) -> usize {
    session.people.iter().filter(|p| p.takes_part() && p.department.as_ref() == Some(department)).count()
}

/// The next presence: invited, present, absent, invited again. With what to say.
pub fn presence(person: &Person, ctx: &Ctx) -> (Edit, String) {
    let name = &person.name;
    let set = |status| edit::change::<Person>(&person.id, PersonChange::status(status));
    let (edits, said) = match person.status {
        Presence::Invited | Presence::Confirmed => (arrives(person, ctx), format!("{name} is here.")),
        Presence::Present => {
            let mut edits = vec![set(Presence::Absent)];
            if person.left_at.is_some() {
                edits.push(edit::change::<Person>(&person.id, PersonChange::left_at(None)));
            }
            if person.arrived_at.is_some() {
                edits.push(edit::change::<Person>(&person.id, PersonChange::arrived_at(None)));
            }
            (edits, format!("{name} is absent."))
        }
        _ => (vec![set(Presence::Invited)], format!("{name} is invited.")),
    };
    let label = said.trim_end_matches('.').to_owned();
    let times = forgotten(person).filter(|_| person.status == Presence::Present);
    let said = times.map_or(said.clone(), |times| format!("{said} {times}"));
    (edit::many(label, edits), said)
}

/// The times that go when somebody turns out to be absent, and the way back to them.
fn forgotten(person: &Person) -> Option<String> {
    match (&person.arrived_at, &person.left_at) {
        (None, None) => None,
        (Some(came), None) => Some(format!("Came {} forgotten; Ctrl-Z brings it back.", came.clock())),
        (None, Some(left)) => Some(format!("Left {} forgotten; Ctrl-Z brings it back.", left.clock())),
        (Some(came), Some(left)) => {
            Some(format!("Came {}, left {} forgotten; Ctrl-Z brings them back.", came.clock(), left.clock()))
        }
    }
}

/// Somebody leaves now, or is back.
pub fn left(person: &Person, ctx: &Ctx) -> Result<(Edit, String), String> {
    let name = &person.name;
    let set = |at| edit::change::<Person>(&person.id, PersonChange::left_at(at));
    if person.left_at.is_some() {
        return Ok((set(None), format!("{name} is back.")));
    }
    if person.status != Presence::Present {
        return Err(format!("{name} is not here."));
    }
    if !is_today(ctx.session, &ctx.now) {
        return Err("The day is not today. Enter opens the card, with its times.".into());
    }
    Ok((set(Some(ctx.now.moment())), format!("{name} left at {}.", ctx.now.clock())))
}

/// What somebody agrees to, or no longer.
pub fn consent(person: &Person, what: Agreed) -> Edit {
    let mut consent = person.consent.clone();
    match what {
        Agreed::All => {
            let all = !(consent.name_as_owner && consent.name_in_full_report && consent.photo);
            consent = Consent { name_as_owner: all, name_in_full_report: all, photo: all, ..consent };
        }
        Agreed::Owner => consent.name_as_owner ^= true,
        Agreed::Report => consent.name_in_full_report ^= true,
        Agreed::Photo => consent.photo ^= true,
    }
    edit::change::<Person>(&person.id, PersonChange::consent(consent))
}

/// A role that is no part of its own: whoever held a part before gives it up.
pub fn plain_role(session: &Session, person: &Person, role: Role) -> Edit {
    let mut edits = gives_up(session, person);
    let label = format!("{} is {role}", person.name);
    edits.push(edit::change::<Person>(&person.id, PersonChange::role(role)));
    edit::many(label, edits)
}

/// The parts of facilitator and scribe that somebody holds, given up.
pub fn gives_up(session: &Session, person: &Person) -> Vec<Edit> {
    let (card, me) = (&session.session, Some(&person.id));
    let mut edits = Vec::new();
    if card.facilitator.as_ref() == me {
        edits.push(edit::card(CardChange::facilitator(None)));
    }
    if card.scribe.as_ref() == me {
        edits.push(edit::card(CardChange::scribe(None)));
    }
    edits
}

/// No longer the sponsor.
pub fn not_sponsor(session: &Session, person: &Person) -> Edit {
    let mut edits = vec![edit::change::<Person>(&person.id, PersonChange::sponsor(false))];
    if session.session.sponsor.as_ref() == Some(&person.id) {
        edits.push(edit::card(CardChange::sponsor(None)));
    }
    edit::many(format!("{} is not the sponsor", person.name), edits)
}

/// Whether somebody is the sponsor.
pub fn is_sponsor(session: &Session, person: &Person) -> bool {
    person.sponsor || session.session.sponsor.as_ref() == Some(&person.id)
}

/// Whether somebody who came went before the day's end.
pub fn left_early(person: &Person, session: &Session) -> bool {
    session.left_early(person)
}

/// Presence as mark and word: "present", "late 09:20", "left 14:30".
pub fn presence_words<'a>(person: &Person, session: &Session, marks: &'a Marks) -> (&'a str, String) {
    match (&person.status, &person.left_at, &person.arrived_at) {
        (Presence::Present, Some(left), _) if left_early(person, session) => {
            (marks.lanes[1], format!("left {}", left.clock()))
        }
        (Presence::Present, _, Some(came)) if session.came_late(person) => {
            (marks.lanes[0], format!("late {}", came.clock()))
        }
        (Presence::Present, ..) => (marks.lanes[0], "present".into()),
        (Presence::Confirmed, ..) => (marks.lanes[2], "confirmed".into()),
        (Presence::Absent, ..) => (marks.open, "absent".into()),
        (other, ..) => (marks.lanes[2], other.label()),
    }
}

/// Level, or the role of whoever is no participant.
pub fn standing(person: &Person) -> String {
    match (&person.role, &person.level) {
        (Role::Participant, Some(level)) => level.label(),
        (Role::Participant, None) => "no level yet".into(),
        (role, _) => role.label(),
    }
}

/// Three letters: report, owner, photo; a dot where somebody did not agree.
pub fn consent_letters(consent: &Consent, dot: &str) -> String {
    let letter = |agreed: bool, letter: &'static str| if agreed { letter.to_owned() } else { dot.to_owned() };
    letter(consent.name_as_owner, "o")
        + &letter(consent.name_in_full_report, "w")
        + &letter(consent.photo, "p")
}

/// What somebody agreed to, as a sentence.
pub fn consent_words(consent: &Consent) -> &'static str {
    match (consent.name_as_owner, consent.name_in_full_report, consent.photo) {
        (true, true, true) => "Agrees to be named as owner, in the report, and to photos.",
        (true, true, false) => "May be named as owner and in the report; no photos.",
        (true, false, true) => "May be named as owner; photos are fine; not named in the report.",
        (false, true, true) => "May be named in the report; photos are fine; not named as owner.",
        (true, false, false) => "May be named as owner only.",
        (false, true, false) => "May be named in the report only.",
        (false, false, true) => "Photos are fine; never named.",
        (false, false, false) => "Has not agreed to be named or photographed.",
    }
}
