//! What the wall may know of the sample day: every scene, searched for what must not be there.

use super::*;
use crate::playbook::Playbook;
use crate::rules::Verdicts;
use crate::session::{QuestionId, Session, Subject};

fn sample() -> Session {
    crate::shelf::format::read(include_bytes!("../../sessions/halvorn.json")).unwrap()
}

/// Every scene that can be asked for, as it is published.
fn every_scene(session: &Session) -> Vec<(Wish, String)> {
    let verdicts = Verdicts::of(session);
    let ask = || &verdicts;
    let mut wishes = Wish::all(session);
    wishes.extend(session.notes.iter().map(|note| Wish::Spotlight(note.id.clone())));
    wishes.extend(session.gaps.iter().map(|gap| Wish::Promise(gap.id.clone())));
    let shown = wishes.into_iter().map(|wish| {
        let parts = Parts { session, verdicts: &ask, playbook: Playbook::builtin(), page: 0 };
        let wall = Wall { scene: compose(&wish, &parts), ..Wall::default() };
        (wish, serde_json::to_string(&wall).unwrap())
    });
    shown.collect()
}

#[test]
fn nobody_is_named_but_owners_who_agreed() {
    let session = sample();
    for (wish, shown) in every_scene(&session) {
        let promises = matches!(wish, Wish::Plan | Wish::Promise(_));
        for person in session.people.iter() {
            let owner = promises
                && person.consent.name_as_owner
                && session.actions.iter().any(|action| action.owner.as_ref() == Some(&person.id));
            if !owner {
                assert!(!shown.contains(&person.name), "{} on {}", person.name, wish.name());
            }
            assert!(!shown.contains(&format!("\"{}\"", person.id)), "{} on {}", person.id, wish.name());
            if person.job_title.len() > 12 {
                assert!(!shown.contains(&person.job_title), "{} on {}", person.job_title, wish.name());
            }
        }
    }
}

#[test]
fn an_owner_who_did_not_agree_is_a_department() {
    let mut session = sample();
    let owner = session.actions.iter().find_map(|action| action.owner.clone()).unwrap();
    let person = session.people.get(&owner).unwrap().clone();
    let consent = crate::session::Consent { name_as_owner: false, ..person.consent.clone() };
    let edit = crate::session::edit::change::<crate::session::Person>(
        &owner,
        crate::session::PersonChange::consent(consent),
    );
    session.apply(&edit, &crate::session::Moment::default()).unwrap();
    for (wish, shown) in every_scene(&session) {
        assert!(!shown.contains(&person.name), "{} on {}", person.name, wish.name());
    }
}

#[test]
fn what_is_kept_private_is_on_no_scene() {
    let session = sample();
    let private: Vec<_> = session.notes.iter().filter(|note| note.sensitive).collect();
    assert!(!private.is_empty());
    let reasons = session.gaps.iter().filter_map(|gap| gap.moved.as_ref()).map(|moved| moved.reason.clone());
    let mut forbidden: Vec<String> = private.iter().map(|note| note.text.clone()).collect();
    forbidden.extend(reasons);
    for (wish, shown) in every_scene(&session) {
        for text in &forbidden {
            let quoted = serde_json::to_string(text).unwrap();
            assert!(!shown.contains(quoted.trim_matches('"')), "{text} on {}", wish.name());
        }
        for note in session.notes.iter() {
            assert!(!shown.contains(&format!("\"{}\"", note.id)), "{} on {}", note.id, wish.name());
        }
    }
}

#[test]
fn an_open_ballot_tells_how_many_are_in_and_nothing_else() {
    let session = sample();
    let ballot = session.ballots.iter().find(|ballot| ballot.subject == Subject::Themes).unwrap();
    let mut open = ballot.clone();
    open.closed_at = None;
    open.totals = crate::session::Table::default();
    let mut cast = crate::session::Table::default();
    for voter in ["b01", "b02"] {
        let mut dots = crate::session::Table::default();
        dots.set("T07", 2);
        cast.set(voter, dots);
    }
    open.cast = Some(cast);
    open.options = Some(session.themes.iter().map(|theme| theme.id.0.clone()).collect());
    let mut with_open = session.clone();
    let edits = vec![
        crate::session::edit::remove::<crate::session::Ballot>(&ballot.id),
        crate::session::edit::add(crate::session::Ballot { id: crate::session::BallotId::default(), ..open }),
    ];
    with_open.apply(&crate::session::edit::many("open", edits), &crate::session::Moment::default()).unwrap();
    assert!(ballot_is_open(&with_open));
    let (_, shown) = every_scene(&with_open).into_iter().find(|(wish, _)| *wish == Wish::Ballot).unwrap();
    assert!(shown.contains("\"given\":2"), "{shown}");
    assert!(!shown.contains("b01") && !shown.contains("cast") && !shown.contains("\"dots\""), "{shown}");
}

