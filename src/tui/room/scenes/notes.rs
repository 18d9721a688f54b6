//! The question and its notes, as they come and one alone.

use ratatui::layout::Rect;

use super::papers::{Pile, begins, best, paper, papers, times, tint};
use crate::room::{Notes, PerfectToday, Question, Spotlight};
use crate::tui::room::page::{self, Page, Size, one, one_right, set};
use crate::tui::room::scenes::list::list;
use crate::tui::widgets::put::{fill, fill_row};

/// The question in the middle, its place above; with probes it moves up.
pub fn question(question: &Question, page: &mut Page) {
    let look = page.look;
    page.line(&question.place, look.accent());
    if question.probes.is_empty() {
        page.centre(&question.text, look.heading());
        return;
    }
    // A huge question would leave its probes no room.
    page.headline(&question.text, if page.wide { 2 } else { 3 });
    page.space(2);
    list(&question.probes, page, false, question.page);
}

/// The rows of the question above its notes: as large as it may be where that cuts no note, else a line of small words.
fn question_rows(notes: &Notes, pile: &Pile, free: Rect) -> u16 {
    let page = pile.page;
    let line = page.small().cell().1;
    // On a small page the newest note is what is large, and its question one row.
    let most = (free.height * if free.height < 18 { 1 } else { 2 } / 8).max(1);
    let size = page.size_of(&notes.question, most);
    let large = page::tall(&notes.question, size, free.width, page.look).min(most);
    let small = page::tall(&notes.question, page.small(), free.width, page.look).min(most);
    if !page.wide || small >= large {
        return most;
    }
    let hung = |rows: u16| {
        let taken = rows + line + u16::from(free.height - rows > 30);
        let rest = Rect { y: free.y + taken, height: free.height.saturating_sub(taken), ..free };
        papers(pile, 0, rest).worth
    };
    if hung(small) > hung(large) { small } else { most }
}

pub fn notes(notes: &Notes, page: &mut Page) {
    let look = page.look;
    let small = page.small();
    let word = notes.column.is_none();
    let most = question_rows(notes, &Pile::new(&notes.notes, word, page), page.free);
    let small_words = page.wide && page.size_of(&notes.question, most) == Size::Plain;
    if small_words {
        // A question that is too long for any large face is one in small words, with its end cut.
        page.lines(&notes.question, look.heading(), 2);
    } else {
        page.text_in(&notes.question, look.heading(), most);
    }
    // The column and the page share a row.
    let row = page.take(small.cell().1);
    if let Some(column) = &notes.column {
        one(page.buf, row, column, small, look.accent(), look);
    }
    if page.free.height > 30 {
        page.space(1);
    }
    let free = page.free;
    let pile = Pile::new(&notes.notes, word, page);
    let hung = |from| papers(&pile, from, free).papers;
    let (from, at, pages) = begins(notes.notes.len(), notes.page, |from| hung(from).len());
    let papers: Vec<_> =
        hung(from).into_iter().map(|(at, rect, size)| (at, rect, size, pile.paper(at))).collect();
    for (at, rect, size, note) in papers {
        paper(page, rect, &note, size, at == 0);
    }
    if pages > 1 {
        let mut words = format!("{} of {pages}", at + 1);
        // What the wall does not hold is said where its notes end.
        let older = notes.total.saturating_sub(notes.notes.len());
        if older > 0 && at + 1 == pages {
            words = format!("{words}, and {older} older");
        }
        one_right(page.buf, row, &words, small, look.text(), look);
    }
}

/// One note as large as it gets.
pub fn spotlight(spotlight: &Spotlight, page: &mut Page) {
    let look = page.look;
    page.lines(&spotlight.question, look.text(), 2);
    page.space(1);
    let (tint, word) = tint(spotlight.note.meaning);
    let free = page.free;
    fill(page.buf, Rect { height: free.height.saturating_sub(1), ..free }, look.sticky(tint));
    fill_row(
        page.buf,
        free,
        free.bottom().saturating_sub(1),
        look.marks().upper_half,
        look.sticky_edge(tint),
    );
    let inner = Rect::new(free.x + 2, free.y, free.width.saturating_sub(4), free.height.saturating_sub(1));
    let mut paper = page.inside(inner);
    let size = paper.small();
    let words = format!("{word} {}", times(&spotlight.note, look));
    if !words.trim().is_empty() {
        let foot = paper.take_below(size.cell().1);
        one_right(paper.buf, foot, words.trim(), size, look.sticky(tint), look);
    }
    paper.centre(&spotlight.note.text, look.sticky(tint));
}

