//! Themes: the wall. Notes hang in columns, first those without a theme, then one column a theme; they are grouped,
//! stacked, named and counted here. Refuses to know who wrote a note.

mod alike;
#[cfg(test)]
mod alike_tests;
mod ballot;
#[cfg(test)]
mod ballot_tests;
mod ballot_view;
mod keys;
mod layout;
mod moving;
mod paper;
mod pointer;
mod tally;
#[cfg(test)]
mod tests;
mod view;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::MouseEvent;

use smol_str::SmolStr;

use super::Screen;
use crate::room::{Wish, ballot_is_open};
use crate::session::{BallotId, NoteId, QuestionId, Theme, ThemeChange, ThemeId, edit, moves};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::forms::Target;
use crate::tui::keymap::{Hint, Layer};
use crate::tui::outcome::{Answer, Ask, ConfirmAsk, Outcome};

use ballot::How;
pub use keys::{Cmd, KEYS};
pub use paper::{meaning, readable};
use tally::Tally;

/// What it asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// Where these notes go.
    Group(Vec<NoteId>),
    /// The name of a new theme of these notes.
    Name(Vec<NoteId>),
    /// Another name.
    Rename(ThemeId),
    /// Which theme takes this one in.
    Merge(ThemeId),
    /// Whether these notes go.
    Remove(Vec<NoteId>),
    /// Which words of a theme's notes are to be parted from it.
    Words(ThemeId),
    /// What a ballot is about and how it is counted.
    How,
    /// How many vote in it.
    Voters(ballot::Plan),
    /// Why dots are missing in a ballot that is to be closed.
    Shortfall(BallotId),
    /// Whether a ballot goes.
    Discard(BallotId),
    /// The dots of one option of a closed ballot.
    Correct(BallotId, SmolStr),
    /// The same, and why dots are missing then.
    Short(BallotId, SmolStr, u32),
}

/// What of the stage is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    /// The wall.
    #[default]
    Wall,
    /// What looks alike.
    Alike,
    /// A ballot.
    Ballot,
}

/// The screen's own state.
#[derive(Debug, Default)]
pub struct Themes {
    mode: Mode,
    /// The suggestions, as they were found.
    alike: Option<alike::Alike>,
    /// The page of a ballot.
    page: Option<ballot::Page>,
    /// The page as it was before a restart, or before its ballot went.
    page_before: Option<ballot::Page>,
    /// Whether the page's ballot is closed.
    closed: bool,
    /// The column with the cursor; `None` is the one without a theme.
    column: Option<ThemeId>,
    /// The note with the cursor; `None`: the column's name.
    note: Option<NoteId>,
    /// The cursor's place in its column the last time it was seen: where it goes when its note is gone.
    at: usize,
    /// Marked notes, in the order of marking.
    marked: Vec<NoteId>,
    /// Only this question's notes.
    filter: Option<QuestionId>,
    /// The first column in view.
    first: usize,
    /// The first row of notes in view, by column.
    scrolls: HashMap<Option<ThemeId>, usize>,
    /// Whether the view follows the cursor; the wheel lets it go.
    follow: bool,
    drag: Option<pointer::Drag>,
    clicked: Option<(pointer::Spot, u64)>,
    counted: RefCell<Option<(u64, Rc<Tally>)>>,
}

impl Themes {
    /// The note that is selected.
    pub fn selected_note(&self) -> Option<NoteId> {
        self.note.clone()
    }

    /// What is known of each theme, counted once a revision.
    fn tally(&self, ctx: &Ctx) -> Rc<Tally> {
        let mut counted = self.counted.borrow_mut();
        match &*counted {
            Some((revision, tally)) if *revision == ctx.revision => Rc::clone(tally),
            _ => {
                let tally = Rc::new(Tally::of(ctx.session));
                *counted = Some((ctx.revision, Rc::clone(&tally)));
                tally
            }
        }
    }

    fn scroll_of(&self, theme: Option<&ThemeId>) -> usize {
        self.scrolls.get(&theme.cloned()).copied().unwrap_or(0)
    }

