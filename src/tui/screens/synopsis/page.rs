//! The document as lines of a screen: the same blocks that are printed, wrapped to a width. Knows no cursor.

use ratatui::style::{Modifier, Style};

use crate::rules::Lane;
use crate::synopsis::Document;
use crate::synopsis::document::{Block, Inline, NoteLine, Quote, Table, lane_sign};
use crate::text;
use crate::tui::look::{LaneTint, Look};

/// What a piece of a line means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Plain.
    Text,
    /// Bold.
    Strong,
    /// Quiet.
    Soft,
    /// A chapter's heading.
    Chapter,
    /// A lower heading.
    Heading,
    /// Somebody's words.
    Quote,
    /// A lane's sign or name.
    Lane(Lane),
    /// Needs attention.
    Warn,
    /// A full part of a bar.
    Bar,
}

impl Tone {
    /// How it looks.
    pub fn style(self, look: &Look) -> Style {
        match self {
            Self::Text => look.text(),
            Self::Strong | Self::Heading => look.heading(),
            Self::Soft => look.soft(),
            Self::Chapter => look.heading().patch(look.accent()),
            Self::Quote => look.text().add_modifier(Modifier::ITALIC),
            Self::Lane(lane) => look.lane(tint(lane)),
            Self::Warn => look.warn(),
            Self::Bar => look.accent(),
        }
    }
}

/// The colour of a lane.
pub const fn tint(lane: Lane) -> LaneTint {
    match lane {
        Lane::Now => LaneTint::Now,
        Lane::Next => LaneTint::Next,
        Lane::Later => LaneTint::Later,
        Lane::Unsorted => LaneTint::Unsorted,
    }
}

/// A piece of a line.
pub type Piece = (String, Tone);

/// A line of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageLine {
    /// From left to right.
    pub pieces: Vec<Piece>,
}

/// A chapter and the line it begins at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// Its heading.
    pub title: String,
    /// Its first line.
    pub line: usize,
}

/// The whole document at one width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Line by line.
    pub lines: Vec<PageLine>,
    /// Where the chapters begin.
    pub chapters: Vec<Chapter>,
}

/// Sets a document at a width.
pub fn set(document: &Document, width: usize) -> Page {
    let mut page = Setter { page: Page::default(), width: width.max(20) };
    if document.meta.draft {
        page.line(vec![("DRAFT: not released, may still change".into(), Tone::Warn)]);
        page.blank();
    }
    for block in &document.blocks {
        page.block(block);
    }
    let mut page = page.page;
    // What stands before the first chapter is the page that the leadership reads.
    if page.chapters.first().is_none_or(|chapter| chapter.line > 0) {
        page.chapters.insert(0, Chapter { title: PAGE_ONE.into(), line: 0 });
    }
    page
}

/// What the page before the first chapter is called.
const PAGE_ONE: &str = "On one page";

struct Setter {
    page: Page,
    width: usize,
}

/// Words with a tone, the unit of wrapping.
fn pieces(inlines: &[Inline], tone: Tone) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Text(words) => out.push((words.clone(), tone)),
            Inline::Strong(words) => out.push((words.clone(), Tone::Strong)),
            Inline::Emphasis(words) => out.push((words.clone(), Tone::Quote)),
            Inline::Soft(words) => out.push((words.clone(), Tone::Soft)),
            Inline::Quote(quote) => out.extend(quoted(quote)),
            Inline::Link(link) => out.push((link.label.clone(), Tone::Soft)),
            Inline::Lane(lane) => out.push((lane_sign(*lane).to_owned(), Tone::Lane(*lane))),
            Inline::Break => out.push(("\n".to_owned(), tone)),
        }
    }
    out
}

fn quoted(quote: &Quote) -> Vec<Piece> {
    let mut out = vec![(format!("“{}”", quote.text), Tone::Quote)];
    let parts: Vec<&str> = quote
        .from
        .as_deref()
        .into_iter()
        .chain(quote.reference.as_ref().map(|link| link.label.as_str()))
        .chain(quote.remark.as_deref())
        .collect();
    if !parts.is_empty() {
        out.push((format!(" ({})", parts.join(", ")), Tone::Soft));
    }
    out
}

