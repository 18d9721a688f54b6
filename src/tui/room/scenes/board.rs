//! A gap, a scale, the board, a lane.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::room::{Board, Card, Gap, Lane, LaneName, Scale};
use crate::tui::look::{LaneTint, Look, StickyTint};
use crate::tui::room::page::{self, Page, Size, cells, lead, mark, one, one_right, packed, set, set_led};
use crate::tui::room::scenes::list::list;
use crate::tui::room::whole::{How, laid};
use crate::tui::widgets::put::{fill, fill_row, put_right};

/// The title, and the two sentences side by side as papers; where both do not stand whole, one on a page.
pub fn gap(gap: &Gap, page: &mut Page) {
    let look = page.look;
    page.line(&gap.id, look.accent());
    let head = page.small().cell().1;
    // The headline is as large as the sentences leave it room, if they stand side by side.
    let half = (page.free.width.saturating_sub(2) / 2).saturating_sub(2);
    let tall = |words: &String| page::tall(words, page.small(), half, look);
    let needed = tall(&gap.perfect).max(tall(&gap.today)) + head + 2;
    let room = page.free.height.saturating_sub(needed).min(page.free.height / 2);
    if page::rows(&gap.title, page.small(), page.free.width, look).is_some_and(|rows| rows <= room) {
        // Where the sentences cannot be larger, the headline is.
        let size = Some(page.size_of(&gap.title, room)).filter(|_| head == Size::Large.cell().1);
        match size.filter(|size| *size == Size::Huge) {
            Some(size) => {
                let rect = page.take(page::tall(&gap.title, size, page.free.width, look));
                set(page.buf, rect, &gap.title, size, look.heading(), look);
            }
            None => page.text_in(&gap.title, look.heading(), room),
        }
    } else {
        page.lines(&gap.title, look.heading(), 3);
    }
    page.space(1);
    let halves = [("Perfect", &gap.perfect, StickyTint::Perfect), ("Today", &gap.today, StickyTint::Today)];
    let halves = halves.map(|(name, words, tint)| {
        (name, if words.is_empty() { "(not said yet)" } else { words.as_str() }, tint)
    });
    let inner = |paper: Rect| {
        let (width, height) = (paper.width.saturating_sub(2), paper.height.saturating_sub(head + 1));
        Rect::new(paper.x + 1, paper.y + head, width, height)
    };
    let fits = |size: &Size, half: usize, paper: Rect| {
        let whole = page::rows(halves[half].1, *size, inner(paper).width, look);
        whole.is_some_and(|rows| rows <= inner(paper).height)
    };
    // Both in one size, the largest in which both stay whole; on a page of its own each in the largest it has.
    let wide = page.wide;
    let middle = page.middle();
    let face = |shown: &[usize], paper: Rect| {
        let sizes = [Size::Huge, Size::Large, middle, Size::Plain];
        let mut sizes = sizes.into_iter().filter(|size| wide || *size != Size::Huge);
        sizes.find(|size| shown.iter().all(|half| fits(size, *half, paper)))
    };
    let beside = Rect { width: page.free.width.saturating_sub(2) / 2, ..page.free };
    let legible = |size: &Size| *size >= page.small();
    let (papers, size) = if let Some(size) = face(&[0, 1], beside).filter(legible) {
        let right = Rect { x: beside.x + beside.width + 2, ..beside };
        (vec![(0, beside), (1, right)], size)
    } else {
        let at = gap.page % 2;
        page.pages(at, 2);
        (vec![(at, page.free)], face(&[at], page.free).unwrap_or(page.small()))
    };
    // On a very high wall there is a face between the large and the huge one.
    let between = size == Size::Large
        && head == size.cell().1
        && papers.iter().all(|(half, paper)| fits(&Size::Filled, *half, *paper));
    let size = if between { Size::Filled } else { size };
    // Rows that no larger face fills stand between the lines, the same in both.
    let leads = papers.iter().map(|(half, paper)| {
        let inner = inner(*paper);
        lead(halves[*half].1, size, (inner.width, inner.height), look)
    });
    let led = leads.min().filter(|_| wide).unwrap_or(0);
    for (half, paper) in papers {
        let (name, words, tint) = halves[half];
        fill(page.buf, Rect { height: paper.height.saturating_sub(1), ..paper }, look.sticky(tint));
        let edge = paper.bottom().saturating_sub(1);
        fill_row(page.buf, paper, edge, look.marks().upper_half, look.sticky_edge(tint));
        let place = Rect { x: paper.x + 1, width: paper.width.saturating_sub(2), height: head, ..paper };
        set(page.buf, place, name, page.small(), look.sticky(tint).add_modifier(Modifier::BOLD), look);
        set_led(page.buf, inner(paper), words, size, look.sticky(tint), look, led);
    }
}

