//! The house rules that a compiler does not hold: which room may know which, where colours are written, what no file
//! contains. Every finding names the file and the line.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file with its path below the project, `/` between the parts.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The lines that are code: comments, and words in quotes, are no use of anything.
    fn code(&self) -> impl Iterator<Item = (usize, String)> {
        self.text.lines().enumerate().map(|(at, line)| (at + 1, without_words(line)))
    }

    /// The code above the file's own tests.
    fn code_without_tests(&self) -> impl Iterator<Item = (usize, String)> {
        let tests = self.path.ends_with("tests.rs") || self.path.ends_with("_tests.rs");
        self.code().take_while(move |(_, line)| !tests && line.trim() != "#[cfg(test)]")
    }

    fn in_room(&self, rooms: &[&str]) -> bool {
        rooms.iter().any(|room| {
            self.path.strip_prefix("src/").is_some_and(|path| {
                path.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
            })
        })
    }
}

fn without_words(line: &str) -> String {
    let mut out = String::new();
    let mut chars = line.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted => {
                chars.next();
            }
            '\'' if !quoted && chars.peek() == Some(&'"') => {
                chars.next();
            }
            '"' => quoted = !quoted,
            '/' if !quoted && chars.peek() == Some(&'/') => break,
            c if !quoted => out.push(c),
            _ => {}
        }
    }
    out
}

fn sources(below: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = below.iter().map(|folder| root.join(folder)).collect();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                found.push(Source { path: name, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 10, "the sources are where they are looked for");
    found
}

fn report(findings: &[String]) {
    assert!(findings.is_empty(), "{} in the way:\n{}", findings.len(), findings.join("\n"));
}

const PURE: &[&str] = &["session", "rules", "playbook", "room", "synopsis", "text"];

#[test]
fn the_pure_rooms_know_no_disk_no_clock_no_thread_and_no_screen() {
    let words = [
        "std::fs",
        "std::net",
        "std::env",
        "std::thread",
        "std::process",
        "SystemTime",
        "Instant::",
        "Zoned::now",
        "Timestamp::now",
        "println!",
        "print!",
        "eprintln!",
        "eprint!",
        "ratatui",
        "crossterm",
        "anyhow",
    ];
    let mut findings = Vec::new();
    for source in sources(&["src"]).iter().filter(|source| source.in_room(PURE)) {
        for (at, line) in source.code_without_tests() {
            for word in words.iter().filter(|word| line.contains(**word)) {
                findings.push(format!("{}:{at}: {word}", source.path));
            }
        }
    }
    report(&findings);
}

#[test]
fn the_pure_rooms_lean_only_on_those_below_them() {
    let may = [
        ("text", &["text"][..]),
        ("session", &["session", "text"][..]),
        ("rules", &["rules", "session", "text"][..]),
        ("playbook", &["playbook", "rules", "session", "text"][..]),
        ("room", &["room", "playbook", "rules", "session", "text"][..]),
        ("synopsis", &["synopsis", "playbook", "rules", "session", "text"][..]),
    ];
    let mut findings = Vec::new();
    for source in sources(&["src"]) {
        let Some((_, below)) = may.iter().find(|(room, _)| source.in_room(&[room])) else { continue };
        for (at, line) in source.code_without_tests() {
            for used in line.split("crate::").skip(1) {
                let room: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let is_room =
                    ["cli", "shelf", "tui"].contains(&room.as_str()) || may.iter().any(|(r, _)| *r == room);
                if is_room && !below.contains(&room.as_str()) {
                    findings.push(format!("{}:{at}: crate::{room}", source.path));
                }
            }
        }
    }
    report(&findings);
}

#[test]
fn only_the_runtime_and_the_command_line_reach_the_shelf() {
    let mut findings = Vec::new();
    for source in sources(&["src"]) {
        let may = source.in_room(&["shelf", "cli", "tui/runtime", "tui/terminal"]);
        let harness = source.path == "src/tui/harness.rs";
        for (at, line) in source.code_without_tests().filter(|(_, line)| line.contains("crate::shelf")) {
            if !(may || harness && line.contains("shelf::format")) {
                findings.push(format!("{}:{at}: {}", source.path, line.trim()));
            }
        }
    }
    report(&findings);
}

#[test]
fn the_screens_know_no_disk_no_thread_and_no_clock() {
    let words = [
        "std::fs",
        "std::net",
        "std::env",
        "std::thread",
        "std::process",
        "SystemTime",
        "Instant::now",
        "Zoned::now",
        "println!",
        "print!",
        "eprintln!",
        "eprint!",
    ];
    let mut findings = Vec::new();
    for source in sources(&["src"]) {
        if !source.in_room(&["tui"]) || source.in_room(&["tui/runtime", "tui/terminal"]) {
            continue;
        }
        for (at, line) in source.code_without_tests() {
            for word in words.iter().filter(|word| line.contains(**word)) {
                findings.push(format!("{}:{at}: {word}", source.path));
            }
        }
    }
    report(&findings);
}

#[test]
fn colours_are_written_in_the_look_alone() {
    let mut findings = Vec::new();
    for source in sources(&["src"]) {
        // The harness reads what was drawn, and the way to the terminal says it: neither chooses a colour.
        let says = ["src/tui/harness.rs", "src/tui/lean.rs"].contains(&source.path.as_str());
        if source.in_room(&["tui/look"]) || says {
            continue;
        }
        for (at, line) in source.code_without_tests().filter(|(_, line)| line.contains("Color::")) {
            findings.push(format!("{}:{at}: {}", source.path, line.trim()));
        }
    }
    report(&findings);
}

#[test]
fn nothing_is_half_done_or_switched_off() {
    // Put together here, so that this file does not find itself.
    let words = ["todo", "unimplemented", "dbg"].map(|word| format!("{word}!"));
    let ignored = format!("#[{}", "ignore");
    let mut findings = Vec::new();
    for source in sources(&["src", "tests", "benches"]) {
        for (at, line) in source.code() {
            if words.iter().any(|word| line.contains(word)) || line.trim_start().starts_with(&ignored) {
                findings.push(format!("{}:{at}: {}", source.path, line.trim()));
            }
        }
    }
    report(&findings);
}

#[test]
fn every_file_begins_by_saying_what_it_is() {
    let silent: Vec<String> = sources(&["src", "tests", "benches"])
        .into_iter()
        .filter(|source| !source.text.starts_with("//!"))
        .map(|source| source.path)
        .collect();
    report(&silent);
}

#[test]
fn the_check_itself_sees_code_and_not_words() {
    assert_eq!(without_words(r#"let a = "std::fs"; // std::net"#), "let a = ; ");
    assert_eq!(without_words(r#"use std::fs; // "x"#), "use std::fs; ");
    assert_eq!(without_words(r#"a('"', "\"b\"", c)"#), "a(', , c)");
}
