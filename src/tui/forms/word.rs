//! The file's fixed words as one kind of thing, so that every choice among them is made the same way.

use smol_str::SmolStr;

use crate::session::{
    ActionStatus, ActionType, Adoption, Attribution, Benefit, Better, BlockKind, BlockerKind, BlockerStatus,
    DecisionStatus, Depth, EvidenceKind, FeedbackKind, GapKind, GapStatus, Kind, Level, NeedKind, Origin,
    Presence, Quality, ReasonStatus, Role, SessionStatus, SopStatus, Stance, Tempo, Variant,
};
use crate::tui::outcome::Choice;

/// A fixed word of the file.
pub(super) trait Word: Clone + PartialEq + 'static {
    /// All known ones, in order.
    fn all() -> &'static [Self];
    /// From the file's word.
    fn from_id(word: &str) -> Self;
    /// The file's word.
    fn id(&self) -> SmolStr;
    /// For people.
    fn words(&self) -> String;
}

/// Words of the file; those that nobody would say aloud are said in other words.
macro_rules! said {
    ($Name:ident: $( $Variant:ident => $words:literal ),*) => {
        impl Word for $Name {
            fn all() -> &'static [Self] {
                Self::ALL
            }
            fn from_id(word: &str) -> Self {
                Self::from_word(word)
            }
            fn id(&self) -> SmolStr {
                self.as_str().into()
            }
            fn words(&self) -> String {
                match self {
                    $( Self::$Variant => $words.to_owned(), )*
                    other => other.label(),
                }
            }
        }
    };
}

macro_rules! words {
    ($($Name:ident),*) => { $( said!($Name:); )* };
}

words!(
    ActionStatus,
    Adoption,
    Attribution,
    Benefit,
    Better,
    BlockerKind,
    BlockerStatus,
    DecisionStatus,
    Depth,
    EvidenceKind,
    FeedbackKind,
    GapKind,
    GapStatus,
    Kind,
    Level,
    NeedKind,
    Origin,
    Presence,
    Quality,
    ReasonStatus,
    Role,
    SessionStatus,
    SopStatus,
    Stance,
    Tempo,
    Variant
);

said!(BlockKind: Frame => "opening words and rules", Evidence => "evidence on the table", Question => "a question",
    Break => "a break", Energiser => "an energiser", Themes => "finding themes", Gaps => "gaps and scores",
    Lanes => "Now, Next, Later", Actions => "owners and first steps", Close => "the close");
said!(ActionType: Sop => "playbook page");

/// All words of a kind as choices; a word of a newer version stays choosable where it stands.
pub(super) fn all<W: Word>(now: Option<&W>) -> Vec<Choice> {
    let odd = now.filter(|now| !W::all().contains(now));
    W::all().iter().chain(odd).map(|word| Choice::new(word.id(), word.words(), "")).collect()
}
