//! Staff's switches (R7, R8, R35, R36).

use super::{InterviewExcuse, InterviewExcuses, InterviewExtension, InterviewExtensions, Leaving};
use super::{MentorAssignment, MentorAssignments, Nudges, Reassignment};
use super::{SteeringQuery, SteeringReport, reported};
use crate::access::{Access, As, Staff};
use crate::http::answer::{Created, Resource, created, shown};
use crate::http::call::{Call, Json, Query};
use crate::http::json::Body;
use crate::http::problem::Problem;
use crate::resources::enrolments::{MentorReader, StudentReader};
use crate::resources::mentors::Mentor;
use crate::resources::mentorships::{
    Interview, InterviewReader, Mentorship, MentorshipReader, MentorshipView, Viewer,
};
use crate::resources::programmes::ProgrammeReader;
use crate::resources::students::Student;
use domain::ids::MentorshipId;
use domain::mentorship::{Actor, Command};
use persistence::{
    Assignment, MentorRecord, MentorshipRecord, NO_VERSION, Nudge, Render, Steering, StudentRecord,
};

type Result<T> = std::result::Result<T, Problem>;

/// Assign a mentor
///
/// Gives a student a mentor, at any date, also a paused or an unlisted one, never beyond their
/// capacity. The two are told by mail. A mentorship that begins late gets 28 days for its first
/// interview (R7).
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/students/{person_id}/assign",
    tag = "students"
)]
pub async fn assign_mentor(
    call: Call<As<Staff, StudentReader>, Json<MentorAssignment>>,
) -> Result<Created<Mentorship>> {
    let student = &call.access.student;
    let assignment = Assignment {
        student: student.person.id,
        mentor: call.body.mentor_id,
        reason: call.body.reason.clone(),
    };
    let (id, staff) = (MentorshipId::new(), call.caller.id);
    let done = call.app.store.assign_mentor(
        call.meta(),
        id,
        student.programme_id,
        staff,
        assignment,
        begun(&call),
    );
    Ok(done.await?.into())
}

/// Assign mentors to many students
///
/// Gives each student of the table a mentor, where the rules allow it, and reports row by row; a row
/// that is refused stops no other. `dry_run=true` writes nothing (R7).
///
/// The ids are those of people: `person.id` in `list_students` (`without_mentor=true` shows who has
/// nobody yet) and in `list_mentors` (`full=false` shows who has a place left).
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/assignments",
    tag = "students"
)]
pub async fn assign_mentors(
    call: Call<As<Staff, ProgrammeReader>, Json<MentorAssignments>, Query<SteeringQuery>>,
) -> Result<Resource<SteeringReport>> {
    let dry_run = call.query.dry_run.unwrap_or(false);
    let rows = call.body.rows.iter().map(|row| Assignment {
        student: row.student_id,
        mentor: row.mentor_id,
        reason: row.reason.clone(),
    });
    let done = call.app.store.assign_mentors(
        call.meta(),
        call.access.id(),
        call.caller.id,
        rows.collect(),
        dry_run,
        reported(dry_run, call.language),
    );
    Ok(done.await?.into())
}

/// Reassign a mentorship
///
/// Ends it, and begins the one that continues it with another mentor, which is the answer. Settled
/// interviews are carried over as they are (`carried_from`); the first unsettled one starts afresh,
/// with 28 days at least, and its road-book must be sent to the new mentor. A form that is owed stays
/// with the former mentor, who may give it for 60 days. Student and both mentors are told by mail
/// (R35).
#[utoipa::path(
    post,
    path = "/v1/mentorships/{mentorship_id}/reassign",
    tag = "mentorships"
)]
pub async fn reassign_mentorship(
    call: Call<As<Staff, MentorshipReader>, Json<Reassignment>>,
) -> Result<Created<Mentorship>> {
    let MentorshipReader { head, acting } = &*call.access;
    let to = (call.body.mentor_id, call.body.reason.clone());
    let id = MentorshipId::new();
    let store = &call.app.store;
    let done = store.reassign(call.meta(), head.key, *acting, id, to, begun(&call));
    Ok(done.await?.into())
}

/// Extend an interview
///
/// Gives the two more time for one interview: a new last day, and a new first day if it changes.
/// The latest extension counts; none ends before the programme's own window. A missed interview
/// opens again, unless a later one has a confirmed or held appointment. The two are told by mail
/// (R7, R9).
#[utoipa::path(
    post,
    path = "/v1/mentorships/{mentorship_id}/extensions",
    tag = "interviews"
)]
pub async fn extend_interview(
    call: Call<As<Staff, MentorshipReader>, Json<InterviewExtension>>,
) -> Result<Resource<Mentorship>> {
    let body = &call.body;
    let command = Command::Extend {
        step: body.step,
        from: body.from,
        until_on: body.until_on,
        reason: body.reason.clone(),
    };
    call.act(command, |shown| Some(shown.mentorship())).await
}

/// Excuse an interview
///
/// Settles an interview that has opened, or was missed, without its form, so that the next one can
/// open. Its appointments ahead are cancelled. The two are told by mail (R8).
#[utoipa::path(
    post,
    path = "/v1/mentorships/{mentorship_id}/interviews/{step}/excuse",
    tag = "interviews"
)]
pub async fn excuse_interview(
    call: Call<As<Staff, InterviewReader>, Json<InterviewExcuse>>,
) -> Result<Resource<Interview>> {
    let step = call.access.step;
    let reason = call.body.reason.clone();
    call.act(Command::Excuse { step, reason }, move |shown| {
        Some(shown.interview(step))
    })
    .await
}

