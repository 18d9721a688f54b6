//! The way back from the projector's own window to the laptop: a socket in a private folder of the state, on which the
//! laptop takes the few words of [`Click`] and nothing else. Where it cannot be made (another system, a path that is too
//! long), nobody listens, and the projector's window helps itself.
//!
//! It knows neither the session nor what a click does.

use std::io;
use std::path::{Path, PathBuf};

use super::names::mark;
use crate::room::Click;

pub use system::{Listener, send};

/// Where the laptop that publishes this wall listens. Short: a socket's path has no more than some hundred bytes.
pub fn path_for(state_dir: &Path, wall: &Path) -> PathBuf {
    state_dir.join("click").join(mark(wall))
}

#[cfg(unix)]
mod system {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
    use std::os::unix::net::UnixDatagram;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::{Click, Path, PathBuf, io};
    use crate::shelf::disk::{Disk as _, PRIVATE_FILE, RealDisk};

    /// Longer than any word, so that a longer message is cut into none.
    const MOST_BYTES: usize = 32;

    /// Listens until it is dropped, on a thread that only sleeps.
    #[derive(Debug)]
    pub struct Listener {
        closing: Arc<AtomicBool>,
        path: PathBuf,
    }

    impl Listener {
        /// Begins at this path. A socket that a dead laptop left there is replaced: only who holds the session's lock
        /// may ask.
        pub fn start(path: &Path, mut heard: impl FnMut(Click) + Send + 'static) -> io::Result<Self> {
            if let Some(folder) = path.parent() {
                RealDisk.create_dir(folder)?;
                fs::set_permissions(folder, Permissions::from_mode(0o700))?;
            }
            if fs::symlink_metadata(path).is_ok_and(|found| found.file_type().is_socket()) {
                fs::remove_file(path)?;
            }
            let socket = UnixDatagram::bind(path)?;
            let closing = Arc::new(AtomicBool::new(false));
            let listener = Self { closing: Arc::clone(&closing), path: path.to_owned() };
            fs::set_permissions(path, Permissions::from_mode(PRIVATE_FILE))?;
            std::thread::Builder::new().name("clicker".into()).spawn(move || {
                let mut word = [0; MOST_BYTES];
                loop {
                    let click = match socket.recv(&mut word) {
                        Ok(bytes) => Click::from_word(&word[..bytes]),
                        Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                        Err(_) => return,
                    };
                    if closing.load(Ordering::SeqCst) {
                        return;
                    }
                    click.into_iter().for_each(&mut heard);
                }
            })?;
            Ok(listener)
        }
    }

    impl Drop for Listener {
        fn drop(&mut self) {
            self.closing.store(true, Ordering::SeqCst);
            // Its thread wakes up for this and ends; where it does not, it ends with the program.
            let _ = tell(&self.path, &[]);
            let _ = fs::remove_file(&self.path);
        }
    }

    /// Sends a click; whether somebody listens. A laptop that is too busy to take one more loses it: it is not the window's.
    pub fn send(path: &Path, click: Click) -> bool {
        match tell(path, click.word().as_bytes()) {
            Ok(_) => true,
            // Some systems call a full socket one without room.
            Err(error) => {
                let full = rustix::io::Errno::NOBUFS.raw_os_error();
                error.kind() == io::ErrorKind::WouldBlock || error.raw_os_error() == Some(full)
            }
        }
    }

    fn tell(path: &Path, bytes: &[u8]) -> io::Result<usize> {
        let socket = UnixDatagram::unbound()?;
        // A laptop that takes nothing must not hold up the window.
        socket.set_nonblocking(true)?;
        socket.send_to(bytes, path)
    }
}

#[cfg(not(unix))]
mod system {
    use super::{Click, Path, io};

    /// Nobody listens here.
    #[derive(Debug)]
    pub struct Listener;

    impl Listener {
        /// There is no such socket on this system.
        pub fn start(_: &Path, _: impl FnMut(Click) + Send + 'static) -> io::Result<Self> {
            Err(io::ErrorKind::Unsupported.into())
        }
    }

    /// Whether somebody listens: nobody does.
    pub fn send(_: &Path, _: Click) -> bool {
        false
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::net::UnixDatagram;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::Duration;

    use super::*;

    const LONG: Duration = Duration::from_secs(20);

    fn listen(path: &Path) -> (Listener, Receiver<Click>) {
        let (sender, heard) = channel();
        let listener = Listener::start(path, move |click| {
            let _ = sender.send(click);
        })
        .unwrap();
        (listener, heard)
    }

    #[test]
    fn a_click_reaches_the_laptop_and_nothing_else_does() {
        let home = tempfile::tempdir().unwrap();
        let path = path_for(home.path(), Path::new("/days/.day.json.room"));
        assert!(!send(&path, Click::Black), "nobody listens yet");
        let (listener, heard) = listen(&path);
        let stranger = UnixDatagram::unbound().unwrap();
        for nonsense in [&b""[..], b"quit", b"next stage", b"\xff\0", &[b'n'; 4000]] {
            stranger.send_to(nonsense, &path).unwrap();
        }
        for click in Click::ALL {
            assert!(send(&path, click));
            assert_eq!(heard.recv_timeout(LONG), Ok(click));
        }
        drop(listener);
        assert!(!path.exists() && !send(&path, Click::Black));
        assert!(heard.recv_timeout(LONG).is_err(), "its thread is gone");
    }

    #[test]
    fn it_is_for_its_owner_alone_and_takes_the_place_of_one_that_died() {
        let home = tempfile::tempdir().unwrap();
        let path = path_for(home.path(), Path::new("/days/.day.json.room"));
        fs::create_dir(path.parent().unwrap()).unwrap();
        fs::set_permissions(path.parent().unwrap(), fs::Permissions::from_mode(0o755)).unwrap();
        drop(UnixDatagram::bind(&path).unwrap());
        assert!(path.exists() && !send(&path, Click::Plain), "a leftover");
        let (_listener, heard) = listen(&path);
        assert!(send(&path, Click::Plain));
        assert_eq!(heard.recv_timeout(LONG), Ok(Click::Plain));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(path.parent().unwrap()), mode(&path)), (0o700, 0o600));
    }

    #[test]
    fn where_no_socket_can_be_made_nobody_listens_and_nothing_of_others_is_taken_away() {
        let home = tempfile::tempdir().unwrap();
        let long = home.path().join("a".repeat(200));
        let path = path_for(&long, Path::new("/days/.day.json.room"));
        assert!(Listener::start(&path, |_| {}).is_err());
        assert!(!send(&path, Click::Plain));
        let taken = path_for(home.path(), Path::new("/days/.day.json.room"));
        fs::create_dir(taken.parent().unwrap()).unwrap();
        fs::write(&taken, "not a socket").unwrap();
        assert!(Listener::start(&taken, |_| {}).is_err());
        assert_eq!(fs::read(&taken).unwrap(), b"not a socket");
    }

    #[test]
    fn two_sessions_have_two_sockets() {
        let state = Path::new("/state");
        let (one, two) = (Path::new("/days/.a.json.room"), Path::new("/days/.b.json.room"));
        assert_ne!(path_for(state, one), path_for(state, two));
        assert_eq!(path_for(state, one), path_for(state, one));
    }
}
