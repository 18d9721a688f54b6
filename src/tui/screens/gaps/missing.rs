//! What a gap still needs before it can be scored: its two sentences, and somebody who has seen it happen. Decides
//! nothing; it points.

use crate::session::{EvidenceId, Gap, Lane, Stance};
use crate::tui::ctx::Ctx;
use crate::tui::look::LaneTint;

/// Something a gap lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The sentence that says how it should be.
    Perfect,
    /// The sentence that says how it is.
    Today,
    /// The problem in a few words.
    Title,
    /// An as-is note or an evidence item: nobody has described it happening.
    Link,
}

impl Missing {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Perfect, Self::Today, Self::Title, Self::Link];

    /// One word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Perfect => "perfect",
            Self::Today => "today",
            Self::Title => "title",
            Self::Link => "link",
        }
    }

    /// What to do about it.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Perfect => "How should it be? p writes it: “Customers should be able to …”",
            Self::Today => "What happens today? t writes it.",
            Self::Title => "What is the problem, in a few words? r writes it.",
            Self::Link => "Nobody has described this happening yet: link an as-is note (l) or evidence (v).",
        }
    }
}

/// What a gap lacks.
pub fn missing(gap: &Gap, ctx: &Ctx) -> Vec<Missing> {
    let lacks = |what: &Missing| match what {
        Missing::Perfect => gap.perfect.trim().is_empty(),
        Missing::Today => gap.today.trim().is_empty(),
        Missing::Title => gap.title.trim().is_empty(),
        Missing::Link => !seen(gap, ctx),
    };
    Missing::ALL.into_iter().filter(lacks).collect()
}

/// Whether somebody has described it happening, or a figure shows it.
pub fn seen(gap: &Gap, ctx: &Ctx) -> bool {
    let places = &ctx.index().places;
    let as_is = |place: &usize| ctx.session.notes.at(*place).is_some_and(|n| n.stance == Stance::AsIs);
    !gap.evidence.is_empty() || gap.notes.iter().any(|id| places.get(id).is_some_and(as_is))
}

/// Whether not everybody has had an item, before the day or in the room (the handbook, R5): it may not be leant on yet.
pub fn unread(item: &EvidenceId, ctx: &Ctx) -> bool {
    let fairness = ctx.verdicts().preread.as_ref();
    fairness.and_then(|all| all.item(item.as_str())).is_some_and(|found| !found.read_by_all)
}

/// “E6: not everybody has read it. Read it together (Prepare), or the synopsis says so.”
pub fn unread_sentence(items: &[EvidenceId]) -> Option<String> {
    let ids: Vec<&str> = items.iter().map(EvidenceId::as_str).collect();
    let them = if ids.len() == 1 { "it" } else { "them" };
    (!ids.is_empty()).then(|| {
        format!(
            "{}: not everybody has read {them}. Read {them} together (Prepare, r), or the synopsis says so.",
            ids.join(", ")
        )
    })
}

/// “14 of 16 gaps complete; 12 to 16 are enough”.
pub fn completeness(ctx: &Ctx) -> String {
    let live = ctx.session.gaps.iter().filter(|gap| gap.is_live());
    let (mut all, mut complete) = (0, 0);
    for gap in live {
        all += 1;
        complete += usize::from(missing(gap, ctx).is_empty());
    }
    match all {
        0 => String::new(),
        17.. => format!("{complete} of {all} gaps complete; 12 to 16 are enough: m joins two that are one"),
        1 => format!("{complete} of 1 gap complete; 12 to 16 are enough"),
        _ => format!("{complete} of {all} gaps complete; 12 to 16 are enough"),
    }
}

/// Words with which a solution begins, not a problem.
const SOLUTIONS: [&str; 18] = [
    "introduce",
    "build",
    "implement",
    "create",
    "launch",
    "buy",
    "install",
    "train",
    "hire",
    "develop",
    "add",
    "set",
    "replace",
    "redesign",
    "automate",
    "roll",
    "digitise",
    "digitize",
];

/// Whether a title sounds like a solution. A hint, never a block.
pub fn sounds_like_a_solution(title: &str) -> bool {
    let first = title.split_whitespace().next().unwrap_or_default().to_lowercase();
    SOLUTIONS.contains(&first.as_str())
}

/// The colour of a lane.
pub fn tint(lane: &Lane) -> LaneTint {
    match lane {
        Lane::Now => LaneTint::Now,
        Lane::Next => LaneTint::Next,
        Lane::Later => LaneTint::Later,
        Lane::Unsorted | Lane::Other(_) => LaneTint::Unsorted,
    }
}

/// A lane's name on the screen.
pub fn lane_word(lane: &Lane) -> &str {
    match lane {
        Lane::Now => "Now",
        Lane::Next => "Next",
        Lane::Later => "Later",
        Lane::Unsorted => "not sorted",
        Lane::Other(word) => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_begins_with_a_remedy_sounds_like_a_solution() {
        assert!(sounds_like_a_solution("Introduce a ticket system"));
        assert!(!sounds_like_a_solution("Nobody tells customers about an outage"));
        assert!(!sounds_like_a_solution(""));
    }
}
