//! The projector's own window as a machine: what it follows, what a clicker does to it, what it draws. No clock, no disk.
//!
//! It cannot change the session: a clicker here pages what is shown, veils it, and lets it follow again.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::Rect;

use super::{draw, draw_waiting, look_of, pattern};
use crate::room::{Scene, Seen, Veil, Wall};
use crate::tui::event::Now;
use crate::tui::look::Look;

/// The window.
#[derive(Debug)]
pub struct Watch {
    wall: Option<Wall>,
    /// The laptop is not heard of.
    waiting: bool,
    /// Why nothing can be drawn, where something else is there.
    unclear: Option<String>,
    /// Laid over by the clicker in this window.
    veil: Veil,
    /// Pages turned by the clicker in this window.
    turned: isize,
    /// The dark palette here, whatever the laptop says.
    dark: Option<bool>,
    /// The test pattern instead of a wall.
    test: bool,
    look: Look,
    now: Now,
}

/// What the window asks its runtime for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing.
    Nothing,
    /// To draw all of it anew.
    Anew,
    /// To leave.
    Leave,
}

impl Watch {
    /// Begins; `test` shows the pattern instead of a wall.
    pub fn new(look: Look, now: Now, test: bool) -> Self {
        Self {
            wall: None,
            waiting: true,
            unclear: None,
            veil: Veil::None,
            turned: 0,
            dark: None,
            test,
            look,
            now,
        }
    }

    /// Takes what was seen; whether something is to be drawn.
    pub fn sees(&mut self, seen: Seen, now: Now) -> bool {
        self.now = now;
        match seen {
            Seen::Same => return false,
            Seen::New(wall) => {
                if self.wall.as_ref().is_some_and(|before| before.scene != wall.scene) {
                    self.turned = 0;
                }
                self.wall = Some(*wall);
                self.waiting = false;
                self.unclear = None;
            }
            Seen::Gone => self.waiting = true,
            Seen::Unclear(line) => {
                self.unclear = Some(line);
                self.waiting = true;
            }
        }
        true
    }

    /// Whether the laptop lives; whether something is to be drawn.
    pub fn hears(&mut self, alive: bool, now: Now) -> bool {
        self.now = now;
        let waiting = self.wall.is_none() || !alive;
        std::mem::replace(&mut self.waiting, waiting) != waiting
    }

    /// Time passed.
    pub fn tick(&mut self, now: Now) {
        self.now = now;
    }

    /// A key, or a clicker's.
    pub fn key(&mut self, key: KeyEvent) -> Asked {
        if key.kind == KeyEventKind::Release {
            return Asked::Nothing;
        }
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('q' | 'c') if ctrl => return Asked::Leave,
            KeyCode::Char('q') => return Asked::Leave,
            KeyCode::Esc if self.test => return Asked::Leave,
            KeyCode::Char('x' | 'l') if ctrl => return Asked::Anew,
            KeyCode::F(5) => {
                self.follow();
                return Asked::Anew;
            }
            KeyCode::Esc => self.follow(),
            KeyCode::Char('b') => self.toggle(Veil::Plain),
            KeyCode::Char('.') => self.toggle(Veil::Black),
            KeyCode::Char('d') => {
                let dark = self.dark.or(self.wall.as_ref().map(|wall| wall.dark)).unwrap_or(false);
                self.dark = Some(!dark);
            }
            KeyCode::PageDown | KeyCode::Right | KeyCode::Down | KeyCode::Char(' ') => self.turned += 1,
            KeyCode::PageUp | KeyCode::Left | KeyCode::Up => self.turned -= 1,
            _ => {}
        }
        Asked::Nothing
    }

    fn follow(&mut self) {
        self.veil = Veil::None;
        self.turned = 0;
    }

    fn toggle(&mut self, veil: Veil) {
        self.veil = if self.veil == veil { Veil::None } else { veil };
    }

    /// The wall as this window shows it.
    fn shown(&self) -> Option<Wall> {
        let mut wall = self.wall.clone()?;
        if self.veil != Veil::None {
            wall.veil = self.veil;
        }
        wall.dark = self.dark.unwrap_or(wall.dark);
        if let Some(page) = page_of(&mut wall.scene) {
            *page = page.saturating_add_signed(self.turned);
        }
        Some(wall)
    }

    /// How long until the picture changes by itself.
    pub fn next_change(&self) -> Duration {
        let time = self.now.local.time();
        let millis = u64::try_from(time.subsec_nanosecond()).unwrap_or(0) / 1_000_000;
        let running =
            self.wall.as_ref().is_some_and(|wall| wall.timer.is_some_and(|timer| timer.until.is_some()));
        if running {
            return Duration::from_millis(1000 - millis.min(999));
        }
        Duration::from_secs(60 - u64::try_from(time.second()).unwrap_or(0).min(59))
    }

    /// Draws it.
    pub fn draw(&self, buf: &mut Buffer, area: Rect) {
        if self.test {
            let wall = Wall { dark: self.dark.unwrap_or(false), ..Wall::default() };
            pattern::draw(buf, area, &look_of(&wall, &self.look));
            return;
        }
        match (self.shown(), &self.unclear) {
            (_, Some(line)) => draw_waiting(buf, area, &self.look, line),
            (None, None) => draw_waiting(buf, area, &self.look, "Open a session in the other window."),
            (Some(wall), None) => draw(&wall, buf, area, &self.look, &self.now, self.waiting),
        }
    }
}

/// The page that a scene is at, where it has pages.
pub fn page_of(scene: &mut Scene) -> Option<&mut usize> {
    match scene {
        Scene::Notes(scene) => Some(&mut scene.page),
        Scene::PerfectToday(scene) => Some(&mut scene.page),
        Scene::Themes(scene) => Some(&mut scene.page),
        Scene::Theme(scene) => Some(&mut scene.page),
        Scene::BallotResult(scene) => Some(&mut scene.page),
        Scene::Board(scene) => Some(&mut scene.page),
        Scene::Lane(scene) => Some(&mut scene.page),
        Scene::Plan(scene) => Some(&mut scene.page),
        _ => None,
    }
}
