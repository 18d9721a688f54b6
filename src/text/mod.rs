//! The one place that knows about text: cleaning it on the way in, making it safe on the way out, measuring and
//! breaking it. Widths are terminal cells, counted by grapheme cluster.
//!
//! It refuses to know what a text is for, what it looks like, and where it is drawn.

mod bare;
mod cells;
mod clean;
mod cut;
mod names;
mod wrap;

pub use bare::{bare, bare_spots, bare_start};
pub use cells::{Cell, Cells, PLACEHOLDER, cells, shown, width};
pub use clean::{clean_line, clean_prose, cleaned_line, typed_line, typed_prose, unix_lines};
pub use cut::{clip, clip_middle, clip_words};
pub use names::{folded, natural_cmp, plural, slug};
pub use wrap::{Lines, lines, wrap, wrap_by};
