//! Help for what is in front: what the stage is for, a word from the playbook, and every key that applies. Made from the
//! table of keys, so it cannot lie.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyEvent, MouseEvent, MouseEventKind};

use super::page::{Page, Row, Tone};
use super::sheet::{Sheet, cells, push_back};
use super::{Cmd, Overlay, Reply};
use crate::playbook::Block;
use crate::tui::ctx::Ctx;
use crate::tui::keymap::{Binding, Chord, Hint, Layer, table};
use crate::tui::stage::Stage;

/// From this width on, what is everywhere stands beside what is here.
const TWO_COLUMNS: u16 = 92;

/// The page of help.
#[derive(Debug)]
pub struct Help {
    title: String,
    here: Vec<Row>,
    everywhere: Vec<Row>,
    page: Page,
}

impl Help {
    /// For these layers, the one in front first. A stage's keys are all there, so that they can be learned; of an overlay
    /// those that do something in it.
    pub fn new(ctx: &Ctx, layers: &[Layer], hint: &dyn Fn(&Binding) -> Hint) -> Self {
        let front = layers.first().copied().unwrap_or(Layer::Global);
        let of_stage = front.stages().contains(&ctx.stage);
        let mut here = Vec::new();
        if of_stage {
            here.push(Row::text(about(ctx.stage)));
            if let Some(block) = block_of(ctx) {
                here.push(Row::Blank);
                here.push(Row::Text(Tone::Accent, format!("From the playbook: {}", block.title)));
                // What is said aloud only: the hint is for the facilitator, in the private panel.
                if !block.say.is_empty() {
                    here.push(Row::soft(block.say.clone()));
                }
            }
        }
        for &layer in layers.iter().filter(|layer| **layer != Layer::Global) {
            let said = |binding: &Binding| of_stage || hint(binding) != Hint::Silent;
            keys_of(&mut here, layer, &said);
        }
        let mut everywhere = Vec::new();
        keys_of(&mut everywhere, Layer::Global, &|_| true);
        let title = if of_stage { ctx.stage.name() } else { front.name() };
        Self { title: format!("Help · {title}"), here, everywhere, page: Page::default() }
    }

    fn columns(&self, width: u16) -> Vec<Vec<Row>> {
        let here: Vec<Row> = self.here.iter().skip_while(|row| **row == Row::Blank).cloned().collect();
        if width >= TWO_COLUMNS && !here.is_empty() {
            let beside = self.everywhere.iter().skip_while(|row| **row == Row::Blank).cloned().collect();
            return vec![here, beside];
        }
        vec![here.into_iter().chain(self.everywhere.iter().cloned()).collect()]
    }

    fn draw(&self, buf: &mut Buffer, ctx: &Ctx) {
        let width = ctx.area.width.saturating_sub(6).min(124);
        let columns = self.columns(width);
        let each = if columns.len() > 1 { (width - 6) / 2 } else { width - 2 };
        let rows = columns.iter().map(|rows| Page::height(rows, each)).max().unwrap_or(1);
        let sheet = Sheet { title: &self.title, private: false, hint: "", typed: false, width, rows };
        let places = sheet.draw(buf, ctx.area, ctx.look);
        let columns: Vec<&[Row]> = columns.iter().map(Vec::as_slice).collect();
        self.page.draw(buf, places.list, &columns, ctx.look);
    }
}

/// The keys of a layer as help shows them, under its name.
pub fn keys_of(rows: &mut Vec<Row>, layer: Layer, said: &dyn Fn(&Binding) -> bool) {
    let bindings: Vec<&Binding> = table().filter(|binding| binding.layer == layer && said(binding)).collect();
    if bindings.is_empty() {
        return;
    }
    rows.push(Row::Blank);
    rows.push(Row::heading(layer.name()));
    // A pair of keys such as `[, Shift-Tab` keeps the column; what is longer pushes its own row.
    let wide = bindings.iter().map(|binding| cells(&keys(binding))).filter(|wide| *wide <= 12).max();
    let column = wide.unwrap_or(10).max(10);
    for binding in bindings {
        rows.push(Row::Pair(column, (Tone::Accent, keys(binding)), (Tone::Text, binding.label.to_owned())));
    }
}

