//! Copies of a session in the state folder, away from the session's own: the last twenty, one a day for two weeks, and
//! never more than 50 MiB of them. When to take one is decided elsewhere; nothing here reads what is in them.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::disk::{Disk, Kind};
use super::names;
use super::store::{Fingerprint, SaveError, folder_of, write_atomically};

/// How many copies stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// The newest, whatever their age.
    pub last: usize,
    /// The last of each day, for so many days before the newest.
    pub days: i32,
    /// All together; the newest stays even if it alone is larger.
    pub bytes: u64,
}

impl Default for Keep {
    fn default() -> Self {
        Self { last: 20, days: 14, bytes: 50 * 1024 * 1024 }
    }
}

/// One copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    pub path: PathBuf,
    /// Counts up, whatever the clock does; the newest has the highest.
    pub sequence: u64,
    pub taken: SystemTime,
    /// Why, as a slug: `open`, `import`.
    pub reason: String,
    pub bytes: u64,
}

/// The copies of one session.
#[derive(Clone)]
pub struct Backups {
    disk: Arc<dyn Disk>,
    dir: PathBuf,
    keep: Keep,
}

const ENDING: &str = ".json";
const TIME: &str = "%Y%m%dT%H%M%SZ";

impl Backups {
    /// The copies of the session at `session`, in `backups/NAME-MARK/` of the state folder. Makes nothing yet.
    pub fn new(disk: Arc<dyn Disk>, state_dir: &Path, session: &Path) -> Self {
        let dir = state_dir.join("backups").join(names::name_for(session));
        Self { disk, dir, keep: Keep::default() }
    }

    /// With other limits.
    #[must_use]
    pub fn keeping(mut self, keep: Keep) -> Self {
        self.keep = keep;
        self
    }

    /// Copies `bytes` unless the newest copy holds the same, then lets old copies go. Returns the new copy, if one was
    /// made. If only the letting go fails, the copy still counts.
    pub fn take(&self, reason: &str, bytes: &[u8], now: SystemTime) -> io::Result<Option<PathBuf>> {
        self.disk.create_dir(&self.dir)?;
        let newest = self.list()?.into_iter().next();
        if let Some(newest) = &newest
            && newest.bytes == bytes.len() as u64
            && self.disk.holds(&newest.path, bytes).is_ok_and(|same| same)
        {
            return Ok(None);
        }
        let sequence = newest.map_or(1, |newest| newest.sequence.saturating_add(1));
        let time = stamp(now);
        let reason = names::slug(reason);
        let path = self.dir.join(format!("{sequence:06}-{time}-{reason}{ENDING}"));
        write_atomically(self.disk.as_ref(), &path, bytes, None).map_err(into_io)?;
        // A copy too many is better than an error about a copy that was made.
        let _ = self.rotate();
        Ok(Some(path))
    }

    /// All copies, newest first; other files in the folder are passed over.
    pub fn list(&self) -> io::Result<Vec<Backup>> {
        let found = match self.disk.list(&self.dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            found => found?,
        };
        let mut copies: Vec<Backup> = found.into_iter().filter_map(|path| self.understand(path)).collect();
        copies.sort_by(|a, b| (b.sequence, &b.path).cmp(&(a.sequence, &a.path)));
        Ok(copies)
    }

    /// Writes a copy to a new file, never over one.
    pub fn restore(&self, backup: &Backup, to: &Path) -> io::Result<Fingerprint> {
        let bytes = self.disk.read(&backup.path, backup.bytes)?;
        write_atomically(self.disk.as_ref(), to, &bytes, None).map_err(into_io)
    }

    /// Where the copies lie.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    fn understand(&self, path: PathBuf) -> Option<Backup> {
        let name = path.file_name()?.to_str()?.strip_suffix(ENDING)?;
        let mut parts = name.splitn(3, '-');
        let sequence = parts.next()?.parse().ok()?;
        let taken = DateTime::strptime(TIME, parts.next()?).ok()?.to_zoned(TimeZone::UTC).ok()?;
        let reason = parts.next()?.to_string();
        let facts = self.disk.facts(&path).ok().filter(|facts| facts.kind == Kind::File)?;
        let taken = SystemTime::from(taken.timestamp());
        Some(Backup { sequence, taken, reason, bytes: facts.bytes, path })
    }

    fn rotate(&self) -> io::Result<()> {
        let copies = self.list()?;
        let Some(newest) = copies.first() else { return Ok(()) };
        let today = day(newest.taken);
        let (mut days, mut bytes) = (BTreeSet::new(), 0_u64);
        for (place, copy) in copies.iter().enumerate() {
            let day = day(copy.taken);
            // Newest first: the first one met of a day is the day's last.
            let last_of_day = days.insert(day) && (0..i64::from(self.keep.days)).contains(&(today - day));
            bytes = bytes.saturating_add(copy.bytes);
            let wanted = place < self.keep.last || last_of_day;
            let fits = place == 0 || bytes <= self.keep.bytes;
            if !(wanted && fits) {
                self.disk.remove(&copy.path)?;
                bytes = bytes.saturating_sub(copy.bytes);
            }
        }
        self.disk.sync_dir(folder_of(&newest.path))
    }
}

/// Days since 1970, by UTC.
fn day(at: SystemTime) -> i64 {
    const DAY: u64 = 24 * 60 * 60;
    let since = at.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    i64::try_from(since.as_secs() / DAY).unwrap_or(i64::MAX)
}

fn stamp(at: SystemTime) -> String {
    Timestamp::try_from(at).unwrap_or(Timestamp::UNIX_EPOCH).strftime(TIME).to_string()
}

