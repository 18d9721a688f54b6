//! The projector's own window as a machine: what it follows, what a clicker does to it, what it draws. No clock, no disk.
//!
//! It cannot change the session. A clicker's keys here are sent to the laptop, so that both windows agree; where nobody
//! listens there, this window pages and veils what it shows by itself.

use std::cell::Cell;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind};
use ratatui::layout::Rect;

use super::page::{self, Page};
use super::{draw_signed, draw_waiting, has_page, look_of, pattern};
use crate::room::{Click, Scene, Seen, Veil, Wall};
use crate::tui::event::Now;
use crate::tui::keymap::{Binding, Chord, Command, Layer, find};
use crate::tui::look::Look;
use crate::tui::widgets::put::fill;

/// So many seconds what a key could not do is said.
const SAID_FOR: i64 = 6;

/// What the window's keys do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmd {
    /// What the laptop does for the clicker.
    Click(Click),
    /// The next page of what is shown, here alone.
    NextPage,
    /// The page before, here alone.
    PreviousPage,
    /// No veil, the first page.
    Lift,
    /// Light or dark, here alone.
    Dark,
    /// Draw all of it anew.
    Redraw,
    /// Leave.
    Leave,
}

const fn row(chords: &'static [Chord], name: &'static str, label: &'static str, command: Cmd) -> Binding {
    Binding { layer: Layer::Projector, chords, name, label, command: Command::Watch(command), footer: 0 }
}

const fn click(chords: &'static [Chord], name: &'static str, label: &'static str, click: Click) -> Binding {
    row(chords, name, label, Cmd::Click(click))
}

/// The window's keys.
pub const KEYS: &[Binding] = &[
    click(
        &[Chord::key(KeyCode::PageDown)],
        "projector.next",
        "next stage (the next page where no laptop listens)",
        Click::NextStage,
    ),
    click(
        &[Chord::key(KeyCode::PageUp)],
        "projector.previous",
        "previous stage (the page before where no laptop listens)",
        Click::PreviousStage,
    ),
    click(&[Chord::ch('b')], "projector.blank", "the question alone", Click::Plain),
    click(&[Chord::ch('.')], "projector.black", "black", Click::Black),
    row(
        &[Chord::key(KeyCode::Esc), Chord::key(KeyCode::F(5))],
        "projector.lift",
        "no veil, the first page",
        Cmd::Lift,
    ),
    row(
        &[Chord::key(KeyCode::Right), Chord::key(KeyCode::Down), Chord::ch(' ')],
        "projector.page",
        "next page, in this window",
        Cmd::NextPage,
    ),
    row(
        &[Chord::key(KeyCode::Left), Chord::key(KeyCode::Up)],
        "projector.page-before",
        "the page before, in this window",
        Cmd::PreviousPage,
    ),
    click(&[Chord::ch('f')], "projector.freeze", "freeze, go on", Click::Freeze),
    click(&[Chord::ch('s')], "projector.spotlight", "one note alone", Click::Spotlight),
    click(&[Chord::ch('u'), Chord::ch('0')], "projector.follow", "follows the stage", Click::Follow),
    click(&[Chord::ch('c')], "projector.late", "for who comes late", Click::ComesLate),
    click(&[Chord::ch('t')], "projector.clock", "the clock, large", Click::Clock),
    row(&[Chord::ch('d')], "projector.dark", "light or dark, in this window", Cmd::Dark),
    row(&[Chord::ctrl('x'), Chord::ctrl('l')], "projector.redraw", "draws it anew", Cmd::Redraw),
    row(&[Chord::ctrl('q'), Chord::ctrl('c')], "projector.quit", "leaves", Cmd::Leave),
];

