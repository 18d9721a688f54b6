//! The wall as the facilitator uses it: what was there, what she does, what is there then.

use crate::session::{Note, NoteId, QuestionId, Session, Stance, Theme, ThemeId, edit};
use crate::tui::harness::Harness;

fn wall() -> Harness {
    let mut harness = Harness::sample();
    harness.stage("Themes");
    harness
}

fn theme_of(harness: &Harness, note: &str) -> Option<String> {
    let note = harness.session().get::<Note>(&NoteId::new(note)).expect("the note is there");
    note.theme.as_ref().map(ToString::to_string)
}

fn theme<'a>(harness: &'a Harness, id: &str) -> Option<&'a Theme> {
    harness.session().get::<Theme>(&ThemeId::new(id))
}

/// The cell where a text stands on the screen.
fn find(harness: &Harness, text: &str) -> (u16, u16) {
    let screen = harness.screen();
    let (y, row) = screen.lines().enumerate().find(|(_, row)| row.contains(text)).expect(text);
    let x = crate::text::width(&row[..row.find(text).expect("it is in the row")]);
    (u16::try_from(x).expect("on the screen"), u16::try_from(y).expect("on the screen"))
}

/// A day with this many notes, every tenth without a theme, in nine themes.
fn large(notes: usize) -> Session {
    let mut session = Harness::empty().session().clone();
    let themes: Vec<ThemeId> = (1..=9).map(|n| ThemeId::new(format!("T{n:02}"))).collect();
    for id in &themes {
        session.themes.push(Theme { id: id.clone(), name: format!("Theme {id}"), ..Theme::default() });
    }
    for n in 0..notes {
        session.notes.push(Note {
            id: NoteId::new(format!("N{n:05}")),
            question: QuestionId::new("Q1"),
            column: "main".into(),
            stance: Stance::AsIs,
            theme: (n % 10 > 0).then(|| themes[n % 10 - 1].clone()),
            text: format!("Number {n} of many"),
            ..Note::default()
        });
    }
    session
}

#[test]
fn a_lead_quote_is_told_when_it_is_chosen_and_when_it_goes() {
    let mut h = Harness::sample();
    h.stage("Themes").keys("<Right><Down>L");
    let first = h.screen();
    h.keys("L");
    let second = h.screen();
    let (chosen, gone) = ("is the lead quote of T", "has no lead quote any more");
    assert!(first.contains(chosen) || first.contains(gone), "{first}");
    assert!(second.contains(if first.contains(chosen) { gone } else { chosen }), "{second}");
}

#[test]
fn the_wall_says_how_many_themes_there_are_and_which_one_is_large() {
    let harness = wall();
    let screen = harness.screen();
    assert!(screen.contains("11 themes for 77 notes: workable · T07 holds 14: split?"), "{screen}");
    assert!(screen.contains("8 notes · 8 dots"), "{screen}");
    assert!(screen.contains("9 more →"), "{screen}");
}

#[test]
fn the_narrow_footer_shows_the_keys_of_the_moment() {
    let footer = |harness: &Harness| harness.screen().lines().last().unwrap_or_default().to_owned();
    let mut harness = Harness::sample();
    harness.stage("Themes").keys("<resize 66x18><Down>");
    let wall = footer(&harness);
    assert!(wall.contains("a looks alike") && wall.contains("all saved"), "{wall}");
    harness.keys("<resize 80x24>");
    assert!(footer(&harness).contains("d dots"), "{}", harness.screen());
    harness.keys("<resize 66x18><Space>");
    let marked = footer(&harness);
    for key in ["g to a theme", "n new theme", "s stack", "Esc unmark"] {
        assert!(marked.contains(key), "{key}: {marked}");
    }
    harness.keys("<Esc><Tab>");
    let name = footer(&harness);
    assert!(name.contains("r rename") && name.contains("G make a gap of it"), "{name}");
    harness.keys("d");
    assert!(footer(&harness).contains("Esc to the wall"), "{}", harness.screen());
    harness.keys("dballot by ballot themes<Enter><C-u>1<Enter>");
    let open = footer(&harness);
    harness.keys("<Enter>1 2 3<Enter>");
    assert!(footer(&harness).contains("Esc leaves"), "{}", harness.screen());
    harness.keys("<Esc><Down>");
    let balanced = footer(&harness);
    assert!(balanced.trim_start().starts_with("c closes it"), "{balanced}\n{open}");
}

