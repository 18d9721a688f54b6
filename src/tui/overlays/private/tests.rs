//! The private panel, as the facilitator meets it.

use insta::assert_snapshot;

use crate::session::{BlockChange, Clock, edit};
use crate::tui::harness::Harness;
use crate::tui::overlays::tests::sheet_only;

const SIZES: [(u16, u16); 3] = [(66, 18), (80, 24), (160, 48)];
const PAGES: [&str; 4] = ["1", "2", "3", "4"];

fn at(stage: &str, size: &str, keys: &str) -> Harness {
    let mut harness = Harness::sample();
    harness.stage(stage).keys(&format!("<resize {size}>")).keys("<C-l>").keys(keys);
    harness
}

/// The words of the screen, however they wrap.
fn words(harness: &Harness) -> String {
    let screen = harness.screen().replace(['│', '╭', '╮', '╰', '╯', '█', '┃'], " ");
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_page_stands_under_the_band_closes_by_itself_and_on_navigation() {
    for page in PAGES {
        for size in ["66x18", "80x24", "160x48", "40x12"] {
            let mut harness = at("Themes", size, page);
            assert!(harness.screen().contains("NOT FOR THE ROOM"), "{page} {size}\n{}", harness.screen());
            harness.wait(19);
            assert!(harness.screen().contains("NOT FOR THE ROOM"), "{page} {size}");
            harness.wait(1);
            assert!(harness.work().overlays().is_empty(), "{page} {size}");
        }
        let mut harness = at("Themes", "80x24", page);
        harness.keys("<PgDn>");
        assert!(harness.work().overlays().is_empty(), "{page}");
        assert_eq!(harness.work().stage().name(), "Gaps");
    }
}

#[test]
fn tab_goes_through_the_pages_and_a_click_on_a_name_opens_one() {
    let mut harness = at("Questions", "66x18", "");
    assert!(words(&harness).contains("Speaking order, executives last"), "{}", harness.screen());
    for wanted in ["Voice", "Probes for", "If the executives had said nothing", "Speaking order"] {
        harness.keys("<Tab>");
        assert!(words(&harness).contains(wanted), "{wanted}\n{}", harness.screen());
    }
    harness.keys("<BTab>");
    assert!(words(&harness).contains("If the executives had said nothing"));
    let screen = harness.screen();
    let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains("2 Voice")).expect("a name");
    let column = line.split("2 Voice").next().unwrap_or_default().chars().count();
    harness.keys(&format!("<click {column} {row}>"));
    assert!(words(&harness).contains("Voice in"), "{}", harness.screen());
}

#[test]
fn down_goes_through_the_whole_order_to_the_executives_and_up_comes_back() {
    let mut harness = at("Questions", "66x18", "");
    let round = super::turn::Round::of(harness.session(), 0, None, &harness.now.moment());
    let last = round.queue.last().map(|id| super::name(harness.session(), id)).expect("somebody is present");
    assert!(!words(&harness).contains(&last), "{}", harness.screen());
    harness.keys(&"<Down>".repeat(20));
    assert!(words(&harness).contains(&last), "{last}\n{}", harness.screen());
    harness.keys(&"<Up>".repeat(20));
    assert!(words(&harness).contains("Speaking order, executives last"), "{}", harness.screen());
}

#[test]
fn the_pages_fit_the_projectors_grid_without_being_cut() {
    for page in PAGES {
        let mut harness = at("Questions", "66x18", page);
        let first = harness.screen();
        assert!(first.contains("closes in 20 s") && first.contains("4 What if"), "{first}");
        harness.keys("jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj");
        assert!(harness.screen().contains("4 What if"), "the names of the pages stay");
    }
}

#[test]
fn a_speaker_is_not_skipped_by_a_key_pressed_on_another_page() {
    let mut harness = at("Questions", "80x24", "2");
    harness.keys("<Space>");
    assert!(words(&harness).contains("Speaking order"), "the order is shown first");
    let first = harness.screen().lines().find(|line| line.contains('▸')).map(str::to_owned);
    harness.keys("<Space>");
    assert_ne!(harness.screen().lines().find(|line| line.contains('▸')).map(str::to_owned), first);
}

/// Who is to speak now.
fn speaker(harness: &Harness) -> String {
    harness.screen().lines().find(|line| line.contains('▸')).unwrap_or_default().to_owned()
}

