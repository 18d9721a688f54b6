//! The forms of a session: blocks with minutes, what is said in them and what the room sees (4.3, 4.4).
//!
//! It knows the plan only; how the day really went belongs to the session, catching up to the rules.

use serde::Deserialize;

use crate::session::{BlockKind, Variant};

use super::page::{Page, ensure, ensure_distinct};

/// The forms that have an agenda of their own, longest first.
pub const FORMS: [Variant; 4] = [Variant::FullDay, Variant::HalfDay, Variant::NinetyMinutes, Variant::Review];

/// The stage of the tool that a block is worked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Before the day, and the evidence.
    #[default]
    Prepare,
    /// Who is in the room.
    Roster,
    /// The four questions.
    Questions,
    /// The wall.
    Themes,
    /// Perfect, today, title.
    Gaps,
    /// Scores and lanes.
    Sort,
    /// Owners and dates.
    Plan,
    /// Phase, basics, mindset, readiness, pulse.
    Standing,
    /// The document.
    Synopsis,
}

impl Stage {
    /// The word as it stands in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Prepare => "prepare",
            Self::Roster => "roster",
            Self::Questions => "questions",
            Self::Themes => "themes",
            Self::Gaps => "gaps",
            Self::Sort => "sort",
            Self::Plan => "plan",
            Self::Standing => "standing",
            Self::Synopsis => "synopsis",
        }
    }
}

/// A part of a block with its own timer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Step {
    /// What is done.
    pub title: String,
    /// For how long, in minutes.
    pub minutes: u32,
}

/// One block of an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Block {
    /// Distinct within its agenda, for example `q2_today`.
    pub id: String,
    /// As printed and projected.
    pub title: String,
    /// What it is for.
    pub kind: BlockKind,
    /// Planned length in minutes.
    pub minutes: u32,
    /// How short a late day may make it, in minutes; never above `minutes`.
    pub minimum: u32,
    /// Never trimmed, however late it is (R11).
    #[serde(default)]
    pub protected: bool,
    /// Where the facilitator works during the block.
    pub stage: Stage,
    /// The question that the block asks, for example `Q2`.
    #[serde(default)]
    pub question: Option<String>,
    /// The column that is filled; absent when the block fills all of them.
    #[serde(default)]
    pub column: Option<String>,
    /// What to say.
    #[serde(default)]
    pub say: String,
    /// A quiet word to the facilitator; not private.
    #[serde(default)]
    pub hint: String,
    /// What the room sees.
    #[serde(default)]
    pub projected: String,
    /// What is written down.
    #[serde(default)]
    pub captured: String,
    /// What to look at while nobody is watching; never for the room.
    #[serde(default)]
    pub private: String,
    /// Parts with their own timers; together not longer than the block.
    #[serde(default)]
    pub steps: Vec<Step>,
}

/// One form of session.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Agenda {
    /// What it is called.
    pub title: String,
    /// The usual start, `HH:MM`.
    pub start: String,
    /// What this form can do and what it loses, said honestly.
    #[serde(default)]
    pub honest: String,
    /// Where to save time, and where never.
    #[serde(default)]
    pub if_late: String,
    /// What is left to do when the room is empty.
    #[serde(default)]
    pub after: String,
    /// The blocks, in order.
    pub blocks: Vec<Block>,
}

impl Agenda {
    /// A block by its id.
    pub fn block(&self, id: &str) -> Option<&Block> {
        self.blocks.iter().find(|block| block.id == id)
    }

    /// The whole length in minutes, breaks included.
    pub fn minutes(&self) -> u32 {
        self.blocks.iter().map(|block| block.minutes).sum()
    }

    /// The minutes of breaks and lunch.
    pub fn break_minutes(&self) -> u32 {
        self.blocks.iter().filter(|block| block.kind == BlockKind::Break).map(|block| block.minutes).sum()
    }

    /// The usual start in minutes after midnight.
    pub fn start_minute(&self) -> u32 {
        parse_clock(&self.start).unwrap_or(9 * 60)
    }

    /// Each block with its start in minutes after midnight, if the session begins at `start`.
    pub fn timed(&self, start: u32) -> impl Iterator<Item = (u32, &Block)> {
        self.blocks.iter().scan(start, |at, block| {
            let begins = *at;
            *at = at.saturating_add(block.minutes);
            Some((begins, block))
        })
    }

    fn check(&self, form: &str) -> Result<(), String> {
        ensure(!self.blocks.is_empty(), || format!("{form} has no blocks"))?;
        ensure(parse_clock(&self.start).is_some(), || {
            format!("the start of {form} is not a time like 09:00")
        })?;
        ensure_distinct(&format!("in {form}, block"), self.blocks.iter().map(|block| block.id.as_str()))?;
        let sum: u64 = self.blocks.iter().map(|block| u64::from(block.minutes)).sum();
        ensure(sum <= 24 * 60, || format!("{form} is longer than a day"))?;
        self.blocks.iter().try_for_each(|block| {
            let id = format!("{form}, block {}", block.id);
            ensure(!matches!(block.kind, BlockKind::Other(_)), || {
                format!("{id}: the kind {} is not known", block.kind)
            })?;
            ensure(0 < block.minimum && block.minimum <= block.minutes, || {
                format!("{id}: the minimum must lie between 1 and the planned minutes")
            })?;
            let steps: u64 = block.steps.iter().map(|step| u64::from(step.minutes)).sum();
            ensure(steps <= u64::from(block.minutes), || format!("{id}: the steps are longer than the block"))
        })
    }
}

