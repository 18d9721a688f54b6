//! The session being worked on: its history, the stages' screens, what lies over them, and what the facilitator is
//! told. Every change goes through [`Work::edit`]; every wish to the world is pushed to `effects`.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::PathBuf;

use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::ctx::{Ctx, Derived};
use super::effect::Effect;
use super::event::{Now, Opened};
use super::keymap::{Chord, Command, Global, Layer, find};
use super::look::Look;
use super::outcome::{Ask, Outcome};
use super::overlays::{self, Overlay, Reply};
use super::screens::{Screen, Screens, with_screen};
use super::showing::Showing;
use super::stage::Stage;
use super::timer::Timer;
use super::{frame, hand_over};
use crate::playbook::Playbook;
use crate::session::{Blocker, Edit, GapId, History, NoteId, Parked, ParkedId, Session, edit};
use crate::text;

/// A question stands in front of what cannot be typed into.
const ANSWER_FIRST: &str = "Enter or Esc first: the question waits for one of them.";

/// What is asked from everywhere.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// Something for the parking lot.
    Park,
    /// Something said to be impossible.
    Blocker,
    /// What is on the wall.
    Scene,
    /// What is owed.
    HandOver,
    /// A field of the card in front: the card takes the answer itself.
    Field,
}

/// What the disk is known to hold.
#[derive(Clone, Debug, Default)]
pub struct Saving {
    /// The revision on the disk.
    pub revision: u64,
    /// Since when.
    pub at: Option<jiff::civil::Time>,
    /// Why it does not work, and where a copy lies.
    pub failing: Option<(String, Option<PathBuf>)>,
    /// When the first change that is not on the disk was made.
    pub waiting_since_ms: Option<u64>,
}

/// A line for the facilitator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// The line.
    pub text: String,
    /// Whether it needs attention.
    pub warn: bool,
}

/// What a screen may look at, borrowed field by field so that the screens themselves stay free to change.
macro_rules! split_ctx {
    ($work:ident) => {
        Ctx {
            session: $work.history.session(),
            revision: $work.history.revision(),
            playbook: $work.playbook,
            look: &$work.look,
            now: $work.now,
            area: frame::body($work.size),
            stage: $work.stage,
            kept: &$work.kept,
            read_only: $work.read_only.as_deref(),
            timer: &$work.timer,
            derived: &$work.derived,
            wall: $work.showing.wall(),
        }
    };
}

mod answers;
mod changes;
mod commands;
mod saving;
mod wall;

pub use wall::OnTheWall;

/// The session being worked on.
#[derive(Debug)]
pub struct Work {
    history: History,
    derived: Derived,
    showing: Showing,
    /// Somebody steered the wall since the session was opened.
    wall_used: bool,
    screens: Screens,
    stage: Stage,
    /// Which stages were entered: until then nothing is asked of a screen, so that a large day opens quickly.
    opened: [bool; Stage::ALL.len()],
    overlays: Vec<Box<dyn Overlay>>,
    /// The timer.
    pub timer: Timer,
    /// What the footer says.
    pub saying: Option<Saying>,
    /// What the disk holds.
    pub saving: Saving,
    /// The session's file.
    pub path: PathBuf,
    read_only: Option<String>,
    /// Who held the session is gone: it may be opened here for writing.
    let_go: bool,
    kept: BTreeMap<String, String>,
    /// Half-typed text that was entered, by box, and the revision that holds it: forgotten when the disk has that.
    entered: Vec<(u64, String)>,
    playbook: &'static Playbook,
    now: Now,
    size: Rect,
    look: Look,
    /// Where and by which key what lies over the stage was opened.
    way: String,
    leaving: Cell<bool>,
    /// Commands that are the app's own matter, taken by it after each event.
    pub(super) for_app: Vec<Global>,
    /// Wishes to the world, taken by the app after each event.
    pub effects: Vec<Effect>,
}

