//! The commands of the stage, one arm each.

use smol_str::SmolStr;

use super::{Focus, Purpose, Questions, linking};
use crate::session::edit::{change, many, remove};
use crate::session::links::Kind;
use crate::session::{Note, NoteChange, NoteId, Question, Stance};
use crate::tui::ctx::Ctx;
use crate::tui::forms::Target;
use crate::tui::outcome::{Ask, Choice, Outcome, PickAsk, TextAsk};
use crate::tui::screens;

/// Its own commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmd {
    /// Add what is typed.
    Add,
    /// The other column.
    NextColumn,
    /// From the line to the wall.
    ToWall,
    /// From the wall to the line.
    ToLine,
    /// The question after.
    NextQuestion,
    /// The question before.
    PreviousQuestion,
    /// A question by place.
    Go(usize),
    /// The next page of probes, or none.
    Probes,
    /// A wish: to *Perfect*, and what happens instead is asked.
    Perfect,
    /// What the note goes with.
    Pair,
    /// Takes the pair apart.
    Unpair,
    /// New to the room, or not.
    News,
    /// Makes something else of it.
    Turn(Kind),
    /// The note's card.
    Open,
    /// Take the note away.
    Remove,
    /// Its theme.
    Theme,
    /// As is, wish, question.
    Stance,
    /// To the other column.
    MoveColumn,
    /// Keep it private, or not.
    Sensitive,
    /// Who wrote it.
    Author,
    /// How many notes hang on paper.
    Paper,
    /// The question's card.
    Question,
    /// Another question.
    AddQuestion,
    /// One place back in its column.
    Later,
    /// One place forward in its column.
    Earlier,
    /// Left.
    Left,
    /// Right.
    Right,
    /// Up.
    Up,
    /// Down.
    Down,
    /// The first note.
    First,
    /// The last note.
    Last,
}

impl Cmd {
    /// Whether it changes nothing in the session, so that it is there where the session is only read.
    pub const fn reads(self) -> bool {
        matches!(
            self,
            Self::NextColumn
                | Self::ToWall
                | Self::ToLine
                | Self::NextQuestion
                | Self::PreviousQuestion
                | Self::Go(_)
                | Self::Probes
                | Self::Open
                | Self::Author
                | Self::Question
                | Self::Left
                | Self::Right
                | Self::Up
                | Self::Down
                | Self::First
                | Self::Last
        )
    }
}

impl Questions {
    /// Makes something else of the selected note; the note for which the same key has to be pressed again.
    pub(super) fn turn(&self, kind: Kind, again: Option<&NoteId>, ctx: &Ctx) -> (Outcome, Option<NoteId>) {
        let Some(note) = self.selected(ctx) else { return (self.with_note(ctx, |_| Outcome::Stay), None) };
        let own = again == Some(&note.id);
        let asks = !own && linking::asks_again(note, kind, ctx);
        (self.with_note(ctx, |note| linking::turn(note, kind, own, ctx)), asks.then(|| note.id.clone()))
    }

