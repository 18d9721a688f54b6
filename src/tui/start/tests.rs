//! The start screen, as a newcomer and as an old hand meet it.

use insta::assert_snapshot;

use crate::session::Variant;
use crate::tui::effect::Effect;
use crate::tui::event::{Event, Recent};
use crate::tui::harness::Harness;

fn recent(path: &str, title: &str, detail: &str) -> Recent {
    Recent { path: path.into(), title: title.into(), detail: detail.into() }
}

fn three() -> Harness {
    Harness::start(vec![
        recent("a.json", "Halvorn Broadband: Customer experience baseline", "12 March 2026 · 77 notes"),
        recent("b.json", "田中商店: お客様体験の一日", "3 February 2026 · 41 notes"),
        recent("c.json", "old-day.json", "line 12, column 4: a comma is missing"),
    ])
}

#[test]
fn enter_continues_the_session_under_the_pointer() {
    let mut harness = three();
    harness.keys("<Down><Enter>");
    assert!(matches!(&harness.effects[..], [Effect::Open(path)] if path.to_str() == Some("b.json")));
}

#[test]
fn two_sessions_of_one_title_are_told_apart_by_their_files() {
    for size in ["66x18", "80x24", "160x48", "60x14"] {
        let mut harness = Harness::start(vec![
            recent("/s/halvorn-demo.json", "Halvorn Broadband", "12 March 2026 · 77 notes"),
            recent("/s/halvorn-demo-2.json", "Halvorn Broadband", "12 March 2026 · 77 notes"),
            recent("/s/spring.json", "Spring day", "1 April 2026 · 0 notes"),
        ]);
        harness.keys(&format!("<resize {size}>"));
        let screen = harness.screen();
        for name in ["halvorn-demo.json", "halvorn-demo-2.json"] {
            assert!(screen.contains(name), "{size} {name}\n{screen}");
        }
        assert!(!screen.contains("spring.json"), "{screen}");
    }
    let mut harness = Harness::start(vec![
        recent("/one/day.json", "Spring day", "1 April 2026 · 0 notes"),
        recent("/two/day.json", "Spring day", "1 April 2026 · 0 notes"),
    ]);
    harness.keys("<resize 66x18>");
    assert!(harness.screen().contains("/one/day.json") && harness.screen().contains("/two/day.json"));
}

#[test]
fn a_click_selects_and_the_second_opens() {
    let mut harness = three();
    let row = harness.screen().lines().position(|line| line.contains("old-day")).expect("it is listed");
    harness.keys(&format!("<click 20 {row}>"));
    assert!(harness.effects.is_empty());
    harness.keys(&format!("<click 20 {row}>"));
    assert!(matches!(&harness.effects[..], [Effect::Open(path)] if path.to_str() == Some("c.json")));
}

#[test]
fn what_can_be_done_is_clicked_by_its_name() {
    let mut harness = three();
    let row =
        harness.screen().lines().position(|line| line.contains("d  The sample day")).expect("it is there");
    harness.keys(&format!("<click 8 {row}>"));
    assert!(matches!(&harness.effects[..], [Effect::Demo]));
}

#[test]
fn a_new_session_asks_for_its_title_and_its_agenda() {
    let mut harness = Harness::start(Vec::new());
    harness.keys("nSpring day, no?<Enter><Down><Enter>");
    assert!(
        matches!(&harness.effects[..], [Effect::New { title, variant: Variant::HalfDay }] if title == "Spring day, no?"),
        "{:?}",
        harness.effects
    );
}

#[test]
fn esc_goes_back_step_by_step_and_the_title_is_still_there() {
    let mut harness = Harness::start(Vec::new());
    harness.keys("nSpring<Enter><Esc>");
    assert!(harness.screen().contains("A new session"));
    harness.keys("<Esc>n");
    assert!(harness.screen().contains("Spring"));
    harness.keys("<C-z>");
    assert!(!harness.screen().contains("Spring"), "typing is taken back");
    assert!(harness.effects.is_empty());
}

#[test]
fn a_path_is_typed_and_opened() {
    let mut harness = Harness::start(Vec::new());
    harness.keys("o<Enter>").keys("<paste /data/day.json\\n><Enter>");
    assert!(matches!(&harness.effects[..], [Effect::Open(path)] if path.to_str() == Some("/data/day.json")));
}

#[test]
fn what_went_wrong_is_said_and_goes_with_the_next_key() {
    let mut harness = three();
    harness.event(Event::Failed("c.json: line 12, column 4: a comma is missing".into()));
    assert!(harness.screen().contains("a comma is missing"));
    let last = |harness: &Harness| harness.screen().lines().last().unwrap_or_default().to_owned();
    assert!(last(&harness).contains("comma"));
    harness.keys("<Down>");
    assert!(!last(&harness).contains("comma"));
}

#[test]
fn help_and_quit_are_there_too() {
    let mut harness = three();
    harness.keys("?");
    assert!(harness.screen().contains("Offsite runs a customer-experience workshop day"));
    harness.keys("<Esc><C-q>");
    assert!(matches!(&harness.effects[..], [Effect::Quit]));
}

#[test]
fn many_sessions_scroll_and_every_size_draws() {
    let many = (0..30).map(|n| recent("x.json", &format!("Day {n}"), "1 note")).collect();
    let mut harness = Harness::start(many);
    harness.keys("<End>");
    for size in ["66x18", "80x24", "160x48", "40x12", "20x5", "1x1", "300x100"] {
        harness.keys(&format!("<resize {size}>"));
        let screen = harness.screen();
        assert!(size.len() < 5 || size == "20x5" || screen.contains("Day 29"), "{size}\n{screen}");
    }
    for keys in ["n", "<Enter>", "<Esc><Esc>o", "<Esc>?"] {
        harness.keys(keys);
        for size in ["40x12", "66x18", "300x100"] {
            harness.keys(&format!("<resize {size}>")).screen();
        }
    }
}

#[test]
fn the_start_screen_at_three_sizes() {
    for (w, h) in [(66, 18), (80, 24), (160, 48)] {
        assert_snapshot!(format!("empty_{w}x{h}"), Harness::start(Vec::new()).styled(w, h));
        assert_snapshot!(format!("three_{w}x{h}"), three().styled(w, h));
        assert_snapshot!(format!("agenda_{w}x{h}"), three().keys("n<Enter>").styled(w, h));
    }
}
