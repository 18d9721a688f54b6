//! What the back row reads: marks as large as words, terminals without block characters, writing that no face has, the
//! ladder of the test pattern, the day as a line, a list that a run-off decided.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::*;
use crate::playbook::Playbook;
use crate::room::{self, BallotResult, BallotRow, Parts, Standing, Stop, StopState, Welcome, Wish, compose};
use crate::rules::Verdicts;
use crate::session::{Ballot, Session, Subject, edit};
use crate::tui::harness::styled;
use crate::tui::look::{Depth, Glyphs};

const SIZES: [(u16, u16); 4] = [(66, 18), (80, 24), (160, 48), (240, 67)];

fn sample() -> Session {
    crate::shelf::format::read(include_bytes!("../../../sessions/halvorn.json")).unwrap()
}

fn scene(session: &Session, wish: &Wish) -> Scene {
    let verdicts = Verdicts::of(session);
    let ask = || &verdicts;
    compose(wish, &Parts { session, verdicts: &ask, playbook: Playbook::builtin(), page: 0 })
}

fn drawn(scene: Scene, (width, height): (u16, u16), look: &Look) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    let area = buf.area;
    let now = Now { local: jiff::civil::date(2026, 3, 12).at(11, 24, 0, 0), offset_minutes: 60, awake_ms: 0 };
    draw(&Wall { scene, whose: "Halvorn".into(), ..Wall::default() }, &mut buf, area, look, &now);
    buf
}

fn text(buf: &Buffer) -> String {
    styled(buf).split("\n\n0:").next().unwrap_or_default().to_owned()
}

fn snapshot(name: &str, scene: &Scene, look: &Look) {
    for size in SIZES {
        let buf = drawn(scene.clone(), size, look);
        insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), styled(&buf));
    }
}

fn plain(depth: Depth) -> Look {
    Look::new(Theme::Light, depth, Glyphs::Ascii)
}

/// Characters of boxes, blocks and shapes, which a plain terminal may not have.
fn drawn_with_shapes(buf: &Buffer) -> Option<char> {
    let shapes = |c: &char| ('\u{2500}'..='\u{25ff}').contains(c);
    buf.content.iter().flat_map(|cell| cell.symbol().chars()).find(shapes)
}

#[test]
fn a_terminal_without_block_characters_has_large_type_and_no_shapes() {
    let session = sample();
    for depth in [Depth::C16, Depth::None] {
        for size in SIZES {
            for wish in Wish::all(&session) {
                let buf = drawn(scene(&session, &wish), size, &plain(depth));
                assert_eq!(drawn_with_shapes(&buf), None, "{} at {size:?}", wish.name());
            }
            for wish in [Wish::Clock, Wish::Break, Wish::Rules] {
                let buf = drawn(scene(&session, &wish), size, &plain(depth));
                let lit = buf.content.iter().filter(|cell| match depth {
                    Depth::None => cell.symbol() == "#",
                    _ => cell.symbol() == " " && cell.modifier.contains(Modifier::REVERSED),
                });
                assert!(lit.count() > 60, "{} at {size:?}", wish.name());
            }
        }
    }
    snapshot("plain-break", &scene(&session, &Wish::Break), &plain(Depth::C16));
    snapshot("plain-rules", &scene(&session, &Wish::Rules), &plain(Depth::None));
}

fn pattern_of((width, height): (u16, u16), look: &Look) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    let area = buf.area;
    pattern::draw(&mut buf, area, &look_of(&Wall::default(), look));
    buf
}

#[test]
fn the_pattern_is_a_ladder_that_says_which_letters_the_back_row_reads() {
    let small = text(&pattern_of((66, 18), &Look::default()));
    assert!(small.contains("12 ") && small.contains("Down to which row can you read?"), "{small}");
    assert!(!small.contains("too small"), "{small}");
    let large = pattern_of((80, 24), &Look::default());
    assert!(
        text(&large).contains("plain rows, and 田中: hard to read, 24 lines of at most 21"),
        "{}",
        text(&large)
    );
    insta::assert_snapshot!("pattern_80x24", styled(&large));
    let wall = text(&pattern_of((160, 48), &Look::default()));
    assert!(wall.contains("plain rows, and 田中: too small, 48 lines of at most 21"), "{wall}");
    for depth in [Depth::C16, Depth::None] {
        for size in SIZES {
            assert_eq!(drawn_with_shapes(&pattern_of(size, &plain(depth))), None, "{size:?}");
        }
    }
}

