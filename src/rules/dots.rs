//! Dots (the handbook, R8): how many each, and what a shortlist is.
//!
//! Dots say what the room wants to talk about; they never set a lane and only break ties.

use super::lanes::id_order;
use super::share::Share;
use super::words::{Id, Level, list_with, number};
use crate::session::{Moment, Session};

/// Nobody may put more on one option.
pub const MAX_PER_OPTION: u32 = 2;

/// A quarter of the options, rounded up, at least 3, at most 6.
pub fn dots_each(options: usize) -> usize {
    options.div_ceil(4).clamp(3, 6)
}

/// Dots each, where the options can hold them: one option cannot take three at two a person.
pub fn allowance(options: usize) -> u32 {
    let hold = u32::try_from(options).unwrap_or(u32::MAX).saturating_mul(MAX_PER_OPTION);
    u32::try_from(dots_each(options)).unwrap_or(3).min(hold)
}

/// How many may vote: participants who are here at `now`, without those who had left when the ballot opened.
pub fn may_vote(session: &Session, opened: &Moment, now: &Moment) -> u32 {
    let here = session.people.iter().filter(|person| {
        let to_come = person.arrived_at.as_ref().is_some_and(|arrived| arrived.instant() > now.instant());
        person.takes_part() && !person.has_left(opened) && !to_come
    });
    u32::try_from(here.count()).unwrap_or(u32::MAX)
}

/// How many a new ballot counts on: who may vote now. After the day everybody has left, and those count who stayed until
/// its end.
pub fn voters_now(session: &Session, now: &Moment) -> u32 {
    match may_vote(session, now, now) {
        0 => {
            let stayed =
                session.people.iter().filter(|person| person.takes_part() && !session.left_early(person));
            u32::try_from(stayed.count()).unwrap_or(u32::MAX)
        }
        here => here,
    }
}

/// “58 of 60 dots, 2 short”; balanced books say only what was counted.
pub fn books(counted: u32, all: u32) -> String {
    match (all.checked_sub(counted), counted.saturating_sub(all)) {
        (Some(0), _) => format!("{counted} of {all} dots"),
        (Some(short), _) => format!("{counted} of {all} dots, {short} short"),
        (None, over) => format!("{counted} of {all} dots, {over} too many"),
    }
}

/// What stands on one paper ballot: the dots of each option, in the order of their numbers.
///
/// Numbers are parted by anything that is no digit. Up to nine options `144` is one, four and four; with more, a run is
/// read only where there is one way to read it. A run that is the number of an option is that option.
///
/// # Errors
/// One line that says what cannot be.
pub fn slip(typed: &str, options: usize, each: u32, cap: u32) -> Result<Vec<u32>, String> {
    let mut dots = vec![0_u32; options];
    for word in typed.split(|c: char| !c.is_ascii_digit()).filter(|word| !word.is_empty()) {
        for number in run(word, options)? {
            if let Some(dots) = dots.get_mut(number - 1) {
                *dots = dots.saturating_add(1);
            }
        }
    }
    if typed.chars().any(char::is_alphabetic) {
        return Err("Numbers only, please: the number of each option that has a dot.".into());
    }
    let sum = dots.iter().copied().fold(0, u32::saturating_add);
    if sum > each {
        return Err(format!("{sum} of {each} dots: too many for one ballot. Not taken."));
    }
    if let Some((number, dots)) = (1..).zip(&dots).find(|(_, dots)| **dots > cap) {
        return Err(format!("Option {number} has {dots}: at most {cap} on one."));
    }
    Ok(dots)
}

