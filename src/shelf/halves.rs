//! A large session file read by two threads: the notes, and the log of a day that was changed after it was closed, are
//! nearly all of it, and each of them can be read by itself.
//!
//! Refuses to judge: what is not laid out as `format::write` lays it out, or is broken, it leaves to the plain reader.

use std::ops::Range;
use std::str::from_utf8;
use std::sync::Arc;

use memchr::memmem;
use serde::de::DeserializeOwned;

use crate::session::{LogEntry, Note, Session};

/// How such a list opens in the file, closes, and how one item follows another. A line break is never inside a string of
/// JSON, so these are not words that somebody wrote.
const NOTES: &[u8] = b"\n  \"notes\": [\n";
const LOG: &[u8] = b"\n  \"log\": [\n";
const CLOSES: &[u8] = b"\n  ]";
const BETWEEN: &[u8] = b"\n    },\n    {\n";
/// Where the comma stands between two items; it belongs to neither.
const COMMA: usize = 6;

/// The session of these bytes, unless they have to be read in the plain way.
pub(super) fn read(bytes: &[u8]) -> Option<Session> {
    let notes = list(bytes, 0, NOTES, 1)?;
    let log = list(bytes, notes.end + CLOSES.len(), LOG, 0);
    let log = log.unwrap_or(bytes.len()..bytes.len());
    // The rest keeps one item of each list, so that the list is as full there as it was.
    let first =
        |list: &Range<usize>| memmem::find(&bytes[list.clone()], BETWEEN).map(|at| list.start + at + COMMA);
    let parts = [0..first(&notes)?, notes.end..first(&log).unwrap_or(log.end), log.end..bytes.len()];
    let rest = parts.map(|part| &bytes[part]).concat();
    // Whoever reads the rest reads fewer items: both threads have as much to read.
    let mine = (notes.len() + log.len()).saturating_sub(rest.len()) / 2;
    let (notes, more_notes) = halves(&bytes[notes], mine);
    let (log, more_log) = halves(&bytes[log], mine.saturating_sub(notes.len()));
    let (mut session, first, second) = std::thread::scope(|scope| {
        let second = scope.spawn(|| Some((items(more_notes)?, items(more_log)?)));
        let rest = from_utf8(&rest).ok().and_then(|text| serde_json::from_str::<Session>(text).ok());
        Some((rest?, (items::<Note>(notes)?, items::<LogEntry>(log)?), second.join().ok()??))
    })?;
    session.notes = first.0.into_iter().chain(second.0).collect();
    if !(first.1.is_empty() && second.1.is_empty()) {
        session.log = first.1.into_iter().chain(second.1).collect();
    }
    Some(session)
}

/// Where the items of a list of the session lie that opens after `from`; `deep` is how many brackets are open there.
fn list(bytes: &[u8], from: usize, opens: &[u8], deep: usize) -> Option<Range<usize>> {
    let start = from + memmem::find(&bytes[from..], opens)?;
    if depth(&bytes[from..start]) != Some(deep) {
        return None;
    }
    let start = start + opens.len();
    Some(start..start + memmem::find(&bytes[start..], CLOSES)?)
}

/// The items up to about a place, and those after it.
fn halves(list: &[u8], about: usize) -> (&[u8], &[u8]) {
    let about = about.min(list.len());
    if about == 0 {
        return (&[], list);
    }
    match memmem::find(&list[about..], BETWEEN) {
        Some(at) => (&list[..about + at + COMMA], &list[about + at + COMMA + 1..]),
        None => (list, &[]),
    }
}

/// Items with commas between them, one after the other: nothing of the text is copied for it.
fn items<T: DeserializeOwned>(bytes: &[u8]) -> Option<Vec<Arc<T>>> {
    let mut items = Vec::new();
    let mut rest = from_utf8(bytes).ok()?;
    if rest.is_empty() {
        return Some(items);
    }
    loop {
        let mut one = serde_json::Deserializer::from_str(rest).into_iter::<T>();
        items.push(Arc::new(one.next()?.ok()?));
        rest = rest[one.byte_offset()..].trim_start_matches([' ', '\n', '\r', '\t']);
        match rest.strip_prefix(',') {
            Some(after) => rest = after,
            None if rest.is_empty() => return Some(items),
            None => return None,
        }
    }
}