/// Wraps pieces by words into lines of at most `width` cells.
fn wrap(pieces: &[Piece], width: usize) -> Vec<Vec<Piece>> {
    let joined: String = pieces.iter().map(|(words, _)| words.as_str()).collect();
    // Where each piece ends in the joined text, to give the tones back after wrapping.
    let mut ends = Vec::with_capacity(pieces.len());
    let mut end = 0;
    for (words, tone) in pieces {
        end += words.len();
        ends.push((end, *tone));
    }
    let mut lines = Vec::new();
    for range in text::wrap(&joined, width.max(1)) {
        let mut line: Vec<Piece> = Vec::new();
        let mut at = range.start;
        for (end, tone) in &ends {
            if *end <= at || at >= range.end {
                continue;
            }
            let to = (*end).min(range.end);
            let words = joined.get(at..to).unwrap_or_default().trim_end_matches('\n');
            if !words.is_empty() {
                line.push((words.to_owned(), *tone));
            }
            at = to;
        }
        lines.push(line);
    }
    lines
}

fn cells(line: &[Piece]) -> usize {
    line.iter().map(|(words, _)| text::width(words)).sum()
}

impl Setter {
    fn line(&mut self, pieces: Vec<Piece>) {
        self.page.lines.push(PageLine { pieces });
    }

    fn blank(&mut self) {
        if self.page.lines.last().is_some_and(|line| !line.pieces.is_empty()) {
            self.page.lines.push(PageLine::default());
        }
    }

    fn run(&mut self, pieces: &[Piece], first: &(impl AsRef<str>, Tone), rest: &str) {
        let indent = text::width(first.0.as_ref());
        for (i, mut line) in wrap(pieces, self.width.saturating_sub(indent)).into_iter().enumerate() {
            line.insert(
                0,
                if i == 0 { (first.0.as_ref().to_owned(), first.1) } else { (rest.to_owned(), Tone::Text) },
            );
            self.line(line);
        }
    }

    fn paragraph(&mut self, inlines: &[Inline], tone: Tone) {
        self.run(&pieces(inlines, tone), &("", tone), "");
        self.blank();
    }

