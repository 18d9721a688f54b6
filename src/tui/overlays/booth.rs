//! The screen of one voter after another (the handbook, R8): the options in an order of their own for each, the dots
//! left, and nothing of what others gave. Between two voters it is blank. It knows no voter's name.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use smol_str::SmolStr;

use super::sheet::{Cursor, Line, Sheet, push_back};
use super::{Cmd, Overlay, Reply, pile};
use crate::rules::dots;
use crate::session::{Ballot, BallotId, ballot_number, moves, pile_of};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::keymap::Layer;
use crate::tui::outcome::Outcome;
use crate::tui::widgets::put::put_wrapped;

/// So long without a key, and what was set is covered; it is kept.
const COVERS_AFTER_MS: u64 = 20_000;

/// One voter after another.
#[derive(Debug)]
pub struct Booth {
    ballot: BallotId,
    /// The key of this voter's ballot.
    key: SmolStr,
    /// The dots by option, in the ballot's order.
    dots: Vec<u32>,
    /// What they were before each change.
    before: Vec<Vec<u32>>,
    cursor: Cursor,
    /// Nobody is voting: nothing is shown.
    covered: bool,
    /// Enter was pressed with dots left; again means it.
    sure: bool,
    covers_at_ms: u64,
}

impl Booth {
    /// Opens it, covered: the first voter presses Enter.
    pub fn new(ballot: BallotId, ctx: &Ctx) -> Self {
        let mut booth = Self {
            ballot,
            key: SmolStr::default(),
            dots: Vec::new(),
            before: Vec::new(),
            cursor: Cursor::default(),
            covered: true,
            sure: false,
            covers_at_ms: 0,
        };
        booth.next(ctx);
        if let Some(kept) = ctx.kept.get(&booth.kept_as()) {
            let dots: Vec<u32> = kept.split(',').filter_map(|n| n.parse().ok()).collect();
            if dots.len() == booth.dots.len() {
                booth.dots = dots;
            }
        }
        booth
    }

    fn kept_as(&self) -> String {
        format!("ballot.{}.booth", self.ballot)
    }

