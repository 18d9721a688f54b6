//! Draws the wall: the quiet line, the columns with their names on cards, the notes, the note being carried, and, where
//! there is room, what is known of the selected note or theme.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::layout::{self, Section, Wall, lay};
use super::paper::{self, State};
use super::tally::Tally;
use super::{Themes, pointer};
use crate::session::{Note, Theme};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::widgets::list;
use crate::tui::widgets::put::{fill, put, put_clipped, put_right, put_wrapped};

/// Draws the stage.
pub fn draw(state: &Themes, buf: &mut Buffer, ctx: &Ctx) {
    let area = ctx.area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    if ctx.session.notes.is_empty() && ctx.session.themes.is_empty() {
        let words =
            "No notes yet. They are written in Questions (PgUp goes back); here they find their themes.";
        let place = Rect { y: area.y + area.height.min(3) - 1, height: area.height.min(4), ..area };
        put_wrapped(buf, Rect { width: place.width.min(60), ..place }, words, ctx.look.soft());
        return;
    }
    let tally = state.tally(ctx);
    let wall = lay(state, ctx);
    quiet_line(state, buf, ctx, &wall, &tally);
    let carried = state.drag.as_ref().filter(|drag| drag.moved);
    let under = carried.and_then(|drag| wall.sections.iter().position(|s| s.has(drag.at.0, drag.at.1)));
    for (at, section) in wall.sections.iter().enumerate() {
        head(state, buf, ctx, section, &wall, &tally, under == Some(at));
        notes(state, buf, ctx, section);
        more(buf, ctx, section);
    }
    detail(state, buf, ctx, wall.detail);
    if let Some(drag) = carried {
        ghost(state, buf, ctx, &wall, drag);
    }
}

/// The words of the quiet line, from the left; the last ones lead to the parts of the large theme.
struct Quiet {
    columns: String,
    marked: String,
    filter: String,
    size: String,
    split: String,
}

impl Quiet {
    fn of(state: &Themes, ctx: &Ctx, wall: &Wall, tally: &Tally) -> Self {
        let columns = match wall.hidden {
            (0, 0) => String::new(),
            (left, 0) => format!("← {left} more"),
            (0, right) => format!("{right} more →"),
            (left, right) => format!("← {left} more · {right} more →"),
        };
        let marked = match state.marked.len() {
            0 => String::new(),
            n => format!("{} {n} marked  ", ctx.look.marks().tick),
        };
        let filter = state.filter.as_ref().map(|question| format!("only {question}  ")).unwrap_or_default();
        let used: usize = [&columns, &marked, &filter].map(|words| text::width(words)).iter().sum();
        let room = usize::from(wall.hints.width).saturating_sub(used + 2);
        let (size, split) = tally.hint(ctx.session);
        let Some(split) = split else { return Self { columns, marked, filter, size, split: String::new() } };
        // Whole words or none: where it is narrow the size goes, then what the theme holds.
        let few = size.split([' ', ':']).take(2).collect::<Vec<_>>().join(" ");
        let short = split.split(' ').next().unwrap_or_default();
        let wordings = [
            (format!("{size} · "), format!("{split} /")),
            (format!("{size} · "), split.clone()),
            (format!("{few} · "), format!("{split} /")),
            (String::new(), format!("{split} /")),
            (String::new(), format!("{short}: split?")),
        ];
        let fits = |(a, b): &(String, String)| text::width(a) + text::width(b) <= room;
        let (size, split) = wordings.into_iter().find(fits).unwrap_or_default();
        Self { columns, marked, filter, size, split }
    }

    /// Where the split words lie.
    fn split_at(&self, row: Rect) -> Option<Rect> {
        let before: usize =
            [&self.marked, &self.filter, &self.size].map(|words| text::width(words)).iter().sum();
        let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let width = cells(text::width(&self.split));
        (width > 0).then(|| Rect { x: row.x.saturating_add(cells(before)), width, ..row }.intersection(row))
    }
}

/// Whether a cell belongs to the words that ask for a split.
pub fn on_split(state: &Themes, ctx: &Ctx, wall: &Wall, tally: &Tally, at: (u16, u16)) -> bool {
    let words = Quiet::of(state, ctx, wall, tally).split_at(wall.hints);
    words.is_some_and(|rect| rect.contains(at.into()))
}

