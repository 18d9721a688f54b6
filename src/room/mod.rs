//! The room: what the wall may know. The laptop makes a [`Wall`] of the session; whoever draws it, in this window or in
//! another process, has nothing else. No type here has a place for an author, a private note, an open ballot or a
//! consent, so that no drawing mistake can show one (the handbook, 4.1).
//!
//! It knows no screen, no disk and no clock.

mod board;
mod click;
mod closing;
mod compose;
mod day;
mod notes;
#[cfg(test)]
mod tests;
mod themes;
mod wish;

use serde::{Deserialize, Serialize};

pub use click::Click;
pub use compose::compose;
pub use day::{announce, break_is_over, break_runs, running_block};
pub use notes::may_be_shown;
pub use themes::ballot_is_open;
pub use wish::{Parts, Wish};

/// The version of the published file; a window of another version says so instead of guessing.
pub const VERSION: u32 = 4;

/// Everything the wall may know at a moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wall {
    /// [`VERSION`].
    pub version: u32,
    /// Grows with everything that is published.
    pub sequence: u64,
    /// The second of the wall clock in which this laptop began to publish: another one is a laptop that started anew.
    pub started: i64,
    /// The client, or the day's title.
    pub whose: String,
    /// What is shown.
    pub scene: Scene,
    /// What lies over it.
    pub veil: Veil,
    /// Nothing changes on the wall until this is taken back.
    pub frozen: bool,
    /// It shows what somebody chose, whatever the stage.
    pub pinned: bool,
    /// The dark palette instead of the light one.
    pub dark: bool,
    /// The timer, if one is set.
    pub timer: Option<Countdown>,
    /// "6 min behind" is the facilitator's matter; the wall only knows when the running block ends.
    pub block: Option<RunningBlock>,
}

impl Default for Wall {
    fn default() -> Self {
        Self {
            version: VERSION,
            sequence: 0,
            started: 0,
            whose: String::new(),
            scene: Scene::Welcome(Welcome::default()),
            veil: Veil::None,
            frozen: false,
            pinned: false,
            dark: false,
            timer: None,
            block: None,
        }
    }
}

impl Wall {
    /// The question that the plain page shows alone; nothing where the scene has none.
    pub fn asked(&self) -> Option<&str> {
        let asked = match &self.scene {
            Scene::Question(question) => &question.text,
            Scene::Notes(notes) => &notes.question,
            Scene::Spotlight(spotlight) => &spotlight.question,
            Scene::PerfectToday(both) => &both.question,
            Scene::CatchUp(card) => &card.question,
            _ => return None,
        };
        (!asked.is_empty()).then_some(asked)
    }
}

/// What lies over the scene.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Veil {
    /// Nothing.
    #[default]
    None,
    /// A plain page with the present question.
    Plain,
    /// Black.
    Black,
}

/// The timer as the wall counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Countdown {
    /// Seconds it was set to.
    pub set: i64,
    /// Runs until this second of the wall clock (`Now::wall_seconds`); none: it stands.
    pub until: Option<i64>,
    /// Seconds left while it stands.
    pub left: i64,
}

impl Countdown {
    /// Seconds left at this second of the wall clock; negative when it is over.
    pub fn left_at(self, wall_seconds: i64) -> i64 {
        self.until.map_or(self.left, |until| until - wall_seconds)
    }
}

/// The block of the agenda that runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunningBlock {
    /// Its title.
    pub title: String,
    /// `HH:MM`.
    pub ends: String,
}

/// One thing at a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scene {
    /// Title, reason, the day as a line.
    Welcome(Welcome),
    /// What we agree on.
    Rules(Rules),
    /// A question, large; its probes on demand.
    Question(Question),
    /// Notes as they come, the newest first.
    Notes(Notes),
    /// One note.
    Spotlight(Spotlight),
    /// Both columns of a question.
    PerfectToday(PerfectToday),
    /// All themes by name.
    Themes(Themes),
    /// One theme with its quotes.
    Theme(Theme),
    /// Dots being given: how far, never what.
    BallotOpen(BallotOpen),
    /// The dots, once the ballot is closed.
    BallotResult(BallotResult),
    /// One gap: two sentences.
    Gap(Gap),
    /// One scale with its anchors.
    Scale(Scale),
    /// Now, Next, Later.
    Board(Board),
    /// One lane with its sentence.
    Lane(Lane),
    /// What was promised, with names and dates.
    Plan(Plan),
    /// One promise read back.
    Promise(Promise),
    /// The timer, or the time of day where none is set.
    Clock,
    /// The time of day, whatever the timer counts.
    DayClock,
    /// A break, and when it ends.
    Break(Break),
    /// The four corners.
    Corners(Corners),
    /// The pulse: one question, one to five.
    Pulse(Pulse),
    /// For who comes late: the question, what was found, the rules.
    CatchUp(CatchUp),
    /// Thank you, and when we meet again.
    Thanks(Thanks),
}

