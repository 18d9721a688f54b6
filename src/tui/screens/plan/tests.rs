//! Scenarios of the plan: before, keys, after.

use insta::assert_snapshot;

use super::sections::{Section, open};
use crate::session::{
    Action, ActionChange, ActionId, Adoption, Gap, GapId, Metric, Person, PersonChange, Presence, Session,
    SopStatus, edit,
};
use crate::tui::forms::Target;
use crate::tui::harness::{Harness, SAMPLE};
use crate::tui::outcome::Ask;

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
    for _ in 0..Section::ALL.len() {
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
fn a_first_step_is_asked_with_its_day_and_esc_leaves_the_day() {
    let mut h = without_plan_for("G01");
    h.keys("nText customers within 15 minutes<Enter><Esc>");
    h.keys("fList the alarm types<Enter>+6<Enter>");
    let action = h.session().actions.iter().last().cloned().unwrap();
    assert_eq!(action.first_step, "List the alarm types");
    assert_eq!(action.first_step_on.unwrap().to_string(), "2026-03-18", "{}", h.screen());
    h.keys("f<C-u>Call the control room<Enter><Esc>");
    let after = h.session().get::<Action>(&action.id).unwrap();
    assert_eq!(after.first_step, "Call the control room");
    assert_eq!(after.first_step_on, action.first_step_on, "Esc leaves it as it is");
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
fn a_new_action_is_asked_for_all_five_ticks_one_after_the_other() {
    let mut h = plan(Harness::sample());
    let before = h.session().actions.len();
    h.keys("nTell the night shift first<Enter>Zo<Enter>Ask for their list<Enter>+5<Enter>+30<Enter>");
    assert!(h.screen().contains("In which number will it be seen?"), "{}", h.screen());
    h.keys("<Esc>");
    let made = h.session().actions.at(before).unwrap().clone();
    assert!(made.owner.is_some() && made.first_step_on.is_some() && made.due.is_some());
}

#[test]
fn a_day_before_the_workshop_is_a_slip_and_is_said_with_its_year() {
    for key in ["d", "D"] {
        let mut h = plan(Harness::sample());
        let before = h.session().clone();
        h.keys(&format!("j{key}<C-u>1 Feb 2019<Enter>"));
        assert!(h.screen().contains("1 Feb 2019 lies before the day"), "{}", h.screen());
        assert_eq!(h.session().actions, before.actions);
    }
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
fn an_owner_is_found_by_name_and_department_and_not_by_what_is_said_beside_them() {
    let mut session = Harness::sample().session().clone();
    session.people.each_mut(|_| true, |person| person.consent.name_as_owner = false);
    let mut h = plan(Harness::with(session));
    h.keys("jo");
    assert!(h.screen().contains("will be printed as"), "{}", h.screen());
    h.keys("printed as");
    assert!(h.screen().contains("Nothing fits"), "{}", h.screen());
    h.keys("<C-u>priya");
    assert!(h.screen().contains("Priya"), "{}", h.screen());
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
    assert!(h.screen().contains("no outcome and no owner"), "{}", h.screen());
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
    h.keys("nNobody had time<Enter><Esc>++-");
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
    for section in Section::ALL {
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
fn a_measure_is_filled_by_keys_and_its_reading_is_told_from_noise() {
    let mut h = plan(Harness::empty());
    section(&mut h, "Measures");
    h.keys("nRelationship NPS<Enter>180/120/100<Enter>");
    let metric = h.session().metrics.at(0).expect("it is there").clone();
    assert_eq!(metric.baseline.value.map(|v| v.to_string()).as_deref(), Some("20.0"));
    assert_eq!(
        (metric.baseline.n, metric.margin.map(|m| m.to_string()).as_deref()),
        (Some(400), Some("8.0"))
    );
    assert!(h.screen().contains("no decision: nice to know"), "{}", h.screen());
    assert!(h.screen().contains("Measures 1 · 1 open"), "{}", h.screen());
    h.keys("wIf it falls, the programme stops<Enter>v196/116/88<Enter>");
    let screen = h.screen();
    assert!(screen.contains("+20 → +27: difference 7.0, needed 11.2: no clear change yet."), "{screen}");
    let metric = h.session().metrics.at(0).expect("it is there");
    assert_eq!(metric.baseline.value.as_ref().map(ToString::to_string).as_deref(), Some("20.0"), "it stays");
    assert_eq!(metric.readings.len(), 1);
    h.keys("<C-z>");
    assert!(h.session().metrics.at(0).is_some_and(|metric| metric.readings.is_empty()));
}

#[test]
fn a_share_is_reckoned_from_its_counts() {
    let mut h = plan(Harness::empty());
    section(&mut h, "Measures");
    h.keys("nVisits missed<Enter>386 of 2718<Enter>");
    assert!(h.screen().contains("386 of 2718 is 14.2% ± 1.3."), "{}", h.screen());
    let metric = h.session().metrics.at(0).expect("it is there");
    assert_eq!((metric.unit.as_str(), metric.baseline.n), ("%", Some(2718)));
    h.keys("v5 of 3<Enter>");
    assert!(h.screen().contains("larger than the whole"), "{}", h.screen());
    assert!(h.screen().contains("5 of 3"), "what was typed stays: {}", h.screen());
}

#[test]
fn a_set_baseline_asks_before_it_changes_and_says_where_later_numbers_belong() {
    let mut h = plan(Harness::empty());
    section(&mut h, "Measures");
    h.keys("nVisits missed<Enter>14.2 %<Enter>");
    let id = h.session().metrics.at(0).expect("it is there").id.clone();
    let value = |h: &Harness| {
        let metric = h.session().metrics.at(0).expect("it is there");
        metric.baseline.value.as_ref().map(ToString::to_string)
    };
    h.outcome(Ask::Field(Target::Metric(id), "base.value".into()).into());
    h.keys("<C-u>9.7<Enter>");
    let screen = h.screen();
    assert!(screen.contains("The baseline is written once") && screen.contains("Readings"), "{screen}");
    assert_eq!(value(&h).as_deref(), Some("14.2"));
    h.keys("<BSpace>8<Enter>");
    assert_eq!(value(&h).as_deref(), Some("14.2"), "another number is asked about anew");
    h.keys("<Enter>");
    assert_eq!(value(&h).as_deref(), Some("9.8"), "{}", h.screen());
    h.keys("<Esc><C-z>");
    assert_eq!(value(&h).as_deref(), Some("14.2"));
}

#[test]
fn a_new_definition_is_counted_and_numbers_are_not_compared_across() {
    let mut h = plan(Harness::empty());
    section(&mut h, "Measures");
    h.keys("nVisits missed<Enter>386 of 2718<Enter>");
    let id = h.session().metrics.at(0).expect("it is there").id.clone();
    let definition = || Ask::Field(Target::Metric(id.clone()), "definition".into()).into();
    h.outcome(definition()).keys("Missed or an hour late<Enter><Esc>");
    assert_eq!(h.session().get::<Metric>(&id).map(Metric::version), Some(1), "the first text is number one");
    h.outcome(definition()).keys("<C-u>Missed or two hours late<Enter>");
    assert!(h.screen().contains("This is definition 2 now"), "{}", h.screen());
    h.keys("<Esc>v262 of 2700<Enter>");
    assert!(h.screen().contains("Definition 1 then, definition 2 now"), "{}", h.screen());
}

#[test]
fn reasons_are_taken_round_the_room_and_their_dots_make_the_order() {
    let mut h = plan(Harness::empty());
    section(&mut h, "Pre-mortem");
    h.keys("nNo time<Enter>No money<Enter>No boss<Enter><Enter>");
    assert_eq!(h.session().premortem.len(), 3);
    assert!(h.work().overlays().is_empty(), "an empty line ends the round");
    h.keys("<Home>v3<Enter>12<Enter>x<Enter>");
    assert!(h.screen().contains("is no number of dots"), "{}", h.screen());
    h.keys("<C-u>5<Enter>");
    assert!(h.work().overlays().is_empty());
    let votes: Vec<u32> = h.session().premortem.iter().map(|reason| reason.votes).collect();
    assert_eq!(votes, [3, 12, 5]);
    let screen = h.screen();
    let at = |words: &str| screen.find(words).unwrap_or_else(|| panic!("{words} in {screen}"));
    assert!(at("No money") < at("No boss") && at("No boss") < at("No time"), "{screen}");
    assert!(screen.contains("Pre-mortem 3 · 3 open"), "{screen}");
    h.keys("<Home>wAsk on Thursday<Enter>");
    let answered = h.session().premortem.at(1).and_then(|reason| reason.answer.clone());
    assert_eq!(answered.as_deref(), Some("Ask on Thursday"));
}

#[test]
fn a_need_asks_who_until_when_and_how() {
    let mut h = plan(Harness::empty());
    section(&mut h, "Needs");
    h.keys("nHow many alarm lines?<Enter><Enter><Esc>");
    assert!(h.screen().contains("no how · no owner · no date"), "{}", h.screen());
    h.keys("d+7<Enter>Ask the network desk<Enter>");
    let need = h.session().information_needs.at(0).expect("it is there");
    assert_eq!(need.how, "Ask the network desk");
    assert!(need.due.is_some());
    assert!(h.screen().contains("Needs 1 · 1 open"), "{}", h.screen());
    h.keys("hAsk two desks<C-a><Esc>w41<Enter>");
    assert_eq!(open(Section::Needs, &h.work().ctx()), 0, "an answered one waits for nothing");
}

#[test]
fn a_process_says_why_it_is_tracked_and_gets_its_owner_and_measure() {
    let mut h = plan(Harness::sample());
    section(&mut h, "Processes");
    let screen = h.screen();
    assert!(screen.contains("Tracked: ") && screen.contains("Now"), "{screen}");
    let tracked = h.work().ctx().verdicts().tracked.clone();
    let first = super::sections::items(Section::Processes, &h.work().ctx());
    assert_eq!(first.first(), Some(&Target::Process(tracked[0].as_str().into())));
    let mut h = plan(Harness::empty());
    section(&mut h, "Processes");
    h.keys("nEngineer visit<Enter><Enter>Visits missed<Enter>14 %<Enter>");
    let process = h.session().processes.at(0).expect("it is there").clone();
    assert_eq!(process.metric, h.session().metrics.at(0).map(|metric| metric.id.clone()));
    assert!(h.screen().contains("Listed, not tracked"), "{}", h.screen());
    h.keys("spilot<Enter>");
    assert_eq!(h.session().processes.at(0).map(|p| p.adoption.clone()), Some(Adoption::Pilot));
    h.outcome(Ask::Field(Target::Process(process.id.clone()), "steps".into()).into());
    h.keys("Book a window<C-j>Send the van<Enter><Esc>");
    assert_eq!(h.session().processes.at(0).map(|p| p.steps.len()), Some(2));
    h.keys("x");
    assert!(h.session().processes.is_empty());
}

#[test]
fn the_starters_of_the_playbook_come_with_one_key_and_only_once() {
    let mut h = plan(Harness::empty());
    section(&mut h, "Playbook");
    h.keys("r");
    let count = h.session().sops.len();
    assert!(count >= 2);
    h.keys("r");
    assert_eq!(h.session().sops.len(), count);
    h.keys("<C-z>");
    assert!(h.session().sops.is_empty());
    h.keys("nMissed visit<Enter><Enter>+30<Enter>stested<Enter>");
    let page = h.session().sops.at(0).expect("it is there");
    assert_eq!((page.status.clone(), page.due.is_some()), (SopStatus::Tested, true));
}

#[test]
fn a_decision_that_is_asked_of_nobody_says_so() {
    let mut h = plan(Harness::empty());
    section(&mut h, "Decisions");
    h.keys("nRelease the money<Enter><Esc>");
    assert!(h.screen().contains("asked of nobody · no date"), "{}", h.screen());
    assert_eq!(open(Section::Decisions, &h.work().ctx()), 1);
    h.outcome(
        Ask::Form(Target::Decision(h.session().decisions.at(0).expect("it is there").id.clone())).into(),
    );
    assert!(h.screen().contains("Still open"), "the card says it too: {}", h.screen());
    h.keys("<Esc><Space>");
    assert_eq!(open(Section::Decisions, &h.work().ctx()), 0);
}

#[test]
fn a_sensitive_note_without_public_words_blocks_no_full_version_on_any_screen() {
    let mut session = Harness::sample().session().clone();
    session.notes.each_mut(|note| note.id.as_str() == "N041", |note| note.sensitive = true);
    let mut h = plan(Harness::with(session));
    assert!(crate::synopsis::final_blockers(h.work().ctx().verdicts()).is_empty());
    section(&mut h, "Ready to leave");
    h.keys("<resize 160x48>");
    let screen = h.screen();
    assert!(
        screen.contains("Nothing blocks the final synopsis.") && !screen.contains("1 thing blocks"),
        "{screen}"
    );
    assert!(screen.contains("versions without names need"), "good to know: {screen}");
    // A list that makes itself offers nothing that writes into it.
    let foot = screen.lines().last().unwrap_or_default().to_owned();
    assert!(!foot.contains("n new") && !foot.contains(" who") && !foot.contains("date"), "{foot}");
    h.stage("Synopsis");
    h.keys("b");
    assert!(h.screen().contains("is sensitive and has no public text"), "{}", h.screen());
    assert!(!h.screen().contains("blocks the final"), "{}", h.screen());
}

#[test]
fn an_action_prints_when_it_is_earned_back_and_on_which_assumptions() {
    let mut h = plan(Harness::sample());
    let card = |key: &'static str| Ask::Field(Target::Action("A01".into()), key.into()).into();
    h.outcome(card("payback.cost")).keys("38000<Enter><Esc>");
    h.outcome(card("payback.benefit")).keys("5935<Enter><Esc>");
    h.outcome(card("payback.assumes")).keys("57 fewer failed visits a month<Enter>");
    assert!(h.screen().contains("Earned back in 6.4 months."), "{}", h.screen());
    h.keys("<Esc><resize 160x48>");
    let screen = h.screen();
    assert!(screen.contains("Assuming: 57 fewer failed visits"), "{screen}");
}

#[test]
fn the_newest_lists_at_three_sizes() {
    for (name, file) in [
        ("Processes", "processes"),
        ("Playbook", "playbook"),
        ("Measures", "measures"),
        ("Pre-mortem", "premortem"),
    ] {
        let mut h = plan(Harness::sample());
        section(&mut h, name);
        assert_snapshot!(format!("{file}_66"), h.styled(66, 18));
        assert_snapshot!(format!("{file}_80"), h.styled(80, 24));
        assert_snapshot!(format!("{file}_160"), h.styled(160, 48));
    }
    let mut h = plan(Harness::sample());
    section(&mut h, "Measures");
    h.keys("<Enter>");
    assert_snapshot!("measure_card_66", h.styled(66, 18));
    assert_snapshot!("measure_card_80", h.styled(80, 24));
    assert_snapshot!("measure_card_160", h.styled(160, 48));
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

#[test]
fn what_is_to_know_before_leaving_says_load_and_pace_once() {
    for size in ["66x18", "80x24", "110x30", "160x48"] {
        let mut h = plan(Harness::sample());
        h.keys(&format!("<resize {size}>"));
        section(&mut h, "Ready to leave");
        let screen = h.screen().split_whitespace().collect::<Vec<_>>().join(" ");
        let said = &crate::rules::Verdicts::of(h.session()).pace[0].sentence;
        let start: String = said.chars().take(24).collect();
        assert!(screen.matches(&start).count() <= 1, "{size}: {start}\n{}", h.screen());
    }
}

#[test]
fn in_next_and_later_no_key_is_offered_that_does_nothing_there() {
    let mut h = Harness::sample();
    h.stage("Plan");
    section(&mut h, "Next and Later");
    h.keys("<resize 160x48>");
    let screen = h.screen();
    let footer = screen.trim_end().lines().next_back().unwrap_or_default();
    assert!(footer.contains("card"), "{screen}");
    assert!(!footer.contains("n new") && !footer.contains("o who"), "{screen}");
    section(&mut h, "Needs");
    let screen = h.screen();
    assert!(screen.contains("n new") && screen.contains("o who"), "{screen}");
}
