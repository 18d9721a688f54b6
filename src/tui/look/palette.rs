//! The colours of the three themes: light paper, dark paper, and high contrast for a projector in a bright room.
//!
//! This is the only place where a colour is written down.

use ratatui::style::Color;

use super::depth::Ink;

/// A theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Theme {
    Light,
    Dark,
    HighContrast,
    /// For a wall in a dark room; nobody chooses it for the laptop.
    WallDark,
}

/// A lane as a colour: the text on any surface, the band with white text, the tinted column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LaneInks {
    pub text: Ink,
    pub band: Ink,
    pub fill: Ink,
}

/// A sticky note as a colour: the paper and its lower edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StickyInks {
    pub fill: Ink,
    pub edge: Ink,
}

/// Every colour of a theme, by meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Palette {
    pub page: Ink,
    pub panel: Ink,
    pub input: Ink,
    pub card: Ink,
    pub text: Ink,
    pub soft: Ink,
    pub faint: Ink,
    pub accent: Ink,
    pub on_accent: Ink,
    pub chosen: Ink,
    pub good: Ink,
    pub warn: Ink,
    pub bad: Ink,
    pub band: Ink,
    pub on_band: Ink,
    pub on_lane: Ink,
    pub shadow: Ink,
    pub scrim_text: Ink,
    pub note_text: Ink,
    /// Now, Next, Later, not sorted.
    pub lanes: [LaneInks; 4],
    /// Perfect, Today, as-is, wish, question, plain, stacked, blocker.
    pub stickies: [StickyInks; 8],
}

impl Palette {
    pub(super) const fn of(theme: Theme) -> &'static Palette {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
            Theme::HighContrast => &HIGH_CONTRAST,
            Theme::WallDark => &WALL_DARK,
        }
    }
}

const fn ink(rgb: u32, basic: Color) -> Ink {
    Ink::new(rgb, basic)
}

const fn lane(text: Ink, band: Ink, fill: Ink) -> LaneInks {
    LaneInks { text, band, fill }
}

const fn note(fill: u32, edge: u32, basic: Color) -> StickyInks {
    StickyInks { fill: ink(fill, basic), edge: ink(edge, basic) }
}

const BLACK: Color = Color::Black;
const WHITE: Color = Color::White;
const SILVER: Color = Color::Gray;
const GREY: Color = Color::DarkGray;

static LIGHT: Palette = Palette {
    page: ink(0xFA_F7F1, WHITE),
    panel: ink(0xFF_FDF9, WHITE),
    input: ink(0xFF_FFFF, WHITE),
    card: ink(0xFF_FDF9, WHITE),
    text: ink(0x2B_2622, BLACK),
    soft: ink(0x65_5D55, GREY),
    faint: ink(0xD5_CCBE, SILVER),
    accent: ink(0x8A_4B08, Color::Magenta),
    on_accent: ink(0xFF_FFFF, WHITE),
    chosen: ink(0xF6_E3C8, SILVER),
    good: ink(0x2A_6B3C, Color::Green),
    warn: ink(0x85_5006, BLACK),
    bad: ink(0xA8_2A2A, Color::Red),
    band: ink(0xA8_2A2A, Color::Red),
    on_band: ink(0xFF_FFFF, WHITE),
    on_lane: ink(0xFF_FFFF, WHITE),
    shadow: ink(0xE4_DCCF, SILVER),
    scrim_text: ink(0x6F_675E, GREY),
    note_text: ink(0x2B_2622, BLACK),
    lanes: [
        lane(ink(0xA8_400F, Color::Red), ink(0xC8_501E, Color::Red), ink(0xF9_EADF, WHITE)),
        lane(ink(0x24_609F, Color::Blue), ink(0x2B_6CB0, Color::Blue), ink(0xE6_EEF7, WHITE)),
        lane(ink(0x56_5D6A, GREY), ink(0x6B_7280, GREY), ink(0xEC_EDF0, WHITE)),
        lane(ink(0x6A_5F4F, GREY), ink(0x75_6A58, GREY), ink(0xF1_ECE3, WHITE)),
    ],
    stickies: [
        note(0xD3_EBD0, 0xB4_D3B0, Color::LightGreen),
        note(0xFB_E9A9, 0xE3_CC7C, Color::LightYellow),
        note(0xF9_D9BF, 0xE0_B894, Color::LightYellow),
        note(0xDD_D6F3, 0xBF_B4DF, Color::LightMagenta),
        note(0xCF_E4F5, 0xAA_C8E0, Color::LightCyan),
        note(0xF0_E6D6, 0xD6_C8B1, SILVER),
        note(0xE2_DFD8, 0xC3_BEB3, SILVER),
        note(0xF7_CDCB, 0xDD_A6A3, Color::LightRed),
    ],
};

