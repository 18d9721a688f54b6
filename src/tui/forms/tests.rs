//! Every card of a session: it opens, and giving a field what it holds already changes nothing.

use super::*;
use crate::session::{
    Action, Blocker, Capacity, CardChange, Decision, Evidence, Feedback, Gap, Guideline, Initiative, List,
    Listed, Metric, Need, Note, Objective, Parked, Person, Premortem, Process, Question, Review, Sop, System,
    Theme, Weights, Win, edit,
};
use crate::tui::harness::Harness;
use crate::tui::outcome::{Ask, Outcome};

/// Every card of a session.
fn targets(session: &Session) -> Vec<Target> {
    fn ids<T: Listed>(list: &List<T>, make: impl Fn(T::Id) -> Target) -> Vec<Target> {
        list.iter().map(|item| make(item.id().clone())).collect()
    }
    let s = session;
    let mut all = vec![Target::Card, Target::Venue, Target::Organisation, Target::Capacity];
    all.extend(ids(&s.organisation.departments, Target::Department));
    all.extend(ids(&s.people, Target::Person));
    all.extend(ids(&s.checklist, Target::Check));
    all.extend(ids(&s.agenda, Target::Block));
    all.extend(ids(&s.evidence, Target::Evidence));
    all.extend(ids(&s.questions, Target::Question));
    all.extend(ids(&s.notes, Target::Note));
    all.extend(ids(&s.notes, Target::NoteAuthor));
    all.extend(ids(&s.themes, Target::Theme));
    all.extend(ids(&s.gaps, Target::Gap));
    all.extend(ids(&s.objectives, Target::Objective));
    all.extend(ids(&s.actions, Target::Action));
    all.extend(ids(&s.information_needs, Target::Need));
    all.extend(ids(&s.metrics, Target::Metric));
    all.extend(ids(&s.processes, Target::Process));
    all.extend(ids(&s.sops, Target::Sop));
    all.extend(ids(&s.systems, Target::System));
    all.extend(ids(&s.initiatives, Target::Initiative));
    all.extend(ids(&s.blockers, Target::Blocker));
    all.extend(ids(&s.premortem, Target::Premortem));
    all.extend(ids(&s.parking_lot, Target::Parked));
    all.extend(ids(&s.decisions, Target::Decision));
    all.extend(ids(&s.reviews, Target::Review));
    all.extend(ids(&s.feedback, Target::Feedback));
    all.extend(ids(&s.wins, Target::Win));
    all.extend(ids(&s.guidelines, Target::Guideline));
    all
}

fn present(field: &Field) -> Value {
    if field.kind.typed() { Value::Text(field.text.clone()) } else { Value::Chosen(field.chosen.clone()) }
}

fn settable(field: &Field) -> bool {
    !matches!(field.kind, Kind::Heading | Kind::Info)
}

/// Gives every field of every card what it holds; the session stays as it was, but for what a closed one writes down.
fn nothing_changes(harness: &Harness) -> usize {
    let ctx = harness.work().ctx();
    let mut given = 0;
    for target in targets(ctx.session) {
        let fields = fields(&target, &ctx).unwrap_or_else(|| panic!("{target:?} does not open"));
        let mut keys: Vec<&str> = fields.iter().map(|f| f.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), fields.len(), "{target:?} has a key twice");
        for field in fields.iter().filter(|f| settable(f)) {
            let edit = set(&target, &field.key, &present(field), &ctx)
                .unwrap_or_else(|why| panic!("{target:?} {}: {why}", field.key));
            let mut after = ctx.session.clone();
            after
                .apply(&edit, &ctx.now.moment())
                .unwrap_or_else(|why| panic!("{target:?} {}: {why}", field.key));
            after.log = ctx.session.log.clone();
            assert!(after == *ctx.session, "{target:?} {} changed with {:?}", field.key, present(field));
            given += 1;
        }
    }
    given
}

#[test]
fn giving_every_field_of_the_sample_day_what_it_holds_changes_nothing() {
    assert!(nothing_changes(&Harness::sample()) > 2000);
}

#[test]
fn giving_every_field_of_an_empty_day_what_it_holds_changes_nothing() {
    assert!(nothing_changes(&Harness::empty()) > 200);
}

