//! The card of an item, field by field: choose a field, change it in place, and the change is made at once as one step
//! that can be taken back. What is refused stays as it was typed, with the reason below it.
//!
//! ```text
//! ╭─ Action A01 ──────────────────────────────────╮
//! │ ▸ Action       Text customers within 15 min …  │
//! │   Owner        Priya Raman                     │
//! │   First step   List the five alarm types …     │
//! │ ─────────────────────────────────────────────  │
//! │ Begins with a verb.                            │
//! ╰────────────────────────────────────────────────╯
//! ```
//!
//! Refuses to know: what any field means (`forms`), and how an edit is applied.

mod giving;
mod keys;
mod layout;
#[cfg(test)]
mod tests;
mod view;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use smol_str::SmolStr;

use super::pick::Pick;
use super::private::CLOSES_AFTER_MS;
use super::{Cmd, Overlay, Reply};
use crate::tui::ctx::Ctx;
use crate::tui::forms::{self, Field, Kind, Target, Value};
use crate::tui::keymap::{Chord, Hint, Layer};
use crate::tui::widgets::line_edit::{Handled, LineEdit};
use layout::{Layout, layout};

pub use keys::KEYS;

/// What is being done.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one card at a time")]
enum Mode {
    /// Choosing a field.
    Fields,
    /// Typing into the field at the cursor.
    Typing(LineEdit),
    /// Choosing from the list of the field at the cursor.
    List(Pick),
}

/// What is said below the fields instead of the field's hint.
#[derive(Debug)]
enum Word {
    /// A refusal, or something to mind.
    Mind(String),
    /// Something to know.
    Know(String),
}

/// The card of an item.
#[derive(Debug)]
pub struct Form {
    target: Target,
    /// The field at the cursor, by its key.
    cursor: SmolStr,
    /// Its place when it was last seen, for when it goes.
    place: usize,
    mode: Mode,
    word: Option<Word>,
    /// Half-typed text that was left in a field, or (`None`) taken.
    draft: Option<(String, Option<String>)>,
    scroll: usize,
    /// What was given once to a field that is asked about twice.
    sure: Option<(SmolStr, Value)>,
    /// The field of the last click: a second one on it opens it.
    clicked: Option<SmolStr>,
    /// The revision that a step about one matter led to: the next one right after it is a part of it.
    matter: Option<u64>,
    /// Something was just typed where no text is taken.
    blind: bool,
    /// Somebody went to a field of it: until then words that are typed were meant for something else.
    used: bool,
    /// When it closes by itself, where it is not for the room.
    closes_at_ms: u64,
}

impl Form {
    /// Opens a card, its first field under the cursor.
    pub fn new(target: Target, ctx: &Ctx) -> Self {
        let fields = forms::fields(&target, ctx).unwrap_or_default();
        // What is only for reading may stand first; the cursor begins on something that can be changed.
        let opens = |f: &Field| f.kind != Kind::Info || forms::leads_to(&target, &f.key, ctx).is_some();
        let first = fields.iter().position(|f| selectable(f) && opens(f)).unwrap_or(0);
        Self {
            cursor: fields.get(first).map(|f| f.key.clone()).unwrap_or_default(),
            target,
            place: first,
            mode: Mode::Fields,
            word: None,
            draft: None,
            scroll: 0,
            sure: None,
            clicked: None,
            matter: None,
            blind: false,
            used: false,
            closes_at_ms: ctx.now.awake_ms + CLOSES_AFTER_MS,
        }
    }

    /// Opens a card with one of its fields ready to be changed.
    pub fn at(target: Target, field: &str, ctx: &Ctx) -> Self {
        let mut form = Self::new(target, ctx);
        let fields = forms::fields(&form.target, ctx).unwrap_or_default();
        if let Some(place) = fields.iter().position(|f| f.key == field && selectable(f)) {
            form.go(&fields, place);
            form.open(&fields[place], ctx);
        }
        form
    }

    fn draft_key(&self, field: &str) -> String {
        format!("{}.{field}", self.target.name())
    }

