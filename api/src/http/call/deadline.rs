//! Deadline of a request.

use crate::http::problem::{Code, Detail, Problem};
use std::future::Future;
use std::time::{Duration, Instant};

/// Time left for the service's own work on a request; waiting for its body doesn't count.
#[derive(Debug)]
pub struct Deadline(Duration);

impl Deadline {
    /// A deadline after so much work.
    pub const fn after(left: Duration) -> Self {
        Self(left)
    }

    /// Does a part of the work.
    ///
    /// # Errors
    /// The work's own, or 503 `overloaded` when the time is over: a write under way runs to its end
    /// without its request.
    pub async fn within<T>(
        &mut self,
        work: impl Future<Output = Result<T, Problem>>,
    ) -> Result<T, Problem> {
        let since = Instant::now();
        let done = tokio::time::timeout(self.0, work).await;
        self.0 = self.0.saturating_sub(since.elapsed());
        done.unwrap_or_else(|_| Err(Problem::new(Code::Overloaded).detail(Detail::TookTooLong)))
    }
}
