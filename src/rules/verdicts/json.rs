//! Verdicts as data: the shape that `check --json` prints, key by key. A group that has nothing to say is left out.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::super::assessments::{Phase, Standing};
use super::super::fairness::Fairness;
use super::super::lanes::Robustness;
use super::super::voice::Voices;
use super::super::words::{Id, Lane, Level};
use super::{GapVerdict, Verdicts};

/// Pairs as an object, in their order.
struct Object<F>(F);

impl<K, V, I, F> Serialize for Object<F>
where
    K: Serialize,
    V: Serialize,
    I: Iterator<Item = (K, V)>,
    F: Fn() -> I,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map((self.0)())
    }
}

#[derive(Serialize)]
struct LevelVoiceJson {
    people: u64,
    notes: u64,
    note_pct: u64,
    people_pct: u64,
    ratio_hundredths: u64,
}

/// Voices in the shape of the file of verdicts.
pub(super) struct VoiceJson<'a>(pub &'a Voices);

impl Serialize for VoiceJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let voices = self.0;
        let levels = || {
            voices.levels.iter().map(|voice| {
                let json = LevelVoiceJson {
                    people: voice.people.part,
                    notes: voice.notes.part,
                    note_pct: voice.notes.percent(),
                    people_pct: voice.people.percent(),
                    ratio_hundredths: voice.ratio_hundredths,
                };
                (voice.level.key(), json)
            })
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("total", &voices.total)?;
        map.serialize_entry("levels", &Object(levels))?;
        map.serialize_entry("status", voices.status.words())?;
        map.serialize_entry("silent", &voices.silent)?;
        map.serialize_entry("loud", &voices.loud)?;
        map.serialize_entry("gini_permille", &voices.gini_permille)?;
        map.end()
    }
}

#[derive(Serialize)]
struct Roster<'a> {
    n: usize,
    covered: &'a [Id],
    waived: &'a [Id],
    missing: &'a [Id],
    levels: &'a [Level],
    front_line_pct: u64,
    executive_pct: u64,
    index: u64,
    fails: Vec<&'static str>,
    verdict: &'static str,
}

#[derive(Serialize)]
struct ItemJson<'a> {
    status: &'static str,
    in_time: usize,
    missing: &'a [Id],
}

pub(super) struct FairnessJson<'a>(pub &'a Fairness);

impl Serialize for FairnessJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fairness = self.0;
        let items = || {
            fairness.items.iter().map(|item| {
                let json =
                    ItemJson { status: item.status.words(), in_time: item.in_time, missing: &item.missing };
                (&item.id, json)
            })
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("items", &Object(items))?;
        map.serialize_entry("pairs", &fairness.share.whole)?;
        map.serialize_entry("in_time", &fairness.share.part)?;
        map.serialize_entry("fairness", &fairness.share.percent())?;
        map.serialize_entry("verdict", fairness.verdict.words())?;
        map.end()
    }
}

#[derive(Serialize)]
struct Grounded {
    as_is: u64,
    total: u64,
    percent: u64,
}

#[derive(Serialize)]
struct GapJson {
    lane: &'static str,
    points: Option<u32>,
    rule: &'static str,
    rule_lane: &'static str,
    robust_percent: Option<u64>,
    robust: Option<&'static str>,
    weights: u8,
    overridden: bool,
}

impl From<&GapVerdict> for GapJson {
    fn from(gap: &GapVerdict) -> Self {
        let robust = gap.robustness.as_ref();
        Self {
            lane: gap.lane.key(),
            points: gap.points,
            rule: gap.rule.id(),
            rule_lane: gap.rule_lane.key(),
            robust_percent: robust.map(Robustness::percent),
            robust: robust.map(Robustness::label),
            weights: gap.weights,
            overridden: gap.overridden,
        }
    }
}

#[derive(Serialize)]
struct ThemeJson<'a> {
    notes: usize,
    people: usize,
    departments: usize,
    levels: &'a [Level],
    dots: u32,
    only: &'static str,
}

