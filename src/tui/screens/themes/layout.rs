//! Where everything on the wall lies. Drawing and the mouse ask the same function, and only what is visible is measured.
//!
//! ```text
//! 11 themes for 77 notes: workable                                  ← 2 more · 5 more →
//!
//!  No theme yet             Nobody owns the whole     Customers hear about
//!                           problem                   outages before we do
//!  4 notes                  8 notes · 8 dots          9 notes · 9 dots
//!
//! ▐A note         ▌        ▐...
//! ```

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::Themes;
use super::paper::Paper;
use super::tally::Tally;
use crate::session::{Note, QuestionId, Theme, ThemeId};
use crate::tui::ctx::Ctx;
use crate::tui::index;
use crate::tui::widgets::list;
use crate::tui::widgets::put::wrapped_rows;

/// Cells between columns.
pub const GUTTER: u16 = 2;
/// Rows a note must show to be drawn at all when it hangs out below.
const LEAST_SHOWN: u16 = 3;

/// A column: a theme, or (`None`) the notes without one, which may lie several abreast.
#[derive(Debug)]
pub struct Section<'a> {
    /// Its theme.
    pub theme: Option<&'a Theme>,
    /// Name and counts.
    pub head: Rect,
    /// The notes.
    pub body: Rect,
    /// Places in the session's notes, filtered, in order.
    pub notes: Cow<'a, [usize]>,
    /// How many notes lie abreast.
    pub across: usize,
    /// The first row of notes that is shown.
    pub first: usize,
    /// What is shown: the number within `notes`, and where.
    pub stickies: Vec<(usize, Rect)>,
    /// Notes before and after what is shown.
    pub hidden: (usize, usize),
    /// The row that says so.
    pub more: Rect,
}

impl Section<'_> {
    /// The theme's id.
    pub fn id(&self) -> Option<&ThemeId> {
        self.theme.map(|theme| &theme.id)
    }

    /// Whether a cell lies in the column.
    pub fn has(&self, x: u16, y: u16) -> bool {
        let right = self.head.right().max(self.body.right());
        (self.head.x..right).contains(&x) && (self.head.y..self.body.bottom()).contains(&y)
    }
}

/// The wall as it shows.
#[derive(Debug)]
pub struct Wall<'a> {
    /// The quiet line.
    pub hints: Rect,
    /// The columns in view.
    pub sections: Vec<Section<'a>>,
    /// The first column in view, the loners being 0.
    pub first: usize,
    /// Columns out of view to the left and to the right.
    pub hidden: (usize, usize),
    /// Rows of the names.
    pub name_rows: u16,
    /// What is known of the selected note or theme; no rows where there is no room.
    pub detail: Rect,
}

/// The notes of a column that pass the filter.
pub fn notes_of<'a>(ctx: &Ctx<'a>, theme: Option<&ThemeId>, filter: Option<&QuestionId>) -> Cow<'a, [usize]> {
    let index = ctx.index();
    let all = match theme {
        Some(theme) => index.theme(theme),
        None => &index.loners,
    };
    match filter {
        None => Cow::Borrowed(all),
        Some(question) => {
            let session = ctx.session;
            let of = |place: &&usize| session.notes.at(**place).is_some_and(|n| n.question == *question);
            Cow::Owned(all.iter().filter(of).copied().collect())
        }
    }
}

/// The name on a column.
pub fn name(theme: Option<&Theme>) -> &str {
    theme.map_or("No theme yet", |theme| &theme.name)
}

/// The rows for the counts: `9 notes · 9 dots` and `broad`.
pub fn counts(theme: Option<&Theme>, filter: Option<&QuestionId>, tally: &Tally) -> (String, String) {
    let many = |n: usize| crate::text::plural(n, "note", "notes");
    let id = theme.map(|theme| &theme.id);
    let all = many(tally.column(id, None));
    let mut line = if filter.is_some() { format!("{} of {all}", tally.column(id, filter)) } else { all };
    let Some(count) = id.map(|id| tally.theme(id)) else { return (line, String::new()) };
    if let Some(dots) = count.dots {
        line.push_str(" · ");
        line.push_str(&crate::text::plural(usize::try_from(dots).unwrap_or(0), "dot", "dots"));
    }
    (line, count.label)
}