    fn theme<'a>(&self, ctx: &Ctx<'a>) -> Option<&'a Theme> {
        ctx.session.get::<Theme>(self.column.as_ref()?)
    }

    /// The marked notes, or the one with the cursor.
    fn chosen(&self) -> Vec<NoteId> {
        if self.marked.is_empty() { self.note.iter().cloned().collect() } else { self.marked.clone() }
    }

    fn mark(&mut self, ctx: &Ctx) -> Outcome {
        let Some(note) = self.note.clone() else {
            return Outcome::Say("Go down to a note to mark it.".into());
        };
        match self.marked.iter().position(|id| *id == note) {
            Some(at) => {
                self.marked.remove(at);
            }
            None => self.marked.push(note),
        }
        self.step(1, ctx);
        Outcome::Stay
    }

    fn clear(&mut self) -> Outcome {
        if self.drag.take().is_some() {
            return Outcome::Stay;
        }
        if !self.marked.is_empty() {
            self.marked.clear();
            return Outcome::Stay;
        }
        if self.filter.take().is_some() {
            return Outcome::Say("All questions again.".into());
        }
        Outcome::Ignored
    }

    fn filter(&mut self, ctx: &Ctx) -> Outcome {
        let questions = &ctx.session.questions;
        let next = match &self.filter {
            None => questions.at(0),
            Some(id) => questions.place(id).and_then(|place| questions.at(place + 1)),
        };
        self.filter = next.map(|question| question.id.clone());
        match next {
            Some(question) => Outcome::Say(format!("Only {}: {}", question.id, question.text)),
            None => Outcome::Say("All questions again.".into()),
        }
    }

    /// Does something to the chosen notes and takes the marks off; the cursor goes on to the next one.
    fn with_chosen(&mut self, edit: crate::session::Edit, ctx: &Ctx) -> Outcome {
        let gone = self.chosen();
        self.leave(&gone, ctx);
        self.marked.clear();
        edit.into()
    }

    fn lead(&self, ctx: &Ctx) -> Outcome {
        let (Some(theme), Some(note)) = (self.theme(ctx), &self.note) else {
            return Outcome::Warn("The lead quote is a note that lies in a theme.".into());
        };
        let lead = (theme.lead_quote.as_ref() != Some(note)).then(|| note.clone());
        let said = match &lead {
            Some(note) => format!("{note} is the lead quote of {}. L again takes it away.", theme.id),
            None => format!("{} has no lead quote any more. L again makes {note} the one.", theme.id),
        };
        let edit = edit::change::<Theme>(&theme.id, ThemeChange::lead_quote(lead));
        Outcome::Many(vec![edit.into(), Outcome::Say(said)])
    }

    fn remove(&mut self, ctx: &Ctx) -> Outcome {
        let notes = self.chosen();
        match (notes.as_slice(), self.theme(ctx)) {
            ([], Some(theme)) => {
                let said = Outcome::Say("Theme removed, its notes stay. Ctrl-Z brings it back.".into());
                Outcome::Many(vec![edit::remove::<Theme>(&theme.id).into(), said])
            }
            ([], None) => Outcome::Stay,
            ([one], _) => {
                let edit = edit::remove::<crate::session::Note>(one);
                let said = Outcome::Say("Note removed. Ctrl-Z brings it back.".into());
                Outcome::Many(vec![self.with_chosen(edit, ctx), said])
            }
            (several, _) => Outcome::Ask(Ask::Confirm(ConfirmAsk {
                title: format!("Remove {} notes?", several.len()),
                text: "Ctrl-Z brings them back.".into(),
                yes: "Remove".into(),
                purpose: super::Purpose::Themes(Purpose::Remove(several.to_vec())),
            })),
        }
    }

    fn shift(&self, by: isize, ctx: &Ctx) -> Outcome {
        let Some(place) = self.column.as_ref().and_then(|id| ctx.session.themes.place(id)) else {
            return Outcome::Say("Notes without a theme stay on the left.".into());
        };
        match (place.checked_add_signed(by), &self.column) {
            (Some(to), Some(id)) if to < ctx.session.themes.len() => edit::shift::<Theme>(id, to).into(),
            _ => Outcome::Stay,
        }
    }

    fn open(&self) -> Outcome {
        match (&self.note, &self.column) {
            (Some(note), _) => Outcome::Ask(Ask::Form(Target::Note(note.clone()))),
            (None, Some(theme)) => Outcome::Ask(Ask::Form(Target::Theme(theme.clone()))),
            (None, None) => Outcome::Stay,
        }
    }
}

impl Screen for Themes {
    type Cmd = Cmd;
    type Purpose = Purpose;

