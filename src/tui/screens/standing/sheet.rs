//! The five assessments as sheets of statements: what is asked, what was answered, and the edit for one answer.
//! Texts are stored with the answers; where the session holds none, the playbook's are used and stored with the first
//! answer (the handbook, R9).
//!
//! It refuses to know how a sheet is drawn.

use crate::rules::corners;
use crate::session::{
    Answers, Assessments, AssessmentsChange, Attribution, BasicsGroup, Edit, List, Phase, edit,
};
use crate::text;
use crate::tui::ctx::Ctx;

/// One of the five.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// Twenty-four basics.
    #[default]
    Basics,
    /// Four phases.
    Phase,
    /// Planning mindset.
    Planning,
    /// Readiness.
    Readiness,
    /// Pulse.
    Pulse,
}

impl Which {
    /// In order.
    pub const ALL: [Self; 5] = [Self::Basics, Self::Phase, Self::Planning, Self::Readiness, Self::Pulse];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Basics => "Basics",
            Self::Phase => "Phase",
            Self::Planning => "Planning",
            Self::Readiness => "Readiness",
            Self::Pulse => "Pulse",
        }
    }

    /// By its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|which| which.name() == name)
    }

    /// The one `by` further, round and round.
    pub fn step(self, by: isize) -> Self {
        let count = Self::ALL.len().cast_signed();
        Self::ALL[(self as usize).cast_signed().saturating_add(by).rem_euclid(count).cast_unsigned()]
    }

    /// The highest digit.
    pub const fn most(self) -> u8 {
        match self {
            Self::Basics => 2,
            Self::Phase | Self::Planning | Self::Readiness => 3,
            Self::Pulse => 0,
        }
    }

    /// What a digit means.
    pub fn label(self, digit: u8, ctx: &Ctx) -> String {
        let at = usize::from(digit);
        let p = ctx.playbook;
        let labels: &[String] = match self {
            Self::Basics => &p.basics.answers.labels,
            Self::Phase => &p.phases.answers.labels,
            Self::Planning => &p.mindset.answers,
            Self::Readiness => &p.readiness.answers,
            Self::Pulse => &[],
        };
        labels.get(at).cloned().unwrap_or_default()
    }

    /// All digits with their meaning, in one line; only the first words of each where there is no room for all.
    pub fn legend(self, ctx: &Ctx, room: usize) -> String {
        let whole = self.digits(ctx, false);
        if text::width(&whole) <= room { whole } else { self.digits(ctx, true) }
    }

    fn digits(self, ctx: &Ctx, short: bool) -> String {
        let label = |digit| {
            let label = self.label(digit, ctx);
            if short { label.split(',').next().unwrap_or_default().to_owned() } else { label }
        };
        let mut words: Vec<String> =
            (0..=self.most()).map(|digit| format!("{digit} {}", label(digit))).collect();
        if self == Self::Basics {
            words.push(format!("- {}", ctx.playbook.basics.answers.not_applicable));
        } else {
            words.push("- open".into());
        }
        words.join(" · ")
    }
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// `2.1`, `R5`, or nothing for a basic.
    pub id: String,
    /// As stored, or as the playbook has it.
    pub text: String,
    /// The digit.
    pub answer: Option<u8>,
}

/// Statements under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The heading; empty where there is only one group.
    pub title: String,
    /// In order.
    pub items: Vec<Item>,
}

impl Group {
    /// Points and the most that can be reached, over what is answered.
    pub fn points(&self, most: u8) -> (u64, u64) {
        let given = || self.items.iter().filter_map(|item| item.answer);
        (given().map(u64::from).sum(), given().count() as u64 * u64::from(most))
    }
}

fn basics_or_builtin(ctx: &Ctx) -> List<BasicsGroup> {
    let stored = &ctx.session.assessments.basics;
    if stored.iter().all(|group| group.items.is_empty()) {
        ctx.playbook.session_assessments().basics
    } else {
        stored.clone()
    }
}

fn phase_or_builtin(ctx: &Ctx) -> Phase {
    let mut phase = ctx.session.assessments.phase.clone();
    if phase.items.iter().all(Vec::is_empty) {
        phase.items = ctx.playbook.session_assessments().phase.items;
    }
    phase.items.resize(4, Vec::new());
    phase.answers.resize(phase.items.len().max(4), Vec::new());
    for (answers, items) in phase.answers.iter_mut().zip(&phase.items) {
        answers.resize(items.len().max(answers.len()), None);
    }
    phase
}

fn answers_or_builtin(stored: &Answers, builtin: Answers) -> Answers {
    let mut answers = stored.clone();
    if answers.items.is_empty() {
        answers.items = builtin.items;
    }
    let count = answers.items.len().max(answers.answers.len());
    answers.answers.resize(count, None);
    answers
}

fn planning(ctx: &Ctx) -> Answers {
    let builtin = ctx.playbook.session_assessments().planning_mindset;
    answers_or_builtin(&ctx.session.assessments.planning_mindset, builtin)
}

fn readiness(ctx: &Ctx) -> Answers {
    let builtin = ctx.playbook.session_assessments().readiness;
    answers_or_builtin(&ctx.session.assessments.readiness, builtin)
}

