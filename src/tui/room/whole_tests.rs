//! Nothing that is read aloud is cut: every word of it is on one of the pages, in whatever face.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::page::{Size, set};
use super::*;
use crate::playbook::Playbook;
use crate::room::{self, Parts, Wish, compose};
use crate::rules::Verdicts;
use crate::session::Session;

const SIZES: [(u16, u16); 4] = [(66, 18), (80, 24), (160, 48), (240, 67)];

fn sample() -> Session {
    crate::shelf::format::read(include_bytes!("../../../sessions/halvorn.json")).unwrap()
}

fn scene(session: &Session, wish: &str) -> Scene {
    let verdicts = Verdicts::of(session);
    let ask = || &verdicts;
    let parts = Parts { session, verdicts: &ask, playbook: Playbook::builtin(), page: 0 };
    compose(&Wish::from_key(wish).unwrap(), &parts)
}

fn drawn(scene: &Scene, page: usize, (width, height): (u16, u16)) -> Buffer {
    let mut scene = scene.clone();
    if let Some(at) = watch::page_of(&mut scene) {
        *at = page;
    }
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    let area = buf.area;
    let now = Now { local: jiff::civil::date(2026, 3, 12).at(11, 24, 0, 0), offset_minutes: 60, awake_ms: 0 };
    draw(&Wall { scene, ..Wall::default() }, &mut buf, area, &Look::default(), &now);
    buf
}

/// Whether a word stands on a picture, in any face.
fn has(buf: &Buffer, word: &str) -> bool {
    [Size::Plain, Size::Middle, Size::Filled, Size::Large, Size::Huge].into_iter().any(|size| {
        let (across, down) = if letters::written(word, size, &Look::default()).is_some() {
            size.cell()
        } else {
            Size::Plain.cell()
        };
        let letters = crate::text::width(word) + 3;
        let room = Rect::new(0, 0, across * u16::try_from(letters).unwrap(), down);
        let mut small = Buffer::empty(room);
        set(&mut small, room, word, size, Style::new(), &Look::default());
        let wide = (0..room.width).rev().find(|x| (0..down).any(|y| small[(*x, y)].symbol() != " "));
        let wide = wide.map_or(1, |x| x + 1);
        // The first cell with ink is looked for; the rest is compared where it is found.
        let mut ink = (0..down).flat_map(|y| (0..wide).map(move |x| (x, y)));
        let Some(ink) = ink.find(|at| small[*at].symbol() != " ") else { return false };
        let is_at = |x: u16, y: u16| {
            small[ink].symbol() == buf[(x + ink.0, y + ink.1)].symbol()
                && (0..down).all(|row| {
                    (0..wide)
                        .all(|column| small[(column, row)].symbol() == buf[(x + column, y + row)].symbol())
                })
        };
        wide <= buf.area.width
            && (0..=buf.area.height.saturating_sub(down))
                .any(|y| (0..=buf.area.width - wide).any(|x| is_at(x, y)))
    })
}

