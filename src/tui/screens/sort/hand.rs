//! The board's cursor, its wheel, and a card in the hand: what is dragged where, and what the board would be then.

use ratatui::crossterm::event::{MouseButton, MouseEventKind};
use ratatui::layout::Rect;
use smol_str::SmolStr;

use super::board_view::narrow;
use super::keys::Cmd;
use super::{Sort, gap_id, layout, placing};
use crate::rules::capacity::Sorting;
use crate::rules::verdicts::what_if;
use crate::rules::words::Lane;
use crate::session::{Gap, GapId};
use crate::tui::ctx::Ctx;
use crate::tui::outcome::Outcome;

/// A card in the hand.
#[derive(Clone, Debug)]
pub struct Drag {
    /// Which.
    pub gap: GapId,
    /// Where the pointer is.
    pub at: (u16, u16),
    /// The lane below it, once it has left the card's own place.
    pub over: Option<Lane>,
    /// The board as it would be.
    pub board: Option<Sorting>,
    /// Dropping it there asks for a reason.
    pub against: bool,
    moved: bool,
}

/// Something in a lane, from above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A card.
    Card(SmolStr),
    /// Places that are still free in Now.
    Free(usize),
    /// The last that came in by rule, and the first that did not.
    Cut,
    /// So many above wait for a place.
    Waiting(usize),
}

/// What lies in a lane of a board.
pub fn items(board: &Sorting, lane: Lane) -> Vec<Item> {
    let mut items: Vec<Item> = board.lane(lane).iter().cloned().map(Item::Card).collect();
    match lane {
        Lane::Now if board.now.len() < board.limit => items.push(Item::Free(board.limit - board.now.len())),
        Lane::Now if board.last_in.is_some() => items.push(Item::Cut),
        Lane::Next if !board.queue.is_empty() => {
            items.insert(board.queue.len(), Item::Waiting(board.queue.len()));
        }
        _ => {}
    }
    items
}

/// The place of a lane on the board, from the left.
pub fn column(lane: Lane) -> Option<usize> {
    Lane::BOARD.into_iter().position(|other| other == lane)
}

impl Sort {
    /// The division of the screen for the board as it is.
    pub(super) fn place(&self, ctx: &Ctx) -> layout::Board {
        let board = &ctx.verdicts().board;
        let most = board.now.len().max(board.limit);
        layout::board(ctx.area, !board.unsorted.is_empty(), most, self.unfolded)
    }

    /// The board that is drawn: the present one, or with the card in the hand where it would land, or with the score
    /// that is tried.
    pub(super) fn board_now<'a>(&'a self, ctx: &Ctx<'a>) -> &'a Sorting {
        if let Some(tried) = &self.what_if {
            return &tried.board;
        }
        let dragged = self.drag.as_ref().and_then(|drag| drag.board.as_ref());
        dragged.unwrap_or(&ctx.verdicts().board)
    }

    /// What is shown of a lane: its items, and where those in view lie.
    pub(super) fn lane_items(
        &self,
        ctx: &Ctx,
        place: &layout::Board,
        column: usize,
    ) -> (Vec<Item>, Vec<(usize, Rect)>) {
        let board = self.board_now(ctx);
        let items = items(board, Lane::BOARD[column]);
        let mut heights: Vec<u16> =
            items.iter().map(|item| if matches!(item, Item::Card(_)) { place.card } else { 1 }).collect();
        // Where all cards are in view and rows are left, titles take as many as they want.
        let taken: usize = heights.iter().copied().map(usize::from).sum();
        let body = place.lanes[column].1;
        let mut free = narrow(usize::from(body.height).saturating_sub(taken));
        for (item, height) in items.iter().zip(&mut heights) {
            let Item::Card(id) = item else { continue };
            if free == 0 {
                break;
            }
            let wanted = self.card_rows(ctx, id, body.width) + u16::from(place.edge);
            let more = wanted.saturating_sub(*height).min(free);
            *height += more;
            free -= more;
        }
        let mine = |item: &Item| match (item, &self.gap) {
            (Item::Card(id), Some(gap)) => *id == gap.0,
            _ => false,
        };
        let chosen = items.iter().position(mine).filter(|_| !self.scroll.free);
        let shown = layout::stack(&heights, place.lanes[column].1, chosen, self.scroll.lanes[column]);
        (items, shown)
    }

