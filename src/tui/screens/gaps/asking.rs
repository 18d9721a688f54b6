//! What the Gaps stage asks, and which edit an answer becomes.

use smol_str::SmolStr;

use super::make::{merge, status, status_word};
use super::missing::{unread, unread_sentence};
use super::{Cmd, Gaps, Purpose, from_themes};
use crate::session::{
    Department, DepartmentId, Evidence, EvidenceId, Gap, GapChange, GapId, GapStatus, Note, Stance, Theme,
    ThemeId, edit,
};
use crate::text;
use crate::tui::ctx::Ctx;
use crate::tui::outcome::{Answer, Ask, Choice, Outcome, PickAsk, TextAsk};
use crate::tui::screens;
use crate::tui::screens::themes::{meaning, readable};

const TITLE: &str =
    "The problem, not the solution; one problem a gap: “Nobody tells customers about an outage”.";
const PERFECT: &str = "“Customers should be able to …” Enter alone leaves it for later.";
const TODAY: &str = "“Today …” What really happens. Enter alone leaves it for later.";

impl Gaps {
    /// Opens the question that belongs to a command.
    pub(super) fn ask(&self, command: Cmd, ctx: &Ctx) -> Outcome {
        match command {
            Cmd::New => return text_ask("What is the gap?", TITLE, "", "gap.new", Purpose::New),
            Cmd::FromThemes => return ask_from_themes(ctx),
            _ => {}
        }
        let Some(gap) = self.gap(ctx) else {
            return Outcome::Warn("No gap yet: n writes one, G makes them from themes.".into());
        };
        let id = gap.id.clone();
        let key = |field: &str| format!("gap.{id}.{field}");
        match command {
            Cmd::Title => {
                text_ask("What is the gap?", TITLE, &gap.title, &key("title"), Purpose::Title(id.clone()))
            }
            Cmd::Perfect => ask_perfect(gap, Purpose::Perfect(id.clone())),
            Cmd::Today => ask_today(&id, &gap.today),
            Cmd::Notes => ask_notes(gap, ctx),
            Cmd::Themes => {
                let options = ctx.session.themes.iter();
                let options =
                    options.map(|theme| Choice::new(theme.id.0.clone(), &theme.name, theme.id.as_str()));
                let chosen = gap.themes.iter().map(|theme| theme.0.clone()).collect();
                pick("Which themes does it come from?", options.collect(), chosen, Purpose::Themes(id))
            }
            Cmd::Evidence => {
                let options = ctx.session.evidence.iter();
                let options = options.map(|item| {
                    let detail = if unread(&item.id, ctx) {
                        "not read by all yet".to_owned()
                    } else {
                        item.headline.clone()
                    };
                    Choice::new(item.id.0.clone(), &item.title, detail)
                });
                let chosen = gap.evidence.iter().map(|item| item.0.clone()).collect();
                pick("Which evidence shows it?", options.collect(), chosen, Purpose::Evidence(id))
            }
            Cmd::Affects => {
                let chosen = gap.affects.iter().map(|department| department.0.clone()).collect();
                pick("Which departments does it affect?", departments(ctx), chosen, Purpose::Affects(id))
            }
            Cmd::Lead => {
                let chosen = gap.lead_department.iter().map(|department| department.0.clone()).collect();
                let mut options = departments(ctx);
                options.push(Choice::new("", "Nobody yet", ""));
                pick_one("Which department leads?", "", options, chosen, Purpose::Lead(id))
            }
            Cmd::Merge => {
                let others = ctx.session.gaps.iter().filter(|other| other.id != id && other.is_live());
                let options: Vec<_> =
                    others.map(|gap| Choice::new(gap.id.0.clone(), &gap.title, gap.id.as_str())).collect();
                if options.is_empty() {
                    return Outcome::Warn("There is no other gap to merge it into.".into());
                }
                let hint = "Its notes, themes and evidence go along. It stays in the file, as merged.";
                pick_one(
                    &format!("Which gap is {id} part of?"),
                    hint,
                    options,
                    Vec::new(),
                    Purpose::Merge(id),
                )
            }
            Cmd::Status => {
                let all = [GapStatus::Open, GapStatus::InProgress, GapStatus::Done, GapStatus::Dropped];
                let options = all.iter().map(|status| Choice::new(status.as_str(), status_word(status), ""));
                let chosen = vec![SmolStr::new(gap.status.as_str())];
                pick_one(&format!("How far is {id}?"), "", options.collect(), chosen, Purpose::Status(id))
            }
            _ => Outcome::Stay,
        }
    }

