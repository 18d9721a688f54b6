//! Draws the Questions stage: the question large, the notes as stickies, the capture line always live.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::layout::{Layout, Region, layout, visible};
use super::{Focus, Questions, hint, probes};
use crate::session::{Note, Person, Question, Stance, Theme};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::look::StickyTint;
use crate::tui::widgets::put::{fill, put_clipped, put_right, put_wrapped};
use crate::tui::widgets::sticky::Sticky;

/// What is shown of a note on a wall that everybody sees.
pub fn said(note: &Note) -> &str {
    note.for_room()
}

/// The words in a note's foot: that it is a wish or private, that it was new to the room, that it goes with another.
pub fn foot(note: &Note, ctx: &Ctx) -> Cow<'static, str> {
    let public = note.public().unwrap_or_default();
    let word = match (note.sensitive, public, &note.stance, note.column.as_str()) {
        (true, "", ..) => "private",
        (true, ..) => "reworded",
        (_, _, Stance::Wish, column) if column != "perfect" => "wish",
        _ => "",
    };
    let paired = !ctx.index().partners(&note.id).is_empty();
    match (word, note.new_to_room, paired) {
        (word, false, false) => word.into(),
        ("", true, false) => "new to the room".into(),
        (word, new, paired) => {
            let parts = [if paired { ctx.look.marks().pair } else { "" }, word, if new { "new" } else { "" }];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(" ").into()
        }
    }
}

/// The colour of a note: its column first, then its stance.
pub fn tint(note: &Note) -> StickyTint {
    match (note.column.as_str(), &note.stance) {
        ("perfect", _) => StickyTint::Perfect,
        (_, Stance::Wish) => StickyTint::Wish,
        (_, Stance::Question) => StickyTint::Question,
        ("today", _) => StickyTint::Today,
        _ => StickyTint::AsIs,
    }
}

/// Draws it; gives the cursor's place while the line has the focus.
pub fn view(screen: &Questions, question: &Question, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
    let look = ctx.look;
    let place = layout(screen, question, ctx);
    put_wrapped(buf, place.question, &question.text, look.heading());
    if place.probes.height > 0 {
        probes::view(screen, question, buf, place.probes, ctx);
    }
    for (i, region) in place.regions.iter().enumerate() {
        let last = i + 1 == place.regions.len();
        // Which row comes first needs the heights of many notes: asked once a frame.
        let top = screen.top(question, region, ctx);
        head(screen, question, (region, top), last, buf, ctx);
        wall(screen, question, (region, top), buf, ctx);
    }
    capture_line(screen, question, &place, buf, ctx)
}

fn head(
    screen: &Questions,
    question: &Question,
    (region, top): (&Region, usize),
    last: bool,
    buf: &mut Buffer,
    ctx: &Ctx,
) {
    let look = ctx.look;
    let notes = ctx.index().column(&question.id, &region.column);
    let title = Questions::column_title(question, &region.column, ctx);
    let here = screen.column == region.column;
    let style = if here { look.accent() } else { look.soft() };
    let rect = region.head;
    let used = put_clipped(buf, rect.x, rect.y, usize::from(rect.width), &title, style);
    let above = top * region.across;
    let below = notes.len().saturating_sub(above);
    let mut count = format!("  {}", notes.len());
    if above > 0 && below > 0 {
        count.push_str(&format!("  {} {above} above", look.marks().more_above));
    }
    let after = rect.x + u16::try_from(used).unwrap_or(0);
    put_clipped(buf, after, rect.y, usize::from(rect.right().saturating_sub(after)), &count, look.soft());
    if last {
        let typed = ctx.index().typed.get(&question.id).copied().unwrap_or(0);
        let books = match question.paper_notes {
            Some(paper) => {
                let debt = crate::tui::hand_over::debt(question, typed);
                let debt = debt.map_or_else(String::new, |debt| format!(" · {debt}"));
                format!("paper {paper} · typed {typed}{debt}")
            }
            None if question.columns.len() > 1 || typed != notes.len() => format!("typed {typed}"),
            None => String::new(),
        };
        let room = rect.right().saturating_sub(after + u16::try_from(text::width(&count)).unwrap_or(0) + 2);
        let books = with_news(ctx.index().news.get(&question.id).copied(), books, usize::from(room));
        put_right(
            buf,
            Rect::new(rect.right() - room.min(rect.width), rect.y, room.min(rect.width), 1),
            &books,
            look.soft(),
        );
    }
}

