//! The five cards of Prepare, the rows that each of them lists, and the cursor on a row.

use crate::session::{BlockId, CheckId, EvidenceId, InitiativeId, ObjectiveId, ProcessId, Session, SystemId};
use crate::tui::keymap::Layer;

/// A card of the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Pane {
    /// What, when, where, who, why.
    #[default]
    Day,
    /// The blocks of the day.
    Agenda,
    /// What to have done before.
    Checklist,
    /// What was known before, and who had it.
    Evidence,
    /// What the client brings along: objectives, systems, processes, running initiatives.
    Background,
}

impl Pane {
    /// All, in order.
    pub const ALL: [Pane; 5] = [Pane::Day, Pane::Agenda, Pane::Checklist, Pane::Evidence, Pane::Background];

    /// Its name on the screen.
    pub const fn name(self) -> &'static str {
        match self {
            Pane::Day => "The day",
            Pane::Agenda => "Agenda",
            Pane::Checklist => "Checklist",
            Pane::Evidence => "Evidence",
            Pane::Background => "Background",
        }
    }

    /// Its layer of keys.
    pub const fn layer(self) -> Layer {
        match self {
            Pane::Day => Layer::Prepare,
            Pane::Agenda => Layer::Agenda,
            Pane::Checklist => Layer::Checklist,
            Pane::Evidence => Layer::Evidence,
            Pane::Background => Layer::Background,
        }
    }

    /// Rows of the screen that one of its items takes.
    pub const fn item_height(self) -> u16 {
        if matches!(self, Pane::Evidence) { 2 } else { 1 }
    }

    /// The card `by` places on, around the end.
    pub fn step(self, by: usize) -> Self {
        Self::ALL[(self as usize + by) % Self::ALL.len()]
    }
}

/// A line of the day's card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    Title,
    Date,
    Reason,
    Sponsor,
    Front,
    Results,
    Facilitator,
    Scribe,
    Organisation,
    Vision,
    Venue,
    Terms,
}

impl Line {
    /// All, in order: the three that decide between go and not yet stand together.
    pub const ALL: [Line; 12] = [
        Line::Title,
        Line::Date,
        Line::Reason,
        Line::Sponsor,
        Line::Front,
        Line::Results,
        Line::Facilitator,
        Line::Scribe,
        Line::Organisation,
        Line::Vision,
        Line::Venue,
        Line::Terms,
    ];
}

/// A list of the background card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Objective,
    System,
    Process,
    Initiative,
}

impl Kind {
    /// All, in order.
    pub const ALL: [Kind; 4] = [Kind::Objective, Kind::Process, Kind::System, Kind::Initiative];

    /// Its heading, with what belongs there.
    pub const fn heading(self) -> (&'static str, &'static str) {
        match self {
            Kind::Objective => ("Objectives", "two to four that the organisation has for the year"),
            Kind::Process => ("Processes", "what is handed from one department to the next"),
            Kind::System => ("Systems", "what people look into while a customer waits"),
            Kind::Initiative => {
                ("Running initiatives", "what is under way already, so that nobody starts it twice")
            }
        }
    }

    /// One of it.
    pub const fn noun(self) -> &'static str {
        match self {
            Kind::Objective => "objective",
            Kind::Process => "process",
            Kind::System => "system",
            Kind::Initiative => "initiative",
        }
    }
}

/// A row of a card, by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    Line(Line),
    Block(BlockId),
    Check(CheckId),
    Evidence(EvidenceId),
    Heading(Kind),
    Objective(ObjectiveId),
    System(SystemId),
    Process(ProcessId),
    Initiative(InitiativeId),
}

impl Item {
    /// The background list it belongs to.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Item::Heading(kind) => Some(*kind),
            Item::Objective(_) => Some(Kind::Objective),
            Item::System(_) => Some(Kind::System),
            Item::Process(_) => Some(Kind::Process),
            Item::Initiative(_) => Some(Kind::Initiative),
            _ => None,
        }
    }
}

/// The rows of a card, in the order in which they are shown.
pub fn rows(pane: Pane, session: &Session) -> Vec<Item> {
    match pane {
        Pane::Day => Line::ALL.into_iter().map(Item::Line).collect(),
        Pane::Agenda => session.agenda.iter().map(|block| Item::Block(block.id.clone())).collect(),
        Pane::Checklist => {
            let mut checks: Vec<_> = session.checklist.iter().collect();
            checks.sort_by_key(|check| std::cmp::Reverse(check.lead_days));
            checks.into_iter().map(|check| Item::Check(check.id.clone())).collect()
        }
        Pane::Evidence => session.evidence.iter().map(|item| Item::Evidence(item.id.clone())).collect(),
        Pane::Background => {
            let mut rows = Vec::new();
            for kind in Kind::ALL {
                rows.push(Item::Heading(kind));
                match kind {
                    Kind::Objective => {
                        rows.extend(session.objectives.iter().map(|o| Item::Objective(o.id.clone())));
                    }
                    Kind::Process => {
                        rows.extend(session.processes.iter().map(|p| Item::Process(p.id.clone())));
                    }
                    Kind::System => rows.extend(session.systems.iter().map(|s| Item::System(s.id.clone()))),
                    Kind::Initiative => {
                        rows.extend(session.initiatives.iter().map(|i| Item::Initiative(i.id.clone())));
                    }
                }
            }
            rows
        }
    }
}

/// The cursor of a card: the item, and where it last stood, for when it goes.
#[derive(Clone, Debug, Default)]
pub struct Cursor {
    item: Option<Item>,
    at: usize,
}

impl Cursor {
    /// The place of the cursor in these rows; nothing where there are none.
    pub fn place(&self, rows: &[Item]) -> Option<usize> {
        let last = rows.len().checked_sub(1)?;
        let known = self.item.as_ref().and_then(|item| rows.iter().position(|row| row == item));
        Some(known.unwrap_or(self.at.min(last)))
    }

    /// Puts the cursor on a row.
    pub fn set(&mut self, rows: &[Item], at: usize) {
        let at = at.min(rows.len().saturating_sub(1));
        self.item = rows.get(at).cloned();
        self.at = at;
    }

    /// Puts the cursor on an item that will be there after the next edit.
    pub fn expect(&mut self, item: Item) {
        self.item = Some(item);
    }

    /// Finds its place again after a change.
    pub fn settle(&mut self, rows: &[Item]) {
        match self.place(rows) {
            Some(at) => self.set(rows, at),
            None => *self = Self::default(),
        }
    }
}
