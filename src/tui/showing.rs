//! What the laptop has put on the wall: it follows the stage, unless something is pinned, veiled, frozen or in the
//! spotlight. It makes the wall anew when something that matters changed, and only then.

use super::ctx::Ctx;
use super::room::watch::page_of;
use super::timer::Timer;
use crate::room::{Countdown, Parts, Veil, Wall, Wish, break_runs, compose, may_be_shown, running_block};
use crate::rules::lanes::Scale;
use crate::rules::words::Lane;
use crate::session::{List, Note, NoteId, Person, Session};

/// What is said of what a frozen wall will show.
const LATER: &str = "The wall is frozen; it shows this when it goes on.";

/// What the facilitator does to the wall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WallChange {
    /// Hold the picture, or let it go on.
    Freeze,
    /// Lay a veil over it, or take it off.
    Veil(Veil),
    /// The next thing of its kind, or the next page; or the one before.
    Step(isize),
    /// Light or dark.
    Dark,
    /// One note alone, or back.
    Spotlight(Option<NoteId>),
    /// The selected note alone, or back.
    SpotlightHere,
    /// Show this whatever the stage; `None`: follow the stage.
    Pin(Option<Wish>),
}

/// What is on the wall, and why.
#[derive(Debug, Default)]
pub struct Showing {
    pinned: Option<Wish>,
    spotlight: Option<NoteId>,
    veil: Veil,
    frozen: bool,
    /// What was frozen before a restart, and its page, until the picture is made anew.
    held: Option<(Wish, usize)>,
    page: usize,
    dark: bool,
    /// What is shown now.
    wish: Option<Wish>,
    wall: Wall,
    /// The notes as they were when the scene was made, and the revision that was last compared with them.
    notes: List<Note>,
    /// The people as they were then: some are named on it.
    people: List<Person>,
    compared: u64,
    /// What it was made of.
    made_of: Option<(u64, Wish, usize, Option<Countdown>)>,
}

impl Showing {
    /// From what was kept: a line each for the dark page, the veil, what stands alone, is pinned or frozen. What it does
    /// not know is passed over.
    pub fn kept(text: &str) -> Self {
        let mut showing = Self::default();
        for line in text.lines() {
            match line.split_once(' ').unwrap_or((line, "")) {
                ("dark", rest) => {
                    showing.dark = true;
                    // Once, both stood in one line.
                    showing.pinned = showing.pinned.or_else(|| Wish::from_key(rest));
                }
                ("plain", "") => showing.veil = Veil::Plain,
                ("black", "") => showing.veil = Veil::Black,
                ("alone", id) => showing.spotlight = Some(NoteId::new(id)),
                ("frozen", held) => {
                    showing.frozen = true;
                    showing.held = held
                        .split_once(' ')
                        .and_then(|(page, key)| Some((Wish::from_key(key)?, page.parse().ok()?)));
                }
                _ => showing.pinned = Wish::from_key(line).or(showing.pinned),
            }
        }
        showing
    }

    /// What to remember across a restart: a wall that was black, frozen or pinned is so again.
    pub fn keep(&self) -> Option<String> {
        let veil = match self.veil {
            Veil::None => None,
            Veil::Plain => Some("plain".to_owned()),
            Veil::Black => Some("black".to_owned()),
        };
        let frozen = self.frozen.then(|| match self.shown() {
            Some((wish, page)) => format!("frozen {page} {}", wish.key()),
            None => "frozen".to_owned(),
        });
        let lines = [
            self.dark.then(|| "dark".to_owned()),
            veil,
            self.spotlight.as_ref().map(|note| format!("alone {note}")),
            self.pinned.as_ref().map(Wish::key),
            frozen,
        ];
        let lines: Vec<String> = lines.into_iter().flatten().collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// What the picture shows, and its page: while it is frozen that is not what the stage would show.
    fn shown(&self) -> Option<(&Wish, usize)> {
        match (&self.made_of, &self.held) {
            (Some((_, wish, page, _)), _) => Some((wish, *page)),
            (None, held) => held.as_ref().map(|(wish, page)| (wish, *page)),
        }
    }

    /// The wall as it is now.
    pub fn wall(&self) -> &Wall {
        &self.wall
    }

    /// What is shown now.
    pub fn wish(&self) -> Option<&Wish> {
        self.wish.as_ref()
    }

    /// "the board · frozen", for the facilitator.
    pub fn words(&self) -> String {
        let shown = if self.frozen { self.shown().map(|(wish, _)| wish) } else { self.wish.as_ref() };
        let mut words = shown.map_or_else(String::new, Wish::name);
        match self.veil {
            Veil::None => {}
            Veil::Plain => words = "blank, the question alone".into(),
            Veil::Black => words = "black".into(),
        }
        if self.frozen {
            words.push_str(" · frozen");
        } else if self.pinned.is_some() && self.veil == Veil::None {
            words.push_str(" · pinned");
        }
        words
    }

    /// What holds it, in a word: "frozen"; nothing while it follows the stage.
    pub fn held(&self) -> Option<&'static str> {
        match (self.frozen, self.veil) {
            (_, Veil::Plain) => Some("blank"),
            (_, Veil::Black) => Some("black"),
            (true, _) => Some("frozen"),
            _ if self.spotlight.is_some() => Some("on one note"),
            _ => self.pinned.as_ref().map(|_| "pinned"),
        }
    }

