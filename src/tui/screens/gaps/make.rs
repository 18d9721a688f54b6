//! Gaps out of themes, and one gap out of two: each one edit, so that one undo takes it back. Asks nothing.

use crate::session::{
    Edit, EvidenceId, Gap, GapChange, GapId, GapStatus, Note, NoteId, Theme, ThemeId, edit,
};
use crate::tui::ctx::Ctx;

/// A gap from each theme: its name as the title, its notes linked, and the perfect of its own words where it has one.
pub fn from_themes(themes: &[ThemeId], ctx: &Ctx) -> Edit {
    let session = ctx.session;
    let found: Vec<&Theme> = themes.iter().filter_map(|id| session.get::<Theme>(id)).collect();
    let edits: Vec<Edit> = found
        .iter()
        .map(|theme| {
            let notes: Vec<&Note> =
                ctx.index().theme(&theme.id).iter().filter_map(|place| session.notes.at(*place)).collect();
            let perfect = |note: &&&Note| note.column == "perfect" && !note.sensitive;
            let lead = notes.iter().filter(|note| theme.lead_quote.as_ref() == Some(&note.id)).find(perfect);
            let quote = lead.or_else(|| notes.iter().find(perfect));
            edit::add(Gap {
                title: theme.name.clone(),
                perfect: quote.map(|note| note.printed().to_owned()).unwrap_or_default(),
                themes: vec![theme.id.clone()],
                notes: notes.iter().map(|note| note.id.clone()).collect(),
                ..Gap::default()
            })
        })
        .collect();
    let label = match found.as_slice() {
        [one] => format!("gap made from {}", one.id),
        several => format!("{} gaps made from themes", several.len()),
    };
    edit::many(label, edits)
}

/// One gap becomes part of another: its links go along, and it stays in the file as merged.
pub fn merge(from: &Gap, into: &Gap) -> Edit {
    let id = &into.id;
    let notes: Vec<NoteId> = union(&into.notes, &from.notes);
    let themes: Vec<ThemeId> = union(&into.themes, &from.themes);
    let evidence: Vec<EvidenceId> = union(&into.evidence, &from.evidence);
    edit::many(
        format!("{} merged into {id}", from.id),
        vec![
            edit::change::<Gap>(id, GapChange::notes(notes)),
            edit::change::<Gap>(id, GapChange::themes(themes)),
            edit::change::<Gap>(id, GapChange::evidence(evidence)),
            edit::change::<Gap>(&from.id, GapChange::merged_into(Some(id.clone()))),
            edit::change::<Gap>(&from.id, GapChange::status(GapStatus::Merged)),
        ],
    )
}

/// Another status; a gap that is opened again is merged into nothing.
pub fn status(gap: &GapId, to: GapStatus) -> Edit {
    let label = format!("{gap} is {}", status_word(&to));
    let mut edits = Vec::new();
    if to != GapStatus::Merged {
        edits.push(edit::change::<Gap>(gap, GapChange::merged_into(None)));
    }
    edits.push(edit::change::<Gap>(gap, GapChange::status(to)));
    edit::many(label, edits)
}

/// A status in words.
pub fn status_word(status: &GapStatus) -> &str {
    match status {
        GapStatus::Open => "open",
        GapStatus::InProgress => "in progress",
        GapStatus::Done => "done",
        GapStatus::Dropped => "dropped",
        GapStatus::Merged => "merged",
        GapStatus::Other(word) => word,
    }
}

fn union<T: Clone + PartialEq>(first: &[T], more: &[T]) -> Vec<T> {
    let mut all = first.to_vec();
    for item in more {
        if !all.contains(item) {
            all.push(item.clone());
        }
    }
    all
}
