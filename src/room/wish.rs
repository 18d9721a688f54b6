//! What somebody wants to see on the wall: by ids only, so that it can be kept, pinned and composed anew.

use crate::rules::lanes::Scale;
use crate::rules::words::Lane;
use crate::session::{GapId, NoteId, QuestionId, ThemeId};

/// A scene, named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Title, reason, agenda.
    Welcome,
    /// Ground rules.
    Rules,
    /// What runs, by its title.
    Block,
    /// A question alone, with or without its probes; an empty name is no column of it.
    Question(QuestionId, bool, String),
    /// A column of a question; an empty name is its first.
    Notes(QuestionId, String),
    /// Both columns of a question.
    PerfectToday(QuestionId),
    /// One note.
    Spotlight(NoteId),
    /// All themes.
    Themes,
    /// One theme.
    Theme(ThemeId),
    /// The dots: progress while a ballot is open, else the result.
    Ballot,
    /// One gap.
    Gap(GapId),
    /// A scale, and the gap that is scored on it.
    Scale(Scale, Option<GapId>),
    /// The board.
    Board,
    /// One lane.
    Lane(Lane),
    /// Now with owners and dates.
    Plan,
    /// One gap of Now read back.
    Promise(GapId),
    /// The timer or the time of day.
    Clock,
    /// The time of day, whatever the timer counts.
    DayClock,
    /// The break that runs, or the next one.
    Break,
    /// The four corners.
    Corners,
    /// The pulse.
    Pulse,
    /// For who comes late.
    CatchUp(Option<QuestionId>),
    /// The end.
    Thanks,
}

/// What a wish needs beside the session.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    /// The session.
    pub session: &'a crate::session::Session,
    /// What the rules say, asked for only by the scenes that need it.
    pub verdicts: &'a dyn Fn() -> &'a crate::rules::Verdicts,
    /// The method.
    pub playbook: &'a crate::playbook::Playbook,
    /// Which page, from 0.
    pub page: usize,
}

impl Wish {
    /// Its key, to keep a pinned scene across a restart: `notes:Q2:today`.
    pub fn key(&self) -> String {
        match self {
            Self::Welcome => "welcome".into(),
            Self::Rules => "rules".into(),
            Self::Block => "block".into(),
            Self::Question(id, probes, column) => {
                let word = if *probes { "probes" } else { "question" };
                if column.is_empty() { format!("{word}:{id}") } else { format!("{word}:{id}:{column}") }
            }
            Self::Notes(id, column) => format!("notes:{id}:{column}"),
            Self::PerfectToday(id) => format!("both:{id}"),
            Self::Spotlight(id) => format!("note:{id}"),
            Self::Themes => "themes".into(),
            Self::Theme(id) => format!("theme:{id}"),
            Self::Ballot => "ballot".into(),
            Self::Gap(id) => format!("gap:{id}"),
            Self::Scale(scale, gap) => {
                format!("scale:{}:{}", scale.words(), gap.as_ref().map_or("", GapId::as_str))
            }
            Self::Board => "board".into(),
            Self::Lane(lane) => format!("lane:{}", lane.key()),
            Self::Plan => "plan".into(),
            Self::Promise(id) => format!("promise:{id}"),
            Self::Clock => "clock".into(),
            Self::DayClock => "time".into(),
            Self::Break => "break".into(),
            Self::Corners => "corners".into(),
            Self::Pulse => "pulse".into(),
            Self::CatchUp(id) => format!("catch-up:{}", id.as_ref().map_or("", QuestionId::as_str)),
            Self::Thanks => "thanks".into(),
        }
    }

