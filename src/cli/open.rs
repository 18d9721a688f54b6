//! `offsite`, `offsite demo`, `offsite new`, `offsite open`: what brings the screen up.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Desk, VariantWord, day, tell};
use crate::session::{Day, Variant};
use crate::shelf::disk::RealDisk;
use crate::shelf::folders::free_name;
use crate::shelf::store::write_atomically;
use crate::shelf::{desk::load, format};
use crate::tui::runtime::{self, Setup, outside, wishes};

/// Start a new session and open it.
#[derive(Debug, Args)]
pub struct New {
    /// The new session's file; a name alone, or nothing, is one in the sessions folder
    file: Option<PathBuf>,
    /// What the day is called
    #[arg(long, value_name = "TITLE", default_value = "")]
    title: String,
    /// The day of the workshop, like 2026-03-12; without it, today
    #[arg(long, value_name = "DAY", value_parser = day)]
    date: Option<Day>,
    /// Which agenda
    #[arg(long, value_enum, default_value = "full-day")]
    variant: VariantWord,
}

impl New {
    /// Makes the file; opens it where there is a terminal.
    pub fn run(self, mut desk: Desk) -> anyhow::Result<u8> {
        desk.folders.create()?;
        let now = outside::now(std::time::Instant::now());
        let variant = match self.variant {
            VariantWord::FullDay => Variant::FullDay,
            VariantWord::HalfDay => Variant::HalfDay,
            VariantWord::NinetyMinutes => Variant::NinetyMinutes,
            VariantWord::Review => Variant::Review,
        };
        let title = crate::text::clean_line(&self.title);
        let date = self.date.unwrap_or_else(|| now.day());
        let session = desk.playbook().new_session(&title, date, &variant, &outside::offset(&now));
        let path = match self.file {
            Some(path) => desk.folders.place_for_new(&path),
            None => free_name(desk.folders.sessions_dir(), &session.session.id),
        };
        if path.exists() {
            anyhow::bail!("{}: this file is there already. Open it, or choose another name", path.display());
        }
        let bytes = format::write(&session).map_err(anyhow::Error::msg)?;
        write_atomically(&RealDisk, &path, &bytes, None)
            .map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
        if std::io::stdout().is_terminal() && std::io::stdin().is_terminal() {
            show(desk, Some(path))
        } else {
            tell(&format!("Made {}", path.display()));
            Ok(0)
        }
    }
}

/// The start screen.
pub fn start(desk: Desk) -> anyhow::Result<u8> {
    show(desk, None)
}

/// A copy of the sample day.
pub fn demo(desk: Desk) -> anyhow::Result<u8> {
    desk.folders.create()?;
    let path = wishes::demo(&desk.folders).map_err(anyhow::Error::msg)?;
    show(desk, Some(path))
}

/// A session by path or name.
pub fn file(desk: Desk, file: &Path) -> anyhow::Result<u8> {
    let path = desk.session_file(file)?;
    if !std::io::stdout().is_terminal() {
        // Without a terminal nothing is shown; what is wrong with the file is said first.
        load(&path).map_err(anyhow::Error::msg)?;
    }
    show(desk, Some(path))
}

fn show(mut desk: Desk, open: Option<PathBuf>) -> anyhow::Result<u8> {
    if !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
        anyhow::bail!("the screen needs a terminal. Without one: offsite export, check, copy, import, list");
    }
    desk.folders.create()?;
    // A session that cannot be read is told on the shell, before the screen changes.
    let open =
        open.map(|path| load(&path).map(|loaded| (path, loaded))).transpose().map_err(anyhow::Error::msg)?;
    let playbook = desk.playbook();
    let notice = (!desk.warnings.is_empty()).then(|| desk.warnings.join(" "));
    let ending = runtime::run(Setup { folders: desk.folders, config: desk.config, playbook, open, notice })?;
    for line in &ending.lines {
        tell(line);
    }
    Ok(ending.code)
}
