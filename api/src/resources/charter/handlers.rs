//! The charter and its acceptance (R32).

use super::{CharterAcceptance, CharterUpdate};
use crate::access::{Admin, As, Participant};
use crate::http::answer::Resource;
use crate::http::call::{Call, Json};
use crate::http::problem::Problem;
use crate::resources::programmes::ProgrammeReader;
use domain::charter::Charter;

type Result<T> = std::result::Result<T, Problem>;

/// Read the charter
///
/// The programme's rules of behaviour in both languages, and when this caller accepted them.
#[utoipa::path(get, path = "/v1/programmes/{programme_id}/charter", tag = "charter")]
pub async fn get_charter(call: Call<ProgrammeReader>) -> Result<Resource<Charter>> {
    let programme = call.access.id();
    let charter = call.app.store.charter(programme, call.caller.id).await?;
    Ok(Resource::of(charter.version, &charter))
}

/// Write the charter
///
/// The text becomes a new version. Acceptances of earlier versions stay valid (R32).
#[utoipa::path(put, path = "/v1/programmes/{programme_id}/charter", tag = "charter")]
pub async fn put_charter(
    call: Call<As<Admin, ProgrammeReader>, Json<CharterUpdate>>,
) -> Result<Resource<Charter>> {
    let (programme, person) = (call.access.id(), call.caller.id);
    let text = call.body.text.clone();
    call.save(
        |store, meta, render| store.put_charter(meta, programme, person, text, render),
        |charter| (charter.version, charter.clone()),
    )
    .await
}

/// Accept the charter
///
/// Once per programme: students before they choose a mentor, mentors before they propose or
/// confirm. The body names the version that was read; accepting again changes nothing.
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/charter/acceptance",
    tag = "charter"
)]
pub async fn accept_charter(
    call: Call<As<Participant, ProgrammeReader>, Json<CharterAcceptance>>,
) -> Result<Resource<Charter>> {
    let (programme, person, version) = (call.access.id(), call.caller.id, call.body.version);
    call.save(
        |store, meta, render| store.accept_charter(meta, programme, person, version, render),
        |charter| (charter.version, charter.clone()),
    )
    .await
}
