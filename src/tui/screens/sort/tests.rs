//! Scoring and sorting a room, as the facilitator does it.

use insta::assert_snapshot;
use ratatui::crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::Sort;
use crate::playbook::Playbook;
use crate::session::{
    Edit, Gap, GapId, GapStatus, Note, NoteId, QuestionId, Scores, Session, Stance, Variant, edit,
};
use crate::tui::event::Event;
use crate::tui::forms::Target;
use crate::tui::harness::Harness;
use crate::tui::outcome::{Ask, Outcome};
use crate::tui::screens::Screen;

pub(super) fn gap(harness: &Harness, id: &str) -> Gap {
    harness.session().get::<Gap>(&GapId::new(id)).cloned().expect("the gap")
}

pub(super) fn lane(harness: &Harness, id: &str) -> String {
    gap(harness, id).lane.to_string()
}

/// The sample day, on the board, at a size.
pub(super) fn board(size: &str) -> Harness {
    let mut harness = Harness::sample();
    harness.keys(&format!("<resize {size}>")).stage("Sort");
    assert!(harness.screen().contains("Now 6 of 6"), "all gaps are scored: the board comes first");
    harness
}

/// A new day with these gaps, on the scores; somebody has described the first one.
pub(super) fn fresh(titles: &[&str]) -> Harness {
    let day = "2026-03-12".parse().unwrap_or_default();
    let mut session = Playbook::builtin().new_session("", day, &Variant::FullDay, "+01:00");
    let at = crate::session::Moment::default();
    let note = Note {
        id: NoteId::new("N001"),
        question: QuestionId::new("Q1"),
        column: "main".into(),
        stance: Stance::AsIs,
        text: "We rang three times".into(),
        ..Note::default()
    };
    session.notes.push(note);
    let mut edits: Vec<Edit> =
        titles.iter().map(|title| edit::add(Gap { title: (*title).into(), ..Gap::default() })).collect();
    edits.push(edit::change::<Gap>(
        &GapId::new("G01"),
        crate::session::GapChange::notes(vec![NoteId::new("N001")]),
    ));
    session.apply(&edit::many("gaps", edits), &at).expect("gaps");
    let mut harness = Harness::with(session);
    harness.stage("Sort");
    harness
}

/// Where a text stands on the screen.
pub(super) fn find(harness: &Harness, text: &str) -> (u16, u16) {
    let screen = harness.screen();
    let (y, row) = screen.lines().enumerate().find(|(_, row)| row.contains(text)).expect("on the screen");
    let x = crate::text::width(&row[..row.find(text).unwrap_or(0)]);
    (u16::try_from(x).unwrap_or(0), u16::try_from(y).unwrap_or(0))
}

