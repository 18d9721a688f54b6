//! Letters with marks that no font here has, as Vietnamese writes them: the letter with the mark that a font knows, and the
//! other marks above it, below it or at its side. For the large face, which has the room; it knows only points.

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

/// The points of a letter with marks; `known` has those of letters that a font has. Nothing where a mark is not known.
pub fn composed(c: char, known: impl Fn(char) -> Option<[u8; 8]>) -> Option<[u8; 8]> {
    let parts: Vec<char> = c.to_string().nfd().collect();
    let (base, marks) = parts.split_first()?;
    if marks.is_empty() {
        return None;
    }
    // The letter with the first of its marks that a font has with it.
    let with = marks.iter().enumerate().find_map(|(at, mark)| {
        let letter = compose(*base, *mark).filter(|letter| *letter != c)?;
        Some((at, known(letter).filter(|_| !matches!(mark, '\u{323}' | '\u{31b}'))?))
    });
    let (taken, mut rows) = match with {
        Some((at, rows)) => (Some(at), rows),
        None => (None, known(*base)?),
    };
    let above = |mark: char| !matches!(mark, '\u{323}' | '\u{31b}');
    if taken.is_none() && base.is_uppercase() && marks.iter().any(|mark| above(*mark)) {
        rows = lowered(rows);
    }
    let mut marked = taken.is_some();
    for (_, sign) in marks.iter().enumerate().filter(|(at, _)| Some(*at) != taken) {
        let beside = marked && above(*sign);
        if beside {
            // Room for it at the upper right.
            (rows[0], rows[1]) = (rows[0] & 0b0001_1111, rows[1] & 0b0001_1111);
        }
        let mut points = mark(*sign, beside)?;
        if points[7] & rows[7] != 0 {
            // Below a y there is no room but beside its tail.
            points[7] = 0b1100_0000;
        }
        for (row, points) in rows.iter_mut().zip(points) {
            *row |= points;
        }
        marked |= above(*sign);
    }
    Some(rows)
}
