//! The sample day, grown: the days that the benches measure.

use offsite::session::{Note, NoteId, Session, edit};
use offsite::shelf::format;
use offsite::tui::harness::SAMPLE;

/// The sample day with as many notes as asked: its own again and again, each a little different.
pub fn grown(notes: usize) -> Session {
    let mut session = format::read(SAMPLE).expect("the sample day is readable");
    let own: Vec<Note> = session.notes.iter().cloned().collect();
    let first = session.next_id::<Note>().number().unwrap_or(1);
    let more = (first..).zip(own.iter().cycle()).take(notes.saturating_sub(own.len()));
    let at = "2026-03-12T16:00:00+01:00".parse().expect("a moment");
    let added = more.map(|(number, note)| {
        edit::add(Note {
            id: NoteId::new(format!("N{number:03}")),
            duplicate_of: None,
            text: format!("{} ({number})", note.text),
            ..note.clone()
        })
    });
    session.apply(&edit::many("grown", added.collect()), &at).expect("notes like the others are taken");
    session
}
