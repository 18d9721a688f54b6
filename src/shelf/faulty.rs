//! A disk around another one that fails at a chosen call, for trying out what may go wrong. Only tests use it.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::disk::{Disk, Facts, NewFile};
pub use super::memory::{Cut, MemoryDisk};

fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The calls at which a fault can be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    Create,
    Write,
    Sync,
    Read,
    Rename,
    SyncDir,
    Facts,
    Remove,
    CreateDir,
    List,
}

impl Call {
    /// Every kind of call.
    pub const ALL: [Self; 10] = [
        Self::Create,
        Self::Write,
        Self::Sync,
        Self::Read,
        Self::Rename,
        Self::SyncDir,
        Self::Facts,
        Self::Remove,
        Self::CreateDir,
        Self::List,
    ];
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The call fails with this error of the system and does nothing.
    Error(ErrorKind),
    /// A write takes one byte and says so.
    ShortWrite,
    /// A write loses its last byte and says nothing.
    DropByte,
    /// The process dies in this call: a write gets half way, and every later call fails.
    Kill,
}

/// How often it goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    Once,
    Forever,
}

/// Which call fails: the `at`-th (from 0) of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    pub on: Call,
    pub at: usize,
    pub fault: Fault,
    pub times: Times,
}

/// A disk around another one that fails as planned.
#[derive(Clone)]
pub struct FaultyDisk {
    disk: Arc<dyn Disk>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    plan: Option<Plan>,
    calls: BTreeMap<Call, usize>,
    killed: bool,
}

impl FaultyDisk {
    pub fn new(disk: Arc<dyn Disk>, plan: Option<Plan>) -> Self {
        Self { disk, state: Arc::new(Mutex::new(State { plan, ..State::default() })) }
    }

    /// From now on nothing fails (also after a kill: another process takes over).
    pub fn heal(&self) {
        let mut state = hold(&self.state);
        state.plan = None;
        state.killed = false;
    }

    /// From now on every call of this kind fails.
    pub fn break_from_now(&self, on: Call, error: ErrorKind) {
        let mut state = hold(&self.state);
        state.plan = Some(Plan { on, at: 0, fault: Fault::Error(error), times: Times::Forever });
    }

    /// How many calls of a kind there were.
    pub fn calls(&self, call: Call) -> usize {
        hold(&self.state).calls.get(&call).copied().unwrap_or(0)
    }

    /// The fault to act out in a write; other calls get an error at once.
    fn step(&self, call: Call) -> io::Result<Option<Fault>> {
        let mut state = hold(&self.state);
        let count = state.calls.entry(call).or_default();
        let now = *count;
        *count += 1;
        if state.killed {
            return Err(io::Error::other("killed"));
        }
        let Some(plan) = state.plan else { return Ok(None) };
        let due = match plan.times {
            Times::Once => now == plan.at,
            Times::Forever => now >= plan.at,
        };
        if plan.on != call || !due {
            return Ok(None);
        }
        match plan.fault {
            Fault::Error(kind) => Err(kind.into()),
            Fault::Kill => {
                state.killed = true;
                if call == Call::Write { Ok(Some(Fault::Kill)) } else { Err(io::Error::other("killed")) }
            }
            other => Ok((call == Call::Write).then_some(other)),
        }
    }
}

struct FaultyFile {
    file: Box<dyn NewFile>,
    disk: FaultyDisk,
}

impl NewFile for FaultyFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.disk.step(Call::Write)? {
            Some(Fault::ShortWrite) => self.file.write(&bytes[..bytes.len().min(1)]),
            Some(Fault::DropByte) => {
                self.file.write(&bytes[..bytes.len().saturating_sub(1)])?;
                Ok(bytes.len())
            }
            Some(Fault::Kill) => {
                self.file.write(&bytes[..bytes.len() / 2])?;
                Err(io::Error::other("killed"))
            }
            Some(Fault::Error(_)) | None => self.file.write(bytes),
        }
    }

    fn sync(&mut self) -> io::Result<()> {
        self.disk.step(Call::Sync)?;
        self.file.sync()
    }
}

impl Disk for FaultyDisk {
    fn create_new(&self, path: &Path, mode: u32) -> io::Result<Box<dyn NewFile>> {
        self.step(Call::Create)?;
        Ok(Box::new(FaultyFile { file: self.disk.create_new(path, mode)?, disk: self.clone() }))
    }

    fn read(&self, path: &Path, max: u64) -> io::Result<Vec<u8>> {
        self.step(Call::Read)?;
        self.disk.read(path, max)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(Call::Rename)?;
        self.disk.rename(from, to)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(Call::Rename)?;
        self.disk.rename_new(from, to)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        self.step(Call::SyncDir)?;
        self.disk.sync_dir(dir)
    }

    fn facts(&self, path: &Path) -> io::Result<Facts> {
        self.step(Call::Facts)?;
        self.disk.facts(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(Call::Remove)?;
        self.disk.remove(path)
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        self.step(Call::CreateDir)?;
        self.disk.create_dir(path)
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<PathBuf>> {
        self.step(Call::List)?;
        self.disk.list(dir)
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        self.disk.real_path(path)
    }
}
