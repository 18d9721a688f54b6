//! Every scene as a picture with its style, at the sizes of projectors, and the window that follows.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;

use super::watch::{Asked, Watch};
use super::*;
use crate::playbook::Playbook;
use crate::room::{self, Click, Countdown, Parts, RunningBlock, Seen, Wish, compose};
use crate::rules::Verdicts;
use crate::session::Session;
use crate::tui::harness::styled;
use crate::tui::look::{Depth, Glyphs};

const SIZES: [(u16, u16); 4] = [(66, 18), (80, 24), (160, 48), (240, 67)];

fn sample() -> Session {
    crate::shelf::format::read(include_bytes!("../../../sessions/halvorn.json")).unwrap()
}

fn at(hour: i8, minute: i8) -> Now {
    Now { local: jiff::civil::date(2026, 3, 12).at(hour, minute, 0, 0), offset_minutes: 60, awake_ms: 0 }
}

fn wall(session: &Session, wish: &str) -> Wall {
    let verdicts = Verdicts::of(session);
    let ask = || &verdicts;
    let parts = Parts { session, verdicts: &ask, playbook: Playbook::builtin(), page: 0 };
    let scene = compose(&Wish::from_key(wish).unwrap(), &parts);
    Wall { whose: session.organisation.name.clone(), scene, ..Wall::default() }
}

fn drawn(wall: &Wall, (width, height): (u16, u16)) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    let area = buf.area;
    draw(wall, &mut buf, area, &Look::default(), &at(11, 24));
    buf
}

fn text(buf: &Buffer) -> String {
    styled(buf).split("\n\n0:").next().unwrap_or_default().to_owned()
}

/// One of every kind.
const SCENES: [&str; 24] = [
    "welcome",
    "rules",
    "question:Q2",
    "probes:Q3",
    "notes:Q1:main",
    "notes:Q2:today",
    "both:Q2",
    "note:N039",
    "themes",
    "theme:T01",
    "ballot",
    "gap:G07",
    "scale:impact:G07",
    "board",
    "lane:now",
    "lane:next",
    "plan",
    "promise:G01",
    "clock",
    "break",
    "corners",
    "pulse",
    "catch-up:Q2",
    "thanks",
];

#[test]
fn every_scene_of_the_sample_day() {
    let session = sample();
    for wish in SCENES {
        let wall = wall(&session, wish);
        for size in SIZES {
            let name = format!("{}_{}x{}", wish.replace(':', "-"), size.0, size.1);
            insta::assert_snapshot!(name, styled(&drawn(&wall, size)));
        }
    }
}

#[test]
fn every_scene_on_the_dark_page() {
    let session = sample();
    for wish in SCENES {
        let wall = Wall { dark: true, ..wall(&session, wish) };
        for size in [SIZES[0], SIZES[2]] {
            let name = format!("dark-{}_{}x{}", wish.replace(':', "-"), size.0, size.1);
            insta::assert_snapshot!(name, styled(&drawn(&wall, size)));
        }
    }
}

#[test]
fn every_scene_of_a_day_that_has_not_begun() {
    let day = "2026-03-12".parse().unwrap();
    let session =
        Playbook::builtin().new_session("First day", day, &crate::session::Variant::FullDay, "+01:00");
    // What is asked for and is not there falls back to a scene that is in the list.
    for wish in
        SCENES.into_iter().filter(|wish| !wish.contains(":N") && !wish.contains(":T") && !wish.contains(":G"))
    {
        for size in [SIZES[0], SIZES[2]] {
            let name = format!("empty-{}_{}x{}", wish.replace(':', "-"), size.0, size.1);
            insta::assert_snapshot!(name, styled(&drawn(&wall(&session, wish), size)));
        }
    }
}

#[test]
fn every_scene_on_a_terminal_that_has_only_ascii() {
    let session = sample();
    for wish in SCENES {
        let mut watch = Watch::new(Look::new(Theme::Light, Depth::C16, Glyphs::Ascii), at(11, 24), false);
        watch.sees(Seen::New(Box::new(wall(&session, wish))));
        let mut buf = Buffer::empty(Rect::new(0, 0, 66, 18));
        let area = buf.area;
        watch.draw(&mut buf, area);
        // An emoji that somebody wrote is theirs.
        let marks = |c: &char| !c.is_ascii() && !c.is_alphanumeric() && *c < '\u{1f000}';
        let found = buf.content.iter().flat_map(|cell| cell.symbol().chars()).find(marks);
        assert_eq!(found, None, "{wish}");
        insta::assert_snapshot!(format!("ascii-{}_66x18", wish.replace(':', "-")), styled(&buf));
    }
}