impl Work {
    /// Opens a session as it came from the shelf.
    pub fn open(opened: Opened, playbook: &'static Playbook, look: Look, now: Now, size: Rect) -> Self {
        let (session, mended) = whole(opened.session, playbook, &now);
        let mut work = Self {
            history: History::new(session),
            derived: Derived::default(),
            showing: opened.kept.get("wall").map(|text| Showing::kept(text)).unwrap_or_default(),
            wall_used: false,
            screens: Screens::default(),
            stage: Stage::Prepare,
            opened: [false; Stage::ALL.len()],
            overlays: Vec::new(),
            timer: Timer::default(),
            saying: opened
                .notice
                .or_else(|| opened.read_only.as_ref().map(|why| format!("Read only: {why}")))
                .map(|text| Saying { text, warn: true }),
            saving: Saving { at: None, ..Saving::default() },
            path: opened.path,
            read_only: opened.read_only,
            let_go: false,
            kept: opened.kept,
            entered: Vec::new(),
            playbook,
            now,
            size,
            look,
            way: String::new(),
            leaving: Cell::new(false),
            for_app: Vec::new(),
            effects: Vec::new(),
        };
        if let Some(timer) = work.kept.get("timer").and_then(|text| Timer::kept(text)) {
            work.timer = timer;
        }
        if let Some(stage) = work.kept.get("stage").and_then(|name| Stage::from_name(name)) {
            work.stage = stage;
        }
        work.enter(work.stage, None);
        work.say_what_waits();
        if !mended.is_empty() {
            let before = work.saying.take().map_or_else(String::new, |said| format!("{} ", said.text));
            work.warn(format!("{before}{}", mended.join(" ")));
        }
        work.after();
        work
    }

