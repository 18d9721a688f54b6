//! Sort: four scores for every gap, then the three lanes. The views of one stage, score grid, board and edges, share
//! the gap in hand. It decides no lane: the rules do, and the room may move a card with a reason.

mod board_view;
mod card;
mod detail;
mod edges;
mod fingers;
mod flags;
mod hand;
mod keys;
mod layout;
mod placing;
mod scores;
mod scores_view;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_judgement;
mod what_if;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use smol_str::SmolStr;

use super::Screen;
use crate::room::Wish;
use crate::rules::lanes::Scale;
use crate::rules::words::Lane;
use crate::session::{Gap, GapId, Session};
use crate::tui::ctx::Ctx;
use crate::tui::forms::Target;
use crate::tui::keymap::{Hint, Layer};
use crate::tui::look::LaneTint;
use crate::tui::outcome::{Answer, Ask, Outcome};
use crate::tui::widgets::line_edit::{Handled, LineEdit};
pub use keys::{Cmd, KEYS};
use what_if::WhatIf;

/// What it asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// How many gaps are scored.
    Only,
    /// The title of a stopgap for a gap that cannot be done.
    Stopgap(GapId),
    /// The first slice of a heavy gap.
    FirstSlice(GapId),
    /// Why the room puts a gap into a lane.
    Reason(GapId, Lane),
    /// Who asked for that; may be left open.
    Asked(GapId, Lane),
    /// How many gaps Now may hold.
    Limit,
    /// Why that number and not the suggested one.
    LimitReason(u32),
}

/// Which of the views is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum View {
    #[default]
    Scores,
    Board,
    Edges,
}

/// The screen's own state.
#[derive(Debug)]
pub struct Sort {
    view: View,
    /// The gap in hand, in both views.
    gap: Option<GapId>,
    /// Where it stood among the live gaps, for when it goes.
    stood: usize,
    scale: Scale,
    /// A digit goes on to the next scale, not to the next gap.
    across: bool,
    scroll: Scroll,
    drag: Option<hand::Drag>,
    /// The scores typed so far, the newest last: an undo brings the cursor back to its cell.
    given: Vec<(GapId, Scale, u8)>,
    /// The last click on a gap: the second one opens its card.
    clicked: Option<(GapId, u64)>,
    /// The line for the fingers, while it is open.
    fingers: Option<LineEdit>,
    /// Only so many gaps are scored.
    only: Option<usize>,
    /// A score that is tried.
    what_if: Option<WhatIf>,
    /// The row in hand among the edges.
    edge: Option<edges::Row>,
    /// The edges were offered once.
    offered: bool,
    /// All that is said about the card in hand is shown.
    unfolded: bool,
}

/// What part of the lists is shown.
#[derive(Clone, Copy, Debug, Default)]
struct Scroll {
    grid: usize,
    lanes: [usize; 3],
    edges: usize,
    /// The wheel turned since the cursor moved: the lists need not show it.
    free: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self {
            view: View::Scores,
            gap: None,
            stood: 0,
            scale: Scale::Impact,
            across: false,
            scroll: Scroll::default(),
            drag: None,
            given: Vec::new(),
            clicked: None,
            fingers: None,
            only: None,
            what_if: None,
            edge: None,
            offered: false,
            unfolded: false,
        }
    }
}

/// The gaps that are sorted: neither done, dropped nor merged; in the order of the session.
fn live(session: &Session) -> Vec<&Gap> {
    session.gaps.iter().filter(|gap| gap.is_live()).collect()
}

/// A lane's colour.
fn tint(lane: Lane) -> LaneTint {
    match lane {
        Lane::Now => LaneTint::Now,
        Lane::Next => LaneTint::Next,
        Lane::Later => LaneTint::Later,
        Lane::Unsorted => LaneTint::Unsorted,
    }
}

