//! Plan: who does what first, until when, and in which number it will be seen; and everything around it that must not
//! be forgotten when the room is left (blockers, parking lot, decisions, reviews).
//!
//! ```text
//! ‹Now gaps 6!› Next and Later 10  Needs 6  Measures 11!  Objectives 3  ›
//!
//! ▸ ● G01 Nobody tells customers about an outage                 5 of 5
//!     ✓ action  ✓ owner  ✓ first step  ✓ due  ✓ measure
//!     A01 Text customers within 15 minutes
//!         Aylin Demir · due Thu 30 Apr · measure Hours to first message
//!         first Fri 20 Mar: List the five alarm types
//! ─────────────────────────────────────────────────────────────────────
//! Priya has three of these: what could somebody else take?
//! ```
//!
//! It refuses to know the fields that are seldom needed: they are on the item's card.

mod answers;
mod asks;
mod dates;
mod doing;
mod keys;
mod layout;
mod numbers;
mod owners;
mod page;
mod rows;
mod sections;
#[cfg(test)]
mod tests;
mod view;
mod works;

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

pub use keys::KEYS;
use sections::{Section, items};

use super::Screen;
use crate::room::Wish;
use crate::rules::Lane;
use crate::rules::ready::About;
use crate::session::{Action, ActionId, FeedbackKind, GapId, MetricId, NeedId, PremortemId};
use crate::tui::ctx::Ctx;
use crate::tui::forms::Target;
use crate::tui::keymap::{Hint, Layer};
use crate::tui::outcome::{Answer, Ask, Outcome};
use crate::tui::stage::Stage;

/// Its own commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmd {
    /// The item before.
    Up,
    /// The item after.
    Down,
    /// The first item.
    Top,
    /// The last item.
    Bottom,
    /// The next section.
    NextSection,
    /// The section before.
    PreviousSection,
    /// From an action to its gap.
    Back,
    /// The card.
    Open,
    /// Something new.
    New,
    /// Take it out.
    Remove,
    /// Further up in its list.
    Earlier,
    /// Further down in its list.
    Later,
    /// Who.
    Owner,
    /// The first step.
    FirstStep,
    /// Its day.
    FirstStepOn,
    /// The other day: due, by, on.
    Date,
    /// The measure.
    Measure,
    /// Who feels it next.
    Affects,
    /// The objective.
    Objective,
    /// Who must be told.
    Tell,
    /// Done, held, answered.
    Done,
    /// Answer, outcome, condition.
    Words,
    /// What became of it, or when it starts.
    State,
    /// Its kind.
    Kind,
    /// The number today, the next reading, the dots of each reason.
    Value,
    /// How it is found out.
    How,
    /// One dot more.
    MoreDots,
    /// One dot less.
    FewerDots,
    /// The usual dates.
    Suggest,
}

impl Cmd {
    /// Whether it changes nothing in the session, so that it is there where the session is only read.
    pub const fn reads(self) -> bool {
        matches!(
            self,
            Self::Up
                | Self::Down
                | Self::Top
                | Self::Bottom
                | Self::NextSection
                | Self::PreviousSection
                | Self::Back
                | Self::Open
        )
    }
}

/// What it asks for. Where there is a second value, the next question follows by itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// The title of a new action for a gap.
    NewAction(GapId),
    /// The words of a new item.
    NewItem(Section),
    /// Keep or change.
    FeedbackKind,
    /// The words of a card.
    NewFeedback(FeedbackKind),
    /// Who.
    Owner(Target, bool),
    /// The first step.
    FirstStep(ActionId, bool),
    /// Its day.
    FirstStepOn(ActionId, bool),
    /// The other day.
    Date(Target, bool),
    /// The measure of an action, a process, an objective or a page.
    Measure(Target),
    /// The number today.
    Value(MetricId),
    /// A later number.
    Reading(MetricId),
    /// The dots of a reason; the round began with the second one.
    Votes(PremortemId, PremortemId),
    /// How it is found out.
    How(NeedId),
    /// Who feels it next.
    Affects(GapId),
    /// The objective.
    Objective(ActionId),
    /// Who must be told.
    Tell(GapId),
    /// Answer, outcome, condition, check.
    Words(Target),
    /// What became of it.
    State(Target),
    /// Its kind.
    Kind(Target, bool),
}