#[test]
fn a_count_option_by_option_tells_how_many_options_are_counted_and_nothing_else() {
    let counted = |dots: u32| {
        let mut session = sample();
        let mut open =
            session.ballots.iter().find(|ballot| ballot.subject == Subject::Themes).unwrap().clone();
        let mut totals = crate::session::Table::default();
        totals.set("T07", dots);
        (open.closed_at, open.cast, open.totals) = (None, None, totals);
        open.options = Some(session.themes.iter().map(|theme| theme.id.0.clone()).collect());
        let edits = vec![
            crate::session::edit::remove::<crate::session::Ballot>(&open.id),
            crate::session::edit::add(crate::session::Ballot {
                id: crate::session::BallotId::default(),
                ..open
            }),
        ];
        session
            .apply(&crate::session::edit::many("open", edits), &crate::session::Moment::default())
            .unwrap();
        let of = session.themes.len();
        let (_, shown) = every_scene(&session).into_iter().find(|(wish, _)| *wish == Wish::Ballot).unwrap();
        assert!(shown.contains(&format!("\"given\":1,\"of\":{of}")), "{shown}");
        shown
    };
    assert_eq!(counted(1), counted(4), "what was counted stays hidden");
}

#[test]
fn a_dot_vote_on_gaps_is_on_the_wall_like_one_on_themes() {
    let mut session = sample();
    let gaps: Vec<_> = session.gaps.iter().take(3).map(|gap| (gap.id.0.clone(), gap.title.clone())).collect();
    let ids: Vec<_> = gaps.iter().map(|(id, _)| id.clone()).collect();
    let mut dots = crate::session::Table::default();
    dots.set(&ids[2], 2);
    let mut cast = crate::session::Table::default();
    cast.set("b01", dots.clone());
    let open = crate::session::Ballot {
        subject: Subject::Gaps,
        options: Some(ids.clone()),
        dots_each: 2,
        max_per_option: 2,
        voters: 14,
        opened_at: Some(crate::session::Moment::default()),
        cast: Some(cast),
        ..crate::session::Ballot::default()
    };
    let moment = crate::session::Moment::default();
    let mut with_open = session.clone();
    with_open.apply(&crate::session::edit::add(open.clone()), &moment).unwrap();
    assert!(ballot_is_open(&with_open));
    let scene = |session: &Session| {
        let verdicts = Verdicts::of(session);
        let ask = || &verdicts;
        let parts = Parts { session, verdicts: &ask, playbook: Playbook::builtin(), page: 0 };
        compose(&Wish::Ballot, &parts)
    };
    let Scene::BallotOpen(shown) = scene(&with_open) else { panic!("no open ballot") };
    assert_eq!((shown.given, shown.of), (1, 14));
    assert_eq!(shown.options, gaps.iter().map(|(_, title)| title.clone()).collect::<Vec<_>>());
    let said = serde_json::to_string(&shown).unwrap();
    assert!(!said.contains("b01") && !said.contains("cast"), "{said}");
    let closed = crate::session::Ballot { closed_at: Some(moment.clone()), cast: None, totals: dots, ..open };
    session.apply(&crate::session::edit::add(closed), &moment).unwrap();
    let Scene::BallotResult(result) = scene(&session) else { panic!("no result") };
    assert_eq!((result.rows[0].name.as_str(), result.rows[0].dots), (gaps[2].1.as_str(), 2));
    assert_eq!(result.rows.len(), 3);
}

#[test]
fn a_wish_survives_a_restart_by_its_key() {
    for wish in Wish::all(&sample()) {
        assert_eq!(Wish::from_key(&wish.key()), Some(wish));
    }
    assert_eq!(Wish::from_key("nonsense"), None);
}

