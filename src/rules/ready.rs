//! Ready to leave the room (the handbook, R16): five ticks, load, starts per week, what blocks the final export.
//!
//! A draft is never blocked; nothing here knows how an export looks.

use std::collections::HashMap;

use jiff::civil::Date;

use super::words::{Id, list, number, sentence_case};

/// Days after the session within which a first step must lie.
pub const FIRST_STEP_DAYS: i64 = 14;
/// More open items than this are said aloud.
pub const LOAD_LIMIT: usize = 2;
/// More starts in one calendar week than this are said aloud.
pub const STARTS_LIMIT: usize = 3;
/// More Now gaps led by one department than this are said aloud.
pub const LEAD_LIMIT: usize = 2;

/// One action, as far as the ticks need it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Action {
    pub owner: Option<Id>,
    /// A first step is written down.
    pub first_step: bool,
    pub first_step_on: Option<Date>,
    pub due: Option<Date>,
    /// Its measure exists and has a baseline value.
    pub measured: bool,
    /// It has begun already: its dates may lie before the day.
    pub begun: bool,
}

impl Action {
    /// The dates that lie before the day, of an action that is only agreed on that day: slips.
    fn before(&self, session: Date) -> impl Iterator<Item = Date> {
        let dates = [self.first_step_on, self.due].into_iter().flatten();
        dates.filter(move |day| !self.begun && *day < session)
    }
}

/// The first date of a gap's actions that lies before the day itself.
pub fn before_the_day(actions: &[Action], session: Date) -> Option<Date> {
    actions.iter().flat_map(|action| action.before(session)).min()
}

/// The five ticks of one Now gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "five ticks are five yes-or-no answers")]
pub struct Ticks {
    pub action: bool,
    pub owner: bool,
    pub first_step: bool,
    pub due: bool,
    pub measure: bool,
}

impl Ticks {
    /// Each tick with its words, in order.
    pub fn all(self) -> [(&'static str, bool); 5] {
        [
            ("action", self.action),
            ("owner", self.owner),
            ("first step within 14 days", self.first_step),
            ("every due date within the horizon", self.due),
            ("a measure with a baseline", self.measure),
        ]
    }

    /// How many are there, 0..=5.
    pub fn count(self) -> usize {
        self.all().into_iter().filter(|(_, tick)| *tick).count()
    }

    /// “5 of 5”, or “4 of 5; missing: a measure with a baseline”.
    pub fn sentence(self) -> String {
        let missing: Vec<&str> =
            self.all().into_iter().filter(|(_, tick)| !tick).map(|(word, _)| word).collect();
        let count = self.count();
        if missing.is_empty() {
            "5 of 5".to_owned()
        } else {
            format!("{count} of 5; missing: {}", missing.join(", "))
        }
    }
}

/// Whole days from `from` to `to`.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(i64::MAX, |span| i64::from(span.get_days()))
}

/// The five ticks over all actions of one gap. Days run from the session's own date.
pub fn ticks(actions: &[Action], session: Option<Date>, horizon_days: i64) -> Ticks {
    let within = |action: &Action, day: Option<Date>, days: i64| match (session, day) {
        (Some(session), Some(day)) => {
            days_between(session, day) <= days && !action.before(session).any(|before| before == day)
        }
        (None, Some(_)) => true,
        (_, None) => false,
    };
    let any = !actions.is_empty();
    Ticks {
        action: any,
        owner: any && actions.iter().all(|action| action.owner.is_some()),
        first_step: actions.iter().any(|action| within(action, action.first_step_on, FIRST_STEP_DAYS)),
        due: any && actions.iter().all(|action| within(action, action.due, horizon_days)),
        measure: actions.iter().any(|action| action.measured),
    }
}

/// What a Now gap still lacks so that the final export would print a hole; empty means nothing.
pub fn holes(actions: &[Action]) -> Vec<&'static str> {
    if actions.is_empty() {
        return vec!["an action"];
    }
    let mut holes = Vec::new();
    if actions.iter().any(|action| action.owner.is_none()) {
        holes.push("an owner");
    }
    if !actions.iter().any(|action| action.first_step || action.first_step_on.is_some()) {
        holes.push("a first step");
    }
    if actions.iter().any(|action| action.due.is_none()) {
        holes.push("a due date");
    }
    holes
}

/// How often each key appears, in the order of first appearance.
pub fn tally<K, I>(keys: I) -> Vec<(K, usize)>
where
    K: Clone + Eq + std::hash::Hash,
    I: IntoIterator<Item = K>,
{
    let mut at: HashMap<K, usize> = HashMap::new();
    let mut counts: Vec<(K, usize)> = Vec::new();
    for key in keys {
        if let Some(place) = at.get(&key) {
            counts[*place].1 += 1;
        } else {
            at.insert(key.clone(), counts.len());
            counts.push((key, 1));
        }
    }
    counts
}

/// A calendar week, by the ISO rule (weeks begin on Monday).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    pub year: i16,
    pub week: i8,
}

impl Week {
    /// The week a day lies in.
    pub fn of(day: Date) -> Week {
        let iso = day.iso_week_date();
        Week { year: iso.year(), week: iso.week() }
    }
}

/// “Priya has three of these.”
pub fn load_sentence(name: &str, items: usize) -> Option<String> {
    (items > LOAD_LIMIT)
        .then(|| format!("{name} has {} of these: what could somebody else take?", number(items)))
}

