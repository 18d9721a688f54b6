//! Ballots as a room with paper and hands uses them: what was there, what the facilitator does, what is there then.

use crate::session::{Ballot, BallotId, Session, Subject, Theme, ThemeId, edit};
use crate::shelf::format;
use crate::tui::harness::Harness;
use crate::tui::overlays::sheet::BAND;

/// Five themes and nobody on the roster.
fn five() -> Harness {
    let mut session = Harness::empty().session().clone();
    for n in 1..=5 {
        let name = format!("Sentence {}", ["one", "two", "three", "four", "five"][n - 1]);
        session.themes.push(Theme { id: ThemeId::new(format!("T{n:02}")), name, ..Theme::default() });
    }
    let mut harness = Harness::with(session);
    harness.stage("Themes");
    harness
}

/// A ballot for so many voters, counted in this way (typed into the list).
fn opened(how: &str, voters: u32) -> Harness {
    let mut harness = five();
    harness.keys(&format!("d{how}<Enter><C-u>{voters}<Enter>"));
    harness
}

fn ballot(session: &Session) -> &Ballot {
    session.ballots.iter().last().expect("there is a ballot")
}

fn sums(harness: &Harness) -> Vec<u32> {
    ballot(harness.session()).sums().iter().map(|(_, n)| *n).collect()
}

#[test]
fn paper_ballots_are_typed_one_line_each() {
    let mut harness = opened("ballot by ballot themes", 3);
    let screen = harness.screen();
    assert!(screen.contains("0 of 3 ballots in"), "{screen}");
    assert!(screen.contains(" 4 Sentence four"), "the numbers stand beside the names\n{screen}");
    harness.keys("<Enter>1 4 4<Enter>2 3 4<Enter>");
    assert_eq!(sums(&harness), [1, 1, 1, 3, 0]);
    assert!(harness.screen().contains(BAND), "single ballots are nothing for the room");
    assert!(harness.screen().contains("Ballot 3 of 3"), "{}", harness.screen());
    harness.keys("555<Enter>");
    assert!(harness.screen().contains("Option 5 has 3: at most 2 on one."), "{}", harness.screen());
    harness.keys("<BSpace>1<Enter><Esc>");
    assert!(harness.screen().contains("3 of 3 ballots in"), "{}", harness.screen());
    let open = ballot(harness.session());
    assert!(open.is_open() && open.totals.is_empty(), "totals are made on closing");
    let keys: Vec<&str> =
        open.cast.iter().flat_map(crate::session::Table::iter).map(|(key, _)| key).collect();
    assert_eq!(keys, ["b01", "b02", "b03"], "nobody's name");
    harness.keys("c");
    let closed = ballot(harness.session());
    assert!(closed.closed_at.is_some() && closed.cast.is_none());
    assert_eq!(closed.totals.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [2, 1, 1, 3, 2]);
    assert!(harness.screen().contains("9 of 9 dots"), "revealed at once\n{}", harness.screen());
}

#[test]
fn a_refused_ballot_is_replaced_by_the_next_one_typed() {
    let mut harness = opened("ballot by ballot themes", 3);
    harness.keys("<Enter>1 4 9<Enter>");
    assert!(harness.screen().contains("There is no option 9"), "{}", harness.screen());
    harness.keys("1 2 3<Enter>2 3 4<Enter>");
    assert_eq!(sums(&harness), [1, 2, 2, 1, 0]);
    harness.keys("1 4 9<Enter><BSpace>5<Enter>");
    assert_eq!(sums(&harness), [2, 2, 2, 2, 1], "Backspace edits it");
    let mut harness = opened("ballot by ballot themes", 3);
    harness.keys("<Enter>1 4 9<Enter><Esc><Enter>1 2 3<Enter>");
    assert_eq!(sums(&harness), [1, 1, 1, 0, 0], "Esc drops it");
    let mut harness = opened("option by option themes", 3);
    harness.keys("<Enter>7<Enter>6<Enter>");
    assert_eq!(sums(&harness)[0], 6);
}

#[test]
fn after_the_question_a_digit_is_a_number_of_its_own() {
    let mut harness = opened("ballot by ballot themes", 3);
    harness.keys("<Enter>14<Enter>");
    assert!(
        harness.screen().contains("2 of 3 dots? Enter takes it, a number adds to it."),
        "{}",
        harness.screen()
    );
    harness.keys("4<Enter>");
    assert_eq!(sums(&harness), [1, 0, 0, 2, 0], "one dot was forgotten and is added");
    harness.keys("1 4<Enter>2 3 5<Enter>");
    assert_eq!(ballot(harness.session()).ballots_in(), 1, "the next ballot is not taken with this one");
    assert!(
        harness.screen().contains("5 of 3 dots: too many for one ballot. Not taken."),
        "{}",
        harness.screen()
    );
    harness.keys("1 4<Enter><Enter>2 3 5<Enter>");
    assert_eq!(ballot(harness.session()).ballots_in(), 3);
    let mut harness = Harness::sample();
    harness.stage("Themes").keys("ddballot by ballot themes<Enter><C-u>14<Enter><Enter>1 1<Enter>1<Enter>");
    assert!(harness.screen().contains("Option 1 has 3"), "1 and 1 are not 11\n{}", harness.screen());
}

