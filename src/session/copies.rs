//! Copies of a note's own words in what was made of it: in gaps, blockers, parked items, information needs and open
//! questions (the handbook, 2.3 Note: what is sensitive leaves the house only with its public text).
//!
//! Refuses to look beyond what is linked to the note, and to know what a screen says of it.

use rustc_hash::FxHashMap;
use smol_str::{SmolStr, ToSmolStr};

use super::edit::{Edit, Listed, change};
use super::links::clipped;
use super::{
    BlockerChange, Gap, GapChange, NeedChange, Note, NoteChange, NoteId, Parked, ParkedChange, Session,
};
use crate::text::clean_line;

/// Words that are looked for inside of others have at least so many characters: "no" stands in many a title.
const LEAST: usize = 8;
/// So much of a title that was cut short must be the note's.
const STEM: usize = 24;

/// What is made of a note and still holds its words, with the edits that put others there.
#[derive(Debug, Default)]
pub struct Copies {
    /// What holds them, as each is called, in the order open question, blockers, parked items, needs, gaps.
    pub ids: Vec<SmolStr>,
    /// One a field.
    pub edits: Vec<Edit>,
}

/// A text with the note's words replaced; `None` where it does not hold them.
fn reworded(text: &str, raw: &str, words: &str, most: usize) -> Option<String> {
    let (line, raw_line) = (clean_line(text), clean_line(raw));
    let fits = |put: String| if most < usize::MAX { clipped(&put, most) } else { put };
    if raw_line.is_empty() {
        return None;
    }
    let cut = line.strip_suffix('…').is_some_and(|stem| {
        stem.chars().count() >= STEM && raw_line.starts_with(stem.trim_end()) && line != raw_line
    });
    if line == raw_line || cut {
        return Some(fits(words.to_owned()));
    }
    if raw_line.chars().count() < LEAST {
        return None;
    }
    if text.contains(raw) {
        return Some(fits(text.replace(raw, words)));
    }
    line.contains(&raw_line).then(|| fits(line.replace(&raw_line, words)))
}

/// Each note that is looked for, with the words that may stand instead.
type Wanted<'a> = FxHashMap<&'a NoteId, (&'a Note, &'a str)>;

impl Copies {
    /// What was made of this note and holds its own words; the edits put `words` there.
    pub fn of(session: &Session, note: &Note, words: &str) -> Self {
        // Words that hold the note's own are no other words.
        if reworded(words, &note.text, "", usize::MAX).is_some() {
            return Self::default();
        }
        Self::found(session, &Wanted::from_iter([(&note.id, (note, words))]))
    }

    fn look<T: Listed>(&mut self, item: &T, edits: impl IntoIterator<Item = Option<T::Change>>) {
        let before = self.edits.len();
        self.edits.extend(edits.into_iter().flatten().map(|what| change::<T>(item.id(), what)));
        if self.edits.len() > before {
            self.ids.push(item.id().to_smolstr());
        }
    }

    /// Goes through every list once, whatever the number of notes.
    fn found<'a>(session: &'a Session, wanted: &Wanted<'a>) -> Self {
        let mut found = Self::default();
        if wanted.is_empty() {
            return found;
        }
        let of = |id: Option<&NoteId>| id.and_then(|id| wanted.get(id)).copied();
        let put = |(note, words): (&Note, &str), text: &str, most| reworded(text, &note.text, words, most);
        // The need of the open question made of a note is the note's need, too.
        let mut asked: FxHashMap<&NoteId, (&Note, &str)> = FxHashMap::default();
        for open in session.notes.iter().filter(|note| note.question.as_str() == "Q4") {
            let Some(note) = of(open.pair.as_ref()) else { continue };
            asked.insert(&open.id, note);
            // One that is kept private by itself shows no words of its own.
            if !open.sensitive {
                found.look(open, [put(note, &open.text, usize::MAX).map(NoteChange::text)]);
            }
        }
        for item in session.blockers.iter() {
            let note = of(item.note.as_ref());
            found.look(item, note.map(|note| put(note, &item.said, 500).map(BlockerChange::said)));
        }
        for item in session.parking_lot.iter() {
            let note = of(item.note.as_ref());
            found.look::<Parked>(item, note.map(|note| put(note, &item.text, 500).map(ParkedChange::text)));
        }
        for item in session.information_needs.iter() {
            let about = item.note.as_ref();
            let note = of(about).or_else(|| about.and_then(|id| asked.get(id)).copied());
            found.look(item, note.map(|note| put(note, &item.question, 500).map(NeedChange::question)));
        }
        for gap in session.gaps.iter() {
            // Each field as the notes before left it.
            let (mut title, mut perfect, mut today) = (None, None, None);
            for note in gap.notes.iter().filter_map(|id| of(Some(id))) {
                let again = |field: &mut Option<String>, text: &str, most| {
                    let next = put(note, field.as_deref().unwrap_or(text), most);
                    *field = next.or(field.take());
                };
                again(&mut title, &gap.title, 200);
                again(&mut perfect, &gap.perfect, usize::MAX);
                again(&mut today, &gap.today, usize::MAX);
            }
            let fields =
                [title.map(GapChange::title), perfect.map(GapChange::perfect), today.map(GapChange::today)];
            found.look::<Gap>(gap, fields);
        }
        found
    }
}

impl Session {
    /// What still holds the own words of notes that are kept private, because it was made of them before; none where all is
    /// well.
    pub fn exposed(&self) -> Vec<SmolStr> {
        let private = self.notes.iter().filter(|note| note.sensitive);
        let wanted: Wanted = private.map(|note| (&note.id, (note, note.printed()))).collect();
        Copies::found(self, &wanted).ids
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_note_are_found_whole_inside_of_others_and_cut_short() {
        let raw = "Jones shouted at a customer";
        let put = |text: &str| reworded(text, raw, "a customer was met rudely", 60);
        for (text, after) in [
            (raw, Some("a customer was met rudely")),
            ("Jones shouted at\na customer", Some("a customer was met rudely")),
            ("Monday: Jones shouted at a customer.", Some("Monday: a customer was met rudely.")),
            ("Jones shouted at a custom…", Some("a customer was met rudely")),
            ("Jones…", None),
            ("Customers are met rudely", None),
            ("", None),
        ] {
            assert_eq!(put(text).as_deref(), after, "{text}");
        }
        // A short word stands in many a title; alone it is the note's.
        assert_eq!(reworded("No reply", "No", "x", 60), None);
        assert_eq!(reworded("No", "No", "x", 60).as_deref(), Some("x"));
        assert_eq!(reworded("x", "", "y", 60), None);
        // A title stays as long as a title may be.
        assert_eq!(reworded(raw, raw, &"word ".repeat(80), 60).unwrap().chars().count(), 60);
    }
}
