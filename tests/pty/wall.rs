//! The laptop and the projector's own window together, both real, through a day.

use std::fs;
use std::os::unix::net::UnixDatagram;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use serde_json::Value;
use tempfile::TempDir;

use crate::pty::Pty;

const SAMPLE: &[u8] = include_bytes!("../../sessions/halvorn.json");
const ENTER: &str = "\r";
const PAGE_DOWN: &str = "\u{1b}[6~";
const PAGE_UP: &str = "\u{1b}[5~";
const QUIT: &str = "\u{11}";
const PALETTE: &str = "\u{10}";
const ROOM: &str = "\u{12}";
const NEXT_BLOCK: &str = "\u{e}";
const TIMER: &str = "\u{14}";

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

/// Waits until this stands among the places and half-typed words that a laptop keeps, or no longer does.
fn until_kept(home: &TempDir, words: &str, there: bool) {
    let end = Instant::now() + Duration::from_secs(60);
    let kept = || {
        let drafts = fs::read_dir(home.path().join("state/drafts")).into_iter().flatten().flatten();
        // What is being written beside its place is not kept yet.
        let whole = drafts
            .map(|file| file.path())
            .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("day-")));
        whole.filter_map(|path| fs::read_to_string(path).ok()).any(|text| text.contains(words))
    };
    while kept() != there {
        assert!(Instant::now() < end, "kept: {words}, {}", !there);
        std::thread::yield_now();
    }
}

/// Waits until a laptop listens for the clicker: it begins to after its first frame.
fn until_heard(home: &TempDir) {
    let end = Instant::now() + Duration::from_secs(60);
    let stranger = UnixDatagram::unbound().unwrap();
    let heard = || {
        let sockets = fs::read_dir(home.path().join("state/click")).into_iter().flatten().flatten();
        sockets.map(|socket| socket.path()).any(|path| stranger.send_to(b"no word", path).is_ok())
    };
    while !heard() {
        assert!(Instant::now() < end, "nobody listens");
        std::thread::yield_now();
    }
}

const LARGE_LETTERS: &str = "(large letters)";

#[test]
fn the_wall_follows_the_laptop_through_the_day() {
    let home = home();
    let wall = Pty::offsite(home.path(), &["room", "day.json"]);
    wall.sees("Open day.json in the other window.");
    let mut laptop = laptop(&home);
    wall.sees("The day is done.");
    for (stage, shown) in [
        ("Roster", "Describe before you repair."),
        ("Questions", "Students: 10-month"),
        ("Themes", "9 notes, 9 dots"),
        ("Gaps", "first message about 94"),
        ("Sort", "6 of 6"),
        ("Plan", "by 30 Apr"),
        ("Standing", LARGE_LETTERS),
        ("Synopsis", "We show the synopsis"),
    ] {
        laptop.keys(PAGE_DOWN);
        let shown = shown.to_owned();
        let screen = wall.until(stage, |screen| {
            // The day's title alone, in large letters: no block runs any more.
            let title = || screen.matches(['▟', '▙', '▛', '▜']).count() > 40 && !screen.contains("by 30 Apr");
            if shown == LARGE_LETTERS { title() } else { screen.contains(&shown) }
        });
        assert!(!screen.contains("Zoë") && !screen.contains("NOT FOR THE ROOM"), "{screen}");
    }
    laptop.keys(QUIT);
    assert_eq!(laptop.exit().0, 0);
    wall.sees("waiting for the laptop");
}

/// Goes to a stage by the palette and waits until it is there.
fn go(laptop: &mut Pty, stage: &str, there: &str) {
    laptop.keys(PALETTE).sees("what would you like to do?");
    laptop.keys(&format!("go to {stage}")).keys(ENTER).sees(there);
}

fn is_black(screen: &str) -> bool {
    screen.trim().is_empty()
}

