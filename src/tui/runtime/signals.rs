//! Signals and the end of the terminal, as messages. On systems without them, nothing is watched.

use std::sync::mpsc::Sender;

use super::Message;

#[cfg(unix)]
pub use unix::{STOP, has_shell, stop_here, watch};

#[cfg(unix)]
mod unix {
    use std::os::unix::net::UnixStream;
    use std::thread;

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::process::{Signal, getpgid, getpgrp, getpid, getppid, getsid, kill_process};
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::backend::SignalDelivery;
    use signal_hook::iterator::exfiltrator::SignalOnly;

    use super::{Message, Sender};

    /// "Stop to the shell."
    pub const STOP: i32 = SIGTSTP;

    /// Watches for signals, and for the terminal's end, on one thread that only sleeps.
    pub fn watch(sender: &Sender<Message>) -> std::io::Result<()> {
        let (read, write) = UnixStream::pair()?;
        let numbers = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP];
        let mut signals = SignalDelivery::with_pipe(read, write, SignalOnly, numbers)?;
        let to = sender.clone();
        thread::Builder::new().name("signals".into()).spawn(move || {
            let stdin = std::io::stdin();
            // Where the terminal cannot be asked, signals are heard all the same.
            let mut asks_terminal = true;
            loop {
                let gone = {
                    // Asked for no events, poll answers for the terminal only when it hangs up.
                    let terminal = PollFd::new(&stdin, PollFlags::empty());
                    let mut watched = [PollFd::new(signals.get_read(), PollFlags::IN), terminal];
                    let end = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
                    match poll(&mut watched[..=usize::from(asks_terminal)], None) {
                        Ok(_) => asks_terminal && watched[1].revents().intersects(end),
                        Err(rustix::io::Errno::INTR) => false,
                        Err(_) if asks_terminal => {
                            asks_terminal = false;
                            false
                        }
                        Err(_) => return,
                    }
                };
                for signal in signals.pending() {
                    if to.send(Message::Signal(signal)).is_err() {
                        return;
                    }
                }
                if gone {
                    let _ = to.send(Message::Gone);
                    return;
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

    pub fn watch(_: &Sender<Message>) -> std::io::Result<()> {
        Ok(())
    }

    pub fn has_shell() -> bool {
        false
    }

    pub fn stop_here() {}
}

#[cfg(not(unix))]
pub use other::{STOP, has_shell, stop_here, watch};
