//! Scenarios of the Synopsis stage: before, keys, after.

use crate::tui::effect::Effect;
use crate::tui::harness::Harness;

fn sample() -> Harness {
    let mut day = Harness::sample();
    day.stage("Synopsis");
    day
}

#[test]
fn the_document_is_there_from_the_first_minute() {
    let mut day = Harness::empty();
    day.stage("Synopsis");
    assert!(day.screen().contains("Early: no gap yet. Nothing blocks a final"), "{}", day.screen());
}

#[test]
fn it_shows_the_sample_day_and_follows_a_change_at_once() {
    let mut day = sample();
    assert!(day.screen().contains("Halvorn Broadband"));
    day.keys("<PgUp><C-o>Who pays for the cake?<Enter>").stage("Synopsis");
    let mut seen = day.screen();
    for _ in 0..60 {
        day.keys("<Space>");
        seen.push_str(&day.screen());
    }
    assert!(seen.contains("Who pays for the cake?"));
}

#[test]
fn chapters_are_one_key_apart_and_the_end_is_reached() {
    let mut day = sample();
    let first = day.screen();
    day.keys("<Tab>");
    assert_ne!(first, day.screen());
    day.keys("<End>");
    assert!(day.screen().contains("100% read"));
    day.keys("<Home>");
    assert_eq!(first, day.screen());
}

#[test]
fn page_one_is_the_first_chapter_of_the_list() {
    let mut harness = sample();
    harness.keys("<resize 160x48>");
    let first = |harness: &Harness| harness.screen().lines().next().unwrap_or_default().to_owned();
    assert!(first(&harness).contains("On one page"), "{}", harness.screen());
    harness.keys("]");
    assert!(!first(&harness).contains("On one page"), "{}", harness.screen());
    harness.keys("[");
    assert!(first(&harness).contains("On one page"), "{}", harness.screen());
}

#[test]
fn export_asks_for_formats_and_asks_the_world() {
    let mut day = sample();
    day.keys("e<Enter>");
    let asked = day.effects.iter().find_map(|effect| match effect {
        Effect::Export { formats, .. } => Some(formats.clone()),
        _ => None,
    });
    assert_eq!(asked, Some(vec!["html".to_owned()]));
}

#[test]
fn what_is_missing_is_listed_and_enter_goes_there() {
    let mut day = sample();
    day.keys("b");
    assert!(day.screen().contains("What is missing"), "{}", day.screen());
    day.keys("<Enter>");
    assert_ne!(day.work().stage().name(), "Synopsis");
}

#[test]
fn no_author_is_named_beside_a_quote() {
    let mut day = sample();
    day.keys("<resize 160x48>");
    for _ in 0..40 {
        let screen = day.screen();
        assert!(!screen.contains("N001") && !screen.contains("N026"));
        day.keys("<Space>");
    }
}

#[test]
fn the_stage_looks_as_it_should() {
    let mut empty = Harness::empty();
    empty.stage("Synopsis");
    for (name, mut day) in [("sample", sample()), ("empty", empty)] {
        for (width, height) in [(66, 18), (80, 24), (160, 48)] {
            insta::assert_snapshot!(format!("synopsis_{name}_{width}x{height}"), day.styled(width, height));
        }
    }
}

#[test]
fn on_a_small_page_no_heading_of_a_table_is_broken_inside_a_word() {
    let mut day = sample();
    day.keys("<resize 66x18>");
    let mut seen = String::new();
    for _ in 0..12 {
        seen.push_str(&day.screen());
        day.keys("<Space>");
    }
    assert!(
        seen.contains("front line") && seen.contains("managers") && seen.contains("executives"),
        "{seen}"
    );
}
