//! Letters with marks that no font here has, as Vietnamese writes them: the letter with the mark that a font knows, and the
//! other marks above it, below it or at its side. It knows only points.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::compose;

use super::alphabet;

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

/// A capital of the middle face with a mark: the letter lower, for it has no tail, a free row and the mark above it. So an
/// Ö is no ö, and a Ü no U with a dot below.
pub fn capital(c: char) -> Option<[u8; 8]> {
    let mut parts = std::iter::once(c).nfd();
    let (base, mark) = (parts.next().filter(char::is_ascii_uppercase)?, parts.next()?);
    let letter = alphabet::low(base).filter(|_| parts.next().is_none())?;
    // Over letters of three points, over wider ones, and the points below the middle of them that breve, caron and ring have.
    let (narrow, wide, lower) = match mark {
        '\u{300}' => (0b011, 0b0011, 0),
        '\u{301}' => (0b110, 0b1100, 0),
        '\u{302}' => (0b010, 0b0110, 0),
        '\u{303}' => (0b101, 0b1101, 0),
        '\u{304}' => (0b111, 0b1111, 0),
        '\u{306}' | '\u{30c}' => (0b101, 0b1001, 0b010),
        '\u{307}' => (0b010, 0b0010, 0),
        '\u{308}' => (0b101, 0b1001, 0),
        '\u{30a}' => (0b010, 0b0110, 0b010),
        '\u{30b}' => (0b110, 0b1010, 0),
        _ => return None,
    };
    let across = wide_of(letter);
    let mut rows = [0; 8];
    (rows[0], rows[1]) = if across <= 3 {
        (narrow, lower)
    } else {
        (wide << ((across - 4) / 2), if lower == 0 { 0 } else { 0b0110 << ((across - 4) / 2) })
    };
    rows[2..6].copy_from_slice(&letter[..4]);
    Some(rows)
}

/// The columns of a letter.
fn wide_of(rows: [u8; 8]) -> u32 {
    u8::BITS - rows.iter().fold(0, |all, row| all | row).leading_zeros()
}

/// A letter of the tall face, which has two rows above its capitals: what the middle face has, two rows lower; a letter with
/// marks low, its marks apart from it: a tone over a hat at the hat's right, where it takes no room from the next letter.
pub fn tall(c: char, known: impl Fn(char) -> Option<[u8; 8]>) -> Option<[u8; 8]> {
    let mut parts = std::iter::once(c).nfd();
    let base = parts.next()?;
    let marks: Vec<char> = parts.collect();
    let placed = || {
        let letter = alphabet::low(base).filter(|_| !marks.is_empty())?;
        stacked(letter, base, &marks)
    };
    placed().or_else(|| {
        let middle = known(c)?;
        let mut rows = [0; 8];
        rows[2..].copy_from_slice(&middle[..6]);
        Some(rows)
    })
}

/// A low letter with its marks in eight rows: its marks, a free row, the letter, and what is below it.
fn stacked(letter: [u8; 8], base: char, marks: &[char]) -> Option<[u8; 8]> {
    let across = wide_of(letter);
    // A letter with a dot below stands a row higher: the dot is apart from it.
    let raised = usize::from(marks.contains(&DOT_BELOW));
    let capital = base.is_ascii_uppercase();
    let top = if capital { 3 } else { 4 } - raised;
    let mut rows = [0; 8];
    for (row, points) in rows[top..].iter_mut().zip(letter) {
        *row = points;
    }
    if across < 3 {
        // In the middle below its mark.
        rows = rows.map(|row| row << 1);
    }
    let middle = (across.max(3) - 3) / 2;
    let hat = marks.iter().any(|mark| matches!(mark, '\u{302}' | '\u{306}'));
    let above = if capital { 0 } else { 1 - raised };
    for mark in marks {
        let (upper, lower) = match *mark {
            '\u{302}' => (0b010, 0b101),
            '\u{306}' | '\u{30c}' => (0b101, 0b010),
            '\u{304}' => (0b111, 0),
            '\u{307}' => (0b010, 0),
            '\u{308}' => (0b101, 0),
            '\u{30a}' => (0b010, 0b010),
            '\u{30b}' => (0b101, 0b101),
            '\u{309}' => (0b011, 0b010),
            '\u{300}' => (0b001, 0b010),
            '\u{301}' if hat => (0b010, 0b001),
            '\u{301}' => (0b100, 0b010),
            '\u{303}' if hat => (0b110, 0b011),
            '\u{303}' => (0b1010, 0b0101),
            DOT_BELOW => {
                // A tail is in its way: beside it.
                rows[7] |= 1 << if rows[6] == 0 { across.max(3) / 2 } else { across.max(3) };
                continue;
            }
            HORN => {
                let right = across.max(3);
                (rows[top - 1], rows[top]) = (rows[top - 1] | 1 << right, rows[top] | 1 << (right - 1));
                continue;
            }
            _ => return None,
        };
        let tone = hat && !matches!(mark, '\u{302}' | '\u{306}');
        let (row, at) = if tone { (0, 4) } else { (above, middle) };
        (rows[row], rows[row + 1]) = (rows[row] | upper << at, rows[row + 1] | lower << at);
    }
    Some(rows)
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
    for sign in others {
        let right = wide_of(rows);
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