/// What was new to the room, in as many words as there is room for, before the count of what was typed.
fn with_news(news: Option<usize>, books: String, room: usize) -> String {
    let Some(news) = news else { return books };
    let dot = if books.is_empty() { "" } else { " · " };
    let forms = [format!("{news} new to the room{dot}{books}"), format!("{news} new{dot}{books}")];
    forms.into_iter().find(|form| text::width(form) <= room).unwrap_or_else(|| format!("{news} new"))
}

fn wall(
    screen: &Questions,
    question: &Question,
    (region, top): (&Region, usize),
    buf: &mut Buffer,
    ctx: &Ctx,
) {
    let look = ctx.look;
    let notes = ctx.index().column(&question.id, &region.column);
    if notes.is_empty() {
        let line = match (question.columns.len(), region.column.as_str()) {
            (1, _) => "Nothing yet. Type what is said and press Enter.",
            (_, "perfect") => "Nothing yet. In the customer's own words: everything goes right.",
            _ => "Nothing yet. The last real case: what happened?",
        };
        let width = region.wall.width.min(44);
        put_wrapped(buf, Rect { width, ..region.wall }, line, look.soft());
        return;
    }
    for (place, rect) in visible(region, notes, top, ctx) {
        let Some(note) = ctx.session.notes.at(place) else { continue };
        let word = foot(note, ctx);
        let selected = screen.focus == Focus::Wall && screen.cursor.as_ref() == Some(&note.id);
        let times = u32::try_from(ctx.index().times(note)).unwrap_or(u32::MAX);
        Sticky { text: said(note), tint: tint(note), times, word: &word, selected }.draw(buf, rect, look);
    }
}

/// The line's own label: what repeats until it is changed.
fn label(screen: &Questions, question: &Question, ctx: &Ctx) -> String {
    let mark = ctx.look.marks().pointer;
    let mut label = if question.columns.len() > 1 {
        Questions::column_title(question, &screen.column, ctx)
    } else {
        question.id.to_string()
    };
    if let Some(person) = screen.speaker.as_ref().and_then(|id| ctx.session.get::<Person>(id)) {
        let level = person.level.as_ref().map_or_else(|| "speaker".to_owned(), crate::session::Level::label);
        label = format!("{label} {mark} {level}");
    }
    if let Some(theme) = screen.theme.as_ref().and_then(|id| ctx.session.get::<Theme>(id)) {
        label = format!("{label} {mark} #{}", text::clip(&theme.name, 18));
    }
    format!("{label} {mark} ")
}

fn capture_line(
    screen: &Questions,
    question: &Question,
    place: &Layout,
    buf: &mut Buffer,
    ctx: &Ctx,
) -> Option<(u16, u16)> {
    let look = ctx.look;
    let rect = place.line;
    let focused = screen.focus == Focus::Line;
    let label = label(screen, question, ctx);
    fill(buf, rect, if focused { look.input() } else { look.page() });
    let style = if focused { look.accent() } else { look.soft() };
    let style = if focused { look.input().patch(style) } else { style };
    let used = put_clipped(buf, rect.x, rect.y, usize::from(rect.width / 2), &label, style);
    let used = u16::try_from(used).unwrap_or(0);
    let field = Rect { x: rect.x + used, width: rect.width - used, ..rect };
    let cursor = if focused {
        screen.line.view(buf, field, look, true)
    } else {
        let state = if screen.line.is_empty() {
            "on the wall: Enter goes back to typing"
        } else {
            screen.line.text()
        };
        put_clipped(buf, field.x, field.y, usize::from(field.width), state, look.soft());
        None
    };
    let (hint, style) = hint::hint(screen, question, usize::from(place.hint.width), ctx);
    put_clipped(buf, place.hint.x, place.hint.y, usize::from(place.hint.width), &hint, style);
    cursor
}
