//! Counting paper dots at the laptop: how many voted, then the dots of one theme after another. Only totals are ever
//! asked for; who gave which dot is not known here.

use crate::rules::dots::{MAX_PER_OPTION, dots_each};
use crate::session::{Ballot, BallotChange, Edit, Moment, Session, Subject, Table, edit};
use crate::text;
use crate::tui::ctx::Ctx;

/// A count that is under way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counting {
    /// How many voted.
    pub voters: u32,
    /// The dots of the first themes, in the order of the session.
    pub totals: Vec<u32>,
}

impl Counting {
    /// For the draft: `14;8,9,7`.
    pub fn keep(&self) -> String {
        let totals: Vec<String> = self.totals.iter().map(u32::to_string).collect();
        format!("{};{}", self.voters, totals.join(","))
    }

    /// From the draft.
    pub fn kept(text: &str) -> Option<Self> {
        let (voters, totals) = text.split_once(';')?;
        let totals: Result<_, _> = totals.split(',').filter(|t| !t.is_empty()).map(str::parse).collect();
        Some(Self { voters: voters.parse().ok()?, totals: totals.ok()? })
    }

    /// Dots each, by R8.
    pub fn each(session: &Session) -> u32 {
        u32::try_from(dots_each(session.themes.len())).unwrap_or(3)
    }

    /// Dots counted so far, and how many there are.
    pub fn books(&self, session: &Session) -> (u32, u32) {
        (
            self.totals.iter().copied().fold(0, u32::saturating_add),
            self.voters.saturating_mul(Self::each(session)),
        )
    }

    /// The most one theme can have.
    pub fn most(&self) -> u32 {
        self.voters.saturating_mul(MAX_PER_OPTION)
    }

    /// Takes the dots of the next theme.
    ///
    /// # Errors
    /// A sentence that says why the number cannot be.
    pub fn count(&mut self, typed: &str, session: &Session) -> Result<(), String> {
        let typed = if typed.trim().is_empty() { "0" } else { typed.trim() };
        let Ok(dots) = typed.parse::<u32>() else {
            return Err("A whole number of dots, please.".to_owned());
        };
        let voters = text::plural(usize::try_from(self.voters).unwrap_or(0), "voter", "voters");
        if dots > self.most() {
            return Err(format!(
                "{dots} is too many: {voters}, {MAX_PER_OPTION} dots on one theme, makes {} at most.",
                self.most()
            ));
        }
        let (counted, all) = self.books(session);
        if counted + dots > all {
            return Err(format!("That makes {} dots, but {voters} have {all}.", counted + dots));
        }
        self.totals.push(dots);
        Ok(())
    }

    /// Whether every theme has its number.
    pub fn done(&self, session: &Session) -> bool {
        self.totals.len() >= session.themes.len()
    }

    /// The edit that records the ballot as closed: the count of the same themes is corrected, else a new one is added.
    pub fn edit(&self, session: &Session, now: &Moment) -> Edit {
        let each = Self::each(session);
        let mut totals = Table::default();
        for (theme, dots) in session.themes.iter().zip(&self.totals) {
            totals.set(theme.id.as_str(), *dots);
        }
        match latest(session).filter(|ballot| same_themes(ballot, session)) {
            Some(ballot) => {
                let id = &ballot.id;
                let edits = vec![
                    edit::change::<Ballot>(id, BallotChange::totals(Table::default())),
                    edit::change::<Ballot>(id, BallotChange::voters(self.voters)),
                    edit::change::<Ballot>(id, BallotChange::dots_each(each)),
                    edit::change::<Ballot>(id, BallotChange::totals(totals)),
                ];
                edit::many("dots counted anew", edits)
            }
            None => edit::add(Ballot {
                subject: Subject::Themes,
                dots_each: each,
                max_per_option: MAX_PER_OPTION,
                secret: true,
                opened_at: Some(now.clone()),
                closed_at: Some(now.clone()),
                voters: self.voters,
                totals,
                ..Ballot::default()
            }),
        }
    }
}

/// The latest closed ballot on themes.
pub fn latest(session: &Session) -> Option<&Ballot> {
    session.ballots.iter().rev().find(|b| b.subject == Subject::Themes && b.closed_at.is_some())
}

fn same_themes(ballot: &Ballot, session: &Session) -> bool {
    let totals = || ballot.totals.iter().map(|(id, _)| id);
    totals().count() == session.themes.len()
        && session.themes.iter().all(|t| totals().any(|id| id == t.id.as_str()))
}

/// How many may have voted: the latest ballot's number, else the participants who are here.
pub fn voters(ctx: &Ctx) -> u32 {
    let here = ctx.session.people.iter().filter(|person| person.takes_part()).count();
    latest(ctx.session).map_or(u32::try_from(here).unwrap_or(0), |ballot| ballot.voters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Theme;

    fn two_themes() -> Session {
        let mut session = Session::default();
        for name in ["Waiting", "Bills"] {
            let theme = Theme { name: name.into(), ..Theme::default() };
            session.apply(&edit::add(theme), &Moment::default()).expect("a theme can be added");
        }
        session
    }

    #[test]
    fn the_books_must_balance() {
        let session = two_themes();
        let mut count = Counting { voters: 4, totals: Vec::new() };
        assert_eq!(count.books(&session), (0, 12));
        assert!(count.count("nine", &session).is_err_and(|why| why.contains("whole number")));
        assert!(count.count("9", &session).is_err_and(|why| why.contains("8 at most")));
        assert_eq!(count.count("8", &session), Ok(()));
        assert!(count.count("5", &session).is_err_and(|why| why.contains("13 dots")));
        assert_eq!(count.count("", &session), Ok(()));
        assert!(count.done(&session));
        assert_eq!(Counting::kept(&count.keep()), Some(count));
    }

    #[test]
    fn counting_the_same_themes_again_corrects_the_ballot() {
        let mut session = two_themes();
        let (first, again) =
            (Counting { voters: 4, totals: vec![8, 4] }, Counting { voters: 2, totals: vec![2, 4] });
        for count in [first, again] {
            let edit = count.edit(&session, &Moment::default());
            session.apply(&edit, &Moment::default()).expect("the books balance");
        }
        assert_eq!(session.ballots.len(), 1);
        let ballot = latest(&session).expect("it is closed");
        assert_eq!((ballot.voters, ballot.totals.get("T02")), (2, Some(&4)));
    }
}