#[derive(Serialize)]
struct StandingJson<'a> {
    sums: [u64; 4],
    percent: [u64; 4],
    in_place: [bool; 4],
    phase: usize,
    name: &'static str,
    sustaining: bool,
    ahead: &'a [usize],
    next_moves: &'a [String],
}

impl<'a> From<&'a Standing> for StandingJson<'a> {
    fn from(standing: &'a Standing) -> Self {
        Self {
            sums: standing.sums,
            percent: standing.percent(),
            in_place: standing.in_place,
            phase: standing.phase,
            name: standing.name(),
            sustaining: standing.sustaining,
            ahead: &standing.ahead,
            next_moves: &standing.next_moves,
        }
    }
}

#[derive(Serialize)]
struct Incomplete<'a> {
    status: &'static str,
    missing: &'a [String],
}

#[derive(Serialize)]
struct ReadinessJson<'a> {
    sum: u64,
    percent: u64,
    band: &'static str,
    weakest: &'a [String],
    chain_breaks_at: Option<&'static str>,
}

#[derive(Serialize)]
struct Cut<'a> {
    last_in: Option<&'a Id>,
    first_out: Option<&'a Id>,
    queue: &'a [Id],
}

#[derive(Serialize)]
struct PulseJson {
    n: u64,
    mean: Option<f64>,
}

#[derive(Serialize)]
struct OverridesJson {
    executive: usize,
    total: usize,
    flag: bool,
}

impl Serialize for Verdicts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.room(&mut map)?;
        self.lanes(&mut map)?;
        self.standing(&mut map)?;
        self.plan(&mut map)?;
        map.end()
    }
}

