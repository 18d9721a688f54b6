//! How a frame goes to the terminal: the cells that changed, in as few bytes as say it, in one piece and inside a
//! synchronized update. A projector on a slow line sees a selection move with a hundred bytes instead of five times as
//! many; a frame in which nothing changed writes nothing.
//!
//! It knows ratatui's cells and the terminal's language, and nothing of what is drawn. It does for a frame what ratatui's
//! own terminal does, without asking the terminal for its size, and compares cells at a third of the cost.

use std::io::{self, Write};

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

/// A terminal behind a writer, with the frame that stands on it.
#[derive(Debug)]
pub struct Lean<W: Write> {
    to: W,
    frame: Vec<u8>,
    /// How the terminal writes: as the last cell left it. Whoever takes the terminal resets it.
    pen: Pen,
    cursor: Cursor,
    area: Rect,
    /// What stands on the terminal; without a cell: it is blank.
    shown: Buffer,
    /// What is being drawn; made when it is needed, so that the first frame waits for one page of cells, not for two.
    next: Buffer,
}

impl<W: Write> Lean<W> {
    /// Begins on a blank terminal of this size that writes plainly; nothing else is known of it yet.
    pub fn new(to: W, area: Rect) -> Self {
        let frame = Vec::with_capacity(64 * 1024);
        let (shown, next) = (Buffer::default(), Buffer::default());
        Self { to, frame, pen: Pen::default(), cursor: Cursor::Unknown, area, shown, next }
    }

    /// Draws one frame; `view` draws on a blank page and says where the cursor stands, if it is to be seen.
    ///
    /// # Errors
    /// What the writer answered.
    pub fn draw(&mut self, view: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>) -> io::Result<()> {
        if self.next.area == self.area {
            self.next.reset();
        } else {
            self.next = Buffer::empty(self.area);
        }
        let cursor = view(&mut self.next).map_or(Cursor::Hidden, |(x, y)| Cursor::At(x, y));
        self.frame.clear();
        self.frame.extend_from_slice(b"\x1b[?2026h");
        let empty = self.frame.len();
        self.changes();
        let drawn = self.frame.len() > empty;
        match cursor {
            Cursor::At(x, y) if drawn || self.cursor != cursor => {
                if !matches!(self.cursor, Cursor::At(..)) {
                    self.frame.extend_from_slice(b"\x1b[?25h");
                }
                self.go(x, y);
            }
            Cursor::Hidden if self.cursor != cursor => self.frame.extend_from_slice(b"\x1b[?25l"),
            _ => {}
        }
        self.cursor = cursor;
        std::mem::swap(&mut self.shown, &mut self.next);
        if self.frame.len() == empty {
            return Ok(());
        }
        self.frame.extend_from_slice(b"\x1b[?2026l");
        self.to.write_all(&self.frame)?;
        self.to.flush()
    }

    /// Blanks the terminal in its own colours and forgets what stood there: the next frame is drawn whole, in this size.
    ///
    /// # Errors
    /// What the writer answered.
    pub fn anew(&mut self, area: Rect) -> io::Result<()> {
        (self.area, self.shown, self.next) = (area, Buffer::default(), Buffer::default());
        (self.pen, self.cursor) = (Pen::default(), Cursor::Unknown);
        self.to.write_all(b"\x1b[0m\x1b[2J")?;
        self.to.flush()
    }

