//! What is at hand everywhere.

use ratatui::crossterm::event::KeyCode;

use super::{Binding, Chord, Command, Layer};
use crate::tui::stage::Stage;

/// A command that every stage knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Global {
    /// The stage after this one.
    NextStage,
    /// The stage before this one.
    PreviousStage,
    /// A stage by name (from the palette, or a click).
    Go(Stage),
    /// The command palette.
    Palette,
    /// Help for this stage.
    Help,
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// Find in notes, gaps, people.
    Find,
    /// The timer.
    Timer,
    /// The private panel.
    Private,
    /// Where we are, what is owed, the next keys.
    HandOver,
    /// The wall in this window, and back.
    Room,
    /// Choose what is on the wall.
    Scenes,
    /// Pin what is on the wall, or follow the stage again.
    Pin,
    /// The wall stands still, or goes on.
    Freeze,
    /// The wall shows the question alone.
    Blank,
    /// The wall is black.
    Black,
    /// The selected note alone on the wall.
    Spotlight,
    /// Say when and where it was saved.
    Saved,
    /// End the running agenda block and start the next.
    NextBlock,
    /// The day is behind: how to catch up.
    CatchUp,
    /// Put something into the parking lot.
    Park,
    /// Note something said to be impossible.
    Blocker,
    /// Draw everything anew.
    Redraw,
    /// Light, dark, high contrast.
    Theme,
    /// Stop to the shell.
    Suspend,
    /// Close this session, back to the start screen.
    Close,
    /// Leave.
    Quit,
}

impl Global {
    /// Whether it changes nothing in the session and on the wall.
    pub const fn reads(self) -> bool {
        !matches!(
            self,
            Self::Undo
                | Self::Redo
                | Self::Park
                | Self::Blocker
                | Self::NextBlock
                | Self::CatchUp
                | Self::Scenes
                | Self::Pin
                | Self::Freeze
                | Self::Blank
                | Self::Black
                | Self::Spotlight
        )
    }
}

const fn row(
    chords: &'static [Chord],
    name: &'static str,
    label: &'static str,
    command: Global,
    footer: u8,
) -> Binding {
    Binding { layer: Layer::Global, chords, name, label, command: Command::Global(command), footer }
}

/// The table.
pub const KEYS: &[Binding] = &[
    row(&[Chord::key(KeyCode::PageDown)], "stage.next", "next stage", Global::NextStage, 8),
    row(&[Chord::key(KeyCode::PageUp)], "stage.previous", "previous stage", Global::PreviousStage, 0),
    row(&[Chord::ctrl('p')], "palette.open", "all commands", Global::Palette, 7),
    row(&[Chord::ch('?'), Chord::key(KeyCode::F(1))], "help.open", "help", Global::Help, 6),
    row(&[Chord::ctrl('z')], "edit.undo", "undo", Global::Undo, 9),
    row(&[Chord::ctrl('y')], "edit.redo", "redo", Global::Redo, 0),
    row(&[Chord::ctrl('f')], "find.open", "find", Global::Find, 10),
    row(&[Chord::ctrl('t')], "timer.open", "timer", Global::Timer, 11),
    row(&[Chord::ctrl('l')], "private.open", "private panel", Global::Private, 0),
    row(&[Chord::ctrl('r'), Chord::key(KeyCode::F(5))], "room.open", "the wall, and back", Global::Room, 13),
    row(
        &[Chord::ch('!')],
        "hand.over",
        "hand over the keyboard: where we are, what is owed",
        Global::HandOver,
        0,
    ),
    row(&[Chord::ctrl('s')], "save.say", "where it is saved", Global::Saved, 0),
    row(&[Chord::ctrl('n')], "clock.next", "start the next agenda block", Global::NextBlock, 0),
    row(&[Chord::ctrl('o')], "parking.add", "into the parking lot", Global::Park, 0),
    row(&[Chord::ctrl('b')], "blocker.add", "a blocker was heard", Global::Blocker, 0),
    row(&[Chord::ctrl('g')], "look.theme", "light, dark, high contrast", Global::Theme, 0),
    row(&[Chord::ctrl('x')], "screen.redraw", "draw the screen anew", Global::Redraw, 0),
    row(&[Chord::ctrl('d')], "session.close", "close, to the start screen", Global::Close, 0),
    row(&[Chord::ctrl('q'), Chord::ctrl('c')], "app.quit", "quit", Global::Quit, 12),
];

/// Commands that have a name in the palette but no key of their own.
pub const NAMED: &[(&str, &str, Global)] = &[
    ("stage.prepare", "go to Prepare", Global::Go(Stage::Prepare)),
    ("stage.roster", "go to Roster", Global::Go(Stage::Roster)),
    ("stage.questions", "go to Questions", Global::Go(Stage::Questions)),
    ("stage.themes", "go to Themes", Global::Go(Stage::Themes)),
    ("stage.gaps", "go to Gaps", Global::Go(Stage::Gaps)),
    ("stage.sort", "go to Sort", Global::Go(Stage::Sort)),
    ("stage.plan", "go to Plan", Global::Go(Stage::Plan)),
    ("stage.standing", "go to Standing", Global::Go(Stage::Standing)),
    ("stage.synopsis", "go to Synopsis", Global::Go(Stage::Synopsis)),
    ("clock.catch-up", "catch up: trim, leave out, finish later", Global::CatchUp),
    ("room.scenes", "choose what is on the wall", Global::Scenes),
    ("room.pin", "pin what is on the wall, or follow the stage", Global::Pin),
    ("room.hold", "the wall stands still, or goes on", Global::Freeze),
    ("room.plain", "the wall shows the question alone", Global::Blank),
    ("room.dark_page", "the wall is black", Global::Black),
    ("room.note", "the selected note alone on the wall", Global::Spotlight),
    ("app.suspend", "stop to the shell", Global::Suspend),
];
