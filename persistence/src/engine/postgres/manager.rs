//! Connection manager of the pools.

use super::address::Address;
use super::session::Session;
use crate::error::{Error, Result};
use deadpool::managed::{self, Metrics, RecycleError, RecycleResult};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

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
        let pool = Pool::builder(self.clone()).max_size(connections).build();
        pool.map_err(|error| Error::Internal(error.to_string()))
    }
}

/// Session, with the number of changes found when it began.
pub(crate) struct Pooled {
    session: Session,
    changes: u64,
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
        let session = Session::open(&self.address, true).await?;
        Ok(Pooled { session, changes })
    }

    async fn recycle(&self, session: &mut Pooled, _: &Metrics) -> RecycleResult<Error> {
        let before = session.changes < self.changes.load(Ordering::Relaxed);
        if before || session.is_spent() {
            return Err(RecycleError::message("of no more use"));
        }
        Ok(())
    }
}
