//! Scenarios of the plan: before, keys, after.

use insta::assert_snapshot;

use crate::session::{
    Action, ActionChange, ActionId, Gap, GapId, Person, PersonChange, Presence, Session, edit,
};
use crate::tui::harness::{Harness, SAMPLE};

/// The sample day with nothing planned for one Now gap.
fn without_plan_for(gap: &str) -> Harness {
    let mut session: Session = crate::shelf::format::read(SAMPLE).expect("the sample day is readable");
    let ids: Vec<ActionId> = session
        .actions
        .iter()
        .filter(|action| action.gap == Some(GapId::new(gap)))
        .map(|action| action.id.clone())
        .collect();
    let at = "2026-03-12T14:00:00+01:00".parse().expect("a moment");
    for id in ids {
        session.apply(&edit::remove::<Action>(&id), &at).expect("an action can go");
    }
    let mut harness = Harness::with(session);
    harness.stage("Plan");
    harness
}

fn plan(mut harness: Harness) -> Harness {
    harness.stage("Plan");
    harness
}

/// Goes to a section of the plan by name.
fn section(harness: &mut Harness, name: &str) {
    for _ in 0..13 {
        if harness.work().screens().plan.section.name() == name {
            return;
        }
        harness.keys("<Tab>");
    }
    panic!("no section {name}");
}

fn ticks(harness: &Harness, gap: &str) -> usize {
    harness.work().ctx().verdicts().ticks(gap).map_or(0, crate::rules::ready::Ticks::count)
}

#[test]
fn one_now_gap_goes_from_nothing_to_five_ticks_by_keys() {
    let mut h = without_plan_for("G01");
    assert_eq!(ticks(&h, "G01"), 0);
    h.keys("nText customers within 15 minutes<Enter>");
    h.keys("Priya<Enter>");
    h.keys("List the five alarm types<Enter>+6<Enter>30.4.<Enter>");
    assert_eq!(ticks(&h, "G01"), 4, "{}", h.screen());
    h.keys("mMinutes to the first message<Enter>95 minutes<Enter>");
    assert_eq!(ticks(&h, "G01"), 5, "{}", h.screen());
    let action = h.session().actions.iter().last().expect("it is there");
    assert_eq!(action.title, "Text customers within 15 minutes");
    assert_eq!(action.first_step, "List the five alarm types");
    assert_eq!(action.first_step_on.map(|day| day.to_string()).as_deref(), Some("2026-03-18"));
    assert_eq!(action.due.map(|day| day.to_string()).as_deref(), Some("2026-04-30"));
    assert_eq!(h.session().metrics.iter().last().map(|m| m.unit.as_str()), Some("minutes"));
}

#[test]
fn a_question_that_is_left_ends_the_chain_and_the_action_stays() {
    let mut h = without_plan_for("G01");
    h.keys("nText customers<Enter><Esc>");
    let action = h.session().actions.iter().last().expect("it is there");
    assert_eq!((action.title.as_str(), action.owner.is_none()), ("Text customers", true));
    assert!(h.work().overlays().is_empty());
}

#[test]
fn a_due_date_before_the_first_step_is_refused_and_what_was_typed_stays() {
    let mut h = plan(Harness::sample());
    h.keys("jD<C-u>15.3.26<Enter>");
    assert!(h.screen().contains("first step comes after the due date"), "{}", h.screen());
    assert!(h.screen().contains("15.3.26"), "{}", h.screen());
    let due = h.session().get::<Action>(&ActionId::new("A01")).and_then(|action| action.due);
    assert_eq!(due.map(|day| day.to_string()).as_deref(), Some("2026-04-30"));
    h.keys("<C-u>15.4.<Enter>");
    let due = h.session().get::<Action>(&ActionId::new("A01")).and_then(|action| action.due);
    assert_eq!(due.map(|day| day.to_string()).as_deref(), Some("2026-04-15"));
}

#[test]
fn a_day_nobody_understands_is_said_and_stays() {
    let mut h = plan(Harness::sample());
    h.keys("jd<C-u>soonish<Enter>");
    assert!(h.screen().contains("is no day"), "{}", h.screen());
    assert!(h.screen().contains("soonish"), "{}", h.screen());
}

