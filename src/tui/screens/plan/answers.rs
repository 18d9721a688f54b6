//! What the answers to the plan's questions change, and what is asked next.

use super::Purpose;
use super::dates::{WAYS, typed_day, weekday_and_day};
use super::sections::{Section, said};
use super::{asks, numbers, owners};
use crate::rules::Lane;
use crate::rules::follow_up::{REVIEW_DAYS, review_dates, revisit_date};
use crate::rules::ready::FIRST_STEP_DAYS;
use crate::session::{
    Action, ActionChange, ActionId, Adoption, Baseline, Blocker, BlockerChange, BlockerKind, BlockerStatus,
    Day, Decision, DecisionChange, DecisionStatus, DepartmentId, Edit, Feedback, FeedbackChange,
    FeedbackKind, Gap, GapChange, GapId, Metric, MetricChange, MetricId, Need, NeedChange, NeedKind,
    Objective, ObjectiveChange, ObjectiveId, Parked, ParkedChange, PersonId, Premortem, PremortemChange,
    Process, ProcessChange, Quality, Review, ReviewChange, Revisit, Sop, SopChange, SopStatus, Win,
    WinChange, edit,
};
use crate::tui::ctx::Ctx;
use crate::tui::forms::Target;
use crate::tui::outcome::{Answer, Ask, Outcome};
use crate::tui::work;

/// One edit with its own words for undo.
pub(super) fn step(label: impl Into<String>, change: Edit) -> Outcome {
    Outcome::Edit(edit::many(label, vec![change]))
}

/// A change, then a question, then a word of warning; in this order, so that a refusal keeps what was typed.
pub(super) fn then(first: Outcome, ask: Option<Ask>, warn: Option<String>) -> Outcome {
    let mut all = vec![first];
    all.extend(ask.map(Outcome::Ask));
    all.extend(warn.map(Outcome::Warn));
    Outcome::Many(all)
}

fn optional(text: String) -> Option<String> {
    said(&text).then_some(text)
}

/// Answers a question of the plan. The second value is the item to select.
pub fn answer(purpose: Purpose, answer: Answer, ctx: &Ctx) -> (Outcome, Option<Target>) {
    match (purpose, answer) {
        (Purpose::NewAction(gap), Answer::Text(title)) => new_action(gap, title, ctx),
        (Purpose::NewItem(section), Answer::Text(words)) => new_item(section, words, ctx),
        (Purpose::FeedbackKind, Answer::Picked(ids)) => {
            let kind = ids.first().map_or(FeedbackKind::Keep, |id| FeedbackKind::from_word(id));
            (asks::feedback_words(kind).into(), None)
        }
        (Purpose::NewFeedback(kind), Answer::Text(text)) => {
            let id = ctx.session.next_id::<Feedback>();
            let add = edit::add(Feedback { id: id.clone(), kind, text, ..Feedback::default() });
            (step("card added", add), Some(Target::Feedback(id)))
        }
        (Purpose::Owner(target, and), Answer::Picked(ids)) => (owner(&target, and, &ids, ctx), Some(target)),
        (Purpose::FirstStep(id, and), Answer::Text(words)) => {
            // A step without its day is half a step: the day is asked for, and Esc leaves it as it is.
            let ask = (and || said(&words)).then(|| asks::first_step_on(&id, and, ctx));
            let set = edit::change::<Action>(&id, ActionChange::first_step(words.clone()));
            let set =
                if and && !said(&words) { Outcome::Stay } else { step(format!("first step of {id}"), set) };
            (then(set, ask, None), None)
        }
        (Purpose::FirstStepOn(id, and), Answer::Text(words)) => (first_step_on(&id, and, &words, ctx), None),
        (Purpose::Date(target, and), Answer::Text(words)) => (date(&target, and, &words, ctx), None),
        (Purpose::Measure(id), answer) => (measure(&id, answer, ctx), None),
        (Purpose::Value(id), Answer::Text(words)) => (numbers::first(&id, &words, ctx), None),
        (Purpose::Reading(id), Answer::Text(words)) => (numbers::reading(&id, &words, ctx), None),
        (Purpose::Votes(id, from), Answer::Text(words)) => (numbers::voted(&id, &from, &words, ctx), None),
        (Purpose::How(id), Answer::Text(words)) => {
            (step(format!("how for {id}"), edit::change::<Need>(&id, NeedChange::how(words))), None)
        }
        (Purpose::Affects(id), Answer::Picked(ids)) => {
            let departments = ids.iter().map(DepartmentId::new).collect();
            let set = edit::change::<Gap>(&id, GapChange::affects(departments));
            (step(format!("who feels {id} next"), set), None)
        }
        (Purpose::Objective(id), answer) => (objective(&id, answer, ctx), None),
        (Purpose::Tell(id), Answer::Text(words)) => {
            let set = edit::change::<Gap>(&id, GapChange::tell(optional(words)));
            (step(format!("who must be told of {id}"), set), None)
        }
        (Purpose::Words(target), Answer::Text(text)) => (words(&target, text, ctx), None),
        (Purpose::State(target), Answer::Picked(ids)) => {
            let word = ids.first().map_or("", |id| id.as_str());
            let set = match &target {
                Target::Blocker(id) => {
                    edit::change::<Blocker>(id, BlockerChange::status(BlockerStatus::from_word(word)))
                }
                Target::Decision(id) => {
                    edit::change::<Decision>(id, DecisionChange::status(DecisionStatus::from_word(word)))
                }
                Target::Process(id) => {
                    edit::change::<Process>(id, ProcessChange::adoption(Adoption::from_word(word)))
                }
                Target::Sop(id) => edit::change::<Sop>(id, SopChange::status(SopStatus::from_word(word))),
                _ => return (Outcome::Stay, None),
            };
            (step(format!("state of {}", asks::id_of(&target)), set), None)
        }
        (Purpose::Kind(target, and), Answer::Picked(ids)) => {
            let word = ids.first().map_or("", |id| id.as_str());
            (kind(&target, and, word, ctx), None)
        }
        _ => (Outcome::Stay, None),
    }
}

