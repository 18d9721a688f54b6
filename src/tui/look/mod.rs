//! Colours by meaning: the only place in the program that turns a meaning into a style.
//!
//! Text styles set only the letter colour, so that text can lie on any surface; surfaces (`page`, `panel`, `input`,
//! `lane_fill`, `sticky`, ...) set both. Where a terminal has no colour, weight, underline and reversal carry the
//! meaning, and everybody who draws puts a mark or a word beside it. It refuses to know what is drawn, and where.

mod choose;
mod depth;
mod glyphs;
mod palette;
mod plain;

use ratatui::style::{Modifier, Style};

pub use choose::{TerminalFacts, Wishes};
pub use depth::{Depth, Ink};
pub use glyphs::{Glyphs, Marks};
use palette::Palette;
pub use palette::Theme;

/// The lane whose colour is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LaneTint {
    Now,
    Next,
    Later,
    Unsorted,
}

/// What a sticky note says with its colour: its column, its stance, or its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StickyTint {
    Perfect,
    Today,
    AsIs,
    Wish,
    Question,
    Plain,
    Stacked,
    Blocker,
}

/// What a bar says with its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BarTint {
    Plain,
    Good,
    Warn,
    Bad,
    Lane(LaneTint),
    /// The part of a bar that is not filled.
    Rail,
}

/// One theme at one colour depth with one set of marks. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    theme: Theme,
    palette: &'static Palette,
    depth: Depth,
    glyphs: Glyphs,
}

impl PartialEq for Look {
    fn eq(&self, other: &Look) -> bool {
        (self.theme, self.depth, self.glyphs) == (other.theme, other.depth, other.glyphs)
    }
}

impl Eq for Look {}

impl Default for Look {
    fn default() -> Look {
        Look::new(Theme::Light, Depth::True, Glyphs::Unicode)
    }
}

impl Look {
    pub const fn new(theme: Theme, depth: Depth, glyphs: Glyphs) -> Look {
        Look { theme, palette: Palette::of(theme), depth, glyphs }
    }

    /// The theme after this one: light, dark, high contrast.
    pub const fn next_theme(&self) -> Look {
        let theme = match self.theme {
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::HighContrast,
            Theme::HighContrast | Theme::WallDark => Theme::Light,
        };
        Look::new(theme, self.depth, self.glyphs)
    }

    /// The same terminal in another theme.
    pub const fn with_theme(&self, theme: Theme) -> Look {
        Look::new(theme, self.depth, self.glyphs)
    }

    /// A wall that shows nothing.
    pub fn blackout(&self) -> Style {
        let black = Palette::of(Theme::WallDark).page;
        self.on(black, black, Modifier::empty())
    }

    pub const fn theme(&self) -> Theme {
        self.theme
    }

    pub const fn depth(&self) -> Depth {
        self.depth
    }

