//! Programmes (R1–R3).

use super::ProgrammeReader;
use super::{Programme, ProgrammeClose, ProgrammeCreate, SuccessorCreate};
use crate::access::{Admin, AnyPerson, As, Caller};
use crate::auth::Staff;
use crate::http::answer::{Created, Listed, NoContent, Paged, Resource};
use crate::http::call::{Call, Json, NoBody, Nothing, OptionalJson, Query};
use crate::http::problem::Problem;
use chrono::{DateTime, Utc};
use domain::ids::ProgrammeId;
use domain::programme::ProgrammeChange;
use persistence::{NewSuccessor, ProgrammeRecord, ProgrammesOf};

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
/// policies, charter and templates begin with the guide's values for that year. To go on from last
/// year's, make its successor (`POST /v1/programmes/{programme_id}/successor`). Several programmes of a
/// year are told apart by their names.
///
/// A year begins in this order: create it (or last year's successor), enrol mentors and students
/// (`import_mentors`, `import_students`), open it (`open_programme`); who has not chosen when the choice
/// closes is assigned (`assign_mentors`), and `get_dashboard` shows how it goes.
#[utoipa::path(post, path = "/v1/programmes", tag = "programmes")]
pub async fn create_programme(
    call: Call<As<Admin, AnyPerson>, Json<ProgrammeCreate>>,
) -> Result<Created<Programme>> {
    let (year, name, wishes) = call.body.0.clone().wishes();
    let programme = domain::programme::Programme::create(ProgrammeId::new(), year, &name, &wishes)?;
    let shape = made_by_admin(call.now);
    call.create(
        |store, meta, render| store.create_programme(meta, programme, render),
        shape,
    )
    .await
}

/// Make next year's programme from this one
///
/// A draft of the year given, which nobody but staff sees until it is opened. It has this programme's
/// policies, time zone, `retention_months` and `contact_email`, its charter and its templates as they
/// are worded now, and its calendar moved by the years between; change what differs. Its mentors are
/// enrolled with their profiles, all `paused`: a mentor who un-pauses agrees to go on. Who has left
/// the programme or was deactivated is left out, and so are the students: import those of the new
/// year. Without `name` it has this one's, with the new year in it.
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/successor",
    tag = "programmes"
)]
pub async fn create_successor(
    call: Call<As<Admin, ProgrammeReader>, Json<SuccessorCreate>>,
) -> Result<Created<Programme>> {
    let of = call.access.id();
    let successor = NewSuccessor {
        id: ProgrammeId::new(),
        year: call.body.year,
        name: call.body.name.clone(),
    };
    let shape = made_by_admin(call.now);
    call.create(
        |store, meta, render| store.create_successor(meta, of, successor, render),
        shape,
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
/// are made. A programme without students or mentors is opened, too, and waits for them: until both
/// are enrolled, `finish_setup` in an admin's `next_steps` (`GET /v1/me`) says who is missing. Send
/// `{}` or no body.
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

fn made_by_admin(now: DateTime<Utc>) -> impl Fn(&ProgrammeRecord) -> (i32, String, Programme) {
    move |record| {
        let location = format!("/v1/programmes/{}", record.programme.id);
        (record.version, location, Programme::of(record, true, now))
    }
}

fn for_admin(now: DateTime<Utc>) -> impl Fn(&ProgrammeRecord) -> (i32, Programme) {
    move |record| (record.version, Programme::of(record, true, now))
}

fn is_admin(caller: &Caller) -> bool {
    caller.staff == Some(Staff::Admin)
}
