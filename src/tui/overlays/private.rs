//! What the facilitator alone may see: whose turn it is, a word from the playbook, who has been heard. Under the band;
//! closes by itself. Names are fine here, and nowhere else beside a count.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyEvent, MouseEvent, MouseEventKind};
use smol_str::SmolStr;

use super::help::running;
use super::page::{Page, Row, Tone};
use super::sheet::Sheet;
use super::{Cmd, Overlay, Reply};
use crate::rules::verdicts::speaking_order;
use crate::rules::voice::{Status, Voices};
use crate::session::{Person, PersonId, Question, Session};
use crate::tui::ctx::Ctx;
use crate::tui::keymap::Layer;
use crate::tui::outcome::Outcome;

/// It closes after so many milliseconds without a key.
const CLOSES_AFTER_MS: u64 = 20_000;
/// From this width on, the order of speakers stands beside the rest.
const TWO_COLUMNS: u16 = 84;

/// The private panel.
#[derive(Debug)]
pub struct Private {
    /// Which question, by its place in order.
    question: usize,
    closes_at_ms: u64,
    page: Page,
}

/// What became of a speaker in this round.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Spoke,
    Later,
    Passed,
}

impl Turn {
    const ALL: [(Turn, &'static str); 3] =
        [(Turn::Spoke, "spoke"), (Turn::Later, "later"), (Turn::Passed, "passed")];

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(turn, _)| *turn == self).map_or("", |(_, word)| word)
    }
}

/// A round: who is still to speak, in order, and who is through.
struct Round {
    queue: Vec<SmolStr>,
    done: Vec<(SmolStr, Turn)>,
    /// What happened, in order; kept as `P04:spoke P07:later`.
    log: Vec<(SmolStr, Turn)>,
}

impl Round {
    fn of(session: &Session, question: usize, kept: Option<&String>) -> Self {
        let mut queue = speaking_order(session, question);
        let mut done = Vec::new();
        let mut log = Vec::new();
        for word in kept.map_or("", String::as_str).split(' ') {
            let Some((id, what)) = word.split_once(':') else { continue };
            let Some((turn, _)) = Turn::ALL.into_iter().find(|(_, word)| *word == what) else { continue };
            let Some(at) = queue.iter().position(|waiting| waiting == id) else { continue };
            let id = queue.remove(at);
            log.push((id.clone(), turn));
            match turn {
                Turn::Later => queue.push(id),
                turn => done.push((id, turn)),
            }
        }
        Self { queue, done, log }
    }

