//! What an assessment says, as lines for a width: statements with their digit, groups with their bar, and the result
//! in sentences. The counts of the four corners appear only where no small number shows.
//!
//! It refuses to know where the lines are drawn.

use super::fingers;
use super::sheet::{Group, Which, corner_groups, corner_sums, groups};
use crate::rules::words::{list, number};
use crate::rules::{Share, corners};
use crate::session::Pulse;
use crate::text::{plural, width};
use crate::tui::ctx::Ctx;
use crate::tui::look::BarTint;
use crate::tui::widgets::lines::{Gauge, Line, Lines, Tone};

/// Fewer people than this are not shown as a number.
const FEW: u64 = 3;

/// How good a share looks: the bands of the basics.
fn tint(share: Share) -> BarTint {
    if share.below(50) {
        BarTint::Bad
    } else if share.below(80) {
        BarTint::Warn
    } else {
        BarTint::Good
    }
}

/// The statements with their digits. Numbers of items run through all groups.
pub fn statements(which: Which, ctx: &Ctx, width: u16) -> Lines {
    let mut page = Lines::new(width);
    if which == Which::Pulse {
        readings(&mut page, ctx);
        return page;
    }
    let groups = groups(which, ctx);
    let mut at = 0;
    for (number, group) in groups.iter().enumerate() {
        if number > 0 {
            page.blank();
        }
        heading(&mut page, which, group, ctx);
        for item in &group.items {
            let label = item.answer.map(|digit| which.label(digit, ctx)).unwrap_or_default();
            let label = label.split(',').next().unwrap_or_default().to_owned();
            let (tone, digit) = match item.answer {
                None => (Tone::Soft, format!("{} ", ctx.look.marks().dot)),
                Some(0) => (Tone::Bad, "0 ".into()),
                Some(digit) if digit == which.most() => (Tone::Good, format!("{digit} ")),
                Some(digit) => (Tone::Warn, format!("{digit} ")),
            };
            let id = if item.id.is_empty() { String::new() } else { format!("{} ", item.id) };
            let right = (width >= 56 && !label.is_empty()).then_some((Tone::Soft, label));
            page.wrap(
                Some(at),
                0,
                &[(tone, digit), (Tone::Soft, id), (Tone::Text, item.text.clone())],
                right,
            );
            at += 1;
        }
    }
    page
}

/// A group's name with its bar and points; for sheets of one group, the legend's question.
fn heading(page: &mut Lines, which: Which, group: &Group, ctx: &Ctx) {
    let (part, whole) = group.points(which.most());
    let title = match which {
        Which::Planning => ctx.playbook.mindset.intro.clone(),
        Which::Readiness => ctx.playbook.readiness.intro.clone(),
        _ => group.title.clone(),
    };
    let open = group.items.iter().any(|item| item.answer.is_none());
    // A basic may be left out; in the other sheets a group counts only when all of it is answered.
    let words = if whole == 0 {
        "open".to_owned()
    } else if which == Which::Basics {
        format!("{:>3}%", Share::new(part, whole).percent())
    } else {
        format!("{part:>2} of {}", group.items.len() * usize::from(which.most()))
    };
    let most =
        if which == Which::Basics { whole } else { group.items.len() as u64 * u64::from(which.most()) };
    let share = Share::new(part, most.max(1));
    let bar = if whole == 0 || (open && which != Which::Basics) { BarTint::Plain } else { tint(share) };
    let room = page.width().saturating_sub(u16::try_from(width(&words) + 8).unwrap_or(20));
    let wide = (page.width() / 4).min(room).min(30);
    page.row(Line {
        pieces: vec![(Tone::Heading, title)],
        gauge: Some(Gauge { value: part, most: most.max(1), tint: bar, width: wide }),
        right: Some((Tone::Soft, words)),
        ..Line::default()
    });
}

/// Each show of fingers with its time and, from five answers on, its mean.
fn readings(page: &mut Lines, ctx: &Ctx) {
    let pulse = &ctx.session.assessments.pulse;
    page.say(Tone::Heading, format!("“{}”", ctx.playbook.pulse.question));
    page.say(
        Tone::Soft,
        format!("{} 1 {}, 5 {}.", ctx.playbook.pulse.how, ctx.playbook.pulse.low, ctx.playbook.pulse.high),
    );
    page.blank();
    if pulse.is_empty() {
        page.say(
            Tone::Text,
            "No show of fingers yet. n counts one; once in the morning and once at the close.",
        );
        return;
    }
    for (at, reading) in pulse.iter().enumerate() {
        let verdict = ctx.verdicts().pulse.get(at).map_or_else(String::new, |verdict| verdict.sentence());
        page.wrap(
            Some(at),
            0,
            &[(Tone::Heading, format!("{}  ", when(reading))), (Tone::Text, verdict)],
            None,
        );
        if let Some(counts) = shown(reading, ctx) {
            let most = u64::from(counts.iter().copied().max().unwrap_or(0)).max(1);
            for (fingers, count) in (1..).zip(counts) {
                page.row(Line {
                    of: Some(at),
                    indent: 2,
                    pieces: vec![(Tone::Soft, plural(fingers, "finger", "fingers"))],
                    gauge: Some(Gauge {
                        value: u64::from(count),
                        most,
                        tint: BarTint::Plain,
                        width: page.width().saturating_sub(24).min(40),
                    }),
                    right: Some((Tone::Text, format!("{count:>3}"))),
                });
            }
        }
        page.blank();
    }
}

