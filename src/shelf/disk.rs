//! The few things the shelf asks of a disk, and the real disk that does them.
//!
//! A second disk lives in `faulty.rs`: it fails on purpose, so that every promise about saving can be tried out.
//! Nothing here knows what the bytes mean, when to try again, or what to tell a person.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// Mode of every file that is made anew: its owner reads and writes, nobody else does anything.
pub const PRIVATE_FILE: u32 = 0o600;

/// What lies at a path, links followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    File,
    Folder,
    /// A pipe, a device, a socket: nothing that can be a session.
    Other,
}

/// What the disk says about a path without opening it, links followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    pub kind: Kind,
    pub bytes: u64,
    /// The permission bits (`0o777` at most); `0o600` where the system has none.
    pub mode: u32,
    pub modified: Option<SystemTime>,
}

/// A file that was just made and is being filled.
pub trait NewFile: Send {
    /// Writes some of `bytes` and says how many, as `std::io::Write::write`.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
    /// Returns when the content survives a power cut.
    fn sync(&mut self) -> io::Result<()>;
}

/// The calls by which the shelf reaches a disk. Errors are the system's own.
pub trait Disk: Send + Sync {
    /// Makes a file that was not there, with exactly the permission bits of `mode`; never follows a link.
    fn create_new(&self, path: &Path, mode: u32) -> io::Result<Box<dyn NewFile>>;
    /// The whole content of a regular file of at most `max` bytes; never waits on a pipe or device.
    fn read(&self, path: &Path, max: u64) -> io::Result<Vec<u8>>;
    /// Whether the file holds just these bytes.
    fn holds(&self, path: &Path, bytes: &[u8]) -> io::Result<bool> {
        match self.read(path, bytes.len() as u64) {
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Ok(false),
            read => Ok(read? == bytes),
        }
    }
    /// Puts `from` in the place of `to` in one step, whatever was there.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives `from` the name `to`; fails with `AlreadyExists` if that name is taken.
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Returns when the names in the folder survive a power cut.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;
    fn facts(&self, path: &Path) -> io::Result<Facts>;
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Makes a folder and its missing parents for the owner alone (0700); a folder that is there stays as it is.
    fn create_dir(&self, path: &Path) -> io::Result<()>;
    /// The full paths of what lies in a folder, in no order.
    fn list(&self, dir: &Path) -> io::Result<Vec<PathBuf>>;
    /// The file a path really means: a link is followed to its end, even if nothing is there yet.
    fn real_path(&self, path: &Path) -> io::Result<PathBuf>;
}

/// The disk of this computer.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl RealDisk {
    /// The real disk, ready to be shared between threads.
    pub fn shared() -> Arc<dyn Disk> {
        Arc::new(Self)
    }
}

