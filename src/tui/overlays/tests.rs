//! What lies over a stage, as the facilitator meets it.

use insta::assert_snapshot;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::pick::Pick;
use super::{Cmd, Overlay, Reply};
use crate::session::{Note, NoteId, QuestionId, edit};
use crate::tui::effect::Effect;
use crate::tui::harness::Harness;
use crate::tui::outcome::{Answer, Ask, Choice, ConfirmAsk, Outcome, PickAsk, TextAsk};
use crate::tui::screens::Purpose;
use crate::tui::stage::Stage;
use crate::tui::work;

const SIZES: [(u16, u16); 3] = [(66, 18), (80, 24), (160, 48)];

fn purpose() -> Purpose {
    Purpose::Global(work::Purpose::Park)
}

fn pick_ask(many: bool, new: Option<&str>, chosen: &[&str]) -> PickAsk {
    PickAsk {
        title: "Which departments does it touch?".into(),
        hint: "Those who feel it next.".into(),
        options: vec![
            Choice::new("D01", "Contact Centre", "3 people"),
            Choice::new("D02", "Field Service", "2 people"),
            Choice::new("D03", "Billing & Credit", "2 people"),
            Choice::new("D04", "Réseau", "nobody yet"),
        ],
        many,
        chosen: chosen.iter().map(|id| (*id).into()).collect(),
        new: new.map(Into::into),
        private: false,
        purpose: purpose(),
    }
}

fn text_ask() -> TextAsk {
    TextAsk {
        title: "Why now?".into(),
        hint: "One sentence. It is printed beside the card.".into(),
        text: String::new(),
        prose: true,
        private: false,
        key: "gap.G03.reason".into(),
        purpose: purpose(),
    }
}

fn confirm_ask() -> ConfirmAsk {
    ConfirmAsk {
        title: "Remove 12 notes?".into(),
        text: "They leave the wall and the synopsis. Ctrl-Z brings them back.".into(),
        yes: "Remove".into(),
        purpose: purpose(),
    }
}

/// Types into a list and takes; what it answers.
fn picked(ask: PickAsk, typed: &str, before: &[Cmd]) -> Option<Answer> {
    let harness = Harness::sample();
    let ctx = harness.work().ctx();
    let mut pick = Pick::new(ask);
    for command in before {
        pick.command(*command, &ctx);
    }
    for c in typed.chars() {
        pick.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE), &ctx);
    }
    match pick.command(Cmd::Accept, &ctx) {
        Reply::Answer(answer) => Some(answer),
        _ => None,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "compared with what a list may answer")]
fn ids(ids: &[&str]) -> Option<Answer> {
    Some(Answer::Picked(ids.iter().map(|id| (*id).into()).collect()))
}

#[test]
fn every_overlay_leaves_with_esc() {
    for key in ["<C-p>", "<F1>", "<C-f>", "<C-t>", "<C-l>", "<C-o>", "<C-b>"] {
        let mut harness = Harness::sample();
        harness.stage("Gaps").keys(key);
        assert_eq!(harness.work().overlays().len(), 1, "{key} opens");
        harness.keys("<Esc>");
        assert!(harness.work().overlays().is_empty(), "{key} leaves");
    }
    for ask in [Ask::Pick(pick_ask(true, None, &[])), Ask::Confirm(confirm_ask()), Ask::Text(text_ask())] {
        let mut harness = Harness::sample();
        harness.outcome(ask.into()).keys("<Esc>");
        assert!(harness.work().overlays().is_empty());
    }
}

#[test]
fn the_key_that_opens_also_closes() {
    for key in ["<C-p>", "<F1>", "<C-f>", "<C-t>", "<C-l>"] {
        let mut harness = Harness::sample();
        harness.keys(key).keys(key);
        assert!(harness.work().overlays().is_empty(), "{key}");
    }
}

#[test]
fn typing_narrows_a_list_and_enter_takes_the_best() {
    assert_eq!(picked(pick_ask(false, None, &[]), "bill", &[]), ids(&["D03"]));
    assert_eq!(picked(pick_ask(false, None, &[]), "RESEAU", &[]), ids(&["D04"]));
    assert_eq!(picked(pick_ask(false, None, &["D02"]), "", &[]), ids(&["D02"]), "opens at what is chosen");
    assert_eq!(picked(pick_ask(false, None, &[]), "zzz", &[]), None);
}

