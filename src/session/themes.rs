//! Themes and the dots given to them (the handbook, 2.3 Theme, Ballot; R8, R13).

use smol_str::SmolStr;

use super::list::Table;
use super::people::Level;
use super::record::{entity, record};
use super::values::Moment;
use super::words::{BallotId, GapId, NoteId, PremortemId, ThemeId, words};

record! {
    /// A group of notes named with a sentence a customer could say.
    pub struct Theme / ThemeChange {
        @* id: ThemeId,
        @! name: String,
        @! summary: String,
        /// One of its notes.
        lead_quote: Option<NoteId>,
    }
}
entity!(Theme, ThemeId, ThemeChange, "theme");

words! {
    /// What a ballot is about.
    pub enum Subject { Themes = "themes", Gaps = "gaps", Premortem = "premortem" }
}

record! {
    /// Secret dots. `cast` exists only while the ballot is open, by anonymous keys `b01`, `b02`; a ballot that was typed
    /// with the pile of a level says so in its key, `manager-03`. On closing only sums remain: totals by option, and
    /// dots by level, never both at once.
    pub struct Ballot / BallotChange {
        @* id: BallotId,
        @! subject: Subject,
        options: Option<Vec<SmolStr>>,
        @! dots_each: u32,
        @! max_per_option: u32,
        @! secret: bool,
        @! opened_at: Option<Moment>,
        closed_at: Option<Moment>,
        @! voters: u32,
        @! totals: Table<u32>,
        cast: Option<Table<Table<u32>>>,
        /// Why it was closed with fewer dots than there were to give, in the facilitator's words.
        shortfall: Option<String>,
        /// The dots of each level, where paper came in piles by level; never by option. Not more than there are in all.
        by_level: Option<Table<u32>>,
    }
}
entity!(Ballot, BallotId, BallotChange, "ballot");

/// The least characters of a reason for dots that are missing.
pub const SHORTFALL_LEAST: usize = 10;

impl Ballot {
    /// Whether dots are still being given.
    pub fn is_open(&self) -> bool {
        self.opened_at.is_some() && self.closed_at.is_none()
    }

    /// What may get dots, in the order of the numbers on the paper. A file without options has those that got some.
    pub fn choices(&self) -> Vec<SmolStr> {
        match &self.options {
            Some(options) => options.clone(),
            None => self.totals.iter().map(|(id, _)| id.into()).collect(),
        }
    }

    /// All dots there are to give.
    pub fn all_dots(&self) -> u32 {
        self.voters.saturating_mul(self.dots_each)
    }

    /// The most one option can get.
    pub fn most(&self) -> u32 {
        self.voters.saturating_mul(self.max_per_option)
    }

    /// How many ballots are in, where they are typed one by one.
    pub fn ballots_in(&self) -> u32 {
        self.cast.as_ref().map_or(0, |cast| u32::try_from(cast.0.len()).unwrap_or(u32::MAX))
    }

    /// The key of the next single ballot: its pile and a running number. It says nothing else of who gives it.
    pub fn next_key(&self, pile: Option<&Level>) -> SmolStr {
        let used = self.cast.iter().flat_map(Table::iter).filter_map(|(key, _)| ballot_number(key));
        key_in(pile, used.max().unwrap_or(0).saturating_add(1))
    }

    /// The key of a single ballot that belongs to another pile.
    pub fn key_moved(&self, key: &str, pile: Option<&Level>) -> SmolStr {
        match ballot_number(key) {
            _ if pile_of(key).as_ref() == pile => key.into(),
            Some(number) => key_in(pile, number),
            None => self.next_key(pile),
        }
    }

    /// The dots of each pile so far; nothing where no ballot lies in one.
    pub fn piles(&self) -> Option<Table<u32>> {
        let mut piles = Table::default();
        for level in Level::ALL {
            let of_level = |(key, _): &(&str, &Table<u32>)| pile_of(key).as_ref() == Some(level);
            let mut ballots = self.cast.iter().flat_map(Table::iter).filter(of_level).peekable();
            if ballots.peek().is_some() {
                let dots = ballots.flat_map(|(_, dots)| dots.iter()).map(|(_, n)| *n);
                piles.set(level.as_str(), dots.fold(0, u32::saturating_add));
            }
        }
        (!piles.is_empty()).then_some(piles)
    }

    /// The dots of all levels together.
    pub fn dots_in_piles(&self) -> u64 {
        self.by_level.iter().flat_map(Table::iter).map(|(_, n)| u64::from(*n)).sum()
    }

    /// The dots of each option so far: of the ballots that are in, else as they were counted option by option.
    pub fn sums(&self) -> Table<u32> {
        let Some(cast) = self.cast.as_ref().filter(|cast| !cast.is_empty()) else {
            return self.totals.clone();
        };
        let mut sums = Table::default();
        for option in self.choices() {
            let of = |ballot: &Table<u32>| ballot.get(&option).copied().unwrap_or(0);
            sums.set(&option, cast.iter().map(|(_, ballot)| of(ballot)).fold(0, u32::saturating_add));
        }
        sums
    }

    /// The dots counted so far.
    pub fn counted(&self) -> u32 {
        self.sums().iter().map(|(_, n)| *n).fold(0, u32::saturating_add)
    }

