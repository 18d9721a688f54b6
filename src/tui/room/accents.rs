//! Letters with marks that no font here has, as Vietnamese writes them: the letter with the mark that a font knows, and the
//! other marks above it, below it or at its side. It knows only points.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::compose;

/// A mark as points for the eight rows of a letter; over a letter that has a mark already, beside that one.
fn mark(c: char, beside: bool) -> Option<[u8; 8]> {
    let two = |upper: u8, lower: u8| Some([upper, lower, 0, 0, 0, 0, 0, 0]);
    match (c, beside) {
        // Grave, acute, tilde, hook above.
        ('\u{300}', false) => two(0b0000_1100, 0b0001_1000),
        ('\u{300}', true) => two(0b0100_0000, 0b1000_0000),
        ('\u{301}', false) => two(0b0011_0000, 0b0001_1000),
        ('\u{301}', true) => two(0b1000_0000, 0b0100_0000),
        ('\u{303}', false) => two(0b0110_1100, 0b0011_0110),
        ('\u{303}', true) => two(0b1100_0000, 0),
        ('\u{309}', false) => two(0b0001_1000, 0b0001_0000),
        ('\u{309}', true) => two(0b1100_0000, 0b1000_0000),
        // Breve, circumflex.
        ('\u{306}', _) => two(0b0010_0010, 0b0001_1100),
        ('\u{302}', _) => two(0b0001_1100, 0b0011_0110),
        // Dot below; the horn at the side.
        ('\u{323}', _) => Some([0, 0, 0, 0, 0, 0, 0, 0b0001_1000]),
        ('\u{31b}', _) => Some([0, 0b1000_0000, 0b1100_0000, 0b0100_0000, 0, 0, 0, 0]),
        _ => None,
    }
}

/// A capital has no room above it: it is made a row lower by the row it can spare.
fn lowered(rows: [u8; 8]) -> [u8; 8] {
    let spare = (1..6).find(|at| rows[*at] == rows[at + 1]).unwrap_or(3);
    let mut out = [0; 8];
    let kept = rows.iter().enumerate().filter(|(at, _)| *at != spare).map(|(_, row)| *row);
    for (to, row) in out.iter_mut().skip(1).zip(kept) {
        *to = row;
    }
    out
}

/// A capital of the middle face with a mark: the letter a row lower, for it has no tail, and the mark in the row above. So
/// an Ö is no ö.
pub fn capital(c: char, known: impl Fn(char) -> Option<[u8; 8]>) -> Option<[u8; 8]> {
    let mut parts = std::iter::once(c).nfd();
    let (base, mark) = (parts.next().filter(char::is_ascii_uppercase)?, parts.next()?);
    let rows = known(base).filter(|_| parts.next().is_none())?;
    // Grave, acute, circumflex, tilde, breve, dot, diaeresis, ring, double acute, caron.
    let above = match mark {
        '\u{300}' => 0b0011,
        '\u{301}' => 0b1100,
        '\u{302}' => 0b0110,
        '\u{303}' => 0b1011,
        '\u{306}' => 0b1111,
        '\u{307}' => 0b0010,
        '\u{308}' => 0b1001,
        '\u{30a}' => 0b0100,
        '\u{30b}' => 0b1010,
        '\u{30c}' => 0b0101,
        _ => return None,
    };
    let mut lower = [0; 8];
    lower[0] = above;
    lower[1..6].copy_from_slice(&rows[..5]);
    Some(lower)
}

const DOT_BELOW: char = '\u{323}';
const HORN: char = '\u{31b}';

/// A letter with marks: the letter with the first of them that a font has with it, whether that one stands above, and
/// the marks that are still to be set.
struct Parts {
    rows: [u8; 8],
    marked: bool,
    capital: bool,
    others: Vec<char>,
}

fn parts(c: char, known: impl Fn(char) -> Option<[u8; 8]>) -> Option<Parts> {
    let mut parts = std::iter::once(c).nfd();
    let base = parts.next()?;
    let marks: Vec<char> = parts.collect();
    if marks.is_empty() {
        return None;
    }
    let known_with = marks.iter().enumerate().filter(|(_, mark)| !matches!(**mark, DOT_BELOW | HORN));
    let mut with = known_with.filter_map(|(at, mark)| {
        let letter = compose(base, *mark).filter(|letter| *letter != c)?;
        Some((at, known(letter)?))
    });
    let (taken, rows) = match with.next() {
        Some((at, rows)) => (Some(at), rows),
        None => (None, known(base)?),
    };
    let others = marks.iter().enumerate().filter(|(at, _)| Some(*at) != taken).map(|(_, mark)| *mark);
    Some(Parts { rows, marked: taken.is_some(), capital: base.is_uppercase(), others: others.collect() })
}

/// The points of a letter with marks for the large face; `known` has those of letters that a font has. Nothing where a
/// mark is not known.
pub fn large(c: char, known: impl Fn(char) -> Option<[u8; 8]>) -> Option<[u8; 8]> {
    let Parts { mut rows, mut marked, capital, others } = parts(c, known)?;
    let above = |mark: char| !matches!(mark, DOT_BELOW | HORN);
    if !marked && capital && others.iter().any(|mark| above(*mark)) {
        rows = lowered(rows);
    }
    for sign in others {
        let beside = marked && above(sign);
        if beside {
            // Room for it at the upper right.
            (rows[0], rows[1]) = (rows[0] & 0b0001_1111, rows[1] & 0b0001_1111);
        }
        let mut points = mark(sign, beside)?;
        if points[7] & rows[7] != 0 {
            // Below a y there is no room but beside its tail.
            points[7] = 0b1100_0000;
        }
        for (row, points) in rows.iter_mut().zip(points) {
            *row |= points;
        }
        marked |= above(sign);
    }
    Some(rows)
}

/// The same for the middle face, whose letters are as wide as they need: a small letter has a row above it; what finds no
/// place there stands at its right.
pub fn middle(c: char, known: impl Fn(char) -> Option<[u8; 8]>) -> Option<[u8; 8]> {
    let Parts { mut rows, mut marked, capital, others } = parts(c, known)?;
    let wide = |rows: &[u8; 8]| u8::BITS - rows.iter().fold(0, |all, row| all | row).leading_zeros();
    for sign in others {
        let right = wide(&rows);
        // Upper and lower row at the right; the one row above.
        let (pair, over) = match sign {
            '\u{300}' => ((0b01, 0b10), 0b011),
            '\u{301}' => ((0b10, 0b01), 0b110),
            '\u{303}' => ((0b11, 0b00), 0b101),
            '\u{309}' => ((0b11, 0b10), 0b010),
            DOT_BELOW => {
                rows[5] |= if rows[5] == 0 { 1 << (right / 2) } else { 1 << right.min(7) };
                continue;
            }
            HORN => {
                (rows[0], rows[1]) = (rows[0] | 1 << right.min(7), rows[1] | 1 << right.min(7));
                continue;
            }
            _ => return None,
        };
        if marked || capital || rows[0] != 0 {
            let at = (right + 1).min(6);
            (rows[0], rows[1]) = (rows[0] | pair.0 << at, rows[1] | pair.1 << at);
        } else {
            rows[0] = over;
        }
        marked = true;
    }
    Some(rows)
}