    #[expect(clippy::too_many_lines, reason = "one arm a command, as the table of keys has them")]
    pub(super) fn run(&mut self, command: Cmd, ctx: &Ctx) -> Outcome {
        match command {
            Cmd::Add => return self.add(ctx),
            Cmd::NextColumn => self.other_column(ctx),
            Cmd::ToWall => {
                self.focus = Focus::Wall;
                if self.selected(ctx).is_none() {
                    self.cursor = None;
                }
                self.step(0, ctx);
            }
            Cmd::ToLine => self.focus = Focus::Line,
            Cmd::NextQuestion => self.step_question(1, ctx),
            Cmd::PreviousQuestion => self.step_question(-1, ctx),
            Cmd::Go(place) => {
                let id = ctx.session.questions.at(place).map(|q| q.id.clone());
                self.column = SmolStr::default();
                self.set_question(id, ctx);
            }
            Cmd::Probes => self.next_probes(ctx),
            Cmd::Perfect if self.focus == Focus::Line => return self.add_wish(ctx),
            Cmd::Perfect => return self.move_wish(ctx),
            Cmd::Pair => return self.with_note(ctx, |note| linking::ask_pair(note, ctx)),
            Cmd::Unpair => return self.with_note(ctx, |note| linking::unpair(note, ctx)),
            Cmd::News => return self.with_note(ctx, |note| linking::news(note, ctx)),
            Cmd::Turn(kind) => return self.turn(kind, None, ctx).0,
            Cmd::Open => return self.with_note(ctx, |n| Outcome::Ask(Ask::Form(Target::Note(n.id.clone())))),
            Cmd::Author => {
                return self.with_note(ctx, |n| Outcome::Ask(Ask::Form(Target::NoteAuthor(n.id.clone()))));
            }
            Cmd::Remove => {
                let gone = self.selected(ctx).map(|note| note.id.clone());
                self.cursor = self.neighbour(ctx);
                if let Some(id) = gone {
                    return Outcome::Many(vec![
                        Outcome::Edit(remove::<Note>(&id)),
                        Outcome::Say("Note removed. Ctrl-Z brings it back.".into()),
                    ]);
                }
            }
            Cmd::Theme => {
                return self.with_note(ctx, |note| {
                    let options = ctx
                        .session
                        .themes
                        .iter()
                        .map(|t| Choice::new(t.id.0.clone(), &*t.name, t.id.as_str()));
                    Outcome::Ask(Ask::Pick(PickAsk {
                        title: "Which theme?".into(),
                        hint: "Type to find one, or a new name. Esc leaves it as it is.".into(),
                        options: options.collect(),
                        many: false,
                        chosen: note.theme.iter().map(|t| t.0.clone()).collect(),
                        new: Some("New theme".into()),
                        private: false,
                        purpose: screens::Purpose::Questions(Purpose::Theme(note.id.clone())),
                    }))
                });
            }
            Cmd::Stance => {
                return self.with_note(ctx, |note| {
                    let next = match note.stance {
                        Stance::AsIs => Stance::Wish,
                        Stance::Wish => Stance::Question,
                        _ => Stance::AsIs,
                    };
                    let word = match next {
                        Stance::AsIs => "how it is",
                        Stance::Wish => "a wish",
                        _ => "a question",
                    };
                    Outcome::Many(vec![
                        Outcome::Edit(change::<Note>(&note.id, NoteChange::stance(next))),
                        Outcome::Say(format!("This note says {word}.")),
                    ])
                });
            }
            Cmd::MoveColumn => {
                let Some(question) = self.question(ctx).filter(|q| q.columns.len() > 1) else {
                    return Outcome::Say("This question has one column.".into());
                };
                let at = question.columns.iter().position(|c| *c == self.column).unwrap_or(0);
                let to = question.columns[(at + 1) % question.columns.len()].clone();
                return self.with_note(ctx, |note| move_column(note, &to, question, ctx));
            }
            Cmd::Sensitive => {
                return self.with_note(ctx, |note| {
                    if note.sensitive {
                        return linking::print_again(note, ctx);
                    }
                    linking::keep_private(note, ctx)
                });
            }
            Cmd::Paper => {
                let Some(question) = self.question(ctx) else { return Outcome::Stay };
                return Outcome::Ask(Ask::Text(TextAsk {
                    title: "How many notes hang on paper?".into(),
                    hint: "And where: 84 wall B. The line then says how many are still to be typed. Empty: nobody counted.".into(),
                    text: question.paper_notes.map_or_else(String::new, |count| {
                        format!("{count} {}", question.paper_place.as_deref().unwrap_or("")).trim_end().to_owned()
                    }),
                    prose: false,
                    private: false,
                    key: format!("question.{}.paper", question.id),
                    purpose: screens::Purpose::Questions(Purpose::Paper(question.id.clone())),
                }));
            }
            Cmd::Question => {
                if let Some(question) = self.question(ctx) {
                    return Outcome::Ask(Ask::Form(Target::Question(question.id.clone())));
                }
            }
            Cmd::AddQuestion => {
                return Outcome::Ask(Ask::Text(TextAsk {
                    title: "One more question".into(),
                    hint: "It follows the four of the method.".into(),
                    text: String::new(),
                    prose: false,
                    private: false,
                    key: "question.new".into(),
                    purpose: screens::Purpose::Questions(Purpose::AddQuestion),
                }));
            }
            Cmd::Later => return self.reorder(1, ctx),
            Cmd::Earlier => return self.reorder(-1, ctx),
            Cmd::Left => self.step_side(-1, ctx),
            Cmd::Right => self.step_side(1, ctx),
            Cmd::Up => self.step(-self.across(ctx), ctx),
            Cmd::Down => self.step(self.across(ctx), ctx),
            Cmd::First => {
                self.cursor = None;
                let (notes, _) = self.here(ctx);
                self.cursor = notes.first().and_then(|i| ctx.session.notes.at(*i)).map(|n| n.id.clone());
            }
            Cmd::Last => {
                self.cursor = None;
                self.step(0, ctx);
            }
        }
        Outcome::Stay
    }
}

/// A note in another column takes the stance that is usual there, if it had the usual one of its own column.
pub(super) fn move_column(note: &Note, to: &SmolStr, question: &Question, ctx: &Ctx) -> Outcome {
    let method = ctx.playbook.question(question.id.as_str());
    let mut edits = vec![change::<Note>(&note.id, NoteChange::column(to.clone()))];
    if let Some(method) = method
        && *method.stance_of(&note.column) == note.stance
    {
        edits.push(change::<Note>(&note.id, NoteChange::stance(method.stance_of(to).clone())));
    }
    many("note moved to the other column", edits).into()
}
