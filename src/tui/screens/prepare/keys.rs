//! Prepare's rows of the key table: what every pane knows, and what each pane knows alone.

use ratatui::crossterm::event::KeyCode;

use super::Pane;
use crate::tui::keymap::{Binding, Chord, Command, Layer};

/// Its own commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmd {
    /// The cursor up or down.
    Step(isize),
    First,
    Last,
    NextPane,
    PreviousPane,
    /// To the day's card.
    Back,
    /// Fill in the line of the day's card.
    Fill,
    /// The item's card.
    Open,
    New,
    Remove,
    /// The item up or down.
    Shift(isize),
    /// Start this block now, or end it.
    StartStop,
    Longer,
    Shorter,
    /// Another form of the day.
    Variant,
    Tick,
    /// Record who got it.
    Share,
    /// The room reads it together now.
    ReadTogether,
    /// Who had which item when.
    Grid,
    /// How to catch up.
    CatchUp,
}

impl Cmd {
    /// Whether it changes nothing in the session, so that it is there where the session is only read.
    pub const fn reads(self) -> bool {
        matches!(
            self,
            Self::Step(_)
                | Self::First
                | Self::Last
                | Self::NextPane
                | Self::PreviousPane
                | Self::Back
                | Self::Open
                | Self::Grid
        )
    }
}

const fn row(
    layer: Layer,
    chords: &'static [Chord],
    name: &'static str,
    label: &'static str,
    command: Cmd,
    footer: u8,
) -> Binding {
    Binding { layer, chords, name, label, command: Command::Prepare(command), footer }
}

const ENTER: &[Chord] = &[Chord::key(KeyCode::Enter)];
const ENTER_E: &[Chord] = &[Chord::key(KeyCode::Enter), Chord::ch('e')];
const N: &[Chord] = &[Chord::ch('n')];
const X: &[Chord] = &[Chord::ch('x'), Chord::key(KeyCode::Delete)];
const LATER: &[Chord] = &[Chord::ch('J'), Chord::shift(KeyCode::Down)];
const SOONER: &[Chord] = &[Chord::ch('K'), Chord::shift(KeyCode::Up)];

const SHARED: usize = 7;

const fn shared(layer: Layer) -> [Binding; SHARED] {
    [
        row(
            layer,
            const { &[Chord::key(KeyCode::Down), Chord::ch('j')] },
            "prepare.down",
            "down",
            Cmd::Step(1),
            0,
        ),
        row(
            layer,
            const { &[Chord::key(KeyCode::Up), Chord::ch('k')] },
            "prepare.up",
            "up",
            Cmd::Step(-1),
            0,
        ),
        row(layer, const { &[Chord::key(KeyCode::Home)] }, "prepare.first", "first", Cmd::First, 0),
        row(layer, const { &[Chord::key(KeyCode::End)] }, "prepare.last", "last", Cmd::Last, 0),
        row(
            layer,
            const { &[Chord::key(KeyCode::Tab), Chord::key(KeyCode::Right)] },
            "prepare.next-pane",
            "next card",
            Cmd::NextPane,
            4,
        ),
        row(
            layer,
            const { &[Chord::key(KeyCode::BackTab), Chord::key(KeyCode::Left)] },
            "prepare.previous-pane",
            "card before",
            Cmd::PreviousPane,
            0,
        ),
        row(layer, const { &[Chord::key(KeyCode::Esc)] }, "prepare.back", "to the day", Cmd::Back, 0),
    ]
}

const OWN: &[Binding] = &[
    row(Layer::Prepare, ENTER, "prepare.line", "fills in this line", Cmd::Fill, 1),
    row(Layer::Prepare, &[Chord::ch('e')], "prepare.card", "whole card", Cmd::Open, 2),
    row(Layer::Agenda, &[Chord::ch('s')], "agenda.start", "start or end", Cmd::StartStop, 1),
    row(Layer::Agenda, &[Chord::ch('+'), Chord::ch('=')], "agenda.longer", "longer", Cmd::Longer, 2),
    row(Layer::Agenda, &[Chord::ch('-')], "agenda.shorter", "shorter", Cmd::Shorter, 2),
    row(Layer::Agenda, &[Chord::ch('v')], "agenda.form", "other form", Cmd::Variant, 3),
    row(Layer::Agenda, &[Chord::ch('c')], "agenda.catch-up", "catch up", Cmd::CatchUp, 3),
    row(Layer::Agenda, ENTER_E, "agenda.open", "card", Cmd::Open, 4),
    row(Layer::Agenda, N, "agenda.new", "new block", Cmd::New, 5),
    row(Layer::Agenda, X, "agenda.remove", "remove", Cmd::Remove, 0),
    row(Layer::Agenda, LATER, "agenda.later", "move down", Cmd::Shift(1), 5),
    row(Layer::Agenda, SOONER, "agenda.sooner", "move up", Cmd::Shift(-1), 0),
    row(Layer::Checklist, &[Chord::ch(' ')], "checklist.tick", "done or not", Cmd::Tick, 1),
    row(Layer::Checklist, N, "checklist.new", "new", Cmd::New, 2),
    row(Layer::Checklist, ENTER_E, "checklist.open", "card", Cmd::Open, 3),
    row(Layer::Checklist, X, "checklist.remove", "remove", Cmd::Remove, 5),
    row(Layer::Evidence, &[Chord::ch('s')], "evidence.share", "who got it", Cmd::Share, 1),
    row(Layer::Evidence, &[Chord::ch('r')], "evidence.read", "read together now", Cmd::ReadTogether, 2),
    row(Layer::Evidence, &[Chord::ch('w')], "evidence.grid", "who had it when (private)", Cmd::Grid, 2),
    row(Layer::Evidence, N, "evidence.new", "new", Cmd::New, 3),
    row(Layer::Evidence, ENTER_E, "evidence.open", "card", Cmd::Open, 4),
    row(Layer::Evidence, X, "evidence.remove", "remove", Cmd::Remove, 5),
    row(Layer::Evidence, LATER, "evidence.later", "move down", Cmd::Shift(1), 0),
    row(Layer::Evidence, SOONER, "evidence.sooner", "move up", Cmd::Shift(-1), 0),
    row(Layer::Background, N, "background.new", "new", Cmd::New, 1),
    row(Layer::Background, ENTER_E, "background.open", "card", Cmd::Open, 2),
    row(Layer::Background, X, "background.remove", "remove", Cmd::Remove, 3),
    row(Layer::Background, LATER, "background.later", "move down", Cmd::Shift(1), 0),
    row(Layer::Background, SOONER, "background.sooner", "move up", Cmd::Shift(-1), 0),
];

const COUNT: usize = OWN.len() + Pane::ALL.len() * SHARED;

const ALL: [Binding; COUNT] = {
    let mut all = [OWN[0]; COUNT];
    let mut at = 0;
    while at < OWN.len() {
        all[at] = OWN[at];
        at += 1;
    }
    let mut pane = 0;
    while pane < Pane::ALL.len() {
        let rows = shared(Pane::ALL[pane].layer());
        let mut i = 0;
        while i < SHARED {
            all[at] = rows[i];
            at += 1;
            i += 1;
        }
        pane += 1;
    }
    all
};

/// Prepare's keys.
pub const KEYS: &[Binding] = &ALL;