    /// Writes the cells that changed.
    fn changes(&mut self) {
        let (shown, next) = (std::mem::take(&mut self.shown), std::mem::take(&mut self.next));
        // Where the cursor is after the last cell, and whether that is sure: after a letter whose width terminals argue
        // about it is not, until the place is named again.
        let mut here: Option<(u16, u16)> = None;
        let mut sure = false;
        for (place, cell) in Changes::new(&shown, &next) {
            let (x, y) = next.pos_of(place);
            match here {
                Some(place) if place == (x, y) => {}
                Some((column, row)) if sure && row == y && column < x => self.right(x - column),
                Some((_, row)) if sure && row + 1 == y => self.below(x),
                _ => {
                    self.go(x, y);
                    sure = true;
                }
            }
            let symbol = cell.symbol();
            self.style(cell);
            if argued_about(symbol) && x + 1 < next.area.right() {
                // Some terminals draw it in one cell and leave what stood in the other: that is blanked first.
                self.right(1);
                self.frame.push(b' ');
                self.go(x, y);
            }
            here = Some((x + 1, y));
            sure &= is_one_cell(symbol);
            self.frame.extend_from_slice(symbol.as_bytes());
        }
        (self.shown, self.next) = (shown, next);
    }

    fn number(&mut self, number: u16) {
        let (mut digits, mut at, mut left) = ([0; 5], 5, number);
        loop {
            at -= 1;
            digits[at] = b'0' + u8::try_from(left % 10).unwrap_or(0);
            left /= 10;
            if left == 0 {
                break;
            }
        }
        self.frame.extend_from_slice(&digits[at..]);
    }

    fn go(&mut self, x: u16, y: u16) {
        self.frame.extend_from_slice(b"\x1b[");
        self.number(y + 1);
        self.frame.push(b';');
        self.number(x + 1);
        self.frame.push(b'H');
    }

    /// To a column of the next row. The row is not the last one, so that nothing scrolls; the column is always named, as a
    /// line feed keeps it on some terminals and not on others.
    fn below(&mut self, x: u16) {
        if x == 0 {
            return self.frame.extend_from_slice(b"\r\n");
        }
        self.frame.extend_from_slice(b"\n\x1b[");
        self.number(x + 1);
        self.frame.push(b'G');
    }

    fn right(&mut self, cells: u16) {
        self.frame.extend_from_slice(b"\x1b[");
        if cells > 1 {
            self.number(cells);
        }
        self.frame.push(b'C');
    }

    /// Changes the pen from what it was to what a cell wants: in one sequence, and of it only what differs.
    fn style(&mut self, cell: &Cell) {
        let mut wanted = Pen { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
        let mut pen = self.pen;
        // A blank has no letters to be of a colour or a weight.
        if cell.symbol() == " " && !(wanted.modifier | pen.modifier).intersects(SEEN_ON_BLANKS) {
            wanted = Pen { bg: cell.bg, ..pen };
        }
        if wanted == pen {
            return;
        }
        self.frame.extend_from_slice(b"\x1b[");
        let from = self.frame.len();
        // What is taken away goes with everything else: the sequences that take one thing away are not understood alike.
        if !wanted.modifier.contains(pen.modifier) {
            self.frame.push(b'0');
            pen = Pen::default();
        }
        for (modifier, code) in MODIFIERS {
            if wanted.modifier.contains(modifier) && !pen.modifier.contains(modifier) {
                self.code(from, code);
            }
        }
        if wanted.fg != pen.fg {
            self.colour(from, wanted.fg, 0);
        }
        if wanted.bg != pen.bg {
            self.colour(from, wanted.bg, 10);
        }
        self.frame.push(b'm');
        self.pen = wanted;
    }

    /// A number of a sequence whose numbers begin at `from`.
    fn code(&mut self, from: usize, code: u16) {
        if self.frame.len() > from {
            self.frame.push(b';');
        }
        self.number(code);
    }

    /// A colour of the letters (`ground` 0) or of what is behind them (10).
    fn colour(&mut self, from: usize, colour: Color, ground: u16) {
        let named = |code: u16| code + ground;
        let code = match colour {
            Color::Reset => named(39),
            Color::Black => named(30),
            Color::Red => named(31),
            Color::Green => named(32),
            Color::Yellow => named(33),
            Color::Blue => named(34),
            Color::Magenta => named(35),
            Color::Cyan => named(36),
            Color::Gray => named(37),
            Color::DarkGray => named(90),
            Color::LightRed => named(91),
            Color::LightGreen => named(92),
            Color::LightYellow => named(93),
            Color::LightBlue => named(94),
            Color::LightMagenta => named(95),
            Color::LightCyan => named(96),
            Color::White => named(97),
            Color::Indexed(index) => {
                return [named(38), 5, index.into()].into_iter().for_each(|code| self.code(from, code));
            }
            Color::Rgb(r, g, b) => {
                let codes = [named(38), 2, r.into(), g.into(), b.into()];
                return codes.into_iter().for_each(|code| self.code(from, code));
            }
        };
        self.code(from, code);
    }
}

/// Where the terminal's cursor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cursor {
    /// Nothing was said about it yet.
    Unknown,
    /// Not to be seen.
    Hidden,
    /// Seen at this column and row.
    At(u16, u16),
}

