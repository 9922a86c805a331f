//! A mentor's published times.

use crate::records::{MentorshipKey, ProgrammeRecord};
use domain::availability::Availability;
use domain::mentorship::Busy;

/// Times that a mentor has published (R11).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AvailabilityRecord {
    /// The times.
    pub times: Availability,
    /// Their version, for `If-Match`.
    pub version: i32,
}

/// Data of a mentor's free slots.
#[derive(Clone, Debug)]
pub struct SlotsRecord {
    /// The programme.
    pub programme: ProgrammeRecord,
    /// The times.
    pub times: Availability,
    /// The mentor's bookings that are not over.
    pub busy: Vec<Busy>,
    /// The student's live mentorship with the mentor.
    pub mentorship: Option<MentorshipKey>,
}
