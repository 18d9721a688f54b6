//! A ballot from its opening to its result (the handbook, R8): what it is about, how it is counted, how many may vote,
//! when its books balance, the run-off. Knows single ballots only as a number that are in.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use smol_str::SmolStr;

use super::{Mode, Purpose, Themes, ballot_view};
use crate::rules::dots::{self, Joined, MAX_PER_OPTION, allowance, joined, voters_now};
use crate::session::{Ballot, BallotChange, BallotId, Person, Session, Subject, edit, moves};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::outcome::{Ask, Choice, ConfirmAsk, Outcome, PickAsk, TextAsk};
use crate::tui::overlays::count::{Way, may_have};
use crate::tui::overlays::pile;
use crate::tui::screens;

/// What the page of a ballot remembers; the ballot itself lies in the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Which one.
    pub id: BallotId,
    /// How it is counted.
    pub how: How,
    /// The option with the cursor, in the order shown.
    pub at: usize,
    /// How many options the shortlist is to have: of the ballot, or of the one whose tie it breaks.
    pub want: usize,
}

/// So many options a shortlist has where nobody moved its line.
const WANT: usize = crate::rules::dots::USUAL;

impl Page {
    fn of(id: &BallotId, how: How, want: usize) -> Self {
        Self { id: id.clone(), how, at: 0, want }
    }

    /// As it is kept over a restart: `B2 totals 5`.
    pub fn kept(&self) -> String {
        format!("{} {} {}", self.id, self.how.word(), self.want)
    }

    /// From what was kept.
    pub fn from_kept(kept: &str) -> Option<Self> {
        let mut words = kept.split(' ');
        let (id, how, want) = (words.next()?, How::from_word(words.next()?)?, words.next()?.parse().ok()?);
        Some(Self::of(&BallotId::new(id), how, want))
    }
}

/// How dots reach the laptop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Paper, one ballot after another.
    Slips,
    /// Paper, one option after another.
    Totals,
    /// Each at the laptop.
    Booth,
}

impl How {
    const ALL: [(How, &'static str, &'static str, &'static str); 3] = [
        (How::Slips, "slips", "Paper, ballot by ballot", "type the numbers: 1 4 4"),
        (How::Totals, "totals", "Paper, option by option", "count the dots of each"),
        (How::Booth, "booth", "Each at this laptop", "one after another, alone"),
    ];

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(how, ..)| *how == self).map_or("slips", |(_, word, ..)| word)
    }

    /// How a ballot is counted that is open already: what is in decides, then what was chosen.
    fn goes_on(self, ballot: &Ballot) -> Self {
        let by_option = ballot.cast.is_none() || !ballot.totals.is_empty();
        match self {
            _ if by_option && ballot.ballots_in() == 0 => Self::Totals,
            Self::Totals => Self::Slips,
            how => how,
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, ..)| *known == word).map(|(how, ..)| *how)
    }
}

/// A ballot that is about to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What it is about.
    pub subject: Subject,
    /// What may get dots.
    pub options: Vec<SmolStr>,
    /// How it is counted.
    pub how: How,
    /// Whether it decides between those tied at the line of the page.
    pub run_off: bool,
}

/// Options of a closed ballot with their dots, most first.
pub fn standing(ballot: &Ballot) -> Vec<(SmolStr, u32)> {
    let dots = |id: &SmolStr| ballot.totals.get(id).copied().unwrap_or(0);
    let mut totals: Vec<(SmolStr, u32)> =
        ballot.choices().into_iter().map(|id| (id.clone(), dots(&id))).collect();
    // Among equals the order of the wall stays.
    totals.sort_by_key(|(_, dots)| std::cmp::Reverse(*dots));
    totals
}

/// The shortlist of a closed ballot, or of the one whose tie it breaks, with what the run-offs decided.
pub fn list(session: &Session, ballot: &Ballot, want: usize) -> Joined {
    let main = session.main_of(ballot).unwrap_or(ballot);
    let run_offs: Vec<_> = session.run_offs_of(main).into_iter().map(standing).collect();
    joined(&standing(main), &run_offs, want)
}

/// “themes”, “gaps”, as the page says it.
pub fn about(subject: &Subject) -> &'static str {
    match subject {
        Subject::Gaps => "gaps",
        Subject::Premortem => "reasons",
        _ => "themes",
    }
}