#[test]
fn undo_in_the_panel_takes_back_a_turn_and_never_a_step_of_the_day_behind_it() {
    let mut harness = Harness::sample();
    harness.stage("Questions");
    harness.outcome(edit::remove::<crate::session::Note>(&"N001".into()).into());
    let revision = harness.work().revision();
    harness.keys("<C-l>");
    let first = speaker(&harness);
    harness.keys("<C-z>");
    assert!(words(&harness).contains("Nothing to take back here. Esc leaves;"), "{}", harness.screen());
    harness.keys("<Space>");
    let second = speaker(&harness);
    assert_ne!(first, second);
    harness.keys("<Space><C-z>");
    assert_eq!(speaker(&harness), second, "the last turn alone");
    harness.keys("2<C-z>");
    assert_eq!(speaker(&harness), first, "the order comes up, so that it is seen");
    harness.keys("<C-y>");
    assert_eq!(speaker(&harness), second);
    harness.keys("<C-y><C-y>");
    assert!(words(&harness).contains("Nothing to do again here. Esc leaves;"), "{}", harness.screen());
    assert_eq!(harness.work().revision(), revision, "the day behind stays as it was");
    harness.keys("<Esc><C-z>");
    assert!(harness.session().notes.has(&"N001".into()), "outside it is the day's step again");
}

#[test]
fn who_has_left_is_not_called_any_more_and_who_leaves_later_still_is() {
    let mut session = Harness::sample().session().clone();
    let first = super::turn::Round::of(&session, 0, None, &Harness::sample().now.moment()).queue;
    let at = |clock: &str| format!("2026-03-12T{clock}:00+01:00").parse().ok();
    session.people.each_mut(|p| p.id.0 == first[0], |p| p.left_at = at("13:00"));
    session.people.each_mut(|p| p.id.0 == first[1], |p| p.left_at = at("16:00"));
    let gone = super::name(&session, &first[0]);
    let later = super::name(&session, &first[1]);
    let mut harness = Harness::with(session);
    harness.stage("Questions").keys("<resize 160x48><C-l><Left><Left><Left><Left>");
    assert!(!words(&harness).contains(&gone), "{gone}\n{}", harness.screen());
    assert!(speaker(&harness).contains(&later), "{later}\n{}", harness.screen());
}

#[test]
fn a_round_begun_by_mistake_is_taken_back_too() {
    let mut harness = at("Questions", "160x48", "");
    let people = super::turn::Round::of(harness.session(), 0, None, &harness.now.moment()).queue.len();
    harness.keys(&"<Space>".repeat(people));
    assert!(words(&harness).contains("Everybody had a turn"), "{}", harness.screen());
    assert!(words(&harness).contains("Space next round") && !words(&harness).contains("s later"));
    harness.keys("<Space>");
    assert!(!words(&harness).contains("Everybody had a turn"));
    harness.keys("<C-z>");
    assert!(words(&harness).contains("Everybody had a turn"), "{}", harness.screen());
}

#[test]
fn the_footer_names_turns_only_where_somebody_waits_for_one() {
    let foot = |harness: &Harness| harness.screen().lines().last().unwrap_or_default().to_owned();
    let mut harness = at("Questions", "80x24", "");
    assert!(foot(&harness).contains("Space spoken") && foot(&harness).contains("s later"));
    assert!(!foot(&harness).contains("Ctrl-Z"), "{}", foot(&harness));
    harness.keys("<Space>");
    assert!(foot(&harness).contains("Ctrl-Z back"), "{}", foot(&harness));
    harness.keys("3");
    assert!(!foot(&harness).contains("spoken") && !foot(&harness).contains("passes"), "{}", foot(&harness));
    let mut harness = Harness::empty();
    harness.stage("Questions").keys("<C-l>1");
    assert!(!foot(&harness).contains("spoken") && !foot(&harness).contains("later"), "{}", foot(&harness));
}

#[test]
fn the_voice_of_the_first_question_says_who_was_heard_and_what_to_try() {
    let mut harness = at("Questions", "160x48", "2");
    harness.keys("<Left><Left><Left><Left>");
    let said = words(&harness);
    for wanted in [
        "Voice in Q1: leadership-heavy",
        "Executives 14% 33%",
        "Not heard yet: Håkon Sørlie, Ifeoma Nwachukwu-Bright.",
        "Much heard: Gareth Llewellyn.",
        "Let the front line open the next round",
        "executives asked for 1 of 3",
        "G10 to Next: Gareth Llewellyn",
        "No piles by level: no share of dots by level.",
    ] {
        assert!(said.contains(wanted), "{wanted}\n{}", harness.screen());
    }
}

