//! One file, whole or not at all: how bytes get onto the disk so that they are still there after a power cut, and how
//! they come back. It knows no session, no thread, no second try; `saver.rs` decides when to try again.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use rustc_hash::FxHasher;

use super::disk::{Disk, Kind, PRIVATE_FILE};
use super::explain::explain_ended;
pub use super::read::{MOST_BYTES, ReadError, read_limited};

/// What a file held when it was last read or written: its length and a hash of its content. It is compared within one
/// run of the program only, never kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint {
    bytes: u64,
    hash: u64,
}

impl Fingerprint {
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = FxHasher::default();
        hasher.write(bytes);
        Self { bytes: bytes.len() as u64, hash: hasher.finish() }
    }
}

/// Why the bytes are not (surely) in the file.
#[derive(Debug)]
pub enum SaveError {
    /// The file holds something that neither was read nor written here; it was left as it is. `found` is what it holds,
    /// unless it is too large to be looked at.
    ChangedOutside { found: Option<Fingerprint> },
    /// The disk failed. The file holds its old content or, if only the last step failed, the new.
    Disk(io::Error),
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ChangedOutside { .. } => {
                f.write_str("Another program changed the file: save yours under another name, then compare")
            }
            Self::Disk(error) => f.write_str(&explain_ended(error)),
        }
    }
}

impl std::error::Error for SaveError {}

