//! What looks alike, as the facilitator uses it: what was there, what she does, what is there then.

use crate::session::{Note, NoteId, QuestionId, Session, Stance, Theme, ThemeId};
use crate::shelf::format;
use crate::tui::harness::Harness;

/// A day with these notes on question 1; an id of a theme before a bar puts a note there.
fn day(notes: &[&str]) -> Session {
    let mut session = Harness::empty().session().clone();
    for (n, text) in (1..).zip(notes) {
        let (theme, text) =
            text.split_once('|').map_or((None, *text), |(theme, text)| (Some(ThemeId::new(theme)), text));
        if let Some(id) = theme.as_ref().filter(|id| !session.themes.has(id)) {
            session.themes.push(Theme { id: id.clone(), name: format!("Theme {id}"), ..Theme::default() });
        }
        session.notes.push(Note {
            id: NoteId::new(format!("N{n:03}")),
            question: QuestionId::new("Q1"),
            column: "main".into(),
            stance: Stance::AsIs,
            theme,
            text: text.to_owned(),
            ..Note::default()
        });
    }
    session
}

fn wall(notes: &[&str]) -> Harness {
    let mut harness = Harness::with(day(notes));
    harness.stage("Themes");
    harness
}

const PAIRS: [&str; 5] = [
    "Customers wait 40 minutes on hold",
    "The bill surprises everyone",
    "40 minute queue on the phone line",
    "The bill surprises us all",
    "Nobody rings back",
];

fn under(harness: &Harness, id: &str) -> Option<String> {
    let note = harness.session().get::<Note>(&NoteId::new(id)).expect("the note is there");
    note.duplicate_of.as_ref().map(ToString::to_string)
}

#[test]
fn two_notes_that_say_the_same_lie_side_by_side_and_one_key_stacks_them() {
    let mut harness = wall(&PAIRS);
    let before = harness.session().clone();
    harness.keys("<resize 66x18>a");
    let screen = harness.screen();
    assert!(screen.contains("Pair 1 of 2 left · likely duplicate · 2 of 3 words shared"), "{screen}");
    let row = screen.lines().find(|row| row.contains("surprises everyone")).unwrap_or_default();
    assert!(row.contains("surprises us all"), "side by side\n{screen}");
    harness.keys("s");
    assert_eq!(under(&harness, "N004").as_deref(), Some("N002"), "the older one stays on top");
    assert!(
        harness.screen().contains("Pair 1 of 1 left · likely duplicate · 3 of 5"),
        "{}",
        harness.screen()
    );
    harness.keys("<Enter>");
    assert_eq!(under(&harness, "N003").as_deref(), Some("N001"));
    assert!(harness.screen().contains("Everything here has its answer"), "{}", harness.screen());
    harness.keys("<C-z>");
    assert!(
        harness.screen().contains("Pair 1 of 1 left"),
        "what was taken back is shown again\n{}",
        harness.screen()
    );
    harness.keys("<C-z>");
    assert!(harness.screen().contains("Pair 1 of 2 left"), "{}", harness.screen());
    assert_eq!(*harness.session(), before);
    harness.keys("<Esc>");
    assert!(harness.screen().contains("5 notes, no theme yet"), "{}", harness.screen());
}

#[test]
fn not_the_same_is_remembered_in_the_file_and_not_offered_again() {
    let mut harness = wall(&PAIRS);
    harness.keys("an");
    let note = harness.session().get::<Note>(&NoteId::new("N002")).expect("it is there");
    assert_eq!(note.not_same, [NoteId::new("N004")]);
    assert!(harness.screen().contains("Pair 1 of 1 left"), "{}", harness.screen());
    let file = format::write(harness.session()).expect("it can be written");
    let mut again = Harness::with(format::read(&file).expect("it is readable"));
    again.stage("Themes").keys("a");
    assert!(again.screen().contains("Pair 1 of 1 left · likely duplicate · 3 of 5"), "{}", again.screen());
    harness.keys("<C-z>");
    assert!(harness.screen().contains("Pair 1 of 2"), "{}", harness.screen());
}

#[test]
fn the_counter_goes_down_by_what_a_stack_settles_and_never_jumps() {
    let mut harness = wall(&["late visit again", "late visit again", "late visit again"]);
    harness.keys("a");
    assert!(harness.screen().contains("Pair 1 of 3 left"), "{}", harness.screen());
    harness.keys("<Right>");
    assert!(harness.screen().contains("Pair 2 of 3 left"), "{}", harness.screen());
    harness.keys("<Left>s");
    // Two of the three notes lie in a stack: of their pairs one is left.
    assert!(harness.screen().contains("Pair 1 of 1 left"), "{}", harness.screen());
    harness.keys("s");
    assert!(!harness.screen().contains("Pair"), "{}", harness.screen());
}

