//! What the reader of a file says, in the words of somebody who has it open in a text editor: a small table. It knows no
//! file and no place in it; what it has no words for it leaves as it is.

use crate::session::values::NO_NUMBER;

/// Whole sentences of the reader, and what they mean.
const WHOLE: &[(&str, &str)] = &[
    ("EOF while parsing a list", "the file ends in the middle of a list: a ] is missing, and perhaps more"),
    ("EOF while parsing an object", "the file ends in the middle: a } is missing, and perhaps more"),
    (
        "EOF while parsing a string",
        "the file ends in the middle of a text: a \" is missing, and perhaps more",
    ),
    ("EOF while parsing a value", "the file ends in the middle, where a value should follow"),
    ("expected `:`", "a : belongs between a field's name and its value"),
    ("expected `,` or `]`", "a comma belongs before the next item of the list, or a ] at its end"),
    ("expected `,` or `}`", "a comma belongs before the next field, or a } after the last one"),
    ("expected ident", "this is neither true nor false nor null; a text stands between \" and \""),
    ("expected value", "a value is missing here, or a text that does not stand between \" and \""),
    ("expected `\"`", "a \" is missing here"),
    ("invalid escape", "a \\ in a text is written \\\\; behind \\u stand four digits of a letter's number"),
    ("invalid number", "this is no number as the file writes it, such as 12 or 0.5"),
    ("number out of range", "this number is too large"),
    ("invalid unicode code point", "behind \\u stands no letter that there is"),
    (
        "control character (\\u0000-\\u001F) found while parsing a string",
        "a text holds a line break or another control character; a line break is written \\n",
    ),
    ("key must be a string", "a field's name stands between \" and \""),
    ("lone leading surrogate in hex escape", "behind \\u stands half a letter"),
    ("unexpected end of hex escape", "behind \\u stand not four digits of a letter's number"),
    ("trailing comma", "a comma too many: nothing follows it"),
    ("trailing characters", "something follows after the end of the session"),
    ("recursion limit exceeded", "too many brackets within brackets"),
];

/// What the reader expects, and its name.
const WANTED: &[(&str, &str)] = &[
    ("u8", "a small whole number, such as 3"),
    ("u16", "a whole number from 0 to 65535"),
    ("u32", "a whole number from 0"),
    ("u64", "a whole number from 0"),
    ("usize", "a whole number from 0"),
    ("i64", "a whole number"),
    ("i32", "a whole number"),
    ("f64", "a number"),
    ("a boolean", "true or false"),
    ("bool", "true or false"),
    ("a string", "a text between \" and \""),
    ("a borrowed string", "a text between \" and \""),
    ("a field name", "a field's name between \" and \""),
    ("a list", "a list between [ and ]"),
    ("a sequence", "a list between [ and ]"),
    ("an object", "a group of fields between { and }"),
    ("a map", "a group of fields between { and }"),
];

/// What the reader says, without the place, which is told in words of our own.
pub fn without_place(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.split(" at line ").next().unwrap_or(&said).to_owned()
}

/// The text that should have been a number, where that is what is wrong.
pub fn no_number(said: &str) -> Option<&str> {
    said.strip_suffix(NO_NUMBER)
}

/// The field that should have been there, where that is what is wrong.
pub fn missing(said: &str) -> Option<&str> {
    said.strip_prefix("missing field `")?.strip_suffix('`')
}

/// The reader's words made plain.
pub fn words(said: &str) -> String {
    if let Some((_, plain)) = WHOLE.iter().find(|(whole, _)| *whole == said) {
        return (*plain).to_owned();
    }
    let kind = ["invalid type: ", "invalid value: ", "invalid length "];
    let Some(rest) = kind.iter().find_map(|kind| said.strip_prefix(kind)) else { return said.to_owned() };
    let Some((found, wanted)) = rest.rsplit_once(", expected ") else { return said.to_owned() };
    format!("{} belongs here, and here is {}", belongs(wanted), here(found))
}

fn belongs(wanted: &str) -> String {
    let known = WANTED.iter().find(|(word, _)| *word == wanted).map(|(_, plain)| *plain);
    match known {
        Some(plain) => plain.to_owned(),
        None if wanted.starts_with("an object of kind ") || wanted.starts_with("struct ") => {
            "a group of fields between { and }".to_owned()
        }
        None => wanted.to_owned(),
    }
}

