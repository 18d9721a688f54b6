//! What each section says, as lines for a width: the items with what they hold and what they lack, in words.
//!
//! It refuses to know where the lines are drawn.

use super::dates::weekday_and_day;
use super::rows;
use super::sections::{Section, actions_of, ends, findings, gaps_in, items, loose_actions, said};
use crate::rules::Lane;
use crate::rules::follow_up::{persistence, persistence_sentence, revisit_date};
use crate::rules::measures::payback_sentence;
use crate::rules::overlaps;
use crate::rules::ready::Ticks;
use crate::session::{Action, ActionStatus, Day, Department, DepartmentId, Gap, Metric, Person, PersonId};
use crate::text::{clip_words, plural};
use crate::tui::ctx::Ctx;
use crate::tui::look::LaneTint;
use crate::tui::widgets::lines::{Line, Lines, Piece, Tone};

/// A person's name, or what to say where there is none.
pub fn name(ctx: &Ctx, id: Option<&PersonId>) -> String {
    id.and_then(|id| ctx.session.get::<Person>(id)).map_or_else(|| "nobody yet".into(), |p| p.name.clone())
}

/// A department's name.
pub fn department(ctx: &Ctx, id: &DepartmentId) -> String {
    ctx.session.get::<Department>(id).map_or_else(|| id.to_string(), |d| d.name.clone())
}

pub(super) fn soft(words: impl Into<String>) -> Piece {
    (Tone::Soft, words.into())
}

pub(super) fn plain(words: impl Into<String>) -> Piece {
    (Tone::Text, words.into())
}

pub(super) fn missing(words: impl Into<String>) -> Piece {
    (Tone::Warn, words.into())
}

/// Who it is; that nobody is, the line of what is open says.
pub(super) fn owner(ctx: &Ctx, id: Option<&PersonId>) -> Piece {
    match id {
        None => soft(""),
        Some(_) => plain(name(ctx, id)),
    }
}

pub(super) fn due(day: Option<Day>, word: &str, ctx: &Ctx) -> Piece {
    match day {
        None => soft(""),
        Some(day) if day < ctx.now.day() => missing(format!("{word} {} (past)", weekday_and_day(day))),
        Some(day) => soft(format!("{word} {}", weekday_and_day(day))),
    }
}

/// Puts ` · ` between pieces.
pub(super) fn dotted(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out = Vec::new();
    for piece in pieces.into_iter().filter(|(_, words)| !words.is_empty()) {
        if !out.is_empty() {
            out.push(soft(" · "));
        }
        out.push(piece);
    }
    out
}

/// The section's lines. Items have the numbers of [`items`].
pub fn build(section: Section, ctx: &Ctx, width: u16) -> Lines {
    let mut page = Lines::new(width);
    let items = items(section, ctx);
    // Where rows are few, what is there comes before how to ask for it.
    if width >= 70 || items.is_empty() {
        page.say(Tone::Soft, section.ask());
        page.blank();
    }
    if items.is_empty() {
        page.say(Tone::Text, section.empty());
        return page;
    }
    match section {
        Section::Now => now(&mut page, ctx),
        Section::Waiting => waiting(&mut page, ctx),
        Section::Leaving => leaving(&mut page, ctx),
        _ => {
            let ends = ends(ctx);
            if section == Section::Reviews {
                reviews(&mut page, ctx);
            }
            for (at, item) in items.iter().enumerate() {
                rows::one(&mut page, at, item, &ends, ctx);
            }
        }
    }
    page
}

/// How steadily the reviews were held, once one was due (the handbook, R14).
fn reviews(page: &mut Lines, ctx: &Ctx) {
    let dated = ctx.session.reviews.iter().filter_map(|r| Some((r.on?.0, r.held_on.map(|day| day.0))));
    let dated: Vec<_> = dated.collect();
    if let Some(words) = persistence_sentence(persistence(&dated, ctx.now.day().0)) {
        page.say(Tone::Soft, words);
        page.blank();
    }
}

fn tick(look: &crate::tui::look::Look, there: bool, word: &str) -> Piece {
    let marks = look.marks();
    if there {
        (Tone::Good, format!("{} {word}", marks.tick))
    } else {
        (Tone::Warn, format!("{} {word}", marks.lanes[2]))
    }
}

