//! The command line as somebody in a shell meets it: what is printed, what is written, what is refused, and that a
//! refusal leaves every file as it was.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::{Value, json};
use tempfile::TempDir;

const SAMPLE: &[u8] = include_bytes!("../sessions/halvorn.json");
const NOTES: &str = include_str!("data/halvorn.notes.csv");

/// A data folder of its own, with the sample day in it.
struct Home {
    dir: TempDir,
}

impl Home {
    fn new() -> Self {
        let home = Self { dir: tempfile::tempdir().unwrap() };
        home.write("halvorn.json", SAMPLE);
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    fn session(&self, name: &str) -> Value {
        serde_json::from_slice(&self.read(name)).unwrap()
    }

    fn command(&self) -> Command {
        let mut command = Command::cargo_bin("offsite").unwrap();
        command
            .current_dir(self.dir.path())
            .env("OFFSITE_DATA_DIR", self.path("data"))
            .env_remove("NO_COLOR");
        command
    }

    /// Runs it with these words and gives the answer. Whatever it says is plain text.
    fn run(&self, words: &[&str]) -> Answer {
        let output = self.command().args(words).output().unwrap();
        let answer = Answer::of(output);
        for said in [&answer.out, &answer.err] {
            assert!(!said.contains('\u{1b}'), "no escape sequences in a pipe: {said:?}");
            assert!(
                !said.contains(|c: char| c.is_control() && c != '\n' && c != '\t' && c != '\r'),
                "{said:?}"
            );
        }
        answer
    }

    /// Runs it, and it must refuse: exit code 2, one line, every file as before.
    fn refused(&self, words: &[&str]) -> String {
        let before = self.files();
        let answer = self.run(words);
        assert_eq!(answer.code, 2, "{words:?}: {answer:?}");
        assert_eq!(answer.out, "", "nothing on stdout");
        assert!(
            answer.err.starts_with("offsite: ") && answer.err.trim_end().lines().count() == 1,
            "{answer:?}"
        );
        assert_eq!(self.files(), before, "no file changed, none was made");
        answer.err
    }

    /// All files with their content; locks and settings are no matter here.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        let mut folders = vec![self.dir.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = fs::read(&path).unwrap();
                    found.push((path, bytes));
                }
            }
        }
        found.sort();
        found
    }
}

#[derive(Debug)]
struct Answer {
    code: i32,
    out: String,
    err: String,
}

