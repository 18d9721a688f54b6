//! Drives the machine without a terminal: types keys, draws into a buffer, answers its wishes as a willing world would.
//! For scenarios, snapshots and benchmarks.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use super::app::App;
use super::effect::Effect;
use super::event::{Event, Now, Opened, SaverNews};
use super::look::{Depth, Glyphs, Look, Theme};
use crate::playbook::Playbook;
use crate::session::{Session, Variant};
use crate::shelf::format;

/// The sample day.
pub const SAMPLE: &[u8] = include_bytes!("../../sessions/halvorn.json");

/// A machine with a person at the keys.
#[derive(Debug)]
pub struct Harness {
    /// The machine.
    pub app: App,
    /// What time it is.
    pub now: Now,
    size: (u16, u16),
    /// Saving fails.
    pub disk_fails: bool,
    /// What the machine asked of the world so far, saving aside.
    pub effects: Vec<Effect>,
}

impl Harness {
    /// With a session open, at 80x24, on 12 March 2026 at 14:03.
    pub fn with(session: Session) -> Self {
        Self::with_look(session, Look::new(Theme::Light, Depth::True, Glyphs::Unicode))
    }

    /// The same on another terminal.
    pub fn with_look(session: Session, look: Look) -> Self {
        let opened = Opened {
            session,
            path: "day.json".into(),
            read_only: None,
            kept: std::collections::BTreeMap::default(),
            notice: None,
        };
        Self::opened_on(opened, look)
    }

    /// With what the shelf gave.
    pub fn opened(opened: Opened) -> Self {
        Self::opened_on(opened, Look::new(Theme::Light, Depth::True, Glyphs::Unicode))
    }

    fn opened_on(opened: Opened, look: Look) -> Self {
        let local = jiff::civil::date(2026, 3, 12).at(14, 3, 0, 0);
        let now = Now { local, offset_minutes: 60, awake_ms: 1000 };
        let size = (80, 24);
        let app = App::new(Playbook::builtin(), look, now, size);
        let mut harness = Self { app, now, size, disk_fails: false, effects: Vec::new() };
        harness.event(Event::Opened(Box::new(opened)));
        harness
    }

    /// The sample day.
    ///
    /// # Panics
    /// Never: a test reads it.
    pub fn sample() -> Self {
        Self::with(format::read(SAMPLE).expect("the sample day is readable"))
    }

    /// A new full day.
    pub fn empty() -> Self {
        let day = "2026-03-12".parse().unwrap_or_default();
        Self::with(Playbook::builtin().new_session("", day, &Variant::FullDay, "+01:00"))
    }

    /// At the start screen, with these recent sessions.
    pub fn start(recent: Vec<super::event::Recent>) -> Self {
        let mut harness = Self::empty();
        harness.app = App::new(Playbook::builtin(), *harness.app.look(), harness.now, harness.size);
        harness.effects.clear();
        harness.event(Event::Recent(recent));
        harness
    }

    /// Does what a screen would answer.
    ///
    /// # Panics
    /// At the start screen.
    pub fn outcome(&mut self, outcome: super::outcome::Outcome) -> &mut Self {
        self.app.work_mut().expect("a session is open").outcome(outcome);
        self
    }

    /// Gives the machine a fact; saving succeeds at once.
    pub fn event(&mut self, event: Event) {
        let effects = self.app.update(event, self.now);
        for effect in effects {
            match effect {
                Effect::Save { revision, .. } if self.disk_fails => {
                    let reason = format!("disk full at {revision}");
                    self.app.update(Event::Saver(SaverNews::Failing { reason, emergency: None }), self.now);
                }
                Effect::Save { revision, .. } => {
                    let news = SaverNews::Saved(revision, self.now.local.time());
                    let more = self.app.update(Event::Saver(news), self.now);
                    self.effects.extend(more);
                }
                other => self.effects.push(other),
            }
        }
    }