    fn keep(&self) -> Option<String> {
        let words: Vec<String> = self.log.iter().map(|(id, turn)| format!("{id}:{}", turn.word())).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

impl Private {
    /// Opens it at the question on the screen or the one that runs, else at the last one with notes.
    pub fn new(ctx: &Ctx) -> Self {
        let questions = ordered(ctx.session);
        let runs = running(ctx).and_then(|block| block.question.as_deref());
        let place = |id: &str| questions.iter().position(|question| question.id.as_str() == id);
        let kept = ctx.kept.get("questions.place").and_then(|kept| kept.split(' ').next());
        let shown = kept.filter(|_| ctx.stage == crate::tui::stage::Stage::Questions);
        let written = || ctx.session.notes.iter().next_back().and_then(|note| place(note.question.as_str()));
        Self {
            question: shown.and_then(place).or(runs.and_then(place)).or_else(written).unwrap_or(0),
            closes_at_ms: ctx.now.awake_ms + CLOSES_AFTER_MS,
            page: Page::default(),
        }
    }

    fn round(&self, ctx: &Ctx) -> Round {
        Round::of(ctx.session, self.question, ctx.kept.get(&self.kept_as(ctx)))
    }

    fn kept_as(&self, ctx: &Ctx) -> String {
        let questions = ordered(ctx.session);
        format!("speaking.{}", questions.get(self.question).map_or("", |question| question.id.as_str()))
    }

    fn turn(&self, ctx: &Ctx, turn: Turn) -> Reply {
        let mut round = self.round(ctx);
        let kept = match round.queue.first() {
            Some(id) => {
                round.log.push((id.clone(), turn));
                round.keep()
            }
            // The round is complete: the next one begins.
            None => None,
        };
        Reply::Do(Outcome::Keep(self.kept_as(ctx), kept))
    }

    fn order(&self, ctx: &Ctx, most: usize) -> Vec<Row> {
        let round = self.round(ctx);
        let look = ctx.look.marks();
        let mut rows = vec![Row::heading("Speaking order")];
        if round.queue.is_empty() && round.done.is_empty() {
            rows.push(Row::soft("Nobody is marked present on the roster, so there is no order yet."));
            return rows;
        }
        if round.queue.is_empty() {
            rows.push(Row::Text(Tone::Good, "Everybody had a turn. Space begins the next round.".into()));
        }
        for (at, id) in round.queue.iter().take(most).enumerate() {
            let (mark, tone) = if at == 0 { (look.pointer, Tone::Accent) } else { (" ", Tone::Text) };
            let later = round.log.iter().any(|(known, turn)| known == id && *turn == Turn::Later);
            let what = if later { ", later" } else { "" };
            rows.push(Row::Pair(1, (tone, mark.into()), (tone, format!("{}{what}", named(ctx.session, id)))));
        }
        if round.queue.len() > most {
            rows.push(Row::soft(format!("   and {} more", round.queue.len() - most)));
        }
        for (id, turn) in round.done.iter().rev().take(most) {
            let mark = if *turn == Turn::Spoke { look.tick } else { look.open };
            let words = format!("{}, {}", name(ctx.session, id), turn.word());
            rows.push(Row::Pair(1, (Tone::Soft, mark.into()), (Tone::Soft, words)));
        }
        rows
    }

    fn words(&self, ctx: &Ctx) -> Vec<Row> {
        let questions = ordered(ctx.session);
        let question = questions.get(self.question);
        let id = question.map_or("", |question| question.id.as_str());
        let agenda = ctx.playbook.agenda(&ctx.session.session.agenda_variant);
        let block = running(ctx).or_else(|| agenda.blocks.iter().find(|b| b.question.as_deref() == Some(id)));
        let mut rows = Vec::new();
        if let Some(block) = block {
            rows.push(Row::heading(block.title.clone()));
            rows.extend(
                [&block.private, &block.hint].into_iter().filter(|l| !l.is_empty()).cloned().map(Row::text),
            );
            rows.push(Row::Blank);
        }
        voice_rows(&mut rows, ctx, id);
        let probes = question.map(|question| &question.probes).filter(|probes| !probes.is_empty());
        let probes = probes.or_else(|| ctx.playbook.question(id).map(|question| &question.probes));
        if let Some(probes) = probes.filter(|probes| !probes.is_empty()) {
            rows.push(Row::Blank);
            rows.push(Row::heading(format!("Probes for {id}")));
            let bullet = ctx.look.marks().bullet;
            rows.extend(
                probes.iter().map(|p| Row::Pair(1, (Tone::Soft, bullet.into()), (Tone::Text, p.clone()))),
            );
        }
        rows
    }

    fn columns(&self, ctx: &Ctx, width: u16) -> Vec<Vec<Row>> {
        let words = self.words(ctx);
        if width >= TWO_COLUMNS {
            return vec![self.order(ctx, usize::MAX), words];
        }
        let mut order = self.order(ctx, 4);
        order.push(Row::Blank);
        order.extend(words);
        vec![order]
    }
}

/// Share of voice, in words.
fn voice_rows(rows: &mut Vec<Row>, ctx: &Ctx, question: &str) {
    let verdicts = ctx.verdicts();
    let here = verdicts.voice_by_question.iter().find(|(id, _)| id == question).map(|(_, voices)| voices);
    let here = here.filter(|voices| voices.status != Status::TooEarly);
    let (of, voices) = match here {
        Some(voices) => (format!("Voice in {question}"), voices),
        None => ("Voice over the day".to_owned(), &verdicts.voice),
    };
    rows.push(Row::heading(format!("{of}: {}", voices.status.words())));
    if voices.status == Status::TooEarly {
        let notes = crate::text::plural(voices.total, "note has", "notes have");
        rows.push(Row::soft(format!("{notes} an author so far. From twenty on there is something to say.")));
        return;
    }
    levels(rows, voices);
    for (people, words, suggestion) in [
        (&voices.silent, "Not heard yet", "Ask by name, softly: “What would your customers add?”"),
        (&voices.loud, "Much heard", "Start the round at the other end."),
    ] {
        if people.is_empty() {
            continue;
        }
        let names: Vec<String> = people.iter().map(|id| name(ctx.session, id)).collect();
        rows.push(Row::Text(Tone::Warn, format!("{words}: {}.", names.join(", "))));
        rows.push(Row::soft(suggestion));
    }
    for advice in voices.advice() {
        rows.push(Row::text(advice));
    }
}

fn levels(rows: &mut Vec<Row>, voices: &Voices) {
    let mut levels: Vec<_> = voices.levels.iter().collect();
    levels.sort_by_key(|level| level.level);
    for level in levels {
        let words =
            format!("{}% of the notes, {}% of the people", level.notes.percent(), level.people.percent());
        let short = match level.level.words() {
            "front line" => "Front line",
            "manager" => "Managers",
            _ => "Executives",
        };
        rows.push(Row::Pair(10, (Tone::Text, short.into()), (Tone::Text, words)));
    }
}

fn ordered(session: &Session) -> Vec<&Question> {
    let mut questions: Vec<&Question> = session.questions.iter().collect();
    questions.sort_by_key(|question| question.order);
    questions
}

fn person<'a>(session: &'a Session, id: &str) -> Option<&'a Person> {
    session.people.get(&PersonId::new(id))
}

