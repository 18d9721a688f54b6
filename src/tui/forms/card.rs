//! The session's own card, the room, and the limit of Now.

use super::deck::{Deck, Slot, with};
use super::field::{Field, Kind, Value};
use super::named::Of;
use super::word::{self, Word};
use crate::rules::lanes;
use crate::session::{
    Block, BlockChange, Capacity, CardChange, Edit, Person, Session, Variant, VenueChange, Weights, edit,
};
use crate::text;
use crate::tui::ctx::Ctx;

/// The session's card.
pub(super) fn card(ctx: Ctx<'_>) -> Vec<Slot<'_>> {
    let card = &ctx.session.session;
    let mut d = Deck::new(ctx, edit::card);
    d.line("title", "Title", &card.title, CardChange::title).empty("no title yet");
    d.prose("reason", "Why now", &card.reason, CardChange::reason)
        .empty("not said yet")
        .hint("One sentence: what happened, and who asks.");
    d.must_day("date", "Day", card.date, CardChange::date);
    d.clock("start", "Starts", card.start, CardChange::start);
    d.clock("end", "Ends", card.end, CardChange::end).hint("After the start.");
    d.word("status", "Status", &card.status, CardChange::status)
        .hint("Closing freezes notes, ballots and scores; what is changed later goes into the log.");
    d.word("kind", "Kind", &card.kind, CardChange::kind);
    variant(&mut d);
    d.head("Who");
    d.one::<Person>("sponsor", "Sponsor", card.sponsor.as_ref(), Of::People, CardChange::sponsor)
        .hint("Who asked for the day and can say yes. Needed before closing.");
    d.one::<Person>(
        "facilitator",
        "Facilitator",
        card.facilitator.as_ref(),
        Of::People,
        CardChange::facilitator,
    );
    d.one::<Person>("scribe", "Scribe", card.scribe.as_ref(), Of::People, CardChange::scribe);
    d.head("Terms");
    d.word("attribution", "Notes show", &card.attribution, CardChange::attribution)
        .hint("What exports may show of who wrote a note: the level, the name, or nothing.");
    d.whole(
        "threshold",
        "Anonymous from",
        card.anonymity_threshold,
        (2, 20),
        CardChange::anonymity_threshold,
    )
    .empty("3 people, as usual")
    .hint("A group is shown only when at least this many people are in it.");
    d.whole("horizon", "Now reaches", card.now_horizon_days, (14, 180), CardChange::now_horizon_days)
        .empty("75 days, as usual")
        .hint("Days from the workshop within which what lies in Now is to be done.");
    if let Some(days) = card.now_horizon_days {
        d.shown(text::plural(days as usize, "day", "days"));
    }
    d.day("playback", "Playback on", card.synopsis_playback_on, CardChange::synopsis_playback_on)
        .hint("When the synopsis is read back to the sponsor.");
    d.maybe_word("reason_status", "Reason is", card.reason_status.as_ref(), CardChange::reason_status)
        .empty("asked at the final review")
        .hint("Whether the reason for the day is solved.");
    d.head("Money and weights");
    d.line("currency", "Currency", &card.currency, |text| CardChange::currency(text.to_uppercase()))
        .hint("Three letters, such as EUR.");
    bands(&mut d);
    weights(&mut d);
    d.line("timezone", "Time zone", &card.timezone, CardChange::timezone)
        .hint("The offset from Greenwich, such as +01:00, so that another laptop does not have to guess.");
    if let Some(follows) = &card.follows {
        d.info("follows", "Follows", follows.session_id.clone());
    }
    d.done()
}

fn variant(d: &mut Deck<'_, CardChange>) {
    let now = &d.ctx.session.session.agenda_variant;
    let field = Field {
        value: now.words(),
        chosen: vec![now.id()],
        hint: "Another agenda lays the blocks out anew, as long as none of them has begun.".into(),
        ..super::deck::blank("variant", "Agenda", Kind::Choice(word::all(Some(now))))
    };
    let (session, playbook) = (d.ctx.session, d.ctx.playbook);
    d.raw(
        field,
        Some(Box::new(move |value: &Value| {
            let id = value.first().ok_or("The agenda cannot stay empty.")?;
            let to = Variant::from_id(id);
            let mut edits = vec![edit::card(CardChange::agenda_variant(to.clone()))];
            let begun = session.agenda.iter().any(|block| block.actual_start.is_some());
            if to != session.session.agenda_variant && to != Variant::Custom && !begun {
                let blocks = playbook.session_agenda(&to, session.session.start);
                edits.extend(lay_out(session, &blocks));
            }
            Ok(edit::many(format!("agenda {}", to.words()), edits))
        })),
    );
}

/// The edits that make the agenda these blocks: what stays is changed, so that the log tells only of what went.
fn lay_out(session: &Session, blocks: &[Block]) -> Vec<Edit> {
    let gone = session.agenda.iter().filter(|old| !blocks.iter().any(|new| new.id == old.id));
    let mut edits: Vec<Edit> = gone.map(|old| edit::remove::<Block>(&old.id)).collect();
    for (place, new) in blocks.iter().enumerate() {
        let Some(old) = session.get::<Block>(&new.id) else {
            edits.push(edit::add(new.clone()));
            edits.push(edit::shift::<Block>(&new.id, place));
            continue;
        };
        let roomy = old.planned_minutes.max(new.planned_minutes);
        for change in [
            BlockChange::title(new.title.clone()),
            BlockChange::kind(new.kind.clone()),
            BlockChange::planned_minutes(roomy),
            BlockChange::minimum_minutes(new.minimum_minutes),
            BlockChange::planned_minutes(new.planned_minutes),
        ] {
            edits.push(edit::change::<Block>(&new.id, change));
        }
        edits.push(edit::shift::<Block>(&new.id, place));
    }
    edits
}

fn bands(d: &mut Deck<'_, CardChange>) {
    let now = &d.ctx.session.session.cost_bands;
    let anchors = &d.ctx.playbook.anchors.bands.texts;
    for (i, usual) in anchors.iter().enumerate() {
        let here = now.get(i).map_or("", String::as_str);
        let make = move |typed: String| {
            let mut bands = now.clone();
            if bands.is_empty() && typed.is_empty() {
                return CardChange::cost_bands(bands);
            }
            bands.extend(anchors.iter().skip(bands.len()).cloned());
            bands[i] = typed;
            CardChange::cost_bands(bands)
        };
        d.line(&format!("band.{}", i + 1), &format!("Cost {}", i + 1), here, make)
            .empty(format!("{usual}, as usual"))
            .hint("What this number means for cost; the higher, the more it costs.");
    }
}

fn weights(d: &mut Deck<'_, CardChange>) {
    type Part = (&'static str, &'static str, fn(&mut Weights) -> &mut u32);
    let now = &d.ctx.session.session.weights;
    let usual = lanes::Weights::default();
    let usual = Weights {
        impact: usual.impact.into(),
        urgency: usual.urgency.into(),
        feasibility: usual.feasibility.into(),
        affordability: usual.affordability.into(),
        ..Weights::default()
    };
    let parts: [Part; 4] = [
        ("weight.impact", "Weight: impact", |w| &mut w.impact),
        ("weight.urgency", "Weight: urgency", |w| &mut w.urgency),
        ("weight.feasibility", "Weight: feasible", |w| &mut w.feasibility),
        ("weight.affordability", "Weight: cost", |w| &mut w.affordability),
    ];
    for (key, label, part) in parts {
        let here = now.clone().map(|mut w| *part(&mut w));
        let base = now.clone().unwrap_or_else(|| usual.clone());
        let normal = *part(&mut usual.clone());
        let had = now.is_some();
        d.whole(key, label, here, (1, 9), move |typed: Option<u32>| {
            let next = with(&base, |w| *part(w) = typed.unwrap_or(normal));
            CardChange::weights((had || typed.is_some()).then_some(next))
        })
        .empty(format!("{normal}, as usual"))
        .hint("1 to 9. Weights order the gaps; they never set a lane.");
    }
    if now.is_some() {
        d.toggle("weights", "Own weights", true, {
            let now = now.clone();
            move |keep| CardChange::weights(now.clone().filter(|_| keep))
        })
        .hint("No: back to the usual weights.");
    }
}

/// The room.
pub(super) fn venue(ctx: Ctx<'_>) -> Vec<Slot<'_>> {
    let venue = &ctx.session.session.venue;
    let mut d = Deck::new(ctx, Edit::Venue);
    d.line("name", "Place", &venue.name, VenueChange::name).empty("where is it?");
    d.toggle("offsite", "Away from the office", venue.offsite, VenueChange::offsite)
        .hint("People stay longer in the matter where nobody can fetch them.");
    d.whole("seats", "Seats", venue.seats, (1, 1000), VenueChange::seats);
    d.whole("walls", "Wall, metres", venue.wall_metres, (1, 1000), VenueChange::wall_metres)
        .hint("Free wall for notes: about a metre for two people.");
    d.must_whole(
        "remote",
        "Remote people",
        venue.remote_participants,
        (0, 1000),
        VenueChange::remote_participants,
    )
    .hint("This works best face to face; there is no remote mode.");
    d.done()
}

/// The limit of Now.
pub(super) fn capacity(ctx: Ctx<'_>) -> Vec<Slot<'_>> {
    let now = &ctx.session.session.capacity;
    let verdicts = ctx.verdicts();
    let suggested = u32::try_from(verdicts.suggested_limit()).unwrap_or(5);
    let fresh = Capacity { suggested: Some(suggested), limit: suggested, ..Capacity::default() };
    let base = now.clone().unwrap_or_else(|| fresh.clone());
    let had = now.is_some();
    let make = move |next: Capacity| CardChange::capacity((had || next != fresh).then_some(next));
    let mut d = Deck::new(ctx, edit::card);
    let sentence = verdicts.tempo_sentence.clone().unwrap_or_default();
    d.info("suggested", "Suggested", format!("{suggested}. {sentence}"));
    {
        let (base, make) = (base.clone(), make.clone());
        let shown = base.limit.to_string();
        let field = Field {
            value: shown.clone(),
            text: shown,
            hint: "1 to 12. Another number than the suggested one needs its reason: type “4 because half the team \
                   moves in June”."
                .into(),
            ..super::deck::blank("limit", "Now holds", Kind::Line)
        };
        d.raw(
            field,
            Some(Box::new(move |value: &Value| {
                let typed = text::clean_line(value.typed());
                let digits: String = typed.chars().take_while(char::is_ascii_digit).collect();
                let limit = digits.parse::<u32>().ok().filter(|n| (1..=12).contains(n));
                let limit = limit.ok_or("Now holds between 1 and 12 gaps.")?;
                let reason = typed[digits.len()..].trim().trim_start_matches("because").trim().to_owned();
                let next = with(&base, |c| {
                    c.limit = limit;
                    if !reason.is_empty() {
                        c.reason = Some(reason);
                    }
                });
                Ok(edit::card(make(next)))
            })),
        );
    }
    {
        let (base, make) = (base.clone(), make.clone());
        d.maybe_prose("reason", "Reason", now.as_ref().and_then(|c| c.reason.as_deref()), move |reason| {
            make(with(&base, |c| c.reason = reason))
        })
        .hint("Printed in the synopsis. Needed where the number is not the suggested one.");
    }
    {
        let (tempo, base, make) = (base.tempo.clone(), base.clone(), make.clone());
        d.word("tempo", "Tempo", &tempo, move |tempo| make(with(&base, |c| c.tempo = tempo)))
            .hint("How fast changes start: brisk, steady or gentle.");
    }
    let by = base.set_by.clone();
    d.one::<Person>("set_by", "Decided by", by.as_ref(), Of::People, move |by| {
        make(with(&base, |c| c.set_by = by))
    });
    d.done()
}
