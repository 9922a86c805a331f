//! Mails as values: the kind of a message and its payload, kept as JSON in the outbox until it
//! leaves (R19, R21, R25). Rows of earlier versions are read too: a field may be added here as an
//! `Option`, never renamed.

mod application;
mod appointment;
mod calendar;
mod career;
mod choice;
mod concern;
mod edition;
mod emergency;
mod evaluation;
mod nudge;
mod people;
mod steering;
mod waiver;

pub use application::{ApplicationPayload, MailApplication};
pub use appointment::{AppointmentPayload, MailAppointment, MailMeans};
pub use calendar::CalendarKey;
pub use career::{CareerPayload, MailCareer};
pub use choice::{ChoicePayload, MailChoice};
pub use concern::{ConcernPayload, MailConcern};
pub use edition::{EditionPayload, MailEdition, Meeting};
pub use emergency::{EmergencyPayload, MailEmergency};
pub use evaluation::{EvaluationPayload, MailEvaluation};
pub use nudge::{MailNudge, NudgePayload};
pub use people::{About, MailActor, MailPerson, MailProgramme, Reader};
pub use steering::{MailSteering, SteeringPayload};
pub use waiver::{MailWaiver, WaiverPayload};

use crate::macros::words;
use crate::words::Step;
use serde::{Deserialize, Deserializer, Serialize};

words! {
    /// Kind of a mail.
    MailKind {
        /// Choice, to the mentor (R44).
        MentorChosen = "mentor_chosen",
        /// The recorded choice, to the student.
        ChoiceRecorded = "choice_recorded",
        /// A student given to them by staff, to the mentor (R7).
        StudentAssigned = "student_assigned",
        /// A mentor given by staff, to the student.
        MentorAssigned = "mentor_assigned",
        /// Another mentor given by staff, to the student (R35).
        MentorChanged = "mentor_changed",
        /// End of the mentorship, to whom did not end it (R6).
        MentorshipEnded = "mentorship_ended",
        /// More time for an interview, to both (R7).
        InterviewExtended = "interview_extended",
        /// Excuse of an interview, to both (R8).
        InterviewExcused = "interview_excused",
        /// Reminder by staff, to whoever has the step.
        Nudge = "nudge",
        /// Road-book, to the mentor (R19).
        RoadbookSent = "roadbook_sent",
        /// Copy of the sent road-book, to the student (R19).
        RoadbookCopy = "roadbook_copy",
        /// Waiver of the road-book, to the student (R20).
        RoadbookWaived = "roadbook_waived",
        /// Proposal, to the other party (R11).
        AppointmentProposed = "appointment_proposed",
        /// Confirmation, to both.
        AppointmentConfirmed = "appointment_confirmed",
        /// Refusal of a proposal, to the proposer.
        AppointmentDeclined = "appointment_declined",
        /// Withdrawal of a proposal, to the other party.
        AppointmentWithdrawn = "appointment_withdrawn",
        /// Cancellation of a confirmed appointment, to both.
        AppointmentCancelled = "appointment_cancelled",
        /// Proposal to replace an appointment, to the other party.
        AppointmentRescheduled = "appointment_rescheduled",
        /// Meeting to which somebody didn't come, to who did not record it.
        AppointmentMissed = "appointment_missed",
        /// Contested outcome of a meeting, to both.
        AppointmentDisputed = "appointment_disputed",
        /// Evaluation form, to the student (R21).
        EvaluationGiven = "evaluation_given",
        /// New version of the form, to the student (R21).
        EvaluationCorrected = "evaluation_corrected",
        /// Form handed over outside the service, to the student (R21).
        EvaluationGivenOutside = "evaluation_given_outside",
        /// Receipt of the form, to the mentor (R21).
        EvaluationAcknowledged = "evaluation_acknowledged",
        /// Retraction of the form, to both (R21).
        EvaluationRetracted = "evaluation_retracted",
        /// Document opened by an admin in an emergency, to the student and the author (R31).
        DocumentOpened = "document_opened",
        /// Concern, to staff (R32).
        ConcernRaised = "concern_raised",
        /// Request for a career interview, to staff (R24).
        CareerInterviewRequested = "career_interview_requested",
        /// Date of a career interview, the first or another, to the student.
        CareerInterviewScheduled = "career_interview_scheduled",
        /// Refusal of a career interview, to the student.
        CareerInterviewDeclined = "career_interview_declined",
        /// Cancellation of a career interview, to the student or its owner.
        CareerInterviewCancelled = "career_interview_cancelled",
        /// Career interview handed over, to its new owner.
        CareerInterviewHandedOver = "career_interview_handed_over",
        /// Change of a career interview by a colleague, to the one who had it.
        CareerInterviewChanged = "career_interview_changed",
        /// Application of a mentor, to staff (R45).
        MentorApplicationReceived = "mentor_application_received",
        /// Acceptance of an application, to the new mentor.
        MentorApplicationAccepted = "mentor_application_accepted",
        /// Refusal of an application, to the applicant.
        MentorApplicationRefused = "mentor_application_refused",
        /// Staff have taken up a recommendation, to the mentor.
        RecommendationTakenUp = "recommendation_taken_up",
        /// A recommended career interview is closed, to the mentor.
        RecommendationClosed = "recommendation_closed",
    }
}

