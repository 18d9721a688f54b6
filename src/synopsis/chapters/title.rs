//! The title block: organisation, the point, date, place, authors, version (the handbook, 5.2, 0).

use crate::session::{Attribution, Kind, PersonId};
use crate::synopsis::context::Context;
use crate::synopsis::document::{Block, Title};
use crate::synopsis::words::cut;

/// One line under the title.
const LINE_CELLS: usize = 104;

pub(super) fn write(c: &Context, out: &mut Vec<Block>) {
    let card = &c.s.session;
    let (point, what) = match card.kind {
        Kind::Baseline => (
            "Where our customers’ experience stands, and what we do first",
            "Synopsis of the baseline workshop",
        ),
        Kind::Review => ("What has changed for our customers, and what we do next", "Synopsis of the review"),
        Kind::Problem => {
            ("A new problem for our customers, and what we do about it", "Synopsis of the problem session")
        }
        Kind::Handover => ("What we hand over for our customers’ experience", "Synopsis of the handover"),
        Kind::Other(_) => {
            ("Where our customers’ experience stands, and what we do first", "Synopsis of the session")
        }
    };
    let mut lines = Vec::new();
    let title = card.title.trim();
    let what = if title.is_empty() || title.to_lowercase().contains("workshop") {
        what.to_owned()
    } else {
        format!("{what} “{}”", cut(title, 40))
    };
    let day = c.date().map(crate::session::Day::in_words);
    let venue = Some(cut(&card.venue.name, 40)).filter(|name| !name.is_empty());
    lines.push([Some(what), day, venue].into_iter().flatten().collect::<Vec<_>>().join(" · "));

    let author = |id: &Option<PersonId>, role: &str| {
        let name = cut(&c.person(id.as_ref()?)?.name, 36);
        (!name.is_empty()).then(|| format!("{name} ({role})"))
    };
    let authors: Vec<String> = [author(&card.facilitator, "facilitator"), author(&card.scribe, "scribe")]
        .into_iter()
        .flatten()
        .collect();
    if !authors.is_empty() {
        lines.push(cut(&format!("Prepared by {}", crate::rules::words::list(&authors)), LINE_CELLS));
    }
    let quotes = match card.attribution {
        Attribution::Named => "quotes carry a name where the person agreed",
        Attribution::Anonymous => "quotes carry a reference, never a name or level",
        _ => "quotes carry a level, never a name",
    };
    let version =
        format!("{} {}", if c.options.draft { "DRAFT of version" } else { "Version" }, c.options.version);
    let made = c.options.made_on.map(|day| format!(", {}", day.0.strftime("%-d %B %Y")));
    lines.push(format!("{version}{} · Full version: {quotes}", made.unwrap_or_default()));
    out.push(Block::Title(Title {
        organisation: c.s.organisation.name.trim().to_owned(),
        point: point.to_owned(),
        lines,
    }));
}