#[test]
fn a_wall_without_notes_offers_only_what_it_can_do() {
    let mut harness = Harness::empty();
    harness.stage("Themes");
    let screen = harness.screen();
    let footer = screen.lines().last().unwrap_or_default();
    assert!(footer.contains("n new theme"), "{footer}");
    for dead in ["marks", "looks alike", "dots", "stack", "rename"] {
        assert!(!footer.contains(dead), "{dead}: {footer}");
    }
}

#[test]
fn nobody_is_named_on_the_wall() {
    let mut harness = wall();
    let mut seen = String::new();
    for _ in 0..12 {
        harness.keys("<resize 160x48><Tab><Down>");
        seen.push_str(&harness.screen());
    }
    for person in harness.session().people.iter() {
        assert!(!seen.contains(&person.name), "{} is on the wall", person.name);
    }
    assert!(!seen.contains("Mrs K."), "a sensitive note shows its public text");
    assert!(seen.contains("medical alarm"), "and that text is there");
}

#[test]
fn a_loner_goes_to_the_next_column_and_one_key_takes_it_back() {
    let mut harness = wall();
    let loner = harness.session().notes.iter().find(|n| n.theme.is_none()).map(|n| n.id.to_string());
    let loner = loner.expect("the sample has loners");
    harness.keys("<S-Right>");
    assert_eq!(theme_of(&harness, &loner).as_deref(), Some("T01"));
    harness.keys("<S-Right>");
    assert_eq!(theme_of(&harness, &loner).as_deref(), Some("T02"), "the cursor went along");
    harness.keys("<S-Left><S-Left>");
    assert_eq!(theme_of(&harness, &loner), None);
    harness.keys("<C-z><C-z><C-z><C-z>");
    assert_eq!(*harness.session(), *wall().session());
}

#[test]
fn marked_notes_become_a_theme_with_a_name() {
    let mut harness = wall();
    harness.keys("<Space><Space>");
    assert!(harness.screen().contains("✓ 2 marked"), "{}", harness.screen());
    harness.keys("NPeople would pay for calm<Enter>");
    let made = theme(&harness, "T12").expect("it is made");
    assert_eq!(made.name, "People would pay for calm");
    let notes = harness.session().notes.iter().filter(|n| n.theme == Some(ThemeId::new("T12")));
    assert_eq!(notes.count(), 2);
    assert_eq!(made.lead_quote, None, "which of them says it best, the room chooses");
    assert!(!harness.screen().contains("marked"));
    let screen = harness.screen();
    assert!(screen.contains("▸People would pay for") && screen.contains("is a new column."), "{screen}");
    harness.keys("<C-z>");
    assert_eq!(*harness.session(), *wall().session());
}

/// The numbers before “note” and “notes” on the screen, and before “without”.
fn counted(screen: &str, after: &str) -> Vec<usize> {
    let words: Vec<&str> = screen.split_whitespace().collect();
    let pairs = words.windows(2).filter(|pair| pair[1].trim_end_matches([':', ',']) == after);
    pairs.filter_map(|pair| pair[0].parse().ok()).collect()
}

#[test]
fn the_counts_on_the_wall_add_up_with_notes_stacked() {
    let mut harness = Harness::empty();
    harness.stage("Questions").keys("One<Enter>Two<Enter>Three<Enter>Four<Enter>");
    harness.stage("Themes");
    let ids: Vec<NoteId> = harness.session().notes.iter().map(|note| note.id.clone()).collect();
    // Two are stacked without a theme, one hangs in a theme.
    let stack = crate::session::moves::stack(harness.session(), &ids[..2]);
    harness.outcome(stack.expect("they can be stacked").into());
    let (_, edit) = crate::session::moves::new_theme(harness.session(), "Alone", &ids[3..]);
    harness.outcome(edit.into());
    let screen = harness.screen();
    assert!(screen.contains("1 theme · 3 notes without"), "{screen}");
    assert!(screen.contains("1 theme for 4 notes"), "{screen}");
    let mut columns = counted(&screen, "notes");
    columns.extend(counted(&screen, "note"));
    columns.sort_unstable();
    assert_eq!(columns, [1, 3, 3, 4], "{screen}");
}

#[test]
fn a_theme_needs_a_name() {
    let mut harness = wall();
    harness.keys("<Space>N<Enter>");
    assert_eq!(harness.session().themes.len(), 11);
    harness.keys("Calm<Enter>");
    assert_eq!(harness.session().themes.len(), 12);
}

