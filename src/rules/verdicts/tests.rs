//! Verdicts over whole sessions: the sample, an empty one, and ones with holes.

use proptest::prelude::*;
use serde_json::Value;

use super::super::lanes::Rule;
use super::super::words::Lane;
use super::{Baseline, Verdicts, behind, speaking_order, trim_plan, what_if};
use crate::session::Session;

const SAMPLE: &str = include_str!("../../../sessions/halvorn.json");
const SAID: &str = include_str!("../../../tests/data/halvorn.verdicts.json");

fn sample() -> Session {
    serde_json::from_str(SAMPLE).expect("the sample opens")
}

fn sample_value() -> Value {
    serde_json::from_str(SAMPLE).expect("the sample is JSON")
}

#[test]
fn the_sample_day_says_what_the_handbook_says_word_for_word() {
    let said = serde_json::to_string_pretty(&Verdicts::of(&sample())).expect("verdicts are data");
    assert_eq!(said.trim(), SAID.trim());
}

#[test]
fn an_empty_session_has_nothing_to_say_yet() {
    let v = Verdicts::of(&Session::default());
    assert_eq!(v.voice.status.words(), "too early to say");
    assert_eq!(v.as_is.verdict(), "no notes yet");
    assert_eq!(v.suggested_limit(), 5);
    assert_eq!(serde_json::to_string(&v).expect("verdicts are data"), "{}");
    assert!(!v.ready.blocked(true));
    assert_eq!(v.ready.warnings.len(), 1, "only that no review is planned");
}

/// A day that has hardly begun: one person, one note, one gap without scores.
fn early() -> Session {
    use crate::session::{Gap, Note, Person, Stance};
    let mut session = Session::default();
    session.people.push(Person { id: "P01".into(), name: "Ada".into(), ..Person::default() });
    session.notes.push(Note {
        id: "N001".into(),
        question: "Q1".into(),
        text: "We rang three times".into(),
        stance: Stance::AsIs,
        author: Some("P01".into()),
        ..Note::default()
    });
    session.gaps.push(Gap { id: "G01".into(), title: "Outages".into(), ..Gap::default() });
    session
}

#[test]
fn an_early_session_says_that_it_is_too_early_and_nothing_else() {
    let v = Verdicts::of(&early());
    assert_eq!(v.voice.status.words(), "too early to say");
    assert_eq!(
        v.gap("G01").map(|gap| gap.sentence.as_str()),
        Some("Still needs: impact, urgency, feasibility and cost.")
    );
    assert_eq!(v.gap("G01").map(super::GapVerdict::flip_sentence), Some(String::new()));
    assert_eq!(
        (v.cut_sentence(), v.tempo_sentence.clone(), v.board.over_limit_sentence()),
        (None, None, None)
    );
    assert!(v.edges().is_empty() && v.phase.is_none() && v.readiness.is_none() && v.preread.is_none());
    for session in [Session::default(), early()] {
        let v = Verdicts::of(&session);
        let said = serde_json::to_string(&v).expect("verdicts are data");
        for nonsense in ["NaN", "inf", "100%", "0% of", "0 of 0", "-1"] {
            assert!(!said.contains(nonsense), "{nonsense}: {said}");
        }
        let said: Vec<&str> =
            v.ready.warnings.iter().chain(&v.pace).map(|said| said.sentence.as_str()).collect();
        assert!(said.iter().all(|said| !said.contains(" 0 ")), "{said:?}");
    }
}

