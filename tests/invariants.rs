//! The invariants of the data model (the handbook, 2.4) as properties: whatever a day holds and whatever is done to it,
//! they stand. Where each is held:
//!
//! | | |
//! |---|---|
//! | 1 load and save is the identity | here, any text; `hostile.rs`, spoiled files |
//! | 2 references resolve | here |
//! | 3 every live gap in one lane | here, in the file; `rules/capacity.rs`, the rule |
//! | 4 the order of the file does not matter | here; `rules/capacity.rs` |
//! | 5 better scores, no later lane | `vectors.rs`, V33; `rules/capacity.rs` |
//! | 6 Now within its limit | here; `rules/capacity.rs` |
//! | 7 anonymised exports | `synopsis/tests.rs`, as far as there are any |
//! | 8 nothing is lost, undo restores | here |
//! | 9 stack and unstack | here |
//! | 10 dots within what there is to give | here |

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use offsite::rules::verdicts::{
    Baseline, behind, boss_out, coming, dots_by_level, evidence_grid, sorting, speaking_order, trim_plan,
    unheard, voice_of_now, what_if,
};
use offsite::rules::voice::Status;
use offsite::rules::words::Lane as RuleLane;
use offsite::rules::{Verdicts, dots, settle_after};
use offsite::session::{
    Action, Ballot, BallotChange, Blocker, CardChange, Check, Department, Edit, Evidence, Gap, GapChange,
    GapStatus, History, Initiative, Lane, Level, Listed, Metric, Moment, Need, Note, NoteChange, NoteId,
    Objective, Parked, Person, Premortem, Process, Question, Scores, Session, SessionStatus, Sop, Subject,
    System, Table, Theme, edit, moves,
};
use offsite::shelf::format;
use offsite::tui::harness::SAMPLE;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value, json};

fn sample() -> Session {
    // A copy shares what did not change: a case costs little.
    static SESSION: LazyLock<Session> =
        LazyLock::new(|| format::read(SAMPLE).expect("the sample day is readable"));
    SESSION.clone()
}

fn sample_value() -> &'static Value {
    static VALUE: LazyLock<Value> = LazyLock::new(|| serde_json::from_slice(SAMPLE).expect("JSON"));
    &VALUE
}

fn at() -> Moment {
    "2026-03-12T14:03:00+01:00".parse().expect("a moment")
}

fn done(history: &mut History, edit: &Edit) -> bool {
    history.apply(edit, &at(), |before, after| settle_after(edit, before, after)).is_ok()
}

fn bytes(session: &Session) -> Vec<u8> {
    format::write(session).expect("a session can be written")
}

// 1 and 8: the file.

/// Text as rooms and keyboards make it.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,8}",
        Just("=SUM(A1)".to_owned()),
        Just("\u{1f469}\u{200d}\u{1f527}\u{fe0f}☎️".to_owned()),
        Just("ثلاثة \u{202e}abc\u{202c}".to_owned()),
        Just("e\u{301}\u{323} ﬁ".to_owned()),
        Just("line\r\nbreak\n\tand \"quotes\" \\ /".to_owned()),
        Just("\u{feff}\u{2028}\u{0}\u{7f}".to_owned()),
    ];
    proptest::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn load_and_save_is_the_identity_for_any_text(texts in proptest::collection::vec(text(), 1..6), at in any::<Index>()) {
        let mut session = sample();
        let first = at.index(session.notes.len());
        for (n, text) in texts.iter().enumerate() {
            let place = (first + n) % session.notes.len();
            if let Some(note) = session.notes.at_mut(place) {
                note.text.clone_from(text);
                note.public_text = Some(text.chars().rev().collect());
            }
        }
        session.organisation.name.clone_from(&texts[0]);
        let file = bytes(&session);
        let again = format::read(&file).expect("what was written can be read");
        prop_assert!(bytes(&again) == file, "byte for byte");
        prop_assert!(again == session, "and in every field");
    }
}

// 2: references.

