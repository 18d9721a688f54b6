//! Draws a count under its band: the line, what it means, the options with their numbers, what was typed before.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Count, Way, read, slip_at, slips};
use crate::rules::dots;
use crate::session::Ballot;
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::overlays::pile;
use crate::tui::overlays::sheet::{Sheet, push_back};
use crate::tui::widgets::list::{scrollbar, visible};
use crate::tui::widgets::put::{fill, put, put_clipped, put_right};

/// From this width of the list on, the options stand in two columns.
const TWO_COLUMNS: u16 = 60;

impl Count {
    fn title(&self, ballot: &Ballot, ctx: &Ctx) -> String {
        let left = self.closes_at_ms.saturating_sub(ctx.now.awake_ms).div_ceil(1000);
        let what = match (self.way, self.at) {
            (Way::Slips, None) if slips(ballot) >= usize::try_from(ballot.voters).unwrap_or(usize::MAX) => {
                format!("All {} ballots are in", ballot.voters)
            }
            (Way::Slips, None) => format!("Ballot {} of {}", slips(ballot) + 1, ballot.voters),
            (Way::Slips, Some(at)) => format!("Ballot {} again", at + 1),
            (Way::Totals, at) => format!("Dots for number {}", at.unwrap_or(0) + 1),
        };
        match self.pile(ballot, ctx).filter(|_| self.way == Way::Slips) {
            Some(level) => format!("{what} · {} · closes in {left} s", pile::word(&level)),
            None => format!("{what} · closes in {left} s"),
        }
    }

    /// What the line means, checked while it is typed.
    fn meaning(&self, ballot: &Ballot, ctx: &Ctx) -> (String, bool) {
        if let Some(why) = &self.refused {
            return (why.clone(), false);
        }
        let typed = self.line.text();
        match self.way {
            Way::Totals => {
                let id = self.at.and_then(|at| ballot.choices().get(at).cloned()).unwrap_or_default();
                (
                    format!("{} · at most {}", ctx.session.option_name(&ballot.subject, &id), ballot.most()),
                    true,
                )
            }
            Way::Slips if typed.trim().is_empty() => {
                let words = text::plural(usize::try_from(ballot.dots_each).unwrap_or(0), "dot", "dots");
                (format!("The numbers that have a dot, {words}: 1 4 4"), true)
            }
            Way::Slips => match read(typed, ballot) {
                Err(why) => (why, false),
                Ok(dots) => {
                    let sum: u32 = dots.iter().sum();
                    let names: Vec<String> = ballot
                        .choices()
                        .iter()
                        .zip(&dots)
                        .filter(|(_, n)| **n > 0)
                        .map(|(id, n)| {
                            let name = ctx.session.option_name(&ballot.subject, id);
                            let short = text::clip_words(&name, 24).into_owned();
                            if *n > 1 { format!("{short} {}{n}", ctx.look.marks().times) } else { short }
                        })
                        .collect();
                    (format!("{sum} of {} dots: {}", ballot.dots_each, names.join(" · ")), true)
                }
            },
        }
    }

    fn sheet<'a>(ballot: &Ballot, title: &'a str) -> Sheet<'a> {
        let rows = ballot.choices().len().saturating_add(3);
        Sheet {
            title,
            private: true,
            hint: "",
            typed: true,
            width: 76,
            rows: u16::try_from(rows).unwrap_or(u16::MAX),
        }
    }

    fn options(&self, buf: &mut Buffer, rect: Rect, ballot: &Ballot, ctx: &Ctx) {
        let look = ctx.look;
        let choices = ballot.choices();
        let counts = self.way == Way::Totals;
        let columns = if !counts && choices.len() > usize::from(rect.height) && rect.width >= TWO_COLUMNS {
            2
        } else {
            1
        };
        let rows = choices.len().div_ceil(columns);
        let shown = visible(rows, self.at.filter(|_| counts), usize::from(rect.height), 0);
        scrollbar(buf, rect, rows, &shown, look);
        let wide = rect.width / u16::try_from(columns).unwrap_or(1);
        for column in 0..columns {
            for (row, y) in shown.clone().zip(rect.top()..rect.bottom()) {
                let at = column * rows + row;
                let Some(id) = choices.get(at) else { continue };
                let x = rect.x + wide * u16::try_from(column).unwrap_or(0);
                let room = usize::from(wide.saturating_sub(2));
                let here = counts && self.at == Some(at);
                let style = if here { look.selected() } else { look.text() };
                if here {
                    fill(buf, Rect::new(x, y, wide.saturating_sub(1), 1), style);
                }
                let number = if here { style } else { look.accent() };
                put(buf, x, y, room, &format!("{:>2}", at + 1), number);
                let name = ctx.session.option_name(&ballot.subject, id);
                put_clipped(buf, x + 3, y, room.saturating_sub(if counts { 9 } else { 3 }), &name, style);
                if counts && let Some(n) = ballot.totals.get(id) {
                    put_right(buf, Rect::new(x, y, wide.saturating_sub(3), 1), &n.to_string(), style);
                }
            }
        }
    }

    /// What was typed before, and the books.
    fn foot(&self, buf: &mut Buffer, row: Rect, ballot: &Ballot, ctx: &Ctx) {
        let look = ctx.look;
        let books = dots::books(ballot.counted(), ballot.all_dots());
        let used = put_right(buf, Rect { width: row.width.saturating_sub(2), ..row }, &books, look.soft());
        if self.way == Way::Slips {
            let count = slips(ballot);
            let last: Vec<String> = (count.saturating_sub(3)..count)
                .filter_map(|at| slip_at(ballot, at))
                .map(|(_, words)| if words.is_empty() { "blank".to_owned() } else { words })
                .collect();
            if !last.is_empty() {
                let words = format!("Before: {}", last.join("  |  "));
                put_clipped(
                    buf,
                    row.x,
                    row.y,
                    usize::from(row.width).saturating_sub(used + 4),
                    &words,
                    look.soft(),
                );
            }
        }
    }

    /// Draws it; gives the cursor's place.
    pub(super) fn draw(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        let look = ctx.look;
        push_back(buf, ctx.area, look);
        let ballot = self.ballot(ctx)?;
        let title = self.title(ballot, ctx);
        let places = Self::sheet(ballot, &title).draw(buf, ctx.area, look);
        let cursor = self.line.view(buf, places.typed, look, true);
        let list = places.list;
        let (words, well) = self.meaning(ballot, ctx);
        let style = if well { look.soft() } else { look.warn() };
        put_clipped(buf, list.x, list.y, usize::from(list.width), &words, style);
        let options = Rect { y: list.y + 1, height: list.height.saturating_sub(2), ..list };
        self.options(buf, options, ballot, ctx);
        if list.height > 1 {
            self.foot(buf, Rect { y: list.bottom() - 1, height: 1, ..list }, ballot, ctx);
        }
        cursor
    }
}
