//! Preparing a day at the keyboard, in scenarios.

use crate::tui::harness::Harness;

#[test]
fn a_new_day_says_what_is_missing_before_it_can_begin() {
    let harness = Harness::empty();
    let screen = harness.screen();
    assert!(screen.contains("Not yet"), "{screen}");
    assert!(screen.contains("There is no sponsor"), "{screen}");
}
