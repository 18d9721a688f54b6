//! What would change if the executives had said nothing (the handbook, R4): a question to ask oneself, not the room.

use crate::rules::verdicts::{BossOut, KEPT};
use crate::session::{Gap, GapId, Theme, ThemeId};
use crate::tui::ctx::Ctx;
use crate::tui::overlays::page::{Row, Tone};

/// The page.
pub fn rows(ctx: &Ctx, out: &BossOut) -> Vec<Row> {
    let mut rows = vec![Row::heading("If the executives had said nothing"), Row::text(out.sentence())];
    // What cannot be taken out is said before anything is concluded from the rest.
    rows.push(Row::soft(KEPT));
    if out.notes + out.asked == 0 {
        return rows;
    }
    rows.push(Row::Blank);
    if out.is_empty() {
        rows.push(Row::Text(Tone::Good, "Nothing would move: themes and lanes hold without them.".into()));
    }
    for shift in &out.gaps {
        let title =
            ctx.session.get::<Gap>(&GapId::new(shift.id.as_str())).map_or("", |gap| gap.title.as_str());
        rows.push(Row::Text(Tone::Warn, shift.sentence()));
        rows.push(Row::Pair(3, (Tone::Soft, String::new()), (Tone::Soft, title.to_owned())));
    }
    if !out.gaps.is_empty() && !out.themes.is_empty() {
        rows.push(Row::Blank);
    }
    if !out.themes.is_empty() {
        rows.push(Row::soft("Themes, by the people behind them:"));
    }
    for shift in &out.themes {
        let name = ctx
            .session
            .get::<Theme>(&ThemeId::new(shift.id.as_str()))
            .map_or("", |theme| theme.name.as_str());
        rows.push(Row::text(shift.sentence()));
        rows.push(Row::Pair(3, (Tone::Soft, String::new()), (Tone::Soft, name.to_owned())));
    }
    rows
}
