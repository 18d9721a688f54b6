//! The pulse as it is counted in a room: five counts (`2 5 4 3 0`), or one number a person (`3,2,5,4,4,1`).
//!
//! It refuses to know whose finger it was.

use crate::session::Table;

/// The counts of 1 to 5 that a typed line means; or what to say.
pub fn counted(typed: &str) -> Result<[u32; 5], String> {
    const HOW: &str =
        "Five counts for 1 to 5 fingers (2 5 4 3 0), or everybody's number without spaces (3254412).";
    let parts: Vec<&str> =
        typed.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let numbers: Option<Vec<u32>> = match parts.as_slice() {
        [run] => run.chars().map(|c| c.to_digit(10)).collect(),
        _ => parts.iter().map(|part| part.parse().ok()).collect(),
    };
    let Some(each) = numbers.filter(|numbers| !numbers.is_empty()) else { return Err(HOW.into()) };
    if parts.len() == 5
        && let Ok(counts) = <[u32; 5]>::try_from(each.clone())
    {
        return if counts.iter().all(|n| *n <= 10_000) { Ok(counts) } else { Err(HOW.into()) };
    }
    let mut counts = [0; 5];
    for number in each {
        let Some(count) = number.checked_sub(1).and_then(|at| counts.get_mut(at as usize)) else {
            return Err(format!("{number} is no number of fingers. {HOW}"));
        };
        *count += 1;
    }
    Ok(counts)
}

/// As the file has it.
pub fn table(counts: [u32; 5]) -> Table<u32> {
    let mut table = Table::default();
    for (answer, count) in ["1", "2", "3", "4", "5"].iter().zip(counts) {
        table.set(answer, count);
    }
    table
}

/// From the file.
pub fn counts(table: &Table<u32>) -> [u32; 5] {
    ["1", "2", "3", "4", "5"].map(|answer| table.get(answer).copied().unwrap_or(0))
}

/// Three counts: front line, managers, executives.
pub fn levels(typed: &str) -> Option<[u32; 3]> {
    let parts: Option<Vec<u32>> = typed
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok().filter(|n| *n <= 10_000))
        .collect();
    <[u32; 3]>::try_from(parts?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_numbers_are_counts_and_anything_else_is_one_number_a_person() {
        assert_eq!(counted("2 5 4 3 0"), Ok([2, 5, 4, 3, 0]));
        assert_eq!(counted("2,5,4,3,0"), Ok([2, 5, 4, 3, 0]));
        assert_eq!(counted("3 2 5 4 4 1"), Ok([1, 1, 1, 2, 1]));
        assert_eq!(counted("325441"), Ok([1, 1, 1, 2, 1]));
        assert_eq!(counted("5"), Ok([0, 0, 0, 0, 1]));
        assert_eq!(counted("3333444445555"), Ok([0, 0, 4, 5, 4]));
    }

    #[test]
    fn what_is_no_count_is_said_in_words() {
        for typed in ["", "many", "3 7 1", "306", "1 2 3 4 99999", "-"] {
            assert!(counted(typed).is_err(), "{typed}");
        }
        assert_eq!(levels("5 1 0"), Some([5, 1, 0]));
        assert_eq!(levels("5 1"), None);
        assert_eq!(levels("5 x 0"), None);
    }
}
