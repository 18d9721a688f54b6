//! Finds what was written down: gaps, themes, people, actions, and every note. Case and accents do not matter; all words
//! must occur. Never by author: a note is found by the words that the room may read, and shows no others.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use smol_str::SmolStr;

use super::sheet::{Cursor, Line, Sheet, push_back};
use super::{Cmd, Overlay, Reply};
use crate::playbook::Playbook;
use crate::session::{Lane, Session};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::keymap::Layer;
use crate::tui::outcome::Outcome;
use crate::tui::stage::Stage;
use crate::tui::widgets::line_edit::{Handled, LineEdit};
use crate::tui::widgets::put::put_wrapped;

/// So many are shown; the number of all is said.
const SHOWN: usize = 50;

#[derive(Debug)]
struct Entry {
    stage: Stage,
    id: SmolStr,
    /// Where it is: `Gap G03, Now`.
    place: String,
    text: String,
    folded: String,
}

/// The finder.
#[derive(Debug)]
pub struct Find {
    entries: Vec<Entry>,
    /// The revision the entries are of.
    revision: u64,
    typed: LineEdit,
    /// What was looked for, folded, and where it was found.
    query: String,
    found: Vec<usize>,
    cursor: Cursor,
}

impl Find {
    /// Opens it over the session as it is.
    pub fn new(ctx: &Ctx) -> Self {
        Self {
            entries: entries(ctx.session, ctx.playbook),
            revision: ctx.revision,
            typed: LineEdit::line(""),
            query: String::new(),
            found: Vec::new(),
            cursor: Cursor::default(),
        }
    }

    fn look(&mut self, ctx: &Ctx) {
        if self.revision != ctx.revision {
            self.entries = entries(ctx.session, ctx.playbook);
            self.revision = ctx.revision;
            self.query.clear();
        }
        self.narrow();
    }

    fn narrow(&mut self) {
        let query = text::folded(self.typed.text().trim());
        // A longer query can only be found where the shorter one was.
        let narrows = !self.query.is_empty() && query.starts_with(&self.query);
        let before =
            if narrows { std::mem::take(&mut self.found) } else { (0..self.entries.len()).collect() };
        let words: Vec<&str> = query.split_whitespace().collect();
        let fits = |at: &usize| words.iter().all(|word| self.entries[*at].folded.contains(word));
        self.found = if words.is_empty() { Vec::new() } else { before.into_iter().filter(fits).collect() };
        // An id that was typed in full is meant.
        let exact = self.found.iter().position(|at| self.entries[*at].id.eq_ignore_ascii_case(&query));
        if let Some(exact) = exact {
            self.found[..=exact].rotate_right(1);
        }
        self.query = query;
        self.cursor.set(0);
    }

    fn count(&self) -> usize {
        self.found.len().min(SHOWN)
    }

    fn title(&self) -> String {
        match self.found.len() {
            _ if self.query.is_empty() => "Find".to_owned(),
            0 => "Find · nothing".to_owned(),
            n if n > SHOWN => format!("Find · {n} found, the first {SHOWN} here"),
            n => format!("Find · {n} found"),
        }
    }

    fn sheet<'a>(title: &'a str, ctx: &Ctx) -> Sheet<'a> {
        let width = (ctx.area.width * 4 / 5).clamp(60, 110);
        Sheet { title, private: false, hint: "", typed: true, width, rows: 16 }
    }

    fn take(&self) -> Reply {
        match self.found.get(self.cursor.at()).map(|at| &self.entries[*at]) {
            Some(entry) => Reply::CloseAnd(Outcome::Show(entry.stage, entry.id.clone())),
            None => Reply::Stay,
        }
    }

    fn go(&mut self, by: isize) -> Reply {
        self.cursor.step(self.count(), by);
        Reply::Stay
    }
}

