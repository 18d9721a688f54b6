//! Which processes to track (the handbook, R15).
//!
//! Counts gaps per process; what a process is belongs to the session.

use super::lanes::id_order;
use super::words::Id;

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
}