/// Every text of a value that is no key, with where it stands.
fn strings(value: &Value, out: &mut HashSet<String>) {
    match value {
        Value::String(text) => {
            out.insert(text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| strings(item, out)),
        Value::Object(fields) => fields.values().for_each(|field| strings(field, out)),
        _ => {}
    }
}

/// What the file says, without the log, which remembers what is gone, and the ballots, whose dots stay with it.
fn said(session: &Session) -> HashSet<String> {
    let mut value: Value = serde_json::from_slice(&bytes(session)).expect("JSON");
    if let Some(fields) = value.as_object_mut() {
        fields.remove("log");
        fields.remove("ballots");
    }
    let mut out = HashSet::new();
    strings(&value, &mut out);
    out
}

fn removal<T: Listed>(session: &Session, at: Index) -> Option<(String, Edit)> {
    let list = T::list(session);
    let item = (!list.is_empty()).then(|| list.at(at.index(list.len()))).flatten()?;
    Some((item.id().to_string(), edit::remove::<T>(item.id())))
}

const KINDS: usize = 18;

fn any_removal(session: &Session, kind: usize, at: Index) -> Option<(String, Edit)> {
    match kind {
        0 => removal::<Note>(session, at),
        1 => removal::<Theme>(session, at),
        2 => removal::<Gap>(session, at),
        3 => removal::<Action>(session, at),
        4 => removal::<Person>(session, at),
        5 => removal::<Department>(session, at),
        6 => removal::<Evidence>(session, at),
        7 => removal::<Metric>(session, at),
        8 => removal::<Process>(session, at),
        9 => removal::<System>(session, at),
        10 => removal::<Objective>(session, at),
        11 => removal::<Blocker>(session, at),
        12 => removal::<Premortem>(session, at),
        13 => removal::<Need>(session, at),
        14 => removal::<Initiative>(session, at),
        15 => removal::<Question>(session, at),
        16 => removal::<Sop>(session, at),
        _ => {
            if at.index(2) == 0 {
                removal::<Parked>(session, at)
            } else {
                removal::<Check>(session, at)
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn nothing_points_at_what_was_removed_and_undo_brings_it_all_back(
        hits in proptest::collection::vec((0..KINDS, any::<Index>()), 1..16)
    ) {
        let first = sample();
        let mut history = History::new(first.clone());
        let mut gone = Vec::new();
        for (kind, at) in hits {
            let Some((id, edit)) = any_removal(history.session(), kind, at) else { continue };
            let before = history.session().clone();
            if done(&mut history, &edit) {
                gone.push(id);
            } else {
                prop_assert!(*history.session() == before, "a refused edit leaves no trace");
            }
        }
        let left = said(history.session());
        for id in &gone {
            prop_assert!(!left.contains(id), "{} is gone and still named", id);
        }
        let after = history.session().clone();
        while history.undo().is_some() {}
        prop_assert!(bytes(history.session()) == bytes(&first), "undo goes back to the first byte");
        while history.redo().is_some() {}
        prop_assert!(bytes(history.session()) == bytes(&after), "and redo forward to the last");
    }
}

// 3, 4, 6, 8: the board in the file.

#[derive(Clone, Debug)]
enum Move {
    Score(Index, [Option<u8>; 4]),
    Place(Index, usize),
    Unplace(Index),
    Status(Index, usize),
    Limit(u32),
    Undo,
    Redo,
}

fn a_move() -> impl Strategy<Value = Move> {
    let score = || proptest::option::weighted(0.9, 1..=5_u8);
    prop_oneof![
        4 => (any::<Index>(), score(), score(), score(), score())
            .prop_map(|(at, a, b, c, d)| Move::Score(at, [a, b, c, d])),
        2 => (any::<Index>(), 0..3_usize).prop_map(|(at, lane)| Move::Place(at, lane)),
        1 => any::<Index>().prop_map(Move::Unplace),
        2 => (any::<Index>(), 0..5_usize).prop_map(|(at, status)| Move::Status(at, status)),
        1 => (1..=12_u32).prop_map(Move::Limit),
        1 => Just(Move::Undo),
        1 => Just(Move::Redo),
    ]
}

fn make(history: &mut History, what: &Move) {
    let session = history.session();
    let gap =
        |at: &Index| session.gaps.at(at.index(session.gaps.len())).expect("the sample has gaps").id.clone();
    let edit = match what {
        Move::Undo => {
            history.undo();
            return;
        }
        Move::Redo => {
            history.redo();
            return;
        }
        Move::Score(at, [impact, urgency, feasibility, cost]) => {
            let id = gap(at);
            let before = session.get::<Gap>(&id).map(|gap| gap.scores.clone()).unwrap_or_default();
            let scores = Scores {
                impact: *impact,
                urgency: *urgency,
                feasibility: *feasibility,
                cost: *cost,
                ..before
            };
            edit::change::<Gap>(&id, GapChange::scores(scores))
        }
        Move::Place(at, lane) => {
            let lane = [Lane::Now, Lane::Next, Lane::Later][*lane].clone();
            moves::place(&gap(at), lane, "The room asked for it", None, "", &self::at())
        }
        Move::Unplace(at) => moves::unplace(&gap(at)),
        Move::Status(at, status) => {
            edit::change::<Gap>(&gap(at), GapChange::status(GapStatus::ALL[*status].clone()))
        }
        Move::Limit(limit) => {
            let mut capacity = session.session.capacity.clone().unwrap_or_default();
            capacity.limit = *limit;
            capacity.reason = Some("The room can carry that".into());
            edit::card(CardChange::capacity(Some(capacity)))
        }
    };
    assert!(done(history, &edit), "{what:?} is refused");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn every_live_gap_lies_in_one_lane_and_now_is_never_too_full(plan in proptest::collection::vec(a_move(), 1..20)) {
        let mut history = History::new(sample());
        for what in &plan {
            make(&mut history, what);
        }
        let session = history.session();
        let board = sorting(session);
        let mut seen = BTreeSet::new();
        for (rule, lane) in
            [(RuleLane::Now, Lane::Now), (RuleLane::Next, Lane::Next), (RuleLane::Later, Lane::Later), (RuleLane::Unsorted, Lane::Unsorted)]
        {
            let mut places: BTreeMap<u32, String> = BTreeMap::new();
            for gap in session.gaps.iter().filter(|gap| gap.is_live() && gap.lane == lane) {
                prop_assert!(places.insert(gap.position, gap.id.to_string()).is_none(), "two in one place");
                prop_assert!(seen.insert(gap.id.to_string()), "{} lies in two lanes", gap.id);
            }
            let listed: Vec<String> = board.lane(rule).iter().map(ToString::to_string).collect();
            prop_assert_eq!(places.into_values().collect::<Vec<_>>(), listed);
        }
        let live: BTreeSet<String> =
            session.gaps.iter().filter(|gap| gap.is_live()).map(|gap| gap.id.to_string()).collect();
        prop_assert_eq!(seen, live);
        let pinned = session
            .gaps
            .iter()
            .filter(|gap| gap.is_live() && gap.moved.as_ref().is_some_and(|moved| moved.lane == Lane::Now))
            .count();
        let limit = session.session.capacity.as_ref().map_or(5, |capacity| capacity.limit as usize);
        prop_assert!(board.now.len() <= limit.max(pinned), "{} in Now, limit {}", board.now.len(), limit);
    }

    #[test]
    fn the_order_of_the_file_changes_no_verdict_on_a_gap(
        plan in proptest::collection::vec(a_move(), 0..8),
        swaps in proptest::collection::vec((any::<Index>(), any::<Index>()), 1..20)
    ) {
        let mut history = History::new(sample());
        for what in &plan {
            make(&mut history, what);
        }
        let one = history.session().clone();
        let mut other = one.clone();
        for (from, to) in swaps {
            let len = other.gaps.len();
            other.gaps.shift(from.index(len), to.index(len));
        }
        prop_assert_eq!(sorting(&one), sorting(&other));
        prop_assert_eq!(Verdicts::of(&one).gaps, Verdicts::of(&other).gaps);
    }

    #[test]
    fn undo_goes_back_to_the_first_byte_and_closing_loses_nothing(plan in proptest::collection::vec(a_move(), 1..12)) {
        let first = sample();
        let mut history = History::new(first.clone());
        for what in &plan {
            make(&mut history, what);
        }
        let worked = history.session().clone();
        let status = |status| edit::card(CardChange::status(status));
        prop_assert!(done(&mut history, &status(SessionStatus::Closed)));
        prop_assert!(done(&mut history, &status(worked.session.status.clone())));
        let reopened = Session { log: worked.log.clone(), ..history.session().clone() };
        prop_assert!(bytes(&reopened) == bytes(&worked), "closing and reopening");
        while history.undo().is_some() {}
        prop_assert!(bytes(history.session()) == bytes(&first), "undo goes back to the first byte");
    }
}

// 9: stacks.

fn people_of(session: &Session, theme: &offsite::session::ThemeId) -> usize {
    Verdicts::of(session).theme(theme.as_str()).map_or(0, |support| support.people)
}

/// The notes without what a stack changes.
fn plain(session: &Session) -> Vec<Note> {
    session.notes.iter().map(|note| Note { duplicate_of: None, theme: None, ..note.clone() }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn stacking_loses_no_note_and_no_voice(
        hits in proptest::collection::vec((any::<bool>(), proptest::collection::vec(any::<Index>(), 1..5)), 1..8)
    ) {
        let mut history = History::new(sample());
        let first = plain(history.session());
        for (stack, picks) in hits {
            let session = history.session();
            let ids: Vec<NoteId> =
                picks.iter().map(|at| session.notes.at(at.index(session.notes.len())).expect("a note").id.clone()).collect();
            let before = session.clone();
            let edit = if stack { moves::stack(session, &ids) } else { moves::unstack(session, &ids[0]) };
            let Some(edit) = edit else { continue };
            prop_assert!(done(&mut history, &edit), "a stack is never refused");
            let session = history.session();
            prop_assert_eq!(plain(session), first.clone());
            if stack {
                let top = session.get::<Note>(&ids[0]).expect("it is there");
                if let Some(theme) = &top.theme {
                    prop_assert!(people_of(session, theme) >= people_of(&before, theme), "{} lost a voice", theme);
                }
            }
            for note in session.notes.iter() {
                let Some(top) = note.duplicate_of.as_ref().and_then(|top| session.get::<Note>(top)) else { continue };
                prop_assert!(top.duplicate_of.is_none(), "a stack is flat");
                prop_assert_eq!(&top.theme, &note.theme);
            }
        }
    }

    #[test]
    fn a_stack_taken_apart_is_what_it_was(theme in any::<Index>(), picks in proptest::collection::vec(any::<Index>(), 2..6)) {
        let mut session = sample();
        session.notes.each_mut(|_| true, |note| note.duplicate_of = None);
        let theme = session.themes.at(theme.index(session.themes.len())).map(|theme| theme.id.clone());
        let notes: Vec<NoteId> =
            session.notes.iter().filter(|note| note.theme == theme).map(|note| note.id.clone()).collect();
        prop_assume!(notes.len() > 1);
        let mut chosen: Vec<NoteId> = Vec::new();
        for at in picks {
            let id = at.get(&notes).clone();
            if !chosen.contains(&id) {
                chosen.push(id);
            }
        }
        prop_assume!(chosen.len() > 1);
        let mut history = History::new(session.clone());
        let stacked = moves::stack(history.session(), &chosen).expect("several");
        prop_assert!(done(&mut history, &stacked));
        let apart = moves::unstack(history.session(), &chosen[0]).expect("a stack");
        prop_assert!(done(&mut history, &apart));
        let apart = Session { log: session.log.clone(), ..history.session().clone() };
        prop_assert!(bytes(&apart) == bytes(&session), "the same notes, in the same themes");
    }
}

// 10: dots.

#[derive(Clone, Debug)]
enum Dot {
    /// A ballot comes in, in a pile, or an earlier one is corrected and moved.
    Slip(Option<usize>, usize, Vec<u32>),
    /// One option is counted, or corrected.
    Total(usize, u32),
    Voters(u32),
    Each(u32),
    Cap(u32),
    Close,
    Reopen,
    ByLevel(usize, u32),
    /// What one ballot holds, whatever the paper said.
    Raw(u32),
    ThemeGoes(Index),
    Discard,
    Undo,
    Redo,
}

fn a_dot() -> impl Strategy<Value = Dot> {
    let few = || prop_oneof![9 => 0..9_u32, 1 => Just(u32::MAX)];
    prop_oneof![
        8 => (proptest::option::of(0..4_usize), 0..4_usize, proptest::collection::vec(0..3_u32, 5))
            .prop_map(|(at, pile, dots)| Dot::Slip(at, pile, dots)),
        4 => (0..6_usize, few()).prop_map(|(option, n)| Dot::Total(option, n)),
        2 => few().prop_map(Dot::Voters),
        1 => few().prop_map(Dot::Each),
        1 => few().prop_map(Dot::Cap),
        3 => Just(Dot::Close),
        1 => Just(Dot::Reopen),
        2 => (0..4_usize, few()).prop_map(|(level, n)| Dot::ByLevel(level, n)),
        1 => few().prop_map(Dot::Raw),
        1 => any::<Index>().prop_map(Dot::ThemeGoes),
        1 => Just(Dot::Discard),
        3 => Just(Dot::Undo),
        1 => Just(Dot::Redo),
    ]
}

fn edit_of(dot: &Dot, session: &Session, ballot: &Ballot) -> Option<Edit> {
    let change = |what| edit::change::<Ballot>(&ballot.id, what);
    let pile = |at: usize| Level::ALL.get(at);
    Some(match dot {
        Dot::Slip(at, to, dots) => {
            let earlier = at.and_then(|at| ballot.cast.as_ref()?.0.get(at)).map(|(key, _)| key.clone());
            let key = match &earlier {
                Some(key) => ballot.key_moved(key, pile(*to)),
                None => ballot.next_key(pile(*to)),
            };
            moves::recast(ballot, earlier.as_ref().unwrap_or(&key), &key, dots)
        }
        Dot::Total(option, n) => {
            let mut totals = ballot.totals.clone();
            totals.set(ballot.choices().get(*option).map_or("T99", |id| id.as_str()), *n);
            change(BallotChange::totals(totals))
        }
        Dot::Voters(n) => change(BallotChange::voters(*n)),
        Dot::Each(n) => change(BallotChange::dots_each(*n)),
        Dot::Cap(n) => change(BallotChange::max_per_option(*n)),
        Dot::Close => moves::close_ballot(session, ballot, Some("Somebody had to go"), &at()),
        Dot::Reopen => change(BallotChange::closed_at(None)),
        Dot::ByLevel(level, n) => {
            let mut sums = ballot.by_level.clone().unwrap_or_default();
            sums.set(pile(*level).map_or("visitor", Level::as_str), *n);
            change(BallotChange::by_level(Some(sums)))
        }
        Dot::Raw(n) => {
            let mut dots = Table::default();
            dots.set("T01", *n);
            let mut cast = ballot.cast.clone().unwrap_or_default();
            cast.set("manager-01", dots);
            change(BallotChange::cast(Some(cast)))
        }
        Dot::ThemeGoes(at) => removal::<Theme>(session, *at)?.1,
        Dot::Discard => edit::remove::<Ballot>(&ballot.id),
        Dot::Undo | Dot::Redo => return None,
    })
}

/// Whatever is in a ballot, there was that much to give.
fn within(ballot: &Ballot) -> Result<(), TestCaseError> {
    let sum = |table: &Table<u32>| table.iter().map(|(_, n)| u64::from(*n)).sum::<u64>();
    let (voters, each) = (u64::from(ballot.voters), u64::from(ballot.dots_each));
    let cap = voters * u64::from(ballot.max_per_option);
    for dots in [&ballot.totals, &ballot.sums()] {
        prop_assert!(sum(dots) <= voters * each, "{:?}", ballot);
        prop_assert!(dots.iter().all(|(_, n)| u64::from(*n) <= cap), "{:?}", ballot);
    }
    match &ballot.closed_at {
        Some(_) => {
            prop_assert!(ballot.cast.is_none(), "single ballots stay in no closed ballot");
            prop_assert!(ballot.dots_in_piles() <= sum(&ballot.totals), "{:?}", ballot);
        }
        None => prop_assert!(ballot.by_level.is_none(), "{:?}", ballot),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_ballot_ever_holds_more_dots_than_there_were_to_give(
        options in 1..6_usize, voters in 1..6_u32, plan in proptest::collection::vec(a_dot(), 1..30)
    ) {
        let whole = sample();
        // The dots alone: what lies around them has tests of its own.
        let small = Session {
            format: whole.format,
            schema_version: whole.schema_version,
            session: whole.session,
            themes: whole.themes,
            ballots: whole.ballots,
            ..Session::default()
        };
        let mut history = History::new(small);
        let ids: Vec<_> = history.session().options_of(&Subject::Themes).into_iter().take(options).collect();
        let open = edit::add(Ballot {
            dots_each: dots::allowance(options),
            max_per_option: dots::MAX_PER_OPTION,
            options: Some(ids),
            opened_at: Some(at()),
            voters,
            secret: true,
            ..Ballot::default()
        });
        prop_assert!(done(&mut history, &open));
        for dot in &plan {
            match dot {
                Dot::Undo => {
                    history.undo();
                }
                Dot::Redo => {
                    history.redo();
                }
                dot => {
                    let Some(ballot) = history.session().ballots.iter().nth(1).cloned() else { continue };
                    let session = history.session().clone();
                    let Some(edit) = edit_of(dot, &session, &ballot) else { continue };
                    let took = done(&mut history, &edit);
                    if matches!(dot, Dot::Close) && ballot.is_open() {
                        prop_assert!(took, "an open ballot can always be closed with a reason: {:?}", ballot);
                    }
                }
            }
            for ballot in history.session().ballots.iter() {
                within(ballot)?;
            }
        }
        let file = bytes(history.session());
        let again = format::read(&file).expect("readable");
        prop_assert!(bytes(&again) == file, "byte for byte");
    }

    #[test]
    fn what_is_typed_from_a_paper_ballot_is_a_ballot_or_is_refused(typed in "[0-9 ,ab]{0,14}", options in 0..30_usize, each in 1..7_u32) {
        if let Ok(read) = dots::slip(&typed, options, each, dots::MAX_PER_OPTION) {
            prop_assert_eq!(read.len(), options);
            prop_assert!(read.iter().sum::<u32>() <= each && read.iter().all(|n| *n <= dots::MAX_PER_OPTION));
            let digits = typed.chars().filter(char::is_ascii_digit).count();
            prop_assert!(read.iter().sum::<u32>() as usize <= digits);
        }
    }
}

// The rules on days that hold next to nothing.

/// A small generator with a seed, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % n.max(1) as u64).unwrap_or(0)
    }
}

/// Some of an object's fields go, others become what nobody would type.
fn thinned(value: &mut Value, dice: &mut Dice) {
    match value {
        Value::Object(fields) => {
            let names: Vec<String> = fields.keys().cloned().collect();
            for name in names {
                if name != "id" && dice.below(3) == 0 {
                    fields.remove(&name);
                } else if let Some(field) = fields.get_mut(&name) {
                    thinned(field, dice);
                }
            }
        }
        Value::Array(items) => {
            items.truncate(dice.below(items.len() + 1));
            for item in items.iter_mut() {
                thinned(item, dice);
            }
        }
        Value::Number(_) if dice.below(3) == 0 => {
            let odd =
                [json!(0), json!(1), json!(255), json!(u32::MAX), json!(u64::MAX), json!(-1), json!(1e300)];
            *value = odd[dice.below(odd.len())].clone();
        }
        Value::String(_) if dice.below(4) == 0 => {
            let odd =
                ["", "G99", "P99", "N999", "T99", "now", "9999-12-31", "0001-01-01T00:00:00+14:00", "closed"];
            *value = json!(odd[dice.below(odd.len())]);
        }
        _ => {}
    }
}

/// A day made of pieces of the sample: what the program would not open is left away, all the rest stays.
fn pieces(seed: u64) -> Session {
    let mut dice = Dice(seed);
    let whole = sample_value();
    let head = ["format", "schema_version", "session"];
    let mut file: Map<String, Value> =
        head.iter().map(|name| ((*name).to_owned(), whole[*name].clone())).collect();
    let opens = |file: &Map<String, Value>| {
        format::read(&serde_json::to_vec(&Value::Object(file.clone())).expect("JSON")).ok()
    };
    let mut card = whole["session"].clone();
    thinned(&mut card, &mut dice);
    let mut tried = file.clone();
    tried.insert("session".into(), card);
    if opens(&tried).is_some() {
        file = tried;
    }
    for (name, value) in
        whole.as_object().into_iter().flatten().filter(|(name, _)| !head.contains(&name.as_str()))
    {
        let piece = match value {
            Value::Array(items) if !items.is_empty() => {
                let picks = [0, 0, 1, 2, 5][dice.below(5)];
                let mut kept: Vec<Value> = Vec::new();
                for _ in 0..picks {
                    let mut item = items[dice.below(items.len())].clone();
                    thinned(&mut item, &mut dice);
                    let mut alone: Map<String, Value> =
                        head.iter().map(|name| ((*name).to_owned(), file[*name].clone())).collect();
                    alone.insert(name.clone(), json!([item]));
                    if opens(&alone).is_some() {
                        kept.push(item);
                    }
                }
                Value::Array(kept)
            }
            other => {
                let mut other = other.clone();
                thinned(&mut other, &mut dice);
                other
            }
        };
        let mut tried = file.clone();
        tried.insert(name.clone(), piece);
        if opens(&tried).is_some() {
            file = tried;
        }
    }
    opens(&file).expect("what does not open was left away")
}

/// No share over the whole, and no number that is none.
fn sane(value: &Value, path: &str) -> Result<(), TestCaseError> {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                if name.contains("percent") {
                    let n = field.as_f64().unwrap_or(0.0);
                    prop_assert!((0.0..=100.0).contains(&n), "{}.{} is {}", path, name, n);
                }
                sane(field, &format!("{path}.{name}"))?;
            }
        }
        Value::Array(items) => items.iter().try_for_each(|item| sane(item, path))?,
        Value::String(text) => {
            for odd in ["NaN", "inf%", "0 of 0"] {
                prop_assert!(!text.contains(odd), "{}: {}", path, text);
            }
        }
        _ => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn the_rules_speak_of_any_day_that_opens_and_say_nothing_senseless(seed in any::<u64>(), now in 0..1440_i64) {
        let session = pieces(seed);
        let verdicts = Verdicts::of(&session);
        let json = serde_json::to_value(&verdicts).expect("verdicts are data");
        sane(&json, "")?;
        let out = boss_out(&session, None, &verdicts);
        let _ = (out.sentence(), out.is_empty(), verdicts.edges(), verdicts.cut_sentence());
        let baseline = Baseline::of(&session, None);
        let _ = Verdicts::following(&session, Some(&baseline));
        let _ = (behind(&session, now), coming(&session, now), trim_plan(&session, now));
        let _ = (evidence_grid(&session), voice_of_now(&session), dots_by_level(&session));
        for question in session.questions.iter() {
            let _ = unheard(&session, Some(question.id.as_str()));
        }
        prop_assert!(speaking_order(&session, usize::MAX).len() <= session.people.len());
        for gap in session.gaps.iter() {
            let _ = what_if(&session, None, gap.id.as_str(), Some(RuleLane::Now));
        }
        if verdicts.voice.total < 20 {
            prop_assert_eq!(verdicts.voice.status, Status::TooEarly);
        }
        if session.notes.is_empty() {
            prop_assert_eq!(verdicts.as_is.verdict(), "no notes yet");
        }
        if session.gaps.iter().all(|gap| !gap.is_live()) {
            prop_assert!(verdicts.gaps.is_empty() && verdicts.cut_sentence().is_none());
        }
        if !session.people.iter().any(offsite::session::Person::takes_part) {
            prop_assert!(verdicts.preread.is_none() && verdicts.voice.levels.is_empty());
        }
    }
}

#[test]
fn a_day_without_anything_says_that_it_is_too_early() {
    let file = json!({ "format": "cx-workshop-session", "schema_version": 1, "session": {} });
    let session =
        format::read(&serde_json::to_vec(&file).expect("JSON")).expect("a file with only these is valid");
    let verdicts = Verdicts::of(&session);
    assert_eq!(verdicts.voice.status.words(), "too early to say");
    assert_eq!(verdicts.voice.advice(), ["Too early to say."]);
    assert!(verdicts.roster_is_empty && verdicts.phase.is_none() && verdicts.mindset.is_none());
    assert!(verdicts.readiness.is_none() && verdicts.basics.is_none() && verdicts.tempo_sentence.is_none());
    assert!(verdicts.gaps.is_empty() && verdicts.edges().is_empty() && verdicts.pace.is_empty());
    assert_eq!(dots_by_level(&session), None);
    let note = edit::change::<Note>(&NoteId::new("N001"), NoteChange::text("nobody".into()));
    assert!(session.clone().apply(&note, &at()).is_err(), "there is no note to change");
}
