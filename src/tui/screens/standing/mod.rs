//! Standing: where the organisation stands, in five assessments answered with one digit each.
//!
//! ```text
//!  Basics 37%  ‹Phase 2 of 4›  Planning 25%  Readiness 42%  Pulse 3.7
//!
//!   2 Advice Givers                                     ██████───  6 of 12
//!   2 2.1 A listening tool or regular survey is in place            mostly
//! ▸ 1 2.2 Findings are analysed and shared regularly          now and then
//! ────────────────────────────────────────────────────────────────────────
//! Phase 2 of 4, Advice Givers.
//! Next moves: 2.2 Findings are analysed and shared regularly; …
//! ```
//!
//! Counts of people per level are typed in private and never shown here. It refuses to know the rules behind a result.

mod fingers;
mod page;
mod sheet;
#[cfg(test)]
mod tests;
mod view;

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, MouseButton, MouseEvent, MouseEventKind};
use sheet::Which;

use super::Screen;
use crate::room::Wish;
use crate::session::{Assessments, AssessmentsChange, Edit, Gap, List, Pulse, edit};
use crate::tui::ctx::Ctx;
use crate::tui::keymap::{Binding, Chord, Command, Hint, Layer};
use crate::tui::outcome::{Answer, Ask, Outcome, TextAsk};
use crate::tui::screens;

/// Its own commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmd {
    /// The statement before.
    Up,
    /// The statement after.
    Down,
    /// The first.
    Top,
    /// The last.
    Bottom,
    /// The next assessment.
    Next,
    /// The assessment before.
    Previous,
    /// The digit that is the answer; the next statement follows.
    Digit(u8),
    /// Not applicable, or open; the next statement follows.
    Open,
    /// Takes the answer back and stays.
    Clear,
    /// The next statement that has no answer.
    NextOpen,
    /// A gap of a "no" in the basics.
    MakeGap,
    /// Counts fingers.
    NewPulse,
    /// Corrects a count of fingers.
    Enter,
    /// Takes a count of fingers out.
    Remove,
    /// Counts the four corners.
    Corners,
}

impl Cmd {
    /// Whether it changes nothing in the session, so that it is there where the session is only read.
    pub const fn reads(self) -> bool {
        matches!(
            self,
            Self::Up | Self::Down | Self::Top | Self::Bottom | Self::Next | Self::Previous | Self::NextOpen
        )
    }
}

/// What it asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// Fingers; a reading to correct, or a new one.
    Fingers(Option<usize>),
    /// People in one corner, by level.
    Corner(usize),
}

const fn row(
    chords: &'static [Chord],
    name: &'static str,
    label: &'static str,
    command: Cmd,
    footer: u8,
) -> Binding {
    Binding { layer: Layer::Standing, chords, name, label, command: Command::Standing(command), footer }
}

/// Its keys.
pub const KEYS: &[Binding] = &[
    row(&[Chord::ch('0')], "standing.answer.0", "to 3 answer (basics: to 2)", Cmd::Digit(0), 1),
    row(&[Chord::ch('1')], "standing.answer.1", "answer 1", Cmd::Digit(1), 0),
    row(&[Chord::ch('2')], "standing.answer.2", "answer 2", Cmd::Digit(2), 0),
    row(&[Chord::ch('3')], "standing.answer.3", "answer 3", Cmd::Digit(3), 0),
    row(&[Chord::ch('-')], "standing.answer.open", "leave out, or open", Cmd::Open, 2),
    row(&[Chord::key(KeyCode::Tab), Chord::key(KeyCode::Right)], "standing.next", "next sheet", Cmd::Next, 3),
    row(&[Chord::ch('u')], "standing.open.next", "next open", Cmd::NextOpen, 5),
    row(&[Chord::ch('g')], "standing.gap", "gap of a “no”", Cmd::MakeGap, 6),
    row(&[Chord::ch('n')], "standing.pulse.new", "count fingers", Cmd::NewPulse, 7),
    row(&[Chord::ch('c')], "standing.corners", "four corners", Cmd::Corners, 4),
    row(&[Chord::key(KeyCode::Backspace)], "standing.answer.clear", "take the answer back", Cmd::Clear, 0),
    row(
        &[Chord::key(KeyCode::Enter), Chord::ch('e')],
        "standing.enter",
        "correct, or next statement",
        Cmd::Enter,
        8,
    ),
    row(&[Chord::ch('x'), Chord::key(KeyCode::Delete)], "standing.remove", "remove a count", Cmd::Remove, 9),
    row(
        &[Chord::key(KeyCode::BackTab), Chord::key(KeyCode::Left)],
        "standing.previous",
        "sheet before",
        Cmd::Previous,
        0,
    ),
    row(&[Chord::key(KeyCode::Up), Chord::ch('k')], "standing.up", "up", Cmd::Up, 0),
    row(&[Chord::key(KeyCode::Down), Chord::ch('j')], "standing.down", "down", Cmd::Down, 0),
    row(&[Chord::key(KeyCode::Home)], "standing.first", "first", Cmd::Top, 0),
    row(&[Chord::key(KeyCode::End)], "standing.last", "last", Cmd::Bottom, 0),
];

