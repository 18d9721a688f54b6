//! Notes as papers on a wall: as many at once as a room follows, the newest the largest, each as tall as its words. It knows no
//! question and no scene.

use std::borrow::Cow;
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::room::{Meaning, Note};
use crate::tui::look::{Look, StickyTint};
use crate::tui::room::page::{self, LARGER, Page, Size, one_right, rows, set};
use crate::tui::widgets::big;
use crate::tui::widgets::put::{fill, fill_row, put};

/// No more than these at once, beside the newest.
pub(super) const AT_ONCE: usize = 8;
/// A room follows when it sees at least these at once.
pub(super) const LEAST: usize = 6;
/// More pages than these nobody turns.
const MOST_PAGES: usize = 200;
/// So many whole notes say more than more of them cut.
const WHOLE: usize = 4;

pub(super) fn tint(meaning: Meaning) -> (StickyTint, &'static str) {
    match meaning {
        Meaning::Perfect => (StickyTint::Perfect, "perfect"),
        Meaning::Today => (StickyTint::Today, "today"),
        Meaning::AsIs => (StickyTint::AsIs, ""),
        Meaning::Wish => (StickyTint::Wish, "wish"),
        Meaning::Question => (StickyTint::Question, "question"),
    }
}

/// Papers with their places: they hang in columns, each as tall as its text, the newest first, row by row.
pub(super) struct Wall {
    pub(super) size: Size,
    /// Index of the note and where it hangs.
    pub(super) placed: Vec<(usize, Rect)>,
    /// How many of them lost their end.
    cut: usize,
}

/// How often a note was said, "×7"; nothing where it was said once.
pub(super) fn times(note: &Note, look: &Look) -> String {
    if note.times > 1 { format!("{}{}", look.marks().times, note.times) } else { String::new() }
}

/// The notes of a column and the page they hang on.
pub(super) struct Pile<'a, 'b> {
    pub(super) notes: &'a [Note],
    /// Whether the word of its meaning stands on each.
    word: bool,
    pub(super) page: &'a Page<'b>,
    /// Rows by note, face and width: pages are counted by hanging all of them.
    measured: RefCell<HashMap<Measured, u16>>,
}

type Measured = (usize, (u16, u16), u16);

/// A text, its face and width, and whether the terminal has blocks.
type Key = (u64, Size, u16, bool);

/// [`rows`], measured once for as long as the window is there: of some hundred notes only the new one is measured when it
/// comes.
fn rows_of(text: &str, size: Size, width: u16, look: &Look) -> Option<u16> {
    thread_local! {
        static ROWS: RefCell<HashMap<Key, Option<u16>>> = RefCell::default();
    }
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let key = (hasher.finish(), size, width, big::has_blocks(look));
    if let Some(rows) = ROWS.with_borrow(|known| known.get(&key).copied()) {
        return rows;
    }
    let measured = rows(text, size, width, look);
    ROWS.with_borrow_mut(|known| {
        if known.len() >= 20_000 {
            known.clear();
        }
        known.insert(key, measured);
    });
    measured
}

impl<'a, 'b> Pile<'a, 'b> {
    pub(super) fn new(notes: &'a [Note], word: bool, page: &'a Page<'b>) -> Self {
        Self { notes, word, page, measured: RefCell::default() }
    }

    /// Whether a note has a foot, a row below its text that says its meaning and how often it was said. On a small page,
    /// where a row is a line of somebody's words, all but the newest say it before them.
    fn has_foot(&self, at: usize) -> bool {
        self.page.wide || (at == 0 && self.word)
    }

    /// What is said of a note beside its words: its meaning, how often it was said.
    fn about(&self, at: usize) -> String {
        let note = &self.notes[at];
        let meaning = if self.word { tint(note.meaning).1 } else { "" };
        format!("{meaning} {}", times(note, self.page.look)).trim().to_owned()
    }