#[test]
fn an_open_ballot_and_the_last_moments_of_a_timer() {
    let ballot = room::BallotOpen {
        by_option: false,
        page: 0,
        each: 3,
        most: 2,
        given: 9,
        of: 14,
        options: vec![
            "Nobody owns the whole problem".into(),
            "Customers hear about outages before we do".into(),
        ],
    };
    let timer = Countdown { set: 600, until: Some(at(11, 24).wall_seconds() + 25), left: 0 };
    let block = RunningBlock { title: "Secret dot vote".into(), ends: "14:15".into() };
    let open =
        Wall { scene: Scene::BallotOpen(ballot), timer: Some(timer), block: Some(block), ..Wall::default() };
    let clock = Wall { scene: Scene::Clock, ..open.clone() };
    for size in SIZES {
        insta::assert_snapshot!(format!("ballot-open_{}x{}", size.0, size.1), styled(&drawn(&open, size)));
        insta::assert_snapshot!(format!("timer-ends_{}x{}", size.0, size.1), styled(&drawn(&clock, size)));
    }
    assert!(text(&drawn(&open, SIZES[0])).contains("0:25 left, last moments"));
}

#[test]
fn every_option_of_an_open_ballot_can_be_brought_to_the_wall_under_its_number() {
    let options: Vec<String> =
        (1..=11).map(|n| format!("Theme of many words, the one numbered {n}")).collect();
    let mut seen = String::new();
    for page in 0..3 {
        let ballot = room::BallotOpen {
            options: options.clone(),
            page,
            each: 3,
            most: 2,
            ..room::BallotOpen::default()
        };
        let wall = Wall { scene: Scene::BallotOpen(ballot), ..Wall::default() };
        let shown = text(&drawn(&wall, SIZES[0]));
        assert!(!shown.contains("more"), "{shown}");
        seen.push_str(&shown);
    }
    for n in 1..=11 {
        assert!(seen.lines().any(|line| line.trim_end().ends_with(&format!("numbered {n}"))), "{n}: {seen}");
        assert!(seen.lines().any(|line| line.trim_start().starts_with(&format!("{n} "))), "{n}: {seen}");
    }
}

#[test]
fn all_quotes_of_a_theme_can_be_paged_to() {
    let quotes: Vec<String> = (1..=4).map(|n| format!("Quote {n} {}", "goes on and on ".repeat(8))).collect();
    let mut seen = String::new();
    for page in 0..4 {
        let theme = room::Theme { quotes: quotes.clone(), page, ..room::Theme::default() };
        let shown = text(&drawn(&Wall { scene: Scene::Theme(theme), ..Wall::default() }, SIZES[0]));
        assert!(!shown.contains(" more"), "{shown}");
        seen.push_str(&shown);
    }
    for n in 1..=4 {
        assert!(seen.contains(&format!("Quote {n} ")), "{n}: {seen}");
    }
}

#[test]
fn a_gap_of_long_sentences_and_a_long_title_is_read_whole_on_its_pages() {
    let words =
        |mark: &str, count: usize| (0..count).map(|n| format!("{mark}{n:02}")).collect::<Vec<_>>().join(" ");
    let (title, perfect, today) = (words("title", 25), words("good", 40), words("now", 50));
    let mut seen = String::new();
    for page in 0..2 {
        let gap = room::Gap {
            id: "G01".into(),
            title: title.clone(),
            perfect: perfect.clone(),
            today: today.clone(),
            page,
        };
        seen.push_str(&text(&drawn(&Wall { scene: Scene::Gap(gap), ..Wall::default() }, SIZES[0])));
    }
    for word in [title, perfect, today].iter().flat_map(|words| words.split(' ')) {
        assert!(seen.contains(word), "{word}: {seen}");
    }
}

