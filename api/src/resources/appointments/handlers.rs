//! Appointments (R11–R15).

use super::{
    Appointment, AppointmentConfirm, AppointmentCreate, AppointmentNoShow, AppointmentRecord,
    AppointmentReschedule, OptionalReason, OutcomeCorrection, Reason,
};
use crate::access::{As, MentorOrStaff, Participant};
use crate::http::answer::{Created, Listed, Paged, Resource};
use crate::http::call::{
    Call, Json, NoBody, Nothing, OptionalJson, Query, Valid, ends_after_start,
};
use crate::http::problem::Problem;
use crate::resources::mentorships::{
    AppointmentReader, InterviewReader, MentorshipReader, MentorshipView,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::AppointmentId;
use domain::mentorship::facts::Means;
use domain::mentorship::{Command, Meeting, Move};
use domain::text::Note;
use domain::words::AppointmentState;
use serde::Deserialize;
use std::collections::HashMap;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

type Result<T> = std::result::Result<T, Problem>;

/// Filters of the appointments' list.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema, Validate)]
#[validate(schema(function = "in_order"))]
pub struct AppointmentQuery {
    /// Only appointments in this state.
    pub state: Option<AppointmentState>,
    /// Only appointments that start on this day or later, in the programme's time zone.
    pub from: Option<NaiveDate>,
    /// Only appointments that start on this day or earlier, in the programme's time zone.
    pub to: Option<NaiveDate>,
}

fn in_order(query: &AppointmentQuery) -> std::result::Result<(), ValidationError> {
    ends_after_start(query.from, query.to)
}

impl AppointmentQuery {
    fn admits(&self, appointment: &Appointment, day: NaiveDate) -> bool {
        self.state.is_none_or(|state| state == appointment.state)
            && self.from.is_none_or(|from| from <= day)
            && self.to.is_none_or(|to| day <= to)
    }
}

/// Propose an appointment
///
/// Either party proposes; the other gets a mail, and confirms or declines. It starts in the future
/// and in the interview's window, overlaps no confirmed appointment of either, and, where a
/// road-book is required, lies `roadbook_lead_days` after the day on which it was sent, or after
/// today (R13, R14). A mentor may lift that lead time in the same call.
///
/// With `from_slot` a student picks one of the mentor's free slots (`list_free_slots`): it is
/// confirmed at once, and the mentor gets a mail. Of several who pick the same one, the first gets it.
#[utoipa::path(
    post,
    path = "/v1/mentorships/{mentorship_id}/interviews/{step}/appointments",
    tag = "appointments"
)]
pub async fn propose_appointment(
    call: Call<As<Participant, InterviewReader>, Json<AppointmentCreate>>,
) -> Result<Created<Appointment>> {
    let body = call.body.0.clone();
    let meeting = meeting(body.starts_at, body.duration_minutes, body.means, body.note);
    let (id, step) = (meeting.id, call.access.step);
    let waive_lead = body.waive_roadbook_lead.unwrap_or(false);
    if body.from_slot == Some(true) {
        let picked = (step, meeting, waive_lead);
        return call.pick(picked, location(id), appointment(id)).await;
    }
    let command = Command::Propose {
        step,
        meeting,
        waive_lead,
    };
    call.make(command, location(id), appointment(id)).await
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
    call: Call<As<MentorOrStaff, InterviewReader>, Json<AppointmentRecord>>,
) -> Result<Created<Appointment>> {
    let body = call.body.0.clone();
    let meeting = meeting(body.starts_at, body.duration_minutes, body.means, body.note);
    let (id, step, reason) = (meeting.id, call.access.step, body.reason);
    let command = Command::Record {
        step,
        meeting,
        reason,
    };
    call.make(command, location(id), appointment(id)).await
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
    call: Call<MentorshipReader, NoBody, Valid<Query<Paged<AppointmentQuery>>>>,
) -> Result<Listed<Appointment>> {
    type Key = (DateTime<Utc>, AppointmentId);
    let part = call.part::<Key>()?;
    let record = call.mentorship().await?;
    let (facts, programme) = (&record.facts, &record.programme.programme);
    let made = facts.appointments.iter();
    let made: HashMap<_, _> = made.map(|one| (one.id, one.created_at)).collect();
    let shown = call.view(&record)?;
    let mut rows: Vec<(Key, Appointment)> = shown
        .appointments()
        .filter(|one| call.query.admits(one, programme.day(one.starts_at)))
        .filter_map(|one| Some(((*made.get(&one.id)?, one.id), one)))
        .filter(|(key, _)| part.after.is_none_or(|after| *key < after))
        .collect();
    rows.sort_unstable_by(|(a, _), (b, _)| b.cmp(a));
    Ok(call.page(&part, rows, |row| row.0, |row| row.1))
}

