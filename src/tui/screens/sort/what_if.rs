//! What if a score were another: the board drawn as it would be, who would come and who would wait, before the room
//! agrees. Nothing is changed until Enter, and then in one step.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{MouseButton, MouseEventKind};
use ratatui::layout::Rect;

use super::board_view::{inside, narrow};
use super::keys::Cmd;
use super::placing::lane_on;
use super::scores::{anchor, step};
use super::{Sort, tint};
use crate::rules::capacity::{Moved, Sorting, moved_between, moved_sentence};
use crate::rules::lanes::{Partial, Scale};
use crate::rules::verdicts::{partial, what_if_scored};
use crate::rules::words::Lane;
use crate::session::{Gap, GapChange, GapId, edit};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::outcome::Outcome;
use crate::tui::widgets::put::{fill, put, put_wrapped};

/// A score that is tried.
#[derive(Clone, Debug)]
pub struct WhatIf {
    /// Of which gap.
    pub gap: GapId,
    /// Its scores as they would be.
    pub scores: Partial,
    /// The board as it would be.
    pub board: Sorting,
    /// Who would lie in another lane.
    pub moved: Vec<Moved>,
}

impl WhatIf {
    fn of(gap: GapId, scores: Partial, ctx: &Ctx) -> Self {
        let board = what_if_scored(ctx.session, None, gap.as_str(), scores);
        let moved = moved_between(&ctx.verdicts().board, &board);
        Self { gap, scores, board, moved }
    }

    /// The lane a card would come from, if it would move.
    pub fn from(&self, id: &str) -> Option<Lane> {
        self.moved.iter().find(|moved| moved.id == id).map(|moved| moved.from)
    }

    /// What would follow, in words.
    fn sentence(&self, ctx: &Ctx) -> String {
        let before = &ctx.verdicts().board;
        let id = self.gap.as_str();
        let mut said = moved_sentence(&self.moved);
        let (was, is) = (spot(before, id), spot(&self.board, id));
        if let (Some((from, old)), Some((to, new))) = (was, is)
            && from == to
            && old != new
        {
            said = format!(
                "{said} {id} would be {new} of {} in {}, not {old}.",
                self.board.lane(to).len(),
                to.words()
            );
        }
        if ctx.verdicts().gap(id).is_some_and(|verdict| verdict.overridden) {
            said.push_str(" The room holds it where it is.");
        }
        said
    }
}

/// Lane and place of a card on a board.
fn spot(board: &Sorting, id: &str) -> Option<(Lane, usize)> {
    let lane = lane_on(board, id);
    board.lane(lane).iter().position(|other| other == id).map(|at| (lane, at + 1))
}

fn with(mut scores: Partial, scale: Scale, value: Option<u8>) -> Partial {
    match scale {
        Scale::Impact => scores.impact = value,
        Scale::Urgency => scores.urgency = value,
        Scale::Feasibility => scores.feasibility = value,
        Scale::Cost => scores.cost = value,
    }
    scores
}

fn shown(score: Option<u8>, none: &str) -> String {
    score.map_or_else(|| none.to_owned(), |n| n.to_string())
}

/// Where the four scores lie in their row, and what each says.
fn cells(tried: &WhatIf, ctx: &Ctx, area: Rect) -> [(Scale, Rect, String); 4] {
    let before = ctx.session.get::<Gap>(&tried.gap).map(partial).unwrap_or_default();
    let dot = ctx.look.marks().dot;
    let mut x = area.x + narrow(text::width(tried.gap.as_str())) + 1;
    Scale::ALL.map(|scale| {
        let (old, new) = (before.get(scale), tried.scores.get(scale));
        let value = if old == new {
            shown(new, dot)
        } else {
            format!("{}, not {}", shown(new, dot), shown(old, dot))
        };
        let words = format!(" {} {value} ", scale.words());
        let width = narrow(text::width(&words)).min(area.right().saturating_sub(x));
        let rect = Rect { x, y: area.y, width, height: area.height.min(1) };
        x = (x + width).min(area.right());
        (scale, rect, words)
    })
}

impl Sort {
    /// Begins with the scores as they are.
    pub(super) fn ask_what_if(&mut self, ctx: &Ctx) -> Outcome {
        let Some(gap) = self.current(ctx) else { return Outcome::Stay };
        self.what_if = Some(WhatIf::of(gap.id.clone(), partial(gap), ctx));
        self.scroll.free = false;
        Outcome::Stay
    }

