//! From a wish to a scene. What a wish points at and is no longer there falls back to the next wider thing.

use super::wish::{Parts, Wish};
use super::{Scene, board, closing, day, notes, themes};

/// Composes what a wish asks for. Never fails: an empty day has scenes that say what comes.
pub fn compose(wish: &Wish, parts: &Parts) -> Scene {
    match wish {
        Wish::Welcome => day::welcome(parts),
        Wish::Rules => day::rules(parts),
        Wish::Block => day::block(parts),
        Wish::Question(id, probes, column) => notes::question(id, *probes, column, parts),
        Wish::Notes(id, column) => notes::notes(id, column, parts),
        Wish::PerfectToday(id) => notes::perfect_today(id, parts),
        Wish::Spotlight(id) => notes::spotlight(id, parts),
        Wish::Themes => themes::all(parts),
        Wish::Theme(id) => themes::theme(id, parts),
        Wish::Ballot => themes::ballot(parts),
        Wish::Gap(id) => board::gap(id, parts),
        Wish::Scale(scale, gap) => board::scale(*scale, gap.as_ref(), parts),
        Wish::Board => board::board(parts),
        Wish::Lane(lane) => board::lane(*lane, parts),
        Wish::Plan => closing::plan(parts),
        Wish::Promise(id) => closing::promise(id, parts),
        Wish::Clock => Scene::Clock,
        Wish::DayClock => Scene::DayClock,
        Wish::Break => day::pause(parts),
        Wish::Corners => day::corners(parts),
        Wish::Pulse => day::pulse(parts),
        Wish::CatchUp(question) => day::catch_up(question.as_ref(), parts),
        Wish::Thanks => closing::thanks(parts),
    }
}
