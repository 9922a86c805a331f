//! What JSON looks like: answers (`Noun`) and bodies (`NounCreate`, `NounUpdate`), one file per
//! noun. Answers are made `From` the store's records; bodies become the domain's values.

mod health;

pub use health::Health;

use chrono::{DateTime, SecondsFormat, Utc};

/// An instant as answers have it: RFC 3339 in UTC with `Z`, to the microsecond where needed.
#[must_use]
pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
