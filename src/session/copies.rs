//! Copies of a note's own words: in what was made of it (gaps, blockers, parked items, information needs and open
//! questions), in the notes that repeat it or say just the same, and in the themes named after it (the handbook, 2.3 Note:
//! what is sensitive leaves the house only with its public text). Case, accents, stops, quotes and blanks make no other
//! words.
//!
//! Refuses to look for the words inside of what has nothing to do with the note, and to know what a screen says of it.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::{SmolStr, ToSmolStr};

use super::edit::{Edit, Listed, change};
use super::links::clipped;
use super::notes::KEPT_PRIVATE;
use super::{
    BlockerChange, Gap, GapChange, NeedChange, Note, NoteChange, NoteId, Parked, ParkedChange, Session,
    Theme, ThemeChange, ThemeId,
};
use crate::text::{bare, bare_spots, bare_start, clean_line};

/// Words that are looked for inside of others have at least so many characters: "no" stands in many a title.
const LEAST: usize = 8;
/// So much of a title that was cut short must be the note's.
const STEM: usize = 24;

/// What still holds a note's words, with the edits that put others there.
#[derive(Debug, Default)]
pub struct Copies {
    /// What holds them, as each is called, in the order notes, blockers, parked items, needs, gaps, themes.
    pub ids: Vec<SmolStr>,
    /// One a field.
    pub edits: Vec<Edit>,
    /// Notes that say the same and are not kept private yet; they are among the first.
    pub same: Vec<NoteId>,
    /// Notes that say the same and are kept private with nothing to print: the edits give them the words, too.
    pub silent: Vec<NoteId>,
}

/// What two texts that say the same have in common; where there are no words, the text itself.
fn key(text: &str) -> String {
    Some(bare(text)).filter(|words| !words.is_empty()).unwrap_or_else(|| clean_line(text))
}

/// A text with the note's words replaced; `None` where it does not hold them.
fn reworded(text: &str, raw: &str, words: &str, most: usize) -> Option<String> {
    let (line, raw_line) = (clean_line(text), clean_line(raw));
    let fits = |put: String| if most < usize::MAX { clipped(&put, most) } else { put };
    if raw_line.is_empty() {
        return None;
    }
    let own = key(raw);
    let cut = line
        .strip_suffix('…')
        .map(key)
        .is_some_and(|stem| stem.chars().count() >= STEM && own.starts_with(&stem) && line != raw_line);
    if key(text) == own || cut {
        return Some(fits(words.to_owned()));
    }
    if own.chars().count() < LEAST {
        return None;
    }
    let mut put = if text.contains(raw) { text.replace(raw, words) } else { text.to_owned() };
    for spot in bare_spots(&put, &own).into_iter().rev() {
        put.replace_range(spot, words);
    }
    if put == text {
        return line.contains(&raw_line).then(|| fits(line.replace(&raw_line, words)));
    }
    Some(fits(put))
}

/// A note that is looked for, with the words that may stand instead.
type Private<'a> = (&'a Note, &'a str);
/// All of them.
type Wanted<'a> = FxHashMap<&'a NoteId, Private<'a>>;

/// A field as the notes before left it, with the words of one more replaced.
fn again((note, words): Private, field: &mut Option<String>, text: &str, most: usize) {
    let next = reworded(field.as_deref().unwrap_or(text), &note.text, words, most);
    *field = next.or(field.take());
}

impl Copies {
    /// What was made of this note and holds its own words; the edits put `words` there.
    pub fn of(session: &Session, note: &Note, words: &str) -> Self {
        // Words that hold the note's own are no other words.
        if reworded(words, &note.text, "", usize::MAX).is_some() {
            return Self::default();
        }
        Self::found(session, &Wanted::from_iter([(&note.id, (note, words))]))
    }

    /// The notes that say the same as this one and are not kept private yet.
    pub fn same(session: &Session, note: &Note) -> Vec<NoteId> {
        Self::of(session, note, KEPT_PRIVATE).same
    }

