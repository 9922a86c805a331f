//! People, for staff (R36).

use super::{Person, PersonReader};
use crate::access::{Admin, AnyPerson, As, Colleague, Staff};
use crate::http::answer::{Listed, Paged, Resource};
use crate::http::call::{Call, Json, NoBody, Nothing, OptionalJson, Query};
use crate::http::problem::{FieldError, Finding, Problem};
use domain::enrolment::search_words;
use domain::ids::PersonId;
use domain::person::PersonChange;
use persistence::{KnownPersonRecord, PeopleFilter};
use serde::Deserialize;
use utoipa::ToSchema;

type Result<T> = std::result::Result<T, Problem>;

/// Filters of the list of people.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct PersonQuery {
    /// Words that must all stand in name or mail addresses, ignoring accents and case.
    #[schema(max_length = 200)]
    pub q: Option<String>,
    /// Only the person of this account on the Alumni website.
    #[schema(min_length = 1, max_length = 200)]
    pub external_id: Option<String>,
}

/// List people
///
/// Everybody who is known here, in all programmes and in none, deactivated people included. Sorted by
/// name, ignoring accents and case.
#[utoipa::path(get, path = "/v1/people", tag = "people")]
pub async fn list_people(
    call: Call<As<Staff, AnyPerson>, NoBody, Query<Paged<PersonQuery>>>,
) -> Result<Listed<Person>> {
    let part = call.part::<(String, PersonId)>()?;
    let filter = PeopleFilter {
        words: search_words(call.query.q.as_deref().unwrap_or_default()),
        external_id: call.query.external_id.clone(),
    };
    let after = part.after.clone().map(Into::into);
    let rows = call.app.store.people(filter, after, part.rows()).await?;
    let key = |row: &KnownPersonRecord| (row.sort_key.clone(), row.person.id);
    Ok(call.page(&part, rows, key, Person::known))
}

/// Read a person
///
/// Name, addresses, and the programmes in which they take part.
#[utoipa::path(get, path = "/v1/people/{person_id}", tag = "people")]
pub async fn get_person(call: Call<As<Staff, PersonReader>>) -> Result<Resource<Person>> {
    let record = call.access.person.clone();
    Ok(Resource::of(record.person.version, &Person::known(record)))
}

/// Change a person
///
/// Omitted fields stay, null clears: a name only where the other one is given beside it. This is how
/// an admin repairs a wrong address; mails that wait go to the new one. The next import overwrites
/// names and `email` again, so repair them at its source, too; what people set themselves it leaves
/// alone (R37).
#[utoipa::path(patch, path = "/v1/people/{person_id}", tag = "people")]
pub async fn update_person(
    call: Call<As<Admin, PersonReader>, Json<PersonChange>>,
) -> Result<Resource<Person>> {
    let (id, change) = (call.access.person.person.id, call.body.0.clone());
    if let Some(pointer) = change.missing_name() {
        let error = FieldError::new(pointer, Finding::Missing);
        return Err(Problem::invalid(vec![error]));
    }
    call.save(
        |store, meta, render| store.change_person(meta, id, change, render),
        |record| (record.person.version, Person::known(record.clone())),
    )
    .await
}

/// Deactivate a person
///
/// From then on the person gets 403 `person_deactivated`, is listed and chosen nowhere, and gets no
/// mail: those that wait are suppressed. Refused while they have a live mentorship, in any programme:
/// end those that `items` names first. Their history stays. Once more changes nothing (R36).
#[utoipa::path(
    post,
    path = "/v1/people/{person_id}/deactivate",
    tag = "people",
    responses((status = 200, description = "The person, deactivated")),
)]
pub async fn deactivate_person(
    call: Call<As<Colleague, PersonReader>, OptionalJson<Nothing>>,
) -> Result<Resource<Person>> {
    let id = call.access.person.person.id;
    call.save(
        |store, meta, render| store.deactivate_person(meta, id, render),
        |record| (record.person.version, Person::known(record.clone())),
    )
    .await
}

/// Reactivate a person
///
/// The person may use the service again, as before. Mails that were suppressed don't leave any more.
/// Once more changes nothing (R36).
#[utoipa::path(
    post,
    path = "/v1/people/{person_id}/reactivate",
    tag = "people",
    responses((status = 200, description = "The person, active")),
)]
pub async fn reactivate_person(
    call: Call<As<Admin, PersonReader>, OptionalJson<Nothing>>,
) -> Result<Resource<Person>> {
    let id = call.access.person.person.id;
    call.save(
        |store, meta, render| store.reactivate_person(meta, id, render),
        |record| (record.person.version, Person::known(record.clone())),
    )
    .await
}
