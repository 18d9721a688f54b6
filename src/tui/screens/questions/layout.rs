//! Where things lie on the Questions stage; the same answer serves drawing and the mouse.
//!
//! ```text
//! What is the perfect experience for your customers?
//!
//! Perfect  10                      Today  23                          paper 31 · typed 23
//! ▐note▌ ▐note▌                    ▐note▌ ▐note▌ ▐note▌
//!
//! Today ▸ front line ▸ _
//! @ speaker · # theme · *7 paper notes · ! blocker · ? question · + parking lot
//! ```

use ratatui::layout::Rect;
use smol_str::SmolStr;

use super::Questions;
use crate::session::{Note, Question};
use crate::tui::ctx::Ctx;
use crate::tui::index::Wall;
use crate::tui::widgets::sticky::Sticky;

/// One column of a question.
#[derive(Clone, Debug)]
pub struct Region {
    /// The column's name in the file.
    pub column: SmolStr,
    /// Its title row.
    pub head: Rect,
    /// Its notes.
    pub wall: Rect,
    /// How many notes side by side.
    pub across: usize,
    /// How wide each is.
    pub note_width: u16,
}

/// Where things lie.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The question itself.
    pub question: Rect,
    /// Probes beside or below the question, if shown.
    pub probes: Rect,
    /// The columns.
    pub regions: Vec<Region>,
    /// The capture line.
    pub line: Rect,
    /// The row under it.
    pub hint: Rect,
}

/// How wide a note is drawn, about.
const fn about(width: u16) -> u16 {
    match width {
        0..=75 => 18,
        76..=99 => 20,
        _ => 26,
    }
}

/// Computes it for `ctx.area`.
pub fn layout(screen: &Questions, question: &Question, ctx: &Ctx) -> Layout {
    let area = ctx.area;
    let roomy = area.height >= 19;
    let mut y = area.y;
    let text_rows = crate::tui::widgets::put::wrapped_rows(&question.text, area.width, 2).max(1);
    let question_rect = Rect::new(area.x, y, area.width, text_rows.min(area.height));
    y += text_rows;
    let beside = screen.probes.is_some() && area.width >= 120;
    let mut probes = Rect::new(area.x, y, 0, 0);
    let mut wall_width = area.width;
    if beside {
        let width = (area.width / 4).min(44);
        wall_width = area.width - width - 3;
        probes = Rect::new(area.x + wall_width + 3, y + 1, width, area.height.saturating_sub(text_rows + 4));
    } else if let Some(shown) = &screen.probes {
        let rows = super::probes::rows(shown, question, area.width, ctx).min(area.height / 3);
        probes = Rect::new(area.x, y, area.width, rows);
        y += rows;
    }
    y += u16::from(roomy);
    let bottom = area.bottom().saturating_sub(2 + u16::from(roomy)).max(y);
    let head_y = y.min(bottom);
    let wall_y = (head_y + 1).min(bottom);
    let columns = u16::try_from(question.columns.len().max(1)).unwrap_or(1);
    let gap = 2;
    let shares = column_widths(question, wall_width.saturating_sub(gap * (columns - 1)));
    let mut x = area.x;
    let mut regions = Vec::new();
    for (column, width) in question.columns.iter().zip(shares) {
        let want = about(area.width);
        let across = usize::from((width + 1) / (want + 1)).max(1);
        let across_cells = u16::try_from(across).unwrap_or(1);
        let note_width = (width.saturating_sub(across_cells - 1) / across_cells).max(1).min(width);
        regions.push(Region {
            column: column.clone(),
            head: Rect::new(x, head_y, width, 1),
            wall: Rect::new(x, wall_y, width, bottom - wall_y),
            across,
            note_width,
        });
        x += width + gap;
    }
    let line = Rect::new(area.x, area.bottom().saturating_sub(2), area.width, 1.min(area.height));
    let hint = Rect::new(area.x, area.bottom().saturating_sub(1), area.width, 1.min(area.height));
    Layout { question: question_rect, probes, regions, line, hint }
}

/// Two columns share the width; where there is room for an odd number of notes, the second (Today) gets the larger part.
fn column_widths(question: &Question, width: u16) -> Vec<u16> {
    let columns = u16::try_from(question.columns.len().max(1)).unwrap_or(1);
    if columns == 1 {
        return vec![width];
    }
    if columns == 2 && width >= 60 {
        let first = (width * 2 / 5).max(20);
        return vec![first, width - first];
    }
    let each = width / columns;
    (0..columns).map(|i| if i + 1 == columns { width - each * (columns - 1) } else { each }).collect()
}

/// How high the note at a place is drawn.
pub fn height(place: usize, region: &Region, ctx: &Ctx) -> u16 {
    let Some(note) = ctx.session.notes.at(place) else { return 0 };
    let foot = |note: &Note| !super::view::foot(note, ctx).is_empty() || ctx.index().times(note) > 1;
    // On a small screen more notes are worth more than more words: the card has the rest.
    let least = if region.wall.height < 14 { 4 } else { 6 };
    ctx.index()
        .height(Wall::Answers, place, region.note_width, || {
            Sticky::height_of(super::view::said(note), region.note_width, foot(note))
        })
        .min(least + u16::from(foot(note)))
}

/// The first row of notes that is shown, so that `keep` (a row) is on the wall and no space is wasted below the end.
pub fn first_row(region: &Region, notes: &[usize], wanted: usize, keep: Option<usize>, ctx: &Ctx) -> usize {
    let rows = notes.len().div_ceil(region.across);
    let last = rows.saturating_sub(1);
    let row_height = |row: usize| {
        let from = row * region.across;
        let row = &notes[from.min(notes.len())..(from + region.across).min(notes.len())];
        row.iter().map(|&place| height(place, region, ctx)).max().unwrap_or(0)
    };
    // Going back from a row, the first row with which all still fits.
    let top_for = |row: usize| {
        let (mut top, mut used) = (row, row_height(row));
        while top > 0 {
            used += row_height(top - 1);
            if used > region.wall.height {
                break;
            }
            top -= 1;
        }
        top
    };
    let mut top = wanted.min(last);
    if let Some(keep) = keep.map(|keep| keep.min(last)) {
        if keep < top {
            top = keep;
        } else if keep - top > usize::from(region.wall.height) {
            top = top_for(keep);
        } else {
            top = top.max(top_for(keep));
        }
    }
    top.min(top_for(last))
}

/// The notes that are on the wall, with their rectangles.
pub fn visible(region: &Region, notes: &[usize], top: usize, ctx: &Ctx) -> Vec<(usize, Rect)> {
    let mut shown = Vec::new();
    let mut y = region.wall.y;
    for row in notes.chunks(region.across).skip(top) {
        if y >= region.wall.bottom() {
            break;
        }
        let mut tallest = 0;
        for (i, &place) in row.iter().enumerate() {
            let tall = height(place, region, ctx);
            tallest = tallest.max(tall);
            let x = region.wall.x + u16::try_from(i).unwrap_or(0) * (region.note_width + 1);
            shown.push((place, Rect::new(x, y, region.note_width, tall.min(region.wall.bottom() - y))));
        }
        y += tallest;
    }
    shown
}
