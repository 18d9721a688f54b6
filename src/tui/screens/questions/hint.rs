//! The quiet row under the capture line: what Enter does with what is typed; whether it sounds like a wish (R6); and on
//! the wall what the selected note goes with and what became of it. It only hints, it never stands in the way.

use ratatui::style::Style;

use super::capture::{self, Line, understand};
use super::{Focus, Questions, view};
use crate::rules::stance::{self, Suggestion};
use crate::session::{Note, Question, Stance};
use crate::text;
use crate::tui::ctx::Ctx;

/// The question of R6 and the key that helps, in a long and a short form.
const WHILE_TYPING: [&str; 2] = [
    "Is this how it works today, or how we would like it? Ctrl-V: to Perfect · Enter: it stays here",
    "How it works today, or a wish? Ctrl-V: to Perfect",
];
const ON_THE_WALL: [&str; 2] = [
    "Is this how it works today, or how we would like it? r: to Perfect · w: it is a wish",
    "How it works today, or a wish? r: to Perfect",
];
const LAST_CUSTOMER: &str = "Many wishes so far. The last real customer: what happened, in order?";

/// The first of them that fits; else the last.
fn fitting<'a>(width: usize, forms: &[&'a str]) -> &'a str {
    let fits = forms.iter().find(|form| text::width(form) <= width);
    fits.or(forms.last()).copied().unwrap_or_default()
}

/// Whether a note in this column describes today as long as nobody says otherwise.
pub fn as_is_board(question: &Question, column: &str, ctx: &Ctx) -> bool {
    let method = ctx.playbook.question(question.id.as_str()).map(|q| q.stance_of(column));
    *method.unwrap_or(&question.default_stance) == Stance::AsIs
}

impl Questions {
    /// Whether more words speak of a wish than of today (R6).
    pub(super) fn sounds_like_a_wish(&self, said: &str, ctx: &Ctx) -> bool {
        let words = self.words.get_or_init(|| {
            let lists = ctx.playbook.stance_words.together();
            stance::Words::new(&lists.wish, &lists.today)
        });
        stance::hint(said, words).suggest == Suggestion::Wish
    }
}

/// On the wall: of the selected note, or of the day.
fn about(screen: &Questions, question: &Question, width: usize, ctx: &Ctx) -> String {
    let day = ctx.index().grounding;
    let Some(note) = screen.selected(ctx) else { return String::new() };
    let links = links(note, width, ctx);
    let asks = note.stance == Stance::AsIs
        && !note.sensitive
        && as_is_board(question, &note.column, ctx)
        && screen.sounds_like_a_wish(&note.text, ctx);
    match (asks, links.is_empty()) {
        (true, true) => fitting(width, &ON_THE_WALL).to_owned(),
        (true, false) => format!("{} · {links}", ON_THE_WALL[1]),
        (false, false) => links,
        (false, true) if day.is_wishful() => LAST_CUSTOMER.to_owned(),
        (false, true) if day.as_is.whole < stance::ENOUGH => String::new(),
        (false, true) => day.words(),
    }
}

/// What a note goes with and what became of it: `⇄ You tell me first · → BL1, G17`.
fn links(note: &Note, width: usize, ctx: &Ctx) -> String {
    let marks = ctx.look.marks();
    let made = ctx.index().made.get(&note.id).map(|ids| ids.join(", ")).unwrap_or_default();
    let made = if made.is_empty() { made } else { format!("{} {made}", marks.became) };
    let partners = ctx.index().partners(&note.id);
    let Some(first) = partners.first().and_then(|place| ctx.session.notes.at(*place)) else { return made };
    let more = if partners.len() > 1 { format!(" (+{})", partners.len() - 1) } else { String::new() };
    let taken = text::width(&made) + text::width(&more) + 6;
    // Of a note of which nothing may be shown, the other one tells too much: it may be a copy of its words.
    let hidden = note.sensitive && note.public().is_none();
    let words = if hidden { first.id.to_string() } else { text::clean_line(view::said(first)) };
    let words = text::clip_words(&words, width.saturating_sub(taken).max(12)).into_owned();
    let pair = format!("{} {words}{more}", marks.pair);
    if made.is_empty() { pair } else { format!("{pair} · {made}") }
}

