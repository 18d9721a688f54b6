//! What items are called when they are chosen from a list: people with their department, gaps with their title,
//! notes by their words and never by their author.

use smol_str::SmolStr;

use crate::session::{
    Action, Department, Evidence, Gap, GapId, Listed, Metric, Note, NoteId, Objective, Person, Process,
    QuestionId, Role, Session, System, Theme, ThemeId,
};
use crate::text;
use crate::tui::outcome::Choice;

/// A list of the session to choose from.
#[derive(Clone, Debug, PartialEq)]
pub enum Of {
    /// Everybody on the roster.
    People,
    /// Everybody on the roster, or all of them at once.
    Audience,
    /// Departments.
    Departments,
    /// Gaps.
    Gaps,
    /// Gaps but this one.
    OtherGaps(GapId),
    /// Themes.
    Themes,
    /// Notes.
    Notes,
    /// Notes of a question, but this one.
    Beside(QuestionId, NoteId),
    /// Notes of a theme.
    NotesOf(ThemeId),
    /// Evidence.
    Evidence,
    /// Systems.
    Systems,
    /// Processes.
    Processes,
    /// Measures.
    Metrics,
    /// Objectives.
    Objectives,
    /// Actions.
    Actions,
}

/// What can be chosen from a list, in its order.
pub fn choices(of: &Of, session: &Session) -> Vec<Choice> {
    fn every<T: Named>(session: &Session, keep: impl Fn(&T) -> bool) -> Vec<Choice> {
        T::list(session).iter().filter(|item| keep(item)).map(|item| choice(item, session)).collect()
    }
    match of {
        Of::People => every::<Person>(session, |_| true),
        Of::Audience => {
            let all = Choice::new("all", "Everybody on the roster", "all participants");
            let people = every::<Person>(session, |p| p.role == Role::Participant);
            std::iter::once(all).chain(people).collect()
        }
        Of::Departments => every::<Department>(session, |_| true),
        Of::Gaps => every::<Gap>(session, |_| true),
        Of::OtherGaps(me) => every::<Gap>(session, |gap| gap.id != *me),
        Of::Themes => every::<Theme>(session, |_| true),
        Of::Notes => every::<Note>(session, |note| note.duplicate_of.is_none()),
        Of::Beside(question, me) => every::<Note>(session, |note| {
            note.question == *question && note.id != *me && note.duplicate_of.is_none()
        }),
        Of::NotesOf(theme) => every::<Note>(session, |note| note.theme.as_ref() == Some(theme)),
        Of::Evidence => every::<Evidence>(session, |_| true),
        Of::Systems => every::<System>(session, |_| true),
        Of::Processes => every::<Process>(session, |_| true),
        Of::Metrics => every::<Metric>(session, |_| true),
        Of::Objectives => every::<Objective>(session, |_| true),
        Of::Actions => every::<Action>(session, |_| true),
    }
}

/// Something with an id and a name.
pub(super) trait Named: Listed {
    /// Its id from a choice.
    fn id_of(word: &str) -> Self::Id;
    /// What it is called in a list and in a field.
    fn label(&self) -> String;
    /// A quiet second part.
    fn detail(&self, _session: &Session) -> String {
        String::new()
    }
}

/// The choice of one item.
pub(super) fn choice<T: Named>(item: &T, session: &Session) -> Choice {
    Choice::new(item.id().to_string(), item.label(), item.detail(session))
}

/// The name of an item by its id; where the item is gone, that.
pub(super) fn name<T: Named>(id: &T::Id, session: &Session) -> String {
    session.get::<T>(id).map_or_else(|| format!("({} {id} is gone)", T::NOUN), Named::label)
}

macro_rules! named {
    ($($Type:ident: |$item:ident| $label:expr $(, |$me:ident, $session:ident| $detail:expr)?;)*) => { $(
        impl Named for $Type {
            fn id_of(word: &str) -> Self::Id {
                Self::Id::from(word)
            }
            fn label(&self) -> String {
                let $item = self;
                $label
            }
            $(
                fn detail(&self, $session: &Session) -> String {
                    let $me = self;
                    $detail
                }
            )?
        }
    )* };
}

named! {
    Person: |p| p.name.clone(), |p, s| {
        let department = p.department.as_ref().and_then(|d| s.get::<Department>(d));
        department.map(|d| d.name.clone()).unwrap_or_default()
    };
    Department: |d| d.name.clone();
    Gap: |g| format!("{} {}", g.id, g.title);
    Theme: |t| t.name.clone();
    // On a card that a room may see, a private note lends only its public words.
    Note: |n| said(n.for_room()), |n, _s| n.question.to_string();
    Evidence: |e| format!("{} {}", e.id, e.title);
    System: |s| s.name.clone();
    Process: |p| p.name.clone();
    Metric: |m| m.name.clone(), |m, _s| m.unit.clone();
    Objective: |o| o.text.clone(), |o, _s| o.year.clone();
    Action: |a| format!("{} {}", a.id, a.title);
}

/// The words of a note on one line, as they are read in a list.
pub(super) fn said(words: &str) -> String {
    text::clip_words(&text::clean_line(words), 160).into_owned()
}

/// The id of an item as a choice carries it.
pub(super) fn word(id: &impl std::fmt::Display) -> SmolStr {
    smol_str::format_smolstr!("{id}")
}
