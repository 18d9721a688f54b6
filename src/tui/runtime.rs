//! The world of the machine: terminal, threads, clock, disk. The only part of the screen that may touch them.
//!
//! One loop: wait for something, take all that waits, update with each, draw once, then carry out the wishes. There is
//! no tick: the loop sleeps until the next event, or until something on the screen changes by itself.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use ratatui::crossterm::event as input;
use ratatui::crossterm::terminal::size as terminal_size;

use super::app::App;
use super::effect::Effect;
use super::event::{Event, Opened, SaverNews};

use self::outside::{look, now, offset, recent};
use super::terminal::{Screen, leave};
use crate::playbook::Playbook;
use crate::shelf::config::Config;
use crate::shelf::desk::{Desk, Loaded};
use crate::shelf::folders::Folders;
use crate::shelf::opened;
use crate::shelf::saver::SaverEvent;
use crate::shelf::zone::zone;
use crate::text;

pub mod outside;
mod signals;
pub mod window;
pub mod wishes;

/// The exit code when the terminal went away: 128 and the number of SIGHUP.
const GONE: u8 = 129;
/// The exit code when changes are not in the session's file.
const UNSAVED: u8 = 1;

/// What the program starts with.
#[derive(Debug)]
pub struct Setup {
    /// Where files lie.
    pub folders: Folders,
    /// The settings.
    pub config: Config,
    /// The method, with the facilitator's own pages.
    pub playbook: &'static Playbook,
    /// The session to open at once, read before the screen changes; else the start screen.
    pub open: Option<(PathBuf, Loaded)>,
    /// One line to say at the start.
    pub notice: Option<String>,
}

/// How the program ended.
#[derive(Debug)]
pub struct Ending {
    /// The exit code.
    pub code: u8,
    /// Lines for the shell, after the terminal was given back.
    pub lines: Vec<String>,
}

/// What reaches the loop.
enum Message {
    Event(Event),
    /// From a desk with this number: news of a desk that was closed meanwhile is not news.
    Desk(u64, SaverEvent),
    /// What a wish of the desk with this number came to, or a click for its wall.
    Wish(u64, Event),
    #[cfg_attr(not(unix), expect(dead_code, reason = "only there they are heard"))]
    Signal(i32),
    /// The terminal is gone.
    Gone,
}

/// Runs the program on this terminal.
///
/// # Errors
/// Where the session cannot be opened, or there is no terminal: one line.
pub fn run(setup: Setup) -> anyhow::Result<Ending> {
    let (sender, receiver) = channel();
    let started = Instant::now();
    let report = Arc::new(Mutex::new(None));
    hold_panics(&report);
    signals::watch(&sender)?;
    let screen = Screen::enter(setup.config.mouse)?;
    let drawn_for = screen.size();
    let mut world = World {
        drawn_for,
        app: App::new(setup.playbook, look(&setup.config), now(started), drawn_for),
        screen,
        sender,
        setup,
        started,
        desk: None,
        desks: 0,
        wishes: VecDeque::new(),
        ending: None,
    };
    let caught = catch_unwind(AssertUnwindSafe(|| world.live(&receiver)));
    leave();
    let mut ending = world.end();
    match caught {
        Ok(Ok(())) => {}
        // A terminal that takes nothing any more is gone, whether or not its hang-up was heard yet.
        Ok(Err(_)) => ending.code = ending.code.max(GONE),
        Err(_) => {
            ending.code = 101;
            let what = report.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default();
            ending.lines.push(wishes::crash_report(&world.setup.folders, &what));
        }
    }
    // The process ends here: to take ten thousand notes apart one by one would only keep the shell waiting.
    std::mem::forget(world);
    Ok(ending)
}

/// How often a window that only reads looks what became of the session.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

struct World {
    app: App,
    screen: Screen,
    /// The size that the first frame is drawn for.
    drawn_for: (u16, u16),
    sender: Sender<Message>,
    setup: Setup,
    started: Instant,
    desk: Option<Desk>,
    desks: u64,
    /// What the machine asked for and nobody did yet. Kept here, not in the loop: a frame that cannot be drawn must
    /// not take the last note with it.
    wishes: VecDeque<Effect>,
    ending: Option<Ending>,
}

