//! How widely a theme is carried (the handbook, R13).
//!
//! Counts people, departments and levels; notes alone would mislead, and names are never asked for.

use std::collections::BTreeSet;

use super::attribution::people_words;
use super::words::{Id, Level};

/// Who wrote one note of the theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    pub author: Id,
    pub department: Option<Id>,
    pub level: Option<Level>,
}

/// Who carries a theme; the first that fits, from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Label {
    NoAttributedNotes,
    OneVoice,
    LeadershipOnly,
    OneDepartment,
    FrontLineOnly,
    Broad,
    Shared,
}

impl Label {
    /// As the verdict says it.
    pub fn words(self) -> &'static str {
        match self {
            Label::NoAttributedNotes => "no attributed notes",
            Label::OneVoice => "one voice",
            Label::LeadershipOnly => "leadership only",
            Label::OneDepartment => "one department",
            Label::FrontLineOnly => "front line only",
            Label::Broad => "broad",
            Label::Shared => "shared",
        }
    }

    /// What it means for reading the theme.
    pub fn sentence(self) -> &'static str {
        match self {
            Label::NoAttributedNotes => "Nobody's name is behind it yet.",
            Label::OneVoice => "One voice: check it with others before it goes on page one.",
            Label::LeadershipOnly => "Only the leadership has said so.",
            Label::OneDepartment => "One department has said so: ask the next desk.",
            Label::FrontLineOnly => "News for the leadership: only the front line has said so.",
            Label::Broad => "Broad: several departments and levels say the same.",
            Label::Shared => "Shared by more than one group.",
        }
    }

    /// The label for an anonymised page: one that would point at a person gives way to a count.
    pub fn anonymised(self, people: usize, k: usize) -> String {
        match self {
            Label::OneVoice | Label::LeadershipOnly if people < k => people_words(people, k),
            label => label.words().to_owned(),
        }
    }
}

/// A theme with the people behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    pub notes: usize,
    pub people: usize,
    pub departments: usize,
    /// In alphabetical order of their keys, as the file of verdicts lists them.
    pub levels: Vec<Level>,
    pub dots: u32,
    pub label: Label,
}

impl Support {
    /// “9 notes from 5 people in 3 departments”.
    pub fn sentence(&self) -> String {
        let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        let notes = count(self.notes, "note", "notes");
        if self.people == 0 {
            return notes;
        }
        let people = count(self.people, "person", "people");
        format!("{notes} from {people} in {}", count(self.departments, "department", "departments"))
    }

    /// The same on an anonymised page.
    pub fn anonymised_sentence(&self, k: usize) -> String {
        if self.people >= k || self.people == 0 {
            return self.sentence();
        }
        let notes = if self.notes == 1 { "1 note".to_owned() } else { format!("{} notes", self.notes) };
        format!("{notes} from {}", people_words(self.people, k))
    }
}

/// `voices` has one entry for each attributed note; `notes` counts all of them, stacked ones included.
pub fn support(notes: usize, voices: &[Voice], dots: u32) -> Support {
    let people: BTreeSet<&Id> = voices.iter().map(|voice| &voice.author).collect();
    let departments: BTreeSet<&Id> = voices.iter().filter_map(|voice| voice.department.as_ref()).collect();
    let mut levels: Vec<Level> =
        voices.iter().filter_map(|voice| voice.level).collect::<BTreeSet<_>>().into_iter().collect();
    levels.sort_by_key(|level| level.key());
    let label = if people.is_empty() {
        Label::NoAttributedNotes
    } else if people.len() == 1 {
        Label::OneVoice
    } else if levels == [Level::Executive] {
        Label::LeadershipOnly
    } else if departments.len() == 1 {
        Label::OneDepartment
    } else if levels == [Level::FrontLine] {
        Label::FrontLineOnly
    } else if departments.len() >= 3 && levels.len() >= 2 {
        Label::Broad
    } else {
        Label::Shared
    };
    Support { notes, people: people.len(), departments: departments.len(), levels, dots, label }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_notes_by_one_person_are_one_voice() {
        let voice =
            Voice { author: "P10".into(), department: Some("D5".into()), level: Some(Level::FrontLine) };
        let theme = support(5, &[voice.clone(), voice], 4);
        assert_eq!(theme.label, Label::OneVoice);
        assert_eq!(theme.sentence(), "5 notes from 1 person in 1 department");
        assert_eq!(theme.anonymised_sentence(3), "5 notes from fewer than 3 people");
        assert_eq!(theme.label.anonymised(1, 3), "fewer than 3 people");
    }

    #[test]
    fn a_theme_without_authors_says_only_its_notes() {
        assert_eq!(support(1, &[], 0).sentence(), "1 note");
    }
}
