//! A card of the board: where its paper lies, how many rows it wants, its title and what stands at its foot. It knows one
//! gap, no lane and no board.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use smol_str::SmolStr;

use super::board_view::narrow;
use super::{Sort, gap_id};
use crate::rules::GapVerdict;
use crate::session::Gap;
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::look::Look;
use crate::tui::widgets::put::{put, put_clipped, put_right, put_wrapped, wrapped_rows};

/// The rows that a title takes at most.
const MOST: u16 = 4;

/// Whether a lane of this width has no cell to spare.
pub fn tight(width: u16) -> bool {
    width < 30
}

/// The paper of a card in the place it has in its lane.
pub fn paper(place: Rect) -> Rect {
    let right = 1 + u16::from(!tight(place.width));
    Rect { x: place.x + 1, width: place.width.saturating_sub(right), ..place }
}

/// Where is written on it.
pub fn inner(paper: Rect, tight: bool) -> Rect {
    let air = u16::from(!tight);
    Rect { x: paper.x + air, width: paper.width.saturating_sub(2 * air), ..paper }
}

/// The marks of a card, each with its word.
fn marks(verdict: &GapVerdict, look: &Look) -> Vec<(&'static str, &'static str)> {
    let m = look.marks();
    [
        (verdict.heavy, m.heavy, "heavy"),
        (verdict.finely_balanced(), m.balanced, "finely balanced"),
        (verdict.overridden, m.moved, "moved by the room"),
        (verdict.queue_place.is_some(), m.waiting, "waits for a place"),
        (!verdict.supported, m.unseen, "nobody has seen it happen"),
    ]
    .into_iter()
    .filter(|(is, ..)| *is)
    .map(|(_, mark, word)| (mark, word))
    .collect()
}

/// What stands at the end of a card's last row.
pub struct Foot {
    score: String,
    /// What is tried: it has no marks yet, they speak of the board as it is.
    told: bool,
    marks: Vec<(&'static str, &'static str)>,
    /// Marks have their words, and a row of their own with the score.
    roomy: bool,
}

impl Foot {
    /// For a card whose inside is so wide.
    pub fn of(verdict: &GapVerdict, instead: Option<String>, width: u16, look: &Look) -> Self {
        let roomy = width >= 44;
        let told = instead.is_some();
        let score = match (instead, verdict.score_words()) {
            (Some(words), _) => words,
            (_, Some(score)) if roomy => format!("score {score}"),
            (_, Some(score)) => score,
            (_, None) => look.marks().open.to_owned(),
        };
        Self { score, told, marks: if told { Vec::new() } else { marks(verdict, look) }, roomy }
    }

    /// The rows of the inside in which a title behind an id of `used` cells is read whole.
    pub fn rows(&self, width: u16, used: u16, title: &str) -> u16 {
        let first = width.saturating_sub(used);
        let rows = wrapped_rows(title, first, MOST).max(1);
        if self.roomy || rows < 2 {
            return rows + 1;
        }
        // The last words stand beside score and marks, where there is room.
        let marks: usize = self.marks.iter().map(|(mark, _)| text::width(mark) + 1).sum();
        let room = usize::from(first).saturating_sub(text::width(&self.score) + marks + 1);
        let last = text::lines(title, usize::from(first)).nth(usize::from(rows) - 1);
        let last = last.map_or(0, |line| text::width(title[line].trim_end()));
        if last <= room { rows } else { rows + 1 }
    }

    /// Draws the title beside the id and below it, and at the end of the last row the score and marks.
    pub fn draw(&self, buf: &mut Buffer, inner: Rect, used: u16, title: &str, look: &Look) {
        let foot = Rect { y: inner.y + inner.height.saturating_sub(1), height: inner.height.min(1), ..inner };
        let above = Rect {
            x: inner.x + used.min(inner.width),
            width: inner.width.saturating_sub(used),
            height: inner.height.saturating_sub(1),
            ..inner
        };
        let wide =
            narrow(put_right(buf, foot, &self.score, if self.told { look.accent() } else { look.soft() }));
        let mut left = foot.right().saturating_sub(wide);
        if self.roomy {
            put_title(buf, Rect { height: above.height.max(1), ..above }, title, look.text());
            if inner.height > 1 {
                let words: Vec<String> =
                    self.marks.iter().map(|(mark, word)| format!("{mark} {word}")).collect();
                let room = usize::from(left.saturating_sub(above.x + 1));
                put_clipped(buf, above.x, foot.y, room, &words.join("  "), look.soft());
            }
            return;
        }
        for (mark, _) in self.marks.iter().rev() {
            let width = narrow(text::width(mark));
            if left > inner.x + width + 1 {
                left -= width + 1;
                put(buf, left, foot.y, usize::from(width), mark, look.warn());
            }
        }
        let room = usize::from(left.saturating_sub(above.x + 1));
        let mut end = 0;
        for (line, y) in text::lines(title, usize::from(above.width)).zip(above.top()..above.bottom()) {
            put(buf, above.x, y, usize::from(above.width), &title[line.clone()], look.text());
            end = line.end;
        }
        put_clipped(buf, above.x, foot.y, room, title[end..].trim_start(), look.text());
    }
}

fn put_title(buf: &mut Buffer, rect: Rect, title: &str, style: Style) {
    if rect.height < 2 {
        put_clipped(buf, rect.x, rect.y, usize::from(rect.width), title, style);
    } else {
        put_wrapped(buf, rect, title, style);
    }
}

impl Sort {
    /// Whether this card is in the hand, over a lane that would take it.
    pub(super) fn landing(&self, id: &SmolStr) -> bool {
        let mine = self.gap.as_ref().is_some_and(|gap| gap.0 == *id);
        mine && self.drag.as_ref().is_some_and(|drag| drag.board.is_some())
    }

    /// What a card says in place of its points while something is tried.
    pub(super) fn instead(&self, ctx: &Ctx, id: &SmolStr) -> Option<String> {
        if self.landing(id) {
            return Some("lands here".to_owned());
        }
        let tried = self.what_if.as_ref()?;
        match tried.from(id) {
            Some(from) => Some(format!("{} from {}", ctx.look.marks().moved, from.words())),
            None if tried.gap.0 == *id => Some("what if".to_owned()),
            None => None,
        }
    }

    /// The rows of the screen that a card wants in a lane of this width, its edge aside.
    pub(super) fn card_rows(&self, ctx: &Ctx, id: &SmolStr, width: u16) -> u16 {
        let (Some(gap), Some(verdict)) = (ctx.session.get::<Gap>(&gap_id(id)), ctx.verdicts().gap(id)) else {
            return 2;
        };
        let place = Rect { width, height: 2, ..Rect::default() };
        let inner = inner(paper(place), tight(width)).width;
        let foot = Foot::of(verdict, self.instead(ctx, id), inner, ctx.look);
        foot.rows(inner, narrow(text::width(id)) + 1, &gap.title)
    }
}
