//! A session that lies open: its lock, its saver, its half-typed text and its backups, together.
//!
//! Knows the disk and the format; knows nothing of screens.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use super::backups::Backups;
use super::clicker::{self, Listener};
use super::disk::{Disk, Facts, RealDisk};
use super::drafts::{Drafts, Pace};
use super::folders::Folders;
use super::lock::{self, Lock, Locked};
use super::read::{MOST_BYTES, read_bytes};
use super::saver::{Closing, Delays, EMERGENCY, OnEvent, Saver, SaverSetup};
use super::store::{Fingerprint, sweep_leftovers};
use super::wall::Publisher;
use super::{explain, format, names};
use crate::room::{Click, Wall};
use crate::session::Session;
use crate::text;

/// How often a changed session is backed up while it is open.
const BACKUP_EVERY: Duration = Duration::from_secs(5 * 60);
/// How long leaving waits for the disk.
const CLOSE_WITHIN: Duration = Duration::from_secs(5);

/// An open session's place on the disk.
pub struct Desk {
    path: PathBuf,
    /// Of the session; and of the file it was opened as, where somebody else changed that one: the wall hangs there.
    locks: Vec<Lock>,
    /// The lock of the other window that has the session open, as long as it lives.
    held: Option<PathBuf>,
    saver: Option<Saver<Session>>,
    drafts: Option<Drafts>,
    backups: Arc<Backups>,
    last_backup: Instant,
    /// What the disk said of the file when it was last read.
    seen: Facts,
    publisher: Option<Publisher>,
    /// One for each of the wall's files.
    listeners: Vec<Listener>,
}

/// What was found when a session was opened.
#[derive(Debug)]
pub struct Found {
    /// The session.
    pub session: Session,
    /// The file as it was found.
    pub bytes: Vec<u8>,
    /// Why it cannot be written, if so.
    pub read_only: Option<String>,
    /// Half-typed text and places, by box.
    pub kept: BTreeMap<String, String>,
    /// One line to say, if there is one.
    pub notice: Option<String>,
}

/// A session as it was read.
#[derive(Debug)]
pub struct Loaded {
    /// What it says.
    pub session: Session,
    /// The file as it was found.
    pub bytes: Vec<u8>,
    /// The print of the bytes.
    pub print: Fingerprint,
    /// What the disk said of the file, just before it was read.
    facts: Facts,
}

/// A file of more bytes than this is read by two threads; for less, to start one costs what it saves.
const LARGE: usize = 192 * 1024;

/// Reads a session file.
///
/// # Errors
/// One line that names the file, the place and what to do.
pub fn load(path: &Path) -> Result<Loaded, String> {
    let named =
        |what: &dyn std::fmt::Display| format!("{}: {what}", text::shown(&path.display().to_string()));
    let (bytes, facts) = read_bytes(&RealDisk, path, MOST_BYTES).map_err(|error| named(&error))?;
    let (read, print) = if bytes.len() < LARGE {
        (format::read(&bytes), Fingerprint::of(&bytes))
    } else {
        std::thread::scope(|scope| {
            let print = scope.spawn(|| Fingerprint::of(&bytes));
            (format::read_by_halves(&bytes), print.join().unwrap_or_else(|_| Fingerprint::of(&bytes)))
        })
    };
    let session = read.map_err(|error| named(&error))?;
    Ok(Loaded { session, bytes, print, facts })
}

