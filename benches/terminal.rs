//! What the whole program costs in a real terminal of 200 x 60: from the start to the first notes, from a key to the
//! settled screen, held keys, an idle minute, memory, leaving. Figures are medians of one run on this machine: quote
//! them beside another run of the same machine, never alone.
//!
//!     cargo bench --bench terminal

mod grown;

#[cfg(target_os = "linux")]
fn main() {
    linux::main();
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("The figures of the process are read from /proc, which only Linux has.");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs;
    use std::io::{Read as _, Write as _};
    use std::path::Path;
    use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
    use std::time::{Duration, Instant};

    use offsite::shelf::format;
    use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

    use super::grown::grown;

    const NOTES: [usize; 4] = [10, 80, 1_000, 10_000];
    /// The end of a synchronized frame.
    const FRAME: &[u8] = b"\x1b[?2026l";
    /// So long nothing more is written: the screen has settled.
    const QUIET: Duration = Duration::from_millis(12);
    const IDLE: Duration = Duration::from_secs(10);
    const KEYS: usize = 100;
    /// How this program asks itself for a day.
    const WRITE_DAY: &str = "--write-day";

    struct Program {
        _master: Box<dyn MasterPty + Send>,
        keyboard: Box<dyn std::io::Write + Send>,
        child: Box<dyn Child + Send + Sync>,
        written: Receiver<(Instant, Vec<u8>)>,
        started: Instant,
        pid: u32,
    }

    impl Program {
        fn open(home: &Path) -> Self {
            let size = PtySize { rows: 60, cols: 200, pixel_width: 0, pixel_height: 0 };
            let pair = native_pty_system().openpty(size).expect("a terminal");
            let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_offsite"));
            command.args(["open", "day.json"]);
            command.env("OFFSITE_DATA_DIR", home);
            command.env("TERM", "xterm-256color");
            command.env("COLORTERM", "truecolor");
            command.cwd(home);
            let mut reader = pair.master.try_clone_reader().expect("a reader");
            let (tell, written) = channel();
            let started = Instant::now();
            let child = pair.slave.spawn_command(command).expect("the program starts");
            std::thread::spawn(move || {
                let mut buffer = vec![0; 1 << 16];
                while let Ok(count @ 1..) = reader.read(&mut buffer) {
                    if tell.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                        return;
                    }
                }
            });
            let pid = child.process_id().expect("a process");
            let keyboard = pair.master.take_writer().expect("a keyboard");
            Self { _master: pair.master, keyboard, child, written, started, pid }
        }

        fn keys(&mut self, keys: &str) -> Instant {
            let at = Instant::now();
            self.keyboard
                .write_all(keys.as_bytes())
                .and_then(|()| self.keyboard.flush())
                .expect("keys go in");
            at
        }

        /// When the first frame was whole, from the start of the process.
        fn first_frame(&self) -> Duration {
            let mut all = Vec::new();
            loop {
                let (at, bytes) = self.written.recv_timeout(Duration::from_secs(20)).expect("a frame");
                all.extend(bytes);
                if all.windows(FRAME.len()).any(|part| part == FRAME) {
                    return at - self.started;
                }
            }
        }

        /// Waits until nothing more is written: when the last byte came, and how many there were.
        fn settled(&self) -> (Option<Instant>, usize) {
            let (mut last, mut bytes) = (None, 0);
            let mut wait = Duration::from_secs(2);
            loop {
                match self.written.recv_timeout(wait) {
                    Ok((at, more)) => {
                        last = Some(at);
                        bytes += more.len();
                        wait = QUIET;
                    }
                    Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return (last, bytes),
                }
            }
        }

        /// Processor time of all its threads so far.
        fn processor(&self) -> Duration {
            let tasks = fs::read_dir(format!("/proc/{}/task", self.pid)).expect("its threads");
            let nanos = tasks.flatten().filter_map(|task| {
                let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
                text.split(' ').next()?.parse::<u64>().ok()
            });
            Duration::from_nanos(nanos.sum())
        }

        fn status(&self, field: &str) -> u64 {
            let text = fs::read_to_string(format!("/proc/{}/status", self.pid)).expect("its status");
            let line = text.lines().find_map(|line| line.strip_prefix(field)).expect("the field");
            line.trim_start_matches(':')
                .split_whitespace()
                .next()
                .and_then(|n| n.parse().ok())
                .expect("a number")
        }

        fn wake_ups(&self) -> u64 {
            let tasks = fs::read_dir(format!("/proc/{}/task", self.pid)).expect("its threads");
            let counts = tasks.flatten().filter_map(|task| {
                let text = fs::read_to_string(task.path().join("status")).ok()?;
                let line = text.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
                line.trim().parse::<u64>().ok()
            });
            counts.sum()
        }

        fn quit(mut self) -> Duration {
            let at = self.keys("\u{11}");
            self.child.wait().expect("it ends");
            at.elapsed()
        }
    }

    fn median(mut values: Vec<f64>) -> f64 {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    }

    fn ms(duration: Duration) -> f64 {
        duration.as_secs_f64() * 1000.0
    }

    /// Writes a day of so many notes.
    fn write_day(notes: usize, path: &Path) {
        let mut session = grown(notes.max(77));
        if notes < 77 {
            let gone: Vec<_> = session.notes.iter().skip(notes).map(|note| note.id.clone()).collect();
            let edits = gone.iter().map(offsite::session::edit::remove::<offsite::session::Note>).collect();
            let at = "2026-03-12T16:00:00+01:00".parse().expect("a moment");
            session.apply(&offsite::session::edit::many("fewer", edits), &at).expect("notes can go");
        }
        fs::write(path, format::write(&session).expect("bytes")).expect("a file");
    }

    /// A home with a day of so many notes, left on the wall of the Questions stage. Another process writes the day: a
    /// large one is slow to start others, and that would be counted as ours.
    fn home(notes: usize) -> tempfile::TempDir {
        let home = tempfile::tempdir().expect("a folder");
        let mut writer = std::process::Command::new(std::env::current_exe().expect("this program"));
        let written = writer.arg(WRITE_DAY).arg(notes.to_string()).arg(home.path().join("day.json")).status();
        assert!(written.expect("it starts").success(), "the day is written");
        let mut program = Program::open(home.path());
        program.settled();
        for key in ["\x1b[6~", "\x1b[6~", "\x1b"] {
            program.keys(key);
            program.settled();
        }
        program.quit();
        home
    }

    /// Moves the selection there and back, a key at a time: time to the settled screen, bytes a key, processor a key.
    fn key_by_key(program: &mut Program) -> (f64, f64, f64) {
        // To the wall of notes, where left and right select.
        program.keys("\x1b");
        program.settled();
        let (mut times, mut bytes) = (Vec::new(), 0);
        let before = program.processor();
        for at in 0..KEYS {
            let pressed = program.keys(if at % 2 == 0 { "\x1b[D" } else { "\x1b[C" });
            let (settled, count) = program.settled();
            times.extend(settled.map(|settled| ms(settled - pressed)));
            bytes += count;
        }
        #[expect(clippy::cast_precision_loss, reason = "a few thousand bytes")]
        let (bytes, keys) = (bytes as f64, KEYS as f64);
        let processor = ms(program.processor().saturating_sub(before)) * 1000.0 / keys;
        (median(times), bytes / keys, processor)
    }

    pub fn main() {
        let asked: Vec<String> = std::env::args().collect();
        if let [_, word, notes, path] = asked.as_slice()
            && word == WRITE_DAY
        {
            return write_day(notes.parse().expect("a number"), Path::new(path));
        }
        // What cargo passes to every bench (`--bench`) and a filter mean nothing here.
        println!(
            "| notes | first notes ms | key ms | bytes/key | processor/key us | 200 held keys ms, bytes | peak MiB | quit ms |"
        );
        println!("|---|---|---|---|---|---|---|---|");
        for notes in NOTES {
            let home = home(notes);
            let firsts = (0..7).map(|_| {
                let program = Program::open(home.path());
                let first = ms(program.first_frame());
                program.settled();
                (first, ms(program.quit()))
            });
            let (firsts, quits): (Vec<_>, Vec<_>) = firsts.unzip();
            let mut program = Program::open(home.path());
            program.settled();
            let (key, bytes, processor) = key_by_key(&mut program);
            // One more, so that what is shown in the end is not what was there before: that would write nothing.
            let pressed = program.keys(&("\x1b[D\x1b[C".repeat(100) + "\x1b[D"));
            let (settled, held) = program.settled();
            let held_ms = settled.map_or(0.0, |at| ms(at - pressed));
            #[expect(clippy::cast_precision_loss, reason = "a few thousand kilobytes")]
            let peak = program.status("VmHWM") as f64 / 1024.0;
            println!(
                "| {notes} | {:.1} | {key:.2} | {bytes:.0} | {processor:.0} | {held_ms:.1}, {held} | {peak:.1} | {:.1} |",
                median(firsts),
                median(quits)
            );
            if notes == 80 {
                idle(&program);
            }
            program.quit();
        }
    }

    fn idle(program: &Program) {
        program.settled();
        let (wakes, from) = (program.wake_ups(), Instant::now());
        let mut bytes = 0;
        while from.elapsed() < IDLE {
            if let Ok((_, more)) = program.written.recv_timeout(IDLE.saturating_sub(from.elapsed())) {
                bytes += more.len();
            }
        }
        let wakes = program.wake_ups() - wakes;
        eprintln!("idle, {} s: {wakes} wake-ups, {bytes} bytes written", IDLE.as_secs());
    }
}