pub fn perfect_today(both: &PerfectToday, page: &mut Page) {
    let look = page.look;
    page.headline(&both.question, 2);
    page.space(1);
    let last = page.take_below(page.small().cell().1);
    let free = page.free;
    let size = page.small();
    let head = size.cell().1;
    let width = free.width.saturating_sub(3) / 2;
    let half = Rect { width, y: free.y + head, height: free.height.saturating_sub(head), ..free };
    let columns = [("Perfect", &both.perfect), ("Today", &both.today)];
    let piles = columns.map(|(_, notes)| Pile::new(notes, false, page));
    let begin = |pile: &Pile, wanted: usize| {
        begins(pile.notes.len(), wanted, |from| best(pile, from, half, 3, false).placed.len())
    };
    let starts: Vec<_> = piles.iter().map(|pile| begin(pile, 0).2).collect();
    let pages = starts.iter().copied().max().unwrap_or(1);
    let at = both.page % pages;
    let x_of = |column: usize| free.x + u16::try_from(column).unwrap_or(0) * (width + 3);
    let hung = |(column, pile): (usize, &Pile)| {
        let place = Rect { x: x_of(column), ..half };
        (at < starts[column]).then(|| {
            let wall = best(pile, begin(pile, at).0, place, 3, false);
            let paper = |(at, rect): (usize, Rect)| (pile.paper(at), rect, wall.size);
            wall.placed.into_iter().map(paper).collect::<Vec<_>>()
        })
    };
    let walls: Vec<_> = piles.iter().enumerate().map(hung).collect();
    let totals = [both.totals.0.max(both.perfect.len()), both.totals.1.max(both.today.len())];
    for (column, ((name, _), wall)) in columns.into_iter().zip(walls).enumerate() {
        let x = x_of(column);
        let words = format!("{name} {}", totals[column]);
        set(page.buf, Rect { x, width, height: head, ..free }, &words, size, look.accent(), look);
        let Some(wall) = wall else { continue };
        for (note, rect, size) in wall {
            paper(page, rect, &note, size, false);
        }
    }
    if pages > 1 {
        // What the wall does not hold is said where its notes end.
        let older = totals[0] + totals[1] - both.perfect.len() - both.today.len();
        if older > 0 && at + 1 == pages {
            one(page.buf, last, &format!("and {older} older"), size, look.text(), look);
        }
        page.page_of(last, at, pages);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::super::papers::{AT_ONCE, LEAST};
    use super::*;
    use crate::playbook::Playbook;
    use crate::room::{Parts, Scene, Wish, compose};
    use crate::rules::Verdicts;
    use crate::tui::look::Look;

    #[test]
    fn the_newest_note_is_the_largest_and_six_hang_at_once_on_walls_of_every_size() {
        let session =
            crate::shelf::format::read(include_bytes!("../../../../sessions/halvorn.json")).unwrap();
        let verdicts = Verdicts::of(&session);
        let ask = || &verdicts;
        let parts = Parts { session: &session, verdicts: &ask, playbook: Playbook::builtin(), page: 0 };
        let look = Look::default();
        for wish in ["notes:Q1:main", "notes:Q2:perfect", "notes:Q2:today", "notes:Q3:main", "notes:Q4:main"]
        {
            let scene = compose(&Wish::from_key(wish).unwrap(), &parts);
            let Scene::Notes(notes) = scene else { panic!("{wish} are notes") };
            for (width, height) in [(66, 18), (80, 24), (160, 48), (240, 67)] {
                let area = Rect::new(0, 0, width, height);
                let mut buf = Buffer::empty(area);
                // Below the line that says whose day it is.
                let free = Rect::new(4, height / 12, width - 8, height - height / 10);
                let page = Page::new(&mut buf, free, &look, area);
                let pile = Pile::new(&notes.notes, notes.column.is_none(), &page);
                let above = question_rows(&notes, &pile, free) + page.small().cell().1;
                let free = Rect { y: free.y + above, height: free.height - above, ..free };
                let hung = papers(&pile, 0, free).papers;
                let (newest, others) = hung.split_first().unwrap();
                let at = format!("{wish} at {width}x{height}");
                assert!((LEAST..=AT_ONCE + 1).contains(&hung.len()), "{at}: {}", hung.len());
                assert!(others.iter().all(|other| other.2.cell().1 < newest.2.cell().1), "{at}: {newest:?}");
                assert!(
                    others.iter().all(|other| other.2.cell().1 >= page.small().cell().1),
                    "{at}: legible"
                );
            }
        }
    }
}
