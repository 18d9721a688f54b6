//! Files from a stranger: the sample day with fields gone, values at their extremes and references broken. What opens is
//! drawn on every stage at odd sizes, survives random keys, gives its verdicts and its synopsis, and is saved again.

use std::panic::{AssertUnwindSafe, catch_unwind};

use offsite::playbook::Playbook;
use offsite::rules::Verdicts;
use offsite::session::{
    DepartmentId, Gap, GapChange, GapId, History, Moment, PersonId, Process, Revision, Session, Sop, Step,
    Variant, edit,
};
use offsite::shelf::format;
use offsite::synopsis;
use offsite::tui::harness::{Harness, SAMPLE};
use serde_json::{Value, json};

const STAGES: usize = 9;
const SIZES: [&str; 3] = ["66x18", "1x1", "161x47"];
const KEYS: &[&str] = &[
    "<Enter>",
    "<Enter>",
    "<Esc>",
    "<Esc>",
    "e",
    "x",
    "X",
    "<C-z>",
    "<C-y>",
    "<Tab>",
    "<BTab>",
    "<Up>",
    "<Down>",
    "<Left>",
    "<Right>",
    "<Home>",
    "<End>",
    "<BSpace>",
    "<Del>",
    "<Space>",
    "a",
    "d",
    "g",
    "j",
    "k",
    "m",
    "n",
    "o",
    "p",
    "r",
    "s",
    "t",
    "u",
    "v",
    "w",
    "y",
    "?",
    "/",
    ":",
    "+",
    "-",
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
    "9",
    "[",
    "]",
    "{",
    "}",
    "A",
    "D",
    "G",
    "M",
    "N",
    "P",
    "S",
    "T",
    "V",
    "<S-Up>",
    "<S-Down>",
    "<S-Left>",
    "<S-Right>",
    "<C-p>",
    "<C-f>",
    "<C-k>",
    "<C-b>",
    "<C-t>",
    "<C-d>",
    "<C-u>",
    "<C-w>",
    "<C-o>",
    "<C-n>",
    "<M-Up>",
    "<M-Down>",
    "<M-a>",
    "<F1>",
    "<F2>",
    "<PgUp>",
    "<PgDn>",
    "<wheel up 9 9>",
    "<wheel down 30 10>",
    "<click 3 5>",
    "<click 60 15>",
    "<click 33 9>",
    "<drag 5 6 50 12>",
    "<resize 66x18>",
    "<resize 80x24>",
    "<resize 40x12>",
    "<resize 200x60>",
    "<paste 99999999999>",
    "<paste é\u{202e}👩‍👩‍👧\u{1b}[31m>",
    "<paste 9999-12-31>",
    "<paste 00:00>",
];

/// A small generator with a seed, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap_or(0)
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// Goes to the n-th value and spoils it; true once that is done.
fn spoil(value: &mut Value, n: &mut usize, dice: &mut Dice) -> bool {
    if *n == 0 {
        damage(value, dice);
        return true;
    }
    *n -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| spoil(item, n, dice)),
        Value::Object(fields) => fields.values_mut().any(|field| spoil(field, n, dice)),
        _ => false,
    }
}

fn damage(value: &mut Value, dice: &mut Dice) {
    match value {
        Value::Array(items) => match dice.below(5) {
            0 => items.clear(),
            1 if !items.is_empty() => {
                let at = dice.below(items.len());
                items.remove(at);
            }
            2 if !items.is_empty() => {
                let twin = items[dice.below(items.len())].clone();
                items.push(twin);
            }
            3 => items.reverse(),
            _ => {
                let more = items.clone();
                for _ in 0..3 {
                    items.extend(more.iter().cloned());
                }
            }
        },
        Value::Object(fields) => {
            let names: Vec<String> = fields.keys().cloned().collect();
            match (dice.below(3), names.is_empty()) {
                (0, false) => {
                    let name = dice.of(&names).clone();
                    fields.remove(&name);
                }
                (1, false) => {
                    let name = dice.of(&names).clone();
                    fields.insert(name, Value::Null);
                }
                _ => {
                    fields.insert("zz".into(), json!([1e300, {"a": null}]));
                }
            }
        }
        Value::Number(_) => {
            *value = dice
                .of(&[
                    json!(0),
                    json!(1),
                    json!(-1),
                    json!(255),
                    json!(65535),
                    json!(u32::MAX),
                    json!(u64::MAX),
                    json!(i64::MIN),
                    json!(1e300),
                    json!(0.5),
                ])
                .clone();
        }
        Value::String(_) => {
            let texts = [
                "",
                " ",
                "\u{202e}\u{1b}[2J\u{7}\u{200b}",
                "9999-12-31",
                "0001-01-01",
                "00:00",
                "23:59",
                "9999-12-30T22:00:00+00:00",
                "0001-01-03T00:00:00+14:00",
                "G01",
                "N01",
                "P99999999999999999999",
                "T4294967295",
                "日本語\u{301}\u{301}👩‍👩‍👧‍👦\u{fe0f}",
                "a\n\n\tb\r\nc",
                "now",
                "closed",
            ];
            *value = match dice.below(5) {
                0 => json!("long words and wordswithoutanyblank".repeat(60)),
                1 => Value::Null,
                _ => json!(*dice.of(&texts)),
            };
        }
        _ => *value = dice.of(&[json!(true), json!(false), json!(3), json!("x"), Value::Null]).clone(),
    }
}

