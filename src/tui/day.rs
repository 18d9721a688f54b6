//! The agenda against the wall clock: which block runs, what is next, how far behind, and how to catch up (R11). Each
//! repair is one edit; nothing here decides which.

use crate::playbook::Playbook;
use crate::rules::clock::{OTHER_CLOCK_MINUTES, Off, QUIET_MINUTES, Standing, Trim};
use crate::rules::verdicts::{behind, coming, lag, trim_plan};
use crate::session::{Block, BlockChange, BlockId, CardChange, Clock, Edit, Session, edit};

use super::event::Now;

fn minutes(clock: Clock) -> i64 {
    i64::from(clock.0)
}

/// Whether the day is today, so that the clock has something to say.
pub fn is_today(session: &Session, now: &Now) -> bool {
    session.session.date == now.day()
}

/// Where the day stands, if it is today and has an agenda.
pub fn where_we_are(session: &Session, now: &Now) -> Option<Standing> {
    if !is_today(session, now) || session.agenda.is_empty() {
        return None;
    }
    Some(behind(session, minutes(now.clock())))
}

/// When the day ends: as promised, else as planned.
pub fn ends(session: &Session) -> Option<Clock> {
    let planned =
        || session.agenda.iter().last().map(|block| block.planned_start.plus(block.planned_minutes));
    session.session.end.or_else(planned)
}

/// Ends the running block and starts the one after it, at this minute.
pub fn start_next(session: &Session, now: &Now) -> Option<(String, Edit)> {
    let at = now.clock();
    let mut edits = Vec::new();
    let next = session.agenda.iter().position(|block| block.actual_start.is_none());
    let running =
        session.agenda.iter().rev().find(|b| b.actual_start.is_some() && b.actual_minutes.is_none());
    if let Some(block) = running {
        let took = block.actual_start.map_or(0, |start| at.0.saturating_sub(start.0));
        edits.push(edit::change::<Block>(&block.id, BlockChange::actual_minutes(Some(took.into()))));
    }
    let title = match next.and_then(|i| session.agenda.at(i)) {
        Some(block) => {
            edits.push(edit::change::<Block>(&block.id, BlockChange::actual_start(Some(at))));
            block.title.clone()
        }
        None => "the day's end".to_owned(),
    };
    (!edits.is_empty()).then(|| (title.clone(), edit::many(format!("started {title}"), edits)))
}

/// When the agenda would begin if it were moved onto this clock.
pub fn begins(session: &Session, by: i64) -> Option<Clock> {
    moved(session, by).map(|(start, _)| start)
}

/// What to say after a block was started: a hint where the agenda is not on this clock.
pub fn start_hint(session: &Session, now: &Now) -> &'static str {
    let off = where_we_are(session, now).and_then(|standing| standing.off);
    if matches!(off, Some(Off::OtherClock(_))) {
        " · the agenda is planned for another time: Ctrl-T c sets it"
    } else {
        ""
    }
}

/// A way to catch up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repair {
    /// The whole agenda by so many minutes, so that it is on this clock.
    Move(i64),
    /// Nothing is cut: what comes follows, so many minutes later, and the day still ends in time.
    Follow(i64),
    /// The coming blocks down to their minima, in order, until the minutes are back.
    Trim(Trim),
    /// The day ends so many minutes later.
    Later(u32),
    /// A block is left out, with its minutes.
    Drop(BlockId, u32),
}

/// What can be done now, the gentlest first; what the playbook protects is never left out. Nothing on a day that is not
/// today.
pub fn repairs(session: &Session, playbook: &Playbook, now: &Now, later: u32) -> Vec<Repair> {
    let Some(standing) = where_we_are(session, now) else { return Vec::new() };
    if let Some(Off::OtherClock(by)) = standing.off {
        return moved(session, by).map(|_| Repair::Move(by)).into_iter().collect();
    }
    let at = minutes(now.clock());
    let plan = trim_plan(session, at);
    let mut repairs = Vec::new();
    if !plan.cuts.is_empty() {
        repairs.push(Repair::Trim(plan));
    }
    let coming = coming(session, at);
    if !coming.is_empty() && standing.ends_in_time() {
        repairs.insert(0, Repair::Follow(standing.behind));
    }
    if !coming.is_empty() {
        repairs.push(Repair::Later(later));
    }
    let variant = &session.session.agenda_variant;
    let protected = |id: &str| playbook.block(variant, id).is_some_and(|block| block.protected);
    for block in coming.iter().filter(|block| block.may_go() && !protected(block.id)) {
        let minutes = u32::try_from(block.planned).unwrap_or(0);
        repairs.push(Repair::Drop(BlockId::new(block.id), minutes));
    }
    repairs
}

/// When the agenda would begin and end, moved by so many minutes. Nothing where only a later part of the day is off, or
/// where it would not fit between two midnights.
fn moved(session: &Session, by: i64) -> Option<(Clock, Clock)> {
    let first = session.agenda.iter().find(|block| block.actual_start.is_some())?;
    let off = minutes(first.actual_start?) - minutes(first.planned_start);
    let whole: i64 = session.agenda.iter().map(|block| i64::from(block.planned_minutes)).sum();
    let start = session.agenda.at(0)?.planned_start;
    let ends = (minutes(start) + whole).max(session.session.end.map_or(0, minutes)) + by;
    let begins = u16::try_from(minutes(start) + by).ok()?;
    (off.abs() * 2 >= OTHER_CLOCK_MINUTES && ends < 24 * 60)
        .then(|| Some((Clock(begins), Clock(u16::try_from(ends).ok()?))))
        .flatten()
}

/// A block's title without what follows its colon.
pub fn short(title: &str) -> &str {
    title.split(':').next().unwrap_or(title).trim()
}

