//! The machine: `update` takes an event and returns wishes to the world, `view` draws what is. No clock, no disk, no
//! thread; the same events always give the same screen.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyEventKind, MouseEventKind};
use ratatui::layout::Rect;

use super::effect::Effect;
use super::event::{Event, Now, Opened};
use super::keymap::{Chord, Command, Global, Layer, find};
use super::look::Look;
use super::screens::{Screen, with_screen};
use super::start::Start;
use super::work::Work;
use super::{frame, start};
use crate::playbook::Playbook;
use crate::text;

/// The program as the facilitator sees it.
#[derive(Debug)]
pub struct App {
    mode: Mode,
    look: Look,
    playbook: &'static Playbook,
    now: Now,
    size: Rect,
    /// Set when everything is to be drawn anew.
    redraw: bool,
}

#[derive(Debug)]
enum Mode {
    Start(Box<Start>),
    Work(Box<Work>),
}

impl App {
    /// Begins at the start screen.
    pub fn new(playbook: &'static Playbook, look: Look, now: Now, size: (u16, u16)) -> Self {
        let size = Rect::new(0, 0, size.0, size.1);
        Self { mode: Mode::Start(Box::default()), look, playbook, now, size, redraw: false }
    }

    /// Takes a fact, changes the state, says what the world is asked to do.
    pub fn update(&mut self, event: Event, now: Now) -> Vec<Effect> {
        self.now = now;
        if let Mode::Work(work) = &mut self.mode {
            work.surroundings(now, self.size, &self.look);
        }
        match event {
            Event::Resize(width, height) => {
                self.size = Rect::new(0, 0, width, height);
                if let Mode::Work(work) = &mut self.mode {
                    work.surroundings(now, self.size, &self.look);
                }
                self.redraw = true;
            }
            Event::Opened(opened) => self.open(*opened, now),
            Event::Key(key) if key.kind == KeyEventKind::Release => {}
            Event::Key(key) => {
                let chord = Chord::of(key);
                let everywhere = find(&[Layer::Global], chord);
                match everywhere {
                    Some(Command::Global(Global::Theme)) => {
                        self.look = self.look.next_theme();
                        if let Mode::Work(work) = &mut self.mode {
                            work.surroundings(now, self.size, &self.look);
                        }
                    }
                    Some(Command::Global(Global::Redraw)) => self.redraw = true,
                    _ => match &mut self.mode {
                        Mode::Work(work) => work.key(key),
                        Mode::Start(start) => return start.key(key, everywhere),
                    },
                }
            }
            Event::Paste(text) => {
                let text = text::unix_lines(&text);
                match &mut self.mode {
                    Mode::Work(work) => work.paste(&text),
                    Mode::Start(start) => return start.paste(&text),
                }
            }
            Event::Mouse(mouse) if mouse.kind == MouseEventKind::Moved => {}
            Event::Mouse(mouse) => match &mut self.mode {
                Mode::Work(work) => work.mouse(mouse),
                Mode::Start(start) => return start.mouse(mouse, self.size),
            },
            Event::Click(click) => {
                if let Mode::Work(work) = &mut self.mode {
                    work.click(click);
                }
            }
            Event::LetGo => {
                if let Some(work) = self.work_mut() {
                    work.let_go();
                }
            }
            Event::Reread(session) => {
                if let Some(work) = self.work_mut() {
                    work.reread(*session);
                }
            }
            Event::Tick => {
                if let Mode::Work(work) = &mut self.mode {
                    work.tick();
                }
            }
            Event::Saver(news) => {
                if let Mode::Work(work) = &mut self.mode {
                    work.saver(news);
                }
            }
            Event::Failed(line) => match &mut self.mode {
                Mode::Work(work) => work.warn(line),
                Mode::Start(start) => start.warn(line),
            },
            Event::Proposed { wish, edit, summary } => {
                if let Mode::Work(work) = &mut self.mode {
                    work.proposed(*wish, edit.as_ref(), summary);
                }
            }
            Event::Exported(paths) => {
                if let Mode::Work(work) = &mut self.mode {
                    work.exported(&paths);
                }
            }
            Event::Recent(recent) => {
                if let Mode::Start(start) = &mut self.mode {
                    start.recent(recent);
                }
            }
        }
        let Mode::Work(work) = &mut self.mode else { return Vec::new() };
        for command in std::mem::take(&mut work.for_app) {
            match command {
                Global::Theme => self.look = self.look.next_theme(),
                _ => self.redraw = true,
            }
        }
        let effects = std::mem::take(&mut work.effects);
        if effects.iter().any(|effect| matches!(effect, Effect::Close)) {
            self.mode = Mode::Start(Box::default());
        }
        effects
    }

