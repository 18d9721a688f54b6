//! Pre-read fairness (the handbook, R5): no secret information.
//!
//! Knows when each person first had an item, as plain numbers on one time line; the shares themselves belong to the session.

use std::collections::HashMap;

use super::Share;
use super::words::{Id, number, sentence_case};

/// An item read at least this long before the start was read in time.
pub const LEAD_HOURS: i64 = 72;
/// Minutes of reading above which the room must choose.
pub const READING_LIMIT: u64 = 45;

/// How one item reached the room, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    InOrder,
    Late,
    NotShared,
    Partial,
    Surprise,
}

impl Status {
    /// As the verdict says it.
    pub fn words(self) -> &'static str {
        match self {
            Status::InOrder => "in order",
            Status::Late => "late",
            Status::NotShared => "not shared",
            Status::Partial => "partial",
            Status::Surprise => "surprise",
        }
    }
}

/// The day: its worst item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    LevelField,
    ReadTogether,
    NobodyHasIt,
    SomeoneKnowsMore,
}

impl Verdict {
    /// As the verdict says it.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::LevelField => "level field",
            Verdict::ReadTogether => "read it together in the room",
            Verdict::NobodyHasIt => "nobody has it: share or drop it",
            Verdict::SomeoneKnowsMore => "someone knows more than the others",
        }
    }
}

/// When one person had one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Had {
    /// At least the lead before the start.
    InTime,
    /// Before the start, but later than that.
    Late,
    /// On the day itself: given to them in the room, or read by all together.
    InRoom,
    /// Not at all.
    Never,
}

impl Had {
    /// From best to worst.
    pub const ALL: [Had; 4] = [Had::InTime, Had::Late, Had::InRoom, Had::Never];

    /// As the grid says it.
    pub fn words(self) -> &'static str {
        match self {
            Had::InTime => "in time",
            Had::Late => "late",
            Had::InRoom => "in the room",
            Had::Never => "never",
        }
    }
}

/// One evidence item: who had it first when, in the same unit as the start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    pub id: Id,
    pub first_had: HashMap<Id, i64>,
    pub read_in_room: bool,
}

impl Item {
    /// When this person had it; `start` and `lead` as in [`fairness`].
    pub fn had(&self, person: &str, start: i64, lead: i64) -> Had {
        match self.first_had.get(person) {
            Some(at) if *at <= start.saturating_sub(lead) => Had::InTime,
            Some(at) if *at < start => Had::Late,
            Some(_) => Had::InRoom,
            None if self.read_in_room => Had::InRoom,
            None => Had::Never,
        }
    }
}

/// Who had what when: a row a person, a column an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grid {
    /// Present participants in roster order.
    pub people: Vec<Id>,
    pub items: Vec<Id>,
    /// By person, then by item.
    pub had: Vec<Vec<Had>>,
}

impl Grid {
    /// People who had an item before the start while others had not: they know more than the others.
    pub fn ahead(&self, item: usize) -> Vec<&Id> {
        let before = |row: &Vec<Had>| matches!(row.get(item), Some(Had::InTime | Had::Late));
        let known: Vec<&Id> =
            self.people.iter().zip(&self.had).filter(|(_, row)| before(row)).map(|(id, _)| id).collect();
        if known.len() == self.people.len() { Vec::new() } else { known }
    }
}

/// The grid of all items and people.
pub fn grid(items: &[Item], people: &[Id], start: i64, lead: i64) -> Grid {
    let row = |person: &Id| items.iter().map(|item| item.had(person, start, lead)).collect();
    Grid {
        people: people.to_vec(),
        items: items.iter().map(|item| item.id.clone()).collect(),
        had: people.iter().map(row).collect(),
    }
}

/// One item against everybody present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemVerdict {
    pub id: Id,
    pub status: Status,
    pub in_time: usize,
    /// Who did not have it before the start.
    pub missing: Vec<Id>,
    /// It was read by all: everybody had it before the start, or the room read it together.
    pub read_by_all: bool,
    /// The room read it together.
    pub read_in_room: bool,
}

