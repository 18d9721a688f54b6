//! Offsite: one facilitator, one room, one day, one file.
//!
//! The map of the house is in `ARCHITECTURE.md`.

pub mod cli;
pub mod playbook;
pub mod room;
pub mod rules;
pub mod session;
pub mod shelf;
pub mod synopsis;
pub mod text;
pub mod tui;
