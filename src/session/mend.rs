//! What a stranger's file should not hold and what would then be seen by nobody: ids that are there twice, notes of no
//! question or of a theme that is not there, repeats that lie under nothing. They are given a place when a session is
//! opened; the file has it with the first edit (the handbook, 2.4). What is wrong and seen all the same, such as a score of
//! 9, is only told.
//!
//! Refuses to guess: what points at an id that is there twice points at the first. Refuses to drop anything but the link of
//! a repeat to what is not there or to itself, and says so.

use std::collections::{HashMap, HashSet};

use smol_str::SmolStr;

use super::edit::Listed;
use super::words::Numbered as _;
use super::{DepartmentId, Note, NoteId, PersonId, Question, QuestionId, Session, Theme, ThemeId};
use crate::text;

/// So many ids are named in a sentence.
const NAMED: usize = 3;
/// So much of an id is told, in cells: in a stranger's file it may be of any length.
const LONGEST: usize = 24;

/// "N1, N2, N3 and 4 more".
pub(super) fn named(ids: &[String]) -> String {
    let shown: Vec<&str> = ids.iter().take(NAMED).map(String::as_str).collect();
    match ids.len().saturating_sub(NAMED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// As much of an id as a sentence has room for.
pub(super) fn told_of(id: &impl std::fmt::Display) -> String {
    text::clip(&id.to_string(), LONGEST).into_owned()
}

/// What one pass over the notes finds.
#[derive(Default)]
struct Found {
    /// Places of notes whose question is not there.
    lost: Vec<usize>,
    /// Places of notes in a column that their question has not, with its first.
    astray: Vec<(usize, SmolStr)>,
    /// Places of repeats.
    repeats: Vec<usize>,
    /// Themes that are not there, each with the note that names it.
    themes: Vec<(ThemeId, String)>,
    /// Notes whose author is not on the roster.
    authors: Vec<String>,
}

impl Session {
    /// What would be seen by nobody, and the place that [`Edit::Mend`](super::Edit::Mend) gives it: a sentence about each
    /// kind of thing; none where all is sound.
    pub fn ailments(&self) -> Vec<String> {
        self.clone().mend()
    }

    /// Gives it its place, and answers as [`Session::ailments`].
    pub(super) fn mend(&mut self) -> Vec<String> {
        let mut told = Vec::new();
        self.renumber_all(&mut told);
        let found = self.look();
        self.shelter(found.lost, found.astray, &mut told);
        self.unstack(&found.repeats, &mut told);
        self.theme_again(found.themes, &mut told);
        if !found.authors.is_empty() {
            let names = named(&found.authors);
            told.push(format!("Notes whose author is not on the roster: {names}. They count for nobody."));
        }
        self.tell_the_rest(&mut told);
        self.tell_what_dangles(&mut told);
        told
    }

    /// Items whose id another one before them has get the next free ones.
    pub(super) fn renumber<T: Listed>(&mut self, told: &mut Vec<String>) {
        let list = T::list(self);
        // Ids that rise from one to the next, as the program gives them, are there once each.
        let nameless = |item: &T| *item.id() == T::Id::default();
        if list.iter().is_sorted_by(|one, next| one.id() < next.id())
            && !list.iter().next().is_some_and(nameless)
        {
            return;
        }
        let mut seen = HashSet::with_capacity(list.len());
        let twice: Vec<usize> = list
            .iter()
            .enumerate()
            .filter(|(_, item)| nameless(item) || !seen.insert(item.id()))
            .map(|(place, _)| place)
            .collect();
        if twice.is_empty() {
            return;
        }
        let mut next = T::Id::running_number(&self.next_id::<T>().to_string()).unwrap_or(1);
        let (mut names, mut first) = (Vec::new(), Vec::new());
        for place in twice {
            let id = T::Id::numbered(next);
            next = next.saturating_add(1);
            let Some(item) = T::list_mut(self).at_mut(place) else { continue };
            if nameless(item) {
                first.push(id.to_string());
            } else {
                names.push(format!("{} (now {id})", told_of(item.id())));
            }
            *item = item.clone().with_id(id);
        }
        if !first.is_empty() {
            told.push(format!("Every {} needs an id; given now: {}.", T::NOUN, named(&first)));
        }
        if !names.is_empty() {
            told.push(format!("More than one {} has the same id: {}.", T::NOUN, named(&names)));
        }
    }

    /// Looks at every note once.
    fn look(&self) -> Found {
        let mut found = Found::default();
        // Notes of one column follow one another; of what a note points at, most was pointed at before.
        let mut fits: Option<&Note> = None;
        let mut themes: Vec<&ThemeId> = Vec::new();
        let mut people: Vec<&PersonId> = Vec::new();
        for (place, note) in self.notes.iter().enumerate() {
            if note.duplicate_of.is_some() {
                found.repeats.push(place);
            }
            if let Some(theme) = note.theme.as_ref().filter(|theme| !themes.contains(theme)) {
                if self.themes.has(theme) {
                    themes.push(theme);
                } else {
                    found.themes.push((theme.clone(), told_of(&note.id)));
                }
            }
            if let Some(author) = note.author.as_ref().filter(|author| !people.contains(author)) {
                if self.people.has(author) {
                    people.push(author);
                } else {
                    found.authors.push(told_of(&note.id));
                }
            }
            if fits.is_some_and(|before| before.question == note.question && before.column == note.column) {
                continue;
            }
            match self.questions.get(&note.question) {
                None if self.questions.is_empty() => {}
                None => found.lost.push(place),
                Some(question) if question.columns.is_empty() || question.columns.contains(&note.column) => {
                    fits = Some(note);
                }
                Some(question) => {
                    found.astray.push((place, question.columns.first().cloned().unwrap_or_default()));
                }
            }
        }
        found
    }

    /// Repeats come to lie under a note that is there and is no repeat itself: of those that run in a circle the first one
    /// stands by itself again.
    fn unstack(&mut self, repeats: &[usize], told: &mut Vec<String>) {
        if repeats.is_empty() {
            return;
        }
        let rising = self.notes.iter().is_sorted_by(|one, next| one.id < next.id);
        let by_id: HashMap<&NoteId, usize> = if rising {
            HashMap::new()
        } else {
            self.notes.iter().enumerate().map(|(place, note)| (&note.id, place)).rev().collect()
        };
        let find = |id: &NoteId| if rising { self.place_of(id) } else { by_id.get(id).copied() };
        let over: HashMap<usize, Option<usize>> = repeats
            .iter()
            .filter_map(|place| Some((*place, find(self.notes.at(*place)?.duplicate_of.as_ref()?))))
            .collect();
        // Sound: there, and no repeat itself.
        if over.values().all(|top| top.is_some_and(|top| !over.contains_key(&top))) {
            return;
        }
        let mut freed: HashSet<usize> = HashSet::new();
        for place in repeats {
            let mut seen = HashSet::new();
            let mut at = *place;
            // Under what is not there, or in a circle that comes back to it before it comes to one that is free.
            let free = loop {
                match over.get(&at) {
                    Some(None) => break at == *place,
                    Some(Some(top)) if top == place => break true,
                    Some(Some(top)) if !freed.contains(top) && seen.insert(*top) => at = *top,
                    _ => break false,
                }
            };
            if free {
                freed.insert(*place);
            }
        }
        let mut moved = Vec::new();
        for place in repeats.iter().filter(|place| !freed.contains(place)) {
            let mut at = *place;
            while let Some(Some(top)) = over.get(&at).filter(|_| !freed.contains(&at)) {
                at = *top;
            }
            if over.get(place) != Some(&Some(at)) {
                moved.push((*place, at));
            }
        }
        let alone: Vec<usize> = repeats.iter().copied().filter(|place| freed.contains(place)).collect();
        let name = |place: usize| self.notes.at(place).map(|note| told_of(&note.id)).unwrap_or_default();
        let (names, shifted): (Vec<String>, Vec<String>) = (
            alone.iter().map(|place| name(*place)).collect(),
            moved.iter().map(|(place, _)| name(*place)).collect(),
        );
        let tops: Vec<Option<NoteId>> =
            moved.iter().map(|(_, top)| self.notes.at(*top).map(|note| note.id.clone())).collect();
        for place in alone {
            if let Some(note) = self.notes.at_mut(place) {
                note.duplicate_of = None;
            }
        }
        for ((place, _), top) in moved.into_iter().zip(tops) {
            if let Some(note) = self.notes.at_mut(place) {
                note.duplicate_of = top;
            }
        }
        if !names.is_empty() {
            told.push(format!(
                "Repeats of themselves, of each other or of a note that is not there: {}. They stand by themselves now.",
                named(&names)
            ));
        }
        if !shifted.is_empty() {
            told.push(format!("Repeats of a repeat: {}. They lie under the first now.", named(&shifted)));
        }
    }

    /// The place of a note where ids rise.
    pub(super) fn place_of(&self, id: &NoteId) -> Option<usize> {
        let (mut from, mut to) = (0, self.notes.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            match self.notes.at(middle)?.id.cmp(id) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Greater => to = middle,
            }
        }
        None
    }

    /// A theme that notes name and that is not there is made, so that they hang somewhere.
    fn theme_again(&mut self, lost: Vec<(ThemeId, String)>, told: &mut Vec<String>) {
        let mut names: Vec<String> = Vec::new();
        let mut made: Vec<ThemeId> = Vec::new();
        for (id, note) in lost {
            names.push(note);
            if !made.contains(&id) {
                let name = format!("Theme {}", told_of(&id));
                self.themes.push(Theme { id: id.clone(), name, ..Theme::default() });
                made.push(id);
            }
        }
        if !made.is_empty() {
            let themes: Vec<String> = made.iter().map(told_of).collect();
            let (notes, themes) = (named(&names), named(&themes));
            told.push(format!("Notes of a theme that is not there: {notes}. It is made again: {themes}."));
        }
    }

    /// What is seen all the same: it is told and left as it is.
    fn tell_the_rest(&self, told: &mut Vec<String>) {
        let there = |id: &DepartmentId| self.organisation.departments.has(id);
        let strayed = |id: &Option<DepartmentId>| id.as_ref().is_some_and(|id| !there(id));
        let people: Vec<String> =
            self.people.iter().filter(|p| strayed(&p.department)).map(|p| told_of(&p.id)).collect();
        if !people.is_empty() {
            let names = named(&people);
            told.push(format!("People of a department that is not there: {names}. Give them one in Roster."));
        }
        let lost = |action: &&super::Action| action.gap.as_ref().is_some_and(|gap| !self.gaps.has(gap));
        let actions: Vec<String> =
            self.actions.iter().filter(lost).map(|action| told_of(&action.id)).collect();
        if !actions.is_empty() {
            told.push(format!(
                "Actions of a gap that is not there: {}. Add them to a gap in Plan.",
                named(&actions)
            ));
        }
        let scored = |gap: &&super::Gap| {
            let scores = [gap.scores.impact, gap.scores.urgency, gap.scores.feasibility, gap.scores.cost];
            scores.iter().flatten().any(|n| !(1..=5).contains(n))
        };
        let gaps: Vec<String> = self.gaps.iter().filter(scored).map(|gap| told_of(&gap.id)).collect();
        if !gaps.is_empty() {
            told.push(format!("Scores that are not 1 to 5: {}. Give them anew in Sort.", named(&gaps)));
        }
    }

    /// Notes of a question that is not there get one of their own; those in a column that it has not, its first.
    fn shelter(&mut self, lost: Vec<usize>, astray: Vec<(usize, SmolStr)>, told: &mut Vec<String>) {
        if !lost.is_empty() {
            let column = SmolStr::new_static("main");
            let id: QuestionId = self.next_id::<Question>();
            self.questions.push(Question {
                id: id.clone(),
                order: u32::try_from(self.questions.len() + 1).unwrap_or(u32::MAX),
                text: "Notes without a question".into(),
                columns: vec![column.clone()],
                ..Question::default()
            });
            let mut names = Vec::new();
            for place in lost {
                if let Some(note) = self.notes.at_mut(place) {
                    names.push(told_of(&note.id));
                    note.question = id.clone();
                    note.column = column.clone();
                }
            }
            told.push(format!(
                "Notes whose question is not there: {}. They are under {id} now.",
                named(&names)
            ));
        }
        let mut names = Vec::new();
        for (place, column) in astray {
            if let Some(note) = self.notes.at_mut(place) {
                names.push(told_of(&note.id));
                note.column = column;
            }
        }
        if !names.is_empty() {
            told.push(format!(
                "Notes in a column that their question has not: {}. They are in its first now.",
                named(&names)
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(id: &str, question: &str, column: &str) -> Note {
        Note {
            id: NoteId::new(id),
            question: QuestionId::new(question),
            column: column.into(),
            text: "we wait".into(),
            ..Note::default()
        }
    }

    fn sample() -> Session {
        serde_json::from_slice(include_bytes!("../../sessions/halvorn.json")).unwrap()
    }

    fn session(notes: Vec<Note>) -> Session {
        let mut session = sample();
        session.notes = notes.into_iter().collect();
        // Nothing points at the sample's own notes any more.
        session.themes.each_mut(|_| true, |theme| theme.lead_quote = None);
        session.gaps.each_mut(|_| true, |gap| gap.notes.clear());
        session.information_needs.each_mut(|_| true, |need| need.note = None);
        session
    }

    #[test]
    fn a_sound_session_stays_as_it_is() {
        let mut session = sample();
        assert!(session.mend().is_empty());
        assert_eq!(session, sample());
    }

    #[test]
    fn the_second_of_two_notes_with_one_id_gets_the_next() {
        let mut day =
            session(vec![note("N1", "Q1", "main"), note("N1", "Q1", "main"), note("N007", "Q1", "main")]);
        assert_eq!(day.mend(), ["More than one note has the same id: N1 (now N008)."]);
        let ids: Vec<_> = day.notes.iter().map(|note| note.id.to_string()).collect();
        assert_eq!(ids, ["N1", "N008", "N007"]);
        assert!(day.mend().is_empty());
    }

    #[test]
    fn a_note_without_an_id_gets_the_next() {
        let mut day =
            session(vec![note("", "Q1", "main"), note("N001", "Q1", "main"), note("", "Q1", "main")]);
        assert_eq!(day.mend(), ["Every note needs an id; given now: N002, N003."]);
        let ids: Vec<_> = day.notes.iter().map(|note| note.id.to_string()).collect();
        assert_eq!(ids, ["N002", "N001", "N003"]);
        assert!(day.mend().is_empty());
    }

    fn repeat(id: &str, of: &str) -> Note {
        Note { duplicate_of: Some(NoteId::new(of)), ..note(id, "Q1", "main") }
    }

    /// Each note with the one it lies under, after mending.
    fn stacked(notes: Vec<Note>) -> (Vec<String>, Vec<String>) {
        let mut day = session(notes);
        let told = day.mend();
        assert!(day.mend().is_empty(), "{told:?}");
        let under = |note: &Note| note.duplicate_of.as_ref().map_or("", |id| id.as_str()).to_owned();
        (day.notes.iter().map(under).collect(), told)
    }

    #[test]
    fn repeats_that_lie_under_nothing_are_seen_again() {
        let alone = |ids: &str| {
            vec![format!(
                "Repeats of themselves, of each other or of a note that is not there: {ids}. They stand by themselves now."
            )]
        };
        assert_eq!(stacked(vec![repeat("N001", "N001")]), (vec![String::new()], alone("N001")));
        assert_eq!(stacked(vec![repeat("N001", "N077")]), (vec![String::new()], alone("N001")));
        let each_other = vec![repeat("N001", "N002"), repeat("N002", "N001")];
        assert_eq!(stacked(each_other), (vec![String::new(), "N001".into()], alone("N001")));
        // Ids that do not rise, a circle of two, and one that leads into it.
        let circle = vec![
            repeat("N009", "N004"),
            repeat("N004", "N007"),
            repeat("N007", "N004"),
            note("N001", "Q1", "main"),
        ];
        let under = vec!["N004".into(), String::new(), "N004".into(), String::new()];
        assert_eq!(stacked(circle), (under, alone("N004")));
        let sound = vec![note("N001", "Q1", "main"), repeat("N002", "N001"), repeat("N003", "N001")];
        assert_eq!(stacked(sound), (vec![String::new(), "N001".into(), "N001".into()], vec![]));
        let chain = vec![note("N001", "Q1", "main"), repeat("N002", "N001"), repeat("N003", "N002")];
        let said = vec!["Repeats of a repeat: N003. They lie under the first now.".to_owned()];
        assert_eq!(stacked(chain), (vec![String::new(), "N001".into(), "N001".into()], said));
    }

    #[test]
    fn a_theme_that_is_not_there_is_made_again_and_keeps_its_notes() {
        let lost = |id: &str| Note { theme: Some(ThemeId::new("T99")), ..note(id, "Q1", "main") };
        let mut day = session(vec![lost("N001"), note("N002", "Q1", "main"), lost("N003")]);
        assert_eq!(day.mend(), ["Notes of a theme that is not there: N001, N003. It is made again: T99."]);
        assert!(day.themes.has(&ThemeId::new("T99")) && day.mend().is_empty());
        assert_eq!(day.notes.iter().filter(|note| note.theme.is_some()).count(), 2);
    }

    #[test]
    fn what_is_wrong_and_seen_all_the_same_is_told_and_left_as_it_is() {
        let mut day =
            session(vec![Note { author: Some(PersonId::new("P99")), ..note("N001", "Q1", "main") }]);
        let person = day.people.at(0).unwrap().id.clone();
        day.people.each_mut(|p| p.id == person, |p| p.department = Some(DepartmentId::new("D99")));
        let gap = day.gaps.at(0).unwrap().id.clone();
        day.gaps.each_mut(|g| g.id == gap, |g| g.scores.impact = Some(9));
        let before = day.clone();
        let told = day.mend();
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(
            told[0].contains("author is not on the roster: N001") && !told[0].contains("P99"),
            "{told:?}"
        );
        assert!(told[1].contains("department that is not there"), "{told:?}");
        assert!(told[2].contains("Scores that are not 1 to 5: G01"), "{told:?}");
        assert_eq!(day, before);
    }

    #[test]
    fn mending_is_an_edit_that_a_sound_session_takes_unchanged() {
        let mut day = session(vec![note("N1", "Q1", "main"), note("N1", "Q7", "main")]);
        let told = day.ailments();
        assert_eq!(told.len(), 2, "{told:?}");
        for _ in 0..2 {
            day.apply(&crate::session::Edit::Mend, &crate::session::Moment::default()).unwrap();
            assert!(day.ailments().is_empty());
        }
        assert_eq!(day.notes.len(), 2);
    }

    #[test]
    fn an_id_of_any_length_leaves_room_for_the_sentence() {
        let long = "N".repeat(5_000);
        let day = session(vec![note(&long, "Q1", "main"), note(&long, "Q1", "main")]);
        assert!(day.ailments()[0].len() < 120, "{:?}", day.ailments());
    }

    #[test]
    fn notes_of_no_question_and_of_no_column_are_given_a_place() {
        let mut day =
            session(vec![note("N001", "", ""), note("N002", "Q9", "main"), note("N003", "Q1", "elsewhere")]);
        let told = day.mend();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("N001, N002") && told[1].contains("N003"), "{told:?}");
        for note in day.notes.iter() {
            let question = day.questions.get(&note.question).unwrap();
            assert!(question.columns.contains(&note.column), "{note:?}");
        }
        assert!(day.mend().is_empty());
    }
}
