//! What lies on the edge of the board (the handbook, R1: capacity, robustness, cut line, flags): where a small change or
//! a word from the room would make another board. It lists, it decides nothing, and it knows nobody's name.

use super::super::capacity::heavy_sentence;
use super::super::words::{Id, Lane};
use super::{GapVerdict, Verdicts};

/// Why a gap is on the list of edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EdgeKind {
    /// Overrides alone exceed the limit.
    OverLimit,
    /// The last one in and the first one out.
    Cut,
    /// A small change of scores would move it.
    Balanced,
    /// Its override changes nothing.
    Redundant,
    /// More than two heavy gaps are in Now.
    Heavy,
}

impl EdgeKind {
    /// In the order in which a room should look at them.
    pub const ALL: [EdgeKind; 5] =
        [EdgeKind::OverLimit, EdgeKind::Cut, EdgeKind::Balanced, EdgeKind::Redundant, EdgeKind::Heavy];

    /// The heading of its rows.
    pub fn words(self) -> &'static str {
        match self {
            EdgeKind::OverLimit => "Over the limit",
            EdgeKind::Cut => "The cut line of Now",
            EdgeKind::Balanced => "Finely balanced",
            EdgeKind::Redundant => "Moves that change nothing",
            EdgeKind::Heavy => "More than two heavy gaps in Now",
        }
    }
}

/// One row: a gap, and why it is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    pub kind: EdgeKind,
    pub gap: Id,
    pub sentence: String,
}

impl Verdicts {
    /// Every gap on an edge, by kind; a gap may be on more than one.
    pub fn edges(&self) -> Vec<Edge> {
        EdgeKind::ALL
            .into_iter()
            .flat_map(|kind| {
                self.edges_of(kind).into_iter().map(move |(gap, sentence)| Edge { kind, gap, sentence })
            })
            .collect()
    }

    fn edges_of(&self, kind: EdgeKind) -> Vec<(Id, String)> {
        let row = |gap: &GapVerdict, sentence: String| (gap.id.clone(), sentence);
        let now = || self.gaps.iter().filter(|gap| gap.lane == Lane::Now);
        match kind {
            EdgeKind::OverLimit if self.board.over_limit_by == 0 => Vec::new(),
            EdgeKind::OverLimit => {
                let pinned = now().filter(|gap| gap.overridden);
                pinned.map(|gap| row(gap, gap.sentence.clone())).collect()
            }
            EdgeKind::Cut => self.cut(),
            EdgeKind::Balanced => {
                // What the room has put somewhere stays there, whatever the scores say.
                let gaps = self.gaps.iter().filter(|gap| gap.finely_balanced() && !gap.overridden);
                let said = |gap: &GapVerdict| match gap.queue_place {
                    Some(_) => format!("Now is full; {}", lower(&gap.flip_sentence())),
                    None => format!("{}: {}", gap.lane.words(), lower(&gap.flip_sentence())),
                };
                gaps.map(|gap| row(gap, said(gap))).collect()
            }
            EdgeKind::Redundant => {
                let gaps = self.gaps.iter().filter(|gap| gap.redundant);
                gaps.map(|gap| row(gap, "Taking the move back would change nothing.".to_owned())).collect()
            }
            EdgeKind::Heavy => {
                let heavy: Vec<&GapVerdict> = now().filter(|gap| gap.heavy).collect();
                if heavy_sentence(heavy.len()).is_none() {
                    return Vec::new();
                }
                let said = |gap: &GapVerdict| row(gap, "Which first slice is small enough?".to_owned());
                heavy.into_iter().map(said).collect()
            }
        }
    }

    /// Last in and first out, with the scores between them.
    fn cut(&self) -> Vec<(Id, String)> {
        let at = |id: &Option<Id>| {
            let gap = self.gap(id.as_deref()?)?;
            Some((gap, gap.score_words()?))
        };
        let (last, first) = (at(&self.board.last_in), at(&self.board.first_out));
        let mut rows = Vec::new();
        if let (Some((last, score)), Some(_)) = (&last, &first) {
            rows.push((last.id.clone(), format!("Last in, {score}.")));
        }
        if let Some((first, score)) = &first {
            let said = match last.map(|(last, _)| last.ahead_of(first)) {
                Some(Some(behind)) => format!("First out, {score}: {behind} behind."),
                Some(None) => format!("First out, {score}: equal, the tie decides."),
                None => format!("First out, {score}."),
            };
            rows.push((first.id.clone(), said));
        }
        rows
    }
}

