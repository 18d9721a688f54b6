//! Scenarios of the Questions stage: before, keys, after.

use crate::session::{NoteId, SessionStatus, Stance};
use crate::tui::event::Opened;
use crate::tui::harness::{Harness, styled};

fn empty() -> Harness {
    let mut harness = Harness::empty();
    harness.stage("Questions");
    harness
}

fn sample() -> Harness {
    let mut harness = Harness::sample();
    harness.stage("Questions");
    harness
}

#[test]
fn typing_and_enter_adds_a_note_and_nothing_else_is_needed() {
    let mut day = empty();
    day.keys("Older people living alone<Enter>Night-shift nurses<Enter>");
    let texts: Vec<&str> = day.session().notes.iter().map(|n| n.text.as_str()).collect();
    assert_eq!(texts, ["Older people living alone", "Night-shift nurses"]);
    assert_eq!(day.session().notes.at(0).unwrap().id.as_str(), "N001");
    assert_eq!(day.session().session.status, SessionStatus::Running);
    assert!(day.screen().contains("Night-shift nurses"));
}

#[test]
fn the_letter_q_and_a_question_mark_are_text_while_typing() {
    let mut day = empty();
    day.keys("quick? yes<Enter>");
    assert_eq!(day.session().notes.at(0).unwrap().text, "quick? yes");
}

#[test]
fn tab_changes_the_column_of_question_two_and_the_stance_follows() {
    let mut day = empty();
    day.keys("<Down>You tell me first<Enter><Tab>We learn it from Facebook 😡<Enter>");
    let notes: Vec<_> = day.session().notes.iter().collect();
    assert_eq!((notes[0].column.as_str(), &notes[0].stance), ("perfect", &Stance::Wish));
    assert_eq!((notes[1].column.as_str(), &notes[1].stance), ("today", &Stance::AsIs));
}

#[test]
fn the_speaker_repeats_and_the_wall_shows_a_level_but_never_a_name() {
    let mut day = sample();
    day.keys("@zoe<Enter>one more thing<Enter>and another<Enter>");
    let last: Vec<_> = day.session().notes.iter().rev().take(2).collect();
    assert!(last.iter().all(|n| n.author.as_ref().is_some_and(|p| p.as_str() == "P01")));
    assert!(day.screen().contains("front line"));
    assert!(!day.screen().contains("Zoë"));
    day.keys("@<Enter>from nobody<Enter>");
    assert_eq!(day.session().notes.iter().next_back().unwrap().author, None);
}

#[test]
fn a_star_and_a_number_stand_for_paper_notes() {
    let mut day = empty();
    day.keys("*7 nobody calls back<Enter>");
    assert_eq!(day.session().notes.at(0).unwrap().stands_for, Some(7));
    assert!(day.screen().contains("×7"));
    day.keys("*x what<Enter>");
    assert_eq!(day.session().notes.len(), 1);
    assert!(day.screen().contains("from 2 to 999, and then the text"));
}

#[test]
fn blocker_question_and_parking_lot_are_one_character_away() {
    let mut day = empty();
    day.keys("! Legal won't let us<Enter>? Why do people call twice?<Enter>+ second-hand routers<Enter>");
    let session = day.session();
    assert_eq!(session.blockers.at(0).unwrap().said, "Legal won't let us");
    assert!(!session.blockers.at(0).unwrap().check.is_empty());
    assert_eq!(session.information_needs.at(0).unwrap().question, "Why do people call twice?");
    assert_eq!(session.notes.at(0).unwrap().question.as_str(), "Q4");
    assert_eq!(session.parking_lot.at(0).unwrap().text, "second-hand routers");
}

#[test]
fn a_theme_is_for_the_next_note_only_and_is_made_if_it_is_new() {
    let mut day = empty();
    day.keys("#Nobody owns it<Enter>first<Enter>second<Enter>");
    let session = day.session();
    assert_eq!(session.themes.at(0).unwrap().name, "Nobody owns it");
    assert_eq!(session.notes.at(0).unwrap().theme.as_ref().unwrap().as_str(), "T01");
    assert_eq!(session.notes.at(1).unwrap().theme, None);
}

