//! Who has the evidence and since when: sharing it, and reading it together (the handbook, R5). It judges nobody.

use super::asking::{ask_pick, ask_text};
use super::{Prepare, Purpose, evidence};
use crate::session::{EvidenceId, PersonId};
use crate::tui::ctx::Ctx;
use crate::tui::outcome::{Ask, Choice, ConfirmAsk, Outcome, PickAsk};
use crate::tui::overlays::reading;

impl Prepare {
    pub(super) fn ask_share(&self, ctx: &Ctx) -> Outcome {
        let Some(id) = self.evidence(ctx) else { return Outcome::Stay };
        let Some(item) = ctx.session.evidence.get(&id) else { return Outcome::Stay };
        let readers = evidence::readers(ctx.session).len();
        if readers == 0 {
            return Outcome::Warn("Nobody is on the roster yet, so nobody can have got it.".into());
        }
        let all = format!("all {readers} on the roster");
        let channel = evidence::channel_now(ctx.session, &ctx.now);
        let mut options = vec![
            Choice::new("all", format!("Everyone, now ({channel})"), all.clone()),
            Choice::new("all-at", "Everyone, at another moment", all),
            Choice::new("some", format!("Some people, now ({channel})"), ""),
            Choice::new("some-at", "Some people, at another moment", ""),
        ];
        if let Some(last) = item.shares.iter().last() {
            let last = evidence::share_words(last, readers);
            options.push(Choice::new("back", "Take the last sharing back", last));
        }
        let hint = "Who joins the roster later counts as not having it.";
        Outcome::Ask(Ask::Pick(ask_pick("Who got it?", hint, options, Purpose::Share(id))))
    }

    pub(super) fn share_chosen(id: EvidenceId, how: &str, ctx: &Ctx) -> Outcome {
        let readers = evidence::readers(ctx.session);
        match how {
            "all" => share_now(&id, readers, ctx),
            "all-at" => ask_moment(id, readers),
            "back" => match evidence::unshare(ctx.session, &id) {
                Some(edit) => {
                    Outcome::Many(vec![edit.into(), Outcome::Say("The last sharing is gone.".into())])
                }
                None => Outcome::Stay,
            },
            _ => {
                let people = ctx.session.people.iter().filter(|person| readers.contains(&person.id));
                let options = people.map(|p| Choice::new(p.id.0.clone(), &p.name, &p.job_title)).collect();
                let purpose = Purpose::ShareWith(id, how == "some-at");
                let ask = ask_pick("Who got it?", "Space marks, Enter takes.", options, purpose);
                // Names beside what each of them knows: not for the room.
                Outcome::Ask(Ask::Pick(PickAsk { many: true, private: true, ..ask }))
            }
        }
    }

    pub(super) fn read_together(&self, ctx: &Ctx) -> Outcome {
        let Some(id) = self.evidence(ctx) else { return Outcome::Stay };
        let Some(item) = ctx.session.evidence.get(&id) else { return Outcome::Stay };
        if item.read_in_room_at.is_none() {
            return reading::begin(item, ctx);
        }
        let when = item.read_in_room_at.as_ref().map_or_else(String::new, |at| at.clock().to_string());
        Outcome::Ask(Ask::Confirm(ConfirmAsk {
            title: format!("Read in the room at {when}. Take that back?"),
            text: "It counts as unread again by those who did not have it before the day.".into(),
            yes: "Take it back".into(),
            purpose: crate::tui::screens::Purpose::Prepare(Purpose::NotRead(id)),
        }))
    }
}

pub(super) fn share_now(id: &EvidenceId, people: Vec<PersonId>, ctx: &Ctx) -> Outcome {
    let channel = evidence::channel_now(ctx.session, &ctx.now);
    evidence::share(ctx.session, id, people, ctx.now.moment(), channel).into()
}

pub(super) fn ask_moment(id: EvidenceId, people: Vec<PersonId>) -> Outcome {
    let hint = "Day, time and how: 2026-03-05 10:00 email. In time is 72 hours before the start.";
    let key = format!("evidence.{id}.share");
    ask_text("When did they get it?", hint, "", false, key, Purpose::ShareAt(id, people))
}