static DARK: Palette = Palette {
    page: ink(0x1F_1C1A, BLACK),
    panel: ink(0x2A_2623, BLACK),
    input: ink(0x2E_2A26, BLACK),
    card: ink(0x33_2E2A, BLACK),
    text: ink(0xEF_E9DF, WHITE),
    soft: ink(0xB5_AB9E, SILVER),
    faint: ink(0x4D_4640, GREY),
    accent: ink(0xF2_B461, Color::LightYellow),
    on_accent: ink(0x2B_2013, BLACK),
    chosen: ink(0x4A_3B27, GREY),
    good: ink(0x8F_CB9B, Color::LightGreen),
    warn: ink(0xEB_BB66, Color::LightYellow),
    bad: ink(0xF5_9A90, Color::LightRed),
    band: ink(0xB0_3030, Color::Red),
    on_band: ink(0xFF_FFFF, WHITE),
    on_lane: ink(0xFF_FFFF, WHITE),
    shadow: ink(0x14_1210, GREY),
    scrim_text: ink(0x8E_857A, GREY),
    note_text: ink(0x22_1E1A, BLACK),
    lanes: [
        lane(ink(0xF2_946A, Color::LightRed), ink(0xB8_481A, Color::Red), ink(0x3A_2820, BLACK)),
        lane(ink(0x8F_BDF0, Color::LightBlue), ink(0x2B_6CB0, Color::Blue), ink(0x22_303F, BLACK)),
        lane(ink(0xB4_BAC6, SILVER), ink(0x60_6774, GREY), ink(0x2C_2E33, BLACK)),
        lane(ink(0xC7_B9A2, SILVER), ink(0x6A_604F, GREY), ink(0x2E_2A25, BLACK)),
    ],
    stickies: [
        note(0xB5_D3B1, 0x7F_9A7C, Color::LightGreen),
        note(0xE6_D087, 0xAB_985A, Color::LightYellow),
        note(0xE3_BD9D, 0xA8_876B, Color::LightYellow),
        note(0xC2_B8E0, 0x8B_82A8, Color::LightMagenta),
        note(0xAF_CBE0, 0x7A_93A6, Color::LightCyan),
        note(0xD5_C8B2, 0x9C_917E, SILVER),
        note(0xBF_BAB0, 0x88_847B, SILVER),
        note(0xE2_AFAB, 0xA8_7D7A, Color::LightRed),
    ],
};

