//! Where things live: sessions, state, settings. It finds and makes folders and turns a name that a person typed into a
//! path; it opens no file.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use directories::ProjectDirs;

use super::disk::{Disk, RealDisk};
use super::names::slug;

/// Puts all folders below one, as `--data-dir` does.
pub const DATA_DIR_VARIABLE: &str = "OFFSITE_DATA_DIR";

/// The folders of Offsite on this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    sessions: PathBuf,
    state: PathBuf,
    config: PathBuf,
}

/// A session in the sessions folder, unopened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub path: PathBuf,
    pub modified: SystemTime,
    pub bytes: u64,
}

impl Folders {
    /// Finds the folders: below `data_dir` if given, else below `OFFSITE_DATA_DIR` if set, else where this system keeps
    /// such things. Makes nothing.
    pub fn find(data_dir: Option<&Path>) -> io::Result<Self> {
        let variable = std::env::var_os(DATA_DIR_VARIABLE).filter(|dir| !dir.is_empty());
        if let Some(dir) = data_dir.map(Path::to_path_buf).or_else(|| variable.map(PathBuf::from)) {
            return Self::below(&dir);
        }
        let dirs = ProjectDirs::from("", "", "offsite").ok_or_else(|| {
            io::Error::new(io::ErrorKind::NotFound, "no home folder is known: name one with --data-dir")
        })?;
        Ok(Self {
            sessions: dirs.data_dir().join("sessions"),
            state: dirs.state_dir().map_or_else(|| dirs.data_local_dir().join("state"), Path::to_path_buf),
            config: dirs.config_dir().to_path_buf(),
        })
    }

    /// All folders below one: `sessions`, `state`, `config`.
    pub fn below(dir: &Path) -> io::Result<Self> {
        let dir = std::path::absolute(dir)?;
        Ok(Self { sessions: dir.join("sessions"), state: dir.join("state"), config: dir.join("config") })
    }

    /// With another folder for sessions, as the settings may name.
    #[must_use]
    pub fn with_sessions(mut self, dir: PathBuf) -> Self {
        self.sessions = dir;
        self
    }

    pub fn sessions_dir(&self) -> &Path {
        &self.sessions
    }

    pub fn state_dir(&self) -> &Path {
        &self.state
    }

    pub fn config_dir(&self) -> &Path {
        &self.config
    }

    /// Where emergency copies go.
    pub fn emergency_dir(&self) -> PathBuf {
        self.state.join("emergency")
    }

    /// Makes the folders that are missing, for their owner alone (0700).
    pub fn create(&self) -> io::Result<()> {
        [&self.sessions, &self.state, &self.config].into_iter().try_for_each(|dir| RealDisk.create_dir(dir))
    }

    /// The path that a person means: a file that is there, a path, or a name in the sessions folder, with or without
    /// `.json`. The file need not exist.
    pub fn resolve(&self, typed: impl AsRef<Path>) -> PathBuf {
        let typed = typed.as_ref();
        let mut parts = typed.components();
        let bare = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None))
            && !ends_with_separator(typed);
        let candidates = if bare {
            vec![typed.to_path_buf(), self.sessions.join(typed), self.sessions.join(with_json(typed))]
        } else {
            vec![typed.to_path_buf(), with_json(typed)]
        };
        let there = candidates.into_iter().find(|path| path.exists() && (!bare || !path.is_dir()));
        match there {
            Some(path) => path,
            None if bare => self.sessions.join(with_json(typed)),
            None => typed.to_path_buf(),
        }
    }

    /// Where a new session goes whose file a person named: a name alone is one of the sessions folder, as for
    /// [`Folders::resolve`]; what has an ending or a folder is the file itself.
    pub fn place_for_new(&self, typed: &Path) -> PathBuf {
        let mut parts = typed.components();
        let bare = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None));
        if bare && typed.extension().is_none() && !ends_with_separator(typed) {
            self.sessions.join(with_json(typed))
        } else {
            typed.to_path_buf()
        }
    }

    /// The sessions in their folder, newest first; dot-files and other things are passed over.
    pub fn list_sessions(&self) -> io::Result<Vec<Found>> {
        let entries = match fs::read_dir(&self.sessions) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut found: Vec<Found> = entries
            .filter_map(|entry| {
                let path = entry.ok()?.path();
                let hidden = path.file_name()?.as_encoded_bytes().starts_with(b".");
                let meta = fs::metadata(&path).ok()?;
                let session = !hidden && meta.is_file() && path.extension() == Some(OsStr::new("json"));
                let modified = meta.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                session.then_some(Found { path, modified, bytes: meta.len() })
            })
            .collect();
        found.sort_by(|a, b| b.modified.cmp(&a.modified).then_with(|| a.path.cmp(&b.path)));
        Ok(found)
    }
}

/// A path in `dir` that nothing has yet: `SLUG.json`, `SLUG-2.json` and so on. Any text may be given as a slug; it never
/// leaves the folder.
pub fn free_name(dir: &Path, text: &str) -> PathBuf {
    let name = slug(text);
    let taken = taken_names(dir, text).count();
    numbered(dir, &name, u64::try_from(taken).unwrap_or(u64::MAX).saturating_add(1))
}

