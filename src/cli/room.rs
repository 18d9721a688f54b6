//! `offsite room`: the projector's window, beside the one on the laptop.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use clap::Args;

use super::Desk;
use crate::shelf::desk::load;
use crate::shelf::names::full;
use crate::shelf::wall::{Source, pointer};
use crate::tui::runtime::window;

/// Show the wall of an open session in a window of its own.
#[derive(Debug, Args)]
pub struct Room {
    /// The session's file, or its name; without it, the session that was opened last
    file: Option<PathBuf>,
    /// Show a test pattern: cells, readable rows, colours, lines
    #[arg(long, conflicts_with = "file")]
    test: bool,
}

impl Room {
    /// Runs the window.
    pub fn run(self, desk: &Desk) -> anyhow::Result<u8> {
        if !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
            anyhow::bail!("the wall needs a terminal: start this in a window on the projector");
        }
        let source = match self.file {
            Some(file) => {
                let path = desk.session_file(&file)?;
                // A window that waits for what cannot be a session would wait for ever.
                load(&path).map_err(anyhow::Error::msg)?;
                Source::Session(full(&path))
            }
            None => Source::Pointer(pointer(desk.folders.state_dir())),
        };
        window::run(&desk.config, &desk.folders, source, self.test)
    }
}
