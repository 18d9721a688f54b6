//! What was wrong with the words of a command line, in one line: what, where, and what to do.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory as _, Error};

use super::Cli;
use crate::rules::words::list_with;

/// The line, without the program's name.
pub fn line(error: &Error, args: &[OsString]) -> String {
    let place = place(args);
    let help = format!("{place} --help tells more");
    let subject = place.strip_prefix("offsite ").unwrap_or(&place);
    let named = |kind| words(error.get(kind)).join(" ");
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let typed = named(ContextKind::InvalidSubcommand);
            format!("“{typed}” is none of its commands{}", meant(error, ContextKind::SuggestedSubcommand))
        }
        ErrorKind::InvalidValue => {
            let valid = words(error.get(ContextKind::ValidValue));
            let valid =
                if valid.is_empty() { String::new() } else { format!(": {}", list_with(&valid, "or")) };
            match named(ContextKind::InvalidValue).as_str() {
                "" => format!("{} needs a value{valid}", named(ContextKind::InvalidArg)),
                typed => format!("“{typed}” is no value of {}{valid}", named(ContextKind::InvalidArg)),
            }
        }
        ErrorKind::MissingRequiredArgument => {
            format!("{subject} needs {}", list_with(&words(error.get(ContextKind::InvalidArg)), "and"))
        }
        ErrorKind::UnknownArgument => {
            let typed = named(ContextKind::InvalidArg);
            format!("{subject} knows no “{typed}”{}", meant(error, ContextKind::SuggestedArg))
        }
        _ => plain(&error.to_string()),
    };
    format!("{what}. {help}")
}

fn meant(error: &Error, kind: ContextKind) -> String {
    match words(error.get(kind)).as_slice() {
        [] => String::new(),
        words => format!("; meant was perhaps {}", list_with(words, "or")),
    }
}

fn words(value: Option<&ContextValue>) -> Vec<String> {
    match value {
        Some(ContextValue::String(word)) => vec![word.clone()],
        Some(ContextValue::Strings(words)) => words.clone(),
        _ => Vec::new(),
    }
}

/// What the parser says, without its heading, its advice and its line breaks.
fn plain(said: &str) -> String {
    let said = said.split("\n\n").next().unwrap_or_default();
    let said = said.strip_prefix("error: ").unwrap_or(said);
    said.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches('.').to_owned()
}

/// `offsite export`, or `offsite` where no command was named.
fn place(args: &[OsString]) -> String {
    let command = Cli::command();
    let known = |word: &str| command.get_subcommands().any(|sub| sub.get_name() == word);
    let named = args.iter().skip(1).filter_map(|word| word.to_str()).find(|word| known(word));
    named.map_or_else(|| "offsite".to_owned(), |word| format!("offsite {word}"))
}
