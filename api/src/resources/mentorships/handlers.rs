//! Mentorships and their interviews (R4–R10).

use super::MentorshipView;
use super::{Interview, Mentorship, MentorshipCreate, MentorshipEnding, Viewer};
use super::{InterviewReader, MentorshipReader};
use crate::access::{As, MentorOrStaff, Student};
use crate::http::answer::{Created, Listed, Paged, Resource, created};
use crate::http::call::{Call, Json, NoBody, OptionalJson, Query};
use crate::http::problem::Problem;
use crate::resources::appointments::OptionalReason;
use crate::resources::programmes::ProgrammeReader;
use chrono::{DateTime, Utc};
use domain::enrolment::search_words;
use domain::ids::{MentorshipId, PersonId};
use domain::mentorship::{Actor, Command, MentorshipSummary};
use domain::words::{InterviewState, MentorshipState, Party, Step};
use persistence::{
    MentorshipFilter, MentorshipRecord, NO_VERSION, NewChoice, Render, Store, StoredAnswer,
};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

type Result<T> = std::result::Result<T, Problem>;

/// Filters of the mentorships' list.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct MentorshipQuery {
    /// Only mentorships whose current interview is this one; with `step_state` or `overdue`, the
    /// interview these are about.
    pub step: Option<Step>,
    /// Active, completed or ended.
    pub state: Option<MentorshipState>,
    /// Only mentorships with an interview in this state.
    pub step_state: Option<InterviewState>,
    /// `true`: only mentorships with an overdue interview; `false`: only those without.
    pub overdue: Option<bool>,
    /// `true`: only mentorships whose mentor owes a form; `false`: only those where none is
    /// owed.
    pub form_owed: Option<bool>,
    /// `true`: only mentorships with an appointment that has begun and has no outcome;
    /// `false`: only those without.
    pub outcome_unrecorded: Option<bool>,
    /// `true`: only mentorships with a given form that recommends the Career Department; `false`:
    /// only those without.
    pub recommended: Option<bool>,
    /// `true`: only mentorships with an outcome that the other party disputes; `false`: only those
    /// without.
    pub disputed: Option<bool>,
    /// `true`: only live mentorships in which a proposal has waited 10 days for any action of the
    /// other party, or nobody has proposed anything for 28 days; `false`: all others.
    pub silent: Option<bool>,
    /// `true`: only each student's current mentorship: the live one, else the completed one;
    /// `false`: all others.
    pub current: Option<bool>,
    /// Only mentorships of this mentor (person id).
    pub mentor_id: Option<PersonId>,
    /// Only mentorships of this student (person id).
    pub student_id: Option<PersonId>,
    /// Only mentorships of students whose own adviser this staff person is; `me` is the caller.
    #[schema(
        max_length = 36,
        pattern = "^(me|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})$"
    )]
    pub adviser: Option<String>,
    /// Words that must each stand in one of the two names, ignoring accents and case.
    #[schema(max_length = 200)]
    pub q: Option<String>,
}

/// List mentorships
///
/// Newest choice first. Staff see all of the programme; students and mentors their own. The filters
/// serve the staff's desk: overdue interviews, owed forms, missing outcomes.
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/mentorships",
    tag = "mentorships"
)]
pub async fn list_mentorships(
    call: Call<ProgrammeReader, NoBody, Query<Paged<MentorshipQuery>>>,
) -> Result<Listed<MentorshipSummary>> {
    let query = &call.query;
    let part = call.part::<(DateTime<Utc>, MentorshipId)>()?;
    let programme = &call.access.programme.programme;
    let filter = MentorshipFilter {
        programme: Some(programme.id),
        party: (!call.caller.is_staff()).then_some(call.caller.id),
        student: query.student_id,
        mentor: query.mentor_id,
        adviser: query.adviser.as_deref().map(|word| call.caller.named(word)),
        state: query.state,
        step: query.step,
        step_state: query.step_state,
        overdue: query.overdue,
        form_owed: query.form_owed,
        outcome_unrecorded: query.outcome_unrecorded,
        recommended: query.recommended,
        disputed: query.disputed,
        silent: query.silent,
        current: query.current,
        words: search_words(query.q.as_deref().unwrap_or_default()),
    };
    let store = &call.app.store;
    let rows = store
        .mentorships(
            filter,
            Some(programme.zone),
            call.now,
            part.after,
            part.rows(),
        )
        .await?;
    let key = |row: &MentorshipSummary| (row.chosen_at, row.id);
    Ok(call.page(&part, rows, key, |row| row))
}