    /// Whether it shows something else than the stage would.
    pub fn is_held(&self) -> bool {
        self.held().is_some()
    }

    /// Does what the facilitator asked; says it in a line.
    pub fn change(&mut self, change: WallChange, session: &Session) -> &'static str {
        match change {
            WallChange::Freeze => {
                self.frozen = !self.frozen;
                if self.frozen { "The wall stands still." } else { "The wall goes on." }
            }
            WallChange::Veil(veil) => {
                self.veil = if self.veil == veil { Veil::None } else { veil };
                match self.veil {
                    Veil::None => "The wall is back.",
                    Veil::Plain => "The wall shows the question alone.",
                    Veil::Black => "The wall is black.",
                }
            }
            WallChange::Step(by) => {
                self.step(by, session);
                ""
            }
            WallChange::Dark => {
                self.dark = !self.dark;
                if self.dark { "The wall is dark." } else { "The wall is light." }
            }
            WallChange::Spotlight(note) => {
                self.spotlight = note;
                match self.spotlight {
                    _ if self.frozen => LATER,
                    Some(_) => "One note alone on the wall.",
                    None => "The wall goes on.",
                }
            }
            WallChange::SpotlightHere => "",
            WallChange::Pin(wish) => {
                self.spotlight = None;
                self.page = 0;
                // Who asks for the stage does not ask for a picture that stands still.
                self.frozen &= wish.is_some();
                self.pinned = wish;
                match self.pinned {
                    Some(_) if self.frozen => LATER,
                    Some(_) => "Pinned on the wall.",
                    None => "The wall follows the stage.",
                }
            }
        }
    }

    /// One note alone: whether it is.
    pub fn in_spotlight(&self) -> bool {
        self.spotlight.is_some()
    }

    /// The next of its kind, or the next page.
    fn step(&mut self, by: isize, session: &Session) {
        if let Some(note) = &self.spotlight {
            self.spotlight = neighbour_note(session, note, by).or_else(|| self.spotlight.clone());
            return;
        }
        let next = match &self.wish {
            Some(Wish::Gap(id)) => {
                beside(session.gaps.iter().filter(|g| g.is_live()).map(|g| &g.id), id, by).map(Wish::Gap)
            }
            Some(Wish::Theme(id)) => {
                beside(session.themes.iter().map(|theme| &theme.id), id, by).map(Wish::Theme)
            }
            Some(Wish::Promise(id)) => {
                let now =
                    session.gaps.iter().filter(|gap| gap.is_live() && gap.lane == crate::session::Lane::Now);
                let mut now: Vec<_> = now.collect();
                now.sort_by_key(|gap| gap.position);
                beside(now.iter().map(|gap| &gap.id), id, by).map(Wish::Promise)
            }
            Some(Wish::Lane(lane)) => beside(Lane::BOARD.iter(), lane, by).map(Wish::Lane),
            Some(Wish::Scale(scale, None)) => {
                beside(Scale::ALL.iter(), scale, by).map(|s| Wish::Scale(s, None))
            }
            _ => {
                self.page = self.page.saturating_add_signed(by);
                return;
            }
        };
        if next.is_some() {
            self.pinned = next;
        }
    }

    /// Whether a note that may be on the picture was removed, its words were made private or others, or a name on it may no
    /// longer stand there, since it was made.
    fn words_were_taken_back(&self, ctx: &Ctx) -> bool {
        self.consent_was_taken_back(ctx) || self.notes_were_taken_back(ctx)
    }

    /// Whether somebody who may be named on the picture was removed, or is called or agrees to something else since then.
    fn consent_was_taken_back(&self, ctx: &Ctx) -> bool {
        let people = &ctx.session.people;
        !self.people.same(people)
            && self.people.iter().any(|then| {
                let now = people.get(&then.id);
                now.is_none_or(|now| (&now.name, &now.consent) != (&then.name, &then.consent))
            })
    }

    fn notes_were_taken_back(&self, ctx: &Ctx) -> bool {
        if self.notes.same(&ctx.session.notes) {
            return false;
        }
        let now =
            |note: &Note| ctx.index().places.get(&note.id).and_then(|place| ctx.session.notes.at(*place));
        self.notes.iter().any(|note| {
            now(note).is_none_or(|now| {
                (now.sensitive, &now.public_text, &now.text)
                    != (note.sensitive, &note.public_text, &note.text)
            })
        })
    }

    /// Makes the wall anew where something changed; the new wall, if it is another one.
    pub fn follow(&mut self, stage: Wish, ctx: &Ctx) -> Option<Wall> {
        let broken = self.spotlight.as_ref().is_some_and(|id| !ctx.session.notes.has(id));
        if broken {
            self.spotlight = None;
        }
        let wish = match (&self.spotlight, &self.pinned) {
            (Some(note), _) => Wish::Spotlight(note.clone()),
            (None, Some(pinned)) => pinned.clone(),
            (None, None) if break_runs(ctx.session) => Wish::Break,
            (None, None) => stage,
        };
        if self.wish.as_ref() != Some(&wish) {
            self.page = 0;
            self.wish = Some(wish.clone());
        }
        let timer = countdown(ctx.timer, ctx);
        let mut made_of = (ctx.revision, wish, self.page, timer);
        let same = self.made_of.as_ref() == Some(&made_of)
            && (self.wall.veil, self.wall.frozen, self.wall.dark) == (self.veil, self.frozen, self.dark);
        if same {
            return None;
        }
        let mut wall = Wall {
            veil: self.veil,
            frozen: self.frozen,
            dark: self.dark,
            timer,
            block: running_block(ctx.session),
            ..self.wall.clone()
        };
        // A picture stands still, but nobody's words stay on it that may no longer be shown.
        let taken_back = self.frozen && self.compared != ctx.revision && self.words_were_taken_back(ctx);
        self.compared = ctx.revision;
        // After a restart the frozen picture is made once more, of what it showed.
        let again = taken_back || self.made_of.is_none();
        if let (true, true, Some((held, page))) = (self.frozen, again, self.shown()) {
            made_of = (ctx.revision, held.clone(), page, timer);
        }
        if !self.frozen || again {
            self.held = None;
            (self.notes, self.people) = (ctx.session.notes.clone(), ctx.session.people.clone());
            let verdicts = || ctx.verdicts();
            let parts =
                Parts { session: ctx.session, verdicts: &verdicts, playbook: ctx.playbook, page: made_of.2 };
            wall.scene = compose(&made_of.1, &parts);
            wall.whose = match ctx.session.organisation.name.as_str() {
                "" => ctx.session.session.title.clone(),
                name => name.to_owned(),
            };
            if let Some(page) = page_of(&mut wall.scene) {
                *page = made_of.2;
            }
            self.made_of = Some(made_of);
        }
        if wall == self.wall && self.wall.sequence > 0 {
            return None;
        }
        wall.sequence = self.wall.sequence + 1;
        self.wall = wall;
        Some(self.wall.clone())
    }
}