fn mouse(harness: &mut Harness, kind: MouseEventKind, (column, row): (u16, u16)) {
    harness.event(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
}

#[test]
fn four_gaps_are_scored_by_digits_one_scale_at_a_time_and_lie_in_their_lanes() {
    let mut h = fresh(&["Outages", "Order status", "Landlords", "No shared record"]);
    h.keys("5425");
    assert!(h.screen().contains("Now urgency: If we wait"), "{}", h.screen());
    h.keys("5323" /* urgency */);
    h.keys("4331" /* feasibility */);
    h.keys("2335" /* cost */);
    assert!(h.screen().contains("Every gap has its four scores."), "{}", h.screen());
    assert_eq!(["G01", "G02", "G03", "G04"].map(|id| lane(&h, id)), ["now", "next", "later", "later"]);
    h.keys("<Tab>");
    for words in ["● Now 1 of 5", "◐ Next 1", "○ Later 2", "4 places free"] {
        assert!(h.screen().contains(words), "{words}: {}", h.screen());
    }
}

#[test]
fn digits_may_go_across_a_gap_and_a_score_can_be_cleared() {
    let mut h = fresh(&["Outages", "Order status"]);
    h.keys("w5542");
    assert_eq!(lane(&h, "G01"), "now");
    h.keys("43<Left><BSpace>");
    assert_eq!(gap(&h, "G02").scores.urgency, None);
    assert!(h.screen().contains("Still needs: urgency, feasibility and cost."), "{}", h.screen());
    h.keys("<C-z>");
    assert_eq!(gap(&h, "G02").scores.urgency, Some(3));
}

#[test]
fn what_nobody_has_described_does_not_enter_now() {
    let mut h = fresh(&["Outages", "Unseen"]);
    h.keys("w<Down>5542");
    assert_eq!(lane(&h, "G02"), "next");
    h.keys("<Up><Down>");
    assert!(h.screen().contains("Nobody has described this happening yet."), "{}", h.screen());
}

#[test]
fn all_five_anchors_are_shown_while_choosing_and_cost_has_the_clients_bands() {
    let mut h = board("80x24");
    h.keys("<Tab>");
    for n in 1..=5 {
        let text = Playbook::builtin().anchors.impact.anchor(n);
        assert!(h.screen().contains(text), "{text}: {}", h.screen());
    }
    assert!(h.screen().contains("▸5 a reason to leave"), "the chosen one is marked");
    h.keys("<Right><Right><Right>");
    assert!(h.screen().contains("▸2 up to €5,000"), "{}", h.screen());
}

#[test]
fn every_anchor_of_every_scale_stands_whole_on_the_small_page() {
    for size in ["66x18", "80x24"] {
        let mut day = board(size);
        day.keys("<Tab>");
        let anchors = &Playbook::builtin().anchors;
        for scale in [&anchors.impact, &anchors.urgency, &anchors.feasibility] {
            let flat = day.screen().split_whitespace().collect::<Vec<_>>().join(" ");
            for number in 1..=5 {
                assert!(flat.contains(scale.anchor(number)), "{size}: {number}\n{}", day.screen());
            }
            day.keys("<Right>");
        }
    }
}

#[test]
fn an_anchor_can_be_clicked() {
    let mut h = fresh(&["Outages", "Order status"]);
    let (x, y) = find(&h, "4 many customers clearly better off");
    h.keys(&format!("<click {x} {y}>"));
    assert_eq!(gap(&h, "G01").scores.impact, Some(4));
}

#[test]
fn fingers_give_the_median_and_a_wide_spread_is_talked_about_once() {
    let mut h = fresh(&["Outages", "Order status"]);
    h.keys("f4 x<Enter>");
    assert!(h.screen().contains("Fingers are numbers from 1 to 5"), "{}", h.screen());
    assert!(h.screen().contains("4 x"), "what was typed stays");
    h.keys("<BSpace>5 5 1 5 3");
    assert!(h.screen().contains("6 hands, median 4, spread 4: they will talk."), "{}", h.screen());
    h.keys("<Enter>");
    let scored = gap(&h, "G01");
    assert_eq!(scored.scores.impact, Some(4), "4 5 5 1 5 3: the half between 4 and 5 goes down");
    assert_eq!(scored.score_votes.expect("votes").impact, [4, 5, 5, 1, 5, 3]);
    for words in ["fingers for impact, second round", "Ask the lowest and the highest.", "show once"] {
        assert!(h.screen().contains(words), "{words}: {}", h.screen());
    }
    h.keys("414<Enter>");
    assert!(h.screen().contains("Spread 3 again: two rounds are enough"), "{}", h.screen());
    assert!(h.screen().contains("G02 fingers for impact"), "the next gap waits: {}", h.screen());
    h.keys("<Up>555<Enter>");
    assert!(h.screen().contains("Two rounds are enough: the median 4 stands."), "{}", h.screen());
    assert_eq!(gap(&h, "G01").score_votes.expect("votes").impact, [4, 1, 4]);
    h.keys("<C-u><Esc><C-z><C-z>");
    let before = gap(&h, "G01");
    assert_eq!((before.scores.impact, before.score_votes), (None, None), "votes and score are one step");
}

#[test]
fn digits_typed_blind_after_the_fingers_line_was_left_do_not_rename_a_gap() {
    let mut h = fresh(&["Outages", "Order status"]);
    h.keys("f4<Esc>");
    assert!(h.screen().contains("Fingers are off: digits score now."), "{}", h.screen());
    h.keys("<Enter>453<Enter>");
    assert!(h.screen().contains("Digits alone change no words"), "{}", h.screen());
    h.keys("453<Enter><Esc>");
    assert_eq!(gap(&h, "G01").title, "Outages");
    assert_eq!(h.session().gaps.len(), 2);
}

#[test]
fn the_room_moves_a_card_with_a_reason_and_too_short_a_one_is_kept() {
    let mut h = board("80x24");
    h.keys("<Right><Right>1");
    assert!(h.screen().contains("G05 to Now: why?"), "{}", h.screen());
    assert!(h.screen().contains("G02 would wait."), "{}", h.screen());
    h.keys("short<Enter>");
    assert!(h.screen().contains("at least ten characters"), "{}", h.screen());
    assert!(h.screen().contains("G05 to Now: why?") && h.screen().contains("short"), "{}", h.screen());
    assert_eq!(lane(&h, "G05"), "later");
    h.keys(", but agreed by all<Enter>");
    let moved = gap(&h, "G05").moved.expect("moved");
    assert_eq!(moved.reason, "short, but agreed by all");
    assert_eq!(moved.rule_said.as_deref(), Some("later"));
    assert_eq!((lane(&h, "G05"), lane(&h, "G02")), ("now".into(), "next".into()));
    assert!(h.screen().contains("who asked?") && h.screen().contains("NOT FOR THE ROOM"), "{}", h.screen());
    h.keys("<Esc>");
    assert_eq!(gap(&h, "G05").moved.expect("still moved").requested_by, None);
    assert!(h.screen().contains("Moved by the room: short, but agreed by all."), "{}", h.screen());
    h.keys("<C-z>");
    assert_eq!((lane(&h, "G05"), lane(&h, "G02")), ("later".into(), "now".into()));
}

#[test]
fn a_move_with_its_reason_and_who_asked_is_one_step_back_and_one_again() {
    let mut h = board("80x24");
    h.keys("<Right><Right>1Agreed by the whole room<Enter><Enter>");
    assert!(gap(&h, "G05").moved.is_some_and(|moved| moved.requested_by.is_some()));
    assert_eq!((lane(&h, "G05"), lane(&h, "G02")), ("now".into(), "next".into()));
    h.keys("<C-z>");
    assert!(h.screen().contains("Taken back: G05 moved to now"), "{}", h.screen());
    assert_eq!((lane(&h, "G05"), lane(&h, "G02")), ("later".into(), "now".into()));
    assert_eq!(gap(&h, "G05").moved, None);
    h.keys("<C-z>");
    assert!(h.screen().contains("Nothing to take back."), "{}", h.screen());
    h.keys("<C-y>");
    assert!(gap(&h, "G05").moved.is_some_and(|moved| moved.requested_by.is_some()));
}

#[test]
fn who_asked_is_kept_and_never_on_the_board() {
    let mut h = board("160x48");
    h.keys("<Right><Right>2By summer we know enough<Enter><Enter>");
    let who = gap(&h, "G05").moved.expect("moved").requested_by.expect("asked");
    let name = h.session().people.get(&who).expect("somebody").name.clone();
    assert!(!h.screen().contains(&name), "{}", h.screen());
    for person in h.session().people.iter() {
        assert!(!h.screen().contains(&person.name), "{}", person.name);
    }
}

#[test]
fn going_back_to_the_rule_needs_no_reason() {
    let mut h = board("80x24");
    h.keys("<Right><Down><Down>1");
    assert_eq!(lane(&h, "G16"), "now", "the rule agrees");
    assert!(gap(&h, "G16").moved.is_none());
    assert!(h.screen().contains("G02 waits"), "{}", h.screen());
    h.keys("<C-z>u");
    assert_eq!(lane(&h, "G16"), "now");
    h.keys("u");
    assert!(h.screen().contains("G16 lies where the rule puts it."), "{}", h.screen());
}

#[test]
fn a_card_is_dragged_to_another_lane_and_shows_where_it_lands() {
    let mut h = board("160x48");
    let from = find(&h, "G05 No shared");
    let to = find(&h, "G03 No one");
    mouse(&mut h, MouseEventKind::Down(MouseButton::Left), from);
    mouse(&mut h, MouseEventKind::Drag(MouseButton::Left), to);
    for words in ["G05 to Now, place 6.", "G02 would wait.", "a reason is asked", "lands here"] {
        assert!(h.screen().contains(words), "{words}: {}", h.screen());
    }
    assert_eq!(lane(&h, "G05"), "later", "nothing is moved before it is dropped");
    mouse(&mut h, MouseEventKind::Up(MouseButton::Left), to);
    h.keys("The sponsor pays for it<Enter><Esc>");
    assert_eq!(lane(&h, "G05"), "now");
}

#[test]
fn a_card_dropped_where_it_lay_stays() {
    let mut h = board("160x48");
    let (x, y) = find(&h, "G03 No one");
    let before = h.work().revision();
    h.keys(&format!("<drag {x} {y} {x} {}>", y + 6));
    assert_eq!(h.work().revision(), before);
    assert!(h.screen().contains("G03 is in Now already."), "{}", h.screen());
}

#[test]
fn a_click_selects_a_double_click_opens_the_card() {
    let h = board("80x24");
    let (column, row) = find(&h, "G07 ");
    let ctx = h.work().ctx();
    let mut sort = Sort::default();
    sort.opened(&ctx);
    let mut send = |kind| sort.mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }, &ctx);
    assert!(matches!(send(MouseEventKind::Down(MouseButton::Left)), Outcome::Stay));
    assert!(matches!(send(MouseEventKind::Up(MouseButton::Left)), Outcome::Stay));
    let second = send(MouseEventKind::Down(MouseButton::Left));
    assert!(matches!(second, Outcome::Ask(Ask::Form(Target::Gap(id))) if id.as_str() == "G07"));
}

