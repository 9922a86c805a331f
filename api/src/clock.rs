//! Single clock of the service. In the demo it is real time plus an offset that all servers on one
//! database share; otherwise it is real time.

use crate::http::problem::Problem;
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use persistence::Store;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Source of a request's `now`.
#[derive(Clone)]
pub enum Clock {
    /// Real time.
    Real,
    /// Real time plus the offset kept in the demo's database, and that offset as last read, in
    /// microseconds.
    Demo(Store, Arc<AtomicI64>),
}

impl Clock {
    /// The clock of a demo's database.
    pub fn demo(store: Store) -> Self {
        Self::Demo(store, Arc::default())
    }

    /// The present, in whole microseconds, as both databases keep it. Taken once per request.
    ///
    /// # Errors
    /// The demo's database can't be read.
    pub async fn now(&self) -> Result<DateTime<Utc>, Problem> {
        match self {
            Self::Real => Ok(real()),
            Self::Demo(store, last) => {
                let offset = store.clock_offset().await?;
                last.store(offset, Ordering::Relaxed);
                Ok(moved(offset))
            }
        }
    }

    /// Takes note of a new offset in microseconds.
    pub fn learn(&self, micros: i64) {
        if let Self::Demo(_, last) = self {
            last.store(micros, Ordering::Relaxed);
        }
    }

    /// The present by the offset as last read, for what must not wait for the database.
    pub fn last_known(&self) -> DateTime<Utc> {
        match self {
            Self::Real => real(),
            Self::Demo(_, last) => moved(last.load(Ordering::Relaxed)),
        }
    }
}

fn moved(micros: i64) -> DateTime<Utc> {
    let offset = TimeDelta::microseconds(micros);
    real().checked_add_signed(offset).unwrap_or_else(real)
}

/// Real time in whole microseconds.
pub fn real() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}
