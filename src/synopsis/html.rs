//! The document as one self-contained page: style inside, nothing fetched, nothing that runs. Prints on A4 or Letter.
//!
//! Every text of the document is escaped here; no text can become markup.

use std::fmt::Write as _;

use super::document::{
    Align, Bars, Block, Board, Callout, Card, Document, DotMatrix, Edge, Histogram, Inline, Link, List,
    NoteLine, Paper, Quote, Table, Title, anchor, lane_sign,
};
use crate::rules::Lane;
use crate::text;

const STYLE: &str = include_str!("html.css");

/// The page, ready to be written to a file.
pub fn render(document: &Document) -> String {
    let mut page = Page { out: String::with_capacity(64 * 1024), short: first_page_is_short(document) };
    page.head(document);
    for block in &document.blocks {
        page.block(block);
    }
    if document.blocks.contains(&Block::Appendix) {
        page.raw("</div>\n");
    }
    page.raw("</main>\n</body>\n</html>\n");
    page.out
}

/// Text in which nothing is markup: entities for the five signs, no control character, no direction override.
fn escape(text: &str, out: &mut String) {
    for c in text::shown(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

/// A CSS string: everything but letters, digits and blanks by number, so that nothing can end it.
fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text::shown(text).chars() {
        if c.is_ascii_alphanumeric() || c == ' ' {
            out.push(c);
        } else {
            // The blank ends the number.
            let _ = write!(out, "\\{:06x} ", u32::from(c));
        }
    }
    out.push('"');
    out
}

fn lane_class(lane: Lane) -> &'static str {
    lane.key()
}

/// With fewer lines of plain text than this the first page would be half empty.
const HALF_A_PAGE: usize = 30;

/// Whether there is so little on the first page that the rest begins on it, too.
fn first_page_is_short(document: &Document) -> bool {
    let is_end = |block: &Block| matches!(block, Block::FirstPage(Edge::End));
    let Some(end) = document.blocks.iter().position(is_end) else { return false };
    let first = Document { blocks: document.blocks[..end].to_vec(), meta: document.meta.clone() };
    super::text::render(&first).lines().filter(|line| !line.trim().is_empty()).count() < HALF_A_PAGE
}

struct Page {
    out: String,
    /// The rest begins on the first page.
    short: bool,
}

