//! Who is in the room, and who is not (the handbook, R3).
//!
//! Looks at present participants only; a missing department is a question to ask, never a red cross.

use super::Share;
use super::words::{Id, Level, list};

/// A department as the rule sees it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Department {
    pub id: Id,
    pub name: String,
    pub customer_facing: bool,
    /// Excused with a reason; counts only while nobody from it is present.
    pub waived: bool,
}

/// A present participant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    pub department: Option<Id>,
    pub level: Option<Level>,
}

/// The five checks, `C1` departments, `C2` levels, `C3` front line, `C4` executives, `C5` size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    C1,
    C2,
    C3,
    C4,
    C5,
}

impl Check {
    /// As the verdict lists it.
    pub fn id(self) -> &'static str {
        match self {
            Check::C1 => "C1",
            Check::C2 => "C2",
            Check::C3 => "C3",
            Check::C4 => "C4",
            Check::C5 => "C5",
        }
    }
}

/// Who is in the room, measured against who should be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    pub n: usize,
    /// Customer-facing departments with somebody present, in the order of the organisation.
    pub covered: Vec<Id>,
    pub waived: Vec<Id>,
    pub missing: Vec<Id>,
    pub missing_names: Vec<String>,
    pub levels: Vec<Level>,
    pub front_line: Share,
    pub executives: Share,
    /// Covered customer-facing departments and levels, of all of them.
    pub index: Share,
    pub fails: Vec<Check>,
    /// People per department (in the order given, then those without one) and level.
    pub grid: Vec<(Option<Id>, [usize; 3])>,
}

impl Coverage {
    /// “broad”, “broad, with a stated exception”, “usable, with a gap” or “narrow”.
    pub fn verdict(&self) -> &'static str {
        match (self.fails.len(), self.waived.is_empty()) {
            (0, true) => "broad",
            (0, false) => "broad, with a stated exception",
            (1, _) => "usable, with a gap",
            _ => "narrow",
        }
    }

    /// What to do about it, one sentence for each check that fails.
    pub fn sentences(&self) -> Vec<String> {
        self.fails
            .iter()
            .map(|check| match check {
                Check::C1 => format!("Missing: {}. Who could come for the morning?", list(&self.missing_names)),
                Check::C2 => {
                    let absent: Vec<&str> = Level::ALL
                        .into_iter()
                        .filter(|level| !self.levels.contains(level))
                        .map(|level| match level {
                            Level::FrontLine => "the front line",
                            Level::Manager => "the managers",
                            Level::Executive => "the executives",
                        })
                        .collect();
                    format!("Nobody from {} yet. Who could join, if only for an hour?", list(&absent))
                }
                Check::C3 => format!(
                    "The front line is {}% of the room; four in ten would carry the day. Who meets customers every day?",
                    self.front_line.percent()
                ),
                Check::C4 => format!(
                    "Executives are {}% of the room; one in four is enough. Who could listen from outside?",
                    self.executives.percent()
                ),
                Check::C5 if self.n < 8 => {
                    format!("{} in the room; eight to twenty work best. Who else could come?", people(self.n))
                }
                Check::C5 => format!("{} in the room; eight to twenty work best. Two tables help.", people(self.n)),
            })
            .collect()
    }

    /// The verdict as one line: “Broad, with a stated exception: 14 people, coverage 90%.”
    pub fn sentence(&self) -> String {
        let verdict = super::words::sentence_case(self.verdict());
        format!("{verdict}: {}, coverage {}%.", people(self.n), self.index.percent())
    }
}

fn people(n: usize) -> String {
    match n {
        0 => "Nobody".to_owned(),
        1 => "1 person".to_owned(),
        n => format!("{n} people"),
    }
}

/// Judges the room; `departments` in the order of the organisation.
pub fn coverage(departments: &[Department], present: &[Present]) -> Coverage {
    use std::collections::HashMap;
    let mut grid: Vec<(Option<Id>, [usize; 3])> =
        departments.iter().map(|d| (Some(d.id.clone()), [0; 3])).collect();
    let index_of: HashMap<&str, usize> =
        departments.iter().enumerate().map(|(at, d)| (d.id.as_str(), at)).collect();
    let mut somebody = vec![false; departments.len()];
    let mut elsewhere = [0; 3];
    let mut by_level = [0_usize; 3];
    for person in present {
        let row = person.department.as_ref().and_then(|id| index_of.get(id.as_str()).copied());
        if let Some(at) = row {
            somebody[at] = true;
        }
        if let Some(level) = person.level {
            by_level[level as usize] += 1;
            match row {
                Some(at) => grid[at].1[level as usize] += 1,
                None => elsewhere[level as usize] += 1,
            }
        }
    }
    if elsewhere != [0; 3] {
        grid.push((None, elsewhere));
    }

    let n = present.len();
    let mut verdict = Coverage { n, grid, ..Coverage::default() };
    for (department, somebody) in departments.iter().zip(somebody).filter(|(d, _)| d.customer_facing) {
        let id = department.id.clone();
        if somebody {
            verdict.covered.push(id);
        } else if department.waived {
            verdict.waived.push(id);
        } else {
            verdict.missing.push(id);
            verdict.missing_names.push(department.name.clone());
        }
    }
    let facing = verdict.covered.len() + verdict.waived.len() + verdict.missing.len();
    verdict.levels = Level::ALL.into_iter().filter(|level| by_level[*level as usize] > 0).collect();
    verdict.front_line = Share::of(by_level[Level::FrontLine as usize], n);
    verdict.executives = Share::of(by_level[Level::Executive as usize], n);
    verdict.index = Share::of(verdict.covered.len() + verdict.levels.len(), facing + Level::ALL.len());
    let fails = [
        (Check::C1, !verdict.missing.is_empty()),
        (Check::C2, verdict.levels.len() < Level::ALL.len()),
        (Check::C3, verdict.front_line.below(40)),
        (Check::C4, verdict.executives.above(25)),
        (Check::C5, !(8..=20).contains(&n)),
    ];
    verdict.fails = fails.into_iter().filter(|(_, fails)| *fails).map(|(check, _)| check).collect();
    verdict
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_department_is_a_question_not_a_red_cross() {
        let billing =
            Department { id: "D5".into(), name: "Billing".into(), customer_facing: true, waived: false };
        let verdict = coverage(&[billing], &[]);
        assert_eq!(verdict.sentences()[0], "Missing: Billing. Who could come for the morning?");
        assert_eq!(verdict.verdict(), "narrow");
    }

    #[test]
    fn a_waiver_is_ignored_once_somebody_came() {
        let returns =
            Department { id: "D8".into(), name: "Returns".into(), customer_facing: true, waived: true };
        let there = Present { department: Some("D8".into()), level: Some(Level::Manager) };
        let verdict = coverage(std::slice::from_ref(&returns), &[there]);
        assert_eq!((verdict.covered.len(), verdict.waived.len()), (1, 0));
        assert_eq!(coverage(&[returns], &[]).waived.len(), 1);
    }

    #[test]
    fn people_of_no_known_department_still_count() {
        let stranger = Present { department: Some("D99".into()), level: Some(Level::FrontLine) };
        let verdict = coverage(&[], &[stranger]);
        assert_eq!(verdict.front_line.percent(), 100);
        assert_eq!(verdict.grid, [(None, [1, 0, 0])]);
    }
}
