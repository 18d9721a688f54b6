//! What one item of each list says: its words, who, when, and what it lacks.
//!
//! It refuses to know the Now gaps; they have lines of their own.

use super::dates::weekday_and_day;
use super::page::{dotted, due, missing, name, owner, plain, soft};
use super::sections::{lacks, said, told};
use super::works;
use crate::rules::open_ends::OpenEnds;
use crate::session::{
    Blocker, BlockerStatus, Decision, DecisionStatus, Feedback, FeedbackKind, Metric, Need, NeedKind,
    Objective, Parked, Premortem, Process, Review, Sop, Win,
};
use crate::text::plural;
use crate::tui::ctx::Ctx;
use crate::tui::forms::Target;
use crate::tui::widgets::lines::{Lines, Piece, Tone};

/// The lines of one item.
pub(super) fn one(page: &mut Lines, at: usize, item: &Target, ends: &OpenEnds, ctx: &Ctx) {
    item_lines(page, at, item, ctx);
    let open = lacks(item, ends, ctx);
    if !open.is_empty() {
        let mark = ctx.look.marks().lanes[2];
        page.wrap(Some(at), 2, &[missing(format!("{mark} {}", open.join(" · ")))], None);
    }
}

#[expect(clippy::too_many_lines, reason = "one short arm for each kind of item")]
fn item_lines(page: &mut Lines, at: usize, item: &Target, ctx: &Ctx) {
    let s = ctx.session;
    let of = Some(at);
    let head = |page: &mut Lines, mark: Option<Piece>, words: &str, right: Option<Piece>| {
        let mut pieces: Vec<Piece> = mark.into_iter().collect();
        pieces.push(plain(words));
        page.wrap(of, 0, &pieces, right);
    };
    let (tick, open) = (ctx.look.marks().tick, ctx.look.marks().lanes[2]);
    let state = |done: bool| {
        if done { (Tone::Good, format!("{tick} ")) } else { (Tone::Soft, format!("{open} ")) }
    };
    match item {
        Target::Need(id) => {
            let Some(need) = s.get::<Need>(id) else { return };
            let answered = need.answered_on.is_some() || told(need.answer.as_ref());
            head(page, Some(state(answered)), &need.question, Some(soft(kind_of_need(&need.kind))));
            let mut words =
                vec![owner(ctx, need.owner.as_ref()), due(need.due, "due", ctx), soft(need.how.clone())];
            if let Some(answer) = need.answer.as_ref().filter(|answer| said(answer)) {
                words.push((Tone::Good, format!("answer: {answer}")));
            }
            page.wrap(of, 2, &dotted(words), None);
        }
        Target::Metric(id) => {
            let Some(metric) = s.get::<Metric>(id) else { return };
            works::metric(page, at, metric, ctx);
        }
        Target::Process(id) => {
            let Some(process) = s.get::<Process>(id) else { return };
            works::process(page, at, process, ctx);
        }
        Target::Sop(id) => {
            let Some(sop) = s.get::<Sop>(id) else { return };
            works::sop(page, at, sop, ctx);
        }
        Target::Objective(id) => {
            let Some(objective) = s.get::<Objective>(id) else { return };
            let actions = s.actions.iter().filter(|a| a.objective.as_ref() == Some(id)).count();
            let serve = soft(plural(actions, "action serves it", "actions serve it"));
            let metric = objective.metric.as_ref().and_then(|id| s.get::<Metric>(id));
            let metric = metric.map_or_else(String::new, |metric| format!("measure {}", metric.name));
            head(page, Some(soft(format!("{id} "))), &objective.text, None);
            page.wrap(of, 2, &dotted(vec![soft(objective.year.clone()), serve, soft(metric)]), None);
        }
        Target::Blocker(id) => {
            let Some(blocker) = s.get::<Blocker>(id) else { return };
            let label = ctx.playbook.blockers.kind(blocker.kind.as_str());
            let label = label.map_or_else(|| blocker.kind.label(), |words| words.label.clone());
            let status = match blocker.status {
                BlockerStatus::Dissolved => (Tone::Good, "dissolved".to_owned()),
                BlockerStatus::TrueConstraint => (Tone::Warn, "a true constraint".to_owned()),
                _ => soft("open"),
            };
            head(page, None, &format!("“{}”", blocker.said), Some(status));
            let gap = blocker.gap.as_ref().map_or_else(String::new, ToString::to_string);
            page.wrap(
                of,
                2,
                &dotted(vec![
                    soft(label),
                    owner(ctx, blocker.owner.as_ref()),
                    due(blocker.due, "due", ctx),
                    soft(gap),
                ]),
                None,
            );
            if said(&blocker.check) {
                page.wrap(of, 2, &[soft(blocker.check.clone())], None);
            }
        }
        Target::Premortem(id) => {
            let Some(item) = s.get::<Premortem>(id) else { return };
            head(page, None, &item.text, Some(soft(plural(item.votes as usize, "dot", "dots"))));
            if let Some(answer) = item.answer.as_ref().filter(|answer| said(answer)) {
                page.wrap(of, 2, &[soft(format!("answer: {answer}"))], None);
            }
        }
        Target::Parked(id) => {
            let Some(item) = s.get::<Parked>(id) else { return };
            let outcome = item.outcome.as_ref().filter(|words| said(words));
            head(page, Some(state(outcome.is_some() || item.owner.is_some())), &item.text, None);
            if outcome.is_some() || item.owner.is_some() {
                let words = vec![
                    outcome.map_or_else(|| soft("outcome open"), |words| plain(words.clone())),
                    item.owner.as_ref().map_or_else(|| soft(""), |id| soft(name(ctx, Some(id)))),
                ];
                page.wrap(of, 2, &dotted(words), None);
            }
        }
        Target::Decision(id) => {
            let Some(decision) = s.get::<Decision>(id) else { return };
            head(page, None, &decision.text, Some(status_of(&decision.status)));
            let whom = match &decision.asked_of {
                Some(id) => soft(format!("asked of {}", name(ctx, Some(id)))),
                None => soft(""),
            };
            let note = decision.note.clone().unwrap_or_default();
            page.wrap(of, 2, &dotted(vec![whom, due(decision.by, "by", ctx), soft(note)]), None);
        }
        Target::Review(id) => {
            let Some(review) = s.get::<Review>(id) else { return };
            let on = review.on.map(|day| plain(day.in_words()));
            head(page, Some(state(review.held_on.is_some())), &format!("{} review", review.kind), on);
            let minutes = review.minutes.map_or_else(String::new, |n| format!("{n} minutes"));
            let looked =
                review.held_on.map_or_else(String::new, |day| format!("held {}", weekday_and_day(day)));
            let words = dotted(vec![soft(minutes), (Tone::Good, looked)]);
            if !words.is_empty() {
                page.wrap(of, 2, &words, None);
            }
        }
        Target::Feedback(id) => {
            let Some(card) = s.get::<Feedback>(id) else { return };
            let (tone, word) = match card.kind {
                FeedbackKind::Keep => (Tone::Good, "keep"),
                _ => (Tone::Accent, "change"),
            };
            head(page, Some((tone, format!("{word}  "))), &card.text, None);
            if let Some(answer) = card.answer.as_ref().filter(|answer| said(answer)) {
                page.wrap(of, 2, &[soft(format!("answer: {answer}"))], None);
            }
        }
        Target::Win(id) => {
            let Some(win) = s.get::<Win>(id) else { return };
            let on = win.on.map(|day| soft(weekday_and_day(day)));
            head(page, Some((Tone::Good, format!("{tick} "))), &win.text, on);
        }
        _ => {}
    }
}

fn kind_of_need(kind: &NeedKind) -> String {
    match kind {
        NeedKind::Affirm => "affirm".into(),
        NeedKind::Investigate => "investigate".into(),
        NeedKind::Other(word) => word.to_string(),
    }
}

fn status_of(status: &DecisionStatus) -> Piece {
    match status {
        DecisionStatus::Taken => (Tone::Good, "taken".into()),
        DecisionStatus::TakenInTheRoom => (Tone::Good, "taken in the room".into()),
        DecisionStatus::Refused => (Tone::Bad, "refused".into()),
        DecisionStatus::Asked => (Tone::Warn, "asked".into()),
        DecisionStatus::Other(word) => soft(word.to_string()),
    }
}
