//! One law for all widgets: whatever the text, whatever the size, nothing is drawn outside the given rectangle.

use std::borrow::Cow;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::bars::{Bar, gauge, histogram};
use super::line_edit::LineEdit;
use super::list::scrollbar;
use super::panel::{Panel, Side};
use super::sticky::{Sticky, wall};
use super::table::{Column, Table, Wide};
use super::{big, put};
use crate::tui::look::{BarTint, Depth, Glyphs, Look, StickyTint, Theme};

const OUTSIDE: Rect = Rect { x: 1, y: 1, width: 16, height: 12 };

fn canvas() -> Buffer {
    let mut buf = Buffer::empty(OUTSIDE);
    put::fill(&mut buf, OUTSIDE, Style::new().bg(Color::Red));
    buf
}

fn any_rect() -> impl Strategy<Value = Rect> {
    (1_u16..8, 1_u16..8, 0_u16..12, 0_u16..8).prop_map(|(x, y, width, height)| Rect::new(x, y, width, height))
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,30}",
        proptest::collection::vec(
            prop::sample::select(vec![
                "👩‍👩‍👧",
                "e\u{301}",
                "🇯🇵",
                " ",
                "word",
                "漢字",
                "\n",
                "ｶﾞﾞ",
                "\u{202E}",
                "\u{1b}[2J"
            ]),
            0..14
        )
        .prop_map(|parts| parts.concat()),
    ]
}

fn any_look() -> impl Strategy<Value = Look> {
    prop_oneof![
        Just(Look::default()),
        Just(Look::new(Theme::Dark, Depth::C256, Glyphs::Unicode)),
        Just(Look::new(Theme::HighContrast, Depth::None, Glyphs::Ascii)),
    ]
}

/// Every cell outside `rect` is as it was, and no wide letter inside reaches over the edge.
fn only_inside(name: &str, rect: Rect, draw: impl FnOnce(&mut Buffer)) -> Result<(), TestCaseError> {
    let before = canvas();
    let mut after = before.clone();
    draw(&mut after);
    for y in OUTSIDE.top()..OUTSIDE.bottom() {
        for x in OUTSIDE.left()..OUTSIDE.right() {
            let cell = &after[(x, y)];
            let inside = rect.contains((x, y).into());
            prop_assert!(inside || *cell == before[(x, y)], "{name} drew at {x},{y} outside {rect}");
            let reach = x + u16::try_from(crate::text::width(cell.symbol())).expect("narrow").max(1);
            prop_assert!(!inside || reach <= rect.right().min(OUTSIDE.right()), "{name} reaches over {rect}");
            prop_assert!(!cell.symbol().contains(char::is_control), "{name} lets a control byte through");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_at_any_size_stays_in_its_rectangle(
        rect in any_rect(), text in any_text(), look in any_look(), selected: bool, number in 0_u32..50,
    ) {
        let style = look.text();
        let width = usize::from(rect.width);
        only_inside("wrapped", rect, |buf| { put::put_wrapped(buf, rect, &text, style); })?;
        only_inside("right", rect, |buf| { put::put_right(buf, rect, &text, style); })?;
        only_inside("centred", rect, |buf| { put::put_centred(buf, rect, &text, style); })?;
        only_inside("fill", rect, |buf| put::fill(buf, rect, look.page()))?;
        if rect.height > 0 {
            only_inside("put", rect, |buf| { put::put(buf, rect.x, rect.y, width, &text, style); })?;
            only_inside("clipped", rect, |buf| { put::put_clipped(buf, rect.x, rect.y, width, &text, style); })?;
        }
        let sticky = Sticky { times: number, word: &text, selected, ..Sticky::new(&text, StickyTint::Wish) };
        only_inside("sticky", rect, |buf| sticky.draw(buf, rect, &look))?;
        let bar = Bar { label: &text, label_width: 4, value: 3, most: u64::from(number), number: "3 of 9", tint: BarTint::Good };
        only_inside("bar", rect, |buf| bar.draw(buf, rect, &look))?;
        only_inside("gauge", rect, |buf| gauge(buf, rect, u64::from(number), 20, BarTint::Bad, &look))?;
        only_inside("histogram", rect, |buf| histogram(buf, rect, &[1, number, 0, 3, 2], 3, BarTint::Plain, &look))?;
        only_inside("big", rect, |buf| { big::draw(buf, rect, "12:34", style, &look); })?;
        only_inside("big text", rect, |buf| { big::draw(buf, rect, &text, style, &look); })?;
        only_inside("scrollbar", rect, |buf| scrollbar(buf, rect, 50, &(0..usize::from(rect.height)), &look))?;
        for edit in [LineEdit::line(&text), LineEdit::prose(&text)] {
            only_inside("edit", rect, |buf| {
                let cursor = edit.view(buf, rect, &look, true);
                assert!(cursor.is_none_or(|place| rect.contains(place.into())));
            })?;
        }
        for side in [Side::Centre, Side::Bottom] {
            let panel = Panel { title: &text, band: selected.then_some("NOT FOR THE ROOM"), side, width: 9, height: 3 };
            only_inside("panel", rect, |buf| {
                let inner = panel.draw(buf, rect, &look);
                assert!(inner.is_empty() || rect.intersection(inner) == inner);
            })?;
        }
        let columns = [Column::text(&text, Wide::Share(2)), Column::number("n", 4), Column::text("x", Wide::Share(1))];
        let table = Table { columns: &columns, count: 20, selected: Some(7), scroll: 3 };
        only_inside("table", rect, |buf| {
            table.draw(buf, rect, &look, |_, _| (Cow::Borrowed(text.as_str()), None));
        })?;
    }

    #[test]
    fn no_two_notes_of_a_wall_overlap(heights in proptest::collection::vec(1_u16..7, 0..12), width in 1_u16..40, column in 1_u16..14) {
        let area = Rect::new(3, 2, width, 10);
        let places = wall(&heights, area, column);
        prop_assert_eq!(places.len(), heights.len());
        for (at, a) in places.iter().enumerate() {
            prop_assert!(a.x >= area.x && a.x + a.width <= area.right());
            for b in &places[..at] {
                let beside = a.x >= b.x + b.width || b.x >= a.x + a.width;
                let below = a.top >= b.top + i32::from(b.height) || b.top >= a.top + i32::from(a.height);
                prop_assert!(beside || below);
            }
        }
    }
}