#[test]
fn a_limit_above_the_advice_needs_a_reason_and_makes_room() {
    let mut h = board("80x24");
    h.keys("c");
    assert!(h.screen().contains("Readiness is 42%"), "{}", h.screen());
    h.keys("<C-u>13<Enter>");
    assert!(h.screen().contains("between 1 and 12"), "{}", h.screen());
    h.keys("<C-u>7<Enter>");
    assert!(h.screen().contains("A limit of 7: why?"), "{}", h.screen());
    h.keys("<Enter>");
    assert!(h.screen().contains("needs a reason"), "{}", h.screen());
    h.keys("Two of them are small<Enter>");
    assert!(h.screen().contains("Now 7 of 7"), "{}", h.screen());
    assert_eq!(lane(&h, "G06"), "now");
    h.keys("c<C-u>5<Enter>");
    assert!(h.screen().contains("Now 5 of 5"), "the advice needs no reason: {}", h.screen());
    h.keys("<C-z><C-z>");
    assert_eq!(lane(&h, "G06"), "next");
}

#[test]
fn the_sentences_say_why_and_what_would_move_it() {
    let mut h = board("160x48");
    h.keys("<Down><Down><Down><Down>");
    for words in [
        "Finely balanced: 57%",
        "Would be Next if",
        "≈ finely balanced",
        "last in G02 72.5 · first out G06 70.0",
    ] {
        assert!(h.screen().contains(words), "{words}: {}", h.screen());
    }
    h.keys("<Right><Home>");
    assert!(h.screen().contains("Now is full. Place 1 in the queue."), "{}", h.screen());
    h.keys("<Right>");
    assert!(h.screen().contains("Cannot be done at present."), "{}", h.screen());
}

