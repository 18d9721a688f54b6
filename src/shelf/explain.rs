//! Plain words for what a disk can answer. It knows no file and no screen.

use std::io::{self, ErrorKind};

/// Three or four words for a footer, such as `disk full`.
pub fn reason(error: &io::Error) -> String {
    known(error).map_or_else(|| short_unknown(error), |(reason, _)| reason.to_string())
}

/// One sentence: what happened and what to do now.
pub fn explain(error: &io::Error) -> String {
    match known(error) {
        Some((reason, advice)) => format!("{}: {advice}", capital(reason)),
        None => {
            format!("{}: check the drive, or save a copy to another place", capital(&short_unknown(error)))
        }
    }
}

/// One sentence for a command that has ended and will not try again: what happened and what to do now.
pub fn explain_ended(error: &io::Error) -> String {
    let advice = match error.kind() {
        ErrorKind::StorageFull => "free some space and do it again, or choose another place",
        ErrorKind::QuotaExceeded => "delete something of yours and do it again, or choose another place",
        ErrorKind::ReadOnlyFilesystem => "choose another drive, or unlock this one",
        ErrorKind::PermissionDenied => "allow writing to the folder, or choose another place",
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            "bring the folder or its drive back, or choose another place"
        }
        ErrorKind::IsADirectory => "rename the folder, or choose another name",
        ErrorKind::FileTooLarge => "choose another drive",
        ErrorKind::Interrupted => "do it again",
        ErrorKind::WriteZero | ErrorKind::InvalidData => "check the drive, or choose another place",
        ErrorKind::TimedOut | ErrorKind::StaleNetworkFileHandle | ErrorKind::HostUnreachable => {
            "wait for it and do it again, or choose another place"
        }
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "close that program and do it again",
        _ => match known(error) {
            Some((_, advice)) => advice,
            None => "check the drive, or choose another place",
        },
    };
    format!("{}: {advice}", capital(&reason(error)))
}

fn known(error: &io::Error) -> Option<(&'static str, &'static str)> {
    Some(match error.kind() {
        ErrorKind::StorageFull => ("disk full", "free some space, and it saves by itself"),
        ErrorKind::QuotaExceeded => {
            ("your share of the disk is used up", "delete something of yours, and it saves by itself")
        }
        ErrorKind::ReadOnlyFilesystem => {
            ("the drive is read-only", "save a copy to another drive, or unlock this one")
        }
        ErrorKind::PermissionDenied => {
            ("the folder is read-only", "allow writing to the folder, or save a copy elsewhere")
        }
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            ("the folder is gone", "bring the folder or its drive back, and it saves by itself")
        }
        ErrorKind::IsADirectory => {
            ("a folder has this name", "rename the folder, or save under another name")
        }
        ErrorKind::AlreadyExists => ("a file has this name already", "choose another name"),
        ErrorKind::FileTooLarge => ("the file is too large for this drive", "save a copy to another drive"),
        ErrorKind::InvalidFilename => ("the drive refuses this file name", "choose a shorter, plainer name"),
        ErrorKind::Interrupted => ("the system interrupted the disk", "nothing to do, it tries again"),
        ErrorKind::WriteZero => ("the disk took only a part", "check the drive; it tries again"),
        ErrorKind::InvalidData => ("the disk gave back something else", "save a copy to another drive soon"),
        ErrorKind::TimedOut | ErrorKind::StaleNetworkFileHandle | ErrorKind::HostUnreachable => {
            ("the network drive does not answer", "wait for it, or save a copy to this laptop")
        }
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
            ("another program holds the file", "close that program, and it saves by itself")
        }
        _ => return None,
    })
}

fn short_unknown(error: &io::Error) -> String {
    #[cfg(unix)]
    if error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error()) {
        return "the disk reports a fault".to_string();
    }
    let said: String = error.to_string().chars().filter(|c| !c.is_control()).take(80).collect();
    format!("the disk says {said}")
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_in_words_with_what_to_do() {
        let full = io::Error::from(ErrorKind::StorageFull);
        assert_eq!(reason(&full), "disk full");
        assert_eq!(explain(&full), "Disk full: free some space, and it saves by itself");
    }

    #[test]
    fn a_command_that_has_ended_never_says_that_it_saves_by_itself() {
        let full = io::Error::from(ErrorKind::StorageFull);
        let line = "Disk full: free some space and do it again, or choose another place";
        assert_eq!(explain_ended(&full), line);
        for number in 1..140 {
            let line = explain_ended(&io::Error::from_raw_os_error(number));
            assert!(!line.contains("itself") && !line.contains("tries again"), "{number}: {line}");
        }
    }

    #[test]
    fn the_systems_own_numbers_become_the_same_words() {
        #[cfg(target_os = "linux")]
        for (number, words) in [
            (28, "disk full"),
            (122, "your share of the disk is used up"),
            (30, "the drive is read-only"),
            (13, "the folder is read-only"),
            (2, "the folder is gone"),
            (5, "the disk reports a fault"),
        ] {
            assert_eq!(reason(&io::Error::from_raw_os_error(number)), words);
        }
    }

    #[test]
    fn an_unknown_answer_carries_no_control_characters() {
        let strange = io::Error::other("odd\u{1b}[31m\nanswer");
        assert_eq!(reason(&strange), "the disk says odd[31manswer");
    }
}
