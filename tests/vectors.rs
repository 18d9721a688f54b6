//! The worked examples of the handbook, each one a test: rule, input, expected output.

use std::collections::{BTreeMap, BTreeSet};

use offsite::playbook::Playbook;
use offsite::rules::lanes::{Partial, Scale, Scores, Weights};
use offsite::rules::ready::Ticks;
use offsite::rules::words::{Id, Lane, Level};
use offsite::rules::{
    Share, Verdicts, assessments, attribution, capacity, clock, coverage, dots, fairness, follow_up, lanes,
    likeness, measures, processes, ready, references, stance, support, tempo, verdicts, voice,
};
use offsite::session::Session;
use serde_json::{Map, Value, json};

const VECTORS: &str = include_str!("data/vectors.json");
const SAMPLE: &str = include_str!("../sessions/halvorn.json");

/// How many worked examples the handbook has.
const ALL: usize = 132;

#[test]
fn every_worked_example_of_the_handbook_holds_and_none_is_skipped() {
    let vectors: Vec<Value> = serde_json::from_str(VECTORS).expect("the vectors are JSON");
    let mut wrong = Vec::new();
    let mut held = BTreeSet::new();
    for vector in &vectors {
        let id = vector["id"].as_str().expect("every vector has an id");
        let (input, expect) = (&vector["input"], &vector["expect"]);
        match said(vector["rule"].as_str().expect("every vector has a rule"), input, expect) {
            Some(said) if same(&said, expect) => {
                held.insert(id);
            }
            Some(said) => wrong.push(format!("{id}\n  said     {said}\n  expected {expect}")),
            None => wrong.push(format!("{id}: nothing answers the rule {}", vector["rule"])),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let numbered: BTreeSet<String> = (1..=ALL).map(|n| format!("V{n:02}")).collect();
    let skipped: Vec<&String> = numbered.iter().filter(|id| !held.contains(id.as_str())).collect();
    assert!(skipped.is_empty(), "skipped: {skipped:?}");
}

/// Equal, except that 20 and 20.0 are one number.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            a.as_f64().zip(b.as_f64()).is_some_and(|(a, b)| (a - b).abs() < 1e-9)
        }
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        (a, b) => a == b,
    }
}

/// Only the keys that the example expects.
fn only(all: Value, expect: &Value) -> Value {
    match (all, expect) {
        (Value::Object(all), Value::Object(expect)) => {
            all.into_iter().filter(|(key, _)| expect.contains_key(key)).collect::<Map<_, _>>().into()
        }
        (all, _) => all,
    }
}

fn said(rule: &str, input: &Value, expect: &Value) -> Option<Value> {
    Some(match rule {
        "R1 lane" | "R1 flags" => only(lane(input), expect),
        "R1 capacity" | "R14 follow-up" => only(board(input), expect),
        "R1 weights" => weights(input),
        "R1 finger scores" => fingers(input),
        "R1 whole space" => whole_space(),
        "R2 tempo" => {
            let readiness = Share::new(number(&input["readiness_percent"]), 100);
            let pace = tempo::tempo(readiness, flag(&input["moved_up_a_phase"]));
            json!({ "tempo": pace.words(), "limit": pace.limit() })
        }
        "R3 roster" => roster(input),
        "R4 voice" => voices(input),
        "R4 evenness" => {
            let notes: Vec<usize> = list(&input["notes_per_person"]).iter().map(count).collect();
            json!(voice::gini_permille(&notes))
        }
        "R4 speaking order" => json!(voice::speaking_order(&people(input), count(&input["question_index"]))),
        "R4 overrides" => {
            let asked = voice::overrides(list(&input["levels"]).iter().map(level));
            json!({ "executive": asked.executive, "total": asked.total, "flag": asked.flag() })
        }
        "R5 pre-read" => preread(input),
        "R6 stance hint" => hint(input),
        "R6 as-is share" => {
            let share = stance::grounding(count(&input["as_is"]), count(&input["wish"]));
            json!({ "percent": share.as_is.percent(), "verdict": share.verdict() })
        }
        "R7 similarity" => similarity(input),
        "R8 dots" => json!(dots::dots_each(count(&input["options"]))),
        "R8 shortlist" => {
            let totals: Vec<(Id, u32)> =
                object(&input["totals"]).iter().map(|(id, dots)| (id.as_str().into(), small(dots))).collect();
            let list = dots::shortlist(&totals, count(&input["want"]));
            json!({ "shortlist": list.chosen, "run_off": list.run_off })
        }
        "R9 phase" => phase(input),
        "R9 planning mindset" => {
            let mindset = assessments::mindset(&answers(&input["answers"]))?;
            json!({ "percent": mindset.share.percent(), "stage": mindset.stage() })
        }
        "R9 readiness" => {
            let r = assessments::readiness(&answers(&input["answers"]))?;
            json!({ "sum": r.share.part, "percent": r.share.percent(), "band": r.band(), "weakest": r.weakest,
                "chain_breaks_at": r.chain_breaks_at })
        }
        "R9 basics" => basics(input)?,
        "R10 NPS" => nps(input)?,
        "R10 change" => change(input)?,
        "R11 clock" => behind(input),
        "R12 attribution" => attributed(input),
        "R13 support label" => label(input),
        "R14 review dates" => {
            let dates = follow_up::review_dates(day(&input["session"])?);
            json!(dates.iter().map(ToString::to_string).collect::<Vec<_>>())
        }
        "R15 processes" => {
            let process = |row: &Value| processes::Process {
                id: text(&row[0]).into(),
                now_gaps: count(&row[1]),
                gaps: count(&row[2]),
            };
            let processes: Vec<_> = list(&input["processes"]).iter().map(process).collect();
            json!(processes::tracked(&processes))
        }
        "R16 ticks" => ticks(input),
        "R17 public reference" => refs(input),
        _ => return None,
    })
}