    /// What holds the words; `all`, also what says the same and is kept private with nothing to print.
    pub fn named(&self, all: bool) -> Vec<SmolStr> {
        let silent = self.silent.iter().filter(|_| all).map(|id| id.0.clone());
        silent.chain(self.ids.iter().cloned()).collect()
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
        let by_words: FxHashMap<String, Private> =
            wanted.values().map(|private| (key(&private.0.text), *private)).collect();
        let starts: FxHashSet<[char; 4]> =
            wanted.values().map(|private| bare_start(&private.0.text)).collect();
        let same = |text: &str| {
            let begins = starts.contains(&bare_start(text)) && !text.trim().is_empty();
            begins.then(|| by_words.get(&key(text)).copied()).flatten()
        };
        let put = |(note, words): Private, text: &str, most| reworded(text, &note.text, words, most);
        // What was made of a note that says the same is looked for as well.
        let mut all = wanted.clone();
        // The need of the open question made of a note is the note's need, too.
        let mut asked = Wanted::default();
        for other in session.notes.iter() {
            let asks = Some(other).filter(|note| note.question.as_str() == "Q4");
            if let Some(note) = asks.and_then(|open| wanted.get(open.pair.as_ref()?)).copied() {
                asked.insert(&other.id, note);
                // One that is kept private by itself shows no words of its own.
                if !other.sensitive {
                    found.look(other, [put(note, &other.text, usize::MAX).map(NoteChange::text)]);
                }
                continue;
            }
            if wanted.contains_key(&other.id) || (other.sensitive && other.public().is_some()) {
                continue;
            }
            let repeated = other.duplicate_of.as_ref().and_then(|first| wanted.get(first)).copied();
            let Some(private) = repeated.or_else(|| same(&other.text)) else { continue };
            // Words of its own that may be printed stay, as long as they are not the private ones.
            let fine = other.public().is_some_and(|public| put(private, public, usize::MAX).is_none());
            let words = (!fine && private.1 != KEPT_PRIVATE).then(|| Some(private.1.to_owned()));
            let words = words.map(NoteChange::public_text);
            if other.sensitive {
                found.edits.extend(words.map(|what| change::<Note>(&other.id, what)));
                found.silent.push(other.id.clone());
            } else {
                found.look(other, [Some(NoteChange::sensitive(true)), words]);
                found.same.push(other.id.clone());
            }
            all.insert(&other.id, (other, private.1));
        }
        let of = |id: Option<&NoteId>| id.and_then(|id| all.get(id)).copied();
        for item in session.blockers.iter() {
            let note = of(item.note.as_ref()).or_else(|| same(&item.said));
            found.look(item, note.map(|note| put(note, &item.said, 500).map(BlockerChange::said)));
        }
        for item in session.parking_lot.iter() {
            let note = of(item.note.as_ref()).or_else(|| same(&item.text));
            found.look::<Parked>(item, note.map(|note| put(note, &item.text, 500).map(ParkedChange::text)));
        }
        for item in session.information_needs.iter() {
            let about = item.note.as_ref();
            let note = of(about).or_else(|| about.and_then(|id| asked.get(id)).copied());
            let note = note.or_else(|| same(&item.question));
            found.look(item, note.map(|note| put(note, &item.question, 500).map(NeedChange::question)));
        }
        for gap in session.gaps.iter() {
            let (mut title, mut perfect, mut today) = (None, None, None);
            for note in gap.notes.iter().filter_map(|id| of(Some(id))) {
                again(note, &mut title, &gap.title, 200);
                again(note, &mut perfect, &gap.perfect, usize::MAX);
                again(note, &mut today, &gap.today, usize::MAX);
            }
            let fields =
                [title.map(GapChange::title), perfect.map(GapChange::perfect), today.map(GapChange::today)];
            found.look::<Gap>(gap, fields);
        }
        let mut within: FxHashMap<&ThemeId, Vec<Private>> = FxHashMap::default();
        for private in all.values() {
            if let Some(theme) = &private.0.theme {
                within.entry(theme).or_default().push(*private);
            }
        }
        for theme in session.themes.iter() {
            let (mut name, mut summary) = (None, None);
            let inside = within.get(&theme.id).into_iter().flatten().copied();
            for note in inside.chain(same(&theme.name)).chain(same(&theme.summary)) {
                again(note, &mut name, &theme.name, 200);
                again(note, &mut summary, &theme.summary, usize::MAX);
            }
            found.look::<Theme>(theme, [name.map(ThemeChange::name), summary.map(ThemeChange::summary)]);
        }
        found
    }
}

impl Session {
    /// What still holds the own words of notes that are kept private, because it was made of them before or says the same;
    /// none where all is well.
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
