//! Marks as the larger faces draw them: the fonts have letters, and a mark beside a large word must be as large as the
//! word. Only pictures; it knows neither what a mark means nor where it stands.

/// A mark as points: for the middle face, as high as its capitals, and for the large one, within the six rows that a
/// line of the middle face has too, so that it can stand beside either.
struct Mark {
    of: char,
    middle: [&'static str; 5],
    large: [&'static str; 6],
}

#[rustfmt::skip]
const MARKS: [Mark; 19] = [
    Mark { of: '●', middle: [".##.", "####", "####", "####", ".##."],
        large: ["........", "..####..", ".######.", "########", ".######.", "..####.."] },
    Mark { of: '◐', middle: [".##.", "##.#", "##.#", "##.#", ".##."],
        large: ["........", "..####..", ".###.##.", "####..##", ".###.##.", "..####.."] },
    Mark { of: '○', middle: [".##.", "#..#", "#..#", "#..#", ".##."],
        large: ["........", "..####..", ".##..##.", "##....##", ".##..##.", "..####.."] },
    Mark { of: '·', middle: ["....", "....", ".##.", "....", "...."],
        large: ["........", "........", "...##...", "...##...", "........", "........"] },
    Mark { of: '•', middle: ["....", "....", ".##.", ".##.", "...."],
        large: ["........", "...##...", "..####..", "..####..", "...##...", "........"] },
    Mark { of: '▲', middle: ["....", ".##.", ".##.", "####", "####"],
        large: ["...##...", "..####..", "..####..", ".######.", ".######.", "########"] },
    Mark { of: '≈', middle: [".#.#", "#.#.", "....", ".#.#", "#.#."],
        large: [".###..##", "##..###.", "........", ".###..##", "##..###.", "........"] },
    Mark { of: '↷', middle: ["....", "###.", "#.#.", ".###", "..#."],
        large: [".#####..", "##..##..", "##..##..", "..######", "...####.", "....##.."] },
    Mark { of: '⏳', middle: ["####", "####", ".##.", "#..#", "####"],
        large: ["########", ".#.##.#.", "..####..", "..#..#..", ".#.##.#.", "########"] },
    Mark { of: '✓', middle: ["...#", "..##", "#.#.", "###.", ".#.."],
        large: [".......#", "......##", "#....##.", "##..##..", ".####...", "..##...."] },
    Mark { of: '✗', middle: ["....", "#..#", ".##.", ".##.", "#..#"],
        large: ["##....##", ".##..##.", "..####..", "..####..", ".##..##.", "##....##"] },
    Mark { of: '×', middle: ["....", "#.#.", ".#..", "#.#.", "...."],
        large: ["........", ".##..##.", "..####..", "...##...", "..####..", ".##..##."] },
    Mark { of: '▸', middle: ["#...", "##..", "###.", "##..", "#..."],
        large: [".##.....", ".####...", ".######.", ".######.", ".####...", ".##....."] },
    Mark { of: '⇄', middle: ["..#.", "####", "....", "####", ".#.."],
        large: [".....##.", "########", ".....##.", ".##.....", "########", ".##....."] },
    Mark { of: '→', middle: ["....", "..#.", "####", "..#.", "...."],
        large: ["........", "....##..", ".....##.", "########", ".....##.", "....##.."] },
    Mark { of: '←', middle: ["....", ".#..", "####", ".#..", "...."],
        large: ["........", "..##....", ".##.....", "########", ".##.....", "..##...."] },
    Mark { of: '↑', middle: [".#..", "###.", ".#..", ".#..", ".#.."],
        large: ["...##...", "..####..", ".######.", "...##...", "...##...", "...##..."] },
    Mark { of: '↓', middle: [".#..", ".#..", ".#..", "###.", ".#.."],
        large: ["...##...", "...##...", "...##...", ".######.", "..####..", "...##..."] },
    Mark { of: '■', middle: ["....", "####", "####", "####", "...."],
        large: ["........", ".######.", ".######.", ".######.", ".######.", "........"] },
];

fn points<const N: usize>(picture: [&str; N]) -> [u8; 8] {
    let mut rows = [0; 8];
    for (row, points) in rows.iter_mut().zip(picture) {
        for (x, point) in points.bytes().enumerate() {
            *row |= u8::from(point == b'#') << x;
        }
    }
    rows
}

fn find(c: char) -> Option<&'static Mark> {
    // Letters of print come first in every text; none of them is looked for.
    let c = match c {
        '\0'..='\u{a0}' => return None,
        '✔' => '✓',
        '✘' | '✕' | '✖' => '✗',
        c => c,
    };
    MARKS.iter().find(|mark| mark.of == c)
}

/// A mark in four by six points, row by row from above, its leftmost point in the lowest bit.
pub fn middle(c: char) -> Option<[u8; 8]> {
    find(c).map(|mark| points(mark.middle))
}

/// A mark in eight by eight points.
pub fn large(c: char) -> Option<[u8; 8]> {
    find(c).map(|mark| points(mark.large))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_as_wide_as_its_face_and_unlike_the_others() {
        for mark in &MARKS {
            assert!(mark.middle.iter().all(|row| row.len() == 4), "{}", mark.of);
            assert!(mark.large.iter().all(|row| row.len() == 8), "{}", mark.of);
            let same = |other: &&Mark| {
                points(other.large) == points(mark.large) || points(other.middle) == points(mark.middle)
            };
            assert_eq!(MARKS.iter().filter(same).count(), 1, "{}", mark.of);
        }
    }
}