fn name(session: &Session, id: &str) -> String {
    person(session, id).map_or_else(|| id.to_owned(), |person| person.name.clone())
}

/// `Ayaka Tanaka · Billing`.
fn named(session: &Session, id: &str) -> String {
    let department = person(session, id).and_then(|person| person.department.as_ref());
    let department = department.and_then(|id| session.organisation.departments.get(id));
    match department {
        Some(department) => format!("{} · {}", name(session, id), department.name),
        None => name(session, id),
    }
}

impl Overlay for Private {
    fn layer(&self) -> Layer {
        Layer::Private
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Reply {
        self.closes_at_ms = ctx.now.awake_ms + CLOSES_AFTER_MS;
        let last = ctx.session.questions.len().saturating_sub(1);
        match command {
            Cmd::Leave => return Reply::Close,
            Cmd::Spoke => return self.turn(ctx, Turn::Spoke),
            Cmd::Skip => return self.turn(ctx, Turn::Later),
            Cmd::Pass => return self.turn(ctx, Turn::Passed),
            Cmd::Back => {
                let mut round = self.round(ctx);
                round.log.pop();
                return Reply::Do(Outcome::Keep(self.kept_as(ctx), round.keep()));
            }
            Cmd::PreviousQuestion => self.question = self.question.saturating_sub(1),
            Cmd::NextQuestion => self.question = (self.question + 1).min(last),
            Cmd::Up => self.page.scroll(-1),
            Cmd::Down => self.page.scroll(1),
            _ => {}
        }
        Reply::Stay
    }

    fn key(&mut self, _key: KeyEvent, _ctx: &Ctx) -> Reply {
        Reply::Stay
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Reply {
        self.closes_at_ms = ctx.now.awake_ms + CLOSES_AFTER_MS;
        match mouse.kind {
            MouseEventKind::ScrollUp => self.page.scroll(-2),
            MouseEventKind::ScrollDown => self.page.scroll(2),
            _ => {}
        }
        Reply::Stay
    }

    fn tick(&mut self, ctx: &Ctx) -> Reply {
        if ctx.now.awake_ms >= self.closes_at_ms { Reply::Close } else { Reply::Stay }
    }

    fn ticks(&self) -> bool {
        true
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        let questions = ordered(ctx.session);
        let id = questions.get(self.question).map_or("", |question| question.id.as_str());
        let left = self.closes_at_ms.saturating_sub(ctx.now.awake_ms).div_ceil(1000);
        let title = format!("For you alone · {id} · closes in {left} s");
        let width = ctx.area.width.saturating_sub(6).min(112);
        let columns = self.columns(ctx, width);
        let count = u16::try_from(columns.len()).unwrap_or(1);
        let each = (width - 2).saturating_sub((count - 1) * 4) / count;
        let rows = columns.iter().map(|rows| Page::height(rows, each)).max().unwrap_or(1);
        let sheet = Sheet { title: &title, private: true, hint: "", typed: false, width, rows };
        let places = sheet.draw(buf, ctx.area, ctx.look);
        let columns: Vec<&[Row]> = columns.iter().map(Vec::as_slice).collect();
        self.page.draw(buf, places.list, &columns, ctx.look);
        None
    }
}
