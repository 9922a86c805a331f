//! Appointments (R11–R15).

use super::{
    Appointment, AppointmentConfirm, AppointmentCreate, AppointmentNoShow, AppointmentRecord,
    AppointmentReschedule, OptionalReason, OutcomeCorrection, Reason,
};
use crate::access::Access;
use crate::http::answer::{Created, Listed, Paged, Resource, created, shown};
use crate::http::call::{
    Call, Json, NoBody, Nothing, OptionalJson, Query, RequestBody, RequestQuery,
};
use crate::http::problem::Problem;
use crate::resources::mentorships::MentorshipView;
use crate::resources::mentorships::Viewer;
use crate::resources::mentorships::handlers::viewer;
use crate::resources::mentorships::{
    AppointmentParty, AppointmentReader, InterviewParty, InterviewRecorder, MentorshipReader,
};
use chrono::{DateTime, Utc};
use domain::ids::AppointmentId;
use domain::mentorship::{Command, Meeting, Move};
use persistence::{Acting, MentorshipRecord, NO_VERSION, Render, StoredAnswer};
use std::collections::HashMap;

type Result<T> = std::result::Result<T, Problem>;

/// Propose an appointment
///
/// Either party proposes; the other gets a mail, and confirms or declines. It starts in the future
/// and in the interview's window, overlaps no confirmed appointment of either, and, where a
/// road-book is required, lies `roadbook_lead_days` after the day on which it was sent, or after
/// today (R13, R14). A mentor may lift that lead time in the same call.
#[utoipa::path(
    post,
    path = "/v1/mentorships/{mentorship_id}/interviews/{step}/appointments",
    tag = "appointments"
)]
pub async fn propose_appointment(
    call: Call<InterviewParty, Json<AppointmentCreate>>,
) -> Result<Created<Appointment>> {
    let (body, party) = (call.body.0.clone(), &call.access);
    let meeting = Meeting {
        id: AppointmentId::new(),
        starts_at: body.starts_at,
        duration_minutes: body.duration_minutes,
        means: body.means,
        note: body.note,
    };
    let id = meeting.id;
    let command = Command::Propose {
        step: party.step,
        meeting,
        waive_lead: body.waive_roadbook_lead.unwrap_or(false),
    };
    make(&call, &party.record, party.acting, id, command).await
}

/// Record an appointment afterwards
///
/// Records a meeting that took place without a booking: it is `held` at once. It has started, and
/// lies in the interview's window. Staff give a reason; no mail is sent (R15).
#[utoipa::path(
    post,
    path = "/v1/mentorships/{mentorship_id}/interviews/{step}/appointments/record",
    tag = "appointments"
)]
pub async fn record_appointment(
    call: Call<InterviewRecorder, Json<AppointmentRecord>>,
) -> Result<Created<Appointment>> {
    let (body, party) = (call.body.0.clone(), &call.access.0);
    let meeting = Meeting {
        id: AppointmentId::new(),
        starts_at: body.starts_at,
        duration_minutes: body.duration_minutes,
        means: body.means,
        note: body.note,
    };
    let id = meeting.id;
    let command = Command::Record {
        step: party.step,
        meeting,
        reason: body.reason,
    };
    make(&call, &party.record, party.acting, id, command).await
}

/// List a mentorship's appointments
///
/// Newest first, over all three interviews. A former mentor sees none.
#[utoipa::path(
    get,
    path = "/v1/mentorships/{mentorship_id}/appointments",
    tag = "appointments"
)]
pub async fn list_appointments(
    call: Call<MentorshipReader, NoBody, Query<Paged>>,
) -> Result<Listed<Appointment>> {
    type Key = (DateTime<Utc>, AppointmentId);
    let part = call.part::<Key>()?;
    let record = &call.access.record;
    let shown = MentorshipView::of(record, viewer(call.access.acting, call.now));
    let shown = shown.ok_or_else(|| Problem::internal("facts contradict"))?;
    let made: HashMap<AppointmentId, DateTime<Utc>> = record
        .facts
        .appointments
        .iter()
        .map(|one| (one.id, one.created_at))
        .collect();
    let mut rows: Vec<(Key, Appointment)> = shown
        .appointments()
        .filter_map(|one| Some(((*made.get(&one.id)?, one.id), one)))
        .filter(|(key, _)| part.after.is_none_or(|after| *key < after))
        .collect();
    rows.sort_unstable_by(|(a, _), (b, _)| b.cmp(a));
    Ok(call.page(&part, &rows, |row| row.0, |row| row.1.clone()))
}

