//! Half-typed text: what stands in the boxes of the screen, kept in a file of its own until it is entered.
//!
//! A small thread writes it shortly after the last key, so that typing never waits. Nothing here is ever put into the
//! session by itself, and nothing here knows what a box is for.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::disk::Disk;
use super::explain::explain;
use super::names;
use super::store::{SaveError, folder_of, read_limited, replace};

const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// When the text of a box goes to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// After the last key.
    pub quiet: Duration,
    /// While somebody types on and on.
    pub most: Duration,
    /// Before another try after a failure.
    pub retry: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            quiet: Duration::from_millis(250),
            most: Duration::from_secs(1),
            retry: Duration::from_secs(1),
        }
    }
}

impl Pace {
    /// At once, for tests.
    pub const NONE: Self = Self { quiet: Duration::ZERO, most: Duration::ZERO, retry: Duration::ZERO };
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Sidecar {
    /// Whose drafts these are, for a person who finds the file.
    session: String,
    boxes: BTreeMap<String, String>,
}

/// The drafts of one session. Dropping it writes what is left.
pub struct Drafts {
    shared: Arc<Shared>,
    writer: Option<JoinHandle<()>>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    disk: Arc<dyn Disk>,
    path: PathBuf,
    session: String,
    pace: Pace,
}

#[derive(Default)]
struct State {
    boxes: BTreeMap<String, String>,
    /// Counts changes; the disk has them up to `written`.
    change: u64,
    written: u64,
    first_change: Option<Instant>,
    last_change: Option<Instant>,
    trouble: Option<String>,
    closing: bool,
    ended: bool,
}

impl Drafts {
    /// The drafts of the session at `session`, with those that an earlier run left. A damaged file is moved aside.
    pub fn new(disk: Arc<dyn Disk>, state_dir: &Path, session: &Path, pace: Pace) -> io::Result<Self> {
        let path = state_dir.join("drafts").join(format!("{}.json", names::name_for(session)));
        disk.create_dir(folder_of(&path))?;
        let state = State { boxes: recover(disk.as_ref(), &path), ..State::default() };
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            changed: Condvar::new(),
            disk,
            path,
            session: names::full(session).to_string_lossy().into_owned(),
            pace,
        });
        let theirs = Arc::clone(&shared);
        let writer = thread::Builder::new().name("drafts".to_string()).spawn(move || theirs.run())?;
        Ok(Self { shared, writer: Some(writer) })
    }

    /// What stands in the boxes now; right after the start, what an earlier run left.
    pub fn load(&self) -> BTreeMap<String, String> {
        hold(&self.shared.state).boxes.clone()
    }

    /// The text of a box has changed. Returns at once.
    pub fn put(&self, name: &str, text: &str) {
        if text.is_empty() {
            return self.clear(name);
        }
        let mut state = hold(&self.shared.state);
        if state.boxes.get(name).is_none_or(|old| old != text) {
            state.boxes.insert(name.to_string(), text.to_string());
            self.shared.note_change(&mut state);
        }
    }

    /// The text of a box was entered or given up.
    pub fn clear(&self, name: &str) {
        let mut state = hold(&self.shared.state);
        if state.boxes.remove(name).is_some() {
            self.shared.note_change(&mut state);
        }
    }

    /// Waits until all changes up to now are on the disk, at most `timeout`. True if they are.
    pub fn settle(&self, timeout: Duration) -> bool {
        let state = hold(&self.shared.state);
        let wanted = state.change;
        let (state, _) = self
            .shared
            .changed
            .wait_timeout_while(state, timeout, |state| state.written < wanted && !state.ended)
            .unwrap_or_else(PoisonError::into_inner);
        state.written >= wanted
    }

    /// Why the last write failed, in words, if it did.
    pub fn trouble(&self) -> Option<String> {
        hold(&self.shared.state).trouble.clone()
    }

    /// The file in which the drafts lie.
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// Writes what is left, trying once; returns after at most `timeout`. True if everything is on the disk.
    pub fn close(mut self, timeout: Duration) -> bool {
        self.begin_to_close();
        let state = hold(&self.shared.state);
        let (state, _) = self
            .shared
            .changed
            .wait_timeout_while(state, timeout, |state| !state.ended)
            .unwrap_or_else(PoisonError::into_inner);
        let done = state.written == state.change;
        drop(state);
        // It has ended, or it hangs in the disk and must not be waited for.
        self.writer = None;
        done
    }

    fn begin_to_close(&self) {
        hold(&self.shared.state).closing = true;
        self.shared.changed.notify_all();
    }
}

