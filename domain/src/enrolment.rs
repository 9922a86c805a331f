//! Enrolment of a person in a programme: details of students and mentors (R3–R5, R16), and its end
//! (R36).

mod facets;
mod keys;
mod mentor;
mod mentor_change;
mod mentor_list;
mod student;

pub use facets::{Facet, MeansFacet, MentorFacets};
pub use keys::{SearchWord, search_key, search_words, sort_key, staff_key};
pub use mentor::{
    GRADUATION_YEAR_MAX, GRADUATION_YEAR_MIN, LIST_MAX, LanguageCode, MentorDetails, available,
    places_left,
};
pub use mentor_change::MentorChange;
pub use mentor_list::{MentorList, MentorListUpdate};
pub use student::{StudentChange, StudentDetails, default_leaves_school_on};

use crate::ids::{ProgrammeId, RoadbookId};
use crate::programme::Programme;
use crate::refusal::{Code, Refusal};
use crate::words::{Party, ProgrammeStatus};

/// A person's part in a programme.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Enrolment {
    /// The programme.
    pub programme_id: ProgrammeId,
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub programme_name: String,
    /// Draft, open or closed.
    pub programme_status: ProgrammeStatus,
    /// Its IANA time zone, as `Europe/Paris`.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub time_zone: String,
    /// Student or mentor.
    #[serde(rename = "role")]
    pub part: Party,
    /// The student's road-book.
    pub roadbook_id: Option<RoadbookId>,
    /// Whether the person has accepted the charter.
    pub charter_accepted: bool,
}

/// Refuses to take a person out of a programme while they have live mentorships (R36).
///
/// # Errors
/// `programme_not_open` for a closed programme; `live_mentorships` with their number.
pub fn expect_removable(programme: &Programme, live: u64) -> Result<(), Refusal> {
    programme.expect_not_closed()?;
    if live > 0 {
        return Err(Refusal::new(Code::LiveMentorships).count(live));
    }
    Ok(())
}
