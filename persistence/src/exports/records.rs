//! Rows of exports: what staff may read, states and dates but no content of forms and road-books.

use chrono::{DateTime, NaiveDate, Utc};
use domain::enrolment::{MentorDetails, StudentDetails};
use domain::ids::{MentorshipId, PersonId};
use domain::words::{
    AppointmentState, EndReason, InterviewState, Language, MeansKind, MentorshipState, MissedBy,
    Party, Step,
};

/// Person of an export, by the columns of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedPerson {
    /// Id.
    pub id: PersonId,
    /// Account on the Alumni website.
    pub external_id: String,
    /// First name; empty for none.
    pub first_name: String,
    /// Last name; empty for none.
    pub last_name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Language of mails.
    pub language: Language,
    /// Phone number.
    pub phone: Option<String>,
}

/// Student of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedStudent {
    /// The person.
    pub person: ExportedPerson,
    /// Details of the enrolment.
    pub details: StudentDetails,
    /// The name's key, for the next page.
    pub sort_key: String,
}

/// Mentor of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedMentor {
    /// The person.
    pub person: ExportedPerson,
    /// Details of the enrolment.
    pub details: MentorDetails,
    /// The name's key, for the next page.
    pub sort_key: String,
}

/// Person of a mentorship's export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedName {
    /// Account on the Alumni website.
    pub external_id: String,
    /// First name; empty for none.
    pub first_name: String,
    /// Last name; empty for none.
    pub last_name: String,
}

/// Mentorship of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedMentorship {
    /// Id.
    pub id: MentorshipId,
    /// The student.
    pub student: ExportedName,
    /// The mentor.
    pub mentor: ExportedName,
    /// Active, completed or ended.
    pub state: MentorshipState,
    /// Time of the choice.
    pub chosen_at: DateTime<Utc>,
    /// Time of the end.
    pub ended_at: Option<DateTime<Utc>>,
    /// Reason of the end.
    pub end_reason: Option<EndReason>,
    /// The three interviews, in order.
    pub steps: [ExportedStep; 3],
    /// Its appointments, oldest first, where they were asked for.
    pub appointments: Vec<ExportedAppointment>,
}

/// Interview of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportedStep {
    /// The interview.
    pub step: Step,
    /// Its state.
    pub state: InterviewState,
    /// Whether it is overdue.
    pub overdue: bool,
    /// Start of its last held appointment.
    pub last_held_at: Option<DateTime<Utc>>,
    /// Time of its conclusion.
    pub concluded_at: Option<DateTime<Utc>>,
    /// Last day of its latest extension.
    pub extended_until: Option<NaiveDate>,
    /// Time at which its form was given.
    pub form_given_at: Option<DateTime<Utc>>,
    /// Time at which the student opened the form.
    pub form_read_at: Option<DateTime<Utc>>,
    /// Time at which the student acknowledged the form.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// Time at which the form was retracted.
    pub form_retracted_at: Option<DateTime<Utc>>,
    /// Whether the form recommends the Career Department (R24).
    pub recommended: bool,
    /// Whether a former mentorship has its meetings and its form (R35).
    pub carried: bool,
}

/// Appointment of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportedAppointment {
    /// Interview of the appointment.
    pub step: Step,
    /// Its state.
    pub state: AppointmentState,
    /// Who proposed it; `None`: recorded without a booking.
    pub proposed_by: Option<Party>,
    /// Start.
    pub starts_at: DateTime<Utc>,
    /// Duration.
    pub duration_minutes: u16,
    /// Means, without place, number or link.
    pub means: MeansKind,
    /// Who missed it.
    pub missed_by: Option<MissedBy>,
    /// Time at which its outcome was recorded.
    pub recorded_at: Option<DateTime<Utc>>,
    /// Whether its outcome is disputed.
    pub disputed: bool,
}
