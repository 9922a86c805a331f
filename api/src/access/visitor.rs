//! Callers without a token: anyone, or whoever has a secret.

use super::PathIds;
use crate::app::App;
use crate::http::problem::Problem;
use chrono::{DateTime, Utc};
use std::future::Future;

/// Caller who sends no token, and the data that was loaded to admit them.
pub trait Visitor: Sized + 'static {
    /// Admits a request by its path.
    ///
    /// # Errors
    /// 404 where the path leads nowhere for them, or the database is unavailable.
    fn admit(
        app: &App,
        path: &PathIds,
        now: DateTime<Utc>,
    ) -> impl Future<Output = Result<Self, Problem>>;
}

/// Anybody at all.
#[derive(Clone, Copy, Debug)]
pub struct Anyone;

impl Visitor for Anyone {
    async fn admit(_: &App, _: &PathIds, _: DateTime<Utc>) -> Result<Self, Problem> {
        Ok(Self)
    }
}
