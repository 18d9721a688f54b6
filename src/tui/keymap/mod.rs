//! One table of keys. The footer, the help page, the palette and the README's table derive from it, so they cannot
//! lie; a test keeps two commands off one chord.

mod chord;
pub mod global;
mod readme;

pub use chord::Chord;
pub use global::Global;
pub use readme::markdown_table;

use super::stage::Stage;
use super::{overlays, screens};

/// Where a binding applies. Layers are asked front to back: overlay, screen, everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// Everywhere.
    Global,
    /// Prepare, the day.
    Prepare,
    /// Prepare, the agenda.
    Agenda,
    /// Prepare, the checklist.
    Checklist,
    /// Prepare, the evidence.
    Evidence,
    /// Prepare, what the client brings along.
    Background,
    /// Roster, the people.
    Roster,
    /// Roster, the departments.
    Departments,
    /// Questions, while the capture line has the focus.
    Capture,
    /// Questions, while the wall of notes has the focus.
    Answers,
    /// Themes.
    Themes,
    /// Themes, notes that look alike.
    Alike,
    /// Themes, a word that notes share.
    Hint,
    /// Themes, nothing left that looks alike.
    AlikeDone,
    /// Themes, a ballot that is open.
    Ballot,
    /// Themes, a ballot that is closed.
    Result,
    /// Gaps.
    Gaps,
    /// Sort, the score grid.
    Scores,
    /// Sort, the line for a show of fingers.
    Fingers,
    /// Sort, the board.
    Board,
    /// Sort, a score that is tried.
    WhatIf,
    /// Sort, the list of edges.
    Edges,
    /// Plan, the Now gaps and their actions.
    Plan,
    /// Plan, the other lists.
    PlanLists,
    /// Standing.
    Standing,
    /// Synopsis.
    Synopsis,
    /// The start screen.
    Start,
    /// A question for text.
    Text,
    /// A list to choose from.
    Pick,
    /// Yes or no.
    Confirm,
    /// A card, choosing a field.
    Form,
    /// A card, typing into a field.
    Field,
    /// Help.
    Help,
    /// The command palette.
    Palette,
    /// Find.
    Find,
    /// The timer.
    Timer,
    /// The private panel.
    Private,
    /// Counting ballots.
    Count,
    /// One voter alone.
    Booth,
    /// Between two voters.
    BoothCover,
    /// Who had which evidence when.
    Grid,
    /// An evidence item being read together.
    Reading,
    /// How to catch up.
    CatchUp,
    /// The wall in this window.
    Room,
    /// The wall in the projector's own window.
    Projector,
}

impl Layer {
    /// Whether printable keys are text here.
    pub const fn takes_text(self) -> bool {
        matches!(
            self,
            Self::Capture
                | Self::Fingers
                | Self::Text
                | Self::Pick
                | Self::Form
                | Self::Field
                | Self::Palette
                | Self::Find
                | Self::Count
        )
    }

