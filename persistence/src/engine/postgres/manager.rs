//! Connection manager of the pools.

use super::address::Address;
use super::session::Session;
use crate::error::{Error, Result};
use deadpool::managed::{self, Metrics, QueueMode, RecycleError, RecycleResult};
use diesel_async::SimpleAsyncConnection;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Time for a new session, from the first byte to its set-up.
const OPEN: Duration = Duration::from_secs(3);
/// Time for an answer on a session whose last work was given up.
const ANSWER: Duration = Duration::from_secs(1);

pub(super) type Pool = managed::Pool<Manager>;

/// Opens connections for a pool, and checks returned ones.
#[derive(Clone)]
pub(crate) struct Manager {
    address: Arc<Address>,
    /// Number of sessions found read-only that could write before.
    pub(super) changes: Arc<AtomicU64>,
}

impl Manager {
    pub(super) fn new(address: Address) -> Self {
        Self {
            address: Arc::new(address),
            changes: Arc::default(),
        }
    }

    pub(super) fn pool(&self, connections: usize) -> Result<Pool> {
        let pool = Pool::builder(self.clone())
            .max_size(connections)
            // the session used last has the most statements prepared
            .queue_mode(QueueMode::Lifo)
            .build();
        pool.map_err(|error| Error::Internal(error.to_string()))
    }
}

/// Session, with the number of changes found when it began.
pub(crate) struct Pooled {
    session: Session,
    changes: u64,
    /// Whether it was leased and its work has not ended: given up, if it is back in the pool.
    pub(super) in_use: bool,
}

impl Pooled {
    /// Whether the server still answers.
    async fn answers(&mut self) -> bool {
        let asked = self.session.connection.batch_execute("SELECT 1");
        matches!(tokio::time::timeout(ANSWER, asked).await, Ok(Ok(())))
    }
}

impl Deref for Pooled {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

impl DerefMut for Pooled {
    fn deref_mut(&mut self) -> &mut Session {
        &mut self.session
    }
}

impl managed::Manager for Manager {
    type Type = Pooled;
    type Error = Error;

    async fn create(&self) -> Result<Pooled> {
        let changes = self.changes.load(Ordering::Relaxed);
        let opened = tokio::time::timeout(OPEN, Session::open(&self.address, true)).await;
        let silent = |_| Err(Error::Unavailable("the server doesn't answer".into()));
        let session = opened.unwrap_or_else(silent)?;
        Ok(Pooled {
            session,
            changes,
            in_use: false,
        })
    }

    async fn recycle(&self, session: &mut Pooled, _: &Metrics) -> RecycleResult<Error> {
        let before = session.changes < self.changes.load(Ordering::Relaxed);
        if before || session.is_spent() {
            return Err(RecycleError::message("of no more use"));
        }
        if session.in_use && !session.answers().await {
            // the network is silent: connections opened before are lost, too
            self.changes.fetch_add(1, Ordering::Relaxed);
            return Err(RecycleError::message("silent"));
        }
        Ok(())
    }
}
