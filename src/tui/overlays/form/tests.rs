//! A card at the keys: before, what is typed, after.

use insta::assert_snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::session::{
    Action, ActionId, Evidence, EvidenceId, Gap, GapId, Person, PersonId, Presence, Theme, ThemeId,
};
use crate::tui::forms::Target;
use crate::tui::harness::{Harness, styled};
use crate::tui::outcome::{Ask, Outcome};

fn card(target: Target) -> Harness {
    let mut harness = Harness::sample();
    harness.show(Outcome::Ask(Ask::Form(target)));
    harness
}

fn gap() -> Harness {
    card(Target::Gap("G01".into()))
}

fn the_gap(harness: &Harness) -> &Gap {
    harness.session().get::<Gap>(&GapId::from("G01")).unwrap()
}

fn the_action(harness: &Harness) -> &Action {
    harness.session().get::<Action>(&ActionId::from("A01")).unwrap()
}

#[test]
fn a_line_is_changed_in_place_and_taken_back_with_the_card_open() {
    let mut h = gap();
    let before = the_gap(&h).title.clone();
    h.keys("<Enter><C-u>Nobody is told<Enter>");
    assert_eq!(the_gap(&h).title, "Nobody is told");
    assert!(h.screen().contains("Gap G01"), "the card stays");
    h.keys("<C-z>");
    assert_eq!(the_gap(&h).title, before);
    assert!(h.screen().contains("Gap G01"));
    h.keys("<C-y><Esc>");
    assert_eq!(the_gap(&h).title, "Nobody is told");
    assert!(!h.screen().contains("What it rests on"), "Esc leaves the card");
}

#[test]
fn undo_takes_typing_back_before_it_touches_the_session() {
    let mut h = gap();
    h.keys("<Enter><C-u>First<Enter><Enter> and more<C-z><C-z><Enter>");
    assert_eq!(the_gap(&h).title, "First");
}

#[test]
fn a_refusal_is_said_in_the_card_and_what_was_typed_stays() {
    let mut h = card(Target::Action("A01".into()));
    let before = the_action(&h).due;
    h.keys("<Down><Down><Down><Down><Down><Down><Down><Enter><C-u>soonish<Enter>");
    assert!(h.screen().contains("is no day I can read"), "{}", h.screen());
    assert!(h.screen().contains("soonish"));
    assert_eq!(the_action(&h).due, before);
    h.keys("<C-u>+30<Enter>");
    assert_eq!(the_action(&h).due.unwrap().to_string(), "2026-04-11");
}

#[test]
fn the_sessions_own_refusal_is_said_in_the_card_too() {
    let mut h = card(Target::Action("A01".into()));
    let before = the_action(&h).clone();
    h.keys("<Down><Down><Down><Down><Down><Enter><C-u>2027-01-01<Enter>");
    assert!(h.screen().contains("The first step comes after the due date"), "{}", h.screen());
    assert_eq!(*the_action(&h), before);
}

#[test]
fn half_typed_text_waits_in_its_field_and_comes_back() {
    let mut h = gap();
    let before = the_gap(&h).title.clone();
    h.keys("<Enter><C-u>Nobody t<Esc>");
    assert_eq!(the_gap(&h).title, before);
    assert!(h.screen().contains("half-typed text waits here"), "{}", h.screen());
    assert_eq!(h.work().ctx().kept.get("form.gap.G01.title").map(String::as_str), Some("Nobody t"));
    h.keys("<Esc>");
    h.show(Outcome::Ask(Ask::Form(Target::Gap("G01".into()))));
    h.keys("<Enter>");
    assert!(h.screen().contains("Recovered"), "{}", h.screen());
    h.keys("old us<Enter>");
    assert_eq!(the_gap(&h).title, "Nobody told us");
    assert_eq!(h.work().ctx().kept.get("form.gap.G01.title"), None);
}

#[test]
fn prose_has_a_box_with_line_breaks() {
    let mut h = gap();
    h.keys("<Down><Enter><C-u>They tell me<C-j>before I notice<Enter>");
    assert_eq!(the_gap(&h).perfect, "They tell me\nbefore I notice");
}

