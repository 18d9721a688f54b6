//! What was promised, read back, and when we meet again.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::room::{Action, Plan, Promise, Thanks};
use crate::tui::look::Look;
use crate::tui::room::page::{self, Page, Size, cells, one, one_right, packed, paged, rows, set};
use crate::tui::room::whole::{How, laid};

/// Now with owners and dates, a few gaps a page.
pub fn plan(plan: &Plan, page: &mut Page) {
    let look = page.look;
    if plan.rows.is_empty() {
        page.centre("What starts now, and who begins?", look.heading());
        return;
    }
    page.headline("Now: who does what by when", 2);
    page.space(1);
    let width = page.free.width;
    let parts =
        parted(plan, page.small(), width, page.free.height.saturating_sub(page.small().cell().1), look);
    let tall = |size: Size, at: usize| {
        let (gap, actions) = &parts[at];
        let row = &plan.rows[*gap];
        let lines =
            row.actions[actions.clone()].iter().map(|action| promised(action, size, width, look).rows);
        let none = if actions.is_empty() { size.cell().1 } else { 0 };
        let of_title = rows(&row.title, size, width, look)?;
        lines.into_iter().try_fold(of_title.saturating_add(none), |sum, rows| Some(sum.saturating_add(rows?)))
    };
    let found = laid(page, How::blocks(parts.len(), plan.page), tall);
    let size = found.size;
    let indent = 2 * size.cell().0;
    for (at, rect) in found.places {
        let (gap, actions) = &parts[at];
        let row = &plan.rows[*gap];
        let mut block = page.inside(rect);
        let title = block.take(page::tall(&row.title, size, width, look));
        set(block.buf, title, &row.title, size, look.heading(), look);
        for action in &row.actions[actions.clone()] {
            let line = promised(action, size, width, look);
            let place = block.take(page::tall(&line.words, size, line.width, look));
            let place = Rect { x: place.x + indent, width: place.width.saturating_sub(indent), ..place };
            one_right(block.buf, place, &action.due, size, look.accent(), look);
            set(block.buf, Rect { width: line.width, ..place }, &line.words, size, look.text(), look);
        }
        if row.actions.is_empty() {
            let place = block.free;
            let place = Rect { x: place.x + indent, width: place.width.saturating_sub(indent), ..place };
            one(block.buf, place, "nobody yet", size, look.warn(), look);
        }
    }
}

/// An action in the plan: who and what, beside the day.
struct Promised {
    words: String,
    width: u16,
    /// Nothing where a word would be broken.
    rows: Option<u16>,
}

fn promised(action: &Action, size: Size, width: u16, look: &Look) -> Promised {
    let words = format!("{}: {}", action.owner, action.title);
    let day = cells(&action.due, size, look);
    let taken = 2 * size.cell().0 + if day > 0 { day + 2 } else { 0 };
    let width = width.saturating_sub(taken);
    let rows = rows(&words, size, width, look);
    Promised { words, width, rows }
}

/// The gaps of a plan, each with all of its actions; one that no page holds goes on on the next, under its title again.
fn parted(plan: &Plan, size: Size, width: u16, room: u16, look: &Look) -> Vec<(usize, Range<usize>)> {
    let of = |(at, row): (usize, &Promise)| {
        let title = page::tall(&row.title, size, width, look);
        let heights = row.actions.iter().map(|action| {
            let line = promised(action, size, width, look);
            page::tall(&line.words, size, line.width, look)
        });
        let heights: Vec<u16> = heights.collect();
        packed(&heights, room.saturating_sub(title)).into_iter().map(move |actions| (at, actions))
    };
    plan.rows.iter().enumerate().flat_map(of).collect()
}

/// One gap of Now, read back.
pub fn promise(promise: &Promise, page: &mut Page) {
    let look = page.look;
    let size = page.small();
    let rect = page.take(size.cell().1);
    one(page.buf, rect, &promise.id, size, look.accent(), look);
    one_right(page.buf, rect, &promise.place, size, look.text(), look);
    page.headline(&promise.title, 3);
    page.space(1);
    if promise.actions.is_empty() {
        page.centre("Who wants this?", look.heading());
        return;
    }
    let small = page.small();
    let free = page.free;
    let need = |action: &Action| {
        let lines = [by(action), action.title.clone(), action.first_step.clone(), action.measure.clone()];
        let said = lines.iter().filter(|line| !line.is_empty());
        said.map(|line| page::tall(line, small, free.width, look)).fold(0_u16, u16::saturating_add)
    };
    // As many as stand whole beside each other in equal parts of the page.
    let most = promise.actions.iter().map(need).max().unwrap_or(1).saturating_add(1);
    let all = promise.actions.len();
    let fits = |count: usize, height: u16| {
        most.saturating_mul(u16::try_from(count).unwrap_or(u16::MAX)) <= height.saturating_add(1)
    };
    let a_page = if fits(all, free.height) {
        all
    } else {
        (1..all).rev().find(|count| fits(*count, free.height.saturating_sub(small.cell().1))).unwrap_or(1)
    };
    let a_page = all.div_ceil(all.div_ceil(a_page));
    let (shown, at, pages) = paged(all, a_page, promise.page);
    page.pages(at, pages);
    let each = ((page.free.height + 1) / u16::try_from(a_page).unwrap_or(1).max(1)).saturating_sub(1);
    for action in &promise.actions[shown] {
        let rect = page.take(each);
        one_action(action, &mut page.inside(rect));
        let _ = page.take(1);
    }
}

fn by(action: &Action) -> String {
    if action.due.is_empty() { action.owner.clone() } else { format!("{}, by {}", action.owner, action.due) }
}

fn one_action(action: &Action, page: &mut Page) {
    let look = page.look;
    page.lines(&by(action), look.accent(), 4);
    let (small, width) = (page.small(), page.free.width);
    let below = [&action.first_step, &action.measure];
    let said = below.iter().filter(|line| !line.is_empty());
    let kept = said.map(|line| page::tall(line, small, width, look)).fold(0_u16, u16::saturating_add);
    let most = page.free.height.saturating_sub(kept).max(page.free.height / 2);
    page.text_in(&action.title, look.text(), most);
    for line in below {
        if page.free.height >= small.cell().1 {
            page.lines(line, look.text(), 8);
        }
    }
}

/// Thank you, and when we meet again.
pub fn thanks(thanks: &Thanks, page: &mut Page) {
    let look = page.look;
    if thanks.dates.is_empty() {
        page.centre("Thank you", look.heading());
        return;
    }
    page.headline("Thank you", 4);
    page.space(2);
    let width = page.free.width;
    // Each date in one line beside what it is for; where that is too long, below each other as they need.
    let beside = |size: Size, (what, on): &(String, String)| {
        let on = cells(on, size, look).saturating_add(2 * size.cell().0);
        (on < width).then(|| rows(what, size, width - on, look)).flatten()
    };
    let found = laid(page, How::list(thanks.dates.len(), thanks.page), |size, at| {
        let tall = beside(size, &thanks.dates[at])?;
        (size == Size::Plain || tall == size.cell().1 || size == Size::Middle).then_some(tall)
    });
    let size = found.size;
    for (at, rect) in found.places {
        let (what, on) = &thanks.dates[at];
        let used = one_right(page.buf, rect, on, size, look.heading(), look);
        let room = Rect { width: rect.width.saturating_sub(used + 2 * size.cell().0), ..rect };
        set(page.buf, room, what, size, look.text(), look);
    }
}
