//! Where things are, counted once a revision, so that no key press walks all notes.

use std::cell::RefCell;

use rustc_hash::{FxBuildHasher, FxHashMap};
use smol_str::SmolStr;

use crate::rules::stance::{Grounding, of_the_day};
use crate::session::{DepartmentId, NoteId, QuestionId, Session, ThemeId, links};

/// Places of notes by question and column, by theme, and by stack. Numbers are places in `session.notes`.
#[derive(Debug, Default)]
pub struct Index {
    /// Notes that stand for themselves (not stacked under another), by question and column, in file order.
    pub columns: FxHashMap<(QuestionId, SmolStr), Vec<usize>>,
    /// Unstacked notes by theme, in file order.
    pub themes: FxHashMap<ThemeId, Vec<usize>>,
    /// Unstacked notes without a theme, in file order.
    pub loners: Vec<usize>,
    /// How many notes lie under a note.
    pub under: FxHashMap<NoteId, usize>,
    /// The place of each note.
    pub places: FxHashMap<NoteId, usize>,
    /// All notes of a question, stacked ones included.
    pub typed: FxHashMap<QuestionId, usize>,
    /// The places of the notes that go with a note, on whichever side the link is kept; its own first.
    pub pairs: FxHashMap<NoteId, Vec<usize>>,
    /// The ids of what was made of a note: blockers, parked items, needs, gaps.
    pub made: FxHashMap<NoteId, Vec<SmolStr>>,
    /// Notes of a question that were new to the room.
    pub news: FxHashMap<QuestionId, usize>,
    /// How many notes each department wrote, as far as that is known.
    pub by_department: FxHashMap<DepartmentId, usize>,
    /// How much of the day describes today (R6).
    pub grounding: Grounding,
    /// How high a note is drawn, by wall, place and width: measured once a revision, where it is first seen.
    heights: RefCell<FxHashMap<(Wall, usize, u16), u16>>,
}

/// The walls that measure notes, each in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wall {
    /// Questions.
    Answers,
    /// Themes.
    Themes,
}

/// Notes of one column that follow one another in the file.
struct Run<'a> {
    question: &'a QuestionId,
    column: &'a SmolStr,
    /// All of them, for how many they stand.
    typed: usize,
    /// Those that stand for themselves.
    places: Vec<usize>,
}

impl Index {
    /// Counts.
    pub fn of(session: &Session) -> Self {
        let mut index = Self {
            places: FxHashMap::with_capacity_and_hasher(session.notes.len(), FxBuildHasher),
            made: links::made_of(session),
            grounding: of_the_day(session.notes.iter()),
            ..Self::default()
        };
        let home: FxHashMap<_, _> =
            session.people.iter().filter_map(|p| Some((&p.id, p.department.as_ref()?))).collect();
        let mut runs: Vec<Run> = Vec::new();
        for (place, note) in session.notes.iter().enumerate() {
            index.places.insert(note.id.clone(), place);
            if runs.last().is_none_or(|run| run.question != &note.question || run.column != &note.column) {
                runs.push(Run {
                    question: &note.question,
                    column: &note.column,
                    typed: 0,
                    places: Vec::new(),
                });
            }
            let Some(run) = runs.last_mut() else { continue };
            run.typed += usize::try_from(note.stands_for.unwrap_or(1)).unwrap_or(1);
            if note.new_to_room {
                *index.news.entry(note.question.clone()).or_default() += 1;
            }
            let wrote = note.author.as_ref().and_then(|author| home.get(author).copied());
            if let Some(department) = note.department.as_ref().or(wrote) {
                *index.by_department.entry(department.clone()).or_default() += 1;
            }
            if let Some(first) = &note.duplicate_of {
                *index.under.entry(first.clone()).or_default() += 1;
                continue;
            }
            run.places.push(place);
            match &note.theme {
                Some(theme) => index.themes.entry(theme.clone()).or_default().push(place),
                None => index.loners.push(place),
            }
        }
        for run in runs {
            *index.typed.entry(run.question.clone()).or_default() += run.typed;
            if !run.places.is_empty() {
                let key = (run.question.clone(), run.column.clone());
                index.columns.entry(key).or_default().extend(run.places);
            }
        }
        index.pair(session);
        index
    }

    fn pair(&mut self, session: &Session) {
        for (place, note) in session.notes.iter().enumerate() {
            let Some((id, other)) = note.pair.as_ref().and_then(|id| Some((id, *self.places.get(id)?)))
            else {
                continue;
            };
            let mine = self.pairs.entry(note.id.clone()).or_default();
            mine.retain(|place| *place != other);
            mine.insert(0, other);
            let theirs = self.pairs.entry(id.clone()).or_default();
            if !theirs.contains(&place) {
                theirs.push(place);
            }
        }
    }

    /// The places of the notes that go with this one.
    pub fn partners(&self, note: &NoteId) -> &[usize] {
        self.pairs.get(note).map_or(&[], Vec::as_slice)
    }

    /// The notes of a column, in order.
    pub fn column(&self, question: &QuestionId, column: &str) -> &[usize] {
        self.columns.get(&(question.clone(), column.into())).map_or(&[], Vec::as_slice)
    }

    /// The notes of a theme, in order.
    pub fn theme(&self, theme: &ThemeId) -> &[usize] {
        self.themes.get(theme).map_or(&[], Vec::as_slice)
    }

    /// The height of the note at a place, measured by `measure` where it is not known yet.
    pub fn height(&self, wall: Wall, place: usize, width: u16, measure: impl FnOnce() -> u16) -> u16 {
        let key = (wall, place, width);
        if let Some(height) = self.heights.borrow().get(&key) {
            return *height;
        }
        let height = measure();
        self.heights.borrow_mut().insert(key, height);
        height
    }

    /// For how many notes this one is drawn: itself and those under it.
    pub fn times(&self, note: &crate::session::Note) -> usize {
        let own = usize::try_from(note.stands_for.unwrap_or(1)).unwrap_or(1);
        own + self.under.get(&note.id).copied().unwrap_or(0)
    }
}
