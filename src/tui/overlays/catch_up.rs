//! The day is behind: where the minutes could come from, each repair one undoable step on the agenda (the handbook, R11).
//! The room may see it; it is the room that is asked. It never takes a minute by itself.
//!
//! ```text
//! ╭─ Catch up ─────────────────────────────────────────────╮
//! │ 18 min behind. Lunch, first steps and the close stay.  │
//! │ ▸ Trim what comes                              −18 min │
//! │   Finish later, at 16:48                               │
//! │   Leave out “Four corners”                     −10 min │
//! │                                                        │
//! │ Question 3 −10, Four corners −5, Question 4 −3.        │
//! ╰────────────────────────────────────────────────────────╯
//! ```

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use super::sheet::{Cursor, Line, Sheet, push_back};
use super::{Cmd, Overlay, Reply};
use crate::rules::clock::{Off, Standing};
use crate::session::BlockId;
use crate::tui::ctx::Ctx;
use crate::tui::day::{self, Repair};
use crate::tui::keymap::{Hint, Layer};
use crate::tui::outcome::Outcome;
use crate::tui::widgets::put::{put_wrapped, wrapped_rows};

/// Rows under the list that say what the chosen repair does.
const DETAIL: u16 = 4;
const WIDTH: u16 = 60;

/// The repairs, and the one gone to.
#[derive(Debug)]
pub struct CatchUp {
    cursor: Cursor,
    /// Minutes later that the day may end; nothing: as many as are lost.
    later: Option<u32>,
}

impl CatchUp {
    /// Opens it at the first repair.
    pub fn new() -> Self {
        Self { cursor: Cursor::default(), later: None }
    }

    fn later(&self, ctx: &Ctx) -> u32 {
        let lost = day::where_we_are(ctx.session, &ctx.now)
            .map_or(0, |standing| standing.late_end.unwrap_or(standing.behind));
        self.later.unwrap_or_else(|| u32::try_from(lost).ok().filter(|lost| *lost > 0).unwrap_or(15))
    }

    fn repairs(&self, ctx: &Ctx) -> Vec<Repair> {
        day::repairs(ctx.session, ctx.playbook, &ctx.now, self.later(ctx))
    }

    fn hint(ctx: &Ctx) -> String {
        match day::where_we_are(ctx.session, &ctx.now) {
            None if !ctx.session.agenda.is_empty() => {
                "This day is not today: the clock has nothing to repair.".into()
            }
            None => "The clock has something to say on the day itself, once there is an agenda.".into(),
            Some(Standing { off: Some(Off::NotBegun), .. }) => {
                "Nobody has started the agenda yet: Ctrl-N starts its first block.".into()
            }
            Some(Standing { off: Some(Off::OtherClock(by)), .. }) => match day::begins(ctx.session, by) {
                Some(_) => format!("The agenda is not on this clock: {} min off. Trimming does not help.", by.abs()),
                None => "The agenda is not on this clock. In Prepare, s on its agenda starts the block that really runs."
                    .into(),
            },
            Some(standing) if standing.ends_in_time() => {
                format!("{}; the day still ends in time.", standing.words())
            }
            Some(standing) if standing.behind >= crate::rules::clock::QUIET_MINUTES => format!(
                "{}. Lunch, short breaks, owners and first steps, and the close stay whole.",
                standing.words()
            ),
            Some(standing) => format!("The day is {}: there is nothing to catch up.", standing.words()),
        }
    }

