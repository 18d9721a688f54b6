//! A table as spreadsheets write it: comma, semicolon or tab; quoted cells with line breaks; any line ending; a BOM or
//! none. Every row knows the line it began in.
//!
//! Knows nothing of what the columns mean beyond the words that may head them.

use crate::text;

/// A column that is looked for, and the words that may head it (lower case, blanks as `_`).
pub(super) type Heads<'a> = &'a [&'a str];

/// The rows below the heading.
#[derive(Debug)]
pub(super) struct Table {
    /// For each column that was looked for: where it stands.
    places: Vec<Option<usize>>,
    /// The rows that are not blank.
    pub rows: Vec<Row>,
    /// Headings that nobody looks for.
    pub unused: Vec<String>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The line it began in, from 1.
    pub line: usize,
    /// Its cells, as they stood.
    pub cells: Vec<String>,
}

impl Table {
    /// Reads a table; the columns named in `required` must be there (index into `heads`).
    ///
    /// # Errors
    /// One sentence that names the line.
    pub fn read(text: &str, heads: &[Heads], required: &[usize]) -> Result<Self, String> {
        let (text, skipped) = without_excel_line(text);
        let separators = [',', ';', '\t'];
        let known = |separator: &char| {
            let first = first_row(text, *separator);
            let known = first.iter().filter(|cell| place_of(heads, cell).is_some()).count();
            (known, first.len())
        };
        // The first of equals: a comma where nothing tells.
        let separator = separators.into_iter().rev().max_by_key(known).unwrap_or(',');
        let mut rows = parse(text, separator)?;
        for row in &mut rows {
            row.line += skipped;
        }
        let mut rows = rows.into_iter().filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
        let Some(head) = rows.next() else {
            return Err("the file is empty. Its first line names the columns".into());
        };
        let mut places = vec![None; heads.len()];
        let mut unused = Vec::new();
        for (at, cell) in head.cells.iter().enumerate() {
            match place_of(heads, cell) {
                Some(column) if places[column].is_some() => {
                    return Err(format!(
                        "line {}: the column “{}” is there twice. Remove one of them",
                        head.line,
                        text::clean_line(cell)
                    ));
                }
                Some(column) => places[column] = Some(at),
                None if cell.trim().is_empty() => {}
                None => unused.push(text::clean_line(cell)),
            }
        }
        for &column in required {
            if places[column].is_none() {
                let found: Vec<String> =
                    head.cells.iter().take(12).map(|cell| short(&text::clean_line(cell))).collect();
                return Err(format!(
                    "line {}: no column “{}” here. The first line names the columns; it says: {}",
                    head.line,
                    heads[column][0],
                    found.join(", ")
                ));
            }
        }
        let width = head.cells.len();
        let rows: Vec<Row> = rows.collect();
        if let Some(row) =
            rows.iter().find(|row| row.cells.iter().skip(width).any(|cell| !cell.trim().is_empty()))
        {
            return Err(format!(
                "line {}: {} cells, but the first line names {width} columns. Put quotes around a cell that has a {} in it",
                row.line,
                row.cells.len(),
                match separator {
                    ',' => "comma",
                    ';' => "semicolon",
                    _ => "tab",
                }
            ));
        }
        Ok(Self { places, rows, unused })
    }

    /// Whether a column is there.
    pub fn has(&self, column: usize) -> bool {
        self.places[column].is_some()
    }

    /// A cell as it stood; empty where the row ends before it, or the column is not there.
    pub fn raw<'a>(&self, row: &'a Row, column: usize) -> &'a str {
        self.places[column].and_then(|at| row.cells.get(at)).map_or("", String::as_str)
    }

    /// A cell as one clean line.
    pub fn line(&self, row: &Row, column: usize) -> String {
        text::clean_line(self.raw(row, column))
    }

    /// A cell as a word to look up: lower case, blanks and hyphens as `_`.
    pub fn word(&self, row: &Row, column: usize) -> String {
        word(self.raw(row, column))
    }

    /// What was not used, as the end of a summary.
    pub fn unused_words(&self) -> String {
        match self.unused.as_slice() {
            [] => String::new(),
            [one] => format!(" The column “{}” was not used.", short(one)),
            many => format!(" {} columns were not used.", many.len()),
        }
    }
}

