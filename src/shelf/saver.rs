//! The saver: one thread that puts the newest snapshot on the disk, tries again for ever, and never lies about it.
//!
//! It keeps one slot; a newer snapshot takes the place of an older one that was not written yet. It is generic over the
//! snapshot: turning it into bytes and reading these back for proof are handed in. It knows no screen and no session.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, SystemTime};

use super::disk::Disk;
use super::explain::reason;
use super::names;
use super::store::{Fingerprint, SaveError, replace, write_atomically};

/// Turns a snapshot into the bytes of its file.
pub type Encode<T> = Box<dyn Fn(&T) -> Result<Vec<u8>, String> + Send>;
/// Reads the bytes back as a session, to be sure that the next start can.
pub type Verify = Box<dyn Fn(&[u8]) -> Result<(), String> + Send>;
/// Called on the saver's thread.
pub type OnEvent = Box<dyn Fn(SaverEvent) + Send>;

/// How long to wait between tries: `first`, then twice as long each time, up to `most`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delays {
    pub first: Duration,
    pub most: Duration,
}

impl Default for Delays {
    fn default() -> Self {
        Self { first: Duration::from_millis(200), most: Duration::from_secs(2) }
    }
}

impl Delays {
    /// No waiting at all, for tests.
    pub const NONE: Self = Self { first: Duration::ZERO, most: Duration::ZERO };

    /// How long to wait after so many that failed.
    pub fn after(self, attempts: u32) -> Duration {
        let doubled = 1_u32.checked_shl(attempts.saturating_sub(1)).unwrap_or(u32::MAX);
        self.first.saturating_mul(doubled.max(1)).min(self.most)
    }
}

/// Everything a saver needs to start.
pub struct SaverSetup<T> {
    /// The session's file; a link is followed at every save.
    pub path: PathBuf,
    pub disk: Arc<dyn Disk>,
    pub encode: Encode<T>,
    pub verify: Verify,
    /// A folder in the state folder, on another drive if possible; made when first needed.
    pub emergency_dir: PathBuf,
    pub on_event: OnEvent,
    /// What the file held when it was read; `None` if the session has no file yet.
    pub start: Option<Fingerprint>,
    pub delays: Delays,
}

/// What the saver tells. Nothing is `Saved` before it survives a power cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaverEvent {
    Saving {
        revision: u64,
    },
    Saved {
        revision: u64,
        path: PathBuf,
        at: SystemTime,
    },
    /// It goes on trying by itself. `attempts` counts since the last success; `emergency` is where a copy of the
    /// newest state lies meanwhile.
    Failed {
        revision: u64,
        attempts: u32,
        reason: String,
        emergency: Option<PathBuf>,
    },
    /// Another program wrote the session's file. It was left alone; ours lies in `ours`, and all later saves go there.
    ChangedOutside {
        ours: PathBuf,
    },
}

/// How the last save ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    pub last_saved_revision: Option<u64>,
    /// The newest snapshot is not in the session's file.
    pub unsaved: bool,
    /// Where a copy of the unsaved state lies.
    pub emergency_copy: Option<PathBuf>,
}

/// The handle; dropping it without [`Saver::close`] lets the thread finish what it has, without waiting for it.
pub struct Saver<T: Send + 'static> {
    shared: Arc<Shared<T>>,
}

struct Shared<T> {
    slot: Mutex<Slot<T>>,
    changed: Condvar,
    encode: Mutex<Encode<T>>,
    disk: Arc<dyn Disk>,
    emergency_dir: PathBuf,
}

struct Slot<T> {
    pending: Option<(u64, T)>,
    in_flight: Option<Arc<Vec<u8>>>,
    handed_in: Option<u64>,
    saved: Option<u64>,
    path: PathBuf,
    emergency: Option<PathBuf>,
    closing: bool,
    ended: bool,
}

impl<T: Send + 'static> Saver<T> {
    /// Starts the thread. Nothing is written before the first snapshot.
    pub fn spawn(setup: SaverSetup<T>) -> std::io::Result<Self> {
        let shared = Arc::new(Shared {
            slot: Mutex::new(Slot {
                pending: None,
                in_flight: None,
                handed_in: None,
                saved: None,
                path: setup.path.clone(),
                emergency: None,
                closing: false,
                ended: false,
            }),
            changed: Condvar::new(),
            encode: Mutex::new(setup.encode),
            disk: setup.disk,
            emergency_dir: setup.emergency_dir,
        });
        let work = Work {
            shared: Arc::clone(&shared),
            verify: setup.verify,
            on_event: setup.on_event,
            delays: setup.delays,
            path: setup.path,
            expected: setup.start,
            perhaps: Vec::new(),
            moved: false,
            attempts: 0,
            emergency: None,
        };
        thread::Builder::new().name("saver".to_string()).spawn(move || work.run())?;
        Ok(Self { shared })
    }

    /// Hands in the newest state and returns at once. An older one that waits is dropped.
    pub fn save(&self, revision: u64, snapshot: T) {
        let mut slot = hold(&self.shared.slot);
        slot.pending = Some((revision, snapshot));
        slot.handed_in = Some(revision);
        self.shared.changed.notify_all();
    }

    /// Where saves go now.
    pub fn path(&self) -> PathBuf {
        hold(&self.shared.slot).path.clone()
    }

    /// Finishes: tries the last save up to three times, then leaves an emergency copy. Returns within `timeout`, even
    /// if the disk hangs.
    pub fn close(self, timeout: Duration) -> Closing {
        let shared = &self.shared;
        let mut slot = hold(&shared.slot);
        slot.closing = true;
        shared.changed.notify_all();
        let (slot, _) = shared
            .changed
            .wait_timeout_while(slot, timeout.mul_f32(0.8), |slot| !slot.ended)
            .unwrap_or_else(PoisonError::into_inner);
        let ended = slot.ended;
        let mut closing = slot.closing_now();
        drop(slot);
        if !ended && closing.unsaved {
            closing.emergency_copy = shared.rescue(timeout.mul_f32(0.2)).or(closing.emergency_copy);
        }
        closing
    }
}

