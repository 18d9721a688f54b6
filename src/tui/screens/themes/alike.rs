//! What looks alike by its words (the handbook, R7): pairs of notes side by side, then words that many notes share. It
//! suggests; the facilitator stacks, says that two are not the same, or groups. Knows nothing of meaning.
//!
//! ```text
//! Pair 2 of 7 · likely duplicate · 3 of 5 words shared
//!
//! ▐Customers wait 40     ▌   ▐40 minute queue on   ▌
//! ▐minutes on hold  today▌   ▐the phone line  today▌
//!  ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀     ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀
//! N003 stays on top          N017 goes under it
//!
//!  s  Stack them   n  Not the same   →  Skip
//! ```

use std::collections::{BTreeSet, HashMap};

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use super::layout::GUTTER;
use super::paper::{self, Paper, State};
use super::{Cmd, Mode, Themes};
use crate::rules::lanes::id_order;
use crate::rules::likeness::{self, Cluster, Label, Likeness, Pair};
use crate::rules::words::Id;
use crate::session::{Note, NoteId, Theme, moves};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::keymap::Layer;
use crate::tui::outcome::Outcome;
use crate::tui::widgets::put::{fill, put_clipped, put_wrapped, wrapped_rows};
use crate::tui::widgets::sticky::{Sticky, wall};

/// More pairs than that are nobody's patience.
const MOST_PAIRS: usize = 40;
const MOST_HINTS: usize = 12;
/// So many notes without a theme must share a word.
const LEAST_SHARED: usize = 3;

const LIMIT: &str = "Words are compared, not what is meant: the same thought in other words only people see.";

/// One suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Offer {
    /// Two notes; `a` is the older one and stays on top.
    Pair { a: NoteId, b: NoteId, likeness: Likeness },
    /// Notes that share a word.
    Hint(Cluster),
}

/// The suggestions, found when they were last asked for, and which one is shown.
#[derive(Debug)]
pub struct Alike {
    revision: u64,
    offers: Vec<Offer>,
    /// Which ones still wait for an answer.
    open: Vec<bool>,
    at: usize,
}

/// The words of the notes that a room may read.
pub fn bags<'a>(notes: impl Iterator<Item = &'a Note>, ctx: &Ctx) -> Vec<(Id, BTreeSet<String>)> {
    let lists = ctx.playbook.likeness.words();
    notes
        .filter(|note| note.duplicate_of.is_none() && !paper::closed(note))
        .map(|note| (note.id.0.clone(), likeness::words(paper::readable(note), &lists)))
        .collect()
}

impl Alike {
    /// Compares all notes that stand for themselves. A few milliseconds on a usual wall, a moment on ten thousand notes.
    fn of(ctx: &Ctx) -> Self {
        let session = ctx.session;
        let notes = bags(session.notes.iter(), ctx);
        let by_id: HashMap<&str, &Note> = session.notes.iter().map(|note| (note.id.as_str(), note)).collect();
        let settled = |a: &Id, b: &Id| match (by_id.get(a.as_str()), by_id.get(b.as_str())) {
            (Some(a), Some(b)) => a.differs_from(b) || opposite(a, b) || pair(a, b),
            _ => true,
        };
        let pairs = likeness::suggestions(&notes, settled, MOST_PAIRS).into_iter().map(offered);
        let theme = |id: &Id| by_id.get(id.as_str()).and_then(|note| note.theme.clone());
        let hints = likeness::hints(&notes, theme, LEAST_SHARED, MOST_HINTS).into_iter().map(Offer::Hint);
        let offers: Vec<Offer> = pairs.chain(hints).collect();
        Self { revision: ctx.revision, open: vec![true; offers.len()], offers, at: 0 }
    }

    fn current(&self) -> Option<&Offer> {
        self.offers.get(self.at).filter(|_| self.open.get(self.at) == Some(&true))
    }

    /// After a change: what was answered is passed over, what was taken back is shown again.
    fn settle(&mut self, ctx: &Ctx) {
        let now: Vec<bool> = self.offers.iter().map(|offer| waits(offer, ctx)).collect();
        let again = (0..now.len()).find(|at| now[*at] && !self.open[*at]);
        self.open = now;
        if let Some(again) = again {
            self.at = again;
        } else if self.current().is_none() {
            let next = self.next(1).or_else(|| self.next(-1));
            self.at = next.unwrap_or(self.at);
        }
    }

    /// The keys that say what can be done with what is shown.
    pub fn layer(&self) -> Layer {
        match self.current() {
            Some(Offer::Pair { .. }) => Layer::Alike,
            Some(Offer::Hint(_)) => Layer::Hint,
            None => Layer::AlikeDone,
        }
    }

