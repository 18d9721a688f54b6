//! Numbers as lengths: a bar with its label and number, a gauge, and a small histogram. The number is always written.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::put::{narrow, put, put_clipped, put_right};
use crate::text;
use crate::tui::look::{BarTint, Look};

/// One row: a label of `label_width` cells, the bar, the number in words at the right.
#[derive(Debug, Clone, Copy)]
pub struct Bar<'a> {
    pub label: &'a str,
    pub label_width: u16,
    pub value: u64,
    pub most: u64,
    /// How the number is written: `3.4`, `12 of 20`.
    pub number: &'a str,
    pub tint: BarTint,
}

impl Bar<'_> {
    /// Draws into the first row of `rect`. Where there is no room the bar goes first, then the label.
    pub fn draw(&self, buf: &mut Buffer, rect: Rect, look: &Look) {
        let rect = rect.intersection(buf.area);
        if rect.is_empty() {
            return;
        }
        let number = put_right(buf, rect, self.number, look.text());
        let room = usize::from(rect.width).saturating_sub(number + 1);
        let label = usize::from(self.label_width).min(room);
        put_clipped(buf, rect.x, rect.y, label, self.label, look.text());
        let length = room.saturating_sub(label + 1);
        let start = rect.x + narrow(label + 1);
        if length > 0 {
            gauge(buf, Rect::new(start, rect.y, narrow(length), 1), self.value, self.most, self.tint, look);
        }
    }
}

/// Fills `value` of `most` of the first row of `rect`, in eighths of a cell where the terminal can draw them.
pub fn gauge(buf: &mut Buffer, rect: Rect, value: u64, most: u64, tint: BarTint, look: &Look) {
    let rect = rect.intersection(buf.area);
    if rect.is_empty() {
        return;
    }
    let marks = look.marks();
    let parts = marks.eighths.len() as u64 + 1;
    let whole = u64::from(rect.width) * parts;
    let filled = if most == 0 { 0 } else { scaled(value.min(most), whole, most) };
    for (cell, x) in (0_u64..).zip(rect.left()..rect.right()) {
        let here = filled.saturating_sub(cell * parts).min(parts);
        let (mark, style) = match usize::try_from(here).unwrap_or(0) {
            0 => (marks.rail, look.bar(BarTint::Rail)),
            some if here == parts => (if some > 0 { marks.full } else { marks.rail }, look.bar(tint)),
            some => (marks.eighths[some - 1], look.bar(tint)),
        };
        buf[(x, rect.y)].set_symbol(mark).set_style(style);
    }
}

/// How often each answer was given, as columns; the counts stand below where there is a second row, in the order given.
/// Each answer takes `step` cells.
pub fn histogram(buf: &mut Buffer, rect: Rect, counts: &[u32], step: u16, tint: BarTint, look: &Look) {
    let rect = rect.intersection(buf.area);
    let most = u64::from(counts.iter().copied().max().unwrap_or(0));
    if rect.is_empty() || step == 0 {
        return;
    }
    let rows = rect.height.saturating_sub(1).max(1);
    let steps = look.marks().steps;
    let per_cell = steps.len() as u64;
    for (count, x) in counts.iter().zip((rect.left()..rect.right()).step_by(usize::from(step))) {
        let whole = u64::from(rows) * per_cell;
        let height = if most == 0 { 0 } else { scaled(u64::from(*count), whole, most) };
        for row in 0..rows {
            let here = height.saturating_sub(u64::from(row) * per_cell).min(per_cell);
            let Some(mark) = usize::try_from(here).ok().and_then(|here| steps.get(here.checked_sub(1)?))
            else {
                continue;
            };
            put(buf, x, rect.y + rows - 1 - row, 1, mark, look.bar(tint));
        }
        if rect.height > 1 {
            let number = count.to_string();
            let room = usize::from(step.min(rect.right() - x));
            if text::width(&number) <= room {
                put(buf, x, rect.bottom() - 1, room, &number, look.soft());
            }
        }
    }
}

/// `value / most` of `whole`, rounded half up; something is never drawn as nothing.
fn scaled(value: u64, whole: u64, most: u64) -> u64 {
    let length = (u128::from(value) * u128::from(whole) * 2 + u128::from(most)) / (u128::from(most) * 2);
    u64::try_from(length).unwrap_or(whole).max(u64::from(value > 0)).min(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::look::{Depth, Glyphs, Theme};

    fn row(buf: &Buffer, y: u16) -> String {
        (buf.area.left()..buf.area.right()).map(|x| buf[(x, y)].symbol()).collect()
    }

    #[test]
    fn a_bar_has_its_label_and_its_number() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 20, 1));
        let area = buf.area;
        let bar = Bar {
            label: "Listen",
            label_width: 6,
            value: 5,
            most: 8,
            number: "5 of 8",
            tint: BarTint::Plain,
        };
        bar.draw(&mut buf, area, &Look::default());
        assert_eq!(row(&buf, 0), "Listen ███▊── 5 of 8");
        let plain = Look::new(Theme::Light, Depth::None, Glyphs::Ascii);
        bar.draw(&mut buf, area, &plain);
        assert_eq!(row(&buf, 0), "Listen ####.. 5 of 8");
    }

    #[test]
    fn a_histogram_shows_each_answer_with_its_count() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 9, 2));
        let area = buf.area;
        histogram(&mut buf, area, &[0, 1, 4, 2, 0], 2, BarTint::Plain, &Look::default());
        assert_eq!(row(&buf, 0), "  ▂ █ ▄  ");
        assert_eq!(row(&buf, 1), "0 1 4 2 0");
    }
}
