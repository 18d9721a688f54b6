//! How a field gets its words: it opens, is typed into or turned, and what it holds is given to the session as one step, or
//! stays as it was typed with the reason below it. It knows no key of the card and no place on the screen.

use ratatui::crossterm::event::{KeyCode, KeyEvent};
use smol_str::SmolStr;

use super::{Form, Mode, Word};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::forms::{self, Field, Kind, Value};
use crate::tui::outcome::{Answer, Ask, Choice, Outcome, PickAsk};
use crate::tui::overlays::pick::Pick;
use crate::tui::overlays::{Overlay as _, Reply};
use crate::tui::screens::Purpose;
use crate::tui::widgets::line_edit::LineEdit;
use crate::tui::work;

impl Form {
    pub(super) fn open(&mut self, field: &Field, ctx: &Ctx) -> Reply {
        let list = |options: Vec<Choice>, many, new: Option<&str>| {
            Mode::List(Pick::new(PickAsk {
                title: field.label.trim().to_owned(),
                hint: field.hint.clone(),
                options,
                many,
                chosen: field.chosen.clone(),
                new: new.map(str::to_owned),
                private: self.target.private(),
                purpose: Purpose::Global(work::Purpose::Field),
            }))
        };
        self.word = None;
        if let Some(private) = forms::leads_to(&self.target, &field.key, ctx) {
            return Reply::Do(Outcome::Ask(Ask::Form(private)));
        }
        match &field.kind {
            kind if kind.typed() && ctx.read_only.is_some() => {
                self.word = ctx.read_only.map(|why| Word::Mind(format!("Read only: {why}")));
            }
            Kind::Heading | Kind::Info => {
                let why = if field.hint.is_empty() { "This is only for reading." } else { &field.hint };
                self.word = Some(Word::Know(why.to_owned()));
            }
            Kind::Toggle => return self.turn(field, 1, ctx),
            Kind::Choice(choices) => self.mode = list(choices.clone(), false, None),
            Kind::One { of, new } => self.mode = list(forms::choices(of, ctx.session), false, *new),
            Kind::Many(of) => self.mode = list(forms::choices(of, ctx.session), true, None),
            _ => {
                let kept = ctx.kept.get(&self.draft_key(&field.key)).filter(|kept| **kept != field.text);
                if kept.is_some() {
                    self.word = Some(Word::Know("Recovered: this was typed before and not taken.".into()));
                }
                let text = kept.unwrap_or(&field.text);
                self.mode = Mode::Typing(match field.kind {
                    Kind::Prose => LineEdit::prose(text),
                    _ => LineEdit::line(text),
                });
            }
        }
        Reply::Stay
    }

    /// A printable key on a field that is not open: where text is taken it opens and takes it, after what stands there;
    /// where something is chosen, it is looked for in the list. No letter is lost, and none ends elsewhere.
    pub(super) fn begin(&mut self, key: KeyEvent, ctx: &Ctx) -> Reply {
        let Some(fields) = forms::fields(&self.target, ctx) else { return Reply::Close };
        let Some(field) = fields.get(self.index(&fields)) else { return Reply::Close };
        let space = key.code == KeyCode::Char(' ');
        // Fingers typed blind change no words that stand there, and what follows them on the same breath does not either.
        if self.blind {
            return Reply::Stay;
        }
        let digit = matches!(key.code, KeyCode::Char(c) if c.is_ascii_digit());
        let stands = matches!(field.kind, Kind::Line | Kind::Prose) && !field.text.is_empty();
        let nothing = match field.kind {
            Kind::Toggle | Kind::Choice(_) if space => return self.turn(field, 1, ctx),
            Kind::Toggle => Some("Here it is yes or no: Enter turns it."),
            Kind::Heading | Kind::Info => Some("Nothing is typed here: it is only for reading."),
            _ if digit && stands => Some("Digits alone change no words that stand here. Enter opens them."),
            // Words that were meant for a box that did not open must not end in the first field of a card.
            _ if !self.used && stands => Some("Enter opens these words; the arrows go to another field."),
            _ => None,
        };
        if let Some(words) = nothing {
            self.blind = true;
            self.word = Some(Word::Know(words.into()));
            return Reply::Stay;
        }
        let reply = self.open(field, ctx);
        match &mut self.mode {
            Mode::Typing(edit) => {
                // A digit takes the place of a number; a blank alone is no word.
                if matches!(field.kind, Kind::Whole { .. }) {
                    *edit = LineEdit::number(edit.text());
                }
                if !(space && edit.is_empty()) {
                    edit.key(key);
                }
            }
            Mode::List(list) if !space => {
                list.key(key, ctx);
            }
            _ => {}
        }
        reply
    }

    /// The choice after or before; yes becomes no.
    pub(super) fn turn(&mut self, field: &Field, by: isize, ctx: &Ctx) -> Reply {
        match &field.kind {
            Kind::Toggle => {
                let value =
                    if field.chosen.is_empty() { vec![SmolStr::new_static("yes")] } else { Vec::new() };
                self.give(field, &Value::Chosen(value), ctx)
            }
            Kind::Choice(choices) if !choices.is_empty() => {
                let last = choices.len() - 1;
                let next = match choices.iter().position(|c| field.chosen.contains(&c.id)) {
                    Some(at) if by > 0 => (at + 1) % choices.len(),
                    Some(at) => at.checked_sub(1).unwrap_or(last),
                    None if by > 0 => 0,
                    None => last,
                };
                self.give(field, &Value::Chosen(vec![choices[next].id.clone()]), ctx)
            }
            _ => Reply::Stay,
        }
    }

