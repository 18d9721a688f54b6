//! Makes JSON of the method's pages while the program is built. Pages are written in TOML, for people; what is built in is
//! read when the first screen waits for it, and JSON is read by the code that reads the session.

use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=assets");
    let out = env::var_os("OUT_DIR").expect("cargo says where to write");
    for entry in fs::read_dir("assets").expect("the assets are here") {
        let page = entry.expect("an asset").path();
        if page.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let text = fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
        let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", page.display()));
        let json = serde_json::to_string(&table).expect("a table of TOML is JSON");
        let mut name = page.file_name().expect("a file has a name").to_owned();
        name.push(".json");
        fs::write(Path::new(&out).join(name), json).expect("the build folder takes it");
    }
}
