//! Windows: spans of local days of the programme (R1).

use chrono::NaiveDate;

/// A span of local days; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Window {
    /// First local day.
    pub from: NaiveDate,
    /// Last local day; still part of the window.
    pub to: NaiveDate,
}

impl Window {
    /// Whether the day lies within.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}