/// The screen's own state. Statements have no ids of their own: their place is fixed.
#[derive(Debug, Default)]
pub struct Standing {
    which: Which,
    at: [usize; 5],
    /// The sheet that was left for a count that is being asked for.
    back: Option<Which>,
    /// The first row that was drawn last.
    scroll: Cell<usize>,
}

impl Standing {
    fn place(&self) -> usize {
        self.at[self.which as usize]
    }

    fn select(&mut self, at: usize) {
        self.at[self.which as usize] = at;
    }

    /// How many statements or readings the sheet has.
    fn count(&self, ctx: &Ctx) -> usize {
        match self.which {
            Which::Pulse => ctx.session.assessments.pulse.len(),
            which => sheet::groups(which, ctx).iter().map(|group| group.items.len()).sum(),
        }
    }

    fn step(&mut self, by: isize, ctx: &Ctx) -> Outcome {
        let last = self.count(ctx).saturating_sub(1);
        self.select(self.place().saturating_add_signed(by).min(last));
        Outcome::Stay
    }

    fn go(&mut self, which: Which) -> Outcome {
        self.which = which;
        self.back = None;
        self.scroll.set(0);
        Outcome::Stay
    }

    /// Goes to the sheet a count belongs to, and knows the way back.
    fn go_to_count(&mut self, which: Which) {
        let from = self.which;
        self.go(which);
        self.back = Some(from);
    }

    /// What was asked got no answer: back to the sheet it was asked from.
    pub fn unanswered(&mut self) {
        if let Some(from) = self.back.take() {
            self.go(from);
        }
    }

    /// Answers and moves on; after the last statement it stays.
    fn digit(&mut self, digit: Option<u8>, on: bool, ctx: &Ctx) -> Outcome {
        if self.which == Which::Pulse {
            return Outcome::Say("n counts fingers: five counts, or everybody's number.".into());
        }
        if digit.is_some_and(|digit| digit > self.which.most()) {
            return Outcome::Say(format!("Here it is {}.", self.which.legend(ctx, usize::MAX)));
        }
        let at = self.place();
        let groups = sheet::groups(self.which, ctx);
        let Some(before) = sheet::item(&groups, at).map(|item| item.answer) else { return Outcome::Stay };
        if on {
            self.step(1, ctx);
        }
        if before == digit {
            return Outcome::Stay;
        }
        sheet::set(self.which, at, digit, ctx).into()
    }

    fn next_open(&mut self, ctx: &Ctx) -> Outcome {
        let groups = sheet::groups(self.which, ctx);
        let open: Vec<usize> = groups
            .iter()
            .flat_map(|group| &group.items)
            .enumerate()
            .filter(|(_, item)| item.answer.is_none())
            .map(|(at, _)| at)
            .collect();
        match open.iter().find(|at| **at > self.place()).or(open.first()) {
            Some(at) => {
                self.select(*at);
                Outcome::Stay
            }
            None => Outcome::Say("Every statement here has its answer.".into()),
        }
    }

    /// A gap whose title is the text of a basic; its two sentences, links and scores come in Gaps.
    fn make_gap(&self, ctx: &Ctx) -> Outcome {
        if self.which != Which::Basics {
            return Outcome::Say("Gaps come from the basics: Tab goes there.".into());
        }
        let groups = sheet::groups(self.which, ctx);
        let Some(item) = sheet::item(&groups, self.place()) else { return Outcome::Stay };
        if item.answer != Some(0) {
            return Outcome::Say("A “no” becomes a gap: answer 0 first.".into());
        }
        if let Some(gap) = ctx.session.gaps.iter().find(|gap| gap.title == item.text) {
            return Outcome::Say(format!("{} is made of it already.", gap.id));
        }
        let id = ctx.session.next_id::<Gap>();
        let gap = Gap { id: id.clone(), title: item.text.clone(), ..Gap::default() };
        Outcome::Many(vec![
            edit::many(format!("gap {id} of a basic"), vec![edit::add(gap)]).into(),
            Outcome::Say(format!("{id} made of it. Its two sentences and links wait in Gaps.")),
        ])
    }

