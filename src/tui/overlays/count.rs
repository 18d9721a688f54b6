//! Counting paper (the handbook, R8): one ballot after another as a line of option numbers, or the dots of one option
//! after another. Under the band, as single ballots and totals of an open ballot are nothing for the room.
//!
//! ```text
//! ╭─ Ballot 5 of 14 ─────────────────────────╮
//! │ 1 4 4_                                   │
//! │ 3 dots: Nobody owns …, Bills … ×2        │
//! │                                          │
//! │  1 Nobody owns the whole problem         │
//! │  2 Customers hear about outages          │
//! ╰──────────────────────────────────────────╯
//! ```

mod view;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent, MouseEventKind};
use smol_str::SmolStr;

use super::{Cmd, Overlay, Reply, pile};
use crate::rules::dots;
use crate::session::{Ballot, BallotChange, BallotId, Level, edit, moves, pile_of};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::keymap::Layer;
use crate::tui::outcome::Outcome;
use crate::tui::widgets::line_edit::{Handled, LineEdit};

/// It closes after so many milliseconds without a key; a half-typed line is kept.
const CLOSES_AFTER_MS: u64 = 20_000;

/// How paper is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// One ballot after another.
    Slips,
    /// One option after another.
    Totals,
}

/// A count under way.
#[derive(Debug)]
pub struct Count {
    ballot: BallotId,
    way: Way,
    /// The ballot being corrected (`None`: a new one), or the option being counted.
    at: Option<usize>,
    line: LineEdit,
    /// The key that the ballot being corrected gets, where another pile was chosen for it.
    moved: Option<SmolStr>,
    /// What was typed for the new ballot while an earlier one is corrected.
    waiting: String,
    /// The line that Enter was pressed on although dots are missing; again means it.
    sure: Option<String>,
    /// Why the line was refused: the next printable key replaces it, as eyes are on the paper.
    refused: Option<String>,
    closes_at_ms: u64,
}

impl Count {
    /// Opens it where the count is.
    pub fn new(ballot: BallotId, way: Way, ctx: &Ctx) -> Self {
        let mut count = Self {
            ballot,
            way,
            at: None,
            line: LineEdit::line(""),
            moved: None,
            waiting: String::new(),
            sure: None,
            refused: None,
            closes_at_ms: ctx.now.awake_ms + CLOSES_AFTER_MS,
        };
        if let Some(open) = count.ballot(ctx) {
            count.go(count.first(open), open);
        }
        if count.is_new()
            && let Some(kept) = ctx.kept.get(&count.kept_as())
        {
            count.line = LineEdit::line(kept);
        }
        count
    }

    fn kept_as(&self) -> String {
        format!("ballot.{}.line", self.ballot)
    }

