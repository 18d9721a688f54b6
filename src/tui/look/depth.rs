//! How many colours a terminal has, and what becomes of a colour where there are fewer.
//!
//! It refuses to know what a colour means.

use ratatui::style::Color;

/// Colours a terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Depth {
    /// 24 bits.
    True,
    /// The 256 of xterm.
    C256,
    /// The 16 every terminal has; what they look like is the terminal's own choice.
    C16,
    /// No colour at all: weight, underline and reversal carry the meaning.
    None,
}

/// One colour, with the one of the sixteen that stands in for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink {
    pub rgb: u32,
    pub basic: Color,
}

impl Ink {
    /// `rgb` as `0xRRGGBB`.
    pub const fn new(rgb: u32, basic: Color) -> Ink {
        Ink { rgb, basic }
    }

    /// Red, green and blue.
    pub const fn channels(self) -> [u8; 3] {
        let [_, red, green, blue] = self.rgb.to_be_bytes();
        [red, green, blue]
    }

    /// The colour to send, or `None` where there is no colour.
    pub fn at(self, depth: Depth) -> Option<Color> {
        let [red, green, blue] = self.channels();
        match depth {
            Depth::True => Some(Color::Rgb(red, green, blue)),
            Depth::C256 => Some(Color::Indexed(nearest_256(self.channels()))),
            Depth::C16 => Some(self.basic),
            Depth::None => None,
        }
    }
}

const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The nearest of xterm's colour cube and grey ramp.
fn nearest_256(rgb: [u8; 3]) -> u8 {
    let step = |value: u8| (0_u8..6).min_by_key(|i| STEPS[usize::from(*i)].abs_diff(value)).unwrap_or(0);
    let [r, g, b] = rgb.map(step);
    let cube = [r, g, b].map(|i| STEPS[usize::from(i)]);
    let mean = rgb.iter().map(|value| u16::from(*value)).sum::<u16>() / 3;
    let shade = (0_u8..24).min_by_key(|i| (8 + 10 * u16::from(*i)).abs_diff(mean)).unwrap_or(0);
    let grey = [8 + 10 * shade; 3];
    if distance(grey, rgb) < distance(cube, rgb) { 232 + shade } else { 16 + 36 * r + 6 * g + b }
}

fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    a.iter().zip(b).map(|(x, y)| u32::from(x.abs_diff(y)).pow(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_becomes_the_nearest_of_256() {
        assert_eq!(nearest_256([0, 0, 0]), 16);
        assert_eq!(nearest_256([255, 255, 255]), 231);
        assert_eq!(nearest_256([128, 128, 128]), 244);
        assert_eq!(nearest_256([255, 0, 0]), 196);
    }
}