/// The row under the capture line, at most `width` cells wide, and how it is drawn.
pub fn hint(screen: &Questions, question: &Question, width: usize, ctx: &Ctx) -> (String, Style) {
    let look = ctx.look;
    if screen.focus == Focus::Wall {
        return (about(screen, question, width, ctx), look.hint());
    }
    if screen.recovered && !screen.line.is_empty() {
        return ("Recovered: this was typed before and not added. Enter adds it.".into(), look.warn());
    }
    let hint = match understand(screen.line.text()) {
        Line::Empty => {
            let marks = fitting(
                width,
                &[
                    "@ speaker · # theme · *7 paper notes · ! blocker · ? question · + parking lot",
                    "@ who · # theme · *7 notes · ! blocker · ? question · + parking",
                    "@ who · # theme · *7 · ! blocker · ? question · + park",
                ],
            );
            let wishful = ctx.index().grounding.is_wishful() && as_is_board(question, &screen.column, ctx);
            if wishful { fitting(width, &[LAST_CUSTOMER]).to_owned() } else { marks.into() }
        }
        Line::Speaker(typed) => match capture::speakers(ctx.session, typed).as_slice() {
            [] => match capture::speaker_and_said(ctx.session, typed) {
                None => "Nobody on the roster fits. Enter adds the note without a speaker.".into(),
                Some((_, false, _)) => {
                    "More than one on the roster fits: type more of the name, or it has no speaker.".into()
                }
                Some((found, true, _)) => format!("Enter adds the note, from: {}", found.shown),
            },
            found if typed.is_empty() => format!(
                "Type the beginning of a name. {} are here. Enter alone: nobody in particular.",
                found.len()
            ),
            [one] => format!("Enter: {}", one.shown),
            [first, rest @ ..] => format!("Enter: {} · {} more fit, type on", first.shown, rest.len()),
        },
        Line::Theme(typed) if capture::theme_and_said(ctx.session, typed).is_some() => {
            let name = capture::theme_and_said(ctx.session, typed).map_or("", |(name, _)| name);
            match capture::theme(ctx.session, name) {
                Some(theme) => format!("Enter adds the note to “{}”", theme.name),
                None => format!("Enter adds the note, and a theme “{name}”"),
            }
        }
        Line::Theme(typed) => match capture::theme(ctx.session, typed) {
            Some(theme) => format!("Enter: the next note goes to “{}”", theme.name),
            None if typed.is_empty() => {
                "A theme's name, old or new; after a colon the note: # Bills: too hard to read".into()
            }
            None => format!("Enter: a new theme “{typed}” for the next note"),
        },
        Line::Blocker(_) => "Enter notes a blocker; its check is asked in Plan.".into(),
        Line::Question(_) => "Enter notes an open question for question 4.".into(),
        Line::Park(_) => "Enter parks it; it gets an outcome before the day ends.".into(),
        Line::Times(_, said)
            if as_is_board(question, &screen.column, ctx) && screen.sounds_like_a_wish(said, ctx) =>
        {
            fitting(width, &WHILE_TYPING).to_owned()
        }
        Line::Times(n, _) => format!("Enter adds one note that stands for {n} on paper."),
        Line::Alone(sign, example) => format!("{sign} and then the text: {sign} {example}"),
        Line::BadTimes => "* and 2 to 999, then the text: *7 stands for seven on paper.".into(),
        Line::Note(said) => {
            let wish = as_is_board(question, &screen.column, ctx) && screen.sounds_like_a_wish(said, ctx);
            if wish { fitting(width, &WHILE_TYPING).to_owned() } else { String::new() }
        }
    };
    (hint, look.hint())
}
