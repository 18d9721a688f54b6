//! What the facilitator does to the wall, and how it follows. What a scene holds is the room's matter.

use super::{Purpose, Work};
use crate::room::{Click, Veil, Wish};
use crate::session::{NoteId, QuestionId};
use crate::tui::ctx::Ctx;
use crate::tui::effect::Effect;
use crate::tui::frame;
use crate::tui::keymap::{Command, Global, Layer};
use crate::tui::outcome::{Ask, Choice, PickAsk};
use crate::tui::room;
use crate::tui::screens::{self, Screen, with_screen};
use crate::tui::showing::WallChange;
use crate::tui::stage::Stage;

/// What is on the wall now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnTheWall {
    /// "the board · frozen".
    pub words: String,
    /// What holds it; nothing while it follows the stage.
    pub held: Option<&'static str>,
    /// Somebody steered it since the session was opened.
    pub used: bool,
}

impl Work {
    /// Does something to the wall, and says it.
    pub(super) fn wall(&mut self, change: WallChange) {
        // Turning a page of one's own picture steers nobody's wall.
        if self.read_only.is_some()
            && !matches!(change, WallChange::Step(_) | WallChange::Page(_) | WallChange::Dark)
        {
            return self.say("Read only here: the other window steers the wall.");
        }
        self.wall_used = true;
        let change = match change {
            WallChange::Pin(Some(Wish::CatchUp(None))) if self.stage == Stage::Questions => {
                let asked = self.screens.questions.asked(&self.ctx());
                WallChange::Pin(Some(Wish::CatchUp(asked)))
            }
            WallChange::SpotlightHere if self.showing.in_spotlight() => WallChange::Spotlight(None),
            WallChange::SpotlightHere => match self.note_to_show() {
                Ok(note) => WallChange::Spotlight(Some(note)),
                Err(why) => return self.warn(why),
            },
            other => other,
        };
        let dark = change == WallChange::Dark;
        let said = self.showing.change(change, self.history.session(), self.now.clock());
        if dark && !self.look.has_colour() {
            self.warn(format!("{said} Here it looks the same: this terminal shows no colours."));
        } else if !said.is_empty() {
            self.say(said);
        }
        let kept = self.showing.keep();
        self.keep("wall", kept);
    }

    /// What a clicker at the projector's own window asks: the same as its key in the room view here. It closes nothing
    /// that is being typed, and never touches the session.
    pub fn click(&mut self, click: Click) {
        if click == Click::Hello {
            return self.publish_again();
        }
        self.saying.take_if(|said| !said.warn);
        self.wall_used = true;
        let veil = self.showing.wall().veil;
        match click {
            // Its pages were turned in that window.
            Click::NextStage | Click::PreviousStage if self.holds_the_stage_back() => {
                self.wall(WallChange::Pin(None));
            }
            Click::NextStage | Click::PreviousStage if self.is_covered() => {
                self.say("The clicker asks for another stage: this is left first.");
            }
            Click::NextStage => self.run(Command::Global(Global::NextStage)),
            Click::PreviousStage => self.run(Command::Global(Global::PreviousStage)),
            Click::Plain => self.wall(WallChange::Veil(Veil::Plain)),
            Click::Black => self.wall(WallChange::Veil(Veil::Black)),
            Click::Lift if veil != Veil::None => self.wall(WallChange::Veil(veil)),
            Click::Freeze => self.wall(WallChange::Freeze),
            Click::Spotlight => self.wall(WallChange::SpotlightHere),
            Click::Follow => self.wall(WallChange::Pin(None)),
            Click::ComesLate => self.wall(WallChange::Pin(Some(Wish::CatchUp(None)))),
            Click::Clock => self.wall(WallChange::Pin(Some(Wish::Clock))),
            // Nothing to lift; and who found no wall was answered above.
            Click::Lift | Click::Hello => {}
        }
        // What was refused is told at the laptop, not over the wall in a mirrored window.
        if let Some(said) = &mut self.saying {
            said.warn = false;
        }
        self.after();
    }