#[test]
fn a_name_that_nobody_has_holds_no_note_up() {
    let mut day = Harness::sample();
    day.stage("Questions");
    let before = day.session().notes.len();
    day.keys("@zoe<Enter>@Bbo Renters move a lot<Enter>");
    assert!(day.screen().contains("Nobody on the roster fits “Bbo”"), "{}", day.screen());
    day.keys("Shops close early<Enter>@Xyz<Enter>*7 Bakers at three<Enter>");
    let said: Vec<_> = day.session().notes.iter().skip(before).collect();
    let words: Vec<_> = said.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(words, ["Renters move a lot", "Shops close early", "Bakers at three"]);
    assert!(said.iter().all(|note| note.author.is_none()), "who it was before is not who it is now");
}

#[test]
fn signs_stand_behind_each_other_in_any_order() {
    let mut day = Harness::sample();
    day.stage("Questions");
    let before = day.session().notes.len();
    day.keys("*4 @zoe five on paper<Enter>@zoe #Nobody owns: hers<Enter>@zoe *3 three of hers<Enter>");
    let said: Vec<_> = day.session().notes.iter().skip(before).collect();
    let words: Vec<_> = said.iter().map(|n| (n.text.as_str(), n.stands_for, n.theme.is_some())).collect();
    assert_eq!(
        words,
        [("five on paper", Some(4), false), ("hers", None, true), ("three of hers", Some(3), false)]
    );
    assert!(said.iter().all(|note| note.author == said[0].author && note.author.is_some()));
}

#[test]
fn signs_stand_behind_each_other() {
    let mut day = empty();
    day.keys("*3 #Phone: nobody answers<Enter>#Phone: *2 the menu<Enter>*4 calls # and no answer<Enter>");
    let notes: Vec<_> =
        day.session().notes.iter().map(|n| (n.text.as_str(), n.stands_for, n.theme.is_some())).collect();
    assert_eq!(
        notes,
        [
            ("nobody answers", Some(3), true),
            ("the menu", Some(2), true),
            ("calls # and no answer", Some(4), false)
        ]
    );
    assert_eq!(day.session().themes.len(), 1);
}

#[test]
fn a_colon_parts_a_theme_from_the_note_that_goes_to_it() {
    let mut day = empty();
    day.keys("#Early birds: nurses on night shift<Enter>#early: nobody answers at six<Enter>third<Enter>");
    let session = day.session();
    assert_eq!(session.themes.iter().map(|theme| theme.name.as_str()).collect::<Vec<_>>(), ["Early birds"]);
    let notes: Vec<_> = session.notes.iter().map(|n| (n.text.as_str(), n.theme.is_some())).collect();
    assert_eq!(notes, [("nurses on night shift", true), ("nobody answers at six", true), ("third", false)]);
    day.keys("<C-z><C-z><C-z>");
    assert!(day.session().themes.is_empty() && day.session().notes.is_empty(), "a step each");
}

#[test]
fn pasted_lines_are_counted_asked_about_and_undone_together() {
    let mut day = empty();
    day.keys("<paste one\\n\\n- two\\nthree>");
    assert!(day.screen().contains("3 notes?"), "{}", day.screen());
    day.keys("<Enter>");
    assert_eq!(day.session().notes.len(), 3);
    assert_eq!(day.session().notes.at(1).unwrap().text, "two");
    day.keys("<C-z>");
    assert_eq!(day.session().notes.len(), 0);
    day.keys("<C-y>");
    assert_eq!(day.session().notes.len(), 3);
}

#[test]
fn a_second_paste_while_the_first_is_asked_about_comes_to_it() {
    let mut day = empty();
    day.keys("<paste one\\ntwo><paste three\\nfour>");
    assert!(day.screen().contains("4 notes?"), "{}", day.screen());
    day.keys("<paste and a single line>");
    assert!(day.screen().contains("4 notes?"), "{}", day.screen());
    day.keys("<Enter>");
    assert_eq!(day.session().notes.len(), 4);
    day.keys("<Enter>");
    assert_eq!(day.session().notes.at(4).unwrap().text, "and a single line");
    day.keys("<paste five\\nsix>");
    assert!(day.screen().contains("2 notes?"), "{}", day.screen());
}

