//! The invariants of the data model (the handbook, 2.3 and 2.4), checked on the item an edit touches, and the
//! clean-up after a removal, so that all references resolve.

use super::edit::{Keeps, Listed, Rejection};
use super::themes::SHORTFALL_LEAST;
use super::{
    Action, ActionId, Ballot, BallotId, Block, BlockId, BlockKind, Blocker, BlockerId, Card, Check, CheckId,
    Clock, Decision, DecisionId, Department, DepartmentId, Evidence, EvidenceId, Feedback, FeedbackId, Gap,
    GapId, Guideline, GuidelineId, Initiative, InitiativeId, Metric, MetricId, Moment, Need, NeedId, Note,
    NoteId, Objective, ObjectiveId, Parked, ParkedId, Person, PersonId, Premortem, PremortemId, Process,
    ProcessId, Question, QuestionId, Review, ReviewId, Session, SessionStatus, Sop, SopId, System, SystemId,
    Theme, ThemeId, Win, WinId,
};

#[expect(clippy::unnecessary_wraps, reason = "the answer of a check that has nothing against it")]
const fn ok() -> Result<(), Rejection> {
    Ok(())
}

fn said(text: &str, what: &str, most: usize) -> Result<(), Rejection> {
    if text.trim().is_empty() {
        return Rejection::because(format!("{what} is empty."));
    }
    short(text, what, most)
}

fn short(text: &str, what: &str, most: usize) -> Result<(), Rejection> {
    let count = text.chars().count();
    if count > most {
        return Rejection::because(format!("{what} has {count} characters; {most} is the limit."));
    }
    Ok(())
}

fn drop_from<I: PartialEq>(ids: &mut Vec<I>, id: &I) {
    ids.retain(|other| other != id);
}

/// The same of one reference.
fn anew<'a, I: PartialEq>(id: Option<&'a I>, before: Option<&I>) -> Option<&'a I> {
    id.filter(|id| before != Some(*id))
}

/// What an edit named anew; what the file brought along may dangle.
fn fresh<I: PartialEq + Clone>(ids: &[I], before: Option<&[I]>) -> Vec<I> {
    let before = before.unwrap_or_default();
    ids.iter().filter(|id| !before.contains(id)).cloned().collect()
}

fn clear<I: PartialEq>(slot: &mut Option<I>, id: &I) {
    if slot.as_ref() == Some(id) {
        *slot = None;
    }
}

impl Session {
    fn known<T: Listed>(&self, id: Option<&T::Id>) -> Result<(), Rejection> {
        match id {
            Some(id) if self.get::<T>(id).is_none() => {
                Rejection::because(format!("There is no {} {id}.", T::NOUN))
            }
            _ => Ok(()),
        }
    }

    fn all_known<T: Listed>(&self, ids: &[T::Id]) -> Result<(), Rejection> {
        ids.iter().try_for_each(|id| self.known::<T>(Some(id)))
    }

    pub(super) fn check_card(&self, before: &Card) -> Result<(), Rejection> {
        let card = &self.session;
        if let (Some(start), Some(end)) = (card.start, card.end)
            && end <= start
        {
            return Rejection::because(format!(
                "The day ends at {end}, which is not after its start at {start}."
            ));
        }
        if card.anonymity_threshold.is_some_and(|k| k < 2) {
            return Rejection::because("The anonymity threshold is at least 2 people.");
        }
        if card.now_horizon_days.is_some_and(|days| !(14..=180).contains(&days)) {
            return Rejection::because("The horizon of Now is 14 to 180 days.");
        }
        if !card.cost_bands.is_empty() && card.cost_bands.len() != 5 {
            return Rejection::because("There are five cost bands, one for each number.");
        }
        if let Some(capacity) = &card.capacity {
            if !(1..=12).contains(&capacity.limit) {
                return Rejection::because("Now holds between 1 and 12 gaps.");
            }
            let reason = capacity.reason.as_deref().unwrap_or("").trim();
            if capacity.suggested.is_some_and(|n| n != capacity.limit) && reason.is_empty() {
                return Rejection::because("A limit that differs from the suggested one needs a reason.");
            }
        }
        if let Some(w) = &card.weights
            && [w.impact, w.urgency, w.feasibility, w.affordability].iter().any(|n| !(1..=9).contains(n))
        {
            return Rejection::because("Weights are whole numbers from 1 to 9.");
        }
        for (person, before) in [
            (&card.facilitator, &before.facilitator),
            (&card.scribe, &before.scribe),
            (&card.sponsor, &before.sponsor),
        ] {
            self.known::<Person>(anew(person.as_ref(), before.as_ref()))?;
        }
        Ok(())
    }
}