    fn sheet<'a>(hint: &'a str, repairs: &[Repair]) -> Sheet<'a> {
        let rows = u16::try_from(repairs.len()).unwrap_or(20).saturating_add(DETAIL + 1);
        Sheet { title: "Catch up", private: false, hint, typed: false, width: WIDTH, rows }
    }

    /// Where the repairs and what the chosen one does lie.
    fn parts(list: Rect) -> (Rect, Rect) {
        let below = DETAIL.min(list.height / 2);
        let top = list.height.saturating_sub(below + 1);
        (Rect { height: top, ..list }, Rect { y: list.bottom() - below, height: below, ..list })
    }

    fn take(&self, ctx: &Ctx) -> Reply {
        let repairs = self.repairs(ctx);
        let Some(repair) = repairs.get(self.cursor.at().min(repairs.len().saturating_sub(1))) else {
            return Reply::Close;
        };
        match day::repair(ctx.session, &ctx.now, repair) {
            Ok((edit, said)) => Reply::CloseAnd(Outcome::Many(vec![edit.into(), Outcome::Say(said)])),
            Err(why) => Reply::Do(Outcome::Warn(why)),
        }
    }

    fn lengthen(&mut self, by: i64, ctx: &Ctx) {
        let at = self.repairs(ctx).get(self.cursor.at()).cloned();
        if matches!(at, Some(Repair::Later(_))) {
            let minutes = i64::from(self.later(ctx)) + by;
            self.later = u32::try_from(minutes.clamp(1, 240)).ok();
        }
    }
}

fn line<'a>(repair: &Repair, ctx: &Ctx) -> Line<'a> {
    let title = |id: &BlockId| ctx.session.agenda.get(id).map_or("", |block| day::short(&block.title));
    match repair {
        Repair::Move(by) => Line {
            label: Cow::Owned(match day::begins(ctx.session, *by) {
                Some(start) => format!("Let the agenda begin at {start}"),
                None => "Move the agenda".to_owned(),
            }),
            key: Cow::Owned(format!("{by:+} min").replace('-', "−")),
            ..Line::default()
        },
        Repair::Follow(by) => Line {
            label: Cow::Borrowed("Let what comes follow"),
            key: Cow::Owned(format!("+{by} min")),
            ..Line::default()
        },
        Repair::Trim(plan) => Line {
            label: Cow::Borrowed("Trim what comes"),
            key: Cow::Owned(format!("−{} min", plan.recovered)),
            ..Line::default()
        },
        Repair::Later(minutes) => Line {
            label: Cow::Owned(match day::ends(ctx.session) {
                Some(end) => format!("Finish later, at {}", end.plus(*minutes)),
                None => "Finish later".to_owned(),
            }),
            key: Cow::Owned(format!("+{minutes} min")),
            ..Line::default()
        },
        Repair::Drop(id, minutes) => Line {
            label: Cow::Owned(format!("Leave out “{}”", title(id))),
            key: Cow::Owned(format!("−{minutes} min")),
            ..Line::default()
        },
    }
}

impl Overlay for CatchUp {
    fn layer(&self) -> Layer {
        Layer::CatchUp
    }

    fn hint(&self, command: Cmd, ctx: &Ctx) -> Hint {
        let repairs = self.repairs(ctx);
        match command {
            Cmd::Accept => Hint::when(!repairs.is_empty()),
            Cmd::More | Cmd::Less => {
                Hint::when(matches!(repairs.get(self.cursor.at()), Some(Repair::Later(_))))
            }
            _ => Hint::AsNamed,
        }
    }

    fn command(&mut self, command: Cmd, ctx: &Ctx) -> Reply {
        let count = self.repairs(ctx).len();
        match command {
            Cmd::Leave => return Reply::Close,
            Cmd::Accept => return self.take(ctx),
            Cmd::Up => self.cursor.step(count, -1),
            Cmd::Down => self.cursor.step(count, 1),
            Cmd::More => self.lengthen(5, ctx),
            Cmd::Less => self.lengthen(-5, ctx),
            _ => {}
        }
        Reply::Stay
    }

    fn key(&mut self, _key: KeyEvent, _ctx: &Ctx) -> Reply {
        Reply::Stay
    }

    fn mouse(&mut self, mouse: MouseEvent, ctx: &Ctx) -> Reply {
        let repairs = self.repairs(ctx);
        match mouse.kind {
            MouseEventKind::ScrollUp => self.cursor.step(repairs.len(), -1),
            MouseEventKind::ScrollDown => self.cursor.step(repairs.len(), 1),
            MouseEventKind::Down(MouseButton::Left) => {
                let hint = Self::hint(ctx);
                let (list, _) = Self::parts(Self::sheet(&hint, &repairs).places(ctx.area).list);
                if self.cursor.click(repairs.len(), list, mouse.column, mouse.row) == Some(true) {
                    return self.take(ctx);
                }
            }
            _ => {}
        }
        Reply::Stay
    }