#[test]
fn several_are_marked_with_space_or_tab() {
    assert_eq!(
        picked(pick_ask(true, None, &[]), "", &[Cmd::Mark, Cmd::Down, Cmd::Mark]),
        ids(&["D01", "D02"])
    );
    assert_eq!(picked(pick_ask(true, None, &["D03"]), " ", &[]), ids(&[]), "Space takes the mark away");
    assert_eq!(picked(pick_ask(true, None, &["D03"]), "", &[]), ids(&["D03"]));
    assert_eq!(picked(pick_ask(true, None, &[]), "", &[]), ids(&[]), "nothing was chosen");
    assert_eq!(picked(pick_ask(true, None, &[]), "field", &[]), ids(&["D02"]), "the one gone to is meant");
}

#[test]
fn what_fits_nothing_can_be_new() {
    let ask = || pick_ask(false, Some("New department"), &[]);
    assert_eq!(picked(ask(), "Legal team", &[]), Some(Answer::New("Legal team".into())));
    assert_eq!(picked(ask(), "réseau", &[]), ids(&["D04"]), "what is known is not new");
}

#[test]
fn a_click_takes_a_row_and_the_second_answers() {
    let mut harness = Harness::sample();
    harness.outcome(Ask::Pick(pick_ask(false, None, &[])).into());
    let row = harness.screen().lines().position(|line| line.contains("Billing & Credit")).expect("listed");
    harness.keys(&format!("<click 30 {row}>"));
    assert_eq!(harness.work().overlays().len(), 1);
    harness.keys(&format!("<click 30 {row}>"));
    assert!(harness.work().overlays().is_empty());
}

#[test]
fn typing_is_taken_back_before_the_session() {
    let mut harness = Harness::sample();
    let notes = harness.session().parking_lot.len();
    harness.keys("<C-o>Fleet cars<Enter>");
    assert_eq!(harness.session().parking_lot.len(), notes + 1);
    harness.keys("<C-o>Lunch<C-z>");
    assert_eq!(harness.session().parking_lot.len(), notes + 1, "only the typing went");
    assert!(!harness.screen().contains("Lunch"));
    harness.keys("<C-y>");
    assert!(harness.screen().contains("Lunch"));
    harness.keys("<C-z><Esc><C-z>");
    assert_eq!(harness.session().parking_lot.len(), notes);
}

#[test]
fn half_typed_text_is_there_again() {
    let mut harness = Harness::sample();
    harness.outcome(Ask::Text(text_ask()).into()).keys("The regulator asked<Esc>");
    harness.outcome(Ask::Text(text_ask()).into());
    assert!(harness.screen().contains("The regulator asked"));
    assert!(harness.screen().contains("Recovered"));
}

#[test]
fn the_palette_finds_a_command_by_a_few_letters_and_runs_it() {
    let mut harness = Harness::sample();
    harness.keys("<C-p>gotosyn<Enter>");
    assert_eq!(harness.work().stage(), Stage::Synopsis);
    let light = harness.screen();
    harness.keys("<C-p>contrast<Enter>");
    assert_eq!(harness.screen(), light, "the words stay");
    assert_eq!(harness.app.look().theme(), crate::tui::look::Theme::Dark);
}

#[test]
fn the_palette_speaks_in_words_and_finds_a_dotted_name_only_where_a_dot_is_typed() {
    for size in ["66x18", "80x24", "160x48"] {
        for stage in Stage::ALL {
            let mut harness = Harness::sample();
            harness.stage(stage.name()).keys(&format!("<resize {size}><C-p>"));
            let screen = harness.screen();
            for binding in crate::tui::keymap::table() {
                assert!(!screen.contains(binding.name), "{}\n{screen}", binding.name);
            }
        }
    }
    let mut harness = Harness::sample();
    harness.keys("<C-p>room.scenes");
    assert!(harness.screen().contains("Choose what is on the wall"), "{}", harness.screen());
}

#[test]
fn the_palette_knows_the_words_of_the_trade() {
    for (typed, found) in [
        ("spotlight", "note alone"),
        ("freeze", "stands still"),
        ("read-back", "what is on the wall"),
        ("queue", "paper notes"),
        ("ballot", "Dots"),
    ] {
        let mut harness = Harness::sample();
        harness.keys(&format!("<C-p>{typed}"));
        assert!(harness.screen().contains(found), "{typed}\n{}", harness.screen());
    }
}

#[test]
fn the_palette_reaches_every_stage_and_does_there_what_was_chosen() {
    for size in ["66x18", "80x24", "160x48"] {
        let mut h = Harness::sample();
        h.stage("Roster").keys(&format!("<resize {size}><C-p>export"));
        assert!(h.screen().contains("Synopsis"), "{}", h.screen());
        h.keys("<Enter>");
        h.stage_is("Synopsis");
        assert!(!h.work().overlays().is_empty() || h.work().saying.is_some(), "{}", h.screen());
        let mut h = Harness::sample();
        h.stage("Roster").keys(&format!("<resize {size}><C-p>fingers"));
        let screen = h.screen();
        assert!(!screen.contains("Nothing is called that") && screen.contains("Sort"), "{screen}");
    }
}