#[test]
fn an_empty_day_has_every_scene() {
    let session = Playbook::builtin().new_session(
        "First day",
        "2026-03-12".parse().unwrap(),
        &crate::session::Variant::FullDay,
        "+01:00",
    );
    for (wish, shown) in every_scene(&session) {
        assert!(shown.len() > 10, "{}", wish.name());
    }
}

#[test]
fn the_lane_says_that_the_room_moved_a_gap_and_not_why() {
    let session = sample();
    let scenes = every_scene(&session);
    let (_, shown) = scenes.iter().find(|(wish, _)| *wish == Wish::Lane(crate::rules::Lane::Now)).unwrap();
    assert!(
        shown.contains("Moved by the room.") && shown.contains("High impact and it cannot wait."),
        "{shown}"
    );
}

fn composed(session: &Session, wish: &Wish) -> Scene {
    let verdicts = Verdicts::of(session);
    let ask = || &verdicts;
    compose(wish, &Parts { session, verdicts: &ask, playbook: Playbook::builtin(), page: 0 })
}

/// A new day with its agenda from nine o'clock.
fn new_day() -> Session {
    let day = "2026-03-12".parse().unwrap();
    Playbook::builtin().new_session("", day, &crate::session::Variant::FullDay, "+01:00")
}

#[test]
fn a_break_that_never_began_is_announced_and_counts_from_when_it_was_put_up() {
    let mut session = new_day();
    let pause = |session: &Session, at: &str| {
        let Scene::Break(mut pause) = composed(session, &Wish::Break) else { panic!("no break") };
        announce(&mut pause, at.parse().unwrap());
        (pause.state, pause.begins, pause.back_at)
    };
    let planned = session.agenda.iter().find(|block| block.kind == crate::session::BlockKind::Break).unwrap();
    let (id, begins, minutes) = (planned.id.clone(), planned.planned_start, planned.planned_minutes);
    let as_planned = (StopState::Coming, begins.to_string(), begins.plus(minutes).to_string());
    assert_eq!(pause(&session, "09:00"), as_planned);
    let late = pause(&session, "10:57");
    assert_eq!((late.0, late.1.as_str()), (StopState::Coming, "10:57"));
    assert_eq!(late.2, crate::session::Clock(10 * 60 + 57).plus(minutes).to_string());
    session.agenda.each_mut(|block| block.id == id, |block| block.actual_start = Some(begins));
    assert_eq!(
        pause(&session, "11:30"),
        (StopState::Here, as_planned.1, as_planned.2),
        "what runs is what it is"
    );
    // A day that is done has no other break: one that is put up then counts from then, and nothing follows from the plan.
    for block in session.agenda.iter().map(|block| block.id.clone()).collect::<Vec<_>>() {
        session.agenda.each_mut(
            |other| other.id == block,
            |block| (block.actual_start, block.actual_minutes) = (Some(block.planned_start), Some(15)),
        );
    }
    let (state, begins, back) = pause(&session, "20:10");
    assert_eq!((state, begins.as_str()), (StopState::Coming, "20:10"));
    assert!(back > begins, "{back}");
    assert_eq!(pause(&session, "08:00").0, StopState::Done);
}

#[test]
fn a_day_that_began_late_announces_no_time_that_is_past() {
    let mut session = new_day();
    let late = crate::session::Clock(10 * 60 + 51);
    let first = session.agenda.at(0).unwrap().clone();
    session.agenda.each_mut(|block| block.id == first.id, |block| block.actual_start = Some(late));
    let Scene::Welcome(welcome) = composed(&session, &Wish::Welcome) else { panic!("no welcome") };
    let mut begins = late;
    for (stop, block) in welcome.agenda.iter().zip(session.agenda.iter()) {
        assert_eq!(stop.start, begins.to_string(), "{}", stop.title);
        begins = begins.plus(block.planned_minutes);
    }
}

#[test]
fn blocks_that_were_passed_over_do_not_come_any_more() {
    let mut session = new_day();
    let third = session.agenda.at(2).unwrap().id.clone();
    let at = session.agenda.at(2).unwrap().planned_start;
    session.agenda.each_mut(|block| block.id == third, |block| block.actual_start = Some(at));
    let Scene::Welcome(welcome) = composed(&session, &Wish::Welcome) else { panic!("no welcome") };
    let states: Vec<_> = welcome.agenda.iter().take(4).map(|stop| stop.state).collect();
    assert_eq!(states, [StopState::Done, StopState::Done, StopState::Here, StopState::Coming]);
}

