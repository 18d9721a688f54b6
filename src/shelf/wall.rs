//! What the wall shows, as a small file beside the session: written whole by the laptop, polled by the projector's own
//! window. It holds only what [`Wall`] has a place for, is gone after a clean close, and losing it loses nothing, so
//! nobody waits for the disk to sync it.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};

use super::disk::private;
use super::names::full;
use super::saver::Delays;
use crate::room::{Seen, VERSION, Wall};

/// More than this is no wall.
const MOST_BYTES: u64 = 4 << 20;
/// Nobody writes a wall for so long: what lies beside it then was left there.
const STRAY_AFTER: Duration = Duration::from_secs(60);

/// The dot-file of a session's wall: `.NAME.json.room` beside it.
pub fn path_for(session: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(session.file_name().unwrap_or_default());
    name.push(".room");
    session.with_file_name(name)
}

/// The file that names the walls of the sessions that are open, a line each, the last one opened first.
pub fn pointer(state_dir: &Path) -> PathBuf {
    state_dir.join("wall")
}

/// Writes a file whole: beside it first, then in its place. Where that fails nothing is left beside it.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    // Two laptops may name their walls at once.
    beside.push(format!(".{}.new", std::process::id()));
    let beside = PathBuf::from(beside);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    private(&mut options);
    let written = options
        .open(&beside)
        .and_then(|mut file| file.write_all(bytes))
        .and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Takes away what a program that died in the middle of a write left beside this file.
fn sweep(path: &Path) {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
        return;
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let beside = entry.file_name();
        let rest = beside
            .to_str()
            .and_then(|beside| beside.strip_prefix(name)?.strip_prefix('.')?.strip_suffix(".new"));
        let old = entry.metadata().ok().and_then(|meta| meta.modified().ok()?.elapsed().ok());
        // Another laptop may be writing its own this moment.
        if rest.is_some_and(|pid| pid.parse::<u32>().is_ok()) && old.is_some_and(|age| age >= STRAY_AFTER) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// More sessions than these are not open at a time.
const MOST_NAMED: usize = 8;

/// The walls that the pointer names.
fn named(pointer: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(pointer).unwrap_or_default();
    text.lines().filter(|line| !line.is_empty()).take(MOST_NAMED).map(PathBuf::from).collect()
}

/// Whether the laptop that made this wall lives: the lock beside the session tells. A laptop that died leaves its last
/// picture behind, and nobody may meet it again on another day's wall.
pub fn alive(wall: &Path) -> bool {
    let Some(name) = wall.file_name().and_then(|name| name.to_str()) else { return true };
    let Some(session) = name.strip_prefix('.').and_then(|name| name.strip_suffix(".room")) else {
        return true;
    };
    super::lock::holder_lives(&wall.with_file_name(format!(".{session}.lock")))
}

/// Names this wall before the others whose laptops still live.
fn name_first(pointer: &Path, wall: &Path) -> io::Result<()> {
    let others = named(pointer).into_iter().filter(|other| other != wall && other.exists() && alive(other));
    let mut text = Vec::new();
    for wall in std::iter::once(wall.to_owned()).chain(others).take(MOST_NAMED) {
        text.extend_from_slice(wall.as_os_str().as_encoded_bytes());
        text.push(b'\n');
    }
    put(pointer, &text)
}

#[derive(Default)]
struct Slot {
    /// What the wall shows.
    wall: Option<Wall>,
    /// It is not written yet, or not everywhere.
    fresh: bool,
    /// The files it goes to.
    paths: Vec<PathBuf>,
    closing: bool,
}

/// Publishes the wall of an open session on a thread of its own, which begins with the first wall: the latest wins. What
/// cannot be written is tried again until it is, or until another wall takes its place.
pub struct Publisher {
    slot: Arc<(Mutex<Slot>, Condvar)>,
    thread: Mutex<Option<JoinHandle<()>>>,
    path: PathBuf,
    pointer: PathBuf,
}

impl Publisher {
    /// Begins for this session; `state_dir` gets the pointer for a window that was started without a name.
    pub fn new(session: &Path, state_dir: &Path) -> Self {
        let path = path_for(&full(session));
        let slot = Slot { paths: vec![path.clone()], ..Slot::default() };
        let slot = Arc::new((Mutex::new(slot), Condvar::new()));
        Self { slot, thread: Mutex::default(), path, pointer: pointer(state_dir) }
    }

    fn begin(&self) -> Option<JoinHandle<()>> {
        let (shared, to, pointer) = (Arc::clone(&self.slot), self.path.clone(), self.pointer.clone());
        let thread = std::thread::Builder::new().name("wall".into()).spawn(move || {
            sweep(&to);
            sweep(&pointer);
            let (mut named, mut failed, mut failing) = (false, 0, None::<(u64, Vec<PathBuf>)>);
            while let Some((wall, paths)) = next(&shared, failed) {
                named = named || name_first(&pointer, &to).is_ok();
                let bytes = serde_json::to_vec(&wall).ok();
                // What was written stays as it is while the rest is tried again.
                let again = failing.take().filter(|(sequence, _)| *sequence == wall.sequence);
                let mut left = Vec::new();
                for path in again.map_or(paths, |(_, failing)| failing) {
                    let path = &path;
                    if bytes.as_ref().is_none_or(|bytes| put(path, bytes).is_err()) {
                        // An old picture must not stand where another was meant, black among them: the other window waits.
                        let _ = fs::remove_file(path);
                        left.push(path.clone());
                    }
                }
                failed = if left.is_empty() { 0 } else { failed + 1 };
                failing = Some((wall.sequence, left)).filter(|(_, left)| !left.is_empty());
            }
        });
        // Without a thread now, the next wall tries again.
        thread.ok()
    }

    /// The wall's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// All of the wall's files: of the session, and of those it went on in.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.held().paths.clone()
    }

    /// The session goes on in this file: its wall hangs there too, for who looks for the new name. A window that follows
    /// the old one goes on.
    pub fn also(&self, session: &Path) {
        let path = path_for(&full(session));
        let mut held = self.held();
        if !held.paths.contains(&path) {
            held.paths.push(path);
            held.fresh = held.wall.is_some();
        }
        drop(held);
        self.slot.1.notify_one();
    }

    /// Hands a wall over; returns at once.
    pub fn publish(&self, wall: Wall) {
        let mut held = self.held();
        held.wall = Some(wall);
        held.fresh = true;
        drop(held);
        self.slot.1.notify_one();
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if thread.is_none() {
            *thread = self.begin();
        }
    }

    fn held(&self) -> MutexGuard<'_, Slot> {
        self.slot.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The next wall to write, and where to; after a failure the same again, in a while. Nothing once it closes.
fn next(slot: &(Mutex<Slot>, Condvar), failed: u32) -> Option<(Wall, Vec<PathBuf>)> {
    let again = (failed > 0).then(|| Instant::now() + Delays::default().after(failed));
    let mut held = slot.0.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        if held.closing {
            return None;
        }
        let left = again.map(|at| at.saturating_duration_since(Instant::now()));
        let due = held.fresh || left.is_some_and(|left| left.is_zero());
        if let Some(wall) = held.wall.as_ref().filter(|_| due) {
            let next = (wall.clone(), held.paths.clone());
            held.fresh = false;
            return Some(next);
        }
        held = match left {
            Some(left) => slot.1.wait_timeout(held, left).unwrap_or_else(PoisonError::into_inner).0,
            None => slot.1.wait(held).unwrap_or_else(PoisonError::into_inner),
        };
    }
}