impl Keeps<Department> for Session {
    fn after(&mut self, id: &DepartmentId, _: Option<&Department>, _: &Moment) -> Result<(), Rejection> {
        self.get::<Department>(id).map_or(ok(), |d| said(&d.name, "The department's name", 200))
    }
    fn may_remove(&self, id: &DepartmentId) -> Result<(), Rejection> {
        match self.people.iter().filter(|p| p.department.as_ref() == Some(id)).count() {
            0 => Ok(()),
            1 => Rejection::because("One person on the roster belongs to this department. Move them first."),
            n => Rejection::because(format!(
                "{n} people on the roster belong to this department. Move them first."
            )),
        }
    }
    fn forget(&mut self, gone: &Department) {
        let id = &gone.id;
        self.gaps.each_mut(
            |gap| gap.lead_department.as_ref() == Some(id) || gap.affects.contains(id),
            |gap| {
                clear(&mut gap.lead_department, id);
                drop_from(&mut gap.affects, id);
            },
        );
        self.notes.each_mut(|n| n.department.as_ref() == Some(id), |n| n.department = None);
        let here = |process: &Process| process.steps.iter().any(|s| s.department.as_ref() == Some(id));
        self.processes.each_mut(here, |process| {
            process.steps.each_mut(|s| s.department.as_ref() == Some(id), |s| s.department = None);
        });
    }
}

impl Keeps<Person> for Session {
    fn after(&mut self, id: &PersonId, before: Option<&Person>, _: &Moment) -> Result<(), Rejection> {
        let Some(person) = self.get::<Person>(id) else { return Ok(()) };
        said(&person.name, "The name", 200)?;
        if before.is_none_or(|b| b.department != person.department) {
            self.known::<Department>(person.department.as_ref())?;
        }
        if let (Some(came), Some(left)) = (&person.arrived_at, &person.left_at)
            && left.instant() < came.instant()
        {
            return Rejection::because(format!("Left at {}, but came at {}.", left.clock(), came.clock()));
        }
        Ok(())
    }
    fn may_remove(&self, id: &PersonId) -> Result<(), Rejection> {
        let mine = Some(id);
        let notes = self.notes.iter().filter(|n| n.author.as_ref() == mine).count();
        let owns = self.actions.iter().filter(|a| a.owner.as_ref() == mine).count();
        if notes > 0 || owns > 0 {
            return Rejection::because("This person has notes or actions. Mark them absent instead.");
        }
        Ok(())
    }
    fn forget(&mut self, gone: &Person) {
        let (id, me) = (&gone.id, Some(&gone.id));
        let card = &mut self.session;
        for slot in [&mut card.facilitator, &mut card.scribe, &mut card.sponsor] {
            clear(slot, id);
        }
        if let Some(capacity) = &mut card.capacity {
            clear(&mut capacity.set_by, id);
        }
        self.actions.each_mut(|a| a.helpers.contains(id), |a| drop_from(&mut a.helpers, id));
        self.information_needs.each_mut(|n| n.owner.as_ref() == me, |n| n.owner = None);
        self.metrics.each_mut(|m| m.owner.as_ref() == me, |m| m.owner = None);
        self.processes.each_mut(|p| p.owner.as_ref() == me, |p| p.owner = None);
        let changed = |page: &Sop| page.revisions.iter().any(|r| r.by.as_ref() == me);
        self.sops.each_mut(
            |s| s.owner.as_ref() == me || changed(s),
            |s| {
                clear(&mut s.owner, id);
                s.revisions.each_mut(|r| r.by.as_ref() == me, |r| r.by = None);
            },
        );
        self.systems.each_mut(|s| s.owner.as_ref() == me, |s| s.owner = None);
        self.initiatives.each_mut(|i| i.owner.as_ref() == me, |i| i.owner = None);
        self.blockers.each_mut(|b| b.owner.as_ref() == me, |b| b.owner = None);
        self.checklist.each_mut(|c| c.owner.as_ref() == me, |c| c.owner = None);
        self.decisions.each_mut(|d| d.asked_of.as_ref() == me, |d| d.asked_of = None);
        self.parking_lot.each_mut(
            |p| p.owner.as_ref() == me || p.raised_by.as_ref() == me,
            |p| {
                clear(&mut p.owner, id);
                clear(&mut p.raised_by, id);
            },
        );
        let asked = |gap: &Gap| gap.moved.as_ref().is_some_and(|m| m.requested_by.as_ref() == me);
        self.gaps.each_mut(asked, |gap| {
            if let Some(moved) = &mut gap.moved {
                moved.requested_by = None;
            }
        });
        let shared = |item: &Evidence| {
            item.shares
                .iter()
                .any(|s| matches!(&s.to, super::Audience::People(people) if people.contains(id)))
        };
        self.evidence.each_mut(shared, |item| {
            item.shares.each_mut(
                |_| true,
                |share| {
                    if let super::Audience::People(people) = &mut share.to {
                        drop_from(people, id);
                    }
                },
            );
        });
    }
}