    fn ballot<'a>(&self, ctx: &Ctx<'a>) -> Option<&'a Ballot> {
        ctx.session.get::<Ballot>(&self.ballot).filter(|ballot| ballot.is_open())
    }

    /// Ready for the next voter.
    fn next(&mut self, ctx: &Ctx) {
        let Some(ballot) = self.ballot(ctx) else { return };
        self.key = ballot.next_key(pile::now(&self.ballot, ctx).as_ref());
        self.dots = vec![0; ballot.choices().len()];
        self.before.clear();
        self.cursor = Cursor::default();
        self.sure = false;
    }

    /// The options as this voter sees them.
    fn order(&self, ballot: &Ballot) -> Vec<usize> {
        let opened = ballot.opened_at.as_ref().map_or_else(String::new, ToString::to_string);
        let voter = ballot_number(&self.key).unwrap_or(0);
        dots::order(&format!("{} {opened}", ballot.id), voter, ballot.choices().len())
    }

    fn given(&self) -> u32 {
        self.dots.iter().copied().fold(0, u32::saturating_add)
    }

    fn full(ballot: &Ballot) -> bool {
        ballot.ballots_in() >= ballot.voters
    }

    fn set(&mut self, ballot: &Ballot, to: u32) -> Reply {
        let order = self.order(ballot);
        let Some(&option) = order.get(self.cursor.at()) else { return Reply::Stay };
        let here = self.dots.get(option).copied().unwrap_or(0);
        if to > ballot.max_per_option {
            return Reply::Do(Outcome::Say(format!("At most {} on one.", ballot.max_per_option)));
        }
        if self.given() - here + to > ballot.dots_each {
            return Reply::Do(Outcome::Say("No dot is left. Take one back first.".into()));
        }
        if here != to {
            self.before.push(self.dots.clone());
            self.dots[option] = to;
        }
        self.sure = false;
        Reply::Stay
    }

    fn here(&self, ballot: &Ballot) -> u32 {
        self.order(ballot).get(self.cursor.at()).and_then(|at| self.dots.get(*at)).copied().unwrap_or(0)
    }

    /// One more, and from the most that is possible back to none.
    fn turn(&mut self, ballot: &Ballot) -> Reply {
        let here = self.here(ballot);
        let room = here < ballot.max_per_option && self.given() < ballot.dots_each;
        if !room && here == 0 {
            self.set(ballot, 1)
        } else {
            self.set(ballot, if room { here + 1 } else { 0 })
        }
    }

    fn accept(&mut self, ballot: &Ballot, ctx: &Ctx) -> Reply {
        if self.covered {
            if Self::full(ballot) {
                return Reply::Close;
            }
            // A key that somebody else's ballot took meanwhile is not used twice; what was set here stays.
            let dots = std::mem::take(&mut self.dots);
            self.next(ctx);
            self.dots = dots;
            self.covered = false;
            return Reply::Stay;
        }
        if let Some(why) = ctx.read_only {
            return Reply::Do(Outcome::Warn(format!("Read only: {why}")));
        }
        let left = ballot.dots_each.saturating_sub(self.given());
        if left > 0 && !self.sure {
            self.sure = true;
            let words = text::plural(usize::try_from(left).unwrap_or(0), "dot is", "dots are");
            return Reply::Do(Outcome::Say(format!("{words} left. Enter again gives it as it is.")));
        }
        let edit = moves::cast(ballot, &self.key, &self.dots);
        self.covered = true;
        self.dots = vec![0; self.dots.len()];
        self.before.clear();
        self.sure = false;
        Reply::Do(edit.into())
    }

    fn sheet<'a>(&self, ballot: &Ballot, title: &'a str, hint: &'a str) -> Sheet<'a> {
        let rows = if self.covered { 1 } else { u16::try_from(self.dots.len()).unwrap_or(u16::MAX).max(1) };
        Sheet {
            title,
            private: true,
            hint,
            typed: false,
            width: if ballot.choices().is_empty() { 40 } else { 72 },
            rows,
        }
    }

    fn words(&self, ballot: &Ballot, ctx: &Ctx) -> (String, String) {
        if self.covered {
            let into = format!("{} of {} ballots in", ballot.ballots_in(), ballot.voters);
            let into = match pile::now(&self.ballot, ctx).filter(|_| !Self::full(ballot)) {
                Some(level) => format!("{into} · pile: {}", pile::word(&level)),
                None => into,
            };
            return (into, String::new());
        }
        let left = ballot.dots_each.saturating_sub(self.given());
        let left = text::plural(usize::try_from(left).unwrap_or(0), "dot", "dots");
        let covers = self.covers_at_ms.saturating_sub(ctx.now.awake_ms).div_ceil(1000);
        let pile = pile_of(&self.key);
        let pile = pile.map_or_else(String::new, |level| format!(" · pile: {}", pile::word(&level)));
        (
            format!("Your dots: {left} left{pile}"),
            format!(
                "At most {} on one. Enter gives the ballot. Covered in {covers} s.",
                ballot.max_per_option
            ),
        )
    }
}