#[test]
fn what_is_typed_while_pasted_lines_are_asked_about_answers_nothing_and_is_in_the_line() {
    let mut day = empty();
    day.keys("<paste one\\ntwo>nobody, yet");
    assert!(day.screen().contains("2 notes?"), "{}", day.screen());
    assert_eq!(day.session().notes.len(), 0);
    day.keys("<Enter><Enter>");
    let texts: Vec<_> = day.session().notes.iter().map(|note| note.text.clone()).collect();
    assert_eq!(texts, ["one", "two", "nobody, yet"]);
}

#[test]
fn pasted_lines_that_are_left_out_come_back_with_ctrl_z() {
    let mut day = empty();
    day.keys("first<Enter><paste one\\ntwo\\nthree><Esc>");
    assert!(day.screen().contains("3 pasted lines left out. Ctrl-Z asks again."), "{}", day.screen());
    day.keys("<C-z>");
    assert!(day.screen().contains("3 notes?"), "{}", day.screen());
    day.keys("<Enter>");
    assert_eq!(day.session().notes.len(), 4);
    day.keys("<paste four\\nfive>typed<Esc><C-z>");
    assert!(day.screen().contains("2 notes?"), "what was typed meanwhile stays: {}", day.screen());
    day.keys("<Esc>and on<C-z><C-z>");
    assert!(
        !day.screen().contains("2 notes?"),
        "what was typed meanwhile is taken back, then the step before"
    );
}

#[test]
fn a_stray_letter_answers_no_question_and_is_not_swallowed_without_a_word() {
    let mut day = Harness::sample();
    day.stage("Questions").keys("<Esc><paste one\\ntwo>y");
    assert!(
        day.screen().contains("2 notes?") && day.screen().contains("Enter or Esc first"),
        "{}",
        day.screen()
    );
}

#[test]
fn a_sign_alone_is_no_note() {
    for sign in ["!", "?", "+"] {
        let mut day = empty();
        day.keys(&format!("{sign}<Enter>"));
        assert_eq!(day.session().notes.len(), 0);
        let said = format!("{sign} and then the text, please");
        assert!(day.screen().contains(&said), "{}", day.screen());
        day.keys("<BSpace>a note<Enter>");
        assert_eq!(day.session().notes.len(), 1);
    }
}

#[test]
fn a_note_that_is_too_long_is_refused_and_stays_in_the_line() {
    let mut day = empty();
    let long = "x".repeat(1001);
    day.keys(&format!("{long}<Enter>"));
    assert_eq!(day.session().notes.len(), 0);
    assert!(day.screen().contains("1000 is the limit"), "{}", day.screen());
    day.keys("<BSpace><Enter>");
    assert_eq!(day.session().notes.len(), 1);
}

#[test]
fn half_typed_text_is_there_again_after_a_crash_and_not_added_by_itself() {
    let mut day = empty();
    day.keys("half a thou");
    let kept: std::collections::BTreeMap<String, String> = day
        .effects
        .iter()
        .filter_map(|effect| match effect {
            crate::tui::effect::Effect::Keep(key, Some(text)) => Some((key.clone(), text.clone())),
            _ => None,
        })
        .collect();
    assert_eq!(kept.get("capture").map(String::as_str), Some("half a thou"));
    let session = day.session().clone();
    let mut again =
        Harness::opened(Opened { session, path: "day.json".into(), read_only: None, kept, notice: None });
    assert_eq!(again.work().stage().name(), "Questions");
    assert!(again.screen().contains("Recovered"));
    assert_eq!(again.session().notes.len(), 0);
    again.keys("ght<Enter>");
    assert_eq!(again.session().notes.at(0).unwrap().text, "half a thought");
}

#[test]
fn on_the_wall_letters_are_commands_and_enter_goes_back_to_typing() {
    let mut day = empty();
    day.keys("first<Enter>second<Enter><Esc>x");
    assert_eq!(day.session().notes.len(), 1);
    day.keys("<C-z>w");
    assert_eq!(day.session().notes.len(), 2);
    assert!(day.session().notes.iter().any(|n| n.stance == Stance::Wish));
    day.keys("<Enter>third<Enter>");
    assert_eq!(day.session().notes.len(), 3);
}

