//! The card for whoever takes the keyboard: where we are, what is owed, the next keys. In a break it is what to work
//! through. Counts and sentences only: the room may see it.

use ratatui::crossterm::event::KeyCode;

use super::ctx::Ctx;
use super::keymap::{Binding, Chord, Hint, Layer, footer};
use super::outcome::{Choice, PickAsk};
use super::screens::{self, prepare, synopsis};
use super::stage::Stage;
use super::work::Purpose;
use crate::room::{break_runs, running_block};
use crate::rules::open_ends::OpenEnds;
use crate::rules::ready::{About, Finding};
use crate::rules::words::list;
use crate::session::Question;
use crate::text;

/// Paper notes that nobody typed yet, in words: "23 owed: wall B"; nothing where all are typed or nobody counted.
pub fn debt(question: &Question, typed: usize) -> Option<String> {
    let paper = usize::try_from(question.paper_notes?).ok()?;
    let owed = paper.checked_sub(typed).filter(|owed| *owed > 0)?;
    let place = question.paper_place.as_deref().map_or_else(String::new, |place| format!(": {place}"));
    Some(format!("{owed} owed{place}"))
}

/// What a break is good for: paper to type, notes in no theme, gaps in no lane, blockers that nobody checks. Each with
/// where it is done, as `Stage id`.
pub fn queue(ctx: &Ctx) -> Vec<Choice> {
    let mut queue = Vec::new();
    for question in ctx.session.questions.iter() {
        let typed = ctx.index().typed.get(&question.id).copied().unwrap_or(0);
        if let Some(debt) = debt(question, typed) {
            let paper = question.paper_notes.unwrap_or(0);
            let label = format!("{}: paper {paper}, typed {typed}, {debt}", question.id);
            queue.push(Choice::new(format!("{} {}", Stage::Questions.name(), question.id), label, ""));
        }
    }
    let ready = &ctx.verdicts().ready;
    queue.extend(ready.good_to_know().filter(|f| waits(f, ctx)).map(|f| finding(f, "")));
    queue.extend(ready.blocks().filter(|f| waits(f, ctx)).map(|f| finding(f, BLOCKS)));
    let ends = OpenEnds::new(ctx.session, ctx.now.moment());
    for blocker in ctx.session.blockers.iter().filter(|blocker| blocker.owner.is_none()) {
        let lacks = ends.blocker(blocker);
        if !lacks.is_empty() {
            let label = format!("“{}”: {}", blocker.said.trim(), list(&lacks));
            queue.push(Choice::new(format!("{} {}", Stage::Plan.name(), blocker.id), label, "blocker"));
        }
    }
    queue
}

/// Said beside what blocks the final synopsis.
const BLOCKS: &str = "blocks the final";

/// Whether a finding is one of the notes in no theme or the gaps in no lane.
fn waits(finding: &Finding, ctx: &Ctx) -> bool {
    match finding.about {
        About::Gap => ctx.verdicts().board.unsorted.contains(&finding.id),
        // The other one is a note that is kept private.
        About::Note => {
            let verdicts = ctx.verdicts();
            verdicts.loners.first() == Some(&finding.id) && !finding.anonymised_only
        }
        _ => false,
    }
}

/// What is lacking, without the question that follows it: a row has no room for both.
fn lacking(sentence: &str) -> String {
    if let Some((said, _)) = sentence.split_once(": what could ") {
        return format!("{said}.");
    }
    let end = sentence.match_indices(['.', '?', '!']).find_map(|(at, _)| {
        let rest = &sentence[at + 1..];
        rest.starts_with(' ').then_some(at + 1)
    });
    sentence[..end.unwrap_or(sentence.len())].to_owned()
}

fn finding(finding: &Finding, detail: &str) -> Choice {
    // A note in no theme is put into one on the wall of themes.
    let stage = match finding.about {
        About::Note if detail.is_empty() && !finding.anonymised_only => Stage::Themes,
        _ => synopsis::stage_for(finding),
    };
    Choice::new(format!("{} {}", stage.name(), finding.id), lacking(&finding.sentence), detail)
}

