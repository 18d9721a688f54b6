//! A whole day at the keys: from an empty session through all nine stages, with the mistakes people make, to the synopsis.
//!
//! What the rules say at the end and what the client reads are kept beside this file; a change of either is a decision.

use std::path::Path;

use offsite::playbook::Playbook;
use offsite::rules::Verdicts;
use offsite::session::{Presence, Session, SessionStatus};
use offsite::shelf::format;
use offsite::synopsis::{self, Format, Options, compose};
use offsite::tui::effect::Effect;
use offsite::tui::harness::Harness;

/// A harness that looks over the facilitator's shoulder: after every step no author may be readable from the back row.
struct Projected {
    harness: Harness,
    steps: usize,
}

impl Projected {
    fn new() -> Self {
        let mut harness = Harness::empty();
        harness.now.local = jiff::civil::date(2026, 3, 5).at(10, 0, 0, 0);
        Self { harness, steps: 0 }
    }

    /// Types one step and looks at the screen.
    fn keys(&mut self, script: &str) -> &mut Self {
        self.harness.keys(script);
        self.look(script);
        self
    }

    /// Types several steps, one a line.
    fn each(&mut self, lines: &[&str]) -> &mut Self {
        for line in lines {
            self.keys(line);
        }
        self
    }

    fn stage(&mut self, name: &str) -> &mut Self {
        self.harness.stage(name);
        self.look(name);
        self
    }

    /// The clock on the wall of the day itself.
    fn at(&mut self, hour: i8, minute: i8) -> &mut Self {
        self.harness.now.local = jiff::civil::date(2026, 3, 12).at(hour, minute, 0, 0);
        self.harness.wait(0);
        self
    }

    fn session(&self) -> &Session {
        self.harness.session()
    }

    fn says(&self, words: &str) {
        let screen = self.harness.screen();
        let flowing = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flowing.contains(words), "“{words}” is missing in\n{screen}");
    }

    /// Marks the note with these words on the wall: a click, then Space.
    fn mark(&mut self, words: &str) -> &mut Self {
        let screen = self.harness.screen();
        let found = screen.lines().enumerate().find(|(_, row)| row.contains(words));
        let (y, row) = found.unwrap_or_else(|| panic!("“{words}” is missing in\n{screen}"));
        let x = offsite::text::width(&row[..row.find(words).unwrap_or(0)]);
        self.keys(&format!("<click {x} {y}><Space>"))
    }

    /// The lanes of the gaps, in their order.
    fn lanes(&self) -> Vec<String> {
        self.session().gaps.iter().map(|gap| gap.lane.to_string()).collect()
    }

    fn look(&mut self, script: &str) {
        self.steps += 1;
        let stage = self.harness.work().stage().name();
        let screen = self.harness.screen();
        if ["Prepare", "Roster", "Plan"].contains(&stage) || screen.contains("NOT FOR THE ROOM") {
            return;
        }
        for person in self.session().people.iter() {
            let named = stage == "Synopsis" && (person.consent.name_as_owner || person.sponsor);
            let wrote = self.session().notes.iter().any(|note| note.author.as_ref() == Some(&person.id));
            if wrote && !named {
                assert!(
                    !screen.contains(&person.name),
                    "{} is on {stage} after {script}\n{screen}",
                    person.name
                );
            }
        }
    }
}

const PEOPLE: &str = "n\
    Mira Dahl, Ticketing, f, Agent<Enter>\
    Jonas Vik, Ticketing, f<Enter>\
    Petra Lund, Ticketing, m, Head of Ticketing<Enter>\
    Aksel Bruun, Ports, f, Check-in<Enter>\
    Sunniva Moe, Ports, m, Port manager<Enter>\
    Tiril Aas, On Board, f<Enter>\
    Håkon Rønning, On Board, f, Deck<Enter>\
    Nora Wiik, On Board, manager, Hotel manager<Enter>\
    Emil Strand, Operations, m<Enter>\
    Ingrid Solheim, Operations, e, COO<Enter>\
    田中 愛子, Digital, m, Product owner<Enter>\
    Olav Berge, Digital, executive, CIO<Enter><Esc>";

