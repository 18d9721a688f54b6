//! Prepare: what has to be there before the day. Five cards: the day itself, its agenda, the checklist, the evidence
//! and who had it, and what the client brings along; over them the verdict go or not yet.
//!
//! Refuses to know who is in the room; that is the roster's matter.

mod agenda;
mod answers;
mod asking;
mod checklist;
mod day;
mod evidence;
mod items;
mod keys;
mod layout;
mod pane;
mod pointer;
mod sharing;
mod summary;
#[cfg(test)]
mod tests;
mod view;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use self::pane::{Cursor, Item, Kind, Line, Pane, rows};
use super::Screen;

use crate::session::{
    Block, BlockId, CardChange, Check, CheckChange, Edit, Evidence, EvidenceChange, EvidenceId, Initiative,
    Objective, Person, PersonChange, PersonId, Process, Role, System, Variant, edit,
};
use crate::tui::ctx::Ctx;
use crate::tui::day as clock;
use crate::tui::keymap::{Hint, Layer};
use crate::tui::outcome::{Answer, Ask, ConfirmAsk, Outcome};
use crate::tui::screens;
use sharing::{ask_moment, share_now};

pub use keys::{Cmd, KEYS};

/// The lines of the day that say something is missing, with what they ask.
pub fn open_lines(ctx: &Ctx) -> impl Iterator<Item = (&'static str, String)> {
    let (session, today) = (ctx.session, ctx.now.day());
    let lines = Line::ALL.into_iter().map(move |line| day::line(line, session, today));
    lines.filter(|line| line.missing).map(|line| (line.label, line.text))
}

/// Two clicks within this time open.
const DOUBLE_CLICK_MS: u64 = 500;

/// A person with a part in the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Sponsor,
    Facilitator,
    Scribe,
}

/// What it asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    Title,
    Reason,
    Part(Part),
    Variant,
    Replace(Variant),
    NewBlock,
    NewCheck,
    NewEvidence,
    NewBackground(Kind),
    /// Whether an item was not read together after all.
    NotRead(EvidenceId),
    /// Who got it and when: the choice.
    Share(EvidenceId),
    /// The people; true: a moment is asked next.
    ShareWith(EvidenceId, bool),
    /// The moment, for these people.
    ShareAt(EvidenceId, Vec<PersonId>),
}

/// The screen's own state.
#[derive(Debug, Default)]
pub struct Prepare {
    pane: Pane,
    cursors: [Cursor; 5],
    clicked: Option<(Item, u64)>,
    held: Option<(BlockId, u16)>,
    /// A list that the pointer touched stays where it was, in the middle this row; until the next key.
    still: Option<(Pane, usize)>,
}

impl Prepare {
    fn rows(&self, ctx: &Ctx) -> Vec<Item> {
        rows(self.pane, ctx.session)
    }

    fn cursor(&mut self) -> &mut Cursor {
        &mut self.cursors[self.pane as usize]
    }

    fn item(&self, ctx: &Ctx) -> Option<Item> {
        let rows = self.rows(ctx);
        let at = self.cursors[self.pane as usize].place(&rows)?;
        rows.get(at).cloned()
    }

    fn block(&self, ctx: &Ctx) -> Option<BlockId> {
        match self.item(ctx) {
            Some(Item::Block(id)) => Some(id),
            _ => None,
        }
    }

    fn evidence(&self, ctx: &Ctx) -> Option<EvidenceId> {
        match self.item(ctx) {
            Some(Item::Evidence(id)) => Some(id),
            _ => None,
        }
    }

    fn go_to(&mut self, at: impl FnOnce(usize, usize) -> usize, ctx: &Ctx) -> Outcome {
        let rows = self.rows(ctx);
        if let Some(place) = self.cursor().place(&rows) {
            let to = at(place, rows.len() - 1);
            self.cursor().set(&rows, to);
        }
        Outcome::Stay
    }

    fn show(&mut self, pane: Pane) -> Outcome {
        self.pane = pane;
        Outcome::Stay
    }

    fn remove(&self, ctx: &Ctx) -> Outcome {
        let edit = match self.item(ctx) {
            Some(Item::Block(id)) => edit::remove::<Block>(&id),
            Some(Item::Check(id)) => edit::remove::<Check>(&id),
            Some(Item::Evidence(id)) => edit::remove::<Evidence>(&id),
            Some(Item::Objective(id)) => edit::remove::<Objective>(&id),
            Some(Item::System(id)) => edit::remove::<System>(&id),
            Some(Item::Process(id)) => edit::remove::<Process>(&id),
            Some(Item::Initiative(id)) => edit::remove::<Initiative>(&id),
            Some(Item::Line(_) | Item::Heading(_)) | None => return Outcome::Stay,
        };
        Outcome::Many(vec![edit.into(), Outcome::Say("Removed. Ctrl-Z brings it back.".into())])
    }