    pub(super) fn board_command(&mut self, command: Cmd, ctx: &Ctx) -> Outcome {
        let board = &ctx.verdicts().board;
        let Some(gap) = self.current(ctx) else {
            return if command == Cmd::Capacity { placing::ask_limit(ctx) } else { Outcome::Stay };
        };
        let lane = placing::lane_on(board, gap.id.as_str());
        let cards = board.lane(lane);
        let row = cards.iter().position(|id| *id == gap.id.0).unwrap_or(0);
        let go = match command {
            Cmd::Up if lane == Lane::Unsorted => None,
            Cmd::Up if row == 0 => board.unsorted.first(),
            Cmd::Up => cards.get(row - 1),
            Cmd::Down if lane == Lane::Unsorted => {
                Lane::BOARD.iter().find_map(|lane| board.lane(*lane).first())
            }
            Cmd::Down => cards.get(row + 1),
            Cmd::Left if lane == Lane::Unsorted => row.checked_sub(1).and_then(|at| cards.get(at)),
            Cmd::Right if lane == Lane::Unsorted => cards.get(row + 1),
            Cmd::Left => beside(board, lane, row, true),
            Cmd::Right => beside(board, lane, row, false),
            Cmd::First => cards.first(),
            Cmd::Last => cards.last(),
            Cmd::Place(to) => return placing::place(gap, to, ctx),
            Cmd::Sooner => return neighbour(gap, lane, true, ctx),
            Cmd::Later => return neighbour(gap, lane, false, ctx),
            Cmd::Rule => return placing::unplace(gap, ctx),
            Cmd::Capacity => return placing::ask_limit(ctx),
            Cmd::Unfold => {
                self.unfolded = !self.unfolded;
                None
            }
            _ => return Outcome::Ignored,
        };
        self.scroll.free = false;
        if let Some(id) = go {
            self.take(&gap_id(id));
        }
        Outcome::Stay
    }

    pub(super) fn board_mouse(&mut self, kind: MouseEventKind, at: (u16, u16), ctx: &Ctx) -> Outcome {
        match kind {
            MouseEventKind::Down(MouseButton::Left) => {
                let Some(id) = self.card_at(at, ctx) else { return Outcome::Stay };
                let free = self.scroll.free;
                let outcome = self.click(&id, ctx);
                // The list must not jump below the pointer.
                self.scroll.free = free;
                if matches!(outcome, Outcome::Stay) {
                    self.drag =
                        Some(Drag { gap: id, at, over: None, board: None, against: false, moved: false });
                }
                outcome
            }
            MouseEventKind::Drag(MouseButton::Left) => {
                self.carry(at, ctx);
                Outcome::Stay
            }
            MouseEventKind::Up(MouseButton::Left) => {
                self.carry(at, ctx);
                let Some(drag) = self.drag.take() else { return Outcome::Stay };
                let gap = ctx.session.get::<Gap>(&drag.gap);
                self.scroll.free = false;
                match (gap, drag.over) {
                    (Some(gap), Some(lane)) if drag.moved => placing::place(gap, lane, ctx),
                    _ => Outcome::Stay,
                }
            }
            // The button went up where nobody saw it.
            MouseEventKind::Moved => {
                self.drag = None;
                Outcome::Stay
            }
            MouseEventKind::ScrollDown | MouseEventKind::ScrollUp => {
                let place = self.place(ctx);
                let Some(column) = place.lane_at(at) else { return Outcome::Stay };
                // From where each lane stands now, so that only the one below the pointer moves.
                for lane in 0..3 {
                    let shown = self.lane_items(ctx, &place, lane).1;
                    self.scroll.lanes[lane] = shown.first().map_or(0, |(from, _)| *from);
                }
                let from = self.scroll.lanes[column];
                let up = kind == MouseEventKind::ScrollUp;
                self.scroll.lanes[column] = if up { from.saturating_sub(1) } else { from + 1 };
                self.scroll.free = true;
                Outcome::Stay
            }
            _ => Outcome::Stay,
        }
    }

