//! The method as data: questions, agendas, anchors, lists and sentences, read from `assets/`.
//!
//! Every page is built in and can be replaced by a file of the same name; the files themselves are
//! read elsewhere. This room knows no disk, no running session and no rule: it only holds
//! what is said.

use std::collections::BTreeMap;

use crate::session::Variant;

pub mod agenda;
pub mod anchors;
pub mod basics;
pub mod blockers;
pub mod checklist;
pub mod energisers;
pub mod glossary;
pub mod ground_rules;
pub mod lane_rules;
mod lazy;
pub mod levels;
pub mod likeness;
pub mod limits;
pub mod measures;
pub mod page;
pub mod phases;
pub mod pulse;
pub mod questions;
pub mod setup;
pub mod sops;
pub mod stance_words;
pub mod statements;

pub use agenda::{Agenda, Agendas, Block, FORMS, Stage, Step};
pub use anchors::{Anchors, Bands, Scale, ScaleText, with_band};
pub use basics::{Basics, BasicsGroup};
pub use blockers::{BlockerWords, Blockers};
pub use checklist::{Checklist, ChecklistItem, NotYet};
pub use energisers::{Energiser, Energisers};
pub use glossary::{Glossary, Term};
pub use ground_rules::GroundRules;
pub use lane_rules::{Explain, Flag, LaneRule, LaneRules};
pub use lazy::Lazy;
pub use levels::{LevelWords, Levels, Pooled};
pub use likeness::{Ending, Likeness, LikenessBands};
pub use limits::Limits;
pub use measures::{MeasureWords, Measures};
pub use page::fill;
pub use phases::{Phase, Phases};
pub use pulse::Pulse;
pub use questions::{HeardAsk, Probes, Prompts, Question, Questions};
pub use sops::{SopPart, Sops, Starter};
pub use stance_words::{StanceWords, WordList};
pub use statements::{Band, Mindset, Readiness, Statement};

