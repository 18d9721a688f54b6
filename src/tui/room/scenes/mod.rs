//! One file a kind of scene; each draws what it is given into the page.

mod board;
mod clock;
mod closing;
mod day;
mod list;
mod notes;
mod papers;
mod themes;

use super::page::Page;
use crate::room::{Scene, Wall};
use crate::tui::event::Now;

/// Draws a scene.
pub fn draw(scene: &Scene, wall: &Wall, page: &mut Page, now: &Now) {
    match scene {
        Scene::Welcome(welcome) => day::welcome(welcome, page, now),
        Scene::Rules(rules) => day::rules(rules, page),
        Scene::Question(question) => notes::question(question, page),
        Scene::Notes(notes) => notes::notes(notes, page),
        Scene::Spotlight(spotlight) => notes::spotlight(spotlight, page),
        Scene::PerfectToday(both) => notes::perfect_today(both, page),
        Scene::Themes(themes) => themes::all(themes, page),
        Scene::Theme(theme) => themes::theme(theme, page),
        Scene::BallotOpen(ballot) => themes::open(ballot, page),
        Scene::BallotResult(result) => themes::result(result, page),
        Scene::Gap(gap) => board::gap(gap, page),
        Scene::Scale(scale) => board::scale(scale, page),
        Scene::Board(board) => board::board(board, page),
        Scene::Lane(lane) => board::lane(lane, page),
        Scene::Plan(plan) => closing::plan(plan, page),
        Scene::Promise(promise) => closing::promise(promise, page),
        Scene::Clock => clock::clock(wall, page, now),
        Scene::DayClock => clock::day(wall, page, now),
        Scene::Break(pause) => clock::pause(pause, wall, page, now),
        Scene::Corners(corners) => day::corners(corners, page),
        Scene::Pulse(pulse) => day::pulse(pulse, page),
        Scene::CatchUp(card) => day::catch_up(card, page),
        Scene::Thanks(thanks) => closing::thanks(thanks, page),
    }
}

/// The plain page: the present question, which of its columns is asked, and nothing else.
pub fn plain(wall: &Wall, page: &mut Page) {
    let style = page.look.heading();
    match &wall.scene {
        Scene::Notes(notes) => page.line(notes.column.as_deref().unwrap_or_default(), page.look.accent()),
        Scene::Question(question) => page.line(&question.place, page.look.accent()),
        _ => {}
    }
    page.centre(wall.asked().unwrap_or(&wall.whose), style);
}