    /// The words of a note as its paper has them.
    fn words(&self, at: usize) -> Cow<'a, str> {
        let note = &self.notes[at];
        if self.has_foot(at) {
            return Cow::Borrowed(&note.text);
        }
        let meaning = match note.meaning {
            _ if !self.word => "",
            Meaning::Question => "?",
            Meaning::Wish => "wish:",
            meaning => tint(meaning).1,
        };
        let before = format!("{} {meaning}", times(note, self.page.look));
        match before.trim() {
            "" => Cow::Borrowed(&note.text),
            before => Cow::Owned(format!("{before} {}", note.text)),
        }
    }

    pub(super) fn paper(&self, at: usize) -> Paper {
        let tint = tint(self.notes[at].meaning).0;
        Paper { words: self.words(at).into_owned(), tint, about: self.about(at), foot: self.foot(at) }
    }

    /// The rows of a note's foot.
    fn foot(&self, at: usize) -> u16 {
        if self.has_foot(at) && !self.about(at).is_empty() { self.page.small().cell().1 } else { 0 }
    }

    /// The rows a paper takes, its lower edge included, to be whole.
    fn whole(&self, at: usize, size: Size, width: u16) -> u16 {
        let measure = || {
            let text = self.words(at);
            let of = |size| rows_of(&text, size, width.saturating_sub(2), self.page.look);
            let words = of(size).or_else(|| of(Size::Plain)).unwrap_or(1);
            words.saturating_add(self.foot(at) + 1)
        };
        *self.measured.borrow_mut().entry((at, size.cell(), width)).or_insert_with(measure)
    }
}

/// What stands on a paper.
pub(super) struct Paper {
    words: String,
    tint: StickyTint,
    /// What its foot says, and the rows it takes.
    about: String,
    foot: u16,
}

/// How papers hang: so many at once, beside each other, in a size, none taller than `most` rows.
#[derive(Clone, Copy)]
struct Hanging {
    at_once: usize,
    across: u16,
    size: Size,
    most: u16,
}

/// Hangs notes from `from` on: as many as find a place.
fn hang(pile: &Pile, from: usize, free: Rect, how: Hanging) -> Wall {
    let Hanging { at_once, across, size, most } = how;
    let gap = 2;
    let width = free.width.saturating_sub((across - 1) * gap) / across.max(1);
    let below = u16::from(free.height > 15);
    let mut tops = vec![free.y; usize::from(across)];
    let mut placed = Vec::new();
    for at in (from..pile.notes.len()).take(at_once) {
        let wanted = pile.whole(at, size, width);
        let tall = wanted.clamp(2, most.max(2));
        // The next place in reading order: the highest column, from the left.
        let Some((column, top)) =
            tops.iter().copied().enumerate().min_by_key(|(column, top)| (*top, *column))
        else {
            break;
        };
        if top + tall > free.bottom() {
            break;
        }
        let x = free.x + u16::try_from(column).unwrap_or(0) * (width + gap);
        placed.push((at, Rect::new(x, top, width, tall), wanted));
        tops[column] = top + tall + below;
    }
    // Rows that are left in a column give a note there its end back.
    for (column, top) in tops.into_iter().enumerate() {
        let x = free.x + u16::try_from(column).unwrap_or(0) * (width + gap);
        let (mut left, mut down) = ((free.bottom() + below).saturating_sub(top), 0);
        for (_, rect, wanted) in placed.iter_mut().filter(|(_, rect, _)| rect.x == x) {
            rect.y += down;
            let lines = left.min(wanted.saturating_sub(rect.height)) / size.cell().1 * size.cell().1;
            (rect.height, left, down) = (rect.height + lines, left - lines, down + lines);
        }
    }
    let cut = placed.iter().filter(|(_, rect, wanted)| rect.height < *wanted).count();
    Wall { size, placed: placed.into_iter().map(|(at, rect, _)| (at, rect)).collect(), cut }
}

