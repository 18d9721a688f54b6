//! What the synopsis prints and what it never prints.

use std::collections::HashSet;

use proptest::prelude::*;
use serde_json::Value;

use super::document::{Block, anchors, links};
use super::{Format, Options, Paper, compose};
use crate::playbook::Playbook;
use crate::rules::verdicts::Verdicts;
use crate::session::{Attribution, FORMAT, Gap, Lane, List, Role, SCHEMA_VERSION, Session};
use crate::shelf::format::{read, write};

const SAMPLE: &[u8] = include_bytes!("../../sessions/halvorn.json");

fn sample() -> Session {
    read(SAMPLE).unwrap()
}

fn empty() -> Session {
    Session { format: FORMAT.into(), schema_version: SCHEMA_VERSION, ..Session::default() }
}

fn document(session: &Session) -> super::Document {
    compose(session, &Verdicts::of(session), Playbook::builtin(), &Options::default())
}

fn all(session: &Session) -> String {
    let document = document(session);
    Format::ALL.map(|format| format.render(&document)).concat()
}

fn headings(session: &Session) -> Vec<String> {
    let chapters = document(session).blocks;
    chapters
        .into_iter()
        .filter_map(|block| match block {
            Block::Heading(heading) if heading.level == 1 => Some(heading.id),
            _ => None,
        })
        .collect()
}

fn check_references(session: &Session) {
    let document = document(session);
    let anchors = anchors(&document);
    let known: HashSet<&String> = anchors.iter().collect();
    assert_eq!(known.len(), anchors.len(), "an anchor stands twice");
    for link in links(&document) {
        assert!(known.contains(&link.to), "{} leads nowhere", link.to);
    }
}

#[test]
fn the_sample_reads_like_this_in_markdown() {
    insta::assert_snapshot!("halvorn_markdown", Format::Markdown.render(&document(&sample())));
}

#[test]
fn the_sample_reads_like_this_as_plain_text() {
    insta::assert_snapshot!("halvorn_text", Format::Text.render(&document(&sample())));
}

#[test]
fn the_sample_has_every_chapter_and_every_reference_leads_somewhere() {
    let expected = [
        "room",
        "customers",
        "perfect",
        "different",
        "themes",
        "board",
        "order",
        "plan",
        "unknown",
        "start",
        "standing",
        "obstacles",
        "next",
        "notes",
        "scores",
        "evidence",
        "rules",
        "people",
    ];
    assert_eq!(headings(&sample()), expected);
    check_references(&sample());
}

#[test]
fn an_empty_session_says_what_is_missing_and_nothing_else() {
    let session = empty();
    assert_eq!(headings(&session), ["room", "plan"]);
    let words = Format::Text.render(&document(&session));
    assert!(words.contains("Nobody is marked as present yet"), "{words}");
    assert!(words.contains("No customer was in the room."), "{words}");
    assert!(words.contains("No action is agreed yet"), "{words}");
    check_references(&session);
}

#[test]
fn a_session_with_only_a_title_has_its_title_on_every_page() {
    let mut session = empty();
    session.session.title = "Customers first".into();
    session.organisation.name = "Brightwater".into();
    assert_eq!(headings(&session), ["room", "plan"]);
    for format in Format::ALL {
        let file = format.render(&document(&session));
        assert!(file.contains("Customers first") && file.contains("Brightwater"), "{}", format.extension());
    }
}

#[test]
fn each_chapter_stands_alone_on_a_session_that_holds_only_its_part() {
    let full: Value = serde_json::from_slice(SAMPLE).unwrap();
    let Value::Object(fields) = &full else { panic!("the sample is an object") };
    for key in fields.keys().filter(|key| !["format", "schema_version", "session"].contains(&key.as_str())) {
        let mut only = serde_json::Map::new();
        for keep in ["format", "schema_version", "session", key] {
            only.insert(keep.to_owned(), fields[keep].clone());
        }
        let session = read(&serde_json::to_vec(&only).unwrap()).unwrap();
        check_references(&session);
        assert!(all(&session).len() > 1_000, "{key}");
    }
}

