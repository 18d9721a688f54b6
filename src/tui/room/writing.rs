//! A text as large letters write it: words that no face has stand among the others in plain cells, and what is longer than
//! a line is parted by a hyphen. It knows faces and widths, not places.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::letters::{self, Size};
use crate::text;
use crate::tui::look::Look;
use crate::tui::widgets::put::put;

/// Where a word stands that no face has, in a text for large letters: as many of these as it needs.
const INLAID: char = '\u{a0}';

/// A text in the letters of a face, as [`letters::written`] gives it, with room for the few words that no face has: they
/// stand there in plain cells, each in one piece. Nothing where they are more than a few. Where the name in Latin letters is
/// beside such a word, that name alone is written. Of an emoji that is joined of several the first stands for all:
/// terminals disagree how wide they are together.
pub fn written<'a>(text: &'a str, size: Size, look: &Look) -> Option<Cow<'a, str>> {
    composed(text, size, look).map(|(written, _)| written)
}

/// The same, and the words that are inlaid, in order.
pub fn composed<'a>(text: &'a str, size: Size, look: &Look) -> Option<(Cow<'a, str>, Vec<String>)> {
    if text.is_ascii() || size == Size::Plain || !size.drawn_by(look) {
        return Some((letters::written(text, size, look)?, Vec::new()));
    }
    let strange = |cell: &text::Cell| {
        cell.text.chars().next().is_some_and(char::is_alphabetic)
            && letters::written(cell.text, size, look).is_none()
    };
    let named = latin_name(text, |word| text::cells(word).any(|cell| strange(&cell)));
    let text = named.as_deref().unwrap_or(text);
    // Cells that one of them takes.
    let each = letters::across("a\u{a0}\u{a0}a", size) - letters::across("a\u{a0}a", size);
    let (mut out, mut words, mut word) = (String::with_capacity(text.len()), Vec::new(), String::new());
    let (mut all, mut missing) = (0, 0);
    let mut inlay = |word: &mut String, out: &mut String| {
        if !word.is_empty() {
            let room = u16::try_from(text::width(word)).unwrap_or(u16::MAX).div_ceil(each.max(1)) + 1;
            out.extend(std::iter::repeat_n(INLAID, room.into()));
            words.push(std::mem::take(word));
        }
    };
    for cell in text::cells(text) {
        all += 1;
        if strange(&cell) {
            missing += 1;
            word.push_str(cell.text);
            continue;
        }
        inlay(&mut word, &mut out);
        match cell.text.chars().next() {
            Some(INLAID) => out.push(' '),
            Some(first) if cell.text.contains('\u{200d}') => out.push(first),
            _ => out.push_str(cell.text),
        }
    }
    inlay(&mut word, &mut out);
    if missing * 5 > all {
        return None;
    }
    let written = letters::written(&out, size, look)?.into_owned();
    Some((Cow::Owned(written), words))
}

/// Draws the inlaid words of a line.
pub fn inlay<'w>(
    buf: &mut Buffer,
    place: Rect,
    line: &str,
    words: &mut impl Iterator<Item = &'w String>,
    size: Size,
    style: Style,
) {
    let mut from = 0;
    while let Some(found) = line[from..].find(INLAID) {
        let start = from + found;
        let Some(word) = words.next() else { return };
        let x = place.x + letters::across(&line[..start], size) + u16::from(start > 0);
        let y = place.y + (size.cell().1 - 1) / 2;
        let room = place.right().saturating_sub(x);
        put(buf, x, y, room.into(), word, style.add_modifier(Modifier::BOLD));
        from = line[start..].find(|c| c != INLAID).map_or(line.len(), |end| start + end);
    }
}

/// "田中 美咲 (Misaki Tanaka), by 30 Apr" as "Misaki Tanaka, by 30 Apr": words that no face has, before their name in brackets.
fn latin_name(text: &str, strange: impl Fn(&str) -> bool) -> Option<String> {
    let open = text.find('(')?;
    let close = open + text[open..].find(')')?;
    let (before, inside) = (&text[..open], &text[open + 1..close]);
    let words = before.split_whitespace();
    let all = words.clone().next().is_some() && words.into_iter().all(&strange);
    (all && !inside.trim().is_empty() && !strange(inside))
        .then(|| format!("{}{}", inside.trim(), &text[close + 1..]))
}

/// Whether a word may be parted by a hyphen: one of letters, not an address.
fn may_be_parted(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let letter = |c: char| c.is_alphabetic() && (c < '\u{530}' || ('\u{1e00}'..'\u{2000}').contains(&c));
    word.chars().all(|c| letter(c) || matches!(c, '\'' | '’' | '\u{300}'..'\u{370}'))
}

/// So many letters of a word stand at least on a line.
const FEWEST: usize = 3;

/// A text whose words that are longer than a line end it with a hyphen; none leaves a letter or two alone.
pub fn hyphened(text: &str, size: Size, width: u16) -> Cow<'_, str> {
    let most = usize::from(size.cell().0) + 1;
    let long = |word: &str| {
        word.len() * most > usize::from(width) && letters::across(word, size) > width && may_be_parted(word)
    };
    let pieces = || text.split_inclusive(|c: char| c.is_whitespace() || c == '-');
    if usize::from(width) < 2 * FEWEST * most || !pieces().any(|piece| long(piece.trim_end())) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for piece in pieces() {
        let mut rest = piece;
        while long(rest.trim_end()) {
            let cells: Vec<text::Cell> = text::cells(rest.trim_end()).collect();
            let fits = |count: &usize| {
                letters::across(&format!("{}-", &rest[..cells[*count - 1].end]), size) <= width
            };
            let fit = (1..cells.len()).rev().find(fits).unwrap_or(1);
            let count = fit.min(cells.len().saturating_sub(FEWEST)).max(1);
            let end = cells[count - 1].end;
            out.push_str(&rest[..end]);
            out.push('-');
            rest = &rest[end..];
        }
        out.push_str(rest);
    }
    Cow::Owned(out)
}
