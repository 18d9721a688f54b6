//! Draws a ballot for the room: while it is open its options with their numbers and how far the count is, never what any
//! option has; once it is closed the dots, the line of the shortlist, and what is tied there.
//!
//! ```text
//! Ballot B2 · 3 dots each, at most 2 on one
//! 9 of 14 ballots in ━━━━━━━━━─────     27 of 42 dots, 15 short
//!
//!  1 Nobody owns the whole problem
//!  2 Customers hear about outages before we do
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ballot::{Page, about, each_words, list, standing};
use crate::rules::dots::{Joined, books, may_vote};
use crate::rules::words::{Id, list_with};
use crate::session::Ballot;
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::look::BarTint;
use crate::tui::overlays::pile;
use crate::tui::widgets::bars::gauge;
use crate::tui::widgets::list as rows;
use crate::tui::widgets::put::{fill, put, put_clipped, put_right, put_wrapped, wrapped_rows};

/// From this width on, options that are too many for one column stand in two.
const TWO_COLUMNS: u16 = 60;

/// Draws the page.
pub fn draw(page: &Page, ballot: &Ballot, buf: &mut Buffer, ctx: &Ctx) {
    let area = ctx.area.intersection(buf.area);
    if area.height < 4 {
        return;
    }
    if ballot.closed_at.is_some() {
        closed(page, ballot, buf, ctx, area);
    } else {
        open(page, ballot, buf, ctx, area);
    }
}

fn open(page: &Page, ballot: &Ballot, buf: &mut Buffer, ctx: &Ctx, area: Rect) {
    let look = ctx.look;
    let wide = usize::from(area.width);
    let each = each_words(ballot.dots_each);
    let (id, most) = (&ballot.id, ballot.max_per_option);
    let pile = pile::now(id, ctx);
    let titles = match &pile {
        None => [
            format!("Ballot {id} is open · {each}, at most {most} on one"),
            format!("Ballot {id} is open · {each}, {most} on one"),
            format!("Ballot {id} · {each}"),
        ],
        Some(level) => {
            let pile = pile::word(level);
            [
                format!("Ballot {id} is open · pile: {pile} · {each}, at most {most} on one"),
                format!("Ballot {id} · pile: {pile} · {each}, at most {most} on one"),
                format!("Ballot {id} · pile: {pile}"),
            ]
        }
    };
    put_clipped(buf, area.x, area.y, wide, longest(&titles, wide), look.heading());
    progress(ballot, buf, ctx, Rect { y: area.y + 1, height: 1, ..area });
    let roomy = area.height >= 17;
    let top = area.y + 2 + u16::from(roomy);
    let here = ballot.opened_at.as_ref().map(|opened| may_vote(ctx.session, opened, &ctx.now.moment()));
    let late = here.filter(|here| *here > 0 && *here != ballot.voters);
    let foots = match late {
        Some(here) => [
            format!("{here} could vote now; the ballot counts on {}: + and - change it.", ballot.voters),
            format!("{here} could vote now, not {}: + and -", ballot.voters),
        ],
        None => [
            "What each option has stays hidden until the ballot is closed.".to_owned(),
            "Dots stay hidden until it is closed.".to_owned(),
        ],
    };
    let foot = longest(&foots, wide);
    let foot_row = Rect { y: area.bottom() - 1, height: 1, ..area };
    put_clipped(buf, foot_row.x, foot_row.y, wide, foot, look.soft());
    let body = Rect { y: top, height: foot_row.y.saturating_sub(top), ..area };
    let choices = ballot.choices();
    let columns =
        if choices.len() > usize::from(body.height) && area.width >= TWO_COLUMNS { 2_u16 } else { 1 };
    let lines = choices.len().div_ceil(usize::from(columns));
    let shown = rows::visible(lines, Some(page.at.min(lines.saturating_sub(1))), usize::from(body.height), 0);
    let width = body.width / columns;
    for column in 0..columns {
        for (line, y) in shown.clone().zip(body.top()..body.bottom()) {
            let at = usize::from(column) * lines + line;
            let Some(id) = choices.get(at) else { continue };
            let x = body.x + column * width;
            let room = usize::from(width.saturating_sub(5));
            put(buf, x, y, 3, &format!("{:>2}", at + 1), look.accent());
            put_clipped(buf, x + 3, y, room, &ctx.session.option_name(&ballot.subject, id), look.text());
        }
    }
}

