//! Dots (the handbook, R8): how many each, and what a shortlist is.
//!
//! Dots say what the room wants to talk about; they never set a lane and only break ties.

use super::lanes::id_order;
use super::words::Id;

/// Nobody may put more on one option.
pub const MAX_PER_OPTION: u32 = 2;

/// A quarter of the options, rounded up, at least 3, at most 6.
pub fn dots_each(options: usize) -> usize {
    options.div_ceil(4).clamp(3, 6)
}

/// What the room wants to talk about first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shortlist {
    /// Most dots first, then lower id.
    pub chosen: Vec<Id>,
    /// Tied at the line, too many to take in.
    pub run_off: Vec<Id>,
}

impl Shortlist {
    /// Said only where a run-off is needed.
    pub fn sentence(&self) -> Option<String> {
        (!self.run_off.is_empty()).then(|| {
            let n = super::words::number(self.run_off.len());
            format!("{} are tied at the line: a run-off between them.", super::words::sentence_case(&n))
        })
    }
}

/// A tie at the line is taken in while the list stays within `want + 2`; otherwise the tied go to a run-off.
pub fn shortlist(totals: &[(Id, u32)], want: usize) -> Shortlist {
    let mut order: Vec<&(Id, u32)> = totals.iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| id_order(&a.0, &b.0)));
    let ids = |part: &[&(Id, u32)]| part.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    if want == 0 || order.len() <= want {
        let chosen = if want == 0 { Vec::new() } else { ids(&order) };
        return Shortlist { chosen, run_off: Vec::new() };
    }
    let line = order[want - 1].1;
    let above = order.iter().take_while(|(_, dots)| *dots > line).count();
    let up_to = order.iter().take_while(|(_, dots)| *dots >= line).count();
    if up_to <= want.saturating_add(2) {
        Shortlist { chosen: ids(&order[..up_to]), run_off: Vec::new() }
    } else {
        Shortlist { chosen: ids(&order[..above]), run_off: ids(&order[above..up_to]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_ballot_is_its_own_shortlist() {
        let totals = [("T02".into(), 1), ("T01".into(), 1)];
        assert_eq!(shortlist(&totals, 5).chosen, ["T01", "T02"]);
        assert_eq!(shortlist(&totals, 0), Shortlist::default());
        assert_eq!(shortlist(&[], 3), Shortlist::default());
    }

    #[test]
    fn a_run_off_is_announced() {
        let totals: Vec<(Id, u32)> = (1..=6).map(|n| (format!("T{n:02}").into(), 1)).collect();
        assert_eq!(
            shortlist(&totals, 2).sentence().as_deref(),
            Some("Six are tied at the line: a run-off between them.")
        );
    }
}
