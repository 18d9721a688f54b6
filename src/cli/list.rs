//! `offsite list`: the sessions in the sessions folder, newest first.

use std::fmt::Write as _;

use super::{Desk, print};
use crate::text;
use crate::tui::runtime::outside::recent;

/// So much of a title is printed.
const TITLE_CELLS: usize = 100;

/// Prints a line a session.
pub fn run(desk: &Desk) -> anyhow::Result<u8> {
    let found = match desk.folders.list_sessions() {
        Ok(found) => found,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let mut out = String::new();
    for session in found {
        let name =
            session.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let about = recent(&session.path);
        let title = text::clip(&about.title, TITLE_CELLS);
        let _ = writeln!(out, "{}\t{title}\t{}", text::shown(&name), text::shown(&about.detail));
    }
    print(out.as_bytes())
}
