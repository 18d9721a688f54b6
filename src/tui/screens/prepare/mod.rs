//! Prepare: what has to be there before the day. Five cards: the day itself, its agenda, the checklist, the evidence
//! and who had it, and what the client brings along; over them the verdict go or not yet.
//!
//! Refuses to know who is in the room; that is the roster's matter.

mod agenda;
mod checklist;
mod day;
mod evidence;
mod items;
mod keys;
mod layout;
mod pane;
mod summary;
#[cfg(test)]
mod tests;
mod view;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use self::pane::{Cursor, Item, Kind, Line, Pane, rows};
use super::Screen;
use super::roster::typed;
use smol_str::SmolStr;

use crate::session::{
    Block, BlockId, CardChange, Check, CheckChange, Edit, Evidence, EvidenceChange, EvidenceId, Initiative,
    Objective, Person, PersonChange, PersonId, Process, Role, System, Variant, edit,
};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::day as clock;
use crate::tui::forms::Target;
use crate::tui::keymap::{Hint, Layer};
use crate::tui::outcome::{Answer, Ask, Choice, ConfirmAsk, Outcome, PickAsk, TextAsk};
use crate::tui::overlays::reading;
use crate::tui::screens;
use crate::tui::stage::Stage;
use crate::tui::widgets::list::spread_at;

pub use keys::KEYS;

/// The lines of the day that say something is missing, with what they ask.
pub fn open_lines(ctx: &Ctx) -> impl Iterator<Item = (&'static str, String)> {
    let (session, today) = (ctx.session, ctx.now.day());
    let lines = Line::ALL.into_iter().map(move |line| day::line(line, session, today));
    lines.filter(|line| line.missing).map(|line| (line.label, line.text))
}

/// Two clicks within this time open.
const DOUBLE_CLICK_MS: u64 = 500;

/// Its own commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmd {
    /// The cursor up or down.
    Step(isize),
    First,
    Last,
    NextPane,
    PreviousPane,
    /// To the day's card.
    Back,
    /// Fill in the line of the day's card.
    Fill,
    /// The item's card.
    Open,
    New,
    Remove,
    /// The item up or down.
    Shift(isize),
    /// Start this block now, or end it.
    StartStop,
    Longer,
    Shorter,
    /// Another form of the day.
    Variant,
    Tick,
    /// Record who got it.
    Share,
    /// The room reads it together now.
    ReadTogether,
    /// Who had which item when.
    Grid,
    /// How to catch up.
    CatchUp,
}

impl Cmd {
    /// Whether it changes nothing in the session, so that it is there where the session is only read.
    pub const fn reads(self) -> bool {
        matches!(
            self,
            Self::Step(_)
                | Self::First
                | Self::Last
                | Self::NextPane
                | Self::PreviousPane
                | Self::Back
                | Self::Open
                | Self::Grid
        )
    }
}

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
    held: Option<BlockId>,
}

fn ask_text(title: &str, hint: &str, text: &str, prose: bool, key: String, purpose: Purpose) -> Outcome {
    Outcome::Ask(Ask::Text(TextAsk {
        title: title.into(),
        hint: hint.into(),
        text: text.into(),
        prose,
        private: false,
        key,
        purpose: screens::Purpose::Prepare(purpose),
    }))
}

fn ask_pick(title: &str, hint: &str, options: Vec<Choice>, purpose: Purpose) -> PickAsk {
    PickAsk {
        title: title.into(),
        hint: hint.into(),
        options,
        many: false,
        chosen: Vec::new(),
        new: None,
        private: false,
        purpose: screens::Purpose::Prepare(purpose),
    }
}

fn form(target: Target) -> Outcome {
    Outcome::Ask(Ask::Form(target))
}