    /// Types a script: plain text, and `<Enter> <Esc> <Tab> <BTab> <Up> <C-p> <S-Down> <Space> <lt> <paste TEXT>
    /// <click X Y> <drag X1 Y1 X2 Y2> <wheel up X Y> <resize 66x18>`.
    ///
    /// # Panics
    /// On a word it does not know: a mistake in the test.
    pub fn keys(&mut self, script: &str) -> &mut Self {
        let mut rest = script;
        while let Some(c) = rest.chars().next() {
            if c == '<'
                && let Some(end) = rest.find('>')
            {
                let word = &rest[1..end];
                rest = &rest[end + 1..];
                self.word(word);
                continue;
            }
            rest = &rest[c.len_utf8()..];
            let code = if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) };
            self.event(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        }
        self
    }

    fn word(&mut self, word: &str) {
        let parts: Vec<&str> = word.split(' ').collect();
        let number = |i: usize| parts[i].parse::<u16>().expect("a number");
        match parts[0] {
            "paste" => return self.event(Event::Paste(word[6..].replace("\\n", "\n").replace("\\r", "\r"))),
            "click" => {
                let (x, y) = (number(1), number(2));
                self.mouse(MouseEventKind::Down(MouseButton::Left), x, y);
                return self.mouse(MouseEventKind::Up(MouseButton::Left), x, y);
            }
            "drag" => {
                let (x1, y1, x2, y2) = (number(1), number(2), number(3), number(4));
                self.mouse(MouseEventKind::Down(MouseButton::Left), x1, y1);
                self.mouse(
                    MouseEventKind::Drag(MouseButton::Left),
                    u16::midpoint(x1, x2),
                    u16::midpoint(y1, y2),
                );
                self.mouse(MouseEventKind::Drag(MouseButton::Left), x2, y2);
                return self.mouse(MouseEventKind::Up(MouseButton::Left), x2, y2);
            }
            "wheel" => {
                let kind =
                    if parts[1] == "up" { MouseEventKind::ScrollUp } else { MouseEventKind::ScrollDown };
                return self.mouse(kind, number(2), number(3));
            }
            "resize" => {
                let (w, h) = parts[1].split_once('x').expect("COLSxROWS");
                self.size = (w.parse().expect("columns"), h.parse().expect("rows"));
                return self.event(Event::Resize(self.size.0, self.size.1));
            }
            _ => {}
        }
        let (mods, name) = match word.split_once('-') {
            Some(("C", name)) => (KeyModifiers::CONTROL, name),
            Some(("S", name)) => (KeyModifiers::SHIFT, name),
            Some(("M", name)) => (KeyModifiers::ALT, name),
            _ => (KeyModifiers::NONE, word),
        };
        let code = match name {
            "Enter" => KeyCode::Enter,
            "Esc" => KeyCode::Esc,
            "Tab" => KeyCode::Tab,
            "BTab" => KeyCode::BackTab,
            "Up" => KeyCode::Up,
            "Down" => KeyCode::Down,
            "Left" => KeyCode::Left,
            "Right" => KeyCode::Right,
            "Home" => KeyCode::Home,
            "End" => KeyCode::End,
            "PgUp" => KeyCode::PageUp,
            "PgDn" => KeyCode::PageDown,
            "Space" => KeyCode::Char(' '),
            "BSpace" => KeyCode::Backspace,
            "Del" => KeyCode::Delete,
            "lt" => KeyCode::Char('<'),
            one if one.chars().count() == 1 => KeyCode::Char(one.chars().next().unwrap_or(' ')),
            f if f.starts_with('F') => KeyCode::F(f[1..].parse().expect("a function key")),
            other => panic!("no key <{other}>"),
        };
        self.event(Event::Key(KeyEvent::new(code, mods)));
    }

    fn mouse(&mut self, kind: MouseEventKind, column: u16, row: u16) {
        self.event(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
    }

    /// Goes to a stage by its name.
    pub fn stage(&mut self, name: &str) -> &mut Self {
        while self.work().stage().name() != name {
            let at = self.work().stage();
            let to = super::stage::Stage::from_name(name).expect("a stage");
            self.keys(if to > at { "<PgDn>" } else { "<PgUp>" });
        }
        self
    }

    /// Asserts which stage is on.
    ///
    /// # Panics
    /// Where it is another one.
    pub fn stage_is(&self, name: &str) {
        assert_eq!(self.work().stage().name(), name, "{}", self.screen());
    }

    /// Lets time pass.
    pub fn wait(&mut self, seconds: i64) -> &mut Self {
        self.now.local = self.now.local.saturating_add(jiff::Span::new().seconds(seconds));
        self.now.awake_ms += u64::try_from(seconds).unwrap_or(0) * 1000;
        self.event(Event::Tick);
        self
    }

    /// The work.
    ///
    /// # Panics
    /// At the start screen.
    pub fn work(&self) -> &super::work::Work {
        self.app.work().expect("a session is open")
    }

    /// Does what a screen would have answered: opens a card, makes an edit.
    ///
    /// # Panics
    /// At the start screen.
    pub fn show(&mut self, outcome: super::outcome::Outcome) -> &mut Self {
        self.app.work_mut().expect("a session is open").outcome(outcome);
        self.event(Event::Tick);
        self
    }

    /// The session as it is.
    pub fn session(&self) -> &Session {
        self.work().session()
    }

    /// The frame at the present size.
    pub fn buffer(&self) -> Buffer {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        self.app.draw(&mut buffer, area);
        buffer
    }

    /// Where the cursor blinks at the present size, if it does.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        self.app.draw(&mut Buffer::empty(area), area)
    }

    /// The screen's text, row by row.
    pub fn screen(&self) -> String {
        rows(&self.buffer()).join("\n")
    }

    /// Text and style at another size, for snapshots.
    pub fn styled(&mut self, width: u16, height: u16) -> String {
        self.keys(&format!("<resize {width}x{height}>"));
        styled(&self.buffer())
    }
}

