//! Cards: every field of every kind of item, as data. The form overlay shows them and turns what is typed into edits.
//! A field is declared once, with what it shows and what a new value does, so the two cannot drift apart.
//!
//! Refuses to know: keys, colours, and where anything is drawn.

mod agenda;
mod card;
mod closing;
mod deck;
mod evidence;
mod field;
mod foundations;
mod gaps;
mod measures;
mod named;
mod notes;
mod people;
mod plan;
mod readings;
#[cfg(test)]
mod tests;
mod typed;
mod word;

pub use field::{Field, Kind, Value};
pub use measures::first_number;
pub use named::{Of, choices};
pub use notes::{copies_words, same_words, stay_private};

use super::ctx::Ctx;
use crate::rules::open_ends::OpenEnds;
use crate::session::{
    ActionId, BlockId, BlockerId, CheckId, DecisionId, DepartmentId, EvidenceId, FeedbackId, GapId,
    GuidelineId, InitiativeId, MetricId, NeedId, NoteId, ObjectiveId, ParkedId, PersonId, PremortemId,
    ProcessId, QuestionId, ReviewId, SopId, SystemId, ThemeId, WinId,
};
use crate::session::{Edit, Metric, MetricChange, Moment, Note, Session, edit};
use deck::Slot;

/// Whose card.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// The session's card: title, date, reason, who, terms.
    Card,
    /// The room.
    Venue,
    /// The client.
    Organisation,
    /// The limit of Now.
    Capacity,
    /// A department.
    Department(DepartmentId),
    /// A person.
    Person(PersonId),
    /// A checklist item.
    Check(CheckId),
    /// An agenda block.
    Block(BlockId),
    /// An evidence item.
    Evidence(EvidenceId),
    /// A question.
    Question(QuestionId),
    /// A note (never its author: that is private).
    Note(NoteId),
    /// A note's author, level and department, under the band.
    NoteAuthor(NoteId),
    /// A theme.
    Theme(ThemeId),
    /// A gap.
    Gap(GapId),
    /// An objective.
    Objective(ObjectiveId),
    /// An action.
    Action(ActionId),
    /// An information need.
    Need(NeedId),
    /// A measure.
    Metric(MetricId),
    /// A process.
    Process(ProcessId),
    /// A playbook page.
    Sop(SopId),
    /// A system.
    System(SystemId),
    /// A running initiative.
    Initiative(InitiativeId),
    /// A blocker.
    Blocker(BlockerId),
    /// A pre-mortem item.
    Premortem(PremortemId),
    /// A parking-lot item.
    Parked(ParkedId),
    /// A decision.
    Decision(DecisionId),
    /// A review.
    Review(ReviewId),
    /// A keep/change card.
    Feedback(FeedbackId),
    /// A win.
    Win(WinId),
    /// A guideline.
    Guideline(GuidelineId),
}

impl Target {
    /// The name under which half-typed text of this card is kept: `form.gap.G01`.
    pub fn name(&self) -> String {
        let (kind, id) = match self {
            Self::Card => ("card", None),
            Self::Venue => ("venue", None),
            Self::Organisation => ("organisation", None),
            Self::Capacity => ("capacity", None),
            Self::Department(id) => ("department", Some(&id.0)),
            Self::Person(id) => ("person", Some(&id.0)),
            Self::Check(id) => ("check", Some(&id.0)),
            Self::Block(id) => ("block", Some(&id.0)),
            Self::Evidence(id) => ("evidence", Some(&id.0)),
            Self::Question(id) => ("question", Some(&id.0)),
            Self::Note(id) => ("note", Some(&id.0)),
            Self::NoteAuthor(id) => ("author", Some(&id.0)),
            Self::Theme(id) => ("theme", Some(&id.0)),
            Self::Gap(id) => ("gap", Some(&id.0)),
            Self::Objective(id) => ("objective", Some(&id.0)),
            Self::Action(id) => ("action", Some(&id.0)),
            Self::Need(id) => ("need", Some(&id.0)),
            Self::Metric(id) => ("measure", Some(&id.0)),
            Self::Process(id) => ("process", Some(&id.0)),
            Self::Sop(id) => ("page", Some(&id.0)),
            Self::System(id) => ("system", Some(&id.0)),
            Self::Initiative(id) => ("initiative", Some(&id.0)),
            Self::Blocker(id) => ("blocker", Some(&id.0)),
            Self::Premortem(id) => ("premortem", Some(&id.0)),
            Self::Parked(id) => ("parked", Some(&id.0)),
            Self::Decision(id) => ("decision", Some(&id.0)),
            Self::Review(id) => ("review", Some(&id.0)),
            Self::Feedback(id) => ("feedback", Some(&id.0)),
            Self::Win(id) => ("win", Some(&id.0)),
            Self::Guideline(id) => ("guideline", Some(&id.0)),
        };
        id.map_or_else(|| format!("form.{kind}"), |id| format!("form.{kind}.{id}"))
    }