    /// The marks that stand beside colours.
    pub const fn marks(&self) -> &'static Marks {
        self.glyphs.marks()
    }

    /// False where fills cannot be seen, so that shapes need edges.
    pub fn has_colour(&self) -> bool {
        self.depth != Depth::None
    }

    fn on(&self, fore: Ink, back: Ink, bare: Modifier) -> Style {
        match (fore.at(self.depth), back.at(self.depth)) {
            (Some(fore), Some(back)) => Style::new().fg(fore).bg(back),
            _ => Style::new().add_modifier(bare),
        }
    }

    fn letters(&self, fore: Ink, bare: Modifier) -> Style {
        match fore.at(self.depth) {
            Some(fore) => Style::new().fg(fore),
            None => Style::new().add_modifier(bare),
        }
    }

    /// The surface everything lies on.
    pub fn page(&self) -> Style {
        self.on(self.palette.text, self.palette.page, Modifier::empty())
    }

    /// The surface of an overlay.
    pub fn panel(&self) -> Style {
        self.on(self.palette.text, self.palette.panel, Modifier::empty())
    }

    /// The surface of a field being typed into.
    pub fn input(&self) -> Style {
        self.on(self.palette.text, self.palette.input, Modifier::UNDERLINED)
    }

    /// The surface of a card on the board.
    pub fn card(&self) -> Style {
        self.on(self.palette.text, self.palette.card, Modifier::empty())
    }

    /// What lies behind an overlay, pushed back.
    pub fn scrim(&self) -> Style {
        self.on(self.palette.scrim_text, self.palette.page, Modifier::DIM)
    }

    /// The edge a card or panel throws; drawn with half blocks on whatever is below.
    pub fn shadow(&self) -> Style {
        self.letters(self.palette.shadow, Modifier::DIM)
    }

    pub fn text(&self) -> Style {
        self.letters(self.palette.text, Modifier::empty())
    }

    /// Secondary text.
    pub fn soft(&self) -> Style {
        self.letters(self.palette.soft, Modifier::empty())
    }

    /// The line of keys that apply now.
    pub fn hint(&self) -> Style {
        self.soft()
    }

    /// Headings are heavy, not loud.
    pub fn heading(&self) -> Style {
        self.text().add_modifier(Modifier::BOLD)
    }

    /// The one accent.
    pub fn accent(&self) -> Style {
        self.letters(self.palette.accent, Modifier::BOLD).add_modifier(Modifier::BOLD)
    }

    /// What has the keyboard.
    pub fn focus(&self) -> Style {
        self.on(self.palette.on_accent, self.palette.accent, Modifier::REVERSED).add_modifier(Modifier::BOLD)
    }

    /// What is selected while something else may have the keyboard. Drawn with a pointer beside it.
    pub fn selected(&self) -> Style {
        self.on(self.palette.text, self.palette.chosen, Modifier::BOLD).add_modifier(Modifier::BOLD)
    }

    pub fn good(&self) -> Style {
        self.letters(self.palette.good, Modifier::empty())
    }

    pub fn warn(&self) -> Style {
        self.letters(self.palette.warn, Modifier::BOLD)
    }

    pub fn bad(&self) -> Style {
        self.letters(self.palette.bad, Modifier::BOLD).add_modifier(Modifier::BOLD)
    }

    /// The band over what is not for the room.
    pub fn band(&self) -> Style {
        self.on(self.palette.on_band, self.palette.band, Modifier::REVERSED).add_modifier(Modifier::BOLD)
    }

    /// Lines that separate.
    pub fn border(&self) -> Style {
        self.letters(self.palette.faint, Modifier::DIM)
    }

    pub fn tab_on(&self) -> Style {
        self.focus()
    }

    pub fn tab_off(&self) -> Style {
        self.soft()
    }

    /// A lane's name or mark as text on any surface.
    pub fn lane(&self, lane: LaneTint) -> Style {
        self.letters(self.palette.lanes[lane as usize].text, Modifier::BOLD).add_modifier(Modifier::BOLD)
    }

    /// A lane's heading as a filled band.
    pub fn lane_band(&self, lane: LaneTint) -> Style {
        let inks = self.palette.lanes[lane as usize];
        self.on(self.palette.on_lane, inks.band, Modifier::REVERSED).add_modifier(Modifier::BOLD)
    }

    /// A lane's column on the board.
    pub fn lane_fill(&self, lane: LaneTint) -> Style {
        self.on(self.palette.text, self.palette.lanes[lane as usize].fill, Modifier::empty())
    }

    /// The paper of a sticky note with its dark text.
    pub fn sticky(&self, tint: StickyTint) -> Style {
        self.on(self.palette.note_text, self.palette.stickies[tint as usize].fill, Modifier::empty())
    }

    /// The soft lower edge of a sticky note, as half blocks on the surface below.
    pub fn sticky_edge(&self, tint: StickyTint) -> Style {
        self.letters(self.palette.stickies[tint as usize].edge, Modifier::DIM)
    }

    /// The filled part of a bar, or its rail.
    pub fn bar(&self, tint: BarTint) -> Style {
        match tint {
            BarTint::Plain => self.letters(self.palette.accent, Modifier::empty()),
            BarTint::Good => self.good(),
            BarTint::Warn => self.warn(),
            BarTint::Bad => self.letters(self.palette.bad, Modifier::BOLD),
            BarTint::Lane(lane) => self.letters(self.palette.lanes[lane as usize].text, Modifier::empty()),
            BarTint::Rail => self.border(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Color;

    const LANES: [LaneTint; 4] = [LaneTint::Now, LaneTint::Next, LaneTint::Later, LaneTint::Unsorted];
    const STICKIES: [StickyTint; 8] = [
        StickyTint::Perfect,
        StickyTint::Today,
        StickyTint::AsIs,
        StickyTint::Wish,
        StickyTint::Question,
        StickyTint::Plain,
        StickyTint::Stacked,
        StickyTint::Blocker,
    ];

    fn surfaces(look: &Look) -> Vec<(&'static str, Style)> {
        let mut all = vec![
            ("page", look.page()),
            ("panel", look.panel()),
            ("input", look.input()),
            ("card", look.card()),
            ("focus", look.focus()),
            ("selected", look.selected()),
            ("band", look.band()),
        ];
        all.extend(LANES.map(|lane| ("lane fill", look.lane_fill(lane))));
        all.extend(LANES.map(|lane| ("lane band", look.lane_band(lane))));
        all.extend(STICKIES.map(|tint| ("sticky", look.sticky(tint))));
        all
    }

    fn letters(look: &Look) -> Vec<(&'static str, Style)> {
        let mut all = vec![
            ("text", look.text()),
            ("soft", look.soft()),
            ("hint", look.hint()),
            ("heading", look.heading()),
            ("accent", look.accent()),
            ("good", look.good()),
            ("warn", look.warn()),
            ("bad", look.bad()),
            ("tab off", look.tab_off()),
        ];
        all.extend(LANES.map(|lane| ("lane", look.lane(lane))));
        all
    }

    fn light(colour: Option<Color>) -> f64 {
        let (r, g, b) = match colour {
            Some(Color::Rgb(r, g, b)) => (r, g, b),
            Some(Color::Indexed(n @ 16..=231)) => {
                let step = |at: u8| [0, 95, 135, 175, 215, 255][usize::from(at % 6)];
                (step((n - 16) / 36), step((n - 16) / 6), step(n - 16))
            }
            Some(Color::Indexed(n @ 232..)) => (8 + 10 * (n - 232), 8 + 10 * (n - 232), 8 + 10 * (n - 232)),
            other => panic!("nobody knows how light it is: {other:?}"),
        };
        let linear = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    fn contrast(fore: Option<Color>, back: Option<Color>) -> f64 {
        let (a, b) = (light(fore), light(back));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_can_be_read_on_every_surface_it_lies_on() {
        for (theme, depth, least) in [
            (Theme::Light, Depth::True, 4.5),
            (Theme::Dark, Depth::True, 4.5),
            (Theme::HighContrast, Depth::True, 7.0),
            (Theme::HighContrast, Depth::C256, 7.0),
            (Theme::WallDark, Depth::True, 7.0),
            (Theme::WallDark, Depth::C256, 7.0),
        ] {
            let look = Look::new(theme, depth, Glyphs::Unicode);
            for (name, style) in surfaces(&look) {
                let ratio = contrast(style.fg, style.bg);
                assert!(ratio >= least, "{name} in {theme:?} has {ratio:.2}");
            }
            let mut under = vec![look.page(), look.panel(), look.input(), look.card()];
            under.extend(LANES.map(|lane| look.lane_fill(lane)));
            for (name, style) in letters(&look) {
                for back in &under {
                    let ratio = contrast(style.fg, back.bg);
                    assert!(ratio >= least, "{name} in {theme:?} on {:?} has {ratio:.2}", back.bg);
                }
            }
        }
    }

    #[test]
    fn without_colour_no_style_has_a_colour_and_the_focus_is_reversed() {
        let look = Look::new(Theme::Dark, Depth::None, Glyphs::Ascii);
        for (name, style) in surfaces(&look).into_iter().chain(letters(&look)) {
            assert_eq!((style.fg, style.bg), (None, None), "{name}");
        }
        assert!(look.focus().add_modifier.contains(Modifier::REVERSED));
        assert!(look.band().add_modifier.contains(Modifier::REVERSED));
        assert!(look.heading().add_modifier.contains(Modifier::BOLD));
    }

    #[test]
    fn fewer_colours_still_tell_letters_from_their_surface() {
        for theme in [Theme::Light, Theme::Dark, Theme::HighContrast] {
            for depth in [Depth::C256, Depth::C16] {
                let look = Look::new(theme, depth, Glyphs::Unicode);
                for (name, style) in surfaces(&look) {
                    assert_ne!(style.fg, style.bg, "{name} {theme:?} {depth:?}");
                }
                for (name, style) in letters(&look) {
                    assert_ne!(style.fg, look.page().bg, "{name} {theme:?} {depth:?}");
                }
            }
        }
    }

    #[test]
    fn the_lanes_of_the_light_theme_have_their_three_colours() {
        let look = Look::default();
        assert_eq!(look.lane_band(LaneTint::Now).bg, Some(Color::Rgb(0xC8, 0x50, 0x1E)));
        assert_eq!(look.lane_band(LaneTint::Next).bg, Some(Color::Rgb(0x2B, 0x6C, 0xB0)));
        assert_eq!(look.lane_band(LaneTint::Later).bg, Some(Color::Rgb(0x6B, 0x72, 0x80)));
    }
}
