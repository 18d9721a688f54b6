//! The score grid: its cursor, a digit and on, and the fingers of the room. What a number means is the playbook's
//! matter, what follows from four of them the rules'.

use ratatui::crossterm::event::{MouseButton, MouseEventKind};

use super::keys::Cmd;
use super::{Purpose, Sort, layout, live};
use crate::playbook;
use crate::rules::lanes::{Fingers, Scale, fingers};
use crate::session::{Edit, Gap, GapChange, GapId, ScoreVotes, edit};
use crate::tui::ctx::Ctx;
use crate::tui::outcome::{Ask, Outcome, TextAsk};
use crate::tui::screens::Purpose as Asker;
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
    match band {
        Some(band) => format!("{band}: {text}"),
        None => text.to_owned(),
    }
}

/// The place of a scale among the four.
pub fn place(scale: Scale) -> usize {
    Scale::ALL.into_iter().position(|other| other == scale).unwrap_or(0)
}

fn step(scale: Scale, by: isize) -> Scale {
    Scale::ALL[place(scale).saturating_add_signed(by).min(3)]
}

fn score_edit(gap: &Gap, scale: Scale, value: Option<u8>) -> Edit {
    let mut scores = gap.scores.clone();
    match scale {
        Scale::Impact => scores.impact = value,
        Scale::Urgency => scores.urgency = value,
        Scale::Feasibility => scores.feasibility = value,
        Scale::Cost => scores.cost = value,
    }
    edit::change::<Gap>(&gap.id, GapChange::scores(scores))
}

fn votes_edit(gap: &Gap, scale: Scale, shown: Vec<u8>) -> Edit {
    let mut votes: ScoreVotes = gap.score_votes.clone().unwrap_or_default();
    match scale {
        Scale::Impact => votes.impact = shown,
        Scale::Urgency => votes.urgency = shown,
        Scale::Feasibility => votes.feasibility = shown,
        Scale::Cost => votes.cost = shown,
    }
    edit::change::<Gap>(&gap.id, GapChange::score_votes(Some(votes)))
}