impl Keeps<Check> for Session {
    fn after(&mut self, id: &CheckId, _: Option<&Check>, _: &Moment) -> Result<(), Rejection> {
        self.get::<Check>(id).map_or(ok(), |c| said(&c.text, "The item", 500))
    }
}

impl Session {
    /// Start times follow from the sum of the minutes before them, and from what was put off during the day.
    pub(super) fn retime(&mut self) {
        let Some(first) = self.agenda.at(0) else { return };
        let mut at: Clock = self.session.start.unwrap_or(first.planned_start);
        for i in 0..self.agenda.len() {
            at = at.plus(self.agenda.at(i).and_then(|block| block.late_minutes).unwrap_or(0));
            if self.agenda.at(i).is_some_and(|block| block.planned_start != at)
                && let Some(block) = self.agenda.at_mut(i)
            {
                block.planned_start = at;
            }
            at = at.plus(self.agenda.at(i).map_or(0, |block| block.planned_minutes));
        }
    }
}

impl Keeps<Block> for Session {
    fn after(&mut self, id: &BlockId, _: Option<&Block>, _: &Moment) -> Result<(), Rejection> {
        if let Some(block) = self.get::<Block>(id) {
            said(&block.title, "The block's title", 200)?;
            if block.minimum_minutes == 0 || block.minimum_minutes > block.planned_minutes {
                return Rejection::because(format!(
                    "The minimum is between 1 and the planned {} minutes.",
                    block.planned_minutes
                ));
            }
            if block.planned_minutes > 24 * 60 {
                return Rejection::because("A block is at most a day long.");
            }
            if block.late_minutes.is_some_and(|late| late > 24 * 60) {
                return Rejection::because("A block is put off by at most a day.");
            }
            let floor = if block.id.as_str() == "lunch" { 45 } else { 10 };
            if block.kind == BlockKind::Break && block.minimum_minutes < floor {
                return Rejection::because(format!("This break is never shorter than {floor} minutes."));
            }
        }
        self.retime();
        Ok(())
    }
    fn forget(&mut self, _: &Block) {
        self.retime();
    }
}

impl Keeps<Evidence> for Session {
    fn after(&mut self, id: &EvidenceId, _: Option<&Evidence>, _: &Moment) -> Result<(), Rejection> {
        let Some(item) = self.get::<Evidence>(id) else { return Ok(()) };
        said(&item.title, "The title", 200)?;
        short(&item.headline, "The headline", 140)
    }
    fn forget(&mut self, gone: &Evidence) {
        self.gaps.each_mut(|g| g.evidence.contains(&gone.id), |g| drop_from(&mut g.evidence, &gone.id));
    }
}

impl Keeps<Question> for Session {
    fn after(&mut self, id: &QuestionId, before: Option<&Question>, _: &Moment) -> Result<(), Rejection> {
        let Some(question) = self.get::<Question>(id) else { return Ok(()) };
        said(&question.text, "The question", 300)?;
        if question.columns.is_empty() {
            return Rejection::because("A question has at least one column.");
        }
        let lost = before.is_some_and(|b| b.columns != question.columns)
            && self.notes.iter().any(|n| n.question == *id && !question.columns.contains(&n.column));
        if lost {
            return Rejection::because("There are notes in a column that would go. Move them first.");
        }
        Ok(())
    }
    fn may_remove(&self, id: &QuestionId) -> Result<(), Rejection> {
        if matches!(id.as_str(), "Q1" | "Q2" | "Q3" | "Q4") {
            return Rejection::because("The four questions of the method stay.");
        }
        match self.notes.iter().filter(|n| n.question == *id).count() {
            0 => Ok(()),
            n => Rejection::because(format!("{n} notes answer this question. Move them first.")),
        }
    }
}