impl Page {
    fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        escape(text, &mut self.out);
    }

    fn wrapped(&mut self, open: &str, text: &str, close: &str) {
        self.raw(open);
        self.text(text);
        self.raw(close);
    }

    fn head(&mut self, document: &Document) {
        let meta = &document.meta;
        self.raw("<!DOCTYPE html>\n<html lang=\"");
        self.text(&meta.lang);
        self.raw("\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light\">\n<title>");
        let name = if meta.organisation.is_empty() { &meta.title } else { &meta.organisation };
        self.text(&if meta.draft {
            format!("DRAFT · {name}: synopsis")
        } else {
            format!("{name}: synopsis")
        });
        self.raw("</title>\n<style>\n");
        self.raw(STYLE);
        self.page_rules(document);
        self.raw("</style>\n</head>\n<body>\n");
        if meta.draft {
            self.raw("<div class=\"draft-banner\" role=\"note\">DRAFT: not released, may still change</div>\n<div class=\"draft-mark\" aria-hidden=\"true\">DRAFT</div>\n");
        }
        self.raw("<nav class=\"contents\" aria-label=\"Contents\">\n");
        for block in &document.blocks {
            if let Block::Heading(heading) = block
                && heading.level == 1
            {
                self.raw("<a href=\"#");
                self.text(&heading.id);
                self.wrapped("\">", &heading.text, "</a>\n");
            }
        }
        self.raw("</nav>\n<main>\n");
    }

    fn page_rules(&mut self, document: &Document) {
        let meta = &document.meta;
        let size = match meta.paper {
            Paper::A4 => "A4",
            Paper::Letter => "Letter",
        };
        let names: Vec<&str> = [meta.organisation.as_str(), meta.title.as_str()]
            .into_iter()
            .filter(|name| !name.is_empty())
            .collect();
        let foot = css_string(&text::clip_words(&names.join(" · "), 62));
        let version = css_string(&format!("{} · version {} · page ", meta.variant, meta.version));
        let style = "font: 8pt Charter, \"Bitstream Charter\", \"Iowan Old Style\", Cambria, \"Noto Serif\", serif; color: #6b625a;";
        let draft = if meta.draft {
            format!(
                "@top-right {{ content: \"DRAFT\"; {style} color: #b04414; font-weight: 600; letter-spacing: .12em; }}"
            )
        } else {
            String::new()
        };
        let _ = write!(
            self.out,
            "@page {{ size: {size}; margin: 20mm 20mm 20mm 22mm; {draft}\n  @bottom-left {{ content: {foot}; {style} width: 60%; }}\n  @bottom-right {{ content: {version} counter(page) \" of \" counter(pages); {style} width: 40%; }} }}\n@page :left {{ margin-left: 20mm; margin-right: 22mm; }}\n@page :first {{ margin-top: 15mm; margin-bottom: 17mm; }}\n"
        );
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(title) => self.title(title),
            Block::Heading(heading) => {
                let level = if heading.level <= 1 { 2 } else { 3 };
                let _ = write!(self.out, "<h{level} id=\"");
                self.text(&heading.id);
                self.wrapped("\">", &heading.text, "");
                let _ = writeln!(self.out, "</h{level}>");
            }
            Block::Paragraph(run) => {
                self.raw("<p dir=\"auto\">");
                self.run(run);
                self.raw("</p>\n");
            }
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Board(board) => self.board(board),
            Block::Bars(bars) => self.bars(bars),
            Block::Dots(matrix) => self.dots(matrix),
            Block::Histograms(all) => self.histograms(all),
            Block::Callout(callout) => self.callout(callout),
            Block::Quotes(quotes) => {
                for quote in quotes {
                    self.quote_block(quote);
                }
            }
            Block::Cards(cards) => {
                self.raw("<div class=\"themes\">\n");
                for card in cards {
                    self.card(card);
                }
                self.raw("</div>\n");
            }
            Block::Notes(list) => {
                self.raw("<div class=\"notes\">\n");
                for line in &list.items {
                    self.note(line);
                }
                self.raw("</div>\n");
            }
            Block::FirstPage(Edge::Begin) => {
                let class = if self.short { "first short" } else { "first" };
                let _ = writeln!(self.out, "<div class=\"{class}\">");
            }
            Block::FirstPage(Edge::End) => self.raw("</div>\n"),
            Block::Appendix => self.raw("<div class=\"appendix\">\n"),
        }
    }

    fn title(&mut self, title: &Title) {
        self.raw("<header class=\"title\">\n");
        if !title.organisation.is_empty() {
            self.wrapped("<p class=\"org\" dir=\"auto\">", &title.organisation, "</p>\n");
        }
        self.wrapped("<h1 dir=\"auto\">", &title.point, "</h1>\n");
        for line in &title.lines {
            self.wrapped("<p dir=\"auto\">", line, "</p>\n");
        }
        self.raw("</header>\n");
    }

    fn link(&mut self, link: &Link, class: &str) {
        self.raw("<a class=\"");
        self.raw(class);
        self.raw("\" href=\"#");
        self.text(&link.to);
        self.wrapped("\">", &link.label, "</a>");
    }

    fn lane(&mut self, lane: Lane) {
        let _ = write!(self.out, "<span class=\"lane {}\">{}</span>", lane_class(lane), lane_sign(lane));
    }

    fn run(&mut self, run: &[Inline]) {
        for piece in run {
            match piece {
                Inline::Text(text) => self.text(text),
                Inline::Strong(text) => self.wrapped("<strong>", text, "</strong>"),
                Inline::Emphasis(text) => self.wrapped("<em>", text, "</em>"),
                Inline::Soft(text) => self.wrapped("<span class=\"soft\">", text, "</span>"),
                Inline::Quote(quote) => self.inline_quote(quote),
                Inline::Link(link) => self.link(link, link_class(link)),
                Inline::Lane(lane) => self.lane(*lane),
                Inline::Break => self.raw("<span class=\"br\"></span>"),
            }
        }
    }

    fn source(&mut self, quote: &Quote) {
        if quote.from.is_none() && quote.reference.is_none() && quote.remark.is_none() {
            return;
        }
        self.raw(" <span class=\"soft\">");
        let mut first = true;
        let mut next = |page: &mut Self| {
            if !std::mem::replace(&mut first, false) {
                page.raw(", ");
            }
        };
        self.raw("(");
        if let Some(from) = &quote.from {
            next(self);
            self.text(from);
        }
        if let Some(reference) = &quote.reference {
            next(self);
            self.link(reference, "ref");
        }
        if let Some(remark) = &quote.remark {
            next(self);
            self.text(remark);
        }
        self.raw(")</span>");
    }

    fn inline_quote(&mut self, quote: &Quote) {
        self.wrapped("<q dir=\"auto\">", &quote.text, "</q>");
        self.source(quote);
    }

    fn quote_block(&mut self, quote: &Quote) {
        self.raw("<blockquote>");
        self.wrapped("<span class=\"said\" dir=\"auto\">“", &quote.text, "”</span>");
        self.source(quote);
        self.raw("</blockquote>\n");
    }

    fn list(&mut self, list: &List) {
        let tag = if list.numbered { "ol" } else { "ul" };
        let _ = writeln!(self.out, "<{tag}{}>", if list.columns { " class=\"columns\"" } else { "" });
        for item in &list.items {
            self.raw("<li dir=\"auto\">");
            self.run(item);
            self.raw("</li>\n");
        }
        let _ = writeln!(self.out, "</{tag}>");
    }

    fn table(&mut self, table: &Table) {
        self.raw("<div class=\"wide\"><table>\n");
        if let Some(caption) = &table.caption {
            self.wrapped("<caption>", caption, "</caption>\n");
        }
        if !table.widths.is_empty() {
            self.raw("<colgroup>");
            for width in &table.widths {
                let _ = write!(self.out, "<col style=\"width:{width}%\">");
            }
            self.raw("</colgroup>\n");
        }
        let class = |at: usize| match table.align.get(at) {
            Some(Align::Right) => " class=\"r\"",
            Some(Align::Centre) => " class=\"c\"",
            _ => "",
        };
        if table.head.iter().any(|head| !head.is_empty()) {
            self.raw("<thead><tr>");
            for (at, head) in table.head.iter().enumerate() {
                let _ = write!(self.out, "<th scope=\"col\"{}>", class(at));
                self.wrapped("", head, "</th>");
            }
            self.raw("</tr></thead>\n");
        }
        self.raw("<tbody>\n");
        for row in &table.rows {
            let band = row.cells.len() == 1 && table.head.len() > 1;
            self.raw("<tr");
            if band {
                self.raw(" class=\"band\"");
            }
            if let Some(anchor) = &row.anchor {
                self.wrapped(" id=\"", anchor, "\"");
            }
            self.raw(">");
            for (at, cell) in row.cells.iter().enumerate() {
                let span = if band { format!(" colspan=\"{}\"", table.head.len()) } else { String::new() };
                let short = cell.iter().map(piece_width).sum::<usize>() <= UNBROKEN && !band;
                let wrap = if short && class(at).is_empty() { " class=\"nw\"" } else { class(at) };
                let _ = write!(self.out, "<td dir=\"auto\"{wrap}{span}>");
                self.run(cell);
                self.raw("</td>");
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody></table></div>\n");
    }

    fn board(&mut self, board: &Board) {
        self.raw("<div class=\"board\">\n");
        for lane in &board.lanes {
            let class = lane_class(lane.lane);
            let _ = write!(
                self.out,
                "<section><h3 class=\"{class}\"><span class=\"lane\">{}</span> <span class=\"name\">{}</span></h3>",
                lane_sign(lane.lane),
                lane.lane.words()
            );
            self.wrapped("<p class=\"note\">", &lane.note, "</p>\n");
            for card in &lane.cards {
                let _ = write!(self.out, "<div class=\"gap {class}\"><div class=\"top\"><span><b>");
                self.link(&Link::gap(&card.id), "");
                self.raw("</b>");
                for (at, mark) in card.marks.iter().enumerate() {
                    let _ = write!(
                        self.out,
                        "{}<span class=\"sign\">{}</span> {}",
                        if at == 0 { "&ensp;" } else { " · " },
                        text_style(mark.sign()),
                        mark.word()
                    );
                }
                self.wrapped("</span><span>", &card.score, "</span></div>");
                self.wrapped("<div dir=\"auto\">", &card.title, "</div>");
                self.raw("</div>\n");
            }
            // The key fills the room below the last lane, which is mostly the shortest, and stays with the board.
            if board.lanes.last() == Some(lane) {
                self.legend(board);
            }
            self.raw("</section>\n");
        }
        self.raw("</div>\n");
    }

    fn legend(&mut self, board: &Board) {
        self.raw("<p class=\"legend\">The number is the priority out of 100; it orders a lane and never chooses it.");
        for mark in &board.legend {
            let sign = text_style(mark.sign());
            let _ = write!(
                self.out,
                "<span class=\"br\"></span><span class=\"sign\">{sign}</span> {}",
                mark.meaning()
            );
        }
        self.raw("</p>\n");
    }

    fn bars(&mut self, bars: &Bars) {
        self.wrapped("<div class=\"bars\"><p class=\"cap\">", &bars.caption, "</p>\n");
        for bar in &bars.rows {
            let width = bar.percent.min(100);
            self.raw(if bar.here { "<div class=\"bar here\">" } else { "<div class=\"bar\">" });
            self.wrapped("<span class=\"label\" dir=\"auto\">", &bar.label, "</span>");
            let _ = write!(
                self.out,
                "<span class=\"track\"><span class=\"fill\" style=\"width:{width}%\"></span></span>"
            );
            let _ = write!(self.out, "<span class=\"num\"><b>{}%</b> ", bar.percent);
            self.wrapped("", &bar.note, "</span></div>\n");
        }
        self.raw("</div>\n");
    }

    fn dots(&mut self, matrix: &DotMatrix) {
        self.raw("<div class=\"wide\"><table class=\"dots\">\n<thead><tr><th></th>");
        for column in &matrix.columns {
            self.wrapped("<th scope=\"col\">", column, "</th>");
        }
        self.raw("<th></th></tr></thead>\n<tbody>\n");
        for row in &matrix.rows {
            self.wrapped("<tr><td dir=\"auto\">", &row.label, "</td>");
            for count in &row.counts {
                let _ = match count {
                    0 => write!(self.out, "<td class=\"none\">–</td>"),
                    1..=8 => {
                        write!(self.out, "<td class=\"d\" title=\"{count}\">{}</td>", "●".repeat(*count))
                    }
                    _ => write!(self.out, "<td><span class=\"d\">●</span> × {count}</td>"),
                };
            }
            self.wrapped("<td class=\"soft\" dir=\"auto\">", &row.note, "</td></tr>\n");
        }
        self.raw("</tbody></table></div>\n");
    }

    fn histograms(&mut self, all: &[Histogram]) {
        self.raw("<div class=\"hists\">\n");
        for one in all {
            self.wrapped("<div class=\"hist\"><p class=\"cap\"><b>", &one.label, "</b> ");
            self.wrapped("", &one.note, "</p>\n");
            let top = one.counts.iter().copied().max().unwrap_or(0).max(1);
            self.raw("<svg width=\"210\" height=\"92\" viewBox=\"0 0 210 92\" role=\"img\">");
            for (at, count) in one.counts.iter().enumerate() {
                let height = u64::try_from(u128::from(*count) * 56 / u128::from(top)).unwrap_or(56);
                let (x, y) = (at * 42, 72 - height);
                let _ = write!(
                    self.out,
                    "<rect x=\"{}\" y=\"{y}\" width=\"32\" height=\"{height}\" fill=\"#a98d6d\"/><text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"10\" fill=\"#2a2622\">{count}</text><text x=\"{}\" y=\"87\" text-anchor=\"middle\" font-size=\"10\" fill=\"#6b625a\">{}</text>",
                    x + 2,
                    x + 18,
                    y - 4,
                    x + 18,
                    at + 1
                );
            }
            self.raw("<line x1=\"0\" y1=\"72.5\" x2=\"206\" y2=\"72.5\" stroke=\"#d9d0c3\"/></svg></div>\n");
        }
        self.raw("</div>\n");
    }

    fn callout(&mut self, callout: &Callout) {
        self.raw("<div class=\"callout\">\n");
        match callout.items.as_slice() {
            [only] => {
                self.raw("<p dir=\"auto\">");
                if !callout.lead.is_empty() {
                    self.wrapped("<strong>", &callout.lead, "</strong> ");
                }
                self.run(only);
                self.raw("</p>\n");
            }
            many => {
                self.wrapped("<p><strong>", &callout.lead, "</strong></p>\n<ul>\n");
                for item in many {
                    self.raw("<li dir=\"auto\">");
                    self.run(item);
                    self.raw("</li>\n");
                }
                self.raw("</ul>\n");
            }
        }
        self.raw("</div>\n");
    }

    fn card(&mut self, card: &Card) {
        self.wrapped("<section class=\"theme\" id=\"", &card.anchor, "\">");
        self.wrapped("<h3 dir=\"auto\"><span class=\"id\">", &card.id, "</span>");
        self.wrapped("", &card.title, "</h3>\n");
        if !card.body.is_empty() {
            self.raw("<p dir=\"auto\">");
            self.run(&card.body);
            self.raw("</p>\n");
        }
        for quote in &card.quotes {
            self.quote_block(quote);
        }
        if !card.foot.is_empty() {
            self.raw("<p class=\"foot\">");
            self.run(&card.foot);
            self.raw("</p>\n");
        }
        self.raw("</section>\n");
    }

    fn note(&mut self, line: &NoteLine) {
        self.wrapped("<div class=\"n\" id=\"", &anchor("note", &line.reference), "\">");
        self.wrapped("<span class=\"id\">", &line.reference, "</span>");
        self.wrapped("<span class=\"said\" dir=\"auto\">", &line.text, "</span>");
        if !line.about.is_empty() {
            self.wrapped(" <span class=\"about\">", &line.about.join(" · "), "</span>");
        }
        for repeat in &line.repeats {
            self.note(repeat);
        }
        self.raw("</div>\n");
    }
}

/// A cell this short, in letters, is not broken: a date, an id.
const UNBROKEN: usize = 8;

fn piece_width(piece: &Inline) -> usize {
    match piece {
        Inline::Text(text) | Inline::Strong(text) | Inline::Emphasis(text) | Inline::Soft(text) => {
            text::width(text)
        }
        Inline::Link(link) => text::width(&link.label),
        Inline::Lane(_) => 1,
        Inline::Quote(_) | Inline::Break => UNBROKEN + 1,
    }
}

/// A gap's id is set like a name, every other reference small and grey.
fn link_class(link: &Link) -> &'static str {
    if link.to.starts_with("gap-") { "gap-id" } else { "ref" }
}

/// The sign drawn as a letter, not as a picture.
fn text_style(sign: &str) -> String {
    if sign == "⏳" { format!("{sign}\u{FE0E}") } else { sign.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        let mut out = String::new();
        escape("<script>alert('x')</script> & \"y\"\u{202E}\u{1b}[31m", &mut out);
        assert!(out.starts_with("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;"));
        assert!(!out.contains('\u{202E}') && !out.contains('\u{1b}'));
    }

    #[test]
    fn nothing_ends_a_string_of_the_style_sheet() {
        let hostile = css_string("a\"; } </style><script>\\");
        assert!(!hostile[1..hostile.len() - 1].contains(['"', '<', ';', '}']));
        assert_eq!(css_string("Halvorn 1"), "\"Halvorn 1\"");
    }
}