    fn index(&self, fields: &[Field]) -> usize {
        let there = fields.iter().position(|f| f.key == self.cursor && selectable(f));
        there.unwrap_or_else(|| nearest(fields, self.place))
    }

    fn layout(&self, fields: &[Field], ctx: &Ctx) -> Layout {
        let rows = |width: u16| match &self.mode {
            Mode::Typing(edit) => edit.rows(width).clamp(1, 8),
            _ => 1,
        };
        let prose = fields.get(self.index(fields)).is_some_and(|f| f.kind == Kind::Prose);
        let tall = |width: u16| if prose { rows(width).max(3) } else { 1 };
        let typing: Option<&dyn Fn(u16) -> u16> = matches!(self.mode, Mode::Typing(_)).then_some(&tall);
        layout(fields, self.index(fields), self.scroll, ctx.area, self.target.private(), typing)
    }

    fn go(&mut self, fields: &[Field], to: usize) {
        if let Some(field) = fields.get(to) {
            self.cursor = field.key.clone();
            self.place = to;
            self.word = None;
            self.sure = None;
        }
    }

    /// The field so many selectable ones away.
    fn step(&mut self, fields: &[Field], by: isize) {
        let all: Vec<usize> =
            fields.iter().enumerate().filter(|(_, f)| selectable(f)).map(|(i, _)| i).collect();
        let at = all.iter().position(|i| *i == self.index(fields)).unwrap_or(0);
        let to = at.saturating_add_signed(by).min(all.len().saturating_sub(1));
        if let Some(to) = all.get(to) {
            self.go(fields, *to);
        }
    }

    fn page(&self, fields: &[Field], ctx: &Ctx) -> isize {
        let shown = self.layout(fields, ctx).spots.len();
        isize::try_from(shown.saturating_sub(2).max(1)).unwrap_or(1)
    }

    fn command_in_field(&mut self, command: Cmd, fields: &[Field], ctx: &Ctx) -> Reply {
        let Some(field) = fields.get(self.index(fields)) else { return Reply::Close };
        if command == Cmd::Leave {
            self.leave_field(field);
            return Reply::Stay;
        }
        let plain = |code| KeyEvent::new(code, KeyModifiers::NONE);
        match (command, &mut self.mode) {
            (Cmd::Accept, _) => self.take(field, ctx),
            (Cmd::Next | Cmd::Previous, _) => {
                let reply = self.take(field, ctx);
                if matches!(self.mode, Mode::Fields) {
                    self.go_on(fields, if command == Cmd::Next { 1 } else { -1 }, ctx);
                }
                reply
            }
            (Cmd::NewLine, Mode::Typing(edit)) if field.kind == Kind::Prose => {
                edit.key(plain(KeyCode::Enter));
                Reply::Stay
            }
            (Cmd::Up | Cmd::Down, Mode::Typing(edit)) => {
                edit.key(plain(if command == Cmd::Up { KeyCode::Up } else { KeyCode::Down }));
                Reply::Stay
            }
            _ => Reply::Stay,
        }
    }

    fn command_on_card(&mut self, command: Cmd, fields: &[Field], ctx: &Ctx) -> Reply {
        let Some(field) = fields.get(self.index(fields)) else { return Reply::Close };
        match command {
            Cmd::Leave => return Reply::Close,
            Cmd::Accept => return self.open(field, ctx),
            Cmd::Next => return self.turn(field, 1, ctx),
            Cmd::Previous => return self.turn(field, -1, ctx),
            Cmd::Clear => return self.clear(field, ctx),
            Cmd::Up => self.step(fields, -1),
            Cmd::Down => self.step(fields, 1),
            Cmd::PageUp => self.step(fields, -self.page(fields, ctx)),
            Cmd::PageDown => self.step(fields, self.page(fields, ctx)),
            Cmd::First => self.step(fields, isize::MIN / 2),
            Cmd::Last => self.step(fields, isize::MAX / 2),
            _ => {}
        }
        Reply::Stay
    }