    fn ask_fingers(reading: Option<usize>, ctx: &Ctx) -> Outcome {
        let stored = reading.and_then(|at| ctx.session.assessments.pulse.at(at));
        let text = stored.map_or_else(String::new, |reading| {
            fingers::counts(&reading.counts).map(|n| n.to_string()).join(" ")
        });
        Ask::Text(TextAsk {
            title: "How many fingers?".into(),
            hint: format!(
                "{}\nHow many showed 1 2 3 4 5: 2 5 4 3 0. Or everybody's number in one go: 3254412.",
                ctx.playbook.pulse.how
            ),
            text,
            prose: false,
            private: true,
            key: reading.map_or_else(|| "pulse.new".into(), |at| format!("pulse.{at}")),
            purpose: screens::Purpose::Standing(Purpose::Fingers(reading)),
        })
        .into()
    }

    fn ask_corner(corner: usize, ctx: &Ctx) -> Outcome {
        let Some(phase) = ctx.playbook.phases.phases.get(corner) else { return Outcome::Stay };
        let stored = ctx.session.assessments.phase.corner_poll.as_ref().and_then(|poll| poll.get(&phase.id));
        let text = stored.map_or_else(String::new, |row| {
            ["front_line", "manager", "executive"]
                .map(|level| row.get(level).copied().unwrap_or(0).to_string())
                .join(" ")
        });
        Ask::Text(TextAsk {
            title: format!("Corner {} of 4 · {}", corner + 1, phase.name),
            hint: format!(
                "{}\nHow many stand here: front line, managers, executives: 5 1 0. Only totals are shown.",
                phase.read_aloud
            ),
            text,
            prose: false,
            private: true,
            key: format!("corner.{}", phase.id),
            purpose: screens::Purpose::Standing(Purpose::Corner(corner)),
        })
        .into()
    }
}

/// All readings anew, as one step.
fn readings(label: &str, pulse: List<Pulse>) -> Outcome {
    edit::many(label, vec![Edit::Assessments(AssessmentsChange::pulse(pulse))]).into()
}

impl Screen for Standing {
    type Cmd = Cmd;
    type Purpose = Purpose;

    fn layer(&self) -> Layer {
        Layer::Standing
    }

