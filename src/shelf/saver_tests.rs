//! What the saver promises, tried on disks that fail at every call they can fail at.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};

use super::*;
use crate::shelf::faulty::{Call, Cut, Fault, FaultyDisk, MemoryDisk, Plan, Times};

const DAY: &str = "/s/day.json";
/// Longer than any step needs; a test that reaches it has failed.
const LONG: Duration = Duration::from_secs(60);

fn text(revision: u64) -> Vec<u8> {
    format!("{{\"revision\":{revision},\"tail\":\"{}\"}}", "x".repeat(40)).into_bytes()
}

/// The revision of a whole version; nothing for anything torn.
fn whole(bytes: &[u8]) -> Option<u64> {
    (0..200).find(|revision| bytes == text(*revision))
}

struct Bench {
    saver: Saver<u64>,
    events: Receiver<SaverEvent>,
    saved: Option<u64>,
}

impl Bench {
    fn open(disk: Arc<dyn Disk>, start: Option<&[u8]>, delays: Delays) -> Self {
        let (tell, events) = channel();
        let saver = Saver::spawn(SaverSetup {
            path: DAY.into(),
            disk,
            encode: Box::new(|revision: &u64| Ok(text(*revision))),
            verify: Box::new(|bytes| whole(bytes).map(|_| ()).ok_or_else(|| "torn".to_string())),
            emergency_dir: "/state".into(),
            on_event: Box::new(move |event| drop(tell.send(event))),
            start: start.map(Fingerprint::of),
            delays,
        })
        .unwrap();
        Self { saver, events, saved: None }
    }

    fn event(&mut self) -> SaverEvent {
        let event = self.events.recv_timeout(LONG).expect("the saver has gone silent");
        if let SaverEvent::Saved { revision, .. } = &event {
            self.saved = Some(*revision);
        }
        event
    }

    fn until(&mut self, wanted: impl Fn(&SaverEvent) -> bool) -> SaverEvent {
        loop {
            let event = self.event();
            if wanted(&event) {
                return event;
            }
        }
    }

    fn save_and_wait(&mut self, revision: u64) {
        self.saver.save(revision, revision);
        self.until(|event| matches!(event, SaverEvent::Saved { revision: saved, .. } if *saved == revision));
    }

    /// Saves and waits for the first answer about this revision, good or bad.
    fn save_and_hear(&mut self, revision: u64) {
        self.saver.save(revision, revision);
        self.until(|event| {
            matches!(event, SaverEvent::Saved { revision: r, .. } | SaverEvent::Failed { revision: r, .. } if *r == revision)
        });
    }
}

fn memory() -> MemoryDisk {
    let disk = MemoryDisk::with_folder("/s");
    disk.put(DAY, &text(0));
    disk
}

/// How often each kind of call happens when nothing fails, for the sweep.
fn calls_of_a_calm_morning() -> BTreeMap<Call, usize> {
    let disk = FaultyDisk::new(Arc::new(memory()), None);
    let mut bench = Bench::open(Arc::new(disk.clone()), Some(&text(0)), Delays::NONE);
    for revision in 1..=4 {
        bench.save_and_wait(revision);
    }
    Call::ALL.into_iter().map(|call| (call, disk.calls(call))).collect()
}

fn faults_at(call: Call) -> Vec<Fault> {
    let mut faults = vec![
        Fault::Error(ErrorKind::Other),
        Fault::Error(ErrorKind::StorageFull),
        Fault::Error(ErrorKind::QuotaExceeded),
        Fault::Error(ErrorKind::Interrupted),
        Fault::Kill,
    ];
    if call == Call::Write {
        faults.extend([Fault::ShortWrite, Fault::DropByte]);
    }
    faults
}

fn check_disk(disk: &MemoryDisk, saved: Option<u64>, plan: Plan) {
    let views = [
        ("now", disk.clone()),
        ("power cut, old names", disk.after_power_cut(Cut::OldNames)),
        ("power cut, new names", disk.after_power_cut(Cut::NewNames)),
    ];
    for (view, disk) in views {
        let bytes = disk.get(DAY).unwrap_or_else(|| panic!("absent: {plan:?}, {view}"));
        let found = whole(&bytes).unwrap_or_else(|| panic!("torn: {plan:?}, {view}"));
        assert!(found >= saved.unwrap_or(0), "{plan:?}, {view}: {found} on disk, {saved:?} was called saved");
    }
}

