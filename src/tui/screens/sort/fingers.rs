//! The show of fingers: a line that stays open, gap after gap and scale after scale, so that a room is scored with
//! digits and Enter alone. What the fingers come to is the rules' matter; whose they are nobody asks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::board_view::narrow;
use super::keys::Cmd;
use super::scores::{score, score_edit, votes};
use super::{Sort, tint};
use crate::rules::lanes::{Fingers, Scale, fingers};
use crate::session::{Edit, Gap, GapChange, ScoreScale, ScoreVotes, edit};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::outcome::Outcome;
use crate::tui::widgets::line_edit::LineEdit;
use crate::tui::widgets::put::{put, put_wrapped};

/// What is said where the line is empty and nothing was shown yet.
const ASK: &str = "Type what everyone shows, as in 4 5 3 3 4 2, or the median alone.";

/// A scale as the file names it.
fn in_file(scale: Scale) -> ScoreScale {
    ScoreScale::from_word(scale.words())
}

/// Whether the room has shown its fingers for the second and last time.
pub fn shown_twice(gap: &Gap, scale: Scale) -> bool {
    gap.score_votes.as_ref().is_some_and(|votes| votes.second_round.contains(&in_file(scale)))
}

/// Whether the first show lay so far apart that a second one is due.
fn second_is_due(gap: &Gap, scale: Scale) -> Option<Fingers> {
    fingers(votes(gap, scale), scale).filter(|shown| shown.discuss && !shown_twice(gap, scale))
}

