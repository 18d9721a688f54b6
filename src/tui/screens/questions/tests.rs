//! Scenarios of the Questions stage.