impl Keeps<Note> for Session {
    fn after(&mut self, id: &NoteId, before: Option<&Note>, at: &Moment) -> Result<(), Rejection> {
        let Some(note) = self.get::<Note>(id) else { return Ok(()) };
        if before.is_none_or(|b| b.text != note.text) {
            said(&note.text, "The note", 1000)?;
        }
        match self.get::<Question>(&note.question) {
            None => return Rejection::because(format!("There is no question {}.", note.question)),
            Some(q) if !q.columns.contains(&note.column) => {
                return Rejection::because(format!("Question {} has no column “{}”.", q.id, note.column));
            }
            Some(_) => {}
        }
        if before.is_none_or(|b| b.theme != note.theme) {
            self.known::<Theme>(note.theme.as_ref())?;
        }
        if before.is_none_or(|b| b.author != note.author) {
            self.known::<Person>(note.author.as_ref())?;
        }
        if before.is_none_or(|b| b.department != note.department) {
            self.known::<Department>(note.department.as_ref())?;
        }
        if before.is_none_or(|b| b.pair != note.pair) {
            if note.pair.as_ref() == Some(id) {
                return Rejection::because("A note cannot go with itself.");
            }
            self.known::<Note>(note.pair.as_ref())?;
        }
        if note.not_same.contains(id) {
            return Rejection::because("A note is always the same as itself.");
        }
        if before.is_none_or(|b| b.not_same != note.not_same) {
            self.all_known::<Note>(&fresh(&note.not_same, before.map(|b| &*b.not_same)))?;
        }
        if let Some(first) = &note.duplicate_of {
            if first == id {
                return Rejection::because("A note cannot repeat itself.");
            }
            match self.get::<Note>(first) {
                None => return Rejection::because(format!("There is no note {first}.")),
                Some(first) if first.duplicate_of.is_some() => {
                    return Rejection::because("That note repeats another one itself. Stack on the first.");
                }
                Some(_) => {}
            }
            let (on, theme) = (Some(id.clone()), self.get::<Note>(first).and_then(|n| n.theme.clone()));
            if self.notes.iter().any(|n| n.duplicate_of == on) {
                return Rejection::because("Other notes are stacked on this one. Unstack them first.");
            }
            // Onto a stack, or from one stack to another: a stack lies in one theme.
            if before.is_none_or(|b| b.duplicate_of != note.duplicate_of)
                && let Some(note) = self.notes.get_mut(id)
            {
                note.theme = theme;
            }
        }
        if let Some(before) = before {
            let theme = self.get::<Note>(id).and_then(|n| n.theme.clone());
            if before.theme != theme {
                self.after_theme_change(id, before.theme.as_ref(), theme.as_ref());
            }
        }
        self.log_if_closed(at, id.as_str());
        Ok(())
    }
    fn forget(&mut self, gone: &Note) {
        let (id, me) = (&gone.id, Some(&gone.id));
        self.themes.each_mut(|t| t.lead_quote.as_ref() == me, |t| t.lead_quote = None);
        self.gaps.each_mut(|g| g.notes.contains(id), |g| drop_from(&mut g.notes, id));
        self.information_needs.each_mut(|n| n.note.as_ref() == me, |n| n.note = None);
        self.blockers.each_mut(|b| b.note.as_ref() == me, |b| b.note = None);
        self.parking_lot.each_mut(|p| p.note.as_ref() == me, |p| p.note = None);
        self.notes.each_mut(|n| n.pair.as_ref() == me, |n| n.pair = None);
        self.notes.each_mut(|n| n.not_same.contains(id), |n| drop_from(&mut n.not_same, id));
        let mut heir: Option<NoteId> = None;
        self.notes.each_mut(
            |n| n.duplicate_of.as_ref() == me,
            |n| match &heir {
                None => {
                    n.duplicate_of = None;
                    heir = Some(n.id.clone());
                }
                Some(first) => n.duplicate_of = Some(first.clone()),
            },
        );
    }
}

impl Session {
    /// A note that leaves a theme is no longer its lead quote, and takes the notes stacked on it along.
    fn after_theme_change(&mut self, id: &NoteId, from: Option<&ThemeId>, to: Option<&ThemeId>) {
        if let Some(theme) = from.and_then(|from| self.themes.get(from))
            && theme.lead_quote.as_ref() == Some(id)
        {
            let theme = theme.id.clone();
            if let Some(theme) = self.themes.get_mut(&theme) {
                theme.lead_quote = None;
            }
        }
        self.notes.each_mut(|n| n.duplicate_of.as_ref() == Some(id), |n| n.theme = to.cloned());
    }
}

