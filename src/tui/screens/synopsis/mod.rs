//! Synopsis: the document itself, live. What still blocks the final version, the quotes that lead, and the export.
//!
//! ```text
//! Draft · 2 things block the final version          page view: the same words that are printed
//! On one page          │ Halvorn Broadband
//! Who was in the room  │ where our customers' experience stands, and what we do first
//! Customers            │ …
//! ```

mod page;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};
use smol_str::SmolStr;

use self::page::Page;
use super::Screen;
use crate::room::Wish;
use crate::rules::ready::{About, Finding, exposed_sentence};
use crate::session::edit::change;
use crate::session::{Note, NoteId, Theme, ThemeChange, ThemeId};
use crate::synopsis::{Options, compose, final_blockers};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::effect::Effect;
use crate::tui::keymap::{Binding, Chord, Command, Layer};
use crate::tui::outcome::{Answer, Ask, Choice, Outcome, PickAsk};
use crate::tui::stage::Stage;
use crate::tui::widgets::list;
use crate::tui::widgets::put::{fill, put, put_clipped, put_right};

/// Its own commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmd {
    /// A line up.
    Up,
    /// A line down.
    Down,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// The chapter before.
    PreviousChapter,
    /// The chapter after.
    NextChapter,
    /// Write it.
    Export,
    /// What blocks the final version.
    Blockers,
    /// Which quotes lead.
    LeadQuotes,
}

impl Cmd {
    /// Whether it changes nothing in the session, so that it is there where the session is only read.
    pub const fn reads(self) -> bool {
        matches!(
            self,
            Self::Up
                | Self::Down
                | Self::PageUp
                | Self::PageDown
                | Self::Home
                | Self::End
                | Self::PreviousChapter
                | Self::NextChapter
                | Self::Export
                | Self::Blockers
        )
    }
}

/// What it asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// Which formats.
    Formats,
    /// Which hindrance to go to.
    Blocker,
    /// Whose lead quote.
    QuoteTheme,
    /// Which note leads.
    Quote(ThemeId),
}

const fn row(
    chords: &'static [Chord],
    name: &'static str,
    label: &'static str,
    command: Cmd,
    footer: u8,
) -> Binding {
    Binding { layer: Layer::Synopsis, chords, name, label, command: Command::Synopsis(command), footer }
}

/// Its keys.
pub const KEYS: &[Binding] = &[
    row(&[Chord::ch('e')], "synopsis.export", "export", Cmd::Export, 1),
    row(&[Chord::ch('b')], "synopsis.blockers", "what is missing", Cmd::Blockers, 2),
    row(&[Chord::ch('l')], "synopsis.quotes", "lead quotes", Cmd::LeadQuotes, 3),
    row(&[Chord::ch(']'), Chord::key(KeyCode::Tab)], "synopsis.next", "next chapter", Cmd::NextChapter, 4),
    row(
        &[Chord::ch('['), Chord::key(KeyCode::BackTab)],
        "synopsis.previous",
        "previous chapter",
        Cmd::PreviousChapter,
        0,
    ),
    row(&[Chord::key(KeyCode::Down), Chord::ch('j')], "synopsis.down", "down", Cmd::Down, 5),
    row(&[Chord::key(KeyCode::Up), Chord::ch('k')], "synopsis.up", "up", Cmd::Up, 0),
    row(&[Chord::ch(' ')], "synopsis.page_down", "a screen down", Cmd::PageDown, 0),
    row(&[Chord::key(KeyCode::Backspace)], "synopsis.page_up", "a screen up", Cmd::PageUp, 0),
    row(&[Chord::key(KeyCode::Home)], "synopsis.home", "to the beginning", Cmd::Home, 0),
    row(&[Chord::key(KeyCode::End)], "synopsis.end", "to the end", Cmd::End, 0),
];

/// The screen's own state.
#[derive(Debug, Default)]
pub struct Synopsis {
    top: usize,
    /// The document, set once a revision and width.
    set: RefCell<Option<(u64, usize, Rc<Page>)>>,
}

struct Layout {
    head: Rect,
    outline: Rect,
    page: Rect,
}

fn layout(area: Rect) -> Layout {
    let head = Rect { height: 1.min(area.height), ..area };
    let below = Rect { y: area.y + head.height, height: area.height - head.height, ..area };
    let outline = if area.width >= 100 { 34 } else { 0 };
    let gap = if outline > 0 { 3 } else { 0 };
    let width = (area.width - outline - gap).min(100);
    Layout {
        head,
        outline: Rect { width: outline, ..below },
        page: Rect { x: below.x + outline + gap, width, ..below },
    }
}

