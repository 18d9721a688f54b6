//! One writer a session: a lock that the kernel frees when its holder dies, on a dot-file beside the session that says
//! who holds it. It never looks into the session and never waits.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::disk::{Disk, RealDisk, private};
use super::explain::explain;

/// The lock of a session; it is free again when this is dropped or the process ends in any way.
#[derive(Debug)]
pub struct Lock {
    /// Kept open: the kernel's lock lives as long as this.
    file: Option<File>,
    path: PathBuf,
}

/// What asking for the lock gave.
#[derive(Debug)]
pub enum Locked {
    Mine(Lock),
    /// Another window has the session open. What is not known is `None`.
    HeldBy {
        pid: Option<u32>,
        host: Option<String>,
        since: Option<SystemTime>,
    },
    /// There is no lock to be had here (a read-only folder, a network drive): warn with these words and go on, an
    /// outside change is still noticed at every save.
    Unavailable(String),
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Holder {
    pid: Option<u32>,
    host: Option<String>,
    since: Option<Timestamp>,
}

impl Lock {
    /// Asks for the lock of the session at `session`; a link is followed first. A dot-file that a dead process left is
    /// taken over.
    pub fn take(session: &Path) -> Locked {
        match Self::path_for(session).and_then(|path| try_take(&path)) {
            Ok(locked) => locked,
            Err(error) => Locked::Unavailable(explain(&error)),
        }
    }

