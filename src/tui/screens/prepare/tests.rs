//! Preparing a day at the keyboard, in scenarios.

use insta::assert_snapshot;

use crate::session::{Audience, Variant};
use crate::tui::harness::Harness;

fn says(harness: &Harness, words: &str) {
    let screen = harness.screen();
    let flowing = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flowing.contains(words), "“{words}” is missing in\n{screen}");
}

fn people(harness: &mut Harness) {
    harness.stage("Roster").keys("<paste Ana, Billing, f\\nBo, Shops, m\\nCy, Shops, e\\nDi, Network, f>");
    harness.stage("Prepare");
}

#[test]
fn a_new_day_says_what_is_missing_before_it_can_begin() {
    let harness = Harness::empty();
    says(&harness, "Not yet There is no sponsor, nobody from the front line is coming and nobody was told");
    says(&harness, "What is the day called?");
}

#[test]
fn the_title_and_the_reason_are_typed_on_their_lines() {
    let mut harness = Harness::empty();
    harness.keys("<Enter>Baseline day<Enter><Down><Down><Enter>Churn rose for three quarters.<Enter>");
    assert_eq!(harness.session().session.title, "Baseline day");
    assert_eq!(harness.session().session.reason, "Churn rose for three quarters.");
}

#[test]
fn a_sponsor_who_is_not_on_the_roster_yet_comes_with_the_name() {
    let mut harness = Harness::empty();
    harness.keys("<Down><Down><Down><Enter>Renate Hollunder<Enter>");
    let session = harness.session();
    assert_eq!(session.people.len(), 1);
    assert!(session.people.at(0).is_some_and(|person| person.sponsor));
    assert_eq!(session.session.sponsor, session.people.at(0).map(|person| person.id.clone()));
    says(&harness, "Not yet Nobody from the front line is coming and nobody was told");
    harness.keys("<C-z>");
    assert!(harness.session().people.is_empty() && harness.session().session.sponsor.is_none());
}

#[test]
fn a_sponsor_is_typed_with_the_job_title_behind_a_comma() {
    let mut harness = Harness::empty();
    harness.keys("<Down><Down><Down><Enter>Renate Höll, CEO<Enter>");
    let renate = harness.session().people.at(0).cloned().unwrap_or_default();
    assert_eq!((renate.name.as_str(), renate.job_title.as_str()), ("Renate Höll", "CEO"));
    assert!(renate.sponsor && harness.session().organisation.departments.is_empty());
    // A list is asked of now; a new name there is taken apart as well.
    harness.keys("<Enter>");
    assert!(harness.screen().contains("Who is the sponsor?"), "{}", harness.screen());
    harness.keys("Dana Bright, coach<Enter>");
    let dana = harness.session().people.at(1).cloned().unwrap_or_default();
    assert_eq!((dana.name.as_str(), dana.job_title.as_str()), ("Dana Bright", "coach"));
    harness.keys("<C-z><C-z>");
    assert!(harness.session().people.is_empty());
}

#[test]
fn a_line_of_the_day_opens_its_own_field_and_not_the_top_of_a_long_card() {
    let mut harness = Harness::empty();
    harness.keys("<Down><Down><Down><Down><Down><Enter>20.3.<Enter><Esc>");
    let on = harness.session().session.synopsis_playback_on;
    assert_eq!(on.map(|day| day.to_string()).as_deref(), Some("2026-03-20"), "{}", harness.screen());
    harness.keys("<Down><Down><Down><Enter>Fjordline<Enter><Esc>");
    assert_eq!(harness.session().organisation.name, "Fjordline", "{}", harness.screen());
    harness.keys("<Down><Enter>One crossing, no surprise<Enter><Esc>");
    let vision = harness.session().organisation.vision.clone();
    assert_eq!(vision.as_deref(), Some("One crossing, no surprise"), "{}", harness.screen());
    harness.keys("<Home><Down><Enter><C-u>13.3.2026<Enter><Esc>");
    assert_eq!(harness.session().session.date.to_string(), "2026-03-13", "{}", harness.screen());
}

#[test]
fn the_front_line_is_a_matter_of_the_roster() {
    let mut harness = Harness::empty();
    harness.keys("<Down><Down><Down><Down><Enter>");
    assert_eq!(harness.work().stage().name(), "Roster");
}