impl Drop for Publisher {
    fn drop(&mut self) {
        self.held().closing = true;
        self.slot.1.notify_one();
        if let Some(thread) = self.thread.get_mut().unwrap_or_else(PoisonError::into_inner).take() {
            let _ = thread.join();
        }
        // After a clean close nothing is left; a crash leaves the last picture, which the next laptop overwrites.
        for path in self.paths() {
            let _ = fs::remove_file(path);
        }
    }
}

/// Which wall a window follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The wall of this session.
    Session(PathBuf),
    /// The wall of the session that was opened last, of those that are open: named in the pointer.
    Pointer(PathBuf),
}

/// Looks at a wall's file now and then; remembers what it saw, so that a look costs one question to the disk.
#[derive(Debug)]
pub struct Follower {
    source: Source,
    seen: Option<Stamp>,
    gone: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    path: PathBuf,
    modified: Option<SystemTime>,
    bytes: u64,
    inode: u64,
}

#[cfg(unix)]
fn inode(meta: &fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    meta.ino()
}

#[cfg(not(unix))]
fn inode(_: &fs::Metadata) -> u64 {
    0
}

impl Follower {
    /// Begins; nothing is read yet.
    pub fn new(source: Source) -> Self {
        Self { source, seen: None, gone: false }
    }

    /// The file that is looked at now, if it is known.
    pub fn path(&self) -> Option<PathBuf> {
        match &self.source {
            Source::Session(session) => Some(path_for(session)),
            Source::Pointer(pointer) => {
                let walls = named(pointer);
                // Where the last one was closed, an older one may still be open.
                let older = walls.iter().skip(1).find(|wall| wall.exists() && alive(wall));
                walls.first().filter(|wall| wall.exists()).or(older).or(walls.first()).cloned()
            }
        }
    }

