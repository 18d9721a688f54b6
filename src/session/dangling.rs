//! What points at something that is not there, and texts that nothing of the program wrote: told when a session is opened,
//! and left as it is (the handbook, 2.3 and 2.4).
//!
//! Refuses to mend: what a stranger meant, only a person knows.

use std::collections::HashSet;

use super::edit::Listed;
use super::mend::{named, told_of};
use super::{
    Action, Audience, Blocker, Check, Decision, DepartmentId, Evidence, Gap, GapId, Initiative, Lane, Metric,
    MetricId, Need, NoteId, Objective, Parked, PersonId, Process, ProcessId, Session, Sop, System, Theme,
    Win,
};

/// A note has at most so many characters.
const LONGEST_NOTE: usize = 1_000;

/// What a text must not hold: control characters but line breaks and tabs, and what turns the direction of all that follows.
fn unruly(text: &str) -> bool {
    // Nearly all texts are such; every byte is looked at, for that is quicker than to stop early.
    let odd = text.bytes().fold(false, |odd, byte| odd | !(0x20..0x7F).contains(&byte));
    if !odd {
        return false;
    }
    let bad = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}'))
            || matches!(c, '\u{202D}' | '\u{202E}')
    };
    text.chars().any(bad)
}

/// Whether somebody or something is there.
struct There<'a> {
    session: &'a Session,
    people: HashSet<&'a PersonId>,
    /// Empty where ids rise: then they are looked up by halves.
    notes: HashSet<&'a NoteId>,
    rising: bool,
}

impl<'a> There<'a> {
    fn new(session: &'a Session) -> Self {
        let rising = session.notes.iter().is_sorted_by(|one, next| one.id < next.id);
        let notes = if rising { HashSet::new() } else { session.notes.iter().map(|note| &note.id).collect() };
        Self { session, people: session.people.iter().map(|person| &person.id).collect(), notes, rising }
    }

    fn note(&self, id: &NoteId) -> bool {
        if self.rising { self.session.place_of(id).is_some() } else { self.notes.contains(id) }
    }

    fn person(&self, id: Option<&PersonId>) -> bool {
        id.is_none_or(|id| self.people.contains(id))
    }

    fn department(&self, id: Option<&DepartmentId>) -> bool {
        id.is_none_or(|id| self.session.organisation.departments.has(id))
    }

    fn gap(&self, id: Option<&GapId>) -> bool {
        id.is_none_or(|id| self.session.gaps.has(id))
    }

    fn metric(&self, id: Option<&MetricId>) -> bool {
        id.is_none_or(|id| self.session.metrics.has(id))
    }

    fn process(&self, id: Option<&ProcessId>) -> bool {
        id.is_none_or(|id| self.session.processes.has(id))
    }
}

/// Tells which items are not as they should be; nothing where all are.
fn tell<T: Listed>(session: &Session, told: &mut Vec<String>, what: &str, sound: impl Fn(&T) -> bool) {
    let ids: Vec<String> =
        T::list(session).iter().filter(|item| !sound(item)).map(|item| told_of(item.id())).collect();
    if !ids.is_empty() {
        told.push(format!("{what}: {}.", named(&ids)));
    }
}

