//! `offsite import FILE`: notes, the roster or evidence from a spreadsheet, or notes as plain text. All or nothing; the
//! session is backed up before it is changed, and never changed while it is open in a window.

use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use clap::Args;

use super::{Desk, tell};
use crate::rules;
use crate::session::{History, Session};
use crate::shelf::backups::Backups;
use crate::shelf::desk::{Loaded, load};
use crate::shelf::disk::RealDisk;
use crate::shelf::import::{Kind, MOST_BYTES, Place, Proposal, propose};
use crate::shelf::lock::{Lock, Locked};
use crate::shelf::read::{ReadError, read_limited};
use crate::shelf::store::write_atomically;
use crate::shelf::{explain, format};
use crate::tui::runtime::outside;

/// Bring in what others wrote.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true))]
pub struct Import {
    /// The session's file, or its name
    file: PathBuf,
    /// Notes; only the column “text” must be there
    #[arg(long, value_name = "CSV", group = "what")]
    notes: Option<PathBuf>,
    /// People, departments and levels; only the column “name” must be there
    #[arg(long, value_name = "CSV", group = "what")]
    roster: Option<PathBuf>,
    /// What was known before the day; only the column “title” must be there
    #[arg(long, value_name = "CSV", group = "what")]
    evidence: Option<PathBuf>,
    /// Plain text, one note a line
    #[arg(long, value_name = "TXT", group = "what")]
    lines: Option<PathBuf>,
    /// The question of notes that name none, like Q2
    #[arg(long, value_name = "QUESTION", conflicts_with_all = ["roster", "evidence"])]
    question: Option<String>,
    /// The column of notes that name none: perfect, today
    #[arg(long, value_name = "COLUMN", conflicts_with_all = ["roster", "evidence"])]
    column: Option<String>,
    /// Write a new session there, and leave FILE as it is
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
}

impl Import {
    /// Reads, proposes, applies, writes.
    pub fn run(self, desk: &mut Desk) -> anyhow::Result<u8> {
        let path = desk.session_file(&self.file)?;
        let place = Place::new(self.question.as_deref(), self.column.as_deref());
        let (kind, from) = match (self.notes, self.roster, self.evidence, self.lines) {
            (Some(from), ..) => (Kind::Notes(place), from),
            (_, Some(from), ..) => (Kind::Roster, from),
            (_, _, Some(from), _) => (Kind::Evidence, from),
            (.., Some(from)) => (Kind::Lines(place), from),
            _ => anyhow::bail!("say what is imported: --notes, --roster, --evidence or --lines"),
        };
        match self.out {
            Some(out) => beside(desk, &path, &out, &kind, &from),
            None => within(desk, &path, &kind, &from),
        }
    }
}

/// Into a new file; the session itself is only read.
fn beside(desk: &mut Desk, path: &Path, out: &Path, kind: &Kind, from: &Path) -> anyhow::Result<u8> {
    if out.symlink_metadata().is_ok() {
        anyhow::bail!(
            "{}: this file is there already; nothing was written. Choose another name",
            out.display()
        );
    }
    let Loaded { session, .. } = load(path).map_err(anyhow::Error::msg)?;
    let (session, told) = imported(desk, session, kind, from)?;
    let bytes = format::write(&session).map_err(anyhow::Error::msg)?;
    write_atomically(&RealDisk, out, &bytes, None)
        .map_err(|error| anyhow::anyhow!("{}: {error}", out.display()))?;
    tell(&format!("{told} Written: {}", out.display()));
    Ok(0)
}

/// Into the session's own file, under its lock, with a backup before.
fn within(desk: &mut Desk, path: &Path, kind: &Kind, from: &Path) -> anyhow::Result<u8> {
    // What cannot be read is told before anything is made beside it.
    load(path).map_err(anyhow::Error::msg)?;
    let _lock = match Lock::take(path) {
        Locked::Mine(lock) => Some(lock),
        Locked::HeldBy { pid, .. } => {
            let who = pid.map_or_else(String::new, |pid| format!(" (program {pid})"));
            anyhow::bail!(
                "{}: this session is open in another window{who}; nothing was changed. Import there, close it first, or write a new file with --out",
                path.display()
            );
        }
        Locked::Unavailable(why) => {
            tell(&format!("No lock here ({why}): do not open this session meanwhile."));
            None
        }
    };
    let Loaded { session, bytes, print, .. } = load(path).map_err(anyhow::Error::msg)?;
    let before = session.clone();
    let (session, told) = imported(desk, session, kind, from)?;
    if session == before {
        tell(&told);
        return Ok(0);
    }
    let backups = Backups::new(RealDisk::shared(), desk.folders.state_dir(), path);
    backups.take("before import", &bytes, SystemTime::now()).map_err(|error| {
        anyhow::anyhow!("no backup could be made, so nothing was changed. {}", explain::explain_ended(&error))
    })?;
    let bytes = format::write(&session).map_err(anyhow::Error::msg)?;
    write_atomically(&RealDisk, path, &bytes, Some(&print))
        .map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
    tell(&told);
    Ok(0)
}

/// The session with what was imported, and the summary.
fn imported(
    desk: &mut Desk,
    session: Session,
    kind: &Kind,
    from: &Path,
) -> anyhow::Result<(Session, String)> {
    let name = from.display();
    let (bytes, _) = read_limited(&RealDisk, from, MOST_BYTES).map_err(|error| match error {
        // What is imported is no session: those that there are help nobody.
        ReadError::Missing => anyhow::anyhow!("{name}: there is no such file: check the name"),
        other => anyhow::anyhow!("{name}: {other}"),
    })?;
    let Proposal { edit, summary } =
        propose(kind, &bytes, &session, desk.playbook()).map_err(|what| anyhow::anyhow!("{name}: {what}"))?;
    let mut history = History::new(session);
    if let Some(edit) = &edit {
        let at = outside::now(Instant::now()).moment();
        let settle = |before: &Session, after: &Session| rules::settle_after(edit, before, after);
        history
            .apply(edit, &at, settle)
            .map_err(|refused| anyhow::anyhow!("{name}: {refused} Nothing was imported"))?;
    }
    Ok((history.session().clone(), summary))
}