impl Verdicts {
    fn room<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        if self.voice.total > 0 {
            map.serialize_entry("voice_all", &VoiceJson(&self.voice))?;
        }
        for (question, voices) in self.voice_by_question.iter().filter(|(_, voices)| voices.total > 0) {
            map.serialize_entry(&format!("voice_{question}"), &VoiceJson(voices))?;
        }
        if !self.roster_is_empty {
            let roster = &self.roster;
            let json = Roster {
                n: roster.n,
                covered: &roster.covered,
                waived: &roster.waived,
                missing: &roster.missing,
                levels: &roster.levels,
                front_line_pct: roster.front_line.percent(),
                executive_pct: roster.executives.percent(),
                index: roster.index.percent(),
                fails: roster.fails.iter().map(|check| check.id()).collect(),
                verdict: roster.verdict(),
            };
            map.serialize_entry("roster", &json)?;
        }
        if let Some(preread) = &self.preread {
            map.serialize_entry("preread", &FairnessJson(preread))?;
        }
        let as_is = self.as_is.as_is;
        if as_is.whole > 0 {
            let json = Grounded { as_is: as_is.part, total: as_is.whole, percent: as_is.percent() };
            map.serialize_entry("as_is", &json)?;
        }
        Ok(())
    }

    fn lanes<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        if !self.gaps.is_empty() {
            map.serialize_entry(
                "lanes",
                &Object(|| self.gaps.iter().map(|gap| (&gap.id, GapJson::from(gap)))),
            )?;
        }
        if !self.themes.is_empty() {
            let themes = || {
                self.themes.iter().map(|(id, support)| {
                    let json = ThemeJson {
                        notes: support.notes,
                        people: support.people,
                        departments: support.departments,
                        levels: &support.levels,
                        dots: support.dots,
                        only: support.label.words(),
                    };
                    (id, json)
                })
            };
            map.serialize_entry("themes", &Object(themes))?;
        }
        Ok(())
    }

    fn standing<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        match &self.phase {
            Some(Phase::Standing(standing)) => map.serialize_entry("phase", &StandingJson::from(standing))?,
            Some(Phase::Incomplete { missing }) => {
                map.serialize_entry("phase", &Incomplete { status: "incomplete", missing })?;
            }
            None => {}
        }
        if let Some(mindset) = self.mindset {
            map.serialize_entry("mindset", &(mindset.share.percent(), mindset.stage()))?;
        }
        if let Some(readiness) = &self.readiness {
            let json = ReadinessJson {
                sum: readiness.share.part,
                percent: readiness.share.percent(),
                band: readiness.band(),
                weakest: &readiness.weakest,
                chain_breaks_at: readiness.chain_breaks_at,
            };
            map.serialize_entry("readiness", &json)?;
        }
        if let Some(tempo) = self.tempo {
            map.serialize_entry("tempo", &(tempo.words(), tempo.limit()))?;
        }
        if let Some(basics) = &self.basics {
            map.serialize_entry("basics", &BasicsJson(basics))?;
        }
        Ok(())
    }

    fn plan<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        if !self.owner_load.is_empty() {
            map.serialize_entry("owner_load", &Object(|| self.owner_load.iter().map(|(id, n)| (id, n))))?;
        }
        if !self.gaps.is_empty() {
            let mut lanes: Vec<Lane> = Lane::BOARD.to_vec();
            if !self.board.unsorted.is_empty() {
                lanes.push(Lane::Unsorted);
            }
            let order = || lanes.iter().map(|lane| (lane.key(), self.board.lane(*lane)));
            map.serialize_entry("lane_order", &Object(order))?;
            let cut = Cut {
                last_in: self.board.last_in.as_ref(),
                first_out: self.board.first_out.as_ref(),
                queue: &self.board.queue,
            };
            map.serialize_entry("cut", &cut)?;
        }
        if !self.labels.is_empty() {
            map.serialize_entry(
                "attribution",
                &Object(|| self.labels.iter().map(|(level, label)| (level.key(), label))),
            )?;
        }
        if self.has_processes {
            map.serialize_entry("tracked", &self.tracked)?;
        }
        if !self.pulse.is_empty() {
            #[expect(clippy::cast_precision_loss, reason = "a mean in tenths is at most 50")]
            let one = |tenths: u64| tenths as f64 / 10.0;
            let pulse: Vec<PulseJson> =
                self.pulse.iter().map(|p| PulseJson { n: p.n, mean: p.mean_tenths.map(one) }).collect();
            map.serialize_entry("pulse", &pulse)?;
        }
        if !self.starts.is_empty() {
            let twice = |week: i8| self.starts.iter().filter(|(other, _)| other.week == week).count() > 1;
            let starts = || {
                self.starts.iter().map(|(week, n)| {
                    let year = if twice(week.week) { format!("{}-W", week.year) } else { String::new() };
                    (format!("{year}{}", week.week), n)
                })
            };
            map.serialize_entry("starts_per_week", &Object(starts))?;
        }
        if !self.themes.is_empty() {
            map.serialize_entry("loners", &self.loners)?;
        }
        if self.overrides.total > 0 {
            let json = OverridesJson {
                executive: self.overrides.executive,
                total: self.overrides.total,
                flag: self.overrides.flag(),
            };
            map.serialize_entry("overrides", &json)?;
        }
        if !self.ticks.is_empty() {
            map.serialize_entry(
                "ticks",
                &Object(|| self.ticks.iter().map(|(id, ticks)| (id, ticks.count()))),
            )?;
        }
        if !self.refs.in_order.is_empty() {
            map.serialize_entry(
                "public_refs",
                &Object(|| self.refs.in_order.iter().map(|(id, reference)| (id, reference))),
            )?;
        }
        Ok(())
    }
}

struct BasicsJson<'a>(&'a super::super::assessments::Basics);

impl Serialize for BasicsJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let basics = self.0;
        let per =
            || basics.groups.iter().map(|(name, share)| (name, share.map(super::super::Share::percent)));
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("per", &Object(per))?;
        map.serialize_entry("points", &basics.total.part)?;
        map.serialize_entry("max", &basics.total.whole)?;
        map.serialize_entry("percent", &basics.total.percent())?;
        map.serialize_entry("band", basics.band())?;
        map.end()
    }
}
