//! `offsite export FILE`: the synopsis as HTML, Markdown or text, and lists of gaps, actions and notes as CSV.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Desk, mend, print, tell};
use crate::playbook::Playbook;
use crate::rules::Verdicts;
use crate::rules::ready::exposed_sentence;
use crate::session::Session;
use crate::shelf::config::Paper as PaperSetting;
use crate::shelf::desk::{Loaded, load};
use crate::shelf::disk::RealDisk;
use crate::shelf::explain::explain_ended;
use crate::shelf::format;
use crate::shelf::store::replace;
use crate::synopsis::{Format, Options, Paper, compose, final_blockers, lists};
use crate::text;

/// A format of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum To {
    /// One self-contained page, made for print
    Html,
    /// Markdown
    Md,
    /// Plain text
    Txt,
    /// Gaps, actions and notes for a spreadsheet: three files
    Csv,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum VariantTo {
    /// For the sponsor and the core team
    Full,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PaperTo {
    /// 210 x 297 mm
    A4,
    /// 8.5 x 11 in
    Letter,
}

/// Write the synopsis, or lists for a spreadsheet.
#[derive(Debug, Args)]
pub struct Export {
    /// The session's file, or its name
    file: PathBuf,
    /// What to write
    #[arg(long, value_enum, value_delimiter = ',', default_value = "html")]
    to: Vec<To>,
    /// For whom
    #[arg(long, value_enum, default_value = "full")]
    variant: VariantTo,
    /// A folder, made where it is not there yet; a file, if its name has an ending, like .md, and one format is asked; -
    /// for stdout. Without it, beside the session
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Mark every page DRAFT; always possible
    #[arg(long)]
    draft: bool,
    /// The sheet that is printed on
    #[arg(long, value_enum)]
    paper: Option<PaperTo>,
}

impl Export {
    /// Writes what was asked.
    pub fn run(self, desk: &mut Desk) -> anyhow::Result<u8> {
        let VariantTo::Full = self.variant;
        let path = desk.session_file(&self.file)?;
        let Loaded { mut session, .. } = load(&path).map_err(anyhow::Error::msg)?;
        for line in mend(&mut session) {
            tell(&line);
        }
        if let Some(line) = exposed_sentence(&session.exposed()) {
            tell(&line);
        }
        let paper = match self.paper {
            Some(PaperTo::A4) => Paper::A4,
            Some(PaperTo::Letter) => Paper::Letter,
            None => paper_of(desk.config.paper),
        };
        let files =
            files(&session, &self.to, self.draft, desk.playbook(), paper).map_err(anyhow::Error::msg)?;
        match self.out {
            Some(out) if out.as_os_str() == "-" => match files.as_slice() {
                [one] => print(one.bytes.as_bytes()),
                _ => anyhow::bail!("stdout takes one file; ask for one of html, md, txt"),
            },
            Some(out) if means_a_file(&out) => match files.as_slice() {
                [one] => {
                    write(&out, &one.bytes, &path).map_err(anyhow::Error::msg)?;
                    tell(&format!("Written: {}", out.display()));
                    Ok(0)
                }
                _ => {
                    anyhow::bail!("{}: several files are written; name a folder, like out/", out.display())
                }
            },
            out => {
                let folder = match out {
                    Some(folder) => folder,
                    None => folder_of(&path),
                };
                let written = write_all(&files, &folder, &path).map_err(anyhow::Error::msg)?;
                for path in written {
                    tell(&format!("Written: {}", path.display()));
                }
                Ok(0)
            }
        }
    }
}

/// A name with an ending is a file's, unless a folder of that name is there; a name without one is a folder's, unless a
/// file is there.
fn means_a_file(path: &Path) -> bool {
    let ends_like_a_folder = path.as_os_str().as_encoded_bytes().ends_with(b"/");
    !path.is_dir() && !ends_like_a_folder && (path.extension().is_some() || path.exists())
}

const fn paper_of(setting: PaperSetting) -> Paper {
    match setting {
        PaperSetting::A4 => Paper::A4,
        PaperSetting::Letter => Paper::Letter,
    }
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// A file to be written: what its name ends with, and its content.
struct Made {
    ending: String,
    bytes: String,
}

fn files(
    session: &Session,
    formats: &[To],
    draft: bool,
    playbook: &Playbook,
    paper: Paper,
) -> Result<Vec<Made>, String> {
    let verdicts = Verdicts::of(session);
    let synopsis = formats.iter().any(|to| *to != To::Csv);
    let blockers = final_blockers(&verdicts);
    if let Some(first) = blockers.first().filter(|_| synopsis && !draft) {
        let more = match blockers.len() - 1 {
            0 => String::new(),
            n => format!(" (and {n} more: offsite check)"),
        };
        return Err(format!(
            "not final yet: {}{more}. A draft is always possible: --draft",
            first.sentence.trim_end_matches('.')
        ));
    }
    let mut made: Vec<Made> = Vec::new();
    let document = synopsis.then(|| {
        let options = Options { draft, paper, ..Options::default() };
        compose(session, &verdicts, playbook, &options)
    });
    for to in formats {
        let format = match to {
            To::Html => Format::Html,
            To::Md => Format::Markdown,
            To::Txt => Format::Text,
            To::Csv => {
                for (name, bytes) in lists::all(session, &verdicts) {
                    made.push(Made { ending: format!("{name}.csv"), bytes });
                }
                continue;
            }
        };
        if let Some(document) = &document
            && !made.iter().any(|file| file.ending == format!("synopsis.{}", format.extension()))
        {
            made.push(Made {
                ending: format!("synopsis.{}", format.extension()),
                bytes: format.render(document),
            });
        }
    }
    Ok(made)
}

fn write_all(files: &[Made], folder: &Path, session: &Path) -> Result<Vec<PathBuf>, String> {
    std::fs::create_dir_all(folder)
        .map_err(|error| format!("{}: {}", folder.display(), explain_ended(&error)))?;
    let stem = session.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut written = Vec::new();
    for file in files {
        let path = folder.join(format!("{stem}.{}", file.ending));
        write(&path, &file.bytes, session)?;
        written.push(path);
    }
    Ok(written)
}

/// Writes one file, whole or not at all; a session is never written over.
fn write(path: &Path, content: &str, session: &Path) -> Result<(), String> {
    let name = text::shown(&path.display().to_string()).into_owned();
    let same =
        path.canonicalize().ok().is_some_and(|target| session.canonicalize().is_ok_and(|own| own == target));
    let is_session = || std::fs::read(path).is_ok_and(|bytes| format::read(&bytes).is_ok());
    if same || is_session() {
        return Err(format!(
            "{name}: this is a session; an export never writes over one. Choose another name"
        ));
    }
    replace(&RealDisk, path, content.as_bytes()).map(|_| ()).map_err(|error| format!("{name}: {error}"))
}

/// Writes what the Synopsis stage asked for, beside the session.
///
/// # Errors
/// One line for the footer.
pub fn beside(
    session: &Session,
    path: &Path,
    formats: &[String],
    draft: bool,
    playbook: &Playbook,
    paper: PaperSetting,
) -> Result<Vec<PathBuf>, String> {
    let formats: Vec<To> = formats.iter().filter_map(|word| To::from_str(word, true).ok()).collect();
    let files = files(session, &formats, draft, playbook, paper_of(paper))?;
    // What was written is named by its whole path: nobody knows in which folder the program was started.
    let path = &std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    write_all(&files, &folder_of(path), path)
}
