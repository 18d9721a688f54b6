//! Placing a gap against the rule, taking that back, and setting the limit of Now: what is asked, and the edits that
//! follow. Which lane is right is the rules' matter; whether a reason will do is the session's.

use smol_str::SmolStr;

use super::Purpose;
use crate::rules::capacity::Sorting;
use crate::rules::verdicts::what_if;
use crate::rules::words::Lane;
use crate::session::{
    Capacity, CardChange, Edit, Gap, GapId, Lane as FileLane, PersonId, Role, Tempo, edit, moves,
};
use crate::tui::ctx::Ctx;
use crate::tui::outcome::{Ask, Choice, Outcome, PickAsk, TextAsk};
use crate::tui::screens::Purpose as Asker;

/// The least characters of a reason, as the question says it; the session is the judge.
const HINT: &str = "The room's reason, at least ten characters. It is printed in the synopsis.";

/// Where a gap lies on this board.
pub fn lane_on(board: &Sorting, gap: &str) -> Lane {
    let on = |lane: &Lane| board.lane(*lane).iter().any(|id| id == gap);
    Lane::BOARD.into_iter().find(on).unwrap_or(Lane::Unsorted)
}

/// Where the rule and the limit alone would put a gap, and the board that this makes.
pub fn home(gap: &str, ctx: &Ctx) -> (Lane, Sorting) {
    let board = what_if(ctx.session, None, gap, None);
    (lane_on(&board, gap), board)
}

/// Who would leave Now if the board became this one: “G06 would wait.”
pub fn who_waits(before: &Sorting, after: &Sorting, moved: &str) -> String {
    let out: Vec<&str> =
        before.now.iter().filter(|id| *id != moved && !after.now.contains(id)).map(SmolStr::as_str).collect();
    let comes: Vec<&str> =
        after.now.iter().filter(|id| *id != moved && !before.now.contains(id)).map(SmolStr::as_str).collect();
    let mut said = Vec::new();
    if !out.is_empty() {
        said.push(format!("{} would wait.", crate::rules::words::list(&out)));
    }
    if !comes.is_empty() {
        said.push(format!("{} would come into Now.", crate::rules::words::list(&comes)));
    }
    if after.over_limit_by > before.over_limit_by
        && let Some(sentence) = after.over_limit_sentence()
    {
        said.push(sentence);
    }
    said.join(" ")
}

/// Puts a gap into a lane: at once where the rule agrees, else after a reason.
pub fn place(gap: &Gap, lane: Lane, ctx: &Ctx) -> Outcome {
    if let Some(why) = ctx.read_only {
        return Outcome::Warn(format!("Read only: {why}"));
    }
    let id = gap.id.as_str();
    let board = &ctx.verdicts().board;
    let here = lane_on(board, id);
    if here == lane {
        return Outcome::Say(format!("{id} is in {} already.", lane.words()));
    }
    let (rule, without) = home(id, ctx);
    if rule == lane {
        return back(gap, rule, ctx, &without);
    }
    let after = what_if(ctx.session, None, id, Some(lane));
    let said = match ctx.verdicts().gap(id) {
        Some(verdict) if rule == Lane::Unsorted => verdict.sentence.clone(),
        Some(verdict) => verdict.rule_says(),
        None => String::new(),
    };
    let hint: Vec<String> =
        [said, who_waits(board, &after, id), HINT.to_owned()].into_iter().filter(|s| !s.is_empty()).collect();
    Ask::Text(TextAsk {
        title: format!("{id} to {}: why?", lane.words()),
        hint: hint.join(" "),
        text: String::new(),
        prose: false,
        private: false,
        key: format!("sort.{id}.{}", lane.key()),
        purpose: Asker::Sort(Purpose::Reason(gap.id.clone(), lane)),
    })
    .into()
}

/// Takes an override back, and says what that does.
pub fn unplace(gap: &Gap, ctx: &Ctx) -> Outcome {
    if gap.moved.is_none() {
        return Outcome::Say(format!("{} lies where the rule puts it.", gap.id));
    }
    let (rule, without) = home(gap.id.as_str(), ctx);
    back(gap, rule, ctx, &without)
}

fn back(gap: &Gap, home: Lane, ctx: &Ctx, after: &Sorting) -> Outcome {
    let waits = who_waits(&ctx.verdicts().board, after, gap.id.as_str())
        .replace("would wait", "waits")
        .replace("would come", "comes");
    let lost =
        if gap.moved.is_some() { "The room's reason is gone with it; Ctrl-Z brings it back." } else { "" };
    let rule = match ctx.verdicts().gap(gap.id.as_str()) {
        Some(verdict) if verdict.rule_lane != home => {
            let (rule, home) = (verdict.rule_lane.words(), home.words());
            format!("{}: the rule says {rule}; Now is full, so it waits in {home}.", gap.id)
        }
        _ => format!("{}: the rule says {}.", gap.id, home.words()),
    };
    let said = [rule, waits, lost.to_owned()];
    let said =
        said.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    Outcome::Many(vec![moves::unplace(&gap.id).into(), Outcome::Say(said)])
}

fn file_lane(lane: Lane) -> FileLane {
    FileLane::from_word(lane.key())
}