fn title<'a>(session: &'a Session, id: &str) -> &'a str {
    session.agenda.get(&BlockId::new(id)).map_or("", |block| short(&block.title))
}

/// Minutes that are still lost after a repair, in words; empty where none are.
fn remains(session: &Session, now: &Now, made: i64) -> String {
    let standing = behind(session, minutes(now.clock()));
    let lost = standing.late_end.unwrap_or(standing.behind) - made;
    let plan = Trim { remaining: lost, ..Trim::default() };
    if lost < QUIET_MINUTES { String::new() } else { plan.sentence().unwrap_or_default() }
}

/// What has not begun follows the real end of what runs, one block after the other, breaks and lunch whole; the block
/// that is left out hands its delay on.
fn follow(session: &Session, now: &Now, left_out: Option<&BlockId>) -> Option<Edit> {
    let standing = lag(session, minutes(now.clock()));
    let coming = || session.agenda.iter().skip(standing.coming);
    let first = coming().find(|block| Some(&block.id) != left_out)?;
    let handed_on = coming().take_while(|block| block.id != first.id).filter_map(|block| block.late_minutes);
    let before = first.late_minutes.unwrap_or(0).saturating_add(handed_on.sum());
    let lag = if standing.off.is_some() { 0 } else { standing.behind };
    let late = u32::try_from((i64::from(before) + lag).max(0)).ok().filter(|late| *late > 0);
    (late != first.late_minutes).then(|| edit::change::<Block>(&first.id, BlockChange::late_minutes(late)))
}

/// What a repair does, and what remains after it.
pub fn explain(session: &Session, now: &Now, repair: &Repair) -> (String, String) {
    match repair {
        Repair::Move(by) => match moved(session, *by) {
            Some((_, end)) => (
                format!("Every planned time moves with it; the day ends at {end}. No minute is cut."),
                String::new(),
            ),
            None => (String::new(), String::new()),
        },
        Repair::Follow(by) => {
            let ends = session.agenda.iter().last();
            let ends = ends.map(|block| block.planned_start.plus(block.planned_minutes));
            let end = ends.map_or(Clock(0), |end| end.plus(u32::try_from(*by).unwrap_or(0)));
            (format!("Every block keeps its length; the last one ends at {end}, in time."), String::new())
        }
        Repair::Trim(plan) => {
            let cuts: Vec<String> =
                plan.cuts.iter().map(|(id, cut)| format!("{} −{cut}", title(session, id))).collect();
            (format!("{}.", cuts.join(", ")), remains(session, now, plan.recovered))
        }
        Repair::Later(minutes) => {
            let said = "Ask the room first: who has to catch a train? + and − change the minutes.";
            (said.to_owned(), remains(session, now, i64::from(*minutes)))
        }
        Repair::Drop(_, minutes) => (
            "It leaves the agenda whole; what was meant for it goes to the parking lot or a later day."
                .to_owned(),
            remains(session, now, i64::from(*minutes)),
        ),
    }
}

/// The edit of a repair, one step, and what to say then.
pub fn repair(session: &Session, now: &Now, repair: &Repair) -> Result<(Edit, String), String> {
    let (what, left) = explain(session, now, repair);
    let with_rest = |said: String| if left.is_empty() { said } else { format!("{said} {left}") };
    match repair {
        Repair::Move(by) => {
            let Some((start, end)) = moved(session, *by) else { return Err("That is past midnight.".into()) };
            let mut edits = vec![edit::card(CardChange::start(Some(start)))];
            if session.session.end.is_some() {
                edits.push(edit::card(CardChange::end(Some(end))));
            }
            let edit = edit::many(format!("the agenda begins at {start}"), edits);
            Ok((edit, format!("The agenda begins at {start} and ends at {end} now.")))
        }
        Repair::Follow(by) => {
            let edits = follow(session, now, None).into_iter().collect();
            Ok((edit::many(format!("agenda put off by {by} min"), edits), what))
        }
        Repair::Trim(plan) => {
            let mut edits = Vec::new();
            for (id, cut) in &plan.cuts {
                let id = BlockId::new(id.as_str());
                let Some(block) = session.agenda.get(&id) else { continue };
                let cut = u32::try_from(*cut).unwrap_or(0);
                let minutes = block.planned_minutes.saturating_sub(cut);
                edits.push(edit::change::<Block>(&id, BlockChange::planned_minutes(minutes)));
            }
            edits.extend(follow(session, now, None));
            let label = format!("agenda trimmed by {} min", plan.recovered);
            Ok((edit::many(label, edits), with_rest(format!("{} min back: {what}", plan.recovered))))
        }
        Repair::Later(minutes) => {
            let Some(end) = ends(session) else { return Err("There is no agenda yet.".into()) };
            if u32::from(end.0) + minutes >= 24 * 60 {
                return Err("That is past midnight.".into());
            }
            let end = end.plus(*minutes);
            let mut edits = vec![edit::card(CardChange::end(Some(end)))];
            edits.extend(follow(session, now, None));
            let edit = edit::many(format!("the day ends at {end}"), edits);
            Ok((edit, with_rest(format!("The day ends at {end} now."))))
        }
        Repair::Drop(id, _) => {
            let Some(block) = session.agenda.get(id) else {
                return Err("That block is gone already.".into());
            };
            let title = short(&block.title);
            let mut edits = vec![edit::remove::<Block>(id)];
            edits.extend(follow(session, now, Some(id)));
            let edit = edit::many(format!("left out {title}"), edits);
            Ok((edit, with_rest(format!("“{title}” is left out. Ctrl-Z brings it back."))))
        }
    }
}
