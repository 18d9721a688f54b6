//! What the plan asks for, each with what helps to answer: who, when, measured how.

use super::Purpose;
use super::dates::{WAYS, weekday_and_day};
use super::sections::Section;
use crate::rules::ready::FIRST_STEP_DAYS;
use crate::session::{
    Action, ActionId, Adoption, Blocker, Day, Decision, Feedback, Gap, GapId, Lane, Metric, Need, NeedId,
    NeedKind, Objective, Parked, Premortem, Process, Review, Revisit, Sop, SopStatus, Win,
};
use crate::text::plural;
use crate::tui::ctx::Ctx;
use crate::tui::forms::Target;
use crate::tui::outcome::{Ask, Choice, PickAsk, TextAsk};
use crate::tui::screens;

/// The day from which `+10` counts: the day of the workshop, or today when that is over.
pub fn base(ctx: &Ctx) -> Day {
    ctx.session.session.date.max(ctx.now.day())
}

pub(super) fn text(title: String, hint: String, stands: String, key: String, purpose: Purpose) -> Ask {
    Ask::Text(TextAsk {
        title,
        hint,
        text: stands,
        prose: false,
        private: false,
        key,
        purpose: screens::Purpose::Plan(purpose),
    })
}

pub(super) fn pick(
    title: String,
    hint: String,
    options: Vec<Choice>,
    chosen: Vec<&str>,
    purpose: Purpose,
) -> PickAsk {
    PickAsk {
        title,
        hint,
        options,
        many: false,
        chosen: chosen.into_iter().map(Into::into).collect(),
        new: None,
        private: false,
        purpose: screens::Purpose::Plan(purpose),
    }
}

/// The id of an item of the plan.
pub fn id_of(target: &Target) -> String {
    match target {
        Target::Gap(id) => id.to_string(),
        Target::Action(id) => id.to_string(),
        Target::Need(id) => id.to_string(),
        Target::Metric(id) => id.to_string(),
        Target::Objective(id) => id.to_string(),
        Target::Process(id) => id.to_string(),
        Target::Sop(id) => id.to_string(),
        Target::Blocker(id) => id.to_string(),
        Target::Premortem(id) => id.to_string(),
        Target::Parked(id) => id.to_string(),
        Target::Decision(id) => id.to_string(),
        Target::Review(id) => id.to_string(),
        Target::Feedback(id) => id.to_string(),
        Target::Win(id) => id.to_string(),
        _ => String::new(),
    }
}

/// The first words of an item, for hints.
pub(super) fn words_of(target: &Target, ctx: &Ctx) -> String {
    let s = ctx.session;
    match target {
        Target::Gap(id) => s.get::<Gap>(id).map(|item| item.title.clone()),
        Target::Action(id) => s.get::<Action>(id).map(|item| item.title.clone()),
        Target::Need(id) => s.get::<Need>(id).map(|item| item.question.clone()),
        Target::Metric(id) => s.get::<Metric>(id).map(|item| item.name.clone()),
        Target::Objective(id) => s.get::<Objective>(id).map(|item| item.text.clone()),
        Target::Process(id) => s.get::<Process>(id).map(|item| item.name.clone()),
        Target::Sop(id) => s.get::<Sop>(id).map(|item| item.title.clone()),
        Target::Blocker(id) => s.get::<Blocker>(id).map(|item| item.said.clone()),
        Target::Premortem(id) => s.get::<Premortem>(id).map(|item| item.text.clone()),
        Target::Parked(id) => s.get::<Parked>(id).map(|item| item.text.clone()),
        Target::Decision(id) => s.get::<Decision>(id).map(|item| item.text.clone()),
        Target::Review(id) => s.get::<Review>(id).map(|item| item.kind.clone()),
        Target::Feedback(id) => s.get::<Feedback>(id).map(|item| item.text.clone()),
        Target::Win(id) => s.get::<Win>(id).map(|item| item.text.clone()),
        _ => None,
    }
    .unwrap_or_default()
}