    fn hint(&self, command: Cmd, _ctx: &Ctx) -> Hint {
        let pulse = self.which == Which::Pulse;
        match command {
            Cmd::Digit(0) if !pulse => {
                Hint::Words(if self.which.most() == 2 { "to 2 answer" } else { "to 3 answer" })
            }
            Cmd::Open if !pulse => {
                Hint::Words(if self.which == Which::Basics { "leave out" } else { "leave open" })
            }
            Cmd::Digit(_) | Cmd::Open | Cmd::NextOpen | Cmd::Clear => Hint::when(!pulse),
            Cmd::MakeGap => Hint::when(self.which == Which::Basics),
            Cmd::Corners => Hint::when(self.which == Which::Phase),
            Cmd::Enter if pulse => Hint::Words("correct it"),
            Cmd::Remove if pulse => Hint::Words("remove it"),
            Cmd::Enter | Cmd::Remove => Hint::Silent,
            _ => Hint::AsNamed,
        }
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Outcome {
        match command {
            Cmd::Up => self.step(-1, ctx),
            Cmd::Top => self.step(isize::MIN, ctx),
            Cmd::Bottom => self.step(isize::MAX, ctx),
            Cmd::Next => self.go(self.which.step(1)),
            Cmd::Previous => self.go(self.which.step(-1)),
            Cmd::Digit(digit) => self.digit(Some(digit), true, ctx),
            Cmd::Open => self.digit(None, true, ctx),
            Cmd::NextOpen => self.next_open(ctx),
            Cmd::MakeGap => self.make_gap(ctx),
            Cmd::NewPulse => {
                self.go_to_count(Which::Pulse);
                Self::ask_fingers(None, ctx)
            }
            Cmd::Enter if self.which == Which::Pulse => {
                let at = Some(self.place()).filter(|at| *at < self.count(ctx));
                Self::ask_fingers(at, ctx)
            }
            Cmd::Down | Cmd::Enter => self.step(1, ctx),
            Cmd::Remove if self.which == Which::Pulse => {
                let mut pulse = ctx.session.assessments.pulse.clone();
                match pulse.take(self.place()) {
                    Some(_) => Outcome::Many(vec![
                        readings("pulse removed", pulse),
                        Outcome::Say("Removed. Ctrl-Z brings it back.".into()),
                    ]),
                    None => Outcome::Stay,
                }
            }
            Cmd::Clear | Cmd::Remove => match self.digit(None, false, ctx) {
                Outcome::Edit(edit) => Outcome::Many(vec![
                    edit.into(),
                    Outcome::Say("Answer removed. Ctrl-Z brings it back.".into()),
                ]),
                other => other,
            },
            Cmd::Corners => {
                self.go_to_count(Which::Phase);
                Self::ask_corner(0, ctx)
            }
        }
    }

    fn answer(&mut self, purpose: Purpose, answer: Answer, ctx: &Ctx) -> Outcome {
        let Answer::Text(typed) = answer else { return Outcome::Stay };
        match purpose {
            Purpose::Fingers(reading) => {
                let counts = match fingers::counted(&typed) {
                    Ok(counts) => counts,
                    Err(why) => return Outcome::Warn(why),
                };
                self.back = None;
                let Assessments { pulse, .. } = &ctx.session.assessments;
                let mut pulse = pulse.clone();
                if let Some(stored) = reading.and_then(|at| pulse.at_mut(at)) {
                    stored.counts = fingers::table(counts);
                    return readings("pulse corrected", pulse);
                }
                pulse.push(Pulse {
                    at: Some(ctx.now.moment()),
                    question: ctx.playbook.pulse.question.clone(),
                    counts: fingers::table(counts),
                    ..Pulse::default()
                });
                self.select(pulse.len() - 1);
                readings("pulse counted", pulse)
            }
            Purpose::Corner(corner) => {
                let next = if corner < 3 { Self::ask_corner(corner + 1, ctx) } else { Outcome::Stay };
                if typed.trim().is_empty() {
                    return next;
                }
                let Some(phase) = ctx.playbook.phases.phases.get(corner) else { return Outcome::Stay };
                match fingers::levels(&typed) {
                    Some(counts) => {
                        self.back = None;
                        Outcome::Many(vec![sheet::set_corner(&phase.id, counts, ctx).into(), next])
                    }
                    None => Outcome::Warn("Three numbers: front line, managers, executives. 5 1 0".into()),
                }
            }
        }
    }

    fn opened(&mut self, ctx: &Ctx) {
        if let Some(which) = ctx.kept.get("standing.sheet").and_then(|name| Which::from_name(name)) {
            self.which = which;
        }
    }

    fn keep(&self) -> Vec<(String, Option<String>)> {
        let name = (self.which != Which::Basics).then(|| self.which.name().to_owned());
        vec![("standing.sheet".to_owned(), name)]
    }

    fn settle(&mut self, ctx: &Ctx) {
        let last = self.count(ctx).saturating_sub(1);
        self.select(self.place().min(last));
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        match mouse.kind {
            MouseEventKind::ScrollDown => return self.step(1, ctx),
            MouseEventKind::ScrollUp => return self.step(-1, ctx),
            MouseEventKind::Down(MouseButton::Left) => {}
            _ => return Outcome::Ignored,
        }
        let places = view::places(self.which, ctx);
        let (x, y) = (mouse.column, mouse.row);
        let tab = view::tabs(&places, ctx).into_iter().find(|(_, _, rect)| rect.contains((x, y).into()));
        if let Some((which, ..)) = tab {
            return self.go(which);
        }
        let page = page::statements(self.which, ctx, places.list.width);
        let start = page.start(Some(self.place()), places.list.height, self.scroll.get());
        let Some(at) = page.hit(places.list, start, x, y) else { return Outcome::Stay };
        if at == self.place() && self.which == Which::Pulse {
            return Self::ask_fingers(Some(at), ctx);
        }
        self.select(at);
        Outcome::Stay
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        view::draw(self, buf, ctx);
        None
    }

    fn wish(&self, _ctx: &Ctx) -> Wish {
        match self.which {
            Which::Phase => Wish::Corners,
            Which::Pulse => Wish::Pulse,
            _ => Wish::Block,
        }
    }

    fn headline(&self, ctx: &Ctx) -> String {
        let groups = sheet::groups(self.which, ctx);
        let all = groups.iter().flat_map(|group| &group.items);
        let open = all.clone().filter(|item| item.answer.is_none()).count();
        match (self.which, all.count()) {
            (Which::Pulse, _) => "Pulse".into(),
            (which, count) if open > 0 => format!("{} · {} of {count}", which.name(), count - open),
            (which, _) => which.name().into(),
        }
    }
}