/// What is open, the nearest first: before the day begins what Prepare lacks; what can be drained in a break; what blocks
/// or troubles the final synopsis. Each with where it is done.
fn open(ctx: &Ctx) -> Vec<Choice> {
    let prepare = prepare::open_lines(ctx).map(|(line, asks)| {
        Choice::new(format!("{} {line}", Stage::Prepare.name()), format!("{line}: {}", lacking(&asks)), "")
    });
    let ready = &ctx.verdicts().ready;
    let blocks = ready.blocks().filter(|f| !waits(f, ctx)).map(|f| finding(f, BLOCKS));
    let troubles = ready.good_to_know().filter(|f| !waits(f, ctx)).map(|f| finding(f, ""));
    let rest = queue(ctx).into_iter().chain(blocks).chain(troubles);
    let begun = ctx.session.agenda.iter().any(|block| block.actual_start.is_some());
    if !begun && ctx.session.notes.is_empty() {
        prepare.chain(rest).collect()
    } else {
        rest.chain(prepare).collect()
    }
}

/// "Open: 10 in Prepare, 1 in Plan."
fn counted(open: &[Choice]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for choice in open {
        let stage = choice.id.split(' ').next().unwrap_or_default();
        match counts.iter_mut().find(|(name, _)| *name == stage) {
            Some((_, count)) => *count += 1,
            None => counts.push((stage, 1)),
        }
    }
    let counts: Vec<String> =
        counts.into_iter().map(|(stage, count)| format!("{count} in {stage}")).collect();
    if counts.is_empty() {
        "Nothing is open.".into()
    } else {
        format!("Open: {}. Enter goes there.", counts.join(", "))
    }
}

/// "3 things to catch up on, first in the list; 6 more are open.": the same count as [`offer`] tells.
fn in_a_break(waits: usize, all: usize) -> String {
    let more = all.saturating_sub(waits);
    let are = if more == 1 { "is" } else { "are" };
    let what = match (waits, more) {
        (0, more) => format!("Nothing to catch up on; {more} {are} open."),
        (waits, 0) => format!("{} to catch up on.", text::plural(waits, "thing", "things")),
        (waits, more) => {
            format!(
                "{} to catch up on, first here; {more} more {are} open.",
                text::plural(waits, "thing", "things")
            )
        }
    };
    format!("{what} Ctrl-P Enter comes back.")
}

/// What to say when a break begins: how much can be drained in it, and the keys that show it.
pub fn offer(ctx: &Ctx) -> Option<String> {
    let waits = queue(ctx).len();
    let can = if waits == 1 { "thing" } else { "things" };
    (waits > 0).then(|| format!("{waits} {can} to catch up on meanwhile: Ctrl-P Enter"))
}

/// The card, as a list to choose from: Enter goes there.
pub fn ask(ctx: &Ctx, layers: &[Layer], hint: &dyn Fn(&Binding) -> Hint, headline: &str) -> PickAsk {
    let mut options = open(ctx);
    let mut here = ctx.stage.name().to_owned();
    if !headline.is_empty() {
        here = format!("{here}, {headline}");
    }
    if let Some(block) = running_block(ctx.session) {
        here = format!("{here} · {} until {}", block.title, block.ends);
    }
    // Who is new to it takes nothing away first.
    let helps = |binding: &&Binding| !binding.chords.contains(&Chord::key(KeyCode::Delete));
    let keys = footer(layers, &[]).into_iter().filter(helps).filter_map(|binding| {
        let label = match hint(binding) {
            Hint::AsNamed => binding.label,
            Hint::Words(words) => words,
            Hint::Silent => return None,
        };
        let chord = binding.chords.first().map_or_else(String::new, |chord| Chord::label(*chord));
        Some(format!("{chord} {label}"))
    });
    let keys = keys.take(3).collect::<Vec<_>>().join(" · ");
    let mut count = counted(&options);
    if break_runs(ctx.session) && !options.is_empty() {
        count = in_a_break(queue(ctx).len(), options.len());
    }
    if options.is_empty() {
        options.push(Choice::new(ctx.stage.name(), format!("Go on with {}", ctx.stage.name()), ""));
    }
    PickAsk {
        title: here,
        hint: format!("{count} Next keys: {keys}"),
        options,
        many: false,
        chosen: Vec::new(),
        new: None,
        private: false,
        purpose: screens::Purpose::Global(Purpose::HandOver),
    }
}

/// Where a chosen thing is done: the stage, and the item if there is one.
pub fn place(chosen: &str) -> Option<(Stage, Option<String>)> {
    let (stage, item) = chosen.split_once(' ').unwrap_or((chosen, ""));
    Some((Stage::from_name(stage)?, (!item.is_empty()).then(|| item.to_owned())))
}

#[cfg(test)]
mod tests {
    use crate::tui::harness::Harness;

