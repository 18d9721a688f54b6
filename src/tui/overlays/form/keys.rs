//! The card's rows of the key table: on its fields, in a field, in a list. It knows no field. No row is printable: what is
//! typed on a card is text for the field at the cursor.

use ratatui::crossterm::event::KeyCode;

use crate::tui::keymap::{Binding, Chord, Command, Layer};
use crate::tui::overlays::Cmd;

const fn row(
    layer: Layer,
    chords: &'static [Chord],
    name: &'static str,
    label: &'static str,
    command: Cmd,
    footer: u8,
) -> Binding {
    Binding { layer, chords, name, label, command: Command::Overlay(command), footer }
}

const fn key(code: KeyCode) -> Chord {
    Chord::key(code)
}

/// The keys of a card.
pub const KEYS: &[Binding] = &[
    row(Layer::Form, &[key(KeyCode::Enter)], "card.edit", "changes", Cmd::Accept, 1),
    row(Layer::Form, &[key(KeyCode::Right)], "card.next", "next choice, yes or no", Cmd::Next, 2),
    row(Layer::Form, &[key(KeyCode::Left)], "card.previous", "choice before", Cmd::Previous, 0),
    row(
        Layer::Form,
        &[key(KeyCode::Delete), key(KeyCode::Backspace)],
        "card.clear",
        "empties",
        Cmd::Clear,
        4,
    ),
    row(Layer::Form, &[key(KeyCode::Esc)], "card.leave", "leaves", Cmd::Leave, 5),
    row(Layer::Form, &[key(KeyCode::Down), key(KeyCode::Tab)], "card.down", "next field", Cmd::Down, 0),
    row(Layer::Form, &[key(KeyCode::Up), key(KeyCode::BackTab)], "card.up", "field before", Cmd::Up, 0),
    row(Layer::Form, &[key(KeyCode::PageDown)], "card.page.down", "fields further down", Cmd::PageDown, 0),
    row(Layer::Form, &[key(KeyCode::PageUp)], "card.page.up", "fields further up", Cmd::PageUp, 0),
    row(Layer::Form, &[key(KeyCode::Home)], "card.first", "first field", Cmd::First, 0),
    row(Layer::Form, &[key(KeyCode::End)], "card.last", "last field", Cmd::Last, 0),
    row(Layer::Field, &[key(KeyCode::Enter)], "field.take", "takes it", Cmd::Accept, 1),
    row(Layer::Field, &[Chord::ctrl('j')], "field.break", "line break", Cmd::NewLine, 3),
    row(Layer::Field, &[key(KeyCode::Esc)], "field.leave", "back to the card", Cmd::Leave, 2),
    row(Layer::Field, &[key(KeyCode::Tab)], "field.next", "takes it, next field", Cmd::Next, 4),
    row(Layer::Field, &[key(KeyCode::BackTab)], "field.previous", "takes it, field before", Cmd::Previous, 0),
    row(Layer::Field, &[key(KeyCode::Down)], "field.down", "further down", Cmd::Down, 0),
    row(Layer::Field, &[key(KeyCode::Up)], "field.up", "further up", Cmd::Up, 0),
    row(Layer::Field, &[key(KeyCode::PageDown)], "field.page.down", "a page down", Cmd::PageDown, 0),
    row(Layer::Field, &[key(KeyCode::PageUp)], "field.page.up", "a page up", Cmd::PageUp, 0),
];