    fn click(&mut self, x: u16, y: u16, fields: &[Field], ctx: &Ctx) -> Reply {
        let Some(at) = self.layout(fields, ctx).at(x, y).filter(|at| selectable(&fields[*at])) else {
            return Reply::Stay;
        };
        if matches!(self.mode, Mode::Typing(_)) {
            if at == self.index(fields) {
                return Reply::Stay;
            }
            let field = &fields[self.index(fields)];
            let reply = self.take(field, ctx);
            if matches!(self.mode, Mode::Fields) {
                self.go(fields, at);
                self.clicked = Some(self.cursor.clone());
            }
            return reply;
        }
        let again = self.clicked.as_ref() == Some(&fields[at].key) && self.cursor == fields[at].key;
        self.go(fields, at);
        self.clicked = Some(self.cursor.clone());
        if again { self.open(&fields[at], ctx) } else { Reply::Stay }
    }

    fn settle(&mut self, ctx: &Ctx) {
        self.closes_at_ms = ctx.now.awake_ms + CLOSES_AFTER_MS;
        if let Some(fields) = forms::fields(&self.target, ctx) {
            self.scroll = self.layout(&fields, ctx).scroll;
        }
    }
}

fn selectable(field: &Field) -> bool {
    field.kind != Kind::Heading
}

fn nearest(fields: &[Field], place: usize) -> usize {
    let ahead = (place.min(fields.len())..fields.len()).find(|i| selectable(&fields[*i]));
    ahead.or_else(|| (0..place.min(fields.len())).rev().find(|i| selectable(&fields[*i]))).unwrap_or(0)
}

impl Overlay for Form {
    fn layer(&self) -> Layer {
        match self.mode {
            Mode::Fields => Layer::Form,
            Mode::Typing(_) => Layer::Field,
            Mode::List(_) => Layer::Pick,
        }
    }