#[test]
fn a_first_step_past_two_weeks_is_kept_and_said() {
    let mut h = plan(Harness::sample());
    h.keys("jd<C-u>+15<Enter>");
    assert!(h.screen().contains("day 15"), "{}", h.screen());
    let on = h.session().get::<Action>(&ActionId::new("A01")).and_then(|action| action.first_step_on);
    assert_eq!(on.map(|day| day.to_string()).as_deref(), Some("2026-03-27"));
}

#[test]
fn an_owner_who_is_not_in_the_room_is_said_in_words() {
    let mut session: Session = crate::shelf::format::read(SAMPLE).expect("the sample day is readable");
    let absent = session.people.iter().last().expect("somebody is on the roster").clone();
    let at = "2026-03-12T14:00:00+01:00".parse().expect("a moment");
    let gone = edit::change::<Person>(&absent.id, PersonChange::status(Presence::Absent));
    session.apply(&gone, &at).expect("people may be absent");
    let mut h = plan(Harness::with(session));
    let first = absent.name.split(' ').next().unwrap_or_default().to_owned();
    h.keys(&format!("jo{first}<Enter>"));
    let screen = h.screen();
    assert!(screen.contains("is absent: who asks them today?"), "{screen}");
    let owner = h.session().get::<Action>(&ActionId::new("A01")).and_then(|action| action.owner.clone());
    assert_eq!(owner, Some(absent.id));
}

#[test]
fn what_is_done_is_marked_and_undo_opens_it_again() {
    let mut h = plan(Harness::sample());
    h.keys("j<Space>");
    assert!(h.screen().contains("done · Text customers"), "{}", h.screen());
    h.keys("<C-z>");
    let action = h.session().get::<Action>(&ActionId::new("A01")).expect("it is there");
    assert!(action.is_live() && action.done_on.is_none());
}

#[test]
fn an_action_goes_and_undo_brings_it_back_in_its_place() {
    let mut h = plan(Harness::sample());
    let before = h.session().actions.clone();
    h.keys("jx");
    assert_eq!(h.session().actions.len(), before.len() - 1);
    h.keys("<C-z>");
    assert_eq!(h.session().actions, before);
}

#[test]
fn actions_change_places_within_their_gap_only() {
    let mut h = plan(Harness::sample());
    h.keys("jJ");
    let order = |h: &Harness| -> Vec<String> {
        let of = h.session().actions.iter().filter(|a| a.gap == Some(GapId::new("G01")));
        of.map(|a| a.id.to_string()).collect()
    };
    assert_eq!(order(&h)[..2], ["A02", "A01"]);
    h.keys("KK");
    assert_eq!(order(&h)[..2], ["A01", "A02"]);
}

#[test]
fn a_parked_item_gets_its_outcome() {
    let mut h = plan(Harness::empty());
    section(&mut h, "Parking lot");
    h.keys("nShould shops sell used routers?<Enter>");
    assert!(h.screen().contains("no outcome and no owner yet"), "{}", h.screen());
    h.keys("wNot CX; to Commercial<Enter>");
    let parked = h.session().parking_lot.at(0).expect("it is there");
    assert_eq!(parked.outcome.as_deref(), Some("Not CX; to Commercial"));
    assert!(!h.screen().contains("no outcome"), "{}", h.screen());
}

#[test]
fn one_key_plans_the_four_reviews_on_working_days() {
    let mut h = plan(Harness::empty());
    section(&mut h, "Reviews");
    h.keys("r");
    let planned: Vec<String> =
        h.session().reviews.iter().map(|r| format!("{} {}", r.kind, r.on.unwrap_or_default())).collect();
    assert_eq!(
        planned,
        ["30-day 2026-04-13", "60-day 2026-05-11", "90-day 2026-06-10", "180-day 2026-09-08"]
    );
    h.keys("r");
    assert_eq!(h.session().reviews.len(), 4, "never twice");
    h.keys("<C-z>");
    assert!(h.session().reviews.is_empty());
}

#[test]
fn a_blocker_gets_the_checking_question_of_its_kind() {
    let mut h = plan(Harness::empty());
    section(&mut h, "Blockers");
    h.keys("nThe contract says so<Enter>Contract<Enter><Esc>");
    let blocker = h.session().blockers.at(0).expect("it is there");
    assert_eq!(blocker.kind, crate::session::BlockerKind::Contract);
    assert_eq!(blocker.check, "Which clause is it, until when, and who has read it?");
}