#[test]
fn the_wall_follows_a_day_that_is_lived_note_by_note_vote_break_timer_and_a_laptop_that_dies() {
    let home = tempfile::tempdir().unwrap();
    let wall = Pty::offsite(home.path(), &["room"]);
    wall.sees("Open a session in the other window.");
    let path = home.path().join("day.json");
    let path = path.to_str().unwrap();
    let mut laptop = Pty::offsite(home.path(), &["new", path, "--date", "2026-03-12"]);
    laptop.sees("Prepare").sees("Synopsis");
    wall.sees("Thursday 12 March 2026");

    // Notes arrive; the newest is in large letters, the one before it in plain ones.
    go(&mut laptop, "questions", "Question 1 of 4");
    wall.sees("Question 1 of 4");
    for (note, before) in [
        ("Nurses between shifts", ""),
        ("Drivers on the road", "Nurses between"),
        ("Last of them", "Drivers on the"),
    ] {
        laptop.keys(note).sees(note);
        laptop.keys(ENTER);
        wall.sees(before);
    }

    // A secret vote: how far it is, never what for; then the result.
    go(&mut laptop, "themes", "No theme yet");
    for (name, id) in [("Nobody calls back", "T01"), ("Bills are riddles", "T02")] {
        laptop.keys("n").keys(name).sees(name);
        laptop.keys(ENTER).sees(&format!("wall: theme {id}"));
    }
    laptop.keys("d").sees("How do the dots get here?");
    laptop.keys("ballot by ballot").keys(ENTER).sees("How many people vote?");
    laptop.keys("\u{15}2").keys(ENTER).sees("0 of 2 ballots in");
    wall.sees("0 of 2 ballots are in").sees("Bills are riddles");
    laptop.keys(ENTER).sees("NOT FOR THE ROOM");
    laptop.keys("2 2 1").keys(ENTER).sees("Ballot 2 of 2");
    let open = wall.until("one is in", |screen| screen.contains("1 of 2 ballots are in"));
    laptop.keys("2 2 1").keys(ENTER);
    let all = wall.until("both are in", |screen| screen.contains("2 of 2 ballots are in"));
    for shown in [open, all] {
        assert!(!["NOT FOR", "2 2 1", "voted"].iter().any(|word| shown.contains(word)), "{shown}");
        let line = shown.lines().find(|line| line.contains("Bills are riddles")).unwrap();
        assert_eq!(line.trim(), "2   Bills are riddles", "its number, and no dots");
    }
    laptop.keys("\u{1b}").until("counted", |screen| !screen.contains("NOT FOR THE ROOM"));
    laptop.keys("c");
    let result = wall.until("the result", |screen| screen.contains("2 people voted"));
    let place = |name: &str| result.find(name).unwrap();
    assert!(place("Bills are riddles") < place("Nobody calls back"), "{result}");

    // Up to the first break: the wall shows it by itself, and when to be back; then it follows the stage again.
    let file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    for block in file["agenda"].as_array().unwrap() {
        laptop.keys(NEXT_BLOCK).sees(&format!("· {}", block["title"].as_str().unwrap()));
        if block["kind"] == "break" {
            break;
        }
    }
    wall.sees("back at").sees("it is ");
    laptop.keys(NEXT_BLOCK);
    wall.sees("2 people voted");

    // A timer is seen on it.
    laptop.keys(TIMER).sees("Enter starts them");
    laptop.keys(ENTER);
    wall.sees(" left");
    laptop.keys("x");
    wall.until("no timer", |screen| !screen.contains(" left"));
    laptop.keys("\u{1b}").until("the timer is left", |screen| !screen.contains("Enter starts them"));

    // One note alone, blank, black, and back.
    go(&mut laptop, "questions", "Question 1 of 4");
    wall.sees("Drivers on the");
    laptop.keys(ROOM).until("the wall in this window", |screen| !screen.contains("Prepare"));
    laptop.keys("s");
    wall.until("one note alone", |screen| {
        screen.contains("Who are your customers?") && !screen.contains("Drivers on the")
    });
    laptop.keys("s");
    wall.sees("Drivers on the");
    laptop.keys("b");
    wall.until("the question alone", |screen| !screen.contains("Drivers on the") && !is_black(screen));
    laptop.keys(".");
    wall.until("black", is_black);
    laptop.keys(ROOM);
    wall.sees("Drivers on the");
    laptop.keys(ROOM).sees("Prepare");

    // The laptop dies, and is followed again when it is back. What was lifted a moment ago is kept as lifted by then.
    until_kept(&home, "black", false);
    laptop.signal(Signal::KILL);
    wall.sees("waiting for the laptop").sees("Drivers on the");
    drop(laptop);
    let mut again = Pty::offsite(home.path(), &["open", path]);
    again.sees("Prepare").sees("Synopsis");
    wall.until("followed again", |screen| !screen.contains("waiting for the laptop"));
    go(&mut again, "questions", "Question 1 of 4");
    again.keys("The newest of all").sees("The newest of all");
    again.keys(ENTER);
    wall.sees("Last of them");
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
    laptop.keys("stands still").keys(ENTER).sees("notes of Q1 · frozen");
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
    // One q alone leaves nothing; the page turns after it.
    wall.keys("qd").keys(QUIT);
    assert_eq!(wall.exit().0, 0);
    let wall = Pty::offsite(home.path(), &["room", "day.json"]);
    wall.sees("Students: 10-month");
}

#[test]
fn a_wall_whose_file_was_taken_away_is_there_again_for_a_window_that_starts() {
    let home = home();
    let mut laptop = laptop(&home);
    laptop.keys(PAGE_DOWN).sees("Roster");
    let file = home.path().join(".day.json.room");
    let end = Instant::now() + Duration::from_secs(20);
    while !file.exists() && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(20));
    }
    fs::remove_file(&file).unwrap();
    let wall = Pty::offsite(home.path(), &["room", "day.json"]);
    wall.sees("Describe before you repair.");
    assert!(file.exists());
}

