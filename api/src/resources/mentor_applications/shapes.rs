//! An application as its readers see it.

use chrono::{DateTime, Utc};
use domain::application::MentorProfile;
use domain::ids::{MentorApplicationId, PersonId, ProgrammeId};
use domain::person::{Contact, PersonRef};
use domain::text::Note;
use domain::words::{Action, MentorApplicationState};
use persistence::ApplicationRecord;
use serde::Serialize;
use utoipa::ToSchema;

/// Application of a person to mentor in a programme: for themselves and staff.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MentorApplication {
    /// Its id.
    pub id: MentorApplicationId,
    /// Programme in which they would mentor.
    pub programme_id: ProgrammeId,
    /// The person.
    pub person: PersonRef,
    /// Their contact details: for staff.
    pub contact: Option<Contact>,
    /// Where it stands.
    pub state: MentorApplicationState,
    /// Profile that they offer.
    pub profile: MentorProfile,
    /// Their word to the team.
    pub message: Option<Note>,
    /// When they applied.
    pub created_at: DateTime<Utc>,
    /// When it was accepted, refused or withdrawn.
    pub decided_at: Option<DateTime<Utc>>,
    /// Operation ids that would be accepted from this caller now.
    pub allowed_actions: Vec<Action>,
}

impl MentorApplication {
    /// The application as somebody sees it.
    pub fn of(record: ApplicationRecord, viewer: PersonId) -> Self {
        let ApplicationRecord {
            application,
            contact,
        } = record;
        let is_own = application.person.id == viewer;
        Self {
            allowed_actions: application.allowed_actions(viewer),
            id: application.id,
            programme_id: application.programme_id,
            person: application.person,
            contact: (!is_own).then_some(contact),
            state: application.state,
            profile: application.profile,
            message: application.message,
            created_at: application.created_at,
            decided_at: application.decided_at,
        }
    }
}
