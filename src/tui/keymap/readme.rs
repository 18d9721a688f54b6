//! The README's table of keys, made from the one table.

use std::fmt::Write as _;

use super::{Chord, layers, table};

/// Markdown: a table a layer, in the order of the stages.
pub fn markdown_table() -> String {
    let mut out = String::new();
    let mut all = layers();
    all.sort();
    for layer in all {
        let _ = write!(out, "\n**{}**\n\n| Key | Does |\n|---|---|\n", layer.name());
        for binding in table().filter(|binding| binding.layer == layer) {
            let keys: Vec<String> =
                binding.chords.iter().map(|chord| format!("`{}`", Chord::label(*chord))).collect();
            let _ = writeln!(out, "| {} | {} |", keys.join(" "), binding.label);
        }
    }
    out.trim_start().to_owned()
}