/// The numbers in a run of digits.
fn run(word: &str, options: usize) -> Result<Vec<usize>, String> {
    if let Some(number) = word.parse().ok().filter(|n| (1..=options).contains(n)) {
        return Ok(vec![number]);
    }
    let no_option = |digits: &str| {
        let shown = if digits.len() > 12 { format!("{}…", &digits[..12]) } else { digits.to_owned() };
        Err(format!("There is no option {shown}: they go from 1 to {options}."))
    };
    let single = |digit: u8| usize::from(digit.saturating_sub(b'0'));
    if options <= 9 {
        if let Some(at) = word.bytes().position(|digit| !(1..=options).contains(&single(digit))) {
            return no_option(&word[at..=at]);
        }
        return Ok(word.bytes().map(single).collect());
    }
    match readings(word, options).as_slice() {
        [] => no_option(word),
        [only] => Ok(only.clone()),
        several => {
            let said = several.iter().map(|numbers| {
                let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
                numbers.join(" ")
            });
            Err(format!("{word}: write {}.", list_with(&said.collect::<Vec<_>>(), "or")))
        }
    }
}

/// The ways to read a run as numbers of options, at most three: the shortest numbers first, each set of dots once. A run
/// that is longer than any ballot has none.
fn readings(word: &str, options: usize) -> Vec<Vec<usize>> {
    const MOST: usize = 3;
    const LONGEST: usize = 24;
    let digits = word.as_bytes();
    if digits.len() > LONGEST {
        return Vec::new();
    }
    let widest = options.to_string().len();
    let at_most = |from: usize| 1..=widest.min(digits.len() - from);
    let number = |from: usize, len: usize| {
        let number = word.get(from..from + len)?.parse().ok()?;
        (digits[from] != b'0' && (1..=options).contains(&number)).then_some(number)
    };
    // From the end on: whether the rest can be read at all, so that no way is tried in vain.
    let mut ends = vec![false; digits.len() + 1];
    ends[digits.len()] = true;
    for from in (0..digits.len()).rev() {
        ends[from] = at_most(from).any(|len| ends[from + len] && number(from, len).is_some());
    }
    let (mut found, mut sets): (Vec<Vec<usize>>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
    let mut waiting = vec![(0, Vec::new())];
    // Ways that give the same dots are many in a run of equal digits: the search has an end of its own.
    for _ in 0..4096 {
        let Some((from, numbers)) = waiting.pop().filter(|_| found.len() < MOST) else { break };
        if from == digits.len() {
            let mut set = numbers.clone();
            set.sort_unstable();
            if !sets.contains(&set) {
                sets.push(set);
                found.push(numbers);
            }
            continue;
        }
        for len in at_most(from).rev() {
            if let Some(number) = number(from, len).filter(|_| ends[from + len]) {
                let mut more = numbers.clone();
                more.push(number);
                waiting.push((from + len, more));
            }
        }
    }
    found
}

/// What each level gave, where paper came in piles by level (R4): for the facilitator's eyes, beside its share of heads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Piles {
    /// Levels that had a pile, from the front line up, with their share of the dots in piles.
    pub levels: Vec<(Level, Share)>,
    /// Dots that lay in no pile.
    pub without: u64,
}

impl Piles {
    /// Of one level; nothing where it had no pile.
    pub fn of(&self, level: Level) -> Option<Share> {
        self.levels.iter().find(|(other, _)| *other == level).map(|(_, share)| *share)
    }
}

/// From the sums by level and all dots counted; nothing where no pile holds a dot. Levels of a newer file are left out.
pub fn piles<'a>(by_level: impl IntoIterator<Item = (&'a str, u32)>, counted: u32) -> Option<Piles> {
    let known = by_level.into_iter().filter_map(|(key, dots)| Some((Level::from_key(key)?, u64::from(dots))));
    let mut sums: Vec<(Level, u64)> = known.collect();
    sums.sort_by_key(|(level, _)| *level);
    let all = sums.iter().map(|(_, dots)| *dots).fold(0, u64::saturating_add);
    (all > 0).then(|| Piles {
        levels: sums.into_iter().map(|(level, dots)| (level, Share::new(dots, all))).collect(),
        without: u64::from(counted).saturating_sub(all),
    })
}

