//! Career interviews (R24).

use super::{CareerInterview, CareerReader};
use crate::access::{Access, AnyPerson, As, Staff, Student};
use crate::http::answer::{Created, Listed, Paged, Resource};
use crate::http::call::{Call, Json, NoBody, OptionalJson, Query, RequestBody};
use crate::http::problem::Problem;
use crate::resources::programmes::ProgrammeReader;
use chrono::{DateTime, Utc};
use domain::career::{
    self, CareerInterviewCreate, CareerInterviewReason, CareerInterviewSchedule,
    CareerInterviewTake,
};
use domain::ids::{CareerInterviewId, PersonId, ProgrammeId};
use domain::words::CareerInterviewState;
use persistence::{CareerChange, CareerFilter, CareerKey, CareerViewer, NO_VERSION};
use serde::Deserialize;
use utoipa::ToSchema;

type Result<T> = std::result::Result<T, Problem>;

/// Filters of the list of career interviews.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct CareerInterviewQuery {
    /// Only interviews in this state.
    pub state: Option<CareerInterviewState>,
    /// Only interviews of this programme.
    pub programme_id: Option<ProgrammeId>,
    /// Only interviews that this staff person owns; `me` is the caller.
    #[schema(
        max_length = 36,
        pattern = "^(me|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})$"
    )]
    pub adviser: Option<String>,
    /// Only interviews of this student.
    pub student_id: Option<PersonId>,
}

/// Ask for a career interview
///
/// A student asks the Career Department for an individual interview, with or without a mentorship, until
/// 12 months after the programme's calendar ends, also when it is closed; one open request at a time
/// (R24). The message is for the Department: no mentor reads it. Staff get a mail. With `share`, advisers may
/// read these documents from now on, as with `create_share`: each of the student's latest mentorship that
/// has it. The student takes a share back at its mentorship.
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/career-interviews",
    tag = "career-interviews"
)]
pub async fn request_career_interview(
    call: Call<As<Student, ProgrammeReader>, Json<CareerInterviewCreate>>,
) -> Result<Created<CareerInterview>> {
    let (programme, caller, now) = (call.access.id(), call.caller.id, call.now);
    let new = call.body.0.clone();
    call.create(
        |store, meta, render| store.request_career_interview(meta, programme, caller, new, render),
        move |interview| {
            let location = format!("/v1/career-interviews/{}", interview.id);
            let shown = CareerInterview::of(interview.clone(), caller, now);
            (NO_VERSION, location, shown)
        },
    )
    .await
}

/// List career interviews
///
/// Newest first. Staff see all, but for those of students whom they mentor (R38); everybody else sees
/// their own.
#[utoipa::path(get, path = "/v1/career-interviews", tag = "career-interviews")]
pub async fn list_career_interviews(
    call: Call<AnyPerson, NoBody, Query<Paged<CareerInterviewQuery>>>,
) -> Result<Listed<CareerInterview>> {
    let part = call.part::<(DateTime<Utc>, CareerInterviewId)>()?;
    let caller = call.caller.id;
    let adviser = call.query.adviser.as_deref();
    let adviser = adviser.map(|word| call.caller.named(word));
    let filter = CareerFilter {
        viewer: match call.caller.is_staff() {
            true => CareerViewer::Staff(caller),
            false => CareerViewer::Student(caller),
        },
        state: call.query.state,
        programme: call.query.programme_id,
        adviser,
        student: call.query.student_id,
    };
    let store = &call.app.store;
    let rows = store
        .career_interviews(filter, part.after, part.rows())
        .await?;
    let key = |row: &career::CareerInterview| (row.created_at, row.id);
    let shape = |row| CareerInterview::of(row, caller, call.now);
    Ok(call.page(&part, rows, key, shape))
}

