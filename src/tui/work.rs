//! The session being worked on: its history, the stages' screens, what lies over them, and what the facilitator is
//! told. Every change goes through [`Work::edit`]; every wish to the world is pushed to `effects`.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::PathBuf;

use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::ctx::{Ctx, Derived};
use super::effect::{Effect, Import, Imported};
use super::event::{Now, Opened, SaverNews};
use super::keymap::{Binding, Chord, Command, Global, Hint, Layer, find};
use super::look::Look;
use super::outcome::{Answer, Ask, Choice, Outcome, PickAsk, TextAsk};
use super::overlays::{self, Overlay, Reply};
use super::screens::{self, Screen, Screens, with_screen};
use super::showing::{Showing, WallChange};
use super::stage::Stage;
use super::timer::Timer;
use super::{day, frame, keymap};
use crate::playbook::Playbook;
use crate::room::{Veil, Wish};
use crate::session::{Blocker, Clock, Edit, GapId, History, NoteId, Parked, ParkedId, Session, edit};
use crate::text;

/// What is asked from everywhere.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// Something for the parking lot.
    Park,
    /// Something said to be impossible.
    Blocker,
    /// Minutes for the timer.
    TimerMinutes,
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
    pub at: Option<Clock>,
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

/// The session being worked on.
#[derive(Debug)]
pub struct Work {
    history: History,
    derived: Derived,
    showing: Showing,
    screens: Screens,
    stage: Stage,
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
    kept: BTreeMap<String, String>,
    /// Half-typed text that was entered, by box, and the revision that holds it: forgotten when the disk has that.
    entered: Vec<(u64, String)>,
    playbook: &'static Playbook,
    now: Now,
    size: Rect,
    look: Look,
    leaving: Cell<bool>,
    /// Commands that are the app's own matter, taken by it after each event.
    pub(super) for_app: Vec<Global>,
    /// Wishes to the world, taken by the app after each event.
    pub effects: Vec<Effect>,
}