/// The five ticks in short words, so that they fit into one row of a small screen.
fn ticks_row(ticks: Ticks, ctx: &Ctx) -> Vec<Piece> {
    let words = [
        ("action", ticks.action),
        ("owner", ticks.owner),
        ("first step", ticks.first_step),
        ("due", ticks.due),
        ("measure", ticks.measure),
    ];
    let mut row = Vec::new();
    for (word, there) in words {
        if !row.is_empty() {
            row.push(soft("  "));
        }
        row.push(tick(ctx.look, there, word));
    }
    row
}

fn now(page: &mut Lines, ctx: &Ctx) {
    let v = ctx.verdicts();
    let mut at = 0;
    for gap in gaps_in(ctx.session, v, Lane::Now) {
        let ticks = v.ticks(gap.id.as_str()).unwrap_or_default();
        let tone = if ticks.count() == 5 { Tone::Good } else { Tone::Warn };
        let mark = ctx.look.marks().lanes[0];
        page.wrap(
            Some(at),
            0,
            &[
                (Tone::Lane(LaneTint::Now), format!("{mark} ")),
                (Tone::Soft, format!("{} ", gap.id)),
                (Tone::Heading, gap.title.clone()),
            ],
            Some((tone, format!("{} of 5", ticks.count()))),
        );
        page.wrap(Some(at), 2, &ticks_row(ticks, ctx), None);
        let affects: Vec<String> = gap.affects.iter().map(|id| department(ctx, id)).collect();
        let tell = gap.tell.as_ref().filter(|tell| said(tell));
        if !affects.is_empty() || tell.is_some() {
            let mut words = Vec::new();
            if !affects.is_empty() {
                words.push(soft(format!("felt next by {}", affects.join(", "))));
            }
            words.extend(tell.map(|tell| soft(format!("tell {tell}"))));
            page.wrap(Some(at), 2, &dotted(words), None);
        }
        if let Some(words) = overlaps::of_gap(ctx.session, &gap.id) {
            page.wrap(Some(at), 2, &[missing(words)], None);
        }
        at += 1;
        for id in actions_of(ctx.session, &gap.id) {
            if let Some(action) = ctx.session.get::<Action>(&id) {
                self::action(page, at, action, ctx);
            }
            at += 1;
        }
        page.blank();
    }
    let loose = loose_actions(ctx.session, v);
    if !loose.is_empty() {
        page.heading("Actions outside of Now");
        for id in loose {
            if let Some(action) = ctx.session.get::<Action>(&id) {
                self::action(page, at, action, ctx);
            }
            at += 1;
        }
    }
}

fn action(page: &mut Lines, at: usize, action: &Action, ctx: &Ctx) {
    let of = Some(at);
    let marks = ctx.look.marks();
    let state = match action.status {
        ActionStatus::Done => (Tone::Good, format!("{} done · ", marks.tick)),
        ActionStatus::Dropped => (Tone::Soft, format!("{} dropped · ", marks.cross)),
        ActionStatus::InProgress => soft("begun · "),
        _ => soft(""),
    };
    page.wrap(of, 2, &[soft(format!("{} ", action.id)), state, plain(action.title.clone())], None);
    let mut first = Vec::new();
    match (said(&action.first_step), action.first_step_on) {
        (false, None) => first.push(missing("no first step yet")),
        (true, None) => {
            first.push(missing("first step without a date: "));
            first.push(soft(action.first_step.clone()));
        }
        (stated, Some(day)) => {
            let late = ctx.session.session.date.days_until(day) > 14;
            let tone = if late { Tone::Warn } else { Tone::Soft };
            let words = if late { " (past day 14)" } else { "" };
            first.push((tone, format!("first {}{words}", weekday_and_day(day))));
            if stated {
                first.push(soft(format!(": {}", action.first_step)));
            }
        }
    }
    let days = ctx.session.session.horizon_days();
    let due = match action.due {
        Some(day) if ctx.session.session.date.days_until(day) > days => {
            missing(format!("due {} (past day {days})", weekday_and_day(day)))
        }
        Some(day) => soft(format!("due {}", weekday_and_day(day))),
        None => missing("no due date yet"),
    };
    let measure = match &action.measure {
        None => missing("no measure yet"),
        Some(id) => match ctx.session.get::<Metric>(id) {
            Some(metric) if metric.baseline.value.is_some() => {
                soft(format!("measure {}", clip_words(&metric.name, 36)))
            }
            Some(metric) => missing(format!("no baseline yet: {}", clip_words(&metric.name, 36))),
            None => soft(id.to_string()),
        },
    };
    let objective = action.objective.as_ref().map_or_else(String::new, |id| format!("serves {id}"));
    let whose = match &action.owner {
        None => missing("no owner yet"),
        Some(id) => match ends(ctx).away(id).filter(|_| action.is_live()) {
            Some(why) => missing(format!("{} ({why})", name(ctx, Some(id)))),
            None => plain(name(ctx, Some(id))),
        },
    };
    page.wrap(of, 6, &dotted(vec![whose, due, measure, soft(objective)]), None);
    page.wrap(of, 6, &first, None);
    let earned = action
        .payback
        .as_ref()
        .and_then(|p| payback_sentence(p.cost_minor, p.monthly_benefit_minor, &p.assumptions));
    if let Some(earned) = earned {
        page.wrap(of, 6, &[soft(earned)], None);
    }
}

