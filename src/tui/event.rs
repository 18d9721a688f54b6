//! Facts from outside. Made by the runtime and by tests; nothing here reads a clock.

use std::path::PathBuf;
use std::time::Duration;

use jiff::civil::DateTime;
use ratatui::crossterm::event::{KeyEvent, MouseEvent};

use crate::room::Click;
use crate::session::{Clock, Day, Edit, Moment, Session};

/// What time it is, as the runtime read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The laptop's wall clock.
    pub local: DateTime,
    /// The laptop's offset from Greenwich, minutes.
    pub offset_minutes: i32,
    /// Milliseconds that only ever grow while the laptop is awake.
    pub awake_ms: u64,
}

impl Now {
    /// The day on the wall.
    pub fn day(&self) -> Day {
        Day(self.local.date())
    }

    /// The time on the wall.
    pub fn clock(&self) -> Clock {
        Clock::of(self.local.time())
    }

    /// The moment, for the file.
    pub fn moment(&self) -> Moment {
        Moment::new(self.local, self.offset_minutes)
    }

    /// How long until the wall clock shows another second.
    pub fn to_second(&self) -> Duration {
        let past = u64::try_from(self.local.time().subsec_nanosecond()).unwrap_or(0) / 1_000_000;
        Duration::from_millis(1000 - past.min(999))
    }

    /// How long until the wall clock shows another minute.
    pub fn to_minute(&self) -> Duration {
        let second = u64::try_from(self.local.time().second()).unwrap_or(0).min(59);
        Duration::from_secs(59 - second) + self.to_second()
    }

    /// Seconds since the year 0, by the wall clock: for deadlines that survive sleep.
    pub fn wall_seconds(&self) -> i64 {
        let days =
            jiff::civil::date(2000, 1, 1).until(self.local.date()).map_or(0, |s| i64::from(s.get_days()));
        let t = self.local.time();
        days * 86_400 + i64::from(t.hour()) * 3600 + i64::from(t.minute()) * 60 + i64::from(t.second())
    }
}

/// A fact from outside.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key went down.
    Key(KeyEvent),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// Text came from the clipboard.
    Paste(String),
    /// The terminal has this size now.
    Resize(u16, u16),
    /// A clicker at the projector's own window.
    Click(Click),
    /// Time passed.
    Tick,
    /// News from the disk.
    Saver(SaverNews),
    /// A session was opened.
    Opened(Box<Opened>),
    /// Something that was asked of the world did not work: one line for the facilitator.
    Failed(String),
    /// A file was read for import: what it changes (`None`: nothing), and the sentence about it.
    Proposed {
        /// What was asked.
        wish: Box<super::effect::Import>,
        /// The one step.
        edit: Option<Edit>,
        /// "77 notes imported."
        summary: String,
    },
    /// The window that held the session, which is read only here, has let it go.
    LetGo,
    /// The window that holds the session, which is read only here, has written it.
    Reread(Box<Session>),
    /// An export was written.
    Exported(Vec<PathBuf>),
    /// The recent sessions, for the start screen.
    Recent(Vec<Recent>),
}

/// What the saver says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaverNews {
    /// Revision `.0` is on the disk since the time `.1`, to the second.
    Saved(u64, jiff::civil::Time),
    /// It could not be written yet; it is tried again for ever.
    Failing {
        /// Plain words: "disk full".
        reason: String,
        /// Where an emergency copy lies.
        emergency: Option<PathBuf>,
    },
    /// Somebody else changed the file; ours went to another one, and saving goes on there.
    ChangedOutside(PathBuf),
}

/// A session as it comes from the shelf.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The session.
    pub session: Session,
    /// Its file.
    pub path: PathBuf,
    /// Why it cannot be written, if so: somebody else holds it.
    pub read_only: Option<String>,
    /// Half-typed text and places from the last time, by box.
    pub kept: std::collections::BTreeMap<String, String>,
    /// One line to say on opening, if there is one.
    pub notice: Option<String>,
}

/// A session on the start screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// Its file.
    pub path: PathBuf,
    /// Its title and client, or its name where it cannot be read.
    pub title: String,
    /// "12 March 2026 · 77 notes", or why it cannot be read.
    pub detail: String,
}
