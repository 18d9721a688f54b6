//! The document as plain text for a mail or a terminal: 78 columns, tables as aligned text.
//!
//! Widths are counted by grapheme; nothing in it can steer a terminal.

use std::fmt::Write as _;

use super::document::{
    Align, Block, Board, Callout, Card, Document, DotMatrix, Inline, NoteLine, Quote, Table, lane_sign,
};
use super::markdown::{blocks, dots};
use crate::text;

/// Columns of a line.
pub const WIDTH: usize = 78;
const GUTTER: usize = 2;
/// A cell this short is not broken.
const UNBROKEN: usize = 8;

/// The file, ending with one line break.
pub fn render(document: &Document) -> String {
    let mut page = Page { out: String::with_capacity(48 * 1024) };
    if document.meta.draft {
        page.out.push_str("DRAFT: not released, may still change\n\n");
    }
    for block in &document.blocks {
        page.block(block);
    }
    let meta = &document.meta;
    let names: Vec<String> = [&meta.organisation, &meta.title]
        .into_iter()
        .filter(|name| !name.is_empty())
        .cloned()
        .chain([format!("{} · version {}", meta.variant, meta.version)])
        .chain(meta.draft.then(|| "DRAFT".to_owned()))
        .collect();
    page.rule('-');
    page.wrapped(&names.join(" · "), "", "");
    let end = page.out.trim_end().len();
    page.out.truncate(end);
    page.out.push('\n');
    page.out
}

struct Page {
    out: String,
}

fn source(quote: &Quote) -> String {
    let parts: Vec<String> = quote
        .from
        .iter()
        .map(|from| one_line(from))
        .chain(quote.reference.iter().map(|link| unbroken(&link.label)))
        .chain(quote.remark.iter().map(|remark| one_line(remark)))
        .collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

fn run(pieces: &[Inline]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Inline::Text(words) | Inline::Soft(words) | Inline::Strong(words) | Inline::Emphasis(words) => {
                out.push_str(&one_line(words));
            }
            Inline::Quote(quote) => {
                let _ = write!(out, "“{}”{}", one_line(&quote.text), source(quote));
            }
            Inline::Link(link) => out.push_str(&unbroken(&link.label)),
            Inline::Lane(lane) => out.push_str(lane_sign(*lane)),
            Inline::Break => out.push('\n'),
        }
    }
    out
}

/// A reference whose hyphen is no place to break a line; [`Page::line`] puts the plain hyphen back.
fn unbroken(label: &str) -> String {
    one_line(label).replace('-', "\u{2011}")
}

fn one_line(words: &str) -> String {
    text::shown(words).replace('\n', " ")
}

fn padded(words: &str, width: usize, align: Align) -> String {
    let free = width.saturating_sub(text::width(words));
    match align {
        Align::Left => format!("{words}{}", " ".repeat(free)),
        Align::Right => format!("{}{words}", " ".repeat(free)),
        Align::Centre => format!("{}{words}{}", " ".repeat(free / 2), " ".repeat(free - free / 2)),
    }
}

impl Page {
    fn line(&mut self, words: &str) {
        self.out.push_str(&words.trim_end().replace('\u{2011}', "-"));
        self.out.push('\n');
    }

    fn rule(&mut self, sign: char) {
        let rule: String = std::iter::repeat_n(sign, WIDTH).collect();
        self.line(&rule);
    }

    /// Wraps; the first line begins with `first`, the others with `rest`.
    fn wrapped(&mut self, words: &str, first: &str, rest: &str) {
        let words = text::shown(words);
        let room = WIDTH.saturating_sub(text::width(first).max(text::width(rest)));
        let mut lead = first;
        for range in text::lines(&words, room) {
            let line = format!("{lead}{}", text::shown(&words[range]).replace('\n', " "));
            self.line(&line);
            lead = rest;
        }
        if words.is_empty() {
            self.line(first);
        }
    }