/// How far the count is: ballots, or options that have their number.
fn progress(ballot: &Ballot, buf: &mut Buffer, ctx: &Ctx, row: Rect) {
    let look = ctx.look;
    let options = ballot.choices().len();
    let by_option = ballot.cast.is_none() || !ballot.totals.is_empty();
    let (done, all, words) = if by_option {
        let done = ballot.totals.iter().count();
        (done, options, format!("{done} of {options} {} counted", about(&ballot.subject)))
    } else {
        let (done, all) = (ballot.ballots_in(), ballot.voters);
        let words = format!("{done} of {all} ballots in");
        (usize::try_from(done).unwrap_or(0), usize::try_from(all).unwrap_or(0), words)
    };
    let used = put_clipped(buf, row.x, row.y, usize::from(row.width), &words, look.text());
    // Words keep their distance: where it is narrow what is short goes first, then the dots.
    let (counted, all_dots) = (ballot.counted(), ballot.all_dots());
    let said = [books(counted, all_dots), format!("{counted} of {all_dots} dots"), String::new()];
    let said = longest(&said, usize::from(row.width).saturating_sub(used + 2));
    let said = put_right(buf, row, said, look.soft());
    let x = row.x + u16::try_from(used).unwrap_or(0) + 2;
    let end = row.right().saturating_sub(u16::try_from(said).unwrap_or(0) + 2);
    if end > x + 4 {
        let bar = Rect { x, width: end - x, ..row };
        let tint = if done >= all { BarTint::Good } else { BarTint::Plain };
        gauge(buf, bar, done as u64, all as u64, tint, look);
    }
}

/// The first of some wordings, longest first, that fits; the last one where none does.
fn longest(wordings: &[String], room: usize) -> &str {
    let fits = wordings.iter().find(|words| text::width(words) <= room);
    fits.or(wordings.last()).map_or("", String::as_str)
}

fn closed(page: &Page, ballot: &Ballot, buf: &mut Buffer, ctx: &Ctx, area: Rect) {
    let look = ctx.look;
    let wide = usize::from(area.width);
    let totals = standing(ballot);
    let list = list(ctx.session, ballot, page.want);
    let voters = text::plural(usize::try_from(ballot.voters).unwrap_or(0), "voter", "voters");
    let at = ballot.closed_at.as_ref().map_or_else(String::new, |at| format!(" · closed {}", at.clock()));
    let (id, books) = (&ballot.id, books(ballot.counted(), ballot.all_dots()));
    let titles = [
        format!("Ballot {id} · {voters} · {books}{at}"),
        format!("Ballot {id} · {voters} · {books}"),
        format!("Ballot {id} · {books}"),
    ];
    put_clipped(buf, area.x, area.y, wide, longest(&titles, wide), look.heading());
    let foot = foot(page, ballot, ctx, &list);
    let (body, foot_at) = parts(&foot, area, run_off_of(ballot, ctx));
    if let Some(main) = ctx.session.main_of(ballot) {
        let above = already_in(main, &list, ctx);
        put_clipped(buf, area.x, area.y + 1, wide, &above, look.soft());
    }
    put_wrapped(buf, foot_at, &foot, if list.run_off.is_empty() { look.soft() } else { look.accent() });
    let shown = rows::visible(totals.len(), Some(page.at), usize::from(body.height), 0);
    let most = totals.iter().map(|(_, dots)| u64::from(*dots)).max().unwrap_or(0);
    let label = (body.width / 2).clamp(20, 56).min(body.width);
    for (at, y) in shown.clone().zip(body.top()..body.bottom()) {
        let Some((id, dots)) = totals.get(at) else { continue };
        let row = Rect { y, height: 1, ..body };
        let (chosen, tied) = (list.has(id), list.run_off.contains(id));
        let here = at == page.at;
        let style = if here { look.selected() } else { look.text() };
        if here {
            fill(buf, row, style);
            put(buf, row.x, y, 1, look.marks().pointer, style);
        }
        let mark = if chosen {
            look.marks().tick
        } else if tied {
            look.marks().balanced
        } else {
            " "
        };
        put(buf, row.x + 2, y, 1, mark, if here { style } else { look.accent() });
        let name = ctx.session.option_name(&ballot.subject, id);
        put_clipped(buf, row.x + 4, y, usize::from(label.saturating_sub(5)), &name, style);
        let number = format!("{dots:>3}");
        put(buf, row.x + label, y, 3, &number, style);
        let x = row.x + label + 4;
        if row.right() > x + 4 {
            let bar = Rect { x, width: row.right() - x - 2, ..row };
            let tint = if chosen { BarTint::Good } else { BarTint::Plain };
            gauge(buf, bar, u64::from(*dots), most, tint, look);
        }
    }
    rows::scrollbar(buf, body, totals.len(), &shown, look);
}