/// Something new in a section; on a Now gap, an action.
pub fn new_action(gap: &GapId, ctx: &Ctx) -> Ask {
    let title = ctx.session.get::<Gap>(gap).map_or_else(String::new, |gap| gap.title.clone());
    text(
        format!("New action for {gap}"),
        format!("{title}\nBegin with a verb: what will be different?"),
        String::new(),
        format!("plan.{gap}.action"),
        Purpose::NewAction(gap.clone()),
    )
}

/// Something new in a list.
pub fn new_item(section: Section) -> Ask {
    let (title, hint) = match section {
        Section::Needs => ("What do we need to find out?", "One question. How and by whom comes next."),
        Section::Measures => ("New measure", "What is counted: “Calls repeated within 7 days”."),
        Section::Objectives => ("New objective", "A sentence that says what the year is for."),
        Section::Processes => ("New process", "What goes from one department to the next: “Engineer visit”."),
        Section::Playbook => ("New playbook page", "What happens again and again: “Missed visit”."),
        Section::Blockers => ("“We can't, because …”", "Word for word."),
        Section::Parked => ("Into the parking lot", "One line. It leaves with an outcome or an owner."),
        Section::Decisions => ("Which decision is asked?", "What shall be decided, in one sentence."),
        Section::Reviews => ("New review", "What it is called: “30-day”."),
        Section::Wins => ("What worked?", "One sentence."),
        _ => ("New", ""),
    };
    let key = format!("plan.new.{}", section.name());
    text(title.into(), hint.into(), String::new(), key, Purpose::NewItem(section))
}

/// One reason why nothing changed; `at` is how many were said before, so that each has its own half-typed text.
pub fn new_reason(at: usize) -> Ask {
    let hint = match at {
        0 => "One reason each, round the room. Enter takes it and asks the next; Esc ends.".to_owned(),
        at => format!("{} so far. The next voice? Esc ends.", plural(at, "reason", "reasons")),
    };
    let title = "It is June, nothing has changed. Why?".to_owned();
    let key = format!("plan.new.premortem.{at}");
    text(title, hint, String::new(), key, Purpose::NewItem(Section::Premortem))
}

/// Keep or change, before the words of the card.
pub fn feedback_kind() -> Ask {
    let options = vec![
        Choice::new("keep", "Keep", "do it again next time"),
        Choice::new("change", "Change", "do it differently next time"),
    ];
    Ask::Pick(pick("Keep or change?".into(), String::new(), options, vec![], Purpose::FeedbackKind))
}

/// The words of a keep/change card.
pub fn feedback_words(kind: crate::session::FeedbackKind) -> Ask {
    let title = format!("What do we {kind}?");
    text(title, String::new(), String::new(), format!("plan.new.{kind}"), Purpose::NewFeedback(kind))
}

/// The first step, in words.
pub fn first_step(id: &ActionId, and: bool, note: Option<String>, ctx: &Ctx) -> Ask {
    let stands = ctx.session.get::<Action>(id).map_or_else(String::new, |a| a.first_step.clone());
    let go_on = if and { " Enter alone goes on; Esc leaves, the action stays." } else { "" };
    text(
        format!("{id} · First step within two weeks"),
        note.unwrap_or_else(|| format!("Small enough to begin: a call, an hour booked, a list.{go_on}")),
        stands,
        format!("plan.{id}.first"),
        Purpose::FirstStep(id.clone(), and),
    )
}

/// When the first step is taken.
pub fn first_step_on(id: &ActionId, and: bool, ctx: &Ctx) -> Ask {
    let stands = ctx.session.get::<Action>(id).and_then(|action| action.first_step_on);
    let days = i32::try_from(FIRST_STEP_DAYS).unwrap_or(14);
    let limit = weekday_and_day(ctx.session.session.date.plus(days));
    let count = weekday_and_day(base(ctx));
    text(
        format!("{id} · When is the first step taken?"),
        format!("By {limit}, that is day {days}. {WAYS}; + counts from {count}."),
        stands.map_or_else(String::new, |day| day.to_string()),
        format!("plan.{id}.first_on"),
        Purpose::FirstStepOn(id.clone(), and),
    )
}

