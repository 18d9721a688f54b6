//! The wall is safe: nothing on a normal screen depends on who wrote what, or on what a ballot or a private text hides.
//!
//! Two days are worked with the same keys. They differ only in what the room must not learn: each author has a twin at the
//! same desk who wrote nothing on the first day and everything on the second; an open ballot holds other dots; sensitive
//! notes, with words for the room and without, have other private texts. Every cell of every screen must be the same on both, unless it stands under the band.
//! So a name may stand on a list of people, and nowhere because of what its owner wrote.

use std::collections::HashMap;

use ratatui::buffer::{Buffer, Cell};
use smol_str::SmolStr;

use crate::playbook::{FORMS, Playbook};
use crate::session::{Ballot, Moment, NoteId, Person, PersonId, Subject};
use crate::tui::forms::Target;
use crate::tui::harness::Harness;
use crate::tui::keymap::{self, Chord, Command, Global, Layer};
use crate::tui::outcome::{Ask, Outcome};
use crate::tui::overlays::sheet::BAND;
use crate::tui::stage::Stage;

/// Words that only the private panel says.
const PRIVATE_WORDS: [&str; 8] = [
    "leadership-heavy",
    "Much heard",
    "Not heard yet",
    "Speaking order",
    "Nothing yet, ",
    "behind Now",
    "the executives had said nothing",
    "was known before only to",
];

/// A sensitive note of the sample day, and one that this test makes sensitive: nobody said what the room may read of it.
const REWORDED: &str = "N040";
const CLOSED: &str = "N041";

struct Days {
    first: Harness,
    second: Harness,
}

/// The sample day, and the same day written by twins.
fn days() -> Days {
    let mut session = Harness::sample().session().clone();
    let mut authors: Vec<PersonId> = Vec::new();
    for author in session.notes.iter().filter_map(|note| note.author.clone()) {
        if !authors.contains(&author) {
            authors.push(author);
        }
    }
    let mut twins: HashMap<PersonId, PersonId> = HashMap::new();
    for (at, author) in authors.iter().enumerate() {
        let person = session.people.get(author).expect("authors are on the roster");
        let id = PersonId::new(format!("P{}", 60 + at));
        let twin = Person {
            id: id.clone(),
            name: format!("Twin {at}"),
            department: person.department.clone(),
            level: person.level.clone(),
            role: person.role.clone(),
            status: person.status.clone(),
            ..Person::default()
        };
        twins.insert(author.clone(), id);
        session.people.push(twin);
    }
    let options: Vec<SmolStr> = session.themes.iter().take(5).map(|theme| theme.id.0.clone()).collect();
    let at = Moment::new(jiff::civil::date(2026, 3, 12).at(14, 0, 0, 0), 60);
    let ballot = Ballot {
        id: "B7".into(),
        subject: Subject::Themes,
        options: Some(options.clone()),
        dots_each: 3,
        max_per_option: 2,
        secret: true,
        opened_at: Some(at),
        voters: 14,
        ..Ballot::default()
    };
    session.ballots.push(ballot);
    session.notes.each_mut(|note| note.id.as_str() == CLOSED, |note| note.sensitive = true);
    let mut second = session.clone();
    second.notes.each_mut(
        |note| note.author.is_some(),
        |note| note.author = note.author.as_ref().and_then(|author| twins.get(author)).cloned(),
    );
    second.notes.each_mut(|note| note.sensitive, |note| note.text = note.text.chars().rev().collect());
    for (day, option) in [(&mut session, &options[0]), (&mut second, &options[3])] {
        let mut dots = crate::session::Table::default();
        dots.set(option, 2);
        let mut cast = crate::session::Table::default();
        cast.set(authors[0].as_str(), dots);
        let id = "B7".into();
        if let Some(ballot) = day.ballots.get_mut(&id) {
            ballot.cast = Some(cast);
        }
    }
    Days { first: Harness::with(session), second: Harness::with(second) }
}