fn new_action(gap: GapId, title: String, ctx: &Ctx) -> (Outcome, Option<Target>) {
    let id = ctx.session.next_id::<Action>();
    let target = Target::Action(id.clone());
    let ask = owners::owner(&target, true, Some(&title), ctx);
    let add = edit::add(Action { id, gap: Some(gap), title, ..Action::default() });
    (then(step("action added", add), Some(ask), None), Some(target))
}

fn new_item(section: Section, words: String, ctx: &Ctx) -> (Outcome, Option<Target>) {
    let s = ctx.session;
    match section {
        Section::Needs => {
            let id = s.next_id::<Need>();
            let target = Target::Need(id.clone());
            let ask = asks::kind(&target, true, Some(&words), ctx);
            let add = edit::add(Need { id, question: words, kind: NeedKind::Affirm, ..Need::default() });
            (then(step("information need added", add), ask, None), Some(target))
        }
        Section::Measures => {
            let id = s.next_id::<Metric>();
            let ask = numbers::ask(&id, ctx);
            let add = edit::add(new_metric(id.clone(), words, None));
            (then(step("measure added", add), Some(ask), None), Some(Target::Metric(id)))
        }
        Section::Objectives => {
            let id = s.next_id::<Objective>();
            let add = edit::add(new_objective(id.clone(), words, ctx));
            (step("objective added", add), Some(Target::Objective(id)))
        }
        Section::Processes => {
            let id = s.next_id::<Process>();
            let target = Target::Process(id.clone());
            let ask = owners::owner(&target, true, Some(&words), ctx);
            let add = edit::add(Process { id, name: words, ..Process::default() });
            (then(step("process added", add), Some(ask), None), Some(target))
        }
        Section::Playbook => {
            let id = s.next_id::<Sop>();
            let target = Target::Sop(id.clone());
            let ask = owners::owner(&target, true, Some(&words), ctx);
            let add = edit::add(Sop { id, title: words, ..Sop::default() });
            (then(step("page added", add), Some(ask), None), Some(target))
        }
        Section::Blockers => {
            let id = s.next_id::<Blocker>();
            let target = Target::Blocker(id);
            let ask = asks::kind(&target, true, Some(&words), ctx);
            (then(step("blocker added", work::blocker(&words, ctx.playbook)), ask, None), Some(target))
        }
        Section::Premortem if !said(&words) => (Outcome::Stay, None),
        Section::Premortem => {
            let id = s.next_id::<Premortem>();
            let add = edit::add(Premortem { id: id.clone(), text: words, ..Premortem::default() });
            // The next voice is asked at once; an empty line ends the round.
            let ask = Some(asks::new_reason(s.premortem.len() + 1));
            (then(step("reason added", add), ask, None), Some(Target::Premortem(id)))
        }
        Section::Parked => {
            let id = s.next_id::<Parked>();
            (step("item parked", work::park(&words)), Some(Target::Parked(id)))
        }
        Section::Decisions => {
            let id = s.next_id::<Decision>();
            let target = Target::Decision(id.clone());
            let ask = owners::owner(&target, true, Some(&words), ctx);
            let add = edit::add(Decision { id, text: words, ..Decision::default() });
            (then(step("decision added", add), Some(ask), None), Some(target))
        }
        Section::Reviews => {
            let id = s.next_id::<Review>();
            let target = Target::Review(id.clone());
            let ask = asks::date(&target, false, ctx);
            let add = edit::add(Review { id, kind: words, minutes: Some(90), ..Review::default() });
            (then(step("review added", add), Some(ask), None), Some(target))
        }
        Section::Wins => {
            let id = s.next_id::<Win>();
            let on = Some(ctx.now.day());
            let add = edit::add(Win { id: id.clone(), text: words, on, ..Win::default() });
            (step("win added", add), Some(Target::Win(id)))
        }
        Section::Now | Section::Waiting | Section::Feedback | Section::Leaving => (Outcome::Stay, None),
    }
}

