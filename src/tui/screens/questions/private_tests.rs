//! What keeping a note private does to all that says the same: repeats, notes with the very same words, themes; on the
//! wall and on the note's card.

use crate::session::edit::{add, change, many};
use crate::session::notes::KEPT_PRIVATE;
use crate::session::{Gap, GapId, Note, NoteChange, NoteId, QuestionId, Theme, ThemeChange, ThemeId};
use crate::tui::harness::Harness;
use crate::tui::outcome::Outcome;

const OWN: &str = "SecretZed Jones screamed at a customer";
const NEW: &str = "A customer was met rudely";

fn flat(day: &Harness) -> String {
    day.screen().split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ")
}

/// A new day in which three people wrote the same; the second lies under the first. The cursor is on the first.
fn said_three_times() -> (Harness, [NoteId; 3]) {
    let mut day = Harness::empty();
    day.stage("Questions");
    for _ in 0..3 {
        day.keys(&format!("{OWN}<Enter>"));
    }
    let ids: Vec<NoteId> = day.session().notes.iter().map(|note| note.id.clone()).collect();
    let [first, second, third] = ids.try_into().unwrap();
    day.outcome(Outcome::Edit(change::<Note>(&second, NoteChange::duplicate_of(Some(first.clone())))));
    day.keys("<Esc><Home>");
    (day, [first, second, third])
}

#[test]
fn who_repeats_a_private_note_is_kept_private_with_it_and_back_in_one_step() {
    let (mut day, ids) = said_three_times();
    let before = day.session().clone();
    day.keys("v");
    let asked = flat(&day);
    assert!(asked.contains(&format!("also in {}, {}", ids[1], ids[2])), "{asked}");
    assert!(asked.contains("Kept private, and 2 that say the same."), "{asked}");
    assert!(day.session().exposed().is_empty());
    day.keys(&format!("{NEW}<Enter>"));
    for id in &ids {
        let note = day.session().notes.get(id).unwrap();
        assert!(note.sensitive && note.public() == Some(NEW), "{id}: {note:?}");
    }
    assert!(day.session().exposed().is_empty());
    day.keys("<C-z>");
    assert_eq!(*day.session(), before);
}

#[test]
fn what_was_parked_or_noted_as_a_blocker_in_the_very_same_words_gets_the_new_ones_too() {
    let mut day = Harness::empty();
    day.stage("Questions");
    day.keys(&format!("{OWN}<Enter>+{OWN}<Enter>!{OWN}<Enter><Esc><Home>v"));
    let asked = flat(&day);
    assert!(asked.contains("also in BL1, PL1"), "{asked}");
    day.keys(&format!("{NEW}<Enter>"));
    let session = day.session();
    assert_eq!(session.parking_lot.at(0).map(|item| item.text.as_str()), Some(NEW));
    assert_eq!(session.blockers.at(0).map(|item| item.said.as_str()), Some(NEW));
}

#[test]
fn with_nothing_to_print_who_says_the_same_is_kept_private_too_and_back_in_one_step() {
    for leave in ["<Enter>", "<Esc>"] {
        let (mut day, ids) = said_three_times();
        let before = day.session().clone();
        day.keys("v").keys(leave);
        for id in &ids {
            let note = day.session().notes.get(id).unwrap();
            assert!(note.sensitive && note.public().is_none(), "{leave}: {id}: {note:?}");
        }
        assert!(day.session().exposed().is_empty());
        let said = flat(&day);
        assert_eq!(said.contains("Kept private, and 2 that say the same."), leave == "<Enter>", "{said}");
        day.keys("<C-z>");
        assert_eq!(*day.session(), before, "{leave}");
    }
}

#[test]
fn who_takes_the_mark_away_is_told_of_those_that_stay_private() {
    let (mut day, ids) = said_three_times();
    day.keys("v<Enter>v");
    assert!(!day.session().notes.get(&ids[0]).unwrap().sensitive);
    let said = flat(&day);
    assert!(said.contains("Printed again; 2 that say the same stay private."), "{said}");
    day.keys("<C-z><C-z>");
    assert!(!day.session().notes.iter().any(|note| note.sensitive), "two steps: the mark, and its end");
}

#[test]
fn who_says_the_same_is_told_in_the_box() {
    let (mut day, _) = said_three_times();
    day.keys("v");
    for (width, height) in [(66, 18), (80, 24), (160, 48)] {
        insta::assert_snapshot!(
            format!("kept_private_with_the_same_{width}x{height}"),
            day.styled(width, height)
        );
    }
}

/// The words of the private note, as somebody else would type them.
const ALIKE: [&str; 4] = [
    "secretzed jones screamed at a customer",
    "SecretZed Jones screamed at a customer.",
    "“SecretZed Jones” screamed  at a customer",
    "SECRETZED JONES SCREAMED AT A CUSTOMER!!",
];