    pub(super) fn what_if_command(&mut self, command: Cmd, ctx: &Ctx) -> Outcome {
        let Some(tried) = self.what_if.as_ref() else { return Outcome::Ignored };
        let Some(gap) = ctx.session.get::<Gap>(&tried.gap) else {
            self.what_if = None;
            return Outcome::Stay;
        };
        let (id, scores) = (tried.gap.clone(), tried.scores);
        match command {
            Cmd::Score(value) => {
                self.what_if = Some(WhatIf::of(id, with(scores, self.scale, Some(value)), ctx));
                Outcome::Stay
            }
            Cmd::Clear => {
                let was = partial(gap).get(self.scale);
                self.what_if = Some(WhatIf::of(id, with(scores, self.scale, was), ctx));
                Outcome::Stay
            }
            Cmd::Left | Cmd::Right => {
                self.scale = step(self.scale, if command == Cmd::Left { -1 } else { 1 });
                Outcome::Stay
            }
            Cmd::Leave => {
                self.what_if = None;
                Outcome::Say(format!("{id} stays as it was."))
            }
            Cmd::Take => self.keep_what_if(gap, ctx),
            _ => Outcome::Ignored,
        }
    }

    fn keep_what_if(&mut self, gap: &Gap, ctx: &Ctx) -> Outcome {
        if let Some(why) = ctx.read_only {
            return Outcome::Warn(format!("Read only: {why}"));
        }
        let Some(tried) = self.what_if.take() else { return Outcome::Stay };
        let before = partial(gap);
        let changes: Vec<String> = Scale::ALL
            .into_iter()
            .filter(|scale| before.get(*scale) != tried.scores.get(*scale))
            .map(|scale| format!("{} {}", scale.words(), shown(tried.scores.get(scale), "open")))
            .collect();
        if changes.is_empty() {
            return Outcome::Say(format!("{} stays as it was.", gap.id));
        }
        let mut scores = gap.scores.clone();
        scores.impact = tried.scores.impact;
        scores.urgency = tried.scores.urgency;
        scores.feasibility = tried.scores.feasibility;
        scores.cost = tried.scores.cost;
        let label = format!("{} {}", gap.id, changes.join(", "));
        let said = format!("{label}. Ctrl-Z takes it back.");
        let edit = edit::change::<Gap>(&gap.id, GapChange::scores(scores));
        Outcome::Many(vec![edit::many(label, vec![edit]).into(), Outcome::Say(said)])
    }

    /// After a change of the session: the board that was tried is worked out anew.
    pub(super) fn settle_what_if(&mut self, ctx: &Ctx) {
        if let Some(tried) = self.what_if.take()
            && ctx.session.get::<Gap>(&tried.gap).is_some_and(Gap::is_live)
        {
            self.what_if = Some(WhatIf::of(tried.gap, tried.scores, ctx));
        }
    }

    pub(super) fn draw_what_if(&self, buf: &mut Buffer, ctx: &Ctx, tried: &WhatIf, area: Rect) {
        let look = ctx.look;
        let lane = tint(lane_on(&tried.board, tried.gap.as_str()));
        put(buf, area.x, area.y, usize::from(area.width), tried.gap.as_str(), look.lane(lane));
        for (scale, rect, words) in cells(tried, ctx, area) {
            let style = if scale == self.scale { look.focus() } else { look.text() };
            if scale == self.scale {
                fill(buf, rect, style);
            }
            put(buf, rect.x, rect.y, usize::from(rect.width), &words, style);
        }
        let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let used = put_wrapped(buf, below, &tried.sentence(ctx), look.heading());
        let rest = Rect { y: below.y + used, height: below.height.saturating_sub(used), ..below };
        if let Some(number) = tried.scores.get(self.scale) {
            let words = format!("{} {number}: {}", self.scale.words(), anchor(self.scale, number, ctx));
            put_wrapped(buf, rest, &crate::rules::words::sentence_case(&words), look.soft());
        }
    }

    /// A click on one of the four scores takes it into the hand; a click on a lane's card does nothing here.
    pub(super) fn what_if_mouse(&mut self, kind: MouseEventKind, at: (u16, u16), ctx: &Ctx) -> Outcome {
        if kind != MouseEventKind::Down(MouseButton::Left) {
            return Outcome::Stay;
        }
        let area = inside(self.place(ctx).detail);
        let Some(tried) = self.what_if.as_ref() else { return Outcome::Stay };
        let hit = cells(tried, ctx, area).into_iter().find(|(_, rect, _)| rect.contains(at.into()));
        if let Some((scale, ..)) = hit {
            self.scale = scale;
        }
        Outcome::Stay
    }
}