    /// From its key; nonsense is no wish.
    pub fn from_key(key: &str) -> Option<Self> {
        let mut parts = key.splitn(3, ':');
        let (word, first, second) = (parts.next()?, parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        Some(match word {
            "welcome" => Self::Welcome,
            "rules" => Self::Rules,
            "block" => Self::Block,
            "question" => Self::Question(QuestionId::new(first), false, second.to_owned()),
            "probes" => Self::Question(QuestionId::new(first), true, second.to_owned()),
            "notes" => Self::Notes(QuestionId::new(first), second.to_owned()),
            "both" => Self::PerfectToday(QuestionId::new(first)),
            "note" => Self::Spotlight(NoteId::new(first)),
            "themes" => Self::Themes,
            "theme" => Self::Theme(ThemeId::new(first)),
            "ballot" => Self::Ballot,
            "gap" => Self::Gap(GapId::new(first)),
            "scale" => {
                let scale = Scale::ALL.into_iter().find(|scale| scale.words() == first)?;
                Self::Scale(scale, (!second.is_empty()).then(|| GapId::new(second)))
            }
            "board" => Self::Board,
            "lane" => Self::Lane(Lane::from_key(first)?),
            "plan" => Self::Plan,
            "promise" => Self::Promise(GapId::new(first)),
            "clock" => Self::Clock,
            "time" => Self::DayClock,
            "break" => Self::Break,
            "corners" => Self::Corners,
            "pulse" => Self::Pulse,
            "catch-up" => Self::CatchUp((!first.is_empty()).then(|| QuestionId::new(first))),
            "thanks" => Self::Thanks,
            _ => return None,
        })
    }

    /// What can be shown of a session, in the order of the day.
    pub fn all(session: &crate::session::Session) -> Vec<Self> {
        let mut all = vec![Self::Welcome, Self::Rules];
        for question in session.questions.iter() {
            let id = &question.id;
            let alone = |probes| Self::Question(id.clone(), probes, String::new());
            all.extend([alone(false), alone(true)]);
            all.extend(question.columns.iter().map(|column| Self::Notes(id.clone(), column.to_string())));
            if question.columns.len() > 1 {
                all.push(Self::PerfectToday(id.clone()));
            }
        }
        let clocks = [Self::Clock, Self::DayClock, Self::Break];
        all.extend(clocks);
        all.extend([Self::CatchUp(None), Self::Corners, Self::Pulse, Self::Themes]);
        all.extend(session.themes.iter().map(|theme| Self::Theme(theme.id.clone())));
        all.push(Self::Ballot);
        all.extend(session.gaps.iter().filter(|gap| gap.is_live()).map(|gap| Self::Gap(gap.id.clone())));
        all.extend(Scale::ALL.map(|scale| Self::Scale(scale, None)));
        all.push(Self::Board);
        all.extend(Lane::BOARD.map(Self::Lane));
        all.extend([Self::Plan, Self::Thanks]);
        all
    }

    /// Its name for the facilitator: "the board".
    pub fn name(&self) -> String {
        match self {
            Self::Welcome => "welcome".into(),
            Self::Rules => "ground rules".into(),
            Self::Block => "the block".into(),
            Self::Question(id, probes, _) => {
                let with = if *probes { " with probes" } else { "" };
                format!("question {}{with}", id.as_str().trim_start_matches('Q'))
            }
            Self::Notes(id, column) if column.is_empty() || column == "main" => format!("notes of {id}"),
            Self::Notes(id, column) => format!("{id} {column}"),
            Self::PerfectToday(id) => format!("{id} perfect and today"),
            Self::Spotlight(_) => "one note".into(),
            Self::Themes => "all themes".into(),
            Self::Theme(id) => format!("theme {id}"),
            Self::Ballot => "the dots".into(),
            Self::Gap(id) => format!("gap {id}"),
            Self::Scale(scale, _) => format!("the scale of {}", scale.words()),
            Self::Board => "the board".into(),
            Self::Lane(lane) => format!("the lane {}", lane.words()),
            Self::Plan => "the plan".into(),
            Self::Promise(id) => format!("read-back {id}"),
            Self::Clock => "the clock".into(),
            Self::DayClock => "the time of day".into(),
            Self::Break => "the break".into(),
            Self::Corners => "four corners".into(),
            Self::Pulse => "the pulse".into(),
            Self::CatchUp(_) => "catch-up".into(),
            Self::Thanks => "thank you".into(),
        }
    }
}