fn moved(gap: &GapId, lane: Lane, reason: &str, asked: Option<PersonId>, ctx: &Ctx) -> Edit {
    let rule_said = home(gap.as_str(), ctx).0.key();
    moves::place(gap, file_lane(lane), reason, asked, rule_said, &ctx.now.moment())
}

/// The reason was given: the gap moves at once, so that nothing typed is lost; then who asked may be said.
pub fn reason_given(gap: &GapId, lane: Lane, reason: &str, ctx: &Ctx) -> Outcome {
    let edit = moved(gap, lane, reason, None, ctx);
    if let Err(refused) = ctx.session.clone().apply(&edit, &ctx.now.moment()) {
        return Outcome::Warn(refused.0);
    }
    let mut outcomes = vec![Outcome::Edit(edit)];
    outcomes.extend(who_asked(gap, lane, ctx).map(Outcome::Ask));
    Outcome::Many(outcomes)
}

/// Asks who wanted the move, under the band: names are not for the wall.
fn who_asked(gap: &GapId, lane: Lane, ctx: &Ctx) -> Option<Ask> {
    let mut people: Vec<_> = ctx.session.people.iter().collect();
    people.sort_by_key(|person| person.role != Role::Participant);
    let options: Vec<Choice> = people
        .into_iter()
        .map(|p| Choice::new(p.id.0.clone(), p.name.clone(), p.job_title.clone()))
        .collect();
    (!options.is_empty()).then(|| {
        Ask::Pick(PickAsk {
            title: format!("{gap} to {}: who asked?", lane.words()),
            hint: "It is moved already. Esc leaves this open.".to_owned(),
            options,
            many: false,
            chosen: Vec::new(),
            new: None,
            private: true,
            purpose: Asker::Sort(Purpose::Asked(gap.clone(), lane)),
        })
    })
}

/// Who asked was said: a part of the same step.
pub fn asked(gap: &GapId, lane: Lane, who: &[SmolStr], ctx: &Ctx) -> Outcome {
    let reason = ctx.session.get::<Gap>(gap).and_then(|gap| gap.moved.as_ref()).map(|moved| &moved.reason);
    match (reason, who.first()) {
        (Some(reason), Some(who)) => {
            Outcome::Amend(moved(gap, lane, reason, Some(PersonId(who.clone())), ctx))
        }
        _ => Outcome::Stay,
    }
}

/// What readiness advises: its sentence, or that it has not been asked yet.
pub fn advice(ctx: &Ctx) -> String {
    ctx.verdicts().tempo_sentence.clone().unwrap_or_else(|| {
        "Readiness is not answered yet, so the advice is a steady five (Standing asks for it).".to_owned()
    })
}

/// Asks for the limit of Now.
pub fn ask_limit(ctx: &Ctx) -> Outcome {
    Ask::Text(TextAsk {
        title: "How many gaps may Now hold?".to_owned(),
        hint: format!("{} Another number, 1 to 12, needs a reason.", advice(ctx)),
        text: ctx.verdicts().board.limit.to_string(),
        prose: false,
        private: false,
        key: "sort.limit".to_owned(),
        purpose: Asker::Sort(Purpose::Limit),
    })
    .into()
}

fn limit_edit(limit: u32, reason: Option<String>, ctx: &Ctx) -> Edit {
    let verdicts = ctx.verdicts();
    let tempo = verdicts.tempo.map_or(Tempo::Steady, |tempo| Tempo::from_word(tempo.words()));
    let card = &ctx.session.session;
    let capacity = Capacity {
        tempo,
        suggested: u32::try_from(verdicts.suggested_limit()).ok(),
        limit,
        reason,
        set_by: card.facilitator.clone(),
        ..card.capacity.clone().unwrap_or_default()
    };
    let change = edit::card(CardChange::capacity(Some(capacity)));
    edit::many(format!("Now holds {limit}"), vec![change])
}

/// A number was given: the suggested one is taken, another one needs a reason.
pub fn limit_given(said: &str, ctx: &Ctx) -> Outcome {
    let Some(limit) = said.trim().parse::<u32>().ok().filter(|n| (1..=12).contains(n)) else {
        return Outcome::Warn("Now holds between 1 and 12 gaps.".to_owned());
    };
    let verdicts = ctx.verdicts();
    if usize::try_from(limit).is_ok_and(|limit| limit == verdicts.suggested_limit()) {
        return limit_edit(limit, None, ctx).into();
    }
    let before = ctx.session.session.capacity.as_ref();
    if before.is_some_and(|before| before.limit == limit && before.reason.is_some()) {
        return Outcome::Say(format!("The limit is {limit} already."));
    }
    Ask::Text(TextAsk {
        title: format!("A limit of {limit}: why?"),
        hint: format!("{} The reason is printed in the synopsis.", advice(ctx)),
        text: String::new(),
        prose: false,
        private: false,
        key: "sort.limit.reason".to_owned(),
        purpose: Asker::Sort(Purpose::LimitReason(limit)),
    })
    .into()
}

/// Why that limit.
pub fn limit_reason(limit: u32, said: &str, ctx: &Ctx) -> Outcome {
    let reason = Some(said.trim().to_owned()).filter(|said| !said.is_empty());
    limit_edit(limit, reason, ctx).into()
}