/// What 1 to 5 mean, one below the other, and the gap that is scored.
pub fn scale(scale: &Scale, page: &mut Page) {
    let look = page.look;
    if let Some((id, title)) = &scale.gap {
        page.headline(&format!("{id} {title}"), 3);
        page.space(1);
    }
    // The name alone is large: it is so in the same face on all four, however long their questions are.
    let most = page.free.height / 4;
    if page.size_of(&scale.name, most) == Size::Plain {
        page.lines(&format!("{}: {}", scale.name, scale.question), look.accent(), 2);
    } else {
        page.text_in(&scale.name, look.accent(), most);
        page.lines(&scale.question, look.heading(), 3);
    }
    page.space(1);
    list(&scale.anchors, page, true, scale.page);
}

fn lane_words(lane: LaneName) -> (LaneTint, &'static str) {
    match lane {
        LaneName::Now => (LaneTint::Now, "Now"),
        LaneName::Next => (LaneTint::Next, "Next"),
        LaneName::Later => (LaneTint::Later, "Later"),
    }
}

fn marks(card: &Card, look: &Look) -> Vec<&'static str> {
    let marks = look.marks();
    let said = [
        (card.heavy, marks.heavy),
        (card.waits, marks.waiting),
        (card.moved, marks.moved),
        (card.unseen, marks.unseen),
    ];
    said.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect()
}

/// The cells that the marks of a card take at the right of a line.
fn marks_wide(card: &Card, page: &Page, size: Size, width: u16) -> u16 {
    let marks = marks(card, page.look);
    if size == Size::Plain {
        return cells(&marks.join(" "), Size::Plain, page.look);
    }
    let count = if width < 20 { 0 } else { u16::try_from(marks.len()).unwrap_or(0) };
    (count * 5).saturating_sub(1)
}

/// The marks of a card at the right of a line of small words; the cells they took.
fn marks_at(card: &Card, page: &mut Page, size: Size, rect: Rect, tint: LaneTint) -> u16 {
    let look = page.look;
    let marks = marks(card, look);
    if size == Size::Plain || rect.height < size.cell().1 {
        return u16::try_from(put_right(page.buf, rect, &marks.join(" "), look.lane(tint))).unwrap_or(0);
    }
    let mut used = 0;
    for sign in marks.iter().rev().filter(|_| rect.width >= 20) {
        used += 4;
        let place = Rect { x: rect.right() - used, width: 4, ..rect };
        mark(page.buf, place, sign, size, look.lane(tint), look);
        used += 1;
    }
    used.saturating_sub(1)
}

/// The mark of a lane and its name in its band.
fn lane_head(page: &mut Page, rect: Rect, lane: LaneName, size: Size) {
    let look = page.look;
    let (tint, name) = lane_words(lane);
    let style = look.lane_band(tint);
    let sign = look.marks().lanes[tint as usize];
    let used = mark(page.buf, rect, sign, size, style, look) + size.cell().0.min(2);
    let room = Rect { x: rect.x + used, width: rect.width.saturating_sub(used), ..rect };
    one(page.buf, room, name, size, style, look);
}

/// Three columns of cards; what finds no room comes on a further page.
pub fn board(board: &Board, page: &mut Page) {
    let look = page.look;
    let lanes = [(LaneName::Now, &board.now), (LaneName::Next, &board.next), (LaneName::Later, &board.later)];
    if lanes.iter().all(|(_, cards)| cards.is_empty()) {
        page.centre("Now, Next, Later: nothing is sorted yet", look.heading());
        return;
    }
    let legend = page.take_below(page.small().cell().1);
    let free = page.free;
    let width = free.width.saturating_sub(4) / 3;
    let body = Rect { width, height: free.height.saturating_sub(page.small().cell().1), ..free };
    let size = face_of(lanes.map(|(_, cards)| cards.as_slice()), page, body);
    let mut seen = [false; 4];
    for (column, (lane, cards)) in lanes.into_iter().enumerate() {
        let x = free.x + u16::try_from(column).unwrap_or(0) * (width + 2);
        let count = if lane == LaneName::Now {
            format!("{} of {}", cards.len(), board.limit)
        } else {
            cards.len().to_string()
        };
        let shown = column_of(page, Rect { x, width, ..free }, (lane, cards, &count), size, board.page);
        for card in shown {
            for (at, is) in [card.heavy, card.waits, card.moved, card.unseen].into_iter().enumerate() {
                seen[at] |= is;
            }
        }
    }
    legend_of(seen, page, legend);
}

