//! Who got which evidence when, in words without names, and the edits that record it (the handbook, R5).

use crate::rules::Verdicts;
use crate::rules::fairness::{READING_LIMIT, Status};
use crate::session::{
    Audience, Clock, Day, Edit, Evidence, EvidenceChange, EvidenceId, List, Moment, PersonId, Presence, Role,
    Session, Share, edit,
};
use crate::text;
use crate::tui::event::Now;

/// Participants who are to have the evidence: on the roster, not absent.
pub fn readers(session: &Session) -> Vec<PersonId> {
    let coming =
        session.people.iter().filter(|p| p.role == Role::Participant && p.status != Presence::Absent);
    coming.map(|person| person.id.clone()).collect()
}

/// How many of the readers have got an item, of how many.
pub fn got(item: &Evidence, session: &Session) -> (usize, usize) {
    let readers = readers(session);
    let has = |id: &PersonId| {
        item.shares.iter().any(|share| match &share.to {
            Audience::Word(word) => word == "all",
            Audience::People(ids) => ids.contains(id),
        })
    };
    (readers.iter().filter(|id| has(id)).count(), readers.len())
}

/// How an item stands, in R5's words and without names; and whether it needs attention.
pub fn standing(item: &Evidence, session: &Session, verdicts: &Verdicts) -> (String, bool) {
    let Some(fairness) = &verdicts.preread else {
        let (got, of) = got(item, session);
        return match (got, of) {
            _ if item.shares.is_empty() => ("not shared yet".into(), false),
            (_, 0) => ("shared".into(), false),
            (got, of) if got == of => (format!("all {of} have got it"), false),
            (got, of) => (format!("{} of {of} have not got it", of - got), true),
        };
    };
    let Some(found) = fairness.item(item.id.as_str()) else { return (String::new(), false) };
    let items = u64::try_from(fairness.items.len()).unwrap_or(0);
    let of = fairness.share.whole.checked_div(items).unwrap_or(0);
    let read = found.read_by_all;
    match found.status {
        Status::InOrder => ("in order".into(), false),
        Status::Late if item_was_read(item) => ("read in the room".into(), false),
        Status::Late => ("late".into(), true),
        Status::NotShared => ("nobody has it".into(), true),
        Status::Surprise | Status::Partial if read => ("read in the room".into(), false),
        Status::Surprise => ("first shown today".into(), true),
        Status::Partial => (format!("{} of {of} have not had it", found.missing.len()), true),
    }
}

fn item_was_read(item: &Evidence) -> bool {
    item.read_in_room_at.is_some()
}

/// "all 14, 5 Mar 10:00 by email; read in the room 09:45".
pub fn shares(item: &Evidence, session: &Session) -> String {
    let of = readers(session).len();
    let mut said: Vec<String> = item.shares.iter().map(|share| share_words(share, of)).collect();
    if let Some(at) = &item.read_in_room_at {
        said.push(format!("read in the room {} {}", at.day().short(), at.clock()));
    }
    if said.is_empty() { "nobody got it yet".to_owned() } else { said.join("; ") }
}

/// One share in words.
pub fn share_words(share: &Share, of: usize) -> String {
    let to = match &share.to {
        Audience::Word(word) if word == "all" => "all".to_owned(),
        Audience::Word(word) => word.to_string(),
        Audience::People(ids) if ids.len() >= of && of > 0 => format!("all {}", ids.len()),
        Audience::People(ids) => format!("{} of {of}", ids.len()),
    };
    let by = if share.channel.is_empty() { String::new() } else { format!(" by {}", share.channel) };
    format!("{to}, {} {}{by}", share.at.day().short(), share.at.clock())
}

/// "6 items · 36 min of reading"; true above the limit.
pub fn reading(session: &Session, minutes: u64) -> (String, bool) {
    let items = text::plural(session.evidence.len(), "item", "items");
    if minutes > READING_LIMIT {
        return (
            format!("{items} · {minutes} min of reading: above {READING_LIMIT} nobody reads all. Choose."),
            true,
        );
    }
    (format!("{items} · {minutes} min of reading"), false)
}

/// The edit that records a share with these people.
pub fn share(
    session: &Session,
    id: &EvidenceId,
    people: Vec<PersonId>,
    at: Moment,
    channel: &str,
) -> Option<Edit> {
    let item = session.evidence.get(id)?;
    let mut shares = item.shares.clone();
    shares.push(Share { to: Audience::People(people), at, channel: channel.to_owned(), ..Share::default() });
    Some(edit::change::<Evidence>(id, EvidenceChange::shares(shares)))
}

/// The edit that takes the last share back.
pub fn unshare(session: &Session, id: &EvidenceId) -> Option<Edit> {
    let item = session.evidence.get(id)?;
    let kept = item.shares.len().checked_sub(1)?;
    let shares: List<Share> = item.shares.iter().take(kept).cloned().collect();
    Some(edit::change::<Evidence>(id, EvidenceChange::shares(shares)))
}

/// A moment as it is typed, `2026-03-05 10:00 email`, `5.3. 10:00` or `10:00`, and the channel after it.
pub fn moment_typed(typed: &str, session: &Session, now: &Now) -> Option<(Moment, String)> {
    let mut words = typed.split_whitespace().peekable();
    let mut day = now.day();
    if let Some(found) = words.peek().and_then(|word| day_typed(word, now.day())) {
        day = found;
        words.next();
    }
    let mut clock = None;
    if let Some(found) = words.peek().filter(|w| w.contains(':')).and_then(|w| Clock::from_typed(w)) {
        clock = Some(found);
        words.next();
    } else if day == now.day() {
        return None;
    }
    let Clock(minutes) = clock.unwrap_or(Clock(9 * 60));
    let hour = i8::try_from(minutes / 60).ok()?;
    let minute = i8::try_from(minutes % 60).ok()?;
    let offset = if session.session.timezone.is_empty() {
        now.offset_minutes
    } else {
        session.session.offset_minutes()
    };
    let channel = words.collect::<Vec<_>>().join(" ");
    let channel = channel.strip_prefix("by ").unwrap_or(&channel).to_owned();
    Some((Moment::new(day.0.at(hour, minute, 0, 0), offset), channel))
}

/// `2026-03-05`, `5.3.`, `5.3.2026` or `5/3`; a day without a year lies in this one.
fn day_typed(word: &str, today: Day) -> Option<Day> {
    if let Ok(day) = word.parse() {
        return Some(day);
    }
    let mut parts = word.split(['.', '/']).filter(|part| !part.is_empty());
    let day: i8 = parts.next()?.parse().ok()?;
    let month: i8 = parts.next()?.parse().ok()?;
    let year: i16 = parts.next().map_or(Some(today.0.year()), |year| year.parse().ok())?;
    jiff::civil::Date::new(if year < 100 { 2000 + year } else { year }, month, day).ok().map(Day)
}

/// How a share goes that is recorded now: by email before the day, in the room on it.
pub fn channel_now(session: &Session, now: &Now) -> &'static str {
    if session.session.date == now.day() { "in the room" } else { "email" }
}