#[test]
fn gaps_without_all_scores_wait_in_a_strip() {
    let mut h = board("80x24");
    h.keys("s<Right><Right><Right><BSpace><Tab>");
    assert!(
        h.screen().contains("· Unsorted 1") && h.screen().contains("Still needs: cost."),
        "{}",
        h.screen()
    );
    h.keys("<Down><Up>");
    assert!(h.screen().contains("Still needs: cost."), "the strip is above the lanes: {}", h.screen());
}

#[test]
fn four_hundred_gaps_scroll_and_draw_at_any_size() {
    let mut session: Session = Harness::sample().session().clone();
    for n in 17..=400_u16 {
        let score = |by: u16| u8::try_from(n / by % 5 + 1).ok();
        session.gaps.push(Gap {
            id: GapId::new(format!("G{n:03}")),
            title: format!("Gap number {n} with a rather long title that wraps"),
            status: GapStatus::Open,
            scores: Scores {
                impact: score(1),
                urgency: score(5),
                feasibility: score(25),
                cost: score(3),
                ..Scores::default()
            },
            ..Gap::default()
        });
    }
    let mut h = Harness::with(session);
    h.stage("Sort");
    for size in ["66x18", "80x24", "160x48", "40x12", "300x100"] {
        h.keys(&format!("<resize {size}><Home><Right><Right><End>"));
        let last = h.work().ctx().verdicts().board.later.last().cloned().expect("Later is long");
        assert!(h.screen().contains(&format!("▸{last}")), "{size}: {}", h.screen());
        h.keys("<Left><Left>");
    }
}

