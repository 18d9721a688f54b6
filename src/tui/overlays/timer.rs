//! The timer in large digits. It goes on when this closes.
//!
//! ```text
//! ╭─ Timer ──────────────────────────────╮
//! │ ▄█  █▀█   █ █ ▀▀█                    │
//! │  █  █▀█ ▄ ▀▀█ ▄▀   running           │
//! │ ▄█▄ ▀▀▀ ▀   ▀ ▀▀▀                    │
//! │                                      │
//! │ ▸ 23 min  the rest of “What is …”    │
//! │   10 min                             │
//! ╰──────────────────────────────────────╯
//! ```

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use super::help::{block_of, running};
use super::sheet::{Cursor, Line, Sheet, push_back};
use super::{Cmd, Overlay, Reply};
use crate::tui::ctx::Ctx;
use crate::tui::day::is_today;
use crate::tui::keymap::{Hint, Layer};
use crate::tui::outcome::{Ask, Outcome};
use crate::tui::timer::{TimerChange, Urgency, minutes_and_seconds};
use crate::tui::widgets::big;
use crate::tui::widgets::put::{put, put_clipped};

/// The longest time that may be typed, in minutes.
const MOST: u32 = 600;

/// The timer's sheet.
#[derive(Debug)]
pub struct Timer {
    /// Minutes to start with, and what they are of.
    presets: Vec<(u32, String)>,
    cursor: Cursor,
    /// A preset was gone to: Enter starts it, even while the timer runs.
    chosen: bool,
    typed: String,
}

impl Timer {
    /// Opens it with what the running block suggests.
    pub fn new(ctx: &Ctx) -> Self {
        let mut presets: Vec<(u32, String)> = Vec::new();
        if let Some(left) = left_of_block(ctx) {
            presets.push(left);
        }
        if let Some(block) = running(ctx).or_else(|| block_of(ctx)) {
            if presets.is_empty() {
                presets.push((block.minutes, block.title.clone()));
            }
            presets.extend(block.steps.iter().map(|step| (step.minutes, step.title.clone())));
        }
        presets.truncate(4);
        for minutes in [2, 5, 10, 15, 20] {
            if presets.len() < 7 && presets.iter().all(|(known, _)| *known != minutes) {
                presets.push((minutes, String::new()));
            }
        }
        Self { presets, cursor: Cursor::default(), chosen: false, typed: String::new() }
    }

    fn minutes(&self) -> u32 {
        let typed = self.typed.parse().ok().filter(|minutes| (1..=MOST).contains(minutes));
        typed.unwrap_or_else(|| self.presets.get(self.cursor.at()).map_or(10, |(minutes, _)| *minutes))
    }

    fn sheet(&self) -> Sheet<'static> {
        let rows = u16::try_from(self.presets.len()).unwrap_or(7) + big::HEIGHT + 2;
        Sheet { title: "Timer", private: false, hint: "", typed: false, width: 50, rows }
    }

    /// Where the digits and the presets lie.
    fn places(&self, screen: Rect) -> (Rect, Rect) {
        let list = self.sheet().places(screen).list;
        let above = (big::HEIGHT + 1).min(list.height);
        let digits = Rect { height: above.min(big::HEIGHT), ..list };
        let presets = Rect { y: list.y + above, height: list.height.saturating_sub(above + 1), ..list };
        (digits, presets)
    }

    fn go(&mut self, by: isize) -> Reply {
        self.cursor.step(self.presets.len(), by);
        self.chosen = true;
        self.typed.clear();
        Reply::Stay
    }

    fn start(&mut self) -> Reply {
        let change = TimerChange::Start(self.minutes());
        self.typed.clear();
        self.chosen = false;
        Reply::Do(Outcome::Timer(change))
    }
}

/// What is left of the running block, if the day is today.
fn left_of_block(ctx: &Ctx) -> Option<(u32, String)> {
    if !is_today(ctx.session, &ctx.now) {
        return None;
    }
    let runs =
        |block: &&crate::session::Block| block.actual_start.is_some() && block.actual_minutes.is_none();
    let block = ctx.session.agenda.iter().rev().find(runs)?;
    let gone = ctx.now.clock().0.saturating_sub(block.actual_start?.0);
    let left = block.planned_minutes.checked_sub(gone.into()).filter(|left| (1..=MOST).contains(left))?;
    Some((left, format!("the rest of “{}”", block.title)))
}