#[test]
fn a_run_with_two_readings_is_refused_with_both_of_them() {
    let mut harness = Harness::sample();
    harness
        .stage("Themes")
        .keys("<resize 66x18>ddballot by ballot themes<Enter><C-u>14<Enter><Enter>114<Enter>");
    assert!(harness.screen().contains("114: write 1 1 4 or 11 4."), "{}", harness.screen());
    assert_eq!(ballot(harness.session()).ballots_in(), 0);
    harness.keys("11 4 4<Enter>145<Enter>");
    assert_eq!(ballot(harness.session()).ballots_in(), 2);
}

#[test]
fn between_two_voters_the_footer_says_only_what_applies() {
    let mut harness = opened("each laptop themes", 2);
    harness.keys("<Enter>");
    let screen = harness.screen();
    assert!(screen.contains("goes on") && !screen.contains("gives the ballot"), "{screen}");
    harness.keys("<Enter>");
    assert!(harness.screen().contains("gives the ballot"), "{}", harness.screen());
}

#[test]
fn the_option_being_counted_is_in_view_and_more_is_shown() {
    let mut harness = Harness::sample();
    harness.stage("Themes").keys("<resize 66x18>ddoption by option themes<Enter><C-u>14<Enter><Enter>");
    let thumb = harness.screen().matches('▐').count();
    assert!(thumb > 0, "{}", harness.screen());
    harness.keys(&"1<Enter>".repeat(10));
    assert!(harness.screen().contains("│ 11 "), "{}", harness.screen());
}

#[test]
fn sixteen_ballots_of_three_dots_take_few_keys() {
    let mut harness = opened("ballot by ballot themes", 16);
    let line = "1 4 4<Enter>";
    harness.keys("<Enter>").keys(&line.repeat(16));
    assert_eq!(ballot(harness.session()).ballots_in(), 16);
    // Six keys a ballot: at two keys a second that is under a minute.
    harness.keys("<Esc>c");
    assert_eq!(ballot(harness.session()).counted(), 48);
}

#[test]
fn an_earlier_ballot_is_corrected_and_the_typed_line_comes_back() {
    let mut harness = opened("ballot by ballot themes", 3);
    harness.keys("<Enter>1 2 3<Enter>1 1 2<Enter>4 4");
    harness.keys("<Up><Up>");
    assert!(harness.screen().contains("Ballot 1 again"), "{}", harness.screen());
    harness.keys("<C-u>5 5 3<Enter>");
    assert_eq!(sums(&harness), [2, 1, 1, 0, 2]);
    harness.keys("<Down>");
    assert!(
        harness.screen().contains("Ballot 3 of 3") && harness.screen().contains("4 4"),
        "{}",
        harness.screen()
    );
    harness.keys("<BSpace><BSpace><BSpace><BSpace>");
    assert!(
        harness.screen().contains("Ballot 2 again"),
        "Backspace on an empty line goes back\n{}",
        harness.screen()
    );
}

#[test]
fn a_blank_ballot_is_asked_once_and_counts_as_given() {
    let mut harness = opened("ballot by ballot themes", 2);
    harness.keys("<Enter><Enter>");
    assert_eq!(ballot(harness.session()).ballots_in(), 0);
    assert!(harness.screen().contains("A blank ballot?"), "{}", harness.screen());
    harness.keys("<Enter>");
    assert_eq!(ballot(harness.session()).ballots_in(), 1);
    harness.keys("1<Enter>");
    assert!(harness.screen().contains("1 of 3 dots?"), "{}", harness.screen());
    harness.keys("<Enter>");
    assert_eq!(ballot(harness.session()).ballots_in(), 2);
    harness.keys("1 2 3<Enter>");
    assert!(harness.screen().contains("All 2 ballots are in"), "{}", harness.screen());
}

#[test]
fn a_half_typed_ballot_survives_twenty_quiet_seconds() {
    let mut harness = opened("ballot by ballot themes", 2);
    harness.keys("<Enter>1 4").wait(21);
    assert!(!harness.screen().contains(BAND), "{}", harness.screen());
    harness.keys("<Enter>");
    assert!(harness.screen().contains("2 of 3 dots: Sentence one"), "{}", harness.screen());
}

#[test]
fn the_ballot_closes_only_when_the_books_balance_or_the_shortfall_is_accepted_in_writing() {
    let mut harness = opened("ballot by ballot themes", 3);
    harness.keys("<Enter>1 2 3<Enter>1 4 4<Enter><Esc>c");
    assert!(ballot(harness.session()).is_open());
    assert!(harness.screen().contains("6 of 9 dots, 3 short"), "{}", harness.screen());
    harness.keys("wtoo short<Enter>");
    assert!(ballot(harness.session()).is_open(), "nine characters are no reason");
    harness.keys("<C-u>One went to catch a train<Enter>");
    let closed = ballot(harness.session());
    assert!(closed.closed_at.is_some());
    assert_eq!(closed.shortfall.as_deref(), Some("One went to catch a train"));
    let file = format::write(harness.session()).expect("it can be written");
    assert_eq!(format::read(&file).expect("readable").ballots, harness.session().ballots);
    harness.keys("<C-r>");
    let wall = harness.screen();
    assert!(wall.contains("some dots are missing") && !wall.contains("voted"), "{wall}");
    harness.keys("<Esc><C-z>");
    assert!(
        ballot(harness.session()).is_open() && ballot(harness.session()).ballots_in() == 2,
        "one step back"
    );
}