/// A measure nobody has a number for yet.
fn new_metric(id: MetricId, name: String, owner: Option<PersonId>) -> Metric {
    let baseline = Baseline { quality: Quality::Unknown, ..Baseline::default() };
    Metric { id, name, baseline, owner, ..Metric::default() }
}

fn new_objective(id: ObjectiveId, text: String, ctx: &Ctx) -> Objective {
    Objective { id, text, year: ctx.session.session.date.0.year().to_string(), ..Objective::default() }
}

fn owner(target: &Target, and: bool, ids: &[smol_str::SmolStr], ctx: &Ctx) -> Outcome {
    let person = ids.first().filter(|id| !id.is_empty()).map(PersonId::new);
    let warn = person.as_ref().and_then(|id| owners::about_owner(id, ctx));
    let warn = warn.filter(|_| !matches!(target, Target::Decision(_)));
    let ask = match target {
        Target::Action(id) if and => Some(asks::first_step(id, true, warn.clone(), ctx)),
        Target::Need(_) | Target::Blocker(_) | Target::Decision(_) | Target::Sop(_) if and => {
            Some(asks::date(target, false, ctx))
        }
        Target::Process(_) if and => Some(asks::measure(target, ctx)),
        _ => None,
    };
    if and && person.is_none() {
        return then(Outcome::Stay, ask, None);
    }
    let set = match target {
        Target::Action(id) => edit::change::<Action>(id, ActionChange::owner(person)),
        Target::Need(id) => edit::change::<Need>(id, NeedChange::owner(person)),
        Target::Metric(id) => edit::change::<Metric>(id, MetricChange::owner(person)),
        Target::Process(id) => edit::change::<Process>(id, ProcessChange::owner(person)),
        Target::Sop(id) => edit::change::<Sop>(id, SopChange::owner(person)),
        Target::Blocker(id) => edit::change::<Blocker>(id, BlockerChange::owner(person)),
        Target::Parked(id) => edit::change::<Parked>(id, ParkedChange::owner(person)),
        Target::Decision(id) => edit::change::<Decision>(id, DecisionChange::asked_of(person)),
        _ => return Outcome::Stay,
    };
    then(step(format!("owner of {}", asks::id_of(target)), set), ask, warn)
}

/// The typed day, nothing for an empty line, or what to say.
fn day(words: &str, ctx: &Ctx) -> Result<Option<Day>, String> {
    if !said(words) {
        return Ok(None);
    }
    let typed = typed_day(words, asks::base(ctx));
    typed.map(Some).ok_or_else(|| format!("“{}” is no day. Type {WAYS}.", words.trim()))
}

/// The same for what is still to come: a day before the workshop is a slip of the keyboard, unless it stood there before.
fn coming_day(words: &str, stood: Option<Day>, ctx: &Ctx) -> Result<Option<Day>, String> {
    let found = day(words, ctx)?;
    match found.filter(|day| *day < ctx.session.session.date && Some(*day) != stood) {
        Some(past) => Err(format!(
            "{} {} lies before the day of the workshop. Type {WAYS}.",
            weekday_and_day(past),
            past.0.year()
        )),
        None => Ok(found),
    }
}

