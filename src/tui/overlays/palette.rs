//! Every command by name: what applies now, then what other places of the day can do, each with its place. What is typed
//! narrows; Enter runs, after going there. The key stands at the right, so that the palette teaches what makes it
//! unnecessary.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};

use super::sheet::{Cursor, Line, Sheet, push_back};
use super::{Cmd, Overlay, Reply, fuzzy};
use crate::tui::ctx::Ctx;
use crate::tui::keymap::{Binding, Chord, Command, Global, Hint, Layer, global, table};
use crate::tui::widgets::line_edit::{Handled, LineEdit};
use crate::tui::widgets::put::put;

#[derive(Debug)]
struct Entry {
    label: String,
    /// Where it applies, in words; nothing for what applies everywhere.
    place: Cow<'static, str>,
    /// The stable dotted name: found by whoever types its dot, never shown.
    name: &'static str,
    key: String,
    command: Command,
    /// The row of the table, for a command of a place that is not here.
    elsewhere: Option<&'static Binding>,
    order: Order,
}

/// In which order commands stand while nothing is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    First,
    Here,
    /// Here, but it does nothing now.
    Silent,
    Elsewhere,
    /// Up and down: nobody looks for them by name.
    Moving,
}

/// The palette.
#[derive(Debug)]
pub struct Palette {
    entries: Vec<Entry>,
    filter: LineEdit,
    fits: Vec<usize>,
    cursor: Cursor,
}

impl Palette {
    /// The commands of these layers, front first, the stages by name, and what the other places of the day can do; `first`
    /// before all others. `reads`: the session is only read here, and what would change it is not there.
    pub fn new(
        layers: &[Layer],
        hint: &dyn Fn(&Binding) -> Hint,
        first: Option<Global>,
        reads: bool,
    ) -> Self {
        let mut entries: Vec<Entry> = Vec::new();
        for &layer in layers {
            for binding in
                table().filter(|b| b.layer == layer && b.command != Command::Global(Global::Palette))
            {
                let order = match hint(binding) {
                    _ if moves(binding) => Order::Moving,
                    Hint::Silent => Order::Silent,
                    Hint::AsNamed | Hint::Words(_) => Order::Here,
                };
                entries.push(Entry { place: place(layer).into(), order, ..Entry::of(binding) });
            }
        }
        for (name, label, command) in global::NAMED {
            entries.push(Entry {
                label: capital(label),
                place: "".into(),
                name,
                key: String::new(),
                command: Command::Global(*command),
                elsewhere: None,
                order: Order::Here,
            });
        }
        // What is typed or asked over a stage is left first: the stage behind it must not change under it.
        if layers.first().is_some_and(|front| front.home().is_some()) {
            let there = |b: &&Binding| b.layer.home().is_some() && !layers.contains(&b.layer);
            for binding in table().filter(there).filter(|b| !moves(b) && !is_digit(b) && !is_within(b)) {
                entries.push(Entry { elsewhere: Some(binding), ..Entry::of(binding) });
            }
        }
        let here = layers.first().copied().unwrap_or(Layer::Global);
        let layer = |entry: &Entry| entry.elsewhere.map_or(here, |binding| binding.layer);
        entries.retain(|entry| !reads || entry.command.reads(layer(entry)));
        for entry in &mut entries {
            if first.is_some_and(|first| entry.command == Command::Global(first)) {
                entry.order = Order::First;
            }
        }
        entries.sort_by_key(|entry| entry.order);
        let fits = (0..entries.len()).collect();
        Self { entries, filter: LineEdit::line(""), fits, cursor: Cursor::default() }
    }

    fn sheet() -> Sheet<'static> {
        Sheet { title: "All commands", private: false, hint: "", typed: true, width: 70, rows: 18 }
    }

    fn narrow(&mut self) {
        let typed = self.filter.text();
        let by_name = typed.contains('.');
        let quiet: Vec<String> =
            self.entries.iter().map(|e| format!("{} {}", e.place, also(e.name))).collect();
        let texts = self.entries.iter().zip(&quiet).map(|(entry, quiet)| {
            if by_name { (entry.name, "") } else { (entry.label.as_str(), quiet.trim()) }
        });
        let mut found = fuzzy::fits(typed, texts);
        // Of two names that fit alike, what applies here is meant.
        found.sort_by_key(|(fit, place)| (*fit, self.entries[*place].order));
        self.fits = found.into_iter().map(|(_, place)| place).collect();
        self.cursor.set(0);
    }

    fn take(&self) -> Reply {
        match self.fits.get(self.cursor.at()) {
            Some(place) => {
                let entry = &self.entries[*place];
                entry.elsewhere.map_or(Reply::Run(entry.command), Reply::RunThere)
            }
            None => Reply::Stay,
        }
    }

    fn go(&mut self, by: isize) -> Reply {
        self.cursor.step(self.fits.len(), by);
        Reply::Stay
    }
}