/// The largest legible size in which `wanted` (or all) of the notes hang whole at once; else, where `all` of them are to be
/// seen at once, so many with the fewest cut; else as many whole ones as find a place, if those are not few.
pub(super) fn best(pile: &Pile, from: usize, free: Rect, wanted: usize, all: bool) -> Wall {
    let page = pile.page;
    let wanted = pile.notes.len().saturating_sub(from).min(wanted);
    let widest = |size: Size| {
        let widest = if size == Size::Plain { 18 } else { 13 * size.cell().0 };
        (free.width / widest.max(1)).clamp(1, 3)
    };
    let hung = |at_once: usize, across: u16, size: Size, most: u16| {
        hang(pile, from, free, Hanging { at_once, across, size, most })
    };
    let mut fullest: Option<Wall> = None;
    for size in page.sizes().iter().filter(|size| **size >= page.small()) {
        for across in (1..=widest(*size)).rev() {
            let wall = hung(AT_ONCE, across, *size, free.height);
            if wall.cut == 0 && wall.placed.len() >= wanted {
                return wall;
            }
            let more = |other: &Wall| wall.placed.len() > other.placed.len();
            if wall.cut == 0 && fullest.as_ref().is_none_or(more) {
                fullest = Some(wall);
            }
        }
    }
    let fullest = fullest.filter(|wall| page.wide && wall.placed.len() >= WHOLE.min(wanted));
    let fullest = match fullest {
        Some(wall) if !all => return wall,
        other => other,
    };
    let mut most_of_all: Option<Wall> = None;
    for size in page.sizes() {
        let line = size.cell().1;
        // Two lines of each are the least that says something.
        let heights = (2..=5).rev().map(|lines| lines * line + 1).filter(|most| *most <= free.height);
        let mosts =
            || std::iter::once(free.height / 2).chain(heights.clone()).map(|most| most.max(2 * line + 1));
        let across = || (1..=widest(*size)).rev();
        let ways = [AT_ONCE, wanted].into_iter().flat_map(|at_once| {
            mosts().flat_map(move |most| across().map(move |across| (at_once, across, most)))
        });
        let walls = ways.map(|(at_once, across, most)| hung(at_once, across, *size, most));
        // Among equals the first: more columns, and taller papers.
        let whole = |wall: &Wall| (wall.placed.len().min(wanted), Reverse(wall.cut));
        let found = walls.reduce(|best, wall| if whole(&wall) > whole(&best) { wall } else { best });
        let Some(found) = found else { continue };
        if found.placed.len() >= wanted {
            return found;
        }
        if most_of_all.as_ref().is_none_or(|best| found.placed.len() > best.placed.len()) {
            most_of_all = Some(found);
        }
    }
    fullest.or(most_of_all).unwrap_or(Wall { size: Size::Plain, placed: Vec::new(), cut: 0 })
}

/// How the newest note may hang, over the whole width: in larger letters where it stays whole within half of the wall,
/// the largest first; then in larger letters with its end cut; and at last in the size of the others.
fn newest(pile: &Pile, free: Rect) -> Vec<(Size, Rect)> {
    let (text, page) = (pile.words(0), pile.page);
    let most = free.height * 5 / 9;
    let inner = free.width.saturating_sub(2);
    let small = page.small();
    // How often it was said takes no room from the words: a note of many papers is not smaller than one of one.
    let often = pile.foot(0);
    let most = most + often;
    let below = often + 1;
    let huge = Some(Size::Huge).filter(|_| page.wide);
    // What no face can write is never larger than itself.
    let written = |size: Size| page::written(&text, size, page.look).is_some();
    // On a very high wall, where the large face is that of the others, there is one between.
    let faces: &[Size] = if small == Size::Large { &[Size::Filled] } else { &LARGER };
    let own = |size: Size| small == Size::Large || size != Size::Filled || !big::has_blocks(page.look);
    let above = |size: Size| (size > small || small == Size::Large) && own(size) && written(size);
    let larger = || huge.into_iter().chain(faces.iter().copied()).filter(|size| above(*size));
    let stays = larger().filter_map(|size| {
        let rows = rows(&text, size, inner, page.look)?.saturating_add(below);
        (rows <= most).then_some((size, rows))
    });
    // A note that is too long for it has its beginning there: two lines or more.
    let cut = larger().flat_map(|size| (2..=4).rev().map(move |lines| (size, lines * size.cell().1 + below)));
    let cut = cut.filter(|(size, rows)| *rows <= most && *rows < pile.whole(0, *size, free.width));
    let least = (small, pile.whole(0, small, free.width).clamp(2, most.max(2)));
    let all = stays.chain(cut).chain([least]);
    all.map(|(size, height)| (size, Rect { height: height.min(free.height), ..free })).collect()
}

