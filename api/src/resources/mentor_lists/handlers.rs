//! A student's mentor list (R5).

use super::MentorListReader;
use crate::access::{As, Staff};
use crate::http::answer::Resource;
use crate::http::call::{Call, Json};
use crate::http::problem::Problem;
use domain::enrolment::{MentorList, MentorListUpdate};

type Result<T> = std::result::Result<T, Problem>;

/// Read a student's mentor list
///
/// Mentors whom staff have pinned or excluded for this student; empty until it is first saved.
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/students/{person_id}/mentor-list",
    tag = "students"
)]
pub async fn get_mentor_list(
    call: Call<As<Staff, MentorListReader>>,
) -> Result<Resource<MentorList>> {
    let record = &call.access.record;
    Ok(Resource::of(record.version, &record.list))
}

/// Write a student's mentor list
///
/// Replaces both lists. Pinned mentors come first in the student's list of mentors, as `pinned`; excluded
/// ones, as an employer or a relative, don't exist there, and nobody tells the student why. A live
/// mentorship with an excluded mentor goes on. Staff see all mentors as before.
#[utoipa::path(
    put,
    path = "/v1/programmes/{programme_id}/students/{person_id}/mentor-list",
    tag = "students"
)]
pub async fn put_mentor_list(
    call: Call<As<Staff, MentorListReader>, Json<MentorListUpdate>>,
) -> Result<Resource<MentorList>> {
    let (programme, student) = (call.access.programme, call.access.student);
    let update = call.body.0.clone();
    call.save(
        |store, meta, render| store.put_mentor_list(meta, programme, student, update, render),
        |record| (record.version, record.list.clone()),
    )
    .await
}