impl Desk {
    /// Opens a session: takes the lock, reads, starts the saver. What was `loaded` a moment ago is not read twice, unless
    /// somebody wrote it meanwhile. The caller backs up [`Found::bytes`] with [`Desk::first_backup`].
    ///
    /// # Errors
    /// One line that names the file, the place and what to do.
    pub fn open(
        path: &Path,
        folders: &Folders,
        on_event: OnEvent,
        loaded: Option<Loaded>,
    ) -> Result<(Self, Found), String> {
        let disk: Arc<dyn Disk> = RealDisk::shared();
        // Unreadable files are refused before anything is made beside them.
        let loaded = loaded.map_or_else(|| load(path), Ok)?;
        let mut notice = None;
        let mut held = None;
        let (lock, read_only) = match Lock::take(path) {
            Locked::Mine(lock) => (Some(lock), None),
            Locked::HeldBy { pid, host, .. } => {
                held = Lock::path_for(path).ok();
                let who = pid.map_or_else(String::new, |pid| format!(", program {pid}"));
                let host = host.map_or_else(String::new, |host| format!(" on {}", text::shown(&host)));
                (None, Some(format!("this session is open in another window{host}{who}")))
            }
            Locked::Unavailable(why) => {
                notice = Some(format!("No lock here ({why}): do not open this session twice."));
                (None, None)
            }
        };
        // Under the lock, what counts is what lies there now. Should a change have kept both length and time, the saver
        // still finds it before it replaces anything: it compares the content.
        let same = RealDisk.facts(path).is_ok_and(|facts| facts == loaded.facts);
        let Loaded { session, bytes, print, facts: seen } = if same { loaded } else { load(path)? };
        let backups = Arc::new(Backups::new(Arc::clone(&disk), folders.state_dir(), path));
        let (mut saver, mut drafts, mut kept) = (None, None, BTreeMap::new());
        if read_only.is_none() {
            if lock.is_some() {
                // A leftover of a crash is harmless; a folder that cannot be listed will be told by the saver.
                let _ = sweep_leftovers(&*disk, path);
            }
            let made = Saver::spawn(SaverSetup {
                path: path.to_owned(),
                disk: Arc::clone(&disk),
                encode: Box::new(format::write),
                verify: Box::new(|bytes| format::read(bytes).map(|_| ()).map_err(|error| error.to_string())),
                emergency_dir: folders.emergency_dir(),
                on_event,
                start: Some(print),
                delays: Delays::default(),
            });
            saver = Some(made.map_err(|error| format!("the saver cannot start: {error}"))?);
            match Drafts::new(disk, folders.state_dir(), path, Pace::default()) {
                Ok(made) => {
                    kept = made.load();
                    drafts = Some(made);
                }
                Err(error) => {
                    notice = Some(format!("Half-typed text cannot be kept: {}", explain::explain(&error)));
                }
            }
        }
        if let Some(copy) = newer_copy(path, folders, &session) {
            let line = format!(
                "A newer state of this session, which could not be saved into it, lies at {}. To see it: Ctrl-D, o, that path.",
                text::shown(&copy.display().to_string())
            );
            notice = Some(notice.map_or_else(|| line.clone(), |other| format!("{line} {other}")));
        }
        // Without a wall's file the day goes on: the projector's own window only waits.
        let publisher = lock.is_some().then(|| Publisher::new(path, folders.state_dir()));
        let last_backup = Instant::now();
        let path = path.to_owned();
        let locks = lock.into_iter().collect();
        let desk = Self {
            path,
            locks,
            held,
            saver,
            drafts,
            backups,
            last_backup,
            seen,
            publisher,
            listeners: Vec::new(),
        };
        Ok((desk, Found { session, bytes, read_only, kept, notice }))
    }

    /// Whether the window that held this session has let it go since this was asked last: once, and never of one that is
    /// written here.
    pub fn was_let_go(&mut self) -> bool {
        self.held.take_if(|lock| !lock::holder_lives(lock)).is_some()
    }

    /// Whether somebody else holds this session, so that it is worth to look now and then what became of it.
    pub const fn is_held_elsewhere(&self) -> bool {
        self.held.is_some()
    }

    /// What whoever holds this session has written since this was asked last. A file that cannot be read now is asked for
    /// again.
    pub fn reread(&mut self) -> Option<Session> {
        let facts = RealDisk.facts(&self.path).ok().filter(|facts| *facts != self.seen)?;
        let loaded = load(&self.path).ok()?;
        self.seen = facts;
        Some(loaded.session)
    }

