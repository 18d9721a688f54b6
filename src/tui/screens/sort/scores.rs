//! The score grid: its cursor, a digit and on, and the fingers of the room. What a number means is the playbook's
//! matter, what follows from four of them the rules'.

use ratatui::crossterm::event::{MouseButton, MouseEventKind};

use super::fingers::{shown_twice, votes_edit};
use super::keys::Cmd;
use super::{Purpose, Sort, layout, live};
use crate::playbook;
use crate::rules::lanes::{Scale, worth_scoring};
use crate::session::{Edit, Gap, GapChange, Subject, ThemeId, edit};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::outcome::{Ask, Outcome, TextAsk};
use crate::tui::screens::Purpose as Asker;
use crate::tui::widgets::line_edit::LineEdit;
use crate::tui::widgets::list;

/// A score that was given; a number outside of 1 to 5 counts as none.
pub fn score(gap: &Gap, scale: Scale) -> Option<u8> {
    let scores = &gap.scores;
    let value = match scale {
        Scale::Impact => scores.impact,
        Scale::Urgency => scores.urgency,
        Scale::Feasibility => scores.feasibility,
        Scale::Cost => scores.cost,
    };
    value.filter(|score| (1..=5).contains(score))
}

/// The fingers that were shown for a scale.
pub fn votes(gap: &Gap, scale: Scale) -> &[u8] {
    let Some(votes) = &gap.score_votes else { return &[] };
    match scale {
        Scale::Impact => &votes.impact,
        Scale::Urgency => &votes.urgency,
        Scale::Feasibility => &votes.feasibility,
        Scale::Cost => &votes.cost,
    }
}

/// The words of a scale.
pub fn words<'a>(scale: Scale, ctx: &Ctx<'a>) -> &'a playbook::ScaleText {
    ctx.playbook.anchors.of(match scale {
        Scale::Impact => playbook::Scale::Impact,
        Scale::Urgency => playbook::Scale::Urgency,
        Scale::Feasibility => playbook::Scale::Feasibility,
        Scale::Cost => playbook::Scale::Cost,
    })
}

/// What a number means on a scale: the anchor, and for cost the client's money band beside it.
pub fn anchor(scale: Scale, number: u8, ctx: &Ctx) -> String {
    let text = words(scale, ctx).anchor(number);
    let band = (scale == Scale::Cost)
        .then(|| ctx.session.session.cost_bands.get(usize::from(number).wrapping_sub(1)))
        .flatten()
        .filter(|band| !band.trim().is_empty());
    band.map_or_else(|| text.to_owned(), |band| playbook::with_band(text, band))
}

/// What 1 to 5 mean on a scale.
pub fn anchors(scale: Scale, ctx: &Ctx) -> Vec<String> {
    (1..=5).map(|number| anchor(scale, number, ctx)).collect()
}

/// The place of a scale among the four.
pub fn place(scale: Scale) -> usize {
    Scale::ALL.into_iter().position(|other| other == scale).unwrap_or(0)
}

/// The scale before or after.
pub fn step(scale: Scale, by: isize) -> Scale {
    Scale::ALL[place(scale).saturating_add_signed(by).min(3)]
}

/// Sets one score.
pub fn score_edit(gap: &Gap, scale: Scale, value: Option<u8>) -> Edit {
    let mut scores = gap.scores.clone();
    match scale {
        Scale::Impact => scores.impact = value,
        Scale::Urgency => scores.urgency = value,
        Scale::Feasibility => scores.feasibility = value,
        Scale::Cost => scores.cost = value,
    }
    edit::change::<Gap>(&gap.id, GapChange::scores(scores))
}

impl Sort {
    pub(super) fn score_command(&mut self, command: Cmd, ctx: &Ctx) -> Outcome {
        match command {
            Cmd::Up => self.grid_step(-1, ctx),
            Cmd::Down => self.grid_step(1, ctx),
            Cmd::First => self.grid_step(isize::MIN, ctx),
            Cmd::Last => self.grid_step(isize::MAX, ctx),
            Cmd::Left => self.scale = step(self.scale, -1),
            Cmd::Right => self.scale = step(self.scale, 1),
            Cmd::Turn => {
                self.across = !self.across;
                let way = if self.across {
                    "A score now goes across: four scales, then the next gap."
                } else {
                    "A score now goes down: one scale for all gaps."
                };
                return Outcome::Say(way.to_owned());
            }
            Cmd::Score(value) => return self.set(value, ctx),
            Cmd::Clear => return self.clear(ctx),
            Cmd::Fingers => return self.turn_fingers(ctx),
            Cmd::Only => return self.turn_only(ctx),
            _ => return Outcome::Ignored,
        }
        self.scroll.free = false;
        Outcome::Stay
    }

