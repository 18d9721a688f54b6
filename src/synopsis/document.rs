//! The synopsis as blocks of plain text: what is said, in which order, never how it looks.
//!
//! Everything here is text as people wrote it; whoever renders it makes it harmless in his own format.

use crate::rules::Lane;

/// A whole synopsis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub meta: Meta,
    pub blocks: Vec<Block>,
}

/// What every page of it carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The session's title, for the page foot and the window.
    pub title: String,
    pub organisation: String,
    /// “Thursday 12 March 2026”; empty where no day is known.
    pub date: String,
    /// “Full version”.
    pub variant: String,
    pub version: u32,
    /// DRAFT stands on every page.
    pub draft: bool,
    /// Language tag: `en`.
    pub lang: String,
    pub paper: Paper,
}

/// The sheet for printing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    #[default]
    A4,
    Letter,
}

/// One thing on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Title(Title),
    Heading(Heading),
    Paragraph(Inlines),
    /// A bullet or numbered list.
    List(List),
    Table(Table),
    Board(Board),
    Bars(Bars),
    Dots(DotMatrix),
    Histograms(Vec<Histogram>),
    /// Something that must not be overlooked.
    Callout(Callout),
    Quotes(Vec<Quote>),
    Cards(Vec<Card>),
    Notes(NoteList),
    /// The first page begins and ends here; what stands between fits on one sheet.
    FirstPage(Edge),
    /// From here on it is for looking things up: smaller, on a new page.
    Appendix,
}

/// Where a stretch of blocks begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    Begin,
    End,
}

/// The head of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    pub organisation: String,
    /// The title that says the point.
    pub point: String,
    /// What, when, where; who, which version.
    pub lines: Vec<String>,
}

/// A heading; level 1 is a chapter, 2 a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub level: u8,
    pub id: String,
    pub text: String,
}

/// A run of text.
pub type Inlines = Vec<Inline>;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    Text(String),
    Strong(String),
    Emphasis(String),
    /// Small and grey: support, periods, samples.
    Soft(String),
    /// Somebody's own words, with what may be said about where they come from.
    Quote(Quote),
    /// Points at something further on: a note, a gap, a theme.
    Link(Link),
    /// ● ◐ ○ in the lane's colour; a word stands beside it.
    Lane(Lane),
    /// A new line in the same cell or item.
    Break,
}

/// Words of a note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    pub text: String,
    /// “front line”; none where the session is anonymous.
    pub from: Option<String>,
    pub reference: Option<Link>,
    /// “said twice”.
    pub remark: Option<String>,
}

/// Something to jump to.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    pub label: String,
    /// The name of an anchor in this document.
    pub to: String,
}

impl Link {
    /// To a note by its public reference.
    pub fn note(reference: &str) -> Self {
        Self { label: reference.to_owned(), to: anchor("note", reference) }
    }

    /// To a gap's line in the appendix.
    pub fn gap(id: &str) -> Self {
        Self { label: id.to_owned(), to: anchor("gap", id) }
    }

    /// To a theme's card.
    pub fn theme(id: &str) -> Self {
        Self { label: id.to_owned(), to: anchor("theme", id) }
    }

    /// To an evidence item's line.
    pub fn evidence(id: &str) -> Self {
        Self { label: id.to_owned(), to: anchor("evidence", id) }
    }
}

/// An anchor's name made only of ASCII letters, digits, hyphens and underscores, different for different ids.
pub fn anchor(kind: &str, id: &str) -> String {
    use std::fmt::Write as _;
    let mut out = format!("{kind}-");
    for c in id.chars() {
        if c.is_ascii_alphanumeric() || c == '-' {
            out.push(c);
        } else {
            let _ = write!(out, "_{:x}_", u32::from(c));
        }
    }
    out
}

/// Items one below the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    pub items: Vec<Inlines>,
    pub numbered: bool,
    /// Short items that may stand in two columns.
    pub columns: bool,
}

/// Which side a column hangs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    #[default]
    Left,
    Right,
    Centre,
}

/// Rows and columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub head: Vec<String>,
    pub rows: Vec<Row>,
    pub align: Vec<Align>,
    /// Percent of the width, one a column; empty lets the text decide.
    pub widths: Vec<u8>,
    pub caption: Option<String>,
}

/// A row; one cell alone spans the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    pub anchor: Option<String>,
    pub cells: Vec<Inlines>,
}

impl Table {
    /// A table with a head and columns of these widths (percent).
    pub fn new(head: &[&str], widths: &[u8]) -> Self {
        Self {
            head: head.iter().map(|&text| text.to_owned()).collect(),
            align: vec![Align::Left; head.len()],
            widths: widths.to_vec(),
            ..Self::default()
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Inlines>) {
        self.rows.push(Row { anchor: None, cells });
    }

    /// Adds a row that links point to.
    pub fn anchored(&mut self, anchor: String, cells: Vec<Inlines>) {
        self.rows.push(Row { anchor: Some(anchor), cells });
    }
}

/// Now, Next and Later side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    pub lanes: Vec<BoardLane>,
    /// The marks that occur.
    pub legend: Vec<Mark>,
}

