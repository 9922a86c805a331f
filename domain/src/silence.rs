//! Silence between the two people of a mentorship (R33), counted in local days.

use crate::calendar::{begin_of, local_day, plus_days};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// Days after which a proposal without any answer is silence.
pub const UNANSWERED_DAYS: i64 = 10;

/// Days without a proposal, after the choice or after an interview opened, that are silence.
pub const QUIET_DAYS: i64 = 28;

/// Thresholds of silence at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silence {
    /// A proposal made before this instant is [`UNANSWERED_DAYS`] days old.
    pub unanswered_before: DateTime<Utc>,
    /// What happened before this instant is [`QUIET_DAYS`] days ago.
    pub quiet_before: DateTime<Utc>,
    /// The last day that is so many days ago.
    pub quiet_since: NaiveDate,
}

impl Silence {
    /// The thresholds now, by the programme's days.
    pub fn at(now: DateTime<Utc>, zone: Tz) -> Self {
        let today = local_day(now, zone);
        let begin = |days: i64| begin_of(plus_days(today, 1 - days), zone);
        Self {
            unanswered_before: begin(UNANSWERED_DAYS),
            quiet_before: begin(QUIET_DAYS),
            quiet_since: plus_days(today, -QUIET_DAYS),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn ten_days_are_ten_days_of_the_calendar() {
        // in Paris it is the 20th from 23:00 UTC on
        let silence = |now| Silence::at(at(now), chrono_tz::Europe::Paris);
        let before = |now| silence(now).unanswered_before;
        assert_eq!(before("2019-02-20T22:59:00Z"), at("2019-02-10T23:00:00Z"));
        assert_eq!(before("2019-02-20T23:00:00Z"), at("2019-02-11T23:00:00Z"));
        let quiet = silence("2019-04-20T10:00:00Z");
        assert_eq!(quiet.quiet_since, "2019-03-23".parse().unwrap());
        assert_eq!(quiet.quiet_before, at("2019-03-23T23:00:00Z"));
    }

    #[test]
    fn a_day_may_begin_without_a_midnight() {
        // Cairo's clock went from 24:00 to 01:00 on 28 April 2023
        let silence = Silence::at(at("2023-05-07T12:00:00Z"), chrono_tz::Africa::Cairo);
        assert_eq!(silence.unanswered_before, at("2023-04-27T22:00:00Z"));
    }
}