static HIGH_CONTRAST: Palette = Palette {
    page: ink(0xFF_FFFF, WHITE),
    panel: ink(0xFF_FFFF, WHITE),
    input: ink(0xFF_FFFF, WHITE),
    card: ink(0xFF_FFFF, WHITE),
    text: ink(0x00_0000, BLACK),
    soft: ink(0x33_3333, BLACK),
    faint: ink(0x76_7676, GREY),
    accent: ink(0x5B_2A86, Color::Blue),
    on_accent: ink(0xFF_FFFF, WHITE),
    chosen: ink(0xFF_E58A, Color::LightYellow),
    good: ink(0x0A_3A18, BLACK),
    warn: ink(0x5C_2C00, BLACK),
    bad: ink(0x7F_0F0F, BLACK),
    band: ink(0x7F_0F0F, Color::Red),
    on_band: ink(0xFF_FFFF, WHITE),
    on_lane: ink(0xFF_FFFF, WHITE),
    shadow: ink(0x9A_9A9A, GREY),
    scrim_text: ink(0x4A_4A4A, GREY),
    note_text: ink(0x00_0000, BLACK),
    lanes: [
        lane(ink(0x84_2F06, BLACK), ink(0x84_2F06, BLACK), ink(0xFF_F1E8, WHITE)),
        lane(ink(0x0F_2E7A, Color::Blue), ink(0x0F_2E7A, Color::Blue), ink(0xED_F4FF, WHITE)),
        lane(ink(0x37_4151, BLACK), ink(0x37_4151, BLACK), ink(0xF3_F4F6, WHITE)),
        lane(ink(0x45_3C2E, BLACK), ink(0x45_3C2E, BLACK), ink(0xF7_F5F0, WHITE)),
    ],
    stickies: [
        note(0xC4_F0BF, 0x3E_7A39, Color::LightGreen),
        note(0xFF_EB8F, 0x8A_7311, Color::LightYellow),
        note(0xFF_D5B0, 0x96_5D2B, Color::LightYellow),
        note(0xDE_D3FF, 0x61_4FA0, Color::LightMagenta),
        note(0xC2_E5FF, 0x2F_6F9E, Color::LightCyan),
        note(0xF2_EADC, 0x7D_6F58, SILVER),
        note(0xE4_E2DD, 0x6F_6C66, SILVER),
        note(0xFF_CFCC, 0xA0_3E39, Color::LightRed),
    ],
};

static WALL_DARK: Palette = Palette {
    page: ink(0x00_0000, BLACK),
    panel: ink(0x00_0000, BLACK),
    input: ink(0x00_0000, BLACK),
    card: ink(0x00_0000, BLACK),
    text: ink(0xFF_FFFF, WHITE),
    soft: ink(0xD8_D8D8, WHITE),
    faint: ink(0x80_8080, GREY),
    accent: ink(0xFF_C873, Color::LightYellow),
    on_accent: ink(0x00_0000, BLACK),
    chosen: ink(0x3A_3000, GREY),
    good: ink(0x9B_E3A8, Color::LightGreen),
    warn: ink(0xFF_CF70, Color::LightYellow),
    bad: ink(0xFF_A79C, Color::LightRed),
    band: ink(0x7F_0F0F, Color::Red),
    on_band: ink(0xFF_FFFF, WHITE),
    on_lane: ink(0xFF_FFFF, BLACK),
    shadow: ink(0x50_5050, GREY),
    scrim_text: ink(0xB0_B0B0, GREY),
    note_text: ink(0x00_0000, BLACK),
    lanes: [
        lane(ink(0xFF_A67C, Color::LightRed), ink(0x84_2F06, Color::LightYellow), ink(0x22_1006, BLACK)),
        lane(ink(0x9C_CBFF, Color::LightCyan), ink(0x0F_2E7A, Color::LightCyan), ink(0x06_1626, BLACK)),
        lane(ink(0xD2_D6DE, WHITE), ink(0x3E_444F, WHITE), ink(0x14_1619, BLACK)),
        lane(ink(0xDF_D3BF, WHITE), ink(0x4A_4233, WHITE), ink(0x18_1510, BLACK)),
    ],
    stickies: [
        note(0xB5_D3B1, 0x7F_9A7C, Color::LightGreen),
        note(0xE6_D087, 0xAB_985A, Color::LightYellow),
        note(0xE3_BD9D, 0xA8_876B, Color::LightYellow),
        note(0xC2_B8E0, 0x8B_82A8, Color::LightMagenta),
        note(0xAF_CBE0, 0x7A_93A6, Color::LightCyan),
        note(0xD5_C8B2, 0x9C_917E, SILVER),
        note(0xBF_BAB0, 0x88_847B, SILVER),
        note(0xE2_AFAB, 0xA8_7D7A, Color::LightRed),
    ],
};
