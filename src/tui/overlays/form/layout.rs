//! Where the fields of a card lie. The drawing and the mouse ask the same function.

use ratatui::layout::Rect;

use crate::text;
use crate::tui::forms::{Field, Kind};
use crate::tui::widgets::panel::{Panel, Side};
use crate::tui::widgets::put::wrapped_rows;

/// The rows a long value takes at most while it is only shown.
const MOST: u16 = 6;
/// The rows of the line of help below the fields, its rule included.
const FOOT: u16 = 3;
/// What stands left of a label.
pub const POINTER: u16 = 2;

/// One field on the screen.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// Its place in the card.
    pub index: usize,
    /// All its rows, pointer and label included.
    pub rect: Rect,
    /// How many of its rows are hidden above.
    pub above: u16,
}

/// The card on the screen.
#[derive(Debug)]
pub struct Layout {
    /// Where the sheet may lie.
    pub screen: Rect,
    /// Wanted size of the content.
    pub size: (u16, u16),
    /// The fields that can be seen.
    pub spots: Vec<Spot>,
    /// The columns of a label.
    pub label: u16,
    /// The help below.
    pub foot: Rect,
    /// The fields' part of the sheet.
    pub body: Rect,
    /// The first row that is shown, to remember.
    pub scroll: usize,
    /// All rows.
    pub rows: usize,
}

impl Layout {
    /// The field at a cell.
    pub fn at(&self, x: u16, y: u16) -> Option<usize> {
        self.spots.iter().find(|spot| spot.rect.contains((x, y).into())).map(|spot| spot.index)
    }

    /// Where the value of a field of this rectangle lies.
    pub fn value(&self, spot: Rect) -> Rect {
        let left = (POINTER + self.label + 2).min(spot.width);
        Rect { x: spot.x + left, width: (spot.width - left).saturating_sub(1), ..spot }
    }
}

/// The panel of a card.
pub fn panel(title: &str, private: bool, (width, height): (u16, u16)) -> Panel<'_> {
    Panel { title, band: private.then_some("NOT FOR THE ROOM"), side: Side::Centre, width, height }
}

/// The inside of that panel on this screen.
fn inside(panel: &Panel, screen: Rect) -> Rect {
    let place = panel.place(screen);
    let top = 1 + u16::from(panel.band.is_some());
    Rect::new(
        place.x + 2.min(place.width),
        (place.y + top).min(place.bottom()),
        place.width.saturating_sub(4),
        place.height.saturating_sub(top + 1),
    )
}

/// Lays out a card. `typing` is the field with the keyboard and the rows it wants at a width.
pub fn layout(
    fields: &[Field],
    cursor: usize,
    scroll: usize,
    area: Rect,
    private: bool,
    typing: Option<&dyn Fn(u16) -> u16>,
) -> Layout {
    let screen = Rect { y: area.y + 1.min(area.height), height: area.height.saturating_sub(2), ..area };
    let label = fields.iter().filter(|f| f.kind != Kind::Heading).map(|f| text::width(&f.label)).max();
    let label = u16::try_from(label.unwrap_or(0)).unwrap_or(0).clamp(6, 22);
    let most = screen.width.saturating_sub(if screen.width < 70 { 4 } else { 8 });
    let single = most.min(96);
    let heights = |width: u16| -> Vec<u16> {
        let room = width.saturating_sub(POINTER + label + 3).max(1);
        let rows = fields.iter().enumerate().map(|(i, field)| match (&field.kind, typing) {
            (Kind::Heading, _) => 1 + u16::from(i > 0),
            (_, Some(rows)) if i == cursor => rows(room).max(1),
            _ => wrapped_rows(&field.value, room, MOST).max(1),
        });
        rows.collect()
    };
    let chrome = 2 + u16::from(private) + FOOT;
    let room = screen.height.saturating_sub(chrome);
    let total = |heights: &[u16]| heights.iter().map(|h| usize::from(*h)).sum::<usize>();
    let mut width = single;
    let mut tall = heights(single);
    let mut columns = 1;
    if total(&tall) > usize::from(room) && most >= 120 {
        let half = (most.min(176) - 2) / 2;
        let halved = heights(half);
        if total(&halved).div_ceil(2) + 4 <= usize::from(room) {
            (width, tall, columns) = (half * 2 + 2, halved, 2);
        }
    }
    let rows = total(&tall);
    let split = if columns == 2 { split(&tall, fields, rows.div_ceil(2)) } else { fields.len() };
    let left = total(&tall[..split]);
    let wanted = left.max(rows - left);
    let height = u16::try_from(wanted).unwrap_or(u16::MAX).min(room);
    let size = (width, height + FOOT);
    let inner = inside(&panel("", private, size), screen);
    let foot_rows = FOOT.min(inner.height / 2);
    let body = Rect { height: inner.height - foot_rows, ..inner };
    let foot = Rect { y: body.bottom(), height: foot_rows, ..inner };
    let scroll = if columns == 2 { 0 } else { follow(&tall, cursor, scroll, usize::from(body.height)) };
    let mut spots = Vec::new();
    let column = if columns == 2 { (inner.width.saturating_sub(2)) / 2 } else { inner.width };
    for (range, x) in [(0..split, inner.x), (split..fields.len(), inner.x + column + 2)] {
        let (mut y, first) = (0_usize, range.start);
        for index in range {
            // A heading at the head of a column needs no blank above it.
            let height = usize::from(tall[index])
                - usize::from(
                    index == first && index > 0 && tall[index] == 2 && fields[index].kind == Kind::Heading,
                );
            let (top, bottom) = (y.max(scroll), (y + height).min(scroll + usize::from(body.height)));
            if top < bottom {
                let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
                let rect = Rect::new(x, body.y + cells(top - scroll), column, cells(bottom - top));
                spots.push(Spot { index, rect, above: cells(top - y) });
            }
            y += height;
        }
    }
    Layout { screen, size, spots, label, foot, body, scroll, rows: if columns == 2 { 0 } else { rows } }
}

/// Where the second column begins: at a heading near the middle, if there is one.
fn split(tall: &[u16], fields: &[Field], middle: usize) -> usize {
    let mut best = (usize::MAX, fields.len());
    let mut y = 0_usize;
    for (i, height) in tall.iter().enumerate() {
        let heading = fields[i].kind == Kind::Heading;
        let off = y.abs_diff(middle) + if heading { 0 } else { 4 };
        if i > 0 && off < best.0 {
            best = (off, i);
        }
        y += usize::from(*height);
    }
    best.1
}

/// The first row to show so that the field at the cursor is seen, moving as little as possible.
fn follow(tall: &[u16], cursor: usize, scroll: usize, room: usize) -> usize {
    let rows: usize = tall.iter().map(|h| usize::from(*h)).sum();
    let from: usize = tall.iter().take(cursor).map(|h| usize::from(*h)).sum();
    let to = from + usize::from(tall.get(cursor).copied().unwrap_or(1));
    // The heading above the first field of a part is shown with it.
    let from = from.saturating_sub(2);
    let scroll = scroll.min(rows.saturating_sub(room));
    if to > scroll + room { to - room } else { scroll.min(from) }
}
