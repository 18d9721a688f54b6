//! Builds a card field by field: each line says what is shown and which change a new value makes.

use std::rc::Rc;

use smol_str::SmolStr;

use super::field::{Field, Kind, Value};
use super::named::{self, Named, Of};
use super::typed::{self, Days};
use super::word::{self, Word};
use crate::session::{Clock, Day, Edit, Listed, Moment, Num, edit};
use crate::text;
use crate::tui::ctx::Ctx;

/// What a value does: an edit, or a kind sentence.
pub(super) type Put<'a> = Box<dyn Fn(&Value) -> Result<Edit, String> + 'a>;

/// A field and what a value for it does; without that it is for reading.
pub(super) struct Slot<'a> {
    pub field: Field,
    pub put: Option<Put<'a>>,
}

/// A card being built; `C` is the change of one field of what it shows.
pub(super) struct Deck<'a, C> {
    pub ctx: Ctx<'a>,
    emit: Rc<dyn Fn(C) -> Edit + 'a>,
    slots: Vec<Slot<'a>>,
}

/// A copy with something changed.
pub(super) fn with<T: Clone>(base: &T, change: impl FnOnce(&mut T)) -> T {
    let mut copy = base.clone();
    change(&mut copy);
    copy
}

/// An optional record that says nothing is none.
pub(super) fn slim<T: Default + PartialEq>(record: T) -> Option<T> {
    (record != T::default()).then_some(record)
}

/// The days from which typed ones count: from the day of the session on, later from today.
pub(super) fn days(ctx: &Ctx) -> Days {
    let today = ctx.now.day();
    Days { today, from: today.max(ctx.session.session.date) }
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn filled<T>(value: Option<T>, what: &str) -> Result<T, String> {
    value.ok_or_else(|| format!("{what} cannot stay empty."))
}

/// The card of an item of a list.
pub(super) fn deck<'a, T: Listed>(id: &T::Id, ctx: Ctx<'a>) -> Deck<'a, T::Change>
where
    T::Id: 'a,
    T::Change: 'a,
{
    let id = id.clone();
    Deck::new(ctx, move |change| edit::change::<T>(&id, change))
}