/// Minutes after midnight of `HH:MM`.
fn parse_clock(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let hours: u32 = hours.parse().ok()?;
    let minutes: u32 = minutes.parse().ok()?;
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// Every form of session.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Agendas {
    /// 450 minutes.
    pub full_day: Agenda,
    /// 240 minutes.
    pub half_day: Agenda,
    /// 90 minutes.
    pub ninety_minutes: Agenda,
    /// 90 minutes.
    pub review: Agenda,
}

impl Agendas {
    /// The agenda of a form; a custom day starts from the full one.
    pub fn of(&self, variant: &Variant) -> &Agenda {
        match variant {
            Variant::FullDay | Variant::Custom | Variant::Other(_) => &self.full_day,
            Variant::HalfDay => &self.half_day,
            Variant::NinetyMinutes => &self.ninety_minutes,
            Variant::Review => &self.review,
        }
    }
}

impl Page for Agendas {
    fn check(&self) -> Result<(), String> {
        FORMS.iter().try_for_each(|variant| self.of(variant).check(variant.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::Playbook;

    fn clock(minute: u32) -> String {
        format!("{:02}:{:02}", minute / 60, minute % 60)
    }

    #[test]
    fn the_sums_are_those_of_the_handbook() {
        let playbook = Playbook::builtin();
        let sums = FORMS.map(|variant| playbook.agenda(&variant).minutes());
        assert_eq!(sums, [450, 240, 90, 90]);
        assert_eq!(playbook.agenda(&Variant::FullDay).break_minutes(), 75);
        assert_eq!(playbook.agenda(&Variant::HalfDay).break_minutes(), 25);
    }

    #[test]
    fn the_full_day_is_the_one_of_the_sample_session() {
        let sample: serde_json::Value =
            serde_json::from_str(include_str!("../../sessions/halvorn.json")).unwrap();
        let agenda = Playbook::builtin().agenda(&Variant::FullDay);
        let theirs = sample["agenda"].as_array().unwrap();
        assert_eq!(theirs.len(), agenda.blocks.len());
        for (theirs, (at, ours)) in theirs.iter().zip(agenda.timed(agenda.start_minute())) {
            assert_eq!(theirs["id"], ours.id);
            assert_eq!(theirs["title"], ours.title);
            assert_eq!(theirs["kind"], ours.kind.as_str());
            assert_eq!(theirs["planned_start"], clock(at), "{}", ours.id);
            assert_eq!(theirs["planned_minutes"], ours.minutes, "{}", ours.id);
            assert_eq!(theirs["minimum_minutes"], ours.minimum, "{}", ours.id);
        }
    }

    #[test]
    fn breaks_stay_long_enough_and_what_must_not_be_cut_is_protected() {
        for variant in &FORMS {
            let agenda = Playbook::builtin().agenda(variant);
            for block in &agenda.blocks {
                if block.kind == BlockKind::Break {
                    let least = if block.id == "lunch" { 45 } else { 10 };
                    assert!(block.minimum >= least, "{}", block.id);
                }
                let keep = ["lunch", "actions", "close"].contains(&block.id.as_str());
                assert!(!keep || block.protected, "{}", block.id);
                assert!(!block.protected || block.minimum == block.minutes, "{}", block.id);
            }
            assert_eq!(agenda.blocks.last().map(|block| &block.kind), Some(&BlockKind::Close));
        }
    }

    #[test]
    fn every_block_has_something_to_say_and_question_blocks_name_a_question_that_exists() {
        let playbook = Playbook::builtin();
        for variant in &FORMS {
            for block in &playbook.agenda(variant).blocks {
                assert!(
                    !block.say.is_empty() && !block.hint.is_empty() && !block.projected.is_empty(),
                    "{}",
                    block.id
                );
                let steps: u32 = block.steps.iter().map(|step| step.minutes).sum();
                assert!(steps == 0 || steps == block.minutes, "{}", block.id);
                if let Some(id) = &block.question {
                    let question = playbook.question(id).unwrap();
                    assert!(block.column.as_ref().is_none_or(|column| question.columns.contains(column)));
                }
                assert_eq!(block.id.starts_with('q'), block.question.is_some(), "{}", block.id);
            }
        }
    }

    #[test]
    fn a_minimum_above_the_plan_is_refused() {
        let mut agendas = (*Playbook::builtin().agendas).clone();
        agendas.review.blocks[0].minimum = 99;
        assert!(agendas.check().unwrap_err().contains("wins"));
    }

    #[test]
    fn a_custom_day_starts_from_the_full_one() {
        let playbook = Playbook::builtin();
        assert_eq!(playbook.agenda(&Variant::Custom), playbook.agenda(&Variant::FullDay));
    }

    #[test]
    fn a_day_that_never_ends_is_refused() {
        let mut agendas = (*Playbook::builtin().agendas).clone();
        agendas.review.blocks.iter_mut().for_each(|block| block.minutes = u32::MAX);
        assert_eq!(agendas.check(), Err("review is longer than a day".to_owned()));
    }

    #[test]
    fn a_block_of_an_unknown_kind_is_refused() {
        let mut agendas = (*Playbook::builtin().agendas).clone();
        agendas.review.blocks[0].kind = BlockKind::from_word("karaoke");
        assert!(agendas.check().unwrap_err().contains("karaoke"));
    }
}
