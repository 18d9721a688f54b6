//! Edits of the agenda: minutes, order, another form of the day, starting and ending blocks (the handbook, 4.3, 4.4, R11).

use std::fmt::Write as _;

use crate::playbook::{FORMS, Playbook};
use crate::session::{
    Block, BlockChange, BlockId, BlockKind, CardChange, Clock, Edit, Session, Variant, edit,
};
use crate::text;
use crate::tui::event::Now;
use crate::tui::outcome::Choice;

/// Minutes that one key press adds or takes.
const STEP: u32 = 5;

/// "Full day", as the agenda calls itself.
pub fn form(variant: &Variant) -> String {
    crate::rules::words::sentence_case(&match variant {
        Variant::NinetyMinutes => "90 minutes".to_owned(),
        other => other.label(),
    })
}

/// The forms to choose from, each with its length and what it loses.
pub fn forms(playbook: &Playbook) -> Vec<Choice> {
    let choice = |variant: &Variant| {
        let agenda = playbook.agenda(variant);
        let detail = format!("{} min · {}", agenda.minutes(), agenda.honest);
        Choice::new(variant.as_str(), form(variant), detail)
    };
    FORMS.iter().map(choice).collect()
}

/// All minutes, and those of breaks.
pub fn minutes(session: &Session) -> (u32, u32) {
    let sum = |blocks: &mut dyn Iterator<Item = &Block>| {
        blocks.map(|b| b.planned_minutes).fold(0, u32::saturating_add)
    };
    let breaks = sum(&mut session.agenda.iter().filter(|block| block.kind == BlockKind::Break));
    (sum(&mut session.agenda.iter()), breaks)
}

/// When the last block ends.
pub fn ends(session: &Session) -> Option<Clock> {
    session.agenda.iter().last().map(|block| block.planned_start.plus(block.planned_minutes))
}

/// The block that runs: started and not ended.
pub fn running(session: &Session) -> Option<&Block> {
    session.agenda.iter().rev().find(|b| b.actual_start.is_some() && b.actual_minutes.is_none())
}

/// A block a step longer or shorter; the sentence says why not.
pub fn lengthen(session: &Session, id: &BlockId, longer: bool) -> Result<Edit, String> {
    let Some(block) = session.agenda.get(id) else { return Err("There is no block here.".into()) };
    let minutes = if longer {
        block.planned_minutes.saturating_add(STEP) / STEP * STEP
    } else {
        block.planned_minutes.saturating_sub(1) / STEP * STEP
    };
    let minutes = minutes.max(block.minimum_minutes).max(1);
    if minutes == block.planned_minutes {
        return Err(format!("“{}” needs its {minutes} minutes. Enter opens its card.", block.title));
    }
    Ok(edit::change::<Block>(id, BlockChange::planned_minutes(minutes)))
}

/// Ends what runs and starts this block now; ends it if it is the one that runs. With what to say.
pub fn start_stop(session: &Session, id: &BlockId, now: &Now) -> Result<(Edit, String), String> {
    let Some(block) = session.agenda.get(id) else { return Err("There is no block here.".into()) };
    let at = now.clock();
    let end = |block: &Block| {
        let took = block.actual_start.map_or(0, |start| at.0.saturating_sub(start.0));
        edit::change::<Block>(&block.id, BlockChange::actual_minutes(Some(took.into())))
    };
    match (block.actual_start, block.actual_minutes) {
        (Some(start), Some(took)) => {
            Err(format!("“{}” began at {start} and took {took} min. Enter opens its card.", block.title))
        }
        (Some(_), None) => Ok((end(block), format!("{at} · “{}” ended", block.title))),
        (None, _) => {
            let mut edits: Vec<Edit> = running(session).map(end).into_iter().collect();
            edits.push(edit::change::<Block>(id, BlockChange::actual_start(Some(at))));
            Ok((edit::many(format!("started {}", block.title), edits), format!("{at} · {}", block.title)))
        }
    }
}

/// A new block from what was typed, `Energiser, 10`, after the cursor's block.
pub fn new_block(session: &Session, typed: &str, after: Option<&BlockId>) -> Option<(BlockId, Edit)> {
    let (title, minutes) = title_and_number(typed);
    if title.is_empty() {
        return None;
    }
    let minutes = minutes.unwrap_or(10).clamp(1, 24 * 60);
    let lower = title.to_lowercase();
    let kind = if lower.contains("break") || lower.contains("lunch") || lower.contains("pause") {
        BlockKind::Break
    } else if lower.contains("energis") || lower.contains("energiz") {
        BlockKind::Energiser
    } else {
        BlockKind::Frame
    };
    let minutes = if kind == BlockKind::Break { minutes.max(10) } else { minutes };
    let minimum = if kind == BlockKind::Break { 10 } else { minutes };
    let id = session.next_id::<Block>();
    let block = Block {
        id: id.clone(),
        title,
        kind,
        planned_start: ends(session).or(session.session.start).unwrap_or(Clock(9 * 60)),
        planned_minutes: minutes,
        minimum_minutes: minimum,
        ..Block::default()
    };
    let mut edits = vec![edit::add(block)];
    if let Some(at) = after.and_then(|after| session.agenda.place(after)) {
        edits.push(edit::shift::<Block>(&id, at + 1));
    }
    Some((id, edit::many("agenda block added", edits)))
}

