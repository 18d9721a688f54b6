//! What the machine around us tells: the time, what its terminal shows, what a file that lies there is. It answers when it is
//! asked, and keeps nothing.

use std::path::Path;
use std::time::Instant;

use crate::shelf::config::Config;
use crate::shelf::desk::{Loaded, load};
use crate::shelf::zone::zone;
use crate::text;
use crate::tui::event::{Now, Recent};
use crate::tui::look::{Look, Wishes};

/// A session that lies there, as the start screen lists it; of one that cannot be read, why.
pub fn recent(path: &Path) -> Recent {
    match load(path) {
        Ok(Loaded { session, .. }) => {
            let name = match (session.organisation.name.as_str(), session.session.title.as_str()) {
                ("", "") => path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default(),
                ("", title) => title.to_owned(),
                (name, "") => name.to_owned(),
                (name, title) if title.starts_with(name) => title.to_owned(),
                (name, title) => format!("{name}: {title}"),
            };
            let notes = text::plural(session.notes.len(), "note", "notes");
            let day = session.session.date.day_and_month();
            let detail = format!("{day} {} · {notes}", session.session.date.0.year());
            Recent { path: path.to_owned(), title: text::shown(&name).into_owned(), detail }
        }
        Err(line) => {
            let name = path.file_name().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            let detail = line.split_once(": ").map_or(line.as_str(), |(_, what)| what).to_owned();
            Recent { path: path.to_owned(), title: text::shown(&name).into_owned(), detail }
        }
    }
}

/// What time it is, by the laptop.
pub fn now(started: Instant) -> Now {
    let zoned = jiff::Timestamp::now().to_zoned(zone());
    Now {
        local: zoned.datetime(),
        offset_minutes: zoned.offset().seconds() / 60,
        awake_ms: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
    }
}

/// The laptop's offset as a session writes it: `+01:00`.
pub fn offset(now: &Now) -> String {
    let minutes = now.offset_minutes;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// The look for this terminal and these settings.
pub fn look(config: &Config) -> Look {
    use crate::shelf::config as settings;

    use crate::tui::look::{Depth, Glyphs, TerminalFacts, Theme};
    let var = |name: &str| std::env::var(name).ok();
    let facts = TerminalFacts {
        no_color: var("NO_COLOR"),
        colorterm: var("COLORTERM"),
        term: var("TERM"),
        colorfgbg: var("COLORFGBG"),
        background_light: None,
        lang: var("LC_ALL").or_else(|| var("LC_CTYPE")).or_else(|| var("LANG")),
    };
    let wishes = Wishes {
        theme: match config.theme {
            settings::Theme::Auto => None,
            settings::Theme::Light => Some(Theme::Light),
            settings::Theme::Dark => Some(Theme::Dark),
            settings::Theme::HighContrast => Some(Theme::HighContrast),
        },
        depth: match config.colour {
            settings::Colour::Auto => None,
            settings::Colour::True => Some(Depth::True),
            settings::Colour::Indexed => Some(Depth::C256),
            settings::Colour::Sixteen => Some(Depth::C16),
            settings::Colour::None => Some(Depth::None),
        },
        glyphs: (config.glyphs == settings::Glyphs::Ascii).then_some(Glyphs::Ascii),
    };
    Look::choose(&facts, wishes)
}
