//! The command line: one file a subcommand. Errors are one line on stderr that names the file, the place and what to
//! do next; the exit code is 2 then.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::playbook::Playbook;
use crate::session::{Day, Edit, Moment, Session};
use crate::shelf::config::Config;
use crate::shelf::folders::{self, Folders};
use crate::text;

mod check;
mod copy;
pub mod export;
mod import;
mod list;
mod man;
mod open;
mod room;
mod schema;
mod usage;

/// Runs a customer-experience workshop day from one laptop, and writes its synopsis.
#[derive(Debug, Parser)]
#[command(name = "offsite", version, about, long_about = None, disable_help_subcommand = true)]
pub struct Cli {
    /// Keep sessions, half-typed text, backups and settings below this folder
    #[arg(long, global = true, env = folders::DATA_DIR_VARIABLE, value_name = "DIR", hide_env_values = true)]
    data_dir: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Sub>,
}

#[derive(Debug, Subcommand)]
enum Sub {
    /// Open a copy of the sample day, to play with
    Demo,
    /// Start a new session and open it
    New(open::New),
    /// Open a session: a path, or a name in the sessions folder
    Open {
        /// The session's file, or its name
        file: PathBuf,
    },
    /// The projector's window: follows the open session, and cannot change it
    Room(room::Room),
    /// Write the synopsis, or lists for a spreadsheet
    Export(export::Export),
    /// Bring in notes, the roster or evidence from a spreadsheet, or notes as plain text
    Import(import::Import),
    /// Load, check, upgrade if old, and write anew; byte-identical where nothing had to change
    Copy(copy::Copy),
    /// Say what the rules say: exit code 0 ready, 1 something blocks the final export or is wrong in the file, 2 not readable
    Check(check::Check),
    /// List the sessions in the sessions folder
    List,
    /// Print the JSON Schema of the session file
    Schema,
    /// Print the completions of a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// What every subcommand needs.
#[derive(Debug)]
pub struct Desk {
    /// Where files lie.
    pub folders: Folders,
    /// The settings.
    pub config: Config,
    /// The facilitator's own pages of the method, by file name.
    pages: BTreeMap<String, String>,
    /// The method once it was asked for.
    method: Option<&'static Playbook>,
    /// What was not understood in settings or pages: one line each.
    pub warnings: Vec<String>,
}

impl Desk {
    /// The method, with the facilitator's own pages; what was not understood of them goes to the warnings.
    pub fn playbook(&mut self) -> &'static Playbook {
        if self.pages.is_empty() {
            return Playbook::builtin();
        }
        let (pages, warnings) = (&self.pages, &mut self.warnings);
        self.method.get_or_insert_with(|| {
            let (playbook, told) = Playbook::with_overrides(pages);
            warnings.extend(told);
            // Read once and kept until the program ends: every screen borrows it.
            Box::leak(Box::new(playbook))
        })
    }
}

impl Desk {
    /// The file of the session that a person named.
    ///
    /// # Errors
    /// Where there is none: what was named, and where it was looked for.
    pub fn session_file(&self, typed: &Path) -> anyhow::Result<PathBuf> {
        let path = self.folders.resolve(typed);
        // A file that cannot be looked at is told of where it is read.
        if path.symlink_metadata().is_ok() && !path.is_dir() {
            return Ok(path);
        }
        let name = typed.display();
        if typed.is_dir() || path.is_dir() {
            anyhow::bail!("{name}: this is a folder: name a file in it");
        }
        let here = path.parent().is_none_or(|folder| typed.parent() == Some(folder));
        if here {
            anyhow::bail!(
                "{name}: there is no such file: check the name. offsite list shows the sessions there are"
            );
        }
        anyhow::bail!(
            "{name}: there is no such file, here or in {}: check the name. offsite list shows the sessions there",
            self.folders.sessions_dir().display()
        )
    }
}

impl Cli {
    /// The two calls that begin a day, `offsite` and `offsite open FILE`, read without the whole grammar: that would be a
    /// tenth of the time until the first notes stand there. Nothing where there is anything to think about.
    fn plain(args: &[OsString]) -> Option<Self> {
        let data_dir = match std::env::var_os(folders::DATA_DIR_VARIABLE) {
            Some(dir) if dir.is_empty() => return None,
            dir => dir.map(PathBuf::from),
        };
        let command = match args {
            [_] => None,
            [_, open, file]
                if open == "open" && !file.is_empty() && !file.as_encoded_bytes().starts_with(b"-") =>
            {
                Some(Sub::Open { file: file.into() })
            }
            _ => return None,
        };
        Some(Self { data_dir, command })
    }
}

/// Runs the command line and gives the exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let cli = match Cli::plain(&args).map_or_else(|| Cli::try_parse_from(&args), Ok) {
        Ok(cli) => cli,
        Err(error) if !error.use_stderr() => {
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            tell(&format!("offsite: {}", usage::line(&error, &args)));
            return ExitCode::from(2);
        }
    };
    match answer(cli) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let line = format!("{error:#}").replace('\n', " ");
            let _ = writeln!(std::io::stderr(), "offsite: {}", text::shown(&line));
            ExitCode::from(2)
        }
    }
}