/// Lower case, blanks and hyphens as `_`.
pub(super) fn word(text: &str) -> String {
    text::clean_line(text).to_lowercase().replace([' ', '-'], "_")
}

/// A cell of a message: at most forty characters.
pub(super) fn short(text: &str) -> String {
    if text.chars().count() <= 40 {
        return text.to_owned();
    }
    text.chars().take(39).chain(['…']).collect()
}

fn place_of(heads: &[Heads], cell: &str) -> Option<usize> {
    let cell = word(cell);
    heads.iter().position(|words| words.contains(&cell.as_str()))
}

/// A spreadsheet may name its separator in a first line `sep=;`.
fn without_excel_line(text: &str) -> (&str, usize) {
    match text.split_once('\n') {
        Some((first, rest)) if first.len() == 5 && first.to_ascii_lowercase().starts_with("sep=") => {
            (rest, 1)
        }
        _ => (text, 0),
    }
}

fn first_row(text: &str, separator: char) -> Vec<String> {
    // The heading may have line breaks in quotes, but not many of them.
    let start = text.trim_start_matches('\n');
    let end = start.char_indices().take(4000).last().map_or(0, |(at, c)| at + c.len_utf8());
    let rows = match parse(&start[..end], separator) {
        Ok(rows) => rows,
        Err(_) => start.lines().next().and_then(|line| parse(line, separator).ok()).unwrap_or_default(),
    };
    rows.into_iter().next().map(|row| row.cells).unwrap_or_default()
}

/// All rows. A quote only opens a cell at its very beginning; in it, two quotes are one.
fn parse(text: &str, separator: char) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    let mut line = 1;
    let mut row = Row { line, cells: Vec::new() };
    let mut cell = String::new();
    // The line of the quote that is open.
    let mut quoted: Option<usize> = None;
    let mut begun = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\n' {
            line += 1;
        }
        match (c, quoted) {
            ('"', Some(_)) if chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            ('"', Some(_)) => quoted = None,
            (c, Some(_)) => cell.push(c),
            ('"', None) if !begun => {
                quoted = Some(line);
                begun = true;
            }
            ('\n', None) => {
                row.cells.push(std::mem::take(&mut cell));
                rows.push(std::mem::replace(&mut row, Row { line, cells: Vec::new() }));
                begun = false;
            }
            (c, None) if c == separator => {
                row.cells.push(std::mem::take(&mut cell));
                begun = false;
            }
            (c, None) => {
                cell.push(c);
                begun = true;
            }
        }
    }
    if let Some(line) = quoted {
        return Err(format!(
            "line {line}: a quote is opened here and never closed. Close it, or write it twice if it is meant as a quote"
        ));
    }
    if begun || !cell.is_empty() || !row.cells.is_empty() {
        row.cells.push(cell);
        rows.push(row);
    }
    Ok(rows)
}

/// The text of a file: UTF-8 with a BOM or without, UTF-16 with one; every line break becomes `\n`.
///
/// # Errors
/// One sentence, where the bytes are no such text.
pub(super) fn decode(bytes: &[u8]) -> Result<String, String> {
    const ADVICE: &str = "Save it as “CSV UTF-8” (or as UTF-8 text) and import it again";
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest)?,
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)
            .ok_or_else(|| format!("the file says that it is UTF-16, but some of it is not. {ADVICE}"))?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes)
            .ok_or_else(|| format!("the file says that it is UTF-16, but some of it is not. {ADVICE}"))?,
        [b'P', b'K', 3, 4, ..] => {
            return Err("this is a spreadsheet file, not CSV. Save it as “CSV UTF-8” and import that".into());
        }
        bytes if bytes.contains(&0) => {
            return Err(format!("this is not plain text. {ADVICE}"));
        }
        bytes => utf8(bytes)?,
    };
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
}