impl From<io::Error> for SaveError {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

/// What may be in the file when the new content takes its place.
#[derive(Clone, Copy)]
enum Expect<'a> {
    Anything,
    Nothing,
    Exactly(&'a Fingerprint),
}

/// Puts `bytes` at `path`: whole, durable and read back, or not at all. A link is followed to the real file.
///
/// `expected` is what the file held when it was last read or written here; `None` means that there was no file. A file
/// that holds anything else is left alone (`ChangedOutside`). A file that has vanished is made anew. The permission bits
/// of an older file are kept; a new one is 0600.
pub fn write_atomically(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
    expected: Option<&Fingerprint>,
) -> Result<Fingerprint, SaveError> {
    write(disk, path, bytes, expected.map_or(Expect::Nothing, Expect::Exactly))
}

/// As [`write_atomically`], for files that nobody but Offsite writes: whatever was there is replaced.
pub fn replace(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<Fingerprint, SaveError> {
    write(disk, path, bytes, Expect::Anything)
}

fn write(disk: &dyn Disk, path: &Path, bytes: &[u8], expect: Expect) -> Result<Fingerprint, SaveError> {
    let real = disk.real_path(path)?;
    let mode = match disk.facts(&real) {
        Ok(facts) if facts.kind != Kind::File => {
            return Err(io::Error::from(io::ErrorKind::IsADirectory).into());
        }
        // The owner must be able to read back what is written.
        Ok(facts) => facts.mode | PRIVATE_FILE,
        Err(error) if error.kind() == io::ErrorKind::NotFound => PRIVATE_FILE,
        Err(error) => return Err(error.into()),
    };
    let temp = fill_temp(disk, &real, bytes, mode)?;
    if let Err(error) = put_in_place(disk, &temp, &real, expect) {
        // It may be gone already, or the disk may be: either way there is nothing more to do about it.
        let _ = disk.remove(&temp);
        return Err(error);
    }
    disk.sync_dir(folder_of(&real))?;
    Ok(Fingerprint::of(bytes))
}

/// A new file in the same folder, filled, durable, and read back.
fn fill_temp(disk: &dyn Disk, real: &Path, bytes: &[u8], mode: u32) -> io::Result<PathBuf> {
    const NAMES: usize = 8;
    let mut tries = 0;
    let (temp, mut file) = loop {
        let temp = temp_beside(real);
        match disk.create_new(&temp, mode) {
            Ok(file) => break (temp, file),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries < NAMES => tries += 1,
            Err(error) => {
                // The call may have made the file and failed on its mode.
                if error.kind() != io::ErrorKind::AlreadyExists {
                    let _ = disk.remove(&temp);
                }
                return Err(error);
            }
        }
    };
    let filled = write_all(file.as_mut(), bytes).and_then(|()| file.sync());
    drop(file);
    let checked = filled.and_then(|()| {
        if disk.holds(&temp, bytes)? { Ok(()) } else { Err(io::ErrorKind::InvalidData.into()) }
    });
    if let Err(error) = checked {
        let _ = disk.remove(&temp);
        return Err(error);
    }
    Ok(temp)
}

fn write_all(file: &mut dyn super::disk::NewFile, mut bytes: &[u8]) -> io::Result<()> {
    const MOST_INTERRUPTIONS: u32 = 100;
    let mut interruptions = 0;
    while !bytes.is_empty() {
        match file.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = bytes.get(written..).ok_or(io::ErrorKind::InvalidData)?,
            Err(error)
                if error.kind() == io::ErrorKind::Interrupted && interruptions < MOST_INTERRUPTIONS =>
            {
                interruptions += 1;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn put_in_place(disk: &dyn Disk, temp: &Path, real: &Path, expect: Expect) -> Result<(), SaveError> {
    let exactly = match expect {
        Expect::Anything => return Ok(disk.rename(temp, real)?),
        Expect::Nothing => None,
        Expect::Exactly(fingerprint) => Some(fingerprint),
    };
    match found_at(disk, real)? {
        Found::Nothing => match disk.rename_new(temp, real) {
            // Somebody was faster in the last millisecond.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(changed(&found_at(disk, real)?))
            }
            done => Ok(done?),
        },
        Found::Content(found) if Some(&found) == exactly => Ok(disk.rename(temp, real)?),
        found => Err(changed(&found)),
    }
}

/// What is in the place of the session before it is replaced.
enum Found {
    Nothing,
    Content(Fingerprint),
    /// Larger than any session of ours.
    TooLarge,
}

fn changed(found: &Found) -> SaveError {
    match found {
        Found::Content(print) => SaveError::ChangedOutside { found: Some(*print) },
        Found::Nothing | Found::TooLarge => SaveError::ChangedOutside { found: None },
    }
}

fn found_at(disk: &dyn Disk, real: &Path) -> io::Result<Found> {
    match disk.read(real, MOST_BYTES.saturating_mul(2)) {
        Ok(bytes) => Ok(Found::Content(Fingerprint::of(&bytes))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Found::Nothing),
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Ok(Found::TooLarge),
        Err(error) => Err(error),
    }
}

const TEMP_ENDING: &str = ".offsite-new";

fn temp_beside(real: &Path) -> PathBuf {
    let random = RandomState::new().build_hasher().finish();
    // Long names are shortened here so that the whole stays within what a file system allows.
    let name: String = file_name(real).chars().take(40).collect();
    real.with_file_name(format!(".{name}.{random:016x}{TEMP_ENDING}"))
}

/// Removes the half-written files that a killed process left beside `path`. Only the holder of the session's lock may
/// call it. Returns how many went.
pub fn sweep_leftovers(disk: &dyn Disk, path: &Path) -> io::Result<usize> {
    let real = disk.real_path(path)?;
    let name: String = file_name(&real).chars().take(40).collect();
    let start = format!(".{name}.");
    let mut gone = 0;
    for found in disk.list(folder_of(&real))? {
        let leftover = file_name(&found);
        let middle = leftover.strip_prefix(&start).and_then(|rest| rest.strip_suffix(TEMP_ENDING));
        if middle.is_some_and(|m| m.len() == 16 && m.bytes().all(|b| b.is_ascii_hexdigit())) {
            disk.remove(&found)?;
            gone += 1;
        }
    }
    Ok(gone)
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The folder of a file; `.` for a bare name.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::shelf::disk::RealDisk;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::sync::atomic::{AtomicBool, Ordering};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_new_session_is_for_its_owner_alone_and_leaves_nothing_beside_it() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("day.json");
        let print = write_atomically(&RealDisk, &path, b"one", None).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(mode(&path), 0o600);
        assert_eq!(print, Fingerprint::of(b"one"));
        assert_eq!(names(home.path()), ["day.json"]);
    }

    #[test]
    fn the_mode_that_the_client_gave_the_file_is_kept() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("day.json");
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
        write_atomically(&RealDisk, &path, b"two", Some(&Fingerprint::of(b"one"))).unwrap();
        assert_eq!((fs::read(&path).unwrap(), mode(&path)), (b"two".to_vec(), 0o664));
    }

    #[test]
    fn what_another_program_wrote_is_never_overwritten() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("day.json");
        fs::write(&path, "theirs").unwrap();
        for expected in [None, Some(Fingerprint::of(b"ours")), Some(Fingerprint::of(b"theirZ"))] {
            let refused = write_atomically(&RealDisk, &path, b"new", expected.as_ref());
            assert!(
                matches!(refused, Err(SaveError::ChangedOutside { found }) if found == Some(Fingerprint::of(b"theirs")))
            );
            assert_eq!(fs::read(&path).unwrap(), b"theirs");
        }
        assert_eq!(names(home.path()), ["day.json"]);
    }

    #[test]
    fn a_session_that_vanished_is_written_anew() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("day.json");
        write_atomically(&RealDisk, &path, b"two", Some(&Fingerprint::of(b"one"))).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
    }

