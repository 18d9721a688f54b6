//! Whole journeys through the real program in a real terminal: what was called saved survives every way out, and every
//! way out leaves the terminal as it was.
#![cfg(unix)]

mod pty;
#[path = "pty/wall.rs"]
mod wall;

use std::fs;
use std::path::{Path, PathBuf};

use pty::Pty;
use rustix::process::{Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

const SAMPLE: &[u8] = include_bytes!("../sessions/halvorn.json");
/// Keys as a terminal sends them.
const ENTER: &str = "\r";
const PAGE_DOWN: &str = "\u{1b}[6~";
const PARK: &str = "\u{f}";
const QUIT: &str = "\u{11}";

/// What gives the terminal back: other screen, paste, mouse, and the cursor.
const GIVEN_BACK: [&str; 5] =
    ["\u{1b}[?1049l", "\u{1b}[?2004l", "\u{1b}[?1000l", "\u{1b}[?1006l", "\u{1b}[?25h"];

struct Day {
    home: TempDir,
}

impl Day {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("day.json"), SAMPLE).unwrap();
        Self { home }
    }

    fn path(&self) -> PathBuf {
        self.home.path().join("day.json")
    }

    fn open(&self) -> Pty {
        let pty = Pty::offsite(self.home.path(), &["open", "day.json"]);
        pty.sees("Prepare").sees("Synopsis");
        pty
    }

    fn on_disk(&self) -> String {
        fs::read_to_string(self.path()).unwrap()
    }

    /// Parks a line and waits until the screen calls it saved.
    fn park(pty: &mut Pty, text: &str) {
        pty.keys(PARK).sees("Into the parking lot");
        pty.keys(text).sees(text);
        pty.keys(ENTER);
        pty.until("saved, and the box gone", |screen| {
            footer_says_saved(screen) && !screen.contains("Into the parking lot")
        });
    }

    fn parked(&self) -> Vec<String> {
        let session: Value = serde_json::from_str(&self.on_disk()).unwrap();
        let parked = session["parking_lot"].as_array().unwrap();
        parked.iter().map(|item| item["text"].as_str().unwrap().to_owned()).collect()
    }
}

/// "saved 14:03" is on the screen.
fn footer_says_saved(screen: &str) -> bool {
    screen.split("saved ").skip(1).any(|rest| {
        let time: Vec<char> = rest.chars().take(5).collect();
        time.len() == 5 && time[2] == ':' && time[0].is_ascii_digit()
    })
}

/// Goes from Prepare to the Questions stage.
fn questions(pty: &mut Pty) {
    pty.keys(PAGE_DOWN).keys(PAGE_DOWN).sees("Question 1 of 4");
}

#[test]
fn a_note_that_was_called_saved_survives_kill_minus_nine() {
    let home = tempfile::tempdir().unwrap();
    let mut pty = Pty::offsite(home.path(), &["demo"]);
    pty.sees("Halvorn");
    questions(&mut pty);
    pty.keys("The invoice explains nothing 😡");
    pty.sees("explains nothing");
    pty.keys(ENTER);
    pty.until("saved", footer_says_saved);
    pty.signal(Signal::KILL);
    assert!(pty.exit().1.is_some(), "it was killed");
    let file = home.path().join("sessions/halvorn-demo.json");
    assert!(fs::read_to_string(&file).unwrap().contains("The invoice explains nothing 😡"));
    let mut again = Pty::offsite(home.path(), &["open", "halvorn-demo"]);
    again.sees("Halvorn").sees("Synopsis");
    again.keys(QUIT);
    assert_eq!(again.exit(), (0, None));
}

#[test]
fn half_typed_text_is_offered_back_after_kill_minus_nine() {
    let day = Day::new();
    let mut pty = day.open();
    questions(&mut pty);
    pty.keys("half a thou").sees("half a thou");
    let drafts = day.home.path().to_owned();
    wait_for("the half-typed line on the disk", || holds(&drafts, "half a thou"));
    pty.signal(Signal::KILL);
    pty.exit();
    assert!(!day.on_disk().contains("half a thou"), "nobody pressed Enter");
    let mut again = day.open();
    // The stage is remembered as well.
    again.sees("Question 1 of 4").sees("half a thou");
    again.keys("ght").sees("half a thought");
    again.keys(ENTER);
    again.until("saved", footer_says_saved);
    assert!(day.on_disk().contains("half a thought"));
    again.keys(QUIT);
    assert_eq!(again.exit(), (0, None));
}

