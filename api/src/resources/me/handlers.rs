//! Handlers for the caller's own person.

use super::{Me, NextStep};
use crate::access::AnyPerson;
use crate::http::answer::Resource;
use crate::http::call::{Call, Json};
use crate::http::problem::Problem;
use crate::resources::people::Person;
use domain::person::ProfileChange;
use domain::words::MentorshipState;
use persistence::NO_VERSION;

type Result<T> = std::result::Result<T, Problem>;

/// Read one's home page
///
/// Caller's person, enrolments, live mentorships and next steps by due date: the home page of the
/// personal area in one call. Texts are in the person's language.
#[utoipa::path(
    get,
    path = "/v1/me",
    tag = "me",
    responses((status = 200, description = "The caller's home page")),
)]
pub async fn get_me(call: Call<AnyPerson>) -> Result<Resource<Me>> {
    let home = call.app.store.home(call.caller.id, call.now).await?;
    let steps = super::home::next_steps(&call.app, &call.caller, &home, call.now).await?;
    let live = home.mentorships.iter().map(|one| &one.record);
    let live = live.filter(|record| record.facts.state == MentorshipState::Active);
    let mentorships = live.map(|record| record.summary(call.now));
    let person = &home.person;
    let me = Me {
        person: Person::from(person),
        roles: call.caller.roles(),
        enrolments: call.caller.visible_enrolments(),
        mentorships: mentorships.collect::<persistence::Result<_>>()?,
        next_steps: steps
            .iter()
            .map(|step| NextStep::of(step, person.language))
            .collect(),
    };
    Ok(Resource::of(NO_VERSION, &me))
}

/// Read one's profile
///
/// Name, addresses, language and reminders of the caller. Names and `email` come from the
/// School's import; the rest is the person's own.
#[utoipa::path(
    get,
    path = "/v1/me/profile",
    tag = "me",
    responses((status = 200, description = "The caller's profile")),
)]
pub async fn get_profile(call: Call<AnyPerson>) -> Result<Resource<Person>> {
    let record = call.app.store.person(call.caller.id).await?;
    Ok(Resource::of(record.version, &Person::from(&record)))
}

/// Change one's profile
///
/// Omitted fields stay, null clears. No import overwrites values that a person set themselves.
/// Phone number and video name show to the other party of a live mentorship and to staff.
#[utoipa::path(
    patch,
    path = "/v1/me/profile",
    tag = "me",
    responses((status = 200, description = "The caller's profile after the change")),
)]
pub async fn update_profile(
    call: Call<AnyPerson, Json<ProfileChange>>,
) -> Result<Resource<Person>> {
    let (id, change) = (call.caller.id, call.body.0.clone());
    call.save(
        |store, meta, render| store.change_profile(meta, id, change, render),
        |record| (record.version, Person::from(record)),
    )
    .await
}