    /// The stages it belongs to; an overlay's layer belongs to none.
    pub const fn stages(self) -> &'static [Stage] {
        match self {
            Self::Prepare => &[Stage::Prepare],
            Self::Roster => &[Stage::Roster],
            Self::Capture | Self::Answers => &[Stage::Questions],
            Self::Themes | Self::Alike | Self::Hint | Self::AlikeDone | Self::Ballot | Self::Result => {
                &[Stage::Themes]
            }
            Self::Gaps => &[Stage::Gaps],
            Self::Scores | Self::Board => &[Stage::Sort],
            Self::Plan => &[Stage::Plan],
            Self::Standing => &[Stage::Standing],
            Self::Synopsis => &[Stage::Synopsis],
            _ => &[],
        }
    }

    /// The stage it is a part of, whatever lies in front there.
    pub fn home(self) -> Option<Stage> {
        let name = self.name();
        Stage::from_name(name.split_once(':').map_or(name, |(stage, _)| stage))
    }

    /// Its name in help and README.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Global => "Everywhere",
            Self::Prepare => "Prepare: the day",
            Self::Agenda => "Prepare: the agenda",
            Self::Checklist => "Prepare: the checklist",
            Self::Evidence => "Prepare: the evidence",
            Self::Background => "Prepare: background",
            Self::Roster => "Roster: the people",
            Self::Departments => "Roster: the departments",
            Self::Capture => "Questions: the capture line",
            Self::Answers => "Questions: the notes",
            Self::Themes => "Themes",
            Self::Alike => "Themes: two notes that look alike",
            Self::Hint => "Themes: notes that share a word",
            Self::AlikeDone => "Themes: nothing left that looks alike",
            Self::Ballot => "Themes: an open ballot",
            Self::Result => "Themes: the dots",
            Self::Gaps => "Gaps",
            Self::Scores => "Sort: the scores",
            Self::Fingers => "Sort: a show of fingers",
            Self::Board => "Sort: the board",
            Self::WhatIf => "Sort: what if",
            Self::Edges => "Sort: the edges",
            Self::Plan => "Plan: the Now gaps",
            Self::PlanLists => "Plan: the other lists",
            Self::Standing => "Standing",
            Self::Synopsis => "Synopsis",
            Self::Start => "Start",
            Self::Text => "Typing an answer",
            Self::Pick => "Choosing from a list",
            Self::Confirm => "Yes or no",
            Self::Form => "A card",
            Self::Field => "A card: typing into a field",
            Self::Help => "Help",
            Self::Palette => "Palette",
            Self::Find => "Find",
            Self::Timer => "Timer",
            Self::Private => "Private panel",
            Self::Count => "Counting ballots",
            Self::Booth => "One voter alone",
            Self::BoothCover => "Between two voters",
            Self::Grid => "Who had it when",
            Self::Reading => "Reading together",
            Self::CatchUp => "Catch up",
            Self::Room => "The wall (room view)",
            Self::Projector => "The projector's window (offsite room)",
        }
    }
}

/// The facilitator's intent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Everywhere.
    Global(Global),
    /// An overlay's own.
    Overlay(overlays::Cmd),
    /// Prepare's own.
    Prepare(screens::prepare::Cmd),
    /// Roster's own.
    Roster(screens::roster::Cmd),
    /// Questions' own.
    Questions(screens::questions::Cmd),
    /// Themes' own.
    Themes(screens::themes::Cmd),
    /// Gaps' own.
    Gaps(screens::gaps::Cmd),
    /// Sort's own.
    Sort(screens::sort::Cmd),
    /// Plan's own.
    Plan(screens::plan::Cmd),
    /// Standing's own.
    Standing(screens::standing::Cmd),
    /// Synopsis' own.
    Synopsis(screens::synopsis::Cmd),
    /// The start screen's own.
    Start(super::start::Cmd),
    /// The projector's window's own.
    Watch(super::room::watch::Cmd),
}

impl Command {
    /// Whether it changes nothing in the session in this layer. What lies over a stage refuses by itself what it would write.
    pub const fn reads(self, layer: Layer) -> bool {
        match self {
            Self::Global(command) => command.reads(),
            Self::Prepare(command) => command.reads(),
            Self::Roster(command) => command.reads(),
            Self::Questions(command) => command.reads(),
            Self::Themes(command) => command.reads(),
            Self::Gaps(command) => command.reads(),
            // A score that is tried is given to nobody.
            Self::Sort(command) => command.reads() || matches!(layer, Layer::WhatIf),
            Self::Plan(command) => command.reads(),
            Self::Standing(command) => command.reads(),
            Self::Synopsis(command) => command.reads(),
            Self::Overlay(_) | Self::Start(_) | Self::Watch(_) => true,
        }
    }
}

/// What the footer says of a key, as things stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// What the table says.
    AsNamed,
    /// Nothing: it would do nothing now.
    Silent,
    /// These words instead.
    Words(&'static str),
}