/// Whether a whole file in the folder of half-typed text holds this; one that is still being written does not count.
fn holds(home: &Path, text: &str) -> bool {
    let Ok(entries) = fs::read_dir(home.join("state/drafts")) else { return false };
    let whole = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".json") && !name.starts_with('.')
    };
    let mut files = entries.flatten().map(|entry| entry.path()).filter(whole);
    files.any(|path| fs::read_to_string(path).is_ok_and(|kept| kept.contains(text)))
}

/// Asks again and again, giving way to others in between, for at most a minute.
fn wait_for(what: &str, mut there: impl FnMut() -> bool) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(60);
    while !there() {
        assert!(std::time::Instant::now() < end, "waited for {what}");
        std::thread::yield_now();
    }
}

#[test]
fn every_signal_saves_gives_the_terminal_back_and_ends_with_its_number() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)] {
        let day = Day::new();
        let mut pty = Pty::offsite(day.home.path(), &["--version"]);
        pty.exit();
        let cooked = pty.settings();
        let mut pty = day.open();
        assert_ne!(pty.settings(), cooked, "the keys are read one by one");
        Day::park(&mut pty, "the first");
        // Not waited for: what is in flight is saved on the way out.
        pty.keys(PARK).sees("Into the parking lot");
        pty.keys("the second").sees("the second");
        pty.keys(ENTER);
        pty.until("the box gone", |screen| !screen.contains("Into the parking lot"));
        pty.signal(signal);
        assert_eq!(pty.exit(), (code, None), "{signal:?}");
        for given in GIVEN_BACK {
            pty.wrote(given);
        }
        assert_eq!(pty.settings(), cooked, "{signal:?}");
        let parked = day.parked();
        assert!(parked.ends_with(&["the first".into(), "the second".into()]), "{signal:?}: {parked:?}");
        assert!(!day.home.path().join(".day.json.lock").exists(), "the session is free again");
    }
}

#[test]
fn leaving_gives_the_terminal_back() {
    let day = Day::new();
    let mut pty = day.open();
    for taken in ["\u{1b}[?1049h", "\u{1b}[?2004h"] {
        pty.wrote(taken);
    }
    pty.keys(QUIT);
    assert_eq!(pty.exit(), (0, None));
    for given in GIVEN_BACK {
        pty.wrote(given);
    }
    let raw = pty.raw();
    let after = raw.rsplit("\u{1b}[?1049l").next().unwrap();
    assert!(!after.contains("\u{1b}[?1049h"), "{after:?}");
    assert_eq!(day.on_disk().as_bytes(), SAMPLE, "looking changes nothing");
}

#[test]
fn a_window_that_is_closed_ends_the_program_and_saves() {
    let day = Day::new();
    let mut pty = day.open();
    Day::park(&mut pty, "before the window went");
    pty.close();
    let (code, signal) = pty.exit();
    assert_eq!((code, signal), (129, None));
    assert!(day.parked().contains(&"before the window went".to_owned()));
    assert!(!day.home.path().join(".day.json.lock").exists());
}

#[test]
fn a_second_window_may_look_and_is_told_who_holds_the_session() {
    let day = Day::new();
    let mut first = day.open();
    let second = Pty::offsite(day.home.path(), &["open", "day.json"]);
    second.sees("read only");
    let mut second = second;
    // No box is opened for what could not be kept.
    second.keys(PARK).sees("open in another window").sees(&first.pid().to_string());
    second.keys("not mine").keys(ENTER);
    Day::park(&mut first, "mine");
    assert_eq!(day.parked().last().map(String::as_str), Some("mine"));
    second.until("no box", |screen| !screen.contains("Into the parking lot"));
    second.keys(QUIT);
    assert_eq!(second.exit(), (0, None));
    first.keys(QUIT);
    assert_eq!(first.exit(), (0, None));
    assert!(!day.parked().contains(&"not mine".to_owned()));
}

