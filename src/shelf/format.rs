//! The session file as bytes: strict to read, stable to write. Load and save without an edit is the identity.
//!
//! Knows JSON and the data model; never touches the disk.

use super::{halves, plain, spot};
use crate::session::{FORMAT, SCHEMA_VERSION, Session};

/// Why a file cannot be used, in one line for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Not JSON, or a field does not hold what it should.
    Broken {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// Field path such as `notes[12].text`; empty at the top.
        path: String,
        /// What is wrong.
        what: String,
    },
    /// Something else altogether.
    NotASession(String),
    /// Made by a newer version.
    Newer(u32),
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Self::Broken { line, column, path, what } => {
                write!(f, "line {line}, column {column}")?;
                if !path.is_empty() {
                    write!(f, ", field {path}")?;
                }
                write!(f, ": {what}. Mend it in a text editor, or restore a backup")
            }
            Self::NotASession(what) => write!(f, "{what}"),
            Self::Newer(version) => write!(
                f,
                "this file has version {version}; this Offsite reads up to {SCHEMA_VERSION}. Open it with a newer Offsite"
            ),
        }
    }
}

impl std::error::Error for Unreadable {}

/// Reads a session.
///
/// # Errors
/// One line that names the place and what to do.
pub fn read(bytes: &[u8]) -> Result<Session, Unreadable> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // Text that was checked once as a whole is not checked again string by string.
    match std::str::from_utf8(bytes).ok().map(serde_json::from_str::<Session>) {
        Some(Ok(session)) => check_head(&session).map(|()| session),
        Some(Err(error)) => Err(explain(bytes, Some(&error))),
        None => Err(explain(bytes, None)),
    }
}

/// As [`read`], with a second thread for half of a large file.
///
/// # Errors
/// As [`read`].
pub fn read_by_halves(bytes: &[u8]) -> Result<Session, Unreadable> {
    halves::read(bytes).map_or_else(|| read(bytes), |session| check_head(&session).map(|()| session))
}

fn check_head(session: &Session) -> Result<(), Unreadable> {
    if session.format != FORMAT {
        return Err(Unreadable::NotASession(format!(
            "this is a file of format “{}”, not a workshop session. Choose a session file",
            session.format
        )));
    }
    if session.schema_version > SCHEMA_VERSION {
        return Err(Unreadable::Newer(session.schema_version));
    }
    if session.schema_version == 0 {
        return Err(Unreadable::NotASession(
            "its schema_version is 0; the first version is 1. Set it to 1".into(),
        ));
    }
    Ok(())
}

/// Names the field; without an error of the reader the text is not UTF-8. A newer or foreign file is told apart from a broken one.
fn explain(bytes: &[u8], wrong: Option<&serde_json::Error>) -> Unreadable {
    #[derive(serde::Deserialize)]
    struct Head {
        format: Option<String>,
        schema_version: Option<u32>,
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Unreadable::NotASession("the file is empty. Restore a backup, or start a new session".into());
    }
    if let Ok(head) = serde_json::from_slice::<Head>(bytes) {
        match (head.format.as_deref(), head.schema_version) {
            (None, _) => {
                return Unreadable::NotASession(format!(
                    "it is JSON, but not a workshop session: the field format (“{FORMAT}”) is missing. Choose a session file"
                ));
            }
            (Some(format), _) if format != FORMAT => {
                return Unreadable::NotASession(format!(
                    "this is a file of format “{format}”, not a workshop session. Choose a session file"
                ));
            }
            (_, Some(version)) if version > SCHEMA_VERSION => return Unreadable::Newer(version),
            _ => {}
        }
    }
    let (at, what) = if let Some(error) = wrong {
        let said = plain::without_place(error);
        let told = spot::offset(bytes, error.line(), error.column());
        // A number is read as its text, and its error is told behind it, with blanks and a closing bracket counted in.
        let last = plain::no_number(&said).map(str::as_bytes);
        let at = last.and_then(|text| spot::end_of_last(bytes, told, text)).unwrap_or(told);
        // What is missing has no place of its own: it belongs into what ends here.
        if let Some(field) = plain::missing(&said) {
            let (line, column) = spot::line_and_column(bytes, at);
            let within = spot::path(bytes, at);
            let path = if within.is_empty() { field.to_owned() } else { format!("{within}.{field}") };
            return Unreadable::Broken { line, column, path, what: "this field is missing".into() };
        }
        (at, plain::words(&said))
    } else {
        let whole = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
        (whole + 1, "here are bytes that are no text (UTF-8)".to_owned())
    };
    let (line, column) = spot::line_and_column(bytes, at);
    Unreadable::Broken { line, column, path: spot::path(bytes, at), what }
}

/// Writes a session: two-space indent, one trailing newline, keys in their order.
///
/// # Errors
/// Never on a session that was read or made here; the words of the serialiser otherwise.
pub fn write(session: &Session) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(128 + session.notes.len() * 400);
    serde_json::to_writer_pretty(&mut bytes, session).map_err(|error| error.to_string())?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &[u8] = include_bytes!("../../sessions/halvorn.json");

    #[test]
    fn the_sample_day_loads_and_saves_byte_for_byte() {
        let session = read(SAMPLE).unwrap();
        assert_eq!(session.notes.len(), 77);
        assert_eq!(String::from_utf8(write(&session).unwrap()).unwrap(), String::from_utf8_lossy(SAMPLE));
    }

    #[test]
    fn a_minimal_file_opens() {
        let text =
            "{\n  \"format\": \"cx-workshop-session\",\n  \"schema_version\": 1,\n  \"session\": {}\n}\n";
        assert_eq!(String::from_utf8(write(&read(text.as_bytes()).unwrap()).unwrap()).unwrap(), text);
    }

    #[test]
    fn fields_nobody_knows_survive_at_every_level_in_their_place() {
        let text = r#"{
  "x_top": 12345678901234567890123,
  "format": "cx-workshop-session",
  "schema_version": 1,
  "session": {
    "x_in": [
      1e2,
      {
        "deep": "é"
      }
    ],
    "title": "A",
    "date": "2026-03-12",
    "id": "a"
  },
  "notes": [
    {
      "text": "first",
      "id": "N001",
      "colour": -0.10,
      "theme": null
    }
  ],
  "wins": []
}
"#;
        let session = read(text.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(write(&session).unwrap()).unwrap(), text);
    }

    #[test]
    fn a_broken_file_names_the_line_the_column_and_the_field() {
        let text = String::from_utf8_lossy(SAMPLE)
            .replace("\"planned_minutes\": 15", "\"planned_minutes\": \"soon\"");
        let error = read(text.as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with("line "), "{error}");
        assert!(error.contains("field agenda[0].planned_minutes"), "{error}");
        assert!(error.contains("a whole number from 0 belongs here"), "{error}");
    }

    #[test]
    fn foreign_empty_and_newer_files_are_told_apart() {
        assert!(read(b"").unwrap_err().to_string().contains("empty"));
        assert!(read(b"{\"a\":1}").unwrap_err().to_string().contains("not a workshop session"));
        let newer = br#"{"format":"cx-workshop-session","schema_version":2,"session":{"date":17}}"#;
        assert_eq!(read(newer), Err(Unreadable::Newer(2)));
    }
}