/// The text of a screen, row by row.
fn words(buffer: &Buffer) -> String {
    let row = |cells: &[Cell]| cells.iter().map(Cell::symbol).chain(["\n"]).collect::<String>();
    buffer.content.chunks(usize::from(buffer.area.width.max(1))).map(row).collect()
}

impl Days {
    fn keys(&mut self, script: &str) {
        self.first.keys(script);
        self.second.keys(script);
    }

    fn front(&self) -> Layer {
        self.first.work().layers()[0]
    }

    fn stage(&self) -> Stage {
        self.first.work().stage()
    }

    fn overlays(&self) -> usize {
        self.first.work().overlays().len()
    }

    /// Compares every cell; `how` says how one comes here.
    fn check(&self, how: &str) {
        let (first, second) = (self.first.buffer(), self.second.buffer());
        let screen = words(&first);
        if screen.contains(BAND) {
            assert!(words(&second).contains(BAND), "{how}");
            return;
        }
        if first != second {
            let (screen, other) = (self.first.screen(), self.second.screen());
            let differ: Vec<String> = screen
                .lines()
                .zip(other.lines())
                .filter(|(a, b)| a != b)
                .map(|(a, b)| format!("- {a}\n+ {b}"))
                .collect();
            panic!("{} tells who wrote it, after {how}:\n{}", self.stage().name(), differ.join("\n"));
        }
        for words in PRIVATE_WORDS {
            assert!(!screen.contains(words), "“{words}” on {}, after {how}\n{screen}", self.stage().name());
        }
        for variant in FORMS {
            for block in &Playbook::builtin().agenda(&variant).blocks {
                for word in [&block.hint, &block.private] {
                    let begin: String = word.chars().take(28).collect();
                    let shown = begin.chars().count() == 28 && screen.contains(&begin);
                    assert!(!shown, "a hint on {}, after {how}\n{screen}", self.stage().name());
                }
            }
        }
    }

    fn back_to(&mut self, stage: Stage) {
        for _ in 0..6 {
            if self.overlays() > 0 {
                self.keys("<Esc>");
            }
        }
        self.first.stage(stage.name());
        self.second.stage(stage.name());
    }
}

/// A chord as the harness types it; nothing for those that it cannot, or that leave.
fn script(chord: Chord, command: Command) -> Option<String> {
    if matches!(command, Command::Global(Global::Quit | Global::Close | Global::Suspend)) {
        return None;
    }
    let label = chord.label();
    Some(match label.as_str() {
        "Space" | "Enter" | "Esc" | "Tab" | "Home" | "End" | "PgDn" | "PgUp" | "Del" => format!("<{label}>"),
        "↑" => "<Up>".to_owned(),
        "↓" => "<Down>".to_owned(),
        "←" => "<Left>".to_owned(),
        "→" => "<Right>".to_owned(),
        "Shift-Tab" => "<BTab>".to_owned(),
        one if one.chars().count() == 1 && one.is_ascii() && one != "<" => one.to_owned(),
        ctrl if ctrl.len() == 6 && ctrl.starts_with("Ctrl-") => format!("<C-{}>", ctrl[5..].to_lowercase()),
        _ => return None,
    })
}

fn chords(layers: &[Layer]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for binding in keymap::table().filter(|binding| layers.contains(&binding.layer)) {
        let typed = binding.chords.iter().find_map(|chord| script(*chord, binding.command));
        all.extend(typed.filter(|typed| !all.contains(typed)));
    }
    all
}

#[test]
fn the_two_days_differ_in_who_wrote_what_and_the_band_shows_it() {
    let mut days = days();
    days.keys("<resize 160x48>");
    days.back_to(Stage::Questions);
    days.keys("<C-l>2");
    assert!(days.first.screen().contains(BAND));
    assert_ne!(days.first.screen(), days.second.screen(), "the twins wrote it all");
    let note = NoteId::new("N001");
    let author = |harness: &Harness| harness.session().notes.get(&note).and_then(|note| note.author.clone());
    assert_ne!(author(&days.first), author(&days.second));
}