#[test]
fn a_refused_name_that_is_left_keeps_the_marks() {
    let mut harness = wall();
    harness.keys("<Space><Space>N<Enter><Esc>");
    assert!(harness.screen().contains("✓ 2 marked"), "{}", harness.screen());
    harness.keys("NCalm<Enter>");
    let made = harness.session().notes.iter().filter(|n| n.theme == Some(ThemeId::new("T12")));
    assert_eq!(made.count(), 2);
}

#[test]
fn a_note_is_grouped_by_choosing_a_theme_or_typing_a_new_one() {
    let mut harness = wall();
    let loners: Vec<String> =
        harness.session().notes.iter().filter(|n| n.theme.is_none()).map(|n| n.id.to_string()).collect();
    harness.keys("gbill people<Enter>");
    assert_eq!(theme_of(&harness, &loners[0]).as_deref(), Some("T04"));
    harness.keys("gWhat others charge us<Enter>");
    assert_eq!(theme_of(&harness, &loners[1]).as_deref(), Some("T12"));
}

#[test]
fn a_theme_is_renamed_and_joined_to_another() {
    let mut harness = wall();
    harness.keys("<Tab>r<C-u>Everybody starts from zero<Enter>");
    assert_eq!(theme(&harness, "T01").map(|t| t.name.as_str()), Some("Everybody starts from zero"));
    harness.keys("Mhear about outages<Enter>");
    assert_eq!(theme(&harness, "T01"), None);
    assert_eq!(theme_of(&harness, "N026").as_deref(), Some("T02"));
    let gaps = harness.session().gaps.iter().filter(|g| g.themes.contains(&ThemeId::new("T02")));
    assert_eq!(gaps.count(), 2, "the gap of the joined theme came along");
    harness.keys("<C-z><C-z>");
    assert_eq!(*harness.session(), *wall().session());
}

#[test]
fn what_says_the_same_is_stacked_and_taken_apart_again() {
    let mut harness = wall();
    let before = harness.session().clone();
    harness.keys("<Space><Space>s");
    let under = harness.session().notes.iter().filter(|n| n.duplicate_of.is_some()).count();
    assert_eq!(under, 3, "two were stacked before");
    assert!(harness.screen().contains("×2"), "{}", harness.screen());
    harness.keys("u");
    assert_eq!(harness.session().notes, before.notes, "the same notes stand alone again");
    let revision = harness.work().revision();
    harness.keys("us");
    assert_eq!(harness.work().revision(), revision, "nothing to do changes nothing");
}

#[test]
fn a_note_leaves_its_theme_speaks_for_it_and_goes() {
    let mut harness = wall();
    harness.keys("<Right><Down>L");
    let lead = theme(&harness, "T01").and_then(|t| t.lead_quote.clone()).expect("there is one");
    assert_ne!(lead, NoteId::new("N026"), "another one leads now");
    harness.keys("o");
    assert_eq!(theme_of(&harness, lead.as_str()), None);
    assert_eq!(theme(&harness, "T01").and_then(|t| t.lead_quote.clone()), None);
    let count = harness.session().notes.len();
    harness.keys("x");
    assert_eq!(harness.session().notes.len(), count - 1);
    harness.keys("<C-z><C-z><C-z>");
    assert_eq!(*harness.session(), *wall().session());
}

#[test]
fn a_stack_that_goes_under_a_note_of_another_theme_goes_there_whole() {
    use crate::session::moves;
    let mut session = Harness::sample().session().clone();
    session.notes.each_mut(|_| true, |note| note.duplicate_of = None);
    let of = |theme: &str| -> Vec<NoteId> {
        let theme = ThemeId::new(theme);
        session
            .notes
            .iter()
            .filter(|note| note.theme.as_ref() == Some(&theme))
            .map(|note| note.id.clone())
            .collect()
    };
    let (one, other) = (of("T01"), of("T02"));
    let mut harness = Harness::with(session);
    let stack = moves::stack(harness.session(), &one[..2]).expect("two notes");
    harness.outcome(stack.into());
    let stack = moves::stack(harness.session(), &[other[0].clone(), one[0].clone()]).expect("two notes");
    harness.outcome(stack.into());
    for id in &one[..2] {
        let note = harness.session().notes.get(id).expect("it is there");
        assert_eq!(note.duplicate_of.as_ref(), Some(&other[0]));
        assert_eq!(note.theme.as_ref().map(ThemeId::as_str), Some("T02"), "{id}");
    }
}