impl Themes {
    /// The page's ballot.
    pub(super) fn ballot<'a>(&self, ctx: &Ctx<'a>) -> Option<&'a Ballot> {
        ctx.session.get::<Ballot>(&self.page.as_ref()?.id)
    }

    /// To the open ballot, to the last result, or to a new ballot.
    pub(super) fn dots(&mut self, ctx: &Ctx) -> Outcome {
        let open = ctx.session.open_ballot();
        let last = || ctx.session.ballots.iter().rev().find(|ballot| ballot.closed_at.is_some());
        match open.or_else(last) {
            Some(ballot) => {
                self.show_ballot(&ballot.id);
                Outcome::Stay
            }
            None => Self::ask_ballot(ctx),
        }
    }

    pub(super) fn show_ballot(&mut self, id: &BallotId) {
        if self.page.as_ref().is_none_or(|page| page.id != *id) {
            let before = self.page.take().or_else(|| self.page_before.take());
            let (how, want) = before.map_or((How::Slips, WANT), |page| (page.how, page.want));
            self.page = Some(Page::of(id, how, want));
        }
        self.mode = Mode::Ballot;
        self.drag = None;
    }

    /// What a new ballot is about and how it is counted.
    pub(super) fn ask_ballot(ctx: &Ctx) -> Outcome {
        if ctx.session.open_ballot().is_some() {
            return Outcome::Warn("A ballot is open: d, then close it first.".into());
        }
        let mut options = Vec::new();
        for (subject, what) in
            [(Subject::Themes, "themes"), (Subject::Gaps, "gaps"), (Subject::Premortem, "pre-mortem")]
        {
            let count = ctx.session.options_of(&subject).len();
            if count == 0 {
                continue;
            }
            for (_, word, label, detail) in How::ALL {
                options.push(Choice::new(
                    format!("{subject} {word}"),
                    format!("{label} · {what}"),
                    if subject == Subject::Themes {
                        detail.to_owned()
                    } else {
                        format!("{count} {}", about(&subject))
                    },
                ));
            }
        }
        if options.is_empty() {
            return Outcome::Warn("Dots need themes to lie on. n makes one.".into());
        }
        let count = ctx.session.themes.len();
        Outcome::Ask(Ask::Pick(PickAsk {
            title: "How do the dots get here?".into(),
            hint: format!(
                "{} make {}, at most {MAX_PER_OPTION} on one. Secret, and everybody at the same time.",
                text::plural(count, "theme", "themes"),
                each_words(allowance(count)),
            ),
            options,
            many: false,
            chosen: Vec::new(),
            new: None,
            private: false,
            purpose: screens::Purpose::Themes(Purpose::How),
        }))
    }

    pub(super) fn chosen_ballot(picked: &str, ctx: &Ctx) -> Outcome {
        let Some((subject, how)) = picked.split_once(' ') else { return Outcome::Stay };
        let Some(how) = How::from_word(how) else { return Outcome::Stay };
        let subject = match subject {
            "gaps" => Subject::Gaps,
            "premortem" => Subject::Premortem,
            _ => Subject::Themes,
        };
        let options = ctx.session.options_of(&subject);
        ask_voters(Plan { subject, options, how, run_off: false }, ctx)
    }

    pub(super) fn open_ballot(&mut self, plan: Plan, typed: &str, ctx: &Ctx) -> Outcome {
        let Ok(voters @ 1..=999) = typed.trim().parse::<u32>() else {
            return Outcome::Warn("A number of people from 1 to 999, please.".into());
        };
        if ctx.session.open_ballot().is_some() {
            return Outcome::Warn("A ballot is open already.".into());
        }
        let id = ctx.session.next_id::<Ballot>();
        // A run-off is about the same line; a new ballot draws its own.
        let want = self.page.as_ref().filter(|_| plan.run_off).map_or(WANT, |page| page.want);
        let ballot = Ballot {
            id: id.clone(),
            subject: plan.subject,
            dots_each: allowance(plan.options.len()),
            options: Some(plan.options),
            max_per_option: MAX_PER_OPTION,
            secret: true,
            opened_at: Some(ctx.now.moment()),
            voters,
            cast: (plan.how != How::Totals).then(Default::default),
            ..Ballot::default()
        };
        self.page = Some(Page::of(&id, plan.how, want));
        self.mode = Mode::Ballot;
        let edit = edit::many(format!("ballot {id} opened"), vec![edit::add(ballot)]);
        Outcome::Many(vec![edit.into(), Outcome::Say(format!("{id} is open. Enter counts what comes in."))])
    }

    /// On with the count, in the way that was chosen or in this one.
    pub(super) fn count(&mut self, how: Option<How>, ctx: &Ctx) -> Outcome {
        let Some(ballot) = self.ballot(ctx).filter(|ballot| ballot.is_open()) else {
            return Outcome::Warn("No ballot is open here: d opens one.".into());
        };
        let Some(page) = &mut self.page else { return Outcome::Stay };
        let how = how.unwrap_or_else(|| page.how.goes_on(ballot));
        let (slips, totals) = (ballot.ballots_in() > 0, !ballot.totals.is_empty());
        match how {
            How::Totals if slips => {
                return Outcome::Warn("Ballots are in one by one already: go on with p.".into());
            }
            How::Slips | How::Booth if totals => {
                return Outcome::Warn("Counted option by option already: go on with t.".into());
            }
            _ => page.how = how,
        }
        let id = ballot.id.clone();
        Outcome::Ask(match how {
            How::Slips => Ask::Count(id, Way::Slips),
            How::Totals => Ask::Count(id, Way::Totals),
            How::Booth => Ask::Booth(id),
        })
    }

    /// Late and early leavers.
    pub(super) fn voters(&self, by: i32, ctx: &Ctx) -> Outcome {
        let Some(ballot) = self.ballot(ctx).filter(|ballot| ballot.is_open()) else { return Outcome::Stay };
        match ballot.voters.checked_add_signed(by).filter(|voters| (1..=999).contains(voters)) {
            Some(voters) => {
                let change = edit::change::<Ballot>(&ballot.id, BallotChange::voters(voters));
                edit::many(format!("{voters} voters in {}", ballot.id), vec![change]).into()
            }
            None => Outcome::Warn("Somebody has to vote.".into()),
        }
    }

    /// The key that matters most on the page: what comes next for this ballot.
    pub(super) fn ballot_moment(&self, ctx: &Ctx) -> &'static [&'static str] {
        let (Some(ballot), Some(page)) = (self.ballot(ctx), &self.page) else { return &[] };
        if ballot.closed_at.is_some() {
            let tied = !list(ctx.session, ballot, page.want).run_off.is_empty();
            return match ctx.session.main_of(ballot) {
                _ if tied => &["themes.result.runoff"],
                Some(_) => &["themes.result.other"],
                None => &[],
            };
        }
        match ballot.counted() {
            counted if counted == ballot.all_dots() => &["themes.ballot.close"],
            _ if ballot.ballots_in() >= ballot.voters => &["themes.ballot.short"],
            _ => &[],
        }
    }

    /// The next pile for what is typed from now on.
    pub(super) fn turn_pile(&self, ctx: &Ctx) -> Outcome {
        let Some(ballot) = self.ballot(ctx).filter(|ballot| ballot.is_open()) else { return Outcome::Stay };
        let by_option = ballot.cast.is_none() || !ballot.totals.is_empty();
        if by_option && ballot.ballots_in() == 0 {
            return Outcome::Say("Piles by level need ballot after ballot: p, or v.".into());
        }
        pile::turn(&ballot.id, ctx)
    }

    /// Closes it where the books balance; otherwise says what is missing.
    pub(super) fn close_ballot(&mut self, ctx: &Ctx) -> Outcome {
        let Some(ballot) = self.ballot(ctx).filter(|ballot| ballot.is_open()) else { return Outcome::Stay };
        let books = dots::books(ballot.counted(), ballot.all_dots());
        if ballot.counted() != ballot.all_dots() {
            return Outcome::Warn(format!("{books}. Count on, or w closes it with a reason in writing."));
        }
        self.look_at_result();
        let edit = moves::close_ballot(ctx.session, ballot, None, &ctx.now.moment());
        Outcome::Many(vec![edit.into(), Outcome::Say(format!("{books}. The ballot is closed."))])
    }

    fn look_at_result(&mut self) {
        if let Some(page) = &mut self.page {
            page.at = 0;
        }
    }

    /// Asks why dots are missing.
    pub(super) fn ask_shortfall(&self, ctx: &Ctx) -> Outcome {
        let Some(ballot) = self.ballot(ctx).filter(|ballot| ballot.is_open()) else { return Outcome::Stay };
        if ballot.counted() == ballot.all_dots() {
            return Outcome::Say("Nothing is short: c closes the ballot.".into());
        }
        ask_reason(ballot, ballot.counted(), Purpose::Shortfall(ballot.id.clone()))
    }

    pub(super) fn accept_shortfall(&mut self, id: &BallotId, why: &str, ctx: &Ctx) -> Outcome {
        let Some(ballot) = ctx.session.get::<Ballot>(id) else { return Outcome::Stay };
        self.look_at_result();
        moves::close_ballot(ctx.session, ballot, Some(why), &ctx.now.moment()).into()
    }

    pub(super) fn ask_discard(&self, ctx: &Ctx) -> Outcome {
        let Some(ballot) = self.ballot(ctx).filter(|ballot| ballot.is_open()) else { return Outcome::Stay };
        Outcome::Ask(Ask::Confirm(ConfirmAsk {
            title: format!("Throw ballot {} away?", ballot.id),
            text: "Nothing that was counted in it stays. Ctrl-Z brings it back.".into(),
            yes: "Throw away".into(),
            purpose: screens::Purpose::Themes(Purpose::Discard(ballot.id.clone())),
        }))
    }

    /// The option with the cursor on the page of results.
    pub(super) fn result_at(&self, ctx: &Ctx) -> Option<(SmolStr, u32)> {
        let ballot = self.ballot(ctx).filter(|ballot| ballot.closed_at.is_some())?;
        standing(ballot).into_iter().nth(self.page.as_ref()?.at)
    }

    pub(super) fn step_result(&mut self, by: isize, ctx: &Ctx) {
        let count = self.ballot(ctx).map_or(0, |ballot| ballot.choices().len());
        if let Some(page) = &mut self.page {
            page.at = page.at.saturating_add_signed(by).min(count.saturating_sub(1));
        }
    }

    /// From a result to the one before, and from the first to the last.
    pub(super) fn other_result(&mut self, ctx: &Ctx) -> Outcome {
        let Some(page) = &mut self.page else { return Outcome::Stay };
        let closed: Vec<&BallotId> =
            ctx.session.ballots.iter().filter(|b| b.closed_at.is_some()).map(|b| &b.id).collect();
        let at = closed.iter().position(|id| **id == page.id).unwrap_or(0);
        let to = at.checked_sub(1).unwrap_or(closed.len().saturating_sub(1));
        match closed.get(to).filter(|_| to != at) {
            Some(id) => *page = Page::of(id, page.how, page.want),
            None => return Outcome::Say("This is the only result.".into()),
        }
        Outcome::Stay
    }

    pub(super) fn want(&mut self, by: isize, ctx: &Ctx) -> Outcome {
        let main = self.ballot(ctx).map(|ballot| ctx.session.main_of(ballot).unwrap_or(ballot));
        let count = main.map_or(0, |ballot| ballot.choices().len());
        if let Some(page) = &mut self.page {
            page.want = page.want.saturating_add_signed(by).clamp(1, count.max(1));
        }
        Outcome::Stay
    }

    /// One total was read wrongly.
    pub(super) fn ask_correct(&self, ctx: &Ctx) -> Outcome {
        let (Some((option, dots)), Some(ballot)) = (self.result_at(ctx), self.ballot(ctx)) else {
            return Outcome::Stay;
        };
        let name = ctx.session.option_name(&ballot.subject, &option);
        Outcome::Ask(Ask::Text(TextAsk {
            title: format!("How many dots has {option} after all?"),
            hint: format!("“{name}” · {}", dots::books(ballot.counted(), ballot.all_dots())),
            text: dots.to_string(),
            prose: false,
            private: false,
            key: format!("ballot.{}.{option}", ballot.id),
            purpose: screens::Purpose::Themes(Purpose::Correct(ballot.id.clone(), option)),
        }))
    }

    /// The books are checked again: what is short afterwards needs its reason.
    pub(super) fn correct(id: &BallotId, option: &SmolStr, typed: &str, ctx: &Ctx) -> Outcome {
        let Some(ballot) = ctx.session.get::<Ballot>(id) else { return Outcome::Stay };
        let Ok(dots) = typed.trim().parse::<u32>() else {
            return Outcome::Warn("A whole number of dots, please.".into());
        };
        if let Err(why) = may_have(ballot, option, dots) {
            return Outcome::Warn(why);
        }
        let before = ballot.totals.get(option).copied().unwrap_or(0);
        let counted = ballot.counted() - before + dots;
        if dots == before {
            Outcome::Stay
        } else if counted == ballot.all_dots() {
            corrected(ballot, option, dots, None)
        } else {
            ask_reason(ballot, counted, Purpose::Short(id.clone(), option.clone(), dots))
        }
    }

    pub(super) fn correct_short(id: &BallotId, option: &SmolStr, dots: u32, why: &str, ctx: &Ctx) -> Outcome {
        match ctx.session.get::<Ballot>(id) {
            Some(ballot) => corrected(ballot, option, dots, Some(why)),
            None => Outcome::Stay,
        }
    }

    /// A ballot between those that are tied at the line, counted in the same way.
    pub(super) fn run_off(&self, ctx: &Ctx) -> Outcome {
        let (Some(ballot), Some(page)) = (self.ballot(ctx), &self.page) else { return Outcome::Stay };
        if ballot.closed_at.is_none() || ctx.session.open_ballot().is_some() {
            return Outcome::Warn("A ballot is open. Close it first.".into());
        }
        let tied = list(ctx.session, ballot, page.want).run_off;
        if tied.is_empty() {
            return Outcome::Say("Nobody is tied at the line. + and - move it.".into());
        }
        let main = ctx.session.main_of(ballot).unwrap_or(ballot);
        let options = main.choices().into_iter().filter(|id| tied.contains(id)).collect();
        ask_voters(Plan { subject: ballot.subject.clone(), options, how: page.how, run_off: true }, ctx)
    }

    /// The page follows its ballot: what is gone is left.
    pub(super) fn settle_ballot(&mut self, ctx: &Ctx) {
        if self.mode != Mode::Ballot {
            return;
        }
        let Some(ballot) = self.ballot(ctx) else {
            self.mode = Mode::Wall;
            // It may come back, and goes on as it was counted.
            self.page_before = self.page.take();
            return;
        };
        let last = ballot.choices().len().saturating_sub(1);
        let closed = ballot.closed_at.is_some();
        if let Some(page) = &mut self.page {
            page.at = page.at.min(last);
        }
        self.closed = closed;
    }
}