    /// A field of this card in words, for a line about it: "title of gap G01". It names nobody.
    pub fn field_words(&self, field: &str) -> String {
        let name = self.name();
        let of = name.strip_prefix("form.").unwrap_or(&name).replacen('.', " ", 1);
        format!("{} of {of}", field.replace(['_', '.'], " "))
    }

    /// Whether the card is not for the room.
    pub fn private(&self) -> bool {
        matches!(self, Self::NoteAuthor(_))
    }
}

/// The private card that a field of a card leads to, where its own words are not for the room.
pub fn leads_to(target: &Target, key: &str, ctx: &Ctx) -> Option<Target> {
    let Target::Note(id) = target else { return None };
    let sensitive = ctx.session.get::<Note>(id).is_some_and(|note| note.sensitive);
    (sensitive && key == notes::WORDS).then(|| Target::NoteAuthor(id.clone()))
}

/// What stands over the card.
pub fn title(target: &Target) -> String {
    let (what, id) = match target {
        Target::Card => return "This session".into(),
        Target::Venue => return "The room".into(),
        Target::Organisation => return "The client".into(),
        Target::Capacity => return "How many gaps fit into Now".into(),
        Target::Department(id) => ("Department", &id.0),
        Target::Person(id) => ("Person", &id.0),
        Target::Check(id) => ("Checklist", &id.0),
        // The blocks of the playbook have words of the file for ids; the title is the first field.
        Target::Block(_) => return "A block of the agenda".into(),
        Target::Evidence(id) => ("Evidence", &id.0),
        Target::Question(id) => ("Question", &id.0),
        Target::Note(id) => ("Note", &id.0),
        Target::NoteAuthor(id) => ("Who wrote", &id.0),
        Target::Theme(id) => ("Theme", &id.0),
        Target::Gap(id) => ("Gap", &id.0),
        Target::Objective(id) => ("Objective", &id.0),
        Target::Action(id) => ("Action", &id.0),
        Target::Need(id) => ("To find out", &id.0),
        Target::Metric(id) => ("Measure", &id.0),
        Target::Process(id) => ("Process", &id.0),
        Target::Sop(id) => ("Playbook page", &id.0),
        Target::System(id) => ("System", &id.0),
        Target::Initiative(id) => ("Already running", &id.0),
        Target::Blocker(id) => ("Blocker", &id.0),
        Target::Premortem(id) => ("Pre-mortem", &id.0),
        Target::Parked(id) => ("Parking lot", &id.0),
        Target::Decision(id) => ("Decision", &id.0),
        Target::Review(id) => ("Review", &id.0),
        Target::Feedback(id) => ("Keep or change", &id.0),
        Target::Win(id) => ("Win", &id.0),
        Target::Guideline(id) => ("Guideline", &id.0),
    };
    format!("{what} {id}")
}

/// The fields of a card, in order; `None` when the item is gone.
pub fn fields(target: &Target, ctx: &Ctx) -> Option<Vec<Field>> {
    Some(slots(target, *ctx)?.into_iter().map(|slot| slot.field).collect())
}

/// The edit that gives a field this value.
///
/// # Errors
/// One kind sentence where the value cannot be understood, the item is gone, or the field is only for reading.
pub fn set(target: &Target, key: &str, value: &Value, ctx: &Ctx) -> Result<Edit, String> {
    let slots = slots(target, *ctx).ok_or("This item is gone. Ctrl-Z brings back what was removed.")?;
    let slot = slots.into_iter().find(|slot| slot.field.key == key);
    let put = slot.and_then(|slot| slot.put).ok_or("This is only for reading.")?;
    put(value)
}

/// The edit that adds a reading to a measure, as it was typed, and what the noise check says of it.
///
/// # Errors
/// Where the text is no number.
pub fn new_reading(id: &MetricId, text: &str, ctx: &Ctx) -> Result<(Edit, Option<String>), String> {
    let it = ctx.session.get::<Metric>(id).ok_or("This measure is gone.")?;
    let all = readings::with_reading(it, text, ctx.now.day(), deck::days(ctx))?;
    let said = all.iter().next_back().and_then(|reading| crate::rules::readings::sentence(it, reading));
    let change = edit::change::<Metric>(id, MetricChange::readings(all));
    Ok((edit::many(format!("reading of {id}"), vec![change]), said))
}