    #[expect(clippy::too_many_lines, reason = "one arm a kind of block")]
    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(title) => {
                self.run(&[(title.organisation.clone(), Tone::Soft)], &("", Tone::Text), "");
                self.run(&[(title.point.clone(), Tone::Chapter)], &("", Tone::Text), "");
                for line in &title.lines {
                    self.run(&[(line.clone(), Tone::Soft)], &("", Tone::Text), "");
                }
                self.blank();
            }
            Block::Heading(heading) => {
                self.blank();
                let tone = if heading.level <= 1 { Tone::Chapter } else { Tone::Heading };
                if heading.level <= 1 {
                    let line = self.page.lines.len();
                    self.page.chapters.push(Chapter { title: heading.text.clone(), line });
                }
                self.run(&[(heading.text.clone(), tone)], &("", tone), "");
                self.blank();
            }
            Block::Paragraph(inlines) => self.paragraph(inlines, Tone::Text),
            Block::List(list) => {
                for (i, item) in list.items.iter().enumerate() {
                    let mark = if list.numbered { format!("{:>2} ", i + 1) } else { " · ".to_owned() };
                    self.run(&pieces(item, Tone::Text), &(mark, Tone::Soft), "   ");
                }
                self.blank();
            }
            Block::Table(table) => self.table(table),
            Block::Board(board) => {
                for lane in &board.lanes {
                    let name = lane.lane.words();
                    self.line(vec![
                        (format!("{} {}", lane_sign(lane.lane), capital(name)), Tone::Lane(lane.lane)),
                        (format!("  {}", lane.note), Tone::Soft),
                    ]);
                    for card in &lane.cards {
                        let marks: Vec<String> = card
                            .marks
                            .iter()
                            .map(|mark| format!("{} {}", mark.sign(), mark.word()))
                            .collect();
                        let mut words = vec![(card.title.clone(), Tone::Text)];
                        if !card.score.is_empty() {
                            words.push((format!("  {}", card.score), Tone::Strong));
                        }
                        if !marks.is_empty() {
                            words.push((format!("  {}", marks.join(" · ")), Tone::Soft));
                        }
                        self.run(&words, &(format!("  {:<5}", card.id), Tone::Strong), "       ");
                    }
                    self.blank();
                }
            }
            Block::Bars(bars) => {
                if !bars.caption.is_empty() {
                    self.line(vec![(bars.caption.clone(), Tone::Heading)]);
                }
                let label = (self.width / 2).min(46);
                let room = self.width.saturating_sub(label + 6).clamp(4, 24);
                for bar in &bars.rows {
                    let full = usize::try_from(bar.percent).unwrap_or(0).min(100) * room / 100;
                    let name = text::clip(&bar.label, label).into_owned();
                    let pad = " ".repeat(label.saturating_sub(text::width(&name)) + 1);
                    let tone = if bar.here { Tone::Strong } else { Tone::Text };
                    self.line(vec![
                        (name + &pad, tone),
                        ("█".repeat(full), Tone::Bar),
                        ("░".repeat(room - full), Tone::Soft),
                        (format!(" {:>3}%", bar.percent), Tone::Text),
                    ]);
                }
                self.blank();
            }
            Block::Dots(dots) => {
                let mut table = Table::new(&[], &[]);
                table.head = std::iter::once(String::new()).chain(dots.columns.iter().cloned()).collect();
                for row in &dots.rows {
                    let mut line = vec![vec![Inline::Text(row.label.clone())]];
                    line.extend(row.counts.iter().map(|n| vec![Inline::Text("●".repeat((*n).min(20)))]));
                    if !row.note.is_empty() {
                        line[0].push(Inline::Soft(format!(" ({})", row.note)));
                    }
                    table.row(line);
                }
                self.table(&table);
            }
            Block::Histograms(histograms) => {
                for histogram in histograms {
                    let most = histogram.counts.iter().max().copied().unwrap_or(0).max(1);
                    self.line(vec![
                        (histogram.label.clone(), Tone::Heading),
                        (format!("  {}", histogram.note), Tone::Soft),
                    ]);
                    for (answer, count) in (1..).zip(histogram.counts) {
                        let full = usize::try_from(count * 20 / most).unwrap_or(0);
                        self.line(vec![
                            (format!("  {answer} "), Tone::Soft),
                            ("█".repeat(full), Tone::Bar),
                            (format!(" {count}"), Tone::Text),
                        ]);
                    }
                    self.blank();
                }
            }
            Block::Callout(callout) => {
                if !callout.lead.is_empty() {
                    self.run(&[(callout.lead.clone(), Tone::Strong)], &("▌ ", Tone::Bar), "▌ ");
                }
                for item in &callout.items {
                    self.run(&pieces(item, Tone::Text), &("▌ ", Tone::Bar), "▌ ");
                }
                self.blank();
            }
            Block::Quotes(quotes) => {
                for quote in quotes {
                    self.run(&quoted(quote), &("  ", Tone::Text), "  ");
                }
                self.blank();
            }
            Block::Cards(cards) => {
                for card in cards {
                    let head = [(format!("{} ", card.id), Tone::Soft), (card.title.clone(), Tone::Strong)];
                    self.run(&head, &("", Tone::Text), "");
                    self.run(&pieces(&card.body, Tone::Text), &("  ", Tone::Text), "  ");
                    for quote in &card.quotes {
                        self.run(&quoted(quote), &("  ", Tone::Text), "  ");
                    }
                    self.run(&pieces(&card.foot, Tone::Soft), &("  ", Tone::Text), "  ");
                    self.blank();
                }
            }
            Block::Notes(notes) => {
                for note in &notes.items {
                    self.note(note, "");
                }
                self.blank();
            }
            Block::FirstPage(_) => {}
            Block::Appendix => self.blank(),
        }
    }

    fn note(&mut self, note: &NoteLine, indent: &str) {
        let about = note.about.join(" · ");
        let words = [(note.text.clone(), Tone::Text), (format!("  {about}"), Tone::Soft)];
        let first = format!("{indent}{:<8}", note.reference);
        let rest = " ".repeat(text::width(&first));
        self.run(&words, &(first, Tone::Soft), &rest);
        for repeat in &note.repeats {
            self.note(repeat, &format!("{indent}  "));
        }
    }

    fn table(&mut self, table: &Table) {
        let columns = table.head.len().max(table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0));
        if columns == 0 {
            return;
        }
        let widths = self.column_widths(table, columns);
        if let Some(caption) = &table.caption {
            self.run(&[(caption.clone(), Tone::Heading)], &("", Tone::Text), "");
        }
        if table.head.iter().any(|head| !head.is_empty()) {
            let head: Vec<Vec<Piece>> =
                table.head.iter().map(|words| vec![(words.clone(), Tone::Soft)]).collect();
            self.row(&head, &widths);
        }
        for row in &table.rows {
            let cells: Vec<Vec<Piece>> = row.cells.iter().map(|cell| pieces(cell, Tone::Text)).collect();
            match cells.as_slice() {
                [one] if columns > 1 => self.run(one, &("", Tone::Text), ""),
                _ => self.row(&cells, &widths),
            }
        }
        self.blank();
    }

    fn row(&mut self, cells_of: &[Vec<Piece>], widths: &[usize]) {
        let columns: Vec<Vec<Vec<Piece>>> =
            cells_of.iter().zip(widths).map(|(cell, width)| wrap(cell, *width)).collect();
        let height = columns.iter().map(Vec::len).max().unwrap_or(0);
        for y in 0..height {
            let mut line: Vec<Piece> = Vec::new();
            for (column, width) in columns.iter().zip(widths) {
                let part = column.get(y).cloned().unwrap_or_default();
                let used = cells(&part);
                line.extend(part);
                line.push((" ".repeat(width.saturating_sub(used) + 2), Tone::Text));
            }
            self.line(line);
        }
    }

    fn column_widths(&self, table: &Table, columns: usize) -> Vec<usize> {
        let room = self.width.saturating_sub(2 * (columns - 1)).max(columns);
        if table.widths.len() == columns {
            let sum: usize = table.widths.iter().map(|w| usize::from(*w)).sum::<usize>().max(1);
            return table.widths.iter().map(|w| (room * usize::from(*w) / sum).max(3)).collect();
        }
        let wish: Vec<usize> = (0..columns)
            .map(|i| {
                let head = table.head.get(i).map_or(0, |words| text::width(words));
                let widest = table
                    .rows
                    .iter()
                    .filter_map(|row| row.cells.get(i))
                    .map(|c| cells(&pieces(c, Tone::Text)));
                widest.max().unwrap_or(0).max(head).clamp(1, 40)
            })
            .collect();
        let sum: usize = wish.iter().sum::<usize>().max(1);
        if sum <= room {
            return wish;
        }
        // No word of a heading is broken where the others can do with less.
        let words = |i: usize| table.head.get(i).into_iter().flat_map(|head| head.split(' '));
        let least: Vec<usize> =
            (0..columns).map(|i| words(i).map(text::width).max().unwrap_or(0).max(3)).collect();
        let taken: usize = least.iter().sum();
        if taken >= room {
            return wish.iter().map(|w| (room * w / sum).max(3)).collect();
        }
        let more = |i: usize| wish[i].saturating_sub(least[i]);
        let wanted = (0..columns).map(more).sum::<usize>().max(1);
        (0..columns).map(|i| least[i] + (room - taken) * more(i) / wanted).collect()
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