    /// The backup at opening, to be taken beside the way; it answers with a line where none could be made. `bytes` are the
    /// file as it was found, `session` what it says.
    pub fn first_backup(
        &self,
        bytes: Vec<u8>,
        session: &Session,
    ) -> impl FnOnce() -> Option<String> + Send + 'static {
        let backups = self.saver.is_some().then(|| Arc::clone(&self.backups));
        let without_piles = session.without_piles();
        move || {
            let bytes = without_piles.and_then(|session| format::write(&session).ok()).unwrap_or(bytes);
            let taken = backups?.take("open", &bytes, SystemTime::now());
            taken.err().map(|error| format!("No backup could be made: {}", explain::explain(&error)))
        }
    }

    /// The session's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Hands a snapshot to the saver; returns at once.
    pub fn save(&mut self, revision: u64, session: Session) {
        if self.last_backup.elapsed() >= BACKUP_EVERY {
            self.back_up("while open", session.clone());
        }
        if let Some(saver) = &self.saver {
            saver.save(revision, session);
        }
    }

    /// Takes a backup beside the way, without waiting for it.
    pub fn back_up(&mut self, reason: &'static str, session: Session) {
        self.last_backup = Instant::now();
        let backups = Arc::clone(&self.backups);
        // A backup that fails is tried again in five minutes; the session itself is on the saver's thread.
        let _ = std::thread::Builder::new().name("backup".into()).spawn(move || {
            let session = session.without_piles().unwrap_or(session);
            if let Ok(bytes) = format::write(&session) {
                let _ = backups.take(reason, &bytes, SystemTime::now());
            }
        });
    }

    /// Keeps half-typed text or a place; `None` forgets it.
    pub fn keep(&self, name: &str, text: Option<&str>) {
        match (&self.drafts, text) {
            (Some(drafts), Some(text)) => drafts.put(name, text),
            (Some(drafts), None) => drafts.clear(name),
            (None, _) => {}
        }
    }

    /// Shows this on the wall; returns at once.
    pub fn publish(&self, wall: Wall) {
        if let Some(publisher) = &self.publisher {
            publisher.publish(wall);
        }
    }

    /// Hears no clicker until [`Desk::listen`] is called again.
    pub fn deafen(&mut self) {
        self.listeners.clear();
    }

    /// Hears the clicker at the projector's own window from now on. Only who publishes a wall listens; where it cannot be,
    /// the day goes on, and that window turns its own pages.
    pub fn listen(&mut self, folders: &Folders, heard: impl FnMut(Click) + Clone + Send + 'static) {
        let Some(publisher) = &self.publisher else { return };
        self.listeners.clear();
        let paths = publisher.paths().into_iter().map(|wall| clicker::path_for(folders.state_dir(), &wall));
        self.listeners = paths.filter_map(|path| Listener::start(&path, heard.clone()).ok()).collect();
    }

    /// Somebody else changed the file; ours goes on in `path`, which is ours alone from now on. The wall hangs beside both;
    /// to hear the clicker there too, [`Desk::listen`] again.
    pub fn moved_to(&mut self, path: &Path) {
        path.clone_into(&mut self.path);
        if let Locked::Mine(lock) = Lock::take(path) {
            self.locks.push(lock);
        }
        if let Some(publisher) = &self.publisher {
            publisher.also(path);
        }
    }

    /// Writes what is waiting, within five seconds, and lets go of the session.
    pub fn close(self) -> Option<Closing> {
        let closing = self.saver.map(|saver| saver.close(CLOSE_WITHIN));
        if let Some(drafts) = self.drafts {
            drafts.close(Duration::from_secs(1));
        }
        drop(self.listeners);
        drop(self.publisher);
        drop(self.locks);
        closing
    }
}