impl Session {
    /// A sentence about each kind of reference that leads to nothing, and about texts that are not as they should be.
    pub(super) fn tell_what_dangles(&self, told: &mut Vec<String>) {
        let at = There::new(self);
        let card = &self.session;
        for (who, id) in
            [("facilitator", &card.facilitator), ("scribe", &card.scribe), ("sponsor", &card.sponsor)]
        {
            if !at.person(id.as_ref()) {
                told.push(format!("The {who} is not on the roster. Choose one in Prepare."));
            }
        }
        self.people_who_are_gone(&at, told);
        self.notes_that_are_not_sound(&at, told);
        tell::<Theme>(self, told, "Themes whose lead quote is not there", |t| {
            t.lead_quote.as_ref().is_none_or(|id| at.note(id))
        });
        self.gaps_and_actions(&at, told);
        tell::<Need>(self, told, "Information needs of a note that is not there", |n| {
            n.note.as_ref().is_none_or(|id| at.note(id))
        });
        tell::<Blocker>(self, told, "Blockers of a note or a gap that is not there", |b| {
            b.note.as_ref().is_none_or(|id| at.note(id)) && at.gap(b.gap.as_ref())
        });
        tell::<Parked>(self, told, "Parked items of a note that is not there", |p| {
            p.note.as_ref().is_none_or(|id| at.note(id))
        });
        tell::<Objective>(self, told, "Objectives with a measure that is not there", |o| {
            at.metric(o.metric.as_ref())
        });
        tell::<Process>(
            self,
            told,
            "Processes with a gap, a department or a measure that is not there",
            |p| {
                p.gaps.iter().all(|id| at.gap(Some(id)))
                    && p.steps.iter().all(|step| at.department(step.department.as_ref()))
                    && at.metric(p.metric.as_ref())
            },
        );
        tell::<Sop>(self, told, "Playbook pages with a process or a measure that is not there", |s| {
            at.process(s.process.as_ref()) && at.metric(s.measure.as_ref())
        });
        tell::<Initiative>(self, told, "Initiatives with a gap that is not there", |i| {
            i.gaps.iter().all(|id| at.gap(Some(id)))
        });
        tell::<Win>(self, told, "Wins of an action that is not there", |w| {
            w.action.as_ref().is_none_or(|id| self.actions.has(id))
        });
        self.tell_what_is_written(told);
    }

    /// Looks at every note once.
    fn notes_that_are_not_sound(&self, at: &There, told: &mut Vec<String>) {
        const KINDS: [&str; 5] = [
            "Notes of a department that is not there",
            "Notes that go with a note that is not there",
            "Notes without words",
            "Notes of more than 1,000 characters",
            "Notes with control characters in their words",
        ];
        let mut found = KINDS.map(|_| Vec::new());
        for note in self.notes.iter() {
            let text = note.text.as_str();
            let kinds = [
                !at.department(note.department.as_ref()),
                !note.pair.iter().chain(&note.not_same).all(|id| at.note(id)),
                text.trim_start().is_empty(),
                text.len() > LONGEST_NOTE && text.chars().count() > LONGEST_NOTE,
                unruly(text) || note.public_text.as_deref().is_some_and(unruly),
            ];
            for (found, _) in found.iter_mut().zip(kinds).filter(|(_, is)| *is) {
                found.push(told_of(&note.id));
            }
        }
        for (kind, ids) in KINDS.iter().zip(&found).filter(|(_, ids)| !ids.is_empty()) {
            told.push(format!("{kind}: {}.", named(ids)));
        }
    }

    fn people_who_are_gone(&self, at: &There, told: &mut Vec<String>) {
        let is = |id: &Option<PersonId>| at.person(id.as_ref());
        tell::<Check>(self, told, "Checklist items whose owner is not on the roster", |c| is(&c.owner));
        tell::<Evidence>(self, told, "Evidence shared with people who are not on the roster", |e| {
            e.shares.iter().all(|share| match &share.to {
                Audience::People(people) => people.iter().all(|id| at.person(Some(id))),
                Audience::Word(word) => word == "all",
            })
        });
        tell::<Action>(self, told, "Actions whose owner is not on the roster", |a| is(&a.owner));
        tell::<Action>(self, told, "Actions with a helper who is not on the roster", |a| {
            a.helpers.iter().all(|id| at.person(Some(id)))
        });
        tell::<Need>(self, told, "Information needs whose owner is not on the roster", |n| is(&n.owner));
        tell::<Metric>(self, told, "Measures whose owner is not on the roster", |m| is(&m.owner));
        tell::<Process>(self, told, "Processes whose owner is not on the roster", |p| is(&p.owner));
        tell::<Sop>(self, told, "Playbook pages whose owner is not on the roster", |s| {
            is(&s.owner) && s.revisions.iter().all(|revision| is(&revision.by))
        });
        tell::<System>(self, told, "Systems whose owner is not on the roster", |s| is(&s.owner));
        tell::<Initiative>(self, told, "Initiatives whose owner is not on the roster", |i| is(&i.owner));
        tell::<Blocker>(self, told, "Blockers whose owner is not on the roster", |b| is(&b.owner));
        tell::<Parked>(self, told, "Parked items whose owner is not on the roster", |p| {
            is(&p.owner) && is(&p.raised_by)
        });
        tell::<Decision>(self, told, "Decisions asked of somebody who is not on the roster", |d| {
            is(&d.asked_of)
        });
    }

