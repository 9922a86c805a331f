//! Commands on a mentorship, their actors, and their effects.

use super::Mentorship;
use super::facts::{Appointment, Means};
use crate::availability::Availability;
use crate::ids::{AppointmentId, PersonId};
use crate::macros::words;
use crate::programme::Programme;
use crate::text::Note;
use crate::words::{EndReason, MissedBy, Outcome, Party, Step};
use chrono::{DateTime, NaiveDate, Utc};

/// Actor on a mentorship: one of its two people, staff, or the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Party of the mentorship.
    Party(Party),
    /// An adviser or admin.
    Staff,
    /// The service itself, when a time is over.
    Service,
}

/// Context of a command besides the mentorship itself.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Acting person; `None` is the service itself.
    pub person: Option<PersonId>,
    /// Role of the acting person.
    pub actor: Actor,
    /// Whether this party is staff too: here that gives no powers (R38).
    pub also_staff: bool,
    /// The present.
    pub now: DateTime<Utc>,
    /// The mentorship's programme.
    pub programme: &'a Programme,
    /// Circumstances of the two.
    pub circumstances: &'a Circumstances,
}

/// Circumstances of the two people and of the road-book, apart from the mentorship's own facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// Whether the student has accepted the charter (R32).
    pub student_accepted: bool,
    /// Whether the mentor has accepted the charter (R32).
    pub mentor_accepted: bool,
    /// Number of the student's withdrawals in this programme (R6).
    pub withdrawals: u16,
    /// Required answers still missing in the student's road-book, by step (R19).
    pub missing_answers: [u16; 3],
    /// Confirmed appointments of either person that end after now, in any programme (R13).
    pub busy: Vec<Busy>,
}

/// A confirmed appointment somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy {
    /// Id of the appointment.
    pub appointment: AppointmentId,
    /// Start.
    pub starts_at: DateTime<Utc>,
    /// End.
    pub ends_at: DateTime<Utc>,
}

impl From<&Appointment> for Busy {
    fn from(appointment: &Appointment) -> Self {
        Self {
            appointment: appointment.id,
            starts_at: appointment.starts_at,
            ends_at: appointment.ends_at(),
        }
    }
}

/// Time and means of a planned meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The new appointment's id.
    pub id: AppointmentId,
    /// Start.
    pub starts_at: DateTime<Utc>,
    /// Minutes, 15–180.
    pub duration_minutes: u16,
    /// Means of the meeting.
    pub means: Means,
    /// Note to the other party.
    pub note: Option<Note>,
}

/// New date for an appointment; absent values stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The new appointment's id.
    pub id: AppointmentId,
    /// Start.
    pub starts_at: DateTime<Utc>,
    /// Minutes, 15–180.
    pub duration_minutes: Option<u16>,
    /// Means of the meeting.
    pub means: Option<Means>,
    /// Note to the other party.
    pub note: Option<Note>,
    /// Reason for the move.
    pub reason: Option<Note>,
}

/// A command: a value that can be applied again after a deadlock.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "a variant's line says what it is; its fields are what they are called"
)]
pub enum Command {
    /// R11: propose an appointment; the mentor may lift the lead time with it (R14).
    Propose {
        step: Step,
        meeting: Meeting,
        waive_lead: bool,
    },
    /// R11: the student picks one of the slots that the mentor has published.
    Pick {
        step: Step,
        meeting: Meeting,
        published: Availability,
        waive_lead: bool,
    },
    /// R11: the other party confirms.
    Confirm { id: AppointmentId, waive_lead: bool },
    /// R11: the other party declines.
    Decline {
        id: AppointmentId,
        reason: Option<Note>,
    },
    /// R11: the author withdraws it.
    Withdraw { id: AppointmentId },
    /// R11: either party cancels, before its start.
    Cancel { id: AppointmentId, reason: Note },
    /// R11: a new proposal that replaces this one.
    Reschedule {
        id: AppointmentId,
        to: Move,
        waive_lead: bool,
    },
    /// R15: it took place.
    Hold {
        id: AppointmentId,
        reason: Option<Note>,
    },
    /// R15: somebody did not come.
    NoShow {
        id: AppointmentId,
        missed_by: MissedBy,
        reason: Option<Note>,
    },
    /// R15: the recorded outcome was wrong.
    Correct {
        id: AppointmentId,
        outcome: Outcome,
        reason: Note,
    },
    /// R15: the other party contests the outcome.
    Dispute { id: AppointmentId, reason: Note },
    /// R15: a meeting took place without a booking.
    Record {
        step: Step,
        meeting: Meeting,
        reason: Option<Note>,
    },
    /// R20: the mentor, or staff with a reason, waive the road-book and its lead time.
    WaiveRoadbook { step: Step, reason: Option<Note> },
    /// R19: an edition goes to the mentor; its number comes from the road-book.
    SendRoadbook { step: Step, number: u32 },
    /// R21: the mentor writes on the draft form.
    DraftEvaluation { step: Step },
    /// R21: the form is given.
    GiveEvaluation { step: Step },
    /// R21: the form was handed over outside the service.
    GiveEvaluationOutside { step: Step, given_on: NaiveDate },
    /// R21: its author gives a new version.
    CorrectEvaluation { step: Step },
    /// R21: its author or an admin takes it back.
    RetractEvaluation { step: Step },
    /// R21: the student opens it.
    ReadEvaluation { step: Step },
    /// R21: the student says that it was received, or amends that.
    AcknowledgeEvaluation { step: Step },
    /// R8: staff excuse the interview.
    Excuse { step: Step, reason: Note },
    /// R7: staff give more time for an interview.
    Extend {
        step: Step,
        from: Option<NaiveDate>,
        until_on: NaiveDate,
        reason: Note,
    },
    /// R35: staff end it, and the student goes on with another mentor.
    Reassign { reason: Note },
    /// R6: the mentorship ends.
    End {
        reason: Option<EndReason>,
        note: Option<Note>,
        pause: bool,
    },
    /// R2: its programme closes.
    CloseProgramme,
    /// R15: a proposal went unanswered past its start.
    Lapse { id: AppointmentId },
}