    fn layer(&self) -> Layer {
        match self.mode {
            Mode::Wall => Layer::Themes,
            Mode::Alike => self.alike.as_ref().map_or(Layer::AlikeDone, alike::Alike::layer),
            Mode::Ballot if self.closed => Layer::Result,
            Mode::Ballot => Layer::Ballot,
        }
    }

    fn moment(&self, ctx: &Ctx) -> &'static [&'static str] {
        match self.mode {
            Mode::Wall if !self.marked.is_empty() => {
                &["themes.group", "themes.new", "themes.stack", "themes.clear"]
            }
            Mode::Wall if self.note.is_none() && self.column.is_some() => {
                &["themes.rename", "themes.gap", "themes.merge"]
            }
            Mode::Wall if self.note.is_some() && self.column.is_none() => &["themes.mark", "themes.group"],
            Mode::Ballot => self.ballot_moment(ctx),
            Mode::Wall | Mode::Alike => &[],
        }
    }

    fn hint(&self, command: Cmd, ctx: &Ctx) -> Hint {
        match command {
            Cmd::OtherResult => {
                Hint::when(ctx.session.ballots.iter().filter(|b| b.closed_at.is_some()).count() > 1)
            }
            Cmd::SplitLarge => Hint::when(self.tally(ctx).large(ctx.session).is_some()),
            Cmd::Mark | Cmd::Group | Cmd::Stack | Cmd::Alike | Cmd::Filter => {
                Hint::when(!ctx.session.notes.is_empty())
            }
            Cmd::Rename => Hint::when(!ctx.session.themes.is_empty()),
            Cmd::Open => Hint::when(!ctx.session.themes.is_empty() || !ctx.session.notes.is_empty()),
            Cmd::Dots => Hint::when(ctx.session.themes.len() > 1 || !ctx.session.ballots.is_empty()),
            _ => Hint::AsNamed,
        }
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Outcome {
        self.follow = true;
        match command {
            Cmd::Up => self.step(-1, ctx),
            Cmd::Down => self.step(1, ctx),
            Cmd::Left => self.sideways(-1, ctx),
            Cmd::Right => self.sideways(1, ctx),
            Cmd::First => self.go_to_column(0, ctx),
            Cmd::Last => self.go_to_column(usize::MAX, ctx),
            Cmd::NextColumn => self.go_to_name(1, ctx),
            Cmd::PreviousColumn => self.go_to_name(-1, ctx),
            Cmd::Mark => return self.mark(ctx),
            Cmd::Clear => return self.clear(),
            Cmd::Group => return self.ask_group(ctx),
            Cmd::MoveLeft => return self.carry(-1, ctx),
            Cmd::MoveRight => return self.carry(1, ctx),
            Cmd::New => return Self::ask_name(self.marked.clone()),
            Cmd::Split => return self.ask_split(ctx),
            Cmd::SplitLarge => return self.split_large(ctx),
            Cmd::Rename => return self.ask_rename(ctx),
            Cmd::Merge => return self.ask_merge(ctx),
            Cmd::Stack => return self.stack(ctx),
            Cmd::Unstack => return self.unstack(ctx),
            Cmd::TakeOut => return self.take_out(ctx),
            Cmd::Lead => return self.lead(ctx),
            Cmd::Remove => return self.remove(ctx),
            Cmd::Earlier => return self.shift(-1, ctx),
            Cmd::Later => return self.shift(1, ctx),
            Cmd::Gap => return self.make_gap(ctx),
            Cmd::Alike => return self.open_alike(ctx),
            Cmd::TakeOffer => return self.take_offer(ctx),
            Cmd::Differs => return self.differs(ctx),
            Cmd::NextOffer => return self.turn_offer(1),
            Cmd::PreviousOffer => return self.turn_offer(-1),
            Cmd::OtherOffers => return self.other_offers(),
            Cmd::Leave => return self.leave_mode(),
            Cmd::Dots => return self.dots(ctx),
            Cmd::Count => return self.count(None, ctx),
            Cmd::Slips => return self.count(Some(How::Slips), ctx),
            Cmd::Totals => return self.count(Some(How::Totals), ctx),
            Cmd::Booth => return self.count(Some(How::Booth), ctx),
            Cmd::Pile => return self.turn_pile(ctx),
            Cmd::VoterMore => return self.voters(1, ctx),
            Cmd::VoterLess => return self.voters(-1, ctx),
            Cmd::Close => return self.close_ballot(ctx),
            Cmd::Shortfall => return self.ask_shortfall(ctx),
            Cmd::Discard => return self.ask_discard(ctx),
            Cmd::OptionUp => self.step_result(-1, ctx),
            Cmd::OptionDown => self.step_result(1, ctx),
            Cmd::Correct => return self.ask_correct(ctx),
            Cmd::RunOff => return self.run_off(ctx),
            Cmd::Another => return Self::ask_ballot(ctx),
            Cmd::OtherResult => return self.other_result(ctx),
            Cmd::ListMore => return self.want(1, ctx),
            Cmd::ListLess => return self.want(-1, ctx),
            Cmd::Filter => return self.filter(ctx),
            Cmd::Open => return self.open(),
        }
        Outcome::Stay
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        match self.mode {
            Mode::Wall => self.point(mouse, ctx),
            Mode::Alike => self.point_alike(mouse, ctx),
            Mode::Ballot => self.point_ballot(mouse, ctx),
        }
    }

    fn answer(&mut self, purpose: Purpose, answer: Answer, ctx: &Ctx) -> Outcome {
        self.follow = true;
        self.answered(purpose, answer, ctx)
    }

    fn opened(&mut self, ctx: &Ctx) {
        self.follow = true;
        self.column = ctx.kept.get("themes.column").map(ThemeId::new);
        self.page_before = ctx.kept.get("themes.ballot").and_then(|kept| ballot::Page::from_kept(kept));
        self.find_place(ctx);
        self.go_to_column(layout::column_of(self.column.as_ref(), ctx), ctx);
        self.settle(ctx);
    }

    fn keep(&self) -> Vec<(String, Option<String>)> {
        let column = self.column.as_ref().map(ToString::to_string);
        let ballot = self.page.as_ref().or(self.page_before.as_ref()).map(ballot::Page::kept);
        vec![("themes.column".into(), column), ("themes.ballot".into(), ballot)]
    }

    fn enter(&mut self, item: Option<&str>, ctx: &Ctx) {
        self.drag = None;
        if let Some(item) = item {
            self.follow = true;
            self.mode = Mode::Wall;
            self.show(item, ctx);
        }
        self.settle(ctx);
    }

    fn settle(&mut self, ctx: &Ctx) {
        self.settle_alike(ctx);
        self.settle_ballot(ctx);
        self.find_place(ctx);
        let wall = layout::lay(self, ctx);
        let scrolls: Vec<_> = wall.sections.iter().map(|s| (s.id().cloned(), s.first)).collect();
        self.first = wall.first;
        self.scrolls.extend(scrolls);
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        match (self.mode, &self.alike, &self.page, self.ballot(ctx)) {
            (Mode::Alike, Some(alike), _, _) => alike::draw(alike, buf, ctx),
            (Mode::Ballot, _, Some(page), Some(ballot)) => ballot_view::draw(page, ballot, buf, ctx),
            _ => view::draw(self, buf, ctx),
        }
        None
    }

    fn wish(&self, ctx: &Ctx) -> Wish {
        match &self.column {
            // Open, or just closed and looked at.
            _ if ballot_is_open(ctx.session) || self.mode == Mode::Ballot => Wish::Ballot,
            Some(theme) => Wish::Theme(theme.clone()),
            None => Wish::Themes,
        }
    }

    fn headline(&self, ctx: &Ctx) -> String {
        let without = self.tally(ctx).without;
        let themes = text::plural(ctx.session.themes.len(), "theme", "themes");
        match without {
            _ if ballot_is_open(ctx.session) && matches!(self.mode, Mode::Ballot) => "Ballot open".to_owned(),
            _ if ballot_is_open(ctx.session) => "Ballot open · d goes there".to_owned(),
            _ if ctx.session.notes.is_empty() => String::new(),
            0 => format!("{themes} · every note has one"),
            n => format!("{themes} · {} without", text::plural(n, "note", "notes")),
        }
    }
}

/// The edit that groups notes, unless they all lie there already.
fn grouping(notes: &[NoteId], theme: Option<&ThemeId>, ctx: &Ctx) -> Option<edit::Edit> {
    let index = ctx.index();
    let elsewhere = |id: &&NoteId| {
        let note = index.places.get(*id).and_then(|place| ctx.session.notes.at(*place));
        note.is_some_and(|note| note.theme.as_ref() != theme)
    };
    let moving: Vec<NoteId> = notes.iter().filter(elsewhere).cloned().collect();
    (!moving.is_empty()).then(|| moves::group(&moving, theme))
}