/// The words of a scene that are missing on all of its pages at a size.
fn missing(scene: &Scene, words: &[String], size: (u16, u16), pages: usize) -> Vec<String> {
    // Beside writing that no face has, a name in brackets stands for it.
    let of = |text: &str| text.chars().any(|c| c > '\u{3000}').then(|| text.replace(['(', ')'], ""));
    let texts = words.iter().map(|text| of(text).unwrap_or_else(|| text.clone()));
    let mut left: Vec<String> = texts
        .flat_map(|text| {
            let words = text.split(|c: char| c.is_whitespace() || c == '-');
            words.map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    left.retain(|word| !word.is_empty() && !word.chars().any(|c| c > '\u{3000}'));
    left.sort();
    left.dedup();
    for page in 0..pages {
        let buf = drawn(scene, page, size);
        left.retain(|word| !has(&buf, word));
    }
    left
}

fn promised(row: &room::Promise) -> Vec<String> {
    let actions = row.actions.iter();
    let said = actions.flat_map(|action| [&action.title, &action.owner, &action.due]);
    said.chain([&row.title]).cloned().collect()
}

/// What is read aloud of a scene.
fn read_aloud(scene: &Scene) -> Vec<String> {
    let pair = |(first, second): &(String, String)| [first.clone(), second.clone()];
    match scene {
        Scene::Corners(scene) => scene.corners.iter().flat_map(pair).collect(),
        Scene::CatchUp(scene) => {
            scene.found.iter().chain(&scene.rules).chain([&scene.question]).cloned().collect()
        }
        Scene::Plan(scene) => scene.rows.iter().flat_map(promised).collect(),
        Scene::Promise(scene) => {
            let more = scene.actions.iter().flat_map(|action| [&action.first_step, &action.measure]);
            promised(scene).into_iter().chain(more.cloned()).collect()
        }
        Scene::Rules(scene) => scene.rules.clone(),
        Scene::Question(scene) => scene.probes.iter().chain([&scene.text]).cloned().collect(),
        Scene::Scale(scene) => scene.anchors.clone(),
        Scene::Gap(scene) => vec![scene.title.clone(), scene.perfect.clone(), scene.today.clone()],
        Scene::Lane(scene) => {
            let cards = scene.cards.iter().flat_map(|(card, why)| [card.title.clone(), why.clone()]);
            cards.chain([scene.sentence.clone()]).collect()
        }
        Scene::BallotResult(scene) => scene.rows.iter().map(|row| row.name.clone()).collect(),
        Scene::Themes(scene) => scene.themes.iter().map(|theme| theme.name.clone()).collect(),
        Scene::Thanks(scene) => scene.dates.iter().flat_map(pair).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn every_word_that_is_read_aloud_stands_on_a_page_of_its_scene() {
    let session = sample();
    for wish in [
        "corners",
        "plan",
        "promise:G01",
        "promise:G03",
        "catch-up:Q2",
        "rules",
        "probes:Q3",
        "scale:impact:G07",
        "gap:G07",
        "lane:now",
        "lane:next",
        "themes",
        "ballot",
        "thanks",
    ] {
        let scene = scene(&session, wish);
        for size in SIZES {
            let words = read_aloud(&scene);
            assert!(!words.is_empty(), "{wish}");
            assert_eq!(missing(&scene, &words, size, 5), [""; 0], "{wish} at {size:?}");
        }
    }
}

#[test]
fn four_corners_stand_on_one_page_where_they_fit_and_else_on_two() {
    let session = sample();
    let scene = scene(&session, "corners");
    let first = drawn(&scene, 0, (66, 18));
    let second = drawn(&scene, 1, (66, 18));
    for page in [&first, &second] {
        assert!(["Planters", "Givers", "Starters", "Transformers"].iter().all(|name| has(page, name)));
    }
    assert!(has(&first, "answers.") && !has(&second, "answers.") && has(&second, "experience."));
    let short = |name: &str| (name.to_owned(), "We begin.".to_owned());
    let corners = ["One", "Two", "Three", "Four"].map(short).to_vec();
    let all = drawn(&Scene::Corners(room::Corners { corners, page: 0 }), 0, (66, 18));
    assert!(["One", "Two", "Three", "Four"].iter().all(|name| has(&all, name)));
}

#[test]
fn a_gap_of_many_or_long_actions_goes_on_on_the_next_page_under_its_title() {
    let action = |n: usize| room::Action {
        title: format!("Write to every customer of the street that lost its line, letter number{n}"),
        owner: format!("Owner{n}"),
        due: "30 Apr".into(),
        ..room::Action::default()
    };
    let row = room::Promise {
        id: "G01".into(),
        title: "Nobody tells".into(),
        actions: (1..=9).map(action).collect(),
        ..room::Promise::default()
    };
    let plan = Scene::Plan(room::Plan { rows: vec![row.clone()], page: 0 });
    for size in [(66, 18), (160, 48)] {
        let words: Vec<String> = (1..=9).flat_map(|n| [format!("Owner{n}:"), format!("number{n}")]).collect();
        assert_eq!(missing(&plan, &words, size, 9), [""; 0], "{size:?}");
        assert!((0..2).all(|page| has(&drawn(&plan, page, size), "Nobody")), "{size:?}");
        let promise = Scene::Promise(row.clone());
        assert_eq!(missing(&promise, &read_aloud(&promise), size, 9), [""; 0], "{size:?}");
    }
}

#[test]
fn two_long_sentences_of_a_gap_take_a_page_each() {
    let long = |end: &str| format!("{} {end}", "The customer waits for somebody who knows.".repeat(12));
    let gap = room::Gap {
        id: "G01".into(),
        title: "A gap".into(),
        perfect: long("Perfectly"),
        today: long("Nowadays"),
        page: 0,
    };
    let scene = Scene::Gap(gap);
    let (first, second) = (drawn(&scene, 0, (66, 18)), drawn(&scene, 1, (66, 18)));
    assert!(has(&first, "Perfectly") && !has(&first, "Nowadays") && has(&second, "Nowadays"));
}

#[test]
fn a_bigger_wall_shows_every_note_whole_on_one_of_its_pages_but_one_or_two_beside_the_newest() {
    let session = sample();
    for wish in ["notes:Q1:main", "notes:Q3:main"] {
        let scene = scene(&session, wish);
        let Scene::Notes(notes) = &scene else { panic!("{wish} has notes") };
        for size in [(160, 48), (240, 67)] {
            let whole = |note: &room::Note| {
                let words = note.text.split_whitespace().map(str::to_owned);
                let words: Vec<String> =
                    words.filter(|w| w.chars().all(|c| c.is_ascii_alphabetic())).collect();
                missing(&scene, &words, size, 12).is_empty()
            };
            let (first, later) = notes.notes.split_at(7);
            let cut = |notes: &[room::Note]| notes.iter().filter(|note| !whole(note)).count();
            assert!(cut(first) <= 2, "{wish} at {size:?}");
            assert_eq!(cut(later), 0, "{wish} at {size:?}");
        }
    }
}

#[test]
fn the_newest_note_is_never_smaller_than_the_others() {
    let scene = scene(&sample(), "notes:Q1:main");
    let Scene::Notes(notes) = &scene else { panic!("there are notes") };
    let first = notes.notes[0].text.split_whitespace().next().unwrap();
    let buf = drawn(&scene, 0, (240, 67));
    let small = Size::Large;
    let mut large = Buffer::empty(Rect::new(0, 0, 60, 4));
    let area = large.area;
    set(&mut large, area, first, small, Style::new(), &Look::default());
    let row: String = (0..8).map(|x| large[(x, 1)].symbol()).collect();
    assert!(row.trim().len() > 3);
    assert!(
        (0..67).any(|y| (0..240).map(|x| buf[(x, y)].symbol()).collect::<String>().contains(row.trim())),
        "{first} stands in the large face"
    );
}

/// The rows below each other in which a column of the board is parted: by a line, or by the edge of a card.
fn parted_at(buf: &Buffer, x: u16) -> usize {
    let edge = |y: &u16| {
        let cell = &buf[(x, *y)];
        cell.modifier.contains(ratatui::style::Modifier::UNDERLINED) || cell.symbol() == "─"
    };
    (0..buf.area.height).filter(edge).count()
}

#[test]
fn a_card_on_the_board_does_not_run_into_the_next_one() {
    let scene = scene(&sample(), "board");
    let Scene::Board(board) = &scene else { panic!("the board") };
    for size in SIZES {
        let buf = drawn(&scene, 0, size);
        let left = super::margin(buf.area).0;
        assert_eq!(parted_at(&buf, left), board.now.len() - 1, "now at {size:?}");
        assert_eq!(parted_at(&buf, size.0 - left - 3), board.later.len() - 1, "later at {size:?}");
    }
    let buf = drawn(&scene, 0, (240, 67));
    for word in board.now.iter().chain(&board.next).flat_map(|card| card.title.split_whitespace()) {
        assert!(has(&buf, word), "{word} is cut on the largest wall");
    }
}

#[test]
fn nobody_reads_across_from_one_corner_into_the_next() {
    let scene = scene(&sample(), "corners");
    for (size, wide) in [((160, 48), 10), ((240, 67), 20)] {
        for page in 0..2 {
            let buf = drawn(&scene, page, size);
            // Below the headline and the names, above the number of the page.
            let blank = |x: u16| (24..size.1 - 8).all(|y| buf[(x, y)].symbol() == " ");
            let ink = (0..size.0).filter(|x| !blank(*x));
            let ink: Vec<u16> = ink.collect();
            let gutter = ink.windows(2).map(|pair| pair[1] - pair[0] - 1).max().unwrap_or(0);
            assert!(gutter >= wide, "{gutter} columns at {size:?}, page {page}");
        }
    }
    let rows: Vec<String> =
        crate::tui::harness::styled(&drawn(&scene, 0, (66, 18))).lines().map(str::to_owned).collect();
    let pair = |one: &str, other: &str| rows.iter().any(|row| row.contains(one) && row.contains(other));
    assert!(pair("1 Idea Planters", "2 Advice Givers") && pair("3 Change Starters", "4 Transformers"));
    assert!(!pair("2 Advice Givers", "3 Change Starters"), "two by two");
}

#[test]
fn the_four_scales_have_their_names_in_the_same_face() {
    let session = sample();
    for (width, height) in SIZES {
        let faces = ["impact", "urgency", "feasibility", "cost"].map(|scale| {
            let scene = scene(&session, &format!("scale:{scale}:"));
            let buf = drawn(&scene, 0, (width, height));
            let Scene::Scale(scale) = &scene else { panic!("a scale") };
            let stands_in = |size: &Size| {
                let mut name = Buffer::empty(Rect::new(0, 0, 100, 8));
                let area = name.area;
                set(&mut name, area, &scale.name, *size, Style::new(), &Look::default());
                let row: String = (0..100).map(|x| name[(x, 1)].symbol()).collect();
                let drawn = |y: u16| (0..width).map(|x| buf[(x, y)].symbol()).collect::<String>();
                (0..height).any(|y| drawn(y).contains(row.trim()))
            };
            [Size::Huge, Size::Large].into_iter().find(stands_in)
        });
        assert!(faces[0].is_some() && faces.iter().all(|face| *face == faces[0]), "{faces:?} at {width}");
    }
}

#[test]
fn the_sentences_of_a_gap_are_larger_on_the_largest_wall() {
    let session = sample();
    for wish in ["gap:G07", "gap:G01"] {
        let scene = scene(&session, wish);
        assert_eq!(missing(&scene, &read_aloud(&scene), (240, 67), 2), [""; 0], "{wish}");
        let buf = drawn(&scene, 0, (240, 67));
        let Scene::Gap(gap) = &scene else { panic!("a gap") };
        let first = gap.perfect.split_whitespace().next().unwrap();
        let mut large = Buffer::empty(Rect::new(0, 0, 240, 4));
        let area = large.area;
        set(&mut large, area, first, Size::Large, Style::new(), &Look::default());
        let row: String = (0..60).map(|x| large[(x, 1)].symbol()).collect();
        let rows = (0..67).map(|y| (0..240).map(|x| buf[(x, y)].symbol()).collect::<String>());
        assert!(rows.into_iter().all(|drawn| !drawn.contains(row.trim())), "{wish}: a larger face fits");
    }
}

#[test]
fn a_theme_keeps_its_name_on_the_smallest_window() {
    let line = |name: &str| room::ThemeLine { name: name.into(), notes: 9, dots: Some(7) };
    let scene = Scene::Themes(room::Themes { themes: vec![line("Nobody calls back")], page: 0 });
    let text = crate::tui::harness::styled(&drawn(&scene, 0, (20, 6)));
    assert!(text.contains("Nobody calls back"), "{text}");
}

#[test]
fn the_oldest_of_many_notes_is_reached_by_paging() {
    let note = |n: usize| room::Note {
        text: format!("Note number {n} of this question."),
        times: 1,
        ..room::Note::default()
    };
    let notes: Vec<room::Note> = (1..=400).rev().map(note).collect();
    let scene =
        Scene::Notes(room::Notes { question: "Who?".into(), total: 400, notes, ..room::Notes::default() });
    let text = |page: usize| crate::tui::harness::styled(&drawn(&scene, page, (66, 18)));
    let first = text(0);
    let pages =
        first.split_once("1 of ").and_then(|(_, rest)| rest.split_whitespace().next()?.parse::<usize>().ok());
    let last = text(pages.unwrap() - 1);
    assert!(last.contains("number 1 of"), "{last}");
    assert!(!last.contains("older"), "{last}");
}