#[test]
fn a_break_that_is_over_says_so() {
    let state = room::StopState::Here;
    let pause =
        room::Break { title: "Lunch".into(), state, back_at: "11:24".into(), ..room::Break::default() };
    let wall = Wall { scene: Scene::Break(pause), ..Wall::default() };
    let mut buf = Buffer::empty(Rect::new(0, 0, 66, 18));
    let area = buf.area;
    draw(&wall, &mut buf, area, &Look::default(), &at(11, 23));
    assert!(text(&buf).contains("back at"), "{}", text(&buf));
    draw(&wall, &mut buf, area, &Look::default(), &at(11, 24));
    assert!(text(&buf).contains("it was until"), "{}", text(&buf));
    // On a page that has no room for large letters its title is plain.
    let mut small = Buffer::empty(Rect::new(0, 0, 24, 10));
    let area = small.area;
    draw(&wall, &mut small, area, &Look::default(), &at(11, 24));
    assert!(text(&small).contains("Lunch is over"), "{}", text(&small));
}

#[test]
fn a_break_that_is_only_announced_is_never_over() {
    let pause = room::Break {
        title: "Break".into(),
        begins: "10:30".into(),
        back_at: "10:45".into(),
        ..room::Break::default()
    };
    let wall = Wall { scene: Scene::Break(pause), ..Wall::default() };
    for (hour, minute, words) in [(10, 12, "from 10:30, back at"), (10, 40, "back at"), (10, 57, "back at")] {
        let mut buf = Buffer::empty(Rect::new(0, 0, 66, 18));
        let area = buf.area;
        draw(&wall, &mut buf, area, &Look::default(), &at(hour, minute));
        assert!(text(&buf).contains(words) && !text(&buf).contains("over"), "{}", text(&buf));
    }
}

#[test]
fn notes_that_the_wall_does_not_hold_are_counted_where_its_notes_end() {
    let note = room::Note { text: "We explain it three times".into(), ..room::Note::default() };
    let notes = vec![note; 30];
    let shown = |page: usize| {
        let both = room::PerfectToday {
            today: notes.clone(),
            totals: (0, 41),
            page,
            ..room::PerfectToday::default()
        };
        let alone = room::Notes { notes: notes.clone(), total: 41, page, ..room::Notes::default() };
        [Scene::PerfectToday(both), Scene::Notes(alone)]
            .map(|scene| text(&drawn(&Wall { scene, ..Wall::default() }, SIZES[0])))
    };
    let ends: [Vec<bool>; 2] =
        [0, 1].map(|scene| (0..20).map(|page| shown(page)[scene].contains("and 11 older")).collect());
    for ends in ends {
        assert!(!ends[0] && ends.contains(&true), "{ends:?}");
    }
    assert!(shown(0)[0].contains("Today 41"), "{}", shown(0)[0]);
}

#[test]
fn the_day_names_what_comes_on_a_small_page_and_when_what_runs_runs_over() {
    let mut welcome = room::Welcome { title: "First day".into(), ..room::Welcome::default() };
    for hour in 9..18 {
        let stop = room::Stop {
            start: format!("{hour:02}:00"),
            title: format!("Part {hour}"),
            ..room::Stop::default()
        };
        welcome.agenda.push(stop);
    }
    welcome.agenda[0].state = room::StopState::Here;
    let wall = Wall { scene: Scene::Welcome(welcome), ..Wall::default() };
    for ((hour, minute), starts) in [
        ((9, 40), ["now  ", "10:00", "11:00", "12:00", "17:00"]),
        ((10, 25), ["now  ", "next ", "11:25", "12:25", "17:25"]),
    ] {
        let mut buf = Buffer::empty(Rect::new(0, 0, 66, 18));
        let area = buf.area;
        draw(&wall, &mut buf, area, &Look::default(), &at(hour, minute));
        let shown = text(&buf);
        for (start, part) in starts.iter().zip([9, 10, 11, 12, 17]) {
            assert!(shown.contains(&format!("{start}  Part {part}")), "{start} {part}: {shown}");
        }
    }
}

#[test]
fn a_laptop_that_started_anew_begins_with_the_first_page() {
    let mut watch = Watch::new(Look::default(), at(9, 0), false);
    let first = Wall { sequence: 1, started: 100, ..wall(&sample(), "notes:Q1:main") };
    watch.sees(Seen::New(Box::new(first.clone())));
    let page = picture(&watch);
    watch.key(key(KeyCode::Right));
    watch.sees(Seen::New(Box::new(Wall { sequence: 2, ..first.clone() })));
    assert_ne!(picture(&watch), page, "the same laptop, the same picture: its page stays");
    watch.sees(Seen::New(Box::new(Wall { sequence: 5, started: 160, ..first })));
    assert_eq!(picture(&watch), page);
}