impl Keeps<Theme> for Session {
    fn after(&mut self, id: &ThemeId, before: Option<&Theme>, _: &Moment) -> Result<(), Rejection> {
        let Some(theme) = self.get::<Theme>(id) else { return Ok(()) };
        said(&theme.name, "The theme's name", 200)?;
        match anew(theme.lead_quote.as_ref(), before.and_then(|b| b.lead_quote.as_ref()))
            .map(|n| (n, self.get::<Note>(n)))
        {
            Some((_, Some(note))) if note.theme.as_ref() == Some(id) => Ok(()),
            Some((note, _)) => Rejection::because(format!("{note} is not a note of this theme.")),
            None => Ok(()),
        }
    }
    fn forget(&mut self, gone: &Theme) {
        self.notes.each_mut(|n| n.theme.as_ref() == Some(&gone.id), |n| n.theme = None);
        self.gaps.each_mut(|g| g.themes.contains(&gone.id), |g| drop_from(&mut g.themes, &gone.id));
    }
}

impl Keeps<Ballot> for Session {
    fn after(&mut self, id: &BallotId, before: Option<&Ballot>, at: &Moment) -> Result<(), Rejection> {
        let Some(ballot) = self.get::<Ballot>(id) else { return Ok(()) };
        let sum: u64 = ballot.totals.iter().map(|(_, n)| u64::from(*n)).sum();
        let all = u64::from(ballot.voters) * u64::from(ballot.dots_each);
        if sum > all {
            return Rejection::because(format!(
                "{sum} dots counted, but {} voters have {all}.",
                ballot.voters
            ));
        }
        let cap = u64::from(ballot.voters) * u64::from(ballot.max_per_option);
        if let Some((option, _)) = ballot.totals.iter().find(|(_, n)| u64::from(**n) > cap) {
            return Rejection::because(format!("{option} has more dots than {cap}, the most it can have."));
        }
        if before.is_none_or(|b| b.by_level != ballot.by_level || b.totals != ballot.totals)
            && ballot.dots_in_piles() > sum
        {
            let piles = ballot.dots_in_piles();
            return Rejection::because(format!("{piles} dots by level, but only {sum} were counted."));
        }
        if before.is_some_and(|b| b.opened_at.is_some() && b.options != ballot.options) {
            return Rejection::because("The options cannot change once the ballot is open.");
        }
        let to_give = |b: &Ballot| (b.voters, b.dots_each, b.max_per_option);
        if before.is_none_or(|b| b.cast != ballot.cast || to_give(b) != to_give(ballot)) {
            check_cast(ballot)?;
        }
        if before.is_none_or(|b| b.shortfall != ballot.shortfall)
            && ballot.shortfall.as_ref().is_some_and(|why| why.trim().chars().count() < SHORTFALL_LEAST)
        {
            return Rejection::because(
                "Say why, in at least ten characters: it is printed with the dots in the synopsis.",
            );
        }
        if ballot.closed_at.is_some()
            && ballot.cast.is_some()
            && let Some(ballot) = self.ballots.get_mut(id)
        {
            ballot.cast = None;
        }
        // While it is open the piles lie with the single ballots; sums of an earlier count say nothing of this one.
        if self.get::<Ballot>(id).is_some_and(|b| b.closed_at.is_none() && b.by_level.is_some())
            && let Some(ballot) = self.ballots.get_mut(id)
        {
            ballot.by_level = None;
        }
        self.log_if_closed(at, id.as_str());
        Ok(())
    }
}

/// No ballot holds more dots than anybody has, and there are not more ballots than voters.
fn check_cast(ballot: &Ballot) -> Result<(), Rejection> {
    let Some(cast) = &ballot.cast else { return Ok(()) };
    let within = ballot.ballots_in();
    if within > ballot.voters {
        let ballots = if within == 1 { "ballot is" } else { "ballots are" };
        return Rejection::because(format!("{within} {ballots} in, and {} may vote.", ballot.voters));
    }
    let choices = ballot.choices();
    for (key, dots) in cast.iter() {
        let sum: u64 = dots.iter().map(|(_, n)| u64::from(*n)).sum();
        if sum > u64::from(ballot.dots_each) {
            return Rejection::because(format!(
                "Ballot {key} has {sum} dots, but everybody has {}.",
                ballot.dots_each
            ));
        }
        if dots.iter().any(|(_, n)| *n > ballot.max_per_option) {
            return Rejection::because(format!("At most {} dots on one option.", ballot.max_per_option));
        }
        if let Some((option, _)) = dots.iter().find(|(id, _)| !choices.iter().any(|choice| choice == id)) {
            return Rejection::because(format!("{option} is no option of this ballot."));
        }
    }
    Ok(())
}

