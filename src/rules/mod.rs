//! Verdicts: what the handbook's rules say about a session, one rule a file, each with the sentence that explains it.
//!
//! Rules are pure. They know no clock, no file and no screen: today, now, word lists and anchors come as values.
//! Percentages are rounded half up for display only; every band compares exact fractions. No rule panics on any input.

pub mod assessments;
pub mod attribution;
pub mod capacity;
pub mod clock;
pub mod corners;
pub mod counted;
pub mod coverage;
pub mod dots;
pub mod fairness;
pub mod follow_up;
pub mod lanes;
pub mod likeness;
pub mod measures;
pub mod open_ends;
pub mod overlaps;
pub mod processes;
pub mod readings;
pub mod ready;
pub mod references;
pub mod scores;
pub mod settle;
pub mod share;
pub mod stance;
pub mod support;
pub mod tempo;
pub mod verdicts;
pub mod voice;
pub mod words;

pub use settle::{settle, settle_after};
pub use share::Share;
pub use verdicts::{Baseline, GapVerdict, Verdicts};
pub use words::{Id, Lane, Level};