/// See [`Scene::Welcome`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// What the day is called.
    pub title: String,
    /// "Thursday 12 March 2026".
    pub date: String,
    /// Why now.
    pub reason: String,
    /// The day, block by block.
    pub agenda: Vec<Stop>,
}

/// A block of the day on the wall.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// `HH:MM`.
    pub start: String,
    /// Its title.
    pub title: String,
    /// Where the day is now.
    pub state: StopState,
}

/// Where a block of the agenda stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopState {
    /// Over.
    Done,
    /// Now.
    Here,
    /// Still to come.
    #[default]
    Coming,
}

/// See [`Scene::Rules`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// "Ground rules".
    pub title: String,
    /// One sentence each.
    pub rules: Vec<String>,
    /// Which page is wanted, from 0.
    pub page: usize,
}

/// See [`Scene::Question`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// "Question 2 of 4"; where it has columns, also which is asked: "Question 2 of 4: Today".
    pub place: String,
    /// The question.
    pub text: String,
    /// What helps, where it was asked for.
    pub probes: Vec<String>,
    /// Which page is wanted, from 0.
    pub page: usize,
}

/// What a note means, for its colour and the word beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// The column Perfect.
    Perfect,
    /// The column Today.
    Today,
    /// How it is.
    #[default]
    AsIs,
    /// How it should be.
    Wish,
    /// A question.
    Question,
}

/// A note as the wall may show it: the words that may be printed, nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What may be read.
    pub text: String,
    /// Its meaning.
    pub meaning: Meaning,
    /// For how many paper notes and repeats it stands.
    pub times: u32,
}

/// See [`Scene::Notes`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notes {
    /// The question they answer.
    pub question: String,
    /// "Today", where the question has columns.
    pub column: Option<String>,
    /// The newest first; no more than a room pages through.
    pub notes: Vec<Note>,
    /// How many there are, those with them that are older than these.
    pub total: usize,
    /// Which page is wanted, from 0; whoever draws knows how many fit.
    pub page: usize,
}

/// See [`Scene::Spotlight`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spotlight {
    /// The question it answers.
    pub question: String,
    /// The note.
    pub note: Note,
}

/// See [`Scene::PerfectToday`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PerfectToday {
    /// The question.
    pub question: String,
    /// The newest first.
    pub perfect: Vec<Note>,
    /// The newest first.
    pub today: Vec<Note>,
    /// How many there are of each, those with them that are older than these.
    pub totals: (usize, usize),
    /// Which page is wanted, from 0.
    pub page: usize,
}

/// See [`Scene::Themes`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Themes {
    /// In order: most dots first once they are counted, else as they hang.
    pub themes: Vec<ThemeLine>,
    /// Which page is wanted, from 0.
    pub page: usize,
}

/// One theme in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThemeLine {
    /// A sentence a customer could say.
    pub name: String,
    /// How many notes.
    pub notes: usize,
    /// Of the closed ballot.
    pub dots: Option<u32>,
}

/// See [`Scene::Theme`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// Its line.
    pub line: ThemeLine,
    /// What it says.
    pub summary: String,
    /// Its lead quote first.
    pub quotes: Vec<String>,
    /// Which page is wanted, from 0.
    pub page: usize,
}

/// See [`Scene::BallotOpen`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotOpen {
    /// Dots each.
    pub each: u32,
    /// At most on one.
    pub most: u32,
    /// Whether it is counted option by option: what follows are then options, not ballots.
    pub by_option: bool,
    /// Ballots that are in.
    pub given: u32,
    /// Of how many.
    pub of: u32,
    /// What can be voted for.
    pub options: Vec<String>,
    /// Which page is wanted, from 0.
    pub page: usize,
}

/// See [`Scene::BallotResult`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotResult {
    /// Most dots first; where a run-off decided, what is on the list first.
    pub rows: Vec<BallotRow>,
    /// How many voted; zero where some dots are missing.
    pub voters: u32,
    /// How many are on the list, where a run-off decided about it.
    pub list: Option<usize>,
    /// Which page is wanted, from 0.
    pub page: usize,
}

/// One option of a closed ballot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotRow {
    /// What was voted on.
    pub name: String,
    /// Its dots.
    pub dots: u32,
    /// Its dots in the run-off, where it was in one.
    pub run_off: Option<u32>,
    /// Where it stands once a run-off decided.
    pub standing: Standing,
}