    pub(super) fn clear(&mut self, field: &Field, ctx: &Ctx) -> Reply {
        match &field.kind {
            Kind::Heading | Kind::Info | Kind::Toggle => Reply::Stay,
            Kind::Choice(_) | Kind::One { .. } | Kind::Many(_) => {
                self.give(field, &Value::Chosen(Vec::new()), ctx)
            }
            _ => self.give(field, &Value::Text(String::new()), ctx),
        }
    }

    /// Gives a field a value: one edit, tried first, so that a refusal is said here and nothing typed is lost.
    pub(super) fn give(&mut self, field: &Field, value: &Value, ctx: &Ctx) -> Reply {
        let same = match value {
            Value::Text(text) => field.kind.typed() && *text == field.text,
            Value::Chosen(ids) => *ids == field.chosen,
        };
        let tried = if same {
            Ok(None)
        } else if let Some(why) = ctx.read_only {
            Err(format!("Read only: {why}"))
        } else {
            forms::set(&self.target, &field.key, value, ctx).and_then(|edit| {
                let mut after = ctx.session.clone();
                after.apply(&edit, &ctx.now.moment()).map_err(|refused| refused.0)?;
                Ok((after != *ctx.session).then_some((edit, after)))
            })
        };
        match tried {
            Err(why) => {
                self.word = Some(Word::Mind(why));
                Reply::Stay
            }
            Ok(Some(_)) if self.asks_again(field, value, ctx) => Reply::Stay,
            Ok(done) => {
                self.sure = None;
                if matches!(self.mode, Mode::Typing(_)) {
                    self.draft = Some((self.draft_key(&field.key), None));
                }
                self.mode = Mode::Fields;
                self.word = None;
                let Some((edit, after)) = done else { return Reply::Stay };
                self.word =
                    forms::caution(&self.target, ctx.session, &after, &ctx.now.moment()).map(Word::Mind);
                if !forms::one_matter(&self.target, &field.key) {
                    return Reply::Do(Outcome::Edit(edit));
                }
                let again = self.matter.replace(ctx.revision + 1) == Some(ctx.revision);
                Reply::Do(if again { Outcome::Amend(edit) } else { Outcome::Edit(edit) })
            }
        }
    }

    /// Some fields are changed only when the same value is given twice.
    pub(super) fn asks_again(&mut self, field: &Field, value: &Value, ctx: &Ctx) -> bool {
        let Some(why) = forms::second_thought(&self.target, &field.key, ctx) else { return false };
        let given = Some((field.key.clone(), value.clone()));
        if self.sure == given {
            return false;
        }
        self.sure = given;
        self.word = Some(Word::Mind(why.into()));
        true
    }

    /// Takes what was typed into the field at the cursor.
    pub(super) fn take(&mut self, field: &Field, ctx: &Ctx) -> Reply {
        let Mode::Typing(edit) = &self.mode else { return Reply::Stay };
        let prose = field.kind == Kind::Prose;
        let text = if prose { text::clean_prose(edit.text()) } else { text::clean_line(edit.text()) };
        self.give(field, &Value::Text(text), ctx)
    }

    /// What the list over the card answered is for the field at the cursor.
    pub(super) fn listed(&mut self, reply: Reply, fields: &[Field], ctx: &Ctx) -> Reply {
        let Some(field) = fields.get(self.index(fields)) else { return Reply::Close };
        let value = match reply {
            Reply::Close => {
                self.mode = Mode::Fields;
                return Reply::Stay;
            }
            Reply::Answer(Answer::Picked(ids)) => Value::Chosen(ids),
            Reply::Answer(Answer::New(name)) => Value::Text(name),
            other => return other,
        };
        self.mode = Mode::Fields;
        self.give(field, &value, ctx)
    }

    /// Leaves the field: half-typed text is kept for the next time.
    pub(super) fn leave_field(&mut self, field: &Field) {
        if let Mode::Typing(edit) = &self.mode {
            let text = edit.text();
            let kept = (text != field.text && !text.trim().is_empty()).then(|| text.to_owned());
            self.word = kept
                .is_some()
                .then(|| Word::Know("What you typed is kept; Enter on this field brings it back.".into()));
            self.draft = Some((self.draft_key(&field.key), kept));
        }
        self.mode = Mode::Fields;
    }

    /// From a field that was taken to the one beside it: a text is open at once, what is chosen waits for its key.
    pub(super) fn go_on(&mut self, fields: &[Field], by: isize, ctx: &Ctx) {
        let (from, word) = (self.index(fields), self.word.take());
        self.step(fields, by);
        let to = self.index(fields);
        // What was left there half-typed is given by nobody who only passes through.
        let left =
            |field: &&Field| ctx.kept.get(&self.draft_key(&field.key)).is_none_or(|kept| *kept == field.text);
        if let Some(field) = fields.get(to).filter(|field| to != from && field.kind.typed()).filter(left) {
            self.open(field, ctx);
        }
        self.word = word.or_else(|| self.word.take());
    }
}
