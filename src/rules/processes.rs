//! Which processes to track (the handbook, R15).
//!
//! Counts gaps per process; what a process is belongs to the session.

use super::lanes::id_order;
use super::words::{Id, number};

/// At most this many are tracked.
pub const MOST: usize = 7;

/// A process with the number of its gaps.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Process {
    pub id: Id,
    /// Live gaps of it that lie in Now.
    pub now_gaps: usize,
    /// All live gaps of it, unsorted ones included.
    pub gaps: usize,
}

impl Process {
    /// At least one Now gap, or at least two gaps.
    pub fn worth_tracking(&self) -> bool {
        self.now_gaps >= 1 || self.gaps >= 2
    }
}

/// Why a process is tracked or not: “Tracked: one Now gap, three gaps in all.”
pub fn sentence(process: &Process, tracked: bool) -> String {
    let gaps = match (process.now_gaps, process.gaps) {
        (_, 0) => "no gap lies in it".to_owned(),
        (0, 1) => "one gap lies in it, and not in Now".to_owned(),
        (0, all) => format!("{} gaps lie in it, none in Now", number(all)),
        (1, 1) => "its one gap lies in Now".to_owned(),
        (now, all) if now == all => format!("{} gaps, all in Now", number(all)),
        (now, all) => format!("{} of its {} gaps in Now", number(now), number(all)),
    };
    match (tracked, process.worth_tracking()) {
        (true, _) => format!("Tracked: {gaps}."),
        (false, true) => format!("Not tracked: {gaps}, but {} are enough to follow at once.", number(MOST)),
        (false, false) => format!("Listed, not tracked: {gaps}."),
    }
}

/// At least one Now gap or at least two gaps; ordered by Now gaps, gaps, id.
pub fn tracked(processes: &[Process]) -> Vec<Id> {
    let mut chosen: Vec<&Process> = processes.iter().filter(|process| process.worth_tracking()).collect();
    chosen
        .sort_by(|a, b| (b.now_gaps, b.gaps).cmp(&(a.now_gaps, a.gaps)).then_with(|| id_order(&a.id, &b.id)));
    chosen.into_iter().take(MOST).map(|process| process.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_seven_are_tracked() {
        let many: Vec<Process> =
            (1..=9).map(|n| Process { id: format!("PR{n}").into(), now_gaps: 1, gaps: n }).collect();
        let chosen = tracked(&many);
        assert_eq!(chosen.len(), MOST);
        assert_eq!(chosen[0], "PR9");
    }

    #[test]
    fn a_process_says_why_it_is_tracked() {
        let said = |now_gaps, gaps, tracked| sentence(&Process { id: "PR1".into(), now_gaps, gaps }, tracked);
        assert_eq!(said(1, 1, true), "Tracked: its one gap lies in Now.");
        assert_eq!(said(2, 3, true), "Tracked: two of its three gaps in Now.");
        assert_eq!(said(0, 2, true), "Tracked: two gaps lie in it, none in Now.");
        assert_eq!(said(3, 3, true), "Tracked: three gaps, all in Now.");
        assert_eq!(said(0, 1, false), "Listed, not tracked: one gap lies in it, and not in Now.");
        assert_eq!(said(0, 0, false), "Listed, not tracked: no gap lies in it.");
        assert_eq!(
            said(1, 1, false),
            "Not tracked: its one gap lies in Now, but seven are enough to follow at once."
        );
    }
}
