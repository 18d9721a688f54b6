//! The invariants of departments and people, and what forgets them when they go. It knows no screen and no rule.

use super::{clear, drop_from, ok, said};
use crate::session::edit::{Keeps, Rejection};
use crate::session::{
    Audience, Department, DepartmentId, Evidence, Gap, Moment, Person, PersonId, Process, Session, Sop,
};

impl Keeps<Department> for Session {
    fn after(&mut self, id: &DepartmentId, _: Option<&Department>, _: &Moment) -> Result<(), Rejection> {
        self.get::<Department>(id).map_or(ok(), |d| said(&d.name, "The department's name", 200))
    }
    fn may_remove(&self, id: &DepartmentId) -> Result<(), Rejection> {
        match self.people.iter().filter(|p| p.department.as_ref() == Some(id)).count() {
            0 => Ok(()),
            1 => Rejection::because("One person on the roster belongs to this department. Move them first."),
            n => Rejection::because(format!(
                "{n} people on the roster belong to this department. Move them first."
            )),
        }
    }
    fn forget(&mut self, gone: &Department) {
        let id = &gone.id;
        self.gaps.each_mut(
            |gap| gap.lead_department.as_ref() == Some(id) || gap.affects.contains(id),
            |gap| {
                clear(&mut gap.lead_department, id);
                drop_from(&mut gap.affects, id);
            },
        );
        self.notes.each_mut(|n| n.department.as_ref() == Some(id), |n| n.department = None);
        let here = |process: &Process| process.steps.iter().any(|s| s.department.as_ref() == Some(id));
        self.processes.each_mut(here, |process| {
            process.steps.each_mut(|s| s.department.as_ref() == Some(id), |s| s.department = None);
        });
    }
}

impl Keeps<Person> for Session {
    fn after(&mut self, id: &PersonId, before: Option<&Person>, _: &Moment) -> Result<(), Rejection> {
        let Some(person) = self.get::<Person>(id) else { return Ok(()) };
        said(&person.name, "The name", 200)?;
        if before.is_none_or(|b| b.department != person.department) {
            self.known::<Department>(person.department.as_ref())?;
        }
        if let (Some(came), Some(left)) = (&person.arrived_at, &person.left_at)
            && left.instant() < came.instant()
        {
            return Rejection::because(format!("Left at {}, but came at {}.", left.clock(), came.clock()));
        }
        Ok(())
    }
    fn may_remove(&self, id: &PersonId) -> Result<(), Rejection> {
        let mine = Some(id);
        let notes = self.notes.iter().filter(|n| n.author.as_ref() == mine).count();
        let owns = self.actions.iter().filter(|a| a.owner.as_ref() == mine).count();
        if notes > 0 || owns > 0 {
            return Rejection::because("This person has notes or actions. Mark them absent instead.");
        }
        Ok(())
    }
    fn forget(&mut self, gone: &Person) {
        let (id, me) = (&gone.id, Some(&gone.id));
        let card = &mut self.session;
        for slot in [&mut card.facilitator, &mut card.scribe, &mut card.sponsor] {
            clear(slot, id);
        }
        if let Some(capacity) = &mut card.capacity {
            clear(&mut capacity.set_by, id);
        }
        self.actions.each_mut(|a| a.helpers.contains(id), |a| drop_from(&mut a.helpers, id));
        self.information_needs.each_mut(|n| n.owner.as_ref() == me, |n| n.owner = None);
        self.metrics.each_mut(|m| m.owner.as_ref() == me, |m| m.owner = None);
        self.processes.each_mut(|p| p.owner.as_ref() == me, |p| p.owner = None);
        let changed = |page: &Sop| page.revisions.iter().any(|r| r.by.as_ref() == me);
        self.sops.each_mut(
            |s| s.owner.as_ref() == me || changed(s),
            |s| {
                clear(&mut s.owner, id);
                s.revisions.each_mut(|r| r.by.as_ref() == me, |r| r.by = None);
            },
        );
        self.systems.each_mut(|s| s.owner.as_ref() == me, |s| s.owner = None);
        self.initiatives.each_mut(|i| i.owner.as_ref() == me, |i| i.owner = None);
        self.blockers.each_mut(|b| b.owner.as_ref() == me, |b| b.owner = None);
        self.checklist.each_mut(|c| c.owner.as_ref() == me, |c| c.owner = None);
        self.decisions.each_mut(|d| d.asked_of.as_ref() == me, |d| d.asked_of = None);
        self.parking_lot.each_mut(
            |p| p.owner.as_ref() == me || p.raised_by.as_ref() == me,
            |p| {
                clear(&mut p.owner, id);
                clear(&mut p.raised_by, id);
            },
        );
        let asked = |gap: &Gap| gap.moved.as_ref().is_some_and(|m| m.requested_by.as_ref() == me);
        self.gaps.each_mut(asked, |gap| {
            if let Some(moved) = &mut gap.moved {
                moved.requested_by = None;
            }
        });
        let shared = |item: &Evidence| {
            item.shares.iter().any(|s| matches!(&s.to, Audience::People(people) if people.contains(id)))
        };
        self.evidence.each_mut(shared, |item| {
            item.shares.each_mut(
                |_| true,
                |share| {
                    if let Audience::People(people) = &mut share.to {
                        drop_from(people, id);
                    }
                },
            );
        });
    }
}