#[test]
fn case_a_full_stop_quotes_and_doubled_spaces_hide_no_private_words() {
    let mut day = Harness::empty();
    day.stage("Questions").keys(&format!("{OWN}<Enter>"));
    for alike in ALIKE {
        day.keys(&format!("{alike}<Enter>+{alike}<Enter>"));
    }
    let gap = Gap {
        title: "Monday: secretzed jones screamed at a customer".into(),
        notes: vec![NoteId::new("N001")],
        ..Gap::default()
    };
    day.outcome(Outcome::Edit(add(gap)));
    day.keys("<Esc><Home>");
    let before = day.session().clone();
    day.outcome(Outcome::Edit(change::<Note>(&NoteId::new("N001"), NoteChange::sensitive(true))));
    let held = ["N002", "N003", "N004", "N005", "PL1", "PL2", "PL3", "PL4", "G01"];
    assert_eq!(day.session().exposed(), held, "told as long as they hold the words");
    day.keys("<C-z>v").keys(&format!("{NEW}<Enter>"));
    let session = day.session();
    assert!(session.exposed().is_empty(), "{:?}", session.exposed());
    for note in session.notes.iter() {
        assert!(note.sensitive && note.public() == Some(NEW), "{note:?}");
    }
    assert!(session.parking_lot.iter().all(|item| item.text == NEW));
    assert_eq!(title(&day), format!("Monday: {NEW}"));
    day.keys("<C-z>");
    assert_eq!(*day.session(), before);
}

#[test]
fn a_repeat_that_gets_no_words_stays_private_with_nothing_printed() {
    let (mut day, ids) = said_three_times();
    day.outcome(Outcome::Edit(change::<Note>(&ids[1], NoteChange::text("Jones again".into()))));
    day.keys("v").keys(&format!("<Tab>{NEW}<Enter>"));
    assert!(day.session().exposed().is_empty());
    for id in &ids[1..] {
        assert_eq!(day.session().notes.get(id).unwrap().printed(), KEPT_PRIVATE);
    }
    let said = flat(&day);
    assert!(said.contains("Kept private, and 2 that say the same."), "{said}");
}

#[test]
fn what_was_made_of_a_repeat_gets_the_new_words_too() {
    let (mut day, ids) = said_three_times();
    let gap = Gap { title: OWN.into(), notes: vec![ids[2].clone()], ..Gap::default() };
    day.outcome(Outcome::Edit(add(gap)));
    day.keys("v").keys(&format!("{NEW}<Enter>"));
    assert_eq!(day.session().gaps.at(0).unwrap().title, NEW);
    assert!(day.session().exposed().is_empty());
}

#[test]
fn a_theme_named_after_a_private_note_gets_the_new_words_too() {
    let (mut day, ids) = said_three_times();
    let theme = |name: &str, summary: &str| {
        add(Theme { name: name.into(), summary: summary.into(), ..Theme::default() })
    };
    day.outcome(Outcome::Edit(many(
        "themes",
        vec![
            theme("Rude", &format!("Monday: {OWN}.")),
            theme(OWN, ""),
            theme(&format!("Not this one: {OWN}"), ""),
            change::<Note>(&ids[0], NoteChange::theme(Some(ThemeId::new("T01")))),
        ],
    )));
    day.keys("v");
    let asked = flat(&day);
    assert!(asked.contains("T01, T02") && !asked.contains("T03"), "{asked}");
    assert!(day.session().exposed().iter().any(|id| id == "T01"));
    day.keys(&format!("{NEW}<Enter>"));
    let themes: Vec<_> = day.session().themes.iter().map(|t| (t.name.as_str(), t.summary.as_str())).collect();
    assert_eq!(themes[..2], [("Rude", "Monday: A customer was met rudely."), (NEW, "")]);
    assert!(day.session().exposed().is_empty());
    day.outcome(Outcome::Edit(change::<Theme>(&ThemeId::new("T02"), ThemeChange::name(OWN.into()))));
    assert_eq!(day.session().exposed(), ["T02"]);
}

/// On the card of the first note of a day with a gap made of it: the field of this label is at the cursor.
fn on_the_card(field: &str) -> Harness {
    let mut day = Harness::empty();
    day.stage("Questions").keys(&format!("{OWN}<Enter><Esc><Home>Ge<End>"));
    for _ in 0..20 {
        let screen = day.screen();
        if screen.lines().any(|line| line.contains('▸') && line.contains(field)) {
            return day;
        }
        day.keys("<Up>");
    }
    panic!("{field}: {}", day.screen());
}

fn title(day: &Harness) -> &str {
    &day.session().gaps.get(&GapId::new("G01")).unwrap().title
}

#[test]
fn sensitive_on_the_card_tells_what_still_holds_the_words_and_printed_as_rewords_it_all_in_one_step() {
    let mut day = on_the_card("Sensitive");
    let before = day.session().clone();
    day.keys("<Space>");
    let card = flat(&day);
    assert!(card.contains("G01 still holds the note's own words"), "{card}");
    assert!(card.contains("Printed as nothing"), "{card}");
    day.keys("<Down><Enter>").keys(NEW).keys("<Enter>");
    assert!(flat(&day).contains("The same words are in G01 now."), "{}", day.screen());
    assert_eq!(title(&day), NEW);
    assert!(day.session().exposed().is_empty());
    day.keys("<Esc><C-z>");
    assert_eq!(*day.session(), before);
}