/// What the marks on the board mean: only those that are there.
fn legend_of(seen: [bool; 4], page: &mut Page, rect: Rect) {
    let (look, size) = (page.look, page.small());
    let m = look.marks();
    let marks = [m.heavy, m.waiting, m.moved, m.unseen];
    let sign_width = |sign: &str| if size == Size::Plain { cells(sign, size, look) } else { 4 };
    let (after, between) = (size.cell().0.min(2), 3 * size.cell().0);
    let wordings = [
        ["heavy", "waits for a place", "moved by the room", "nobody has seen it"],
        ["heavy", "waits", "moved by the room", "unseen"],
        ["heavy", "waits", "moved", "unseen"],
    ];
    let wide = |words: &[&str; 4]| {
        let said = marks.iter().zip(words).zip(seen).filter(|(_, is)| *is);
        said.map(|((sign, word), _)| sign_width(sign) + after + cells(word, size, look) + between)
            .sum::<u16>()
    };
    let words = wordings.iter().find(|words| wide(words) <= rect.width + between).unwrap_or(&wordings[2]);
    let mut x = rect.x;
    for ((sign, word), _) in marks.iter().zip(words).zip(seen).filter(|(_, is)| *is) {
        let rest = |x: u16| Rect { x, width: rect.right().saturating_sub(x), ..rect };
        x += mark(page.buf, rest(x), sign, size, look.heading(), look) + after;
        one(page.buf, rest(x), word, size, look.text(), look);
        x += cells(word, size, look) + between;
    }
}

/// The lines that a card has at least where its title needs more.
const FEWEST: u16 = 2;

/// A page of a column: which cards, and the lines of each.
type Column = (std::ops::Range<usize>, Vec<u16>);

/// The rows of a column.
#[derive(Clone, Copy)]
struct Rows {
    all: u16,
    /// Those of a line.
    line: u16,
    /// Those between two cards.
    between: u16,
}

fn sum(of: &[u16]) -> u16 {
    of.iter().fold(0_u16, |sum, one| sum.saturating_add(*one))
}

/// How the cards of a column are set on its pages. All titles whole on one page, if they fit; else all cards on one page,
/// if each has a line of it; else two lines each at least, and as many pages as that takes. Among equals the first
/// cards have what they need before the last ones.
fn set_in(wants: &[u16], rows: Rows) -> Vec<Column> {
    let Rows { all, line, between } = rows;
    let tall = |lines: &u16| lines.saturating_mul(line).saturating_add(between);
    let of = |most: u16| wants.iter().map(|wants| (*wants).min(most)).collect::<Vec<u16>>();
    let on_one =
        |fewest: &[u16]| sum(&fewest.iter().map(tall).collect::<Vec<u16>>()) <= all.saturating_add(between);
    let (two, one) = (of(FEWEST), of(1));
    let fewest = if !on_one(&two) && on_one(&one) { one } else { two };
    let heights: Vec<u16> = fewest.iter().map(tall).collect();
    // After the last card nothing is to be parted.
    let all = all.saturating_add(between);
    // The last line of a page says which page it is.
    let pages = if sum(&heights) <= all {
        std::iter::once(0..wants.len()).collect()
    } else {
        packed(&heights, all.saturating_sub(line).max(line))
    };
    let room = if pages.len() > 1 { all.saturating_sub(line) } else { all };
    let filled = |page: std::ops::Range<usize>| {
        let mut left = room.saturating_sub(sum(&heights[page.clone()])) / line;
        let mut lines = fewest[page.clone()].to_vec();
        // A line more for each that wants one, before any has two.
        while left > 0 && lines.iter().zip(&wants[page.clone()]).any(|(has, wants)| has < wants) {
            for (has, wants) in lines.iter_mut().zip(&wants[page.clone()]) {
                let more = u16::from(*has < *wants && left > 0);
                (*has, left) = (*has + more, left - more);
            }
        }
        (page, lines)
    };
    pages.into_iter().map(filled).collect()
}

/// The same with a row between two cards, where that takes no line from a title and makes no further page.
fn parted(wants: &[u16], rows: Rows) -> (Vec<Column>, bool) {
    let tight = set_in(wants, Rows { between: 0, ..rows });
    let roomy = set_in(wants, Rows { between: 1, ..rows });
    let lines = |pages: &[Column]| pages.iter().map(|(_, lines)| sum(lines)).fold(0, u16::saturating_add);
    let apart = roomy.len() == tight.len() && lines(&roomy) == lines(&tight);
    (if apart { roomy } else { tight }, apart)
}