impl<T: Send + 'static> Drop for Saver<T> {
    fn drop(&mut self) {
        hold(&self.shared.slot).closing = true;
        self.shared.changed.notify_all();
    }
}

impl<T> Slot<T> {
    fn closing_now(&self) -> Closing {
        let unsaved = self.handed_in != self.saved;
        let emergency_copy = if unsaved { self.emergency.clone() } else { None };
        Closing { last_saved_revision: self.saved, unsaved, emergency_copy }
    }
}

impl<T: Send + 'static> Shared<T> {
    /// Waits for a snapshot; `None` when closing and nothing is left.
    fn next(&self) -> Option<(u64, T)> {
        let slot = hold(&self.slot);
        let mut slot = self
            .changed
            .wait_while(slot, |slot| slot.pending.is_none() && !slot.closing)
            .unwrap_or_else(PoisonError::into_inner);
        slot.pending.take()
    }

    /// Waits out a delay; a newer snapshot or the wish to close ends it early. True if there is a newer snapshot.
    fn pause(&self, delay: Duration, closing: bool) -> bool {
        let slot = hold(&self.slot);
        let (slot, _) = self
            .changed
            .wait_timeout_while(slot, delay, |slot| slot.pending.is_none() && slot.closing == closing)
            .unwrap_or_else(PoisonError::into_inner);
        slot.pending.is_some()
    }

    /// The saver's thread hangs in the disk: write what it holds, or what waits, to the emergency folder.
    fn rescue(self: &Arc<Self>, timeout: Duration) -> Option<PathBuf> {
        let shared = Arc::clone(self);
        let (done, wait) = mpsc::channel();
        let rescue = move || {
            let (pending, in_flight) = {
                let mut slot = hold(&shared.slot);
                (slot.pending.take(), slot.in_flight.clone())
            };
            let bytes = match pending {
                Some((_, snapshot)) => hold(&shared.encode)(&snapshot).ok().map(Arc::new).or(in_flight),
                None => in_flight,
            };
            // The copy that is there already is renewed: two of one moment would only make somebody compare them.
            let at = hold(&shared.slot).emergency.clone();
            let copy = bytes.and_then(|bytes| shared.write_emergency(at, &bytes));
            // The waiting side may have given up.
            let _ = done.send(copy);
        };
        thread::Builder::new().name("rescue".to_string()).spawn(rescue).ok()?;
        wait.recv_timeout(timeout).ok().flatten()
    }

    /// Writes an emergency copy to `at`, or to a new name.
    fn write_emergency(&self, at: Option<PathBuf>, bytes: &[u8]) -> Option<PathBuf> {
        self.disk.create_dir(&self.emergency_dir).ok()?;
        if let Some(at) = at {
            return replace(self.disk.as_ref(), &at, bytes).ok().map(|_| at);
        }
        let name = hold(&self.slot).path.file_name().map(PathBuf::from).unwrap_or_default();
        let stamp = names::day_and_time(SystemTime::now());
        let at = names::beside(&self.emergency_dir.join(name), EMERGENCY, &stamp, |path| {
            self.disk.facts(path).is_ok()
        });
        write_atomically(self.disk.as_ref(), &at, bytes, None).ok().map(|_| at)
    }
}

/// What only the thread knows.
struct Work<T: Send + 'static> {
    shared: Arc<Shared<T>>,
    verify: Verify,
    on_event: OnEvent,
    delays: Delays,
    path: PathBuf,
    expected: Option<Fingerprint>,
    /// Content of ours that may have reached the file although the disk reported a failure.
    perhaps: Vec<Fingerprint>,
    /// The path changed because of an outside change, and nobody was told yet.
    moved: bool,
    attempts: u32,
    emergency: Option<PathBuf>,
}

const LAST_TRIES: u32 = 3;
const EMERGENCY_AFTER: u32 = 3;
/// What the name of an emergency copy says before day and time.
pub const EMERGENCY: &str = "not saved";