#[test]
fn sensitive_on_the_card_of_a_note_with_other_words_puts_them_everywhere_at_once() {
    let mut day = on_the_card("Printed as");
    let before = day.session().clone();
    assert!(flat(&day).contains("Printed as as it stands"), "{}", day.screen());
    day.keys("<Enter>").keys(NEW).keys("<Enter>");
    assert_eq!(title(&day), OWN, "not private yet");
    day.keys("<Up><Space>");
    assert!(flat(&day).contains("The same words are in G01 now."), "{}", day.screen());
    assert_eq!(title(&day), NEW);
    day.keys("<Esc><C-z>");
    assert_eq!(*day.session(), before);
}

#[test]
fn what_is_printed_is_a_step_of_its_own_on_the_next_visit_of_the_card_and_after_another_field() {
    let mut day = on_the_card("Sensitive");
    day.keys("<Space>");
    let private = day.session().clone();
    day.keys("<Esc>e<End>");
    for _ in 0..20 {
        if day.screen().lines().any(|line| line.contains('▸') && line.contains("Printed as")) {
            break;
        }
        day.keys("<Up>");
    }
    day.keys("<Enter>").keys(NEW).keys("<Enter>");
    assert_ne!(*day.session(), private);
    day.keys("<Esc><C-z>");
    assert_eq!(*day.session(), private);
}

#[test]
fn on_the_card_who_says_the_same_is_kept_private_too() {
    let (mut day, ids) = said_three_times();
    day.keys("e<End>");
    for _ in 0..20 {
        if day.screen().lines().any(|line| line.contains('▸') && line.contains("Sensitive")) {
            break;
        }
        day.keys("<Up>");
    }
    day.keys("<Space>");
    assert!(flat(&day).contains("Kept private, and 2 that say the same."), "{}", day.screen());
    assert!(ids.iter().all(|id| day.session().notes.get(id).unwrap().sensitive));
    day.keys("<Down><Enter>").keys(NEW).keys("<Enter><Esc>");
    assert!(ids.iter().all(|id| day.session().notes.get(id).unwrap().public() == Some(NEW)));
    day.keys("<C-z>");
    assert!(!ids.iter().any(|id| day.session().notes.get(id).unwrap().sensitive));
}

#[test]
fn under_the_wall_nothing_tells_the_words_of_a_note_of_which_nothing_may_be_shown() {
    let mut day = Harness::empty();
    day.stage("Questions").keys(&format!("{OWN}<Enter>Something else<Enter><Esc><Home>"));
    let longer = format!("{OWN} again");
    day.outcome(Outcome::Edit(many(
        "pair",
        vec![
            change::<Note>(&NoteId::new("N002"), NoteChange::text(longer)),
            change::<Note>(&NoteId::new("N002"), NoteChange::question(QuestionId::new("Q4"))),
            change::<Note>(&NoteId::new("N001"), NoteChange::pair(Some(NoteId::new("N002")))),
        ],
    )));
    assert!(day.screen().contains(&format!("⇄ {OWN}")), "{}", day.screen());
    day.keys("v<Enter>");
    let screen = day.screen();
    assert!(!screen.contains("SecretZed") && screen.contains("⇄ N002"), "{screen}");
}

#[test]
fn undo_after_a_paste_takes_the_notes_and_not_older_text_of_the_line() {
    let mut day = Harness::empty();
    day.stage("Questions").keys("abc<C-u>");
    day.event(crate::tui::event::Event::Paste("one\ntwo\nthree".into()));
    day.keys("<Enter>");
    assert_eq!(day.session().notes.len(), 3);
    day.keys("<C-z>");
    assert_eq!(day.session().notes.len(), 0, "{}", day.screen());
    assert!(!day.screen().contains("abc"), "{}", day.screen());
}

#[test]
fn what_is_half_typed_stays_when_pasted_lines_become_notes() {
    let mut day = Harness::empty();
    day.stage("Questions").keys("half");
    day.event(crate::tui::event::Event::Paste("one\ntwo".into()));
    day.keys("<Enter>");
    assert!(day.screen().contains("half"), "{}", day.screen());
    day.keys("<C-z>");
    assert_eq!(day.session().notes.len(), 0);
    assert!(day.screen().contains("half"), "{}", day.screen());
}

#[test]
fn undo_after_a_speaker_was_named_does_not_bring_the_sign_back() {
    let mut day = Harness::sample();
    day.stage("Questions").keys("A note<Enter>@zoe<Enter>");
    let notes = day.session().notes.len();
    day.keys("<C-z>");
    assert_eq!(day.session().notes.len(), notes - 1, "{}", day.screen());
}
