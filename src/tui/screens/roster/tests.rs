//! Filling a roster at the keyboard, in scenarios.

use insta::assert_snapshot;

use crate::session::{Clock, Level, Presence, Role};
use crate::tui::effect::{Effect, Imported};
use crate::tui::harness::Harness;

const FOURTEEN: &str = "n\
    Ana, Contact Centre, f, Adviser<Enter>\
    Bo, Contact Centre, f<Enter>\
    Cy, Contact Centre, m<Enter>\
    Di, Field Service, f<Enter>\
    Ed, Field Service, m<Enter>\
    Flo, Retail Shops, front line<Enter>\
    Gil, Retail Shops, manager<Enter>\
    Hal, Sales, f<Enter>\
    Ida, Sales, exec<Enter>\
    Jo, Billing, f<Enter>\
    Kim, Billing, m<Enter>\
    Lu, Network, f<Enter>\
    Mo, Digital, m<Enter>\
    Ney, Network, e, COO<Enter><Esc>";

fn roster() -> Harness {
    let mut harness = Harness::empty();
    harness.stage("Roster");
    harness
}

fn says(harness: &Harness, words: &str) {
    let screen = harness.screen();
    let flowing = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flowing.contains(words), "“{words}” is missing in\n{screen}");
}

#[test]
fn fourteen_people_are_on_the_roster_line_by_line_and_the_room_is_broad_when_all_are_here() {
    let mut harness = roster();
    says(&harness, "Nobody on the roster yet.");
    harness.keys(FOURTEEN);
    assert_eq!(harness.session().people.len(), 14);
    assert_eq!(harness.session().organisation.departments.len(), 7);
    assert!(harness.session().people.iter().all(|person| person.status == Presence::Invited));
    says(&harness, "Broad if everyone comes 14 people, coverage 100%.");
    harness.keys("A");
    says(&harness, "✓ Broad 14 people, coverage 100%.");
    let came = harness.session().people.at(0).and_then(|person| person.arrived_at.clone());
    assert_eq!(came.map(|at| at.clock().to_string()).as_deref(), Some("14:03"));
    harness.keys("<C-z>");
    says(&harness, "Broad if everyone comes");
}

#[test]
fn a_list_from_the_clipboard_is_one_step() {
    let mut harness = roster();
    harness.keys("<paste Ana, Billing, f\\nBo, Billing, m\\n\\nCy, Shops, e>");
    assert_eq!(harness.session().people.len(), 3);
    says(&harness, "3 people are on the roster now.");
    harness.keys("<C-z>");
    assert!(harness.session().people.is_empty());
    assert!(harness.session().organisation.departments.is_empty());
}

#[test]
fn a_list_pasted_from_a_terminal_that_breaks_lines_with_returns_is_the_same_list() {
    for broken in ["\\r", "\\r\\n", "\\n"] {
        let mut harness = roster();
        harness.keys(&format!("<paste Ana, Billing, f{broken}Bo, Billing, m{broken}{broken}Cy, Shops, e>"));
        let names: Vec<String> = harness.session().people.iter().map(|person| person.name.clone()).collect();
        assert_eq!(names, ["Ana", "Bo", "Cy"], "{broken}");
        harness.keys(&format!("<Tab><paste Depot{broken}Fleet{broken}>"));
        let names: Vec<String> =
            harness.session().organisation.departments.iter().map(|d| d.name.clone()).collect();
        assert_eq!(names, ["Billing", "Shops", "Depot", "Fleet"], "{broken}");
    }
}

#[test]
fn whoever_is_here_within_a_quarter_of_an_hour_of_the_start_is_not_late() {
    let mut session = Harness::empty().session().clone();
    session.session.start = Some(Clock(13 * 60));
    let mut harness = Harness::with(session.clone());
    harness.stage("Roster");
    harness.keys("<paste Ana, Billing, f>A");
    says(&harness, "late 14:03");
    // The day began late: at ten to two.
    let began = Clock(13 * 60 + 50);
    let first = session.agenda.at(0).unwrap().id.clone();
    session.agenda.each_mut(|block| block.id == first, |block| block.actual_start = Some(began));
    let mut harness = Harness::with(session);
    harness.stage("Roster");
    harness.keys("<paste Ana, Billing, f>A");
    says(&harness, "present");
    assert!(!harness.screen().contains("late 14:03"), "{}", harness.screen());
}

#[test]
fn space_says_who_is_here_and_who_is_not() {
    let mut harness = roster();
    harness.keys("<paste Ana, Billing, f>");
    let ana = |harness: &Harness| harness.session().people.at(0).cloned().unwrap_or_default();
    harness.keys(" ");
    assert_eq!(ana(&harness).status, Presence::Present);
    assert!(ana(&harness).arrived_at.is_some());
    says(&harness, "late 14:03");
    harness.keys("l");
    says(&harness, "left 14:03");
    harness.keys("l ");
    assert_eq!(ana(&harness).status, Presence::Absent);
    assert!(ana(&harness).arrived_at.is_none() && ana(&harness).left_at.is_none());
    harness.keys(" ");
    assert_eq!(ana(&harness).status, Presence::Invited);
}

