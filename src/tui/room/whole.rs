//! What is read aloud stands whole: things below each other, each as tall as it needs, in the largest face that makes no
//! more pages than the one the back row needs; what finds no place goes to the next page. It knows heights, not words.

use ratatui::layout::Rect;

use super::page::{Page, Size, one_right, packed};

/// Things that have found their places.
pub struct Laid {
    /// The face of all of them.
    pub size: Size,
    /// Which thing, and where.
    pub places: Vec<(usize, Rect)>,
}

/// How things are to be laid.
#[derive(Clone, Copy)]
pub struct How {
    /// How many there are.
    pub count: usize,
    /// No more of them on one page.
    pub most: usize,
    /// Rows that stay free between two of them, at least.
    pub between: u16,
    /// Which page is wanted, from 0.
    pub page: usize,
    /// A row of the page that has room for "1 of 2" at its end; without one it takes the last that is free.
    pub foot: Option<Rect>,
}

impl How {
    /// So many, without a blank row between two of them where there is no room to waste.
    pub fn list(count: usize, page: usize) -> Self {
        Self { count, most: usize::MAX, between: 0, page, foot: None }
    }

    /// So many, each of several lines: a row parts them.
    pub fn blocks(count: usize, page: usize) -> Self {
        Self { between: 1, ..Self::list(count, page) }
    }
}

type Pages = Vec<std::ops::Range<usize>>;

/// Lays things of known heights on pages and says in the last row which page this is. `tall`: the rows of a thing in a
/// face; nothing where a word would be broken in it.
pub fn laid(page: &mut Page, how: How, tall: impl Fn(Size, usize) -> Option<u16>) -> Laid {
    let heights = |size: Size| (0..how.count).map(|at| tall(size, at)).collect::<Option<Vec<u16>>>();
    let mark = if how.foot.is_some() { 0 } else { page.small().cell().1 };
    let free = page.free;
    let pages_of = |heights: &[u16]| {
        let with = |between: u16| pages(heights, free.height, mark, between, how.most);
        // On a wide page a list has room between its lines, unless that alone would make another page.
        let roomy = Some(with(1)).filter(|_| page.wide && how.between == 0);
        let tight = with(how.between);
        roomy.filter(|roomy| roomy.len() <= tight.len()).unwrap_or(tight)
    };
    // The face that the back row reads; where a word is too long for it, or a thing for a page, a smaller one.
    let fits = |heights: &[u16]| heights.iter().all(|height| *height <= free.height.saturating_sub(mark));
    let faces = || page.sizes().iter().copied().filter(|size| *size <= page.small());
    let written = || faces().filter_map(|size| Some((size, heights(size)?)));
    let base = written().find(|(_, heights)| fits(heights)).or_else(|| written().next_back());
    let (mut size, mut heights_of) = base.unwrap_or((Size::Plain, vec![1; how.count]));
    let mut pages = pages_of(&heights_of);
    // On a very high wall there is a face above the large one.
    let highest = Some(Size::Filled).filter(|_| size == Size::Large && page.small() == Size::Large);
    let larger = page.sizes().iter().copied().filter(|other| *other > size).chain(highest);
    let better = larger.filter_map(|size| {
        let heights = heights(size)?;
        let made = pages_of(&heights);
        (made.len() <= pages.len() && fits(&heights)).then_some((size, heights, made))
    });
    if let Some((larger, heights, made)) = better.max_by_key(|(size, ..)| size.cell().1) {
        (size, heights_of, pages) = (larger, heights, made);
    }
    let at = how.page % pages.len().max(1);
    match how.foot {
        Some(foot) if pages.len() > 1 => {
            let place = format!("{} of {}", at + 1, pages.len());
            one_right(page.buf, foot, &place, page.small(), page.look.text(), page.look);
        }
        Some(_) => {}
        None => page.pages(at, pages.len()),
    }
    let shown = pages.get(at).cloned().unwrap_or(0..0);
    // Rows that nothing needs part the things, the same on every page; not so many that they fall apart.
    let line = size.cell().1;
    let most = if page.wide { 2 * line } else { how.between.max(1) };
    let spare = |shown: &std::ops::Range<usize>| {
        let gaps = u16::try_from(shown.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let used: u16 = heights_of[shown.clone()].iter().fold(0, |sum, height| sum.saturating_add(*height));
        // The last of them does not touch the number of the page.
        let room = page.free.height.saturating_sub(u16::from(page.wide && pages.len() > 1));
        room.saturating_sub(used).checked_div(gaps).unwrap_or(most)
    };
    let gap = pages.iter().map(spare).min().unwrap_or(0).min(most);
    let mut places = Vec::with_capacity(shown.len());
    for at in shown {
        let rect = page.take(heights_of[at]);
        places.push((at, rect));
        let _ = page.take(gap);
    }
    Laid { size, places }
}

/// The pages of things of these heights; where there are several, about as much stands on each.
fn pages(heights: &[u16], rows: u16, mark: u16, between: u16, most: usize) -> Pages {
    let parted: Vec<u16> = heights.iter().map(|height| height.saturating_add(between)).collect();
    let split = |rows: u16| -> Pages {
        let pages = packed(&parted, rows.saturating_add(between));
        let few = |page: std::ops::Range<usize>| {
            let parts = page.len().div_ceil(most).max(1);
            let each = page.len().div_ceil(parts).max(1);
            (0..parts).map(move |part| page.start + part * each..page.end.min(page.start + (part + 1) * each))
        };
        pages.into_iter().flat_map(few).collect()
    };
    let whole = split(rows);
    if whole.len() <= 1 {
        return whole;
    }
    let rows = rows.saturating_sub(mark);
    let wanted = split(rows);
    let even = (1..=rows).find(|rows| {
        let pages = split(*rows);
        pages.len() <= wanted.len()
            && pages.iter().all(|page| page.len() == 1 || sum(&parted[page.clone()]) <= *rows + between)
    });
    even.map_or(wanted, split)
}

fn sum(heights: &[u16]) -> u16 {
    heights.iter().fold(0, |sum, height| sum.saturating_add(*height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_fill_pages_evenly_and_none_is_left_out() {
        let of = |heights: &[u16], rows| pages(heights, rows, 1, 1, usize::MAX);
        assert_eq!(of(&[2, 2, 2], 8), vec![0..3]);
        assert_eq!(of(&[2, 2, 2, 2, 2, 2], 10), vec![0..3, 3..6], "not five and one");
        assert_eq!(of(&[20, 1], 10), vec![0..1, 1..2], "too tall for a page: alone");
        assert_eq!(pages(&[1; 7], 40, 1, 0, 3), vec![0..3, 3..6, 6..7]);
        assert_eq!(of(&[], 10).len(), 1);
    }
}
