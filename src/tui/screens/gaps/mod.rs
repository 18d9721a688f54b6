//! Gaps: the distance between perfect and today, one problem each. The list on the left says what is missing; the
//! selected gap on the right puts its two sentences side by side. Refuses to know lanes' rules; Sort does.

mod asking;
mod layout;
mod make;
mod missing;
#[cfg(test)]
mod tests;
mod view;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, MouseButton, MouseEvent, MouseEventKind};

use super::Screen;
use crate::room::Wish;
use crate::session::{Benefit, Depth, Gap, GapChange, GapId, GapKind, edit};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::forms::Target;
use crate::tui::keymap::{Binding, Chord, Command, Hint, Layer};
use crate::tui::outcome::{Answer, Ask, Outcome};
use crate::tui::widgets::list;

pub use make::from_themes;

/// Its own commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmd {
    /// The gap above.
    Up,
    /// The gap below.
    Down,
    /// The first.
    First,
    /// The last.
    Last,
    /// List or gap.
    Pane,
    /// Back to the list.
    Back,
    /// A new gap: title, perfect, today.
    New,
    /// Its title.
    Title,
    /// How it should be.
    Perfect,
    /// How it is.
    Today,
    /// Which notes it rests on.
    Notes,
    /// Which themes it comes from.
    Themes,
    /// Which evidence shows it.
    Evidence,
    /// Who gains.
    Benefit,
    /// How deep it goes.
    Depth,
    /// A repair, or something new.
    Kind,
    /// Who leads.
    Lead,
    /// Who else is affected.
    Affects,
    /// Gaps from themes.
    FromThemes,
    /// Part of another gap.
    Merge,
    /// Open, in progress, done, dropped.
    Status,
    /// Further up in the list.
    Earlier,
    /// Further down in the list.
    Later,
    /// Remove it.
    Remove,
    /// Its card.
    Open,
}

impl Cmd {
    /// Whether it changes nothing in the session, so that it is there where the session is only read.
    pub const fn reads(self) -> bool {
        matches!(
            self,
            Self::Up | Self::Down | Self::First | Self::Last | Self::Pane | Self::Back | Self::Open
        )
    }
}

/// What it asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// A new gap's title; perfect and today are asked next.
    New,
    /// A new gap's perfect; today is asked next.
    NewPerfect(GapId),
    /// A gap's title.
    Title(GapId),
    /// A gap's perfect.
    Perfect(GapId),
    /// A gap's today.
    Today(GapId),
    /// A gap's notes.
    Notes(GapId),
    /// A gap's themes.
    Themes(GapId),
    /// A gap's evidence.
    Evidence(GapId),
    /// A gap's lead department.
    Lead(GapId),
    /// The departments a gap affects.
    Affects(GapId),
    /// Which gap takes this one in.
    Merge(GapId),
    /// A gap's status.
    Status(GapId),
    /// The themes that become gaps.
    FromThemes,
}

const fn row(
    chords: &'static [Chord],
    name: &'static str,
    label: &'static str,
    command: Cmd,
    footer: u8,
) -> Binding {
    Binding { layer: Layer::Gaps, chords, name, label, command: Command::Gaps(command), footer }
}

const UP: &[Chord] = &[Chord::key(KeyCode::Up), Chord::ch('k')];
const DOWN: &[Chord] = &[Chord::key(KeyCode::Down), Chord::ch('j')];
const EARLIER: &[Chord] = &[Chord::ch('K'), Chord::shift(KeyCode::Up)];
const LATER: &[Chord] = &[Chord::ch('J'), Chord::shift(KeyCode::Down)];
const PANE: &[Chord] = &[Chord::key(KeyCode::Tab), Chord::key(KeyCode::BackTab)];