/// The cells of each title beside its marks, and the lines it needs there.
fn needs(cards: &[Card], page: &Page, size: Size, width: u16) -> (Vec<u16>, Vec<u16>) {
    let room = |card: &Card| match marks_wide(card, page, size, width) {
        0 => width,
        used => width.saturating_sub(used + 1),
    };
    let rooms: Vec<u16> = cards.iter().map(room).collect();
    let lines =
        |(card, room): (&Card, &u16)| page::tall(&card.title, size, *room, page.look) / size.cell().1.max(1);
    let wants = cards.iter().zip(&rooms).map(lines).collect();
    (rooms, wants)
}

/// The face of the cards: that of small words; on a very high wall the one below it, where only that has all of them whole
/// and apart.
fn face_of(lanes: [&[Card]; 3], page: &Page, body: Rect) -> Size {
    let small = page.small();
    let whole = |size: Size| {
        let line = size.cell().1;
        lanes.iter().all(|cards| {
            let (_, wants) = needs(cards, page, size, body.width.saturating_sub(2));
            let gaps = u16::try_from(cards.len().saturating_sub(1)).unwrap_or(u16::MAX);
            sum(&wants).saturating_mul(line).saturating_add(gaps) <= body.height
        })
    };
    if small == Size::Large && !whole(small) && whole(page.middle()) { page.middle() } else { small }
}

fn column_of<'a>(
    page: &mut Page,
    rect: Rect,
    (lane, cards, count): (LaneName, &'a [Card], &str),
    size: Size,
    wanted: usize,
) -> &'a [Card] {
    let look = page.look;
    let (tint, _) = lane_words(lane);
    fill(page.buf, rect, look.lane_fill(tint));
    let small = page.small();
    let line = size.cell().1;
    let head = Rect { height: small.cell().1.min(rect.height), ..rect };
    fill(page.buf, head, look.lane_band(tint));
    let inner = Rect { x: head.x + 1, width: head.width.saturating_sub(2), ..head };
    let used = one_right(page.buf, inner, count, small, look.lane_band(tint), look);
    lane_head(page, Rect { width: inner.width.saturating_sub(used), ..inner }, lane, small);
    let body = Rect { y: head.bottom(), height: rect.height - head.height, ..rect };
    let place = Rect { x: rect.x + 1, width: rect.width.saturating_sub(2), ..body };
    let (rooms, wants) = needs(cards, page, size, place.width);
    let (pages, apart) = parted(&wants, Rows { all: body.height.max(line), line, between: 0 });
    let at = wanted % pages.len().max(1);
    let Some((shown, lines)) = pages.get(at) else { return cards };
    let cards = &cards[shown.clone()];
    let taken = sum(lines).saturating_mul(line);
    let foot = if pages.len() > 1 { line } else { 0 };
    let gaps = u16::try_from(cards.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let spare = body.height.saturating_sub(taken + foot);
    let between = if apart { (spare / gaps.max(1)).min(line) } else { 0 };
    let mut y = body.y + u16::from(between > 0 && spare > gaps * between);
    let last = cards.len().saturating_sub(1);
    for (number, ((card, room), lines)) in cards.iter().zip(&rooms[shown.clone()]).zip(lines).enumerate() {
        let height = (lines * line).min(body.bottom().saturating_sub(y));
        marks_at(card, page, size, Rect { y, height: line.min(height), ..place }, tint);
        set(page.buf, Rect { y, height, width: *room, ..place }, &card.title, size, look.text(), look);
        y += height + between;
        if number < last && y > body.y && y < body.bottom() {
            if between > 0 {
                let row = y - between.div_ceil(2);
                fill_row(page.buf, rect, row, look.marks().line, look.lane(tint));
            } else {
                // No row is free between two cards: the last one of a card is its edge.
                let edge = Rect { y: y - 1, height: 1, ..rect };
                page.buf.set_style(edge, Style::new().add_modifier(Modifier::UNDERLINED));
            }
        }
    }
    if pages.len() > 1 {
        let down = small.cell().1.min(body.height);
        let last = Rect { y: body.bottom() - down, height: down, ..inner };
        one_right(page.buf, last, &format!("{} of {}", at + 1, pages.len()), small, look.lane(tint), look);
    }
    cards
}