/// The words of the trade for what is called otherwise here: whoever knows other tools types these.
fn also(name: &str) -> &'static str {
    match name {
        "room.note" | "room.spotlight" | "projector.spotlight" => "spotlight",
        "room.hold" | "room.freeze" => "freeze",
        "room.plain" | "room.blank" => "blank",
        "room.dark_page" | "room.black" => "blackout",
        "room.scenes" => "scenes promise read-back corners thank you welcome break late arrival",
        "themes.dots" => "ballot vote voting",
        "notes.paper" => "queue drain owed debt",
        _ => "",
    }
}

impl Entry {
    /// A command of another place, as the table has it.
    fn of(binding: &'static Binding) -> Self {
        Self {
            label: capital(binding.label),
            place: binding.layer.name().replace(": the ", ": ").into(),
            name: binding.name,
            key: binding.chords.first().map_or_else(String::new, |c| Chord::label(*c)),
            command: binding.command,
            elsewhere: None,
            order: Order::Elsewhere,
        }
    }
}

/// Whether a command only moves the cursor.
fn moves(binding: &Binding) -> bool {
    use ratatui::crossterm::event::KeyCode::{Down, End, Home, Left, Right, Up};
    let moving = [Up, Down, Left, Right, Home, End].map(Chord::key);
    binding.chords.first().is_some_and(|first| moving.contains(first))
}

/// Whether a command is a digit: an answer to what is selected, and nothing to give unseen.
fn is_digit(binding: &Binding) -> bool {
    let digit = |chord: &Chord| ('0'..='9').any(|digit| *chord == Chord::ch(digit));
    binding.chords.first().is_some_and(digit)
}

/// Whether a command belongs to something that is going on there, and means nothing from afar.
fn is_within(binding: &Binding) -> bool {
    use ratatui::crossterm::event::KeyCode::Esc;
    let going_on = [Layer::Fingers, Layer::WhatIf, Layer::Alike, Layer::Hint, Layer::AlikeDone];
    going_on.contains(&binding.layer) || binding.chords.first() == Some(&Chord::key(Esc))
}

/// Where a command applies: “the board”, “Gaps”.
fn place(layer: Layer) -> &'static str {
    match layer {
        Layer::Global => "",
        layer => layer.name().split_once(": ").map_or(layer.name(), |(_, part)| part),
    }
}

fn capital(label: &str) -> String {
    let mut chars = label.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

impl Overlay for Palette {
    fn layer(&self) -> Layer {
        Layer::Palette
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Reply {
        let page = isize::try_from(Self::sheet().places(ctx.area).list.height.max(2) - 1).unwrap_or(1);
        match command {
            Cmd::Leave => Reply::Close,
            Cmd::Accept => self.take(),
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
        let list = Self::sheet().places(ctx.area).list;
        match mouse.kind {
            MouseEventKind::ScrollUp => self.go(-1),
            MouseEventKind::ScrollDown => self.go(1),
            MouseEventKind::Down(MouseButton::Left) => {
                match self.cursor.click(self.fits.len(), list, mouse.column, mouse.row) {
                    Some(true) => self.take(),
                    _ => Reply::Stay,
                }
            }
            _ => Reply::Stay,
        }
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        let look = ctx.look;
        push_back(buf, ctx.area, look);
        let places = Self::sheet().draw(buf, ctx.area, look);
        let cursor = self.filter.view(buf, places.typed, look, true);
        if self.filter.is_empty() && places.typed.width > 2 {
            let room = usize::from(places.typed.width - 2);
            put(buf, places.typed.x + 2, places.typed.y, room, "what would you like to do?", look.soft());
        }
        if self.fits.is_empty() {
            let room = usize::from(places.list.width.saturating_sub(2));
            put(
                buf,
                places.list.x + 2,
                places.list.y,
                room,
                "Nothing is called that. Fewer letters find more.",
                look.soft(),
            );
        }
        self.cursor.draw(buf, places.list, self.fits.len(), 30, look, |row| {
            let entry = &self.entries[self.fits[row]];
            Line {
                label: Cow::Borrowed(&entry.label),
                detail: Cow::Borrowed(&entry.place),
                key: Cow::Borrowed(&entry.key),
                ..Line::default()
            }
        });
        cursor
    }
}