    fn shift(&self, by: isize, ctx: &Ctx) -> Outcome {
        let session = ctx.session;
        let to = |place: Option<usize>| place.and_then(|at| at.checked_add_signed(by));
        let edit = match self.item(ctx) {
            Some(Item::Block(id)) => to(session.agenda.place(&id)).map(|at| edit::shift::<Block>(&id, at)),
            Some(Item::Evidence(id)) => {
                to(session.evidence.place(&id)).map(|at| edit::shift::<Evidence>(&id, at))
            }
            Some(Item::Objective(id)) => {
                to(session.objectives.place(&id)).map(|at| edit::shift::<Objective>(&id, at))
            }
            Some(Item::System(id)) => to(session.systems.place(&id)).map(|at| edit::shift::<System>(&id, at)),
            Some(Item::Process(id)) => {
                to(session.processes.place(&id)).map(|at| edit::shift::<Process>(&id, at))
            }
            Some(Item::Initiative(id)) => {
                to(session.initiatives.place(&id)).map(|at| edit::shift::<Initiative>(&id, at))
            }
            _ => None,
        };
        edit.into()
    }

    fn lengthen(&self, longer: bool, ctx: &Ctx) -> Outcome {
        let Some(id) = self.block(ctx) else { return Outcome::Stay };
        match agenda::lengthen(ctx.session, &id, longer) {
            Ok(edit) => edit.into(),
            Err(why) => Outcome::Warn(why),
        }
    }

    fn start_stop(&self, ctx: &Ctx) -> Outcome {
        let Some(id) = self.block(ctx) else { return Outcome::Stay };
        match agenda::start_stop(ctx.session, &id, &ctx.now) {
            Ok((edit, said)) => Outcome::Many(vec![edit.into(), Outcome::Say(said)]),
            Err(why) => Outcome::Warn(why),
        }
    }

    fn tick(&self, ctx: &Ctx) -> Outcome {
        let Some(Item::Check(id)) = self.item(ctx) else { return Outcome::Stay };
        let done = ctx.session.checklist.get(&id).is_some_and(|check| check.done);
        edit::change::<Check>(&id, CheckChange::done(!done)).into()
    }
}

/// Gives somebody of the roster a part in the day.
pub(super) fn give_part(part: Part, id: &PersonId, ctx: &Ctx) -> Vec<Edit> {
    let session = ctx.session;
    match part {
        Part::Sponsor => {
            let mut edits = vec![edit::card(CardChange::sponsor(Some(id.clone())))];
            for person in session.people.iter().filter(|p| p.sponsor && p.id != *id) {
                edits.push(edit::change::<Person>(&person.id, PersonChange::sponsor(false)));
            }
            edits.push(edit::change::<Person>(id, PersonChange::sponsor(true)));
            edits
        }
        Part::Facilitator => vec![
            edit::change::<Person>(id, PersonChange::role(Role::Facilitator)),
            edit::card(CardChange::facilitator(Some(id.clone()))),
        ],
        Part::Scribe => vec![
            edit::change::<Person>(id, PersonChange::role(Role::Scribe)),
            edit::card(CardChange::scribe(Some(id.clone()))),
        ],
    }
}

impl Screen for Prepare {
    type Cmd = Cmd;
    type Purpose = Purpose;

    fn layer(&self) -> Layer {
        self.pane.layer()
    }

    fn hint(&self, command: Cmd, ctx: &Ctx) -> Hint {
        let item = self.item(ctx);
        match command {
            Cmd::New | Cmd::NextPane | Cmd::PreviousPane | Cmd::Back | Cmd::Variant | Cmd::CatchUp => {
                Hint::AsNamed
            }
            Cmd::Open if self.pane == Pane::Day => Hint::AsNamed,
            Cmd::Remove | Cmd::Shift(_) => Hint::when(!matches!(item, None | Some(Item::Heading(_)))),
            _ => Hint::when(item.is_some()),
        }
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Outcome {
        self.still = None;
        match command {
            Cmd::Step(by) => self.go_to(|at, last| at.saturating_add_signed(by).min(last), ctx),
            Cmd::First => self.go_to(|_, _| 0, ctx),
            Cmd::Last => self.go_to(|_, last| last, ctx),
            Cmd::NextPane => self.show(self.pane.step(1)),
            Cmd::PreviousPane => self.show(self.pane.step(Pane::ALL.len() - 1)),
            Cmd::Back => self.show(Pane::Day),
            Cmd::Fill => self.fill(ctx),
            Cmd::Open => self.open(ctx),
            Cmd::New => self.ask_new(ctx),
            Cmd::Remove => self.remove(ctx),
            Cmd::Shift(by) => self.shift(by, ctx),
            Cmd::StartStop => self.start_stop(ctx),
            Cmd::Longer => self.lengthen(true, ctx),
            Cmd::Shorter => self.lengthen(false, ctx),
            Cmd::Variant => Self::ask_variant(ctx),
            Cmd::Tick => self.tick(ctx),
            Cmd::Share => self.ask_share(ctx),
            Cmd::ReadTogether => self.read_together(ctx),
            Cmd::Grid => Outcome::Ask(Ask::Grid),
            Cmd::CatchUp => Outcome::Ask(Ask::CatchUp),
        }
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(mouse, ctx),
            MouseEventKind::Up(MouseButton::Left) => self.drop(mouse, ctx),
            MouseEventKind::ScrollDown => self.command(Cmd::Step(1), ctx),
            MouseEventKind::ScrollUp => self.command(Cmd::Step(-1), ctx),
            _ => Outcome::Ignored,
        }
    }

