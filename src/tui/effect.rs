//! Requests to the world, as data. The runtime carries them out, and answers with events.

use std::path::PathBuf;

use crate::room::Wall;
use crate::session::{Session, Variant};

/// A request to the world.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Write this state of the session.
    Save {
        /// The revision.
        revision: u64,
        /// The session: sharing, so cheap.
        session: Session,
    },
    /// Take a backup of this state before something big happens to it.
    Backup {
        /// Why, for the backup's name: `before-removal`.
        reason: &'static str,
        /// The session as it was.
        session: Session,
    },
    /// Keep half-typed text or a place under this name (`None`: forget it).
    Keep(String, Option<String>),
    /// Write the synopsis or lists of this session beside its file.
    Export {
        /// What to write: `html`, `md`, `txt`, `csv`.
        formats: Vec<String>,
        /// Whether it is a draft.
        draft: bool,
        /// The session.
        session: Session,
    },
    /// Read people from a table (CSV) at this path, as it was typed, and add them to the roster.
    ImportRoster(PathBuf),
    /// Read notes from a table (CSV) or a plain text at this path, as it was typed, and add them.
    ImportNotes(PathBuf),
    /// Read a table or a text, and propose what it changes; `Work` makes it of the two above, with the session it is for.
    Import(Box<Import>),
    /// Open this session file.
    Open(PathBuf),
    /// Make a copy of the sample day and open it.
    Demo,
    /// Make a session and open it.
    New {
        /// Its title.
        title: String,
        /// Its agenda.
        variant: Variant,
    },
    /// Look for recent sessions.
    LookForRecent,
    /// Close the session and go to the start screen.
    Close,
    /// Show this on the wall: the projector's own window follows it.
    Wall(Box<Wall>),
    /// Ring the terminal's bell.
    Ring,
    /// Stop the program to the shell and come back.
    Suspend,
    /// Leave.
    Quit,
}

/// What is to be imported, and into what.
#[derive(Clone, Debug)]
pub struct Import {
    /// What the file holds.
    pub what: Imported,
    /// The file, as it was typed.
    pub path: PathBuf,
    /// The session at `revision`.
    pub session: Session,
    /// The revision that the proposal is made for.
    pub revision: u64,
}

/// What an imported file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Imported {
    /// People.
    Roster,
    /// Notes, as a table, or as a text with one note a line. Those that name no place themselves go to this one.
    Notes {
        /// `Q2`.
        question: Option<String>,
        /// `today`.
        column: Option<String>,
    },
}
