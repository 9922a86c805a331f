//! Programmes (R1–R3).

use super::ProgrammeReader;
use super::{Programme, ProgrammeClose, ProgrammeCreate};
use crate::access::{Admin, AnyPerson, As, Caller};
use crate::auth::Staff;
use crate::http::answer::{Created, Listed, NoContent, Paged, Resource};
use crate::http::call::{Call, Json, NoBody, Nothing, OptionalJson, Query};
use crate::http::problem::Problem;
use chrono::{DateTime, Utc};
use domain::ids::ProgrammeId;
use domain::programme::ProgrammeChange;
use persistence::{ProgrammeRecord, ProgrammesOf};

type Result<T> = std::result::Result<T, Problem>;

/// List programmes
///
/// Newest year first. Staff see all; students and mentors see those in which they are enrolled,
/// drafts left out.
#[utoipa::path(get, path = "/v1/programmes", tag = "programmes")]
pub async fn list_programmes(
    call: Call<AnyPerson, NoBody, Query<Paged>>,
) -> Result<Listed<Programme>> {
    let part = call.part()?;
    let of = if call.caller.is_staff() {
        ProgrammesOf::All
    } else {
        ProgrammesOf::Enrolled(call.caller.id)
    };
    let rows = call
        .app
        .store
        .programmes(of, part.after, part.rows())
        .await?;
    let key = |row: &ProgrammeRecord| (row.programme.year, row.programme.id);
    let shape = |row: ProgrammeRecord| Programme::of(&row, is_admin(&call.caller), call.now);
    Ok(call.page(&part, rows, key, shape))
}

/// Create a programme
///
/// It is a draft that only staff see until it is opened. Year and name suffice: calendar,
/// policies, charter and templates begin with the guide's values for that year.
///
/// A year begins in this order: create it, enrol mentors and students (`import_mentors`,
/// `import_students`), open it (`open_programme`); who has not chosen when the choice closes is
/// assigned (`assign_mentors`), and `get_dashboard` shows how it goes.
#[utoipa::path(post, path = "/v1/programmes", tag = "programmes")]
pub async fn create_programme(
    call: Call<As<Admin, AnyPerson>, Json<ProgrammeCreate>>,
) -> Result<Created<Programme>> {
    let (year, name, wishes) = call.body.0.clone().wishes();
    let programme = domain::programme::Programme::create(ProgrammeId::new(), year, &name, &wishes)?;
    let now = call.now;
    call.create(
        |store, meta, render| store.create_programme(meta, programme, render),
        move |record| {
            let location = format!("/v1/programmes/{}", record.programme.id);
            (record.version, location, Programme::of(record, true, now))
        },
    )
    .await
}

/// Read a programme
///
/// Calendar, policies, and the actions allowed to this caller now (`allowed_actions`).
#[utoipa::path(get, path = "/v1/programmes/{programme_id}", tag = "programmes")]
pub async fn get_programme(call: Call<ProgrammeReader>) -> Result<Resource<Programme>> {
    let record = &call.access.programme;
    let programme = Programme::of(record, is_admin(&call.caller), call.now);
    Ok(Resource::of(record.version, &programme))
}

/// Change a programme
///
/// Omitted fields stay; windows and policies are changed one by one, while the programme is a draft
/// or open. Each window begins before it ends, and the three interview windows rise from step to
/// step at both ends. Deadlines are derived anew from a window that moves; appointments booked
/// ahead stay valid. Year and time zone are fixed once a mentorship exists (R1).
#[utoipa::path(patch, path = "/v1/programmes/{programme_id}", tag = "programmes")]
pub async fn update_programme(
    call: Call<As<Admin, ProgrammeReader>, Json<ProgrammeChange>>,
) -> Result<Resource<Programme>> {
    let (id, change) = (call.access.id(), call.body.0.clone());
    call.save(
        |store, meta, render| store.change_programme(meta, id, change, render),
        for_admin(call.now),
    )
    .await
}

/// Delete a programme
///
/// Deletes a draft without enrolments, made by mistake, with its charter and templates. If a draft
/// has people, `count` is their number.
#[utoipa::path(delete, path = "/v1/programmes/{programme_id}", tag = "programmes")]
pub async fn delete_programme(call: Call<As<Admin, ProgrammeReader>>) -> Result<NoContent> {
    let id = call.access.id();
    call.app.store.delete_programme(call.meta(), id).await?;
    Ok(NoContent)
}

/// Open a programme
///
/// From now on its students and mentors see it, students choose their mentors, and appointments
/// are made. Mentors and students may be enrolled before and after. Send `{}` or no body.
#[utoipa::path(post, path = "/v1/programmes/{programme_id}/open", tag = "programmes")]
pub async fn open_programme(
    call: Call<As<Admin, ProgrammeReader>, OptionalJson<Nothing>>,
) -> Result<Resource<Programme>> {
    let id = call.access.id();
    call.save(
        |store, meta, render| store.open_programme(meta, id, render),
        for_admin(call.now),
    )
    .await
}

/// Close a programme
///
/// Mentorships that are still live end only if the body requests it: with reason
/// `programme_closed`, proposals withdrawn and appointments ahead cancelled. Reading, recording
/// past appointments and giving owed forms stay possible (R2).
#[utoipa::path(post, path = "/v1/programmes/{programme_id}/close", tag = "programmes")]
pub async fn close_programme(
    call: Call<As<Admin, ProgrammeReader>, OptionalJson<ProgrammeClose>>,
) -> Result<Resource<Programme>> {
    let id = call.access.id();
    let end_live = call.body.end_live_mentorships.unwrap_or(false);
    call.save(
        |store, meta, render| store.close_programme(meta, id, end_live, render),
        for_admin(call.now),
    )
    .await
}

/// Open a closed programme again
///
/// Possible for 30 days after closing (R2). Mentorships that closing has ended stay ended.
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/reopen",
    tag = "programmes"
)]
pub async fn reopen_programme(
    call: Call<As<Admin, ProgrammeReader>, OptionalJson<Nothing>>,
) -> Result<Resource<Programme>> {
    let id = call.access.id();
    call.save(
        |store, meta, render| store.reopen_programme(meta, id, render),
        for_admin(call.now),
    )
    .await
}

fn for_admin(now: DateTime<Utc>) -> impl Fn(&ProgrammeRecord) -> (i32, Programme) {
    move |record| (record.version, Programme::of(record, true, now))
}

fn is_admin(caller: &Caller) -> bool {
    caller.staff == Some(Staff::Admin)
}
