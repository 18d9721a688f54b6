//! Themes: a sentence, who carries it, and one or two voices (the handbook, 5.2, 6).

use super::chapter;
use super::one_page::{strongest, support_words};
use crate::rules::dots::books;
use crate::rules::support::Label;
use crate::session::{Note, Stance, Subject, Theme};
use crate::synopsis::context::Context;
use crate::synopsis::document::{Block, Card, Inline, Link, anchor};
use crate::synopsis::words::sentence;
use crate::text::plural;

const CELLS: usize = 170;
const LONERS: usize = 40;
/// So many themes have two voices, the others one.
const TWO_VOICES: usize = 5;

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    let themes = strongest(c);
    let empty: Vec<&Theme> =
        c.s.themes.iter().filter(|theme| !themes.iter().any(|other| other.id == theme.id)).collect();
    if themes.is_empty() && empty.is_empty() {
        return;
    }
    out.push(chapter("themes", "What we talked about: the themes"));
    let voted =
        themes.iter().any(|theme| c.v.theme(theme.id.as_str()).is_some_and(|support| support.dots > 0));
    let lead = if voted {
        "In the order of the dots that the room gave in secret. Dots say what people wanted to talk about; they set no lane."
    } else {
        "In the order of the people who wrote to them."
    };
    let mut said = lead.to_owned();
    if let Some(ballot) = c.s.last_ballot(&Subject::Themes).filter(|_| voted)
        && let Some(why) = ballot.shortfall.as_deref().map(str::trim).filter(|why| !why.is_empty())
    {
        let books = books(ballot.counted(), ballot.all_dots());
        said = format!("{said} {books}: {}", sentence(&c.say(why)));
    }
    out.push(Block::Paragraph(vec![Inline::Soft(said)]));
    out.push(Block::Cards(
        themes
            .into_iter()
            .chain(empty)
            .enumerate()
            .map(|(at, theme)| card(c, theme, voted, if at < TWO_VOICES { 2 } else { 1 }))
            .collect(),
    ));
    loners(c, out);
}

fn card(c: &Context, theme: &Theme, voted: bool, most: usize) -> Card {
    let mut foot = Vec::new();
    let mut words = support_words(c, theme);
    if let Some(support) = c.v.theme(theme.id.as_str()) {
        if voted {
            words = format!("{words} · {}", plural(support.dots as usize, "dot", "dots"));
        }
        if support.label == Label::FrontLineOnly {
            words.push_str(" · news for the leadership");
        }
    }
    if !words.is_empty() {
        foot.push(Inline::Text(words));
    }
    let gaps: Vec<_> = c.on_the_board().filter(|gap| gap.themes.contains(&theme.id)).collect();
    for (at, gap) in gaps.iter().enumerate() {
        foot.push(Inline::Text(if at == 0 { " · ".into() } else { ", ".into() }));
        foot.push(Inline::Link(Link::gap(gap.id.as_str())));
    }
    let summary = theme.summary.trim();
    Card {
        anchor: anchor("theme", theme.id.as_str()),
        id: theme.id.to_string(),
        title: theme.name.trim().to_owned(),
        body: if summary.is_empty() { Vec::new() } else { vec![Inline::Text(sentence(&c.say(summary)))] },
        foot,
        quotes: voices(c, theme).into_iter().take(most).map(|note| c.quote(note, CELLS)).collect(),
    }
}

/// The lead quote, and one by somebody else.
fn voices<'a>(c: &Context<'a>, theme: &Theme) -> Vec<&'a Note> {
    let notes: Vec<&Note> = c
        .notes_of(theme)
        .iter()
        .copied()
        .filter(|note| note.duplicate_of.is_none() && Context::quotable(note))
        .collect();
    let chosen = theme.lead_quote.as_ref().and_then(|id| c.note(id)).filter(|note| Context::quotable(note));
    let rank = |note: &Note| (note.stance != Stance::AsIs, c.repeats(note).is_empty());
    let first = chosen.or_else(|| notes.iter().copied().min_by_key(|note| rank(note)));
    let Some(first) = first else { return Vec::new() };
    let second = notes
        .into_iter()
        .filter(|note| note.id != first.id && (note.author.is_none() || note.author != first.author))
        .filter(|note| note.stance != Stance::Question)
        .min_by_key(|note| rank(note));
    std::iter::once(first).chain(second).collect()
}

/// Notes that stand alone, by reference.
fn loners(c: &Context, out: &mut Vec<Block>) {
    let alone: Vec<&str> = c
        .v
        .refs
        .in_order
        .iter()
        .filter_map(|(id, reference)| Some((c.note(&crate::session::NoteId::new(id.as_str()))?, reference)))
        .filter(|(note, _)| note.theme.is_none() && note.duplicate_of.is_none())
        .map(|(_, reference)| reference.as_str())
        .collect();
    if alone.is_empty() || alone.len() > LONERS {
        return;
    }
    let mut run = vec![Inline::Text(match alone.len() {
        1 => "One note stands alone: ".to_owned(),
        n => format!(
            "{} notes stand alone: ",
            crate::rules::words::sentence_case(&crate::rules::words::number(n))
        ),
    })];
    for (at, reference) in alone.iter().enumerate() {
        if at > 0 {
            run.push(Inline::Text(", ".into()));
        }
        run.push(Inline::Link(Link::note(reference)));
    }
    run.push(Inline::Text(".".into()));
    out.push(Block::Paragraph(run));
}