/// Makes the struct of pages, the list of their file names, and the two ways to read them. A built-in page is read when
/// somebody looks at it: opening a day needs few of them.
macro_rules! pages {
    ($($(#[$doc:meta])* $field:ident : $page:ty = $file:literal,)*) => {
        /// The whole method. Each field is one page, from one file of the same name.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Playbook {
            $($(#[$doc])* pub $field: Lazy<$page>,)*
        }

        impl Playbook {
            /// The file names that an override may have, in the order of the pages.
            pub const FILES: &[&str] = &[$($file),*];

            const fn unread() -> Self {
                Self {
                    $($field: Lazy::unread(include_str!(concat!(env!("OUT_DIR"), "/", $file, ".json"))),)*
                }
            }

            fn replace(&mut self, file: &str, content: &str) -> Result<(), String> {
                match file {
                    $($file => self.$field = Lazy::of(page::read($file, content)?),)*
                    _ => return Err(page::unknown(file, Self::FILES)),
                }
                Ok(())
            }

            /// Each page read from the text that people edit, and compared with what is built in.
            #[cfg(test)]
            fn check_builtin() -> Vec<String> {
                let mut problems = Vec::new();
                $(match page::read::<$page>($file, include_str!(concat!("../../assets/", $file))) {
                    Ok(page) if page == *Self::builtin().$field => {}
                    Ok(_) => problems.push(format!("{}: it is built in as another page", $file)),
                    Err(problem) => problems.push(problem),
                })*
                problems
            }
        }
    };
}

pages! {
    /// The four questions with probes, and the prompt banks (the handbook, 4.5).
    questions: Questions = "questions.toml",
    /// Four forms of a session as blocks with minutes (4.3, 4.4).
    agendas: Agendas = "agenda.toml",
    /// What 1 to 5 mean on the four scales, and the money bands (R1).
    anchors: Anchors = "anchors.toml",
    /// The wording of the lane rules and flags (R1).
    lane_rules: LaneRules = "rules.toml",
    /// Twenty-four basics in six groups (R9).
    basics: Basics = "basics.toml",
    /// Four phases of maturity with four statements each (R9).
    phases: Phases = "phases.toml",
    /// Four statements on planning ahead (R9).
    mindset: Mindset = "mindset.toml",
    /// Eight statements on readiness and the chain (R9).
    readiness: Readiness = "readiness.toml",
    /// The one question asked in the morning and in the evening (R9).
    pulse: Pulse = "pulse.toml",
    /// What to prepare, with lead times (4.2).
    checklist: Checklist = "checklist.toml",
    /// Nine ground rules and one of the room's own (4.6).
    ground_rules: GroundRules = "ground_rules.toml",
    /// Short exercises that embarrass nobody (4.7).
    energisers: Energisers = "energisers.toml",
    /// Seven kinds of “we can't because …” with a checking question.
    blockers: Blockers = "blockers.toml",
    /// Kinds of measures and what to mind beside each (R10).
    measures: Measures = "measures.toml",
    /// The fixed “how far this reaches” sentences (5.2, 5.3).
    limits: Limits = "limits.toml",
    /// Wish words and today words, by language (R6).
    stance_words: StanceWords = "wish_words.toml",
    /// Stop words, synonyms and bands for comparing notes (R7).
    likeness: Likeness = "likeness.toml",
    /// The one-page playbook and two starters (4.8).
    sops: Sops = "sops.toml",
    /// Terms for the appendix of the synopsis.
    glossary: Glossary = "glossary.toml",
    /// What the three levels are called.
    levels: Levels = "levels.toml",
}

impl Playbook {
    /// The playbook as it is built in; each page is read once.
    pub fn builtin() -> &'static Self {
        static BUILTIN: Playbook = Playbook::unread();
        &BUILTIN
    }

    /// The built-in playbook with some pages replaced; `overrides` maps file names to contents.
    ///
    /// A page that cannot be used is left as it is built in, and one line says which file, where in
    /// it (line and column, where known) and what is wrong.
    pub fn with_overrides(overrides: &BTreeMap<String, String>) -> (Self, Vec<String>) {
        let mut playbook = Self::builtin().clone();
        let problems =
            overrides.iter().filter_map(|(file, content)| playbook.replace(file, content).err()).collect();
        (playbook, problems)
    }

    /// The agenda of a form of session.
    pub fn agenda(&self, variant: &Variant) -> &Agenda {
        self.agendas.of(variant)
    }

    /// One block of an agenda, by its id.
    pub fn block(&self, variant: &Variant, id: &str) -> Option<&Block> {
        self.agenda(variant).block(id)
    }

    /// One of the four questions, by its id (`Q1` to `Q4`).
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.questions.iter().find(|question| question.id == id)
    }

    /// What `score` (1 to 5) means on a scale; empty outside of 1 to 5.
    pub fn anchor(&self, scale: Scale, score: u8) -> &str {
        self.anchors.of(scale).anchor(score)
    }

    /// The sentence of a lane rule (`U0`, `L1` … `O`), with its words in braces not yet filled in;
    /// empty for an id that does not exist. See [`fill`].
    pub fn rule_sentence(&self, id: &str) -> &str {
        self.lane_rules.rule(id).map_or("", |rule| &rule.sentence)
    }

    /// A phase of maturity, 1 to 4.
    pub fn phase(&self, number: u8) -> Option<&Phase> {
        self.phases.phases.get(usize::from(number).checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overridden(file: &str, content: &str) -> (Playbook, Vec<String>) {
        Playbook::with_overrides(&BTreeMap::from([(file.to_owned(), content.to_owned())]))
    }

    #[test]
    fn every_built_in_page_can_be_read() {
        assert_eq!(Playbook::check_builtin(), Vec::<String>::new());
        assert_eq!(Playbook::FILES.len(), 20);
    }

    #[test]
    fn a_page_of_one_s_own_replaces_the_built_in_one() {
        let own = "question = \"Wie zuversichtlich bist du?\"\nlow = \"gar nicht\"\nhigh = \"sehr\"\nhow = \"\"\nhidden_below = 5\nhidden = \"\"\n";
        let (playbook, problems) = overridden("pulse.toml", own);
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(playbook.pulse.question, "Wie zuversichtlich bist du?");
        assert_eq!(playbook.basics, Playbook::builtin().basics);
    }

    #[test]
    fn a_field_of_a_newer_version_does_not_break_a_page() {
        let own = "title = \"Rules\"\nrules = [\"Be kind.\"]\none_more = \"\"\nsong = \"later\"\n";
        let (playbook, problems) = overridden("ground_rules.toml", own);
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(playbook.ground_rules.rules, ["Be kind."]);
    }

    #[test]
    fn a_broken_page_is_reported_in_one_line_and_the_built_in_one_stays() {
        let (playbook, problems) = overridden("pulse.toml", "question = \"Ü?\"\nlow = [1\nhigh = 2\n");
        assert_eq!(playbook, *Playbook::builtin());
        assert_eq!(problems.len(), 1);
        assert!(problems[0].starts_with("pulse.toml, line "), "{}", problems[0]);
        assert!(problems[0].contains("column"), "{}", problems[0]);
        assert!(!problems[0].contains('\n'));
    }

    #[test]
    fn a_page_with_a_wrong_kind_of_value_says_where() {
        let own =
            "question = \"q\"\nlow = \"\"\nhigh = \"\"\nhow = \"\"\nhidden_below = \"five\"\nhidden = \"\"\n";
        let (_, problems) = overridden("pulse.toml", own);
        assert!(problems[0].starts_with("pulse.toml, line 5, column 16: "), "{}", problems[0]);
    }

    #[test]
    fn a_page_that_reads_well_but_makes_no_sense_is_reported_too() {
        let all = include_str!("../../assets/rules.toml").replace(" Place {place} in the queue.", "");
        let (playbook, problems) = overridden("rules.toml", &all);
        assert_eq!(playbook, *Playbook::builtin());
        assert!(problems[0].contains("K1"), "{}", problems[0]);
    }

    #[test]
    fn a_file_name_that_belongs_to_no_page_is_reported() {
        let (playbook, problems) = overridden("anchor.toml", "");
        assert_eq!(playbook, *Playbook::builtin());
        assert!(problems[0].starts_with("anchor.toml: "), "{}", problems[0]);
        assert!(problems[0].contains("anchors.toml"), "{}", problems[0]);
    }

    #[test]
    fn one_broken_page_does_not_stop_the_others() {
        let files = BTreeMap::from([
            ("pulse.toml".to_owned(), "?".to_owned()),
            ("ground_rules.toml".to_owned(), "title=\"t\"\nrules=[\"r\"]\none_more=\"\"".to_owned()),
        ]);
        let (playbook, problems) = Playbook::with_overrides(&files);
        assert_eq!(problems.len(), 1);
        assert_eq!(playbook.ground_rules.title, "t");
    }

    #[test]
    fn what_is_asked_for_by_name_is_found() {
        let playbook = Playbook::builtin();
        assert_eq!(playbook.question("Q1").map(|q| q.text.as_str()), Some("Who are your customers?"));
        assert_eq!(playbook.question("Q9"), None);
        assert_eq!(playbook.block(&Variant::FullDay, "close").map(|b| b.minutes), Some(15));
        assert_eq!(playbook.anchor(Scale::Impact, 1), "hardly anyone would notice");
        assert_eq!(playbook.anchor(Scale::Cost, 5), "cannot be funded this year");
        assert_eq!(playbook.anchor(Scale::Cost, 0), "");
        assert_eq!(playbook.anchor(Scale::Cost, 6), "");
        assert_eq!(playbook.rule_sentence("L1"), "Cannot be done at present.");
        assert_eq!(playbook.phase(2).map(|p| p.name.as_str()), Some("Advice Givers"));
        assert_eq!(playbook.phase(0), None);
        assert_eq!(playbook.phase(5), None);
    }
}