    fn paragraph(&mut self, words: &str) {
        self.wrapped(words, "", "");
        self.out.push('\n');
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(title) => {
                if !title.organisation.is_empty() {
                    self.wrapped(&one_line(&title.organisation), "", "");
                }
                self.wrapped(&one_line(&title.point), "", "");
                self.rule('=');
                for line in &title.lines {
                    self.wrapped(&one_line(line), "", "");
                }
                self.out.push('\n');
            }
            Block::Heading(heading) if heading.level <= 1 => {
                self.out.push('\n');
                self.wrapped(&one_line(&heading.text), "", "");
                self.rule('-');
                self.out.push('\n');
            }
            Block::Heading(heading) => {
                self.wrapped(&one_line(&heading.text), "", "");
                self.out.push('\n');
            }
            Block::Paragraph(pieces) => self.paragraph(&run(pieces)),
            Block::List(list) => {
                for (at, item) in list.items.iter().enumerate() {
                    let first = if list.numbered { format!("{:>2}. ", at + 1) } else { "  - ".to_owned() };
                    self.wrapped(&run(item), &first, "    ");
                }
                self.out.push('\n');
            }
            Block::Table(table) => self.table(table),
            Block::Board(board) => self.board(board),
            Block::Bars(bars) => {
                self.paragraph(&one_line(&bars.caption));
                for bar in &bars.rows {
                    let label = text::clip_words(&bar.label, 40);
                    let line = format!(
                        "  {} {} {:>3}%  {}",
                        padded(&label, 40, Align::Left),
                        blocks(bar.percent),
                        bar.percent,
                        text::clip_words(&bar.note, 19)
                    );
                    self.line(&line);
                }
                self.out.push('\n');
            }
            Block::Dots(matrix) => self.dots(matrix),
            Block::Histograms(all) => {
                for one in all {
                    self.wrapped(&format!("{}: {}", one_line(&one.label), one_line(&one.note)), "  ", "    ");
                    let top = one.counts.iter().copied().max().unwrap_or(0).max(1);
                    for (at, count) in one.counts.iter().enumerate() {
                        let length = usize::try_from(u128::from(*count) * 30 / u128::from(top)).unwrap_or(0);
                        self.line(&format!("    {} {} {count}", at + 1, "█".repeat(length)));
                    }
                    self.out.push('\n');
                }
            }
            Block::Callout(callout) => self.callout(callout),
            Block::Quotes(quotes) => {
                for quote in quotes {
                    self.quote(quote);
                }
                self.out.push('\n');
            }
            Block::Cards(cards) => {
                for card in cards {
                    self.card(card);
                }
            }
            Block::Notes(list) => {
                for line in &list.items {
                    self.note(line, "");
                }
                self.out.push('\n');
            }
            Block::FirstPage(_) | Block::Appendix => {}
        }
    }

    fn table(&mut self, table: &Table) {
        if let Some(caption) = &table.caption {
            self.wrapped(&one_line(caption), "", "");
        }
        let cells: Vec<Vec<String>> =
            table.rows.iter().map(|row| row.cells.iter().map(|cell| run(cell)).collect()).collect();
        let widths = column_widths(table, &cells);
        if table.head.iter().any(|head| !head.is_empty()) {
            let head: Vec<String> = table.head.iter().map(|head| one_line(head)).collect();
            self.row(&head, &widths, &table.align);
            let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            self.row(&rule, &widths, &[]);
        }
        for row in &cells {
            match row.as_slice() {
                [only] if table.head.len() > 1 => {
                    self.out.push('\n');
                    self.wrapped(only, "", "");
                }
                row => self.row(row, &widths, &table.align),
            }
        }
        self.out.push('\n');
    }

    fn row(&mut self, cells: &[String], widths: &[usize], align: &[Align]) {
        let wrapped: Vec<Vec<String>> = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| {
                let cell = text::shown(cell);
                text::lines(&cell, *width).map(|range| cell[range].replace('\n', " ")).collect()
            })
            .collect();
        for at in 0..wrapped.iter().map(Vec::len).max().unwrap_or(0) {
            let line: Vec<String> = wrapped
                .iter()
                .zip(widths)
                .enumerate()
                .map(|(column, (lines, width))| {
                    let words = lines.get(at).map_or("", String::as_str);
                    padded(words, *width, align.get(column).copied().unwrap_or_default())
                })
                .collect();
            self.line(&line.join(&" ".repeat(GUTTER)));
        }
    }

    fn board(&mut self, board: &Board) {
        for lane in &board.lanes {
            let note =
                if lane.note.is_empty() { String::new() } else { format!(" ({})", one_line(&lane.note)) };
            self.line(&format!("{} {}{note}", lane_sign(lane.lane), lane.lane.words()));
            for card in &lane.cards {
                let marks: Vec<&str> = card.marks.iter().map(|mark| mark.word()).collect();
                let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
                let id = padded(&text::clip(&card.id, 8), 5, Align::Left);
                let score = padded(&card.score, 5, Align::Right);
                self.wrapped(
                    &format!("{}{marks}", one_line(&card.title)),
                    &format!("  {id}{score}  "),
                    &" ".repeat(14),
                );
            }
            self.out.push('\n');
        }
        self.paragraph("Numbers: priority out of 100; they order a lane and never choose it.");
    }

    fn dots(&mut self, matrix: &DotMatrix) {
        let label = matrix.rows.iter().map(|row| text::width(&row.label)).max().unwrap_or(0).clamp(8, 36);
        let columns: Vec<usize> = matrix.columns.iter().map(|column| text::width(column).max(8)).collect();
        let mut head = " ".repeat(label + GUTTER);
        for (column, width) in matrix.columns.iter().zip(&columns) {
            head.push_str(&padded(column, width + GUTTER, Align::Left));
        }
        self.line(&head);
        for row in &matrix.rows {
            let mut line = padded(&text::clip_words(&row.label, label), label + GUTTER, Align::Left);
            for (count, width) in row.counts.iter().zip(&columns) {
                line.push_str(&padded(&dots(*count), width + GUTTER, Align::Left));
            }
            self.line(&line);
            if !row.note.is_empty() {
                self.wrapped(&one_line(&row.note), "    ", "    ");
            }
        }
        self.out.push('\n');
    }

    fn callout(&mut self, callout: &Callout) {
        match callout.items.as_slice() {
            [only] => self.wrapped(&format!("{} {}", one_line(&callout.lead), run(only)), "  | ", "  | "),
            many => {
                self.wrapped(&one_line(&callout.lead), "  | ", "  | ");
                for item in many {
                    self.wrapped(&run(item), "  | - ", "  |   ");
                }
            }
        }
        self.out.push('\n');
    }

    fn quote(&mut self, quote: &Quote) {
        self.wrapped(&format!("“{}”{}", text::shown(&quote.text), source(quote)), "    ", "    ");
    }

    fn card(&mut self, card: &Card) {
        let lead = format!("{}  ", one_line(&card.id));
        self.wrapped(&one_line(&card.title), &lead, &" ".repeat(text::width(&lead)));
        if !card.body.is_empty() {
            self.wrapped(&run(&card.body), "  ", "  ");
        }
        for quote in &card.quotes {
            self.quote(quote);
        }
        if !card.foot.is_empty() {
            self.wrapped(&run(&card.foot), "  ", "  ");
        }
        self.out.push('\n');
    }

    fn note(&mut self, line: &NoteLine, indent: &str) {
        let about = if line.about.is_empty() {
            String::new()
        } else {
            format!(" ({})", one_line(&line.about.join(" · ")))
        };
        let first = format!("{indent}{}", padded(&one_line(&line.reference), 9, Align::Left));
        let rest = " ".repeat(text::width(&first));
        self.wrapped(&format!("{}{about}", text::shown(&line.text)), &first, &rest);
        let deeper = format!("{indent}    ");
        for repeat in &line.repeats {
            self.note(repeat, &deeper);
        }
    }
}

