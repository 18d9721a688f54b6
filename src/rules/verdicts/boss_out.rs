//! What would change if the executives had said nothing (the handbook, R4): themes by the people behind them, and lanes.
//!
//! For the facilitator's eyes alone. It takes out what carries a name: notes by executives, changes to the board that they
//! asked for. Dots and finger scores carry no names, so they stay in; it never guesses whose they were.

use std::collections::{HashMap, HashSet};

use super::super::capacity::Sorting;
use super::super::support::{Label, Support};
use super::super::words::{Id, Lane, Level};
use super::{Baseline, Index, Verdicts, board, room};
use crate::session::{Note, Session};
use crate::text;

/// Said beside the answer, always.
pub const KEPT: &str = "Dots and finger scores carry no names: they stay in, whoever gave them.";

/// A theme that looks different without the executives' notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeShift {
    pub id: Id,
    /// Its place by the people behind it, ties sharing the better one.
    pub from: usize,
    /// Its place then; nothing where nobody would be behind it.
    pub to: Option<usize>,
    pub label: Label,
    pub label_then: Label,
}

impl ThemeShift {
    /// “T09 falls from 4th to 8th and would be “one voice”, not “broad”.”
    pub fn sentence(&self) -> String {
        let Self { id, from, to, label, label_then } = self;
        let then = if label == label_then {
            String::new()
        } else {
            format!(" and would be “{}”, not “{}”", label_then.words(), label.words())
        };
        match to {
            None => format!("{id} would have nobody behind it: {}.", label.words()),
            Some(to) if to > from => format!("{id} falls from {} to {}{then}.", nth(*from), nth(*to)),
            Some(to) if to < from => format!("{id} rises from {} to {}{then}.", nth(*from), nth(*to)),
            Some(to) => format!("{id} stays {}{then}.", nth(*to)),
        }
    }
}

/// Why a gap would lie elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// An executive asked for the lane it lies in.
    Asked,
    /// Nobody else has described it happening (E1).
    Unseen,
    /// It takes or loses a place because another gap moves.
    Place,
}

/// A gap that would lie in another lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapShift {
    pub id: Id,
    pub from: Lane,
    pub to: Lane,
    pub why: Why,
}

impl GapShift {
    /// “G12 would be Next: nobody else has seen it.”
    pub fn sentence(&self) -> String {
        let why = match self.why {
            Why::Asked => format!("an executive asked for {}", self.from.words()),
            Why::Unseen => "nobody else has seen it".to_owned(),
            Why::Place if self.to < self.from => "a place becomes free".to_owned(),
            Why::Place => "another gap takes its place".to_owned(),
        };
        format!("{} would be {}: {why}.", self.id, self.to.words())
    }
}

/// The day as if the executives had said nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BossOut {
    /// Executives on the roster.
    pub executives: usize,
    /// Notes with their names that were taken out.
    pub notes: usize,
    /// Changes to the board that they asked for.
    pub asked: usize,
    /// In the order of their places now.
    pub themes: Vec<ThemeShift>,
    /// In the order of the board now.
    pub gaps: Vec<GapShift>,
}

impl BossOut {
    /// What was taken out.
    pub fn sentence(&self) -> String {
        match (self.executives, self.notes, self.asked) {
            (0, ..) => "No executive is on the roster.".to_owned(),
            (_, 0, 0) => "No note and no change to the board carries an executive's name.".to_owned(),
            (_, notes, asked) => format!(
                "Without {} by executives and {} they asked for.",
                text::plural(notes, "note", "notes"),
                text::plural(asked, "change to the board", "changes to the board")
            ),
        }
    }

    /// Nothing was taken out, or nothing moves.
    pub fn is_empty(&self) -> bool {
        self.themes.is_empty() && self.gaps.is_empty()
    }
}

/// Recomputes themes and lanes without what carries an executive's name.
pub fn boss_out(session: &Session, baseline: Option<&Baseline>, now: &Verdicts) -> BossOut {
    let executives: HashSet<&str> = session
        .people
        .iter()
        .filter(|person| room::level(person.level.as_ref()) == Some(Level::Executive))
        .map(|person| person.id.as_str())
        .collect();
    let mut out = BossOut { executives: executives.len(), ..BossOut::default() };
    let then = without(session, &executives, &mut out);
    if out.notes == 0 && out.asked == 0 {
        return out;
    }
    let index = Index::of(&then);
    let mut themes = Verdicts::default();
    room::themes(&mut themes, &then, &index);
    out.themes = theme_shifts(&now.themes, &themes.themes);
    let supported = board::supported(&then, &index, baseline);
    let seen = |id: &Id| supported.contains(id);
    out.gaps = gap_shifts(session, &executives, now, &board::sorting_following(&then, baseline), seen);
    out
}

