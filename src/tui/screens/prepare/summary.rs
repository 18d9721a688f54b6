//! What is said of a whole card: a few words beside its name, a row or two above its list. It knows no single item.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::pane::Pane;
use super::view::cells;
use super::{agenda, checklist, day, evidence};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::day as clock;
use crate::tui::widgets::put::{put_clipped, put_wrapped, wrapped_rows};

/// What can be said of a card in a few words.
pub fn aside(pane: Pane, ctx: &Ctx) -> (String, Style) {
    let look = ctx.look;
    match pane {
        Pane::Day => match day::missing(ctx.session, ctx.now.day()) {
            0 => ("complete".into(), look.good()),
            n => (format!("{n} open"), look.soft()),
        },
        Pane::Agenda => match clock::where_we_are(ctx.session, &ctx.now) {
            Some(standing) if standing.behind >= 5 => (standing.words(), look.warn()),
            Some(standing) => (standing.words(), look.soft()),
            None => (String::new(), look.soft()),
        },
        Pane::Checklist if ctx.session.checklist.is_empty() => (String::new(), look.soft()),
        Pane::Checklist => {
            let (said, late) = checklist::summary(ctx.session, ctx.now.day());
            (said, if late { look.warn() } else { look.soft() })
        }
        Pane::Evidence | Pane::Background => (String::new(), look.soft()),
    }
}

/// A row above a list: what it says, and what may stand beside it.
type Said = [(String, Style); 2];

/// The rows above the list of a card.
fn said(pane: Pane, width: u16, all: bool, ctx: &Ctx) -> Vec<Said> {
    let (session, look) = (ctx.session, ctx.look);
    let alone = |said: String, style: Style| [(said, style), (String::new(), style)];
    match pane {
        Pane::Day | Pane::Background => Vec::new(),
        Pane::Agenda if session.agenda.is_empty() => Vec::new(),
        Pane::Agenda => {
            let (minutes, breaks) = agenda::minutes(session);
            let form = agenda::form(&session.session.agenda_variant);
            let ends = agenda::ends(session).map_or_else(String::new, |at| format!(" · ends {at}"));
            let over = match (agenda::ends(session), session.session.end) {
                (Some(ends), Some(end)) if ends > end => format!(", {} min after {end}", ends.0 - end.0),
                (Some(ends), Some(end)) if ends < end => format!(", {} min before {end}", end.0 - ends.0),
                _ => String::new(),
            };
            let said = format!("{form} · {minutes} min, {breaks} of them breaks{ends}{over}");
            vec![alone(said, look.soft())]
        }
        // Where all cards are shown it stands beside the name.
        Pane::Checklist if all || session.checklist.is_empty() => Vec::new(),
        Pane::Checklist => {
            let (said, late) = checklist::summary(session, ctx.now.day());
            let style = if late { look.warn() } else { look.soft() };
            vec![alone(format!("{said}, counted back from the day"), style)]
        }
        Pane::Evidence if session.evidence.is_empty() => Vec::new(),
        Pane::Evidence => {
            let verdicts = ctx.verdicts();
            let (said, over) = evidence::reading(session, verdicts.reading_minutes);
            let mut first = alone(said, if over { look.warn() } else { look.soft() });
            let Some(fairness) = &verdicts.preread else { return vec![first] };
            let left = fairness.left();
            if !left.is_empty() {
                first[1] = (format!(" · {left}"), look.text());
            }
            let mut words = fairness.sentence();
            if text::width(&words) > usize::from(width) {
                words = words.replace(" pairs in time", " in time");
            }
            vec![first, alone(words, look.text())]
        }
    }
}

/// How many rows the list of a card leaves to it.
pub fn rows(pane: Pane, width: u16, all: bool, ctx: &Ctx) -> u16 {
    let least = match pane {
        Pane::Day | Pane::Background => 0,
        Pane::Agenda | Pane::Checklist => 1,
        Pane::Evidence => 2,
    };
    if !all {
        return least;
    }
    let rows = said(pane, width, all, ctx).into_iter();
    rows.map(|[(said, _), (more, _)]| wrapped_rows(&(said + &more), width, 2).max(1)).sum::<u16>().max(least)
}

/// Draws it: a row each, and where all cards are shown as many as each takes.
pub fn draw(buf: &mut Buffer, rect: Rect, pane: Pane, all: bool, ctx: &Ctx) {
    let mut y = rect.y;
    for [(said, style), (more, beside)] in said(pane, rect.width, all, ctx) {
        if y >= rect.bottom() {
            return;
        }
        let whole = format!("{said}{more}");
        let room = usize::from(rect.width);
        if all && text::width(&whole) > room {
            y += put_wrapped(buf, Rect { y, height: (rect.bottom() - y).min(2), ..rect }, &whole, style);
        } else {
            let used = put_clipped(buf, rect.x, y, room, &said, style);
            put_clipped(buf, rect.x + cells(used), y, room.saturating_sub(used), &more, beside);
            y += 1;
        }
    }
}