#[test]
fn the_newest_note_is_larger_than_the_five_others_that_still_hang() {
    let session = sample();
    for (wish, newest, others) in [
        ("notes:Q1:main", "Caretakers", ["Students", "The caller", "Gamers", "Home workers", "People who"]),
        ("notes:Q2:today", "Three logins", ["Każdy", "Bonus", "We've always", "Campaigns", "Cancelling"]),
    ] {
        let scene = scene(&session, &Wish::from_key(wish).unwrap());
        let shown = text(&drawn(scene, (66, 18), &Look::default()));
        assert!(others.iter().all(|other| shown.contains(other)), "{wish}\n{shown}");
        assert!(!shown.contains(newest), "it is set in plain cells\n{shown}");
    }
}

#[test]
fn the_day_as_a_line_says_what_runs_and_what_comes() {
    let titles = [
        "Welcome",
        "Who are your customers?",
        "What is the perfect experience?",
        "Lunch",
        "Score the gaps",
        "Close",
    ];
    let states = [StopState::Done, StopState::Done, StopState::Here];
    let stops = titles.iter().zip(9..).zip(states.into_iter().chain(std::iter::repeat(StopState::Coming)));
    let agenda = stops.map(|((title, hour), state)| Stop {
        start: format!("{hour:02}:00"),
        title: (*title).to_owned(),
        state,
    });
    let welcome = Welcome {
        title: "Customer experience".into(),
        date: "Thursday 12 March 2026".into(),
        reason: "Churn rose for three quarters although prices stayed flat.".into(),
        agenda: agenda.collect(),
    };
    snapshot("welcome-midday", &Scene::Welcome(welcome.clone()), &Look::default());
    let shown = text(&drawn(Scene::Welcome(welcome), (66, 18), &Look::default()));
    assert!(
        shown.contains("now What is the perfect experience?") && shown.contains("12:00 Lunch"),
        "{shown}"
    );
}

#[test]
fn writing_that_no_face_has_is_heavy_and_has_room_around_it() {
    let note = |text: &str| room::Note { text: text.into(), times: 1, ..room::Note::default() };
    let notes = vec![
        note("電話で三回も同じ説明をした。毎回違う答えが返ってきた。"),
        note("請求書が読めない"),
        note("技術者が来なかった"),
    ];
    let notes = Scene::Notes(room::Notes {
        question: "お客様はどなたですか？".into(),
        notes,
        ..room::Notes::default()
    });
    snapshot("japanese-notes", &notes, &Look::default());
    let question = room::Question {
        text: "お客様にとって完璧な体験とは何ですか？".into(),
        ..room::Question::default()
    };
    snapshot("japanese-question", &Scene::Question(question), &Look::default());
    let rules =
        vec!["話す前に書く。".to_owned(), "一度に一つの会話。".to_owned(), "携帯電話は休憩まで。".to_owned()];
    let rules = Scene::Rules(room::Rules { title: "約束".into(), rules, page: 0 });
    snapshot("japanese-rules", &rules, &Look::default());
    let buf = drawn(rules, (160, 48), &Look::default());
    let written = buf.content.iter().filter(|cell| cell.symbol().chars().any(|c| c > '\u{3000}'));
    assert!(
        written.clone().count() > 20 && written.clone().all(|cell| cell.modifier.contains(Modifier::BOLD))
    );
}

#[test]
fn a_result_that_a_run_off_decided_says_what_is_in() {
    let row = |name: &str, dots, run_off, standing| BallotRow { name: name.into(), dots, run_off, standing };
    let result = BallotResult {
        rows: vec![
            row("Nobody owns the whole problem", 12, None, Standing::In),
            row("Customers hear about outages before we do", 6, Some(16), Standing::In),
            row("A bill people cannot read", 6, Some(10), Standing::In),
            row("Waiting in for an engineer who may not come", 6, Some(8), Standing::Open),
            row("Different people, same treatment", 2, None, Standing::Open),
        ],
        voters: 14,
        list: Some(3),
        page: 0,
    };
    snapshot("ballot-run-off", &Scene::BallotResult(result.clone()), &Look::default());
    let shown = text(&drawn(Scene::BallotResult(result), (66, 18), &Look::default()));
    assert!(shown.contains("✓ Nobody owns") && shown.contains("run-off 16"), "{shown}");
    assert!(shown.contains("✓ in: 3, with the run-off"), "{shown}");
}

