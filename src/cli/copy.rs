//! `offsite copy FILE PATH`: load, check, write anew. Where nothing had to change, the bytes are the same.

use std::path::PathBuf;

use clap::Args;

use super::{Desk, tell};
use crate::shelf::desk::{Loaded, load};
use crate::shelf::disk::RealDisk;
use crate::shelf::format;
use crate::shelf::store::write_atomically;

/// Load, check, write anew.
#[derive(Debug, Args)]
pub struct Copy {
    /// The session's file, or its name
    file: PathBuf,
    /// The new file; it must not be there yet
    path: PathBuf,
}

impl Copy {
    /// Writes the copy.
    pub fn run(self, desk: &Desk) -> anyhow::Result<u8> {
        let from = desk.session_file(&self.file)?;
        let Loaded { session, .. } = load(&from).map_err(anyhow::Error::msg)?;
        let bytes = format::write(&session).map_err(anyhow::Error::msg)?;
        let mut to = self.path;
        if to.is_dir() {
            to = to.join(from.file_name().unwrap_or_default());
        }
        if to.symlink_metadata().is_ok() {
            anyhow::bail!(
                "{}: this file is there already; nothing was written. Choose another name",
                to.display()
            );
        }
        write_atomically(&RealDisk, &to, &bytes, None)
            .map_err(|error| anyhow::anyhow!("{}: {error}", to.display()))?;
        tell(&format!("Copied to {}", to.display()));
        Ok(0)
    }
}