/// When fingers were shown.
pub fn when(reading: &Pulse) -> String {
    reading
        .at
        .as_ref()
        .map_or_else(|| "In the room".into(), |at| format!("{} {}", at.day().short(), at.clock()))
}

/// The counts that may be seen: none below five answers.
pub fn shown(reading: &Pulse, ctx: &Ctx) -> Option<[u32; 5]> {
    let counts = fingers::counts(&reading.counts);
    let n: u32 = counts.iter().fold(0, |sum, n| sum.saturating_add(*n));
    (n >= u32::from(ctx.playbook.pulse.hidden_below).max(1)).then_some(counts)
}

/// The ids of statements without an answer, in words: "1.4", "R3 and R5", "1.1, 1.2 and 14 more".
fn open_items(groups: &[Group]) -> Option<String> {
    let open: Vec<&str> = groups
        .iter()
        .flat_map(|group| &group.items)
        .filter(|item| item.answer.is_none())
        .map(|item| item.id.as_str())
        .collect();
    match open.as_slice() {
        [] => None,
        [one] => Some(format!("{one} has no answer yet")),
        [first, second, rest @ ..] if rest.len() > 1 => {
            Some(format!("{first}, {second} and {} more have no answer yet", number(rest.len())))
        }
        few => Some(format!("{} have no answer yet", list(few))),
    }
}

/// The result in sentences, the most important first, each with its tone.
pub fn result(which: Which, ctx: &Ctx) -> Vec<(Tone, String)> {
    let v = ctx.verdicts();
    let groups = groups(which, ctx);
    let early = |what: Option<String>| {
        let words = what.unwrap_or_else(|| "nothing is answered yet".into());
        (Tone::Warn, format!("Too early to say: {words}."))
    };
    let mut out = Vec::new();
    match which {
        Which::Basics => {
            match &v.basics {
                Some(basics) => out.push((Tone::Heading, basics.sentence())),
                None => out.push(early(None)),
            }
            let open = groups.iter().flat_map(|group| &group.items).filter(|i| i.answer.is_none()).count();
            if v.basics.is_some() && open > 0 {
                let words = plural(open, "basic is left out", "basics are left out");
                out.push((Tone::Soft, format!("{words}: not applicable, or not asked yet.")));
            }
            let missing =
                groups.iter().flat_map(|group| &group.items).filter(|i| i.answer == Some(0)).count();
            if missing > 0 {
                let words = plural(missing, "“no”", "times “no”");
                out.push((Tone::Soft, format!("{words}: g makes a gap of the one that is chosen.")));
            }
        }
        Which::Phase => phase(ctx, &groups, &mut out),
        Which::Planning => match v.mindset {
            Some(mindset) => {
                out.push((Tone::Heading, mindset.sentence()));
                let band = ctx.playbook.mindset.bands.iter().find(|band| band.id == mindset.stage());
                out.extend(band.map(|band| (Tone::Soft, band.sentence.clone())));
            }
            None => out.push(early(open_items(&groups))),
        },
        Which::Readiness => match &v.readiness {
            Some(readiness) => {
                out.push((Tone::Heading, readiness.sentence()));
                let items = groups.iter().flat_map(|group| &group.items);
                let weakest: Vec<String> = items
                    .filter(|item| readiness.weakest.contains(&item.id))
                    .map(|item| format!("{} {}", item.id, item.text))
                    .collect();
                if weakest.len() <= 2 {
                    out.push((Tone::Text, format!("Weakest: {}.", weakest.join("; "))));
                } else {
                    out.push((Tone::Text, format!("Weakest: {}.", list(&readiness.weakest))));
                }
                out.extend(v.tempo_sentence.clone().map(|sentence| (Tone::Text, sentence)));
                let band = ctx.playbook.readiness.bands.iter().find(|band| band.id == readiness.band());
                out.extend(band.map(|band| (Tone::Soft, band.sentence.clone())));
            }
            None => out.push(early(open_items(&groups))),
        },
        Which::Pulse => {
            let means: Vec<_> = v.pulse.iter().filter_map(|pulse| pulse.mean_tenths).collect();
            match means.as_slice() {
                [] => out.push(early(Some("it takes five answers".into()))),
                [_] => {
                    out.push((Tone::Heading, "One reading so far; the close tells whether it moved.".into()));
                }
                [first, .., last] => {
                    let said = |tenths: &u64| format!("{}.{}", tenths / 10, tenths % 10);
                    let way = match last.cmp(first) {
                        std::cmp::Ordering::Greater => "up",
                        std::cmp::Ordering::Less => "down",
                        std::cmp::Ordering::Equal => "unchanged",
                    };
                    out.push((Tone::Heading, format!("From {} to {} of 5: {way}.", said(first), said(last))));
                }
            }
        }
    }
    out
}