impl Synopsis {
    fn page(&self, ctx: &Ctx) -> Rc<Page> {
        let width = usize::from(layout(ctx.area).page.width.saturating_sub(2));
        let mut set = self.set.borrow_mut();
        if let Some((revision, at, page)) = &*set
            && *revision == ctx.revision
            && *at == width
        {
            return Rc::clone(page);
        }
        let options = Options { draft: false, ..Options::default() };
        let document = compose(ctx.session, ctx.verdicts(), ctx.playbook, &options);
        let page = Rc::new(page::set(&document, width));
        *set = Some((ctx.revision, width, Rc::clone(&page)));
        page
    }

    fn last_top(&self, ctx: &Ctx) -> usize {
        let height = usize::from(layout(ctx.area).page.height);
        self.page(ctx).lines.len().saturating_sub(height)
    }

    fn scroll(&mut self, by: isize, ctx: &Ctx) {
        self.top = self.top.saturating_add_signed(by).min(self.last_top(ctx));
    }

    fn chapter(&self, page: &Page) -> usize {
        page.chapters.iter().rposition(|chapter| chapter.line <= self.top).unwrap_or(0)
    }

    fn go_to_chapter(&mut self, by: isize, ctx: &Ctx) {
        let page = self.page(ctx);
        let at = self.chapter(&page);
        match page.chapters.get(at.saturating_add_signed(by)) {
            Some(chapter) if !(by < 0 && at == 0) => self.top = chapter.line.min(self.last_top(ctx)),
            _ if by < 0 => self.top = 0,
            _ => {}
        }
    }

    fn export(ctx: &Ctx) -> Outcome {
        let blockers = final_blockers(ctx.verdicts());
        let hint = match blockers.len() {
            0 => "Space marks, Enter writes beside the session's file.".to_owned(),
            n => format!("{} left: every page is marked DRAFT.", text::plural(n, "thing", "things")),
        };
        let hint = match exposed_sentence(&ctx.session.exposed()) {
            Some(exposed) => format!("{hint} {exposed}"),
            None => hint,
        };
        let hint = match ctx.session.ailments().len() {
            0 => hint,
            n => format!(
                "{hint} {} wrong in the file: b names them.",
                text::plural(n, "thing is", "things are")
            ),
        };
        let options = vec![
            Choice::new("html", "HTML", "one page for browser and printer"),
            Choice::new("md", "Markdown", "for wikis and repositories"),
            Choice::new("txt", "Plain text", "for a mail"),
            Choice::new("csv", "CSV", "gaps, actions and notes for a spreadsheet"),
        ];
        Outcome::Ask(Ask::Pick(PickAsk {
            title: if blockers.is_empty() { "Export the synopsis" } else { "Export a draft" }.to_owned(),
            hint,
            options,
            many: true,
            chosen: vec![SmolStr::new_static("html")],
            new: None,
            private: false,
            purpose: super::Purpose::Synopsis(Purpose::Formats),
        }))
    }

    fn blockers(ctx: &Ctx) -> Outcome {
        let ready = &ctx.verdicts().ready;
        let blockers = final_blockers(ctx.verdicts());
        let faults = ctx.session.ailments();
        if blockers.is_empty() && ready.good_to_know().next().is_none() && faults.is_empty() {
            return Outcome::Say("Nothing is missing: the final version can leave the house.".into());
        }
        let choice = |prefix: &str, i: usize, finding: &Finding, detail: &str| {
            Choice::new(format!("{prefix}{i}"), finding.sentence.clone(), detail)
        };
        let blocking =
            blockers.iter().enumerate().map(|(i, f)| choice("b", i, f, "blocks the final version"));
        let faults = faults
            .into_iter()
            .enumerate()
            .map(|(i, fault)| Choice::new(format!("f{i}"), fault, "wrong in the file"));
        let warned = ready.good_to_know().enumerate().map(|(i, f)| choice("w", i, f, "good to know"));
        Outcome::Ask(Ask::Pick(PickAsk {
            title: "What is missing".into(),
            hint: "Enter goes there.".into(),
            options: blocking.chain(faults).chain(warned).collect(),
            many: false,
            chosen: Vec::new(),
            new: None,
            private: false,
            purpose: super::Purpose::Synopsis(Purpose::Blocker),
        }))
    }

