//! The synopsis: one document composed from a session and its verdicts, and a renderer for each format.
//!
//! Knows what is printed, in which words and in which order (the handbook, section 5); never where it is written to.

pub mod document;
pub mod html;
pub mod markdown;
pub mod text;