/// Its keys.
pub const KEYS: &[Binding] = &[
    row(&[Chord::ch('n')], "gaps.new", "new gap", Cmd::New, 1),
    row(&[Chord::ch('p')], "gaps.perfect", "perfect", Cmd::Perfect, 2),
    row(&[Chord::ch('t')], "gaps.today", "today", Cmd::Today, 3),
    row(&[Chord::ch('l')], "gaps.notes", "link notes", Cmd::Notes, 4),
    row(&[Chord::ch('G')], "gaps.from.themes", "from themes", Cmd::FromThemes, 5),
    row(&[Chord::key(KeyCode::Enter), Chord::ch('e')], "gaps.open", "its card", Cmd::Open, 6),
    row(PANE, "gaps.pane", "list or gap", Cmd::Pane, 7),
    row(&[Chord::ch('r'), Chord::ch('T')], "gaps.title", "title", Cmd::Title, 0),
    row(&[Chord::ch('h')], "gaps.themes", "link themes", Cmd::Themes, 0),
    row(&[Chord::ch('v')], "gaps.evidence", "link evidence", Cmd::Evidence, 0),
    row(&[Chord::ch('b')], "gaps.benefit", "who gains", Cmd::Benefit, 0),
    row(&[Chord::ch('w')], "gaps.depth", "how deep it goes", Cmd::Depth, 0),
    row(&[Chord::ch('i')], "gaps.kind", "gap or opportunity", Cmd::Kind, 0),
    row(&[Chord::ch('D')], "gaps.lead", "lead department", Cmd::Lead, 0),
    row(&[Chord::ch('A')], "gaps.affects", "affected departments", Cmd::Affects, 0),
    row(&[Chord::ch('m')], "gaps.merge", "merge into another", Cmd::Merge, 0),
    row(&[Chord::ch('s')], "gaps.status", "status", Cmd::Status, 0),
    row(EARLIER, "gaps.earlier", "further up", Cmd::Earlier, 0),
    row(LATER, "gaps.later", "further down", Cmd::Later, 0),
    row(&[Chord::ch('x'), Chord::key(KeyCode::Delete)], "gaps.remove", "remove", Cmd::Remove, 0),
    row(UP, "gaps.up", "gap above", Cmd::Up, 0),
    row(DOWN, "gaps.down", "gap below", Cmd::Down, 0),
    row(&[Chord::key(KeyCode::Home)], "gaps.first", "first gap", Cmd::First, 0),
    row(&[Chord::key(KeyCode::End)], "gaps.last", "last gap", Cmd::Last, 0),
    row(&[Chord::key(KeyCode::Esc)], "gaps.back", "back to the list", Cmd::Back, 0),
];

/// What has the arrows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list of gaps.
    #[default]
    List,
    /// The selected gap.
    Card,
}

/// Two clicks within this time are one double click.
const DOUBLE_MS: u64 = 500;

/// The screen's own state.
#[derive(Debug, Default)]
pub struct Gaps {
    gap: Option<GapId>,
    /// The cursor's place the last time it was seen: where it goes when its gap is gone.
    at: usize,
    scroll: usize,
    /// Whether the list follows the cursor; the wheel lets it go.
    follow: bool,
    pane: Pane,
    /// The first row of the gap that is shown.
    down: usize,
    clicked: Option<(GapId, u64)>,
}

impl Gaps {
    fn place(&self, ctx: &Ctx) -> Option<usize> {
        self.gap.as_ref().and_then(|id| ctx.session.gaps.place(id))
    }

    fn gap<'a>(&self, ctx: &Ctx<'a>) -> Option<&'a Gap> {
        ctx.session.get::<Gap>(self.gap.as_ref()?)
    }

    fn go(&mut self, to: Option<usize>, ctx: &Ctx) {
        self.follow = true;
        self.down = 0;
        self.gap = to.and_then(|at| ctx.session.gaps.at(at)).map(|gap| gap.id.clone());
    }

    fn step(&mut self, by: isize, ctx: &Ctx) {
        if self.pane == Pane::Card {
            self.down = self.down.saturating_add_signed(by).min(view::rows_below(self, ctx));
        } else {
            let to = list::step(ctx.session.gaps.len(), self.place(ctx), by);
            self.go(to, ctx);
        }
    }

    fn shift(&self, by: isize, ctx: &Ctx) -> Outcome {
        let (Some(id), Some(at)) = (&self.gap, self.place(ctx)) else { return Outcome::Stay };
        match at.checked_add_signed(by).filter(|to| *to < ctx.session.gaps.len()) {
            Some(to) => edit::shift::<Gap>(id, to).into(),
            None => Outcome::Stay,
        }
    }

    fn cycle(&self, command: Cmd, ctx: &Ctx) -> Outcome {
        let Some(gap) = self.gap(ctx) else { return Outcome::Stay };
        let change = match command {
            Cmd::Benefit => GapChange::benefit(match gap.benefit {
                Benefit::Customer => Benefit::Operations,
                Benefit::Operations => Benefit::Both,
                Benefit::Both | Benefit::Other(_) => Benefit::Customer,
            }),
            Cmd::Depth => GapChange::depth(match gap.depth {
                Depth::PainPoint => Depth::Process,
                Depth::Process => Depth::Structural,
                Depth::Structural | Depth::Other(_) => Depth::PainPoint,
            }),
            _ => GapChange::kind(match gap.kind {
                GapKind::Gap => GapKind::Opportunity,
                GapKind::Opportunity | GapKind::Other(_) => GapKind::Gap,
            }),
        };
        edit::change::<Gap>(&gap.id, change).into()
    }

    fn remove(&self, ctx: &Ctx) -> Outcome {
        let Some(gap) = self.gap(ctx) else { return Outcome::Stay };
        let said = format!("{} “{}” removed. Ctrl-Z brings it back.", gap.id, gap.title);
        Outcome::Many(vec![edit::remove::<Gap>(&gap.id).into(), Outcome::Say(said)])
    }

    fn open(&self) -> Outcome {
        self.gap.clone().map_or(Outcome::Stay, |id| Outcome::Ask(Ask::Form(Target::Gap(id))))
    }

    fn click(&mut self, x: u16, y: u16, ctx: &Ctx) -> Outcome {
        let parts = layout::parts(self, ctx);
        if parts.card.contains((x, y).into()) {
            self.pane = Pane::Card;
            return Outcome::Stay;
        }
        if !parts.list.contains((x, y).into()) {
            return Outcome::Stay;
        }
        let Some(row) = parts.gap_at(y) else { return Outcome::Stay };
        let Some(gap) = ctx.session.gaps.at(row) else { return Outcome::Stay };
        let twice = self
            .clicked
            .take()
            .is_some_and(|(before, at)| before == gap.id && ctx.now.awake_ms.saturating_sub(at) <= DOUBLE_MS);
        self.pane = Pane::List;
        self.go(Some(row), ctx);
        if twice {
            return self.open();
        }
        self.clicked = Some((gap.id.clone(), ctx.now.awake_ms));
        Outcome::Stay
    }

    fn wheel(&mut self, by: isize, x: u16, y: u16, ctx: &Ctx) -> Outcome {
        let parts = layout::parts(self, ctx);
        if parts.card.contains((x, y).into()) {
            self.down = self.down.saturating_add_signed(by).min(view::rows_below(self, ctx));
        } else {
            self.follow = false;
            self.scroll = parts.rows.start.saturating_add_signed(by);
        }
        Outcome::Stay
    }
}

