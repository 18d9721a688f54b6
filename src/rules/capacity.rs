//! How many gaps fit into Now (the handbook, R1 capacity): places, queue, cut line, overrides, weight check.
//!
//! Knows the limit as a number; which limit is wise is `tempo.rs`.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::lanes::{Partial, Rule, Weights, id_order, order_key, points, rule};
use super::words::{Id, Lane, list, number, sentence_case};

/// What the capacity step needs to know of one gap.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Candidate {
    pub id: Id,
    pub scores: Partial,
    /// An as-is note or an evidence item is linked.
    pub supported: bool,
    /// Dots of its strongest theme; they only break ties.
    pub dots: u32,
    /// Where the room put it against the rule.
    pub moved_to: Option<Lane>,
    /// Open or in progress; everything else takes no place.
    pub live: bool,
}

/// The board as the rule, the limit and the room make it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sorting {
    pub limit: usize,
    pub now: Vec<Id>,
    /// Those who wait for a place first, then the others by points.
    pub next: Vec<Id>,
    pub later: Vec<Id>,
    /// Gaps with a missing score and no override.
    pub unsorted: Vec<Id>,
    /// Gaps the rule sends to Now that found no place (K1), in order; they head `next`.
    pub queue: Vec<Id>,
    /// The last gap that entered Now by rule.
    pub last_in: Option<Id>,
    /// The first that found no place.
    pub first_out: Option<Id>,
    /// Places that overrides left for the rule.
    pub slots_left_for_rule: usize,
    pub over_limit_by: usize,
    /// Overrides that change nothing, capacity included.
    pub redundant: Vec<Id>,
    /// Gaps the room moved that the rule sends to Now, where they would find no place.
    pub would_wait: Vec<Id>,
}

impl Sorting {
    /// The gaps of a lane, in order.
    pub fn lane(&self, lane: Lane) -> &[Id] {
        match lane {
            Lane::Now => &self.now,
            Lane::Next => &self.next,
            Lane::Later => &self.later,
            Lane::Unsorted => &self.unsorted,
        }
    }

    /// “One over the limit of five.”
    pub fn over_limit_sentence(&self) -> Option<String> {
        (self.over_limit_by > 0).then(|| {
            let over = sentence_case(&number(self.over_limit_by));
            format!("{over} over the limit of {}: the room put them there.", number(self.limit))
        })
    }
}

/// “Now is full. Place 2 in the queue.”; `place` counts from one.
pub fn queue_sentence(place: usize) -> String {
    format!("Now is full. Place {place} in the queue.")
}

/// A gap that lies elsewhere on one board than on another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub id: Id,
    pub from: Lane,
    pub to: Lane,
    /// It leaves Now only because there is no place.
    pub waits: bool,
}

/// Who lies in another lane on `after` than on `before`, in the order of `after`.
pub fn moved_between(before: &Sorting, after: &Sorting) -> Vec<Moved> {
    let lanes = [Lane::Now, Lane::Next, Lane::Later, Lane::Unsorted];
    let was: HashMap<&Id, Lane> =
        lanes.into_iter().flat_map(|lane| before.lane(lane).iter().map(move |id| (id, lane))).collect();
    let queue: HashSet<&Id> = after.queue.iter().collect();
    lanes
        .into_iter()
        .flat_map(|to| after.lane(to).iter().map(move |id| (id, to)))
        .filter_map(|(id, to)| {
            let from = *was.get(id)?;
            (from != to).then(|| Moved { id: id.clone(), from, to, waits: queue.contains(id) })
        })
        .collect()
}