#[test]
fn an_open_ballot_lies_in_the_file_and_goes_on_after_a_crash() {
    let mut harness = opened("ballot by ballot themes", 3);
    harness.keys("<Enter>1 2 3<Enter>1 4 4<Enter>");
    let file = format::write(harness.session()).expect("it can be written");
    let mut again = Harness::with(format::read(&file).expect("readable"));
    again.stage("Themes");
    assert!(again.screen().contains("Ballot open · d goes there"), "{}", again.screen());
    again.keys("d");
    assert!(again.screen().contains("2 of 3 ballots in"), "{}", again.screen());
    again.keys("<Enter>5 5 1<Enter><Esc>c");
    assert_eq!(ballot(again.session()).counted(), 9);
}

#[test]
fn dots_are_counted_option_by_option() {
    let mut harness = opened("option by option themes", 3);
    harness.keys("<Enter>7<Enter>");
    assert!(harness.screen().contains("6 at most"), "{}", harness.screen());
    harness.keys("<C-u>6<Enter>3<Enter>1<Enter>");
    assert!(harness.screen().contains("10 dots, but 3 voters have 9"), "{}", harness.screen());
    harness.keys("<C-u><Enter><Enter><Enter><Enter><Enter><Enter><Esc>");
    let screen = harness.screen();
    assert!(screen.contains("5 of 5 themes counted") && screen.contains("9 of 9 dots"), "{screen}");
    harness.keys("p");
    assert!(harness.screen().contains("option by option already"), "{}", harness.screen());
    harness.keys("c");
    let totals = &ballot(harness.session()).totals;
    assert_eq!(totals.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [6, 3, 0, 0, 0]);
}

#[test]
fn a_voter_votes_alone_and_the_next_one_sees_nothing_of_it() {
    let mut harness = opened("each laptop themes", 2);
    harness.keys("<Enter>");
    assert!(
        harness.screen().contains("Next voter") && harness.screen().contains(BAND),
        "{}",
        harness.screen()
    );
    harness.keys("<Enter>2<Down>1");
    assert!(harness.screen().contains("Your dots: 0 dots left"), "{}", harness.screen());
    harness.keys("<Down>1");
    assert!(harness.screen().contains("No dot is left"), "{}", harness.screen());
    harness.keys("<Enter>");
    let screen = harness.screen();
    assert!(screen.contains("1 of 2 ballots in") && !screen.contains("●●"), "{screen}");
    harness.keys("<Enter>");
    assert!(harness.screen().contains("Your dots: 3 dots left"), "{}", harness.screen());
    harness.keys("<Space><Space><Down><Space><Enter>");
    assert!(harness.screen().contains("All ballots are in"), "{}", harness.screen());
    harness.keys("<Enter>c");
    assert_eq!(ballot(harness.session()).counted(), 6);
}

#[test]
fn each_voter_has_an_order_of_their_own() {
    let mut harness = opened("each laptop themes", 6);
    harness.keys("<Enter>");
    let mut firsts = std::collections::BTreeSet::new();
    for _ in 0..6 {
        harness.keys("<Enter>");
        let screen = harness.screen();
        let first = screen.lines().find(|row| row.contains('▸')).unwrap_or_default();
        firsts.insert(
            first.split("Sentence ").nth(1).unwrap_or_default().trim_end_matches(['│', ' ']).to_owned(),
        );
        harness.keys("2<Down>1<Enter>");
    }
    assert!(firsts.len() > 1, "{firsts:?}");
    assert_eq!(ballot(harness.session()).counted(), 18);
}

#[test]
fn a_voter_who_thinks_long_keeps_the_dots_and_shows_them_to_nobody() {
    let mut harness = opened("each laptop themes", 2);
    harness.keys("<Enter><Enter>2").wait(21);
    let screen = harness.screen();
    assert!(screen.contains("they are kept") && !screen.contains("●●"), "{screen}");
    harness.keys("<Enter>");
    assert!(harness.screen().contains("Your dots: 1 dot left"), "{}", harness.screen());
    harness.keys("<Esc>");
    assert_eq!(ballot(harness.session()).ballots_in(), 0);
    harness.keys("<Enter><Enter>");
    assert!(harness.screen().contains("Your dots: 1 dot left"), "{}", harness.screen());
    harness.keys("<Enter>");
    assert!(harness.screen().contains("1 dot is left"), "asked once\n{}", harness.screen());
    harness.keys("<Enter>");
    assert_eq!(ballot(harness.session()).ballots_in(), 1);
}

#[test]
fn a_voter_takes_back_no_ballot_but_their_own_dots() {
    let mut harness = opened("each laptop themes", 2);
    harness.keys("<Enter><Enter>2<Down>1<Enter><C-z><C-z>");
    assert_eq!(ballot(harness.session()).ballots_in(), 1);
    harness.keys("<Enter>2<C-z>");
    assert!(harness.screen().contains("3 dots left"), "{}", harness.screen());
    harness.keys("<Esc><C-z>");
    assert_eq!(ballot(harness.session()).ballots_in(), 0, "the facilitator does");
}

