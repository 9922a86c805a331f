//! The audit log (R29): kinds of things and their fields, never their content.

use crate::ids::{AuditEntryId, PersonId};
use crate::macros::words;
use chrono::{DateTime, Utc};
use uuid::Uuid;

words! {
    /// Kind of thing that a write changed.
    ResourceType {
        AgreedAction = "agreed_action",
        Appointment = "appointment",
        Availability = "availability",
        CareerInterview = "career_interview",
        Charter = "charter",
        Concern = "concern",
        EmergencyAccess = "emergency_access",
        EvaluationTemplate = "evaluation_template",
        Mentor = "mentor",
        MentorApplication = "mentor_application",
        MentorList = "mentor_list",
        Mentorship = "mentorship",
        Person = "person",
        Programme = "programme",
        Roadbook = "roadbook",
        RoadbookEdition = "roadbook_edition",
        RoadbookTemplate = "roadbook_template",
        Share = "share",
        Student = "student",
    }
}
words! {
    /// Field of a thing, or fields that change together.
    Field {
        /// Owner of a career interview.
        AdviserId = "adviser_id",
        /// Acceptance of a charter.
        AcceptedAt = "accepted_at",
        /// Part of an enrolled person in the programme, or a person's use of the service.
        Active = "active",
        /// Address of a person's calendar feed.
        CalendarFeed = "calendar_feed",
        /// A draft programme, or an enrolment, with everything of it.
        Deleted = "deleted",
        /// Enrolment of a student or mentor.
        Details = "details",
        /// E-mail address.
        Email = "email",
        /// First name.
        FirstName = "first_name",
        /// Language of mails and texts.
        Language = "language",
        /// Last name.
        LastName = "last_name",
        /// Mentor of a new mentorship.
        MentorId = "mentor_id",
        /// Marks of an agreed action.
        Mark = "mark",
        /// A programme's mentors, by an import; those of a student's list.
        Mentors = "mentors",
        /// Phone number.
        Phone = "phone",
        /// Private address.
        PrivateEmail = "private_email",
        /// First opening of an edition by the mentor.
        ReadAt = "read_at",
        /// End of a concern.
        ResolvedAt = "resolved_at",
        /// Date of a career interview.
        StartsAt = "starts_at",
        /// Whether reminders are wanted.
        Reminders = "reminders",
        /// A programme's calendar, policies and name.
        Settings = "settings",
        /// State of a career interview or an application.
        State = "state",
        /// Life of a programme.
        Status = "status",
        /// Student of a new mentorship.
        StudentId = "student_id",
        /// A programme's students, by an import.
        Students = "students",
        /// Wording of a charter, questions and wording of a template.
        Text = "text",
        /// Name for video calls.
        VideoHandle = "video_handle",
    }
}
words! {
    /// Kind of who made a change.
    ActorKind {
        /// A person.
        Person = "person",
        /// Another system.
        Partner = "partner",
        /// The service itself, as when a time is over.
        System = "system",
    }
}

/// Author of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditActor {
    /// Kind of the author.
    pub kind: ActorKind,
    /// The person; null for the service itself.
    pub id: Option<PersonId>,
}

/// Change in the audit log: ids and codes, never names or texts.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    /// Id of the entry.
    pub id: AuditEntryId,
    /// When it was, by the programme's clock.
    pub at: DateTime<Utc>,
    /// Who made it.
    pub actor: AuditActor,
    /// Id of the operation, or name of the service's own work.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub action: String,
    /// Kind of the thing that was changed.
    pub resource_type: ResourceType,
    /// Its id: of a student, mentor or mentor list the person's, of a charter or a template the
    /// programme's, of forms, shares and emergency accesses the mentorship's.
    pub resource_id: Uuid,
    /// `X-Request-Id` of the request; `system` for the service's own work.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub request_id: String,
    /// Fields that were changed, events of a mentorship, questions of a road-book, or documents that were
    /// shared or opened, as codes.
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub changed: Vec<String>,
}