// Reading the inputs.

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_default()
}

fn count(value: &Value) -> usize {
    usize::try_from(number(value)).expect("a small number")
}

fn small(value: &Value) -> u32 {
    u32::try_from(number(value)).expect("a small number")
}

fn score(value: &Value) -> Option<u8> {
    value.as_u64().and_then(|n| u8::try_from(n).ok())
}

fn flag(value: &Value) -> bool {
    value.as_bool().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().expect("an object")
}

fn ids(value: &Value) -> Vec<Id> {
    list(value).iter().map(|id| text(id).into()).collect()
}

fn level(value: &Value) -> Option<Level> {
    Level::from_key(text(value))
}

fn day(value: &Value) -> Option<jiff::civil::Date> {
    text(value).parse().ok()
}

fn answers(value: &Value) -> Vec<Option<u8>> {
    list(value).iter().map(score).collect()
}

fn people(input: &Value) -> Vec<(Id, Option<Level>)> {
    list(&input["people"]).iter().map(|p| (text(&p["id"]).into(), level(&p["level"]))).collect()
}

fn sample() -> Session {
    serde_json::from_str(SAMPLE).expect("the sample opens")
}

fn uses_sample(input: &Value) -> bool {
    input["file"] == "halvorn.json"
}

/// One group of the verdicts on the sample day, as `check --json` prints it.
fn of_sample(group: &str) -> Value {
    let verdicts = serde_json::to_value(Verdicts::of(&sample())).expect("verdicts are data");
    verdicts[group].clone()
}

fn partial(scores: &Value) -> Partial {
    Partial {
        impact: score(&scores["impact"]),
        urgency: score(&scores["urgency"]),
        feasibility: score(&scores["feasibility"]),
        cost: score(&scores["cost"]),
    }
}

// R1

fn lane(input: &Value) -> Value {
    let scores = partial(&input["scores"]).complete().expect("four scores");
    let supported = flag(&input["supported"]);
    let rule = lanes::rule(scores, supported);
    let points = lanes::points(scores, Weights::default());
    let robust = lanes::robustness(scores, supported);
    let flags: Vec<&str> =
        lanes::flags(scores, rule, rule.lane()).into_iter().map(lanes::Flag::words).collect();
    json!({
        "lane": rule.lane().key(),
        "rule": rule.id(),
        "points": points,
        "score": f64::from(lanes::score_tenths(points, Weights::default())) / 10.0,
        "heavy": scores.heavy(),
        "robust": robust.percent(),
        "robust_label": robust.label(),
        "flags": flags,
    })
}