    fn ballot<'a>(&self, ctx: &Ctx<'a>) -> Option<&'a Ballot> {
        ctx.session.get::<Ballot>(&self.ballot).filter(|ballot| ballot.is_open())
    }

    fn is_new(&self) -> bool {
        self.way == Way::Slips && self.at.is_none()
    }

    /// A new ballot, or the first option without a number.
    fn first(&self, ballot: &Ballot) -> Option<usize> {
        match self.way {
            Way::Slips => None,
            Way::Totals => {
                let choices = ballot.choices();
                let open = choices.iter().position(|id| ballot.totals.get(id).is_none());
                Some(open.unwrap_or(choices.len().saturating_sub(1)))
            }
        }
    }

    /// To a place; the line holds what is known of it.
    fn go(&mut self, at: Option<usize>, ballot: &Ballot) {
        self.drop_refused();
        if self.is_new() {
            self.waiting = self.line.text().to_owned();
        }
        self.at = at;
        self.moved = None;
        self.sure = None;
        let text = match (self.way, at) {
            (Way::Slips, None) => std::mem::take(&mut self.waiting),
            (Way::Slips, Some(at)) => slip_at(ballot, at).map(|(_, words)| words).unwrap_or_default(),
            (Way::Totals, at) => {
                let id = at.and_then(|at| ballot.choices().get(at).cloned());
                id.and_then(|id| ballot.totals.get(&id).copied()).map(|n| n.to_string()).unwrap_or_default()
            }
        };
        self.line = if self.way == Way::Totals { LineEdit::number(&text) } else { LineEdit::line(&text) };
    }

    fn refuse(&mut self, why: String) -> Reply {
        self.refused = Some(why.clone());
        Reply::Do(Outcome::Warn(why))
    }

    fn drop_refused(&mut self) {
        if self.refused.take().is_some() {
            self.line.set("");
        }
    }

    /// After the question whether a ballot is whole, a digit is a number of its own: a dot that was forgotten is added,
    /// and the next ballot's numbers never grow together with this one's.
    fn begin_a_word(&mut self, key: KeyEvent) {
        let asked = self.sure.as_deref() == Some(self.line.text().trim());
        let digit = matches!(key.code, KeyCode::Char(c) if c.is_ascii_digit());
        let behind = self.line.cursor() == self.line.text().len();
        if asked && digit && behind && self.line.text().ends_with(|c: char| c.is_ascii_digit()) {
            self.line.paste(" ");
        }
    }

    fn earlier(&mut self, ballot: &Ballot) {
        let to = match (self.way, self.at) {
            (Way::Slips, None) => slips(ballot).checked_sub(1),
            (_, Some(at)) => Some(at.saturating_sub(1)),
            (Way::Totals, None) => Some(0),
        };
        if to.is_some() {
            self.go(to, ballot);
        }
    }

    fn later(&mut self, ballot: &Ballot) {
        let Some(at) = self.at else { return };
        let last = match self.way {
            Way::Slips => slips(ballot),
            Way::Totals => ballot.choices().len(),
        };
        match self.way {
            Way::Slips if at + 1 >= last => self.go(None, ballot),
            _ => self.go(Some((at + 1).min(last.saturating_sub(1))), ballot),
        }
    }

    fn accept(&mut self, ballot: &Ballot, ctx: &Ctx) -> Reply {
        if let Some(why) = ctx.read_only {
            return Reply::Do(Outcome::Warn(format!("Read only: {why}")));
        }
        match self.way {
            Way::Slips => self.take_slip(ballot, ctx),
            Way::Totals => self.take_total(ballot),
        }
    }

    /// The pile of the ballot that is typed.
    fn pile(&self, ballot: &Ballot, ctx: &Ctx) -> Option<Level> {
        match self.at {
            None => pile::now(&self.ballot, ctx),
            Some(at) => self.key_at(ballot, at).and_then(|key| pile_of(&key)),
        }
    }

    /// The key that the ballot being corrected will have.
    fn key_at(&self, ballot: &Ballot, at: usize) -> Option<SmolStr> {
        self.moved.clone().or_else(|| slip_at(ballot, at).map(|(key, _)| key))
    }

    /// A new ballot lies in the next pile, and all that follow; one that is corrected goes there with Enter.
    fn turn_pile(&mut self, ballot: &Ballot, ctx: &Ctx) -> Reply {
        if self.way == Way::Totals {
            return Reply::Do(Outcome::Say("Piles by level need ballot after ballot: Esc, then p.".into()));
        }
        if self.is_new() {
            return Reply::Do(pile::turn(&self.ballot, ctx));
        }
        if let Some(key) = self.at.and_then(|at| self.key_at(ballot, at)) {
            self.moved = Some(ballot.key_moved(&key, pile::after(pile_of(&key).as_ref()).as_ref()));
        }
        Reply::Stay
    }

    fn take_slip(&mut self, ballot: &Ballot, ctx: &Ctx) -> Reply {
        let typed = self.line.text().trim().to_owned();
        let was = self.at.and_then(|at| slip_at(ballot, at)).map(|(key, _)| key);
        let key = match self.at {
            Some(at) => self.key_at(ballot, at),
            None if ballot.ballots_in() >= ballot.voters => {
                let said = format!("All {} ballots are in. Esc, then + adds a voter.", ballot.voters);
                return Reply::Do(Outcome::Warn(said));
            }
            None => None,
        };
        let key = key.unwrap_or_else(|| ballot.next_key(self.pile(ballot, ctx).as_ref()));
        let dots = match read(&typed, ballot) {
            Ok(dots) => dots,
            Err(why) => return self.refuse(why),
        };
        let sum: u32 = dots.iter().sum();
        if sum < ballot.dots_each && self.sure.as_ref() != Some(&typed) {
            self.sure = Some(typed);
            let said = match sum {
                0 => "A blank ballot? Enter again counts it as given.".to_owned(),
                n => format!("{n} of {} dots? Enter takes it, a number adds to it.", ballot.dots_each),
            };
            return Reply::Do(Outcome::Say(said));
        }
        let edit = moves::recast(ballot, was.as_ref().unwrap_or(&key), &key, &dots);
        let new = self.is_new();
        self.line = LineEdit::line("");
        if new {
            self.sure = None;
        } else {
            self.later(ballot);
        }
        Reply::Do(edit.into())
    }

    fn take_total(&mut self, ballot: &Ballot) -> Reply {
        let choices = ballot.choices();
        let Some((at, id)) = self.at.and_then(|at| Some((at, choices.get(at)?))) else { return Reply::Stay };
        let typed = self.line.text().trim();
        if typed.is_empty() && self.sure.as_deref() != Some(typed) {
            self.sure = Some(String::new());
            return Reply::Do(Outcome::Say(format!(
                "0 dots for number {}? Enter again counts none.",
                at + 1
            )));
        }
        let Ok(dots) = (if typed.is_empty() { "0" } else { typed }).parse::<u32>() else {
            return self.refuse("A whole number of dots, please.".into());
        };
        if let Err(why) = may_have(ballot, id, dots) {
            return self.refuse(why);
        }
        let mut totals = ballot.totals.clone();
        totals.set(id, dots);
        let label = format!("dots for {id} in {}", ballot.id);
        let change = edit::change::<Ballot>(&ballot.id, BallotChange::totals(totals));
        self.sure = None;
        if at + 1 < choices.len() {
            self.go(Some(at + 1), ballot);
        }
        Reply::Do(edit::many(label, vec![change]).into())
    }
}