/// A day with one new, bare item of every kind.
fn bare() -> Session {
    let mut session = Harness::empty().session().clone();
    let now = "2026-03-12T14:03:00+01:00".parse().unwrap_or_default();
    let mut add = |edit: Edit| session.apply(&edit, &now).unwrap_or_else(|why| panic!("{why}"));
    let text = || "Something".to_owned();
    add(edit::add(crate::session::Department { name: text(), ..Default::default() }));
    add(edit::add(Person { name: text(), ..Default::default() }));
    add(edit::add(Evidence { title: text(), ..Default::default() }));
    add(edit::add(Question { text: text(), columns: vec!["aside".into()], ..Default::default() }));
    let main = |question: &str| Note {
        question: question.into(),
        column: "main".into(),
        text: text(),
        ..Default::default()
    };
    add(edit::add(main("Q1")));
    add(edit::add(Theme { name: text(), ..Default::default() }));
    add(edit::add(Gap { title: text(), ..Default::default() }));
    add(edit::add(Objective { text: text(), ..Default::default() }));
    add(edit::add(Action { title: text(), ..Default::default() }));
    add(edit::add(Need { question: text(), ..Default::default() }));
    add(edit::add(Metric { name: text(), ..Default::default() }));
    add(edit::add(Process { name: text(), ..Default::default() }));
    add(edit::add(Sop { title: text(), ..Default::default() }));
    add(edit::add(System { name: text(), ..Default::default() }));
    add(edit::add(Initiative { name: text(), ..Default::default() }));
    add(edit::add(Blocker { said: text(), ..Default::default() }));
    add(edit::add(Premortem { text: text(), ..Default::default() }));
    add(edit::add(Parked { text: text(), ..Default::default() }));
    add(edit::add(Decision { text: text(), ..Default::default() }));
    add(edit::add(Review { kind: text(), ..Default::default() }));
    add(edit::add(Feedback { text: text(), ..Default::default() }));
    add(edit::add(Win { text: text(), ..Default::default() }));
    add(edit::add(Guideline { text: text(), ..Default::default() }));
    session
}

#[test]
fn giving_every_field_of_bare_items_what_it_holds_changes_nothing() {
    nothing_changes(&Harness::with(bare()));
}

/// Something a field can hold that it does not hold now.
fn another(field: &Field, ctx: &Ctx) -> Option<Value> {
    let other = |choices: Vec<crate::tui::outcome::Choice>| {
        let choice = choices.into_iter().find(|choice| !field.chosen.contains(&choice.id))?;
        Some(Value::Chosen(vec![choice.id]))
    };
    Some(match &field.kind {
        Kind::Heading | Kind::Info => return None,
        Kind::Line
            if field.hint.starts_with("A time on the day") || field.hint.contains("a time on the day") =>
        {
            Value::Text("10:10".into())
        }
        Kind::Line if field.key == "limit" => Value::Text("4 because two teams move house".into()),
        Kind::Line | Kind::Prose => Value::Text("Another thing, said at length".into()),
        Kind::Day => Value::Text("13.4.".into()),
        Kind::Clock if field.key == "end" => Value::Text("17:10".into()),
        Kind::Clock => Value::Text("8:10".into()),
        Kind::Whole { min, max } => Value::Text(
            if field.text == (min + 2).to_string() { min + 1 } else { (min + 2).min(*max) }.to_string(),
        ),
        Kind::Number => Value::Text("12.5".into()),
        Kind::Toggle => Value::Chosen(if field.chosen.is_empty() { vec!["yes".into()] } else { Vec::new() }),
        Kind::Choice(choices) => other(choices.clone())?,
        Kind::One { of, .. } | Kind::Many(of) => other(choices(of, ctx.session))?,
    })
}

#[test]
fn every_field_of_bare_items_takes_another_value_and_shows_it() {
    let mut harness = Harness::with(bare());
    let mut refused = Vec::new();
    let mut taken = 0;
    for target in targets(harness.session()) {
        let keys: Vec<Field> = fields(&target, &harness.work().ctx()).unwrap_or_default();
        for field in keys.iter().filter(|f| settable(f)) {
            let ctx = harness.work().ctx();
            let Some(value) = another(field, &ctx) else { continue };
            let edit = match set(&target, &field.key, &value, &ctx) {
                Ok(edit) => edit,
                Err(why) => {
                    refused.push(format!("{} {}: {why}", target.name(), field.key));
                    continue;
                }
            };
            let mut after = ctx.session.clone();
            if let Err(why) = after.apply(&edit, &ctx.now.moment()) {
                refused.push(format!("{} {}: {why}", target.name(), field.key));
                continue;
            }
            assert!(after != *ctx.session, "{target:?} {} did not take {value:?}", field.key);
            taken += 1;
            let other = Harness::with(after);
            let shown = fields(&target, &other.work().ctx()).unwrap_or_default();
            let same = shown.iter().find(|f| f.key == field.key);
            assert!(
                field.key.ends_with(".new") || same.is_none_or(|f| present(f) != present(field)),
                "{target:?} {} shows nothing of {value:?}",
                field.key
            );
        }
    }
    // What a bare day refuses is what it should: a lead quote from no note, minutes below the minimum, …
    assert!(taken > 300, "{taken}");
    assert!(refused.len() < 30, "{refused:#?}");
    harness.keys("");
}

