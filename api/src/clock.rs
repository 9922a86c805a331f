//! Single clock of the service. In the demo it is real time plus an offset that all servers on one
//! database share; otherwise it is real time.

use crate::http::problem::Problem;
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use persistence::Store;

/// Source of a request's `now`.
#[derive(Clone)]
pub enum Clock {
    /// Real time.
    Real,
    /// Real time plus the offset kept in the demo's database.
    Demo(Store),
}

impl Clock {
    /// The present, in whole microseconds, as both databases keep it. Taken once per request.
    ///
    /// # Errors
    /// The demo's database can't be read.
    pub async fn now(&self) -> Result<DateTime<Utc>, Problem> {
        match self {
            Self::Real => Ok(real()),
            Self::Demo(store) => {
                let offset = TimeDelta::microseconds(store.clock_offset().await?);
                Ok(real().checked_add_signed(offset).unwrap_or_else(real))
            }
        }
    }
}

/// Real time in whole microseconds.
pub fn real() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}
