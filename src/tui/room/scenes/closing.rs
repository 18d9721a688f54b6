//! What was promised, read back, and when we meet again.

use ratatui::layout::Rect;

use crate::room::{Action, Plan, Promise, Thanks};
use crate::text;
use crate::tui::room::page::{Page, Size, cells, one, one_right, paged};

/// Now with owners and dates, a few gaps a page.
pub fn plan(plan: &Plan, page: &mut Page) {
    let look = page.look;
    if plan.rows.is_empty() {
        page.centre("What starts now, and who begins?", look.heading());
        return;
    }
    page.headline("Now: who does what by when", 2);
    page.space(1);
    let size = page.small();
    let line = size.cell().1;
    let actions = plan.rows.iter().map(|row| row.actions.len()).max().unwrap_or(0).clamp(1, 2);
    let each = (u16::try_from(actions).unwrap_or(1) + 1) * line + 1;
    let a_page = usize::from((page.free.height.saturating_sub(1) / each).max(1));
    let (shown, at, pages) = paged(plan.rows.len(), a_page, plan.page);
    page.pages(at, pages);
    for row in &plan.rows[shown] {
        let rect = page.take(each);
        one(page.buf, Rect { height: line, ..rect }, &row.title, size, look.heading(), look);
        let indent = 2 * size.cell().0;
        for (at, action) in row.actions.iter().take(actions).enumerate() {
            let y = rect.y + line * (1 + u16::try_from(at).unwrap_or(0));
            let place =
                Rect { x: rect.x + indent, y, width: rect.width.saturating_sub(indent), height: line };
            let used = one_right(page.buf, place, &action.due, size, look.accent(), look);
            let words = format!("{}: {}", action.owner, action.title);
            let room = Rect { width: place.width.saturating_sub(used + 2), ..place };
            one(page.buf, room, &words, size, look.text(), look);
        }
        if row.actions.is_empty() {
            let place = Rect {
                x: rect.x + indent,
                y: rect.y + line,
                width: rect.width.saturating_sub(indent),
                height: line,
            };
            one(page.buf, place, "nobody yet", size, look.warn(), look);
        }
    }
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
    let count = u16::try_from(promise.actions.len()).unwrap_or(1).max(1);
    let each = page.free.height / count;
    for action in &promise.actions {
        let rect = page.take(each);
        one_action(action, &mut page.inside(rect));
    }
}

fn one_action(action: &Action, page: &mut Page) {
    let look = page.look;
    let by = if action.due.is_empty() {
        action.owner.clone()
    } else {
        format!("{}, by {}", action.owner, action.due)
    };
    page.line(&by, look.accent());
    let below = [&action.first_step, &action.measure].into_iter().filter(|line| !line.is_empty()).count();
    let kept = u16::try_from(below).unwrap_or(0) * page.small().cell().1;
    let most = page.free.height.saturating_sub(kept).max(page.free.height / 2);
    page.text(&action.title, look.text(), (most * 8 / page.free.height.max(1)).clamp(1, 8));
    for line in [&action.first_step, &figures_kept(&action.measure, page)] {
        if page.free.height >= page.small().cell().1 {
            page.line(line, look.text());
        }
    }
}

/// “Minutes to first…: 94 to 15”: where a measure is too long for its line, the name is cut, not the figures.
fn figures_kept(measure: &str, page: &Page) -> String {
    let fits = |text: &str| cells(text, page.small(), page.look) <= page.free.width;
    match measure.rsplit_once(": ") {
        Some((name, figures)) if !fits(measure) => {
            let room = usize::from(page.free.width / page.small().cell().0);
            let name = text::clip_words(name, room.saturating_sub(text::width(figures) + 2));
            format!("{name}: {figures}")
        }
        _ => measure.to_owned(),
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
    let count = u16::try_from(thanks.dates.len()).unwrap_or(u16::MAX).max(1);
    let room = page.free;
    // The largest size in which every date stands in one line beside what it is for.
    let fits = |size: &&Size| {
        let beside = |(what, on): &(String, String)| {
            cells(what, **size, look).saturating_add(cells(on, **size, look)) + 2 * size.cell().0
                <= room.width
        };
        count.saturating_mul(size.cell().1) <= room.height && thanks.dates.iter().all(beside)
    };
    let size = page.sizes().iter().find(fits).copied().unwrap_or(page.small());
    let each = (page.free.height / count).clamp(size.cell().1, 2 * size.cell().1);
    for (what, on) in &thanks.dates {
        if page.free.height < size.cell().1 {
            return;
        }
        let rect = page.take(each);
        let used = one_right(page.buf, rect, on, size, look.heading(), look);
        let room = Rect { width: rect.width.saturating_sub(used + 2), ..rect };
        one(page.buf, room, what, size, look.text(), look);
    }
}
