//! What a line of the capture means: a note, or, by its first character, something else.

use smol_str::SmolStr;

use crate::playbook::Playbook;
use crate::session::edit::{add, card, many};
use crate::session::{
    Attribution, CardChange, Edit, Level, Need, NeedKind, Note, NoteId, Person, PersonId, QuestionId,
    Session, SessionStatus, Stance, Theme, ThemeId,
};
use crate::text;
use crate::tui::work;

/// A line of the capture, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line<'a> {
    /// Nothing to add.
    Empty,
    /// A note.
    Note(&'a str),
    /// A note that stands for several on paper.
    Times(u32, &'a str),
    /// Who speaks: what was typed of the name.
    Speaker(&'a str),
    /// For the next note: what was typed of the theme.
    Theme(&'a str),
    /// Something said to be impossible.
    Blocker(&'a str),
    /// An open question.
    Question(&'a str),
    /// For the parking lot.
    Park(&'a str),
    /// `*` without a number from 2 to 999, or without text.
    BadTimes,
    /// `!`, `?` or `+` and nothing behind it; and what might stand there.
    Alone(char, &'static str),
}

/// Understands a line.
pub fn understand(line: &str) -> Line<'_> {
    let line = line.trim();
    let Some(first) = line.chars().next() else { return Line::Empty };
    let rest = line[first.len_utf8()..].trim();
    match first {
        '@' => Line::Speaker(rest),
        '#' => Line::Theme(rest),
        '!' if rest.is_empty() => Line::Alone(first, "legal won't let us"),
        '?' if rest.is_empty() => Line::Alone(first, "why do people call twice"),
        '+' if rest.is_empty() => Line::Alone(first, "second-hand routers"),
        '!' => Line::Blocker(rest),
        '?' => Line::Question(rest),
        '+' => Line::Park(rest),
        '*' => {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let (number, said) = rest.split_at(digits);
            match (number.parse::<u32>(), said.trim()) {
                (Ok(n @ 2..=999), said) if !said.is_empty() => Line::Times(n, said),
                _ => Line::BadTimes,
            }
        }
        _ => Line::Note(line),
    }
}

/// Where a note goes.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The question.
    pub question: &'a QuestionId,
    /// Its column.
    pub column: &'a SmolStr,
    /// Who speaks.
    pub speaker: Option<&'a PersonId>,
    /// The theme it goes to.
    pub theme: Option<&'a ThemeId>,
}

/// A new note.
pub fn note(
    session: &Session,
    playbook: &Playbook,
    place: Place,
    text: &str,
    at: crate::session::Moment,
) -> Note {
    let said = session.questions.get(place.question).map(|q| q.default_stance.clone());
    let method = playbook.question(place.question.as_str()).map(|q| q.stance_of(place.column).clone());
    let speaker = place.speaker.and_then(|id| session.get::<Person>(id));
    let anonymous = session.session.attribution == Attribution::Anonymous;
    Note {
        question: place.question.clone(),
        column: place.column.clone(),
        author: speaker.filter(|_| !anonymous).map(|person| person.id.clone()),
        level: speaker.filter(|_| anonymous).and_then(|person| person.level.clone()),
        stance: method.or(said).unwrap_or_default(),
        theme: place.theme.cloned(),
        text: text::clean_prose(text),
        written_at: Some(at),
        ..Note::default()
    }
}

/// The edit that adds notes; the first of the day also says that the day runs.
pub fn added(session: &Session, notes: Vec<Note>) -> Edit {
    let count = notes.len();
    let mut edits: Vec<Edit> = notes.into_iter().map(add).collect();
    if session.session.status == SessionStatus::Preparing {
        edits.insert(0, card(CardChange::status(SessionStatus::Running)));
    } else if count == 1
        && let Some(one) = edits.pop()
    {
        return one;
    }
    many(text::plural(count, "note added", "notes added"), edits)
}

/// The edit for a heard blocker.
pub fn blocker(said: &str, playbook: &Playbook) -> Edit {
    work::blocker(said, playbook)
}

/// The edit for an open question: a note to question 4, and the need to find out.
pub fn open_question(
    session: &Session,
    at: crate::session::Moment,
    speaker: Option<&PersonId>,
    said: &str,
) -> Edit {
    let said = text::clean_line(said);
    let fourth = QuestionId::new("Q4");
    let mut edits = Vec::new();
    let mut note_id: Option<NoteId> = None;
    if let Some(question) = session.questions.get(&fourth)
        && let Some(column) = question.columns.first()
    {
        let id = session.next_id::<Note>();
        let anonymous = session.session.attribution == Attribution::Anonymous;
        edits.push(add(Note {
            id: id.clone(),
            question: fourth,
            column: column.clone(),
            author: speaker.filter(|_| !anonymous).cloned(),
            stance: Stance::Question,
            text: said.clone(),
            written_at: Some(at),
            ..Note::default()
        }));
        note_id = Some(id);
    }
    edits.push(add(Need { note: note_id, kind: NeedKind::Investigate, question: said, ..Need::default() }));
    many("open question noted", edits)
}

/// Somebody who fits what was typed after `@`. Shown without the name: the line is on the wall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Who.
    pub id: PersonId,
    /// "front line".
    pub shown: String,
    /// How well: 0 where a whole part of the name was typed, 1 where the name begins so, 2 where a later part does.
    fit: u8,
    absent: bool,
}

/// How a speaker is shown: by the level alone. A department beside it would name whoever is its only one of that level.
fn shown(person: &Person) -> String {
    person.level.as_ref().map_or_else(|| "no level".to_owned(), Level::label)
}

/// Who fits: by the beginning of any part of the name, or by id. Who fits best comes first, of those who is present: `@bo` is
/// Bo and not somebody Boss.
pub fn speakers(session: &Session, typed: &str) -> Vec<Speaker> {
    let wanted = plain(typed);
    let mut found: Vec<(u8, bool, &Person)> = session
        .people
        .iter()
        .filter(|person| matches!(person.role, crate::session::Role::Participant))
        .filter_map(|person| {
            let name = plain(&person.name);
            let fit = if person.id.as_str().eq_ignore_ascii_case(typed)
                || name == wanted
                || name.split(' ').any(|part| part == wanted)
            {
                0
            } else if name.starts_with(&wanted) {
                1
            } else if name.split(' ').any(|part| part.starts_with(&wanted)) {
                2
            } else {
                return None;
            };
            Some((fit, !person.takes_part(), person))
        })
        .collect();
    found.sort_by_key(|(fit, absent, _)| (*fit, *absent));
    found
        .into_iter()
        .map(|(fit, absent, person)| Speaker { id: person.id.clone(), shown: shown(person), fit, absent })
        .collect()
}

/// `zoe and what she says`: the longest beginning that names somebody, and the rest. Who fits best, and whether nobody else
/// fits as well.
pub fn speaker_and_said<'a>(session: &Session, typed: &'a str) -> Option<(Speaker, bool, &'a str)> {
    let mut spaces = typed.match_indices(' ').map(|(at, _)| at).rev();
    spaces.find_map(|at| {
        let (name, said) = typed.split_at(at);
        let mut found = speakers(session, name.trim()).into_iter();
        let first = found.next()?;
        let alone = found.next().is_none_or(|next| (next.fit, next.absent) > (first.fit, first.absent));
        (!said.trim().is_empty()).then(|| (first, alone, said.trim()))
    })
}

/// Lower case without marks, for matching what is typed in a hurry.
fn plain(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let stripped: String = text
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect();
    stripped.replace('đ', "d").replace('ł', "l").replace('ø', "o").trim().to_owned()
}

/// The theme that fits what was typed after `#`: by id, by the beginning, then by any part of its name.
pub fn theme<'a>(session: &'a Session, typed: &str) -> Option<&'a Theme> {
    let wanted = plain(typed);
    if wanted.is_empty() {
        return None;
    }
    let by = |fits: &dyn Fn(&str) -> bool| session.themes.iter().find(|theme| fits(&plain(&theme.name)));
    session
        .themes
        .iter()
        .find(|theme| theme.id.as_str().eq_ignore_ascii_case(typed))
        .or_else(|| by(&|name| name.starts_with(&wanted)))
        .or_else(|| by(&|name| name.contains(&wanted)))
}

/// `Bills: nobody can read them`: a theme's name and the note that goes to it, parted by a colon. Where a theme is called
/// so as a whole, it is its name.
pub fn theme_and_said<'a>(session: &Session, typed: &'a str) -> Option<(&'a str, &'a str)> {
    let whole = plain(typed);
    if session.themes.iter().any(|theme| plain(&theme.name) == whole) {
        return None;
    }
    let (name, said) = typed.split_once(": ")?;
    Some((name.trim(), said.trim())).filter(|(name, said)| !name.is_empty() && !said.is_empty())
}

