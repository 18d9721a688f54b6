//! The client, its departments, and the people in the room.

use super::deck::{Deck, Slot, deck, with};
use super::named::Of;
use crate::session::{
    Consent, Department, DepartmentChange, DepartmentId, Edit, OrganisationChange, Person, PersonChange,
    PersonId,
};
use crate::tui::ctx::Ctx;

/// The client.
pub(super) fn organisation(ctx: Ctx<'_>) -> Vec<Slot<'_>> {
    let it = &ctx.session.organisation;
    let mut d = Deck::new(ctx, |change| Edit::Organisation(Box::new(change)));
    d.line("name", "Name", &it.name, OrganisationChange::name).empty("whose customers?");
    d.line("sector", "Sector", &it.sector, OrganisationChange::sector);
    d.line("size", "Size", &it.size, OrganisationChange::size)
        .hint("People, customers, sites: whatever says how large.");
    d.maybe_line("champion", "Champion", it.champion.as_deref(), OrganisationChange::champion)
        .hint("Who speaks for the customer here: a person or a group.");
    d.maybe_prose("vision", "Vision", it.vision.as_deref(), OrganisationChange::vision)
        .hint("What customers shall be able to say one day.");
    let names: Vec<&str> = it.departments.iter().map(|d| d.name.as_str()).collect();
    d.info("departments", "Departments", names.join(", "));
    d.done()
}

/// A department.
pub(super) fn department<'a>(id: &DepartmentId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Department>(id)?;
    let mut d = deck::<Department>(id, ctx);
    d.line("name", "Name", &it.name, DepartmentChange::name);
    d.toggle("facing", "Meets customers", it.customer_facing, DepartmentChange::customer_facing)
        .hint("Whether people here deal with customers, or with what customers touch, most days.");
    d.maybe_line("waiver", "Nobody came, because", it.waiver.as_deref(), DepartmentChange::waiver)
        .hint("Why nobody could come. It stops counting once somebody from here is present.");
    d.maybe_prose("note", "Note", it.note.as_deref(), DepartmentChange::note);
    Some(d.done())
}

/// A person.
pub(super) fn person<'a>(id: &PersonId, ctx: Ctx<'a>) -> Option<Vec<Slot<'a>>> {
    let it = ctx.session.get::<Person>(id)?;
    let mut d = deck::<Person>(id, ctx);
    d.line("name", "Name", &it.name, PersonChange::name);
    d.one_or_new::<Department>(
        ("department", "Department", "New department"),
        it.department.as_ref(),
        Of::Departments,
        |name| Department { name, ..Department::default() },
        PersonChange::department,
    )
    .hint("A name that is not in the list becomes a new department.");
    d.maybe_word("level", "Level", it.level.as_ref(), PersonChange::level)
        .hint("Front line deals with customers; a manager leads people; an executive decides budgets.");
    d.line("job", "Job title", &it.job_title, PersonChange::job_title);
    d.word("role", "Here as", &it.role, PersonChange::role)
        .hint("Only participants count for coverage, voice, votes and pre-reads.");
    d.word("status", "Presence", &it.status, PersonChange::status);
    d.moment("arrived", "Arrived", it.arrived_at.as_ref(), PersonChange::arrived_at);
    d.moment("left", "Left", it.left_at.as_ref(), PersonChange::left_at);
    d.toggle("remote", "Remote", it.remote, PersonChange::remote).hint("This works best face to face.");
    d.toggle("key", "Key person", it.key_person, PersonChange::key_person)
        .hint("Without whom the day would miss something.");
    d.toggle("sponsor", "Sponsor", it.sponsor, PersonChange::sponsor);
    d.head("Agreed to");
    let consent = &it.consent;
    let part = move |change: fn(&mut Consent, bool)| {
        move |yes| PersonChange::consent(with(consent, |c| change(c, yes)))
    };
    d.toggle(
        "consent.report",
        "Name in the full report",
        consent.name_in_full_report,
        part(|c, yes| c.name_in_full_report = yes),
    );
    d.toggle(
        "consent.owner",
        "Name as an owner",
        consent.name_as_owner,
        part(|c, yes| c.name_as_owner = yes),
    );
    d.toggle("consent.photo", "Photos", consent.photo, part(|c, yes| c.photo = yes));
    Some(d.done())
}