const SECTIONS: usize = Section::ALL.len();

/// The screen's own state.
#[derive(Debug, Default)]
pub struct Plan {
    section: Section,
    /// The selected item of each section, and its place, to stay near when it goes.
    on: [Option<Target>; SECTIONS],
    at: [usize; SECTIONS],
    /// The first row that was drawn last.
    scroll: Cell<usize>,
    /// The item of the last click, so that a second one opens it.
    clicked: Option<Target>,
}

impl Plan {
    fn here(&self) -> Option<&Target> {
        self.on[self.section as usize].as_ref()
    }

    fn place(&self) -> usize {
        self.at[self.section as usize]
    }

    fn select(&mut self, at: usize, items: &[Target]) {
        let section = self.section as usize;
        self.at[section] = at.min(items.len().saturating_sub(1));
        self.on[section] = items.get(self.at[section]).cloned();
    }

    fn go(&mut self, section: Section, ctx: &Ctx) {
        self.section = section;
        self.scroll.set(0);
        self.settle(ctx);
    }

    fn step(&mut self, by: isize, ctx: &Ctx) -> Outcome {
        let items = items(self.section, ctx);
        let at = self.place().saturating_add_signed(by).min(items.len().saturating_sub(1));
        self.select(at, &items);
        Outcome::Stay
    }

    /// The gap that is meant: the selected one, or that of the selected action.
    fn gap(&self, ctx: &Ctx) -> Option<GapId> {
        match self.here()? {
            Target::Gap(id) => Some(id.clone()),
            Target::Action(id) => ctx.session.get::<Action>(id)?.gap.clone(),
            _ => None,
        }
    }

    /// The action that is meant: the selected one; of a gap, the first that lacks something, else the first.
    fn action(&self, ctx: &Ctx, has: impl Fn(&Action) -> bool) -> Option<ActionId> {
        match self.here()? {
            Target::Action(id) => Some(id.clone()),
            Target::Gap(gap) => {
                let actions = sections::actions_of(ctx.session, gap);
                let lacks = |id: &&ActionId| ctx.session.get::<Action>(id).is_some_and(|action| !has(action));
                actions.iter().find(lacks).or(actions.first()).cloned()
            }
            _ => None,
        }
    }

    /// Asks about an action; where a gap has none yet, for the action itself.
    fn ask_action(
        &self,
        ctx: &Ctx,
        has: impl Fn(&Action) -> bool,
        ask: impl Fn(&ActionId) -> Ask,
    ) -> Outcome {
        match (self.action(ctx, has), self.gap(ctx)) {
            (Some(id), _) => ask(&id).into(),
            (None, Some(gap)) => asks::new_action(&gap, ctx).into(),
            (None, None) => Outcome::Say("Choose a Now gap or an action first.".into()),
        }
    }

    fn ask_gap(&self, ctx: &Ctx, ask: impl Fn(&GapId) -> Ask) -> Outcome {
        match self.gap(ctx) {
            Some(gap) => ask(&gap).into(),
            None => Outcome::Say("Choose a Now gap first.".into()),
        }
    }

    fn new_item(&self, ctx: &Ctx) -> Outcome {
        match self.section {
            Section::Now => match self.gap(ctx) {
                Some(gap) => asks::new_action(&gap, ctx).into(),
                None => Outcome::Say("An action belongs to a gap: sort the gaps in Sort first.".into()),
            },
            Section::Waiting => Outcome::Say("Gaps are made in Gaps and sorted in Sort.".into()),
            Section::Leaving => {
                Outcome::Say("This list makes itself. Enter goes to what it is about.".into())
            }
            Section::Feedback => asks::feedback_kind().into(),
            Section::Premortem => asks::new_reason(ctx.session.premortem.len()).into(),
            section => asks::new_item(section).into(),
        }
    }