impl Hint {
    /// As the table says where it does something, else nothing.
    pub const fn when(does: bool) -> Self {
        if does { Self::AsNamed } else { Self::Silent }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where it applies.
    pub layer: Layer,
    /// The keys; the first is the one shown.
    pub chords: &'static [Chord],
    /// Its stable dotted name: `board.note.new`.
    pub name: &'static str,
    /// What it does, short: "next column".
    pub label: &'static str,
    /// What is meant.
    pub command: Command,
    /// Its rank in the footer, 1 first; 0 = not in the footer.
    pub footer: u8,
}

/// Every binding of the program.
pub fn table() -> impl Iterator<Item = &'static Binding> {
    const TABLES: &[&[Binding]] = &[
        global::KEYS,
        overlays::KEYS,
        overlays::form::KEYS,
        super::start::KEYS,
        screens::prepare::KEYS,
        screens::roster::KEYS,
        screens::questions::KEYS,
        screens::themes::KEYS,
        screens::gaps::KEYS,
        screens::sort::KEYS,
        screens::plan::KEYS,
        screens::standing::KEYS,
        screens::synopsis::KEYS,
        super::room::watch::KEYS,
    ];
    TABLES.iter().copied().flatten()
}

/// Every layer that has keys, in the order of the table.
pub fn layers() -> Vec<Layer> {
    let mut layers = Vec::new();
    for binding in table() {
        if !layers.contains(&binding.layer) {
            layers.push(binding.layer);
        }
    }
    layers
}

/// What applies now and what is a step away: the layer in front, the other layers of its stage, everywhere.
pub fn reach(front: Layer) -> Vec<Layer> {
    let others =
        layers().into_iter().filter(|l| *l != front && l.stages().iter().any(|s| front.stages().contains(s)));
    std::iter::once(front).chain(others).chain([Layer::Global]).collect()
}

/// The command for a chord in these layers, front first. Printable keys are text in a layer that takes text.
pub fn find(layers: &[Layer], chord: Chord) -> Option<Command> {
    for &layer in layers {
        if let Some(binding) = table().find(|b| b.layer == layer && b.chords.contains(&chord)) {
            return Some(binding.command);
        }
        if layer.takes_text() && chord.is_printable() {
            return None;
        }
    }
    None
}

/// The bindings of these layers for the footer, the most useful first. `moment` names those of the front layer that
/// matter most now.
pub fn footer(layers: &[Layer], moment: &[&str]) -> Vec<&'static Binding> {
    let mut rows: Vec<&Binding> = Vec::new();
    for &layer in layers {
        let now = |b: &Binding| moment.iter().position(|name| *name == b.name).unwrap_or(usize::MAX);
        let mut own: Vec<&Binding> =
            table().filter(|b| b.layer == layer && (b.footer > 0 || now(b) < usize::MAX)).collect();
        own.sort_by_key(|b| (now(b), b.footer));
        let text = layers.first().is_some_and(|l| l.takes_text());
        own.retain(|b| {
            !(text && layer != layers[0] && b.chords.first().is_some_and(Chord::is_printable_ref))
        });
        rows.extend(own);
    }
    rows
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn no_chord_means_two_things_in_one_layer() {
        let mut seen: HashMap<(Layer, Chord), &str> = HashMap::new();
        for binding in table() {
            for chord in binding.chords {
                if let Some(other) = seen.insert((binding.layer, *chord), binding.name) {
                    panic!("{} is both {other} and {}", chord.label(), binding.name);
                }
            }
        }
    }

    #[test]
    fn every_binding_has_a_name_a_label_and_a_key_and_names_are_unique() {
        let mut names = std::collections::HashSet::new();
        for binding in table() {
            assert!(!binding.label.is_empty() && !binding.chords.is_empty(), "{}", binding.name);
            assert!(binding.name.contains('.'), "{}", binding.name);
            assert!(names.insert((binding.layer, binding.name)), "{} twice", binding.name);
        }
    }

    #[test]
    fn nothing_needs_a_function_key_or_alt() {
        for binding in table() {
            assert!(binding.chords.iter().any(|c| c.is_plain()), "{} needs a plain key", binding.name);
        }
    }

    #[test]
    fn text_layers_bind_no_printable_key() {
        for binding in table().filter(|b| b.layer.takes_text()) {
            assert!(!binding.chords.iter().any(Chord::is_printable_ref), "{} eats text", binding.name);
        }
    }
}
