//! Gaps as the facilitator uses them: what was there, what she does, what is there then.

use crate::session::{Benefit, Gap, GapId, GapStatus, NoteId, ThemeId};
use crate::tui::harness::Harness;

fn gaps() -> Harness {
    let mut harness = Harness::sample();
    harness.stage("Gaps");
    harness
}

fn empty() -> Harness {
    let mut harness = Harness::empty();
    harness.stage("Gaps");
    harness
}

fn gap<'a>(harness: &'a Harness, id: &str) -> &'a Gap {
    harness.session().get::<Gap>(&GapId::new(id)).expect("the gap is there")
}

#[test]
fn beside_the_card_a_title_has_two_rows_where_one_would_cut_it() {
    let mut h = Harness::sample();
    h.stage("Gaps").keys("<resize 80x24><Home>");
    let left: Vec<String> =
        h.screen().lines().map(|row| row.chars().take(36).collect::<String>().trim().to_owned()).collect();
    let list = left.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let mut seen = 0;
    for gap in h.session().gaps.iter().take(7) {
        let words: Vec<&str> = gap.title.split(' ').collect();
        let first = words[..words.len().min(3)].join(" ");
        assert!(list.contains(words[0]) && !list.contains(&format!("{}…", words[1])), "{}", h.screen());
        seen += usize::from(list.contains(&first));
    }
    assert!(seen >= 4, "{seen}: {}", h.screen());
    let y = left.iter().position(|row| row.starts_with("G03")).expect("it is listed") + 1;
    h.keys(&format!("<click 12 {y}>"));
    let pointed = h.screen().lines().nth(y - 1).unwrap_or_default().to_owned();
    assert!(pointed.contains('▸') && pointed.contains("G03"), "{}", h.screen());
}

#[test]
fn the_list_says_how_complete_the_gaps_are() {
    let mut harness = gaps();
    assert!(harness.screen().contains("15 of 16 gaps complete; 12 to 16 are enough"), "{}", harness.screen());
    harness.keys("<resize 160x48>");
    assert!(harness.screen().contains("– link"), "{}", harness.screen());
}

#[test]
fn a_gap_is_written_title_first_then_perfect_then_today() {
    let mut harness = empty();
    harness.keys("nThe queue is long<Enter>Somebody picks up at once<Enter>People wait 40 minutes<Enter>");
    let gap = gap(&harness, "G01");
    assert_eq!(gap.title, "The queue is long");
    assert_eq!(gap.perfect, "Somebody picks up at once");
    assert_eq!(gap.today, "People wait 40 minutes");
    assert!(harness.screen().contains("Nobody has described this"), "{}", harness.screen());
}

#[test]
fn each_sentence_may_be_left_for_later() {
    let mut harness = empty();
    harness.keys("nThe queue is long<Enter><Enter>People wait<Enter>");
    assert_eq!(
        (gap(&harness, "G01").perfect.as_str(), gap(&harness, "G01").today.as_str()),
        ("", "People wait")
    );
    harness.keys("nNobody calls back<Enter><Esc>");
    assert_eq!(gap(&harness, "G02").title, "Nobody calls back");
    harness.keys("pThey call back<Enter>tThey do not<Enter>");
    assert_eq!(gap(&harness, "G02").perfect, "They call back");
    assert_eq!(gap(&harness, "G02").today, "They do not");
    harness.keys("<C-z><C-z>");
    assert_eq!(gap(&harness, "G02").perfect, "");
}

#[test]
fn a_gap_without_a_title_is_not_made_and_the_question_stays() {
    let mut harness = empty();
    harness.keys("n<Enter>");
    assert!(harness.session().gaps.is_empty());
    harness.keys("Late<Enter>");
    assert_eq!(gap(&harness, "G01").title, "Late");
}

#[test]
fn a_title_that_sounds_like_a_solution_gets_a_question() {
    let mut harness = empty();
    harness.keys("nIntroduce a ticket system<Enter><Esc>");
    assert!(harness.screen().contains("sounds like a solution"), "{}", harness.screen());
    harness.keys("r<C-u>Nobody sees the tickets<Enter>");
    assert!(!harness.screen().contains("sounds like a solution"));
}

#[test]
fn notes_themes_and_evidence_are_linked() {
    let mut harness = gaps();
    harness.keys("<End>l");
    assert!(harness.screen().contains("Which notes show G16?"), "{}", harness.screen());
    harness.keys("<Esc><Home>");
    let before = gap(&harness, "G01").notes.len();
    harness.keys("lGamers<Space><Enter>");
    assert_eq!(gap(&harness, "G01").notes.len(), before + 1, "{}", harness.screen());
    harness.keys("hwhole<Space><Enter>");
    assert!(gap(&harness, "G01").themes.contains(&ThemeId::new("T01")));
    assert_eq!(gap(&harness, "G01").themes[0], ThemeId::new("T02"), "what was linked stays first");
    harness.keys("v<Up><Space><Enter>");
    assert_eq!(gap(&harness, "G01").evidence.len(), 3);
    harness.keys("<C-z><C-z><C-z>");
    assert_eq!(*harness.session(), *gaps().session());
}

#[test]
fn gaps_are_made_from_themes() {
    let mut harness = gaps();
    harness.keys("GLoyalty<Space><Enter>");
    let made = gap(&harness, "G17");
    assert_eq!(
        (made.title.as_str(), made.themes.as_slice()),
        ("Loyalty and leaving", [ThemeId::new("T08")].as_slice())
    );
    assert!(!made.notes.is_empty());
    harness.keys("pWe stay because we want to<Enter>");
    assert_eq!(gap(&harness, "G17").perfect, "We stay because we want to", "it is under the cursor");
    harness.keys("<C-z>");
    harness.keys("<C-z>");
    assert_eq!(harness.session().gaps.len(), 16);
}