fn answer(cli: Cli) -> anyhow::Result<u8> {
    match cli.command {
        Some(Sub::Schema) => return schema::run(),
        Some(Sub::Completions { shell }) => {
            let mut out = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "offsite", &mut out);
            return print(&out);
        }
        Some(Sub::Man) => {
            return print(&man::page(Cli::command())?);
        }
        _ => {}
    }
    let mut desk = desk(cli.data_dir.as_deref())?;
    match cli.command {
        None => open::start(desk),
        Some(Sub::Demo) => open::demo(desk),
        Some(Sub::New(new)) => new.run(desk),
        Some(Sub::Open { file }) => open::file(desk, &file),
        Some(Sub::Room(room)) => room.run(&desk),
        Some(Sub::Export(export)) => export.run(&mut desk),
        Some(Sub::Import(import)) => import.run(&mut desk),
        Some(Sub::Copy(copy)) => copy.run(&desk),
        Some(Sub::Check(check)) => check.run(&desk),
        Some(Sub::List) => list::run(&desk),
        Some(Sub::Schema | Sub::Completions { .. } | Sub::Man) => Ok(0),
    }
}

fn desk(data_dir: Option<&Path>) -> anyhow::Result<Desk> {
    let folders = Folders::find(data_dir)?;
    let (config, warnings) = Config::load(folders.config_dir());
    let folders = match &config.sessions_dir {
        Some(dir) => folders.with_sessions(dir.clone()),
        None => folders,
    };
    let pages = own_pages(folders.config_dir());
    Ok(Desk { folders, config, pages, method: None, warnings })
}

/// The facilitator's own pages of the method, by file name. Most people have none: the folder is asked once.
fn own_pages(folder: &Path) -> BTreeMap<String, String> {
    let Ok(files) = std::fs::read_dir(folder) else { return BTreeMap::new() };
    let names = files.flatten().filter_map(|file| file.file_name().into_string().ok());
    let known = names.filter(|name| Playbook::FILES.contains(&name.as_str()));
    known
        .filter_map(|name| std::fs::read_to_string(folder.join(&name)).ok().map(|page| (name, page)))
        .collect()
}

/// Prints to stdout; a reader that went away is no error.
pub(crate) fn print(bytes: &[u8]) -> anyhow::Result<u8> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(0),
    }
}

/// Prints a line to stderr.
pub(crate) fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{}", text::shown(line));
}

/// Gives a place to what would be seen by nobody, as the screen does; the sentences say what and where.
pub(crate) fn mend(session: &mut Session) -> Vec<String> {
    let told = session.ailments();
    // Mending is never refused: at worst nothing had to be done.
    let _ = session.apply(&Edit::Mend, &Moment::default());
    told
}

/// The agenda variants of the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum VariantWord {
    /// 09:00 to 16:30
    FullDay,
    /// Four hours
    HalfDay,
    /// A sketch in ninety minutes
    NinetyMinutes,
    /// Looking back at what was agreed
    Review,
}

pub(crate) fn day(word: &str) -> Result<Day, String> {
    word.parse().map_err(|()| format!("“{word}” is not a day; write it like 2026-03-12"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_without_the_grammar_is_what_the_grammar_reads() {
        let args = |words: &[&str]| -> Vec<OsString> { words.iter().map(OsString::from).collect() };
        for words in [&["offsite"][..], &["offsite", "open", "my day.json"], &["offsite", "open", "open"]] {
            let (plain, whole) = (Cli::plain(&args(words)).unwrap(), Cli::try_parse_from(words).unwrap());
            assert_eq!(format!("{plain:?}"), format!("{whole:?}"));
        }
        for words in [
            &["offsite", "open"][..],
            &["offsite", "open", "--help"],
            &["offsite", "open", ""],
            &["offsite", "day.json"],
            &["offsite", "--data-dir", "x"],
            &["offsite", "open", "a", "b"],
            &[],
        ] {
            assert!(Cli::plain(&args(words)).is_none(), "{words:?}");
        }
    }

    #[test]
    fn the_facilitators_own_pages_are_there_however_often_the_method_is_asked_for() {
        let home = tempfile::tempdir().unwrap();
        let mut desk = desk(Some(home.path())).unwrap();
        std::fs::create_dir_all(desk.folders.config_dir()).unwrap();
        let rules = include_str!("../../assets/ground_rules.toml").replace("Phones rest", "Laptops rest");
        std::fs::write(desk.folders.config_dir().join("ground_rules.toml"), rules).unwrap();
        let said =
            |desk: &mut Desk| desk.playbook().ground_rules.rules.iter().any(|r| r.starts_with("Laptops"));
        assert!(!said(&mut desk), "what was written later is not seen");
        let mut desk = super::desk(Some(home.path())).unwrap();
        for _ in 0..2 {
            assert!(said(&mut desk), "{:?}", desk.warnings);
        }
        assert!(desk.warnings.is_empty());
    }
}
