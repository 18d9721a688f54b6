//! On one page: why we met, what we found, what we do now, what we ask, where we are (the handbook, 5.2, 1).
//!
//! The limits keep it on one sheet: five findings and seven rows of two lines each; longer text is cut at a word.

use super::part;
use crate::rules::support::Label;
use crate::rules::verdicts::ON_PAGE_ONE;
use crate::session::{Action, ActionStatus, Decision, DecisionStatus, Gap, Metric, Theme};
use crate::synopsis::context::Context;
use crate::synopsis::document::{Block, Callout, Inline, Inlines, Link, List, Table};
use crate::synopsis::words::{clause, cut, lower_first, sentence};
use crate::text::{self, plural};

const FINDING_CELLS: usize = 200;
const REASON_CELLS: usize = 200;
const ROWS: usize = 7;
const CHANGE_CELLS: usize = 84;
const OWNER_CELLS: usize = 46;
const MEASURE_CELLS: usize = 60;
const ASKS: usize = 4;
const ASK_CELLS: usize = 84;

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    let reason = c.s.session.reason.trim();
    if !reason.is_empty() {
        out.push(Block::Paragraph(vec![
            Inline::Strong("Why we met. ".into()),
            Inline::Text(sentence(&cut(reason, REASON_CELLS))),
        ]));
    }
    findings(c, out);
    now(c, out);
    asks(c, out);
    whereabouts(c, out);
}

fn findings(c: &Context, out: &mut Vec<Block>) {
    let items: Vec<Inlines> =
        strongest(c).into_iter().take(ON_PAGE_ONE).map(|theme| finding(c, theme)).collect();
    if !items.is_empty() {
        out.push(part("found", "What we found"));
        out.push(Block::List(List { items, numbered: true, columns: false }));
    }
}

/// Themes with notes, the strongest first.
pub(super) fn strongest<'a>(c: &Context<'a>) -> Vec<&'a Theme> {
    let themes = c.v.strongest();
    themes.filter_map(|(id, _)| c.s.themes.iter().find(|theme| theme.id.0 == *id)).collect()
}

/// “**Customers hear about outages before we do.** First message about 94 minutes after the alarm (T02, 9 notes …)”
fn finding(c: &Context, theme: &Theme) -> Inlines {
    let gap = c.on_the_board().find(|gap| gap.themes.contains(&theme.id));
    // A number says most; then the theme's own sentence; then what happens today.
    let today = gap.map_or("", |gap| gap.today.trim());
    let summary = theme.summary.trim();
    let counted = today.contains(|c: char| c.is_ascii_digit());
    let detail = if counted || summary.is_empty() { today } else { summary };
    let base = support_words(c, theme);
    let evidence = gap.map_or(&[][..], |gap| gap.evidence.as_slice());
    let evidence: Vec<Link> = evidence
        .iter()
        .filter(|id| c.evidence(id).is_some())
        .take(3)
        .map(|id| Link::evidence(id.as_str()))
        .collect();
    let name = sentence(&cut(&theme.name, 70));
    let used = text::width(&name) + text::width(&base) + evidence.len() * 4 + 12;
    let detail = sentence(&c.say(&cut(detail, FINDING_CELLS.saturating_sub(used).max(48))));
    let mut run = vec![
        Inline::Strong(name),
        Inline::Text(if detail.is_empty() { " ".to_owned() } else { format!(" {detail} ") }),
    ];
    run.push(Inline::Soft("(".into()));
    run.push(Inline::Link(Link::theme(theme.id.as_str())));
    run.push(Inline::Soft(format!(", {base}")));
    for (at, link) in evidence.into_iter().enumerate() {
        run.push(Inline::Soft(if at == 0 { "; also ".into() } else { ", ".into() }));
        run.push(Inline::Link(link));
    }
    run.push(Inline::Soft(")".into()));
    run
}

/// “9 notes from 5 people in 3 departments”, “5 notes, one voice”.
pub(super) fn support_words(c: &Context, theme: &Theme) -> String {
    let Some(support) = c.v.theme(theme.id.as_str()) else { return String::new() };
    let k = usize::try_from(c.s.session.k()).unwrap_or(3);
    if c.s.session.attribution == crate::session::Attribution::Anonymous {
        return support.anonymised_sentence(k);
    }
    match support.label {
        Label::OneVoice => format!("{}, one voice", plural(support.notes, "note", "notes")),
        Label::Broad | Label::Shared | Label::NoAttributedNotes => support.sentence(),
        Label::LeadershipOnly | Label::OneDepartment | Label::FrontLineOnly => {
            let people = crate::rules::attribution::people_words(support.people, k);
            format!("{} from {people}, {}", plural(support.notes, "note", "notes"), support.label.words())
        }
    }
}

fn now(c: &Context, out: &mut Vec<Block>) {
    let gaps = c.lane(&c.v.board.now);
    if gaps.is_empty() {
        return;
    }
    out.push(part("now", "What we do now"));
    let mut table =
        Table::new(&["", "What changes", "Owner", "Done by", "We will see it in"], &[8, 37, 21, 8, 26]);
    for gap in gaps.iter().take(ROWS) {
        table.row(now_row(c, gap));
    }
    out.push(Block::Table(table));
    if gaps.len() > ROWS {
        out.push(Block::Paragraph(vec![Inline::Soft(format!(
            "{} more in Now: see the board and the plan.",
            gaps.len() - ROWS
        ))]));
    }
}

