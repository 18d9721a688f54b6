//! The keys of Sort: the score grid and its line for fingers, the board and what is tried on it, the edges.

use ratatui::crossterm::event::KeyCode;

use crate::rules::words::Lane;
use crate::tui::keymap::{Binding, Chord, Command, Layer};

/// Its own commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmd {
    /// The other of the two views.
    Other,
    /// The cursor.
    Up,
    /// The cursor.
    Down,
    /// The cursor.
    Left,
    /// The cursor.
    Right,
    /// The first gap of the list or the lane.
    First,
    /// The last gap of the list or the lane.
    Last,
    /// The gap's card.
    Card,
    /// A score for the cell in hand, and on.
    Score(u8),
    /// No score in this cell.
    Clear,
    /// The fingers the room shows.
    Fingers,
    /// Down one scale, or across one gap.
    Turn,
    /// Into a lane.
    Place(Lane),
    /// One lane sooner.
    Sooner,
    /// One lane later.
    Later,
    /// Back to the rule.
    Rule,
    /// The limit of Now.
    Capacity,
    /// The scores of the gap in hand.
    Scores,
    /// Only so many gaps are scored, or all again.
    Only,
    /// Tries a score before it is given.
    WhatIf,
    /// What lies on an edge.
    Edges,
    /// All that is said about the card in hand, or less of it.
    Unfold,
    /// What the flag of the card asks for.
    Make,
    /// Takes what is typed, tried or chosen.
    Take,
    /// Leaves it.
    Leave,
}