#[test]
fn a_facilitator_is_chosen_from_the_roster() {
    let mut harness = Harness::empty();
    people(&mut harness);
    says(&harness, "2 of 4 participants");
    harness.keys("<Home><Down><Down><Down><Down><Down><Down><Enter>Cy<Enter>");
    assert_eq!(
        harness.session().session.facilitator.as_ref().map(|id| id.as_str().to_owned()).as_deref(),
        Some("P03")
    );
    says(&harness, "2 of 3 participants");
}

#[test]
fn another_form_of_the_day_says_what_it_loses_and_keeps_what_has_happened() {
    let mut harness = Harness::empty();
    harness.keys("<Tab>s");
    says(&harness, "14:03 · Welcome");
    harness.keys("vhalf<Enter>");
    says(&harness, "no pre-mortem");
    says(&harness, "already begun");
    harness.keys("<Enter>");
    let session = harness.session();
    assert_eq!(session.session.agenda_variant, Variant::HalfDay);
    assert!(session.agenda.at(0).is_some_and(|block| block.actual_start.is_some()));
    assert_eq!(session.agenda.iter().map(|block| block.planned_minutes).sum::<u32>(), 240);
    assert_eq!(session.session.end.map(|end| end.to_string()).as_deref(), Some("13:00"));
    harness.keys("<C-z>");
    assert_eq!(harness.session().agenda.len(), 20);
    assert_eq!(harness.session().session.agenda_variant, Variant::FullDay);
}

#[test]
fn every_form_can_follow_every_other_and_lasts_as_long_as_it_says() {
    let mut harness = Harness::empty();
    harness.keys("<Tab>");
    let forms = [("90", 90), ("half", 240), ("review", 90), ("full", 450), ("review", 90), ("half", 240)];
    for (form, minutes) in forms {
        harness.keys(&format!("v{form}<Enter><Enter>"));
        let sum: u32 = harness.session().agenda.iter().map(|block| block.planned_minutes).sum();
        assert_eq!(sum, minutes, "{form}\n{}", harness.screen());
    }
}

#[test]
fn blocks_get_longer_and_shorter_but_never_below_their_minimum() {
    let mut harness = Harness::empty();
    harness.keys("<Tab>+");
    says(&harness, "455 min");
    says(&harness, "ends 16:35, 5 min after 16:30");
    harness.keys("--");
    says(&harness, "445 min");
    harness.keys("-");
    says(&harness, "needs its 10 minutes");
}

#[test]
fn a_block_is_added_after_the_chosen_one_and_can_be_moved_and_removed() {
    let mut harness = Harness::empty();
    harness.keys("<Tab>nEnergiser, 10<Enter>");
    let title = |harness: &Harness, at: usize| {
        harness.session().agenda.at(at).map(|block| block.title.clone()).unwrap_or_default()
    };
    assert_eq!(title(&harness, 1), "Energiser");
    harness.keys("J");
    assert_eq!(title(&harness, 2), "Energiser");
    harness.keys("x");
    assert_eq!(harness.session().agenda.len(), 20);
    says(&harness, "Ctrl-Z brings it back");
}

#[test]
fn starting_a_block_ends_the_one_that_runs_and_the_running_one_is_marked() {
    let mut harness = Harness::empty();
    harness.keys("<Tab>s").wait(600).keys("<Down>s");
    let first = harness.session().agenda.at(0).cloned().unwrap_or_default();
    assert_eq!(first.actual_minutes, Some(10));
    says(&harness, "● 09:15 Ground rules and check-in round");
    harness.keys("s");
    assert_eq!(harness.session().agenda.at(1).and_then(|block| block.actual_minutes), Some(0));
    harness.keys("s");
    says(&harness, "began at 14:13 and took 0 min");
}

#[test]
fn the_checklist_counts_back_from_the_day_and_is_ticked_with_space() {
    let mut harness = Harness::empty();
    harness.keys("<Tab><Tab>");
    says(&harness, "0 of 9 done, 8 overdue");
    says(&harness, "12 Feb Sponsor, reason, date");
    says(&harness, "overdue by 28 days");
    harness.keys(" ");
    says(&harness, "1 of 9 done, 7 overdue");
    harness.keys("nOrder lunch, 3<Enter>");
    says(&harness, "Order lunch");
    assert_eq!(harness.session().checklist.iter().last().map(|check| check.lead_days), Some(3));
}