#[test]
fn a_command_of_another_part_of_a_stage_says_where_its_key_is() {
    let mut named = 0;
    for binding in crate::tui::keymap::table() {
        let Some(home) = binding.layer.home() else { continue };
        let mut h = Harness::sample();
        h.stage(if home == Stage::Roster { "Gaps" } else { "Roster" });
        let (before, from) = (h.session().clone(), h.work().stage());
        h.keys(&format!("<C-p>{}<Enter>", binding.name));
        if h.work().stage() == from || home == from {
            continue;
        }
        named += 1;
        let spoke = h.work().saying.is_some() || !h.work().overlays().is_empty();
        let gone = before.gaps.len() > h.session().gaps.len() || before.notes.len() > h.session().notes.len();
        assert!(!gone, "{} took something away unseen", binding.name);
        if binding
            .chords
            .contains(&crate::tui::keymap::Chord::key(ratatui::crossterm::event::KeyCode::Delete))
        {
            assert!(spoke, "{}", binding.name);
        }
    }
    assert!(named > 60, "{named}");
    let mut h = Harness::sample();
    h.stage("Gaps").keys("<C-p>longer<Enter>");
    h.stage_is("Prepare");
    assert!(h.screen().contains("“longer” belongs to the agenda; its key there is +."), "{}", h.screen());
}

#[test]
fn the_palette_with_commands_of_other_stages_looks_as_it_should() {
    let mut h = Harness::sample();
    h.stage("Roster").keys("<C-p>fingers");
    for (width, height) in [(66, 18), (80, 24), (160, 48)] {
        assert_snapshot!(format!("palette_elsewhere_{width}x{height}"), h.styled(width, height));
    }
}

#[test]
fn with_nothing_typed_what_applies_now_stands_first_and_up_and_down_do_not() {
    for stage in Stage::ALL {
        let mut h = Harness::sample();
        h.stage(stage.name()).keys("<resize 160x48><C-p>");
        let screen = h.screen();
        let list: Vec<_> = screen.lines().skip_while(|row| !row.contains("what would you like")).collect();
        assert!(list.len() > 10, "{screen}");
        for moving in ["  Up  ", "  Down  ", "  First  ", "  Last  "] {
            assert!(!list.iter().any(|row| row.contains(moving)), "{moving}: {screen}");
        }
    }
}

#[test]
fn who_hands_over_finds_the_card_by_what_he_calls_it() {
    for said in ["hand over", "keyboard", "where are we", "owed"] {
        let mut h = Harness::sample();
        h.stage("Gaps").keys(&format!("<C-p>{said}"));
        let screen = h.screen();
        let first = screen.lines().skip_while(|row| !row.contains(said)).nth(2).unwrap_or_default();
        assert!(first.contains("Hand over the keyboard"), "{said}: {screen}");
    }
}

#[test]
fn the_palette_names_every_stage_and_the_commands_of_both_halves_of_questions() {
    let mut harness = Harness::sample();
    harness.stage("Questions").keys("<resize 160x48><C-p>go to");
    for stage in Stage::ALL {
        assert!(harness.screen().contains(&format!("Go to {}", stage.name())), "{}", harness.screen());
    }
    let reach = crate::tui::keymap::reach(crate::tui::keymap::Layer::Capture);
    for binding in crate::tui::keymap::table().filter(|b| b.layer.stages() == [Stage::Questions]) {
        assert!(reach.contains(&binding.layer), "{}", binding.name);
    }
}

#[test]
fn help_shows_every_key_of_its_stage_and_what_is_everywhere() {
    for stage in Stage::ALL {
        let mut harness = Harness::sample();
        harness.stage(stage.name()).keys("<resize 120x99><F1>");
        let screen = harness.screen();
        let front = harness.work().layers()[0];
        assert_eq!(front, crate::tui::keymap::Layer::Help);
        for binding in crate::tui::keymap::table() {
            let here =
                binding.layer == crate::tui::keymap::Layer::Global || binding.layer.stages().contains(&stage);
            let word = binding.label.split(' ').next().unwrap_or_default();
            assert!(
                !here || screen.contains(word),
                "{}: {} is missing\n{screen}",
                stage.name(),
                binding.name
            );
        }
    }
}