/// What stands in the file: the text "soon", the number 9, a list.
fn here(found: &str) -> String {
    let value = |word: &str| found.strip_prefix(word).map(|value| value.trim_matches('`'));
    match found {
        "null" | "unit value" | "Option value" => "null, which is nothing".to_owned(),
        "map" => "a group of fields".to_owned(),
        "sequence" => "a list".to_owned(),
        _ => {
            let number = value("integer ").or_else(|| value("floating point "));
            if let Some(number) = number {
                format!("the number {number}")
            } else if let Some(word) = value("boolean ") {
                format!("the word {word}")
            } else if let Some(text) = value("string ") {
                format!("the text {text}")
            } else {
                found.to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{WHOLE, no_number, without_place, words};
    use crate::session::{Num, Session};
    use crate::shelf::format::read;

    /// Real input for each sentence of the table: where the reader says it in other words some day, it is missing here.
    #[test]
    fn the_reader_says_every_sentence_of_the_table() {
        fn said<T: serde::de::DeserializeOwned>(text: &str) -> String {
            without_place(&serde_json::from_str::<T>(text).err().expect(text))
        }
        type Any = serde_json::Value;
        let deep = "[".repeat(200);
        let heard: HashSet<String> = [
            said::<Any>("[1"),
            said::<Any>("{"),
            said::<Any>("\"a"),
            said::<Any>("{\"a\":"),
            said::<Any>("{\"a\" 1}"),
            said::<Any>("[1 2]"),
            said::<Any>("{\"a\": 1 \"b\"}"),
            said::<Any>("nul!"),
            said::<Any>("[C"),
            said::<Vec<String>>("[tr]"),
            said::<Any>("\"\\q\""),
            said::<Any>("01"),
            said::<Any>("1e999"),
            said::<Any>("\"\\uD800\\u0041\""),
            said::<Any>("\"a\u{1}b\""),
            said::<Any>("{1: 2}"),
            said::<Any>("\"\\uDC00\""),
            said::<Any>("\"\\u00"),
            said::<Any>("\"\\uD800x\""),
            said::<Any>("[1,]"),
            said::<Any>("1 2"),
            said::<Any>(&deep),
            said::<std::collections::BTreeMap<u32, u8>>("{\"1x\": 2}"),
            without_place(&serde_json::from_slice::<Any>(b"\"\xff\"").unwrap_err()),
        ]
        .into();
        let silent: Vec<&str> =
            WHOLE.iter().map(|(whole, _)| *whole).filter(|w| !heard.contains(*w)).collect();
        assert!(silent.is_empty(), "{silent:?} is said otherwise now: {heard:?}");
        let day = |value: &str| {
            let text =
                SAMPLE.replacen("\"planned_minutes\": 15", &format!("\"planned_minutes\": {value}"), 1);
            said::<Session>(&text)
        };
        for wrong in ["\"x\"", "-3", "{}", "[]", "true", "null", "0.5"] {
            let (line, plain) = (day(wrong), words(&day(wrong)));
            assert!(line.starts_with("invalid ") && plain.contains(" belongs here, and here is "), "{line}");
        }
        let number = without_place(&serde_json::from_str::<Num>("\"soon\"").unwrap_err());
        assert_eq!(no_number(&number), Some("\"soon\""), "{number}");
    }

    const SAMPLE: &str = include_str!("../../sessions/halvorn.json");

    fn told(from: &str, to: &str) -> String {
        assert!(SAMPLE.contains(from), "{from}");
        read(SAMPLE.replacen(from, to, 1).as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn what_is_wrong_in_a_file_is_said_without_a_programmers_words() {
        let cases = [
            (
                "\"planned_minutes\": 15",
                "\"planned_minutes\": \"soon\"",
                "a whole number from 0 belongs here",
            ),
            ("\"planned_minutes\": 15", "\"planned_minutes\": -3", "and here is the number -3"),
            ("\"planned_minutes\": 15", "\"planned_minutes\": {}", "and here is a group of fields"),
            ("\"notes\": [", "\"notes\": 5, \"x\": [", "a list between [ and ] belongs here"),
            ("\"venue\": {", "\"venue\": [], \"x\": {", "a group of fields between { and } belongs here"),
            ("\"title\": \"C", "\"title\": \"\\u00", "behind \\u stand four digits"),
            ("\"title\": \"C", "\"title\": \"\\q", "a \\ in a text is written \\\\"),
            ("\"title\": \"C", "\"title\": C", "a value is missing here, or a text"),
        ];
        for (from, to, words) in cases {
            let line = told(from, to);
            assert!(line.contains(words) && line.starts_with("line "), "{to}: {line}");
            for word in ["u8", "u32", "hex", "escape", "kind Session", "EOF", "ident", "expected", "invalid"]
            {
                assert!(!line.contains(word), "“{word}” in {line}");
            }
        }
        let head = "{\"format\": \"cx-workshop-session\", \"schema_version\": 1";
        let line = read(format!("{head}}}").as_bytes()).unwrap_err().to_string();
        assert!(line.contains(", field session: this field is missing. Mend it"), "{line}");
        let whole = read(b"[]").unwrap_err().to_string();
        assert!(!whole.contains("kind Session") && !whole.contains("struct"), "{whole}");
        for cut in (1..SAMPLE.len()).step_by(977).filter(|cut| SAMPLE.is_char_boundary(*cut)) {
            let line = read(&SAMPLE.as_bytes()[..cut]).unwrap_err().to_string();
            assert!(!line.contains("EOF") && !line.contains("expected"), "{line}");
        }
    }
}