    /// A window found no wall: it is published once more, as it is. Nothing on the wall changes by it.
    fn publish_again(&mut self) {
        let wall = self.showing.wall();
        if self.read_only.is_none() && wall.sequence > 0 {
            self.effects.push(Effect::Wall(Box::new(wall.clone())));
        }
    }

    /// Whether the wall shows what somebody chose, so that another stage would come behind it unseen.
    fn holds_the_stage_back(&self) -> bool {
        let wall = self.showing.wall();
        wall.pinned && !wall.frozen && self.read_only.is_none()
    }

    /// A clicker in the room view, where the wall does not follow the stage: first the pages of what is shown; then it
    /// follows again. Whether that was done.
    pub(super) fn clicks_through(&mut self, by: isize) -> bool {
        let seen = self.overlays.last().is_some_and(|over| over.layer() == Layer::Room);
        if !seen || !self.holds_the_stage_back() {
            return false;
        }
        let more = room::has_page(self.showing.wall(), by, self.size, &self.look, &self.now);
        self.wall(if more { WallChange::Page(by) } else { WallChange::Pin(None) });
        true
    }

    /// The note that is selected on this stage, else the newest of the question that is on the screen; one that is kept
    /// private is not shown. Where there is none, why: what nobody selected does not come onto the wall.
    pub(super) fn note_to_show(&self) -> Result<NoteId, &'static str> {
        let session = self.session();
        let may = |id: &NoteId| session.notes.get(id).is_some_and(crate::room::may_be_shown);
        let newest = |question: &QuestionId| {
            let mut notes = session.notes.iter().rev().filter(|note| note.question == *question);
            notes.find(|note| crate::room::may_be_shown(note)).map(|note| note.id.clone())
        };
        match self.stage {
            Stage::Questions => {
                let selected = self.screens.questions.selected_note().filter(may);
                let asked = || self.screens.questions.asked(&self.ctx()).and_then(|asked| newest(&asked));
                selected.or_else(asked).ok_or("There is no note here yet that may be shown.")
            }
            Stage::Themes => match self.screens.themes.selected_note() {
                Some(note) if may(&note) => Ok(note),
                Some(_) => Err("This note is kept private; it stays off the wall."),
                None => Err("Go to a note first; then s shows it alone."),
            },
            _ => match self.showing.wish() {
                // A question that was pinned.
                Some(Wish::Notes(question, _) | Wish::PerfectToday(question)) => {
                    newest(question).ok_or("There is no note here yet that may be shown.")
                }
                _ => Err("Select a note first, on Questions or Themes: s shows it alone."),
            },
        }
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
            Wish::Question(id, ..) | Wish::Notes(id, _) | Wish::PerfectToday(id) => {
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
    pub fn on_the_wall(&self) -> OnTheWall {
        if self.read_only.is_some() {
            return OnTheWall { words: "steered by the other window".into(), held: None, used: true };
        }
        OnTheWall { words: self.showing.words(), held: self.showing.held(), used: self.wall_used }
    }

    /// The wall follows: what changed on it is published.
    pub(super) fn show_on_the_wall(&mut self) {
        let ctx = split_ctx!(self);
        let wish = with_screen!(ref self.screens, self.stage, screen => screen.wish(&ctx));
        let mut showing = std::mem::take(&mut self.showing);
        let wall = showing.follow(wish, &split_ctx!(self));
        self.showing = showing;
        if self.read_only.is_none() {
            self.effects.extend(wall.map(|wall| Effect::Wall(Box::new(wall))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::event::{Event, Opened};
    use crate::tui::harness::Harness;

    fn click(h: &mut Harness, click: Click) {
        h.event(Event::Click(click));
    }

    fn published(h: &Harness) -> usize {
        h.effects.iter().filter(|effect| matches!(effect, Effect::Wall(_))).count()
    }

    #[test]
    fn a_click_at_the_projector_does_what_its_key_does_in_the_room_view() {
        for (word, key) in [
            (Click::NextStage, "<PgDn>"),
            (Click::PreviousStage, "<PgUp>"),
            (Click::Plain, "b"),
            (Click::Black, "."),
            (Click::Freeze, "f"),
            (Click::Spotlight, "s"),
            (Click::Follow, "u"),
            (Click::ComesLate, "c"),
            (Click::Clock, "t"),
        ] {
            let (mut here, mut there) = (Harness::sample(), Harness::sample());
            for h in [&mut here, &mut there] {
                h.stage("Questions").keys("<C-r>");
            }
            here.keys(key);
            click(&mut there, word);
            assert_eq!(here.screen(), there.screen(), "{word:?}");
            assert_eq!(here.work().stage(), there.work().stage(), "{word:?}");
            assert_eq!(here.work().on_the_wall(), there.work().on_the_wall(), "{word:?}");
        }
    }

    #[test]
    fn a_click_lifts_either_veil_and_never_closes_what_is_open_here() {
        let mut h = Harness::sample();
        h.keys("<C-r>");
        for veil in [Click::Plain, Click::Black] {
            click(&mut h, veil);
            assert_ne!(h.work().ctx().wall.veil, Veil::None);
            click(&mut h, Click::Lift);
            assert_eq!(h.work().ctx().wall.veil, Veil::None);
            click(&mut h, Click::Lift);
        }
        assert!(!h.screen().contains("Prepare"), "the room view stays: {}", h.screen());
    }

    #[test]
    fn a_click_takes_no_half_typed_text_and_touches_no_session() {
        let mut h = Harness::sample();
        h.stage("Questions").keys("half a thou");
        click(&mut h, Click::Black);
        h.keys("ght");
        assert!(h.screen().contains("half a thought"), "{}", h.screen());
        click(&mut h, Click::NextStage);
        click(&mut h, Click::PreviousStage);
        assert!(h.screen().contains("half a thought"), "{}", h.screen());
        h.keys("<C-o>call the landlo");
        for word in Click::ALL {
            click(&mut h, word);
            h.stage_is("Questions");
            assert!(h.screen().contains("call the landlo"), "{word:?}: {}", h.screen());
        }
        h.keys("rd<Enter>");
        assert_eq!(h.work().revision(), 1, "the parked line alone");
    }

    #[test]
    fn a_window_that_found_no_wall_gets_it_once_more_and_nothing_else_happens() {
        let mut h = Harness::sample();
        h.stage("Questions").keys("half a thought<C-e>");
        let (before, screen, shown) = (published(&h), h.screen(), h.work().ctx().wall.clone());
        click(&mut h, Click::Hello);
        assert_eq!(published(&h), before + 1);
        assert_eq!((h.screen(), h.work().ctx().wall), (screen, &shown));
        assert_eq!(h.work().revision(), 0);
    }

    #[test]
    fn a_click_at_the_start_screen_does_nothing() {
        let mut h = Harness::start(Vec::new());
        let before = h.screen();
        for word in Click::ALL {
            click(&mut h, word);
        }
        assert_eq!(h.screen(), before);
    }

    #[test]
    fn a_second_laptop_that_only_reads_says_who_steers_the_wall_and_publishes_nothing() {
        let mut h = Harness::opened(Opened {
            session: Harness::sample().session().clone(),
            path: "day.json".into(),
            read_only: Some("this session is open in another window, program 7".into()),
            kept: std::collections::BTreeMap::default(),
            notice: None,
        });
        h.keys("<resize 160x48><PgDn>");
        assert!(h.screen().contains("wall: steered by the other window"), "{}", h.screen());
        for key in ["b", ".", "f", "s", "t", "c", "u"] {
            h.keys("<C-r>").keys(key);
            let said = h.work().saying.as_ref().map(|said| said.text.clone()).unwrap_or_default();
            assert!(said.contains("the other window steers the wall"), "{key}: {said}");
            h.keys("<Esc>");
            assert!(h.screen().contains("Prepare"), "{key}: {}", h.screen());
        }
        h.keys("<C-p>the wall is black");
        assert!(h.screen().contains("Nothing is called that"), "{}", h.screen());
        assert_eq!((published(&h), h.work().on_the_wall().held), (0, None));
    }
}