    /// The card, or the name in the strip, at a cell.
    fn card_at(&self, at: (u16, u16), ctx: &Ctx) -> Option<GapId> {
        let place = self.place(ctx);
        if place.strip.contains(at.into()) {
            let chips = super::board_view::chips(self, ctx, place.strip);
            return chips.into_iter().find(|(_, rect)| rect.contains(at.into())).map(|(id, _)| gap_id(&id));
        }
        let column = place.lane_at(at)?;
        let (items, shown) = self.lane_items(ctx, &place, column);
        let (item, _) = shown.into_iter().find(|(_, rect)| rect.contains(at.into()))?;
        match &items[item] {
            Item::Card(id) => Some(gap_id(id)),
            _ => None,
        }
    }

    /// The card in the hand moves; the board it would make is worked out once a lane.
    fn carry(&mut self, at: (u16, u16), ctx: &Ctx) {
        let place = self.place(ctx);
        let Some(drag) = self.drag.as_mut() else { return };
        drag.moved |= drag.at != at;
        drag.at = at;
        let over = place.lane_at(at).map(|column| Lane::BOARD[column]).filter(|_| drag.moved);
        if over == drag.over {
            return;
        }
        drag.over = over;
        let id = drag.gap.as_str();
        let here = placing::lane_on(&ctx.verdicts().board, id);
        drag.against = false;
        drag.board = over.filter(|lane| *lane != here).map(|lane| {
            let (rule, without) = placing::home(id, ctx);
            drag.against = rule != lane;
            if rule == lane { without } else { what_if(ctx.session, None, id, Some(lane)) }
        });
    }
}

impl Drag {
    /// What dropping it here would do, in words.
    pub fn sentence(&self, ctx: &Ctx) -> String {
        let (Some(lane), Some(board)) = (self.over, &self.board) else {
            return format!("{}: drop it on a lane.", self.gap);
        };
        let place = board.lane(lane).iter().position(|id| *id == self.gap.0).map_or(0, |at| at + 1);
        let waits = placing::who_waits(&ctx.verdicts().board, board, self.gap.as_str());
        let reason =
            if self.against { "The rule says otherwise: a reason is asked." } else { "The rule agrees." };
        let said = format!("{} to {}, place {place}. {waits} {reason}", self.gap, lane.words());
        said.replace("  ", " ")
    }
}

/// The card at the same height in the next lane that has one.
fn beside(board: &Sorting, lane: Lane, row: usize, left: bool) -> Option<&SmolStr> {
    let at = column(lane)?;
    let mut lanes: Vec<Lane> = if left { Lane::BOARD[..at].to_vec() } else { Lane::BOARD[at + 1..].to_vec() };
    if left {
        lanes.reverse();
    }
    lanes.into_iter().find_map(|lane| {
        let cards = board.lane(lane);
        cards.get(row.min(cards.len().checked_sub(1)?))
    })
}

/// Into the lane to the left or right.
fn neighbour(gap: &Gap, lane: Lane, sooner: bool, ctx: &Ctx) -> Outcome {
    let at = match (column(lane), sooner) {
        (Some(at), true) => at.checked_sub(1),
        (Some(at), false) => Some(at + 1),
        (None, _) => Some(if sooner { 0 } else { 2 }),
    };
    match at.and_then(|at| Lane::BOARD.get(at)) {
        Some(to) => placing::place(gap, *to, ctx),
        None => Outcome::Say(format!("{} is in {} already.", gap.id, lane.words())),
    }
}
