//! What the wall shows, held, let go, and across a restart.

use super::*;
use crate::room::Scene;
use crate::tui::harness::Harness;

fn wall(h: &Harness) -> &Wall {
    h.work().ctx().wall
}

#[test]
fn the_wall_follows_the_stage_and_what_is_selected_there() {
    let mut h = Harness::sample();
    assert!(matches!(wall(&h).scene, Scene::Welcome(_)));
    h.keys("<PgDn>");
    assert!(matches!(wall(&h).scene, Scene::Rules(_)));
    h.keys("<PgDn><Down><Tab>");
    assert!(matches!(&wall(&h).scene, Scene::Notes(notes) if notes.column.as_deref() == Some("Today")));
    h.keys("Alarm at nine, text at noon<Enter>");
    assert!(
        matches!(&wall(&h).scene, Scene::Notes(notes) if notes.notes[0].text.starts_with("Alarm at nine"))
    );
    h.stage("Gaps").keys("<Down>");
    assert!(matches!(&wall(&h).scene, Scene::Gap(gap) if gap.id == "G02"));
}

#[test]
fn a_frozen_wall_stands_until_it_is_let_go_and_the_header_says_so_at_every_size() {
    let mut h = Harness::sample();
    h.keys("<C-r>f<Esc>").stage("Sort");
    assert!(matches!(wall(&h).scene, Scene::Welcome(_)));
    for size in ["66x18", "80x24", "160x48"] {
        h.keys(&format!("<resize {size}>"));
        assert!(h.screen().contains("frozen"), "{size}: {}", h.screen());
    }
    h.keys("<C-r>f<Esc>");
    assert!(!matches!(wall(&h).scene, Scene::Welcome(_)));
}

