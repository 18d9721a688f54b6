//! The room reads an evidence item together: its minutes in large digits, and one key that records it (the handbook, R5).
//! Nothing here names anybody, so the room may see it. Leaving lets the timer go on and records nothing.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use super::sheet::{Sheet, push_back};
use super::{Cmd, Overlay, Reply};
use crate::session::{Evidence, EvidenceChange, EvidenceId, edit};
use crate::tui::ctx::Ctx;
use crate::tui::keymap::Layer;
use crate::tui::outcome::{Ask, Outcome};
use crate::tui::timer::{TimerChange, Urgency, minutes_and_seconds};
use crate::tui::widgets::big;
use crate::tui::widgets::put::{put_clipped, put_wrapped};

/// Under this name it is kept which item is being read.
const KEPT: &str = "reading";
/// Minutes for an item that does not say how long it takes.
const MINUTES: u32 = 5;
const WIDTH: u16 = 52;

/// The reading of one item.
#[derive(Debug)]
pub struct Reading {
    item: EvidenceId,
}

impl Reading {
    /// The item whose reading this is.
    pub fn new(item: EvidenceId) -> Self {
        Self { item }
    }

    fn sheet(headline: &str) -> Sheet<'_> {
        Sheet {
            title: "Reading together",
            private: false,
            hint: headline,
            typed: false,
            width: WIDTH,
            rows: big::HEIGHT + 4,
        }
    }
}

/// Opens it and starts the timer with the item's minutes; a reading that was left is come back to as it is.
pub fn begin(item: &Evidence, ctx: &Ctx) -> Outcome {
    let open = Outcome::Ask(Ask::Reading(item.id.clone()));
    let goes_on = ctx.kept.get(KEPT).is_some_and(|kept| kept == item.id.as_str());
    if goes_on && ctx.timer.left(&ctx.now).is_some() {
        return open;
    }
    let minutes = item.reading_minutes.filter(|minutes| *minutes > 0).unwrap_or(MINUTES).min(600);
    let kept = Outcome::Keep(KEPT.into(), Some(item.id.to_string()));
    Outcome::Many(vec![Outcome::Timer(TimerChange::Start(minutes)), kept, open])
}

impl Overlay for Reading {
    fn layer(&self) -> Layer {
        Layer::Reading
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Reply {
        match command {
            Cmd::Leave => Reply::Close,
            Cmd::Accept => {
                let change = EvidenceChange::read_in_room_at(Some(ctx.now.moment()));
                Reply::CloseAnd(Outcome::Many(vec![
                    edit::change::<Evidence>(&self.item, change).into(),
                    Outcome::Timer(TimerChange::Stop),
                    Outcome::Keep(KEPT.into(), None),
                    Outcome::Say(format!("{} read together: everybody has had it now.", self.item)),
                ]))
            }
            Cmd::Toggle => Reply::Do(Outcome::Timer(TimerChange::Toggle(MINUTES))),
            Cmd::More => Reply::Do(Outcome::Timer(TimerChange::Add(1))),
            Cmd::Less => Reply::Do(Outcome::Timer(TimerChange::Add(-1))),
            _ => Reply::Stay,
        }
    }

    fn key(&mut self, _key: KeyEvent, _ctx: &Ctx) -> Reply {
        Reply::Stay
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Reply {
        let headline = ctx.session.get::<Evidence>(&self.item).map_or("", |item| item.title.as_str());
        let list = Self::sheet(headline).places(ctx.area).list;
        let digits = Rect { height: list.height.min(big::HEIGHT), ..list };
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) if digits.contains((mouse.column, mouse.row).into()) => {
                self.command(Cmd::Toggle, ctx)
            }
            _ => Reply::Stay,
        }
    }

    fn ticks(&self) -> bool {
        true
    }

    fn gone(&self, ctx: &Ctx) -> bool {
        !ctx.session.evidence.has(&self.item)
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        let look = ctx.look;
        let item = ctx.session.get::<Evidence>(&self.item)?;
        push_back(buf, ctx.area, look);
        let list = Self::sheet(&item.title).draw(buf, ctx.area, look).list;
        let left = ctx.timer.left(&ctx.now);
        let (word, style) = match (left, ctx.timer.urgency(&ctx.now)) {
            (None, _) => ("off", look.soft()),
            _ if ctx.timer.is_paused() => ("paused", look.soft()),
            (_, Urgency::Calm) => ("silent reading", look.accent()),
            (_, Urgency::Soon) => ("nearly done", look.warn()),
            (_, Urgency::Last) => ("last moments", look.bad()),
            (_, Urgency::Over) => ("over", look.bad()),
        };
        let digits = Rect { height: list.height.min(big::HEIGHT), ..list };
        let used = big::draw(buf, digits, &minutes_and_seconds(left.unwrap_or(0)), style, look);
        let x = digits.x + used + 3;
        if x < digits.right() && digits.height > 0 {
            let y = digits.y + digits.height.min(2) - 1;
            put_clipped(buf, x, y, usize::from(digits.right() - x), word, style);
        }
        let below = list.height.saturating_sub(digits.height + 1);
        let rest = Rect { y: list.bottom() - below, height: below, ..list };
        put_wrapped(
            buf,
            rest,
            "Everybody reads, also those who know it. Enter when the room has read it.",
            look.text(),
        );
        None
    }
}
