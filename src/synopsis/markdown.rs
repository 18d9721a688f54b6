//! The document as Markdown (with tables), readable as it stands and in any viewer.
//!
//! Signs that would act as markup are made harmless here; quotes stay otherwise word for word.

use std::fmt::Write as _;

use super::document::{
    Align, Block, Board, Callout, Card, Document, DotMatrix, Inline, Link, NoteLine, Quote, Table, lane_sign,
};
use crate::text;

/// The file, ending with one line break.
pub fn render(document: &Document) -> String {
    let mut out = String::with_capacity(48 * 1024);
    if document.meta.draft {
        out.push_str("**DRAFT: not released, may still change**\n\n");
    }
    for block in &document.blocks {
        render_block(block, &mut out);
    }
    let end = out.trim_end().len();
    out.truncate(end);
    let meta = &document.meta;
    let names: Vec<String> = [&meta.organisation, &meta.title]
        .into_iter()
        .filter(|name| !name.is_empty())
        .map(|name| escape(name))
        .chain([format!("{} · version {}", escape(&meta.variant), meta.version)])
        .collect();
    let draft = if meta.draft { " · DRAFT" } else { "" };
    let _ = writeln!(out, "\n\n---\n\n{}{draft}", names.join(" · "));
    out
}

/// Text in which no sign acts: on one line, nothing starts a list, a heading, a link, a table cell or HTML.
pub(super) fn escape(text: &str) -> String {
    let shown = text::shown(text);
    let mut out = String::with_capacity(shown.len() + 8);
    let mut letters = shown.chars().peekable();
    let mut before = ' ';
    while let Some(c) = letters.next() {
        match c {
            '\n' => out.push(' '),
            '&' if letters.peek().is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#') => {
                out.push_str("&amp;");
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '[' | ']' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '_' if !(before.is_alphanumeric()
                && letters.peek().is_some_and(|next| next.is_alphanumeric())) =>
            {
                out.push_str("\\_");
            }
            // No address turns into a link by itself.
            ':' if letters.peek() == Some(&'/') => out.push_str("\\:"),
            '.' if out.ends_with("www") || out.ends_with("WWW") => out.push_str("\\."),
            '@' if before.is_alphanumeric() => out.push_str("&#64;"),
            c => out.push(c),
        }
        before = c;
    }
    out
}

/// The same text at the start of a line, where more signs act.
fn line_start(line: &str) -> String {
    let line = line.trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    if line.starts_with(['#', '+', '-', '=', ':']) { format!("\\{line}") } else { line.to_owned() }
}

fn reference(link: &Link) -> String {
    escape(&link.label)
}

fn source(quote: &Quote) -> String {
    let parts: Vec<String> = quote
        .from
        .iter()
        .map(|from| escape(from))
        .chain(quote.reference.iter().map(reference))
        .chain(quote.remark.iter().map(|remark| escape(remark)))
        .collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

fn quoted(quote: &Quote) -> String {
    format!("“{}”{}", escape(&quote.text), source(quote))
}

/// Bold and italic marks only hold where no blank stands inside them.
fn marked(sign: &str, text: &str) -> String {
    let inner = text.trim();
    if inner.is_empty() {
        return escape(text);
    }
    let (before, after) = (text.starts_with(char::is_whitespace), text.ends_with(char::is_whitespace));
    let blank = |there: bool| if there { " " } else { "" };
    format!("{}{sign}{}{sign}{}", blank(before), escape(inner), blank(after))
}

fn run(pieces: &[Inline], in_cell: bool) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Inline::Text(text) | Inline::Soft(text) => out.push_str(&escape(text)),
            Inline::Strong(text) => out.push_str(&marked("**", text)),
            Inline::Emphasis(text) => out.push_str(&marked("*", text)),
            Inline::Quote(quote) => out.push_str(&quoted(quote)),
            Inline::Link(link) => out.push_str(&reference(link)),
            Inline::Lane(lane) => out.push_str(lane_sign(*lane)),
            Inline::Break => out.push_str(if in_cell { "<br>" } else { " " }),
        }
    }
    out
}