    /// The place among those of its kind that still wait, and how many wait: what was answered is not counted any more.
    fn count(&self) -> (usize, usize) {
        let kind = |offer: &Offer| matches!(offer, Offer::Pair { .. });
        let mine = self.current().map(kind);
        let waits = |at: &usize| self.open.get(*at) == Some(&true) && self.offers.get(*at).map(kind) == mine;
        ((0..=self.at).filter(waits).count(), (0..self.offers.len()).filter(waits).count())
    }

    fn next(&self, by: isize) -> Option<usize> {
        let open = |at: &usize| self.open.get(*at) == Some(&true);
        if by > 0 { (self.at + 1..self.offers.len()).find(open) } else { (0..self.at).rev().find(open) }
    }

    fn title(&self) -> String {
        let (place, of) = self.count();
        match self.current() {
            None if self.offers.is_empty() => "No two notes look alike.".to_owned(),
            None => "Everything here has its answer.".to_owned(),
            Some(Offer::Pair { likeness, .. }) => {
                let shared = likeness.shared;
                let label = likeness.label().words();
                format!(
                    "Pair {place} of {of} left · {label} · {} of {} words shared",
                    shared.part, shared.whole
                )
            }
            Some(Offer::Hint(_)) => format!("Hint {place} of {of}"),
        }
    }
}

/// What is perfect and what is today are two sides of one thing, not twice the same.
fn opposite(a: &Note, b: &Note) -> bool {
    matches!((a.column.as_str(), b.column.as_str()), ("perfect", "today") | ("today", "perfect"))
}

/// A note and what goes with it, such as the open question that was made of it, are one thing already.
fn pair(a: &Note, b: &Note) -> bool {
    a.pair.as_ref() == Some(&b.id) || b.pair.as_ref() == Some(&a.id)
}

fn offered(pair: Pair) -> Offer {
    let (a, b) = if id_order(&pair.a, &pair.b).is_le() { (pair.a, pair.b) } else { (pair.b, pair.a) };
    Offer::Pair { a: NoteId(a), b: NoteId(b), likeness: pair.likeness }
}

fn note<'a>(id: &str, ctx: &Ctx<'a>) -> Option<&'a Note> {
    let place = ctx.index().places.get(&NoteId::new(id))?;
    ctx.session.notes.at(*place).filter(|note| note.duplicate_of.is_none() && !paper::closed(note))
}

fn waits(offer: &Offer, ctx: &Ctx) -> bool {
    match offer {
        Offer::Pair { a, b, .. } => match (note(a.as_str(), ctx), note(b.as_str(), ctx)) {
            (Some(a), Some(b)) => !a.differs_from(b) && !opposite(a, b) && !pair(a, b),
            _ => false,
        },
        Offer::Hint(cluster) => cluster.notes.iter().filter(|id| note(id, ctx).is_some()).count() > 1,
    }
}

impl Themes {
    /// Opens the suggestions: as they were, where nothing has changed since.
    pub(super) fn open_alike(&mut self, ctx: &Ctx) -> Outcome {
        if ctx.session.notes.len() < 2 {
            return Outcome::Say("Two notes at least can look alike.".into());
        }
        if self.alike.as_ref().is_none_or(|alike| alike.revision != ctx.revision) {
            self.alike = Some(Alike::of(ctx));
        }
        self.mode = Mode::Alike;
        self.drag = None;
        Outcome::Stay
    }

    pub(super) fn settle_alike(&mut self, ctx: &Ctx) {
        if let Some(alike) = &mut self.alike
            && alike.revision != ctx.revision
            && self.mode == Mode::Alike
        {
            alike.settle(ctx);
        }
    }

    /// Stacks the pair, or marks the notes of the hint on the wall.
    pub(super) fn take_offer(&mut self, ctx: &Ctx) -> Outcome {
        match self.alike.as_ref().and_then(Alike::current) {
            Some(Offer::Pair { a, b, .. }) => moves::stack(ctx.session, &[a.clone(), b.clone()]).into(),
            Some(Offer::Hint(cluster)) => {
                let notes: Vec<NoteId> =
                    cluster.notes.iter().filter_map(|id| note(id, ctx)).map(|n| n.id.clone()).collect();
                let said = format!("{} marked: n makes a theme of them.", notes.len());
                self.mark_all(notes, ctx);
                Outcome::Say(said)
            }
            None => self.leave_mode(),
        }
    }

    /// Back on the wall, with these notes marked and the first in view.
    pub(super) fn mark_all(&mut self, notes: Vec<NoteId>, ctx: &Ctx) {
        self.mode = Mode::Wall;
        self.filter = None;
        self.follow = true;
        if let Some(first) = notes.first().and_then(|id| note(id.as_str(), ctx)) {
            self.column.clone_from(&first.theme);
            self.note = Some(first.id.clone());
        }
        self.marked = notes;
    }

