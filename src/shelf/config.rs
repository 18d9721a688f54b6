//! The settings in `config.toml`: how it looks and where it writes. A setting that is not understood is told in one line
//! and its default used; nothing in this file can stop the start.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::disk::RealDisk;
use super::store::{ReadError, read_limited};

/// The name of the file in the config folder.
pub const CONFIG_FILE: &str = "config.toml";
const MOST_BYTES: u64 = 1024 * 1024;

macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$pick:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub enum $name { $($(#[$pick])* $variant),+ }

        impl $name {
            /// Every choice with the word it has in the file.
            pub const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$variant)),+];

            /// The choice for a word of the file, in any case.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, choice)| *choice)
            }
        }
    };
}

choices! {
    /// `theme`: `auto` asks the terminal.
    Theme { #[default] Auto = "auto", Light = "light", Dark = "dark", HighContrast = "high-contrast" }
}
choices! {
    /// `colour`: how many colours; `auto` asks the environment.
    Colour { #[default] Auto = "auto", True = "true", Indexed = "256", Sixteen = "16", None = "none" }
}
choices! {
    /// `glyphs`: `ascii` for fonts without marks and blocks.
    Glyphs { #[default] Unicode = "unicode", Ascii = "ascii" }
}
choices! {
    /// `paper`: the sheet of the synopsis.
    Paper { #[default] A4 = "a4", Letter = "letter" }
}

/// What can be set. Every field has a default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    pub theme: Theme,
    pub colour: Colour,
    pub glyphs: Glyphs,
    pub paper: Paper,
    /// Another folder for sessions; `~/` at its start is the home folder, a relative path starts at the config folder.
    pub sessions_dir: Option<PathBuf>,
    /// Ring at the end of a timer.
    pub bell: bool,
    pub mouse: bool,
    /// A short code such as `en`.
    pub language: String,
    /// Own words for words of the screen, `[words]` in the file.
    pub words: BTreeMap<String, String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            colour: Colour::default(),
            glyphs: Glyphs::default(),
            paper: Paper::default(),
            sessions_dir: None,
            bell: true,
            mouse: true,
            language: "en".to_string(),
            words: BTreeMap::new(),
        }
    }
}

impl Config {
    /// The settings of the config folder, with a sentence for each thing that was not understood.
    pub fn load(dir: &Path) -> (Self, Vec<String>) {
        let path = dir.join(CONFIG_FILE);
        match read_limited(&RealDisk, &path, MOST_BYTES) {
            Err(ReadError::Missing) => (Self::default(), Vec::new()),
            Err(error) => {
                (Self::default(), vec![format!("{CONFIG_FILE}: {error}. The usual settings are used.")])
            }
            Ok((bytes, _)) => Self::parse(&bytes, dir),
        }
    }

    /// As [`Config::load`], from the content of the file; relative paths start at `dir`.
    pub fn parse(bytes: &[u8], dir: &Path) -> (Self, Vec<String>) {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return (
                Self::default(),
                vec![format!("{CONFIG_FILE} is not text in UTF-8. The usual settings are used.")],
            );
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        match text.parse::<Table>() {
            Ok(table) => Self::read(table, dir),
            Err(error) => {
                let line = error.span().map_or(0, |span| {
                    text.as_bytes().iter().take(span.start).filter(|byte| **byte == b'\n').count() + 1
                });
                let said = plain(error.message());
                let told = format!("{CONFIG_FILE}, line {line}: {said}. The usual settings are used.");
                (Self::default(), vec![told])
            }
        }
    }

    fn read(table: Table, dir: &Path) -> (Self, Vec<String>) {
        let mut config = Self::default();
        let mut warnings = Vec::new();
        for (key, value) in table {
            let problem = match key.as_str() {
                "theme" => pick(&value, Theme::WORDS, &mut config.theme),
                "colour" | "color" => pick(&value, Colour::WORDS, &mut config.colour),
                "glyphs" => pick(&value, Glyphs::WORDS, &mut config.glyphs),
                "paper" => pick(&value, Paper::WORDS, &mut config.paper),
                "bell" => switch(&value, &mut config.bell),
                "mouse" => switch(&value, &mut config.mouse),
                "language" => match &value {
                    Value::String(code) if is_code(code) => {
                        config.language.clone_from(code);
                        None
                    }
                    _ => Some("a short code such as \"en\"".to_string()),
                },
                "sessions_dir" => match value.as_str().filter(|path| !path.trim().is_empty()) {
                    Some(path) => {
                        config.sessions_dir = Some(at_home(path, dir));
                        None
                    }
                    None => Some("a folder in quotes".to_string()),
                },
                "words" => words(value, &mut config.words),
                _ => {
                    warnings.push(format!(
                        "{CONFIG_FILE}: \"{}\" is not a setting and is passed over.",
                        plain(&key)
                    ));
                    None
                }
            };
            if let Some(wanted) = problem {
                warnings.push(format!("{CONFIG_FILE}: \"{key}\" wants {wanted}. Its usual value is used."));
            }
        }
        (config, warnings)
    }
}

/// Sets `to`, or says what is wanted.
fn pick<C: Copy>(value: &Value, choices: &[(&'static str, C)], to: &mut C) -> Option<String> {
    let word = match value {
        Value::String(word) => word.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Boolean(truth) => truth.to_string(),
        _ => String::new(),
    };
    if let Some((_, choice)) = choices.iter().find(|(known, _)| known.eq_ignore_ascii_case(&word)) {
        *to = *choice;
        return None;
    }
    let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
    Some(format!("one of {}", words.join(", ")))
}

fn switch(value: &Value, to: &mut bool) -> Option<String> {
    match value.as_bool() {
        Some(truth) => {
            *to = truth;
            None
        }
        None => Some("true or false".to_string()),
    }
}

fn words(value: Value, to: &mut BTreeMap<String, String>) -> Option<String> {
    const WANTED: &str = "words in quotes, such as now = \"This month\"";
    let Value::Table(table) = value else { return Some(WANTED.to_string()) };
    let mut problem = None;
    for (key, value) in table {
        match value {
            Value::String(word) => {
                to.insert(key, word);
            }
            _ => problem = Some(WANTED.to_string()),
        }
    }
    problem
}

fn is_code(code: &str) -> bool {
    (2..=12).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn at_home(path: &str, dir: &Path) -> PathBuf {
    match (path.strip_prefix("~/"), directories::BaseDirs::new()) {
        (Some(rest), Some(home)) => home.home_dir().join(rest),
        _ => dir.join(path),
    }
}

/// Text of the file may reach a terminal: without control characters, in one line, not too long.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Config, Vec<String>) {
        Config::parse(text.as_bytes(), Path::new("/config"))
    }

    #[test]
    fn without_a_file_everything_is_as_usual_and_nothing_is_said() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(Config::load(home.path()), (Config::default(), Vec::new()));
    }

    #[test]
    fn every_setting_can_be_set() {
        let (config, warnings) = parse(
            "theme = \"high-contrast\"\ncolour = 256\nglyphs = \"ascii\"\npaper = \"Letter\"\nbell = false\n\
             mouse = false\nlanguage = \"de\"\nsessions_dir = \"days\"\n[words]\nnow = \"This month\"\n",
        );
        assert_eq!(warnings, Vec::<String>::new());
        assert_eq!(
            config,
            Config {
                theme: Theme::HighContrast,
                colour: Colour::Indexed,
                glyphs: Glyphs::Ascii,
                paper: Paper::Letter,
                sessions_dir: Some("/config/days".into()),
                bell: false,
                mouse: false,
                language: "de".to_string(),
                words: BTreeMap::from([("now".to_string(), "This month".to_string())]),
            }
        );
        assert_eq!(parse("colour = true").0.colour, Colour::True);
    }

    #[test]
    fn a_wrong_setting_is_told_and_the_others_still_hold() {
        let (config, warnings) =
            parse("theme = \"purple\"\nbell = \"loud\"\npaper = \"letter\"\nnew_thing = 1\n");
        assert_eq!(config, Config { paper: Paper::Letter, ..Config::default() });
        assert_eq!(warnings.len(), 3);
        let told = warnings.join("\n");
        assert!(told.contains("\"theme\" wants one of auto, light, dark, high-contrast"), "{told}");
        assert!(told.contains("\"bell\" wants true or false"), "{told}");
        assert!(told.contains("\"new_thing\" is not a setting"), "{told}");
    }

    #[test]
    fn a_broken_file_never_stops_the_start() {
        for broken in ["theme = \n", "[[[", "\u{0}", "theme = \"a\"\ntheme = \"b\"", "\"\\u001b[31m\" ="] {
            let (config, warnings) = parse(broken);
            assert_eq!(config, Config::default());
            assert_eq!(warnings.len(), 1, "{broken:?}");
            assert!(warnings[0].starts_with("config.toml, line ") && !warnings[0].contains(char::is_control));
        }
        assert_eq!(Config::parse(b"\xff\xfe", Path::new("/")).1.len(), 1);
        assert!(parse("bell = true\npaper = \n").1[0].contains("line 2"));
    }

    #[test]
    fn a_folder_in_the_place_of_the_file_never_stops_the_start() {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join(CONFIG_FILE)).unwrap();
        let (config, warnings) = Config::load(home.path());
        assert_eq!(config, Config::default());
        assert!(warnings[0].starts_with("config.toml: this is a folder"));
    }

    #[test]
    fn deep_nesting_never_stops_the_start() {
        let deep = format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(parse(&deep).0, Config::default());
    }
}
