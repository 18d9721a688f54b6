//! A disk in memory that can lose its power, for trying out what would be left. Only tests use it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::disk::{Disk, Facts, Kind, NewFile};

fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A disk in memory that knows which bytes and which names would survive a power cut.
#[derive(Debug, Clone, Default)]
pub struct MemoryDisk {
    inner: Arc<Mutex<Memory>>,
}

#[derive(Debug, Default)]
struct Memory {
    nodes: Vec<Node>,
    names: BTreeMap<PathBuf, usize>,
    durable_names: BTreeMap<PathBuf, usize>,
    folders: BTreeSet<PathBuf>,
}

#[derive(Debug, Default, Clone)]
struct Node {
    bytes: Vec<u8>,
    durable: Vec<u8>,
    mode: u32,
}

/// Which names a power cut leaves: file systems are free to do either with names that were never synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Only what was synced.
    OldNames,
    /// New names are there, unsynced content is not.
    NewNames,
}

impl MemoryDisk {
    /// A disk with one folder.
    pub fn with_folder(folder: impl Into<PathBuf>) -> Self {
        let disk = Self::default();
        hold(&disk.inner).folders.insert(folder.into());
        disk
    }

    /// Puts a durable file there, as another program would.
    pub fn put(&self, path: impl Into<PathBuf>, bytes: &[u8]) {
        let mut memory = hold(&self.inner);
        memory.nodes.push(Node { bytes: bytes.to_vec(), durable: bytes.to_vec(), mode: 0o600 });
        let (path, node) = (path.into(), memory.nodes.len() - 1);
        memory.names.insert(path.clone(), node);
        memory.durable_names.insert(path, node);
    }

    /// What a reader finds at the path now.
    pub fn get(&self, path: impl AsRef<Path>) -> Option<Vec<u8>> {
        let memory = hold(&self.inner);
        memory.names.get(path.as_ref()).map(|node| memory.nodes[*node].bytes.clone())
    }

    /// All file names, sorted.
    pub fn files(&self) -> Vec<PathBuf> {
        hold(&self.inner).names.keys().cloned().collect()
    }

    /// The disk as it would be found after the power failed at this moment.
    #[must_use]
    pub fn after_power_cut(&self, cut: Cut) -> Self {
        let memory = hold(&self.inner);
        let nodes: Vec<Node> =
            memory.nodes.iter().map(|node| Node { bytes: node.durable.clone(), ..node.clone() }).collect();
        let names = if cut == Cut::OldNames { &memory.durable_names } else { &memory.names };
        Self {
            inner: Arc::new(Mutex::new(Memory {
                nodes,
                names: names.clone(),
                durable_names: names.clone(),
                folders: memory.folders.clone(),
            })),
        }
    }

    /// Takes a folder away, as when a drive is pulled out; what is in it comes back with it.
    pub fn vanish(&self, folder: &Path) {
        hold(&self.inner).folders.remove(folder);
    }

    /// Brings a folder (back).
    pub fn come_back(&self, folder: impl Into<PathBuf>) {
        hold(&self.inner).folders.insert(folder.into());
    }
}

impl Memory {
    fn folder_of(&self, path: &Path) -> io::Result<()> {
        let there = path.parent().is_some_and(|folder| self.folders.contains(folder));
        if there { Ok(()) } else { Err(ErrorKind::NotFound.into()) }
    }

    fn node(&self, path: &Path) -> io::Result<usize> {
        self.folder_of(path)?;
        self.names.get(path).copied().ok_or_else(|| ErrorKind::NotFound.into())
    }
}

struct MemoryFile {
    disk: MemoryDisk,
    node: usize,
}

impl NewFile for MemoryFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        hold(&self.disk.inner).nodes[self.node].bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn sync(&mut self) -> io::Result<()> {
        let node = &mut hold(&self.disk.inner).nodes[self.node];
        node.durable.clone_from(&node.bytes);
        Ok(())
    }
}

impl Disk for MemoryDisk {
    fn create_new(&self, path: &Path, mode: u32) -> io::Result<Box<dyn NewFile>> {
        let mut memory = hold(&self.inner);
        memory.folder_of(path)?;
        if memory.names.contains_key(path) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        memory.nodes.push(Node { mode, ..Node::default() });
        let node = memory.nodes.len() - 1;
        memory.names.insert(path.to_path_buf(), node);
        Ok(Box::new(MemoryFile { disk: self.clone(), node }))
    }

    fn read(&self, path: &Path, max: u64) -> io::Result<Vec<u8>> {
        let memory = hold(&self.inner);
        let bytes = memory.nodes[memory.node(path)?].bytes.clone();
        if bytes.len() as u64 > max { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut memory = hold(&self.inner);
        let node = memory.node(from)?;
        memory.names.remove(from);
        memory.names.insert(to.to_path_buf(), node);
        Ok(())
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        if hold(&self.inner).names.contains_key(to) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        self.rename(from, to)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        let memory = &mut *hold(&self.inner);
        if !memory.folders.contains(dir) {
            return Err(ErrorKind::NotFound.into());
        }
        memory.durable_names.retain(|path, _| path.parent() != Some(dir));
        let here = memory.names.iter().filter(|(path, _)| path.parent() == Some(dir));
        memory.durable_names.extend(here.map(|(path, node)| (path.clone(), *node)));
        Ok(())
    }

    fn facts(&self, path: &Path) -> io::Result<Facts> {
        let memory = hold(&self.inner);
        if memory.folders.contains(path) {
            return Ok(Facts { kind: Kind::Folder, bytes: 0, mode: 0o700, modified: None });
        }
        let node = &memory.nodes[memory.node(path)?];
        Ok(Facts { kind: Kind::File, bytes: node.bytes.len() as u64, mode: node.mode, modified: None })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut memory = hold(&self.inner);
        memory.node(path)?;
        memory.names.remove(path);
        Ok(())
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        hold(&self.inner).folders.insert(path.to_path_buf());
        Ok(())
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<PathBuf>> {
        let memory = hold(&self.inner);
        if !memory.folders.contains(dir) {
            return Err(ErrorKind::NotFound.into());
        }
        Ok(memory.names.keys().filter(|path| path.parent() == Some(dir)).cloned().collect())
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(path.to_path_buf())
    }
}
