//! One or several of a list. What is typed narrows it; Enter takes; Esc leaves.
//!
//! ```text
//! ╭─ Which theme? ───────────────────────────╮
//! │ out_                                     │
//! │                                          │
//! │ ▸ ✓ T01 We hear of outages last   9 notes │
//! │     New theme: “out”                     │
//! ╰──────────────────────────────────────────╯
//! ```

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use smol_str::SmolStr;

use super::sheet::{Cursor, Line, Sheet, cells, push_back};
use super::{Cmd, Overlay, Reply, fuzzy};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::keymap::Layer;
use crate::tui::outcome::{Answer, PickAsk};
use crate::tui::screens::Purpose;
use crate::tui::widgets::line_edit::{Handled, LineEdit};
use crate::tui::widgets::put::put;

/// A list to choose from.
#[derive(Debug)]
pub struct Pick {
    ask: PickAsk,
    filter: LineEdit,
    /// Places in `ask.options` that fit, best first.
    fits: Vec<usize>,
    cursor: Cursor,
    marked: Vec<SmolStr>,
    /// The cursor was moved or something typed: Enter then means the row under the cursor.
    touched: bool,
    width: u16,
    label: u16,
}

impl Pick {
    /// Opens it at what is chosen already.
    pub fn new(ask: PickAsk) -> Self {
        let detail = ask.options.iter().take(400).map(|o| cells(&o.behind())).max().unwrap_or(0).min(48);
        // Where nothing stands beside them, sentences have more room.
        let most = if detail == 0 { 72 } else { 48 };
        let label = ask.options.iter().take(400).map(|o| cells(&o.label)).max().unwrap_or(0).min(most);
        // A label beside a detail has two thirds of a row.
        let beside = if detail == 0 { 0 } else { label + label / 2 + 8 };
        let width = (label + detail + 10).max(beside).max(cells(&ask.title) + 8).clamp(44, 92);
        let mut pick = Self {
            fits: (0..ask.options.len()).collect(),
            marked: ask.chosen.clone(),
            filter: LineEdit::line(""),
            cursor: Cursor::default(),
            touched: false,
            ask,
            width,
            label,
        };
        if let Some(at) = pick.ask.options.iter().position(|o| pick.ask.chosen.contains(&o.id)) {
            pick.cursor.set(at);
        }
        pick
    }

    fn sheet(&self) -> Sheet<'_> {
        let rows = self.ask.options.len() + usize::from(self.ask.new.is_some());
        Sheet {
            title: &self.ask.title,
            private: self.ask.private,
            hint: &self.ask.hint,
            typed: true,
            width: self.width,
            rows: u16::try_from(rows).unwrap_or(u16::MAX).clamp(2, 18),
        }
    }

    /// What is typed as a new one, where that may be and no option says just that.
    fn fresh(&self) -> Option<String> {
        let typed = text::clean_line(self.filter.text());
        let known = || self.ask.options.iter().any(|o| o.label.to_lowercase() == typed.to_lowercase());
        (self.ask.new.is_some() && !typed.is_empty() && !known()).then_some(typed)
    }

    fn count(&self) -> usize {
        self.fits.len() + usize::from(self.fresh().is_some())
    }

    fn narrow(&mut self) {
        let options = self.ask.options.iter().map(|o| (o.label.as_str(), o.detail.as_str()));
        self.fits = fuzzy::ranked(self.filter.text(), options);
        self.cursor.set(0);
        self.touched = true;
    }

    fn mark(&mut self) {
        let Some(place) = self.fits.get(self.cursor.at()) else { return };
        let id = &self.ask.options[*place].id;
        match self.marked.iter().position(|marked| marked == id) {
            Some(at) => {
                self.marked.remove(at);
            }
            None => self.marked.push(id.clone()),
        }
        self.touched = true;
    }

    fn take(&self) -> Reply {
        let under = self.fits.get(self.cursor.at()).map(|place| self.ask.options[*place].id.clone());
        let changed = self.marked != self.ask.chosen;
        match under {
            None => match self.fresh() {
                Some(new) => Reply::Answer(Answer::New(new)),
                None if self.ask.many && self.filter.is_empty() => Reply::Answer(Answer::Picked(Vec::new())),
                None => Reply::Stay,
            },
            Some(id) if !self.ask.many => Reply::Answer(Answer::Picked(vec![id])),
            // Nothing was marked, but a row was gone to: that one is meant.
            Some(id) if self.marked.is_empty() && !changed && self.touched => {
                Reply::Answer(Answer::Picked(vec![id]))
            }
            Some(_) => {
                let chosen = self.ask.options.iter().filter(|o| self.marked.contains(&o.id));
                Reply::Answer(Answer::Picked(chosen.map(|o| o.id.clone()).collect()))
            }
        }
    }

    fn go(&mut self, by: isize) -> Reply {
        self.cursor.step(self.count(), by);
        self.touched = true;
        Reply::Stay
    }
}

