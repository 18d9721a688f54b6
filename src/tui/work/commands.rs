//! The commands: which layers apply, what the footer says of a key, and what a command of everywhere does.
//!
//! It refuses to know keys; the screens' own commands are theirs.

use ratatui::crossterm::event::KeyCode;

use super::{Purpose, Work};
use crate::room::Veil;
use crate::tui::ctx::Ctx;
use crate::tui::effect::Effect;
use crate::tui::keymap::{Binding, Chord, Command, Global, Hint, Layer};
use crate::tui::outcome::{Ask, TextAsk};
use crate::tui::overlays::{self, Overlay};
use crate::tui::screens::{self, Screen, with_screen};
use crate::tui::showing::WallChange;
use crate::tui::{day, frame, keymap};

/// What a key does now, of what was asked before.
fn told<'a>(hints: &'a [(&'static str, Hint)]) -> impl Fn(&Binding) -> Hint + 'a {
    |binding| hints.iter().find(|(name, _)| *name == binding.name).map_or(Hint::AsNamed, |(_, hint)| *hint)
}

impl Work {
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
    pub(super) fn hint_behind(&self, binding: &Binding) -> Hint {
        if self.read_only.is_some() && !binding.command.reads(binding.layer) {
            return Hint::Silent;
        }
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
            // Before the first step there is none to take back.
            Command::Global(Global::Undo) => {
                Hint::when(self.history.depth().0 > 0 || self.is_typing_into_a_box())
            }
            Command::Global(_) | Command::Overlay(_) | Command::Start(_) | Command::Watch(_) => Hint::AsNamed,
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
        if let Some(why) = self.read_only.as_ref().filter(|_| !command.reads(self.layers()[0])) {
            let line = format!("Read only: {why}");
            return self.warn(line);
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
            Command::Start(_) | Command::Watch(_) => {}
        }
    }

    /// What the keys of these layers do now, by name.
    fn hints_of(&self, layers: &[Layer]) -> Vec<(&'static str, Hint)> {
        let bindings = keymap::table().filter(|binding| layers.contains(&binding.layer));
        bindings.map(|binding| (binding.name, self.hint(binding))).collect()
    }

    /// Goes where a command is at home and runs it; where it has no use as things stand, says so.
    pub(super) fn run_there(&mut self, binding: &Binding) {
        let Some(stage) = binding.layer.home() else { return };
        if self.stage != stage {
            self.enter(stage, None);
            // Cursors find their place before anything is done with what is selected.
            let ctx = split_ctx!(self);
            with_screen!(mut self.screens, self.stage, screen => screen.settle(&ctx));
        }
        let key = binding.chords.first().map_or_else(String::new, |chord| chord.label());
        if !self.reach().contains(&binding.layer) {
            let name = binding.layer.name();
            let part = name.split_once(": ").map_or(name, |(_, part)| part);
            return self.say(format!("“{}” belongs to {part}; its key there is {key}.", binding.label));
        }
        // What takes something away is not done to what nobody sees selected.
        if binding.chords.contains(&Chord::key(KeyCode::Delete)) {
            return self.say(format!("Select it first; then {key}: {}.", binding.label));
        }
        self.way = format!("{}, {key}", stage.name());
        let silent = self.hint(binding) == Hint::Silent;
        let before = self.overlays.len();
        self.run(binding.command);
        if silent && self.saying.is_none() && self.overlays.len() == before {
            self.say(format!("“{}” needs something selected here; then its key is {key}.", binding.label));
        }
    }

    pub(super) fn global(&mut self, command: Global) {
        let over = self.is_covered();
        match command {
            Global::NextStage if !over && self.clicks_through(1) => {}
            Global::PreviousStage if !over && self.clicks_through(-1) => {}
            Global::NextStage if !over => self.enter(self.stage.next(), None),
            Global::PreviousStage if !over => self.enter(self.stage.previous(), None),
            Global::NextStage | Global::PreviousStage => {}
            Global::Go(stage) => self.enter(stage, None),
            Global::Palette => {
                let layers = self.reach();
                // In a break the first that is meant is what can be done meanwhile.
                let first = crate::room::break_runs(self.session()).then_some(Global::HandOver);
                let hints = self.hints_of(&layers);
                let reads = self.read_only.is_some();
                self.or_close(Layer::Palette, |_| overlays::palette(&layers, &told(&hints), first, reads));
            }
            Global::Help => {
                let layers = self.reach();
                let hints = self.hints_of(&layers);
                self.or_close(Layer::Help, |ctx| overlays::help(ctx, &layers, &told(&hints)));
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
            Global::Room => {
                self.wall_used = true;
                let veil = self.showing.wall().veil;
                // As in the projector's own window: from black the key goes back to the scene.
                if veil != Veil::None && self.overlays.last().is_some_and(|over| over.layer() == Layer::Room)
                {
                    self.wall(WallChange::Veil(veil));
                } else {
                    self.or_close(Layer::Room, |_| overlays::room());
                }
            }
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
                        let offer = pause.then(|| super::hand_over::offer(&self.ctx())).flatten();
                        let offer = offer.map_or_else(String::new, |offer| format!(" · {offer}"));
                        let off = day::start_hint(self.session(), &self.now);
                        self.say(format!("{} · {title}{offer}{off}", self.now.clock()));
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

    /// Whether something lies over the stage that is left before the stage changes.
    pub(super) fn is_covered(&self) -> bool {
        let aside = |layer| matches!(layer, Layer::Timer | Layer::Private | Layer::Room);
        self.overlays.iter().any(|overlay| !aside(overlay.layer()))
    }

    /// The layers help and palette speak of.
    pub(super) fn reach(&self) -> Vec<Layer> {
        match self.layers()[0] {
            // What is typed into or read now has little of its own; the stage behind it must not change under it.
            front if front.stages().is_empty() => vec![front, Layer::Global],
            front => keymap::reach(front),
        }
    }

    /// Opens an overlay, or closes it where it lies already: the same key does both.
    pub(super) fn or_close(&mut self, layer: Layer, make: impl FnOnce(&Ctx) -> Box<dyn Overlay>) {
        match self.overlays.iter().position(|overlay| overlay.layer() == layer) {
            Some(at) => {
                let overlay = self.overlays.remove(at);
                self.forget_draft(&*overlay);
            }
            None => self.push(make),
        }
    }
}