/// The window.
#[derive(Debug)]
pub struct Watch {
    wall: Option<Wall>,
    /// The laptop is not heard of.
    waiting: bool,
    /// No wall was found when it was looked for last.
    gone: bool,
    /// The session whose wall is waited for, where it was named.
    whose: Option<String>,
    /// What a key could not do, until the next one or for a moment.
    said: &'static str,
    /// When it was first shown, in seconds.
    said_at: Option<i64>,
    /// The screen that was drawn on last.
    area: Cell<Rect>,
    /// Why nothing can be drawn, where something else is there.
    unclear: Option<String>,
    /// Laid over or lifted by the clicker in this window, whatever the laptop says.
    veil: Option<Veil>,
    /// Pages turned by the clicker in this window.
    turned: isize,
    /// The dark palette here, whatever the laptop says.
    dark: Option<bool>,
    /// The test pattern instead of a wall.
    test: bool,
    look: Look,
    /// The time that the picture shows.
    shown: Now,
}

/// What the window asks its runtime for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing.
    Nothing,
    /// To draw all of it anew.
    Anew,
    /// To send this to the laptop; where nobody listens, [`Watch::alone`] is told.
    Click(Click),
    /// To leave.
    Leave,
}

impl Watch {
    /// Begins; `test` shows the pattern instead of a wall.
    pub fn new(look: Look, now: Now, test: bool) -> Self {
        Self {
            wall: None,
            waiting: true,
            gone: true,
            whose: None,
            said: "",
            said_at: None,
            area: Cell::default(),
            unclear: None,
            veil: None,
            turned: 0,
            dark: None,
            test,
            look,
            shown: now,
        }
    }

    /// Names the session whose wall is waited for.
    #[must_use]
    pub fn of(self, whose: Option<String>) -> Self {
        Self { whose, ..self }
    }

    /// Whether no wall was found, so that a laptop that lives is asked for it.
    pub fn misses(&self) -> bool {
        self.gone && !self.test
    }

    /// Takes what was seen; whether something is to be drawn.
    pub fn sees(&mut self, seen: Seen) -> bool {
        match seen {
            Seen::Same => return false,
            Seen::New(wall) => {
                if let Some(before) = &self.wall {
                    let anew = before.started != wall.started;
                    if before.scene != wall.scene || anew {
                        self.turned = 0;
                        (self.said, self.said_at) = ("", None);
                    }
                    // What was said last holds, here or there. A laptop that came back knows of no veil lifted here meanwhile.
                    let came_back =
                        (anew || wall.sequence <= before.sequence) && self.veil == Some(Veil::None);
                    if before.veil != wall.veil || came_back {
                        self.veil = None;
                    }
                }
                self.wall = Some(*wall);
                self.waiting = false;
                self.gone = false;
                self.unclear = None;
            }
            Seen::Gone => (self.waiting, self.gone) = (true, true),
            Seen::Unclear(line) => {
                self.unclear = Some(line);
                self.waiting = true;
            }
        }
        true
    }

    /// Whether the laptop lives; whether something is to be drawn.
    pub fn hears(&mut self, alive: bool) -> bool {
        let waiting = self.wall.is_none() || !alive;
        std::mem::replace(&mut self.waiting, waiting) != waiting
    }

    /// The picture that is drawn next shows this time.
    pub fn tick(&mut self, now: Now) {
        let seconds = now.wall_seconds();
        if self.said_for(&now) >= SAID_FOR {
            self.said = "";
        }
        self.said_at = if self.said.is_empty() { None } else { self.said_at.or(Some(seconds)) };
        self.shown = now;
    }

    /// How many seconds that line has been shown.
    fn said_for(&self, now: &Now) -> i64 {
        self.said_at.map_or(0, |at| now.wall_seconds() - at)
    }