    /// Whether it decides between options that were tied in an earlier ballot.
    fn breaks_a_tie_of(&self, earlier: &Self) -> bool {
        let (tied, all) = (self.choices(), earlier.choices());
        let dots = |id: &SmolStr| earlier.totals.get(id).copied().unwrap_or(0);
        self.subject == earlier.subject
            && earlier.closed_at.is_some()
            && tied.len() < all.len()
            && tied.iter().all(|id| all.contains(id))
            && tied.iter().all(|id| dots(id) > 0)
            && tied.windows(2).all(|two| dots(&two[0]) == dots(&two[1]))
    }
}

/// The running number in the key of a single ballot.
pub fn ballot_number(key: &str) -> Option<u32> {
    let number = match key.rsplit_once('-') {
        Some((_, number)) => number,
        None => key.strip_prefix('b')?,
    };
    number.parse().ok()
}

/// The pile a single ballot lies in, by its key.
pub fn pile_of(key: &str) -> Option<Level> {
    let (level, _) = key.rsplit_once('-').filter(|_| ballot_number(key).is_some())?;
    Level::ALL.iter().find(|known| known.as_str() == level).cloned()
}

fn key_in(pile: Option<&Level>, number: u32) -> SmolStr {
    let pile = pile.map_or_else(|| "b".to_owned(), |level| format!("{level}-"));
    smol_str::format_smolstr!("{pile}{number:02}")
}

impl super::Session {
    /// The session without the piles of open ballots, where there are any: a backup outlives the count, and a level of
    /// one person has a pile of one ballot. The ballots stay, in no order that tells where they came from.
    pub fn without_piles(&self) -> Option<Self> {
        let in_piles = |ballot: &Ballot| ballot.piles().is_some();
        if !self.ballots.iter().any(in_piles) {
            return None;
        }
        let mut without = self.clone();
        without.ballots.each_mut(in_piles, |ballot| {
            let mut cast: Vec<Table<u32>> =
                ballot.cast.take().into_iter().flat_map(|cast| cast.0).map(|(_, dots)| dots).collect();
            cast.sort_by_cached_key(|dots| format!("{:?}", dots.0));
            ballot.cast = Some(Table((1..).map(|n| key_in(None, n)).zip(cast).collect()));
        });
        Some(without)
    }

    /// The ballot that is open now.
    pub fn open_ballot(&self) -> Option<&Ballot> {
        self.ballots.iter().rev().find(|ballot| ballot.is_open())
    }

    /// The last closed ballot about a subject; a run-off only breaks a tie of the one before and is passed over.
    pub fn last_ballot(&self, subject: &Subject) -> Option<&Ballot> {
        let closed = |ballot: &&Ballot| ballot.subject == *subject && ballot.closed_at.is_some();
        let last = self.ballots.iter().rev().find(closed)?;
        Some(self.main_of(last).unwrap_or(last))
    }

    /// The ballot whose tie a run-off breaks; of a run-off after a run-off, the first one. Nothing for any other ballot.
    pub fn main_of(&self, run_off: &Ballot) -> Option<&Ballot> {
        let mut main: Option<&Ballot> = None;
        loop {
            let later = main.unwrap_or(run_off);
            let before = self.ballots.iter().take_while(|other| other.id != later.id);
            match before.filter(|earlier| later.breaks_a_tie_of(earlier)).last() {
                Some(earlier) => main = Some(earlier),
                None => return main,
            }
        }
    }

    /// The closed run-offs of a ballot, in their order.
    pub fn run_offs_of(&self, ballot: &Ballot) -> Vec<&Ballot> {
        let of = |other: &&Ballot| {
            other.closed_at.is_some() && self.main_of(other).is_some_and(|main| main.id == ballot.id)
        };
        self.ballots.iter().filter(of).collect()
    }

    /// What a ballot about a subject can be about, in the order of the wall, the list or the page.
    pub fn options_of(&self, subject: &Subject) -> Vec<SmolStr> {
        match subject {
            Subject::Gaps => self.gaps.iter().map(|gap| gap.id.0.clone()).collect(),
            Subject::Premortem => self.premortem.iter().map(|item| item.id.0.clone()).collect(),
            _ => self.themes.iter().map(|theme| theme.id.0.clone()).collect(),
        }
    }

    /// What an option is called now; what is gone meanwhile keeps its dots and says so.
    pub fn option_name(&self, subject: &Subject, id: &str) -> String {
        let name = match subject {
            Subject::Gaps => self.gaps.get(&GapId::new(id)).map(|gap| &gap.title),
            Subject::Premortem => self.premortem.get(&PremortemId::new(id)).map(|item| &item.text),
            _ => self.themes.get(&ThemeId::new(id)).map(|theme| &theme.name),
        };
        name.map_or_else(|| format!("{id} (no longer there)"), Clone::clone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Session;

    #[test]
    fn a_backup_of_an_open_ballot_does_not_say_which_pile_a_ballot_came_from() {
        let ballot = |theme: &str| Table(vec![(SmolStr::from(theme), 3)]);
        let cast = vec![
            ("executive-01".into(), ballot("T03")),
            ("front_line-02".into(), ballot("T01")),
            ("b03".into(), ballot("T02")),
        ];
        let mut session = Session::default();
        session.ballots.push(Ballot { cast: Some(Table(cast)), ..Ballot::default() });
        let without = session.without_piles().unwrap();
        let kept = without.ballots.at(0).unwrap().cast.clone().unwrap();
        let wanted = [("b01", "T01"), ("b02", "T02"), ("b03", "T03")];
        assert_eq!(kept, Table(wanted.map(|(key, theme)| (key.into(), ballot(theme))).to_vec()));
        assert_eq!(without.without_piles(), None, "where no pile is, the file is backed up as it is");
    }
}