    /// Looks once.
    pub fn look(&mut self) -> Seen {
        let Some(path) = self.path() else { return self.none() };
        let Ok(meta) = fs::metadata(&path) else { return self.none() };
        let stamp = Stamp { path, modified: meta.modified().ok(), bytes: meta.len(), inode: inode(&meta) };
        if self.seen.as_ref() == Some(&stamp) {
            return Seen::Same;
        }
        if stamp.bytes > MOST_BYTES {
            self.seen = Some(stamp);
            return Seen::Unclear("What the laptop wrote for the wall is far too large.".into());
        }
        let read = fs::read(&stamp.path);
        self.gone = false;
        self.seen = Some(stamp);
        match read.map_err(|error| error.to_string()).and_then(|bytes| wall(&bytes)) {
            Ok(wall) => Seen::New(Box::new(wall)),
            Err(line) => Seen::Unclear(line),
        }
    }

    fn none(&mut self) -> Seen {
        self.seen = None;
        if std::mem::replace(&mut self.gone, true) { Seen::Same } else { Seen::Gone }
    }
}

fn wall(bytes: &[u8]) -> Result<Wall, String> {
    #[derive(serde::Deserialize)]
    struct Version {
        version: u32,
    }
    let known: Version = serde_json::from_slice(bytes)
        .map_err(|_| "What the laptop wrote for the wall cannot be read.".to_owned())?;
    if known.version != VERSION {
        return Err(format!(
            "The laptop runs another version of Offsite (wall {}, this window knows {VERSION}). Start both from the same.",
            known.version
        ));
    }
    serde_json::from_slice(bytes).map_err(|_| "What the laptop wrote for the wall cannot be read.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shelf::lock::{Lock, Locked};

    fn until<T>(mut wanted: impl FnMut() -> Option<T>) -> T {
        let end = std::time::Instant::now() + std::time::Duration::from_secs(20);
        loop {
            if let Some(found) = wanted() {
                return found;
            }
            assert!(std::time::Instant::now() < end, "it does not come");
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_window_sees_what_the_laptop_publishes_and_that_it_left() {
        let dir = tempfile::tempdir().unwrap();
        let session = dir.path().join("day.json");
        let mut by_name = Follower::new(Source::Session(session.clone()));
        let mut by_pointer = Follower::new(Source::Pointer(pointer(dir.path())));
        assert_eq!(by_name.look(), Seen::Gone);
        assert_eq!(by_name.look(), Seen::Same, "told once");
        let publisher = Publisher::new(&session, dir.path());
        publisher.publish(Wall { whose: "Halvorn".into(), ..Wall::default() });
        for follower in [&mut by_name, &mut by_pointer] {
            let wall = until(|| match follower.look() {
                Seen::New(wall) => Some(wall),
                _ => None,
            });
            assert_eq!(wall.whose, "Halvorn");
            assert_eq!(follower.look(), Seen::Same);
        }
        drop(publisher);
        assert_eq!(by_name.look(), Seen::Gone);
        assert!(!path_for(&session).exists());
    }

    #[test]
    fn the_last_picture_of_a_laptop_that_died_is_not_met_again_on_another_day_s_wall() {
        let dir = tempfile::tempdir().unwrap();
        let (dead, alive) = (dir.path().join("dead.json"), dir.path().join("alive.json"));
        put(&path_for(&dead), &serde_json::to_vec(&Wall::default()).unwrap()).unwrap();
        put(&pointer(dir.path()), path_for(&dead).as_os_str().as_encoded_bytes()).unwrap();
        let Locked::Mine(lock) = Lock::take(&alive) else { panic!("the lock is free") };
        let publisher = Publisher::new(&alive, dir.path());
        publisher.publish(Wall { whose: "Halvorn".into(), ..Wall::default() });
        let mut follower = Follower::new(Source::Pointer(pointer(dir.path())));
        until(|| match follower.look() {
            Seen::New(wall) => (wall.whose == "Halvorn").then_some(()),
            _ => None,
        });
        drop(publisher);
        drop(lock);
        assert_eq!(follower.look(), Seen::Gone);
    }

    #[test]
    fn of_two_open_sessions_the_last_one_is_followed_and_after_it_the_first_again() {
        let dir = tempfile::tempdir().unwrap();
        let (one, two) = (dir.path().join("one.json"), dir.path().join("two.json"));
        let publish = |session: &Path, whose: &str| {
            let Locked::Mine(lock) = Lock::take(session) else { panic!("the lock is free") };
            let publisher = Publisher::new(session, dir.path());
            publisher.publish(Wall { whose: whose.into(), ..Wall::default() });
            until(|| publisher.path().exists().then_some(()));
            (publisher, lock)
        };
        let mut follower = Follower::new(Source::Pointer(pointer(dir.path())));
        let mut sees = |whose: &str| {
            until(|| match follower.look() {
                Seen::New(wall) => (wall.whose == whose).then_some(()),
                _ => None,
            });
        };
        let first = publish(&one, "one");
        sees("one");
        let second = publish(&two, "two");
        sees("two");
        drop(second);
        sees("one");
        let second = publish(&two, "two again");
        sees("two again");
        drop(first);
        drop(second);
        assert_eq!(follower.look(), Seen::Gone);
    }

    #[test]
    fn a_wall_that_could_not_be_written_is_written_once_there_is_room_again_without_another_change() {
        let dir = tempfile::tempdir().unwrap();
        let session = full(&dir.path().join("day.json"));
        let path = path_for(&session);
        // Nothing can take the place of a folder that is not empty: as good as a full disk.
        fs::create_dir_all(path.join("in the way")).unwrap();
        let publisher = Publisher::new(&session, dir.path());
        publisher.publish(Wall { whose: "Halvorn".into(), ..Wall::default() });
        until(|| pointer(dir.path()).exists().then_some(()));
        fs::remove_dir_all(&path).unwrap();
        let mut follower = Follower::new(Source::Session(session));
        until(|| matches!(follower.look(), Seen::New(wall) if wall.whose == "Halvorn").then_some(()));
        let left = fs::read_dir(dir.path()).unwrap().flatten();
        let names: Vec<_> = left.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        assert!(!names.iter().any(|name| name.contains(".new")), "{names:?}");
        drop(publisher);
    }

    #[test]
    fn what_a_program_that_died_left_beside_the_wall_is_taken_away() {
        let dir = tempfile::tempdir().unwrap();
        let session = full(&dir.path().join("day.json"));
        let stray = session.with_file_name(".day.json.room.4711.new");
        let (young, other) =
            (session.with_file_name(".day.json.room.4712.new"), session.with_file_name("mine.new"));
        for path in [&stray, &young, &other] {
            fs::write(path, b"").unwrap();
        }
        let old = SystemTime::now() - 2 * STRAY_AFTER;
        for path in [&stray, &other] {
            OpenOptions::new().write(true).open(path).unwrap().set_modified(old).unwrap();
        }
        let publisher = Publisher::new(&session, dir.path());
        publisher.publish(Wall::default());
        until(|| publisher.path().exists().then_some(()));
        assert!(!stray.exists() && young.exists() && other.exists());
    }

    #[test]
    fn a_session_that_goes_on_in_another_file_has_its_wall_under_both_names() {
        let dir = tempfile::tempdir().unwrap();
        let (day, ours) = (dir.path().join("day.json"), dir.path().join("day (yours 08-02-36).json"));
        let publisher = Publisher::new(&day, dir.path());
        publisher.publish(Wall { whose: "Halvorn".into(), ..Wall::default() });
        until(|| publisher.path().exists().then_some(()));
        publisher.also(&ours);
        let mut windows = [day, ours].map(|path| Follower::new(Source::Session(full(&path))));
        for whose in ["Halvorn", "later"] {
            for window in &mut windows {
                until(|| matches!(window.look(), Seen::New(wall) if wall.whose == whose).then_some(()));
            }
            publisher.publish(Wall { whose: "later".into(), ..Wall::default() });
        }
        drop(publisher);
        assert!(windows.iter_mut().all(|window| window.look() == Seen::Gone), "and none of them stays");
    }

    #[test]
    fn nonsense_and_another_version_are_told_in_a_line() {
        let dir = tempfile::tempdir().unwrap();
        let session = dir.path().join("day.json");
        let mut follower = Follower::new(Source::Session(session.clone()));
        for (bytes, said) in [(&b"{"[..], "cannot be read"), (br#"{"version":99}"#, "another version")] {
            fs::write(path_for(&session), bytes).unwrap();
            assert!(matches!(follower.look(), Seen::Unclear(line) if line.contains(said)));
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let session = full(&dir.path().join("day.json"));
        let publisher = Publisher::new(&session, dir.path());
        publisher.publish(Wall::default());
        let path = path_for(&session);
        let meta = until(|| fs::metadata(&path).ok());
        assert_eq!(meta.permissions().mode() & 0o777, 0o600);
        drop(publisher);
    }
}