/// Lays the wall out in `ctx.area`.
pub fn lay<'a>(state: &Themes, ctx: &Ctx<'a>) -> Wall<'a> {
    let area = ctx.area;
    let session = ctx.session;
    let roomy = area.height >= 17;
    let hints = Rect { height: area.height.min(1), ..area };
    let detail_rows = if area.height >= 34 { 8 } else { 0 };
    let top = area.y + hints.height + u16::from(roomy);
    let bottom = area.bottom() - detail_rows;
    let detail = Rect { y: bottom, height: detail_rows, ..area };

    let least = if area.width >= 120 { 24 } else { 20 };
    let per = usize::from((area.width + GUTTER) / (least + GUTTER)).max(1);
    let per_cells = u16::try_from(per).unwrap_or(1);
    let width = ((area.width + GUTTER) / per_cells).saturating_sub(GUTTER).max(1);
    let total = session.themes.len() + 1;
    let loners = notes_of(ctx, None, state.filter.as_ref());
    let across = if total <= per { (per - session.themes.len()).min(loners.len().max(1)) } else { 1 };

    let cursor = state.follow.then(|| column_of(state.column.as_ref(), ctx));
    let shown = if total <= per { 0..total } else { list::visible(total, cursor, per, state.first) };
    let themes: Vec<Option<&Theme>> =
        shown.clone().map(|at| at.checked_sub(1).and_then(|at| session.themes.at(at))).collect();
    let tally = state.tally(ctx);
    let most_names = if roomy { 3 } else { 2 };
    let inner = width.saturating_sub(2);
    let name_rows =
        themes.iter().map(|t| wrapped_rows(name(*t), inner, most_names)).max().unwrap_or(1).max(1);
    let labels = roomy && themes.iter().flatten().any(|t| !tally.theme(&t.id).label.is_empty());
    let head_rows = name_rows + 1 + u16::from(labels);

    let mut x = area.x;
    let mut sections = Vec::with_capacity(themes.len());
    for theme in themes {
        let across = if theme.is_none() { across } else { 1 };
        let cells = u16::try_from(across).unwrap_or(1);
        let wide = (width * cells + GUTTER * (cells - 1)).min(area.right().saturating_sub(x));
        let head = Rect::new(x, top, wide, head_rows).intersection(area);
        let body_top = (top + head_rows + u16::from(roomy)).min(bottom);
        let body = Rect::new(x, body_top, wide, bottom - body_top);
        let notes = match theme {
            None => loners.clone(),
            Some(theme) => notes_of(ctx, Some(&theme.id), state.filter.as_ref()),
        };
        let mut section = Section {
            theme,
            head,
            body,
            notes,
            across,
            first: 0,
            stickies: Vec::new(),
            hidden: (0, 0),
            more: Rect::default(),
        };
        hang(&mut section, state, ctx, width);
        sections.push(section);
        x = x.saturating_add(wide + GUTTER);
    }
    Wall { hints, sections, first: shown.start, hidden: (shown.start, total - shown.end), name_rows, detail }
}

/// The number of a column, the loners being 0.
pub fn column_of(theme: Option<&ThemeId>, ctx: &Ctx) -> usize {
    theme.and_then(|id| ctx.session.themes.place(id)).map_or(0, |place| place + 1)
}

/// A note as it hangs in its column.
pub fn paper<'a>(ctx: &Ctx<'a>, note: &'a Note, theme: Option<&Theme>, width: u16) -> Paper<'a> {
    let lead = theme.is_some_and(|theme| theme.lead_quote.as_ref() == Some(&note.id));
    Paper::new(note, ctx.index().times(note), lead, width)
}

/// Hangs the notes of a column: from the remembered row, moved as little as keeps the cursor in view.
fn hang(section: &mut Section<'_>, state: &Themes, ctx: &Ctx, width: u16) {
    let body = section.body;
    let across = section.across;
    let count = section.notes.len();
    if count == 0 || body.height < 2 {
        return;
    }
    let rows = count.div_ceil(across);
    let theme = section.theme;
    let notes = section.notes.clone();
    let height = |at: usize| -> u16 {
        let Some(place) = notes.get(at).copied() else { return 0 };
        ctx.index().height(index::Wall::Themes, place, width, || {
            ctx.session.notes.at(place).map_or(0, |note| paper(ctx, note, theme, width).height())
        })
    };
    let row_height =
        |row: usize| (row * across..count.min((row + 1) * across)).map(height).max().unwrap_or(0);
    // The first row from which everything up to `row` is in view.
    let lowest = |row: usize, room: u16| {
        let (mut first, mut used) = (row, row_height(row));
        while first > 0 {
            used = used.saturating_add(row_height(first - 1));
            if used > room {
                break;
            }
            first -= 1;
        }
        first
    };
    let whole = lowest(rows - 1, body.height) == 0;
    let room = if whole { body.height } else { body.height - 1 };
    let mut first = 0;
    if !whole {
        first = state.scroll_of(section.id()).min(lowest(rows - 1, room));
        if state.follow && section.id() == state.column.as_ref() {
            match state.place_in(&notes, ctx) {
                Some(at) => {
                    let row = at / across;
                    first = first.min(row).max(lowest(row, room));
                }
                None => first = 0,
            }
        }
    }
    let mut y = body.y;
    let end = body.y + room;
    let mut next = first * across;
    for row in first..rows {
        let left = end.saturating_sub(y);
        let high = row_height(row);
        if left < high.min(LEAST_SHOWN) || left == 0 {
            break;
        }
        for at in row * across..count.min((row + 1) * across) {
            let column = u16::try_from(at % across).unwrap_or(0);
            let x = body.x + column * (width + GUTTER);
            let wide = width.min(body.right().saturating_sub(x));
            section.stickies.push((at, Rect::new(x, y, wide, height(at).min(left))));
            next = at + 1;
        }
        y = y.saturating_add(high);
    }
    section.first = first;
    section.hidden = (first * across, count - next);
    if !whole {
        section.more = Rect::new(body.x, body.bottom() - 1, body.width, 1);
    }
}