/// Where an option stands; without a run-off the dots alone tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nothing is said.
    #[default]
    Open,
    /// ✓ on the list.
    In,
    /// ≈ still tied at the line.
    Tied,
}

/// See [`Scene::Gap`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// `G01`.
    pub id: String,
    /// The problem.
    pub title: String,
    /// How it should be.
    pub perfect: String,
    /// How it is.
    pub today: String,
    /// Which page is wanted, from 0.
    pub page: usize,
}

/// See [`Scene::Scale`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale {
    /// "Impact".
    pub name: String,
    /// "If we close this gap …".
    pub question: String,
    /// What 1 to 5 mean.
    pub anchors: Vec<String>,
    /// The gap that is scored: id and title.
    pub gap: Option<(String, String)>,
    /// Which page is wanted, from 0.
    pub page: usize,
}

/// A lane of the board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LaneName {
    /// ● Now.
    #[default]
    Now,
    /// ◐ Next.
    Next,
    /// ○ Later.
    Later,
}

/// A gap on the board.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own on the card")]
pub struct Card {
    /// `G01`.
    pub id: String,
    /// The problem.
    pub title: String,
    /// Slow or costly: ▲.
    pub heavy: bool,
    /// Waits for a place: ⏳.
    pub waits: bool,
    /// Moved by the room: ↷.
    pub moved: bool,
    /// Nobody has seen it happen: ?.
    pub unseen: bool,
}

/// See [`Scene::Board`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// Places in Now.
    pub limit: usize,
    /// In order.
    pub now: Vec<Card>,
    /// In order; what waits for a place first.
    pub next: Vec<Card>,
    /// In order.
    pub later: Vec<Card>,
    /// Which page is wanted, from 0.
    pub page: usize,
}

/// See [`Scene::Lane`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lane {
    /// Which.
    pub lane: LaneName,
    /// What the lane means.
    pub sentence: String,
    /// In order, each with the sentence that put it there.
    pub cards: Vec<(Card, String)>,
    /// Places in Now.
    pub limit: usize,
    /// Which page is wanted, from 0.
    pub page: usize,
}

/// See [`Scene::Plan`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// In the order of Now.
    pub rows: Vec<Promise>,
    /// Which page is wanted, from 0.
    pub page: usize,
}

/// One gap of Now and who does what by when. An owner who did not agree to be named is a department.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// `G01`.
    pub id: String,
    /// The problem.
    pub title: String,
    /// What is done.
    pub actions: Vec<Action>,
    /// "3 of 6" when they are read back one after another.
    pub place: String,
    /// Which page is wanted, from 0.
    pub page: usize,
}

/// An action on the wall.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// What.
    pub title: String,
    /// Who, or which department.
    pub owner: String,
    /// "30 Apr".
    pub due: String,
    /// The first step and its day.
    pub first_step: String,
    /// "Minutes to first message: 94 to 15".
    pub measure: String,
}

/// See [`Scene::Break`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Break {
    /// "Lunch".
    pub title: String,
    /// Whether it is over, runs, or is only announced.
    pub state: StopState,
    /// `HH:MM`.
    pub begins: String,
    /// How long it is meant to be.
    pub minutes: u32,
    /// `HH:MM`.
    pub back_at: String,
    /// What comes then.
    pub then: String,
}

/// See [`Scene::Corners`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corners {
    /// Name and what is read aloud.
    pub corners: Vec<(String, String)>,
    /// Which page is wanted, from 0.
    pub page: usize,
}

/// See [`Scene::Pulse`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pulse {
    /// The question.
    pub question: String,
    /// What one means.
    pub low: String,
    /// What five means.
    pub high: String,
}

/// See [`Scene::CatchUp`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatchUp {
    /// Where we are.
    pub question: String,
    /// The five strongest findings so far.
    pub found: Vec<String>,
    /// The first rules.
    pub rules: Vec<String>,
    /// Which page is wanted, from 0.
    pub page: usize,
}

/// See [`Scene::Thanks`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thanks {
    /// What and when: "We show the synopsis", "Thursday 19 March".
    pub dates: Vec<(String, String)>,
    /// Which page is wanted, from 0.
    pub page: usize,
}

/// What looking for a wall gave.
#[derive(Debug, Clone, PartialEq)]
pub enum Seen {
    /// As before.
    Same,
    /// Another wall.
    New(Box<Wall>),
    /// There is none: the laptop is not there, or not yet.
    Gone,
    /// Something is there that cannot be drawn: one line.
    Unclear(String),
}
