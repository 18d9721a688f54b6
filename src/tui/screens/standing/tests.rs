//! Scenarios of Standing: before, keys, after.

use insta::assert_snapshot;

use crate::room::Wish;
use crate::session::{Assessments, AssessmentsChange, Edit};
use crate::tui::harness::Harness;

fn standing(mut harness: Harness) -> Harness {
    harness.stage("Standing");
    harness
}

/// A session from a minimal file: no statements in it.
fn minimal() -> Harness {
    let mut session = Harness::empty().session().clone();
    session.assessments = Assessments::default();
    standing(Harness::with(session))
}

#[test]
fn sixteen_digits_say_the_phase() {
    let mut h = standing(Harness::empty());
    h.keys("<Tab>");
    assert!(h.screen().contains("Too early to say"), "{}", h.screen());
    h.keys("222221211011110");
    assert!(h.screen().contains("Too early to say: 4.4 has no answer yet"), "{}", h.screen());
    h.keys("0");
    let screen = h.screen();
    assert!(screen.contains("Phase 2 of 4, Advice Givers."), "{screen}");
    assert!(screen.contains("Next moves: 2.2 Findings"), "{screen}");
    h.keys("<C-z>");
    assert!(h.screen().contains("4.4 has no answer yet"), "{}", h.screen());
}

#[test]
fn a_phase_can_run_ahead_of_the_foundations() {
    let mut h = standing(Harness::empty());
    h.keys("<Tab>3330333311110000");
    assert!(h.screen().contains("Ahead of the foundations in phase 2"), "{}", h.screen());
}

#[test]
fn the_basics_are_answered_digit_by_digit_and_may_be_left_out() {
    let mut h = standing(Harness::empty());
    h.keys("1011-");
    let basics = h.work().ctx().verdicts().basics.clone().expect("something is answered");
    assert_eq!((basics.total.part, basics.total.whole), (3, 8));
    assert!(h.screen().contains("38%"), "{}", h.screen());
    h.keys("3");
    assert!(h.screen().contains("0 no · 1 partly · 2 yes"), "a 3 is no answer here: {}", h.screen());
    h.keys("kk<BSpace>");
    let group = h.session().assessments.basics.at(0).expect("a group");
    assert_eq!(group.items.at(3).and_then(|item| item.value), None);
}

#[test]
fn a_no_becomes_a_gap_with_one_key_and_only_once() {
    let mut h = standing(Harness::empty());
    h.keys("0kg");
    let gap = h.session().gaps.at(0).expect("a gap");
    assert_eq!(gap.title, "See the status of an order, visit or fault without calling");
    assert!(gap.notes.is_empty() && gap.themes.is_empty());
    h.keys("g");
    assert_eq!(h.session().gaps.len(), 1);
    h.keys("jg");
    assert_eq!(h.session().gaps.len(), 1, "what is not a no makes no gap");
    h.keys("<C-z>");
    assert!(h.session().gaps.is_empty());
}

#[test]
fn a_minimal_file_takes_the_texts_along_with_the_first_answer() {
    let mut h = minimal();
    assert!(h.screen().contains("See the status of an order"), "{}", h.screen());
    assert!(h.session().assessments.basics.is_empty(), "looking changes nothing");
    h.keys("2<Tab>3<Tab>1<Tab>0");
    let said = &h.session().assessments;
    assert_eq!(said.basics.len(), 6);
    assert_eq!(said.phase.items.len(), 4);
    assert_eq!(said.phase.answers[0][0], Some(3));
    assert_eq!((said.planning_mindset.items.len(), said.planning_mindset.answers[0]), (4, Some(1)));
    assert_eq!((said.readiness.items.len(), said.readiness.answers[0]), (8, Some(0)));
    h.keys("<C-z><C-z><C-z><C-z>");
    assert_eq!(h.session().assessments, Assessments::default());
}

#[test]
fn readiness_names_the_weakest_link_and_the_tempo() {
    let mut h = standing(Harness::empty());
    h.keys("<Tab><Tab><Tab>2112110");
    assert!(h.screen().contains("Too early to say: R8 has no answer yet"), "{}", h.screen());
    h.keys("2<resize 160x48>");
    let screen = h.screen();
    assert!(screen.contains("The chain breaks"), "{screen}");
    assert!(screen.contains("Weakest: R7"), "{screen}");
    assert!(screen.contains("the advice is a steady"), "{screen}");
}

#[test]
fn planning_says_its_stage() {
    let mut h = standing(Harness::empty());
    h.keys("<Tab><Tab>1101");
    assert!(h.screen().contains("Planning is 25% (basic)"), "{}", h.screen());
}

#[test]
fn fingers_are_counted_and_hidden_below_five() {
    let mut h = standing(Harness::empty());
    h.keys("n1 1 1 1 0<Enter>");
    assert!(h.screen().contains("Four answers: too few to show."), "{}", h.screen());
    assert!(!h.screen().contains("2 fingers"), "{}", h.screen());
    h.keys("<Enter><C-u>2 5 4 3 0<Enter>");
    assert!(h.screen().contains("2.6 of 5 (14 answers)"), "{}", h.screen());
    h.wait(3600).keys("n3333444445555<Enter>");
    assert_eq!(h.session().assessments.pulse.len(), 2);
    assert!(h.screen().contains("From 2.6 to"), "{}", h.screen());
    h.keys("x");
    assert_eq!(h.session().assessments.pulse.len(), 1);
    h.keys("<C-z>");
    assert_eq!(h.session().assessments.pulse.len(), 2);
}