/// Every text that a person may have typed.
fn retype(value: &mut Value, text: &str) {
    const TYPED: [&str; 37] = [
        "text",
        "public_text",
        "title",
        "name",
        "summary",
        "reason",
        "perfect",
        "today",
        "start_when",
        "trigger",
        "first_step",
        "question",
        "how",
        "said",
        "check",
        "answer",
        "outcome",
        "note",
        "headline",
        "source",
        "sector",
        "size",
        "job_title",
        "waiver",
        "unit",
        "decision",
        "definition",
        "assumptions",
        "label",
        "purpose",
        "who",
        "group",
        "until",
        "period",
        "currency",
        "kind",
        "variant",
    ];
    match value {
        Value::Object(fields) => {
            for (key, value) in fields.iter_mut() {
                // The question of a note is an id, the one of a need is a sentence.
                let id = key == "question" && value.as_str().is_some_and(|text| text.len() < 4);
                // An information need knows its note by id; kinds are words of the file, but an unknown one is kept.
                let id = id || (key == "note" && value.as_str().is_some_and(|text| text.starts_with("N0")));
                let id = id || (key == "name" && value.is_null());
                if value.is_string() && !id && TYPED.contains(&key.as_str()) {
                    *value = Value::String(text.to_owned());
                } else if key == "cost_bands"
                    || (key == "items"
                        && value.as_array().is_some_and(|all| all.iter().all(Value::is_string)))
                {
                    for item in value.as_array_mut().into_iter().flatten() {
                        *item = Value::String(text.to_owned());
                    }
                } else {
                    retype(value, text);
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                retype(item, text);
            }
        }
        _ => {}
    }
}

fn retyped(text: &str) -> Session {
    let mut value: Value = serde_json::from_slice(SAMPLE).unwrap();
    retype(&mut value, text);
    read(&serde_json::to_vec(&value).unwrap()).unwrap()
}

const HOSTILE: &str = "</title></style><script>alert(1)</script> <img src=x onerror=y> | a | `code` **b** [l](javascript:z) ![i](http://e.x/i.png) &lt; \"q\" 'p' \u{202E}live\u{1b}[31m\u{7}\r\n=cmd|' /C calc'!A0\n# heading\n- item\n---";

#[test]
fn hostile_text_stays_text_in_html() {
    let page = Format::Html.render(&document(&retyped(HOSTILE)));
    let tame = Format::Html.render(&document(&sample()));
    for markup in
        ["<script", "<img", "onerror=y>", "<style", "</style", "<title", "</title", "<meta", "href=\"http"]
    {
        assert_eq!(page.matches(markup).count(), tame.matches(markup).count(), "{markup}");
    }
    assert!(!page.contains(['\u{202E}', '\u{1b}', '\u{7}', '\r']));
    assert!(page.contains("&lt;script&gt;"));
    assert!(!page.contains("@import") && !page.contains("url("), "nothing is fetched");
}

#[test]
fn hostile_text_stays_text_in_markdown() {
    let file = Format::Markdown.render(&document(&retyped(HOSTILE)));
    assert!(!file.contains(['\u{202E}', '\u{1b}', '\u{7}', '\r']));
    assert!(!file.contains("<script") && !file.contains("<img"));
    assert!(!file.replace("\\]", "").contains("](") && !file.contains("http://"));
    let mut columns = 0;
    for line in file.lines() {
        let bars = line.replace("\\|", "").matches('|').count();
        if line.starts_with('|') {
            assert!(columns == 0 || bars == columns, "{line}");
            columns = bars;
        } else {
            assert_eq!(bars, 0, "{line}");
            columns = 0;
        }
        let lead = line.trim_start_matches(['>', ' ']);
        assert!(!lead.starts_with("=cmd") && !lead.starts_with("# heading"), "{line}");
    }
}

#[test]
fn plain_text_holds_78_columns_and_cannot_steer_a_terminal() {
    for session in [sample(), empty(), retyped(HOSTILE), retyped(&"漢字👩‍🔧é".repeat(40))] {
        let file = Format::Text.render(&document(&session));
        for line in file.lines() {
            assert!(crate::text::width(line) <= super::text::WIDTH, "{} {line}", crate::text::width(line));
            assert_eq!(crate::text::shown(line), line);
        }
        assert!(file.ends_with('\n') && !file.ends_with("\n\n"));
    }
}

/// `N` and three digits with nothing around them.
fn inner_ids(file: &str) -> Vec<&str> {
    file.match_indices('N')
        .filter(|(at, _)| !file[..*at].ends_with(char::is_alphanumeric))
        .filter_map(|(at, _)| file.get(at..at + 4))
        .filter(|word| word[1..].bytes().all(|b| b.is_ascii_digit()))
        .collect()
}

#[test]
fn no_inner_id_of_a_note_and_no_time_of_a_note_is_printed() {
    let mut session = sample();
    session.gaps.at_mut(0).unwrap().start_when = Some("see N040 and N041".into());
    session.gaps.at_mut(9).unwrap().moved.as_mut().unwrap().reason = "because of N040, seen twice".into();
    let file = all(&session);
    assert_eq!(inner_ids("see N040."), ["N040"]);
    assert_eq!(inner_ids(&file), Vec::<&str>::new());
    assert!(file.contains("because of Q2-T05"), "an inner id becomes the public one");
    for note in session.notes.iter() {
        let at = note.written_at.as_ref().unwrap().to_string();
        assert!(!file.contains(&at) && !file.contains(&at[11..19]), "{at}");
    }
}

#[test]
fn who_did_not_agree_is_not_named() {
    let mut session = sample();
    session.people.each_mut(|_| true, |person| person.consent = crate::session::Consent::default());
    let file = all(&session);
    for person in session.people.iter().filter(|person| person.role == Role::Participant) {
        assert!(!file.contains(&person.name), "{}", person.name);
        assert!(!file.contains(&person.job_title), "{}", person.job_title);
    }
    assert!(file.contains("Network Operations"), "the department stands for the owner");
    assert!(file.contains("preferred not to be named"));
}

#[test]
fn an_owner_may_agree_while_the_full_report_does_not_name_anyone() {
    let mut session = sample();
    session.people.each_mut(|_| true, |person| person.consent.name_in_full_report = false);
    let file = Format::Text.render(&document(&session));
    assert!(file.contains("Priya") && file.contains("Asked for by Digital & IT."), "{file}");
}

#[test]
fn a_sensitive_note_prints_its_public_text_or_nothing() {
    let mut session = sample();
    let file = all(&session);
    assert!(file.contains("An older customer with a medical alarm"));
    assert!(!file.contains("Mrs K."));
    session.notes.each_mut(|note| note.sensitive, |note| note.public_text = None);
    let file = all(&session);
    assert!(!file.contains("Mrs K.") && !file.contains("An older customer"));
    assert!(file.contains("(kept private)"));
    assert!(!file.contains("“(kept private)”"), "what is private is never quoted");
}

/// What stands under each head of the calendar, as plain text.
fn calendar(session: &Session) -> Vec<(String, String)> {
    let blocks = document(session).blocks;
    let at = blocks
        .iter()
        .position(|block| matches!(block, Block::Heading(heading) if heading.id == "calendar"))
        .expect("there is a calendar");
    let Block::Table(table) = &blocks[at + 1] else { panic!("a table follows") };
    let words = |run: &super::document::Inlines| -> String {
        use super::document::Inline::{Break, Soft, Strong, Text};
        run.iter()
            .map(|inline| match inline {
                Text(words) | Strong(words) | Soft(words) => words.as_str(),
                Break => "\n",
                _ => "",
            })
            .collect()
    };
    table.head.iter().cloned().zip(table.rows[0].cells.iter().map(words)).collect()
}

#[test]
fn what_is_due_stands_under_a_head_that_holds_it_with_the_year_where_it_is_another() {
    let mut session = sample();
    let all = calendar(&session);
    assert!(all.iter().all(|(head, _)| head != "Later"), "{all:?}");
    assert!(!all.iter().any(|(_, words)| words.contains("done:")), "nothing of it is done: {all:?}");
    let id = session.actions.at(0).unwrap().id.clone();
    session.actions.each_mut(
        |action| action.id == id,
        |action| {
            action.first_step = "Ask Legal".into();
            action.first_step_on = "2026-12-24".parse().ok();
            action.due = "2027-06-24".parse().ok();
        },
    );
    let all = calendar(&session);
    let (last, words) = all.last().unwrap();
    assert_eq!(last, "Later");
    assert!(words.contains("24 Dec first step: Ask Legal"), "{words}");
    assert!(words.contains("24 Jun 2027 "), "{words}");
    session.actions.each_mut(|action| action.id == id, |action| action.due = "2026-03-20".parse().ok());
    let all = calendar(&session);
    assert!(all[0].1.contains("20 Mar due: "), "{all:?}");
}

#[test]
fn a_column_in_which_nothing_is_due_is_not_drawn_and_what_has_no_date_is_named_below() {
    let mut session = sample();
    let late = "2027-02-01".parse().ok();
    session.actions.each_mut(|_| true, |action| action.due = late);
    let id = session.actions.at(4).unwrap().id.clone();
    session.actions.each_mut(|action| action.id == id, |action| action.due = None);
    let all = calendar(&session);
    assert!(all.iter().all(|(_, words)| !words.is_empty() && words != "–"), "{all:?}");
    assert!(all.len() < 4 && all.last().unwrap().0 == "Later", "{all:?}");
    let whole = self::all(&session);
    assert!(whole.contains(&format!("No due date yet: {id} ")), "{whole}");
    assert!(!self::all(&sample()).contains("No due date yet"));
}

#[test]
fn whoever_is_in_no_cell_of_the_room_is_counted_below_it() {
    let mut session = sample();
    assert!(!all(&session).contains("without a level on the roster"));
    let two: Vec<_> =
        session.people.iter().filter(|p| p.takes_part()).take(2).map(|p| p.id.clone()).collect();
    session.people.each_mut(|p| two.contains(&p.id), |p| (p.level, p.department) = (None, None));
    assert!(all(&session).contains("Two more people without a level on the roster."));
}

#[test]
fn a_vetoed_quote_stands_in_the_appendix_alone() {
    let mut session = sample();
    let said = "We find out about outages from Facebook";
    let count =
        |session: &Session| Format::Text.render(&document(session)).matches("outages from Facebook").count();
    assert!(count(&session) > 1);
    session.notes.each_mut(|note| note.text.starts_with(said), |note| note.quote_ok = Some(false));
    assert_eq!(count(&session), 1);
}

#[test]
fn quotes_carry_what_the_session_agreed_on() {
    let mut session = sample();
    let level = Format::Markdown.render(&document(&session));
    assert!(
        level.contains("every time from zero.” (front line, Q2-T11)")
            || level.contains("Every time from zero.” (front line, Q2-T11)")
    );
    assert!(!level.contains("(executive,") && level.contains("manager or executive"));

    session.session.attribution = Attribution::Named;
    let named = Format::Markdown.render(&document(&session));
    assert!(named.contains("Every time from zero.” (Zoë Brännström, Q2-T11)"));

    session.session.attribution = Attribution::Anonymous;
    let anonymous = Format::Markdown.render(&document(&session));
    assert!(anonymous.contains("Every time from zero.” (Q2-T11)"));
    assert!(!anonymous.contains("(front line") && !anonymous.contains("one voice"));
    assert!(anonymous.contains("fewer than 3 people"));
}

#[test]
fn one_voice_is_said_in_words() {
    assert!(Format::Markdown.render(&document(&sample())).contains("T04, 5 notes, one voice"));
}

#[test]
fn repeats_are_indented_below_what_they_repeat() {
    let file = Format::Markdown.render(&document(&sample()));
    let at = file.find("- **Q2-T23**").unwrap();
    assert!(file[at..].lines().nth(1).unwrap().starts_with("  - **Q2-T19**"));
    assert_eq!(file.matches("**Q2-T19**").count(), 1);
}

#[test]
fn every_note_stands_in_the_appendix_once_even_where_repeats_run_in_a_circle() {
    let mut session = sample();
    let ids: Vec<_> = session.notes.iter().take(2).map(|note| note.id.clone()).collect();
    session.notes.at_mut(0).unwrap().duplicate_of = Some(ids[1].clone());
    session.notes.at_mut(1).unwrap().duplicate_of = Some(ids[0].clone());
    session.notes.at_mut(2).unwrap().duplicate_of = Some("N999".into());
    let file = Format::Markdown.render(&document(&session));
    for (_, reference) in &Verdicts::of(&session).refs.in_order {
        assert_eq!(file.matches(&format!("- **{reference}** ")).count(), 1, "{reference}");
    }
    check_references(&session);
}

#[test]
fn what_blocks_the_final_version_makes_it_a_draft() {
    let mut session = sample();
    assert!(!document(&session).meta.draft);
    session.actions = List::default();
    let document = document(&session);
    assert!(document.meta.draft);
    assert!(Format::Html.render(&document).contains("@top-right"));
    assert!(Format::Html.render(&document).contains("class=\"draft-mark\""));
    assert!(Format::Markdown.render(&document).starts_with("**DRAFT"));
    assert!(Format::Text.render(&document).starts_with("DRAFT"));
}

#[test]
fn a_final_version_carries_no_draft_mark() {
    let file = all(&sample());
    assert!(!file.contains("DRAFT") && !file.contains("class=\"draft-"));
}

#[test]
fn page_one_holds_five_findings_and_seven_rows() {
    let mut session = sample();
    session.session.capacity.as_mut().unwrap().limit = 12;
    let gaps: Vec<Gap> = session.gaps.iter().cloned().collect();
    for (n, gap) in gaps.iter().enumerate() {
        let mut more = gap.clone();
        more.id = format!("G{:02}", n + 30).as_str().into();
        more.moved = None;
        more.lane = Lane::Unsorted;
        session.gaps.push(more);
    }
    let blocks = document(&session).blocks;
    let end = blocks.iter().rposition(|block| matches!(block, Block::FirstPage(_))).unwrap();
    let rows = blocks[..end].iter().find_map(|block| match block {
        Block::Table(table) => Some(table.rows.len()),
        _ => None,
    });
    let findings = blocks[..end].iter().find_map(|block| match block {
        Block::List(list) => Some(list.items.len()),
        _ => None,
    });
    assert_eq!((findings, rows), (Some(5), Some(7)));
}

#[test]
fn what_is_only_suggested_is_not_called_decided() {
    let mut session = sample();
    session.gaps.each_mut(|_| true, |gap| gap.lane = Lane::Unsorted);
    let file = Format::Text.render(&document(&session));
    assert!(file.contains("Suggested by the rule and not confirmed on the board yet"));
    assert!(!Format::Text.render(&document(&sample())).contains("Suggested by the rule"));
}

#[test]
fn the_paper_is_chosen_and_every_page_has_its_foot() {
    let session = sample();
    let options = Options { paper: Paper::Letter, ..Options::default() };
    let document = compose(&session, &Verdicts::of(&session), Playbook::builtin(), &options);
    let page = Format::Html.render(&document);
    assert!(
        page.contains("size: Letter") && page.contains("counter(page)") && page.contains("counter(pages)")
    );
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn the_same_session_gives_the_same_bytes() {
    assert_eq!(all(&sample()), all(&read(&write(&sample()).unwrap()).unwrap()));
    let html = Format::Html.render(&document(&sample()));
    assert!((60_000..220_000).contains(&html.len()), "{}", html.len());
}

#[test]
fn formats_are_found_by_their_ending() {
    for format in Format::ALL {
        assert_eq!(Format::from_extension(format.extension()), Some(format));
    }
    assert_eq!(Format::from_extension("docx"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_sample_with_pieces_missing_is_still_a_whole_document(seed in proptest::collection::vec(0_u8..6, 4000)) {
        fn thin(value: &mut Value, dice: &mut impl Iterator<Item = u8>, depth: usize) {
            match value {
                Value::Array(items) => {
                    if dice.next() == Some(0) {
                        items.clear();
                    }
                    items.retain(|_| dice.next() != Some(1));
                    for item in items {
 thin(item, dice, depth + 1);
 }
                }
                Value::Object(fields) => {
                    let keep = |key: &str| depth == 0 || ["id", "column", "format", "schema_version"].contains(&key);
                    let names: Vec<String> = fields.keys().filter(|key| !keep(key)).cloned().collect();
                    for name in names {
                        if dice.next() == Some(2) {
                            fields.remove(&name);
                        }
                    }
                    for value in fields.values_mut() {
 thin(value, dice, depth + 1);
 }
                }
                _ => {}
            }
        }
        let mut value: Value = serde_json::from_slice(SAMPLE).unwrap();
        let mut dice = seed.iter().copied().cycle();
        for key in value.as_object().unwrap().keys().cloned().collect::<Vec<_>>() {
            let mut field = value[&key].take();
            thin(&mut field, &mut dice, 1);
            value[&key] = field;
        }
        // What is left may not be readable as a session (a required field is gone): then there is nothing to print.
        if let Ok(session) = read(&serde_json::to_vec(&value).unwrap()) {
            check_references(&session);
            prop_assert!(inner_ids(&all(&session)).is_empty());
        }
    }
}

#[test]
fn a_short_first_page_goes_on_with_the_rest_and_a_full_one_has_its_page() {
    let first = |session: &Session| {
        let html = Format::Html.render(&document(session));
        let at = html.find("<div class=\"first").unwrap();
        html[at..].lines().next().unwrap().to_owned()
    };
    assert_eq!(first(&sample()), "<div class=\"first\">");
    assert_eq!(first(&empty()), "<div class=\"first short\">");
    // A day with a reason and one gap is short as well.
    let mut session = empty();
    session.session.reason = "Churn rose for three quarters although prices stayed flat.".into();
    session.gaps.push(Gap {
        id: "G01".into(),
        title: "Nobody owns it".into(),
        lane: Lane::Now,
        ..Gap::default()
    });
    assert_eq!(first(&session), "<div class=\"first short\">");
    let html = Format::Html.render(&document(&session));
    assert!(html.contains(".first:not(.short) { break-after: page; }"), "only a full page is broken");
}