#[test]
fn what_is_said_to_come_next_is_asked_next() {
    let mut harness = Harness::empty();
    harness.stage("Prepare").keys("<Tab><Tab><Tab>");
    harness.keys("nDelivery log 2026<Enter>1 of 5 deliveries late: 2,310 of 11,550<Enter>");
    let item = harness.session().evidence.iter().last().cloned().unwrap_or_default();
    assert_eq!(item.title, "Delivery log 2026", "{}", harness.screen());
    assert_eq!(item.headline, "1 of 5 deliveries late: 2,310 of 11,550");
}

#[test]
fn evidence_is_shared_with_all_and_a_latecomer_has_not_had_it() {
    let mut harness = Harness::sample();
    harness.keys("<Tab><Tab><Tab>");
    says(&harness, "Someone knows more than the others: 63 of 84 pairs in time (75%).");
    harness.keys("<End>r");
    says(&harness, "Take that back?");
    harness.keys("<Esc>");
    assert!(harness.session().evidence.iter().last().is_some_and(|item| item.read_in_room_at.is_some()));
    harness.keys("r<Enter>");
    says(&harness, "7 of 14 have not had it");
    harness.keys("r");
    assert!(harness.session().evidence.iter().last().is_some_and(|item| item.read_in_room_at.is_none()));
    harness.keys("<Enter>");
    says(&harness, "read in the room");
    harness.keys("severyone, at<Enter>2026-03-05 10:00 email<Enter>");
    let last = harness.session().evidence.iter().last().cloned().unwrap_or_default();
    let to = last.shares.iter().last().map(|share| share.to.clone());
    assert!(matches!(to, Some(Audience::People(ids)) if ids.len() == 14));
    harness.keys("r<Enter>");
    says(&harness, "In order: everybody had it in time.");
    harness.stage("Roster").keys("<paste Late Comer, Billing, f> ").stage("Prepare");
    says(&harness, "1 of 15 have not had it");
    assert!(!harness.screen().contains("Late Comer"));
    harness.keys("stake<Enter>");
    let last = harness.session().evidence.iter().last().cloned().unwrap_or_default();
    assert_eq!(last.shares.len(), 1);
}

#[test]
fn the_room_reads_together_by_the_timer_and_enter_records_it_in_one_step() {
    let mut harness = Harness::sample();
    harness.keys("<Tab><Tab><Tab><End>r<Enter>");
    says(&harness, "Not read together after all.");
    let item = harness.session().evidence.iter().last().cloned().unwrap_or_default();
    let minutes = i64::from(item.reading_minutes.unwrap_or_default());
    harness.keys("r");
    says(&harness, "Reading together");
    says(&harness, "silent reading");
    let left = |harness: &Harness| harness.work().timer.left(&harness.now);
    assert_eq!(left(&harness), Some(minutes * 60));
    harness.wait(60).keys("<Esc>");
    assert_eq!(left(&harness), Some((minutes - 1) * 60), "it goes on behind");
    harness.keys("r+");
    assert_eq!(left(&harness), Some(minutes * 60), "come back to, not begun again");
    harness.wait(minutes * 60);
    says(&harness, "over");
    harness.keys("<Enter>");
    let read =
        |harness: &Harness| harness.session().evidence.iter().last().and_then(|e| e.read_in_room_at.clone());
    assert!(read(&harness).is_some());
    assert_eq!(left(&harness), None);
    harness.keys("<C-z>");
    assert!(read(&harness).is_none(), "one step");
}

#[test]
fn the_grid_names_who_knows_more_under_the_band() {
    let mut harness = Harness::sample();
    harness.keys("<resize 160x48><Tab><Tab><Tab>w");
    says(&harness, "NOT FOR THE ROOM");
    says(&harness, "Zoë Brännström");
    says(&harness, "E6 was known before only to");
    says(&harness, "✓ in time");
    harness.keys("<resize 66x18>");
    says(&harness, "in the room");
    harness.keys("jjjjjjjjjjjjjjjjjjjjjj");
    says(&harness, "E6 was known before only to");
    harness.wait(20);
    assert!(harness.work().overlays().is_empty());

    let mut harness = Harness::empty();
    harness.keys("<Tab><Tab><Tab>w");
    says(&harness, "Nobody is present yet, or there is no evidence.");
}

#[test]
fn the_evidence_sheets_at_three_sizes() {
    for (w, h) in [(66, 18), (80, 24), (160, 48)] {
        let mut harness = Harness::sample();
        harness.keys("<Tab><Tab><Tab><End>w");
        insta::assert_snapshot!(format!("grid_{w}x{h}"), harness.styled(w, h));
        harness.keys("<Esc>r<Enter>r");
        insta::assert_snapshot!(format!("reading_{w}x{h}"), harness.styled(w, h));
    }
}