#[test]
fn departments_and_levels_without_a_note_are_named() {
    let mut session = Harness::sample().session().clone();
    let front =
        session.people.iter().filter(|p| p.level.as_ref().is_some_and(|l| l.as_str() == "front_line"));
    let front: Vec<_> = front.map(|person| person.id.clone()).collect();
    session.notes.each_mut(
        |note| note.question.as_str() == "Q1" && note.author.as_ref().is_some_and(|id| front.contains(id)),
        |note| note.author = None,
    );
    let mut harness = Harness::with(session);
    harness.stage("Questions").keys("<resize 160x48><C-l>2<Left><Left><Left><Left>");
    assert!(words(&harness).contains("Nothing yet, here, from:"), "{}", harness.screen());
    assert!(words(&harness).contains("front line"), "{}", harness.screen());
}

#[test]
fn an_empty_day_says_that_it_is_too_early() {
    let mut harness = Harness::empty();
    harness.stage("Questions").keys("<C-l>2");
    assert!(words(&harness).contains("too early to say"), "{}", harness.screen());
    assert!(!words(&harness).contains("Nothing yet, "), "{}", harness.screen());
    harness.keys("4");
    assert!(words(&harness).contains("No executive is on the roster."), "{}", harness.screen());
    harness.keys("1");
    assert!(words(&harness).contains("Nobody is marked present"), "{}", harness.screen());
}

#[test]
fn dots_by_level_stand_beside_heads_notes_and_now_gaps_where_paper_came_in_piles() {
    let mut session = Harness::sample().session().clone();
    let piles = |sums: &[(&str, u32)]| {
        let mut table = crate::session::Table::default();
        for (level, dots) in sums {
            table.set(level, *dots);
        }
        Some(table)
    };
    session.ballots.each_mut(
        |_| true,
        |ballot| ballot.by_level = piles(&[("executive", 9), ("manager", 12), ("front_line", 15)]),
    );
    let mut harness = Harness::with(session.clone());
    harness.stage("Questions").keys("<resize 80x24><C-l>2");
    let said = words(&harness);
    assert!(said.contains("people notes behind Now dots"), "{}", harness.screen());
    assert!(said.contains("Front line 50%") && said.contains("42%"), "{}", harness.screen());
    let row = harness.screen().lines().find(|row| row.contains("Executives")).map(str::to_owned);
    assert!(row.is_some_and(|row| row.trim_end_matches(['│', ' ']).ends_with("25%")), "{}", harness.screen());
    assert!(said.contains("6 lie in no pile"), "42 were counted\n{}", harness.screen());
    session.notes = crate::session::List::default();
    let mut harness = Harness::with(session);
    harness.stage("Questions").keys("<resize 80x24><C-l>2");
    let said = words(&harness);
    assert!(said.contains("people dots") && !said.contains("notes behind"), "{}", harness.screen());
    harness.keys("<Esc>");
    assert!(!harness.screen().contains("in no pile"));
}

#[test]
fn without_the_executives_the_sample_day_says_what_would_change() {
    let harness = at("Sort", "160x48", "4");
    let said = words(&harness);
    for wanted in [
        "Without 12 notes by executives and 1 change to the board they asked for.",
        "G10 would be Later: an executive asked for Next.",
        "Dots and finger scores carry no names",
    ] {
        assert!(said.contains(wanted), "{wanted}\n{}", harness.screen());
    }
}

#[test]
fn the_hint_is_that_of_the_running_block_or_of_the_stage() {
    let harness = at("Sort", "80x24", "");
    assert!(words(&harness).contains("for this stage"), "{}", harness.screen());
    assert!(
        words(&harness).contains("ask the lowest and the highest")
            || words(&harness).contains("Ask the lowest")
    );

    let mut session = Harness::sample().session().clone();
    session.agenda.each_mut(|block| block.id.as_str() == "break2", |block| block.actual_minutes = None);
    session.agenda.each_mut(
        |block| block.planned_start > Clock(14 * 60 + 35),
        |block| (block.actual_start, block.actual_minutes) = (None, None),
    );
    let mut harness = Harness::with(session);
    harness.stage("Sort").keys("<C-l>");
    assert!(words(&harness).contains("· now"), "{}", harness.screen());
    assert!(words(&harness).contains("Check that every gap is complete"), "{}", harness.screen());
}

