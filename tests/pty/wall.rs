//! The laptop and the projector's own window together, both real, through a day.

use std::fs;

use rustix::process::Signal;
use tempfile::TempDir;

use crate::pty::Pty;

const SAMPLE: &[u8] = include_bytes!("../../sessions/halvorn.json");
const ENTER: &str = "\r";
const PAGE_DOWN: &str = "\u{1b}[6~";
const QUIT: &str = "\u{11}";
const PALETTE: &str = "\u{10}";
const ROOM: &str = "\u{12}";

fn home() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("day.json"), SAMPLE).unwrap();
    home
}

fn laptop(home: &TempDir) -> Pty {
    let pty = Pty::offsite(home.path(), &["open", "day.json"]);
    pty.sees("Prepare").sees("Synopsis");
    pty
}

#[test]
fn the_wall_follows_the_laptop_through_the_day() {
    let home = home();
    let wall = Pty::offsite(home.path(), &["room", "day.json"]);
    wall.sees("Open a session in the other window.");
    let mut laptop = laptop(&home);
    wall.sees("The day is done.");
    for (stage, shown) in [
        ("Roster", "Describe before you repair."),
        ("Questions", "Students: 10-month"),
        ("Themes", "9 notes, 9 dots"),
        ("Gaps", "first message about 94"),
        ("Sort", "6 of 6"),
        ("Plan", "by 30 Apr"),
        ("Standing", "Thursday 12 March 2026"),
        ("Synopsis", "We show the synopsis"),
    ] {
        laptop.keys(PAGE_DOWN);
        let shown = shown.to_owned();
        let screen = wall.until(stage, |screen| screen.contains(&shown));
        assert!(!screen.contains("Zoë") && !screen.contains("NOT FOR THE ROOM"), "{screen}");
    }
    laptop.keys(QUIT);
    assert_eq!(laptop.exit().0, 0);
    wall.sees("waiting for the laptop");
}

#[test]
fn a_note_is_on_the_wall_as_soon_as_it_is_typed_and_a_frozen_wall_stands_still() {
    let home = home();
    let wall = Pty::offsite(home.path(), &["room"]);
    wall.sees("Open a session in the other window.");
    let mut laptop = laptop(&home);
    laptop.keys(PAGE_DOWN).keys(PAGE_DOWN).sees("Who are your customers?");
    laptop.keys("Nurses between two shifts").keys(ENTER);
    // The newest is in large letters; the one before it is small again now.
    wall.sees("Caretakers of schools");
    laptop.keys(PALETTE).sees("what would you like to do?");
    laptop.keys("stands still").keys(ENTER).sees("wall frozen");
    laptop.keys("Drivers on the road").keys(ENTER).sees("Drivers on the road");
    laptop.keys(PALETTE).keys("stands still").keys(ENTER);
    wall.sees("Nurses between two");
    laptop.keys(ROOM).until("the wall in this window", |screen| !screen.contains("Prepare"));
    laptop.keys(".");
    wall.until("black", |screen| screen.trim().is_empty());
    laptop.keys(".");
    wall.sees("Nurses between two");
}

#[test]
fn the_wall_survives_a_laptop_that_dies_and_one_that_comes_back() {
    let home = home();
    let mut first = laptop(&home);
    first.keys(PAGE_DOWN).sees("People 16");
    let mut wall = Pty::offsite(home.path(), &["room", "day.json"]);
    wall.sees("Describe before you repair.");
    first.signal(Signal::KILL);
    wall.sees("waiting for the laptop").sees("Describe before you repair.");
    let mut again = laptop(&home);
    wall.until("no waiting", |screen| !screen.contains("waiting for the laptop"));
    again.keys(PALETTE).sees("what would you like to do?");
    again.keys("go to questions").keys(ENTER);
    wall.sees("Students: 10-month");
    wall.keys("q");
    assert_eq!(wall.exit().0, 0);
    let wall = Pty::offsite(home.path(), &["room", "day.json"]);
    wall.sees("Students: 10-month");
}

#[test]
fn the_test_pattern_says_what_the_terminal_is() {
    let home = home();
    let mut wall = Pty::offsite(home.path(), &["room", "--test"]);
    wall.sees("100 x 30 cells").sees("Can the back row read this row?").sees("Now");
    wall.resize(66, 18);
    wall.sees("66 x 18 cells");
    wall.keys("\u{1b}");
    assert_eq!(wall.exit().0, 0);
    assert!(wall.raw().contains("\u{1b}[?1049l"), "the terminal is given back");
}