#[test]
fn late_and_early_leavers_change_the_number_of_voters() {
    let mut harness = opened("ballot by ballot themes", 2);
    harness.keys("<Enter>1 2 3<Enter>1 4 4<Enter><Esc>-");
    assert!(harness.screen().contains("2 ballots are in, and 1 may vote"), "{}", harness.screen());
    harness.keys("+");
    assert!(harness.screen().contains("2 of 3 ballots in"), "{}", harness.screen());
    harness.keys("<C-z>c");
    assert_eq!(ballot(harness.session()).voters, 2);
}

#[test]
fn who_left_before_the_opening_is_not_counted_among_the_voters() {
    let mut harness = Harness::sample();
    harness.stage("Themes").keys("ddballot by ballot themes<Enter>");
    let now = harness.now.moment();
    let may = crate::rules::dots::may_vote(harness.session(), &now, &now);
    assert!(may > 0 && harness.screen().contains(&may.to_string()), "{}", harness.screen());
}

#[test]
fn the_options_cannot_change_and_a_theme_that_goes_breaks_nothing() {
    let mut harness = opened("ballot by ballot themes", 1);
    harness.keys("<Enter>1 2 2<Enter><Esc>");
    harness.outcome(edit::remove::<Theme>(&ThemeId::new("T02")).into());
    let renamed =
        edit::change::<Theme>(&ThemeId::new("T01"), crate::session::ThemeChange::name("Renamed".into()));
    harness.outcome(renamed.into());
    let screen = harness.screen();
    assert!(screen.contains(" 1 Renamed") && screen.contains(" 2 T02 (no longer there)"), "{screen}");
    harness.keys("c");
    assert_eq!(ballot(harness.session()).totals.get("T02"), Some(&2));
    harness.keys("<Esc>");
    assert!(harness.screen().contains("Renamed"), "{}", harness.screen());
}

/// A closed ballot with these totals.
fn closed(totals: &[u32], voters: u32) -> Harness {
    let mut harness = opened("option by option themes", voters);
    harness.keys("<Enter>");
    for n in totals {
        harness.keys(&format!("<C-u>{n}<Enter>"));
    }
    harness.keys("<Esc>c");
    harness
}

#[test]
fn those_tied_at_the_line_get_a_run_off_that_takes_no_dots_from_the_others() {
    let mut harness = closed(&[5, 1, 1, 1, 1], 3);
    harness.keys("----");
    assert!(harness.screen().contains("Shortlist of 1"), "{}", harness.screen());
    harness.keys("+");
    assert!(
        harness.screen().contains("Four are tied at the line: a run-off between them."),
        "{}",
        harness.screen()
    );
    harness.keys("o<C-u>3<Enter>");
    let open = ballot(harness.session());
    assert_eq!(open.choices(), ["T02", "T03", "T04", "T05"]);
    harness.keys("<Enter><C-u>6<Enter>2<Enter>1<Enter>0<Enter><Esc>c");
    assert_eq!(harness.session().ballots.len(), 2);
    let main = harness.session().last_ballot(&Subject::Themes).expect("there is one");
    assert_eq!((main.id.as_str(), main.totals.get("T01")), ("B1", Some(&5)));
    let run_offs: Vec<&str> = harness.session().run_offs_of(main).iter().map(|b| b.id.as_str()).collect();
    assert_eq!(run_offs, ["B2"]);
    harness.keys("<Esc>");
    assert!(harness.screen().contains("5 dots"), "{}", harness.screen());
}

#[test]
fn one_number_is_corrected_and_the_books_are_checked_again() {
    let mut harness = closed(&[4, 2, 1, 1, 1], 3);
    harness.keys("<Enter><C-u>5<Enter>");
    assert!(harness.screen().contains("10 dots, but 3 voters have 9"), "{}", harness.screen());
    harness.keys("<C-u>3<Enter>");
    assert!(harness.screen().contains("8 of 9 dots, 1 short"), "{}", harness.screen());
    harness.keys("A dot fell off the wall<Enter>");
    let corrected = ballot(harness.session());
    assert_eq!((corrected.totals.get("T01"), corrected.counted()), (Some(&3), 8));
    assert_eq!(corrected.shortfall.as_deref(), Some("A dot fell off the wall"));
    harness.keys("<Down><Enter><C-u>3<Enter>");
    let corrected = ballot(harness.session());
    assert_eq!((corrected.counted(), &corrected.shortfall), (9, &None));
    harness.keys("<C-z><C-z>");
    assert_eq!(ballot(harness.session()).totals.get("T01"), Some(&4));
}

#[test]
fn a_ballot_is_thrown_away_after_a_yes() {
    let mut harness = opened("ballot by ballot themes", 2);
    harness.keys("x<Esc>");
    assert_eq!(harness.session().ballots.len(), 1);
    harness.keys("x<Enter>");
    assert_eq!(harness.session().ballots.len(), 0);
    assert!(harness.screen().contains("Sentence one"), "the wall is back\n{}", harness.screen());
    harness.keys("<C-z>");
    assert_eq!(harness.session().ballots.len(), 1);
}