/// Read an appointment
///
/// Time, means, current state, and the actions allowed to this caller.
#[utoipa::path(get, path = "/v1/appointments/{appointment_id}", tag = "appointments")]
pub async fn get_appointment(call: Call<AppointmentReader>) -> Result<Resource<Appointment>> {
    call.show(appointment(call.access.id)).await
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
    call: Call<As<Participant, AppointmentReader>, OptionalJson<AppointmentConfirm>>,
) -> Result<Resource<Appointment>> {
    let id = call.access.id;
    let waive_lead = call.body.waive_roadbook_lead.unwrap_or(false);
    call.act(Command::Confirm { id, waive_lead }, appointment(id))
        .await
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
    call: Call<As<Participant, AppointmentReader>, OptionalJson<OptionalReason>>,
) -> Result<Resource<Appointment>> {
    let (id, reason) = (call.access.id, call.body.reason.clone());
    call.act(Command::Decline { id, reason }, appointment(id))
        .await
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
    call: Call<As<Participant, AppointmentReader>, OptionalJson<Nothing>>,
) -> Result<Resource<Appointment>> {
    let id = call.access.id;
    call.act(Command::Withdraw { id }, appointment(id)).await
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
    call: Call<As<Participant, AppointmentReader>, Json<Reason>>,
) -> Result<Resource<Appointment>> {
    let (id, reason) = (call.access.id, call.body.reason.clone());
    call.act(Command::Cancel { id, reason }, appointment(id))
        .await
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
    call: Call<As<Participant, AppointmentReader>, Json<AppointmentReschedule>>,
) -> Result<Created<Appointment>> {
    let body = call.body.0.clone();
    let to = Move {
        id: AppointmentId::new(),
        starts_at: body.starts_at,
        duration_minutes: body.duration_minutes,
        means: body.means,
        note: body.note,
        reason: body.reason,
    };
    let (id, new) = (call.access.id, to.id);
    let waive_lead = body.waive_roadbook_lead.unwrap_or(false);
    let command = Command::Reschedule { id, to, waive_lead };
    call.make(command, location(new), appointment(new)).await
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
    call.act(Command::Hold { id, reason }, appointment(id))
        .await
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
    let command = Command::NoShow {
        id,
        missed_by,
        reason: call.body.reason.clone(),
    };
    call.act(command, appointment(id)).await
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
    let command = Command::Correct {
        id,
        outcome,
        reason: call.body.reason.clone(),
    };
    call.act(command, appointment(id)).await
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
    call: Call<As<Participant, AppointmentReader>, Json<Reason>>,
) -> Result<Resource<Appointment>> {
    let (id, reason) = (call.access.id, call.body.reason.clone());
    call.act(Command::Dispute { id, reason }, appointment(id))
        .await
}

/// The appointment in what is shown of its mentorship.
fn appointment(id: AppointmentId) -> impl Fn(&MentorshipView<'_>) -> Option<Appointment> + Clone {
    move |shown| shown.appointment(id)
}

fn location(id: AppointmentId) -> String {
    format!("/v1/appointments/{id}")
}

fn meeting(
    starts_at: DateTime<Utc>,
    duration_minutes: u16,
    means: Means,
    note: Option<Note>,
) -> Meeting {
    Meeting {
        id: AppointmentId::new(),
        starts_at,
        duration_minutes,
        means,
        note,
    }
}