/// Thing that a mail shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Content {
    /// The choice of a mentor.
    Choice(ChoicePayload),
    /// An appointment.
    Appointment(AppointmentPayload),
    /// An edition of the road-book.
    Edition(EditionPayload),
    /// A waiver of the road-book.
    Waiver(WaiverPayload),
    /// A change of the mentorship itself.
    Steering(SteeringPayload),
    /// A reminder by staff.
    Nudge(NudgePayload),
    /// An evaluation form.
    Evaluation(EvaluationPayload),
    /// A document opened in an emergency.
    Emergency(EmergencyPayload),
    /// A concern told to staff.
    Concern(ConcernPayload),
    /// A career interview.
    Career(CareerPayload),
    /// An application of a mentor.
    Application(ApplicationPayload),
}

impl Content {
    /// Interview that it belongs to, if to one.
    pub const fn step(&self) -> Option<Step> {
        match self {
            Self::Choice(_) | Self::Concern(_) | Self::Career(_) | Self::Application(_) => None,
            Self::Appointment(payload) => Some(payload.appointment.step),
            Self::Edition(payload) => Some(payload.edition.step),
            Self::Waiver(payload) => Some(payload.waiver.step),
            Self::Steering(payload) => payload.steering.step,
            Self::Nudge(payload) => payload.nudge.step,
            Self::Evaluation(payload) => Some(payload.evaluation.step),
            Self::Emergency(payload) => Some(payload.emergency.step),
        }
    }
}

/// Mail without its words: it serializes as its payload in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mail {
    /// Kind, in a column of its own.
    #[serde(skip)]
    pub kind: MailKind,
    /// Programme, people and actor.
    #[serde(flatten)]
    pub about: About,
    /// Thing that it shows.
    #[serde(flatten)]
    pub content: Content,
}

#[derive(Deserialize)]
struct Row<T> {
    #[serde(flatten)]
    about: About,
    #[serde(flatten)]
    content: T,
}

impl MailKind {
    /// Reads the payload of a mail of this kind.
    ///
    /// # Errors
    /// A field is missing, or holds an unknown word.
    pub fn read<'de, D: Deserializer<'de>>(self, payload: D) -> Result<Mail, D::Error> {
        let (about, content) = match self {
            Self::MentorChosen | Self::ChoiceRecorded => content(payload, Content::Choice)?,
            Self::RoadbookSent | Self::RoadbookCopy => content(payload, Content::Edition)?,
            Self::RoadbookWaived => content(payload, Content::Waiver)?,
            Self::Nudge => content(payload, Content::Nudge)?,
            Self::StudentAssigned
            | Self::MentorAssigned
            | Self::MentorChanged
            | Self::MentorshipEnded
            | Self::InterviewExtended
            | Self::InterviewExcused => content(payload, Content::Steering)?,
            Self::EvaluationGiven
            | Self::EvaluationCorrected
            | Self::EvaluationGivenOutside
            | Self::EvaluationAcknowledged
            | Self::EvaluationRetracted => content(payload, Content::Evaluation)?,
            Self::DocumentOpened => content(payload, Content::Emergency)?,
            Self::ConcernRaised => content(payload, Content::Concern)?,
            Self::MentorApplicationReceived
            | Self::MentorApplicationAccepted
            | Self::MentorApplicationRefused => content(payload, Content::Application)?,
            Self::CareerInterviewRequested
            | Self::CareerInterviewScheduled
            | Self::CareerInterviewDeclined
            | Self::CareerInterviewCancelled
            | Self::CareerInterviewHandedOver
            | Self::CareerInterviewChanged
            | Self::RecommendationTakenUp
            | Self::RecommendationClosed => content(payload, Content::Career)?,
            Self::AppointmentProposed
            | Self::AppointmentConfirmed
            | Self::AppointmentDeclined
            | Self::AppointmentWithdrawn
            | Self::AppointmentCancelled
            | Self::AppointmentMissed
            | Self::AppointmentDisputed
            | Self::AppointmentRescheduled => content(payload, Content::Appointment)?,
        };
        Ok(Mail {
            kind: self,
            about,
            content,
        })
    }
}

fn content<'de, D, T>(payload: D, of: fn(T) -> Content) -> Result<(About, Content), D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let Row { about, content } = Row::<T>::deserialize(payload)?;
    Ok((about, of(content)))
}

#[cfg(test)]
mod tests;