fn prepare_the_week_before(day: &mut Projected) {
    day.keys("<Enter>Ferry customers, a frist look<Enter>");
    day.keys("<C-z>").says("What is the day called?");
    day.each(&["<C-y>", "<Enter><C-u>Ferry customers: our baseline<Enter>"]);
    day.keys("<Down><Down><Enter>Complaints rose by a third after the new timetable, and we answer them one by one.<Enter>");
    day.keys("<Home><Down><Down><Down><Down><Down><Down><Down><Down><Enter>Fjordline Ferries<Enter>");
    day.each(&["<Down><Enter>Passenger ferries<Enter>", "<Down><Enter>2,100 employees<Enter>", "<Esc>"]);
    day.keys("<Up><Up><Up><Enter>");
    day.keys("2026-03-20<Enter><Esc>");
    assert_eq!(
        day.session().session.synopsis_playback_on.map(|on| on.to_string()).as_deref(),
        Some("2026-03-20")
    );
    assert_eq!(day.session().organisation.name, "Fjordline Ferries");
    day.says("nobody from the front line is coming");

    day.stage("Roster").keys(PEOPLE);
    assert_eq!((day.session().people.len(), day.session().organisation.departments.len()), (12, 5));
    day.keys("<Home>x").says("Ctrl-Z");
    day.keys("<C-z>");
    assert_eq!(day.session().people.len(), 12);
    // Those who may own something say so.
    day.each(&["<Home><Down><Down>c", "<Down><Down>o", "<Down><Down><Down>o", "<Down>o", "<Down>c"]);
    day.each(&["<Tab>", "<End> ", "<Up> ", "<Esc>"]);
    let facing = day.session().organisation.departments.iter().filter(|d| d.customer_facing).count();
    assert_eq!(facing, 3, "{}", day.harness.screen());

    day.stage("Prepare").keys("<Home><Down><Down><Down><Enter>Ingrid<Enter>");
    day.keys("<Home><Down><Down><Down><Down><Down><Down><Enter>Dana Reeve<Enter>");
    day.says("Go");
    day.keys("<Tab><Tab> <Down> <Down> ");
    day.keys("<Tab>nComplaints by route<Enter>");
    day.keys("<Down><Down><Enter>412 complaints in 2025; every second one is about waiting without news.<Enter><Esc>");
    day.keys("s<Enter>");
    let evidence = day.session().evidence.at(0).cloned().unwrap_or_default();
    assert_eq!(evidence.shares.len(), 1, "{}", day.harness.screen());
    // Clicking back and forth with the presenter's clicker changes nothing.
    let before = day.session().clone();
    day.each(&["<PgDn>", "<PgDn>", "<PgDn>", "<PgUp>", "<PgUp>", "<PgUp>"]);
    assert_eq!(*day.session(), before);
}

fn the_room_fills(day: &mut Projected) {
    day.at(8, 50).stage("Roster").keys("A");
    assert!(day.session().people.iter().filter(|p| p.takes_part()).all(|p| p.status == Presence::Present));
    day.says("Broad 12 people, coverage 100%.");
    day.at(9, 0).keys("<C-n>");
    // Out of order, as a day is: the first count of fingers comes before the first question.
    day.stage("Standing").keys("n2 4 4 2 0<Enter>").each(&["<BTab>", "<BTab>", "<BTab>", "<BTab>"]);
}