impl ItemVerdict {
    /// What to do about it, or that nothing is left to do.
    pub fn sentence(&self) -> String {
        if self.read_in_room && self.status != Status::InOrder {
            let before = match self.status {
                Status::Late => "Some had it only shortly before",
                Status::Partial => "Only some had it before",
                _ => "Nobody had it before",
            };
            return format!(
                "{before}; the room has read it together, so it may be cited. Nothing is left to do."
            );
        }
        match self.status {
            Status::InOrder => "In order: everybody had it in time.".to_owned(),
            Status::Late => {
                "Late: everybody has it, some only shortly before. Read it together in the room.".to_owned()
            }
            Status::NotShared => "Nobody has it: share it or drop it.".to_owned(),
            Status::Partial => format!(
                "{} had no chance to read it: silent reading for everyone, also for those who know it.",
                sentence_case(&number(self.missing.len()))
            ),
            Status::Surprise => "First shown during the day: stop and read it together.".to_owned(),
        }
    }
}

/// All items against everybody present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fairness {
    pub items: Vec<ItemVerdict>,
    /// Pairs of person and item in time, of all pairs.
    pub share: Share,
    pub verdict: Verdict,
}

impl Fairness {
    /// The verdict on one item.
    pub fn item(&self, id: &str) -> Option<&ItemVerdict> {
        self.items.iter().find(|item| item.id == id)
    }

    /// What is left to do on the day: “1 item still to read together”, “all was read together since”; nothing where
    /// everybody had everything in time.
    pub fn left(&self) -> String {
        let apart = self.items.iter().filter(|item| item.status != Status::InOrder);
        match apart.clone().filter(|item| !item.read_in_room).count() {
            0 if apart.count() == 0 => String::new(),
            0 => "all was read together since: nothing is left".to_owned(),
            1 => "1 still to read together".to_owned(),
            n => format!("{n} still to read together"),
        }
    }

    /// “Someone knows more than the others: 63 of 84 pairs in time (75%).”
    pub fn sentence(&self) -> String {
        let Share { part, whole } = self.share;
        format!(
            "{}: {part} of {whole} pairs in time ({}%).",
            sentence_case(self.verdict.words()),
            self.share.percent()
        )
    }
}

/// `people` are the present participants; `start` and `lead` are in the unit of `Item::first_had`.
pub fn fairness(items: &[Item], people: &[Id], start: i64, lead: i64) -> Fairness {
    let latest = start.saturating_sub(lead);
    let mut pairs_in_time = 0;
    let mut worst = Verdict::LevelField;
    let items: Vec<ItemVerdict> = items
        .iter()
        .map(|item| {
            let had = |person: &Id| item.first_had.get(person).copied();
            let in_time = people.iter().filter(|person| had(person).is_some_and(|at| at <= latest)).count();
            let missing: Vec<Id> =
                people.iter().filter(|person| had(person).is_none_or(|at| at >= start)).cloned().collect();
            let anybody = people.iter().any(|person| had(person).is_some());
            let status = if !anybody && !people.is_empty() {
                Status::NotShared
            } else if in_time == people.len() {
                Status::InOrder
            } else if missing.is_empty() {
                Status::Late
            } else if missing.len() == people.len() {
                Status::Surprise
            } else {
                Status::Partial
            };
            pairs_in_time += in_time;
            worst = worst.max(match status {
                Status::InOrder => Verdict::LevelField,
                Status::Late => Verdict::ReadTogether,
                Status::NotShared => Verdict::NobodyHasIt,
                Status::Partial | Status::Surprise => Verdict::SomeoneKnowsMore,
            });
            let read_by_all = missing.is_empty() || item.read_in_room;
            let read_in_room = item.read_in_room;
            ItemVerdict { id: item.id.clone(), status, in_time, missing, read_by_all, read_in_room }
        })
        .collect();
    let share = Share::of(pairs_in_time, items.len() * people.len());
    Fairness { items, share, verdict: worst }
}