#[test]
fn a_note_moves_to_the_other_column_by_key_and_by_mouse() {
    let mut day = empty();
    day.keys("<Down>in the wrong place<Enter><Esc>m");
    let note = day.session().notes.at(0).unwrap().clone();
    assert_eq!((note.column.as_str(), note.stance), ("today", Stance::AsIs));
    let screen = day.screen();
    let row = screen.lines().position(|l| l.contains("in the wrong")).unwrap();
    let column = screen.lines().nth(row).unwrap().find("in the wrong").unwrap();
    day.keys(&format!("<drag {} {row} 4 {row}>", column + 2));
    assert_eq!(day.session().notes.at(0).unwrap().column.as_str(), "perfect");
}

#[test]
fn paper_notes_are_counted_and_the_debt_is_said() {
    let mut day = empty();
    day.keys("one<Enter><Esc>p84<Enter>");
    assert!(day.screen().contains("paper 84 · typed 1 · 83 owed"), "{}", day.screen());
}

#[test]
fn a_sensitive_note_shows_only_its_public_text_on_the_wall() {
    let mut day = sample();
    let secret = day.session().notes.iter().find(|n| n.sensitive).unwrap().clone();
    day.keys(&format!("<Esc>{}", secret.question.as_str().trim_start_matches('Q')));
    for _ in 0..40 {
        assert!(!day.screen().contains(&secret.text[..30]));
        day.keys("<Down>");
    }
}

#[test]
fn no_name_of_an_author_is_on_any_question() {
    let mut day = sample();
    for size in ["66x18", "160x48"] {
        for question in 1..=4 {
            day.keys(&format!("<resize {size}><Esc>{question}"));
            for _ in 0..3 {
                let screen = day.screen();
                for person in day.session().people.iter() {
                    assert!(!screen.contains(&person.name), "{} on question {question}", person.name);
                }
                day.keys("<Down><Down><Down><Down>");
            }
        }
    }
}

#[test]
fn the_newest_note_is_always_in_sight_while_typing() {
    let mut day = empty();
    day.keys("<resize 66x18>");
    for i in 0..60 {
        day.keys(&format!("note number {i}<Enter>"));
        assert!(day.screen().contains(&format!("note number {i}")), "{}", day.screen());
    }
}

#[test]
fn the_stage_looks_as_it_should() {
    for (name, mut day) in [("sample", sample()), ("empty", empty())] {
        day.keys("<Down>");
        for (width, height) in [(66, 18), (80, 24), (160, 48)] {
            insta::assert_snapshot!(format!("questions_{name}_{width}x{height}"), day.styled(width, height));
        }
    }
}

#[test]
fn the_hint_the_links_and_the_probes_look_as_they_should() {
    let surfaces = [
        ("wish_typed", "1We should have one login", ""),
        ("links", "1", "B<Up>NP"),
        ("pair_list", "2", "<Down>c"),
        ("probes_departments", "1", "ooo"),
        ("probes_wishes", "1", "oooooooo"),
    ];
    for (name, typed, wall) in surfaces {
        for (width, height) in [(66, 18), (80, 24), (160, 48)] {
            let mut day = sample();
            let (question, typed) = typed.split_at(1);
            day.keys(&format!("<resize {width}x{height}><Esc>{question}"));
            if typed.is_empty() {
                day.keys(wall);
            } else {
                day.keys(&format!("<Enter>{typed}"));
            }
            insta::assert_snapshot!(format!("questions_{name}_{width}x{height}"), day.styled(width, height));
        }
    }
}

#[test]
fn a_speaker_and_the_note_may_stand_in_one_line() {
    let mut day = sample();
    day.keys("@zoe the queue is long on Mondays<Enter>and on Fridays<Enter>");
    let last: Vec<_> = day.session().notes.iter().rev().take(2).collect();
    assert_eq!(last[1].text, "the queue is long on Mondays");
    assert!(last.iter().all(|n| n.author.as_ref().is_some_and(|p| p.as_str() == "P01")));
}

#[test]
fn looking_at_a_minimal_file_changes_nothing_and_the_four_questions_are_there() {
    let text = r#"{"format":"cx-workshop-session","schema_version":1,"session":{}}"#;
    let mut day = Harness::with(crate::shelf::format::read(text.as_bytes()).unwrap());
    assert_eq!(day.work().revision(), 0);
    day.stage("Questions");
    assert!(day.screen().contains("Who are your customers?"));
    day.keys("a first note<Enter>");
    assert_eq!(day.session().questions.len(), 4);
    assert_eq!(day.session().notes.len(), 1);
}