/// What stands before a note's words: paper notes that it stands for and its theme, in either order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signed<'a> {
    /// `*7`.
    pub times: Option<u32>,
    /// `#Bills:`.
    pub theme: Option<&'a str>,
    /// The words.
    pub said: &'a str,
}

/// `*7 #Bills: nobody can read them`, as it stands behind a speaker or another sign.
pub fn signed<'a>(session: &Session, line: &'a str) -> Signed<'a> {
    match understand(line) {
        Line::Times(n, said) => Signed { times: Some(n), ..signed(session, said) },
        Line::Theme(typed) => match theme_and_said(session, typed) {
            Some((name, said)) => Signed { theme: Some(name), ..signed(session, said) },
            None => Signed { said: line.trim(), ..Signed::default() },
        },
        _ => Signed { said: line.trim(), ..Signed::default() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_character_says_what_a_line_is() {
        assert_eq!(understand("  plain text "), Line::Note("plain text"));
        assert_eq!(understand("*7 nobody calls back"), Line::Times(7, "nobody calls back"));
        assert_eq!(understand("* seven"), Line::BadTimes);
        assert_eq!(understand("@zo"), Line::Speaker("zo"));
        assert_eq!(understand("#own"), Line::Theme("own"));
        assert_eq!(understand("! legal won't let us"), Line::Blocker("legal won't let us"));
        assert!(matches!(understand(" ? "), Line::Alone('?', _)));
        assert_eq!(understand("+ routers"), Line::Park("routers"));
        assert_eq!(understand("   "), Line::Empty);
    }

    #[test]
    fn a_speaker_is_found_without_typing_marks_and_shown_without_the_name() {
        let session = crate::tui::harness::Harness::sample().session().clone();
        let found = speakers(&session, "zoe");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].shown, "front line");
        assert_eq!(speakers(&session, "nguyen")[0].id.as_str(), "P06");
    }

    #[test]
    fn a_whole_first_name_is_not_the_beginning_of_somebody_s_family_name() {
        let mut session = crate::tui::harness::Harness::empty().session().clone();
        for (id, name) in [("P01", "Rita Boss"), ("P02", "Bo Li"), ("P03", "Bob Ray")] {
            session.people.push(Person { id: PersonId::new(id), name: name.into(), ..Person::default() });
        }
        let ids = |typed: &str| -> Vec<String> {
            speakers(&session, typed).into_iter().map(|found| found.id.to_string()).collect()
        };
        assert_eq!(ids("bo"), ["P02", "P03", "P01"]);
        assert_eq!(ids("bos"), ["P01"]);
        let said = |typed: &'static str| {
            let found = speaker_and_said(&session, typed);
            found.map(|(who, alone, said)| (who.id.to_string(), alone, said))
        };
        assert_eq!(said("Bo hello there"), Some(("P02".into(), true, "hello there")));
        assert_eq!(said("Rita Boss we wait"), Some(("P01".into(), true, "we wait")));
        assert_eq!(said("b we wait").map(|(_, alone, _)| alone), Some(false), "Bo, or Bob?");
        assert_eq!(said("Zoe we wait"), None);
    }
}
