//! Wishes that make files: a new session, a copy of the sample day, a synopsis, a crash report.

use std::path::{Path, PathBuf};

use crate::playbook::Playbook;
use crate::session::{Day, Variant};
use crate::shelf::config::Paper;
use crate::shelf::disk::RealDisk;
use crate::shelf::folders::{Folders, free_name, taken_names};
use crate::shelf::format;
use crate::shelf::import::{Kind, MOST_BYTES, Place, Proposal, propose};
use crate::shelf::lock::{Lock, Locked};
use crate::shelf::read::read_limited;
use crate::shelf::store::{replace, write_atomically};
use crate::text;
use crate::tui::effect::{Effect, Import, Imported};
use crate::tui::event::Event;

/// The name of the copy of the sample day.
const DEMO: &str = "halvorn-demo";

/// The sample day, built in.
pub const SAMPLE: &[u8] = include_bytes!("../../../sessions/halvorn.json");

/// A copy of the sample day: the one that is there and that no other window holds, with all that was done in it; else a
/// new one. What a window that died left locked is free.
pub fn demo(folders: &Folders) -> Result<PathBuf, String> {
    let dir = folders.sessions_dir();
    let mut there = taken_names(dir, DEMO).filter(|taken| is_demo(taken));
    if let Some(mine) = there.find(|taken| is_free(taken)) {
        return Ok(mine);
    }
    let path = free_name(dir, DEMO);
    write_atomically(&RealDisk, &path, SAMPLE, None).map_err(|error| line(&path, &error.to_string()))?;
    Ok(path)
}

/// Whether a file of that name is the sample day, changed or not.
fn is_demo(path: &Path) -> bool {
    let read = read_limited(&RealDisk, path, MOST_BYTES).ok();
    let session = read.and_then(|(bytes, _)| format::read(&bytes).ok());
    let sample = format::read(SAMPLE).ok();
    session.zip(sample).is_some_and(|(there, sample)| there.session.id == sample.session.id)
}

/// Whether no living window has it open: its lock can be had, and is given back at once.
fn is_free(path: &Path) -> bool {
    !matches!(Lock::take(path), Locked::HeldBy { .. })
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
        Effect::Import(wish) => import(*wish, playbook),
        _ => Event::Failed("That cannot be done here.".into()),
    }
}

/// Reads a file for import and proposes what it changes.
fn import(wish: Import, playbook: &Playbook) -> Event {
    let path = home(&wish.path);
    let kind = match &wish.what {
        Imported::Roster => Kind::Roster,
        Imported::Notes { question, column } => {
            let place = Place::new(question.as_deref(), column.as_deref());
            let text = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
            if text { Kind::Lines(place) } else { Kind::Notes(place) }
        }
    };
    let read = read_limited(&RealDisk, &path, MOST_BYTES).map_err(|error| error.to_string());
    match read.and_then(|(bytes, _)| propose(&kind, &bytes, &wish.session, playbook)) {
        Ok(Proposal { edit, summary }) => Event::Proposed { wish: Box::new(wish), edit, summary },
        Err(what) => Event::Failed(text::shown(&line(&path, &what)).into_owned()),
    }
}

