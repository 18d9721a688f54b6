//! The start screen: continue a recent session, start a new one, open the sample day.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, MouseEvent};
use ratatui::layout::Rect;

use super::effect::Effect;
use super::event::Recent;
use super::keymap::{Binding, Chord, Command, Global, Layer, find};
use super::look::Look;
use super::widgets::put::{fill, put};
use crate::playbook::Playbook;
use crate::session::Variant;

/// Its commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmd {
    /// Open the selected session.
    Open,
    /// The one before.
    Up,
    /// The one after.
    Down,
    /// A new session.
    New,
    /// A copy of the sample day.
    Demo,
}

/// What it asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {}

const fn row(
    chords: &'static [Chord],
    name: &'static str,
    label: &'static str,
    command: Cmd,
    footer: u8,
) -> Binding {
    Binding { layer: Layer::Start, chords, name, label, command: Command::Start(command), footer }
}

/// Its keys.
pub const KEYS: &[Binding] = &[
    row(&[Chord::key(KeyCode::Enter)], "start.open", "continue", Cmd::Open, 1),
    row(&[Chord::key(KeyCode::Up), Chord::ch('k')], "start.up", "up", Cmd::Up, 0),
    row(&[Chord::key(KeyCode::Down), Chord::ch('j')], "start.down", "down", Cmd::Down, 0),
    row(&[Chord::ch('n')], "start.new", "new session", Cmd::New, 2),
    row(&[Chord::ch('d')], "start.demo", "the sample day", Cmd::Demo, 3),
];

/// The start screen.
#[derive(Debug, Default)]
pub struct Start {
    recent: Vec<Recent>,
    at: usize,
    saying: Option<String>,
}

impl Start {
    /// What lies in the sessions folder.
    pub fn recent(&mut self, recent: Vec<Recent>) {
        self.recent = recent;
        self.at = 0;
    }

    /// Says what went wrong.
    pub fn warn(&mut self, line: String) {
        self.saying = Some(line);
    }

    /// A key.
    pub fn key(&mut self, key: KeyEvent, everywhere: Option<Command>) -> Vec<Effect> {
        self.saying = None;
        match find(&[Layer::Start], Chord::of(key)) {
            Some(Command::Start(Cmd::Up)) => self.at = self.at.saturating_sub(1),
            Some(Command::Start(Cmd::Down)) => {
                self.at = (self.at + 1).min(self.recent.len().saturating_sub(1))
            }
            Some(Command::Start(Cmd::Open)) => {
                if let Some(recent) = self.recent.get(self.at) {
                    return vec![Effect::Open(recent.path.clone())];
                }
            }
            Some(Command::Start(Cmd::New)) => {
                return vec![Effect::New { title: String::new(), variant: Variant::FullDay }];
            }
            Some(Command::Start(Cmd::Demo)) => return vec![Effect::Demo],
            _ => {
                if let Some(Command::Global(Global::Quit)) = everywhere {
                    return vec![Effect::Quit];
                }
            }
        }
        Vec::new()
    }

    /// Text from the clipboard: nothing to type here.
    pub fn paste(&mut self, _text: &str) -> Vec<Effect> {
        Vec::new()
    }

    /// The mouse.
    pub fn mouse(&mut self, _mouse: MouseEvent, _size: Rect) -> Vec<Effect> {
        Vec::new()
    }
}

/// Draws it.
pub fn view(
    start: &Start,
    buf: &mut Buffer,
    area: Rect,
    look: &Look,
    _playbook: &Playbook,
) -> Option<(u16, u16)> {
    fill(buf, area, look.page());
    put(buf, area.x + 2, area.y + 1, usize::from(area.width), "Offsite", look.heading());
    for (y, (i, recent)) in (area.y + 3..area.bottom()).zip(start.recent.iter().enumerate()) {
        let style = if i == start.at { look.selected() } else { look.text() };
        put(buf, area.x + 2, y, usize::from(area.width - 4), &recent.title, style);
    }
    None
}
