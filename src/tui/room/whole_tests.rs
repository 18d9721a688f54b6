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
    draw(&Wall { scene, ..Wall::default() }, &mut buf, area, &Look::default(), &now, false);
    buf
}

/// Whether a word stands on a picture, in any face.
fn has(buf: &Buffer, word: &str) -> bool {
    [Size::Plain, Size::Middle, Size::Large, Size::Huge].into_iter().any(|size| {
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
    let mut left: Vec<String> = words
        .iter()
        .flat_map(|text| text.split(|c: char| c.is_whitespace() || c == '-'))
        .map(str::to_owned)
        .collect();
    // What no face has stands a letter at a time among the others.
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