#[test]
fn who_leaves_a_dead_disk_gets_a_code_and_a_copy_and_the_copy_is_named_when_the_disk_is_back() {
    let home = tempfile::tempdir().unwrap();
    let (stick, pulled) = (home.path().join("stick"), home.path().join("pulled"));
    fs::create_dir(&stick).unwrap();
    fs::write(stick.join("day.json"), SAMPLE).unwrap();
    let mut pty = Pty::offsite(home.path(), &["open", "stick/day.json"]);
    pty.sees("Prepare").sees("Synopsis");
    fs::rename(&stick, &pulled).unwrap();
    pty.keys(PARK).sees("Into the parking lot");
    pty.keys("said too late").sees("said too late");
    pty.keys(ENTER).sees("NOT SAVED, 1 change: the folder is gone");
    pty.keys(QUIT).sees("Ctrl-Q again leaves. 1 change is not on the disk");
    pty.keys(QUIT);
    assert_eq!(pty.exit(), (1, None), "what is not saved is no success");
    fs::rename(&pulled, &stick).unwrap();
    let mut again = Pty::offsite(home.path(), &["open", "stick/day.json"]);
    again.sees("A newer state of this session").sees("(not saved");
    again.keys(QUIT);
    assert_eq!(again.exit(), (0, None));
}

#[test]
fn any_size_and_any_storm_of_sizes_is_lived_through() {
    let day = Day::new();
    let mut pty = day.open();
    for round in 0..100_u16 {
        for (cols, rows) in [(1, 1), (2, 50), (300, 2), (39, 11), (40, 12), (66 + round, 18), (500, 200)] {
            pty.resize(cols, rows);
        }
    }
    pty.resize(1, 1);
    pty.forget();
    pty.resize(30, 8);
    pty.sees("Offsite needs 40 x 12");
    pty.resize(100, 30);
    pty.sees("Prepare").sees("Synopsis");
    Day::park(&mut pty, "after the storm");
    pty.keys(QUIT);
    assert_eq!(pty.exit(), (0, None));
    assert_eq!(day.parked().last().map(String::as_str), Some("after the storm"));
}

#[test]
fn stopping_to_the_shell_gives_the_terminal_back_and_coming_back_draws_all() {
    let day = Day::new();
    let script = "\"$0\" open day.json; echo THE-SHELL-IS-BACK; read line; fg >/dev/null; echo CODE $?";
    let mut pty = Pty::from_a_shell(day.home.path(), script);
    pty.sees("Prepare").sees("Synopsis");
    // Who holds the session is written in its lock.
    let lock: Value =
        serde_json::from_slice(&fs::read(day.home.path().join(".day.json.lock")).unwrap()).unwrap();
    let pid = i32::try_from(lock["pid"].as_i64().unwrap()).unwrap();
    let pid = rustix::process::Pid::from_raw(pid).unwrap();
    kill_process(pid, Signal::TSTP).unwrap();
    pty.wrote("\u{1b}[?1049l").sees("THE-SHELL-IS-BACK");
    pty.forget();
    pty.keys("on\n");
    pty.wrote("\u{1b}[?1049h").sees("Prepare").sees("Synopsis");
    Day::park(&mut pty, "after the shell");
    pty.keys(QUIT);
    pty.sees("CODE 0");
    assert_eq!(day.parked().last().map(String::as_str), Some("after the shell"));
}

#[test]
fn a_session_that_cannot_be_read_is_told_on_the_shell_before_the_screen_changes() {
    let day = Day::new();
    fs::write(day.path(), "{").unwrap();
    let mut pty = Pty::offsite(day.home.path(), &["open", "day.json"]);
    assert_eq!(pty.exit(), (2, None));
    pty.sees("day.json: line 1");
    assert!(!pty.raw().contains("\u{1b}[?1049h"));
    assert_eq!(day.on_disk(), "{");
}