#[test]
fn some_people_got_it_and_the_screen_says_how_many_not_who() {
    let mut harness = Harness::sample();
    harness.keys("<Tab><Tab><Tab>ssome people, now<Enter><Space><Down><Space><Enter>");
    let first = harness.session().evidence.at(0).cloned().unwrap_or_default();
    let to = first.shares.iter().last().map(|share| share.to.clone());
    assert!(matches!(to, Some(Audience::People(ids)) if ids.len() == 2), "{:?}", first.shares);
    says(&harness, "2 of 14, 12 Mar 14:03 by in the room");
}

#[test]
fn too_much_reading_is_said() {
    let mut harness = Harness::sample();
    let id = harness.session().evidence.at(0).map(|item| item.id.clone()).unwrap_or_default();
    let session = harness.session().clone();
    let mut changed = session;
    let edit = crate::session::edit::change::<crate::session::Evidence>(
        &id,
        crate::session::EvidenceChange::reading_minutes(Some(40)),
    );
    assert_eq!(changed.apply(&edit, &harness.now.moment()), Ok(()));
    harness = Harness::with(changed);
    harness.keys("<Tab><Tab><Tab>");
    says(&harness, "70 min of reading: above 45 nobody reads all. Choose.");
}

#[test]
fn what_the_client_brings_along_is_noted_under_its_heading() {
    let mut harness = Harness::empty();
    harness.keys("<BTab>nHear it from us first<Enter>nOne owner<Enter><End>nCRM upgrade<Enter>");
    let session = harness.session();
    assert_eq!(session.objectives.len(), 2);
    assert_eq!(session.initiatives.at(0).map(|item| item.name.clone()).as_deref(), Some("CRM upgrade"));
    harness.keys("x");
    assert!(harness.session().initiatives.is_empty());
}

#[test]
fn the_cards_lie_side_by_side_where_there_is_room_and_a_click_chooses() {
    let mut harness = Harness::sample();
    harness.keys("<resize 160x48>");
    for name in ["The day", "Agenda", "Checklist", "Evidence", "Background"] {
        says(&harness, name);
    }
    let row = |harness: &Harness, title: &str| {
        harness.screen().lines().position(|line| line.contains(title)).unwrap_or(0)
    };
    harness.keys(&format!("<click 70 {}>+", row(&harness, "Ground rules")));
    assert_eq!(harness.session().agenda.at(1).map(|block| block.planned_minutes), Some(20));
    let (from, to) = (row(&harness, "Evidence on the"), row(&harness, "Break "));
    harness.keys(&format!("<drag 70 {from} 70 {to}>"));
    let third = harness.session().agenda.at(4).map(|block| block.id.as_str().to_owned());
    assert_eq!(third.as_deref(), Some("evidence"));
}

#[test]
fn a_click_on_a_block_carries_it_nowhere_though_the_list_moves_below_the_hand() {
    for size in ["66x18", "80x24", "160x48"] {
        let mut harness = Harness::sample();
        let before = harness.session().agenda.clone();
        for row in 5..18 {
            harness.keys(&format!("<resize {size}><click 23 2><click 23 {row}><click 23 {row}>"));
            harness.keys("<Esc><Tab><Tab><Tab><Tab><Tab><Tab>");
            harness.keys(&format!("<click 23 {row}>"));
            assert_eq!(harness.session().agenda, before, "{size}, row {row}");
        }
    }
}