    /// The pair is not the same, and that is remembered.
    pub(super) fn differs(&mut self, ctx: &Ctx) -> Outcome {
        match self.alike.as_ref().and_then(Alike::current) {
            Some(Offer::Pair { a, b, .. }) => match moves::not_same(ctx.session, a, b) {
                Some(edit) => {
                    let said = "Not the same: they are not offered again.".to_owned();
                    Outcome::Many(vec![edit.into(), Outcome::Say(said)])
                }
                None => Outcome::Stay,
            },
            _ => self.turn_offer(1),
        }
    }

    pub(super) fn turn_offer(&mut self, by: isize) -> Outcome {
        let Some(alike) = &mut self.alike else { return Outcome::Stay };
        match alike.next(by) {
            Some(at) => {
                alike.at = at;
                Outcome::Stay
            }
            None if by > 0 => Outcome::Say("That was the last one. Esc goes to the wall.".into()),
            None => Outcome::Say("That is the first one.".into()),
        }
    }

    /// From the pairs to the first hint, and back.
    pub(super) fn other_offers(&mut self) -> Outcome {
        let Some(alike) = &mut self.alike else { return Outcome::Stay };
        let pair = |at: &usize| matches!(alike.offers.get(*at), Some(Offer::Pair { .. }));
        let on_pair = pair(&alike.at);
        let to = (0..alike.offers.len()).find(|at| pair(at) != on_pair && alike.open[*at]);
        match to {
            Some(at) => {
                alike.at = at;
                Outcome::Stay
            }
            None if on_pair => Outcome::Say("No word is shared by many notes.".into()),
            None => Outcome::Say("No pair is left.".into()),
        }
    }

    pub(super) fn leave_mode(&mut self) -> Outcome {
        self.mode = Mode::Wall;
        self.follow = true;
        Outcome::Stay
    }

    pub(super) fn point_alike(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        match mouse.kind {
            MouseEventKind::ScrollDown => self.turn_offer(1),
            MouseEventKind::ScrollUp => self.turn_offer(-1),
            MouseEventKind::Down(MouseButton::Left) => {
                let Some(alike) = &self.alike else { return Outcome::Stay };
                let buttons = lay(alike, ctx).buttons;
                let hit = buttons.iter().find(|(rect, _, _)| rect.contains((mouse.column, mouse.row).into()));
                match hit.map(|(_, _, command)| *command) {
                    Some(Cmd::TakeOffer) => self.take_offer(ctx),
                    Some(Cmd::Differs) => self.differs(ctx),
                    Some(Cmd::NextOffer) => self.turn_offer(1),
                    _ => Outcome::Stay,
                }
            }
            _ => Outcome::Stay,
        }
    }
}

/// Where the parts lie; drawing and the mouse ask the same function.
struct Places {
    body: Rect,
    buttons: Vec<(Rect, String, Cmd)>,
    foot: Rect,
}

fn lay(alike: &Alike, ctx: &Ctx) -> Places {
    let area = ctx.area;
    let roomy = area.height >= 17;
    let top = (area.y + 1 + u16::from(roomy)).min(area.bottom());
    let foot_rows = wrapped_rows(LIMIT, area.width, 2).min(area.height.saturating_sub(6));
    let foot = Rect { y: area.bottom() - foot_rows, height: foot_rows, ..area };
    let room = foot.y.saturating_sub(top + 2 + 2 * u16::from(roomy));
    let high = match alike.current() {
        Some(Offer::Pair { a, b, .. }) => {
            let width = side_width(area);
            let each =
                [a, b].map(|id| note(id.as_str(), ctx).map_or(0, |note| sheet_rows(note, width, room)));
            each.into_iter().max().unwrap_or(0) + 1
        }
        Some(Offer::Hint(_)) => room,
        None => 0,
    };
    let body = Rect { y: top, height: high.min(room + 1), ..area };
    let words: &[(&str, &str, Cmd)] = match alike.current() {
        Some(Offer::Pair { .. }) => &[
            ("s", "Stack them", Cmd::TakeOffer),
            ("n", "Not the same", Cmd::Differs),
            ("→", "Skip", Cmd::NextOffer),
        ],
        Some(Offer::Hint(_)) => {
            &[("Enter", "Mark them on the wall", Cmd::TakeOffer), ("→", "Skip", Cmd::NextOffer)]
        }
        None => &[("Esc", "To the wall", Cmd::TakeOffer)],
    };
    let y = (body.bottom() + u16::from(roomy)).min(foot.y.saturating_sub(1));
    let mut x = area.x;
    let mut buttons = Vec::new();
    for (key, label, command) in words {
        let words = format!("  {key}  {label}  ");
        let width = u16::try_from(text::width(&words)).unwrap_or(0).min(area.right().saturating_sub(x));
        buttons.push((Rect::new(x, y, width, 1).intersection(area), words, *command));
        x = (x + width + 2).min(area.right());
    }
    Places { body, buttons, foot }
}

