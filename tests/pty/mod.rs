//! A terminal for tests: the real program in a real pty, its screen read by a terminal emulator.
//!
//! Nothing here sleeps: every wait ends when what is waited for is there, and fails when it is not there in time.

use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// Longer than anything needs, also on a busy machine; a journey that reaches it has failed.
const LONG: Duration = Duration::from_secs(60);

/// A program in a terminal.
pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn std::io::Write + Send>>,
    seen: Arc<Seen>,
    reader: Option<JoinHandle<()>>,
    ended: Receiver<ExitStatus>,
    status: Option<ExitStatus>,
    pid: Pid,
    size: (u16, u16),
}

struct Seen {
    now: Mutex<State>,
    news: Condvar,
}

struct State {
    parser: vt100::Parser,
    /// Everything the program wrote.
    raw: Vec<u8>,
    /// The reader is asked to let go of the terminal.
    closing: bool,
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN)
}

fn pty_size((cols, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

impl Pty {
    /// Starts `offsite` with these words, with its files below `home`, in a terminal of 100 x 30.
    pub fn offsite(home: &Path, words: &[&str]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_offsite"));
        command.args(words);
        Self::start(home, command)
    }

    /// Starts `offsite` from a shell with job control, as somebody at a prompt does.
    pub fn from_a_shell(home: &Path, script: &str) -> Self {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-mc", script, env!("CARGO_BIN_EXE_offsite")]);
        Self::start(home, command)
    }

    fn start(home: &Path, mut command: CommandBuilder) -> Self {
        let size = (100, 30);
        let pair = native_pty_system().openpty(pty_size(size)).expect("a pty");
        command.env("OFFSITE_DATA_DIR", home);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env_remove("NO_COLOR");
        command.cwd(home);
        let mut child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let pid = child.process_id().and_then(|pid| Pid::from_raw(i32::try_from(pid).ok()?)).expect("a pid");
        let (tell, ended) = channel();
        std::thread::spawn(move || {
            if let Ok(status) = child.wait() {
                let _ = tell.send(status);
            }
        });
        let parser = vt100::Parser::new(cells(size.1), cells(size.0), 0);
        let state = State { parser, raw: Vec::new(), closing: false };
        let seen = Arc::new(Seen { now: Mutex::new(state), news: Condvar::new() });
        let reader = read(pair.master.try_clone_reader().expect("a reader"), Arc::clone(&seen));
        let keyboard = pair.master.take_writer().expect("a keyboard");
        Self {
            master: Some(pair.master),
            keyboard: Some(keyboard),
            seen,
            reader: Some(reader),
            ended,
            status: None,
            pid,
            size,
        }
    }

    /// Types; `\r` is Enter, `\u{f}` is Ctrl-O.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        let keyboard = self.keyboard.as_mut().expect("a keyboard");
        keyboard.write_all(keys.as_bytes()).and_then(|()| keyboard.flush()).expect("the terminal takes keys");
        self
    }

    /// The text on the screen.
    pub fn screen(&self) -> String {
        self.seen.now.lock().expect("the reader lives").parser.screen().contents()
    }

    /// Everything the program wrote so far.
    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.seen.now.lock().expect("the reader lives").raw).into_owned()
    }

    /// Waits until the screen is as wanted.
    pub fn until(&self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        self.wait(what, |state| {
            let screen = state.parser.screen().contents();
            wanted(&screen).then_some(screen)
        })
    }

    /// Waits until this text is on the screen.
    pub fn sees(&self, text: &str) -> &Self {
        self.until(text, |screen| screen.contains(text));
        self
    }

    /// Waits until this was written, on whatever screen.
    pub fn wrote(&self, bytes: &str) -> &Self {
        self.wait(&format!("{bytes:?} in what is written"), |state| {
            String::from_utf8_lossy(&state.raw).contains(bytes).then_some(())
        });
        self
    }

    /// Forgets what was written until now.
    pub fn forget(&self) {
        self.seen.now.lock().expect("the reader lives").raw.clear();
    }

    fn wait<T>(&self, what: &str, wanted: impl Fn(&State) -> Option<T>) -> T {
        let end = Instant::now() + LONG;
        let mut state = self.seen.now.lock().expect("the reader lives");
        loop {
            if let Some(found) = wanted(&state) {
                return found;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "waited for {what}; the screen is\n{}",
                state.parser.screen().contents()
            );
            state = self.seen.news.wait_timeout(state, left).expect("the reader lives").0;
        }
    }

    /// Another size of the window, at once.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.size = (cols, rows);
        self.seen.now.lock().expect("the reader lives").parser.set_size(cells(rows), cells(cols));
        self.master.as_ref().expect("a terminal").resize(pty_size(self.size)).expect("the terminal resizes");
    }

    /// Sends a signal to the program.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).expect("the program is there");
    }

    /// Takes the window away, as when a terminal is closed.
    pub fn close(&mut self) {
        self.seen.now.lock().expect("the reader lives").closing = true;
        // The reader wakes up when something is drawn, and lets go.
        let (cols, rows) = self.size;
        self.resize(cols + 1, rows);
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
        self.keyboard = None;
        self.master = None;
    }

    /// Waits for the end; the exit code, or the signal's words.
    pub fn exit(&mut self) -> (u32, Option<String>) {
        let status = match self.status.take() {
            Some(status) => status,
            None => self
                .ended
                .recv_timeout(LONG)
                .unwrap_or_else(|_| panic!("it does not end:\n{}", self.screen())),
        };
        let answer = (status.exit_code(), status.signal().map(str::to_owned));
        self.status = Some(status);
        answer
    }

    /// How the terminal is set: cooked or raw, echo or none.
    pub fn settings(&self) -> String {
        format!("{:?}", self.master.as_ref().expect("a terminal").get_termios().expect("the settings"))
    }

    /// The process.
    pub fn pid(&self) -> i32 {
        self.pid.as_raw_nonzero().get()
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if self.status.is_none() && self.ended.try_recv().is_err() {
            let _ = kill_process(self.pid, Signal::KILL);
        }
    }
}

fn read(mut reader: Box<dyn std::io::Read + Send>, seen: Arc<Seen>) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let mut buffer = [0; 8192];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            let mut state = seen.now.lock().expect("the journey lives");
            state.raw.extend_from_slice(&buffer[..count]);
            state.parser.process(&buffer[..count]);
            let closing = state.closing;
            drop(state);
            seen.news.notify_all();
            if closing {
                return;
            }
        }
    })
}