/// All keys of a binding: `n, Enter`.
pub fn keys(binding: &Binding) -> String {
    binding.chords.iter().map(|chord| Chord::label(*chord)).collect::<Vec<_>>().join(", ")
}

/// The block of the agenda that is worked in this stage: that of the question and column on the screen, where there is
/// one; else the one that runs, else the first.
pub fn block_of<'a>(ctx: &Ctx<'a>) -> Option<&'a Block> {
    let agenda = ctx.playbook.agenda(&ctx.session.session.agenda_variant);
    let mine = |block: &&Block| block.stage.id() == ctx.stage.name().to_lowercase();
    let (question, column) = on_screen(ctx).unwrap_or_default();
    let asks = |block: &&Block| mine(block) && block.question.as_deref() == Some(question);
    let asked = || agenda.blocks.iter().filter(asks);
    let fills = |block: &&Block| fills(block, column);
    let shown = asked().find(fills).or_else(|| running(ctx).filter(asks)).or_else(|| asked().next());
    shown.or_else(|| running(ctx).filter(mine)).or_else(|| agenda.blocks.iter().find(mine))
}

/// The question and the column that are worked on the Questions stage.
pub fn on_screen<'a>(ctx: &Ctx<'a>) -> Option<(&'a str, &'a str)> {
    let mut words = ctx.kept.get("questions.place").filter(|_| ctx.stage == Stage::Questions)?.split(' ');
    Some((words.next()?, words.next().unwrap_or_default()))
}

/// Whether a block fills this column of its question; one without a column fills all of them.
pub fn fills(block: &Block, column: &str) -> bool {
    block.column.as_deref().is_none_or(|own| own == column)
}

/// The playbook's page on the block that runs now.
pub fn running<'a>(ctx: &Ctx<'a>) -> Option<&'a Block> {
    let block = ctx
        .session
        .agenda
        .iter()
        .rev()
        .find(|block| block.actual_start.is_some() && block.actual_minutes.is_none())?;
    ctx.playbook.agenda(&ctx.session.session.agenda_variant).block(block.id.as_str())
}

const fn about(stage: Stage) -> &'static str {
    match stage {
        Stage::Prepare => {
            "The session's card, the agenda, the checklist, and the evidence everybody should have had."
        }
        Stage::Roster => {
            "Who is in the room. The day needs every department and all three levels to be heard."
        }
        Stage::Questions => "One question at a time. Type what is said, Enter, next. Nobody's name is shown.",
        Stage::Themes => {
            "The wall. Notes that belong together become a theme, named with a sentence. What looks alike is found by its words: the same thought in other words it cannot see. That is what silent clustering by people is for."
        }
        Stage::Gaps => {
            "What is perfect, what is today, and a title that names the problem, not the solution."
        }
        Stage::Sort => {
            "Four scores with words beside them; then Now, Next, Later. The rule suggests, the room decides."
        }
        Stage::Plan => {
            "One owner, one first step, dates and a measure for every Now gap. Then what could stop it."
        }
        Stage::Standing => "Where the organisation stands: statements answered with one digit each.",
        Stage::Synopsis => "The document itself, live. It says what still keeps the final version back.",
    }
}

impl Overlay for Help {
    fn layer(&self) -> Layer {
        Layer::Help
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Reply {
        let page = isize::try_from(ctx.area.height.saturating_sub(6).max(1)).unwrap_or(1);
        match command {
            Cmd::Leave | Cmd::Accept => return Reply::Close,
            Cmd::Up => self.page.scroll(-1),
            Cmd::Down => self.page.scroll(1),
            Cmd::PageUp => self.page.scroll(-page),
            Cmd::PageDown => self.page.scroll(page),
            Cmd::First => self.page.scroll(isize::MIN),
            Cmd::Last => self.page.scroll(isize::MAX),
            _ => {}
        }
        Reply::Stay
    }

    fn key(&mut self, _key: KeyEvent, _ctx: &Ctx) -> Reply {
        Reply::Stay
    }

    fn mouse(&mut self, mouse: MouseEvent, _ctx: &Ctx) -> Reply {
        match mouse.kind {
            MouseEventKind::ScrollUp => self.page.scroll(-2),
            MouseEventKind::ScrollDown => self.page.scroll(2),
            _ => {}
        }
        Reply::Stay
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        push_back(buf, ctx.area, ctx.look);
        self.draw(buf, ctx);
        None
    }
}