/// What to ask once before a field is changed that should not be: a second Enter changes it.
pub fn second_thought(target: &Target, key: &str, ctx: &Ctx) -> Option<&'static str> {
    let Target::Metric(id) = target else { return None };
    let set = ctx.session.get::<Metric>(id).is_some_and(|metric| metric.baseline.value.is_some());
    (key == "base.value" && set).then_some(
        "The baseline is written once; a later number belongs below, under Readings. Once more changes it.",
    )
}

/// Whether a field belongs to one matter with others of the card: what is given to one right after the other is one step.
pub fn one_matter(target: &Target, key: &str) -> bool {
    matches!(target, Target::Note(_)) && notes::is_print(key)
}

/// What the facilitator should hear once after a change on this card; never a block.
pub fn caution(target: &Target, before: &Session, after: &Session, now: &Moment) -> Option<String> {
    owner_away(before, after, now)
        .or_else(|| redefined(before, after))
        .or_else(|| remote_people(before, after))
        .or_else(|| match target {
            Target::Note(id) => notes::copies_sentence(id, before, after),
            _ => None,
        })
}

/// A name that is not in the room is not an owner.
fn owner_away(before: &Session, after: &Session, now: &Moment) -> Option<String> {
    macro_rules! chosen {
        ($($list:ident),*) => {
            [$(
                after.$list.iter().find_map(|item| {
                    let had = before.$list.get(&item.id).and_then(|old| old.owner.as_ref());
                    item.owner.as_ref().filter(|owner| had != Some(*owner))
                })
            ),*]
        };
    }
    let owners = chosen!(actions, information_needs, metrics, blockers, parking_lot, processes);
    let ends = OpenEnds::new(after, now.clone());
    owners.into_iter().flatten().find_map(|owner| ends.owner_sentence(owner))
}

/// A changed definition took a new number.
fn redefined(before: &Session, after: &Session) -> Option<String> {
    let metric = after.metrics.iter().find(|metric| {
        let old = before.metrics.get(&metric.id);
        old.is_some_and(|old| old.definition != metric.definition && old.version() != metric.version())
    })?;
    Some(format!(
        "This is definition {} now: numbers of before are not compared with later ones. If only a slip was mended, \
         set its number back.",
        metric.version()
    ))
}

fn remote_people(before: &Session, after: &Session) -> Option<String> {
    let remote = |session: &Session| {
        let people = session.people.iter().filter(|p| p.remote).count();
        session.session.venue.remote_participants > 0 || people > 0
    };
    (remote(after) && !remote(before)).then(|| {
        "This day is made for one room, face to face. Remote people are recorded, but there is no remote mode: \
         give each of them somebody in the room who writes their notes."
            .to_owned()
    })
}

fn slots<'a>(target: &Target, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    match target {
        Target::Card => Some(card::card(ctx)),
        Target::Venue => Some(card::venue(ctx)),
        Target::Capacity => Some(card::capacity(ctx)),
        Target::Organisation => Some(people::organisation(ctx)),
        Target::Department(id) => people::department(id, ctx),
        Target::Person(id) => people::person(id, ctx),
        Target::Check(id) => agenda::check(id, ctx),
        Target::Block(id) => agenda::block(id, ctx),
        Target::Evidence(id) => evidence::evidence(id, ctx),
        Target::Question(id) => notes::question(id, ctx),
        Target::Note(id) => notes::note(id, ctx),
        Target::NoteAuthor(id) => notes::author(id, ctx),
        Target::Theme(id) => notes::theme(id, ctx),
        Target::Gap(id) => gaps::gap(id, ctx),
        Target::Objective(id) => plan::objective(id, ctx),
        Target::Action(id) => plan::action(id, ctx),
        Target::Need(id) => plan::need(id, ctx),
        Target::Metric(id) => measures::metric(id, ctx),
        Target::Process(id) => foundations::process(id, ctx),
        Target::Sop(id) => foundations::sop(id, ctx),
        Target::System(id) => foundations::system(id, ctx),
        Target::Initiative(id) => foundations::initiative(id, ctx),
        Target::Blocker(id) => closing::blocker(id, ctx),
        Target::Premortem(id) => closing::premortem(id, ctx),
        Target::Parked(id) => closing::parked(id, ctx),
        Target::Decision(id) => closing::decision(id, ctx),
        Target::Review(id) => closing::review(id, ctx),
        Target::Feedback(id) => closing::feedback(id, ctx),
        Target::Win(id) => closing::win(id, ctx),
        Target::Guideline(id) => closing::guideline(id, ctx),
    }
}