#[test]
fn neither_find_nor_a_card_tells_what_a_sensitive_note_says() {
    let mut days = days();
    days.keys("<resize 160x48>");
    let words: Vec<String> = [REWORDED, CLOSED]
        .iter()
        .flat_map(|id| {
            let note = |harness: &Harness| harness.session().notes.get(&NoteId::new(*id)).cloned();
            let (first, second) = (note(&days.first).unwrap(), note(&days.second).unwrap());
            assert!(first.sensitive && first.text != second.text, "{id}");
            let long =
                |text: &str| text.split(' ').filter(|word| word.len() > 3).map(str::to_owned).collect();
            let all: Vec<String> =
                [&first.text, &second.text].into_iter().flat_map(|t| -> Vec<String> { long(t) }).collect();
            all
        })
        .collect();
    assert!(words.len() > 40);
    for query in words.iter().map(String::as_str).chain([REWORDED, CLOSED, "kept private"]) {
        days.keys("<C-f>");
        days.keys(&format!("<paste {query}>"));
        days.check(&format!("Find: {query}"));
        days.keys("<Enter>");
        days.check(&format!("Find: {query}, Enter"));
        days.back_to(Stage::Questions);
    }
    for id in [REWORDED, CLOSED] {
        for day in [&mut days.first, &mut days.second] {
            day.show(Outcome::Ask(Ask::Form(Target::Note(id.into()))));
        }
        days.check(&format!("the card of {id}"));
        for _ in 0..16 {
            days.keys("<Enter>");
            days.check(&format!("a field of {id}"));
            assert!(days.overlays() < 3);
            days.keys("<Esc><Down>");
            days.check(&format!("the card of {id}"));
        }
        days.back_to(Stage::Questions);
    }
}

#[test]
fn the_own_words_of_a_sensitive_note_are_changed_under_the_band_alone_and_it_closes_by_itself() {
    let mut h = Harness::sample();
    let own = |h: &Harness| h.session().notes.get(&NoteId::new(REWORDED)).unwrap().text.clone();
    h.show(Outcome::Ask(Ask::Form(Target::Note(REWORDED.into()))));
    assert!(h.screen().contains("An older customer") && !h.screen().contains("Mrs K."), "{}", h.screen());
    h.keys("<Home><Enter>");
    assert!(h.screen().contains(BAND) && h.screen().contains("Mrs K."), "{}", h.screen());
    h.keys("<Enter>Again. <Enter>");
    assert!(own(&h).contains("Again."), "{}", h.screen());
    h.wait(21);
    assert!(!h.screen().contains(BAND) && !h.screen().contains("Mrs K."), "{}", h.screen());
}

#[test]
fn every_command_of_every_stage_leads_to_a_screen_that_does_not_tell() {
    for stage in Stage::ALL {
        let mut days = days();
        days.back_to(stage);
        let layers: Vec<Layer> = keymap::layers()
            .into_iter()
            .filter(|layer| *layer == Layer::Global || layer.stages().contains(&stage))
            .collect();
        for chord in chords(&layers) {
            for then in ["", "<resize 160x48>", "<Enter>", "<resize 80x24>"] {
                days.keys(if then.is_empty() { &chord } else { then });
                days.check(&format!("{chord} {then}"));
            }
            days.back_to(stage);
        }
    }
}

#[test]
fn a_facilitator_who_presses_anything_shows_nobody_who_wrote_what() {
    for stage in Stage::ALL {
        let mut days = days();
        days.back_to(stage);
        days.keys("<resize 80x24>");
        let mut seed: u64 = 17 + stage as u64;
        let mut how = String::new();
        for step in 0..70 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let typed = chords(&[days.front(), Layer::Global]);
            let at = usize::try_from(seed >> 33).unwrap_or(0) % typed.len().max(1);
            let Some(chord) = typed.get(at) else { continue };
            how.push_str(chord);
            days.keys(chord);
            days.check(&how);
            if step % 10 == 9 {
                days.keys(if step % 20 == 9 { "<resize 160x48>" } else { "<resize 80x24>" });
                days.check(&how);
                how.push_str(&format!(" [{}] ", stage.name()));
                days.back_to(stage);
            }
        }
    }
}
