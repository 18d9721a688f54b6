//! What the chapters look things up in: the session by id, its verdicts, and what may be printed of people and notes.
//!
//! The only place that decides whether a name or a note's words appear.

use std::collections::HashMap;
use std::hash::Hash;

use super::Options;
use super::document::{Inline, Inlines, Link, Quote};
use super::words;
use crate::playbook::Playbook;
use crate::rules::Level;
use crate::rules::verdicts::{GapVerdict, Verdicts};
use crate::session::{
    Action, Attribution, Day, Department, DepartmentId, Evidence, EvidenceId, Gap, GapId, Item, List, Metric,
    MetricId, Note, NoteId, Person, PersonId, Role, Session, Theme, ThemeId,
};

/// Everything a chapter may ask.
pub struct Context<'a> {
    pub s: &'a Session,
    pub v: &'a Verdicts,
    pub playbook: &'a Playbook,
    pub options: &'a Options,
    people: HashMap<&'a PersonId, &'a Person>,
    departments: HashMap<&'a DepartmentId, &'a Department>,
    notes: HashMap<&'a NoteId, &'a Note>,
    gaps: HashMap<&'a str, &'a Gap>,
    themes: HashMap<&'a ThemeId, &'a Theme>,
    metrics: HashMap<&'a MetricId, &'a Metric>,
    evidence: HashMap<&'a EvidenceId, &'a Evidence>,
    repeats: HashMap<&'a NoteId, Vec<&'a Note>>,
    by_theme: HashMap<&'a ThemeId, Vec<&'a Note>>,
    actions: HashMap<&'a GapId, Vec<&'a Action>>,
}

fn index<'a, T: Item, K: Eq + Hash>(list: &'a List<T>, key: impl Fn(&'a T) -> K) -> HashMap<K, &'a T> {
    // The first of two equal ids wins, as in the rest of the program.
    let mut map = HashMap::with_capacity(list.len());
    for item in list.iter() {
        map.entry(key(item)).or_insert(item);
    }
    map
}

fn group<'a, T: Item, K: Eq + Hash>(
    list: &'a List<T>,
    key: impl Fn(&'a T) -> Option<K>,
) -> HashMap<K, Vec<&'a T>> {
    let mut map: HashMap<K, Vec<&'a T>> = HashMap::new();
    for item in list.iter() {
        if let Some(key) = key(item) {
            map.entry(key).or_default().push(item);
        }
    }
    map
}

fn level_of(level: &crate::session::Level) -> Option<Level> {
    Level::from_key(level.as_str())
}

impl<'a> Context<'a> {
    /// Indexes the session once.
    pub fn new(s: &'a Session, v: &'a Verdicts, playbook: &'a Playbook, options: &'a Options) -> Self {
        Self {
            s,
            v,
            playbook,
            options,
            people: index(&s.people, |person| &person.id),
            departments: index(&s.organisation.departments, |department| &department.id),
            notes: index(&s.notes, |note| &note.id),
            gaps: index(&s.gaps, |gap| gap.id.as_str()),
            themes: index(&s.themes, |theme| &theme.id),
            metrics: index(&s.metrics, |metric| &metric.id),
            evidence: index(&s.evidence, |item| &item.id),
            repeats: group(&s.notes, |note| note.duplicate_of.as_ref()),
            by_theme: group(&s.notes, |note| note.theme.as_ref()),
            actions: group(&s.actions, |action| action.gap.as_ref()),
        }
    }