#[test]
fn what_is_removed_is_told_with_the_way_back() {
    let mut harness = wall();
    harness.keys("x");
    assert!(harness.screen().contains("Note removed. Ctrl-Z brings it back."), "{}", harness.screen());
    harness.keys("<C-z><Tab><Tab>x");
    assert!(
        harness.screen().contains("removed, its notes stay. Ctrl-Z brings it back."),
        "{}",
        harness.screen()
    );
}

#[test]
fn several_notes_are_removed_only_after_a_yes() {
    let mut harness = wall();
    harness.keys("<Space><Space>x");
    assert_eq!(harness.session().notes.len(), 77);
    harness.keys("<Enter>");
    assert_eq!(harness.session().notes.len(), 75);
    harness.keys("<C-z>");
    assert_eq!(harness.session().notes.len(), 77);
}

#[test]
fn a_large_theme_is_split() {
    let mut harness = wall();
    harness
        .keys("<Tab><Tab><Tab><Tab><Tab><Tab><Tab><Down><Space><Space><Space>SPeople who cannot wait<Enter>");
    let size =
        |id: &str| harness.session().notes.iter().filter(|n| n.theme == Some(ThemeId::new(id))).count();
    assert!(size("T12") >= 3, "the marked notes, and what is stacked on them, went");
    assert_eq!(size("T07") + size("T12"), 14);
}

#[test]
fn columns_change_places() {
    let mut harness = wall();
    harness.keys("<Tab><Tab>K");
    let order: Vec<&str> = harness.session().themes.iter().map(|t| t.id.as_str()).take(3).collect();
    assert_eq!(order, ["T02", "T01", "T03"]);
    harness.keys(">>");
    let order: Vec<&str> = harness.session().themes.iter().map(|t| t.id.as_str()).take(3).collect();
    assert_eq!(order, ["T01", "T03", "T02"]);
}

#[test]
fn one_question_can_be_shown_alone() {
    let mut harness = wall();
    harness.keys("f");
    assert!(harness.screen().contains("only Q1"), "{}", harness.screen());
    assert!(harness.screen().contains(" of 8 notes"), "{}", harness.screen());
    harness.keys("<Esc>");
    assert!(!harness.screen().contains("only Q1"));
}

#[test]
fn a_theme_becomes_a_gap() {
    let mut harness = wall();
    harness.keys("<Tab>G");
    let gap = harness.session().gaps.iter().last().expect("there are gaps");
    assert_eq!((gap.title.as_str(), gap.themes.len()), ("Nobody owns the whole problem", 1));
    assert!(gap.perfect.starts_with("One person stays"), "{}", gap.perfect);
    assert!(gap.notes.len() >= 6);
    harness.keys("<C-z>");
    assert_eq!(*harness.session(), *wall().session());
}

#[test]
fn a_note_is_dragged_to_another_column() {
    let mut harness = wall();
    let (x, y) = find(&harness, "premium choice");
    let (to, _) = find(&harness, "Customers hear");
    let loner = harness.session().notes.iter().find(|n| n.text.contains("premium choice"));
    let loner = loner.map(|n| n.id.to_string()).expect("it is in the sample");
    harness.keys(&format!("<drag {x} {y} {to} 15>"));
    assert_eq!(theme_of(&harness, &loner).as_deref(), Some("T02"));
    harness.keys("<C-z>");
    assert_eq!(theme_of(&harness, &loner), None);
}

#[test]
fn dropping_a_note_outside_of_every_column_changes_nothing() {
    let mut harness = wall();
    let (x, y) = find(&harness, "premium choice");
    harness.keys(&format!("<drag {x} {y} {x} 0>"));
    assert_eq!(*harness.session(), *wall().session());
}

#[test]
fn a_click_selects_and_the_wheel_scrolls_the_column_below_it() {
    let mut harness = wall();
    let (x, y) = find(&harness, "The caller is often");
    harness.keys(&format!("<wheel down {x} {y}><wheel down {x} {y}>"));
    assert!(!harness.screen().contains("The caller is often"), "{}", harness.screen());
    assert!(harness.screen().contains("The caller is") || harness.screen().contains("↑ 2"));
    assert!(harness.screen().contains("premium choice"), "the other columns stay");
    let (x, y) = find(&harness, "Nobody owns the whole");
    harness.keys(&format!("<click {x} {y}>r<C-u>Mine<Enter>"));
    assert_eq!(theme(&harness, "T01").map(|t| t.name.as_str()), Some("Mine"));
}