fn candidates(input: &Value) -> Vec<capacity::Candidate> {
    if uses_sample(input) {
        let done = ids(&input["done"]);
        let mut gaps = verdicts::candidates(&sample(), None);
        for gap in &mut gaps {
            if input["use_overrides"] == false {
                gap.moved_to = None;
            }
            gap.live &= !done.contains(&gap.id);
        }
        return gaps;
    }
    list(&input["gaps"])
        .iter()
        .map(|gap| capacity::Candidate {
            id: text(&gap["id"]).into(),
            scores: partial(&gap["scores"]),
            supported: true,
            dots: small(&gap["votes"]),
            moved_to: Lane::from_key(text(&gap["override"]["lane"])),
            live: gap["status"] != "done",
        })
        .collect()
}

fn board(input: &Value) -> Value {
    let board = capacity::sort(&candidates(input), count(&input["limit"]), Weights::default());
    json!({
        "lanes": { "now": board.now, "next": board.next, "later": board.later },
        "last_in": board.last_in,
        "first_out": board.first_out,
        "queue": board.queue,
        "slots_left_for_rule": board.slots_left_for_rule,
        "over_limit_by": board.over_limit_by,
        "redundant": board.redundant,
        "unsorted": board.unsorted,
    })
}

fn weights(input: &Value) -> Value {
    let check = capacity::weight_check(&candidates(input), count(&input["limit"]));
    json!(check.into_iter().map(|(id, n)| (id.to_string(), n)).collect::<BTreeMap<_, _>>())
}

fn fingers(input: &Value) -> Value {
    let votes: Vec<u8> = list(&input["votes"]).iter().filter_map(score).collect();
    let scale = if input["scale"] == "cost" { Scale::Cost } else { Scale::Urgency };
    let fingers = lanes::fingers(&votes, scale).expect("somebody shows fingers");
    json!({ "score": fingers.score, "spread": fingers.spread, "discuss": fingers.discuss })
}

fn whole_space() -> Value {
    let mut by_lane: BTreeMap<&str, u32> = BTreeMap::new();
    let mut by_rule: BTreeMap<&str, u32> = BTreeMap::new();
    let steps = || 1..=5_u8;
    for impact in steps() {
        for urgency in steps() {
            for feasibility in steps() {
                for cost in steps() {
                    let rule = lanes::rule(Scores { impact, urgency, feasibility, cost }, true);
                    *by_lane.entry(rule.lane().key()).or_default() += 1;
                    *by_rule.entry(rule.id()).or_default() += 1;
                }
            }
        }
    }
    json!({ "lanes": by_lane, "rules": by_rule })
}

// R3, R4, R5

fn roster(input: &Value) -> Value {
    if uses_sample(input) {
        return of_sample("roster");
    }
    let departments: Vec<coverage::Department> = list(&input["departments"])
        .iter()
        .map(|d| coverage::Department {
            id: text(&d["id"]).into(),
            name: text(&d["id"]).to_owned(),
            customer_facing: flag(&d["customer_facing"]),
            waived: false,
        })
        .collect();
    let present: Vec<coverage::Present> = list(&input["people"])
        .iter()
        .map(|p| coverage::Present { department: Some(text(&p["dept"]).into()), level: level(&p["level"]) })
        .collect();
    let c = coverage::coverage(&departments, &present);
    json!({
        "n": c.n,
        "covered": c.covered,
        "waived": c.waived,
        "missing": c.missing,
        "levels": c.levels,
        "front_line_pct": c.front_line.percent(),
        "executive_pct": c.executives.percent(),
        "index": c.index.percent(),
        "fails": c.fails.iter().map(|check| check.id()).collect::<Vec<_>>(),
        "verdict": c.verdict(),
    })
}

fn voices(input: &Value) -> Value {
    if uses_sample(input) {
        return of_sample(&format!("voice_{}", input["question"].as_str().unwrap_or("all")));
    }
    let people: Vec<(Id, Option<Level>)> =
        object(&input["levels"]).iter().map(|(id, l)| (id.as_str().into(), level(l))).collect();
    let authors =
        object(&input["notes"]).iter().flat_map(|(id, n)| std::iter::repeat_n(id.as_str(), count(n)));
    let v = voice::voices(&people, authors, voice::MIN_NOTES_DAY);
    let levels: Map<String, Value> = v
        .levels
        .iter()
        .map(|l| {
            let said = json!({ "people": l.people.part, "notes": l.notes.part, "note_pct": l.notes.percent(),
                "people_pct": l.people.percent(), "ratio_hundredths": l.ratio_hundredths });
            (l.level.key().to_owned(), said)
        })
        .collect();
    json!({ "total": v.total, "levels": levels, "status": v.status.words(), "silent": v.silent, "loud": v.loud,
        "gini_permille": v.gini_permille })
}