#[test]
fn a_time_that_goes_with_the_presence_is_told_and_comes_back_in_one_step() {
    let mut harness = roster();
    harness.keys("<paste Ana, Billing, f> ");
    let here = harness.session().clone();
    harness.keys(" ");
    says(&harness, "Ana is absent. Came 14:03 forgotten; Ctrl-Z brings it back.");
    harness.keys("<C-z>");
    assert_eq!(*harness.session(), here);
    harness.keys("l ");
    says(&harness, "Ana is absent. Came 14:03, left 14:03 forgotten; Ctrl-Z brings them back.");
    harness.keys(" ");
    assert!(!harness.screen().contains("forgotten"), "{}", harness.screen());
    // Nothing to forget, nothing to tell; a time that was typed on the card stays.
    let mut session = harness.session().clone();
    let left: crate::session::Moment = "2026-05-12T11:30:00+02:00".parse().unwrap();
    session.people.each_mut(|_| true, |person| person.left_at = Some(left.clone()));
    let mut harness = Harness::with(session);
    harness.stage("Roster").keys(" ");
    let ana = harness.session().people.at(0).cloned().unwrap();
    assert_eq!((ana.status, ana.left_at), (Presence::Present, Some(left)), "{}", harness.screen());
}

#[test]
fn the_missing_department_is_asked_for_until_it_is_excused_or_somebody_comes() {
    let mut harness = roster();
    harness.keys(FOURTEEN).keys("A<Tab>nParcels<Enter>");
    says(
        &harness,
        "Usable, with a gap 14 people, coverage 91%. Missing: Parcels. Who could come for the morning?",
    );
    harness.keys("wThe contractor could not release anybody.<Enter>");
    says(&harness, "Broad, with a stated exception");
    says(&harness, "Excused: Parcels.");
    harness.keys("w<C-u><Enter>");
    says(&harness, "Missing: Parcels.");
    harness.keys(" ");
    says(&harness, "Broad 14 people, coverage 100%.");
}

#[test]
fn level_department_and_consent_take_one_key_each() {
    let mut harness = roster();
    harness.keys("<paste Ana, Billing, f\\nBo, Shops, m><Home>e2");
    let ana = harness.session().people.at(0).cloned().unwrap_or_default();
    assert_eq!(ana.level, Some(Level::Executive));
    assert_eq!(ana.department.as_ref().map(|id| id.as_str().to_owned()).as_deref(), Some("D2"));
    harness.keys("op");
    says(&harness, "May be named as owner; photos are fine; not named in the report.");
    harness.keys("c");
    says(&harness, "Agrees to be named as owner, in the report, and to photos.");
    harness.keys("9");
    says(&harness, "There is no department 9 yet.");
}

#[test]
fn a_facilitator_is_set_on_the_card_and_does_not_count() {
    let mut harness = roster();
    harness.keys("<paste Ana, Billing, f\\nDana, , facilitator>");
    let session = harness.session();
    assert_eq!(session.session.facilitator.as_ref().map(|id| id.as_str().to_owned()).as_deref(), Some("P02"));
    assert_eq!(session.people.at(1).map(|person| person.role.clone()), Some(Role::Facilitator));
    harness.keys("A");
    says(&harness, "1 person, coverage");
}

#[test]
fn roles_are_chosen_from_a_list_and_a_part_is_given_up_with_them() {
    let mut harness = roster();
    harness.keys("<paste Ana, Billing, f\\nBo, Shops, e><Home>rscribe<Enter>");
    assert_eq!(
        harness.session().session.scribe.as_ref().map(|id| id.as_str().to_owned()).as_deref(),
        Some("P01")
    );
    harness.keys("rparticipant<Enter>");
    assert_eq!(harness.session().session.scribe, None);
    harness.keys("<Down>rsponsor<Enter>");
    assert_eq!(
        harness.session().session.sponsor.as_ref().map(|id| id.as_str().to_owned()).as_deref(),
        Some("P02")
    );
    says(&harness, "Bo, sponsor");
}

#[test]
fn a_table_is_asked_of_the_world_by_its_path() {
    let mut harness = roster();
    harness.keys("i/data/people.csv<Enter>");
    let asked = harness.effects.iter().any(|effect| {
        matches!(effect, Effect::Import(wish) if wish.what == Imported::Roster && wish.path.as_os_str() == "/data/people.csv")
    });
    assert!(asked);
}

