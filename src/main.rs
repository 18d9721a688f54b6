//! `offsite`: parses the command line and exits; everything else is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    offsite::cli::run(std::env::args_os())
}