/// The one date that an item has beside the first step.
pub fn date(target: &Target, and: bool, ctx: &Ctx) -> Ask {
    let s = ctx.session;
    let count = weekday_and_day(base(ctx));
    let ways = format!("{WAYS}; + counts from {count}.");
    let (question, stands, hint) = match target {
        Target::Action(id) => {
            let days = s.session.horizon_days();
            let limit = weekday_and_day(s.session.date.plus(days));
            let due = s.get::<Action>(id).and_then(|item| item.due);
            ("Done by when?", due, format!("The horizon of Now ends {limit}, day {days}. {ways}"))
        }
        Target::Need(id) => ("Found out by when?", s.get::<Need>(id).and_then(|item| item.due), ways),
        Target::Blocker(id) => ("Checked by when?", s.get::<Blocker>(id).and_then(|item| item.due), ways),
        Target::Decision(id) => ("Decided by when?", s.get::<Decision>(id).and_then(|item| item.by), ways),
        Target::Sop(id) => ("Written by when?", s.get::<Sop>(id).and_then(|item| item.due), ways),
        Target::Review(id) => ("When is it?", s.get::<Review>(id).and_then(|item| item.on), ways),
        Target::Win(id) => ("Since when?", s.get::<Win>(id).and_then(|item| item.on), ways),
        Target::Gap(id) => {
            let on = s.get::<Gap>(id).and_then(|gap| gap.revisit.as_ref()?.on);
            ("When is it looked at again?", on, ways)
        }
        _ => ("When?", None, ways),
    };
    let id = id_of(target);
    text(
        format!("{id} · {question}"),
        hint,
        stands.map_or_else(String::new, |day| day.to_string()),
        format!("plan.{id}.date"),
        Purpose::Date(target.clone(), and),
    )
}

/// In which measure it will be seen; a new one can be named.
pub fn measure(of: &Target, ctx: &Ctx) -> Ask {
    let s = ctx.session;
    let options = s.metrics.iter().map(|metric| {
        let today = match &metric.baseline.value {
            Some(value) => format!("today {value} {}", metric.unit),
            None => "no baseline yet".into(),
        };
        Choice::new(metric.id.0.clone(), metric.name.clone(), today)
    });
    let mut options: Vec<Choice> = options.collect();
    options.push(Choice::new("", "No measure yet", ""));
    let chosen = match of {
        Target::Action(id) => s.get::<Action>(id).and_then(|it| it.measure.as_ref()),
        Target::Process(id) => s.get::<Process>(id).and_then(|it| it.metric.as_ref()),
        Target::Objective(id) => s.get::<Objective>(id).and_then(|it| it.metric.as_ref()),
        Target::Sop(id) => s.get::<Sop>(id).and_then(|it| it.measure.as_ref()),
        _ => None,
    };
    let mut ask = pick(
        format!("{} · In which number will it be seen?", id_of(of)),
        words_of(of, ctx),
        options,
        chosen.map(crate::session::MetricId::as_str).into_iter().collect(),
        Purpose::Measure(of.clone()),
    );
    ask.new = Some("New measure".into());
    Ask::Pick(ask)
}

/// How something is found out.
pub fn how(id: &NeedId, ctx: &Ctx) -> Ask {
    let stands = ctx.session.get::<Need>(id).map_or_else(String::new, |need| need.how.clone());
    text(
        format!("{id} · How is it found out?"),
        format!("{}\nWhere somebody looks, or whom they ask.", words_of(&Target::Need(id.clone()), ctx)),
        stands,
        format!("plan.{id}.how"),
        Purpose::How(id.clone()),
    )
}

