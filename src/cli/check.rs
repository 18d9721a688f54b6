//! `offsite check FILE`: what the rules say. Exit code 0 ready, 1 something blocks the final export or is wrong in the
//! file, 2 not readable.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::{Desk, mend, print, tell};
use crate::rules::Verdicts;
use crate::shelf::desk::{Loaded, load};
use crate::synopsis::final_blockers;
use crate::text;

/// Say what the rules say.
#[derive(Debug, Args)]
pub struct Check {
    /// The session's file, or its name
    file: PathBuf,
    /// All verdicts as JSON
    #[arg(long)]
    json: bool,
}

/// The verdicts and, last, what is wrong in the file; like every group that has nothing to say, it is left out then.
#[derive(Serialize)]
struct Json<'a> {
    #[serde(flatten)]
    verdicts: &'a Verdicts,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    file: &'a [String],
}

impl Check {
    /// Prints the verdicts.
    pub fn run(self, desk: &Desk) -> anyhow::Result<u8> {
        let path = desk.session_file(&self.file)?;
        let Loaded { mut session, .. } = load(&path).map_err(anyhow::Error::msg)?;
        // As the screen shows it: what would be seen by nobody has a place there.
        let mended = mend(&mut session);
        let verdicts = Verdicts::of(&session);
        let blocked = u8::from(!final_blockers(&verdicts).is_empty() || !mended.is_empty());
        if self.json {
            let mut out = serde_json::to_vec_pretty(&Json { verdicts: &verdicts, file: &mended })?;
            out.push(b'\n');
            for line in &mended {
                tell(line);
            }
            print(&out)?;
            return Ok(blocked);
        }
        let mut out = String::new();
        let nothing = session.notes.is_empty() && session.gaps.is_empty();
        let head = match (blocked, nothing) {
            _ if !mended.is_empty() && final_blockers(&verdicts).is_empty() => "The file is not sound.",
            (0, true) => "Nothing is in it yet, so nothing blocks the final synopsis.",
            (0, false) => "Ready for the final synopsis.",
            _ => "Not final yet. What blocks it:",
        };
        let _ = writeln!(out, "{head}");
        for finding in final_blockers(&verdicts) {
            let _ = writeln!(out, "  - {}", text::shown(&finding.sentence));
        }
        if !mended.is_empty() {
            let _ = writeln!(
                out,
                "What is wrong in the file. What Offsite can put right, it does when you open the file and change something:"
            );
        }
        for line in &mended {
            let _ = writeln!(out, "  - {}", text::shown(line));
        }
        if verdicts.ready.good_to_know().next().is_some() {
            let _ = writeln!(out, "Good to know before it leaves the house:");
        }
        for finding in verdicts.ready.good_to_know() {
            let _ = writeln!(out, "  - {}", text::shown(&finding.sentence));
        }
        print(out.as_bytes())?;
        Ok(blocked)
    }
}
