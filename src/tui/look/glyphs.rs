//! The marks that stand beside every colour, in Unicode and in plain ASCII. Each is one terminal
//! cell wide, but the hourglass, which takes two.

/// Which set of marks a terminal can draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Glyphs {
    Unicode,
    Ascii,
}

/// One set of marks.
#[derive(Debug, PartialEq, Eq)]
pub struct Marks {
    /// Now, Next, Later, not sorted.
    pub lanes: [&'static str; 4],
    /// The work is heavy.
    pub heavy: &'static str,
    /// Finely balanced: a small change of scores would move it.
    pub balanced: &'static str,
    /// Moved by the room.
    pub moved: &'static str,
    /// Waiting for a place; two cells wide in Unicode.
    pub waiting: &'static str,
    /// Nobody has seen it happen.
    pub unseen: &'static str,
    /// A blocker.
    pub blocker: &'static str,
    pub tick: &'static str,
    pub cross: &'static str,
    /// Neither yes nor no yet.
    pub open: &'static str,
    /// Points at what is selected.
    pub pointer: &'static str,
    pub bullet: &'static str,
    pub dot: &'static str,
    pub ellipsis: &'static str,
    /// How many times a note was said.
    pub times: &'static str,
    /// A note that goes with another.
    pub pair: &'static str,
    /// What became of something.
    pub became: &'static str,
    pub upper_half: &'static str,
    pub lower_half: &'static str,
    pub left_half: &'static str,
    pub right_half: &'static str,
    pub full: &'static str,
    /// What is not filled of a bar.
    pub rail: &'static str,
    /// One to seven eighths of a cell, from the left; empty where a bar has only whole cells.
    pub eighths: &'static [&'static str],
    /// One to eight eighths of a cell, from below.
    pub steps: &'static [&'static str],
    pub line: &'static str,
    pub wall: &'static str,
    /// Top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    pub thumb: &'static str,
    pub more_above: &'static str,
    pub more_below: &'static str,
}

static UNICODE: Marks = Marks {
    lanes: ["●", "◐", "○", "·"],
    heavy: "▲",
    balanced: "≈",
    moved: "↷",
    waiting: "⏳",
    unseen: "?",
    blocker: "!",
    tick: "✓",
    cross: "✗",
    open: "–",
    pointer: "▸",
    bullet: "•",
    dot: "·",
    ellipsis: "…",
    times: "×",
    pair: "⇄",
    became: "→",
    upper_half: "▀",
    lower_half: "▄",
    left_half: "▌",
    right_half: "▐",
    full: "█",
    rail: "─",
    eighths: &["▏", "▎", "▍", "▌", "▋", "▊", "▉"],
    steps: &["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    line: "─",
    wall: "│",
    corners: ["╭", "╮", "╰", "╯"],
    thumb: "▐",
    more_above: "↑",
    more_below: "↓",
};

static ASCII: Marks = Marks {
    lanes: ["*", "o", ".", "-"],
    heavy: "^",
    balanced: "~",
    moved: ">",
    waiting: "w",
    unseen: "?",
    blocker: "!",
    tick: "v",
    cross: "-",
    open: ".",
    pointer: ">",
    bullet: "*",
    dot: "-",
    ellipsis: "~",
    times: "x",
    pair: "=",
    became: ">",
    upper_half: "-",
    lower_half: "_",
    left_half: "|",
    right_half: "|",
    full: "#",
    rail: ".",
    eighths: &[],
    steps: &["_", "_", "-", "-", "=", "=", "#", "#"],
    line: "-",
    wall: "|",
    corners: ["+", "+", "+", "+"],
    thumb: "#",
    more_above: "^",
    more_below: "v",
};

impl Glyphs {
    /// The marks of this set.
    pub const fn marks(self) -> &'static Marks {
        match self {
            Glyphs::Unicode => &UNICODE,
            Glyphs::Ascii => &ASCII,
        }
    }
}

#[cfg(test)]
impl Marks {
    /// The marks of one cell that say something by themselves, beside the lanes.
    pub fn signs(&self) -> [&'static str; 15] {
        [
            self.heavy,
            self.balanced,
            self.moved,
            self.unseen,
            self.blocker,
            self.tick,
            self.cross,
            self.open,
            self.pointer,
            self.bullet,
            self.dot,
            self.ellipsis,
            self.times,
            self.more_above,
            self.more_below,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width;

    #[test]
    fn every_mark_is_one_cell_wide_and_the_plain_set_is_plain() {
        for set in [Glyphs::Unicode, Glyphs::Ascii] {
            let m = set.marks();
            let drawn = [
                m.upper_half,
                m.lower_half,
                m.left_half,
                m.right_half,
                m.full,
                m.rail,
                m.line,
                m.wall,
                m.thumb,
            ];
            let signs = m.signs();
            let all =
                signs.iter().chain(&drawn).chain(&m.lanes).chain(m.eighths).chain(m.steps).chain(&m.corners);
            for mark in all {
                assert_eq!(width(mark), 1, "{mark}");
                assert!(set == Glyphs::Unicode || mark.is_ascii(), "{mark}");
            }
        }
    }
}
