//! Reading a file that may be anything: what is no ordinary file of a bearable size is refused in a plain sentence.

use std::fmt;
use std::io;
use std::path::Path;

use super::disk::{Disk, Facts, Kind};
use super::store::Fingerprint;

/// The largest file that is read as a session: 64 MiB.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Why a file could not be read, as a sentence with what to do next.
#[derive(Debug)]
pub enum ReadError {
    Missing,
    Folder,
    NotAFile,
    TooLarge { bytes: u64, most: u64 },
    NotAllowed,
    Disk(io::Error),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => {
                f.write_str("there is no such file: check the name, or list the sessions with `offsite list`")
            }
            Self::Folder => f.write_str("this is a folder: name a file in it"),
            Self::NotAFile => f.write_str("this is a pipe or a device, not a file: name an ordinary file"),
            Self::TooLarge { bytes, most } => {
                const MIB: u64 = 1024 * 1024;
                write!(
                    f,
                    "the file has {} MB, more than the {} MB that are read",
                    bytes.div_ceil(MIB),
                    most / MIB
                )?;
                f.write_str(": is it the right file?")
            }
            Self::NotAllowed => {
                f.write_str("you are not allowed to read this file: ask its owner, or copy it")
            }
            Self::Disk(error) => {
                write!(f, "the file cannot be read ({error}): check the drive, or open a backup")
            }
        }
    }
}

impl std::error::Error for ReadError {}

/// The content of an ordinary file of at most `max_bytes`, with its fingerprint. Folders, pipes, devices and larger
/// files are refused without being read, and none of them can make it wait.
pub fn read_limited(
    disk: &dyn Disk,
    path: &Path,
    max_bytes: u64,
) -> Result<(Vec<u8>, Fingerprint), ReadError> {
    let (bytes, _) = read_bytes(disk, path, max_bytes)?;
    let fingerprint = Fingerprint::of(&bytes);
    Ok((bytes, fingerprint))
}

/// As [`read_limited`], without the fingerprint; with what the disk said of the file just before.
pub fn read_bytes(disk: &dyn Disk, path: &Path, max_bytes: u64) -> Result<(Vec<u8>, Facts), ReadError> {
    let facts = disk.facts(path).map_err(read_error)?;
    match facts.kind {
        Kind::Folder => return Err(ReadError::Folder),
        Kind::Other => return Err(ReadError::NotAFile),
        Kind::File if facts.bytes > max_bytes => {
            return Err(ReadError::TooLarge { bytes: facts.bytes, most: max_bytes });
        }
        Kind::File => {}
    }
    let bytes = disk.read(path, max_bytes).map_err(|error| match error.kind() {
        io::ErrorKind::FileTooLarge => {
            ReadError::TooLarge { bytes: max_bytes.saturating_add(1), most: max_bytes }
        }
        _ => read_error(error),
    })?;
    Ok((bytes, facts))
}

fn read_error(error: io::Error) -> ReadError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ReadError::Missing,
        io::ErrorKind::PermissionDenied => ReadError::NotAllowed,
        io::ErrorKind::IsADirectory => ReadError::Folder,
        io::ErrorKind::InvalidInput => ReadError::NotAFile,
        _ => ReadError::Disk(error),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::shelf::disk::RealDisk;
    use std::fs;

    #[test]
    fn folders_devices_missing_and_huge_files_are_refused_in_plain_sentences() {
        let home = tempfile::tempdir().unwrap();
        let says = |path: &Path, most| read_limited(&RealDisk, path, most).unwrap_err().to_string();
        assert!(says(home.path(), 10).starts_with("this is a folder"));
        assert!(says(Path::new("/dev/null"), 10).starts_with("this is a pipe or a device"));
        assert!(says(&home.path().join("nothing"), 10).starts_with("there is no such file"));
        let huge = home.path().join("huge.json");
        fs::File::create(&huge).unwrap().set_len(MOST_BYTES + 1).unwrap();
        assert!(says(&huge, MOST_BYTES).contains("65 MB, more than the 64 MB"));
        #[cfg(target_os = "linux")]
        {
            let pipe = home.path().join("pipe");
            let mode = rustix::fs::Mode::from_raw_mode(0o600);
            rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
            assert!(says(&pipe, 10).starts_with("this is a pipe or a device"));
            assert!(RealDisk.read(&pipe, 10).is_err());
        }
    }
}
