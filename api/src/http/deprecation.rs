//! Deprecation of an operation, announced in its answers (RFC 9745, RFC 8594) and in the document.
//! Declared in one place, beside the operation in `routes.rs`.

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue, LINK};
use chrono::{NaiveDate, NaiveTime};

/// Sunset of an operation, and the page that names its replacement. Days begin at midnight UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deprecation {
    since: NaiveDate,
    gone_on: NaiveDate,
    link: &'static str,
}

impl Deprecation {
    /// Deprecated `since` a day, gone on another (both as year, month, day); the page at `link`
    /// names the replacement.
    ///
    /// # Panics
    /// If the calendar has no such day; in a constant, as in `routes.rs`, at compile time.
    pub const fn new(since: (i32, u32, u32), gone_on: (i32, u32, u32), link: &'static str) -> Self {
        Self {
            since: day(since),
            gone_on: day(gone_on),
            link,
        }
    }

    /// Adds the headers for the caller.
    pub fn announce(&self, headers: &mut HeaderMap) {
        let since = self.since.and_time(NaiveTime::MIN).and_utc().timestamp();
        let gone_on = self.gone_on.format("%a, %d %b %Y 00:00:00 GMT");
        let told = [
            (HeaderName::from_static("deprecation"), format!("@{since}")),
            (HeaderName::from_static("sunset"), gone_on.to_string()),
            (LINK, format!("<{}>; rel=\"deprecation\"", self.link)),
        ];
        for (name, value) in told {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.append(name, value);
            }
        }
    }

    /// Adds the notice for readers of the document.
    pub fn words(&self) -> String {
        let (since, gone_on, link) = (self.since, self.gone_on, self.link);
        format!("Deprecated since {since}, gone on {gone_on}: <{link}> says what to use instead.")
    }
}

const fn day((year, month, day): (i32, u32, u32)) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => panic!("no such day"),
    }
}
