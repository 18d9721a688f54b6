//! Fingers from gap to gap, edges, what-if, what flags ask for: as the facilitator does it.

use insta::assert_snapshot;

use super::tests::{board, find, fresh, gap, lane};
use crate::session::{Action, Ballot, Gap, GapId, Scores, Session};
use crate::tui::event::Opened;
use crate::tui::harness::Harness;

const SIZES: [(u16, u16); 3] = [(66, 18), (80, 24), (160, 48)];

/// The same day in a new run of the program.
fn reopened(harness: &Harness) -> Harness {
    let kept = harness.effects.iter().filter_map(|effect| match effect {
        crate::tui::effect::Effect::Keep(key, value) => Some((key.clone(), value.clone())),
        _ => None,
    });
    let kept: std::collections::BTreeMap<String, Option<String>> = kept.collect();
    let kept: std::collections::BTreeMap<String, String> =
        kept.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
    let file = serde_json::to_string(harness.session()).expect("a session is written");
    let session = serde_json::from_str(&file).expect("and read");
    let mut again = Harness::opened(Opened {
        session,
        path: "day.json".into(),
        read_only: None,
        kept: std::collections::BTreeMap::clone(&kept),
        notice: None,
    });
    let keeps = kept.into_iter().map(|(key, value)| crate::tui::effect::Effect::Keep(key, Some(value)));
    again.effects.splice(0..0, keeps);
    again
}