impl<'a, C: 'a> Deck<'a, C> {
    /// A card whose changes become edits this way.
    pub fn new(ctx: Ctx<'a>, emit: impl Fn(C) -> Edit + 'a) -> Self {
        Self { ctx, emit: Rc::new(emit), slots: Vec::new() }
    }

    /// The finished card.
    pub fn done(self) -> Vec<Slot<'a>> {
        self.slots
    }

    /// A field with its own way to an edit.
    pub fn raw(&mut self, field: Field, put: Option<Put<'a>>) -> &mut Self {
        self.slots.push(Slot { field, put });
        self
    }

    /// A field whose value becomes a change.
    pub fn put(&mut self, field: Field, change: impl Fn(&Value) -> Result<C, String> + 'a) -> &mut Self {
        let emit = Rc::clone(&self.emit);
        self.raw(field, Some(Box::new(move |value| Ok(emit(change(value)?)))))
    }

    fn typed(
        &mut self,
        (key, label): (&str, &str),
        kind: Kind,
        shown: impl Into<String>,
        text: impl Into<String>,
        change: impl Fn(&str) -> Result<C, String> + 'a,
    ) -> &mut Self {
        let field = Field { value: shown.into(), text: text.into(), ..blank(key, label, kind) };
        self.put(field, move |value| change(value.typed()))
    }

    /// What else the edit of the field added last does, by the value that is given.
    pub fn then(&mut self, more: impl Fn(Edit, &Value) -> Edit + 'a) -> &mut Self {
        if let Some(slot) = self.slots.last_mut()
            && let Some(put) = slot.put.take()
        {
            slot.put = Some(Box::new(move |value| Ok(more(put(value)?, value))));
        }
        self
    }

    /// What helps with the field added last.
    pub fn hint(&mut self, hint: impl Into<String>) -> &mut Self {
        if let Some(slot) = self.slots.last_mut() {
            slot.field.hint = hint.into();
        }
        self
    }

    /// What the field added last says while there is nothing.
    pub fn empty(&mut self, words: impl Into<String>) -> &mut Self {
        if let Some(slot) = self.slots.last_mut() {
            slot.field.empty = words.into();
        }
        self
    }

    /// What the field added last shows, where it is not what is typed.
    pub fn shown(&mut self, words: impl Into<String>) -> &mut Self {
        if let Some(slot) = self.slots.last_mut() {
            slot.field.value = words.into();
        }
        self
    }

    /// A heading.
    pub fn head(&mut self, label: &str) -> &mut Self {
        let key = format!("head.{}", self.slots.len());
        self.raw(blank(&key, label, Kind::Heading), None)
    }

    /// What the item still lacks, at the head of its card; nothing where it lacks nothing.
    pub fn open(&mut self, words: &[String]) -> &mut Self {
        self.info("open", "Still open", words.join(" · "))
    }

    /// Something to read; nothing where there is nothing.
    pub fn info(&mut self, key: &str, label: &str, value: impl Into<String>) -> &mut Self {
        let value = value.into();
        if value.is_empty() {
            return self;
        }
        self.raw(Field { value, ..blank(key, label, Kind::Info) }, None)
    }

    /// One line of text.
    pub fn line(&mut self, key: &str, label: &str, now: &str, make: impl Fn(String) -> C + 'a) -> &mut Self {
        self.typed((key, label), Kind::Line, now, now, move |text| Ok(make(text::clean_line(text))))
    }

    /// One line of text, or none.
    pub fn maybe_line(
        &mut self,
        key: &str,
        label: &str,
        now: Option<&str>,
        make: impl Fn(Option<String>) -> C + 'a,
    ) -> &mut Self {
        let now = now.unwrap_or("");
        self.typed((key, label), Kind::Line, now, now, move |text| Ok(make(some(text::clean_line(text)))))
    }

    /// Several lines of text.
    pub fn prose(&mut self, key: &str, label: &str, now: &str, make: impl Fn(String) -> C + 'a) -> &mut Self {
        self.typed((key, label), Kind::Prose, now, now, move |text| Ok(make(text::clean_prose(text))))
    }

    /// Several lines of text, or none.
    pub fn maybe_prose(
        &mut self,
        key: &str,
        label: &str,
        now: Option<&str>,
        make: impl Fn(Option<String>) -> C + 'a,
    ) -> &mut Self {
        let now = now.unwrap_or("");
        self.typed((key, label), Kind::Prose, now, now, move |text| Ok(make(some(text::clean_prose(text)))))
    }

    /// Several texts, one a line.
    pub fn lines(
        &mut self,
        key: &str,
        label: &str,
        now: &[String],
        make: impl Fn(Vec<String>) -> C + 'a,
    ) -> &mut Self {
        let now = now.join("\n");
        self.typed((key, label), Kind::Prose, now.clone(), now, move |text| {
            Ok(make(text.lines().map(text::clean_line).filter(|line| !line.is_empty()).collect()))
        })
    }

    /// A day, or none.
    pub fn day(
        &mut self,
        key: &str,
        label: &str,
        now: Option<Day>,
        make: impl Fn(Option<Day>) -> C + 'a,
    ) -> &mut Self {
        let days = days(&self.ctx);
        let shown = now.map(Day::in_words).unwrap_or_default();
        let text = now.map(|day| day.to_string()).unwrap_or_default();
        self.typed((key, label), Kind::Day, shown, text, move |text| {
            let day = (!text.trim().is_empty()).then(|| typed::day(text, days)).transpose()?;
            Ok(make(day))
        })
    }

    /// A day.
    pub fn must_day(
        &mut self,
        key: &str,
        label: &'a str,
        now: Day,
        make: impl Fn(Day) -> C + 'a,
    ) -> &mut Self {
        let days = days(&self.ctx);
        self.typed((key, label), Kind::Day, now.in_words(), now.to_string(), move |text| {
            let day = (!text.trim().is_empty()).then(|| typed::day(text, days)).transpose()?;
            Ok(make(filled(day, label)?))
        })
    }

    /// A time of day, or none.
    pub fn clock(
        &mut self,
        key: &str,
        label: &str,
        now: Option<Clock>,
        make: impl Fn(Option<Clock>) -> C + 'a,
    ) -> &mut Self {
        let text = now.map(|clock| clock.to_string()).unwrap_or_default();
        self.typed((key, label), Kind::Clock, text.clone(), text, move |text| {
            let clock = (!text.trim().is_empty()).then(|| typed::clock(text)).transpose()?;
            Ok(make(clock))
        })
    }

    /// A moment, or none: typed as a time on the day of the session.
    pub fn moment(
        &mut self,
        key: &str,
        label: &str,
        now: Option<&Moment>,
        make: impl Fn(Option<Moment>) -> C + 'a,
    ) -> &mut Self {
        let (days, card, at) = (days(&self.ctx), &self.ctx.session.session, self.ctx.now.moment());
        let (on, offset) = (card.date, card.offset_minutes());
        let text = now.map(|m| moment_text(m, on)).unwrap_or_default();
        let (old, old_text) = (now.cloned(), text.clone());
        let shown = now.map(|m| if m.day() == on { m.clock().to_string() } else { moment_words(m) });
        self.typed((key, label), Kind::Line, shown.unwrap_or_default(), text, move |text| {
            let text = text.trim();
            if text == old_text {
                return Ok(make(old.clone()));
            }
            let moment =
                (!text.is_empty()).then(|| typed::moment(text, days, on, offset, &at)).transpose()?;
            Ok(make(moment))
        });
        self.hint("A time on the day, like 9:10; or a day and a time, like 5 Mar 16:00; or “now”.")
    }

    /// A whole number, or none.
    pub fn whole<N: Copy + TryFrom<u64> + Into<u64> + 'a>(
        &mut self,
        key: &str,
        label: &str,
        now: Option<N>,
        (min, max): (u64, u64),
        make: impl Fn(Option<N>) -> C + 'a,
    ) -> &mut Self {
        let text = now.map(|n| n.into().to_string()).unwrap_or_default();
        let old = (text.clone(), now);
        self.typed((key, label), Kind::Whole { min, max }, text.clone(), text, move |text| {
            if text.trim() == old.0 {
                return Ok(make(old.1));
            }
            if text.trim().is_empty() {
                return Ok(make(None));
            }
            let number = typed::whole(text, min, max)?;
            N::try_from(number).map(|n| make(Some(n))).map_err(|_| "That is too much.".to_owned())
        })
    }

    /// A whole number.
    pub fn must_whole<N: Copy + TryFrom<u64> + Into<u64> + 'a>(
        &mut self,
        key: &str,
        label: &str,
        now: N,
        (min, max): (u64, u64),
        make: impl Fn(N) -> C + 'a,
    ) -> &mut Self {
        let text = now.into().to_string();
        let old = text.clone();
        self.typed((key, label), Kind::Whole { min, max }, text.clone(), text, move |text| {
            if text.trim() == old {
                return Ok(make(now));
            }
            let number = typed::whole(text, min, max)?;
            N::try_from(number).map(&make).map_err(|_| "That is too much.".to_owned())
        })
    }

    /// A decimal number, or none.
    pub fn number(
        &mut self,
        key: &str,
        label: &str,
        now: Option<&Num>,
        make: impl Fn(Option<Num>) -> C + 'a,
    ) -> &mut Self {
        let text = now.map(ToString::to_string).unwrap_or_default();
        let old = (text.clone(), now.cloned());
        self.typed((key, label), Kind::Number, text.clone(), text, move |text| {
            if text.trim() == old.0 {
                return Ok(make(old.1.clone()));
            }
            let number = (!text.trim().is_empty()).then(|| typed::number(text)).transpose()?;
            Ok(make(number))
        })
    }

    /// One of the file's words.
    pub fn word<W: Word>(
        &mut self,
        key: &str,
        label: &str,
        now: &W,
        make: impl Fn(W) -> C + 'a,
    ) -> &mut Self {
        let field = Field {
            value: now.words(),
            chosen: vec![now.id()],
            ..blank(key, label, Kind::Choice(word::all(Some(now))))
        };
        let label = label.to_owned();
        self.put(field, move |value| Ok(make(W::from_id(filled(value.first(), &label)?))))
    }

    /// One of the file's words, or none.
    pub fn maybe_word<W: Word>(
        &mut self,
        key: &str,
        label: &str,
        now: Option<&W>,
        make: impl Fn(Option<W>) -> C + 'a,
    ) -> &mut Self {
        let field = Field {
            value: now.map(Word::words).unwrap_or_default(),
            chosen: now.map(Word::id).into_iter().collect(),
            ..blank(key, label, Kind::Choice(word::all(now)))
        };
        self.put(field, move |value| Ok(make(value.first().map(|id| W::from_id(id)))))
    }

    /// Yes or no.
    pub fn toggle(&mut self, key: &str, label: &str, now: bool, make: impl Fn(bool) -> C + 'a) -> &mut Self {
        let field = Field {
            value: if now { "yes" } else { "no" }.into(),
            chosen: now.then(|| SmolStr::new_static("yes")).into_iter().collect(),
            ..blank(key, label, Kind::Toggle)
        };
        self.put(field, move |value| Ok(make(value.first().is_some())))
    }

    /// Yes, no, or not asked.
    pub fn maybe_toggle(
        &mut self,
        key: &str,
        label: &str,
        now: Option<bool>,
        make: impl Fn(Option<bool>) -> C + 'a,
    ) -> &mut Self {
        use crate::tui::outcome::Choice;
        let words = |yes| if yes { "yes" } else { "no" };
        let choices = vec![Choice::new("yes", "yes", ""), Choice::new("no", "no", "")];
        let field = Field {
            value: now.map(words).unwrap_or_default().into(),
            chosen: now.map(|yes| SmolStr::new_static(words(yes))).into_iter().collect(),
            ..blank(key, label, Kind::Choice(choices))
        };
        self.put(field, move |value| Ok(make(value.first().map(|word| word == "yes"))))
    }

    /// One item of a list, or none.
    pub fn one<T: Named>(
        &mut self,
        key: &str,
        label: &str,
        now: Option<&T::Id>,
        of: Of,
        make: impl Fn(Option<T::Id>) -> C + 'a,
    ) -> &mut Self {
        let field = self.one_field::<T>(key, label, now, of, None);
        self.put(field, move |value| Ok(make(value.first().map(|id| T::id_of(id)))))
    }

    /// One item of a list, or none, or a new one that `create` makes of a name; it comes into the list in the same step.
    pub fn one_or_new<T: Named>(
        &mut self,
        (key, label, new): (&str, &str, &'static str),
        now: Option<&T::Id>,
        of: Of,
        create: impl Fn(String) -> T + 'a,
        make: impl Fn(Option<T::Id>) -> C + 'a,
    ) -> &mut Self {
        let field = self.one_field::<T>(key, label, now, of, Some(new));
        let (emit, session) = (Rc::clone(&self.emit), self.ctx.session);
        self.raw(
            field,
            Some(Box::new(move |value| {
                let name = text::clean_line(value.typed());
                if name.is_empty() {
                    return Ok(emit(make(value.first().map(|id| T::id_of(id)))));
                }
                let id = session.next_id::<T>();
                let item = create(name).with_id(id.clone());
                let label = format!("{} {id} added", T::NOUN);
                Ok(edit::many(label, vec![edit::add(item), emit(make(Some(id)))]))
            })),
        )
    }

    fn one_field<T: Named>(
        &self,
        key: &str,
        label: &str,
        now: Option<&T::Id>,
        of: Of,
        new: Option<&'static str>,
    ) -> Field {
        Field {
            value: now.map(|id| named::name::<T>(id, self.ctx.session)).unwrap_or_default(),
            chosen: now.map(named::word).into_iter().collect(),
            ..blank(key, label, Kind::One { of, new })
        }
    }

    /// Any items of a list.
    pub fn many<T: Named>(
        &mut self,
        key: &str,
        label: &str,
        now: &[T::Id],
        of: Of,
        make: impl Fn(Vec<T::Id>) -> C + 'a,
    ) -> &mut Self {
        let names: Vec<String> = now.iter().map(|id| named::name::<T>(id, self.ctx.session)).collect();
        let short = matches!(of, Of::People | Of::Audience | Of::Departments | Of::Systems);
        let field = Field {
            value: names.join(if short { ", " } else { "\n" }),
            chosen: now.iter().map(named::word).collect(),
            ..blank(key, label, Kind::Many(of))
        };
        self.put(field, move |value| {
            let Value::Chosen(ids) = value else { return Err("Choose from the list, please.".into()) };
            Ok(make(ids.iter().map(|id| T::id_of(id)).collect()))
        })
    }

    /// A field that takes something new and shows nothing of its own.
    pub fn adds(
        &mut self,
        key: &str,
        label: &str,
        kind: Kind,
        change: impl Fn(&Value) -> Result<Option<C>, String> + 'a,
    ) -> &mut Self {
        let emit = Rc::clone(&self.emit);
        let put: Put<'a> = Box::new(move |value| {
            Ok(change(value)?.map_or_else(|| edit::many("nothing", Vec::new()), |change| emit(change)))
        });
        self.raw(blank(key, label, kind), Some(put))
    }
}

/// A field without a value.
pub(super) fn blank(key: &str, label: &str, kind: Kind) -> Field {
    Field {
        key: key.into(),
        label: label.into(),
        value: String::new(),
        empty: String::new(),
        text: String::new(),
        chosen: Vec::new(),
        hint: String::new(),
        kind,
    }
}

fn moment_text(moment: &Moment, on: Day) -> String {
    if moment.day() == on {
        moment.clock().to_string()
    } else {
        format!("{} {}", moment.day(), moment.clock())
    }
}

/// A moment in words: "5 March, 16:00".
pub(super) fn moment_words(moment: &Moment) -> String {
    format!("{}, {}", moment.day().day_and_month(), moment.clock())
}
