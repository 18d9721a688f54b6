//! Says how the program is linked, and makes JSON of the method's pages while it is built. Pages are written in TOML, for people; what is built in is
//! read when the first screen waits for it, and JSON is read by the code that reads the session.

use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=assets");
    let target = |what: &str| env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        // A program at a fixed place needs no addresses mended at its start: a twelfth of a small day's memory.
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
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
