//! The terminal as it is borrowed and given back: raw mode, other screen, mouse, paste. Every way out goes through
//! [`leave`], which is safe to call twice and never panics.

use std::io::{self, BufWriter, Stdout, Write as _, stdout};

use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use ratatui::crossterm::style::ResetColor;
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size,
};
use ratatui::crossterm::{execute, queue};
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::app::App;

type Backend = CrosstermBackend<BufWriter<Stdout>>;

/// The terminal while it is ours.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<Backend>,
    mouse: bool,
}

impl Screen {
    /// Takes the terminal.
    ///
    /// # Errors
    /// What the terminal answered.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        enable_raw_mode()?;
        let mut out = stdout();
        execute!(out, EnterAlternateScreen, EnableBracketedPaste, Clear(ClearType::All))?;
        if mouse {
            execute!(out, EnableMouseCapture)?;
        }
        Ok(Self { terminal: make(cells())?, mouse })
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
        // Not `Terminal::clear`: that asks the terminal for its cursor and waits for an answer.
        queue!(stdout(), Clear(ClearType::All))?;
        self.terminal = make(cells())?;
        Ok(())
    }

    /// Draws one frame inside a synchronized update; only changed cells are sent.
    ///
    /// # Errors
    /// What the terminal answered.
    pub fn draw(&mut self, app: &App) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| app.view(frame))?;
        queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        self.terminal.backend_mut().flush()
    }

    /// Rings.
    pub fn ring(&mut self) {
        let _ = stdout().write_all(b"\x07").and_then(|()| stdout().flush());
    }
}

fn cells() -> (u16, u16) {
    size().unwrap_or((80, 24))
}

fn make((width, height): (u16, u16)) -> io::Result<Terminal<Backend>> {
    let viewport = Viewport::Fixed(Rect::new(0, 0, width, height));
    let backend = CrosstermBackend::new(BufWriter::with_capacity(64 * 1024, stdout()));
    Terminal::with_options(backend, TerminalOptions { viewport })
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
