//! Where in a JSON text a place is, as a field path such as `notes[12].text`. It follows brackets, keys and commas only:
//! what is wrong at the place is the reader's to say.

use memchr::memmem;

/// What is open around the place.
enum Open {
    /// An object, and the key whose value is read or was read last.
    Object(Option<String>),
    /// A list, and the index of its item.
    List(usize),
}

/// So deep is a path told, as deep as a session is read; what is deeper is told by what holds it.
const DEEPEST: usize = 128;

/// The path of what ends or begins at this byte offset; empty at the top. Text behind the offset is not looked at.
pub fn path(text: &[u8], offset: usize) -> String {
    let mut open: Vec<Open> = Vec::new();
    let mut deeper = 0_usize;
    let mut at = 0;
    let end = offset.min(text.len());
    while let Some(byte) = text[..end].get(at) {
        at += 1;
        match byte {
            b'{' | b'[' if open.len() >= DEEPEST => deeper += 1,
            b'}' | b']' if deeper > 0 => deeper -= 1,
            b'{' => open.push(Open::Object(None)),
            b'[' => open.push(Open::List(0)),
            b'}' | b']' => {
                open.pop();
            }
            b',' if deeper > 0 => {}
            b',' => match open.last_mut() {
                Some(Open::List(index)) => *index += 1,
                Some(Open::Object(key)) => *key = None,
                None => {}
            },
            b'"' => {
                let from = at - 1;
                while text[..end].get(at).is_some_and(|byte| *byte != b'"') {
                    at += if text[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
                let rest = text.get(at..end).unwrap_or_default();
                let next = rest.iter().find(|byte| !byte.is_ascii_whitespace());
                if let (Some(Open::Object(key @ None)), Some(next)) = (open.last_mut(), next) {
                    *key = serde_json::from_slice(&text[from..at]).ok();
                    // Without its colon a name holds nothing: what follows is not in it.
                    if *next != b':' {
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    let mut path = String::new();
    for step in open {
        match step {
            Open::Object(Some(key)) if path.is_empty() => path.push_str(&key),
            Open::Object(Some(key)) => path.extend([".", &key]),
            Open::Object(None) => {}
            Open::List(index) => path.push_str(&format!("[{index}]")),
        }
    }
    path
}

/// The byte offset of a line and a column, both from 1, the column in bytes; its own byte is counted in.
pub fn offset(text: &[u8], line: usize, column: usize) -> usize {
    let lines = text.split_inclusive(|byte| *byte == b'\n');
    lines.take(line.saturating_sub(1)).map(<[u8]>::len).sum::<usize>() + column
}

/// Line and column, both from 1, of the byte before this offset.
pub fn line_and_column(text: &[u8], offset: usize) -> (usize, usize) {
    let before = &text[..offset.saturating_sub(1).min(text.len())];
    let last = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    (memchr::memchr_iter(b'\n', before).count() + 1, before.len() - last + 1)
}

/// Where a piece of text that lies before the offset ends, the last one of its kind.
pub fn end_of_last(text: &[u8], offset: usize, piece: &[u8]) -> Option<usize> {
    memmem::rfind(text.get(..offset)?, piece).map(|at| at + piece.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Session;
    use crate::shelf::format::{self, Unreadable};

    const SAMPLE: &str = include_str!("../../sessions/halvorn.json");

    /// The path as a reader names it that follows every value.
    fn followed(text: &str) -> Option<(String, String)> {
        let mut de = serde_json::Deserializer::from_str(text);
        let error = serde_path_to_error::deserialize::<_, Session>(&mut de).err()?;
        let wanted = error.path().to_string();
        match format::read(text.as_bytes()).err()? {
            Unreadable::Broken { path, .. } => {
                Some((if wanted == "." { String::new() } else { wanted }, path))
            }
            _ => None,
        }
    }

    #[test]
    fn every_value_of_the_sample_that_is_of_a_wrong_kind_is_named_as_a_careful_reader_names_it() {
        let mut seen = 0;
        for (at, _) in SAMPLE.match_indices("\": ").step_by(31) {
            let from = at + 3;
            let to = from + SAMPLE[from..].find('\n').unwrap();
            for wrong in ["{}", "[]", "true", "\"x\"", "-1.5", "{\"a\": 1}", "[[1]]"] {
                let text = format!("{}{wrong}{}", &SAMPLE[..from], &SAMPLE[to..]);
                let comma = format!("{}{wrong},{}", &SAMPLE[..from], &SAMPLE[to..]);
                let json = |text: &&String| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
                for (wanted, here) in [text, comma].iter().filter(json).filter_map(|text| followed(text)) {
                    assert_eq!(wanted, here, "{wrong}");
                    seen += 1;
                }
            }
        }
        assert!(seen > 250, "{seen}");
    }

    #[test]
    fn missing_and_doubled_fields_are_named_by_what_holds_them() {
        let text = r#"{"format": "cx-workshop-session", "schema_version": 1, "session": {}, "notes": [{"id": "N001"}, {"text": "a"}]}"#;
        let twice = r#"{"format": "cx-workshop-session", "schema_version": 1, "session": {}, "notes": [{"id": "N001", "id": "N002"}]}"#;
        for text in [text, twice] {
            let (wanted, here) = followed(text).unwrap();
            let holder =
                here.rsplit_once('.').filter(|_| text.contains("\"text\"")).map_or(&*here, |(of, _)| of);
            assert_eq!(wanted, holder, "{text}");
            assert!(here.starts_with("notes"), "{here}");
        }
        assert_eq!(path(b"{\"a\": {\"notes\" [", 16), "a.notes");
        let colon = SAMPLE.replacen("\"notes\":", "\"notes\"", 1);
        let told = format::read(colon.as_bytes()).unwrap_err().to_string();
        assert!(told.contains("field notes:") && told.contains("a : belongs between"), "{told}");
        let deep = "[".repeat(100_000) + "7";
        assert_eq!(path(deep.as_bytes(), deep.len()), "[0]".repeat(DEEPEST));
        assert_eq!(path(b"{\"a\\\"b\": [1, {\"c\": 7", 21), "a\"b[1].c");
        assert_eq!(path(b"", 9), "");
    }
}