#[test]
fn the_pre_mortem_gets_its_dots_from_a_ballot() {
    let mut harness = Harness::sample();
    harness.stage("Themes").keys("ddoption by option pre-mortem<Enter><C-u>1<Enter>");
    let open = ballot(harness.session()).clone();
    assert_eq!(open.subject, Subject::Premortem);
    harness.keys("<Enter>");
    let mut left = open.dots_each;
    for _ in open.choices() {
        let n = left.min(1);
        left -= n;
        harness.keys(&format!("<C-u>{n}<Enter>"));
    }
    harness.keys("<Esc>c");
    let first = harness.session().premortem.at(0).expect("the sample has some");
    assert_eq!(first.votes, 1);
    assert_eq!(
        harness.session().last_ballot(&Subject::Themes).map(|b| b.id.clone()),
        Some(BallotId::new("B1"))
    );
}

#[test]
fn what_a_refused_ballot_would_break_is_said() {
    let mut harness = opened("ballot by ballot themes", 1);
    let mut cast = crate::session::Table::default();
    let mut dots = crate::session::Table::default();
    dots.set("T09", 1);
    cast.set("b01", dots);
    let id = ballot(harness.session()).id.clone();
    harness.outcome(edit::change::<Ballot>(&id, crate::session::BallotChange::cast(Some(cast))).into());
    assert!(harness.screen().contains("T09 is no option of this ballot."), "{}", harness.screen());
    assert_eq!(ballot(harness.session()).ballots_in(), 0);
}

fn keys_of(harness: &Harness) -> Vec<String> {
    let cast = ballot(harness.session()).cast.iter();
    cast.flat_map(crate::session::Table::iter).map(|(key, _)| key.to_owned()).collect()
}

fn by_level(harness: &Harness) -> Vec<(String, u32)> {
    let sums = ballot(harness.session()).by_level.iter().flat_map(crate::session::Table::iter);
    sums.map(|(level, dots)| (level.to_owned(), *dots)).collect()
}

#[test]
fn paper_in_piles_by_level_leaves_only_the_dots_of_each_level() {
    let mut harness = opened("ballot by ballot themes", 4);
    harness.keys("<Enter>1 2 3<Enter><Tab>");
    assert!(harness.screen().contains("Ballot 2 of 4 · front line"), "{}", harness.screen());
    harness.keys("1 4 4<Enter>2<Enter><Enter><Tab><Tab>5 5 1<Enter><Esc>");
    assert_eq!(keys_of(&harness), ["b01", "front_line-02", "front_line-03", "executive-04"]);
    assert!(harness.screen().contains("pile: executives"), "{}", harness.screen());
    let open = format::write(harness.session()).expect("it can be written");
    assert!(!String::from_utf8_lossy(&open).contains("by_level"), "not while it is open");
    harness.keys("wOne gave a single dot<Enter>");
    assert_eq!(by_level(&harness), [("front_line".to_owned(), 4), ("executive".to_owned(), 3)]);
    assert!(ballot(harness.session()).cast.is_none());
    let closed =
        String::from_utf8(format::write(harness.session()).expect("it can be written")).expect("text");
    assert!(!closed.contains("front_line-0"), "no single ballot stays\n{closed}");
    let again = format::read(closed.as_bytes()).expect("readable");
    assert_eq!(format::write(&again).expect("it can be written"), closed.as_bytes(), "byte for byte");
    assert!(
        !harness.screen().contains("front line") && !harness.screen().contains("pile"),
        "{}",
        harness.screen()
    );
    harness.keys("<C-z>");
    assert_eq!((keys_of(&harness).len(), by_level(&harness).len()), (4, 0), "one step back");
}

#[test]
fn a_ballot_that_was_typed_into_the_wrong_pile_goes_to_another() {
    let mut harness = opened("ballot by ballot themes", 3);
    harness.keys("l");
    assert!(harness.screen().contains("pile: front line"), "the page's key\n{}", harness.screen());
    harness.keys("<Enter>1 2 3<Enter>1 4 4<Enter><Up><Up><Tab>");
    assert!(harness.screen().contains("Ballot 1 again · managers"), "{}", harness.screen());
    assert_eq!(keys_of(&harness)[0], "front_line-01", "not before Enter");
    harness.keys("<Enter>");
    assert_eq!(keys_of(&harness), ["manager-01", "front_line-02"], "its place and its number stay");
    assert!(harness.screen().contains("Ballot 2 again · front line"), "{}", harness.screen());
    harness.keys("<Down>5 5 1<Enter><C-z><C-z>");
    assert_eq!(keys_of(&harness), ["front_line-01", "front_line-02"], "undone step by step");
}

#[test]
fn the_pile_outlives_twenty_quiet_seconds_and_without_one_nothing_is_kept() {
    let mut harness = opened("ballot by ballot themes", 2);
    harness.keys("<Enter><Tab>1 1 2<Enter>").wait(21);
    harness.keys("<Enter>");
    assert!(harness.screen().contains("Ballot 2 of 2 · front line"), "{}", harness.screen());
    let mut harness = opened("ballot by ballot themes", 1);
    harness.keys("<Enter><Tab><Tab><Tab><Tab>1 1 2<Enter><Esc>c");
    assert_eq!(by_level(&harness), []);
    let file = String::from_utf8(format::write(harness.session()).expect("it can be written")).expect("text");
    assert!(!file.contains("by_level"), "a day without piles has a file without the field\n{file}");
}