fn into_io(error: SaveError) -> io::Error {
    match error {
        SaveError::Disk(error) => error,
        SaveError::ChangedOutside { .. } => io::ErrorKind::AlreadyExists.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shelf::faulty::{Call, FaultyDisk, MemoryDisk};

    const MARCH: u64 = 1_773_306_000;

    fn at(minutes: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(MARCH + minutes * 60)
    }

    fn backups(disk: &MemoryDisk) -> Backups {
        Backups::new(Arc::new(disk.clone()), Path::new("/state"), Path::new("/s/day.json"))
    }

    #[test]
    fn a_copy_is_made_when_something_changed_and_only_then() {
        let disk = MemoryDisk::default();
        let backups = backups(&disk);
        assert_eq!(backups.list().unwrap(), []);
        let first = backups.take("at open", b"one", at(0)).unwrap().unwrap();
        assert_eq!(disk.get(&first).unwrap(), b"one");
        assert_eq!(backups.take("five minutes", b"one", at(5)).unwrap(), None);
        assert!(backups.take("before import", b"two", at(10)).unwrap().is_some());
        let list = backups.list().unwrap();
        assert_eq!(list.iter().map(|b| b.reason.as_str()).collect::<Vec<_>>(), ["before-import", "at-open"]);
        assert_eq!(list[0].taken, at(10));
        assert!(list[0].path.starts_with("/state/backups"));
    }

    #[test]
    fn a_day_of_copies_leaves_the_last_twenty_and_older_days_one_each() {
        let disk = MemoryDisk::default();
        let backups = backups(&disk);
        for day in 0..30 {
            for hour in 0..3 {
                let text = format!("{day} {hour}");
                backups.take("open", text.as_bytes(), at(day * 24 * 60 + hour * 60)).unwrap();
            }
        }
        let list = backups.list().unwrap();
        // The last twenty reach back over seven days; the seven days before them keep one each.
        assert_eq!(list.len(), 20 + 7);
        assert_eq!(disk.get(&list[0].path).unwrap(), b"29 2");
        let older: Vec<Vec<u8>> = list[20..].iter().map(|copy| disk.get(&copy.path).unwrap()).collect();
        assert_eq!(older[0], b"22 2");
        assert_eq!(older[6], b"16 2");
    }

    #[test]
    fn all_copies_together_stay_below_their_bound_and_the_newest_always_stays() {
        let disk = MemoryDisk::default();
        let backups = backups(&disk).keeping(Keep { bytes: 10, ..Keep::default() });
        for n in 0..9_u8 {
            backups.take("open", &[n; 4], at(u64::from(n))).unwrap();
        }
        assert_eq!(backups.list().unwrap().len(), 2);
        backups.take("open", &[9; 400], at(20)).unwrap();
        let list = backups.list().unwrap();
        assert_eq!((list.len(), list[0].bytes), (1, 400));
    }

    #[test]
    fn a_clock_that_steps_back_does_not_make_the_newest_copy_old() {
        let disk = MemoryDisk::default();
        let backups = backups(&disk).keeping(Keep { last: 2, days: 1, ..Keep::default() });
        for (n, minutes) in [100_000, 99_000, 0].into_iter().enumerate() {
            backups.take("open", n.to_string().as_bytes(), at(minutes)).unwrap();
        }
        let list = backups.list().unwrap();
        assert_eq!(disk.get(&list[0].path).unwrap(), b"2");
        assert_eq!(list.len(), 2);
    }

    #[test]
    fn restoring_writes_a_new_file_and_never_over_one() {
        let disk = MemoryDisk::with_folder("/s");
        disk.put("/s/day.json", b"today");
        let backups = backups(&disk);
        backups.take("open", b"yesterday", at(0)).unwrap();
        let copy = backups.list().unwrap().remove(0);
        let refused = backups.restore(&copy, Path::new("/s/day.json")).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(disk.get("/s/day.json").unwrap(), b"today");
        backups.restore(&copy, Path::new("/s/back.json")).unwrap();
        assert_eq!(disk.get("/s/back.json").unwrap(), b"yesterday");
    }

    #[test]
    fn a_copy_that_could_not_be_written_costs_no_older_one() {
        let under = MemoryDisk::default();
        let disk = FaultyDisk::new(Arc::new(under.clone()), None);
        let backups = Backups::new(Arc::new(disk.clone()), Path::new("/state"), Path::new("/s/day.json"))
            .keeping(Keep { last: 1, days: 1, bytes: 100 });
        backups.take("open", b"one", at(0)).unwrap();
        disk.break_from_now(Call::Sync, io::ErrorKind::StorageFull);
        assert_eq!(backups.take("open", b"two", at(1)).unwrap_err().kind(), io::ErrorKind::StorageFull);
        disk.heal();
        let list = backups.list().unwrap();
        assert_eq!(under.get(&list[0].path).unwrap(), b"one");
    }

    #[test]
    fn strange_files_among_the_copies_are_left_alone() {
        let disk = MemoryDisk::default();
        let backups = backups(&disk).keeping(Keep { last: 1, days: 1, bytes: 1 });
        backups.take("open", b"one", at(0)).unwrap();
        for name in ["notes.txt", "000001-yesterday-open.json", "-.json", "🙂.json"] {
            disk.put(backups.dir().join(name), b"keep");
        }
        backups.take("open", b"two", at(1)).unwrap();
        assert_eq!(backups.list().unwrap().len(), 1);
        assert_eq!(disk.files().len(), 5);
    }
}