    pub fn note(&self, id: &NoteId) -> Option<&'a Note> {
        self.notes.get(id).copied()
    }

    pub fn gap(&self, id: &str) -> Option<&'a Gap> {
        self.gaps.get(id).copied()
    }

    pub fn theme(&self, id: &ThemeId) -> Option<&'a Theme> {
        self.themes.get(id).copied()
    }

    pub fn metric(&self, id: &MetricId) -> Option<&'a Metric> {
        self.metrics.get(id).copied()
    }

    pub fn evidence(&self, id: &EvidenceId) -> Option<&'a Evidence> {
        self.evidence.get(id).copied()
    }

    pub fn person(&self, id: &PersonId) -> Option<&'a Person> {
        self.people.get(id).copied()
    }

    /// Notes that were stacked on this one.
    pub fn repeats(&self, note: &Note) -> &[&'a Note] {
        self.repeats.get(&note.id).map_or(&[], Vec::as_slice)
    }

    /// Notes of a theme, stacked ones included.
    pub fn notes_of(&self, theme: &Theme) -> &[&'a Note] {
        self.by_theme.get(&theme.id).map_or(&[], Vec::as_slice)
    }

    /// Actions of a gap that were not dropped.
    pub fn actions_of(&self, gap: &Gap) -> Vec<&'a Action> {
        let all = self.actions.get(&gap.id).map_or(&[][..], Vec::as_slice);
        all.iter().copied().filter(|action| action.status != crate::session::ActionStatus::Dropped).collect()
    }

    /// What the rules say about a live gap.
    pub fn verdict(&self, gap: &Gap) -> Option<&'a GapVerdict> {
        self.v.gap(gap.id.as_str())
    }

    /// Live gaps in the order of the board: Now, Next, Later, and those not sorted yet.
    pub fn on_the_board(&self) -> impl Iterator<Item = &'a Gap> {
        let board = &self.v.board;
        [&board.now, &board.next, &board.later, &board.unsorted]
            .into_iter()
            .flatten()
            .filter_map(|id| self.gap(id))
    }

    /// Gaps that are done, dropped or merged, in the order of the session.
    pub fn settled(&self) -> Vec<&'a Gap> {
        self.s.gaps.iter().filter(|gap| !gap.is_live()).collect()
    }

    /// Gaps of a lane in order.
    pub fn lane(&self, ids: &'a [crate::rules::Id]) -> Vec<&'a Gap> {
        ids.iter().filter_map(|id| self.gap(id)).collect()
    }

    /// The session's day, if it has one.
    pub fn date(&self) -> Option<Day> {
        words::known(self.s.session.date)
    }

    /// “12 March”, and the year where it is not the session's.
    pub fn day(&self, day: Day) -> String {
        self.with_year(words::day(day), day)
    }

    /// “12 Mar”, and the year where it is not the session's.
    pub fn short(&self, day: Day) -> String {
        self.with_year(words::short(day), day)
    }

    fn with_year(&self, words: String, day: Day) -> String {
        match self.date() {
            Some(date) if date.0.year() != day.0.year() => format!("{words} {}", day.0.year()),
            _ => words,
        }
    }

    // ---- notes ------------------------------------------------------------------------------------------------

    /// What is printed of a note: of a sensitive one only its public text.
    pub fn printed(note: &'a Note) -> &'a str {
        note.public().map_or_else(|| note.printed(), str::trim)
    }

    /// Whether a chapter may quote it.
    pub fn quotable(note: &Note) -> bool {
        let public = note.public().is_some();
        note.quote_ok != Some(false) && (public || (!note.sensitive && !note.text.trim().is_empty()))
    }

    pub fn reference(&self, note: &Note) -> Option<&'a str> {
        self.v.refs.get(note.id.as_str())
    }

    /// “front line”, a name where the session says so and the person agreed, or nothing.
    pub fn voice(&self, note: &Note) -> Option<String> {
        let author = note.author.as_ref().and_then(|id| self.person(id));
        let level = author.and_then(|person| person.level.as_ref()).or(note.level.as_ref());
        match self.s.session.attribution {
            Attribution::Anonymous => None,
            Attribution::Named => match author {
                Some(person) if person.consent.name_in_full_report => Some(person.name.clone()),
                _ => Some(self.v.labels.label(level.and_then(level_of)).to_owned()),
            },
            _ => Some(self.v.labels.label(level.and_then(level_of)).to_owned()),
        }
    }

    /// The note as a quote, cut at a word where it is longer than `cells`.
    pub fn quote(&self, note: &'a Note, cells: usize) -> Quote {
        let said = 1 + self.repeats(note).len();
        let printed = Self::printed(note);
        let text =
            if crate::text::width(printed) > cells { words::cut(printed, cells) } else { printed.to_owned() };
        Quote {
            text,
            from: self.voice(note),
            reference: self.reference(note).map(Link::note),
            remark: match said {
                0 | 1 => None,
                2 => Some("said twice".to_owned()),
                n => Some(format!("said {n} times")),
            },
        }
    }

    /// The same without the speaker, where it does not matter who said it.
    pub fn quote_unsigned(&self, note: &'a Note, cells: usize) -> Quote {
        Quote { from: None, ..self.quote(note, cells) }
    }

    // ---- people -----------------------------------------------------------------------------------------------

    fn desk(&self, person: &Person) -> String {
        match person.role {
            Role::Facilitator => return "the facilitator".to_owned(),
            Role::Scribe => return "the scribe".to_owned(),
            _ => {}
        }
        person
            .department
            .as_ref()
            .and_then(|id| self.department(id))
            .map_or_else(|| "a colleague".to_owned(), str::to_owned)
    }

    /// An owner's name if the person agreed to be named, else the department.
    pub fn owner(&self, id: &PersonId) -> String {
        match self.person(id) {
            None => "not known".to_owned(),
            Some(person) if person.consent.name_as_owner && !person.name.trim().is_empty() => {
                person.name.clone()
            }
            Some(person) => self.desk(person),
        }
    }

    /// An owner that may not be there yet.
    pub fn owner_or(&self, id: Option<&PersonId>, missing: &str) -> String {
        id.map_or_else(|| missing.to_owned(), |id| self.owner(id))
    }

    /// A name for the full version if the person agreed, else the department.
    pub fn name(&self, id: &PersonId) -> String {
        match self.person(id) {
            None => "somebody".to_owned(),
            Some(person) if person.consent.name_in_full_report && !person.name.trim().is_empty() => {
                person.name.clone()
            }
            Some(person) => self.desk(person),
        }
    }

    pub fn department(&self, id: &DepartmentId) -> Option<&'a str> {
        self.departments.get(id).map(|department| department.name.as_str())
    }

    // ---- words ------------------------------------------------------------------------------------------------

    /// Words that somebody wrote about the work; a note's inner id in them becomes its public reference.
    pub fn say(&self, words: &str) -> String {
        let mut out = String::with_capacity(words.len());
        let mut rest = words;
        let mut before = ' ';
        while let Some(at) = rest.find('N') {
            let (head, tail) = rest.split_at(at);
            out.push_str(head);
            before = head.chars().next_back().unwrap_or(before);
            let digits = tail[1..].bytes().take_while(u8::is_ascii_digit).count();
            let (word, after) = tail.split_at(1 + digits);
            let whole = digits > 0
                && !before.is_alphanumeric()
                && !after.chars().next().is_some_and(char::is_alphanumeric);
            match self.v.refs.get(word).filter(|_| whole) {
                Some(reference) => out.push_str(reference),
                None => out.push_str(word),
            }
            before = word.chars().next_back().unwrap_or(before);
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// “● G01 Nobody tells customers about an outage”.
    pub fn gap_line(&self, gap: &Gap) -> Inlines {
        let mut run = Vec::new();
        if let Some(facts) = self.verdict(gap)
            && facts.lane != crate::rules::Lane::Unsorted
        {
            run.extend([Inline::Lane(facts.lane), Inline::Text(" ".into())]);
        }
        run.extend([
            Inline::Link(Link::gap(gap.id.as_str())),
            Inline::Text(format!(" {}", self.say(&gap.title))),
        ]);
        run
    }
}