/// One paper: filled, dark text, a soft lower edge; the word of its meaning and how often it was said in the foot.
pub(super) fn paper(page: &mut Page, rect: Rect, note: &Paper, size: Size, newest: bool) {
    let look = page.look;
    if rect.width < 4 || rect.height < 2 {
        return;
    }
    let tint = note.tint;
    let body = Rect { height: rect.height - 1, ..rect };
    fill(page.buf, body, look.sticky(tint));
    fill_row(page.buf, rect, rect.bottom() - 1, look.marks().upper_half, look.sticky_edge(tint));
    let inner = Rect { x: body.x + 1, width: body.width - 2, ..body };
    let foot = note.foot.min(inner.height.saturating_sub(1));
    let text = Rect { height: inner.height - foot, ..inner };
    if newest {
        // A bar beside it: where it does not fit in larger letters, it stands out all the same.
        for y in body.top()..body.bottom() {
            put(
                page.buf,
                body.x,
                y,
                1,
                look.marks().left_half,
                look.sticky(tint).add_modifier(Modifier::BOLD),
            );
        }
    }
    let style = if newest { look.sticky(tint).add_modifier(Modifier::BOLD) } else { look.sticky(tint) };
    set(page.buf, text, &note.words, size, style, look);
    if foot > 0 {
        let place = Rect { y: inner.bottom() - foot, height: foot, ..inner };
        one_right(page.buf, place, &note.about, page.small(), look.sticky(tint), look);
    }
}

/// Which note the wanted page begins with, and how many pages there are: pages are as long as what fits on them.
pub(super) fn begins(notes: usize, wanted: usize, on_page: impl Fn(usize) -> usize) -> (usize, usize, usize) {
    let mut starts = vec![0];
    while let Some(last) = starts.last().copied()
        && starts.len() < MOST_PAGES
    {
        let next = last + on_page(last).max(1);
        if next >= notes {
            break;
        }
        starts.push(next);
    }
    let at = wanted % starts.len();
    (starts[at], at, starts.len())
}

/// The papers of a page and what they are worth: whether the back row reads them, whether so many hang as a room follows,
/// whether the newest is higher than the others, how few lost their end, and whether the newest is wider too.
pub(super) struct Hung {
    pub(super) worth: (bool, usize, bool, Reverse<usize>, bool),
    pub(super) papers: Vec<(usize, Rect, Size)>,
}

/// The papers of a page that begins with note `from`, each in its size; on the first page the newest is as large as it
/// may be while the others still hang with it.
pub(super) fn papers(pile: &Pile, from: usize, free: Rect) -> Hung {
    let (notes, page) = (pile.notes, pile.page);
    let legible = |size: Size| size.cell().1 >= page.small().cell().1;
    let sized = |wall: Wall| wall.placed.into_iter().map(move |(at, rect)| (at, rect, wall.size));
    if notes.is_empty() || from > 0 {
        let wall = best(pile, from, free, LEAST, false);
        let worth = (legible(wall.size), wall.placed.len().min(LEAST), false, Reverse(wall.cut), false);
        return Hung { worth, papers: sized(wall).collect() };
    }
    let ways = newest(pile, free).into_iter().map(|(size, rect)| {
        let below = rect.height + u16::from(free.height > 15);
        let rest = Rect { y: free.y + below, height: free.height.saturating_sub(below), ..free };
        let others = best(pile, 1, rest, LEAST - 1, true);
        let than = if others.placed.is_empty() { (0, 0) } else { others.size.cell() };
        let (across, down) = size.cell();
        let whole = rect.height >= pile.whole(0, size, free.width);
        let count = (others.placed.len() + 1).min(LEAST);
        let cut = others.cut + usize::from(!whole);
        // Letters that are higher but as wide are only a little larger.
        let worth = (legible(others.size), count, down > than.1, Reverse(cut), across > than.0);
        Hung { worth, papers: [(0, rect, size)].into_iter().chain(sized(others)).collect() }
    });
    // Among equals the first, which is the largest.
    let best = ways.reduce(|best, way| if way.worth > best.worth { way } else { best });
    best.unwrap_or(Hung { worth: (false, 0, false, Reverse(0), false), papers: Vec::new() })
}