/// “G02 would come into Now, G06 would wait.”
pub fn moved_sentence(moved: &[Moved]) -> String {
    let some = |is: &dyn Fn(&Moved) -> bool, does: &str| {
        let ids: Vec<&str> = moved.iter().filter(|gap| is(gap)).map(|gap| gap.id.as_str()).collect();
        (!ids.is_empty()).then(|| format!("{} {does}", list(&ids)))
    };
    let clauses: Vec<String> = [
        some(&|gap| gap.to == Lane::Now, "would come into Now"),
        some(&|gap| gap.to == Lane::Next && gap.waits && gap.from == Lane::Now, "would wait"),
        some(
            &|gap| gap.to == Lane::Next && gap.waits && gap.from != Lane::Now,
            "would wait for a place in Now",
        ),
        some(&|gap| gap.to == Lane::Next && !gap.waits, "would go to Next"),
        some(&|gap| gap.to == Lane::Later, "would go to Later"),
        some(&|gap| gap.to == Lane::Unsorted, "would be unsorted"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if clauses.is_empty() {
        "No gap would change its lane.".to_owned()
    } else {
        format!("{}.", clauses.join(", "))
    }
}

struct Entry<'a> {
    gap: &'a Candidate,
    rule: Rule,
}

/// Entries of the live gaps, best first.
fn entries(gaps: &[Candidate], weights: Weights) -> Vec<Entry<'_>> {
    let mut keyed: Vec<_> = gaps
        .iter()
        .filter(|gap| gap.live)
        .map(|gap| {
            let complete = gap.scores.complete();
            let key = complete.map(|s| order_key(points(s, weights), s, gap.dots));
            let rule = complete.map_or(Rule::U0, |s| rule(s, gap.supported));
            (key.is_none(), key, Entry { gap, rule })
        })
        .collect();
    keyed.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)).then_with(|| id_order(&a.2.gap.id, &b.2.gap.id)));
    keyed.into_iter().map(|(_, _, entry)| entry).collect()
}

/// Lane of every entry, and whether it waits for a place; `without` ignores the override of one entry.
fn place(entries: &[Entry<'_>], limit: usize, without: Option<usize>) -> Vec<(Lane, bool)> {
    let moved = |at: usize| {
        let to = entries[at].gap.moved_to.filter(|lane| *lane != Lane::Unsorted);
        if without == Some(at) { None } else { to }
    };
    let pinned = (0..entries.len()).filter(|at| moved(*at) == Some(Lane::Now)).count();
    let mut free = limit.saturating_sub(pinned);
    entries
        .iter()
        .enumerate()
        .map(|(at, entry)| match moved(at) {
            Some(lane) => (lane, false),
            None if entry.rule.lane() != Lane::Now => (entry.rule.lane(), false),
            None if free > 0 => {
                free -= 1;
                (Lane::Now, false)
            }
            None => (Lane::Next, true),
        })
        .collect()
}

/// Sorts the live gaps into lanes. Overrides to Now take places first, the rule fills what is left.
pub fn sort(gaps: &[Candidate], limit: usize, weights: Weights) -> Sorting {
    let entries = entries(gaps, weights);
    let placed = place(&entries, limit, None);
    let mut board = Sorting { limit, ..Sorting::default() };
    let mut others = Vec::new();
    for (entry, (lane, waits)) in entries.iter().zip(&placed) {
        let id = entry.gap.id.clone();
        match (lane, waits) {
            (Lane::Now, _) => {
                if entry.gap.moved_to != Some(Lane::Now) {
                    board.last_in = Some(id.clone());
                }
                board.now.push(id);
            }
            (Lane::Next, true) => board.queue.push(id),
            (Lane::Next, false) => others.push(id),
            (Lane::Later, _) => board.later.push(id),
            (Lane::Unsorted, _) => board.unsorted.push(id),
        }
    }
    let pinned = entries.iter().filter(|entry| entry.gap.moved_to == Some(Lane::Now)).count();
    board.first_out = board.queue.first().cloned();
    board.next = board.queue.iter().cloned().chain(others).collect();
    board.slots_left_for_rule = limit.saturating_sub(pinned);
    board.over_limit_by = pinned.saturating_sub(limit);
    for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.gap.moved_to.is_some()) {
        let without = place(&entries, limit, Some(at));
        if without[at].1 {
            board.would_wait.push(entry.gap.id.clone());
        }
        if without == placed {
            board.redundant.push(entry.gap.id.clone());
        }
    }
    board.redundant.sort_by(|a, b| id_order(a, b));
    board
}