#[test]
fn the_list_can_be_grouped_by_department_and_the_order_changed() {
    let mut harness = roster();
    harness.keys("<paste Ana, Billing, f\\nBo, Shops, m\\nCy, Billing, m><Home>J");
    let order: Vec<_> = harness.session().people.iter().map(|person| person.name.clone()).collect();
    assert_eq!(order, ["Bo", "Ana", "Cy"]);
    harness.keys("g");
    let screen = harness.screen();
    let place = |words: &str| screen.find(words).unwrap_or(usize::MAX);
    assert!(place("Ana") < place("Cy") && place("Cy") < place("Bo"), "{screen}");
}

#[test]
fn whoever_spoke_cannot_be_removed_but_can_be_absent() {
    let mut harness = Harness::sample();
    harness.stage("Roster").keys("<Home>x");
    assert_eq!(harness.session().people.len(), 16);
    says(&harness, "Mark them absent instead.");
}

#[test]
fn the_mouse_selects_people_and_departments() {
    let mut harness = Harness::sample();
    harness.stage("Roster").keys("<resize 160x48>");
    let row = |harness: &Harness, words: &str| {
        let found = harness.screen().lines().position(|line| line.contains(words));
        found.unwrap_or_else(|| panic!("{words} is on the screen"))
    };
    let gareth = row(&harness, "Gareth Llewellyn");
    harness.keys(&format!("<click 30 {gareth}>f"));
    assert_eq!(
        harness.session().people.at(8).and_then(|person| person.level.clone()),
        Some(Level::FrontLine)
    );
    let network = row(&harness, "6 Network");
    harness.keys(&format!("<click 110 {network}> "));
    assert!(
        harness.session().organisation.departments.at(5).is_some_and(|department| department.customer_facing)
    );
}

#[test]
fn where_half_of_the_screen_is_free_names_departments_and_jobs_are_read_whole() {
    let mut harness = Harness::sample();
    harness.stage("Roster");
    for size in ["160x48", "200x60"] {
        harness.keys(&format!("<resize {size}>"));
        assert!(!harness.screen().contains('…'), "{size}\n{}", harness.screen());
    }
    // The second row of a person belongs to the person.
    harness.keys("<resize 160x48>");
    let row = harness.screen().lines().position(|line| line.contains("Shop manager")).unwrap_or(0);
    harness.keys(&format!("<click 20 {}><Enter>", row + 1));
    says(&harness, "Marek Dvořák");
    assert!(!harness.work().overlays().is_empty());
}

#[test]
fn the_roster_of_the_sample_day_looks_like_this() {
    let mut harness = Harness::sample();
    harness.stage("Roster");
    assert_snapshot!("sample_66x18", harness.styled(66, 18));
    assert_snapshot!("sample_80x24", harness.styled(80, 24));
    assert_snapshot!("sample_160x48", harness.styled(160, 48));
    harness.keys("<Tab>");
    assert_snapshot!("sample_departments_66x18", harness.styled(66, 18));
    assert_snapshot!("sample_departments_80x24", harness.styled(80, 24));
}

#[test]
fn an_empty_roster_looks_like_this() {
    let mut harness = roster();
    assert_snapshot!("empty_66x18", harness.styled(66, 18));
    assert_snapshot!("empty_80x24", harness.styled(80, 24));
    assert_snapshot!("empty_160x48", harness.styled(160, 48));
}

#[test]
fn a_second_person_of_the_same_name_is_added_and_told() {
    let mut harness = roster();
    harness.keys("<paste Anna Larsson, Billing, f>");
    says(&harness, "Anna Larsson is on the roster.");
    harness.keys("<paste anna larsson, Shops, m>");
    says(&harness, "There is already one named anna larsson; both are on the roster now.");
    assert_eq!(harness.session().people.len(), 2);
    harness.keys("<paste Bo, Shops, m\\nAnna Larsson, Depot, e>");
    says(&harness, "There was already one named Anna Larsson.");
}

#[test]
fn a_room_without_executives_says_so_in_one_sentence() {
    let mut day = Harness::empty();
    day.stage("Roster").keys("<paste Ana, Billing, f\nBo, Shops, m\nCy, Shops, f>");
    day.keys("<resize 160x48>");
    let words = day.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("Nobody from the executives"), "{}", day.screen());
    assert!(!words.contains("Executives are 0%"), "{}", day.screen());
}

#[test]
fn nobody_is_excused_whose_department_is_in_the_room() {
    let mut h = Harness::sample();
    h.stage("Roster");
    let department = h
        .session()
        .organisation
        .departments
        .iter()
        .find(|d| d.waiver.is_none() && super::people::here_from(&d.id, h.session()) > 0)
        .cloned()
        .unwrap();
    h.outcome(crate::tui::outcome::Outcome::Show(crate::tui::stage::Stage::Roster, department.id.0.clone()));
    h.keys("w");
    assert!(h.work().overlays().is_empty(), "{}", h.screen());
    assert!(h.screen().contains("in the room: nothing to excuse"), "{}", h.screen());
}