impl Sort {
    /// The gap in hand, if there is one.
    fn current<'a>(&self, ctx: &Ctx<'a>) -> Option<&'a Gap> {
        let gap = ctx.session.get::<Gap>(self.gap.as_ref()?)?;
        gap.is_live().then_some(gap)
    }

    fn take(&mut self, gap: &GapId) {
        self.gap = Some(gap.clone());
        self.scroll.free = false;
    }

    fn show(&mut self, view: View) {
        self.view = view;
        self.scroll.free = false;
    }

    /// The line that is typed into, if one is open.
    fn typed(&mut self) -> Option<&mut LineEdit> {
        if self.view == View::Scores && self.what_if.is_none() { self.fingers.as_mut() } else { None }
    }

    fn card(&self, ctx: &Ctx) -> Outcome {
        self.current(ctx).map_or(Outcome::Stay, |gap| Ask::Form(Target::Gap(gap.id.clone())).into())
    }

    /// A click on a gap; the second one within half a second opens its card.
    fn click(&mut self, gap: &GapId, ctx: &Ctx) -> Outcome {
        let now = ctx.now.awake_ms;
        let twice =
            self.clicked.as_ref().is_some_and(|(id, then)| id == gap && now.saturating_sub(*then) <= 500);
        self.take(gap);
        if twice {
            self.clicked = None;
            return self.card(ctx);
        }
        self.clicked = Some((gap.clone(), now));
        Outcome::Stay
    }

    fn complete(ctx: &Ctx) -> bool {
        let mut gaps = ctx.session.gaps.iter().filter(|gap| gap.is_live()).peekable();
        gaps.peek().is_some()
            && gaps.all(|gap| Scale::ALL.into_iter().all(|scale| scores::score(gap, scale).is_some()))
    }
}

impl Screen for Sort {
    type Cmd = Cmd;
    type Purpose = Purpose;

    fn layer(&self) -> Layer {
        match self.view {
            _ if self.what_if.is_some() => Layer::WhatIf,
            View::Scores if self.fingers.is_some() => Layer::Fingers,
            View::Scores => Layer::Scores,
            View::Board => Layer::Board,
            View::Edges => Layer::Edges,
        }
    }

