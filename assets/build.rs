//! Says how the program is linked, and makes JSON of the method's pages while it is built. Pages are written in TOML, for
//! people; what is built in is read when the first screen waits for it, and JSON is read by the code that reads the session.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

/// The functions that a start runs, as `.ci/order` finds them.
const ORDER: &str = "assets/start.order";

/// Puts the functions that a start runs side by side: the machine reads and holds a program by pieces of 64 KiB, and they
/// lie in a sixth of it. Names of another compiler are not found and change nothing; a linker that knows no such order is
/// not asked for one.
fn order(out: &Path) {
    let Ok(list) = fs::canonicalize(ORDER) else { return };
    let args = [
        format!("-Wl,--symbol-ordering-file={}", list.display()),
        "-Wl,--no-warn-symbol-ordering".to_owned(),
    ];
    if linked_with(&args, out).unwrap_or(false) {
        for arg in args {
            println!("cargo::rustc-link-arg-bins={arg}");
        }
    }
}

/// Whether the linker of this build takes these.
fn linked_with(args: &[String], out: &Path) -> Option<bool> {
    let mut compiler = Command::new(env::var_os("RUSTC")?);
    compiler.args(["-", "--crate-name", "linked", "--target"]).arg(env::var_os("TARGET")?);
    compiler.arg("-o").arg(out.join("linked"));
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    compiler.args(flags.split('\x1f').filter(|flag| !flag.is_empty()));
    if let Ok(linker) = env::var("RUSTC_LINKER") {
        compiler.arg(format!("-Clinker={linker}"));
    }
    compiler.args(args.iter().map(|arg| format!("-Clink-arg={arg}")));
    compiler.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut compiling = compiler.spawn().ok()?;
    compiling.stdin.take()?.write_all(b"fn main() {}").ok()?;
    Some(compiling.wait().ok()?.success())
}

fn main() {
    println!("cargo::rerun-if-changed=assets");
    let target = |what: &str| env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        // A program at a fixed place needs no addresses mended at its start: a twelfth of a small day's memory.
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    let out = env::var_os("OUT_DIR").expect("cargo says where to write");
    if target("OS") == "linux" && env::var("PROFILE").as_deref() == Ok("release") {
        order(Path::new(&out));
    }
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