fn first_step_on(id: &ActionId, and: bool, words: &str, ctx: &Ctx) -> Outcome {
    let stood = ctx.session.get::<Action>(id).and_then(|action| action.first_step_on);
    let day = match coming_day(words, stood, ctx) {
        Ok(day) => day,
        Err(why) => return Outcome::Warn(why),
    };
    let ask = and.then(|| asks::date(&Target::Action(id.clone()), true, ctx));
    if and && day.is_none() {
        return then(Outcome::Stay, ask, None);
    }
    let from = ctx.session.session.date;
    let late = day.filter(|day| i64::from(from.days_until(*day)) > FIRST_STEP_DAYS).map(|day| {
        format!(
            "{} is day {}: the tick asks for a first step within {FIRST_STEP_DAYS} days.",
            weekday_and_day(day),
            from.days_until(day)
        )
    });
    let mut edits = vec![edit::change::<Action>(id, ActionChange::first_step_on(day))];
    // Work starts with its first step, as long as nobody said otherwise.
    let action = ctx.session.get::<Action>(id);
    if action.is_some_and(|action| action.start.is_none() || action.start == action.first_step_on) {
        edits.insert(0, edit::change::<Action>(id, ActionChange::start(day)));
    }
    then(Outcome::Edit(edit::many(format!("first step of {id}"), edits)), ask, late)
}

fn date(target: &Target, and: bool, words: &str, ctx: &Ctx) -> Outcome {
    // A win, or a procedure that is written, may be of the past.
    let past = matches!(target, Target::Win(_) | Target::Sop(_));
    let stood = match target {
        Target::Action(id) => ctx.session.get::<Action>(id).and_then(|it| it.due),
        Target::Need(id) => ctx.session.get::<Need>(id).and_then(|it| it.due),
        Target::Blocker(id) => ctx.session.get::<Blocker>(id).and_then(|it| it.due),
        Target::Decision(id) => ctx.session.get::<Decision>(id).and_then(|it| it.by),
        Target::Review(id) => ctx.session.get::<Review>(id).and_then(|it| it.on),
        _ => None,
    };
    let on = match if past { day(words, ctx) } else { coming_day(words, stood, ctx) } {
        Ok(on) => on,
        Err(why) => return Outcome::Warn(why),
    };
    let mut late = None;
    let set = match target {
        Target::Action(id) => {
            let (from, most) = (ctx.session.session.date, ctx.session.session.horizon_days());
            late = on.filter(|day| from.days_until(*day) > most).map(|day| {
                format!(
                    "{} is day {}; the horizon ends on day {most}.",
                    weekday_and_day(day),
                    from.days_until(day)
                )
            });
            edit::change::<Action>(id, ActionChange::due(on))
        }
        Target::Need(id) => edit::change::<Need>(id, NeedChange::due(on)),
        Target::Blocker(id) => edit::change::<Blocker>(id, BlockerChange::due(on)),
        Target::Decision(id) => edit::change::<Decision>(id, DecisionChange::by(on)),
        Target::Sop(id) => edit::change::<Sop>(id, SopChange::due(on)),
        Target::Review(id) => edit::change::<Review>(id, ReviewChange::on(on)),
        Target::Win(id) => edit::change::<Win>(id, WinChange::on(on)),
        Target::Gap(id) => {
            let old = ctx.session.get::<Gap>(id).and_then(|gap| gap.revisit.clone()).unwrap_or_default();
            let revisit = Revisit { on, ..old };
            let revisit = (on.is_some() || said(&revisit.trigger)).then_some(revisit);
            edit::change::<Gap>(id, GapChange::revisit(revisit))
        }
        _ => return Outcome::Stay,
    };
    // Who and when are known; how it is found out belongs to it.
    let how = match target {
        Target::Need(id) => ctx.session.get::<Need>(id).filter(|need| !said(&need.how)),
        _ => None,
    };
    // The fifth tick of a new action is its measure.
    let how = how.map(|need| asks::how(&need.id, ctx));
    let next = how.or_else(|| and.then(|| asks::measure(target, ctx)));
    if and && on.is_none() {
        return then(Outcome::Stay, next, None);
    }
    then(step(format!("date of {}", asks::id_of(target)), set), next, late)
}

