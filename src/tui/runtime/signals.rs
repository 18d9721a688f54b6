//! Signals and the end of the terminal, as messages. On systems without them, nothing is watched.

use std::sync::mpsc::Sender;

use super::Message;

#[cfg(unix)]
pub use unix::{CONTINUE, STOP, has_shell, stop_here, watch};

#[cfg(unix)]
mod unix {
    use std::thread;

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::process::{Signal, getpgid, getpgrp, getpid, getppid, getsid, kill_process};
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;

    use super::{Message, Sender};

    /// "Stop to the shell."
    pub const STOP: i32 = SIGTSTP;
    /// "Go on."
    pub const CONTINUE: i32 = SIGCONT;

    /// Watches for signals, and for the terminal's end.
    pub fn watch(sender: &Sender<Message>) -> std::io::Result<()> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP])?;
        let to = sender.clone();
        thread::Builder::new().name("signals".into()).spawn(move || {
            for signal in signals.forever() {
                if to.send(Message::Signal(signal)).is_err() {
                    return;
                }
            }
        })?;
        let to = sender.clone();
        // Asked for no events, poll answers only when the terminal hangs up: no wake-ups while it lives.
        thread::Builder::new().name("hang-up".into()).spawn(move || {
            let stdin = std::io::stdin();
            loop {
                let mut watched = [PollFd::new(&stdin, PollFlags::empty())];
                match poll(&mut watched, None) {
                    Ok(_)
                        if watched[0]
                            .revents()
                            .intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) =>
                    {
                        let _ = to.send(Message::Gone);
                        return;
                    }
                    Ok(_) | Err(rustix::io::Errno::INTR) => {}
                    Err(_) => return,
                }
            }
        })?;
        Ok(())
    }

    /// Whether a shell with job control is above us, so that stopping makes sense.
    pub fn has_shell() -> bool {
        let Some(parent) = getppid() else { return false };
        let same_session = getsid(None).ok() == getsid(Some(parent)).ok();
        same_session && getpgid(Some(parent)).is_ok_and(|group| group != getpgrp())
    }

    /// Stops this process until the shell says to go on.
    pub fn stop_here() {
        let _ = kill_process(getpid(), Signal::STOP);
    }
}

#[cfg(not(unix))]
mod other {
    use super::{Message, Sender};

    pub const STOP: i32 = -1;
    pub const CONTINUE: i32 = -2;

    pub fn watch(_: &Sender<Message>) -> std::io::Result<()> {
        Ok(())
    }

    pub fn has_shell() -> bool {
        false
    }

    pub fn stop_here() {}
}

#[cfg(not(unix))]
pub use other::{CONTINUE, STOP, has_shell, stop_here, watch};