fn quiet_line(state: &Themes, buf: &mut Buffer, ctx: &Ctx, wall: &Wall, tally: &Tally) {
    let look = ctx.look;
    let row = wall.hints;
    let quiet = Quiet::of(state, ctx, wall, tally);
    let used = put_right(buf, row, &quiet.columns, look.soft());
    let mut room = usize::from(row.width).saturating_sub(used + 2);
    let mut x = row.x;
    for (words, style) in [
        (&quiet.marked, look.accent()),
        (&quiet.filter, look.accent()),
        (&quiet.size, look.soft()),
        (&quiet.split, look.accent()),
    ] {
        let used = put_clipped(buf, x, row.y, room, words, style);
        x += u16::try_from(used).unwrap_or(0);
        room = room.saturating_sub(used);
    }
}

fn head(
    state: &Themes,
    buf: &mut Buffer,
    ctx: &Ctx,
    section: &Section,
    wall: &Wall,
    tally: &Tally,
    target: bool,
) {
    let look = ctx.look;
    let rect = section.head;
    let current = section.id() == state.column.as_ref();
    let surface = if target || (current && state.note.is_none()) {
        look.focus()
    } else if current {
        look.selected()
    } else {
        look.card()
    };
    fill(buf, rect, surface);
    let bold = surface.add_modifier(Modifier::BOLD);
    let mark = if target {
        look.marks().more_below
    } else if current {
        look.marks().pointer
    } else {
        " "
    };
    put(buf, rect.x, rect.y, 1, mark, bold);
    let inner = Rect {
        x: rect.x + 1,
        width: rect.width.saturating_sub(2),
        height: wall.name_rows.min(rect.height),
        ..rect
    };
    put_wrapped(buf, inner, layout::name(section.theme), bold);
    let (line, label) = layout::counts(section.theme, state.filter.as_ref(), tally);
    let y = rect.y + wall.name_rows;
    let quiet = if surface == look.card() { look.soft() } else { surface.remove_modifier(Modifier::BOLD) };
    let room = usize::from(inner.width);
    if y < rect.bottom() {
        let used = put_clipped(buf, inner.x, y, room, &line, quiet);
        if let Some(theme) = section.theme
            && used + 2 + text::width(theme.id.as_str()) <= room
        {
            put_right(buf, Rect { y, height: 1, ..inner }, theme.id.as_str(), quiet);
        }
    }
    if y + 1 < rect.bottom() {
        put_clipped(buf, inner.x, y + 1, room, &label, quiet);
    }
}

fn notes(state: &Themes, buf: &mut Buffer, ctx: &Ctx, section: &Section) {
    let look = ctx.look;
    if section.notes.is_empty() {
        let words = match (section.theme, state.filter.is_some()) {
            (_, true) => "No note of this question here.",
            (Some(_), false) => "Empty. Drag notes here, or mark some and press g.",
            (None, false) => "Every note has its theme.",
        };
        let rect =
            Rect { x: section.body.x + 1, width: section.body.width.saturating_sub(2), ..section.body };
        put_wrapped(buf, rect, words, look.soft());
        return;
    }
    for (at, rect) in &section.stickies {
        let Some(note) = section.notes.get(*at).and_then(|place| ctx.session.notes.at(*place)) else {
            continue;
        };
        let shown =
            State { current: state.note.as_ref() == Some(&note.id), marked: state.marked.contains(&note.id) };
        layout::paper(ctx, note, section.theme, rect.width).draw(buf, *rect, look, shown);
    }
}

fn more(buf: &mut Buffer, ctx: &Ctx, section: &Section) {
    let marks = ctx.look.marks();
    let words = match section.hidden {
        (0, 0) => return,
        (0, below) => format!("{} {below} more", marks.more_below),
        (above, 0) => format!("{} {above} more", marks.more_above),
        (above, below) => format!("{} {above} · {} {below} more", marks.more_above, marks.more_below),
    };
    let row = section.more;
    fill(buf, row, ctx.look.page());
    put_clipped(buf, row.x + 1, row.y, usize::from(row.width).saturating_sub(1), &words, ctx.look.soft());
}

