//! What the facilitator does to the wall, and how it follows. What a scene holds is the room's matter.

use super::{Purpose, Work};
use crate::room::Wish;
use crate::session::{Note, NoteId};
use crate::tui::ctx::Ctx;
use crate::tui::effect::Effect;
use crate::tui::frame;
use crate::tui::outcome::{Ask, Choice, PickAsk};
use crate::tui::screens::{self, Screen, with_screen};
use crate::tui::showing::WallChange;
use crate::tui::stage::Stage;

impl Work {
    /// Does something to the wall, and says it.
    pub(super) fn wall(&mut self, change: WallChange) {
        let change = match change {
            WallChange::SpotlightHere if self.showing.in_spotlight() => WallChange::Spotlight(None),
            WallChange::SpotlightHere => match self.note_to_show() {
                Some(note) => WallChange::Spotlight(Some(note)),
                None => return self.say("There is no note yet that may be shown."),
            },
            other => other,
        };
        let said = self.showing.change(change, self.history.session());
        if !said.is_empty() {
            self.say(said);
        }
        let kept = self.showing.keep();
        self.keep("wall", kept);
    }

    /// The note that is selected on this stage, else the newest; one that is kept private is not shown.
    pub(super) fn note_to_show(&self) -> Option<NoteId> {
        let selected = match self.stage {
            Stage::Themes => self.screens.themes.selected_note(),
            _ => self.screens.questions.selected_note(),
        };
        let session = self.session();
        let shown = selected.filter(|id| session.notes.get(id).is_some_and(crate::room::may_be_shown));
        // Of the question that is on the screen, where one is: another question's note would stand under this one's words.
        let asked =
            (self.stage == Stage::Questions).then(|| self.screens.questions.asked(&self.ctx())).flatten();
        let here = |note: &&Note| asked.as_ref().is_none_or(|question| note.question == *question);
        let newest = || session.notes.iter().rev().filter(here).find(|note| crate::room::may_be_shown(note));
        shown.or_else(|| newest().map(|note| note.id.clone()))
    }

    /// What can be on the wall, to choose.
    pub(super) fn ask_scene(&mut self) {
        let options = Wish::all(self.session());
        let options = options.into_iter().map(|wish| Choice::new(wish.key(), wish.name(), self.named(&wish)));
        let ask = PickAsk {
            title: "What is on the wall?".into(),
            hint: "It stays until “follow the stage”, u in the room view.".into(),
            options: options.collect(),
            many: false,
            chosen: Vec::new(),
            new: None,
            private: false,
            purpose: screens::Purpose::Global(Purpose::Scene),
        };
        self.ask(Ask::Pick(ask));
    }

    /// What a scene is about, to find it by.
    pub(super) fn named(&self, wish: &Wish) -> String {
        let session = self.session();
        match wish {
            Wish::Question(id, _) | Wish::Notes(id, _) | Wish::PerfectToday(id) => {
                session.questions.get(id).map_or_else(String::new, |question| question.text.clone())
            }
            Wish::Theme(id) => session.themes.get(id).map_or_else(String::new, |theme| theme.name.clone()),
            Wish::Gap(id) | Wish::Promise(id) => {
                session.gaps.get(id).map_or_else(String::new, |gap| gap.title.clone())
            }
            _ => String::new(),
        }
    }

    /// What is on the wall, for the header.
    pub fn on_the_wall(&self) -> (String, Option<&'static str>) {
        (self.showing.words(), self.showing.held())
    }

    /// The wall follows: what changed on it is published.
    pub(super) fn show_on_the_wall(&mut self) {
        let ctx = split_ctx!(self);
        let wish = with_screen!(ref self.screens, self.stage, screen => screen.wish(&ctx));
        let mut showing = std::mem::take(&mut self.showing);
        let wall = showing.follow(wish, &split_ctx!(self));
        self.showing = showing;
        self.effects.extend(wall.map(|wall| Effect::Wall(Box::new(wall))));
    }
}
