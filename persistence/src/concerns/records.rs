//! Concerns.

use domain::ids::{PersonId, ProgrammeId};
use domain::words::{ConcernKind, ConcernState};

/// Filter of a list of concerns, and the staff person who reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConcernFilter {
    /// Who reads: concerns of their own mentorships aren't for them (R38).
    pub viewer: PersonId,
    /// Whether it waits for staff.
    pub state: Option<ConcernState>,
    /// Kind.
    pub kind: Option<ConcernKind>,
    /// Programme of the mentorship.
    pub programme: Option<ProgrammeId>,
}
