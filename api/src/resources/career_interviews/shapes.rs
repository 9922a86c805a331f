//! A career interview as its readers see it.

use chrono::{DateTime, Utc};
use domain::career;
use domain::ids::{CareerInterviewId, MentorshipId, PersonId, ProgrammeId};
use domain::mentorship::facts::Means;
use domain::person::PersonRef;
use domain::share::SharedDocument;
use domain::text::Note;
use domain::words::{Action, CareerInterviewState};
use serde::Serialize;
use utoipa::ToSchema;

/// Individual interview of a student with the Career Department: for the student and staff only.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CareerInterview {
    /// Its id.
    pub id: CareerInterviewId,
    /// Programme in which the student is enrolled.
    pub programme_id: ProgrammeId,
    /// The student's latest mentorship when they asked, if they had one.
    pub mentorship_id: Option<MentorshipId>,
    /// The student.
    pub student: PersonRef,
    /// Its state.
    pub state: CareerInterviewState,
    /// What the student wishes to talk about.
    pub message: Note,
    /// Whether a given form of the student recommends the Department.
    pub recommended_by_mentor: bool,
    /// Documents that the student shares with the advisers now, in this programme, with the paths under
    /// which they are read; of what is taken back, nothing stays.
    #[schema(max_items = 24)]
    pub shared: Vec<SharedDocument>,
    /// Staff person who owns it.
    pub adviser: Option<PersonRef>,
    /// Start of the interview.
    pub starts_at: Option<DateTime<Utc>>,
    /// Duration in minutes.
    #[schema(minimum = 15, maximum = 180)]
    pub duration_minutes: Option<u16>,
    /// Means of the interview.
    #[schema(schema_with = optional_means)]
    pub means: Option<Means>,
    /// Note of staff to the student.
    pub note: Option<Note>,
    /// Reason why it doesn't take place.
    pub reason: Option<Note>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// Operation ids that would be accepted from this caller now.
    pub allowed_actions: Vec<Action>,
}

impl CareerInterview {
    /// The interview as somebody sees it.
    pub fn of(interview: career::CareerInterview, viewer: PersonId, now: DateTime<Utc>) -> Self {
        let allowed_actions = interview.allowed_actions(interview.actor(viewer), now);
        let stage = &interview.stage;
        let meeting = stage.meeting();
        Self {
            id: interview.id,
            programme_id: interview.programme_id,
            mentorship_id: interview.mentorship_id,
            state: stage.state(),
            adviser: stage.adviser().cloned(),
            starts_at: meeting.map(|it| it.starts_at),
            duration_minutes: meeting.map(|it| it.duration_minutes),
            means: meeting.map(|it| it.means.clone()),
            note: meeting.and_then(|it| it.note.clone()),
            reason: stage.reason().cloned(),
            student: interview.student,
            message: interview.message,
            recommended_by_mentor: interview.recommended_by_mentor,
            shared: interview.shared,
            created_at: interview.created_at,
            allowed_actions,
        }
    }
}

/// Schema of means that may be null: linters don't take null beside a union with a discriminator in a
/// `oneOf`.
fn optional_means() -> utoipa::openapi::Schema {
    let means = utoipa::openapi::schema::AnyOfBuilder::new()
        .description(Some("Means of the interview."))
        .item(utoipa::openapi::Ref::from_schema_name("Means"))
        .item(
            utoipa::openapi::ObjectBuilder::new()
                .schema_type(utoipa::openapi::schema::Type::Null)
                .build(),
        )
        .build();
    utoipa::openapi::Schema::AnyOf(means)
}