/// How the terminal writes at the moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const MODIFIERS: [(Modifier, u16); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// Whether all terminals agree that this takes one cell, so that the cursor is where we think it is: ASCII, and the
/// blocks and lines that boxes and stickies are made of.
fn is_one_cell(symbol: &str) -> bool {
    let mut letters = symbol.chars();
    let first = letters.next();
    letters.next().is_none() && first.is_some_and(|c| c.is_ascii() || ('\u{2500}'..='\u{259F}').contains(&c))
}

/// A wide letter that is one by a sign of its own, as ☎️: terminals argue about its width.
fn argued_about(symbol: &str) -> bool {
    symbol.len() > 3 && symbol.contains('\u{FE0F}') && symbol.cell_width() > 1
}

/// The cells of a frame that are to be written over another, in order, as ratatui finds them: behind a wide letter that
/// went, also what would stay behind. What stands behind an emoji that terminals argue about is the writer's matter.
struct Changes<'a> {
    shown: &'a [Cell],
    next: &'a [Cell],
    at: usize,
    /// Up to here, exclusive, what lies behind a letter is written whether it changed or not.
    behind: Option<usize>,
}

impl<'a> Changes<'a> {
    fn new(shown: &'a Buffer, next: &'a Buffer) -> Self {
        Self { shown: &shown.content, next: &next.content, at: 0, behind: None }
    }
}