fn utf8(bytes: &[u8]) -> Result<String, String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            // Valid up to there, so it is text; `\r\n` counts once, a lone `\r` as well.
            let before = String::from_utf8_lossy(before).replace("\r\n", "\n");
            let line = 1 + before.matches(['\n', '\r']).count();
            Err(format!(
                "line {line}: there is a letter here that is not UTF-8, as older spreadsheets write it. Save the file as “CSV UTF-8” (or as UTF-8 text) and import it again"
            ))
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<String, _>>().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HEADS: &[Heads] = &[&["text", "note"], &["name"]];

    fn cells(text: &str) -> Vec<(usize, String, String)> {
        let table = Table::read(&decode(text.as_bytes()).unwrap(), HEADS, &[0]).unwrap();
        table.rows.iter().map(|row| (row.line, table.line(row, 0), table.line(row, 1))).collect()
    }

    fn row(line: usize, text: &str, name: &str) -> (usize, String, String) {
        (line, text.into(), name.into())
    }

    #[test]
    fn comma_semicolon_and_tab_are_told_apart_by_the_heading() {
        for (separator, between) in [(',', ","), (';', ";"), ('\t', "\t")] {
            let text = format!("Name{separator}TEXT\nAda{separator}one; two, three\n")
                .replace("one; two, three", &format!("\"one{between} two\""));
            assert_eq!(
                cells(&text),
                [row(2, &format!("one{} two", if separator == '\t' { "" } else { between }), "Ada")]
            );
        }
    }

    #[test]
    fn quoted_line_breaks_any_line_ending_and_a_bom_are_read_and_lines_are_counted() {
        for ending in ["\n", "\r\n", "\r"] {
            let text = "\u{FEFF}sep=;\ntext;name\n\n\"a \"\"b\"\"\nc\";Ada\n;\nd\n".replace('\n', ending);
            let table = Table::read(&decode(text.as_bytes()).unwrap(), HEADS, &[0]).unwrap();
            let rows: Vec<_> =
                table.rows.iter().map(|row| (row.line, table.raw(row, 0).to_owned())).collect();
            assert_eq!(rows, [(4, "a \"b\"\nc".to_owned()), (7, "d".to_owned())], "{ending:?}");
        }
    }

    #[test]
    fn utf16_with_a_mark_is_read_and_older_letters_are_refused_by_line() {
        let wide: Vec<u8> = "\u{FEFF}text\nJürgen\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{FEFF}text\nJürgen\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&wide).unwrap(), "text\nJürgen\n");
        assert_eq!(decode(&big).unwrap(), "text\nJürgen\n");
        let refused = decode(b"text\r\nok\r\nJ\xfcrgen\r\n").unwrap_err();
        assert!(refused.starts_with("line 3: ") && refused.contains("CSV UTF-8"), "{refused}");
        assert!(decode(b"PK\x03\x04rest").unwrap_err().contains("spreadsheet file"));
        assert!(decode(b"t\0e\0").unwrap_err().contains("not plain text"));
    }

    #[test]
    fn what_is_no_table_is_refused_with_the_line() {
        let refused = |text: &str| Table::read(text, HEADS, &[0]).unwrap_err();
        assert!(refused("").contains("empty"));
        assert!(refused("a,b\n1,2\n").starts_with("line 1: no column “text” here"));
        assert!(refused("text,note\n").contains("there twice"));
        assert!(refused("text\nok\n\"open\n\n").starts_with("line 3: a quote"));
        assert!(refused("text,name\na,b,c\n").starts_with("line 2: 3 cells"));
    }

    proptest! {
        #[test]
        fn what_a_csv_writer_writes_is_read_back(
            rows in proptest::collection::vec(("[a-z\",;\t\n ]{0,8}x", "[a-z\",;\n]{0,8}"), 1..8),
            separator in prop_oneof![Just(b','), Just(b';'), Just(b'\t')],
        ) {
            let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
            writer.write_record(["text", "name"]).unwrap();
            for (text, name) in &rows {
                writer.write_record([text, name]).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let table = Table::read(&text, HEADS, &[0]).unwrap();
            let read: Vec<(String, String)> =
                table.rows.iter().map(|row| (table.raw(row, 0).to_owned(), table.raw(row, 1).to_owned())).collect();
            prop_assert_eq!(read, rows);
        }
    }
}