#[test]
fn the_wall_works_on_the_smallest_projector() {
    let mut harness = wall();
    harness.keys("<resize 66x18><End><Down>");
    assert!(harness.screen().contains("How we work with"), "{}", harness.screen());
    assert!(harness.screen().contains("← 9 more"), "{}", harness.screen());
    harness.keys("<S-Left>");
    assert!(harness.screen().contains("Self-service"), "{}", harness.screen());
    harness.keys("<C-z>");
    assert_eq!(*harness.session(), *wall().session());
}

#[test]
fn before_the_first_theme_all_notes_fill_the_wall() {
    let mut session = wall().session().clone();
    let themes: Vec<ThemeId> = session.themes.iter().map(|t| t.id.clone()).collect();
    for id in themes {
        session
            .apply(&edit::remove::<Theme>(&id), &crate::session::Moment::default())
            .expect("a theme can go");
    }
    let mut harness = Harness::with(session);
    harness.stage("Themes");
    let screen = harness.screen();
    assert!(screen.contains("no theme yet: Space marks what belongs together"), "{screen}");
    let row = screen.lines().find(|row| row.matches("▀▀▀").count() > 3);
    assert!(row.is_some(), "several notes lie abreast\n{screen}");
    let before = harness.screen();
    harness.keys("<Right><Right><Down><Left><Up><Left>");
    assert_eq!(harness.screen(), before, "the arrows go round in a square");
}

#[test]
fn ten_thousand_notes_draw_only_what_is_in_view() {
    let mut harness = Harness::with(large(10_000));
    harness.stage("Themes").keys("<resize 80x24>");
    let screen = harness.screen();
    assert!(screen.contains("Number 0 of many"), "{screen}");
    assert!(screen.contains("↓ 9") && screen.contains("1000 notes"), "{screen}");
    harness.keys("<Right><Up><Up>").keys("<Tab>");
    for _ in 0..30 {
        harness.keys("<Down>");
    }
    let screen = harness.screen();
    assert!(screen.contains("Number 292 of many"), "the thirtieth note of the column is in view\n{screen}");
    assert!(screen.contains("Number 0 of many"), "the other columns stay where they were\n{screen}");
    assert!(screen.matches("Number").count() < 20, "{screen}");
    harness.keys("<S-Right>");
    assert_eq!(theme_of(&harness, "N00292").as_deref(), Some("T03"));
    assert!(harness.screen().contains("Number 292 of many"), "the cursor goes along\n{}", harness.screen());
}

#[test]
fn after_undo_the_cursor_points_at_something() {
    let mut harness = wall();
    harness.keys("nA new one<Enter><C-z><Down>x");
    assert_eq!(harness.session().themes.len(), 11);
    assert_eq!(harness.session().notes.len(), 76, "the cursor was on a note");
}

mod pictures {
    use super::*;

    #[test]
    fn the_sample_wall() {
        let mut harness = wall();
        for (name, size) in [("66x18", (66, 18)), ("80x24", (80, 24)), ("160x48", (160, 48))] {
            insta::assert_snapshot!(format!("sample_{name}"), harness.styled(size.0, size.1));
        }
    }

    #[test]
    fn the_empty_wall() {
        let mut harness = Harness::empty();
        harness.stage("Themes");
        for (name, size) in [("66x18", (66, 18)), ("80x24", (80, 24)), ("160x48", (160, 48))] {
            insta::assert_snapshot!(format!("empty_{name}"), harness.styled(size.0, size.1));
        }
    }

    #[test]
    fn marked_and_selected_notes() {
        let mut harness = wall();
        harness.keys("<Right><Space><Space>");
        insta::assert_snapshot!("marked_80x24", harness.styled(80, 24));
    }
}

#[test]
fn the_words_that_ask_for_a_split_lead_to_the_parts() {
    for size in ["66x18", "80x24", "160x48"] {
        let mut harness = wall();
        harness.keys(&format!("<resize {size}>"));
        let line =
            harness.screen().lines().find(|line| line.contains("split?")).unwrap_or_default().to_owned();
        assert!(line.contains("T07 holds 14: split?"), "whole words at {size}\n{}", harness.screen());
        harness.keys("/");
        let by_key = harness.screen();
        assert!(by_key.contains("14 notes: split?") && by_key.contains("Words that notes of"), "{by_key}");
        harness.keys("<Esc>");
        let (x, y) = find(&harness, "split?");
        harness.keys(&format!("<click {x} {y}>"));
        assert_eq!(harness.screen(), by_key, "{size}");
    }
}
