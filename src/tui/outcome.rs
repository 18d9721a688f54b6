//! What a screen answers: it never does anything itself.

use std::borrow::Cow;

use smol_str::SmolStr;

use super::effect::Effect;
use super::forms::Target;
use super::overlays::count::Way;
use super::screens::Purpose;
use super::showing::WallChange;
use super::stage::Stage;
use super::timer::TimerChange;
use crate::session::{BallotId, Edit, EvidenceId};

/// The answer of a screen to a command, a key or the mouse.
#[expect(clippy::large_enum_variant, reason = "one a key press, and gone at once")]
#[derive(Clone, Debug, Default)]
pub enum Outcome {
    /// Nothing beyond what the screen changed in itself (cursor, scroll, focus).
    #[default]
    Stay,
    /// Not mine: offer it to the next layer.
    Ignored,
    /// Change the session. A refusal is shown, and what follows in `Many` is not done.
    Edit(Edit),
    /// Change the session as a part of the last step, where that has the same label: one undo takes both back.
    Amend(Edit),
    /// Open an overlay.
    Ask(Ask),
    /// Go to a stage.
    Go(Stage),
    /// Go to a stage and show this item (its id).
    Show(Stage, SmolStr),
    /// Say a line in the footer.
    Say(String),
    /// Say a line in the footer that needs attention.
    Warn(String),
    /// Ask the world.
    Do(Effect),
    /// Set the timer.
    Timer(TimerChange),
    /// Remember a place beside the session under this name (`None`: forget it).
    Keep(String, Option<String>),
    /// Do this to the wall.
    Wall(WallChange),
    /// Several, in order, until one is refused.
    Many(Vec<Outcome>),
}

/// An overlay to open.
#[derive(Clone, Debug)]
pub enum Ask {
    /// A line or a few of text.
    Text(TextAsk),
    /// The same, and whether the answer goes elsewhere, too: the words for that. It does unless somebody says no.
    TextAlso(TextAsk, String),
    /// One or several of a list.
    Pick(PickAsk),
    /// Yes or no.
    Confirm(ConfirmAsk),
    /// The card of one item, field by field.
    Form(Target),
    /// The card of one item with one field, by its key, ready to be changed.
    Field(Target, SmolStr),
    /// Paper ballots typed one after another, or dots counted option by option.
    Count(BallotId, Way),
    /// The screen of one voter after another.
    Booth(BallotId),
    /// Who had which evidence when.
    Grid,
    /// The room reads this item together.
    Reading(EvidenceId),
    /// The day is behind.
    CatchUp,
}

/// Asks for text.
#[derive(Clone, Debug)]
pub struct TextAsk {
    /// The question: "Why now?"
    pub title: String,
    /// What helps to answer, one or two lines; may be empty.
    pub hint: String,
    /// What stands there already.
    pub text: String,
    /// Several lines (Enter adds; Ctrl-J or Alt-Enter breaks the line).
    pub prose: bool,
    /// A private matter: drawn under the band.
    pub private: bool,
    /// The name under which half-typed text is kept: `gap.G01.reason`.
    pub key: String,
    /// Who asked, and for what.
    pub purpose: Purpose,
}

/// Asks to choose.
#[derive(Clone, Debug)]
pub struct PickAsk {
    /// The question.
    pub title: String,
    /// What helps to choose; may be empty.
    pub hint: String,
    /// What can be chosen, in order.
    pub options: Vec<Choice>,
    /// Several may be chosen (Space marks, Enter takes).
    pub many: bool,
    /// Which are chosen already.
    pub chosen: Vec<SmolStr>,
    /// Text that fits no option may be taken as a new one, with this label: "New theme".
    pub new: Option<String>,
    /// A private matter: drawn under the band.
    pub private: bool,
    /// Who asked, and for what.
    pub purpose: Purpose,
}

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the answer carries.
    pub id: SmolStr,
    /// What the facilitator reads.
    pub label: String,
    /// A quiet second part; what is typed is looked for there too.
    pub detail: String,
    /// What is good to know of it, said last; what is typed is not looked for there.
    pub aside: String,
}

impl Choice {
    /// A choice.
    pub fn new(id: impl Into<SmolStr>, label: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { id: id.into(), label: label.into(), detail: detail.into(), aside: String::new() }
    }

    /// The same with something to know beside it.
    #[must_use]
    pub fn beside(self, aside: String) -> Self {
        Self { aside, ..self }
    }

    /// All that stands behind the label.
    pub fn behind(&self) -> Cow<'_, str> {
        match (self.detail.as_str(), self.aside.as_str()) {
            (detail, "") => detail.into(),
            ("", aside) => aside.into(),
            (detail, aside) => format!("{detail} · {aside}").into(),
        }
    }
}

/// Asks yes or no.
#[derive(Clone, Debug)]
pub struct ConfirmAsk {
    /// The question: "Remove 12 notes?"
    pub title: String,
    /// What happens then.
    pub text: String,
    /// The word for yes: "Remove".
    pub yes: String,
    /// Who asked, and for what.
    pub purpose: Purpose,
}

/// The facilitator's answer to an overlay; leaving with Esc answers nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Text, cleaned.
    Text(String),
    /// The same, and it goes elsewhere, too.
    TextAlso(String),
    /// The chosen ids.
    Picked(Vec<SmolStr>),
    /// A text that fitted no option.
    New(String),
    /// Yes.
    Yes,
}

impl From<Edit> for Outcome {
    fn from(edit: Edit) -> Self {
        Self::Edit(edit)
    }
}

impl From<Option<Edit>> for Outcome {
    fn from(edit: Option<Edit>) -> Self {
        edit.map_or(Self::Stay, Self::Edit)
    }
}

impl From<Ask> for Outcome {
    fn from(ask: Ask) -> Self {
        Self::Ask(ask)
    }
}