#[test]
fn a_wish_on_an_as_is_board_gets_a_quiet_question_and_enter_still_adds_it() {
    let mut day = empty();
    day.keys("<resize 160x48>We should have one login");
    assert!(day.screen().contains("Is this how it works today, or how we would like it?"));
    day.keys("<resize 66x18>");
    assert!(day.screen().contains("How it works today, or a wish? Ctrl-V: to Perfect"), "{}", day.screen());
    day.keys("<Enter>");
    assert_eq!(day.session().notes.at(0).unwrap().text, "We should have one login");
    day.keys("Customers call three times");
    assert!(!day.screen().contains("or a wish?"));
    day.keys("<C-u>Wir sollten einen Zugang haben");
    assert!(day.screen().contains("or a wish?"));
}

#[test]
fn in_the_column_perfect_a_wish_is_at_home_and_nothing_is_asked() {
    let mut day = empty();
    day.keys("<Down>We should have one login");
    assert!(!day.screen().contains("or a wish?") && !day.screen().contains("Is this how"));
}

#[test]
fn one_key_puts_what_is_typed_into_perfect_and_asks_what_happens_instead() {
    let mut day = empty();
    day.keys("We should call back<C-v>");
    assert!(day.screen().contains("What happens instead today?"), "{}", day.screen());
    day.keys("They call three times<Enter>");
    let notes: Vec<_> = day.session().notes.iter().cloned().collect();
    assert_eq!((notes[0].question.as_str(), notes[0].column.as_str()), ("Q2", "perfect"));
    assert_eq!((notes[0].stance.clone(), notes[1].stance.clone()), (Stance::Wish, Stance::AsIs));
    assert_eq!((notes[1].column.as_str(), notes[1].pair.clone()), ("today", Some(notes[0].id.clone())));
    assert!(!day.screen().contains("We should call back"), "the line is empty for the next note");
    day.keys("<C-z>");
    assert_eq!(day.session().notes.len(), 1);
    day.keys("<C-z>");
    assert_eq!(day.session().notes.len(), 0);
}

#[test]
fn one_key_moves_a_note_to_perfect_and_escape_leaves_the_answer_for_later() {
    let mut day = empty();
    day.keys("Ideally one bill<Enter><Esc>");
    assert!(day.screen().contains("r: to Perfect"), "{}", day.screen());
    day.keys("r<Esc>");
    let note = day.session().notes.at(0).unwrap().clone();
    assert_eq!((note.question.as_str(), note.column.as_str(), note.stance), ("Q2", "perfect", Stance::Wish));
    assert_eq!(day.session().notes.len(), 1);
    day.keys("<C-z>");
    assert_eq!(day.session().notes.at(0).unwrap().question.as_str(), "Q1");
}

#[test]
fn two_notes_are_linked_from_a_list_shown_on_both_sides_and_taken_apart() {
    let mut day = empty();
    day.keys("<Down>You tell me first<Enter><Tab>We learn it from Facebook<Enter><Esc>c<Enter>");
    assert_eq!(day.session().notes.at(1).unwrap().pair.as_ref().unwrap().as_str(), "N001");
    assert!(day.screen().contains("⇄ You tell me first"), "{}", day.screen());
    day.keys("<Tab>");
    assert!(day.screen().contains("⇄ We learn it from Facebook"), "{}", day.screen());
    day.keys("e");
    assert!(day.screen().contains("Also goes with"), "{}", day.screen());
    day.keys("<Esc>C");
    assert_eq!(day.session().notes.at(1).unwrap().pair, None);
    assert!(!day.screen().contains('⇄'));
}

#[test]
fn a_note_may_be_new_to_the_room_and_that_is_counted() {
    let mut day = empty();
    day.keys("Billing sends two letters<Enter><Esc>N");
    assert!(day.session().notes.at(0).unwrap().new_to_room);
    assert!(day.screen().contains("1 new to the room"), "{}", day.screen());
    day.keys("N");
    assert!(!day.session().notes.at(0).unwrap().new_to_room);
    assert!(!day.screen().contains("1 new to the room"));
}