    fn open(&mut self, ctx: &Ctx) -> Outcome {
        let Some(here) = self.here().cloned() else { return self.new_item(ctx) };
        if self.section != Section::Leaving {
            return Ask::Form(here).into();
        }
        let about = sections::findings(ctx.verdicts()).nth(self.place()).map(|(finding, _)| finding.about);
        match here {
            Target::Gap(id) if ctx.verdicts().lane(id.as_str()) == Lane::Now => {
                self.show(&Target::Gap(id), ctx);
                Outcome::Stay
            }
            Target::Gap(id) => Outcome::Show(Stage::Sort, id.0),
            Target::Parked(_) => {
                self.show(&here, ctx);
                Outcome::Stay
            }
            Target::Note(id) => Outcome::Show(Stage::Questions, id.0),
            Target::Theme(id) => Outcome::Show(Stage::Themes, id.0),
            Target::Evidence(id) => Outcome::Show(Stage::Prepare, id.0),
            Target::Person(id) => Outcome::Show(Stage::Roster, id.0),
            Target::Department(id) => Outcome::Show(Stage::Roster, id.0),
            _ => match about {
                Some(About::Review) => {
                    self.go(Section::Reviews, ctx);
                    Outcome::Stay
                }
                Some(About::Week) => {
                    self.go(Section::Now, ctx);
                    Outcome::Stay
                }
                _ => Outcome::Say("This one is about the whole day; there is no single place to go.".into()),
            },
        }
    }

    /// Goes to the section that holds an item and selects it.
    fn show(&mut self, item: &Target, ctx: &Ctx) -> bool {
        for section in Section::ALL.into_iter().filter(|section| *section != Section::Leaving) {
            let items = items(section, ctx);
            if let Some(at) = items.iter().position(|other| other == item) {
                self.section = section;
                self.select(at, &items);
                return true;
            }
        }
        false
    }
}

impl Screen for Plan {
    type Cmd = Cmd;
    type Purpose = Purpose;

    fn layer(&self) -> Layer {
        if self.section == Section::Now { Layer::Plan } else { Layer::PlanLists }
    }