impl Themes {
    /// The wheel moves; a click on an option's row goes there, a second one corrects it.
    pub(super) fn point_ballot(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        match mouse.kind {
            MouseEventKind::ScrollUp => self.step_result(-1, ctx),
            MouseEventKind::ScrollDown => self.step_result(1, ctx),
            MouseEventKind::Down(MouseButton::Left) => {
                let (Some(ballot), Some(page)) = (self.ballot(ctx), &self.page) else { return Outcome::Stay };
                let Some(at) = ballot_view::result_at(page, ballot, ctx, (mouse.column, mouse.row)) else {
                    return Outcome::Stay;
                };
                if at == page.at {
                    return self.ask_correct(ctx);
                }
                if let Some(page) = &mut self.page {
                    page.at = at;
                }
            }
            _ => {}
        }
        Outcome::Stay
    }
}

/// `3 dots each`.
pub fn each_words(each: u32) -> String {
    format!("{} each", text::plural(usize::try_from(each).unwrap_or(0), "dot", "dots"))
}

fn ask_voters(plan: Plan, ctx: &Ctx) -> Outcome {
    let now = ctx.now.moment();
    // Without a roster the last ballot knows how many there were.
    let voters = if ctx.session.people.iter().any(Person::takes_part) {
        voters_now(ctx.session, &now)
    } else {
        ctx.session.ballots.iter().last().map_or(0, |ballot| ballot.voters)
    };
    let hint = format!(
        "{} {} make {}, at most {MAX_PER_OPTION} on one. Who has left does not vote; + and - change it later.",
        plan.options.len(),
        about(&plan.subject),
        each_words(allowance(plan.options.len())),
    );
    Outcome::Ask(Ask::Text(TextAsk {
        title: "How many people vote?".into(),
        hint,
        text: if voters == 0 { String::new() } else { voters.to_string() },
        prose: false,
        private: false,
        key: "themes.voters".into(),
        purpose: screens::Purpose::Themes(Purpose::Voters(plan)),
    }))
}