    fn grid_step(&mut self, by: isize, ctx: &Ctx) {
        let gaps = live(ctx.session);
        let wanted = self.wanted(&gaps, ctx);
        let at = self.gap.as_ref().and_then(|id| wanted.iter().position(|at| gaps[*at].id == *id));
        if let Some(at) = list::step(wanted.len(), at, by) {
            self.take(&gaps[wanted[at]].id);
        }
    }

    /// Sets the score in hand and goes on.
    fn set(&mut self, value: u8, ctx: &Ctx) -> Outcome {
        let Some(gap) = self.current(ctx) else { return Outcome::Stay };
        if let Some(why) = ctx.read_only {
            return Outcome::Warn(format!("Read only: {why}"));
        }
        let label = format!("{} {} {value}", gap.id, self.scale.words());
        let edit = edit::many(label, vec![score_edit(gap, self.scale, Some(value))]);
        if self.fingers.is_some() {
            self.fingers = Some(LineEdit::line(""));
        }
        self.given.push((gap.id.clone(), self.scale, value));
        let said = self.go_on(ctx);
        Outcome::Many(vec![edit.into(), said.map_or(Outcome::Stay, Outcome::Say)])
    }

    /// A score that is gone again was undone: the cursor goes back to its cell, so that the right digit goes there too.
    pub(super) fn back_to_what_was_undone(&mut self, ctx: &Ctx) {
        let Some((id, scale, value)) = self.given.last() else { return };
        let here = ctx.session.gaps.get(id).and_then(|gap| score(gap, *scale));
        if here == Some(*value) {
            return;
        }
        if let Some((id, scale, _)) = self.given.pop() {
            self.gap = Some(id);
            self.scale = scale;
        }
    }

    /// The cell after this one; a sentence when a scale or everything is through. Gaps that are not scored are passed.
    pub(super) fn go_on(&mut self, ctx: &Ctx) -> Option<String> {
        let gaps = live(ctx.session);
        let at = self.gap.as_ref().and_then(|id| gaps.iter().position(|gap| gap.id == *id))?;
        let wanted = self.wanted(&gaps, ctx);
        let first = *wanted.first()?;
        let next = wanted.iter().copied().find(|other| *other > at);
        let last_scale = self.scale == Scale::Cost;
        self.scroll.free = false;
        // The score being set is not in the session yet: the cell in hand counts as given.
        let open = wanted.iter().any(|i| {
            Scale::ALL
                .into_iter()
                .any(|scale| score(gaps[*i], scale).is_none() && !(*i == at && scale == self.scale))
        });
        if !open && next.is_none() && last_scale {
            // Tab means the board again.
            self.fingers = None;
            return Some(match self.only {
                Some(_) => format!(
                    "{} their four scores. Tab shows the board.",
                    text::plural(wanted.len(), "gap has", "gaps have")
                ),
                None => "Every gap has its four scores. Tab shows the board.".to_owned(),
            });
        }
        match (self.across, next, last_scale) {
            (false, Some(next), _) => self.take(&gaps[next].id),
            (true, _, false) => self.scale = step(self.scale, 1),
            (true, Some(next), true) => {
                self.scale = Scale::Impact;
                self.take(&gaps[next].id);
            }
            (false, None, false) => {
                self.scale = step(self.scale, 1);
                self.take(&gaps[first].id);
                let text = words(self.scale, ctx);
                return Some(format!("Now {}: {}", text.label.to_lowercase(), text.question));
            }
            (_, None, true) => {
                return Some("Some scores are still open: each shows as a dot.".to_owned());
            }
        }
        None
    }

    fn clear(&mut self, ctx: &Ctx) -> Outcome {
        let Some(gap) = self.current(ctx) else { return Outcome::Stay };
        let shown = !votes(gap, self.scale).is_empty() || shown_twice(gap, self.scale);
        if score(gap, self.scale).is_none() && !shown {
            return Outcome::Stay;
        }
        let mut edits = vec![score_edit(gap, self.scale, None)];
        if shown {
            edits.push(votes_edit(gap, self.scale, Vec::new(), false));
        }
        edit::many(format!("{} {} cleared", gap.id, self.scale.words()), edits).into()
    }

    /// Only so many gaps are scored from now on; the same key scores all again.
    fn turn_only(&mut self, ctx: &Ctx) -> Outcome {
        if self.only.take().is_some() {
            return Outcome::Say("All gaps are scored again.".to_owned());
        }
        let count = live(ctx.session).len();
        if count == 0 {
            return Outcome::Stay;
        }
        Ask::Text(TextAsk {
            title: "How many gaps are scored?".to_owned(),
            hint: format!(
                "Of {count}: those of the themes with the most dots, then the first of the list. The others stay \
                 in sight. t again scores all."
            ),
            text: count.min(8).to_string(),
            prose: false,
            private: false,
            key: "sort.only.how_many".to_owned(),
            purpose: Asker::Sort(Purpose::Only),
        })
        .into()
    }