fn now_row(c: &Context, gap: &Gap) -> Vec<Inlines> {
    let actions = c.actions_of(gap);
    let id = vec![
        Inline::Lane(crate::rules::Lane::Now),
        Inline::Text(" ".into()),
        Inline::Link(Link::gap(gap.id.as_str())),
    ];
    if actions.is_empty() {
        let change =
            vec![Inline::Text(cut(&c.say(&gap.title), 56)), Inline::Soft(" (no action agreed yet)".into())];
        return vec![id, change, Vec::new(), Vec::new(), Vec::new()];
    }
    let mut owners: Vec<String> = Vec::new();
    for owner in actions.iter().map(|action| c.owner_or(action.owner.as_ref(), "no owner yet")) {
        if !owners.contains(&owner) {
            owners.push(owner);
        }
    }
    let done = actions.iter().all(|action| action.status == ActionStatus::Done);
    let due = if actions.iter().any(|action| action.due.is_none()) {
        "open".to_owned()
    } else {
        actions.iter().filter_map(|action| action.due).max().map(|due| c.short(due)).unwrap_or_default()
    };
    let metric = actions.iter().find_map(|action| c.metric(action.measure.as_ref()?));
    vec![
        id,
        vec![Inline::Text(changes(c, &actions))],
        vec![Inline::Text(cut(&owners.join(", "), OWNER_CELLS))],
        vec![Inline::Text(if done { "done".to_owned() } else { due })],
        vec![Inline::Text(metric.map_or_else(|| "no measure yet".to_owned(), measure_words))],
    ]
}

/// The actions' titles, as many as fit; the others are counted.
fn changes(c: &Context, actions: &[&Action]) -> String {
    let mut words = String::new();
    for (at, action) in actions.iter().enumerate() {
        let title = c.say(clause(&action.title));
        let title = if at == 0 { cut(&title, CHANGE_CELLS) } else { lower_first(&title) };
        if at > 0 && text::width(&words) + text::width(&title) + 2 > CHANGE_CELLS {
            return format!("{} (+{} more)", cut(&words, CHANGE_CELLS - 10), actions.len() - at);
        }
        words = if at == 0 { title } else { format!("{words}; {title}") };
    }
    words
}

/// “Repeat contact within 7 days: 31% → 27%”.
fn measure_words(metric: &Metric) -> String {
    use crate::synopsis::chapters::starting_line::value;
    let from = metric.baseline.value.as_ref().map_or_else(|| "not known".to_owned(), |v| value(metric, v));
    let to = metric.target.as_ref().map(|target| value(metric, &target.value));
    // A unit that is said once is enough: “94 → 15 minutes”.
    let unit = format!(" {}", metric.unit.trim());
    let from = if to.is_some() { from.strip_suffix(&unit).unwrap_or(&from).to_owned() } else { from };
    let change = to.map_or_else(|| format!("{from} today"), |to| format!("{from} → {to}"));
    // What is in brackets explains the measure and stands with its definition.
    let name = metric.name.split(" (").next().unwrap_or(&metric.name);
    format!("{}: {change}", cut(name, MEASURE_CELLS.saturating_sub(text::width(&change)).max(20)))
}

fn asks(c: &Context, out: &mut Vec<Block>) {
    let asked: Vec<&Decision> =
        c.s.decisions.iter().filter(|decision| decision.status == DecisionStatus::Asked).collect();
    let Some(by) = asked.iter().map(|decision| decision.by).min() else { return };
    let same = asked.iter().all(|decision| decision.by == by);
    let lead = match by.filter(|_| same) {
        Some(by) => format!("What we ask of the leadership by {}:", c.day(by)),
        None => "What we ask of the leadership:".to_owned(),
    };
    let mut items: Vec<Inlines> = asked
        .iter()
        .take(ASKS)
        .map(|decision| {
            let by =
                decision.by.filter(|_| !same).map_or_else(String::new, |by| format!(" by {}", c.short(by)));
            let room = ASK_CELLS.saturating_sub(text::width(&by));
            vec![Inline::Text(format!("{}{by}", cut(clause(&c.say(&decision.text)), room)))]
        })
        .collect();
    if asked.len() > ASKS {
        items.push(vec![Inline::Soft(format!("{} more: see the plan", asked.len() - ASKS))]);
    }
    out.push(Block::Callout(Callout { lead, items }));
}

fn whereabouts(c: &Context, out: &mut Vec<Block>) {
    let mut run = Vec::new();
    if let Some(standing) = c.v.phase.as_ref().and_then(crate::rules::assessments::Phase::standing) {
        let phase = u8::try_from(standing.phase).ok().and_then(|number| c.playbook.phase(number));
        run.push(Inline::Strong("Where we are. ".into()));
        run.push(Inline::Text(format!("Phase {} of 4, ", standing.phase)));
        run.push(Inline::Emphasis(
            phase.map_or_else(|| standing.name().to_owned(), |phase| phase.name.clone()),
        ));
        run.push(Inline::Text(match phase {
            Some(phase) => format!(": the challenge now is to {}. ", clause(&phase.challenge)),
            None => ". ".to_owned(),
        }));
    }
    let next =
        c.s.reviews
            .iter()
            .filter(|review| review.held_on.is_none())
            .filter(|review| review.on.is_some())
            .min_by_key(|review| review.on);
    if let Some((review, on)) = next.and_then(|review| Some((review, review.on?))) {
        let minutes = review.minutes.map_or_else(String::new, |minutes| format!(", {minutes} minutes"));
        run.push(Inline::Strong("Next meeting: ".into()));
        run.push(Inline::Text(format!("{}{minutes}.", c.day(on))));
    }
    if !run.is_empty() {
        out.push(Block::Paragraph(run));
    }
}
