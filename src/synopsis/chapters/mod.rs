//! The chapters in their order, one a file. Each adds its blocks, or nothing where the session has nothing to say.

mod appendix_evidence;
mod appendix_notes;
mod appendix_people;
mod appendix_rules;
mod appendix_scores;
mod board;
mod customers;
mod different_needs;
mod next_steps;
mod obstacles;
mod one_page;
mod order;
mod perfect_today;
mod plan;
mod room;
mod standing;
mod starting_line;
mod themes;
mod title;
mod unknowns;

use super::context::Context;
use super::document::{Block, Edge, Heading};

/// All of it.
pub(super) fn write(c: &Context) -> Vec<Block> {
    let mut out = vec![Block::FirstPage(Edge::Begin)];
    title::write(c, &mut out);
    one_page::write(c, &mut out);
    out.push(Block::FirstPage(Edge::End));
    for chapter in [
        room::write,
        customers::write,
        perfect_today::write,
        different_needs::write,
        themes::write,
        board::write,
        order::write,
        plan::write,
        unknowns::write,
        starting_line::write,
        standing::write,
        obstacles::write,
        next_steps::write,
    ] {
        chapter(c, &mut out);
    }
    let mut appendix = Vec::new();
    for chapter in [
        appendix_notes::write,
        appendix_scores::write,
        appendix_evidence::write,
        appendix_rules::write,
        appendix_people::write,
    ] {
        chapter(c, &mut appendix);
    }
    if !appendix.is_empty() {
        out.push(Block::Appendix);
        out.extend(appendix);
    }
    out
}

/// A chapter's heading.
fn chapter(id: &str, text: &str) -> Block {
    Block::Heading(Heading { level: 1, id: id.to_owned(), text: text.to_owned() })
}

/// The heading of a part of a chapter.
fn part(id: &str, text: &str) -> Block {
    Block::Heading(Heading { level: 2, id: id.to_owned(), text: text.to_owned() })
}