/// The names before the one that [`free_name`] gives, in order: `NAME.json`, `NAME-2.json` …
pub fn taken_names(dir: &Path, text: &str) -> impl Iterator<Item = PathBuf> {
    let name = slug(text);
    let dir = dir.to_path_buf();
    (1..)
        .map(move |number| numbered(&dir, &name, number))
        .take_while(|path| fs::symlink_metadata(path).is_ok())
}

fn numbered(dir: &Path, name: &str, number: u64) -> PathBuf {
    match number {
        1 => dir.join(format!("{name}.json")),
        _ => dir.join(format!("{name}-{number}.json")),
    }
}

fn with_json(path: &Path) -> PathBuf {
    if path.extension() == Some(OsStr::new("json")) {
        return path.to_path_buf();
    }
    let mut name = path.as_os_str().to_os_string();
    name.push(".json");
    PathBuf::from(name)
}

fn ends_with_separator(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().last().is_some_and(|last| std::path::is_separator(char::from(*last)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn folders(home: &tempfile::TempDir) -> Folders {
        let folders = Folders::find(Some(home.path())).unwrap();
        folders.create().unwrap();
        folders
    }

    #[test]
    fn one_folder_can_hold_everything() {
        let home = tempfile::tempdir().unwrap();
        let folders = folders(&home);
        for dir in [folders.sessions_dir(), folders.state_dir(), folders.config_dir()] {
            assert!(dir.starts_with(home.path()) && dir.is_dir());
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                assert_eq!(fs::metadata(dir).unwrap().permissions().mode() & 0o777, 0o700);
            }
        }
    }

    #[test]
    fn a_name_is_found_in_the_sessions_folder_with_or_without_its_ending() {
        let home = tempfile::tempdir().unwrap();
        let folders = folders(&home);
        let halvorn = folders.sessions_dir().join("halvorn-march.json");
        assert_eq!(folders.resolve("halvorn-march"), halvorn);
        fs::write(&halvorn, "{}").unwrap();
        assert_eq!(folders.resolve("halvorn-march"), halvorn);
        assert_eq!(folders.resolve("halvorn-march.json"), halvorn);
        assert_eq!(folders.resolve("v1.2"), folders.sessions_dir().join("v1.2.json"));
    }

    #[test]
    fn a_new_name_alone_lies_in_the_sessions_folder() {
        let home = tempfile::tempdir().unwrap();
        let folders = folders(&home);
        assert_eq!(folders.place_for_new(Path::new("acme")), folders.sessions_dir().join("acme.json"));
        assert_eq!(folders.place_for_new(Path::new("acme.json")), Path::new("acme.json"));
        assert_eq!(folders.place_for_new(Path::new("./acme")), Path::new("./acme"));
        assert_eq!(folders.place_for_new(Path::new("days/acme")), Path::new("days/acme"));
    }

    #[test]
    fn a_path_stays_a_path() {
        let home = tempfile::tempdir().unwrap();
        let folders = folders(&home);
        let elsewhere = home.path().join("day.json");
        assert_eq!(folders.resolve(&elsewhere), elsewhere);
        fs::write(&elsewhere, "{}").unwrap();
        assert_eq!(folders.resolve(home.path().join("day")), elsewhere);
        assert_eq!(folders.resolve("./other"), Path::new("./other"));
        assert_eq!(folders.resolve("../other.json"), Path::new("../other.json"));
        assert_eq!(folders.resolve(".."), Path::new(".."));
    }

    #[test]
    fn sessions_are_listed_newest_first_without_locks_and_other_things() {
        let home = tempfile::tempdir().unwrap();
        let folders = folders(&home);
        assert_eq!(folders.list_sessions().unwrap(), []);
        let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        for (name, age) in [("old.json", 0), ("new.json", 20), ("middle.json", 10)] {
            let file = fs::File::create(folders.sessions_dir().join(name)).unwrap();
            file.set_modified(start + Duration::from_secs(age)).unwrap();
        }
        for name in [".old.json.lock", ".hidden.json", "notes.txt"] {
            fs::write(folders.sessions_dir().join(name), "x").unwrap();
        }
        fs::create_dir(folders.sessions_dir().join("folder.json")).unwrap();
        let names: Vec<_> = folders
            .list_sessions()
            .unwrap()
            .into_iter()
            .map(|found| found.path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(names, ["new.json", "middle.json", "old.json"]);
    }

    #[test]
    fn a_free_name_is_new_and_stays_in_its_folder() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path();
        assert_eq!(free_name(dir, "Halvorn, March"), dir.join("halvorn-march.json"));
        fs::write(dir.join("halvorn-march.json"), "{}").unwrap();
        assert_eq!(free_name(dir, "Halvorn, March"), dir.join("halvorn-march-2.json"));
        assert_eq!(free_name(dir, "../../x"), dir.join("x.json"));
    }

    #[test]
    fn no_sessions_folder_is_an_empty_list() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(&home.path().join("none")).unwrap();
        assert_eq!(folders.list_sessions().unwrap(), []);
    }
}