    /// What an answer becomes.
    pub(super) fn answered(&mut self, purpose: Purpose, answer: Answer, ctx: &Ctx) -> Outcome {
        match answer {
            Answer::Text(typed) => self.typed(purpose, typed, ctx),
            Answer::Picked(ids) => self.picked(purpose, &ids, ctx),
            Answer::New(_) | Answer::TextAlso(_) | Answer::Yes => Outcome::Stay,
        }
    }

    fn typed(&mut self, purpose: Purpose, typed: String, ctx: &Ctx) -> Outcome {
        let set = |id: &GapId, change: GapChange| Outcome::Edit(edit::change::<Gap>(id, change));
        match purpose {
            Purpose::New => {
                let id = ctx.session.next_id::<Gap>();
                self.gap = Some(id.clone());
                self.down = 0;
                let gap = Gap { id: id.clone(), title: typed, ..Gap::default() };
                let next = ask_perfect(&gap, Purpose::NewPerfect(id));
                Outcome::Many(vec![edit::add(gap).into(), next])
            }
            Purpose::NewPerfect(id) => {
                let next = ask_today(&id, "");
                if typed.trim().is_empty() {
                    return next;
                }
                Outcome::Many(vec![set(&id, GapChange::perfect(typed)), next])
            }
            Purpose::Title(id) => set(&id, GapChange::title(typed)),
            Purpose::Perfect(id) => set(&id, GapChange::perfect(typed)),
            Purpose::Today(id) => match ctx.session.get::<Gap>(&id) {
                Some(gap) if gap.today == typed => Outcome::Stay,
                _ => set(&id, GapChange::today(typed)),
            },
            _ => Outcome::Stay,
        }
    }

    fn picked(&mut self, purpose: Purpose, ids: &[SmolStr], ctx: &Ctx) -> Outcome {
        let set = |id: &GapId, change: GapChange| Outcome::Edit(edit::change::<Gap>(id, change));
        match purpose {
            Purpose::Notes(id) => {
                let before = ctx.session.get::<Gap>(&id).map(|gap| gap.notes.clone()).unwrap_or_default();
                set(&id, GapChange::notes(in_order(&before, ids)))
            }
            Purpose::Themes(id) => {
                let before = ctx.session.get::<Gap>(&id).map(|gap| gap.themes.clone()).unwrap_or_default();
                set(&id, GapChange::themes(in_order(&before, ids)))
            }
            Purpose::Evidence(id) => {
                let before = ctx.session.get::<Gap>(&id).map(|gap| gap.evidence.clone()).unwrap_or_default();
                let linked: Vec<EvidenceId> = in_order(&before, ids);
                let fresh = linked.iter().filter(|item| !before.contains(item) && unread(item, ctx)).cloned();
                let warned = unread_sentence(&fresh.collect::<Vec<_>>()).map(Outcome::Warn);
                Outcome::Many(std::iter::once(set(&id, GapChange::evidence(linked))).chain(warned).collect())
            }
            Purpose::Affects(id) => {
                let before = ctx.session.get::<Gap>(&id).map(|gap| gap.affects.clone()).unwrap_or_default();
                set(&id, GapChange::affects(in_order(&before, ids)))
            }
            Purpose::Lead(id) => {
                let lead = ids.first().filter(|lead| !lead.is_empty()).map(DepartmentId::new);
                set(&id, GapChange::lead_department(lead))
            }
            Purpose::Merge(id) => {
                let into = ids.first().map(GapId::new).and_then(|into| ctx.session.get::<Gap>(&into));
                match (ctx.session.get::<Gap>(&id), into) {
                    (Some(from), Some(into)) => {
                        let said = format!("{} is part of {} “{}” now.", from.id, into.id, into.title);
                        Outcome::Many(vec![merge(from, into).into(), Outcome::Say(said)])
                    }
                    _ => Outcome::Stay,
                }
            }
            Purpose::Status(id) => match ids.first() {
                Some(word) => status(&id, GapStatus::from_word(word)).into(),
                None => Outcome::Stay,
            },
            Purpose::FromThemes if !ids.is_empty() => {
                let themes: Vec<ThemeId> = ids.iter().map(ThemeId::new).collect();
                // The first new one is under the cursor, ready for its two sentences.
                self.gap = Some(ctx.session.next_id::<Gap>());
                let made = text::plural(themes.len(), "gap", "gaps");
                let said = format!("{made} made. p and t write perfect and today.");
                Outcome::Many(vec![from_themes(&themes, ctx).into(), Outcome::Say(said)])
            }
            _ => Outcome::Stay,
        }
    }
}

/// What was linked before keeps its order; what is new comes after.
fn in_order<T: Clone + PartialEq + for<'a> From<&'a str>>(before: &[T], ids: &[SmolStr]) -> Vec<T> {
    let wanted: Vec<T> = ids.iter().map(|id| T::from(id.as_str())).collect();
    let kept = before.iter().filter(|item| wanted.contains(item));
    let added = wanted.iter().filter(|item| !before.contains(item));
    kept.chain(added).cloned().collect()
}