/// Keeps what was shown for a scale, and whether it was the second show; nothing at all leaves no trace.
pub fn votes_edit(gap: &Gap, scale: Scale, shown: Vec<u8>, second: bool) -> Edit {
    let mut votes: ScoreVotes = gap.score_votes.clone().unwrap_or_default();
    match scale {
        Scale::Impact => votes.impact = shown,
        Scale::Urgency => votes.urgency = shown,
        Scale::Feasibility => votes.feasibility = shown,
        Scale::Cost => votes.cost = shown,
    }
    votes.second_round.retain(|other| *other != in_file(scale));
    if second {
        votes.second_round.push(in_file(scale));
    }
    let kept = Some(votes).filter(|votes| *votes != ScoreVotes::default());
    edit::change::<Gap>(&gap.id, GapChange::score_votes(kept))
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

/// What was shown for this scale: “6 hands shown for impact, spread 3.”
pub fn shown_fingers(gap: &Gap, scale: Scale) -> Option<String> {
    let shown = votes(gap, scale);
    let result = fingers(shown, scale)?;
    let count = text::plural(shown.len(), "hand", "hands");
    let round = if shown_twice(gap, scale) { " in the second round" } else { "" };
    let talk = second_is_due(gap, scale).and_then(Fingers::sentence);
    let talk = talk.map(|sentence| format!(" {sentence}")).unwrap_or_default();
    Some(format!("{count} shown for {}{round}, spread {}.{talk}", scale.words(), result.spread))
}

impl Sort {
    /// Opens the line, or closes it.
    pub(super) fn turn_fingers(&mut self, ctx: &Ctx) -> Outcome {
        if self.current(ctx).is_none() {
            return Outcome::Stay;
        }
        self.fingers = Some(LineEdit::line(""));
        Outcome::Stay
    }

    pub(super) fn fingers_command(&mut self, command: Cmd, ctx: &Ctx) -> Outcome {
        match command {
            Cmd::Take => self.take_fingers(ctx),
            Cmd::Leave => {
                self.fingers = None;
                Outcome::Say("Fingers are off: digits score now. f opens them again.".into())
            }
            Cmd::Up | Cmd::Down | Cmd::Left | Cmd::Right => self.score_command(command, ctx),
            _ => Outcome::Ignored,
        }
    }

    /// The room has shown its fingers: votes and score in one step, and on to the next gap.
    fn take_fingers(&mut self, ctx: &Ctx) -> Outcome {
        let (Some(gap), Some(line)) = (self.current(ctx), self.fingers.as_ref()) else {
            return Outcome::Stay;
        };
        let (scale, said) = (self.scale, line.text().trim().to_owned());
        if said.is_empty() {
            if score(gap, scale).is_none() {
                return Outcome::Say(ASK.to_owned());
            }
            return self.go_on(ctx).map_or(Outcome::Stay, Outcome::Say);
        }
        let shown =
            read_fingers(&said).and_then(|shown| fingers(&shown, scale).map(|result| (shown, result)));
        let Some((shown, result)) = shown else {
            return Outcome::Warn("Fingers are numbers from 1 to 5, as in 4 5 3 3 4 2.".to_owned());
        };
        if let Some(why) = ctx.read_only {
            return Outcome::Warn(format!("Read only: {why}"));
        }
        if shown_twice(gap, scale) {
            let stands =
                score(gap, scale).map(|score| format!(": the median {score} stands")).unwrap_or_default();
            return Outcome::Warn(format!("Two rounds are enough{stands}. Ctrl-Z takes the last one back."));
        }
        let second = second_is_due(gap, scale).is_some();
        let Fingers { score, spread, discuss } = result;
        let count = shown.len();
        let (label, kept) = if count == 1 {
            (format!("{} {} {score}", gap.id, scale.words()), Vec::new())
        } else {
            (format!("{} {} {score}, from {count} fingers", gap.id, scale.words()), shown)
        };
        let edits = vec![score_edit(gap, scale, Some(score)), votes_edit(gap, scale, kept, second)];
        self.given.push((gap.id.clone(), scale, score));
        self.fingers = Some(LineEdit::line(""));
        let edit: Outcome = edit::many(label, edits).into();
        if discuss && !second {
            return Outcome::Many(vec![
                edit,
                Outcome::Say(format!("Spread {spread}: the line waits for it.")),
            ]);
        }
        let median = match (count, discuss) {
            (1, _) => format!("{score} it is."),
            (_, true) => format!("Spread {spread} again: two rounds are enough, the median {score} stands."),
            (_, false) => format!("{count} hands: median {score}, spread {spread}."),
        };
        let on = self.go_on(ctx).unwrap_or_default();
        Outcome::Many(vec![edit, Outcome::Say(format!("{median} {on}").trim_end().to_owned())])
    }

    /// What the line comes to, before Enter.
    fn foretold(&self, gap: &Gap, line: &LineEdit) -> String {
        let scale = self.scale;
        let said = line.text().trim();
        if said.is_empty() {
            return match (second_is_due(gap, scale), score(gap, scale)) {
                (Some(shown), stands) => {
                    let stands = stands.unwrap_or(shown.score);
                    let talk = shown.sentence().unwrap_or_default();
                    format!("Spread {}. {talk} Enter alone lets {stands} stand.", shown.spread)
                }
                (None, Some(stands)) => format!("{stands} stands. Enter goes on."),
                (None, None) => ASK.to_owned(),
            };
        }
        let shown = read_fingers(said);
        let result = shown.as_ref().and_then(|shown| fingers(shown, scale));
        let (Some(shown), Some(result)) = (shown, result) else {
            return "Fingers are numbers from 1 to 5.".to_owned();
        };
        if shown.len() == 1 {
            return format!("{} as the median. Enter takes it.", result.score);
        }
        let Fingers { score, spread, discuss } = result;
        let second = second_is_due(gap, scale).is_some();
        let talk = if discuss && !second { ": they will talk" } else { "" };
        let round = if second { "second round, " } else { "" };
        format!("{} hands, {round}median {score}, spread {spread}{talk}. Enter takes it.", shown.len())
    }

    /// The line and what it comes to; gives the cursor's place.
    pub(super) fn draw_fingers(&self, buf: &mut Buffer, ctx: &Ctx, area: Rect) -> Option<(u16, u16)> {
        let look = ctx.look;
        let (line, gap) = (self.fingers.as_ref()?, self.current(ctx)?);
        if area.is_empty() {
            return None;
        }
        let lane = ctx.verdicts().lane(gap.id.as_str());
        let mut x = area.x;
        x += narrow(put(buf, x, area.y, usize::from(area.width), gap.id.as_str(), look.lane(tint(lane)))) + 1;
        let room = usize::from(area.right().saturating_sub(x));
        let round = if second_is_due(gap, self.scale).is_some() { ", second round" } else { "" };
        let label = format!("fingers for {}{round} {}", self.scale.words(), look.marks().pointer);
        x += narrow(put(buf, x, area.y, room, &label, look.accent())) + 1;
        let input = Rect { x, y: area.y, width: area.right().saturating_sub(x), height: 1 };
        let cursor = line.view(buf, input, look, true);
        let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let due = second_is_due(gap, self.scale).is_some() && line.text().trim().is_empty();
        let style = if due { look.warn() } else { look.text() };
        put_wrapped(buf, below, &self.foretold(gap, line), style);
        cursor
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

    #[test]
    fn a_file_without_a_second_round_stays_as_it_was() {
        let file = r#"{"impact":[4,5],"cost":[2]}"#;
        let votes: ScoreVotes = serde_json::from_str(file).expect("votes");
        assert_eq!(serde_json::to_string(&votes).expect("written"), file);
        let gap = Gap { score_votes: Some(votes), ..Gap::default() };
        assert!(!shown_twice(&gap, Scale::Impact));
    }
}
