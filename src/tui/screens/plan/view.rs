//! Draws the plan.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::layout::{Places, places, tabs};
use super::{Plan, Section, page};
use crate::tui::ctx::Ctx;
use crate::tui::widgets::list::rule;
use crate::tui::widgets::put::{fill, put, put_clipped, put_right, put_wrapped};

/// Draws all of it.
pub fn draw(plan: &Plan, buf: &mut Buffer, ctx: &Ctx) {
    let places = places(ctx.area, plan.section);
    switcher(plan.section, &places, buf, ctx);
    let page = page::build(plan.section, ctx, places.list.width);
    let selected = plan.here().map(|_| plan.place());
    let start = page.start(selected, places.list.height, plan.scroll.get());
    plan.scroll.set(start);
    page.draw(buf, places.list, ctx.look, selected, start);
    pace(&places, buf, ctx);
}

fn switcher(current: Section, places: &Places, buf: &mut Buffer, ctx: &Ctx) {
    let look = ctx.look;
    let tabs = tabs(places, current, ctx);
    let first = tabs.first().is_some_and(|(section, ..)| *section != Section::ALL[0]);
    let last = tabs.last().is_some_and(|(section, ..)| *section != Section::Leaving);
    for (section, words, rect) in tabs {
        let style = if section == current { look.selected() } else { look.soft() };
        if section == current {
            fill(buf, rect, look.selected());
        }
        let room = usize::from(rect.width.saturating_sub(2));
        if places.column {
            if section == current {
                put(buf, rect.x, rect.y, 1, look.marks().pointer, look.selected());
            }
            let name = section.name();
            let count = words.strip_prefix(name).unwrap_or_default().trim_start();
            let free = room.saturating_sub(crate::text::width(count) + 2);
            put_clipped(buf, rect.x + 2, rect.y, free, name, style);
            let at = Rect { width: rect.width.saturating_sub(1), ..rect };
            put_right(buf, at, count, style);
        } else {
            put_clipped(buf, rect.x + 1, rect.y, room, &words, style);
        }
    }
    if !places.column {
        let area = places.switcher;
        if first {
            put(buf, area.x, area.y, 1, "‹", look.accent());
        }
        if last {
            put_right(buf, area, "›", look.accent());
        }
    }
}

/// Load and pace in words, always in the same place.
fn pace(places: &Places, buf: &mut Buffer, ctx: &Ctx) {
    let look = ctx.look;
    let v = ctx.verdicts();
    let mut rect = places.pace;
    if rect.height == 0 {
        return;
    }
    let calm = if ctx.session.actions.is_empty() {
        "Load and pace: nothing to carry yet."
    } else {
        "Load and pace: nobody has more than two open, no week starts more than three."
    };
    if !places.aside {
        if rect.height > 1 {
            rule(buf, rect, look);
            rect.y += 1;
            rect.height -= 1;
        }
        let words: Vec<&str> = v.pace.iter().map(|finding| finding.sentence.as_str()).collect();
        if words.is_empty() {
            put_wrapped(buf, rect, calm, look.soft());
        } else if rect.height == 1 && words.len() > 1 {
            let used = put_right(buf, rect, &format!("+{} more", words.len() - 1), look.soft());
            let room = usize::from(rect.width).saturating_sub(used + 2);
            put_clipped(buf, rect.x, rect.y, room, words[0], look.warn());
        } else {
            put_wrapped(buf, rect, &words.join(" "), look.warn());
        }
        return;
    }
    let mut say = |words: &str, style: ratatui::style::Style, after: u16| {
        let used = (put_wrapped(buf, rect, words, style) + after).min(rect.height);
        rect.y += used;
        rect.height -= used;
    };
    say("Load and pace", look.heading(), 0);
    if v.pace.is_empty() {
        say(calm, look.soft(), 1);
    }
    for finding in &v.pace {
        say(&finding.sentence, look.warn(), 1);
    }
    say("Before the final synopsis", look.heading(), 0);
    if v.ready.blocks().next().is_none() {
        say(&format!("{} Nothing blocks it.", look.marks().tick), look.good(), 0);
    }
    for finding in v.ready.blocks() {
        say(&format!("{} {}", look.marks().cross, finding.sentence), look.text(), 0);
    }
    let warnings = v.ready.good_to_know().count();
    if warnings > 0 {
        let words = crate::text::plural(warnings, "thing is", "things are");
        say(&format!("{words} good to know before: see Ready to leave."), look.soft(), 0);
    }
}