/// A title and the number at its end: `Order lunch, 3` or `Energiser 10 min`.
pub fn title_and_number(typed: &str) -> (String, Option<u32>) {
    let typed = text::clean_line(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    let (mut title, mut number) = (typed.as_str(), None);
    let unit = |word: &str| matches!(word, "min" | "minutes" | "days" | "day" | "d" | "m");
    let last = match words.as_slice() {
        [.., number, word] if unit(word) && number.parse::<u32>().is_ok() => Some((*number, 2)),
        [_, .., number] => Some((*number, 1)),
        _ => None,
    };
    if let Some((digits, count)) = last
        && let Ok(n) = digits.parse::<u32>()
        && words.len() > count
    {
        number = Some(n);
        for word in words.iter().rev().take(count) {
            title = title.trim_end().strip_suffix(word).unwrap_or(title);
        }
    }
    (title.trim_end().trim_end_matches([',', ';', '·']).trim_end().to_owned(), number)
}

/// The agenda of another form. Blocks that have happened keep their place and their times, whatever the new form says;
/// the rest of the new form follows.
pub fn replace(session: &Session, playbook: &Playbook, variant: &Variant) -> Edit {
    let card = &session.session;
    let wanted = playbook.session_agenda(variant, card.start);
    let happened = |block: &Block| block.actual_start.is_some();
    let mut order: Vec<Block> = Vec::new();
    for old in session.agenda.iter().filter(|block| happened(block)) {
        let new = wanted.iter().find(|block| block.id == old.id);
        order.push(new.map_or_else(|| old.clone(), |new| Block { title: old.title.clone(), ..new.clone() }));
    }
    let fresh = wanted.iter().filter(|new| !session.agenda.get(&new.id).is_some_and(happened));
    order.extend(fresh.cloned());

    let mut edits = Vec::new();
    let gone = session.agenda.iter().filter(|old| !order.iter().any(|block| block.id == old.id));
    edits.extend(gone.map(|old| edit::remove::<Block>(&old.id)));
    for block in &order {
        match session.agenda.get(&block.id) {
            Some(old) => edits.extend(become_like(old, block)),
            None => edits.push(edit::add(block.clone())),
        }
    }
    edits.extend(order.iter().enumerate().map(|(at, block)| edit::shift::<Block>(&block.id, at)));
    edits.push(edit::card(CardChange::agenda_variant(variant.clone())));
    let minutes = order.iter().map(|block| block.planned_minutes).fold(0, u32::saturating_add);
    if let Some(start) = card.start {
        edits.push(edit::card(CardChange::end(Some(start.plus(minutes)))));
    }
    edit::many(format!("agenda changed to {}", form(variant).to_lowercase()), edits)
}

/// The changes that give a block another plan; in this order the minimum never lies above the minutes.
fn become_like(old: &Block, new: &Block) -> Vec<Edit> {
    if (old.planned_minutes, old.minimum_minutes, &old.kind, &old.title)
        == (new.planned_minutes, new.minimum_minutes, &new.kind, &new.title)
    {
        return Vec::new();
    }
    let low = old.minimum_minutes.min(new.minimum_minutes);
    let changes = [
        BlockChange::minimum_minutes(low),
        BlockChange::planned_minutes(new.planned_minutes),
        BlockChange::minimum_minutes(new.minimum_minutes),
        BlockChange::kind(new.kind.clone()),
        BlockChange::title(new.title.clone()),
    ];
    changes.into_iter().map(|change| edit::change::<Block>(&old.id, change)).collect()
}

/// What changing the form does, said honestly.
pub fn warning(session: &Session, playbook: &Playbook, variant: &Variant) -> String {
    let agenda = playbook.agenda(variant);
    let mut said =
        format!("{} blocks, {} minutes. {}", agenda.blocks.len(), agenda.minutes(), agenda.honest.trim());
    let done = session.agenda.iter().filter(|block| block.actual_start.is_some()).count();
    if done > 0 {
        let stay = if done == 1 {
            "block has already begun and stays, with its time"
        } else {
            "blocks have already begun and stay, with their times"
        };
        let _ = write!(said, " {done} {stay}.");
    }
    said
}
