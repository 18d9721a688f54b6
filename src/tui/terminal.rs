//! The terminal as it is borrowed and given back: raw mode, other screen, mouse, paste. Every way out goes through
//! [`leave`], which is safe to call twice and never panics.

use std::io::{self, Stdout, Write as _, stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::buffer::Buffer;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use ratatui::crossterm::execute;
use ratatui::crossterm::style::ResetColor;
use ratatui::crossterm::terminal::{
    Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode, size,
};
use ratatui::layout::Rect;

use super::app::App;
use super::lean::Lean;

/// The way to the terminal. Once the terminal is gone nothing fails any more, it only goes nowhere; the frame that was
/// drawn then is told at its end.
#[derive(Debug)]
struct Out {
    to: Stdout,
    gone: Arc<AtomicBool>,
}

impl Out {
    fn went<T>(&self, answer: io::Result<T>, instead: T) -> io::Result<T> {
        match answer {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                self.gone.store(true, Ordering::Relaxed);
                Ok(instead)
            }
            answer => answer,
        }
    }
}

impl io::Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let answer = self.to.write(bytes);
        self.went(answer, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let answer = self.to.flush();
        self.went(answer, ())
    }
}

/// The terminal while it is ours.
#[derive(Debug)]
pub struct Screen {
    terminal: Lean<Out>,
    mouse: bool,
    gone: Arc<AtomicBool>,
}

impl Screen {
    /// Takes the terminal.
    ///
    /// # Errors
    /// What the terminal answered.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        enable_raw_mode()?;
        let mut out = stdout();
        // Whoever had the terminal before, this program stopped from outside among them, may have left a colour behind.
        execute!(out, EnterAlternateScreen, EnableBracketedPaste, ResetColor, Clear(ClearType::All))?;
        if mouse {
            execute!(out, EnableMouseCapture)?;
        }
        let gone = Arc::new(AtomicBool::new(false));
        Ok(Self { terminal: Lean::new(Out { to: stdout(), gone: Arc::clone(&gone) }, area()), mouse, gone })
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        cells()
    }

    /// Gives the terminal back, to take it again with [`Screen::resume`].
    pub fn pause(&mut self) {
        leave();
    }

    /// Takes the terminal again after [`Screen::pause`].
    ///
    /// # Errors
    /// What the terminal answered.
    pub fn resume(&mut self) -> io::Result<()> {
        *self = Self::enter(self.mouse)?;
        Ok(())
    }

    /// Forgets what is drawn: the next frame is drawn whole, in this size.
    ///
    /// # Errors
    /// What the terminal answered.
    pub fn anew(&mut self) -> io::Result<()> {
        self.terminal.anew(area())
    }

    /// Draws one frame inside a synchronized update; only changed cells are sent.
    ///
    /// # Errors
    /// What the terminal answered.
    pub fn draw(&mut self, app: &App) -> io::Result<()> {
        self.draw_with(|buf| app.draw(buf, buf.area))
    }

    /// [`Screen::draw`] for whatever draws a frame; it answers where the cursor stands.
    ///
    /// # Errors
    /// What the terminal answered.
    pub fn draw_with(&mut self, view: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>) -> io::Result<()> {
        self.terminal.draw(view)?;
        if self.gone.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        Ok(())
    }

    /// Rings.
    pub fn ring(&mut self) {
        let _ = stdout().write_all(b"\x07").and_then(|()| stdout().flush());
    }
}

fn cells() -> (u16, u16) {
    size().unwrap_or((80, 24))
}

fn area() -> Rect {
    let (width, height) = cells();
    Rect::new(0, 0, width, height)
}

/// Gives the terminal back as it was. Errors are of no use any more: the terminal may be gone.
pub fn leave() {
    let mut out = stdout();
    let _ = execute!(
        out,
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableBracketedPaste,
        ResetColor,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
}