#[test]
fn words_that_are_taken_back_leave_even_a_frozen_wall() {
    let mut h = Harness::sample();
    h.stage("Questions");
    let shown = |h: &Harness| match &wall(h).scene {
        Scene::Notes(notes) => notes.notes.iter().map(|note| note.text.clone()).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let words = shown(&h)[0].clone();
    h.keys("<C-r>f<Esc>Drivers on the road<Enter>");
    assert_eq!(shown(&h)[0], words, "what is new does not move a frozen wall");
    let id = h.session().notes.iter().find(|note| note.text == words).unwrap().id.clone();
    let private = crate::session::NoteChange::sensitive(true);
    h.outcome(crate::session::edit::change::<Note>(&id, private).into());
    h.keys("<Left>");
    assert!(!shown(&h).contains(&words), "{:?}", shown(&h));
    let next = shown(&h)[0].clone();
    let id = h.session().notes.iter().find(|note| note.text == next).unwrap().id.clone();
    h.outcome(crate::session::edit::remove::<Note>(&id).into());
    h.keys("<Left>");
    assert!(!shown(&h).contains(&next), "{:?}", shown(&h));
    assert!(wall(&h).frozen);
}

#[test]
fn a_name_leaves_even_a_frozen_wall_when_its_owner_no_longer_agrees() {
    let mut h = Harness::sample();
    h.stage("Plan");
    h.work().ctx();
    let plan = crate::tui::outcome::Outcome::Wall(WallChange::Pin(Some(Wish::Plan)));
    h.outcome(plan).keys("<C-r>f<Esc>");
    let named = |h: &Harness| format!("{:?}", wall(h).scene).contains("Priya Raghunathan");
    assert!(named(&h) && wall(&h).frozen);
    let priya = h.session().people.iter().find(|person| person.name.starts_with("Priya")).unwrap().clone();
    let no = crate::session::Consent { name_as_owner: false, ..priya.consent.clone() };
    let change = crate::session::PersonChange::consent(no);
    h.outcome(crate::session::edit::change::<Person>(&priya.id, change).into());
    h.keys("<Down>");
    assert!(!named(&h) && wall(&h).frozen, "{:?}", wall(&h).scene);
}

#[test]
fn the_card_for_who_comes_late_tells_the_question_that_is_asked() {
    let mut h = Harness::sample();
    h.stage("Questions").keys("<Down><Down><C-r>c");
    let question = |h: &Harness| match &wall(h).scene {
        Scene::CatchUp(card) => card.question.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(question(&h), h.session().questions.at(2).unwrap().text);
    h.keys("u<Esc>").stage("Gaps").keys("<C-r>c");
    assert_eq!(question(&h), h.session().questions.at(3).unwrap().text, "the last that was answered");
}

#[test]
fn while_notes_are_typed_the_newest_is_put_alone_not_the_one_selected_before() {
    let mut h = Harness::sample();
    h.stage("Questions").keys("<Esc><Up><Enter>The newest of all<Enter><C-r>s");
    assert!(
        matches!(&wall(&h).scene, Scene::Spotlight(one) if one.note.text == "The newest of all"),
        "{:?}",
        wall(&h).scene
    );
}

#[test]
fn the_dots_are_on_the_wall_as_soon_as_the_ballot_is_closed() {
    let mut h = Harness::sample();
    h.stage("Themes").keys("d");
    assert!(matches!(wall(&h).scene, Scene::BallotResult(_)), "{:?}", wall(&h).scene);
    h.keys("<Esc>");
    assert!(!matches!(wall(&h).scene, Scene::BallotResult(_)));
}

#[test]
fn the_note_that_is_put_alone_belongs_to_the_question_on_the_screen() {
    let mut h = Harness::sample();
    h.stage("Questions").keys("<C-r>s");
    assert!(
        matches!(&wall(&h).scene, Scene::Spotlight(one) if one.question == "Who are your customers?"),
        "{:?}",
        wall(&h).scene
    );
}

#[test]
fn a_black_wall_is_called_black_frozen_or_not() {
    let mut h = Harness::sample();
    h.stage("Sort").keys("<C-r>f<Esc>");
    h.outcome(crate::tui::outcome::Outcome::Wall(WallChange::Veil(Veil::Black)));
    h.keys("<Left>");
    assert!(h.screen().contains("wall: black"), "{}", h.screen());
}

#[test]
fn typing_does_not_make_the_wall_anew() {
    let mut h = Harness::sample();
    h.stage("Questions");
    let before = wall(&h).sequence;
    h.keys("some words that are not a note yet");
    assert_eq!(wall(&h).sequence, before);
}

#[test]
fn a_clicker_pages_blanks_and_leaves_in_this_window() {
    let mut h = Harness::sample();
    h.stage("Questions").keys("<C-r>b");
    assert_eq!(wall(&h).veil, Veil::Plain);
    h.keys("<Esc>");
    assert_eq!(wall(&h).veil, Veil::None);
    h.keys(".");
    assert!(h.screen().trim().is_empty());
    h.keys(".<PgDn>");
    assert_eq!(h.work().stage().name(), "Themes");
    assert!(!h.screen().contains("Prepare"), "the wall stays in front: {}", h.screen());
    h.keys("<F5>");
    assert!(h.screen().contains("Prepare"), "{}", h.screen());
}

#[test]
fn one_note_stands_alone_goes_on_to_its_neighbour_and_a_private_one_never_does() {
    let mut h = Harness::sample();
    h.stage("Questions").keys("<Esc><Home><C-r>s");
    let first = wall(&h).scene.clone();
    assert!(matches!(first, Scene::Spotlight(_)));
    h.keys("<Right>");
    assert!(matches!(&wall(&h).scene, Scene::Spotlight(_)) && wall(&h).scene != first);
    h.keys("s");
    assert!(matches!(wall(&h).scene, Scene::Notes(_)));
    let private: Vec<String> =
        h.session().notes.iter().filter(|note| note.sensitive).map(|note| note.text.clone()).collect();
    h.keys("s");
    for _ in 0..90 {
        h.keys("<Right>");
        let shown = serde_json::to_string(wall(&h)).unwrap();
        assert!(private.iter().all(|text| !shown.contains(text.as_str())));
    }
}

#[test]
fn a_pinned_scene_stays_over_stages_and_a_restart() {
    let mut h = Harness::sample();
    h.keys("<C-p>choose what is on<Enter>the board<Enter>").stage("Questions");
    assert!(matches!(wall(&h).scene, Scene::Board(_)));
    let kept = Showing::kept(&h.work().ctx().kept["wall"]);
    assert_eq!(kept.pinned, Some(Wish::Board));
    h.keys("<C-r>u");
    assert!(matches!(wall(&h).scene, Scene::Notes(_)));
    assert!(!h.work().ctx().kept.contains_key("wall"));
}

/// The laptop died and was started again: what it kept is there.
fn again(h: &Harness) -> Harness {
    Harness::opened(crate::tui::event::Opened {
        session: h.session().clone(),
        path: "day.json".into(),
        read_only: None,
        kept: h.work().ctx().kept.clone(),
        notice: None,
    })
}

#[test]
fn a_wall_that_was_black_blank_or_on_one_note_is_so_after_a_restart() {
    for (keys, held) in [("b", "blank"), (".", "black"), ("s", "on one note"), ("sd.", "black")] {
        let mut h = Harness::sample();
        h.stage("Questions").keys("<C-r>").keys(keys);
        let after = again(&h);
        assert_eq!(after.work().on_the_wall().words, h.work().on_the_wall().words, "{keys}");
        assert_eq!(after.work().on_the_wall().held, Some(held));
        let (before, after) = (wall(&h), wall(&after));
        assert_eq!((&after.scene, after.veil, after.dark), (&before.scene, before.veil, before.dark));
    }
}

#[test]
fn a_frozen_wall_shows_what_it_showed_after_a_restart_on_its_page_whatever_the_stage() {
    let mut h = Harness::sample();
    h.stage("Questions").keys("<C-r><Right>f<Esc>").stage("Sort");
    let mut after = again(&h);
    after.stage_is("Sort");
    assert_eq!(wall(&after).scene, wall(&h).scene);
    assert!(wall(&after).frozen && matches!(&wall(&after).scene, Scene::Notes(notes) if notes.page == 1));
    assert_eq!(after.work().on_the_wall().words, "notes of Q1 · frozen");
    after.keys("<Down>");
    assert_eq!(wall(&after).scene, wall(&h).scene, "it stands");
    let third = again(&after);
    assert_eq!(wall(&third).scene, wall(&h).scene);
    after.keys("<C-r>f");
    assert!(!matches!(wall(&after).scene, Scene::Notes(_)), "it goes on");
    assert!(!after.work().ctx().kept.contains_key("wall"));
}

#[test]
fn what_was_kept_by_another_version_or_is_nonsense_is_passed_over() {
    let once = Showing::kept("dark board");
    assert!(once.dark && once.pinned == Some(Wish::Board));
    let odd = Showing::kept("frozen\nfrozen x y\npurple\nboard\n\n");
    assert!(odd.frozen && odd.held.is_none() && odd.pinned == Some(Wish::Board));
}

#[test]
fn who_asks_for_the_stage_gets_it_from_a_frozen_wall_and_a_frozen_wall_is_named_by_what_it_shows() {
    let mut h = Harness::sample();
    h.stage("Questions").keys("<C-r>f<Esc>").stage("Sort");
    assert_eq!(h.work().on_the_wall().words, "notes of Q1 · frozen");
    h.keys("<C-r>t");
    assert!(matches!(wall(&h).scene, Scene::Notes(_)));
    assert_eq!(h.work().saying.as_ref().map(|said| said.text.as_str()), Some(LATER));
    h.keys("u");
    assert!(!wall(&h).frozen && !matches!(wall(&h).scene, Scene::Notes(_) | Scene::Clock));
}

#[test]
fn down_turns_the_page_of_a_scene_that_has_neighbours_and_right_goes_to_the_neighbour() {
    let mut h = Harness::sample();
    h.stage("Sort");
    h.outcome(crate::tui::outcome::Outcome::Wall(WallChange::Pin(Some(Wish::Lane(Lane::Next)))));
    h.keys("<C-r><Down>");
    assert!(matches!(&wall(&h).scene, Scene::Lane(lane) if lane.page == 1), "{:?}", wall(&h).scene);
    h.keys("<Up>");
    assert!(matches!(&wall(&h).scene, Scene::Lane(lane) if lane.page == 0));
    h.keys("<Down><Right>");
    assert!(
        matches!(&wall(&h).scene, Scene::Lane(lane) if lane.page == 0 && lane.lane == crate::room::LaneName::Later)
    );
}

#[test]
fn the_key_of_the_room_view_lifts_a_veil_before_it_leaves() {
    for veil in [".", "b"] {
        for lift in ["<F5>", "<C-r>", "<Esc>"] {
            let mut h = Harness::sample();
            h.keys(&format!("<C-r>{veil}"));
            assert_ne!(wall(&h).veil, Veil::None);
            h.keys(lift);
            assert_eq!(wall(&h).veil, Veil::None, "{lift} over {veil}");
            assert!(h.work().layers().contains(&crate::tui::keymap::Layer::Room), "{lift}");
            h.keys(lift);
            assert!(!h.work().layers().contains(&crate::tui::keymap::Layer::Room), "{lift} leaves");
        }
    }
}

#[test]
fn a_clicker_pages_what_was_stepped_to_then_lets_it_go_and_only_then_goes_to_another_stage() {
    let mut h = Harness::sample();
    h.keys("<resize 66x18>").stage("Gaps").keys("<C-r><Right>");
    assert!(matches!(&wall(&h).scene, Scene::Gap(gap) if gap.id == "G02") && wall(&h).pinned);
    let mut presses = 0;
    while wall(&h).pinned {
        h.keys("<PgDn>").stage_is("Gaps");
        presses += 1;
        assert!(presses < 4, "{:?}", wall(&h).scene);
    }
    assert!(matches!(&wall(&h).scene, Scene::Gap(gap) if gap.id == "G01"), "it follows the stage again");
    h.keys("<PgDn>").stage_is("Sort");
}

#[test]
fn a_clicker_goes_through_the_pages_of_what_is_pinned_and_back() {
    for back in [false, true] {
        let mut h = Harness::sample();
        h.outcome(crate::tui::outcome::Outcome::Wall(WallChange::Pin(Some(Wish::Lane(Lane::Next)))));
        h.keys("<resize 66x18><C-r><PgDn>");
        assert!(matches!(&wall(&h).scene, Scene::Lane(lane) if lane.page == 1), "{:?}", wall(&h).scene);
        if back {
            h.keys("<PgUp>");
            assert!(matches!(&wall(&h).scene, Scene::Lane(lane) if lane.page == 0));
            h.keys("<PgUp>");
        } else {
            let mut pages = 1;
            while wall(&h).pinned && pages < 9 {
                h.keys("<PgDn>");
                pages += 1;
            }
        }
        assert!(!wall(&h).pinned && matches!(wall(&h).scene, Scene::Welcome(_)), "{:?}", wall(&h).scene);
        h.stage_is("Prepare");
    }
}

#[test]
fn a_click_at_the_projector_lets_go_what_is_pinned_and_the_next_one_goes_on() {
    let mut h = Harness::sample();
    h.keys("<C-p>choose what is on<Enter>the board<Enter>").stage("Questions");
    h.event(crate::tui::event::Event::Click(crate::room::Click::NextStage));
    h.stage_is("Questions");
    assert!(matches!(wall(&h).scene, Scene::Notes(_)));
    h.event(crate::tui::event::Event::Click(crate::room::Click::NextStage));
    h.stage_is("Themes");
}

#[test]
fn a_step_beside_the_stage_ends_when_the_stage_shows_something_else_and_a_pin_does_not() {
    let mut h = Harness::sample();
    h.stage("Gaps").keys("<C-r><Right><Esc>");
    assert!(matches!(&wall(&h).scene, Scene::Gap(gap) if gap.id == "G02"));
    h.keys("<Down><Down>");
    assert!(matches!(&wall(&h).scene, Scene::Gap(gap) if gap.id == "G03") && !wall(&h).pinned);
    h.keys("<C-r><Right><Left>");
    assert!(!wall(&h).pinned, "back at what the stage shows");
}

#[test]
fn pages_asked_of_a_frozen_wall_are_not_collected() {
    let mut h = Harness::sample();
    h.stage("Gaps").keys("<C-r>f<Right><Right><Down><Right>f");
    assert!(
        matches!(&wall(&h).scene, Scene::Gap(gap) if gap.id == "G01" && gap.page == 0),
        "{:?}",
        wall(&h).scene
    );
}

#[test]
fn a_late_break_that_is_pinned_counts_from_then_also_after_a_restart() {
    let mut h = Harness::empty();
    h.now.local = jiff::civil::date(2026, 3, 12).at(10, 57, 0, 0);
    h.wait(0).keys("<C-p>choose what is on<Enter>the break<Enter>");
    let back = |h: &Harness| match &wall(h).scene {
        Scene::Break(pause) => pause.back_at.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(back(&h), "11:12");
    h.wait(240).keys("<Down>");
    assert_eq!(back(&h), "11:12", "it does not move on");
    assert_eq!(back(&again(&h)), "11:12");
}

#[test]
fn only_what_is_shown_or_selected_is_put_alone() {
    for stage in ["Prepare", "Roster", "Gaps", "Sort", "Plan", "Standing", "Synopsis"] {
        let mut h = Harness::sample();
        h.stage(stage).keys("<C-r>");
        let before = wall(&h).scene.clone();
        h.keys("s");
        assert_eq!(wall(&h).scene, before, "{stage}");
        assert!(h.screen().contains("Select a note first"), "{stage}: {}", h.screen());
        h.keys("u");
        assert!(!h.screen().contains("Select a note first"), "{stage}");
    }
}

#[test]
fn what_the_plain_page_shows_is_what_is_said() {
    for (stage, said, words) in [
        ("Questions", "The wall shows the question alone.", "blank, the question alone"),
        ("Prepare", "The wall shows the name alone: there is no question here.", "blank, the name alone"),
    ] {
        let mut h = Harness::sample();
        h.stage(stage).keys("<C-r>b");
        assert_eq!(h.work().saying.as_ref().map(|said| said.text.as_str()), Some(said));
        assert_eq!(h.work().on_the_wall().words, words);
    }
}

#[test]
fn while_the_day_runs_standing_shows_what_runs_not_that_it_is_done() {
    let mut h = Harness::sample();
    h.stage("Standing");
    let Scene::Welcome(shown) = &wall(&h).scene else { panic!("{:?}", wall(&h).scene) };
    assert!(shown.agenda.is_empty() && !shown.title.is_empty());
    let drawn = {
        h.keys("<C-r>");
        h.screen()
    };
    assert!(!drawn.contains("The day is done"), "{drawn}");
}

#[test]
fn a_break_stays_on_the_wall_while_it_lasts_and_makes_room_for_whoever_goes_on_after_its_time() {
    let mut h = Harness::empty();
    h.stage("Questions");
    while !crate::room::break_runs(h.session()) {
        h.keys("<C-n>");
    }
    assert!(matches!(wall(&h).scene, Scene::Break(_)));
    h.keys("a paper note<Enter><PgDn><PgUp>");
    assert!(matches!(wall(&h).scene, Scene::Break(_)), "what waits is typed meanwhile");
    h.wait(30 * 60).keys("another<Enter>");
    assert!(matches!(wall(&h).scene, Scene::Break(_)), "nobody went on yet");
    h.keys("<PgDn>");
    assert!(matches!(wall(&h).scene, Scene::Themes(_) | Scene::Theme(_)), "{:?}", wall(&h).scene);
    h.keys("<PgUp>");
    assert!(matches!(wall(&h).scene, Scene::Notes(_)), "it does not come back");
}

#[test]
fn a_note_that_arrives_is_seen_also_where_somebody_had_turned_a_page() {
    let mut h = Harness::sample();
    h.stage("Questions").keys("<C-r><Down>");
    assert!(matches!(&wall(&h).scene, Scene::Notes(notes) if notes.page == 1), "{:?}", wall(&h).scene);
    h.keys("<Esc>Drivers on the road<Enter>");
    assert!(
        matches!(&wall(&h).scene, Scene::Notes(notes) if notes.page == 0 && notes.notes[0].text.starts_with("Drivers"))
    );
}

#[test]
fn the_time_of_day_is_a_scene_of_its_own_while_the_timer_counts() {
    let mut h = Harness::sample();
    h.keys("<C-t>5<Enter><C-p>choose what is on<Enter>time of day<Enter>");
    assert!(matches!(wall(&h).scene, Scene::DayClock), "{:?}", wall(&h).scene);
    assert!(wall(&h).timer.is_some());
}