    fn hint(&self, command: Cmd, ctx: &Ctx) -> Hint {
        // Without a gap there is nothing to score, to place or to ask about.
        Hint::when(matches!(command, Cmd::Other) || !live(ctx.session).is_empty())
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Outcome {
        self.drag = None;
        if self.what_if.is_some() {
            return self.what_if_command(command, ctx);
        }
        match (command, self.view) {
            (command, View::Scores) if self.fingers.is_some() => return self.fingers_command(command, ctx),
            (Cmd::Other, View::Scores) => {
                self.show(View::Board);
                return self.offer_edges(ctx);
            }
            (Cmd::Other | Cmd::Scores, View::Board) | (Cmd::Other, View::Edges) => self.show(View::Scores),
            (Cmd::Edges, View::Scores | View::Board) => {
                self.offered = true;
                self.show(View::Edges);
            }
            (Cmd::Card, _) => return self.card(ctx),
            (Cmd::WhatIf, _) => return self.ask_what_if(ctx),
            (Cmd::Make, _) => return self.current(ctx).map_or(Outcome::Stay, |gap| flags::make(gap, ctx)),
            (command, View::Scores) => return self.score_command(command, ctx),
            (command, View::Board) => return self.board_command(command, ctx),
            (command, View::Edges) => return self.edges_command(command, ctx),
        }
        Outcome::Stay
    }

    fn key(&mut self, key: KeyEvent, _ctx: &Ctx) -> Outcome {
        let Some(line) = self.typed() else { return Outcome::Ignored };
        match line.key(key) {
            Handled::No => Outcome::Ignored,
            Handled::Moved | Handled::Changed => Outcome::Stay,
        }
    }

    fn paste(&mut self, text: &str, _ctx: &Ctx) -> Outcome {
        let Some(line) = self.typed() else { return Outcome::Ignored };
        line.paste(text);
        Outcome::Stay
    }

    fn undo_typing(&mut self, redo: bool) -> bool {
        self.typed().is_some_and(|line| if redo { line.redo() } else { line.undo() })
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        let at = (mouse.column, mouse.row);
        if mouse.kind == MouseEventKind::Down(MouseButton::Left)
            && let Some(view) = layout::switch_at(ctx.area, at)
        {
            self.what_if = None;
            self.show(view);
            return Outcome::Stay;
        }
        match self.view {
            _ if self.what_if.is_some() => self.what_if_mouse(mouse.kind, at, ctx),
            View::Scores => self.score_mouse(mouse.kind, at, ctx),
            View::Board => self.board_mouse(mouse.kind, at, ctx),
            View::Edges => self.edges_mouse(mouse.kind, at, ctx),
        }
    }

    fn answer(&mut self, purpose: Purpose, answer: Answer, ctx: &Ctx) -> Outcome {
        match (purpose, answer) {
            (Purpose::Only, Answer::Text(said)) => self.only_given(&said, ctx),
            (Purpose::Stopgap(gap), Answer::Text(said)) => self.stopgap_named(&gap, &said, ctx),
            (Purpose::FirstSlice(gap), Answer::Text(said)) => flags::first_slice(&gap, &said, ctx),
            (Purpose::Reason(gap, lane), Answer::Text(said)) => {
                self.scroll.free = false;
                placing::reason_given(&gap, lane, &said, ctx)
            }
            (Purpose::Asked(gap, lane), Answer::Picked(who)) => placing::asked(&gap, lane, &who, ctx),
            (Purpose::Limit, Answer::Text(said)) => placing::limit_given(&said, ctx),
            (Purpose::LimitReason(limit), Answer::Text(said)) => placing::limit_reason(limit, &said, ctx),
            _ => Outcome::Stay,
        }
    }

    fn opened(&mut self, ctx: &Ctx) {
        self.gap = ctx.kept.get("sort.gap").map(GapId::new);
        self.view = match ctx.kept.get("sort.view").map(String::as_str) {
            Some("board") => View::Board,
            Some("edges") => View::Edges,
            None if Self::complete(ctx) => View::Board,
            _ => View::Scores,
        };
        self.fingers = ctx.kept.get("sort.fingers").map(|typed| LineEdit::line(typed));
        self.only = ctx.kept.get("sort.only").and_then(|most| most.parse().ok());
        self.offered = ctx.kept.contains_key("sort.offered");
        if let Some(scale) = ctx.kept.get("sort.scale") {
            self.scale = Scale::ALL.into_iter().find(|own| own.words() == scale).unwrap_or(self.scale);
        }
        self.settle(ctx);
    }

    fn keep(&self) -> Vec<(String, Option<String>)> {
        let view = match self.view {
            View::Scores => "scores",
            View::Board => "board",
            View::Edges => "edges",
        };
        vec![
            ("sort.scale".to_owned(), Some(self.scale.words().to_owned())),
            ("sort.fingers".to_owned(), self.fingers.as_ref().map(|line| line.text().to_owned())),
            ("sort.only".to_owned(), self.only.map(|most| most.to_string())),
            ("sort.offered".to_owned(), self.offered.then(|| "yes".to_owned())),
            ("sort.view".to_owned(), Some(view.to_owned())),
            ("sort.gap".to_owned(), self.gap.as_ref().map(|gap| gap.as_str().to_owned())),
        ]
    }

    fn enter(&mut self, item: Option<&str>, ctx: &Ctx) {
        if let Some(item) = item.map(GapId::new)
            && ctx.session.gaps.has(&item)
        {
            self.take(&item);
        }
        self.drag = None;
        self.what_if = None;
        self.settle(ctx);
    }

    fn settle(&mut self, ctx: &Ctx) {
        self.back_to_what_was_undone(ctx);
        let gaps = live(ctx.session);
        let at = self.gap.as_ref().and_then(|id| gaps.iter().position(|gap| gap.id == *id));
        let at = at.unwrap_or(self.stood).min(gaps.len().saturating_sub(1));
        self.stood = at;
        self.gap = gaps.get(at).map(|gap| gap.id.clone());
        if self.drag.as_ref().is_some_and(|drag| !gaps.iter().any(|gap| gap.id == drag.gap)) {
            self.drag = None;
        }
        self.settle_what_if(ctx);
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        match self.view {
            View::Scores if self.what_if.is_none() => return self.draw_scores(buf, ctx),
            View::Edges if self.what_if.is_none() => self.draw_edges(buf, ctx),
            _ => self.draw_board(buf, ctx),
        }
        None
    }

    fn wish(&self, _ctx: &Ctx) -> Wish {
        match self.view {
            View::Scores => Wish::Scale(self.scale, self.gap.clone()),
            View::Board | View::Edges => Wish::Board,
        }
    }

    fn headline(&self, ctx: &Ctx) -> String {
        match self.view {
            _ if self.what_if.is_some() => "What if? Nothing is changed yet".to_owned(),
            View::Edges => "Edges of the board".to_owned(),
            View::Scores => {
                let gaps = live(ctx.session);
                let wanted = self.wanted(&gaps, ctx);
                let given =
                    wanted.iter().filter(|at| scores::score(gaps[**at], self.scale).is_some()).count();
                format!("Scores · {}: {given} of {}", self.scale.words(), wanted.len())
            }
            View::Board => format!(
                "Board · limit {}, suggested {}",
                ctx.verdicts().board.limit,
                ctx.verdicts().suggested_limit()
            ),
        }
    }
}

/// An id of the rules as the session's.
fn gap_id(id: &SmolStr) -> GapId {
    GapId(id.clone())
}
