//! The synopsis: one document composed from a session and its verdicts, and a renderer for each format.
//!
//! Knows what is printed, in which words and in which order (the handbook, section 5); never where it is written to.

mod chapters;
mod context;
pub mod document;
pub mod html;
pub mod lists;
pub mod markdown;
pub mod text;
mod words;

use crate::playbook::Playbook;
use crate::rules::ready::Finding;
use crate::rules::verdicts::Verdicts;
use crate::session::{Day, Session};

pub use document::{Document, Paper};

/// What the person who exports decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// DRAFT stands on every page.
    pub draft: bool,
    pub paper: Paper,
    /// Counted up with every version that leaves the house.
    pub version: u32,
    /// The day of this version, where it shall be printed.
    pub made_on: Option<Day>,
}

impl Default for Options {
    fn default() -> Self {
        Self { draft: false, paper: Paper::A4, version: 1, made_on: None }
    }
}

/// The formats of the synopsis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Html,
    Markdown,
    Text,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Html, Self::Markdown, Self::Text];

    /// The ending of the file's name, which is also the word on the command line.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Text => "txt",
        }
    }

    /// From the word on the command line.
    pub fn from_extension(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extension() == word)
    }

    /// The whole file.
    pub fn render(self, document: &Document) -> String {
        match self {
            Self::Html => html::render(document),
            Self::Markdown => markdown::render(document),
            Self::Text => text::render(document),
        }
    }
}

/// What stands between this session and a final full version (R16); a draft is never blocked.
pub fn final_blockers(verdicts: &Verdicts) -> Vec<&Finding> {
    verdicts.ready.blocks().collect()
}

/// The full version. Possible at any moment of the day; while something blocks the final version it is a draft,
/// whatever the options say.
pub fn compose(session: &Session, verdicts: &Verdicts, playbook: &Playbook, options: &Options) -> Document {
    let draft = options.draft || !final_blockers(verdicts).is_empty();
    let options = Options { draft, ..options.clone() };
    let context = context::Context::new(session, verdicts, playbook, &options);
    let card = &session.session;
    let meta = document::Meta {
        title: if card.title.trim().is_empty() {
            "Synopsis".to_owned()
        } else {
            card.title.trim().to_owned()
        },
        organisation: session.organisation.name.trim().to_owned(),
        date: context.date().map(Day::in_words).unwrap_or_default(),
        variant: "Full version".to_owned(),
        version: options.version,
        draft,
        lang: "en".to_owned(),
        paper: options.paper,
    };
    document::Document { meta, blocks: chapters::write(&context) }
}
#[cfg(test)]
mod tests;