/// Who feels it next.
pub fn affects(id: &GapId, ctx: &Ctx) -> Ask {
    let departments = ctx.session.organisation.departments.iter();
    let options = departments.map(|d| Choice::new(d.id.0.clone(), d.name.clone(), "")).collect();
    let gap = ctx.session.get::<Gap>(id);
    let chosen = gap
        .map(|gap| gap.affects.iter().map(crate::session::DepartmentId::as_str).collect())
        .unwrap_or_default();
    let hint = words_of(&Target::Gap(id.clone()), ctx);
    let mut ask =
        pick(format!("{id} · Who feels it next?"), hint, options, chosen, Purpose::Affects(id.clone()));
    ask.many = true;
    Ask::Pick(ask)
}

/// Which objective it serves; a new one can be written.
pub fn objective(id: &ActionId, ctx: &Ctx) -> Ask {
    let objectives = ctx.session.objectives.iter();
    let mut options: Vec<Choice> =
        objectives.map(|o| Choice::new(o.id.0.clone(), o.text.clone(), o.year.clone())).collect();
    options.push(Choice::new("", "None", ""));
    let chosen = ctx.session.get::<Action>(id).and_then(|action| action.objective.as_ref());
    let mut ask = pick(
        format!("{id} · Which objective does it serve?"),
        words_of(&Target::Action(id.clone()), ctx),
        options,
        chosen.map(crate::session::ObjectiveId::as_str).into_iter().collect(),
        Purpose::Objective(id.clone()),
    );
    ask.new = Some("New objective".into());
    Ask::Pick(ask)
}

/// Who must be told.
pub fn tell(id: &GapId, ctx: &Ctx) -> Ask {
    let stands = ctx.session.get::<Gap>(id).and_then(|gap| gap.tell.clone()).unwrap_or_default();
    let hint = words_of(&Target::Gap(id.clone()), ctx);
    text(
        format!("{id} · Who must be told?"),
        hint,
        stands,
        format!("plan.{id}.tell"),
        Purpose::Tell(id.clone()),
    )
}

/// The words that an item still needs: answer, outcome, condition, check.
pub fn words(target: &Target, ctx: &Ctx) -> Option<Ask> {
    let s = ctx.session;
    let (question, stands) = match target {
        Target::Need(id) => ("What was found out?", s.get::<Need>(id)?.answer.clone()),
        Target::Metric(id) => ("What do we do if it moves?", Some(s.get::<Metric>(id)?.decision.clone())),
        Target::Blocker(id) => ("How is it checked?", Some(s.get::<Blocker>(id)?.check.clone())),
        Target::Premortem(id) => ("What do we do against it?", s.get::<Premortem>(id)?.answer.clone()),
        Target::Parked(id) => ("What comes of it?", s.get::<Parked>(id)?.outcome.clone()),
        Target::Decision(id) => ("What is to be noted?", s.get::<Decision>(id)?.note.clone()),
        Target::Feedback(id) => ("What is answered?", s.get::<Feedback>(id)?.answer.clone()),
        Target::Gap(id) => {
            let gap = s.get::<Gap>(id)?;
            if ctx.verdicts().lane(id.as_str()).key() == Lane::Later.as_str() {
                let trigger = |revisit: &Revisit| revisit.trigger.clone();
                ("What would bring it forward?", gap.revisit.as_ref().map(trigger))
            } else {
                ("What must be true before it starts?", gap.start_when.clone())
            }
        }
        _ => return None,
    };
    let id = id_of(target);
    Some(text(
        format!("{id} · {question}"),
        words_of(target, ctx),
        stands.unwrap_or_default(),
        format!("plan.{id}.words"),
        Purpose::Words(target.clone()),
    ))
}