fn render_block(block: &Block, out: &mut String) {
    match block {
        Block::Title(title) => {
            let name = if title.organisation.is_empty() {
                title.point.clone()
            } else {
                format!("{}: {}", title.organisation, lower_first(&title.point))
            };
            let _ = writeln!(out, "# {}\n", escape(&name));
            for line in &title.lines {
                let _ = writeln!(out, "{}  ", line_start(&escape(line)));
            }
            out.push_str("\n---\n\n");
        }
        Block::Heading(heading) => {
            let signs = if heading.level <= 1 { "##" } else { "###" };
            let _ = writeln!(out, "{signs} {}\n", escape(&heading.text));
        }
        Block::Paragraph(pieces) => {
            let _ = writeln!(out, "{}\n", line_start(&run(pieces, false)));
        }
        Block::List(list) => {
            for (at, item) in list.items.iter().enumerate() {
                let words = line_start(&run(item, false));
                let _ = if list.numbered {
                    writeln!(out, "{}. {words}", at + 1)
                } else {
                    writeln!(out, "- {words}")
                };
            }
            out.push('\n');
        }
        Block::Table(table) => render_table(table, out),
        Block::Board(board) => render_board(board, out),
        Block::Bars(bars) => {
            let _ = writeln!(out, "{}\n\n| | |\n|---|---|", line_start(&escape(&bars.caption)));
            for bar in &bars.rows {
                let label = escape(&bar.label);
                let label = if bar.here { format!("**{label}**") } else { label };
                let _ = writeln!(
                    out,
                    "| {label} | {} {}% ({}) |",
                    blocks(bar.percent),
                    bar.percent,
                    escape(&bar.note)
                );
            }
            out.push('\n');
        }
        Block::Dots(matrix) => render_dots(matrix, out),
        Block::Histograms(all) => {
            for one in all {
                let counts: Vec<String> =
                    one.counts.iter().enumerate().map(|(at, n)| format!("{} × {n}", at + 1)).collect();
                let _ = writeln!(
                    out,
                    "- **{}**: {} · {}",
                    escape(&one.label),
                    escape(&one.note),
                    counts.join(", ")
                );
            }
            out.push('\n');
        }
        Block::Callout(callout) => render_callout(callout, out),
        Block::Quotes(quotes) => {
            for quote in quotes {
                render_quote(quote, out);
            }
        }
        Block::Cards(cards) => {
            for card in cards {
                render_card(card, out);
            }
        }
        Block::Notes(list) => {
            for line in &list.items {
                render_note(line, 0, out);
            }
            out.push('\n');
        }
        Block::FirstPage(_) => {}
        Block::Appendix => out.push_str("---\n\n"),
    }
}