    /// A key, or a clicker's.
    pub fn key(&mut self, key: KeyEvent) -> Asked {
        if key.kind == KeyEventKind::Release {
            return Asked::Nothing;
        }
        let Some(Command::Watch(command)) = find(&[Layer::Projector], Chord::of(key)) else {
            return Asked::Nothing;
        };
        (self.said, self.said_at) = ("", None);
        match command {
            Cmd::Leave => return Asked::Leave,
            Cmd::Redraw => return Asked::Anew,
            Cmd::Dark => {
                let dark = self.dark.or(self.wall.as_ref().map(|wall| wall.dark)).unwrap_or(false);
                self.dark = Some(!dark);
                if !self.look.has_colour() {
                    self.said = "no colours here, so no dark page";
                }
            }
            Cmd::Lift if self.test && key.code == KeyCode::Esc => return Asked::Leave,
            _ if self.test => {}
            Cmd::Lift => {
                self.turned = 0;
                if self.veil != Some(Veil::None) {
                    self.veil = None;
                    if self.wall.as_ref().is_some_and(|wall| wall.veil != Veil::None) {
                        return Asked::Click(Click::Lift);
                    }
                }
                return if key.code == KeyCode::Esc { Asked::Nothing } else { Asked::Anew };
            }
            Cmd::NextPage => self.turn_on(),
            Cmd::PreviousPage => self.turn_back(),
            // What is pinned is paged through before the laptop lets it go.
            Cmd::Click(Click::NextStage) if self.pages(1) => self.turned += 1,
            Cmd::Click(Click::PreviousStage) if self.pages(-1) => self.turned -= 1,
            // A veil of this window's own goes where it came from.
            Cmd::Click(click @ (Click::Plain | Click::Black)) if self.veil.is_some() => self.alone(click),
            Cmd::Click(click) => {
                if click == Click::Spotlight && self.wall.as_ref().is_some_and(|wall| no_notes(&wall.scene)) {
                    self.said = "select a note on the laptop first";
                }
                return Asked::Click(click);
            }
        }
        Asked::Nothing
    }

    /// Whether what is pinned has another page here.
    fn pages(&self, by: isize) -> bool {
        let wall = self.shown().filter(|wall| wall.pinned && !wall.frozen);
        wall.is_some_and(|wall| has_page(&wall, by, self.area.get(), &self.look, &self.shown))
    }

    /// Nobody at the laptop listens: what can be done here is done here.
    pub fn alone(&mut self, click: Click) {
        match click {
            Click::NextStage => self.turn_on(),
            Click::PreviousStage => self.turn_back(),
            Click::Plain => self.toggle(Veil::Plain),
            Click::Black => self.toggle(Veil::Black),
            Click::Lift => self.lay(Veil::None),
            Click::Freeze
            | Click::Spotlight
            | Click::Follow
            | Click::ComesLate
            | Click::Clock
            | Click::Hello => {}
        }
    }

    /// One page on; after the last comes the first. A picture of one page stays as it is, and nothing is remembered.
    fn turn_on(&mut self) {
        let Some(mut wall) = self.shown() else { return };
        let Some(page) = page_of(&mut wall.scene).map(|page| *page) else { return };
        let more = has_page(&wall, 1, self.area.get(), &self.look, &self.shown);
        self.turned = if more { self.turned + 1 } else { self.turned.saturating_sub_unsigned(page) };
    }

    /// One page back; before the first there is none, and none is remembered.
    fn turn_back(&mut self) {
        let mut scene = self.wall.as_ref().map(|wall| wall.scene.clone());
        let first = scene.as_mut().and_then(page_of).map_or(0, |page| *page);
        if first.saturating_add_signed(self.turned) > 0 {
            self.turned -= 1;
        }
    }

    fn toggle(&mut self, veil: Veil) {
        let lies_there = self.veil.or(self.wall.as_ref().map(|wall| wall.veil));
        self.lay(if lies_there == Some(veil) { Veil::None } else { veil });
    }

    /// Remembers only what is another one than the laptop's.
    fn lay(&mut self, veil: Veil) {
        let said = self.wall.as_ref().map_or(Veil::None, |wall| wall.veil);
        self.veil = (veil != said).then_some(veil);
    }

    /// The wall as this window shows it.
    fn shown(&self) -> Option<Wall> {
        let mut wall = self.wall.clone()?;
        wall.veil = self.veil.unwrap_or(wall.veil);
        wall.dark = self.dark.unwrap_or(wall.dark);
        if let Some(page) = page_of(&mut wall.scene) {
            *page = page.saturating_add_signed(self.turned);
        }
        Some(wall)
    }

    fn runs(&self) -> bool {
        self.wall.as_ref().is_some_and(|wall| wall.timer.is_some_and(|timer| timer.until.is_some()))
    }

