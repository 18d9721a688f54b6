//! The file's fixed words and its ids as types. A word nobody here knows is kept as it stands (`Other`), so a
//! newer file loses nothing (the handbook, 2.1).

/// Declares an enumeration of the file: `Variant = "word"`, the first is the default.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $Name:ident { $( $(#[$vmeta:meta])* $Variant:ident = $word:literal ),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $Name {
            $( $(#[$vmeta])* #[doc = concat!("`", $word, "`")] $Variant, )*
            /// A word of a newer version, kept as it was.
            Other(smol_str::SmolStr),
        }

        impl $Name {
            /// All known values, in the documented order.
            pub const ALL: &'static [$Name] = &[ $( $Name::$Variant ),* ];

            /// The word as the file has it.
            pub fn as_str(&self) -> &str {
                match self { $( Self::$Variant => $word, )* Self::Other(word) => word }
            }

            /// From the file's word.
            pub fn from_word(word: &str) -> Self {
                match word { $( $word => Self::$Variant, )* other => Self::Other(other.into()) }
            }

            /// The word for people: `front_line` reads "front line".
            pub fn label(&self) -> String {
                self.as_str().replace('_', " ")
            }
        }

        impl Default for $Name {
            fn default() -> Self {
                Self::ALL[0].clone()
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                struct V;
                impl serde::de::Visitor<'_> for V {
                    type Value = $Name;
                    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                        f.write_str(concat!("a word such as " $(, "\"", $word, "\" ")*))
                    }
                    fn visit_str<E>(self, word: &str) -> Result<$Name, E> {
                        Ok($Name::from_word(word))
                    }
                }
                d.deserialize_str(V)
            }
        }

        #[cfg(test)]
        impl schemars::JsonSchema for $Name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($Name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "anyOf": [ { "enum": [ $( $word ),* ] }, { "type": "string" } ] })
            }
        }
    };
}
pub(crate) use words;

/// Declares id types: `NoteId "N" 3` makes `N001`.
macro_rules! ids {
    ($( $(#[$meta:meta])* $Name:ident $prefix:literal $digits:literal ),* $(,)?) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $Name(pub smol_str::SmolStr);

        impl $Name {
            /// From the file's text.
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(text.as_ref().into())
            }

            /// The file's text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The running number, where the id has the documented shape.
            pub fn number(&self) -> Option<u32> {
                self.0.strip_prefix($prefix).and_then(|digits| digits.parse().ok())
            }
        }

        impl $crate::session::words::Numbered for $Name {
            fn numbered(n: u32) -> Self {
                Self(smol_str::format_smolstr!("{}{:0width$}", $prefix, n, width = $digits))
            }
            fn running_number(text: &str) -> Option<u32> {
                text.strip_prefix($prefix).and_then(|digits| digits.parse().ok())
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl PartialOrd for $Name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $Name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                (self.number(), &self.0).cmp(&(other.number(), &other.0))
            }
        }

        impl From<&str> for $Name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        #[cfg(test)]
        impl schemars::JsonSchema for $Name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($Name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string" })
            }
        }
    )* };
}

/// Ids that are counted up: never reused, never renumbered.
pub trait Numbered: Sized {
    /// The id with this number.
    fn numbered(n: u32) -> Self;
    /// The number in an id of this kind, if `text` is one.
    fn running_number(text: &str) -> Option<u32>;
}

ids! {
    /// A person: `P01`.
    PersonId "P" 2,
    /// A department: `D1`.
    DepartmentId "D" 1,
    /// An agenda block: a word such as `welcome`, or `B01` for one that was added.
    BlockId "B" 2,
    /// An item of the checklist: `C01`.
    CheckId "C" 2,
    /// An evidence item: `E1`.
    EvidenceId "E" 1,
    /// A question: `Q1`.
    QuestionId "Q" 1,
    /// A note: `N001`.
    NoteId "N" 3,
    /// A theme: `T01`.
    ThemeId "T" 2,
    /// A ballot: `B1`.
    BallotId "B" 1,
    /// A gap: `G01`.
    GapId "G" 2,
    /// An objective: `O1`.
    ObjectiveId "O" 1,
    /// An action: `A01`.
    ActionId "A" 2,
    /// An information need: `I1`.
    NeedId "I" 1,
    /// A measure: `M01`.
    MetricId "M" 2,
    /// A process: `PR1`.
    ProcessId "PR" 1,
    /// A playbook page: `SOP1`.
    SopId "SOP" 1,
    /// A system: `SY1`.
    SystemId "SY" 1,
    /// A running initiative: `V1`.
    InitiativeId "V" 1,
    /// A blocker: `BL1`.
    BlockerId "BL" 1,
    /// A pre-mortem item: `PM1`.
    PremortemId "PM" 1,
    /// A parking-lot item: `PL1`.
    ParkedId "PL" 1,
    /// A decision: `DE1`.
    DecisionId "DE" 1,
    /// A review: `RV1`.
    ReviewId "RV" 1,
    /// A keep/change card: `FB1`.
    FeedbackId "FB" 1,
    /// A win: `W1`.
    WinId "W" 1,
    /// A guideline: `GL1`.
    GuidelineId "GL" 1,
}
