//! How a card is drawn: labels left, values right, the help of the field at the cursor below.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::Overlay;
use super::super::sheet::push_back;
use super::layout::{self, Layout, POINTER, Spot};
use super::{Form, Mode, Word};
use crate::tui::ctx::Ctx;
use crate::tui::forms::{self, Field, Kind};
use crate::tui::widgets::list;
use crate::tui::widgets::put::{fill, put, put_clipped, put_wrapped};

/// Draws a card; gives the cursor's place while something is typed.
pub fn view(form: &Form, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
    let fields = forms::fields(&form.target, ctx)?;
    let mut title = forms::title(&form.target);
    if form.target.private() {
        let left = form.closes_at_ms.saturating_sub(ctx.now.awake_ms).div_ceil(1000);
        title.push_str(&format!(" · closes in {left} s"));
    }
    let lay = form.layout(&fields, ctx);
    let panel = layout::panel(&title, form.target.private(), lay.size);
    push_back(buf, ctx.area, ctx.look);
    panel.draw(buf, lay.screen, ctx.look);
    let at = form.index(&fields);
    let mut place = None;
    for spot in &lay.spots {
        let field = &fields[spot.index];
        let here = spot.index == at;
        if field.kind == Kind::Heading {
            let y = spot.rect.bottom() - 1;
            put_clipped(buf, spot.rect.x, y, usize::from(spot.rect.width), &field.label, ctx.look.heading());
            continue;
        }
        name(buf, &lay, *spot, field, here, ctx);
        match &form.mode {
            Mode::Typing(edit) if here => {
                place = edit.view(buf, lay.value(spot.rect), ctx.look, true);
            }
            _ => value(buf, &lay, *spot, field, here, kept(form, field, ctx), ctx),
        }
    }
    if lay.rows > usize::from(lay.body.height) {
        let shown = lay.scroll..lay.scroll + usize::from(lay.body.height);
        list::scrollbar(buf, lay.body, lay.rows, &shown, ctx.look);
    }
    foot(buf, form, lay.foot, fields.get(at), ctx);
    if let Mode::List(list) = &form.mode {
        return list.view(buf, ctx);
    }
    place
}

/// Whether half-typed text waits in a field.
fn kept(form: &Form, field: &Field, ctx: &Ctx) -> bool {
    field.kind.typed() && ctx.kept.get(&form.draft_key(&field.key)).is_some_and(|text| *text != field.text)
}

fn name(buf: &mut Buffer, lay: &Layout, spot: Spot, field: &Field, here: bool, ctx: &Ctx) {
    let look = ctx.look;
    let rect = Rect { width: spot.rect.width.saturating_sub(1), ..spot.rect };
    if here {
        fill(buf, rect, look.selected());
    }
    if spot.above > 0 {
        return;
    }
    let style = if here { look.selected() } else { look.soft() };
    if here {
        put(buf, rect.x, rect.y, 1, look.marks().pointer, style);
    }
    let x = rect.x + POINTER.min(rect.width);
    put_clipped(buf, x, rect.y, usize::from(lay.label), &field.label, style);
}

fn value(buf: &mut Buffer, lay: &Layout, spot: Spot, field: &Field, here: bool, kept: bool, ctx: &Ctx) {
    let (look, marks) = (ctx.look, ctx.look.marks());
    let rect = lay.value(spot.rect);
    let base = if here { look.selected() } else { look.text() };
    let soft = if here { look.selected() } else { look.soft() };
    let room = usize::from(rect.width);
    if field.kind == Kind::Toggle {
        let yes = !field.chosen.is_empty();
        let mark = if yes { marks.tick } else { marks.open };
        let style = match (here, yes) {
            (true, _) => look.selected(),
            (false, true) => look.good(),
            (false, false) => look.soft(),
        };
        put(buf, rect.x, rect.y, room.min(1), mark, style);
        put_clipped(buf, rect.x + 2, rect.y, room.saturating_sub(2), &field.value, base);
        return;
    }
    if kept && spot.above == 0 {
        put_clipped(
            buf,
            rect.x,
            rect.y,
            room,
            "half-typed text waits here",
            if here { base } else { look.accent() },
        );
        return;
    }
    if field.value.is_empty() {
        let words = if field.empty.is_empty() { marks.open } else { &field.empty };
        put_clipped(buf, rect.x, rect.y, room, words, soft);
        return;
    }
    // Rows that are scrolled away above are cut off by drawing the value into a taller place and keeping its end.
    if spot.above > 0 {
        let mut whole = Buffer::empty(Rect { height: rect.height + spot.above, y: 0, ..rect });
        let area = whole.area;
        fill(&mut whole, area, if here { look.selected() } else { look.panel() });
        put_wrapped(&mut whole, area, &field.value, base);
        for y in 0..rect.height {
            for x in rect.left()..rect.right() {
                buf[(x, rect.y + y)] = whole[(x, y + spot.above)].clone();
            }
        }
        return;
    }
    put_wrapped(buf, rect, &field.value, if field.kind == Kind::Info && !here { look.soft() } else { base });
}

fn foot(buf: &mut Buffer, form: &Form, rect: Rect, field: Option<&Field>, ctx: &Ctx) {
    let look = ctx.look;
    if rect.height == 0 {
        return;
    }
    list::rule(buf, rect, look);
    let rect = Rect { y: rect.y + 1, height: rect.height - 1, ..rect };
    match &form.word {
        Some(Word::Mind(words)) => {
            let used = put(buf, rect.x, rect.y, usize::from(rect.width), look.marks().blocker, look.warn());
            let left = (u16::try_from(used).unwrap_or(1) + 1).min(rect.width);
            let rest = Rect { x: rect.x + left, width: rect.width - left, ..rect };
            put_wrapped(buf, rest, words, look.warn());
        }
        Some(Word::Know(words)) => {
            put_wrapped(buf, rect, words, look.soft());
        }
        None => {
            if let Some(field) = field {
                let words = format!("{} {}", field.hint, field.kind.manner());
                put_wrapped(buf, rect, words.trim(), look.soft());
            }
        }
    }
}