/// The sheet as it stands. The pulse has none.
pub fn groups(which: Which, ctx: &Ctx) -> Vec<Group> {
    let list = |prefix: &str, answers: Answers| {
        let items = answers.items.into_iter().zip(answers.answers).zip(1..);
        let items = items.map(|((text, answer), n)| Item { id: format!("{prefix}{n}"), text, answer });
        vec![Group { title: String::new(), items: items.collect() }]
    };
    match which {
        Which::Basics => basics_or_builtin(ctx)
            .iter()
            .map(|group| Group {
                title: group.group.clone(),
                items: group
                    .items
                    .iter()
                    .map(|item| Item { id: String::new(), text: item.text.clone(), answer: item.value })
                    .collect(),
            })
            .collect(),
        Which::Phase => {
            let phase = phase_or_builtin(ctx);
            phase
                .items
                .into_iter()
                .zip(phase.answers)
                .zip(1_u8..)
                .map(|((items, answers), number)| Group {
                    title: ctx
                        .playbook
                        .phase(number)
                        .map_or_else(String::new, |p| format!("{number} {}", p.name)),
                    items: items
                        .into_iter()
                        .zip(answers)
                        .zip(1..)
                        .map(|((text, answer), n)| Item { id: format!("{number}.{n}"), text, answer })
                        .collect(),
                })
                .collect()
        }
        Which::Planning => list("M", planning(ctx)),
        Which::Readiness => list("R", readiness(ctx)),
        Which::Pulse => Vec::new(),
    }
}

/// The place of the `at`th statement: its group, and its place in it.
pub fn place(groups: &[Group], mut at: usize) -> Option<(usize, usize)> {
    for (number, group) in groups.iter().enumerate() {
        if at < group.items.len() {
            return Some((number, at));
        }
        at -= group.items.len();
    }
    None
}

/// The statement at a place.
pub fn item(groups: &[Group], at: usize) -> Option<&Item> {
    let (group, item) = place(groups, at)?;
    groups.get(group)?.items.get(item)
}

/// The edit that answers the `at`th statement.
pub fn set(which: Which, at: usize, digit: Option<u8>, ctx: &Ctx) -> Option<Edit> {
    let groups = groups(which, ctx);
    let (group, item) = place(&groups, at)?;
    let (change, what) = match which {
        Which::Basics => {
            let mut basics = basics_or_builtin(ctx);
            basics.at_mut(group)?.items.at_mut(item)?.value = digit;
            (AssessmentsChange::basics(basics), format!("basic {} of group {}", item + 1, group + 1))
        }
        Which::Phase => {
            let mut phase = phase_or_builtin(ctx);
            *phase.answers.get_mut(group)?.get_mut(item)? = digit;
            (AssessmentsChange::phase(phase), format!("statement {}.{}", group + 1, item + 1))
        }
        Which::Planning => {
            let mut answers = planning(ctx);
            *answers.answers.get_mut(at)? = digit;
            (AssessmentsChange::planning_mindset(answers), format!("statement M{}", at + 1))
        }
        Which::Readiness => {
            let mut answers = readiness(ctx);
            *answers.answers.get_mut(at)? = digit;
            (AssessmentsChange::readiness(answers), format!("statement R{}", at + 1))
        }
        Which::Pulse => return None,
    };
    let label = match digit {
        Some(digit) => format!("{what}: {digit}"),
        None => format!("{what}: open"),
    };
    Some(edit::many(label, vec![Edit::Assessments(change)]))
}

/// Counts of people per level in one corner of the four-corners poll, as the file has it.
pub fn set_corner(phase_id: &str, counts: [u32; 3], ctx: &Ctx) -> Edit {
    let mut phase = phase_or_builtin(ctx);
    let mut row = crate::session::Table::default();
    for (level, n) in crate::session::Level::ALL.iter().zip(counts) {
        row.set(level.as_str(), n);
    }
    let mut poll = phase.corner_poll.take().unwrap_or_default();
    poll.set(phase_id, row);
    phase.corner_poll = Some(poll);
    edit::many("four corners counted", vec![Edit::Assessments(AssessmentsChange::phase(phase))])
}

/// The groups of the four corners as they may be spoken of; none where quotes carry no level (R12).
pub fn corner_groups(ctx: &Ctx) -> Vec<corners::Group> {
    let session = ctx.session;
    let poll = session.assessments.phase.corner_poll.as_ref();
    let Some(poll) = poll.filter(|_| session.session.attribution != Attribution::Anonymous) else {
        return Vec::new();
    };
    let phases = &ctx.playbook.phases.phases;
    let counts = [0, 1, 2, 3].map(|at: usize| {
        let row = phases.get(at).and_then(|phase| poll.get(&phase.id));
        crate::rules::Level::ALL
            .map(|level| row.and_then(|row| row.get(level.key())).copied().map_or(0, u64::from))
    });
    let v = ctx.verdicts();
    corners::groups(&v.labels, counts, v.k as u64)
}

/// How many stood in each corner, all levels together; nothing where nobody was counted.
pub fn corner_sums(assessments: &Assessments, ctx: &Ctx) -> Option<[u64; 4]> {
    let poll = assessments.phase.corner_poll.as_ref()?;
    let mut sums = [0_u64; 4];
    for (sum, phase) in sums.iter_mut().zip(&ctx.playbook.phases.phases) {
        *sum = poll.get(&phase.id).map_or(0, |row| row.iter().map(|(_, n)| u64::from(*n)).sum());
    }
    sums.iter().any(|n| *n > 0).then_some(sums)
}