#[test]
fn departments_benefit_depth_and_kind_are_set() {
    let mut harness = gaps();
    harness.keys("b");
    assert_eq!(gap(&harness, "G01").benefit, Benefit::Customer);
    harness.keys("wi");
    assert!(harness.screen().contains("opportunity"), "{}", harness.screen());
    harness.keys("DNobody yet<Enter>");
    assert_eq!(gap(&harness, "G01").lead_department, None);
    harness.keys("<C-z><C-z><C-z><C-z>");
    assert_eq!(*harness.session(), *gaps().session());
}

#[test]
fn a_gap_becomes_part_of_another() {
    let mut harness = gaps();
    harness.keys("mNo one person owns<Enter>");
    assert_eq!(gap(&harness, "G01").status, GapStatus::Merged);
    assert_eq!(gap(&harness, "G01").merged_into, Some(GapId::new("G03")));
    assert!(gap(&harness, "G03").notes.contains(&NoteId::new("N030")), "its notes came along");
    assert!(harness.screen().contains("in G03"), "{}", harness.screen());
    harness.keys("sopen<Enter>");
    assert_eq!(gap(&harness, "G01").merged_into, None);
    harness.keys("<C-z><C-z>");
    assert_eq!(*harness.session(), *gaps().session());
}

#[test]
fn gaps_change_places_and_go() {
    let mut harness = gaps();
    harness.keys("J");
    let order: Vec<&str> = harness.session().gaps.iter().map(|g| g.id.as_str()).take(2).collect();
    assert_eq!(order, ["G02", "G01"]);
    harness.keys("Kx");
    assert!(harness.session().get::<Gap>(&GapId::new("G01")).is_none());
    harness.keys("x");
    assert!(harness.session().get::<Gap>(&GapId::new("G02")).is_none(), "the cursor went to the next one");
    harness.keys("<C-z><C-z><C-z><C-z>");
    assert_eq!(*harness.session(), *gaps().session());
}

#[test]
fn on_the_smallest_projector_tab_shows_the_whole_gap() {
    let mut harness = gaps();
    harness.keys("<resize 66x18>");
    assert!(harness.screen().contains("G02") && harness.screen().contains("Perfect"), "{}", harness.screen());
    harness.keys("<Tab>");
    assert!(!harness.screen().contains("G02 "), "{}", harness.screen());
    for _ in 0..30 {
        harness.keys("j");
    }
    assert!(harness.screen().contains("Helps"), "the end can be reached\n{}", harness.screen());
    harness.keys("<Esc>");
    assert!(harness.screen().contains("G02"), "{}", harness.screen());
}

#[test]
fn a_click_selects_a_gap_and_the_wheel_scrolls() {
    let mut harness = gaps();
    harness.keys("<click 12 12>t<C-u>Changed<Enter>");
    assert_eq!(gap(&harness, "G04").today, "Changed", "{}", harness.screen());
    harness.keys("<resize 66x18><wheel down 10 5><wheel down 10 5>");
    assert!(!harness.screen().contains("G02 "), "{}", harness.screen());
}

mod pictures {
    use super::*;

    #[test]
    fn the_sample_gaps() {
        let mut harness = gaps();
        for (name, size) in [("66x18", (66, 18)), ("80x24", (80, 24)), ("160x48", (160, 48))] {
            insta::assert_snapshot!(format!("sample_{name}"), harness.styled(size.0, size.1));
        }
        harness.keys("<Tab>");
        insta::assert_snapshot!("one_66x18", harness.styled(66, 18));
    }

    #[test]
    fn no_gaps_yet() {
        let mut harness = empty();
        for (name, size) in [("66x18", (66, 18)), ("80x24", (80, 24)), ("160x48", (160, 48))] {
            insta::assert_snapshot!(format!("empty_{name}"), harness.styled(size.0, size.1));
        }
    }

    #[test]
    fn a_gap_with_things_missing() {
        let mut harness = empty();
        harness.keys("nIntroduce a ticket system<Enter><Esc>");
        insta::assert_snapshot!("missing_80x24", harness.styled(80, 24));
    }
}

#[test]
fn evidence_that_not_everybody_has_read_warns_when_it_is_linked_and_afterwards() {
    let mut session = Harness::sample().session().clone();
    session.evidence.each_mut(|item| item.id.as_str() == "E6", |item| item.read_in_room_at = None);
    session.gaps.each_mut(|gap| gap.id.as_str() == "G01", |gap| gap.evidence.clear());
    let mut harness = Harness::with(session);
    harness.stage("Gaps").keys("<resize 160x48>");
    let words = |harness: &Harness| harness.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(!words(&harness).contains("not everybody has read it"));
    harness.keys("v");
    assert!(words(&harness).contains("not read by all yet"), "{}", harness.screen());
    harness.keys("Post-incident <Enter>");
    let linked = harness.session().gaps.at(0).map(|gap| gap.evidence.len());
    assert_eq!(linked, Some(1), "{}", harness.screen());
    assert!(harness.work().saying.as_ref().is_some_and(|said| said.warn && said.text.starts_with("E6: not")));
    harness.keys("<Down><Up>");
    assert!(
        words(&harness).contains("not everybody has read it"),
        "the card says it too\n{}",
        harness.screen()
    );
}