    fn open(&mut self, mut opened: Opened, now: Now) {
        // Who takes over what another window held stays where they are.
        if let Mode::Work(work) = &self.mode
            && work.was_let_go()
        {
            opened.kept.insert("stage".into(), work.stage().name().to_owned());
        }
        self.mode = Mode::Work(Box::new(Work::open(opened, self.playbook, self.look, now, self.size)));
    }

    /// How long until something on the screen changes by itself; `None`: never.
    pub fn next_change(&self) -> Option<Duration> {
        let Mode::Work(work) = &self.mode else { return None };
        let mut wait = self.now.to_minute();
        if work.timer.runs() || work.overlays().iter().any(|overlay| overlay.ticks()) {
            wait = wait.min(self.now.to_second());
        }
        if let Some(since) = work.saving.waiting_since_ms
            && work.revision() > work.saving.revision
        {
            let shown_at = since + 300;
            if self.now.awake_ms < shown_at {
                wait = wait.min(Duration::from_millis(shown_at - self.now.awake_ms));
            }
        }
        Some(wait)
    }

    /// Whether the terminal is to be cleared before the next frame; asked once.
    pub fn take_redraw(&mut self) -> bool {
        std::mem::take(&mut self.redraw)
    }

    /// The work, once a session is open.
    pub fn work_mut(&mut self) -> Option<&mut Work> {
        match &mut self.mode {
            Mode::Work(work) => Some(work),
            Mode::Start(_) => None,
        }
    }

    /// The work, if a session is open.
    pub fn work(&self) -> Option<&Work> {
        match &self.mode {
            Mode::Work(work) => Some(work),
            Mode::Start(_) => None,
        }
    }

    /// Whether the start screen is shown.
    pub fn at_start(&self) -> bool {
        matches!(self.mode, Mode::Start(_))
    }

    /// The look in force.
    pub fn look(&self) -> &Look {
        &self.look
    }

    /// Draws into a buffer; gives the cursor's place where text is typed.
    pub fn draw(&self, buf: &mut Buffer, area: Rect) -> Option<(u16, u16)> {
        if frame::too_small(area) {
            frame::view_too_small(buf, area, &self.look);
            return None;
        }
        let cursor = match &self.mode {
            Mode::Start(start) => start::view(start, buf, area, &self.look, self.playbook),
            Mode::Work(work) => Self::draw_work(work, buf, area),
        };
        self.look.make_plain(buf);
        cursor
    }

    fn draw_work(work: &Work, buf: &mut Buffer, area: Rect) -> Option<(u16, u16)> {
        let ctx = work.ctx();
        let headline = with_screen!(ref work.screens(), work.stage(), screen => screen.headline(&ctx));
        frame::view(work, &headline, buf, area);
        let mut cursor = with_screen!(ref work.screens(), work.stage(), screen => screen.view(buf, &ctx));
        let ctx = ctx.within(area);
        let front = work.overlays().len().saturating_sub(1);
        for (at, overlay) in work.overlays().iter().enumerate() {
            // What lies over the private panel would hide its band and leave its edges to be read.
            if at < front && overlay.layer() == Layer::Private {
                continue;
            }
            cursor = overlay.view(buf, &ctx);
        }
        let said = frame::long_message(work, buf, area);
        // Nobody types into what is covered.
        cursor.filter(|at| said.is_none_or(|said| !said.contains((*at).into())))
    }
}
