//! Which sessions were opened from outside the sessions folder: a small file in the state folder, a path a line, the last
//! opened first. The start screen lists them beside those of the folder.
//!
//! It opens no session, and never fails aloud: without it a session is merely opened by its path once more.

use std::path::{Path, PathBuf};

use super::disk::{Disk as _, RealDisk};
use super::folders::Folders;
use super::names::full;
use super::store::replace;

/// How many are remembered.
const MOST: usize = 20;
/// More than twenty paths never take.
const MOST_BYTES: u64 = 256 * 1024;

fn file(folders: &Folders) -> PathBuf {
    folders.state_dir().join("opened")
}

/// Those that are still there, the last opened first.
pub fn opened(folders: &Folders) -> Vec<PathBuf> {
    let bytes = RealDisk.read(&file(folders), MOST_BYTES).unwrap_or_default();
    let lines = String::from_utf8(bytes).unwrap_or_default();
    lines.lines().map(PathBuf::from).filter(|path| path.is_absolute() && path.is_file()).take(MOST).collect()
}

/// Remembers that a session was opened. Those of the sessions folder are listed anyway.
pub fn remember(folders: &Folders, path: &Path) {
    let path = full(path);
    let listed = path.parent() == Some(full(folders.sessions_dir()).as_path());
    // A path that is no text, or has a line break in it, cannot be a line.
    let Some(line) = path.to_str().filter(|line| !listed && !line.contains(['\n', '\r'])) else { return };
    let before = opened(folders);
    let others = before.iter().filter(|other| **other != path).filter_map(|other| other.to_str());
    let lines: Vec<&str> = std::iter::once(line).chain(others).take(MOST).collect();
    // A state folder that takes nothing has other worries, and they are told elsewhere.
    let _ = replace(&RealDisk, &file(folders), format!("{}\n", lines.join("\n")).as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_opened_elsewhere_is_remembered_newest_first_and_never_more_than_twenty() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(&home.path().join("data")).unwrap();
        folders.create().unwrap();
        assert_eq!(opened(&folders), Vec::<PathBuf>::new());
        let place = |name: &str| full(home.path()).join(name);
        for at in 0..25 {
            let path = place(&format!("day-{at}.json"));
            std::fs::write(&path, "{}").unwrap();
            remember(&folders, &path);
        }
        assert_eq!(opened(&folders).len(), 20);
        assert_eq!(opened(&folders)[0], place("day-24.json"));
        remember(&folders, &place("day-20.json"));
        assert_eq!(opened(&folders)[..2], [place("day-20.json"), place("day-24.json")]);
        assert_eq!(opened(&folders).len(), 20, "none twice");
        std::fs::remove_file(place("day-20.json")).unwrap();
        assert_eq!(opened(&folders)[0], place("day-24.json"), "what is gone is passed over");
        let listed = folders.sessions_dir().join("mine.json");
        std::fs::write(&listed, "{}").unwrap();
        remember(&folders, &listed);
        assert!(!opened(&folders).contains(&full(&listed)), "the folder lists its own");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(file(&folders)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "private");
        }
    }

    #[test]
    fn a_strange_file_or_no_folder_is_an_empty_list() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path()).unwrap();
        remember(&folders, &home.path().join("nowhere.json"));
        assert_eq!(opened(&folders), Vec::<PathBuf>::new());
        folders.create().unwrap();
        std::fs::write(file(&folders), b"\xff\xfe\0relative.json\n").unwrap();
        assert_eq!(opened(&folders), Vec::<PathBuf>::new());
    }
}