impl Drop for Drafts {
    fn drop(&mut self) {
        self.begin_to_close();
        if let Some(writer) = self.writer.take() {
            // A writer that panicked has nothing more to give.
            let _ = writer.join();
        }
    }
}

impl Shared {
    fn note_change(&self, state: &mut State) {
        let now = Instant::now();
        state.change += 1;
        state.first_change.get_or_insert(now);
        state.last_change = Some(now);
        self.changed.notify_all();
    }

    fn run(&self) {
        while let Some((change, boxes)) = self.next() {
            let done = self.write(boxes);
            let mut state = hold(&self.state);
            let failed = done.is_err();
            state.trouble = done.err().map(|error| match error {
                SaveError::Disk(error) => explain(&error),
                other @ SaveError::ChangedOutside { .. } => other.to_string(),
            });
            if !failed {
                state.written = change;
            }
            self.changed.notify_all();
            if failed {
                if state.closing {
                    break;
                }
                let now = Instant::now();
                state.first_change.get_or_insert(now);
                let wait = self
                    .changed
                    .wait_timeout_while(state, self.pace.retry, |state| !state.closing)
                    .unwrap_or_else(PoisonError::into_inner);
                drop(wait);
            }
        }
        hold(&self.state).ended = true;
        self.changed.notify_all();
    }