/// The card of an item, with one field ready to be changed.
fn field(target: Target, key: &'static str) -> Outcome {
    Outcome::Ask(Ask::Field(target, SmolStr::new_static(key)))
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

    fn fill(&self, ctx: &Ctx) -> Outcome {
        let Some(Item::Line(line)) = self.item(ctx) else { return Outcome::Stay };
        let card = &ctx.session.session;
        match line {
            Line::Title => ask_text(
                "What is the day called?",
                "",
                &card.title,
                false,
                "card.title".into(),
                Purpose::Title,
            ),
            Line::Reason => ask_text(
                "Why now?",
                "One sentence that the sponsor would say. It opens the day and the synopsis.",
                &card.reason,
                true,
                "card.reason".into(),
                Purpose::Reason,
            ),
            Line::Date => field(Target::Card, "date"),
            Line::Results => field(Target::Card, "playback"),
            Line::Terms => field(Target::Card, "attribution"),
            Line::Sponsor => self.ask_part(Part::Sponsor, ctx),
            Line::Facilitator => self.ask_part(Part::Facilitator, ctx),
            Line::Scribe => self.ask_part(Part::Scribe, ctx),
            Line::Front => Outcome::Go(Stage::Roster),
            Line::Organisation => field(Target::Organisation, "name"),
            Line::Vision => field(Target::Organisation, "vision"),
            Line::Venue => field(Target::Venue, "name"),
        }
    }

    #[expect(clippy::unused_self, reason = "asked by the screen, like its other questions")]
    fn ask_part(&self, part: Part, ctx: &Ctx) -> Outcome {
        let session = ctx.session;
        let (title, hint, who) = match part {
            Part::Sponsor => (
                "Who is the sponsor?",
                "Who asks for the day, speaks last in it, and decides afterwards.",
                day::sponsor(session).map(|person| person.id.clone()),
            ),
            Part::Facilitator => ("Who facilitates?", "", session.session.facilitator.clone()),
            Part::Scribe => ("Who is the scribe?", "", session.session.scribe.clone()),
        };
        if session.people.is_empty() {
            let hint = "The name, and the job title if you like: Renate Höll, CEO. The person goes on the roster too.";
            let key = format!("card.{part:?}").to_lowercase();
            return ask_text(title, hint, "", false, key, Purpose::Part(part));
        }
        let options = session
            .people
            .iter()
            .map(|person| Choice::new(person.id.0.clone(), &person.name, &person.job_title))
            .collect();
        let ask = ask_pick(title, hint, options, Purpose::Part(part));
        let chosen = who.map(|id| id.0).into_iter().collect();
        Outcome::Ask(Ask::Pick(PickAsk { chosen, new: Some("New on the roster".into()), ..ask }))
    }

    fn open(&self, ctx: &Ctx) -> Outcome {
        match self.item(ctx) {
            Some(Item::Line(Line::Organisation | Line::Vision)) => form(Target::Organisation),
            Some(Item::Line(Line::Venue)) => form(Target::Venue),
            Some(Item::Line(_)) => form(Target::Card),
            Some(Item::Block(id)) => form(Target::Block(id)),
            Some(Item::Check(id)) => form(Target::Check(id)),
            Some(Item::Evidence(id)) => form(Target::Evidence(id)),
            Some(Item::Objective(id)) => form(Target::Objective(id)),
            Some(Item::System(id)) => form(Target::System(id)),
            Some(Item::Process(id)) => form(Target::Process(id)),
            Some(Item::Initiative(id)) => form(Target::Initiative(id)),
            Some(Item::Heading(_)) | None => self.ask_new(ctx),
        }
    }

    fn ask_new(&self, ctx: &Ctx) -> Outcome {
        match self.pane {
            Pane::Day => Outcome::Stay,
            Pane::Agenda => ask_text(
                "A new block",
                "Its title and its minutes: Energiser, 10. It comes after the chosen block.",
                "",
                false,
                "prepare.block".into(),
                Purpose::NewBlock,
            ),
            Pane::Checklist => ask_text(
                "Something else to have done",
                "What, and how many days before: Order lunch, 3.",
                "",
                false,
                "prepare.check".into(),
                Purpose::NewCheck,
            ),
            Pane::Evidence => ask_text(
                "A new evidence item",
                "What it is called. Its headline, one number and what it counts, comes next.",
                "",
                false,
                "prepare.evidence".into(),
                Purpose::NewEvidence,
            ),
            Pane::Background => {
                let kind = self.item(ctx).and_then(|item| item.kind()).unwrap_or(Kind::Objective);
                let title = format!("A new {}", kind.noun());
                let key = format!("prepare.{}", kind.noun());
                ask_text(
                    &title,
                    "In a few words; Enter on it opens its card.",
                    "",
                    false,
                    key,
                    Purpose::NewBackground(kind),
                )
            }
        }
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

    fn ask_share(&self, ctx: &Ctx) -> Outcome {
        let Some(id) = self.evidence(ctx) else { return Outcome::Stay };
        let Some(item) = ctx.session.evidence.get(&id) else { return Outcome::Stay };
        let readers = evidence::readers(ctx.session).len();
        if readers == 0 {
            return Outcome::Warn("Nobody is on the roster yet, so nobody can have got it.".into());
        }
        let all = format!("all {readers} on the roster");
        let channel = evidence::channel_now(ctx.session, &ctx.now);
        let mut options = vec![
            Choice::new("all", format!("Everyone, now ({channel})"), all.clone()),
            Choice::new("all-at", "Everyone, at another moment", all),
            Choice::new("some", format!("Some people, now ({channel})"), ""),
            Choice::new("some-at", "Some people, at another moment", ""),
        ];
        if let Some(last) = item.shares.iter().last() {
            let last = evidence::share_words(last, readers);
            options.push(Choice::new("back", "Take the last sharing back", last));
        }
        let hint = "Who joins the roster later counts as not having it.";
        Outcome::Ask(Ask::Pick(ask_pick("Who got it?", hint, options, Purpose::Share(id))))
    }

    fn share_chosen(id: EvidenceId, how: &str, ctx: &Ctx) -> Outcome {
        let readers = evidence::readers(ctx.session);
        match how {
            "all" => share_now(&id, readers, ctx),
            "all-at" => ask_moment(id, readers),
            "back" => match evidence::unshare(ctx.session, &id) {
                Some(edit) => {
                    Outcome::Many(vec![edit.into(), Outcome::Say("The last sharing is gone.".into())])
                }
                None => Outcome::Stay,
            },
            _ => {
                let people = ctx.session.people.iter().filter(|person| readers.contains(&person.id));
                let options = people.map(|p| Choice::new(p.id.0.clone(), &p.name, &p.job_title)).collect();
                let purpose = Purpose::ShareWith(id, how == "some-at");
                let ask = ask_pick("Who got it?", "Space marks, Enter takes.", options, purpose);
                // Names beside what each of them knows: not for the room.
                Outcome::Ask(Ask::Pick(PickAsk { many: true, private: true, ..ask }))
            }
        }
    }

    fn read_together(&self, ctx: &Ctx) -> Outcome {
        let Some(id) = self.evidence(ctx) else { return Outcome::Stay };
        let Some(item) = ctx.session.evidence.get(&id) else { return Outcome::Stay };
        if item.read_in_room_at.is_none() {
            return reading::begin(item, ctx);
        }
        let when = item.read_in_room_at.as_ref().map_or_else(String::new, |at| at.clock().to_string());
        Outcome::Ask(Ask::Confirm(ConfirmAsk {
            title: format!("Read in the room at {when}. Take that back?"),
            text: "It counts as unread again by those who did not have it before the day.".into(),
            yes: "Take it back".into(),
            purpose: super::Purpose::Prepare(Purpose::NotRead(id)),
        }))
    }

    fn ask_variant(ctx: &Ctx) -> Outcome {
        let hint = "Blocks that have begun keep their times.";
        let ask = ask_pick("Which form of the day?", hint, agenda::forms(ctx.playbook), Purpose::Variant);
        let chosen = vec![ctx.session.session.agenda_variant.as_str().into()];
        Outcome::Ask(Ask::Pick(PickAsk { chosen, ..ask }))
    }

    fn add(&mut self, made: Option<(Item, Edit)>, card: Option<Target>) -> Outcome {
        let Some((item, edit)) = made else { return Outcome::Warn("A few words, please.".into()) };
        self.cursor().expect(item);
        let mut all = vec![Outcome::Edit(edit)];
        all.extend(card.map(form));
        Outcome::Many(all)
    }

    fn text_answer(&mut self, purpose: Purpose, said: &str, ctx: &Ctx) -> Outcome {
        let session = ctx.session;
        let line = text::clean_line(said);
        match purpose {
            Purpose::Title => edit::card(CardChange::title(line)).into(),
            Purpose::Reason => edit::card(CardChange::reason(said.trim().to_owned())).into(),
            Purpose::Part(part) => new_part(part, &line, ctx),
            Purpose::NewBlock => {
                let after = self.block(ctx);
                let made = agenda::new_block(session, said, after.as_ref());
                self.add(made.map(|(id, edit)| (Item::Block(id), edit)), None)
            }
            Purpose::NewCheck => {
                let made = checklist::new_check(session, said);
                self.add(made.map(|(id, edit)| (Item::Check(id), edit)), None)
            }
            Purpose::NewEvidence if !line.is_empty() => {
                let id = session.next_id::<Evidence>();
                let item = Evidence { id: id.clone(), title: line, ..Evidence::default() };
                self.add(Some((Item::Evidence(id.clone()), edit::add(item))), Some(Target::Evidence(id)))
            }
            Purpose::NewBackground(kind) if !line.is_empty() => {
                let made = new_background(kind, line, ctx);
                self.add(Some(made), None)
            }
            Purpose::NewEvidence | Purpose::NewBackground(_) => self.add(None, None),
            Purpose::ShareAt(id, people) => match evidence::moment_typed(said, session, &ctx.now) {
                Some((at, channel)) => {
                    let channel = if channel.is_empty() { "email" } else { &channel };
                    evidence::share(session, &id, people, at, channel).into()
                }
                None => Outcome::Warn("A day and a time, please: 2026-03-05 10:00 email.".into()),
            },
            _ => Outcome::Stay,
        }
    }

    fn click(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        let places = items::places(ctx, self.pane);
        let (x, y) = (mouse.column, mouse.row);
        if let Some(pane) = places.tab_at(x, y) {
            return self.show(pane);
        }
        let Some((pane, rect)) = places.pane_at(x, y) else { return Outcome::Ignored };
        self.pane = pane;
        let rows = self.rows(ctx);
        let list = items::parts(ctx, pane, rect, places.all(), &rows).list;
        let place = self.cursor().place(&rows);
        let shown = items::seen(ctx, pane, list, &rows, place);
        let Some(at) = spread_at(&shown, y) else { return Outcome::Stay };
        self.cursor().set(&rows, at);
        let item = rows[at].clone();
        if let Item::Block(id) = &item {
            self.held = Some(id.clone());
        }
        let now = ctx.now.awake_ms;
        let twice =
            self.clicked.take().is_some_and(|(last, when)| last == item && now - when < DOUBLE_CLICK_MS);
        if twice {
            return if pane == Pane::Day { self.fill(ctx) } else { self.open(ctx) };
        }
        self.clicked = Some((item, now));
        Outcome::Stay
    }

    /// A block that was held is let go over another one: it goes there.
    fn drop(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        let Some(held) = self.held.take() else { return Outcome::Stay };
        let places = items::places(ctx, self.pane);
        let Some((Pane::Agenda, rect)) = places.pane_at(mouse.column, mouse.row) else {
            return Outcome::Stay;
        };
        let rows = rows(Pane::Agenda, ctx.session);
        let list = items::parts(ctx, Pane::Agenda, rect, places.all(), &rows).list;
        let place = self.cursors[Pane::Agenda as usize].place(&rows);
        let to = spread_at(&items::seen(ctx, Pane::Agenda, list, &rows, place), mouse.row);
        match (ctx.session.agenda.place(&held), to) {
            (Some(from), Some(to)) if from != to => edit::shift::<Block>(&held, to).into(),
            _ => Outcome::Stay,
        }
    }
}

fn share_now(id: &EvidenceId, people: Vec<PersonId>, ctx: &Ctx) -> Outcome {
    let channel = evidence::channel_now(ctx.session, &ctx.now);
    evidence::share(ctx.session, id, people, ctx.now.moment(), channel).into()
}

fn ask_moment(id: EvidenceId, people: Vec<PersonId>) -> Outcome {
    let hint = "Day, time and how: 2026-03-05 10:00 email. In time is 72 hours before the start.";
    let key = format!("evidence.{id}.share");
    ask_text("When did they get it?", hint, "", false, key, Purpose::ShareAt(id, people))
}

fn new_background(kind: Kind, line: String, ctx: &Ctx) -> (Item, Edit) {
    let session = ctx.session;
    match kind {
        Kind::Objective => {
            let id = session.next_id::<Objective>();
            let year = ctx.now.day().0.year().to_string();
            let item = Objective { id: id.clone(), text: line, year, ..Objective::default() };
            (Item::Objective(id), edit::add(item))
        }
        Kind::System => {
            let id = session.next_id::<System>();
            (Item::System(id.clone()), edit::add(System { id, name: line, ..System::default() }))
        }
        Kind::Process => {
            let id = session.next_id::<Process>();
            (Item::Process(id.clone()), edit::add(Process { id, name: line, ..Process::default() }))
        }
        Kind::Initiative => {
            let id = session.next_id::<Initiative>();
            (Item::Initiative(id.clone()), edit::add(Initiative { id, name: line, ..Initiative::default() }))
        }
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

/// Somebody new on the roster, with a part in the day.
fn new_part(part: Part, said: &str, ctx: &Ctx) -> Outcome {
    let person = typed::one(ctx.session, said);
    let Some((person, (id, edit))) =
        person.and_then(|p| typed::add(ctx.session, std::slice::from_ref(&p)).map(|a| (p, a)))
    else {
        return Outcome::Warn("A name, please.".into());
    };
    let edits = std::iter::once(edit).chain(give_part(part, &id, ctx)).collect();
    edit::many(format!("{} added", person.name), edits).into()
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