#[test]
fn the_wall_joins_a_ballot_and_its_run_off_into_one_list() {
    let mut session = sample();
    let themes: Vec<_> = session.themes.iter().take(8).map(|theme| theme.id.0.clone()).collect();
    let old: Vec<_> = session.ballots.iter().map(|ballot| edit::remove::<Ballot>(&ballot.id)).collect();
    let moment = crate::session::Moment::default();
    session.apply(&edit::many("none", old), &moment).unwrap();
    let closed = |ids: &[smol_str::SmolStr], dots: &[u32]| {
        let mut totals = crate::session::Table::default();
        for (id, dots) in ids.iter().zip(dots) {
            totals.set(id, *dots);
        }
        Ballot {
            subject: Subject::Themes,
            options: Some(ids.to_vec()),
            dots_each: 3,
            max_per_option: 2,
            voters: 14,
            opened_at: Some(moment.clone()),
            closed_at: Some(moment.clone()),
            totals,
            ..Ballot::default()
        }
    };
    for ballot in [closed(&themes, &[9, 8, 7, 2, 2, 2, 2, 2]), closed(&themes[3..], &[1, 16, 14, 2, 9])] {
        session.apply(&edit::many("closed", vec![edit::add(ballot)]), &moment).unwrap();
    }
    let Scene::BallotResult(result) = scene(&session, &Wish::Ballot) else { panic!("no result") };
    assert_eq!(result.list, Some(5));
    let of: Vec<_> =
        result.rows.iter().map(|row| (row.dots, row.run_off, row.standing == Standing::In)).collect();
    assert_eq!(
        of,
        [
            (9, None, true),
            (8, None, true),
            (7, None, true),
            (2, Some(16), true),
            (2, Some(14), true),
            (2, Some(9), false),
            (2, Some(2), false),
            (2, Some(1), false),
        ]
    );
}

#[test]
fn an_empty_day_says_of_themes_and_of_dots_what_each_is_for() {
    let session = Session::default();
    let said = |wish| text(&drawn(scene(&session, &wish), (66, 18), &plain(Depth::None)));
    assert_ne!(said(Wish::Themes), said(Wish::Ballot));
    for wish in Wish::all(&session) {
        for size in SIZES {
            drawn(scene(&session, &wish), size, &Look::default());
        }
    }
}

fn welcome_at(stops: &[(&str, &str, StopState)], hour: i8, minute: i8) -> String {
    let agenda = stops.iter().map(|(start, title, state)| Stop {
        start: (*start).into(),
        title: (*title).into(),
        state: *state,
    });
    let welcome = Welcome {
        title: "The day".into(),
        date: "Thursday 12 March 2026".into(),
        agenda: agenda.collect(),
        ..Welcome::default()
    };
    let wall = Wall { scene: Scene::Welcome(welcome), ..Wall::default() };
    let mut buf = Buffer::empty(Rect::new(0, 0, 66, 18));
    let area = buf.area;
    let local = jiff::civil::date(2026, 3, 12).at(hour, minute, 0, 0);
    draw(&wall, &mut buf, area, &Look::default(), &Now { local, offset_minutes: 60, awake_ms: 0 });
    text(&buf)
}

#[test]
fn a_day_that_should_have_begun_is_announced_as_if_it_began_now() {
    use StopState::{Coming, Done, Here};
    let late =
        [("11:00", "Welcome", Coming), ("11:15", "Ground rules", Coming), ("18:15", "Read-back", Coming)];
    let said = welcome_at(&late, 12, 42);
    assert!(said.contains("12:42") && said.contains("12:57") && said.contains("19:57"), "{said}");
    assert!(!said.contains("11:00"), "{said}");
    assert!(welcome_at(&late, 10, 30).contains("11:00"), "it is still to come");
    // It cannot begin now and end today: then it stands as it was planned.
    assert!(welcome_at(&late, 20, 0).contains("11:00"));
    // What waits for the end of what runs has no time of its own.
    let over = [
        ("11:00", "Welcome", Done),
        ("11:30", "Warm-up", Here),
        ("12:00", "Question 1", Coming),
        ("13:00", "Lunch", Coming),
    ];
    let said = welcome_at(&over, 12, 42);
    assert!(said.contains("next   Question 1") && said.contains("13:42"), "{said}");
    assert!(!said.lines().any(|line| line.contains("12:42") && line.contains("Question 1")), "{said}");
}

#[test]
fn a_long_title_has_a_smaller_large_face_before_it_has_none() {
    let welcome = Welcome {
        title: "Rindfleischetikettierung und Beförderung im Überblick der Gesellschaft".into(),
        date: "Thursday 12 March 2026".into(),
        reason: "Churn rose.".into(),
        ..Welcome::default()
    };
    let buf = drawn(Scene::Welcome(welcome), (66, 18), &Look::default());
    assert!(!text(&buf).contains("Rindfleisch"), "{}", text(&buf));
}

#[test]
fn a_break_of_a_day_that_is_over_promises_no_time_to_be_back() {
    let pause = room::Break {
        title: "Break".into(),
        state: StopState::Done,
        begins: "14:35".into(),
        minutes: 15,
        back_at: "14:50".into(),
        then: "Score the gaps".into(),
    };
    let shown = text(&drawn(Scene::Break(pause), (66, 18), &Look::default()));
    assert!(!shown.contains("back at") && !shown.contains("Score"), "{shown}");
}