#[test]
fn one_key_makes_a_blocker_a_parked_item_a_need_a_gap_or_an_open_question_of_a_note() {
    let mut day = empty();
    day.keys("Legal won't let us<Enter><Esc>B");
    assert!(!day.session().blockers.at(0).unwrap().check.is_empty());
    day.keys("BPPIIGGO");
    let session = day.session();
    assert_eq!((session.blockers.len(), session.parking_lot.len(), session.gaps.len()), (1, 1, 1));
    assert_eq!(session.notes.iter().filter(|n| n.question.as_str() == "Q4").count(), 1);
    assert!(day.screen().contains("→ N002, BL1, PL1, I1, G01"), "{}", day.screen());
    day.keys("O");
    assert!(day.screen().contains("an open question already: N002"), "{}", day.screen());
    day.keys("x");
    let session = day.session();
    assert!(
        session.blockers.at(0).unwrap().note.is_none() && session.parking_lot.at(0).unwrap().note.is_none()
    );
    day.keys("<C-z>");
    assert_eq!(day.session().blockers.at(0).unwrap().note.as_ref().unwrap().as_str(), "N001");
}

#[test]
fn a_note_that_supports_a_gap_becomes_one_of_its_own_on_the_second_press() {
    let mut day = empty();
    day.keys("Parcels come late<Enter>Nobody answers<Enter><Esc>");
    let gap = crate::session::Gap {
        title: "Late and silent".into(),
        notes: vec!["N001".into(), "N002".into()],
        ..Default::default()
    };
    day.outcome(crate::session::edit::add(gap).into()).keys("G");
    assert!(day.screen().contains("It supports G01. The same key again makes a gap of its own."));
    assert_eq!(day.session().gaps.len(), 1);
    day.keys("<Down>").keys("G");
    assert_eq!(day.session().gaps.len(), 1, "another note is asked anew: {}", day.screen());
    day.keys("G");
    assert_eq!(day.session().gaps.len(), 2, "{}", day.screen());
    day.keys("G");
    assert!(day.screen().contains("a gap already"), "{}", day.screen());
    day.keys("G");
    assert_eq!(day.session().gaps.len(), 2);
}

#[test]
fn a_note_with_an_open_question_has_its_need_already_and_its_line_says_both() {
    let mut day = empty();
    day.keys("Nobody counts repeat calls<Enter><Esc>O");
    assert!(day.screen().contains("→ N002, I1"), "{}", day.screen());
    day.keys("I");
    assert_eq!(day.session().information_needs.len(), 1);
    assert!(day.screen().contains("an information need already: I1"), "{}", day.screen());
}

#[test]
fn a_need_that_was_there_first_is_the_need_of_the_open_question() {
    let mut day = empty();
    day.keys("Nobody counts repeat calls<Enter><Esc>I");
    assert!(day.screen().contains("→ I1"), "{}", day.screen());
    day.keys("O");
    let needs: Vec<_> = day.session().information_needs.iter().map(|need| need.note.clone()).collect();
    assert_eq!(needs, [Some("N002".into())]);
    assert!(day.screen().contains("→ N002, I1"), "{}", day.screen());
    day.keys("I");
    assert!(day.screen().contains("an information need already: I1"), "{}", day.screen());
    day.keys("<C-z>");
    assert_eq!(day.session().information_needs.at(0).unwrap().note, Some("N001".into()));
    assert_eq!(day.session().notes.len(), 1);
}

#[test]
fn a_line_that_was_entered_stays_in_the_drafts_until_the_file_has_it() {
    use crate::tui::effect::Effect;
    use crate::tui::event::{Event, SaverNews};
    let forgets = |day: &Harness| {
        day.effects.iter().filter(|e| matches!(e, Effect::Keep(key, None) if key == "capture")).count()
    };
    let mut day = empty();
    day.disk_fails = true;
    day.keys("Nobody calls back<Enter>").wait(5000);
    assert_eq!((day.session().notes.len(), forgets(&day)), (1, 0), "a dying program still has the line");
    let revision = day.work().revision();
    day.event(Event::Saver(SaverNews::Saved(revision, day.now.local.time())));
    assert_eq!(forgets(&day), 1);
    day.disk_fails = false;
    day.keys("The bill is late<Enter>");
    assert_eq!(forgets(&day), 2, "on a disk that works it goes at once");
}