    fn lead_quotes(ctx: &Ctx) -> Outcome {
        if ctx.session.themes.is_empty() {
            return Outcome::Say("No themes yet: they are made on the Themes stage.".into());
        }
        let lead = |theme: &Theme| {
            let note = theme.lead_quote.as_ref().and_then(|id| ctx.session.get::<Note>(id));
            note.map_or_else(
                || "no quote yet".to_owned(),
                |note| format!("“{}”", text::clip_words(note.printed(), 60)),
            )
        };
        let options = ctx.session.themes.iter().map(|t| Choice::new(t.id.0.clone(), t.name.clone(), lead(t)));
        Outcome::Ask(Ask::Pick(PickAsk {
            title: "Whose quote leads?".into(),
            hint: "The chosen quotes are read to the room before closing; anybody may strike one.".into(),
            options: options.collect(),
            many: false,
            chosen: Vec::new(),
            new: None,
            private: false,
            purpose: super::Purpose::Synopsis(Purpose::QuoteTheme),
        }))
    }

    fn quotes_of(theme: &ThemeId, ctx: &Ctx) -> Outcome {
        let chosen = ctx.session.get::<Theme>(theme).and_then(|t| t.lead_quote.clone());
        let notes = ctx.index().theme(theme).iter().filter_map(|i| ctx.session.notes.at(*i));
        let usable = notes.filter(|note| !note.sensitive || note.public().is_some());
        let options: Vec<Choice> = usable
            .map(|note| {
                let question =
                    format!("{} {}", note.question, if note.column == "main" { "" } else { &note.column });
                Choice::new(note.id.0.clone(), note.printed().replace('\n', " "), question.trim().to_owned())
            })
            .collect();
        if options.is_empty() {
            return Outcome::Say("This theme holds no note that may be quoted.".into());
        }
        Outcome::Ask(Ask::Pick(PickAsk {
            title: "Which note leads?".into(),
            hint: String::new(),
            options,
            many: false,
            chosen: chosen.into_iter().map(|id| id.0).collect(),
            new: None,
            private: false,
            purpose: super::Purpose::Synopsis(Purpose::Quote(theme.clone())),
        }))
    }
}

/// The stage that mends a finding.
pub fn stage_for(finding: &Finding) -> Stage {
    match finding.about {
        About::Gap => {
            let unsorted = finding.sentence.contains("score") || finding.sentence.contains("sorted");
            if unsorted { Stage::Sort } else { Stage::Plan }
        }
        About::Note => Stage::Questions,
        About::Theme => Stage::Themes,
        About::Evidence => Stage::Prepare,
        _ => Stage::Plan,
    }
}

impl Screen for Synopsis {
    type Cmd = Cmd;
    type Purpose = Purpose;

