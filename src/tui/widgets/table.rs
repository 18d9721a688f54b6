//! A plain table: a heading, columns as wide as they are told or as there is room for, numbers at the right, a pointer
//! at the selected row. Frames are left out; space separates.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::list::{scrollbar, visible};
use super::put::{fill, put, put_clipped, put_right};
use crate::tui::look::Look;

const GAP: u16 = 2;
const POINTER: u16 = 2;

/// How wide a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wide {
    Cells(u16),
    /// A part of what the fixed columns leave.
    Share(u16),
}

/// A column's heading and shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column<'a> {
    pub title: &'a str,
    pub wide: Wide,
    /// Numbers stand at the right.
    pub right: bool,
}

impl<'a> Column<'a> {
    pub const fn text(title: &'a str, wide: Wide) -> Column<'a> {
        Column { title, wide, right: false }
    }

    pub const fn number(title: &'a str, cells: u16) -> Column<'a> {
        Column { title, wide: Wide::Cells(cells), right: true }
    }
}

/// A table of `count` rows, scrolled so that the selected one is in view.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    pub columns: &'a [Column<'a>],
    pub count: usize,
    pub selected: Option<usize>,
    pub scroll: usize,
}

impl Table<'_> {
    /// Draws heading and visible rows; `cell(row, column)` gives a text and, if it has one, a colour of its own.
    /// Returns the rows that are visible; its start is the scroll to remember.
    pub fn draw<'t>(
        &self,
        buf: &mut Buffer,
        rect: Rect,
        look: &Look,
        cell: impl Fn(usize, usize) -> (Cow<'t, str>, Option<Style>),
    ) -> Range<usize> {
        let rect = rect.intersection(buf.area);
        if rect.is_empty() {
            return 0..0;
        }
        let places = places(self.columns, rect);
        for (column, place) in self.columns.iter().zip(&places) {
            put_aligned(buf, *place, column.right, column.title, look.soft());
        }
        let body = Rect { y: rect.y + 1, height: rect.height - 1, ..rect };
        let shown = visible(self.count, self.selected, usize::from(body.height), self.scroll);
        for (row, y) in shown.clone().zip(body.top()..body.bottom()) {
            let line = Rect { y, height: 1, ..rect };
            let chosen = self.selected == Some(row);
            if chosen {
                fill(buf, line, look.selected());
                put(buf, line.x, y, usize::from(line.width), look.marks().pointer, look.selected());
            }
            for (at, (column, place)) in self.columns.iter().zip(&places).enumerate() {
                let (text, own) = cell(row, at);
                let style = if chosen { look.selected() } else { own.unwrap_or_else(|| look.text()) };
                put_aligned(buf, Rect { y, ..*place }, column.right, &text, style);
            }
        }
        scrollbar(buf, body, self.count, &shown, look);
        shown
    }
}

/// The row under a cell of the screen.
pub fn row_at(rect: Rect, shown: &Range<usize>, x: u16, y: u16) -> Option<usize> {
    let row = shown.start + usize::from(y.checked_sub(rect.y + 1)?);
    (rect.contains((x, y).into()) && shown.contains(&row)).then_some(row)
}

fn put_aligned(buf: &mut Buffer, place: Rect, right: bool, text: &str, style: Style) {
    if right {
        put_right(buf, place, text, style);
    } else {
        put_clipped(buf, place.x, place.y, usize::from(place.width), text, style);
    }
}

/// Where the columns lie in the first row of `rect`; columns that find no room have no width.
fn places(columns: &[Column<'_>], rect: Rect) -> Vec<Rect> {
    let gaps = GAP.saturating_mul(u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX));
    let room = rect.width.saturating_sub(POINTER + 1).saturating_sub(gaps);
    let mut fixed = 0_u16;
    let mut shares = 0_u16;
    for column in columns {
        match column.wide {
            Wide::Cells(cells) => fixed = fixed.saturating_add(cells),
            Wide::Share(share) => shares = shares.saturating_add(share),
        }
    }
    let free = u32::from(room.saturating_sub(fixed));
    let end = rect.right().saturating_sub(1);
    let mut x = rect.x.saturating_add(POINTER).min(end);
    let mut places = Vec::with_capacity(columns.len());
    for column in columns {
        let wanted = match column.wide {
            Wide::Cells(cells) => cells,
            Wide::Share(share) => {
                u16::try_from(free * u32::from(share) / u32::from(shares.max(1))).unwrap_or(room)
            }
        };
        let width = wanted.min(end.saturating_sub(x));
        places.push(Rect::new(x, rect.y, width, 1));
        x = x.saturating_add(width).saturating_add(GAP).min(end);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_at_the_right_and_the_selected_row_has_a_pointer() {
        let area = Rect::new(0, 0, 24, 3);
        let mut buf = Buffer::empty(area);
        let columns = [Column::text("Gap", Wide::Share(1)), Column::number("Points", 6)];
        let table = Table { columns: &columns, count: 5, selected: Some(1), scroll: 0 };
        let rows = [("Outages", "9"), ("Bills nobody understands", "12")];
        let shown = table.draw(&mut buf, area, &Look::default(), |row, column| {
            let (title, points) = rows[row];
            (Cow::Borrowed(if column == 0 { title } else { points }), None)
        });
        let row = |y| (0..24).map(|x| buf[(x, y)].symbol()).collect::<String>();
        assert_eq!(row(0), "  Gap            Points ");
        assert_eq!(row(1), "  Outages             9▐");
        assert_eq!(row(2), "▸ Bills nobody…      12 ");
        assert_eq!(shown, 0..2);
        assert_eq!(row_at(area, &shown, 3, 2), Some(1));
        assert_eq!(row_at(area, &shown, 3, 0), None);
    }
}