/// What stands in plain cells on a picture, its rows joined.
fn plain_words(buf: &Buffer) -> String {
    text(buf).lines().map(str::trim).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_word_longer_than_a_line_is_parted_by_a_hyphen_and_leaves_no_letter_alone() {
    let word = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung";
    for width in 20..66 {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 12));
        let area = buf.area;
        page::set(
            &mut buf,
            area,
            &format!("Die {word} gilt."),
            page::Size::Plain,
            Style::new(),
            &Look::default(),
        );
        let rows = plain_words(&buf);
        let joined: String = rows.replace("-\n", "");
        assert!(joined.contains(word), "{width}: {rows}");
        let parts = rows.lines().filter(|row| !row.is_empty());
        assert!(parts.clone().all(|row| row.chars().count() > 2), "{width}: {rows}");
        assert_eq!(
            parts.count(),
            usize::from(page::tall(&format!("Die {word} gilt."), page::Size::Plain, width, &Look::default())),
            "as many rows as were asked for"
        );
    }
    // An address stays as it is to be typed.
    let address = "https://example.org/a/very/long/path/of/an/address/that/nobody/types";
    let mut buf = Buffer::empty(Rect::new(0, 0, 30, 12));
    let area = buf.area;
    page::set(&mut buf, area, address, page::Size::Plain, Style::new(), &Look::default());
    assert_eq!(plain_words(&buf).replace('\n', ""), address);
}

#[test]
fn writing_that_no_face_has_is_never_set_letter_by_letter() {
    let look = Look::default();
    let written = |text: &str| page::written(text, page::Size::Middle, &look).map(|text| text.to_string());
    assert_eq!(written("田中 美咲 (Misaki Tanaka), by 30 Apr").as_deref(), Some("Misaki Tanaka, by 30 Apr"));
    assert_eq!(written("お客様 wait"), None, "more than a few: all of it in plain cells");
    assert_eq!(
        written("We wait \u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467} here and there").as_deref(),
        Some("We wait \u{1f469} here and there")
    );
    assert_eq!(written("Žluťoučký kůň").as_deref(), Some("Žluťoučký kůň"));
    for (width, note) in [
        (120, "They come to the shop, the menu defeats them («دریاست»)."),
        (60, "The menu says 美咲美咲 to all of us who come in here by day."),
    ] {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 12));
        let area = buf.area;
        page::set(&mut buf, area, note, page::Size::Middle, Style::new(), &look);
        let shown = text(&buf);
        assert!(shown.contains("دریاست") || shown.contains("美咲美咲"), "in one piece\n{shown}");
        assert!(!shown.contains("menu"), "and all else is large\n{shown}");
    }
    // Beside each other in one piece, with its letters where a reader of that writing looks for them.
    let mut buf = Buffer::empty(Rect::new(0, 0, 80, 3));
    let area = buf.area;
    page::set(&mut buf, area, "田中 美咲", page::Size::Middle, Style::new(), &look);
    assert!(text(&buf).replace(' ', "").contains("田中美咲"));
}

#[test]
fn a_large_wall_shows_the_board_and_each_lane_of_the_sample_day_on_one_page() {
    let session = sample();
    let now = Now { local: jiff::civil::date(2026, 3, 12).at(11, 24, 0, 0), offset_minutes: 60, awake_ms: 0 };
    for wish in ["board", "lane:now", "lane:next", "lane:later"] {
        let scene = scene(&session, &Wish::from_key(wish).unwrap());
        let wall = Wall { scene, ..Wall::default() };
        let area = Rect::new(0, 0, 160, 48);
        assert!(!has_page(&wall, 1, area, &Look::default(), &now), "{wish}");
    }
}

#[test]
fn a_question_alone_fills_a_wall_of_every_size() {
    let session = sample();
    for question in ["question:Q1", "question:Q2", "question:Q3", "question:Q4"] {
        let scene = scene(&session, &Wish::from_key(question).unwrap());
        for size in SIZES {
            let buf = drawn(scene.clone(), size, &Look::default());
            // Below the head and its place.
            let from = size.1 / 6;
            let inked = |y: &u16| (0..size.0).any(|x| buf[(x, *y)].symbol() != " ");
            let rows = (from..size.1).filter(inked).count();
            assert!(rows * 4 >= usize::from(size.1 - from), "{question} at {size:?}: {rows} rows");
        }
    }
}

#[test]
fn a_text_longer_than_any_wall_is_cut_and_breaks_nothing() {
    let text = "word ".repeat(30_000);
    let question = room::Question { text: text.clone(), ..room::Question::default() };
    let welcome = Welcome { title: "A day".into(), reason: text, ..Welcome::default() };
    for scene in [Scene::Question(question), Scene::Welcome(welcome)] {
        let _ = drawn(scene, (240, 67), &Look::default());
    }
}