    fn layer(&self) -> Layer {
        Layer::Synopsis
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Outcome {
        let screen = isize::try_from(layout(ctx.area).page.height.saturating_sub(2)).unwrap_or(1);
        match command {
            Cmd::Up => self.scroll(-1, ctx),
            Cmd::Down => self.scroll(1, ctx),
            Cmd::PageUp => self.scroll(-screen, ctx),
            Cmd::PageDown => self.scroll(screen, ctx),
            Cmd::Home => self.top = 0,
            Cmd::End => self.top = self.last_top(ctx),
            Cmd::PreviousChapter => self.go_to_chapter(-1, ctx),
            Cmd::NextChapter => self.go_to_chapter(1, ctx),
            Cmd::Export => return Self::export(ctx),
            Cmd::Blockers => return Self::blockers(ctx),
            Cmd::LeadQuotes => return Self::lead_quotes(ctx),
        }
        Outcome::Stay
    }

    fn answer(&mut self, purpose: Purpose, answer: Answer, ctx: &Ctx) -> Outcome {
        match (purpose, answer) {
            (Purpose::Formats, Answer::Picked(formats)) if !formats.is_empty() => {
                let draft = !final_blockers(ctx.verdicts()).is_empty();
                let formats = formats.iter().map(ToString::to_string).collect();
                Outcome::Many(vec![
                    Outcome::Say("Writing…".into()),
                    Outcome::Do(Effect::Export { formats, draft, session: ctx.session.clone() }),
                ])
            }
            (Purpose::Blocker, Answer::Picked(ids)) => {
                let Some((list, place)) = ids.first().and_then(|id| id.split_at_checked(1)) else {
                    return Outcome::Stay;
                };
                let place = place.parse::<usize>().unwrap_or(usize::MAX);
                let blockers = final_blockers(ctx.verdicts());
                let finding = match list {
                    "b" => blockers.get(place).copied(),
                    // Only a person knows what was meant there.
                    "f" => None,
                    _ => ctx.verdicts().ready.good_to_know().nth(place),
                };
                match finding {
                    Some(finding) => Outcome::Show(stage_for(finding), finding.id.clone()),
                    None => Outcome::Stay,
                }
            }
            (Purpose::QuoteTheme, Answer::Picked(ids)) => match ids.into_iter().next() {
                Some(id) => Self::quotes_of(&ThemeId(id), ctx),
                None => Outcome::Stay,
            },
            (Purpose::Quote(theme), Answer::Picked(ids)) => {
                let lead = ids.into_iter().next().map(NoteId);
                change::<Theme>(&theme, ThemeChange::lead_quote(lead)).into()
            }
            _ => Outcome::Stay,
        }
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        match mouse.kind {
            MouseEventKind::ScrollUp => self.scroll(-3, ctx),
            MouseEventKind::ScrollDown => self.scroll(3, ctx),
            MouseEventKind::Down(MouseButton::Left) => {
                let place = layout(ctx.area);
                if place.outline.contains(Position::new(mouse.column, mouse.row)) {
                    let page = self.page(ctx);
                    if let Some(chapter) = page.chapters.get(usize::from(mouse.row - place.outline.y)) {
                        self.top = chapter.line.min(self.last_top(ctx));
                    }
                }
            }
            _ => {}
        }
        Outcome::Stay
    }

    fn settle(&mut self, ctx: &Ctx) {
        self.top = self.top.min(self.last_top(ctx));
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        let look = ctx.look;
        let place = layout(ctx.area);
        let page = self.page(ctx);
        let early = ctx.session.gaps.is_empty();
        let blockers = final_blockers(ctx.verdicts()).len();
        let (state, style) = match blockers {
            0 if early => {
                ("Early: no gap yet. Nothing blocks a final version so far".to_owned(), look.soft())
            }
            0 => ("Ready to leave the house: final".to_owned(), look.good()),
            n => (
                format!("Draft · {} the final version", text::plural(n, "thing blocks", "things block")),
                look.warn(),
            ),
        };
        let mark = if blockers == 0 && !early { look.marks().tick } else { look.marks().open };
        let used = put(buf, place.head.x, place.head.y, 2, mark, style);
        let x = place.head.x + u16::try_from(used).unwrap_or(0) + 1;
        let height = usize::from(place.page.height);
        let top = self.top.min(page.lines.len().saturating_sub(height));
        let shown = top..(top + height).min(page.lines.len());
        let percent = (shown.end * 100).checked_div(page.lines.len()).unwrap_or(100);
        let mut room = usize::from(place.head.width.saturating_sub(2));
        if place.head.width >= 60 {
            room =
                room.saturating_sub(2 + put_right(buf, place.head, &format!("{percent}% read"), look.soft()));
        }
        put_clipped(buf, x, place.head.y, room, &state, style);
        let here = self.chapter(&page);
        for (i, chapter) in page.chapters.iter().enumerate().take(usize::from(place.outline.height)) {
            let y = place.outline.y + u16::try_from(i).unwrap_or(0);
            let style = if i == here { look.accent() } else { look.soft() };
            let mark = if i == here { look.marks().pointer } else { " " };
            put(buf, place.outline.x, y, 1, mark, style);
            put_clipped(
                buf,
                place.outline.x + 2,
                y,
                usize::from(place.outline.width.saturating_sub(2)),
                &chapter.title,
                style,
            );
        }
        fill(buf, place.page, look.card());
        for (line, y) in page.lines[shown.clone()].iter().zip(place.page.y..) {
            let mut x = place.page.x + 1.min(place.page.width);
            for (words, tone) in &line.pieces {
                let room = usize::from(place.page.right().saturating_sub(x + 1));
                let style = look.card().patch(tone.style(look));
                x += u16::try_from(put(buf, x, y, room, words, style)).unwrap_or(0);
            }
        }
        let bar =
            Rect { x: place.page.right().saturating_sub(1), width: 1.min(place.page.width), ..place.page };
        list::scrollbar(buf, bar, page.lines.len(), &shown, look);
        None
    }

    fn wish(&self, _ctx: &Ctx) -> Wish {
        Wish::Thanks
    }

    fn headline(&self, ctx: &Ctx) -> String {
        let page = self.page(ctx);
        page.chapters.get(self.chapter(&page)).map(|chapter| chapter.title.clone()).unwrap_or_default()
    }
}