/// The order in which a voter sees the options: another one for each, and always the same for the same `seed` and voter,
/// so that what is first on the list gains nothing by it.
pub fn order(seed: &str, voter: u32, options: usize) -> Vec<usize> {
    let mut state = seed.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    state = state.wrapping_add(u64::from(voter).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    let mut order: Vec<usize> = (0..options).collect();
    for at in (1..options).rev() {
        let among = u64::try_from(at).unwrap_or(u64::MAX).saturating_add(1);
        order.swap(at, usize::try_from(next() % among).unwrap_or(0));
    }
    order
}

/// What the room wants to talk about first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shortlist {
    /// Most dots first, then lower id.
    pub chosen: Vec<Id>,
    /// Tied at the line, too many to take in.
    pub run_off: Vec<Id>,
}

impl Shortlist {
    /// Said only where a run-off is needed.
    pub fn sentence(&self) -> Option<String> {
        (!self.run_off.is_empty()).then(|| {
            let n = number(self.run_off.len());
            format!("{} are tied at the line: a run-off between them.", super::words::sentence_case(&n))
        })
    }
}

/// What has no dot is neither chosen nor tied. A tie at the line is taken in while the list stays within `want + 2`; otherwise the tied go to a run-off.
pub fn shortlist(totals: &[(Id, u32)], want: usize) -> Shortlist {
    let mut order: Vec<&(Id, u32)> = totals.iter().filter(|(_, dots)| *dots > 0).collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| id_order(&a.0, &b.0)));
    let ids = |part: &[&(Id, u32)]| part.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    if want == 0 || order.len() <= want {
        let chosen = if want == 0 { Vec::new() } else { ids(&order) };
        return Shortlist { chosen, run_off: Vec::new() };
    }
    let line = order[want - 1].1;
    let above = order.iter().take_while(|(_, dots)| *dots > line).count();
    let up_to = order.iter().take_while(|(_, dots)| *dots >= line).count();
    if up_to <= want.saturating_add(2) {
        Shortlist { chosen: ids(&order[..up_to]), run_off: Vec::new() }
    } else {
        Shortlist { chosen: ids(&order[..above]), run_off: ids(&order[above..up_to]) }
    }
}

/// A shortlist after the run-offs about its line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Joined {
    /// Above the line from the beginning.
    pub above: Vec<Id>,
    /// Came in by a run-off, in the order of its dots.
    pub came_in: Vec<Id>,
    /// Still tied at the line.
    pub run_off: Vec<Id>,
}

impl Joined {
    /// Whether it is on the shortlist.
    pub fn has(&self, id: &str) -> bool {
        self.above.iter().chain(&self.came_in).any(|other| other == id)
    }

    /// How many are on the shortlist.
    pub fn len(&self) -> usize {
        self.above.len() + self.came_in.len()
    }

    /// Whether nothing is on the shortlist.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is tied, as a list without a run-off would say it.
    pub fn sentence(&self) -> Option<String> {
        Shortlist { chosen: Vec::new(), run_off: self.run_off.clone() }.sentence()
    }
}

/// The shortlist of a ballot and of the run-offs that followed: a run-off between exactly those that are tied decides
/// the places that are left at the line, and no other.
pub fn joined(totals: &[(Id, u32)], run_offs: &[Vec<(Id, u32)>], want: usize) -> Joined {
    let Shortlist { chosen: above, run_off } = shortlist(totals, want);
    let mut list = Joined { above, came_in: Vec::new(), run_off };
    for run_off in run_offs {
        let same =
            run_off.len() == list.run_off.len() && run_off.iter().all(|(id, _)| list.run_off.contains(id));
        if !same || list.run_off.is_empty() {
            continue;
        }
        let decided = shortlist(run_off, want.saturating_sub(list.len()));
        list.came_in.extend(decided.chosen);
        list.run_off = decided.run_off;
    }
    list
}

