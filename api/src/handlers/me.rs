//! The person who calls.

use crate::access::AnyPerson;
use crate::answer::{Shown, shown};
use crate::call::{Call, Json};
use crate::problem::Problem;
use crate::shapes::{Person, ProfileUpdate};
use persistence::PersonRecord;

type Result<T> = std::result::Result<T, Problem>;

/// Read one's profile
///
/// What the service knows of the caller. Names and e-mail come from the School.
#[utoipa::path(get, path = "/v1/me/profile", tag = "me")]
pub async fn get_profile(call: Call<AnyPerson>) -> Result<Shown<Person>> {
    let record = call.app.store.person(call.caller.id).await?;
    Ok(Shown::of(record.version, &Person::from(&record)))
}

/// Change one's profile
///
/// What is left out stays, null clears. What a person has set themselves no import overwrites.
#[utoipa::path(patch, path = "/v1/me/profile", tag = "me")]
pub async fn update_profile(call: Call<AnyPerson, Json<ProfileUpdate>>) -> Result<Shown<Person>> {
    let store = &call.app.store;
    let now = store.person(call.caller.id).await?;
    let (expected, change) = (call.expected(now.version)?, call.body.0.clone().into());
    let render = shown(|record: &PersonRecord| (record.version, Person::from(record)));
    let answer = store
        .change_profile(call.meta(), call.caller.id, expected, change, render)
        .await?;
    Ok(answer.into())
}
