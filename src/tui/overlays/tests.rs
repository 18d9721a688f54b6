//! What lies over a stage, as the facilitator meets it.

use crate::session::{EvidenceId, GapId};
use crate::tui::effect::Effect;
use crate::tui::harness::Harness;
use crate::tui::outcome::{Answer, Ask, Choice, ConfirmAsk, Outcome, PickAsk, TextAsk};
use crate::tui::screens::Purpose;
use crate::tui::work;

#[test]
fn dump() {
    for (w, h) in [(66, 18), (80, 24), (160, 48)] {
        for keys in ["<C-p>", "<C-p>undo", "<F1>", "<C-f>outage", "<C-t>", "<C-l>"] {
            let mut harness = Harness::sample();
            harness.stage("Gaps").keys(&format!("<resize {w}x{h}>{keys}"));
            println!("=== {keys} {w}x{h}\n{}\n", harness.screen());
        }
    }
}