    pub(super) fn only_given(&mut self, said: &str, ctx: &Ctx) -> Outcome {
        let gaps = live(ctx.session);
        let Some(most) = said.trim().parse::<usize>().ok().filter(|most| (1..=gaps.len()).contains(most))
        else {
            return Outcome::Warn(format!("A number from 1 to {}, please.", gaps.len()));
        };
        self.only = Some(most);
        let wanted = self.wanted(&gaps, ctx);
        let at = self.gap.as_ref().and_then(|id| wanted.iter().position(|at| gaps[*at].id == *id));
        if let (None, Some(first)) = (at, wanted.first()) {
            self.take(&gaps[*first].id);
        }
        let dots = gaps.iter().any(|gap| ctx.verdicts().gap(gap.id.as_str()).is_some_and(|gap| gap.dots > 0));
        let which = if dots { "those of the themes with the most dots" } else { "the first of the list" };
        Outcome::Say(format!("{} scored: {which}.", text::plural(most, "gap is", "gaps are")))
    }

    /// The places of the gaps that are scored, among the live ones.
    pub(super) fn wanted(&self, gaps: &[&Gap], ctx: &Ctx) -> Vec<usize> {
        let Some(most) = self.only else { return (0..gaps.len()).collect() };
        let verdicts = ctx.verdicts();
        // Where themes had as many dots, the run-off between them tells.
        let main = ctx.session.last_ballot(&Subject::Themes);
        let run_offs = main.map(|ballot| ctx.session.run_offs_of(ballot)).unwrap_or_default();
        let run_off = |gap: &Gap| {
            let of =
                |theme: &ThemeId| run_offs.iter().rev().find_map(|ballot| ballot.totals.get(theme.as_str()));
            gap.themes.iter().filter_map(of).copied().max().unwrap_or(0)
        };
        let dots = gaps.iter().map(|gap| {
            let given = verdicts.gap(gap.id.as_str()).map_or(0, |gap| gap.dots);
            given.saturating_mul(10_000).saturating_add(run_off(gap).min(9_999))
        });
        worth_scoring(&dots.collect::<Vec<_>>(), most)
    }

    /// Where the parts of the grid lie: the anchors of every scale stand whole, and nothing jumps between two scales.
    pub(super) fn grid(&self, ctx: &Ctx) -> layout::Grid {
        let want = |scale: &Scale| layout::anchors_want(ctx.area.width, &anchors(*scale, ctx));
        let most = Scale::ALL.iter().map(want).max().unwrap_or(0);
        layout::grid(ctx.area, self.fingers.is_some(), most)
    }

    pub(super) fn score_mouse(&mut self, kind: MouseEventKind, at: (u16, u16), ctx: &Ctx) -> Outcome {
        let grid = self.grid(ctx);
        let gaps = live(ctx.session);
        match kind {
            MouseEventKind::Down(MouseButton::Left) if grid.rows.contains(at.into()) => {
                let row = usize::from(at.1 - grid.rows.y);
                let Some(gap) = self.shown_rows(ctx, &grid, gaps.len()).nth(row).map(|i| gaps[i]) else {
                    return Outcome::Stay;
                };
                let id = gap.id.clone();
                match grid.scale_at(at.0) {
                    Some(scale) => {
                        self.scale = scale;
                        self.take(&id);
                        Outcome::Stay
                    }
                    None => self.click(&id, ctx),
                }
            }
            MouseEventKind::Down(MouseButton::Left) if grid.anchors.contains(at.into()) => {
                let chosen = self.current(ctx).and_then(|gap| score(gap, self.scale));
                let rects = layout::anchor_rows(grid.anchors, &anchors(self.scale, ctx), chosen);
                let number = rects.iter().zip(1..).find(|(rect, _)| rect.contains(at.into()));
                number.map_or(Outcome::Stay, |(_, number)| self.set(number, ctx))
            }
            MouseEventKind::ScrollDown | MouseEventKind::ScrollUp => {
                let from = self.shown_rows(ctx, &grid, gaps.len()).start;
                self.scroll.free = true;
                self.scroll.grid =
                    if kind == MouseEventKind::ScrollUp { from.saturating_sub(2) } else { from + 2 };
                Outcome::Stay
            }
            _ => Outcome::Stay,
        }
    }

    /// Which gaps the grid shows.
    pub(super) fn shown_rows(&self, ctx: &Ctx, grid: &layout::Grid, count: usize) -> std::ops::Range<usize> {
        let at = self.gap.as_ref().filter(|_| !self.scroll.free);
        let at = at.and_then(|id| live(ctx.session).iter().position(|gap| gap.id == *id));
        list::visible(count, at, usize::from(grid.rows.height), self.scroll.grid)
    }
}
