//! Lists of mentorships.

use super::{Store, read};
use crate::error::Result;
use crate::records::{MentorshipFilter, SummaryRecord};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::ids::MentorshipId;

impl Store {
    /// Up to `limit` mentorships, newest first, after the last one seen (its `chosen_at` and id),
    /// with the states of their interviews at `now` (R9).
    ///
    /// `zone` is the programme's, where the filter names one: then it is one statement. `None`
    /// tells each by the day of its own programme, with a statement a time zone.
    pub async fn mentorships(
        &self,
        filter: MentorshipFilter,
        zone: Option<Tz>,
        now: DateTime<Utc>,
        after: Option<(DateTime<Utc>, MentorshipId)>,
        limit: i64,
    ) -> Result<Vec<SummaryRecord>> {
        read!(self, summaries::list(filter, zone, now, after, limit))
    }
}
