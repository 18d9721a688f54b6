//! What the facilitator alone may see, on four pages: whose turn it is, who has been heard, a word from the playbook, and
//! what would change without the executives. Under the band; closes by itself. Names are fine here, and nowhere else
//! beside a count.
//!
//! ```text
//! ╭─ For you alone · Q2 · closes in 20 s ─────────╮
//! │ NOT FOR THE ROOM                              │
//! │  1 Turn  [2 Voice]  3 Hints  4 What if        │
//! │                                               │
//! │ Voice in Q2: balanced                         │
//! ╰───────────────────────────────────────────────╯
//! ```

mod hints;
#[cfg(test)]
mod tests;
mod turn;
mod voice;
mod what_if;

use std::cell::RefCell;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use self::turn::{Round, Turn};
use super::help::running;
use super::page::{Page, Row};
use super::sheet::{Sheet, cells, push_back};
use super::{Cmd, Overlay, Reply};
use crate::rules::verdicts::{BossOut, boss_out};
use crate::session::{Person, PersonId, Question, Session};
use crate::tui::ctx::Ctx;
use crate::tui::keymap::{Hint, Layer};
use crate::tui::outcome::Outcome;
use crate::tui::stage::Stage;
use crate::tui::widgets::put::{fill, put};

/// It closes after so many milliseconds without a key.
pub const CLOSES_AFTER_MS: u64 = 20_000;
/// Behind the panel nothing changes unseen.
const NOTHING: &str = "Nothing to take back here. Esc leaves; then Ctrl-Z takes back a step.";
const NOTHING_AGAIN: &str = "Nothing to do again here. Esc leaves; then Ctrl-Y does a step again.";
/// From this width on, who has spoken stands beside who waits.
const TWO_COLUMNS: u16 = 84;

/// A page of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Leaf {
    #[default]
    Turn,
    Voice,
    Hints,
    WhatIf,
}

impl Leaf {
    /// All, in order; the digit that opens each is its place.
    pub const ALL: [Leaf; 4] = [Leaf::Turn, Leaf::Voice, Leaf::Hints, Leaf::WhatIf];

    const fn name(self) -> &'static str {
        match self {
            Leaf::Turn => "1 Turn",
            Leaf::Voice => "2 Voice",
            Leaf::Hints => "3 Hints",
            Leaf::WhatIf => "4 What if",
        }
    }

    fn step(self, by: usize) -> Self {
        Self::ALL[(self as usize + by) % Self::ALL.len()]
    }
}

/// The private panel.
#[derive(Debug)]
pub struct Private {
    /// Which question, by its place in order.
    question: usize,
    leaf: Leaf,
    closes_at_ms: u64,
    page: Page,
    /// Turns taken back here, the last one last: the name they are kept under, and the round as it was.
    taken_back: Vec<(String, Option<String>)>,
    /// The round that the running one came after, as it was kept.
    ended: Option<(String, String)>,
    /// The day without the executives, as of a revision.
    without: RefCell<Option<(u64, BossOut)>>,
}

impl Private {
    /// Opens it at the question on the screen or the one that runs, else at the last one with notes: where people speak,
    /// at whose turn it is; elsewhere at the hint for the stage.
    pub fn new(ctx: &Ctx) -> Self {
        let questions = ordered(ctx.session);
        let runs = running(ctx).and_then(|block| block.question.as_deref());
        let place = |id: &str| questions.iter().position(|question| question.id.as_str() == id);
        let kept = ctx.kept.get("questions.place").and_then(|kept| kept.split(' ').next());
        let shown = kept.filter(|_| ctx.stage == Stage::Questions);
        let written = || ctx.session.notes.iter().next_back().and_then(|note| place(note.question.as_str()));
        Self {
            question: shown.and_then(place).or(runs.and_then(place)).or_else(written).unwrap_or(0),
            leaf: if ctx.stage == Stage::Questions { Leaf::Turn } else { Leaf::Hints },
            closes_at_ms: ctx.now.awake_ms + CLOSES_AFTER_MS,
            page: Page::default(),
            taken_back: Vec::new(),
            ended: None,
            without: RefCell::new(None),
        }
    }

    fn show(&mut self, leaf: Leaf) {
        self.leaf = leaf;
        self.page = Page::default();
    }

    fn round(&self, ctx: &Ctx) -> Round {
        Round::of(ctx.session, self.question, ctx.kept.get(&self.kept_as(ctx)), &ctx.now.moment())
    }