/// In how many of the five fixed weightings each gap is in Now; gaps that never are do not appear.
pub fn weight_check(gaps: &[Candidate], limit: usize) -> HashMap<Id, u8> {
    let mut count: HashMap<Id, u8> = HashMap::new();
    for (_, weights) in Weights::CHECK {
        let entries = entries(gaps, weights);
        for (entry, (lane, _)) in entries.iter().zip(place(&entries, limit, None)) {
            if lane == Lane::Now {
                *count.entry(entry.gap.id.clone()).or_default() += 1;
            }
        }
    }
    count
}

/// “In Now in 4 of 5 weightings.”
pub fn weights_sentence(count: u8) -> String {
    format!("In Now in {count} of {} weightings.", Weights::CHECK.len())
}

/// More than two heavy gaps in Now.
pub fn heavy_sentence(heavy_in_now: usize) -> Option<String> {
    (heavy_in_now > 2).then(|| {
        format!(
            "{} heavy gaps in Now: which first slices are small enough?",
            sentence_case(&number(heavy_in_now))
        )
    })
}

/// Best first by points alone, for lists that show no lanes. Unscored gaps come last.
pub fn by_points(gaps: &[Candidate], weights: Weights) -> Vec<Id> {
    let mut keyed: Vec<_> = gaps
        .iter()
        .map(|gap| {
            (Reverse(gap.scores.complete().map(|s| Reverse(order_key(points(s, weights), s, gap.dots)))), gap)
        })
        .collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| id_order(&a.1.id, &b.1.id)));
    keyed.into_iter().map(|(_, gap)| gap.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn gap() -> impl Strategy<Value = Candidate> {
        let score = || proptest::option::weighted(0.95, 1..=5_u8);
        let lane = proptest::option::weighted(
            0.2,
            prop_oneof![Just(Lane::Now), Just(Lane::Next), Just(Lane::Later), Just(Lane::Unsorted)],
        );
        (score(), score(), score(), score(), any::<bool>(), 0..9_u32, lane, proptest::bool::weighted(0.9))
            .prop_map(|(impact, urgency, feasibility, cost, supported, dots, moved_to, live)| Candidate {
                id: Id::default(),
                scores: Partial { impact, urgency, feasibility, cost },
                supported,
                dots,
                moved_to,
                live,
            })
    }

    fn gaps() -> impl Strategy<Value = Vec<Candidate>> {
        proptest::collection::vec(gap(), 0..24).prop_map(|mut gaps| {
            for (n, gap) in gaps.iter_mut().enumerate() {
                gap.id = format!("G{:02}", n + 1).into();
            }
            gaps
        })
    }

    proptest! {
        #[test]
        fn shuffling_the_gaps_changes_nothing(gaps in gaps(), limit in 0..14_usize, turn in 0..24_usize) {
            let mut shuffled = gaps.clone();
            shuffled.reverse();
            let by = turn.checked_rem(shuffled.len()).unwrap_or(0);
            shuffled.rotate_left(by);
            prop_assert_eq!(sort(&gaps, limit, Weights::default()), sort(&shuffled, limit, Weights::default()));
            prop_assert_eq!(weight_check(&gaps, limit), weight_check(&shuffled, limit));
        }

        #[test]
        fn now_never_holds_more_than_the_limit_unless_overrides_alone_exceed_it(gaps in gaps(), limit in 0..14_usize) {
            let board = sort(&gaps, limit, Weights::default());
            let pinned = gaps.iter().filter(|gap| gap.live && gap.moved_to == Some(Lane::Now)).count();
            prop_assert!(board.now.len() <= limit.max(pinned));
            prop_assert_eq!(board.over_limit_by, pinned.saturating_sub(limit));
        }

        #[test]
        fn every_live_gap_lies_in_exactly_one_lane(gaps in gaps(), limit in 0..14_usize) {
            let board = sort(&gaps, limit, Weights::default());
            let mut all: Vec<_> = [&board.now, &board.next, &board.later, &board.unsorted].into_iter().flatten().cloned().collect();
            all.sort();
            let live: Vec<_> = gaps.iter().filter(|gap| gap.live).map(|gap| gap.id.clone()).collect();
            prop_assert_eq!(all, live);
        }

        #[test]
        fn bettering_one_gap_never_moves_it_to_a_later_lane(gaps in gaps(), limit in 0..14_usize, at in any::<prop::sample::Index>(), scale in 0..4_usize) {
            prop_assume!(!gaps.is_empty());
            let mut better = gaps.clone();
            let gap = &mut better[at.index(gaps.len())];
            match scale {
                0 => gap.scores.impact = gap.scores.impact.map(|n| (n + 1).min(5)),
                1 => gap.scores.urgency = gap.scores.urgency.map(|n| (n + 1).min(5)),
                2 => gap.scores.feasibility = gap.scores.feasibility.map(|n| (n + 1).min(5)),
                _ => gap.scores.cost = gap.scores.cost.map(|n| (n - 1).max(1)),
            }
            let id = gap.id.clone();
            let lane = |gaps: &[Candidate]| {
                let board = sort(gaps, limit, Weights::default());
                Lane::BOARD.into_iter().find(|lane| board.lane(*lane).contains(&id))
            };
            if let (Some(before), Some(after)) = (lane(&gaps), lane(&better)) {
                prop_assert!(after <= before, "{before:?} {after:?}");
            }
        }

        #[test]
        fn nothing_enters_now_past_a_better_gap_that_waits(gaps in gaps(), limit in 0..14_usize) {
            let board = sort(&gaps, limit, Weights::default());
            let best: Vec<_> = by_points(&gaps, Weights::default());
            let rank = |id: &Id| best.iter().position(|other| other == id);
            if let (Some(last), Some(first)) = (&board.last_in, &board.first_out) {
                prop_assert!(rank(last) < rank(first));
            }
        }
    }

    #[test]
    fn who_would_move_is_said_in_one_sentence() {
        let board = |now: &[&str], queue: &[&str], next: &[&str], later: &[&str]| {
            let ids = |list: &[&str]| -> Vec<Id> { list.iter().map(|id| Id::from(*id)).collect() };
            Sorting {
                now: ids(now),
                queue: ids(queue),
                next: ids(&[queue, next].concat()),
                later: ids(later),
                ..Sorting::default()
            }
        };
        let before = board(&["G01", "G06"], &["G02"], &["G03"], &["G04"]);
        assert_eq!(moved_sentence(&moved_between(&before, &before)), "No gap would change its lane.");
        let after = board(&["G01", "G02"], &["G06"], &["G03"], &["G04"]);
        assert_eq!(
            moved_sentence(&moved_between(&before, &after)),
            "G02 would come into Now, G06 would wait."
        );
        let after = board(&["G01", "G02"], &["G04"], &["G06"], &["G03"]);
        assert_eq!(
            moved_sentence(&moved_between(&before, &after)),
            "G02 would come into Now, G04 would wait for a place in Now, G06 would go to Next, G03 would go to Later."
        );
    }

    #[test]
    fn overrides_alone_over_the_limit_are_said_aloud() {
        let pin = |id: &str| Candidate {
            id: id.into(),
            moved_to: Some(Lane::Now),
            live: true,
            ..Candidate::default()
        };
        let board = sort(&[pin("G01"), pin("G02")], 1, Weights::default());
        assert_eq!(
            board.over_limit_sentence().as_deref(),
            Some("One over the limit of one: the room put them there.")
        );
        assert_eq!(queue_sentence(2), "Now is full. Place 2 in the queue.");
    }
}
