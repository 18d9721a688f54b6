//! The plan: who does what by when, the calendar to the reviews, pace and load, decisions asked (the handbook,
//! 5.2, 9). Always there: it says what is missing.

use super::order::{counted, ids};
use super::{chapter, part};
use crate::rules::words::{list, number, sentence_case};
use crate::session::{Action, ActionStatus, Day, Decision, DecisionStatus, Gap};
use crate::synopsis::context::Context;
use crate::synopsis::document::{Block, Callout, Inline, Inlines, Link, List, Table, text};
use crate::synopsis::words::{clause, cut, lower_first, sentence};

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    out.push(chapter("plan", "The plan"));
    if c.s.actions.is_empty() {
        let now = c.lane(&c.v.board.now);
        let words = if now.is_empty() {
            "No action is agreed yet, and no gap lies in Now.".to_owned()
        } else {
            format!("No action is agreed yet for {}.", ids(&now))
        };
        out.push(Block::Callout(Callout { lead: "Still open.".into(), items: vec![text(words)] }));
    } else {
        actions(c, out);
        missing(c, out);
        calendar(c, out);
    }
    pace(c, out);
    decisions(c, out);
}

fn actions(c: &Context, out: &mut Vec<Block>) {
    let mut table = Table::new(&["Action", "Owner", "First step", "Done by"], &[36, 26, 29, 9]);
    let now = c.lane(&c.v.board.now);
    let mut printed = 0;
    let rest = c.on_the_board().filter(|gap| !now.iter().any(|other| other.id == gap.id));
    for gap in now.iter().copied().chain(rest).chain(c.settled()) {
        let actions = c.actions_of(gap);
        if actions.is_empty() {
            continue;
        }
        table.row(vec![band(c, gap)]);
        printed += actions.len();
        for action in actions {
            table.row(row(c, action));
        }
    }
    let loose: Vec<&Action> =
        c.s.actions
            .iter()
            .filter(|action| action.status != ActionStatus::Dropped)
            .filter(|action| action.gap.as_ref().is_none_or(|id| c.gap(id.as_str()).is_none()))
            .collect();
    if !loose.is_empty() {
        if printed > 0 {
            table.row(vec![text("Without a gap")]);
        }
        for action in loose {
            table.row(row(c, action));
        }
    }
    out.push(Block::Table(table));
}

fn band(c: &Context, gap: &Gap) -> Inlines {
    let mut run = c.gap_line(gap);
    let lead = gap.lead_department.as_ref().and_then(|id| c.department(id));
    let felt: Vec<&str> = gap.affects.iter().filter_map(|id| c.department(id)).collect();
    let mut about = Vec::new();
    about.extend(lead.map(|name| format!("led by {name}")));
    if !felt.is_empty() {
        about.push(format!("felt next by {}", list(&felt)));
    }
    let mut measures: Vec<String> = Vec::new();
    for metric in c.actions_of(gap).iter().filter_map(|action| c.metric(action.measure.as_ref()?)) {
        let name = lower_first(metric.name.split(" (").next().unwrap_or_default().trim());
        if !measures.contains(&name) {
            measures.push(name);
        }
    }
    if !measures.is_empty() {
        about.push(format!("seen in {}", list(&measures)));
    }
    if !about.is_empty() {
        run.push(Inline::Break);
        run.push(Inline::Soft(format!("{}.", sentence_case(&about.join(", ")))));
    }
    run
}

fn row(c: &Context, action: &Action) -> Vec<Inlines> {
    let mut title = vec![Inline::Text(c.say(clause(&action.title)))];
    match action.status {
        ActionStatus::Done => title.push(Inline::Soft(" (done)".into())),
        ActionStatus::InProgress => title.push(Inline::Soft(" (under way)".into())),
        _ => {}
    }
    let mut owner = vec![Inline::Text(c.owner_or(action.owner.as_ref(), "no owner yet"))];
    let helpers: Vec<String> = action.helpers.iter().map(|id| c.owner(id)).collect();
    if !helpers.is_empty() {
        owner.push(Inline::Break);
        owner.push(Inline::Soft(format!("with {}", list(&helpers))));
    }
    let step = c.say(clause(&action.first_step));
    let first = match (step.is_empty(), action.first_step_on) {
        (true, None) => "none yet".to_owned(),
        (true, Some(on)) => format!("by {}", c.short(on)),
        (false, None) => step,
        (false, Some(on)) => format!("{}: {step}", c.short(on)),
    };
    vec![title, owner, text(first), text(action.due.map_or_else(|| "open".to_owned(), |due| c.short(due)))]
}