/// `~` at the front is the home folder, as in a shell; quotes around a path that was dropped on the window go.
fn home(typed: &Path) -> PathBuf {
    let words = typed.to_string_lossy();
    let words = words.trim();
    let bare = ['\'', '"'].iter().find_map(|quote| words.strip_prefix(*quote)?.strip_suffix(*quote));
    let path = Path::new(bare.unwrap_or(words));
    let below = path.strip_prefix("~").ok();
    match below.and_then(|rest| Some(directories::BaseDirs::new()?.home_dir().join(rest))) {
        Some(path) => path,
        None => path.to_owned(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::harness::Harness;

    fn asked(harness: &Harness, what: Imported, path: &Path) -> Import {
        let (session, revision) = (harness.session().clone(), harness.work().revision());
        Import { what, path: path.to_owned(), session, revision }
    }

    #[test]
    fn the_sample_day_that_somebody_played_with_is_opened_again_unless_a_window_has_it() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path()).unwrap();
        folders.create().unwrap();
        let first = demo(&folders).unwrap();
        assert!(first.ends_with("halvorn-demo.json"));
        let mut session = format::read(SAMPLE).unwrap();
        session.session.title = "Played with".into();
        let bytes = format::write(&session).unwrap();
        std::fs::write(&first, &bytes).unwrap();
        // What a killed window leaves: a dot-file that says who held it, and nobody who does.
        std::fs::write(Lock::path_for(&first).unwrap(), r#"{"pid":1,"host":null,"since":null}"#).unwrap();
        assert_eq!(demo(&folders).unwrap(), first);
        assert_eq!(std::fs::read(&first).unwrap(), bytes);
        let Locked::Mine(held) = Lock::take(&first) else { panic!("it is free") };
        let second = demo(&folders).unwrap();
        assert!(second.ends_with("halvorn-demo-2.json"), "{second:?}");
        assert_eq!(demo(&folders).unwrap(), second);
        drop(held);
        assert_eq!(demo(&folders).unwrap(), first);
        // Another day under that name is not the sample.
        std::fs::write(&first, b"not a day").unwrap();
        assert_eq!(demo(&folders).unwrap(), second);
        assert_eq!(std::fs::read(&first).unwrap(), b"not a day");
    }

    #[test]
    fn a_table_becomes_one_step_that_can_be_taken_back() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("roster.csv");
        std::fs::write(&path, "name;level\nAda;m\nBo;f\n").unwrap();
        let mut harness = Harness::empty();
        harness.event(import(asked(&harness, Imported::Roster, &path), Playbook::builtin()));
        assert_eq!(harness.session().people.len(), 2);
        assert!(harness.screen().contains("2 people added."), "{}", harness.screen());
        assert!(matches!(harness.effects.last(), Some(Effect::Backup { .. })));
        harness.keys("<C-z>");
        assert_eq!(harness.session().people.len(), 0);
    }

    #[test]
    fn what_was_typed_meanwhile_is_not_lost() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("notes.csv");
        std::fs::write(&path, "text,question\nfrom the file,Q1\n").unwrap();
        let mut harness = Harness::empty();
        let what = Imported::Notes { question: None, column: None };
        let answer = import(asked(&harness, what, &path), Playbook::builtin());
        harness.keys("<C-o>typed<Enter>");
        harness.event(answer);
        assert_eq!((harness.session().notes.len(), harness.session().parking_lot.len()), (0, 1));
        let Some(Effect::Import(again)) = harness.effects.pop() else { panic!("it is proposed anew") };
        harness.event(import(*again, Playbook::builtin()));
        assert_eq!((harness.session().notes.len(), harness.session().parking_lot.len()), (1, 1));
    }

    #[test]
    fn a_file_that_is_not_understood_changes_nothing_and_says_the_line() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("notes.csv");
        std::fs::write(&path, "text,question\nok,Q1\n,Q1\n").unwrap();
        let mut harness = Harness::empty();
        harness.keys("<resize 200x40>");
        let what = Imported::Notes { question: None, column: None };
        harness.event(import(asked(&harness, what.clone(), &path), Playbook::builtin()));
        assert_eq!(harness.session().notes.len(), 0);
        assert!(harness.screen().contains("line 3: the text is empty"), "{}", harness.screen());
        let Event::Failed(line) =
            import(asked(&harness, what, &home.path().join("no.csv")), Playbook::builtin())
        else {
            panic!("there is no such file")
        };
        assert!(line.contains("there is no such file"), "{line}");
    }

    #[test]
    fn a_tilde_and_quotes_mean_what_they_mean_in_a_shell() {
        let folder = directories::BaseDirs::new().unwrap().home_dir().to_owned();
        assert_eq!(home(Path::new("~/a b.csv")), folder.join("a b.csv"));
        assert_eq!(home(Path::new("'/data/a b.csv' ")), Path::new("/data/a b.csv"));
        assert_eq!(home(Path::new("/data/~/x")), Path::new("/data/~/x"));
    }
}
