//! What Prepare asks for: a line of the day, a new item of a card, the form of the day. It knows no answers.

use smol_str::SmolStr;

use super::pane::{Item, Kind, Line, Pane};
use super::{Part, Prepare, Purpose, agenda, day};
use crate::tui::ctx::Ctx;
use crate::tui::forms::Target;
use crate::tui::outcome::{Ask, Choice, Outcome, PickAsk, TextAsk};
use crate::tui::screens;
use crate::tui::stage::Stage;

impl Prepare {
    pub(super) fn fill(&self, ctx: &Ctx) -> Outcome {
        let Some(Item::Line(line)) = self.item(ctx) else { return Outcome::Stay };
        let card = &ctx.session.session;
        match line {
            Line::Title => ask_text(
                "What is the day called?",
                "",
                &card.title,
                false,
                "card.title".into(),
                Purpose::Title,
            ),
            Line::Reason => ask_text(
                "Why now?",
                "One sentence that the sponsor would say. It opens the day and the synopsis.",
                &card.reason,
                true,
                "card.reason".into(),
                Purpose::Reason,
            ),
            Line::Date => field(Target::Card, "date"),
            Line::Results => field(Target::Card, "playback"),
            Line::Terms => field(Target::Card, "attribution"),
            Line::Sponsor => self.ask_part(Part::Sponsor, ctx),
            Line::Facilitator => self.ask_part(Part::Facilitator, ctx),
            Line::Scribe => self.ask_part(Part::Scribe, ctx),
            Line::Front => Outcome::Go(Stage::Roster),
            Line::Organisation => field(Target::Organisation, "name"),
            Line::Vision => field(Target::Organisation, "vision"),
            Line::Venue => field(Target::Venue, "name"),
        }
    }

    #[expect(clippy::unused_self, reason = "asked by the screen, like its other questions")]
    pub(super) fn ask_part(&self, part: Part, ctx: &Ctx) -> Outcome {
        let session = ctx.session;
        let (title, hint, who) = match part {
            Part::Sponsor => (
                "Who is the sponsor?",
                "Who asks for the day, speaks last in it, and decides afterwards.",
                day::sponsor(session).map(|person| person.id.clone()),
            ),
            Part::Facilitator => ("Who facilitates?", "", session.session.facilitator.clone()),
            Part::Scribe => ("Who is the scribe?", "", session.session.scribe.clone()),
        };
        if session.people.is_empty() {
            let hint = "The name, and the job title if you like: Renate Höll, CEO. The person goes on the roster too.";
            let key = format!("card.{part:?}").to_lowercase();
            return ask_text(title, hint, "", false, key, Purpose::Part(part));
        }
        let options = session
            .people
            .iter()
            .map(|person| Choice::new(person.id.0.clone(), &person.name, &person.job_title))
            .collect();
        let ask = ask_pick(title, hint, options, Purpose::Part(part));
        let chosen = who.map(|id| id.0).into_iter().collect();
        Outcome::Ask(Ask::Pick(PickAsk { chosen, new: Some("New on the roster".into()), ..ask }))
    }

    pub(super) fn open(&self, ctx: &Ctx) -> Outcome {
        match self.item(ctx) {
            Some(Item::Line(Line::Organisation | Line::Vision)) => form(Target::Organisation),
            Some(Item::Line(Line::Venue)) => form(Target::Venue),
            Some(Item::Line(_)) => form(Target::Card),
            Some(Item::Block(id)) => form(Target::Block(id)),
            Some(Item::Check(id)) => form(Target::Check(id)),
            Some(Item::Evidence(id)) => form(Target::Evidence(id)),
            Some(Item::Objective(id)) => form(Target::Objective(id)),
            Some(Item::System(id)) => form(Target::System(id)),
            Some(Item::Process(id)) => form(Target::Process(id)),
            Some(Item::Initiative(id)) => form(Target::Initiative(id)),
            Some(Item::Heading(_)) | None => self.ask_new(ctx),
        }
    }

    pub(super) fn ask_new(&self, ctx: &Ctx) -> Outcome {
        match self.pane {
            Pane::Day => Outcome::Stay,
            Pane::Agenda => ask_text(
                "A new block",
                "Its title and its minutes: Energiser, 10. It comes after the chosen block.",
                "",
                false,
                "prepare.block".into(),
                Purpose::NewBlock,
            ),
            Pane::Checklist => ask_text(
                "Something else to have done",
                "What, and how many days before: Order lunch, 3.",
                "",
                false,
                "prepare.check".into(),
                Purpose::NewCheck,
            ),
            Pane::Evidence => ask_text(
                "A new evidence item",
                "What it is called. Its headline, one number and what it counts, comes next.",
                "",
                false,
                "prepare.evidence".into(),
                Purpose::NewEvidence,
            ),
            Pane::Background => {
                let kind = self.item(ctx).and_then(|item| item.kind()).unwrap_or(Kind::Objective);
                let title = format!("A new {}", kind.noun());
                let key = format!("prepare.{}", kind.noun());
                ask_text(
                    &title,
                    "In a few words; Enter on it opens its card.",
                    "",
                    false,
                    key,
                    Purpose::NewBackground(kind),
                )
            }
        }
    }

    pub(super) fn ask_variant(ctx: &Ctx) -> Outcome {
        let hint = "Blocks that have begun keep their times.";
        let ask = ask_pick("Which form of the day?", hint, agenda::forms(ctx.playbook), Purpose::Variant);
        let chosen = vec![ctx.session.session.agenda_variant.as_str().into()];
        Outcome::Ask(Ask::Pick(PickAsk { chosen, ..ask }))
    }
}

pub(super) fn ask_text(
    title: &str,
    hint: &str,
    text: &str,
    prose: bool,
    key: String,
    purpose: Purpose,
) -> Outcome {
    Outcome::Ask(Ask::Text(TextAsk {
        title: title.into(),
        hint: hint.into(),
        text: text.into(),
        prose,
        private: false,
        key,
        purpose: screens::Purpose::Prepare(purpose),
    }))
}

pub(super) fn ask_pick(title: &str, hint: &str, options: Vec<Choice>, purpose: Purpose) -> PickAsk {
    PickAsk {
        title: title.into(),
        hint: hint.into(),
        options,
        many: false,
        chosen: Vec::new(),
        new: None,
        private: false,
        purpose: screens::Purpose::Prepare(purpose),
    }
}

pub(super) fn form(target: Target) -> Outcome {
    Outcome::Ask(Ask::Form(target))
}

/// The card of an item, with one field ready to be changed.
pub(super) fn field(target: Target, key: &'static str) -> Outcome {
    Outcome::Ask(Ask::Field(target, SmolStr::new_static(key)))
}
