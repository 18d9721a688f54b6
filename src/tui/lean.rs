//! How a frame goes to the terminal: the cells that changed, in as few bytes as say it, and in one piece. A projector on
//! a slow line sees a selection move with a hundred bytes instead of five times as many.
//!
//! It knows ratatui's cells and the terminal's language, and nothing of what is drawn.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::crossterm::{cursor, terminal};
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

/// A terminal behind a writer. Nothing reaches it before [`Write::flush`].
#[derive(Debug)]
pub struct Lean<W: Write> {
    to: W,
    frame: Vec<u8>,
    /// How the terminal writes: as the last cell left it. Whoever takes the terminal resets it.
    pen: Pen,
    /// Whether the cursor is shown, once it is known.
    cursor: Option<bool>,
}

impl<W: Write> Lean<W> {
    /// Begins on a terminal that writes plainly; nothing else is known of it yet.
    pub fn new(to: W) -> Self {
        Self { to, frame: Vec::with_capacity(64 * 1024), pen: Pen::default(), cursor: None }
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

    fn right(&mut self, cells: u16) {
        self.frame.extend_from_slice(b"\x1b[");
        if cells > 1 {
            self.number(cells);
        }
        self.frame.push(b'C');
    }

    /// Changes the pen from what it was to what a cell wants: in one sequence, and of it only what differs.
    fn style(&mut self, cell: &Cell) {
        let wanted = Pen { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
        let mut pen = self.pen;
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

impl<W: Write> Write for Lean<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let sent = self.to.write_all(&self.frame);
        self.frame.clear();
        sent.and_then(|()| self.to.flush())
    }
}

impl<W: Write> Backend for Lean<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        // Where the cursor is after the last cell, and whether that is sure: after a letter whose width terminals argue
        // about it is not, until the place is named again.
        let mut here: Option<(u16, u16)> = None;
        let mut sure = false;
        for (x, y, cell) in content {
            match here {
                Some(place) if place == (x, y) => {}
                Some((column, row)) if sure && row == y && column < x => self.right(x - column),
                _ => {
                    self.go(x, y);
                    sure = true;
                }
            }
            let symbol = cell.symbol();
            here = Some((x + 1, y));
            sure &= is_one_cell(symbol);
            self.style(cell);
            self.frame.extend_from_slice(symbol.as_bytes());
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor != Some(false) {
            self.frame.extend_from_slice(b"\x1b[?25l");
            self.cursor = Some(false);
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.cursor != Some(true) {
            self.frame.extend_from_slice(b"\x1b[?25h");
            self.cursor = Some(true);
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        let (x, y) = cursor::position()?;
        Ok(Position { x, y })
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        self.go(x, y);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, which: ClearType) -> io::Result<()> {
        let words: &[u8] = match which {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[K",
        };
        self.frame.extend_from_slice(words);
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        let (width, height) = terminal::size()?;
        Ok(Size { width, height })
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        let size = terminal::window_size()?;
        Ok(WindowSize {
            columns_rows: Size { width: size.columns, height: size.rows },
            pixels: Size { width: size.width, height: size.height },
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(self)
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;
    use ratatui::{Terminal, TerminalOptions, Viewport};

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
            let style = (seen(shown.fgcolor()), seen(shown.bgcolor()), shown.bold(), shown.inverse());
            let wanted = (
                drawn.fg,
                drawn.bg,
                drawn.modifier.contains(Modifier::BOLD),
                drawn.modifier.contains(Modifier::REVERSED),
            );
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
            let options = TerminalOptions { viewport: Viewport::Fixed(AREA) };
            let mut terminal = Terminal::with_options(Lean::new(Vec::new()), options).unwrap();
            let size = |cells| NonZeroU16::new(cells).unwrap();
            let mut screen = vt100::Parser::new(size(AREA.height), size(AREA.width), 0);
            for texts in frames {
                let mut drawn = Buffer::empty(AREA);
                terminal.draw(|frame| {
                    for (x, y, text, style) in &texts {
                        frame.buffer_mut().set_stringn(*x, *y, text, 12, *style);
                    }
                    drawn = frame.buffer_mut().clone();
                }).unwrap();
                screen.process(&std::mem::take(&mut terminal.backend_mut().to));
                prop_assert_eq!(is_as_drawn(screen.screen(), &drawn), Ok(()));
            }
        }
    }

    #[test]
    fn after_a_letter_whose_width_terminals_argue_about_the_place_is_named() {
        let options = TerminalOptions { viewport: Viewport::Fixed(AREA) };
        let mut terminal = Terminal::with_options(Lean::new(Vec::new()), options).unwrap();
        let mut draw = |text: &str| {
            terminal.draw(|frame| frame.buffer_mut().set_string(0, 0, text, Style::new())).unwrap();
            String::from_utf8(std::mem::take(&mut terminal.backend_mut().to)).unwrap()
        };
        assert_eq!(draw("漢 字 a"), "\x1b[1;1H漢\x1b[1;4H字\x1b[1;7Ha\x1b[?25l");
        assert_eq!(draw("漢 字 b"), "\x1b[1;7Hb");
        // The e with its accent may be two cells somewhere: what stands right of it is not told from there.
        assert_eq!(draw("é.  字 c"), "\x1b[1;1Hé.\x1b[1;4H 字\x1b[1;7H c");
    }

    #[test]
    fn a_moved_bar_costs_a_few_dozen_bytes() {
        let ink = Style::new().fg(Color::Rgb(43, 38, 34)).bg(Color::Rgb(249, 217, 191));
        let options = TerminalOptions { viewport: Viewport::Fixed(AREA) };
        let mut terminal = Terminal::with_options(Lean::new(Vec::new()), options).unwrap();
        let mut draw = |bar: u16| {
            let drawn = terminal.draw(|frame| {
                frame.buffer_mut().set_style(AREA, ink);
                frame.buffer_mut().set_stringn(bar, 1, "▌", 1, ink);
            });
            drawn.unwrap();
            std::mem::take(&mut terminal.backend_mut().to)
        };
        draw(1);
        let bytes = String::from_utf8(draw(8)).unwrap();
        assert_eq!(bytes, "\x1b[2;2H \x1b[6C▌");
    }
}