/// The session without their notes and without the moves they asked for.
fn without(session: &Session, executives: &HashSet<&str>, out: &mut BossOut) -> Session {
    let theirs =
        |id: Option<&crate::session::PersonId>| id.is_some_and(|id| executives.contains(id.as_str()));
    let mut then = session.clone();
    let gone: HashSet<&str> = session
        .notes
        .iter()
        .filter(|note| theirs(note.author.as_ref()))
        .map(|note| note.id.as_str())
        .collect();
    out.notes = gone.len();
    // What others said in the same stack stands for itself, and keeps the links of the note on top.
    let mut under: HashMap<&str, Vec<&Note>> = HashMap::new();
    for note in session.notes.iter().filter(|note| !gone.contains(note.id.as_str())) {
        if let Some(top) = note.duplicate_of.as_ref().filter(|top| gone.contains(top.as_str())) {
            under.entry(top.as_str()).or_default().push(note);
        }
    }
    then.notes.retain(|note| !gone.contains(note.id.as_str()));
    then.gaps.each_mut(
        |gap| gap.notes.iter().any(|id| under.contains_key(id.as_str())),
        |gap| {
            let more = gap.notes.iter().filter_map(|id| under.get(id.as_str())).flatten();
            let more: Vec<_> = more.map(|note| note.id.clone()).collect();
            gap.notes.extend(more);
        },
    );
    let asked = |gap: &crate::session::Gap| {
        gap.is_live() && gap.moved.as_ref().is_some_and(|moved| theirs(moved.requested_by.as_ref()))
    };
    out.asked = session.gaps.iter().filter(|gap| asked(gap)).count();
    then.gaps.each_mut(asked, |gap| gap.moved = None);
    then
}

fn theme_shifts(now: &[(Id, Support)], then: &[(Id, Support)]) -> Vec<ThemeShift> {
    let key = |support: &Support| (support.people, support.notes);
    let place = |all: &[(Id, Support)], one: &Support| {
        1 + all.iter().filter(|(_, other)| key(other) > key(one)).count()
    };
    let mut shifts: Vec<ThemeShift> = now
        .iter()
        .filter_map(|(id, before)| {
            let (_, after) = then.iter().find(|(other, _)| other == id)?;
            // A theme that lost nothing only makes room or takes it: no news.
            if key(before) == key(after) {
                return None;
            }
            let shift = ThemeShift {
                id: id.clone(),
                from: place(now, before),
                to: (after.people > 0).then(|| place(then, after)),
                label: before.label,
                label_then: after.label,
            };
            (shift.to != Some(shift.from) || before.label != after.label).then_some(shift)
        })
        .collect();
    shifts.sort_by_key(|shift| shift.from);
    shifts
}

fn gap_shifts(
    session: &Session,
    executives: &HashSet<&str>,
    now: &Verdicts,
    then: &Sorting,
    seen: impl Fn(&Id) -> bool,
) -> Vec<GapShift> {
    let lane_then: HashMap<&Id, Lane> = [Lane::Now, Lane::Next, Lane::Later, Lane::Unsorted]
        .into_iter()
        .flat_map(|lane| then.lane(lane).iter().map(move |id| (id, lane)))
        .collect();
    let asked: HashSet<&str> = session
        .gaps
        .iter()
        .filter(|gap| {
            let by = gap.moved.as_ref().and_then(|moved| moved.requested_by.as_ref());
            by.is_some_and(|id| executives.contains(id.as_str()))
        })
        .map(|gap| gap.id.as_str())
        .collect();
    now.gaps
        .iter()
        .filter_map(|gap| {
            let to = *lane_then.get(&gap.id)?;
            let why = if asked.contains(gap.id.as_str()) {
                Why::Asked
            } else if gap.supported && !seen(&gap.id) {
                Why::Unseen
            } else {
                Why::Place
            };
            (to != gap.lane).then(|| GapShift { id: gap.id.clone(), from: gap.lane, to, why })
        })
        .collect()
}

