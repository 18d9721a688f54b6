//! Wishes that make files: a new session, a copy of the sample day, a synopsis, a crash report.

use std::path::{Path, PathBuf};

use crate::playbook::Playbook;
use crate::session::{Day, Variant};
use crate::shelf::config::Paper;
use crate::shelf::disk::RealDisk;
use crate::shelf::folders::{Folders, free_name};
use crate::shelf::format;
use crate::shelf::store::{replace, write_atomically};
use crate::text;
use crate::tui::effect::Effect;
use crate::tui::event::Event;

/// The sample day, built in.
pub const SAMPLE: &[u8] = include_bytes!("../../../sessions/halvorn.json");

/// A copy of the sample day: the one that is there if nobody changed it, else a new one.
pub fn demo(folders: &Folders) -> Result<PathBuf, String> {
    let dir = folders.sessions_dir();
    let first = dir.join("halvorn-demo.json");
    if std::fs::read(&first).is_ok_and(|bytes| bytes == SAMPLE) {
        return Ok(first);
    }
    let path = free_name(dir, "halvorn-demo");
    write_atomically(&RealDisk, &path, SAMPLE, None).map_err(|error| line(&path, &error.to_string()))?;
    Ok(path)
}

/// A new session's file, under its own name in the sessions folder.
pub fn new_session(
    folders: &Folders,
    playbook: &Playbook,
    title: &str,
    variant: &Variant,
    day: Day,
    offset: &str,
) -> Result<PathBuf, String> {
    let session = playbook.new_session(title, day, variant, offset);
    let path = free_name(folders.sessions_dir(), &session.session.id);
    let bytes = format::write(&session)?;
    write_atomically(&RealDisk, &path, &bytes, None).map_err(|error| line(&path, &error.to_string()))?;
    Ok(path)
}

/// Carries out what takes longer than a key press.
pub fn answer(wish: Effect, path: &Path, playbook: &Playbook, paper: Paper) -> Event {
    match wish {
        Effect::Export { formats, draft, session } => {
            match crate::cli::export::beside(&session, path, &formats, draft, playbook, paper) {
                Ok(paths) => Event::Exported(paths),
                Err(line) => Event::Failed(line),
            }
        }
        _ => Event::Failed("That cannot be done here.".into()),
    }
}

/// Writes what is known of a crash, and says so in a line.
pub fn crash_report(folders: &Folders, what: &str) -> String {
    let path = folders.state_dir().join("crash-report.txt");
    match replace(&RealDisk, &path, what.as_bytes()) {
        Ok(_) => format!(
            "offsite: stopped by a mistake of its own. What was shown as saved is in your file. Report: {}",
            text::shown(&path.display().to_string())
        ),
        Err(_) => {
            "offsite: stopped by a mistake of its own. What was shown as saved is in your file.".to_owned()
        }
    }
}

fn line(path: &Path, what: &str) -> String {
    format!("{}: {what}", text::shown(&path.display().to_string()))
}
