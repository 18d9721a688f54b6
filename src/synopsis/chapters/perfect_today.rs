//! Perfect, and today: one line a gap, in the words of question 2 (the handbook, 5.2, 4). The moment is the process that
//! the gap lies in, where the room said so; a gap has no other word for it.

use super::chapter;
use crate::session::{Gap, Note, Process, Stance};
use crate::synopsis::context::Context;
use crate::synopsis::document::{Block, Inline, Inlines, Link, Table};
use crate::synopsis::words::cut;

/// One page.
const ROWS: usize = 10;
const CELLS: usize = 180;

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    let mut rows: Vec<(bool, Vec<Inlines>)> = Vec::new();
    for gap in c.on_the_board() {
        let (perfect, today) = (perfect(c, gap), today(c, gap));
        if gap.perfect.trim().is_empty() && perfect.is_none()
            || gap.today.trim().is_empty() && today.is_none()
        {
            continue;
        }
        let spoken = perfect.is_some() && today.is_some();
        let cell = |quote: Option<Inline>, words: &str| {
            vec![quote.unwrap_or_else(|| Inline::Text(cut(&c.say(words), CELLS)))]
        };
        rows.push((
            spoken,
            vec![
                moment(c, gap),
                cell(perfect, &gap.perfect),
                cell(today, &gap.today),
                vec![Inline::Link(Link::gap(gap.id.as_str()))],
            ],
        ));
    }
    if rows.is_empty() {
        return;
    }
    // Where there are too many, those in the room's own words come first; the order of the board stays.
    let mut spoken_left = rows.iter().filter(|(spoken, _)| *spoken).count().min(ROWS);
    let mut other_left = ROWS - spoken_left;
    let total = rows.len();
    rows.retain(|(spoken, _)| {
        let left = if *spoken { &mut spoken_left } else { &mut other_left };
        let keep = *left > 0;
        *left = left.saturating_sub(1);
        keep
    });
    out.push(chapter("perfect", "Perfect, and today"));
    let shown = rows.len();
    let named = rows.iter().any(|(_, cells)| !cells[0].is_empty());
    let mut table = if named {
        Table::new(&["Moment", "The perfect experience", "What happens today", "Gap"], &[20, 32, 40, 8])
    } else {
        Table::new(&["The perfect experience", "What happens today", "Gap"], &[40, 52, 8])
    };
    for (_, mut cells) in rows {
        if !named {
            cells.remove(0);
        }
        table.row(cells);
    }
    out.push(Block::Table(table));
    if shown < total {
        out.push(Block::Paragraph(vec![Inline::Soft(format!(
            "{} more gaps stand in appendix B.",
            total - shown
        ))]));
    }
}

/// Where in the customer's way it happens: the process of the gap; nothing is made up where none is named.
fn moment(c: &Context, gap: &Gap) -> Inlines {
    let process = gap.process.as_ref().and_then(|id| c.s.get::<Process>(id));
    process.map(|process| vec![Inline::Strong(c.say(process.name.trim()))]).unwrap_or_default()
}

/// The first linked note of the column *Perfect*, without its speaker: a dream needs none.
fn perfect(c: &Context, gap: &Gap) -> Option<Inline> {
    let note = gap_notes(c, gap).into_iter().find(|note| note.column == "perfect")?;
    Some(Inline::Quote(c.quote_unsigned(note, CELLS)))
}

/// A linked note of today: the lead quote of its theme first, then one that was said more than once.
fn today(c: &Context, gap: &Gap) -> Option<Inline> {
    let rank = |note: &Note| {
        let lead = note.theme.as_ref().and_then(|id| c.theme(id)).and_then(|theme| theme.lead_quote.as_ref());
        (note.column != "today", lead != Some(&note.id), c.repeats(note).is_empty())
    };
    let note = gap_notes(c, gap)
        .into_iter()
        .filter(|note| note.stance == Stance::AsIs && note.column != "perfect")
        .min_by_key(|note| rank(note))?;
    Some(Inline::Quote(c.quote(note, CELLS)))
}

fn gap_notes<'a>(c: &Context<'a>, gap: &Gap) -> Vec<&'a Note> {
    gap.notes
        .iter()
        .filter_map(|id| c.note(id))
        .filter(|note| note.duplicate_of.is_none() && Context::quotable(note))
        .collect()
}