fn lower(sentence: &str) -> String {
    sentence.replacen("Would", "would", 1).replacen("By the", "by the", 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Gap, GapId, Lane as FileLane, Override, Scores, Session};

    fn gap(n: usize, scores: [u8; 4], moved: Option<FileLane>) -> Gap {
        let [impact, urgency, feasibility, cost] = scores.map(Some);
        Gap {
            id: GapId::new(format!("G{n:02}")),
            scores: Scores { urgency, feasibility, cost, impact, ..Scores::default() },
            evidence: vec!["E01".into()],
            moved: moved.map(|lane| Override { lane, reason: "agreed by all".into(), ..Override::default() }),
            ..Gap::default()
        }
    }

    fn edges(limit: u32, gaps: Vec<Gap>) -> Vec<(EdgeKind, String, String)> {
        let mut session = Session::default();
        session.evidence.push(crate::session::Evidence { id: "E01".into(), ..Default::default() });
        session.session.capacity = Some(crate::session::Capacity { limit, ..Default::default() });
        for gap in gaps {
            session.gaps.push(gap);
        }
        let edges = Verdicts::of(&session).edges();
        edges.into_iter().map(|edge| (edge.kind, edge.gap.to_string(), edge.sentence)).collect()
    }

    #[test]
    fn the_edges_of_the_sample_day() {
        let session: Session =
            serde_json::from_str(include_str!("../../../sessions/halvorn.json")).expect("the sample opens");
        let edges = Verdicts::of(&session).edges();
        let of = |kind| -> Vec<(&str, &str)> {
            let edges = edges.iter().filter(move |edge| edge.kind == kind);
            edges.map(|edge| (edge.gap.as_str(), edge.sentence.as_str())).collect()
        };
        assert_eq!(of(EdgeKind::Cut), [("G02", "Last in, 72.5."), ("G06", "First out, 70.0: 2.5 behind.")]);
        assert!(
            of(EdgeKind::Balanced).contains(&(
                "G02",
                "Now: would be Next if urgency were 3, feasibility were 2 or cost were 4."
            )),
            "{edges:?}"
        );
        assert!(of(EdgeKind::OverLimit).is_empty() && of(EdgeKind::Redundant).is_empty());
    }

    #[test]
    fn a_gap_that_waits_is_measured_against_the_rule_and_not_against_the_lane_it_waits_in() {
        let said = edges(1, vec![gap(1, [5, 5, 5, 1], None), gap(2, [4, 4, 3, 3], None)]);
        let waits = said.iter().find(|row| row.0 == EdgeKind::Balanced && row.1 == "G02");
        let words = waits.map(|row| row.2.as_str()).unwrap_or_default();
        assert!(
            words.starts_with("Now is full; by the rule alone it would be Now, and Next if impact were 3"),
            "{said:?}"
        );
    }

    #[test]
    fn over_the_limit_heavy_and_redundant_are_named_gap_by_gap() {
        let pinned = || Some(FileLane::Now);
        let said = edges(1, vec![gap(1, [5, 5, 2, 3], pinned()), gap(2, [3, 3, 3, 3], pinned())]);
        assert_eq!(said[0].0, EdgeKind::OverLimit);
        assert_eq!(said.iter().filter(|row| row.0 == EdgeKind::OverLimit).count(), 2);
        assert!(said[0].2.contains("agreed by all"));
        let heavy = edges(5, (1..=3).map(|n| gap(n, [5, 5, 2, 3], None)).collect());
        assert_eq!(heavy.iter().filter(|row| row.0 == EdgeKind::Heavy).count(), 3);
        let redundant = edges(5, vec![gap(1, [5, 5, 4, 2], pinned())]);
        assert_eq!(
            redundant,
            [(
                EdgeKind::Redundant,
                "G01".to_owned(),
                "Taking the move back would change nothing.".to_owned()
            )]
        );
    }

    #[test]
    fn equal_scores_at_the_cut_say_that_the_tie_decides() {
        let said = edges(1, vec![gap(1, [5, 5, 4, 2], None), gap(2, [5, 5, 4, 2], None)]);
        assert_eq!(said[1].2, "First out, 90.0: equal, the tie decides.");
        assert!(edges(5, vec![]).is_empty() && edges(5, vec![gap(1, [5, 5, 5, 1], None)]).is_empty());
    }
}