fn four_questions(day: &mut Projected) {
    day.at(9, 15).keys("<C-n>").at(9, 30).keys("<C-n>");
    day.at(9, 50).keys("<C-n>").stage("Questions");
    day.each(&[
        "@mira<Enter>",
        "Commuters who take the 6:40 every day<Enter>",
        "Families in the holidays<Enter>",
        "@aksel<Enter>",
        "*3 Lorry drivers with a slot to catch<Enter>",
        "*x oops<Enter>",
    ]);
    day.says("from 2 to 999, and then the text");
    day.each(&["<C-u>@<Enter>", "The islands' shops: no ferry, no milk<Enter>"]);
    assert_eq!(day.session().notes.len(), 4);
    assert_eq!(day.session().session.status, SessionStatus::Running);

    day.at(10, 30).keys("<C-n>").at(10, 45).keys("<C-n>").keys("<Down>");
    day.each(&[
        "@tiril<Enter>",
        "You tell me before I drive to the port<Enter>",
        "Somebody tells me what happens next<Enter>",
        "One ticket for the whole journey<Enter>",
    ]);
    day.at(11, 10).keys("<C-n>").each(&[
        "<Tab>",
        "We hear about a cancelled sailing from the passengers<Enter>",
        "@jonas<Enter>",
        "People queue for 40 minutes and nobody knows why<Enter>",
        "*3 Passengers ask us and we do not know either<Enter>",
        "Refunds take six weeks and three forms<Enter>",
        "@sunniva<Enter>",
        "Nobody at the port knows why people queue<Enter>",
        "The port, the ship and the office each use another list<Enter>",
        "! Legal says we may not text people<Enter>",
        "+ Free coffee for commuters<Enter>",
    ]);
    // A slip: the wall instead of the line, a note removed, and back.
    let before = day.session().notes.len();
    day.each(&["half a thought", "<C-u>", "<Esc>", "x"]);
    assert_eq!(day.session().notes.len(), before - 1);
    day.each(&["<C-z>", "<Enter>"]);
    assert_eq!(day.session().notes.len(), before);
    day.keys("<Tab><resize 66x18>").says("perfect experience");
    day.keys("<paste A crew member finds me when plans change\\nThe app shows the next sailing with a free place><Enter>");
    day.keys("<C-z>");
    day.keys("<C-y>");
    day.keys("<resize 80x24>");

    day.at(11, 45).keys("<C-n>").keys("<Down>").each(&[
        "@hakon<Enter>",
        "#The crossing is not made for all of us<Enter>",
        "Wheelchair users wait until all cars are on board<Enter>",
        "Lorry drivers cannot leave the queue to ask<Enter>",
    ]);
    day.at(12, 20).keys("<C-n>").at(13, 5).keys("<C-n>");
    day.at(13, 15).keys("<C-n>").keys("<Down>").each(&[
        "@<Enter>",
        "? Why do one in ten bookings end at the payment page?<Enter>",
        "How many refund forms come back incomplete?<Enter>",
        "<Esc>",
        "p12<Enter>",
    ]);
    assert_eq!((day.session().blockers.len(), day.session().parking_lot.len()), (1, 1));
    assert_eq!(day.session().information_needs.len(), 1);
}

fn themes_and_dots(day: &mut Projected) {
    day.at(13, 40).keys("<C-n>").stage("Themes").keys("<resize 160x48>");
    day.mark("drive to the port")
        .mark("happens next")
        .mark("cancelled sailing")
        .mark("do not know either")
        .mark("member finds me");
    day.each(&["N<Enter>", "<Esc>"]);
    assert_eq!(day.session().themes.len(), 1, "a theme needs a name");
    day.keys("NNobody tells me what happens<Enter>");
    day.mark("People queue for 40").mark("knows why people queue").keys("s");
    assert_eq!(day.session().notes.iter().filter(|note| note.duplicate_of.is_some()).count(), 1);
    day.each(&["<C-z>", "<C-y>"]);
    day.mark("People queue for 40")
        .mark("leave the queue")
        .keys("NI stand in a queue and do not know why<Enter>");
    day.mark("One ticket")
        .mark("The port, the ship")
        .mark("The app shows")
        .keys("NEvery desk has its own list<Enter>");
    day.mark("Refunds take").mark("refund forms").keys("gMony back takes for ever<Enter>");
    day.keys("<resize 66x18>").each(&["<End>", "r<C-u>Money back takes for ever<Enter>"]);
    day.each(&["<PgDn>", "<PgUp>"]);
    let names: Vec<&str> = day.session().themes.iter().map(|theme| theme.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "The crossing is not made for all of us",
            "Nobody tells me what happens",
            "I stand in a queue and do not know why",
            "Every desk has its own list",
            "Money back takes for ever",
        ]
    );
    day.at(14, 5).keys("<C-n>").each(&["doption by option themes<Enter>", "<C-u>12<Enter>"]);
    day.says("0 of 5 themes counted");
    day.each(&["<Enter>4<Enter>", "25<Enter>"]);
    day.says("12 voters, so 24 at most.");
    day.each(&["<C-u>12<Enter>", "9<Enter>", "6<Enter>", "5<Enter>", "<Esc>", "c"]);
    day.says("36 of 36 dots");
    day.keys("<Esc>");
    let ballot = day.session().ballots.at(0).cloned().unwrap_or_default();
    assert_eq!((ballot.voters, ballot.totals.iter().map(|(_, dots)| dots).sum::<u32>()), (12, 36));
    day.keys("<resize 80x24>");
}

