//! What a key press costs, from the key to the drawn frame, as the day grows; and what opening, saving, judging and
//! exporting cost. Sizes are terminal cells; days have 80, 1,000 and 10,000 notes.

mod grown;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use offsite::playbook::Playbook;
use offsite::rules::{Verdicts, settle, settle_after};
use offsite::session::{Edit, Gap, GapChange, GapId, Person, PersonId, Scores, Session, edit};
use offsite::shelf::format;
use offsite::synopsis::{Format, Options, compose};
use offsite::tui::harness::Harness;

use grown::grown;

const NOTES: [usize; 3] = [80, 1_000, 10_000];
const SIZES: [(u16, u16); 2] = [(80, 24), (200, 60)];

/// The sample day as a big client would fill it: so many notes, 400 gaps, 300 people.
fn crowded(notes: usize) -> Session {
    let mut session = grown(notes);
    let at = "2026-03-12T16:00:00+01:00".parse().expect("a moment");
    let gaps: Vec<Gap> = session.gaps.iter().cloned().collect();
    let people: Vec<Person> = session.people.iter().cloned().collect();
    let more_gaps = (gaps.len() + 1..).zip(gaps.iter().cycle()).take(400 - gaps.len());
    let more_people = (people.len() + 1..).zip(people.iter().cycle()).take(300 - people.len());
    let mut edits: Vec<Edit> = more_gaps
        .map(|(number, gap)| edit::add(Gap { id: GapId::new(format!("G{number:02}")), ..gap.clone() }))
        .collect();
    edits.extend(more_people.map(|(number, person)| {
        edit::add(Person {
            id: PersonId::new(format!("P{number:02}")),
            name: format!("{} {number}", person.name),
            ..person.clone()
        })
    }));
    session.apply(&edit::many("crowded", edits), &at).expect("gaps and people like the others are taken");
    if let Some(edit) = settle(&Session::default(), &session) {
        session.apply(&edit, &at).expect("the board follows");
    }
    session
}

/// A score and its opposite on a board of 400 gaps: the edit, what follows from it, and the way back into the history.
fn scores(c: &mut Criterion) {
    let mut group = c.benchmark_group("score key, 400 gaps");
    for notes in [80, 10_000] {
        let session = crowded(notes);
        let at = "2026-03-12T16:00:00+01:00".parse().expect("a moment");
        let id = GapId::new("G07");
        let scores = session.get::<Gap>(&id).expect("the gap").scores.clone();
        let edits = [1, 5].map(|impact| {
            let scores = Scores { impact: Some(impact), ..scores.clone() };
            edit::change::<Gap>(&id, GapChange::scores(scores))
        });
        group.bench_function(BenchmarkId::new("settled", notes), |b| {
            let mut forth = false;
            b.iter(|| {
                forth = !forth;
                let edit = &edits[usize::from(forth)];
                let mut after = session.clone();
                after.apply(edit, &at).expect("a score is taken");
                black_box(settle_after(edit, &session, &after))
            });
        });
        let mut harness = at_stage(&session, "Sort", (80, 24));
        harness.keys("<Tab><Home>");
        group.bench_function(BenchmarkId::new("to frame", notes), |b| {
            let mut forth = false;
            b.iter(|| {
                forth = !forth;
                harness.keys(if forth { "1<Up>" } else { "5<Up>" });
                black_box(harness.buffer())
            });
        });
    }
    group.finish();
}

fn at_stage(session: &Session, stage: &str, (width, height): (u16, u16)) -> Harness {
    let mut harness = Harness::with(session.clone());
    harness.stage(stage).keys(&format!("<resize {width}x{height}>"));
    harness
}

/// A pair of keys that ends where it began, and the frames after each.
fn keys(c: &mut Criterion) {
    let sessions = NOTES.map(|notes| (notes, grown(notes)));
    for (stage, there, back) in
        [("Questions", "x", "<BSpace>"), ("Themes", "<Down>", "<Up>"), ("Sort", "<Down>", "<Up>")]
    {
        let mut group = c.benchmark_group(format!("key to frame, {stage}"));
        for size in SIZES {
            for (notes, session) in &sessions {
                let mut harness = at_stage(session, stage, size);
                let name = format!("{}x{}", size.0, size.1);
                group.bench_function(BenchmarkId::new(name, notes), |b| {
                    let mut forth = false;
                    b.iter(|| {
                        forth = !forth;
                        harness.keys(if forth { there } else { back });
                        black_box(harness.buffer())
                    });
                });
            }
        }
        group.finish();
    }
}

fn shelf(c: &mut Criterion) {
    let mut group = c.benchmark_group("open and save");
    for notes in NOTES {
        let session = grown(notes);
        let bytes = format::write(&session).expect("a session is written");
        group.bench_function(BenchmarkId::new("open", notes), |b| {
            b.iter(|| format::read(black_box(&bytes)).expect("it is read back"));
        });
        group.bench_function(BenchmarkId::new("save", notes), |b| {
            b.iter(|| format::write(black_box(&session)).expect("it is written"));
        });
    }
    group.finish();
}

fn papers(c: &mut Criterion) {
    let mut group = c.benchmark_group("verdicts and export");
    for notes in NOTES {
        let session = grown(notes);
        group.bench_function(BenchmarkId::new("verdicts", notes), |b| {
            b.iter(|| Verdicts::of(black_box(&session)));
        });
        if notes == 10_000 {
            let session = crowded(notes);
            group.bench_function("verdicts, 10,000 notes, 400 gaps, 300 people", |b| {
                b.iter(|| Verdicts::of(black_box(&session)));
            });
        }
        let verdicts = Verdicts::of(&session);
        for (name, format) in [("html", Format::Html), ("md", Format::Markdown), ("txt", Format::Text)] {
            group.bench_function(BenchmarkId::new(name, notes), |b| {
                b.iter(|| {
                    let options = Options { draft: true, ..Options::default() };
                    format.render(&compose(&session, &verdicts, Playbook::builtin(), &options))
                });
            });
        }
    }
    group.finish();
}

criterion_group! {
    name = day;
    config = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    targets = keys, scores, shelf, papers
}
criterion_main!(day);