#[test]
fn the_wall_counts_all_notes_of_a_column_also_those_that_it_does_not_hold() {
    let mut session = sample();
    let note =
        session.notes.iter().find(|note| note.question.as_str() == "Q2" && note.column == "today").unwrap();
    let (note, moment) = (note.clone(), crate::session::Moment::default());
    let hung = |session: &Session| {
        let own = session.notes.iter().filter(|other| {
            (&other.question, &other.column) == (&note.question, &note.column) && other.duplicate_of.is_none()
        });
        own.filter(|note| may_be_shown(note)).count()
    };
    let edits = (0..440).map(|_| {
        crate::session::edit::add(crate::session::Note {
            id: crate::session::NoteId::default(),
            theme: None,
            ..note.clone()
        })
    });
    session.apply(&crate::session::edit::many("many", edits.collect()), &moment).unwrap();
    let all = hung(&session);
    assert!(all > 440);
    let id = note.question.clone();
    let Scene::Notes(notes) = composed(&session, &Wish::Notes(id.clone(), "today".into())) else { panic!() };
    assert_eq!((notes.notes.len(), notes.total), (400, all));
    let Scene::PerfectToday(both) = composed(&session, &Wish::PerfectToday(id)) else { panic!() };
    assert_eq!((both.today.len(), both.totals), (400, (both.perfect.len(), all)));
}

#[test]
fn a_question_with_columns_says_which_is_asked() {
    let session = new_day();
    let place = |wish: Wish| match composed(&session, &wish) {
        Scene::Question(question) => question.place,
        other => panic!("{other:?}"),
    };
    let of = |id: &str| QuestionId::new(id);
    assert_eq!(place(Wish::Notes(of("Q2"), "today".into())), "Question 2 of 4: Today");
    assert_eq!(place(Wish::Notes(of("Q2"), "perfect".into())), "Question 2 of 4: Perfect");
    assert_eq!(place(Wish::Question(of("Q2"), true, "today".into())), "Question 2 of 4: Today");
    assert_eq!(place(Wish::Question(of("Q2"), false, String::new())), "Question 2 of 4");
    assert_eq!(place(Wish::Notes(of("Q1"), "main".into())), "Question 1 of 4");
}

#[test]
fn who_comes_late_is_told_the_question_that_is_asked_now() {
    let mut session = sample();
    let q2 = session.agenda.iter().find(|block| block.id.as_str() == "q2_perfect").unwrap().id.clone();
    for block in session.agenda.iter().map(|block| block.id.clone()).collect::<Vec<_>>() {
        let begins = (block == q2).then_some(crate::session::Clock(645));
        let change = crate::session::BlockChange::actual_start(begins);
        let change = crate::session::edit::change::<crate::session::Block>(&block, change);
        session.apply(&change, &crate::session::Moment::default()).unwrap();
        let runs = crate::session::BlockChange::actual_minutes(None);
        let runs = crate::session::edit::change::<crate::session::Block>(&block, runs);
        session.apply(&runs, &crate::session::Moment::default()).unwrap();
    }
    let Scene::CatchUp(card) = composed(&session, &Wish::CatchUp(None)) else { panic!("the card") };
    assert_eq!(card.question, session.questions.get(&QuestionId::new("Q2")).unwrap().text);
}

#[test]
fn a_theme_that_came_after_the_vote_has_no_dots_rather_than_none_of_them() {
    let mut file: serde_json::Value =
        serde_json::from_slice(include_bytes!("../../sessions/halvorn.json")).unwrap();
    let options: Vec<_> = sample().themes.iter().map(|theme| theme.id.to_string()).collect();
    file["ballots"][0]["options"] = options.into();
    let mut session = crate::shelf::format::read(file.to_string().as_bytes()).unwrap();
    let late = crate::session::Theme { name: "Late".into(), ..crate::session::Theme::default() };
    session.apply(&crate::session::edit::add(late), &crate::session::Moment::default()).unwrap();
    let Scene::Themes(themes) = composed(&session, &Wish::Themes) else { panic!("themes") };
    let (late, voted): (Vec<_>, Vec<_>) = themes.themes.iter().partition(|line| line.name == "Late");
    assert_eq!(late[0].dots, None);
    assert!(voted.iter().all(|line| line.dots.is_some()));
}