#[test]
fn a_next_gap_gets_its_start_condition_and_a_later_gap_its_usual_date() {
    let mut h = plan(Harness::sample());
    section(&mut h, "Next and Later");
    h.keys("s<C-u>Dispatch can export missed visits<Enter>");
    let gap = h.session().get::<Gap>(&GapId::new("G06")).expect("it is there");
    assert_eq!(gap.start_when.as_deref(), Some("Dispatch can export missed visits"));
    h.keys("<End>D<C-u><Enter>w<C-u><Enter>");
    h.keys("r");
    assert!(h.session().gaps.iter().all(|gap| gap.revisit.as_ref().is_none_or(|r| r.on.is_some())));
}

#[test]
fn a_dotted_reason_and_a_taken_decision() {
    let mut h = plan(Harness::empty());
    section(&mut h, "Pre-mortem");
    h.keys("nNobody had time<Enter>++-");
    assert_eq!(h.session().premortem.at(0).map(|item| item.votes), Some(1));
    section(&mut h, "Decisions");
    h.keys("nRelease the money<Enter><Esc><Space>");
    let decision = h.session().decisions.at(0).expect("it is there");
    assert_eq!(decision.status, crate::session::DecisionStatus::Taken);
}

#[test]
fn what_blocks_the_synopsis_is_listed_and_leads_there() {
    let mut h = without_plan_for("G01");
    section(&mut h, "Ready to leave");
    assert!(h.screen().contains("G01 is in Now and still needs an action"), "{}", h.screen());
    h.keys("<Enter>");
    assert_eq!(h.work().screens().plan.section.name(), "Now gaps");
    h.keys("nCall them<Enter><Esc>");
    assert_eq!(h.session().actions.iter().last().and_then(|a| a.gap.clone()), Some(GapId::new("G01")));
}

#[test]
fn a_click_selects_and_a_second_one_opens_a_section_by_its_name() {
    let mut h = plan(Harness::sample());
    let screen = h.screen();
    let (y, line) =
        screen.lines().enumerate().find(|(_, line)| line.contains("Needs 6")).expect("a switcher");
    let at = line.find("Needs").expect("its name");
    let x = crate::text::width(&line[..at]);
    h.keys(&format!("<click {x} {y}>"));
    assert_eq!(h.work().screens().plan.section.name(), "Needs");
}

#[test]
fn every_section_has_something_kind_to_say_when_it_is_empty() {
    let mut h = plan(Harness::empty());
    for section in super::sections::Section::ALL {
        let screen = h.screen();
        let first: String = section.empty().chars().take(20).collect();
        assert!(
            screen.contains(&first) || section.name() == "Ready to leave",
            "{}: {screen}",
            section.name()
        );
        h.keys("<Tab>");
    }
}

#[test]
fn a_change_after_everything_is_gone_finds_its_place() {
    let mut h = plan(Harness::sample());
    let mut session = h.session().clone();
    let at = "2026-03-12T14:00:00+01:00".parse().expect("a moment");
    let late = edit::change::<Action>(
        &ActionId::new("A01"),
        ActionChange::due(Some("2026-12-01".parse().expect("a day"))),
    );
    session.apply(&late, &at).expect("a late due date is no error");
    h = plan(Harness::with(session));
    assert!(h.screen().contains("past day 75"), "{}", h.screen());
    assert_eq!(ticks(&h, "G01"), 4);
}

#[test]
fn the_plan_at_three_sizes() {
    let mut h = plan(Harness::sample());
    assert_snapshot!("sample_66", h.styled(66, 18));
    assert_snapshot!("sample_80", h.styled(80, 24));
    assert_snapshot!("sample_160", h.styled(160, 48));
    section(&mut h, "Blockers");
    assert_snapshot!("blockers_80", h.styled(80, 24));
    let mut h = plan(Harness::empty());
    assert_snapshot!("empty_66", h.styled(66, 18));
    assert_snapshot!("empty_80", h.styled(80, 24));
    assert_snapshot!("empty_160", h.styled(160, 48));
}