fn render_table(table: &Table, out: &mut String) {
    if let Some(caption) = &table.caption {
        let _ = writeln!(out, "{}\n", line_start(&escape(caption)));
    }
    let head: Vec<String> = table.head.iter().map(|head| escape(head)).collect();
    let _ = writeln!(out, "| {} |", head.join(" | "));
    let line: Vec<&str> = (0..table.head.len())
        .map(|at| match table.align.get(at) {
            Some(Align::Right) => "---:",
            Some(Align::Centre) => ":---:",
            _ => "---",
        })
        .collect();
    let _ = writeln!(out, "|{}|", line.join("|"));
    for row in &table.rows {
        let band = row.cells.len() == 1 && table.head.len() > 1;
        let mut cells: Vec<String> = row.cells.iter().map(|cell| run(cell, true)).collect();
        if band && let Some(first) = cells.first_mut() {
            *first = format!("**{}**", first.replace("**", ""));
        }
        cells.resize(table.head.len(), String::new());
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out.push('\n');
}

fn render_board(board: &Board, out: &mut String) {
    let head: Vec<String> = board
        .lanes
        .iter()
        .map(|lane| {
            let note =
                if lane.note.is_empty() { String::new() } else { format!(" ({})", escape(&lane.note)) };
            format!("{} **{}**{note}", lane_sign(lane.lane), lane.lane.words())
        })
        .collect();
    let _ = writeln!(out, "| {} |\n|{}|", head.join(" | "), vec!["---"; board.lanes.len()].join("|"));
    let rows = board.lanes.iter().map(|lane| lane.cards.len()).max().unwrap_or(0);
    for at in 0..rows {
        let cells: Vec<String> = board
            .lanes
            .iter()
            .map(|lane| {
                let Some(card) = lane.cards.get(at) else { return String::new() };
                let score = if card.score.is_empty() {
                    String::new()
                } else {
                    format!(" · {}", escape(&card.score))
                };
                let marks: Vec<&str> =
                    std::iter::once("").chain(card.marks.iter().map(|mark| mark.sign())).collect();
                format!("**{}** {}{score}{}", escape(&card.id), escape(&card.title), marks.join(" "))
            })
            .collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out.push_str("\nNumbers: priority out of 100; they order a lane and never choose it.");
    if !board.legend.is_empty() {
        let legend: Vec<String> =
            board.legend.iter().map(|m| format!("{} {}", m.sign(), m.meaning())).collect();
        let _ = write!(out, " {}", legend.join(" · "));
    }
    out.push_str("\n\n");
}

fn render_dots(matrix: &DotMatrix, out: &mut String) {
    let head: Vec<String> = matrix.columns.iter().map(|column| escape(column)).collect();
    let _ = writeln!(out, "| | {} | |\n|---|{}|---|", head.join(" | "), vec!["---"; head.len()].join("|"));
    for row in &matrix.rows {
        let dots: Vec<String> = row.counts.iter().map(|count| dots(*count)).collect();
        let _ = writeln!(out, "| {} | {} | {} |", escape(&row.label), dots.join(" | "), escape(&row.note));
    }
    out.push('\n');
}

/// ●●●, or a number where there are many.
pub(super) fn dots(count: usize) -> String {
    match count {
        0 => "–".to_owned(),
        1..=8 => "●".repeat(count),
        many => format!("● × {many}"),
    }
}

/// Ten blocks for a hundred.
pub(super) fn blocks(percent: u64) -> String {
    let full = usize::try_from((percent.min(100) + 5) / 10).unwrap_or(10);
    format!("{}{}", "█".repeat(full), "░".repeat(10 - full))
}

fn render_callout(callout: &Callout, out: &mut String) {
    match callout.items.as_slice() {
        [only] => {
            let _ = writeln!(out, "> {} {}\n", marked("**", &callout.lead), run(only, false));
        }
        many => {
            let _ = writeln!(out, "> {}", marked("**", &callout.lead));
            for item in many {
                let _ = writeln!(out, "> - {}", line_start(&run(item, false)));
            }
            out.push('\n');
        }
    }
}

fn render_quote(quote: &Quote, out: &mut String) {
    let lines: Vec<String> = text::shown(&quote.text).lines().map(|line| line_start(&escape(line))).collect();
    let _ = writeln!(out, "> “{}”{}\n", lines.join("\\\n> "), source(quote));
}

fn render_card(card: &Card, out: &mut String) {
    let _ = writeln!(out, "### {} {}\n", escape(&card.id), escape(&card.title));
    if !card.body.is_empty() {
        let _ = writeln!(out, "{}\n", line_start(&run(&card.body, false)));
    }
    for quote in &card.quotes {
        render_quote(quote, out);
    }
    if !card.foot.is_empty() {
        let _ = writeln!(out, "{}\n", line_start(&run(&card.foot, false)));
    }
}

fn render_note(line: &NoteLine, depth: usize, out: &mut String) {
    let words: Vec<String> = text::shown(&line.text).lines().map(escape).collect();
    let about = if line.about.is_empty() {
        String::new()
    } else {
        format!(" ({})", escape(&line.about.join(" · ")))
    };
    let _ =
        writeln!(out, "{}- **{}** {}{about}", "  ".repeat(depth), escape(&line.reference), words.join(" / "));
    for repeat in &line.repeats {
        render_note(repeat, depth + 1, out);
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sign_acts() {
        assert_eq!(
            escape("a|b `c` *d* [e](f) <g> &lt; ~~h~~"),
            "a\\|b \\`c\\` \\*d\\* \\[e\\](f) &lt;g&gt; &amp;lt; \\~\\~h\\~\\~"
        );
        assert_eq!(
            escape("https://x.y www.z.org Sales & Marketing snake_case _x_"),
            "https\\://x.y www\\.z.org Sales & Marketing snake_case \\_x\\_"
        );
        assert!(!escape("a\u{202E}b\u{1b}[0m").contains(['\u{202E}', '\u{1b}']));
    }

    #[test]
    fn a_line_does_not_begin_a_list_by_accident() {
        assert_eq!(line_start("- a"), "\\- a");
        assert_eq!(line_start("=SUM(A1)"), "\\=SUM(A1)");
        assert_eq!(line_start("12. March"), "12\\. March");
        assert_eq!(line_start("# a"), "\\# a");
        assert_eq!(line_start("12 March"), "12 March");
    }
}