fn ask_perfect(gap: &Gap, purpose: Purpose) -> Outcome {
    let title = format!("{} · the perfect experience", gap.id);
    text_ask(&title, PERFECT, &gap.perfect, &format!("gap.{}.perfect", gap.id), purpose)
}

fn ask_today(id: &GapId, today: &str) -> Outcome {
    let title = format!("{id} · what happens today");
    text_ask(&title, TODAY, today, &format!("gap.{id}.today"), Purpose::Today(id.clone()))
}

fn departments(ctx: &Ctx) -> Vec<Choice> {
    let all = ctx.session.organisation.departments.iter();
    all.map(|department: &Department| Choice::new(department.id.0.clone(), &department.name, "")).collect()
}

/// Notes of the gap's themes first; what nobody stacked under another.
fn ask_notes(gap: &Gap, ctx: &Ctx) -> Outcome {
    let near = |note: &&Note| note.theme.as_ref().is_some_and(|theme| gap.themes.contains(theme));
    let notes = || ctx.session.notes.iter().filter(|n| n.duplicate_of.is_none() || gap.notes.contains(&n.id));
    let ordered = notes().filter(near).chain(notes().filter(|note| !near(note)));
    let options = ordered.map(|note| {
        let (_, word) = meaning(note);
        let seen = if note.stance == Stance::AsIs { "as-is" } else { word };
        let detail = match &note.theme {
            Some(theme) => format!("{seen} · {theme}"),
            None => seen.to_owned(),
        };
        Choice::new(note.id.0.clone(), readable(note), detail)
    });
    let chosen = gap.notes.iter().map(|note| note.0.clone()).collect();
    let title = format!("Which notes show {}?", gap.id);
    pick(&title, options.collect(), chosen, Purpose::Notes(gap.id.clone()))
}

fn ask_from_themes(ctx: &Ctx) -> Outcome {
    let gaps_of = |theme: &Theme| {
        let gaps = ctx.session.gaps.iter().filter(|gap| gap.themes.contains(&theme.id));
        gaps.map(|gap| gap.id.as_str()).collect::<Vec<_>>().join(", ")
    };
    let mut with: Vec<(&Theme, String)> =
        ctx.session.themes.iter().map(|theme| (theme, gaps_of(theme))).collect();
    if with.is_empty() {
        return Outcome::Warn("There are no themes yet. They are made in Themes (PgUp).".into());
    }
    with.sort_by_key(|(_, gaps)| !gaps.is_empty());
    let options = with.into_iter().map(|(theme, gaps)| {
        let detail = if gaps.is_empty() { "no gap yet".to_owned() } else { format!("in {gaps}") };
        Choice::new(theme.id.0.clone(), &theme.name, detail)
    });
    pick("Which themes become gaps?", options.collect(), Vec::new(), Purpose::FromThemes)
}

fn text_ask(title: &str, hint: &str, text: &str, key: &str, purpose: Purpose) -> Outcome {
    Outcome::Ask(Ask::Text(TextAsk {
        title: title.into(),
        hint: hint.into(),
        text: text.into(),
        prose: false,
        private: false,
        key: key.into(),
        purpose: screens::Purpose::Gaps(purpose),
    }))
}

fn pick(title: &str, options: Vec<Choice>, chosen: Vec<SmolStr>, purpose: Purpose) -> Outcome {
    if options.is_empty() {
        return Outcome::Warn("There is nothing to link yet.".into());
    }
    Outcome::Ask(Ask::Pick(PickAsk {
        title: title.into(),
        hint: "Space marks, Enter takes.".into(),
        options,
        many: true,
        chosen,
        new: None,
        private: false,
        purpose: screens::Purpose::Gaps(purpose),
    }))
}

fn pick_one(
    title: &str,
    hint: &str,
    options: Vec<Choice>,
    chosen: Vec<SmolStr>,
    purpose: Purpose,
) -> Outcome {
    Outcome::Ask(Ask::Pick(PickAsk {
        title: title.into(),
        hint: hint.into(),
        options,
        many: false,
        chosen,
        new: None,
        private: false,
        purpose: screens::Purpose::Gaps(purpose),
    }))
}

/// The evidence of a gap, in its order.
pub(super) fn evidence<'a>(gap: &'a Gap, ctx: &Ctx<'a>) -> impl Iterator<Item = &'a Evidence> {
    let session = ctx.session;
    gap.evidence.iter().filter_map(|id| session.get::<Evidence>(id))
}