    fn question<'a>(&self, ctx: &Ctx<'a>) -> Option<&'a Question> {
        ordered(ctx.session).get(self.question).copied()
    }

    fn id<'a>(&self, ctx: &Ctx<'a>) -> &'a str {
        self.question(ctx).map_or("", |question| question.id.as_str())
    }

    fn kept_as(&self, ctx: &Ctx) -> String {
        format!("speaking.{}", self.id(ctx))
    }

    /// A turn is taken on the page that shows it; from another page the keys only bring it up.
    fn turn(&mut self, ctx: &Ctx, turn: Turn) -> Reply {
        if self.leaf != Leaf::Turn {
            self.show(Leaf::Turn);
            return Reply::Stay;
        }
        let mut round = self.round(ctx);
        let key = self.kept_as(ctx);
        let kept = if let Some(id) = round.queue.first() {
            round.log.push((id.clone(), turn));
            round.keep()
        } else {
            // The round is complete: the next one begins.
            self.ended = round.keep().map(|kept| (key.clone(), kept));
            None
        };
        self.taken_back.clear();
        Reply::Do(Outcome::Keep(key, kept))
    }

    /// The round as it was a step before, with the name it is kept under; nothing where no step was taken.
    fn before(&self, ctx: &Ctx) -> Option<(String, Option<String>)> {
        let mut round = self.round(ctx);
        if round.log.pop().is_some() {
            return Some((self.kept_as(ctx), round.keep()));
        }
        let key = self.kept_as(ctx);
        self.ended.as_ref().filter(|(of, _)| *of == key).map(|(_, kept)| (key.clone(), Some(kept.clone())))
    }

    fn take_back(&mut self, ctx: &Ctx) -> Reply {
        let Some((key, before)) = self.before(ctx) else { return Reply::Do(Outcome::Say(NOTHING.into())) };
        self.taken_back.push((key.clone(), self.round(ctx).keep()));
        self.bring_up(Leaf::Turn);
        Reply::Do(Outcome::Keep(key, before))
    }

    fn again(&mut self, ctx: &Ctx) -> Reply {
        let key = self.kept_as(ctx);
        match self.taken_back.pop_if(|(of, _)| *of == key) {
            Some((key, kept)) => {
                self.bring_up(Leaf::Turn);
                Reply::Do(Outcome::Keep(key, kept))
            }
            None => Reply::Do(Outcome::Say(NOTHING_AGAIN.into())),
        }
    }

    /// Shows a page, where it lies already as far down as it was.
    fn bring_up(&mut self, leaf: Leaf) {
        if self.leaf != leaf {
            self.show(leaf);
        }
    }

    fn columns(&self, ctx: &Ctx, width: u16) -> Vec<Vec<Row>> {
        match self.leaf {
            Leaf::Turn => {
                let round = self.round(ctx);
                if width >= TWO_COLUMNS {
                    return vec![round.waiting(ctx, usize::MAX), round.through(ctx, usize::MAX)];
                }
                let mut rows = round.waiting(ctx, usize::MAX);
                rows.extend(round.through(ctx, usize::MAX));
                vec![rows]
            }
            Leaf::Voice => vec![voice::rows(ctx, self.id(ctx))],
            Leaf::Hints => vec![hints::rows(ctx, self.question(ctx))],
            Leaf::WhatIf => {
                let mut known = self.without.borrow_mut();
                if known.as_ref().is_none_or(|(revision, _)| *revision != ctx.revision) {
                    *known = Some((ctx.revision, boss_out(ctx.session, None, ctx.verdicts())));
                }
                vec![known.as_ref().map(|(_, out)| what_if::rows(ctx, out)).unwrap_or_default()]
            }
        }
    }

    fn title(&self, ctx: &Ctx) -> String {
        let left = self.closes_at_ms.saturating_sub(ctx.now.awake_ms).div_ceil(1000);
        format!("For you alone · {} · closes in {left} s", self.id(ctx))
    }

    /// The columns, how wide the sheet is, and how many rows it wants, the row of pages included.
    fn laid(&self, ctx: &Ctx) -> (Vec<Vec<Row>>, u16, u16) {
        let width = ctx.area.width.saturating_sub(6).min(if self.leaf == Leaf::Turn { 100 } else { 84 });
        let columns = self.columns(ctx, width);
        let count = u16::try_from(columns.len()).unwrap_or(1);
        let each = width.saturating_sub(2).saturating_sub((count - 1) * 4) / count;
        let rows = columns.iter().map(|rows| Page::height(rows, each)).max().unwrap_or(1);
        (columns, width, rows.saturating_add(2))
    }

    /// Where the names of the pages lie, and the rest.
    fn parts(list: Rect) -> (Rect, Rect) {
        let tabs = Rect { height: list.height.min(1), ..list };
        // Where it is tight the blank row goes.
        let gap = if list.height > 8 { 2 } else { 1.min(list.height) };
        (tabs, Rect { y: list.y + gap, height: list.height - gap.min(list.height), ..list })
    }
}

/// Where the name of each page lies.
fn tabs(row: Rect) -> impl Iterator<Item = (Leaf, Rect)> {
    let mut x = row.x;
    Leaf::ALL.into_iter().map(move |leaf| {
        let width = (cells(leaf.name()) + 2).min(row.right().saturating_sub(x));
        let here = Rect { x, width, ..row };
        x += width;
        (leaf, here)
    })
}

fn ordered(session: &Session) -> Vec<&Question> {
    let mut questions: Vec<&Question> = session.questions.iter().collect();
    questions.sort_by_key(|question| question.order);
    questions
}