#[test]
fn where_rows_are_free_below_the_cards_their_titles_are_read_whole() {
    let mut h = board("160x48");
    for size in ["160x48", "200x60", "120x48"] {
        h.keys(&format!("<resize {size}>"));
        assert!(!h.screen().contains('…'), "{size}\n{}", h.screen());
    }
    h.keys("<resize 160x48>");
    let (x, y) = find(&h, "invisible");
    h.keys(&format!("<click {x} {y}>"));
    assert!(h.screen().contains("▸G07"), "the second row belongs to the card: {}", h.screen());
}

#[test]
fn the_wheel_scrolls_the_lane_below_the_pointer() {
    let mut h = board("66x18");
    let (x, y) = find(&h, "G06 ");
    h.keys(&format!("<wheel down {x} {y}>"));
    assert!(!h.screen().contains("G06 Saying"), "{}", h.screen());
    assert!(h.screen().contains("G01 Nobody"), "the other lanes stay: {}", h.screen());
}

#[test]
fn the_place_and_the_view_come_back() {
    let mut h = board("80x24");
    h.keys("<Right><Tab>");
    let kept = h.effects.iter().filter_map(|effect| match effect {
        crate::tui::effect::Effect::Keep(key, Some(value)) => Some((key.clone(), value.clone())),
        _ => None,
    });
    let kept: std::collections::BTreeMap<String, String> = kept.collect();
    let session = h.session().clone();
    let opened =
        crate::tui::event::Opened { session, path: "day.json".into(), read_only: None, kept, notice: None };
    let h = Harness::opened(opened);
    assert!(h.screen().contains("▸G06") && h.screen().contains("Imp."), "{}", h.screen());
}

#[test]
fn pictures_of_the_scores_and_the_board() {
    for (name, mut h) in [("sample", Harness::sample()), ("empty", Harness::empty())] {
        h.stage("Sort");
        if name == "empty" {
            h.keys("<Tab>");
        }
        for (width, height) in [(66, 18), (80, 24), (160, 48)] {
            assert_snapshot!(format!("board_{name}_{width}x{height}"), h.styled(width, height));
        }
        h.keys("<Tab>");
        for (width, height) in [(66, 18), (80, 24), (160, 48)] {
            assert_snapshot!(format!("scores_{name}_{width}x{height}"), h.styled(width, height));
        }
    }
}

#[test]
fn after_an_undo_the_right_digit_goes_to_the_same_gap() {
    let mut day = Harness::empty();
    day.stage("Gaps").keys("nFirst<Enter><Esc><Esc>nSecond<Enter><Esc><Esc>");
    day.stage("Sort").keys("<Home>2<C-z>5");
    let impacts: Vec<Option<u8>> = day.session().gaps.iter().map(|gap| gap.scores.impact).collect();
    assert_eq!(impacts, [Some(5), None]);
}