words! {
    /// Type of an event.
    EventKind {
        ProgrammeOpened = "programme.opened",
        ProgrammeClosed = "programme.closed",
        ProgrammeReopened = "programme.reopened",
        MentorshipCreated = "mentorship.created",
        MentorshipEnded = "mentorship.ended",
        MentorshipCompleted = "mentorship.completed",
        MentorshipNudged = "mentorship.nudged",
        InterviewOpened = "interview.opened",
        InterviewExcused = "interview.excused",
        InterviewExtended = "interview.extended",
        AppointmentProposed = "appointment.proposed",
        AppointmentConfirmed = "appointment.confirmed",
        AppointmentDeclined = "appointment.declined",
        AppointmentWithdrawn = "appointment.withdrawn",
        AppointmentLapsed = "appointment.lapsed",
        AppointmentCancelled = "appointment.cancelled",
        AppointmentHeld = "appointment.held",
        AppointmentMissed = "appointment.missed",
        AppointmentCorrected = "appointment.corrected",
        AppointmentDisputed = "appointment.disputed",
        RoadbookSent = "roadbook.sent",
        RoadbookWaived = "roadbook.waived",
        EvaluationGiven = "evaluation.given",
        EvaluationCorrected = "evaluation.corrected",
        EvaluationRetracted = "evaluation.retracted",
        EvaluationAcknowledged = "evaluation.acknowledged",
        RoadbookOpened = "roadbook.opened_in_emergency",
        EvaluationOpened = "evaluation.opened_in_emergency",
        ShareCreated = "share.created",
        ShareRevoked = "share.revoked",
        CareerInterviewRequested = "career_interview.requested",
        CareerInterviewTaken = "career_interview.taken",
        CareerInterviewScheduled = "career_interview.scheduled",
        CareerInterviewHeld = "career_interview.held",
        CareerInterviewMissed = "career_interview.missed",
        CareerInterviewDeclined = "career_interview.declined",
        CareerInterviewCancelled = "career_interview.cancelled",
        MentorApplicationSubmitted = "mentor_application.submitted",
        MentorApplicationAccepted = "mentor_application.accepted",
        MentorApplicationRefused = "mentor_application.refused",
        MentorApplicationWithdrawn = "mentor_application.withdrawn",
    }
}

/// Event of a mentorship.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happened {
    /// Type of the event.
    pub kind: EventKind,
    /// Interview concerned.
    pub step: Option<Step>,
    /// Appointment concerned.
    pub appointment: Option<AppointmentId>,
}

/// Result of a command.
#[derive(Debug, PartialEq, Eq)]
pub struct Applied {
    /// The mentorship afterwards.
    pub mentorship: Mentorship,
    /// Events, in order.
    pub happened: Vec<Happened>,
    /// Effects outside the mentorship.
    pub effects: Effects,
}

/// Effects of a command outside the mentorship.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// Whether the mentor's place is free again (R6, R10).
    pub frees_place: bool,
    /// Whether the student withdrew, which counts (R6).
    pub withdrew: bool,
    /// Day until which the student may choose at least (R4).
    pub choice_until: Option<NaiveDate>,
    /// Whether the mentor accepts no further students for now (R6).
    pub pause: bool,
    /// Timeliness of the edition (R20).
    pub sent: Option<Sent>,
}

/// Timeliness of an edition, by the calendar (R20).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Whether it was sent after its last day.
    pub late: bool,
    /// Local days between sending and the earliest confirmed appointment, if there is one.
    pub days_before: Option<i32>,
}

impl Command {
    /// Reason that staff give with it, if they do.
    pub const fn reason(&self) -> Option<&Note> {
        match self {
            Self::Extend { reason, .. }
            | Self::Excuse { reason, .. }
            | Self::Reassign { reason } => Some(reason),
            Self::WaiveRoadbook { reason, .. } | Self::End { note: reason, .. } => reason.as_ref(),
            _ => None,
        }
    }
}

impl Meeting {
    pub(super) fn into_facts(self, step: Step, now: DateTime<Utc>) -> Appointment {
        Appointment {
            id: self.id,
            step,
            state: crate::words::AppointmentState::Proposed,
            proposed_by: None,
            starts_at: self.starts_at,
            duration_minutes: self.duration_minutes,
            means: self.means,
            note: self.note,
            reason: None,
            replaces: None,
            chain: self.id,
            sequence: 0,
            missed_by: None,
            recorded_by: None,
            recorded_at: None,
            disputed: None,
            created_at: now,
        }
    }
}