impl Keeps<Gap> for Session {
    fn after(&mut self, id: &GapId, before: Option<&Gap>, at: &Moment) -> Result<(), Rejection> {
        let Some(gap) = self.get::<Gap>(id) else { return Ok(()) };
        // The board moves gaps that nobody touched: what a stranger's file broke in one of them must not stop the others.
        if let Some(before) = before
            && *gap == (Gap { lane: gap.lane.clone(), position: gap.position, ..before.clone() })
        {
            return Ok(());
        }
        said(&gap.title, "The gap's title", 200)?;
        let scores = [gap.scores.impact, gap.scores.urgency, gap.scores.feasibility, gap.scores.cost];
        if scores.iter().flatten().any(|n| !(1..=5).contains(n)) {
            return Rejection::because("Scores are whole numbers from 1 to 5.");
        }
        if let Some(moved) = &gap.moved
            && moved.reason.trim().chars().count() < 10
        {
            return Rejection::because(
                "Say why, in at least ten characters: the reason is printed in the synopsis.",
            );
        }
        self.all_known::<Theme>(&fresh(&gap.themes, before.map(|b| &*b.themes)))?;
        self.all_known::<Note>(&fresh(&gap.notes, before.map(|b| &*b.notes)))?;
        self.all_known::<Evidence>(&fresh(&gap.evidence, before.map(|b| &*b.evidence)))?;
        self.all_known::<Department>(&fresh(&gap.affects, before.map(|b| &*b.affects)))?;
        self.all_known::<System>(&fresh(&gap.systems, before.map(|b| &*b.systems)))?;
        let same = |field: fn(&Gap) -> Option<&str>| before.is_some_and(|b| field(b) == field(gap));
        if !same(|g| g.lead_department.as_ref().map(DepartmentId::as_str)) {
            self.known::<Department>(gap.lead_department.as_ref())?;
        }
        if !same(|g| g.process.as_ref().map(ProcessId::as_str)) {
            self.known::<Process>(gap.process.as_ref())?;
        }
        if !same(|g| g.caused_by.as_ref().map(ActionId::as_str)) {
            self.known::<Action>(gap.caused_by.as_ref())?;
        }
        if gap.merged_into.as_ref() == Some(id) {
            return Rejection::because("A gap cannot be merged into itself.");
        }
        if !same(|g| g.merged_into.as_ref().map(GapId::as_str)) {
            self.known::<Gap>(gap.merged_into.as_ref())?;
        }
        if let Some(before) = before {
            let (moved, rescored) = (before.moved != gap.moved, before.scores != gap.scores);
            let to = gap.moved.as_ref().map(|m| m.lane.to_string());
            if moved {
                self.note_in_log(at, "override", id.as_str(), to);
            }
            if rescored {
                self.log_if_closed(at, id.as_str());
            }
        }
        Ok(())
    }
    fn forget(&mut self, gone: &Gap) {
        let (id, me) = (&gone.id, Some(&gone.id));
        self.actions.each_mut(|a| a.gap.as_ref() == me, |a| a.gap = None);
        self.processes.each_mut(|p| p.gaps.contains(id), |p| drop_from(&mut p.gaps, id));
        self.initiatives.each_mut(|i| i.gaps.contains(id), |i| drop_from(&mut i.gaps, id));
        self.blockers.each_mut(|b| b.gap.as_ref() == me, |b| b.gap = None);
        self.gaps.each_mut(|g| g.merged_into.as_ref() == me, |g| g.merged_into = None);
    }
}

impl Keeps<Objective> for Session {
    fn after(&mut self, id: &ObjectiveId, before: Option<&Objective>, _: &Moment) -> Result<(), Rejection> {
        let Some(objective) = self.get::<Objective>(id) else { return Ok(()) };
        said(&objective.text, "The objective", 300)?;
        self.known::<Metric>(anew(objective.metric.as_ref(), before.and_then(|b| b.metric.as_ref())))
    }
    fn forget(&mut self, gone: &Objective) {
        self.actions.each_mut(|a| a.objective.as_ref() == Some(&gone.id), |a| a.objective = None);
    }
}