impl Work {
    /// Opens a session as it came from the shelf.
    pub fn open(opened: Opened, playbook: &'static Playbook, look: Look, now: Now, size: Rect) -> Self {
        let mut session = opened.session;
        if session.questions.is_empty() {
            // The four questions are always there. They reach the file with the first edit, not by looking at it.
            let edits: Vec<Edit> = playbook.session_questions().into_iter().map(edit::add).collect();
            let _ = session.apply(&edit::many("the four questions", edits), &now.moment());
        }
        let mut work = Self {
            history: History::new(session),
            derived: Derived::default(),
            showing: opened.kept.get("wall").map(|text| Showing::kept(text)).unwrap_or_default(),
            screens: Screens::default(),
            stage: Stage::Prepare,
            overlays: Vec::new(),
            timer: Timer::default(),
            saying: opened
                .notice
                .or_else(|| opened.read_only.as_ref().map(|why| format!("Read only: {why}")))
                .map(|text| Saying { text, warn: true }),
            saving: Saving { at: None, ..Saving::default() },
            path: opened.path,
            read_only: opened.read_only,
            kept: opened.kept,
            entered: Vec::new(),
            playbook,
            now,
            size,
            look,
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
        for stage in Stage::ALL {
            let ctx = split_ctx!(work);
            with_screen!(mut work.screens, stage, screen => screen.opened(&ctx));
        }
        work.enter(work.stage, None);
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

    /// The layers of keys that apply, front first.
    pub fn layers(&self) -> [Layer; 2] {
        let front = match self.overlays.last() {
            Some(overlay) => overlay.layer(),
            None => with_screen!(ref self.screens, self.stage, screen => screen.layer()),
        };
        [front, Layer::Global]
    }

    /// What the footer says of a key, as things stand.
    pub fn hint(&self, binding: &Binding) -> Hint {
        let front = self.overlays.last();
        match (binding.command, front) {
            // What lies over a stage is left before the stage changes; the key that opened it closes it.
            (Command::Global(Global::NextStage | Global::PreviousStage), Some(_)) => Hint::Silent,
            (Command::Global(Global::Palette), Some(over)) => Hint::when(over.layer() != Layer::Palette),
            (Command::Global(Global::Help), Some(over)) => Hint::when(over.layer() != Layer::Help),
            (Command::Global(Global::Find), Some(over)) => Hint::when(over.layer() != Layer::Find),
            (Command::Global(Global::Timer), Some(over)) => Hint::when(over.layer() != Layer::Timer),
            (Command::Global(Global::Room), Some(over)) => Hint::when(over.layer() != Layer::Room),
            (Command::Overlay(command), Some(over)) => over.hint(command, &self.ctx_all()),
            _ => self.hint_behind(binding),
        }
    }

    /// What the footer says of a key of the stage, whatever lies over it.
    fn hint_behind(&self, binding: &Binding) -> Hint {
        let ctx = split_ctx!(self);
        match binding.command {
            Command::Prepare(command) => self.screens.prepare.hint(command, &ctx),
            Command::Roster(command) => self.screens.roster.hint(command, &ctx),
            Command::Questions(command) => self.screens.questions.hint(command, &ctx),
            Command::Themes(command) => self.screens.themes.hint(command, &ctx),
            Command::Gaps(command) => self.screens.gaps.hint(command, &ctx),
            Command::Sort(command) => self.screens.sort.hint(command, &ctx),
            Command::Plan(command) => self.screens.plan.hint(command, &ctx),
            Command::Standing(command) => self.screens.standing.hint(command, &ctx),
            Command::Synopsis(command) => self.screens.synopsis.hint(command, &ctx),
            Command::Global(_) | Command::Overlay(_) | Command::Start(_) => Hint::AsNamed,
        }
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
            Some(Command::Global(Global::Undo)) if self.undo_typing(false) => {}
            Some(Command::Global(Global::Redo)) if self.undo_typing(true) => {}
            // Behind a box that is being typed into, nothing may change unseen.
            Some(Command::Global(Global::Undo | Global::Redo)) if self.is_typing_into_a_box() => {
                self.say("Nothing typed to take back here. Esc leaves; then Ctrl-Z takes back a step.");
            }
            Some(command) => self.run(command),
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

    fn text_key(&mut self, key: KeyEvent) {
        if let Some(mut overlay) = self.overlays.pop() {
            let reply = overlay.key(key, &self.ctx_all());
            self.reply(overlay, reply);
            return;
        }
        let ctx = split_ctx!(self);
        let outcome = with_screen!(mut self.screens, self.stage, screen => screen.key(key, &ctx));
        self.outcome(outcome);
    }

    /// Text from the clipboard.
    pub fn paste(&mut self, text: &str) {
        self.saying = None;
        if let Some(mut overlay) = self.overlays.pop() {
            let reply = overlay.paste(text, &self.ctx_all());
            self.reply(overlay, reply);
        } else {
            let ctx = split_ctx!(self);
            let outcome = with_screen!(mut self.screens, self.stage, screen => screen.paste(text, &ctx));
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
        self.overlays.retain_mut(|overlay| !matches!(overlay.tick(&ctx), Reply::Close));
        self.after();
    }

    /// News from the disk.
    pub fn saver(&mut self, news: SaverNews) {
        match news {
            SaverNews::Saved(revision, at) => {
                let recovered = self.saving.failing.take().is_some();
                self.saving.revision = self.saving.revision.max(revision);
                self.saving.at = Some(at);
                if self.saving.revision == self.history.revision() {
                    self.saving.waiting_since_ms = None;
                }
                self.forget_what_is_saved();
                if recovered {
                    self.say("The disk works again: everything is saved.");
                }
            }
            SaverNews::Failing { reason, emergency } => self.saving.failing = Some((reason, emergency)),
            SaverNews::ChangedOutside(path) => {
                self.path = path;
                let name =
                    self.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
                self.warn(format!(
                    "Somebody else changed the file. Both versions exist; yours goes on in {}.",
                    text::shown(&name)
                ));
            }
        }
    }

    /// Runs a command.
    pub fn run(&mut self, command: Command) {
        macro_rules! screen {
            ($field:ident, $command:expr) => {{
                let ctx = split_ctx!(self);
                let outcome = self.screens.$field.command($command, &ctx);
                self.outcome(outcome);
            }};
        }
        if !matches!(command, Command::Global(Global::Quit | Global::Close)) {
            self.leaving.set(false);
        }
        match command {
            Command::Global(command) => self.global(command),
            Command::Overlay(command) => {
                if let Some(mut overlay) = self.overlays.pop() {
                    let reply = overlay.command(command, &self.ctx_all());
                    self.reply(overlay, reply);
                }
            }
            Command::Prepare(command) => screen!(prepare, command),
            Command::Roster(command) => screen!(roster, command),
            Command::Questions(command) => screen!(questions, command),
            Command::Themes(command) => screen!(themes, command),
            Command::Gaps(command) => screen!(gaps, command),
            Command::Sort(command) => screen!(sort, command),
            Command::Plan(command) => screen!(plan, command),
            Command::Standing(command) => screen!(standing, command),
            Command::Synopsis(command) => screen!(synopsis, command),
            Command::Start(_) => {}
        }
    }

    fn global(&mut self, command: Global) {
        let aside = |layer| matches!(layer, Layer::Timer | Layer::Private | Layer::Room);
        let over = self.overlays.iter().any(|o| !aside(o.layer()));
        match command {
            Global::NextStage if !over => self.enter(self.stage.next(), None),
            Global::PreviousStage if !over => self.enter(self.stage.previous(), None),
            Global::NextStage | Global::PreviousStage => {}
            Global::Go(stage) => self.enter(stage, None),
            Global::Palette => {
                let layers = self.reach();
                self.or_close(Layer::Palette, |_| overlays::palette(&layers));
            }
            Global::Help => {
                let layers = self.reach();
                let hints: Vec<(&str, Hint)> = keymap::table()
                    .filter(|binding| layers.contains(&binding.layer))
                    .map(|binding| (binding.name, self.hint(binding)))
                    .collect();
                let hint = |binding: &Binding| {
                    hints.iter().find(|(name, _)| *name == binding.name).map_or(Hint::AsNamed, |(_, h)| *h)
                };
                self.or_close(Layer::Help, |ctx| overlays::help(ctx, &layers, &hint));
            }
            Global::Find => self.or_close(Layer::Find, overlays::find),
            Global::Timer => self.or_close(Layer::Timer, overlays::timer),
            Global::Private => self.or_close(Layer::Private, overlays::private),
            Global::HandOver => {
                let ctx = split_ctx!(self);
                let headline = with_screen!(ref self.screens, self.stage, screen => screen.headline(&ctx));
                let layers =
                    with_screen!(ref self.screens, self.stage, screen => [screen.layer(), Layer::Global]);
                let hint = |binding: &Binding| self.hint_behind(binding);
                let ask = super::hand_over::ask(&self.ctx(), &layers, &hint, &headline);
                self.ask(Ask::Pick(ask));
            }
            Global::Room => self.or_close(Layer::Room, |_| overlays::room()),
            Global::Scenes => self.ask_scene(),
            Global::Pin => {
                let pin = if self.showing.is_held() { None } else { self.showing.wish().cloned() };
                self.wall(WallChange::Pin(pin));
            }
            Global::Freeze => self.wall(WallChange::Freeze),
            Global::Blank => self.wall(WallChange::Veil(Veil::Plain)),
            Global::Black => self.wall(WallChange::Veil(Veil::Black)),
            Global::Spotlight => self.wall(WallChange::SpotlightHere),
            Global::Undo => self.undo(),
            Global::Redo => self.redo(),
            Global::Saved => self.say_saved(),
            Global::NextBlock => match day::start_next(self.session(), &self.now) {
                Some((title, edit)) => {
                    if self.edit(&edit) {
                        let pause = crate::room::break_runs(self.session());
                        let hint =
                            if pause { " · Ctrl-P “owed”: what can be done meanwhile" } else { "" };
                        let off = day::start_hint(self.session(), &self.now);
                        self.say(format!("{} · {title}{hint}{off}", self.now.clock()));
                    }
                }
                None => self.say("The agenda has no block left to start."),
            },
            Global::CatchUp => self.or_close(Layer::CatchUp, |ctx| overlays::open(Ask::CatchUp, ctx)),
            Global::Park => self.ask(Ask::Text(TextAsk {
                title: "Into the parking lot".into(),
                hint: "One line. It gets an outcome or an owner before the day ends.".into(),
                text: String::new(),
                prose: false,
                private: false,
                key: "park".into(),
                purpose: screens::Purpose::Global(Purpose::Park),
            })),
            Global::Blocker => self.ask(Ask::Text(TextAsk {
                title: "“We can't, because …”".into(),
                hint: "Word for word. It counts as an assumption until somebody shows the rule.".into(),
                text: String::new(),
                prose: false,
                private: false,
                key: "blocker".into(),
                purpose: screens::Purpose::Global(Purpose::Blocker),
            })),
            Global::Quit => self.leave(Effect::Quit, "Ctrl-Q"),
            Global::Close => self.leave(Effect::Close, "Ctrl-D"),
            Global::Suspend => self.effects.push(Effect::Suspend),
            Global::Theme | Global::Redraw => self.for_app.push(command),
        }
    }

    /// The layers help and palette speak of.
    fn reach(&self) -> Vec<Layer> {
        match self.layers()[0] {
            // What is typed into or read now has little of its own; the stage behind it must not change under it.
            front if front.stages().is_empty() => vec![front, Layer::Global],
            front => keymap::reach(front),
        }
    }

    /// Opens an overlay, or closes it where it lies already: the same key does both.
    fn or_close(&mut self, layer: Layer, make: impl FnOnce(&Ctx) -> Box<dyn Overlay>) {
        match self.overlays.iter().position(|overlay| overlay.layer() == layer) {
            Some(at) => {
                let overlay = self.overlays.remove(at);
                self.forget_draft(&*overlay);
            }
            None => self.push(make),
        }
    }

    /// Does something to the wall, and says it.
    fn wall(&mut self, change: WallChange) {
        let change = match change {
            WallChange::SpotlightHere if self.showing.in_spotlight() => WallChange::Spotlight(None),
            WallChange::SpotlightHere => match self.note_to_show() {
                Some(note) => WallChange::Spotlight(Some(note)),
                None => return self.say("There is no note yet that may be shown."),
            },
            other => other,
        };
        let said = self.showing.change(change, self.history.session());
        if !said.is_empty() {
            self.say(said);
        }
        let kept = self.showing.keep();
        self.keep("wall", kept);
    }

    /// The note that is selected on this stage, else the newest; one that is kept private is not shown.
    fn note_to_show(&self) -> Option<NoteId> {
        let selected = match self.stage {
            Stage::Themes => self.screens.themes.selected_note(),
            _ => self.screens.questions.selected_note(),
        };
        let session = self.session();
        let shown = selected.filter(|id| session.notes.get(id).is_some_and(crate::room::may_be_shown));
        let newest = || session.notes.iter().rev().find(|note| crate::room::may_be_shown(note));
        shown.or_else(|| newest().map(|note| note.id.clone()))
    }

    /// What can be on the wall, to choose.
    fn ask_scene(&mut self) {
        let options = Wish::all(self.session());
        let options = options.into_iter().map(|wish| Choice::new(wish.key(), wish.name(), self.named(&wish)));
        let ask = PickAsk {
            title: "What is on the wall?".into(),
            hint: "It stays until “follow the stage”, u in the room view.".into(),
            options: options.collect(),
            many: false,
            chosen: Vec::new(),
            new: None,
            private: false,
            purpose: screens::Purpose::Global(Purpose::Scene),
        };
        self.ask(Ask::Pick(ask));
    }

    /// What a scene is about, to find it by.
    fn named(&self, wish: &Wish) -> String {
        let session = self.session();
        match wish {
            Wish::Question(id, _) | Wish::Notes(id, _) | Wish::PerfectToday(id) => {
                session.questions.get(id).map_or_else(String::new, |question| question.text.clone())
            }
            Wish::Theme(id) => session.themes.get(id).map_or_else(String::new, |theme| theme.name.clone()),
            Wish::Gap(id) | Wish::Promise(id) => {
                session.gaps.get(id).map_or_else(String::new, |gap| gap.title.clone())
            }
            _ => String::new(),
        }
    }

    /// What is on the wall, for the header.
    pub fn on_the_wall(&self) -> (String, Option<&'static str>) {
        (self.showing.words(), self.showing.held())
    }

    /// Leaves the session; where the disk fails, only when asked twice.
    fn leave(&mut self, how: Effect, key: &str) {
        let lost = self.history.revision() - self.saving.revision;
        match &self.saving.failing {
            Some((reason, copy)) if lost > 0 && !self.leaving.get() => {
                let copy = copy.as_ref().map_or_else(String::new, |path| {
                    format!(" A copy is at {}.", text::shown(&path.display().to_string()))
                });
                let line = format!(
                    "{} not on the disk ({reason}).{copy} {key} again leaves.",
                    text::plural(usize::try_from(lost).unwrap_or(0), "change is", "changes are")
                );
                self.warn(line);
                self.leaving.set(true);
            }
            _ => self.effects.push(how),
        }
    }

    fn say_saved(&mut self) {
        let name = text::shown(&self.path.display().to_string()).into_owned();
        match (&self.read_only, self.saving.at) {
            (Some(why), _) => self.say(format!("Read only: {why}")),
            (None, Some(at)) if self.saving.revision == self.history.revision() => {
                self.say(format!("Saved {at} to {name}"));
            }
            (None, _) if self.history.revision() == 0 => {
                self.say(format!("Nothing has changed. The file is {name}"));
            }
            (None, _) => self.say(format!("Saving to {name}")),
        }
    }

    fn push(&mut self, make: impl FnOnce(&Ctx) -> Box<dyn Overlay>) {
        let overlay = make(&self.ctx_all());
        self.overlays.push(overlay);
    }

    fn ask(&mut self, ask: Ask) {
        self.push(|ctx| overlays::open(ask, ctx));
    }

    fn reply(&mut self, overlay: Box<dyn Overlay>, reply: Reply) {
        match reply {
            Reply::Stay | Reply::Ignored => self.overlays.push(overlay),
            Reply::Close => self.forget_draft(&*overlay),
            Reply::Do(outcome) => {
                self.overlays.push(overlay);
                self.outcome(outcome);
            }
            Reply::CloseAnd(outcome) => {
                self.forget_draft(&*overlay);
                self.outcome(outcome);
            }
            Reply::Run(command) => {
                self.forget_draft(&*overlay);
                self.run(command);
            }
            Reply::Answer(answer) => {
                let purpose = overlay.purpose().cloned();
                let (before, said) = (self.history.revision(), self.saying.take());
                if let Some(purpose) = purpose {
                    self.answer(purpose, answer);
                }
                // A refused answer stays on the screen, so that nothing typed is lost.
                let refused =
                    self.history.revision() == before && self.saying.as_ref().is_some_and(|s| s.warn);
                self.saying = self.saying.take().or(said);
                if refused && self.overlays.last().is_none_or(|o| o.layer() != overlay.layer()) {
                    self.overlays.push(overlay);
                } else if let Some((key, _)) = overlay.half_typed() {
                    self.keep(&key, None);
                }
            }
        }
    }

    /// Leaving with half-typed text keeps it: it is there again when the same box opens.
    fn forget_draft(&mut self, overlay: &dyn Overlay) {
        if let Some((key, text)) = overlay.half_typed() {
            let kept = text.is_some();
            self.keep(&key, text);
            if kept {
                self.say("What you typed is kept; it is there again when you come back.");
            }
        }
    }

    fn answer(&mut self, purpose: screens::Purpose, answer: Answer) {
        macro_rules! screen {
            ($field:ident, $purpose:expr) => {{
                let ctx = split_ctx!(self);
                let outcome = self.screens.$field.answer($purpose, answer, &ctx);
                self.outcome(outcome);
            }};
        }
        match purpose {
            screens::Purpose::Global(purpose) => self.global_answer(&purpose, answer),
            screens::Purpose::Prepare(purpose) => screen!(prepare, purpose),
            screens::Purpose::Roster(purpose) => screen!(roster, purpose),
            screens::Purpose::Questions(purpose) => screen!(questions, purpose),
            screens::Purpose::Themes(purpose) => screen!(themes, purpose),
            screens::Purpose::Gaps(purpose) => screen!(gaps, purpose),
            screens::Purpose::Sort(purpose) => screen!(sort, purpose),
            screens::Purpose::Plan(purpose) => screen!(plan, purpose),
            screens::Purpose::Standing(purpose) => screen!(standing, purpose),
            screens::Purpose::Synopsis(purpose) => screen!(synopsis, purpose),
            screens::Purpose::Start(_) => {}
        }
    }

    fn global_answer(&mut self, purpose: &Purpose, answer: Answer) {
        if let (Purpose::Scene, Answer::Picked(ids)) = (purpose, &answer) {
            let wish = ids.first().and_then(|key| Wish::from_key(key));
            return self.wall(WallChange::Pin(wish));
        }
        if let (Purpose::HandOver, Answer::Picked(ids)) = (purpose, &answer) {
            if let Some((stage, item)) = ids.first().and_then(|id| super::hand_over::place(id)) {
                self.enter(stage, item.as_deref());
            }
            return;
        }
        let Answer::Text(said) = answer else { return };
        match purpose {
            Purpose::Park => {
                if self.edit(&park(&said)) {
                    self.say("Parked. It waits for an outcome in Plan.");
                }
            }
            Purpose::Blocker => {
                if self.edit(&blocker(&said, self.playbook)) {
                    self.say("Blocker noted. Who checks it, and by when, is asked in Plan.");
                }
            }
            Purpose::Field | Purpose::Scene | Purpose::HandOver => {}
            Purpose::TimerMinutes => match said.trim().parse::<u32>() {
                Ok(minutes @ 1..=600) => {
                    self.timer.start(minutes, &self.now);
                    self.keep_timer();
                }
                _ => self.warn("Minutes from 1 to 600, please."),
            },
        }
    }

    /// Starts, pauses or changes the timer and remembers it.
    pub fn keep_timer(&mut self) {
        let kept = self.timer.keep();
        self.keep("timer", kept);
    }

    /// Does what a screen or an overlay answered; false where something was refused.
    pub fn outcome(&mut self, outcome: Outcome) -> bool {
        match outcome {
            Outcome::Stay | Outcome::Ignored => true,
            Outcome::Edit(edit) => self.edit(&edit),
            Outcome::Ask(ask) => {
                self.ask(ask);
                true
            }
            Outcome::Go(stage) => {
                self.enter(stage, None);
                true
            }
            Outcome::Show(stage, item) => {
                self.enter(stage, Some(&item));
                true
            }
            Outcome::Say(line) => {
                self.say(line);
                true
            }
            Outcome::Warn(line) => {
                self.warn(line);
                false
            }
            Outcome::Do(effect) => {
                let effect = self.with_session(effect);
                self.effects.push(effect);
                true
            }
            Outcome::Timer(change) => {
                change.apply(&mut self.timer, &self.now);
                self.keep_timer();
                true
            }
            Outcome::Keep(key, value) => {
                self.keep(&key, value);
                true
            }
            Outcome::Wall(change) => {
                self.wall(change);
                true
            }
            Outcome::Many(outcomes) => outcomes.into_iter().all(|outcome| self.outcome(outcome)),
        }
    }

    /// The one way to change the session. False where it was refused; the facilitator is told why.
    pub fn edit(&mut self, edit: &Edit) -> bool {
        if let Some(why) = &self.read_only {
            let line = format!("Read only: {why}");
            self.warn(line);
            return false;
        }
        let before = self.history.session().clone();
        let settle = |before: &Session, after: &Session| crate::rules::settle_after(edit, before, after);
        match self.history.apply(edit, &self.now.moment(), settle) {
            Ok(()) => {
                if before.notes.len() >= 10 && self.history.session().notes.len() * 2 < before.notes.len() {
                    self.effects.push(Effect::Backup { reason: "before-removal", session: before });
                }
                self.changed();
                true
            }
            Err(refused) => {
                self.warn(refused.0);
                false
            }
        }
    }

    /// An import is proposed for the session as it is now.
    fn with_session(&self, effect: Effect) -> Effect {
        let (what, path) = match effect {
            Effect::ImportRoster(path) => (Imported::Roster, path),
            Effect::ImportNotes(path) => (Imported::Notes { question: None, column: None }, path),
            other => return other,
        };
        let (session, revision) = (self.session().clone(), self.revision());
        Effect::Import(Box::new(Import { what, path, session, revision }))
    }

    /// A file was read. Where somebody typed meanwhile, it is proposed anew for what there is now.
    pub fn proposed(&mut self, wish: Import, edit: Option<&Edit>, summary: String) {
        if wish.revision != self.revision() {
            let (session, revision) = (self.session().clone(), self.revision());
            self.effects.push(Effect::Import(Box::new(Import { session, revision, ..wish })));
            return;
        }
        if let Some(edit) = edit {
            let before = self.session().clone();
            if !self.edit(edit) {
                return;
            }
            self.effects.push(Effect::Backup { reason: "before import", session: before });
        }
        self.say(summary);
        self.after();
    }

    fn changed(&mut self) {
        self.derived = Derived::default();
        if self.saving.waiting_since_ms.is_none() {
            self.saving.waiting_since_ms = Some(self.now.awake_ms);
        }
        self.effects.push(Effect::Save {
            revision: self.history.revision(),
            session: self.history.session().clone(),
        });
    }

    fn undo(&mut self) {
        if self.read_only.is_some() {
            return self.warn("Read only: nothing to take back.");
        }
        match self.history.undo() {
            Some(label) => {
                self.changed();
                self.say(format!("Taken back: {label}. Ctrl-Y does it again."));
            }
            None => self.say("Nothing to take back."),
        }
    }

    fn redo(&mut self) {
        match self.history.redo() {
            Some(label) => {
                self.changed();
                self.say(format!("Done again: {label}."));
            }
            None => self.say("Nothing to do again."),
        }
    }

    /// Goes to a stage.
    pub fn enter(&mut self, stage: Stage, item: Option<&str>) {
        self.overlays.retain(|overlay| !overlay.goes_on_navigation());
        self.stage = stage;
        self.keep("stage", Some(stage.name().to_owned()));
        let ctx = split_ctx!(self);
        with_screen!(mut self.screens, stage, screen => screen.enter(item, &ctx));
    }

    /// Says a line.
    pub fn say(&mut self, text: impl Into<String>) {
        self.saying = Some(Saying { text: text.into(), warn: false });
    }

    /// Says a line that needs attention.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.saying = Some(Saying { text: text.into(), warn: true });
    }

    fn keep(&mut self, key: &str, value: Option<String>) {
        if self.kept.get(key) == value.as_ref() {
            return;
        }
        match &value {
            Some(text) => self.kept.insert(key.to_owned(), text.clone()),
            None => self.kept.remove(key),
        };
        self.entered.retain(|(_, other)| other != key);
        if value.is_none() && self.history.revision() > self.saving.revision {
            // What was typed here may lie in a change that only memory holds: it stays until the file has it.
            self.entered.push((self.history.revision(), key.to_owned()));
            return;
        }
        self.effects.push(Effect::Keep(key.to_owned(), value));
    }

    /// What was typed and entered is in the file now.
    fn forget_what_is_saved(&mut self) {
        let saved = self.saving.revision;
        let (done, waits) = std::mem::take(&mut self.entered).into_iter().partition(|(at, _)| *at <= saved);
        self.entered = waits;
        let done: Vec<(u64, String)> = done;
        self.effects.extend(done.into_iter().map(|(_, key)| Effect::Keep(key, None)));
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
        let typed: Vec<_> = self.overlays.iter().filter_map(|overlay| overlay.half_typed()).collect();
        for (key, value) in typed {
            self.keep(&key, value);
        }
        self.show_on_the_wall();
    }

    /// The wall follows: what changed on it is published.
    fn show_on_the_wall(&mut self) {
        let ctx = split_ctx!(self);
        let wish = with_screen!(ref self.screens, self.stage, screen => screen.wish(&ctx));
        let mut showing = std::mem::take(&mut self.showing);
        let wall = showing.follow(wish, &split_ctx!(self));
        self.showing = showing;
        self.effects.extend(wall.map(|wall| Effect::Wall(Box::new(wall))));
    }
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