#[test]
fn a_clicker_at_the_projector_steers_the_laptop_and_both_show_it() {
    let home = home();
    let mut wall = Pty::offsite(home.path(), &["room", "day.json"]);
    wall.sees("Open day.json in the other window.");
    let mut laptop = laptop(&home);
    wall.sees("The day is done.");
    until_heard(&home);
    wall.keys(PAGE_DOWN).sees("Describe before you repair.");
    laptop.sees("People 16");
    wall.keys(PAGE_DOWN).sees("Students: 10-month");
    laptop.sees("Question 1 of 4");
    laptop.keys("half a thought");
    wall.keys(".").until("black", |screen| screen.trim().is_empty());
    laptop.sees("wall: black").sees("half a thought");
    wall.keys("\u{1b}").sees("Students: 10-month");
    wall.keys("f");
    laptop.sees("frozen").sees("half a thought");
    wall.keys("f");
    wall.keys(PAGE_UP).sees("Describe before you repair.");
    laptop.sees("People 16");
    // A laptop that only reads does not listen; the first one still does.
    let second = Pty::offsite(home.path(), &["open", "day.json"]);
    second.sees("read only");
    wall.keys(PAGE_DOWN).sees("Students: 10-month");
    laptop.sees("Question 1 of 4").sees("half a thought");
    drop(second);
    laptop.keys(QUIT);
    assert_eq!(laptop.exit().0, 0);
    let left = fs::read_dir(home.path().join("state/click")).unwrap().count();
    assert_eq!(left, 0, "a clean close leaves no socket");
}

#[test]
fn a_clicker_helps_itself_while_the_laptop_is_dead_and_steers_it_again_when_it_is_back() {
    let home = home();
    let mut first = laptop(&home);
    let mut wall = Pty::offsite(home.path(), &["room"]);
    wall.sees("The day is done.");
    until_heard(&home);
    wall.keys(PAGE_DOWN).keys(PAGE_DOWN).sees("Students: 10-month");
    wall.keys(".").until("black", |screen| screen.trim().is_empty());
    first.sees("wall: black");
    until_kept(&home, "black", true);
    first.signal(Signal::KILL);
    let _ = first.exit();
    wall.keys(".").sees("Students: 10-month");
    wall.keys(".").until("black", |screen| screen.trim().is_empty());
    // What was black is black after the restart, and is lifted by the laptop then.
    let again = laptop(&home);
    again.sees("wall: black");
    until_heard(&home);
    wall.keys("\u{1b}").sees("Students: 10-month");
    again.until("lifted", |screen| !screen.contains("wall: black"));
    wall.keys(PAGE_UP).sees("Describe before you repair.");
    again.sees("People 16");
}

#[test]
fn of_two_open_laptops_the_wall_without_a_name_follows_the_last_and_one_with_a_name_its_own() {
    let home = home();
    fs::copy(home.path().join("day.json"), home.path().join("other.json")).unwrap();
    let first = laptop(&home);
    let mut any = Pty::offsite(home.path(), &["room"]);
    let named = Pty::offsite(home.path(), &["room", "day.json"]);
    any.sees("The day is done.");
    named.sees("The day is done.");
    let mut other = Pty::offsite(home.path(), &["open", "other.json"]);
    other.sees("Prepare").sees("Synopsis");
    other.keys(PAGE_DOWN).sees("People 16");
    any.sees("Describe before you repair.");
    named.sees("The day is done.");
    any.keys(PAGE_DOWN).sees("Students: 10-month");
    other.sees("Question 1 of 4");
    other.keys(QUIT);
    assert_eq!(other.exit().0, 0);
    any.sees("The day is done.");
    drop(first);
}

#[test]
fn the_wall_goes_on_when_the_sessions_file_is_renamed_or_changed_by_somebody_else() {
    let home = home();
    let mut laptop = laptop(&home);
    let wall = Pty::offsite(home.path(), &["room", "day.json"]);
    wall.sees("The day is done.");
    fs::write(home.path().join("day.json"), b"{}").unwrap();
    laptop.keys("\u{f}").sees("Into the parking lot");
    laptop.keys("call the landlord").keys(ENTER).sees("Somebody else changed the file");
    laptop.keys(PAGE_DOWN).sees("People 16");
    wall.sees("Describe before you repair.");
    fs::rename(home.path().join("day.json"), home.path().join("elsewhere.json")).unwrap();
    laptop.keys(PAGE_DOWN).sees("Question 1 of 4");
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
    wall.wrote("\u{1b}[?1049l");
}