    /// What the current screen sees.
    pub fn ctx(&self) -> Ctx<'_> {
        split_ctx!(self)
    }

    /// What an overlay sees: the whole screen.
    fn ctx_all(&self) -> Ctx<'_> {
        self.ctx().within(self.size)
    }

    /// The session as it is.
    pub fn session(&self) -> &Session {
        self.history.session()
    }

    /// Counts every change.
    pub fn revision(&self) -> u64 {
        self.history.revision()
    }

    /// The stage that is shown.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// The screens.
    pub fn screens(&self) -> &Screens {
        &self.screens
    }

    /// What lies over the stage, back to front.
    pub fn overlays(&self) -> &[Box<dyn Overlay>] {
        &self.overlays
    }

    /// Why nothing can be changed, if so.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// Which keys of the layer in front matter most now, by name.
    pub fn moment(&self) -> &'static [&'static str] {
        if !self.overlays.is_empty() {
            return &[];
        }
        let ctx = self.ctx();
        with_screen!(ref self.screens, self.stage, screen => screen.moment(&ctx))
    }

    /// The terminal has another size, the time is another, the look is another.
    pub fn surroundings(&mut self, now: Now, size: Rect, look: &Look) {
        self.now = now;
        self.size = size;
        if self.look != *look {
            self.look = *look;
        }
    }

    /// A key.
    pub fn key(&mut self, key: KeyEvent) {
        self.saying = None;
        let chord = Chord::of(key);
        match find(&self.layers(), chord) {
            Some(Command::Global(Global::Undo)) if self.ask_again() || self.undo_typing(false) => {}
            Some(Command::Global(Global::Redo)) if self.undo_typing(true) => {}
            // Behind a box that is being typed into, nothing may change unseen.
            Some(Command::Global(Global::Undo | Global::Redo)) if self.is_typing_into_a_box() => {
                self.say("Nothing typed to take back here. Esc leaves; then Ctrl-Z takes back a step.");
            }
            Some(command) => {
                let covered = !self.overlays.is_empty();
                let way = format!("{}, {}", self.stage.name(), chord.label());
                self.run(command);
                if !covered {
                    self.way = way;
                }
            }
            None => self.text_key(key),
        }
        self.after();
    }

    fn is_typing_into_a_box(&self) -> bool {
        self.overlays.last().is_some_and(|overlay| matches!(overlay.layer(), Layer::Text | Layer::Field))
    }

    /// Where text is being typed, undo takes typing back before it takes steps of the session back.
    fn undo_typing(&mut self, redo: bool) -> bool {
        match self.overlays.last_mut() {
            Some(overlay) => overlay.undo_typing(redo),
            None => with_screen!(mut self.screens, self.stage, screen => screen.undo_typing(redo)),
        }
    }

    /// Where pasted lines were left out and nothing was done since, they are asked about again.
    fn ask_again(&mut self) -> bool {
        if !self.overlays.is_empty() || self.stage != Stage::Questions {
            return false;
        }
        let ctx = split_ctx!(self);
        match self.screens.questions.ask_again(&ctx) {
            Some(outcome) => self.outcome(outcome),
            None => false,
        }
    }

    fn text_key(&mut self, key: KeyEvent) {
        if let Some(mut overlay) = self.overlays.pop() {
            let reply = overlay.key(key, &self.ctx_all());
            let question = overlay.layer() == Layer::Confirm;
            self.reply(overlay, reply);
            if !question {
                return;
            }
        }
        // Behind a question that waits for Enter or Esc, typing goes on.
        let ctx = split_ctx!(self);
        let outcome = with_screen!(mut self.screens, self.stage, screen => screen.key(key, &ctx));
        if matches!(outcome, Outcome::Ignored) && !self.overlays.is_empty() {
            self.say(ANSWER_FIRST);
        }
        self.outcome(outcome);
    }

    /// Text from the clipboard.
    pub fn paste(&mut self, text: &str) {
        self.saying = None;
        let question = self.overlays.pop_if(|overlay| overlay.layer() == Layer::Confirm);
        if let Some(mut overlay) = self.overlays.pop() {
            let reply = overlay.paste(text, &self.ctx_all());
            self.reply(overlay, reply);
        } else {
            let ctx = split_ctx!(self);
            let outcome = with_screen!(mut self.screens, self.stage, screen => screen.paste(text, &ctx));
            // Another question takes the place of the one that waits.
            if let Some(question) = question.filter(|_| !matches!(outcome, Outcome::Ask(Ask::Confirm(_)))) {
                self.overlays.push(question);
                if matches!(outcome, Outcome::Ignored) {
                    self.say(ANSWER_FIRST);
                }
            }
            self.outcome(outcome);
        }
        self.after();
    }

    /// The mouse.
    pub fn mouse(&mut self, mouse: ratatui::crossterm::event::MouseEvent) {
        if let Some(mut overlay) = self.overlays.pop() {
            let reply = overlay.mouse(mouse, &self.ctx_all());
            self.reply(overlay, reply);
        } else if frame::standing_at(&self.ctx(), self.size, mouse.column, mouse.row) {
            if matches!(mouse.kind, ratatui::crossterm::event::MouseEventKind::Down(_)) {
                self.ask(Ask::CatchUp);
            }
        } else if let Some(stage) = frame::tab_at(self.size, mouse.column, mouse.row) {
            if matches!(mouse.kind, ratatui::crossterm::event::MouseEventKind::Down(_)) {
                self.enter(stage, None);
            }
        } else {
            self.stage.name().clone_into(&mut self.way);
            let ctx = split_ctx!(self);
            let outcome = with_screen!(mut self.screens, self.stage, screen => screen.mouse(mouse, &ctx));
            self.outcome(outcome);
        }
        self.after();
    }

    /// A second passed.
    pub fn tick(&mut self) {
        if self.timer.slept(&self.now) {
            self.warn("The laptop slept; the timer went on by the wall clock.");
        }
        if self.timer.rings(&self.now) {
            self.effects.push(Effect::Ring);
            self.keep_timer();
        }
        let ctx = split_ctx!(self).within(self.size);
        let mut closed = Vec::new();
        self.overlays.retain_mut(|overlay| {
            let stays = !matches!(overlay.tick(&ctx), Reply::Close);
            if !stays {
                closed.extend(overlay.purpose().cloned());
            }
            stays
        });
        for purpose in closed {
            self.unanswered(Some(&purpose));
        }
        self.after();
    }

    fn push(&mut self, make: impl FnOnce(&Ctx) -> Box<dyn Overlay>) {
        let overlay = make(&self.ctx_all());
        self.overlays.push(overlay);
    }

    fn ask(&mut self, ask: Ask) {
        // Nobody types a sentence into a box that cannot keep it.
        let writes =
            matches!(&ask, Ask::Text(_) | Ask::TextAlso(..) | Ask::Count(..) | Ask::Booth(_) | Ask::CatchUp);
        if let Some(why) = self.read_only.as_ref().filter(|_| writes) {
            let line = format!("Read only: {why}");
            return self.warn(line);
        }
        self.push(|ctx| overlays::open(ask, ctx));
    }

    /// Goes to a stage.
    pub fn enter(&mut self, stage: Stage, item: Option<&str>) {
        let mut closed = Vec::new();
        self.overlays.retain(|overlay| {
            let stays = !overlay.goes_on_navigation();
            if !stays {
                closed.extend(overlay.purpose().cloned());
            }
            stays
        });
        for purpose in closed {
            self.unanswered(Some(&purpose));
        }
        self.stage = stage;
        self.keep("stage", Some(stage.name().to_owned()));
        let ctx = split_ctx!(self);
        let first = !std::mem::replace(&mut self.opened[stage as usize], true);
        with_screen!(mut self.screens, stage, screen => {
            if first {
                screen.opened(&ctx);
            }
            screen.enter(item, &ctx);
        });
    }

    /// Says a line.
    pub fn say(&mut self, text: impl Into<String>) {
        self.saying = Some(Saying { text: text.into(), warn: false });
    }

    /// Says a line that needs attention.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.saying = Some(Saying { text: text.into(), warn: true });
    }

    /// After every event: cursors find their place, half-typed text is kept.
    fn after(&mut self) {
        let ctx = split_ctx!(self).within(self.size);
        self.overlays.retain(|overlay| !overlay.gone(&ctx));
        let ctx = split_ctx!(self);
        let places = with_screen!(mut self.screens, self.stage, screen => {
            screen.settle(&ctx);
            screen.keep()
        });
        for (key, value) in places {
            self.keep(&key, value);
        }
        let typed: Vec<_> = self
            .overlays
            .iter()
            .filter_map(|overlay| Some((overlay.half_typed()?, overlay.half_typed_as())))
            .collect();
        for ((key, value), what) in typed {
            if let Some(what) = what.filter(|_| value.is_some()) {
                self.keep_what_waits(&key, &what);
            }
            self.keep(&key, value);
        }
        self.show_on_the_wall();
    }
}

