//! The list of edges: what on the board a small change or a word from the room would move, before anybody defends a
//! lane. Each row leads to its gap. Why a gap is on it is the rules' matter.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{MouseButton, MouseEventKind};
use ratatui::layout::Rect;
use smol_str::SmolStr;

use super::board_view::switch;
use super::keys::Cmd;
use super::{Sort, View, gap_id, layout, tint};
use crate::rules::verdicts::{Edge, EdgeKind};
use crate::session::Gap;
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::outcome::Outcome;
use crate::tui::widgets::lines::{Lines, Tone};
use crate::tui::widgets::list;

/// A row, by what it is about.
pub type Row = (EdgeKind, SmolStr);

fn key(edge: &Edge) -> Row {
    (edge.kind, edge.gap.clone())
}

fn area(ctx: &Ctx) -> Rect {
    let top = layout::top(ctx.area).height;
    let air = top.min(1);
    Rect { y: ctx.area.y + top + air, height: ctx.area.height.saturating_sub(top + air), ..ctx.area }
}

/// The rows as a page of this width.
fn page(edges: &[Edge], ctx: &Ctx, width: u16) -> Lines {
    let mut page = Lines::new(width);
    let mut kind = None;
    for (at, edge) in edges.iter().enumerate() {
        if kind != Some(edge.kind) {
            if kind.is_some() {
                page.blank();
            }
            kind = Some(edge.kind);
            page.heading(edge.kind.words());
        }
        let lane = ctx.verdicts().lane(&edge.gap);
        let title =
            ctx.session.get::<Gap>(&gap_id(&edge.gap)).map(|gap| gap.title.as_str()).unwrap_or_default();
        let pieces = [
            (Tone::Lane(tint(lane)), format!("{} {} ", ctx.look.marks().lanes[lane as usize], edge.gap)),
            (Tone::Text, format!("{title}. ")),
            (Tone::Soft, crate::rules::words::sentence_case(&edge.sentence)),
        ];
        page.wrap(Some(at), 0, &pieces, None);
    }
    page
}

impl Sort {
    /// The row in hand, or the first.
    fn edge_at(&self, edges: &[Edge]) -> Option<usize> {
        let mine = self.edge.as_ref().and_then(|row| edges.iter().position(|edge| key(edge) == *row));
        mine.or_else(|| (!edges.is_empty()).then_some(0))
    }

    /// “7 gaps lie on an edge: v lists them.” Said once, when the board is first shown with something on it.
    pub(super) fn offer_edges(&mut self, ctx: &Ctx) -> Outcome {
        if self.offered {
            return Outcome::Stay;
        }
        let edges = ctx.verdicts().edges();
        let mut gaps: Vec<&SmolStr> = edges.iter().map(|edge| &edge.gap).collect();
        gaps.sort();
        gaps.dedup();
        if gaps.is_empty() {
            return Outcome::Stay;
        }
        self.offered = true;
        let lie = text::plural(gaps.len(), "gap lies", "gaps lie");
        Outcome::Say(format!("{lie} on an edge: look at these first. v lists them."))
    }

    pub(super) fn edges_command(&mut self, command: Cmd, ctx: &Ctx) -> Outcome {
        let edges = ctx.verdicts().edges();
        let at = self.edge_at(&edges);
        let by = match command {
            Cmd::Up => -1,
            Cmd::Down => 1,
            Cmd::First => isize::MIN,
            Cmd::Last => isize::MAX,
            Cmd::Take => {
                if let Some(edge) = at.map(|at| &edges[at]) {
                    self.edge = Some(key(edge));
                    self.take(&gap_id(&edge.gap));
                    self.view = View::Board;
                }
                return Outcome::Stay;
            }
            Cmd::Leave | Cmd::Other | Cmd::Edges => {
                self.view = View::Board;
                return Outcome::Stay;
            }
            _ => return Outcome::Ignored,
        };
        self.scroll.free = false;
        self.edge = list::step(edges.len(), at, by).map(|at| key(&edges[at]));
        Outcome::Stay
    }

    pub(super) fn edges_mouse(&mut self, kind: MouseEventKind, at: (u16, u16), ctx: &Ctx) -> Outcome {
        let (edges, area) = (ctx.verdicts().edges(), area(ctx));
        let page = page(&edges, ctx, area.width);
        let start = self.edges_start(&page, &edges, area);
        match kind {
            MouseEventKind::Down(MouseButton::Left) => {
                let Some(row) = page.hit(area, start, at.0, at.1) else { return Outcome::Stay };
                let twice = self.edge.as_ref() == Some(&key(&edges[row])) && self.scroll.free;
                self.edge = Some(key(&edges[row]));
                // The list must not jump below the pointer; the second click goes to the gap.
                self.scroll.edges = start;
                self.scroll.free = true;
                if twice { self.edges_command(Cmd::Take, ctx) } else { Outcome::Stay }
            }
            MouseEventKind::ScrollDown | MouseEventKind::ScrollUp => {
                let up = kind == MouseEventKind::ScrollUp;
                self.scroll.edges = if up { start.saturating_sub(2) } else { start + 2 };
                self.scroll.free = true;
                Outcome::Stay
            }
            _ => Outcome::Stay,
        }
    }

    fn edges_start(&self, page: &Lines, edges: &[Edge], area: Rect) -> usize {
        let chosen = self.edge_at(edges).filter(|_| !self.scroll.free);
        page.start(chosen, area.height, self.scroll.edges)
    }

    pub(super) fn draw_edges(&self, buf: &mut Buffer, ctx: &Ctx) {
        let edges = ctx.verdicts().edges();
        switch(buf, ctx, View::Edges, &["look at these first"]);
        let area = area(ctx);
        let mut page = page(&edges, ctx, area.width);
        if edges.is_empty() {
            let scored = ctx.verdicts().gaps.iter().any(|gap| gap.points.is_some());
            page.say(
                Tone::Soft,
                if scored {
                    "Nothing lies on an edge: no small change of a score would move a gap."
                } else {
                    "Too early to say: no gap has its four scores yet."
                },
            );
        }
        let start = self.edges_start(&page, &edges, area);
        page.draw(buf, area, ctx.look, self.edge_at(&edges), start);
    }
}