#[test]
fn words_turn_with_the_arrows_and_come_as_a_list() {
    let mut h = card(Target::Person("P01".into()));
    let status = |h: &Harness| h.session().get::<Person>(&PersonId::from("P01")).unwrap().status.clone();
    assert_eq!(status(&h), Presence::Present);
    h.keys("<Down><Down><Down><Down><Down><Right>");
    assert_eq!(status(&h), Presence::Absent);
    h.keys("<Left>");
    assert_eq!(status(&h), Presence::Present);
    h.keys("<Enter>invi<Enter>");
    assert_eq!(status(&h), Presence::Invited);
}

#[test]
fn space_says_yes_and_no() {
    let mut h = card(Target::Person("P01".into()));
    let remote = |h: &Harness| h.session().get::<Person>(&PersonId::from("P01")).unwrap().remote;
    h.keys("<Down><Down><Down><Down><Down><Down><Down><Down><Space>");
    assert!(remote(&h));
    assert!(h.screen().contains("face to face"), "the one word of caution");
    h.keys("<Space>");
    assert!(!remote(&h));
}

#[test]
fn an_owner_is_found_by_a_few_letters_and_taken_out_with_del() {
    let mut h = card(Target::Action("A01".into()));
    h.keys("<Down><Down><Enter>brannstrom<Enter>");
    assert_eq!(the_action(&h).owner, Some("P01".into()));
    h.keys("<Del>");
    assert_eq!(the_action(&h).owner, None);
    h.keys("<C-z>");
    assert_eq!(the_action(&h).owner, Some("P01".into()));
}

#[test]
fn helpers_are_marked_with_space_and_esc_leaves_them_as_they_were() {
    let mut h = card(Target::Action("A01".into()));
    let before = the_action(&h).helpers.clone();
    h.keys("<Down><Down><Down><Enter><PgUp><Space><Esc>");
    assert_eq!(the_action(&h).helpers, before);
    h.keys("<Enter>brannstrom<Space><Enter>");
    let mut with: Vec<PersonId> = vec!["P01".into()];
    with.extend(before);
    assert_eq!(the_action(&h).helpers, with);
}

#[test]
fn a_department_that_is_not_there_yet_is_made_on_the_way() {
    let mut h = card(Target::Person("P01".into()));
    h.keys("<Down><Enter>Night watch<Enter>");
    let person = h.session().get::<Person>(&PersonId::from("P01")).unwrap();
    let made = h.session().organisation.departments.iter().last().unwrap();
    assert_eq!((made.name.as_str(), person.department.as_ref()), ("Night watch", Some(&made.id)));
    let count = h.session().organisation.departments.len();
    h.keys("<C-z>");
    assert_eq!(h.session().organisation.departments.len(), count - 1);
}

#[test]
fn a_lead_quote_is_one_of_the_themes_own_notes() {
    let mut h = card(Target::Theme("T01".into()));
    h.keys("<Down><Down><Enter><PgUp><Enter>");
    let theme = h.session().get::<Theme>(&ThemeId::from("T01")).unwrap();
    let first = h.session().notes.iter().find(|n| n.theme == Some("T01".into())).unwrap();
    assert_eq!(theme.lead_quote, Some(first.id.clone()));
}

#[test]
fn evidence_is_shared_with_everybody_in_a_few_keys() {
    let mut h = card(Target::Evidence("E1".into()));
    let shares = |h: &Harness| h.session().get::<Evidence>(&EvidenceId::from("E1")).unwrap().shares.len();
    let before = shares(&h);
    h.keys("<End><Enter>everybody<Space><Enter>");
    assert_eq!(shares(&h), before + 1);
    h.keys("<Up><Up><Up><Del>");
    assert_eq!(shares(&h), before, "{}", h.screen());
}

#[test]
fn tab_takes_a_field_and_goes_to_the_next() {
    let mut h = gap();
    h.keys("<Enter><C-u>One<Tab><C-u>Two<Tab>");
    assert_eq!((the_gap(&h).title.as_str(), the_gap(&h).perfect.as_str()), ("One", "Two"));
    assert!(h.screen().contains("▸ Today"), "{}", h.screen());
}