impl Screen for Gaps {
    type Cmd = Cmd;
    type Purpose = Purpose;

    fn layer(&self) -> Layer {
        Layer::Gaps
    }

    fn hint(&self, command: Cmd, ctx: &Ctx) -> Hint {
        match command {
            Cmd::New => Hint::AsNamed,
            Cmd::FromThemes => Hint::when(!ctx.session.themes.is_empty()),
            _ => Hint::when(!ctx.session.gaps.is_empty()),
        }
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Outcome {
        self.follow = true;
        match command {
            Cmd::Up => self.step(-1, ctx),
            Cmd::Down => self.step(1, ctx),
            Cmd::First => self.go(Some(0), ctx),
            Cmd::Last => self.go(ctx.session.gaps.len().checked_sub(1), ctx),
            Cmd::Pane => self.pane = if self.pane == Pane::List { Pane::Card } else { Pane::List },
            Cmd::Back if self.pane == Pane::Card => self.pane = Pane::List,
            Cmd::Back => return Outcome::Ignored,
            Cmd::Benefit | Cmd::Depth | Cmd::Kind => return self.cycle(command, ctx),
            Cmd::Earlier => return self.shift(-1, ctx),
            Cmd::Later => return self.shift(1, ctx),
            Cmd::Remove => return self.remove(ctx),
            Cmd::Open => return self.open(),
            asking => return self.ask(asking, ctx),
        }
        Outcome::Stay
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Outcome {
        let (x, y) = (mouse.column, mouse.row);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(x, y, ctx),
            MouseEventKind::ScrollUp => self.wheel(-1, x, y, ctx),
            MouseEventKind::ScrollDown => self.wheel(1, x, y, ctx),
            _ => Outcome::Ignored,
        }
    }

    fn answer(&mut self, purpose: Purpose, answer: Answer, ctx: &Ctx) -> Outcome {
        self.follow = true;
        self.answered(purpose, answer, ctx)
    }

    fn opened(&mut self, ctx: &Ctx) {
        self.follow = true;
        self.gap = ctx.kept.get("gaps.gap").map(GapId::new);
        self.settle(ctx);
    }

    fn keep(&self) -> Vec<(String, Option<String>)> {
        vec![("gaps.gap".into(), self.gap.as_ref().map(ToString::to_string))]
    }

    fn enter(&mut self, item: Option<&str>, ctx: &Ctx) {
        if let Some(at) = item.and_then(|id| ctx.session.gaps.place(&GapId::new(id))) {
            self.go(Some(at), ctx);
        }
        self.settle(ctx);
    }

    fn settle(&mut self, ctx: &Ctx) {
        if let Some(at) = self.place(ctx) {
            self.at = at;
        } else {
            let last = ctx.session.gaps.len().checked_sub(1);
            self.go(last.map(|last| self.at.min(last)), ctx);
        }
        self.scroll = layout::parts(self, ctx).rows.start;
        self.down = self.down.min(view::rows_below(self, ctx));
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        view::draw(self, buf, ctx);
        None
    }

    fn wish(&self, _ctx: &Ctx) -> Wish {
        self.gap.clone().map_or(Wish::Board, Wish::Gap)
    }

    fn headline(&self, ctx: &Ctx) -> String {
        match ctx.session.gaps.iter().filter(|gap| gap.is_live()).count() {
            0 => String::new(),
            n => text::plural(n, "gap", "gaps"),
        }
    }
}