#[test]
fn probes_are_paged_through_by_department_by_stage_and_from_wish_to_today() {
    for size in ["66x18", "80x24", "160x48"] {
        let mut day = sample();
        day.keys(&format!("<resize {size}>"));
        let mut seen = String::new();
        for _ in 0..30 {
            day.keys("<C-k>");
            seen.push_str(&day.screen());
        }
        let flat = seen.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in [
            "By department",
            "Contact centre:",
            "By stage of the journey",
            "Something breaks:",
            "From wish to today",
            "“Ideally …”:",
        ] {
            assert!(flat.contains(words), "{words} at {size}");
        }
    }
}

#[test]
fn a_grounded_day_is_said_and_a_wishful_one_is_asked_for_the_last_real_customer() {
    let mut day = sample();
    day.keys("<resize 160x48>");
    assert!(day.screen().contains("94% describe today: grounded"), "{}", day.screen());
    let mut day = empty();
    day.keys("<resize 160x48>one<Enter>");
    assert!(day.screen().contains("too early to say"));
    day.keys("two<Enter>three<Enter>four<Enter>five<Enter><Esc>w<Left>w<Left>w<Enter>");
    assert!(day.screen().contains("40% describe today: wishful"), "{}", day.screen());
    assert!(day.screen().contains("The last real customer"), "{}", day.screen());
}

#[test]
fn no_name_of_an_author_is_anywhere_on_the_stage() {
    let mut day = sample();
    let authors: std::collections::HashSet<_> =
        day.session().notes.iter().filter_map(|note| note.author.clone()).collect();
    let people: Vec<_> = day.session().people.iter().filter(|p| authors.contains(&p.id)).cloned().collect();
    assert!(people.len() > 5);
    let steps = [
        "<Esc>",
        "<C-k>",
        "<C-k>",
        "<C-k>",
        "<C-k>",
        "<C-k>",
        "<C-k>",
        "<Esc>1",
        "o",
        "o",
        "o",
        "o",
        "o",
        "o",
        "2",
        "3",
        "4",
        "<Down><Down>",
        "2c",
        "<Esc>",
        "t",
        "<Esc>",
        "e",
        "<Esc>",
        "r",
        "<Esc>",
        "N",
        "B",
        "O",
        "A",
        "<Esc>",
        "p",
        "<Esc>",
        "Q",
        "<Esc>",
        "n",
        "@z",
        "<C-u>",
        "<C-f>tell",
        "<Esc>",
        "<C-p>",
        "<Esc>",
    ];
    for size in ["66x18", "80x24", "160x48"] {
        day.keys(&format!("<resize {size}>"));
        for step in steps {
            day.keys(step);
            let screen = day.screen();
            for person in &people {
                let last = person.name.split(' ').next_back().unwrap_or_default();
                assert!(
                    !screen.contains(&person.name) && !screen.contains(last),
                    "{} after {step} at {size}:\n{screen}",
                    person.name
                );
            }
        }
    }
}

/// A day with a note of question 1 of which a gap, a need, a blocker and a parked item were made.
fn a_note_with_copies() -> (Harness, NoteId) {
    let mut day = Harness::sample();
    day.stage("Questions");
    day.keys("SecretZed Jones screamed at a customer<Enter><Esc><End>PBGI");
    let note = day.session().notes.iter().find(|n| n.text.starts_with("SecretZed")).unwrap().id.clone();
    let exposed = day.session().exposed();
    assert!(exposed.is_empty(), "{exposed:?}");
    (day, note)
}

fn flat(day: &Harness) -> String {
    day.screen().split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ")
}

#[test]
fn the_words_to_print_instead_go_into_everything_that_was_made_of_the_note_and_back_in_one_step() {
    let (mut day, note) = a_note_with_copies();
    let before = day.session().clone();
    day.keys("v");
    let asked = flat(&day);
    assert!(asked.contains("What may be printed instead?"), "{asked}");
    for id in ["BL6", "PL5", "I7", "G17"] {
        assert!(asked.contains(id), "{id}: {asked}");
    }
    assert_eq!(day.session().exposed().len(), 4);
    day.keys("A customer was met rudely<Enter>");
    let session = day.session();
    assert!(session.exposed().is_empty(), "{:?}", session.exposed());
    assert_eq!(session.notes.get(&note).unwrap().public(), Some("A customer was met rudely"));
    assert!(session.blockers.iter().any(|b| b.said == "A customer was met rudely"));
    assert!(session.gaps.iter().any(|g| g.title == "A customer was met rudely"));
    assert!(session.parking_lot.iter().any(|p| p.text == "A customer was met rudely"));
    assert!(session.information_needs.iter().any(|n| n.question == "A customer was met rudely"));
    day.keys("<C-f>SecretZed");
    let found = flat(&day);
    assert!(!found.contains("Jones screamed"), "{found}");
    day.keys("<Esc><C-z>");
    assert_eq!(*day.session(), before);
}