impl Answer {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// The sample without its notes and what rests on them.
fn without_notes() -> Vec<u8> {
    let mut session: Value = serde_json::from_slice(SAMPLE).unwrap();
    for list in
        ["notes", "themes", "gaps", "actions", "ballots", "information_needs", "blockers", "initiatives"]
    {
        session[list] = json!([]);
    }
    serde_json::to_vec_pretty(&session).unwrap()
}

fn texts(session: &Value) -> Vec<String> {
    session["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| note["text"].as_str().unwrap().to_owned())
        .collect()
}

// --- copy ---

#[test]
fn a_copy_of_the_sample_is_the_same_byte_for_byte() {
    let home = Home::new();
    let answer = home.run(&["copy", "halvorn.json", "copy.json"]);
    assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (0, "", "Copied to copy.json\n"));
    assert_eq!(home.read("copy.json"), SAMPLE);
}

#[test]
fn a_copy_into_a_folder_keeps_its_name_and_never_replaces() {
    let home = Home::new();
    fs::create_dir(home.path("there")).unwrap();
    assert_eq!(home.run(&["copy", "halvorn.json", "there"]).code, 0);
    assert_eq!(home.read("there/halvorn.json"), SAMPLE);
    let said = home.refused(&["copy", "halvorn.json", "there"]);
    assert!(said.contains("there already") && said.contains("Choose another name"), "{said}");
}

#[test]
fn the_smallest_file_opens_and_stays_as_it_is() {
    let home = Home::new();
    let text = "{\n  \"format\": \"cx-workshop-session\",\n  \"schema_version\": 1,\n  \"session\": {}\n}\n";
    home.write("small.json", text);
    assert_eq!(home.run(&["copy", "small.json", "again.json"]).code, 0);
    assert_eq!(home.read("again.json"), text.as_bytes());
    assert_eq!(home.run(&["check", "small.json"]).code, 0, "nothing is sorted, so nothing blocks");
    assert_eq!(home.run(&["export", "small.json", "--draft", "--to", "html,md,txt,csv"]).code, 0);
}

#[test]
fn fields_of_a_newer_program_and_big_numbers_survive() {
    let home = Home::new();
    let text = String::from_utf8(SAMPLE.to_vec()).unwrap();
    let text = text.replacen("{\n", "{\n  \"x_first\": 123456789012345678901234567890.5,\n", 1).replacen(
        "\"questions\": [\n    {\n",
        "\"questions\": [\n    {\n      \"x_deep\": 1e400,\n",
        1,
    );
    assert!(text.contains("x_deep"));
    home.write("newer.json", &text);
    assert_eq!(home.run(&["copy", "newer.json", "again.json"]).code, 0);
    assert_eq!(String::from_utf8(home.read("again.json")).unwrap(), text);
}

// --- what cannot be read ---

#[test]
fn a_file_that_is_not_there_is_named_as_it_was_typed_and_where_it_was_looked_for() {
    let home = Home::new();
    let sessions = home.path("data").join("sessions").display().to_string();
    for words in [
        &["check", "nope.json"][..],
        &["open", "nope.json"],
        &["copy", "nope.json", "x.json"],
        &["export", "nope.json"],
        &["import", "nope.json", "--lines", "x.txt"],
    ] {
        let said = home.refused(words);
        assert!(said.starts_with("offsite: nope.json: there is no such file, here or in "), "{said}");
        assert!(said.contains(&sessions), "{said}");
    }
    let said = home.refused(&["check", "some/nope.json"]);
    assert!(said.starts_with("offsite: some/nope.json: there is no such file: check the name"), "{said}");
    fs::create_dir(home.path("days")).unwrap();
    for folder in ["days", "days/", "./days"] {
        let said = home.refused(&["check", folder]);
        assert!(said.contains("this is a folder"), "{said}");
    }
    let said = home.refused(&["import", "halvorn.json", "--lines", "nope.txt", "--question", "Q1"]);
    assert!(said.contains("nope.txt: there is no such file") && !said.contains("offsite list"), "{said}");
}

#[test]
fn ids_that_are_there_twice_and_notes_of_no_question_are_told_and_nothing_is_lost() {
    let home = Home::new();
    let mut session: Value = serde_json::from_slice(SAMPLE).unwrap();
    session["notes"][1]["id"] = json!("N001");
    session["notes"][2]["question"] = json!("Q9");
    home.write("day.json", session.to_string());
    let check = home.run(&["check", "day.json"]);
    assert_eq!(check.code, 1, "{check:?}");
    assert!(check.out.contains("More than one note has the same id: N001 (now N078)."), "{check:?}");
    assert!(check.out.contains("Notes whose question is not there: N003."), "{check:?}");
    let head = "What Offsite can put right, it does when you open the file and change something:";
    assert!(check.out.contains(head), "{check:?}");
    let synopsis = home.run(&["export", "day.json", "--draft", "--to", "txt", "--out", "-"]);
    assert!(synopsis.err.contains("N001 (now N078)"), "{synopsis:?}");
    assert!(!home.run(&["check", "halvorn.json"]).out.contains("wrong in the file"));
}

#[test]
fn an_unreadable_file_is_named_with_line_column_field_and_advice() {
    let home = Home::new();
    let text = String::from_utf8(SAMPLE.to_vec()).unwrap();
    home.write("bad.json", text.replacen("\"planned_minutes\": 15", "\"planned_minutes\": \"soon\"", 1));
    let line = text.lines().position(|line| line.contains("\"planned_minutes\": 15")).unwrap() + 1;
    for words in [
        &["check", "bad.json"][..],
        &["copy", "bad.json", "x.json"],
        &["export", "bad.json", "--draft"],
        &["open", "bad.json"],
        &["import", "bad.json", "--notes", "bad.json"],
    ] {
        let said = home.refused(words);
        assert!(said.starts_with(&format!("offsite: bad.json: line {line}, column ")), "{said}");
        assert!(said.contains("field agenda[0].planned_minutes"), "{said}");
        assert!(said.contains("restore a backup"), "{said}");
    }
}

#[test]
fn truncated_empty_foreign_missing_and_newer_files_are_told_apart() {
    let home = Home::new();
    home.write("half.json", &SAMPLE[..SAMPLE.len() / 2]);
    home.write("empty.json", "");
    home.write("other.json", "{\"name\": \"left-pad\"}");
    home.write("newer.json", "{\"format\":\"cx-workshop-session\",\"schema_version\":7,\"session\":{}}");
    home.write("binary.json", [0_u8, 159, 146, 150]);
    fs::create_dir(home.path("folder.json")).unwrap();
    let said = |name: &str| home.refused(&["check", name]);
    assert!(said("half.json").contains("line "));
    assert!(said("empty.json").contains("the file is empty"));
    assert!(said("other.json").contains("not a workshop session"));
    assert!(said("newer.json").contains("version 7") && said("newer.json").contains("newer Offsite"));
    assert!(said("binary.json").contains("line 1"));
    assert!(said("folder.json").contains("folder"));
    assert!(said("nothing.json").contains("there is no such file"));
    let copied = home.refused(&["copy", "newer.json", "down.json"]);
    assert!(copied.contains("version 7"), "{copied}");
}

#[test]
fn what_a_hostile_file_says_reaches_no_terminal_as_commands() {
    let home = Home::new();
    let text = String::from_utf8(SAMPLE.to_vec()).unwrap();
    home.write(
        "evil.json",
        text.replacen("\"status\": \"closed\"", "\"status\": 5, \"\\u001b[2J\\u202e\": 1", 1),
    );
    home.refused(&["check", "evil.json"]);
    home.write("evil2.json", text.replace("Customer experience", "\\u001b]0;owned\\u0007 \\u202e Customer"));
    for words in [&["check", "evil2.json"][..], &["export", "evil2.json", "--to", "txt", "--out", "-"]] {
        home.run(words);
    }
    let list = home.path("data").join("sessions");
    fs::create_dir_all(&list).unwrap();
    fs::copy(home.path("evil2.json"), list.join("evil.json")).unwrap();
    assert!(home.run(&["list"]).out.contains("evil"));
}

#[cfg(unix)]
#[test]
fn a_file_name_with_control_characters_is_shown_harmless() {
    let home = Home::new();
    let name = "a\u{1b}[31m\nb.json";
    home.write(name, "nonsense");
    home.refused(&["check", name]);
    home.refused(&["copy", name, "x.json"]);
    home.write(name, SAMPLE);
    home.run(&["copy", "halvorn.json", "b\u{7}.json"]);
    home.run(&["export", name, "--to", "md"]);
    home.refused(&["import", name, "--notes", "no\u{1b}.csv"]);
}

// --- check ---

#[test]
fn the_check_of_the_sample_says_what_the_rules_say() {
    let home = Home::new();
    let answer = home.run(&["check", "halvorn.json", "--json"]);
    let said: Value = serde_json::from_str(&answer.out).unwrap();
    let expected: Value = serde_json::from_str(include_str!("data/halvorn.verdicts.json")).unwrap();
    assert_eq!(said, expected);
    assert_eq!(answer.err, "");
}

#[test]
fn what_is_wrong_in_the_file_is_a_key_of_the_check_as_json() {
    let home = Home::new();
    let mut session: Value = serde_json::from_slice(SAMPLE).unwrap();
    session["gaps"][0]["themes"] = json!(["T77"]);
    session["actions"][0]["owner"] = json!("P99");
    home.write("lost.json", session.to_string());
    let answer = home.run(&["check", "lost.json", "--json"]);
    assert_eq!(answer.code, 1, "{answer:?}");
    let said: Value = serde_json::from_str(&answer.out).unwrap();
    let told = json!([
        "Actions whose owner is not on the roster: A01.",
        "Gaps with a theme that is not there: G01."
    ]);
    assert_eq!(said["file"], told);
    assert!(
        answer.out.trim_end().trim_end_matches(['}', ']', '\n', ' ']).ends_with("not there: G01.\""),
        "last"
    );
    assert!(
        home.run(&["check", "lost.json"]).out.contains("  - Gaps with a theme that is not there: G01.\n")
    );
}

#[test]
fn an_export_names_what_still_holds_the_words_of_a_private_note_and_not_the_words() {
    let home = Home::new();
    let mut session: Value = serde_json::from_slice(SAMPLE).unwrap();
    session["notes"][0]["sensitive"] = json!(true);
    session["notes"][0]["public_text"] = json!("Said kindly");
    session["blockers"][0]["note"] = session["notes"][0]["id"].clone();
    session["blockers"][0]["said"] = session["notes"][0]["text"].clone();
    let (raw, id) = (session["notes"][0]["text"].clone(), session["blockers"][0]["id"].clone());
    home.write("exposed.json", session.to_string());
    for answer in [home.run(&["export", "exposed.json", "--to", "md"]), home.run(&["check", "exposed.json"])]
    {
        let said = format!("{}{}", answer.out, answer.err);
        let line = format!("{} still holds the words of a note that is kept private", id.as_str().unwrap());
        assert_eq!(said.matches(&line).count(), 1, "{answer:?}");
        assert!(!said.contains(raw.as_str().unwrap()), "{answer:?}");
    }
}

#[test]
fn the_check_ends_with_zero_when_ready_and_one_when_something_blocks() {
    let home = Home::new();
    let ready = home.run(&["check", "halvorn.json"]);
    assert_eq!(ready.code, 0, "{ready:?}");
    assert!(ready.out.starts_with("Ready for the final synopsis."), "{ready:?}");
    let mut session: Value = serde_json::from_slice(SAMPLE).unwrap();
    session["actions"] = json!([]);
    home.write("blocked.json", session.to_string());
    let blocked = home.run(&["check", "blocked.json"]);
    assert_eq!(blocked.code, 1, "{blocked:?}");
    assert!(blocked.out.starts_with("Not final yet. What blocks it:\n  - "), "{blocked:?}");
    assert_eq!(home.run(&["check", "blocked.json", "--json"]).code, 1);
}

// --- export ---

#[test]
fn the_synopsis_is_written_beside_the_session_into_a_folder_a_file_or_the_pipe() {
    let home = Home::new();
    let answer = home.run(&["export", "halvorn.json"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, "Written: ./halvorn.synopsis.html\n"));
    assert!(String::from_utf8(home.read("halvorn.synopsis.html")).unwrap().starts_with("<!DOCTYPE html>"));
    let answer = home.run(&["export", "halvorn.json", "--to", "html,md,txt,csv", "--out", "made/"]);
    assert_eq!(answer.code, 0, "{answer:?}");
    let mut names: Vec<_> = fs::read_dir(home.path("made"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "halvorn.actions.csv",
            "halvorn.gaps.csv",
            "halvorn.notes.csv",
            "halvorn.synopsis.html",
            "halvorn.synopsis.md",
            "halvorn.synopsis.txt"
        ]
    );
    assert_eq!(home.run(&["export", "halvorn.json", "--to", "md", "--out", "one.md"]).code, 0);
    assert_eq!(home.read("one.md"), home.read("made/halvorn.synopsis.md"));
    let piped = home.run(&["export", "halvorn.json", "--to", "md", "--out", "-"]);
    assert_eq!((piped.code, piped.out.as_bytes(), piped.err.as_str()), (0, &*home.read("one.md"), ""));
    assert_eq!(home.read("halvorn.json"), SAMPLE);
}

#[test]
fn a_name_without_an_ending_is_a_folder_for_every_format_and_is_made() {
    let home = Home::new();
    for (to, out, made) in [
        ("html", "pages", "pages/halvorn.synopsis.html"),
        ("csv", "lists", "lists/halvorn.notes.csv"),
        ("md", "deep/er/", "deep/er/halvorn.synopsis.md"),
        ("md", "one.md", "one.md"),
    ] {
        let answer = home.run(&["export", "halvorn.json", "--to", to, "--out", out]);
        assert_eq!(answer.code, 0, "{answer:?}");
        assert!(home.path(made).is_file(), "{made}");
    }
}

#[test]
fn several_formats_need_a_folder() {
    let home = Home::new();
    assert!(
        home.refused(&["export", "halvorn.json", "--to", "md,txt", "--out", "one.md"])
            .contains("name a folder")
    );
    assert!(
        home.refused(&["export", "halvorn.json", "--to", "md,txt", "--out", "-"])
            .contains("stdout takes one")
    );
    assert!(
        home.refused(&["export", "halvorn.json", "--to", "csv", "--out", "-"]).contains("stdout takes one")
    );
}

#[test]
fn what_is_not_final_is_blocked_and_a_draft_never_is() {
    let home = Home::new();
    let mut session: Value = serde_json::from_slice(SAMPLE).unwrap();
    session["actions"] = json!([]);
    home.write("day.json", session.to_string());
    let said = home.refused(&["export", "day.json", "--to", "md", "--out", "x.md"]);
    assert!(said.contains("not final yet") && said.contains("--draft"), "{said}");
    let draft = home.run(&["export", "day.json", "--to", "md", "--out", "-", "--draft"]);
    assert_eq!(draft.code, 0, "{draft:?}");
    assert!(draft.out.to_lowercase().contains("draft"));
    assert_eq!(home.run(&["export", "day.json", "--to", "csv"]).code, 0, "lists are no synopsis");
}

#[test]
fn an_export_is_never_written_over_a_session() {
    let home = Home::new();
    home.write("other.json", SAMPLE);
    for target in ["halvorn.json", "./halvorn.json", "other.json"] {
        let said = home.refused(&["export", "halvorn.json", "--to", "md", "--out", target]);
        assert!(said.contains("this is a session; an export never writes over one"), "{said}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(home.path("halvorn.json"), home.path("link.md")).unwrap();
        home.refused(&["export", "halvorn.json", "--to", "md", "--out", "link.md"]);
    }
}

#[test]
fn a_cell_of_a_list_is_never_a_formula() {
    let home = Home::new();
    let mut session: Value = serde_json::from_slice(SAMPLE).unwrap();
    for (at, text) in ["=1+1", "+49 30", "-2", "@cmd", "  =HYPERLINK(1)"].iter().enumerate() {
        session["notes"][at]["text"] = json!(text);
    }
    session["gaps"][0]["title"] = json!("=cmd|' /C calc'!A0");
    home.write("day.json", session.to_string());
    assert_eq!(home.run(&["export", "day.json", "--to", "csv", "--draft"]).code, 0);
    let mut guarded = 0;
    for name in ["day.notes.csv", "day.gaps.csv", "day.actions.csv"] {
        for row in csv::ReaderBuilder::new().has_headers(false).from_reader(&*home.read(name)).records() {
            for cell in &row.unwrap() {
                assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{name}: {cell}");
                guarded += usize::from(cell.starts_with('\''));
            }
        }
    }
    assert!(guarded >= 6, "{guarded} cells were made harmless");
}

// --- list, new, demo, the words about the program ---

#[test]
fn the_list_names_the_sessions_newest_first_and_those_it_cannot_read() {
    let home = Home::new();
    assert_eq!(home.run(&["list"]).out, "");
    let sessions = home.path("data").join("sessions");
    fs::create_dir_all(&sessions).unwrap();
    fs::write(sessions.join("day.json"), SAMPLE).unwrap();
    fs::write(sessions.join("bad.json"), "{").unwrap();
    fs::write(sessions.join("notes.txt"), "no session").unwrap();
    let listed = home.run(&["list"]);
    assert_eq!((listed.code, listed.out.lines().count()), (0, 2), "{listed:?}");
    assert!(listed.out.contains("day\tHalvorn") && listed.out.contains("77 notes"), "{listed:?}");
    assert!(listed.out.contains("bad\t"), "{listed:?}");
    assert_eq!(home.run(&["check", "day"]).code, 0, "a name in the sessions folder is enough");
}

#[test]
fn a_new_session_is_made_without_a_terminal_and_never_over_a_file() {
    let home = Home::new();
    let answer =
        home.run(&["new", "day.json", "--title", "A day", "--date", "2026-03-12", "--variant", "half-day"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, "Made day.json\n"));
    let session = home.session("day.json");
    assert_eq!(session["session"]["title"], "A day");
    assert_eq!(session["session"]["date"], "2026-03-12");
    assert_eq!(session["questions"].as_array().unwrap().len(), 4);
    let bytes = home.read("day.json");
    assert_eq!(home.run(&["copy", "day.json", "again.json"]).code, 0);
    assert_eq!(home.read("again.json"), bytes);
    assert!(home.refused(&["new", "day.json"]).contains("there already"));
    let named = home.run(&["new", "--title", "../../Größe", "--date", "2026-03-12"]);
    assert_eq!(named.code, 0, "{named:?}");
    assert_eq!(fs::read_dir(home.path("data").join("sessions")).unwrap().count(), 1);
    let odd = home.run(&["new", "x.json", "--date", "12 March"]);
    assert_eq!(odd.code, 2);
    assert!(odd.err.contains("write it like 2026-03-12"), "{odd:?}");
}

#[test]
fn without_a_terminal_the_screen_says_so() {
    let home = Home::new();
    for words in [&["open", "halvorn.json"][..], &[]] {
        let said = home.refused(words);
        assert!(said.contains("the screen needs a terminal"), "{said}");
    }
}

#[test]
fn unknown_words_are_refused_with_a_hint() {
    let home = Home::new();
    for (words, parts) in [
        (&["chekc", "x"][..], &["“chekc” is none of its commands", "check", "offsite --help"][..]),
        (&["export"], &["offsite: export needs <FILE>", "offsite export --help"]),
        (&["import", "halvorn.json"], &["--notes <CSV>", "offsite import --help"]),
        (&["export", "h", "--to", "docx"], &["“docx” is no value of --to", "html, md, txt or csv"]),
        (&["export", "h", "--draf"], &["knows no “--draf”", "--draft"]),
        (&["export", "h", "--to"], &["--to", "html, md, txt or csv"]),
        (&["new", "x.json", "--date", "12 March"], &["write it like 2026-03-12"]),
        (&["help"], &["offsite --help tells more"]),
        (&["list", "more"], &["“more”", "offsite list --help"]),
    ] {
        let said = home.refused(words);
        for part in parts {
            assert!(said.contains(part), "{words:?}: {said}");
        }
    }
}

#[test]
fn completions_the_manual_page_help_and_version_are_printed() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let answer = home.run(&["completions", shell]);
        assert_eq!(answer.code, 0);
        assert!(answer.out.contains("import") && answer.out.contains("export"), "{shell}");
    }
    let man = home.run(&["man"]);
    assert!(man.out.contains(".TH offsite") && man.out.contains("import"));
    for option in ["\\-\\-notes", "\\-\\-draft", "\\-\\-variant", "\\-\\-json"] {
        assert!(man.out.contains(option), "{option} in {}", man.out);
    }
    assert!(!man.out.contains("export(1)"), "it refers to no page that is not there: {}", man.out);
    let help = home.run(&["--help"]);
    for command in
        ["demo", "new", "open", "export", "import", "copy", "check", "list", "schema", "completions", "man"]
    {
        assert!(help.out.contains(&format!("  {command}")), "{command} in {}", help.out);
    }
    assert_eq!(home.run(&["--version"]).out, format!("offsite {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_schema_takes_the_sample_and_refuses_a_broken_one() {
    let home = Home::new();
    let schema: Value = serde_json::from_str(&home.run(&["schema"]).out).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let sample: Value = serde_json::from_slice(SAMPLE).unwrap();
    assert!(validator.is_valid(&sample));
    assert!(
        validator.is_valid(&json!({"format": "cx-workshop-session", "schema_version": 1, "session": {}}))
    );
    assert!(!validator.is_valid(&json!({"format": "cx-workshop-session", "schema_version": 1})));
    let piles = |by_level: Value| {
        let mut day: Value = serde_json::from_slice(SAMPLE).unwrap();
        day["ballots"][0]["by_level"] = by_level;
        validator.is_valid(&day)
    };
    assert!(piles(json!({"front_line": 21, "executive": 6})) && !piles(json!({"front_line": "many"})));
    for (path, wrong) in [
        ("/notes/0/text", json!(5)),
        ("/agenda/0/planned_minutes", json!("soon")),
        ("/gaps/0/scores/impact", json!("high")),
        ("/session/date", json!("12 March")),
        ("/people", json!({})),
    ] {
        let mut broken = sample.clone();
        *broken.pointer_mut(path).unwrap() = wrong;
        assert!(!validator.is_valid(&broken), "{path}");
    }
}

// --- import ---

fn import(home: &Home, words: &[&str]) -> Answer {
    let answer = home.run(&[&["import"][..], words].concat());
    assert_eq!((answer.code, answer.out.as_str()), (0, ""), "{answer:?}");
    answer
}

#[test]
fn the_notes_of_the_sample_come_into_a_session_without_notes() {
    let home = Home::new();
    let bytes = without_notes();
    home.write("day.json", &bytes);
    home.write("notes.csv", NOTES);
    let answer = import(&home, &["day.json", "--notes", "notes.csv"]);
    assert_eq!(answer.err, "77 notes imported.\n");
    let (after, sample) = (home.session("day.json"), serde_json::from_slice(SAMPLE).unwrap());
    assert_eq!(texts(&after), texts(&sample));
    for (back, note) in after["notes"].as_array().unwrap().iter().zip(sample["notes"].as_array().unwrap()) {
        for field in ["id", "question", "column", "author", "stance", "written_at"] {
            assert_eq!(back[field], note[field], "{field} of {}", note["id"]);
        }
    }
    let kept: Vec<Vec<u8>> =
        home.files().into_iter().filter(|(path, _)| in_backups(path)).map(|(_, b)| b).collect();
    let given = offsite::shelf::format::read(&bytes).unwrap();
    assert!(
        kept.iter().any(|copy| offsite::shelf::format::read(copy).unwrap() == given),
        "a backup was made before"
    );
    let again = import(&home, &["day.json", "--notes", "notes.csv"]);
    assert_eq!(again.err, "Nothing new: 77 notes are there already.\n");
    assert_eq!(home.session("day.json"), after);
}

fn in_backups(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "backups")
}

#[test]
fn semicolons_a_mark_other_line_ends_and_quoted_breaks_give_the_same_notes() {
    let home = Home::new();
    home.write("day.json", without_notes());
    let rows: Vec<csv::StringRecord> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(NOTES.as_bytes())
        .records()
        .map(Result::unwrap)
        .collect();
    let written = |separator: u8| {
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    };
    let variants = [
        ("semicolon.csv", format!("\u{FEFF}{}", written(b';')).replace('\n', "\r\n").into_bytes()),
        ("tab.csv", written(b'\t').replace('\n', "\r").into_bytes()),
        (
            "wide.csv",
            format!("\u{FEFF}{}", written(b'\t')).encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
        ("heads.csv", NOTES.replacen("text", "TEXT", 1).replacen("note_id", "Note ID", 1).into_bytes()),
    ];
    let sample = texts(&serde_json::from_slice(SAMPLE).unwrap());
    for (name, bytes) in variants {
        home.write(name, bytes);
        let out = format!("{name}.json");
        import(&home, &["day.json", "--notes", name, "--out", &out]);
        assert_eq!(texts(&home.session(&out)), sample, "{name}");
    }
    home.write("quoted.csv", "\u{FEFF}text;author\r\n\"two\r\nlines; \"\"quoted\"\"\";Mara\r\n\r\nlast;\r\n");
    import(
        &home,
        &["day.json", "--notes", "quoted.csv", "--question", "q2", "--column", "TODAY", "--out", "q.json"],
    );
    let session = home.session("q.json");
    assert_eq!(texts(&session), ["two\nlines; \"quoted\"", "last"]);
    assert_eq!(
        (&session["notes"][0]["question"], &session["notes"][0]["column"]),
        (&json!("Q2"), &json!("today"))
    );
}

#[test]
fn a_roster_evidence_and_plain_lines_come_in() {
    let home = Home::new();
    assert_eq!(home.run(&["new", "day.json", "--date", "2026-03-12"]).code, 0);
    home.write("roster.csv", "Name;Abteilung;Ebene\nJürgen Weiß;Technik;f\nAda Okafor;Leitung;exec\n");
    let told = import(&home, &["day.json", "--roster", "roster.csv"]).err;
    assert!(told.starts_with("2 people added. 2 departments made"), "{told}");
    home.write("evidence.csv", "title,kind,headline\nNPS,survey,NPS +9\n");
    assert_eq!(
        import(&home, &["day.json", "--evidence", "evidence.csv"]).err,
        "1 item of evidence imported.\n"
    );
    home.write("lines.txt", "one\r\n\r\n  two  \r\n");
    let told =
        import(&home, &["day.json", "--lines", "lines.txt", "--question", "Q2", "--column", "perfect"]).err;
    assert_eq!(told, "2 notes imported into Q2, perfect.\n");
    let session = home.session("day.json");
    assert_eq!(session["people"][0]["name"], "Jürgen Weiß");
    assert_eq!(session["organisation"]["departments"][1]["name"], "Leitung");
    assert_eq!(session["evidence"][0]["headline"], "NPS +9");
    assert_eq!(texts(&session), ["one", "two"]);
    assert_eq!(session["notes"][0]["stance"], "wish");
    let bytes = home.read("day.json");
    assert_eq!(home.run(&["copy", "day.json", "again.json"]).code, 0);
    assert_eq!(home.read("again.json"), bytes, "what an import writes is as every other session");
}

#[test]
fn lines_for_a_column_that_their_question_has_not_are_refused_with_the_columns_it_has() {
    let home = Home::new();
    home.write("lines.txt", "one\ntwo\n");
    let words = ["import", "halvorn.json", "--lines", "lines.txt", "--question", "Q1", "--column", "today"];
    let said = home.refused(&words);
    assert!(said.contains("question Q1 has no such column; its columns are main"), "{said}");
}

#[test]
fn an_import_that_is_not_understood_changes_nothing() {
    let home = Home::new();
    home.write("long.csv", format!("text,question\nok,Q1\n{},Q1\n", "x".repeat(1001)));
    home.write("latin.csv", b"text,question\nJ\xfcrgen,Q1\n");
    home.write("heads.csv", "a,b\n1,2\n");
    home.write("open.csv", "text,question\n\"never closed,Q1\n");
    home.write("lines.txt", "one\n");
    home.write("boss.csv", "name,level\nAda,boss\n");
    let notes = |name: &str| home.refused(&["import", "halvorn.json", "--notes", name]);
    assert!(notes("long.csv").contains("long.csv: line 3: the text has 1001 characters"));
    assert!(notes("latin.csv").contains("latin.csv: line 2: ") && notes("latin.csv").contains("CSV UTF-8"));
    assert!(notes("heads.csv").contains("line 1: no column “text”"));
    assert!(notes("open.csv").contains("line 2: a quote"));
    assert!(notes("missing.csv").contains("missing.csv: there is no such file"));
    assert!(home.refused(&["import", "halvorn.json", "--lines", "lines.txt"]).contains("--question"));
    assert!(home.refused(&["import", "halvorn.json", "--roster", "boss.csv"]).contains("line 2: “boss”"));
    let over = home.refused(&["import", "halvorn.json", "--notes", "long.csv", "--out", "heads.csv"]);
    assert!(over.contains("there already"), "{over}");
}

#[test]
fn a_session_that_is_open_is_not_changed_behind_its_back() {
    let home = Home::new();
    home.write("notes.csv", "text,question\nhello,Q1\n");
    let held = offsite::shelf::lock::Lock::take(&home.path("halvorn.json"));
    assert!(matches!(held, offsite::shelf::lock::Locked::Mine(_)));
    let said = home.refused(&["import", "halvorn.json", "--notes", "notes.csv"]);
    assert!(said.contains("is open in another window") && said.contains("--out"), "{said}");
    import(&home, &["halvorn.json", "--notes", "notes.csv", "--out", "new.json"]);
    assert_eq!(texts(&home.session("new.json")).len(), 78);
    drop(held);
    import(&home, &["halvorn.json", "--notes", "notes.csv"]);
    assert_eq!(texts(&home.session("halvorn.json")).len(), 78);
}

// --- files of their own ---

#[cfg(unix)]
#[test]
fn what_is_written_is_for_the_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    home.write("lines.txt", "one\n");
    let before: Vec<PathBuf> = home.files().into_iter().map(|(path, _)| path).collect();
    home.run(&["new", "--title", "A", "--date", "2026-03-12"]);
    home.run(&["copy", "halvorn.json", "copy.json"]);
    home.run(&["export", "halvorn.json", "--to", "html,csv"]);
    home.run(&["import", "copy.json", "--lines", "lines.txt", "--question", "1"]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let made: Vec<PathBuf> =
        home.files().into_iter().map(|(path, _)| path).filter(|path| !before.contains(path)).collect();
    assert!(made.len() >= 7, "{made:?}");
    for path in made {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
        let folder = path.parent().unwrap();
        if folder.starts_with(home.path("data")) {
            assert_eq!(mode(folder), 0o700, "{}", folder.display());
        }
    }
    assert_eq!(mode(&home.path("data").join("sessions")), 0o700);
}

#[test]
fn everything_stays_below_the_data_folder_that_is_named() {
    let home = Home::new();
    let other = tempfile::tempdir().unwrap();
    let answer = home
        .command()
        .args(["--data-dir"])
        .arg(other.path())
        .args(["new", "--title", "There", "--date", "2026-03-12"])
        .output()
        .unwrap();
    assert!(answer.status.success(), "{answer:?}");
    assert_eq!(fs::read_dir(other.path().join("sessions")).unwrap().count(), 1);
    assert!(!home.path("data").join("sessions").exists(), "the word wins over the environment");
}
