//! Themes, their quotes, and the dots: progress while they are given, the totals once the ballot is closed.

use ratatui::layout::Rect;

use crate::room::{BallotOpen, BallotResult, Standing, Theme, ThemeLine, Themes};
use crate::text;
use crate::tui::look::BarTint;
use crate::tui::room::page::{Page, Size, cells, mark, one, one_right, rows, set};
use crate::tui::room::scenes::list::{list, list_of};
use crate::tui::room::whole::{How, laid};
use crate::tui::widgets::bars;

fn counted(line: &ThemeLine) -> String {
    let notes = text::plural(line.notes, "note", "notes");
    match line.dots {
        Some(1) => format!("{notes}, 1 dot"),
        Some(dots) => format!("{notes}, {dots} dots"),
        None => notes,
    }
}

/// Below this width a theme's name stands alone.
const NARROW: u16 = 36;

/// All themes, the same size for each.
pub fn all(themes: &Themes, page: &mut Page) {
    let look = page.look;
    if themes.themes.is_empty() {
        page.centre("What belongs together?", look.heading());
        return;
    }
    page.headline("What we found", 2);
    page.space(1);
    let small = page.small();
    // On the smallest windows the names are all that there is room for.
    let counts = page.free.width >= NARROW;
    let side = if counts { 17 * small.cell().0 } else { 0 };
    let width = page.free.width.saturating_sub(side + if counts { 2 } else { 0 });
    let how = How::blocks(themes.themes.len(), themes.page);
    let found = laid(page, how, |size, at| rows(&themes.themes[at].name, size, width, look));
    for (at, rect) in found.places {
        let line = &themes.themes[at];
        set(page.buf, Rect { width, ..rect }, &line.name, found.size, look.heading(), look);
        if !counts {
            continue;
        }
        let right = Rect { x: rect.right().saturating_sub(side), width: side.min(rect.width), ..rect };
        one_right(page.buf, right, &counted(line), small, look.text(), look);
    }
}

/// One theme: its sentence, what it says, its quotes.
pub fn theme(theme: &Theme, page: &mut Page) {
    let look = page.look;
    page.headline(&theme.line.name, 4);
    page.line(&counted(&theme.line), look.accent());
    page.space(1);
    if !theme.summary.is_empty() {
        let size = page.fit(&[theme.summary.as_str()], page.free.width, page.free.height / 3);
        let size = size.min(page.small());
        let lines = rows(&theme.summary, size, page.free.width, look).unwrap_or(1);
        let rect = page.take(lines.min(page.free.height / 3));
        set(page.buf, rect, &theme.summary, size, look.text(), look);
        page.space(1);
    }
    let quotes: Vec<String> = theme.quotes.iter().map(|quote| format!("“{quote}”")).collect();
    let most = if page.free.height < 8 { 2 } else { 3 };
    list_of(&quotes, page, false, How { most, ..How::list(quotes.len(), theme.page) });
}

/// Dots are being given: how many ballots are in.
pub fn open(ballot: &BallotOpen, page: &mut Page) {
    let look = page.look;
    let small = page.small().cell().1;
    let mut last = page.take_below((small + 1).min(page.free.height / 4));
    let words = if ballot.by_option {
        format!("{} of {} are counted", ballot.given, ballot.of)
    } else if ballot.of > 0 {
        format!("{} of {} ballots are in", ballot.given, ballot.of)
    } else {
        format!("{} ballots are in", ballot.given)
    };
    page.headline(&format!("{} dots each, {} at most on one", ballot.each, ballot.most), 3);
    page.space(1);
    list(&ballot.options, page, true, ballot.page);
    let size = page.small();
    one(page.buf, last, &words, size, look.heading(), look);
    last = Rect { y: last.bottom().saturating_sub(1), height: 1.min(last.height), ..last };
    let (given, of) = (u64::from(ballot.given), u64::from(ballot.of.max(1)));
    bars::gauge(page.buf, last, given.min(of), of, BarTint::Plain, look);
}

/// The dots; where a run-off decided, what is on the list by it.
pub fn result(result: &BallotResult, page: &mut Page) {
    let look = page.look;
    if result.rows.is_empty() {
        page.centre("The dots: what do we talk about first?", look.heading());
        return;
    }
    page.headline("The dots", 2);
    page.space(1);
    let small = page.small();
    let last = page.take_below(small.cell().1);
    let words = foot_words(result, page);
    one(page.buf, last, &words, small, look.text(), look);
    let used = cells(&words, small, look).saturating_add(2).min(last.width);
    let foot = Rect { x: last.x + used, width: last.width.saturating_sub(used), ..last };
    let most = u64::from(result.rows.iter().map(|row| row.dots).max().unwrap_or(1).max(1));
    let side = if result.list.is_some() { if small == Size::Plain { 2 } else { 6 } } else { 0 };
    let width = (page.free.width * 5 / 8).saturating_sub(side);
    let how =
        How { foot: Some(foot), between: u16::from(page.wide), ..How::list(result.rows.len(), result.page) };
    // On a small page every name has two rows, so that the bars keep a step.
    let least = if page.wide { 1 } else { 2 };
    let found = laid(page, how, |size, at| Some(rows(&result.rows[at].name, size, width, look)?.max(least)));
    let size = found.size;
    for (at, rect) in found.places {
        let row = &result.rows[at];
        let sign = match row.standing {
            Standing::In => look.marks().tick,
            Standing::Tied => look.marks().balanced,
            Standing::Open => "",
        };
        if !sign.is_empty() {
            let place = Rect { width: side, ..rect };
            mark(page.buf, place, sign, small, look.accent(), look);
        }
        let style = if row.standing == Standing::In { look.heading() } else { look.text() };
        set(page.buf, Rect { x: rect.x + side, width, ..rect }, &row.name, size, style, look);
        let number = Rect { x: rect.x + side + width + 1, width: 4 * small.cell().0, ..rect };
        one_right(page.buf, number.intersection(rect), &row.dots.to_string(), small, look.heading(), look);
        let x = number.right() + small.cell().0;
        let bar = Rect { x, width: rect.right().saturating_sub(x), ..rect };
        if let Some(dots) = row.run_off {
            let words = format!("run-off {dots}");
            one(page.buf, bar, &words, small, look.accent(), look);
            continue;
        }
        // As thick as the letters beside it.
        for row_at in 0..small.cell().1.min(bar.height) {
            let bar = Rect { y: bar.y + row_at, height: 1, ..bar };
            bars::gauge(page.buf, bar, u64::from(row.dots), most, BarTint::Plain, look);
        }
    }
}

/// How many voted, and what the marks mean where there are some.
fn foot_words(result: &BallotResult, page: &Page) -> String {
    let marks = page.look.marks();
    let voters = match usize::try_from(result.voters).unwrap_or(0) {
        0 => "some dots are missing".to_owned(),
        voters => text::plural(voters, "person voted", "people voted"),
    };
    let Some(list) = result.list else { return voters };
    if result.rows.iter().any(|row| row.standing == Standing::Tied) {
        return format!("{} in: {list}   {} still tied", marks.tick, marks.balanced);
    }
    format!("{} in: {list}, with the run-off", marks.tick)
}