impl<T: Send + 'static> Work<T> {
    fn run(mut self) {
        while let Some((revision, snapshot)) = self.shared.next() {
            self.tell(SaverEvent::Saving { revision });
            match self.encoded(&snapshot) {
                Ok(bytes) => {
                    let bytes = Arc::new(bytes);
                    hold(&self.shared.slot).in_flight = Some(Arc::clone(&bytes));
                    self.persist(revision, &bytes);
                }
                // The same snapshot would fail in the same way: wait for the next one.
                Err(reason) => {
                    self.attempts += 1;
                    let emergency = self.emergency.clone();
                    self.tell(SaverEvent::Failed { revision, attempts: self.attempts, reason, emergency });
                }
            }
        }
        hold(&self.shared.slot).ended = true;
        self.shared.changed.notify_all();
    }

    fn encoded(&mut self, snapshot: &T) -> Result<Vec<u8>, String> {
        let bytes = guarded(|| hold(&self.shared.encode)(snapshot))?;
        if let Err(reason) = guarded(|| (self.verify)(&bytes)) {
            self.keep_emergency(&bytes);
            return Err(format!("the saved form could not be read back: {reason}"));
        }
        Ok(bytes)
    }

    /// Tries until it is saved, or a newer snapshot waits, or the end has come.
    fn persist(&mut self, revision: u64, bytes: &[u8]) {
        let mut last_tries = 0;
        loop {
            let closing = hold(&self.shared.slot).closing;
            let Err(reason) = self.attempt(bytes) else {
                return self.saved(revision);
            };
            self.attempts = self.attempts.saturating_add(1);
            last_tries += u32::from(closing);
            if self.attempts >= EMERGENCY_AFTER || last_tries >= LAST_TRIES {
                self.keep_emergency(bytes);
            }
            let (attempts, emergency) = (self.attempts, self.emergency.clone());
            self.tell(SaverEvent::Failed { revision, attempts, reason, emergency });
            if last_tries >= LAST_TRIES || self.shared.pause(self.delays.after(attempts), closing) {
                return;
            }
        }
    }

    fn attempt(&mut self, bytes: &[u8]) -> Result<(), String> {
        const DETOURS: u32 = 8;
        let disk = Arc::clone(&self.shared.disk);
        let ours = Fingerprint::of(bytes);
        for _ in 0..DETOURS {
            match write_atomically(disk.as_ref(), &self.path, bytes, self.expected.as_ref()) {
                Ok(print) => {
                    self.expected = Some(print);
                    self.perhaps.clear();
                    return Ok(());
                }
                Err(SaveError::Disk(error)) => {
                    if !self.perhaps.contains(&ours) {
                        self.perhaps.push(ours);
                    }
                    return Err(reason(&error));
                }
                Err(SaveError::ChangedOutside { found: Some(found) }) if self.perhaps.contains(&found) => {
                    self.expected = Some(found);
                }
                Err(SaveError::ChangedOutside { .. }) => self.step_aside(),
            }
        }
        Err("other programs keep changing the folder".to_string())
    }

    /// From now on ours goes to a new file beside the one that somebody else wrote.
    fn step_aside(&mut self) {
        let disk = &self.shared.disk;
        let real = disk.real_path(&self.path).unwrap_or_else(|_| self.path.clone());
        let time = names::time_of_day(SystemTime::now());
        self.path = names::beside(&real, "yours", &time, |path| disk.facts(path).is_ok());
        self.expected = None;
        self.perhaps.clear();
        self.moved = true;
        hold(&self.shared.slot).path.clone_from(&self.path);
    }

    fn saved(&mut self, revision: u64) {
        self.attempts = 0;
        if let Some(copy) = self.emergency.take() {
            // Its content, or something newer, is in the session's file now; a copy that stays does no harm.
            let _ = self.shared.disk.remove(&copy);
        }
        {
            let mut slot = hold(&self.shared.slot);
            slot.saved = Some(revision);
            slot.in_flight = None;
            slot.emergency = None;
        }
        if std::mem::take(&mut self.moved) {
            self.tell(SaverEvent::ChangedOutside { ours: self.path.clone() });
        }
        self.tell(SaverEvent::Saved { revision, path: self.path.clone(), at: SystemTime::now() });
    }

    fn keep_emergency(&mut self, bytes: &[u8]) {
        if let Some(copy) = self.shared.write_emergency(self.emergency.clone(), bytes) {
            hold(&self.shared.slot).emergency = Some(copy.clone());
            self.emergency = Some(copy);
        }
    }

    fn tell(&self, event: SaverEvent) {
        // Whatever the listener does, the thread that holds the only unsaved copy goes on.
        let _ = catch_unwind(AssertUnwindSafe(|| (self.on_event)(event)));
    }
}

fn guarded<R>(call: impl FnOnce() -> Result<R, String>) -> Result<R, String> {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|panic| Err(words_of(panic.as_ref())))
}

fn words_of(panic: &(dyn Any + Send)) -> String {
    let words = panic.downcast_ref::<&str>().map(ToString::to_string);
    words
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a fault in Offsite".to_string())
}

fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[path = "saver_tests.rs"]
mod tests;