#[test]
fn after_the_last_paper_ballot_the_title_says_that_all_are_in() {
    let mut harness = opened("ballot by ballot themes", 2);
    harness.keys("<Enter>1 2 3<Enter>1 4 4<Enter>");
    let screen = harness.screen();
    assert!(screen.contains("All 2 ballots are in") && !screen.contains("3 of 2"), "{screen}");
}

#[test]
fn a_voter_at_the_laptop_may_be_of_a_pile_and_is_told() {
    let mut harness = opened("each laptop themes", 2);
    harness.keys("<Enter><Tab><Tab>");
    assert!(harness.screen().contains("0 of 2 ballots in · pile: managers"), "{}", harness.screen());
    harness.keys("<Enter>");
    assert!(harness.screen().contains("Your dots: 3 dots left · pile: managers"), "{}", harness.screen());
    harness.keys("2<Down>1<Enter><Tab><Tab><Enter>2<Down>1<Enter><Enter>c");
    assert_eq!(by_level(&harness), [("manager".to_owned(), 3)]);
}

#[test]
fn a_corrected_number_never_leaves_more_dots_by_level_than_were_counted() {
    let mut harness = opened("ballot by ballot themes", 2);
    harness.keys("l<Enter>1 1 2<Enter>1 1 2<Enter><Esc>c");
    assert_eq!(by_level(&harness), [("front_line".to_owned(), 6)]);
    harness.keys("e<C-u>3<Enter>One dot was a coffee stain<Enter>");
    assert_eq!(ballot(harness.session()).counted(), 5);
    assert_eq!(by_level(&harness), [], "nobody knows in which pile it was");
    harness.keys("<C-z>");
    assert_eq!(by_level(&harness), [("front_line".to_owned(), 6)]);
    let id = ballot(harness.session()).id.clone();
    let mut more = crate::session::Table::default();
    more.set("manager", 7);
    harness.outcome(edit::change::<Ballot>(&id, crate::session::BallotChange::by_level(Some(more))).into());
    assert!(harness.screen().contains("7 dots by level, but only 6 were counted."), "{}", harness.screen());
    harness.outcome(edit::change::<Ballot>(&id, crate::session::BallotChange::closed_at(None)).into());
    assert_eq!(by_level(&harness), [], "a count that begins anew has no sums yet");
}

#[test]
fn piles_need_single_ballots() {
    let mut harness = opened("option by option themes", 2);
    harness.keys("l");
    assert!(harness.screen().contains("ballot after ballot"), "{}", harness.screen());
    harness.keys("<Enter><Tab>");
    assert!(harness.screen().contains("ballot after ballot"), "{}", harness.screen());
}

#[test]
fn on_the_smallest_window_words_keep_their_distance() {
    let mut harness = opened("ballot by ballot themes", 14);
    harness.keys("<Enter>1 4 4<Enter>2 5 5<Enter><Esc><resize 40x12>");
    let screen = harness.screen();
    assert!(screen.contains("2 of 14 ballots in  ") && screen.contains("6 of 42 dots"), "{screen}");
    assert!(!screen.contains("short"), "what is short goes first\n{screen}");
    harness.keys("l");
    assert!(harness.screen().contains("Ballot B1 · pile: front line"), "{}", harness.screen());
}

/// Every normal screen of the stage: the ballot's page, then the wall column by column.
fn normal_screens(harness: &mut Harness) -> Vec<String> {
    let mut seen = vec![harness.screen()];
    harness.keys("<Down><Down>");
    seen.push(harness.screen());
    harness.keys("<Esc>");
    for _ in 0..12 {
        harness.keys("<Tab><Down>");
        seen.push(harness.screen());
    }
    seen
}

#[test]
fn no_normal_screen_tells_what_is_in_an_open_ballot_nor_who_wrote_a_note() {
    let opened = |slip: &str| {
        let mut harness = Harness::sample();
        harness.stage("Themes").keys("<resize 160x48>ddballot by ballot themes<Enter><C-u>37<Enter><Enter>");
        harness.keys(&format!("{slip}<Enter>").repeat(31)).keys("<Esc>");
        harness
    };
    let (mut one, mut other) = (opened("1 4 4"), opened("2 3 11"));
    assert_ne!(sums(&one), sums(&other));
    let seen = normal_screens(&mut one);
    assert!(
        seen[0].contains("31 of 37 ballots in") && seen[0].contains("93 of 111 dots, 18 short"),
        "{}",
        seen[0]
    );
    assert_eq!(seen, normal_screens(&mut other), "other dots, the same screens");
    for person in one.session().people.iter() {
        assert!(!seen.iter().any(|screen| screen.contains(&person.name)), "{} is on the screen", person.name);
    }
}