/// One lane of the board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardLane {
    pub lane: Lane,
    /// “six of six places”.
    pub note: String,
    pub cards: Vec<BoardCard>,
}

/// One gap on the board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardCard {
    pub id: String,
    pub title: String,
    /// 0.0 to 100.0 as text; empty while a score is missing.
    pub score: String,
    pub marks: Vec<Mark>,
}

/// What a card may carry beside its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    Waiting,
    Moved,
    Heavy,
    FinelyBalanced,
    NotSeen,
}

impl Mark {
    /// The sign.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Waiting => "⏳",
            Self::Moved => "↷",
            Self::Heavy => "▲",
            Self::FinelyBalanced => "≈",
            Self::NotSeen => "?",
        }
    }

    /// A word or two for the card.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting for a place",
            Self::Moved => "moved by the room",
            Self::Heavy => "slow or costly",
            Self::FinelyBalanced => "finely balanced",
            Self::NotSeen => "not seen yet",
        }
    }

    /// What it means, for the legend.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Waiting => "ready, waiting for a place in Now",
            Self::Moved => "moved by the room",
            Self::Heavy => "slow or costly",
            Self::FinelyBalanced => "finely balanced",
            Self::NotSeen => "nobody has seen it happen yet",
        }
    }
}

/// ● ◐ ○, never colour alone.
pub fn lane_sign(lane: Lane) -> &'static str {
    match lane {
        Lane::Now => "●",
        Lane::Next => "◐",
        Lane::Later => "○",
        Lane::Unsorted => "·",
    }
}

/// Horizontal bars with their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bars {
    pub caption: String,
    pub rows: Vec<Bar>,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    pub label: String,
    /// 0 to 100.
    pub percent: u64,
    /// “3 of 8 points”.
    pub note: String,
    /// The one that is spoken about.
    pub here: bool,
}

/// A dot for everyone: rows of departments, columns of levels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DotMatrix {
    pub columns: Vec<String>,
    pub rows: Vec<DotRow>,
}

/// One department.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DotRow {
    pub label: String,
    pub counts: Vec<usize>,
    /// “excused”, “nobody came”.
    pub note: String,
}

/// How many answered 1 to 5.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    pub label: String,
    pub counts: [u64; 5],
    /// “2.6 of 5 (14 answers)”.
    pub note: String,
}

/// A framed remark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Callout {
    pub lead: String,
    pub items: Vec<Inlines>,
}

/// A theme on a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    pub anchor: String,
    pub id: String,
    pub title: String,
    pub body: Inlines,
    pub foot: Inlines,
    pub quotes: Vec<Quote>,
}

/// Notes of one question and column in the order of their public references.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteList {
    pub items: Vec<NoteLine>,
}

/// One note, with those that say the same below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteLine {
    pub reference: String,
    pub text: String,
    /// “front line · wish · T04”.
    pub about: Vec<String>,
    pub repeats: Vec<NoteLine>,
}

/// Plain words as a run.
pub fn text(words: impl Into<String>) -> Inlines {
    vec![Inline::Text(words.into())]
}

/// Bold words as a run.
pub fn strong(words: impl Into<String>) -> Inlines {
    vec![Inline::Strong(words.into())]
}

/// Every anchor that a link of this document may point to.
pub fn anchors(document: &Document) -> Vec<String> {
    fn notes(lines: &[NoteLine], out: &mut Vec<String>) {
        for line in lines {
            out.push(anchor("note", &line.reference));
            notes(&line.repeats, out);
        }
    }
    let mut out = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Heading(heading) => out.push(heading.id.clone()),
            Block::Table(table) => out.extend(table.rows.iter().filter_map(|row| row.anchor.clone())),
            Block::Cards(cards) => out.extend(cards.iter().map(|card| card.anchor.clone())),
            Block::Notes(list) => notes(&list.items, &mut out),
            _ => {}
        }
    }
    out
}

/// Every link of this document.
pub fn links(document: &Document) -> Vec<&Link> {
    fn of<'a>(run: &'a [Inline], out: &mut Vec<&'a Link>) {
        for piece in run {
            match piece {
                Inline::Link(link) => out.push(link),
                Inline::Quote(quote) => out.extend(quote.reference.as_ref()),
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(run) => of(run, &mut out),
            Block::List(list) => {
                for run in &list.items {
                    of(run, &mut out);
                }
            }
            Block::Callout(callout) => callout.items.iter().for_each(|run| of(run, &mut out)),
            Block::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).for_each(|run| of(run, &mut out));
            }
            Block::Quotes(quotes) => out.extend(quotes.iter().filter_map(|quote| quote.reference.as_ref())),
            Block::Cards(cards) => {
                for card in cards {
                    of(&card.body, &mut out);
                    of(&card.foot, &mut out);
                    out.extend(card.quotes.iter().filter_map(|quote| quote.reference.as_ref()));
                }
            }
            _ => {}
        }
    }
    out
}