fn measure(of: &Target, answer: Answer, ctx: &Ctx) -> Outcome {
    let link = |metric: Option<MetricId>| match of {
        Target::Action(id) => Some(edit::change::<Action>(id, ActionChange::measure(metric))),
        Target::Process(id) => Some(edit::change::<Process>(id, ProcessChange::metric(metric))),
        Target::Objective(id) => Some(edit::change::<Objective>(id, ObjectiveChange::metric(metric))),
        Target::Sop(id) => Some(edit::change::<Sop>(id, SopChange::measure(metric))),
        _ => None,
    };
    let label = format!("measure of {}", asks::id_of(of));
    match answer {
        Answer::Picked(ids) => {
            let metric = ids.first().filter(|id| !id.is_empty()).map(MetricId::new);
            let without = metric
                .as_ref()
                .and_then(|id| ctx.session.get::<Metric>(id))
                .filter(|metric| metric.baseline.value.is_none());
            let ask = without.map(|metric| numbers::ask(&metric.id, ctx));
            link(metric).map_or(Outcome::Stay, |link| then(step(label, link), ask, None))
        }
        Answer::New(name) | Answer::Text(name) => {
            let metric = ctx.session.next_id::<Metric>();
            let s = ctx.session;
            let owner = match of {
                Target::Action(id) => s.get::<Action>(id).and_then(|it| it.owner.clone()),
                Target::Process(id) => s.get::<Process>(id).and_then(|it| it.owner.clone()),
                _ => None,
            };
            let mut edits = vec![edit::add(new_metric(metric.clone(), name, owner))];
            edits.extend(link(Some(metric.clone())));
            then(Outcome::Edit(edit::many(label, edits)), Some(numbers::ask(&metric, ctx)), None)
        }
        Answer::TextAlso(_) | Answer::Yes => Outcome::Stay,
    }
}

fn objective(id: &ActionId, answer: Answer, ctx: &Ctx) -> Outcome {
    let link =
        |objective: Option<ObjectiveId>| edit::change::<Action>(id, ActionChange::objective(objective));
    match answer {
        Answer::Picked(ids) => {
            let objective = ids.first().filter(|id| !id.is_empty()).map(ObjectiveId::new);
            step(format!("objective of {id}"), link(objective))
        }
        Answer::New(text) | Answer::Text(text) => {
            let new = ctx.session.next_id::<Objective>();
            let edits = vec![edit::add(new_objective(new.clone(), text, ctx)), link(Some(new))];
            Outcome::Edit(edit::many(format!("objective of {id}"), edits))
        }
        Answer::TextAlso(_) | Answer::Yes => Outcome::Stay,
    }
}

fn words(target: &Target, text: String, ctx: &Ctx) -> Outcome {
    let edits = match target {
        Target::Need(id) => {
            let on = said(&text).then(|| ctx.now.day());
            vec![
                edit::change::<Need>(id, NeedChange::answer(optional(text))),
                edit::change::<Need>(id, NeedChange::answered_on(on)),
            ]
        }
        Target::Metric(id) => vec![edit::change::<Metric>(id, MetricChange::decision(text))],
        Target::Blocker(id) => vec![edit::change::<Blocker>(id, BlockerChange::check(text))],
        Target::Premortem(id) => vec![edit::change::<Premortem>(id, PremortemChange::answer(optional(text)))],
        Target::Parked(id) => vec![edit::change::<Parked>(id, ParkedChange::outcome(optional(text)))],
        Target::Decision(id) => vec![edit::change::<Decision>(id, DecisionChange::note(optional(text)))],
        Target::Feedback(id) => vec![edit::change::<Feedback>(id, FeedbackChange::answer(optional(text)))],
        Target::Gap(id) if ctx.verdicts().lane(id.as_str()) == Lane::Later => {
            let old = ctx.session.get::<Gap>(id).and_then(|gap| gap.revisit.clone()).unwrap_or_default();
            let on = old.on.or_else(|| revisit_date(ctx.session.session.date.0).map(Day));
            let revisit = Revisit { on, trigger: text, ..old };
            vec![edit::change::<Gap>(id, GapChange::revisit(Some(revisit)))]
        }
        Target::Gap(id) => vec![edit::change::<Gap>(id, GapChange::start_when(optional(text)))],
        _ => return Outcome::Stay,
    };
    Outcome::Edit(edit::many(format!("words on {}", asks::id_of(target)), edits))
}