/// Where the options and the last words of a closed ballot lie.
fn parts(foot: &str, area: Rect, run_off: bool) -> (Rect, Rect) {
    let rows = wrapped_rows(foot, area.width, 2).min(area.height);
    let foot = Rect { y: area.bottom() - rows, height: rows, ..area };
    let roomy = area.height >= 17;
    let top = area.y + 1 + u16::from(run_off) + u16::from(roomy);
    (Rect { y: top, height: foot.y.saturating_sub(top + u16::from(roomy)), ..area }, foot)
}

/// The option of a closed ballot under a cell.
pub fn result_at(page: &Page, ballot: &Ballot, ctx: &Ctx, at: (u16, u16)) -> Option<usize> {
    ballot.closed_at.as_ref()?;
    let (body, _) = {
        let foot = foot(page, ballot, ctx, &list(ctx.session, ballot, page.want));
        parts(&foot, ctx.area, run_off_of(ballot, ctx))
    };
    let count = ballot.choices().len();
    let shown = rows::visible(count, Some(page.at), usize::from(body.height), 0);
    body.contains(at.into()).then(|| shown.start + usize::from(at.1 - body.y)).filter(|at| *at < count)
}

fn run_off_of(ballot: &Ballot, ctx: &Ctx) -> bool {
    ctx.session.main_of(ballot).is_some()
}

/// What a run-off was not about: what is on the shortlist before it.
fn already_in(main: &Ballot, list: &Joined, ctx: &Ctx) -> String {
    let names = |id: &Id| format!("{id} {}", ctx.session.option_name(&main.subject, id));
    match list.above.as_slice() {
        [] => format!("A run-off of {}; nobody is above its line.", main.id),
        above => {
            let names: Vec<String> = above.iter().map(names).collect();
            format!("{} In by {}: {}", ctx.look.marks().tick, main.id, names.join(" · "))
        }
    }
}

fn foot(page: &Page, ballot: &Ballot, ctx: &Ctx, list: &Joined) -> String {
    let marks = ctx.look.marks();
    if let Some(why) = ballot.shortfall.as_ref().filter(|_| page.at == 0 && list.run_off.is_empty()) {
        return format!("Dots are missing: {why}");
    }
    if let Some(said) = list.sentence() {
        return format!("{} {said} o opens it.", marks.balanced);
    }
    let chosen = list.len();
    if list.came_in.is_empty() {
        let moves = "what the room wants to talk about. + and - move the line.";
        return format!("{} Shortlist of {chosen}: {moves}", marks.tick);
    }
    let came = list_with(&list.came_in, "and");
    if ctx.session.main_of(ballot).is_none() {
        return format!("{} Shortlist of {chosen}: {came} came in by the run-off, Tab shows it.", marks.tick);
    }
    match list.above.as_slice() {
        [] => {
            format!("{} In: {came}. That is the shortlist of {chosen}. Tab: the ballot before.", marks.tick)
        }
        above => {
            let above = list_with(above, "and");
            format!(
                "{} In: {came}. With {above} a shortlist of {chosen}. Tab: the ballot before.",
                marks.tick
            )
        }
    }
}