#[test]
fn help_scrolls_to_its_end_at_the_projectors_size() {
    let mut harness = Harness::sample();
    harness.stage("Gaps").keys("<resize 66x18><F1><End>");
    assert!(harness.screen().contains("quit"));
    harness.keys("<Home>");
    assert!(harness.screen().contains("What is perfect, what is today"));
}

#[test]
fn find_says_where_it_is_and_goes_there() {
    let mut harness = Harness::sample();
    harness.keys("<C-f>HOLLUNDER");
    assert!(harness.screen().contains("Renate Hollunder"));
    harness.keys("<Enter>");
    assert_eq!(harness.work().stage(), Stage::Roster);
    harness.keys("<C-f>g07<Enter>");
    assert_eq!(harness.work().stage(), Stage::Gaps);
    harness.keys("<C-f>brannstrom");
    assert!(harness.screen().contains("Zoë Brännström"), "accents do not matter");
}

#[test]
fn find_never_finds_by_author() {
    let mut harness = Harness::sample();
    let author = harness.session().notes.iter().find_map(|note| note.author.clone()).expect("somebody wrote");
    harness.keys(&format!("<C-f>{author}"));
    let screen = harness.screen();
    assert!(screen.contains("Find · 1 found") && screen.contains("Person"), "{screen}");
}

#[test]
fn find_shows_the_first_fifty_of_ten_thousand_and_says_how_many() {
    let mut harness = Harness::empty();
    let notes = (1..=10_000).map(|n| {
        edit::add(Note {
            id: NoteId::new(format!("N{n}")),
            question: QuestionId::new("Q1"),
            column: "main".into(),
            text: format!("Note number {n} about parcels"),
            ..Note::default()
        })
    });
    let many = edit::many("notes".to_owned(), notes.collect());
    harness.outcome(Outcome::Edit(many)).keys("<C-f>parcels");
    assert!(harness.screen().contains("10000 found, the first 50 here"), "{}", harness.screen());
    harness.keys(" 777");
    assert!(harness.screen().contains("19 found"), "{}", harness.screen());
    harness.keys("<C-z>");
    assert!(harness.screen().contains("10000 found"), "{}", harness.screen());
}

#[test]
fn the_timer_starts_pauses_and_goes_on_when_it_is_closed() {
    let mut harness = Harness::sample();
    harness.keys("<C-t>12<Enter>").wait(60);
    assert_eq!(harness.work().timer.left(&harness.now), Some(11 * 60));
    harness.keys("<Space>").wait(60);
    assert_eq!(harness.work().timer.left(&harness.now), Some(11 * 60), "it stands");
    harness.keys("<Space>+<Esc>").wait(60);
    assert_eq!(harness.work().timer.left(&harness.now), Some(11 * 60), "a minute more, a minute gone");
    harness.keys("<C-t>x");
    assert_eq!(harness.work().timer.left(&harness.now), None);
}

#[test]
fn the_timer_rings_once() {
    let mut harness = Harness::sample();
    harness.keys("<C-t>1<Enter><Esc>").wait(59);
    let rings = |harness: &Harness| harness.effects.iter().filter(|e| matches!(e, Effect::Ring)).count();
    assert_eq!(rings(&harness), 0);
    harness.wait(1).wait(1).wait(1);
    assert_eq!(rings(&harness), 1);
}

#[test]
fn the_private_panel_closes_by_itself_and_on_navigation() {
    let mut harness = Harness::sample();
    harness.keys("<C-l>").wait(19);
    assert!(harness.screen().contains("NOT FOR THE ROOM"));
    harness.keys("j").wait(19);
    assert!(harness.screen().contains("NOT FOR THE ROOM"), "a key keeps it");
    harness.wait(1);
    assert!(!harness.screen().contains("NOT FOR THE ROOM"));
    harness.keys("<C-l><PgDn>");
    assert!(harness.work().overlays().is_empty());
    assert_eq!(harness.work().stage(), Stage::Roster);
}

#[test]
fn the_round_goes_on_where_it_was() {
    let mut harness = Harness::sample();
    let order = crate::rules::verdicts::speaking_order(harness.session(), 1);
    let name = |harness: &Harness, at: usize| {
        let id = crate::session::PersonId::new(order[at].clone());
        harness.session().people.get(&id).expect("on the roster").name.clone()
    };
    let now = |harness: &Harness, at: usize| harness.screen().contains(&format!("▸  {}", name(harness, at)));
    harness.keys("<resize 160x48><C-l>1");
    assert!(now(&harness, 0), "{}", harness.screen());
    harness.keys("<Space>");
    assert!(now(&harness, 1));
    harness.keys("s");
    assert!(now(&harness, 2));
    harness.keys("p<Esc><C-l>1");
    assert!(now(&harness, 3), "it is kept");
    harness.keys("b");
    assert!(now(&harness, 2));
    for _ in 0..order.len() {
        harness.keys("<Space>");
    }
    assert!(harness.screen().contains("Everybody had a turn") || now(&harness, 0), "{}", harness.screen());
}