    #[test]
    fn whoever_takes_the_keyboard_sees_where_we_are_what_is_owed_and_the_next_keys() {
        let mut h = Harness::sample();
        h.stage("Questions").keys("<Esc>p84 wall B<Enter><C-p>what is owed<Enter>");
        let screen = h.screen();
        assert!(screen.contains("Questions, Question 1 of 4"), "{screen}");
        assert!(screen.contains("Q1: paper 84, typed 15, 69 owed: wall B"), "{screen}");
        assert!(screen.contains("Next keys: Enter"), "{screen}");
        h.stage_is("Questions");
        h.keys("<Enter>");
        assert!(h.screen().contains("69 owed: wall B"), "{}", h.screen());
    }

    #[test]
    fn one_key_shows_what_is_owed_from_every_stage_and_is_typed_where_somebody_types() {
        let mut h = Harness::sample();
        h.stage("Questions").keys("<Esc>p84 wall B<Enter><Esc>");
        for stage in crate::tui::stage::Stage::ALL {
            h.stage(stage.name()).keys("<Esc>!");
            let screen = h.screen();
            assert!(screen.contains("Next keys:"), "{}: {screen}", stage.name());
            h.keys("<Esc>");
        }
        h.stage("Questions").keys("<Esc>n!");
        assert!(!h.screen().contains("Next keys:"), "{}", h.screen());
    }

    #[test]
    fn an_owed_thing_is_chosen_and_its_stage_comes() {
        let mut h = Harness::sample();
        h.stage("Gaps").keys("<C-p>what is owed<Enter>G07<Enter>");
        h.stage_is("Plan");
    }

    #[test]
    fn on_an_empty_day_the_card_counts_what_prepare_counts_and_enter_goes_to_the_line() {
        let mut h = Harness::empty();
        let screen = h.screen();
        let open = screen.split(" open").next().and_then(|before| before.split(' ').next_back()).unwrap();
        h.keys("<C-p>what is owed<Enter>");
        assert!(h.screen().contains(&format!("Open: {open} in Prepare, 1 in Plan.")), "{}", h.screen());
        h.keys("sponsor<Enter><Enter>");
        assert!(h.screen().contains("Who is the sponsor?"), "{}", h.screen());
        h.keys("<Esc>").stage("Roster").keys("<C-p>what is owed<Enter><Esc>");
        h.stage_is("Roster");
    }

    /// A day whose next block is a break, with paper to type and a blocker that nobody checks.
    fn before_a_break() -> Harness {
        let mut h = Harness::empty();
        while !crate::room::break_runs(h.session()) {
            h.keys("<C-n>");
            assert!(!h.screen().contains("Ctrl-P Enter"), "nothing waits yet: {}", h.screen());
        }
        h.keys("<C-z>").stage("Questions");
        h.keys("The invoice explains nothing<Enter><Esc>p3 wall B<Enter><C-b>We can't, the law<Enter>");
        h
    }

    #[test]
    fn a_break_offers_what_waits_and_the_same_two_keys_come_back_to_the_rest() {
        let mut h = before_a_break();
        h.keys("<C-n>");
        assert!(h.screen().contains("2 things to catch up on meanwhile: Ctrl-P Enter"), "{}", h.screen());
        h.stage("Roster").keys("<C-p><Enter>");
        let screen = h.screen();
        assert!(screen.contains("Q1: paper 3, typed 1, 2 owed: wall B"), "{screen}");
        assert!(screen.contains("“We can't, the law”: no owner and no date"), "{screen}");
        assert!(
            screen.contains("2 things to catch up on, first here; 11 more are open."),
            "one count: {screen}"
        );
        assert!(screen.contains("comes back."), "{screen}");
        h.keys("<Enter>");
        h.stage_is("Questions");
        h.keys("nOne<Enter>Two<Enter><C-p><Enter>");
        let screen = h.screen();
        assert!(!screen.contains("owed: wall B") && screen.contains("“We can't, the law”"), "{screen}");
        h.keys("<Enter>");
        h.stage_is("Plan");
    }

    #[test]
    fn outside_a_break_the_palette_begins_as_ever() {
        let mut h = before_a_break();
        h.stage("Roster").keys("<C-p><Enter>");
        assert!(!h.screen().contains("owed: wall B"), "{}", h.screen());
    }

    #[test]
    fn the_card_looks_as_it_should() {
        let mut h = Harness::sample();
        h.stage("Questions").keys("<Esc>p84 wall B<Enter><C-p>what is owed<Enter>");
        for (width, height) in [(66, 18), (80, 24), (160, 48)] {
            insta::assert_snapshot!(format!("hand_over_{width}x{height}"), h.styled(width, height));
        }
    }
}