/// Every number at nothing.
fn zeroed(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(zeroed),
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                if field.is_number() && name != "schema_version" {
                    *field = 0.into();
                } else {
                    zeroed(field);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn with_any_list_gone_and_every_number_at_nothing_the_rules_still_speak() {
    let whole = sample_value();
    let lists: Vec<String> = whole
        .as_object()
        .expect("an object")
        .iter()
        .filter(|(_, value)| value.is_array())
        .map(|(name, _)| name.clone())
        .collect();
    assert!(lists.len() > 8, "{lists:?}");
    let mut judged = 0;
    for numbers in [false, true] {
        for gone in &lists {
            let mut value = whole.clone();
            value[gone] = Value::Array(vec![]);
            if numbers {
                zeroed(&mut value);
            }
            let Ok(session) = serde_json::from_value::<Session>(value) else { continue };
            let v = Verdicts::of(&session);
            let baseline = Baseline::of(&session, None);
            assert!(serde_json::to_string(&v).is_ok(), "{gone}");
            let _ = (v.edges(), Verdicts::following(&session, Some(&baseline)), trim_plan(&session, 0));
            for gap in session.gaps.iter() {
                let none = crate::rules::lanes::Partial::default();
                let _ = (
                    what_if(&session, None, gap.id.as_str(), None),
                    super::what_if_scored(&session, None, gap.id.as_str(), none),
                );
            }
            judged += 1;
        }
    }
    assert!(judged >= lists.len(), "{judged} of {}", 2 * lists.len());
}

#[test]
fn a_score_that_is_tried_makes_the_board_that_giving_it_would_make() {
    let session = sample();
    for (id, impact) in [("G02", 1), ("G06", 5), ("G05", 3), ("G11", 1)] {
        let gap = session.gaps.get(&id.into()).expect("the gap");
        let scores = crate::rules::lanes::Partial { impact: Some(impact), ..super::partial(gap) };
        let tried = super::what_if_scored(&session, None, id, scores);
        let mut given = session.clone();
        given.gaps.get_mut(&id.into()).expect("the gap").scores.impact = Some(impact);
        assert_eq!(tried, Verdicts::of(&given).board, "{id}");
    }
}

#[test]
fn each_card_says_why_it_lies_where_it_lies() {
    let v = Verdicts::of(&sample());
    let said = |id: &str| v.gap(id).map(|gap| gap.sentence.as_str()).unwrap_or_default();
    assert_eq!(said("G01"), "High impact and it cannot wait.");
    assert_eq!(said("G12"), "Now is full. Place 2 in the queue.");
    assert!(said("G16").starts_with("Moved by the room: Measured line speeds"));
    assert_eq!(v.gap("G01").and_then(super::GapVerdict::score_words).as_deref(), Some("90.0"));
    assert_eq!(v.gap("G02").map(super::GapVerdict::finely_balanced), Some(true));
    assert_eq!(v.cut_sentence().as_deref(), Some("Last in: G02 (72.5). First out: G06 (70.0)."));
    assert_eq!(v.lane("G99"), Lane::Unsorted);
}

#[test]
fn the_sample_day_may_leave_with_warnings() {
    let v = Verdicts::of(&sample());
    assert_eq!(v.ready.blockers, []);
    let said: Vec<&str> = v.ready.warnings.iter().map(|finding| finding.sentence.as_str()).collect();
    assert_eq!(
        said,
        [
            "G07: no measure with a baseline yet. What is the number today?",
            "田中 美咲 (Misaki Tanaka) has three of these: what could somebody else take?",
            "Priya Raghunathan has three of these: what could somebody else take?",
            "Five start in week 12: which can wait a week?",
            "Four notes lie in no theme.",
            "T04 “A bill people cannot read” is one voice and stands on page one.",
        ]
    );
}

#[test]
fn what_blocks_the_final_version_names_what_to_fix() {
    let mut value = sample_value();
    value["actions"] = Value::Array(vec![]);
    value["gaps"][15]["override"]["reason"] = "because".into();
    value["gaps"][4]["scores"]["cost"] = Value::Null;
    value["notes"][39].as_object_mut().expect("a note").remove("public_text");
    let session: Session = serde_json::from_value(value).expect("still a session");
    let v = Verdicts::of(&session);
    let ids: Vec<&str> = v.ready.blockers.iter().map(|finding| finding.id.as_str()).collect();
    assert_eq!(ids, ["G01", "G02", "G03", "G04", "G07", "G11", "G16", "G05", "N040"]);
    assert_eq!(v.ready.blockers[0].sentence, "G01 is in Now and still needs an action.");
    assert_eq!(v.ready.blockers[7].sentence, "G05 lies in no lane. Still needs: cost.");
    assert!(v.ready.blocked(false));
}

#[test]
fn an_owner_who_is_not_on_the_roster_owns_nothing() {
    let mut value = sample_value();
    for action in value["actions"].as_array_mut().expect("a list") {
        if action["gap"] == "G01" {
            action["owner"] = "P99".into();
        }
    }
    let v = Verdicts::of(&serde_json::from_value(value).expect("still a session"));
    let said: Vec<&str> = v.ready.blockers.iter().map(|finding| finding.sentence.as_str()).collect();
    assert_eq!(said, ["G01 is in Now and still needs an owner."]);
    assert!(!v.ticks[0].1.owner, "{:?}", v.ticks[0]);
}

#[test]
fn a_gap_that_the_baseline_supports_stays_supported() {
    let baseline = Baseline::of(&sample(), None);
    assert_eq!(baseline.phase, Some(2));
    let mut value = sample_value();
    value["notes"] = Value::Array(vec![]);
    value["evidence"] = Value::Array(vec![]);
    value["assessments"]["phase"]["answers"][1] = serde_json::json!([2, 2, 2, 2]);
    let review: Session = serde_json::from_value(value).expect("still a session");
    assert_eq!(Verdicts::of(&review).gap("G01").map(|gap| gap.rule), Some(Rule::E1));
    let followed = Verdicts::following(&review, Some(&baseline));
    assert_eq!(followed.gap("G01").map(|gap| gap.rule), Some(Rule::N1));
    assert_eq!(followed.gap("G14").map(|gap| gap.rule), Some(Rule::E1), "a wish is no support, then or now");
    assert_eq!(
        followed.tempo.map(super::Tempo::words),
        Some("gentle"),
        "a new phase has begun: one step slower"
    );
    assert_eq!(Baseline::of(&review, Some(&baseline)).supported, baseline.supported);
}

#[test]
fn an_override_that_has_run_out_no_longer_moves_a_gap() {
    let mut value = sample_value();
    value["gaps"][15]["override"]["until"] = "2026-03-11".into();
    let session: Session = serde_json::from_value(value).expect("still a session");
    let v = Verdicts::of(&session);
    assert_eq!(v.gap("G16").map(|gap| (gap.lane, gap.overridden)), Some((Lane::Now, false)));
}

#[test]
fn the_clock_of_the_sample_day_was_behind_and_caught_up() {
    let mut session = sample();
    assert_eq!(behind(&session, 16 * 60 + 30).words(), "on time");
    for at in 3..session.agenda.len() {
        let block = session.agenda.at_mut(at).expect("a block");
        block.actual_start = None;
        block.actual_minutes = None;
    }
    assert_eq!(behind(&session, 10 * 60 + 8).words(), "18 min behind");
    let plan = trim_plan(&session, 10 * 60 + 8);
    assert_eq!((plan.recovered, plan.remaining), (18, 0));
    assert_eq!(plan.cuts[0], ("q1".to_owned(), 10));
}

#[test]
fn a_card_in_the_hand_shows_what_would_drop_out() {
    let session = sample();
    let before = Verdicts::of(&session).board;
    assert_eq!(what_if(&session, None, "G99", None), before, "nothing moved, nothing changed");
    let after = what_if(&session, None, "G05", Some(Lane::Now));
    assert!(after.now.contains(&"G05".into()));
    assert_eq!(after.first_out.as_deref(), Some("G02"), "the last one in makes room");
    assert_eq!(what_if(&session, None, "G11", None).now, ["G01", "G03", "G04", "G07", "G02", "G06"]);
}

#[test]
fn the_front_line_opens_every_round() {
    let order = speaking_order(&sample(), 1);
    assert_eq!(order.len(), 14);
    assert_eq!((order[0].as_str(), order[13].as_str()), ("P02", "P09"));
}

#[test]
fn a_full_wall_is_judged_without_searching_lists() {
    let mut value = sample_value();
    let many = |list: &Value, n: usize, prefix: &str| -> Value {
        let items = list.as_array().expect("a list");
        (0..n)
            .map(|at| {
                let mut item = items[at % items.len()].clone();
                item["id"] = format!("{prefix}{:05}", at + 1).into();
                item
            })
            .collect()
    };
    value["notes"] = many(&value["notes"], 2_000, "N");
    value["gaps"] = many(&value["gaps"], 400, "G");
    value["people"] = many(&value["people"], 300, "P");
    let session: Session = serde_json::from_value(value).expect("still a session");
    let v = Verdicts::of(&session);
    assert_eq!(v.gaps.len(), 400);
    assert_eq!(v.refs.in_order.len(), 2_000);
}

/// Every place in a JSON tree, as a path of steps.
fn places(value: &Value, here: &mut Vec<Value>, found: &mut Vec<Vec<Value>>) {
    let step = |key: Value, child: &Value, here: &mut Vec<Value>, found: &mut Vec<Vec<Value>>| {
        here.push(key);
        found.push(here.clone());
        places(child, here, found);
        here.pop();
    };
    match value {
        Value::Object(map) => {
            for (key, child) in map {
                step(key.as_str().into(), child, here, found);
            }
        }
        Value::Array(list) => {
            for (at, child) in list.iter().enumerate() {
                step(at.into(), child, here, found);
            }
        }
        _ => {}
    }
}

/// Takes one place out of the tree, or puts something odd there.
fn damage(value: &mut Value, path: &[Value], how: usize) {
    let odd = [
        Value::Null,
        0.into(),
        255.into(),
        "".into(),
        "N001".into(),
        "9999-12-31".into(),
        Value::Array(vec![]),
    ];
    match path {
        [Value::String(key)] if how == odd.len() => {
            if let Some(map) = value.as_object_mut() {
                map.remove(key);
            }
        }
        [Value::Number(at)] if how == odd.len() => {
            let at = at.as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or(usize::MAX);
            if let Some(list) = value.as_array_mut().filter(|list| at < list.len()) {
                list.remove(at);
            }
        }
        [] => *value = odd[how % odd.len()].clone(),
        [Value::String(key), rest @ ..] => {
            if let Some(child) = value.get_mut(key) {
                damage(child, rest, how);
            }
        }
        [step, rest @ ..] => {
            let at = step.as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or(usize::MAX);
            if let Some(child) = value.get_mut(at) {
                damage(child, rest, how);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_session_with_holes_never_stops_the_rules(hits in proptest::collection::vec((any::<prop::sample::Index>(), 0..8_usize), 1..12)) {
        let whole = sample_value();
        let mut all = Vec::new();
        places(&whole, &mut Vec::new(), &mut all);
        let mut value = whole;
        for (at, how) in hits {
            let mut holed = value.clone();
            damage(&mut holed, &all[at.index(all.len())], how);
            if serde_json::from_value::<Session>(holed.clone()).is_ok() {
                value = holed;
            }
        }
        let session: Session = serde_json::from_value(value).expect("still a session");
        let v = Verdicts::of(&session);
        prop_assert!(serde_json::to_string(&v).is_ok());
        prop_assert_eq!(v.gaps.len(), session.gaps.iter().filter(|gap| gap.is_live()).count());
        let baseline = Baseline::of(&session, None);
        let _ = (Verdicts::following(&session, Some(&baseline)), behind(&session, 600), trim_plan(&session, 600));
    }
}

#[test]
fn a_score_leaves_the_lists_of_notes_people_and_questions_as_they_are() {
    use crate::session::{Gap, GapChange, GapId, Scores, edit};
    let before = sample();
    let mut after = before.clone();
    let id = GapId::new("G07");
    let scores = Scores { impact: Some(1), ..after.get::<Gap>(&id).unwrap().scores.clone() };
    let at = "2026-03-12T16:00:00+01:00".parse().unwrap();
    let edit = edit::change::<Gap>(&id, GapChange::scores(scores));
    after.apply(&edit, &at).unwrap();
    let board = crate::rules::settle_after(&edit, &before, &after).unwrap();
    after.apply(&board, &at).unwrap();
    assert!(before.notes.same(&after.notes) && before.people.same(&after.people));
    assert!(before.questions.same(&after.questions));
    let old = Verdicts::of(&before);
    assert!(old.again(&before, &after) == Verdicts::of(&after));
}
