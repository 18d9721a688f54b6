//! What the laptop has put on the wall: it follows the stage, unless something is pinned, veiled, frozen or in the
//! spotlight. It makes the wall anew when something that matters changed, and only then.

use super::ctx::Ctx;
use super::room::watch::page_of;
use super::timer::Timer;
use crate::room::{
    Countdown, Parts, Scene, Veil, Wall, Wish, announce, break_is_over, break_runs, compose, may_be_shown,
    running_block,
};
use crate::rules::lanes::Scale;
use crate::rules::words::Lane;
use crate::session::{Clock, List, Note, NoteId, Person, Session};

/// What is said of what a frozen wall will show.
const LATER: &str = "The wall is frozen; it shows this when it goes on.";
/// What is said where a page is asked of a picture that stands still: nothing is kept for later.
const STANDS: &str = "The wall is frozen: f lets it go on.";

/// What the facilitator does to the wall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WallChange {
    /// Hold the picture, or let it go on.
    Freeze,
    /// Lay a veil over it, or take it off.
    Veil(Veil),
    /// The next thing of its kind, or the next page; or the one before.
    Step(isize),
    /// The next page or the one before, of a scene that has neighbours too.
    Page(isize),
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
    /// When a break was pinned: from then it counts where it is late.
    break_at: Option<Clock>,
    /// What the stage would have shown while a break ran, and whether somebody went on from there after its time.
    rest: Option<(Wish, bool)>,
    /// What the stage showed when a step beside it was taken: the step ends with it.
    beside: Option<Wish>,
    /// What the stage would show.
    stage: Option<Wish>,
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
                ("at", time) => showing.break_at = time.parse().ok(),
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
            self.break_at.filter(|_| self.pinned == Some(Wish::Break)).map(|at| format!("at {at}")),
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
            Veil::Plain if self.wall.asked().is_none() => words = "blank, the name alone".into(),
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

    /// Does what the facilitator asked at this time; says it in a line.
    pub fn change(&mut self, change: WallChange, session: &Session, at: Clock) -> &'static str {
        match change {
            WallChange::Freeze => {
                self.frozen = !self.frozen;
                if self.frozen { "The wall stands still." } else { "The wall goes on." }
            }
            WallChange::Veil(veil) => {
                self.veil = if self.veil == veil { Veil::None } else { veil };
                match self.veil {
                    Veil::None => "The wall is back.",
                    Veil::Plain if self.wall.asked().is_none() && self.wall.whose.is_empty() => {
                        "The wall is empty."
                    }
                    Veil::Plain if self.wall.asked().is_none() => {
                        "The wall shows the name alone: there is no question here."
                    }
                    Veil::Plain => "The wall shows the question alone.",
                    Veil::Black => "The wall is black.",
                }
            }
            WallChange::Step(_) | WallChange::Page(_) if self.frozen => STANDS,
            WallChange::Step(by) => {
                self.step(by, session);
                ""
            }
            WallChange::Page(by) => {
                if self.spotlight.is_some() {
                    self.step(by, session);
                } else {
                    self.page = self.page.saturating_add_signed(by);
                }
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
                self.beside = None;
                self.break_at = Some(at).filter(|_| wish == Some(Wish::Break));
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
        if next.is_none() {
            return;
        }
        // A step beside the stage ends with what the stage shows; one from what was pinned stays pinned.
        if self.pinned.is_none() {
            self.beside.clone_from(&self.stage);
        }
        self.pinned = next.filter(|next| self.beside.is_none() || self.beside.as_ref() != Some(next));
        if self.pinned.is_none() {
            self.beside = None;
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

    /// Whether a note came since the picture was made that belongs on its first page.
    fn came_new(&self, wish: &Wish, session: &Session) -> bool {
        let Some(note) = session.notes.iter().next_back() else { return false };
        let here = match wish {
            Wish::Notes(question, column) => {
                note.question == *question && (column.is_empty() || note.column == *column)
            }
            Wish::PerfectToday(question) => note.question == *question,
            _ => false,
        };
        here && may_be_shown(note) && session.notes.len() > self.notes.len() && !self.notes.has(&note.id)
    }

    /// Whether the break that runs is on the wall. Once its time is over whoever goes on to something else means it: the
    /// block need not be ended first.
    fn rests(&mut self, stage: &Wish, ctx: &Ctx) -> bool {
        if !break_runs(ctx.session) {
            self.rest = None;
            return false;
        }
        if !break_is_over(ctx.session, ctx.now.clock()) {
            self.rest = Some((stage.clone(), false));
            return true;
        }
        let (before, left) = self.rest.get_or_insert_with(|| (stage.clone(), false));
        *left |= before != stage;
        !*left
    }

    /// Makes the wall anew where something changed; the new wall, if it is another one.
    pub fn follow(&mut self, stage: Wish, ctx: &Ctx) -> Option<Wall> {
        let broken = self.spotlight.as_ref().is_some_and(|id| !ctx.session.notes.has(id));
        if broken {
            self.spotlight = None;
        }
        if self.beside.as_ref().is_some_and(|beside| *beside != stage) {
            (self.beside, self.pinned) = (None, None);
        }
        self.stage = Some(stage.clone());
        let rests = self.rests(&stage, ctx);
        let wish = match (&self.spotlight, &self.pinned) {
            (Some(note), _) => Wish::Spotlight(note.clone()),
            (None, Some(pinned)) => pinned.clone(),
            (None, None) if rests => Wish::Break,
            (None, None) => stage,
        };
        if self.wish.as_ref() != Some(&wish) {
            self.page = 0;
            self.wish = Some(wish.clone());
        }
        if self.page > 0 && !self.frozen && self.came_new(&wish, ctx.session) {
            self.page = 0;
        }
        let timer = countdown(ctx.timer, ctx);
        let mut made_of = (ctx.revision, wish, self.page, timer);
        let pinned = self.spotlight.is_some() || self.pinned.is_some();
        let same = self.made_of.as_ref() == Some(&made_of)
            && (self.wall.veil, self.wall.frozen, self.wall.dark) == (self.veil, self.frozen, self.dark)
            && self.wall.pinned == pinned;
        if same {
            return None;
        }
        let mut wall = Wall {
            veil: self.veil,
            frozen: self.frozen,
            pinned,
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
            if let (Scene::Break(pause), Some(at)) = (&mut wall.scene, self.break_at) {
                announce(pause, at);
            }
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
        if self.wall.sequence == 0 {
            wall.started = ctx.now.wall_seconds();
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
#[path = "showing_tests.rs"]
mod tests;