    fn hint(&self, command: Cmd, ctx: &Ctx) -> Hint {
        let fields = forms::fields(&self.target, ctx).unwrap_or_default();
        let Some(field) = fields.get(self.index(&fields)) else { return Hint::AsNamed };
        match (&self.mode, command) {
            (Mode::Fields, Cmd::Accept | Cmd::Next | Cmd::Clear) if ctx.read_only.is_some() => Hint::Silent,
            (Mode::Typing(_), Cmd::NewLine) => Hint::when(field.kind == Kind::Prose),
            (Mode::Fields, Cmd::Accept) => {
                let leads = forms::leads_to(&self.target, &field.key, ctx).is_some();
                Hint::when(field.kind != Kind::Info || leads)
            }
            (Mode::Fields, Cmd::Next) if field.kind == Kind::Toggle => Hint::Words("yes or no"),
            (Mode::Fields, Cmd::Next) if matches!(field.kind, Kind::Choice(_)) => Hint::Words("next choice"),
            (Mode::Fields, Cmd::Next) => Hint::Silent,
            (Mode::Fields, Cmd::Clear) => Hint::when(!matches!(field.kind, Kind::Info | Kind::Toggle)),
            _ => Hint::AsNamed,
        }
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Reply {
        let Some(fields) = forms::fields(&self.target, ctx) else { return Reply::Close };
        self.clicked = None;
        self.used = true;
        if std::mem::take(&mut self.blind) && command == Cmd::Accept {
            return Reply::Stay;
        }
        let reply = match &mut self.mode {
            Mode::Fields => self.command_on_card(command, &fields, ctx),
            Mode::Typing(_) => self.command_in_field(command, &fields, ctx),
            Mode::List(list) => {
                let reply = list.command(command, ctx);
                self.listed(reply, &fields, ctx)
            }
        };
        self.settle(ctx);
        reply
    }

    fn key(&mut self, key: KeyEvent, ctx: &Ctx) -> Reply {
        self.closes_at_ms = ctx.now.awake_ms + CLOSES_AFTER_MS;
        let handled = match &mut self.mode {
            Mode::Fields => {
                if !Chord::of(key).is_printable() {
                    return Reply::Ignored;
                }
                let reply = self.begin(key, ctx);
                self.settle(ctx);
                return reply;
            }
            Mode::List(list) => {
                let reply = list.key(key, ctx);
                let fields = forms::fields(&self.target, ctx).unwrap_or_default();
                return self.listed(reply, &fields, ctx);
            }
            Mode::Typing(edit) => edit.key(key),
        };
        if handled == Handled::Changed {
            self.word = None;
            self.draft = None;
            self.settle(ctx);
        }
        if handled == Handled::No { Reply::Ignored } else { Reply::Stay }
    }

    fn paste(&mut self, text: &str, ctx: &Ctx) -> Reply {
        self.blind = false;
        if matches!(self.mode, Mode::Fields) {
            let fields = forms::fields(&self.target, ctx).unwrap_or_default();
            let field = fields.get(self.index(&fields));
            match field.filter(|field| field.kind.typed()) {
                Some(field) => {
                    self.open(field, ctx);
                }
                None => {
                    self.word = Some(Word::Know("Nothing is typed here; the arrows go to a text.".into()));
                }
            }
        }
        match &mut self.mode {
            Mode::Fields => {}
            Mode::Typing(edit) => {
                edit.paste(text);
                self.draft = None;
            }
            Mode::List(list) => {
                list.paste(text, ctx);
            }
        }
        self.settle(ctx);
        Reply::Stay
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Reply {
        self.used = true;
        self.blind &= !matches!(mouse.kind, MouseEventKind::Down(_));
        let Some(fields) = forms::fields(&self.target, ctx) else { return Reply::Close };
        let reply = match (mouse.kind, &mut self.mode) {
            (_, Mode::List(list)) => {
                let reply = list.mouse(mouse, ctx);
                self.listed(reply, &fields, ctx)
            }
            (MouseEventKind::Down(MouseButton::Left), _) => self.click(mouse.column, mouse.row, &fields, ctx),
            (MouseEventKind::ScrollUp, Mode::Fields) => {
                self.step(&fields, -1);
                Reply::Stay
            }
            (MouseEventKind::ScrollDown, Mode::Fields) => {
                self.step(&fields, 1);
                Reply::Stay
            }
            _ => Reply::Stay,
        };
        self.settle(ctx);
        reply
    }

    fn undo_typing(&mut self, redo: bool) -> bool {
        match &mut self.mode {
            Mode::Fields => {
                self.word = None;
                false
            }
            Mode::Typing(edit) => {
                self.draft = None;
                if redo { edit.redo() } else { edit.undo() }
            }
            Mode::List(list) => list.undo_typing(redo),
        }
    }

    fn tick(&mut self, ctx: &Ctx) -> Reply {
        let over = self.target.private() && ctx.now.awake_ms >= self.closes_at_ms;
        if over { Reply::Close } else { Reply::Stay }
    }

    fn ticks(&self) -> bool {
        self.target.private()
    }

    fn half_typed(&self) -> Option<(String, Option<String>)> {
        match (&self.mode, &self.draft) {
            // The field before was taken on the way here: nothing of it waits any more.
            (Mode::Typing(_), Some((key, None))) if *key != self.draft_key(&self.cursor) => {
                self.draft.clone()
            }
            (Mode::Typing(edit), _) => {
                let text = edit.text();
                Some((self.draft_key(&self.cursor), (!text.trim().is_empty()).then(|| text.to_owned())))
            }
            _ => self.draft.clone(),
        }
    }

    fn half_typed_as(&self) -> Option<String> {
        let field = match (&self.mode, &self.draft) {
            (Mode::Typing(edit), _) => edit.is_changed().then_some(self.cursor.as_str())?,
            (_, Some((key, Some(_)))) => key.strip_prefix(&self.draft_key(""))?,
            _ => return None,
        };
        Some(self.target.field_words(field))
    }

    fn gone(&self, ctx: &Ctx) -> bool {
        forms::fields(&self.target, ctx).is_none()
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        view::view(self, buf, ctx)
    }
}