#[test]
fn a_field_refuses_what_it_cannot_read_with_one_sentence_about_what_it_can() {
    let harness = Harness::sample();
    let ctx = harness.work().ctx();
    let action = Target::Action("A01".into());
    let say = |target: &Target, key: &str, typed: &str| {
        let edit = set(target, key, &Value::Text(typed.into()), &ctx)?;
        ctx.session.clone().apply(&edit, &ctx.now.moment()).map_err(|refused| refused.0)
    };
    let why = say(&action, "due", "soonish").unwrap_err();
    assert_eq!(why, "“soonish” is no day I can read. Try 2026-03-12, 12.3., 12 Mar, +14 or fri.");
    let why = say(&action, "step_on", "2027-01-01").unwrap_err();
    assert_eq!(why, "The first step comes after the due date, 30 Apr.");
    let why = say(&action, "payback.cost", "a lot").unwrap_err();
    assert_eq!(why, "“a lot” is no amount I can read. Try 1200 or 1,200.50.");
    let why = say(&Target::Card, "horizon", "3").unwrap_err();
    assert_eq!(why, "A whole number from 14 to 180, please.");
    let why = say(&Target::Card, "start", "25:70").unwrap_err();
    assert_eq!(why, "“25:70” is no time I can read. Try 9, 930 or 9:30.");
    let why = say(&Target::Gap("G01".into()), "title", "  ").unwrap_err();
    assert_eq!(why, "The gap's title is empty.");
    assert_eq!(
        say(&Target::Gap("G99".into()), "title", "x").unwrap_err(),
        "This item is gone. Ctrl-Z brings back what was removed."
    );
}

#[test]
fn sharing_with_all_names_everybody_who_is_on_the_roster_now() {
    let harness = Harness::sample();
    let ctx = harness.work().ctx();
    let target = Target::Evidence("E1".into());
    let edit = set(&target, "share.new", &Value::Chosen(vec!["all".into()]), &ctx).unwrap();
    let mut after = ctx.session.clone();
    after.apply(&edit, &ctx.now.moment()).unwrap();
    let item = after.get::<Evidence>(&"E1".into()).unwrap();
    let share = item.shares.iter().last().unwrap();
    let everybody = ctx.session.people.iter().filter(|p| p.role == crate::session::Role::Participant);
    let crate::session::Audience::People(people) = &share.to else { panic!("{share:?}") };
    assert_eq!(*people, everybody.map(|p| p.id.clone()).collect::<Vec<_>>());
    assert_eq!(share.at, ctx.now.moment());
}

#[test]
fn a_note_goes_to_another_question_in_one_step_and_the_question_keeps_its_columns() {
    let harness = Harness::sample();
    let ctx = harness.work().ctx();
    let target = Target::Note("N001".into());
    let edit = set(&target, "place", &Value::Chosen(vec!["Q2/today".into()]), &ctx).unwrap();
    let mut after = ctx.session.clone();
    after.apply(&edit, &ctx.now.moment()).unwrap();
    let note = after.get::<Note>(&"N001".into()).unwrap();
    assert_eq!((note.question.as_str(), note.column.as_str()), ("Q2", "today"));
    assert_eq!(after.questions, ctx.session.questions);
}

#[test]
fn another_agenda_lays_out_its_blocks_unless_the_day_has_begun() {
    let harness = Harness::empty();
    let ctx = harness.work().ctx();
    let edit = set(&Target::Card, "variant", &Value::Chosen(vec!["half_day".into()]), &ctx).unwrap();
    let mut after = ctx.session.clone();
    after.apply(&edit, &ctx.now.moment()).unwrap();
    let planned = ctx.playbook.session_agenda(&crate::session::Variant::HalfDay, ctx.session.session.start);
    let ids = |blocks: Vec<&crate::session::Block>| -> Vec<(String, u32)> {
        blocks.into_iter().map(|b| (b.id.to_string(), b.planned_minutes)).collect()
    };
    assert_eq!(ids(after.agenda.iter().collect()), ids(planned.iter().collect()));
    let sample = Harness::sample();
    let ctx = sample.work().ctx();
    let edit = set(&Target::Card, "variant", &Value::Chosen(vec!["half_day".into()]), &ctx).unwrap();
    let mut after = ctx.session.clone();
    after.apply(&edit, &ctx.now.moment()).unwrap();
    assert_eq!(after.agenda, ctx.session.agenda);
}