impl Keeps<Action> for Session {
    fn after(&mut self, id: &ActionId, before: Option<&Action>, _: &Moment) -> Result<(), Rejection> {
        let Some(action) = self.get::<Action>(id) else { return Ok(()) };
        said(&action.title, "The action", 300)?;
        self.known::<Gap>(anew(action.gap.as_ref(), before.and_then(|b| b.gap.as_ref())))?;
        self.known::<Objective>(anew(action.objective.as_ref(), before.and_then(|b| b.objective.as_ref())))?;
        self.known::<Person>(anew(action.owner.as_ref(), before.and_then(|b| b.owner.as_ref())))?;
        self.all_known::<Person>(&fresh(&action.helpers, before.map(|b| &*b.helpers)))?;
        self.known::<Metric>(anew(action.measure.as_ref(), before.and_then(|b| b.measure.as_ref())))?;
        if let Some(due) = action.due {
            if action.first_step_on.is_some_and(|day| day > due) {
                return Rejection::because(format!(
                    "The first step comes after the due date, {}.",
                    due.short()
                ));
            }
            if action.start.is_some_and(|day| day > due) {
                return Rejection::because(format!("The start comes after the due date, {}.", due.short()));
            }
        }
        Ok(())
    }
    fn forget(&mut self, gone: &Action) {
        let me = Some(&gone.id);
        self.gaps.each_mut(|g| g.caused_by.as_ref() == me, |g| g.caused_by = None);
        self.wins.each_mut(|w| w.action.as_ref() == me, |w| w.action = None);
    }
}

impl Keeps<Need> for Session {
    fn after(&mut self, id: &NeedId, before: Option<&Need>, _: &Moment) -> Result<(), Rejection> {
        let Some(need) = self.get::<Need>(id) else { return Ok(()) };
        said(&need.question, "The question", 500)?;
        self.known::<Note>(anew(need.note.as_ref(), before.and_then(|b| b.note.as_ref())))?;
        self.known::<Person>(anew(need.owner.as_ref(), before.and_then(|b| b.owner.as_ref())))
    }
}

impl Keeps<Metric> for Session {
    fn after(&mut self, id: &MetricId, before: Option<&Metric>, _: &Moment) -> Result<(), Rejection> {
        let Some(metric) = self.get::<Metric>(id) else { return Ok(()) };
        said(&metric.name, "The measure's name", 200)?;
        let frozen = self.session.status == SessionStatus::Closed
            && before
                .is_some_and(|b| b.baseline.value.is_some() && b.baseline.value != metric.baseline.value);
        if frozen {
            return Rejection::because(
                "The baseline is frozen since the session was closed. Add a reading instead.",
            );
        }
        self.known::<Person>(anew(metric.owner.as_ref(), before.and_then(|b| b.owner.as_ref())))?;
        let defined = |b: &&Metric| {
            b.definition != metric.definition || b.definition_version != metric.definition_version
        };
        if let Some(before) = before.filter(defined)
            && let Some(metric) = self.metrics.get_mut(id)
        {
            metric.keep_definition(before);
        }
        Ok(())
    }
    fn forget(&mut self, gone: &Metric) {
        let me = Some(&gone.id);
        self.actions.each_mut(|a| a.measure.as_ref() == me, |a| a.measure = None);
        self.objectives.each_mut(|o| o.metric.as_ref() == me, |o| o.metric = None);
        self.processes.each_mut(|p| p.metric.as_ref() == me, |p| p.metric = None);
        self.sops.each_mut(|s| s.measure.as_ref() == me, |s| s.measure = None);
    }
}

impl Keeps<Process> for Session {
    fn after(&mut self, id: &ProcessId, before: Option<&Process>, _: &Moment) -> Result<(), Rejection> {
        let Some(process) = self.get::<Process>(id) else { return Ok(()) };
        said(&process.name, "The process's name", 200)?;
        self.known::<Person>(anew(process.owner.as_ref(), before.and_then(|b| b.owner.as_ref())))?;
        self.all_known::<Gap>(&fresh(&process.gaps, before.map(|b| &*b.gaps)))?;
        self.known::<Metric>(anew(process.metric.as_ref(), before.and_then(|b| b.metric.as_ref())))
    }
    fn forget(&mut self, gone: &Process) {
        let me = Some(&gone.id);
        self.gaps.each_mut(|g| g.process.as_ref() == me, |g| g.process = None);
        self.sops.each_mut(|s| s.process.as_ref() == me, |s| s.process = None);
    }
}

impl Keeps<Sop> for Session {
    fn after(&mut self, id: &SopId, _: Option<&Sop>, _: &Moment) -> Result<(), Rejection> {
        self.get::<Sop>(id).map_or(ok(), |s| said(&s.title, "The page's title", 200))
    }
}