/// Everything that can be found: the short lists first, because there a hit is more likely meant.
fn entries(session: &Session, playbook: &Playbook) -> Vec<Entry> {
    let mut all = Vec::with_capacity(session.notes.len() + 200);
    let mut add = |stage, id: &SmolStr, place: String, shown: &str, more: &[&str]| {
        let mut folded = text::folded(shown);
        for part in [&id.as_str()].into_iter().chain(more).filter(|part| !part.is_empty()) {
            folded.push('\n');
            folded.push_str(&text::folded(part));
        }
        all.push(Entry { stage, id: id.clone(), place, text: shown.to_owned(), folded });
    };
    for gap in session.gaps.iter() {
        let lane = match &gap.lane {
            _ if !gap.is_live() => gap.status.as_str().replace('_', " "),
            Lane::Now => "Now".into(),
            Lane::Next => "Next".into(),
            Lane::Later => "Later".into(),
            _ => "not sorted".into(),
        };
        add(
            Stage::Gaps,
            &gap.id.0,
            format!("Gap {}, {lane}", gap.id),
            &gap.title,
            &[&gap.perfect, &gap.today],
        );
    }
    for theme in session.themes.iter() {
        add(Stage::Themes, &theme.id.0, format!("Theme {}", theme.id), &theme.name, &[&theme.summary]);
    }
    for person in session.people.iter() {
        let department = person.department.as_ref().and_then(|id| session.organisation.departments.get(id));
        let of = department.map_or_else(String::new, |department| format!(", {}", department.name));
        add(Stage::Roster, &person.id.0, format!("Person{of}"), &person.name, &[&person.job_title]);
    }
    for action in session.actions.iter() {
        add(Stage::Plan, &action.id.0, format!("Action {}", action.id), &action.title, &[&action.first_step]);
    }
    for need in session.information_needs.iter() {
        let more = [need.how.as_str(), need.answer.as_deref().unwrap_or_default()];
        add(Stage::Plan, &need.id.0, format!("To find out {}", need.id), &need.question, &more);
    }
    for blocker in session.blockers.iter() {
        add(Stage::Plan, &blocker.id.0, format!("Blocker {}", blocker.id), &blocker.said, &[&blocker.check]);
    }
    for parked in session.parking_lot.iter() {
        let outcome = parked.outcome.as_deref().unwrap_or_default();
        add(Stage::Plan, &parked.id.0, "Parking lot".into(), &parked.text, &[outcome]);
    }
    for evidence in session.evidence.iter() {
        let more = [evidence.headline.as_str(), evidence.source.as_str()];
        add(Stage::Prepare, &evidence.id.0, format!("Evidence {}", evidence.id), &evidence.title, &more);
    }
    for note in session.notes.iter() {
        let question = note.question.as_str();
        let column = playbook.question(question).map_or("", |q| q.column_title(&note.column));
        let mut place = question.to_owned();
        if !column.is_empty() {
            place.push(' ');
            place.push_str(column);
        }
        if let Some(theme) = &note.theme {
            place.push_str(" · ");
            place.push_str(theme.as_str());
        }
        add(Stage::Questions, &note.id.0, place, note.for_room(), &[]);
    }
    all
}

impl Overlay for Find {
    fn layer(&self) -> Layer {
        Layer::Find
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Reply {
        let page = isize::try_from(Self::sheet("", ctx).places(ctx.area).list.height.max(2) - 1).unwrap_or(1);
        match command {
            Cmd::Leave => Reply::Close,
            Cmd::Accept => self.take(),
            Cmd::Up => self.go(-1),
            Cmd::Down => self.go(1),
            Cmd::PageUp => self.go(-page),
            Cmd::PageDown => self.go(page),
            _ => Reply::Stay,
        }
    }

    fn key(&mut self, key: KeyEvent, ctx: &Ctx) -> Reply {
        match self.typed.key(key) {
            Handled::No => return Reply::Ignored,
            Handled::Changed => self.look(ctx),
            Handled::Moved => {}
        }
        Reply::Stay
    }

    fn paste(&mut self, text: &str, ctx: &Ctx) -> Reply {
        self.typed.paste(text);
        self.look(ctx);
        Reply::Stay
    }

    fn undo_typing(&mut self, redo: bool) -> bool {
        let done = if redo { self.typed.redo() } else { self.typed.undo() };
        if done {
            self.narrow();
        }
        done
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Reply {
        let list = Self::sheet("", ctx).places(ctx.area).list;
        match mouse.kind {
            MouseEventKind::ScrollUp => self.go(-1),
            MouseEventKind::ScrollDown => self.go(1),
            MouseEventKind::Down(MouseButton::Left) => {
                match self.cursor.click(self.count(), list, mouse.column, mouse.row) {
                    Some(true) => self.take(),
                    _ => Reply::Stay,
                }
            }
            _ => Reply::Stay,
        }
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        let look = ctx.look;
        push_back(buf, ctx.area, look);
        let title = self.title();
        let places = Self::sheet(&title, ctx).draw(buf, ctx.area, look);
        let cursor = self.typed.view(buf, places.typed, look, true);
        if self.count() == 0 {
            let words = if self.query.is_empty() {
                "In notes, gaps, themes, people, actions, what is to be found out, blockers, the parking lot and \
                 evidence. An id finds its item: G03, T02."
            } else {
                "Nothing says that. Fewer letters find more."
            };
            put_wrapped(buf, places.list, words, look.soft());
        }
        self.cursor.draw(buf, places.list, self.count(), u16::MAX, look, |row| {
            let entry = &self.entries[self.found[row]];
            Line { label: Cow::Borrowed(&entry.text), detail: Cow::Borrowed(&entry.place), ..Line::default() }
        });
        cursor
    }
}