#[test]
fn whatever_call_fails_however_often_the_file_is_whole_and_what_was_called_saved_is_there() {
    let mut tried = 0;
    for (call, count) in calls_of_a_calm_morning() {
        for at in 0..count {
            for fault in faults_at(call) {
                for times in [Times::Once, Times::Forever] {
                    let plan = Plan { on: call, at, fault, times };
                    let under = memory();
                    let disk = FaultyDisk::new(Arc::new(under.clone()), Some(plan));
                    let mut bench = Bench::open(Arc::new(disk.clone()), Some(&text(0)), Delays::NONE);
                    for revision in 1..=4 {
                        bench.save_and_hear(revision);
                        check_disk(&under, bench.saved, plan);
                    }
                    if fault == Fault::Kill {
                        // A new process takes over where the dead one left off.
                        bench.saver.close(LONG);
                        check_disk(&under, bench.saved, plan);
                        let left = under.get(DAY).unwrap();
                        bench = Bench::open(Arc::new(under.clone()), Some(&left), Delays::NONE);
                        bench.save_and_wait(5);
                    } else {
                        disk.heal();
                        bench.save_and_wait(5);
                    }
                    let closing = bench.saver.close(LONG);
                    assert_eq!((closing.last_saved_revision, closing.unsaved), (Some(5), false), "{plan:?}");
                    check_disk(&under, Some(5), plan);
                    assert_eq!(whole(&under.get(DAY).unwrap()), Some(5), "{plan:?}");
                    let yours = under.files().iter().any(|file| file.to_string_lossy().contains("yours"));
                    assert!(!yours, "{plan:?}: a fault was taken for another program's change");
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 200, "{tried}");
}

#[test]
fn a_full_disk_is_told_in_words_and_heals_by_itself_without_a_new_note() {
    let under = memory();
    let disk = FaultyDisk::new(Arc::new(under.clone()), None);
    disk.break_from_now(Call::Write, ErrorKind::StorageFull);
    let mut bench = Bench::open(Arc::new(disk.clone()), Some(&text(0)), Delays::NONE);
    bench.saver.save(1, 1);
    let told = bench.until(|event| matches!(event, SaverEvent::Failed { .. }));
    assert!(
        matches!(told, SaverEvent::Failed { revision: 1, attempts: 1, reason, .. } if reason == "disk full")
    );
    disk.heal();
    bench.until(|event| matches!(event, SaverEvent::Saved { revision: 1, .. }));
    assert_eq!(under.get(DAY).unwrap(), text(1));
    assert!(under.files().iter().all(|file| !file.to_string_lossy().contains("offsite-new")));
}

#[test]
fn a_vanished_folder_leads_to_an_emergency_copy_and_back() {
    let under = memory();
    let mut bench = Bench::open(Arc::new(under.clone()), Some(&text(0)), Delays::NONE);
    under.vanish(Path::new("/s"));
    bench.saver.save(1, 1);
    let told = bench.until(|event| matches!(event, SaverEvent::Failed { attempts: 3, .. }));
    let SaverEvent::Failed { reason, emergency: Some(copy), .. } = told else { panic!("{told:?}") };
    assert_eq!(reason, "the folder is gone");
    assert_eq!(under.get(&copy), Some(text(1)));
    assert!(copy.starts_with("/state"));
    under.come_back("/s");
    bench.until(|event| matches!(event, SaverEvent::Saved { revision: 1, .. }));
    assert_eq!(under.get(DAY).unwrap(), text(1));
    assert_eq!(under.get(&copy), None);
}

#[test]
fn leaving_while_the_disk_is_full_says_where_the_copy_lies() {
    let under = memory();
    under.vanish(Path::new("/s"));
    let bench = Bench::open(Arc::new(under.clone()), Some(&text(0)), Delays::NONE);
    bench.saver.save(1, 1);
    let closing = bench.saver.close(LONG);
    assert!(closing.unsaved);
    assert_eq!(closing.last_saved_revision, None);
    assert_eq!(under.get(closing.emergency_copy.unwrap()), Some(text(1)));
}

#[test]
fn leaving_saves_the_last_note_first() {
    let under = memory();
    let bench = Bench::open(Arc::new(under.clone()), Some(&text(0)), Delays::NONE);
    bench.saver.save(7, 7);
    let closing = bench.saver.close(LONG);
    assert_eq!(closing, Closing { last_saved_revision: Some(7), unsaved: false, emergency_copy: None });
    assert_eq!(under.get(DAY).unwrap(), text(7));
}

/// A disk whose session folder hangs in fsync until it is let go, as a network drive does.
struct Hanging {
    disk: MemoryDisk,
    gate: Mutex<Receiver<()>>,
    reached: Mutex<mpsc::Sender<()>>,
}

impl Disk for Hanging {
    fn create_new(&self, path: &Path, mode: u32) -> std::io::Result<Box<dyn crate::shelf::disk::NewFile>> {
        if path.starts_with("/s") {
            let _ = self.reached.lock().unwrap().send(());
            let _ = self.gate.lock().unwrap().recv();
        }
        self.disk.create_new(path, mode)
    }
    fn read(&self, path: &Path, max: u64) -> std::io::Result<Vec<u8>> {
        self.disk.read(path, max)
    }
    fn rename(&self, from: &Path, to: &Path) -> std::io::Result<()> {
        self.disk.rename(from, to)
    }
    fn rename_new(&self, from: &Path, to: &Path) -> std::io::Result<()> {
        self.disk.rename_new(from, to)
    }
    fn sync_dir(&self, dir: &Path) -> std::io::Result<()> {
        self.disk.sync_dir(dir)
    }
    fn facts(&self, path: &Path) -> std::io::Result<crate::shelf::disk::Facts> {
        self.disk.facts(path)
    }
    fn remove(&self, path: &Path) -> std::io::Result<()> {
        self.disk.remove(path)
    }
    fn create_dir(&self, path: &Path) -> std::io::Result<()> {
        self.disk.create_dir(path)
    }
    fn list(&self, dir: &Path) -> std::io::Result<Vec<PathBuf>> {
        self.disk.list(dir)
    }
    fn real_path(&self, path: &Path) -> std::io::Result<PathBuf> {
        self.disk.real_path(path)
    }
}

#[test]
fn a_disk_that_hangs_neither_stops_typing_nor_leaving() {
    let (under, (open, gate), (reached, arrived)) = (memory(), channel(), channel());
    let disk = Hanging { disk: under.clone(), gate: Mutex::new(gate), reached: Mutex::new(reached) };
    let bench = Bench::open(Arc::new(disk), Some(&text(0)), Delays::NONE);
    bench.saver.save(1, 1);
    arrived.recv_timeout(LONG).unwrap();
    // The thread hangs; these return although nothing can be written.
    for revision in 2..100 {
        bench.saver.save(revision, revision);
    }
    let closing = bench.saver.close(Duration::from_secs(2));
    assert!(closing.unsaved);
    assert_eq!(under.get(closing.emergency_copy.unwrap()), Some(text(99)));
    drop(open);
}

#[test]
fn while_the_disk_is_slow_only_the_newest_waits() {
    let (under, (open, gate), (reached, arrived)) = (memory(), channel(), channel());
    let disk = Hanging { disk: under.clone(), gate: Mutex::new(gate), reached: Mutex::new(reached) };
    let mut bench = Bench::open(Arc::new(disk), Some(&text(0)), Delays::NONE);
    bench.saver.save(1, 1);
    arrived.recv_timeout(LONG).unwrap();
    for revision in 2..=50 {
        bench.saver.save(revision, revision);
    }
    drop(open);
    let first = bench.until(|event| matches!(event, SaverEvent::Saved { .. }));
    let second = bench.until(|event| matches!(event, SaverEvent::Saved { .. }));
    assert!(matches!(first, SaverEvent::Saved { revision: 1, .. }));
    assert!(matches!(second, SaverEvent::Saved { revision: 50, .. }));
}

#[test]
fn an_outside_change_is_kept_and_ours_goes_on_beside_it() {
    let under = memory();
    let mut bench = Bench::open(Arc::new(under.clone()), Some(&text(0)), Delays::NONE);
    bench.save_and_wait(1);
    under.put(DAY, b"written by somebody else");
    bench.saver.save(2, 2);
    let told = bench.until(|event| matches!(event, SaverEvent::ChangedOutside { .. }));
    let SaverEvent::ChangedOutside { ours } = told else { panic!("{told:?}") };
    assert_eq!(under.get(DAY).unwrap(), b"written by somebody else");
    assert_eq!(under.get(&ours), Some(text(2)));
    assert!(ours.to_string_lossy().starts_with("/s/day (yours "), "{ours:?}");
    bench.save_and_wait(3);
    assert_eq!(under.get(DAY).unwrap(), b"written by somebody else");
    assert_eq!(under.get(&ours), Some(text(3)));
    assert_eq!(bench.saver.path(), ours);
    assert_eq!(under.files().len(), 2);
}

#[test]
fn a_new_session_never_takes_the_place_of_a_file_that_is_there() {
    let under = memory();
    let mut bench = Bench::open(Arc::new(under.clone()), None, Delays::NONE);
    bench.save_and_wait(9);
    assert_eq!(under.get(DAY).unwrap(), text(0));
    assert_eq!(under.get(bench.saver.path()), Some(text(9)));
}

#[test]
fn a_session_that_cannot_be_written_down_is_told_and_the_next_one_saved() {
    let under = memory();
    let (tell, events) = channel();
    let saver = Saver::spawn(SaverSetup {
        path: DAY.into(),
        disk: Arc::new(under.clone()),
        encode: Box::new(|revision: &u64| match revision {
            1 => Err("no words for it".to_string()),
            2 => panic!("a fault while writing it down"),
            3 => Ok(b"torn".to_vec()),
            other => Ok(text(*other)),
        }),
        verify: Box::new(|bytes| whole(bytes).map(|_| ()).ok_or_else(|| "torn".to_string())),
        emergency_dir: "/state".into(),
        on_event: Box::new(move |event| drop(tell.send(event))),
        start: Some(Fingerprint::of(&text(0))),
        delays: Delays::NONE,
    })
    .unwrap();
    for (revision, words) in [(1, "no words"), (2, "a fault while"), (3, "could not be read back")] {
        saver.save(revision, revision);
        let told = loop {
            if let SaverEvent::Failed { reason, .. } = events.recv_timeout(LONG).unwrap() {
                break reason;
            }
        };
        assert!(told.contains(words), "{told}");
        assert_eq!(under.get(DAY).unwrap(), text(0));
    }
    saver.save(4, 4);
    assert!(!saver.close(LONG).unsaved);
    assert_eq!(under.get(DAY).unwrap(), text(4));
}

#[test]
fn the_waits_between_tries_double_up_to_two_seconds() {
    let waits: Vec<u128> = (1..=7).map(|n| Delays::default().after(n).as_millis()).collect();
    assert_eq!(waits, [200, 400, 800, 1600, 2000, 2000, 2000]);
    assert_eq!(Delays::default().after(u32::MAX), Duration::from_secs(2));
}

#[cfg(unix)]
#[test]
fn what_was_called_saved_is_there_after_kill_minus_nine_in_the_middle_of_saving() {
    use crate::shelf::disk::RealDisk;
    use crate::shelf::store::sweep_leftovers;
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    const HOME: &str = "OFFSITE_TEST_SAVER";
    const NAME: &str = "what_was_called_saved_is_there_after_kill_minus_nine_in_the_middle_of_saving";
    if let Some(home) = std::env::var_os(HOME) {
        let home = PathBuf::from(home);
        let (tell, events) = channel();
        let saver = Saver::spawn(SaverSetup {
            path: home.join("day.json"),
            disk: RealDisk::shared(),
            encode: Box::new(|revision: &u64| Ok(text(*revision))),
            verify: Box::new(|_| Ok(())),
            emergency_dir: home.join("state"),
            on_event: Box::new(move |event| drop(tell.send(event))),
            start: Some(Fingerprint::of(&std::fs::read(home.join("day.json")).unwrap())),
            delays: Delays::default(),
        })
        .unwrap();
        for revision in 1..200 {
            saver.save(revision, revision);
            while !matches!(events.recv().unwrap(), SaverEvent::Saved { revision: r, .. } if r == revision) {}
            println!("saved {revision}");
        }
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let day = home.path().join("day.json");
    for kill_after in [1, 3, 17, 42, 80] {
        std::fs::write(&day, text(0)).unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([&format!("shelf::saver::tests::{NAME}"), "--exact", "--nocapture"])
            .env(HOME, home.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut saved = 0;
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            if let Some((_, number)) = line.rsplit_once("saved ") {
                saved = number.parse().unwrap();
                if saved == kill_after {
                    child.kill().unwrap();
                }
            }
        }
        child.wait().unwrap();
        let found = whole(&std::fs::read(&day).unwrap()).expect("torn");
        assert!(saved >= kill_after && found >= saved, "{found} on disk, {saved} was called saved");
        sweep_leftovers(&RealDisk, &day).unwrap();
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1);
    }
}