impl Keeps<System> for Session {
    fn after(&mut self, id: &SystemId, _: Option<&System>, _: &Moment) -> Result<(), Rejection> {
        self.get::<System>(id).map_or(ok(), |s| said(&s.name, "The system's name", 200))
    }
    fn forget(&mut self, gone: &System) {
        self.gaps.each_mut(|g| g.systems.contains(&gone.id), |g| drop_from(&mut g.systems, &gone.id));
    }
}

impl Keeps<Initiative> for Session {
    fn after(&mut self, id: &InitiativeId, before: Option<&Initiative>, _: &Moment) -> Result<(), Rejection> {
        let Some(initiative) = self.get::<Initiative>(id) else { return Ok(()) };
        said(&initiative.name, "The initiative's name", 200)?;
        self.known::<Person>(anew(initiative.owner.as_ref(), before.and_then(|b| b.owner.as_ref())))?;
        self.all_known::<Gap>(&fresh(&initiative.gaps, before.map(|b| &*b.gaps)))
    }
}

impl Keeps<Blocker> for Session {
    fn after(&mut self, id: &BlockerId, before: Option<&Blocker>, _: &Moment) -> Result<(), Rejection> {
        let Some(blocker) = self.get::<Blocker>(id) else { return Ok(()) };
        said(&blocker.said, "What was said", 500)?;
        if before.is_none_or(|b| b.note != blocker.note) {
            self.known::<Note>(anew(blocker.note.as_ref(), before.and_then(|b| b.note.as_ref())))?;
        }
        self.known::<Gap>(anew(blocker.gap.as_ref(), before.and_then(|b| b.gap.as_ref())))?;
        self.known::<Person>(anew(blocker.owner.as_ref(), before.and_then(|b| b.owner.as_ref())))
    }
}

impl Keeps<Premortem> for Session {
    fn after(&mut self, id: &PremortemId, _: Option<&Premortem>, _: &Moment) -> Result<(), Rejection> {
        self.get::<Premortem>(id).map_or(ok(), |p| said(&p.text, "The reason", 500))
    }
}

impl Keeps<Parked> for Session {
    fn after(&mut self, id: &ParkedId, before: Option<&Parked>, _: &Moment) -> Result<(), Rejection> {
        let Some(parked) = self.get::<Parked>(id) else { return Ok(()) };
        said(&parked.text, "The item", 500)?;
        if before.is_none_or(|b| b.note != parked.note) {
            self.known::<Note>(anew(parked.note.as_ref(), before.and_then(|b| b.note.as_ref())))?;
        }
        self.known::<Person>(anew(parked.raised_by.as_ref(), before.and_then(|b| b.raised_by.as_ref())))?;
        self.known::<Person>(anew(parked.owner.as_ref(), before.and_then(|b| b.owner.as_ref())))
    }
}

impl Keeps<Decision> for Session {
    fn after(&mut self, id: &DecisionId, before: Option<&Decision>, _: &Moment) -> Result<(), Rejection> {
        let Some(decision) = self.get::<Decision>(id) else { return Ok(()) };
        said(&decision.text, "The decision", 500)?;
        self.known::<Person>(anew(decision.asked_of.as_ref(), before.and_then(|b| b.asked_of.as_ref())))
    }
}

impl Keeps<Review> for Session {
    fn after(&mut self, id: &ReviewId, _: Option<&Review>, _: &Moment) -> Result<(), Rejection> {
        self.get::<Review>(id).map_or(ok(), |r| said(&r.kind, "The review's name", 100))
    }
}

impl Keeps<Feedback> for Session {
    fn after(&mut self, id: &FeedbackId, _: Option<&Feedback>, _: &Moment) -> Result<(), Rejection> {
        self.get::<Feedback>(id).map_or(ok(), |f| said(&f.text, "The card", 500))
    }
}

impl Keeps<Win> for Session {
    fn after(&mut self, id: &WinId, before: Option<&Win>, _: &Moment) -> Result<(), Rejection> {
        let Some(win) = self.get::<Win>(id) else { return Ok(()) };
        said(&win.text, "The win", 300)?;
        self.known::<Action>(anew(win.action.as_ref(), before.and_then(|b| b.action.as_ref())))
    }
}

impl Keeps<Guideline> for Session {
    fn after(&mut self, id: &GuidelineId, _: Option<&Guideline>, _: &Moment) -> Result<(), Rejection> {
        self.get::<Guideline>(id).map_or(ok(), |g| said(&g.text, "The guideline", 500))
    }
}