impl Overlay for Booth {
    fn layer(&self) -> Layer {
        if self.covered { Layer::BoothCover } else { Layer::Booth }
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Reply {
        let Some(ballot) = self.ballot(ctx) else { return Reply::Close };
        self.covers_at_ms = ctx.now.awake_ms + COVERS_AFTER_MS;
        match command {
            Cmd::Leave => return Reply::Close,
            Cmd::Accept => return self.accept(ballot, ctx),
            Cmd::Next if self.covered => return Reply::Do(pile::turn(&self.ballot, ctx)),
            _ if self.covered => return Reply::Stay,
            Cmd::Turn => return self.turn(ballot),
            Cmd::More => {
                let to = self.here(ballot) + 1;
                return self.set(ballot, to);
            }
            Cmd::Less => {
                let to = self.here(ballot).saturating_sub(1);
                return self.set(ballot, to);
            }
            Cmd::Dots(to) => return self.set(ballot, to),
            Cmd::Up => self.cursor.step(self.dots.len(), -1),
            Cmd::Down => self.cursor.step(self.dots.len(), 1),
            Cmd::First => self.cursor.set(0),
            Cmd::Last => self.cursor.set(self.dots.len().saturating_sub(1)),
            _ => {}
        }
        Reply::Stay
    }

    fn key(&mut self, _key: KeyEvent, _ctx: &Ctx) -> Reply {
        Reply::Stay
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Reply {
        let Some(ballot) = self.ballot(ctx) else { return Reply::Close };
        self.covers_at_ms = ctx.now.awake_ms + COVERS_AFTER_MS;
        if self.covered {
            return Reply::Stay;
        }
        match mouse.kind {
            MouseEventKind::ScrollUp => self.cursor.step(self.dots.len(), -1),
            MouseEventKind::ScrollDown => self.cursor.step(self.dots.len(), 1),
            MouseEventKind::Down(MouseButton::Left) => {
                let (title, hint) = self.words(ballot, ctx);
                let list = self.sheet(ballot, &title, &hint).places(ctx.area).list;
                if self.cursor.click(self.dots.len(), list, mouse.column, mouse.row).is_some() {
                    return self.turn(ballot);
                }
            }
            _ => {}
        }
        Reply::Stay
    }

    /// A voter takes back dots of their own, never the ballot of the one before.
    fn undo_typing(&mut self, redo: bool) -> bool {
        if !redo && let Some(before) = self.before.pop() {
            self.dots = before;
        }
        true
    }

    fn tick(&mut self, ctx: &Ctx) -> Reply {
        if ctx.now.awake_ms >= self.covers_at_ms {
            self.covered = true;
        }
        Reply::Stay
    }

    fn ticks(&self) -> bool {
        !self.covered
    }

    fn half_typed(&self) -> Option<(String, Option<String>)> {
        let dots: Vec<String> = self.dots.iter().map(u32::to_string).collect();
        let kept = (self.given() > 0).then(|| dots.join(","));
        Some((self.kept_as(), kept))
    }

    fn half_typed_as(&self) -> Option<String> {
        Some("a ballot that was begun".into())
    }

    fn gone(&self, ctx: &Ctx) -> bool {
        self.ballot(ctx).is_none()
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        let look = ctx.look;
        push_back(buf, ctx.area, look);
        let ballot = self.ballot(ctx)?;
        let (title, hint) = self.words(ballot, ctx);
        let sheet = self.sheet(ballot, &title, &hint);
        if self.covered {
            let words = match (Self::full(ballot), self.given() > 0) {
                (true, _) => "All ballots are in. Enter goes back.",
                (false, true) => "Dots were set here and not given yet; they are kept. Enter shows them.",
                (false, false) => "Next voter: press Enter. Is the projector covered?",
            };
            let sheet = Sheet { rows: 3, ..sheet };
            let places = sheet.draw(buf, ctx.area, look);
            put_wrapped(buf, places.list, words, look.text());
            return None;
        }
        let places = sheet.draw(buf, ctx.area, look);
        let order = self.order(ballot);
        let choices = ballot.choices();
        let marks = look.marks();
        let most = usize::try_from(ballot.max_per_option).unwrap_or(2).min(6);
        let drawn: Vec<String> = (0..=most)
            .map(|n| format!("{}{} {n}", marks.lanes[0].repeat(n), marks.lanes[2].repeat(most - n)))
            .collect();
        self.cursor.draw(buf, places.list, order.len(), 0, look, |row| {
            let option = order.get(row).copied().unwrap_or(0);
            let dots = usize::try_from(self.dots.get(option).copied().unwrap_or(0)).unwrap_or(0);
            Line {
                mark: drawn.get(dots).map_or("", String::as_str),
                label: Cow::Owned(
                    choices
                        .get(option)
                        .map_or_else(String::new, |id| ctx.session.option_name(&ballot.subject, id)),
                ),
                ..Line::default()
            }
        });
        None
    }
}