    fn gaps_and_actions(&self, at: &There, told: &mut Vec<String>) {
        tell::<Gap>(self, told, "Gaps with a theme that is not there", |g| {
            g.themes.iter().all(|id| self.themes.has(id))
        });
        tell::<Gap>(self, told, "Gaps with a note that is not there", |g| {
            g.notes.iter().all(|id| at.note(id))
        });
        tell::<Gap>(self, told, "Gaps with evidence that is not there", |g| {
            g.evidence.iter().all(|id| self.evidence.has(id))
        });
        tell::<Gap>(self, told, "Gaps with a department that is not there", |g| {
            at.department(g.lead_department.as_ref()) && g.affects.iter().all(|id| at.department(Some(id)))
        });
        tell::<Gap>(self, told, "Gaps with a process or a system that is not there", |g| {
            at.process(g.process.as_ref()) && g.systems.iter().all(|id| self.systems.has(id))
        });
        tell::<Gap>(self, told, "Gaps that come from an action or lie in a gap that is not there", |g| {
            g.caused_by.as_ref().is_none_or(|id| self.actions.has(id)) && at.gap(g.merged_into.as_ref())
        });
        tell::<Gap>(self, told, "Gaps in a lane that is not Now, Next or Later", |g| {
            !matches!(g.lane, Lane::Other(_))
        });
        tell::<Action>(self, told, "Actions with an objective or a measure that is not there", |a| {
            a.objective.as_ref().is_none_or(|id| self.objectives.has(id)) && at.metric(a.measure.as_ref())
        });
    }