/// Text and style of a buffer, for snapshots of what lies over a screen without the screen.
pub fn styled(buffer: &Buffer) -> String {
    let (width, height) = (buffer.area.width, buffer.area.height);
    let mut out = rows(buffer).join("\n");
    out.push_str("\n\n");
    for y in 0..height {
        let mut x = 0;
        while x < width {
            let style = buffer[(x, y)].style();
            let from = x;
            while x < width && buffer[(x, y)].style() == style {
                x += 1;
            }
            let (fg, bg) = (colour(style.fg), colour(style.bg));
            let mods = modifiers(style.add_modifier);
            if from == 0 && x == width && y > 0 && buffer[(0, y - 1)].style() == style {
                continue;
            }
            let _ = writeln!(out, "{y}:{from}-{} {fg}/{bg}{mods}", x - 1);
        }
    }
    out
}

fn rows(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    (area.top()..area.bottom())
        .map(|y| {
            let mut row = String::new();
            let mut x = area.left();
            while x < area.right() {
                let symbol = buffer[(x, y)].symbol();
                row.push_str(symbol);
                x += u16::try_from(crate::text::width(symbol)).unwrap_or(1).max(1);
            }
            row.trim_end().to_owned()
        })
        .collect()
}

fn colour(colour: Option<Color>) -> String {
    match colour {
        Some(Color::Rgb(r, g, b)) => format!("{r:02x}{g:02x}{b:02x}"),
        Some(other) => format!("{other:?}").to_lowercase(),
        None => "-".to_owned(),
    }
}

fn modifiers(mods: Modifier) -> String {
    if mods.is_empty() { String::new() } else { format!(" {mods:?}").to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_of_the_sample_and_of_an_empty_day_draws_at_any_size() {
        for mut harness in [Harness::sample(), Harness::empty()] {
            for _ in 0..9 {
                for size in ["66x18", "80x24", "160x48", "40x12", "1x1", "20x5", "300x100"] {
                    harness.keys(&format!("<resize {size}>")).screen();
                }
                harness.keys("<resize 80x24><PgDn>");
            }
            assert_eq!(harness.work().stage().name(), "Synopsis");
        }
    }
}