fn preread(input: &Value) -> Value {
    if uses_sample(input) {
        return of_sample("preread");
    }
    let items: Vec<fairness::Item> = list(&input["items"])
        .iter()
        .map(|item| fairness::Item {
            id: text(&item["id"]).into(),
            first_had: object(&item["shared"])
                .iter()
                .map(|(id, at)| (id.as_str().into(), at.as_i64().expect("hours")))
                .collect(),
            read_in_room: false,
        })
        .collect();
    let start = input["start"].as_i64().expect("hours");
    let f = fairness::fairness(&items, &ids(&input["people"]), start, fairness::LEAD_HOURS);
    let items: Map<String, Value> = f
        .items
        .iter()
        .map(|i| {
            let said = json!({ "status": i.status.words(), "in_time": i.in_time, "missing": i.missing });
            (i.id.to_string(), said)
        })
        .collect();
    json!({ "items": items, "pairs": f.share.whole, "in_time": f.share.part, "fairness": f.share.percent(),
        "verdict": f.verdict.words() })
}

// R6, R7

fn stance_words() -> stance::Words {
    let lists = Playbook::builtin().stance_words.together();
    stance::Words::new(&lists.wish, &lists.today)
}

fn hint(input: &Value) -> Value {
    let hint = stance::hint(text(&input["text"]), &stance_words());
    json!({ "suggest": hint.suggest.key(), "wish": hint.wish, "as_is": hint.as_is })
}

#[test]
fn on_the_sample_day_25_hints_agree_with_the_human_27_stay_silent_and_none_is_wrong() {
    let words = stance_words();
    let session = sample();
    let (mut agree, mut silent, mut wrong) = (0, 0, Vec::new());
    for note in session.notes.iter().filter(|note| note.question.as_str() != "Q4" && note.column != "perfect")
    {
        match stance::hint(&note.text, &words).suggest.key() {
            "unclear" => silent += 1,
            key if key == note.stance.as_str() => agree += 1,
            _ => wrong.push(note.text.as_str()),
        }
    }
    assert_eq!((agree, silent, wrong), (25, 27, Vec::new()));
}

fn similarity(input: &Value) -> Value {
    let lists = Playbook::builtin().likeness.words();
    let (a, b) = (likeness::words(text(&input["a"]), &lists), likeness::words(text(&input["b"]), &lists));
    let l = likeness::likeness(&a, &b);
    json!({ "inter": l.shared.part, "union": l.shared.whole, "percent": l.shared.percent(),
        "label": l.label().words(), "a": a, "b": b })
}

// R9

fn phase(input: &Value) -> Value {
    let rows: Vec<[Option<u8>; 4]> =
        list(&input["answers"]).iter().map(|row| answers(row).try_into().expect("four statements")).collect();
    match assessments::phase(&rows.try_into().expect("four phases")) {
        assessments::Phase::Incomplete { missing } => json!({ "status": "incomplete", "missing": missing }),
        assessments::Phase::Standing(s) => json!({
            "sums": s.sums, "percent": s.percent(), "in_place": s.in_place, "phase": s.phase, "name": s.name(),
            "sustaining": s.sustaining, "ahead": s.ahead, "next_moves": s.next_moves,
        }),
    }
}

fn basics(input: &Value) -> Option<Value> {
    let groups = object(&input["groups"]).iter().map(|(name, items)| (name.as_str(), answers(items)));
    let b = assessments::basics(groups)?;
    let per: Map<String, Value> =
        b.groups.iter().map(|(name, share)| (name.clone(), json!(share.map(Share::percent)))).collect();
    Some(json!({ "per": per, "points": b.total.part, "max": b.total.whole, "percent": b.total.percent(),
        "band": b.band() }))
}

// R10, R11

fn answers_of(input: &Value) -> Option<measures::Reading> {
    measures::nps(number(&input["promoters"]), number(&input["passives"]), number(&input["detractors"]))
}

fn nps(input: &Value) -> Option<Value> {
    let reading = answers_of(input)?;
    Some(
        json!({ "nps": measures::one_decimal(reading.value), "margin": measures::one_decimal(reading.margin) }),
    )
}