    /// The dot-file of a session: `.NAME.json.lock` beside the real file.
    pub fn path_for(session: &Path) -> io::Result<PathBuf> {
        let real = RealDisk.real_path(session)?;
        let name = real.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
        let mut dotted = std::ffi::OsString::from(".");
        dotted.push(name);
        dotted.push(".lock");
        Ok(real.with_file_name(dotted))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is still held; whoever opened it meanwhile sees that it is no longer the file at this name.
        // Windows removes only closed files.
        if cfg!(windows) {
            self.file = None;
        }
        if fs::remove_file(&self.path).is_err() {
            // It is gone already, or the folder is; a dot-file that stays is taken over by the next one.
        }
        self.file = None;
    }
}

fn try_take(path: &Path) -> io::Result<Locked> {
    const RACES: usize = 100;
    for _ in 0..RACES {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        private(&mut options);
        let mut file = options.open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(held_by(&mut file)),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        if still_there(&file, path)? {
            sign(&mut file)?;
            return Ok(Locked::Mine(Lock { file: Some(file), path: path.to_path_buf() }));
        }
        // Its last holder removed the file between our opening and locking it: ask for the new one.
    }
    Err(io::Error::other("the lock changes hands all the time"))
}

/// The file that was locked is the one at this name.
#[cfg(unix)]
fn still_there(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let mine = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(there) => Ok((mine.dev(), mine.ino()) == (there.dev(), there.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn still_there(_: &File, path: &Path) -> io::Result<bool> {
    path.try_exists()
}

fn sign(file: &mut File) -> io::Result<()> {
    let holder = Holder { pid: Some(std::process::id()), host: host(), since: Some(Timestamp::now()) };
    let text = serde_json::to_string(&holder)?;
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(text.as_bytes())
}

fn held_by(file: &mut File) -> Locked {
    const MOST: u64 = 4096;
    let mut text = String::new();
    // A holder that is just signing, or a system that keeps locked files to itself: held, by somebody unknown.
    let holder: Holder = match file.take(MOST).read_to_string(&mut text) {
        Ok(_) => serde_json::from_str(&text).unwrap_or_default(),
        Err(_) => Holder::default(),
    };
    let host = holder.host.map(|host| host.chars().filter(|c| !c.is_control()).take(64).collect());
    Locked::HeldBy { pid: holder.pid, host, since: holder.since.map(SystemTime::from) }
}

/// Whether the process that signed this lock still lives on this computer; where that cannot be known, it does.
pub fn holder_lives(lock: &Path) -> bool {
    let Ok(text) = fs::read_to_string(lock) else { return false };
    let holder: Holder = serde_json::from_str(&text).unwrap_or_default();
    match holder.pid {
        Some(pid) if holder.host.is_none() || holder.host == host() => runs(pid),
        _ => true,
    }
}

#[cfg(unix)]
fn runs(pid: u32) -> bool {
    if ended(pid) {
        return false;
    }
    let pid = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw);
    // A process of somebody else may not be asked, but it is there.
    pid.is_none_or(|pid| !matches!(rustix::process::test_kill_process(pid), Err(rustix::io::Errno::SRCH)))
}

/// Whether a process has ended and only waits for its parent to ask after it: it may still be asked whether it is there.
#[cfg(unix)]
fn ended(pid: u32) -> bool {
    let told = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The name in brackets may hold anything; the state follows the last one.
    told.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with(['Z', 'X']))
}

#[cfg(not(unix))]
fn runs(_: u32) -> bool {
    true
}

/// The name of this computer, if it is easy to know.
fn host() -> Option<String> {
    let said =
        ["/proc/sys/kernel/hostname", "/etc/hostname"].iter().find_map(|path| fs::read_to_string(path).ok());
    let said =
        said.or_else(|| std::env::var("COMPUTERNAME").ok()).or_else(|| std::env::var("HOSTNAME").ok())?;
    let said = said.trim().to_string();
    if said.is_empty() { None } else { Some(said) }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    fn mine(session: &Path) -> Lock {
        match Lock::take(session) {
            Locked::Mine(lock) => lock,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_second_window_is_told_who_holds_the_session() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let session = home.path().join("day.json");
        let before = SystemTime::now();
        let lock = mine(&session);
        let dotted = home.path().join(".day.json.lock");
        assert_eq!(fs::metadata(&dotted).unwrap().permissions().mode() & 0o777, 0o600);
        let Locked::HeldBy { pid, host, since } = Lock::take(&session) else { panic!("two writers") };
        assert_eq!(pid, Some(std::process::id()));
        assert_eq!(host, super::host());
        assert!(since.unwrap() >= before);
        drop(lock);
        assert!(!dotted.exists());
        drop(mine(&session));
    }

    #[test]
    fn a_process_that_ended_does_not_hold_a_session_although_nobody_asked_after_it() {
        let home = tempfile::tempdir().unwrap();
        let lock = home.path().join(".day.json.lock");
        let mut child = Command::new("sleep").arg("60").spawn().unwrap();
        fs::write(&lock, format!("{{\"pid\":{}}}", child.id())).unwrap();
        assert!(holder_lives(&lock));
        child.kill().unwrap();
        let dead = std::iter::repeat_with(|| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            !holder_lives(&lock)
        });
        // Not yet waited for. Where the system does not tell how a process stands, it is only known afterwards.
        let told = dead.take(100).any(|dead| dead);
        assert!(told || !Path::new("/proc/self/stat").exists());
        child.wait().unwrap();
        assert!(!holder_lives(&lock));
    }

    #[test]
    fn a_link_and_its_file_share_one_lock() {
        let home = tempfile::tempdir().unwrap();
        let (real, link) = (home.path().join("day.json"), home.path().join("link.json"));
        fs::write(&real, "{}").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let _lock = mine(&link);
        assert!(matches!(Lock::take(&real), Locked::HeldBy { .. }));
    }

    #[test]
    fn a_killed_window_frees_the_session() {
        const SESSION: &str = "OFFSITE_TEST_LOCK";
        if let Some(session) = std::env::var_os(SESSION) {
            // The other window: holds the lock until it is killed.
            let _lock = mine(Path::new(&session));
            println!("held");
            let _ = io::stdin().read_line(&mut String::new());
            return;
        }
        let home = tempfile::tempdir().unwrap();
        let session = home.path().join("day.json");
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["shelf::lock::tests::a_killed_window_frees_the_session", "--exact", "--nocapture"])
            .env(SESSION, &session)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(said.any(|line| line.unwrap().contains("held")));
        let found = Lock::take(&session);
        assert!(matches!(found, Locked::HeldBy { pid, .. } if pid == Some(child.id())), "{found:?}");
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(home.path().join(".day.json.lock").exists(), "a kill leaves the dot-file");
        drop(mine(&session));
    }

    #[test]
    fn many_windows_at_once_are_never_two() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let home = tempfile::tempdir().unwrap();
        let session = home.path().join("day.json");
        let (inside, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..100 {
                        if let Locked::Mine(lock) = Lock::take(&session) {
                            assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "two writers");
                            taken.fetch_add(1, Ordering::SeqCst);
                            inside.fetch_sub(1, Ordering::SeqCst);
                            drop(lock);
                        }
                    }
                });
            }
        });
        assert!(taken.into_inner() > 0);
    }

    #[test]
    fn a_missing_folder_gives_words_instead_of_a_lock() {
        let home = tempfile::tempdir().unwrap();
        let Locked::Unavailable(words) = Lock::take(&home.path().join("gone/day.json")) else { panic!() };
        assert!(words.starts_with("The folder is gone"), "{words}");
    }
}