/// Only what these keys and damages are made of comes out; a control character would be an escape in the terminal.
fn is_plain(screen: &str) -> bool {
    !screen.contains(|c: char| {
        (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

fn say_everything(session: &Session, playbook: &Playbook) {
    let verdicts = Verdicts::of(session);
    let document = synopsis::compose(session, &verdicts, playbook, &synopsis::Options::default());
    for format in synopsis::Format::ALL {
        let text = format.render(&document);
        let leak = text.lines().find(|line| !is_plain(line));
        assert!(leak.is_none(), "{format:?}: {leak:?}");
    }
}

fn live(session: Session, dice: &mut Dice, keys: usize) -> String {
    let mut typed = String::new();
    let done = catch_unwind(AssertUnwindSafe(|| {
        let playbook = Playbook::builtin();
        say_everything(&session, playbook);
        let mut harness = Harness::with(session);
        for _ in 0..STAGES {
            for size in SIZES {
                let screen = harness.keys(&format!("<resize {size}>")).screen();
                assert!(is_plain(&screen), "{screen:?}");
            }
            for _ in 0..keys {
                let key = if dice.below(6) == 0 {
                    char::from(u8::try_from(33 + dice.below(93)).unwrap()).to_string().replace('<', "<lt>")
                } else {
                    (*dice.of(KEYS)).to_owned()
                };
                typed.push_str(&key);
                harness.keys(&key);
                if harness.app.at_start() {
                    return;
                }
                if dice.below(4) == 0 {
                    let screen = harness.screen();
                    assert!(is_plain(&screen), "{screen:?}");
                }
            }
            typed.push_str("<Esc><Esc><Esc><Esc><PgDn>");
            harness.keys("<Esc><Esc><Esc><Esc><PgDn>");
            if harness.app.at_start() {
                return;
            }
        }
        let session = harness.session().clone();
        say_everything(&session, playbook);
        let bytes = format::write(&session).expect("what was edited can be written");
        let again = format::read(&bytes).expect("what was written can be read");
        assert_eq!(format::write(&again).expect("and written again"), bytes);
    }));
    match done {
        Ok(()) => String::new(),
        Err(_) => format!("keys {typed:?}"),
    }
}

fn rounds() -> u64 {
    std::env::var("OFFSITE_HOSTILE_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(12)
}

fn first() -> u64 {
    std::env::var("OFFSITE_HOSTILE_FIRST").ok().and_then(|n| n.parse().ok()).unwrap_or(0)
}

#[test]
fn a_strangers_file_never_brings_the_house_down() {
    let sample: Value = serde_json::from_slice(SAMPLE).unwrap();
    let values = count(&sample);
    let (mut opened, mut failed) = (0, Vec::new());
    for seed in first()..first() + rounds() {
        let mut dice = Dice(seed);
        let mut file = sample.clone();
        for _ in 0..=dice.below(30) {
            // A spoiled file that would be refused is spoiled in another way: the refusal has its own tests.
            let mut next = file.clone();
            let mut at = dice.below(values);
            spoil(&mut next, &mut at, &mut dice);
            let bytes = serde_json::to_vec(&next).unwrap();
            if let Ok(session) = format::read(&bytes) {
                assert_eq!(format::read(&format::write(&session).unwrap()).unwrap(), session, "seed {seed}");
                file = next;
            }
        }
        let Ok(session) = format::read(&serde_json::to_vec(&file).unwrap()) else { continue };
        opened += 1;
        let what = live(session, &mut dice, 25);
        if !what.is_empty() {
            failed.push(format!("seed {seed}: {what}"));
        }
    }
    assert!(opened > 0);
    assert!(failed.is_empty(), "{} of {opened}:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn random_keys_on_a_new_day_never_bring_the_house_down() {
    let mut failed = Vec::new();
    for seed in first()..first() + rounds() / 3 {
        let mut dice = Dice(seed ^ 0xabcd);
        let day = "2026-03-12".parse().unwrap();
        let session = Playbook::builtin().new_session("", day, &Variant::FullDay, "+01:00");
        let what = live(session, &mut dice, 60);
        if !what.is_empty() {
            failed.push(format!("seed {seed}: {what}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn now() -> Moment {
    "2026-03-12T14:03:00+01:00".parse().unwrap()
}

#[test]
fn a_broken_reference_in_one_gap_does_not_stop_the_board() {
    let mut file: Value = serde_json::from_slice(SAMPLE).unwrap();
    for gap in file["gaps"].as_array_mut().unwrap() {
        gap["notes"] = json!(["N999"]);
        gap["lead_department"] = json!("nowhere");
    }
    let session = format::read(&serde_json::to_vec(&file).unwrap()).unwrap();
    let mut history = History::new(session);
    for impact in [1, 5] {
        for id in ["G01", "G03", "G12"] {
            let id = GapId::new(id);
            let scores = history.session().get::<Gap>(&id).unwrap().scores.clone();
            let scores = offsite::session::Scores { impact: Some(impact), ..scores };
            let edit = edit::change::<Gap>(&id, GapChange::scores(scores));
            history
                .apply(&edit, &now(), |before, after| offsite::rules::settle_after(&edit, before, after))
                .unwrap();
        }
    }
    let edit = edit::change::<Gap>(&GapId::new("G01"), GapChange::notes(vec!["N999".into(), "N998".into()]));
    assert_eq!(
        history.apply(&edit, &now(), |_, _| None).unwrap_err().0,
        "There is no note N998.",
        "a new link must lead somewhere"
    );
}

#[test]
fn nothing_points_at_what_was_removed() {
    let mut session =
        Playbook::builtin().new_session("", "2026-03-12".parse().unwrap(), &Variant::FullDay, "+01:00");
    let (who, desk) = (PersonId::new("P01"), DepartmentId::new("desk"));
    let edits = vec![
        edit::add(offsite::session::Department {
            id: desk.clone(),
            name: "Desk".into(),
            ..Default::default()
        }),
        edit::add(offsite::session::Person { id: who.clone(), name: "Ada".into(), ..Default::default() }),
        edit::add(Process {
            name: "Returns".into(),
            steps: [Step { department: Some(desk.clone()), ..Step::default() }].into_iter().collect(),
            ..Process::default()
        }),
        edit::add(Sop {
            title: "Calling back".into(),
            revisions: [Revision { by: Some(who.clone()), ..Revision::default() }].into_iter().collect(),
            ..Sop::default()
        }),
        edit::remove::<offsite::session::Department>(&desk),
        edit::remove::<offsite::session::Person>(&who),
    ];
    session.apply(&edit::many("a day", edits), &now()).unwrap();
    assert!(session.processes.iter().flat_map(|p| p.steps.iter()).all(|step| step.department.is_none()));
    assert!(session.sops.iter().flat_map(|page| page.revisions.iter()).all(|change| change.by.is_none()));
}

#[test]
fn a_failing_disk_is_told_before_the_session_is_closed() {
    use offsite::tui::effect::Effect;
    use offsite::tui::event::{Event, SaverNews};
    use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    let mut harness = Harness::sample();
    let park = edit::add(offsite::session::Parked { text: "later".into(), ..Default::default() });
    assert!(harness.app.work_mut().unwrap().edit(&park));
    let failing = SaverNews::Failing { reason: "disk full".into(), emergency: None };
    harness.app.update(Event::Saver(failing), harness.now);
    let mut close = || {
        let key = KeyEvent::new(KeyCode::Char('d'), KeyModifiers::CONTROL);
        let effects = harness.app.update(Event::Key(key), harness.now);
        effects.iter().any(|effect| matches!(effect, Effect::Close))
    };
    assert!(!close(), "the first time only says so");
    assert!(close(), "the second time it is meant");
}

#[test]
fn numbers_at_their_end_are_drawn_on_every_stage() {
    fn to_the_end(value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(to_the_end),
            Value::Object(fields) => {
                for field in fields.values_mut() {
                    let count = field.is_u64();
                    if count && field.as_u64().is_some_and(|n| n > 5) {
                        *field = json!(u32::MAX);
                    } else {
                        to_the_end(field);
                    }
                }
            }
            _ => {}
        }
    }
    let mut file: Value = serde_json::from_slice(SAMPLE).unwrap();
    for list in ["agenda", "evidence", "ballots", "questions", "premortem"] {
        if let Some(list) = file.get_mut(list) {
            to_the_end(list);
        }
    }
    let session = format::read(&serde_json::to_vec(&file).unwrap()).unwrap();
    assert_eq!(live(session, &mut Dice(7), 25), "");
}

#[test]
fn pasted_lines_are_not_lost_where_one_is_refused() {
    let day = "2026-03-12".parse().unwrap();
    let mut harness = Harness::with(Playbook::builtin().new_session("", day, &Variant::FullDay, "+01:00"));
    harness.stage("Questions");
    harness.keys(&format!("<paste one\\n{}\\nthree>", "x".repeat(1001))).keys("<Enter>");
    assert_eq!(harness.session().notes.len(), 0);
    assert!(harness.screen().contains("1000 is the limit"), "{}", harness.screen());
    harness.keys("<Enter>");
    assert!(harness.screen().contains("1000 is the limit"), "still there: {}", harness.screen());
}