fn change(input: &Value) -> Option<Value> {
    let shown = measures::one_decimal;
    if input["before"].is_array() {
        let share = |pair: &Value| measures::share(number(&pair[0]), number(&pair[1]));
        let (before, after) = (share(&input["before"])?, share(&input["after"])?);
        let change = measures::change(before, after);
        return Some(json!({ "before": shown(before.value), "after": shown(after.value),
            "difference": shown(change.difference), "needed": shown(change.needed), "clear": change.clear }));
    }
    let baseline = measures::nps(180, 120, 100)?;
    let reading = answers_of(input)?;
    let change = measures::change(baseline, reading);
    Some(json!({ "nps": shown(reading.value), "margin": shown(reading.margin),
        "difference": shown(change.difference), "needed": shown(change.needed), "clear": change.clear }))
}

fn behind(input: &Value) -> Value {
    let minutes = |value: &Value| value.as_i64().unwrap_or_default();
    let coming: Vec<clock::Coming<'_>> = list(&input["blocks"])
        .iter()
        .map(|block| clock::Coming {
            id: text(&block[0]),
            planned: minutes(&block[1]),
            minimum: minutes(&block[2]),
            fixed: text(&block[0]) == "lunch",
            pause: false,
        })
        .collect();
    let plan = clock::trim(minutes(&input["behind"]), &coming);
    json!({ "cuts": plan.cuts, "recovered": plan.recovered, "remaining": plan.remaining })
}

// R12, R13

fn attributed(input: &Value) -> Value {
    let per_level = Level::ALL.map(|level| count(&input["people_per_level"][level.key()]));
    let labels = attribution::labels(per_level, 3);
    labels.iter().map(|(level, label)| (level.key().to_owned(), json!(label))).collect::<Map<_, _>>().into()
}

fn label(input: &Value) -> Value {
    let voices: Vec<support::Voice> = ids(&input["authors"])
        .into_iter()
        .map(|author| support::Voice {
            department: input["departments"][author.as_str()].as_str().map(Id::from),
            level: level(&input["levels"][author.as_str()]),
            author,
        })
        .collect();
    json!(support::support(voices.len(), &voices, 0).label.words())
}

// R16, R17

fn ticks_json(ticks: Ticks) -> Value {
    json!({ "action": ticks.action, "owner": ticks.owner, "first_step": ticks.first_step, "due": ticks.due,
        "measure": ticks.measure, "count": ticks.count() })
}

fn ticks(input: &Value) -> Value {
    if uses_sample(input) {
        let ticks = Verdicts::of(&sample()).ticks;
        return ticks
            .into_iter()
            .map(|(id, t)| (id.to_string(), ticks_json(t)))
            .collect::<Map<_, _>>()
            .into();
    }
    let session = day(&input["session"]);
    let actions = |value: &Value| -> Vec<ready::Action> {
        list(value)
            .iter()
            .map(|action| ready::Action {
                owner: action["owner"].as_str().map(Id::from),
                first_step: true,
                first_step_on: day(&action["first_step_on"]),
                due: day(&action["due"]),
                measured: action["measure"].is_string(),
                begun: false,
            })
            .collect()
    };
    let of = |key: &str| ticks_json(ready::ticks(&actions(&input[key]), session, 75));
    if input["actions"].is_array() { of("actions") } else { json!({ "a": of("a"), "b": of("b") }) }
}

fn refs(input: &Value) -> Value {
    if uses_sample(input) {
        let verdicts = Verdicts::of(&sample());
        let said = |id: &Id| (id.to_string(), json!(verdicts.reference(id)));
        return ids(&input["notes"]).iter().map(said).collect::<Map<_, _>>().into();
    }
    let questions: Vec<references::Question> = object(&input["columns"])
        .iter()
        .map(|(id, columns)| references::Question { id: id.as_str().into(), columns: ids(columns) })
        .collect();
    let notes: Vec<references::Note<'_>> = list(&input["notes"])
        .iter()
        .map(|note| references::Note {
            id: text(&note["id"]).into(),
            question: text(&note["question"]),
            column: text(&note["column"]),
            printed: note["public_text"].as_str().unwrap_or(text(&note["text"])),
        })
        .collect();
    let refs = references::references(&questions, &notes);
    refs.in_order
        .iter()
        .map(|(id, reference)| (id.to_string(), json!(reference)))
        .collect::<Map<_, _>>()
        .into()
}