    /// Whether the picture shows a time that is over.
    pub fn due(&self, now: &Now) -> bool {
        if self.said_for(now) >= SAID_FOR {
            true
        } else if self.runs() {
            self.shown.wall_seconds() != now.wall_seconds()
        } else {
            self.shown.clock() != now.clock()
        }
    }

    /// How long from now until the picture changes by itself.
    pub fn next_change(&self, now: &Now) -> Duration {
        if self.runs() || self.said_at.is_some() { now.to_second() } else { now.to_minute() }
    }

    /// What stands beside the time for who steers.
    fn sign(&self) -> &'static str {
        match (self.said, self.waiting) {
            ("", true) => "waiting for the laptop",
            (said, _) => said,
        }
    }

    /// Draws it.
    pub fn draw(&self, buf: &mut Buffer, area: Rect) {
        self.area.set(area);
        // The pattern has no head that says it.
        let whole = area;
        let small = Page::new(buf, area, &self.look, area).small();
        let apart = self.test && !self.said.is_empty();
        let said = if apart { small.cell().1.min(area.height / 2) } else { 0 };
        let area = Rect { height: area.height - said, ..area };
        if self.test {
            let wall = Wall { dark: self.dark.unwrap_or(false), ..Wall::default() };
            pattern::draw(buf, area, &look_of(&wall, &self.look));
        } else {
            match (self.shown(), &self.unclear) {
                (_, Some(line)) => draw_waiting(buf, area, &self.look, line),
                (None, None) => {
                    let whose = self.whose.as_deref().unwrap_or("a session");
                    draw_waiting(buf, area, &self.look, &format!("Open {whose} in the other window."));
                }
                (Some(wall), None) => draw_signed(&wall, buf, area, &self.look, &self.shown, self.sign()),
            }
        }
        if said > 0 {
            let look = look_of(&Wall::default(), &self.look);
            let row = Rect { y: area.bottom(), height: said, ..whole };
            fill(buf, row, look.page());
            let line = Rect { x: row.x + 1, width: row.width.saturating_sub(1), ..row };
            page::one(buf, line, self.said, small, look.text(), &look);
        }
        self.look.make_plain(buf);
    }
}

/// Whether a scene is of a stage that has no note to show alone.
fn no_notes(scene: &Scene) -> bool {
    !matches!(
        scene,
        Scene::Notes(_)
            | Scene::Question(_)
            | Scene::PerfectToday(_)
            | Scene::Spotlight(_)
            | Scene::Themes(_)
            | Scene::Theme(_)
    )
}