/// “1st”, “2nd”, “11th”.
fn nth(n: usize) -> String {
    let end = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Session {
        serde_json::from_str(include_str!("../../../sessions/halvorn.json")).expect("the sample opens")
    }

    fn said(session: &Session) -> Vec<String> {
        let out = boss_out(session, None, &Verdicts::of(session));
        let themes = out.themes.iter().map(ThemeShift::sentence);
        std::iter::once(out.sentence()).chain(themes).chain(out.gaps.iter().map(GapShift::sentence)).collect()
    }

    #[test]
    fn places_are_said_in_words() {
        let table = [
            (1, "1st"),
            (2, "2nd"),
            (3, "3rd"),
            (4, "4th"),
            (11, "11th"),
            (12, "12th"),
            (21, "21st"),
            (113, "113th"),
        ];
        for (n, words) in table {
            assert_eq!(nth(n), words);
        }
    }

    #[test]
    fn a_shift_says_where_to_and_why() {
        let gap = |from, to, why| GapShift { id: "G12".into(), from, to, why }.sentence();
        let table = [
            (gap(Lane::Now, Lane::Next, Why::Unseen), "G12 would be Next: nobody else has seen it."),
            (gap(Lane::Next, Lane::Later, Why::Asked), "G12 would be Later: an executive asked for Next."),
            (gap(Lane::Next, Lane::Now, Why::Place), "G12 would be Now: a place becomes free."),
            (gap(Lane::Now, Lane::Next, Why::Place), "G12 would be Next: another gap takes its place."),
        ];
        for (said, wanted) in table {
            assert_eq!(said, wanted);
        }
        let theme = |from, to, label_then| {
            ThemeShift { id: "T04".into(), from, to, label: Label::Broad, label_then }.sentence()
        };
        assert_eq!(theme(3, Some(7), Label::Broad), "T04 falls from 3rd to 7th.");
        assert_eq!(
            theme(3, Some(7), Label::Shared),
            "T04 falls from 3rd to 7th and would be “shared”, not “broad”."
        );
        assert_eq!(
            theme(3, Some(3), Label::OneVoice),
            "T04 stays 3rd and would be “one voice”, not “broad”."
        );
        assert_eq!(theme(3, None, Label::NoAttributedNotes), "T04 would have nobody behind it: broad.");
    }

    #[test]
    fn the_sample_day_without_its_two_executives() {
        assert_eq!(
            said(&sample()),
            [
                "Without 12 notes by executives and 1 change to the board they asked for.",
                "T02 stays 2nd and would be “front line only”, not “broad”.",
                "T08 falls from 3rd to 4th.",
                "T10 falls from 5th to 8th and would be “shared”, not “broad”.",
                "T09 falls from 9th to 11th and would be “one voice”, not “broad”.",
                "T11 rises from 10th to 9th and would be “shared”, not “broad”.",
                "G10 would be Later: an executive asked for Next.",
            ]
        );
    }

    #[test]
    fn a_gap_that_only_an_executive_has_seen_leaves_now() {
        let mut day = sample();
        let boss = crate::session::PersonId::new("P09");
        day.gaps.each_mut(|gap| gap.id.as_str() == "G03", |gap| gap.evidence.clear());
        let linked = day.gaps.iter().find(|gap| gap.id.as_str() == "G03").map(|gap| gap.notes.clone());
        let linked = linked.expect("in the sample");
        day.notes.each_mut(|note| linked.contains(&note.id), |note| note.author = Some(boss.clone()));
        let all = said(&day);
        assert!(all.contains(&"G03 would be Next: nobody else has seen it.".to_owned()), "{all:?}");
    }

    #[test]
    fn what_others_stacked_under_an_executives_note_still_counts() {
        let mut day = sample();
        let boss = crate::session::PersonId::new("P09");
        day.gaps.each_mut(
            |gap| gap.id.as_str() == "G03",
            |gap| {
                gap.evidence.clear();
                gap.notes.retain(|id| id.as_str() == "N026");
            },
        );
        let top =
            day.gaps.iter().find(|gap| gap.id.as_str() == "G03").expect("in the sample").notes[0].clone();
        day.notes.each_mut(|note| note.id == top, |note| note.author = Some(boss.clone()));
        assert!(said(&day).iter().any(|line| line.starts_with("G03 would")), "alone it is the executive's");
        let stance = day.notes.get(&top).expect("there").stance.clone();
        day.notes.each_mut(
            |note| note.id.as_str() == "N027",
            |note| {
                note.duplicate_of = Some(top.clone());
                note.stance = stance.clone();
            },
        );
        assert!(!said(&day).iter().any(|line| line.starts_with("G03 would")), "somebody else said it too");
    }

    #[test]
    fn without_executives_or_their_words_nothing_moves() {
        assert_eq!(said(&Session::default()), ["No executive is on the roster."]);
        let mut day = sample();
        day.notes.each_mut(|_| true, |note| note.author = None);
        day.gaps.each_mut(|_| true, |gap| gap.moved = None);
        assert_eq!(said(&day), ["No note and no change to the board carries an executive's name."]);
    }
}
