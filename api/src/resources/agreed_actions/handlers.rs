//! Agreed actions: listed for the two, marked by the student (R40).

use super::{AgreedAction, AgreedActionReader, AgreedActionUpdate, AgreedActionsReader};
use crate::access::{As, Student};
use crate::http::answer::{Listed, Paged, Resource};
use crate::http::call::{Call, Json, NoBody, Query};
use crate::http::problem::Problem;
use domain::ids::ActionId;
use persistence::AgreedActionRecord;

type Result<T> = std::result::Result<T, Problem>;

/// List a mentorship's agreed actions
///
/// Oldest first, of the forms in force of all three interviews.
#[utoipa::path(
    get,
    path = "/v1/mentorships/{mentorship_id}/agreed-actions",
    tag = "evaluations"
)]
pub async fn list_agreed_actions(
    call: Call<AgreedActionsReader, NoBody, Query<Paged>>,
) -> Result<Listed<AgreedAction>> {
    let part = call.part::<ActionId>()?;
    let store = &call.app.store;
    let rows = store
        .agreed_actions(call.access.mentorship.id, part.after, part.rows())
        .await?;
    let shape = |row: AgreedActionRecord| (&row).into();
    Ok(call.page(&part, rows, |row| row.id, shape))
}

/// Read an agreed action
///
/// Absent once a correction no longer names it, or its form is retracted.
#[utoipa::path(
    get,
    path = "/v1/mentorships/{mentorship_id}/agreed-actions/{action_id}",
    tag = "evaluations"
)]
pub async fn get_agreed_action(call: Call<AgreedActionReader>) -> Result<Resource<AgreedAction>> {
    let action = &call.access.action;
    Ok(Resource::of(action.version, &AgreedAction::from(action)))
}

/// Mark an agreed action
///
/// The student says that it is done or dropped, or open again, with a note if they like; at any
/// time. Its words are the form's.
#[utoipa::path(
    patch,
    path = "/v1/mentorships/{mentorship_id}/agreed-actions/{action_id}",
    tag = "evaluations"
)]
pub async fn update_agreed_action(
    call: Call<As<Student, AgreedActionReader>, Json<AgreedActionUpdate>>,
) -> Result<Resource<AgreedAction>> {
    let (id, action) = (call.access.mentorship(), call.access.action.id);
    let change = call.body.0.clone().into();
    call.save(
        |store, meta, render| store.mark_agreed_action(meta, id, action, change, render),
        |record: &AgreedActionRecord| (record.version, AgreedAction::from(record)),
    )
    .await
}
