//! The start screen: continue a recent session, start a new one, open a file, walk around in the sample day. It knows
//! sessions only by the line the disk gave of each.

mod view;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

use ratatui::crossterm::event::{KeyCode, KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use super::effect::Effect;
use super::event::Recent;
use super::keymap::{Binding, Chord, Command, Global, Hint, Layer, find};
use super::overlays;
use super::overlays::page::Page;
use super::widgets::line_edit::LineEdit;
use super::widgets::list::step;
use crate::playbook::FORMS;
use crate::text;
pub use view::view;

/// Its commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmd {
    /// Open the selected session.
    Open,
    /// The one before.
    Up,
    /// The one after.
    Down,
    /// The first.
    First,
    /// The last.
    Last,
    /// A new session.
    New,
    /// A file by its path.
    Path,
    /// A copy of the sample day.
    Demo,
    /// Look again what lies in the sessions folder.
    Look,
    /// Help.
    Help,
    /// Leave.
    Quit,
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
    row(&[Chord::key(KeyCode::Enter)], "start.open", "continues", Cmd::Open, 1),
    row(&[Chord::key(KeyCode::Up), Chord::ch('k')], "start.up", "up", Cmd::Up, 0),
    row(&[Chord::key(KeyCode::Down), Chord::ch('j')], "start.down", "down", Cmd::Down, 0),
    row(&[Chord::key(KeyCode::Home)], "start.first", "the newest", Cmd::First, 0),
    row(&[Chord::key(KeyCode::End)], "start.last", "the oldest", Cmd::Last, 0),
    row(&[Chord::ch('n')], "start.new", "new session", Cmd::New, 2),
    row(&[Chord::ch('o')], "start.path", "open a file", Cmd::Path, 3),
    row(&[Chord::ch('d')], "start.demo", "the sample day", Cmd::Demo, 4),
    row(&[Chord::ch('r')], "start.look", "look again", Cmd::Look, 0),
    row(&[Chord::ch('?'), Chord::key(KeyCode::F(1))], "start.help", "help", Cmd::Help, 5),
    row(&[Chord::ctrl('q'), Chord::ctrl('c')], "start.quit", "quit", Cmd::Quit, 6),
];

/// What is asked at the moment.
#[derive(Debug, Default)]
enum Asking {
    /// Nothing: the list of sessions.
    #[default]
    Nothing,
    /// The title of a new session.
    Title,
    /// Its agenda, by its place in [`FORMS`].
    Form(usize),
    /// The path of a file.
    Path,
    /// Help.
    Help(Page),
}

/// Where titles repeat, each says its file; where the files' names repeat too, the folder.
fn told_apart(recent: Vec<Recent>) -> Vec<Recent> {
    let name = |one: &Recent| one.path.file_name().map(|name| name.to_string_lossy().into_owned());
    let marks: Vec<Option<String>> = recent
        .iter()
        .map(|one| {
            let mut alike = recent.iter().filter(|other| other.title == one.title && other.path != one.path);
            let first = alike.next()?;
            let same_name = std::iter::once(first).chain(alike).any(|other| name(other) == name(one));
            let shown = if same_name { Some(one.path.display().to_string()) } else { name(one) };
            shown.map(|shown| text::clip_middle(&shown, 40).into_owned())
        })
        .collect();
    let mut recent = recent;
    for (one, mark) in recent.iter_mut().zip(marks) {
        if let Some(mark) = mark {
            one.detail = format!("{mark} · {}", one.detail);
        }
    }
    recent
}

/// The start screen.
#[derive(Debug)]
pub struct Start {
    /// `None` until the disk has answered.
    recent: Option<Vec<Recent>>,
    at: usize,
    clicked: bool,
    asking: Asking,
    title: LineEdit,
    path: LineEdit,
    saying: Option<String>,
}

impl Default for Start {
    fn default() -> Self {
        Self {
            recent: None,
            at: 0,
            clicked: false,
            asking: Asking::Nothing,
            title: LineEdit::line(""),
            path: LineEdit::line(""),
            saying: None,
        }
    }
}

impl Start {
    /// What lies in the sessions folder.
    pub fn recent(&mut self, recent: Vec<Recent>) {
        self.at = self.at.min(recent.len().saturating_sub(1));
        self.recent = Some(told_apart(recent));
    }

    /// Says what went wrong.
    pub fn warn(&mut self, line: String) {
        self.saying = Some(line);
    }

    fn sessions(&self) -> &[Recent] {
        self.recent.as_deref().unwrap_or_default()
    }

    /// The layer of keys that applies.
    fn layer(&self) -> Layer {
        match self.asking {
            Asking::Nothing => Layer::Start,
            Asking::Title | Asking::Path => Layer::Text,
            Asking::Form(_) => Layer::Pick,
            Asking::Help(_) => Layer::Help,
        }
    }

    /// What the footer says of a key, as things stand.
    fn hint(&self, binding: &Binding) -> Hint {
        match binding.command {
            Command::Start(Cmd::Open) => Hint::when(!self.sessions().is_empty()),
            // The title and the path are one line each, and go nowhere else.
            Command::Overlay(overlays::Cmd::NewLine | overlays::Cmd::Mark) if self.layer() == Layer::Text => {
                Hint::Silent
            }
            _ => Hint::AsNamed,
        }
    }