/// Read a career interview
///
/// For the student and staff; to mentors it doesn't exist.
#[utoipa::path(
    get,
    path = "/v1/career-interviews/{career_interview_id}",
    tag = "career-interviews"
)]
pub async fn get_career_interview(call: Call<CareerReader>) -> Result<Resource<CareerInterview>> {
    let interview = call.access.record.interview;
    let shown = CareerInterview::of(interview, call.caller.id, call.now);
    Ok(Resource::of(NO_VERSION, &shown))
}

/// Take a career interview
///
/// Whoever takes it owns it; with `adviser_id` it is handed over to another staff person. A mentor who
/// recommended the Department is told that it was taken up, and nothing else.
#[utoipa::path(
    post,
    path = "/v1/career-interviews/{career_interview_id}/take",
    tag = "career-interviews"
)]
pub async fn take_career_interview(
    call: Call<As<Staff, CareerReader>, OptionalJson<CareerInterviewTake>>,
) -> Result<Resource<CareerInterview>> {
    let adviser = call.body.adviser_id;
    change(&call, CareerChange::Take(adviser)).await
}

/// Schedule a career interview
///
/// Gives it a date, or moves it to another one. It goes to who schedules it where nobody has taken it.
/// The student gets a mail.
#[utoipa::path(
    post,
    path = "/v1/career-interviews/{career_interview_id}/schedule",
    tag = "career-interviews"
)]
pub async fn schedule_career_interview(
    call: Call<As<Staff, CareerReader>, Json<CareerInterviewSchedule>>,
) -> Result<Resource<CareerInterview>> {
    let meeting = call.body.0.clone().into();
    change(&call, CareerChange::Schedule(meeting)).await
}

/// Record that a career interview took place
///
/// From its start on.
#[utoipa::path(
    post,
    path = "/v1/career-interviews/{career_interview_id}/hold",
    tag = "career-interviews"
)]
pub async fn hold_career_interview(
    call: Call<As<Staff, CareerReader>>,
) -> Result<Resource<CareerInterview>> {
    change(&call, CareerChange::Hold).await
}

/// Record that the student didn't come
///
/// From its start on. The student may ask again.
#[utoipa::path(
    post,
    path = "/v1/career-interviews/{career_interview_id}/no-show",
    tag = "career-interviews"
)]
pub async fn record_career_no_show(
    call: Call<As<Staff, CareerReader>>,
) -> Result<Resource<CareerInterview>> {
    change(&call, CareerChange::RecordNoShow).await
}

/// Decline a request for a career interview
///
/// With a reason, which the student gets by mail. They may ask again.
#[utoipa::path(
    post,
    path = "/v1/career-interviews/{career_interview_id}/decline",
    tag = "career-interviews"
)]
pub async fn decline_career_interview(
    call: Call<As<Staff, CareerReader>, Json<CareerInterviewReason>>,
) -> Result<Resource<CareerInterview>> {
    let reason = call.body.reason.clone();
    change(&call, CareerChange::Decline(reason)).await
}

/// Cancel a career interview
///
/// The student or staff, before it has begun, with a reason; the student, or the staff person who owns
/// it, gets a mail.
#[utoipa::path(
    post,
    path = "/v1/career-interviews/{career_interview_id}/cancel",
    tag = "career-interviews"
)]
pub async fn cancel_career_interview(
    call: Call<CareerReader, Json<CareerInterviewReason>>,
) -> Result<Resource<CareerInterview>> {
    let reason = call.body.reason.clone();
    change(&call, CareerChange::Cancel(reason)).await
}

async fn change<A, B>(call: &Call<A, B>, change: CareerChange) -> Result<Resource<CareerInterview>>
where
    A: Access + AsRef<CareerReader>,
    B: RequestBody,
{
    let of = CareerKey::from(&call.access.as_ref().record.interview);
    let (caller, now) = (call.caller.id, call.now);
    call.save(
        |store, meta, render| store.change_career_interview(meta, of, caller, change, render),
        move |interview| {
            let shown = CareerInterview::of(interview.clone(), caller, now);
            (NO_VERSION, shown)
        },
    )
    .await
}
