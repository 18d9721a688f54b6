//! What to ask when it gets quiet, page by page: the question's own probes, by department, by stage of the journey, from
//! wish to today (the handbook, 4.5). It says nothing of who is quiet: a room is watching.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Questions;
use super::layout::layout;
use crate::session::{Department, Question};
use crate::tui::ctx::Ctx;
use crate::tui::widgets::put::{put, put_clipped, put_right, put_wrapped, wrapped_rows};

/// A set of probes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// Those of the question.
    Question,
    /// For each department; those that wrote least come first.
    Departments,
    /// Along the customer's journey.
    Stages,
    /// From wish to today.
    Wishes,
}

const SETS: [Set; 4] = [Set::Question, Set::Departments, Set::Stages, Set::Wishes];

impl Set {
    const fn title(self) -> &'static str {
        match self {
            Self::Question => "",
            Self::Departments => "By department",
            Self::Stages => "By stage of the journey",
            Self::Wishes => "From wish to today",
        }
    }
}

/// The page that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Probes {
    /// Of which set.
    pub set: Set,
    /// The first probe on it.
    pub from: usize,
}

/// The probes of a set, each in one piece.
fn texts<'a>(set: Set, question: &'a Question, ctx: &Ctx<'a>) -> Vec<Cow<'a, str>> {
    let bank = &ctx.playbook.questions;
    let named = |who: &str, probes: &[String]| Cow::Owned(format!("{who}: {}", probes.join(" ")));
    match set {
        Set::Question if !question.probes.is_empty() => {
            question.probes.iter().map(|probe| Cow::Borrowed(probe.as_str())).collect()
        }
        Set::Question => {
            let known = ctx.playbook.question(question.id.as_str());
            known
                .map(|q| q.probes.iter().map(|probe| Cow::Borrowed(probe.as_str())).collect())
                .unwrap_or_default()
        }
        Set::Departments => {
            let mut all: Vec<_> = bank.by_department.iter().collect();
            // The order alone helps the quiet tables; nobody is named as quiet.
            all.sort_by_key(|probes| written(&probes.who, ctx).map_or((1, 0), |notes| (0, notes)));
            all.into_iter().map(|probes| named(&probes.who, &probes.probes)).collect()
        }
        Set::Stages => bank.by_stage.iter().map(|probes| named(&probes.who, &probes.probes)).collect(),
        Set::Wishes => {
            let pairs = bank.from_wish_to_today.iter();
            let pairs = pairs.map(|pair| Cow::Owned(format!("“{}”: {}", pair.heard, pair.ask)));
            let exercise = Some(bank.prompts.last_real_customer.as_str()).filter(|text| !text.is_empty());
            exercise.map(Cow::Borrowed).into_iter().chain(pairs).collect()
        }
    }
}

/// How many notes the departments wrote that these probes are for; `None` where there is no such department.
fn written(who: &str, ctx: &Ctx) -> Option<usize> {
    let who = who.to_lowercase();
    let for_it = |department: &&Department| {
        let name = department.name.to_lowercase();
        who.split(", ").any(|part| name.contains(part) || (!name.is_empty() && part.contains(name.as_str())))
    };
    let notes = ctx.session.organisation.departments.iter().filter(for_it);
    notes.map(|department| ctx.index().by_department.get(&department.id).copied().unwrap_or(0)).min()
}

fn height(text: &str, width: u16) -> u16 {
    wrapped_rows(text, width.saturating_sub(2), 4).max(1)
}

/// Rows that the rest of the set takes from the page on, its title included.
pub fn rows(page: &Probes, question: &Question, width: u16, ctx: &Ctx) -> u16 {
    let rest = texts(page.set, question, ctx);
    let probes = rest.iter().skip(page.from).map(|probe| height(probe, width)).sum::<u16>();
    probes + u16::from(!page.set.title().is_empty())
}

/// How many probes are shown whole from the page on; at least one.
fn shown(page: Probes, texts: &[Cow<str>], area: Rect) -> usize {
    let mut room = area.height.saturating_sub(u16::from(!page.set.title().is_empty()));
    let mut count = 0;
    for probe in texts.iter().skip(page.from) {
        let tall = height(probe, area.width);
        if tall > room {
            break;
        }
        room -= tall;
        count += 1;
    }
    count.max(1)
}

impl Questions {
    /// The next page of the set, then the next set, then none.
    pub(super) fn next_probes(&mut self, ctx: &Ctx) {
        let Some(question) = self.question(ctx) else { return };
        let next = match self.probes {
            None => 0,
            Some(page) => {
                let all = texts(page.set, question, ctx);
                let from = page.from + shown(page, &all, layout(self, question, ctx).probes);
                if from < all.len() {
                    self.probes = Some(Probes { from, ..page });
                    return;
                }
                SETS.iter().position(|set| *set == page.set).map_or(0, |at| at + 1)
            }
        };
        let set = SETS.iter().skip(next).find(|set| !texts(**set, question, ctx).is_empty());
        self.probes = set.map(|set| Probes { set: *set, from: 0 });
    }
}

/// Draws the page.
pub fn view(screen: &Questions, question: &Question, buf: &mut Buffer, area: Rect, ctx: &Ctx) {
    let Some(page) = screen.probes else { return };
    let look = ctx.look;
    let all = texts(page.set, question, ctx);
    let count = shown(page, &all, area);
    let mut row = area;
    if !page.set.title().is_empty() {
        put_clipped(buf, row.x, row.y, usize::from(row.width), page.set.title(), look.accent());
        row.y += 1;
        row.height -= 1;
    }
    for probe in all.iter().skip(page.from).take(count) {
        if row.height == 0 {
            break;
        }
        put(buf, row.x, row.y, 1, look.marks().bullet, look.accent());
        let inner = Rect { x: row.x + 2, width: row.width.saturating_sub(2), ..row };
        let used = put_wrapped(buf, inner, probe, look.soft()).max(1);
        row.y += used.min(row.height);
        row.height = row.height.saturating_sub(used);
    }
    let more = all.len().saturating_sub(page.from + count);
    if more > 0 && !page.set.title().is_empty() {
        let words = format!("{} {more} more", look.marks().more_below);
        put_right(buf, Rect { height: 1, ..area }, &words, look.soft());
    }
}