#[test]
fn every_stage_has_a_hint_of_its_own() {
    let mut seen = std::collections::HashSet::new();
    for stage in ["Prepare", "Roster", "Questions", "Themes", "Gaps", "Sort", "Plan", "Standing", "Synopsis"]
    {
        let mut harness = Harness::empty();
        harness.stage(stage).keys("<resize 160x48><C-l>3");
        let said = words(&harness);
        assert!(said.contains("for this stage"), "{stage}\n{}", harness.screen());
        assert!(seen.insert(said), "{stage} says what another stage says");
    }
}

#[test]
fn the_hint_follows_the_question_and_the_day_as_it_went() {
    let mut harness = Harness::empty();
    harness.stage("Questions").keys("<C-l>3");
    assert!(words(&harness).contains("Probes for Q1"), "{}", harness.screen());
    harness.keys("<Right>");
    assert!(words(&harness).contains("Probes for Q2"));
    assert!(
        words(&harness).contains("Effortless"),
        "the hint of the first block on it\n{}",
        harness.screen()
    );
    let id = crate::session::BlockId::new("q2_perfect");
    let started = edit::change::<crate::session::Block>(&id, BlockChange::actual_start(Some(Clock(600))));
    let ended = edit::change::<crate::session::Block>(&id, BlockChange::actual_minutes(Some(20)));
    harness.keys("<Esc>").show(started.into()).show(ended.into()).keys("<C-l>3<Right>");
    assert!(words(&harness).contains("When did you last see that?"), "the second\n{}", harness.screen());
}

#[test]
fn hint_and_help_follow_the_question_and_the_column_of_the_capture_line() {
    let mut harness = Harness::empty();
    harness.stage("Questions").keys("<resize 160x48><Esc>2<C-l>3");
    assert!(words(&harness).contains("Question 2a"), "{}", harness.screen());
    harness.keys("<Esc><Tab><C-l>3");
    assert!(words(&harness).contains("Question 2b"), "{}", harness.screen());
    let id = crate::session::BlockId::new("q2_perfect");
    let started = edit::change::<crate::session::Block>(&id, BlockChange::actual_start(Some(Clock(840))));
    harness.keys("<Esc>").show(started.into()).keys("<C-l>3");
    assert!(words(&harness).contains("Question 2b"), "the column, not the clock\n{}", harness.screen());
    harness.keys("<Esc><Tab><C-l>3");
    let said = words(&harness);
    assert!(said.contains("Question 2a") && said.contains("now"), "{}", harness.screen());
    let mut harness = Harness::empty();
    harness.stage("Questions").keys("<Esc>2<F1>");
    assert!(words(&harness).contains("From the playbook: Question 2a"), "{}", harness.screen());
}

#[test]
fn on_other_stages_no_probes_of_a_question_stand_under_the_hint() {
    let harness = at("Gaps", "160x48", "3");
    assert!(!words(&harness).contains("Probes for"), "{}", harness.screen());
}

#[test]
fn nothing_of_the_panel_is_seen_around_what_lies_over_it() {
    for keys in ["<C-p>", "<C-f>", "<C-t>"] {
        let mut harness = Harness::sample();
        harness.stage("Questions").keys("<resize 160x48>").keys(keys);
        let alone = harness.screen();
        let mut harness = at("Questions", "160x48", "2");
        harness.keys(keys);
        let title = |screen: &str| screen.contains("Voice in") || screen.contains("For you alone");
        assert!(!title(&alone) && !title(&harness.screen()), "{keys}\n{}", harness.screen());
        harness.keys("<Esc>");
        assert!(harness.screen().contains("NOT FOR THE ROOM"), "it is there again: {keys}");
    }
}

#[test]
fn the_panel_at_three_sizes() {
    for (w, h) in SIZES {
        for (name, page) in [("turn", "1<Space>s<Space>p"), ("voice", "2"), ("hints", "3"), ("what_if", "4")]
        {
            let mut harness = at("Questions", "80x24", page);
            assert_snapshot!(format!("private_{name}_{w}x{h}"), sheet_only(&harness.styled(w, h), h));
        }
        let mut harness = Harness::empty();
        harness.stage("Questions").keys("<C-l>2");
        assert_snapshot!(format!("private_empty_{w}x{h}"), sheet_only(&harness.styled(w, h), h));
    }
}
