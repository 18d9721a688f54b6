//! The plan's keys: one table for the Now gaps, one for the other lists.

use ratatui::crossterm::event::KeyCode;

use super::Cmd;
use crate::tui::keymap::{Binding, Chord, Command, Layer};

const fn row(
    layer: Layer,
    chords: &'static [Chord],
    name: &'static str,
    label: &'static str,
    command: Cmd,
    footer: u8,
) -> Binding {
    Binding { layer, chords, name, label, command: Command::Plan(command), footer }
}

const UP: &[Chord] = &[Chord::key(KeyCode::Up), Chord::ch('k')];
const DOWN: &[Chord] = &[Chord::key(KeyCode::Down), Chord::ch('j')];
const TOP: &[Chord] = &[Chord::key(KeyCode::Home)];
const BOTTOM: &[Chord] = &[Chord::key(KeyCode::End)];
const NEXT: &[Chord] = &[Chord::key(KeyCode::Tab), Chord::key(KeyCode::Right)];
const PREVIOUS: &[Chord] = &[Chord::key(KeyCode::BackTab), Chord::key(KeyCode::Left)];
const OPEN: &[Chord] = &[Chord::key(KeyCode::Enter), Chord::ch('e')];
const NEW: &[Chord] = &[Chord::ch('n')];
const REMOVE: &[Chord] = &[Chord::ch('x'), Chord::key(KeyCode::Delete)];
const EARLIER: &[Chord] = &[Chord::ch('K'), Chord::shift(KeyCode::Up)];
const LATER: &[Chord] = &[Chord::ch('J'), Chord::shift(KeyCode::Down)];
const OWNER: &[Chord] = &[Chord::ch('o')];
const DONE: &[Chord] = &[Chord::ch(' ')];
const BACK: &[Chord] = &[Chord::key(KeyCode::Esc)];

/// The table.
pub const KEYS: &[Binding] = &[
    row(Layer::Plan, NEW, "plan.action.new", "new action", Cmd::New, 1),
    row(Layer::Plan, OWNER, "plan.action.owner", "owner", Cmd::Owner, 2),
    row(Layer::Plan, &[Chord::ch('f')], "plan.action.first", "first step", Cmd::FirstStep, 3),
    row(Layer::Plan, &[Chord::ch('d')], "plan.action.first_on", "its day", Cmd::FirstStepOn, 4),
    row(Layer::Plan, &[Chord::ch('D')], "plan.action.due", "due", Cmd::Date, 5),
    row(Layer::Plan, &[Chord::ch('m')], "plan.action.measure", "measure", Cmd::Measure, 6),
    row(Layer::Plan, NEXT, "plan.section.next", "next list", Cmd::NextSection, 7),
    row(Layer::Plan, OPEN, "plan.open", "card", Cmd::Open, 8),
    row(Layer::Plan, &[Chord::ch('a')], "plan.gap.affects", "who feels it next", Cmd::Affects, 0),
    row(Layer::Plan, &[Chord::ch('t')], "plan.gap.tell", "who must be told", Cmd::Tell, 0),
    row(Layer::Plan, &[Chord::ch('b')], "plan.action.objective", "objective", Cmd::Objective, 0),
    row(Layer::Plan, DONE, "plan.action.done", "done, or open again", Cmd::Done, 0),
    row(Layer::Plan, REMOVE, "plan.action.remove", "remove the action", Cmd::Remove, 0),
    row(Layer::Plan, EARLIER, "plan.action.earlier", "action further up", Cmd::Earlier, 0),
    row(Layer::Plan, LATER, "plan.action.later", "action further down", Cmd::Later, 0),
    row(Layer::Plan, PREVIOUS, "plan.section.previous", "list before", Cmd::PreviousSection, 0),
    row(Layer::Plan, UP, "plan.up", "up", Cmd::Up, 0),
    row(Layer::Plan, DOWN, "plan.down", "down", Cmd::Down, 0),
    row(Layer::Plan, TOP, "plan.first", "first", Cmd::Top, 0),
    row(Layer::Plan, BOTTOM, "plan.last", "last", Cmd::Bottom, 0),
    row(Layer::Plan, BACK, "plan.back", "back to the gap", Cmd::Back, 0),
    row(Layer::PlanLists, NEW, "plan.item.new", "new", Cmd::New, 1),
    row(Layer::PlanLists, OPEN, "plan.open", "card", Cmd::Open, 2),
    row(Layer::PlanLists, &[Chord::ch('w')], "plan.item.words", "answer, outcome", Cmd::Words, 3),
    row(Layer::PlanLists, OWNER, "plan.item.owner", "who", Cmd::Owner, 4),
    row(Layer::PlanLists, &[Chord::ch('d'), Chord::ch('D')], "plan.item.date", "date", Cmd::Date, 5),
    row(Layer::PlanLists, NEXT, "plan.section.next", "next list", Cmd::NextSection, 6),
    row(Layer::PlanLists, &[Chord::ch('r')], "plan.item.suggest", "usual dates, starters", Cmd::Suggest, 7),
    row(Layer::PlanLists, &[Chord::ch('s')], "plan.item.state", "state, start condition", Cmd::State, 8),
    row(Layer::PlanLists, &[Chord::ch('c')], "plan.item.kind", "kind", Cmd::Kind, 0),
    row(Layer::PlanLists, &[Chord::ch('v')], "plan.item.value", "number, reading, dots", Cmd::Value, 0),
    row(Layer::PlanLists, &[Chord::ch('m')], "plan.item.measure", "measure", Cmd::Measure, 0),
    row(Layer::PlanLists, &[Chord::ch('h')], "plan.need.how", "how it is found out", Cmd::How, 0),
    row(
        Layer::PlanLists,
        &[Chord::ch('+'), Chord::ch('=')],
        "plan.dots.more",
        "one dot more",
        Cmd::MoreDots,
        0,
    ),
    row(Layer::PlanLists, &[Chord::ch('-')], "plan.dots.fewer", "one dot less", Cmd::FewerDots, 0),
    row(Layer::PlanLists, DONE, "plan.item.done", "done, held, taken", Cmd::Done, 0),
    row(Layer::PlanLists, REMOVE, "plan.item.remove", "remove", Cmd::Remove, 0),
    row(Layer::PlanLists, EARLIER, "plan.item.earlier", "further up", Cmd::Earlier, 0),
    row(Layer::PlanLists, LATER, "plan.item.later", "further down", Cmd::Later, 0),
    row(Layer::PlanLists, PREVIOUS, "plan.section.previous", "list before", Cmd::PreviousSection, 0),
    row(Layer::PlanLists, UP, "plan.up", "up", Cmd::Up, 0),
    row(Layer::PlanLists, DOWN, "plan.down", "down", Cmd::Down, 0),
    row(Layer::PlanLists, TOP, "plan.first", "first", Cmd::Top, 0),
    row(Layer::PlanLists, BOTTOM, "plan.last", "last", Cmd::Bottom, 0),
    row(Layer::PlanLists, BACK, "plan.back", "back", Cmd::Back, 0),
];