fn person<'a>(session: &'a Session, id: &str) -> Option<&'a Person> {
    session.people.get(&PersonId::new(id))
}

fn name(session: &Session, id: &str) -> String {
    person(session, id).map_or_else(|| id.to_owned(), |person| person.name.clone())
}

/// `Ayaka Tanaka · Billing`.
fn named(session: &Session, id: &str) -> String {
    let department = person(session, id).and_then(|person| person.department.as_ref());
    let department = department.and_then(|id| session.organisation.departments.get(id));
    match department {
        Some(department) => format!("{} · {}", name(session, id), department.name),
        None => name(session, id),
    }
}

impl Overlay for Private {
    fn layer(&self) -> Layer {
        Layer::Private
    }

    fn hint(&self, command: Cmd, ctx: &Ctx) -> Hint {
        match command {
            Cmd::Spoke | Cmd::Skip | Cmd::Pass if self.leaf != Leaf::Turn => Hint::Silent,
            Cmd::Spoke => {
                let round = self.round(ctx);
                match (round.queue.is_empty(), round.log.is_empty()) {
                    (false, _) => Hint::Words("spoken"),
                    (true, false) => Hint::Words("next round"),
                    (true, true) => Hint::Silent,
                }
            }
            Cmd::Skip | Cmd::Pass => Hint::when(!self.round(ctx).queue.is_empty()),
            Cmd::Back if self.before(ctx).is_some() => Hint::Words("back"),
            Cmd::Back => Hint::Silent,
            Cmd::Again => {
                Hint::when(self.taken_back.last().is_some_and(|(key, _)| *key == self.kept_as(ctx)))
            }
            _ => Hint::AsNamed,
        }
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Reply {
        self.closes_at_ms = ctx.now.awake_ms + CLOSES_AFTER_MS;
        let last = ctx.session.questions.len().saturating_sub(1);
        match command {
            Cmd::Leave => return Reply::Close,
            Cmd::Spoke => return self.turn(ctx, Turn::Spoke),
            Cmd::Skip => return self.turn(ctx, Turn::Later),
            Cmd::Pass => return self.turn(ctx, Turn::Passed),
            Cmd::Back => return self.take_back(ctx),
            Cmd::Again => return self.again(ctx),
            Cmd::Next => self.show(self.leaf.step(1)),
            Cmd::Previous => self.show(self.leaf.step(Leaf::ALL.len() - 1)),
            Cmd::Leaf(leaf) => self.show(leaf),
            Cmd::PreviousQuestion => self.question = self.question.saturating_sub(1),
            Cmd::NextQuestion => self.question = (self.question + 1).min(last),
            Cmd::Up => self.page.scroll(-1),
            Cmd::Down => self.page.scroll(1),
            _ => {}
        }
        Reply::Stay
    }

    fn key(&mut self, _key: KeyEvent, _ctx: &Ctx) -> Reply {
        Reply::Stay
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Reply {
        match mouse.kind {
            MouseEventKind::ScrollUp => self.page.scroll(-2),
            MouseEventKind::ScrollDown => self.page.scroll(2),
            MouseEventKind::Down(MouseButton::Left) => {
                let (_, width, rows) = self.laid(ctx);
                let title = self.title(ctx);
                let list = Sheet { title: &title, private: true, hint: "", typed: false, width, rows }
                    .places(ctx.area)
                    .list;
                let at = (mouse.column, mouse.row).into();
                if let Some((leaf, _)) = tabs(Self::parts(list).0).find(|(_, place)| place.contains(at)) {
                    self.show(leaf);
                }
            }
            _ => return Reply::Stay,
        }
        self.closes_at_ms = ctx.now.awake_ms + CLOSES_AFTER_MS;
        Reply::Stay
    }

    fn tick(&mut self, ctx: &Ctx) -> Reply {
        if ctx.now.awake_ms >= self.closes_at_ms { Reply::Close } else { Reply::Stay }
    }

    fn ticks(&self) -> bool {
        true
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        let title = self.title(ctx);
        let (columns, width, rows) = self.laid(ctx);
        let sheet = Sheet { title: &title, private: true, hint: "", typed: false, width, rows };
        push_back(buf, ctx.area, ctx.look);
        let places = sheet.draw(buf, ctx.area, ctx.look);
        let (row, rest) = Self::parts(places.list);
        for (leaf, place) in tabs(row).filter(|(_, place)| place.height > 0 && place.width > 2) {
            let here = leaf == self.leaf;
            let style = if here { ctx.look.selected() } else { ctx.look.soft() };
            if here {
                fill(buf, place, style);
            }
            put(buf, place.x + 1, place.y, usize::from(place.width - 1), leaf.name(), style);
            if here && !ctx.look.has_colour() {
                put(buf, place.x, place.y, 1, "[", style);
                put(buf, place.right() - 1, place.y, 1, "]", style);
            }
        }
        let columns: Vec<&[Row]> = columns.iter().map(Vec::as_slice).collect();
        self.page.draw(buf, rest, &columns, ctx.look);
        None
    }
}
