//! The four-corners poll beside the levels (the handbook, R9 and R12): how far apart the levels stood.
//!
//! Levels are pooled until no group is so small that somebody could be found in it; what is said of groups carries no
//! number. It refuses to know the names of the phases.

use super::attribution::Labels;
use super::words::Level;

/// One group of levels: its label, its people, and how many of them stood in each corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// “front line”, “manager or executive”.
    pub label: String,
    /// Everybody of the group who stood somewhere.
    pub people: u64,
    /// In the order of the phases.
    pub corners: [u64; 4],
}

/// How far the groups stood apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    /// Less than half a phase.
    Alike,
    /// The higher the desk, the further along.
    HigherFurther,
    /// Half a phase or more, in another way.
    Differ,
}

/// The groups as they may be spoken of: pooled, and none with fewer than `k` people. `counts`: by corner, then by level.
pub fn groups(labels: &Labels, counts: [[u64; 3]; 4], k: u64) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, by_level) in counts.into_iter().enumerate() {
        // A room holds fewer people; more would only be a strange file.
        let by_level = by_level.map(|n| n.min(u64::from(u32::MAX)));
        for (label, n) in labels.pool(by_level) {
            let known = groups.iter().position(|group| group.label == label).unwrap_or_else(|| {
                groups.push(Group { label, people: 0, corners: [0; 4] });
                groups.len() - 1
            });
            groups[known].people = groups[known].people.saturating_add(n);
            groups[known].corners[at] = groups[known].corners[at].saturating_add(n);
        }
    }
    groups.retain(|group| group.people >= k.max(1));
    groups
}

impl Group {
    /// The corner in which most of them stood, the earliest of equals, and how many.
    pub fn most(&self) -> (usize, u64) {
        let ranked = self.corners.into_iter().enumerate();
        ranked.max_by_key(|(at, n)| (*n, std::cmp::Reverse(*at))).unwrap_or((0, 0))
    }

    /// The sum of their phases, for the mean.
    fn sum(&self) -> u128 {
        self.corners.iter().zip(1_u128..).map(|(n, phase)| u128::from(*n) * phase).sum()
    }

    /// Whether the other group's mean is further along; and by half a phase or more.
    fn before(&self, other: &Self) -> (bool, bool) {
        let (mine, theirs) = (self.sum() * u128::from(other.people), other.sum() * u128::from(self.people));
        let whole = u128::from(self.people) * u128::from(other.people);
        (theirs > mine, 2 * theirs.abs_diff(mine) >= whole)
    }
}

/// How far the groups stood apart; nothing where there is only one.
pub fn apart(groups: &[Group]) -> Option<Apart> {
    let [first, .., last] = groups else { return None };
    let far = groups.iter().enumerate().any(|(at, a)| groups[at + 1..].iter().any(|b| a.before(b).1));
    if !far {
        return Some(Apart::Alike);
    }
    let rising = groups.windows(2).all(|pair| pair[0].before(&pair[1]).0);
    let higher = first.label == Level::FrontLine.words() && rising && first.before(last).1;
    Some(if higher { Apart::HigherFurther } else { Apart::Differ })
}

impl Apart {
    /// What it means, for a report.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Alike => "The groups see it alike.",
            Self::HigherFurther => {
                "The higher the desk, the further along we look: that difference is itself a finding."
            }
            Self::Differ => "The groups see it differently: that difference is itself a finding.",
        }
    }
}

/// A label for several people: “managers and executives”.
fn many(label: &str) -> String {
    label.replace("manager", "managers").replace("executive", "executives").replace(" or ", " and ")
}

/// The gap between the levels in words and without a number: “Front line mostly with Idea Planters; managers and
/// executives mostly with Advice Givers. The higher the desk, …”. Nothing where there is only one group.
pub fn sentence(groups: &[Group], names: [&str; 4], k: u64) -> Option<String> {
    let apart = apart(groups)?;
    let where_they_stood = |group: &Group| match group.most() {
        (at, n) if n >= k && n * 2 > group.people => {
            format!("{} mostly with {}", many(&group.label), names[at])
        }
        _ => format!("{} in several corners", many(&group.label)),
    };
    let said: Vec<String> = groups.iter().map(where_they_stood).collect();
    Some(format!("{}. {}", super::words::sentence_case(&said.join("; ")), apart.sentence()))
}

#[cfg(test)]
mod tests {
    use super::super::attribution::labels;
    use super::*;

    const NAMES: [&str; 4] = ["Idea Planters", "Advice Givers", "Change Starters", "Transformers"];

    fn said(people: [usize; 3], counts: [[u64; 3]; 4]) -> Option<String> {
        sentence(&groups(&labels(people, 3), counts, 3), NAMES, 3)
    }

    #[test]
    fn the_gap_between_the_levels_is_said_without_a_number() {
        let sample = [[5, 1, 0], [2, 4, 0], [0, 0, 2], [0, 0, 0]];
        assert_eq!(
            said([7, 5, 2], sample).as_deref(),
            Some(
                "Front line mostly with Idea Planters; managers and executives mostly with Advice Givers. The higher \
                 the desk, the further along we look: that difference is itself a finding."
            )
        );
        let alike = [[4, 3, 1], [3, 2, 1], [0, 0, 0], [0, 0, 0]];
        assert!(said([7, 5, 2], alike).is_some_and(|said| said.ends_with("The groups see it alike.")));
        let lower = [[0, 4, 2], [0, 1, 0], [7, 0, 0], [0, 0, 0]];
        assert!(said([7, 5, 2], lower).is_some_and(|said| said.contains("see it differently")));
    }

    #[test]
    fn three_levels_are_compared_with_one_another() {
        let rising = [[5, 1, 0], [0, 3, 1], [0, 0, 3], [0, 0, 0]];
        let groups = groups(&labels([5, 4, 4], 3), rising, 3);
        assert_eq!(groups.len(), 3);
        assert_eq!(apart(&groups), Some(Apart::HigherFurther));
    }

    #[test]
    fn where_a_group_is_too_small_nothing_is_said() {
        let few = [[5, 1, 0], [0, 1, 0], [0, 0, 0], [0, 0, 0]];
        assert_eq!(said([5, 2, 0], few), None, "all are one pool");
        assert_eq!(said([7, 5, 2], few), None, "only two of the others stood");
        assert_eq!(said([0, 0, 0], few), None);
    }

    proptest::proptest! {
        #[test]
        fn no_number_of_people_is_ever_said(
            people in proptest::array::uniform3(0_usize..9),
            counts in proptest::array::uniform4(proptest::array::uniform3(0_u64..9)),
        ) {
            if let Some(said) = said(people, counts) {
                proptest::prop_assert!(!said.chars().any(|c| c.is_ascii_digit()), "{said}");
            }
        }

        #[test]
        fn no_count_is_too_large(counts in proptest::array::uniform4(proptest::array::uniform3(proptest::num::u64::ANY))) {
            let _ = said([5, 5, 5], counts);
        }
    }
}
