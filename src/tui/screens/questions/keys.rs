//! The keys of the Questions stage: while typing, and on the wall of notes.

use ratatui::crossterm::event::KeyCode;

use super::Cmd;
use crate::session::links::Kind;
use crate::tui::keymap::{Binding, Chord, Command, Layer};

const fn line(
    chords: &'static [Chord],
    name: &'static str,
    label: &'static str,
    command: Cmd,
    footer: u8,
) -> Binding {
    Binding { layer: Layer::Capture, chords, name, label, command: Command::Questions(command), footer }
}

const fn wall(
    chords: &'static [Chord],
    name: &'static str,
    label: &'static str,
    command: Cmd,
    footer: u8,
) -> Binding {
    Binding { layer: Layer::Answers, chords, name, label, command: Command::Questions(command), footer }
}

/// The table.
pub const KEYS: &[Binding] = &[
    line(&[Chord::key(KeyCode::Enter)], "capture.add", "adds", Cmd::Add, 1),
    line(&[Chord::key(KeyCode::Tab)], "capture.column", "column", Cmd::NextColumn, 2),
    line(&[Chord::key(KeyCode::Esc)], "capture.leave", "to the wall", Cmd::ToWall, 3),
    line(
        &[Chord::key(KeyCode::Down), Chord::ctrl_key(KeyCode::Right)],
        "capture.next",
        "next question",
        Cmd::NextQuestion,
        4,
    ),
    line(
        &[Chord::key(KeyCode::Up), Chord::ctrl_key(KeyCode::Left)],
        "capture.previous",
        "previous question",
        Cmd::PreviousQuestion,
        0,
    ),
    line(&[Chord::ctrl('k')], "capture.probes", "probes", Cmd::Probes, 5),
    line(&[Chord::ctrl('v')], "capture.wish", "a wish: to Perfect", Cmd::Perfect, 0),
    wall(&[Chord::key(KeyCode::Enter), Chord::ch('n')], "notes.type", "type", Cmd::ToLine, 1),
    wall(&[Chord::ch('e')], "notes.open", "open", Cmd::Open, 2),
    wall(&[Chord::ch('x'), Chord::key(KeyCode::Delete)], "notes.remove", "remove", Cmd::Remove, 3),
    wall(&[Chord::ch('t')], "notes.theme", "theme", Cmd::Theme, 4),
    wall(&[Chord::ch('w')], "notes.stance", "as is, wish, question", Cmd::Stance, 5),
    wall(&[Chord::key(KeyCode::Tab)], "notes.column", "other column", Cmd::NextColumn, 0),
    wall(&[Chord::ch('m')], "notes.move", "move to the other column", Cmd::MoveColumn, 0),
    wall(&[Chord::ch('v')], "notes.sensitive", "keep private", Cmd::Sensitive, 0),
    wall(&[Chord::ch('a')], "notes.author", "who wrote it (private)", Cmd::Author, 0),
    wall(&[Chord::ch('p')], "notes.paper", "count of paper notes", Cmd::Paper, 0),
    wall(&[Chord::ch('o')], "notes.probes", "probes", Cmd::Probes, 0),
    wall(&[Chord::ch('r')], "notes.wish", "a wish: to Perfect", Cmd::Perfect, 0),
    wall(&[Chord::ch('c')], "notes.pair", "what it goes with", Cmd::Pair, 0),
    wall(&[Chord::ch('C')], "notes.unpair", "take the pair apart", Cmd::Unpair, 0),
    wall(&[Chord::ch('N')], "notes.news", "new to the room", Cmd::News, 0),
    wall(&[Chord::ch('O')], "notes.question", "make an open question of it", Cmd::Turn(Kind::Question), 0),
    wall(&[Chord::ch('B')], "notes.blocker", "make a blocker of it", Cmd::Turn(Kind::Blocker), 0),
    wall(&[Chord::ch('P')], "notes.park", "park it", Cmd::Turn(Kind::Parked), 0),
    wall(&[Chord::ch('I')], "notes.need", "make an information need of it", Cmd::Turn(Kind::Need), 0),
    wall(&[Chord::ch('G')], "notes.gap", "make a gap of it", Cmd::Turn(Kind::Gap), 0),
    wall(&[Chord::ch('Q')], "questions.edit", "the question's card", Cmd::Question, 0),
    wall(&[Chord::ch('A')], "questions.add", "add a question", Cmd::AddQuestion, 0),
    wall(&[Chord::ch('J'), Chord::shift(KeyCode::Down)], "notes.later", "one place later", Cmd::Later, 0),
    wall(&[Chord::ch('K'), Chord::shift(KeyCode::Up)], "notes.earlier", "one place earlier", Cmd::Earlier, 0),
    wall(&[Chord::key(KeyCode::Left), Chord::ch('h')], "notes.left", "left", Cmd::Left, 0),
    wall(&[Chord::key(KeyCode::Right), Chord::ch('l')], "notes.right", "right", Cmd::Right, 0),
    wall(&[Chord::key(KeyCode::Up), Chord::ch('k')], "notes.up", "up", Cmd::Up, 0),
    wall(&[Chord::key(KeyCode::Down), Chord::ch('j')], "notes.down", "down", Cmd::Down, 0),
    wall(&[Chord::key(KeyCode::Home)], "notes.first", "first note", Cmd::First, 0),
    wall(&[Chord::key(KeyCode::End)], "notes.last", "last note", Cmd::Last, 0),
    wall(&[Chord::ch(']')], "questions.next", "next question", Cmd::NextQuestion, 6),
    wall(&[Chord::ch('[')], "questions.previous", "previous question", Cmd::PreviousQuestion, 0),
    wall(&[Chord::ch('1')], "questions.first", "question 1", Cmd::Go(0), 0),
    wall(&[Chord::ch('2')], "questions.second", "question 2", Cmd::Go(1), 0),
    wall(&[Chord::ch('3')], "questions.third", "question 3", Cmd::Go(2), 0),
    wall(&[Chord::ch('4')], "questions.fourth", "question 4", Cmd::Go(3), 0),
    wall(&[Chord::key(KeyCode::Esc)], "notes.back", "back to typing", Cmd::ToLine, 0),
];