/// How many brackets are open at the end of a piece of JSON text; nothing where it ends inside a string, or closes more
/// than it opened.
fn depth(bytes: &[u8]) -> Option<usize> {
    let (mut open, mut quoted, mut escaped) = (0_usize, false, false);
    for byte in bytes {
        match (quoted, escaped, byte) {
            (true, true, _) => escaped = false,
            (true, false, b'\\') => escaped = true,
            (_, _, b'"') => quoted = !quoted,
            (false, _, b'{' | b'[') => open += 1,
            (false, _, b'}' | b']') => open = open.checked_sub(1)?,
            _ => {}
        }
    }
    (!quoted).then_some(open)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shelf::format;

    const SAMPLE: &str = include_str!("../../sessions/halvorn.json");

    /// The sample day with a long log: `entries` more lines of it.
    fn edited_afterwards(entries: usize) -> String {
        let mut session = format::read(SAMPLE.as_bytes()).unwrap();
        for place in 0..entries {
            session.log.push(LogEntry {
                what: "edited".into(),
                target: format!("N{place}").into(),
                ..LogEntry::default()
            });
        }
        String::from_utf8(format::write(&session).unwrap()).unwrap()
    }

    #[test]
    fn by_halves_the_same_is_read() {
        for text in [SAMPLE.to_owned(), edited_afterwards(1), edited_afterwards(40), edited_afterwards(2_000)]
        {
            let session = read(text.as_bytes()).unwrap();
            assert!(session == format::read(text.as_bytes()).unwrap());
            assert_eq!(String::from_utf8(format::write(&session).unwrap()).unwrap(), text);
        }
    }

    #[test]
    fn what_is_laid_out_in_another_way_is_read_all_the_same() {
        let nested = |name: &str| {
            let list = format!("\n  \"{name}\": [");
            SAMPLE.replacen(
                &list,
                &format!("\n  \"x\": {{\n  \"{name}\": [\n    {{\n    }},\n    {{\n    }}\n  ]\n  }},{list}"),
                1,
            )
        };
        let log_inside =
            edited_afterwards(9).replace("\n  \"log\": [", "\n  \"x\": [{\n  \"log\": [") + "}]}";
        let flat = serde_json::to_string(&format::read(SAMPLE.as_bytes()).unwrap()).unwrap();
        let close = SAMPLE.replace("\n    },\n    {\n", "\n    }, {\n");
        let unknown = SAMPLE.replace("\"stance\":", "\"x\": {\"theme\": 1e2},\n      \"stance\":");
        for text in [nested("notes"), nested("log"), log_inside, flat, close, unknown] {
            assert!(format::read_by_halves(text.as_bytes()) == format::read(text.as_bytes()));
        }
    }

    #[test]
    fn what_is_broken_is_refused_with_the_same_words() {
        let text = edited_afterwards(90);
        let mut no_text = text.clone().into_bytes();
        let middle = no_text.len() / 2;
        no_text[middle] = 0xff;
        assert_eq!(format::read_by_halves(&no_text), format::read(&no_text));
        for (was, is) in
            [("\"text\": \"", "\"text\": 7, \"was\": \""), ("\"what\": \"edited\"", "\"what\": 7")]
        {
            let broken = text.replace(was, is);
            assert!(broken != text && read(broken.as_bytes()).is_none());
            assert_eq!(format::read_by_halves(broken.as_bytes()), format::read(broken.as_bytes()));
        }
        let twice = text.replacen("\n  \"gaps\": [", "\n  \"notes\": [\n  ],\n  \"gaps\": [", 1);
        assert_eq!(format::read_by_halves(twice.as_bytes()), format::read(twice.as_bytes()));
    }
}
