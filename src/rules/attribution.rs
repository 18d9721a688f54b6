//! How a quote is attributed without giving its author away (the handbook, R12).
//!
//! Knows how many people stand at each level, never who they are.

use super::words::{Level, list_with};

/// What is printed for everybody when pooling swallows all levels.
pub const PARTICIPANT: &str = "participant";

/// The printed label of every level that has people, in the order of the levels.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labels {
    labels: [Option<String>; 3],
    pools: [Option<Pool>; 3],
}

/// Which levels are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pool([bool; 3]);

impl Labels {
    /// The label for a quote; somebody of unknown level is a participant.
    pub fn label(&self, level: Option<Level>) -> &str {
        level.and_then(|level| self.labels[level as usize].as_deref()).unwrap_or(PARTICIPANT)
    }

    /// Levels with people and their labels.
    pub fn iter(&self) -> impl Iterator<Item = (Level, &str)> {
        Level::ALL.into_iter().filter_map(|level| Some((level, self.labels[level as usize].as_deref()?)))
    }

    /// Nobody is present.
    pub fn is_empty(&self) -> bool {
        self.labels.iter().all(Option::is_none)
    }

    /// Any number split by level, pooled so that no group below the threshold shows: `(label, sum)`.
    pub fn pool(&self, by_level: [u64; 3]) -> Vec<(String, u64)> {
        let mut seen: Vec<(Pool, String, u64)> = Vec::new();
        for level in Level::ALL {
            let (Some(pool), Some(label)) =
                (self.pools[level as usize], self.labels[level as usize].as_deref())
            else {
                continue;
            };
            let number = by_level[level as usize];
            match seen.iter_mut().find(|(other, _, _)| *other == pool) {
                Some((_, _, sum)) => *sum += number,
                None => seen.push((pool, label.to_owned(), number)),
            }
        }
        seen.into_iter().map(|(_, label, sum)| (label, sum)).collect()
    }
}

/// Pools levels below `k` people with the next smallest until nobody can be found by elimination.
pub fn labels(people: [usize; 3], k: usize) -> Labels {
    let mut rest: Vec<Level> = Level::ALL.into_iter().filter(|level| people[*level as usize] > 0).collect();
    rest.sort_by_key(|level| (people[*level as usize], *level));
    let everyone = rest.len();
    let mut pool: Vec<Level> = Vec::new();
    let size = |levels: &[Level]| levels.iter().map(|level| people[*level as usize]).sum::<usize>();
    while let Some(smallest) = rest.first().copied() {
        let thin = people[smallest as usize] < k || (!pool.is_empty() && size(&pool) < k);
        if !thin {
            break;
        }
        pool.push(smallest);
        rest.remove(0);
    }
    pool.sort();
    let mut verdict = Labels::default();
    for level in rest {
        let mut alone = [false; 3];
        alone[level as usize] = true;
        verdict.labels[level as usize] = Some(level.words().to_owned());
        verdict.pools[level as usize] = Some(Pool(alone));
    }
    let mut together = [false; 3];
    for level in &pool {
        together[*level as usize] = true;
    }
    let words: Vec<&str> = pool.iter().map(|level| level.words()).collect();
    let label = if pool.len() == everyone { PARTICIPANT.to_owned() } else { list_with(&words, "or") };
    for level in pool {
        verdict.labels[level as usize] = Some(label.clone());
        verdict.pools[level as usize] = Some(Pool(together));
    }
    verdict
}

/// “5 people”, or “fewer than 3 people” where the number would point at somebody.
pub fn people_words(n: usize, k: usize) -> String {
    match n {
        n if n < k => format!("fewer than {k} people"),
        1 => "1 person".to_owned(),
        n => format!("{n} people"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_pool_is_ever_smaller_than_the_threshold() {
        for k in 2..6 {
            for n in 0..512_usize {
                let people = [n % 8, n / 8 % 8, n / 64];
                let labels = labels(people, k);
                let counts = people.map(|count| count as u64);
                for (label, size) in labels.pool(counts) {
                    assert!(size >= k as u64 || label == PARTICIPANT, "{people:?} {k} {label}");
                }
            }
        }
    }

    #[test]
    fn pooling_goes_on_until_nobody_is_left_to_be_guessed() {
        let labels = labels([2, 2, 2], 3);
        assert_eq!(labels.label(Some(Level::Executive)), PARTICIPANT);
        assert_eq!(labels.pool([2, 2, 2]), [(PARTICIPANT.to_owned(), 6)]);
    }

    #[test]
    fn unknown_levels_are_participants() {
        assert_eq!(labels([9, 9, 9], 3).label(None), PARTICIPANT);
        assert!(labels([0, 0, 0], 3).is_empty());
    }

    #[test]
    fn small_counts_are_said_as_fewer_than() {
        assert_eq!(people_words(2, 3), "fewer than 3 people");
        assert_eq!(people_words(3, 3), "3 people");
    }
}
