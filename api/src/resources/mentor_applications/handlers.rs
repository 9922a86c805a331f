//! Applications of mentors (R45).

use super::{Applicant, ApplicationReader, ApplicationsReader, MentorApplication, OwnApplication};
use crate::access::{Access, As, Staff};
use crate::http::answer::{Created, Listed, Paged, Resource};
use crate::http::call::{Call, Json, NoBody, Query};
use crate::http::problem::Problem;
use chrono::{DateTime, Utc};
use domain::application::{Decision, MentorApplicationCreate};
use domain::ids::MentorApplicationId;
use domain::words::MentorApplicationState;
use persistence::{ApplicationFilter, ApplicationRecord, NO_VERSION};
use serde::Deserialize;
use utoipa::ToSchema;

type Result<T> = std::result::Result<T, Problem>;

/// Filters of the list of applications.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
pub struct MentorApplicationQuery {
    /// Only applications in this state.
    pub state: Option<MentorApplicationState>,
}

/// Offer oneself as a mentor
///
/// A person who isn't enrolled in the programme applies with a mentor's profile, before it opens or
/// while it is open (R45). They need not be known here: the token tells who they are. Staff get a mail
/// and accept or refuse; with the policy `mentor_applications: automatic`, a person who has mentored
/// before is enrolled at once and on the list (`state: accepted`). One application waits at a time.
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/mentor-applications",
    tag = "mentor-applications"
)]
pub async fn create_mentor_application(
    call: Call<Applicant, Json<MentorApplicationCreate>>,
) -> Result<Created<MentorApplication>> {
    let (programme, caller) = (call.access.0, call.caller.id);
    let new = call.body.0.clone();
    call.create(
        |store, meta, render| store.create_mentor_application(meta, programme, caller, new, render),
        move |record| {
            let id = record.application.id;
            let location = format!("/v1/programmes/{programme}/mentor-applications/{id}");
            let shown = MentorApplication::of(record.clone(), caller);
            (NO_VERSION, location, shown)
        },
    )
    .await
}

/// List applications of mentors
///
/// Newest first. Staff see all but their own, everybody else their own.
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/mentor-applications",
    tag = "mentor-applications"
)]
pub async fn list_mentor_applications(
    call: Call<ApplicationsReader, NoBody, Query<Paged<MentorApplicationQuery>>>,
) -> Result<Listed<MentorApplication>> {
    let part = call.part::<(DateTime<Utc>, MentorApplicationId)>()?;
    let viewer = call.caller.id;
    let filter = ApplicationFilter {
        programme: call.access.0,
        viewer,
        is_staff: call.caller.is_staff(),
        state: call.query.state,
    };
    let store = &call.app.store;
    let rows = store
        .mentor_applications(filter, part.after, part.rows())
        .await?;
    let key = |row: &ApplicationRecord| (row.application.created_at, row.application.id);
    let shape = |row| MentorApplication::of(row, viewer);
    Ok(call.page(&part, rows, key, shape))
}

/// Read an application of a mentor
///
/// For staff, and the person who has applied.
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/mentor-applications/{application_id}",
    tag = "mentor-applications"
)]
pub async fn get_mentor_application(
    call: Call<ApplicationReader>,
) -> Result<Resource<MentorApplication>> {
    let shown = MentorApplication::of(call.access.record.clone(), call.caller.id);
    Ok(Resource::of(NO_VERSION, &shown))
}

/// Accept an application of a mentor
///
/// Enrols the person with the profile they offer, unlisted: students see them once staff set `listed`
/// (`update_mentor`). They get a mail. Also before the programme opens.
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/mentor-applications/{application_id}/accept",
    tag = "mentor-applications"
)]
pub async fn accept_mentor_application(
    call: Call<As<Staff, ApplicationReader>>,
) -> Result<Resource<MentorApplication>> {
    decide(&call, Decision::Accept).await
}

/// Refuse an application of a mentor
///
/// Without a reason; the person gets a kind mail, and may apply again.
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/mentor-applications/{application_id}/refuse",
    tag = "mentor-applications"
)]
pub async fn refuse_mentor_application(
    call: Call<As<Staff, ApplicationReader>>,
) -> Result<Resource<MentorApplication>> {
    decide(&call, Decision::Refuse).await
}

/// Withdraw one's application
///
/// The person takes it back while it waits.
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/mentor-applications/{application_id}/withdraw",
    tag = "mentor-applications"
)]
pub async fn withdraw_mentor_application(
    call: Call<OwnApplication>,
) -> Result<Resource<MentorApplication>> {
    decide(&call, Decision::Withdraw).await
}

async fn decide<A>(call: &Call<A>, decision: Decision) -> Result<Resource<MentorApplication>>
where
    A: Access + AsRef<ApplicationReader>,
{
    let of = call.access.as_ref().key();
    let caller = call.caller.id;
    call.save(
        |store, meta, render| {
            store.decide_on_mentor_application(meta, of, caller, decision, render)
        },
        move |record| (NO_VERSION, MentorApplication::of(record.clone(), caller)),
    )
    .await
}
