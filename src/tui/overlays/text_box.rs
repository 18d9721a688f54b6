//! A question for text. Enter takes it; Esc leaves and keeps what was typed for the next time.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;

use super::sheet::{BAND, push_back, room};
use super::{Cmd, Overlay, Reply};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::keymap::{Hint, Layer};
use crate::tui::outcome::{Answer, TextAsk};
use crate::tui::screens::Purpose;
use crate::tui::widgets::line_edit::{Handled, LineEdit};
use crate::tui::widgets::panel::{Panel, Side};
use crate::tui::widgets::put::{put_wrapped, wrapped_rows};

/// A box to type into.
#[derive(Debug)]
pub struct TextBox {
    ask: TextAsk,
    edit: LineEdit,
    /// What stood there was typed before and not taken.
    recovered: bool,
    /// Where else the answer may go, in words, and whether it does.
    also: Option<(String, bool)>,
}

impl TextBox {
    /// Opens it; half-typed text from before is offered back. `also`: where else the answer may go.
    pub fn new(ask: TextAsk, also: Option<String>, ctx: &Ctx) -> Self {
        let kept = ctx.kept.get(&ask.key).filter(|kept| **kept != ask.text);
        let text = kept.unwrap_or(&ask.text);
        let edit = match kept {
            _ if ask.prose => LineEdit::prose(text),
            // What was typed before is typed on; a number that is only offered gives way to another one.
            Some(_) => LineEdit::line(text),
            None => LineEdit::number(text),
        };
        Self { recovered: kept.is_some(), ask, edit, also: also.map(|words| (words, true)) }
    }

    /// Where else the answer goes, and how to change that.
    fn also_words(&self, ctx: &Ctx) -> String {
        let marks = ctx.look.marks();
        match &self.also {
            Some((words, true)) => format!("{} {words} · Tab: not there", marks.tick),
            Some((words, false)) => format!("{} not {words} · Tab: there too", marks.open),
            None => String::new(),
        }
    }

    fn cleaned(&self) -> String {
        if self.ask.prose { text::clean_prose(self.edit.text()) } else { text::clean_line(self.edit.text()) }
    }
}

impl Overlay for TextBox {
    fn layer(&self) -> Layer {
        Layer::Text
    }

    fn hint(&self, command: Cmd, _ctx: &Ctx) -> Hint {
        Hint::when(match command {
            Cmd::NewLine => self.ask.prose,
            Cmd::Mark => self.also.is_some(),
            _ => true,
        })
    }

    fn command(&mut self, command: Cmd, _ctx: &Ctx) -> Reply {
        match command {
            Cmd::Leave => Reply::Close,
            Cmd::Accept => Reply::Answer(match self.also {
                Some((_, true)) => Answer::TextAlso(self.cleaned()),
                _ => Answer::Text(self.cleaned()),
            }),
            Cmd::Mark => {
                if let Some((_, taken)) = &mut self.also {
                    *taken = !*taken;
                }
                Reply::Stay
            }
            Cmd::NewLine if self.ask.prose => {
                self.edit.key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE));
                Reply::Stay
            }
            _ => Reply::Stay,
        }
    }

    fn key(&mut self, key: KeyEvent, _ctx: &Ctx) -> Reply {
        match self.edit.key(key) {
            Handled::No => Reply::Ignored,
            _ => Reply::Stay,
        }
    }

    fn paste(&mut self, text: &str, _ctx: &Ctx) -> Reply {
        self.edit.paste(text);
        Reply::Stay
    }

    fn undo_typing(&mut self, redo: bool) -> bool {
        if redo { self.edit.redo() } else { self.edit.undo() }
    }

    fn purpose(&self) -> Option<&Purpose> {
        Some(&self.ask.purpose)
    }

    fn half_typed(&self) -> Option<(String, Option<String>)> {
        let text = self.edit.text();
        Some((
            self.ask.key.clone(),
            (text != self.ask.text && !text.trim().is_empty()).then(|| text.to_owned()),
        ))
    }

    fn half_typed_as(&self) -> Option<String> {
        Some(if self.ask.private { "a private matter".into() } else { format!("“{}”", self.ask.title) })
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        push_back(buf, ctx.area, ctx.look);
        let width = ctx.area.width.saturating_sub(8).min(76);
        let hint =
            if self.recovered { "Recovered: this was typed before and not taken." } else { &self.ask.hint };
        let hint_rows = if hint.is_empty() { 0 } else { wrapped_rows(hint, width, 6) + 1 };
        let rows = if self.ask.prose { self.edit.rows(width).clamp(3, 10) } else { 1 };
        let band = self.ask.private.then_some(BAND);
        let also = self.also_words(ctx);
        let also_rows = if also.is_empty() { 0 } else { wrapped_rows(&also, width, 3) + 1 };
        let height = hint_rows + rows + also_rows;
        let panel = Panel { title: &self.ask.title, band, side: Side::Centre, width, height };
        let mut inner = panel.draw(buf, room(ctx.area), ctx.look);
        if hint_rows > 0 {
            let used = put_wrapped(buf, inner, hint, ctx.look.soft()) + 1;
            inner.y += used.min(inner.height);
            inner.height = inner.height.saturating_sub(used);
        }
        let below = Rect { y: inner.y + rows + 1, height: inner.height.saturating_sub(rows + 1), ..inner };
        if also_rows > 0 {
            put_wrapped(buf, below, &also, ctx.look.text());
        }
        inner.height = inner.height.min(rows);
        self.edit.view(buf, inner, ctx.look, true)
    }
}