impl Overlay for Pick {
    fn layer(&self) -> Layer {
        Layer::Pick
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Reply {
        let page = isize::try_from(self.sheet().places(ctx.area).list.height.max(2) - 1).unwrap_or(1);
        match command {
            Cmd::Leave => Reply::Close,
            Cmd::Accept => self.take(),
            Cmd::Mark if self.ask.many => {
                self.mark();
                Reply::Stay
            }
            Cmd::Up => self.go(-1),
            Cmd::Down => self.go(1),
            Cmd::PageUp => self.go(-page),
            Cmd::PageDown => self.go(page),
            Cmd::First => self.go(isize::MIN),
            Cmd::Last => self.go(isize::MAX),
            _ => Reply::Stay,
        }
    }

    fn key(&mut self, key: KeyEvent, _ctx: &Ctx) -> Reply {
        let space = key.code == KeyCode::Char(' ') && key.modifiers == KeyModifiers::NONE;
        // A space belongs to the text only where a new text is being typed.
        if space && self.ask.many && (self.ask.new.is_none() || self.filter.is_empty()) {
            self.mark();
            return Reply::Stay;
        }
        match self.filter.key(key) {
            Handled::No => return Reply::Ignored,
            Handled::Changed => self.narrow(),
            Handled::Moved => {}
        }
        Reply::Stay
    }

    fn paste(&mut self, text: &str, _ctx: &Ctx) -> Reply {
        self.filter.paste(text);
        self.narrow();
        Reply::Stay
    }

    fn undo_typing(&mut self, redo: bool) -> bool {
        let done = if redo { self.filter.redo() } else { self.filter.undo() };
        if done {
            self.narrow();
        }
        done
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Reply {
        let places = self.sheet().places(ctx.area);
        match mouse.kind {
            MouseEventKind::ScrollUp => self.go(-1),
            MouseEventKind::ScrollDown => self.go(1),
            MouseEventKind::Down(MouseButton::Left) => {
                let count = self.count();
                match self.cursor.click(count, places.list, mouse.column, mouse.row) {
                    Some(again) => {
                        self.touched = true;
                        if self.ask.many {
                            self.mark();
                            Reply::Stay
                        } else if again {
                            self.take()
                        } else {
                            Reply::Stay
                        }
                    }
                    None => Reply::Stay,
                }
            }
            _ => Reply::Stay,
        }
    }

    fn purpose(&self) -> Option<&Purpose> {
        Some(&self.ask.purpose)
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        let look = ctx.look;
        push_back(buf, ctx.area, look);
        let places = self.sheet().draw(buf, ctx.area, look);
        let cursor = self.filter.view(buf, places.typed, look, true);
        if self.filter.is_empty() && places.typed.width > 2 {
            let words = match (self.ask.many, self.ask.new.is_some()) {
                (false, false) => "type to find",
                (false, true) => "type to find, or a new one",
                (true, false) => "type to find · Space marks",
                (true, true) => "type to find, or a new one · Space marks",
            };
            let room = usize::from(places.typed.width - 2);
            put(buf, places.typed.x + 2, places.typed.y, room, words, look.soft());
        }
        let count = self.count();
        if count == 0 {
            let words = if self.ask.options.is_empty() {
                "Nothing to choose from yet."
            } else {
                "Nothing fits. Ctrl-U clears what is typed."
            };
            put(
                buf,
                places.list.x + 2,
                places.list.y,
                usize::from(places.list.width.saturating_sub(2)),
                words,
                look.soft(),
            );
            return cursor;
        }
        self.cursor.draw(buf, places.list, count, self.label, look, |row| match self.fits.get(row) {
            Some(place) => {
                let option = &self.ask.options[*place];
                let mark = match (self.ask.many, self.marked.contains(&option.id)) {
                    (false, _) => "",
                    (true, true) => look.marks().tick,
                    (true, false) => look.marks().dot,
                };
                Line { mark, label: Cow::Borrowed(&option.label), detail: option.behind(), ..Line::default() }
            }
            None => Line {
                mark: if self.ask.many { "+" } else { "" },
                label: Cow::Owned(format!(
                    "{}: “{}”",
                    self.ask.new.as_deref().unwrap_or_default(),
                    text::clean_line(self.filter.text())
                )),
                ..Line::default()
            },
        });
        cursor
    }
}
