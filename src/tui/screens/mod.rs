//! The nine stages as screens. A screen owns its cursor, scroll and focus, holds ids rather than indexes, answers with
//! outcomes, and draws from the session as it is; it never keeps a copy of it.

pub mod gaps;
pub mod plan;
pub mod prepare;
pub mod questions;
pub mod roster;
pub mod sort;
pub mod standing;
pub mod synopsis;
pub mod themes;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyEvent, MouseEvent};

use super::ctx::Ctx;
use super::keymap::{Hint, Layer};
use super::outcome::{Answer, Outcome};
use crate::room::Wish;

/// Who asked for an overlay, and for what.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// What is at hand everywhere.
    Global(super::work::Purpose),
    /// Prepare.
    Prepare(prepare::Purpose),
    /// Roster.
    Roster(roster::Purpose),
    /// Questions.
    Questions(questions::Purpose),
    /// Themes.
    Themes(themes::Purpose),
    /// Gaps.
    Gaps(gaps::Purpose),
    /// Sort.
    Sort(sort::Purpose),
    /// Plan.
    Plan(plan::Purpose),
    /// Standing.
    Standing(standing::Purpose),
    /// Synopsis.
    Synopsis(synopsis::Purpose),
    /// The start screen.
    Start(super::start::Purpose),
}

/// A stage's screen.
pub trait Screen {
    /// Its own commands.
    type Cmd;
    /// What it asks overlays for.
    type Purpose;

    /// The layer of keys that applies now.
    fn layer(&self) -> Layer;

    /// Which of its keys matter most now, by name: the footer shows them before the others.
    fn moment(&self, _ctx: &Ctx) -> &'static [&'static str] {
        &[]
    }

    /// What the footer says of a key of its own, as things stand.
    fn hint(&self, _command: Self::Cmd, _ctx: &Ctx) -> Hint {
        Hint::AsNamed
    }

    /// Answers a command of its own.
    fn command(&mut self, command: Self::Cmd, ctx: &Ctx) -> Outcome;

    /// A key that is no command: text, where the layer takes text.
    fn key(&mut self, _key: KeyEvent, _ctx: &Ctx) -> Outcome {
        Outcome::Ignored
    }

    /// Text from the clipboard, as it came.
    fn paste(&mut self, _text: &str, _ctx: &Ctx) -> Outcome {
        Outcome::Ignored
    }

    /// The mouse, within `ctx.area`.
    fn mouse(&mut self, _mouse: MouseEvent, _ctx: &Ctx) -> Outcome {
        Outcome::Ignored
    }

    /// Takes typing back, or does it again; false where no text is being typed or there is nothing to take back. Asked
    /// before the session's own undo.
    fn undo_typing(&mut self, _redo: bool) -> bool {
        false
    }

    /// The answer to something it asked.
    fn answer(&mut self, purpose: Self::Purpose, answer: Answer, ctx: &Ctx) -> Outcome;

    /// Called once, before the stage is entered for the first time: places come back from `ctx.kept`.
    fn opened(&mut self, _ctx: &Ctx) {}

    /// Half-typed text and places to remember across a crash or a restart, by box (`None`: forget).
    fn keep(&self) -> Vec<(String, Option<String>)> {
        Vec::new()
    }

    /// Called when the stage is entered, and with an item's id when that is to be shown.
    fn enter(&mut self, _item: Option<&str>, _ctx: &Ctx) {}

    /// After any change of the session: cursors that point at nothing move to the nearest thing.
    fn settle(&mut self, _ctx: &Ctx) {}

    /// Draws into `ctx.area`; gives the cursor's place where text is typed.
    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)>;

    /// What the wall shows while this stage is on, with what is selected here.
    fn wish(&self, _ctx: &Ctx) -> Wish {
        Wish::Welcome
    }

    /// The middle of the header: "Question 2 of 4".
    fn headline(&self, _ctx: &Ctx) -> String {
        String::new()
    }
}

/// All nine.
#[derive(Debug, Default)]
pub struct Screens {
    /// Prepare.
    pub prepare: prepare::Prepare,
    /// Roster.
    pub roster: roster::Roster,
    /// Questions.
    pub questions: questions::Questions,
    /// Themes.
    pub themes: themes::Themes,
    /// Gaps.
    pub gaps: gaps::Gaps,
    /// Sort.
    pub sort: sort::Sort,
    /// Plan.
    pub plan: plan::Plan,
    /// Standing.
    pub standing: standing::Standing,
    /// Synopsis.
    pub synopsis: synopsis::Synopsis,
}

/// Runs an expression with the screen of a stage, by reference or to change it.
macro_rules! with_screen {
    (ref $screens:expr, $stage:expr, $screen:ident => $body:expr) => {
        match $stage {
            $crate::tui::stage::Stage::Prepare => {
                let $screen = &$screens.prepare;
                $body
            }
            $crate::tui::stage::Stage::Roster => {
                let $screen = &$screens.roster;
                $body
            }
            $crate::tui::stage::Stage::Questions => {
                let $screen = &$screens.questions;
                $body
            }
            $crate::tui::stage::Stage::Themes => {
                let $screen = &$screens.themes;
                $body
            }
            $crate::tui::stage::Stage::Gaps => {
                let $screen = &$screens.gaps;
                $body
            }
            $crate::tui::stage::Stage::Sort => {
                let $screen = &$screens.sort;
                $body
            }
            $crate::tui::stage::Stage::Plan => {
                let $screen = &$screens.plan;
                $body
            }
            $crate::tui::stage::Stage::Standing => {
                let $screen = &$screens.standing;
                $body
            }
            $crate::tui::stage::Stage::Synopsis => {
                let $screen = &$screens.synopsis;
                $body
            }
        }
    };
    (mut $screens:expr, $stage:expr, $screen:ident => $body:expr) => {
        match $stage {
            $crate::tui::stage::Stage::Prepare => {
                let $screen = &mut $screens.prepare;
                $body
            }
            $crate::tui::stage::Stage::Roster => {
                let $screen = &mut $screens.roster;
                $body
            }
            $crate::tui::stage::Stage::Questions => {
                let $screen = &mut $screens.questions;
                $body
            }
            $crate::tui::stage::Stage::Themes => {
                let $screen = &mut $screens.themes;
                $body
            }
            $crate::tui::stage::Stage::Gaps => {
                let $screen = &mut $screens.gaps;
                $body
            }
            $crate::tui::stage::Stage::Sort => {
                let $screen = &mut $screens.sort;
                $body
            }
            $crate::tui::stage::Stage::Plan => {
                let $screen = &mut $screens.plan;
                $body
            }
            $crate::tui::stage::Stage::Standing => {
                let $screen = &mut $screens.standing;
                $body
            }
            $crate::tui::stage::Stage::Synopsis => {
                let $screen = &mut $screens.synopsis;
                $body
            }
        }
    };
}
pub(super) use with_screen;