/// A session as it is shown: with the four questions, and with a place for what would be seen by nobody; what was told of
/// that. They reach the file with the first edit, not by looking at it.
fn whole(mut session: Session, playbook: &Playbook, now: &Now) -> (Session, Vec<String>) {
    if session.questions.is_empty() {
        let edits: Vec<Edit> = playbook.session_questions().into_iter().map(edit::add).collect();
        let _ = session.apply(&edit::many("the four questions", edits), &now.moment());
    }
    let mended = session.ailments();
    if !mended.is_empty() {
        let _ = session.apply(&Edit::Mend, &now.moment());
    }
    (session, mended)
}

/// The edit that parks something.
pub fn park(said: &str) -> Edit {
    edit::add(Parked { id: ParkedId::default(), text: text::clean_line(said), ..Parked::default() })
}

/// The edit that notes a blocker, with the checking question of an assumption.
pub fn blocker(said: &str, playbook: &Playbook) -> Edit {
    let item = Blocker { said: text::clean_line(said), ..Blocker::default() };
    let check =
        playbook.blockers.kind(item.kind.as_str()).map(|words| words.check.clone()).unwrap_or_default();
    edit::add(Blocker { check, ..item })
}

/// Which stage shows an item, by its id.
pub fn stage_of(session: &Session, id: &str) -> Option<Stage> {
    if session.notes.has(&NoteId::new(id)) {
        return Some(Stage::Questions);
    }
    if session.gaps.has(&GapId::new(id)) {
        return Some(Stage::Gaps);
    }
    None
}
