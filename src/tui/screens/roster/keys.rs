//! Roster's rows of the key table: the people, and the departments.

use ratatui::crossterm::event::KeyCode;

use crate::rules::words::Level;
use crate::tui::keymap::{Binding, Chord, Command, Layer};

/// Its own commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmd {
    /// The cursor up or down.
    Step(isize),
    First,
    Last,
    /// From the people to the departments and back.
    OtherPane,
    /// To the people.
    Back,
    /// The item's card.
    Open,
    /// Add people, or departments.
    Add,
    Remove,
    /// The item up or down.
    Shift(isize),
    /// Invited, present, absent.
    Presence,
    /// Everyone who is invited is here.
    AllHere,
    /// Left now, or is back.
    Left,
    Level(Level),
    /// Choose a department.
    Department,
    /// To the department with this number.
    NumberedDepartment(u8),
    Role,
    ConsentAll,
    ConsentOwner,
    ConsentReport,
    ConsentPhoto,
    /// By department, or one list.
    Grouped,
    Import,
    Rename,
    /// Meets customers or not.
    Facing,
    /// Why nobody could come.
    Waiver,
}

impl Cmd {
    /// Whether it changes nothing in the session, so that it is there where the session is only read.
    pub const fn reads(self) -> bool {
        matches!(
            self,
            Self::Step(_)
                | Self::First
                | Self::Last
                | Self::OtherPane
                | Self::Back
                | Self::Open
                | Self::Grouped
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
    Binding { layer, chords, name, label, command: Command::Roster(command), footer }
}

const fn person(
    chords: &'static [Chord],
    name: &'static str,
    label: &'static str,
    command: Cmd,
    footer: u8,
) -> Binding {
    row(Layer::Roster, chords, name, label, command, footer)
}

const fn department(
    chords: &'static [Chord],
    name: &'static str,
    label: &'static str,
    command: Cmd,
    footer: u8,
) -> Binding {
    row(Layer::Departments, chords, name, label, command, footer)
}

const DOWN: &[Chord] = &[Chord::key(KeyCode::Down), Chord::ch('j')];
const UP: &[Chord] = &[Chord::key(KeyCode::Up), Chord::ch('k')];
const HOME: &[Chord] = &[Chord::key(KeyCode::Home)];
const END: &[Chord] = &[Chord::key(KeyCode::End)];
const TAB: &[Chord] = &[
    Chord::key(KeyCode::Tab),
    Chord::key(KeyCode::BackTab),
    Chord::key(KeyCode::Right),
    Chord::key(KeyCode::Left),
];
const N: &[Chord] = &[Chord::ch('n')];
const X: &[Chord] = &[Chord::ch('x'), Chord::key(KeyCode::Delete)];
const LATER: &[Chord] = &[Chord::ch('J'), Chord::shift(KeyCode::Down)];
const SOONER: &[Chord] = &[Chord::ch('K'), Chord::shift(KeyCode::Up)];
const ENTER: &[Chord] = &[Chord::key(KeyCode::Enter)];

const fn numbered(key: &'static [Chord], name: &'static str, label: &'static str, n: u8) -> Binding {
    person(key, name, label, Cmd::NumberedDepartment(n), 0)
}

/// Roster's keys.
pub const KEYS: &[Binding] = &[
    person(&[Chord::ch(' ')], "roster.presence", "here or not", Cmd::Presence, 1),
    person(N, "roster.add", "add people", Cmd::Add, 2),
    person(ENTER, "roster.card", "card", Cmd::Open, 3),
    person(TAB, "roster.departments", "departments", Cmd::OtherPane, 4),
    person(&[Chord::ch('d')], "roster.department", "department", Cmd::Department, 5),
    person(&[Chord::ch('r')], "roster.role", "role", Cmd::Role, 5),
    person(&[Chord::ch('l')], "roster.left", "left now", Cmd::Left, 6),
    person(&[Chord::ch('i')], "roster.import", "import a CSV", Cmd::Import, 7),
    person(&[Chord::ch('A')], "roster.all-here", "everyone invited is here", Cmd::AllHere, 0),
    person(&[Chord::ch('f')], "roster.level.front", "front line", Cmd::Level(Level::FrontLine), 0),
    person(&[Chord::ch('m')], "roster.level.manager", "manager", Cmd::Level(Level::Manager), 0),
    person(&[Chord::ch('e')], "roster.level.executive", "executive", Cmd::Level(Level::Executive), 0),
    person(&[Chord::ch('c')], "roster.consent.all", "agrees to all or nothing", Cmd::ConsentAll, 0),
    person(&[Chord::ch('o')], "roster.consent.owner", "may be named as owner", Cmd::ConsentOwner, 0),
    person(&[Chord::ch('w')], "roster.consent.report", "may be named in the report", Cmd::ConsentReport, 0),
    person(&[Chord::ch('p')], "roster.consent.photo", "may be in photos", Cmd::ConsentPhoto, 0),
    person(&[Chord::ch('g')], "roster.grouped", "by department, or one list", Cmd::Grouped, 0),
    person(X, "roster.remove", "remove", Cmd::Remove, 0),
    person(LATER, "roster.later", "move down", Cmd::Shift(1), 0),
    person(SOONER, "roster.sooner", "move up", Cmd::Shift(-1), 0),
    person(DOWN, "roster.down", "down", Cmd::Step(1), 0),
    person(UP, "roster.up", "up", Cmd::Step(-1), 0),
    person(HOME, "roster.first", "first", Cmd::First, 0),
    person(END, "roster.last", "last", Cmd::Last, 0),
    numbered(&[Chord::ch('1')], "roster.department.1", "to the first department", 1),
    numbered(&[Chord::ch('2')], "roster.department.2", "to the second department", 2),
    numbered(&[Chord::ch('3')], "roster.department.3", "to the third department", 3),
    numbered(&[Chord::ch('4')], "roster.department.4", "to the fourth department", 4),
    numbered(&[Chord::ch('5')], "roster.department.5", "to the fifth department", 5),
    numbered(&[Chord::ch('6')], "roster.department.6", "to the sixth department", 6),
    numbered(&[Chord::ch('7')], "roster.department.7", "to the seventh department", 7),
    numbered(&[Chord::ch('8')], "roster.department.8", "to the eighth department", 8),
    numbered(&[Chord::ch('9')], "roster.department.9", "to the ninth department", 9),
    department(&[Chord::ch('w')], "department.waiver", "why nobody could come", Cmd::Waiver, 1),
    department(&[Chord::ch(' ')], "department.facing", "meets customers or not", Cmd::Facing, 2),
    department(N, "department.add", "add", Cmd::Add, 3),
    department(TAB, "department.people", "people", Cmd::OtherPane, 4),
    department(&[Chord::ch('r')], "department.rename", "rename", Cmd::Rename, 5),
    department(ENTER, "department.card", "card", Cmd::Open, 6),
    department(X, "department.remove", "remove", Cmd::Remove, 7),
    department(LATER, "department.later", "move down", Cmd::Shift(1), 0),
    department(SOONER, "department.sooner", "move up", Cmd::Shift(-1), 0),
    department(DOWN, "department.down", "down", Cmd::Step(1), 0),
    department(UP, "department.up", "up", Cmd::Step(-1), 0),
    department(HOME, "department.first", "first", Cmd::First, 0),
    department(END, "department.last", "last", Cmd::Last, 0),
    department(&[Chord::key(KeyCode::Esc)], "department.back", "to the people", Cmd::Back, 0),
];