#[test]
fn what_is_typed_after_tab_is_in_the_next_field() {
    let mut h = Harness::empty();
    h.show(Outcome::Ask(Ask::Form(Target::Organisation)));
    h.keys("<Enter>Northwind Dairy<Tab>Food and dairy<Tab>300 people, 4 sites<Enter>");
    let it = &h.session().organisation;
    assert_eq!(
        (it.name.as_str(), it.sector.as_str(), it.size.as_str()),
        ("Northwind Dairy", "Food and dairy", "300 people, 4 sites")
    );
    assert!(h.work().ctx().kept.keys().all(|key| !key.starts_with("form.")), "nothing waits as half-typed");
    h.keys("<C-z>");
    assert_eq!(h.session().organisation.size, "");
    assert_eq!(h.session().organisation.sector, "Food and dairy", "one step a field");
}

#[test]
fn shift_tab_opens_the_field_before_and_the_last_field_is_left_as_it_was_given() {
    let mut h = Harness::empty();
    h.show(Outcome::Ask(Ask::Form(Target::Organisation)));
    h.keys("<Down>Dairy<BTab>Northwind<Enter>");
    let it = &h.session().organisation;
    assert_eq!((it.name.as_str(), it.sector.as_str()), ("Northwind", "Dairy"));
    h.keys("<Up><Up>X<BTab>");
    assert_eq!(h.session().organisation.name, "NorthwindX");
    assert_eq!(h.work().overlays()[0].layer(), crate::tui::keymap::Layer::Form);
}

#[test]
fn a_letter_on_a_chosen_text_begins_to_type_there_after_what_stands_there() {
    let mut h = gap();
    let before = the_gap(&h).title.clone();
    h.keys("<Down><Up> h, l and j go x<Enter>");
    assert_eq!(the_gap(&h).title, format!("{before} h, l and j go x"));
    h.keys("<C-z>");
    assert_eq!(the_gap(&h).title, before, "one step");
    let mut h = Harness::empty();
    h.show(Outcome::Ask(Ask::Form(Target::Organisation)));
    h.keys("1 of 5 deliveries?<Enter>");
    assert_eq!(h.session().organisation.name, "1 of 5 deliveries?");
    h.keys("<Down><paste Food, drinks><Enter>");
    assert_eq!(h.session().organisation.sector, "Food, drinks");
}

#[test]
fn words_that_were_meant_for_another_box_change_nothing_on_a_card_that_just_opened() {
    let mut h = Harness::sample();
    h.stage("Plan").keys("j");
    let before = h.session().clone();
    h.keys("Repeat calls about letters<Enter>");
    assert!(h.screen().contains("Enter opens these words"), "{}", h.screen());
    h.keys("<Esc><Esc>");
    assert_eq!(h.session().actions, before.actions);
    assert_eq!(h.session().gaps, before.gaps);
}

#[test]
fn a_letter_where_something_is_chosen_is_looked_for_in_its_list() {
    let mut h = card(Target::Action("A01".into()));
    h.keys("<Down><Down>brannstrom<Enter>");
    assert_eq!(the_action(&h).owner, Some("P01".into()));
}

#[test]
fn a_letter_on_a_yes_or_no_does_nothing_and_says_so() {
    let mut h = card(Target::Person("P01".into()));
    h.keys("<End><Up>");
    let before = h.work().revision();
    h.keys("yes and no<Enter>");
    assert_eq!(h.work().revision(), before);
    assert!(h.screen().contains("Here it is yes or no"), "{}", h.screen());
    h.keys("<Enter>");
    assert_eq!(h.work().revision(), before + 1);
}

#[test]
fn digits_typed_blind_and_what_follows_them_change_no_words_that_stand_there() {
    let mut h = gap();
    let before = h.work().revision();
    h.keys("1 of 5 deliveries late<Enter>");
    assert_eq!(h.work().revision(), before);
    assert!(h.screen().contains("Digits alone change no words"), "{}", h.screen());
    assert_eq!(h.work().overlays()[0].layer(), crate::tui::keymap::Layer::Form);
}

#[test]
fn a_digit_takes_the_place_of_a_number() {
    let mut h = card(Target::Evidence("E1".into()));
    h.keys("<Down><Down><Down><Down><Down><Down>25<Enter>");
    let read = h.session().get::<Evidence>(&EvidenceId::from("E1")).unwrap().reading_minutes;
    assert_eq!(read, Some(25));
}