    fn tell_what_is_written(&self, told: &mut Vec<String>) {
        let what = |items: &str| format!("{items} with control characters in their words");
        tell::<Theme>(self, told, &what("Themes"), |t| !unruly(&t.name) && !unruly(&t.summary));
        tell::<Gap>(self, told, &what("Gaps"), |g| {
            [&g.title, &g.perfect, &g.today].iter().all(|t| !unruly(t))
        });
        tell::<Action>(self, told, &what("Actions"), |a| !unruly(&a.title) && !unruly(&a.first_step));
        tell::<super::Person>(self, told, &what("People"), |p| !unruly(&p.name) && !unruly(&p.job_title));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The sample with one value of its file changed.
    fn with(pointer: &str, value: serde_json::Value) -> Session {
        let mut file: serde_json::Value =
            serde_json::from_slice(include_bytes!("../../sessions/halvorn.json")).unwrap();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        file.pointer_mut(parent).unwrap().as_object_mut().unwrap().insert(key.to_owned(), value);
        serde_json::from_slice(&serde_json::to_vec(&file).unwrap()).unwrap()
    }

    #[test]
    fn every_reference_to_what_is_not_there_is_told_by_the_id_of_what_holds_it() {
        for (pointer, value, said) in [
            ("/session/sponsor", json!("P88"), "The sponsor is not on the roster."),
            ("/session/facilitator", json!("P88"), "The facilitator is not on the roster."),
            ("/actions/0/owner", json!("P99"), "Actions whose owner is not on the roster: A01."),
            ("/actions/0/helpers", json!(["P99"]), "Actions with a helper who is not on the roster: A01."),
            ("/actions/0/measure", json!("M99"), "an objective or a measure that is not there: A01."),
            ("/actions/0/gap", json!("G99"), "Actions of a gap that is not there: A01."),
            ("/gaps/0/themes", json!(["T77"]), "Gaps with a theme that is not there: G01."),
            ("/gaps/0/notes", json!(["N900"]), "Gaps with a note that is not there: G01."),
            ("/gaps/0/evidence", json!(["E99"]), "Gaps with evidence that is not there: G01."),
            ("/gaps/0/lead_department", json!("D88"), "Gaps with a department that is not there: G01."),
            ("/gaps/0/affects", json!(["D88"]), "Gaps with a department that is not there: G01."),
            ("/gaps/0/process", json!("PR9"), "Gaps with a process or a system that is not there: G01."),
            ("/gaps/0/caused_by", json!("A99"), "lie in a gap that is not there: G01."),
            ("/gaps/0/lane", json!("someday"), "Gaps in a lane that is not Now, Next or Later: G01."),
            ("/themes/0/lead_quote", json!("N990"), "Themes whose lead quote is not there: T01."),
            ("/information_needs/0/note", json!("N990"), "Information needs of a note that is not there: "),
            (
                "/information_needs/0/owner",
                json!("P99"),
                "Information needs whose owner is not on the roster: ",
            ),
            ("/blockers/0/gap", json!("G99"), "Blockers of a note or a gap that is not there: "),
            ("/blockers/0/owner", json!("P99"), "Blockers whose owner is not on the roster: "),
            ("/parking_lot/0/note", json!("N990"), "Parked items of a note that is not there: "),
            ("/parking_lot/0/owner", json!("P99"), "Parked items whose owner is not on the roster: "),
            ("/metrics/0/owner", json!("P99"), "Measures whose owner is not on the roster: "),
            ("/processes/0/metric", json!("M99"), "Processes with a gap, a department or a measure that"),
            (
                "/evidence/0/shares",
                json!([{"to": "P92", "at": "2026-03-05T10:00:00+01:00", "channel": "email"}]),
                "Evidence shared with people who are not on the roster: ",
            ),
            ("/decisions/0/asked_of", json!("P99"), "Decisions asked of somebody who is not on the roster: "),
            ("/notes/0/pair", json!("N990"), "Notes that go with a note that is not there: N001."),
            ("/notes/0/department", json!("D99"), "Notes of a department that is not there: N001."),
            ("/notes/1/text", json!(" "), "Notes without words: N002."),
            ("/notes/2/text", json!("x".repeat(1_001)), "Notes of more than 1,000 characters: N003."),
            ("/notes/0/text", json!("a\u{1b}[31mred"), "Notes with control characters in their words: N001."),
            ("/notes/0/text", json!("a\u{7}"), "Notes with control characters in their words: N001."),
            ("/notes/0/text", json!("a\u{202e} b"), "Notes with control characters in their words: N001."),
            ("/gaps/0/title", json!("a\u{1b}b"), "Gaps with control characters in their words: G01."),
        ] {
            let told = with(pointer, value).ailments();
            assert_eq!(told.len(), 1, "{pointer}: {told:?}");
            assert!(told[0].contains(said), "{pointer}: {told:?}");
        }
    }

    #[test]
    fn what_dangles_stops_no_edit_of_something_else() {
        use crate::session::edit::{card, change};
        use crate::session::{ActionChange, CardChange, Edit, Moment};
        let title = change::<Action>(&"A01".into(), ActionChange::title("Call them".into()));
        let owner = change::<Action>(&"A01".into(), ActionChange::owner(Some("P98".into())));
        let name = card(CardChange::title("Another".into()));
        let done = |mut day: Session, edit: &Edit| day.apply(edit, &Moment::default()).is_ok();
        for pointer in ["/actions/0/owner", "/actions/0/gap", "/actions/0/measure"] {
            assert!(done(with(pointer, json!("X99")), &title), "{pointer}");
            assert!(!done(with(pointer, json!("X99")), &owner), "{pointer}");
        }
        let theme = change::<Theme>(&"T01".into(), crate::session::ThemeChange::name("Another".into()));
        assert!(done(with("/themes/0/lead_quote", json!("N990")), &theme));
        assert!(done(with("/session/sponsor", json!("P88")), &name));
        assert!(!done(with("/session/title", json!("x")), &card(CardChange::sponsor(Some("P88".into())))));
    }

    #[test]
    fn words_of_any_language_and_line_breaks_are_sound() {
        for text in ["line\none\ttwo", "שלום \u{2067}abc\u{2069}", "👩\u{200D}🚀", "a\u{85}b", "ç\u{301}"]
        {
            assert!(with("/notes/0/text", json!(text)).ailments().is_empty(), "{text:?}");
        }
        assert!(with("/notes/0/text", json!("é".repeat(1_000))).ailments().is_empty());
    }
}
