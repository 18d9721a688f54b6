//! Share of voice (the handbook, R4): who has been heard, for the facilitator's eyes alone.
//!
//! Nothing from this file may reach a projected screen or an export; it proposes moves, never blame.

use rustc_hash::FxHashMap;

use super::Share;
use super::share::half_up;
use super::words::{Id, Level};

/// Attributed notes below which nothing is said: over the day, and within one question.
pub const MIN_NOTES_DAY: usize = 20;
/// Within one question.
pub const MIN_NOTES_QUESTION: usize = 10;

/// How much of the talking the executives do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Status {
    #[default]
    TooEarly,
    Balanced,
    Watch,
    LeadershipHeavy,
}

impl Status {
    /// As the verdict says it.
    pub fn words(self) -> &'static str {
        match self {
            Status::TooEarly => "too early to say",
            Status::Balanced => "balanced",
            Status::Watch => "watch",
            Status::LeadershipHeavy => "leadership-heavy",
        }
    }

    /// A move the facilitator can make.
    pub fn advice(self) -> &'static str {
        match self {
            Status::TooEarly => "Too early to say.",
            Status::Balanced => "Balanced. Keep the round going.",
            Status::Watch => "Let the front line open the next round; executives read last.",
            Status::LeadershipHeavy => {
                "Let the front line open the next round, and ask an executive to be the customer in the empty chair."
            }
        }
    }
}

/// One level: its people and its notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelVoice {
    pub level: Level,
    pub people: Share,
    pub notes: Share,
    /// Share of notes over share of people, in hundredths, for display.
    pub ratio_hundredths: u64,
}

/// Who has been heard, over a day or one question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Voices {
    pub total: usize,
    /// Levels that have people, in alphabetical order of their keys.
    pub levels: Vec<LevelVoice>,
    pub status: Status,
    pub silent: Vec<Id>,
    pub loud: Vec<Id>,
    pub gini_permille: u64,
}

impl Voices {
    /// “even”, “uneven” or “dominated”.
    pub fn evenness(&self) -> &'static str {
        match self.gini_permille {
            ..=250 => "even",
            251..=400 => "uneven",
            _ => "dominated",
        }
    }

    /// Moves to make now, in the facilitator's words.
    pub fn advice(&self) -> Vec<String> {
        let mut moves = vec![self.status.advice().to_owned()];
        if self.status == Status::TooEarly {
            return moves;
        }
        if !self.silent.is_empty() {
            moves.push("Two minutes, one more note each.".to_owned());
        }
        if !self.loud.is_empty() {
            moves.push("Ask for one note per turn, and start the round at the other end.".to_owned());
        }
        moves
    }
}

/// `people` are the present participants in roster order; `authors` has one entry for each attributed note.
pub fn voices<'a, A>(people: &[(Id, Option<Level>)], authors: A, min_notes: usize) -> Voices
where
    A: IntoIterator<Item = &'a str>,
{
    let at: FxHashMap<&str, usize> =
        people.iter().enumerate().map(|(at, (id, _))| (id.as_str(), at)).collect();
    let mut notes = vec![0_usize; people.len()];
    for author in authors {
        if let Some(at) = at.get(author) {
            notes[*at] += 1;
        }
    }
    let total: usize = notes.iter().sum();
    let n = people.len();
    let mut order = Level::ALL;
    order.sort_by_key(|level| level.key());
    let levels: Vec<LevelVoice> = order
        .into_iter()
        .filter_map(|level| {
            let of_level = || people.iter().zip(&notes).filter(|((_, l), _)| *l == Some(level));
            let heads = of_level().count();
            let spoken: usize = of_level().map(|(_, notes)| *notes).sum();
            (heads > 0).then(|| LevelVoice {
                level,
                people: Share::of(heads, n),
                notes: Share::of(spoken, total),
                ratio_hundredths: half_up(spoken as u128 * n as u128 * 100, total as u128 * heads as u128),
            })
        })
        .collect();
    let status = if total < min_notes.max(1) {
        Status::TooEarly
    } else {
        let executives = levels.iter().find(|voice| voice.level == Level::Executive);
        let above = |hundredths: u128| {
            executives.is_some_and(|voice| {
                let (notes, heads) = (u128::from(voice.notes.part), u128::from(voice.people.part));
                notes * n as u128 * 100 > hundredths * total as u128 * heads
            })
        };
        match (above(150), above(125)) {
            (true, _) => Status::LeadershipHeavy,
            (false, true) => Status::Watch,
            (false, false) => Status::Balanced,
        }
    };
    let pick = |chosen: &dyn Fn(usize) -> bool| -> Vec<Id> {
        people
            .iter()
            .zip(&notes)
            .filter(|(_, notes)| chosen(**notes))
            .map(|((id, _), _)| id.clone())
            .collect()
    };
    Voices {
        total,
        levels,
        status,
        silent: pick(&|notes| notes == 0),
        loud: pick(&|notes| notes * n > 2 * total),
        gini_permille: gini_permille(&notes),
    }
}

/// Departments and levels that are in the room and that no note has come from yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unheard {
    /// In the order in which they first stand on the roster.
    pub departments: Vec<Id>,
    /// From the front line up.
    pub levels: Vec<Level>,
}

impl Unheard {
    /// “Nothing yet from: Billing, front line.”; `name` says how a department is called.
    pub fn sentence(&self, name: impl Fn(&str) -> String) -> Option<String> {
        let departments = self.departments.iter().map(|id| name(id));
        let levels = self.levels.iter().map(|level| match level {
            Level::FrontLine => "front line".to_owned(),
            Level::Manager => "managers".to_owned(),
            Level::Executive => "executives".to_owned(),
        });
        let all: Vec<String> = departments.chain(levels).collect();
        (!all.is_empty()).then(|| format!("Nothing yet from: {}.", all.join(", ")))
    }
}