/// The timer as the wall counts it.
fn countdown(timer: &Timer, ctx: &Ctx) -> Option<Countdown> {
    let left = timer.left(&ctx.now)?;
    let until = timer.runs().then(|| ctx.now.wall_seconds() + left);
    // While it runs only the deadline matters: what is left changes every second and is not published.
    Some(Countdown { set: timer.set_seconds(), until, left: if until.is_some() { 0 } else { left } })
}

fn beside<'a, T: PartialEq + Clone + 'a>(all: impl Iterator<Item = &'a T>, here: &T, by: isize) -> Option<T> {
    let all: Vec<&T> = all.collect();
    let at = all.iter().position(|one| *one == here)?;
    all.get(at.checked_add_signed(by)?).map(|one| (*one).clone())
}

/// The note after this one in its column, as they hang; kept private ones are passed over.
fn neighbour_note(session: &Session, id: &NoteId, by: isize) -> Option<NoteId> {
    let here = session.notes.get(id)?;
    let column = session.notes.iter().filter(|note| {
        let printable = may_be_shown(note);
        (&note.question, &note.column) == (&here.question, &here.column)
            && note.duplicate_of.is_none()
            && printable
    });
    beside(column.map(|note| &note.id), id, by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::room::Scene;
    use crate::tui::harness::Harness;

    fn wall(h: &Harness) -> &Wall {
        h.work().ctx().wall
    }

    #[test]
    fn the_wall_follows_the_stage_and_what_is_selected_there() {
        let mut h = Harness::sample();
        assert!(matches!(wall(&h).scene, Scene::Welcome(_)));
        h.keys("<PgDn>");
        assert!(matches!(wall(&h).scene, Scene::Rules(_)));
        h.keys("<PgDn><Down><Tab>");
        assert!(matches!(&wall(&h).scene, Scene::Notes(notes) if notes.column.as_deref() == Some("Today")));
        h.keys("Alarm at nine, text at noon<Enter>");
        assert!(
            matches!(&wall(&h).scene, Scene::Notes(notes) if notes.notes[0].text.starts_with("Alarm at nine"))
        );
        h.stage("Gaps").keys("<Down>");
        assert!(matches!(&wall(&h).scene, Scene::Gap(gap) if gap.id == "G02"));
    }

    #[test]
    fn a_frozen_wall_stands_until_it_is_let_go_and_the_header_says_so_at_every_size() {
        let mut h = Harness::sample();
        h.keys("<C-r>f<Esc>").stage("Sort");
        assert!(matches!(wall(&h).scene, Scene::Welcome(_)));
        for size in ["66x18", "80x24", "160x48"] {
            h.keys(&format!("<resize {size}>"));
            assert!(h.screen().contains("frozen"), "{size}: {}", h.screen());
        }
        h.keys("<C-r>f<Esc>");
        assert!(!matches!(wall(&h).scene, Scene::Welcome(_)));
    }

    #[test]
    fn words_that_are_taken_back_leave_even_a_frozen_wall() {
        let mut h = Harness::sample();
        h.stage("Questions");
        let shown = |h: &Harness| match &wall(h).scene {
            Scene::Notes(notes) => notes.notes.iter().map(|note| note.text.clone()).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let words = shown(&h)[0].clone();
        h.keys("<C-r>f<Esc>Drivers on the road<Enter>");
        assert_eq!(shown(&h)[0], words, "what is new does not move a frozen wall");
        let id = h.session().notes.iter().find(|note| note.text == words).unwrap().id.clone();
        let private = crate::session::NoteChange::sensitive(true);
        h.outcome(crate::session::edit::change::<Note>(&id, private).into());
        h.keys("<Left>");
        assert!(!shown(&h).contains(&words), "{:?}", shown(&h));
        let next = shown(&h)[0].clone();
        let id = h.session().notes.iter().find(|note| note.text == next).unwrap().id.clone();
        h.outcome(crate::session::edit::remove::<Note>(&id).into());
        h.keys("<Left>");
        assert!(!shown(&h).contains(&next), "{:?}", shown(&h));
        assert!(wall(&h).frozen);
    }

    #[test]
    fn a_name_leaves_even_a_frozen_wall_when_its_owner_no_longer_agrees() {
        let mut h = Harness::sample();
        h.stage("Plan");
        h.work().ctx();
        let plan = crate::tui::outcome::Outcome::Wall(WallChange::Pin(Some(Wish::Plan)));
        h.outcome(plan).keys("<C-r>f<Esc>");
        let named = |h: &Harness| format!("{:?}", wall(h).scene).contains("Priya Raghunathan");
        assert!(named(&h) && wall(&h).frozen);
        let priya =
            h.session().people.iter().find(|person| person.name.starts_with("Priya")).unwrap().clone();
        let no = crate::session::Consent { name_as_owner: false, ..priya.consent.clone() };
        let change = crate::session::PersonChange::consent(no);
        h.outcome(crate::session::edit::change::<Person>(&priya.id, change).into());
        h.keys("<Down>");
        assert!(!named(&h) && wall(&h).frozen, "{:?}", wall(&h).scene);
    }

    #[test]
    fn the_card_for_who_comes_late_tells_the_question_that_is_asked() {
        let mut h = Harness::sample();
        h.stage("Questions").keys("<Down><Down><C-r>c");
        let question = |h: &Harness| match &wall(h).scene {
            Scene::CatchUp(card) => card.question.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(question(&h), h.session().questions.at(2).unwrap().text);
        h.keys("u<Esc>").stage("Gaps").keys("<C-r>c");
        assert_eq!(question(&h), h.session().questions.at(3).unwrap().text, "the last that was answered");
    }

    #[test]
    fn while_notes_are_typed_the_newest_is_put_alone_not_the_one_selected_before() {
        let mut h = Harness::sample();
        h.stage("Questions").keys("<Esc><Up><Enter>The newest of all<Enter><C-r>s");
        assert!(
            matches!(&wall(&h).scene, Scene::Spotlight(one) if one.note.text == "The newest of all"),
            "{:?}",
            wall(&h).scene
        );
    }

    #[test]
    fn the_dots_are_on_the_wall_as_soon_as_the_ballot_is_closed() {
        let mut h = Harness::sample();
        h.stage("Themes").keys("d");
        assert!(matches!(wall(&h).scene, Scene::BallotResult(_)), "{:?}", wall(&h).scene);
        h.keys("<Esc>");
        assert!(!matches!(wall(&h).scene, Scene::BallotResult(_)));
    }

    #[test]
    fn the_note_that_is_put_alone_belongs_to_the_question_on_the_screen() {
        let mut h = Harness::sample();
        h.stage("Questions").keys("<C-r>s");
        assert!(
            matches!(&wall(&h).scene, Scene::Spotlight(one) if one.question == "Who are your customers?"),
            "{:?}",
            wall(&h).scene
        );
    }

    #[test]
    fn a_black_wall_is_called_black_frozen_or_not() {
        let mut h = Harness::sample();
        h.keys("<C-r>f.<C-r>");
        assert!(h.screen().contains("wall: black"), "{}", h.screen());
    }

    #[test]
    fn typing_does_not_make_the_wall_anew() {
        let mut h = Harness::sample();
        h.stage("Questions");
        let before = wall(&h).sequence;
        h.keys("some words that are not a note yet");
        assert_eq!(wall(&h).sequence, before);
    }

    #[test]
    fn a_clicker_pages_blanks_and_leaves_in_this_window() {
        let mut h = Harness::sample();
        h.stage("Questions").keys("<C-r>b");
        assert_eq!(wall(&h).veil, Veil::Plain);
        h.keys("<Esc>");
        assert_eq!(wall(&h).veil, Veil::None);
        h.keys(".");
        assert!(h.screen().trim().is_empty());
        h.keys(".<PgDn>");
        assert_eq!(h.work().stage().name(), "Themes");
        assert!(!h.screen().contains("Prepare"), "the wall stays in front: {}", h.screen());
        h.keys("<F5>");
        assert!(h.screen().contains("Prepare"), "{}", h.screen());
    }

    #[test]
    fn one_note_stands_alone_goes_on_to_its_neighbour_and_a_private_one_never_does() {
        let mut h = Harness::sample();
        h.stage("Questions").keys("<Esc><Home><C-r>s");
        let first = wall(&h).scene.clone();
        assert!(matches!(first, Scene::Spotlight(_)));
        h.keys("<Right>");
        assert!(matches!(&wall(&h).scene, Scene::Spotlight(_)) && wall(&h).scene != first);
        h.keys("s");
        assert!(matches!(wall(&h).scene, Scene::Notes(_)));
        let private: Vec<String> =
            h.session().notes.iter().filter(|note| note.sensitive).map(|note| note.text.clone()).collect();
        h.keys("s");
        for _ in 0..90 {
            h.keys("<Right>");
            let shown = serde_json::to_string(wall(&h)).unwrap();
            assert!(private.iter().all(|text| !shown.contains(text.as_str())));
        }
    }

    #[test]
    fn a_pinned_scene_stays_over_stages_and_a_restart() {
        let mut h = Harness::sample();
        h.keys("<C-p>choose what is on<Enter>the board<Enter>").stage("Questions");
        assert!(matches!(wall(&h).scene, Scene::Board(_)));
        let kept = Showing::kept(&h.work().ctx().kept["wall"]);
        assert_eq!(kept.pinned, Some(Wish::Board));
        h.keys("<C-r>u");
        assert!(matches!(wall(&h).scene, Scene::Notes(_)));
        assert!(!h.work().ctx().kept.contains_key("wall"));
    }

    /// The laptop died and was started again: what it kept is there.
    fn again(h: &Harness) -> Harness {
        Harness::opened(crate::tui::event::Opened {
            session: h.session().clone(),
            path: "day.json".into(),
            read_only: None,
            kept: h.work().ctx().kept.clone(),
            notice: None,
        })
    }

    #[test]
    fn a_wall_that_was_black_blank_or_on_one_note_is_so_after_a_restart() {
        for (keys, held) in [("b", "blank"), (".", "black"), ("s", "on one note"), ("sd.", "black")] {
            let mut h = Harness::sample();
            h.stage("Questions").keys("<C-r>").keys(keys);
            let after = again(&h);
            assert_eq!(after.work().on_the_wall().words, h.work().on_the_wall().words, "{keys}");
            assert_eq!(after.work().on_the_wall().held, Some(held));
            let (before, after) = (wall(&h), wall(&after));
            assert_eq!((&after.scene, after.veil, after.dark), (&before.scene, before.veil, before.dark));
        }
    }

    #[test]
    fn a_frozen_wall_shows_what_it_showed_after_a_restart_on_its_page_whatever_the_stage() {
        let mut h = Harness::sample();
        h.stage("Questions").keys("<C-r><Right>f<Esc>").stage("Sort");
        let mut after = again(&h);
        after.stage_is("Sort");
        assert_eq!(wall(&after).scene, wall(&h).scene);
        assert!(wall(&after).frozen && matches!(&wall(&after).scene, Scene::Notes(notes) if notes.page == 1));
        assert_eq!(after.work().on_the_wall().words, "notes of Q1 · frozen");
        after.keys("<Down>");
        assert_eq!(wall(&after).scene, wall(&h).scene, "it stands");
        let third = again(&after);
        assert_eq!(wall(&third).scene, wall(&h).scene);
        after.keys("<C-r>f");
        assert!(!matches!(wall(&after).scene, Scene::Notes(_)), "it goes on");
        assert!(!after.work().ctx().kept.contains_key("wall"));
    }

    #[test]
    fn what_was_kept_by_another_version_or_is_nonsense_is_passed_over() {
        let once = Showing::kept("dark board");
        assert!(once.dark && once.pinned == Some(Wish::Board));
        let odd = Showing::kept("frozen\nfrozen x y\npurple\nboard\n\n");
        assert!(odd.frozen && odd.held.is_none() && odd.pinned == Some(Wish::Board));
    }

    #[test]
    fn who_asks_for_the_stage_gets_it_from_a_frozen_wall_and_a_frozen_wall_is_named_by_what_it_shows() {
        let mut h = Harness::sample();
        h.stage("Questions").keys("<C-r>f<Esc>").stage("Sort");
        assert_eq!(h.work().on_the_wall().words, "notes of Q1 · frozen");
        h.keys("<C-r>t");
        assert!(matches!(wall(&h).scene, Scene::Notes(_)));
        assert_eq!(h.work().saying.as_ref().map(|said| said.text.as_str()), Some(LATER));
        h.keys("u");
        assert!(!wall(&h).frozen && !matches!(wall(&h).scene, Scene::Notes(_) | Scene::Clock));
    }
}