    /// A key. `everywhere`: what it means on every screen.
    pub fn key(&mut self, key: KeyEvent, everywhere: Option<Command>) -> Vec<Effect> {
        self.saying = None;
        self.clicked = false;
        let chord = Chord::of(key);
        match find(&[self.layer(), Layer::Global], chord) {
            Some(Command::Start(command)) => self.command(command),
            Some(Command::Overlay(command)) => self.asked(command),
            Some(Command::Global(Global::Undo | Global::Redo)) => {
                let redo = everywhere == Some(Command::Global(Global::Redo));
                if let Some(field) = self.field() {
                    _ = if redo { field.redo() } else { field.undo() };
                }
                Vec::new()
            }
            Some(Command::Global(command)) => self.global(command),
            _ => {
                if let Some(field) = self.field() {
                    field.key(key);
                }
                Vec::new()
            }
        }
    }

    fn command(&mut self, command: Cmd) -> Vec<Effect> {
        match command {
            Cmd::Up => self.go(-1),
            Cmd::Down => self.go(1),
            Cmd::First => self.go(isize::MIN),
            Cmd::Last => self.go(isize::MAX),
            Cmd::Open => return self.open(),
            Cmd::New => self.asking = Asking::Title,
            Cmd::Path => self.asking = Asking::Path,
            Cmd::Demo => return vec![Effect::Demo],
            Cmd::Look => return vec![Effect::LookForRecent],
            Cmd::Help => self.asking = Asking::Help(Page::default()),
            Cmd::Quit => return vec![Effect::Quit],
        }
        Vec::new()
    }

    /// A command while something is asked.
    fn asked(&mut self, command: overlays::Cmd) -> Vec<Effect> {
        use overlays::Cmd as Asked;
        match (&mut self.asking, command) {
            (Asking::Form(_), Asked::Leave) => self.asking = Asking::Title,
            (_, Asked::Leave) | (Asking::Help(_), Asked::Accept) => self.asking = Asking::Nothing,
            (Asking::Title, Asked::Accept) => self.asking = Asking::Form(0),
            (Asking::Form(at), Asked::Up) => *at = at.saturating_sub(1),
            (Asking::Form(at), Asked::Down) => *at = (*at + 1).min(FORMS.len() - 1),
            (Asking::Form(at), Asked::Accept) => {
                let variant = FORMS[*at].clone();
                return vec![Effect::New { title: text::clean_line(self.title.text()), variant }];
            }
            (Asking::Path, Asked::Accept) => {
                let path = text::clean_line(self.path.text());
                if !path.is_empty() {
                    self.asking = Asking::Nothing;
                    return vec![Effect::Open(PathBuf::from(path))];
                }
            }
            (Asking::Help(page), command) => page.scroll(match command {
                Asked::Up => -1,
                Asked::Down => 1,
                Asked::PageUp => -10,
                Asked::PageDown => 10,
                Asked::First => isize::MIN,
                Asked::Last => isize::MAX,
                _ => 0,
            }),
            _ => {}
        }
        Vec::new()
    }

    fn global(&mut self, command: Global) -> Vec<Effect> {
        match command {
            Global::Quit => return vec![Effect::Quit],
            Global::Suspend => return vec![Effect::Suspend],
            Global::Help if matches!(self.asking, Asking::Help(_)) => self.asking = Asking::Nothing,
            _ => {}
        }
        Vec::new()
    }

    fn field(&mut self) -> Option<&mut LineEdit> {
        match self.asking {
            Asking::Title => Some(&mut self.title),
            Asking::Path => Some(&mut self.path),
            _ => None,
        }
    }

    fn go(&mut self, by: isize) {
        self.at = step(self.sessions().len(), Some(self.at), by).unwrap_or(0);
    }

    fn open(&mut self) -> Vec<Effect> {
        self.sessions().get(self.at).map(|recent| Effect::Open(recent.path.clone())).into_iter().collect()
    }

    /// Text from the clipboard.
    pub fn paste(&mut self, text: &str) -> Vec<Effect> {
        if let Some(field) = self.field() {
            field.paste(text.trim());
        }
        Vec::new()
    }

    /// The mouse: a click selects, the second on the same opens; what can be done is clicked by its name.
    pub fn mouse(&mut self, mouse: MouseEvent, size: Rect) -> Vec<Effect> {
        let wheel = match mouse.kind {
            MouseEventKind::ScrollUp => -1,
            MouseEventKind::ScrollDown => 1,
            MouseEventKind::Down(MouseButton::Left) => 0,
            _ => return Vec::new(),
        };
        let at = (mouse.column, mouse.row);
        match (&mut self.asking, wheel) {
            (Asking::Help(page), by) => page.scroll(by * 2),
            (Asking::Form(_), 0) => {
                if let Some(row) = view::form_at(size, at) {
                    if self.clicked && matches!(self.asking, Asking::Form(now) if now == row) {
                        self.clicked = false;
                        return self.asked(overlays::Cmd::Accept);
                    }
                    self.asking = Asking::Form(row);
                    self.clicked = true;
                }
            }
            (Asking::Form(_), by) => {
                return self.asked(if by < 0 { overlays::Cmd::Up } else { overlays::Cmd::Down });
            }
            (Asking::Nothing, 0) => {
                let places = view::places(self, size);
                if let Some(row) = places.session_at(at) {
                    let again = self.clicked && self.at == row;
                    self.at = row;
                    self.clicked = !again;
                    if again {
                        return self.open();
                    }
                } else if let Some(command) = places.action_at(at) {
                    return self.command(command);
                }
            }
            (Asking::Nothing, by) => self.go(by),
            (Asking::Title | Asking::Path, _) => {}
        }
        Vec::new()
    }
}