#[test]
fn who_leaves_a_count_is_back_on_the_sheet_he_came_from() {
    let mut h = standing(Harness::empty());
    for keys in ["n<Esc>", "n2 5<Esc>", "c<Esc>", "n9<Enter><Esc>"] {
        h.keys(keys);
        assert!(h.work().overlays().is_empty(), "{keys}: {}", h.screen());
        let header = h.screen().lines().next().unwrap_or_default().to_owned();
        assert!(header.contains("Basics · 0 of"), "{keys}: {header}");
    }
    h.keys("n<C-u>");
    assert_eq!(crate::tui::screens::Screen::wish(&h.work().screens().standing, &h.work().ctx()), Wish::Pulse);
    h.keys("2 5 4 3 0<Enter>");
    assert!(h.screen().lines().next().unwrap_or_default().contains("Pulse"), "{}", h.screen());
    h.keys("n<Esc>");
    assert!(h.screen().lines().next().unwrap_or_default().contains("Pulse"), "{}", h.screen());
}

#[test]
fn a_wrong_count_of_fingers_is_said_and_stays() {
    let mut h = standing(Harness::empty());
    h.keys("n3 7 1<Enter>");
    assert!(h.screen().contains("7 is no number of fingers"), "{}", h.screen());
    assert!(h.screen().contains("3 7 1"), "{}", h.screen());
    assert!(h.session().assessments.pulse.is_empty());
}

#[test]
fn the_four_corners_are_typed_in_private_and_only_totals_are_said() {
    let mut h = standing(Harness::empty());
    h.keys("c");
    assert!(h.screen().contains("NOT FOR THE ROOM"), "{}", h.screen());
    h.keys("5 1 0<Enter>2 4 0<Enter>0 0 2<Enter>0 0 0<Enter>");
    let poll = h.session().assessments.phase.corner_poll.clone().expect("a poll");
    assert_eq!(poll.get("change_starters").and_then(|row| row.get("executive")), Some(&2));
    let screen = h.screen();
    assert!(screen.contains("Four corners: six of 14 stood with Idea Planters."), "{screen}");
    assert!(!screen.contains("executive"), "{screen}");
}

#[test]
fn the_gap_between_the_levels_in_the_corners_is_said_in_words_without_a_number() {
    let mut h = standing(Harness::sample());
    h.keys("<Tab><resize 160x48>");
    assert!(h.screen().contains("desk, the further along we look"), "{}", h.screen());
    assert!(h.screen().contains("mostly with Advice Givers"), "{}", h.screen());
    let mut session = h.session().clone();
    session.session.attribution = crate::session::Attribution::Anonymous;
    let mut h = standing(Harness::with(session));
    h.keys("<Tab><resize 160x48>");
    assert!(!h.screen().contains("the further along we look"), "{}", h.screen());
}

#[test]
fn each_sheet_names_the_digits_that_it_takes_and_no_key_that_does_nothing() {
    let footer = |h: &Harness| h.screen().lines().last().unwrap_or_default().to_owned();
    let mut h = standing(Harness::sample());
    h.keys("<resize 160x48>");
    for (takes, not) in [
        ("0 to 2 answer", "four corners"),
        ("0 to 3 answer", "gap of"),
        ("0 to 3 answer", "gap of"),
        ("0 to 3 answer", "correct it"),
        ("correct it", "answer"),
    ] {
        assert!(footer(&h).contains(takes) && !footer(&h).contains(not), "{takes}, {not}: {}", footer(&h));
        h.keys("<Tab>");
    }
}

#[test]
fn the_next_open_statement_is_found() {
    let mut h = standing(Harness::empty());
    h.keys("<Tab>22<Home>u2");
    assert_eq!(h.session().assessments.phase.answers[0], [Some(2), Some(2), Some(2), None]);
}

#[test]
fn a_file_with_odd_shapes_is_answered_all_the_same() {
    let mut session = Harness::sample().session().clone();
    let mut phase = session.assessments.phase.clone();
    phase.answers = vec![vec![Some(1)]];
    let at = "2026-03-12T14:00:00+01:00".parse().expect("a moment");
    session.apply(&Edit::Assessments(AssessmentsChange::phase(phase)), &at).expect("short lists are fine");
    let mut h = standing(Harness::with(session));
    h.keys("<Tab><End>3");
    assert_eq!(h.session().assessments.phase.answers[3][3], Some(3));
    assert_eq!(h.session().assessments.phase.answers[0][0], Some(1));
}

#[test]
fn standing_at_three_sizes() {
    let mut h = standing(Harness::sample());
    for sheet in ["basics", "phase", "planning", "readiness", "pulse"] {
        assert_snapshot!(format!("{sheet}_66"), h.styled(66, 18));
        assert_snapshot!(format!("{sheet}_80"), h.styled(80, 24));
        assert_snapshot!(format!("{sheet}_160"), h.styled(160, 48));
        h.keys("<Tab>");
    }
    let mut h = standing(Harness::empty());
    assert_snapshot!("empty_66", h.styled(66, 18));
    assert_snapshot!("empty_80", h.styled(80, 24));
    assert_snapshot!("empty_160", h.styled(160, 48));
}

#[test]
fn an_answer_that_is_taken_back_is_told_with_the_way_to_it() {
    for key in ["x", "<Del>", "<BSpace>"] {
        let mut h = standing(Harness::empty());
        h.keys("<Tab>2<Up>");
        let before = h.session().clone();
        h.keys(key);
        assert!(h.screen().contains("Answer removed. Ctrl-Z brings it back."), "{key}: {}", h.screen());
        h.keys("<C-z>");
        assert_eq!(*h.session(), before, "{key}");
        // Where there is no answer nothing happens.
        h.keys("<Down>").keys(key);
        assert!(!h.screen().contains("Answer removed"), "{key}: {}", h.screen());
        assert_eq!(*h.session(), before, "{key}");
    }
}
