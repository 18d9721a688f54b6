//! The test pattern for a projector: how many cells there are, which rows the back row can read, colours, box lines.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::letters::READABLE;
use super::page::{Page, Size, WIDE, cells, one};
use crate::text;
use crate::tui::look::{LaneTint, Look, StickyTint};
use crate::tui::widgets::big;
use crate::tui::widgets::put::{fill, put, put_right};

/// So many lines more than the back row reads well it still makes out.
const EDGE: u16 = 3;

/// Whether the back row reads a face on a wall of so many rows, in words: the longest wording that so many letters hold.
fn verdict(size: Size, height: u16, letters: u16) -> String {
    let lines = height / size.cell().1;
    let name = match size {
        Size::Plain => "plain rows, and 田中",
        Size::Middle | Size::Tall | Size::Filled => "middle letters",
        Size::Large => "large letters",
        Size::Huge => "huge letters",
    };
    // A few lines more than that are what a board is set in where only so all of it is seen at once.
    let word = match lines {
        ..=READABLE => "readable",
        _ if lines <= READABLE + EDGE => "hard to read",
        _ => "too small",
    };
    let wordings =
        [format!("{name}: {word}, {lines} lines of at most {READABLE}"), format!("{name}: {word}")];
    let fits = wordings.into_iter().find(|words| text::width(words) <= usize::from(letters));
    fits.unwrap_or_else(|| word.to_owned())
}

/// The lines of the ladder with their faces, the largest above: some of each, and plain rows for the rest.
fn ladder(width: u16, mut rows: u16, height: u16, look: &Look) -> Vec<Size> {
    let mut ladder = Vec::new();
    if height > READABLE {
        let faces = [(Size::Huge, 1), (Size::Large, 2), (Size::Filled, 2), (Size::Middle, 3)];
        let filled = !big::has_blocks(look);
        let own = |size: Size| size.drawn_by(look) && (filled || size != Size::Filled);
        for (size, times) in faces.into_iter().filter(|(size, _)| own(*size)) {
            for _ in 0..times {
                // Three plain rows stay, and a line has to hold some words.
                if rows >= size.cell().1 + 3 && size.letters(width) >= 17 {
                    rows -= size.cell().1;
                    ladder.push(size);
                }
            }
        }
    }
    ladder.extend((0..rows).map(|_| Size::Plain));
    ladder
}

/// ```text
/// ╭──────────────────────────────────────────────────────────────╮
/// │                        66 x 18 cells                         │
/// │    All rows should be readable from the back.                │
/// │  3 Can the back row read this row?                         3 │
/// │ ...                                                          │
/// │  ● Now   ◐ Next   ○ Later                                    │
/// │  perfect   today   as it is   wish   question                │
/// ╰──────────────────────────────────────────────────────────────╯
/// ```
///
/// On a wall of more rows than the back reads, the lines become smaller from above to below and each face says whether it
/// can be read.
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
    let mut page = Page { wide: area.width >= WIDE, ..Page::new(buf, inner, look, area) };
    let small = page.small();
    let swatches = if inner.height >= 8 { 2 * small.cell().1 + 1 } else { 0 };
    let below = page.take_below(swatches.min(inner.height / 2));
    let words = format!("{} x {} cells", area.width, area.height);
    centred(&mut page, &words, true);
    let advice = if area.height <= READABLE {
        "All rows should be readable. Down to which row can you read?"
    } else if page.wide {
        "Down to which line can the back row read?"
    } else if area.width >= 86 {
        "Enlarge the type until 16 to 21 rows are left. Down to which line can you read?"
    } else {
        "Enlarge the type to 16 to 21 rows. Which line can you still read?"
    };
    centred(&mut page, advice, false);
    let first = if area.height <= READABLE { page.free.y - area.y + 1 } else { 1 };
    let ladder = ladder(inner.width, page.free.height, area.height, look);
    let samples = samples(look);
    let mut said = None;
    for (size, number) in ladder.into_iter().zip(first..) {
        let rect = page.take(size.cell().1);
        let words = if said == Some(size) || area.height <= READABLE {
            samples[usize::from(number % 2)].clone()
        } else {
            verdict(size, area.height, size.letters(inner.width.saturating_sub(6 * size.cell().0)))
        };
        said = Some(size);
        rung(&mut page, rect, number, &words, size);
    }
    page.free = below;
    colours(&mut page, &words);
}

