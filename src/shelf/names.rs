//! Names of files: a slug from a title, a stable mark from a path, a time of day that a file name may carry.
//! It never asks the disk anything.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::zone::zone;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// A file name leaves room for what is put around it (a lock, a copy), so a slug ends at this many bytes.
const SLUG_BYTES: usize = 80;

/// A name that is safe on every disk and never leaves its folder: letters, digits and single dashes; `session` if
/// nothing is left. Letters of every script stay.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.nfc().collect::<String>().to_lowercase().graphemes(true) {
        if letter.chars().any(char::is_alphanumeric) {
            if slug.len() + letter.len() > SLUG_BYTES {
                break;
            }
            slug.extend(letter.chars().filter(|c| c.is_alphanumeric() || is_mark(*c)));
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_matches('-').to_string();
    match slug.as_str() {
        "" => "session".to_string(),
        name if reserved(name) => format!("{name}-session"),
        _ => slug,
    }
}

/// Vowel signs and accents that belong to the letter before them.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Names that Windows keeps for devices.
fn reserved(name: &str) -> bool {
    matches!(name, "con" | "prn" | "aux" | "nul")
        || ["com", "lpt"]
            .iter()
            .any(|port| name.strip_prefix(port).is_some_and(|number| number.len() == 1 && number != "0"))
}

/// The stem of a session's file, as a slug, and a mark of its full path: two sessions of one name in two folders
/// get two names. The mark is the same in every version of Offsite (FNV-1a, 64 bit).
pub fn name_for(session: &Path) -> String {
    let full = full(session);
    let stem = full.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    format!("{}-{:016x}", slug(&stem), fnv1a(full.as_os_str().as_encoded_bytes()))
}

/// A short mark of a path: sixteen letters, the same in every version of Offsite.
pub fn mark(path: &Path) -> String {
    format!("{:016x}", fnv1a(path.as_os_str().as_encoded_bytes()))
}

/// The path from the root, with links in its folders followed where they exist.
pub fn full(path: &Path) -> PathBuf {
    if let Ok(real) = std::fs::canonicalize(path) {
        return real;
    }
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    match (path.parent().and_then(|folder| std::fs::canonicalize(folder).ok()), path.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => path,
    }
}

fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The time of day here, as a file name may carry it: `14-03-22`.
pub fn time_of_day(at: SystemTime) -> String {
    local(at).map_or_else(|| "00-00-00".to_string(), |at| at.strftime("%H-%M-%S").to_string())
}

/// Day and time here, as a file name may carry them: `2026-03-12 14-03-22`.
pub fn day_and_time(at: SystemTime) -> String {
    local(at).map_or_else(|| "some day".to_string(), |at| at.strftime("%Y-%m-%d %H-%M-%S").to_string())
}

fn local(at: SystemTime) -> Option<jiff::Zoned> {
    let at = jiff::Timestamp::try_from(at).ok()?;
    Some(at.to_zoned(zone()))
}

/// Whether a file has a name that [`beside`] makes of this stem and kind.
pub fn is_beside(path: &Path, stem: &str, kind: &str) -> bool {
    let name = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    name.strip_prefix(stem).is_some_and(|rest| rest.starts_with(&format!(" ({kind} ")) && rest.ends_with(')'))
}

/// `NAME (words).json` beside `path`; with a number behind the words for every name that is already taken.
/// An older bracket of the same kind is replaced, so that names do not grow.
pub fn beside(path: &Path, kind: &str, words: &str, taken: impl Fn(&Path) -> bool) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = match stem.rfind(&format!(" ({kind} ")) {
        Some(cut) if stem.ends_with(')') => stem[..cut].to_string(),
        _ => stem,
    };
    let ending =
        path.extension().map_or_else(|| "json".into(), |ending| ending.to_string_lossy().into_owned());
    let mut number = 1_u32;
    loop {
        let more = if number == 1 { String::new() } else { format!(" {number}") };
        let name = path.with_file_name(format!("{stem} ({kind} {words}{more}).{ending}"));
        if !taken(&name) || number == u32::MAX {
            return name;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_stays_in_its_folder() {
        for (title, name) in [
            ("Halvorn Broadband, 12 March", "halvorn-broadband-12-march"),
            ("../../etc/passwd", "etc-passwd"),
            ("", "session"),
            ("🙂 / \\ \u{0}", "session"),
            ("CON", "con-session"),
            ("com7", "com7-session"),
            ("Überlänge  Köln", "überlänge-köln"),
            ("顧客体験", "顧客体験"),
        ] {
            assert_eq!(slug(title), name);
        }
    }

    #[test]
    fn a_very_long_title_ends_between_letters() {
        let name = slug(&"é顧".repeat(500));
        assert!(name.len() <= SLUG_BYTES && name.len() > SLUG_BYTES - 8, "{}", name.len());
    }

    #[test]
    fn two_sessions_of_one_name_in_two_folders_get_two_names() {
        let (a, b) = (name_for(Path::new("/one/day.json")), name_for(Path::new("/two/day.json")));
        assert_ne!(a, b);
        assert!(a.starts_with("day-") && b.starts_with("day-"));
        assert_eq!(a, name_for(Path::new("/one/day.json")));
    }

    #[test]
    fn a_copy_beside_a_copy_does_not_grow_its_name() {
        let first = beside(Path::new("/s/day.json"), "yours", "14-03-22", |_| false);
        assert_eq!(first, Path::new("/s/day (yours 14-03-22).json"));
        assert_eq!(
            beside(&first, "yours", "14-03-22", |path| path == first),
            Path::new("/s/day (yours 14-03-22 2).json")
        );
    }
}