/// One lane with its sentence, every card with the sentence that put it there.
pub fn lane(lane: &Lane, page: &mut Page) {
    let look = page.look;
    let (tint, _) = lane_words(lane.lane);
    let count = if lane.lane == LaneName::Now {
        format!("{} of {}", lane.cards.len(), lane.limit)
    } else {
        lane.cards.len().to_string()
    };
    let small = page.small();
    let size = if small == Size::Plain { small } else { Size::Large };
    let head = page.take(size.cell().1);
    fill(page.buf, head, look.lane_band(tint));
    let inner = Rect { x: head.x + 1, width: head.width.saturating_sub(2), ..head };
    one_right(page.buf, inner, &count, size, look.lane_band(tint), look);
    lane_head(page, inner, lane.lane, size);
    page.lines(&lane.sentence, look.text(), 3);
    page.space(1);
    if lane.cards.is_empty() {
        page.centre("Nothing lies here yet", look.text());
        return;
    }
    let width = page.free.width;
    let height = |size: Size, width: u16, at: usize| {
        let (title, why) = rows_of(&lane.cards[at], size, width, look)?;
        Some(title.saturating_add(why))
    };
    if let Some((size, width, places)) = beside(page, lane.cards.len(), height) {
        for (at, place) in places {
            one_card(page, place, &lane.cards[at], size, width, tint);
        }
        return;
    }
    let found =
        laid(page, How::blocks(lane.cards.len(), lane.page), |size: Size, at: usize| height(size, width, at));
    for (at, rect) in found.places {
        one_card(page, rect, &lane.cards[at], found.size, width, tint);
    }
}

/// The cells that the marks of a card take beside its title.
fn side(card: &Card, size: Size, look: &Look) -> u16 {
    let across = |sign: &str| if size == Size::Plain { cells(sign, size, look) } else { 4 };
    marks(card, look).iter().map(|sign| across(sign) + 1).sum()
}

/// The rows of a card's title and of the sentence that put it there.
fn rows_of((card, why): &(Card, String), size: Size, width: u16, look: &Look) -> Option<(u16, u16)> {
    let title = page::rows(&card.title, size, width.saturating_sub(side(card, size, look)), look)?;
    Some((title, page::rows(why, size, width.saturating_sub(2 * size.cell().0), look)?))
}

/// Two columns on a wide page whose one column would take more than a page: the face, the width of each, the places.
type Beside = (Size, u16, Vec<(usize, Rect)>);

/// Cards in two columns, down the first and then down the second, where all of them stand on this page only so.
fn beside(page: &Page, count: usize, height: impl Fn(Size, u16, usize) -> Option<u16>) -> Option<Beside> {
    let (free, gap) = (page.free, 4 * page.small().cell().0);
    let tall = |size: Size, width: u16, part: std::ops::Range<usize>| {
        let heights = part.map(|at| height(size, width, at)).collect::<Option<Vec<u16>>>()?;
        let gaps = u16::try_from(heights.len().saturating_sub(1)).unwrap_or(u16::MAX);
        (sum(&heights).saturating_add(gaps) <= free.height).then_some(heights)
    };
    if !page.wide || count < 2 || tall(page.small(), free.width, 0..count).is_some() {
        return None;
    }
    let (width, half) = (free.width.saturating_sub(gap) / 2, count.div_ceil(2));
    let mut sizes = page.sizes().iter().copied().filter(|size| *size >= page.small());
    let both = |size: Size| Some((size, tall(size, width, 0..half)?, tall(size, width, half..count)?));
    let (size, left, right) = sizes.find_map(both)?;
    let line = size.cell().1;
    let mut places = Vec::with_capacity(count);
    for (heights, first, x) in [(left, 0, free.x), (right, half, free.x + width + gap)] {
        let gaps = u16::try_from(heights.len().saturating_sub(1)).unwrap_or(0).max(1);
        let between = (free.height.saturating_sub(sum(&heights)) / gaps).min(line);
        let mut y = free.y;
        for (at, height) in heights.into_iter().enumerate() {
            places.push((first + at, Rect { x, y, width, height }));
            y += height + between;
        }
    }
    Some((size, width, places))
}

/// A card of a lane: its title, its marks at the right, and why it lies there.
fn one_card(page: &mut Page, rect: Rect, item: &(Card, String), size: Size, width: u16, tint: LaneTint) {
    let look = page.look;
    let (card, why) = item;
    let (height, _) = rows_of(item, size, width, look).unwrap_or((1, 1));
    let first = Rect { height: size.cell().1.min(rect.height), ..rect };
    marks_at(card, page, page.small(), first, tint);
    let title = Rect { width: rect.width.saturating_sub(side(card, size, look)), height, ..rect };
    set(page.buf, title.intersection(rect), &card.title, size, look.heading(), look);
    let indent = 2 * size.cell().0;
    let below = Rect::new(rect.x + indent, rect.y + height, rect.width.saturating_sub(indent), rect.height);
    set(page.buf, below.intersection(rect), why, size, look.text(), look);
}
