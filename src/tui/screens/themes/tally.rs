//! What is known of each theme, counted once a revision: how many notes (stacked ones included), how widely it is
//! carried, its dots. People are only counted, never named, and the counts stay here.

use std::collections::HashMap;

use crate::rules::support::{Voice, support};
use crate::rules::words::Level;
use crate::session::{Attribution, QuestionId, Session, Subject, Theme, ThemeId};

/// Of one theme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Notes, stacked ones included.
    pub notes: usize,
    /// R13 in words: "broad", "one voice".
    pub label: String,
    /// Of the latest closed ballot, where there was one.
    pub dots: Option<u32>,
}

/// Of the whole wall.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All notes, stacked ones included.
    pub notes: usize,
    /// Those without a theme.
    pub without: usize,
    /// By theme.
    pub themes: HashMap<ThemeId, Count>,
    /// Of one column (`None`: without a theme) those that answer a question.
    answers: HashMap<(Option<ThemeId>, QuestionId), usize>,
}

impl Tally {
    /// Counts.
    pub fn of(session: &Session) -> Self {
        let people: HashMap<_, _> = session.people.iter().map(|person| (&person.id, person)).collect();
        let mut voices: HashMap<&ThemeId, (usize, HashMap<&str, Voice>)> = HashMap::new();
        let (mut without, mut answers) = (0, HashMap::new());
        for note in session.notes.iter() {
            *answers.entry((note.theme.clone(), note.question.clone())).or_default() += 1;
            let Some(theme) = &note.theme else {
                without += 1;
                continue;
            };
            let entry = voices.entry(theme).or_default();
            entry.0 += 1;
            let Some(author) = &note.author else { continue };
            entry.1.entry(author.as_str()).or_insert_with(|| {
                let person = people.get(author);
                Voice {
                    author: author.0.clone(),
                    department: person.and_then(|p| p.department.as_ref()).map(|id| id.0.clone()),
                    level: person.and_then(|p| p.level.as_ref()).and_then(|l| Level::from_key(l.as_str())),
                }
            });
        }
        let anonymous = session.session.attribution == Attribution::Anonymous;
        let k = usize::try_from(session.session.k()).unwrap_or(3);
        let ballot = session.last_ballot(&Subject::Themes);
        let themes = session.themes.iter().map(|theme| {
            let (notes, voices) = voices.remove(&theme.id).unwrap_or_default();
            let voices: Vec<Voice> = voices.into_values().collect();
            let support = support(notes, &voices, 0);
            let label = if notes == 0 || support.people == 0 {
                String::new()
            } else if anonymous {
                support.label.anonymised(support.people, k)
            } else {
                support.label.words().to_owned()
            };
            let dots = ballot.map(|b| b.totals.get(theme.id.as_str()).copied().unwrap_or(0));
            (theme.id.clone(), Count { notes, label, dots })
        });
        Self { notes: session.notes.len(), without, themes: themes.collect(), answers }
    }

    /// Of a column (`None`: without a theme), all notes that hang there, stacked ones included; of these, those that
    /// answer one question alone where it is asked for.
    pub fn column(&self, theme: Option<&ThemeId>, filter: Option<&QuestionId>) -> usize {
        match (filter, theme) {
            (Some(question), _) => {
                self.answers.get(&(theme.cloned(), question.clone())).copied().unwrap_or(0)
            }
            (None, Some(theme)) => self.themes.get(theme).map_or(0, |count| count.notes),
            (None, None) => self.without,
        }
    }

    /// Of one theme.
    pub fn theme(&self, id: &ThemeId) -> Count {
        self.themes.get(id).cloned().unwrap_or_default()
    }

    /// The theme that holds so many notes that it may be several (the handbook, R7), and how many.
    pub fn large<'a>(&self, session: &'a Session) -> Option<(&'a Theme, usize)> {
        let held = |theme: &'a Theme| self.themes.get(&theme.id).map(|count| (theme, count.notes));
        let too_many = |(_, n): &(&Theme, usize)| *n > 12 || (self.notes >= 40 && *n * 5 > self.notes);
        session.themes.iter().filter_map(held).filter(too_many).max_by_key(|(_, n)| *n)
    }

    /// One quiet line on the size of the themes (the handbook, R7): what is workable, and which one is large.
    /// What leads to the parts of the large one stands apart, where there is one.
    pub fn hint(&self, session: &Session) -> (String, Option<String>) {
        (self.size(session), self.large(session).map(|(theme, n)| format!("{} holds {n}: split?", theme.id)))
    }

    fn size(&self, session: &Session) -> String {
        let themes = session.themes.len();
        let (notes, many) = (self.notes, crate::text::plural);
        if notes == 0 {
            return String::new();
        }
        if themes == 0 {
            return format!(
                "{}, no theme yet: Space marks what belongs together, N names it",
                many(notes, "note", "notes")
            );
        }
        let said = format!("{} for {}", many(themes, "theme", "themes"), many(notes, "note", "notes"));
        let verdict = if notes < 20 {
            ""
        } else if themes * 16 < notes {
            ": few, look for more"
        } else if themes > 10 && themes * 5 > notes {
            ": many, join some?"
        } else {
            ": workable"
        };
        format!("{said}{verdict}")
    }
}