fn ghost(state: &Themes, buf: &mut Buffer, ctx: &Ctx, wall: &Wall, drag: &pointer::Drag) {
    let Some(note) = ctx.index().places.get(&drag.note).and_then(|place| ctx.session.notes.at(*place)) else {
        return;
    };
    let width = wall.sections.iter().find_map(|s| s.stickies.first()).map_or(20, |(_, rect)| rect.width);
    let paper = layout::paper(ctx, note, None, width);
    let x = drag.at.0.saturating_sub(drag.grip.0).max(ctx.area.x);
    let y = drag.at.1.saturating_sub(drag.grip.1).max(ctx.area.y);
    let rect = Rect::new(x, y, width, paper.height()).intersection(ctx.area);
    paper.draw(buf, rect, ctx.look, State { current: true, marked: false });
    let several = state.carried(&drag.note).len();
    if several > 1 && rect.height > 1 {
        let words = format!(" {several} notes ");
        put_right(buf, Rect { y: rect.bottom() - 1, height: 1, ..rect }, &words, ctx.look.focus());
    }
}

/// The strip below the wall: the theme on the left, the note on the right.
fn detail(state: &Themes, buf: &mut Buffer, ctx: &Ctx, rect: Rect) {
    if rect.height < 4 {
        return;
    }
    let look = ctx.look;
    list::rule(buf, rect, look);
    let half = rect.width / 2 - 2;
    let left = Rect { y: rect.y + 1, height: rect.height - 1, width: half, ..rect };
    let right = Rect { x: rect.right() - half, ..left };
    if let Some(theme) = state.theme(ctx) {
        about_theme(buf, ctx, left, theme);
    } else {
        let words = "Loners are fine: a note nobody else wrote can be the one that matters.";
        let mut pen = Pen::new(left);
        pen.write(buf, "No theme yet", look.heading());
        pen.write(buf, words, look.soft());
    }
    let note = state.note.as_ref().and_then(|id| ctx.index().places.get(id));
    if let Some(note) = note.and_then(|place| ctx.session.notes.at(*place)) {
        about_note(buf, ctx, right, note);
    }
}

/// Writes one piece below the other until the place is full.
struct Pen {
    left: Rect,
}

impl Pen {
    fn new(rect: Rect) -> Self {
        Self { left: rect }
    }

    fn write(&mut self, buf: &mut Buffer, words: &str, style: ratatui::style::Style) {
        if self.left.height == 0 || words.is_empty() {
            return;
        }
        let used = put_wrapped(buf, self.left, words, style).min(self.left.height);
        self.left.y += used;
        self.left.height -= used;
    }
}

fn about_theme(buf: &mut Buffer, ctx: &Ctx, rect: Rect, theme: &Theme) {
    let look = ctx.look;
    let mut pen = Pen::new(rect);
    pen.write(buf, &format!("{}  {}", theme.id, theme.name), look.heading());
    pen.write(buf, &theme.summary, look.text());
    let lead = theme.lead_quote.as_ref().and_then(|id| ctx.index().places.get(id));
    match lead.and_then(|place| ctx.session.notes.at(*place)) {
        Some(lead) => pen.write(buf, &format!("“{}”", paper::readable(lead)), look.text()),
        None => pen.write(buf, "No lead quote yet: L on the note that says it best.", look.soft()),
    }
    let gaps: Vec<&str> = ctx
        .session
        .gaps
        .iter()
        .filter(|gap| gap.themes.contains(&theme.id))
        .map(|gap| gap.id.as_str())
        .collect();
    let said = if gaps.is_empty() {
        "No gap yet: G makes one.".to_owned()
    } else {
        format!("In {}", gaps.join(", "))
    };
    pen.write(buf, &said, look.soft());
}

fn about_note(buf: &mut Buffer, ctx: &Ctx, rect: Rect, note: &Note) {
    let look = ctx.look;
    let mut pen = Pen::new(rect);
    let (_, word) = paper::meaning(note);
    let times = ctx.index().times(note);
    let mut said = format!("{}  {} · {word}", note.id, note.question);
    if times > 1 {
        said.push_str(" · said ");
        said.push_str(&text::plural(times, "time", "times"));
    }
    pen.write(buf, &said, look.heading());
    pen.write(buf, paper::readable(note), look.text());
    let stacked = ctx.session.notes.iter().filter(|n| n.duplicate_of.as_ref() == Some(&note.id));
    if times > 1 {
        for under in stacked.take(3) {
            pen.write(buf, &format!("{} {}", look.marks().times, paper::readable(under)), look.soft());
        }
    }
}
