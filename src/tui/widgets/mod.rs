//! The pieces screens are made of. Each draws straight into a buffer, inside the rectangle it was given and nowhere
//! else, and knows nothing of sessions, commands or stages.

pub mod bars;
pub mod big;
pub mod line_edit;
pub mod lines;
pub mod list;
pub mod panel;
pub mod put;
pub mod sticky;
pub mod table;

#[cfg(test)]
mod tests;