/// How many single ballots are in.
fn slips(ballot: &Ballot) -> usize {
    ballot.cast.as_ref().map_or(0, |cast| cast.0.len())
}

/// A single ballot by its place: its key, and its numbers as they were typed.
fn slip_at(ballot: &Ballot, at: usize) -> Option<(SmolStr, String)> {
    let (key, dots) = ballot.cast.as_ref()?.0.get(at)?;
    let mut words = Vec::new();
    for (number, id) in (1_usize..).zip(ballot.choices()) {
        for _ in 0..dots.get(&id).copied().unwrap_or(0).min(ballot.dots_each) {
            words.push(number.to_string());
        }
    }
    Some((key.clone(), words.join(" ")))
}

fn read(typed: &str, ballot: &Ballot) -> Result<Vec<u32>, String> {
    dots::slip(typed, ballot.choices().len(), ballot.dots_each, ballot.max_per_option)
}

/// Whether an option can have so many dots, beside what the others have.
///
/// # Errors
/// A sentence that says why not.
pub fn may_have(ballot: &Ballot, option: &str, dots: u32) -> Result<(), String> {
    let voters = text::plural(usize::try_from(ballot.voters).unwrap_or(0), "voter", "voters");
    if dots > ballot.most() {
        return Err(format!("{dots} is too many: {voters}, so {} at most.", ballot.most()));
    }
    let others = ballot.totals.iter().filter(|(id, _)| *id != option).map(|(_, n)| *n);
    let sum = others.fold(dots, u32::saturating_add);
    if sum > ballot.all_dots() {
        return Err(format!("That makes {sum} dots, but {voters} have {}.", ballot.all_dots()));
    }
    Ok(())
}

impl Overlay for Count {
    fn layer(&self) -> Layer {
        Layer::Count
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Reply {
        let Some(ballot) = self.ballot(ctx) else { return Reply::Close };
        self.closes_at_ms = ctx.now.awake_ms + CLOSES_AFTER_MS;
        match command {
            Cmd::Leave => {
                self.drop_refused();
                return Reply::Close;
            }
            Cmd::Accept => return self.accept(ballot, ctx),
            Cmd::Up => self.earlier(ballot),
            Cmd::Down => self.later(ballot),
            Cmd::Next => return self.turn_pile(ballot, ctx),
            _ => {}
        }
        Reply::Stay
    }

    fn key(&mut self, key: KeyEvent, ctx: &Ctx) -> Reply {
        self.closes_at_ms = ctx.now.awake_ms + CLOSES_AFTER_MS;
        if key.code == KeyCode::Backspace && self.line.is_empty() {
            if let Some(ballot) = self.ballot(ctx) {
                self.earlier(ballot);
            }
            return Reply::Stay;
        }
        let typed = matches!(key.code, KeyCode::Char(_))
            && key.modifiers.contains(KeyModifiers::CONTROL) == key.modifiers.contains(KeyModifiers::ALT);
        if typed {
            self.drop_refused();
            self.begin_a_word(key);
        }
        if self.line.key(key) == Handled::No {
            return Reply::Ignored;
        }
        self.refused = None;
        if self.way == Way::Totals {
            self.sure = None;
        }
        Reply::Stay
    }

    fn paste(&mut self, text: &str, _ctx: &Ctx) -> Reply {
        self.drop_refused();
        self.line.paste(text);
        Reply::Stay
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Reply {
        let Some(ballot) = self.ballot(ctx) else { return Reply::Close };
        self.closes_at_ms = ctx.now.awake_ms + CLOSES_AFTER_MS;
        match mouse.kind {
            MouseEventKind::ScrollUp => self.earlier(ballot),
            MouseEventKind::ScrollDown => self.later(ballot),
            _ => {}
        }
        Reply::Stay
    }

    fn undo_typing(&mut self, redo: bool) -> bool {
        self.refused = None;
        if redo { self.line.redo() } else { self.line.undo() }
    }

    fn tick(&mut self, ctx: &Ctx) -> Reply {
        if ctx.now.awake_ms >= self.closes_at_ms { Reply::Close } else { Reply::Stay }
    }

    fn ticks(&self) -> bool {
        true
    }

    fn half_typed(&self) -> Option<(String, Option<String>)> {
        let typed = if self.refused.is_some() {
            ""
        } else if self.is_new() {
            self.line.text()
        } else {
            &self.waiting
        };
        Some((self.kept_as(), (!typed.trim().is_empty() && self.way == Way::Slips).then(|| typed.to_owned())))
    }

    fn half_typed_as(&self) -> Option<String> {
        Some(format!("a paper ballot of {}", self.ballot))
    }

    fn gone(&self, ctx: &Ctx) -> bool {
        self.ballot(ctx).is_none()
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        self.draw(buf, ctx)
    }
}