/// The newest emergency copy of this very session that is younger than its file and says something else.
fn newer_copy(path: &Path, folders: &Folders, session: &Session) -> Option<PathBuf> {
    let copies = RealDisk.list(&folders.emergency_dir()).ok()?;
    let stem = path.file_stem()?.to_string_lossy().into_owned();
    let since = RealDisk.facts(path).ok()?.modified?;
    let mut newer: Vec<(SystemTime, PathBuf)> = copies
        .into_iter()
        .filter(|copy| names::is_beside(copy, &stem, EMERGENCY))
        .filter_map(|copy| Some((RealDisk.facts(&copy).ok()?.modified?, copy)))
        .filter(|(at, _)| *at > since)
        .collect();
    newer.sort();
    // Two sessions of one name share the folder: what is inside decides.
    newer.into_iter().rev().map(|(_, copy)| copy).find(|copy| {
        load(copy)
            .is_ok_and(|found| found.session.session.id == session.session.id && found.session != *session)
    })
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_struct("Desk").field("path", &self.path).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_window_hears_once_that_the_first_has_let_go() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path()).unwrap();
        folders.create().unwrap();
        let day = home.path().join("day.json");
        std::fs::write(&day, include_bytes!("../../sessions/halvorn.json")).unwrap();
        let open = || Desk::open(&day, &folders, Box::new(|_| {}), None).unwrap();
        let (mut first, found) = open();
        assert!(found.read_only.is_none() && !first.was_let_go());
        let (mut second, found) = open();
        assert!(found.read_only.is_some() && !second.was_let_go());
        let _ = first.close();
        assert!(second.was_let_go() && !second.was_let_go());
        let _ = second.close();
        let (third, found) = open();
        assert!(found.read_only.is_none());
        let _ = third.close();
    }

    #[test]
    fn a_second_window_reads_again_what_the_first_has_written_and_only_then() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path()).unwrap();
        folders.create().unwrap();
        let day = home.path().join("day.json");
        std::fs::write(&day, include_bytes!("../../sessions/halvorn.json")).unwrap();
        let open = || Desk::open(&day, &folders, Box::new(|_| {}), None).unwrap();
        let (first, found) = open();
        let (mut second, _) = open();
        assert!(second.is_held_elsewhere() && !first.is_held_elsewhere());
        assert!(second.reread().is_none());
        let mut written = found.session;
        written.session.title = "Another title for the day".into();
        std::fs::write(&day, format::write(&written).unwrap()).unwrap();
        assert_eq!(second.reread().as_ref(), Some(&written));
        assert!(second.reread().is_none());
        std::fs::write(&day, b"{").unwrap();
        assert!(second.reread().is_none(), "what cannot be read is asked for again");
        written.session.title = "A third".into();
        std::fs::write(&day, format::write(&written).unwrap()).unwrap();
        assert_eq!(second.reread(), Some(written));
        let _ = (first.close(), second.close());
    }

    #[test]
    fn a_session_whose_newer_state_lies_in_the_emergency_folder_says_so() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path()).unwrap();
        folders.create().unwrap();
        std::fs::create_dir_all(folders.emergency_dir()).unwrap();
        let day = home.path().join("day.json");
        let sample = include_bytes!("../../sessions/halvorn.json");
        let copy = folders.emergency_dir().join("day (not saved 2026-03-12 14-03-22).json");
        let put = |path: &Path, title: &str, id: &str, age: u64| {
            let mut session = format::read(sample).unwrap();
            session.session.title = title.into();
            if !id.is_empty() {
                session.session.id = id.into();
            }
            std::fs::write(path, format::write(&session).unwrap()).unwrap();
            let at = SystemTime::now() - Duration::from_secs(age);
            std::fs::File::options().write(true).open(path).unwrap().set_modified(at).unwrap();
        };
        put(&day, "As it was", "", 100);
        let notice = || {
            let (desk, found) = Desk::open(&day, &folders, Box::new(|_| {}), None).unwrap();
            let _ = desk.close();
            found.notice
        };
        assert_eq!(notice(), None);
        for (title, id, age, said) in [
            ("With the last note", "", 50, true),
            ("With the last note", "another-day", 50, false),
            ("With the last note", "", 200, false),
            ("As it was", "", 50, false),
        ] {
            put(&copy, title, id, age);
            let line = notice();
            let named = line.as_ref().is_some_and(|line| line.contains(&copy.display().to_string()));
            assert_eq!(named, said, "{title} {id} {age}: {line:?}");
        }
    }

    #[test]
    fn who_goes_on_in_another_file_still_holds_the_one_its_wall_hangs_beside() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path()).unwrap();
        folders.create().unwrap();
        let (day, ours) = (home.path().join("day.json"), home.path().join("day (yours).json"));
        for path in [&day, &ours] {
            std::fs::write(path, include_bytes!("../../sessions/halvorn.json")).unwrap();
        }
        let (mut desk, _) = Desk::open(&day, &folders, Box::new(|_| {}), None).unwrap();
        desk.moved_to(&ours);
        for path in [&day, &ours] {
            assert!(matches!(Lock::take(path), Locked::HeldBy { .. }), "{}", path.display());
        }
        let _ = desk.close();
        assert!(matches!(Lock::take(&day), Locked::Mine(_)));
    }
}