/// “52 minutes of reading: choose.”
pub fn reading_sentence(minutes: u64) -> Option<String> {
    (minutes > READING_LIMIT)
        .then(|| format!("{minutes} minutes of reading: choose what everybody must know."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: &str, first_had: &[(&str, i64)]) -> Item {
        let first_had = first_had.iter().map(|(person, at)| (Id::from(*person), *at)).collect();
        Item { id: id.into(), first_had, read_in_room: false }
    }

    #[test]
    fn what_nobody_has_is_to_be_shared_or_dropped() {
        let verdict = fairness(&[item("E1", &[])], &["P01".into()], 0, 72);
        assert_eq!(verdict.verdict.words(), "nobody has it: share or drop it");
        assert_eq!(verdict.items[0].missing.len(), 1);
    }

    #[test]
    fn what_the_room_has_read_together_leaves_nothing_to_do() {
        let people = ["P01".into(), "P02".into()];
        let mut items =
            [item("E1", &[]), item("E2", &[("P01", -100)]), item("E3", &[("P01", -1), ("P02", -1)])];
        let before = fairness(&items, &people, 0, 72);
        assert_eq!(before.left(), "3 still to read together");
        for item in &mut items {
            item.read_in_room = true;
        }
        let after = fairness(&items, &people, 0, 72);
        assert_eq!(after.left(), "all was read together since: nothing is left");
        assert_eq!(after.verdict, before.verdict, "what was known before stays told");
        for (item, began) in after.items.iter().zip(["Nobody had it", "Only some had it", "Some had it only"])
        {
            assert!(item.sentence().starts_with(began), "{}", item.sentence());
            assert!(item.sentence().ends_with("Nothing is left to do."));
        }
        let fine = fairness(&[item("E1", &[("P01", -100), ("P02", -100)])], &people, 0, 72);
        assert_eq!(fine.left(), "");
    }

    #[test]
    fn knowing_more_is_worse_than_knowing_nothing() {
        let people = ["P01".into(), "P02".into()];
        let verdict = fairness(&[item("E1", &[]), item("E2", &[("P01", -100)])], &people, 0, 72);
        assert_eq!(verdict.verdict, Verdict::SomeoneKnowsMore);
    }

    #[test]
    fn no_people_or_no_items_is_a_level_field() {
        assert_eq!(fairness(&[item("E1", &[])], &[], 0, 72).share.percent(), 0);
        assert_eq!(fairness(&[], &["P01".into()], i64::MIN, 72).verdict, Verdict::LevelField);
    }

    #[test]
    fn the_grid_says_when_each_person_had_each_item() {
        let mut read = item("E2", &[("P01", -100)]);
        read.read_in_room = true;
        let first = item("E1", &[("P01", -72), ("P02", -71), ("P03", 0)]);
        let people = ["P01", "P02", "P03", "P04"].map(Id::from);
        let grid = grid(&[first, read], &people, 0, 72);
        let row = |at: usize| (grid.had[at][0].words(), grid.had[at][1].words());
        assert_eq!(row(0), ("in time", "in time"));
        assert_eq!(row(1), ("late", "in the room"));
        assert_eq!(row(2), ("in the room", "in the room"));
        assert_eq!(row(3), ("never", "in the room"));
        assert_eq!(grid.ahead(0), ["P01", "P02"]);
        assert_eq!(grid.ahead(1), ["P01"], "reading it together came after");
        assert!(super::grid(&[item("E1", &[("P01", -1)])], &people[..1], 0, 72).ahead(0).is_empty());
    }

    #[test]
    fn above_forty_five_minutes_the_room_must_choose() {
        assert_eq!(reading_sentence(45), None);
        assert!(reading_sentence(46).is_some());
    }
}
