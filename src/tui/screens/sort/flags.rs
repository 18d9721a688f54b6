//! What a flag asks for, made with one key: a stopgap becomes a gap of its own beside the one that cannot be done, a
//! first slice an action of the heavy one. When a flag is raised is the rules' matter.

use super::{Purpose, Sort};
use crate::rules::lanes::Flag;
use crate::session::{Action, Gap, GapId, edit};
use crate::tui::ctx::Ctx;
use crate::tui::outcome::{Ask, Outcome, TextAsk};
use crate::tui::screens::Purpose as Asker;

/// The key of it, as the card's sentences name it.
pub const KEY: &str = "m";

fn ask(title: String, hint: String, key: String, purpose: Purpose) -> Outcome {
    Ask::Text(TextAsk {
        title,
        hint,
        text: String::new(),
        prose: false,
        private: false,
        key,
        purpose: Asker::Sort(purpose),
    })
    .into()
}

/// Asks for what the gap's flag wants, or says that it wants nothing.
pub fn make(gap: &Gap, ctx: &Ctx) -> Outcome {
    let id = &gap.id;
    let flags = ctx.verdicts().gap(id.as_str()).map(|verdict| verdict.flags.clone()).unwrap_or_default();
    let has = |flag: Flag| flags.contains(&flag);
    if has(Flag::FillIn) {
        return Outcome::Say(format!("{id} may simply be done: it takes no place in Now."));
    }
    if !has(Flag::Stopgap) && !has(Flag::FirstSlice) {
        return Outcome::Say(format!("{id} asks for no stopgap and no first slice."));
    }
    if let Some(why) = ctx.read_only {
        return Outcome::Warn(format!("Read only: {why}"));
    }
    if has(Flag::Stopgap) {
        return ask(
            format!("{id} cannot be done at present: what is the stopgap?"),
            format!(
                "It becomes a gap of its own with the notes and evidence of {id}, to be scored like any other."
            ),
            format!("sort.{id}.stopgap"),
            Purpose::Stopgap(id.clone()),
        );
    }
    ask(
        format!("{id} is heavy: what is the first slice?"),
        format!("It becomes an action of {id}. Plan asks for owner and dates."),
        format!("sort.{id}.slice"),
        Purpose::FirstSlice(id.clone()),
    )
}

/// The first slice was named.
pub fn first_slice(gap: &GapId, said: &str, ctx: &Ctx) -> Outcome {
    let title = said.trim();
    if title.is_empty() {
        return Outcome::Warn("A first slice needs a few words.".to_owned());
    }
    let id = ctx.session.next_id::<Action>();
    let said = format!("{id} is an action of {gap} now. Plan asks for its owner and dates.");
    let add = Action { id: id.clone(), gap: Some(gap.clone()), title: title.to_owned(), ..Action::default() };
    let edit = edit::many(format!("first slice {id} of {gap}"), vec![edit::add(add)]);
    Outcome::Many(vec![edit.into(), Outcome::Say(said)])
}

impl Sort {
    /// The stopgap was named: a new gap, beside the old one, which comes into the hand.
    pub(super) fn stopgap_named(&mut self, of: &GapId, said: &str, ctx: &Ctx) -> Outcome {
        let title = said.trim();
        if title.is_empty() {
            return Outcome::Warn("A stopgap needs a title.".to_owned());
        }
        let Some(gap) = ctx.session.get::<Gap>(of) else { return Outcome::Stay };
        let id = ctx.session.next_id::<Gap>();
        // A broken link of the old gap is not handed on: the session would refuse it.
        let stopgap = Gap {
            id: id.clone(),
            title: title.to_owned(),
            today: gap.today.clone(),
            themes: gap.themes.iter().filter(|id| ctx.session.themes.has(id)).cloned().collect(),
            notes: gap.notes.iter().filter(|id| ctx.session.notes.has(id)).cloned().collect(),
            evidence: gap.evidence.iter().filter(|id| ctx.session.evidence.has(id)).cloned().collect(),
            ..Gap::default()
        };
        self.take(&id);
        let edit = edit::many(format!("stopgap {id} for {of}"), vec![edit::add(stopgap)]);
        let said = format!("{id} stands beside {of}. s shows its scores, still to be given.");
        Outcome::Many(vec![edit.into(), Outcome::Say(said)])
    }
}