fn waiting(page: &mut Lines, ctx: &Ctx) {
    let v = ctx.verdicts();
    let marks = ctx.look.marks();
    let mut at = 0;
    for (lane, tint, head) in [
        (Lane::Next, LaneTint::Next, "Next: what must be true before it starts"),
        (Lane::Later, LaneTint::Later, "Later: seen, dated, not forgotten"),
    ] {
        let gaps = gaps_in(ctx.session, v, lane);
        if gaps.is_empty() {
            continue;
        }
        let mark = marks.lanes[if lane == Lane::Next { 1 } else { 2 }];
        page.row(Line { pieces: vec![(Tone::Lane(tint), format!("{mark} {head}"))], ..Line::default() });
        for gap in gaps {
            page.wrap(Some(at), 0, &[soft(format!("{} ", gap.id)), plain(gap.title.clone())], None);
            let words = if lane == Lane::Next { vec![start_when(gap)] } else { revisit(gap, ctx) };
            page.wrap(Some(at), 4, &dotted(words), None);
            at += 1;
        }
        page.blank();
    }
}

fn start_when(gap: &Gap) -> Piece {
    match gap.start_when.as_ref().filter(|words| said(words)) {
        Some(words) => soft(format!("starts when: {words}")),
        None => missing("starts when? s says it"),
    }
}

fn revisit(gap: &Gap, ctx: &Ctx) -> Vec<Piece> {
    let on = gap.revisit.as_ref().and_then(|revisit| revisit.on);
    let trigger = gap.revisit.as_ref().map_or("", |revisit| revisit.trigger.as_str());
    let on = match (on, revisit_date(ctx.session.session.date.0)) {
        (Some(day), _) => soft(format!("looked at again {}", weekday_and_day(day))),
        (None, Some(day)) => missing(format!("no date yet; r takes {}", weekday_and_day(Day(day)))),
        (None, None) => missing("no date yet"),
    };
    let trigger =
        if said(trigger) { soft(format!("or when: {trigger}")) } else { missing("sooner when? s says it") };
    vec![on, trigger]
}

fn leaving(page: &mut Lines, ctx: &Ctx) {
    let marks = ctx.look.marks();
    let blockers = ctx.verdicts().ready.blocks().count();
    if blockers == 0 {
        page.say(Tone::Good, format!("{} Nothing blocks the final synopsis.", marks.tick));
        page.blank();
    }
    let mut warned = false;
    for (at, (finding, blocks)) in findings(ctx.verdicts()).enumerate() {
        if blocks && at == 0 {
            page.heading(format!("{} the final synopsis", plural(blockers, "thing blocks", "things block")));
        }
        if !blocks && !warned {
            warned = true;
            if blockers > 0 {
                page.blank();
            }
            page.heading("Good to know before it leaves");
        }
        let mark = if blocks {
            (Tone::Bad, format!("{} ", marks.cross))
        } else {
            (Tone::Warn, format!("{} ", marks.heavy))
        };
        page.wrap(Some(at), 0, &[mark, plain(finding.sentence.clone())], None);
    }
}