fn four_gaps(day: &mut Projected) {
    day.at(14, 15).keys("<C-n>").stage("Gaps");
    day.each(&[
        "nPassengers hear of a cancellation last<Enter>",
        "You tell me before I drive to the port<Enter>",
        "We hear about a cancelled sailing from the passengers<Enter>",
        "lcancelled<Space><C-u>either<Space><Enter>",
        "htells<Space><Enter>",
        "v<Space><Enter>",
        "DPorts<Enter>",
        "A<Space><Down><Down><Space><Enter>",
    ]);
    day.each(&[
        "nIntroduce a queue app<Enter>",
        "A crew member tells the queue why it stands<Enter>",
        "People queue for 40 minutes and nobody knows why<Enter>",
    ]);
    day.says("sounds like a solution");
    day.each(&[
        "r<C-u>Nobody in the queue knows why it stands<Enter>",
        "l40<Space><Enter>",
        "hstand<Space><Enter>",
    ]);
    day.each(&[
        "nThree lists for one sailing<Enter>",
        "One list that everybody sees<Enter>",
        "<Esc>",
        "tThe port, the ship and the office each use another list<Enter>",
        "lship<Space><Enter>",
    ]);
    day.keys("GMoney<Space><Enter>");
    day.each(&[
        "pMoney is back within five days<Enter>",
        "t<C-u>Refunds take six weeks and three forms<Enter>",
    ]);
    // Too many by one, and taken back.
    day.each(&["nWifi<Enter><Esc>", "x", "<C-z>", "<C-z>"]);
    assert_eq!(day.session().gaps.len(), 4, "{}", day.harness.screen());
    let open = |text: &str| text.is_empty();
    let short: Vec<_> =
        day.session().gaps.iter().filter(|gap| open(&gap.perfect) || open(&gap.today)).collect();
    assert!(short.is_empty(), "{short:?}");
    assert!(day.session().gaps.iter().all(|gap| !gap.notes.is_empty()));
}

fn scores_and_lanes(day: &mut Projected) {
    day.at(14, 50).keys("<C-n>").stage("Sort");
    day.each(&["5443", "5433"]);
    // A wrong digit, seen at once.
    day.each(&["4", "1", "<C-z>", "3", "2", "4"]);
    day.keys("<resize 66x18>").keys("2342").keys("<resize 80x24>");
    day.says("Every gap has its four scores.");
    assert_eq!(day.lanes(), ["now", "now", "next", "now"]);
    day.at(15, 20).keys("<C-n>").keys("<Tab>").says("Now 3 of 5");
    day.each(&["<End>", "2", "no<Enter>"]);
    day.says("at least ten characters");
    day.keys("<C-u>The new refund form arrives in May<Enter>").says("NOT FOR THE ROOM");
    day.keys("Olav<Enter>");
    assert_eq!(day.lanes(), ["now", "now", "next", "next"]);
    day.each(&["<C-z>", "<C-z>", "<C-y>", "<C-y>"]);
    assert_eq!(day.lanes(), ["now", "now", "next", "next"]);
    day.each(&["c<C-u>4<Enter>", "The timetable changes in May too<Enter>"]);
    assert_eq!(day.session().session.capacity.as_ref().map(|capacity| capacity.limit), Some(4));
}

fn a_plan_with_names(day: &mut Projected) {
    day.at(15, 40).keys("<C-n>").stage("Plan");
    day.each(&[
        "nText everybody with a booking before they leave home<Enter>",
        "Sunniva<Enter>",
        "Ask Legal which sentence of the booking terms is missing<Enter>",
        "+5<Enter>",
        "1.3.26<Enter>",
    ]);
    day.says("lies before the day of the workshop");
    day.each(&["<C-u>15.5.<Enter>", "Passengers told before they arrive<Enter>", "20 %<Enter>"]);
    day.each(&[
        "<End>",
        "nOne crew member walks the queue every ten minutes<Enter>",
        "Nora<Enter>",
        "Try it on the 6:40 for one week<Enter>",
        "+6<Enter>",
        "30.4.<Enter>",
        "Complaints about waiting, a month<Enter>",
        "~17<Enter>",
    ]);
    day.each(&[
        "<Tab>",
        "sThe new refund form is live<Enter>",
        "<Down>",
        "sThe shared list has an owner<Enter>",
    ]);
    day.each(&["<Tab>", "o田中<Enter>", "d31.3.<Enter>", "Read the payment log<Enter>"]);
    day.each(&["<Tab><Tab>", "nEvery passenger knows before we sail<Enter>"]);
    day.each(&["<Tab><Tab><Tab>", "oIngrid<Enter>", "d25.3.<Enter>"]);
    day.at(16, 5).keys("<C-n>");
    day.each(&[
        "<Tab>",
        "nThe summer rush ate it<Enter>",
        "<Esc>",
        "+",
        "+",
        "wA fixed hour every Tuesday<Enter>",
    ]);
    day.at(16, 15).keys("<C-n>");
    day.each(&["<Tab>", "wNo. Tried in 2023, nobody came for it<Enter>"]);
    day.each(&[
        "<Tab>",
        "nMay the port spend 300 euros a month on texts?<Enter>",
        "Ingrid<Enter>",
        "<Esc>",
        "<Space>",
    ]);
    day.each(&["<Tab>", "r"]);
    assert_eq!(day.session().reviews.len(), 4, "{}", day.harness.screen());
    day.each(&["<Tab>", "n<Enter>", "The walls<Enter>"]);
    day.each(&["<Tab>", "nThe 6:40 crew answers by radio since January<Enter>"]);
    day.keys("<Tab>").says("Nothing blocks the final synopsis.");
}