#[test]
fn what_is_pinned_is_paged_through_here_before_the_laptop_lets_it_go() {
    let mut watch = Watch::new(Look::default(), at(9, 0), false);
    let pinned = Wall { pinned: true, ..wall(&sample(), "notes:Q1:main") };
    watch.sees(Seen::New(Box::new(pinned.clone())));
    let mut seen = vec![picture(&watch)];
    while watch.key(key(KeyCode::PageDown)) == Asked::Nothing {
        assert!(!seen.contains(&picture(&watch)), "every page once");
        seen.push(picture(&watch));
    }
    assert!(seen.len() > 1);
    for before in seen.iter().rev().skip(1) {
        assert_eq!(watch.key(key(KeyCode::PageUp)), Asked::Nothing);
        assert_eq!(&picture(&watch), before);
    }
    assert_eq!(watch.key(key(KeyCode::PageUp)), Asked::Click(Click::PreviousStage));
    watch.sees(Seen::New(Box::new(Wall { pinned: false, ..pinned })));
    assert_eq!(watch.key(key(KeyCode::PageDown)), Asked::Click(Click::NextStage), "it follows the stage");
}

#[test]
fn a_window_that_waits_names_the_session_and_one_without_colours_says_so() {
    let mut watch = Watch::new(Look::default(), at(9, 0), false).of(Some("halvorn.json".into()));
    assert!(picture(&watch).contains("Open halvorn.json in the other window."), "{}", picture(&watch));
    assert!(watch.misses());
    watch.sees(Seen::New(Box::default()));
    assert!(!watch.misses());
    watch.sees(Seen::Gone);
    assert!(watch.misses());
    let grey = Look::new(
        crate::tui::look::Theme::Light,
        crate::tui::look::Depth::None,
        crate::tui::look::Glyphs::Unicode,
    );
    let mut watch = Watch::new(grey, at(9, 0), false);
    watch.sees(Seen::New(Box::default()));
    watch.key(key(KeyCode::Char('d')));
    assert!(picture(&watch).contains("no colours"), "{}", picture(&watch));
    watch.key(key(KeyCode::Right));
    assert!(!picture(&watch).contains("no colours"));
}

#[test]
fn the_test_pattern_tells_the_size_and_what_the_back_row_reads() {
    let look = look_of(&Wall::default(), &Look::default());
    for (width, height) in [(66, 18), (160, 48)] {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        let area = buf.area;
        pattern::draw(&mut buf, area, &look);
        let shown = text(&buf);
        assert!(shown.contains(&format!("{width} x {height} cells")), "{shown}");
        assert!(width > 120 || shown.contains("● Now") && shown.contains("perfect"), "{shown}");
        insta::assert_snapshot!(format!("pattern_{width}x{height}"), styled(&buf));
    }
}

#[test]
fn a_terminal_without_block_characters_shows_every_word_plainly() {
    let session = sample();
    for wish in ["rules", "board", "clock", "gap:G01", "notes:Q2:today"] {
        let mut buf = Buffer::empty(Rect::new(0, 0, 160, 48));
        let area = buf.area;
        let look = Look::new(Theme::Light, Depth::None, Glyphs::Ascii);
        draw(&wall(&session, wish), &mut buf, area, &look, &at(11, 24));
        let blocks = ['█', '▀', '▄', '▌', '▐', '▘', '▖'];
        assert!(!text(&buf).contains(blocks), "{wish}: {}", text(&buf));
    }
}

#[test]
fn a_veil_hides_the_scene_and_black_is_black() {
    let session = sample();
    let mut wall = wall(&session, "notes:Q2:today");
    wall.veil = Veil::Plain;
    let shown = drawn(&wall, (66, 18));
    assert!(!text(&shown).contains("Facebook"), "{}", text(&shown));
    wall.veil = Veil::Black;
    let shown = drawn(&wall, (66, 18));
    assert!(text(&shown).trim().is_empty());
}