/// What a Now gap still lacks.
fn missing(c: &Context, out: &mut Vec<Block>) {
    let mut items = Vec::new();
    for gap in c.lane(&c.v.board.now) {
        let Some(ticks) = c.v.ticks(gap.id.as_str()) else { continue };
        let lacks: Vec<&str> = ticks
            .all()
            .into_iter()
            .filter(|(_, there)| !there)
            .map(|(word, _)| match word {
                "action" => "an action",
                "owner" => "an owner",
                "first step within 14 days" => "a first step within 14 days",
                "every due date within the horizon" => "a date within the horizon for every action",
                other => other,
            })
            .collect();
        if lacks.is_empty() {
            continue;
        }
        let lacks = if ticks.action {
            list(&lacks)
        } else {
            "an action with owner, first step, date and measure".to_owned()
        };
        items.push(vec![
            Inline::Link(Link::gap(gap.id.as_str())),
            Inline::Text(format!(" still needs {lacks}.")),
        ]);
    }
    if !items.is_empty() {
        out.push(Block::Callout(Callout { lead: "Still open.".into(), items }));
    }
}

/// The first two weeks, then up to each review, then what comes later. Whatever has a day stands under one that holds it.
fn calendar(c: &Context, out: &mut Vec<Block>) {
    let Some(start) = c.date() else { return };
    let mut ends: Vec<Day> = vec![start.plus(14)];
    let mut reviews: Vec<Day> =
        c.s.reviews.iter().filter_map(|review| review.on).filter(|on| *on > ends[0]).collect();
    reviews.sort_unstable();
    reviews.dedup();
    reviews.truncate(3);
    if reviews.is_empty() {
        reviews = [30, 60, 90].map(|days| start.plus(days)).to_vec();
    }
    ends.extend(reviews);
    let later = ends.len();
    let mut cells: Vec<Vec<(Day, String, String)>> = vec![Vec::new(); later + 1];
    let mut put = |on: Day, words: String, gap: String| {
        let at = ends.iter().position(|end| on <= *end).unwrap_or(later);
        cells[at].push((on, words, gap));
    };
    let mut undated: Vec<String> = Vec::new();
    for action in c.s.actions.iter().filter(|action| action.is_live()) {
        if action.due.is_none() {
            undated.push(format!("{} {}", action.id, cut(&c.say(clause(&action.title)), 54)));
        }
        let gap = action.gap.as_ref().filter(|id| c.gap(id.as_str()).is_some());
        let gap = gap.map(ToString::to_string).unwrap_or_default();
        // In the first weeks most are first steps, afterwards most is what is due: the other one is named.
        if let Some(on) = action.first_step_on {
            let sign = if on <= ends[0] { "" } else { "first step: " };
            let step = clause(&action.first_step);
            let words = if step.is_empty() { clause(&action.title) } else { step };
            put(on, format!("{sign}{}", cut(&c.say(words), 58)), gap.clone());
        }
        if let Some(due) = action.due {
            let sign = if due <= ends[0] { "due: " } else { "" };
            put(due, format!("{sign}{}", cut(&c.say(clause(&action.title)), 54)), gap);
        }
    }
    if cells.iter().all(Vec::is_empty) {
        return;
    }
    out.push(part("calendar", "What is due when"));
    let first = format!("First two weeks, to {}", c.day(ends[0]));
    let by = ends.iter().skip(1).map(|end| format!("By {}", c.day(*end)));
    let heads = std::iter::once(first).chain(by).chain(["Later".to_owned()]);
    // A column in which nothing is due takes the room of the others.
    let filled: Vec<_> = heads.zip(cells).filter(|(_, items)| !items.is_empty()).collect();
    // The fuller a column, the wider it is, but none so narrow that a word is broken.
    let most: usize = filled.iter().map(|(_, items)| items.len() + 2).sum();
    let widths: Vec<u8> =
        filled.iter().map(|(_, items)| u8::try_from((items.len() + 2) * 100 / most).unwrap_or(100)).collect();
    let (heads, cells): (Vec<String>, Vec<_>) = filled.into_iter().unzip();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let mut table = Table::new(&heads, &widths);
    let row = cells
        .into_iter()
        .map(|mut items| {
            items.sort();
            let mut run = Vec::new();
            for (on, words, gap) in items {
                if !run.is_empty() {
                    run.push(Inline::Break);
                }
                run.push(Inline::Strong(c.short(on)));
                run.push(Inline::Text(format!(" {words}")));
                if !gap.is_empty() {
                    run.push(Inline::Soft(format!(" ({gap})")));
                }
            }
            run
        })
        .collect();
    table.row(row);
    out.push(Block::Table(table));
    if !undated.is_empty() {
        let words = format!("No due date yet: {}.", undated.join("; "));
        out.push(Block::Paragraph(vec![Inline::Soft(words)]));
    }
}