impl Cmd {
    /// Whether it changes nothing in the session, so that it is there where the session is only read.
    pub const fn reads(self) -> bool {
        matches!(
            self,
            Self::Other
                | Self::Up
                | Self::Down
                | Self::Left
                | Self::Right
                | Self::First
                | Self::Last
                | Self::Card
                | Self::Turn
                | Self::Scores
                | Self::Only
                | Self::WhatIf
                | Self::Edges
                | Self::Unfold
                | Self::Take
                | Self::Leave
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
    Binding { layer, chords, name, label, command: Command::Sort(command), footer }
}

const UP: &[Chord] = &[Chord::key(KeyCode::Up), Chord::ch('k')];
const DOWN: &[Chord] = &[Chord::key(KeyCode::Down), Chord::ch('j')];
const LEFT: &[Chord] = &[Chord::key(KeyCode::Left), Chord::ch('h')];
const RIGHT: &[Chord] = &[Chord::key(KeyCode::Right), Chord::ch('l')];
const HOME: &[Chord] = &[Chord::key(KeyCode::Home)];
const END: &[Chord] = &[Chord::key(KeyCode::End)];
const TAB: &[Chord] = &[Chord::key(KeyCode::Tab), Chord::key(KeyCode::BackTab)];
const CARD: &[Chord] = &[Chord::key(KeyCode::Enter), Chord::ch('e'), Chord::ch('z')];
const CLEAR: &[Chord] = &[Chord::key(KeyCode::Backspace), Chord::key(KeyCode::Delete), Chord::ch('x')];
const SOONER: &[Chord] = &[Chord::shift(KeyCode::Left), Chord::ch('H')];
const LATER: &[Chord] = &[Chord::shift(KeyCode::Right), Chord::ch('L')];
const RULE: &[Chord] = &[Chord::ch('u'), Chord::ch('0')];

const ENTER: &[Chord] = &[Chord::key(KeyCode::Enter)];
const ESC: &[Chord] = &[Chord::key(KeyCode::Esc)];

use Layer::{Board, Edges, Fingers, Scores, WhatIf};

/// Its keys.
pub const KEYS: &[Binding] = &[
    row(Scores, &[Chord::ch('1')], "scores.set.1", "to 5 score", Cmd::Score(1), 1),
    row(Scores, &[Chord::ch('2')], "scores.set.2", "score 2", Cmd::Score(2), 0),
    row(Scores, &[Chord::ch('3')], "scores.set.3", "score 3", Cmd::Score(3), 0),
    row(Scores, &[Chord::ch('4')], "scores.set.4", "score 4", Cmd::Score(4), 0),
    row(Scores, &[Chord::ch('5')], "scores.set.5", "score 5", Cmd::Score(5), 0),
    row(Scores, TAB, "scores.board", "board", Cmd::Other, 2),
    row(Scores, &[Chord::ch('f')], "scores.fingers", "fingers", Cmd::Fingers, 3),
    row(Scores, &[Chord::ch('t')], "scores.only", "only some gaps", Cmd::Only, 4),
    row(Scores, &[Chord::ch('i')], "scores.what_if", "what if", Cmd::WhatIf, 5),
    row(Scores, &[Chord::ch('v')], "scores.edges", "edges", Cmd::Edges, 0),
    row(Scores, &[Chord::ch('m')], "scores.make", "stopgap or first slice", Cmd::Make, 0),
    row(Scores, &[Chord::ch('w')], "scores.turn", "down or across", Cmd::Turn, 7),
    row(Scores, CARD, "scores.card", "card", Cmd::Card, 6),
    row(Scores, CLEAR, "scores.clear", "clear the score", Cmd::Clear, 0),
    row(Scores, UP, "scores.up", "gap before", Cmd::Up, 0),
    row(Scores, DOWN, "scores.down", "next gap", Cmd::Down, 0),
    row(Scores, LEFT, "scores.left", "scale before", Cmd::Left, 0),
    row(Scores, RIGHT, "scores.right", "next scale", Cmd::Right, 0),
    row(Scores, HOME, "scores.first", "first gap", Cmd::First, 0),
    row(Scores, END, "scores.last", "last gap", Cmd::Last, 0),
    row(Fingers, ENTER, "fingers.take", "takes it, next gap", Cmd::Take, 1),
    row(Fingers, ESC, "fingers.leave", "leaves the line", Cmd::Leave, 2),
    row(Fingers, &[Chord::key(KeyCode::Up)], "fingers.up", "gap before", Cmd::Up, 0),
    row(Fingers, &[Chord::key(KeyCode::Down)], "fingers.down", "next gap", Cmd::Down, 3),
    row(Fingers, &[Chord::key(KeyCode::Tab)], "fingers.right", "next scale", Cmd::Right, 4),
    row(Fingers, &[Chord::key(KeyCode::BackTab)], "fingers.left", "scale before", Cmd::Left, 0),
    row(Board, &[Chord::ch('1')], "board.place.now", "Now", Cmd::Place(Lane::Now), 1),
    row(Board, &[Chord::ch('2')], "board.place.next", "Next", Cmd::Place(Lane::Next), 2),
    row(Board, &[Chord::ch('3')], "board.place.later", "Later", Cmd::Place(Lane::Later), 3),
    row(Board, &[Chord::ch('v')], "board.edges", "edges", Cmd::Edges, 4),
    row(Board, &[Chord::ch('i')], "board.what_if", "what if", Cmd::WhatIf, 5),
    row(Board, &[Chord::ch(' ')], "board.unfold", "all about it", Cmd::Unfold, 6),
    row(Board, TAB, "board.other", "scores", Cmd::Other, 7),
    row(Board, &[Chord::ch('c')], "board.limit", "limit", Cmd::Capacity, 8),
    row(Board, &[Chord::ch('m')], "board.make", "stopgap or first slice", Cmd::Make, 10),
    row(Board, RULE, "board.rule", "back to the rule", Cmd::Rule, 9),
    row(Board, CARD, "board.card", "card", Cmd::Card, 11),
    row(Board, &[Chord::ch('s')], "board.scores", "scores of this gap", Cmd::Scores, 0),
    row(Board, SOONER, "board.sooner", "one lane sooner", Cmd::Sooner, 0),
    row(Board, LATER, "board.later", "one lane later", Cmd::Later, 0),
    row(Board, UP, "board.up", "card above", Cmd::Up, 0),
    row(Board, DOWN, "board.down", "card below", Cmd::Down, 0),
    row(Board, LEFT, "board.left", "lane to the left", Cmd::Left, 0),
    row(Board, RIGHT, "board.right", "lane to the right", Cmd::Right, 0),
    row(Board, HOME, "board.first", "first card", Cmd::First, 0),
    row(Board, END, "board.last", "last card", Cmd::Last, 0),
    row(WhatIf, &[Chord::ch('1')], "what_if.1", "to 5 what if", Cmd::Score(1), 1),
    row(WhatIf, &[Chord::ch('2')], "what_if.2", "what if 2", Cmd::Score(2), 0),
    row(WhatIf, &[Chord::ch('3')], "what_if.3", "what if 3", Cmd::Score(3), 0),
    row(WhatIf, &[Chord::ch('4')], "what_if.4", "what if 4", Cmd::Score(4), 0),
    row(WhatIf, &[Chord::ch('5')], "what_if.5", "what if 5", Cmd::Score(5), 0),
    row(WhatIf, ENTER, "what_if.take", "keeps it", Cmd::Take, 2),
    row(WhatIf, ESC, "what_if.leave", "leaves all as it was", Cmd::Leave, 3),
    row(WhatIf, RIGHT, "what_if.right", "next scale", Cmd::Right, 4),
    row(WhatIf, LEFT, "what_if.left", "scale before", Cmd::Left, 0),
    row(WhatIf, CLEAR, "what_if.clear", "this score as it was", Cmd::Clear, 0),
    row(Edges, ENTER, "edges.take", "to the gap", Cmd::Take, 1),
    row(Edges, DOWN, "edges.down", "row below", Cmd::Down, 2),
    row(Edges, UP, "edges.up", "row above", Cmd::Up, 0),
    row(Edges, &[Chord::key(KeyCode::Esc), Chord::ch('v')], "edges.leave", "board", Cmd::Leave, 3),
    row(Edges, TAB, "edges.other", "scores", Cmd::Other, 0),
    row(Edges, HOME, "edges.first", "first row", Cmd::First, 0),
    row(Edges, END, "edges.last", "last row", Cmd::Last, 0),
];
