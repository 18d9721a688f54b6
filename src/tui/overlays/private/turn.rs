//! Whose turn it is in a round: front line first, executives last (the handbook, R4), and what became of each speaker.
//!
//! The round is kept beside the session, not in it; nothing of it is ever printed.

use smol_str::SmolStr;

use super::{name, named, person};
use crate::rules::verdicts::speaking_order;
use crate::session::{Moment, Person, Session};
use crate::tui::ctx::Ctx;
use crate::tui::overlays::page::{Row, Tone};

/// What became of a speaker in this round.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Spoke,
    Later,
    Passed,
}

impl Turn {
    const ALL: [(Turn, &'static str); 3] =
        [(Turn::Spoke, "spoke"), (Turn::Later, "later"), (Turn::Passed, "passed")];

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(turn, _)| *turn == self).map_or("", |(_, word)| word)
    }
}

/// A round: who is still to speak, in order, and who is through.
pub struct Round {
    pub queue: Vec<SmolStr>,
    done: Vec<(SmolStr, Turn)>,
    /// What happened, in order; kept as `P04:spoke P07:later`.
    pub log: Vec<(SmolStr, Turn)>,
}

impl Round {
    /// The round on a question, as far as it was kept, at this moment: who has left is not called any more, and nobody
    /// else's place changes by it.
    pub fn of(session: &Session, question: usize, kept: Option<&String>, now: &Moment) -> Self {
        let mut queue = speaking_order(session, question);
        let mut done = Vec::new();
        let mut log = Vec::new();
        for word in kept.map_or("", String::as_str).split(' ') {
            let Some((id, what)) = word.split_once(':') else { continue };
            let Some((turn, _)) = Turn::ALL.into_iter().find(|(_, word)| *word == what) else { continue };
            let Some(at) = queue.iter().position(|waiting| waiting == id) else { continue };
            let id = queue.remove(at);
            log.push((id.clone(), turn));
            match turn {
                Turn::Later => queue.push(id),
                turn => done.push((id, turn)),
            }
        }
        queue.retain(|id| !person(session, id).is_some_and(|person| person.has_left(now)));
        Self { queue, done, log }
    }

    /// What to remember of it.
    pub fn keep(&self) -> Option<String> {
        let words: Vec<String> = self.log.iter().map(|(id, turn)| format!("{id}:{}", turn.word())).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// Who waits, in order.
    pub fn waiting(&self, ctx: &Ctx, most: usize) -> Vec<Row> {
        let look = ctx.look.marks();
        let mut rows = vec![Row::heading("Speaking order, executives last")];
        if self.queue.is_empty() && self.done.is_empty() {
            let nobody = if ctx.session.people.iter().any(Person::takes_part) {
                "Everybody has left by now, so there is no order any more."
            } else {
                "Nobody is marked present on the roster, so there is no order yet."
            };
            rows.push(Row::soft(nobody));
            return rows;
        }
        if self.queue.is_empty() {
            rows.push(Row::Text(Tone::Good, "Everybody had a turn. Space begins the next round.".into()));
        }
        for (at, id) in self.queue.iter().take(most).enumerate() {
            let (mark, tone) = if at == 0 { (look.pointer, Tone::Accent) } else { (" ", Tone::Text) };
            let later = self.log.iter().any(|(known, turn)| known == id && *turn == Turn::Later);
            let what = if later { ", later" } else { "" };
            rows.push(Row::Pair(1, (tone, mark.into()), (tone, format!("{}{what}", named(ctx.session, id)))));
        }
        rows
    }

    /// Who is through, the last one first.
    pub fn through(&self, ctx: &Ctx, most: usize) -> Vec<Row> {
        let look = ctx.look.marks();
        let mut rows = Vec::new();
        if !self.done.is_empty() {
            rows.push(Row::heading(format!("Had a turn: {}", self.done.len())));
        }
        for (id, turn) in self.done.iter().rev().take(most) {
            let mark = if *turn == Turn::Spoke { look.tick } else { look.open };
            let words = format!("{}, {}", name(ctx.session, id), turn.word());
            rows.push(Row::Pair(1, (Tone::Soft, mark.into()), (Tone::Soft, words)));
        }
        rows
    }
}
