//! What Prepare makes of an answer: the words typed become items and edits. It asks nothing itself.

use super::asking::field;
use super::pane::{Item, Kind};
use super::{Part, Prepare, Purpose, agenda, checklist, evidence, give_part};
use crate::session::{CardChange, Edit, Evidence, Initiative, Objective, Process, System, edit};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::forms::Target;
use crate::tui::outcome::Outcome;
use crate::tui::screens::roster::typed;

impl Prepare {
    pub(super) fn add(&mut self, made: Option<(Item, Edit)>, card: Option<Outcome>) -> Outcome {
        let Some((item, edit)) = made else { return Outcome::Warn("A few words, please.".into()) };
        self.cursor().expect(item);
        let mut all = vec![Outcome::Edit(edit)];
        all.extend(card);
        Outcome::Many(all)
    }

    pub(super) fn text_answer(&mut self, purpose: Purpose, said: &str, ctx: &Ctx) -> Outcome {
        let session = ctx.session;
        let line = text::clean_line(said);
        match purpose {
            Purpose::Title => edit::card(CardChange::title(line)).into(),
            Purpose::Reason => edit::card(CardChange::reason(said.trim().to_owned())).into(),
            Purpose::Part(part) => new_part(part, &line, ctx),
            Purpose::NewBlock => {
                let after = self.block(ctx);
                let made = agenda::new_block(session, said, after.as_ref());
                self.add(made.map(|(id, edit)| (Item::Block(id), edit)), None)
            }
            Purpose::NewCheck => {
                let made = checklist::new_check(session, said);
                self.add(made.map(|(id, edit)| (Item::Check(id), edit)), None)
            }
            Purpose::NewEvidence if !line.is_empty() => {
                let id = session.next_id::<Evidence>();
                let item = Evidence { id: id.clone(), title: line, ..Evidence::default() };
                // What was said to come next is asked for, and nothing else is typed over by it.
                let next = field(Target::Evidence(id.clone()), "headline");
                self.add(Some((Item::Evidence(id), edit::add(item))), Some(next))
            }
            Purpose::NewBackground(kind) if !line.is_empty() => {
                let made = new_background(kind, line, ctx);
                self.add(Some(made), None)
            }
            Purpose::NewEvidence | Purpose::NewBackground(_) => self.add(None, None),
            Purpose::ShareAt(id, people) => match evidence::moment_typed(said, session, &ctx.now) {
                Some((at, channel)) => {
                    let channel = if channel.is_empty() { "email" } else { &channel };
                    evidence::share(session, &id, people, at, channel).into()
                }
                None => Outcome::Warn("A day and a time, please: 2026-03-05 10:00 email.".into()),
            },
            _ => Outcome::Stay,
        }
    }
}

pub(super) fn new_background(kind: Kind, line: String, ctx: &Ctx) -> (Item, Edit) {
    let session = ctx.session;
    match kind {
        Kind::Objective => {
            let id = session.next_id::<Objective>();
            let year = ctx.now.day().0.year().to_string();
            let item = Objective { id: id.clone(), text: line, year, ..Objective::default() };
            (Item::Objective(id), edit::add(item))
        }
        Kind::System => {
            let id = session.next_id::<System>();
            (Item::System(id.clone()), edit::add(System { id, name: line, ..System::default() }))
        }
        Kind::Process => {
            let id = session.next_id::<Process>();
            (Item::Process(id.clone()), edit::add(Process { id, name: line, ..Process::default() }))
        }
        Kind::Initiative => {
            let id = session.next_id::<Initiative>();
            (Item::Initiative(id.clone()), edit::add(Initiative { id, name: line, ..Initiative::default() }))
        }
    }
}

/// Somebody new on the roster, with a part in the day.
pub(super) fn new_part(part: Part, said: &str, ctx: &Ctx) -> Outcome {
    let person = typed::one(ctx.session, said);
    let Some((person, (id, edit))) =
        person.and_then(|p| typed::add(ctx.session, std::slice::from_ref(&p)).map(|a| (p, a)))
    else {
        return Outcome::Warn("A name, please.".into());
    };
    let edits = std::iter::once(edit).chain(give_part(part, &id, ctx)).collect();
    edit::many(format!("{} added", person.name), edits).into()
}
