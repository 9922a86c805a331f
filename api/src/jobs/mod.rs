//! Work that becomes due by itself, one file a job. A job does the work due at a moment of the
//! programme's clock and returns its amount; [`Worker`] runs them all, in order. Any number of
//! servers may run one on the same database.

mod deliver;
mod lapse;
mod purge;

use crate::clock::{Clock, real};
use crate::http::problem::{Code, Problem};
use crate::mail::{Letterhead, Transport};
use chrono::{DateTime, TimeDelta, Utc};
use persistence::Store;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Pause of the worker when nothing waits.
const REST: Duration = Duration::from_secs(1);
/// Pause between two looks at mails that other workers are sending.
const GLANCE: Duration = Duration::from_millis(50);
/// Longest wait for them: a mail server's patience, twice.
const LONGEST: TimeDelta = TimeDelta::seconds(60);
/// Rounds between two runs of the purge.
const ROUNDS_PER_PURGE: u64 = 3_600;

/// The worker of one server.
#[derive(Clone)]
pub struct Worker {
    store: Store,
    clock: Clock,
    transport: Transport,
    letterhead: Letterhead,
    stopping: Arc<AtomicBool>,
}

impl Worker {
    /// A worker on a database.
    pub fn new(store: Store, clock: Clock, transport: Transport, letterhead: Letterhead) -> Self {
        Self {
            store,
            clock,
            transport,
            letterhead,
            stopping: Arc::default(),
        }
    }

    /// Asks the worker to end: it claims no more mails, finishes those being sent, and returns the
    /// others.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Runs until stopped. Errors are logged, and their work is retried.
    pub async fn run(self) {
        let mut round: u64 = 0;
        while !self.is_stopping() {
            let ended = self.round(round).await;
            let outcome = if ended.is_ok() { "ok" } else { "failed" };
            metrics::counter!("mentoring_worker_rounds_total", "outcome" => outcome).increment(1);
            match ended {
                Ok(()) => self.look_for_database().await,
                // told as an outage
                Err(problem) if problem.code == Code::DatabaseUnavailable => {}
                Err(problem) => {
                    let code = problem.code.as_str();
                    tracing::warn!(code, "the worker's round did not end well");
                }
            }
            round = round.wrapping_add(1);
            tokio::time::sleep(REST).await;
        }
    }

    /// Ends an outage once the database takes writes; a round without work may write nothing.
    async fn look_for_database(&self) {
        if self.store.outage_lasts() {
            // its success ends the outage in the log
            let _ = self.store.ready().await;
        }
    }

    async fn round(&self, round: u64) -> Result<(), Problem> {
        self.settle(self.clock.now().await?).await?;
        if round.is_multiple_of(ROUNDS_PER_PURGE) {
            purge::idempotency_keys(&self.store, real()).await?;
        }
        Ok(())
    }

    /// Does all work due at a moment, and sends waiting mails.
    ///
    /// # Errors
    /// The database is unavailable; a mail that can't be sent is no error here, but recorded and
    /// retried.
    pub async fn settle(&self, now: DateTime<Utc>) -> Result<(), Problem> {
        while lapse::proposals(&self.store, now).await? > 0 {}
        while deliver::mails(self, now).await? > 0 {}
        Ok(())
    }

    /// Does all work due at a moment, and waits for the mails that other workers are sending, so
    /// that every mail has left, or was tried.
    ///
    /// # Errors
    /// The database is unavailable.
    pub async fn settle_with_others(&self, now: DateTime<Utc>) -> Result<(), Problem> {
        let until = real() + LONGEST;
        loop {
            self.settle(now).await?;
            let under_way = self.store.messages_under_way(real()).await?;
            if under_way == 0 || self.is_stopping() || real() > until {
                return Ok(());
            }
            tokio::time::sleep(GLANCE).await;
        }
    }
}