fn pace(c: &Context, out: &mut Vec<Block>) {
    let mut words = Vec::new();
    words.extend(c.v.tempo_sentence.clone());
    let limit = c.v.board.limit;
    if let Some(capacity) = &c.s.session.capacity {
        let suggested = c.v.suggested_limit();
        if limit == suggested {
            words.push(format!("Now holds at most {}.", number(limit)));
        } else {
            let reason = capacity
                .reason
                .as_deref()
                .map(|reason| lower_first(clause(&c.say(reason))))
                .unwrap_or_default();
            let reason = if reason.is_empty() { String::new() } else { format!(": {reason}") };
            words.push(format!("The room set the limit to {}{reason}.", number(limit)));
        }
    }
    for (week, n) in c.v.starts.iter().filter(|(_, n)| *n > crate::rules::ready::STARTS_LIMIT) {
        words.push(format!(
            "{} begin in week {}: one or two of them can wait a week.",
            counted(*n, "action", "actions"),
            week.week
        ));
    }
    let mut loaded: Vec<(usize, Vec<String>)> = Vec::new();
    for (id, n) in c.v.owner_load.iter().filter(|(_, n)| *n > crate::rules::ready::LOAD_LIMIT) {
        let name = c.owner(&crate::session::PersonId::new(id.as_str()));
        match loaded.iter_mut().find(|(other, _)| other == n) {
            Some((_, names)) => names.push(name),
            None => loaded.push((*n, vec![name])),
        }
    }
    for (n, names) in loaded {
        let each = if names.len() > 1 { "carry" } else { "carries" };
        let items = number(n);
        words.push(format!(
            "{} {each} {items} open items{}.",
            sentence_case(&list(&names)),
            if names.len() > 1 { " each" } else { "" }
        ));
    }
    for (id, n) in c.v.leads.iter().filter(|(_, n)| *n > crate::rules::ready::LEAD_LIMIT) {
        if let Some(name) = c.department(&crate::session::DepartmentId::new(id.as_str())) {
            words.push(format!("{name} leads {} of the Now gaps.", number(*n)));
        }
    }
    if !words.is_empty() {
        out.push(Block::Paragraph(vec![Inline::Strong("Pace. ".into()), Inline::Text(words.join(" "))]));
    }
}

fn decisions(c: &Context, out: &mut Vec<Block>) {
    if c.s.decisions.is_empty() {
        return;
    }
    out.push(part("decisions", "Decisions"));
    let items = c.s.decisions.iter().map(|decision| decision_words(c, decision)).collect();
    out.push(Block::List(List { items, ..List::default() }));
}

fn decision_words(c: &Context, decision: &Decision) -> Inlines {
    let by = decision.by.map(|by| c.day(by));
    let whom = decision.asked_of.as_ref().map(|id| c.owner(id));
    let state = match (&decision.status, whom, by) {
        (DecisionStatus::Asked, Some(whom), Some(by)) => format!("asked of {whom}, by {by}"),
        (DecisionStatus::Asked, None, Some(by)) => format!("asked, by {by}"),
        (DecisionStatus::Asked, Some(whom), None) => format!("asked of {whom}"),
        (DecisionStatus::Asked, None, None) => "asked".to_owned(),
        (DecisionStatus::TakenInTheRoom, _, _) => "taken in the room".to_owned(),
        (status, Some(whom), _) => format!("{} by {whom}", status.label()),
        (status, None, _) => status.label(),
    };
    let note = decision.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
    let note = note.map(|note| format!(" {}", sentence(&c.say(note)))).unwrap_or_default();
    vec![Inline::Text(c.say(clause(&decision.text))), Inline::Soft(format!(" ({state}).{note}"))]
}