impl Overlay for Timer {
    fn layer(&self) -> Layer {
        Layer::Timer
    }

    fn hint(&self, command: Cmd, ctx: &Ctx) -> Hint {
        Hint::when(ctx.read_only.is_none() || command == Cmd::Leave)
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Reply {
        match command {
            Cmd::Leave if self.typed.is_empty() => Reply::Close,
            Cmd::Leave => {
                self.typed.clear();
                Reply::Close
            }
            Cmd::Up => self.go(-1),
            Cmd::Down => self.go(1),
            Cmd::Accept if self.chosen || !self.typed.is_empty() => self.start(),
            Cmd::Toggle if !self.typed.is_empty() => self.start(),
            Cmd::Accept | Cmd::Toggle => Reply::Do(Outcome::Timer(TimerChange::Toggle(self.minutes()))),
            Cmd::More => Reply::Do(Outcome::Timer(TimerChange::Add(1))),
            Cmd::Less => Reply::Do(Outcome::Timer(TimerChange::Add(-1))),
            Cmd::CatchUp => Reply::CloseAnd(Outcome::Ask(Ask::CatchUp)),
            Cmd::Stop if ctx.timer.left(&ctx.now).is_some() => Reply::Do(Outcome::Timer(TimerChange::Stop)),
            _ => Reply::Stay,
        }
    }

    fn key(&mut self, key: KeyEvent, _ctx: &Ctx) -> Reply {
        match key.code {
            KeyCode::Char(digit @ '0'..='9') if key.modifiers == KeyModifiers::NONE => {
                if self.typed.len() < 3 && (digit != '0' || !self.typed.is_empty()) {
                    self.typed.push(digit);
                }
            }
            KeyCode::Backspace => {
                self.typed.pop();
            }
            _ => return Reply::Ignored,
        }
        Reply::Stay
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Reply {
        let (digits, presets) = self.places(ctx.area);
        match mouse.kind {
            MouseEventKind::ScrollUp => self.go(-1),
            MouseEventKind::ScrollDown => self.go(1),
            MouseEventKind::Down(MouseButton::Left) => {
                if digits.contains((mouse.column, mouse.row).into()) {
                    return Reply::Do(Outcome::Timer(TimerChange::Toggle(self.minutes())));
                }
                match self.cursor.click(self.presets.len(), presets, mouse.column, mouse.row) {
                    Some(true) => self.start(),
                    Some(false) => {
                        self.chosen = true;
                        Reply::Stay
                    }
                    None => Reply::Stay,
                }
            }
            _ => Reply::Stay,
        }
    }

    fn ticks(&self) -> bool {
        true
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        let look = ctx.look;
        push_back(buf, ctx.area, look);
        self.sheet().draw(buf, ctx.area, look);
        let (digits, presets) = self.places(ctx.area);
        let left = ctx.timer.left(&ctx.now);
        let (word, style) = match (left, ctx.timer.urgency(&ctx.now)) {
            (None, _) => ("off", look.soft()),
            _ if ctx.timer.is_paused() => ("paused", look.soft()),
            (_, Urgency::Calm) => ("running", look.accent()),
            (_, Urgency::Soon) => ("nearly done", look.warn()),
            (_, Urgency::Last) => ("last moments", look.bad()),
            (_, Urgency::Over) => ("over", look.bad()),
        };
        let shown = minutes_and_seconds(left.unwrap_or_else(|| i64::from(self.minutes()) * 60));
        let used = big::draw(buf, digits, &shown, style, look);
        let x = digits.x + used + 3;
        if x < digits.right() && digits.height > 0 {
            let y = digits.y + digits.height.min(2) - 1;
            put_clipped(buf, x, y, usize::from(digits.right() - x), word, style);
        }
        self.cursor.draw(buf, presets, self.presets.len(), 8, look, |row| {
            let (minutes, of) = &self.presets[row];
            Line {
                label: Cow::Owned(format!("{minutes:>3} min")),
                detail: Cow::Borrowed(of),
                ..Line::default()
            }
        });
        let y = presets.bottom();
        let words = if self.typed.is_empty() {
            "Digits set other minutes; Enter starts them.".to_owned()
        } else {
            format!("{} min, Enter starts", self.typed)
        };
        let style = if self.typed.is_empty() { look.soft() } else { look.accent() };
        if presets.height > 0 {
            put(buf, presets.x + 2, y, usize::from(presets.width.saturating_sub(2)), &words, style);
        }
        None
    }
}
