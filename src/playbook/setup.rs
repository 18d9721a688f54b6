//! A new session as the method proposes it: questions, agenda, checklist, statements to answer.

use crate::session::{
    Answers, Assessments, BasicsGroup, BasicsItem, Block, BlockId, Card, Check, CheckId, Clock, Day, FORMAT,
    List, Phase, Question, QuestionId, RULE_VERSION, SCHEMA_VERSION, Session, Variant,
};
use crate::text;

use super::Playbook;

impl Playbook {
    /// The four questions of the method.
    pub fn session_questions(&self) -> Vec<Question> {
        let questions = self.questions.questions.iter().zip(1..);
        questions
            .map(|(question, order)| Question {
                id: QuestionId::new(&question.id),
                order,
                text: question.text.clone(),
                columns: question.columns.iter().map(|column| column.as_str().into()).collect(),
                default_stance: question.default_stance.clone(),
                ..Question::default()
            })
            .collect()
    }

    /// The blocks of an agenda from a start on.
    pub fn session_agenda(&self, variant: &Variant, start: Option<Clock>) -> Vec<Block> {
        let agenda = self.agenda(variant);
        let start = start.map_or_else(|| agenda.start_minute(), |clock| u32::from(clock.0));
        let blocks = agenda.timed(start);
        blocks
            .map(|(at, block)| Block {
                id: BlockId::new(&block.id),
                title: block.title.clone(),
                kind: block.kind.clone(),
                planned_start: Clock(u16::try_from(at).unwrap_or(u16::MAX)),
                planned_minutes: block.minutes,
                minimum_minutes: block.minimum,
                ..Block::default()
            })
            .collect()
    }

    /// The checklist before the day.
    pub fn session_checklist(&self) -> Vec<Check> {
        let items = self.checklist.items.iter();
        items
            .map(|item| Check {
                id: CheckId::new(&item.id),
                text: item.text.clone(),
                lead_days: item.lead_days,
                ..Check::default()
            })
            .collect()
    }

    /// The statements of the four assessments, none answered.
    pub fn session_assessments(&self) -> Assessments {
        let statements = |items: &[super::Statement]| Answers {
            items: items.iter().map(|item| item.text.clone()).collect(),
            answers: vec![None; items.len()],
            ..Answers::default()
        };
        let basics = self.basics.groups.iter().map(|group| BasicsGroup {
            group: group.title.clone(),
            items: group
                .items
                .iter()
                .map(|text| BasicsItem { text: text.clone(), ..BasicsItem::default() })
                .collect(),
            ..BasicsGroup::default()
        });
        Assessments {
            basics: basics.collect(),
            phase: Phase {
                items: self.phases.phases.iter().map(|phase| phase.items.to_vec()).collect(),
                answers: vec![vec![None; 4]; 4],
                ..Phase::default()
            },
            planning_mindset: statements(&self.mindset.items),
            readiness: statements(&self.readiness.items),
            pulse: List::default(),
            ..Assessments::default()
        }
    }

    /// A new session of a variant on a day. `offset` is the laptop's offset, `+01:00`.
    pub fn new_session(&self, title: &str, date: Day, variant: &Variant, offset: &str) -> Session {
        let agenda: List<Block> = self.session_agenda(variant, None).into_iter().collect();
        let start = agenda.at(0).map(|block| block.planned_start);
        let minutes = agenda.iter().map(|block| block.planned_minutes).fold(0, u32::saturating_add);
        let card = Card {
            id: format!("{}-{date}", text::slug(if title.is_empty() { "workshop" } else { title })),
            title: title.to_owned(),
            date,
            start,
            end: start.map(|start| start.plus(minutes)),
            timezone: offset.to_owned(),
            agenda_variant: variant.clone(),
            anonymity_threshold: Some(3),
            currency: self.anchors.bands.currency.clone(),
            cost_bands: self.anchors.bands.texts.to_vec(),
            now_horizon_days: Some(75),
            ..Card::default()
        };
        Session {
            format: FORMAT.to_owned(),
            schema_version: SCHEMA_VERSION,
            rule_version: RULE_VERSION.to_owned(),
            session: card,
            checklist: self.session_checklist().into_iter().collect(),
            agenda,
            questions: self.session_questions().into_iter().collect(),
            assessments: self.session_assessments(),
            ..Session::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_full_day_runs_from_nine_to_half_past_four_with_the_four_questions() {
        let day = "2026-03-12".parse().unwrap();
        let session = Playbook::builtin().new_session("Acme", day, &Variant::FullDay, "+01:00");
        assert_eq!(session.session.id, "acme-2026-03-12");
        assert_eq!(session.session.start.unwrap().to_string(), "09:00");
        assert_eq!(session.session.end.unwrap().to_string(), "16:30");
        assert_eq!(session.questions.len(), 4);
        assert_eq!(session.agenda.len(), 20);
        assert_eq!(session.assessments.basics.len(), 6);
    }
}
