//! What lies over a stage, as the facilitator meets it.

use crate::tui::harness::Harness;

#[test]
fn every_overlay_leaves_with_esc() {
    for key in ["<C-p>", "<F1>", "<C-f>", "<C-t>", "<C-l>", "<C-o>", "<C-b>"] {
        let mut harness = Harness::sample();
        harness.stage("Gaps").keys(key);
        assert_eq!(harness.work().overlays().len(), 1, "{key} opens");
        harness.keys("<Esc>");
        assert!(harness.work().overlays().is_empty(), "{key} leaves");
    }
}
