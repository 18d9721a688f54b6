//! The README's table of keys is the program's own.

use offsite::tui::keymap::markdown_table;

const BEGIN: &str = "<!-- keys -->";
const END: &str = "<!-- /keys -->";

/// `OFFSITE_WRITE_README=1 cargo test --test readme` writes the table anew.
#[test]
fn the_readme_shows_every_key_as_the_program_knows_it() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).expect("README.md is there");
    let (before, rest) = readme.split_once(BEGIN).expect("the marker where the keys begin");
    let (shown, after) = rest.split_once(END).expect("the marker where the keys end");
    let table = markdown_table();
    if std::env::var_os("OFFSITE_WRITE_README").is_some() {
        std::fs::write(path, format!("{before}{BEGIN}\n\n{table}\n{END}{after}"))
            .expect("README.md can be written");
        return;
    }
    assert_eq!(shown.trim(), table.trim(), "write it anew: OFFSITE_WRITE_README=1 cargo test --test readme");
}
