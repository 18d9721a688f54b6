//! A gap, a scale, the board, a lane.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::room::{Board, Card, Gap, Lane, LaneName, Scale};
use crate::tui::look::{LaneTint, Look, StickyTint};
use crate::tui::room::page::{self, Page, Size, cells, mark, one, one_right, paged, set};
use crate::tui::room::scenes::list::list;
use crate::tui::room::whole::{How, laid};
use crate::tui::widgets::put::{fill, fill_row, put, put_right};

/// The title, and the two sentences side by side as papers; where both do not stand whole, one on a page.
pub fn gap(gap: &Gap, page: &mut Page) {
    let look = page.look;
    page.line(&gap.id, look.accent());
    let head = page.small().cell().1;
    // Long sentences leave a headline no room to be large.
    let longest = [&gap.perfect, &gap.today]
        .map(|words| page::tall(words, page.small(), page.free.width.saturating_sub(2), look));
    let long = longest.into_iter().max().unwrap_or(1) + 2 * head + 2 > page.free.height / 2;
    if long {
        page.lines(&gap.title, look.heading(), 3);
    } else {
        page.headline(&gap.title, 3);
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
    let fits = |size: &Size, paper: Rect| {
        let whole = |words: &str| page::rows(words, *size, inner(paper).width, look);
        halves.iter().all(|(_, words, _)| whole(words).is_some_and(|rows| rows <= inner(paper).height))
    };
    // Both in one size, the largest in which both stay whole.
    let wide = page.wide;
    let face = |paper: Rect| {
        let sizes = [Size::Huge, Size::Large, Size::Middle, Size::Plain];
        sizes.into_iter().filter(|size| wide || *size != Size::Huge).find(|size| fits(size, paper))
    };
    let beside = Rect { width: page.free.width.saturating_sub(2) / 2, ..page.free };
    let legible = |size: &Size| *size >= page.small();
    let (papers, size) = if let Some(size) = face(beside).filter(legible) {
        let right = Rect { x: beside.x + beside.width + 2, ..beside };
        (vec![(0, beside), (1, right)], size)
    } else {
        let at = gap.page % 2;
        page.pages(at, 2);
        (vec![(at, page.free)], face(page.free).unwrap_or(page.small()))
    };
    for (half, paper) in papers {
        let (name, words, tint) = halves[half];
        fill(page.buf, Rect { height: paper.height.saturating_sub(1), ..paper }, look.sticky(tint));
        let edge = paper.bottom().saturating_sub(1);
        fill_row(page.buf, paper, edge, look.marks().upper_half, look.sticky_edge(tint));
        let place = Rect { x: paper.x + 1, width: paper.width.saturating_sub(2), height: head, ..paper };
        set(page.buf, place, name, page.small(), look.sticky(tint).add_modifier(Modifier::BOLD), look);
        set(page.buf, inner(paper), words, size, look.sticky(tint), look);
    }
}

/// What 1 to 5 mean, one below the other, and the gap that is scored.
pub fn scale(scale: &Scale, page: &mut Page) {
    let look = page.look;
    if let Some((id, title)) = &scale.gap {
        page.headline(&format!("{id} {title}"), 3);
        page.space(1);
    }
    let words = format!("{}: {}", scale.name, scale.question);
    page.text(&words, look.accent(), 2);
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

/// The marks of a card at the right of a line of small words; the cells they took.
fn marks_at(card: &Card, page: &mut Page, rect: Rect, tint: LaneTint) -> u16 {
    let (look, size) = (page.look, page.small());
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

/// Three columns, as many cards as fit, the rest counted.
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
    let longest = lanes.iter().map(|(_, cards)| cards.len()).max().unwrap_or(1);
    let mut seen = [false; 4];
    for (column, (lane, cards)) in lanes.into_iter().enumerate() {
        let x = free.x + u16::try_from(column).unwrap_or(0) * (width + 2);
        let count = if lane == LaneName::Now {
            format!("{} of {}", cards.len(), board.limit)
        } else {
            cards.len().to_string()
        };
        // On a wide page each lane takes the room it has; on a small one all keep the same step.
        let most = if page.wide { cards.len().max(3) } else { longest };
        let shown = column_of(page, Rect { x, width, ..free }, lane, cards, &count, (most, board.page));
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

/// How a column's cards are set: the size, rows a card, rows of them for its title.
fn rhythm(most: usize, height: u16, wide: bool) -> (Size, u16, u16) {
    let spare = height / u16::try_from(most.max(1)).unwrap_or(u16::MAX);
    match (wide, spare) {
        (true, 7..) => (Size::Middle, 7, 6),
        (true, 6) => (Size::Middle, 6, 6),
        (true, _) => (Size::Middle, spare.clamp(3, 4), 3),
        (false, 0..=1) => (Size::Plain, 1, 1),
        (false, 2) => (Size::Plain, 2, 2),
        (false, 3) => (Size::Plain, 3, 2),
        (false, _) => (Size::Plain, spare.min(4), 3),
    }
}

fn column_of<'a>(
    page: &mut Page,
    rect: Rect,
    lane: LaneName,
    cards: &'a [Card],
    count: &str,
    (most, wanted): (usize, usize),
) -> &'a [Card] {
    let look = page.look;
    let (tint, _) = lane_words(lane);
    fill(page.buf, rect, look.lane_fill(tint));
    let small = page.small();
    let head = Rect { height: small.cell().1.min(rect.height), ..rect };
    fill(page.buf, head, look.lane_band(tint));
    let inner = Rect { x: head.x + 1, width: head.width.saturating_sub(2), ..head };
    let used = one_right(page.buf, inner, count, small, look.lane_band(tint), look);
    lane_head(page, Rect { width: inner.width.saturating_sub(used), ..inner }, lane, small);
    let body = Rect { y: head.bottom(), height: rect.height - head.height, ..rect };
    let (size, each, lines) = rhythm(most, body.height, small == Size::Middle);
    let a_page = usize::from((body.height / each).max(1));
    // The last row says what is not shown.
    let a_page = if cards.len() > a_page { a_page.saturating_sub(1).max(1) } else { a_page };
    let (shown, at, pages) = paged(cards.len(), a_page, wanted);
    let cards = &cards[shown];
    // Rows that no card needs go to the titles that need one line more, from above.
    let line = size.cell().1;
    let taken = u16::try_from(cards.len()).unwrap_or(u16::MAX).saturating_mul(each);
    let mut spare = if pages == 1 && page.wide { body.height.saturating_sub(taken) } else { 0 };
    let mut next = body.y;
    for card in cards {
        let y = next + u16::from(each > lines);
        let place = Rect { x: rect.x + 1, y, width: rect.width.saturating_sub(2), height: 1 };
        let place = Rect { height: size.cell().1, ..place };
        let used = marks_at(card, page, place, tint);
        let side = if used > 0 { used + 1 } else { 0 };
        let room = place.width.saturating_sub(side);
        let wants_more = page::rows(&card.title, size, room, look).is_some_and(|wanted| wanted > lines);
        let more = if wants_more && spare >= line { line } else { 0 };
        spare -= more;
        next += each + more;
        let height = (lines + more).min(body.bottom().saturating_sub(y));
        if each == lines && lines > size.cell().1 {
            // No row is left between two cards of more than one line: a bar beside each tells them apart.
            for bar in y..(y + height).saturating_sub(1) {
                put(page.buf, rect.x, bar, 1, look.marks().left_half, look.lane(tint));
            }
        }
        let title = Rect { width: room, height, ..place };
        set(page.buf, title, &card.title, size, look.text(), look);
    }
    if pages > 1 {
        let down = small.cell().1.min(body.height);
        let last = Rect { y: body.bottom() - down, height: down, ..inner };
        one_right(page.buf, last, &format!("{} of {pages}", at + 1), small, look.lane(tint), look);
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
    let side = |card: &Card, size: Size| {
        let signs = marks(card, look);
        let across = |sign: &str| if size == Size::Plain { cells(sign, size, look) } else { 4 };
        signs.iter().map(|sign| across(sign) + 1).sum::<u16>()
    };
    let parts = |size: Size, (card, why): &(Card, String)| {
        let title = page::rows(&card.title, size, width.saturating_sub(side(card, size)), look)?;
        Some((title, page::rows(why, size, width.saturating_sub(2 * size.cell().0), look)?))
    };
    let tall =
        |size: Size, at: usize| parts(size, &lane.cards[at]).map(|(title, why)| title.saturating_add(why));
    let found = laid(page, How::blocks(lane.cards.len(), lane.page), tall);
    let size = found.size;
    for (at, rect) in found.places {
        let (card, why) = &lane.cards[at];
        let (height, _) = parts(size, &lane.cards[at]).unwrap_or((1, 1));
        let first = Rect { height: size.cell().1.min(rect.height), ..rect };
        marks_at(card, page, first, tint);
        let title = Rect { width: rect.width.saturating_sub(side(card, size)), height, ..rect };
        set(page.buf, title.intersection(rect), &card.title, size, look.heading(), look);
        let indent = 2 * size.cell().0;
        let below =
            Rect::new(rect.x + indent, rect.y + height, rect.width.saturating_sub(indent), rect.height);
        set(page.buf, below.intersection(rect), why, size, look.text(), look);
    }
}