#[test]
fn who_leaves_the_copies_as_they_are_is_told_where_the_way_out_is_told() {
    for leave in ["<Tab>A customer was met rudely<Enter>", "<Esc>", "<Enter>"] {
        let (mut day, _) = a_note_with_copies();
        day.keys("v").keys(leave);
        let exposed = day.session().exposed();
        assert_eq!(exposed, ["BL6", "PL5", "I7", "G17"], "{leave}");
        let verdicts = crate::rules::Verdicts::of(day.session());
        let told: Vec<&str> = verdicts.ready.good_to_know().map(|f| f.sentence.as_str()).collect();
        let line = "BL6, PL5, I7 and G17 still hold the words of a note that is kept private: reword them.";
        assert!(told.contains(&line), "{leave}: {told:?}");
        day.stage("Synopsis").keys("e");
        let card = flat(&day);
        assert!(card.contains("still hold the words of a note"), "{leave}: {card}");
    }
}

#[test]
fn where_else_the_words_go_is_said_under_the_box() {
    let (mut day, _) = a_note_with_copies();
    day.keys("v");
    for size in ["66x18", "80x24", "160x48"] {
        day.keys(&format!("<resize {size}>"));
        insta::assert_snapshot!(format!("kept_private_with_copies_{size}"), styled(&day.buffer()));
    }
}

#[test]
fn a_note_moves_where_the_label_of_its_key_says() {
    let mut day = Harness::empty();
    day.stage("Questions").keys("Alpha<Enter>Bravo<Enter>Charlie<Enter><Esc><Home>");
    let order = |day: &Harness| {
        let screen = day.screen();
        let mut words = ["Alpha", "Bravo", "Charlie"].map(|word| (screen.find(word), word));
        words.sort_unstable();
        words.map(|(at, word)| at.map_or("missing", |_| word))
    };
    assert_eq!(order(&day), ["Alpha", "Bravo", "Charlie"], "{}", day.screen());
    day.keys("J");
    assert_eq!(order(&day), ["Bravo", "Alpha", "Charlie"], "later: {}", day.screen());
    day.keys("K");
    assert_eq!(order(&day), ["Alpha", "Bravo", "Charlie"], "earlier: {}", day.screen());
    let label = |name: &str| super::KEYS.iter().find(|row| row.name == name).map(|row| row.label);
    assert_eq!(label("notes.later"), Some("one place later"));
    assert_eq!(label("notes.earlier"), Some("one place earlier"));
}

#[test]
fn a_part_of_a_name_does_not_become_words_on_the_wall() {
    let mut day = Harness::sample();
    day.stage("Questions");
    let before = day.session().notes.len();
    day.keys("@Bob Renter nobody calls back<Enter>");
    let note = day.session().notes.at(before).unwrap().clone();
    let said = day.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(note.sensitive && said.contains("private in case of a name"), "{said}");
    day.keys("@Bob nobody calls back<Enter>");
    assert!(!day.session().notes.at(before + 1).unwrap().sensitive);
}

#[test]
fn a_theme_whose_own_name_has_a_colon_is_chosen_by_it() {
    let mut day = empty();
    day.keys("#Money:<Enter>one<Enter>#Money: refunds<Enter>#Money:<Enter>two<Enter>");
    let session = day.session();
    assert_eq!(session.themes.iter().map(|t| t.name.as_str()).collect::<Vec<_>>(), ["Money"]);
    let notes: Vec<_> = session.notes.iter().map(|n| (n.text.as_str(), n.theme.is_some())).collect();
    assert_eq!(notes, [("one", true), ("refunds", true), ("two", true)]);
}
