//! The wall's verbs: where the cursor goes, what is asked, and which edit an answer becomes.

use smol_str::SmolStr;

use super::alike;
use super::{Purpose, Themes, grouping, layout, paper};
use crate::rules::likeness::{Cluster, clusters, split_sentence};
use crate::session::{Ballot, Note, NoteId, Theme, ThemeChange, ThemeId, edit, moves};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::outcome::{Answer, Ask, Choice, Outcome, PickAsk, TextAsk};
use crate::tui::screens;

/// More words than that are no help.
const MOST_WORDS: usize = 12;
const SENTENCE: &str =
    "A sentence a customer could say: “Nobody owns the whole problem”, not “Communication”.";

impl Themes {
    /// The cursor's place in a column's notes.
    pub(super) fn place_in(&self, notes: &[usize], ctx: &Ctx) -> Option<usize> {
        let place = ctx.index().places.get(self.note.as_ref()?)?;
        notes.binary_search(place).ok()
    }

    fn notes<'a>(&self, ctx: &Ctx<'a>) -> std::borrow::Cow<'a, [usize]> {
        layout::notes_of(ctx, self.column.as_ref(), self.filter.as_ref())
    }

    fn note_at(place: Option<&usize>, ctx: &Ctx) -> Option<NoteId> {
        place.and_then(|place| ctx.session.notes.at(*place)).map(|note| note.id.clone())
    }

    fn across(&self, ctx: &Ctx) -> usize {
        let wall = layout::lay(self, ctx);
        wall.sections.iter().find(|s| s.id() == self.column.as_ref()).map_or(1, |s| s.across)
    }

    /// Up and down within the column; above the first note lies the name.
    pub(super) fn step(&mut self, by: isize, ctx: &Ctx) {
        let notes = self.notes(ctx);
        let by = by.saturating_mul(isize::try_from(self.across(ctx)).unwrap_or(1));
        self.note = match self.place_in(&notes, ctx) {
            None if by > 0 => Self::note_at(notes.first(), ctx),
            None => None,
            Some(at) => match at.checked_add_signed(by) {
                None => None,
                Some(to) => Self::note_at(notes.get(to.min(notes.len().saturating_sub(1))), ctx),
            },
        };
    }

    /// To the note beside this one.
    pub(super) fn sideways(&mut self, by: isize, ctx: &Ctx) {
        let wall = layout::lay(self, ctx);
        let Some(here) = wall.sections.iter().find(|s| s.id() == self.column.as_ref()) else { return };
        let at = self.place_in(&here.notes, ctx);
        if let Some(at) = at {
            let within = at % here.across;
            let to = at.checked_add_signed(by).filter(|to| *to < here.notes.len());
            if let (Some(to), Some(beside)) = (to, within.checked_add_signed(by))
                && beside < here.across
            {
                self.note = Self::note_at(here.notes.get(to), ctx);
                return;
            }
        }
        let row = at.and_then(|at| here.stickies.iter().find(|(n, _)| *n == at)).map(|(_, rect)| rect.y);
        let column = layout::column_of(self.column.as_ref(), ctx);
        let Some(to) = column.checked_add_signed(by).filter(|to| *to <= ctx.session.themes.len()) else {
            return;
        };
        let on_name = self.note.is_none();
        self.column = to.checked_sub(1).and_then(|at| ctx.session.themes.at(at)).map(|t| t.id.clone());
        self.note = None;
        if on_name {
            return;
        }
        // The note that hangs nearest to the height where the cursor was, on the side it comes from.
        let wall = layout::lay(self, ctx);
        let Some(there) = wall.sections.iter().find(|s| s.id() == self.column.as_ref()) else { return };
        let edge = if by > 0 { 0 } else { there.across - 1 };
        let row = row.unwrap_or(there.body.y);
        let near = there.stickies.iter().min_by_key(|(at, rect)| {
            let aside = (at % there.across).abs_diff(edge);
            (aside.min(1), rect.y.abs_diff(row))
        });
        self.note = near.and_then(|(at, _)| Self::note_at(there.notes.get(*at), ctx));
    }

    /// To a column by number, at its first note.
    pub(super) fn go_to_column(&mut self, column: usize, ctx: &Ctx) {
        let last = ctx.session.themes.len();
        let at = column.min(last).checked_sub(1);
        self.column = at.and_then(|at| ctx.session.themes.at(at)).map(|t| t.id.clone());
        self.note = Self::note_at(self.notes(ctx).first(), ctx);
    }

    /// To the name of a neighbouring column.
    pub(super) fn go_to_name(&mut self, by: isize, ctx: &Ctx) {
        let columns = isize::try_from(ctx.session.themes.len() + 1).unwrap_or(1);
        let here = isize::try_from(layout::column_of(self.column.as_ref(), ctx)).unwrap_or(0);
        let to = usize::try_from((here + by).rem_euclid(columns)).unwrap_or(0);
        self.go_to_column(to, ctx);
        self.note = None;
    }

    /// Shows a note or a theme.
    pub(super) fn show(&mut self, item: &str, ctx: &Ctx) {
        let theme = ThemeId::new(item);
        if ctx.session.themes.has(&theme) {
            self.column = Some(theme);
            self.note = None;
        } else if let Some(place) = ctx.index().places.get(&NoteId::new(item)) {
            self.filter = None;
            self.note = Self::note_at(Some(place), ctx);
        }
    }

    /// Before notes leave the column: the cursor goes on to the next one that stays.
    pub(super) fn leave(&mut self, gone: &[NoteId], ctx: &Ctx) {
        let notes = self.notes(ctx);
        let Some(at) = self.place_in(&notes, ctx) else { return };
        let stays = |place: &&usize| Self::note_at(Some(place), ctx).is_some_and(|id| !gone.contains(&id));
        let after = notes[at..].iter().find(stays);
        let next = after.or_else(|| notes[..at].iter().rev().find(stays));
        self.note = Self::note_at(next, ctx);
    }

    /// After a change: the cursor follows its note, or stays where it was in the column.
    pub(super) fn find_place(&mut self, ctx: &Ctx) {
        let index = ctx.index();
        let note = |id: &NoteId| index.places.get(id).and_then(|place| ctx.session.notes.at(*place));
        self.marked.retain(|id| note(id).is_some_and(|n| n.duplicate_of.is_none()));
        if let Some(Note { duplicate_of: Some(first), .. }) = self.note.as_ref().and_then(note) {
            self.note = Some(first.clone());
        }
        let filter = self.filter.as_ref();
        let seen = self.note.as_ref().and_then(note).filter(|n| filter.is_none_or(|q| n.question == *q));
        match (seen, &self.note) {
            (Some(note), _) => self.column.clone_from(&note.theme),
            (None, Some(_)) => {
                let notes = self.notes(ctx);
                let near = notes.get(self.at.min(notes.len().saturating_sub(1)));
                self.note = Self::note_at(near, ctx);
            }
            (None, None) => {}
        }
        if self.column.as_ref().is_some_and(|id| !ctx.session.themes.has(id)) {
            self.column = None;
            self.note = None;
        }
        if let Some(at) = self.place_in(&self.notes(ctx), ctx) {
            self.at = at;
        }
    }

    fn nothing_chosen() -> Outcome {
        Outcome::Warn("Go to a note first, or mark several with Space.".into())
    }

    pub(super) fn ask_group(&self, ctx: &Ctx) -> Outcome {
        let notes = self.chosen();
        if notes.is_empty() {
            return Self::nothing_chosen();
        }
        let tally = self.tally(ctx);
        let options = ctx.session.themes.iter().map(|theme| {
            let count = text::plural(tally.theme(&theme.id).notes, "note", "notes");
            Choice::new(theme.id.0.clone(), &theme.name, count)
        });
        Ask::Pick(PickAsk {
            title: match notes.len() {
                1 => "Which theme is it part of?".into(),
                n => format!("Which theme are these {n} notes part of?"),
            },
            hint: SENTENCE.into(),
            options: options.collect(),
            many: false,
            chosen: Vec::new(),
            new: Some("New theme".into()),
            private: false,
            purpose: screens::Purpose::Themes(Purpose::Group(notes)),
        })
        .into()
    }

    pub(super) fn ask_name(notes: Vec<NoteId>) -> Outcome {
        let title = match notes.len() {
            0 => "A new theme, empty for now".into(),
            1 => "A new theme of this note".into(),
            n => format!("A new theme of these {n} notes"),
        };
        text_ask(title, SENTENCE, String::new(), "theme.new", Purpose::Name(notes))
    }

    pub(super) fn ask_split(&self, ctx: &Ctx) -> Outcome {
        let notes = self.chosen();
        match (notes.len(), self.theme(ctx)) {
            (0, Some(theme)) => self.ask_words(theme, ctx),
            (0, None) => Self::nothing_chosen(),
            (n, Some(theme)) if n >= ctx.index().theme(&theme.id).len() => {
                Outcome::Warn("Those are all its notes: r gives the theme another name.".into())
            }
            _ => Self::ask_name(notes),
        }
    }

    /// To the theme that holds most by far, and to what it could be split into.
    pub(super) fn split_large(&mut self, ctx: &Ctx) -> Outcome {
        let tally = self.tally(ctx);
        let Some((theme, _)) = tally.large(ctx.session) else {
            return Outcome::Say("No theme holds too many notes.".into());
        };
        self.drag = None;
        self.follow = true;
        self.note = None;
        self.column = Some(theme.id.clone());
        self.ask_words(theme, ctx)
    }

    /// The words that some of a theme's notes share, and the notes: what could be parted from it.
    fn shared_words(theme: &Theme, ctx: &Ctx) -> Vec<Cluster> {
        let notes = ctx.index().theme(&theme.id).iter().filter_map(|place| ctx.session.notes.at(*place));
        let bags = alike::bags(notes, ctx);
        let mut found = clusters(&bags, 2);
        found.retain(|cluster| cluster.notes.len() < bags.len());
        found.truncate(MOST_WORDS);
        found
    }

    /// On a theme's name: which of the words its notes share stand for something of their own (R7).
    fn ask_words(&self, theme: &Theme, ctx: &Ctx) -> Outcome {
        let words = Self::shared_words(theme, ctx);
        if words.is_empty() {
            return Outcome::Say("Its notes share no word. Space marks, S parts.".into());
        }
        let tally = self.tally(ctx);
        let count = tally.theme(&theme.id).notes;
        let options = words.iter().map(|cluster| {
            let first = cluster.notes.first().and_then(|id| ctx.session.get::<Note>(&NoteId(id.clone())));
            let first = first.map_or("", paper::readable);
            let notes = text::plural(cluster.notes.len(), "note", "notes");
            Choice::new(cluster.word.clone(), &cluster.word, format!("{notes}: {first}"))
        });
        Outcome::Ask(Ask::Pick(PickAsk {
            title: split_sentence(count, tally.notes)
                .unwrap_or_else(|| format!("{}: split?", text::plural(count, "note", "notes"))),
            hint: format!(
                "Words that notes of “{}” share. The notes are marked; S then makes a theme of them.",
                theme.name
            ),
            options: options.collect(),
            many: true,
            chosen: Vec::new(),
            new: None,
            private: false,
            purpose: screens::Purpose::Themes(Purpose::Words(theme.id.clone())),
        }))
    }

    fn part(&mut self, theme: &ThemeId, words: &[SmolStr], ctx: &Ctx) -> Outcome {
        let Some(theme) = ctx.session.get::<Theme>(theme) else { return Outcome::Stay };
        let mut notes: Vec<NoteId> = Vec::new();
        for cluster in
            Self::shared_words(theme, ctx).into_iter().filter(|c| words.iter().any(|w| *w == c.word))
        {
            for id in cluster.notes.into_iter().map(NoteId) {
                if !notes.contains(&id) {
                    notes.push(id);
                }
            }
        }
        if notes.is_empty() {
            return Outcome::Stay;
        }
        let said = format!("{} marked. S makes a theme of them.", notes.len());
        self.mark_all(notes, ctx);
        Outcome::Say(said)
    }

    pub(super) fn ask_rename(&self, ctx: &Ctx) -> Outcome {
        let Some(theme) = self.theme(ctx) else {
            return Outcome::Warn("These notes have no theme yet: n makes one of the marked ones.".into());
        };
        let key = format!("theme.{}.name", theme.id);
        let purpose = Purpose::Rename(theme.id.clone());
        text_ask("What is the theme called?".into(), SENTENCE, theme.name.clone(), &key, purpose)
    }

    pub(super) fn ask_merge(&self, ctx: &Ctx) -> Outcome {
        let Some(from) = self.theme(ctx) else {
            return Outcome::Warn("Go to the theme that is to be joined to another.".into());
        };
        let tally = self.tally(ctx);
        let others = ctx.session.themes.iter().filter(|theme| theme.id != from.id);
        let options: Vec<Choice> = others
            .map(|theme| {
                let count = text::plural(tally.theme(&theme.id).notes, "note", "notes");
                Choice::new(theme.id.0.clone(), &theme.name, count)
            })
            .collect();
        if options.is_empty() {
            return Outcome::Warn("There is no other theme yet.".into());
        }
        Ask::Pick(PickAsk {
            title: format!("Join “{}” to which theme?", from.name),
            hint: "Its notes and its gaps go there; its name goes. Ctrl-Z takes it back.".into(),
            options,
            many: false,
            chosen: Vec::new(),
            new: None,
            private: false,
            purpose: screens::Purpose::Themes(Purpose::Merge(from.id.clone())),
        })
        .into()
    }

    /// Moves the notes to the neighbouring column and goes with them.
    pub(super) fn carry(&mut self, by: isize, ctx: &Ctx) -> Outcome {
        let notes = self.chosen();
        if notes.is_empty() {
            return Self::nothing_chosen();
        }
        let column = layout::column_of(self.column.as_ref(), ctx);
        let Some(to) = column.checked_add_signed(by).filter(|to| *to <= ctx.session.themes.len()) else {
            return Outcome::Say(
                if by > 0 { "No theme further right. n makes one." } else { "Further left is nothing." }
                    .into(),
            );
        };
        let theme = to.checked_sub(1).and_then(|at| ctx.session.themes.at(at)).map(|t| t.id.clone());
        self.note = notes.first().cloned();
        self.marked.clear();
        grouping(&notes, theme.as_ref(), ctx).into()
    }

    pub(super) fn take_out(&mut self, ctx: &Ctx) -> Outcome {
        let notes = self.chosen();
        match grouping(&notes, None, ctx) {
            Some(edit) => self.with_chosen(edit, ctx),
            None if notes.is_empty() => Self::nothing_chosen(),
            None => Outcome::Say("It has no theme already.".into()),
        }
    }

    pub(super) fn stack(&mut self, ctx: &Ctx) -> Outcome {
        let notes = self.chosen();
        if notes.len() < 2 {
            return Outcome::Warn(
                "Mark the notes that say the same with Space, then s stacks them on the first.".into(),
            );
        }
        let Some(edit) = moves::stack(ctx.session, &notes) else { return Outcome::Stay };
        self.note = notes.first().cloned();
        self.marked.clear();
        edit.into()
    }

    pub(super) fn unstack(&self, ctx: &Ctx) -> Outcome {
        match self.note.as_ref().and_then(|id| moves::unstack(ctx.session, id)) {
            Some(edit) => edit.into(),
            None => Outcome::Say("Nothing is stacked here.".into()),
        }
    }

    pub(super) fn make_gap(&self, ctx: &Ctx) -> Outcome {
        let Some(theme) = self.theme(ctx) else {
            return Outcome::Warn("Go to a theme: its name becomes the gap's title.".into());
        };
        let id = ctx.session.next_id::<crate::session::Gap>();
        let edit = screens::gaps::from_themes(std::slice::from_ref(&theme.id), ctx);
        let said = format!("{id} “{}” waits in Gaps for its perfect and today.", theme.name);
        Outcome::Many(vec![edit.into(), Outcome::Say(said)])
    }

    /// What an answer becomes.
    pub(super) fn answered(&mut self, purpose: Purpose, answer: Answer, ctx: &Ctx) -> Outcome {
        match (purpose, answer) {
            (Purpose::Group(notes), Answer::Picked(ids)) => {
                let Some(theme) = ids.first().map(ThemeId::new) else { return Outcome::Stay };
                match grouping(&notes, Some(&theme), ctx) {
                    Some(edit) => self.with_chosen(edit, ctx),
                    None => Outcome::Say("It lies there already.".into()),
                }
            }
            // The marks stay until the theme is made.
            (Purpose::Group(_) | Purpose::Name(_), Answer::New(name) | Answer::Text(name))
                if name.trim().is_empty() =>
            {
                Outcome::Warn("A few words for the theme, please.".into())
            }
            (Purpose::Group(notes) | Purpose::Name(notes), Answer::New(name) | Answer::Text(name)) => {
                let (id, edit) = moves::new_theme(ctx.session, &name, &notes);
                self.column = Some(id.clone());
                self.note = None;
                self.marked.clear();
                let said = format!("{id} “{name}” is a new column. L on a note chooses its lead quote.");
                Outcome::Many(vec![edit.into(), Outcome::Say(said)])
            }
            (Purpose::Rename(id), Answer::Text(name)) => {
                edit::change::<Theme>(&id, ThemeChange::name(name)).into()
            }
            (Purpose::Merge(from), Answer::Picked(ids)) => {
                let Some(into) = ids.first().map(ThemeId::new) else { return Outcome::Stay };
                let edit = moves::merge_themes(ctx.session, &from, &into);
                self.column = Some(into);
                self.note = None;
                edit.into()
            }
            (Purpose::Remove(notes), Answer::Yes) => {
                let label = format!("{} removed", text::plural(notes.len(), "note", "notes"));
                let edits = notes.iter().map(edit::remove::<Note>).collect();
                let said = Outcome::Say(format!("{label}. Ctrl-Z brings them back."));
                Outcome::Many(vec![self.with_chosen(edit::many(label, edits), ctx), said])
            }
            (Purpose::Words(theme), Answer::Picked(words)) => self.part(&theme, &words, ctx),
            (Purpose::How, Answer::Picked(picked)) => {
                picked.first().map_or(Outcome::Stay, |picked| Self::chosen_ballot(picked, ctx))
            }
            (Purpose::Voters(plan), Answer::Text(typed)) => self.open_ballot(plan, &typed, ctx),
            (Purpose::Shortfall(id), Answer::Text(why)) => self.accept_shortfall(&id, &why, ctx),
            (Purpose::Discard(id), Answer::Yes) => Outcome::Many(vec![
                edit::remove::<Ballot>(&id).into(),
                Outcome::Say("Ballot removed. Ctrl-Z brings it back.".into()),
            ]),
            (Purpose::Correct(id, option), Answer::Text(typed)) => Self::correct(&id, &option, &typed, ctx),
            (Purpose::Short(id, option, dots), Answer::Text(why)) => {
                Self::correct_short(&id, &option, dots, &why, ctx)
            }
            _ => Outcome::Stay,
        }
    }
}

fn text_ask(title: String, hint: &str, text: String, key: &str, purpose: Purpose) -> Outcome {
    Outcome::Ask(Ask::Text(TextAsk {
        title,
        hint: hint.into(),
        text,
        prose: false,
        private: false,
        key: key.into(),
        purpose: screens::Purpose::Themes(purpose),
    }))
}
