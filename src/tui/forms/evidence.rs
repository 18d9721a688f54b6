//! What was known before the day, and who had it when.

use smol_str::SmolStr;

use super::deck::{Deck, Slot, blank, deck};
use super::field::{Field, Kind, Value};
use super::named::{self, Of};
use crate::session::{
    Audience, Evidence, EvidenceChange, EvidenceId, List, Person, PersonId, Role, Session, Share,
};
use crate::tui::ctx::Ctx;

/// An evidence item.
pub(super) fn evidence<'a>(id: &EvidenceId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Evidence>(id)?;
    let mut d = deck::<Evidence>(id, ctx);
    d.line("title", "Title", &it.title, EvidenceChange::title);
    d.word("kind", "Kind", &it.kind, EvidenceChange::kind);
    d.prose("headline", "Headline", &it.headline, EvidenceChange::headline)
        .hint("One number and what it counts, at most 140 characters.");
    d.line("source", "Source", &it.source, EvidenceChange::source);
    d.line("period", "Period", &it.period, EvidenceChange::period);
    d.whole("sample", "How many", it.sample_size, (0, u64::MAX), EvidenceChange::sample_size)
        .hint("How many answers, calls or cases it rests on.");
    d.whole("minutes", "Minutes to read", it.reading_minutes, (1, 600), EvidenceChange::reading_minutes);
    d.maybe_line("file", "File", it.file.as_deref(), EvidenceChange::file)
        .hint("Where it lies, for your own memory.");
    d.moment("read", "Read in the room", it.read_in_room_at.as_ref(), EvidenceChange::read_in_room_at)
        .hint("“now”, or a time on the day. Read aloud, everybody has it.");
    d.head("Shared with");
    for (i, share) in it.shares.iter().enumerate() {
        one_share(&mut d, i, share, &it.shares);
    }
    let (session, at, shares) = (ctx.session, ctx.now.moment(), &it.shares);
    d.adds("share.new", "Share with", Kind::Many(Of::Audience), move |value| {
        let to = audience(value, session);
        let Audience::People(people) = &to else { return Ok(None) };
        if people.is_empty() {
            return if matches!(value, Value::Chosen(ids) if ids.is_empty()) {
                Ok(None)
            } else {
                Err("Nobody is on the roster yet.".into())
            };
        }
        let mut shares = shares.clone();
        shares.push(Share { to, at: at.clone(), channel: "email".into(), ..Share::default() });
        Ok(Some(EvidenceChange::shares(shares)))
    })
    .empty("Enter adds a sharing")
    .hint("Everybody, or some; at this minute and by email. Both can be changed above, afterwards.");
    Some(d.done())
}

fn one_share<'a>(d: &mut Deck<'a, EvidenceChange>, i: usize, share: &'a Share, shares: &'a List<Share>) {
    let n = i + 1;
    let changed = move |change: &dyn Fn(&mut Share)| {
        let mut shares = shares.clone();
        if let Some(share) = shares.at_mut(i) {
            change(share);
        }
        EvidenceChange::shares(shares)
    };
    let session = d.ctx.session;
    let (chosen, value) = match &share.to {
        Audience::Word(word) => (vec![word.clone()], everybody(word)),
        Audience::People(people) => {
            let names: Vec<String> = people.iter().map(|id| named::name::<Person>(id, session)).collect();
            let all = everyone(session);
            let complete = !all.is_empty() && all.iter().all(|id| people.contains(id));
            let words = if complete { everybody("all") } else { names.join(", ") };
            (people.iter().map(named::word).collect::<Vec<SmolStr>>(), words)
        }
    };
    let before = (chosen.clone(), share.to.clone());
    let key = |part: &str| format!("share.{n}.{part}");
    let field = Field {
        value,
        chosen,
        hint: "Del takes this sharing out.".into(),
        ..blank(&key("to"), &format!("{n}. with"), Kind::Many(Of::Audience))
    };
    d.put(field, move |value| {
        let Value::Chosen(ids) = value else { return Err("Choose from the list, please.".into()) };
        if ids.is_empty() {
            let mut shares = shares.clone();
            shares.take(i);
            return Ok(EvidenceChange::shares(shares));
        }
        let to = if *ids == before.0 { before.1.clone() } else { audience(value, session) };
        Ok(changed(&|share: &mut Share| share.to = to.clone()))
    });
    let old = share.at.clone();
    d.moment(&key("at"), "   when", Some(&share.at), move |at| {
        let at = at.unwrap_or_else(|| old.clone());
        changed(&|share: &mut Share| share.at = at.clone())
    });
    d.line(&key("by"), "   by", &share.channel, move |by| {
        changed(&|share: &mut Share| share.channel.clone_from(&by))
    });
}

fn everybody(word: &str) -> String {
    if word == "all" { "everybody on the roster".into() } else { word.to_owned() }
}

fn everyone(session: &Session) -> Vec<PersonId> {
    session.people.iter().filter(|p| p.role == Role::Participant).map(|p| p.id.clone()).collect()
}

/// Who is meant: “all” are the participants who are on the roster now, by name, so that who comes later is not counted.
fn audience(value: &Value, session: &Session) -> Audience {
    let Value::Chosen(ids) = value else { return Audience::default() };
    if ids.iter().any(|id| id == "all") {
        return Audience::People(everyone(session));
    }
    Audience::People(ids.iter().map(|id| PersonId(id.clone())).collect())
}
