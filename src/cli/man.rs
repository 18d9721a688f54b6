//! The manual page: one for the program and all of its commands, so that it refers to no page that is not there.

use clap::Command;
use clap_mangen::Man;

/// The page, as roff.
///
/// # Errors
/// Never: it is written to memory.
pub fn page(mut command: Command) -> std::io::Result<Vec<u8>> {
    command.build();
    let mut out = Vec::new();
    let top = Man::new(command.clone());
    top.render_title(&mut out)?;
    top.render_name_section(&mut out)?;
    top.render_synopsis_section(&mut out)?;
    top.render_description_section(&mut out)?;
    top.render_options_section(&mut out)?;
    out.extend_from_slice(b".SH COMMANDS\n");
    for command in command.get_subcommands().filter(|command| !command.is_hide_set()) {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        let mut part = Vec::new();
        // What every command takes stands above.
        let own = command.clone().mut_args(|arg| {
            let above = ["data_dir", "help"].contains(&arg.get_id().as_str());
            arg.hide(above)
        });
        let man = Man::new(own);
        man.render_synopsis_section(&mut part)?;
        man.render_options_section(&mut part)?;
        let part = String::from_utf8_lossy(&part);
        // Below the heading of the command, its own are no headings.
        let lines = part
            .lines()
            .filter(|line| !line.starts_with(".SH ") && !line.starts_with(".ie") && !line.starts_with(".el"));
        out.extend_from_slice(format!(".SS {}\n{about}\n.PP\n", command.get_name()).as_bytes());
        for line in lines {
            out.extend_from_slice(line.as_bytes());
            out.push(b'\n');
        }
    }
    top.render_version_section(&mut out)?;
    Ok(out)
}
