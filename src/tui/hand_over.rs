//! The card for whoever takes the keyboard: where we are, what is owed, the next keys. In a break it is what to work
//! through. Counts and sentences only: the room may see it.

use super::ctx::Ctx;
use super::keymap::{Binding, Chord, Hint, Layer, footer};
use super::outcome::{Choice, PickAsk};
use super::screens::{self, synopsis};
use super::stage::Stage;
use super::work::Purpose;
use crate::room::running_block;
use crate::session::Question;
use crate::text;

/// Paper notes that nobody typed yet, in words: "23 owed: wall B"; nothing where all are typed or nobody counted.
pub fn debt(question: &Question, typed: usize) -> Option<String> {
    let paper = usize::try_from(question.paper_notes?).ok()?;
    let owed = paper.checked_sub(typed).filter(|owed| *owed > 0)?;
    let place = question.paper_place.as_deref().map_or_else(String::new, |place| format!(": {place}"));
    Some(format!("{owed} owed{place}"))
}

/// What is owed, the nearest first: paper to type, then what blocks or troubles the final synopsis. Each with where it is
/// done, as `Stage id`.
fn owed(ctx: &Ctx) -> Vec<Choice> {
    let mut owed = Vec::new();
    for question in ctx.session.questions.iter() {
        let typed = ctx.index().typed.get(&question.id).copied().unwrap_or(0);
        if let Some(debt) = debt(question, typed) {
            let paper = question.paper_notes.unwrap_or(0);
            let label = format!("{}: paper {paper}, typed {typed}, {debt}", question.id);
            owed.push(Choice::new(format!("{} {}", Stage::Questions.name(), question.id), label, ""));
        }
    }
    let ready = &ctx.verdicts().ready;
    let findings =
        ready.blockers.iter().map(|f| (f, "blocks the final")).chain(ready.warnings.iter().map(|f| (f, "")));
    for (finding, detail) in findings {
        let stage = synopsis::stage_for(finding);
        owed.push(Choice::new(format!("{} {}", stage.name(), finding.id), finding.sentence.clone(), detail));
    }
    owed
}

/// The card, as a list to choose from: Enter goes there.
pub fn ask(ctx: &Ctx, layers: &[Layer], hint: &dyn Fn(&Binding) -> Hint, headline: &str) -> PickAsk {
    let mut options = owed(ctx);
    let mut here = ctx.stage.name().to_owned();
    if !headline.is_empty() {
        here = format!("{here}, {headline}");
    }
    if let Some(block) = running_block(ctx.session) {
        here = format!("{here} · {} until {}", block.title, block.ends);
    }
    let keys = footer(layers, &[]).into_iter().filter_map(|binding| {
        let label = match hint(binding) {
            Hint::AsNamed => binding.label,
            Hint::Words(words) => words,
            Hint::Silent => return None,
        };
        let chord = binding.chords.first().map_or_else(String::new, |chord| Chord::label(*chord));
        Some(format!("{chord} {label}"))
    });
    let keys = keys.take(3).collect::<Vec<_>>().join(" · ");
    let count = match options.len() {
        0 => "Nothing is owed.".to_owned(),
        n => format!("{} owed: Enter goes there.", text::plural(n, "thing is", "things are")),
    };
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
    fn an_owed_thing_is_chosen_and_its_stage_comes() {
        let mut h = Harness::sample();
        h.stage("Gaps").keys("<C-p>what is owed<Enter>G07<Enter>");
        h.stage_is("Plan");
    }

    #[test]
    fn on_an_empty_day_nothing_is_owed_and_enter_goes_on() {
        let mut h = Harness::empty();
        h.stage("Roster").keys("<C-p>what is owed<Enter>");
        assert!(h.screen().contains("owed"), "{}", h.screen());
        h.keys("<Esc>");
        h.stage_is("Roster");
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