/// Extend an interview of many mentorships
///
/// As `extend_interview`, for each of the mentorships where the rules allow it; a row that is refused
/// stops no other. `dry_run=true` writes nothing.
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/extensions",
    tag = "interviews"
)]
pub async fn extend_interviews(
    call: Call<As<Staff, ProgrammeReader>, Json<InterviewExtensions>, Query<SteeringQuery>>,
) -> Result<Resource<SteeringReport>> {
    let body = &call.body;
    let command = Command::Extend {
        step: body.step,
        from: body.from,
        until_on: body.until_on,
        reason: body.reason.clone(),
    };
    steer(&call, body.mentorship_ids.clone(), command).await
}

/// Excuse an interview of many mentorships
///
/// As `excuse_interview`, for each of the mentorships where the rules allow it; a row that is refused
/// stops no other. `dry_run=true` writes nothing.
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/excuses",
    tag = "interviews"
)]
pub async fn excuse_interviews(
    call: Call<As<Staff, ProgrammeReader>, Json<InterviewExcuses>, Query<SteeringQuery>>,
) -> Result<Resource<SteeringReport>> {
    let body = &call.body;
    let command = Command::Excuse {
        step: body.step,
        reason: body.reason.clone(),
    };
    steer(&call, body.mentorship_ids.clone(), command).await
}

/// Remind people of a step
///
/// Sends a mail to whoever of the two has this step now, in each of the mentorships; where nobody has
/// it any more, nothing is sent (`skipped`). The mail says what to do, by which day, in the reader's
/// language. `dry_run=true` sends nothing.
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/nudges",
    tag = "mentorships"
)]
pub async fn nudge_mentorships(
    call: Call<As<Staff, ProgrammeReader>, Json<Nudges>, Query<SteeringQuery>>,
) -> Result<Resource<SteeringReport>> {
    let dry_run = call.query.dry_run.unwrap_or(false);
    let nudge = Nudge {
        staff: call.caller.id,
        ids: call.body.mentorship_ids.clone(),
        about: call.body.code,
        message: call.body.message.clone(),
        dry_run,
    };
    let render = reported(dry_run, call.language);
    let store = &call.app.store;
    let done = store.nudge(call.meta(), call.access.id(), nudge, render);
    Ok(done.await?.into())
}

/// End a student's part
///
/// Ends their live mentorship and takes them out of the programme, in one call. Appointments ahead
/// are cancelled; the mentor is told by mail, in a neutral text or in `message`. History stays (R36).
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/students/{person_id}/leave",
    tag = "students"
)]
pub async fn leave_student(
    call: Call<As<Staff, StudentReader>, Json<Leaving>>,
) -> Result<Resource<Student>> {
    let record = &call.access.student;
    let (programme, person) = (record.programme_id, record.person.id);
    let viewer = call.caller.id;
    let render = shown(move |record: &StudentRecord| {
        (record.version, Student::of(record.clone(), true, viewer))
    });
    let leaving = leaving(&call);
    let store = &call.app.store;
    let done = store.leave_student(call.meta(), programme, person, leaving, render);
    Ok(done.await?.into())
}

/// End a mentor's part
///
/// Ends their live mentorships and takes them out of the programme, in one call. Appointments ahead
/// are cancelled; the students are told by mail, in a neutral text or in `message`, and get 14 days to
/// choose again. A form that is owed can still be given for 60 days. History stays (R36).
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/mentors/{person_id}/leave",
    tag = "mentors"
)]
pub async fn leave_mentor(
    call: Call<As<Staff, MentorReader>, Json<Leaving>>,
) -> Result<Resource<Mentor>> {
    let record = &call.access.mentor;
    let (programme, person) = (record.programme_id, record.person.id);
    let viewer = call.caller.id;
    let render = shown(move |record: &MentorRecord| {
        (record.version, Mentor::of(record.clone(), true, viewer))
    });
    let leaving = leaving(&call);
    let store = &call.app.store;
    let done = store.leave_mentor(call.meta(), programme, person, leaving, render);
    Ok(done.await?.into())
}

fn leaving<A: Access>(
    call: &Call<A, Json<Leaving>>,
) -> (domain::text::Note, Option<domain::text::Note>) {
    (call.body.reason.clone(), call.body.message.clone())
}

/// A new mentorship as staff see it.
fn begun<A: Access, B: Body>(call: &Call<A, Json<B>>) -> Render<MentorshipRecord> {
    let viewer = Viewer {
        acting: call.caller.acting(Actor::Staff),
        now: call.now,
    };
    created(move |record: &MentorshipRecord| {
        let location = format!("/v1/mentorships/{}", record.facts.id);
        let shown = MentorshipView::of(record, viewer);
        (NO_VERSION, location, shown.map(|shown| shown.mentorship()))
    })
}

async fn steer<B: Body>(
    call: &Call<As<Staff, ProgrammeReader>, Json<B>, Query<SteeringQuery>>,
    ids: Vec<MentorshipId>,
    command: Command,
) -> Result<Resource<SteeringReport>> {
    let dry_run = call.query.dry_run.unwrap_or(false);
    let steering = Steering {
        staff: call.caller.id,
        ids,
        command,
        dry_run,
    };
    let render = reported(dry_run, call.language);
    let store = &call.app.store;
    let done = store.steer(call.meta(), call.access.id(), steering, render);
    Ok(done.await?.into())
}