/// Read an appointment
///
/// Time, means, current state, and the actions allowed to this caller.
#[utoipa::path(get, path = "/v1/appointments/{appointment_id}", tag = "appointments")]
pub async fn get_appointment(call: Call<AppointmentReader>) -> Result<Resource<Appointment>> {
    let access = &call.access;
    let shown = MentorshipView::of(&access.record, viewer(access.acting, call.now));
    let appointment = shown.and_then(|shown| shown.appointment(access.id));
    Ok(Resource::of(
        NO_VERSION,
        &appointment.ok_or_else(|| Problem::internal("facts contradict"))?,
    ))
}

/// Confirm an appointment
///
/// The party that didn't propose it confirms; the other gets a mail. All rules of proposing are
/// checked again. The appointment that it replaces is cancelled at the same moment. A mentor may
/// lift the road-book's lead time in the same call (`waive_roadbook_lead`).
#[utoipa::path(
    post,
    path = "/v1/appointments/{appointment_id}/confirm",
    tag = "appointments"
)]
pub async fn confirm_appointment(
    call: Call<AppointmentParty, OptionalJson<AppointmentConfirm>>,
) -> Result<Resource<Appointment>> {
    let id = call.access.0.id;
    let waive_lead = call.body.waive_roadbook_lead.unwrap_or(false);
    Ok(
        run(&call, &call.access.0, Command::Confirm { id, waive_lead })
            .await?
            .into(),
    )
}

/// Decline an appointment
///
/// The party that didn't propose it declines, with an optional reason; the other gets a mail. A
/// confirmed appointment that it would have replaced stands.
#[utoipa::path(
    post,
    path = "/v1/appointments/{appointment_id}/decline",
    tag = "appointments"
)]
pub async fn decline_appointment(
    call: Call<AppointmentParty, OptionalJson<OptionalReason>>,
) -> Result<Resource<Appointment>> {
    let (id, reason) = (call.access.0.id, call.body.reason.clone());
    Ok(run(&call, &call.access.0, Command::Decline { id, reason })
        .await?
        .into())
}

/// Withdraw a proposal
///
/// The author withdraws a proposal that is not answered yet; the other party gets a mail. Send `{}`
/// or no body.
#[utoipa::path(
    post,
    path = "/v1/appointments/{appointment_id}/withdraw",
    tag = "appointments"
)]
pub async fn withdraw_appointment(
    call: Call<AppointmentParty, OptionalJson<Nothing>>,
) -> Result<Resource<Appointment>> {
    let id = call.access.0.id;
    Ok(run(&call, &call.access.0, Command::Withdraw { id })
        .await?
        .into())
}

/// Cancel an appointment
///
/// Either party cancels a confirmed appointment before its start, with a reason; the other gets a
/// mail.
#[utoipa::path(
    post,
    path = "/v1/appointments/{appointment_id}/cancel",
    tag = "appointments"
)]
pub async fn cancel_appointment(
    call: Call<AppointmentParty, Json<Reason>>,
) -> Result<Resource<Appointment>> {
    let (id, reason) = (call.access.0.id, call.body.reason.clone());
    Ok(run(&call, &call.access.0, Command::Cancel { id, reason })
        .await?
        .into())
}

/// Move an appointment
///
/// Makes a new proposal that replaces this one, with the same duration and means unless others are
/// given; the other party gets a mail and answers it. A proposal that is replaced ends at once; a
/// confirmed appointment stands until the new one is confirmed (R11).
#[utoipa::path(
    post,
    path = "/v1/appointments/{appointment_id}/reschedule",
    tag = "appointments"
)]
pub async fn reschedule_appointment(
    call: Call<AppointmentParty, Json<AppointmentReschedule>>,
) -> Result<Created<Appointment>> {
    let (body, access) = (call.body.0.clone(), &call.access.0);
    let to = Move {
        id: AppointmentId::new(),
        starts_at: body.starts_at,
        duration_minutes: body.duration_minutes,
        means: body.means,
        note: body.note,
        reason: body.reason,
    };
    let id = to.id;
    let command = Command::Reschedule {
        id: access.id,
        to,
        waive_lead: body.waive_roadbook_lead.unwrap_or(false),
    };
    make(&call, &access.record, access.acting, id, command).await
}