impl NewFile for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Write::write(self, bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

/// An ordinary file of at most `max` bytes, and its length.
fn open(path: &Path, max: u64) -> io::Result<(File, u64)> {
    let mut options = OpenOptions::new();
    options.read(true);
    never_wait(&mut options);
    let file = options.open(path)?;
    let meta = file.metadata()?;
    if meta.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !meta.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not an ordinary file"));
    }
    if meta.len() > max {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok((file, meta.len()))
}

/// All of a large file, copied by two threads; nothing where it is small, or was not as long as it said.
#[cfg(unix)]
fn read_twofold(file: &File, length: u64) -> Option<Vec<u8>> {
    use std::os::unix::fs::FileExt as _;
    const LARGE: u64 = 1024 * 1024;
    if length < LARGE {
        return None;
    }
    let middle = length / 2;
    let mut bytes = vec![0; usize::try_from(length).ok()?];
    let (first, second) = bytes.split_at_mut(usize::try_from(middle).ok()?);
    let read = std::thread::scope(|scope| {
        let second = scope.spawn(|| file.read_exact_at(second, middle));
        file.read_exact_at(first, 0).is_ok() && second.join().is_ok_and(|read| read.is_ok())
    });
    // What somebody wrote to its end meanwhile is read in the plain way.
    let ended = || file.read_at(&mut [0], length).is_ok_and(|more| more == 0);
    (read && ended()).then_some(bytes)
}

#[cfg(not(unix))]
fn read_twofold(_: &File, _: u64) -> Option<Vec<u8>> {
    None
}

impl Disk for RealDisk {
    fn create_new(&self, path: &Path, mode: u32) -> io::Result<Box<dyn NewFile>> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        private(&mut options);
        let file = options.open(path)?;
        set_mode(&file, mode)?;
        Ok(Box::new(file))
    }

    fn read(&self, path: &Path, max: u64) -> io::Result<Vec<u8>> {
        let (file, length) = open(path, max)?;
        if let Some(bytes) = read_twofold(&file, length) {
            return Ok(bytes);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        file.take(max.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > max {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes)
    }

    fn holds(&self, path: &Path, bytes: &[u8]) -> io::Result<bool> {
        // Part by part: a large file is not in memory twice for it.
        let (mut file, mut left) = match open(path, bytes.len() as u64) {
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => return Ok(false),
            opened => (opened?.0, bytes),
        };
        let mut part = [0; 16 * 1024];
        loop {
            let count = match file.read(&mut part) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                count => count?,
            };
            if count == 0 {
                return Ok(left.is_empty());
            }
            match left.strip_prefix(&part[..count]) {
                Some(rest) => left = rest,
                None => return Ok(false),
            }
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        patiently(|| fs::rename(from, to))
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
        {
            use rustix::fs::{CWD, RenameFlags, renameat_with};
            match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
                // Some network and memory-stick file systems cannot do this in one step.
                Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => {}
                done => return done.map_err(Into::into),
            }
        }
        match fs::symlink_metadata(to) {
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => patiently(|| fs::rename(from, to)),
            Err(error) => Err(error),
        }
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        #[cfg(unix)]
        {
            match File::open(dir)?.sync_all() {
                // File systems without durable folders say so; there is nothing more to ask of them.
                Err(error)
                    if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
                {
                    Ok(())
                }
                done => done,
            }
        }
        #[cfg(not(unix))]
        {
            let _ = dir;
            Ok(())
        }
    }

    fn facts(&self, path: &Path) -> io::Result<Facts> {
        let meta = fs::metadata(path)?;
        let kind = if meta.is_file() {
            Kind::File
        } else if meta.is_dir() {
            Kind::Folder
        } else {
            Kind::Other
        };
        Ok(Facts { kind, bytes: meta.len(), mode: mode_of(&meta), modified: meta.modified().ok() })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        patiently(|| fs::remove_file(path))
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<PathBuf>> {
        fs::read_dir(dir)?.map(|entry| entry.map(|entry| entry.path())).collect()
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        const MOST_LINKS: usize = 40;
        let mut here = path.to_path_buf();
        for _ in 0..MOST_LINKS {
            match fs::symlink_metadata(&here) {
                Ok(meta) if meta.file_type().is_symlink() => {
                    let target = fs::read_link(&here)?;
                    here = match here.parent() {
                        Some(folder) => folder.join(target),
                        None => target,
                    };
                }
                Ok(_) => return Ok(here),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(here),
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::other("the links go in a circle"))
    }
}

/// Windows refuses for a moment while a virus scanner or an indexer holds the file (os errors 5 and 32).
fn patiently(mut call: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    const TRIES: u32 = 10;
    let mut tries = 1;
    loop {
        match call() {
            Err(error) if cfg!(windows) && tries < TRIES && matches!(error.raw_os_error(), Some(5 | 32)) => {
                std::thread::sleep(std::time::Duration::from_millis(20 * u64::from(tries)));
                tries += 1;
            }
            done => return done,
        }
    }
}

/// The owner alone may open it, a link at that name is not followed, children of this process do not inherit it.
#[cfg(unix)]
pub(super) fn private(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(PRIVATE_FILE).custom_flags(flags(rustix::fs::OFlags::NOFOLLOW));
}

#[cfg(not(unix))]
pub(super) fn private(_: &mut OpenOptions) {}

/// Opening a pipe or a device must not hang the program.
#[cfg(unix)]
fn never_wait(options: &mut OpenOptions) {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    options.custom_flags(flags(OFlags::NONBLOCK | OFlags::NOCTTY));
}

#[cfg(not(unix))]
fn never_wait(_: &mut OpenOptions) {}

#[cfg(unix)]
fn flags(flags: rustix::fs::OFlags) -> i32 {
    flags.bits().cast_signed()
}

#[cfg(unix)]
fn mode_of(meta: &fs::Metadata) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    meta.permissions().mode() & 0o777
}

#[cfg(not(unix))]
fn mode_of(_: &fs::Metadata) -> u32 {
    PRIVATE_FILE
}

#[cfg(unix)]
fn set_mode(file: &File, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if mode == PRIVATE_FILE {
        return Ok(());
    }
    file.set_permissions(fs::Permissions::from_mode(mode & 0o777))
}

#[cfg(not(unix))]
fn set_mode(_: &File, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_new_folder_belongs_to_its_owner_alone() {
        let home = tempfile::tempdir().unwrap();
        let deep = home.path().join("state/backups");
        RealDisk.create_dir(&deep).unwrap();
        for folder in [home.path().join("state"), deep] {
            assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
        }
    }

    #[test]
    fn a_taken_name_is_never_taken_again() {
        let home = tempfile::tempdir().unwrap();
        let (from, to) = (home.path().join("a"), home.path().join("b"));
        fs::write(&from, "mine").unwrap();
        fs::write(&to, "theirs").unwrap();
        assert_eq!(RealDisk.rename_new(&from, &to).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&to).unwrap(), b"theirs");
    }

    #[test]
    fn a_file_holds_just_its_bytes() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("a");
        let bytes: Vec<u8> = (0..40_000_u32).map(|at| u8::try_from(at % 251).unwrap()).collect();
        fs::write(&file, &bytes).unwrap();
        let mut other = bytes.clone();
        other[39_999] ^= 1;
        let longer = [&bytes[..], b"x"].concat();
        for (asked, held) in
            [(&bytes[..], true), (&other[..], false), (&bytes[1..], false), (&longer[..], false)]
        {
            assert_eq!(RealDisk.holds(&file, asked).unwrap(), held, "{} bytes", asked.len());
        }
        assert!(RealDisk.holds(&home.path().join("b"), &bytes).is_err());
    }

    #[test]
    fn links_that_go_in_a_circle_end_in_words() {
        let home = tempfile::tempdir().unwrap();
        let (a, b) = (home.path().join("a"), home.path().join("b"));
        std::os::unix::fs::symlink(&a, &b).unwrap();
        std::os::unix::fs::symlink(&b, &a).unwrap();
        assert!(RealDisk.real_path(&a).unwrap_err().to_string().contains("circle"));
    }
}