fn side_width(area: Rect) -> u16 {
    ((area.width.saturating_sub(GUTTER)) / 2).clamp(1, 52)
}

/// The rows a note takes with all of its text, its word and its edge, where there is room.
fn sheet_rows(note: &Note, width: u16, room: u16) -> u16 {
    (wrapped_rows(paper::readable(note), width.saturating_sub(2), room.max(1)) + 2).min(room)
}

/// Draws the suggestion that is shown.
pub fn draw(alike: &Alike, buf: &mut Buffer, ctx: &Ctx) {
    let look = ctx.look;
    let area = ctx.area.intersection(buf.area);
    if area.height < 4 {
        return;
    }
    let places = lay(alike, ctx);
    let sure = matches!(alike.current(), Some(Offer::Pair { likeness, .. }) if likeness.label() == Label::LikelyDuplicate);
    let style = if sure { look.accent() } else { look.heading() };
    put_clipped(buf, area.x, area.y, usize::from(area.width), &alike.title(), style);
    match alike.current() {
        Some(Offer::Pair { a, b, .. }) => sides(buf, ctx, places.body, a, b),
        Some(Offer::Hint(cluster)) => hint(buf, ctx, places.body, cluster),
        None => {}
    }
    for (at, (rect, words, _)) in places.buttons.iter().enumerate() {
        let style = if at == 0 { look.focus() } else { look.card() };
        fill(buf, *rect, style);
        put_clipped(buf, rect.x, rect.y, usize::from(rect.width), words, style);
    }
    put_wrapped(buf, places.foot, LIMIT, look.soft());
}

fn sides(buf: &mut Buffer, ctx: &Ctx, body: Rect, a: &NoteId, b: &NoteId) {
    let look = ctx.look;
    let width = side_width(body);
    let room = body.height.saturating_sub(1);
    for (id, x, what) in [(a, body.x, "stays on top"), (b, body.x + width + GUTTER, "goes under it")] {
        let Some(note) = note(id.as_str(), ctx) else { continue };
        let (tint, word) = paper::meaning(note);
        let times = u32::try_from(ctx.index().times(note)).unwrap_or(u32::MAX);
        let rect = Rect::new(x, body.y, width, sheet_rows(note, width, room));
        Sticky { text: paper::readable(note), tint, times, word, selected: false }.draw(buf, rect, look);
        let theme = note.theme.as_ref().and_then(|id| ctx.session.get::<Theme>(id));
        let theme = theme.map_or("no theme", |theme| theme.name.as_str());
        let words = format!("{what} · {} · {theme}", note.question);
        put_clipped(buf, x + 1, body.bottom() - 1, usize::from(width.saturating_sub(1)), &words, look.soft());
    }
}

fn hint(buf: &mut Buffer, ctx: &Ctx, body: Rect, cluster: &Cluster) {
    let look = ctx.look;
    let notes: Vec<&Note> = cluster.notes.iter().filter_map(|id| note(id, ctx)).collect();
    put_clipped(buf, body.x, body.y, usize::from(body.width), &cluster.sentence(), look.text());
    let rect = Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body };
    let width = (rect.width.saturating_sub(2) / 3).clamp(16, 30).min(rect.width);
    let papers: Vec<Paper> =
        notes.iter().map(|note| Paper::new(note, ctx.index().times(note), false, width)).collect();
    let heights: Vec<u16> = papers.iter().map(Paper::height).collect();
    let whole = |last: u16| {
        let room = Rect { height: rect.height.saturating_sub(last), ..rect };
        let fits = |place: &&crate::tui::widgets::sticky::Place| {
            place.top + i32::from(place.height) <= i32::from(room.height)
        };
        wall(&heights, room, width).iter().take_while(fits).count()
    };
    let shown = if whole(0) == papers.len() { papers.len() } else { whole(1) };
    for (paper, place) in papers.iter().zip(wall(&heights, rect, width)).take(shown) {
        if let Some(on) = place.on_screen(rect, 0) {
            paper.draw(buf, on, look, State::default());
        }
    }
    if shown < papers.len() && rect.height > 0 {
        let words = format!("{} {} more", look.marks().more_below, papers.len() - shown);
        put_clipped(buf, rect.x + 1, rect.bottom() - 1, usize::from(rect.width), &words, look.soft());
    }
}