#[test]
fn a_new_department_comes_with_the_person_in_one_step() {
    let harness = Harness::sample();
    let ctx = harness.work().ctx();
    let target = Target::Person("P01".into());
    let edit = set(&target, "department", &Value::Text("Night shift".into()), &ctx).unwrap();
    let mut after = ctx.session.clone();
    after.apply(&edit, &ctx.now.moment()).unwrap();
    let department = after.organisation.departments.iter().last().unwrap();
    assert_eq!(department.name, "Night shift");
    assert_eq!(after.get::<Person>(&"P01".into()).unwrap().department.as_ref(), Some(&department.id));
}

#[test]
fn weights_and_the_limit_of_now_exist_only_once_they_differ() {
    let mut session = Harness::empty().session().clone();
    let now = "2026-03-12T14:03:00+01:00".parse().unwrap_or_default();
    session.apply(&edit::card(CardChange::weights(None)), &now).unwrap();
    let harness = Harness::with(session);
    let ctx = harness.work().ctx();
    let after = |target: &Target, key: &str, typed: &str| {
        let edit = set(target, key, &Value::Text(typed.into()), &ctx).unwrap();
        let mut after = ctx.session.clone();
        after.apply(&edit, &ctx.now.moment()).map(|()| after)
    };
    let weighed = after(&Target::Card, "weight.impact", "5").unwrap().session.weights;
    let expected = Weights { impact: 5, urgency: 3, feasibility: 2, affordability: 2, ..Weights::default() };
    assert_eq!(weighed, Some(expected));
    let limit = after(&Target::Capacity, "limit", "4 because half the team moves in June").unwrap();
    let Some(Capacity { limit, reason, .. }) = limit.session.capacity else { panic!("no capacity") };
    assert_eq!((limit, reason.as_deref()), (4, Some("half the team moves in June")));
    let why = after(&Target::Capacity, "limit", "4").unwrap_err();
    assert_eq!(why.0, "A limit that differs from the suggested one needs a reason.");
}

#[test]
fn a_note_never_shows_its_author_on_its_own_card() {
    let harness = Harness::sample();
    let ctx = harness.work().ctx();
    for note in ctx.session.notes.iter() {
        let Some(author) = note.author.as_ref().and_then(|id| ctx.session.get::<Person>(id)) else {
            continue;
        };
        let shown = fields(&Target::Note(note.id.clone()), &ctx).unwrap();
        assert!(shown.iter().all(|f| f.key == "text" || !f.value.contains(&author.name)), "{}", note.id);
    }
    assert!(Target::NoteAuthor("N001".into()).private() && !Target::Note("N001".into()).private());
}

#[test]
fn remote_people_are_mentioned_once() {
    let harness = Harness::sample();
    let before = harness.session();
    let now = harness.now.moment();
    let card = Target::Venue;
    let mut after = before.clone();
    after.session.venue.remote_participants = 2;
    assert!(caution(&card, before, &after, &now).is_some_and(|words| words.contains("face to face")));
    let mut more = after.clone();
    more.session.venue.remote_participants = 3;
    assert_eq!(caution(&card, &after, &more, &now), None);
}

#[test]
fn the_card_of_a_gap_does_not_say_who_asked_for_its_place() {
    let mut h = Harness::sample();
    let asked = |gap: &&Gap| gap.moved.as_ref().is_some_and(|moved| moved.requested_by.is_some());
    let gap = h.session().gaps.iter().find(asked).expect("one was moved in the sample").clone();
    let by = gap.moved.as_ref().and_then(|moved| moved.requested_by.clone()).expect("somebody asked");
    let name = h.session().people.get(&by).expect("known").name.clone();
    h.keys("<resize 120x120>");
    h.show(Outcome::Ask(Ask::Form(Target::Gap(gap.id.clone()))));
    assert!(h.screen().contains("asked for") && h.screen().contains("in the room"), "{}", h.screen());
    assert!(!h.screen().contains(&name), "{}", h.screen());
}

#[test]
fn a_card_says_in_words_that_what_it_names_is_gone() {
    let mut session = Harness::sample().session().clone();
    let id = session.gaps.at(0).unwrap().id.clone();
    session.gaps.each_mut(
        |gap| gap.id == id,
        |gap| {
            gap.themes = vec!["T77".into()];
            gap.lead_department = Some("D88".into());
        },
    );
    let mut h = Harness::with(session);
    h.show(Outcome::Ask(Ask::Form(Target::Gap(id))));
    h.keys("<resize 160x48>");
    assert!(h.screen().contains("(theme T77 is gone)"), "{}", h.screen());
    assert!(h.screen().contains("(department D88 is gone)"), "{}", h.screen());
}