#[test]
fn the_footer_says_what_the_keys_do_on_each_page() {
    let footer = |harness: &Harness| harness.screen().lines().last().unwrap_or_default().to_owned();
    let mut harness = wall(&[
        "A visit by noon",
        "Her visit failed twice",
        "Visit moved silently",
        "Late bill",
        "Late bill",
    ]);
    harness.keys("<resize 66x18>a");
    let pair = footer(&harness);
    assert!(
        pair.contains("s stacks the two · n not the same ·") && pair.contains("Esc to the wall"),
        "{pair}"
    );
    harness.keys("<Tab>");
    let hint = footer(&harness);
    assert!(hint.contains("Enter marks the notes · → skip") && hint.contains("Esc to the wall"), "{hint}");
    let mut harness = wall(&["Late bill", "Late bill"]);
    harness.keys("<resize 66x18>as");
    let done = footer(&harness);
    assert!(done.contains("Esc to the wall") && !done.contains("stacks"), "{done}");
    harness.keys("<Enter>");
    assert!(footer(&harness).contains("marks"), "{}", harness.screen());
}

#[test]
fn a_pair_is_skipped_and_come_back_to() {
    let mut harness = wall(&PAIRS);
    harness.keys("a<Right>");
    assert!(harness.screen().contains("Pair 2 of 2"), "{}", harness.screen());
    harness.keys("<Right>");
    assert!(harness.screen().contains("the last one"), "{}", harness.screen());
    harness.keys("<BSpace>");
    assert!(harness.screen().contains("Pair 1 of 2"), "{}", harness.screen());
    assert_eq!(*harness.session(), day(&PAIRS), "looking changes nothing");
}

#[test]
fn a_sensitive_note_shows_what_the_wall_shows_and_is_compared_by_that_alone() {
    let mut session = day(&[
        "Mrs Quill waits for insulin",
        "Mrs Quill waits for insulin again",
        "Late medicine",
        "Late medicine came",
    ]);
    for (at, public) in [(0, None), (2, Some("Somebody gets help too late"))] {
        if let Some(note) = session.notes.at_mut(at) {
            note.sensitive = true;
            note.public_text = public.map(ToOwned::to_owned);
        }
    }
    let mut harness = Harness::with(session);
    harness.stage("Themes").keys("a");
    let screen = harness.screen();
    assert!(screen.contains("No two notes look alike"), "{screen}");
    assert!(!screen.contains("Quill"), "{screen}");
}

#[test]
fn perfect_and_today_are_two_sides_and_no_pair() {
    let mut session = day(&["One person answers the phone", "One person answers the phone"]);
    for (at, column) in [(0, "perfect"), (1, "today")] {
        if let Some(note) = session.notes.at_mut(at) {
            note.question = QuestionId::new("Q2");
            note.column = column.into();
        }
    }
    let mut harness = Harness::with(session);
    harness.stage("Themes").keys("a");
    assert!(harness.screen().contains("No two notes look alike"), "{}", harness.screen());
}

#[test]
fn notes_that_share_a_word_are_marked_and_never_grouped_by_themselves() {
    let mut harness =
        wall(&["A visit by noon", "Her visit failed twice", "Visit moved silently", "Something else"]);
    harness.keys("a<Tab>");
    let screen = harness.screen();
    assert!(screen.contains("Hint 1 of 1"), "{screen}");
    assert!(screen.contains("Three notes share *visit*."), "{screen}");
    let before = harness.session().clone();
    harness.keys("<Enter>");
    assert_eq!(*harness.session(), before, "a suggestion never decides");
    assert!(
        harness.screen().contains("✓ 3 marked") || harness.screen().contains("3 marked"),
        "{}",
        harness.screen()
    );
    harness.keys("nThe visit is a lottery<Enter>");
    let grouped = harness.session().notes.iter().filter(|note| note.theme.is_some()).count();
    assert_eq!(grouped, 3);
}

#[test]
fn a_theme_with_too_many_notes_is_split_by_the_words_they_share() {
    let notes: Vec<String> =
        (0..13).map(|n| format!("T01|{} number{n}", if n < 4 { "visit" } else { "bill" })).collect();
    let notes: Vec<&str> = notes.iter().map(String::as_str).collect();
    let mut harness = wall(&notes);
    harness.keys("<Tab>");
    harness.keys("S");
    assert!(harness.screen().contains("13 notes: split?"), "{}", harness.screen());
    harness.keys("visit<Enter>");
    assert!(harness.screen().contains("4 marked. S makes a theme"), "{}", harness.screen());
    harness.keys("SVisits fail<Enter>");
    let moved = harness.session().notes.iter().filter(|note| note.theme == Some(ThemeId::new("T02"))).count();
    assert_eq!(moved, 4);
}