fn where_we_stand(day: &mut Projected) {
    day.stage("Standing");
    day.each(&["1101", "0010", "1021", "2100", "0110", "1002"]);
    day.each(&["<Tab>", "2222", "2112", "1111", "0100", "<BSpace>", "0"]);
    day.each(&["<Tab>", "1121"]);
    day.each(&["<Tab>", "2121", "2222"]);
    day.keys("<Tab>");
    day.at(16, 25).keys("n0 1 4 5 2<Enter>");
    assert_eq!(day.session().assessments.pulse.len(), 2, "{}", day.harness.screen());
}

fn the_synopsis(day: &mut Projected) {
    day.at(16, 28).stage("Synopsis");
    for _ in 0..40 {
        day.keys("<Space>");
    }
    day.keys("<Home>").each(&["<PgUp>", "<PgDn>", "<C-f>port<Esc>"]);
    day.keys("e<Down><Space><Enter>");
    let asked = day.harness.effects.iter().find_map(|effect| match effect {
        Effect::Export { formats, draft, .. } => Some((formats.clone(), *draft)),
        _ => None,
    });
    assert_eq!(asked, Some((vec!["html".to_owned(), "md".to_owned()], false)));
}

#[test]
fn a_whole_day_is_typed_from_an_empty_session_to_the_synopsis() {
    let mut day = Projected::new();
    prepare_the_week_before(&mut day);
    the_room_fills(&mut day);
    four_questions(&mut day);
    themes_and_dots(&mut day);
    four_gaps(&mut day);
    scores_and_lanes(&mut day);
    a_plan_with_names(&mut day);
    where_we_stand(&mut day);
    the_synopsis(&mut day);
    assert!(day.steps > 200, "{} steps", day.steps);

    let session = day.session();
    let verdicts = Verdicts::of(session);
    let mut said = serde_json::to_string_pretty(&verdicts).expect("verdicts are JSON");
    said.push('\n');
    let document = compose(session, &verdicts, Playbook::builtin(), &Options::default());
    let printed = Format::Markdown.render(&document);
    let verdicts_stand = as_kept("whole_day.verdicts.json", &said);
    let synopsis_stands = as_kept("whole_day.synopsis.md", &printed);
    assert_eq!(verdicts_stand, Ok(()));
    assert_eq!(synopsis_stands, Ok(()));
    assert!(synopsis::final_blockers(&verdicts).is_empty());
    assert!(!document.meta.draft);

    let bytes = format::write(session).expect("the session can be written");
    let again = format::read(&bytes).expect("what was written can be read");
    assert_eq!(again, *session);
    assert_eq!(format::write(&again).expect("and written again"), bytes);
}

/// Compares with the file kept under `tests/data`; what is different lies beside the build for a look.
fn as_kept(name: &str, now: &str) -> Result<(), String> {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    let before = std::fs::read_to_string(&kept).unwrap_or_default();
    if before == now {
        return Ok(());
    }
    let beside = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&beside, now).map_err(|error| error.to_string())?;
    let line = before.lines().zip(now.lines()).take_while(|(old, new)| old == new).count();
    let (old, new) = (before.lines().nth(line).unwrap_or(""), now.lines().nth(line).unwrap_or(""));
    Err(format!(
        "{name} differs in line {}: “{old}” is now “{new}”; all of it: {}",
        line + 1,
        beside.display()
    ))
}