fn key(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

fn picture(watch: &Watch) -> String {
    let mut buf = Buffer::empty(Rect::new(0, 0, 66, 18));
    let area = buf.area;
    watch.draw(&mut buf, area);
    text(&buf)
}

#[test]
fn the_window_waits_follows_and_says_when_the_laptop_is_gone() {
    let mut watch = Watch::new(Look::default(), at(9, 0), false);
    assert!(picture(&watch).contains("Open a session in the other window."));
    assert!(watch.sees(Seen::New(Box::new(wall(&sample(), "lane:now")))));
    assert!(picture(&watch).contains("High impact and it cannot wait."));
    assert!(!picture(&watch).contains("waiting for the laptop"));
    assert!(watch.hears(false));
    assert!(!watch.hears(false), "told once");
    let shown = picture(&watch);
    assert!(shown.contains("waiting for the laptop") && shown.contains("High impact"), "{shown}");
    assert!(watch.sees(Seen::Unclear("The laptop runs another version of Offsite.".into())));
    assert!(picture(&watch).contains("another version"));
}

/// A key whose click nobody at the laptop hears.
fn unheard(watch: &mut Watch, code: KeyCode) {
    match watch.key(key(code)) {
        Asked::Click(click) => watch.alone(click),
        Asked::Nothing | Asked::Anew => {}
        Asked::Leave => panic!("it leaves"),
    }
}

#[test]
fn a_clicker_pages_veils_and_follows_again_in_this_window_alone_where_no_laptop_listens() {
    let mut watch = Watch::new(Look::default(), at(9, 0), false);
    watch.sees(Seen::New(Box::new(wall(&sample(), "lane:now"))));
    let first = picture(&watch);
    unheard(&mut watch, KeyCode::PageDown);
    let second = picture(&watch);
    assert_ne!(first, second);
    unheard(&mut watch, KeyCode::PageUp);
    assert_eq!(picture(&watch), first);
    unheard(&mut watch, KeyCode::Char('.'));
    assert!(picture(&watch).trim().is_empty());
    unheard(&mut watch, KeyCode::Esc);
    assert_eq!(picture(&watch), first);
    unheard(&mut watch, KeyCode::Char('b'));
    assert!(!picture(&watch).contains("High impact"));
    assert_eq!(watch.key(key(KeyCode::F(5))), Asked::Anew);
    assert_eq!(picture(&watch), first);
}

#[test]
fn a_clicker_here_is_sent_to_the_laptop_and_only_pages_are_turned_here() {
    let mut watch = Watch::new(Look::default(), at(9, 0), false);
    watch.sees(Seen::New(Box::new(wall(&sample(), "lane:now"))));
    let first = picture(&watch);
    for (code, click) in [
        (KeyCode::PageDown, Click::NextStage),
        (KeyCode::PageUp, Click::PreviousStage),
        (KeyCode::Char('b'), Click::Plain),
        (KeyCode::Char('.'), Click::Black),
        (KeyCode::Char('f'), Click::Freeze),
        (KeyCode::Char('s'), Click::Spotlight),
        (KeyCode::Char('u'), Click::Follow),
        (KeyCode::Char('c'), Click::ComesLate),
        (KeyCode::Char('t'), Click::Clock),
    ] {
        assert_eq!(watch.key(key(code)), Asked::Click(click));
        if click == Click::Spotlight {
            assert!(picture(&watch).contains("select a note"), "a lane has none to show");
            continue;
        }
        assert_eq!(picture(&watch), first, "the laptop does it");
    }
    for code in [KeyCode::Right, KeyCode::Down, KeyCode::Char(' ')] {
        assert_eq!(watch.key(key(code)), Asked::Nothing);
        assert_ne!(picture(&watch), first);
        assert_eq!(watch.key(key(KeyCode::Left)), Asked::Nothing);
        assert_eq!(picture(&watch), first);
    }
}

#[test]
fn the_laptops_veil_is_lifted_from_here_and_by_this_window_alone_where_it_died() {
    let mut watch = Watch::new(Look::default(), at(9, 0), false);
    let plain = wall(&sample(), "lane:now");
    let black = Wall { veil: Veil::Black, sequence: 7, ..plain.clone() };
    watch.sees(Seen::New(Box::new(black.clone())));
    for code in [KeyCode::Esc, KeyCode::F(5)] {
        assert_eq!(watch.key(key(code)), Asked::Click(Click::Lift));
        assert!(picture(&watch).trim().is_empty(), "the laptop does it");
    }
    watch.alone(Click::Lift);
    assert!(picture(&watch).contains("High impact"));
    assert_eq!(watch.key(key(KeyCode::Esc)), Asked::Nothing);
    assert!(picture(&watch).contains("High impact"), "it stays lifted");
    // The laptop came back as it was, or said something else about the veil: that holds.
    watch.sees(Seen::New(Box::new(Wall { sequence: 1, ..black.clone() })));
    assert!(picture(&watch).trim().is_empty());
    watch.alone(Click::Lift);
    watch.sees(Seen::New(Box::new(plain)));
    watch.sees(Seen::New(Box::new(black)));
    assert!(picture(&watch).trim().is_empty());
}

#[test]
fn a_veil_of_this_window_goes_with_the_key_that_laid_it_also_when_the_laptop_is_back() {
    let mut watch = Watch::new(Look::default(), at(9, 0), false);
    watch.sees(Seen::New(Box::new(wall(&sample(), "lane:now"))));
    unheard(&mut watch, KeyCode::Char('.'));
    assert!(picture(&watch).trim().is_empty());
    assert_eq!(watch.key(key(KeyCode::Char('.'))), Asked::Nothing, "not a veil on the laptop too");
    assert!(picture(&watch).contains("High impact"));
    assert_eq!(watch.key(key(KeyCode::Char('.'))), Asked::Click(Click::Black));
}

#[test]
fn q_alone_leaves_nothing() {
    let ctrl = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
    for test in [false, true] {
        let mut watch = Watch::new(Look::default(), at(9, 0), test);
        assert_eq!(watch.key(key(KeyCode::Char('q'))), Asked::Nothing);
        assert_eq!(watch.key(key(KeyCode::Esc)), if test { Asked::Leave } else { Asked::Nothing });
        assert_eq!(watch.key(ctrl('q')), Asked::Leave);
        assert_eq!(watch.key(ctrl('c')), Asked::Leave);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_text_at_any_size_stays_inside(words in ".{0,200}", width in 0..260_u16, height in 0..70_u16) {
        let note = room::Note { text: words.clone(), times: 3, ..room::Note::default() };
        let scenes = [
            Scene::Notes(room::Notes { question: words.clone(), column: None, notes: vec![note.clone(); 12], total: 12, page: 3 }),
            Scene::Spotlight(room::Spotlight { question: words.clone(), note }),
            Scene::Gap(room::Gap { id: "G01".into(), title: words.clone(), perfect: words.clone(), today: words.clone(), page: 1 }),
            Scene::Rules(room::Rules { title: words.clone(), rules: vec![words.clone(); 9], page: 2 }),
            Scene::Corners(room::Corners { corners: vec![(words.clone(), words.clone()); 5], page: 1 }),
            Scene::CatchUp(room::CatchUp {
                question: words.clone(),
                found: vec![words.clone(); 3],
                rules: vec![words.clone(); 3],
                page: 1,
            }),
            Scene::Plan(room::Plan {
                rows: vec![room::Promise {
                    title: words.clone(),
                    actions: vec![room::Action { title: words.clone(), ..room::Action::default() }; 5],
                    ..room::Promise::default()
                }],
                page: 1,
            }),
            Scene::Board(room::Board {
                limit: 5,
                now: vec![room::Card { title: words.clone(), waits: true, heavy: true, ..room::Card::default() }; 9],
                ..room::Board::default()
            }),
        ];
        for scene in scenes {
            drawn(&Wall { scene, ..Wall::default() }, (width, height));
        }
    }
}

#[test]
fn the_plain_page_says_which_column_of_the_question_is_asked() {
    let shown = |column: Option<&str>| {
        let notes = room::Notes {
            question: "What is the perfect experience?".into(),
            column: column.map(str::to_owned),
            ..room::Notes::default()
        };
        let wall = Wall { scene: Scene::Notes(notes), veil: Veil::Plain, ..Wall::default() };
        text(&drawn(&wall, SIZES[0]))
    };
    assert!(shown(Some("Today")).contains("Today"));
    assert!(!shown(None).contains("Today"));
}
