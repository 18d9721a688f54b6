//! The projector's own window: polls the wall's file, draws when it changed, and hears whether the laptop still lives.

use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use super::outside::{look, now};
use super::{Message, read_keys, signals};
use crate::room::Click;
use crate::shelf::clicker;
use crate::shelf::config::Config;
use crate::shelf::folders::Folders;
use crate::shelf::wall::{Follower, Source, alive};
use crate::text::shown;
use crate::tui::event::Event;
use crate::tui::room::watch::{Asked, Watch};
use crate::tui::terminal::{Screen, leave};

/// Twice a look and half of a frame stay far below what an eye notices.
const LOOK_EVERY: Duration = Duration::from_millis(80);
/// While nothing changed for a while, less often: still no longer than a glance.
const LOOK_AT_REST: Duration = Duration::from_millis(200);
/// So long after a change the window counts as watched closely.
const CLOSE_WATCH: Duration = Duration::from_secs(30);
/// A laptop that died is noticed within this time.
const LISTEN_EVERY: Duration = Duration::from_secs(2);

/// Runs the window until somebody leaves it; gives the exit code.
///
/// # Errors
/// Where there is no terminal: one line.
pub fn run(config: &Config, folders: &Folders, source: Source, test: bool) -> anyhow::Result<u8> {
    let (sender, receiver) = channel();
    let started = Instant::now();
    signals::watch(&sender)?;
    let mut screen = Screen::enter(false)?;
    read_keys(sender, screen.size());
    let whose = match &source {
        Source::Session(path) => path.file_name().map(|name| shown(&name.to_string_lossy()).into_owned()),
        Source::Pointer(_) => None,
    };
    let mut watch = Watch::new(look(config), now(started), test).of(whose);
    let mut follower = Follower::new(source);
    let state = folders.state_dir();
    let ended = live(&mut screen, &mut watch, &mut follower, state, &receiver, started);
    leave();
    Ok(ended.unwrap_or(super::GONE))
}

fn live(
    screen: &mut Screen,
    watch: &mut Watch,
    follower: &mut Follower,
    state: &Path,
    receiver: &std::sync::mpsc::Receiver<Message>,
    started: Instant,
) -> std::io::Result<u8> {
    let mut listened = None::<Instant>;
    let (mut draw, mut changed) = (true, Instant::now());
    loop {
        let at = now(started);
        if watch.sees(follower.look()) {
            (draw, changed) = (true, Instant::now());
        }
        if listened.is_none_or(|at| at.elapsed() >= LISTEN_EVERY) {
            let first = listened.replace(Instant::now()).is_none();
            let wall = follower.path().filter(|path| alive(path));
            draw |= watch.hears(wall.is_some());
            // A wall that is missing is asked for; the laptop need not look whether its file still lies there.
            if let Some(wall) = wall.filter(|_| first || watch.misses()) {
                clicker::send(&clicker::path_for(state, &wall), Click::Hello);
            }
        }
        if draw || watch.due(&at) {
            watch.tick(at);
            screen.draw_with(|buf| {
                watch.draw(buf, buf.area);
                None
            })?;
            draw = false;
        }
        let pace = if changed.elapsed() < CLOSE_WATCH { LOOK_EVERY } else { LOOK_AT_REST };
        let wait = pace.min(watch.next_change(&at));
        let message = match receiver.recv_timeout(wait) {
            Ok(message) => message,
            Err(RecvTimeoutError::Timeout) => continue,
            Err(RecvTimeoutError::Disconnected) => return Ok(0),
        };
        match message {
            Message::Event(Event::Key(key)) => match watch.key(key) {
                Asked::Nothing => draw = true,
                Asked::Leave => return Ok(0),
                Asked::Click(click) => {
                    // The answer is looked for at once, however long nothing changed.
                    changed = Instant::now();
                    let heard = follower
                        .path()
                        .is_some_and(|wall| clicker::send(&clicker::path_for(state, &wall), click));
                    if !heard {
                        watch.alone(click);
                    }
                    draw = true;
                }
                Asked::Anew => {
                    screen.anew()?;
                    draw = true;
                }
            },
            Message::Event(Event::Resize(..)) => {
                screen.anew()?;
                draw = true;
            }
            Message::Signal(signals::STOP) => {
                screen.pause();
                signals::stop_here();
                screen.resume()?;
                draw = true;
            }
            Message::Signal(signal) => return Ok(u8::try_from(128 + signal).unwrap_or(1)),
            Message::Gone => return Ok(super::GONE),
            _ => {}
        }
    }
}