/// What became of a blocker or a decision; how far a process or a page is lived.
pub fn state(target: &Target, ctx: &Ctx) -> Option<Ask> {
    let (options, chosen) = match target {
        Target::Blocker(id) => (
            vec![
                Choice::new("open", "Open", "nobody has shown the rule yet"),
                Choice::new("true_constraint", "True constraint", "the rule was shown; we plan around it"),
                Choice::new("dissolved", "Dissolved", "it was never a rule, or is none any more"),
            ],
            ctx.session.get::<Blocker>(id)?.status.to_string(),
        ),
        Target::Decision(id) => (
            vec![
                Choice::new("asked", "Asked", ""),
                Choice::new("taken", "Taken", ""),
                Choice::new("taken_in_the_room", "Taken in the room", ""),
                Choice::new("refused", "Refused", "say why in the note"),
            ],
            ctx.session.get::<Decision>(id)?.status.to_string(),
        ),
        Target::Process(id) => (
            vec![
                Choice::new(
                    Adoption::NotDesigned.as_str(),
                    Adoption::NotDesigned.label(),
                    "everybody does it in their own way",
                ),
                Choice::new(Adoption::Designed.as_str(), Adoption::Designed.label(), "on paper"),
                Choice::new(Adoption::Pilot.as_str(), Adoption::Pilot.label(), "tried in one place"),
                Choice::new(Adoption::InUse.as_str(), Adoption::InUse.label(), "used, with exceptions"),
                Choice::new(
                    Adoption::Routine.as_str(),
                    Adoption::Routine.label(),
                    "nobody thinks about it any more",
                ),
            ],
            ctx.session.get::<Process>(id)?.adoption.to_string(),
        ),
        Target::Sop(id) => (
            vec![
                Choice::new(SopStatus::Idea.as_str(), SopStatus::Idea.label(), ""),
                Choice::new(SopStatus::Planned.as_str(), SopStatus::Planned.label(), "somebody writes it"),
                Choice::new(SopStatus::Draft.as_str(), SopStatus::Draft.label(), "written, not tried"),
                Choice::new(SopStatus::Tested.as_str(), SopStatus::Tested.label(), "tried once"),
                Choice::new(SopStatus::InUse.as_str(), SopStatus::InUse.label(), ""),
                Choice::new(SopStatus::Retired.as_str(), SopStatus::Retired.label(), ""),
            ],
            ctx.session.get::<Sop>(id)?.status.to_string(),
        ),
        _ => return None,
    };
    let title = format!(
        "{} · {}",
        id_of(target),
        match target {
            Target::Process(_) | Target::Sop(_) => "How far is it lived?",
            _ => "What became of it?",
        }
    );
    let hint = words_of(target, ctx);
    Some(Ask::Pick(pick(title, hint, options, vec![&chosen], Purpose::State(target.clone()))))
}

/// The kind of a need or a blocker; the playbook's checking question goes with a blocker's kind.
pub fn kind(target: &Target, and: bool, about: Option<&str>, ctx: &Ctx) -> Option<Ask> {
    let (options, chosen) = match target {
        Target::Need(id) => (
            vec![
                Choice::new("affirm", "Affirm", "we believe it and need the number"),
                Choice::new("investigate", "Investigate", "we do not know why"),
            ],
            ctx.session.get::<Need>(id).map_or(NeedKind::Affirm, |need| need.kind.clone()).to_string(),
        ),
        Target::Blocker(id) => (
            ctx.playbook
                .blockers
                .kinds
                .iter()
                .map(|kind| Choice::new(kind.id.as_str(), kind.label.clone(), format!("“{}”", kind.heard)))
                .collect(),
            ctx.session
                .get::<Blocker>(id)
                .map_or_else(|| ctx.playbook.blockers.default.clone(), |blocker| blocker.kind.to_string()),
        ),
        _ => return None,
    };
    let title = format!("{} · What kind is it?", id_of(target));
    let hint = about.map_or_else(|| words_of(target, ctx), str::to_owned);
    Some(Ask::Pick(pick(title, hint, options, vec![&chosen], Purpose::Kind(target.clone(), and))))
}