/// Where somebody stands: department and level, as far as the roster knows.
pub type Desk = (Option<Id>, Option<Level>);

/// `present` are the desks of the present participants, `heard` those of the authors of the notes, one or more each.
pub fn unheard(present: &[Desk], heard: &[Desk]) -> Unheard {
    let mut unheard = Unheard::default();
    for department in present.iter().filter_map(|(department, _)| department.as_ref()) {
        let spoke = heard.iter().any(|(other, _)| other.as_ref() == Some(department));
        if !spoke && !unheard.departments.contains(department) {
            unheard.departments.push(department.clone());
        }
    }
    let missing = |level: &Level| {
        let has = |desks: &[Desk]| desks.iter().any(|(_, other)| *other == Some(*level));
        has(present) && !has(heard)
    };
    unheard.levels = Level::ALL.into_iter().filter(missing).collect();
    unheard
}

/// Gini coefficient in thousandths: 0 is even, more is more uneven, nobody is 0.
pub fn gini_permille(notes: &[usize]) -> u64 {
    let mut sorted = notes.to_vec();
    sorted.sort_unstable();
    let (n, total) = (sorted.len() as u128, sorted.iter().map(|notes| *notes as u128).sum::<u128>());
    let weighted: u128 = (1_u128..).zip(&sorted).map(|(rank, notes)| rank * *notes as u128).sum();
    half_up((2 * weighted).saturating_sub((n + 1) * total) * 1000, n * total)
}

/// Front line, then managers, then executives; inside each level the first speaker moves on by question number.
/// Somebody without a level speaks with the managers.
pub fn speaking_order(people: &[(Id, Option<Level>)], question_index: usize) -> Vec<Id> {
    Level::ALL
        .into_iter()
        .flat_map(|level| {
            let mut group: Vec<Id> = people
                .iter()
                .filter(|(_, l)| l.unwrap_or(Level::Manager) == level)
                .map(|(id, _)| id.clone())
                .collect();
            let turn = question_index.checked_rem(group.len()).unwrap_or(0);
            group.rotate_left(turn);
            group
        })
        .collect()
}

/// Who asked for overrides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Overrides {
    pub executive: usize,
    pub total: usize,
}

impl Overrides {
    /// Executives asked for at least two and for more than half.
    pub fn flag(self) -> bool {
        self.executive >= 2 && self.executive * 2 > self.total
    }

    /// Said before closing, only where it is too many.
    pub fn sentence(self) -> Option<String> {
        self.flag().then(|| {
            format!(
                "Executives asked for {} of {} changes to the board: read each reason aloud before closing.",
                self.executive, self.total
            )
        })
    }
}

/// Counts by the level of who asked; somebody unknown counts towards all.
pub fn overrides<I: IntoIterator<Item = Option<Level>>>(requested_by: I) -> Overrides {
    requested_by.into_iter().fold(Overrides::default(), |sum, level| Overrides {
        executive: sum.executive + usize::from(level == Some(Level::Executive)),
        total: sum.total + 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_room_is_too_early_to_say() {
        let nobody = voices(&[], [], MIN_NOTES_DAY);
        assert_eq!(nobody.status.words(), "too early to say");
        assert_eq!(nobody.advice(), ["Too early to say."]);
        assert!(speaking_order(&[], 3).is_empty());
    }

    #[test]
    fn notes_of_strangers_and_the_absent_are_not_counted() {
        let people = [("P01".into(), Some(Level::FrontLine))];
        assert_eq!(voices(&people, ["P01", "P99"], 1).total, 1);
    }

    #[test]
    fn departments_and_levels_without_a_note_are_named_once() {
        use Level::{Executive, FrontLine, Manager};
        let desk = |department: &str, level| (Some(Id::from(department)), Some(level));
        let room = [desk("D1", FrontLine), desk("D2", Manager), desk("D2", FrontLine), desk("D3", Executive)];
        let rows: [(&[Desk], &[&str], &[Level]); 4] = [
            (&room, &[], &[]),
            (&room[..1], &["D2", "D3"], &[Manager, Executive]),
            (&[desk("D2", Manager), (None, Some(Executive))], &["D1", "D3"], &[FrontLine]),
            (&[], &["D1", "D2", "D3"], &[FrontLine, Manager, Executive]),
        ];
        for (heard, departments, levels) in rows {
            let found = unheard(&room, heard);
            assert_eq!(found.departments, departments, "{heard:?}");
            assert_eq!(found.levels, levels, "{heard:?}");
        }
        let found = unheard(&room, &room[1..2]);
        let said = found.sentence(|id| if id == "D1" { "Billing".into() } else { id.into() });
        assert_eq!(said.as_deref(), Some("Nothing yet from: Billing, D3, front line, executives."));
        assert_eq!(unheard(&room, &room).sentence(str::to_owned), None);
        assert_eq!(unheard(&[], &[]), Unheard::default());
    }

    #[test]
    fn evenness_has_three_words() {
        let even = |permille| Voices { gini_permille: permille, ..Voices::default() };
        assert_eq!(
            [even(250).evenness(), even(400).evenness(), even(401).evenness()],
            ["even", "uneven", "dominated"]
        );
    }

    #[test]
    fn two_of_three_overrides_by_executives_are_said_aloud() {
        let asked = overrides([Some(Level::Executive), Some(Level::Executive), None]);
        assert!(asked.sentence().is_some_and(|sentence| sentence.contains("2 of 3")));
        assert_eq!(overrides([]).sentence(), None);
    }
}
