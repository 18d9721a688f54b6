//! Which look fits a terminal, decided from facts that somebody else collected.

use super::{Depth, Glyphs, Look, Theme};

/// What is known about the terminal; each text is the value of the environment variable of that name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TerminalFacts {
    pub no_color: Option<String>,
    pub colorterm: Option<String>,
    pub term: Option<String>,
    pub colorfgbg: Option<String>,
    /// What the terminal answered about its background, if it was asked.
    pub background_light: Option<bool>,
    /// `LC_ALL`, else `LC_CTYPE`, else `LANG`.
    pub lang: Option<String>,
}

/// What the facilitator asked for; what is `None` is chosen automatically.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wishes {
    pub theme: Option<Theme>,
    pub depth: Option<Depth>,
    pub glyphs: Option<Glyphs>,
}

impl Look {
    /// The look for this terminal. A wish wins over `NO_COLOR`, which wins over what the terminal can do.
    pub fn choose(facts: &TerminalFacts, wishes: Wishes) -> Look {
        Look::new(
            wishes.theme.unwrap_or_else(|| theme(facts)),
            wishes.depth.unwrap_or_else(|| depth(facts)),
            wishes.glyphs.unwrap_or_else(|| glyphs(facts)),
        )
    }
}

impl Theme {
    /// The theme of that name in the configuration: `light`, `dark`, `high-contrast`.
    pub fn named(name: &str) -> Option<Theme> {
        match name {
            "light" => Some(Theme::Light),
            "dark" => Some(Theme::Dark),
            "high-contrast" => Some(Theme::HighContrast),
            _ => None,
        }
    }
}

impl Depth {
    /// The depth of that name in the configuration: `true`, `256`, `16`, `none`.
    pub fn named(name: &str) -> Option<Depth> {
        match name {
            "true" => Some(Depth::True),
            "256" => Some(Depth::C256),
            "16" => Some(Depth::C16),
            "none" => Some(Depth::None),
            _ => None,
        }
    }
}

impl Glyphs {
    /// The set of that name in the configuration: `unicode`, `ascii`.
    pub fn named(name: &str) -> Option<Glyphs> {
        match name {
            "unicode" => Some(Glyphs::Unicode),
            "ascii" => Some(Glyphs::Ascii),
            _ => None,
        }
    }
}

fn theme(facts: &TerminalFacts) -> Theme {
    let told = facts.colorfgbg.as_deref().and_then(|value| value.rsplit(';').next()?.parse::<u8>().ok());
    let light = facts.background_light.or(told.map(|background| background == 7 || background == 15));
    if light == Some(false) { Theme::Dark } else { Theme::Light }
}

fn depth(facts: &TerminalFacts) -> Depth {
    let term = facts.term.as_deref().unwrap_or("");
    if facts.no_color.as_deref().is_some_and(|value| !value.is_empty()) || term == "dumb" {
        return Depth::None;
    }
    let rich = ["direct", "kitty", "alacritty", "ghostty", "wezterm", "foot"];
    if matches!(facts.colorterm.as_deref(), Some("truecolor" | "24bit"))
        || rich.iter().any(|name| term.contains(name))
    {
        return Depth::True;
    }
    if term.contains("256") { Depth::C256 } else { Depth::C16 }
}

fn glyphs(facts: &TerminalFacts) -> Glyphs {
    if matches!(facts.term.as_deref(), Some("linux" | "dumb")) {
        return Glyphs::Ascii;
    }
    let Some(lang) = facts.lang.as_deref().filter(|value| !value.is_empty()) else { return Glyphs::Unicode };
    let charset = lang.to_ascii_lowercase();
    if charset.contains("utf-8") || charset.contains("utf8") { Glyphs::Unicode } else { Glyphs::Ascii }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::unnecessary_wraps, reason = "reads as the variable being set")]
    fn set(value: &str) -> Option<String> {
        Some(value.to_owned())
    }

    #[test]
    fn the_terminal_decides_and_a_wish_wins() {
        let facts = TerminalFacts {
            colorterm: set("truecolor"),
            term: set("xterm-256color"),
            colorfgbg: set("15;0"),
            lang: set("de_DE.UTF-8"),
            ..TerminalFacts::default()
        };
        let look = Look::choose(&facts, Wishes::default());
        assert_eq!(look, Look::new(Theme::Dark, Depth::True, Glyphs::Unicode));
        let wishes =
            Wishes { theme: Some(Theme::HighContrast), depth: Some(Depth::C16), glyphs: Some(Glyphs::Ascii) };
        assert_eq!(Look::choose(&facts, wishes), Look::new(Theme::HighContrast, Depth::C16, Glyphs::Ascii));
        let silent = TerminalFacts { no_color: set("1"), ..facts.clone() };
        assert_eq!(Look::choose(&silent, Wishes::default()).depth(), Depth::None);
        let answered = TerminalFacts { background_light: Some(true), ..facts };
        assert_eq!(Look::choose(&answered, Wishes::default()).theme(), Theme::Light);
    }

    #[test]
    fn a_poor_terminal_gets_what_it_can_show() {
        let facts = |term: &str, lang: &str| TerminalFacts {
            term: set(term),
            lang: set(lang),
            ..TerminalFacts::default()
        };
        assert_eq!(depth(&facts("xterm-256color", "")), Depth::C256);
        assert_eq!(depth(&facts("xterm", "")), Depth::C16);
        assert_eq!(depth(&facts("dumb", "")), Depth::None);
        assert_eq!(glyphs(&facts("linux", "en_GB.UTF-8")), Glyphs::Ascii);
        assert_eq!(glyphs(&facts("xterm", "C")), Glyphs::Ascii);
        assert_eq!(glyphs(&facts("xterm", "")), Glyphs::Unicode);
        assert_eq!(
            depth(&TerminalFacts { no_color: set(""), term: set("foot"), ..TerminalFacts::default() }),
            Depth::True
        );
    }
}