/// The page that a scene is at, where it has pages.
pub fn page_of(scene: &mut Scene) -> Option<&mut usize> {
    match scene {
        Scene::Notes(scene) => Some(&mut scene.page),
        Scene::PerfectToday(scene) => Some(&mut scene.page),
        Scene::Themes(scene) => Some(&mut scene.page),
        Scene::Theme(scene) => Some(&mut scene.page),
        Scene::BallotOpen(scene) => Some(&mut scene.page),
        Scene::BallotResult(scene) => Some(&mut scene.page),
        Scene::Board(scene) => Some(&mut scene.page),
        Scene::Lane(scene) => Some(&mut scene.page),
        Scene::Plan(scene) => Some(&mut scene.page),
        Scene::Promise(scene) => Some(&mut scene.page),
        Scene::Rules(scene) => Some(&mut scene.page),
        Scene::Question(scene) => Some(&mut scene.page),
        Scene::Gap(scene) => Some(&mut scene.page),
        Scene::Scale(scene) => Some(&mut scene.page),
        Scene::Corners(scene) => Some(&mut scene.page),
        Scene::CatchUp(scene) => Some(&mut scene.page),
        Scene::Thanks(scene) => Some(&mut scene.page),
        Scene::Welcome(_)
        | Scene::Spotlight(_)
        | Scene::Pulse(_)
        | Scene::Clock
        | Scene::DayClock
        | Scene::Break(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Now {
        let start = jiff::civil::date(2026, 3, 12).at(11, 24, 20, 900_000_000);
        Now { local: start + jiff::SignedDuration::from_secs(seconds), offset_minutes: 60, awake_ms: 0 }
    }

    #[test]
    fn the_minute_changes_at_the_full_minute_whatever_is_heard_meanwhile_and_nothing_is_drawn_before() {
        let mut watch = Watch::new(Look::default(), at(0), false);
        watch.sees(Seen::New(Box::default()));
        watch.tick(at(0));
        for second in 1..39 {
            watch.sees(Seen::Same);
            watch.hears(true);
            assert!(!watch.due(&at(second)), "{second} s later the minute is the same");
        }
        assert!(watch.due(&at(40)), "the clock strikes :00.9");
        watch.tick(at(40));
        assert!(!watch.due(&at(41)));
        assert_eq!(watch.next_change(&at(0)), Duration::from_millis(39_100), "and it is slept until :00");
    }

    #[test]
    fn a_key_that_shows_one_note_says_why_it_does_nothing_where_there_is_none() {
        let key = KeyEvent::new(KeyCode::Char('s'), ratatui::crossterm::event::KeyModifiers::NONE);
        let wall = |scene, sequence| Seen::New(Box::new(Wall { sequence, scene, ..Wall::default() }));
        for scene in [Scene::Board(crate::room::Board::default()), Scene::Gap(crate::room::Gap::default())] {
            let mut watch = Watch::new(Look::default(), at(0), false);
            watch.sees(wall(scene, 1));
            assert_eq!(watch.key(key), Asked::Click(Click::Spotlight), "the laptop is asked all the same");
            let mut buf = Buffer::empty(Rect::new(0, 0, 66, 18));
            let area = buf.area;
            watch.draw(&mut buf, area);
            let head: String = (0..66).map(|x| buf[(x, 0)].symbol()).collect();
            assert!(head.contains("select a note"), "{head}");
            watch.sees(wall(Scene::Notes(crate::room::Notes::default()), 2));
            assert_eq!(watch.said, "", "what came instead answers it");
        }
        let mut watch = Watch::new(Look::default(), at(0), false);
        watch.sees(wall(Scene::Notes(crate::room::Notes::default()), 1));
        watch.key(key);
        assert_eq!(watch.said, "");
    }

    #[test]
    fn what_a_key_could_not_do_covers_nothing_and_is_gone_after_a_moment() {
        let key = KeyEvent::new(KeyCode::Char('s'), ratatui::crossterm::event::KeyModifiers::NONE);
        let mut watch = Watch::new(Look::default(), at(0), false);
        let rows: Vec<String> = (0..40).map(|row| format!("Rule {row}")).collect();
        let rules = crate::room::Rules { rules: rows, ..crate::room::Rules::default() };
        watch.sees(Seen::New(Box::new(Wall { scene: Scene::Rules(rules), ..Wall::default() })));
        let drawn = |watch: &Watch, height| {
            let mut buf = Buffer::empty(Rect::new(0, 0, 66, height));
            let area = buf.area;
            watch.draw(&mut buf, area);
            let row = |y| (0..66).map(|x| buf[(x, y)].symbol()).collect::<String>();
            (0..height).map(row).collect::<Vec<_>>()
        };
        watch.key(key);
        watch.tick(at(0));
        let with = drawn(&watch, 18);
        assert!(with[0].contains("select a note"));
        assert!(!watch.due(&at(SAID_FOR - 1)) && watch.due(&at(SAID_FOR)));
        assert!(watch.next_change(&at(0)) <= Duration::from_secs(1));
        watch.tick(at(SAID_FOR));
        assert!(!drawn(&watch, 18)[0].contains("select a note"));
        assert_eq!(with[1..], drawn(&watch, 18)[1..], "the picture stands as it stood");
    }

    #[test]
    fn a_running_timer_is_drawn_every_second() {
        let mut watch = Watch::new(Look::default(), at(0), false);
        let timer = crate::room::Countdown { until: Some(at(300).wall_seconds()), set: 300, left: 300 };
        watch.sees(Seen::New(Box::new(Wall { timer: Some(timer), ..Wall::default() })));
        watch.tick(at(0));
        assert!(watch.due(&at(1)));
        assert_eq!(watch.next_change(&at(0)), Duration::from_millis(100));
    }
}