#[test]
fn names_stand_only_under_the_band() {
    let mut harness = Harness::sample();
    let person = harness.session().people.iter().find(|p| p.takes_part()).expect("somebody").name.clone();
    for keys in ["<C-p>", "<F1>", "<C-t>"] {
        harness.stage("Questions").keys("<resize 160x48>").keys(keys);
        assert!(!harness.screen().contains(&person), "{keys}");
        harness.keys("<Esc>");
    }
}

#[test]
fn everything_draws_at_any_size() {
    for keys in ["<C-p>", "<F1>", "<C-f>the", "<C-t>", "<C-l>", "<C-o>long text"] {
        for mut harness in [Harness::sample(), Harness::empty()] {
            harness.keys(keys);
            for size in ["66x18", "40x12", "41x13", "1x1", "20x5", "300x100"] {
                harness.keys(&format!("<resize {size}>")).screen();
            }
        }
    }
    for ask in
        [Ask::Pick(pick_ask(true, Some("New"), &[])), Ask::Confirm(confirm_ask()), Ask::Text(text_ask())]
    {
        let mut harness = Harness::sample();
        harness.outcome(ask.into());
        for size in ["66x18", "40x12", "1x1", "300x100"] {
            harness.keys(&format!("<resize {size}>")).screen();
        }
    }
}

#[test]
fn the_overlays_at_three_sizes() {
    let over = |w: u16, h: u16, keys: &str| {
        let mut harness = Harness::sample();
        harness.keys(keys);
        sheet_only(&harness.styled(w, h), h)
    };
    for (w, h) in SIZES {
        for (name, keys) in [("find", "<C-f>outage"), ("timer", "<C-t>12<Enter><C-t><C-t>")] {
            assert_snapshot!(format!("{name}_{w}x{h}"), over(w, h, keys));
        }
        for (name, ask) in [
            ("pick", Ask::Pick(pick_ask(true, Some("New department"), &["D02"]))),
            ("confirm", Ask::Confirm(confirm_ask())),
            ("text", Ask::Text(text_ask())),
        ] {
            let mut harness = Harness::sample();
            harness.outcome(ask.into());
            assert_snapshot!(format!("{name}_{w}x{h}"), sheet_only(&harness.styled(w, h), h));
        }
    }
}

/// The text of the sheet alone and the styles of its rows: the stage behind belongs to other snapshots.
pub(super) fn sheet_only(styled: &str, h: u16) -> String {
    let rows: Vec<&str> = styled.lines().take(usize::from(h)).collect();
    let inside =
        |row: &&str| row.contains('╭') || row.contains('│') || row.contains('╰') || row.contains("NOT FOR");
    let first = rows.iter().position(inside).unwrap_or(0);
    let last = rows.iter().rposition(inside).unwrap_or(0);
    let corner = |mark: char| {
        rows.iter().find_map(|row| row.find(mark).map(|at| row[..at].chars().count())).unwrap_or(0)
    };
    let (left, right) = (corner('╭'), corner('╮'));
    let cut = |row: &&str| row.chars().skip(left).take(right + 1 - left).collect::<String>();
    let mut out: Vec<String> = rows[first..=last].iter().map(cut).collect();
    out.push(String::new());
    for line in styled.lines().skip(usize::from(h) + 1) {
        let Some((y, rest)) = line.split_once(':') else { continue };
        let Ok(y) = y.parse::<usize>() else { continue };
        let Some((span, style)) = rest.split_once(' ') else { continue };
        let from: usize = span.split('-').next().and_then(|n| n.parse().ok()).unwrap_or(0);
        if (first..=last).contains(&y) && (left..=right).contains(&from) {
            out.push(format!("{}:{span} {style}", y - first));
        }
    }
    out.join("\n")
}

#[test]
fn undo_in_a_box_never_takes_back_a_step_behind_it() {
    let mut h = Harness::sample();
    h.keys("<C-o>second-hand routers<Enter>");
    let parked = h.session().parking_lot.len();
    h.keys("<C-o><C-z>");
    assert_eq!(h.session().parking_lot.len(), parked);
    assert!(h.screen().contains("Nothing typed to take back here."), "{}", h.screen());
    h.keys("<Esc><C-z>");
    assert_eq!(h.session().parking_lot.len(), parked - 1);
}