    fn answer(&mut self, purpose: Purpose, answer: Answer, ctx: &Ctx) -> Outcome {
        match (purpose, answer) {
            (Purpose::Part(part), Answer::Picked(ids)) => match ids.first() {
                Some(id) => {
                    edit::many("part in the day given", give_part(part, &PersonId(id.clone()), ctx)).into()
                }
                None => Outcome::Stay,
            },
            (Purpose::NotRead(id), Answer::Yes) => {
                let edit = edit::change::<Evidence>(&id, EvidenceChange::read_in_room_at(None));
                Outcome::Many(vec![edit.into(), Outcome::Say("Not read together after all.".into())])
            }
            (Purpose::Variant, Answer::Picked(ids)) => {
                let Some(word) = ids.first() else { return Outcome::Stay };
                let variant = Variant::from_word(word);
                Outcome::Ask(Ask::Confirm(ConfirmAsk {
                    title: format!("Change the agenda to {}?", agenda::form(&variant).to_lowercase()),
                    text: agenda::warning(ctx.session, ctx.playbook, &variant),
                    yes: "Change it".into(),
                    purpose: screens::Purpose::Prepare(Purpose::Replace(variant)),
                }))
            }
            (Purpose::Replace(variant), Answer::Yes) => {
                agenda::replace(ctx.session, ctx.playbook, &variant).into()
            }
            (Purpose::Share(id), Answer::Picked(ids)) => match ids.first() {
                Some(how) => Self::share_chosen(id, how, ctx),
                None => Outcome::Stay,
            },
            (Purpose::ShareWith(id, later), Answer::Picked(ids)) if !ids.is_empty() => {
                let people = ids.into_iter().map(PersonId).collect();
                if later { ask_moment(id, people) } else { share_now(&id, people, ctx) }
            }
            (purpose, Answer::Text(said) | Answer::New(said)) => self.text_answer(purpose, &said, ctx),
            _ => Outcome::Stay,
        }
    }

    fn opened(&mut self, ctx: &Ctx) {
        if let Some(name) = ctx.kept.get("prepare.card")
            && let Some(pane) = Pane::ALL.into_iter().find(|pane| pane.name() == name)
        {
            self.pane = pane;
        }
    }

    fn keep(&self) -> Vec<(String, Option<String>)> {
        let place = (self.pane != Pane::Day).then(|| self.pane.name().to_owned());
        vec![("prepare.card".into(), place)]
    }

    fn enter(&mut self, item: Option<&str>, ctx: &Ctx) {
        let Some(id) = item else { return };
        for pane in Pane::ALL {
            let rows = rows(pane, ctx.session);
            let found = rows.iter().position(|row| match row {
                Item::Line(own) => day::line(*own, ctx.session, ctx.now.day()).label == id,
                Item::Heading(_) => false,
                Item::Block(own) => own.as_str() == id,
                Item::Check(own) => own.as_str() == id,
                Item::Evidence(own) => own.as_str() == id,
                Item::Objective(own) => own.as_str() == id,
                Item::System(own) => own.as_str() == id,
                Item::Process(own) => own.as_str() == id,
                Item::Initiative(own) => own.as_str() == id,
            });
            if let Some(at) = found {
                self.pane = pane;
                self.cursor().set(&rows, at);
                return;
            }
        }
    }

    fn settle(&mut self, ctx: &Ctx) {
        for pane in Pane::ALL {
            self.cursors[pane as usize].settle(&rows(pane, ctx.session));
        }
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        view::view(self, buf, ctx);
        None
    }

    fn headline(&self, ctx: &Ctx) -> String {
        if clock::is_today(ctx.session, &ctx.now)
            && let Some(block) = agenda::running(ctx.session)
        {
            return format!("now: {}", block.title);
        }
        if day::not_yet(ctx.session, ctx.playbook).is_empty() { "go".into() } else { "not yet".into() }
    }
}