/// As wide as the longest cell where all fits; else by the wished percents, but no column narrower than its longest
/// word if that is short.
fn column_widths(table: &Table, cells: &[Vec<String>]) -> Vec<usize> {
    let n = table.head.len().max(1);
    let room = WIDTH.saturating_sub(GUTTER * (n - 1));
    let mut natural: Vec<usize> = table.head.iter().map(|head| text::width(head)).collect();
    let mut word: Vec<usize> =
        table.head.iter().map(|head| head.split(' ').map(text::width).max().unwrap_or(0)).collect();
    for row in cells.iter().filter(|row| row.len() == n) {
        for (at, cell) in row.iter().enumerate() {
            natural[at] = natural[at].max(cell.split('\n').map(text::width).max().unwrap_or(0));
            // A date or a number stays in one piece.
            let whole = text::width(cell);
            let longest = cell.split([' ', '\n']).map(text::width).max().unwrap_or(0);
            word[at] = word[at].max(if whole <= UNBROKEN { whole } else { longest });
        }
    }
    if natural.iter().sum::<usize>() <= room {
        return natural;
    }
    let share = |at: usize| table.widths.get(at).map_or(100 / n, |percent| usize::from(*percent));
    let total: usize = (0..n).map(share).sum::<usize>().max(1);
    let mut widths: Vec<usize> =
        (0..n).map(|at| (room * share(at) / total).max(word[at].min(12)).min(natural[at]).max(3)).collect();
    // What short columns leave goes to the ones that need it; what is too much comes from the widest.
    loop {
        let used: usize = widths.iter().sum();
        if used < room
            && let Some(at) = (0..n)
                .filter(|at| widths[*at] < natural[*at])
                .max_by_key(|at| natural[*at] / widths[*at].max(1))
        {
            widths[at] += 1;
        } else if used > room
            && let Some(at) = (0..n).max_by_key(|at| widths[*at])
            && widths[at] > 3
        {
            widths[at] -= 1;
        } else {
            return widths;
        }
    }
}
