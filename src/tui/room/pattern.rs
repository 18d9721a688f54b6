//! The test pattern for a projector: how many cells there are, which rows the back row can read, colours, box lines.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::look::{LaneTint, Look, StickyTint};
use crate::tui::widgets::put::{fill, put, put_centred, put_clipped, put_right};

/// As many rows as this on a usual wall can be read from the back of a room of 6 to 8 metres.
const READABLE_ROWS: u16 = 21;

/// ```text
/// ╭──────────────────────────────────────────────────────────────╮
/// │                        66 x 18 cells                         │
///   1  The back row should read this row.
///  ...
///   ● Now  ◐ Next  ○ Later   perfect today wish question
/// ╰──────────────────────────────────────────────────────────────╯
/// ```
pub fn draw(buf: &mut Buffer, area: Rect, look: &Look) {
    fill(buf, area, look.page());
    if area.width < 10 || area.height < 4 {
        put(buf, area.x, area.y, area.width.into(), &format!("{}x{}", area.width, area.height), look.text());
        return;
    }
    let marks = look.marks();
    let [top_left, top_right, bottom_left, bottom_right] = marks.corners;
    let (left, right, top, bottom) = (area.x, area.right() - 1, area.y, area.bottom() - 1);
    for x in left + 1..right {
        put(buf, x, top, 1, marks.line, look.text());
        put(buf, x, bottom, 1, marks.line, look.text());
    }
    for y in top + 1..bottom {
        put(buf, left, y, 1, marks.wall, look.text());
        put(buf, right, y, 1, marks.wall, look.text());
    }
    for (x, y, mark) in [
        (left, top, top_left),
        (right, top, top_right),
        (left, bottom, bottom_left),
        (right, bottom, bottom_right),
    ] {
        put(buf, x, y, 1, mark, look.text());
    }
    let inner = Rect::new(area.x + 2, area.y + 1, area.width - 4, area.height - 2);
    let words = format!("{} x {} cells", area.width, area.height);
    put_centred(buf, Rect { height: 1, ..inner }, &words, look.heading());
    let advice = if area.height <= READABLE_ROWS {
        "All rows should be readable from the back."
    } else {
        "Many small rows: enlarge the type until 16 to 21 rows are left, or read large letters only."
    };
    put_centred(
        buf,
        Rect { y: inner.y + 1, height: 1.min(inner.height.saturating_sub(1)), ..inner },
        advice,
        look.text(),
    );
    let swatches = inner.height.min(if inner.height >= 8 { 3 } else { 0 });
    let rows = inner.height.saturating_sub(2 + swatches);
    for row in 0..rows {
        let y = inner.y + 2 + row;
        let number = format!("{:>2}", y - area.y + 1);
        put(buf, inner.x, y, 2, &number, look.accent());
        let word = if row % 2 == 0 {
            "Can the back row read this row?"
        } else {
            "äöü éèê 田中 Nguyễn ✓ ● ◐ ○ ▲ ≈ ↷"
        };
        put_clipped(buf, inner.x + 4, y, usize::from(inner.width.saturating_sub(8)), word, look.text());
        put_right(buf, Rect { y, height: 1, ..inner }, &number, look.accent());
    }
    if swatches == 0 {
        return;
    }
    let mut x = inner.x;
    let y = inner.bottom() - swatches;
    for (tint, mark, name) in [
        (LaneTint::Now, marks.lanes[0], "Now"),
        (LaneTint::Next, marks.lanes[1], "Next"),
        (LaneTint::Later, marks.lanes[2], "Later"),
    ] {
        let word = format!(" {mark} {name} ");
        let room = usize::from(inner.right().saturating_sub(x));
        x += u16::try_from(put(buf, x, y, room, &word, look.lane_band(tint))).unwrap_or(0) + 1;
    }
    x = inner.x;
    for (tint, name) in [
        (StickyTint::Perfect, "perfect"),
        (StickyTint::Today, "today"),
        (StickyTint::AsIs, "as it is"),
        (StickyTint::Wish, "wish"),
        (StickyTint::Question, "question"),
    ] {
        let word = format!(" {name} ");
        let room = usize::from(inner.right().saturating_sub(x));
        x += u16::try_from(put(buf, x, y + 1, room, &word, look.sticky(tint))).unwrap_or(0) + 1;
    }
    let keys = "d light or dark   Esc leaves";
    put_centred(buf, Rect { y: y + 2, height: 1, ..inner }, keys, look.text());
}
