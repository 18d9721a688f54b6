//! Gaps, scales and lanes on the wall: what lies where and the sentence that put it there. Who asked for a move is not
//! told here.

use super::wish::Parts;
use super::{Board, Card, Gap, Lane, LaneName, Scale, Scene};
use crate::playbook;
use crate::rules::lanes::{self, Rule};
use crate::rules::words::{Id, Lane as Where};
use crate::session::{self, GapId};

pub(super) fn gap(id: &GapId, parts: &Parts) -> Scene {
    let Some(gap) = parts.session.gaps.get(id) else { return board(parts) };
    Scene::Gap(Gap {
        id: gap.id.to_string(),
        title: gap.title.clone(),
        perfect: gap.perfect.clone(),
        today: gap.today.clone(),
        page: parts.page,
    })
}

pub(super) fn scale(scale: lanes::Scale, gap: Option<&GapId>, parts: &Parts) -> Scene {
    let text = parts.playbook.anchors.of(match scale {
        lanes::Scale::Impact => playbook::Scale::Impact,
        lanes::Scale::Urgency => playbook::Scale::Urgency,
        lanes::Scale::Feasibility => playbook::Scale::Feasibility,
        lanes::Scale::Cost => playbook::Scale::Cost,
    });
    let bands = &parts.session.session.cost_bands;
    let anchor = |(at, anchor): (usize, &String)| {
        let band = bands.get(at).filter(|band| scale == lanes::Scale::Cost && !band.trim().is_empty());
        band.map_or_else(|| anchor.clone(), |band| playbook::with_band(anchor, band))
    };
    let gap = gap.and_then(|id| parts.session.gaps.get(id));
    Scene::Scale(Scale {
        name: text.label.clone(),
        question: text.question.clone(),
        anchors: text.anchors.iter().enumerate().map(anchor).collect(),
        gap: gap.map(|gap| (gap.id.to_string(), gap.title.clone())),
        page: parts.page,
    })
}

fn card(id: &Id, parts: &Parts) -> Option<Card> {
    let gap: &session::Gap = parts.session.gaps.get(&GapId(id.clone()))?;
    let verdict = (parts.verdicts)().gap(id);
    let is = |wanted: Rule| verdict.is_some_and(|verdict| verdict.rule == wanted);
    Some(Card {
        id: id.to_string(),
        title: gap.title.clone(),
        heavy: verdict.is_some_and(|verdict| verdict.heavy),
        waits: verdict.is_some_and(|verdict| verdict.queue_place.is_some()),
        moved: verdict.is_some_and(|verdict| verdict.overridden),
        unseen: is(Rule::E1),
    })
}

pub(super) fn board(parts: &Parts) -> Scene {
    let sorting = &(parts.verdicts)().board;
    let cards = |ids: &[Id]| ids.iter().filter_map(|id| card(id, parts)).collect();
    Scene::Board(Board {
        limit: sorting.limit,
        now: cards(&sorting.now),
        next: cards(&sorting.next),
        later: cards(&sorting.later),
        page: parts.page,
    })
}

pub(super) fn lane(lane: Where, parts: &Parts) -> Scene {
    let (name, sentence) = match lane {
        Where::Now => {
            (LaneName::Now, "What cannot wait, and what is quick to do. It starts now, with names.")
        }
        Where::Next => (LaneName::Next, "Worth it: slower, dearer, or able to wait a little. In this order."),
        Where::Later => (LaneName::Later, "Seen, dated, not forgotten."),
        Where::Unsorted => return board(parts),
    };
    let verdicts = (parts.verdicts)();
    let cards = verdicts.board.lane(lane).iter().filter_map(|id| {
        // A reason that somebody gave may name a person: the wall says only that the room moved it.
        let why = verdicts.gap(id).map_or_else(String::new, |verdict| {
            if verdict.overridden { "Moved by the room.".to_owned() } else { verdict.sentence.clone() }
        });
        Some((card(id, parts)?, why))
    });
    Scene::Lane(Lane {
        lane: name,
        sentence: sentence.to_owned(),
        cards: cards.collect(),
        limit: verdicts.board.limit,
        page: parts.page,
    })
}