#[test]
fn no_normal_screen_tells_how_many_ballots_a_pile_has() {
    let opened = |piles: &str| {
        let mut harness = Harness::sample();
        harness.stage("Themes").keys("<resize 160x48>ddballot by ballot themes<Enter><C-u>14<Enter>");
        harness.keys(piles).keys("<Esc>");
        harness
    };
    let mut one = opened("<Enter>1 2 3<Enter>1 2 3<Enter><Tab>1 2 3<Enter>");
    let mut other = opened("<Enter><Tab>1 2 3<Enter>1 2 3<Enter>1 2 3<Enter>");
    let seen = normal_screens(&mut one);
    assert_eq!(seen, normal_screens(&mut other), "other piles, the same screens");
}

#[test]
fn no_normal_screen_tells_what_an_option_has_while_it_is_counted() {
    let opened = |dots: [u32; 2]| {
        let mut harness = Harness::sample();
        harness.stage("Themes").keys("<resize 160x48>ddoption by option themes<Enter><C-u>37<Enter><Enter>");
        harness.keys(&format!("{}<Enter>{}<Enter><Esc>", dots[0], dots[1]));
        harness
    };
    let (mut one, mut other) = (opened([31, 9]), opened([17, 23]));
    let seen = normal_screens(&mut one);
    assert!(seen[0].contains("2 of 11 themes counted"), "{}", seen[0]);
    assert_eq!(seen, normal_screens(&mut other), "other dots, the same screens");
}

mod pictures {
    use super::*;

    const SIZES: [(u16, u16); 3] = [(66, 18), (80, 24), (160, 48)];

    fn all(name: &str, harness: &mut Harness) {
        for (w, h) in SIZES {
            insta::assert_snapshot!(format!("{name}_{w}x{h}"), harness.styled(w, h));
        }
    }

    /// The sample day with a ballot of this kind open.
    fn sample(how: &str) -> Harness {
        let mut harness = Harness::sample();
        harness.stage("Themes").keys(&format!("dd{how}<Enter><C-u>14<Enter>"));
        harness
    }

    #[test]
    fn an_open_ballot() {
        let mut harness = sample("ballot by ballot themes");
        harness.keys("<Enter>").keys(&"1 4 4<Enter>".repeat(9)).keys("<Esc>");
        all("ballot_open", &mut harness);
    }

    #[test]
    fn paper_ballots() {
        let mut harness = sample("ballot by ballot themes");
        harness.keys("<Enter>").keys(&"1 4 4<Enter>".repeat(4)).keys("2 11 1");
        all("ballot_slips", &mut harness);
    }

    #[test]
    fn paper_in_a_pile() {
        let mut harness = sample("ballot by ballot themes");
        harness.keys("<Enter>").keys(&"1 4 4<Enter>".repeat(4)).keys("<Tab>2 11");
        all("ballot_pile", &mut harness);
        harness.keys("<Esc>");
        all("ballot_open_pile", &mut harness);
        harness.keys("<resize 40x12>");
        insta::assert_snapshot!("ballot_open_pile_40x12", harness.styled(40, 12));
    }

    #[test]
    fn paper_totals() {
        let mut harness = sample("option by option themes");
        harness.keys("<Enter>8<Enter>9<Enter>7");
        all("ballot_totals", &mut harness);
    }

    #[test]
    fn a_voter_alone() {
        let mut harness = sample("each laptop themes");
        harness.keys("<Enter>");
        insta::assert_snapshot!("booth_covered_66x18", harness.styled(66, 18));
        harness.keys("<Enter>2<Down>1");
        all("booth", &mut harness);
    }

    #[test]
    fn the_result() {
        let mut harness = Harness::sample();
        harness.stage("Themes").keys("d");
        all("ballot_closed", &mut harness);
    }
}

/// The sample day, with one theme ahead and five tied behind it, the line at two.
fn tied_on_the_sample() -> Harness {
    let mut harness = Harness::sample();
    harness.stage("Themes").keys("ddoption by option themes<Enter>14<Enter><Enter>");
    for n in [12, 6, 6, 6, 6, 6, 0, 0, 0, 0, 0] {
        harness.keys(&format!("{n}<Enter>"));
    }
    harness.keys("<Esc>c---");
    assert!(harness.screen().contains("Five are tied at the line: a run-off"), "{}", harness.screen());
    harness
}

fn ticked(harness: &Harness) -> usize {
    let tick = harness.app.look().marks().tick;
    harness.screen().lines().filter(|line| line.trim_start_matches(['▸', ' ']).starts_with(tick)).count()
}

#[test]
fn a_run_off_decides_only_the_place_left_and_both_results_make_one_shortlist() {
    let mut harness = tied_on_the_sample();
    harness.keys("o14<Enter><Enter>16<Enter>10<Enter>8<Enter>6<Enter>2<Enter><Esc>c");
    let screen = harness.screen();
    assert!(screen.contains("In by B2: T01"), "who was in already is shown\n{screen}");
    assert!(screen.contains("In: T02. With T01 a shortlist of 2."), "{screen}");
    assert!(!screen.contains("Shortlist of 5"), "{screen}");
    harness.keys("<Tab>");
    let screen = harness.screen();
    assert!(screen.contains("Ballot B2"), "the way back to the first ballot\n{screen}");
    assert!(screen.contains("Shortlist of 2: T02 came in by the run-off"), "{screen}");
    assert_eq!(ticked(&harness), 3, "two themes and the sentence\n{screen}");
    harness.keys("+");
    assert!(harness.screen().contains("Shortlist of 3: T02 and T03 came in"), "{}", harness.screen());
    harness.keys("-<Tab>");
    assert!(harness.screen().contains("Ballot B1"), "and on to the others\n{}", harness.screen());
    harness.keys("<Tab>");
    assert!(harness.screen().contains("In: T02. With T01"), "{}", harness.screen());
}