    fn hint(&self, command: Cmd, _ctx: &Ctx) -> Hint {
        match command {
            Cmd::NextSection | Cmd::PreviousSection => Hint::AsNamed,
            // A list to read: what it names is changed where it lies.
            _ if self.section == Section::Leaving => {
                Hint::when(command == Cmd::Open && self.here().is_some())
            }
            // Its gaps are made in Gaps.
            Cmd::New if self.section == Section::Waiting => Hint::Silent,
            Cmd::New | Cmd::Suggest if self.section != Section::Now => Hint::AsNamed,
            Cmd::Owner => Hint::when(self.may_be_owned()),
            _ => Hint::when(self.here().is_some()),
        }
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Outcome {
        self.clicked = None;
        match command {
            Cmd::Up => self.step(-1, ctx),
            Cmd::Down => self.step(1, ctx),
            Cmd::Top => self.step(isize::MIN, ctx),
            Cmd::Bottom => self.step(isize::MAX, ctx),
            Cmd::NextSection | Cmd::PreviousSection => {
                self.go(self.section.step(if command == Cmd::NextSection { 1 } else { -1 }), ctx);
                Outcome::Stay
            }
            Cmd::Back => {
                if let Some(gap) = self.gap(ctx).filter(|_| self.section == Section::Now) {
                    let items = items(self.section, ctx);
                    if let Some(at) = items.iter().position(|item| *item == Target::Gap(gap.clone())) {
                        self.select(at, &items);
                    }
                }
                Outcome::Stay
            }
            Cmd::Open => self.open(ctx),
            Cmd::New => self.new_item(ctx),
            Cmd::Remove => self.remove(),
            Cmd::Earlier => self.shift(false, ctx),
            Cmd::Later => self.shift(true, ctx),
            Cmd::Owner => self.owner(ctx),
            Cmd::FirstStep => self.ask_action(
                ctx,
                |a| sections::said(&a.first_step),
                |id| asks::first_step(id, false, None, ctx),
            ),
            Cmd::FirstStepOn => {
                self.ask_action(ctx, |a| a.first_step_on.is_some(), |id| asks::first_step_on(id, false, ctx))
            }
            Cmd::Date => self.date(ctx),
            Cmd::Measure => self.measure(ctx),
            Cmd::Objective => self.ask_action(ctx, |a| a.objective.is_some(), |id| asks::objective(id, ctx)),
            Cmd::Affects => self.ask_gap(ctx, |id| asks::affects(id, ctx)),
            Cmd::Tell => self.ask_gap(ctx, |id| asks::tell(id, ctx)),
            Cmd::Done => self.done(ctx),
            Cmd::Words => {
                let ask = self.here().and_then(|here| asks::words(here, ctx));
                ask.map_or_else(
                    || Outcome::Say("Enter opens the card with all its words.".into()),
                    Outcome::Ask,
                )
            }
            Cmd::State => self.state(ctx),
            Cmd::Kind => self.kind(ctx),
            Cmd::Value => self.value(ctx),
            Cmd::How => match self.here() {
                Some(Target::Need(id)) => asks::how(id, ctx).into(),
                _ => Outcome::Say("How it is found out belongs to what has to be found out.".into()),
            },
            Cmd::MoreDots => self.dots(1, ctx),
            Cmd::FewerDots => self.dots(-1, ctx),
            Cmd::Suggest => match self.section {
                Section::Reviews => answers::suggested_reviews(ctx),
                Section::Waiting => answers::suggested_revisits(ctx),
                Section::Playbook => answers::starters(ctx),
                _ => Outcome::Say("The usual dates are suggested in Reviews and in Next and Later.".into()),
            },
        }
    }

    fn answer(&mut self, purpose: Purpose, answer: Answer, ctx: &Ctx) -> Outcome {
        let (outcome, select) = answers::answer(purpose, answer, ctx);
        if let Some(target) = select {
            self.on[self.section as usize] = Some(target);
        }
        outcome
    }

    fn opened(&mut self, ctx: &Ctx) {
        if let Some(section) = ctx.kept.get("plan.section").and_then(|name| Section::from_name(name)) {
            self.section = section;
        }
    }

    fn keep(&self) -> Vec<(String, Option<String>)> {
        let place = (self.section != Section::Now).then(|| self.section.name().to_owned());
        vec![("plan.section".to_owned(), place)]
    }

    fn enter(&mut self, item: Option<&str>, ctx: &Ctx) {
        if let Some(id) = item {
            let found = Section::ALL
                .into_iter()
                .filter(|section| *section != Section::Leaving)
                .find_map(|section| items(section, ctx).into_iter().find(|target| asks::id_of(target) == id));
            if let Some(target) = found {
                self.show(&target, ctx);
            }
        }
        self.settle(ctx);
    }

    fn settle(&mut self, ctx: &Ctx) {
        let items = items(self.section, ctx);
        let at = self.place();
        let here = self.here();
        if items.get(at) == here && here.is_some() {
            return;
        }
        let found = here.and_then(|here| items.iter().position(|item| item == here));
        self.select(found.unwrap_or(at), &items);
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        let places = layout::places(ctx.area, self.section);
        match mouse.kind {
            MouseEventKind::ScrollDown => return self.step(1, ctx),
            MouseEventKind::ScrollUp => return self.step(-1, ctx),
            MouseEventKind::Down(MouseButton::Left) => {}
            _ => return Outcome::Ignored,
        }
        let (x, y) = (mouse.column, mouse.row);
        if let Some(section) = layout::section_at(&places, self.section, ctx, x, y) {
            self.clicked = None;
            self.go(section, ctx);
            return Outcome::Stay;
        }
        let page = page::build(self.section, ctx, places.list.width);
        let start = page.start(Some(self.place()), places.list.height, self.scroll.get());
        let Some(at) = page.hit(places.list, start, x, y) else { return Outcome::Stay };
        self.select(at, &items(self.section, ctx));
        if self.clicked.is_some() && self.clicked.as_ref() == self.here() {
            self.clicked = None;
            return self.open(ctx);
        }
        self.clicked = self.here().cloned();
        Outcome::Stay
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        view::draw(self, buf, ctx);
        None
    }

    fn wish(&self, _ctx: &Ctx) -> Wish {
        match (self.section, self.here()) {
            (Section::Now, Some(Target::Gap(gap))) => Wish::Promise(gap.clone()),
            (Section::Reviews, _) => Wish::Thanks,
            _ => Wish::Plan,
        }
    }

    fn headline(&self, ctx: &Ctx) -> String {
        let ticks = &ctx.verdicts().ticks;
        if ticks.is_empty() {
            return String::new();
        }
        let full = ticks.iter().filter(|(_, ticks)| ticks.count() == 5).count();
        format!("{full} of {} Now gaps complete", ticks.len())
    }
}
