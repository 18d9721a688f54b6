//! The screen: events come in, commands are found, edits go to the session, frames are drawn from state.
//!
//! Only `runtime` touches the world; everything else here is a pure machine.

pub mod app;
pub mod ctx;
pub mod day;
pub mod effect;
pub mod event;
pub mod forms;
pub mod frame;
pub mod hand_over;
#[doc(hidden)]
pub mod harness;
pub mod index;

pub mod keymap;
pub mod lean;
pub mod look;
pub mod outcome;
pub mod overlays;
#[cfg(test)]
mod privacy_tests;
pub mod room;
pub mod runtime;
pub mod screens;
pub mod showing;
pub mod stage;
pub mod start;
pub mod terminal;
pub mod timer;
pub mod widgets;
pub mod work;