#[test]
fn the_buttons_of_a_pair_are_clicked() {
    let mut harness = wall(&PAIRS);
    harness.keys("a");
    let at = |harness: &Harness, words: &str| {
        let screen = harness.screen();
        let (y, row) = screen.lines().enumerate().find(|(_, row)| row.contains(words)).expect("it is shown");
        (crate::text::width(&row[..row.find(words).unwrap_or(0)]), y)
    };
    let (x, y) = at(&harness, "Not the same");
    harness.keys(&format!("<click {x} {y}>"));
    assert!(harness.session().notes.iter().any(|note| !note.not_same.is_empty()));
    let (x, y) = at(&harness, "Stack them");
    harness.keys(&format!("<click {x} {y}>"));
    assert_eq!(under(&harness, "N003").as_deref(), Some("N001"));
}

#[test]
fn a_removed_note_is_forgotten_by_those_it_was_told_from() {
    let mut harness = wall(&PAIRS);
    harness.keys("an<Esc>");
    let edit = crate::session::edit::remove::<Note>(&NoteId::new("N004"));
    harness.outcome(edit.into());
    assert!(harness.session().notes.iter().all(|note| note.not_same.is_empty()));
}

#[test]
fn a_file_without_anything_of_this_stays_as_it_was_byte_for_byte() {
    let sample = crate::tui::harness::SAMPLE;
    let session = format::read(sample).expect("the sample day is readable");
    assert!(format::write(&session).expect("it can be written") == sample, "load and save is the identity");
}

#[test]
fn ten_thousand_notes_are_compared_only_when_asked_for() {
    let words = ["late", "bill", "visit", "hold", "router", "outage", "refund", "mail", "form", "shop"];
    let notes: Vec<String> = (0..10_000_usize)
        .map(|n| format!("{} {} case{n} at{}", words[n % 10], words[n / 10 % 10], n / 100))
        .collect();
    let notes: Vec<&str> = notes.iter().map(String::as_str).collect();
    let mut harness = wall(&notes);
    harness.keys("a");
    assert!(harness.screen().contains("Pair 1 of 40"), "{}", harness.screen());
    harness.keys("sn<Right>");
    assert!(harness.screen().contains("Pair"), "{}", harness.screen());
}

#[test]
fn nobody_is_named_beside_a_pair_or_a_hint() {
    let mut harness = Harness::sample();
    harness.stage("Themes").keys("a<resize 160x48>");
    let mut seen = String::new();
    for _ in 0..60 {
        seen.push_str(&harness.screen());
        harness.keys("<Right>");
    }
    assert!(seen.contains("Pair 2 of") && seen.contains("Hint 1 of"), "{seen}");
    for person in harness.session().people.iter() {
        assert!(!seen.contains(&person.name), "{} is on the wall", person.name);
    }
}

mod pictures {
    use super::*;

    const SIZES: [(u16, u16); 3] = [(66, 18), (80, 24), (160, 48)];

    #[test]
    fn a_pair_of_the_sample_day() {
        let mut harness = Harness::sample();
        harness.stage("Themes").keys("a");
        for (w, h) in SIZES {
            insta::assert_snapshot!(format!("pair_{w}x{h}"), harness.styled(w, h));
        }
    }

    #[test]
    fn a_hint_of_the_sample_day() {
        let mut harness = Harness::sample();
        harness.stage("Themes").keys("a<Tab>");
        for (w, h) in SIZES {
            insta::assert_snapshot!(format!("hint_{w}x{h}"), harness.styled(w, h));
        }
    }

    #[test]
    fn nothing_alike_on_a_day_of_two_notes() {
        let mut harness = wall(&["One", "Another thing"]);
        harness.keys("a");
        insta::assert_snapshot!("nothing_alike_66x18", harness.styled(66, 18));
    }
}

#[test]
fn a_note_and_what_goes_with_it_are_no_pair() {
    let said = "Nobody knows how many customers wait for a visit today";
    let mut harness = wall(&["a note of its own", said]);
    let note = harness.session().notes.at(1).expect("the second").id.clone();
    let mut question = harness.session().notes.at(1).expect("the second").clone();
    question.id = harness.session().next_id::<crate::session::Note>();
    question.pair = Some(note);
    harness.outcome(crate::session::edit::add(question).into());
    harness.keys("a");
    assert!(harness.screen().contains("No two notes look alike."), "{}", harness.screen());
}
