//! A list on the wall, with numbers or bullets, in the largest face that makes no more pages than need be.

use ratatui::layout::Rect;

use crate::tui::room::page::{self, Page, Size, cells, one, rows, set};
use crate::tui::room::whole::{How, laid};

/// Numbered from one, or with bullets; the page that is wanted.
pub fn list(items: &[String], page: &mut Page, numbered: bool, wanted: usize) {
    list_of(items, page, numbered, How::list(items.len(), wanted));
}

/// [`list`], laid as somebody wants it.
pub fn list_of(items: &[String], page: &mut Page, numbered: bool, how: How) {
    if items.is_empty() {
        return;
    }
    let look = page.look;
    if matches!(page.small(), Size::Middle | Size::Tall)
        && items.iter().all(|item| page::written(item, Size::Large, look).is_none())
    {
        // Writing that no face has stays small: in the middle it is looked at, in a corner it is lost.
        let longest = items.iter().map(|item| cells(item, Size::Large, look)).max().unwrap_or(0);
        let left = page.free.width.saturating_sub(longest.saturating_add(16)) / 2;
        page.free = Rect { x: page.free.x + left, width: page.free.width - left, ..page.free };
    }
    let width = page.free.width;
    let indent = |size: Size| 3 * size.cell().0 + u16::from(size == Size::Plain);
    let found = laid(page, how, |size, at| rows(&items[at], size, width.saturating_sub(indent(size)), look));
    let (size, indent) = (found.size, indent(found.size));
    for (at, rect) in found.places {
        let sign = if numbered { (at + 1).to_string() } else { look.marks().bullet.to_owned() };
        let place = Rect { width: indent.min(rect.width), ..rect };
        one(page.buf, place, &sign, size, look.accent(), look);
        let text = Rect { x: rect.x + indent, width: rect.width.saturating_sub(indent), ..rect };
        set(page.buf, text, &items[at], size, look.text(), look);
    }
}