/// Choose a mentor
///
/// Takes one of the mentor's places at once; no acceptance is needed (R4). Possible within the
/// choice window or until the student's own `choice_until`, with the charter accepted and without
/// another live mentorship. From now on the two see each other's contact details. `message` stands
/// in the mail to the mentor, whose answer goes to the student; the student gets a mail too (R44). A
/// mentorship that begins late gets 28 days for its first interview (R7).
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/mentorships",
    tag = "mentorships"
)]
pub async fn choose_mentor(
    call: Call<As<Student, ProgrammeReader>, Json<MentorshipCreate>>,
) -> Result<Created<Mentorship>> {
    let (id, programme) = (MentorshipId::new(), call.access.id());
    let choice = NewChoice {
        student: call.caller.id,
        mentor: call.body.mentor_id,
        message: call.body.message.clone(),
    };
    let acting = call.caller.acting(Actor::Party(Party::Student));
    let viewer = Viewer {
        acting,
        now: call.now,
    };
    let render = created(move |record: &MentorshipRecord| {
        let location = format!("/v1/mentorships/{}", record.facts.id);
        let shown = MentorshipView::of(record, viewer);
        (NO_VERSION, location, shown.map(|shown| shown.mentorship()))
    });
    let store = &call.app.store;
    let kept = render.clone();
    let answer = store.choose_mentor(call.meta(), id, programme, choice, kept);
    let answer = answer.await?;
    Ok(while_live(store, call.now, answer, &render).await?.into())
}

/// A kept answer with the contacts of a live mentorship; once it has ended, the mentorship as it is
/// now (R5).
async fn while_live(
    store: &Store,
    now: DateTime<Utc>,
    answer: StoredAnswer,
    render: &Render<MentorshipRecord>,
) -> Result<StoredAnswer> {
    let made = answer.location.as_deref().filter(|_| answer.replayed);
    let made = made.and_then(|location| location.rsplit('/').next()?.parse::<Uuid>().ok());
    let Some(id) = made else {
        return Ok(answer);
    };
    let head = store.mentorship_head(id.into()).await?;
    let record = store.mentorship(head.key, now).await?;
    if record.facts.state == MentorshipState::Active {
        return Ok(answer);
    }
    let replayed = true;
    Ok(StoredAnswer {
        replayed,
        ..render(&record)
    })
}

/// Read a mentorship
///
/// The whole cycle in one answer: the three interviews with their appointments, the actions allowed
/// to this caller now (`allowed_actions`) and those refused, with the code (`blocked_actions`). A
/// former mentor sees states and dates only (R35).
#[utoipa::path(get, path = "/v1/mentorships/{mentorship_id}", tag = "mentorships")]
pub async fn get_mentorship(call: Call<MentorshipReader>) -> Result<Resource<Mentorship>> {
    call.show(|shown| Some(shown.mentorship())).await
}

/// End a mentorship
///
/// Until the two have held an appointment, the student may withdraw (at most `max_withdrawals`
/// times) and the mentor may decline, and pause in the same call; their reason is implied. After
/// that only staff end it, with `end_reason` and `note`. Proposals are withdrawn, appointments
/// ahead cancelled, and the place is free at once (R6).
#[utoipa::path(
    post,
    path = "/v1/mentorships/{mentorship_id}/end",
    tag = "mentorships"
)]
pub async fn end_mentorship(
    call: Call<MentorshipReader, OptionalJson<MentorshipEnding>>,
) -> Result<Resource<Mentorship>> {
    let command = Command::End {
        reason: call.body.end_reason,
        note: call.body.note.clone(),
        pause: call.body.pause.unwrap_or(false),
    };
    call.act(command, |shown| Some(shown.mentorship())).await
}

/// Read an interview
///
/// Current state, window for these two, the road-book's deadline, appointments, and the caller's
/// allowed and blocked actions.
#[utoipa::path(
    get,
    path = "/v1/mentorships/{mentorship_id}/interviews/{step}",
    tag = "interviews"
)]
pub async fn get_interview(call: Call<InterviewReader>) -> Result<Resource<Interview>> {
    call.show(|shown| Some(shown.interview(call.access.step)))
        .await
}

/// Waive the road-book
///
/// Waives the road-book for this interview: appointments may be nearer than `roadbook_lead_days`, a
/// late road-book is accepted, and an appointment can be held without one. Possible once, until the
/// form is given; staff say why, and can thus have a meeting recorded that took place. The student
/// sees the waiver on the interview and is told by mail (R20).
#[utoipa::path(
    post,
    path = "/v1/mentorships/{mentorship_id}/interviews/{step}/roadbook-waiver",
    tag = "interviews"
)]
pub async fn waive_roadbook(
    call: Call<As<MentorOrStaff, InterviewReader>, OptionalJson<OptionalReason>>,
) -> Result<Resource<Interview>> {
    let step = call.access.step;
    let reason = call.body.reason.clone();
    let command = Command::WaiveRoadbook { step, reason };
    call.act(command, move |shown| Some(shown.interview(step)))
        .await
}