impl World {
    fn live(&mut self, receiver: &Receiver<Message>) -> std::io::Result<()> {
        match self.setup.open.take() {
            Some((path, loaded)) => self.open(&path, Some(loaded)),
            None => self.look_for_recent(),
        }
        self.screen.draw(&self.app)?;
        // Keys that were pressed meanwhile wait in the terminal.
        read_keys(self.sender.clone(), self.drawn_for);
        while self.ending.is_none() {
            let Some(message) = self.wait(receiver) else { break };
            self.take(message);
            self.look_after_the_other_window();
            while let Ok(message) = receiver.try_recv() {
                self.take(message);
            }
            if self.app.take_redraw() {
                self.screen.anew()?;
            }
            if self.ending.is_none() {
                self.screen.draw(&self.app)?;
            }
            while let Some(wish) = self.wishes.pop_front() {
                self.carry_out(wish);
            }
        }
        Ok(())
    }

    /// The next thing that happens: a message, time that shows on the screen, or news of the window that holds the session.
    fn wait(&mut self, receiver: &Receiver<Message>) -> Option<Message> {
        let tick = self.app.next_change().map(|wait| Instant::now() + wait);
        loop {
            let left = tick.map(|at| at.saturating_duration_since(Instant::now()));
            let held = self.desk.as_ref().is_some_and(Desk::is_held_elsewhere);
            let wait = match (left, held) {
                (None, false) => return receiver.recv().ok(),
                (Some(left), false) => left,
                (left, true) => left.unwrap_or(LOOK_AGAIN).min(LOOK_AGAIN),
            };
            match receiver.recv_timeout(wait) {
                Ok(message) => return Some(message),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) if left.is_some_and(|left| left <= wait) => {
                    return Some(Message::Event(Event::Tick));
                }
                // Where nothing is new, nothing is drawn.
                Err(RecvTimeoutError::Timeout) if self.look_after_the_other_window() => {
                    return Some(Message::Event(Event::Tick));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Tells what became of a session that another window holds: what it has written, and that it is closed. Whether there
    /// was news.
    fn look_after_the_other_window(&mut self) -> bool {
        let Some(desk) = self.desk.as_mut().filter(|desk| desk.is_held_elsewhere()) else { return false };
        // In this order: what was written last is there before the window is said to be closed.
        let closed = desk.was_let_go();
        let written = desk.reread();
        let news = closed || written.is_some();
        if let Some(session) = written {
            self.tell(Event::Reread(Box::new(session)));
        }
        if closed {
            self.tell(Event::LetGo);
        }
        news
    }

    fn take(&mut self, message: Message) {
        let event = match message {
            // What was read or clicked for one session must never go into another.
            Message::Wish(desk, Event::Proposed { .. } | Event::Click(_)) if desk != self.desks => return,
            Message::Event(event) | Message::Wish(_, event) => event,
            Message::Desk(desk, news) if desk == self.desks => {
                if let SaverEvent::ChangedOutside { ours } = &news
                    && let Some(desk) = &mut self.desk
                {
                    desk.moved_to(ours);
                    self.listen();
                }
                match saver_news(news) {
                    Some(news) => Event::Saver(news),
                    None => return,
                }
            }
            Message::Desk(..) => return,
            Message::Signal(signal) => return self.signal(signal),
            Message::Gone => {
                self.ending = Some(Ending { code: GONE, lines: Vec::new() });
                return;
            }
        };
        let now = now(self.started);
        self.wishes.extend(self.app.update(event, now));
    }

    fn signal(&mut self, signal: i32) {
        match signal {
            signals::STOP => self.suspend(),
            other => {
                let code = u8::try_from(128 + other).unwrap_or(1);
                self.ending = Some(Ending { code, lines: Vec::new() });
            }
        }
    }

    fn suspend(&mut self) {
        if !signals::has_shell() {
            let line = "There is no shell to go back to.".to_owned();
            let _ = self.sender.send(Message::Event(Event::Failed(line)));
            return;
        }
        // What the clicker asks for while nobody looks must not happen all at once afterwards.
        if let Some(desk) = &mut self.desk {
            desk.deafen();
        }
        self.screen.pause();
        signals::stop_here();
        let _ = self.screen.resume();
        self.listen();
        let (width, height) = self.screen.size();
        let _ = self.sender.send(Message::Event(Event::Resize(width, height)));
    }

    /// Hears the clicker at the projector's own window.
    fn listen(&mut self) {
        let (clicks, number) = (self.sender.clone(), self.desks);
        if let Some(desk) = &mut self.desk {
            desk.listen(&self.setup.folders, move |click| {
                let _ = clicks.send(Message::Wish(number, Event::Click(click)));
            });
        }
    }

    fn carry_out(&mut self, wish: Effect) {
        match wish {
            Effect::Save { revision, session } => {
                if let Some(desk) = &mut self.desk {
                    desk.save(revision, session);
                }
            }
            Effect::Backup { reason, session } => {
                if let Some(desk) = &mut self.desk {
                    desk.back_up(reason, session);
                }
            }
            Effect::Keep(name, text) => {
                if let Some(desk) = &self.desk {
                    desk.keep(&name, text.as_deref());
                }
            }
            Effect::Open(path) => self.open(&self.setup.folders.resolve(path), None),
            Effect::Demo => match wishes::demo(&self.setup.folders) {
                Ok(path) => self.open(&path, None),
                Err(line) => self.tell(Event::Failed(line)),
            },
            Effect::New { title, variant } => {
                let day = now(self.started);
                match wishes::new_session(
                    &self.setup.folders,
                    self.setup.playbook,
                    &title,
                    &variant,
                    day.day(),
                    &offset(&day),
                ) {
                    Ok(path) => self.open(&path, None),
                    Err(line) => self.tell(Event::Failed(line)),
                }
            }
            Effect::LookForRecent => self.look_for_recent(),
            Effect::Close => {
                self.close_desk();
                self.look_for_recent();
            }
            Effect::Wall(wall) => {
                if let Some(desk) = &self.desk {
                    desk.publish(*wall);
                }
            }
            Effect::Ring if self.setup.config.bell => self.screen.ring(),
            Effect::Ring => {}
            Effect::Suspend => self.suspend(),
            Effect::Quit => self.ending = Some(Ending { code: 0, lines: Vec::new() }),
            other => self.elsewhere(other),
        }
    }

    /// What may take longer than a key press goes to a thread of its own.
    fn elsewhere(&self, wish: Effect) {
        let Some(path) = self.desk.as_ref().map(|desk| desk.path().to_owned()) else { return };
        let (sender, number) = (self.sender.clone(), self.desks);
        let (playbook, paper) = (self.setup.playbook, self.setup.config.paper);
        let made = thread::Builder::new().name("wish".into()).spawn(move || {
            let event = wishes::answer(wish, &path, playbook, paper);
            let _ = sender.send(Message::Wish(number, event));
        });
        if made.is_err() {
            let _ = self
                .sender
                .send(Message::Event(Event::Failed("The laptop has no room for another thread.".into())));
        }
    }

    fn open(&mut self, path: &Path, loaded: Option<Loaded>) {
        self.close_desk();
        self.desks += 1;
        let (sender, number) = (self.sender.clone(), self.desks);
        let told = Box::new(move |news| {
            let _ = sender.send(Message::Desk(number, news));
        });
        match Desk::open(path, &self.setup.folders, told, loaded) {
            Ok((desk, found)) => {
                let notice = self.setup.notice.take().or(found.notice);
                let backup = desk.first_backup(found.bytes, &found.session);
                let opened = Opened {
                    session: found.session,
                    path: desk.path().to_owned(),
                    read_only: found.read_only,
                    kept: found.kept,
                    notice,
                };
                self.desk = Some(desk);
                self.tell(Event::Opened(Box::new(opened)));
                self.listen();
                let sender = self.sender.clone();
                let (folders, path) = (self.setup.folders.clone(), path.to_owned());
                // After the first frame, and beside the way: the bytes are in hand whatever is saved meanwhile.
                let _ = thread::Builder::new().name("backup".into()).spawn(move || {
                    opened::remember(&folders, &path);
                    if let Some(line) = backup() {
                        let _ = sender.send(Message::Event(Event::Failed(line)));
                    }
                });
            }
            Err(line) => {
                self.tell(Event::Failed(line));
                self.look_for_recent();
            }
        }
    }

    /// Gives the machine an event at once, before the next draw.
    fn tell(&mut self, event: Event) {
        let wishes = self.app.update(event, now(self.started));
        // What is wished for may wait for a frame, and the frame for nothing.
        let _ = self.screen.draw(&self.app);
        for wish in wishes {
            self.carry_out(wish);
        }
    }

    fn close_desk(&mut self) {
        let Some(desk) = self.desk.take() else { return };
        self.desks += 1;
        if let Some(closing) = desk.close().filter(|closing| closing.unsaved) {
            let copy = closing.emergency_copy.map_or_else(
                || "and no copy could be made".to_owned(),
                |path| format!("a copy is at {}", text::shown(&path.display().to_string())),
            );
            let line = format!("The last changes are not in the session's file; {copy}.");
            let ending = self.ending.get_or_insert(Ending { code: UNSAVED, lines: Vec::new() });
            ending.code = ending.code.max(UNSAVED);
            ending.lines.push(line);
        }
    }

    fn look_for_recent(&self) {
        let (sender, folders) = (self.sender.clone(), self.setup.folders.clone());
        let _ = thread::Builder::new().name("recent".into()).spawn(move || {
            let mut found: Vec<(SystemTime, PathBuf)> = folders
                .list_sessions()
                .unwrap_or_default()
                .into_iter()
                .map(|found| (found.modified, found.path))
                .collect();
            let elsewhere = opened::opened(&folders).into_iter();
            found.extend(elsewhere.filter_map(|path| Some((path.metadata().ok()?.modified().ok()?, path))));
            found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            let recent = found.into_iter().take(30).map(|(_, path)| recent(&path)).collect();
            let _ = sender.send(Message::Event(Event::Recent(recent)));
        });
    }

    fn end(&mut self) -> Ending {
        let ending = self.ending.take();
        for wish in std::mem::take(&mut self.wishes) {
            if matches!(wish, Effect::Save { .. } | Effect::Backup { .. } | Effect::Keep(..)) {
                self.carry_out(wish);
            }
        }
        self.close_desk();
        let mut last = self.ending.take().unwrap_or(Ending { code: 0, lines: Vec::new() });
        if let Some(ending) = ending {
            last.code = last.code.max(ending.code);
            last.lines.extend(ending.lines);
        }
        last
    }
}

fn saver_news(news: SaverEvent) -> Option<SaverNews> {
    match news {
        SaverEvent::Saving { .. } => None,
        SaverEvent::Saved { revision, at, .. } => Some(SaverNews::Saved(revision, time_of(at))),
        SaverEvent::Failed { reason, emergency, .. } => Some(SaverNews::Failing { reason, emergency }),
        SaverEvent::ChangedOutside { ours } => Some(SaverNews::ChangedOutside(ours)),
    }
}

fn time_of(at: SystemTime) -> jiff::civil::Time {
    jiff::Timestamp::try_from(at)
        .map_or_else(|_| jiff::civil::Time::default(), |at| at.to_zoned(zone()).time())
}

/// Reads keys on a thread of their own. It ends with the process: a read cannot be called off.
/// `known` is the size that is drawn for: a terminal that changed before anybody listened is told of it.
fn read_keys(sender: Sender<Message>, known: (u16, u16)) {
    let _ = thread::Builder::new().name("keys".into()).spawn(move || {
        // From here on changes of the size are heard.
        let _ = input::poll(Duration::ZERO);
        if let Ok((width, height)) = terminal_size()
            && (width, height) != known
        {
            let _ = sender.send(Message::Event(Event::Resize(width, height)));
        }
        loop {
            let event = match input::read() {
                Ok(input::Event::Key(key)) => Event::Key(key),
                Ok(input::Event::Mouse(mouse)) => Event::Mouse(mouse),
                Ok(input::Event::Paste(text)) => Event::Paste(text),
                Ok(input::Event::Resize(width, height)) => Event::Resize(width, height),
                Ok(_) => continue,
                Err(_) => {
                    let _ = sender.send(Message::Gone);
                    return;
                }
            };
            if sender.send(Message::Event(event)).is_err() {
                return;
            }
        }
    });
}

/// A panic prints nothing over the screen: its words wait until the terminal was given back.
fn hold_panics(report: &Arc<Mutex<Option<String>>>) {
    let report = Arc::clone(report);
    std::panic::set_hook(Box::new(move |info| {
        let trace = std::backtrace::Backtrace::force_capture();
        let name = thread::current().name().unwrap_or("unnamed").to_owned();
        *report.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(format!("thread {name}: {info}\n{trace}"));
    }));
}