/// How long a shortlist is where nobody moved its line.
pub const USUAL: usize = 5;

/// How long the list was whose tie the run-offs broke, where that is sure: the only length at which they decide something, or
/// the usual one. Nothing where they decide nothing, or at several other lengths: what was not decided is not announced.
pub fn broken_at(totals: &[(Id, u32)], run_offs: &[Vec<(Id, u32)>]) -> Option<usize> {
    let decides = |want: usize| {
        let first = joined(totals, &run_offs[..1], want);
        !first.came_in.is_empty() || first.run_off.len() != shortlist(totals, want).run_off.len()
    };
    if run_offs.is_empty() {
        return None;
    }
    let deciding: Vec<usize> = (1..=totals.len()).filter(|want| decides(*want)).collect();
    match deciding.as_slice() {
        [one] => Some(*one),
        several => several.contains(&USUAL).then_some(USUAL),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Person, PersonId, Presence, Role};

    #[test]
    fn a_short_ballot_is_its_own_shortlist() {
        let totals = [("T02".into(), 1), ("T01".into(), 1)];
        assert_eq!(shortlist(&totals, 5).chosen, ["T01", "T02"]);
        assert_eq!(shortlist(&totals, 0), Shortlist::default());
        assert_eq!(shortlist(&[], 3), Shortlist::default());
    }

    #[test]
    fn a_run_off_is_announced() {
        let totals: Vec<(Id, u32)> = (1..=6).map(|n| (format!("T{n:02}").into(), 1)).collect();
        assert_eq!(
            shortlist(&totals, 2).sentence().as_deref(),
            Some("Six are tied at the line: a run-off between them.")
        );
    }

    #[test]
    fn what_has_no_dot_is_neither_chosen_nor_tied() {
        for (dots, want, chosen, tied) in [
            ([5, 4, 0, 0, 0, 0], 3, 2, 0),
            ([5, 4, 0, 0, 0, 0], 5, 2, 0),
            ([0, 0, 0, 0, 0, 0], 2, 0, 0),
            ([5, 1, 1, 1, 1, 0], 2, 1, 4),
            ([5, 1, 0, 0, 0, 0], 6, 2, 0),
        ] {
            let totals: Vec<(Id, u32)> =
                (1..).zip(dots).map(|(n, dots)| (format!("T{n:02}").into(), dots)).collect();
            let list = shortlist(&totals, want);
            assert_eq!((list.chosen.len(), list.run_off.len()), (chosen, tied), "{dots:?} want {want}");
        }
    }

    #[test]
    fn the_list_whose_tie_a_run_off_broke_is_found_again() {
        let totals = |from: u32, dots: &[u32]| -> Vec<(Id, u32)> {
            (from..).zip(dots).map(|(n, dots)| (format!("T{n:02}").into(), *dots)).collect()
        };
        for (main, run_off, at) in [
            // Two places of five or three: nobody says it for the room.
            (totals(1, &[12, 6, 6, 6, 6, 6, 0, 0]), Some(totals(2, &[6, 16, 10, 8, 2])), None),
            (totals(1, &[9, 8, 7, 2, 2, 2, 2, 2]), Some(totals(4, &[1, 5, 4, 3, 2])), Some(5)),
            (totals(1, &[9, 9, 9, 9, 9, 9, 1, 1, 1, 1]), Some(totals(7, &[1, 2, 3, 4])), Some(7)),
            (totals(1, &[5, 4, 3]), Some(totals(1, &[2, 1])), None),
            (totals(1, &[5, 4, 3]), None, None),
        ] {
            let run_offs: Vec<_> = run_off.into_iter().collect();
            assert_eq!(broken_at(&main, &run_offs), at, "{main:?} {run_offs:?}");
        }
    }

    #[test]
    fn a_run_off_decides_only_the_places_left_at_the_line() {
        let totals = |from: u32, dots: &[u32]| -> Vec<(Id, u32)> {
            (from..).zip(dots).map(|(n, dots)| (format!("T{n:02}").into(), *dots)).collect()
        };
        let main = totals(1, &[12, 6, 6, 6, 6, 6, 0, 0]);
        let won = totals(2, &[6, 16, 10, 8, 2]);
        for (run_offs, want, above, came_in, tied) in [
            (vec![], 2, 1, vec![], 5),
            (vec![won.clone()], 2, 1, vec!["T03"], 0),
            (vec![won.clone()], 3, 1, vec!["T03", "T04"], 0),
            (vec![won.clone()], 4, 6, vec![], 0),
            (vec![won], 1, 1, vec![], 0),
            (vec![totals(2, &[5, 5, 5, 5, 1])], 2, 1, vec![], 4),
            (vec![totals(2, &[5, 5, 5, 5, 1]), totals(2, &[3, 2, 1, 0])], 2, 1, vec!["T02"], 0),
            (vec![totals(2, &[3, 2, 1, 0])], 2, 1, vec![], 5),
            (vec![totals(2, &[0, 0, 0, 0, 0])], 2, 1, vec![], 0),
        ] {
            let list = joined(&main, &run_offs, want);
            let said = (list.above.len(), list.came_in.iter().map(Id::as_str).collect(), list.run_off.len());
            assert_eq!(said, (above, came_in, tied), "{run_offs:?} want {want}");
        }
    }

    #[test]
    fn nobody_gets_more_dots_than_the_options_can_hold() {
        assert_eq!([1, 2, 3, 11, 24, 40].map(allowance), [2, 3, 3, 3, 6, 6]);
    }

    #[test]
    fn the_books_say_what_is_missing() {
        assert_eq!(books(58, 60), "58 of 60 dots, 2 short");
        assert_eq!(books(60, 60), "60 of 60 dots");
        assert_eq!(books(61, 60), "61 of 60 dots, 1 too many");
    }

    #[test]
    fn a_paper_ballot_is_one_line_of_numbers() {
        assert_eq!(slip("1 4 4", 11, 3, 2), Ok(vec![1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]));
        assert_eq!(slip("11,1", 11, 3, 2).map(|dots| (dots[0], dots[10])), Ok((1, 1)));
        assert_eq!(slip("123", 11, 3, 2), slip("1 2 3", 11, 3, 2));
        assert_eq!(slip("144", 5, 3, 2), Ok(vec![1, 0, 0, 2, 0]));
        assert_eq!(slip("", 3, 3, 2), Ok(vec![0, 0, 0]));
        for (typed, why) in [
            ("0", "no option 0"),
            ("20", "no option 20: they go from 1 to 11"),
            ("4 4 4", "Option 4 has 3: at most 2"),
            ("1 2 3 4", "4 of 3 dots: too many for one ballot. Not taken."),
            ("1 b", "Numbers only"),
            ("90000000000000000000", "There is no option"),
            ("999", "Option 9 has 3: at most 2"),
        ] {
            let said = slip(typed, 11, 3, 2);
            assert!(said.as_ref().is_err_and(|line| line.contains(why)), "{typed}: {said:?}");
        }
    }

    #[test]
    fn piles_are_shares_of_the_dots_that_lie_in_one() {
        let told = piles([("executive", 6), ("front_line", 18), ("visitor", 90)], 30).unwrap_or_default();
        assert_eq!(told.levels.iter().map(|(_, share)| share.percent()).collect::<Vec<_>>(), [75, 25]);
        assert_eq!((told.without, told.of(Level::Manager)), (6, None));
        assert_eq!(piles([], 30), None);
        assert_eq!(piles([("manager", 0)], 0), None, "blank ballots are no voice");
        assert!(piles([("manager", u32::MAX), ("executive", u32::MAX)], 1).is_some());
    }

    #[test]
    fn a_run_that_can_be_read_in_two_ways_is_refused_with_both() {
        for (typed, options, said) in [
            ("114", 11, Err("114: write 1 1 4 or 11 4.")),
            ("144", 14, Err("144: write 1 4 4 or 14 4.")),
            ("1 212", 12, Err("212: write 2 1 2 or 2 12.")),
            ("1112", 12, Err("1112: write 1 1 1 2, 1 1 12 or 1 11 2.")),
            ("111", 11, Err("111: write 1 1 1 or 1 11.")),
            ("144", 11, Ok("1 4 4")),
            ("910", 11, Ok("9 10")),
            ("1010", 10, Ok("10 10")),
            ("11 4", 11, Ok("11 4")),
            ("12", 11, Ok("1 2")),
            ("12", 12, Ok("12")),
            ("30", 14, Err("There is no option 30: they go from 1 to 14.")),
            ("07", 14, Ok("7")),
        ] {
            let read = slip(typed, options, 4, 2);
            match said {
                Ok(plain) => assert_eq!(read, slip(plain, options, 4, 2), "{typed}"),
                Err(why) => assert_eq!(read, Err(why.to_owned()), "{typed}"),
            }
        }
        assert!(slip(&"1".repeat(24), 11, 4, 2).is_err(), "a key that stuck has an end");
        assert!(slip(&"1".repeat(90_000), 11, 4, 2).is_err_and(|why| why.len() < 80));
    }

    #[test]
    fn each_voter_sees_the_options_in_an_order_of_their_own() {
        let orders: Vec<Vec<usize>> = (1..=14).map(|voter| order("B2 2026-03-12", voter, 11)).collect();
        for one in &orders {
            let mut sorted = one.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..11).collect::<Vec<_>>(), "each option once");
        }
        assert_eq!(orders[3], order("B2 2026-03-12", 4, 11), "the same voter sees the same order again");
        let firsts: std::collections::BTreeSet<usize> = orders.iter().map(|one| one[0]).collect();
        assert!(firsts.len() > 4, "not always the same one first: {firsts:?}");
        assert!(order("", 1, 0).is_empty());
    }

    #[test]
    fn who_left_before_the_ballot_opened_cannot_vote_and_who_came_later_can() {
        let at = |clock: &str| format!("2026-03-12T{clock}:00+01:00").parse::<Moment>().ok();
        let mut session = Session::default();
        for (arrived, left) in [(None, None), (Some("09:00"), Some("13:00")), (Some("14:20"), None)] {
            session.people.push(Person {
                id: PersonId::new(format!("P{}", session.people.len() + 1)),
                role: Role::Participant,
                status: Presence::Present,
                arrived_at: arrived.and_then(at),
                left_at: left.and_then(at),
                ..Person::default()
            });
        }
        let (opened, later) = (at("14:05").unwrap_or_default(), at("14:30").unwrap_or_default());
        assert_eq!(may_vote(&session, &opened, &opened), 1);
        assert_eq!(may_vote(&session, &opened, &later), 2);
        assert_eq!(voters_now(&session, &later), 2);
    }

    #[test]
    fn after_the_day_those_count_who_stayed_until_its_end() {
        let at = |clock: &str| format!("2026-03-12T{clock}:00+01:00").parse::<Moment>().ok();
        let mut session = Session::default();
        session.session.date = "2026-03-12".parse().unwrap_or_default();
        session.session.end = "16:30".parse().ok();
        for left in ["14:30", "16:30", "16:40"] {
            session.people.push(Person {
                id: PersonId::new(format!("P{}", session.people.len() + 1)),
                role: Role::Participant,
                status: Presence::Present,
                left_at: at(left),
                ..Person::default()
            });
        }
        for (now, voters) in [("14:00", 3), ("15:00", 2), ("16:35", 1), ("17:00", 2)] {
            assert_eq!(voters_now(&session, &at(now).unwrap_or_default()), voters, "{now}");
        }
    }
}