#[test]
fn giving_back_the_same_text_is_no_step() {
    let mut h = gap();
    let before = h.work().revision();
    h.keys("<Enter><Enter><Down><Down><Enter><Enter>");
    assert_eq!(h.work().revision(), before);
}

#[test]
fn a_card_closes_when_its_item_is_taken_back() {
    let mut h = Harness::sample();
    let add = crate::session::edit::add(Theme { name: "Fresh".into(), ..Theme::default() });
    let id = h.session().next_id::<Theme>();
    h.show(Outcome::Many(vec![Outcome::Edit(add), Outcome::Ask(Ask::Form(Target::Theme(id)))]));
    assert_eq!(h.work().overlays().len(), 1);
    h.keys("<C-z>");
    assert!(h.work().overlays().is_empty());
}

#[test]
fn a_click_selects_a_second_one_opens_and_the_wheel_moves_on() {
    let mut h = gap();
    let row = |h: &Harness, word: &str| h.screen().lines().position(|line| line.contains(word)).unwrap();
    let y = row(&h, "Who gains");
    h.keys(&format!("<click 20 {y}>"));
    assert!(h.screen().lines().nth(y).unwrap().contains("▸ Who gains"), "{}", h.screen());
    h.keys(&format!("<click 20 {y}>"));
    assert!(h.screen().contains("type to find"), "{}", h.screen());
    h.keys("<Esc><wheel down 20 10>");
    assert!(h.screen().contains("▸ How deep"), "{}", h.screen());
}

#[test]
fn who_wrote_a_note_lies_under_the_band() {
    let h = card(Target::NoteAuthor("N001".into()));
    assert!(h.screen().contains("NOT FOR THE ROOM"));
    let h = card(Target::Note("N001".into()));
    assert!(!h.screen().contains("NOT FOR THE ROOM"));
}

#[test]
fn a_card_can_be_read_but_not_changed_while_somebody_else_holds_the_file() {
    let mut h = Harness::opened(crate::tui::event::Opened {
        session: Harness::sample().session().clone(),
        path: "day.json".into(),
        read_only: Some("open on another laptop".into()),
        kept: std::collections::BTreeMap::default(),
        notice: None,
    });
    h.show(Outcome::Ask(Ask::Form(Target::Gap("G01".into()))));
    h.keys("<Enter>");
    assert!(h.screen().contains("Read only: open on another laptop"), "{}", h.screen());
    assert_eq!(h.work().overlays()[0].layer(), crate::tui::keymap::Layer::Form, "nothing is typed in vain");
}

#[test]
fn every_field_can_be_walked_to_and_opened_at_any_size() {
    let targets = [
        Target::Card,
        Target::Capacity,
        Target::Gap("G01".into()),
        Target::Metric("M01".into()),
        Target::NoteAuthor("N019".into()),
    ];
    for target in targets {
        for size in ["66x18", "40x12", "160x48", "80x24", "5x3", "1x1", "300x100"] {
            let mut h = card(target.clone());
            h.keys(&format!("<resize {size}>"));
            for _ in 0..12 {
                h.keys("<Enter>");
                h.screen();
                h.keys("<Esc>");
                if h.work().overlays().is_empty() {
                    h.show(Outcome::Ask(Ask::Form(target.clone())));
                }
                h.keys("<Down><Down><Down>");
            }
            h.screen();
        }
    }
}

#[test]
fn three_cards_at_three_sizes() {
    for (name, target) in [
        ("gap", Target::Gap("G01".into())),
        ("session", Target::Card),
        ("author", Target::NoteAuthor("N019".into())),
    ] {
        for (width, height) in [(66, 18), (80, 24), (160, 48)] {
            let mut h = card(target.clone());
            h.keys(&format!("<resize {width}x{height}>{}", if name == "gap" { "<Down><Down>" } else { "" }));
            let area = Rect::new(0, 0, width, height);
            let mut buffer = Buffer::empty(area);
            let ctx = h.work().ctx();
            h.work().overlays()[0].view(&mut buffer, &ctx.within(area));
            assert_snapshot!(format!("{name}_{width}x{height}"), styled(&buffer));
        }
    }
}