    #[test]
    fn a_link_stays_a_link_and_the_real_file_gets_the_content() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("cloud")).unwrap();
        let (real, link) = (home.path().join("cloud/day.json"), home.path().join("day.json"));
        fs::write(&real, "one").unwrap();
        std::os::unix::fs::symlink("cloud/day.json", &link).unwrap();
        write_atomically(&RealDisk, &link, b"two", Some(&Fingerprint::of(b"one"))).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"two");
        assert_eq!(names(&home.path().join("cloud")), ["day.json"]);
        fs::remove_file(&real).unwrap();
        write_atomically(&RealDisk, &link, b"three", None).unwrap();
        assert_eq!(fs::read(&real).unwrap(), b"three");
    }

    #[test]
    fn a_reader_during_three_hundred_saves_sees_only_whole_versions_and_never_an_older_one() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("day.json");
        let version = |n: usize| format!("{n:04}").repeat(5_000).into_bytes();
        let mut print = write_atomically(&RealDisk, &path, &version(0), None).unwrap();
        let done = AtomicBool::new(false);
        let seen = std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let (mut newest, mut reads) = (0, 0);
                loop {
                    let last = done.load(Ordering::SeqCst);
                    let bytes = fs::read(&path).expect("the session is never absent");
                    let n: usize = std::str::from_utf8(&bytes[..4]).unwrap().parse().unwrap();
                    assert!(bytes == version(n), "torn at {n}");
                    assert!(n >= newest, "older: {n} after {newest}");
                    newest = n;
                    reads += 1;
                    if last {
                        return (newest, reads);
                    }
                }
            });
            for n in 1..=300 {
                print = write_atomically(&RealDisk, &path, &version(n), Some(&print)).unwrap();
            }
            done.store(true, Ordering::SeqCst);
            reader.join().unwrap()
        });
        assert_eq!(seen.0, 300);
        assert!(seen.1 > 1);
    }

    #[test]
    fn what_a_killed_process_left_beside_the_session_is_swept_and_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("day.json");
        let leftover = temp_beside(&path);
        fs::write(&leftover, "half").unwrap();
        for keep in ["day.json", ".day.json.lock", ".day.json.notes.offsite-new", "day (yours 1).json"] {
            fs::write(home.path().join(keep), "keep").unwrap();
        }
        assert_eq!(sweep_leftovers(&RealDisk, &path).unwrap(), 1);
        assert_eq!(names(home.path()).len(), 4);
        assert!(!leftover.exists());
    }

    #[test]
    fn a_folder_in_the_place_of_the_session_is_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("day.json");
        fs::create_dir(&path).unwrap();
        assert!(matches!(write_atomically(&RealDisk, &path, b"x", None), Err(SaveError::Disk(_))));
        assert!(path.is_dir());
        assert_eq!(names(home.path()), ["day.json"]);
    }
}