fn phase(ctx: &Ctx, groups: &[Group], out: &mut Vec<(Tone, String)>) {
    let v = ctx.verdicts();
    let poll = four_corners(ctx);
    match (&v.phase, open_items(groups)) {
        (Some(phase), None) => {
            out.push((Tone::Heading, phase.sentence()));
            out.extend(poll);
            if let Some(standing) = phase.standing() {
                let moves: Vec<String> = standing
                    .next_moves
                    .iter()
                    .map(|id| {
                        let mut items = groups.iter().flat_map(|group| &group.items);
                        let text = items.find(|item| item.id == *id).map_or("", |item| item.text.as_str());
                        format!("{id} {text}")
                    })
                    .collect();
                let words = u8::try_from(standing.phase).ok().and_then(|number| ctx.playbook.phase(number));
                if let Some(words) = words {
                    out.push((Tone::Text, format!("The challenge: {}.", words.challenge)));
                }
                if !moves.is_empty() {
                    out.push((Tone::Text, format!("Next moves: {}.", moves.join("; "))));
                }
                if let Some(words) = words {
                    out.push((Tone::Soft, format!("What it takes: {}.", list(&words.resources))));
                    out.push((Tone::Soft, format!("What helps: {}.", words.do_next.join("; "))));
                }
            }
        }
        (None, _) => {
            out.push((Tone::Warn, "Too early to say: nothing is answered yet.".into()));
            out.extend(poll);
        }
        (Some(_), Some(open)) => {
            out.push((Tone::Warn, format!("Too early to say: {open}.")));
            out.extend(poll);
        }
    }
}

/// What the four corners say, and the gap between the levels in words.
fn four_corners(ctx: &Ctx) -> Vec<(Tone, String)> {
    let Some(sums) = corner_sums(&ctx.session.assessments, ctx) else { return Vec::new() };
    let names = [0, 1, 2, 3].map(|at| ctx.playbook.phases.phases.get(at).map_or("", |p| p.name.as_str()));
    let gap = corners::sentence(&corner_groups(ctx), names, ctx.verdicts().k as u64);
    let all = (Tone::Soft, corner_sentence(sums, ctx));
    std::iter::once(all).chain(gap.map(|gap| (Tone::Text, gap))).collect()
}

/// Where most stood, all levels together; a small number is not said.
fn corner_sentence(sums: [u64; 4], ctx: &Ctx) -> String {
    let all: u64 = sums.iter().sum();
    if all < FEW {
        return "Four corners: too few to show.".into();
    }
    let mut most: Vec<usize> = (0..4).collect();
    most.sort_by_key(|at| (std::cmp::Reverse(sums[*at]), *at));
    let name = |at: usize| ctx.playbook.phases.phases[at].name.as_str();
    let words = |n: u64| number(usize::try_from(n).unwrap_or(usize::MAX));
    let first = most[0];
    if sums[first] < FEW {
        return format!("Four corners: the {} who stood are spread too thin to show.", words(all));
    }
    let here =
        ctx.verdicts().phase.as_ref().and_then(|phase| phase.standing()).map(|standing| standing.phase);
    let compare = match here {
        Some(phase) if phase == first + 1 => " The checklist says the same.".to_owned(),
        Some(phase) => format!(" The checklist says phase {phase}: worth a talk."),
        None => String::new(),
    };
    format!("Four corners: {} of {} stood with {}.{compare}", words(sums[first]), words(all), name(first))
}

/// The state of a sheet in the switcher.
pub fn state(which: Which, ctx: &Ctx) -> String {
    let v = ctx.verdicts();
    match which {
        Which::Basics => v.basics.as_ref().map(|basics| format!("{}%", basics.total.percent())),
        Which::Phase => v.phase.as_ref().and_then(|p| p.standing()).map(|s| format!("{} of 4", s.phase)),
        Which::Planning => v.mindset.map(|mindset| format!("{}%", mindset.share.percent())),
        Which::Readiness => v.readiness.as_ref().map(|readiness| format!("{}%", readiness.share.percent())),
        Which::Pulse => {
            let last = v.pulse.iter().rev().find_map(|pulse| pulse.mean_tenths);
            last.map(|tenths| format!("{}.{}", tenths / 10, tenths % 10))
        }
    }
    .unwrap_or_else(|| ctx.look.marks().open.to_owned())
}