/// Record that it took place
///
/// Allowed from its start on, to either party, or to staff with a reason. Where a road-book is
/// required, it must have been sent or waived. From then on the mentor fills in the form (R15).
#[utoipa::path(
    post,
    path = "/v1/appointments/{appointment_id}/hold",
    tag = "appointments"
)]
pub async fn hold_appointment(
    call: Call<AppointmentReader, OptionalJson<OptionalReason>>,
) -> Result<Resource<Appointment>> {
    let (id, reason) = (call.access.id, call.body.reason.clone());
    Ok(run(&call, &call.access, Command::Hold { id, reason })
        .await?
        .into())
}

/// Record that somebody didn't come
///
/// Allowed from its start on, to either party, or to staff with a reason. Another appointment may
/// be proposed while the window lasts (R15).
#[utoipa::path(
    post,
    path = "/v1/appointments/{appointment_id}/no-show",
    tag = "appointments"
)]
pub async fn record_no_show(
    call: Call<AppointmentReader, Json<AppointmentNoShow>>,
) -> Result<Resource<Appointment>> {
    let (id, missed_by) = (call.access.id, call.body.missed_by);
    let reason = call.body.reason.clone();
    Ok(run(
        &call,
        &call.access,
        Command::NoShow {
            id,
            missed_by,
            reason,
        },
    )
    .await?
    .into())
}

/// Correct an outcome
///
/// The recorder corrects it within seven days, staff at any time; always with a reason, and not
/// once the form is given (R15).
#[utoipa::path(
    post,
    path = "/v1/appointments/{appointment_id}/correct",
    tag = "appointments"
)]
pub async fn correct_outcome(
    call: Call<AppointmentReader, Json<OutcomeCorrection>>,
) -> Result<Resource<Appointment>> {
    let (id, outcome) = (call.access.id, call.body.outcome);
    let reason = call.body.reason.clone();
    Ok(run(
        &call,
        &call.access,
        Command::Correct {
            id,
            outcome,
            reason,
        },
    )
    .await?
    .into())
}

/// Contest an outcome
///
/// The party that didn't record it contests it, with a reason. The outcome stays and is marked
/// `disputed`, visible to the other party and staff (R15).
#[utoipa::path(
    post,
    path = "/v1/appointments/{appointment_id}/dispute",
    tag = "appointments"
)]
pub async fn dispute_outcome(
    call: Call<AppointmentParty, Json<Reason>>,
) -> Result<Resource<Appointment>> {
    let (id, reason) = (call.access.0.id, call.body.reason.clone());
    Ok(run(&call, &call.access.0, Command::Dispute { id, reason })
        .await?
        .into())
}

/// Runs a command on the appointment of the path and renders it.
async fn run<A, B, Q>(
    call: &Call<A, B, Q>,
    access: &AppointmentReader,
    command: Command,
) -> Result<StoredAnswer>
where
    A: crate::access::Access,
    B: RequestBody,
    Q: RequestQuery,
{
    let (id, viewer) = (access.id, viewer(access.acting, call.now));
    let render =
        shown(move |record: &MentorshipRecord| (NO_VERSION, appointment(record, id, viewer)));
    let (mentorship, store) = (access.record.facts.id, &call.app.store);
    let answer = store.transition(call.meta(), mentorship, access.acting, command, render);
    Ok(answer.await?)
}

/// Runs a command that makes the appointment `id`.
async fn make<A: Access, B: RequestBody>(
    call: &Call<A, B>,
    record: &MentorshipRecord,
    acting: Acting,
    id: AppointmentId,
    command: Command,
) -> Result<Created<Appointment>> {
    let render = render_new(id, viewer(acting, call.now));
    let store = &call.app.store;
    let made = store.transition(call.meta(), record.facts.id, acting, command, render);
    Ok(made.await?.into())
}

fn render_new(id: AppointmentId, viewer: Viewer) -> Render<MentorshipRecord> {
    created(move |record: &MentorshipRecord| {
        (
            NO_VERSION,
            format!("/v1/appointments/{id}"),
            appointment(record, id, viewer),
        )
    })
}

fn appointment(
    record: &MentorshipRecord,
    id: AppointmentId,
    viewer: Viewer,
) -> Option<Appointment> {
    MentorshipView::of(record, viewer)?.appointment(id)
}