    /// Waits until something is due; `None` when closing and all is written.
    fn next(&self) -> Option<(u64, BTreeMap<String, String>)> {
        let mut state = hold(&self.state);
        loop {
            let dirty = state.change != state.written;
            if state.closing && !dirty {
                return None;
            }
            let wait = if dirty { self.due(&state) } else { None };
            if state.closing || (dirty && wait.is_none()) {
                state.first_change = None;
                state.last_change = None;
                return Some((state.change, state.boxes.clone()));
            }
            state = match wait {
                Some(wait) => {
                    self.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0
                }
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// How long still to wait before writing; `None` if it is time.
    fn due(&self, state: &State) -> Option<Duration> {
        let quiet =
            self.pace.quiet.checked_sub(state.last_change.map_or(Duration::MAX, |at| at.elapsed()))?;
        let most = self.pace.most.checked_sub(state.first_change.map_or(Duration::MAX, |at| at.elapsed()))?;
        Some(quiet.min(most)).filter(|wait| !wait.is_zero())
    }

    fn write(&self, boxes: BTreeMap<String, String>) -> Result<(), SaveError> {
        if boxes.is_empty() {
            return match self.disk.remove(&self.path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
                _ => Ok(self.disk.sync_dir(folder_of(&self.path))?),
            };
        }
        let sidecar = Sidecar { session: self.session.clone(), boxes };
        let bytes = serde_json::to_vec_pretty(&sidecar).map_err(io::Error::from)?;
        self.disk.create_dir(folder_of(&self.path))?;
        replace(self.disk.as_ref(), &self.path, &bytes).map(|_| ())
    }
}

fn recover(disk: &dyn Disk, path: &Path) -> BTreeMap<String, String> {
    if disk.facts(path).is_err() {
        return BTreeMap::new();
    }
    let read = read_limited(disk, path, MOST_BYTES).ok();
    if let Some(found) = read.and_then(|(bytes, _)| serde_json::from_slice::<Sidecar>(&bytes).ok()) {
        return found.boxes;
    }
    // Somebody may still want to look into it; if it cannot be moved, the next draft takes its place.
    let _ = disk.rename(path, &path.with_extension("broken"));
    BTreeMap::new()
}

fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::shelf::disk::RealDisk;
    use crate::shelf::faulty::{Call, FaultyDisk};
    use std::fs;
    use std::io::{BufRead, BufReader};
    use std::os::unix::fs::PermissionsExt;
    use std::process::{Command, Stdio};

    const LONG: Duration = Duration::from_secs(60);

    fn open(state: &Path, pace: Pace) -> Drafts {
        Drafts::new(RealDisk::shared(), state, Path::new("/s/day.json"), pace).unwrap()
    }

    #[test]
    fn a_half_typed_line_survives_kill_minus_nine() {
        const STATE: &str = "OFFSITE_TEST_DRAFTS";
        if let Some(state) = std::env::var_os(STATE) {
            let drafts = open(Path::new(&state), Pace::default());
            drafts.put("capture", "They explain the same fault three ti");
            assert!(drafts.settle(LONG));
            println!("typed");
            let _ = io::stdin().read_line(&mut String::new());
            return;
        }
        let home = tempfile::tempdir().unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "shelf::drafts::tests::a_half_typed_line_survives_kill_minus_nine",
                "--exact",
                "--nocapture",
            ])
            .env(STATE, home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(said.any(|line| line.unwrap().contains("typed")));
        child.kill().unwrap();
        child.wait().unwrap();
        let drafts = open(home.path(), Pace::NONE);
        assert_eq!(drafts.load()["capture"], "They explain the same fault three ti");
        assert_eq!(fs::metadata(drafts.path()).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn closing_writes_the_last_key_without_waiting_for_the_pause() {
        let home = tempfile::tempdir().unwrap();
        let never = Pace { quiet: LONG * 60, most: LONG * 60, retry: LONG };
        let drafts = open(home.path(), never);
        drafts.put("capture", "a");
        drafts.put("title", "b 🙂");
        assert!(drafts.close(LONG));
        let found = open(home.path(), Pace::NONE).load();
        assert_eq!(
            found.into_iter().collect::<Vec<_>>(),
            [("capture".to_string(), "a".to_string()), ("title".to_string(), "b 🙂".to_string())]
        );
    }

    #[test]
    fn an_entered_line_is_not_offered_again_and_leaves_no_file() {
        let home = tempfile::tempdir().unwrap();
        let drafts = open(home.path(), Pace::NONE);
        drafts.put("capture", "a");
        assert!(drafts.settle(LONG));
        assert!(drafts.path().exists());
        drafts.clear("capture");
        assert!(drafts.settle(LONG));
        assert!(!drafts.path().exists());
        assert!(drafts.load().is_empty());
    }

    #[test]
    fn a_draft_of_another_box_does_not_push_out_a_recovered_one() {
        let home = tempfile::tempdir().unwrap();
        let drafts = open(home.path(), Pace::NONE);
        drafts.put("capture", "half a");
        assert!(drafts.close(LONG));
        let drafts = open(home.path(), Pace::NONE);
        drafts.put("title", "b");
        assert!(drafts.close(LONG));
        assert_eq!(open(home.path(), Pace::NONE).load().len(), 2);
    }

    #[test]
    fn a_damaged_draft_is_moved_aside_without_a_word_lost_or_a_panic() {
        let home = tempfile::tempdir().unwrap();
        let path = open(home.path(), Pace::NONE).path().to_path_buf();
        for damage in [&b"{\"boxes\":{\"capture\":\"ha"[..], b"", b"\xff\x00", b"[1,2]"] {
            fs::write(&path, damage).unwrap();
            let drafts = open(home.path(), Pace::NONE);
            assert!(drafts.load().is_empty());
            assert_eq!(fs::read(path.with_extension("broken")).unwrap(), damage);
            drafts.put("capture", "new");
            assert!(drafts.close(LONG));
            assert_eq!(open(home.path(), Pace::NONE).load()["capture"], "new");
        }
    }

    #[test]
    fn a_full_disk_is_told_and_the_draft_written_when_there_is_room() {
        let home = tempfile::tempdir().unwrap();
        let disk = FaultyDisk::new(RealDisk::shared(), None);
        let drafts =
            Drafts::new(Arc::new(disk.clone()), home.path(), Path::new("/s/day.json"), Pace::NONE).unwrap();
        disk.break_from_now(Call::Write, io::ErrorKind::StorageFull);
        drafts.put("capture", "a");
        let told = hold(&drafts.shared.state);
        let told = drafts.shared.changed.wait_while(told, |state| state.trouble.is_none()).unwrap();
        assert!(told.trouble.as_ref().unwrap().starts_with("Disk full"));
        drop(told);
        disk.heal();
        assert!(drafts.settle(LONG));
        assert_eq!(drafts.trouble(), None);
    }

    #[test]
    fn typing_on_and_on_is_written_at_least_each_second() {
        let pace = Pace::default();
        let now = Instant::now();
        let shared = Shared {
            state: Mutex::default(),
            changed: Condvar::new(),
            disk: RealDisk::shared(),
            path: PathBuf::new(),
            session: String::new(),
            pace,
        };
        let typed = |first: Duration| State {
            first_change: now.checked_sub(first),
            last_change: Some(now),
            ..State::default()
        };
        assert!(shared.due(&typed(Duration::ZERO)).is_some_and(|wait| wait <= pace.quiet));
        assert_eq!(shared.due(&typed(Duration::from_secs(1))), None);
    }
}