/// The screen as one line: sentences wrap where they must.
fn said(harness: &Harness) -> String {
    harness.screen().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn scores(harness: &Harness, id: &str) -> [Option<u8>; 4] {
    let Scores { impact, urgency, feasibility, cost, .. } = gap(harness, id).scores;
    [impact, urgency, feasibility, cost]
}

#[test]
fn sixteen_gaps_are_scored_by_fingers_with_digits_and_enter_alone() {
    let titles: Vec<String> = (1..=16).map(|n| format!("Gap number {n}")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let mut h = fresh(&titles);
    h.keys("<resize 66x18>f");
    for scale in ["impact", "urgency", "feasibility", "cost"] {
        for n in 1..=16 {
            assert!(said(&h).contains(&format!("G{n:02} fingers for {scale}")), "{}", h.screen());
            // Some rooms show, some scribes count themselves.
            h.keys(if n % 2 == 0 { "4<Enter>" } else { "443<Enter>" });
        }
    }
    assert!(said(&h).contains("Every gap has its four scores."), "{}", h.screen());
    for n in 1..=16 {
        assert_eq!(scores(&h, &format!("G{n:02}")), [Some(4); 4]);
    }
}

#[test]
fn a_half_goes_to_the_cautious_side_and_one_number_is_the_median() {
    let mut h = fresh(&["Outages", "Order status"]);
    h.keys("f34<Enter>3<Enter>");
    assert_eq!(gap(&h, "G01").scores.impact, Some(3), "down for impact");
    assert_eq!(gap(&h, "G02").score_votes, None, "the median alone is no count of hands");
    h.keys("<Tab><Tab><Up>23<Enter>");
    assert_eq!(gap(&h, "G01").scores.cost, Some(3), "up for cost");
}

#[test]
fn enter_alone_lets_the_first_show_stand_and_goes_on() {
    let mut h = fresh(&["Outages", "Order status"]);
    h.keys("f<Enter>");
    assert!(said(&h).contains("Type what everyone shows"), "{}", h.screen());
    h.keys("1455<Enter><Enter>");
    assert_eq!(gap(&h, "G01").scores.impact, Some(4));
    assert!(said(&h).contains("G02 fingers for impact"), "{}", h.screen());
}

#[test]
fn the_second_round_is_remembered_after_a_restart_and_there_is_no_third() {
    let mut h = fresh(&["Outages", "Order status"]);
    h.keys("f15<Enter>");
    let mut h = reopened(&h);
    assert!(said(&h).contains("fingers for impact, second round"), "{}", h.screen());
    h.keys("25<Enter><Up>");
    let mut h = reopened(&h);
    h.keys("45<Enter>");
    assert!(said(&h).contains("Two rounds are enough: the median 3 stands."), "{}", h.screen());
    assert!(said(&h).contains("45"), "what was typed stays: {}", h.screen());
    assert_eq!(gap(&h, "G01").score_votes.expect("votes").impact, [2, 5]);
    h.keys("<Esc><BSpace>");
    assert_eq!(gap(&h, "G01").score_votes, None, "a cleared score begins anew");
}

#[test]
fn a_half_typed_show_of_fingers_is_there_after_a_restart() {
    let mut h = fresh(&["Outages", "Order status"]);
    h.keys("4f45");
    let mut h = reopened(&h);
    assert!(said(&h).contains("G02 fingers for impact") && said(&h).contains("45"), "{}", h.screen());
    h.keys("<Enter>");
    assert_eq!(gap(&h, "G02").scores.impact, Some(4));
}

#[test]
fn where_themes_had_as_many_dots_the_run_off_says_whose_gaps_are_scored() {
    let mut session = fresh(&["One", "Two", "Three"]).session().clone();
    let ballot = |id: &str, options: &[&str], dots: &[u32]| Ballot {
        id: id.into(),
        opened_at: "2026-03-12T13:00:00+01:00".parse().ok(),
        closed_at: "2026-03-12T14:00:00+01:00".parse().ok(),
        options: Some(options.iter().map(|id| (*id).into()).collect()),
        totals: crate::session::Table(
            options.iter().map(|id| (*id).into()).zip(dots.iter().copied()).collect(),
        ),
        ..Ballot::default()
    };
    session.ballots.push(ballot("B01", &["T01", "T02", "T03"], &[3, 3, 1]));
    session.ballots.push(ballot("B02", &["T01", "T02"], &[2, 7]));
    for (id, theme) in [("G01", "T01"), ("G02", "T02"), ("G03", "T03")] {
        session.gaps.get_mut(&GapId::new(id)).expect("the gap").themes = vec![theme.into()];
    }
    let mut h = Harness::with(session);
    h.stage("Sort").keys("t1<Enter>54");
    assert_eq!(["G01", "G02"].map(|id| gap(&h, id).scores.impact), [None, Some(5)], "{}", h.screen());
}

#[test]
fn only_the_gaps_of_the_strongest_themes_are_scored_and_the_same_key_scores_all() {
    let mut session = fresh(&["One", "Two", "Three", "Four"]).session().clone();
    session.ballots.push(Ballot {
        id: "B01".into(),
        closed_at: "2026-03-12T14:00:00+01:00".parse().ok(),
        totals: crate::session::Table(vec![("T01".into(), 2), ("T02".into(), 7)]),
        ..Ballot::default()
    });
    for (id, theme) in [("G02", "T01"), ("G04", "T02")] {
        session.gaps.get_mut(&GapId::new(id)).expect("the gap").themes = vec![theme.into()];
    }
    let mut h = Harness::with(session);
    h.stage("Sort").keys("t<C-u>9<Enter>");
    assert!(said(&h).contains("A number from 1 to 4"), "{}", h.screen());
    h.keys("<C-u>2<Enter>");
    assert!(
        said(&h).contains("2 gaps are scored: those of the themes with the most dots."),
        "{}",
        h.screen()
    );
    assert!(said(&h).contains("One") && said(&h).contains("passed"), "in sight: {}", h.screen());
    let mut h = reopened(&h);
    h.keys("54");
    assert_eq!(
        ["G01", "G02", "G03", "G04"].map(|id| gap(&h, id).scores.impact),
        [None, Some(5), None, Some(4)]
    );
    assert!(said(&h).contains("Now urgency"), "two gaps are through: {}", h.screen());
    h.keys("t");
    assert!(said(&h).contains("All gaps are scored again."), "{}", h.screen());
    h.keys("<Home>3");
    assert_eq!(gap(&h, "G01").scores.urgency, Some(3));
}

#[test]
fn without_dots_the_first_of_the_list_are_scored() {
    let mut h = fresh(&["One", "Two", "Three"]);
    h.keys("<End>t<C-u>2<Enter>");
    assert!(said(&h).contains("2 gaps are scored: the first of the list."), "{}", h.screen());
    h.keys("<End>4");
    assert_eq!(gap(&h, "G02").scores.impact, Some(4), "the last that is scored");
}

#[test]
fn the_edges_are_offered_once_and_each_leads_to_its_gap() {
    let mut h = board("80x24");
    h.keys("<Tab><Tab>");
    assert!(said(&h).contains("lie on an edge: look at these first. v lists them."), "{}", h.screen());
    h.keys("<Tab><Tab>");
    assert!(!said(&h).contains("lie on an edge"), "once is enough: {}", h.screen());
    h.keys("v");
    for words in ["The cut line of Now", "Last in, 72.5.", "2.5 behind", "Finely balanced"] {
        assert!(said(&h).contains(words), "{words}: {}", h.screen());
    }
    h.keys("<Down><Enter>");
    assert!(said(&h).contains("▸G06"), "{}", h.screen());
    h.keys("v<Esc>");
    assert!(said(&h).contains("Now 6 of 6"), "back on the board: {}", h.screen());
}

#[test]
fn a_row_of_the_edges_is_clicked_twice() {
    let mut h = board("80x24");
    h.keys("v");
    let (x, y) = find(&h, "First out");
    h.keys(&format!("<click {x} {y}>"));
    assert!(said(&h).contains("The cut line of Now"), "{}", h.screen());
    h.keys(&format!("<click {x} {y}>"));
    assert!(said(&h).contains("▸G06"), "{}", h.screen());
}

#[test]
fn an_early_day_has_no_edges_and_says_so() {
    let mut h = fresh(&["Outages"]);
    h.keys("v");
    assert!(said(&h).contains("Too early to say: no gap has its four scores yet."), "{}", h.screen());
    h.keys("<Enter><Down><Esc>");
    assert!(said(&h).contains("● Now"), "{}", h.screen());
}

#[test]
fn a_score_is_tried_on_the_board_before_it_is_given() {
    let mut h = board("80x24");
    h.keys("<Down><Down><Down><Down>");
    let before = h.work().revision();
    h.keys("i<Right>3");
    for words in
        ["G06 would come into Now, G02 would go to Next.", "urgency 3, not 4", "from Next", "from Now"]
    {
        assert!(said(&h).contains(words), "{words}: {}", h.screen());
    }
    assert_eq!((h.work().revision(), lane(&h, "G02")), (before, "now".to_owned()), "nothing is changed yet");
    h.keys("<Esc>");
    assert_eq!(h.work().revision(), before);
    assert!(said(&h).contains("G02 stays as it was."), "{}", h.screen());
    h.keys("i3<Left>4<BSpace><Right><Enter>");
    assert_eq!((gap(&h, "G02").scores.urgency, gap(&h, "G02").scores.impact), (Some(3), Some(5)));
    assert_eq!((lane(&h, "G02"), lane(&h, "G06")), ("next".to_owned(), "now".to_owned()));
    h.keys("<C-z>");
    assert_eq!((gap(&h, "G02").scores.urgency, lane(&h, "G02")), (Some(4), "now".to_owned()), "one step");
}

#[test]
fn what_if_begins_at_the_score_in_hand_of_the_grid() {
    let mut h = board("66x18");
    h.keys("s<Home><Right><Right>i1");
    assert!(said(&h).contains("feasibility 1, not 4"), "{}", h.screen());
    assert!(said(&h).contains("G01 would go to Later"), "{}", h.screen());
    h.keys("<Esc>");
    assert!(said(&h).contains("Lane"), "back in the grid: {}", h.screen());
}

#[test]
fn what_if_leaves_with_the_stage_and_takes_a_click() {
    let mut h = board("80x24");
    h.keys("i");
    let (x, y) = find(&h, "cost ");
    h.keys(&format!("<click {x} {y}>5"));
    assert!(said(&h).contains("would go to Later"), "{}", h.screen());
    h.keys("<PgDn><PgUp>");
    assert!(!said(&h).contains("would go to Later"), "{}", h.screen());
    assert!(h.work().revision() == 0, "nothing was changed");
}

#[test]
fn a_gap_that_cannot_be_done_gets_a_stopgap_of_its_own() {
    let mut h = fresh(&["Outages"]);
    h.keys("w5515m");
    assert!(said(&h).contains("G01 cannot be done at present: what is the stopgap?"), "{}", h.screen());
    h.keys("<Enter>");
    assert!(said(&h).contains("needs a title"), "{}", h.screen());
    h.keys("Ring those who are cut off<Enter>");
    assert!(h.screen().contains("▸G02"), "it is in the hand: {}", h.screen());
    let made = gap(&h, "G02");
    assert_eq!((made.title.as_str(), made.notes), ("Ring those who are cut off", gap(&h, "G01").notes));
    h.keys("<C-z>");
    assert_eq!(h.session().gaps.len(), 1);
}

#[test]
fn a_heavy_gap_in_now_gets_its_first_slice_as_an_action() {
    let mut h = fresh(&["Outages"]);
    h.keys("w5523<Tab>");
    assert!(said(&h).contains("agree a first slice. Key m makes it an action."), "{}", h.screen());
    h.keys("mText the hill district first<Enter>");
    let made: Vec<&Action> = h.session().actions.iter().collect();
    assert_eq!((made.len(), made[0].title.as_str()), (1, "Text the hill district first"));
    assert_eq!(made[0].gap, Some(GapId::new("G01")));
    h.keys("<C-z>");
    assert!(h.session().actions.is_empty());
}

#[test]
fn a_fill_in_may_simply_be_done_and_others_ask_for_nothing() {
    let mut h = fresh(&["Outages", "Order status"]);
    h.keys("w23513333<Tab><Home>m");
    let answers: Vec<bool> = ["may simply be done", "asks for no stopgap"]
        .iter()
        .map(|words| {
            let there = said(&h).contains(words);
            h.keys("<Down>m");
            there
        })
        .collect();
    assert_eq!(answers, [true, true], "{}", h.screen());
}

#[test]
fn on_a_small_screen_all_that_is_said_about_a_card_unfolds() {
    let mut h = board("66x18");
    h.keys("<Down><Down><Down><Down>");
    assert!(said(&h).contains("Space: all of it"), "{}", h.screen());
    h.keys("<Space>");
    for words in ["Would be Next if", "In Now in", "weightings", "Finely balanced", "Last in: G02"] {
        assert!(said(&h).contains(words), "{words}: {}", h.screen());
    }
    assert!(!said(&h).contains("Space: all of it"), "{}", h.screen());
    h.keys("<Space>");
    assert!(said(&h).contains("Space: all of it"), "{}", h.screen());
}

#[test]
fn no_normal_screen_of_sort_names_a_person_or_who_asked_for_a_move() {
    let mut hidden: Vec<String> = Vec::new();
    let session: Session = Harness::sample().session().clone();
    for person in session.people.iter() {
        hidden.push(person.name.clone());
        hidden.extend(person.name.split([' ', '(', ')']).filter(|part| part.len() > 3).map(str::to_owned));
    }
    let asked = session.gaps.iter().filter_map(|gap| gap.moved.as_ref()?.requested_by.as_ref());
    assert!(asked.count() > 0, "the sample has moves that somebody asked for");
    // Words that a title or a reason may use anyway are no names.
    let mut public = String::new();
    for gap in session.gaps.iter() {
        for words in [&gap.title, &gap.perfect, &gap.today] {
            public.push_str(words);
        }
    }
    hidden.retain(|name| !public.contains(name.as_str()));
    let mut seen = 0;
    for size in ["66x18", "80x24", "160x48"] {
        for way in ["", "<Tab>", "<Tab>f45", "v", "i1", "<Tab>i1", "<Space>"] {
            let mut h = board(size);
            h.keys(way);
            for step in 0..=40 {
                let screen = h.screen();
                seen += 1;
                for name in &hidden {
                    assert!(!screen.contains(name.as_str()), "{name} at {size} after {way}:\n{screen}");
                }
                h.keys(match step % 12 {
                    11 if way.is_empty() || way == "<Space>" => "<Home><Right>",
                    _ if way.ends_with("i1") => "<Right>2",
                    _ => "<Down>",
                });
            }
        }
    }
    assert!(seen > 800);
}

#[test]
fn reading_is_enough_for_edges_and_what_if_but_nothing_is_kept() {
    let session: Session = Harness::sample().session().clone();
    let opened = Opened {
        session,
        path: "day.json".into(),
        read_only: Some("another window has it".to_owned()),
        kept: std::collections::BTreeMap::default(),
        notice: None,
    };
    let mut h = Harness::opened(opened);
    h.stage("Sort").keys("i1<Enter>");
    assert!(said(&h).contains("Read only"), "{}", h.screen());
    h.keys("<Esc><Tab>f");
    assert!(said(&h).contains("Read only"), "{}", h.screen());
    assert_eq!(h.work().revision(), 0);
}

#[test]
fn pictures_of_fingers_edges_and_what_if() {
    for (width, height) in SIZES {
        let size = format!("{width}x{height}");
        let picture = |name: &str, keys: &str| {
            let mut h = board(&size);
            h.keys(keys);
            assert_snapshot!(format!("{name}_{size}"), h.styled(width, height));
        };
        picture("fingers", "<Tab><Home>f<BSpace>4 5 3 3");
        picture("edges", "v<Down>");
        picture("what_if", "<Down><Down><Down><Down>i<Right>3");
        picture("unfolded", "<Down><Down><Down><Down><Space>");
        picture("only", "<Tab>t<Enter>");
        let mut h = Harness::empty();
        h.stage("Sort").keys("v");
        assert_snapshot!(format!("edges_empty_{size}"), h.styled(width, height));
        let mut h = fresh(&["Outages", "Order status"]);
        h.keys("f15<Enter>");
        assert_snapshot!(format!("second_round_{size}"), h.styled(width, height));
    }
}

#[test]
fn every_view_draws_with_nothing_at_all() {
    for keys in ["f", "v", "i", "m", "t", "<Tab>i", "<Tab>m", "<Tab><Space>", "v<Enter><Down><Up><End>"] {
        let mut h = Harness::empty();
        h.stage("Sort").keys(keys);
        for size in ["66x18", "80x24", "160x48", "40x12"] {
            h.keys(&format!("<resize {size}>")).screen();
        }
    }
    let gaps: Vec<Gap> = Vec::new();
    assert_eq!(Harness::empty().session().gaps.iter().cloned().collect::<Vec<_>>(), gaps);
}

fn flat(h: &Harness) -> String {
    h.screen().split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ")
}

fn printed(session: &Session) -> String {
    let playbook = crate::playbook::Playbook::builtin();
    let options = crate::synopsis::Options::default();
    let document =
        crate::synopsis::compose(session, &crate::rules::Verdicts::of(session), playbook, &options);
    crate::synopsis::Format::Markdown.render(&document)
}

#[test]
fn while_now_is_full_box_card_and_print_say_both_what_the_rule_says_and_where_that_leads() {
    // G06 waits for a place.
    let mut h = board("160x48");
    h.keys("<Right><Home>3");
    let asked = flat(&h);
    let both = "The rule says Now; Now is full, so it waits in Next: place 1 in the queue.";
    assert!(asked.contains("G06 to Later: why?") && asked.contains(both), "{asked}");
    // The room put G11 into Now, where the rule would find no place for it.
    let both = "Cheap, easy, and customers will notice soon. Now is full, so it would wait in Next.";
    let mut h = board("160x48");
    h.keys("<End>");
    let detail = flat(&h);
    assert!(detail.contains("The rule says Now:") && detail.contains("would wait in Next."), "{detail}");
    h.keys("3");
    let asked = flat(&h);
    assert!(asked.contains("G11 to Later: why?"), "{asked}");
    assert!(asked.contains(&format!("The rule says Now: {both}")), "{asked}");
    h.keys("<Esc><Enter>");
    let card = flat(&h);
    assert!(card.contains("The rule says Now:") && card.contains("would wait in Next."), "{card}");
    h.keys("<Esc>u");
    let said = flat(&h);
    assert!(said.contains("G11: the rule says Now; Now is full, so it waits in Next."), "{said}");
    let session = h.session();
    let print = printed(session);
    assert!(!print.contains("would wait in Next"), "taken back, the queue speaks");
    h.keys("<C-z>");
    let print = printed(h.session());
    assert!(
        print.contains("cheap, easy, and customers will notice soon. Now is full, so it would wait in Next.")
    );
}