fn kind(target: &Target, and: bool, word: &str, ctx: &Ctx) -> Outcome {
    let ask = and.then(|| owners::owner(target, true, None, ctx));
    let label = format!("kind of {}", asks::id_of(target));
    match target {
        Target::Need(id) => {
            let set = edit::change::<Need>(id, NeedChange::kind(NeedKind::from_word(word)));
            then(step(label, set), ask, None)
        }
        Target::Blocker(id) => {
            let blocker = ctx.session.get::<Blocker>(id);
            let kinds = &ctx.playbook.blockers;
            // A question in the room's own words stays; one of the playbook follows the kind.
            let own =
                blocker.is_some_and(|b| said(&b.check) && !kinds.kinds.iter().any(|k| k.check == b.check));
            let mut edits =
                vec![edit::change::<Blocker>(id, BlockerChange::kind(BlockerKind::from_word(word)))];
            if let Some(words) = kinds.kind(word).filter(|_| !own) {
                edits.push(edit::change::<Blocker>(id, BlockerChange::check(words.check.clone())));
            }
            then(Outcome::Edit(edit::many(label, edits)), ask, None)
        }
        _ => Outcome::Stay,
    }
}

/// The four looks back that are not planned yet, as one step.
pub fn suggested_reviews(ctx: &Ctx) -> Outcome {
    let dates = review_dates(ctx.session.session.date.0);
    let mut edits = Vec::new();
    for (days, date) in REVIEW_DAYS.iter().zip(dates) {
        let kind = format!("{days}-day");
        if !ctx.session.reviews.iter().any(|review| review.kind == kind) {
            let on = Some(Day(date));
            edits.push(edit::add(Review { kind, on, minutes: Some(90), ..Review::default() }));
        }
    }
    if edits.is_empty() {
        return Outcome::Say("All four reviews are planned.".into());
    }
    let count = crate::text::plural(edits.len(), "review", "reviews");
    Outcome::Many(vec![
        Outcome::Edit(edit::many(format!("{count} planned"), edits)),
        Outcome::Say(format!("{count} planned, each on a working day. Public holidays are yours to check.")),
    ])
}

/// The usual date for each Later gap that has none.
pub fn suggested_revisits(ctx: &Ctx) -> Outcome {
    let Some(on) = revisit_date(ctx.session.session.date.0).map(Day) else { return Outcome::Stay };
    let mut edits = Vec::new();
    for gap in super::sections::gaps_in(ctx.session, ctx.verdicts(), Lane::Later) {
        let old = gap.revisit.clone().unwrap_or_default();
        if old.on.is_none() {
            let revisit = Revisit { on: Some(on), ..old };
            edits.push(edit::change::<Gap>(&gap.id, GapChange::revisit(Some(revisit))));
        }
    }
    if edits.is_empty() {
        return Outcome::Say("Every Later gap has its date.".into());
    }
    let count = crate::text::plural(edits.len(), "Later gap", "Later gaps");
    Outcome::Many(vec![
        Outcome::Edit(edit::many(format!("date for {count}"), edits)),
        Outcome::Say(format!("{count}: looked at again {}.", weekday_and_day(on))),
    ])
}

/// The starters of the playbook that are not there yet, as one step.
pub fn starters(ctx: &Ctx) -> Outcome {
    let known = |title: &str| ctx.session.sops.iter().any(|page| page.title == title);
    let new = ctx.playbook.sops.starters.iter().filter(|starter| !known(&starter.title));
    let edits: Vec<Edit> = new
        .map(|starter| {
            edit::add(Sop {
                title: starter.title.clone(),
                trigger: starter.trigger.clone(),
                purpose: starter.purpose.clone(),
                who: starter.who.clone(),
                steps: starter.first_15_minutes.iter().chain(&starter.steps).cloned().collect(),
                customer_message: optional(starter.customer_message.clone()),
                exceptions: starter.exceptions.join("\n"),
                review_every_days: Some(u32::from(starter.review_every_days)),
                ..Sop::default()
            })
        })
        .collect();
    if edits.is_empty() {
        return Outcome::Say("The starters are all here.".into());
    }
    let count = crate::text::plural(edits.len(), "page", "pages");
    Outcome::Many(vec![
        Outcome::Edit(edit::many(format!("{count} to begin with"), edits)),
        Outcome::Say(format!("{count} to begin with: Enter opens one to make it yours.")),
    ])
}