/// Fingers as typed: `4 5 3 3 4 2`, `453342`, `4,5,3`. `None` where something else was typed.
pub fn read_fingers(said: &str) -> Option<Vec<u8>> {
    let mut shown = Vec::new();
    for c in said.chars() {
        match c {
            '1'..='5' => shown.push(u8::try_from(c.to_digit(10)?).ok()?),
            ' ' | ',' | ';' | '/' | '+' | '.' | '-' => {}
            _ => return None,
        }
    }
    (!shown.is_empty()).then_some(shown)
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
            Cmd::Fingers => return self.ask_fingers(ctx),
            _ => return Outcome::Ignored,
        }
        self.scroll.free = false;
        Outcome::Stay
    }

    fn grid_step(&mut self, by: isize, ctx: &Ctx) {
        let gaps = live(ctx.session);
        let at = self.gap.as_ref().and_then(|id| gaps.iter().position(|gap| gap.id == *id));
        if let Some(at) = list::step(gaps.len(), at, by) {
            self.take(&gaps[at].id);
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

    /// The cell after this one; a sentence when a scale or everything is through.
    fn go_on(&mut self, ctx: &Ctx) -> Option<String> {
        let gaps = live(ctx.session);
        let at = self.gap.as_ref().and_then(|id| gaps.iter().position(|gap| gap.id == *id))?;
        let last_gap = at + 1 == gaps.len();
        let last_scale = self.scale == Scale::Cost;
        self.scroll.free = false;
        // The score being set is not in the session yet: the cell in hand counts as given.
        let open = gaps.iter().enumerate().any(|(i, gap)| {
            Scale::ALL
                .into_iter()
                .any(|scale| score(gap, scale).is_none() && !(i == at && scale == self.scale))
        });
        if !open && last_gap && last_scale {
            return Some("Every gap has its four scores. Tab shows the board.".to_owned());
        }
        match (self.across, last_gap, last_scale) {
            (false, false, _) => self.take(&gaps[at + 1].id),
            (true, _, false) => self.scale = step(self.scale, 1),
            (true, false, true) => {
                self.scale = Scale::Impact;
                self.take(&gaps[at + 1].id);
            }
            (false, true, false) => {
                self.scale = step(self.scale, 1);
                self.take(&gaps[0].id);
                let text = words(self.scale, ctx);
                return Some(format!("Now {}: {}", text.label.to_lowercase(), text.question));
            }
            (_, true, true) => {
                return Some("Some scores are still open: each shows as a dot.".to_owned());
            }
        }
        None
    }

    fn clear(&mut self, ctx: &Ctx) -> Outcome {
        let Some(gap) = self.current(ctx) else { return Outcome::Stay };
        if score(gap, self.scale).is_none() && votes(gap, self.scale).is_empty() {
            return Outcome::Stay;
        }
        let mut edits = vec![score_edit(gap, self.scale, None)];
        if !votes(gap, self.scale).is_empty() {
            edits.push(votes_edit(gap, self.scale, Vec::new()));
        }
        edit::many(format!("{} {} cleared", gap.id, self.scale.words()), edits).into()
    }

    fn ask_fingers(&mut self, ctx: &Ctx) -> Outcome {
        let Some(gap) = self.current(ctx) else { return Outcome::Stay };
        let text = words(self.scale, ctx);
        let again =
            if votes(gap, self.scale).is_empty() { "" } else { " This is the second and last round." };
        Ask::Text(TextAsk {
            title: format!("{}: fingers for {}", gap.id, self.scale.words()),
            hint: format!("{} Type what everyone shows: 4 5 3 3 4 2.{again}", text.question),
            text: String::new(),
            prose: false,
            private: false,
            key: format!("sort.{}.fingers.{}", gap.id, self.scale.words()),
            purpose: Asker::Sort(Purpose::Fingers(gap.id.clone(), self.scale)),
        })
        .into()
    }

    /// The room has shown its fingers: votes and score in one step.
    pub(super) fn fingers_shown(&mut self, id: &GapId, scale: Scale, said: &str, ctx: &Ctx) -> Outcome {
        let Some(gap) = ctx.session.get::<Gap>(id) else { return Outcome::Stay };
        let shown = read_fingers(said);
        let Some((shown, result)) =
            shown.and_then(|shown| fingers(&shown, scale).map(|result| (shown, result)))
        else {
            return Outcome::Warn("Fingers are numbers from 1 to 5, as in 4 5 3 3 4 2.".to_owned());
        };
        if let Some(why) = ctx.read_only {
            return Outcome::Warn(format!("Read only: {why}"));
        }
        let Fingers { score, spread, discuss } = result;
        let second = fingers(votes(gap, scale), scale).is_some_and(|before| before.discuss);
        let label = format!("{id} {} {score}, from {} fingers", scale.words(), shown.len());
        let count = shown.len();
        let edit =
            edit::many(label, vec![score_edit(gap, scale, Some(score)), votes_edit(gap, scale, shown)]);
        if discuss && !second {
            let talk = result.sentence().unwrap_or_default().to_lowercase();
            return Outcome::Many(vec![edit.into(), Outcome::Say(format!("Spread {spread}: {talk}"))]);
        }
        let median = if discuss {
            format!("Spread {spread} again: two rounds are enough, the median {score} stands.")
        } else {
            format!("Median {score} of {count}, spread {spread}.")
        };
        let on = if self.gap.as_ref() == Some(id) && self.scale == scale { self.go_on(ctx) } else { None };
        let said = format!("{median} {}", on.unwrap_or_default());
        Outcome::Many(vec![edit.into(), Outcome::Say(said.trim_end().to_owned())])
    }

    pub(super) fn score_mouse(&mut self, kind: MouseEventKind, at: (u16, u16), ctx: &Ctx) -> Outcome {
        let grid = layout::grid(ctx.area);
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
                let texts = (1..=5).map(|n| anchor(self.scale, n, ctx)).collect::<Vec<_>>();
                let rects = layout::anchor_rows(grid.anchors, &texts);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingers_are_read_however_they_are_typed() {
        for said in ["4 5 3", "453", "4,5,3", " 4 / 5 - 3 "] {
            assert_eq!(read_fingers(said), Some(vec![4, 5, 3]), "{said}");
        }
        for said in ["", "4 6", "four", "4 0"] {
            assert_eq!(read_fingers(said), None, "{said}");
        }
    }
}