/// One line in the middle.
fn centred(page: &mut Page, words: &str, heavy: bool) {
    let look = page.look;
    let fits = cells(words, page.small(), look) <= page.free.width;
    let size = if fits { page.small() } else { Size::Plain };
    let rect = page.take(size.cell().1);
    let left = rect.width.saturating_sub(cells(words, size, look)) / 2;
    let style = if heavy { look.heading() } else { look.text() };
    one(page.buf, Rect { x: rect.x + left, width: rect.width - left, ..rect }, words, size, style, look);
}

/// What is read aloud from a line: words, and letters and marks that a terminal may lack.
fn samples(look: &Look) -> [String; 2] {
    let m = look.marks();
    let [now, next, later, _] = m.lanes;
    [
        "Can the back row read this row?".to_owned(),
        format!("äöü éèê 田中 Nguyễn {} {now} {next} {later} {} {} {}", m.tick, m.heavy, m.balanced, m.moved),
    ]
}

/// A line of the ladder with its number at both ends.
fn rung(page: &mut Page, rect: Rect, number: u16, words: &str, size: Size) {
    let look = page.look;
    let side = 3 * size.cell().0;
    one(page.buf, rect, &format!("{number:>2}"), size, look.accent(), look);
    let text = Rect { x: rect.x + side, width: rect.width.saturating_sub(2 * side), ..rect };
    // Nobody reads aloud what is cut.
    let fits = |words: &&str| cells(words, size, look) <= text.width;
    let words = [words, "Can you read this?", "Readable?"].into_iter().find(fits).unwrap_or(words);
    one(page.buf, text, words, size, look.text(), look);
    if size == Size::Plain {
        put_right(page.buf, rect, &number.to_string(), look.accent());
    }
}

/// The colours, each with its mark and word, and the keys.
fn colours(page: &mut Page, size: &str) {
    if page.free.height < 3 {
        return;
    }
    let look = page.look;
    let small = page.small();
    let lanes = [LaneTint::Now, LaneTint::Next, LaneTint::Later].into_iter().zip(["Now", "Next", "Later"]);
    let lanes = lanes.map(|(tint, name)| {
        (look.lane_band(tint), format!(" {} {name} ", look.marks().lanes[tint as usize]))
    });
    let stickies = [
        (StickyTint::Perfect, "perfect"),
        (StickyTint::Today, "today"),
        (StickyTint::AsIs, "as it is"),
        (StickyTint::Wish, "wish"),
        (StickyTint::Question, "question"),
    ];
    let stickies = stickies.map(|(tint, name)| (look.sticky(tint), format!(" {name} ")));
    for row in [lanes.collect::<Vec<_>>(), stickies.to_vec()] {
        let rect = page.take(small.cell().1);
        let mut x = rect.x;
        for (style, words) in row {
            let width = cells(&words, small, look).min(rect.right().saturating_sub(x));
            let place = Rect { x, width, ..rect };
            fill(page.buf, place, style);
            one(page.buf, place, &words, small, style, look);
            x += width + small.cell().0;
        }
    }
    let keys = page.take(1);
    let words = format!("{size}   d light or dark   Esc leaves");
    let left = keys.width.saturating_sub(cells(&words, Size::Plain, look)) / 2;
    let place = Rect { x: keys.x + left, width: keys.width - left, ..keys };
    one(page.buf, place, &words, Size::Plain, look.text(), look);
}
