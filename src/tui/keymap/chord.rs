//! A key with its modifiers, made uniform across terminals.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    mods: KeyModifiers,
}

impl Chord {
    /// A plain character.
    pub const fn ch(c: char) -> Self {
        Self { code: KeyCode::Char(c), mods: KeyModifiers::NONE }
    }

    /// Ctrl with a character.
    pub const fn ctrl(c: char) -> Self {
        Self { code: KeyCode::Char(c), mods: KeyModifiers::CONTROL }
    }

    /// Alt with a character.
    pub const fn alt(c: char) -> Self {
        Self { code: KeyCode::Char(c), mods: KeyModifiers::ALT }
    }

    /// A named key.
    pub const fn key(code: KeyCode) -> Self {
        Self { code, mods: KeyModifiers::NONE }
    }

    /// A named key with Shift.
    pub const fn shift(code: KeyCode) -> Self {
        Self { code, mods: KeyModifiers::SHIFT }
    }

    /// A named key with Ctrl.
    pub const fn ctrl_key(code: KeyCode) -> Self {
        Self { code, mods: KeyModifiers::CONTROL }
    }

    /// Of a key event: Shift belongs to the character, Ctrl letters are lower case.
    pub fn of(key: KeyEvent) -> Self {
        let mut mods = key.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let code = match key.code {
            KeyCode::Char(c) => {
                mods.remove(KeyModifiers::SHIFT);
                KeyCode::Char(if mods.contains(KeyModifiers::CONTROL) { c.to_ascii_lowercase() } else { c })
            }
            KeyCode::BackTab => {
                mods.remove(KeyModifiers::SHIFT);
                KeyCode::BackTab
            }
            other => other,
        };
        Self { code, mods }
    }

    /// The event of its key.
    #[cfg(test)]
    pub fn key_event(self) -> KeyEvent {
        KeyEvent::new(self.code, self.mods)
    }

    /// Whether it types a character.
    pub fn is_printable(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && self.mods.is_empty()
    }

    /// [`Chord::is_printable`] by reference.
    pub fn is_printable_ref(&self) -> bool {
        self.is_printable()
    }

    /// Neither a function key nor with Alt.
    pub fn is_plain(self) -> bool {
        !matches!(self.code, KeyCode::F(_)) && !self.mods.contains(KeyModifiers::ALT)
    }

    /// What the footer calls it: `Ctrl-P`, `Enter`, `PgDn`.
    pub fn label(self) -> String {
        let key = match self.code {
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char(c) if self.mods.contains(KeyModifiers::CONTROL) => c.to_uppercase().to_string(),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            KeyCode::BackTab => "Shift-Tab".to_owned(),
            KeyCode::Backspace => "Backspace".to_owned(),
            KeyCode::Delete => "Del".to_owned(),
            KeyCode::Up => "↑".to_owned(),
            KeyCode::Down => "↓".to_owned(),
            KeyCode::Left => "←".to_owned(),
            KeyCode::Right => "→".to_owned(),
            KeyCode::F(n) => format!("F{n}"),
            other => format!("{other:?}"),
        };
        let mut label = String::new();
        if self.mods.contains(KeyModifiers::CONTROL) {
            label.push_str("Ctrl-");
        }
        if self.mods.contains(KeyModifiers::ALT) {
            label.push_str("Alt-");
        }
        if self.mods.contains(KeyModifiers::SHIFT) {
            label.push_str("Shift-");
        }
        label + &key
    }
}
