//! Header, stages, footer and long messages, at every size.

use crate::tui::effect::Effect;
use crate::tui::event::{Event, Opened, SaverNews};
use crate::tui::harness::Harness;
use crate::tui::keymap::Layer;

fn words(harness: &Harness) -> String {
    harness.screen().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_message_is_read_to_its_end() {
    let mut h = Harness::sample();
    let path = "/data/day (yours 14-03-17).json".into();
    h.event(Event::Saver(SaverNews::ChangedOutside(path)));
    for size in ["66x18", "80x24", "40x12"] {
        h.keys(&format!("<resize {size}>"));
        assert!(words(&h).contains("(yours 14-03-17).json."), "{}", h.screen());
    }
}

#[test]
fn leaving_with_changes_that_are_not_on_the_disk_says_which_key_leaves() {
    let mut h = Harness::sample();
    let line =
        "2 changes are not on the disk (disk full). A copy is at /var/copies/day.json. Ctrl-Q again leaves.";
    h.show(crate::tui::outcome::Outcome::Warn(line.into()));
    assert!(words(&h).contains("Ctrl-Q again"), "{}", h.screen());
}

#[test]
fn on_a_dead_disk_what_to_do_where_the_copy_is_and_the_banner_are_read_whole_at_every_size() {
    let copy =
        "/data/facilitator/.local/state/offsite/emergency/halvorn (not saved 2026-03-12 14-03-22).json";
    for size in ["66x18", "80x24", "160x48"] {
        let mut h = Harness::sample();
        h.disk_fails = true;
        h.stage("Questions").keys(&format!("<resize {size}>a note that stays<Enter>and one half typed"));
        let (reason, emergency) = ("the drive is read-only".into(), Some(copy.into()));
        h.event(Event::Saver(SaverNews::Failing { reason, emergency }));
        assert!(words(&h).contains("NOT SAVED, 1 change: the drive is read-only"), "{}", h.screen());
        assert!(h.cursor().is_some(), "the line is being typed into");
        h.keys("<C-q>");
        let said = words(&h);
        assert!(said.contains("Ctrl-Q again leaves. 1 change is not on the disk"), "{}", h.screen());
        let whole = said.replace(' ', "");
        assert!(whole.contains(&copy.replace(' ', "")), "{}", h.screen());
        assert!(said.contains("NOT SAVED, 1 change: the drive is read-only"), "{}", h.screen());
        let top = h.screen().lines().position(|row| row.contains("Ctrl-Q again")).unwrap_or(0);
        assert!(h.cursor().is_none_or(|(_, y)| usize::from(y) < top), "{:?}\n{}", h.cursor(), h.screen());
        h.keys("<Esc>");
        assert!(!words(&h).contains("again leaves"), "{}", h.screen());
    }
}

#[test]
fn the_second_window_says_at_once_who_holds_the_session() {
    let h = Harness::opened(Opened {
        session: Harness::sample().session().clone(),
        path: "day.json".into(),
        read_only: Some("open in another window on desk, program 7".into()),
        kept: std::collections::BTreeMap::default(),
        notice: None,
    });
    assert!(words(&h).contains("on desk, program 7"), "{}", h.screen());
}

#[test]
fn nothing_of_the_stage_shines_through_a_long_message() {
    let mut h = Harness::sample();
    h.stage("Themes").keys("<resize 40x12>");
    let before = h.screen();
    let line = "What you typed is kept; it is there again when you come back to this place.";
    h.show(crate::tui::outcome::Outcome::Say(line.into()));
    assert!(words(&h).contains(line), "{}", h.screen());
    let (now, before): (Vec<_>, Vec<_>) =
        (h.screen().lines().map(str::to_owned).collect(), before.lines().collect());
    assert_eq!(now[..9], before[..9], "what it does not need stays as it was");
}

#[test]
fn a_warning_over_a_sheet_keeps_its_first_row_at_any_length() {
    let long = "This warning has to be read from its first word to the very last one, whatever lies below it, and \
                however the day is saved: word after word after word until it ends.";
    for size in ["66x18", "80x24"] {
        for length in 40..long.len() {
            let mut h = Harness::sample();
            h.keys(&format!("<resize {size}>"));
            h.outcome(crate::session::edit::remove::<crate::session::Note>(&"N001".into()).into());
            h.keys("<C-f>");
            let said = long[..length].trim();
            h.show(crate::tui::outcome::Outcome::Warn(said.into()));
            assert!(words(&h).replace("saved 14:03", "").contains(said), "{said}\n{}", h.screen());
        }
    }
}

#[test]
fn a_dead_disk_looks_as_it_should() {
    let mut h = Harness::sample();
    h.disk_fails = true;
    h.stage("Questions").keys("a note that stays<Enter>");
    let copy = "/data/dana/.local/state/offsite/emergency/day (not saved 2026-03-12 14-03-22).json";
    let (reason, emergency) = ("the drive is read-only".into(), Some(copy.into()));
    h.event(Event::Saver(SaverNews::Failing { reason, emergency }));
    h.keys("<C-q>");
    for (width, height) in [(66, 18), (80, 24), (160, 48)] {
        insta::assert_snapshot!(format!("dead_disk_{width}x{height}"), h.styled(width, height));
    }
}

#[test]
fn every_stage_shows_the_way_to_help_at_every_size() {
    for mut h in [Harness::sample(), Harness::empty()] {
        for stage in crate::tui::stage::Stage::ALL {
            h.stage(stage.name());
            if stage.name() == "Questions" {
                h.keys("<Esc>");
            }
            for size in ["66x18", "80x24", "160x48"] {
                h.keys(&format!("<resize {size}>"));
                let foot = h.screen().lines().last().unwrap_or_default().to_owned();
                assert!(foot.contains("? help"), "{} {size}: {foot}", stage.name());
            }
        }
    }
}

#[test]
fn the_timer_is_read_whole_at_every_size_and_the_headline_gives_way() {
    for stage in ["Questions", "Sort", "Plan", "Synopsis"] {
        for size in ["66x18", "80x24", "160x48"] {
            let mut h = Harness::sample();
            h.stage(stage).keys(&format!("<resize {size}><C-t>1<Enter><Esc>"));
            for (passed, words) in
                [(0, "1:00 left"), (51, "0:09 left, nearly done"), (7, "0:02 left, last moments")]
            {
                h.wait(passed);
                let header = h.screen().lines().next().unwrap_or_default().to_owned();
                assert!(header.contains(words), "{stage} {size} {words}: {header}");
                assert!(header.contains("Halv"), "{header}");
            }
        }
    }
}

#[test]
fn what_the_wall_shows_is_read_on_every_stage_of_the_smallest_projector_and_the_stage_s_words_give_way() {
    for mut h in [Harness::sample(), Harness::empty()] {
        for stage in crate::tui::stage::Stage::ALL {
            h.stage(stage.name()).keys("<resize 66x18>");
            let words = format!("wall: {}", h.work().on_the_wall().words);
            let words: String = words.chars().take(15).collect();
            let screen = h.screen();
            let header = screen.lines().next().unwrap_or_default();
            assert!(header.contains(&words) && header.ends_with("14:03"), "{}: {header}", stage.name());
        }
    }
    let mut h = Harness::sample();
    h.stage("Sort").keys("<resize 66x18><Tab>");
    let screen = h.screen();
    let header = screen.lines().next().unwrap_or_default();
    assert!(header.contains("16 of 16 · wall: the scale"), "{header}");
    let mut h = Harness::sample();
    for (stage, says) in
        [("Themes", "Halvorn"), ("Themes", "11 themes"), ("Sort", "Board · limit 6, suggested 5")]
    {
        h.stage(stage).keys("<resize 66x18>");
        let screen = h.screen();
        let header = screen.lines().next().unwrap_or_default();
        assert!(header.contains(says), "{header}");
    }
}

#[test]
fn what_is_on_the_wall_is_read_at_every_size_and_pushes_out_neither_clock_nor_timer() {
    for size in ["66x18", "80x24", "160x48"] {
        for (keys, line) in [("<Esc>", "wall: notes of Q1"), ("f<Esc>", "frozen")] {
            let mut h = Harness::sample();
            h.stage("Questions").keys(&format!("<resize {size}><C-t>1<Enter><Esc><C-r>{keys}<Left>"));
            let screen = h.screen();
            let header = screen.lines().next().unwrap_or_default();
            assert!(screen.lines().take(3).any(|row| row.contains(line)), "{size} {line}: {screen}");
            assert!(header.contains("1:00 left") && header.ends_with("14:03"), "{size}: {header}");
        }
    }
}

/// What an earlier run left in the boxes.
fn kept(day: &Harness) -> std::collections::BTreeMap<String, String> {
    let mut kept = std::collections::BTreeMap::new();
    for effect in &day.effects {
        match effect {
            crate::tui::effect::Effect::Keep(key, Some(text)) => kept.insert(key.clone(), text.clone()),
            crate::tui::effect::Effect::Keep(key, None) => kept.remove(key),
            _ => None,
        };
    }
    kept
}

fn opened_again(day: &Harness) -> Harness {
    let (session, kept) = (day.session().clone(), kept(day));
    Harness::opened(Opened { session, path: "day.json".into(), read_only: None, kept, notice: None })
}

#[test]
fn after_a_crash_a_line_says_what_is_half_typed_and_where_it_waits() {
    for (stage, keys, said) in [
        ("Gaps", "nNobody owns the", "(Gaps, n)."),
        ("Gaps", "<Enter><Enter><BSpace>", "title of gap G01 (Gaps, Enter)."),
        ("Questions", "<C-o>second-hand", "“Into the parking lot” (Questions, Ctrl-O)."),
        ("Questions", "and then<Esc><PgDn>", "a note (Questions)."),
    ] {
        let mut day = Harness::sample();
        day.stage(stage).keys(keys);
        let again = opened_again(&day);
        let screen = words(&again);
        assert!(
            screen.contains("Half-typed, and still there:") && screen.contains(said),
            "{said}\n{}\n{:?}",
            again.screen(),
            kept(&day)
        );
    }
}

#[test]
fn notes_with_one_id_and_notes_of_no_question_are_said_on_opening_and_seen() {
    let mut session = Harness::empty().session().clone();
    for (id, question, text) in
        [("N1", "Q1", "the first"), ("N1", "Q1", "the second"), ("N2", "Q9", "the lost")]
    {
        session.notes.push(crate::session::Note {
            id: id.into(),
            question: question.into(),
            column: "main".into(),
            text: text.into(),
            ..crate::session::Note::default()
        });
    }
    let kept = std::collections::BTreeMap::default();
    let mut day =
        Harness::opened(Opened { session, path: "day.json".into(), read_only: None, kept, notice: None });
    assert!(words(&day).contains("More than one note has the same id: N1 (now N003)."), "{}", day.screen());
    day.stage("Questions").keys("<Esc>");
    assert!(words(&day).contains("the first") && words(&day).contains("the second"), "{}", day.screen());
    day.keys("]]]]");
    assert!(words(&day).contains("the lost"), "{}", day.screen());
}

#[test]
fn what_was_taken_or_never_typed_is_not_said_to_wait() {
    for keys in ["n", "<Enter><Enter>", "nNobody owns the router<Enter><Esc>", "<Enter><Enter> x<Enter><Esc>"]
    {
        let mut day = Harness::sample();
        day.stage("Gaps").keys(keys);
        let again = opened_again(&day);
        assert!(!words(&again).contains("Half-typed"), "{keys}\n{}", again.screen());
    }
}

#[test]
fn on_the_smallest_screen_the_line_says_first_what_enter_does() {
    let mut h = Harness::sample();
    h.stage("Questions").keys("<resize 40x12>a note<Enter>");
    let screen = h.screen();
    assert!(screen.lines().last().unwrap_or_default().starts_with("Enter adds"), "{screen}");
}

#[test]
fn no_letter_touches_the_edge_of_a_box() {
    for size in ["66x18", "80x24", "81x25"] {
        let mut h = Harness::sample();
        h.stage("Questions").keys(&format!("<resize {size}><paste one\\ntwo>"));
        let screen = h.screen();
        let edged: Vec<&str> = screen.lines().filter(|row| row.contains('╭') || row.contains('╰')).collect();
        assert!(edged.len() >= 2, "{screen}");
        for row in edged {
            let (before, _) = row.split_once(['╭', '╰']).unwrap_or_default();
            assert!(before.is_empty() || before.ends_with(' '), "{row}");
        }
    }
}

#[test]
fn too_small_says_so_in_whole_words() {
    let mut h = Harness::sample();
    h.keys("<resize 30x8>");
    assert!(words(&h).contains("this is 30 x 8."), "{}", h.screen());
    assert!(words(&h).contains("the type smaller."), "{}", h.screen());
}

fn read_only() -> Harness {
    Harness::opened(crate::tui::event::Opened {
        session: Harness::sample().session().clone(),
        path: "/data/day.json".into(),
        read_only: Some("this session is open in another window, program 7".into()),
        kept: std::collections::BTreeMap::default(),
        notice: None,
    })
}

#[test]
fn where_it_is_only_read_nothing_is_offered_that_writes_and_no_box_is_opened_for_it() {
    for stage in crate::tui::stage::Stage::ALL {
        let mut h = read_only();
        h.stage(stage.name());
        h.keys("<resize 160x48>");
        let foot = h.screen().lines().last().unwrap_or_default().to_owned();
        for word in ["undo", "new", "remove", "owner", "fills", "into the parking lot"] {
            assert!(!foot.contains(word), "{word} on {}: {foot}", stage.name());
        }
        assert!(foot.contains("read only"), "{foot}");
        for key in ["n", "<C-o>", "a", "w"] {
            h.keys(key);
            let typing = h.work().overlays().last().is_some_and(|over| over.layer() == Layer::Text);
            assert!(!typing, "{key} on {}:\n{}", stage.name(), h.screen());
            h.keys("<Esc>");
        }
    }
    let mut h = read_only();
    h.stage("Questions");
    h.keys("We wait");
    assert!(
        h.screen().contains("Read only: this session is open") && !h.screen().contains("We wait"),
        "{}",
        h.screen()
    );
}

#[test]
fn where_it_is_only_read_the_list_of_commands_holds_nothing_that_writes_and_its_keys_are_refused() {
    for stage in crate::tui::stage::Stage::ALL {
        let mut h = read_only();
        h.keys("<resize 160x48>");
        h.stage(stage.name());
        h.keys("<C-p>");
        let mut listed = h.screen();
        for _ in 0..20 {
            h.keys("<PgDn>");
            listed.push_str(&h.screen());
        }
        for words in [
            "To the column on the",
            "Put into the parking",
            "Undo",
            "Remove",
            "New gap",
            "Pin what is",
            "Start the next agenda",
        ] {
            assert!(!listed.contains(words), "{words} on {}:\n{}", stage.name(), h.screen());
        }
        h.keys("<Esc>");
        let front = h.work().layers()[0];
        for binding in crate::tui::keymap::table().filter(|b| b.layer == front && !b.command.reads(front)) {
            h.show(crate::tui::outcome::Outcome::Stay);
            h.event(Event::Key(binding.chords[0].key_event()));
            assert!(
                words(&h).contains("Read only: this session is open"),
                "{}: {}",
                binding.name,
                h.screen()
            );
            assert!(h.work().overlays().is_empty(), "{}: {}", binding.name, h.screen());
        }
    }
}

#[test]
fn where_it_is_only_read_the_timer_is_looked_at_and_neither_starts_nor_offers_to() {
    let mut h = read_only();
    h.keys("<resize 160x48><C-t>");
    let foot = h.screen().lines().last().unwrap_or_default().to_owned();
    assert!(!foot.contains("start, pause") && foot.contains("leaves"), "{foot}");
    for key in [" ", "<Enter>", "5<Enter>", "+", "x", "c"] {
        h.show(crate::tui::outcome::Outcome::Stay);
        h.keys("<Esc><Esc><C-t>").keys(key);
        assert!(h.work().timer.keep().is_none(), "{key}: {}", h.screen());
        let said = words(&h).contains("Read only: this session is open in another window");
        assert!(said || key == "x", "{key}: {}", h.screen());
    }
    // The same keys start it where the day is written.
    let mut h = Harness::sample();
    h.keys("<C-t> ");
    assert!(h.work().timer.keep().is_some(), "{}", h.screen());
}

#[test]
fn what_is_marked_as_reading_changes_nothing() {
    for stage in crate::tui::stage::Stage::ALL {
        let mut h = Harness::sample();
        h.stage(stage.name());
        let front = h.work().layers()[0];
        for binding in crate::tui::keymap::table().filter(|b| b.layer == front && b.command.reads(front)) {
            let mut h = Harness::sample();
            h.stage(stage.name());
            h.event(Event::Key(binding.chords[0].key_event()));
            assert_eq!(h.work().revision(), 0, "{}", binding.name);
        }
    }
}

#[test]
fn a_second_window_shows_what_the_first_has_written_since_without_a_key() {
    let mut h = read_only();
    h.stage("Questions").keys("<Esc>");
    let mut written = Harness::sample();
    written.stage("Questions").keys("We wait for the other desk<Enter>");
    assert!(!h.screen().contains("We wait for the other desk"));
    let before = h.work().revision();
    h.event(Event::Reread(Box::new(written.session().clone())));
    assert!(h.work().revision() > before);
    assert_eq!(h.session(), written.session());
    h.keys("<End>");
    assert!(words(&h).contains("We wait for the other"), "{}", h.screen());
    assert!(h.effects.iter().all(|effect| !matches!(effect, Effect::Save { .. })), "it writes nothing");
}

#[test]
fn who_takes_over_what_another_window_held_stays_on_the_stage() {
    let mut h = read_only();
    h.stage("Themes").event(Event::LetGo);
    let mut kept = std::collections::BTreeMap::new();
    kept.insert("stage".to_owned(), "Questions".to_owned());
    let session = h.session().clone();
    let path = "/data/day.json".into();
    h.event(Event::Opened(Box::new(Opened { session, path, read_only: None, kept, notice: None })));
    h.stage_is("Themes");
    assert!(h.work().read_only().is_none());
}

#[test]
fn a_second_window_says_when_the_first_is_closed_and_opens_for_writing_on_a_key() {
    let mut h = read_only();
    h.keys("<C-s>");
    assert!(h.effects.iter().all(|effect| !matches!(effect, Effect::Open(_))));
    h.event(Event::LetGo);
    assert!(words(&h).contains("Ctrl-S opens the session here for writing"), "{}", h.screen());
    assert!(!h.screen().contains("program 7"), "{}", h.screen());
    h.keys("<C-s>");
    assert!(h.effects.iter().any(|e| matches!(e, Effect::Open(path) if path.ends_with("day.json"))));
}

#[test]
fn before_the_first_change_all_is_saved_and_nothing_can_be_taken_back() {
    let mut h = Harness::empty();
    let foot = |h: &Harness| h.screen().lines().last().unwrap_or_default().to_owned();
    h.keys("<resize 160x48>");
    assert!(foot(&h).contains("all saved") && !foot(&h).contains("undo"), "{}", foot(&h));
    h.stage("Questions");
    h.keys("We wait<Enter>");
    assert!(foot(&h).contains("saved 14:03") && foot(&h).contains("Ctrl-Z undo"), "{}", foot(&h));
    h.keys("<C-s>");
    let second = h.now.local.time().strftime("Saved %H:%M:%S to").to_string();
    assert!(h.screen().contains(&second), "{}", h.screen());
}

#[test]
fn what_is_held_on_the_wall_is_named_also_on_the_smallest_projector() {
    let mut h = Harness::sample();
    h.keys("<resize 66x18>").stage("Gaps");
    for (keys, line) in [("<C-r>f<Esc>", "wall frozen: gap G01"), ("<C-r>ut<Esc>", "wall pinned: the clock")]
    {
        h.keys(keys);
        let header = h.screen().lines().next().unwrap_or_default().to_owned();
        assert!(header.contains(line), "{line}: {header}");
    }
}