impl<'a> Iterator for Changes<'a> {
    type Item = (usize, &'a Cell);

    fn next(&mut self) -> Option<Self::Item> {
        let count = self.next.len();
        while self.at < count {
            let at = self.at;
            let (is, was) = (&self.next[at], self.shown.get(at).unwrap_or(&Cell::EMPTY));
            if let Some(end) = self.behind {
                self.at += width(is).max(1);
                self.behind = Some(end.max(self.at).min(count)).filter(|end| self.at < *end);
                return Some((at, is));
            }
            if alike(is, was) {
                self.at += width(is).max(1);
                continue;
            }
            let (wide, was_wide) = (width(is), width(was));
            self.at += 1;
            if wide > 1 {
                self.at += wide - 1;
            } else if was_wide > wide && (was.bg != Color::Reset || was.modifier.intersects(SEEN_ON_BLANKS)) {
                self.behind = Some(at + was_wide);
            }
            return Some((at, is));
        }
        None
    }
}

/// What is seen of a cell although nothing is written in it.
const SEEN_ON_BLANKS: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

fn width(cell: &Cell) -> usize {
    let symbol = cell.symbol();
    if symbol.len() == 1 { 1 } else { symbol.cell_width().into() }
}

fn alike(a: &Cell, b: &Cell) -> bool {
    let (one, other) = (a.symbol().as_bytes(), b.symbol().as_bytes());
    // Nearly all are one byte, and a call to compare one byte costs more than all the rest.
    let written = match (one, other) {
        ([one], [other]) => one == other,
        _ => one == other,
    };
    written && a.bg == b.bg && a.fg == b.fg && a.modifier == b.modifier
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use proptest::prelude::*;
    use ratatui::style::Style;

    use super::*;

    const AREA: Rect = Rect { x: 0, y: 0, width: 12, height: 4 };

    fn seen(colour: vt100::Color) -> Color {
        match colour {
            vt100::Color::Default => Color::Reset,
            vt100::Color::Idx(index) => Color::Indexed(index),
            vt100::Color::Rgb(r, g, b) => Color::Rgb(r, g, b),
        }
    }

    fn is_as_drawn(screen: &vt100::Screen, buf: &Buffer) -> Result<(), String> {
        for at in AREA.positions() {
            let (drawn, shown) = (&buf[at], screen.cell(at.y, at.x).ok_or("no cell")?);
            let symbol = if shown.has_contents() { shown.contents() } else { " " };
            let mut style = (seen(shown.fgcolor()), seen(shown.bgcolor()), shown.bold(), shown.inverse());
            let wanted = (
                drawn.fg,
                drawn.bg,
                drawn.modifier.contains(Modifier::BOLD),
                drawn.modifier.contains(Modifier::REVERSED),
            );
            if symbol == " " && !wanted.3 {
                // The colour and the weight of no letters are not seen.
                (style.0, style.2) = (wanted.0, wanted.2);
            }
            if shown.is_wide_continuation() {
                continue;
            }
            if symbol != drawn.symbol() || style != wanted {
                return Err(format!("{at}: {symbol:?} {style:?}, not {:?} {wanted:?}", drawn.symbol()));
            }
        }
        Ok(())
    }

    fn style() -> impl Strategy<Value = Style> {
        let colour = prop_oneof![
            Just(Color::Reset),
            (0_u8..3).prop_map(Color::Indexed),
            (0_u8..2).prop_map(|r| Color::Rgb(r, 0, 200))
        ];
        (colour.clone(), colour, 0_u8..4).prop_map(|(fg, bg, marks)| {
            let mut style = Style::new().fg(fg).bg(bg);
            for (bit, modifier) in [(1, Modifier::BOLD), (2, Modifier::REVERSED)] {
                if marks & bit != 0 {
                    style = style.add_modifier(modifier);
                }
            }
            style
        })
    }

    proptest! {
        #[test]
        fn what_was_drawn_stands_on_the_screen(
            frames in proptest::collection::vec(
                proptest::collection::vec((0_u16..12, 0_u16..4, "[a-c ▌─é]{1,5}", style()), 0..6),
                1..5,
            )
        ) {
            let mut terminal = Lean::new(Vec::new(), AREA);
            let size = |cells| NonZeroU16::new(cells).unwrap();
            let mut screen = vt100::Parser::new(size(AREA.height), size(AREA.width), 0);
            for texts in frames {
                terminal.draw(|buf| {
                    for (x, y, text, style) in &texts {
                        buf.set_stringn(*x, *y, text, 12, *style);
                    }
                    None
                }).unwrap();
                screen.process(&std::mem::take(&mut terminal.to));
                prop_assert_eq!(is_as_drawn(screen.screen(), &terminal.shown), Ok(()));
            }
        }
    }

    proptest! {
        #[test]
        fn the_cells_that_changed_are_those_that_ratatui_finds(
            frames in proptest::collection::vec(
                proptest::collection::vec((0_u16..12, 0_u16..4, "[ab 漢é☎ﾞ⌨😡]{1,5}", style()), 0..8),
                2,
            )
        ) {
            let drawn = frames.iter().map(|texts| {
                let mut buf = Buffer::empty(AREA);
                for (x, y, text, style) in texts {
                    buf.set_stringn(*x, *y, text, 12, *style);
                }
                buf
            });
            let drawn: Vec<Buffer> = drawn.collect();
            let mine: Vec<_> = Changes::new(&drawn[0], &drawn[1])
                .map(|(place, cell)| (drawn[1].pos_of(place), cell))
                .collect();
            let theirs: Vec<_> = drawn[0].diff(&drawn[1]).into_iter().map(|(x, y, cell)| ((x, y), cell)).collect();
            prop_assert_eq!(mine, theirs);
        }
    }

    /// What is written for a line of text at the top, between the marks of the frame and without the cursor's.
    fn said(terminal: &mut Lean<Vec<u8>>, text: &str) -> String {
        let drawn = terminal.draw(|buf| {
            buf.set_string(0, 0, text, Style::new());
            None
        });
        drawn.unwrap();
        let bytes = String::from_utf8(std::mem::take(&mut terminal.to)).unwrap();
        ["\x1b[?2026h", "\x1b[?2026l", "\x1b[?25l"].iter().fold(bytes, |bytes, mark| bytes.replace(mark, ""))
    }

    #[test]
    fn beside_an_emoji_that_terminals_argue_about_nothing_shifts() {
        let mut terminal = Lean::new(Vec::new(), AREA);
        let mut draw = |text: &str| said(&mut terminal, text);
        draw("abcdef");
        // The blank first, then the emoji, then the place of what follows is named.
        assert_eq!(draw("☎\u{FE0F}gdef"), "\x1b[1;1H\x1b[C \x1b[1;1H☎\u{FE0F}\x1b[1;3Hg");
        assert_eq!(draw("☎\u{FE0F}gdef"), "");
    }

    #[test]
    fn a_frame_in_which_nothing_changed_writes_nothing() {
        let mut terminal = Lean::new(Vec::new(), AREA);
        let mut draw = |cursor: Option<(u16, u16)>| {
            terminal
                .draw(|buf| {
                    buf.set_string(1, 1, "a", Style::new());
                    cursor
                })
                .unwrap();
            String::from_utf8(std::mem::take(&mut terminal.to)).unwrap()
        };
        assert_eq!(draw(Some((2, 1))), "\x1b[?2026h\x1b[2;2Ha\x1b[?25h\x1b[2;3H\x1b[?2026l");
        assert_eq!(draw(Some((2, 1))), "");
        assert_eq!(draw(Some((3, 1))), "\x1b[?2026h\x1b[2;4H\x1b[?2026l");
        assert_eq!(draw(None), "\x1b[?2026h\x1b[?25l\x1b[?2026l");
        assert_eq!(draw(None), "");
    }

    #[test]
    fn after_a_letter_whose_width_terminals_argue_about_the_place_is_named() {
        let mut terminal = Lean::new(Vec::new(), AREA);
        let mut draw = |text: &str| said(&mut terminal, text);
        assert_eq!(draw("漢 字 a"), "\x1b[1;1H漢\x1b[1;4H字\x1b[1;7Ha");
        assert_eq!(draw("漢 字 b"), "\x1b[1;7Hb");
        // The e with its accent may be two cells somewhere: what stands right of it is not told from there.
        assert_eq!(draw("é.  字 c"), "\x1b[1;1Hé.\x1b[1;4H 字\x1b[1;7H c");
    }

    #[test]
    fn a_moved_bar_costs_a_few_dozen_bytes() {
        let ink = Style::new().fg(Color::Rgb(43, 38, 34)).bg(Color::Rgb(249, 217, 191));
        let mut terminal = Lean::new(Vec::new(), AREA);
        let mut draw = |bar: u16| {
            let drawn = terminal.draw(|buf| {
                buf.set_style(AREA, ink);
                buf.set_stringn(bar, 1, "▌", 1, ink);
                None
            });
            drawn.unwrap();
            std::mem::take(&mut terminal.to)
        };
        draw(1);
        let bytes = String::from_utf8(draw(8)).unwrap();
        assert_eq!(bytes, "\x1b[?2026h\x1b[2;2H \x1b[6C▌\x1b[?2026l");
    }
}