/// “Five start in week 12: which can wait a week?”
pub fn start_sentence(week: Week, starts: usize) -> Option<String> {
    (starts > STARTS_LIMIT).then(|| {
        format!("{} start in week {}: which can wait a week?", sentence_case(&number(starts)), week.week)
    })
}

/// “Three Now gaps are led by Billing.”
pub fn lead_sentence(department: &str, gaps: usize) -> Option<String> {
    (gaps > LEAD_LIMIT).then(|| {
        format!(
            "{} Now gaps are led by {department}: can another desk lead one?",
            sentence_case(&number(gaps))
        )
    })
}

/// “BL6 and G17 still hold the words of a note that is kept private: reword them.”
pub fn exposed_sentence(ids: &[Id]) -> Option<String> {
    let named: Vec<&str> = ids.iter().map(Id::as_str).collect();
    let (hold, them) = if ids.len() == 1 { ("holds", "it") } else { ("hold", "them") };
    (!ids.is_empty()).then(|| {
        format!("{} still {hold} the words of a note that is kept private: reword {them}.", list(&named))
    })
}

/// What a finding is about, so that a screen can go there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    Gap,
    Note,
    Person,
    Department,
    Week,
    Theme,
    Evidence,
    ParkingLot,
    Review,
}

/// One thing to fix before the final export, or to know before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub about: About,
    /// Of what to fix; empty where there is nothing to point at.
    pub id: Id,
    pub sentence: String,
    /// Blocks only variants without names.
    pub anonymised_only: bool,
}

impl Finding {
    /// Blocks, or warns of, every variant.
    pub fn new(about: About, id: impl Into<Id>, sentence: impl Into<String>) -> Self {
        Self { about, id: id.into(), sentence: sentence.into(), anonymised_only: false }
    }

    /// Concerns only variants without names.
    #[must_use]
    pub fn anonymised_only(mut self) -> Self {
        self.anonymised_only = true;
        self
    }
}

/// Whether the final version may leave; a draft always may.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Readiness {
    pub blockers: Vec<Finding>,
    pub warnings: Vec<Finding>,
}

impl Readiness {
    /// What blocks the final full version.
    pub fn blocks(&self) -> impl Iterator<Item = &Finding> {
        self.blockers.iter().filter(|finding| !finding.anonymised_only)
    }

    /// What is good to know before it: what blocks only versions without names as well.
    pub fn good_to_know(&self) -> impl Iterator<Item = &Finding> {
        self.warnings.iter().chain(self.blockers.iter().filter(|finding| finding.anonymised_only))
    }

    /// Something blocks the final export of this kind of variant.
    pub fn blocked(&self, anonymised: bool) -> bool {
        self.blockers.iter().any(|finding| anonymised || !finding.anonymised_only)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn load_and_pace_are_said_in_words() {
        assert_eq!(
            load_sentence("Priya", 3).as_deref(),
            Some("Priya has three of these: what could somebody else take?")
        );
        assert_eq!(load_sentence("Priya", 2), None);
        let week = Week::of(jiff::civil::date(2026, 3, 16));
        assert_eq!(start_sentence(week, 5).as_deref(), Some("Five start in week 12: which can wait a week?"));
        assert_eq!(start_sentence(week, 3), None);
    }

    #[test]
    fn the_first_days_of_january_may_belong_to_last_years_week() {
        assert_eq!(Week::of(jiff::civil::date(2027, 1, 1)), Week { year: 2026, week: 53 });
    }

    #[test]
    fn ticks_name_what_is_missing() {
        assert_eq!(
            Ticks { action: true, owner: true, first_step: true, due: true, measure: false }.sentence(),
            "4 of 5; missing: a measure with a baseline"
        );
        assert_eq!(holes(&[]), ["an action"]);
        assert_eq!(holes(&[Action::default()]), ["an owner", "a first step", "a due date"]);
    }

    #[test]
    fn a_date_before_the_day_is_a_slip_and_earns_no_tick_unless_the_action_has_begun() {
        let day = jiff::civil::date(2026, 11, 30);
        let early = jiff::civil::date(2020, 1, 1);
        let slip = Action { first_step_on: Some(early), due: Some(early), ..Action::default() };
        let found = ticks(std::slice::from_ref(&slip), Some(day), 75);
        assert!(!found.first_step && !found.due);
        assert_eq!(before_the_day(std::slice::from_ref(&slip), day), Some(early));
        let begun = Action { begun: true, ..slip };
        let found = ticks(std::slice::from_ref(&begun), Some(day), 75);
        assert!(found.first_step && found.due);
        assert_eq!(before_the_day(&[begun], day), None);
        let today = Action { first_step_on: Some(day), due: Some(day), ..Action::default() };
        assert!(ticks(&[today], Some(day), 75).first_step, "the day itself counts");
    }

    #[test]
    fn a_tally_keeps_the_order_of_first_appearance() {
        assert_eq!(tally(["P12", "P03", "P12"]), [("P12", 2), ("P03", 1)]);
    }

    #[test]
    fn a_sensitive_note_blocks_only_the_versions_without_names() {
        let blocker = Finding::new(About::Note, "N040", "Needs a public text.").anonymised_only();
        let ready = Readiness { blockers: vec![blocker], warnings: vec![] };
        assert!(ready.blocked(true));
        assert!(!ready.blocked(false));
    }
}