fn ask_reason(ballot: &Ballot, counted: u32, purpose: Purpose) -> Outcome {
    Outcome::Ask(Ask::Text(TextAsk {
        title: "Why are dots missing?".into(),
        hint: format!(
            "{}. In at least ten characters; it is printed with the dots in the synopsis.",
            dots::books(counted, ballot.all_dots())
        ),
        text: ballot.shortfall.clone().unwrap_or_default(),
        prose: false,
        private: false,
        key: format!("ballot.{}.shortfall", ballot.id),
        purpose: screens::Purpose::Themes(purpose),
    }))
}

fn corrected(ballot: &Ballot, option: &SmolStr, dots: u32, why: Option<&str>) -> Outcome {
    let mut totals = ballot.totals.clone();
    totals.set(option, dots);
    let shortfall = why.map(|why| why.trim().to_owned());
    let counted: u64 = totals.iter().map(|(_, n)| u64::from(*n)).sum();
    let mut edits = Vec::new();
    if ballot.dots_in_piles() > counted {
        // Nobody knows in which pile the dot was that is gone: sums that no longer fit are no sums.
        edits.push(edit::change::<Ballot>(&ballot.id, BallotChange::by_level(None)));
    }
    edits.push(edit::change::<Ballot>(&ballot.id, BallotChange::totals(totals)));
    edits.push(edit::change::<Ballot>(&ballot.id, BallotChange::shortfall(shortfall)));
    edit::many(format!("dots for {option} corrected"), edits).into()
}