#[test]
fn a_run_off_that_is_tied_again_asks_for_another_one() {
    let mut harness = tied_on_the_sample();
    harness.keys("o14<Enter><Enter>9<Enter>9<Enter>9<Enter>9<Enter>6<Enter><Esc>c");
    assert!(harness.screen().contains("Four are tied at the line"), "{}", harness.screen());
    harness.keys("o14<Enter><Enter>20<Enter>12<Enter>10<Enter>0<Enter><Esc>c");
    assert!(harness.screen().contains("In: T02. With T01 a shortlist of 2."), "{}", harness.screen());
    let main = harness.session().last_ballot(&Subject::Themes).map(|ballot| ballot.id.clone());
    assert_eq!(main, Some(BallotId::new("B2")), "the dots of all themes stay those of the first ballot");
}

/// The number that stands in the box.
fn offered(harness: &Harness) -> Option<u32> {
    harness.screen().lines().find_map(|line| line.trim_matches(|c: char| !c.is_alphanumeric()).parse().ok())
}

#[test]
fn as_many_vote_as_are_here_now() {
    let mut harness = Harness::sample();
    harness.now.local = jiff::civil::date(2026, 3, 12).at(15, 0, 0, 0);
    harness.stage("Themes").keys("ddoption by option themes<Enter>");
    assert_eq!(offered(&harness), Some(13), "one has left\n{}", harness.screen());
    harness.now.local = jiff::civil::date(2026, 11, 26).at(9, 0, 0, 0);
    harness.keys("<Esc>dballot by ballot themes<Enter>");
    assert_eq!(offered(&harness), Some(13), "after the day those who stayed\n{}", harness.screen());
    harness.keys("3<Enter>x<Enter><C-z>");
    assert_eq!(ballot(harness.session()).voters, 3, "a digit takes the place of the number offered");
    harness.keys("d<Enter>1 1 2<Enter>1 1 2<Enter>1 1 2<Enter><Esc>cdballot by ballot themes<Enter>");
    assert_eq!(offered(&harness), Some(13), "not the three of the ballot before\n{}", harness.screen());
}

#[test]
fn a_number_that_is_offered_gives_way_to_a_digit_and_stays_for_editing() {
    for (keys, voters) in
        [("9", 9), ("16", 16), ("<BSpace>6", 16), ("<End>0", 140), ("<Home>2", 214), ("<C-u>5", 5)]
    {
        let mut harness = Harness::sample();
        harness.stage("Themes").keys(&format!("ddballot by ballot themes<Enter>{keys}<Enter>"));
        assert_eq!(ballot(harness.session()).voters, voters, "{keys}");
    }
}

#[test]
fn what_is_taken_back_tells_nothing_of_a_single_ballot() {
    let mut harness = opened("ballot by ballot themes", 4);
    harness.keys("<Enter><Tab><Tab><Tab>1 2 3<Enter><Esc><C-z>");
    assert!(harness.screen().contains("Taken back: a ballot. "), "{}", harness.screen());
    assert_eq!(ballot(harness.session()).ballots_in(), 0);
}

#[test]
fn enter_goes_on_in_the_way_the_open_ballot_was_counted() {
    let mut harness = opened("option by option themes", 3);
    harness.keys("<Enter>4<Enter><Esc>");
    let mut again = Harness::with(harness.session().clone());
    again.stage("Themes").keys("d<Enter>");
    assert!(again.screen().contains("Dots for number 2"), "after a restart\n{}", again.screen());
    harness.keys("x<Enter><C-z>d<Enter>");
    assert!(harness.screen().contains("Dots for number 2"), "after undo\n{}", harness.screen());

    let mut harness = opened("each laptop themes", 3);
    harness.keys("x<Enter><C-z>d<Enter>");
    assert!(!harness.screen().contains("Ballot 1 of 3"), "each votes alone\n{}", harness.screen());
}

#[test]
fn an_empty_line_books_no_dots_before_it_was_asked() {
    let mut harness = opened("option by option themes", 3);
    harness.keys("<Enter><Enter>");
    assert!(harness.screen().contains("0 dots for number 1? Enter again"), "{}", harness.screen());
    assert!(ballot(harness.session()).totals.is_empty());
    harness.keys("4<Enter><Enter><Enter>");
    assert_eq!(sums(&harness), [4, 0]);
    assert!(harness.screen().contains("Dots for number 3"), "{}", harness.screen());
}

#[test]
fn the_result_of_a_run_off() {
    let mut harness = tied_on_the_sample();
    harness.keys("o14<Enter><Enter>16<Enter>10<Enter>8<Enter>6<Enter>2<Enter><Esc>c");
    for (width, height) in [(66, 18), (80, 24), (160, 48)] {
        insta::assert_snapshot!(format!("run_off_{width}x{height}"), harness.styled(width, height));
    }
}