#[test]
fn in_a_scrolled_agenda_the_block_under_the_pointer_goes_where_the_pointer_lets_it_go() {
    for (size, x) in [("66x18", 20), ("80x24", 20), ("160x20", 70)] {
        let mut harness = Harness::sample();
        harness.keys(&format!("<resize {size}><Tab><End><Up>"));
        let titles: Vec<String> = harness.session().agenda.iter().map(|block| block.title.clone()).collect();
        let starts: Vec<String> =
            harness.session().agenda.iter().map(|block| block.planned_start.to_string()).collect();
        // The rows of the screen with a block each, by its first words and its time.
        let shown = |harness: &Harness| -> Vec<(usize, usize)> {
            let screen = harness.screen();
            let at = |line: &str| {
                (0..titles.len()).find(|n| {
                    let words: String = titles[*n].chars().take(9).collect();
                    line.contains(&words) && line.contains(&starts[*n])
                })
            };
            screen.lines().enumerate().skip(3).filter_map(|(row, line)| Some((row, at(line)?))).collect()
        };
        let before = shown(&harness);
        assert!(before.len() > 4 && before.len() < titles.len(), "{size}: {}", harness.screen());
        let ((from, held), (to, goal)) = (before[0], before[3]);
        let id = harness.session().agenda.at(held).unwrap().id.clone();
        harness.keys(&format!("<drag {x} {from} {x} {to}>"));
        assert_eq!(harness.session().agenda.place(&id), Some(goal), "{size}: {}", harness.screen());
        // A second click finds the same block and opens its card.
        let mut harness = Harness::sample();
        harness.keys(&format!("<resize {size}><Tab><End><Up><click {x} {from}><click {x} {from}>"));
        let screen = harness.screen();
        assert!(
            screen.contains("A block of the agenda") && screen.contains(&titles[held]),
            "{size}: {screen}"
        );
    }
}

#[test]
fn prepare_of_the_sample_day_looks_like_this() {
    let mut harness = Harness::sample();
    for card in ["day", "agenda", "checklist", "evidence", "background"] {
        assert_snapshot!(format!("sample_{card}_66x18"), harness.styled(66, 18));
        assert_snapshot!(format!("sample_{card}_80x24"), harness.styled(80, 24));
        harness.keys("<Tab>");
    }
    assert_snapshot!("sample_160x48", harness.styled(160, 48));
}

#[test]
fn where_there_is_room_titles_values_and_headlines_are_read_whole() {
    for mut harness in [Harness::sample(), Harness::empty()] {
        for size in ["160x48", "200x60"] {
            harness.keys(&format!("<resize {size}>"));
            let screen = harness.screen();
            // Of the day, the agenda and the checklist nothing is cut; evidence and background may be longer than a
            // column, and what is said of the chosen item below the lists.
            let cut = |line: &&str| line.chars().take(104).any(|c| c == '…');
            let cut: Vec<&str> = screen.lines().take(44).filter(cut).collect();
            assert!(cut.is_empty(), "{size}: {cut:#?}\n{screen}");
        }
    }
    let mut harness = Harness::sample();
    harness.keys("<resize 200x60>");
    says(&harness, "86,000 household lines, 3,400");
    says(&harness, "Post-incident report, Harbour ring");
    says(&harness, "first alarm.");
}

#[test]
fn a_click_meets_the_item_that_is_wrapped_under_it() {
    let mut harness = Harness::sample();
    harness.keys("<resize 160x48>");
    let row = harness.screen().lines().position(|line| line.contains("Ground rules")).unwrap_or(0);
    harness.keys(&format!("<click 70 {}>+", row + 1));
    assert_eq!(harness.session().agenda.at(1).map(|block| block.planned_minutes), Some(20));
}

#[test]
fn prepare_of_a_new_day_looks_like_this() {
    let mut harness = Harness::empty();
    for card in ["day", "agenda", "checklist", "evidence", "background"] {
        assert_snapshot!(format!("empty_{card}_66x18"), harness.styled(66, 18));
        harness.keys("<Tab>");
    }
    assert_snapshot!("empty_80x24", harness.styled(80, 24));
    assert_snapshot!("empty_160x48", harness.styled(160, 48));
}

#[test]
fn a_blank_stands_between_the_planned_minutes_and_the_time_that_was() {
    for size in ["66x18", "80x24", "160x48"] {
        let mut harness = Harness::empty();
        harness.keys(&format!("<resize {size}><Tab>s"));
        let screen = harness.screen();
        assert!(screen.contains("left"), "{screen}");
        for row in screen.lines() {
            let touches =
                row.match_indices(')').any(|(at, _)| row[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
            assert!(!touches, "{size}: {row}");
        }
    }
}

#[test]
fn a_sponsor_who_is_lost_from_the_roster_is_not_ticked() {
    let sample = Harness::sample();
    let mut session = sample.session().clone();
    assert!(sample.screen().contains("Renate Hollunder"), "{}", sample.screen());
    session.session.sponsor = Some("P88".into());
    let harness = Harness::with(session);
    assert!(!harness.screen().contains("Renate Hollunder"), "{}", harness.screen());
    says(&harness, "There is no sponsor");
}
