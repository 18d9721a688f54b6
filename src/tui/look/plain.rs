//! The last pass over a frame on a terminal that has only ASCII: marks of print that stand in words become one plain
//! character each. Letters of what people wrote stay as they are. It knows cells, not what they say.

use ratatui::buffer::Buffer;

use super::{Glyphs, Look};

/// What stands for a mark of print, as wide as it.
fn plain(mark: &str) -> Option<&'static str> {
    Some(match mark {
        "…" | "≈" => "~",
        "“" | "”" | "„" | "‟" | "«" | "»" | "″" => "\"",
        "‘" | "’" | "‚" | "‛" | "‹" | "›" | "′" => "'",
        "–" | "—" | "‐" | "‑" | "‒" | "―" | "−" | "·" => "-",
        "•" | "●" | "▪" => "*",
        "○" => "o",
        "×" => "x",
        "→" | "▸" | "≥" => ">",
        "←" | "≤" => "<",
        "↑" => "^",
        "↓" => "v",
        "\u{a0}" | "\u{2007}" | "\u{2009}" | "\u{202f}" => " ",
        _ => return None,
    })
}

impl Look {
    /// Makes the marks of print in a frame plain, where the terminal has no others.
    pub fn make_plain(&self, buf: &mut Buffer) {
        if self.glyphs != Glyphs::Ascii {
            return;
        }
        for cell in &mut buf.content {
            if !cell.symbol().is_ascii()
                && let Some(plain) = plain(cell.symbol())
            {
                cell.set_symbol(plain);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;
    use crate::tui::harness::Harness;
    use crate::tui::look::{Depth, Theme};

    #[test]
    fn marks_become_plain_and_letters_stay() {
        let made = |glyphs| {
            let mut buf = Buffer::empty(Rect::new(0, 0, 30, 1));
            buf.set_string(0, 0, "“Café” – it’s 3 × 2 · ŁÓDŹ…", Style::new());
            Look::new(Theme::Light, Depth::C16, glyphs).make_plain(&mut buf);
            buf.content.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned()
        };
        assert_eq!(made(Glyphs::Ascii), "\"Café\" - it's 3 x 2 - ŁÓDŹ~");
        assert_eq!(made(Glyphs::Unicode), "“Café” – it’s 3 × 2 · ŁÓDŹ…");
    }

    #[test]
    fn no_stage_of_the_sample_day_draws_a_mark_that_a_plain_terminal_lacks() {
        let written = std::str::from_utf8(crate::tui::harness::SAMPLE).unwrap();
        let look = Look::new(Theme::Light, Depth::C16, Glyphs::Ascii);
        let mut h = Harness::with_look(crate::shelf::format::read(written.as_bytes()).unwrap(), look);
        // Letters, and signs that somebody typed and that have nothing to stand for them.
        let own = |c: char| c.is_alphanumeric() || (written.contains(c) && plain(&c.to_string()).is_none());
        let check = |h: &Harness, at: &str| {
            let screen = h.screen();
            let strange = screen.lines().find(|line| line.chars().any(|c| !c.is_ascii() && !own(c)));
            assert_eq!(strange, None, "{at}");
        };
        for size in ["66x18", "160x48"] {
            h.keys(&format!("<resize {size}>"));
            for stage in crate::tui::stage::Stage::ALL {
                h.stage(stage.name());
                for over in ["<C-g>", "<F1>", "<C-p>", "<C-p>what is owed<Enter>", "<C-r>", "<C-f>"] {
                    h.keys(over);
                    check(&h, &format!("{} {over} {size}", stage.name()));
                    h.keys("<Esc><Esc><Esc>").stage(stage.name());
                }
            }
        }
    }
}