    fn ticks(&self) -> bool {
        true
    }

    fn view(&self, buf: &mut Buffer, ctx: &Ctx) -> Option<(u16, u16)> {
        let look = ctx.look;
        push_back(buf, ctx.area, look);
        let repairs = self.repairs(ctx);
        let hint = Self::hint(ctx);
        let places = Self::sheet(&hint, &repairs).draw(buf, ctx.area, look);
        let (list, below) = Self::parts(places.list);
        self.cursor.draw(buf, list, repairs.len(), 8, look, |row| line(&repairs[row], ctx));
        if let Some(repair) = repairs.get(self.cursor.at()) {
            let (said, remains) = day::explain(ctx.session, &ctx.now, repair);
            // What remains is the news: it keeps its rows, and the list of cuts is cut where it must.
            let kept = if remains.is_empty() { 0 } else { wrapped_rows(&remains, below.width, 2) };
            let above = Rect { height: below.height.saturating_sub(kept), ..below };
            let used = put_wrapped(buf, above, &said, look.text());
            let rest = Rect { y: below.y + used, height: below.height.saturating_sub(used), ..below };
            put_wrapped(buf, rest, &remains, look.warn());
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use crate::playbook::{FORMS, Playbook};
    use crate::session::{BlockId, Clock, Session};
    use crate::tui::day::{Repair, repairs};
    use crate::tui::harness::Harness;
    use crate::tui::overlays::tests::sheet_only;

    /// The sample day at noon: question 2 has just ended, so many minutes late.
    fn late_by(minutes: u16) -> Harness {
        let mut session = Harness::sample().session().clone();
        let coming = |block: &crate::session::Block| block.planned_start >= Clock(11 * 60 + 45);
        session.agenda.each_mut(coming, |block| (block.actual_start, block.actual_minutes) = (None, None));
        session.agenda.each_mut(
            |block| block.id.as_str() == "q2_today",
            |block| block.actual_minutes = Some(u32::from(25 + minutes)),
        );
        let mut harness = Harness::with(session);
        let now = 11 * 60 + 45 + minutes;
        let (hour, minute) = (i8::try_from(now / 60).unwrap_or(0), i8::try_from(now % 60).unwrap_or(0));
        harness.now.local = jiff::civil::date(2026, 3, 12).at(hour, minute, 0, 0);
        harness.wait(0);
        harness
    }

    fn planned(session: &Session, id: &str) -> u32 {
        session.agenda.get(&BlockId::new(id)).map_or(0, |block| block.planned_minutes)
    }

    fn says(harness: &Harness, words: &str) {
        let screen = harness.screen().replace(['│', '▐'], " ");
        let said = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(words), "{words}\n{}", harness.screen());
    }

    #[test]
    fn eighteen_minutes_behind_before_question_three_come_back_in_one_step() {
        for keys in ["<C-t>c", "<C-p>catch up<Enter>", "<click 75 0>"] {
            let mut harness = late_by(18);
            says(&harness, "18 min behind");
            harness.keys(keys);
            says(&harness, "Question 3 −10, Four corners −5, Question 4 −3.");
            harness.keys("<Enter>");
            let session = harness.session();
            let minutes = ["q3", "corners", "q4", "lunch", "actions", "close"].map(|id| planned(session, id));
            assert_eq!(minutes, [25, 5, 22, 45, 25, 15], "{keys}");
            assert_eq!(session.session.end, Some(Clock(16 * 60 + 30)), "the promised end holds");
            says(&harness, "18 min back");
            assert!(!harness.screen().contains("behind"), "{}", harness.screen());
            harness.keys("<C-z>");
            says(&harness, "18 min behind");
            assert_eq!(planned(harness.session(), "q3"), 35);
        }
    }

    #[test]
    fn what_trimming_cannot_give_is_left_to_the_room_to_drop_or_to_finish_later() {
        let mut harness = late_by(60);
        harness.keys("<C-t>c");
        says(&harness, "10 minutes remain: drop a block or finish later; ask the room.");
        harness.keys("<Enter>");
        says(&harness, "10 min behind");
        harness.keys("<C-t>c");
        says(&harness, "Finish later, at 16:40");
        harness.keys("+");
        says(&harness, "Finish later, at 16:45");
        harness.keys("-<Enter>");
        assert_eq!(harness.session().session.end, Some(Clock(16 * 60 + 40)));
        assert!(!harness.screen().contains("behind"), "{}", harness.screen());
        harness.keys("<C-z>");
        says(&harness, "10 min behind");
        harness.keys("<C-t>c<Down><Down>");
        says(&harness, "Leave out “Four corners”");
        harness.keys("<Down><Down>");
        let before = harness.session().agenda.len();
        harness.keys("<Enter>");
        assert_eq!(harness.session().agenda.len(), before - 1);
        assert!(!harness.screen().contains("min behind"), "{}", harness.screen());
    }

    /// Every block that has not begun begins where the one before it really ends.
    fn reads_true(harness: &Harness) {
        let mut free: Option<u16> = None;
        for block in harness.session().agenda.iter() {
            let begins = block.actual_start.unwrap_or(block.planned_start).0;
            if block.actual_start.is_none() {
                assert_eq!(Some(begins), free, "{}\n{}", block.title, harness.screen());
            }
            free = Some(
                begins + u16::try_from(block.actual_minutes.unwrap_or(block.planned_minutes)).unwrap_or(0),
            );
        }
    }

    #[test]
    fn after_each_repair_what_comes_follows_what_runs_in_one_step_and_the_file_keeps_it() {
        use crate::shelf::format::{read, write};
        for keys in ["<Enter>", "<Down><Enter>", "<Down><Down><Enter>", "<Enter><C-t>c<Enter>"] {
            let mut harness = late_by(60);
            let before = harness.session().clone();
            harness.keys("<C-t>c").keys(keys);
            reads_true(&harness);
            let session = harness.session().clone();
            assert_eq!(planned(&session, "lunch"), 45);
            assert_eq!(read(&write(&session).expect("written")).expect("read"), session);
            harness.keys(if keys.contains("<C-t>") { "<C-z><C-z>" } else { "<C-z>" });
            assert_eq!(*harness.session(), before, "{keys}");
        }
    }

    #[test]
    fn a_block_that_carries_the_delay_hands_it_on_when_it_is_left_out() {
        let mut harness = late_by(60);
        harness.keys("<C-t>c<Enter>");
        let first = harness.session().agenda.iter().find(|b| b.actual_start.is_none()).cloned().expect("one");
        assert_eq!(first.late_minutes, Some(60));
        harness.keys("<C-t>c<Down><Enter>");
        assert!(!harness.session().agenda.has(&first.id), "{}", harness.screen());
        reads_true(&harness);
    }

    #[test]
    fn a_late_day_that_still_ends_in_time_says_both_and_may_simply_follow() {
        let mut session = late_by(40).session().clone();
        session.session.end = Some(Clock(17 * 60 + 30));
        let mut harness = late_by(40);
        let now = harness.now;
        harness = Harness::with(session);
        harness.now = now;
        harness.wait(0);
        says(&harness, "40 min behind");
        harness.keys("<resize 160x48>");
        says(&harness, "40 min behind, the day still ends in time");
        harness.keys("<C-t>c");
        says(&harness, "40 min behind; the day still ends in time.");
        says(&harness, "Let what comes follow +40 min");
        harness.keys("<Enter>");
        reads_true(&harness);
        let header = harness.screen().lines().next().unwrap_or_default().to_owned();
        assert!(!header.contains("behind"), "{header}");
        assert_eq!(planned(harness.session(), "q3"), 35, "nothing was cut");
    }

    #[test]
    fn less_than_five_minutes_are_not_spoken_of() {
        let mut harness = late_by(4);
        let header = harness.screen().lines().next().unwrap_or_default().to_owned();
        assert!(!header.contains("behind") && !header.contains("on time"), "{header}");
        harness.keys("<C-t>c");
        says(&harness, "there is nothing to catch up");
        let mut empty = Harness::empty();
        let header = empty.screen().lines().next().unwrap_or_default().to_owned();
        assert!(!header.contains("behind"), "a day nobody has begun: {header}");
        empty.keys("<C-t>c");
        says(&empty, "Nobody has started the agenda yet");
    }

    #[test]
    fn an_agenda_begun_hours_off_its_time_is_set_to_this_clock_in_one_step() {
        for (hour, begins) in [(14, Some("14:03")), (23, None)] {
            let mut harness = Harness::empty();
            harness.now.local = jiff::civil::date(2026, 3, 12).at(hour, 3, 0, 0);
            harness.wait(0).keys("<C-n>");
            says(&harness, "planned for another time: Ctrl-T c sets it");
            harness.keys("<Esc>");
            let header = harness.screen().lines().next().unwrap_or_default().to_owned();
            assert!(header.ends_with("not on this clock"), "{header}");
            harness.keys("<C-t>c");
            let Some(begins) = begins else {
                says(&harness, "In Prepare, s on its agenda");
                continue;
            };
            says(&harness, &format!("Let the agenda begin at {begins}"));
            harness.keys("<Enter>");
            let (start, end) = (harness.session().session.start, harness.session().session.end);
            assert_eq!((start, end), (Some(Clock(14 * 60 + 3)), Some(Clock(21 * 60 + 33))));
            assert_eq!(
                harness.session().agenda.at(1).map(|block| block.planned_start),
                Some(Clock(14 * 60 + 18))
            );
            let header = harness.screen().lines().next().unwrap_or_default().to_owned();
            assert!(!header.contains("clock") && !header.contains("behind"), "{header}");
            harness.keys("<C-z>");
            assert_eq!(harness.session().session.start, Some(Clock(9 * 60)));
        }
    }

    #[test]
    fn on_another_day_the_clock_has_nothing_to_repair() {
        let mut harness = late_by(18);
        harness.now.local = jiff::civil::date(2026, 3, 13).at(12, 3, 0, 0);
        harness.wait(0).keys("<C-t>c");
        says(&harness, "This day is not today: the clock has nothing to repair.");
        harness.keys("<Enter>");
        assert!(harness.work().overlays().is_empty());
        assert_eq!(harness.work().revision(), 0);
    }

    #[test]
    fn what_the_method_protects_is_neither_trimmed_nor_left_out() {
        for variant in FORMS {
            let playbook = Playbook::builtin();
            let day = "2026-03-12".parse().unwrap_or_default();
            let session = playbook.new_session("", day, &variant, "+01:00");
            let mut harness = Harness::with(session);
            harness.now.local = jiff::civil::date(2026, 3, 12).at(9, 50, 0, 0);
            let protected = playbook.agenda(&variant).blocks.iter().filter(|block| block.protected);
            let protected: Vec<&str> = protected.map(|block| block.id.as_str()).collect();
            assert!(!protected.is_empty(), "{variant:?}");
            let all = repairs(harness.session(), playbook, &harness.now, 10);
            assert!(all.iter().any(|repair| matches!(repair, Repair::Trim(_))), "{variant:?} {all:?}");
            for repair in all {
                let touched: Vec<String> = match repair {
                    Repair::Trim(plan) => plan.cuts.into_iter().map(|(id, _)| id).collect(),
                    Repair::Drop(id, _) => vec![id.to_string()],
                    Repair::Later(_) | Repair::Move(_) | Repair::Follow(_) => Vec::new(),
                };
                for id in touched {
                    assert!(!protected.contains(&id.as_str()), "{id} of {variant:?}");
                }
            }
        }
    }

    #[test]
    fn catching_up_at_three_sizes() {
        for (w, h) in [(66, 18), (80, 24), (160, 48)] {
            let mut harness = late_by(60);
            harness.keys("<C-t>c");
            assert_snapshot!(format!("catch_up_{w}x{h}"), sheet_only(&harness.styled(w, h), h));
        }
    }
}
